//! What descends from what.
//!
//! Two kinds of lines are drawn within each story. *Stated*: the account names its source; where
//! that source's own report is in the collection the line starts there, else at a node for a
//! report that nobody has. *Inferred*: two accounts share more of their own wording than two
//! writers would, and time, content or both say who had it first; where nothing says so, both hang
//! from a source that is not in the collection.
//!
//! What is no descent: shared direct speech (two reporters in one room write down the same words),
//! a credit for a picture, and likeness that a common stated source explains.

mod infer;
mod shared_errors;
mod stated;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod trees;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use stemma_core::{
    AccountId, Certain, Claim, Edge, EdgeKind, Entity, Judged, Judgement, Lineage, Node, NodeId,
    NodeName, Published, Reason, Reported, Story, StoryId, Verdict,
};

use crate::HumanJudgements;
use shared_errors::{SharedErrors, StoryTexts};
use wording::{Own, Wording};

pub(crate) use stated::OutletName;

/// Draws the lineage of each story.
pub fn draw(
    accounts: &[Reported<'_>],
    entities: &[Entity],
    stories: &[Story],
    claims: &[Claim],
    published: &BTreeMap<AccountId, Published>,
    people: &HumanJudgements<'_>,
) -> (Lineage, Vec<Judgement>) {
    let by_id: BTreeMap<AccountId, &Reported<'_>> = accounts.iter().map(|a| (a.id, a)).collect();
    let own: BTreeMap<AccountId, Own> = accounts.iter().map(|a| (a.id, Own::read(a))).collect();
    let first_days: Vec<Option<Date>> = stories
        .iter()
        .map(|story| story.accounts.iter().filter_map(|id| published.get(id)?.earliest).min())
        .collect();
    let told = told_in_several(stories, &own);
    let mut claims_of: BTreeMap<StoryId, Vec<&Claim>> = BTreeMap::new();
    for claim in claims {
        claims_of.entry(claim.story).or_default().push(claim);
    }
    let entities_of = entities_of(entities, stories);
    let mut drawing = Drawing::default();
    let names = stated::Names::new(entities);
    for (n, story) in stories.iter().enumerate() {
        let mut members: Vec<&Reported<'_>> =
            story.accounts.iter().filter_map(|id| by_id.get(id).copied()).collect();
        members.sort_by_key(|account| {
            let day = published.get(&account.id).and_then(|p| p.earliest.or(p.latest));
            (day, account.id)
        });
        let claims = claims_of.get(&story.id).map_or(&[][..], Vec::as_slice);
        stated::draw(&mut drawing, &members, claims, &names, published);
        if members.len() < 2 {
            continue;
        }
        let here: BTreeMap<AccountId, &Reported<'_>> = members.iter().map(|a| (a.id, *a)).collect();
        let sight = StoryTexts { accounts: &here, entities: &entities_of[n], claims };
        let texts: Vec<(&Reported<'_>, &Own)> = members.iter().map(|&a| (a, &own[&a.id])).collect();
        let old = |run: u64| {
            let from = told.partition_point(|held| held.0 < run);
            let stories = told[from..].iter().take_while(|held| held.0 == run).map(|held| held.1);
            let before =
                |other: usize| first_days[other].zip(first_days[n]).is_some_and(|(a, b)| a < b);
            stories.into_iter().any(before)
        };
        let texts = infer::Texts {
            wording: Wording::measure(&texts, claims, old),
            odd: SharedErrors::find(&sight),
            members,
            published,
        };
        infer::draw(&mut drawing, &texts);
    }
    drawing.hear(people);
    let mut nodes: Vec<Node> = accounts
        .iter()
        .map(|a| Node { id: NodeId::Account(a.id), name: title_of(a), entity: None })
        .collect();
    nodes.append(&mut drawing.sources);
    let mut edges: Vec<Edge> = drawing.edges.into_values().collect();
    edges.sort_by_key(|edge| (edge.to, edge.from));
    (Lineage { nodes, edges }, drawing.judgements)
}

/// Runs of words that accounts of more than one story have, each with the stories (by place) that
/// have it.
fn told_in_several(stories: &[Story], own: &BTreeMap<AccountId, Own>) -> Vec<(u64, usize)> {
    let mut told: Vec<(u64, usize)> = Vec::new();
    for (n, story) in stories.iter().enumerate() {
        let runs = story.accounts.iter().filter_map(|id| own.get(id)).flat_map(Own::runs);
        told.extend(runs.map(|run| (run, n)));
    }
    told.sort_unstable();
    told.dedup();
    let several = told.chunk_by(|a, b| a.0 == b.0).filter(|held| held.len() > 1);
    several.flatten().copied().collect()
}

/// Of each story the entities that its accounts name.
fn entities_of<'e>(entities: &'e [Entity], stories: &[Story]) -> Vec<Vec<&'e Entity>> {
    let mut story_of: BTreeMap<AccountId, usize> = BTreeMap::new();
    for (n, story) in stories.iter().enumerate() {
        story_of.extend(story.accounts.iter().map(|&id| (id, n)));
    }
    let mut of: Vec<Vec<&Entity>> = vec![Vec::new(); stories.len()];
    for entity in entities.iter().filter(|entity| entity.names.len() > 1) {
        let accounts = entity.names.iter().flat_map(|name| &name.accounts);
        let named: BTreeSet<usize> = accounts.filter_map(|id| story_of.get(id).copied()).collect();
        for story in named {
            of[story].push(entity);
        }
    }
    of
}

