//! Tables as CSV (RFC 4180), UTF-8.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and accounts are
//! other people's words. So such a cell of text has an apostrophe put before it, which spreadsheets
//! take as 'this is text'. That can be undone exactly: of a text that begins with apostrophes and
//! then one of those signs, take one apostrophe away. Parquet and JSON are verbatim.

use std::borrow::Cow;

use super::Scope;
use super::tables::{Cell, Table};

/// A table with a line of names on top.
pub(super) fn written(table: &Table, scope: &Scope<'_>) -> Result<Vec<u8>, ::csv::Error> {
    let mut builder = ::csv::WriterBuilder::new();
    let mut writer = builder.terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(table.columns.iter().map(|(name, _)| *name))?;
    let mut result = Ok(());
    (table.rows)(scope, &mut |row| {
        if result.is_ok() {
            result = writer.write_record(row.iter().map(|cell| text(cell).into_owned()));
        }
    });
    result?;
    writer.into_inner().map_err(|error| error.into_error().into())
}

fn text<'c>(cell: &'c Cell<'_>) -> Cow<'c, str> {
    match cell {
        Cell::Nothing => "".into(),
        Cell::Text(text) if runs(text) => format!("'{text}").into(),
        Cell::Text(text) => text.as_ref().into(),
        Cell::Whole(number) => number.to_string().into(),
        Cell::Number(number) => number.to_string().into(),
        Cell::Day(day) => day.to_string().into(),
    }
}

/// Whether a spreadsheet would run a text as a formula; or whether it looks like one that was kept
/// from it, which must be told apart from that.
fn runs(text: &str) -> bool {
    let rest = text.trim_start_matches('\'');
    rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_runs_in_a_spreadsheet_and_each_can_be_had_back() {
        let back = |text: &str| match text.strip_prefix('\'') {
            Some(rest) if runs(rest) => rest.to_owned(),
            _ => text.to_owned(),
        };
        let texts = ["=1+1", "-We stay", "@x", "'=1", "''-", "'tis so", "plain", "", "'", "＝1"];
        for verbatim in texts {
            let cell = Cell::from(verbatim);
            let written = text(&cell);
            assert!(!written.starts_with(['=', '+', '-', '@', '＝']), "{written}");
            assert_eq!(back(&written), verbatim);
        }
        assert_eq!(text(&Cell::Whole(-3)), "-3");
    }
}
