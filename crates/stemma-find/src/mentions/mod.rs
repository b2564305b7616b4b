//! Passages that name or describe somebody or something, and whom they stand for.

mod apposition;
mod holders;
mod kinds;
pub(crate) mod lexicon;
pub(crate) mod names;
mod office;
mod pronouns;
mod resolve;
mod roles;
#[cfg(test)]
mod tests;

use stemma_core::{
    Account, Field, LocalEntity, Manner, Mention, MentionForm, Parsed, Place, Span, Statement,
};

use crate::entities;
use crate::events::find_events;
use crate::side::Side;

/// What [`find_mentions`] finds in one account.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mentioned {
    /// In the order of the texts: first those of the title, then those of the body; by start, the
    /// longer first. A mention may lie within another ("the spokesman of Norland").
    pub mentions: Vec<Mention>,
    /// What they stand for.
    pub entities: Vec<LocalEntity>,
    /// Quotation marks (with what stands between them) that hold a name and no speech:
    /// `exercise "Northern Shield"`. In the order of the texts.
    pub quoted_names: Vec<Place>,
}

impl Mentioned {
    /// The mentions of one text that start within `span`, in order.
    pub fn within(&self, of: Field, span: Span) -> impl Iterator<Item = (usize, &Mention)> {
        // `Field::Title` stands first though it sorts after `Field::Text`.
        let key = |m: &Mention| (m.place.of != Field::Title, m.place.span.start);
        let from = (of != Field::Title, span.start);
        let first = self.mentions.partition_point(|m| key(m) < from);
        self.mentions[first..]
            .iter()
            .enumerate()
            .take_while(move |(_, m)| m.place.of == of && m.place.span.start < span.end)
            .map(move |(n, m)| (first + n, m))
    }

    /// The mention that a speaker's or source's words are: one of just these words, else the
    /// longest that ends where they end, else the longest within them.
    pub fn of_words(&self, of: Field, span: Span) -> Option<(usize, &Mention)> {
        self.within(of, span).filter(|(_, m)| span.contains(m.place.span)).max_by_key(|(n, m)| {
            let s = m.place.span;
            (s == span, s.end == span.end, s.len(), std::cmp::Reverse(*n))
        })
    }

    /// Whether quotation marks at this place hold a name and no speech.
    pub fn is_quoted_name(&self, place: Place) -> bool {
        self.quoted_names.iter().any(|q| q.of == place.of && q.span.overlaps(place.span))
    }
}

impl Mentioned {
    /// "I" in somebody's own words is who speaks.
    pub(crate) fn name_first_persons(&mut self, account: &Account, statements: &[Statement]) {
        for statement in statements {
            let own_words = matches!(statement.manner, Manner::Direct | Manner::Mixed);
            let Some(speaker) = statement.speaker.and_then(|s| s.entity).filter(|_| own_words)
            else {
                continue;
            };
            let text = match statement.of {
                Field::Text => account.text.as_str(),
                Field::Title => account.title.as_deref().unwrap_or(""),
                Field::Dropped(_) => continue,
            };
            for &piece in &statement.content {
                let within: Vec<usize> = self.within(statement.of, piece).map(|(n, _)| n).collect();
                for n in within {
                    let mention = &mut self.mentions[n];
                    let words = mention.place.span.get(text).unwrap_or("");
                    let first = ["i", "me", "my", "mine", "myself"]
                        .iter()
                        .any(|word| words.eq_ignore_ascii_case(word));
                    if mention.form == MentionForm::Pronoun && mention.entity.is_none() && first {
                        mention.entity = Some(speaker);
                    }
                }
            }
        }
    }
}

/// Names, descriptions and pronouns of an account, and whom each stands for.
pub fn find_mentions(account: &Account, text: &Parsed, title: &Parsed) -> Mentioned {
    let sides = Side::both(account, text, title);
    let patterns = [find_events(&sides[0]), find_events(&sides[1])];
    let names = names::find_names(&sides, &patterns, account.outlet.as_deref());
    let covered = names::cover(&sides, &names);
    let mut roles = Vec::new();
    for (n, side) in sides.iter().enumerate() {
        roles.extend(roles::find_roles(n, side, &names, &covered[n]));
    }
    let grouped = entities::group(&sides, &names);
    let (mut mentions, entities) = resolve::resolve(&sides, &names, &covered, &roles, grouped);
    mentions.sort_by_key(|m| {
        let span = m.place.span;
        (m.place.of != Field::Title, span.start, std::cmp::Reverse(span.end))
    });
    let quoted_names = sides
        .iter()
        .zip(&patterns)
        .flat_map(|(side, found)| found.quoted.iter().map(|&range| side.place(range)))
        .collect();
    Mentioned { mentions, entities, quoted_names }
}
