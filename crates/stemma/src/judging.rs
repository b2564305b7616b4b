//! What people judge: from what a person names to words that outlive every id, and back to what is
//! there now.

mod anchors;
mod changes;
mod form;
mod naming;
mod outcome;

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::Stored;
use stemma_core::log::{Anchor, Entry, Verdicted, What, standing};
use stemma_core::{AccountId, Judged, Judgement, NodeId, Reason, ReasonKind, Verdict, Woven};

pub(crate) use anchors::Anchors;
pub(crate) use changes::{Change, changes};
pub(crate) use naming::{Things, name};
#[cfg(test)]
pub(crate) use outcome::Noted;
pub(crate) use outcome::{
    Outcome, entry, headline, in_force, outcome, sentence, to_take_back, verdicted,
};

use crate::page::{quoted, shortened};

/// The standing judgements of a log, as they concern the accounts that are there.
#[derive(Default)]
pub(crate) struct Present {
    /// Each pair of things that is judged and heard, with the number of its entry.
    pub(crate) placed: Vec<(u32, Judgement)>,
    /// Entries that find no place here, and why.
    pub(crate) placeless: Vec<(u32, String)>,
    /// How many stand.
    pub(crate) standing: usize,
    /// Entries that are not heard because later ones contradict them, each with those that do.
    pub(crate) outranked: BTreeMap<u32, BTreeSet<u32>>,
}

impl Present {
    /// Looks up every standing judgement. What it is of is known by its words, whatever numbers
    /// accounts have here and whatever is found in them by now.
    pub(crate) fn of(log: &[Entry], accounts: &[Stored]) -> Present {
        let mut present = Present::default();
        if log.is_empty() {
            return present;
        }
        let anchors = Anchors::of(accounts);
        for (entry, verdicted) in standing(log) {
            present.standing += 1;
            match judgement(&anchors, entry, verdicted, &verdicted.of) {
                Ok(judgement) => present.placed.push((entry.n, judgement)),
                Err(why) => {
                    present.placeless.push((entry.n, why));
                    continue;
                }
            }
            // What follows from the first pair is judged as far as it is there.
            let also = verdicted.also.iter();
            let also = also.filter_map(|pair| judgement(&anchors, entry, verdicted, pair).ok());
            present.placed.extend(also.map(|judgement| (entry.n, judgement)));
        }
        present.rank();
        present
    }

    /// Takes out the entries that later ones contradict, the latest such first: what contradicts
    /// must not be contradicted itself.
    fn rank(&mut self) {
        loop {
            let judgements = self.judgements();
            let people = stemma_weave::HumanJudgements::new(&judgements);
            let entry = |index: usize| self.placed[index].0;
            let Some(n) = people.outranked().iter().map(|one| entry(one.judgement)).max() else {
                return;
            };
            let of_it = people.outranked().iter().filter(|one| entry(one.judgement) == n);
            let by = of_it.flat_map(|one| one.by.iter().map(|&index| entry(index)));
            let by = by.filter(|&by| by != n).collect();
            self.outranked.insert(n, by);
            self.placed.retain(|(other, _)| *other != n);
        }
    }

    /// What the weaving takes.
    pub(crate) fn judgements(&self) -> Vec<Judgement> {
        self.placed.iter().map(|(_, judgement)| judgement.clone()).collect()
    }

    /// `2 of 5 judgements find no place here`, where any does not.
    pub(crate) fn note(&self) -> Option<String> {
        (!self.placeless.is_empty()).then(|| {
            let verb = if self.placeless.len() == 1 { "finds" } else { "find" };
            format!(
                "{} of {} {verb} no place in these accounts; `stemma judge log` says why.",
                self.placeless.len(),
                stemma_tell::plural::count(self.standing, "judgement"),
            )
        })
    }
}

