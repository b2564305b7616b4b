//! The one thread that weaves: a judgement after the other, and what other processes add.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use stemma_core::Verdict;
use stemma_core::log::{Act, Entry};
use stemma_keep::Store;
use stemma_weave::Weaver;

use super::outcomes::{Done, Known, Ticket};
use super::state::{Shown, State};
use crate::judging::{self, Things};
use crate::language::Language;
use crate::printer::Printer;
use crate::weaving::{is_stale, model_of, taken_up, told, weave_again};
use crate::web::{Notice, Target};
use stemma_tell::bugs::guarded;
use stemma_tell::collection::Collection;
use stemma_tell::plural::count;

/// Something to do.
pub(super) enum Job {
    /// Another process has changed the store.
    Refresh,
    /// Somebody judges, and wants to be led back.
    Act { ticket: Ticket, act: Wanted, back: Box<Back> },
}

/// What somebody wants.
pub(super) enum Wanted {
    /// Two things to be the same or different.
    Verdict { things: Box<Things>, verdict: Verdict, because: Option<String> },
    /// An entry taken back; the last that stands where none is named.
    Undo(Option<u32>),
}

/// The page that somebody came from.
pub(super) struct Back {
    /// The page.
    pub(super) target: Target,
    /// What it was made from.
    pub(super) shown: std::sync::Arc<Shown>,
}

/// A store whose revision has stood still for so long is woven: while a folder is read into it, it
/// changes with every account, and the process that reads weaves at its end.
const SETTLED: Duration = Duration::from_millis(1500);

/// A store that does not stand still for so long is woven as it is, and again when it has changed.
const UNSETTLED: Duration = Duration::from_secs(60);

/// A store that changes while it is read is read again, so many times.
const TRIES: usize = 5;

/// Weaves.
pub(crate) struct Worker {
    store: Store,
    path: PathBuf,
    model: String,
    /// Loaded when first needed.
    language: Option<Language>,
    /// Remembers the stories that a judgement does not touch; nobody before something is woven.
    weaver: Option<Weaver>,
    /// For messages.
    pub(super) printer: Printer,
}

impl Worker {
    /// Of this store.
    ///
    /// # Errors
    /// Where it cannot be opened.
    pub(crate) fn open(
        path: &Path,
        model: Option<&str>,
        printer: &Printer,
    ) -> anyhow::Result<Worker> {
        let store = Store::open(path)?;
        let model = model_of(&store, model)?;
        let path = path.to_owned();
        let printer = printer.another();
        Ok(Worker { store, path, model, language: None, weaver: None, printer })
    }

    /// Another connection to its store.
    pub(super) fn another(&self) -> anyhow::Result<Store> {
        Ok(Store::open(&self.path)?)
    }

    /// What stands in the store, woven where that is stale, and the revision that it is of.
    pub(super) fn told(&mut self) -> anyhow::Result<(u64, Collection)> {
        self.told_after(TRIES)
    }

    /// The same, of a store that may change while it is read so many times and no more.
    fn told_after(&mut self, tries: usize) -> anyhow::Result<(u64, Collection)> {
        for _ in 1..tries {
            let revision = self.store.revision()?;
            self.weave()?;
            let collection = told(&self.store)?;
            if self.store.revision()? == revision {
                return Ok((revision, collection));
            }
        }
        // Whatever it is now: the next request notices that it has grown.
        let revision = self.store.revision()?;
        self.weave()?;
        Ok((revision, told(&self.store)?))
    }

    fn weave(&mut self) -> anyhow::Result<()> {
        if !is_stale(&self.store, &self.model)? {
            return Ok(());
        }
        let language = match self.language.take() {
            Some(language) => language,
            None => Language::load(&self.model, &mut self.printer)?,
        };
        let weaver = self.weaver.get_or_insert_with(Weaver::with_cache);
        let woven = weave_again(&mut self.store, &language, weaver, &self.printer);
        self.language = Some(language);
        woven
    }

    /// Does what is asked, one thing after the other, until nobody can ask any more.
    pub(super) fn work(mut self, state: &State, asked: &mpsc::Receiver<Job>) {
        loop {
            // The first search need not wait for the index of names.
            state.shown().collection.names();
            let Ok(job) = asked.recv() else {
                return;
            };
            match job {
                Job::Refresh => self.refresh(state, asked),
                Job::Act { ticket, act, back } => self.answer(state, &ticket, act, &back),
            }
        }
    }

    /// Whatever comes of it, the one who waits hears of it.
    fn answer(&mut self, state: &State, ticket: &str, act: Wanted, back: &Back) {
        let mut kept = None;
        let mut keep = |n| {
            kept = Some(n);
            state.outcomes.keep(ticket, n);
        };
        let why = match guarded(|| self.act(state, act, back, &mut keep)) {
            Ok(Ok(done)) => {
                return state.outcomes.know(ticket, Known::Done(Box::new(done)));
            }
            Ok(Err(error)) => format!("{error:#}"),
            Err(panicked) => bug(&panicked.0),
        };
        let known = kept.map_or(Known::Refused(why.clone()), |n| Known::Unwoven(n, why));
        state.outcomes.know(ticket, known);
    }

