//! Who and what the accounts speak of.
//!
//! An entity of one account becomes a group; groups that bear one name in one story come together
//! first, then those whose names are spelled or translated otherwise, best evidence first, then
//! equal names of different stories. Each join is a judgement with its evidence for and against.
//! What forbids a join: two entities of one account (an account tells its people apart), another
//! given name, another year of an event, a person's verdict. A bare surname that fits two people
//! joins neither.

mod evidence;
mod groups;
pub(crate) mod sounds;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{
    AccountId, Entity, EntityId, EntityKind, EntityName, Judgement, LocalEntity, MentionForm,
    PlaceForm, Reported, Story, StoryId, Verdict, place_word,
};

use crate::{People, Vectors};
use evidence::{NEAR, NEVER, Profile, SAME, SAME_EVENT};
use groups::{Groups, Item};

pub(crate) use sounds::fold;

/// Joins the entities of single accounts.
pub fn weave(
    accounts: &[Reported<'_>],
    stories: &[Story],
    vectors: Vectors<'_>,
    people: &People<'_>,
) -> (Vec<Entity>, Vec<Judgement>) {
    let items = items(accounts, stories);
    let mut groups = Groups::new(accounts, items);
    for (pair, verdict) in people.entities() {
        if verdict == Verdict::Same {
            groups.join_as_judged(pair);
        } else {
            groups.forbid(pair);
        }
    }
    join_by_name(&mut groups);
    join_within_stories(&mut groups, vectors);
    join_across_stories(&mut groups);
    let judgements = std::mem::take(&mut groups.judgements);
    (entities(accounts, &groups), judgements)
}

/// Sorts of things whose names are compared in the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Person,
    Event,
    Thing,
}

fn class(kind: EntityKind) -> Class {
    match kind {
        EntityKind::Person => Class::Person,
        EntityKind::Event => Class::Event,
        _ => Class::Thing,
    }
}

