//! What holds of the parse of any text whatever.

use std::sync::LazyLock;

use proptest::prelude::*;
use stemma_core::Parsed;
use stemma_parse::Pipeline;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| {
    let options = stemma_model::Options::default();
    let files = stemma_model::open_or_add("en-sm", &mut |_| {}, &options)
        .unwrap_or_else(|error| panic!("this test needs the model en-sm: {error}"));
    Pipeline::load(&files).unwrap()
});

fn check(text: &str, parsed: &Parsed) {
    let mut end = 0;
    for token in &parsed.tokens {
        assert!(token.span.start >= end && !token.span.is_empty());
        assert!(token.span.get(text).is_some(), "{:?} cuts a character", token.span);
        end = token.span.end;
    }
    let mut next = 0;
    for &(first, after) in &parsed.sentences {
        assert!(first == next && after > first);
        next = after;
        let heads = parsed.tokens[first as usize..after as usize].iter().map(|token| token.head);
        assert!(heads.into_iter().all(|head| (first..after).contains(&head)));
    }
    assert_eq!(next as usize, parsed.tokens.len());
    let mut free = 0;
    for name in &parsed.names {
        let (first, after) = name.tokens;
        assert!(first >= free && after > first && after as usize <= parsed.tokens.len());
        free = after;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn of_any_text(text in any::<String>()) {
        check(&text, &PIPELINE.parse(&text));
        check(&text, &PIPELINE.parse_doc(&text));
    }

    #[test]
    fn of_words_marks_and_white_space(
        text in r#"((minister|said|U\.S\.|don't|Ansel|12km|\$5bn|"|“|--|–|\.|,|\(|:\)|e\.g\.)[ \n\t]{0,2}){0,60}"#
    ) {
        let parsed = PIPELINE.parse(&text);
        check(&text, &parsed);
        prop_assert_eq!(&PIPELINE.parse(&text), &parsed);
        // Nothing but white space is left out.
        let mut rest = text.clone();
        for token in parsed.tokens.iter().rev() {
            rest.replace_range(token.span.range(), "");
        }
        prop_assert!(rest.trim().is_empty(), "{:?} is in no token", rest);
    }
}
