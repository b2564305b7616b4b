//! Places in texts.

use serde::{Deserialize, Serialize};

use crate::AccountId;

/// A half-open range of UTF-8 bytes of one text, on character boundaries.
///
/// Which text is said by whoever holds the span (see [`Place`] and [`Passage`]).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// A span from two byte offsets.
    ///
    /// # Panics
    /// Where `end < start`, or an offset does not fit 32 bits: a bug of the caller.
    pub fn new(start: usize, end: usize) -> Span {
        assert!(start <= end, "span {start}..{end} runs backwards");
        let fit = |n: usize| u32::try_from(n).expect("accounts are far below 4 GB");
        Span { start: fit(start), end: fit(end) }
    }

    /// The words: the slice of `text` that the span covers.
    ///
    /// # Panics
    /// Where the span is not of this text: a bug of the caller. [`Span::get`] asks instead.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// The words, or `None` where the span does not fit the text.
    pub fn get(self, text: &str) -> Option<&str> {
        text.get(self.start as usize..self.end as usize)
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing is covered.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies within.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Without the white space at either end.
    #[must_use]
    pub fn trim(self, text: &str) -> Span {
        let words = self.of(text);
        let start = self.start as usize + (words.len() - words.trim_start().len());
        Span::new(start, start + words.trim().len())
    }

    /// As a range of `usize`, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl From<(u32, u32)> for Span {
    fn from((start, end): (u32, u32)) -> Span {
        Span { start, end: end.max(start) }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> (u32, u32) {
        (span.start, span.end)
    }
}

impl std::fmt::Debug for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Which of an account's texts a span counts in.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The body.
    #[default]
    Text,
    /// The title.
    Title,
    /// What was dropped: the piece of that index in [`Account::dropped`](crate::Account::dropped).
    Dropped(u32),
}

impl std::fmt::Display for Field {
    /// `text`, `title`, `dropped:3`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Field::Text => f.write_str("text"),
            Field::Title => f.write_str("title"),
            Field::Dropped(n) => write!(f, "dropped:{n}"),
        }
    }
}

impl std::str::FromStr for Field {
    type Err = NoField;

    fn from_str(name: &str) -> Result<Field, NoField> {
        match name {
            "text" => Ok(Field::Text),
            "title" => Ok(Field::Title),
            _ => name
                .strip_prefix("dropped:")
                .and_then(|n| n.parse().ok())
                .map(Field::Dropped)
                .ok_or_else(|| NoField(name.to_owned())),
        }
    }
}

/// The name of no text that an account has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoField(String);

impl std::fmt::Display for NoField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "no field is called {}", self.0)
    }
}

impl std::error::Error for NoField {}

/// A span and the text it counts in, within one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Which text.
    pub of: Field,
    /// Where in it.
    pub span: Span,
}

impl Place {
    /// A place in the body.
    pub fn text(span: Span) -> Place {
        Place { of: Field::Text, span }
    }

    /// A place in the title.
    pub fn title(span: Span) -> Place {
        Place { of: Field::Title, span }
    }

    /// The same words, in a collection.
    pub fn in_account(self, account: AccountId) -> Passage {
        Passage { account, of: self.of, span: self.span }
    }
}

/// Verbatim words with their place in the whole collection: what everything derived leads back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Passage {
    /// Whose text.
    pub account: AccountId,
    /// Which of its texts.
    pub of: Field,
    /// Where in it.
    pub span: Span,
}

impl Passage {
    /// Its place in the account.
    pub fn place(&self) -> Place {
        Place { of: self.of, span: self.span }
    }
}

/// Turns byte offsets into code points at the printing edge, and back.
///
/// Keeps one number for every 64 bytes, so that a look-up scans at most that many.
pub struct CodePoints<'t> {
    text: &'t str,
    before: Vec<u32>,
}

const STRIDE: usize = 64;

impl<'t> CodePoints<'t> {
    /// Counts `text` once.
    pub fn new(text: &'t str) -> CodePoints<'t> {
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut seen = 0;
        for (n, &byte) in text.as_bytes().iter().enumerate() {
            if n % STRIDE == 0 {
                before.push(seen);
            }
            seen += u32::from(starts_character(byte));
        }
        CodePoints { text, before }
    }

    /// How many characters stand before the byte offset.
    pub fn at(&self, byte: usize) -> usize {
        let Some(&base) = self.before.get(byte / STRIDE) else {
            return self.text.chars().count();
        };
        let rest = &self.text.as_bytes()[byte / STRIDE * STRIDE..byte];
        base as usize + rest.iter().filter(|&&b| starts_character(b)).count()
    }

    /// The span as `[start, end]` in code points, as the contract prints it.
    pub fn span(&self, span: Span) -> [usize; 2] {
        [self.at(span.start as usize), self.at(span.end as usize)]
    }
}

fn starts_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_count_characters_not_bytes() {
        let text = "ČT24 – “наше” ".repeat(20);
        let points = CodePoints::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte), count);
        }
        assert_eq!(points.at(text.len()), text.chars().count());
    }

    #[test]
    fn trimming_keeps_the_words() {
        let text = "  «да»  ";
        assert_eq!(Span::new(0, text.len()).trim(text).of(text), "«да»");
    }
}
