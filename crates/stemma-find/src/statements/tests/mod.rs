//! Statements of texts made up for the purpose, without a model: `parsed.conll` holds each text with
//! what the pipeline `en_core_web_md` 3.8 makes of it, `statements.txt` what is found in it.

mod speakers;

use std::fmt::Write as _;

use expect_test::expect_file;
use stemma_core::{
    Account, Field, NamedEntity, Parsed, Published, SourceSign, Span, Statement, Token,
};

use crate::{find_mentions, find_sources};

const PARSED: &str = include_str!("parsed.conll");

/// One text of `parsed.conll`.
struct Case {
    name: String,
    text: String,
    parsed: Parsed,
}

/// Reads the columns of CoNLL-U that spaCy writes: number, form, lemma, tag, part of speech,
/// relation, head (0 for a root), name.
fn cases() -> Vec<Case> {
    let mut found: Vec<Case> = Vec::new();
    for line in PARSED.lines() {
        if let Some(name) = line.strip_prefix("# case = ") {
            found.push(Case {
                name: name.to_owned(),
                text: String::new(),
                parsed: Parsed::default(),
            });
            continue;
        }
        let Some(case) = found.last_mut() else { continue };
        if let Some(text) = line.strip_prefix("# text = ") {
            case.text = text.replace("\\n", "\n");
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let parsed = &mut case.parsed;
        let Ok([number, form, lemma, tag, pos, dep, head, name]) = <[&str; 8]>::try_from(columns)
        else {
            continue;
        };
        let number: u32 = number.parse().unwrap();
        let here = parsed.tokens.len() as u32;
        if number == 1 {
            parsed.sentences.push((here, here));
        }
        let sentence = parsed.sentences.last_mut().unwrap();
        sentence.1 = here + 1;
        let first = sentence.0;
        let from = parsed.tokens.last().map_or(0, |t| t.span.end as usize);
        let at = from + case.text[from..].find(form).expect("the form stands in the text");
        let head: u32 = head.parse().unwrap();
        parsed.tokens.push(Token {
            span: Span::new(at, at + form.len()),
            lemma: lemma.into(),
            tag: tag.into(),
            pos: pos.into(),
            dep: dep.into(),
            head: if head == 0 { here } else { first + head - 1 },
        });
        if let Some(label) = name.strip_prefix("B-") {
            parsed.names.push(NamedEntity { tokens: (here, here + 1), label: label.into() });
        } else if name.starts_with("I-") {
            parsed.names.last_mut().unwrap().tokens.1 = here + 1;
        }
    }
    found
}

fn account(text: &str, title: Option<&str>) -> Account {
    Account {
        key: None,
        source: "made up".to_owned(),
        outlet: None,
        title: title.map(str::to_owned),
        authors: Vec::new(),
        language: Some("en".to_owned()),
        url: None,
        published: Published::default(),
        text: text.to_owned(),
        dropped: Vec::new(),
    }
}

fn found(case: &Case) -> (Vec<Statement>, Vec<SourceSign>) {
    let none = Parsed::default();
    let (account, text, title) = if case.name == "title" {
        (account("", Some(&case.text)), &none, &case.parsed)
    } else {
        (account(&case.text, None), &case.parsed, &none)
    };
    let mentioned = find_mentions(&account, text, title);
    // The rules alone: the model over them has tests of its own.
    let statements = crate::training::statements(&account, text, title, &mentioned, None);
    let sources = find_sources(&account, text, title, &mentioned, &statements);
    (statements, sources)
}

/// As a linguist reads it: manner, speaker, cue, what is not plain, and the content below.
fn rendered(case: &Case) -> String {
    let (statements, sources) = found(case);
    let words = |span: Span| span.of(&case.text).replace('\n', "⏎");
    let mut lines = vec![format!("== {}", case.name), case.text.clone(), String::new()];
    for s in &statements {
        let mut line = format!(
            "{:?}: {} [{}]",
            s.manner,
            s.speaker.map_or("nobody".to_owned(), |x| words(x.span)),
            s.cue.map_or("no cue".to_owned(), words)
        );
        for via in &s.via {
            write!(line, ", via {}", words(via.span)).unwrap();
        }
        if let Some(medium) = s.medium {
            write!(line, ", {}", words(medium)).unwrap();
        }
        if s.polarity != stemma_core::Polarity::Asserted {
            line += ", denied";
        }
        if s.certainty != stemma_core::Certainty::Certain {
            line += ", ";
            line += &format!("{:?}", s.certainty).to_lowercase();
        }
        lines.push(line);
        lines.extend(s.content.iter().map(|&c| format!("    {}", words(c))));
    }
    for sign in &sources {
        lines.push(format!("source: {} ({:?}) {:?}", sign.name, sign.kind, sign.statements));
    }
    lines.join("\n") + "\n\n"
}

#[test]
fn statements_of_every_form() {
    let all: String = cases().iter().map(rendered).collect();
    expect_file!["statements.txt"].assert_eq(&all);
}

#[test]
fn spans_are_of_the_text_and_in_order() {
    for case in cases() {
        let (statements, _) = found(&case);
        let mut last = 0;
        for s in statements {
            assert_eq!(s.of, if case.name == "title" { Field::Title } else { Field::Text });
            assert!(!s.content.is_empty() && s.extent().start >= last, "{}", case.name);
            last = s.extent().start;
            assert!(s.content.windows(2).all(|w| w[0].end <= w[1].start), "{}", case.name);
            for span in s.content.iter().copied().chain(s.cue).chain(s.speaker.map(|x| x.span)) {
                assert!(span.get(&case.text).is_some_and(|w| !w.trim().is_empty()));
            }
        }
    }
}

/// A parse without a model: words and marks, one sentence a paragraph, every token under the first
/// verb. Good enough to show that no order of marks and cues breaks a rule.
fn crude(text: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let mut first = 0u32;
    let mut end_paragraph = |parsed: &mut Parsed| {
        let after = parsed.tokens.len() as u32;
        if after > first {
            let root =
                (first..after).find(|&t| parsed.tokens[t as usize].tag == "VBD").unwrap_or(first);
            for token in &mut parsed.tokens[first as usize..] {
                token.head = root;
            }
            parsed.tokens[root as usize].dep = "ROOT".into();
            parsed.sentences.push((first, after));
        }
        first = after;
    };
    let mut at = 0;
    for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let (word, mark) = match piece.char_indices().next_back() {
            Some((n, c)) if !c.is_alphanumeric() => (&piece[..n], Some(c)),
            _ => (piece, None),
        };
        let mut push = |start: usize, form: &str| {
            let (lemma, tag, pos, dep) = match form {
                "said" => ("say", "VBD", "VERB", "ccomp"),
                "denied" => ("deny", "VBD", "VERB", "conj"),
                "saying" => ("say", "VBG", "VERB", "advcl"),
                "he" => ("he", "PRP", "PRON", "nsubj"),
                "that" => ("that", "IN", "SCONJ", "mark"),
                f if f.starts_with(char::is_uppercase) => (f, "NNP", "PROPN", "nsubj"),
                f if f.starts_with(char::is_alphanumeric) => (f, "NN", "NOUN", "dobj"),
                f => (f, ".", "PUNCT", "punct"),
            };
            parsed.tokens.push(Token {
                span: Span::new(start, start + form.len()),
                lemma: lemma.into(),
                tag: tag.into(),
                pos: pos.into(),
                dep: dep.into(),
                head: 0,
            });
        };
        if !word.is_empty() {
            push(at, word);
        }
        if let Some(mark) = mark.filter(|m| !m.is_whitespace()) {
            push(at + word.len(), &piece[piece.len() - mark.len_utf8()..]);
        }
        at += piece.len();
        if mark == Some('\n') {
            end_paragraph(&mut parsed);
        }
    }
    end_paragraph(&mut parsed);
    parsed
}

proptest::proptest! {
    #[test]
    fn no_order_of_marks_and_cues_breaks_a_rule(pieces in proptest::collection::vec(
        proptest::sample::select(vec![
            "“", "”", "\"", "‘", "’", "'", "«", "»", "„", "``", "''", ",,", " – ", "- ", "said ",
            "he ", "Tarn ", "denied ", "saying ", "that ", "water ", "runs ", ", ", ". ", ": ",
            "? ", "\n\n", "HOST: ", "(", ") ", "ž",
        ]),
        0..40,
    )) {
        let text: String = pieces.concat();
        let case = Case { name: String::new(), parsed: crude(&text), text };
        let (mut statements, _) = found(&case);
        let (account, none) = (account(&case.text, None), Parsed::default());
        let mentioned = find_mentions(&account, &case.parsed, &none);
        statements.extend(super::find_statements(&account, &case.parsed, &none, &mentioned));
        for s in &statements {
            proptest::prop_assert!(!s.content.is_empty());
            for span in s.content.iter().chain(&s.cue) {
                proptest::prop_assert!(span.get(&case.text).is_some_and(|w| !w.trim().is_empty()));
            }
            proptest::prop_assert!(s.content.windows(2).all(|w| w[0].end <= w[1].start));
        }
    }
}
