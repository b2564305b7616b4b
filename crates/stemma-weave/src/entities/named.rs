//! The groups as entities of the collection: names, and the one by which each goes.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{
    AccountId, Entity, EntityId, EntityKind, EntityName, Local, LocalEntity, Reported,
};

use super::full_name::FullName;
use super::groups::Groups;
use super::sounds::{alike, fold};

/// Surnames this alike of one person are spellings of one another. Set by hand.
pub const SPELLED: f32 = 0.75;

/// All groups, in the order of their first members.
pub(super) fn entities(by_id: &BTreeMap<AccountId, &Reported<'_>>, groups: &Groups) -> Vec<Entity> {
    let mut entities: Vec<Entity> = groups
        .live()
        .map(|group| {
            let members: Vec<_> =
                groups.members(group).iter().map(|&n| groups.items[n].at).collect();
            let locals: Vec<(AccountId, &LocalEntity)> = members
                .iter()
                .map(|(account, local)| {
                    (*account, &by_id[account].found.entities[local.0 as usize])
                })
                .collect();
            entity(members, &locals)
        })
        .collect();
    entities.sort_by(|a, b| a.members.cmp(&b.members));
    for (n, entity) in entities.iter_mut().enumerate() {
        entity.id = EntityId(n as u32 + 1);
    }
    entities
}

fn entity(mut members: Vec<(AccountId, Local)>, locals: &[(AccountId, &LocalEntity)]) -> Entity {
    members.sort_unstable();
    let mut names: Names<'_> = BTreeMap::new();
    let mut kinds: BTreeMap<EntityKind, usize> = BTreeMap::new();
    for (account, local) in locals {
        *kinds.entry(local.kind).or_default() += 1;
        for name in &local.names {
            names.entry(name).or_default().insert(*account);
        }
    }
    let kind = kinds
        .iter()
        .max_by_key(|(kind, n)| (**n, std::cmp::Reverse(**kind)))
        .map_or(EntityKind::Other, |(kind, _)| *kind);
    let name = goes_by(kind, &names).map_or_else(|| locals[0].1.name.clone(), ToOwned::to_owned);
    if kind == EntityKind::Person {
        for (surname, accounts) in spellings(&names) {
            names.entry(surname).or_default().extend(accounts);
        }
    }
    let names = names
        .into_iter()
        .map(|(text, by)| EntityName { text: text.to_owned(), accounts: by.into_iter().collect() })
        .collect();
    Entity { id: EntityId(0), kind, name, names, members }
}

/// Names with the accounts that write them.
type Names<'n> = BTreeMap<&'n str, BTreeSet<AccountId>>;

/// The name that most accounts use in full.
fn goes_by<'n>(kind: EntityKind, names: &Names<'n>) -> Option<&'n str> {
    let words = |name: &str| name.split_whitespace().count();
    let shouted = |name: &str| words(name) > 1 && !name.chars().any(char::is_lowercase);
    let initial = |word: &str| word.trim_end_matches('.').chars().count() == 1;
    let full = |name: &str| {
        kind != EntityKind::Person || (words(name) > 1 && !name.split_whitespace().any(initial))
    };
    let rank = |name: &'n str| {
        (full(name), !shouted(name), names[name].len(), words(name), std::cmp::Reverse(name))
    };
    let most = names.keys().copied().max_by_key(|name| rank(name))?;
    if kind != EntityKind::Organisation {
        return Some(most);
    }
    // A body is often called by a part of its name: `Agencia Norpress` goes by it although most say
    // `Norpress`.
    let of =
        |name: &str| -> BTreeSet<String> { fold(name).split(' ').map(ToOwned::to_owned).collect() };
    let part = of(most);
    let fuller = names.keys().copied().filter(|name| {
        let whole = of(name);
        whole.len() > part.len() && part.is_subset(&whole) && !shouted(name)
    });
    fuller.max_by_key(|name| rank(name)).or(Some(most))
}

/// The surnames of full names, where they are spelled in more than one way: each spelling is a name
/// to look for.
fn spellings<'n>(names: &Names<'n>) -> Names<'n> {
    let mut spellings: Names<'n> = BTreeMap::new();
    for (name, accounts) in names {
        let Some(surname) = FullName::new(name).surname_of(name) else {
            continue;
        };
        spellings.entry(surname).or_default().extend(accounts);
    }
    // Two surnames of one person (`García Velo`) are no spellings of one another.
    let written: Vec<&str> = spellings.keys().copied().collect();
    spellings.retain(|one, _| {
        let likeness = |other: &&str| alike(&fold(one), &fold(other));
        written.iter().any(|other| fold(other) != fold(one) && likeness(other) >= SPELLED)
    });
    spellings
}
