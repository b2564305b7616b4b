//! What the tests of the whole program share.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use assert_cmd::Command;

/// A model to run with: `STEMMA_MODEL`, or the pinned one, which is got where it is not installed.
pub(crate) fn model() -> PathBuf {
    static MODEL: OnceLock<PathBuf> = OnceLock::new();
    let get = || {
        if let Some(path) = std::env::var_os("STEMMA_MODEL") {
            return PathBuf::from(path);
        }
        let options = stemma_model::Options::default();
        stemma_model::add(stemma_model::DEFAULT, &mut |_| {}, &options)
            .expect("the tests of the program need its model")
            .path
    };
    MODEL.get_or_init(get).clone()
}

/// The program, with this model and nothing of the user's environment.
pub(crate) fn stemma(model: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stemma"));
    command.env_remove("STEMMA_STORE").env("STEMMA_MODEL", model).env("NO_COLOR", "1");
    command
}

/// The project's own examples.
#[allow(dead_code, reason = "not every file of tests reads an example")]
pub(crate) fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name)
}
