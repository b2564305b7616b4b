//! Texts into groups: the two that are most alike are joined, as long as they are alike enough.

use std::cmp::Ordering;
use std::collections::{BTreeSet, BinaryHeap};

use jiff::civil::Date;
use stemma_core::Verdict;

use super::words::{candidates, dot};
use crate::likeness::Weights;

/// How alike two accounts of one story are on average, before a group shows how alike its own are.
/// Measured: two of up to six parts of unequal size of one article are .20 alike on average (233
/// articles of the evaluation's sets of statements and of dates, in 352 + 125 parts).
const ALIKE: f32 = 0.20;
/// Two groups that are more alike than this have words from one another: they say nothing of how
/// alike accounts of the story are that do not. Twice [`ALIKE`], by hand: without it a report and
/// its rewrites, or some translations of one text, are a story by themselves in the examples; the
/// limits that do best on the parts of articles are the same with it.
const COPIED: f32 = 2.0 * ALIKE;
/// From this share of what makes a story on, keeping two groups apart is worth a judgement.
const NEAR_STORY: f32 = 0.75;
/// Days between two reports of one story that mean nothing, and over how many more the likeness
/// falls to [`FAR_DAYS`]. Set by hand.
const NEAR_DAYS: f32 = 4.0;
const FADING_DAYS: f32 = 60.0;
const FAR_DAYS: f32 = 0.6;

/// First and last day of report.
pub(super) type Days = Option<(Date, Date)>;

/// Texts that belong together so far.
pub(super) struct Group {
    /// Indices of its texts, in order.
    pub(super) members: Vec<usize>,
    /// The sum of their weights.
    pub(super) sum: Weights,
    /// The likeness of its texts, summed over their pairs; each as it counts at most.
    within: f32,
    /// First and last day of report, where any is known.
    pub(super) days: Days,
    /// Groups that it may be joined with.
    candidates: BTreeSet<usize>,
}

impl Group {
    /// How alike its own texts are on average, [`ALIKE`] being one pair among them.
    fn cohesion(&self) -> f32 {
        let n = self.members.len() as f32;
        (self.within + ALIKE) / (n * (n - 1.0) / 2.0 + 1.0)
    }

    fn has(&self, text: usize) -> bool {
        self.members.binary_search(&text).is_ok()
    }
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
pub(super) struct Step {
    /// The two texts that link the groups best.
    pub(super) pair: (usize, usize),
    pub(super) likeness: f32,
    pub(super) days: Option<i32>,
    pub(super) verdict: Verdict,
}

/// What people say of two texts.
pub(super) type Judged = ((usize, usize), Verdict);

pub(super) struct Agglomeration<'a> {
    /// Groups by number; a joined one is `None`, its successor comes at the end.
    groups: Vec<Option<Group>>,
    /// Pairs of texts that a person keeps apart.
    apart: Vec<(usize, usize)>,
    queue: BinaryHeap<Pair>,
    weights: &'a [Weights],
    same_story: f32,
    steps: Vec<Step>,
    /// Pairs that were kept apart, so that each is told once.
    kept_apart: BTreeSet<(usize, usize)>,
}

