//! Whom the words of an account name.

use std::collections::BTreeMap;

use stemma_core::{EntityId, EntityKind, Field, Local, LocalEntity, Parsed, Reported, Statement};
use stemma_words::en::places::place_word;

use super::who::Who;

/// Which tokens name whom: the last word of every mention, and a minister's "we", which is the
/// country.
pub(super) fn named(
    reported: &Reported<'_>,
    of: Field,
    parsed: &Parsed,
    who: &Who<'_>,
) -> BTreeMap<u32, EntityId> {
    let mut named = BTreeMap::new();
    for mention in &reported.found.mentions {
        let Some(entity) = mention.entity.and_then(|local| who.entity(reported.id, local)) else {
            continue;
        };
        if mention.place.of != of {
            continue;
        }
        let after =
            parsed.tokens.partition_point(|token| token.span.start < mention.place.span.end);
        if after > 0 {
            named.insert(after as u32 - 1, entity);
        }
    }
    for statement in reported.found.statements.iter().filter(|statement| statement.of == of) {
        let Some(country) = served(reported, statement, who) else { continue };
        for piece in &statement.content {
            let first = parsed.tokens.partition_point(|token| token.span.start < piece.start);
            for (n, token) in parsed.tokens.iter().enumerate().skip(first) {
                if token.span.start >= piece.end {
                    break;
                }
                let word = token.span.of(text_of(reported, of)).to_lowercase();
                if matches!(word.as_str(), "we" | "us" | "our" | "ours" | "ourselves") {
                    named.insert(n as u32, country);
                }
            }
        }
    }
    named
}

fn text_of<'a>(reported: &Reported<'a>, of: Field) -> &'a str {
    match of {
        Field::Title => reported.account.title.as_deref().unwrap_or_default(),
        Field::Text | Field::Dropped(_) => &reported.account.text,
    }
}

/// The country that a speaker serves, where the account names it: a minister's "we" is that.
fn served(reported: &Reported<'_>, statement: &Statement, who: &Who<'_>) -> Option<EntityId> {
    let entities = &reported.found.entities;
    let speaker = &entities[statement.speaker?.entity?.0 as usize];
    let mut countries = speaker.roles.iter().filter_map(|role| role.of.as_deref());
    let country = countries.next()?;
    // Who serves two speaks for either.
    if countries.any(|other| other != country) {
        return None;
    }
    let names_it = |entity: &LocalEntity| {
        let known = |name: &String| {
            name == country || place_word(name).is_some_and(|word| word.country == country)
        };
        entity.kind == EntityKind::Place && entity.names.iter().any(known)
    };
    let local = entities.iter().position(names_it)?;
    who.entity(reported.id, Local(local as u32))
}
