//! `stemma annotate`: one account at a time, no store.

use std::collections::BTreeSet;
use std::io::{BufRead, Read};
use std::time::Instant;

use clap::Args;
use jiff::civil::Date;
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use stemma_core::{Account, AccountId, Basis, BasisKind, Published};

use crate::Status;
use crate::bugs::{Panicked, guarded};
use crate::cli::ModelOption;
use crate::contract::annotated;
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

#[derive(Deserialize)]
struct Line {
    id: Option<Value>,
    text: Option<String>,
    title: Option<String>,
    published: Option<String>,
    outlet: Option<String>,
    language: Option<String>,
    url: Option<String>,
}

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
            let lines: Vec<Result<Annotation, String>> = pool.install(|| {
                batch.par_iter().map(|(_, line)| annotate(line, &language, &timings)).collect()
            });
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

/// One line that was done.
struct Annotation {
    line: String,
    /// Its language, where the model does not read it.
    foreign: Option<String>,
}

fn annotate(line: &[u8], language: &Language, timings: &Timings) -> Result<Annotation, String> {
    let line: Line = serde_json::from_slice(line.trim_ascii())
        .map_err(|error| format!("it is not an account as JSON: {error}"))?;
    let id = line.id.unwrap_or_default();
    if id.is_null() {
        return Err("it has no `id`. Give every account one".to_owned());
    }
    let Some(text) = line.text else {
        return Err("it has no `text`. Give the account's body as `text`".to_owned());
    };
    let account = Account {
        key: None,
        source: String::new(),
        outlet: line.outlet,
        title: line.title,
        authors: Vec::new(),
        language: Some(line.language.unwrap_or_else(|| "en".to_owned())),
        url: line.url,
        published: line.published.as_deref().map(given).unwrap_or_default(),
        text,
        dropped: Vec::new(),
    };
    let bug = |panicked: Panicked| {
        format!("it met a bug in this program: {}", panicked.0.replace('\n', " "))
    };
    let analysed = language.analyse(&account, timings).map_err(bug)?;
    guarded(|| {
        let reported = stemma_core::Reported {
            id: AccountId(1),
            account: &account,
            text: &analysed.text,
            title: &analysed.title,
            found: &analysed.found,
        };
        let published = stemma_weave::dating::each(&[reported]);
        let values = stemma_weave::dating::values(&[reported], &published)
            .remove(&AccountId(1))
            .unwrap_or_default();
        let line = annotated(&id, &account, &analysed.found, &values);
        let line = serde_json::to_string(&line).map_err(|error| error.to_string())?;
        let foreign = account.language.clone().filter(|_| !language.reads(&account));
        Ok(Annotation { line, foreign })
    })
    .map_err(bug)?
}

/// The day that the input gives: a date, or a time whose date counts. Anything else is no day.
fn given(published: &str) -> Published {
    let day = published.get(..10).unwrap_or(published).parse::<Date>();
    match day {
        Ok(day) => Published::on(
            day,
            Basis { kind: BasisKind::Given, words: format!("published {published}"), place: None },
        ),
        Err(_) => Published::default(),
    }
}
