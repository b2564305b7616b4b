//! `stemma annotate`: one account at a time, no store.

use std::collections::BTreeSet;
use std::io::{BufRead, Read};
use std::time::Instant;

use clap::Args;
use rayon::prelude::*;
use stemma_core::Account;
use stemma_tell::analysis::{Annotation, annotate_line};

use crate::Status;
use crate::cli::ModelOption;
use crate::language::Language;
use crate::printer::Printer;
use crate::timings::{Stage, Timings};

/// Find in each account who said what: JSON Lines in, JSON Lines out, no store
///
/// A line is `{"id": …, "text": …}`, and may have `title`, `published`, `outlet`, `language` and
/// `url`. The text is taken as it is, so that the spans that are printed fit it.
#[derive(Args)]
#[command(after_help = "\
Example:
  echo '{\"id\": 1, \"text\": \"“We sail,” she said.\"}' | stemma annotate

A line that cannot be read is named on standard error; the others are done, and the exit status
is 2. Spans count Unicode code points of `text`; those of a headline statement, of `title`.")]
pub(crate) struct Annotate {
    #[command(flatten)]
    model: ModelOption,

    /// How many accounts are read at once [default: one for each core]
    #[arg(long, short, value_name = "N")]
    jobs: Option<usize>,

    /// Say where the time goes
    #[arg(long)]
    timings: bool,
}

/// As for `stemma read`.
const LINES_A_THREAD: usize = 32;

/// More than any account has; a line without end must not fill the memory.
const LONGEST_LINE: u64 = 64 << 20;

impl Annotate {
    /// Runs the command.
    pub(crate) fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        let started = Instant::now();
        let timings = Timings::default();
        let model = self.model.model.as_deref();
        let language = Language::load(model.unwrap_or(stemma_model::DEFAULT), printer)?;
        timings.add(Stage::Load, started);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.jobs.unwrap_or(0)).build()?;
        let batch_size = pool.current_num_threads() * LINES_A_THREAD;
        let mut input = std::io::stdin().lock();
        let mut status = Status::Done;
        let mut number = 0;
        let mut foreign = BTreeSet::new();
        loop {
            let mut batch = Vec::with_capacity(batch_size);
            while batch.len() < batch_size {
                let mut line = Vec::new();
                let read = input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)?;
                if read == 0 {
                    break;
                }
                number += 1;
                // Windows' editors begin a file with a mark of its encoding.
                if number == 1 && line.starts_with(b"\xEF\xBB\xBF") {
                    line.drain(..3);
                }
                if !line.trim_ascii().is_empty() {
                    batch.push((number, line));
                }
            }
            if batch.is_empty() {
                break;
            }
            let analyse = |account: &Account| language.analyse(account, &timings);
            let annotate = |line: &[u8]| annotate_line(line, language.pipeline(), analyse);
            let lines: Vec<Result<Annotation, String>> =
                pool.install(|| batch.par_iter().map(|(_, line)| annotate(line)).collect());
            for ((number, _), line) in batch.iter().zip(lines) {
                match line {
                    Ok(Annotation { line, foreign: language }) => {
                        printer.data(&line)?;
                        printer.data("\n")?;
                        foreign.extend(language);
                    }
                    Err(fault) => {
                        printer.fault(format!("line {number}: {fault}"));
                        status = Status::Refused;
                    }
                }
            }
            printer.flush()?;
        }
        if !foreign.is_empty() {
            let languages: Vec<String> = foreign.into_iter().collect();
            printer.note(format!(
                "some accounts are said to be in another language ({}) than the model `{}` reads; \
                 nothing is found in them.",
                languages.join(", "),
                language.model
            ));
        }
        if self.timings {
            printer.say(timings.table(started.elapsed()));
        }
        Ok(status)
    }
}
