//! A name where it stands: what hints of its kind ask of the words in and around it.

use stemma_core::EntityKind::{self, Group, Place};
use stemma_core::Field;
use stemma_words::en::places::{PlaceForm, PlaceWord, place_word};

use super::equipment::{is_designation, is_weapon};
use super::lexicon::{
    self, Sort, body_noun, given_name, is_speech, is_title, names_paper, role_noun,
};
use super::name::{Candidate, Name, is_house};
use crate::entities::plain_country;
use crate::parsed_text::ParsedText;

/// How far behind the verb its subject's "its" stands.
const NEAR_ITS: usize = 8;
/// How far before a name the first of a list with it stands.
const NEAR_LIST: usize = 8;
/// How far before a name the office stands that a comma parts from it.
const NEAR_OFFICE: usize = 7;

/// A name where it stands, with what hints look at again and again.
pub(super) struct NameInText<'a> {
    pub(super) text: &'a ParsedText<'a>,
    pub(super) from: usize,
    pub(super) after: usize,
    pub(super) head: usize,
    pub(super) gender: Option<stemma_core::Gender>,
    pub(super) label: Option<EntityKind>,
    /// What the gazetteer knows of it.
    pub(super) known: Option<PlaceWord>,
    /// The verb whose subject it is.
    pub(super) subject_of: Option<usize>,
}

