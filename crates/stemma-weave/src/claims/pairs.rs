//! Which passages of two accounts say the same.
//!
//! Candidates share words that weigh much; their words are aligned; evidence for and against is
//! added. What is laid beside what is two sentences, or what is said in them, whichever is more
//! alike: a quotation stands alone here and between two commas there. A pair is made where each is
//! the other's best in its account and they are alike enough. Order speaks too: between two sure
//! pairs that follow one another in both accounts, as they do in copies and translations, and beside
//! a sure pair, less must be alike.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use stemma_core::{AccountId, ClaimReason, DifferenceKind, Note, Reported};

use super::align::{Aligner, Alignment};
use super::units::{Kind, Unit};
use super::verdict::{self, Evidence};
use super::who::Who;

/// How alike two passages must be to be the same claim. Set on `translations-a`.
const SAME: f32 = 0.56;
/// What must be more alike where one of them is a clause, a title or speech, which have fewer words
/// to show it; not where one speaker says both. Set on `translations-a`.
const PART: f32 = 0.08;
/// What words weigh together that are rare in the story, three of them; where one is a part that
/// weighs less, up to [`LIGHT`] more must be alike. Such as weigh less than [`LEAST`] are none. By
/// hand, with the stories of `examples` at hand.
const PART_WEIGHT: f32 = 12.0;
const LIGHT: f32 = 0.16;
const LEAST: f32 = 2.5;
/// What must be more alike in two sentences of one account: what one account says twice it says of
/// two things more often than not. By hand.
const REPEATED: f32 = 0.29;
/// The same where a quotation follows, or is followed by, what its speaker is reported to have said:
/// how news tells one thing, in its own words and in his. By hand, half as much.
const SUMMED_UP: f32 = 0.15;
/// A quotation and its summary are so many statements apart at most.
const SUMMED_UP_WITHIN: u32 = 2;
/// A pair that falls this far short is no near miss.
const NEAR: f32 = 0.1;
/// What it adds that two passages stand in step: between two pairs, with as many sentences between
/// them in both accounts; and between two pairs that are farther apart in one of them. Set on
/// `translations-a`.
const IN_STEP: f32 = 0.3;
const IN_GAP: f32 = 0.15;
/// What it adds to passages of speech that the sentences before (or behind) correspond, in accounts
/// that otherwise go their own ways: what somebody says is handed on in order. By hand, with the
/// stories of `examples` at hand.
const BESIDE: f32 = 0.15;
/// What must be more alike, in accounts that otherwise go their own ways, where no one speaker says
/// both: they have few sentences in common. Set on stories of `translations-a` in which texts of two
/// originals are told.
const ALONE: f32 = 0.16;
/// By how much two groups of passages may on average fall short of one claim, the others but the two
/// that join them being less alike; in accounts that go their own ways by how much they must exceed
/// it. Set there too.
const ON_AVERAGE: f32 = -0.1;
const ON_AVERAGE_ALONE: f32 = 0.16;
/// How many sure pairs two accounts must have, and of how many of the shorter's sentences, for
/// order to say much: those of a copy or a translation.
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

/// Where less than this of one sentence stands in the other, and more of the other in it, the one
/// says more than the other. By hand.
const COVERED: f32 = 0.7;

/// Of two groups that are to become one claim, so many passages of each are laid side by side; it
/// bounds the cost.
const CONSENSUS: usize = 4;

/// Two passages that may say the same.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) units: (usize, usize),
    pub(super) score: f32,
    pub(super) alignment: Alignment,
    pub(super) evidence: Vec<Evidence>,
    /// Whether it needs no word of the others of both claims: what stands around the two corresponds
    /// too, or one is the other cut short.
    pub(super) stands: bool,
    /// What the mean margin of two claims must be that it joins.
    pub(super) mean: f32,
}

impl Pair {
    /// By how much it is the same claim, as far as its own evidence goes; below 0 it is not.
    pub(super) fn margin(&self) -> f32 {
        self.score - SAME
    }

    /// Whether it is the same claim, as far as its own evidence goes.
    pub(super) fn same(&self) -> bool {
        self.margin() >= 0.0
    }

    /// Whether it comes near enough to the same claim for its verdict to be worth showing: by a
    /// little, or but for what keeps the two apart.
    pub(super) fn near(&self) -> bool {
        let apart: f32 = self.keeping_apart().map(|evidence| evidence.weight).sum();
        self.margin() >= -NEAR || self.margin() >= apart
    }

