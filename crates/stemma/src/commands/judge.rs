//! `stemma judge`: what a person knows better.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use stemma_core::Verdict;
use stemma_core::log::{Act, Entry, standing};
use stemma_keep::Store;

use crate::Status;
use crate::cli::{ModelOption, StoreOption};
use crate::judging::{Present, entry, headline, name, outcome, sentence, to_take_back, verdicted};
use crate::page::{Page, Styled};
use crate::printer::{Printer, styles};
use crate::weaving::woven;
use stemma_tell::collection::Collection;
use stemma_tell::plural::count;

/// Say that two things are the same or different; all that hangs on it is computed anew
///
/// A person's judgement outranks every rule, now and after every later read. It is kept in a log
/// that is only added to, and can be taken back. What has changed by it is told.
#[derive(Args)]
#[command(after_help = "\
Examples:
  stemma judge same \"Ivan Tarvel\" \"I. Tarwell\"   two names of one person, body, place, event
  stemma judge different e12 e15                 two entities, numbered as in `stemma export`
  stemma judge different 3:120 5:48 --who        two people who are mentioned at these places
  stemma judge different 3:120 5:48              what is said there is not the same
  stemma judge same c5 c9                        two claims say the same
  stemma judge different a1 a7                   two accounts belong to different stories
  stemma judge different a1-a3                   account 3 does not have it from account 1
  stemma judge same s2-a4 --because \"…\"      account 4 has it from source s2
  stemma judge log                               what was judged, by whom and when
  stemma judge undo                              take the last judgement back
  stemma judge undo 3                            take that of number 3 back
  stemma judge log --json > ours.jsonl           carry the judgements elsewhere …
  stemma judge replay ours.jsonl -s other.db     … to a store where all numbers may differ

Things are written as they are printed: a name, `c5` for claim 5, `a3` for account 3, `3:120` for \
the place in account 3 that begins at its character 120 (`3:120-180` says where it ends, `3:title` \
is its headline, `3:title:14-52` words of it), `s2-a4` for a line of descent from source to descendant. A place stands for what \
is said there; beside a name or an entity, and with `--who`, for whoever is mentioned there.

Of judgements that cannot all hold, the later ones do, and the others are named.")]
pub(crate) struct Judge {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Two things are the same; or, for a line of descent, there is one
    Same(Verdicts),
    /// Two things are different; or, for a line of descent, there is none
    Different(Verdicts),
    /// Take a judgement back; taking that back restores it
    Undo(Undo),
    /// Show what was judged, the oldest first
    Log(Log),
    /// Judge as in the log of another store
    Replay(Replay),
}

#[derive(Args)]
struct Verdicts {
    /// A name, an entity (e12), a claim (c5), a place (3:120), an account (a3), or a line of
    /// descent (a1-a3)
    #[arg(value_name = "THING")]
    one: String,

    /// The other thing; none for a line of descent
    #[arg(value_name = "OTHER")]
    other: Option<String>,

    /// Two places mean whoever is mentioned there
    #[arg(long)]
    who: bool,

    /// The reason, for whoever asks `stemma why`
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,

    /// Who judges [default: the name of the user's account]
    #[arg(long, value_name = "NAME")]
    by: Option<String>,

    #[command(flatten)]
    store: StoreOption,

    #[command(flatten)]
    model: ModelOption,
}

#[derive(Args)]
struct Undo {
    /// Which, by the number that `stemma judge log` shows [default: the last that stands]
    #[arg(value_name = "N")]
    n: Option<u32>,

    /// Who takes it back [default: the name of the user's account]
    #[arg(long, value_name = "NAME")]
    by: Option<String>,

    #[command(flatten)]
    store: StoreOption,

    #[command(flatten)]
    model: ModelOption,
}

#[derive(Args)]
struct Log {
    #[command(flatten)]
    store: StoreOption,

