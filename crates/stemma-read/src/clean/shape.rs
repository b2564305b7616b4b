//! What a line looks like, whatever it says.

use std::collections::BTreeSet;

/// A line of a page, measured once, so that every rule asks the same questions.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    /// Lower case, straight quotation marks and dashes, single spaces.
    pub(crate) folded: String,
    /// Words: runs of letters or digits between spaces.
    pub(crate) words: usize,
    /// How the line ends.
    pub(crate) end: End,
    /// Whether it holds a quotation mark: what is quoted is somebody's speech, not the page's.
    pub(crate) quotes: bool,
}

/// How a line ends, closing brackets and quotation marks left aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// With a full stop, a question or an exclamation mark.
    Sentence,
    /// With dots: cut off.
    Dots,
    /// With a colon: what follows belongs to it.
    Colon,
    /// With none of them, as headlines, captions and names of sections do.
    Open,
}

impl Shape {
    pub(crate) fn of(line: &str) -> Shape {
        let folded = fold(line);
        let words = folded.split(' ').filter(|word| word.contains(char::is_alphanumeric)).count();
        let bare = line.trim_end_matches(|c: char| c.is_whitespace() || is_closer(c));
        let end = if bare.ends_with("...") || bare.ends_with('…') {
            End::Dots
        } else if bare.ends_with(['.', '!', '?', '。', '।', '؟', '！', '？']) {
            End::Sentence
        } else if bare.ends_with([':', '：']) {
            End::Colon
        } else {
            End::Open
        };
        Shape {
            quotes: folded.contains('"') || line.contains(['\'', '‘', '’']) && opens_quote(line),
            folded,
            words,
            end,
        }
    }

    /// A line that no sentence of a report looks like: short, and without a sentence's end.
    pub(crate) fn is_headline_like(&self) -> bool {
        matches!(self.end, End::Open | End::Dots) && self.words <= HEADLINE_WORDS
    }

    /// A paragraph that reads as a report does: a sentence of some length that comes to its end.
    pub(crate) fn is_prose(&self) -> bool {
        self.words >= PROSE_WORDS && matches!(self.end, End::Sentence | End::Colon)
    }
}

/// Headlines of the news corpora that we read have at most 27 words; teasers are headlines.
const HEADLINE_WORDS: usize = 30;

/// Shorter paragraphs are as often furniture ("Please enter your comment!") as they are sentences.
const PROSE_WORDS: usize = 9;

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '“' | ')' | ']' | '*')
}

/// Whether a single quotation mark opens something, rather than being an apostrophe.
fn opens_quote(line: &str) -> bool {
    let mut before = ' ';
    for c in line.chars() {
        if matches!(c, '\'' | '‘') && !before.is_alphanumeric() {
            return true;
        }
        before = c;
    }
    false
}

/// Lower case, straight quotation marks and dashes, single spaces, none at the ends.
pub(crate) fn fold(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        let c = match c {
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
            '‘' | '’' | '‛' | '`' | '´' | '′' => '\'',
            '–' | '—' | '―' | '‐' | '‑' | '−' => '-',
            c if c.is_whitespace() => ' ',
            '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' => continue,
            c => c,
        };
        if c == ' ' {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.extend(c.to_lowercase());
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Letters and digits alone, in lower case: for asking whether two lines say the same.
pub(crate) fn bare(line: &str) -> String {
    line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of a line that carry what it is about, crudely stemmed.
///
/// Five letters tell 'manoeuvres' from 'ministers' and hold 'withdraw', 'withdrawal' and
/// 'withdrew' apart from little else; it is a question of topic here, not of meaning.
pub(crate) fn topic_words(line: &str) -> BTreeSet<String> {
    line.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= 4)
        .map(str::to_lowercase)
        .filter(|word| !EMPTY_WORDS.contains(&word.as_str()))
        .map(|word| word.chars().take(5).collect())
        .collect()
}

/// Words of four letters and more that stand in any report.
const EMPTY_WORDS: &[&str] = &[
    "about", "after", "again", "against", "also", "among", "another", "around", "because", "been",
    "before", "being", "between", "both", "could", "does", "down", "during", "each", "even",
    "ever", "every", "first", "from", "have", "here", "into", "just", "last", "like", "made",
    "make", "many", "more", "most", "much", "must", "next", "only", "other", "over", "said",
    "same", "says", "should", "since", "some", "still", "such", "take", "than", "that", "their",
    "them", "then", "there", "these", "they", "this", "those", "through", "time", "told", "under",
    "until", "very", "want", "well", "were", "what", "when", "where", "which", "while", "whom",
    "will", "with", "would", "year", "years", "your",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_seen_through_quotation_marks() {
        assert_eq!(Shape::of("“We will stay.”").end, End::Sentence);
        assert_eq!(Shape::of("The harbour was closed on...").end, End::Dots);
        assert_eq!(Shape::of("Harbour closed after the storm").end, End::Open);
        assert_eq!(Shape::of("He named three:").end, End::Colon);
    }

    #[test]
    fn an_apostrophe_is_no_quotation() {
        assert!(!Shape::of("Don’t miss the minister's visit").quotes);
        assert!(Shape::of("The minister’s ‘visit’").quotes);
    }
}
