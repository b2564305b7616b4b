//! What can go wrong with a store, and what to do next.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why a store could not be opened, read or written. Its text names the file.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    fault: Fault,
}

/// What went wrong, before the path is known.
#[derive(Debug)]
pub(crate) enum Fault {
    Missing,
    NotAStore,
    Newer { found: i32, known: i32 },
    BadQuery(String),
    Damaged(String),
    Sqlite(rusqlite::Error),
}

impl Fault {
    pub(crate) fn at(self, path: &Path) -> Error {
        Error(Box::new(Inner { path: path.to_owned(), fault: self }))
    }

    /// A row that no version of this program writes.
    pub(crate) fn damaged(what: impl fmt::Display) -> Fault {
        Fault::Damaged(what.to_string())
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Fault {
        Fault::Sqlite(error)
    }
}

impl From<stemma_core::packed::Damaged> for Fault {
    fn from(error: stemma_core::packed::Damaged) -> Fault {
        Fault::damaged(error)
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Fault {
        Fault::damaged(error)
    }
}

impl Error {
    /// Whether there is no file of that path.
    pub fn is_missing(&self) -> bool {
        matches!(self.0.fault, Fault::Missing)
    }

    /// Whether the file is something else than a store.
    pub fn is_not_a_store(&self) -> bool {
        matches!(self.0.fault, Fault::NotAStore)
    }

    /// Whether a newer version of this program wrote the store.
    pub fn is_newer(&self) -> bool {
        matches!(self.0.fault, Fault::Newer { .. })
    }

    /// Whether a search was asked for in words that cannot be searched for.
    pub fn is_bad_query(&self) -> bool {
        matches!(self.0.fault, Fault::BadQuery(_))
    }

    /// Whether the file holds what this program never writes.
    pub fn is_damaged(&self) -> bool {
        matches!(self.0.fault, Fault::Damaged(_))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.0.path.display();
        match &self.0.fault {
            Fault::Missing => write!(
                f,
                "there is no store at {path}. Make one with `stemma read PATH… --store {path}`"
            ),
            Fault::NotAStore => write!(
                f,
                "{path} is no store of Stemma's. Name another file; this one is left as it is"
            ),
            Fault::Newer { found, known } => write!(
                f,
                "{path} is of format {found}, and this program knows formats up to {known}. \
                 Use the newer version of Stemma that wrote it"
            ),
            Fault::BadQuery(fault) => write!(
                f,
                "this cannot be searched for: {fault}. Search for words, \"exact phrases\" or \
                 beginnings*"
            ),
            Fault::Damaged(what) => {
                write!(f, "{path} is damaged: {what}. Read the accounts again into a new store")
            }
            Fault::Sqlite(error) => write!(f, "{path}: {error}"),
        }
    }
}

/// Its text says all: a source would be told twice.
impl std::error::Error for Error {}
