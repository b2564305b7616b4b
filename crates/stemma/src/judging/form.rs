//! What a person writes for a thing: `"Mira Tarvel"`, `e12`, `c5`, `3:120`, `3:title:14-52`, `a3`,
//! `a1-a3`.

use stemma_core::{AccountId, ClaimId, EntityId, NodeId};

use crate::place::PlaceName;

/// How a thing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Entity(EntityId),
    Claim(ClaimId),
    Account(AccountId),
    /// In an account's text or title, from one character to another, as far as they are said.
    Place(PlaceName, Option<usize>),
    Line(NodeId, NodeId),
    Source(u32),
    Name(String),
}

impl Form {
    /// What that is the name of; what looks like nothing else is somebody's name.
    pub(super) fn of(written: &str) -> Form {
        let number = |prefix: &str| -> Option<u32> { written.strip_prefix(prefix)?.parse().ok() };
        let node = |name: &str| -> Option<NodeId> {
            if let Some(source) = name.strip_prefix('s') {
                return Some(NodeId::Source(source.parse().ok()?));
            }
            let account = name.strip_prefix('a').unwrap_or(name);
            Some(NodeId::Account(AccountId(account.parse().ok()?)))
        };
        let (place, end) = match written.trim_end_matches(']').rsplit_once('-') {
            Some((place, end)) if place.contains(':') => (place, end.parse().ok()),
            _ => (written, None),
        };
        if let Some(id) = number("e") {
            Form::Entity(EntityId(id))
        } else if let Some(id) = number("c") {
            Form::Claim(ClaimId(id))
        } else if let Some(id) = number("s") {
            Form::Source(id)
        } else if let Some((from, to)) = written.split_once('-')
            && let (Some(from), Some(to)) = (node(from), node(to))
        {
            Form::Line(from, to)
        } else if let Ok(place) = place.parse::<PlaceName>() {
            if place.at.is_some() { Form::Place(place, end) } else { Form::Account(place.account) }
        } else {
            Form::Name(written.to_owned())
        }
    }

    /// What sort of thing it is, for a message.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Form::Entity(_) => "an entity",
            Form::Name(_) => "a name",
            Form::Claim(_) => "a claim",
            Form::Place(..) => "a place",
            Form::Account(_) => "an account",
            Form::Line(..) => "a line of descent",
            Form::Source(_) => "a source",
        }
    }
}

#[cfg(test)]
mod tests {
    use stemma_core::Field;

    use super::*;

    #[test]
    fn things_are_written_as_they_are_printed() {
        let account = |n| NodeId::Account(AccountId(n));
        assert_eq!(Form::of("e12"), Form::Entity(EntityId(12)));
        assert_eq!(Form::of("c5"), Form::Claim(ClaimId(5)));
        assert_eq!(Form::of("a3"), Form::Account(AccountId(3)));
        assert_eq!(Form::of("3"), Form::Account(AccountId(3)));
        assert_eq!(Form::of("a1-a3"), Form::Line(account(1), account(3)));
        assert_eq!(Form::of("s2-1"), Form::Line(NodeId::Source(2), account(1)));
        assert_eq!(Form::of("s2"), Form::Source(2));
        for (written, end) in [("3:120", None), ("a3:120-180", Some(180)), ("[3:120]", None)] {
            let Form::Place(place, found) = Form::of(written) else { panic!("{written}") };
            let at = Some((Field::Text, 120));
            assert_eq!((place.account, place.at, found), (AccountId(3), at, end));
        }
        for (written, at, end) in [
            ("3:title", 0, None),
            ("3:title:14", 14, None),
            ("3:title:14-52", 14, Some(52)),
            ("[3:title:14-52]", 14, Some(52)),
        ] {
            let Form::Place(place, found) = Form::of(written) else { panic!("{written}") };
            assert_eq!((place.at, found), (Some((Field::Title, at)), end), "{written}");
        }
        for name in ["Mira Tarvel", "Jean-Luc", "East 3-4", "e", "cat"] {
            assert_eq!(Form::of(name), Form::Name(name.to_owned()));
        }
    }
}
