//! Who speaks, together with whom, by way of whom and where: `speakers.conll` holds texts made up for
//! the purpose with their parses, `speakers.txt` what is found of speakers in them.

use std::fmt::Write as _;

use expect_test::expect_file;
use stemma_core::{Field, Speaker};

use crate::find_with;
use crate::parses::{Case, cases};

/// A statement a line: who, as written and as named, with whom, by way of whom, where; then what.
fn shown(case: &Case) -> String {
    // The rules alone: the model over them has tests of its own.
    let found = find_with(&case.account(), &case.text_parsed, &case.title_parsed, None);
    let mut out = format!("# {}\n{}\n", case.name, case.text);
    for statement in &found.statements {
        let text = if statement.of == Field::Title { &case.title } else { &case.text };
        let who = |speaker: &Speaker| {
            let name = speaker.entity.map_or("?", |e| found.entities[e.0 as usize].name.as_str());
            match speaker.span.of(text) {
                words if words == name => words.to_owned(),
                words => format!("{words} = {name}"),
            }
        };
        write!(out, "- {}", statement.speaker.as_ref().map_or("nobody".to_owned(), who)).unwrap();
        for (joint, those) in [("with", &statement.jointly), ("via", &statement.via)] {
            if !those.is_empty() {
                let those: Vec<String> = those.iter().map(who).collect();
                write!(out, ", {joint} {}", those.join("; ")).unwrap();
            }
        }
        if let Some(medium) = statement.medium {
            write!(out, ", {}", medium.of(text)).unwrap();
        }
        let content: Vec<&str> = statement.content.iter().map(|span| span.of(text)).collect();
        writeln!(out, ": {}", content.join(" … ")).unwrap();
    }
    out
}

#[test]
fn speakers_of_every_kind() {
    let shown: Vec<String> = cases(include_str!("speakers.conll")).iter().map(shown).collect();
    expect_file!["./speakers.txt"].assert_eq(&shown.join("\n"));
}
