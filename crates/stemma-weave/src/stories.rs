//! Accounts that belong together.
//!
//! Average-link agglomeration over weighted words: the two groups whose accounts are, on average,
//! most alike are joined, as long as they are alike enough. Days of report far apart make two groups
//! less alike; a person's judgement joins or parts them whatever their words. Candidates come from
//! an index of each account's weightiest words, so that the cost grows with the pairs that share
//! some of them, not with all pairs.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use jiff::civil::Date;
use stemma_core::{
    AccountId, Judged, Judgement, Published, Reason, Reported, Story, StoryId, Verdict,
};

use crate::People;
use crate::likeness::{Vocabulary, Weights, inverse_frequency};

/// How alike two groups must be on average to be one story.
const SAME_STORY: f32 = 0.15;
/// From this share of [`SAME_STORY`] on, keeping two groups apart is worth a judgement.
const NEAR_STORY: f32 = 0.75;
/// How many accounts are imagined besides those of the collection when words are weighed: what
/// keeps a small collection's own subject from weighing nothing.
const PRIOR_ACCOUNTS: f32 = 40.0;
/// A word of the title counts as so many of the body; one of the first sentences likewise.
const TITLE: f32 = 2.0;
const LEAD: f32 = 1.5;
/// How many sentences open a report.
const LEAD_SENTENCES: usize = 3;
/// How many of an account's weightiest words propose candidates.
const KEYS: usize = 40;
/// A word that more accounts have proposes none.
const KEY_ACCOUNTS: usize = 400;
/// How many candidates an account has at most.
const CANDIDATES: usize = 60;
/// Days between two reports of one story that mean nothing, and over how many more the likeness
/// falls to [`FAR_DAYS`].
const NEAR_DAYS: f32 = 4.0;
const FADING_DAYS: f32 = 60.0;
const FAR_DAYS: f32 = 0.6;

/// Groups the accounts; stories are numbered by their first account.
pub fn weave(
    accounts: &[Reported<'_>],
    published: &BTreeMap<AccountId, Published>,
    people: &People<'_>,
) -> (Vec<Story>, Vec<Judgement>) {
    let mut accounts: Vec<&Reported<'_>> = accounts.iter().collect();
    accounts.sort_by_cached_key(|reported| content(reported));
    let (vocabulary, weights) = weigh(&accounts);
    let groups = Agglomeration::new(&accounts, published, &weights, people).run();

    let mut judgements = groups.judgements(&accounts, &vocabulary, &weights);
    let mut stories: Vec<Story> = groups
        .groups
        .iter()
        .flatten()
        .map(|group| {
            let most_like_all = group
                .members
                .iter()
                .copied()
                .max_by(|&a, &b| {
                    let like = |n: usize| weights[n].dot(&group.sum);
                    like(a).total_cmp(&like(b)).then(b.cmp(&a))
                })
                .expect("a group has a member");
            let mut ids: Vec<AccountId> = group.members.iter().map(|&n| accounts[n].id).collect();
            ids.sort_unstable();
            Story { id: StoryId(0), title: title(accounts[most_like_all]), accounts: ids }
        })
        .collect();
    stories.sort_by_key(|story| story.accounts[0]);
    for (n, story) in stories.iter_mut().enumerate() {
        story.id = StoryId(n as u32 + 1);
    }
    judgements.sort_by(|a, b| b.score.total_cmp(&a.score));
    (stories, judgements)
}

/// What decides an account's place in every order, whatever its id.
pub(crate) fn content<'a>(
    reported: &Reported<'a>,
) -> (&'a str, Option<&'a str>, &'a str, AccountId) {
    let account = reported.account;
    (&account.text, account.title.as_deref(), &account.source, reported.id)
}

