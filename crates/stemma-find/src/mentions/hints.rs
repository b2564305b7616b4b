//! What the words in and around a name say of its kind: a table of named hints.

use stemma_core::EntityKind::{self, Equipment, Group, Organisation, Person, Place};
use stemma_core::Field;
use stemma_words::en::places::{PlaceForm, PlaceWord, place_word};

use super::equipment::{is_designation, is_weapon};
use super::lexicon::{
    self, Sort, body_noun, given_name, is_speech, is_title, names_paper, role_noun,
};
use super::name::{Candidate, Name, is_house};
use crate::entities::plain_country;
use crate::parsed_text::ParsedText;
use crate::rule::Rule;

/// A hint of what sort of thing a name names.
pub(super) struct Hint {
    pub(super) rule: Rule,
    /// What it speaks for.
    pub(super) kind: EntityKind,
    /// How much; a recogniser's label weighs 1. All weights were set by hand.
    pub(super) weight: f32,
    pub(super) speaks: fn(&NameInText) -> bool,
}

/// How far behind the verb its subject's "its" stands.
const NEAR_ITS: usize = 8;
/// How far before a name the first of a list with it stands.
const NEAR_LIST: usize = 8;
/// How far before a name the office stands that a comma parts from it.
const NEAR_OFFICE: usize = 7;

