//! The synopsis of a story: when, who said what, claims side by side, where accounts differ, what
//! each leaves out, whence they have it. What is long is shown in part, and leads to the whole.

mod accounts;
mod claims;
mod descent;
mod differences;
mod left_out;
mod open;
mod said;
mod shown;
mod timeline;

use maud::{Markup, html};
use stemma_core::{Field, NodeId, Place, Span, Story, StoryId};

pub(super) use accounts::rows as accounts;
pub(super) use claims::{Depth, card, judging};
pub(super) use descent::Descent;
pub(super) use differences::cards as differences;
pub(super) use left_out::Matrix;
pub(super) use open::questions;
pub(super) use said::{Spoken, in_time, speakers as said, spoken};
pub(super) use shown::evidence;
pub(super) use timeline::{ON_A_PAGE as DAYS, days};

use super::super::target::Part;
use super::super::{Page, Target, View, draw};
use crate::synopsis::{self, Extent};
use stemma_tell::collection::Collection;
use stemma_tell::days::range;
use stemma_tell::plural::{count, noun};

/// Accounts beyond these are on a page of their own.
const MOST_ACCOUNTS: usize = 40;
/// Nodes of the lineage beyond these are drawn on a page of their own.
const MOST_NODES: usize = 30;

/// A section of the synopsis.
struct Section {
    /// Its name in an address: stable.
    id: &'static str,
    title: &'static str,
    body: Markup,
    /// The page that has all of it, and the words that lead there.
    whole: Option<(Part, String)>,
}

/// The page of a story.
pub(in crate::web) fn page(view: View<'_>, id: StoryId) -> Option<Page> {
    let story = view.collection.story(id)?;
    let sections = sections(view, story);
    let body = html! {
        div.synopsis {
            header.head { (head(view, story)) }
            nav.contents aria-label="On this page" {
                ol.plain {
                    @for section in &sections {
                        li { a href={ "#" (section.id) } { (section.title) } }
                    }
                }
            }
            div.sections {
                @for section in &sections { (shown_section(view, story, section)) }
            }
        }
    };
    Some(Page::new(story.title.clone(), body).wide())
}

fn shown_section(view: View<'_>, story: &Story, section: &Section) -> Markup {
    html! {
        section aria-labelledby=(section.id) {
            h2 id=(section.id) {
                (section.title)
                " " a.self href={ "#" (section.id) } aria-label={ "Link to: " (section.title) } { "#" }
            }
            (section.body)
            @if let Some((part, words)) = &section.whole {
                p.whole { a href=(view.href(&Target::Part(story.id, *part, 1))) { (words) " →" } }
            }
        }
    }
}

/// Title, counts, days, and the stories before and after.
fn head(view: View<'_>, story: &Story) -> Markup {
    let collection = view.collection;
    let claims = collection.claims_in(story.id).count();
    let shared = collection.claims_in(story.id).filter(|claim| claim.accounts().len() > 1).count();
    let outlets = synopsis::outlets(collection, story);
    html! {
        p.kind { "Story " (story.id.0) }
        h1 { (title(view, story)) }
        dl.figures {
            (figure(story.accounts.len(), "account"))
            @if outlets > 0 { (figure(outlets, "outlet")) }
            (figure(claims, "claim"))
            (figure(shared, "shared claim"))
            div {
                dt { "reported" }
                dd {
                    @match collection.reported(story) {
                        Some((first, last)) => { (range(first, last)) }
                        None => { "on days not established" }
                    }
                }
            }
        }
        (saga(view, story))
    }
}

fn figure(n: usize, what: &str) -> Markup {
    html! { div { dt { (noun(what, n)) } dd { (n) } } }
}

/// The title is that of one of the accounts.
fn title(view: View<'_>, story: &Story) -> Markup {
    let of = story.accounts.iter().find(|&&id| {
        let stored = view.collection.account(id);
        stored.and_then(|stored| stored.account.title.as_ref()) == Some(&story.title)
    });
    if let Some(&id) = of {
        let span = Span::new(0, story.title.len());
        view.words(&Place { of: Field::Title, span }.in_account(id))
    } else {
        html! { (story.title) }
    }
}

