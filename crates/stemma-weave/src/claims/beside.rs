//! Which accounts of a story are laid side by side.
//!
//! All of them, in a story of a few. In one of hundreds, most of which are copies of a wire, each
//! account is laid beside those that it is most like, and a tree of the likest pairs leads from every
//! account to every other, so that what all of them say becomes one claim: the number of pairs grows
//! with the accounts and not with their square.

use std::collections::{BTreeMap, BTreeSet};

use crate::likeness::Weights;

use super::units::{Kind, Unit};

/// Beside so many others an account is laid at least, where the story has them. By hand: stories of
/// the collections at hand are no larger, so that in them all are laid beside all.
const OTHERS: usize = 16;

/// Pairs of accounts, the lower first, in order.
pub(super) fn pairs(units: &[Unit], accounts: usize) -> BTreeSet<(usize, usize)> {
    let ordered = |a: usize, b: usize| (a.min(b), a.max(b));
    if accounts <= OTHERS + 1 {
        return (0..accounts).flat_map(|b| (0..b).map(move |a| (a, b))).collect();
    }
    let words = words(units, accounts);
    let mut pairs = BTreeSet::new();
    // Prim's tree of the likest pairs, from the first account on.
    let mut nearest: Vec<Option<(f32, usize)>> = vec![Some((f32::NEG_INFINITY, 0)); accounts];
    let mut newest = 0;
    nearest[0] = None;
    for n in 0..accounts {
        let like: Vec<f32> = words.iter().map(|other| words[newest].dot(other)).collect();
        for (other, slot) in nearest.iter_mut().enumerate() {
            if let Some(slot) = slot
                && like[other] > slot.0
            {
                *slot = (like[other], newest);
            }
        }
        // Each account is the newest once: its own nearest are found by the way.
        let mut others: Vec<usize> = (0..accounts).filter(|&other| other != newest).collect();
        others.sort_by(|&a, &b| like[b].total_cmp(&like[a]).then(a.cmp(&b)));
        pairs.extend(others.into_iter().take(OTHERS).map(|other| ordered(newest, other)));
        let next = nearest
            .iter()
            .enumerate()
            .filter_map(|(other, slot)| slot.map(|(like, to)| (like, other, to)))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let Some((_, other, to)) = next else {
            debug_assert_eq!(n + 1, accounts);
            break;
        };
        pairs.insert(ordered(other, to));
        nearest[other] = None;
        newest = other;
    }
    pairs
}

/// What each account's sentences say, as one row of weighted words.
fn words(units: &[Unit], accounts: usize) -> Vec<Weights> {
    let mut words: Vec<BTreeMap<u32, f32>> = vec![BTreeMap::new(); accounts];
    for unit in units.iter().filter(|unit| unit.kind == Kind::Sentence) {
        for word in &unit.words {
            *words[unit.account].entry(word.word.term).or_default() += word.weight;
        }
    }
    words.into_iter().map(|words| Weights::new(words).unit()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::who::Who;
    use crate::likeness::Vocabulary;
    use crate::testing::Collection;

    #[test]
    fn every_account_of_many_is_reached_from_every_other() {
        // Three wires, twenty copies of each: the likest of each account are its own wire's.
        let wires = ["Ferry burns off Ridna.", "Mayor opens a bridge.", "Ferry bridge opens late."];
        let mut collection = Collection::new();
        for n in 0..60 {
            collection.account("outlet", None, &format!("{} Copy{n} here.", wires[n % 3]));
        }
        let accounts = collection.reported();
        let accounts: Vec<_> = accounts.iter().collect();
        let units = super::super::units::lay(&accounts, &Vocabulary::of(&accounts), &Who::new(&[]));
        let pairs = pairs(&units, accounts.len());
        assert!(pairs.len() <= 60 * (OTHERS + 1), "{} pairs", pairs.len());
        let mut reached = BTreeSet::from([0]);
        while let Some(&(a, b)) =
            pairs.iter().find(|(a, b)| reached.contains(a) != reached.contains(b))
        {
            reached.extend([a, b]);
        }
        assert_eq!(reached.len(), 60);
    }
}
