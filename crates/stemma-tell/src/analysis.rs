//! One account through its language: parse it, find what it says, print it. A bug costs one account.

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;
use stemma_core::{
    Account, AccountId, Basis, BasisKind, Found, Parsed, Published, Reported, verify,
};
use stemma_parse::Pipeline;

use crate::bugs::{Panicked, guarded};
use crate::contract::annotated;

/// What one account says.
#[derive(Clone, Debug, Default)]
pub struct Analysed {
    /// Its body, parsed.
    pub text: Parsed,
    /// Its title, parsed.
    pub title: Parsed,
    /// What was found in both.
    pub found: Found,
}

/// Parses an account and finds what it says. An account in another language than the pipeline's
/// comes out empty: what a parser makes of a language that it does not know is no finding.
///
/// # Errors
/// Where it meets a bug: it costs that account alone.
pub fn analyse(pipeline: &Pipeline, account: &Account) -> Result<Analysed, Panicked> {
    if !reads(pipeline, account) {
        return Ok(Analysed::default());
    }
    guarded(|| {
        let (text, title) = parse(pipeline, account);
        find(account, text, title)
    })
}

/// Whether a pipeline reads this account's language. One that names none is tried.
pub fn reads(pipeline: &Pipeline, account: &Account) -> bool {
    account.language.as_deref().is_none_or(|language| {
        let primary = language.split(['-', '_']).next().unwrap_or(language);
        primary.eq_ignore_ascii_case(pipeline.language())
    })
}

/// The body and the title, parsed.
pub fn parse(pipeline: &Pipeline, account: &Account) -> (Parsed, Parsed) {
    let title = account.title.as_deref().unwrap_or_default();
    (pipeline.parse(&account.text), pipeline.parse(title))
}

/// What is found in a parsed account. A span that fits no text is a bug, and panics: that is better
/// seen here than when it is printed.
pub fn find(account: &Account, text: Parsed, title: Parsed) -> Analysed {
    let found = stemma_find::find(account, &text, &title);
    if let Err(what) = verify::check_found(account, &found) {
        panic!("{what}");
    }
    Analysed { text, title, found }
}

#[derive(Deserialize)]
struct Line {
    id: Option<Value>,
    text: Option<String>,
    title: Option<String>,
    published: Option<String>,
    outlet: Option<String>,
    language: Option<String>,
    url: Option<String>,
}

/// One line that was done.
pub struct Annotation {
    /// What was found, as a line of JSON without its end.
    pub line: String,
    /// Its language, where the pipeline does not read it.
    pub foreign: Option<String>,
}

/// A line of JSON with an account, as `stemma annotate` takes it, into a line of what was found in it;
/// `analyse` does the work, [`analyse`] if nothing else is wanted of it.
///
/// # Errors
/// What is wrong with the line, in words; or that it met a bug.
pub fn annotate_line(
    line: &[u8],
    pipeline: &Pipeline,
    analyse: impl FnOnce(&Account) -> Result<Analysed, Panicked>,
) -> Result<Annotation, String> {
    let line: Line = serde_json::from_slice(line.trim_ascii())
        .map_err(|error| format!("it is not an account as JSON: {error}"))?;
    let id = line.id.unwrap_or_default();
    if id.is_null() {
        return Err("it has no `id`. Give every account one".to_owned());
    }
    let Some(text) = line.text else {
        return Err("it has no `text`. Give the account's body as `text`".to_owned());
    };
    let account = Account {
        key: None,
        source: String::new(),
        outlet: line.outlet,
        title: line.title,
        authors: Vec::new(),
        language: Some(line.language.unwrap_or_else(|| "en".to_owned())),
        url: line.url,
        published: line.published.as_deref().map(given).unwrap_or_default(),
        text,
        dropped: Vec::new(),
    };
    let bug = |panicked: Panicked| {
        format!("it met a bug in this program: {}", panicked.0.replace('\n', " "))
    };
    let analysed = analyse(&account).map_err(bug)?;
    guarded(|| {
        let reported = Reported {
            id: AccountId(1),
            account: &account,
            text: &analysed.text,
            title: &analysed.title,
            found: &analysed.found,
        };
        let published = stemma_weave::dating::each(&[reported]);
        let values = stemma_weave::dating::values(&[reported], &published)
            .remove(&AccountId(1))
            .unwrap_or_default();
        let line = annotated(&id, &account, &analysed.found, &values);
        let line = serde_json::to_string(&line).map_err(|error| error.to_string())?;
        let foreign = account.language.clone().filter(|_| !reads(pipeline, &account));
        Ok(Annotation { line, foreign })
    })
    .map_err(bug)?
}

/// The day that the input gives: a date, or a time whose date counts. Anything else is no day.
fn given(published: &str) -> Published {
    let day = published.get(..10).unwrap_or(published).parse::<Date>();
    match day {
        Ok(day) => Published::on(
            day,
            Basis { kind: BasisKind::Given, words: format!("published {published}"), place: None },
        ),
        Err(_) => Published::default(),
    }
}
