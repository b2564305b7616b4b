//! What every page shows of accounts: verbatim words that lead to their place, who published them
//! and when.

use maud::{Markup, html};
use stemma_core::{AccountId, DifferenceKind, Passage, Place, Span};

use super::text::countable;
use super::{Target, View};
use stemma_tell::days;

/// A part of a passage in which it differs from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Parting {
    /// Where, in the passage's text.
    pub(crate) span: Span,
    /// In what.
    pub(crate) kind: DifferenceKind,
}

impl View<'_> {
    /// The words of a passage; following them shows them in their account.
    pub(crate) fn words(&self, passage: &Passage) -> Markup {
        self.marked(passage, &[])
    }

    /// The words of a passage, with the parts in which it differs from others marked. Partings are
    /// in order; where two overlap, the earlier is marked.
    pub(crate) fn marked(&self, passage: &Passage, partings: &[Parting]) -> Markup {
        let text = |span: Span| {
            let place = Place { of: passage.of, span };
            self.collection.words(&place.in_account(passage.account))
        };
        let mut pieces: Vec<(Option<DifferenceKind>, &str)> = Vec::new();
        let mut at = passage.span.start;
        for parting in partings {
            let (start, end) = (parting.span.start.max(at), parting.span.end.min(passage.span.end));
            if start >= end {
                continue;
            }
            pieces.push((None, text(Span { start: at, end: start })));
            pieces.push((Some(parting.kind), text(Span { start, end })));
            at = end;
        }
        pieces.push((None, text(Span { start: at, end: passage.span.end })));
        html! {
            a.words href=(self.passage_href(passage)) data-account=(passage.account.0)
                data-at=(self.collection.anchor(passage)) {
                @for (kind, words) in pieces {
                    @match kind {
                        Some(kind) => { em.parting.(kind_word(kind)) title=(kind_word(kind)) { (countable(words)) } }
                        None => { (countable(words)) }
                    }
                }
            }
        }
    }

    /// Who published an account, and when.
    pub(crate) fn source(&self, id: AccountId) -> Markup {
        html! {
            span.source {
                a.outlet href=(self.account_href(id)) { (self.collection.outlet(id)) }
                " " (self.day(id))
            }
        }
    }

    /// The day of an account's report, or its bounds.
    pub(crate) fn day(&self, id: AccountId) -> Markup {
        let published = self.collection.published(id);
        let told = published.map(days::published).unwrap_or_default();
        html! {
            @match published.and_then(|published| published.value) {
                Some(day) => { time datetime=(day) { (told) } }
                None => { span.day { (told) } }
            }
        }
    }

    /// Somebody or something, by name.
    pub(crate) fn entity(&self, id: stemma_core::EntityId) -> Markup {
        let name = self.collection.entity(id).map_or("", |entity| entity.name.as_str());
        html! { a.entity href=(self.href(&Target::Entity(id))) { (name) } }
    }
}

/// The word for a kind of difference; also the class that its marks have.
pub(crate) fn kind_word(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::Polarity => "polarity",
        DifferenceKind::Number => "number",
        DifferenceKind::Date => "date",
        DifferenceKind::Roles => "roles",
        DifferenceKind::Certainty => "certainty",
        DifferenceKind::Speaker => "speaker",
        DifferenceKind::Name => "name",
        DifferenceKind::Wording => "wording",
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use stemma_tell::collection::Collection;
    use stemma_tell::testing::{stored, woven};

    #[test]
    fn words_lead_to_their_place_and_partings_are_marked() {
        let collection = Collection::new(stored(), woven());
        let view = View {
            collection: &collection,
            target: &Target::Story(stemma_core::StoryId(1)),
            live: None,
        };
        let text = &collection.accounts()[1].account.text;
        let at = text.find("remain").unwrap();
        let passage =
            Place::text(Span::new(at - 4, at + 6)).in_account(collection.accounts()[1].id);
        let parting = Parting { span: Span::new(at, at + 6), kind: DifferenceKind::Wording };
        let slug = collection.slug(passage.account).to_owned();
        let marked = view.marked(&passage, &[parting]).into_string().replace(&slug, "SLUG");
        expect![[r#"<a class="words" href="../account/SLUG.html#t78-88" data-account="2" data-at="t78-88">ill <em class="parting wording" title="wording">remain</em></a>"#]].assert_eq(&marked);
    }
}
