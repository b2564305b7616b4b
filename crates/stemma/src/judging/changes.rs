//! What differs between two weaves of the same accounts, by content and never by number.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{
    AccountId, Claim, ClaimId, EdgeKind, Entity, EntityId, OriginsAre, Passage, Published, Story,
    Woven,
};

use crate::page::{quoted, shortened};
use stemma_tell::collection::Collection;
use stemma_tell::days;
use stemma_tell::plural::noun;
use stemma_tell::reasons;

/// One thing that is otherwise than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// What sort of thing: the label that it is told under.
    pub(crate) label: &'static str,
    /// What became of it.
    pub(crate) words: String,
}

/// How many changes of one sort are told; what is left is counted.
const MOST: usize = 8;

/// Everything that differs, what matters most first: who is who, how many origins stand behind a
/// claim, what is one claim, where claims part, lines of descent, stories, days.
pub(crate) fn changes(before: &Collection, after: &Collection) -> Vec<Change> {
    let changing = Changing { before, after };
    let claims = changing.claims();
    let mut all = Vec::new();
    for (label, one, words) in [
        ("entities", "entity", changing.entities()),
        ("origins", "claim", claims.origins),
        ("claims", "claim", claims.parts),
        ("differ in", "difference", claims.differences),
        ("descent", "line", changing.lines()),
        ("stories", "story", changing.stories()),
        ("days", "day", changing.days()),
    ] {
        let rest = words.len().saturating_sub(MOST);
        all.extend(words.into_iter().take(MOST).map(|words| Change { label, words }));
        if rest > 0 {
            all.push(Change { label, words: format!("and {rest} more {}", noun(one, rest)) });
        }
    }
    all
}

struct Changing<'a> {
    before: &'a Collection,
    after: &'a Collection,
}

#[derive(Default)]
struct Claims {
    origins: Vec<String>,
    parts: Vec<String>,
    differences: Vec<String>,
}

