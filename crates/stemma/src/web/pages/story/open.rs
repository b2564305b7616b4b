//! What is not established.

use maud::{Markup, html};
use stemma_core::Passage;

use super::shown::evidence;
use crate::web::View;

/// Places of an open question beyond these are folded.
const MOST_PLACES: usize = 6;

/// Open questions, each with the words that raise it.
pub(in crate::web::pages) fn questions(
    view: View<'_>,
    questions: &[(String, Vec<Passage>)],
) -> Markup {
    html! {
        ul.plain.questions {
            @for (text, passages) in questions {
                li data-item {
                    p { (text) }
                    (evidence(view, passages, MOST_PLACES))
                }
            }
        }
    }
}
