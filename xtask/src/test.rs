//! All tests, with all that they need.

use anyhow::Result;

use crate::run::{cargo, run};
use crate::{model, run, tools};

/// What to pass on.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Arguments for `cargo test`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

pub(crate) fn test(options: &Options) -> Result<()> {
    model::model(&model::Options::default())?;
    let tools = tools::tools()?;
    if run::shared().is_none() {
        eprintln!("../shared is not here: the tests on the seeds are left out");
    }
    let mut command = cargo();
    command.env("STEMMA_TOOLS", tools);
    run(command.args(["test", "--workspace"]).args(&options.arguments))
}
