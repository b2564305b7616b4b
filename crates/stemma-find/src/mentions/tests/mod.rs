//! Mentions, entities and quantities of texts made up for the purpose: `parsed.conll` holds each
//! text with its parse, `found.txt` the text with its mentions marked and what they stand for.

use std::fmt::Write;

use expect_test::expect_file;
use stemma_core::{Field, MentionForm, Place};

use super::{Mentioned, find_mentions};
use crate::find_quantities;
use crate::parses::{Case, cases};

/// The text with brackets around its mentions: `[Ana Tarvel]0` is a name of entity 0, `[she]p0` a
/// pronoun and `[the minister]d0` a description of hers, `[the minister]d?` one of nobody known.
fn marked(text: &str, of: Field, found: &Mentioned) -> String {
    let mut marks: Vec<(u32, u32, String)> = Vec::new();
    for mention in found.mentions.iter().filter(|m| m.place.of == of) {
        let span = mention.place.span;
        let length = u32::try_from(span.len()).unwrap();
        let form = match mention.form {
            MentionForm::Name => "",
            MentionForm::Description => "d",
            MentionForm::Pronoun => "p",
        };
        let who = mention.entity.map_or("?".to_owned(), |who| who.0.to_string());
        // Ends before starts; of ends the inner first, of starts the outer.
        marks.push((span.end, length, format!("]{form}{who}")));
        marks.push((span.start, u32::MAX - length, "[".to_owned()));
    }
    marks.sort();
    let (mut out, mut at) = (String::new(), 0);
    for (byte, _, mark) in marks {
        out.push_str(&text[at..byte as usize]);
        out.push_str(&mark);
        at = byte as usize;
    }
    out + &text[at..]
}

fn shown(case: &Case) -> String {
    let account = case.account();
    let found = find_mentions(&account, &case.text_parsed, &case.title_parsed);
    let quantities = find_quantities(&account, &case.text_parsed, &case.title_parsed, &[]);
    let mut out = format!("# {}\n", case.name);
    if !case.title.is_empty() {
        writeln!(out, "{}\n", marked(&case.title, Field::Title, &found)).unwrap();
    }
    writeln!(out, "{}\n", marked(&case.text, Field::Text, &found)).unwrap();
    for (number, entity) in found.entities.iter().enumerate() {
        let mut row = format!("{number} {:?}: {}", entity.kind, entity.name);
        if entity.names.len() > 1 {
            write!(row, " = {}", entity.names.join(" = ")).unwrap();
        }
        for role in &entity.roles {
            write!(row, "; {}", role.office).unwrap();
            if let Some(of) = &role.of {
                write!(row, " of {of}").unwrap();
            }
        }
        if let Some(gender) = entity.gender {
            write!(row, "; {gender:?}").unwrap();
        }
        writeln!(out, "{row}").unwrap();
    }
    let words = |place: Place| {
        place.span.of(if place.of == Field::Title { &case.title } else { &case.text })
    };
    for quoted in &found.quoted_names {
        writeln!(out, "a name in quotation marks: {}", words(*quoted)).unwrap();
    }
    for q in &quantities {
        let of = q.of.map_or("-", |of| of.of(&case.text));
        let unit = q.unit.as_deref().unwrap_or("-");
        writeln!(out, "{} = {:?} {} {unit}, of {of}", words(q.place), q.bound, q.value).unwrap();
    }
    out
}

#[test]
fn mentions_and_what_they_stand_for() {
    let shown: Vec<String> = cases(include_str!("parsed.conll")).iter().map(shown).collect();
    expect_file!["./found.txt"].assert_eq(&shown.join("\n"));
}

#[test]
fn nothing_in_nothing() {
    let found = find_mentions(
        &Case::default().account(),
        &Case::default().text_parsed,
        &Case::default().title_parsed,
    );
    assert_eq!(found, Mentioned::default());
}

#[test]
fn mentions_are_in_order_and_their_entities_exist() {
    for case in cases(include_str!("parsed.conll")) {
        let found = find_mentions(&case.account(), &case.text_parsed, &case.title_parsed);
        let keys: Vec<_> = found
            .mentions
            .iter()
            .map(|m| {
                (
                    m.place.of != Field::Title,
                    m.place.span.start,
                    std::cmp::Reverse(m.place.span.end),
                )
            })
            .collect();
        assert!(keys.is_sorted(), "{}", case.name);
        for mention in &found.mentions {
            let text = if mention.place.of == Field::Title { &case.title } else { &case.text };
            assert!(mention.place.span.get(text).is_some());
            assert!(mention.entity.is_none_or(|who| (who.0 as usize) < found.entities.len()));
        }
        for entity in &found.entities {
            assert!(!entity.name.is_empty(), "{}", case.name);
        }
    }
}
