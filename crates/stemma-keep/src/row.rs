//! How the project's types stand in columns.

use rusqlite::Row;
use rusqlite::types::{FromSql, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as WordError, StrDeserializer};
use stemma_core::{Field, Span};

use crate::error::Fault;

/// The word by which a type's own serialisation names a value: `at-least`.
pub(crate) fn word<T: Serialize>(value: T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        other => unreachable!("only enums of words come here, not {other:?}"),
    }
}

/// The value of a word.
pub(crate) fn unword<T: DeserializeOwned>(word: &str) -> Result<T, Fault> {
    let deserializer: StrDeserializer<'_, WordError> = word.into_deserializer();
    T::deserialize(deserializer).map_err(Fault::damaged)
}

/// A value as JSON, for columns that other tools open with `json_each`.
pub(crate) fn json<T: Serialize>(value: T) -> Result<String, Fault> {
    Ok(serde_json::to_string(&value)?)
}

/// The value of such a column.
pub(crate) fn unjson<T: DeserializeOwned>(json: &str) -> Result<T, Fault> {
    Ok(serde_json::from_str(json)?)
}

/// Reads the columns of a row one after another.
pub(crate) struct Columns<'a, 'b> {
    row: &'a Row<'b>,
    next: usize,
}

impl<'a, 'b> Columns<'a, 'b> {
    pub(crate) fn new(row: &'a Row<'b>) -> Columns<'a, 'b> {
        Columns { row, next: 0 }
    }

    pub(crate) fn get<T: FromSql>(&mut self) -> Result<T, Fault> {
        let value = self.row.get(self.next)?;
        self.next += 1;
        Ok(value)
    }

    fn str(&mut self) -> Result<&'a str, Fault> {
        let value = self.row.get_ref(self.next)?;
        self.next += 1;
        value.as_str().map_err(Fault::damaged)
    }

    pub(crate) fn word<T: DeserializeOwned>(&mut self) -> Result<T, Fault> {
        unword(self.str()?)
    }

    pub(crate) fn json<T: DeserializeOwned>(&mut self) -> Result<T, Fault> {
        unjson(self.str()?)
    }

    pub(crate) fn field(&mut self) -> Result<Field, Fault> {
        self.str()?.parse().map_err(Fault::damaged)
    }

    /// An optional value: `read` is called where the column holds one.
    pub(crate) fn optional<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        if matches!(self.row.get::<_, Value>(self.next)?, Value::Null) {
            self.next += 1;
            return Ok(None);
        }
        read(self).map(Some)
    }

    pub(crate) fn span(&mut self) -> Result<Span, Fault> {
        let (start, end) = (self.get()?, self.get()?);
        if start > end {
            return Err(Fault::damaged(format!("the span {start}..{end}")));
        }
        Ok(Span { start, end })
    }

    pub(crate) fn optional_span(&mut self) -> Result<Option<Span>, Fault> {
        let span: (Option<u32>, Option<u32>) = (self.get()?, self.get()?);
        Ok(match span {
            (Some(start), Some(end)) if start <= end => Some(Span { start, end }),
            _ => None,
        })
    }
}
