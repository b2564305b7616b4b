//! What descends from what, as a drawing: time runs downward.

use maud::{Markup, html};
use stemma_core::Story;

use crate::web::View;

/// The lineage of a story, with no more than `most` nodes of its own in the drawing; what a node
/// stands for beyond that is listed beneath it.
pub(in crate::web) fn drawing(_view: View<'_>, _story: &Story, _most: usize) -> Markup {
    html! {}
}
