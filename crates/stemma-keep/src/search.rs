//! Full-text search: words, phrases, beginnings; which accounts hold them, and where.

use std::collections::BTreeMap;
use std::str::FromStr;

use rusqlite::{ErrorCode, OptionalExtension, params};
use stemma_core::{AccountId, Span};

use crate::Store;
use crate::accounts::list;
use crate::error::{Error, Fault};
use crate::row::json;

/// What the search sets before and after every hit, between these two: code points that Unicode keeps
/// from being characters. A text can hold them all the same (JSON may write them), and then it is
/// searched anew with a longer mark, up to one that it does not hold. Since a mark ends otherwise
/// than it begins, no part of one can be taken for another with what stands beside it.
const ENDS: [char; 2] = ['\u{FDD0}', '\u{FDD1}'];

/// The first mark to try, or the one that is this much longer.
fn mark(longer: usize) -> String {
    format!("{}{}{}", ENDS[0], "-".repeat(longer), ENDS[1])
}

/// A question has no more words than this, so that none takes the index to its limits. Set by hand.
const MOST_WORDS: usize = 40;

/// Words that may stand between those of a name: a middle name, an initial.
const BETWEEN: usize = 2;

/// What is searched for: all that is wanted, and nothing of what is not.
///
/// It is made from what a person types: words, `"exact phrases"` and `begin*`; `-word` keeps
/// accounts out; `OR` between two takes either; `+word` is the word itself and no other spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// An account has something of each.
    pub wanted: Vec<Wanted>,
    /// And none of these.
    pub unwanted: Vec<Term>,
    /// Whether a quotation mark was opened and never closed; the phrase goes to the end then.
    pub is_unclosed: bool,
}

/// One thing that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Any of these will do.
    pub either: Vec<Term>,
    /// Whether it must be written just so.
    pub is_exact: bool,
}

/// Something that stands in a text or does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its words, as typed.
    pub words: String,
    /// How they are to be found.
    pub form: Form,
}

/// How words are to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One after the other; a word alone is a phrase too.
    Phrase,
    /// The same, and the last may go on.
    Beginning,
    /// Close to one another, in any order.
    Near,
}

impl Term {
    /// A phrase.
    pub fn phrase(words: impl Into<String>) -> Term {
        Term { words: words.into(), form: Form::Phrase }
    }

    /// As the index understands it. Every word is quoted, so that no sign in it means anything.
    fn expression(&self) -> String {
        let quoted = |words: &str| format!("\"{}\"", words.replace('"', "\"\""));
        match self.form {
            Form::Phrase => quoted(&self.words),
            Form::Beginning => quoted(&self.words) + "*",
            Form::Near => {
                let words: Vec<String> = self.words.split_whitespace().map(quoted).collect();
                format!("NEAR({}, {BETWEEN})", words.join(" "))
            }
        }
    }
}

impl FromStr for Query {
    type Err = String;

    fn from_str(typed: &str) -> Result<Query, String> {
        let typed: String = typed.chars().map(plain).collect();
        let mut query = Query {
            wanted: Vec::new(),
            unwanted: Vec::new(),
            is_unclosed: typed.matches('"').count() % 2 == 1,
        };
        let mut either = false;
        for piece in pieces(&typed) {
            if piece == "OR" {
                either = !query.wanted.is_empty();
                continue;
            }
            let (word, sign) = match piece.chars().next() {
                Some(sign @ ('-' | '+')) if piece.len() > 1 => (&piece[1..], Some(sign)),
                _ => (piece, None),
            };
            let (word, form) = match word.strip_suffix('*') {
                Some(word) => (word, Form::Beginning),
                None => (word, Form::Phrase),
            };
            let words = word.trim_matches('"').trim();
            if !words.chars().any(char::is_alphanumeric) {
                continue;
            }
            let term = Term { words: words.to_owned(), form };
            let is_exact = sign == Some('+');
            match query.wanted.last_mut() {
                _ if sign == Some('-') => query.unwanted.push(term),
                Some(last) if either => {
                    last.either.push(term);
                    last.is_exact |= is_exact;
                }
                _ => query.wanted.push(Wanted { either: vec![term], is_exact }),
            }
            either = false;
        }
        let terms = query.wanted.iter().flat_map(|wanted| &wanted.either).chain(&query.unwanted);
        let count: usize = terms.map(|term| term.words.split_whitespace().count()).sum();
        if query.wanted.is_empty() {
            return Err("it holds no word to look for".to_owned());
        } else if count > MOST_WORDS {
            return Err(format!("it has {count} words, and {MOST_WORDS} are the most"));
        }
        Ok(query)
    }
}

