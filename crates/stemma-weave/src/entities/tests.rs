//! Names that come together and names that stay apart, on people who do not exist.

use expect_test::{Expect, expect};
use stemma_core::{
    Account, EntityKind, Found, LocalEntity, Mention, MentionForm, Parsed, Place, Published,
    Reported, Role, Span, Story, StoryId,
};

use super::*;

/// Accounts as lists of entities: `person: Ana Velo, Velo | minister of Norland | she`.
/// Accounts are separated by `--`, stories by `==`.
fn check(collection: &str, expect: Expect) {
    let place = Place::text(Span { start: 0, end: 0 });
    let mut accounts = Vec::new();
    let mut stories = Vec::new();
    for (n, story) in collection.split("==").enumerate() {
        let first = accounts.len();
        for account in story.split("--") {
            let mut found = Found { sentences: vec![Span::new(0, 1000)], ..Found::default() };
            for (n, line) in account.lines().map(str::trim).filter(|l| !l.is_empty()).enumerate() {
                let mut parts = line.split('|').map(str::trim);
                let (kind, names) = parts.next().unwrap().split_once(": ").unwrap();
                let kind = match kind {
                    "person" => EntityKind::Person,
                    "event" => EntityKind::Event,
                    "organisation" => EntityKind::Organisation,
                    _ => EntityKind::Place,
                };
                let mut entity = LocalEntity {
                    kind,
                    name: names.to_owned(),
                    names: names.split(", ").map(ToOwned::to_owned).collect(),
                    roles: Vec::new(),
                    gender: None,
                };
                for part in parts {
                    match part.split_once(" of ") {
                        Some((office, of)) => entity.roles.push(Role {
                            office: office.to_owned(),
                            of: Some(of.to_owned()),
                            place,
                        }),
                        None => {
                            entity.gender = Some(match part {
                                "she" => stemma_core::Gender::Female,
                                _ => stemma_core::Gender::Male,
                            });
                        }
                    }
                }
                found.entities.push(entity);
                found.mentions.push(Mention {
                    place: Place::text(Span::new(n * 2000, n * 2000 + 4)),
                    kind,
                    form: MentionForm::Name,
                    entity: Some(stemma_core::Local(n as u32)),
                    by: None,
                });
            }
            found.sentences =
                (0..found.entities.len()).map(|n| Span::new(n * 2000, n * 2000 + 1000)).collect();
            accounts.push(found);
        }
        stories.push(Story {
            id: StoryId(n as u32 + 1),
            title: String::new(),
            accounts: (first..accounts.len()).map(|n| AccountId(n as u32 + 1)).collect(),
        });
    }
    let page = Account {
        key: None,
        source: String::new(),
        outlet: None,
        title: None,
        authors: Vec::new(),
        language: None,
        url: None,
        published: Published::default(),
        text: String::new(),
        dropped: Vec::new(),
    };
    let parsed = Parsed::default();
    let reported: Vec<Reported<'_>> = accounts
        .iter()
        .enumerate()
        .map(|(n, found)| Reported {
            id: AccountId(n as u32 + 1),
            account: &page,
            text: &parsed,
            title: &parsed,
            found,
        })
        .collect();
    let (entities, _) = weave(&reported, &stories, &|_| None, &HumanJudgements::new(&[]));
    let lines: Vec<String> = entities
        .iter()
        .map(|entity| {
            let names: Vec<&str> = entity.names.iter().map(|name| name.text.as_str()).collect();
            let by: Vec<String> = entity.members.iter().map(|(a, _)| a.0.to_string()).collect();
            format!("{} <- {} in {}", entity.name, names.join(", "), by.join(" "))
        })
        .collect();
    expect.assert_eq(&lines.join("\n"));
}

#[test]
fn spellings_of_one_minister_come_together() {
    check(
        "person: Viktar Tarkhanov, Tarkhanov | minister of norland
         --
         person: Viktor Tarchanow | minister of norland
         --
         person: Tarhanov",
        expect![
            "Viktar Tarkhanov <- Tarchanow, Tarhanov, Tarkhanov, Viktar Tarkhanov, Viktor Tarchanow in 1 2 3"
        ],
    );
}

