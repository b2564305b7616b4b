//! Who said what: by speaker, in the order of the reports.

use jiff::civil::Date;
use maud::{Markup, html};
use stemma_core::{Manner, Place};

use super::shown::{Most, places};
use crate::synopsis::{Said, Speaker, role, stance};
use crate::web::{Target, View};
use stemma_tell::collection::Collection;
use stemma_tell::plural::count;

/// Who has a statement: so many at once, so many more unfolded.
const PLACES: Most = Most { open: 4, folded: 8 };

/// Some of what a speaker said.
pub(in crate::web::pages) struct Spoken<'s, 'a> {
    pub(in crate::web::pages) speaker: &'s Speaker<'a>,
    pub(in crate::web::pages) said: Vec<&'s Said<'a>>,
    /// Whether more of it stands on the page before.
    pub(in crate::web::pages) continued: bool,
    /// How many of the speaker's statements only another page has, where that is to be said.
    pub(in crate::web::pages) left: usize,
}

/// Of each speaker no more than `most`: what most accounts have, in the order of time.
pub(in crate::web::pages) fn spoken<'s, 'a>(
    collection: &Collection,
    speakers: &'s [Speaker<'a>],
    most: usize,
) -> Vec<Spoken<'s, 'a>> {
    let spoken = speakers.iter().map(|speaker| Spoken {
        speaker,
        said: in_time(collection, speaker.said.iter().take(most)),
        continued: false,
        left: speaker.said.len().saturating_sub(most),
    });
    spoken.collect()
}

/// In the order of the days on which they were first reported.
pub(in crate::web::pages) fn in_time<'s, 'a>(
    collection: &Collection,
    said: impl Iterator<Item = &'s Said<'a>>,
) -> Vec<&'s Said<'a>>
where
    'a: 's,
{
    let mut said: Vec<&Said<'_>> = said.collect();
    said.sort_by_cached_key(|said| (first_reported(collection, said), said.places[0]));
    said
}

/// The first day on which it is known to have been reported; later than all where none is.
fn first_reported(collection: &Collection, said: &Said<'_>) -> Date {
    let days = said.accounts.iter().filter_map(|&id| collection.published(id)?.value);
    days.min().unwrap_or(Date::MAX)
}

/// Speakers, each with what they said.
pub(in crate::web::pages) fn speakers(view: View<'_>, spoken: &[Spoken<'_, '_>]) -> Markup {
    html! {
        @for one in spoken {
            section.who data-item {
                h3 {
                    (view.entity(one.speaker.entity))
                    @if let Some((place, words)) =
                        view.collection.entity(one.speaker.entity).and_then(|entity| role(view.collection, entity))
                    {
                        ", " a.words.role href=(view.passage_href(&place)) data-account=(place.account.0) { (words) }
                    }
                    " " span.small.faint { (count(one.speaker.accounts.len(), "account")) @if one.continued { " · continued" } }
                }
                ol.plain.said { @for said in &one.said { li { (statement(view, said)) } } }
                @if one.left > 0 {
                    p.small.faint { "and " (count(one.left, "more statement")) }
                }
            }
        }
    }
}

fn statement(view: View<'_>, said: &Said<'_>) -> Markup {
    let statement = said.statement;
    let pieces = view.collection.content(said.account, statement);
    let (before, after) =
        if statement.manner == Manner::Direct { ("“", "”") } else { ("", "") };
    let meant = stance(statement);
    let meant = meant.trim_end_matches(':');
    let via = statement
        .via
        .iter()
        .map(|via| Place { of: statement.of, span: via.span }.in_account(said.account));
    let via: Vec<_> = via.collect();
    html! {
        blockquote {
            @for meant in meant.split(", ").filter(|meant| !meant.is_empty()) {
                span.tag.(if meant == "denied" { "polarity" } else { "certainty" }) { (meant) } " "
            }
            (before)
            @for (n, (passage, _)) in pieces.iter().enumerate() {
                @if n > 0 { " … " }
                (view.words(passage))
            }
            (after)
        }
        p.small.how {
            span.faint { (manner(statement.manner)) }
            @if !via.is_empty() {
                span.faint { " · through " }
                @for (n, passage) in via.iter().enumerate() {
                    @if n > 0 { ", " }
                    (view.words(passage))
                }
            }
            @if let Some(claim) = said.claim {
                span.faint { " · " } a href=(view.href(&Target::Claim(claim))) { "claim " (claim.0) }
            }
        }
        (places(view, &said.places, PLACES, said.claim.map(|claim| view.href(&Target::Claim(claim))).as_deref()))
    }
}

/// In whose words a statement stands.
fn manner(manner: Manner) -> &'static str {
    match manner {
        Manner::Direct => "in quotation marks",
        Manner::Mixed => "partly in quotation marks",
        Manner::Indirect => "in the account’s words",
        Manner::Headline => "in a headline",
    }
}
