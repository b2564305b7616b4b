//! Quantities of sentences made up for the purpose: `parsed.conll` holds each text with its parse,
//! `found.txt` what is found in it.

use std::fmt::Write;

use expect_test::expect_file;
use stemma_core::Bound;

use super::find_quantities;
use crate::find_dates;
use crate::parses::{Case, cases};

fn shown(case: &Case) -> String {
    let account = case.account();
    let dates = find_dates(&account, &case.text_parsed, &case.title_parsed);
    let mut out = format!("# {}\n{}\n\n", case.name, case.text);
    for q in find_quantities(&account, &case.text_parsed, &case.title_parsed, &dates) {
        let bound = match q.bound {
            Bound::Exact => "",
            Bound::About => "about ",
            Bound::AtLeast => "at least ",
            Bound::AtMost => "at most ",
        };
        let words = q.place.span.of(&case.text);
        write!(out, "{words} = {bound}{}", q.value).unwrap();
        if let Some(unit) = &q.unit {
            write!(out, " {unit}").unwrap();
        }
        match q.of {
            Some(of) => writeln!(out, ", of {}", of.of(&case.text)).unwrap(),
            None => writeln!(out).unwrap(),
        }
    }
    out
}

#[test]
fn quantities_and_what_they_count() {
    let shown: Vec<String> = cases(include_str!("parsed.conll")).iter().map(shown).collect();
    expect_file!["./found.txt"].assert_eq(&shown.join("\n"));
}