    /// Waits until the store stands still, though not for ever; who judges meanwhile does not wait.
    fn settle(&mut self, state: &State, asked: &mpsc::Receiver<Job>) -> anyhow::Result<u64> {
        let began = Instant::now();
        let mut revision = self.store.revision()?;
        loop {
            match asked.recv_timeout(SETTLED) {
                Ok(Job::Act { ticket, act, back }) => self.answer(state, &ticket, act, &back),
                // That is what is being done.
                Ok(Job::Refresh) => {}
                Err(_) => {
                    let now = self.store.revision()?;
                    if now == revision || began.elapsed() > UNSETTLED {
                        return Ok(now);
                    }
                    revision = now;
                }
            }
        }
    }

    fn refresh(&mut self, state: &State, asked: &mpsc::Receiver<Job>) {
        let revision = self.settle(state, asked).unwrap_or_default();
        // Somebody has judged meanwhile, and all was woven with that.
        if revision == state.shown().revision {
            return state.is_fresh(None);
        }
        let known = guarded(|| self.told());
        match known {
            Ok(Ok((revision, collection))) => {
                let before = state.shown();
                let news = news(&before.collection, &collection);
                state.show(revision, collection);
                state.is_fresh(Some(news));
            }
            Ok(Err(error)) => self.failed(state, revision, format!("{error:#}")),
            Err(panicked) => self.failed(state, revision, bug(&panicked.0)),
        }
    }

    fn failed(&self, state: &State, revision: u64, why: String) {
        self.printer.fault(format!("the store has changed, and could not be woven anew: {why}"));
        state.has_failed(revision, why);
    }

    /// Before the first judgement: what an earlier run has woven need not be woven again.
    fn take_up(&mut self) {
        if self.weaver.is_some() {
            return;
        }
        match guarded(|| taken_up(&self.store, &self.model)) {
            Ok(Ok(weaver)) => self.weaver = Some(weaver),
            // It only costs time.
            Ok(Err(error)) => self.printer.fault(format!("all is woven anew: {error:#}")),
            Err(panicked) => self.printer.fault(format!("all is woven anew: {}", bug(&panicked.0))),
        }
    }

    /// Adds an entry to the log, which `keep` hears of whatever happens then, and weaves.
    fn act(
        &mut self,
        state: &State,
        act: Wanted,
        back: &Back,
        keep: &mut impl FnMut(u32),
    ) -> anyhow::Result<Done> {
        let (act, head) = match act {
            Wanted::Verdict { things, verdict, because } => {
                let head = judging::headline(&things, verdict);
                (judging::verdicted(*things, verdict, because.as_deref()), head)
            }
            Wanted::Undo(n) => {
                let log = self.store.log()?;
                let Some(named) = judging::to_take_back(&log, n)? else {
                    anyhow::bail!("no judgement stands that could be taken back");
                };
                let head = format!("taken back: {}, {}", named.n, judging::sentence(named));
                (Act::Undone { undo: named.n }, head)
            }
        };
        let is_verdict = matches!(act, Act::Judged(_));
        self.take_up();
        let entry: Entry = judging::entry(act, state.by.clone());
        let n = self.store.add_to_log(vec![entry])?[0];
        keep(n);
        let head = if is_verdict { format!("judgement {n}: {head}") } else { head };
        let before = state.shown();
        // While another process reads, the store would be found changed after each weave.
        let (revision, collection) = self.told_after(1)?;
        let added: &[u32] = if is_verdict { &[n] } else { &[] };
        let outcome = judging::outcome(head, added, &before.collection, &collection);
        let target = back.target.in_another(&back.shown.collection, &collection);
        let shown = state.show(revision, collection);
        state.is_fresh(None);
        let back = target.unwrap_or(Target::Judgements);
        Ok(Done { n, outcome, back, generation: shown.generation })
    }
}

/// What is said of a panic.
pub(super) fn bug(panicked: &str) -> String {
    format!("this program has a bug: {}. Please report it", panicked.replace('\n', " "))
}

/// What a reader is told of a store that has grown.
fn news(before: &Collection, after: &Collection) -> Notice {
    let accounts = after.accounts().len().saturating_sub(before.accounts().len());
    let judged = after.log.len().saturating_sub(before.log.len());
    let mut lines = Vec::new();
    if accounts > 0 {
        lines.push(format!("{} more", count(accounts, "account")));
    }
    if judged > 0 {
        lines.push(format!("{} more in the log of judgements", count(judged, "entry")));
    }
    let head = "The store was changed by another program, and was woven anew".to_owned();
    Notice { head, lines, undo: None }
}
