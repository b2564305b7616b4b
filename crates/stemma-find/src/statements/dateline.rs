//! Datelines before the words of a paragraph.

/// Where the words of a paragraph begin after a dateline: "PORT ANSEL, May 3 (NPA) — The ferry …".
pub(super) fn after_dateline(paragraph: &str) -> usize {
    // Longer than any place with its date and agency.
    const LONGEST: usize = 80;
    // No more is searched than may hold it: a paragraph is asked once for each of its verbs.
    let window = LONGEST + 8;
    let end = (window..paragraph.len()).find(|&at| paragraph.is_char_boundary(at));
    let begin = &paragraph[..end.unwrap_or(paragraph.len())];
    let dash = [" — ", " – ", " - ", " -- ", "/. "]
        .iter()
        .filter_map(|mark| begin.find(mark).map(|at| (at, at + mark.len())))
        .min()
        .filter(|&(at, _)| at <= LONGEST);
    let Some((end, after)) = dash else { return 0 };
    let head = &paragraph[..end];
    let first = head.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let place = first.chars().count() >= 3 && first.chars().all(char::is_uppercase);
    let names = head
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .all(|w| !w.starts_with(char::is_lowercase) || matches!(w, "of" | "and" | "the" | "de"));
    // An agency in brackets shows a dateline too: "Port Ansel (NPA) –".
    let agency = head.ends_with(')') && first.starts_with(char::is_uppercase);
    if (place || agency) && names { after } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::after_dateline;

    #[test]
    fn a_dateline_ends_at_its_dash() {
        let cut = |text: &'static str| &text[after_dateline(text)..];
        assert_eq!(cut("PORT ANSEL, Norland — The ferry sails."), "The ferry sails.");
        assert_eq!(cut("ANSEL, May 3. /NPA/. The ferry sails."), "The ferry sails.");
        assert_eq!(cut("The ferry – it is old – sails."), "The ferry – it is old – sails.");
        assert_eq!(cut("NATO wants it – and soon."), "NATO wants it – and soon.");
    }
}
