//! What people judged, looked up by what it is of.

use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use stemma_core::{
    AccountId, Edge, Judged, Judgement, Lineage, Local, NodeId, Passage, Reason, ReasonKind,
    Verdict,
};

/// People's judgements that hold together.
///
/// A person's verdict outranks a rule's. Of people's verdicts that cannot all be so (A is B, B is C,
/// A is not C) the later ones hold: each is heard, the last first, unless it contradicts what has
/// been heard already.
///
/// A line to a source is not heard before the lineage has been drawn once: only then the source has
/// a number.
pub struct HumanJudgements<'a> {
    all: Vec<Cow<'a, Judgement>>,
    outranked: Vec<Outranked>,
    entities: BTreeMap<[(AccountId, Local); 2], Verdict>,
    claims: BTreeMap<[Passage; 2], Verdict>,
    edges: BTreeMap<(NodeId, NodeId), Verdict>,
    stories: BTreeMap<[AccountId; 2], Verdict>,
}

/// A judgement that later ones contradict, so that it is not heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outranked {
    /// Which, as an index of the judgements of people.
    pub judgement: usize,
    /// Those that together say otherwise, in order.
    pub by: Vec<usize>,
}

impl<'a> HumanJudgements<'a> {
    /// Takes those of people (they carry a time; rules have no clock), the earliest first.
    pub fn new(judgements: &'a [Judgement]) -> HumanJudgements<'a> {
        let all = judgements.iter().filter(|j| j.at.is_some()).map(Cow::Borrowed).collect();
        HumanJudgements::hear(all, false)
    }

    fn hear(all: Vec<Cow<'a, Judgement>>, sources_are_known: bool) -> HumanJudgements<'a> {
        let mut people = HumanJudgements {
            all,
            outranked: Vec::new(),
            entities: BTreeMap::new(),
            claims: BTreeMap::new(),
            edges: BTreeMap::new(),
            stories: BTreeMap::new(),
        };
        let (mut entities, mut claims, mut stories) =
            (Heard::default(), Heard::default(), Heard::default());
        let mut edges: BTreeMap<(NodeId, NodeId), (usize, Verdict)> = BTreeMap::new();
        for (n, judgement) in people.all.iter().enumerate().rev() {
            let verdict = judgement.verdict;
            let against = match &judgement.of {
                Judged::Entity(pair) => entities.hear(*pair, verdict, n),
                Judged::Claim(pair) => claims.hear(*pair, verdict, n),
                Judged::Story(pair) => stories.hear(*pair, verdict, n),
                Judged::Edge { .. } if source_of(judgement).is_some() && !sources_are_known => None,
                Judged::Edge { from, to } => {
                    let (later, heard) = *edges.entry((*from, *to)).or_insert((n, verdict));
                    if heard == verdict { None } else { Some(vec![later]) }
                }
            };
            people.outranked.extend(against.map(|by| Outranked { judgement: n, by }));
        }
        people.outranked.reverse();
        people.entities = entities.verdicts();
        people.claims = claims.verdicts();
        people.stories = stories.verdicts();
        people.edges = edges.into_iter().map(|(pair, (_, verdict))| (pair, verdict)).collect();
        people
    }

    /// All of them, as they were given. One that is not heard says so among its reasons.
    pub fn all(&self) -> impl Iterator<Item = Judgement> + '_ {
        self.all.iter().enumerate().map(|(n, judgement)| {
            let mut judgement = judgement.clone().into_owned();
            if self.outranked.iter().any(|outranked| outranked.judgement == n) {
                judgement.reasons.push(Reason::new(ReasonKind::Outranked, 0.0));
            }
            judgement
        })
    }

    /// Those that later ones contradict.
    pub fn outranked(&self) -> &[Outranked] {
        &self.outranked
    }

    /// All pairs of entities of single accounts that people judged.
    pub fn entities(&self) -> impl Iterator<Item = ([(AccountId, Local); 2], Verdict)> + '_ {
        self.entities.iter().map(|(pair, verdict)| (*pair, *verdict))
    }

