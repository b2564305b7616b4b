//! Words that are looked up by token are tokens.

use stemma_parse::Pipeline;
use stemma_words::{Lookup, en};

/// A word that the tokenizer cuts off the end of another is tried on one: `couldn't`.
fn in_text(word: &str) -> String {
    let clitic = word.starts_with(['\'', '’']) || matches!(word, "n't" | "n’t");
    if clitic { format!("could{word}") } else { word.to_owned() }
}

#[test]
fn words_looked_up_by_token_are_tokens() {
    let options = stemma_model::Options::default();
    let files = stemma_model::open_or_add("en-sm", &mut |_| {}, &options).unwrap();
    let pipeline = Pipeline::load(&files).unwrap();
    let is_token = |word: &str| {
        let text = in_text(word);
        let parsed = pipeline.parse_doc(&text);
        let last = parsed.tokens.last().map(|token| token.span.of(&text));
        last == Some(word) && parsed.tokens.len() <= 1 + usize::from(text != word)
    };
    let by_token =
        en::TABLES.iter().filter(|table| matches!(table.lookup(), Lookup::Token | Lookup::Lemma));
    for table in by_token {
        for (word, _) in table.entries() {
            // `st.` is a token only as `St.`.
            let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
            let capital = format!("{}{rest}", first.to_uppercase());
            let known = is_token(word) || is_token(&capital);
            assert!(known, "{}: {word:?} is no token", table.path);
        }
    }
    assert!(!is_token("two words") && !is_token("e.g.,"));
}
