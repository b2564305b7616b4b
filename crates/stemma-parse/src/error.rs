//! Why a pipeline cannot be used.

use std::fmt;

/// Why a pipeline folder cannot be used: it names the file and the fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    file: String,
    fault: String,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Missing,
    Malformed,
    Unsupported,
}

impl Error {
    pub(crate) fn missing(file: &str) -> Error {
        let fault = "the pipeline folder has no such file".to_owned();
        Error { file: file.to_owned(), fault, kind: Kind::Missing }
    }

    pub(crate) fn malformed(file: &str, fault: impl fmt::Display) -> Error {
        Error { file: file.to_owned(), fault: fault.to_string(), kind: Kind::Malformed }
    }

    pub(crate) fn unsupported(file: &str, fault: impl fmt::Display) -> Error {
        Error { file: file.to_owned(), fault: fault.to_string(), kind: Kind::Unsupported }
    }

    /// Whether a file of the folder is not there: the folder is no pipeline, or not a whole one.
    pub fn is_missing_file(&self) -> bool {
        self.kind == Kind::Missing
    }

    /// Whether the pipeline is sound but of a kind that this crate does not run.
    pub fn is_unsupported(&self) -> bool {
        self.kind == Kind::Unsupported
    }

    /// The file of the pipeline folder that is at fault.
    pub fn file(&self) -> &str {
        &self.file
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.fault)
    }
}

impl std::error::Error for Error {}
