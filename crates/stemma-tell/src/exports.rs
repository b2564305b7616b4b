//! What there is to take away, for other programs: a store, or one story of it, in the forms that
//! they read. A file a format in `exports/`.
//!
//! [`files`] lists them by the paths under which `stemma serve` and `stemma site` have them below
//! `export/`, and [`file()`] makes one; `stemma export` makes the same bytes.
//!
//! **Architecture invariant:** a format is a pure function of a [`Scope`]: the same store gives the
//! same bytes. What account words could do harm in a form (HTML, a formula, XML, a quotation mark)
//! is escaped in it, and addresses go through [`safe_address`](crate::address::safe_address).

mod annotations;
mod claimreview;
mod csv;
mod ftm;
mod ids;
mod lineage;
mod parquet;
mod provenance;
mod scope;
mod tables;
mod timeline;

use serde::Serialize;
use serde_json::Value;
use stemma_core::{Judged, StoryId};

use crate::collection::Collection;
use crate::contract::Exporting;

pub use ftm::schema as ftm_schema;
pub use scope::Scope;

/// Forms of export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// One JSON object: everything, as FORMATS.md has it
    #[default]
    Json,
    /// A table a file, for R, pandas and spreadsheets
    Csv,
    /// The same tables, typed and small, for `DuckDB`, Arrow and Spark
    Parquet,
    /// W3C Web Annotation: statements and claims at their words
    Annotations,
    /// PROV-O (JSON-LD): who has it from whom, and who judged
    Prov,
    /// The lineage for Gephi, networkx, yEd
    Graphml,
    /// The lineage for Graphviz
    Dot,
    /// `TimelineJS`: a file a story
    Timelinejs,
    /// `FollowTheMoney` entities: people, bodies, events, articles, mentions
    Ftm,
    /// schema.org `ClaimReview`: a draft a claim, without a verdict
    Claimreview,
}

/// A file to take away, by what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its form.
    pub format: Format,
    /// Where it is, below `export/`.
    pub path: String,
    /// What it holds, in a few words.
    pub holds: String,
}

/// A file to take away.
pub struct ExportFile {
    /// Its media type.
    pub media_type: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Every file that there is of a whole store, by format.
pub fn files(collection: &Collection) -> Vec<Listed> {
    let scope = Scope::whole(collection);
    Format::ALL.iter().flat_map(|format| format.listed(&scope)).collect()
}

/// The file at a path below `export/`, such as [`files`] lists; `story-3/` before it narrows it to
/// that story. `None` where there is no such file.
pub fn file(collection: &Collection, path: &str) -> Option<ExportFile> {
    let narrowed = path.strip_prefix("story-").and_then(|rest| rest.split_once('/'));
    let (scope, path) = match narrowed {
        Some((story, path)) => (Scope::of(collection, StoryId(story.parse().ok()?))?, path),
        None => (Scope::whole(collection), path),
    };
    // A collection of thousands of stories has thousands of timelines: none is looked for in a list.
    let format = Format::ALL.iter().find(|format| format.is_at(path))?;
    Some(ExportFile { media_type: format.media_type(), bytes: format.make(&scope, path)? })
}

impl Format {
    /// Every form, in the order in which they are listed.
    pub const ALL: [Format; 10] = [
        Format::Json,
        Format::Csv,
        Format::Parquet,
        Format::Annotations,
        Format::Prov,
        Format::Graphml,
        Format::Dot,
        Format::Timelinejs,
        Format::Ftm,
        Format::Claimreview,
    ];

    /// What it is called, for a reader.
    pub fn title(self) -> &'static str {
        match self {
            Format::Json => "JSON",
            Format::Csv => "CSV",
            Format::Parquet => "Parquet",
            Format::Annotations => "Web Annotation",
            Format::Prov => "PROV-O",
            Format::Graphml => "GraphML",
            Format::Dot => "DOT",
            Format::Timelinejs => "TimelineJS",
            Format::Ftm => "FollowTheMoney",
            Format::Claimreview => "ClaimReview",
        }
    }

