//! Which passages of two accounts say the same.
//!
//! Candidates share words that weigh much; their words are aligned; evidence for and against is
//! added. A pair is made where each is the other's best in its account and they are alike enough,
//! or nearly enough and in step: between two pairs that follow one another in both accounts, as
//! they do in copies and translations.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::Reported;

use super::align::{Aligner, Alignment};
use super::units::{Kind, Unit};
use super::verdict::{self, Evidence};

/// How alike two passages must be to be the same claim.
pub(super) const SAME: f32 = 0.5;
/// How alike where they stand in step with pairs before and after.
const SAME_IN_STEP: f32 = 0.2;
/// How many passages of another account are looked at for each, by shared words.
const CANDIDATES: usize = 4;
/// Shared words, as a cosine, below which no pair is looked at.
const SHARED_WORDS: f32 = 0.06;
/// A word that more units of a story have proposes none.
const KEY_UNITS: usize = 1500;

/// Two passages that may say the same.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) units: (usize, usize),
    pub(super) score: f32,
    pub(super) alignment: Alignment,
    pub(super) evidence: Vec<Evidence>,
    pub(super) in_step: bool,
}

/// Looks at two passages.
pub(super) fn compare(
    units: &[Unit],
    (a, b): (usize, usize),
    aligner: &mut Aligner<'_>,
    accounts: &[&Reported<'_>],
) -> Pair {
    let alignment = aligner.align(&units[a], &units[b]);
    let evidence = verdict::weigh((&units[a], &units[b]), &alignment, accounts);
    let score = alignment.likeness() + evidence.iter().map(|e| e.weight).sum::<f32>();
    Pair {
        units: (a, b),
        score,
        alignment,
        evidence,
        in_step: false,
    }
}

/// For each unit of `seekers`, the units of `sought` in other accounts that share most with it.
pub(super) fn candidates(
    units: &[Unit],
    seeks: &dyn Fn(&Unit) -> bool,
    sought: &dyn Fn(&Unit) -> bool,
    own_account: bool,
) -> BTreeSet<(usize, usize)> {
    let mut index: BTreeMap<u32, Vec<(usize, f32)>> = BTreeMap::new();
    for (n, unit) in units.iter().enumerate().filter(|(_, unit)| sought(unit)) {
        for &(term, weight) in &unit.vector.0 {
            index.entry(term).or_default().push((n, weight));
        }
    }
    let mut found = BTreeSet::new();
    for (n, unit) in units.iter().enumerate().filter(|(_, unit)| seeks(unit)) {
        let mut shared: BTreeMap<usize, f32> = BTreeMap::new();
        for (term, weight) in &unit.vector.0 {
            let Some(with) = index.get(term).filter(|with| with.len() <= KEY_UNITS) else {
                continue;
            };
            for &(other, by) in with {
                if (units[other].account == unit.account) == own_account && other != n {
                    *shared.entry(other).or_default() += weight * by;
                }
            }
        }
        let mut by_account: BTreeMap<usize, Vec<(usize, f32)>> = BTreeMap::new();
        for (other, cosine) in shared {
            if cosine >= SHARED_WORDS {
                let account = units[other].account;
                by_account.entry(account).or_default().push((other, cosine));
            }
        }
        for mut others in by_account.into_values() {
            others.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            for (other, _) in others.into_iter().take(CANDIDATES) {
                found.insert((n.min(other), n.max(other)));
            }
        }
    }
    found
}

/// Sentence by sentence: each other's best, and what stands in step with those.
pub(super) fn sentences(
    units: &[Unit],
    aligner: &mut Aligner<'_>,
    accounts: &[&Reported<'_>],
) -> Vec<Pair> {
    let is_sentence = |unit: &Unit| unit.kind == Kind::Sentence;
    let looked_at: Vec<Pair> = candidates(units, &is_sentence, &is_sentence, false)
        .into_iter()
        .map(|pair| compare(units, pair, aligner, accounts))
        .collect();
    let mut pairs = mutual(units, looked_at);
    in_step(units, &mut pairs, aligner, accounts);
    pairs
}

/// Pairs of which each is the other's best in its account.
pub(super) fn mutual(units: &[Unit], looked_at: Vec<Pair>) -> Vec<Pair> {
    let mut best: BTreeMap<(usize, usize), (f32, usize)> = BTreeMap::new();
    for pair in &looked_at {
        let (a, b) = pair.units;
        for (one, other) in [(a, b), (b, a)] {
            let slot = best
                .entry((one, units[other].account))
                .or_insert((f32::NEG_INFINITY, other));
            if pair.score > slot.0 {
                *slot = (pair.score, other);
            }
        }
    }
    looked_at
        .into_iter()
        .filter(|pair| {
            let (a, b) = pair.units;
            best[&(a, units[b].account)].1 == b && best[&(b, units[a].account)].1 == a
        })
        .collect()
}

/// Marks pairs that stand in step, and adds those that only their place shows: sentences between
/// two pairs that have as many sentences between them in both accounts.
fn in_step(
    units: &[Unit],
    pairs: &mut Vec<Pair>,
    aligner: &mut Aligner<'_>,
    accounts: &[&Reported<'_>],
) {
    let sentence: BTreeMap<(usize, usize), usize> = units
        .iter()
        .enumerate()
        .filter(|(_, unit)| unit.kind == Kind::Sentence)
        .map(|(n, unit)| ((unit.account, unit.order), n))
        .collect();
    let sure: BTreeSet<(usize, usize)> = pairs
        .iter()
        .filter(|pair| pair.score >= SAME)
        .map(|pair| pair.units)
        .collect();
    let neighbour = |unit: usize, step: isize| {
        let order = units[unit].order.checked_add_signed(step)?;
        sentence.get(&(units[unit].account, order)).copied()
    };
    // A sentence at the edge of its account needs one neighbour, any other both.
    let stands = |(a, b): (usize, usize)| {
        let side = |step: isize| match (neighbour(a, step), neighbour(b, step)) {
            (Some(x), Some(y)) => sure.contains(&(x.min(y), x.max(y))),
            (None, None) => true,
            _ => false,
        };
        side(-1) && side(1)
    };
    let known: BTreeSet<(usize, usize)> = pairs.iter().map(|pair| pair.units).collect();
    let mut taken: BTreeSet<(usize, usize)> = BTreeSet::new();
    for &(a, b) in &sure {
        taken.insert((a, units[b].account));
        taken.insert((b, units[a].account));
    }
    for pair in pairs.iter_mut() {
        pair.in_step = stands(pair.units);
    }
    let mut added = Vec::new();
    for &(a, b) in &sure {
        for step in [-1, 1] {
            let (Some(x), Some(y)) = (neighbour(a, step), neighbour(b, step)) else {
                continue;
            };
            let free =
                !taken.contains(&(x, units[y].account)) && !taken.contains(&(y, units[x].account));
            let units_ = (x.min(y), x.max(y));
            if free && !known.contains(&units_) && stands(units_) {
                let mut pair = compare(units, units_, aligner, accounts);
                pair.in_step = true;
                added.push(pair);
            }
        }
    }
    added.sort_by_key(|pair| pair.units);
    added.dedup_by_key(|pair| pair.units);
    pairs.extend(added);
    pairs.sort_by_key(|pair| pair.units);
}

impl Pair {
    /// Whether the pair is the same claim, as far as its own evidence goes.
    pub(super) fn same(&self) -> bool {
        self.score >= if self.in_step { SAME_IN_STEP } else { SAME }
    }
}
