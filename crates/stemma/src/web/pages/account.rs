//! An account as it was read, with what was found in it beside it.
//!
//! Every passage that any page leads to is an element of this one, under the id that
//! [`Collection::anchor`](stemma_tell::collection::Collection::anchor) gives it. Verbatim words stand in elements
//! with `data-of` (`t`, `title`, `d2`: the beginning of an id) and `data-from`, the characters that
//! stand before them in that text; their text content is the account's, character for character.

mod body;
mod descent;
mod notes;

#[cfg(test)]
mod tests;

use maud::{Markup, html};
use stemma_core::Stored;
use stemma_core::{AccountId, BasisKind, Place};

use super::super::{Page, Target, View};
use stemma_tell::address::safe_address;
use stemma_tell::days;

pub(in crate::web) use descent::{certain, node, pair};

/// The page of an account.
pub(in crate::web) fn page(view: View<'_>, id: AccountId) -> Option<Page> {
    let stored = view.collection.account(id)?;
    let body = body::Body::of(view, stored);
    let title = stored.account.title.as_deref().unwrap_or("(no title)");
    let markup = html! {
        article.account data-account=(id.0) {
            (head(view, stored, &body))
            (descent::section(view, id))
            (descent::comparing(view, id))
            h2 #text { "The text as read" }
            (body.text())
            (citation(view, stored))
        }
    };
    Some(Page::new(format!("{title} · {}", view.collection.outlet(id)), markup))
}

fn head(view: View<'_>, stored: &Stored, body: &body::Body<'_>) -> Markup {
    let (id, account) = (stored.id, &stored.account);
    let published = view.collection.published(id);
    let basis = published.and_then(|published| published.basis.as_ref());
    html! {
        header {
            p.small.faint {
                "Account " (id.0)
                @if let Some(story) = view.collection.story_of(id) {
                    " of the story "
                    a href=(view.href(&Target::Story(story.id))) { (story.title) }
                }
            }
            (body.title())
            p.source {
                span.outlet { (view.collection.outlet(id)) } " · " (view.day(id))
                @if !account.authors.is_empty() { " · by " (account.authors.join(", ")) }
            }
            dl.facts {
                @if let Some(basis) = basis {
                    dt { "Day from" }
                    dd {
                        (basis_words(basis.kind))
                        @if let Some(place) = basis.place {
                            ": “" (view.words(&Place { ..place }.in_account(id))) "”"
                        } @else if !basis.words.is_empty() {
                            ": " code { (basis.words) }
                        }
                    }
                }
                @if let Some(url) = account.url.as_deref() {
                    dt { "Original" }
                    dd {
                        @match safe_address(url) {
                            Some(address) => { a href=(address) rel="noreferrer noopener" { (address) } }
                            None => { (url) }
                        }
                    }
                }
                @if let Some(language) = &account.language { dt { "Language" } dd { (language) } }
                dt { "Read from" } dd { (account.source) }
                @if let Some(key) = &account.key { dt { "Key" } dd { (key) } }
                dt { "SHA-256" } dd { code { (stored.sha256) } }
                @if stored.version > 1 { dt { "Version" } dd { (stored.version) " of this source" } }
            }
        }
    }
}

fn basis_words(kind: BasisKind) -> &'static str {
    match kind {
        BasisKind::Metadata => "what the page says of itself",
        BasisKind::Dateline => "the dateline",
        BasisKind::Given => "what came with it",
        BasisKind::Inferred => "what accounts say together",
    }
}

/// How to name this account elsewhere.
fn citation(view: View<'_>, stored: &Stored) -> Markup {
    let (id, account) = (stored.id, &stored.account);
    html! {
        section #cite {
            h2 { "To cite" }
            p.citation {
                (view.collection.outlet(id)) ": "
                @if let Some(title) = &account.title { "“" (title) "”, " }
                (view.collection.published(id).map(days::published).unwrap_or_default()) ". "
                @if let Some(url) = account.url.as_deref().and_then(safe_address) { (url) ". " }
                "SHA-256 of the text " (stored.sha256) "."
            }
            p.small {
                a href=(view.account_href(id)) { "Permanent link to this account" }
                "; its address is made from its text, outlet, title and file name, and holds whatever "
                "is read beside it. A link to any words of it "
                "ends in " code { "#t" } ", the characters that stand before them, "
                code { "-" } ", and those up to their end."
            }
        }
    }
}
