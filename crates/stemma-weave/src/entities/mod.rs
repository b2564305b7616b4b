//! Who and what the accounts speak of.
//!
//! An entity of one account becomes a group; groups that bear one name in one story come together
//! first, then those whose names are spelled or translated otherwise, best evidence first, then
//! equal names of different stories. Each join is a judgement with its evidence for and against.
//! What forbids a join: two entities of one account (an account tells its people apart), another
//! given name, another father, another year of an event, a person's verdict. A bare surname that
//! fits two people joins neither.

mod events;
mod evidence;
mod full_name;
mod groups;
mod items;
mod named;
mod people;
pub(crate) mod sounds;
mod spelled;
#[cfg(test)]
mod tests;
mod things;

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;
use stemma_core::{AccountId, Entity, EntityReason, Judgement, Reported, Story, StoryId, Verdict};

use crate::{HumanJudgements, Vectors};
use events::Rarity;
use evidence::{Evidence, NEAR, NEVER, total};
use groups::{Groups, enough};
use items::Class;

pub(crate) use sounds::fold;
pub use spelled::{ALIKE, SPELLED, folded, likeness, sound_keys};

/// A name that is borne by more groups than this is a register's: the first ones are looked at.
const BEARERS: usize = 8;
/// In a block of more groups than this only neighbours in the order of the alphabet are compared
/// (the sorted neighbourhood of Hernández and Stolfo, 1995).
const BLOCK: usize = 80;
/// So many neighbours.
const NEIGHBOURS: usize = 20;
/// A bare surname that fits somebody else about as well, by this much, joins neither.
const AS_WELL: f32 = 0.5;
/// What one name in one story weighs. Set by hand.
const ONE_NAME: f32 = 2.5;