/// Quotation marks of any style are one; control characters are none.
fn plain(c: char) -> char {
    match c {
        '“' | '”' | '„' | '«' | '»' | '‟' => '"',
        c if c.is_control() => ' ',
        c => c,
    }
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

impl Query {
    /// As the index understands it.
    fn expression(&self) -> String {
        let any = |terms: &[Term]| -> String {
            let terms: Vec<String> = terms.iter().map(Term::expression).collect();
            match terms.as_slice() {
                [term] => term.clone(),
                terms => format!("({})", terms.join(" OR ")),
            }
        };
        let wanted: Vec<String> = self.wanted.iter().map(|wanted| any(&wanted.either)).collect();
        let wanted = wanted.join(" AND ");
        if self.unwanted.is_empty() {
            wanted
        } else {
            format!("({wanted}) NOT {}", any(&self.unwanted))
        }
    }
}

/// An account that holds what is searched for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// The account.
    pub account: AccountId,
    /// How well it fits; higher is better.
    pub score: f64,
}

/// The words that were searched for, in one account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// In its title, in order.
    pub title: Vec<Span>,
    /// In its body, in order.
    pub text: Vec<Span>,
}

impl Store {
    /// Accounts that hold all that is searched for, best first.
    ///
    /// # Errors
    /// [`Error::is_bad_query`] where the index cannot look for that; else the store cannot be read.
    pub fn matching(&self, query: &Query) -> Result<Vec<Match>, Error> {
        let found = list(
            &self.connection,
            // A title weighs as ten lines of the body: it says what an account is about.
            "SELECT rowid, bm25(account_search, 10.0, 1.0) FROM account_search
             WHERE account_search MATCH ?1 ORDER BY 2, rowid",
            [query.expression()],
            |mut row| Ok(Match { account: AccountId(row.get()?), score: -row.get::<f64>()? }),
        );
        self.at(found.map_err(bad_query))
    }

    /// Where accounts have what is searched for; those that do not fit are left out.
    ///
    /// # Errors
    /// As [`Store::matching`].
    pub fn marked(
        &self,
        query: &Query,
        accounts: &[AccountId],
    ) -> Result<BTreeMap<AccountId, Marked>, Error> {
        let mut all = BTreeMap::new();
        let mut left: Vec<u32> = accounts.iter().map(|id| id.0).collect();
        let mut longer = 0;
        while !left.is_empty() {
            let found = self.marked_with(&mark(longer), query, left);
            let found = self.at(found.map_err(bad_query))?;
            left = Vec::new();
            for (id, marked) in found {
                match marked {
                    Some(marked) => {
                        all.insert(id, marked);
                    }
                    None => left.push(id.0),
                }
            }
            // Doubled, so that a text soon is too short to hold every mark that is tried.
            longer = (longer * 2).max(1);
        }
        Ok(all)
    }

    /// The same with one mark; `None` for an account that holds that mark itself.
    fn marked_with(
        &self,
        mark: &str,
        query: &Query,
        accounts: Vec<u32>,
    ) -> Result<Vec<(AccountId, Option<Marked>)>, Fault> {
        list(
            &self.connection,
            // The plus keeps the index from being asked anew for each account, which is slow where
            // a beginning stands for thousands of words.
            "SELECT rowid, instr(ifnull(title, ''), ?2) + instr(text, ?2),
                 highlight(account_search, 0, ?2, ?2), highlight(account_search, 1, ?2, ?2)
             FROM account_search
             WHERE account_search MATCH ?1 AND +rowid IN (SELECT value FROM json_each(?3))",
            params![query.expression(), mark, json(accounts)?],
            |mut row| {
                let id = AccountId(row.get()?);
                let is_free = row.get::<i64>()? == 0;
                let title = row.get::<Option<String>>()?.unwrap_or_default();
                let text = row.get::<String>()?;
                let marked = || Marked { title: marked(&title, mark), text: marked(&text, mark) };
                Ok((id, is_free.then(marked)))
            },
        )
    }

