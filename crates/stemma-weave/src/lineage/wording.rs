//! What accounts of one story have in common, word for word or in other words.
//!
//! There are two signs: runs of five words that both have (Clough et al., the METER corpus, ACL
//! 2002, use the like), and passages that claims align although the words differ (a translation, a
//! paraphrase; but also two who saw the same). Direct speech is left out of both: two reporters in
//! one room write down the same words. So are passages of *stock*, background that is copied from report to
//! report and says nothing of where a report comes from.
//!
//! An account is compared with a few others, never with all: of each thing that it shares, with
//! those that had it first and those next to it in time; of these, with the ones that share most.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use stemma_core::{AccountId, Claim, Field, Manner, Passage, Place, Portion, Reported, Span};

use crate::entities::fold;

/// Words in a run. Shorter runs are found in any two reports of one event.
const RUN: usize = 5;
/// The longest stretches kept as evidence for a reader.
const SHOWN: usize = 3;
/// Of those who share one thing: how many that had it first, and how many on either side in time,
/// are looked at. A copy has it from one of them, or from one that has the same words.
const FIRST: usize = 4;
const BESIDE: usize = 4;
/// How many accounts one is compared with word by word.
const COMPARED: usize = 8;
/// A passage is stock where so many accounts have it, of which each shares nothing else with the
/// others. Two may have it of one another.
const STOCK_IN: usize = 3;
/// What a word counts that is shared in other words only: two who saw the same tell the same, so it
/// shows less than the same words do. Set by hand. With it every translation of translations-a still
/// finds its fellows, as with 1; a dozen lines between reports of events-5w1h go that have hardly a
/// run of words in common.
const IN_OTHER_WORDS: f32 = 0.5;
/// What a pair shares besides a passage of stock is less than a sentence.
const NOTHING_ELSE: usize = 10;

/// Something that can be shared: a run of words or a claim, by hash.
type Key = u64;

/// A stretch of an account's own words: half-open, by number.
pub(super) type Stretch = (u32, u32);

/// What of one account stands in another.
#[derive(Clone, Default)]
pub(super) struct Shared {
    /// In the same words.
    same: Vec<Stretch>,
    /// In other words only.
    told: Vec<Stretch>,
}

impl Shared {
    /// How many words that is, those in other words counted for less.
    pub(super) fn words(&self) -> f32 {
        count(&self.same) as f32 + IN_OTHER_WORDS * count(&self.told) as f32
    }

    /// What of it is not known from elsewhere.
    pub(super) fn less(&self, known: &[Stretch]) -> Shared {
        Shared { same: less(&self.same, known), told: less(&self.told, known) }
    }

    /// All of it.
    pub(super) fn all(&self) -> Vec<Stretch> {
        merged([&self.same[..], &self.told[..]].concat())
    }
}

/// The words of an account outside direct speech, and the runs among them.
pub(super) struct Own {
    words: Vec<Span>,
    runs: Vec<(Key, u32)>,
}

impl Own {
    pub(super) fn read(account: &Reported<'_>) -> Own {
        let text = &account.account.text;
        let speech = speech(account);
        let (mut words, mut hashes) = (Vec::new(), Vec::new());
        for token in &account.text.tokens {
            let next = speech.partition_point(|s| s.end <= token.span.start);
            if speech.get(next).is_some_and(|s| s.overlaps(token.span)) {
                continue;
            }
            let word = fold(token.span.of(text));
            if !word.is_empty() {
                words.push(token.span);
                hashes.push(hash(&word));
            }
        }
        // A gap in the text (speech left out) breaks a run.
        let joined = |n: usize| {
            words[n..n + RUN].windows(2).all(|w| w[1].start.saturating_sub(w[0].end) < 8)
        };
        let runs = (hashes.windows(RUN).enumerate())
            .filter(|(n, _)| joined(*n))
            .map(|(n, run)| (hash(&run), n as u32))
            .collect();
        Own { words, runs }
    }

    /// The runs of the account.
    pub(super) fn runs(&self) -> impl Iterator<Item = Key> + '_ {
        self.runs.iter().map(|run| run.0)
    }

    /// The words that lie within a span.
    fn within(&self, span: Span) -> Stretch {
        let from = self.words.partition_point(|word| word.start < span.start);
        let to = self.words.partition_point(|word| word.end <= span.end);
        (from as u32, to.max(from) as u32)
    }
}

