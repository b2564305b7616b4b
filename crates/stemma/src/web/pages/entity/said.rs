//! What an entity says, and what others say of it, by the day of the report.

use jiff::civil::Date;
use maud::{Markup, html};
use stemma_core::{AccountId, EntityId, Field, Manner, Place, Speaker};

use super::super::super::target::EntityPart;
use super::super::super::{Target, View};
use crate::synopsis::stance;
use stemma_tell::collection::{Collection, Said};
use stemma_tell::days;
use stemma_tell::plural::count;

/// Statements on the entity's own page, and on each page of statements.
const SHOWN: usize = 40;
const ON_A_PAGE: usize = 200;
/// Claims named beside a statement.
const CLAIMS: usize = 3;

/// Statements by the day of the report; those whose day is not established last.
fn by_day(collection: &Collection, id: EntityId, part: EntityPart) -> Vec<Said<'_>> {
    let mut all: Vec<Said<'_>> = match part {
        EntityPart::Said => collection.said_by(id).collect(),
        _ => collection.said_of(id).collect(),
    };
    all.retain(|(_, _, statement)| !statement.content.is_empty());
    // Where bounds alone are established, they begin a stretch of their own.
    let day = |account: AccountId| -> (bool, Option<Date>, bool, Option<Date>) {
        let published = collection.published(account);
        let day = published.and_then(|known| known.value.or(known.earliest).or(known.latest));
        let is_open = published.is_none_or(|known| known.value.is_none());
        (day.is_none(), day, is_open, published.and_then(|known| known.latest))
    };
    all.sort_by_key(|&(account, n, _)| (day(account), account, n));
    all
}

fn head(part: EntityPart) -> &'static str {
    match part {
        EntityPart::Said => "what it says",
        _ => "what others say of it",
    }
}

/// The section of the entity's own page.
pub(super) fn section(view: View<'_>, id: EntityId, part: EntityPart) -> Markup {
    let all = by_day(view.collection, id, part);
    if all.is_empty() {
        return Markup::default();
    }
    let (anchor, title) = match part {
        EntityPart::Said => ("said", "Statements"),
        _ => ("of", "Statements of others that mention it"),
    };
    html! {
        section {
            h2 id=(anchor) { (title) }
            p.faint.small { (count(all.len(), "statement")) ", by the day of the report" }
            (days(view, &all[..all.len().min(SHOWN)], part))
            @if all.len() > SHOWN {
                p {
                    a href=(view.href(&Target::EntityPart(id, part, 1))) {
                        "All " (all.len()) " statements"
                    }
                }
            }
        }
    }
}

/// A page of statements.
pub(super) fn part(
    view: View<'_>,
    id: EntityId,
    part: EntityPart,
    at: usize,
) -> Option<(&'static str, Markup, usize)> {
    let all = by_day(view.collection, id, part);
    let here = all.chunks(ON_A_PAGE).nth(at)?;
    Some((head(part), days(view, here, part), all.len().div_ceil(ON_A_PAGE)))
}

fn days(view: View<'_>, those: &[Said<'_>], part: EntityPart) -> Markup {
    let told = |account: AccountId| {
        let published = view.collection.published(account);
        published.map_or_else(|| "day not established".to_owned(), days::published)
    };
    let of_a_day = those.chunk_by(|(one, ..), (other, ..)| told(*one) == told(*other));
    html! {
        ol.plain.days {
            @for those in of_a_day {
                li {
                    h3 { (told(those[0].0)) }
                    ul.plain {
                        @for said in those { (one(view, said, part)) }
                    }
                }
            }
        }
    }
}

fn one(view: View<'_>, &(account, n, statement): &Said<'_>, part: EntityPart) -> Markup {
    let collection = view.collection;
    let passage = |span| Place { of: statement.of, span }.in_account(account);
    let speaker = |speaker: &Speaker| {
        let entity = speaker.entity.and_then(|local| collection.entity_of(account, local));
        html! {
            @match entity {
                Some(id) => { (view.entity(id)) }
                None => { (view.words(&passage(speaker.span))) }
            }
        }
    };
    let is_direct = statement.manner == Manner::Direct;
    let stance = stance(statement);
    let claims: Vec<_> = collection.claims_of(account, n).map(|claim| claim.id).collect();
    html! {
        li.statement data-item {
            figure.quotation {
                blockquote {
                    @if !stance.is_empty() { span.tag { (stance.trim_end_matches(':')) } " " }
                    @if is_direct { "“" }
                    @for (at, &span) in statement.content.iter().enumerate() {
                        @if at > 0 { " … " }
                        (view.words(&passage(span)))
                    }
                    @if is_direct { "”" }
                }
                figcaption {
                    @if part == EntityPart::Of {
                        @match &statement.speaker {
                            Some(one) => { (speaker(one)) }
                            None => { "somebody who is not named" }
                        }
                        ", in "
                    }
                    a.outlet href=(view.account_href(account)) { (collection.outlet(account)) }
                    @if statement.of == Field::Title { " · headline" }
                    @if !statement.via.is_empty() {
                        " · through "
                        @for (at, via) in statement.via.iter().enumerate() {
                            @if at > 0 { ", " }
                            (view.words(&passage(via.span)))
                        }
                    }
                    @for id in claims.iter().take(CLAIMS) {
                        " · " a href=(view.href(&Target::Claim(*id))) { "claim " (id.0) }
                    }
                }
            }
        }
    }
}
