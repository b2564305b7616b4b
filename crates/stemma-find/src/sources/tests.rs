//! Signs that need no parse.

use std::fmt::Write as _;

use expect_test::{Expect, expect, expect_file};
use stemma_core::{DropReason, Dropped, Published};

use super::*;

/// Signs of a text, and of pieces dropped from it, that need no parse.
fn check(text: &str, dropped: &[(&str, DropReason)], expected: &Expect) {
    let account = Account {
        key: None,
        source: "made up".to_owned(),
        outlet: None,
        title: None,
        authors: Vec::new(),
        language: Some("en".to_owned()),
        url: None,
        published: Published::default(),
        text: text.to_owned(),
        dropped: dropped
            .iter()
            .map(|&(text, reason)| Dropped { text: text.to_owned(), reason, before: 0 })
            .collect(),
    };
    let none = Parsed::default();
    let signs = find_sources(&account, &none, &none, &Mentioned::default(), &[]);
    let lines: Vec<String> = signs
        .iter()
        .map(|s| {
            let words = match s.evidence.of {
                Field::Dropped(n) => &account.dropped[n as usize].text,
                _ => &account.text,
            };
            assert_eq!(s.place.span.of(words), s.name);
            format!("{:?} {} <- {}", s.kind, s.name, s.evidence.span.of(words))
        })
        .collect();
    expected.assert_eq(&lines.join("\n"));
}

#[test]
fn datelines_name_the_agency() {
    check(
        "PORT ANSEL, May 3. /NPA/. The ferry sails again.",
        &[],
        &expect!["Dateline NPA <- PORT ANSEL, May 3. /NPA/."],
    );
    check(
        "PORT ANSEL (Norpress) — The ferry sails again.",
        &[],
        &expect!["Dateline Norpress <- PORT ANSEL (Norpress)"],
    );
    check(
        "A summary.\n\nANSEL, 3 May (NPA) - The ferry sails.",
        &[],
        &expect!["Dateline NPA <- ANSEL, 3 May (NPA)"],
    );
}

