//! JSON Lines: an account a line, as the contract says.

use serde::Deserialize;
use serde_json::Value;

use crate::reading::{self, Fault, Given};
use crate::{Diagnostic, Piece, Reading, text};

/// A line. Other fields are let stand: they are the caller's own.
#[derive(Deserialize)]
struct Line {
    id: Option<Value>,
    text: Option<String>,
    html: Option<String>,
    title: Option<String>,
    published: Option<Value>,
    outlet: Option<String>,
    language: Option<String>,
    url: Option<String>,
    author: Option<Value>,
    authors: Option<Value>,
}

pub(crate) fn read(piece: &Piece) -> Result<Reading, Fault> {
    let bytes = piece.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&piece.bytes);
    let line: Line = serde_json::from_slice(bytes).map_err(|error| fault(&error))?;
    let key = line.id.as_ref().and_then(word);
    // Its own id names a record wherever its line moves to.
    let record = key.clone().or_else(|| piece.line.map(|n| n.to_string()));
    let mut given = Given {
        key,
        source: record
            .map_or_else(|| piece.source.clone(), |record| format!("{}#{record}", piece.source)),
        outlet: line.outlet.and_then(filled),
        title: line
            .title
            .map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "))
            .and_then(filled),
        authors: names(line.authors.or(line.author)),
        language: line.language.and_then(filled),
        url: line.url.and_then(filled),
        published: line.published.as_ref().and_then(word),
        diagnostics: Vec::new(),
    };
    match (line.text, line.html) {
        (Some(body), _) if !body.trim().is_empty() => reading::body(text::paragraphs(&body), given),
        (_, Some(html)) if !html.trim().is_empty() => reading::page(&html, given),
        (None, None) => Err(Fault::new(
            "has neither `text` nor `html`",
            "Give the body as `text`, or the page as `html`.",
        )),
        _ => {
            // A title alone says something, but it is no report.
            given.diagnostics.push(Diagnostic::new("`text` is empty", ""));
            Err(Fault::new("has an empty `text`", "Give the body, or leave the line out."))
        }
    }
}

/// serde's own words say what was expected; its line is always the first, and left out.
fn fault(error: &serde_json::Error) -> Fault {
    let said = error.to_string().replace(" at line 1 column", ", column");
    let reason = if error.is_eof() {
        format!("is cut off in the middle (column {})", error.column())
    } else if error.is_data() {
        format!("has a field of the wrong type: {said}")
    } else {
        format!("is not valid JSON: {said}")
    };
    Fault::new(reason, "Write one whole JSON object on the line, in UTF-8.")
}

fn filled(value: String) -> Option<String> {
    (!value.trim().is_empty()).then(|| value.trim().to_string())
}

fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => filled(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn names(value: Option<Value>) -> Vec<String> {
    match value {
        Some(Value::Array(all)) => all.iter().filter_map(word).collect(),
        Some(one) => word(&one).into_iter().collect(),
        None => Vec::new(),
    }
}
