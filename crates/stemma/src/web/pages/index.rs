//! All stories.

use maud::html;
use stemma_core::{SagaLink, Story};

use super::super::{Page, Target, View};
use crate::days;
use crate::weaving::count;

/// The page of all stories, those with the most accounts first.
pub(in crate::web) fn page(view: View<'_>) -> Page {
    let mut stories: Vec<&Story> = view.telling.woven.stories.iter().collect();
    stories.sort_by_key(|story| (std::cmp::Reverse(story.accounts.len()), story.id));
    let accounts = view.telling.accounts().len();
    let body = html! {
        h1 { "Stories" }
        p.faint { (count(stories.len(), "story")) " in " (count(accounts, "account")) }
        @if stories.is_empty() {
            p { "Nothing was read yet: " code { "stemma read FOLDER" } " reads accounts." }
        }
        ol.plain.stories {
            @for story in stories { (one(view, story)) }
        }
    };
    Page::new("Stories", body)
}

fn one(view: View<'_>, story: &Story) -> maud::Markup {
    let telling = view.telling;
    let claims = telling.claims_in(story.id);
    let differing = claims.filter(|claim| !claim.differences.is_empty()).count();
    let links = telling.woven.sagas.iter().flat_map(|saga| &saga.links);
    let before = links.filter(|link| link.to == story.id);
    html! {
        li {
            h2 { a href=(view.href(&Target::Story(story.id))) { (story.title) } }
            p.small.faint {
                (count(story.accounts.len(), "account"))
                @if let Some((first, last)) = telling.reported(story) {
                    " · reported " (days::range(first, last))
                }
                @if differing > 0 { " · they differ in " (count(differing, "claim")) }
            }
            @for SagaLink { from, .. } in before {
                @if let Some(earlier) = telling.story(*from) {
                    p.small.faint {
                        "goes on from "
                        a href=(view.href(&Target::Story(*from))) { (earlier.title) }
                    }
                }
            }
        }
    }
}