/// A pair of things that an entry judges, as the weaving takes it; or why it has no place here.
fn judgement(
    anchors: &Anchors<'_>,
    entry: &Entry,
    verdicted: &Verdicted,
    pair: &[Anchor; 2],
) -> Result<Judgement, String> {
    let [a, b] = pair;
    let mut evidence = Vec::new();
    let of = match verdicted.what {
        What::Entity => Judged::Entity([anchors.entity(a)?, anchors.entity(b)?]),
        What::Claim => Judged::Claim([anchors.passage(a)?, anchors.passage(b)?]),
        What::Story => Judged::Story([anchors.account(a)?.id, anchors.account(b)?.id]),
        What::Edge => {
            let mut end = |anchor: &Anchor| -> Result<NodeId, String> {
                if anchor.name.is_none() {
                    return Ok(NodeId::Account(anchors.account(anchor)?.id));
                }
                // Its number is known when the lineage is drawn, by the words that show it.
                evidence.push(anchors.passage(anchor)?);
                Ok(NodeId::Source(0))
            };
            Judged::Edge { from: end(a)?, to: end(b)? }
        }
    };
    let is_one = match &of {
        Judged::Entity([a, b]) => a == b,
        Judged::Claim([a, b]) => a == b,
        Judged::Story([a, b]) => a == b,
        Judged::Edge { from, to } => from == to,
    };
    if is_one {
        return Err("both are one thing within one account here".to_owned());
    }
    let weight = if verdicted.verdict == Verdict::Same { 1.0 } else { -1.0 };
    let because = verdicted.because.clone().map(ReasonKind::Because);
    let reason = because.or_else(|| (!evidence.is_empty()).then_some(ReasonKind::SourceShown));
    Ok(Judgement {
        id: 0,
        of,
        verdict: verdicted.verdict,
        by: entry.by.clone(),
        at: Some(entry.at.clone()),
        score: 1.0,
        reasons: reason.map(|kind| Reason { kind, weight, evidence }).into_iter().collect(),
    })
}

/// Whether what is woven is as a judgement has it.
pub(crate) fn is_followed(judgement: &Judgement, woven: &Woven) -> bool {
    let together = match &judgement.of {
        Judged::Entity(pair) => {
            let of = |one| woven.entities.iter().position(|entity| entity.members.contains(one));
            of(&pair[0]).is_some() && of(&pair[0]) == of(&pair[1])
        }
        Judged::Claim([a, b]) => woven.claims.iter().any(|claim| {
            let has = |passage: &stemma_core::Passage| {
                claim.members.iter().any(|member| {
                    let member = member.passage;
                    member.account == passage.account
                        && member.of == passage.of
                        && member.span.overlaps(passage.span)
                })
            };
            has(a) && has(b)
        }),
        Judged::Story(pair) => {
            woven.stories.iter().any(|story| pair.iter().all(|id| story.accounts.contains(id)))
        }
        Judged::Edge { from, to } => {
            woven.lineage.edges.iter().any(|edge| edge.from == *from && edge.to == *to)
        }
    };
    together == (judgement.verdict == Verdict::Same)
}

/// The words for a thing that an entry names.
pub(crate) fn told(anchor: &Anchor) -> String {
    match (&anchor.name, &anchor.passage) {
        (Some(name), _) => name.clone(),
        (None, Some(passage)) => quoted(&shortened(&passage.words, 60)),
        (None, None) => {
            let account = &anchor.account;
            let parts = [account.outlet.as_deref(), account.title.as_deref()];
            let parts: Vec<&str> = parts.into_iter().flatten().collect();
            if parts.is_empty() { account.source.clone() } else { parts.join(" · ") }
        }
    }
}

/// The word for what sort of things an entry judges.
pub(crate) fn word(what: What) -> &'static str {
    match what {
        What::Entity => "entity",
        What::Claim => "claim",
        What::Edge => "line of descent",
        What::Story => "story",
    }
}

/// The account of an id, of those that are there.
fn stored(accounts: &[Stored], id: AccountId) -> Option<&Stored> {
    accounts.iter().find(|stored| stored.id == id)
}
