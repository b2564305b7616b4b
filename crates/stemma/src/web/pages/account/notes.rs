//! What stands in the margin: who said what, which claim it is, who is mentioned.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use stemma_core::Stored;
use stemma_core::{
    AccountId, Claim, EntityId, Field, Local, Manner, Passage, Place, Speaker, Statement,
};

use super::super::super::passages::kind_word;
use super::super::super::{Target, View};
use crate::page::shortened;
use crate::synopsis::stance;
use stemma_tell::plural::count;

/// One note.
pub(super) struct Note<'a> {
    pub(super) kind: Kind<'a>,
    /// The words that it is of.
    pub(super) places: Vec<Place>,
    /// What its words and it have in common within a paragraph, for CSS: `s3`, `c1`, `m12`.
    pub(super) class: String,
}

/// What a note says.
pub(super) enum Kind<'a> {
    /// Somebody said it.
    Said(usize, &'a Statement),
    /// The account says it in its own voice, and it is a claim.
    Claimed(&'a Claim),
    /// Somebody or something is mentioned.
    Mentioned(EntityId),
}

impl Kind<'_> {
    /// What its words look like.
    pub(super) fn classes(&self) -> &'static [&'static str] {
        match self {
            Kind::Said(_, statement) => match statement.manner {
                Manner::Direct => &["spoken", "direct"],
                Manner::Mixed => &["spoken", "mixed"],
                Manner::Indirect => &["spoken", "indirect"],
                Manner::Headline => &["spoken", "headline"],
            },
            Kind::Claimed(_) => &["claimed"],
            Kind::Mentioned(_) => &["mention"],
        }
    }

    fn letter(&self) -> char {
        match self {
            Kind::Said(..) => 's',
            Kind::Claimed(_) => 'c',
            Kind::Mentioned(_) => 'm',
        }
    }
}

/// The notes of an account, in the order of its texts.
pub(super) fn notes<'a>(view: View<'a>, stored: &'a Stored) -> Vec<Note<'a>> {
    let mut notes = Vec::new();
    for (n, statement) in stored.found.statements.iter().enumerate() {
        let of = statement.of;
        let places = statement.content.iter().map(|&span| Place { of, span }).collect();
        notes.push(Note { kind: Kind::Said(n, statement), places, class: String::new() });
    }
    for claim in view.collection.claims_with(stored.id) {
        let own = claim
            .members
            .iter()
            .filter(|member| member.passage.account == stored.id && member.statement.is_none());
        for member in own {
            let place = Place { of: member.passage.of, span: member.passage.span };
            notes.push(Note {
                kind: Kind::Claimed(claim),
                places: vec![place],
                class: String::new(),
            });
        }
    }
    notes.extend(mentions(view, stored));
    notes.sort_by_key(|note| note.places.first().map(|place| (place.of, place.span)));
    notes
}

/// Whoever is mentioned, once beside each paragraph.
fn mentions<'a>(view: View<'a>, stored: &'a Stored) -> Vec<Note<'a>> {
    let text = &stored.account.text;
    let mut by: BTreeMap<(bool, usize, EntityId), Vec<Place>> = BTreeMap::new();
    let (mut paragraph, mut at) = (0, 0);
    let mut mentions: Vec<(Place, Local)> = (stored.found.mentions.iter())
        .filter_map(|mention| Some((mention.place, mention.entity?)))
        .collect();
    mentions.sort_unstable_by_key(|(place, _)| (place.of, place.span));
    for (place, local) in mentions {
        let of = match place.of {
            Field::Text => false,
            Field::Title => true,
            Field::Dropped(_) => continue,
        };
        let Some(entity) = view.collection.entity_of(stored.id, local) else {
            continue;
        };
        if !of {
            let start = place.span.start as usize;
            paragraph += text.get(at..start).map_or(0, |between| between.matches("\n\n").count());
            at = at.max(start);
        }
        let paragraph = if of { 0 } else { paragraph };
        by.entry((of, paragraph, entity)).or_default().push(place);
    }
    let note = |((_, _, entity), places)| Note {
        kind: Kind::Mentioned(entity),
        places,
        class: String::new(),
    };
    by.into_iter().map(note).collect()
}

