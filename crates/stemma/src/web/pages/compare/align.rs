//! Which sentences of several accounts stand in one row.
//!
//! The rows of the first account are taken as they come; each further one is laid beside what is
//! there by the heaviest chain of shared sentences that runs forward in both (the longest increasing
//! subsequence, with weights). What crosses that chain is not in step, and is referred to.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::Stored;
use stemma_core::{AccountId, Claim, Field, Passage, Place, Span};

/// A sentence of one of the accounts, both by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sentence {
    pub(super) side: usize,
    pub(super) at: usize,
}

/// One account, as it is laid beside others.
pub(super) struct Side<'a> {
    pub(super) account: AccountId,
    pub(super) language: Option<&'a str>,
    /// The sentences of its text, in order.
    spans: Vec<Span>,
    /// The words of each, folded.
    words: Vec<BTreeSet<String>>,
}

/// A row: of each account the sentences that stand in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) cells: Vec<Vec<usize>>,
    shared: bool,
}

impl Row {
    /// Whether what stands in it is said by more than one.
    pub(super) fn is_shared(&self) -> bool {
        self.shared
    }
}

/// A sentence that shares fewer of its words than these with another is not in step with it for its
/// words alone. Set by hand: two sentences of one copied report differ in a word or two.
const LEAST_ALIKE: f32 = 0.6;
/// Sentences of fewer words are alike by chance.
const LEAST_WORDS: usize = 5;
/// A claim weighs so much more than words that are alike.
const CLAIM_WEIGHT: u32 = 100;

impl<'a> Side<'a> {
    pub(super) fn of(stored: &'a Stored) -> Side<'a> {
        let text = &stored.account.text;
        let whole = Span::new(0, text.len());
        let mut spans: Vec<Span> = (stored.found.sentences.iter().copied())
            .filter(|span| span.get(text).is_some_and(|words| !words.trim().is_empty()))
            .collect();
        if spans.is_empty() && !text.trim().is_empty() {
            spans.push(whole.trim(text));
        }
        let words = spans.iter().map(|span| folded(span.of(text))).collect();
        let language = stored.account.language.as_deref();
        Side { account: stored.id, language, spans, words }
    }

    pub(super) fn passage(&self, at: usize) -> Passage {
        Place::text(self.spans[at]).in_account(self.account)
    }

    /// The sentences that a passage stands in.
    pub(super) fn holding(&self, passage: &Passage) -> impl Iterator<Item = usize> {
        let here = passage.account == self.account && passage.of == Field::Text;
        let span = passage.span;
        let first = self.spans.partition_point(|sentence| sentence.end <= span.start);
        let after = self.spans.partition_point(|sentence| sentence.start < span.end);
        (first..if here { after.max(first) } else { first }).filter(move |_| here)
    }
}

fn folded(words: &str) -> BTreeSet<String> {
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Whether a passage shares words with one of these.
pub(super) fn touches(passage: &Passage, those: &[Passage]) -> bool {
    let touching = |other: &Passage| {
        other.account == passage.account
            && other.of == passage.of
            && other.span.overlaps(passage.span)
    };
    those.iter().any(touching)
}

/// How much each pair of sentences of two accounts has in common, where it is anything.
fn links(one: &Side<'_>, other: &Side<'_>, claims: &[&Claim]) -> BTreeMap<(usize, usize), u32> {
    let mut links: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for claim in claims {
        let of = |side: &Side<'_>| -> BTreeSet<usize> {
            claim.members.iter().flat_map(|member| side.holding(&member.passage)).collect()
        };
        let theirs = of(other);
        for ours in of(one) {
            for &their in &theirs {
                *links.entry((ours, their)).or_default() += CLAIM_WEIGHT;
            }
        }
    }
    // Sentences are compared with those that share a rare word with them.
    let mut having: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, words) in other.words.iter().enumerate() {
        for word in words {
            having.entry(word).or_default().push(at);
        }
    }
    for (at, words) in one.words.iter().enumerate().filter(|(_, words)| words.len() >= LEAST_WORDS)
    {
        let mut rare: Vec<&Vec<usize>> =
            words.iter().filter_map(|word| having.get(word.as_str())).collect();
        rare.sort_by_key(|places| places.len());
        // A pair that shares 6 words of 10 shares one of any 5.
        let enough = words.len() - (LEAST_ALIKE * words.len() as f32) as usize + 1;
        let candidates: BTreeSet<usize> =
            rare.into_iter().take(enough).flatten().copied().collect();
        for other_at in candidates {
            let theirs = &other.words[other_at];
            let common = words.intersection(theirs).count();
            let alike = common as f32 / (words.len() + theirs.len() - common) as f32;
            if alike >= LEAST_ALIKE {
                *links.entry((at, other_at)).or_default() += (alike * 50.0) as u32;
            }
        }
    }
    links
}