/// Spans of direct speech, in order and apart.
fn speech(account: &Reported<'_>) -> Vec<Span> {
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
    speech
}

fn hash(what: &impl Hash) -> Key {
    // Its keys are fixed, and only whether two hashes are equal matters.
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

/// Something of an account that others may have as well.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Trace {
    key: Key,
    stretch: Stretch,
    is_claim: bool,
}

/// Shared wording of the accounts of one story.
pub(super) struct Wording<'a> {
    ids: Vec<AccountId>,
    places: BTreeMap<AccountId, usize>,
    own: Vec<&'a Own>,
    /// Of each account its outlet.
    outlets: Vec<Option<String>>,
    /// Of each account what it may share with others, by key.
    traces: Vec<Vec<Trace>>,
    /// Of each account the stretches of stock.
    stock: Vec<Vec<Stretch>>,
    /// Of each account the claims that it has as somebody's direct speech, by key.
    speech: Vec<Vec<(Key, Passage)>>,
    /// Of each account the others that it is compared with, those that share most first.
    partners: Vec<Vec<usize>>,
}

impl<'a> Wording<'a> {
    /// Measures the accounts of a story, which come in the order of time. `old` says which runs an
    /// earlier story has.
    pub(super) fn measure(
        accounts: &[(&Reported<'_>, &'a Own)],
        claims: &[&Claim],
        old: impl Fn(Key) -> bool,
    ) -> Wording<'a> {
        let ids: Vec<AccountId> = accounts.iter().map(|a| a.0.id).collect();
        let own: Vec<&Own> = accounts.iter().map(|a| a.1).collect();
        let outlets = accounts.iter().map(|a| a.0.account.outlet.as_deref().map(fold)).collect();
        let mut traces: Vec<Vec<Trace>> = Vec::with_capacity(own.len());
        let mut stock: Vec<Vec<Stretch>> = Vec::with_capacity(own.len());
        for own in &own {
            let stretch = |at: u32| (at, at + RUN as u32);
            let copied = own.runs.iter().filter(|run| old(run.0));
            stock.push(merged(copied.map(|run| stretch(run.1)).collect()));
            let run =
                |&(key, at): &(Key, u32)| Trace { key, stretch: stretch(at), is_claim: false };
            traces.push(own.runs.iter().map(run).collect());
        }
        let speech = vec![Vec::new(); own.len()];
        let places = ids.iter().enumerate().map(|(n, &id)| (id, n)).collect();
        let mut wording =
            Wording { ids, places, own, outlets, traces, stock, speech, partners: Vec::new() };
        for claim in claims {
            wording.add_aligned(claim);
        }
        for traces in &mut wording.traces {
            traces.sort_unstable();
        }
        wording.partners = wording.compare();
        wording.leave_out_stock();
        wording
    }

    /// Members of a claim count as shared wording, whatever their words; as direct speech, they
    /// count apart.
    fn add_aligned(&mut self, claim: &Claim) {
        let key = hash(&("claim", claim.id));
        for member in claim.members.iter().filter(|m| m.passage.of == Field::Text) {
            let Some(&account) = self.places.get(&member.passage.account) else { continue };
            let stretch = self.own[account].within(member.passage.span);
            if stretch.0 < stretch.1 {
                self.traces[account].push(Trace { key, stretch, is_claim: true });
            } else {
                self.speech[account].push((key, member.passage));
            }
        }
    }

    /// Of each account, the others that share most with it.
    fn compare(&self) -> Vec<Vec<usize>> {
        let things = self.traces.iter().map(|traces| traces.iter().map(|trace| trace.key));
        partners(things, COMPARED)
    }

    /// Of each account, up to two others that have most direct speech with it in common.
    pub(super) fn share_speech(&self) -> Vec<Vec<usize>> {
        partners(self.speech.iter().map(|speech| speech.iter().map(|one| one.0)), 2)
    }

    /// Takes out what several accounts have word for word that share nothing else.
    fn leave_out_stock(&mut self) {
        // Runs of the one passage that a pair shares, with the pair.
        let mut alone: Vec<(Key, usize)> = Vec::new();
        for (one, partners) in self.partners.iter().enumerate() {
            for &other in partners.iter().filter(|&&other| one < other) {
                let shared = self.shared(one, other).all();
                let Some(&longest) = shared.iter().max_by_key(|s| (s.1 - s.0, s.0)) else {
                    continue;
                };
                let rest = count(&shared) - (longest.1 - longest.0) as usize;
                // Who has little besides copied the passage for its own sake.
                let minor = |of: usize| 2 * count(&shared) < self.own[of].words.len();
                if rest < NOTHING_ELSE && minor(one) && minor(other) {
                    let runs = &self.own[one].runs;
                    let within = |at: u32| longest.0 <= at && at + RUN as u32 <= longest.1;
                    let keys = runs.iter().filter(|run| within(run.1)).map(|run| run.0);
                    alone.extend(keys.flat_map(|key| [(key, one), (key, other)]));
                }
            }
        }
        alone.sort_unstable();
        alone.dedup();
        let stock: Vec<Key> = alone
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|holders| holders.len() >= STOCK_IN)
            .map(|holders| holders[0].0)
            .collect();
        for account in 0..self.own.len() {
            let is_stock = |run: &&(Key, u32)| stock.binary_search(&run.0).is_ok();
            let copied = self.own[account].runs.iter().filter(is_stock);
            let mut stretches: Vec<Stretch> =
                copied.map(|&(_, at)| (at, at + RUN as u32)).collect();
            stretches.append(&mut self.stock[account]);
            self.stock[account] = merged(stretches);
        }
    }

    /// The account's id.
    pub(super) fn id(&self, account: usize) -> AccountId {
        self.ids[account]
    }

    /// The place of an account among those that were measured.
    pub(super) fn place(&self, id: AccountId) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// Accounts that share most wording with this one.
    pub(super) fn partners(&self, of: usize) -> &[usize] {
        &self.partners[of]
    }

    /// Whether two accounts are of one outlet.
    pub(super) fn one_outlet(&self, a: usize, b: usize) -> bool {
        self.outlets[a].is_some() && self.outlets[a] == self.outlets[b]
    }

    /// Which words of the first account stand in the second. Stock is left out, but for an
    /// outlet's own: it copies that from its own report.
    pub(super) fn shared(&self, of: usize, within: usize) -> Shared {
        let there = &self.traces[within];
        let mut at = 0;
        let (mut same, mut told) = (Vec::new(), Vec::new());
        for trace in &self.traces[of] {
            while there.get(at).is_some_and(|other| other.key < trace.key) {
                at += 1;
            }
            if there.get(at).is_some_and(|other| other.key == trace.key) {
                if trace.is_claim { &mut told } else { &mut same }.push(trace.stretch);
            }
        }
        let stock = if self.one_outlet(of, within) { &[] } else { &self.stock[of][..] };
        let same = less(&merged(same), stock);
        let told = less(&less(&merged(told), stock), &same);
        Shared { same, told }
    }

    /// The share that some of an account's words are of all its own wording.
    pub(super) fn share(&self, of: usize, shared: &Shared) -> f32 {
        shared.words() / self.own[of].words.len().max(1) as f32
    }

    /// How much of an account's wording that is.
    pub(super) fn portion(&self, of: usize, shared: &Shared) -> Portion {
        let percent = |stretches: &[Stretch]| {
            100.0 * count(stretches) as f32 / self.own[of].words.len().max(1) as f32
        };
        Portion { same: percent(&shared.same), reworded: percent(&shared.told) }
    }

    /// How many words of stock two accounts have both, as a passage of the first.
    pub(super) fn common_stock(&self, of: usize, within: usize) -> Option<Passage> {
        let there: Vec<Key> = {
            let runs = self.own[within].runs.iter();
            let in_stock = |at: u32| self.stock[within].iter().any(|s| s.0 <= at && at < s.1);
            let mut keys: Vec<Key> = runs.filter(|run| in_stock(run.1)).map(|run| run.0).collect();
            keys.sort_unstable();
            keys
        };
        let both = self.own[of].runs.iter().filter(|run| there.binary_search(&run.0).is_ok());
        let stretches = merged(both.map(|&(_, at)| (at, at + RUN as u32)).collect());
        let &longest = stretches.iter().max_by_key(|s| (s.1 - s.0, std::cmp::Reverse(s.0)))?;
        Some(self.passage(of, longest))
    }

    /// Direct speech that both have, as passages of the first and the second.
    pub(super) fn common_speech(&self, of: usize, within: usize) -> Vec<[Passage; 2]> {
        let both = self.speech[of].iter().filter_map(|&(key, here)| {
            let there = self.speech[within].iter().find(|one| one.0 == key)?.1;
            Some([here, there])
        });
        both.take(SHOWN).collect()
    }

    /// The longest stretches of what an account shares, for a reader.
    pub(super) fn passages(&self, of: usize, shared: &Shared) -> Vec<Passage> {
        let mut longest = shared.all();
        longest.sort_by_key(|s| (std::cmp::Reverse(s.1 - s.0), s.0));
        longest.truncate(SHOWN);
        longest.into_iter().map(|stretch| self.passage(of, stretch)).collect()
    }

    fn passage(&self, of: usize, (from, to): Stretch) -> Passage {
        let words = &self.own[of].words;
        let span = words[from as usize].cover(words[to as usize - 1]);
        Place::text(span).in_account(self.ids[of])
    }
}

