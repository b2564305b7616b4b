//! Where accounts differ in what matters: each side's words, and who is on it.

use maud::{Markup, html};
use stemma_core::{Claim, Field, Passage, Span};

use super::shown::{Most, places};
use crate::synopsis::{Parting as Difference, kind};
use crate::web::passages::{Parting, kind_word};
use crate::web::{Target, View};
use stemma_tell::collection::Collection;
use stemma_tell::reasons;

/// Who is on a side: so many at once, so many more unfolded.
const SIDE: Most = Most { open: 3, folded: 12 };
/// Sides beyond these stand with their claim.
const MOST_SIDES: usize = 6;

/// Differences, each with its sides beside one another.
pub(in crate::web::pages) fn cards(view: View<'_>, differences: &[Difference<'_>]) -> Markup {
    html! { @for difference in differences { (card(view, difference)) } }
}

fn card(view: View<'_>, difference: &Difference<'_>) -> Markup {
    let claim = view.href(&Target::Claim(difference.claim.id));
    let left = difference.sides.len().saturating_sub(MOST_SIDES);
    let note = reasons::note(difference.note);
    let is_verbatim = difference.sides.iter().all(|(words, _)| note.contains(words));
    html! {
        article.difference data-item {
            h3 {
                span.tag.(kind_word(difference.kind)) { (kind(difference.kind)) }
                " " span.note.verbatim[is_verbatim] { (note) }
                " " a.small.of href=(claim) {
                    @if difference.is_one_claim { "claim " } @else { "near claim " }
                    (difference.claim.id.0)
                }
            }
            div.sides {
                @for n in 0..difference.sides.len().min(MOST_SIDES) {
                    (side(view, difference, n, &claim))
                }
            }
            @if left > 0 { p.small { a href=(claim) { "and " (left) " more with their claim" } } }
        }
    }
}

/// One side: the words in their sentence, and all who have them.
fn side(view: View<'_>, difference: &Difference<'_>, n: usize, claim: &str) -> Markup {
    let (_, on_it) = &difference.sides[n];
    let Some(first) = on_it.first() else {
        return Markup::default();
    };
    let around = around(view.collection, difference.claim, first);
    let marks = marks(view.collection, difference, first, &around);
    html! {
        figure.side {
            @if let Some(said) = said_of(difference, n) {
                p.meant { span.tag.(kind_word(difference.kind)) { (said) } }
            }
            blockquote { (view.marked(&around, &marks)) }
            figcaption { (places(view, on_it, SIDE, Some(claim))) }
        }
    }
}

/// The words around a place that say what it is about: the claim's member, else the sentence.
fn around(collection: &Collection, claim: &Claim, place: &Passage) -> Passage {
    let holds = |other: &Passage| {
        other.account == place.account && other.of == place.of && other.span.contains(place.span)
    };
    let members = claim.members.iter().map(|member| member.passage);
    if let Some(member) = members.filter(holds).min_by_key(|member| member.span.len()) {
        return member;
    }
    let Some(stored) = collection.account(place.account) else {
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
    collection: &Collection,
    difference: &Difference<'_>,
    place: &Passage,
    around: &Passage,
) -> Vec<Parting> {
    let kind = difference.kind;
    if place != around {
        return vec![Parting { span: place.span, kind }];
    }
    // Of a whole passage, the words that the note names.
    let words = collection.words(around);
    let named = reasons::sides(difference.note).into_iter().flatten();
    let named = named.filter(|part| part.len() < words.len());
    let found = named.filter_map(|part| {
        let start = around.span.start as usize + words.find(part)?;
        Some(Parting { span: Span::new(start, start + part.len()), kind })
    });
    let mut found: Vec<Parting> = found.collect();
    found.sort_unstable();
    found
}

/// What the note says of a side, where that does not stand in the words of every side: `planned`, a
/// speaker's name.
fn said_of<'n>(difference: &Difference<'n>, side: usize) -> Option<&'n str> {
    let [one, other] = reasons::sides(difference.note)?;
    let [(ours, _), (theirs, _)] = difference.sides.as_slice() else {
        return None;
    };
    let shown = ours.contains(one) && theirs.contains(other);
    (!shown).then_some(if side == 0 { one } else { other })
}
