//! What accounts call an entity, by name and by office, each with who does.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use stemma_core::{AccountId, Entity, EntityName, Field, MentionForm, Passage, Verdict};

use super::super::super::judge::Judging;
use super::super::super::target::EntityPart;
use super::super::super::{Target, View};
use super::place;
use stemma_tell::plural::count;

/// Places shown of one name before the others are folded away.
const PLACES: usize = 6;
/// Places that are folded away; the pages of names have all.
const FOLDED: usize = 60;
/// Names shown, those of most accounts first.
const NAMES: usize = 60;
/// Roles shown.
const ROLES: usize = 24;
/// Places on each page of names or roles.
const ON_A_PAGE: usize = 400;

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
    for (account, mention) in view.collection.mentions_of(entity.id) {
        if mention.form != MentionForm::Name {
            continue;
        }
        let passage = mention.place.in_account(account);
        let text = view.collection.words(&passage);
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

/// Something that it is called, and where.
struct Called {
    head: Markup,
    places: Vec<Seen>,
}

/// Where it is called so.
enum Seen {
    /// In these words, and how often in their account.
    Words(Passage, usize),
    /// Somewhere in an account.
    In(AccountId),
}

/// All that it is called of one kind; the places of one stand behind those of the one before.
struct All<'v> {
    view: View<'v>,
    entity: &'v Entity,
    part: EntityPart,
    called: Vec<Called>,
    /// What a place is counted as.
    noun: &'static str,
}