/// Of each account the others that share most things with it, the first `most` of them. Accounts
/// are in the order of time, and so are those who have a thing.
fn partners(
    things: impl Iterator<Item = impl Iterator<Item = Key>>,
    most: usize,
) -> Vec<Vec<usize>> {
    let mut holders: Vec<(Key, usize)> = Vec::new();
    let mut accounts = 0;
    for (account, keys) in things.enumerate() {
        holders.extend(keys.map(|key| (key, account)));
        accounts += 1;
    }
    holders.sort_unstable();
    holders.dedup();
    let mut tallies: Vec<BTreeMap<usize, u32>> = vec![BTreeMap::new(); accounts];
    for group in holders.chunk_by(|a, b| a.0 == b.0) {
        for (n, &(_, account)) in group.iter().enumerate() {
            let beside = n.saturating_sub(BESIDE).max(FIRST)..(n + 1 + BESIDE).min(group.len());
            let first = 0..FIRST.min(group.len());
            for other in first.chain(beside).filter(|&other| other != n) {
                *tallies[account].entry(group[other].1).or_default() += 1;
            }
        }
    }
    let best = |tally: BTreeMap<usize, u32>| {
        let mut best: Vec<(usize, u32)> = tally.into_iter().collect();
        best.sort_by_key(|&(other, things)| (std::cmp::Reverse(things), other));
        best.into_iter().take(most).map(|one| one.0).collect()
    };
    tallies.into_iter().map(best).collect()
}