    /// Whether any account has these words.
    ///
    /// # Errors
    /// As [`Store::matching`].
    pub fn has_words(&self, words: &str) -> Result<bool, Error> {
        let term = Term::phrase(words.chars().map(plain).collect::<String>());
        let sql = "SELECT 1 FROM account_search WHERE account_search MATCH ? LIMIT 1";
        let found = || -> Result<bool, Fault> {
            let mut statement = self.connection.prepare_cached(sql)?;
            let row = statement.query_row([term.expression()], |_| Ok(()));
            Ok(row.optional()?.is_some())
        };
        self.at(found().map_err(bad_query))
    }
}

/// What the index could not make sense of is the question's fault.
fn bad_query(fault: Fault) -> Fault {
    match fault {
        Fault::Sqlite(error) if error.sqlite_error_code() == Some(ErrorCode::Unknown) => {
            Fault::BadQuery(error.to_string())
        }
        fault => fault,
    }
}

/// The spans that the marks hold, in the text without them.
fn marked(text: &str, mark: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (marks, (at, _)) in text.match_indices(mark).enumerate() {
        let place = at - marks * mark.len();
        if marks % 2 == 0 {
            start = place;
        } else {
            spans.push(Span::new(start, place));
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    fn check(typed: &str, expected: Expect) {
        let got = typed.parse::<Query>().map_or_else(|fault| fault, |query| query.expression());
        expected.assert_eq(&got);
    }

    #[test]
    fn what_a_person_types_is_searched_for() {
        check("harbour exercise", expect![[r#""harbour" AND "exercise""#]]);
        check(
            r#""harbour exercise" minis* -storm -"high water""#,
            expect![[r#"("harbour exercise" AND "minis"*) NOT ("storm" OR "high water")"#]],
        );
        check("port ferry OR boat", expect![[r#""port" AND ("ferry" OR "boat")"#]]);
        check("don't AND +Tarvel", expect![[r#""don't" AND "AND" AND "Tarvel""#]]);
        check(r#"an "unclosed phrase"#, expect![[r#""an" AND "unclosed phrase""#]]);
        check("„high water“", expect![[r#""high water""#]]);
        check(" - ", expect!["it holds no word to look for"]);
        check(&"a ".repeat(41), expect!["it has 41 words, and 40 are the most"]);
    }

    #[test]
    fn words_of_a_name_may_stand_apart() {
        let near = Term { words: "Mira Tarvel".to_owned(), form: Form::Near };
        assert_eq!(near.expression(), r#"NEAR("Mira" "Tarvel", 2)"#);
    }

    #[test]
    fn marks_are_counted_out_of_the_offsets() {
        let text = "ab #>cé#> d #>e#>";
        let plain = "ab cé d e";
        let spans = marked(text, "#>");
        let words: Vec<&str> = spans.iter().map(|span| span.of(plain)).collect();
        assert_eq!(words, ["cé", "e"]);
    }

    proptest! {
        // Each makes a store of its own.
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_question_breaks_the_index(typed in r#"([ "*+^(){}:,-]|OR|NEAR|a|ж|\PC|.){0,24}"#) {
            let folder = tempfile::tempdir().unwrap();
            let store = Store::open_or_make(&folder.path().join("s.db")).unwrap();
            if let Ok(query) = typed.parse::<Query>() {
                prop_assert!(store.matching(&query).is_ok(), "{:?}", query.expression());
                prop_assert!(store.marked(&query, &[AccountId(1)]).is_ok());
            }
            prop_assert!(store.has_words(&typed).is_ok());
        }
    }
}
