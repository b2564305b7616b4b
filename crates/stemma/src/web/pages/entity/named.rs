//! What accounts call an entity, and where they mention it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use stemma_core::{AccountId, Entity, Field, Mention, MentionForm, Passage, Verdict};

use super::super::super::judge::Judging;
use super::super::super::target::EntityPart;
use super::super::super::{Target, View};
use super::place;
use crate::weaving::{count, noun};

/// Places shown of one name before the others are folded away.
const PLACES: usize = 6;
/// Places that are folded away; the page of mentions has all.
const FOLDED: usize = 60;
/// Names shown, those of most accounts first.
const NAMES: usize = 60;
/// Roles shown.
const ROLES: usize = 24;
/// Accounts whose mentions the entity's own page has, and those on each page of mentions.
const ACCOUNTS: usize = 25;
const ON_A_PAGE: usize = 200;
/// Mentions shown of one account.
const MENTIONS: usize = 24;

/// A name as written, with its places by account.
struct Written<'a> {
    text: &'a str,
    mentions: usize,
    /// The first place in each account, and how many there are.
    places: BTreeMap<AccountId, (Passage, usize)>,
}

/// Every name that a mention writes, those of most accounts first.
fn written<'a>(view: View<'a>, entity: &Entity) -> Vec<Written<'a>> {
    let mut names: BTreeMap<&str, Written<'_>> = BTreeMap::new();
    for (account, mention) in view.telling.mentions_of(entity.id) {
        if mention.form != MentionForm::Name {
            continue;
        }
        let passage = mention.place.in_account(account);
        let text = view.telling.words(&passage);
        let name = names.entry(text).or_insert_with(|| Written {
            text,
            mentions: 0,
            places: BTreeMap::new(),
        });
        name.mentions += 1;
        let (first, mentions) = name.places.entry(account).or_insert((passage, 0));
        *mentions += 1;
        // A headline comes first in an account, and is no place to judge by.
        if first.of != Field::Text && passage.of == Field::Text {
            *first = passage;
        }
    }
    let mut names: Vec<Written<'_>> = names.into_values().collect();
    names.sort_by_key(|name| (Reverse(name.places.len()), Reverse(name.mentions), name.text));
    names
}

/// Every name with its count and the accounts that write it.
pub(super) fn section(view: View<'_>, entity: &Entity) -> Markup {
    let names = written(view, entity);
    let main = names.iter().find(|name| name.text == entity.name).or(names.first());
    let known: BTreeSet<&str> = names.iter().map(|name| name.text).collect();
    // Spellings of a surname within longer names; names that only an account's own entity has.
    let others: Vec<_> =
        entity.names.iter().filter(|name| !known.contains(name.text.as_str())).collect();
    html! {
        section {
            h2 #names { "Names" }
            ul.plain.spellings {
                @for name in names.iter().take(NAMES) {
                    li data-item {
                        p {
                            b.text { (name.text) } " "
                            span.small.faint {
                                (count(name.mentions, "mention")) " in "
                                (count(name.places.len(), "account"))
                            }
                        }
                        (places(view, name))
                        @if let Some(main) = main.filter(|main| main.text != name.text) {
                            (other(view, name, main))
                        }
                    }
                }
                @for name in others.iter().take(NAMES) {
                    li {
                        p {
                            b.text { (name.text) } " "
                            span.small.faint {
                                "within longer names in " (count(name.accounts.len(), "account"))
                            }
                        }
                    }
                }
            }
            @if names.len() > NAMES {
                p.small.faint { "and " (names.len() - NAMES) " more, which few accounts write" }
            }
        }
    }
}

fn places(view: View<'_>, name: &Written<'_>) -> Markup {
    let one = |(passage, mentions): &(Passage, usize)| {
        html! {
            li { (place(view, passage)) @if *mentions > 1 { " ×" (mentions) } }
        }
    };
    html! {
        ul.plain.places {
            @for place in name.places.values().take(PLACES) { (one(place)) }
        }
        @if name.places.len() > PLACES {
            details {
                summary.small { "and " (count(name.places.len() - PLACES, "more account")) }
                ul.plain.places {
                    @for place in name.places.values().skip(PLACES).take(FOLDED) { (one(place)) }
                    @if name.places.len() > PLACES + FOLDED { li { "…" } }
                }
            }
        }
    }
}

