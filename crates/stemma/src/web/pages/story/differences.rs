//! Where accounts differ in what matters: each side's words, and who is on it.

use maud::{Markup, html};
use stemma_core::{Certainty, Claim, DifferenceKind, Field, Passage, Place, Polarity, Span};

use super::shown::{Most, places};
use crate::synopsis::{Parting as Difference, kind, stance};
use crate::telling::Telling;
use crate::web::passages::{Parting, kind_word};
use crate::web::{Target, View};

/// Who is on a side: so many at once, so many more unfolded.
const SIDE: Most = Most { open: 3, folded: 40 };
/// Sides beyond these stand with their claim.
const MOST_SIDES: usize = 6;

/// Differences, each with its sides beside one another.
pub(in crate::web::pages) fn cards(view: View<'_>, differences: &[Difference<'_>]) -> Markup {
    html! { @for difference in differences { (card(view, difference)) } }
}

fn card(view: View<'_>, difference: &Difference<'_>) -> Markup {
    let claim = view.href(&Target::Claim(difference.claim.id));
    let left = difference.sides.len().saturating_sub(MOST_SIDES);
    html! {
        article.difference data-item {
            h3 {
                span.tag.(kind_word(difference.kind)) { (kind(difference.kind)) }
                " " span.note { (difference.note) }
                " " a.small.of href=(claim) {
                    @if difference.is_one_claim { "claim " } @else { "near claim " }
                    (difference.claim.id.0)
                }
            }
            div.sides {
                @for (_, on_it) in difference.sides.iter().take(MOST_SIDES) {
                    (side(view, difference, on_it, &claim))
                }
            }
            @if left > 0 { p.small { a href=(claim) { "and " (left) " more with their claim" } } }
        }
    }
}

/// One side: the words in their sentence, and all who have them.
fn side(view: View<'_>, difference: &Difference<'_>, on_it: &[Passage], claim: &str) -> Markup {
    let Some(first) = on_it.first() else {
        return Markup::default();
    };
    let around = around(view.telling, difference.claim, first);
    let marks = marks(view.telling, difference, first, &around);
    html! {
        figure.side {
            @if let Some(meant) = meant(view.telling, difference.kind, first) {
                p.meant { span.tag.(kind_word(difference.kind)) { (meant) } }
            }
            blockquote { (view.marked(&around, &marks)) }
            figcaption { (places(view, on_it, SIDE, Some(claim))) }
        }
    }
}

/// The words around a place that say what it is about: the claim's member, else the sentence.
fn around(telling: &Telling, claim: &Claim, place: &Passage) -> Passage {
    let holds = |other: &Passage| {
        other.account == place.account && other.of == place.of && other.span.contains(place.span)
    };
    let members = claim.members.iter().map(|member| member.passage);
    if let Some(member) = members.filter(holds).min_by_key(|member| member.span.len()) {
        return member;
    }
    let Some(stored) = telling.account(place.account) else {
        return *place;
    };
    let whole = match place.of {
        Field::Text => {
            let sentences = stored.found.sentences.iter().copied();
            sentences.into_iter().find(|sentence| sentence.contains(place.span))
        }
        Field::Title => stored.account.title.as_ref().map(|title| Span::new(0, title.len())),
        Field::Dropped(_) => None,
    };
    whole.map_or(*place, |span| Passage { span, ..*place })
}

/// What is marked in the words of a side: where it parts from the others. A mark over all of them
/// says nothing.
fn marks(
    telling: &Telling,
    difference: &Difference<'_>,
    place: &Passage,
    around: &Passage,
) -> Vec<Parting> {
    let kind = difference.kind;
    if place != around {
        return vec![Parting { span: place.span, kind }];
    }
    // Of a whole passage, the words that the note names.
    let words = telling.words(around);
    let named = difference.note.split(" / ").filter(|part| part.len() < words.len());
    let found = named.filter_map(|part| {
        let start = around.span.start as usize + words.find(part)?;
        Some(Parting { span: Span::new(start, start + part.len()), kind })
    });
    let mut found: Vec<Parting> = found.collect();
    found.sort_unstable();
    found
}

/// How a side is meant, where that is what parts the sides.
fn meant(telling: &Telling, kind: DifferenceKind, place: &Passage) -> Option<String> {
    let (asserted, default) = match kind {
        DifferenceKind::Polarity => (true, "asserted"),
        DifferenceKind::Certainty => (false, "certain"),
        _ => return None,
    };
    let found = &telling.account(place.account)?.found;
    let at = Place { of: place.of, span: place.span };
    let statement = found.statement_at(at).map(|n| &found.statements[n]);
    let meant = statement.filter(|statement| {
        if asserted {
            statement.polarity == Polarity::Denied
        } else {
            statement.certainty != Certainty::Certain
        }
    });
    Some(
        meant
            .map_or_else(|| default.to_owned(), |one| stance(one).trim_end_matches(':').to_owned()),
    )
}
