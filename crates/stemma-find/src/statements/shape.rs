//! What words in quotation marks look like: a sentence, a title, a name.

use super::lines::Lines;
use crate::parsed_text::ParsedText;

/// Whether the words in the marks begin a sentence of their own.
pub(super) fn starts_new(text: &ParsedText, lines: &Lines, quote: usize) -> bool {
    inner_of(text, lines, quote).starts_with(char::is_uppercase)
}

/// Whether the words in the marks could be a sentence.
pub(super) fn is_whole(text: &ParsedText, lines: &Lines, quote: usize) -> bool {
    let (first, after) = lines.quote_tokens[quote];
    let words = (first..after).filter(|&t| text.is_lexical(t)).count();
    let inner = lines.quotes[quote].inner.of(text.raw);
    words >= 3
        && ((first..after).any(|t| text.is_finite(t))
            || (inner.starts_with(char::is_uppercase)
                && (first..after).any(|t| text.tag(t) == "VB"))
            || inner.ends_with(['.', '!', '?']) && inner.starts_with(char::is_uppercase))
        || words >= 8
}

pub(super) fn inner_of<'a>(text: &ParsedText<'a>, lines: &Lines, quote: usize) -> &'a str {
    lines.quotes[quote].inner.of(text.raw)
}

/// Capitals throughout and no full stop: the name of a show, a book, a group.
pub(super) fn is_title(inner: &str) -> bool {
    let mut words = 0;
    let capitals = inner
        .split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'' && c != '-')
        .filter(|w| !w.is_empty())
        .inspect(|_| words += 1)
        .all(|w| {
            w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                || matches!(
                    w,
                    "of" | "the"
                        | "and"
                        | "in"
                        | "to"
                        | "a"
                        | "an"
                        | "for"
                        | "on"
                        | "with"
                        | "is"
                        | "at"
                        | "by"
                )
        });
    capitals
        && (2..=8).contains(&words)
        && inner.starts_with(char::is_uppercase)
        && !inner.ends_with(['!', '?'])
}

/// Capitals throughout, be it one word: in the midst of a sentence the name of a thing.
pub(super) fn is_name(inner: &str) -> bool {
    let bare = inner.trim_end_matches([',', '.']);
    is_title(bare) || (bare.starts_with(char::is_uppercase) && !bare.contains(char::is_whitespace))
}
