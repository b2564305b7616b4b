//! The named rules by which names, descriptions and pronouns are found.

use super::hints::HINTS;
use crate::rule::Rule;

pub(super) static NAMED_EVENT: Rule = Rule {
    name: "named-event",
    what: "an event by the words around its name: 'the exercise Northern Shield'",
    fires: "The exercise Northern Shield began in the harbour.",
    not: "The exercise began in the harbour.",
};

pub(super) static NAMED_CRAFT: Rule = Rule {
    name: "named-craft",
    what: "a ship, weapon or vehicle by the words around its name: 'the frigate Northern Light'",
    fires: "The frigate Northern Light left the port.",
    not: "The frigate left the port.",
};

/// Speaks only where no hint does.
pub(super) static LABELLED: Rule = Rule {
    name: "as-labelled",
    what: "the language model takes it for what it is, and no other hint says so",
    fires: "Thousands of people from the town watched Ivo Tarvel.",
    not: "The ferry left the port.",
};

pub(super) static OF_UNKNOWN_KIND: Rule = Rule {
    name: "of-unknown-kind",
    what: "capitals show a name, and nothing says what it names",
    fires: "They like Quibble and Zorb.",
    not: "They painted the boat.",
};

pub(super) static PLACE_OF_PEOPLE: Rule = Rule {
    name: "place-of-people",
    what: "its people are named, too: 'Norland' beside 'Norlandic'",
    fires: "The Veldanian ships left. Veldania closed the port.",
    not: "The ships left. Veldania closed the port.",
};

pub(super) static PART_OF_FULL_NAME: Rule = Rule {
    name: "part-of-full-name",
    what: "it is part of somebody's full name: 'Anna' of an account that has 'Anna Tarvel'",
    fires: "Anna Tarvel closed the port. Later Anna left.",
    not: "Anna Tarvel closed the port.",
};

pub(super) static SURNAME_OF_FULL_NAME: Rule = Rule {
    name: "surname-of-full-name",
    what: "it is the surname of somebody's full name: 'Tarvel' of an account with 'Anna Tarvel'",
    fires: "Anna Tarvel closed the port. Mr Tarvel left.",
    not: "Anna Tarvel closed the port.",
};

pub(super) static BESIDE_NAME: Rule = Rule {
    name: "beside-name",
    what: "a description that the sentence joins to a name: 'the minister of trade, Anna Tarvel'",
    fires: "The minister of trade, Anna Tarvel, closed the port.",
    not: "The minister of trade closed the port.",
};

pub(super) static SAID_OF_SUBJECT: Rule = Rule {
    name: "said-of-subject",
    what: "what somebody is said to be: 'She is the minister'",
    fires: "Anna Tarvel closed the port. She is the minister of trade.",
    not: "Anna Tarvel closed the port. She met the minister of trade.",
};

pub(super) static KNOWN_BY_NAME: Rule = Rule {
    name: "known-by-name",
    what: "a description of an event or a place that has a name: 'the exercise'",
    fires: "The exercise Northern Shield began in May. The exercise ended in June.",
    not: "The exercise ended in June.",
};

pub(super) static SEVERAL: Rule = Rule {
    name: "several",
    what: "people in the plural, or a body of people: 'the ministers', 'the police'",
    fires: "The ministers closed the port.",
    not: "The minister closed the port.",
};

pub(super) static INTRODUCED: Rule = Rule {
    name: "introduced",
    what: "somebody of whom the account has not spoken: 'a minister'",
    fires: "A minister closed the port.",
    not: "The minister closed the port.",
};

pub(super) static HOLDER: Rule = Rule {
    name: "holder-of-office",
    what: "'the minister' of an account that has said who that is",
    fires: "Anna Tarvel, the minister of trade, closed the port. The minister left.",
    not: "The minister closed the port.",
};

pub(super) static TAKEN_FOR_KNOWN: Rule = Rule {
    name: "taken-for-known",
    what: "'the minister' of an account that does not say who that is",
    fires: "The minister closed the port.",
    not: "A minister closed the port.",
};

pub(super) static THIRD_PERSON: Rule = Rule {
    name: "third-person",
    what: "'he', 'she', 'it', 'they', and whom they stand for",
    fires: "Anna Tarvel closed the port. She left.",
    not: "It rained all day.",
};

pub(super) static FIRST_PERSON: Rule = Rule {
    name: "first-person",
    what: "'I', 'we', 'you': whoever says so",
    fires: "We closed the port.",
    not: "They closed the port.",
};

pub(super) static RELATIVE: Rule = Rule {
    name: "relative-pronoun",
    what: "'who', 'which' of a clause behind what it stands for",
    fires: "Anna Tarvel, who closed the port, left.",
    not: "Anna Tarvel asked who closed the port.",
};

/// All of them.
pub(crate) fn rules() -> impl Iterator<Item = &'static Rule> {
    let others = [
        &NAMED_EVENT,
        &NAMED_CRAFT,
        &LABELLED,
        &OF_UNKNOWN_KIND,
        &PLACE_OF_PEOPLE,
        &PART_OF_FULL_NAME,
        &SURNAME_OF_FULL_NAME,
        &BESIDE_NAME,
        &SAID_OF_SUBJECT,
        &KNOWN_BY_NAME,
        &SEVERAL,
        &INTRODUCED,
        &HOLDER,
        &TAKEN_FOR_KNOWN,
        &THIRD_PERSON,
        &FIRST_PERSON,
        &RELATIVE,
    ];
    HINTS.iter().map(|hint| &hint.rule).chain(others)
}
