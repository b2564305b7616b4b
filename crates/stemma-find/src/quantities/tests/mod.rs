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

const PIECES: [&str; 48] = [
    "12", "30,000", "1.5", "five", "twenty", "million", "hundred", "dozen", "dozens", "half", "a",
    "third", "thirds", "of", "in", "out", "the", "to", "-", "–", "and", "or", "between", "from",
    "more", "than", "aged", "years", "old", "strong", "$", "%", "per", "cent", "km", "troops",
    "Norland", "and", "ships", ",", ".", "was", "older", "one", "few", "couple", "some", "\n\n",
];
const TAGS: [&str; 9] = ["NOUN", "PROPN", "NUM", "ADJ", "VERB", "AUX", "ADP", "DET", "PUNCT"];
const RELATIONS: [&str; 8] =
    ["nummod", "nsubj", "dobj", "conj", "pobj", "prep", "amod", "quantmod"];

proptest::proptest! {
    /// Whatever the words and however wrong their tree, nothing panics and spans lie in the text.
    #[test]
    fn any_words_give_spans_within_the_text(
        words in proptest::collection::vec(
            (0..PIECES.len(), 0..TAGS.len(), 0..RELATIONS.len(), 0..30_usize),
            1..30,
        ),
    ) {
        let mut case = Case::default();
        let count = words.len();
        for (piece, tag, relation, head) in words {
            if !case.text.is_empty() {
                case.text.push(' ');
            }
            let start = case.text.len();
            case.text.push_str(PIECES[piece]);
            case.text_parsed.tokens.push(stemma_core::Token {
                span: stemma_core::Span::new(start, case.text.len()),
                lemma: PIECES[piece].into(),
                tag: "NN".into(),
                pos: TAGS[tag].into(),
                dep: RELATIONS[relation].into(),
                head: (head % count) as u32,
            });
        }
        case.text_parsed.sentences.push((0, count as u32));
        let account = case.account();
        let dates = find_dates(&account, &case.text_parsed, &case.title_parsed);
        for q in find_quantities(&account, &case.text_parsed, &case.title_parsed, &dates) {
            assert!(q.place.span.get(&case.text).is_some_and(|words| !words.is_empty()));
            assert!(q.of.is_none_or(|of| of.get(&case.text).is_some()));
            assert!(q.value.is_finite());
        }
    }
}
