//! Small things that the sections share: the places of words, and words that are shortened.

use maud::{Markup, html};
use stemma_core::Passage;

use crate::page::shortened;
use crate::web::{Target, View};
use stemma_tell::plural::count;

/// How many places are shown at once, and how many more can be unfolded. Where there are still more,
/// none is unfolded here: they are on the page that has them all.
#[derive(Clone, Copy, Debug)]
pub(in crate::web::pages) struct Most {
    pub(in crate::web::pages) open: usize,
    pub(in crate::web::pages) folded: usize,
}

/// Who has the same words, each leading to them in that account. `elsewhere` is the address of the
/// page that has all of them.
pub(in crate::web::pages) fn places(
    view: View<'_>,
    places: &[Passage],
    most: Most,
    elsewhere: Option<&str>,
) -> Markup {
    // One more takes no more room than its count.
    let open =
        if places.len() == most.open + 1 { places.len() } else { most.open.min(places.len()) };
    let (shown, rest) = places.split_at(open);
    html! {
        ul.plain.places {
            @for (n, passage) in shown.iter().enumerate() {
                (place(view, passage, n > 0 && shown[n - 1].account == passage.account))
            }
            @if rest.is_empty() {}
            @else if let (true, Some(page)) = (rest.len() > most.folded, elsewhere) {
                li { a href=(page) { "and " (rest.len()) " more" } }
            } @else {
                li {
                    details {
                        summary { "and " (rest.len()) " more" }
                        ul.plain.places { @for passage in rest { (place(view, passage, false)) } }
                    }
                }
            }
        }
    }
}

/// One place: who has the words, and when that was reported; both stand before it where the same
/// account has them again. It is a sign of ours and not the words, so that it is not cited as such.
fn place(view: View<'_>, passage: &Passage, again: bool) -> Markup {
    let id = passage.account;
    if again {
        return html! {
            li {
                a href=(view.passage_href(passage)) {
                    "and again" span.hidden { " in " (id.0) }
                }
            }
        };
    }
    html! {
        li {
            a.outlet href=(view.passage_href(passage)) {
                span.n { (id.0) } " " (view.collection.outlet(id))
            }
            " " (view.day(id))
        }
    }
}

/// Columns that a beginning takes.
const BEGINNING: usize = 140;

/// The beginning of a passage's words; it leads to all of them.
pub(in crate::web::pages) fn beginning(view: View<'_>, passage: &Passage) -> Markup {
    let words = view.collection.words(passage);
    let short = shortened(words, BEGINNING);
    html! {
        // What is shortened is not the passage, so that it is not cited as such.
        a.words href=(view.passage_href(passage)) data-account=(passage.account.0) { (short) }
    }
}

/// Of places beyond the first few so many can be unfolded.
const UNFOLDED: usize = 40;

/// The words that show something, each with its place; those beyond the first few can be unfolded.
pub(in crate::web::pages) fn evidence(view: View<'_>, passages: &[Passage], most: usize) -> Markup {
    let (shown, rest) = passages.split_at(most.min(passages.len()));
    let (folded, left) = rest.split_at(UNFOLDED.min(rest.len()));
    let item =
        |passage| html! { li { (beginning(view, passage)) " " (view.source(passage.account)) } };
    html! {
        ul.plain.evidence { @for passage in shown { (item(passage)) } }
        @if let Some(first) = folded.first() {
            details.small {
                summary.faint {
                    "and " (count(rest.len(), "more place"))
                    // Many of these stand on a page: by ear they must differ.
                    span.hidden { ", first in " (view.collection.outlet(first.account)) }
                }
                ul.plain.evidence { @for passage in folded { (item(passage)) } }
                @if !left.is_empty() {
                    p.faint {
                        "and " (left.len()) " more, as in the "
                        a href=(view.href(&Target::Exports)) { "exports" }
                    }
                }
            }
        }
    }
}