impl Changing<'_> {
    fn entities(&self) -> Vec<String> {
        let of = |woven: &Woven| -> BTreeMap<_, EntityId> {
            let members = woven.entities.iter();
            members.flat_map(|e| e.members.iter().map(|&member| (member, e.id))).collect()
        };
        let (joined, parted) = moved(&of(&self.before.woven), &of(&self.after.woven));
        let named = |collection: &Collection, id: &EntityId| {
            collection.entity(*id).map_or_else(String::new, called)
        };
        let names = |collection: &Collection, ids: &BTreeSet<EntityId>| {
            let names: Vec<String> = ids.iter().map(|id| named(collection, id)).collect();
            names.join(" + ")
        };
        let joined = joined.iter().map(|(whole, parts)| {
            format!("joined: {} → {}", names(self.before, parts), named(self.after, whole))
        });
        let parted = parted.iter().map(|(whole, parts)| {
            format!("parted: {} → {}", named(self.before, whole), names(self.after, parts))
        });
        joined.chain(parted).collect()
    }

    fn claims(&self) -> Claims {
        let of = |woven: &Woven| -> BTreeMap<Passage, ClaimId> {
            let mut of = BTreeMap::new();
            for claim in &woven.claims {
                for member in &claim.members {
                    of.entry(member.passage).or_insert(claim.id);
                }
            }
            of
        };
        let by_id = |woven: &'_ Woven| -> BTreeMap<ClaimId, usize> {
            woven.claims.iter().enumerate().map(|(n, claim)| (claim.id, n)).collect()
        };
        let (then, now) = (of(&self.before.woven), of(&self.after.woven));
        let (then_at, now_at) = (by_id(&self.before.woven), by_id(&self.after.woven));
        let claim_then = |id: &ClaimId| &self.before.woven.claims[then_at[id]];
        let claim_now = |id: &ClaimId| &self.after.woven.claims[now_at[id]];
        let (joined, parted) = moved(&then, &now);
        let mut changes = Claims::default();
        for (whole, parts) in &joined {
            let parts: Vec<String> =
                parts.iter().map(|id| beginning(self.before, claim_then(id))).collect();
            changes.parts.push(format!("joined in claim {}: {}", whole.0, parts.join(" + ")));
        }
        for (whole, parts) in &parted {
            let parts: Vec<String> = parts
                .iter()
                .map(|id| format!("claim {} {}", id.0, beginning(self.after, claim_now(id))))
                .collect();
            let whole = beginning(self.before, claim_then(whole));
            changes.parts.push(format!("parted: {whole} → {}", parts.join(", ")));
        }
        // Each claim beside the one before with which it shares most.
        let mut kin: BTreeMap<ClaimId, BTreeMap<ClaimId, usize>> = BTreeMap::new();
        for (passage, id) in &now {
            if let Some(before) = then.get(passage) {
                *kin.entry(*id).or_default().entry(*before).or_default() += 1;
            }
        }
        for claim in &self.after.woven.claims {
            let closest = kin.get(&claim.id).and_then(|kin| {
                kin.iter().max_by_key(|(id, shared)| (**shared, std::cmp::Reverse(**id)))
            });
            let Some((before, _)) = closest else {
                continue;
            };
            let before = claim_then(before);
            let named = format!("claim {} {}", claim.id.0, beginning(self.after, claim));
            if (before.origins, before.origins_are) != (claim.origins, claim.origins_are) {
                changes.origins.push(format!("{named}: {}", origins(before, claim)));
            }
            let notes = |claim: &Claim| -> BTreeSet<String> {
                claim.differences.iter().map(|difference| reasons::note(&difference.note)).collect()
            };
            let (was, is) = (notes(before), notes(claim));
            let told = |what: &str, notes: Vec<&String>| {
                let notes: Vec<String> = notes.iter().map(|note| shortened(note, 60)).collect();
                (!notes.is_empty()).then(|| format!("{what} {}", notes.join("; ")))
            };
            let now = told("now in", is.difference(&was).collect());
            let gone = told("no longer in", was.difference(&is).collect());
            let told: Vec<String> = now.into_iter().chain(gone).collect();
            if !told.is_empty() {
                changes.differences.push(format!("{named}: {}", told.join(" · ")));
            }
        }
        changes
    }

    fn lines(&self) -> Vec<String> {
        let of = |collection: &Collection| -> BTreeSet<(String, EdgeKind, String)> {
            let edges = collection.woven.lineage.edges.iter();
            edges
                .map(|edge| (collection.node(edge.from), edge.kind, collection.node(edge.to)))
                .collect()
        };
        let (then, now) = (of(self.before), of(self.after));
        let told = |what: &str, (from, _, to): &(String, EdgeKind, String)| {
            format!("{what}: {} → {}", shortened(from, 50), shortened(to, 50))
        };
        let drawn = now.difference(&then).map(|line| told("drawn", line));
        drawn.chain(then.difference(&now).map(|line| told("gone", line))).collect()
    }

    fn stories(&self) -> Vec<String> {
        let of = |woven: &Woven| -> BTreeMap<AccountId, stemma_core::StoryId> {
            let stories = woven.stories.iter();
            stories.flat_map(|s| s.accounts.iter().map(|&account| (account, s.id))).collect()
        };
        let (joined, parted) = moved(&of(&self.before.woven), &of(&self.after.woven));
        let title = |collection: &Collection, id: &stemma_core::StoryId| {
            collection.story(*id).map_or_else(String::new, titled)
        };
        let titles = |collection: &Collection, ids: &BTreeSet<stemma_core::StoryId>| {
            let titles: Vec<String> = ids.iter().map(|id| title(collection, id)).collect();
            titles.join(" + ")
        };
        let joined = joined.iter().map(|(whole, parts)| {
            format!("joined in story {}: {}", whole.0, titles(self.before, parts))
        });
        let parted = parted.iter().map(|(whole, parts)| {
            format!("parted: {} → {}", title(self.before, whole), titles(self.after, parts))
        });
        joined.chain(parted).collect()
    }

    fn days(&self) -> Vec<String> {
        let bounds = |day: Option<&Published>| day.map(|day| (day.value, day.earliest, day.latest));
        let mut changes = Vec::new();
        for (id, now) in &self.after.woven.published {
            let then = self.before.woven.published.get(id);
            if bounds(then) != bounds(Some(now)) {
                changes.push(format!(
                    "account {} {}: {} → {}",
                    id.0,
                    self.after.outlet(*id),
                    then.map(days::published).unwrap_or_default(),
                    days::published(now)
                ));
            }
        }
        changes
    }
}

/// The beginning of a claim's words.
fn beginning(collection: &Collection, claim: &Claim) -> String {
    quoted(&shortened(collection.words(&claim.text), 60))
}

/// `2 origins → 1 (Norpress), shared`.
fn origins(before: &Claim, now: &Claim) -> String {
    let standing = |are: OriginsAre| match are {
        OriginsAre::Independent => "independent",
        OriginsAre::Shared => "shared",
        OriginsAre::Unknown => "independence not established",
    };
    let one =
        |claim: &Claim| format!("{} {}", claim.origins, noun("origin", claim.origins as usize));
    let accounts = (before.accounts().len(), now.accounts().len());
    let mut words = if before.origins == now.origins {
        format!("{}, {} → ", one(now), standing(before.origins_are))
    } else {
        format!("{} → {}, ", one(before), now.origins)
    };
    words += standing(now.origins_are);
    if accounts.0 != accounts.1 {
        words += &format!(" ({} → {} accounts)", accounts.0, accounts.1);
    }
    words
}