impl<'a> NameInText<'a> {
    pub(super) fn new(text: &'a ParsedText<'a>, candidate: &Candidate) -> NameInText<'a> {
        let Name { tokens, gender, .. } = candidate.name;
        let head = text.head_of(tokens);
        NameInText {
            text,
            from: tokens.0,
            after: tokens.1,
            head,
            gender,
            label: candidate.label,
            known: place_word(plain_country(text.words(tokens))),
            subject_of: (text.dep(head) == "nsubj").then(|| text.head(head)),
        }
    }

    pub(super) fn words(&self) -> &'a str {
        self.text.words((self.from, self.after))
    }

    /// The word this many tokens before it, in small letters.
    pub(super) fn before(&self, back: usize) -> &str {
        self.from.checked_sub(back).map_or("", |t| self.text.lower[t].as_str())
    }

    /// The word behind it, this many tokens further, in small letters.
    pub(super) fn behind(&self, further: usize) -> &str {
        self.text.lower.get(self.after + further).map_or("", |lower| lower.as_str())
    }

    pub(super) fn is_long(&self) -> bool {
        self.after - self.from >= 2
    }

    pub(super) fn is_known_by(&self, form: PlaceForm) -> bool {
        self.known.is_some_and(|known| known.by == form)
    }

    pub(super) fn is_union(&self) -> bool {
        self.known.is_some_and(|known| UNIONS.contains(&known.country))
    }

    pub(super) fn has_noun_of_body(&self) -> bool {
        let within = &self.text.lower[self.from..self.after];
        self.is_long()
            && within.iter().any(|lower| body_noun(lower) || names_paper(lower))
            && given_name(self.text.word(self.from)).is_none()
    }

    pub(super) fn has_medium_behind(&self) -> bool {
        match self.behind(0) {
            "agency" | "newspaper" | "magazine" | "website" | "channel" => true,
            "news" => matches!(self.behind(1), "agency" | "site" | "service" | "website"),
            _ => false,
        }
    }

    /// Whether a role noun of this sort stands in apposition to it, either way round.
    pub(super) fn is_beside(&self, fits: fn(&str, Sort) -> bool) -> bool {
        let (text, head) = (self.text, self.head);
        text.children(head)
            .filter(|&c| text.dep(c) == "appos")
            .chain((text.dep(head) == "appos").then(|| text.head(head)))
            .filter(|&noun| {
                // "Source: Norpress" is no apposition, nor is "Port Ansel, Norland, resident" one.
                text.children(noun)
                    .any(|c| matches!(text.dep(c), "det" | "poss" | "prep" | "amod" | "compound"))
                    && (noun.min(head)..noun.max(head)).all(|t| text.word(t) != ":")
            })
            .any(|noun| {
                let lower = text.lower[noun].as_str();
                role_noun(lower).is_some_and(|role| fits(lower, role.sort))
            })
    }

    pub(super) fn has_office_before_comma(&self) -> bool {
        let (text, from) = (self.text, self.from);
        from >= 2
            && text.word(from - 1) == ","
            && matches!(self.behind(0), "," | "." | "said" | "told")
            && (from.saturating_sub(NEAR_OFFICE)..from - 1)
                .rev()
                .take_while(|&t| {
                    matches!(text.pos(t), "NOUN" | "PROPN" | "ADJ" | "DET") || text.lower[t] == "of"
                })
                .map(|t| text.lower[t].as_str())
                .any(|lower| is_person_noun(lower) && !lexicon::may_be_body(lower))
    }

    pub(super) fn has_body_before(&self) -> bool {
        BODIES_BEFORE_NAMES.contains(&self.before(1))
    }

    pub(super) fn owns_what_states_have(&self) -> bool {
        matches!(self.behind(0), "'s" | "’s" | "'" | "’") && OF_STATES.contains(&self.behind(1))
    }

    pub(super) fn is_dateline(&self) -> bool {
        let (text, from, words) = (self.text, self.from, self.words());
        let opens_paragraph = from == 0 || text.paragraph[from - 1] != text.paragraph[from];
        opens_paragraph
            && text.of == Field::Text
            && words.len() > 3
            && !words.chars().any(char::is_lowercase)
            && matches!(self.behind(0), "," | "(" | "—" | "–" | "-")
    }

    pub(super) fn has_title_before(&self) -> bool {
        self.from.checked_sub(1).is_some_and(|before| {
            is_title(self.text.word(before))
                || is_person_noun(&self.text.lower[before]) && self.text.is_capital(before)
        })
    }

    /// Whether it is the object of one of these prepositions, right before it. One is in a place, near
    /// it, outside it; from and to it only like anybody else.
    pub(super) fn has_preposition(&self, prepositions: &[&str]) -> bool {
        self.text.dep(self.after - 1) == "pobj" && prepositions.contains(&self.before(1))
    }

    pub(super) fn is_where(&self) -> bool {
        self.has_preposition(&["in", "near", "outside", "around", "across", "throughout"])
            && !is_house(self.text, (self.from, self.after))
    }

    pub(super) fn preposition_hangs_on_noun(&self) -> bool {
        matches!(self.text.pos(self.text.head(self.from - 1)), "NOUN" | "PROPN")
    }

    pub(super) fn is_end_of_way(&self) -> bool {
        self.has_preposition(&["to", "for", "from"])
            && is_motion(self.text.lemma(self.text.head(self.from - 1)))
    }

    pub(super) fn has_noun_of_place_before(&self) -> bool {
        let back = 1 + usize::from(self.before(1) == "of");
        self.from.checked_sub(back).is_some_and(|noun| {
            self.text.pos(noun) == "NOUN"
                && role_noun(&self.text.lower[noun]).is_some_and(|role| role.sort == Sort::Place)
        })
    }

    pub(super) fn is_in_list_of_holders(&self) -> bool {
        let (text, from) = (self.text, self.from);
        if from < 2 || self.before(1) != "and" || self.label == Some(Group) {
            return false;
        }
        (from.saturating_sub(NEAR_LIST)..from - 1)
            .rev()
            .find(|&t| text.pos(t) != "PROPN" && text.word(t) != ",")
            .is_some_and(|t| {
                text.tag(t) == "NNS"
                    && text.pos(t + 1) == "PROPN"
                    && t + 1 < from - 1
                    && is_person_noun(text.lemma(t))
            })
    }

    pub(super) fn publishes(&self, verb: usize) -> bool {
        matches!(
            self.text.lemma(verb),
            "report" | "publish" | "quote" | "cite" | "broadcast" | "air"
        )
    }

    /// Who speaks is somebody or a body; nobody is "the Tarvel".
    pub(super) fn says(&self) -> bool {
        self.subject_of.is_some_and(|verb| is_speech(self.text, verb) && !self.publishes(verb))
            && self.before(1) != "the"
    }

    /// Several words of which none is a body's.
    pub(super) fn is_full(&self) -> bool {
        self.is_long()
            && self.text.lower[self.from..self.after].iter().all(|lower| {
                !body_noun(lower)
                    && !names_paper(lower)
                    && role_noun(lower).is_none_or(|noun| noun.sort == Sort::Person)
            })
    }

    /// The first possessive pronoun right behind the verb, in the account's own words.
    pub(super) fn possessive(&self) -> Option<(usize, &str)> {
        let verb = self.subject_of?;
        let (_, end) = self.text.parsed.sentences[self.text.sentence[self.head] as usize];
        (verb..(end as usize).min(verb + NEAR_ITS))
            .map(|t| (t, self.text.lower[t].as_str()))
            .find(|(_, lower)| matches!(*lower, "its" | "his" | "her" | "their"))
            .filter(|&(t, _)| !self.text.is_quoted(t))
    }

    /// Whether the first possessive pronoun is "its", and no other noun can be its owner.
    pub(super) fn has_its(&self) -> bool {
        let (Some(verb), Some((its, "its"))) = (self.subject_of, self.possessive()) else {
            return false;
        };
        !(verb..its).any(|t| matches!(self.text.dep(t), "nsubj" | "dobj" | "pobj"))
    }

    pub(super) fn has_weapon_behind(&self) -> bool {
        let last = self.after - 1;
        let noun = self.text.head(last);
        self.text.dep(last) == "compound"
            && noun < self.after + 2
            && is_weapon(self.text.lemma(noun))
            && !matches!(self.label, Some(Place | Group))
            && place_word(self.words()).is_none()
    }

    pub(super) fn is_listed_with_weapon(&self) -> bool {
        let (text, head) = (self.text, self.head);
        let before = (text.dep(head) == "conj").then(|| text.head(head));
        let mut listed =
            before.into_iter().chain(text.children(head).filter(|&c| text.dep(c) == "conj"));
        listed.any(|t| is_designation(text.word(t)))
    }

    pub(super) fn is_after_part_of_place(&self) -> bool {
        self.from >= 2
            && self.before(1) == "of"
            && PARTS_OF_PLACES.contains(&self.text.lemma(self.from - 2))
    }
}

