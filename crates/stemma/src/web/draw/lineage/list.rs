//! The same as nested lists: what descends from each root, with the words that show it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use stemma_core::{Edge, NodeId, Story};

use super::graph::edges;
use crate::web::View;
use crate::web::pages::account::{certain, node};

struct Tree<'a> {
    view: View<'a>,
    below: BTreeMap<NodeId, Vec<&'a Edge>>,
    shown: BTreeSet<NodeId>,
    /// Lines that may still be shown.
    room: usize,
    left: usize,
}

/// No more than `most` lines; the rest is counted.
pub(super) fn list(view: View<'_>, story: &Story, most: usize, whole: &str) -> Markup {
    let edges = edges(view.collection, story);
    let mut below: BTreeMap<NodeId, Vec<&Edge>> = BTreeMap::new();
    for (&(from, _), &edge) in &edges {
        below.entry(from).or_default().push(edge);
    }
    let nodes: BTreeSet<NodeId> = edges.keys().flat_map(|&(from, to)| [from, to]).collect();
    let descending: BTreeSet<NodeId> = edges.keys().map(|&(_, to)| to).collect();
    let mut roots: Vec<NodeId> = nodes.difference(&descending).copied().collect();
    roots.sort_by_key(|root| (Reverse(below.get(root).map_or(0, Vec::len)), *root));
    let mut tree = Tree { view, below, shown: BTreeSet::new(), room: most, left: 0 };
    let mut parts: Vec<Markup> = roots.iter().map(|&root| tree.root(root)).collect();
    // Lines that run in a circle have no root; whoever is first in it stands for one.
    for &id in &nodes {
        if !tree.shown.contains(&id) {
            parts.push(tree.root(id));
        }
    }
    html! {
        ul.tree { @for part in parts { (part) } }
        @if tree.left > 0 { p.small { a href=(whole) { "and " (tree.left) " more" } } }
    }
}

impl Tree<'_> {
    fn root(&mut self, id: NodeId) -> Markup {
        self.shown.insert(id);
        let below = self.branches(id);
        if self.room == 0 && below.0.is_empty() {
            return below;
        }
        html! {
            li {
                (node(self.view, id))
                @if matches!(id, NodeId::Source(_)) { span.small.faint { " not among the accounts" } }
                (below)
            }
        }
    }

    fn branches(&mut self, id: NodeId) -> Markup {
        let edges = self.below.get(&id).cloned().unwrap_or_default();
        let mut items = Vec::new();
        for edge in edges {
            let again = !self.shown.insert(edge.to);
            if self.room == 0 {
                self.left += 1;
            } else {
                self.room -= 1;
                items.push((
                    edge,
                    again,
                    if again { Markup::default() } else { self.branches(edge.to) },
                ));
                continue;
            }
            if !again {
                self.branches(edge.to);
            }
        }
        html! {
            @if !items.is_empty() {
                ul {
                    @for (edge, again, below) in items {
                        li.(certain(edge.certainty)) {
                            (node(self.view, edge.to)) " "
                            span.tag { (certain(edge.certainty)) }
                            @if again { span.small.faint { " as well" } }
                            @for passage in edge.evidence.iter().take(2) {
                                " " span.small { "“" (self.view.words(passage)) "”" }
                            }
                            (below)
                        }
                    }
                }
            }
        }
    }
}
