//! From paths to inputs, in one order on every machine.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::{Format, Refusal};

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// The path as the caller would name it: becomes [`stemma_core::Account::source`].
    pub source: String,
    /// What its name says that it is, if it says anything.
    pub format: Option<Format>,
}

impl Input {
    /// A file that is named itself: always tried, whatever its name.
    pub fn file(path: impl Into<PathBuf>) -> Input {
        let path = path.into();
        Input { source: path.display().to_string(), format: Format::of_name(&path), path }
    }
}

/// A file in a folder that is no account, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// The path.
    pub source: String,
    /// What says that it is none: `.json`, or `.stemmaignore`.
    pub why: String,
}

/// What stands at some paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// Files to read, in the order of the paths given and sorted by name within folders.
    pub inputs: Vec<Input>,
    /// Files that are no accounts.
    pub passed_over: Vec<PassedOver>,
    /// Paths that do not exist or may not be opened.
    pub refusals: Vec<Refusal>,
}

/// The file whose lines, in the syntax of `.gitignore`, leave files of its folder out.
const IGNORE: &str = ".stemmaignore";

/// Finds the files below `paths`. Links to folders are not followed, so that no folder is read twice.
pub fn walk<P: AsRef<Path>>(paths: &[P]) -> Walk {
    let mut found = Walk::default();
    for path in paths.iter().map(AsRef::as_ref) {
        match std::fs::metadata(path) {
            Ok(meta) if meta.is_dir() => folder(path, &mut found),
            Ok(_) => found.inputs.push(Input::file(path)),
            Err(error) => found.refusals.push(Refusal::of_io(&path.display().to_string(), &error)),
        }
    }
    // The same file by two ways is one input.
    let mut seen = BTreeSet::new();
    found.inputs.retain(|input| seen.insert(input.path.clone()));
    found
}

fn folder(path: &Path, found: &mut Walk) {
    let walker = |ignoring: bool| {
        let mut builder = WalkBuilder::new(path);
        builder.standard_filters(false).sort_by_file_name(std::cmp::Ord::cmp).filter_entry(
            |entry| {
                let hidden = entry.file_name().to_str().is_some_and(|name| name.starts_with('.'));
                entry.depth() == 0 || !hidden || entry.file_name() == IGNORE
            },
        );
        if ignoring {
            builder.add_custom_ignore_filename(IGNORE);
        }
        builder.build()
    };
    let mut ignoring = path.ancestors().skip(1).any(|above| above.join(IGNORE).is_file());
    let (inputs, passed) = (found.inputs.len(), found.passed_over.len());
    for entry in walker(true) {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {}
            Ok(entry) if entry.file_name() == IGNORE => ignoring = true,
            Ok(entry) => file(entry.into_path(), found),
            Err(error) => {
                let at = error_path(&error).unwrap_or(path).display().to_string();
                found.refusals.push(match error.io_error() {
                    Some(io) => Refusal::of_io(&at, io),
                    None => Refusal::new(
                        &at,
                        &format!("could not be opened: {error}"),
                        "Check the path.",
                    ),
                });
            }
        }
    }
    // What the ignore files leave out is said as well, which needs a second look without them.
    if ignoring {
        let inputs = found.inputs[inputs..].iter().map(|input| input.source.clone());
        let passed = found.passed_over[passed..].iter().map(|other| other.source.clone());
        let known: BTreeSet<String> = inputs.chain(passed).collect();
        let files = walker(false).flatten().filter(|entry| {
            entry.file_type().is_some_and(|kind| kind.is_file()) && entry.file_name() != IGNORE
        });
        for source in files.map(|entry| entry.path().display().to_string()) {
            if !known.contains(&source) {
                found.passed_over.push(PassedOver { source, why: IGNORE.to_string() });
            }
        }
    }
}

/// A file in a folder: one to read, or one that is passed over for its name.
fn file(path: PathBuf, found: &mut Walk) {
    let named = Input::file(path);
    if !named.path.is_file() {
        // Pipes and devices are not for reading.
        let why = "no regular file".to_string();
        found.passed_over.push(PassedOver { source: named.source, why });
    } else if let (None, Some(ending)) = (named.format, named.path.extension()) {
        let why = format!(".{}", ending.to_string_lossy().to_lowercase());
        found.passed_over.push(PassedOver { source: named.source, why });
    } else {
        // A name without an ending says nothing, so that its bytes are asked.
        found.inputs.push(named);
    }
}

fn error_path(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            error_path(err)
        }
        _ => None,
    }
}