    /// Print JSON Lines instead: the log as it is, for `stemma judge replay`
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct Replay {
    /// What `stemma judge log --json` printed
    #[arg(value_name = "FILE")]
    file: PathBuf,

    #[command(flatten)]
    store: StoreOption,

    #[command(flatten)]
    model: ModelOption,
}

impl Judge {
    /// Runs the command.
    pub(crate) fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        match &self.command {
            Command::Same(command) => command.run(Verdict::Same, printer),
            Command::Different(command) => command.run(Verdict::Different, printer),
            Command::Undo(command) => command.run(printer),
            Command::Log(command) => command.run(printer),
            Command::Replay(command) => command.run(printer),
        }
    }
}

impl Verdicts {
    fn run(&self, verdict: Verdict, printer: &mut Printer) -> anyhow::Result<Status> {
        let mut store = Store::open(&self.store.store)?;
        let before = woven(&mut store, self.model.model.as_deref(), printer)?;
        let other = self.other.as_deref();
        let things = name(&self.one, other, self.who, verdict, &before)?;
        let head = headline(&things, verdict);
        let act = verdicted(things, verdict, self.because.as_deref());
        let n = store.add_to_log(vec![entry(act, by(self.by.as_deref()))])?[0];
        let head = format!("judgement {n}: {head}");
        follow(&mut store, self.model.model.as_deref(), &before, &head, &[n], printer)?;
        printer.say(format!("`stemma judge undo {n}` takes it back."));
        Ok(Status::Done)
    }
}

impl Undo {
    fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        let mut store = Store::open(&self.store.store)?;
        let log = store.log()?;
        let Some(named) = to_take_back(&log, self.n)? else {
            printer.note("no judgement stands that could be taken back.");
            return Ok(Status::No);
        };
        let n = named.n;
        let before = woven(&mut store, self.model.model.as_deref(), printer)?;
        store.add_to_log(vec![entry(Act::Undone { undo: n }, by(self.by.as_deref()))])?;
        let head = format!("taken back: {n}, {}", sentence(named));
        follow(&mut store, self.model.model.as_deref(), &before, &head, &[], printer)?;
        Ok(Status::Done)
    }
}

impl Log {
    fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        let store = Store::open(&self.store.store)?;
        let log = store.log()?;
        if self.json {
            for entry in &log {
                printer.data(&serde_json::to_string(entry)?)?;
                printer.data("\n")?;
            }
            return Ok(if log.is_empty() { Status::No } else { Status::Done });
        }
        if log.is_empty() {
            printer.note("nothing was judged yet. `stemma judge --help` shows how.");
            return Ok(Status::No);
        }
        let present = Present::of(&log, &store.accounts()?);
        let stands: Vec<u32> = standing(&log).iter().map(|(entry, _)| entry.n).collect();
        let mut page = Page::new(printer.look());
        for entry in &log {
            let at = entry.at.get(..16).unwrap_or(&entry.at).replace('T', " ");
            let head = Styled::new()
                .styled(styles::FAINT, &format!("{at} {}", entry.by))
                .gap()
                .and(&sentence(entry));
            page.item(0, &format!("{:>4}", entry.n), styles::FAINT, 6, &head);
            let mut below =
                |words: &str| page.paragraph(6, &Styled::new().styled(styles::FAINT, words));
            let Act::Judged(verdicted) = &entry.act else {
                continue;
            };
            if let Some(because) = &verdicted.because {
                below(&format!("because {because}"));
            }
            if !stands.contains(&entry.n) {
                below("taken back");
            }
            if let Some((_, why)) = present.placeless.iter().find(|(n, _)| *n == entry.n) {
                below(&format!("no place here: {why}"));
            }
            if let Some(by) = present.outranked.get(&entry.n) {
                let by: Vec<String> = by.iter().map(u32::to_string).collect();
                below(&format!("not heard: {} say otherwise", by.join(" and ")));
            }
        }
        printer.data(&page.into_string())?;
        Ok(Status::Done)
    }
}

