//! The paragraphs of a text: each is a document of its own for the models.
//!
//! A line is a paragraph. Only where a text is wrapped at a fixed width (no line is long, and most
//! lines end where the next word would not have fitted) are lines joined, at just those breaks.
//! A line far longer than any paragraph is cut into pieces, at the end of a sentence if it can be.

use crate::chars::is_space;

/// A stretch of a text that is parsed by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Paragraph {
    /// As it stands, from byte to byte.
    Plain(usize, usize),
    /// Lines of a wrapped text with one space between them, and where each starts there and in the
    /// whole text.
    Joined { text: String, lines: Vec<(u32, u32)> },
}

/// A longer paragraph, in bytes, is cut: a parse takes some 10 KB a token, and no writer's paragraph
/// comes near it. Whole articles without a line break do, and stay whole.
const LONGEST: usize = 40_000;

/// No text with a line of more characters is taken to be wrapped.
const WIDEST: usize = 120;

/// Fewer line breaks within paragraphs than this show nothing.
const FEWEST_BREAKS: usize = 3;

/// A text is wrapped where so many of four breaks were forced by the width. Lists, verses and
/// headlines under one another have a few by chance.
const FORCED_OF_FOUR: usize = 3;

impl Paragraph {
    /// What is parsed.
    pub(crate) fn text<'t>(&'t self, whole: &'t str) -> &'t str {
        match self {
            Paragraph::Plain(start, end) => &whole[*start..*end],
            Paragraph::Joined { text, .. } => text,
        }
    }

    /// Where the places of its tokens count from.
    pub(crate) fn start(&self) -> usize {
        match self {
            Paragraph::Plain(start, _) => *start,
            Paragraph::Joined { .. } => 0,
        }
    }

    /// The place in the whole text of a token at this place.
    pub(crate) fn place(&self, start: u32, end: u32) -> (u32, u32) {
        match self {
            Paragraph::Plain(..) => (start, end),
            Paragraph::Joined { lines, .. } => {
                let place = |at: u32| {
                    let line = lines.partition_point(|&(joined, _)| joined <= at).max(1) - 1;
                    let (joined, whole) = lines[line];
                    whole + (at - joined)
                };
                // The end is that of the last byte: the byte after it may be in the next line.
                (place(start), place(end.max(start + 1) - 1) + 1)
            }
        }
    }
}

/// Cuts a text into its paragraphs, without the white space around them.
pub(crate) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let lines: Vec<&str> = lines(text);
    let width = lines.iter().map(|line| characters(line)).max().unwrap_or(0);
    let forced = |above: &str, below: &str| {
        let word = below.split(is_space).next().unwrap_or_default();
        characters(above) + 1 + characters(word) > width
    };
    let inner = || lines.windows(2).filter(|pair| !pair[0].is_empty() && !pair[1].is_empty());
    let breaks = inner().count();
    let wrapped = width <= WIDEST
        && breaks >= FEWEST_BREAKS
        && inner().filter(|pair| forced(pair[0], pair[1])).count() * 4 >= breaks * FORCED_OF_FOUR;

    let mut found: Vec<Paragraph> = Vec::new();
    let mut above = "";
    for &line in &lines {
        if !line.is_empty() {
            let start = place_in(line, text);
            let join = wrapped && !above.is_empty() && forced(above, line);
            match found.last_mut().filter(|last| join && last.text(text).len() < LONGEST) {
                Some(last) => last.append(line, start, text),
                None => found.extend(pieces(line).map(|piece| {
                    let start = place_in(piece, text);
                    Paragraph::Plain(start, start + piece.len())
                })),
            }
        }
        above = line;
    }
    found
}

impl Paragraph {
    fn append(&mut self, line: &str, start: usize, whole: &str) {
        if let Paragraph::Plain(start, end) = *self {
            let text = whole[start..end].to_owned();
            *self = Paragraph::Joined { text, lines: vec![(0, start as u32)] };
        }
        if let Paragraph::Joined { text, lines } = self {
            text.push(' ');
            lines.push((text.len() as u32, start as u32));
            text.push_str(line);
        }
    }
}

/// The lines without the white space around them; a carriage return and a line feed are one break.
fn lines(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(is_line_break) {
        found.push(rest[..at].trim_matches(is_space));
        let after = &rest[at..];
        let size = if after.starts_with("\r\n") {
            2
        } else {
            after.chars().next().map_or(1, char::len_utf8)
        };
        rest = &after[size..];
    }
    found.push(rest.trim_matches(is_space));
    found
}

/// A line in pieces that are not too long, cut behind the last sentence, word or character.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        rest = rest.trim_matches(is_space);
        if rest.is_empty() {
            return None;
        }
        let mut size = rest.len().min(LONGEST);
        while !rest.is_char_boundary(size) {
            size -= 1;
        }
        let room = &rest[..size];
        let end = if room.len() == rest.len() {
            rest.len()
        } else {
            let sentence = [". ", "! ", "? "].iter().filter_map(|mark| room.rfind(mark)).max();
            sentence.map(|at| at + 1).or_else(|| room.rfind(is_space)).unwrap_or(room.len())
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece.trim_end_matches(is_space))
    })
}

fn characters(line: &str) -> usize {
    line.chars().count()
}

/// The byte at which a slice of a text starts in it.
fn place_in(slice: &str, text: &str) -> usize {
    slice.as_ptr() as usize - text.as_ptr() as usize
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        paragraphs(text).iter().map(|p| p.text(text).to_owned()).collect()
    }

    #[test]
    fn a_line_is_a_paragraph() {
        let text = "  Brana Tolvik\r\n\r\nThe ferry left. \nIt came back.\u{2028}Twice.";
        assert_eq!(texts(text), ["Brana Tolvik", "The ferry left.", "It came back.", "Twice."]);
    }

    #[test]
    fn breaks_that_a_width_forced_are_spaces() {
        let text = "The ferry to Oslavik left the\n   harbour an hour late because a\nchain was missing, the \
                    port\nmaster said on Monday.\nNo one was hurt.\n\nIt came back in the evening,\nempty.";
        let want = [
            "The ferry to Oslavik left the harbour an hour late because a chain was missing, the \
             port master said on Monday.",
            "No one was hurt.",
            "It came back in the evening, empty.",
        ];
        assert_eq!(texts(text), want);
        let first = &paragraphs(text)[0];
        for word in ["harbour", "master", "left", "Monday."] {
            let at = first.text(text).find(word).unwrap() as u32;
            let (start, end) = first.place(at, at + word.len() as u32);
            assert_eq!(&text[start as usize..end as usize], word);
        }
    }

    #[test]
    fn a_line_without_end_is_cut_behind_a_sentence() {
        let text = "The ferry left at noon. ".repeat(4000);
        let found = texts(&text);
        assert!(found.len() > 2 && found.iter().all(|piece| piece.len() <= LONGEST));
        assert!(found.iter().all(|piece| piece.starts_with("The") && piece.ends_with("noon.")));
        assert_eq!(texts(&"ж".repeat(50_000)).concat().len(), 100_000);
    }

    #[test]
    fn short_lines_are_not_wrapped_text() {
        let text =
            "Ferry late\nChain missing at Oslavik harbour\nNobody hurt\nService resumes\nMore";
        assert_eq!(texts(text).len(), 5);
    }
}
