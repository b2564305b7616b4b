//! From a piece to accounts, or to a sentence that says why not.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};
use stemma_core::{Account, DropReason, Place};

use crate::clean;
use crate::day::{self, PageDay};
use crate::{
    Format, Input, Piece, encoding, feed, format, json, language, outlet, page, piece, text,
};

/// An account, and what a reader of it should know.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The account.
    pub account: Account,
    /// What was imperfect on the way.
    pub diagnostics: Vec<Diagnostic>,
}

/// Something imperfect in an input that was read all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// What was found.
    pub message: String,
    /// Where, if at a place.
    pub place: Option<Place>,
    /// What to do or to keep in mind.
    pub hint: Option<String>,
}

impl Diagnostic {
    pub(crate) fn new(message: impl Into<String>, hint: &str) -> Diagnostic {
        let hint = (!hint.is_empty()).then(|| hint.to_string());
        Diagnostic { message: message.into(), place: None, hint }
    }
}

/// An input that did not become an account, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Path or URL as given.
    pub source: String,
    /// The line in a file of JSON Lines, counted from 1.
    pub line: Option<u64>,
    /// The fault: a clause that goes on from the source's name.
    pub reason: String,
    /// What to do: a sentence.
    pub hint: String,
}

impl Refusal {
    pub(crate) fn new(source: &str, reason: &str, hint: &str) -> Refusal {
        Refusal {
            source: source.to_string(),
            line: None,
            reason: reason.to_string(),
            hint: hint.to_string(),
        }
    }

    pub(crate) fn of_io(source: &str, error: &std::io::Error) -> Refusal {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::NotFound => Refusal::new(source, "does not exist", "Check the path."),
            ErrorKind::PermissionDenied => Refusal::new(
                source,
                "may not be read: permission denied",
                "Give yourself the right to read it, or leave it out.",
            ),
            _ => Refusal::new(
                source,
                &format!("could not be read: {error}"),
                "Try again, or copy the file to another disk first.",
            ),
        }
    }

    pub(crate) fn at_line(mut self, line: Option<u64>) -> Refusal {
        self.line = line;
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.source)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        write!(f, ": {}. {}", self.reason, self.hint)
    }
}

impl std::error::Error for Refusal {}

/// Reads all accounts of one file. For folders, see [`crate::walk()`].
pub fn read_path(path: &Path) -> Vec<Result<Reading, Refusal>> {
    piece::pieces(&Input::file(path))
        .flat_map(|piece| match piece {
            Ok(piece) => read(&piece),
            Err(refusal) => vec![Err(refusal)],
        })
        .collect()
}

/// The greatest body: 4 MB are 700,000 words, more than any report has.
const LONGEST_TEXT: usize = 4 << 20;

/// Makes a piece into its accounts: one for a page, a text or a line, some for a feed.
///
/// A refusal is in place of the account that it refuses; the vector is never empty.
pub fn read(piece: &Piece) -> Vec<Result<Reading, Refusal>> {
    let refuse =
        |reason: &str, hint: &str| Refusal::new(&piece.source, reason, hint).at_line(piece.line);
    if piece.bytes.is_empty() {
        return vec![Err(refuse("is empty", "Fetch or save it again."))];
    }
    if piece.format == Some(Format::JsonLines) {
        return vec![json::read(piece).map_err(|fault| refuse(&fault.reason, &fault.hint))];
    }
    if let Some(kind) = format::binary(&piece.bytes) {
        return vec![Err(refuse(
            &format!("is {kind}, not a page or a text"),
            "Give its text as .txt or its page as .html.",
        ))];
    }
    let host = piece.url.as_deref().and_then(outlet::host);
    let decoded = encoding::decode(&piece.bytes, piece.charset.as_deref(), host.as_deref());
    if format::is_noise(&decoded.text) {
        return vec![Err(refuse(
            "holds binary data, not a page or a text",
            "Give its text as .txt or its page as .html.",
        ))];
    }
    if decoded.text.trim().is_empty() {
        return vec![Err(refuse("holds nothing but white space", "Fetch or save it again."))];
    }
    let mut given =
        Given { source: piece.source.clone(), url: piece.url.clone(), ..Given::default() };
    if decoded.broken > 0 {
        given.diagnostics.push(Diagnostic::new(
            format!(
                "{} broken characters in {} text were replaced by U+FFFD",
                decoded.broken, decoded.encoding
            ),
            "Compare with the original where a name looks odd.",
        ));
    }
    let format = Format::of_text(&decoded.text, piece.format);
    if format == Format::Feed {
        return match feed::read(&decoded.text, &piece.source) {
            Ok(entries) => (entries.into_iter())
                .map(|(source, entry)| {
                    entry.map_err(|fault| Refusal::new(&source, &fault.reason, &fault.hint))
                })
                .collect(),
            Err(fault) => vec![Err(refuse(&fault.reason, &fault.hint))],
        };
    }
    let read = match format {
        Format::Page => page(&decoded.text, given),
        Format::Text => plain(&decoded.text, given),
        Format::JsonLines | Format::Feed | Format::Warc => Err(Fault::new(
            "holds another format than its place allows",
            "Give its text as .txt or its page as .html.",
        )),
    };
    vec![read.map_err(|fault| refuse(&fault.reason, &fault.hint))]
}

/// Why something cannot be read, without its name.
pub(crate) struct Fault {
    pub(crate) reason: String,
    pub(crate) hint: String,
}

impl Fault {
    pub(crate) fn new(reason: impl Into<String>, hint: impl Into<String>) -> Fault {
        Fault { reason: reason.into(), hint: hint.into() }
    }
}

/// What the input says beside the text.
#[derive(Default)]
pub(crate) struct Given {
    pub(crate) key: Option<String>,
    pub(crate) source: String,
    pub(crate) outlet: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) language: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// A page: what the input gives goes before what the page says.