impl Note<'_> {
    /// What it will be called beside these.
    pub(super) fn class(&self, beside: &[Note<'_>]) -> String {
        let letter = self.kind.letter();
        let n = 1 + beside.iter().filter(|note| note.kind.letter() == letter).count();
        format!("{letter}{n}")
    }

    pub(super) fn is_mention(&self) -> bool {
        matches!(self.kind, Kind::Mentioned(_))
    }

    pub(super) fn markup(&self, view: View<'_>, account: AccountId) -> Markup {
        let class = format!("n{}", self.class);
        match &self.kind {
            Kind::Said(n, statement) => html! {
                div.note.(class) {
                    (self.said(view, account, statement))
                    @for claim in view.collection.claims_of(account, *n) { (claimed(view, claim)) }
                }
            },
            Kind::Claimed(claim) => html! {
                div.note.(class) {
                    p { (self.beginning(view, account)) }
                    (claimed(view, claim))
                }
            },
            Kind::Mentioned(entity) => html! { span.(class) { (view.entity(*entity)) } },
        }
    }

    fn said(&self, view: View<'_>, account: AccountId, statement: &Statement) -> Markup {
        let of = statement.of;
        let whom = |speaker: &Speaker| -> Markup {
            let entity = speaker.entity.and_then(|local| view.collection.entity_of(account, local));
            match entity {
                Some(entity) => view.entity(entity),
                None => view.words(&Place { of, span: speaker.span }.in_account(account)),
            }
        };
        let stance = stance(statement);
        html! {
            p {
                @match &statement.speaker {
                    Some(speaker) => { b { (whom(speaker)) } }
                    None => { span.faint { "nobody is named" } }
                }
                @for speaker in &statement.jointly { ", " (whom(speaker)) }
                " " span.tag { (manner(statement.manner)) }
                @if !stance.is_empty() { " " span.tag.certainty { (stance.trim_end_matches(':')) } }
            }
            p { (self.beginning(view, account)) }
            @if !statement.via.is_empty() {
                p {
                    "through "
                    @for (n, via) in statement.via.iter().enumerate() {
                        @if n > 0 { ", " }
                        (whom(via))
                    }
                }
            }
        }
    }

    /// The first of its words, which lead to all of them.
    fn beginning(&self, view: View<'_>, account: AccountId) -> Markup {
        const ROOM: usize = 44;
        let Some(place) = self.places.first() else {
            return Markup::default();
        };
        let passage: Passage = place.in_account(account);
        let words = view.collection.words(&passage);
        let short = shortened(words, ROOM);
        if short == words {
            return view.words(&passage);
        }
        // What is shortened is not the passage, so that it is not cited as such.
        html! { a.words href=(view.passage_href(&passage)) { (short) } }
    }
}

/// Where a claim stands, and what it rests on.
fn claimed(view: View<'_>, claim: &Claim) -> Markup {
    let kinds: BTreeSet<_> = claim.differences.iter().map(|difference| difference.kind).collect();
    html! {
        p.claimed-by {
            a href=(view.href(&Target::Claim(claim.id))) {
                "claim " (claim.id.0) ": " (count(claim.accounts().len(), "account"))
                @if claim.origins > 0 { ", " (count(claim.origins as usize, "origin")) }
            }
            @for kind in kinds { " " span.tag.(kind_word(kind)) { (kind_word(kind)) } }
        }
    }
}

/// How words were said.
fn manner(manner: Manner) -> &'static str {
    match manner {
        Manner::Direct => "direct",
        Manner::Mixed => "mixed",
        Manner::Indirect => "indirect",
        Manner::Headline => "headline",
    }
}