/// All hints, in the order in which their weights are added.
pub(super) static HINTS: [Hint; 36] = [
    Hint {
        rule: Rule {
            name: "union-of-states",
            what: "a body of states that the gazetteer has: 'NATO'",
            fires: "The ministers of NATO met in Lozna.",
            not: "The ministers of Norway met in Lozna.",
        },
        kind: Organisation,
        weight: 2.0,
        speaks: |name| name.is_known_by(PlaceForm::Name) && name.is_union(),
    },
    Hint {
        rule: Rule {
            name: "country",
            what: "a country that the gazetteer has: 'Norway'",
            fires: "The ferry Alma left for Norway.",
            not: "The ferry Alma left for Lozna.",
        },
        kind: Place,
        weight: 1.2,
        speaks: |name| name.is_known_by(PlaceForm::Name) && !name.is_union(),
    },
    Hint {
        rule: Rule {
            name: "people-of-country",
            what: "a people, or the adjective of a country: 'Norwegian'",
            fires: "The Norwegians left Lozna.",
            not: "The ferry Alma left for Norway.",
        },
        kind: Group,
        weight: 2.0,
        speaks: |name| {
            name.is_known_by(PlaceForm::Adjective) || name.is_known_by(PlaceForm::People)
        },
    },
    Hint {
        rule: Rule {
            name: "capital",
            what: "a capital that the gazetteer has: 'Oslo'",
            fires: "The ferry Alma left for Oslo.",
            not: "The ferry Alma left for Norway.",
        },
        kind: Place,
        weight: 1.1,
        speaks: |name| name.is_known_by(PlaceForm::Capital),
    },
    Hint {
        rule: Rule {
            name: "seat-of-government",
            what: "a seat that stands for its government: 'the Kremlin'",
            fires: "The Kremlin said the ferry had left.",
            not: "The ferry Alma left for Oslo.",
        },
        kind: Organisation,
        weight: 2.0,
        speaks: |name| name.is_known_by(PlaceForm::Seat),
    },
    Hint {
        rule: Rule {
            name: "noun-of-body",
            what: "a noun of a body within: 'the Harbour Safety Board'",
            fires: "The Harbour Safety Board closed the port.",
            not: "The ferry Northern Light left the port.",
        },
        kind: Organisation,
        weight: 1.5,
        speaks: |name| name.has_noun_of_body(),
    },
    Hint {
        rule: Rule {
            name: "given-name",
            what: "a given name in front: 'Anna Tarvel'",
            fires: "Anna Tarvel left the port.",
            not: "Tarvel left the port.",
        },
        kind: Person,
        weight: 1.0,
        speaks: |name| name.is_long() && given_name(name.text.word(name.from)).is_some(),
    },
    Hint {
        rule: Rule {
            name: "platform",
            what: "a platform on which people post: 'Telegram'",
            fires: "She posted the picture on Telegram.",
            not: "She sent the picture by telegram.",
        },
        kind: Organisation,
        weight: 3.0,
        speaks: |name| !name.is_long() && lexicon::platform(&name.text.lower[name.from]),
    },
    Hint {
        rule: Rule {
            name: "medium-behind",
            what: "a noun of a medium behind it: 'the Norpress news agency'",
            fires: "The Norpress news agency reported the fire.",
            not: "The Norpress ferry left the port.",
        },
        kind: Organisation,
        weight: 1.5,
        speaks: |name| name.has_medium_behind(),
    },
    Hint {
        rule: Rule {
            name: "office-beside",
            what: "an office in apposition: 'Tarvel, the minister of trade'",
            fires: "They met Tarvel, the minister of trade.",
            not: "Tarvel, the ferry of the harbour, left the port.",
        },
        kind: Person,
        weight: 1.2,
        speaks: |name| {
            name.is_beside(|noun, sort| sort == Sort::Person && !lexicon::may_be_body(noun))
        },
    },
    Hint {
        rule: Rule {
            name: "body-beside",
            what: "a noun of a body in apposition: 'Norpress, the news agency'",
            fires: "They met Norkabel, the biggest company of the town.",
            not: "Tarvel, the minister of trade, closed the port.",
        },
        kind: Organisation,
        weight: 1.2,
        speaks: |name| name.is_beside(|_, sort| sort == Sort::Organisation),
    },
    Hint {
        rule: Rule {
            name: "office-before-comma",
            what: "an office and a comma before it: 'the minister of mining, Tarvel, said'",
            fires: "The minister of mining, Tarvel, said the port was closed.",
            not: "The harbour of Lozna, Tarvel, said the port was closed.",
        },
        kind: Person,
        weight: 1.2,
        speaks: |name| name.has_office_before_comma(),
    },
    Hint {
        rule: Rule {
            name: "body-before",
            what: "a noun of a body right before it: 'the agency Norpress'",
            fires: "The agency Norpress reported the fire.",
            not: "The ferry Norpress left the port.",
        },
        kind: Organisation,
        weight: 1.5,
        speaks: |name| name.has_body_before(),
    },
    Hint {
        rule: Rule {
            name: "owner-of-state",
            what: "it has what states have: \"Norland's government\"",
            fires: "Norland's government closed the port.",
            not: "Norland's ferry left the port.",
        },
        kind: Place,
        weight: 0.8,
        speaks: |name| name.owns_what_states_have(),
    },
    Hint {
        rule: Rule {
            name: "neighbouring",
            what: "'neighbouring Norland'",
            fires: "The ferry came from neighbouring Norland.",
            not: "The ferry came from lovely Norland.",
        },
        kind: Place,
        weight: 1.5,
        speaks: |name| matches!(name.before(1), "neighboring" | "neighbouring"),
    },
    Hint {
        rule: Rule {
            name: "dateline",
            what: "capitals that open a paragraph: 'LOZNA, May 3'",
            fires: "LOZNA, May 3 – The port was closed.",
            not: "The port of LOZNA, closed in May, is open.",
        },
        kind: Place,
        weight: 2.0,
        speaks: |name| name.is_dateline(),
    },
    Hint {
        rule: Rule {
            name: "title-before",
            what: "a title, or an office with a capital, before it: 'Mr Tarvel', 'Minister Tarvel'",
            fires: "Mr Tarvel closed the port.",
            not: "Later Tarvel closed the port.",
        },
        kind: Person,
        weight: 1.5,
        speaks: |name| name.has_title_before(),
    },
    Hint {
        rule: Rule {
            name: "in-it",
            what: "something happens in it: 'met in Lozna'",
            fires: "The sailors met in Lozna.",
            not: "The sailors met with Lozna.",
        },
        kind: Place,
        weight: 0.9,
        speaks: |name| name.is_where() && !name.preposition_hangs_on_noun(),
    },
    Hint {
        rule: Rule {
            name: "noun-in-it",
            what: "a noun is in it, which says little: 'cuts in Carelink', 'leaders in Congress'",
            fires: "The cuts in Lozna are deep.",
            not: "The cuts by Lozna are deep.",
        },
        kind: Place,
        weight: 0.4,
        speaks: |name| name.is_where() && name.preposition_hangs_on_noun(),
    },
    Hint {
        rule: Rule {
            name: "way-to-it",
            what: "one goes there or comes from there: 'sailed to Lozna'",
            fires: "The sailors sailed to Lozna.",
            not: "The sailors listened to Lozna.",
        },
        kind: Place,
        weight: 0.9,
        speaks: |name| name.is_end_of_way(),
    },
    Hint {
        rule: Rule {
            name: "from-or-to-it",
            what: "something is from or to it: 'a letter from Port Ansel'",
            fires: "The sailors got a letter from Port Ansel.",
            not: "The sailors got a letter by Port Ansel.",
        },
        kind: Place,
        weight: 0.3,
        speaks: |name| {
            (name.label.is_some() || name.is_long())
                && name.has_preposition(&["from", "to", "into", "off"])
                && !name.is_end_of_way()
        },
    },
    Hint {
        rule: Rule {
            name: "noun-of-place-before",
            what: "a noun of a place before it: 'the island of Ridna', 'the capital Merevik'",
            fires: "The island of Ridna is small.",
            not: "The ferry of Ridna is small.",
        },
        kind: Place,
        weight: 1.5,
        speaks: |name| name.has_noun_of_place_before(),
    },
    Hint {
        rule: Rule {
            name: "list-of-holders",
            what: "it is in a list behind an office in the plural: 'ministers Tarvel and Orlan'",
            fires: "The ministers Tarvel and Orlan closed the port.",
            not: "The ferries Tarvel and Orlan left the port.",
        },
        kind: Person,
        weight: 1.2,
        speaks: |name| name.is_in_list_of_holders(),
    },
    Hint {
        rule: Rule {
            name: "full-name-speaks",
            what: "a name of several words, none a body's, says something: 'Ottilie Tarvel said'",
            fires: "Ottilie Tarvel said the port was closed.",
            not: "Ottilie Tarvel closed the port.",
        },
        kind: Person,
        weight: 1.1,
        speaks: |name| name.says() && name.is_full(),
    },
    Hint {
        rule: Rule {
            name: "speaks",
            what: "who says something is mostly somebody: 'Tarvel said'",
            fires: "Tarvel said the port was closed.",
            not: "The Tarvel said nothing.",
        },
        kind: Person,
        weight: 0.4,
        speaks: |name| name.says() && !name.is_full(),
    },
    Hint {
        rule: Rule {
            name: "body-speaks",
            what: "bodies say things, too: 'Norpress said'",
            fires: "NPA said the port was closed.",
            not: "NPA closed the port.",
        },
        kind: Organisation,
        weight: 0.3,
        speaks: |name| name.says(),
    },
    Hint {
        rule: Rule {
            name: "publishes",
            what: "who reports and publishes is mostly a body: 'Norpress reported'",
            fires: "Norpress reported that the port was closed.",
            not: "Norpress closed the port.",
        },
        kind: Organisation,
        weight: 0.8,
        speaks: |name| {
            name.subject_of.is_some_and(|verb| name.publishes(verb))
                && !name.is_full()
                && name.gender.is_none()
        },
    },
    Hint {
        rule: Rule {
            name: "has-his-or-her",
            what: "its subject has 'his' or 'her': 'Grant wrote on his channel'",
            fires: "Later Tarvel sailed home on his boat.",
            not: "Later Tarvel sailed home on a boat.",
        },
        kind: Person,
        weight: 0.5,
        speaks: |name| name.possessive().is_some_and(|(_, lower)| matches!(lower, "his" | "her")),
    },
    Hint {
        rule: Rule {
            name: "acronym-has-its",
            what: "its subject has 'its' and is all capitals: 'the NPA will not move its ships'",
            fires: "ROC will not move its ships.",
            not: "ROC will not move ships.",
        },
        kind: Place,
        weight: 0.5,
        speaks: |name| name.has_its() && is_acronym(name.words()),
    },
    Hint {
        rule: Rule {
            name: "has-its",
            what: "its subject has 'its', as no person has: 'Norland will not move its ships'",
            fires: "Norland will not move its ships.",
            not: "Norland will not move his ships.",
        },
        kind: Place,
        weight: 1.5,
        speaks: |name| name.has_its() && !is_acronym(name.words()),
    },
    Hint {
        rule: Rule {
            name: "body-has-its",
            what: "a body has 'its', too: 'Norkabel will not move its ships'",
            fires: "NPA will not move its ships.",
            not: "NPA will not move ships.",
        },
        kind: Organisation,
        weight: 1.4,
        speaks: |name| name.has_its(),
    },
    Hint {
        rule: Rule {
            name: "weapon-behind",
            what: "a noun for a weapon or vehicle behind it: 'Javelin missiles'",
            fires: "They fired Tarvel rockets.",
            not: "They lit Tarvel candles.",
        },
        kind: Equipment,
        weight: 1.5,
        speaks: |name| name.has_weapon_behind() && name.label != Some(Organisation),
    },
    Hint {
        rule: Rule {
            name: "weapon-of-maker",
            what: "the same behind a name that is a body's elsewhere: 'Norkabel missiles'",
            fires: "They bought Lozna drones.",
            not: "They bought Lozna candles.",
        },
        kind: Equipment,
        weight: 0.6,
        speaks: |name| name.has_weapon_behind() && name.label == Some(Organisation),
    },
    Hint {
        rule: Rule {
            name: "list-of-weapons",
            what: "a list holds things of one sort: 'S-400s, Javelins and other weapons'",
            fires: "The army bought the S-400 and Lanterns.",
            not: "The army bought boats and Lanterns.",
        },
        kind: Equipment,
        weight: 1.2,
        speaks: |name| name.is_listed_with_weapon(),
    },
    Hint {
        rule: Rule {
            name: "part-of-place",
            what: "what only places have: 'the battle of Lozna', 'south of Lozna'",
            fires: "They heard of the siege of Lozna.",
            not: "They heard of the song of Lozna.",
        },
        kind: Place,
        weight: 0.9,
        speaks: |name| name.is_after_part_of_place(),
    },
    Hint {
        rule: Rule {
            name: "designation",
            what: "capitals, a hyphen and a number: 'S-400'",
            fires: "The army bought the S-400.",
            not: "The G-20 met in Lozna.",
        },
        kind: Equipment,
        weight: 2.5,
        speaks: |name| is_designation(name.text.word(name.after - 1)),
    },
];

