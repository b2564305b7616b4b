//! Claims side by side: every account's words, what they differ in, what stands behind them.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use stemma_core::{AccountId, Claim, DifferenceKind, Field, Near, Passage, Span, Story, Verdict};

use super::descent::Descent;
use super::shown::{Most, places};
use crate::page::shortened;
use crate::synopsis::{Wording, kind, wordings};
use crate::web::judge::Judging;
use crate::web::passages::{Parting, kind_word};
use crate::web::{Target, View};
use stemma_tell::plural::count;
use stemma_tell::reasons;

/// How much of a claim is shown.
#[derive(Clone, Copy, Debug)]
pub(in crate::web::pages) struct Depth {
    wordings: usize,
    places: Most,
    notes: usize,
    near: usize,
    lines: usize,
    leaving_out: usize,
    /// Whether this is the claim's own page.
    is_all: bool,
}

impl Depth {
    /// Beside other claims.
    pub(in crate::web::pages) const OVERVIEW: Depth = Depth {
        wordings: 6,
        places: Most { open: 3, folded: 8 },
        notes: 4,
        near: 2,
        lines: 8,
        leaving_out: 12,
        is_all: false,
    };
    /// On its own page.
    pub(in crate::web::pages) const ALL: Depth = Depth {
        wordings: usize::MAX,
        places: Most { open: 12, folded: usize::MAX },
        notes: usize::MAX,
        near: usize::MAX,
        lines: usize::MAX,
        leaving_out: usize::MAX,
        is_all: true,
    };
}

/// A claim with every account's words.
pub(in crate::web::pages) fn card(
    view: View<'_>,
    story: &Story,
    claim: &Claim,
    descent: &Descent<'_>,
    depth: Depth,
) -> Markup {
    let page = view.href(&Target::Claim(claim.id));
    let mut wordings = wordings(view.collection, claim);
    // The fullest first; the others in the order of the accounts.
    wordings.sort_by_key(|wording| !wording.places.contains(&claim.text));
    let left = wordings.len().saturating_sub(depth.wordings);
    html! {
        article.claim data-item id=[(!depth.is_all).then(|| format!("c{}", claim.id.0))] {
            @if !depth.is_all {
                h3 {
                    a href=(page) { "Claim " (claim.id.0) }
                    @if let Some(speaker) = claim.speaker { " · " (view.entity(speaker)) }
                }
            }
            (descent.standing(view, claim, depth.lines, depth.is_all))
            ul.plain.wordings {
                @for wording in wordings.iter().take(depth.wordings) {
                    (self::wording(view, claim, wording, depth, &page))
                }
                @if left > 0 {
                    li.small { a href=(page) { "and " (count(left, "more wording")) } }
                }
            }
            (differ_in(view, claim, depth.notes))
            (near(view, claim, depth.near, &page))
            (leaving_out(view, story, claim, depth, &page))
            @if !depth.is_all && view.live.is_some() {
                p.small { a href={ (page) "#judge" } { "Judge, why, cite" } }
            }
        }
    }
}

fn wording(
    view: View<'_>,
    claim: &Claim,
    wording: &Wording<'_>,
    depth: Depth,
    page: &str,
) -> Markup {
    let first = &wording.places[0];
    let stance = wording.stance.trim_end_matches(':');
    html! {
        li.fullest[wording.places.contains(&claim.text)] {
            blockquote {
                @if !stance.is_empty() { span.tag.polarity { (stance) } " " }
                (view.marked(first, &partings(claim, wording)))
                @if first.of == Field::Title { " " span.tag { "headline" } }
            }
            (places(view, &wording.places, depth.places, Some(page)))
        }
    }
}

/// Where a wording differs from others, whichever of its copies that was seen in. A mark over
/// everything says nothing.
fn partings(claim: &Claim, wording: &Wording<'_>) -> Vec<Parting> {
    let first = &wording.places[0];
    let mut partings = BTreeSet::new();
    for difference in &claim.differences {
        for side in &difference.between {
            for copy in &wording.places {
                let same = copy.account == side.account && copy.of == side.of;
                if !same || !copy.span.overlaps(side.span) {
                    continue;
                }
                let start = side.span.start.max(copy.span.start) - copy.span.start;
                let end = side.span.end.min(copy.span.end) - copy.span.start;
                if ((end - start) as usize) < wording.words.len() {
                    let at = first.span.start;
                    let span = Span { start: at + start, end: at + end };
                    partings.insert(Parting { span, kind: difference.kind });
                }
            }
        }
    }
    partings.into_iter().collect()
}

/// What the members differ in: of each kind, the words on either side.
fn differ_in(view: View<'_>, claim: &Claim, most: usize) -> Markup {
    let mut kinds: BTreeMap<DifferenceKind, BTreeMap<String, Vec<&Passage>>> = BTreeMap::new();
    for difference in &claim.differences {
        let notes = kinds.entry(difference.kind).or_default();
        notes.entry(reasons::note(&difference.note)).or_default().extend(&difference.between);
    }
    if kinds.is_empty() {
        return Markup::default();
    }
    html! {
        ul.plain.differ {
            @for (&of, notes) in &kinds {
                li {
                    span.tag.(kind_word(of)) { (kind(of)) } " "
                    @for (n, (note, between)) in notes.iter().take(most).enumerate() {
                        @if n > 0 { "; " }
                        (sides(view, note, between))
                    }
                    @if notes.len() > most {
                        "; " a href=(view.href(&Target::Claim(claim.id))) { (notes.len() - most) " more" }
                    }
                }
            }
        }
    }
}

