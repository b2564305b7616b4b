//! How many independent origins stand behind a claim, and by which lines of descent they were
//! counted.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use stemma_core::{AccountId, Certain, Claim, Edge, NodeId, Story, Verdict};
use stemma_weave::origins::carrying;

use super::accounts::{node, shows};
use super::shown::beginning;
use crate::page::shortened;
use crate::synopsis::independence;
use crate::web::judge::Judging;
use crate::web::{Target, View};
use stemma_tell::collection::Collection;
use stemma_tell::plural::count;

/// Columns of the names of a claim's origins beside their count.
const ROOTS: usize = 70;

/// The lines of descent above the accounts of a story.
pub(in crate::web::pages) struct Descent<'t> {
    into: BTreeMap<NodeId, Vec<&'t Edge>>,
}

impl<'t> Descent<'t> {
    /// Of a story.
    pub(in crate::web::pages) fn of(collection: &'t Collection, story: &Story) -> Descent<'t> {
        let mut into: BTreeMap<NodeId, Vec<&Edge>> = BTreeMap::new();
        let mut open: Vec<NodeId> = story.accounts.iter().map(|&id| NodeId::Account(id)).collect();
        while let Some(node) = open.pop() {
            if into.contains_key(&node) {
                continue;
            }
            let lines: Vec<&Edge> = collection.edges_into(node).collect();
            open.extend(lines.iter().map(|line| line.from));
            into.insert(node, lines);
        }
        Descent { into }
    }

    /// `6 accounts, 1 origin, shared`, which opens the lines that it was counted by, from the roots
    /// down to the accounts; no more than `most` of them.
    pub(in crate::web::pages) fn standing(
        &self,
        view: View<'_>,
        claim: &Claim,
        most: usize,
        open: bool,
    ) -> Markup {
        let holders = claim.accounts();
        let roots: Vec<String> =
            claim.roots.iter().map(|&root| view.collection.node(root)).collect();
        let counted = html! {
            strong { (count(holders.len(), "account")) }
            @if claim.origins > 0 { ", " strong { (count(claim.origins as usize, "origin")) } }
            ", " (independence(claim.origins_are))
            @if !roots.is_empty() { ": " (shortened(&roots.join(", "), ROOTS)) }
        };
        if claim.roots.is_empty() {
            return html! { p.standing { (counted) } };
        }
        let mut tree = Tree {
            view,
            claim,
            below: BTreeMap::new(),
            members: BTreeMap::new(),
            shown: BTreeSet::new(),
            room: most,
        };
        for line in carrying(&self.into, claim) {
            let known = tree.below.entry(line.from).or_default().entry(line.to).or_insert(line);
            let rank = |line: &Edge| (line.certainty == Certain::Stated, line.score.to_bits());
            if rank(line) > rank(known) {
                *known = line;
            }
        }
        for member in &claim.members {
            tree.members.entry(member.passage.account).or_insert(&member.passage);
        }
        let body = tree.roots();
        let left = tree.room == 0;
        html! {
            details.standing open[open] {
                summary { (counted) }
                (body)
                @if left {
                    p.small { a href=(view.href(&Target::Claim(claim.id))) { "All lines, with the claim" } }
                }
            }
        }
    }
}

struct Tree<'v, 't> {
    view: View<'v>,
    claim: &'t Claim,
    below: BTreeMap<NodeId, BTreeMap<NodeId, &'t Edge>>,
    members: BTreeMap<AccountId, &'t stemma_core::Passage>,
    shown: BTreeSet<NodeId>,
    /// Lines that may still be shown.
    room: usize,
}

impl Tree<'_, '_> {
    fn roots(&mut self) -> Markup {
        let mut roots = Vec::new();
        for &root in &self.claim.roots {
            if self.room == 0 {
                break;
            }
            self.shown.insert(root);
            let children = self.children(root);
            roots.push(html! {
                li { span.root { (self.name(root)) } " " span.tag { "origin" } (children) }
            });
        }
        html! { ul.plain.descent { @for root in roots { (root) } } }
    }

    fn children(&mut self, parent: NodeId) -> Markup {
        let lines: Vec<&Edge> =
            self.below.get(&parent).into_iter().flat_map(|below| below.values().copied()).collect();
        if lines.is_empty() {
            return Markup::default();
        }
        let mut items = Vec::new();
        for line in lines {
            if self.room == 0 {
                break;
            }
            self.room -= 1;
            let again = !self.shown.insert(line.to);
            let children = if again { Markup::default() } else { self.children(line.to) };
            items.push(html! {
                li.inferred[line.certainty == Certain::Inferred] {
                    (self.name(line.to))
                    @if again { span.faint { " (as well)" } }
                    (self.line(line))
                    (children)
                }
            });
        }
        html! { ul { @for item in items { (item) } } }
    }

    /// An account that has the claim leads to its words there.
    fn name(&self, id: NodeId) -> Markup {
        let member = match id {
            NodeId::Account(account) => self.members.get(&account),
            NodeId::Source(_) => None,
        };
        match (member, id) {
            (Some(passage), _) => html! {
                a href=(self.view.passage_href(passage)) { (self.view.collection.node(id)) }
            },
            (None, NodeId::Account(_)) => html! {
                (node(self.view, id)) span.faint { " (does not have it)" }
            },
            (None, NodeId::Source(_)) => html! {
                (node(self.view, id)) span.faint { " (not among the accounts)" }
            },
        }
    }

    /// How a line shows, what hangs on it, and the way to contradict it.
    fn line(&self, line: &Edge) -> Markup {
        let if_wrong =
            self.claim.if_wrong.iter().find(|one| (one.from, one.to) == (line.from, line.to));
        let named = format!("{}-{}", line.from, line.to);
        html! {
            span.small.line {
                " " span.tag {
                    @match line.certainty {
                        Certain::Stated => { "says so itself" }
                        Certain::Inferred => { "shown by the texts" }
                    }
                }
                @if let Some(passage) = shows(line) { " " (beginning(self.view, passage)) }
                @if let Some(one) = if_wrong {
                    " " span.if_wrong {
                        "If this line is wrong: " (count(one.origins as usize, "origin"))
                    }
                }
            }
            @if self.view.live.is_some() {
                details.judging {
                    summary { "Is this line wrong?" }
                    (self.view.judge(
                        Judging { one: &named, ..Judging::default() },
                        Verdict::Different,
                        "This line of descent is wrong",
                    ))
                }
            }
        }
    }
}
