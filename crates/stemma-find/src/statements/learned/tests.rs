//! What the model makes of sentences made up for the purpose; `parsed.conll` holds them with what
//! the pipeline `en_core_web_md` 3.8 makes of them. Training anew may change what is found:
//! `UPDATE_EXPECT=1` writes it, to be read before it is taken over.

use expect_test::{Expect, expect};
use stemma_core::{Manner, Parsed, Statement};

use super::weights::{ONE, Weights, probability, shares};
use crate::parses::{Case, cases};
use crate::{find_mentions, training};

fn statements(case: &Case, weights: Option<Weights>) -> Vec<Statement> {
    let none = Parsed::default();
    let account = case.account();
    let mentioned = find_mentions(&account, &case.text_parsed, &none);
    training::statements(&account, &case.text_parsed, &none, &mentioned, weights)
}

fn case(name: &str) -> Case {
    let all = cases(include_str!("parsed.conll"));
    all.into_iter().find(|case| case.name == name).expect("the case is there")
}

/// Prints what the model took away (`-`), what it added (`+`), and what is as it was (`=`).
fn check(name: &str, expected: Expect) {
    let case = case(name);
    let shown = |weights| -> Vec<String> {
        let words = |span: stemma_core::Span| span.of(&case.text);
        let show = |s: &Statement| {
            let content: Vec<&str> = s.content.iter().map(|&p| words(p)).collect();
            let speaker = s.speaker.map_or("nobody", |x| words(x.span));
            let cue = s.cue.map_or("", words);
            format!(
                "{:?} {:?} {:?}: {speaker} [{cue}] {}",
                s.manner,
                s.polarity,
                s.certainty,
                content.join(" … ")
            )
        };
        statements(&case, weights).iter().map(show).collect()
    };
    let (before, after) = (shown(None), shown(Some(Weights::built_in())));
    let mut text = String::new();
    for line in before.iter().filter(|line| !after.contains(line)) {
        text += &format!("- {line}\n");
    }
    for line in &after {
        text += &format!("{} {line}\n", if before.contains(line) { "=" } else { "+" });
    }
    expected.assert_eq(&text);
}

#[test]
fn verbs_that_the_rules_do_not_have() {
    check(
        "known",
        expect![[r"
        + Indirect Asserted Certain: The ministry [knows] that the bridge will not hold another winter
    "]],
    );
    check(
        "wanted",
        expect![[r"
        + Indirect Asserted Planned: The union [wants] the port to open at night
    "]],
    );
}

#[test]
fn attitudes_and_doings_stay_out() {
    check("liked", expect![""]);
    check("began", expect![""]);
    check(
        "titles",
        expect![[r"
            = Indirect Asserted Certain: He [wrote] the film “Tides”
        "]],
    );
    check("reader", expect![""]);
}

#[test]
fn what_is_no_statement_goes() {
    check("scheduled", expect![""]);
}

#[test]
fn bounds() {
    check(
        "cut short",
        expect![[r"
        - Indirect Asserted Certain: The ministry [says] it has no plans to sell the port
        + Indirect Asserted Certain: The ministry [says] it has no plans to sell the port, though it has met two buyers since May
    "]],
    );
    check(
        "plain",
        expect![[r"
            = Indirect Asserted Certain: The pilot [said] the ship, like every ship in the harbour, made it halfway before the storm turned it back
        "]],
    );
}

#[test]
fn chains_are_as_the_rules_have_them() {
    check(
        "passed on",
        expect![[r"
            = Indirect Asserted Certain: Tarn [said] the fleet would leave in May
        "]],
    );
}

#[test]
fn direct_quotations_stay() {
    check(
        "direct",
        expect![[r"
            = Direct Asserted Certain: Tarn [said] The harbour is safe,
            + Indirect Asserted Planned: who [wants] it to stay open
            = Indirect Asserted Certain: She [added] that the pilots agree
        "]],
    );
    for case in cases(include_str!("../tests/speakers.conll")) {
        let direct = |weights| -> Vec<Vec<stemma_core::Span>> {
            let all = statements(&case, weights).into_iter();
            all.filter(|s| s.manner == Manner::Direct).map(|s| s.content).collect()
        };
        let after = direct(Some(Weights::built_in()));
        for content in direct(None) {
            assert!(after.contains(&content), "{}: {content:?}", case.name);
        }
    }
}

#[test]
fn weights_are_read_as_they_are_written() {
    let mut table = vec![0.0; training::WEIGHTS];
    table[3] = 1.0;
    table[5] = -0.5;
    table[7] = 100.0;
    let zeros = vec![0.0; training::WEIGHTS];
    let bytes = Weights::pack([&table, &zeros, &zeros]);
    let weights = Weights::parse(&bytes).unwrap();
    assert_eq!(weights.cues.score(&[3]), 32);
    assert_eq!(weights.cues.score(&[3, 5, 5, 4]), 0);
    assert_eq!(weights.cues.score(&[7]), 127);
    assert_eq!(weights.contents.score(&[3]), 0);
    assert!(Weights::parse(&bytes[1..]).is_none());
    assert!(Weights::parse(&bytes[..bytes.len() - 1]).is_none());
}

/// Whole numbers, so that no machine decides otherwise than another.
#[test]
fn probabilities_are_whole_numbers() {
    let all = [-400, -64, -32, -1, 0, 1, 32, 64, 400].map(probability);
    expect!["[0, 7811, 17625, 32255, 32768, 33280, 47910, 57724, 65536]"]
        .assert_eq(&format!("{all:?}"));
    expect!["[47910, 17625, 0]"].assert_eq(&format!("{:?}", shares(&[40, 8, -500])));
    assert!(shares(&[3, 3, 3, 3]).iter().all(|&s| s == ONE / 4));
}
