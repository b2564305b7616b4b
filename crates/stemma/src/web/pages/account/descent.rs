//! Where an account has it from, who has it from there, and what it may be compared with.

use maud::{Markup, html};
use stemma_core::{AccountId, Certain, Edge, NodeId, Verdict};

use super::super::super::judge::Judging;
use super::super::super::{Target, View};
use super::super::compare::offered;

/// Evidence beyond this opens.
const MOST_EVIDENCE: usize = 2;
/// Accounts beyond these open.
const MOST_LINES: usize = 6;

/// The lines of descent that lead to the account and away from it.
pub(super) fn section(view: View<'_>, id: AccountId) -> Markup {
    let node = NodeId::Account(id);
    let into: Vec<&Edge> = view.collection.edges_into(node).collect();
    let from: Vec<&Edge> = view.collection.edges_from(node).collect();
    html! {
        section.has-from {
            div {
                h2 { "Where it has it from" }
                @if into.is_empty() {
                    p.faint { "It names no source that is known, and repeats no other account." }
                }
                (lines(view, &into, |edge| edge.from))
            }
            div {
                h2 { "Who has it from here" }
                @if from.is_empty() { p.faint { "Nobody that is known." } }
                (lines(view, &from, |edge| edge.to))
            }
        }
    }
}

fn lines(view: View<'_>, edges: &[&Edge], end: impl Fn(&Edge) -> NodeId) -> Markup {
    let (first, rest) = edges.split_at(edges.len().min(MOST_LINES));
    html! {
        @if !first.is_empty() {
            ul.plain { @for edge in first { (line(view, edge, end(edge))) } }
        }
        @if !rest.is_empty() {
            details {
                summary { "and " (rest.len()) " more" }
                ul.plain { @for edge in rest { (line(view, edge, end(edge))) } }
            }
        }
    }
}

fn line(view: View<'_>, edge: &Edge, end: NodeId) -> Markup {
    let (first, rest) = edge.evidence.split_at(edge.evidence.len().min(MOST_EVIDENCE));
    html! {
        li.(certain(edge.certainty)) {
            p {
                (node(view, end)) " "
                span.tag { (certain(edge.certainty)) }
                span.small.faint { " " (how(edge)) }
            }
            @for passage in first { p.small { "“" (view.words(passage)) "”" } }
            @if !rest.is_empty() {
                details.small {
                    summary { (rest.len()) " more" }
                    @for passage in rest { p { "“" (view.words(passage)) "”" } }
                }
            }
            @if view.live.is_some() {
                details.small {
                    summary { "Judge" }
                    (view.judge(
                        Judging { one: &format!("{}-{}", edge.from, edge.to), ..Judging::default() },
                        Verdict::Different,
                        "It does not have it from there",
                    ))
                }
            }
        }
    }
}

/// A node of the lineage, which leads to its page where it has one.
pub(in crate::web) fn node(view: View<'_>, id: NodeId) -> Markup {
    match id {
        NodeId::Account(account) => html! { (account.0) " " (view.source(account)) },
        NodeId::Source(_) => {
            let name = view.collection.node(id);
            let entity = view.collection.entity_of_node(id);
            let href = entity.map(|entity| view.href(&Target::Entity(entity)));
            href.map_or_else(|| html! { (name) }, |href| html! { a href=(href) { (name) } })
        }
    }
}

/// The word for how a line shows; also a class.
pub(in crate::web) fn certain(certain: Certain) -> &'static str {
    match certain {
        Certain::Stated => "stated",
        Certain::Inferred => "inferred",
    }
}

/// How a line shows, in words.
fn how(edge: &Edge) -> String {
    let how = match edge.certainty {
        Certain::Stated => "says so itself",
        Certain::Inferred => "the texts show it",
    };
    match edge.statements.len() {
        0 => how.to_owned(),
        n => format!("{how}, of {}", stemma_tell::plural::count(n, "statement")),
    }
}

/// Other accounts to lay beside this one.
pub(super) fn comparing(view: View<'_>, id: AccountId) -> Markup {
    let offered = offered(view.collection, id);
    let story = view.collection.story_of(id);
    let others: Vec<AccountId> = (story.iter().flat_map(|story| &story.accounts))
        .copied()
        .filter(|&other| other != id)
        .collect();
    html! {
        @if !others.is_empty() {
            section.comparing {
                h2 { "Compare" }
                @if offered.is_empty() {
                    p.faint { "No other account of its story shares a claim with it." }
                } @else {
                    ul.plain.offered {
                        @for (other, why) in &offered {
                            li {
                                a href=(view.href(&pair(id, *other))) {
                                    "with " (other.0) " " (view.collection.outlet(*other))
                                }
                                span.small.faint { " " (why) }
                            }
                        }
                    }
                }
                @if view.live.is_some() && others.len() > offered.len() { (choosing(view, id, &others)) }
            }
        }
    }
}

/// A comparison of two, under one address whichever of them a reader comes from.
pub(in crate::web) fn pair(one: AccountId, other: AccountId) -> Target {
    Target::Compare(vec![one.min(other), one.max(other)])
}

/// A form to choose any others of the story.
fn choosing(view: View<'_>, id: AccountId, others: &[AccountId]) -> Markup {
    let name = |other: AccountId| {
        let title =
            view.collection.account(other).and_then(|stored| stored.account.title.as_deref());
        let title = title.map(|title| format!(": {}", crate::page::shortened(title, 60)));
        format!("{} {}{}", other.0, view.collection.outlet(other), title.unwrap_or_default())
    };
    html! {
        details {
            summary { "Choose others" }
            form.choose method="get" action=(view.href_to("compare")) {
                input type="hidden" name="of" value=(view.collection.slug(id));
                @for (n, label) in [(2, "with"), (3, "and"), (4, "and")] {
                    label {
                        (label) " "
                        select name="of" required[n == 2] {
                            option value="" { "—" }
                            @for &other in others {
                                option value=(view.collection.slug(other)) { (name(other)) }
                            }
                        }
                    }
                }
                button { "Compare" }
            }
        }
    }
}
