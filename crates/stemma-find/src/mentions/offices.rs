//! Who holds which office, as far as the account has said.

use std::collections::BTreeMap;

use smol_str::SmolStr;
use stemma_core::{EntityKind, Local};
use stemma_words::en::places::country_of;

use super::around::country_within;
use super::lexicon::{self, RoleNoun, Sort, names_paper, role_noun};
use super::name::{Name, NamedText};
use crate::entities::Whose;
use crate::parsed_text::ParsedText;

/// How many holders of offices are looked through for a description, from the last on.
const HOLDERS_LOOKED_AT: usize = 256;

/// An office, a role or a relation: "minister of Norland", "father".
#[derive(Clone)]
pub(super) struct Office {
    /// What makes two offices one: `minister`, `vice president`.
    pub(super) key: SmolStr,
    /// What the noun says.
    pub(super) noun: RoleNoun,
    /// All of its words: `defence minister`.
    pub(super) words: String,
    /// The country or body whose office it is.
    pub(super) of: Option<String>,
}

impl Office {
    /// An office of which only the noun is known.
    pub(super) fn bare(key: &str, noun: RoleNoun) -> Office {
        Office { key: key.into(), noun, words: key.to_owned(), of: None }
    }
}

/// Who holds an office.
pub(super) struct Holder {
    pub(super) who: Local,
    pub(super) office: Office,
    /// No longer: "the former president".
    pub(super) former: bool,
}

/// The offices of an account and their holders.
#[derive(Default)]
pub(super) struct Offices {
    /// In the order in which the account says so.
    pub(super) holders: Vec<Holder>,
    /// Places by the first letters of their names, for adjectives that no list knows.
    places: BTreeMap<String, String>,
}

impl Offices {
    /// What the names of bodies say they are: a ministry, a party; and places by their stems.
    pub(super) fn of_names(named: &[NamedText; 2], whose: &[Whose]) -> Offices {
        let mut offices = Offices::default();
        for (name, whose) in named[0].names.iter().zip(whose) {
            if let Whose::One(who) = whose {
                offices.note_name(named[name.text_index].text, name, *who);
            }
        }
        offices
    }

    fn note_name(&mut self, text: &ParsedText, name: &Name, who: Local) {
        let words = text.words(name.tokens);
        if name.kind == EntityKind::Place
            && let Some(stem) = stem(words)
        {
            self.places.entry(stem).or_insert_with(|| words.to_owned());
        }
        let sort = match name.kind {
            EntityKind::Organisation => Sort::Organisation,
            EntityKind::Event => Sort::Event,
            EntityKind::Place => Sort::Place,
            _ => return,
        };
        let of = country_within(text, name);
        let mut say = |key: &str| {
            let Some(noun) = role_noun(key).filter(|noun| noun.sort == sort) else { return };
            if !self.recent().any(|h| h.who == who && h.office.key == key) {
                let office = Office { of: of.map(str::to_owned), ..Office::bare(key, noun) };
                self.holders.push(Holder { who, office, former: false });
            }
        };
        for lower in &text.lower[name.tokens.0..name.tokens.1] {
            say(lower);
            if name.kind == EntityKind::Organisation && names_paper(lower) {
                say("newspaper");
            }
        }
        match (name.kind, country_of(words)) {
            (_, Some("NATO" | "CSTO")) => say("alliance"),
            (_, Some("European Union")) => {
                say("bloc");
                say("union");
            }
            (_, Some("United Nations" | "OSCE")) => say("organisation"),
            (EntityKind::Place, Some(country)) => {
                say(if country == words { "country" } else { "capital" });
            }
            (EntityKind::Place, None) => say("city"),
            _ => {}
        }
    }

    /// The holders whom the account brought in last, the latest first.
    pub(super) fn recent(&self) -> impl Iterator<Item = &Holder> {
        self.holders.iter().rev().take(HOLDERS_LOOKED_AT)
    }

    /// The first office of somebody that is not this one.
    pub(super) fn other_office(&self, who: Local, key: &str) -> Option<&Office> {
        self.holders
            .iter()
            .take(HOLDERS_LOOKED_AT)
            .find(|h| h.who == who && h.office.noun.classes != 0 && h.office.key != key)
            .map(|h| &h.office)
    }

    /// Notes that somebody holds an office; what it is of may come later.
    pub(super) fn note(&mut self, who: Local, office: Office) {
        let noted =
            self.recent_mut().find(|holder| holder.who == who && holder.office.key == office.key);
        match noted {
            Some(holder) => holder.office.of = holder.office.of.take().or(office.of),
            None => self.holders.push(Holder { who, office, former: false }),
        }
    }

    /// Notes that somebody held an office and holds it no longer.
    pub(super) fn note_former(&mut self, who: Local) {
        if let Some(holder) = self.recent_mut().find(|holder| holder.who == who) {
            holder.former = true;
        }
    }

    fn recent_mut(&mut self) -> impl Iterator<Item = &mut Holder> {
        self.holders.iter_mut().rev().take(HOLDERS_LOOKED_AT)
    }

    /// The common name of what an office is of: `Norlandic` is `Norland` where the account names it.
    pub(super) fn known_place(&self, of: &str) -> String {
        if let Some(country) = country_of(of) {
            return if lexicon::is_seat(of) { of.to_owned() } else { country.to_owned() };
        }
        stem(of)
            .and_then(|stem| self.places.get(&stem))
            .filter(|place| place.len() <= of.len() + 1 && of.len() <= place.len() + 4)
            .cloned()
            .unwrap_or_else(|| of.to_owned())
    }
}

/// The first letters of a place's name, which its adjective shares.
fn stem(words: &str) -> Option<String> {
    /// Fewer letters are shared by chance.
    const LETTERS: usize = 5;
    let stem: String = words.chars().take(LETTERS).collect();
    (stem.chars().count() == LETTERS && !words.contains(' ')).then_some(stem)
}
