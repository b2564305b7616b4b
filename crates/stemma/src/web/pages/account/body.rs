//! The texts of an account, cut into passages, with notes in the margin.

use std::collections::BTreeMap;

use maud::{Markup, html};
use stemma_core::Stored;
use stemma_core::{DropReason, Field, Passage, Span};

use super::super::super::View;
use super::super::super::passages::kind_word;
use super::super::super::text::{Cut, Mark, Marks, Paragraph, cut};
use super::notes::{Note, notes};
use stemma_tell::collection::anchor;
use stemma_tell::contract::Texts;

/// The texts of one account, cut.
pub(super) struct Body<'a> {
    view: View<'a>,
    stored: &'a Stored,
    texts: Texts<'a>,
    title: Cut<'a>,
    text: Cut<'a>,
    dropped: Vec<Cut<'a>>,
    /// Notes beside the title, and beside each paragraph of the text.
    title_notes: Vec<Note<'a>>,
    notes: Vec<Vec<Note<'a>>>,
}

impl<'a> Body<'a> {
    pub(super) fn of(view: View<'a>, stored: &'a Stored) -> Body<'a> {
        let account = &stored.account;
        let texts = Texts::of(account);
        let mut marks: BTreeMap<Field, Marks> = BTreeMap::new();
        for Passage { of, span, .. } in view.collection.passages_in(stored.id) {
            let place = stemma_core::Place { of, span };
            let fits = account.words(of).is_some_and(|text| span.get(text).is_some());
            if fits {
                let mark = Mark { id: anchor(of, texts.range(place)), ..Mark::default() };
                marks.entry(of).or_default().insert(span, mark);
            }
        }
        let mut add = |of: Field, span: Span, class: &str, title: Option<&'static str>| {
            let mark = marks.get_mut(&of).and_then(|marks| marks.get_mut(&span));
            if let Some(mark) = mark {
                if !mark.classes.iter().any(|known| known == class) {
                    mark.classes.push(class.to_owned());
                }
                mark.title = mark.title.or(title);
            }
        };
        for claim in view.collection.claims_with(stored.id) {
            for difference in &claim.differences {
                let here = difference.between.iter().filter(|side| side.account == stored.id);
                let kind = kind_word(difference.kind);
                for side in here {
                    add(side.of, side.span, "parting", None);
                    add(side.of, side.span, kind, Some(kind));
                }
            }
        }
        let starts = paragraph_starts(&account.text);
        let beside = |of: Field, span: Span| match of {
            Field::Title => None,
            _ => Some(starts.partition_point(|&start| start <= span.start).saturating_sub(1)),
        };
        let mut title_notes = Vec::new();
        let mut noted: Vec<Vec<Note<'a>>> = (0..starts.len()).map(|_| Vec::new()).collect();
        for note in notes(view, stored) {
            let Some(place) = note.places.first().copied() else {
                continue;
            };
            let list = match beside(place.of, place.span) {
                None => &mut title_notes,
                Some(n) => match noted.get_mut(n) {
                    Some(list) => list,
                    None => continue,
                },
            };
            let class = note.class(list);
            for place in &note.places {
                for kind in note.kind.classes() {
                    add(place.of, place.span, kind, None);
                }
                // Numbers count within one paragraph.
                if beside(place.of, place.span) == beside(note.places[0].of, note.places[0].span) {
                    add(place.of, place.span, &class, None);
                }
            }
            list.push(Note { class, ..note });
        }
        let mut cut_of = |of: Field| {
            let text = account.words(of).unwrap_or_default();
            cut(text, marks.remove(&of).unwrap_or_default())
        };
        let dropped = 0..account.dropped.len() as u32;
        Body {
            view,
            stored,
            texts,
            title: cut_of(Field::Title),
            text: cut_of(Field::Text),
            dropped: dropped.map(|n| cut_of(Field::Dropped(n))).collect(),
            title_notes,
            notes: noted,
        }
    }

    /// The title, with what is said in it beneath.
    pub(super) fn title(&self) -> Markup {
        let account = &self.stored.account;
        html! {
            @if account.title.is_some() {
                h1.text lang=[account.language.as_deref()] data-of="title" data-from="0" { (self.title.all()) }
            } @else {
                h1 { "(no title)" }
            }
            (self.margin(&self.title_notes, "the title"))
        }
    }

    /// The text, paragraph by paragraph; what was dropped stands where it stood.
    pub(super) fn text(&self) -> Markup {
        let dropped = &self.stored.account.dropped;
        let mut order: Vec<usize> = (0..dropped.len()).collect();
        order.sort_by_key(|&n| (dropped[n].before, n));
        let mut rest = order.as_slice();
        let mut before = |end: u32| {
            let (here, others) = rest.split_at(rest.partition_point(|&n| dropped[n].before <= end));
            rest = others;
            here
        };
        html! {
            div.reading {
                @for (n, paragraph) in self.text.paragraphs.iter().enumerate() {
                    (self.left_out(before(paragraph.span.start)))
                    (self.paragraph(n, paragraph))
                }
                (self.left_out(before(u32::MAX)))
            }
            @if self.text.paragraphs.is_empty() { p.faint { "It has no text of its own." } }
        }
    }

    fn paragraph(&self, n: usize, paragraph: &Paragraph) -> Markup {
        let from = self.texts.range(stemma_core::Place::text(paragraph.span))[0];
        let empty = Vec::new();
        let notes = self.notes.get(n).unwrap_or(&empty);
        html! {
            div.paragraph data-item {
                p.text lang=[self.stored.account.language.as_deref()] data-of="t" data-from=(from) {
                    (self.text.paragraph(paragraph))
                }
                (self.margin(notes, &format!("paragraph {}", n + 1)))
            }
        }
    }

    fn margin(&self, notes: &[Note<'_>], beside: &str) -> Markup {
        html! {
            @if !notes.is_empty() {
                div.margin role="group" aria-label={ "Found in " (beside) } {
                    @for note in notes.iter().filter(|note| !note.is_mention()) {
                        (note.markup(self.view, self.stored.id))
                    }
                    @if notes.iter().any(Note::is_mention) {
                        p.mentions {
                            span.hidden { "Mentioned: " }
                            @for note in notes.iter().filter(|note| note.is_mention()) {
                                (note.markup(self.view, self.stored.id)) " "
                            }
                        }
                    }
                }
            }
        }
    }

    /// What stood at one place of the page and is not the account's own.
    fn left_out(&self, those: &[usize]) -> Markup {
        let dropped = &self.stored.account.dropped;
        let mut reasons: Vec<(DropReason, usize)> = Vec::new();
        for &n in those {
            match reasons.iter_mut().find(|(reason, _)| *reason == dropped[n].reason) {
                Some((_, count)) => *count += 1,
                None => reasons.push((dropped[n].reason, 1)),
            }
        }
        html! {
            @if !those.is_empty() {
                details.dropped {
                    summary {
                        "Here stood on the page, and is not the account’s own: "
                        @for (n, (why, count)) in reasons.iter().enumerate() {
                            @if n > 0 { ", " }
                            (reason(*why))
                            @if *count > 1 { " (" (count) ")" }
                        }
                    }
                    @for &n in those {
                        p.why { (reason(dropped[n].reason)) }
                        p.text data-of={ "d" (n) } data-from="0" { (self.dropped[n].all()) }
                    }
                }
            }
        }
    }
}

/// Where the paragraphs of a text begin, as the cutting has them.
fn paragraph_starts(text: &str) -> Vec<u32> {
    cut(text, Marks::new()).paragraphs.iter().map(|paragraph| paragraph.span.start).collect()
}

/// Why something is not the account's own.
fn reason(reason: DropReason) -> &'static str {
    match reason {
        DropReason::TitleRepeated => "the headline again",
        DropReason::Teaser => "a pointer to another report",
        DropReason::Prompt => "a prompt to the reader",
        DropReason::Comments => "comments",
        DropReason::Caption => "words under a picture",
        DropReason::Credit => "a credit",
        DropReason::Share => "a bar for sharing",
        DropReason::Navigation => "a menu",
        DropReason::Dateline => "a line of date and place",
        DropReason::Byline => "a byline",
        DropReason::Legal => "copyright and terms",
        DropReason::Advertisement => "advertising",
    }
}
