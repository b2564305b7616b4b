//! Passages that name or describe somebody or something, and whom they stand for.

mod apposition;
mod around;
mod describe;
mod equipment;
mod hints;
mod holders;
mod kinds;
mod later;
pub(crate) mod lexicon;
mod memory;
mod mend;
pub(crate) mod name;
mod name_in_text;
mod names;
mod namesakes;
mod office;
mod offices;
mod pronouns;
mod resolve;
mod resolver;
mod roles;
pub(crate) mod rules;
#[cfg(test)]
mod tests;

use stemma_core::{
    Account, EntityKind, Field, Local, LocalEntity, Manner, Mention, MentionForm, Parsed, Place,
    Span, Statement,
};

use crate::entities;
use crate::events::find_events;
use crate::parsed_text::ParsedText;
use name::NamedText;
use roles::RolePhrase;

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

impl Mentioned {
    /// A title that gives somebody's words, "Tarvel: “We sail”", names whom the body, which has the
    /// same words, only describes.
    pub(crate) fn name_by_title(&mut self, account: &Account, statements: &mut [Statement]) {
        /// Fewer words are said by many.
        const WORDS: usize = 4;
        let title = account.title.as_deref().unwrap_or("");
        let words = |statement: &Statement, text: &str| -> String {
            let pieces = statement.content.iter().map(|span| span.get(text).unwrap_or(""));
            let all: Vec<String> = pieces
                .flat_map(|piece| piece.split(|c: char| !c.is_alphanumeric()))
                .filter(|word| !word.is_empty())
                .map(str::to_lowercase)
                .collect();
            all.join(" ")
        };
        let in_title: Vec<(Local, String)> = statements
            .iter()
            .filter(|s| s.of == Field::Title)
            .filter_map(|s| Some((s.speaker?.entity?, words(s, title))))
            .filter(|(who, said)| {
                let entity = &self.entities[who.0 as usize];
                entity.kind == EntityKind::Person
                    && !entity.names.is_empty()
                    && said.split(' ').count() >= WORDS
            })
            .collect();
        for (named, said) in in_title {
            let described = statements
                .iter()
                .filter(|s| s.of == Field::Text)
                .filter(|s| format!(" {} ", words(s, &account.text)).contains(&format!(" {said} ")))
                .find_map(|s| s.speaker?.entity);
            let Some(described) = described else { continue };
            let (x, y) = (&self.entities[named.0 as usize], &self.entities[described.0 as usize]);
            let gender = lexicon::may_be_one(x.gender, y.gender);
            if y.names.is_empty() && y.kind == x.kind && gender {
                self.become_one(described, named, statements);
                // Numbers have changed: one title names one.
                return;
            }
        }
    }

    /// Takes what was only described for whom a name names; later entities close the gap.
    fn become_one(&mut self, described: Local, named: Local, statements: &mut [Statement]) {
        let gone = self.entities.remove(described.0 as usize);
        let after = |who: Local| match who {
            who if who == described => Local(named.0 - u32::from(named > described)),
            who => Local(who.0 - u32::from(who > described)),
        };
        later::absorb(&mut self.entities[after(named).0 as usize], gone.gender, gone.roles);
        for mention in &mut self.mentions {
            mention.entity = mention.entity.map(after);
        }
        for statement in statements {
            let all = statement.speaker.iter_mut().chain(&mut statement.jointly);
            for who in all.chain(&mut statement.via) {
                who.entity = who.entity.map(after);
            }
        }
    }
}

/// Names, descriptions and pronouns of an account, and whom each stands for.
pub fn find_mentions(account: &Account, text: &Parsed, title: &Parsed) -> Mentioned {
    find_in(&ParsedText::of_account(account, text, title), account.outlet.as_deref())
}

/// The same in texts that are indexed already.
pub(crate) fn find_in(texts: &[ParsedText; 2], outlet: Option<&str>) -> Mentioned {
    let patterns = [find_events(&texts[0]), find_events(&texts[1])];
    let names = names::find_names(texts, &patterns, outlet);
    let covered = name::cover(texts, &names);
    let named = [0, 1].map(|n| NamedText {
        index: n,
        text: &texts[n],
        names: &names,
        covered: &covered[n],
    });
    let roles: Vec<RolePhrase> = named.into_iter().flat_map(roles::find_roles).collect();
    let grouped = entities::group(texts, &names);
    let (mut mentions, entities) = resolve::resolve(named, &roles, grouped);
    mentions.sort_by_key(|m| {
        let span = m.place.span;
        (m.place.of != Field::Title, span.start, std::cmp::Reverse(span.end))
    });
    let quoted_names = texts
        .iter()
        .zip(&patterns)
        .flat_map(|(text, found)| found.quoted.iter().map(|&range| text.place(range)))
        .collect();
    Mentioned { mentions, entities, quoted_names }
}