/// What the story goes on with, and what goes on with it.
pub(super) fn saga(view: View<'_>, story: &Story) -> Markup {
    let collection = view.collection;
    let links = collection.saga_links(story.id).filter_map(|link| {
        let is_later = link.to == story.id;
        let other = collection.story(if is_later { link.from } else { link.to })?;
        Some((if is_later { "Goes on from " } else { "Goes on in " }, other))
    });
    let links: Vec<(&str, &Story)> = links.collect();
    html! {
        @if !links.is_empty() {
            ul.plain.saga.small {
                @for (how, other) in links {
                    li {
                        (how) a href=(view.href(&Target::Story(other.id))) { (other.title) }
                        @if let Some((first, last)) = collection.reported(other) {
                            span.faint { ", reported " (range(first, last)) }
                        }
                    }
                }
            }
        }
    }
}

/// Whether any line of descent leads to an account of the story.
pub(super) fn has_lineage(collection: &Collection, story: &Story) -> bool {
    let mut accounts = story.accounts.iter();
    accounts.any(|&id| collection.edges_into(NodeId::Account(id)).next().is_some())
}

fn sections(view: View<'_>, story: &Story) -> Vec<Section> {
    let collection = view.collection;
    let extent = Extent::USUAL;
    let mut sections = Vec::new();
    let mut add = |id, title, body, whole| sections.push(Section { id, title, body, whole });
    let all = |shown: usize, all: usize, part: Part, what: &str| {
        (all > shown).then(|| (part, format!("All {}", count(all, what))))
    };

    let accounts = &story.accounts[..story.accounts.len().min(MOST_ACCOUNTS)];
    let whole = all(MOST_ACCOUNTS, story.accounts.len(), Part::Accounts, "account");
    add("accounts", "Accounts", self::accounts(view, accounts), whole);

    let partings = synopsis::partings(collection, story);
    if !partings.is_empty() {
        let shown = &partings[..partings.len().min(extent.differences)];
        let whole = all(extent.differences, partings.len(), Part::Differences, "difference");
        add("differences", "Where they differ", differences(view, shown), whole);
    }

    let entries = synopsis::days_of_story(collection, story, extent.days);
    if !entries.is_empty() {
        let whole =
            all(extent.days, collection.timeline_in(story.id).count(), Part::Timeline, "day");
        add("timeline", "When", days(view, &entries, false), whole);
    }

    let (speakers, unnamed) = synopsis::speakers(collection, story);
    if !speakers.is_empty() {
        let shown = &speakers[..speakers.len().min(extent.speakers)];
        let cut = shown.iter().any(|one| one.said.len() > extent.statements);
        let whole = all(extent.speakers, speakers.len(), Part::Said, "speaker");
        let whole = whole.or_else(|| cut.then(|| (Part::Said, "All that was said".to_owned())));
        let body = html! {
            (said(view, &spoken(collection, shown, extent.statements)))
            @if unnamed > 0 {
                p.small.faint { (count(unnamed, "statement")) " whose speaker no account names" }
            }
        };
        add("statements", "Who said what", body, whole);
    }

    let shared = synopsis::shared_claims(collection, story);
    if !shared.is_empty() {
        let descent = Descent::of(collection, story);
        let shown = shared.iter().take(extent.claims);
        let body =
            html! { @for claim in shown { (card(view, story, claim, &descent, Depth::OVERVIEW)) } };
        let claims = collection.claims_in(story.id).count();
        let whole = all(extent.claims.min(shared.len()), claims, Part::Claims, "claim");
        add("claims", "Claims side by side", body, whole);
    }

    if !shared.is_empty() && story.accounts.len() > 1 {
        let matrix = Matrix::new(story, &shared);
        let whole = matrix.overview_is_cut(extent.claims).then(|| {
            (
                Part::LeftOut,
                format!(
                    "{} of {}",
                    count(shared.len(), "shared claim"),
                    count(story.accounts.len(), "account")
                ),
            )
        });
        add("left-out", "What each leaves out", matrix.overview(view, extent.claims), whole);
    }

    if has_lineage(collection, story) {
        let drawing = draw::lineage::drawing(view, story, MOST_NODES);
        let whole = (story.accounts.len() > MOST_NODES)
            .then(|| (Part::Lineage, "The whole lineage".to_owned()));
        add("lineage", "Where it comes from", drawing, whole);
    }

    let open = synopsis::open_questions(collection, story);
    if !open.is_empty() {
        let shown = &open[..open.len().min(extent.questions)];
        let whole = all(extent.questions, open.len(), Part::Open, "open question");
        add("open", "What is not established", questions(view, shown), whole);
    }
    sections
}

#[cfg(test)]
mod tests;
