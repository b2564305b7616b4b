//! How much of an account's own wording stands in another account.
//!
//! Two measures, and the larger counts: runs of five words that both have (Clough et al.,
//! the METER corpus, ACL 2002, use the like), and passages that claims align although
//! the words differ (a translation, a paraphrase). Direct speech is left out of both.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{AccountId, Claim, Field, Manner, Passage, Place, Reported, Span};

use crate::entities::fold;

/// Words in a run. Shorter runs are found in any two reports of one event.
const RUN: usize = 5;
/// The longest stretches kept as evidence for a reader.
const SHOWN: usize = 3;

/// Shared wording of the accounts of one story.
pub(super) struct Reuse {
    texts: BTreeMap<AccountId, Own>,
    /// Which words of the first account stand in the second.
    shared: BTreeMap<(AccountId, AccountId), BTreeSet<u32>>,
}

/// The words of an account outside direct speech.
struct Own {
    words: Vec<Span>,
}

impl Reuse {
    pub(super) fn measure(members: &[&Reported<'_>], claims: &[&Claim]) -> Reuse {
        let mut texts = BTreeMap::new();
        let mut runs: BTreeMap<Vec<String>, Vec<(AccountId, u32)>> = BTreeMap::new();
        for account in members {
            let (own, folded) = own_words(account);
            for (n, run) in folded.windows(RUN).enumerate() {
                // A gap in the text (speech left out) breaks a run.
                let joined = own.words[n..n + RUN]
                    .windows(2)
                    .all(|w| w[1].start.saturating_sub(w[0].end) < 8);
                if joined {
                    runs.entry(run.to_vec()).or_default().push((account.id, n as u32));
                }
            }
            texts.insert(account.id, own);
        }
        let mut shared: BTreeMap<(AccountId, AccountId), BTreeSet<u32>> = BTreeMap::new();
        for places in runs.into_values() {
            for &(a, at) in &places {
                for b in
                    places.iter().map(|place| place.0).filter(|&b| b != a).collect::<BTreeSet<_>>()
                {
                    shared.entry((a, b)).or_default().extend(at..at + RUN as u32);
                }
            }
        }
        let mut reuse = Reuse { texts, shared };
        for claim in claims {
            reuse.add_aligned(claim);
        }
        reuse
    }

    /// Members of a claim count as shared wording, whatever their words.
    fn add_aligned(&mut self, claim: &Claim) {
        let members: Vec<Passage> =
            claim.members.iter().map(|m| m.passage).filter(|p| p.of == Field::Text).collect();
        for here in &members {
            let Some(own) = self.texts.get(&here.account) else {
                continue;
            };
            let inside = own.within(here.span);
            if inside.is_empty() {
                continue;
            }
            for there in members.iter().filter(|there| there.account != here.account) {
                // Speech on the other side says nothing about wording.
                if self
                    .texts
                    .get(&there.account)
                    .is_some_and(|own| !own.within(there.span).is_empty())
                {
                    let shared = self.shared.entry((here.account, there.account)).or_default();
                    shared.extend(inside.clone());
                }
            }
        }
    }

    /// Accounts that share any wording with this one.
    pub(super) fn partners(&self, of: AccountId) -> impl Iterator<Item = AccountId> + '_ {
        let all = (of, AccountId(0))..=(of, AccountId(u32::MAX));
        self.shared.range(all).map(|((_, other), _)| *other)
    }

    /// How many of the first account's own words stand in the second.
    pub(super) fn words(&self, of: AccountId, within: AccountId) -> usize {
        self.shared.get(&(of, within)).map_or(0, BTreeSet::len)
    }

    /// The share of the first account's own words that stand in the second.
    pub(super) fn share(&self, of: AccountId, within: AccountId) -> f32 {
        self.gain(of, within, &[])
    }

    /// The same, less what already stands in `others`.
    pub(super) fn gain(&self, of: AccountId, within: AccountId, others: &[AccountId]) -> f32 {
        let Some(shared) = self.shared.get(&(of, within)) else {
            return 0.0;
        };
        let known = |word: &u32| {
            others.iter().any(|&o| self.shared.get(&(of, o)).is_some_and(|s| s.contains(word)))
        };
        let new = shared.iter().filter(|word| !known(word)).count();
        new as f32 / self.texts[&of].words.len().max(1) as f32
    }

    /// The longest stretches of the first account that stand in the second.
    pub(super) fn runs(&self, of: AccountId, within: AccountId) -> Vec<Passage> {
        let words = &self.texts[&of].words;
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for &word in self.shared.get(&(of, within)).into_iter().flatten() {
            match runs.last_mut() {
                Some(run) if run.1 == word => run.1 += 1,
                _ => runs.push((word, word + 1)),
            }
        }
        runs.sort_by_key(|run| (std::cmp::Reverse(run.1 - run.0), run.0));
        runs.truncate(SHOWN);
        runs.iter()
            .map(|&(from, to)| {
                let span = words[from as usize].cover(words[to as usize - 1]);
                Place::text(span).in_account(of)
            })
            .collect()
    }
}

impl Own {
    /// The words that lie within a span.
    fn within(&self, span: Span) -> std::ops::Range<u32> {
        let from = self.words.partition_point(|word| word.start < span.start);
        let to = self.words.partition_point(|word| word.end <= span.end);
        from as u32..to.max(from) as u32
    }
}

fn own_words(account: &Reported<'_>) -> (Own, Vec<String>) {
    let text = &account.account.text;
    let mut speech: Vec<Span> = account
        .found
        .statements
        .iter()
        .filter(|s| s.manner == Manner::Direct && s.of == Field::Text)
        .flat_map(|s| s.content.iter().copied())
        .collect();
    speech.sort();
    // Nested pieces become one, so that their ends are in order too.
    speech.dedup_by(|next, open| {
        let touches = next.start <= open.end;
        if touches {
            *open = open.cover(*next);
        }
        touches
    });
    let (mut words, mut folded) = (Vec::new(), Vec::new());
    for token in &account.text.tokens {
        let span = token.span;
        let next = speech.partition_point(|s| s.end <= span.start);
        if speech.get(next).is_some_and(|s| s.overlaps(span)) {
            continue;
        }
        let word = fold(span.of(text));
        if !word.is_empty() {
            words.push(span);
            folded.push(word);
        }
    }
    (Own { words }, folded)
}
