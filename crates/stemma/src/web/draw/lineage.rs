//! What descends from what, as a drawing: time runs downward.
//!
//! A layered drawing after Sugiyama, Tagawa and Toda (1981): rows are days, and within a day what
//! descends stands below what it descends from; lines over several rows get a place in each; the
//! order within rows follows barycentres, the one with the fewest crossings is kept; places across
//! are as near to those of their neighbours as the boxes let them be.

mod graph;
mod layout;
mod list;
mod svg;

#[cfg(test)]
mod tests;

use maud::{Markup, html};
use stemma_core::{AccountId, Story};

use crate::web::pages::account::node;
use crate::web::target::Part;
use crate::web::{Target, View};
use graph::Graph;

/// Lines of a group in a drawing that is not whole.
const MOST_IN_GROUP: usize = 6;

/// Lines of the list beneath a whole drawing; more have a page of their own. Set by hand.
const LISTED: usize = 150;

/// The list alone, whole; `None` where it stands whole beneath the drawing.
pub(in crate::web) fn listed(view: View<'_>, story: &Story) -> Option<Markup> {
    let many = graph::edges(view.collection, story).len() > LISTED;
    many.then(|| list::list(view, story, usize::MAX, ""))
}

/// The lineage of a story, with no more than `most` boxes in the drawing and lines in the list; what
/// goes beyond is counted, and leads to the page of the whole. The same as nested lists stands
/// beneath it.
pub(in crate::web) fn drawing(view: View<'_>, story: &Story, most: usize) -> Markup {
    let mut graph = Graph::of(view.collection, story);
    let alone = graph.alone(story);
    let page = |n| view.href(&Target::Part(story.id, Part::Lineage, n));
    let whole = page(1);
    let is_whole = most == usize::MAX;
    let (listed, whole_list) = if is_whole { (LISTED, page(2)) } else { (most, page(1)) };
    let in_group = if is_whole { usize::MAX } else { MOST_IN_GROUP };
    let left = graph.trim(most);
    let nothing = graph.boxes.is_empty();
    html! {
        @if nothing {
            p.faint { "No account names a source that is known, and none repeats another." }
        } @else {
            figure.lineage {
                div.scroll tabindex="0" role="region" aria-label="What descends from what, drawn" {
                    (svg::svg(view, &graph, in_group, &whole))
                }
                figcaption { (svg::legend()) }
            }
            @if left > 0 {
                p.small { a href=(whole) { "The whole drawing" } " has " (left) " more." }
            }
            details.descends {
                summary { "The same as a list, with the words that show it" }
                (list::list(view, story, listed, &whole_list))
            }
        }
        @if !nothing && !alone.is_empty() { (standing_alone(view, &alone, most, &whole)) }
    }
}

/// Accounts that no line touches.
fn standing_alone(view: View<'_>, alone: &[AccountId], most: usize, whole: &str) -> Markup {
    let shown = &alone[..alone.len().min(most)];
    html! {
        p.small {
            @if alone.len() == 1 { "Names no source that is known and repeats no other: " }
            @else { (alone.len()) " name no source that is known and repeat no other: " }
            @for (n, &id) in shown.iter().enumerate() {
                @if n > 0 { "; " }
                (node(view, stemma_core::NodeId::Account(id)))
            }
            @if shown.len() < alone.len() {
                "; " a href=(whole) { "and " (alone.len() - shown.len()) " more" }
            }
        }
    }
}
