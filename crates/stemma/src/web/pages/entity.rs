//! Somebody or something, across accounts, on one page to cite: names, offices, what it says, what
//! is said of it, and why its names are one.

mod called;
mod named;
mod reasons;
mod said;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use maud::{Markup, html};
use stemma_core::{AccountId, Entity, EntityId, Passage, Verdict};

use super::super::judge::Judging;
use super::super::target::{EntityPart, kind_of};
use super::super::{Page, Target, View};
use stemma_tell::collection::Collection;
use stemma_tell::days;
use stemma_tell::plural::count;

/// Texts and names that a citation names, and characters of a text's digest.
const CITED: usize = 12;

/// The page of an entity.
pub(in crate::web) fn page(view: View<'_>, id: EntityId) -> Option<Page> {
    let collection = view.collection;
    let entity = collection.entity(id)?;
    let body = html! {
        article.of-entity {
            header {
                p.small.faint { (capital(kind_of(entity.kind))) " · " code { "e" (id.0) } }
                h1 { (entity.name) }
                p.faint { (summary(collection, entity)) }
            }
            (called::names(view, entity))
            (called::roles(view, entity))
            @for part in [EntityPart::Said, EntityPart::Of] { (said::section(view, id, part)) }
            (named::mentions(view, entity))
            (reasons::section(view, entity))
            (judging(view, entity))
            (citation(view, entity))
        }
    };
    Some(Page::new(entity.name.clone(), body))
}

/// What does not fit there, on pages from 1.
pub(in crate::web) fn part(
    view: View<'_>,
    id: EntityId,
    part: EntityPart,
    n: usize,
) -> Option<Page> {
    let entity = view.collection.entity(id)?;
    let at = n.checked_sub(1)?;
    let (head, body, pages) = match part {
        EntityPart::Said | EntityPart::Of => said::part(view, id, part, at)?,
        EntityPart::Names => called::names_part(view, entity, at)?,
        EntityPart::Roles => called::roles_part(view, entity, at)?,
        EntityPart::Mentions => named::part(view, entity, at)?,
        EntityPart::Reasons => reasons::part(view, entity, at)?,
    };
    let title = format!("{}: {head}", entity.name);
    let markup = html! {
        article.of-entity {
            p.small { a href=(view.href(&Target::Entity(id))) { (entity.name) } }
            h1 { (capital(head)) @if pages > 1 { ", page " (n) " of " (pages) } }
            (body)
            @if pages > 1 {
                nav.pages aria-label="Pages" {
                    ol.plain {
                        @for page in 1..=pages {
                            @let here = (page == n).then_some("page");
                            li {
                                a href=(view.href(&Target::EntityPart(id, part, page))) aria-current=[here] {
                                    (page)
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    Some(Page::new(title, markup))
}

/// `3 accounts · reported 5–9 May 2031`.
fn summary(collection: &Collection, entity: &Entity) -> String {
    let accounts = accounts(entity);
    let published = accounts.iter().filter_map(|&id| collection.published(id)?.value);
    let days: BTreeSet<_> = published.collect();
    let mut summary = format!("in {}", count(accounts.len(), "account"));
    if let (Some(&first), Some(&last)) = (days.first(), days.last()) {
        summary += &format!(" · reported {}", days::range(first, last));
    }
    summary
}

/// The accounts that speak of an entity.
fn accounts(entity: &Entity) -> BTreeSet<AccountId> {
    entity.members.iter().map(|&(account, _)| account).collect()
}

/// Where a person says whom else this is.
fn judging(view: View<'_>, entity: &Entity) -> Markup {
    let Some(live) = view.live else {
        return Markup::default();
    };
    let collection = view.collection;
    let one = format!("e{}", entity.id.0);
    let alike = collection.names().alike(collection, entity);
    html! {
        section.judging {
            h2 { "Judge" }
            form.judge method="post" action=(view.href_to("judge")) {
                input type="hidden" name="token" value=(live.token);
                input type="hidden" name="back" value=(view.target.path(collection));
                input type="hidden" name="one" value=(one);
                input type="hidden" name="verdict" value="same";
                label for="same-as" { "The same as" }
                input #same-as name="other" required placeholder="a name, or e12" autocomplete="off";
                label.hidden for="same-because" { "The reason why they are the same" }
                input #same-because name="because" placeholder="because …" autocomplete="off";
                button { "They are one" }
            }
            @if !alike.is_empty() {
                h3 { "Names like this one" }
                ul.plain {
                    @for other in alike {
                        @let other_name = format!("e{}", other.0);
                        li {
                            (view.entity(other)) " " span.small.faint { (other_name) }
                            (view.judge(
                                Judging { one: &one, other: Some(&other_name), who: false },
                                Verdict::Same,
                                "They are one",
                            ))
                        }
                    }
                }
            }
        }
    }
}

/// How to name this page elsewhere.
fn citation(view: View<'_>, entity: &Entity) -> Markup {
    let collection = view.collection;
    let accounts = accounts(entity);
    let mut digests: Vec<&str> = Vec::new();
    for stored in accounts.iter().filter_map(|&id| collection.account(id)) {
        let start = stored.sha256.get(..CITED).unwrap_or(&stored.sha256);
        // Copies have one text.
        if !digests.contains(&start) {
            digests.push(start);
        }
        if digests.len() > CITED {
            break;
        }
    }
    let names: Vec<&str> = entity.names.iter().map(|name| name.text.as_str()).collect();
    html! {
        section #cite {
            h2 { "To cite" }
            p.citation {
                (entity.name) " (" (kind_of(entity.kind)) "), " (summary(collection, entity))
                @if names.len() > 1 {
                    ", as " (names[..names.len().min(CITED)].join("; "))
                    @if names.len() > CITED { "; …" }
                }
                ". Texts by SHA-256: " (digests[..digests.len().min(CITED)].join(", "))
                @if digests.len() > CITED { ", …" }
                "."
            }
            p.small {
                a href=(view.href(&Target::Entity(entity.id))) { "Link to this page" }
                "; its number holds as long as the collection does: more accounts may move it, never the "
                "digests of the texts."
            }
        }
    }
}

/// A sign of the account in which something stands: outlet and day, leading to the words. It is not
/// the words, so that it is not cited as such.
fn place(view: View<'_>, passage: &Passage) -> Markup {
    html! {
        a href=(view.passage_href(passage)) { (view.collection.outlet(passage.account)) }
        " " (view.day(passage.account))
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
