//! Where the accounts have it from, as a tree. Full lines are stated, broken ones inferred.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use stemma_core::{Certain, Edge, NodeId, Story};
use unicode_width::UnicodeWidthStr;

use crate::page::{Page, Styled, shortened};
use crate::printer::styles;
use stemma_tell::collection::Collection;

pub(super) fn write(page: &mut Page, collection: &Collection, story: &Story) {
    let of_story = |id: NodeId| match id {
        NodeId::Account(id) => story.accounts.contains(&id),
        NodeId::Source(_) => true,
    };
    let edges: Vec<&Edge> = (collection.woven.lineage.edges.iter())
        .filter(|edge| of_story(edge.to) && of_story(edge.from))
        .collect();
    // A source is of this story where a line leads from it to one of its accounts.
    let mut reached: BTreeSet<NodeId> =
        story.accounts.iter().map(|&id| NodeId::Account(id)).collect();
    while edges.iter().any(|edge| reached.contains(&edge.to) && reached.insert(edge.from)) {}
    let edges: Vec<&Edge> = edges.into_iter().filter(|edge| reached.contains(&edge.to)).collect();
    if edges.is_empty() {
        return;
    }
    page.heading("WHERE IT COMES FROM");
    let mut tree =
        Tree { collection, below: BTreeMap::new(), above: BTreeMap::new(), shown: BTreeSet::new() };
    for edge in &edges {
        tree.below.entry(edge.from).or_default().push(edge);
        tree.above.entry(edge.to).or_default().push(edge);
    }
    let connected: Vec<NodeId> = (reached.iter().copied())
        .filter(|id| tree.below.contains_key(id) || tree.above.contains_key(id))
        .collect();
    let mut roots: Vec<NodeId> =
        (connected.iter().copied()).filter(|id| !tree.above.contains_key(id)).collect();
    // The root with the most below it first.
    roots.sort_by_key(|&root| (std::cmp::Reverse(tree.size(root)), root));
    for root in roots {
        tree.root(page, root);
    }
    // Lines that run in a circle have no root; whoever is first in it stands for one.
    for id in connected {
        if !tree.shown.contains(&id) {
            tree.root(page, id);
        }
    }
    let alone: Vec<String> = (story.accounts.iter())
        .filter(|&&id| !tree.shown.contains(&NodeId::Account(id)))
        .map(|&id| collection.node(NodeId::Account(id)))
        .collect();
    if !alone.is_empty() {
        let words =
            format!(" names no source that is known and repeats no other: {}", alone.join(", "));
        page.item(2, "○", styles::FAINT, 2, &Styled::plain(&words));
    }
    let key = "── says so itself   ┄┄ shown by the texts";
    page.paragraph(2, &Styled::new().styled(styles::FAINT, key));
}

struct Tree<'t, 'a> {
    collection: &'a Collection,
    below: BTreeMap<NodeId, Vec<&'t Edge>>,
    above: BTreeMap<NodeId, Vec<&'t Edge>>,
    shown: BTreeSet<NodeId>,
}

impl Tree<'_, '_> {
    fn size(&self, root: NodeId) -> usize {
        let mut seen = BTreeSet::new();
        let mut next = vec![root];
        while let Some(id) = next.pop() {
            if seen.insert(id) {
                let below = self.below.get(&id).into_iter().flatten();
                next.extend(below.map(|edge| edge.to));
            }
        }
        seen.len()
    }

    fn root(&mut self, page: &mut Page, id: NodeId) {
        let look = page.look();
        let name = shortened(&self.collection.node(id), look.width.saturating_sub(2));
        let mut line = format!("  {}", look.paint(styles::STRONG, &name));
        let note = "  (not among the accounts)";
        if matches!(id, NodeId::Source(_)) && 2 + name.width() + note.width() <= look.width {
            line += &look.paint(styles::FAINT, note);
        }
        page.line(&line);
        self.shown.insert(id);
        self.branches(page, id, "  ");
    }

    fn branches(&mut self, page: &mut Page, id: NodeId, trunk: &str) {
        let look = page.look();
        // Several lines between the same two are one branch, with the surest one's evidence.
        let mut best: BTreeMap<NodeId, &Edge> = BTreeMap::new();
        for edge in self.below.get(&id).into_iter().flatten() {
            let rank = |edge: &Edge| (edge.certainty == Certain::Stated, edge.score.to_bits());
            let known = best.entry(edge.to).or_insert(edge);
            if rank(edge) > rank(known) {
                *known = edge;
            }
        }
        let last = best.len();
        for (n, (to, edge)) in best.into_iter().enumerate() {
            let is_last = n + 1 == last;
            let corner = match (is_last, edge.certainty) {
                (false, Certain::Stated) => "├── ",
                (true, Certain::Stated) => "└── ",
                (false, Certain::Inferred) => "├┄┄ ",
                (true, Certain::Inferred) => "└┄┄ ",
            };
            let again = !self.shown.insert(to);
            let note = if again { "  (as well)" } else { "" };
            let used = trunk.width() + corner.width() + note.width();
            let name = shortened(&self.collection.node(to), look.width.saturating_sub(used).max(8));
            let mut line = format!("{trunk}{}{name}", look.paint(styles::FAINT, corner));
            line += &look.paint(styles::FAINT, note);
            let width = used + name.width();
            let _ = write!(line, "{}", self.evidence(edge, width, look));
            page.line(&line);
            if !again {
                let trunk = format!("{trunk}{}", if is_last { "    " } else { "│   " });
                self.branches(page, to, &trunk);
            }
        }
    }

    /// The first words that show it, as far as the line has room.
    fn evidence(&self, edge: &Edge, used: usize, look: crate::printer::Look) -> String {
        // The words of the descendant, where there are any: it is they that betray the descent.
        let of_descendant =
            |passage: &&stemma_core::Passage| NodeId::Account(passage.account) == edge.to;
        let Some(passage) = (edge.evidence.iter().find(of_descendant)).or(edge.evidence.first())
        else {
            return String::new();
        };
        let mark = self.collection.mark(passage);
        let room = look.width.saturating_sub(used + mark.width() + 6);
        if room < 8 {
            if used + mark.width() + 2 > look.width {
                return String::new();
            }
            return look.paint(styles::FAINT, &format!("  {mark}"));
        }
        let words = shortened(self.collection.words(passage), room);
        format!("  “{words}” {}", look.paint(styles::FAINT, &mark))
    }
}
