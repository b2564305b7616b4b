//! Passages that say the same.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{
    AccountId, Claim, ClaimId, Entity, EntityId, Field, Judged, Judgement, Member, OriginsAre,
    Passage, Reason, Reported, Story, Verdict,
};

use crate::likeness::{TermVectors, Vocabulary};
use crate::{People, Vectors};

pub(crate) mod align;
mod join;
mod pairs;
mod units;
mod verdict;

use align::Aligner;
use pairs::Pair;
use units::{ByLocal, Kind, Unit};

/// Joins the passages of each story that say the same.
///
/// A claim has the passages of several accounts, or of one alone where it is a statement that no
/// other account has. Claims of a story come in the order of how many accounts have them.
pub fn weave(
    accounts: &[Reported<'_>],
    entities: &[Entity],
    stories: &[Story],
    vectors: Vectors<'_>,
    people: &People<'_>,
) -> (Vec<Claim>, Vec<Judgement>) {
    let by_id: BTreeMap<AccountId, &Reported<'_>> = accounts
        .iter()
        .map(|reported| (reported.id, reported))
        .collect();
    let by_local: ByLocal = entities
        .iter()
        .flat_map(|entity| entity.members.iter().map(|&member| (member, entity.id)))
        .collect();
    let (mut claims, mut judgements) = (Vec::new(), Vec::new());
    for story in stories {
        let mut told: Vec<&Reported<'_>> = story
            .accounts
            .iter()
            .filter_map(|id| by_id.get(id).copied())
            .collect();
        told.sort_by_cached_key(|reported| crate::stories::content(reported));
        let (found, reasons) = of_story(story, &told, &by_local, vectors, people);
        claims.extend(found);
        judgements.extend(reasons);
    }
    for (n, claim) in claims.iter_mut().enumerate() {
        claim.id = ClaimId(n as u32 + 1);
    }
    (claims, judgements)
}

/// The claims of one story; `accounts` are its accounts, by content.
fn of_story(
    story: &Story,
    accounts: &[&Reported<'_>],
    by_local: &ByLocal,
    vectors: Vectors<'_>,
    people: &People<'_>,
) -> (Vec<Claim>, Vec<Judgement>) {
    let vocabulary = Vocabulary::new(accounts.iter().flat_map(|reported| {
        let title = reported.account.title.as_deref().unwrap_or_default();
        [
            (reported.text, reported.account.text.as_str()),
            (reported.title, title),
        ]
    }));
    let units = units::lay(accounts, &vocabulary, by_local);
    let mut aligner = Aligner::new(&vocabulary, TermVectors::new(&vocabulary, vectors));
    let pairs = pairs::sentences(&units, &mut aligner, accounts);
    let clusters = join::clusters(&units, &pairs);
    let claims = clusters
        .into_iter()
        .map(|members| claim(story, &units, &members, accounts))
        .collect();
    let _ = people;
    (claims, Vec::new())
}

fn claim(story: &Story, units: &[Unit], members: &[usize], accounts: &[&Reported<'_>]) -> Claim {
    let mut places: Vec<Member> = members
        .iter()
        .map(|&n| Member {
            passage: units[n].passage(accounts),
            statement: units[n].statement,
        })
        .collect();
    places.sort_unstable();
    Claim {
        id: ClaimId(0),
        story: story.id,
        text: places[0].passage,
        speaker: None,
        members: places,
        differences: Vec::new(),
        origins: 0,
        origins_are: OriginsAre::Unknown,
        roots: Vec::new(),
    }
}