#[test]
fn datelines_of_other_houses() {
    check(
        "PORT ANSEL, May 3 (Norpress/NPA) - The ferry sails.",
        &[],
        &expect![[r"
            Dateline Norpress <- PORT ANSEL, May 3 (Norpress/
            Dateline NPA <- PORT ANSEL, May 3 (Norpress/NPA)"]],
    );
    check("(NPA) The ferry sails.", &[], &expect!["Dateline NPA <- (NPA)"]);
    check("Ansel, 3 May - NPA. It sails.", &[], &expect!["Dateline NPA <- Ansel, 3 May - NPA."]);
    check("ANSEL, May 3 (Reporter) - It sails.", &[], &expect![""]);
    check("May 3, ANSEL - The ferry sails.", &[], &expect![""]);
}

#[test]
fn brackets_in_a_sentence_are_no_dateline() {
    check("The council (the lower house) - met on Monday.", &[], &expect![""]);
    check("Mara Tellin (Left) spoke of the ferry and of the pier.", &[], &expect![""]);
    check("The tax rose by 3/4 of a crown a day/night.", &[], &expect![""]);
}

#[test]
fn credits_name_the_source_and_pictures_do_not() {
    check(
        "The ferry sails again.\n\nSource: Ostmark Daily",
        &[],
        &expect!["Credit Ostmark Daily <- Source: Ostmark Daily"],
    );
    check(
        "The ferry sails again.",
        &[
            ("Source: Ansel Herald.", DropReason::Credit),
            ("Main photo source: NPA", DropReason::Credit),
            ("The ferry (NPA) - archive", DropReason::Caption),
        ],
        &expect!["Credit Ansel Herald <- Source: Ansel Herald."],
    );
}

#[test]
fn credits_of_other_wordings() {
    let credit = |line: &str, expected: &Expect| {
        check(&format!("The ferry sails again.\n\n{line}"), &[], expected);
    };
    credit(
        "This article first appeared in the Ansel Herald.",
        &expect!["Credit the Ansel Herald <- This article first appeared in the Ansel Herald."],
    );
    credit("Based on materials from NPA", &expect!["Credit NPA <- Based on materials from NPA"]);
    credit("Via Ansel Herald", &expect!["Credit Ansel Herald <- Via Ansel Herald"]);
    credit("— NPA", &expect!["Credit NPA <- — NPA"]);
    credit(
        "Source: https://www.anselherald.example/ferry",
        &expect!["Credit anselherald.example <- Source: https://www.anselherald.example/ferry"],
    );
    // A language, somebody's name, the house's own.
    credit("Translated from Norlandic", &expect![""]);
    credit("Text: Ana Tarn", &expect![""]);
    credit("Translated from our morning news", &expect![""]);
    credit("By the ferry we waited long for news.", &expect![""]);
}

#[test]
fn bylines_name_agencies_and_not_reporters() {
    check(
        "The ferry sails again.",
        &[
            ("By Ana Tarn and agencies", DropReason::Byline),
            ("By Ana Tarn", DropReason::Byline),
            ("(Reporting by Ilo Brandt; editing by Dana Ost)", DropReason::Byline),
            ("Ana Tarn and the NPA contributed to this report.", DropReason::Byline),
        ],
        &expect![[r"
            Byline agencies <- By Ana Tarn and agencies
            Byline the NPA <- Ana Tarn and the NPA contributed to this report."]],
    );
}

#[test]
fn a_credit_may_stand_behind_a_stroke() {
    check(
        "The ferry sails again.",
        &[("World desk / With information from Ansel Herald", DropReason::Navigation)],
        &expect!["Credit Ansel Herald <- With information from Ansel Herald"],
    );
}

#[test]
fn whoever_was_told_ends_the_chain_of_the_statement() {
    let text = "The ferry sails, Tarn told the Herald.";
    let at = |words: &str| {
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let speaker = Speaker { span: at("Tarn"), entity: None };
    let mut statements = vec![Statement {
        manner: stemma_core::Manner::Indirect,
        of: Field::Text,
        content: vec![at("The ferry sails")],
        cue: Some(at("told")),
        speaker: Some(speaker),
        jointly: Vec::new(),
        via: Vec::new(),
        medium: None,
        polarity: stemma_core::Polarity::Asserted,
        certainty: stemma_core::Certainty::Certain,
        by: None,
    }];
    let sign = |words: &str| SourceSign {
        name: words.to_owned(),
        place: stemma_core::Place::text(at(words)),
        evidence: stemma_core::Place::text(at(words)),
        kind: SourceKind::Told,
        entity: None,
        statements: vec![0],
    };
    // The speaker himself hands nothing on.
    hand_on(&[sign("the Herald"), sign("Tarn")], &mut statements);
    let via: Vec<&str> = statements[0].via.iter().map(|by| by.span.of(text)).collect();
    assert_eq!(via, ["the Herald"]);
}

/// `sources.conll` holds texts made up for the purpose with their parses, `sources.txt` the sources
/// that are found in them, with the words that they cover.
#[test]
fn sources_by_any_wording() {
    let mut shown = String::new();
    for case in crate::parses::cases(include_str!("sources.conll")) {
        // The rules alone: the model over the statements has tests of its own.
        let found = crate::find_with(&case.account(), &case.text_parsed, &case.title_parsed, None);
        writeln!(shown, "# {}\n{}", case.name, case.text).unwrap();
        for sign in &found.sources {
            let evidence = sign.evidence.span.of(&case.text);
            writeln!(shown, "- {:?}: {} ({evidence})", sign.kind, sign.name).unwrap();
            for &n in &sign.statements {
                let statement = &found.statements[n as usize];
                let content = statement.content.iter().map(|span| span.of(&case.text));
                writeln!(shown, "    {}", content.collect::<Vec<_>>().join(" … ")).unwrap();
            }
        }
        shown.push('\n');
    }
    expect_file!["./sources.txt"].assert_eq(&shown);
}