impl Replay {
    fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        let path = self.file.display();
        let text =
            std::fs::read_to_string(&self.file).with_context(|| format!("cannot read {path}"))?;
        let mut told: Vec<Entry> = Vec::new();
        for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let entry: Entry = serde_json::from_str(line).with_context(|| {
                format!(
                    "{path}, line {}: this is no entry of a log. Give what `stemma judge log \
                     --json` prints",
                    n + 1
                )
            })?;
            let Entry { at, .. } = &entry;
            if at.parse::<jiff::Timestamp>().is_err() {
                bail!("{path}, line {}: '{at}' is no time. Give it as 2031-05-08T09:00:00Z", n + 1);
            }
            told.push(entry);
        }
        let mut store = Store::open(&self.store.store)?;
        let before = woven(&mut store, self.model.model.as_deref(), printer)?;
        let added =
            new_entries(&told, &store.log()?).with_context(|| format!("{path} is no whole log"))?;
        let judged = added.iter().filter(|entry| matches!(entry.act, Act::Judged(_))).count();
        let undone = added.len() - judged;
        let known = told.len() - added.len();
        let numbers = store.add_to_log(added)?;
        let mut head = format!("replayed: {}", count(judged, "judgement"));
        if undone > 0 {
            head += &format!(", {undone} taken back");
        }
        if known > 0 {
            head += &format!("; {} stood here before", count(known, "entry"));
        }
        follow(&mut store, self.model.model.as_deref(), &before, &head, &numbers, printer)?;
        Ok(Status::Done)
    }
}

/// The entries of another log that this one does not have, under the numbers that they get here.
fn new_entries(told: &[Entry], log: &[Entry]) -> anyhow::Result<Vec<Entry>> {
    let mut known: Vec<Entry> = log.to_vec();
    let mut here = BTreeMap::new();
    let mut added = Vec::new();
    for entry in told {
        let act = match &entry.act {
            Act::Judged(verdicted) => Act::Judged(verdicted.clone()),
            Act::Undone { undo } => {
                let Some(&undo) = here.get(undo) else {
                    bail!("entry {} takes back {undo}, which does not come before it", entry.n);
                };
                Act::Undone { undo }
            }
        };
        let same =
            |other: &&Entry| other.act == act && other.at == entry.at && other.by == entry.by;
        if let Some(other) = known.iter().find(same) {
            here.insert(entry.n, other.n);
            continue;
        }
        let n = known.last().map_or(0, |last| last.n) + 1;
        let new = Entry { n, act, ..entry.clone() };
        here.insert(entry.n, n);
        known.push(new.clone());
        added.push(new);
    }
    Ok(added)
}

/// Weaves anew after the log has grown by these entries, and tells what came of it.
fn follow(
    store: &mut Store,
    model: Option<&str>,
    before: &Collection,
    head: &str,
    added: &[u32],
    printer: &mut Printer,
) -> anyhow::Result<()> {
    let after = woven(store, model, printer)?;
    let outcome = outcome(head.to_owned(), added, before, &after);
    let mut page = Page::new(printer.look());
    page.paragraph(0, &Styled::new().styled(styles::STRONG, &outcome.head));
    let mut label = "";
    for change in &outcome.changes {
        let shown = if change.label == label { "" } else { change.label };
        label = change.label;
        page.item(2, shown, styles::OPEN, 11, &Styled::plain(&change.words));
    }
    if outcome.changes.is_empty() {
        page.paragraph(2, &Styled::plain("nothing changed: it was woven so already"));
    }
    printer.data(&page.into_string())?;
    // Before the notes that follow.
    printer.flush()?;
    for note in &outcome.notes {
        let advice = " `stemma judge undo N` takes back the one that is wrong.";
        let advice = if note.is_contradiction { advice } else { "" };
        printer.note(format!("{}{advice}", note.words));
    }
    Ok(())
}

/// Who judges: as named, else as the user's account is named.
pub(crate) fn by(named: Option<&str>) -> String {
    let named = named.map(str::trim).filter(|by| !by.is_empty()).map(str::to_owned);
    named
        .or_else(|| std::env::var("USER").ok())
        .or_else(|| std::env::var("USERNAME").ok())
        .filter(|by| !by.is_empty())
        .unwrap_or_else(|| "a reader".to_owned())
}
