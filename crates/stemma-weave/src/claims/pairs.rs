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
use super::who::Who;

/// How alike two passages must be to be the same claim.
pub(super) const SAME: f32 = 0.56;
/// A pair that scores less than this below what it needs is no near miss.
const NEAR: f32 = 0.1;
/// What it adds that two passages stand in step with pairs before and after.
pub(super) const IN_STEP: f32 = 0.3;
/// How alike a clause or a title must be to another passage; it has fewer words to show it.
const SAME_PART: f32 = 0.64;
/// How alike two sentences of one account must be: what one account says twice it says of two
/// things more often than not.
const SAME_REPEATED: f32 = 0.85;
/// What the words of a clause, a title or a repeated sentence must weigh together: as much as three
/// that are rare in the story.
const PART_WEIGHT: f32 = 12.0;
/// How many sure pairs two accounts must have, and of how many of the shorter's sentences, for
/// order to say anything: those of a copy or a translation.
const STEPS: usize = 3;
const STEPS_OF_ALL: f32 = 0.4;
/// How many sentences may stand between two sure pairs for those between to be in step.
const LONGEST_GAP: usize = 3;
/// How many passages of another account are looked at for each, by shared words.
const CANDIDATES: usize = 4;
/// Shared words, as a cosine, below which no pair is looked at.
const SHARED_WORDS: f32 = 0.06;
/// The same for clauses, titles and repetitions, which must be more alike.
const SHARED_BY_PARTS: f32 = 0.2;
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
    /// What its score must reach for the two to be the same.
    pub(super) needs: f32,
}

/// What looking at passages needs.
pub(super) struct Reader<'a> {
    pub(super) aligner: Aligner<'a>,
    pub(super) accounts: &'a [&'a Reported<'a>],
    pub(super) who: &'a Who<'a>,
}

/// Looks at two passages.
pub(super) fn compare(
    units: &[Unit],
    (a, b): (usize, usize),
    needs: f32,
    reader: &mut Reader<'_>,
) -> Pair {
    let alignment = reader.aligner.align(&units[a], &units[b]);
    let evidence = verdict::weigh((&units[a], &units[b]), &alignment, reader.accounts, reader.who);
    let score = alignment.likeness() + evidence.iter().map(|e| e.weight).sum::<f32>();
    Pair { units: (a, b), score, alignment, evidence, in_step: false, needs }
}

