//! Pairs into claims.

use std::collections::BTreeSet;

use stemma_core::{ClaimReason, Passage, Reported, Verdict};

use crate::HumanJudgements;

use super::pairs::{Pair, Reader};
use super::units::{Kind, Unit};

/// Speech that weighs so much of its sentence is what the sentence says.
const MOST_OF_IT: f32 = 0.6;

/// What became of the pairs.
pub(super) struct Joined {
    /// Units of each claim, in order.
    pub(super) claims: Vec<Vec<usize>>,
    /// Pairs that joined two groups, and those that came near and did not, with what stood against.
    pub(super) decided: Vec<(Pair, Verdict, Option<ClaimReason>)>,
}

struct Groups<'a> {
    units: &'a [Unit],
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
    /// Units of one account that say the same.
    repeated: BTreeSet<(usize, usize)>,
    /// Units that a person keeps apart.
    apart: BTreeSet<(usize, usize)>,
}

impl Groups<'_> {
    /// What forbids that two groups become one claim.
    fn conflict(&self, a: usize, b: usize) -> Option<ClaimReason> {
        for &x in &self.members[a] {
            for &y in &self.members[b] {
                let pair = (x.min(y), x.max(y));
                if self.apart.contains(&pair) {
                    return Some(ClaimReason::KeptApart);
                }
                let (one, other) = (&self.units[x], &self.units[y]);
                let same_words =
                    one.place.of == other.place.of && one.place.span.overlaps(other.place.span);
                if one.account == other.account && !same_words && !self.is_repeated(x, y) {
                    return Some(ClaimReason::TwiceInOneAccount);
                }
            }
        }
        None
    }

    /// Whether two units of an account say the same, or are what is said in two sentences that do.
    fn is_repeated(&self, a: usize, b: usize) -> bool {
        let whole = |n: usize| {
            let sentence = self.units[n].sentence(n);
            if self.of[sentence] == self.of[n] { sentence } else { n }
        };
        let known = |a: usize, b: usize| self.repeated.contains(&(a.min(b), a.max(b)));
        known(a, b) || known(whole(a), whole(b))
    }

    fn join(&mut self, a: usize, b: usize) {
        let moved = std::mem::take(&mut self.members[b]);
        for &n in &moved {
            self.of[n] = a;
        }
        self.members[a].extend(moved);
        self.members[a].sort_unstable();
    }
}

/// Joins pairs, people's first, then those of whole sentences, then of titles and clauses, then of
/// sentences that an account has twice; within each the surest first. No claim comes to hold two
/// sentences of one account that were not found to be the same themselves.
pub(super) fn join(
    units: &[Unit],
    accounts: &[&Reported<'_>],
    sentences: Vec<Pair>,
    parts: Vec<Pair>,
    repeated: Vec<Pair>,
    people: &HumanJudgements<'_>,
    reader: &mut Reader<'_>,
) -> Joined {
    let mut groups = Groups {
        units,
        of: (0..units.len()).collect(),
        members: (0..units.len()).map(|n| vec![n]).collect(),
        repeated: repeated.iter().filter(|pair| pair.same()).map(|pair| pair.units).collect(),
        apart: BTreeSet::new(),
    };
    // What somebody says in a sentence that says little else is the sentence.
    let mut together: Vec<(usize, usize)> = (units.iter().enumerate())
        .filter(|(_, unit)| matches!(unit.kind, Kind::Said(_)))
        .map(|(n, unit)| (unit.sentence(n), n))
        .filter(|&(whole, said)| units[said].weight >= MOST_OF_IT * units[whole].weight)
        // Not one piece of a quotation that goes on.
        .filter(|&(whole, said)| !is_piece(units, whole, said))
        .collect();
    for (pair, verdict) in people.claims() {
        if verdict == Verdict::Same {
            let [a, b] = pair.map(|passage| unit_of(units, accounts, passage));
            together.extend(a.zip(b));
        } else {
            // A sentence, its clauses and what is said in it alike: else one would lead the other
            // back.
            let [ours, theirs] = pair.map(|passage| units_at(units, accounts, passage));
            for &a in &ours {
                groups.apart.extend(theirs.iter().map(|&b| (a.min(b), a.max(b))));
            }
        }
    }
    for (a, b) in together {
        let (a, b) = (groups.of[a], groups.of[b]);
        if a != b {
            groups.join(a, b);
        }
    }
    let mut decided = Vec::new();
    for mut pairs in [sentences, parts, repeated] {
        pairs.sort_by(|a, b| b.margin().total_cmp(&a.margin()).then(a.units.cmp(&b.units)));
        for pair in pairs {
            let (a, b) = (groups.of[pair.units.0], groups.of[pair.units.1]);
            if a == b {
                continue;
            }
            if !pair.same() {
                if pair.near() {
                    decided.push((pair, Verdict::Different, None));
                }
                continue;
            }
            if let Some(why) = groups.conflict(a, b) {
                decided.push((pair, Verdict::Different, Some(why)));
            } else if !pair.stands
                && reader.on_average(&groups.members[a], &groups.members[b]) < pair.mean
            {
                decided.push((pair, Verdict::Different, Some(ClaimReason::OthersLessAlike)));
            } else {
                groups.join(a, b);
                decided.push((pair, Verdict::Same, None));
            }
        }
    }
    // A near miss whose two ends came together by another way is none.
    decided.retain(|(pair, verdict, _)| {
        *verdict == Verdict::Same || groups.of[pair.units.0] != groups.of[pair.units.1]
    });
    let of_two = |members: &Vec<usize>| {
        members.iter().any(|&n| units[n].sentence(n) != units[members[0]].sentence(members[0]))
    };
    groups.members.retain(|members| members.len() > 1 && of_two(members));
    Joined { claims: groups.members, decided }
}

/// Whether other speech of the same sentence holds this.
fn is_piece(units: &[Unit], whole: usize, said: usize) -> bool {
    let after = units[whole + 1..].iter().take_while(|unit| unit.kind.is_part());
    after.filter(|unit| unit.kind == Kind::Said(whole)).any(|other| {
        let (held, holds) = (units[said].place.span, other.place.span);
        held != holds && holds.contains(held)
    })
}

/// The units that share words with a passage.
fn units_at(units: &[Unit], accounts: &[&Reported<'_>], passage: Passage) -> Vec<usize> {
    let shares_words = |unit: &Unit| {
        accounts[unit.account].id == passage.account
            && unit.place.of == passage.of
            && unit.shown.span.overlaps(passage.span)
    };
    (0..units.len()).filter(|&n| shares_words(&units[n])).collect()
}

/// The unit that a passage is of: the one that shares most of its words with it.
fn unit_of(units: &[Unit], accounts: &[&Reported<'_>], passage: Passage) -> Option<usize> {
    let share = |n: usize| {
        let (x, y) = (units[n].shown.span, passage.span);
        let both = x.end.min(y.end) - x.start.max(y.start);
        both as f32 / x.cover(y).len() as f32
    };
    let here = units_at(units, accounts, passage).into_iter();
    here.max_by(|&n, &m| share(n).total_cmp(&share(m)).then(m.cmp(&n)))
}