pub(crate) fn page(html: &str, given: Given) -> Result<Reading, Fault> {
    let page = page::read(html, given.url.as_deref())?;
    let mut diagnostics = page.diagnostics;
    let title = given.title.clone().or(page.title);
    let cleaned = clean::clean(&page.blocks, title.as_deref());
    if cleaned.text.is_empty() {
        return Err(Fault::new(
            "is a page without a main text",
            "Open it in a browser; if its text is drawn by scripts, save the page from there.",
        ));
    }
    let mut given = given;
    given.title = title;
    given.outlet = given.outlet.or(page.outlet);
    given.url = given.url.or(page.url);
    if given.authors.is_empty() {
        given.authors = page.authors;
    }
    diagnostics.append(&mut given.diagnostics);
    given.diagnostics = diagnostics;
    finish(cleaned, given, page.language.as_deref(), page.day)
}

/// A piece of HTML that holds nothing but a report, as feeds have it.
pub(crate) fn fragment(html: &str, given: Given) -> Result<Reading, Fault> {
    let cleaned = clean::clean(&page::fragment(html)?, given.title.as_deref());
    if cleaned.text.is_empty() {
        return Err(Fault::new(
            "is an entry of a feed without words",
            "Fetch the page that it links to and give that.",
        ));
    }
    finish(cleaned, given, None, PageDay::default())
}

/// A plain text: its first line is mostly its title.
fn plain(whole: &str, mut given: Given) -> Result<Reading, Fault> {
    let mut paragraphs = text::paragraphs(whole);
    let head = text::head(&paragraphs);
    given.outlet = head.masthead.map(|at| paragraphs[at].clone());
    if let Some(at) = head.title {
        given.title = Some(paragraphs.remove(at));
    }
    let mut blocks = text::blocks(paragraphs);
    // The masthead stands above the title: its place is the same without it.
    if let Some(at) = head.masthead {
        blocks[at].marked = Some(DropReason::Navigation);
    }
    let cleaned = clean::clean(&blocks, given.title.as_deref());
    if cleaned.text.is_empty() {
        return Err(Fault::new(
            "has no sentence of a report in it",
            "Check that it is an account and not a menu, a form or a list.",
        ));
    }
    finish(cleaned, given, None, PageDay::default())
}

/// A body, as the input calls it: where nothing of it looks like a report, it is believed all the same.
pub(crate) fn body(paragraphs: Vec<String>, mut given: Given) -> Result<Reading, Fault> {
    let mut cleaned = clean::clean(&text::blocks(paragraphs.clone()), given.title.as_deref());
    if cleaned.text.is_empty() {
        cleaned = clean::Cleaned { text: paragraphs.join("\n\n"), dropped: Vec::new() };
        given.diagnostics.push(Diagnostic::new(
            "the body looks like page furniture alone; it was kept whole",
            "Check what the input gives as `text`.",
        ));
    }
    finish(cleaned, given, None, PageDay::default())
}

/// What all ways of reading share: the outlet, the language and the day, in their order of trust.
fn finish(
    cleaned: clean::Cleaned,
    given: Given,
    declared_language: Option<&str>,
    page_day: PageDay,
) -> Result<Reading, Fault> {
    if cleaned.text.len() > LONGEST_TEXT {
        return Err(Fault::new(
            format!(
                "has a body of {} MB; an account may have {} MB",
                cleaned.text.len() >> 20,
                LONGEST_TEXT >> 20
            ),
            "Split it into its reports.",
        ));
    }
    let mut diagnostics = given.diagnostics;
    let published = day::of(given.published.as_deref(), page_day, &cleaned, &mut diagnostics);
    let detected = language::of_words(&cleaned.text);
    let declared = given
        .language
        .as_deref()
        .and_then(language::declared)
        .or_else(|| declared_language.and_then(language::declared));
    let language = match (declared, detected) {
        (Some(declared), Some(detected)) if declared != detected && !kin(&declared, detected) => {
            diagnostics.push(Diagnostic::new(
                format!("declared to be in language '{declared}', but its words are '{detected}'"),
                "The words are believed.",
            ));
            Some(detected.to_string())
        }
        (Some(declared), _) => Some(declared),
        (None, detected) => detected.map(str::to_string),
    };
    let outlet = given.outlet.filter(|outlet| !outlet.trim().is_empty()).or_else(|| {
        (given.title.as_deref().and_then(outlet::from_title))
            .or_else(|| {
                given
                    .url
                    .as_deref()
                    .filter(|url| url.contains("://"))
                    .and_then(outlet::from_address)
            })
            .or_else(|| outlet::from_imprint(&cleaned.dropped))
            .or_else(|| outlet::from_dateline(&cleaned.text))
    });
    let account = Account {
        key: given.key,
        source: given.source,
        outlet,
        title: given.title.filter(|title| !title.is_empty()),
        authors: given.authors,
        language,
        url: given.url,
        published,
        text: cleaned.text,
        dropped: cleaned.dropped,
    };
    Ok(Reading { account, diagnostics })
}

/// Languages that a detector of few words takes for one another.
fn kin(declared: &str, detected: &str) -> bool {
    const KIN: &[&[&str]] = &[
        &["hr", "sr", "bs", "sh", "sl", "me"],
        &["no", "nb", "nn", "da", "sv"],
        &["cs", "sk"],
        &["ru", "uk", "be", "bg", "mk"],
        &["id", "ms", "jv"],
        &["pt", "gl", "es", "ca"],
        &["nl", "af"],
        &["fa", "ps", "ar", "ur"],
        &["hi", "mr", "ne"],
    ];
    KIN.iter().any(|group| group.contains(&declared) && group.contains(&detected))
}
