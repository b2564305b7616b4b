//! What there is to take away, for other programs: a store, or one story of it, in the forms that
//! they read. A file a format in `exports/`.
//!
//! [`files`] lists them by the paths under which `stemma serve` and `stemma site` have them below
//! `export/`, and [`file`] makes one; `stemma export` makes the same bytes.
//!
//! **Architecture invariant:** a format is a pure function of a [`Scope`]: the same store gives the
//! same bytes. Nothing that it writes is to be fetched from elsewhere to be read.

mod scope;

use clap::ValueEnum;
use stemma_core::StoryId;

use crate::contract::Exporting;
use crate::telling::Telling;

pub(crate) use scope::Scope;

/// Forms of export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Format {
    /// One JSON object, as the contract has it: everything
    #[default]
    Json,
}

/// A file to take away, by what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    /// Its form.
    pub(crate) format: Format,
    /// Where it is, below `export/`.
    pub(crate) path: String,
    /// What it holds, in a few words.
    pub(crate) holds: String,
    /// Its media type.
    pub(crate) media_type: &'static str,
}

/// A file to take away.
pub(crate) struct ExportFile {
    /// Its media type.
    pub(crate) media_type: &'static str,
    /// What it holds.
    pub(crate) bytes: Vec<u8>,
}

/// Every file that there is of a whole store, by format.
pub(crate) fn files(telling: &Telling) -> Vec<Listed> {
    let scope = Scope::whole(telling);
    Format::value_variants().iter().flat_map(|format| format.listed(&scope)).collect()
}

/// The file at a path below `export/`, such as [`files`] lists; `story-3/` before it narrows it to
/// that story. `None` where there is no such file.
pub(crate) fn file(telling: &Telling, path: &str) -> Option<ExportFile> {
    let narrowed = path.strip_prefix("story-").and_then(|rest| rest.split_once('/'));
    let (scope, path) = match narrowed {
        Some((story, path)) => (Scope::of(telling, StoryId(story.parse().ok()?))?, path),
        None => (Scope::whole(telling), path),
    };
    let mut listed = Format::value_variants().iter().flat_map(|format| format.listed(&scope));
    let listed = listed.find(|listed| listed.path == path)?;
    let bytes = listed.format.make(&scope, path)?;
    Some(ExportFile { media_type: listed.media_type, bytes })
}

impl Format {
    /// What it is for, in a sentence.
    pub(crate) fn purpose(self) -> &'static str {
        match self {
            Format::Json => "Everything in one object, for programs that know Stemma.",
        }
    }

    /// The files of this form.
    pub(crate) fn listed(self, scope: &Scope<'_>) -> Vec<Listed> {
        let one = |path: &str, holds: &str, media_type| {
            vec![Listed { format: self, path: path.to_owned(), holds: holds.to_owned(), media_type }]
        };
        match self {
            Format::Json if scope.is_whole() => one("stemma.json", "everything", "application/json"),
            Format::Json => Vec::new(),
        }
    }

    /// The file of this form at a path.
    pub(crate) fn make(self, scope: &Scope<'_>, path: &str) -> Option<Vec<u8>> {
        let _ = path;
        match self {
            Format::Json => {
                let mut bytes = Vec::new();
                // Memory takes all that is written.
                Exporting::new(scope.telling).write(&mut bytes).ok()?;
                Some(bytes)
            }
        }
    }
}
