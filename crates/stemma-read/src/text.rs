//! Plain text into blocks and a title.

use crate::clean::Block;
use crate::clean::shape::{End, Shape, bare};

/// The paragraphs of a plain text.
///
/// Empty lines divide paragraphs. Where a file has lines of one width within its paragraphs, it was
/// wrapped, and they are joined; else each line is a paragraph of its own.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    let wrapped = is_wrapped(text);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}']) {
        let line = trim(line);
        if line.is_empty() {
            open = false;
            continue;
        }
        match paragraphs.last_mut() {
            Some(last) if wrapped && open => {
                last.push(' ');
                last.push_str(line);
            }
            _ => paragraphs.push(line.to_string()),
        }
        open = true;
    }
    paragraphs
}

/// Without white space and marks of order at either end.
fn trim(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\0'))
}

/// Whether lines end because the page was full.
fn is_wrapped(text: &str) -> bool {
    let (mut full, mut inner, mut broken, mut longest) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut lines = text.lines().map(trim).peekable();
    while let Some(line) = lines.next() {
        let width = line.chars().count();
        longest = longest.max(width);
        // The last line of a paragraph may be of any width.
        if !line.is_empty() && lines.peek().is_some_and(|next| !next.is_empty()) {
            inner += 1;
            full += usize::from(width >= FULL);
            broken += usize::from(Shape::of(line).end == End::Open);
        }
    }
    longest <= WIDEST && inner >= 3 && full * 10 >= inner * 7 && broken * 2 >= inner
}

/// Files are wrapped at 65 to 80 columns, seldom at 100 or more.
const WIDEST: usize = 110;
/// A wrapped line is at least this wide, save for the last of its paragraph.
const FULL: usize = 45;

/// What stands at the head of a plain text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    /// The paragraph that is the title.
    pub(crate) title: Option<usize>,
    /// The paragraph above it that is the outlet's name.
    pub(crate) masthead: Option<usize>,
}

/// Finds title and masthead among the first lines.
///
/// The title is the first line that could be one; but a line among the first that comes again below
/// is the title surely, and an outlet's name above another headline is none.
pub(crate) fn head(paragraphs: &[String]) -> Head {
    let lines: Vec<usize> = (0..paragraphs.len().min(HEAD))
        .filter(|&n| !crate::clean::is_above_headline(&paragraphs[n]))
        .collect();
    let Some(&first) = lines.first().filter(|&&n| may_be_title(paragraphs, n)) else {
        return Head::default();
    };
    let second = lines.get(1).copied().filter(|&n| may_be_title(paragraphs, n));
    let named = crate::outlet::is_masthead(&paragraphs[first]);
    if let Some(second) = second.filter(|_| named) {
        return Head { title: Some(second), masthead: Some(first) };
    }
    let again = |n: usize| {
        let line = bare(&paragraphs[n]);
        paragraphs[n + 1..].iter().any(|other| bare(other) == line)
    };
    let title = second.filter(|&second| again(second) && !again(first)).unwrap_or(first);
    Head { title: Some(title), masthead: None }
}

/// Headlines stand among the first lines.
const HEAD: usize = 8;

fn may_be_title(paragraphs: &[String], at: usize) -> bool {
    let line = &paragraphs[at];
    let headline = match Shape::of(line).end {
        End::Open | End::Dots => true,
        // 'Harbour closed. What now?', and 'closed by the U.S.'
        End::Sentence => line.ends_with(['?', '!']) || ends_in_initials(line),
        End::Colon => false,
    };
    headline
        && at + 1 < paragraphs.len()
        && line.chars().count() <= LONGEST
        && crate::outlet::from_dateline(line).is_none()
}

/// The longest headlines are three sentences of an index page.
const LONGEST: usize = 300;

fn ends_in_initials(line: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or_default();
    last.len() >= 4 && last.split('.').all(|part| part.chars().count() <= 1)
}

/// The paragraphs as blocks for the cleaning pass.
pub(crate) fn blocks(paragraphs: impl IntoIterator<Item = String>) -> Vec<Block> {
    paragraphs
        .into_iter()
        .map(|text| {
            let item = text.starts_with(['-', '•', '*', '·', '–', '—']) || text.contains('\t');
            Block { text, item, ..Block::default() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_are_joined_and_others_are_not() {
        let wrapped = "The harbour of Port Halen was closed on Monday after the storm had\ntorn two ships from their moorings, the harbour master said, and it\nwill not open before Friday, according to the ministry of transport,\nwhich had warned of it.\n\nNobody was hurt.";
        assert_eq!(paragraphs(wrapped).len(), 2);
        let lines = "Harbour closed\nThe harbour was closed on Monday.\nNobody was hurt, the harbour master said.\nIt opens on Friday.";
        assert_eq!(paragraphs(lines).len(), 4);
    }

    #[test]
    fn a_sentence_is_no_title() {
        let title_of = |lines: &[&str]| {
            let lines: Vec<String> = lines.iter().map(|l| (*l).to_string()).collect();
            head(&lines).title.map(|n| lines[n].clone())
        };
        let body = "The harbour was closed on Monday, the master said.";
        assert_eq!(title_of(&["Harbour closed", body]).as_deref(), Some("Harbour closed"));
        assert_eq!(
            title_of(&["All news", "Harbour closed", body]).as_deref(),
            Some("Harbour closed")
        );
        assert_eq!(
            title_of(&["3 Feb 2022", "Harbour closed", body]).as_deref(),
            Some("Harbour closed")
        );
        assert_eq!(title_of(&[body, body]), None);
        assert_eq!(title_of(&["HALEN, February 3. /NORDA/. The harbour is closed", body]), None);
        assert_eq!(title_of(&["Harbour closed"]), None);
        assert_eq!(title_of(&["Will the U.S.?", body]).as_deref(), Some("Will the U.S.?"));
    }
}
