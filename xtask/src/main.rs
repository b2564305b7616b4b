//! The project's own chores: `cargo xtask --help` lists them.

mod docs;
mod eval;
mod fixture;
mod floors;
mod help;
mod limit;
mod look;
mod model;
mod names;
mod pages;
mod parity;
mod picture;
mod run;
mod scale;
mod test;
mod tidy;
mod tools;
mod train;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The project's own chores.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Xtask {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Gets what the tests need (language models, a browser and other readers) and passes all tests
    Test(test::Options),
    /// Scores the release build on the gold sets, and fails below the floors of evals/floors.toml
    Eval(eval::Options),
    /// Checks that the docs tell the truth and leave nothing out
    Docs(docs::Options),
    /// Checks formatting, file lengths, licences, and that nothing stands where it should not
    Tidy,
    /// Installs what the tests need beyond Rust and Python, and prints where it is
    Tools(tools::Options),
    /// Keeps a picture of every page at two widths, light and dark, in target/look
    Look(look::Options),
    /// Gets the pinned language models
    Model(model::Options),
    /// Trains what is learned from marked-up articles, and writes weights and their card
    Train(train::Options),
    /// Compares the parser with spaCy on any texts, and fails below the floors
    Parity(parity::Options),
    /// Finds the likeness from which on accounts are one story, from articles cut into parts
    Limit(limit::Options),
    /// Parses a made-up sentence and prints it as the case that tests of stemma-find read
    Fixture(fixture::Options),
    /// Weaves invented collections of growing size, and fails past 5 minutes or 2 GB
    Scale(scale::Options),
    /// Times the pages and searches of a large collection beside a server of files
    Pages(pages::Options),
}

fn main() -> ExitCode {
    // Whatever folder cargo was called from, chores run in the root of the project.
    let done = std::env::set_current_dir(run::root()).map_err(anyhow::Error::from);
    match done.and_then(|()| chore(Xtask::parse().chore)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn chore(chore: Chore) -> anyhow::Result<()> {
    match chore {
        Chore::Test(options) => test::test(&options),
        Chore::Eval(options) => eval::eval(&options),
        Chore::Docs(options) => docs::docs(&options),
        Chore::Tidy => tidy::tidy(),
        Chore::Tools(options) => tools::print(&options),
        Chore::Look(options) => look::look(&options),
        Chore::Model(options) => model::model(&options),
        Chore::Train(options) => train::train(&options),
        Chore::Parity(options) => parity::parity(&options),
        Chore::Limit(options) => limit::limit(&options),
        Chore::Fixture(options) => fixture::fixture(&options),
        Chore::Scale(options) => scale::scale(&options),
        Chore::Pages(options) => pages::pages(&options),
    }
}
