//! spaCy in a virtual environment of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::through;
use crate::run;

/// The spaCy that is the measure. Its dependencies are what pip finds for it.
const SPACY: &str = "spacy==3.8.18";

/// A pipeline run by spaCy.
pub(super) struct Oracle<'o> {
    pub(super) python: &'o Path,
    pub(super) script: PathBuf,
    pub(super) folder: PathBuf,
}

impl Oracle<'_> {
    /// Does `parse` or `bench` for a file of texts, and returns what it wrote.
    pub(super) fn run(&self, what: &str, input: &Path, output: &Path) -> Result<String> {
        let mut command = Command::new(self.python);
        through(command.arg(&self.script).arg(what).arg(&self.folder), input, output)
    }
}

/// The Python of the virtual environment, which is made where it is not there.
pub(super) fn python(work: &Path) -> Result<PathBuf> {
    let folder = work.join("venv");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let done = folder.join(SPACY);
    if !done.exists() {
        eprintln!("setting up {SPACY} in {}", folder.display());
        run::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", SPACY];
        run::run(Command::new(&python).args(pip))?;
        fs::write(&done, "").with_context(|| format!("cannot write {}", done.display()))?;
    }
    Ok(python)
}

/// The script that runs spaCy, written where Python finds it.
pub(super) fn script(work: &Path) -> Result<PathBuf> {
    let script = work.join("oracle.py");
    fs::write(&script, include_str!("oracle.py"))
        .with_context(|| format!("cannot write {}", script.display()))?;
    Ok(script)
}

/// A model's files as a folder, which is what spaCy opens; got first where it is not there.
pub(super) fn model_folder(work: &Path, model: &str) -> Result<PathBuf> {
    if Path::new(model).is_dir() {
        return Ok(model.into());
    }
    let files = stemma_model::open_or_add(model, &mut |_| {}, &stemma_model::Options::default())?;
    let name: String = model.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let folder = work.join("models").join(name);
    for path in files.paths() {
        let file = folder.join(path);
        let parent = file.parent().unwrap_or(&folder);
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        fs::write(&file, files.get(path).unwrap_or_default())
            .with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(folder)
}