#[test]
fn father_and_son_stay_apart_and_a_bare_surname_joins_neither() {
    check(
        "person: Ivo Marden
         person: Pavel Marden
         --
         person: Marden",
        expect![[r"
            Ivo Marden <- Ivo Marden in 1
            Pavel Marden <- Pavel Marden in 1
            Marden <- Marden in 2"]],
    );
}

#[test]
fn he_is_not_she() {
    check(
        "person: A Velo, Velo | he
         --
         person: Velo | she",
        expect![[r"
            A Velo <- A Velo, Velo in 1
            Velo <- Velo in 2"]],
    );
}

#[test]
fn a_namesake_who_serves_another_country_stays_apart() {
    check(
        "person: Oskar Lind | minister of Norland
         place: Norland
         ==
         person: Oskar Lind | minister of Sudria
         place: Sudria
         ==
         person: Oskar Lind | minister of Norland
         place: Norland",
        expect![[r"
            Oskar Lind <- Oskar Lind in 1 3
            Norland <- Norland in 1 3
            Oskar Lind <- Oskar Lind in 2
            Sudria <- Sudria in 2"]],
    );
}

#[test]
fn one_exercise_under_translated_names_but_not_that_of_another_year() {
    check(
        "event: Common Shield-2031
         --
         event: Joint Shield-2031
         --
         event: Common Shield-2029",
        expect![[r"
            Common Shield-2031 <- Common Shield-2031, Joint Shield-2031 in 1 2
            Common Shield-2029 <- Common Shield-2029 in 3"]],
    );
}

#[test]
fn an_acronym_is_its_expansion() {
    check(
        "organisation: Norland Press Agency
         --
         organisation: NPA",
        expect!["Norland Press Agency <- NPA, Norland Press Agency in 1 2"],
    );
}

#[test]
fn orders_of_a_name_fathers_and_initials() {
    check(
        "person: KIM Dong Su
         --
         person: Kim Dong-su
         --
         person: Dongsu Kim",
        expect!["KIM Dong Su <- Dongsu Kim, KIM Dong Su, Kim Dong-su in 1 2 3"],
    );
    check(
        "person: Bartos Péter
         --
         person: Peter Bartos",
        expect!["Bartos Péter <- Bartos Péter, Peter Bartos in 1 2"],
    );
    check(
        "person: Ivan Petrovich Sidelov
         --
         person: I. Sidelow
         --
         person: Sidelov Ivan
         --
         person: Ivan Pavlovich Sidelov",
        expect![[r"
            Ivan Petrovich Sidelov <- I. Sidelow, Ivan Petrovich Sidelov, Sidelov, Sidelov Ivan, Sidelow in 1 2 3
            Ivan Pavlovich Sidelov <- Ivan Pavlovich Sidelov in 4"]],
    );
}

#[test]
fn compound_surnames_and_particles() {
    check(
        "person: Lucía García Velo
         --
         person: Lucia Garcia
         --
         person: Velo",
        expect!["Lucía García Velo <- Lucia Garcia, Lucía García Velo, Velo in 1 2 3"],
    );
    check(
        "person: Omar al-Tarhani
         --
         person: Omar el Tarkhani",
        expect!["Omar el Tarkhani <- Omar al-Tarhani, Omar el Tarkhani in 1 2"],
    );
    check(
        "person: Omar bin Salim
         --
         person: Salim bin Omar",
        expect![[r"
            Omar bin Salim <- Omar bin Salim in 1
            Salim bin Omar <- Salim bin Omar in 2"]],
    );
}

#[test]
fn his_surname_is_not_hers() {
    check(
        "person: Aleksandr Velov
         --
         person: Aleksandra Velova
         --
         person: A. Velova",
        expect![[r"
            Aleksandr Velov <- Aleksandr Velov in 1
            Aleksandra Velova <- A. Velova, Aleksandra Velova in 2 3"]],
    );
}

#[test]
fn a_slip_needs_an_office_to_explain_it() {
    check(
        "person: Jana Tavirel
         --
         person: Jana Taviren",
        expect![[r"
            Jana Tavirel <- Jana Tavirel in 1
            Jana Taviren <- Jana Taviren in 2"]],
    );
    check(
        "person: Jana Tavirel | minister of mining
         --
         person: Jana Taviren | mining minister of norland",
        expect!["Jana Tavirel <- Jana Tavirel, Jana Taviren, Tavirel, Taviren in 1 2"],
    );
}

#[test]
fn bodies_whose_words_stand_in_another_order() {
    check(
        "organisation: Ministry of Defence
         --
         organisation: Defense Ministry
         --
         organisation: Ministry of Finance",
        expect![[r"
            Ministry of Defence <- Defense Ministry, Ministry of Defence in 1 2
            Ministry of Finance <- Ministry of Finance in 3"]],
    );
}

#[test]
fn one_name_spelled_otherwise_in_two_stories() {
    check(
        "person: Viktor Tarchanow
         ==
         person: Viktor Tarkhanov
         ==
         person: Viktor Marchanow",
        expect![[r"
            Viktor Tarchanow <- Tarchanow, Tarkhanov, Viktor Tarchanow, Viktor Tarkhanov in 1 2
            Viktor Marchanow <- Viktor Marchanow in 3"]],
    );
}

#[test]
fn a_body_goes_by_its_fuller_name() {
    check(
        "organisation: Norpress
         --
         organisation: Norpress
         --
         organisation: Agencia Norpress, Norpress",
        expect!["Agencia Norpress <- Agencia Norpress, Norpress in 1 2 3"],
    );
}

#[test]
fn a_translated_operation_is_known_by_what_is_told_of_it() {
    let texts = [
        "Rescuers will drill from the old chimney. They call it Operation Lantern 2031 there. It has two rigs.",
        "Men shall drill from the old chimney. It was baptized Operation Glowworm 2031 here. It has two rigs.",
        "The elders remember Operation Lantern 2029 well. Nobody came back.",
        "Boats patrol the bay. Sailors speak of Operation Heron 2031 now. Fish are scarce.",
    ];
    let names = [
        "Operation Lantern 2031",
        "Operation Glowworm 2031",
        "Operation Lantern 2029",
        "Operation Heron 2031",
    ];
    let mut collection = crate::testing::Collection::new();
    for (text, name) in texts.iter().zip(names) {
        collection.account("The Quay", None, text);
        let start = text.find(name).unwrap();
        let found = collection.found();
        found.entities.push(LocalEntity {
            kind: EntityKind::Event,
            name: name.to_owned(),
            names: vec![name.to_owned()],
            roles: Vec::new(),
            gender: None,
        });
        found.mentions.push(Mention {
            place: Place::text(Span::new(start, start + name.len())),
            kind: EntityKind::Event,
            form: MentionForm::Name,
            entity: Some(stemma_core::Local(0)),
            by: None,
        });
    }
    let reported = collection.reported();
    let accounts = (1..=4).map(AccountId).collect();
    let story = Story { id: StoryId(1), title: String::new(), accounts };
    let (entities, _) = weave(&reported, &[story], &|_| None, &HumanJudgements::new(&[]));
    let names: Vec<&str> = entities.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    assert_eq!(entities[0].members.len(), 2);
}

#[test]
fn what_is_hardly_a_name_breaks_nothing() {
    check(
        "person: Jr.\nperson: II\n--\nperson: —\nperson: Y.\n--\nperson: Jr., II\nperson: , -",
        expect![[r"
            Jr. <- Jr. in 1
            II <- II, Jr. in 1 3
            — <- — in 2
            Y. <- Y. in 2
            - <- , - in 3"]],
    );
}