    /// What it is for, in a sentence or two.
    pub fn purpose(self) -> &'static str {
        match self {
            Format::Json => "Everything in one object, for notebooks and programs of your own.",
            Format::Csv => {
                "Tables for R, pandas and spreadsheets. A text that a spreadsheet would run as a \
                 formula has an apostrophe before it; Parquet has all of them verbatim."
            }
            Format::Parquet => {
                "The same tables with typed columns, small and quick to read, for DuckDB, Arrow, \
                 Polars and Spark."
            }
            Format::Annotations => {
                "Statements and the passages of claims at their words, by position and by \
                 quotation, for annotation tools (W3C Web Annotation, JSON-LD)."
            }
            Format::Prov => {
                "Which account descends from which, how sure that is and by which words, and who \
                 judged what (W3C PROV-O, JSON-LD)."
            }
            Format::Graphml => "The lineage as a graph for Gephi, yEd, networkx and igraph.",
            Format::Dot => "The lineage as a drawing for Graphviz: dot -Tsvg lineage.dot.",
            Format::Timelinejs => {
                "A story's days with both clocks, when it happened and when it was reported, for a \
                 timeline on a page of your own."
            }
            Format::Ftm => {
                "Articles, people, bodies, places and events with all their names, and where each is \
                 named, for OpenAleph and other tools of investigation (JSON Lines)."
            }
            Format::Claimreview => {
                "A draft for each claim that several accounts have, with where it appeared and who \
                 said it, and without a verdict: that is the fact-checker's (schema.org, JSON-LD)."
            }
        }
    }

    /// The folder of its files, where it is several.
    pub fn folder(self) -> Option<&'static str> {
        match self {
            Format::Csv => Some("csv"),
            Format::Parquet => Some("parquet"),
            Format::Timelinejs => Some("timelinejs"),
            _ => None,
        }
    }

    /// The name of its file, or how the names of its files end.
    fn name(self) -> &'static str {
        match self {
            Format::Json => "stemma.json",
            Format::Csv => ".csv",
            Format::Parquet => ".parquet",
            Format::Annotations => "annotations.jsonld",
            Format::Prov => "provenance.jsonld",
            Format::Graphml => "lineage.graphml",
            Format::Dot => "lineage.dot",
            Format::Timelinejs => ".json",
            Format::Ftm => "entities.ftm.json",
            Format::Claimreview => "claimreview.jsonld",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Format::Json | Format::Timelinejs => "application/json",
            Format::Csv => "text/csv; charset=utf-8",
            Format::Parquet => "application/vnd.apache.parquet",
            Format::Annotations => {
                "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\""
            }
            Format::Prov | Format::Claimreview => "application/ld+json",
            Format::Graphml => "application/xml",
            Format::Dot => "text/vnd.graphviz",
            Format::Ftm => "application/x-ndjson",
        }
    }

    /// Whether a path is that of a file of this form, if there is one.
    fn is_at(self, path: &str) -> bool {
        match self.folder() {
            Some(folder) => {
                let file = path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
                file.is_some_and(|file| file.ends_with(self.name()) && !file.contains('/'))
            }
            None => path == self.name(),
        }
    }

    /// The files of this form. Of JSON there is the whole only, as the contract has it.
    pub fn listed(self, scope: &Scope<'_>) -> Vec<Listed> {
        let file = |stem: &str, holds: &str| Listed {
            format: self,
            path: match self.folder() {
                Some(folder) => format!("{folder}/{stem}{}", self.name()),
                None => self.name().to_owned(),
            },
            holds: holds.to_owned(),
        };
        let one = |holds| vec![file("", holds)];
        match self {
            Format::Json if scope.is_whole() => one("everything"),
            Format::Json => Vec::new(),
            Format::Csv | Format::Parquet => {
                tables::all().map(|table| file(table.name, table.holds)).collect()
            }
            Format::Timelinejs => scope
                .stories()
                .map(|story| file(&format!("story-{}", story.id.0), &story.title))
                .collect(),
            Format::Annotations => one("statements, and passages of claims"),
            Format::Prov => one("accounts, sources and judgements"),
            Format::Graphml | Format::Dot => one("what descends from what"),
            Format::Ftm => one("articles, entities, mentions, events"),
            Format::Claimreview => one("claims of two accounts or more"),
        }
    }

    /// The file of this form at a path that [`Format::listed`] gives.
    pub fn make(self, scope: &Scope<'_>, path: &str) -> Option<Vec<u8>> {
        const IN_MEMORY: &str = "memory takes all that is written";
        let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        Some(match self {
            // The contract has the whole only.
            Format::Json if !scope.is_whole() => return None,
            Format::Json => {
                let mut bytes = Vec::new();
                Exporting::new(scope.collection).write(&mut bytes).expect(IN_MEMORY);
                bytes
            }
            Format::Csv => csv::written(tables::named(stem)?, scope).expect(IN_MEMORY),
            Format::Parquet => parquet::written(tables::named(stem)?, scope).expect(IN_MEMORY),
            Format::Annotations => annotations::written(scope),
            Format::Prov => provenance::written(scope),
            Format::Graphml => lineage::graphml(scope).expect(IN_MEMORY),
            Format::Dot => lineage::dot(scope).into_bytes(),
            Format::Timelinejs => {
                let id = StoryId(stem.strip_prefix("story-")?.parse().ok()?);
                timeline::written(scope, scope.story(id)?)
            }
            Format::Ftm => ftm::written(scope),
            Format::Claimreview => claimreview::written(scope),
        })
    }
}

