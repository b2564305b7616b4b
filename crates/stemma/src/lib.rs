//! The program: accounts in, a synopsis out.
//!
//! One file a command in `commands`; [`run`] chooses it. `synopsis` says what a story looks like,
//! `web` what its pages do, `printer` holds the terminal. The JSON that is printed, the exports and
//! what all of them share are the library `stemma-tell`.
//!
//! **Architecture invariant:** only `printer` writes to the terminal, and only `commands` touch the
//! outside world; renderers are functions of values.

mod api;
mod cli;
mod commands;
mod intake;
mod judging;
mod language;
mod page;
mod place;
mod places;
mod printer;
mod searching;
mod serve;
mod synopsis;
mod timings;
mod weaving;
mod web;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::Parser;

use cli::Cli;
use printer::Printer;

/// How a command ends, as its exit status says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    /// 0: done.
    Done,
    /// 1: the answer is no: nothing found, or a verification failed.
    No,
    /// 2: some input was refused.
    Refused,
}

/// Runs the program with these arguments, its name first. The exit status is 0 when all was done,
/// 1 when the answer is no, 2 on an error or where some input was refused.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            // `--help` and `--version` are answers, not errors.
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let mut printer = Printer::new(cli.colour, cli.quiet);
    let result = cli.run(&mut printer).and_then(|status| {
        printer.flush()?;
        Ok(status)
    });
    printer.end_progress();
    match result {
        Ok(Status::Done) => ExitCode::SUCCESS,
        Ok(Status::No) => ExitCode::from(1),
        Ok(Status::Refused) => ExitCode::from(2),
        // Whoever reads our output has enough of it, as in `stemma story | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            printer.fault(format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(broken)
            || cause
                .downcast_ref::<serde_json::Error>()
                .is_some_and(|error| error.io_error_kind() == Some(io::ErrorKind::BrokenPipe))
    })
}
