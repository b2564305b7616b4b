//! What an export is of: a whole store, or one story.

use std::collections::BTreeSet;

use stemma_core::Stored;
use stemma_core::{
    AccountId, Claim, Edge, Entity, Judged, Judgement, Node, NodeId, Question, Story, StoryId,
    TimelineEntry,
};

use crate::collection::Collection;

/// A whole store, or one story of it.
pub struct Scope<'a> {
    /// What it is a part of, or all of.
    pub collection: &'a Collection,
    story: Option<&'a Story>,
    /// The accounts of that story.
    inside: BTreeSet<AccountId>,
}

impl<'a> Scope<'a> {
    /// All of a store.
    pub fn whole(collection: &'a Collection) -> Scope<'a> {
        Scope { collection, story: None, inside: BTreeSet::new() }
    }

    /// One story; `None` where there is none of that number.
    pub fn of(collection: &'a Collection, story: StoryId) -> Option<Scope<'a>> {
        let story = collection.story(story)?;
        let inside = story.accounts.iter().copied().collect();
        Some(Scope { collection, story: Some(story), inside })
    }

    /// Whether it is all of a store.
    pub fn is_whole(&self) -> bool {
        self.story.is_none()
    }

    /// Whether an account is in it.
    pub(super) fn has(&self, account: AccountId) -> bool {
        self.is_whole() || self.inside.contains(&account)
    }

    pub(super) fn has_story(&self, id: StoryId) -> bool {
        self.story.is_none_or(|story| story.id == id)
    }

    pub(super) fn accounts(&self) -> impl Iterator<Item = &'a Stored> {
        self.collection.accounts().iter().filter(|stored| self.has(stored.id))
    }

    pub(super) fn stories(&self) -> impl Iterator<Item = &'a Story> {
        self.collection.woven.stories.iter().filter(|story| self.has_story(story.id))
    }

    /// A story of it.
    pub(super) fn story(&self, id: StoryId) -> Option<&'a Story> {
        self.collection.story(id).filter(|story| self.has_story(story.id))
    }

    pub(super) fn claims(&self) -> impl Iterator<Item = &'a Claim> {
        self.collection.woven.claims.iter().filter(|claim| self.has_story(claim.story))
    }

    pub(super) fn timeline(&self) -> impl Iterator<Item = &'a TimelineEntry> {
        self.collection.woven.timeline.iter().filter(|entry| self.has_story(entry.story))
    }

    pub(super) fn questions(&self) -> impl Iterator<Item = &'a Question> {
        self.collection.woven.questions.iter().filter(|question| self.has_story(question.story))
    }

    /// Those that an account of it names.
    pub(super) fn entities(&self) -> impl Iterator<Item = &'a Entity> {
        let all = self.collection.woven.entities.iter();
        all.filter(|entity| {
            self.is_whole() || entity.members.iter().any(|&(account, _)| self.has(account))
        })
    }

    /// The lines that lead to its accounts, or between the sources of those.
    pub(super) fn edges(&self) -> Vec<&'a Edge> {
        let all = &self.collection.woven.lineage.edges;
        if self.is_whole() {
            return all.iter().collect();
        }
        // A source may descend from a source.
        let mut reached: BTreeSet<NodeId> =
            self.inside.iter().map(|&account| NodeId::Account(account)).collect();
        loop {
            let sources = all.iter().filter(|edge| reached.contains(&edge.to));
            let sources: Vec<NodeId> =
                sources.map(|edge| edge.from).filter(|from| !reached.contains(from)).collect();
            if sources.is_empty() {
                return all.iter().filter(|edge| reached.contains(&edge.to)).collect();
            }
            reached.extend(sources);
        }
    }

    /// Those of its accounts and sources.
    pub(super) fn judgements(&self) -> impl Iterator<Item = &'a Judgement> {
        let has = |judged: &Judged| match judged {
            Judged::Entity(pair) => pair.iter().any(|&(account, _)| self.has(account)),
            Judged::Claim(pair) => pair.iter().any(|passage| self.has(passage.account)),
            Judged::Edge { to: NodeId::Account(to), .. } => self.has(*to),
            Judged::Edge { .. } => self.is_whole(),
            Judged::Story(pair) => pair.iter().any(|&account| self.has(account)),
        };
        self.collection.woven.judgements.iter().filter(move |judgement| has(&judgement.of))
    }

    /// Its accounts, and whatever a line of [`Scope::edges`] touches.
    pub(super) fn nodes(&self) -> Vec<NodeId> {
        let mut nodes: BTreeSet<NodeId> =
            self.accounts().map(|stored| NodeId::Account(stored.id)).collect();
        nodes.extend(self.edges().iter().flat_map(|edge| [edge.from, edge.to]));
        if self.is_whole() {
            nodes.extend(self.collection.woven.lineage.nodes.iter().map(|node: &Node| node.id));
        }
        nodes.into_iter().collect()
    }
}