/// The same words in as few stretches as may be, in order.
pub(super) fn merged(mut stretches: Vec<Stretch>) -> Vec<Stretch> {
    stretches.sort_unstable();
    stretches.dedup_by(|next, open| {
        let touches = next.0 <= open.1;
        if touches {
            open.1 = open.1.max(next.1);
        }
        touches
    });
    stretches
}

/// How many words there are in stretches that do not overlap.
fn count(stretches: &[Stretch]) -> usize {
    stretches.iter().map(|s| (s.1 - s.0) as usize).sum()
}

/// What of the first stands in none of the second; both merged.
fn less(stretches: &[Stretch], known: &[Stretch]) -> Vec<Stretch> {
    let mut left = Vec::new();
    for &(mut from, to) in stretches {
        let first = known.partition_point(|k| k.1 <= from);
        for k in known[first..].iter().take_while(|k| k.0 < to) {
            if from < k.0 {
                left.push((from, k.0));
            }
            from = from.max(k.1);
        }
        if from < to {
            left.push((from, to));
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_joined_and_taken_away() {
        let stretches = merged(vec![(7, 9), (0, 5), (3, 6), (6, 7)]);
        assert_eq!(stretches, [(0, 9)]);
        assert_eq!(less(&stretches, &[(2, 4), (8, 12)]), [(0, 2), (4, 8)]);
        assert_eq!(count(&less(&stretches, &[])), 9);
    }

    #[test]
    fn however_many_have_a_thing_each_is_compared_with_few() {
        let things = (0..400).map(|_| 0..20);
        let partners = partners(things, COMPARED);
        assert_eq!(partners[300], [0, 1, 2, 3, 296, 297, 298, 299]);
    }
}
