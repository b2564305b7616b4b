//! All stories.

use maud::{Markup, html};
use stemma_core::Story;

use super::super::{Page, Target, View};
use super::story::saga;
use stemma_tell::days;
use stemma_tell::plural::count;

/// The page of all stories, those with the most accounts first; what a single account tells last.
pub(in crate::web) fn page(view: View<'_>) -> Page {
    let mut stories: Vec<&Story> = view.collection.woven.stories.iter().collect();
    stories.sort_by_key(|story| (std::cmp::Reverse(story.accounts.len()), story.id));
    let alone = stories.partition_point(|story| story.accounts.len() > 1);
    let (told, alone) = stories.split_at(alone);
    let accounts = view.collection.accounts().len();
    let body = html! {
        h1 { "Stories" }
        p.faint { (count(stories.len(), "story")) " in " (count(accounts, "account")) }
        @if stories.is_empty() {
            p { "Nothing was read yet: " code { "stemma read FOLDER" } " reads accounts." }
        }
        ol.plain.stories { @for story in told { (one(view, story)) } }
        @if !alone.is_empty() {
            h2 #alone { "Told by one account" }
            ul.plain.stories.alone {
                @for story in alone {
                    li data-item {
                        a.words href=(view.href(&Target::Story(story.id))) { (story.title) }
                        @for &id in &story.accounts { " " (view.source(id)) }
                    }
                }
            }
        }
    };
    Page::new("Stories", body)
}

fn one(view: View<'_>, story: &Story) -> Markup {
    let collection = view.collection;
    let claims = || collection.claims_in(story.id);
    let differing = claims().filter(|claim| !claim.differences.is_empty()).count();
    let shared = claims().filter(|claim| claim.accounts().len() > 1).count();
    html! {
        li.story data-item {
            h2 { a.words href=(view.href(&Target::Story(story.id))) { (story.title) } }
            p.small.faint {
                (count(story.accounts.len(), "account"))
                @if let Some((first, last)) = collection.reported(story) {
                    " · reported " (days::range(first, last))
                }
                @if shared > 0 { " · " (count(shared, "shared claim")) }
                @if differing > 0 { " · they differ in " (count(differing, "claim")) }
            }
            (saga(view, story))
        }
    }
}