/// A button that says that a name is somebody else's.
fn other(view: View<'_>, name: &Written<'_>, main: &Written<'_>) -> Markup {
    if view.live.is_none() {
        return Markup::default();
    }
    // An account that has both names means one person by them: two accounts are judged. A place in
    // a title is not named by its characters.
    let in_text = |name: &Written<'_>| -> Vec<Passage> {
        let places = name.places.values().map(|(passage, _)| *passage);
        places.filter(|passage| passage.of == Field::Text).take(PLACES).collect()
    };
    let (ones, others) = (in_text(name), in_text(main));
    let mut pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
    let Some((one, other)) = pairs.find(|(one, other)| one.account != other.account) else {
        return Markup::default();
    };
    let place = |passage: &Passage| {
        let [_, end] = view.telling.range(passage);
        format!("{}-{end}", view.telling.mark(passage))
    };
    let (one, other) = (place(one), place(other));
    html! {
        details {
            summary.small { "Somebody else’s name?" }
            (view.judge(
                Judging { one: &one, other: Some(&other), who: true },
                Verdict::Different,
                "It is another’s name",
            ))
        }
    }
}

/// Offices and roles as accounts give them.
pub(super) fn roles(view: View<'_>, entity: &Entity) -> Markup {
    let mut roles: BTreeMap<(&str, Option<&str>), Vec<Passage>> = BTreeMap::new();
    for &(account, local) in &entity.members {
        let Some(stored) = view.telling.account(account) else {
            continue;
        };
        let local = stored.found.entities.get(local.0 as usize);
        for role in local.iter().flat_map(|local| &local.roles) {
            let key = (role.office.as_str(), role.of.as_deref());
            roles.entry(key).or_default().push(role.place.in_account(account));
        }
    }
    let mut roles: Vec<Vec<Passage>> = roles.into_values().collect();
    roles.sort_by_key(|places| (Reverse(places.len()), places[0]));
    if roles.is_empty() {
        return Markup::default();
    }
    html! {
        section {
            h2 #roles { "Offices and roles" }
            ul.plain.spellings {
                @for places in roles.iter().take(ROLES) {
                    li data-item {
                        p { (view.words(&places[0])) }
                        ul.plain.places {
                            @for passage in places.iter().take(PLACES) { li { (place(view, passage)) } }
                            @if places.len() > PLACES {
                                li.faint { "and " (count(places.len() - PLACES, "more place")) }
                            }
                        }
                    }
                }
            }
            @if roles.len() > ROLES {
                p.small.faint { "and " (roles.len() - ROLES) " more, which few accounts give" }
            }
        }
    }
}

/// All mentions of one account.
type InAccount<'a> = (AccountId, Vec<&'a Mention>);

fn by_account<'a>(view: View<'a>, entity: &Entity) -> Vec<InAccount<'a>> {
    let mut accounts: BTreeMap<AccountId, Vec<&Mention>> = BTreeMap::new();
    for (account, mention) in view.telling.mentions_of(entity.id) {
        accounts.entry(account).or_default().push(mention);
    }
    accounts.into_iter().collect()
}

/// Where it is mentioned, account by account.
pub(super) fn mentions(view: View<'_>, entity: &Entity) -> Markup {
    let accounts = by_account(view, entity);
    let all: usize = accounts.iter().map(|(_, mentions)| mentions.len()).sum();
    if accounts.is_empty() {
        return Markup::default();
    }
    html! {
        section {
            h2 #mentions { "Mentions" }
            p.faint.small { (count(all, "mention")) " in " (count(accounts.len(), "account")) }
            (list(view, &accounts[..accounts.len().min(ACCOUNTS)]))
            @if accounts.len() > ACCOUNTS {
                p {
                    a href=(view.href(&Target::EntityPart(entity.id, EntityPart::Mentions, 1))) {
                        "All " (accounts.len()) " " (noun("account", accounts.len()))
                    }
                }
            }
        }
    }
}

/// A page of them.
pub(super) fn part(
    view: View<'_>,
    entity: &Entity,
    at: usize,
) -> Option<(&'static str, Markup, usize)> {
    let accounts = by_account(view, entity);
    let here = accounts.chunks(ON_A_PAGE).nth(at)?;
    Some(("mentions", list(view, here), accounts.len().div_ceil(ON_A_PAGE)))
}

fn list(view: View<'_>, accounts: &[InAccount<'_>]) -> Markup {
    html! {
        ul.plain.mentioned {
            @for (account, mentions) in accounts {
                li data-item {
                    (view.source(*account)) ": "
                    @for (n, mention) in mentions.iter().take(MENTIONS).enumerate() {
                        @if n > 0 { " · " }
                        (view.words(&mention.place.in_account(*account)))
                    }
                    @if mentions.len() > MENTIONS {
                        " · " a href=(view.account_href(*account)) {
                            "and " (mentions.len() - MENTIONS) " more"
                        }
                    }
                }
            }
        }
    }
}