/// Joins the entities of single accounts.
pub fn weave(
    accounts: &[Reported<'_>],
    stories: &[Story],
    vectors: Vectors<'_>,
    people: &HumanJudgements<'_>,
) -> (Vec<Entity>, Vec<Judgement>) {
    let mut groups = Groups::new(items::items(accounts, stories));
    for (pair, verdict) in people.entities() {
        if verdict == Verdict::Same {
            groups.join_as_judged(pair);
        } else {
            groups.forbid(pair);
        }
    }
    join_by_name(&mut groups);
    let by_id: BTreeMap<AccountId, &Reported<'_>> = accounts.iter().map(|a| (a.id, a)).collect();
    let told_in: BTreeMap<StoryId, &Story> =
        stories.iter().map(|story| (story.id, story)).collect();
    for (story, members) in groups.by_story() {
        let told_in = told_in.get(&story).map_or(&[][..], |story| &story.accounts);
        let reports = told_in.iter().filter_map(|id| by_id.get(id).copied());
        join_within(&mut groups, &members, &reports.collect::<Vec<_>>(), vectors);
    }
    join_across_stories(&mut groups);
    let judgements = std::mem::take(&mut groups.judgements);
    (named::entities(&by_id, &groups), judgements)
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
    for ((_, class, name), bearers) in bearers {
        settle(groups, &bearers, "rule: one name", |groups, a, b| {
            let mut found = vec![(EntityReason::OneNameInOneStory(name.clone()), ONE_NAME)];
            if class == Class::Person {
                found.extend(people::beside_names(groups.profile(a), groups.profile(b)));
            }
            found
        });
    }
}

/// Joins each bearer of a name to the group of earlier bearers that it fits best, if it fits any.
fn settle(
    groups: &mut Groups,
    bearers: &[usize],
    by: &str,
    weigh: impl Fn(&Groups, usize, usize) -> Vec<Evidence>,
) {
    let mut known: Vec<usize> = Vec::new();
    for &bearer in bearers {
        if known.iter().any(|&other| groups.of(other) == groups.of(bearer)) {
            continue;
        }
        let mut ranked: Vec<(f32, usize)> = Vec::new();
        if known.len() > 1 {
            for &other in &known {
                let (p, q) = (groups.of(other), groups.of(bearer));
                let free = groups.conflict(p, q).is_none();
                let score = if free { total(&weigh(groups, p, q)) } else { NEVER };
                ranked.push((score, other));
            }
            // Of equals the one that was there first.
            ranked.sort_by(|x, y| y.0.total_cmp(&x.0));
        } else {
            ranked.extend(known.iter().map(|&other| (0.0, other)));
        }
        let joined =
            ranked.first().is_some_and(|&(_, other)| groups.try_join(other, bearer, by, &weigh));
        if !joined && known.len() < BEARERS {
            known.push(bearer);
        }
    }
}

/// Second pass: names of one story that are spelled or translated otherwise.
fn join_within(
    groups: &mut Groups,
    members: &BTreeSet<usize>,
    reports: &[&Reported<'_>],
    vectors: Vectors<'_>,
) {
    let rarity = rarity(groups, members, reports);
    let weigh_word = |word: &SmolStr| rarity.of(word);
    let weigh = |groups: &Groups, a: usize, b: usize| {
        let (p, q) = (groups.profile(a), groups.profile(b));
        match groups.class(a) {
            Class::Person => people::people(p, q, false),
            Class::Event => events::events(p, q, vectors, &weigh_word, groups.told(a, b)),
            Class::Thing => things::things(p, q, false),
        }
    };
    let mut ranked: Vec<(f32, usize, usize)> = Vec::new();
    for (a, b) in pairs(groups, members) {
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
    let mut fitting: BTreeMap<usize, Vec<(f32, usize)>> = BTreeMap::new();
    for &(score, a, b) in ranked.iter().filter(|(score, ..)| *score >= enough(Class::Person)) {
        for (bare, full) in [(a, b), (b, a)] {
            if groups.is_bare(bare) && !groups.is_bare(full) {
                fitting.entry(bare).or_default().push((score, full));
            }
        }
    }
    let by = "rule: names within a story";
    for &(score, a, b) in &ranked {
        let (bare, full) = if groups.is_bare(a) { (a, b) } else { (b, a) };
        // Somebody else whom the bare name fits about as well.
        let rival = fitting.get(&bare).and_then(|others| {
            let close = others.iter().filter(|(other, _)| *other >= score - AS_WELL);
            close.map(|&(_, other)| groups.of(other)).find(|&other| other != groups.of(full))
        });
        if let Some(rival) = rival.filter(|_| groups.of(bare) != groups.of(full)) {
            let evidence = weigh(groups, groups.of(a), groups.of(b));
            let rival = groups.profile(rival).fullest().to_owned();
            groups.keep_apart(a, b, evidence, EntityReason::FitsAnother(rival));
        } else {
            groups.try_join(a, b, by, weigh);
        }
    }
}

/// Groups of a story whose names share a key.
fn pairs(groups: &Groups, members: &BTreeSet<usize>) -> BTreeSet<(usize, usize)> {
    let mut blocks: BTreeMap<(Class, String), Vec<usize>> = BTreeMap::new();
    for &group in members {
        for key in groups.keys(group) {
            blocks.entry((groups.class(group), key)).or_default().push(group);
        }
    }
    let mut pairs = BTreeSet::new();
    for mut block in blocks.into_values() {
        let mut within = block.len();
        if block.len() > BLOCK {
            block.sort_by_key(|&group| groups.profile(group).fullest().to_owned());
            within = NEIGHBOURS;
        }
        for (n, &a) in block.iter().enumerate() {
            pairs.extend(block[n + 1..].iter().take(within).map(|&b| (a.min(b), a.max(b))));
        }
    }
    pairs
}

/// How rare the words around the story's events are in it.
fn rarity(groups: &Groups, members: &BTreeSet<usize>, reports: &[&Reported<'_>]) -> Rarity {
    let events: Vec<usize> =
        members.iter().copied().filter(|&g| groups.class(g) == Class::Event).collect();
    // With one event there is nothing to compare.
    if events.len() < 2 {
        return Rarity::new(&BTreeSet::new(), std::iter::empty());
    }
    let asked = events.iter().flat_map(|&g| groups.profile(g).context.iter().cloned()).collect();
    Rarity::new(&asked, reports.iter().map(|report| items::words(report)))
}

/// Third pass: full names of different stories that are equal, or may be spellings of one.
fn join_across_stories(groups: &mut Groups) {
    let mut bearers: BTreeMap<(Class, String), BTreeSet<usize>> = BTreeMap::new();
    for group in groups.live() {
        let class = groups.class(group);
        let profile = groups.profile(group);
        for name in &profile.names {
            // Of people the bare surnames are compared only where there is no other name.
            if class != Class::Person || profile.is_bare() || name.contains(' ') {
                bearers.entry((class, name.clone())).or_default().insert(group);
            }
        }
        for name in profile.people().filter(|name| class == Class::Person && !name.bare()) {
            bearers.entry((class, name.skeleton())).or_default().insert(group);
        }
    }
    for ((class, name), bearers) in bearers {
        let bearers: Vec<usize> = bearers.into_iter().collect();
        settle(groups, &bearers, "rule: one name across stories", |groups, a, b| {
            let (p, q) = (groups.profile(a), groups.profile(b));
            match class {
                Class::Person => people::people(p, q, true),
                Class::Event => events::across_stories(p, q, &name),
                Class::Thing => things::things(p, q, true),
            }
        });
    }
}