fn called(entity: &Entity) -> String {
    let accounts: BTreeSet<u32> = entity.members.iter().map(|(account, _)| account.0).collect();
    let mut numbers: Vec<String> = accounts.iter().take(6).map(u32::to_string).collect();
    if accounts.len() > numbers.len() {
        numbers.push("…".to_owned());
    }
    format!("{} (in {})", entity.name, numbers.join(" "))
}

fn titled(story: &Story) -> String {
    let accounts: Vec<String> = story.accounts.iter().take(8).map(|id| id.0.to_string()).collect();
    let more = if story.accounts.len() > accounts.len() { " …" } else { "" };
    format!("{} ({}{more})", quoted(&shortened(&story.title, 50)), accounts.join(" "))
}

/// Groups that hold what was in several, and groups of before whose things are now in several.
type Moved<G> = (BTreeMap<G, BTreeSet<G>>, BTreeMap<G, BTreeSet<G>>);

/// How things have moved from group to group; only those that are in one both times.
fn moved<T: Ord, G: Ord + Copy>(before: &BTreeMap<T, G>, after: &BTreeMap<T, G>) -> Moved<G> {
    let (mut joined, mut parted): Moved<G> = Default::default();
    for (thing, &now) in after {
        if let Some(&then) = before.get(thing) {
            joined.entry(now).or_default().insert(then);
            parted.entry(then).or_default().insert(now);
        }
    }
    joined.retain(|_, groups| groups.len() > 1);
    parted.retain(|_, groups| groups.len() > 1);
    (joined, parted)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use stemma_core::{EntityName, Local};

    use super::*;
    use stemma_tell::testing::{stored, woven};

    fn check(before: &Woven, after: &Woven, expected: Expect) {
        let collection = |woven: &Woven| Collection::new(stored(), woven.clone());
        let (before, after) = (collection(before), collection(after));
        let told: Vec<String> = changes(&before, &after)
            .iter()
            .map(|change| format!("{}: {}\n", change.label, change.words))
            .collect();
        expected.assert_eq(&told.concat());
    }

    #[test]
    fn other_numbers_for_the_same_are_no_change() {
        let mut renumbered = woven();
        renumbered.entities.reverse();
        renumbered.claims.reverse();
        for (claim, id) in renumbered.claims.iter_mut().zip(7..) {
            claim.id = ClaimId(id);
        }
        check(&woven(), &renumbered, expect![[""]]);
    }

    #[test]
    fn who_is_parted_and_what_follows_is_told() {
        let mut after = woven();
        let one = &mut after.entities[0];
        one.members.truncate(1);
        let name = EntityName { text: "Mira Tarwel".to_owned(), accounts: vec![AccountId(2)] };
        let members = vec![(AccountId(2), Local(0))];
        let id = EntityId(3);
        let other =
            Entity { id, name: name.text.clone(), names: vec![name], members, ..one.clone() };
        after.entities.push(other);
        after.claims[1].origins = 2;
        after.claims[1].origins_are = OriginsAre::Unknown;
        after.claims[1].differences.truncate(1);
        after.lineage.edges.remove(1);
        check(
            &woven(),
            &after,
            expect![[r"
                entities: parted: Mira Tarvel (in 1 2) → Mira Tarvel (in 1) + Mira Tarwel (in 2)
                origins: claim 2 “Not one of them will stay”: 1 origin → 2, independence not established
                differ in: claim 2 “Not one of them will stay”: no longer in Mira Tarvel / Mira Tarwel
                descent: gone: the port office → 1 Norpress
            "]],
        );
    }

    #[test]
    fn claims_that_come_together_are_told() {
        let mut after = woven();
        let members = after.claims[1].members.clone();
        after.claims.truncate(1);
        after.claims[0].members.extend(members);
        after.stories[0].accounts.truncate(2);
        let story = Story {
            id: stemma_core::StoryId(2),
            title: "Burmistrz liczy łodzie".to_owned(),
            accounts: vec![AccountId(3)],
        };
        after.stories.push(story);
        check(
            &woven(),
            &after,
            expect![[r"
                claims: joined in claim 1: “1,200 boats would leave Port Ansel” + “Not one of them will stay”
                stories: parted: “Boats to leave Port Ansel” (1 2 3) → “Boats to leave Port Ansel” (1 2) + “Burmistrz liczy łodzie” (3)
            "]],
        );
    }
}
