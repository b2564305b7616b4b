//! Full-text search: words, phrases, beginnings, and the sentence that holds them.

use rusqlite::{ErrorCode, params};
use stemma_core::{AccountId, Field, Passage, Span};

use crate::Store;
use crate::accounts::list;
use crate::error::{Error, Fault};

/// Set by the search around every hit. Unicode keeps these two from ever being characters, so no
/// text that was decoded rightly holds them.
const MARKS: [char; 2] = ['\u{FDD0}', '\u{FDD1}'];

/// One account that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The account.
    pub account: AccountId,
    /// The sentence that holds the most of what was searched for; the title where only that does.
    pub passage: Passage,
    /// The words that were searched for, within the passage's text, in order.
    pub words: Vec<Span>,
    /// How well it fits; higher is better.
    pub score: f64,
}

impl Store {
    /// Accounts that hold all that is searched for, best first. `query` is words, `"exact phrases"`
    /// and `begin*`; `-word` keeps accounts out; `OR` between two takes either.
    ///
    /// # Errors
    /// [`Error::is_bad_query`] where nothing is left to search for; else the store cannot be read.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        self.at(self.find(query, limit))
    }

    fn find(&self, query: &str, limit: usize) -> Result<Vec<Hit>, Fault> {
        let [before, after] = MARKS.map(String::from);
        let found = list(
            &self.connection,
            // A title weighs as ten lines of the body: it says what an account is about.
            "SELECT rowid, highlight(account_search, 0, ?2, ?3),
                 highlight(account_search, 1, ?2, ?3), bm25(account_search, 10.0, 1.0)
             FROM account_search WHERE account_search MATCH ?1
             ORDER BY 4, rowid LIMIT ?4",
            params![expression(query)?, before, after, limit],
            |mut row| {
                Ok((
                    AccountId(row.get()?),
                    marked(&row.get::<Option<String>>()?.unwrap_or_default()),
                    marked(&row.get::<String>()?),
                    -row.get::<f64>()?,
                ))
            },
        );
        let found = match found {
            Err(Fault::Sqlite(error)) if error.sqlite_error_code() == Some(ErrorCode::Unknown) => {
                return Err(Fault::BadQuery(error.to_string()));
            }
            found => found?,
        };
        let mut hits = Vec::with_capacity(found.len());
        for (account, (title_length, in_title), (_, in_text), score) in found {
            let sentences = list(
                &self.connection,
                "SELECT first, after FROM sentence WHERE account = ? ORDER BY n",
                [account.0],
                |mut row| row.span(),
            )?;
            let (of, span, words) = match best_sentence(&sentences, &in_text) {
                Some((span, words)) => (Field::Text, span, words),
                None if in_text.is_empty() => (Field::Title, Span::new(0, title_length), in_title),
                // Words between sentences: what stands there by itself.
                None => (Field::Text, in_text[0], vec![in_text[0]]),
            };
            hits.push(Hit { account, passage: Passage { account, of, span }, words, score });
        }
        Ok(hits)
    }
}

/// The sentence with the most hits; the first of several.
fn best_sentence(sentences: &[Span], hits: &[Span]) -> Option<(Span, Vec<Span>)> {
    let mut best: Option<(Span, Vec<Span>)> = None;
    for &sentence in sentences {
        let from = hits.partition_point(|hit| hit.start < sentence.start);
        let within: Vec<Span> =
            hits[from..].iter().copied().take_while(|hit| hit.end <= sentence.end).collect();
        if within.len() > best.as_ref().map_or(0, |(_, words)| words.len()) {
            best = Some((sentence, within));
        }
    }
    best
}

/// The length of a text without its marks, and the spans that the marks hold.
fn marked(text: &str) -> (usize, Vec<Span>) {
    let mark = MARKS[0].len_utf8();
    let mut spans = Vec::new();
    let mut start = 0;
    let mut marks = 0;
    for (at, _) in text.match_indices(MARKS) {
        let place = at - marks * mark;
        if marks % 2 == 0 {
            start = place;
        } else {
            spans.push(Span::new(start, place));
        }
        marks += 1;
    }
    (text.len() - marks * mark, spans)
}

/// What a person types, as the index understands it. Every word is quoted, so that no sign in it
/// means anything.
fn expression(query: &str) -> Result<String, Fault> {
    let (mut wanted, mut unwanted) = (String::new(), Vec::new());
    let mut either = false;
    for piece in pieces(query) {
        if piece == "OR" {
            either = !wanted.is_empty();
            continue;
        }
        let (word, keep_out) = match piece.strip_prefix('-') {
            Some(rest) if !rest.is_empty() => (rest, true),
            _ => (piece, false),
        };
        let (word, beginning) = match word.strip_suffix('*') {
            Some(word) => (word, "*"),
            None => (word, ""),
        };
        let word = word.trim_matches('"').replace('"', "\"\"");
        if !word.chars().any(char::is_alphanumeric) {
            continue;
        }
        let term = format!("\"{word}\"{beginning}");
        if keep_out {
            unwanted.push(term);
        } else {
            if !wanted.is_empty() {
                wanted.push_str(if either { " OR " } else { " AND " });
            }
            wanted.push_str(&term);
        }
        either = false;
    }
    if wanted.is_empty() {
        return Err(Fault::BadQuery("it holds no word to look for".to_owned()));
    }
    Ok(if unwanted.is_empty() {
        wanted
    } else {
        format!("({wanted}) NOT ({})", unwanted.join(" OR "))
    })
}

/// Splits at white space outside of quotation marks.
fn pieces(query: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    for (at, c) in query.char_indices() {
        if c == '"' {
            quoted = !quoted;
        } else if c.is_whitespace() && !quoted {
            pieces.push(&query[start..at]);
            start = at + c.len_utf8();
        }
    }
    pieces.push(&query[start..]);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(query: &str, expected: Expect) {
        let got = expression(query).unwrap_or_else(|fault| format!("{fault:?}"));
        expected.assert_eq(&got);
    }

    #[test]
    fn what_a_person_types_is_searched_for() {
        check("harbour exercise", expect![[r#""harbour" AND "exercise""#]]);
        check(
            r#""harbour exercise" minis* -storm"#,
            expect![[r#"("harbour exercise" AND "minis"*) NOT ("storm")"#]],
        );
        check("ferry OR boat", expect![[r#""ferry" OR "boat""#]]);
        check("don't AND", expect![[r#""don't" AND "AND""#]]);
        check(r#"an "unclosed phrase"#, expect![[r#""an" AND "unclosed phrase""#]]);
        check(" - ", expect![[r#"BadQuery("it holds no word to look for")"#]]);
    }

    #[test]
    fn marks_are_counted_out_of_the_offsets() {
        let text = "ab \u{FDD0}cé\u{FDD1} d \u{FDD0}e\u{FDD1}";
        let plain = "ab cé d e";
        let (length, spans) = marked(text);
        assert_eq!(length, plain.len());
        let words: Vec<&str> = spans.iter().map(|span| span.of(plain)).collect();
        assert_eq!(words, ["cé", "e"]);
    }
}
