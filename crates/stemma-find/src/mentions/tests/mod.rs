//! Mentions, entities and quantities of texts made up for the purpose: `parsed.conll` holds each
//! text with its parse, `found.txt` the text with its mentions marked and what they stand for.

use std::fmt::Write;

use expect_test::expect_file;
use stemma_core::{Field, MentionForm, NamedEntity, Parsed, Place, Span, Token};

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

/// One made-up parse: words, and for each what a parser might say of it. Heads make a tree of every
/// sentence, as the parser's do; nothing else of it is right.
fn arbitrary(words: &[(usize, usize, usize, usize, usize, usize)]) -> (String, Parsed) {
    let (mut text, mut parsed) = (String::new(), Parsed::default());
    let mut first = 0;
    for (n, &(word, tag, dep, _, label, gap)) in words.iter().enumerate() {
        let start = text.len();
        text.push_str(WORDS[word]);
        let (tag, pos) = TAGS[tag];
        let span = Span::new(start, text.len());
        parsed.tokens.push(Token {
            span,
            lemma: WORDS[word].to_lowercase().into(),
            tag: tag.into(),
            pos: pos.into(),
            dep: DEPS[dep].into(),
            head: 0,
        });
        if let Some(label) = LABELS.get(label) {
            let tokens = (n as u32, n as u32 + 1);
            match parsed.names.last_mut() {
                Some(last) if last.tokens.1 == tokens.0 && gap % 2 == 0 && tokens.0 > first => {
                    last.tokens.1 = tokens.1;
                }
                _ => parsed.names.push(NamedEntity { tokens, label: (*label).into() }),
            }
        }
        text.push_str([" ", "", "\n", "\n\n", " ", " ", " ", " "][gap]);
        if gap == 3 || n + 1 == words.len() {
            let after = n as u32 + 1;
            let len = after - first;
            // Every token hangs on one that came before it in an order that begins at the root.
            let root = words[first as usize].3 as u32 % len;
            for step in 0..len {
                let token = first + (root + step) % len;
                let on = words[token as usize].3 as u32 % step.max(1);
                parsed.tokens[token as usize].head = first + (root + on) % len;
            }
            parsed.tokens[(first + root) as usize].dep = "ROOT".into();
            parsed.sentences.push((first, after));
            first = after;
        }
    }
    (text, parsed)
}

const WORDS: [&str; 48] = [
    "Tarvel",
    "Ana",
    "Norland",
    "the",
    "of",
    "said",
    "“",
    "”",
    "he",
    "they",
    "it",
    "minister",
    "son",
    "father",
    ",",
    ".",
    "(",
    ")",
    "-",
    "2031",
    "Shield-2031",
    "Operation",
    "is",
    "told",
    "who",
    "’s",
    "and",
    "his",
    "Admiral",
    "deck",
    "aboard",
    "elder",
    "Jr.",
    "S-400",
    "four",
    "hundred",
    "exercise",
    "agency",
    "É",
    "Ω\u{301}",
    "🜂",
    "according",
    "to",
    ":",
    "that",
    "in",
    "Chief",
    "—",
];
const TAGS: [(&str, &str); 14] = [
    ("NNP", "PROPN"),
    ("NN", "NOUN"),
    ("NNS", "NOUN"),
    ("VBD", "VERB"),
    ("VBG", "VERB"),
    ("DT", "DET"),
    ("IN", "ADP"),
    ("PRP", "PRON"),
    ("PRP$", "PRON"),
    ("CD", "NUM"),
    ("POS", "PART"),
    ("JJ", "ADJ"),
    (".", "PUNCT"),
    ("WP", "PRON"),
];
const DEPS: [&str; 16] = [
    "nsubj", "dobj", "pobj", "prep", "appos", "compound", "amod", "poss", "conj", "ccomp", "attr",
    "relcl", "nummod", "punct", "det", "advcl",
];
const LABELS: [&str; 6] = ["PERSON", "ORG", "GPE", "EVENT", "DATE", "NORP"];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(400))]

    /// What stands for whom may be nonsense; it is never out of the text, and never a panic.
    #[test]
    fn no_order_of_words_and_no_tree_breaks_a_rule(
        body in proptest::collection::vec((0..48usize, 0..14usize, 0..16usize, 0..40usize, 0..12usize, 0..8usize), 0..60),
        title in proptest::collection::vec((0..48usize, 0..14usize, 0..16usize, 0..40usize, 0..12usize, 0..8usize), 0..12),
    ) {
        let (text, text_parsed) = arbitrary(&body);
        let (title, title_parsed) = arbitrary(&title);
        let case = Case { name: String::new(), title, title_parsed, text, text_parsed };
        let found = crate::find(&case.account(), &case.text_parsed, &case.title_parsed);
        for mention in &found.mentions {
            let text = if mention.place.of == Field::Title { &case.title } else { &case.text };
            proptest::prop_assert!(mention.place.span.get(text).is_some_and(|w| !w.is_empty()));
            proptest::prop_assert!(mention.entity.is_none_or(|who| (who.0 as usize) < found.entities.len()));
        }
    }
}