/// For each unit of `seekers`, the units of `sought` in other accounts that share most with it.
pub(super) fn candidates(
    units: &[Unit],
    seeks: &dyn Fn(&Unit) -> bool,
    sought: &dyn Fn(&Unit) -> bool,
    own_account: bool,
    shared_words: f32,
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
            if cosine >= shared_words {
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
pub(super) fn sentences(units: &[Unit], reader: &mut Reader<'_>) -> Vec<Pair> {
    let is_sentence = |unit: &Unit| unit.kind == Kind::Sentence;
    let looked_at: Vec<Pair> = candidates(units, &is_sentence, &is_sentence, false, SHARED_WORDS)
        .into_iter()
        .map(|pair| compare(units, pair, SAME, reader))
        .collect();
    let mut pairs = mutual(units, looked_at);
    in_step(units, &mut pairs, reader);
    pairs
}

/// Titles and clauses: what a title says is often one sentence's main point, and what is a clause
/// here is a sentence there. Only where the sentences themselves are not paired already.
pub(super) fn parts(units: &[Unit], paired: &[Pair], reader: &mut Reader<'_>) -> Vec<Pair> {
    let sentence = |n: usize| match units[n].kind {
        Kind::Clause(sentence) => sentence,
        Kind::Title | Kind::Sentence => n,
    };
    let paired: BTreeSet<(usize, usize)> =
        paired.iter().filter(|pair| pair.same()).map(|pair| pair.units).collect();
    // Two sentences that each have another counterpart in the other's account are not the same.
    let partner: BTreeSet<(usize, usize)> =
        paired.iter().flat_map(|&(a, b)| [(a, units[b].account), (b, units[a].account)]).collect();
    let is_part = |unit: &Unit| unit.kind != Kind::Sentence && unit.weight >= PART_WEIGHT;
    let is_long = |unit: &Unit| unit.weight >= PART_WEIGHT;
    let mut best: BTreeMap<(usize, usize), Pair> = BTreeMap::new();
    for (a, b) in candidates(units, &is_part, &is_long, false, SHARED_BY_PARTS) {
        let sentences = (sentence(a).min(sentence(b)), sentence(a).max(sentence(b)));
        let elsewhere = |n: usize, m: usize| partner.contains(&(sentence(n), units[m].account));
        if paired.contains(&sentences) || (elsewhere(a, b) && elsewhere(b, a)) {
            continue;
        }
        let pair = compare(units, (a, b), SAME_PART, reader);
        if pair.score < SAME_PART - NEAR {
            continue;
        }
        // Of the parts of two sentences those that say the most in common stand for them.
        let weight =
            |pair: &Pair| pair.score * (units[pair.units.0].weight + units[pair.units.1].weight);
        let slot = best.entry(sentences).or_insert_with(|| pair.clone());
        if (pair.same(), weight(&pair)) > (slot.same(), weight(slot)) {
            *slot = pair;
        }
    }
    best.into_values().collect()
}

/// Sentences of one account that say the same: a headline again, a quotation and its summary.
pub(super) fn repeated(units: &[Unit], reader: &mut Reader<'_>) -> Vec<Pair> {
    let is_long = |unit: &Unit| !matches!(unit.kind, Kind::Clause(_)) && unit.weight >= PART_WEIGHT;
    candidates(units, &is_long, &is_long, true, SHARED_BY_PARTS)
        .into_iter()
        .map(|pair| compare(units, pair, SAME_REPEATED, reader))
        .filter(|pair| pair.score >= SAME_REPEATED - NEAR)
        .collect()
}

/// Pairs of which each is the other's best in its account.
pub(super) fn mutual(units: &[Unit], looked_at: Vec<Pair>) -> Vec<Pair> {
    let mut best: BTreeMap<(usize, usize), (f32, usize)> = BTreeMap::new();
    for pair in &looked_at {
        let (a, b) = pair.units;
        for (one, other) in [(a, b), (b, a)] {
            let slot =
                best.entry((one, units[other].account)).or_insert((f32::NEG_INFINITY, other));
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

/// Marks pairs that stand in step, and adds those that only their place shows: between two sure
/// pairs that follow one another in both accounts, with as many sentences between them in both.
fn in_step(units: &[Unit], pairs: &mut Vec<Pair>, reader: &mut Reader<'_>) {
    let mut sentences: Vec<Vec<usize>> = vec![Vec::new(); reader.accounts.len()];
    let mut number: BTreeMap<usize, usize> = BTreeMap::new();
    for (n, unit) in units.iter().enumerate() {
        if unit.kind == Kind::Sentence {
            number.insert(n, sentences[unit.account].len());
            sentences[unit.account].push(n);
        }
    }
    let mut sure: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
    for pair in pairs.iter().filter(|pair| pair.score >= SAME) {
        let (a, b) = pair.units;
        let accounts = (units[a].account, units[b].account);
        sure.entry(accounts).or_default().push((number[&a], number[&b]));
    }
    let mut in_step: BTreeSet<(usize, usize)> = BTreeSet::new();
    for ((left, right), mut steps) in sure {
        steps.sort_unstable();
        let shorter = sentences[left].len().min(sentences[right].len());
        if steps.len() < STEPS || (steps.len() as f32) < STEPS_OF_ALL * shorter as f32 {
            continue;
        }
        // What stands before the first and after the last is a gap too.
        let mut from = (0, 0);
        steps.push((sentences[left].len(), sentences[right].len()));
        for (i, j) in steps {
            let gap = i.checked_sub(from.0).zip(j.checked_sub(from.1));
            if let Some((of_left, of_right)) = gap
                && of_left == of_right
                && of_left <= LONGEST_GAP
            {
                for n in 0..of_left {
                    let units = (sentences[left][from.0 + n], sentences[right][from.1 + n]);
                    in_step.insert((units.0.min(units.1), units.0.max(units.1)));
                }
            }
            from = (i + 1, j + 1);
        }
    }
    for pair in pairs.iter_mut() {
        pair.in_step = in_step.remove(&pair.units);
    }
    for units_ in in_step {
        let mut pair = compare(units, units_, SAME, reader);
        pair.in_step = true;
        pairs.push(pair);
    }
    pairs.sort_by_key(|pair| pair.units);
}

impl Pair {
    /// Whether the pair comes near enough to the same claim for its verdict to be worth showing.
    pub(super) fn near(&self) -> bool {
        self.score >= self.needs - NEAR
    }

    /// Whether the pair is the same claim, as far as its own evidence goes.
    pub(super) fn same(&self) -> bool {
        self.score + if self.in_step { IN_STEP } else { 0.0 } >= self.needs
    }
}