    /// All pairs of passages that people judged.
    pub fn claims(&self) -> impl Iterator<Item = ([Passage; 2], Verdict)> + '_ {
        self.claims.iter().map(|(pair, verdict)| (*pair, *verdict))
    }

    /// All lines of descent that people judged.
    pub fn edges(&self) -> impl Iterator<Item = ((NodeId, NodeId), Verdict)> + '_ {
        self.edges.iter().map(|(pair, verdict)| (*pair, *verdict))
    }

    /// All pairs of accounts that people judged.
    pub fn stories(&self) -> impl Iterator<Item = ([AccountId; 2], Verdict)> + '_ {
        self.stories.iter().map(|(pair, verdict)| (*pair, *verdict))
    }

    /// Whether a judgement is of a line from or to a source that is not in the collection.
    pub(crate) fn name_sources(&self) -> bool {
        self.all.iter().any(|judgement| source_of(judgement).is_some())
    }

    /// The same with the sources' numbers of this lineage: a source is known by the words that show
    /// it, which the judgement's reasons give. What is of a source that no words show is left out.
    #[must_use]
    pub(crate) fn with_sources_of(&self, lineage: &Lineage) -> HumanJudgements<'a> {
        let mut all = Vec::with_capacity(self.all.len());
        for judgement in &self.all {
            let Some(told) = source_of(judgement) else {
                all.push(judgement.clone());
                continue;
            };
            let Judged::Edge { from, to } = judgement.of else {
                continue;
            };
            let shows = |edge: &&Edge| {
                let shown = judgement.reasons.iter().flat_map(|reason| &reason.evidence);
                let mut shown = shown
                    .flat_map(|words| edge.evidence.iter().filter(|other| overlap(words, other)));
                shown.next().is_some()
            };
            let other = if told == from { to } else { from };
            let ends = |edge: &Edge| [edge.from, edge.to];
            // The line that is judged, where it is drawn; else any other that leads to its source.
            let found = lineage
                .edges
                .iter()
                .filter(shows)
                .flat_map(|edge| ends(edge).map(|end| (end, ends(edge).contains(&other))))
                .filter(|(end, _)| matches!(end, NodeId::Source(_)) && *end != other)
                .max_by_key(|(end, of_this_line)| (*of_this_line, std::cmp::Reverse(*end)));
            if let Some((source, _)) = found {
                let swap = |node: NodeId| if node == told { source } else { node };
                let of = Judged::Edge { from: swap(from), to: swap(to) };
                all.push(Cow::Owned(Judgement { of, ..judgement.clone().into_owned() }));
            }
        }
        HumanJudgements::hear(all, true)
    }
}

fn source_of(judgement: &Judgement) -> Option<NodeId> {
    match judgement.of {
        Judged::Edge { from, to } => {
            [from, to].into_iter().find(|node| matches!(node, NodeId::Source(_)))
        }
        _ => None,
    }
}

fn overlap(a: &Passage, b: &Passage) -> bool {
    a.account == b.account && a.of == b.of && a.span.overlaps(b.span)
}

/// Verdicts on things of one kind that are heard one after the other, and never contradict.
struct Heard<T> {
    /// What is the same by which judgement, from either side.
    same: BTreeMap<T, Vec<(T, usize)>>,
    different: BTreeMap<[T; 2], usize>,
    same_pairs: BTreeSet<[T; 2]>,
}

impl<T: Ord + Copy> Default for Heard<T> {
    fn default() -> Heard<T> {
        Heard { same: BTreeMap::new(), different: BTreeMap::new(), same_pairs: BTreeSet::new() }
    }
}

impl<T: Ord + Copy> Heard<T> {
    /// Takes a verdict in, or gives the judgements that contradict it.
    fn hear(&mut self, pair: [T; 2], verdict: Verdict, n: usize) -> Option<Vec<usize>> {
        let [a, b] = ordered(pair);
        match verdict {
            Verdict::Different => {
                if let Some(path) = self.path(a, b) {
                    return Some(sorted(path));
                }
                self.different.entry([a, b]).or_insert(n);
            }
            Verdict::Same => {
                for (&[x, y], &parted) in &self.different {
                    for (x, y) in [(x, y), (y, x)] {
                        if let (Some(left), Some(right)) = (self.path(a, x), self.path(b, y)) {
                            return Some(sorted([left, right, vec![parted]].concat()));
                        }
                    }
                }
                self.same.entry(a).or_default().push((b, n));
                self.same.entry(b).or_default().push((a, n));
                self.same_pairs.insert([a, b]);
            }
        }
        None
    }

    /// The judgements by which two things are the same; none where it is one thing.
    fn path(&self, from: T, to: T) -> Option<Vec<usize>> {
        let mut reached: BTreeMap<T, Vec<usize>> = BTreeMap::from([(from, Vec::new())]);
        let mut open = VecDeque::from([from]);
        while let Some(at) = open.pop_front() {
            if at == to {
                return reached.remove(&at);
            }
            let path = reached[&at].clone();
            for &(next, n) in self.same.get(&at).into_iter().flatten() {
                if let Entry::Vacant(place) = reached.entry(next) {
                    place.insert([path.clone(), vec![n]].concat());
                    open.push_back(next);
                }
            }
        }
        None
    }

