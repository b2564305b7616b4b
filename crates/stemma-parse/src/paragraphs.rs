//! The paragraphs of a text: each is a document of its own for the models.

use crate::chars::is_space;

/// A stretch of a text that is parsed by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paragraph {
    start: usize,
    end: usize,
}

impl Paragraph {
    /// A stretch as it stands.
    pub(crate) fn plain(start: usize, end: usize) -> Paragraph {
        Paragraph { start, end }
    }

    /// What is parsed.
    pub(crate) fn text<'t>(&'t self, whole: &'t str) -> &'t str {
        &whole[self.start..self.end]
    }

    /// Where the places of its tokens count from.
    pub(crate) fn start(&self) -> usize {
        self.start
    }

    /// The place in the whole text of a token at this place.
    pub(crate) fn place(&self, start: u32, end: u32) -> (u32, u32) {
        (start, end)
    }
}

/// Cuts a text at its line breaks, and trims what is between.
pub(crate) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut found = Vec::new();
    for line in text.split(is_line_break) {
        let trimmed = line.trim_matches(is_space);
        if !trimmed.is_empty() {
            let start = trimmed.as_ptr() as usize - text.as_ptr() as usize;
            found.push(Paragraph::plain(start, start + trimmed.len()));
        }
    }
    found
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
