//! Pictures of every page, for whoever changes one.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::run::{cargo, run, target};
use crate::{model, tools};

/// What to look at.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// A store that was read before; the story of the strait where none is named
    store: Option<PathBuf>,
}

pub(crate) fn look(options: &Options) -> Result<()> {
    model::model(&model::Options::default())?;
    let tools = tools::tools()?;
    let folder = std::path::absolute(target().join("look")).context("no folder for pictures")?;
    let mut command = cargo();
    command.args(["test", "--package", "stemma", "--test", "browser", "--", "pages::every_page"]);
    command.env("STEMMA_TOOLS", tools).env("STEMMA_LOOK", &folder);
    if let Some(store) = &options.store {
        ensure!(store.is_file(), "{} is no store", store.display());
        command.env("STEMMA_LOOK_STORE", std::path::absolute(store)?);
    }
    let passed = run(&mut command);
    println!("{}", folder.display());
    passed
}
