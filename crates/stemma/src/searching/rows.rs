//! What was found as JSON: what `stemma search --json` and the API print.

use schemars::JsonSchema;
use serde::Serialize;
use stemma_core::{CodePoints, Span};

use super::{Found, Hit, InAccount};
use stemma_tell::collection::Collection;
use stemma_tell::contract::Range;

/// A sentence that was found.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Hit")]
pub(crate) struct Row<'t> {
    account: u32,
    outlet: Option<&'t str>,
    title: Option<&'t str>,
    story: Option<u32>,
    published: Option<String>,
    of: String,
    span: Range,
    text: &'t str,
    words: Vec<Range>,
    statement: Option<usize>,
    speaker: Option<u32>,
    score: f64,
}

/// A page of what was found.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Found")]
pub(crate) struct FoundJson<'t> {
    accounts: usize,
    page: usize,
    pages: usize,
    also: Vec<AlsoJson<'t>>,
    speakers: Vec<u32>,
    undated: usize,
    hits: Vec<Row<'t>>,
}

/// Names that were looked for beside what was typed.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Also")]
struct AlsoJson<'t> {
    typed: &'t str,
    entities: Vec<u32>,
    names: &'t [String],
}

/// What was found, for printing.
pub(crate) fn found_json<'t>(collection: &'t Collection, found: &'t Found) -> FoundJson<'t> {
    let also = found.added.iter().map(|added| AlsoJson {
        typed: &added.typed,
        entities: added.entities.iter().map(|id| id.0).collect(),
        names: &added.names,
    });
    FoundJson {
        accounts: found.accounts,
        page: found.page,
        pages: found.pages,
        also: also.collect(),
        speakers: found.speakers.iter().map(|id| id.0).collect(),
        undated: found.undated,
        hits: rows(collection, found),
    }
}

/// Every sentence on this page of what was found.
pub(crate) fn rows<'t>(collection: &'t Collection, found: &Found) -> Vec<Row<'t>> {
    let results = found.results.iter();
    let rows =
        results.flat_map(|one| one.hits.iter().filter_map(move |hit| row(collection, one, hit)));
    rows.collect()
}

fn row<'t>(collection: &'t Collection, one: &InAccount, hit: &Hit) -> Option<Row<'t>> {
    let id = one.account;
    let stored = collection.account(id)?;
    let account = &stored.account;
    let text = account.words(hit.passage.of).unwrap_or_default();
    let points = CodePoints::new(text);
    let range = |span: Span| points.span(span);
    let statement = hit.statement.and_then(|n| stored.found.statements.get(n));
    let speaker = statement.and_then(|statement| statement.speaker);
    let speaker = speaker.and_then(|speaker| collection.entity_of(id, speaker.entity?));
    Some(Row {
        account: id.0,
        outlet: account.outlet.as_deref(),
        title: account.title.as_deref(),
        story: collection.story_of(id).map(|story| story.id.0),
        published: collection.published(id).and_then(|day| day.value).map(|day| day.to_string()),
        of: hit.passage.of.to_string(),
        span: range(hit.passage.span),
        text: collection.words(&hit.passage),
        words: hit.words.iter().map(|&span| range(span)).collect(),
        statement: hit.statement,
        speaker: speaker.map(|id| id.0),
        score: one.score,
    })
}
