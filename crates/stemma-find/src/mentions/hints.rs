//! What the words in and around a name say of its kind: a table of named hints.

use stemma_core::EntityKind::{self, Equipment, Group, Organisation, Person, Place};
use stemma_words::en::places::PlaceForm;

use super::equipment::is_designation;
use super::lexicon::{self, Sort, given_name};
use super::name_in_text::{NameInText, is_acronym};
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
