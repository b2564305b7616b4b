//! The accounts of a story, a row each.

use std::collections::BTreeMap;

use maud::{Markup, html};
use stemma_core::{AccountId, Certain, Edge, Field, NodeId, Place, Span};

use super::shown::beginning;
use crate::web::{Target, View};

/// A table of accounts: number, outlet, day, title, length, and whence each has its words.
pub(in crate::web::pages) fn rows(view: View<'_>, accounts: &[AccountId]) -> Markup {
    html! {
        // The roles say that it is a table where a narrow screen stacks its cells.
        table.accounts role="table" {
            thead role="rowgroup" {
                tr role="row" {
                    th scope="col" role="columnheader" { "No." }
                    th scope="col" role="columnheader" { "Outlet" }
                    th scope="col" role="columnheader" { "Reported" }
                    th scope="col" role="columnheader" { "Title" }
                    th.right scope="col" role="columnheader" { "Words" }
                    th scope="col" role="columnheader" { "Has it from" }
                }
            }
            tbody role="rowgroup" { @for &id in accounts { (row(view, id)) } }
        }
    }
}

fn row(view: View<'_>, id: AccountId) -> Markup {
    let Some(stored) = view.collection.account(id) else {
        return Markup::default();
    };
    let title = stored.account.title.as_deref().map(|title| {
        let span = Span::new(0, title.len());
        Place { of: Field::Title, span }.in_account(id)
    });
    let words = stored.account.text.split_whitespace().count();
    html! {
        tr data-item role="row" {
            td.n role="cell" { (id.0) }
            td.outlet role="cell" { a href=(view.account_href(id)) { (view.collection.outlet(id)) } }
            td.day role="cell" { (view.day(id)) }
            td.title role="cell" {
                @match title {
                    Some(title) => { (view.words(&title)) }
                    None => { a.faint href=(view.account_href(id)) { "no title" } }
                }
            }
            td.right.length role="cell" { (words) span.unit { " words" } }
            td.parents role="cell" { (parents(view, id)) }
        }
    }
}

/// Whence an account has its words, as far as that is known.
fn parents(view: View<'_>, id: AccountId) -> Markup {
    let mut parents: BTreeMap<NodeId, &Edge> = BTreeMap::new();
    for edge in view.collection.edges_into(NodeId::Account(id)) {
        let known = parents.entry(edge.from).or_insert(edge);
        if (edge.certainty, known.certainty) == (Certain::Stated, Certain::Inferred) {
            *known = edge;
        }
    }
    html! {
        @if parents.is_empty() {
            span.faint { "names none, repeats none" }
        } @else {
            ul.plain {
                @for edge in parents.values() {
                    li {
                        span.hidden { "has it from " }
                        (node(view, edge.from)) " "
                        @match edge.certainty {
                            Certain::Stated => { span.small.faint { "says so" } }
                            Certain::Inferred => { span.small.faint { "shown by the texts" } }
                        }
                        @if let Some(passage) = shows(edge) {
                            span.small { ": " (beginning(view, passage)) }
                        }
                    }
                }
            }
        }
    }
}

/// The words that show a line best: those of the descendant betray the descent.
pub(super) fn shows(edge: &Edge) -> Option<&stemma_core::Passage> {
    let of_descendant =
        |passage: &&stemma_core::Passage| NodeId::Account(passage.account) == edge.to;
    edge.evidence.iter().find(of_descendant).or(edge.evidence.first())
}

/// A node of the lineage by name: an account leads to its page, a source to whom it is.
pub(super) fn node(view: View<'_>, id: NodeId) -> Markup {
    match id {
        NodeId::Account(account) => html! {
            a href=(view.account_href(account)) { (view.collection.node(id)) }
        },
        NodeId::Source(_) => {
            let name = view.collection.node(id);
            let entity = view.collection.entity_of_node(id);
            let href = entity.map(|entity| view.href(&Target::Entity(entity)));
            html! {
                @if let Some(href) = href { a href=(href) { (name) } } @else { span { (name) } }
            }
        }
    }
}
