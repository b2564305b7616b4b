//! Why the names of an entity are one, and who is kept apart from it.

use maud::{Markup, html};
use stemma_core::{AccountId, Entity, Judged, Judgement, Local, MentionForm, Verdict};

use super::super::super::judge::Judging;
use super::super::super::target::EntityPart;
use super::super::super::{Target, View};
use stemma_tell::plural::count;

/// Judgements on the entity's own page, and on each page of judgements.
const SHOWN: usize = 12;
const ON_A_PAGE: usize = 150;
/// Words that show one reason.
const EVIDENCE: usize = 3;

/// Those that keep apart first, then the least sure joins: what a reader may want to judge anew.
fn sorted<'a>(view: View<'a>, entity: &Entity) -> Vec<&'a Judgement> {
    let mut all: Vec<&Judgement> = view.collection.judgements_of(entity.id).collect();
    let joins = |judgement: &Judgement| judgement.verdict == Verdict::Same;
    let by_rule = |judgement: &Judgement| judgement.at.is_none();
    all.sort_by(|a, b| {
        let key = |one: &Judgement| (joins(one), by_rule(one));
        key(a).cmp(&key(b)).then(a.score.total_cmp(&b.score)).then(a.id.cmp(&b.id))
    });
    all
}

/// The section of the entity's own page.
pub(super) fn section(view: View<'_>, entity: &Entity) -> Markup {
    let all = sorted(view, entity);
    if all.is_empty() {
        return Markup::default();
    }
    let joins = all.iter().filter(|one| one.verdict == Verdict::Same).count();
    html! {
        section {
            h2 #reasons { "Why these names are one" }
            p.faint.small {
                (count(joins, "join")) ", the least sure first"
                @if all.len() > joins { ", after " (count(all.len() - joins, "name")) " kept apart" }
                ". Weights above 0 speak for one, below 0 against."
            }
            (list(view, &all[..all.len().min(SHOWN)]))
            @if all.len() > SHOWN {
                p {
                    a href=(view.href(&Target::EntityPart(entity.id, EntityPart::Reasons, 1))) {
                        "All " (all.len()) " judgements"
                    }
                }
            }
        }
    }
}

/// A page of judgements.
pub(super) fn part(
    view: View<'_>,
    entity: &Entity,
    at: usize,
) -> Option<(&'static str, Markup, usize)> {
    let all = sorted(view, entity);
    let here = all.chunks(ON_A_PAGE).nth(at)?;
    Some(("why these names are one", list(view, here), all.len().div_ceil(ON_A_PAGE)))
}

fn list(view: View<'_>, judgements: &[&Judgement]) -> Markup {
    html! {
        ul.plain.reasons {
            @for judgement in judgements { (one(view, judgement)) }
        }
    }
}

fn one(view: View<'_>, judgement: &Judgement) -> Markup {
    let Judged::Entity(pair) = &judgement.of else {
        return Markup::default();
    };
    let entities = pair.map(|(account, local)| view.collection.entity_of(account, local));
    let apart = match entities {
        [Some(one), Some(other)] if one != other => {
            Some([one, other].map(|id| format!("e{}", id.0)))
        }
        _ => None,
    };
    let verdict = match judgement.verdict {
        Verdict::Same => "one",
        Verdict::Different => "kept apart",
    };
    html! {
        li data-item {
            p {
                span.tag { (verdict) } " "
                (named(view, pair[0])) " / " (named(view, pair[1]))
                span.small.faint {
                    " · " (judgement.by)
                    @match &judgement.at {
                        Some(at) => { ", " (at.get(..10).unwrap_or(at)) }
                        None => { ", " (format!("{:.2}", judgement.score)) }
                    }
                }
            }
            ul.plain.small {
                @for reason in &judgement.reasons {
                    li {
                        @if judgement.at.is_none() { code { (format!("{:+.1}", reason.weight.max(-99.0))) } " " }
                        (stemma_tell::reasons::reason(&reason.kind))
                        @for passage in reason.evidence.iter().take(EVIDENCE) {
                            " · " (view.words(passage)) " " span.faint { (view.collection.outlet(passage.account)) }
                        }
                    }
                }
            }
            @if let (Verdict::Different, Some([one, other])) = (judgement.verdict, &apart) {
                (view.judge(
                    Judging { one, other: Some(other), who: false },
                    Verdict::Same,
                    "They are one",
                ))
            }
        }
    }
}

/// What an account calls one of the two, with its place, and the account.
fn named(view: View<'_>, (account, local): (AccountId, Local)) -> Markup {
    let Some(stored) = view.collection.account(account) else {
        return Markup::default();
    };
    let entity = stored.found.entities.get(local.0 as usize);
    let name = entity.map_or("", |entity| entity.name.as_str());
    let own = || stored.found.mentions.iter().filter(|mention| mention.entity == Some(local));
    let is_name = |place| view.collection.words(&place) == name;
    let place = own()
        .map(|mention| mention.place.in_account(account))
        .find(|&place| is_name(place))
        .or_else(|| {
            let by_name = own().find(|mention| mention.form == MentionForm::Name);
            by_name.map(|mention| mention.place.in_account(account))
        });
    html! {
        @match place {
            Some(place) => { (view.words(&place)) }
            None => { (name) }
        }
        " " span.small { (view.source(account)) }
    }
}