impl<'a> Agglomeration<'a> {
    pub(super) fn new(
        weights: &'a [Weights],
        days: &[Days],
        people: &[Judged],
        same_story: f32,
    ) -> Agglomeration<'a> {
        let one = |(n, candidates)| {
            let sum = Weights::clone(&weights[n]);
            Some(Group { members: vec![n], sum, within: 0.0, days: days[n], candidates })
        };
        let groups = candidates(weights).into_iter().enumerate().map(one).collect();
        let of = |verdict| {
            people.iter().filter(move |(_, said)| *said == verdict).map(|&(pair, _)| pair)
        };
        let mut agglomeration = Agglomeration {
            groups,
            apart: of(Verdict::Different).collect(),
            queue: BinaryHeap::new(),
            weights,
            same_story,
            steps: Vec::new(),
            kept_apart: BTreeSet::new(),
        };
        for (a, b) in of(Verdict::Same) {
            let (a, b) = (agglomeration.group_of(a), agglomeration.group_of(b));
            if a != b {
                agglomeration.join(a, b);
            }
        }
        agglomeration
    }

    fn group_of(&self, text: usize) -> usize {
        let holds = |group: &Option<Group>| group.as_ref().is_some_and(|group| group.has(text));
        self.groups.iter().position(holds).expect("every text is in a group")
    }

    fn group(&self, n: usize) -> &Group {
        self.groups[n].as_ref().expect("the group was not joined yet")
    }

    /// How alike two groups are: the average over the pairs of their texts, measured against how
    /// alike each group's own are, less where their days lie apart; `None` where a person keeps two
    /// of their texts apart.
    ///
    /// Two stories of one subject are as alike as a story and an account of it that strays; that
    /// each of the two is much more alike within tells them apart.
    fn likeness(&self, a: usize, b: usize) -> Option<f32> {
        let (a, b) = (self.group(a), self.group(b));
        let between = |&(x, y): &(usize, usize)| (a.has(x) && b.has(y)) || (a.has(y) && b.has(x));
        if self.apart.iter().any(between) {
            return None;
        }
        let average = dot(&a.sum, &b.sum) / (a.members.len() * b.members.len()) as f32;
        let expected = (a.cohesion() * b.cohesion()).sqrt();
        Some(average * ALIKE / expected * nearness(days_between(a.days, b.days)))
    }

    fn join(&mut self, a: usize, b: usize) -> usize {
        let (a_number, b_number) = (a, b);
        let between = {
            let (a, b) = (self.group(a), self.group(b));
            let pairs = (a.members.len() * b.members.len()) as f32;
            dot(&a.sum, &b.sum).min(COPIED * pairs)
        };
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
        let within = a.within + b.within + between;
        let sum = a.sum.plus(&b.sum);
        self.groups.push(Some(Group { members, sum, within, days, candidates }));
        number
    }

    fn propose(&mut self, group: usize, others: &BTreeSet<usize>) {
        for &other in others {
            let groups = (group.min(other), group.max(other));
            if let Some(likeness) = self.likeness(groups.0, groups.1)
                && likeness >= self.same_story * NEAR_STORY
            {
                self.queue.push(Pair { likeness, groups });
            }
        }
    }

    /// The groups in the end, by their first text, and how it came to them.
    pub(super) fn run(mut self) -> (Vec<Group>, Vec<Step>) {
        for n in 0..self.groups.len() {
            if let Some(group) = &self.groups[n] {
                let later = group.candidates.range(n + 1..).copied().collect();
                self.propose(n, &later);
            }
        }
        while let Some(Pair { likeness, groups: (a, b) }) = self.queue.pop() {
            if self.groups[a].is_none() || self.groups[b].is_none() {
                continue;
            }
            let pair = self.most_alike(a, b);
            let days = days_between(self.group(a).days, self.group(b).days);
            if likeness >= self.same_story {
                self.steps.push(Step { pair, likeness, days, verdict: Verdict::Same });
                let joined = self.join(a, b);
                let others = self.group(joined).candidates.clone();
                self.propose(joined, &others);
            } else if self.kept_apart.insert(pair) {
                self.steps.push(Step { pair, likeness, days, verdict: Verdict::Different });
            }
        }
        let mut groups: Vec<Group> = self.groups.into_iter().flatten().collect();
        groups.sort_by_key(|group| group.members[0]);
        (groups, self.steps)
    }

    /// The two texts that link two groups best: what a reader is shown as the reason.
    fn most_alike(&self, a: usize, b: usize) -> (usize, usize) {
        let (a, b) = (self.group(a), self.group(b));
        let x = most_like(&a.members, &b.sum, self.weights);
        let y = most_like(&b.members, &a.sum, self.weights);
        (x.min(y), x.max(y))
    }
}

/// Which of some texts is most like a sum of weights; the first of equals.
pub(super) fn most_like(members: &[usize], sum: &Weights, weights: &[Weights]) -> usize {
    let likeness = members.iter().map(|&n| (dot(&weights[n], sum), n));
    likeness
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
        .map(|(_, n)| n)
        .expect("a group has a member")
}

/// Days between two stretches of days; 0 where they overlap.
pub(super) fn days_between(a: Days, b: Days) -> Option<i32> {
    let ((a, z), (b, y)) = (a?, b?);
    let gap = if z < b {
        z.until(b)
    } else if y < a {
        y.until(a)
    } else {
        return Some(0);
    };
    Some(gap.map_or(i32::MAX, |gap| gap.get_days()))
}

/// What is left of a likeness over so many days.
pub(super) fn nearness(days: Option<i32>) -> f32 {
    let Some(days) = days else { return 1.0 };
    let beyond = (days as f32 - NEAR_DAYS).max(0.0) / FADING_DAYS;
    1.0 - (1.0 - FAR_DAYS) * beyond.min(1.0)
}
