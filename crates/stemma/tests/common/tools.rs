//! Where the tools are that `cargo xtask tools` has installed.

use std::path::{Path, PathBuf};

/// The folder of npm's packages.
pub(crate) fn npm() -> PathBuf {
    tools().join("npm/node_modules")
}

/// The Python with the packages that tests need.
pub(crate) fn python() -> PathBuf {
    tools().join("python/bin/python")
}

fn tools() -> PathBuf {
    let told = std::env::var_os("STEMMA_TOOLS").map(PathBuf::from);
    let tools = told.unwrap_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("../tools"));
    assert!(
        tools.is_dir(),
        "{} is not there: `cargo xtask test` (or `cargo xtask tools`, once) sets up what these \
         tests need",
        tools.display()
    );
    tools
}
