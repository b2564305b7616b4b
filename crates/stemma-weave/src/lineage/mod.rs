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

mod reuse;
mod stated;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{
    AccountId, Certain, Claim, Edge, EdgeKind, Entity, Judged, Judgement, Lineage, Node, NodeId,
    Published, Reason, Reported, Story, Verdict,
};

use crate::{People, entities::fold};
use reuse::Reuse;

pub(crate) use stated::one_outlet;

/// Draws the lineage of each story.
pub fn draw(
    accounts: &[Reported<'_>],
    entities: &[Entity],
    stories: &[Story],
    claims: &[Claim],
    published: &BTreeMap<AccountId, Published>,
    people: &People<'_>,
) -> (Lineage, Vec<Judgement>) {
    let by_id: BTreeMap<AccountId, &Reported<'_>> = accounts.iter().map(|a| (a.id, a)).collect();
    let mut drawing = Drawing::default();
    let names = stated::Names::new(entities);
    for story in stories {
        let members: Vec<&Reported<'_>> =
            story.accounts.iter().filter_map(|id| by_id.get(id).copied()).collect();
        let own: Vec<&Claim> = claims.iter().filter(|claim| claim.story == story.id).collect();
        stated::draw(&mut drawing, &members, &own, &names, published);
        infer(&mut drawing, &members, &own, published);
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
    judgements: Vec<Judgement>,
}

impl Drawing {
    /// A node for a source that is not in the collection.
    fn source(&mut self, name: &str, entity: Option<stemma_core::EntityId>) -> NodeId {
        let id = NodeId::Source(self.sources.len() as u32 + 1);
        self.sources.push(Node { id, name: name.to_owned(), entity });
        id
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
    fn hear(&mut self, people: &People<'_>) {
        for ((from, to), verdict) in people.edges() {
            match verdict {
                Verdict::Different => drop(self.edges.remove(&(to, from))),
                // A line that would close a circle says nothing of who had it first.
                Verdict::Same if self.descends(from, to) => {}
                Verdict::Same => {
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
    }
}

/// How much of an account's own wording must come from another before descent is concluded. Set by
/// hand; with it no false descent is drawn in the example stories. Not measured beyond them.
const REPEATS: f32 = 0.2;
/// One shared sentence is no descent, however short the account: some 20 words are two sentences.
const LEAST_WORDS: usize = 20;
/// A second parent must explain this much that the first does not.
const SECOND_PARENT: f32 = 0.15;
/// How much more of one account must lie in the other than the other way round before the shorter
/// is taken for a cut of the longer.
const ONE_SIDED: f32 = 0.15;

/// Draws the lines that the texts show and no account states.
fn infer(
    drawing: &mut Drawing,
    members: &[&Reported<'_>],
    claims: &[&Claim],
    published: &BTreeMap<AccountId, Published>,
) {
    let reuse = Reuse::measure(members, claims);
    let mut orphans: Vec<(f32, AccountId, AccountId)> = Vec::new();
    for child in members {
        let to = NodeId::Account(child.id);
        let mut candidates: Vec<(f32, AccountId, String)> = Vec::new();
        for parent in reuse.partners(child.id) {
            let share = reuse.share(child.id, parent);
            let from = NodeId::Account(parent);
            if share < REPEATS
                || reuse.words(child.id, parent) < LEAST_WORDS
                || drawing.edges.contains_key(&(to, from))
                || drawing.descends(from, to)
            {
                continue;
            }
            if let Some(common) = common_parent(drawing, from, to) {
                let why = format!("a source that both have explains it: {common}");
                keep_apart(drawing, from, to, share, why, reuse.runs(child.id, parent));
                continue;
            }
            if reuse.gain(child.id, parent, &drawing.account_parents(to)) < REPEATS {
                let why = "what they share stands in a report that it names".to_owned();
                keep_apart(drawing, from, to, share, why, reuse.runs(child.id, parent));
                continue;
            }
            match first(child, parent, &reuse, members, published) {
                Some((earlier, why)) if earlier == parent => candidates.push((share, parent, why)),
                None if child.id < parent => orphans.push((share, child.id, parent)),
                Some(_) | None => {}
            }
        }
        candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut chosen: Vec<AccountId> = Vec::new();
        for (share, parent, why) in candidates {
            let gain = reuse.gain(child.id, parent, &chosen);
            if !chosen.is_empty() && gain < SECOND_PARENT {
                continue;
            }
            let from = NodeId::Account(parent);
            if drawing.descends(from, to) {
                continue;
            }
            chosen.push(parent);
            draw_inferred(
                drawing,
                from,
                to,
                share,
                vec![format!("{:.0} % of its own wording stands in the other", share * 100.0), why],
                reuse.runs(child.id, parent),
            );
        }
    }
    for (share, a, b) in orphans {
        let (x, y) = (NodeId::Account(a), NodeId::Account(b));
        if common_parent(drawing, x, y).is_some()
            || drawing.descends(x, y)
            || drawing.descends(y, x)
        {
            continue;
        }
        let lost = drawing.source("a common source that is not in the collection", None);
        let why = || vec!["nothing says which of the two had it first".to_owned()];
        draw_inferred(drawing, lost, x, share, why(), reuse.runs(a, b));
        draw_inferred(drawing, lost, y, share, why(), reuse.runs(b, a));
    }
}

/// Keeps a likeness that is no descent, for a reader.
fn keep_apart(
    drawing: &mut Drawing,
    from: NodeId,
    to: NodeId,
    share: f32,
    text: String,
    evidence: Vec<stemma_core::Passage>,
) {
    let reason = Reason { text, weight: -1.0, evidence };
    drawing.judge(from, to, Verdict::Different, "rule: text reuse", share, vec![reason]);
}

fn draw_inferred(
    drawing: &mut Drawing,
    from: NodeId,
    to: NodeId,
    score: f32,
    why: Vec<String>,
    evidence: Vec<stemma_core::Passage>,
) {
    let reasons = why
        .into_iter()
        .map(|text| Reason { text, weight: 1.0, evidence: evidence.clone() })
        .collect();
    drawing.judge(from, to, Verdict::Same, "rule: text reuse", score, reasons);
    drawing.edges.insert(
        (to, from),
        Edge {
            from,
            to,
            kind: EdgeKind::Repeats,
            certainty: Certain::Inferred,
            score,
            evidence,
            statements: Vec::new(),
        },
    );
}

/// The name of a node that both descend from by a line that covers the whole account.
fn common_parent(drawing: &Drawing, a: NodeId, b: NodeId) -> Option<String> {
    let whole = |node: NodeId| -> BTreeSet<NodeId> {
        drawing
            .edges_to(node)
            .filter(|edge| edge.statements.is_empty())
            .map(|edge| edge.from)
            .collect()
    };
    let common = whole(a).intersection(&whole(b)).next().copied()?;
    Some(match common {
        NodeId::Account(id) => format!("account {}", id.0),
        NodeId::Source(n) => drawing.sources[n as usize - 1].name.clone(),
    })
}

/// Which of two accounts that share wording had it first, and why; `None` if nothing says so.
fn first(
    child: &Reported<'_>,
    parent: AccountId,
    reuse: &Reuse,
    members: &[&Reported<'_>],
    published: &BTreeMap<AccountId, Published>,
) -> Option<(AccountId, String)> {
    if let (Some(x), Some(y)) = (published.get(&child.id), published.get(&parent)) {
        if x.earliest.zip(y.latest).is_some_and(|(x, y)| x > y) {
            return Some((parent, "the other was published earlier".into()));
        }
        if y.earliest.zip(x.latest).is_some_and(|(y, x)| y > x) {
            return Some((child.id, "the other was published later".into()));
        }
    }
    let other = members.iter().find(|member| member.id == parent)?;
    let length = |account: &Reported<'_>| account.account.text.len();
    let outlet = |account: &Reported<'_>| account.account.outlet.as_deref().map(fold);
    if outlet(child).is_some() && outlet(child) == outlet(other) {
        // Two versions of one report: a correction says so itself, an update grows.
        let (here, there) = (is_revised(child), is_revised(other));
        let older = if here == there { length(other) < length(child) } else { here };
        let id = if older { parent } else { child.id };
        return Some((id, "the two are versions of one outlet's report".into()));
    }
    let (here, there) = (reuse.share(child.id, parent), reuse.share(parent, child.id));
    if here - there >= ONE_SIDED && length(other) > length(child) {
        Some((parent, "it is a cut of the other, which has more".into()))
    } else if there - here >= ONE_SIDED && length(child) > length(other) {
        Some((child.id, "the other is a cut of it".into()))
    } else {
        None
    }
}

/// Whether an account says of itself that it is a later version.
fn is_revised(account: &Reported<'_>) -> bool {
    const SIGNS: &[&str] = &[
        "correction:",
        "corrected version",
        "earlier version of this",
        "this story has been updated",
        "this article has been updated",
        "this article was amended",
        "updates with",
    ];
    let dropped = account.account.dropped.iter().map(|dropped| dropped.text.as_str());
    std::iter::once(account.account.text.as_str()).chain(dropped).any(|text| {
        let text = text.to_lowercase();
        SIGNS.iter().any(|sign| text.contains(sign))
    })
}