/// The rows in which the accounts stand side by side.
pub(super) fn rows(sides: &[Side<'_>], claims: &[&Claim]) -> Vec<Row> {
    let mut rows: Vec<Vec<Vec<usize>>> = Vec::new();
    for n in 0..sides.len() {
        rows = laid(&rows, sides, n, claims);
    }
    gathered(rows)
}

/// The rows so far with one more account beside them.
fn laid(
    rows: &[Vec<Vec<usize>>],
    sides: &[Side<'_>],
    new: usize,
    claims: &[&Claim],
) -> Vec<Vec<Vec<usize>>> {
    let mut row_of: BTreeMap<Sentence, usize> = BTreeMap::new();
    for (n, row) in rows.iter().enumerate() {
        for (side, cell) in row.iter().enumerate() {
            row_of.extend(cell.iter().map(|&at| (Sentence { side, at }, n)));
        }
    }
    let mut weights: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for side in 0..new {
        for ((ours, at), weight) in links(&sides[side], &sides[new], claims) {
            if let Some(&row) = row_of.get(&Sentence { side, at: ours }) {
                let known = weights.entry((row, at)).or_default();
                *known = (*known).max(weight);
            }
        }
    }
    let mut chain = heaviest(&weights, sides[new].spans.len());
    // A sentence of one may be two of another: the second goes with the first.
    for at in 0..sides[new].spans.len() {
        let before = at.checked_sub(1).and_then(|before| chain.get(&before)).copied();
        if let (None, Some(row)) = (chain.get(&at), before)
            && weights.contains_key(&(row, at))
        {
            chain.insert(at, row);
        }
    }
    let mut by_row: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, row) in chain {
        by_row.entry(row).or_default().push(at);
    }
    let mut made: Vec<Vec<Vec<usize>>> = Vec::new();
    let mut next = 0;
    let alone = |at: usize| {
        let mut cells = vec![Vec::new(); new + 1];
        cells[new].push(at);
        cells
    };
    for (n, row) in rows.iter().enumerate() {
        let cell = by_row.remove(&n).unwrap_or_default();
        if let (Some(&first), Some(&last)) = (cell.first(), cell.last()) {
            made.extend((next..first).map(alone));
            next = last + 1;
        }
        let mut row = row.clone();
        row.push(cell);
        made.push(row);
    }
    made.extend((next..sides[new].spans.len()).map(alone));
    made
}

/// Of weighted pairs the heaviest chain that runs forward on both sides: for the second of each pair
/// the first. Sparse: the pairs, times the logarithm of how many seconds there are.
fn heaviest(weights: &BTreeMap<(usize, usize), u32>, seconds: usize) -> BTreeMap<usize, usize> {
    struct Link {
        row: usize,
        at: usize,
        before: Option<usize>,
    }
    // For every prefix of seconds, the heaviest chain that ends in it: a Fenwick tree.
    let mut best: Vec<(u64, Option<usize>)> = vec![(0, None); seconds + 1];
    let mut links: Vec<Link> = Vec::new();
    let pairs: Vec<(usize, usize, u32)> =
        weights.iter().map(|(&(row, at), &weight)| (row, at, weight)).collect();
    let mut by_row: Vec<(usize, usize, u32)> = pairs;
    // Within a row from the last: no chain takes two of one row.
    by_row.sort_by_key(|&(row, at, _)| (row, std::cmp::Reverse(at)));
    for (row, at, weight) in by_row {
        let mut before = (0, None);
        let mut n = at;
        while n > 0 {
            before = std::cmp::max_by_key(before, best[n], |&(weight, _)| weight);
            n &= n - 1;
        }
        let total = before.0 + u64::from(weight);
        links.push(Link { row, at, before: before.1 });
        let mut n = at + 1;
        while n <= seconds {
            if total > best[n].0 {
                best[n] = (total, Some(links.len() - 1));
            }
            n += n & n.wrapping_neg();
        }
    }
    let mut end = (0, None);
    let mut n = seconds;
    while n > 0 {
        end = std::cmp::max_by_key(end, best[n], |&(weight, _)| weight);
        n &= n - 1;
    }
    let mut chain = BTreeMap::new();
    let mut next = end.1;
    while let Some(link) = next.map(|n: usize| &links[n]) {
        chain.insert(link.at, link.row);
        next = link.before;
    }
    chain
}

/// What nobody shares is gathered into one row between those that are shared.
fn gathered(rows: Vec<Vec<Vec<usize>>>) -> Vec<Row> {
    let mut made: Vec<Row> = Vec::new();
    for cells in rows {
        let shared = cells.iter().filter(|cell| !cell.is_empty()).count() > 1;
        match made.last_mut() {
            Some(last) if !shared && !last.shared => {
                for (known, cell) in last.cells.iter_mut().zip(cells) {
                    known.extend(cell);
                }
            }
            _ => made.push(Row { cells, shared }),
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(pairs: &[(usize, usize, u32)], seconds: usize) -> Vec<(usize, usize)> {
        let weights = pairs.iter().map(|&(row, at, weight)| ((row, at), weight)).collect();
        heaviest(&weights, seconds).into_iter().map(|(at, row)| (row, at)).collect()
    }

    #[test]
    fn the_chain_runs_forward_on_both_sides_and_is_the_heaviest() {
        assert_eq!(chain(&[(0, 0, 1), (1, 2, 1), (2, 1, 1), (3, 3, 1)], 4).len(), 3);
        assert_eq!(chain(&[(0, 2, 5), (1, 0, 1), (2, 1, 1)], 3), [(0, 2)]);
        assert_eq!(chain(&[(0, 2, 2), (1, 0, 2), (2, 1, 1)], 3), [(1, 0), (2, 1)]);
        assert_eq!(chain(&[(0, 0, 1), (0, 1, 3)], 2), [(0, 1)]);
        assert_eq!(chain(&[], 0), []);
    }

    #[test]
    fn what_nobody_shares_is_one_row() {
        let rows = vec![
            vec![vec![0], vec![]],
            vec![vec![], vec![0]],
            vec![vec![1], vec![1]],
            vec![vec![2], vec![]],
        ];
        let made = gathered(rows);
        let cells: Vec<_> = made.iter().map(|row| (row.cells.clone(), row.is_shared())).collect();
        assert_eq!(
            cells,
            [
                (vec![vec![0], vec![0]], false),
                (vec![vec![1], vec![1]], true),
                (vec![vec![2], vec![]], false)
            ]
        );
    }
}
