//! All tests with all that they need, or those that need Rust and the language model alone.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};

use crate::run::{cargo, output_of, run};
use crate::{model, run, tools};

/// Files of tests that need `cargo xtask tools`: the browser, and the readers of exports that others
/// wrote. `--fast` leaves them out by name, so nothing else can be left out by mistake; a test of
/// this file holds the list against the files that ask for the tools.
const NEED_TOOLS: [&str; 2] = ["browser", "readers"];

/// What to pass on.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Leave out the tests that need more than Rust and the language model: the browser and the
    /// readers of exports that others wrote
    #[arg(long)]
    fast: bool,
    /// Arguments for `cargo test`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

pub(crate) fn test(options: &Options) -> Result<()> {
    if run::shared().is_none() {
        eprintln!("../shared is not here: the tests on the seeds are left out");
    }
    model::model(&model::Options::default())?;
    if options.fast {
        return fast(&options.arguments);
    }
    let mut command = cargo();
    command.env("STEMMA_TOOLS", tools::tools()?);
    run(command.args(["test", "--workspace"]).args(&options.arguments))
}

fn fast(arguments: &[String]) -> Result<()> {
    let mut targets = test_targets()?;
    for name in NEED_TOOLS {
        if !targets.remove(name) {
            bail!("there is no test target `{name}`, which xtask/src/test.rs leaves out");
        }
    }
    let left_out = format!(
        "left out, since they need a browser and other programs: the tests {}. \
         `cargo xtask test` passes them too",
        NEED_TOOLS.join(" and ")
    );
    eprintln!("{left_out}");
    let mut command = cargo();
    command.args(["test", "--workspace", "--lib", "--bins"]);
    command.args(targets.iter().flat_map(|name| ["--test", name]));
    run(command.args(arguments))?;
    // Cargo takes no doc tests together with named targets.
    run(cargo().args(["test", "--workspace", "--doc"]).args(arguments))?;
    // Said again where it is seen: thousands of lines have passed since.
    eprintln!("{left_out}");
    Ok(())
}

/// The names of all integration tests of the workspace.
fn test_targets() -> Result<BTreeSet<String>> {
    let arguments = ["metadata", "--format-version", "1", "--no-deps", "--locked"];
    let metadata: serde_json::Value = serde_json::from_str(&output_of(cargo().args(arguments))?)?;
    let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    let targets = packages.iter().filter_map(|package| package["targets"].as_array()).flatten();
    let tests = targets.filter(|target| target["kind"][0] == "test");
    Ok(tests.filter_map(|target| target["name"].as_str()).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn just_the_tests_that_ask_for_tools_are_left_out() {
        let tests = run::root().join("crates/stemma/tests");
        let mut asking = BTreeSet::new();
        for entry in fs::read_dir(&tests).unwrap() {
            let path = entry.unwrap().path();
            let main = if path.is_dir() { path.join("main.rs") } else { path.clone() };
            let text = fs::read_to_string(main).unwrap_or_default();
            if text.contains("common/tools.rs") {
                asking.insert(path.file_stem().unwrap().to_str().unwrap().to_owned());
            }
        }
        assert_eq!(asking, NEED_TOOLS.map(str::to_owned).into());
        assert!(test_targets().unwrap().is_superset(&asking));
    }
}
