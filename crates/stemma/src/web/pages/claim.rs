//! One claim: every account's words, what stands behind it, why it is one, and how to cite it.

use std::collections::BTreeSet;

use maud::{Markup, html};
use stemma_core::{Claim, ClaimId, Judged, Judgement, Passage, Verdict};

use super::super::{Page, Target, View};
use super::story::{Depth, Descent, card, evidence, judging};
use crate::page::shortened;
use stemma_tell::address::safe_address;
use stemma_tell::days;
use stemma_tell::reasons;

/// Judgements beyond these are left to `stemma why`.
const MOST_JUDGEMENTS: usize = 60;
/// Evidence of a reason beyond this is folded.
const MOST_EVIDENCE: usize = 4;
/// Columns of a claim's words in the title of its page.
const TITLE: usize = 80;

/// The page of a claim.
pub(in crate::web) fn page(view: View<'_>, id: ClaimId) -> Option<Page> {
    let collection = view.collection;
    let claim = collection.claim(id)?;
    let story = collection.story(claim.story)?;
    let descent = Descent::of(collection, story);
    let body = html! {
        p.kind {
            a href={ (view.href(&Target::Story(story.id))) "#claims" } { (story.title) }
            " · claim " (id.0)
        }
        h1.claimed { (view.words(&claim.text)) }
        @if let Some(speaker) = claim.speaker { p { "said by " (view.entity(speaker)) } }
        div.sections {
            (card(view, story, claim, &descent, Depth::ALL))
            (why(view, claim))
            (judging(view, claim))
            (citations(view, claim))
        }
    };
    let words = shortened(collection.words(&claim.text), TITLE);
    Some(Page::new(format!("Claim {}: {words}", id.0), body))
}

/// The judgements of rules and people that joined its passages, and kept others apart.
fn why(view: View<'_>, claim: &Claim) -> Markup {
    let of_claim = |passage: &Passage| {
        claim.members.iter().any(|member| {
            let member = member.passage;
            member.account == passage.account
                && member.of == passage.of
                && member.span.overlaps(passage.span)
        })
    };
    let accounts: BTreeSet<_> = claim.members.iter().map(|member| member.passage.account).collect();
    let mut judgements: Vec<&Judgement> = accounts
        .iter()
        .flat_map(|&account| view.collection.claim_judgements_in(account))
        .filter(|judgement| match &judgement.of {
            Judged::Claim(pair) => pair.iter().any(of_claim),
            _ => false,
        })
        .collect();
    // A person's outranks a rule's; what joined comes before what kept apart.
    judgements.sort_by_key(|one| (one.at.is_none(), one.verdict, one.id));
    judgements.dedup_by_key(|one| one.id);
    html! {
        h2 #why { "Why it is one claim" }
        @if judgements.is_empty() { p { "No judgement is about it: nothing was joined, and nothing kept apart." } }
        @else {
            p.small.faint { "Evidence above 0 speaks for ‘same’, below 0 against it." }
            ol.plain.reasons {
                @for judgement in judgements.iter().take(MOST_JUDGEMENTS) { (judged(view, judgement)) }
            }
            @if judgements.len() > MOST_JUDGEMENTS {
                p.small.faint {
                    "and " (judgements.len() - MOST_JUDGEMENTS) " more: "
                    code { "stemma why claim " (claim.id.0) }
                }
            }
        }
    }
}

fn judged(view: View<'_>, judgement: &Judgement) -> Markup {
    let Judged::Claim(pair) = &judgement.of else {
        return Markup::default();
    };
    let verdict = match judgement.verdict {
        Verdict::Same => "same",
        Verdict::Different => "different",
    };
    html! {
        li.judgement data-item {
            p {
                span.tag.verdict.(verdict) { (verdict) } " "
                @match &judgement.at {
                    Some(at) => {
                        span.small { "judged by " (judgement.by) " on " (at.get(..10).unwrap_or(at)) }
                    }
                    None => { span.small.faint { (judgement.by) " · " (format!("{:.2}", judgement.score)) } }
                }
            }
            @for passage in pair {
                blockquote { (view.words(passage)) " " (view.source(passage.account)) }
            }
            @if !judgement.reasons.is_empty() {
                ul.plain {
                    @for reason in &judgement.reasons {
                        li.small {
                            @if judgement.at.is_none() { span.weight { (format!("{:+.2}", reason.weight)) } " " }
                            (reasons::reason(&reason.kind))
                            @if !reason.evidence.is_empty() { (evidence(view, &reason.evidence, MOST_EVIDENCE)) }
                        }
                    }
                }
            }
        }
    }
}

/// Every place of the claim, with all that a citation says.
fn citations(view: View<'_>, claim: &Claim) -> Markup {
    html! {
        h2 #cite { "To cite" }
        ol.plain.citations {
            @for member in &claim.members { li { (citation(view, &member.passage)) } }
        }
    }
}

fn citation(view: View<'_>, passage: &Passage) -> Markup {
    let collection = view.collection;
    let Some(stored) = collection.account(passage.account) else {
        return Markup::default();
    };
    let account = &stored.account;
    let [start, end] = collection.range(passage);
    let of = passage.of.to_string();
    html! {
        p.citation {
            "“" (view.words(passage)) "” "
            (collection.outlet(passage.account)) ", "
            @if let Some(title) = &account.title { "“" (title) "”, " }
            (collection.published(passage.account).map(days::published).unwrap_or_default())
            @if let Some(url) = account.url.as_deref().and_then(safe_address) {
                ", " a href=(url) rel="noreferrer" { (url) }
            }
            ", characters " (start) "–" (end) " of the " (of) ", SHA-256 " code.hash { (stored.sha256) }
        }
    }
}