fn items(accounts: &[Reported<'_>], stories: &[Story]) -> Vec<Item> {
    let story_of: BTreeMap<AccountId, StoryId> =
        stories.iter().flat_map(|s| s.accounts.iter().map(|a| (*a, s.id))).collect();
    let mut items = Vec::new();
    for account in accounts {
        let mut first = vec![None; account.found.entities.len()];
        for mention in account.found.mentions.iter().filter(|m| m.form == MentionForm::Name) {
            if let Some(local) = mention.entity {
                first[local.0 as usize].get_or_insert(mention.place.in_account(account.id));
            }
        }
        for (n, entity) in account.found.entities.iter().enumerate() {
            items.push(Item {
                at: (account.id, stemma_core::Local(n as u32)),
                story: story_of.get(&account.id).copied(),
                class: class(entity.kind),
                profile: profile(entity),
                shown: first[n],
            });
        }
    }
    let mut votes: BTreeMap<(Option<StoryId>, String), BTreeMap<Class, usize>> = BTreeMap::new();
    let voters = |item: &&mut Item| !item.profile.names.is_empty() && item.class != Class::Event;
    for item in items.iter_mut().filter(voters) {
        let key = (item.story, ballot(item.profile.fullest()));
        *votes.entry(key).or_default().entry(item.class).or_default() += 1;
    }
    // A recogniser that types one name in two ways is outvoted by the story's other accounts; of
    // two sorts with as many votes people stand first.
    for item in items.iter_mut().filter(voters) {
        let votes = &votes[&(item.story, ballot(item.profile.fullest()))];
        if let Some((class, _)) =
            votes.iter().max_by_key(|(class, n)| (**n, std::cmp::Reverse(**class)))
        {
            item.class = *class;
        }
    }
    items
}

/// The name under which an entity's sort is voted on: as it sounds where it has several words (a
/// spelling that the recogniser does not know is often mistyped), else as it is.
fn ballot(name: &str) -> String {
    if !name.contains(' ') {
        return name.to_owned();
    }
    let longest = |word: &str| sounds::keys(word).into_iter().max_by_key(String::len);
    name.split(' ').filter_map(longest).collect::<Vec<_>>().join(" ")
}

fn profile(entity: &LocalEntity) -> Profile {
    let mut names: BTreeSet<String> = entity.names.iter().map(|name| sounds::fold(name)).collect();
    if matches!(entity.kind, EntityKind::Place | EntityKind::Organisation) {
        // A country's other names lead to its common one: `the UK` and `Britain` are one.
        let known = entity.names.iter().filter_map(|name| place_word(name));
        names.extend(
            known.filter(|word| word.by == PlaceForm::Name).map(|word| sounds::fold(word.country)),
        );
    }
    names.remove("");
    Profile {
        names,
        roles: entity
            .roles
            .iter()
            .map(|role| (evidence::office(&role.office), role.of.as_deref().map(sounds::fold)))
            .collect(),
        gender: entity.gender,
    }
}

/// First pass: equal names in one story.
fn join_by_name(groups: &mut Groups) {
    let mut bearers: BTreeMap<(Option<StoryId>, Class, String), Vec<usize>> = BTreeMap::new();
    for (n, item) in groups.items.iter().enumerate() {
        if !item.profile.names.is_empty() {
            let key = (item.story, item.class, item.profile.fullest().to_owned());
            bearers.entry(key).or_default().push(n);
        }
    }
    for ((_, _, name), bearers) in bearers {
        for &other in &bearers[1..] {
            groups.try_join(bearers[0], other, "rule: one name", |_, _| {
                vec![(format!("one name in one story: {name}"), 2.5)]
            });
        }
    }
}

/// Second pass: names of one story that are spelled or translated otherwise.
fn join_within_stories(groups: &mut Groups, vectors: Vectors<'_>) {
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for members in groups.by_story().values() {
        let mut blocks: BTreeMap<(Class, String), BTreeSet<usize>> = BTreeMap::new();
        for &group in members {
            let class = groups.class(group);
            for key in groups.keys(group) {
                blocks.entry((class, key)).or_default().insert(group);
            }
        }
        for block in blocks.into_values() {
            for &a in &block {
                pairs.extend(block.range(a + 1..).map(|&b| (a, b)));
            }
        }
    }
    let weigh = |groups: &Groups, a: usize, b: usize| {
        let (p, q) = (groups.profile(a), groups.profile(b));
        match groups.class(a) {
            Class::Person => evidence::people(p, q, false),
            Class::Event => evidence::events(p, q, vectors, groups.side_by_side(a, b)),
            Class::Thing => evidence::things(p, q, false),
        }
    };
    let mut ranked: Vec<(f32, usize, usize)> = Vec::new();
    for (a, b) in pairs {
        let score = total(&weigh(groups, a, b));
        if score >= NEAR {
            ranked.push((score, a, b));
        }
    }
    // Full names first: a bare surname joins somebody only when all its bearers are known.
    ranked.sort_by(|x, y| {
        let bare = |&(_, a, b): &(f32, usize, usize)| groups.is_bare(a) || groups.is_bare(b);
        bare(x).cmp(&bare(y)).then(y.0.total_cmp(&x.0)).then((x.1, x.2).cmp(&(y.1, y.2)))
    });
    for &(_, a, b) in &ranked {
        if let Some(rival) = groups.rival(&ranked, a, b) {
            groups.keep_apart(a, b, &format!("the bare name fits {rival} as well"));
        } else {
            groups.try_join_groups(a, b, "rule: names within a story", |groups, a, b| {
                weigh(groups, a, b)
            });
        }
    }
}

/// Third pass: equal full names of different stories.
fn join_across_stories(groups: &mut Groups) {
    let mut bearers: BTreeMap<(Class, String), BTreeSet<usize>> = BTreeMap::new();
    for group in groups.live() {
        if !groups.profile(group).names.is_empty() {
            let key = (groups.class(group), groups.profile(group).fullest().to_owned());
            bearers.entry(key).or_default().insert(group);
        }
    }
    for ((class, _), bearers) in bearers {
        let mut bearers = bearers.into_iter();
        let Some(first) = bearers.next() else {
            continue;
        };
        for other in bearers {
            groups.try_join_groups(
                first,
                other,
                "rule: one name across stories",
                |groups, a, b| {
                    let (p, q) = (groups.profile(a), groups.profile(b));
                    match class {
                        Class::Person => evidence::people(p, q, true),
                        _ => evidence::things(p, q, true),
                    }
                },
            );
        }
    }
}

/// The weight of all evidence.
fn total(evidence: &[evidence::Evidence]) -> f32 {
    evidence.iter().map(|(_, weight)| weight).sum::<f32>().max(NEVER)
}

/// How much evidence makes two groups of this class one.
fn enough(class: Class) -> f32 {
    if class == Class::Event { SAME_EVENT } else { SAME }
}

fn entities(accounts: &[Reported<'_>], groups: &Groups) -> Vec<Entity> {
    let by_id: BTreeMap<AccountId, &Reported<'_>> = accounts.iter().map(|a| (a.id, a)).collect();
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

fn entity(
    mut members: Vec<(AccountId, stemma_core::Local)>,
    locals: &[(AccountId, &LocalEntity)],
) -> Entity {
    members.sort_unstable();
    let mut names: BTreeMap<&str, BTreeSet<AccountId>> = BTreeMap::new();
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
    let words = |name: &str| name.split_whitespace().count();
    let full = |name: &str| kind != EntityKind::Person || words(name) > 1;
    let name = names
        .iter()
        .max_by_key(|(name, by)| (full(name), by.len(), words(name), std::cmp::Reverse(**name)))
        .map_or_else(|| locals[0].1.name.clone(), |(name, _)| (*name).to_owned());
    let names = names
        .into_iter()
        .map(|(text, by)| EntityName { text: text.to_owned(), accounts: by.into_iter().collect() })
        .collect();
    Entity { id: EntityId(0), kind, name, names, members }
}
