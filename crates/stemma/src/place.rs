//! How a reader names a place: `2`, `2:310`, `2:title`, as the synopsis prints it; `2:title:14` counts
//! characters of the headline.

use std::str::FromStr;

use stemma_core::{Account, AccountId, CodePoints, Field};

/// An account, and perhaps a place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PlaceName {
    pub(crate) account: AccountId,
    /// Which text, and how many characters stand before.
    pub(crate) at: Option<(Field, usize)>,
}

impl FromStr for PlaceName {
    type Err = String;

    fn from_str(name: &str) -> Result<PlaceName, String> {
        let fault = || {
            format!(
                "'{name}' names no account. Write its number (2), or a place in it as the synopsis \
                 prints it (2:310, 2:title)"
            )
        };
        let bare = name.trim_matches(['[', ']']);
        let (id, at) = match bare.split_once(':') {
            Some((id, at)) => (id, Some(at)),
            None => (bare, None),
        };
        let id = id.strip_prefix('a').unwrap_or(id);
        let account = AccountId(id.parse().map_err(|_| fault())?);
        let number = |digits: &str| digits.parse().map_err(|_| fault());
        let at = at.map(|at| {
            let mut parts = at.split(':');
            let of = match parts.next() {
                Some("title") => Field::Title,
                Some("dropped") => {
                    let n = parts.next().unwrap_or_default();
                    Field::Dropped(n.parse().map_err(|_| fault())?)
                }
                _ => return Ok((Field::Text, number(at)?)),
            };
            // Without characters it is the whole.
            let characters = parts.next().map_or(Ok(0), number)?;
            parts.next().map_or(Ok((of, characters)), |_| Err(fault()))
        });
        let at = at.transpose()?;
        Ok(PlaceName { account, at })
    }
}

/// The byte offset of a number of characters.
pub(crate) fn byte_at(text: &str, characters: usize) -> usize {
    text.char_indices().nth(characters).map_or(text.len(), |(byte, _)| byte)
}

/// Paragraphs of an account, each with its byte offset and the characters before it.
pub(crate) fn paragraphs(account: &Account) -> Vec<(usize, usize, &str)> {
    let points = CodePoints::new(&account.text);
    let mut paragraphs = Vec::new();
    let mut at = 0;
    for line in account.text.split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            paragraphs.push((start, points.at(start), words));
        }
        at += line.len();
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_as_they_are_printed() {
        let place = |name: &str| name.parse::<PlaceName>().map(|place| (place.account.0, place.at));
        assert_eq!(place("2"), Ok((2, None)));
        assert_eq!(place("2:310"), Ok((2, Some((Field::Text, 310)))));
        assert_eq!(place("[2:title]"), Ok((2, Some((Field::Title, 0)))));
        assert_eq!(place("a2:dropped:1"), Ok((2, Some((Field::Dropped(1), 0)))));
        assert_eq!(place("2:title:14"), Ok((2, Some((Field::Title, 14)))));
        assert_eq!(place("2:dropped:1:14"), Ok((2, Some((Field::Dropped(1), 14)))));
        for name in
            ["2:title:", "2:title:a", "2:title:1:2", "2:dropped:", "2:dropped:1:2:3", "2:1:2"]
        {
            assert!(place(name).is_err(), "{name}");
        }
        assert!(place("two").is_err());
        assert!(place("2:").is_err());
    }
}