/// The headline, else the first sentence.
fn title(reported: &Reported<'_>) -> String {
    let account = reported.account;
    let first =
        reported.text.sentences.first().map(|&range| reported.text.span(range).of(&account.text));
    let words = account.title.as_deref().or(first).unwrap_or_default();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The weighted words of every account.
fn weigh(accounts: &[&Reported<'_>]) -> (Vocabulary, Vec<Weights>) {
    let vocabulary = Vocabulary::of(accounts);
    let mut accounts_with = vec![0u32; vocabulary.len()];
    let mut share = vec![0.0f32; vocabulary.len()];
    let mut counts: Vec<BTreeMap<u32, f32>> = Vec::with_capacity(accounts.len());
    for reported in accounts {
        let title = reported.account.title.as_deref().unwrap_or_default();
        let lead =
            reported.text.sentences.get(LEAD_SENTENCES - 1).map_or(u32::MAX, |&(_, after)| after);
        let mut count: BTreeMap<u32, f32> = BTreeMap::new();
        let in_title = vocabulary.words(reported.title, title).into_iter();
        let in_text = vocabulary.words(reported.text, &reported.account.text);
        let all = in_title.map(|word| (word, TITLE)).chain(
            in_text.into_iter().map(|word| (word, if word.token < lead { LEAD } else { 1.0 })),
        );
        for (word, times) in all.filter(|(word, _)| word.class.tells()) {
            *count.entry(word.term).or_default() += times;
            // A word of several classes is weighed by the one that tells least.
            let expected = &mut share[word.term as usize];
            *expected = expected.max(word.class.share_of_accounts());
        }
        for &term in count.keys() {
            accounts_with[term as usize] += 1;
        }
        counts.push(count);
    }
    let total = accounts.len() as f32;
    let weights = counts
        .into_iter()
        .map(|mut count| {
            for (&term, times) in &mut count {
                let n = term as usize;
                let rarity =
                    inverse_frequency(total, accounts_with[n] as f32, PRIOR_ACCOUNTS, share[n]);
                *times = (1.0 + times.ln().max(0.0)) * rarity;
            }
            Weights::new(count).unit()
        })
        .collect();
    (vocabulary, weights)
}

/// Accounts that belong together so far.
struct Group {
    /// Indices of its accounts, in order.
    members: Vec<usize>,
    /// The sum of their weights.
    sum: Weights,
    /// First and last day of report, where any is known.
    days: Option<(Date, Date)>,
    /// Groups that it may be joined with.
    candidates: BTreeSet<usize>,
}

/// Two groups to join, the most alike first.
struct Pair {
    likeness: f32,
    groups: (usize, usize),
}

impl PartialEq for Pair {
    fn eq(&self, other: &Pair) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Pair {}
impl PartialOrd for Pair {
    fn partial_cmp(&self, other: &Pair) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Pair {
    fn cmp(&self, other: &Pair) -> Ordering {
        self.likeness.total_cmp(&other.likeness).then(other.groups.cmp(&self.groups))
    }
}

/// One join, or one that was not made.
struct Step {
    pair: (usize, usize),
    likeness: f32,
    days: Option<i32>,
    verdict: Verdict,
}

struct Agglomeration<'a> {
    /// Groups by number; a joined one is `None`, its successor comes at the end.
    groups: Vec<Option<Group>>,
    /// Pairs of accounts that a person keeps apart.
    apart: BTreeSet<(usize, usize)>,
    queue: BinaryHeap<Pair>,
    weights: &'a [Weights],
    steps: Vec<Step>,
}

impl<'a> Agglomeration<'a> {
    fn new(
        accounts: &[&Reported<'_>],
        published: &BTreeMap<AccountId, Published>,
        weights: &'a [Weights],
        people: &People<'_>,
    ) -> Agglomeration<'a> {
        let day = |n: usize| {
            let day = published.get(&accounts[n].id)?.value?;
            Some((day, day))
        };
        let candidates = candidates(weights);
        let groups = weights
            .iter()
            .zip(candidates)
            .enumerate()
            .map(|(n, (weights, candidates))| {
                Some(Group { members: vec![n], sum: weights.clone(), days: day(n), candidates })
            })
            .collect();
        let mut agglomeration = Agglomeration {
            groups,
            apart: BTreeSet::new(),
            queue: BinaryHeap::new(),
            weights,
            steps: Vec::new(),
        };
        let index: BTreeMap<AccountId, usize> =
            accounts.iter().enumerate().map(|(n, a)| (a.id, n)).collect();
        let mut together = Vec::new();
        for (pair, verdict) in people.stories() {
            let (Some(&a), Some(&b)) = (index.get(&pair[0]), index.get(&pair[1])) else {
                continue;
            };
            match verdict {
                Verdict::Same => together.push((a, b)),
                Verdict::Different => {
                    agglomeration.apart.insert((a.min(b), a.max(b)));
                }
            }
        }
        for (a, b) in together {
            let (a, b) = (agglomeration.group_of(a), agglomeration.group_of(b));
            if a != b {
                agglomeration.join(a, b);
            }
        }
        agglomeration
    }

    fn group_of(&self, account: usize) -> usize {
        let holds = |group: &Option<Group>| {
            group.as_ref().is_some_and(|group| group.members.contains(&account))
        };
        self.groups.iter().position(holds).expect("every account is in a group")
    }

    fn group(&self, n: usize) -> &Group {
        self.groups[n].as_ref().expect("the group was not joined yet")
    }

    /// How alike two groups are: the average over the pairs of their accounts, less where their
    /// days lie apart; `None` where a person keeps two of their accounts apart.
    fn likeness(&self, a: usize, b: usize) -> Option<f32> {
        let (a, b) = (self.group(a), self.group(b));
        let kept_apart = |&(x, y): &(usize, usize)| {
            let has = |group: &Group, n| group.members.binary_search(&n).is_ok();
            (has(a, x) && has(b, y)) || (has(a, y) && has(b, x))
        };
        if self.apart.iter().any(kept_apart) {
            return None;
        }
        let average = a.sum.dot(&b.sum) / (a.members.len() * b.members.len()) as f32;
        Some(average * nearness(days_between(a, b)))
    }

    fn join(&mut self, a: usize, b: usize) -> usize {
        let (a_number, b_number) = (a, b);
        let a = self.groups[a].take().expect("joined once");
        let b = self.groups[b].take().expect("joined once");
        let number = self.groups.len();
        let mut members = [a.members, b.members].concat();
        members.sort_unstable();
        let days = match (a.days, b.days) {
            (Some(x), Some(y)) => Some((x.0.min(y.0), x.1.max(y.1))),
            (x, y) => x.or(y),
        };
        let mut candidates = &a.candidates | &b.candidates;
        candidates.remove(&a_number);
        candidates.remove(&b_number);
        for &other in &candidates {
            let other = self.groups[other].as_mut().expect("candidates are alive");
            other.candidates.remove(&a_number);
            other.candidates.remove(&b_number);
            other.candidates.insert(number);
        }
        self.groups.push(Some(Group { members, sum: a.sum.plus(&b.sum), days, candidates }));
        number
    }

    fn propose(&mut self, group: usize) {
        let others: Vec<usize> = self.group(group).candidates.iter().copied().collect();
        for other in others {
            let groups = (group.min(other), group.max(other));
            if let Some(likeness) = self.likeness(groups.0, groups.1)
                && likeness >= SAME_STORY * NEAR_STORY
            {
                self.queue.push(Pair { likeness, groups });
            }
        }
    }

    fn run(mut self) -> Agglomeration<'a> {
        for group in 0..self.groups.len() {
            if self.groups[group].is_some() {
                self.propose(group);
            }
        }
        while let Some(Pair { likeness, groups: (a, b) }) = self.queue.pop() {
            if self.groups[a].is_none() || self.groups[b].is_none() {
                continue;
            }
            let verdict = if likeness >= SAME_STORY { Verdict::Same } else { Verdict::Different };
            let step = Step {
                pair: self.most_alike(a, b),
                likeness,
                days: days_between(self.group(a), self.group(b)),
                verdict,
            };
            if verdict == Verdict::Same {
                self.steps.push(step);
                let joined = self.join(a, b);
                self.propose(joined);
            } else if !self.steps.iter().rev().any(|other| other.pair == step.pair) {
                self.steps.push(step);
            }
        }
        self
    }

    /// The two accounts that link two groups best: what a reader is shown as the reason.
    fn most_alike(&self, a: usize, b: usize) -> (usize, usize) {
        let (a, b) = (self.group(a), self.group(b));
        let best = |members: &[usize], sum: &Weights| {
            members
                .iter()
                .copied()
                .max_by(|&x, &y| {
                    let like = |n: usize| self.weights[n].dot(sum);
                    like(x).total_cmp(&like(y)).then(y.cmp(&x))
                })
                .expect("a group has a member")
        };
        let (x, y) = (best(&a.members, &b.sum), best(&b.members, &a.sum));
        (x.min(y), x.max(y))
    }

    fn judgements(
        &self,
        accounts: &[&Reported<'_>],
        vocabulary: &Vocabulary,
        weights: &[Weights],
    ) -> Vec<Judgement> {
        let judgement = |step: &Step| {
            let (a, b) = step.pair;
            let mut ids = [accounts[a].id, accounts[b].id];
            ids.sort_unstable();
            let words: Vec<&str> = weights[a]
                .shared(&weights[b])
                .into_iter()
                .take(8)
                .map(|term| vocabulary.term(term))
                .collect();
            let alike = Reason {
                text: format!(
                    "their groups are {:.2} alike on average ({SAME_STORY} make a story); \
                     shared words that weigh most: {}",
                    step.likeness,
                    words.join(", ")
                ),
                weight: step.likeness - SAME_STORY,
                evidence: Vec::new(),
            };
            let days = step.days.map(|days| Reason {
                text: match days {
                    0 => "reported on the same day".to_owned(),
                    1 => "reported a day apart".to_owned(),
                    _ => format!("reported {days} days apart"),
                },
                weight: nearness(Some(days)) - 1.0,
                evidence: Vec::new(),
            });
            Judgement {
                id: 0,
                of: Judged::Story(ids),
                verdict: step.verdict,
                by: "rule: shared words and days".to_owned(),
                at: None,
                score: step.likeness.clamp(0.0, 1.0),
                reasons: std::iter::once(alike).chain(days).collect(),
            }
        };
        self.steps.iter().map(judgement).collect()
    }
}

fn days_between(a: &Group, b: &Group) -> Option<i32> {
    let ((a, z), (b, y)) = (a.days?, b.days?);
    let gap = if z < b {
        z.until(b)
    } else if y < a {
        y.until(a)
    } else {
        return Some(0);
    };
    Some(gap.map_or(i32::MAX, |gap| gap.get_days()))
}

fn nearness(days: Option<i32>) -> f32 {
    let Some(days) = days else { return 1.0 };
    let beyond = (days as f32 - NEAR_DAYS).max(0.0) / FADING_DAYS;
    1.0 - (1.0 - FAR_DAYS) * beyond.min(1.0)
}

/// For each account, those that share enough weighty words with it to be looked at.
fn candidates(weights: &[Weights]) -> Vec<BTreeSet<usize>> {
    let keys = |weights: &Weights| {
        let mut keys = weights.0.clone();
        keys.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        keys.truncate(KEYS);
        keys
    };
    let mut index: BTreeMap<u32, Vec<(usize, f32)>> = BTreeMap::new();
    for (n, weights) in weights.iter().enumerate() {
        for (term, weight) in keys(weights) {
            index.entry(term).or_default().push((n, weight));
        }
    }
    let mut found = vec![BTreeSet::new(); weights.len()];
    for (n, own) in weights.iter().enumerate() {
        let mut scores: BTreeMap<usize, f32> = BTreeMap::new();
        for (term, weight) in keys(own) {
            let with = &index[&term];
            if with.len() <= KEY_ACCOUNTS {
                for &(other, by) in with.iter().filter(|&&(other, _)| other != n) {
                    *scores.entry(other).or_default() += weight * by;
                }
            }
        }
        let mut best: Vec<(usize, f32)> = scores.into_iter().collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        for (other, _) in best.into_iter().take(CANDIDATES) {
            found[n].insert(other);
            found[other].insert(n);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use stemma_core::{Judged, Published};

    use super::*;
    use crate::testing::Collection;

    const TEXTS: [&str; 5] = [
        "The ferry Halcyon burned off Ostrand and ninety passengers were rescued by fishermen.",
        "Fishermen rescued ninety passengers from the burning ferry Halcyon near Ostrand.",
        "Parliament in Velmark passed the budget after a night of shouting over pensions.",
        "Velmark parliament passes budget as pensions divide deputies until the morning.",
        "A beekeeper from Tarn won the marathon barefoot.",
    ];

    fn groups(order: &[usize], people: &[Judgement]) -> Vec<Vec<usize>> {
        let mut collection = Collection::new();
        for &n in order {
            collection.account("outlet", Some("2031-05-04"), TEXTS[n]);
        }
        let accounts = collection.reported();
        let published: BTreeMap<AccountId, Published> =
            accounts.iter().map(|a| (a.id, a.account.published.clone())).collect();
        let (stories, _) = weave(&accounts, &published, &People::new(people));
        let text = |id: &AccountId| order[id.0 as usize - 1];
        let mut groups: Vec<Vec<usize>> =
            stories.iter().map(|story| story.accounts.iter().map(text).collect()).collect();
        for group in &mut groups {
            group.sort_unstable();
        }
        groups.sort();
        groups
    }

    #[test]
    fn accounts_of_one_event_stand_together_in_any_order() {
        let expected = vec![vec![0, 1], vec![2, 3], vec![4]];
        assert_eq!(groups(&[0, 1, 2, 3, 4], &[]), expected);
        assert_eq!(groups(&[4, 2, 0, 3, 1], &[]), expected);
    }

    #[test]
    fn a_persons_word_outranks_likeness() {
        let judged = |verdict, a, b| Judgement {
            id: 1,
            of: Judged::Story([AccountId(a), AccountId(b)]),
            verdict,
            by: "a reader".to_owned(),
            at: Some("2031-05-04T10:00:00Z".to_owned()),
            score: 1.0,
            reasons: Vec::new(),
        };
        let people = [judged(Verdict::Different, 1, 2), judged(Verdict::Same, 2, 5)];
        let expected = vec![vec![0], vec![1, 4], vec![2, 3]];
        assert_eq!(groups(&[0, 1, 2, 3, 4], &people), expected);
    }

    #[test]
    fn an_empty_collection_has_no_story() {
        assert!(groups(&[], &[]).is_empty());
    }
}