/// The word of the contract for a value of a closed list.
fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        other => unreachable!("a closed list is printed as words: {other:?}"),
    }
}

/// The number that a score is printed as: 0.9, not 0.8999999762.
fn plain(score: f32) -> f64 {
    score.to_string().parse().unwrap_or(f64::from(score))
}

/// The text without control characters, which XML forbids even when escaped, at which Graphviz ends
/// a string, and which `FollowTheMoney` takes out; each leaves a mark.
fn allowed(text: &str) -> String {
    let is_allowed = |c: char| {
        matches!(c, '\t' | '\n' | '\r') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'))
    };
    text.chars().map(|c| if is_allowed(c) { c } else { char::REPLACEMENT_CHARACTER }).collect()
}

/// What sort of things a judgement is of, as the contract has it.
fn judged(judged: &Judged) -> &'static str {
    match judged {
        Judged::Entity(_) => "entity",
        Judged::Claim(_) => "claim",
        Judged::Edge { .. } => "edge",
        Judged::Story(_) => "story",
    }
}

/// An object with a list as its last field, an item a line: a large file that a person can still
/// look through, and that shows in a comparison what changed.
fn lines(head: &Value, list: &str, items: Vec<Value>) -> Vec<u8> {
    const IN_MEMORY: &str = "memory takes all that is written";
    let mut bytes = serde_json::to_vec(head).expect(IN_MEMORY);
    bytes.pop();
    bytes.extend(format!(",\n{}:[", Value::from(list)).bytes());
    for (n, item) in items.iter().enumerate() {
        bytes.extend(if n == 0 { b"\n" as &[u8] } else { b",\n" });
        serde_json::to_writer(&mut bytes, item).expect(IN_MEMORY);
    }
    bytes.extend(b"]}");
    bytes
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::testing::{stored, woven};

    #[test]
    fn every_file_that_is_listed_is_made_and_the_same_each_time() {
        let collection = Collection::new(stored(), woven());
        let listed = files(&collection);
        let formats: BTreeSet<Format> = listed.iter().map(|listed| listed.format).collect();
        assert_eq!(formats.len(), Format::ALL.len());
        for listed in &listed {
            let made = file(&collection, &listed.path).unwrap_or_else(|| panic!("{}", listed.path));
            assert!(!made.bytes.is_empty(), "{}", listed.path);
            assert_eq!(made.media_type, listed.format.media_type());
            let again = file(&collection, &listed.path).map(|file| file.bytes);
            assert!(again.as_ref() == Some(&made.bytes), "{}", listed.path);
        }
        for path in [
            "",
            "csv/accounts",
            "csv/accounts.parquet",
            "csv/../stemma.json",
            "csv/x/accounts.csv",
            "timelinejs/story-9.json",
            "story-9/lineage.dot",
            "x.json",
        ] {
            assert!(file(&collection, path).is_none(), "{path}");
        }
    }

    #[test]
    fn of_one_story_there_is_what_is_in_it() {
        let mut woven = woven();
        let mut other = woven.stories[0].clone();
        other.id = StoryId(2);
        other.accounts = woven.stories[0].accounts.split_off(2);
        woven.stories.push(other);
        let collection = Collection::new(stored(), woven);
        let text = |path: &str| String::from_utf8(file(&collection, path).unwrap().bytes).unwrap();
        assert_eq!(text("csv/accounts.csv").matches("\r\n").count(), 4);
        assert_eq!(text("story-2/csv/accounts.csv").matches("\r\n").count(), 2);
        assert_eq!(text("story-2/csv/edges.csv").matches("\r\n").count(), 1);
        assert!(text("story-1/lineage.dot").contains("\"s1\""));
        assert!(!text("story-2/lineage.dot").contains("\"s1\""));
        assert!(file(&collection, "story-2/timelinejs/story-2.json").is_some());
        assert!(file(&collection, "story-2/timelinejs/story-1.json").is_none());
        assert!(file(&collection, "story-2/stemma.json").is_none());
    }
}
