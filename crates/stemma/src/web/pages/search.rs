//! What was found.

use maud::html;

use super::super::{Page, View};
use crate::searching::{Found, Question, Unsearched};

/// The page of a search that nothing was asked of yet.
pub(in crate::web) fn page(_view: View<'_>) -> Page {
    Page::new("Search", html! { h1 { "Search" } })
}

/// The page of a question and its answer.
pub(in crate::web) fn answer(
    view: View<'_>,
    _question: &Question,
    _found: &Result<Found, Unsearched>,
) -> Page {
    page(view)
}