    fn verdicts(self) -> BTreeMap<[T; 2], Verdict> {
        let same = self.same_pairs.into_iter().map(|pair| (pair, Verdict::Same));
        let different = self.different.into_keys().map(|pair| (pair, Verdict::Different));
        same.chain(different).collect()
    }
}

fn sorted(mut judgements: Vec<usize>) -> Vec<usize> {
    judgements.sort_unstable();
    judgements.dedup();
    judgements
}

fn ordered<T: Ord>(mut pair: [T; 2]) -> [T; 2] {
    pair.sort_unstable();
    pair
}

#[cfg(test)]
mod tests {
    use stemma_core::{EdgeKind, Place, Span};

    use super::*;
    use crate::testing::judged;

    /// Of stories, by the numbers of accounts: `1=2` and `2!3`.
    fn judgements(judgements: &str) -> Vec<Judgement> {
        judgements
            .split(' ')
            .map(|words| {
                let (a, b) = words.split_once(['=', '!']).unwrap();
                let pair = [a, b].map(|id| AccountId(id.parse().unwrap()));
                let same = words.contains('=');
                let verdict = if same { Verdict::Same } else { Verdict::Different };
                judged(Judged::Story(pair), verdict)
            })
            .collect()
    }

    fn outranked(words: &str) -> Vec<(usize, Vec<usize>)> {
        let judgements = judgements(words);
        let people = HumanJudgements::new(&judgements);
        people.outranked().iter().map(|one| (one.judgement, one.by.clone())).collect()
    }

    #[test]
    fn the_later_of_two_verdicts_holds() {
        assert_eq!(outranked("1=2 2!1"), [(0, vec![1])]);
        assert_eq!(outranked("1!2 1=2 3=1"), [(0, vec![1])]);
        assert_eq!(outranked("1=2 1=2 2=3"), []);
        let both = judgements("1=2 2!1");
        let verdicts: Vec<Verdict> =
            HumanJudgements::new(&both).stories().map(|(_, v)| v).collect();
        assert_eq!(verdicts, [Verdict::Different]);
    }

    #[test]
    fn verdicts_that_contradict_in_a_circle_name_one_another() {
        assert_eq!(outranked("1=2 2=3 1!3"), [(0, vec![1, 2])]);
        assert_eq!(outranked("1!3 1=2 2=3"), [(0, vec![1, 2])]);
        assert_eq!(outranked("1=2 1!4 2=3 3=4"), [(0, vec![1, 2, 3])]);
        assert_eq!(outranked("1=2 3=4 2!3"), []);
    }

    #[test]
    fn one_that_is_not_heard_is_shown_and_says_so() {
        let both = judgements("1=2 2!1");
        let all: Vec<Judgement> = HumanJudgements::new(&both).all().collect();
        assert_eq!((all.len(), all[0].reasons.len(), all[1].reasons.len()), (2, 1, 0));
    }

    #[test]
    fn a_source_is_known_by_the_words_that_show_it() {
        let words = Place::text(Span::new(10, 20)).in_account(AccountId(1));
        let edge = |from, to, evidence| Edge {
            from: NodeId::Source(from),
            to: NodeId::Account(AccountId(to)),
            kind: EdgeKind::Names,
            certainty: stemma_core::Certain::Stated,
            score: 1.0,
            evidence: vec![evidence],
            statements: Vec::new(),
        };
        let elsewhere = Place::text(Span::new(30, 40)).in_account(AccountId(1));
        let lineage = Lineage {
            nodes: Vec::new(),
            edges: vec![edge(1, 1, elsewhere), edge(2, 1, words), edge(2, 3, elsewhere)],
        };
        let of = Judged::Edge { from: NodeId::Source(7), to: NodeId::Account(AccountId(1)) };
        let mut judgement = judged(of, Verdict::Different);
        let evidence = vec![words];
        judgement.reasons = vec![Reason::new(ReasonKind::SourceShown, -1.0).shown_by(evidence)];
        let judgements = [judgement.clone()];
        let people = HumanJudgements::new(&judgements);
        assert!(people.name_sources());
        assert_eq!(people.edges().count(), 0);
        let settled: Vec<_> = people.with_sources_of(&lineage).edges().collect();
        let line = (NodeId::Source(2), NodeId::Account(AccountId(1)));
        assert_eq!(settled, [(line, Verdict::Different)]);
        judgement.reasons.clear();
        let judgements = [judgement];
        let nowhere = HumanJudgements::new(&judgements).with_sources_of(&lineage);
        assert_eq!(nowhere.all().count(), 0);
    }
}