    /// What most keeps the two apart.
    pub(super) fn apart(&self) -> Option<(DifferenceKind, Note)> {
        let most = self.keeping_apart().min_by(|a, b| a.weight.total_cmp(&b.weight));
        most.and_then(Evidence::apart)
    }

    fn keeping_apart(&self) -> impl Iterator<Item = &Evidence> {
        self.evidence.iter().filter(|evidence| evidence.apart().is_some() && evidence.weight < 0.0)
    }

    fn with(&mut self, weight: f32, reason: ClaimReason) {
        self.score += weight;
        self.evidence.push(Evidence { reason, weight });
    }
}

/// What looking at passages needs.
pub(super) struct Reader<'a> {
    pub(super) units: &'a [Unit],
    pub(super) aligner: Aligner<'a>,
    pub(super) accounts: &'a [&'a Reported<'a>],
    pub(super) who: &'a Who<'a>,
    pub(super) date_values: &'a BTreeMap<AccountId, Vec<String>>,
    /// Units of each account, its sentences in order first.
    pub(super) pages: &'a [Page],
}

/// The units of one account.
#[derive(Default)]
pub(super) struct Page {
    /// Its sentences, in order.
    sentences: Vec<usize>,
    /// What is said in each of its sentences and titles, by unit; and their clauses.
    said: BTreeMap<usize, Vec<usize>>,
    clauses: BTreeMap<usize, Vec<usize>>,
    /// Its title, where it has one, its sentences and its clauses.
    all: Vec<usize>,
    /// Which of its units have a term, with what the term weighs there.
    terms: BTreeMap<u32, Vec<(usize, f32)>>,
}

impl Page {
    /// The units of every account.
    pub(super) fn of(units: &[Unit], accounts: usize) -> Vec<Page> {
        let mut pages: Vec<Page> = Vec::new();
        pages.resize_with(accounts, Page::default);
        for (n, unit) in units.iter().enumerate() {
            let page = &mut pages[unit.account];
            page.all.push(n);
            match unit.kind {
                // A dateline tells nothing, and stands in no order.
                Kind::Sentence if unit.words.iter().all(|word| word.attributes) => {}
                Kind::Sentence => page.sentences.push(n),
                Kind::Said(sentence) => page.said.entry(sentence).or_default().push(n),
                Kind::Clause(sentence) => page.clauses.entry(sentence).or_default().push(n),
                Kind::Title => {}
            }
            for &(term, weight) in &unit.vector.0 {
                page.terms.entry(term).or_default().push((n, weight));
            }
        }
        pages
    }

    /// Those of its units that share most words with another, the likest first.
    fn like(
        &self,
        unit: &Unit,
        own: Option<usize>,
        least: f32,
        sought: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        // Sorted below by all that tells them apart.
        let mut shared: FxHashMap<usize, f32> = FxHashMap::default();
        for (term, weight) in &unit.vector.0 {
            for &(other, by) in self.terms.get(term).into_iter().flatten() {
                *shared.entry(other).or_default() += weight * by;
            }
        }
        let mut like: Vec<(usize, f32)> = shared
            .into_iter()
            .filter(|&(n, cosine)| cosine >= least && Some(n) != own && sought(n))
            .collect();
        like.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        like.into_iter().take(CANDIDATES).map(|(n, _)| n).collect()
    }
}