/// The words of each side; the note where it names them otherwise.
fn sides(view: View<'_>, note: &str, between: &[&Passage]) -> Markup {
    let mut sides: BTreeMap<&str, &Passage> = BTreeMap::new();
    for passage in between {
        sides.entry(view.collection.words(passage)).or_insert(passage);
    }
    if sides.len() < 2 || !sides.keys().all(|words| note.contains(words)) {
        return html! { span { (note) } };
    }
    html! {
        @for (n, passage) in sides.values().enumerate() {
            @if n > 0 { " / " }
            (view.words(passage))
        }
    }
}

/// Passages that are like it and do not say the same.
fn near(view: View<'_>, claim: &Claim, most: usize, page: &str) -> Markup {
    if claim.near.is_empty() {
        return Markup::default();
    }
    html! {
        div.near {
            p.label.small { "Like it, but not the same" }
            ul.plain {
                @for one in claim.near.iter().take(most) { (one_near(view, claim, one)) }
                @if claim.near.len() > most {
                    li.small { a href=(page) { "and " (claim.near.len() - most) " more" } }
                }
            }
        }
    }
}

fn one_near(view: View<'_>, claim: &Claim, near: &Near) -> Markup {
    let other = view.collection.claims_with(near.other.account);
    let mut other = other.filter(|other| {
        other.id != claim.id && other.members.iter().any(|member| member.passage == near.other)
    });
    let (ours, theirs) = (format!("c{}", claim.id.0), view.collection.exactly(&near.other));
    html! {
        li {
            span.tag.(kind_word(near.kind)) { (kind(near.kind)) } " " (reasons::note(&near.note)) ": "
            (view.words(&near.other)) " " (view.source(near.other.account))
            @if let Some(other) = other.next() {
                " " a.small href=(view.href(&Target::Claim(other.id))) { "claim " (other.id.0) }
            }
            @if view.live.is_some() {
                details.judging {
                    summary { "Is it the same?" }
                    (view.judge(
                        Judging { one: &ours, other: Some(&theirs), who: false },
                        Verdict::Same,
                        "It says the same",
                    ))
                }
            }
        }
    }
}

/// The accounts of the story that do not have it.
fn leaving_out(view: View<'_>, story: &Story, claim: &Claim, depth: Depth, page: &str) -> Markup {
    let has = claim.accounts();
    let without: Vec<AccountId> =
        story.accounts.iter().copied().filter(|id| !has.contains(id)).collect();
    let names = |ids: &[AccountId]| {
        html! {
            @for (n, &id) in ids.iter().enumerate() {
                @if n > 0 { ", " }
                a href=(view.account_href(id)) { (id.0) " " (view.collection.outlet(id)) }
            }
        }
    };
    html! {
        p.small.without {
            @if without.is_empty() {
                span.label { "No account leaves it out" }
            } @else {
                span.label { "Left out by" } " "
                @if without.len() <= depth.leaving_out {
                    (names(&without))
                } @else {
                    a href=(page) { (count(without.len(), "account")) " of " (story.accounts.len()) }
                }
            }
        }
    }
}

/// Columns of a passage's words beside a button.
const BUTTON: usize = 70;
/// Wordings beyond these are judged from their accounts.
const MOST_JUDGED: usize = 40;

/// What a reader may say of a claim: that a passage does not belong to it, that it is the same as
/// another. Only a server has it.
pub(in crate::web::pages) fn judging(view: View<'_>, claim: &Claim) -> Markup {
    let Some(live) = view.live else {
        return Markup::default();
    };
    let own = view.collection.exactly(&claim.text);
    let wordings = wordings(view.collection, claim);
    let others: Vec<&Wording<'_>> =
        wordings.iter().filter(|wording| !wording.places.contains(&claim.text)).collect();
    html! {
        h2 #judge { "Judge" }
        @if !others.is_empty() {
            h3 { "A passage does not belong here" }
            p.small.faint { "It will be kept apart from the fullest wording, “" (shortened(view.collection.words(&claim.text), BUTTON)) "”." }
            ul.plain.judged {
                @for wording in others.iter().take(MOST_JUDGED) {
                    li {
                        (view.words(&wording.places[0])) " " (view.source(wording.places[0].account))
                        (view.judge(
                            Judging { one: &own, other: Some(&view.collection.exactly(&wording.places[0])), who: false },
                            Verdict::Different,
                            "This does not say the same",
                        ))
                    }
                }
            }
        }
        h3 { "Another claim says the same" }
        form.judge method="post" action=(view.href_to("judge")) {
            input type="hidden" name="token" value=(live.token);
            input type="hidden" name="back" value=(view.target.path(view.collection));
            input type="hidden" name="one" value={ "c" (claim.id.0) };
            input type="hidden" name="verdict" value="same";
            label for="other" { "Its number, or a place of its words" }
            input #other name="other" required placeholder="c9 or 3:120-180" autocomplete="off";
            input name="because" placeholder="because …" autocomplete="off" aria-label="The reason why another claim says the same";
            button { "They say the same" }
        }
    }
}
