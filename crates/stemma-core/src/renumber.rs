//! Other numbers for the accounts of what was woven.
//!
//! Accounts have one number in a store (the order in which they came) and another wherever they are
//! weighed or printed (their place by content, so that the order of reading decides nothing). Every
//! struct is taken apart whole here: a new field that names accounts cannot be forgotten, because
//! this does not compile without it.

use crate::{
    AccountId, Claim, Difference, Edge, Entity, EntityName, IfWrong, Judged, Judgement, Lineage,
    Local, Member, Near, Node, NodeId, Passage, Question, Reason, Saga, SagaLink, Story,
    TimelineEntry, Woven,
};

/// What an account's number becomes.
type To<'a> = &'a dyn Fn(AccountId) -> AccountId;

/// What names accounts.
trait Renumber {
    fn renumber(&mut self, to: To<'_>);
}

impl Woven {
    /// The same with other numbers for the accounts; the order of every list stays.
    #[must_use]
    pub fn with_accounts(self, to: impl Fn(AccountId) -> AccountId) -> Woven {
        let Woven {
            published,
            date_values,
            mut entities,
            mut stories,
            mut sagas,
            mut claims,
            mut lineage,
            mut timeline,
            mut questions,
            mut judgements,
        } = self;
        entities.renumber(&to);
        stories.renumber(&to);
        sagas.renumber(&to);
        claims.renumber(&to);
        lineage.renumber(&to);
        timeline.renumber(&to);
        questions.renumber(&to);
        judgements.renumber(&to);
        Woven {
            published: published.into_iter().map(|(id, day)| (to(id), day)).collect(),
            date_values: date_values.into_iter().map(|(id, values)| (to(id), values)).collect(),
            entities,
            stories,
            sagas,
            claims,
            lineage,
            timeline,
            questions,
            judgements,
        }
    }
}

impl Judgement {
    /// The same with other numbers for the accounts.
    #[must_use]
    pub fn with_accounts(mut self, to: impl Fn(AccountId) -> AccountId) -> Judgement {
        self.renumber(&to);
        self
    }
}

impl<T: Renumber> Renumber for [T] {
    fn renumber(&mut self, to: To<'_>) {
        for item in self {
            item.renumber(to);
        }
    }
}

impl Renumber for AccountId {
    fn renumber(&mut self, to: To<'_>) {
        *self = to(*self);
    }
}

impl Renumber for (AccountId, Local) {
    fn renumber(&mut self, to: To<'_>) {
        self.0.renumber(to);
    }
}

impl Renumber for Passage {
    fn renumber(&mut self, to: To<'_>) {
        let Passage { account, of: _, span: _ } = self;
        account.renumber(to);
    }
}

impl Renumber for NodeId {
    fn renumber(&mut self, to: To<'_>) {
        match self {
            NodeId::Account(id) => id.renumber(to),
            NodeId::Source(_) => {}
        }
    }
}

impl Renumber for Entity {
    fn renumber(&mut self, to: To<'_>) {
        let Entity { id: _, kind: _, name: _, names, members } = self;
        names.renumber(to);
        members.renumber(to);
    }
}

impl Renumber for EntityName {
    fn renumber(&mut self, to: To<'_>) {
        let EntityName { text: _, accounts } = self;
        accounts.renumber(to);
    }
}

impl Renumber for Story {
    fn renumber(&mut self, to: To<'_>) {
        let Story { id: _, title: _, accounts } = self;
        accounts.renumber(to);
    }
}

impl Renumber for Saga {
    fn renumber(&mut self, to: To<'_>) {
        let Saga { id: _, title: _, stories: _, links } = self;
        links.renumber(to);
    }
}

impl Renumber for SagaLink {
    fn renumber(&mut self, to: To<'_>) {
        let SagaLink { from: _, to: _, score: _, reasons } = self;
        reasons.renumber(to);
    }
}

impl Renumber for Claim {
    fn renumber(&mut self, to: To<'_>) {
        let Claim {
            id: _,
            story: _,
            text,
            speaker: _,
            members,
            differences,
            origins: _,
            origins_are: _,
            roots,
            if_wrong,
            near,
        } = self;
        text.renumber(to);
        members.renumber(to);
        differences.renumber(to);
        roots.renumber(to);
        if_wrong.renumber(to);
        near.renumber(to);
    }
}

impl Renumber for Member {
    fn renumber(&mut self, to: To<'_>) {
        let Member { passage, statement: _ } = self;
        passage.renumber(to);
    }
}

impl Renumber for Difference {
    fn renumber(&mut self, to: To<'_>) {
        let Difference { kind: _, between, note: _ } = self;
        between.renumber(to);
    }
}

impl Renumber for IfWrong {
    fn renumber(&mut self, to: To<'_>) {
        let IfWrong { from: source, to: descendant, origins: _ } = self;
        source.renumber(to);
        descendant.renumber(to);
    }
}

impl Renumber for Near {
    fn renumber(&mut self, to: To<'_>) {
        let Near { ours, other, kind: _, note: _, score: _ } = self;
        ours.renumber(to);
        other.renumber(to);
    }
}

impl Renumber for Lineage {
    fn renumber(&mut self, to: To<'_>) {
        let Lineage { nodes, edges } = self;
        nodes.renumber(to);
        edges.renumber(to);
    }
}

impl Renumber for Node {
    fn renumber(&mut self, to: To<'_>) {
        let Node { id, name: _, entity: _ } = self;
        id.renumber(to);
    }
}

impl Renumber for Edge {
    fn renumber(&mut self, to: To<'_>) {
        let Edge {
            from: source,
            to: descendant,
            kind: _,
            certainty: _,
            score: _,
            evidence,
            statements: _,
        } = self;
        source.renumber(to);
        descendant.renumber(to);
        evidence.renumber(to);
    }
}

impl Renumber for TimelineEntry {
    fn renumber(&mut self, to: To<'_>) {
        let TimelineEntry { value: _, story: _, what, places } = self;
        what.renumber(to);
        places.renumber(to);
    }
}

impl Renumber for Question {
    fn renumber(&mut self, to: To<'_>) {
        let Question { story: _, kind: _, passages } = self;
        passages.renumber(to);
    }
}

impl Renumber for Judgement {
    fn renumber(&mut self, to: To<'_>) {
        let Judgement { id: _, of, verdict: _, by: _, at: _, score: _, reasons } = self;
        match of {
            Judged::Entity(pair) => pair.renumber(to),
            Judged::Claim(pair) => pair.renumber(to),
            Judged::Edge { from: source, to: descendant } => {
                source.renumber(to);
                descendant.renumber(to);
            }
            Judged::Story(pair) => pair.renumber(to),
        }
        reasons.renumber(to);
    }
}

impl Renumber for Reason {
    fn renumber(&mut self, to: To<'_>) {
        // An account that the kind names goes by its place, and keeps it.
        let Reason { kind: _, weight: _, evidence } = self;
        evidence.renumber(to);
    }
}