impl Reader<'_> {
    /// Lays two passages side by side.
    fn compare(&mut self, a: usize, b: usize, of_one_account: bool) -> Pair {
        let (a, b) = (a.min(b), a.max(b));
        let (x, y) = (&self.units[a], &self.units[b]);
        let alignment = self.aligner.align(x, y);
        let evidence =
            verdict::weigh((x, y), &alignment, self.accounts, self.who, self.date_values);
        let score = alignment.likeness() + evidence.iter().map(|e| e.weight).sum::<f32>();
        let stands = evidence.iter().any(|evidence| evidence.reason == ClaimReason::CutShort);
        let units = (a, b);
        let mut pair = Pair { units, score, alignment, evidence, stands, mean: ON_AVERAGE };
        if of_one_account {
            if summed_up(x, y) {
                pair.with(-SUMMED_UP, ClaimReason::SummedUp);
            } else {
                pair.with(-REPEATED, ClaimReason::InOneAccount);
            }
        } else if x.kind != Kind::Sentence || y.kind != Kind::Sentence {
            if x.speaker.is_none() || x.speaker != y.speaker {
                pair.with(-PART, ClaimReason::LessThanASentence);
            }
            let lacks = 1.0 - x.weight.min(y.weight) / PART_WEIGHT;
            if lacks > 0.0 {
                pair.with(-LIGHT * lacks, ClaimReason::FewWords);
            }
        }
        pair
    }

    /// Whether both are said by somebody, and by no two who are others for sure.
    fn are_said(&self, pair: &Pair) -> bool {
        let (a, b) = (&self.units[pair.units.0], &self.units[pair.units.1]);
        let others = matches!((a.speaker, b.speaker), (Some(x), Some(y)) if self.who.others(x, y));
        a.statement.is_some() && b.statement.is_some() && !others
    }

    /// What accounts that go their own ways must have more in common, unless it is what one speaker
    /// says, or speech in quotation marks, which is handed on; or a title, which sums up.
    fn ask_more(&self, pair: &mut Pair) {
        let title = |n: usize| self.units[self.units[n].sentence(n)].kind == Kind::Title;
        let (a, b) = (&self.units[pair.units.0], &self.units[pair.units.1]);
        let one_speaker = a.speaker.is_some() && a.speaker == b.speaker;
        let handed_on = one_speaker || a.is_quoted && b.is_quoted && self.are_said(pair);
        if !handed_on && !title(pair.units.0) && !title(pair.units.1) {
            pair.with(-ALONE, ClaimReason::LittleElseInCommon);
            pair.mean = ON_AVERAGE_ALONE;
        }
    }

    /// How much two groups of passages are the same on average, over the first few of each.
    pub(super) fn on_average(&mut self, a: &[usize], b: &[usize]) -> f32 {
        let (mut sum, mut count) = (0.0, 0.0);
        for &x in a.iter().take(CONSENSUS) {
            for &y in b.iter().take(CONSENSUS) {
                if self.units[x].account != self.units[y].account {
                    sum += self.compare(x, y, false).margin();
                    count += 1.0f32;
                }
            }
        }
        sum / count.max(1.0)
    }

    /// Two sentences, or what is said in them: whichever are more alike.
    fn look(&mut self, i: usize, j: usize) -> Pair {
        let said = |n: usize| -> Vec<usize> {
            let said = self.pages[self.units[n].account].said.get(&n);
            let said = said.into_iter().flatten().copied();
            said.filter(|&n| self.units[n].weight >= LEAST).collect()
        };
        let (in_i, in_j) = (said(i), said(j));
        let mut best = self.compare(i, j, false);
        let mut others: Vec<(usize, usize)> = Vec::new();
        others.extend(in_i.iter().map(|&n| (n, j)));
        others.extend(in_j.iter().map(|&m| (i, m)));
        others.extend(in_i.iter().flat_map(|&n| in_j.iter().map(move |&m| (n, m))));
        for (n, m) in others {
            let pair = self.compare(n, m, false);
            if pair.margin() > best.margin() {
                best = pair;
            }
        }
        // Two sentences here may be one there: of the longer the clause that says the shorter.
        let (a, b) = best.alignment.covered;
        if best.units == (i.min(j), i.max(j)) && a.min(b) <= COVERED && a.max(b) >= COVERED {
            let longer = if a < b { i } else { j };
            let clauses = self.pages[self.units[longer].account].clauses.get(&longer);
            for n in clauses.into_iter().flatten().copied() {
                let pair = self.compare(n, if longer == i { j } else { i }, false);
                if pair.margin() > best.margin() {
                    best = pair;
                }
            }
        }
        best
    }
}

/// What two accounts say alike: by sentences, and by titles and clauses.
pub(super) fn of(left: usize, right: usize, reader: &mut Reader<'_>) -> (Vec<Pair>, Vec<Pair>) {
    let (sentences, told_again) = sentences(left, right, reader);
    let parts = parts(left, right, &sentences, told_again, reader);
    (sentences, parts)
}

