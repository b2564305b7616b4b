//! `stemma read`: accounts in.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use stemma_keep::Store;
use stemma_read::Walk;

use crate::Status;
use crate::cli::{ModelOption, StoreOption};
use crate::intake::{Intake, Tally};
use crate::language::Language;
use crate::printer::Printer;
use crate::timings::{Stage, Timings};
use crate::weaving::{is_stale, weave};
use stemma_tell::plural::count;

/// Read accounts into a store: pages, plain texts, JSON Lines, and folders of them
///
/// The same account twice is one account; a changed file is a new version of its account. A read
/// that was stopped goes on where it stopped. What cannot be read is listed with its reason, the
/// rest is done, and the exit status is 2.
#[derive(Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
#[command(after_help = "\
Examples:
  stemma read reports/ --store s.db             a folder, with all below it
  stemma read a.html b.txt --store s.db         pages and plain texts
  stemma read dump.jsonl --store s.db           an account a line: {\"id\": …, \"text\": …} or \"html\"
  stemma read reports/ -s s.db --again          read what is already there once more

A folder's files are accounts by their endings: .html .htm .xhtml .txt .text .jsonl .ndjson, or none.
A file `.stemmaignore` in it leaves out what it names, as .gitignore does.")]
pub(crate) struct Read {
    /// Files and folders
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) store: StoreOption,

    #[command(flatten)]
    pub(crate) model: ModelOption,

    /// How many threads read and weave [default: one for each core]
    #[arg(long, short, value_name = "N")]
    pub(crate) jobs: Option<usize>,

    /// Read accounts again that are in the store unchanged
    #[arg(long)]
    pub(crate) again: bool,

    /// Do not weave the accounts at the end; the next `stemma story` does it
    #[arg(long)]
    pub(crate) no_weave: bool,

    /// List what was imperfect in accounts that were read, and files that were passed over
    #[arg(long, short)]
    pub(crate) verbose: bool,

    /// Say where the time goes
    #[arg(long)]
    pub(crate) timings: bool,
}

impl Read {
    /// Runs the command.
    pub(crate) fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        let started = Instant::now();
        let timings = Timings::default();
        let walk = stemma_read::walk(&self.paths);
        if walk.inputs.is_empty() && !self.store.store.exists() {
            // A store of nothing would only be in the way.
            for refusal in &walk.refusals {
                printer.fault(format!("{}: {}. {}", refusal.source, refusal.reason, refusal.hint));
            }
            printer.note("there is nothing to read; no store was made.");
            let refused = !walk.refusals.is_empty();
            return Ok(if refused { Status::Refused } else { Status::No });
        }
        let mut store = Store::open_or_make(&self.store.store)?;
        let model = match (&self.model.model, store.note("model")?) {
            (Some(model), _) => model.clone(),
            (None, Some(model)) => model,
            (None, None) => stemma_model::DEFAULT.to_owned(),
        };
        let loading = Instant::now();
        let language = Language::load(&model, printer)?;
        timings.add(Stage::Load, loading);
        store.keep_note("model", &model)?;

        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.jobs.unwrap_or(0)).build()?;
        let tally =
            Intake { language: &language, timings: &timings, pool: &pool, again: self.again }
                .take(&walk, &mut store, printer)?;

        self.report(&walk, &tally, &language, printer);
        if !self.no_weave && !store.account_ids()?.is_empty() && is_stale(&store, &model)? {
            let weaving = Instant::now();
            pool.install(|| weave(&mut store, &language, printer))?;
            timings.add(Stage::Weave, weaving);
        }
        if self.timings {
            printer.say(timings.table(started.elapsed()));
        }
        Ok(if tally.refused.is_empty() { Status::Done } else { Status::Refused })
    }

    fn report(&self, walk: &Walk, tally: &Tally, language: &Language, printer: &Printer) {
        let mut parts = vec![format!("{} new", tally.new)];
        for (n, what) in [
            (tally.changed, "changed"),
            (tally.moved, "moved"),
            (tally.same, "unchanged"),
            (tally.refused.len(), "refused"),
        ] {
            if n > 0 {
                parts.push(format!("{n} {what}"));
            }
        }
        printer.say(format!("Read: {}.", parts.join(", ")));
        if !walk.passed_over.is_empty() {
            let mut by_reason: BTreeMap<&str, usize> = BTreeMap::new();
            for file in &walk.passed_over {
                *by_reason.entry(&file.why).or_default() += 1;
            }
            let reasons: Vec<String> =
                by_reason.iter().map(|(why, n)| format!("{why}: {n}")).collect();
            printer.note(format!(
                "{} passed over ({}).",
                count(walk.passed_over.len(), "file"),
                reasons.join(", ")
            ));
            if self.verbose {
                for file in &walk.passed_over {
                    printer.say(format!("  {} ({})", file.source, file.why));
                }
            }
        }
        if !tally.foreign.is_empty() {
            let languages: Vec<&str> = tally.foreign.iter().map(String::as_str).collect();
            printer.note(format!(
                "some accounts are in another language ({}) than the model `{}` reads; they are \
                 kept, and nothing is found in them.",
                languages.join(", "),
                language.model
            ));
        }
        if self.verbose {
            for (name, diagnostic) in &tally.diagnostics {
                let hint = diagnostic.hint.as_deref().unwrap_or_default();
                printer.say(format!("  {name}: {}. {hint}", diagnostic.message));
            }
        } else if !tally.diagnostics.is_empty() {
            printer.note(format!(
                "{} while reading; `--verbose` lists them.",
                count(tally.diagnostics.len(), "oddity")
            ));
        }
        for (name, reason) in &tally.refused {
            printer.fault(format!("{name}: {reason}"));
        }
    }
}