/// `Outlet · Title`, or the one of the two that there is.
fn title_of(account: &Reported<'_>) -> String {
    let parts = [account.account.outlet.as_deref(), account.account.title.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    if parts.is_empty() { account.account.source.clone() } else { parts.join(" · ") }
}

/// The lineage as it is being drawn.
#[derive(Default)]
struct Drawing {
    sources: Vec<Node>,
    /// By descendant, then source: what a node hangs from is looked up all the time.
    edges: BTreeMap<(NodeId, NodeId), Edge>,
    /// Sources that nobody has and that an account gives for all of it: the wire in its dateline.
    wires: BTreeMap<AccountId, NodeId>,
    judgements: Vec<Judgement>,
}

impl Drawing {
    /// A node for a source that is not in the collection.
    fn source(&mut self, name: &str, entity: Option<stemma_core::EntityId>) -> NodeId {
        let id = NodeId::Source(self.sources.len() as u32 + 1);
        self.sources.push(Node { id, name: name.to_owned(), entity });
        id
    }

    /// What a node is called in a reason.
    fn name(&self, node: NodeId) -> NodeName {
        match node {
            NodeId::Account(id) => NodeName::Account(id.0),
            NodeId::Source(n) => NodeName::Source(self.sources[n as usize - 1].name.clone()),
        }
    }

    fn edges_to(&self, node: NodeId) -> impl Iterator<Item = &Edge> + '_ {
        let first = (node, NodeId::Account(AccountId(0)));
        let last = (node, NodeId::Source(u32::MAX));
        self.edges.range(first..=last).map(|(_, edge)| edge)
    }

    fn parents(&self, of: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.edges_to(of).map(|edge| edge.from)
    }

    /// Accounts from which a line runs to this node.
    fn account_parents(&self, of: NodeId) -> Vec<AccountId> {
        let account = |node| match node {
            NodeId::Account(id) => Some(id),
            NodeId::Source(_) => None,
        };
        self.parents(of).filter_map(account).collect()
    }

    /// All that a node descends from, nearest first.
    fn ancestors(&self, of: NodeId) -> Vec<NodeId> {
        let mut ancestors: Vec<NodeId> = self.parents(of).collect();
        let mut seen: BTreeSet<NodeId> = ancestors.iter().copied().collect();
        let mut next = 0;
        while let Some(&node) = ancestors.get(next) {
            ancestors.extend(self.parents(node).filter(|parent| seen.insert(*parent)));
            next += 1;
        }
        ancestors
    }

    /// The nearest node that both descend from.
    fn common_ancestor(&self, a: NodeId, b: NodeId) -> Option<NodeId> {
        let theirs: BTreeSet<NodeId> = self.ancestors(b).into_iter().collect();
        self.ancestors(a).into_iter().find(|node| theirs.contains(node))
    }

    /// Whether `node` descends from `ancestor`, or is it.
    fn descends(&self, node: NodeId, ancestor: NodeId) -> bool {
        let (mut open, mut seen) = (vec![node], BTreeSet::new());
        while let Some(node) = open.pop() {
            if node == ancestor {
                return true;
            }
            if seen.insert(node) {
                open.extend(self.parents(node));
            }
        }
        false
    }

    fn judge(
        &mut self,
        from: NodeId,
        to: NodeId,
        verdict: Verdict,
        by: &str,
        score: f32,
        reasons: Vec<Reason>,
    ) {
        self.judgements.push(Judgement {
            id: 0,
            of: Judged::Edge { from, to },
            verdict,
            by: by.to_owned(),
            at: None,
            score,
            reasons,
        });
    }

    /// What people say of edges outranks what was drawn: `same` draws, `different` takes away.
    fn hear(&mut self, people: &HumanJudgements<'_>) {
        let judged: BTreeMap<(NodeId, NodeId), Verdict> = people.edges().collect();
        let with = |verdict| judged.iter().filter(move |(_, said)| **said == verdict);
        // What is taken away goes first: it may be what a line the other way round stands on.
        for (&(from, to), _) in with(Verdict::Different) {
            self.edges.remove(&(to, from));
        }
        for (&(from, to), _) in with(Verdict::Same) {
            // Whoever says that one has it from the other says that the other does not.
            if judged.get(&(to, from)) != Some(&Verdict::Same) {
                self.edges.remove(&(from, to));
            }
            // A line that would still close a circle says nothing of who had it first.
            if self.descends(from, to) {
                continue;
            }
            self.edges.entry((to, from)).or_insert(Edge {
                from,
                to,
                kind: EdgeKind::Repeats,
                certainty: Certain::Stated,
                score: 1.0,
                evidence: Vec::new(),
                statements: Vec::new(),
            });
        }
    }
}