/// Sentence by sentence: each other's best; and whether one text is told twice.
fn sentences(left: usize, right: usize, reader: &mut Reader<'_>) -> (Vec<Pair>, bool) {
    let pages = reader.pages;
    let (of_left, of_right) = (&pages[left].sentences, &pages[right].sentences);
    let mut grid = Grid::default();
    let places = |sentences: &[usize]| -> BTreeMap<usize, usize> {
        sentences.iter().enumerate().map(|(place, &n)| (n, place)).collect()
    };
    let (place_left, place_right) = (places(of_left), places(of_right));
    for (i, &n) in of_left.iter().enumerate() {
        let like = pages[right]
            .like(&reader.units[n], None, SHARED_WORDS, |m| place_right.contains_key(&m));
        grid.wanted.extend(like.into_iter().map(|m| (i, place_right[&m])));
    }
    for (j, &m) in of_right.iter().enumerate() {
        let like =
            pages[left].like(&reader.units[m], None, SHARED_WORDS, |n| place_left.contains_key(&n));
        grid.wanted.extend(like.into_iter().map(|n| (place_left[&n], j)));
    }
    grid.look(of_left, of_right, reader);
    let sure = grid.sure();
    let size = (of_left.len(), of_right.len());
    let told_again = is_told_again(&sure, size);
    if !told_again {
        grid.pairs.values_mut().for_each(|pair| reader.ask_more(pair));
    }
    let in_order = if told_again { in_step(&sure, size) } else { beside(&sure, size) };
    grid.wanted.extend(in_order.keys());
    grid.look(of_left, of_right, reader);
    for (at, (weight, why)) in in_order {
        if let Some(pair) = grid.pairs.get_mut(&at)
            && (told_again || reader.are_said(pair))
        {
            pair.with(weight, why);
            pair.stands = true;
        }
    }
    (grid.mutual(), told_again)
}

/// Pairs of sentences of two accounts, by their places.
#[derive(Default)]
struct Grid {
    wanted: BTreeSet<(usize, usize)>,
    pairs: BTreeMap<(usize, usize), Pair>,
}

impl Grid {
    /// Looks at what is wanted and was not looked at.
    fn look(&mut self, left: &[usize], right: &[usize], reader: &mut Reader<'_>) {
        for (i, j) in std::mem::take(&mut self.wanted) {
            self.pairs.entry((i, j)).or_insert_with(|| reader.look(left[i], right[j]));
        }
    }

    /// Pairs of which each is the other's best.
    fn mutual(self) -> Vec<Pair> {
        let best = self.best();
        let pairs = self.pairs.into_iter();
        pairs.filter(|(at, _)| best.contains(at)).map(|(_, pair)| pair).collect()
    }

    /// Of those the ones that are the same.
    fn sure(&self) -> Vec<(usize, usize)> {
        self.best().into_iter().filter(|at| self.pairs[at].same()).collect()
    }

    fn best(&self) -> BTreeSet<(usize, usize)> {
        let mut of_left: BTreeMap<usize, (f32, usize)> = BTreeMap::new();
        let mut of_right: BTreeMap<usize, (f32, usize)> = BTreeMap::new();
        for (&(i, j), pair) in &self.pairs {
            let margin = pair.margin();
            let slot = of_left.entry(i).or_insert((margin, j));
            if margin > slot.0 {
                *slot = (margin, j);
            }
            let slot = of_right.entry(j).or_insert((margin, i));
            if margin > slot.0 {
                *slot = (margin, i);
            }
        }
        let mutual =
            |(i, (_, j)): (&usize, &(f32, usize))| (of_right[j].1 == *i).then_some((*i, *j));
        of_left.iter().filter_map(mutual).collect()
    }
}

/// Whether one of two passages of an account is quoted and the other tells what the same speaker
/// said, not far from it.
fn summed_up(a: &Unit, b: &Unit) -> bool {
    let near = |(one, other): (u32, u32)| one.abs_diff(other) <= SUMMED_UP_WITHIN;
    a.speaker.is_some()
        && a.speaker == b.speaker
        && a.is_quoted != b.is_quoted
        && a.statement.zip(b.statement).is_some_and(near)
}

/// What order adds to a pair at two places, and why.
type InOrder = BTreeMap<(usize, usize), (f32, ClaimReason)>;

/// Whether two accounts with so many sentences tell one text again: a copy, a translation.
fn is_told_again(sure: &[(usize, usize)], (left, right): (usize, usize)) -> bool {
    let shorter = left.min(right) as f32;
    sure.len() >= STEPS && sure.len() as f32 >= STEPS_OF_ALL * shorter
}

