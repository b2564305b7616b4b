//! All of it as tables, a row a thing: for R, pandas, `DuckDB` and spreadsheets.
//!
//! The tables and their columns are those of CSV and of Parquet alike. Every table of passages has
//! `account`, `of`, `start`, `end` and `words`: which account, which of its texts, from and to which
//! code point, and what stands there.

mod accounts;
mod woven;

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;
use stemma_core::Passage;

use super::Scope;

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Whole,
    Number,
    Day,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    Nothing,
    Text(Cow<'a, str>),
    Whole(i64),
    Number(f64),
    Day(Date),
}

/// Takes the rows of a table, one after the other.
pub(super) type Sink<'s, 'a> = dyn FnMut(&[Cell<'a>]) + 's;

/// A table: what it holds, its columns, and what makes its rows.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) holds: &'static str,
    pub(super) columns: &'static [(&'static str, Kind)],
    pub(super) rows: for<'a> fn(&Scope<'a>, &mut Sink<'_, 'a>),
}

/// All tables: those of single accounts first, then those of what was woven from them.
pub(super) fn all() -> impl Iterator<Item = &'static Table> {
    accounts::TABLES.iter().chain(woven::TABLES)
}

/// A table by name.
pub(super) fn named(name: &str) -> Option<&'static Table> {
    all().find(|table| table.name == name)
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Cell<'a> {
        Cell::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Cell::Text(Cow::Owned(text))
    }
}

impl From<u32> for Cell<'_> {
    fn from(number: u32) -> Self {
        Cell::Whole(i64::from(number))
    }
}

impl From<usize> for Cell<'_> {
    fn from(number: usize) -> Self {
        Cell::Whole(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<f64> for Cell<'_> {
    fn from(number: f64) -> Self {
        Cell::Number(number)
    }
}

impl From<f32> for Cell<'_> {
    fn from(number: f32) -> Self {
        Cell::Number(super::plain(number))
    }
}

impl From<Date> for Cell<'_> {
    fn from(day: Date) -> Self {
        Cell::Day(day)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Cell<'a> {
        value.map_or(Cell::Nothing, Into::into)
    }
}

/// The word of the contract for a value of a closed list.
fn word<'a>(value: impl Serialize) -> Cell<'a> {
    super::word(value).into()
}

/// `account`, `of`, `start`, `end`, `words`.
fn passage<'a>(scope: &Scope<'a>, passage: &Passage) -> [Cell<'a>; 5] {
    let [start, end] = scope.collection.range(passage);
    let words = scope.collection.words(passage);
    [
        passage.account.0.into(),
        passage.of.to_string().into(),
        start.into(),
        end.into(),
        words.into(),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::collection::Collection;
    use crate::testing::{stored, woven};

    /// A row fits its columns, and the words of a passage are the slice that it names.
    #[test]
    fn every_row_fits_its_columns_and_its_words_are_the_slice() {
        let collection = Collection::new(stored(), woven());
        let scope = Scope::whole(&collection);
        let mut filled = BTreeSet::new();
        for table in all() {
            let at = |name: &str| table.columns.iter().position(|(column, _)| *column == name);
            (table.rows)(&scope, &mut |row| {
                filled.insert(table.name);
                assert_eq!(row.len(), table.columns.len(), "{}", table.name);
                for ((column, kind), cell) in table.columns.iter().zip(row) {
                    let fits = match cell {
                        Cell::Nothing => true,
                        Cell::Text(_) => *kind == Kind::Text,
                        Cell::Whole(_) => *kind == Kind::Whole,
                        Cell::Number(_) => *kind == Kind::Number,
                        Cell::Day(_) => *kind == Kind::Day,
                    };
                    assert!(fits, "{}.{column}: {cell:?}", table.name);
                }
                let (Some(words), Some(start)) = (at("words"), at("start")) else {
                    return;
                };
                let (Cell::Text(words), Cell::Whole(start)) = (&row[words], &row[start]) else {
                    return;
                };
                let (Cell::Whole(account), Cell::Whole(end)) =
                    (&row[at("account").unwrap()], &row[at("end").unwrap()])
                else {
                    panic!("{}: a passage without its account or its end", table.name);
                };
                let account = collection.account(stemma_core::AccountId(*account as u32)).unwrap();
                let text = match &row[at("of").unwrap()] {
                    Cell::Text(of) if of == "title" => account.account.title.as_deref().unwrap(),
                    _ => &account.account.text,
                };
                let slice: String =
                    text.chars().skip(*start as usize).take((end - start) as usize).collect();
                assert_eq!(*words, slice, "{}", table.name);
            });
        }
        for name in ["accounts", "statements", "claims", "members", "differences", "near", "edges"]
        {
            assert!(filled.contains(name), "{name} is empty");
        }
    }

    #[test]
    fn names_of_tables_and_columns_are_there_once() {
        let names: Vec<&str> = all().map(|table| table.name).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        for table in all() {
            let columns: BTreeSet<&str> = table.columns.iter().map(|(name, _)| *name).collect();
            assert_eq!(columns.len(), table.columns.len(), "{}", table.name);
        }
    }
}
