//! Trees of copies that are known because they were grown here: what of them is found again. The
//! thresholds of [`super::infer`] that say so were set on them.

use std::collections::BTreeSet;

use stemma_core::{AccountId, NodeId};

use super::tests::draw_all;
use crate::testing::Collection;

/// Numbers that look random and are the same every time (Steele and Vigna's `SplitMix64`, 2014).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }
}

/// How copies are made.
struct Habits {
    /// Of a hundred words, how many a copyist writes otherwise.
    reworded: usize,
    /// Of a hundred sentences, how many it leaves out.
    cut: usize,
    /// How many sentences of its own it adds, at most.
    added: usize,
    /// Of a hundred accounts, how many are nobody's copy.
    independent: usize,
    /// Of a hundred copies, how many are merged with some sentences of a second account.
    merged: usize,
}

type Text = Vec<Vec<String>>;

/// As news is written: some words stand in every report, most in few.
fn sentence(numbers: &mut Numbers) -> Vec<String> {
    let length = 10 + numbers.below(12);
    (0..length).map(|_| word(numbers)).collect()
}

fn word(numbers: &mut Numbers) -> String {
    let most = numbers.below(4000) + 1;
    format!("w{}", numbers.below(most))
}

/// Grows a story of accounts, one a day, and says who copied whom.
fn grow(seed: u64, accounts: usize, habits: &Habits) -> (Vec<Text>, Vec<BTreeSet<usize>>) {
    let mut numbers = Numbers(seed);
    let (mut texts, mut parents): (Vec<Text>, Vec<BTreeSet<usize>>) = Default::default();
    for n in 0..accounts {
        let parent = (n > 0 && !numbers.percent(habits.independent)).then(|| numbers.below(n));
        let mut text: Text = match parent {
            None => (0..12).map(|_| sentence(&mut numbers)).collect(),
            Some(parent) => {
                let mut kept: Text = texts[parent].clone();
                kept.retain(|_| !numbers.percent(habits.cut));
                for one in kept.iter_mut().flatten() {
                    if numbers.percent(habits.reworded) {
                        *one = word(&mut numbers);
                    }
                }
                kept
            }
        };
        let mut of: BTreeSet<usize> = parent.into_iter().collect();
        if let Some(parent) = parent {
            let second = numbers.below(n);
            if second != parent && numbers.percent(habits.merged) {
                let from: &Text = &texts[second];
                let first = numbers.below(from.len().max(1));
                let taken = from.iter().skip(first).take(2 + numbers.below(4)).cloned();
                // What both parents have shows neither.
                let taken: Text = taken.filter(|one| !texts[parent].contains(one)).collect();
                if taken.len() > 1 {
                    text.extend(taken);
                    of.insert(second);
                }
            }
            for _ in 0..numbers.below(habits.added + 1) {
                let at = numbers.below(text.len() + 1);
                let own = sentence(&mut numbers);
                text.insert(at, own);
            }
        }
        texts.push(text);
        parents.push(of);
    }
    (texts, parents)
}

/// Of the accounts of some stories: how many have just the parent (or none) that they were copied
/// from, and how many there are.
fn found_again(habits: &Habits) -> (usize, usize) {
    let (mut right, mut all) = (0, 0);
    for seed in 1..=8 {
        let (texts, parents) = grow(seed, 30, habits);
        let mut collection = Collection::new();
        for (n, text) in texts.iter().enumerate() {
            let words: Vec<String> = text.iter().map(|one| format!("{}.", one.join(" "))).collect();
            let day = format!("2031-05-{:02}", n + 1);
            collection.account(&format!("Outlet{n}"), Some(&day), &words.join(" "));
        }
        let (lineage, _, _) = draw_all(&collection.reported(), &[]);
        for (n, parents) in parents.iter().enumerate() {
            let node = |account: usize| NodeId::Account(AccountId(account as u32 + 1));
            let lines = lineage.edges.iter().filter(|edge| edge.to == node(n));
            let found: BTreeSet<NodeId> = lines.map(|edge| edge.from).collect();
            all += 1;
            right += usize::from(found == parents.iter().map(|&parent| node(parent)).collect());
        }
    }
    (right, all)
}

#[test]
fn trees_of_copies_are_found_again() {
    let mut told = String::new();
    for (name, habits) in [
        ("light", Habits { reworded: 2, cut: 10, added: 1, independent: 10, merged: 0 }),
        ("usual", Habits { reworded: 6, cut: 20, added: 2, independent: 15, merged: 0 }),
        ("merged", Habits { reworded: 6, cut: 20, added: 2, independent: 15, merged: 40 }),
        ("heavy", Habits { reworded: 12, cut: 30, added: 4, independent: 20, merged: 0 }),
    ] {
        let (right, all) = found_again(&habits);
        told += &format!("{name}: {right} of {all}\n");
    }
    expect_test::expect![[r"
        light: 225 of 240
        usual: 240 of 240
        merged: 207 of 240
        heavy: 232 of 240
    "]]
    .assert_eq(&told);
}