fn is_person_noun(lemma: &str) -> bool {
    role_noun(lemma).is_some_and(|noun| noun.sort == Sort::Person)
}

/// `NPA`, `UN`: all capitals.
pub(super) fn is_acronym(word: &str) -> bool {
    word.chars().count() <= 5 && word.chars().all(|c| c.is_uppercase() || c == '.' || c == '&')
}

/// Bodies of states, as the gazetteer calls them.
const UNIONS: &[&str] = &[
    "NATO",
    "European Union",
    "United Nations",
    "OSCE",
    "African Union",
    "Arab League",
    "ASEAN",
    "CSTO",
    "CIS",
    "BRICS",
    "OPEC",
];

/// Nouns of bodies that stand right before their names.
const BODIES_BEFORE_NAMES: &[&str] = &[
    "agency",
    "newspaper",
    "station",
    "radio",
    "channel",
    "broadcaster",
    "website",
    "daily",
    "magazine",
    "portal",
    "company",
    "ministry",
    "party",
    "airline",
];

/// What states have, or words that begin it: "Norland's foreign minister".
const OF_STATES: &[&str] = &[
    "foreign",
    "defence",
    "defense",
    "prime",
    "interior",
    "ruling",
    "government",
    "president",
    "capital",
    "parliament",
    "army",
    "border",
    "borders",
    "coast",
    "population",
    "economy",
    "military",
    "ambassador",
    "territory",
];

/// What only places have.
const PARTS_OF_PLACES: &[&str] = &[
    "battle",
    "siege",
    "fall",
    "north",
    "south",
    "east",
    "west",
    "outskirts",
    "suburb",
    "street",
    "coast",
    "shore",
    "center",
    "centre",
    "mayor",
];

/// Verbs that take one from a place to another.
fn is_motion(lemma: &str) -> bool {
    matches!(
        lemma,
        "come"
            | "go"
            | "travel"
            | "return"
            | "sail"
            | "fly"
            | "drive"
            | "head"
            | "flee"
            | "arrive"
            | "depart"
    )
}
