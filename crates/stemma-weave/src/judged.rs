//! What people judged, looked up by what it is of.

use std::collections::BTreeMap;

use stemma_core::{AccountId, Judged, Judgement, Local, NodeId, Passage, Verdict};

/// People's judgements. A person's verdict outranks a rule's; of two verdicts on the same thing the
/// later one holds.
pub struct People<'a> {
    all: Vec<&'a Judgement>,
    entities: BTreeMap<[(AccountId, Local); 2], Verdict>,
    claims: BTreeMap<[Passage; 2], Verdict>,
    edges: BTreeMap<(NodeId, NodeId), Verdict>,
    stories: BTreeMap<[AccountId; 2], Verdict>,
}

impl<'a> People<'a> {
    /// Takes those of people (they carry a time; rules have no clock).
    pub fn new(judgements: &'a [Judgement]) -> People<'a> {
        let all: Vec<&Judgement> = judgements.iter().filter(|j| j.at.is_some()).collect();
        let mut people = People {
            all,
            entities: BTreeMap::new(),
            claims: BTreeMap::new(),
            edges: BTreeMap::new(),
            stories: BTreeMap::new(),
        };
        for judgement in &people.all {
            let verdict = judgement.verdict;
            match &judgement.of {
                Judged::Entity(pair) => drop(people.entities.insert(ordered(*pair), verdict)),
                Judged::Claim(pair) => drop(people.claims.insert(ordered(*pair), verdict)),
                Judged::Edge { from, to } => drop(people.edges.insert((*from, *to), verdict)),
                Judged::Story(pair) => drop(people.stories.insert(ordered(*pair), verdict)),
            }
        }
        people
    }

    /// All of them, as they were given.
    pub fn all(&self) -> impl Iterator<Item = &'a Judgement> + '_ {
        self.all.iter().copied()
    }

    /// What people say of two entities of single accounts.
    pub fn of_entities(&self, pair: [(AccountId, Local); 2]) -> Option<Verdict> {
        self.entities.get(&ordered(pair)).copied()
    }

    /// What people say of two passages.
    pub fn of_claims(&self, pair: [Passage; 2]) -> Option<Verdict> {
        self.claims.get(&ordered(pair)).copied()
    }

    /// What people say of a line of descent.
    pub fn of_edge(&self, from: NodeId, to: NodeId) -> Option<Verdict> {
        self.edges.get(&(from, to)).copied()
    }

    /// What people say of two accounts.
    pub fn of_stories(&self, pair: [AccountId; 2]) -> Option<Verdict> {
        self.stories.get(&ordered(pair)).copied()
    }

    /// All pairs of entities that people judged.
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
}

fn ordered<T: Ord>(mut pair: [T; 2]) -> [T; 2] {
    pair.sort_unstable();
    pair
}