/// What stands between two sure pairs that follow one another in both accounts.
fn in_step(sure: &[(usize, usize)], (left, right): (usize, usize)) -> InOrder {
    let mut in_order = InOrder::new();
    // What stands before the first and after the last is a gap too.
    let mut from = (0, 0);
    for &(i, j) in sure.iter().chain([&(left, right)]) {
        if let Some((of_left, of_right)) = i.checked_sub(from.0).zip(j.checked_sub(from.1))
            && of_left <= LONGEST_GAP
            && of_right <= LONGEST_GAP
        {
            for n in 0..of_left {
                for m in 0..of_right {
                    let weight = match of_left == of_right {
                        true if n == m => IN_STEP,
                        true => 0.0,
                        false => IN_GAP,
                    };
                    if weight > 0.0 {
                        in_order.insert((from.0 + n, from.1 + m), (weight, ClaimReason::InStep));
                    }
                }
            }
        }
        from = (i + 1, j + 1);
    }
    in_order
}

/// What stands right before or behind a sure pair in both accounts.
fn beside(sure: &[(usize, usize)], (left, right): (usize, usize)) -> InOrder {
    let mut in_order = InOrder::new();
    for &(i, j) in sure {
        let before = i.checked_sub(1).zip(j.checked_sub(1));
        let after = (i + 1 < left && j + 1 < right).then_some((i + 1, j + 1));
        for at in [before, after].into_iter().flatten() {
            let slot = in_order.entry(at).or_insert((0.0, ClaimReason::NeighboursCorrespond));
            slot.0 += BESIDE;
        }
    }
    in_order
}

/// Titles and clauses: what a title says is often one sentence's main point, and what is a clause
/// here is a sentence there. Only where the sentences themselves are not paired already.
fn parts(
    left: usize,
    right: usize,
    paired: &[Pair],
    told_again: bool,
    reader: &mut Reader<'_>,
) -> Vec<Pair> {
    let (units, pages) = (reader.units, reader.pages);
    let sentence = |n: usize| units[n].sentence(n);
    let whole = |pair: &Pair| (sentence(pair.units.0), sentence(pair.units.1));
    let paired: BTreeSet<(usize, usize)> =
        paired.iter().filter(|pair| pair.same()).map(whole).collect();
    // Two sentences that each have another counterpart in the other's account are not the same.
    let partnered: BTreeSet<usize> = paired.iter().flat_map(|&(a, b)| [a, b]).collect();
    let is_part = |n: usize| units[n].kind != Kind::Sentence;
    let is_long = |n: usize| units[n].weight >= LEAST;
    let mut looked_at = BTreeSet::new();
    for (one, other) in [(left, right), (right, left)] {
        for &n in pages[one].all.iter().filter(|&&n| is_part(n) && is_long(n)) {
            for m in pages[other].like(&units[n], None, SHARED_BY_PARTS, is_long) {
                looked_at.insert((n.min(m), n.max(m)));
            }
        }
    }
    let mut best: BTreeMap<(usize, usize), Pair> = BTreeMap::new();
    for (a, b) in looked_at {
        let sentences = (sentence(a).min(sentence(b)), sentence(a).max(sentence(b)));
        let elsewhere = partnered.contains(&sentences.0) && partnered.contains(&sentences.1);
        if paired.contains(&sentences) || elsewhere {
            continue;
        }
        let mut pair = reader.compare(a, b, false);
        if !told_again {
            reader.ask_more(&mut pair);
        }
        if !pair.near() {
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
pub(super) fn repeated(account: usize, reader: &mut Reader<'_>) -> Vec<Pair> {
    let (units, pages) = (reader.units, reader.pages);
    let is_long = |n: usize| !units[n].kind.is_part() && units[n].weight >= PART_WEIGHT;
    let mut looked_at = BTreeSet::new();
    for &n in pages[account].all.iter().filter(|&&n| is_long(n)) {
        for m in pages[account].like(&units[n], Some(n), SHARED_BY_PARTS, is_long) {
            looked_at.insert((n.min(m), n.max(m)));
        }
    }
    let pairs = looked_at.into_iter().map(|(a, b)| reader.compare(a, b, true));
    pairs.filter(Pair::near).collect()
}
