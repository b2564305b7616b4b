//! The tense, on sentences with their parse.

use jiff::civil::date;
use stemma_core::{Parsed, Span, Token};

use super::super::expressions;

/// A sentence as `word/TAG/POS/relation/head` with heads counted from 0, seen from Wednesday 16
/// June 2021: the value of its last expression.
fn told(sentence: &str) -> String {
    let mut text = String::new();
    let mut parsed = Parsed::default();
    for token in sentence.split_whitespace() {
        let [word, tag, pos, dep, head] = token.split('/').collect::<Vec<_>>()[..] else {
            panic!("a token has five parts: {token}");
        };
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(word);
        parsed.tokens.push(Token {
            span: Span::new(start, text.len()),
            lemma: match word {
                "opened" | "opens" => "open".into(),
                "planned" => "plan".into(),
                "said" => "say".into(),
                _ => word.to_lowercase().into(),
            },
            tag: tag.into(),
            pos: pos.into(),
            dep: dep.into(),
            head: head.parse().expect("a head is a number"),
        });
    }
    parsed.sentences.push((0, parsed.tokens.len() as u32));
    let report = Some(date(2021, 6, 16));
    let found = expressions(&text, &parsed, false, report);
    let Some(((_, _, when), _)) = found.last() else { panic!("an expression in: {text}") };
    when.value(report)
}

#[test]
fn the_tense_puts_a_day_before_or_after_the_report() {
    for (sentence, value) in [
        (
            "It/PRP/PRON/nsubj/1 opened/VBD/VERB/ROOT/1 on/IN/ADP/prep/1 Monday/NNP/PROPN/pobj/2",
            "2021-06-14",
        ),
        (
            "It/PRP/PRON/nsubj/2 will/MD/AUX/aux/2 open/VB/VERB/ROOT/2 Monday/NNP/PROPN/npadvmod/2",
            "2021-06-21",
        ),
        (
            "It/PRP/PRON/nsubj/1 opens/VBZ/VERB/ROOT/1 on/IN/ADP/prep/1 Monday/NNP/PROPN/pobj/2",
            "2021-06-21",
        ),
        (
            "They/PRP/PRON/nsubj/1 planned/VBD/VERB/ROOT/1 to/TO/PART/aux/3 open/VB/VERB/xcomp/1 \
             in/IN/ADP/prep/3 August/NNP/PROPN/pobj/4",
            "2021-08",
        ),
        (
            "It/PRP/PRON/nsubj/1 opened/VBD/VERB/ROOT/1 in/IN/ADP/prep/1 August/NNP/PROPN/pobj/2",
            "2020-08",
        ),
        (
            "They/PRP/PRON/nsubj/1 planned/VBD/VERB/ROOT/1 a/DT/DET/det/3 rally/NN/NOUN/dobj/1 \
             on/IN/ADP/prep/1 Monday/NNP/PROPN/pobj/4",
            "2021-06-21",
        ),
        (
            "It/PRP/PRON/nsubj/2 has/VBZ/AUX/aux/2 called/VBN/VERB/ROOT/2 her/PRP/PRON/dobj/2 \
             for/IN/ADP/prep/2 the/DT/DET/det/6 18th/NN/NOUN/pobj/4",
            "2021-06-18",
        ),
        (
            "Ahead/RB/ADV/ROOT/0 of/IN/ADP/prep/0 Monday/NNP/PROPN/poss/4 's/POS/PART/case/2 \
             vote/NN/NOUN/pobj/1",
            "2021-06-21",
        ),
        (
            "Sunday/NNP/PROPN/poss/2 's/POS/PART/case/0 vote/NN/NOUN/nsubj/4 \
             will/MD/AUX/aux/4 fail/VB/VERB/ROOT/4",
            "2021-06-20",
        ),
        (
            "Toward/IN/ADP/ROOT/0 February/NNP/PROPN/poss/3 's/POS/PART/case/1 vote/NN/NOUN/pobj/0",
            "2022-02",
        ),
        (
            "If/IN/SCONJ/mark/2 he/PRP/PRON/nsubj/2 wins/VBZ/VERB/ROOT/2 in/IN/ADP/prep/2 \
             March/NNP/PROPN/pobj/3",
            "2022-03",
        ),
        ("Vote/VB/VERB/ROOT/0 in/IN/ADP/prep/0 March/NNP/PROPN/pobj/1", "2022-03"),
        (
            "They/PRP/PRON/nsubj/1 want/VBP/VERB/ROOT/1 more/JJR/ADJ/dobj/1 in/IN/ADP/prep/2 \
             an/DT/DET/det/5 interview/NN/NOUN/pobj/3 on/IN/ADP/prep/5 Sunday/NNP/PROPN/pobj/6",
            "2021-06-13",
        ),
        // The story goes on within its paragraph.
        (
            "It/PRP/PRON/nsubj/1 left/VBD/VERB/ROOT/1 Friday/NNP/PROPN/npadvmod/1 ./././punct/1 \
             At/IN/ADP/prep/8 6/CD/NUM/nummod/6 a.m./NN/NOUN/pobj/4 it/PRP/PRON/nsubj/8 \
             sank/VBD/VERB/ROOT/8",
            "2021-06-11T06:00",
        ),
        // Of the name of a thing only nearness tells.
        (
            "They/PRP/PRON/nsubj/1 said/VBD/VERB/ROOT/1 the/DT/DET/det/4 July/NNP/PROPN/compound/4 \
             talks/NNS/NOUN/dobj/1",
            "2021-07",
        ),
    ] {
        assert_eq!(told(sentence), value, "{sentence}");
    }
}
