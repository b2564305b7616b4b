//! Counted nouns for a reader.

/// `1 story`, `2 stories`.
pub fn count(n: usize, what: &str) -> String {
    format!("{n} {}", noun(what, n))
}

/// The noun for this many of it: `story`, `stories`.
pub fn noun(what: &str, n: usize) -> String {
    match (n, what.strip_suffix('y')) {
        (1, _) => what.to_owned(),
        (_, Some(stem)) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{what}s"),
    }
}