impl All<'_> {
    /// The page of the place with this number.
    fn page_of(&self, place: usize) -> String {
        self.view.href(&Target::EntityPart(self.entity.id, self.part, place / ON_A_PAGE + 1))
    }

    /// The first places of the `n`th; the others are folded away, and where even that is too much
    /// they are on their page.
    fn places(&self, n: usize) -> Markup {
        let places = &self.called[n].places;
        let (open, rest) = places.split_at(PLACES.min(places.len()));
        let (folded, rest) = rest.split_at(FOLDED.min(rest.len()));
        let before: usize = self.called[..n].iter().map(|called| called.places.len()).sum();
        html! {
            ul.plain.places { @for seen in open { (self.seen(seen)) } }
            @if !folded.is_empty() {
                details {
                    summary.small { "and " (count(places.len() - open.len(), self.noun)) }
                    ul.plain.places {
                        @for seen in folded { (self.seen(seen)) }
                        @if !rest.is_empty() {
                            li {
                                a href=(self.page_of(before + open.len() + folded.len())) {
                                    "and " (count(rest.len(), self.noun))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn seen(&self, seen: &Seen) -> Markup {
        html! {
            @match seen {
                Seen::Words(passage, times) => {
                    li { (place(self.view, passage)) @if *times > 1 { " ×" (times) } }
                }
                Seen::In(account) => { li { (self.view.source(*account)) } }
            }
        }
    }

    /// A page of all of it, and how many there are.
    fn page(&self, at: usize) -> Option<(Markup, usize)> {
        let all: Vec<(usize, &Seen)> = (self.called.iter().enumerate())
            .flat_map(|(n, called)| called.places.iter().map(move |seen| (n, seen)))
            .collect();
        let here = all.chunks(ON_A_PAGE).nth(at)?;
        let before = (at * ON_A_PAGE).checked_sub(1).map(|last| all[last].0);
        let list = html! {
            ul.plain.spellings {
                @for places in here.chunk_by(|one, other| one.0 == other.0) {
                    li data-item {
                        p {
                            (self.called[places[0].0].head)
                            @if before == Some(places[0].0) { span.small.faint { " · continued" } }
                        }
                        ul.plain.places { @for (_, seen) in places { (self.seen(seen)) } }
                    }
                }
            }
        };
        Some((list, all.len().div_ceil(ON_A_PAGE)))
    }
}

/// Names that mentions write; then names that stand within longer ones only, or that an account's
/// own entity has.
fn all_names<'v>(view: View<'v>, entity: &'v Entity, written: &[Written<'_>]) -> All<'v> {
    let known: BTreeSet<&str> = written.iter().map(|name| name.text).collect();
    let others = entity.names.iter().filter(|name| !known.contains(name.text.as_str()));
    let own = written.iter().map(|name| Called {
        head: html! {
            b.text { (name.text) } " "
            span.small.faint {
                (count(name.mentions, "mention")) " in " (count(name.places.len(), "account"))
            }
        },
        places: name.places.values().map(|&(passage, times)| Seen::Words(passage, times)).collect(),
    });
    let called = own.chain(others.map(|name| within_longer(name, written))).collect();
    All { view, entity, part: EntityPart::Names, called, noun: "more account" }
}

/// A name that no mention writes by itself; its places are those of the longer names that have it.
fn within_longer(name: &EntityName, written: &[Written<'_>]) -> Called {
    let longer: Vec<&Written<'_>> =
        written.iter().filter(|longer| longer.text.contains(&name.text)).collect();
    let places = name.accounts.iter().map(|account| {
        let place = longer.iter().find_map(|longer| longer.places.get(account));
        place.map_or(Seen::In(*account), |&(passage, times)| Seen::Words(passage, times))
    });
    Called {
        head: html! {
            b.text { (name.text) } " "
            span.small.faint { "within longer names in " (count(name.accounts.len(), "account")) }
        },
        places: places.collect(),
    }
}

/// Every name with its count and the accounts that write it.
pub(super) fn names(view: View<'_>, entity: &Entity) -> Markup {
    let written = written(view, entity);
    let main = written.iter().find(|name| name.text == entity.name).or(written.first());
    let all = all_names(view, entity, &written);
    let others = all.called.len() - written.len();
    let shown =
        (0..written.len().min(NAMES)).chain(written.len()..written.len() + others.min(NAMES));
    html! {
        section {
            h2 #names { "Names" }
            ul.plain.spellings {
                @for n in shown {
                    li data-item {
                        p { (all.called[n].head) }
                        (all.places(n))
                        @if let (Some(name), Some(main)) = (written.get(n), main) {
                            @if main.text != name.text { (other(view, name, main)) }
                        }
                    }
                }
            }
            @if written.len().max(others) > NAMES {
                p { a href=(all.page_of(0)) { "All " (count(all.called.len(), "name")) } }
            }
        }
    }
}

/// A page of all names.
pub(super) fn names_part(
    view: View<'_>,
    entity: &Entity,
    at: usize,
) -> Option<(&'static str, Markup, usize)> {
    let (list, pages) = all_names(view, entity, &written(view, entity)).page(at)?;
    Some(("names", list, pages))
}

/// A button that says that a name is somebody else's.
fn other(view: View<'_>, name: &Written<'_>, main: &Written<'_>) -> Markup {
    if view.live.is_none() {
        return Markup::default();
    }
    // An account that has both names means one person by them: two accounts are judged.
    let places = |name: &Written<'_>| -> Vec<Passage> {
        name.places.values().map(|(passage, _)| *passage).take(PLACES).collect()
    };
    let (ones, others) = (places(name), places(main));
    let mut pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
    let Some((one, other)) = pairs.find(|(one, other)| one.account != other.account) else {
        return Markup::default();
    };
    let (one, other) = (view.collection.exactly(one), view.collection.exactly(other));
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

/// Offices and roles as accounts give them, what most give first.
fn all_roles<'v>(view: View<'v>, entity: &'v Entity) -> All<'v> {
    let mut roles: BTreeMap<(&str, Option<&str>), Vec<Passage>> = BTreeMap::new();
    for &(account, local) in &entity.members {
        let Some(stored) = view.collection.account(account) else {
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
    let called = roles.into_iter().map(|places| Called {
        head: view.words(&places[0]),
        places: places.into_iter().map(|passage| Seen::Words(passage, 1)).collect(),
    });
    All { view, entity, part: EntityPart::Roles, called: called.collect(), noun: "more place" }
}

/// Offices and roles.
pub(super) fn roles(view: View<'_>, entity: &Entity) -> Markup {
    let all = all_roles(view, entity);
    if all.called.is_empty() {
        return Markup::default();
    }
    html! {
        section {
            h2 #roles { "Offices and roles" }
            ul.plain.spellings {
                @for n in 0..all.called.len().min(ROLES) {
                    li data-item {
                        p { (all.called[n].head) }
                        (all.places(n))
                    }
                }
            }
            @if all.called.len() > ROLES {
                p { a href=(all.page_of(0)) { "All " (all.called.len()) " offices and roles" } }
            }
        }
    }
}

/// A page of all offices and roles.
pub(super) fn roles_part(
    view: View<'_>,
    entity: &Entity,
    at: usize,
) -> Option<(&'static str, Markup, usize)> {
    let (list, pages) = all_roles(view, entity).page(at)?;
    Some(("offices and roles", list, pages))
}
