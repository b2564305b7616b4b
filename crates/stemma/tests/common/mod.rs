//! What the tests of the whole program share.

use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// A model to run with: `STEMMA_MODEL`, or the pinned one where it is installed.
///
/// Tests that need one say so aloud and are left out where there is none.
pub(crate) fn model() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("STEMMA_MODEL") {
        return Some(PathBuf::from(path));
    }
    let installed = stemma_model::list(&stemma_model::Options::default()).ok()?;
    let found =
        installed.into_iter().find(|installed| installed.model.name == stemma_model::DEFAULT);
    if found.is_none() {
        say_aloud("LEFT OUT: no model here; `stemma model add en` gets it");
    }
    found.map(|installed| installed.path)
}

#[expect(clippy::print_stderr, reason = "a test that is left out must be seen to be")]
fn say_aloud(message: &str) {
    eprintln!("{message}");
}

/// The program, with this model and nothing of the user's environment.
pub(crate) fn stemma(model: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stemma"));
    command.env_remove("STEMMA_STORE").env("STEMMA_MODEL", model).env("NO_COLOR", "1");
    command
}

/// The project's own examples.
pub(crate) fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name)
}
