//! Tables of things rather than words: a thing a line, its fields divided by `|`, a field's items by
//! commas. The first line that is no comment names the fields.

/// The rows of a table, each with the section (`[agency]`) that it stands in.
pub(crate) fn rows<const N: usize>(
    path: &str,
    text: &'static str,
    fields: [&str; N],
) -> impl Iterator<Item = (&'static str, [&'static str; N])> {
    let mut lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let split = move |line: &'static str, path: &str| -> [&'static str; N] {
        let split: Vec<&str> = line.split('|').map(str::trim).collect();
        split.try_into().unwrap_or_else(|_| panic!("{path}: a row of {N} fields: {line}"))
    };
    let named = lines.next().map(|line| split(line, path));
    assert_eq!(named, Some(fields), "{path}: the first line names the fields");
    let (path, mut section) = (path.to_owned(), "");
    lines.filter_map(move |line| {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            section = name;
            return None;
        }
        Some((section, split(line, &path)))
    })
}

/// The items of a field.
pub(crate) fn items(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split(',').map(str::trim).filter(|item| !item.is_empty())
}