/// A name where it stands, with what hints look at again and again.
pub(super) struct NameInText<'a> {
    text: &'a ParsedText<'a>,
    from: usize,
    after: usize,
    head: usize,
    gender: Option<stemma_core::Gender>,
    label: Option<EntityKind>,
    /// What the gazetteer knows of it.
    known: Option<PlaceWord>,
    /// The verb whose subject it is.
    subject_of: Option<usize>,
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

    fn words(&self) -> &'a str {
        self.text.words((self.from, self.after))
    }

    /// The word this many tokens before it, in small letters.
    fn before(&self, back: usize) -> &str {
        self.from.checked_sub(back).map_or("", |t| self.text.lower[t].as_str())
    }

    /// The word behind it, this many tokens further, in small letters.
    fn behind(&self, further: usize) -> &str {
        self.text.lower.get(self.after + further).map_or("", |lower| lower.as_str())
    }

    fn is_long(&self) -> bool {
        self.after - self.from >= 2
    }

    fn is_known_by(&self, form: PlaceForm) -> bool {
        self.known.is_some_and(|known| known.by == form)
    }

    fn is_union(&self) -> bool {
        self.known.is_some_and(|known| UNIONS.contains(&known.country))
    }

    fn has_noun_of_body(&self) -> bool {
        let within = &self.text.lower[self.from..self.after];
        self.is_long()
            && within.iter().any(|lower| body_noun(lower) || names_paper(lower))
            && given_name(self.text.word(self.from)).is_none()
    }

    fn has_medium_behind(&self) -> bool {
        match self.behind(0) {
            "agency" | "newspaper" | "magazine" | "website" | "channel" => true,
            "news" => matches!(self.behind(1), "agency" | "site" | "service" | "website"),
            _ => false,
        }
    }

    /// Whether a role noun of this sort stands in apposition to it, either way round.
    fn is_beside(&self, fits: fn(&str, Sort) -> bool) -> bool {
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

    fn has_office_before_comma(&self) -> bool {
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

    fn has_body_before(&self) -> bool {
        BODIES_BEFORE_NAMES.contains(&self.before(1))
    }

    fn owns_what_states_have(&self) -> bool {
        matches!(self.behind(0), "'s" | "’s" | "'" | "’") && OF_STATES.contains(&self.behind(1))
    }

    fn is_dateline(&self) -> bool {
        let (text, from, words) = (self.text, self.from, self.words());
        let opens_paragraph = from == 0 || text.paragraph[from - 1] != text.paragraph[from];
        opens_paragraph
            && text.of == Field::Text
            && words.len() > 3
            && !words.chars().any(char::is_lowercase)
            && matches!(self.behind(0), "," | "(" | "—" | "–" | "-")
    }

    fn has_title_before(&self) -> bool {
        self.from.checked_sub(1).is_some_and(|before| {
            is_title(self.text.word(before))
                || is_person_noun(&self.text.lower[before]) && self.text.is_capital(before)
        })
    }

    /// Whether it is the object of one of these prepositions, right before it. One is in a place, near
    /// it, outside it; from and to it only like anybody else.
    fn has_preposition(&self, prepositions: &[&str]) -> bool {
        self.text.dep(self.after - 1) == "pobj" && prepositions.contains(&self.before(1))
    }

    fn is_where(&self) -> bool {
        self.has_preposition(&["in", "near", "outside", "around", "across", "throughout"])
            && !is_house(self.text, (self.from, self.after))
    }

    fn preposition_hangs_on_noun(&self) -> bool {
        matches!(self.text.pos(self.text.head(self.from - 1)), "NOUN" | "PROPN")
    }

    fn is_end_of_way(&self) -> bool {
        self.has_preposition(&["to", "for", "from"])
            && is_motion(self.text.lemma(self.text.head(self.from - 1)))
    }

    fn has_noun_of_place_before(&self) -> bool {
        let back = 1 + usize::from(self.before(1) == "of");
        self.from.checked_sub(back).is_some_and(|noun| {
            self.text.pos(noun) == "NOUN"
                && role_noun(&self.text.lower[noun]).is_some_and(|role| role.sort == Sort::Place)
        })
    }

    fn is_in_list_of_holders(&self) -> bool {
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

    fn publishes(&self, verb: usize) -> bool {
        matches!(
            self.text.lemma(verb),
            "report" | "publish" | "quote" | "cite" | "broadcast" | "air"
        )
    }

    /// Who speaks is somebody or a body; nobody is "the Tarvel".
    fn says(&self) -> bool {
        self.subject_of.is_some_and(|verb| is_speech(self.text, verb) && !self.publishes(verb))
            && self.before(1) != "the"
    }

    /// Several words of which none is a body's.
    fn is_full(&self) -> bool {
        self.is_long()
            && self.text.lower[self.from..self.after].iter().all(|lower| {
                !body_noun(lower)
                    && !names_paper(lower)
                    && role_noun(lower).is_none_or(|noun| noun.sort == Sort::Person)
            })
    }

    /// The first possessive pronoun right behind the verb, in the account's own words.
    fn possessive(&self) -> Option<(usize, &str)> {
        let verb = self.subject_of?;
        let (_, end) = self.text.parsed.sentences[self.text.sentence[self.head] as usize];
        (verb..(end as usize).min(verb + NEAR_ITS))
            .map(|t| (t, self.text.lower[t].as_str()))
            .find(|(_, lower)| matches!(*lower, "its" | "his" | "her" | "their"))
            .filter(|&(t, _)| !self.text.is_quoted(t))
    }

    /// Whether the first possessive pronoun is "its", and no other noun can be its owner.
    fn has_its(&self) -> bool {
        let (Some(verb), Some((its, "its"))) = (self.subject_of, self.possessive()) else {
            return false;
        };
        !(verb..its).any(|t| matches!(self.text.dep(t), "nsubj" | "dobj" | "pobj"))
    }

    fn has_weapon_behind(&self) -> bool {
        let last = self.after - 1;
        let noun = self.text.head(last);
        self.text.dep(last) == "compound"
            && noun < self.after + 2
            && is_weapon(self.text.lemma(noun))
            && !matches!(self.label, Some(Place | Group))
            && place_word(self.words()).is_none()
    }

    fn is_listed_with_weapon(&self) -> bool {
        let (text, head) = (self.text, self.head);
        let before = (text.dep(head) == "conj").then(|| text.head(head));
        let mut listed =
            before.into_iter().chain(text.children(head).filter(|&c| text.dep(c) == "conj"));
        listed.any(|t| is_designation(text.word(t)))
    }

    fn is_after_part_of_place(&self) -> bool {
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
