//! Files into the store: read and parsed on all threads, kept in the order of the input.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Instant;

use indicatif::ProgressBar;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};
use stemma_core::Account;
use stemma_keep::{Digest, Input, Kept, Seen, Store};
use stemma_read::{Diagnostic, Format, Piece, Refusal, Walk};

use crate::language::Language;
use crate::places::{Pieces, Places, is_there};
use crate::printer::Printer;
use crate::timings::{Stage, Timings};
use stemma_tell::analysis::Analysed;
use stemma_tell::bugs::{Panicked, guarded};
use stemma_tell::plural::count;

/// How many pieces each thread gets at a time: enough that none waits long for the others, few
/// enough that a read that is stopped loses little.
const PIECES_A_THREAD: usize = 32;

/// The pieces of a batch have hardly more bytes than this together, so that large ones do not add
/// up in memory.
const BATCH_BYTES: usize = 32 << 20;

/// How accounts are taken in.
pub(crate) struct Intake<'a> {
    pub(crate) language: &'a Language,
    pub(crate) timings: &'a Timings,
    /// They are read by its threads.
    pub(crate) pool: &'a rayon::ThreadPool,
    /// Whether accounts that are there unchanged are read once more.
    pub(crate) again: bool,
}

/// What became of the input.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) new: usize,
    pub(crate) changed: usize,
    pub(crate) moved: usize,
    pub(crate) same: usize,
    /// Names and reasons.
    pub(crate) refused: Vec<(String, String)>,
    /// Languages that the model does not read.
    pub(crate) foreign: BTreeSet<String>,
    pub(crate) diagnostics: Vec<(String, Diagnostic)>,
    /// Inputs to look at once more, by their index.
    redo: BTreeSet<usize>,
}

/// One account on its way, or a piece that is none.
struct Item {
    /// The index of its input.
    input: usize,
    /// As it was given.
    source: String,
    /// Whatever folder the program runs in.
    place: String,
    /// In a file of JSON Lines.
    line: Option<u64>,
    key: Option<String>,
    digest: Digest,
    /// Bytes of the input that are done with it.
    bytes: u64,
    state: State,
}

enum State {
    Refused(String),
    /// The store has it.
    Known,
    Unread(Piece),
    Read(Box<Account>, Vec<Diagnostic>),
    Analysed(Box<(Account, Analysed)>, Vec<Diagnostic>),
}

impl Item {
    fn as_input(&self) -> Input<'_> {
        let (source, place) = (&self.source, &self.place);
        Input { key: self.key.as_deref(), source, place, digest: self.digest }
    }
}

impl Intake<'_> {
    /// Takes in all that a walk found.
    pub(crate) fn take(
        &self,
        walk: &Walk,
        store: &mut Store,
        printer: &mut Printer,
    ) -> anyhow::Result<Tally> {
        let mut tally = Tally::default();
        for refusal in &walk.refusals {
            refuse(store, &mut tally, &name_of(refusal), &reason_of(refusal))?;
        }
        let sizes = (walk.inputs.iter()).filter_map(|input| std::fs::metadata(&input.path).ok());
        let bar = printer.progress("reading", sizes.map(|meta| meta.len()).sum());
        if !store.refusals()?.is_empty() {
            // What is refused is refused again, by the line on which it stands now.
            for input in &walk.inputs {
                store.forget_refusals(&input.source)?;
            }
        }
        let mut inputs: Vec<(usize, &stemma_read::Input)> =
            walk.inputs.iter().enumerate().collect();
        self.pass(&inputs, store, &mut tally, &bar)?;
        while !tally.redo.is_empty() {
            let redo = std::mem::take(&mut tally.redo);
            inputs = redo.into_iter().map(|n| (n, &walk.inputs[n])).collect();
            // What stands beside it in its file has been counted.
            let (same, refused) = (tally.same, tally.refused.len());
            self.pass(&inputs, store, &mut tally, &bar)?;
            tally.same = same;
            tally.refused.truncate(refused);
        }
        printer.end_progress();
        Ok(tally)
    }

    fn pass(
        &self,
        inputs: &[(usize, &stemma_read::Input)],
        store: &mut Store,
        tally: &mut Tally,
        bar: &ProgressBar,
    ) -> anyhow::Result<()> {
        let made_by = self.language.made_by();
        // A connection of its own, to look up what is there and need not be parsed.
        let known = Store::open(store.path())?;
        // One batch is parsed while the one before is kept.
        let (sender, receiver) = sync_channel(1);
        std::thread::scope(|scope| {
            let producer = scope.spawn(|| {
                // Moved here so that it ends with this thread, which ends the loop below.
                let sender = sender;
                self.produce(inputs, known, &made_by, &sender)
            });
            let kept = self.keep_all(&receiver, store, &made_by, tally, bar);
            // Where keeping failed, the other side must not wait for a place for its next batch.
            drop(receiver);
            let produced = producer.join().unwrap_or_else(|panic| {
                // What can go wrong with one account is caught there; this is a bug between them.
                std::panic::resume_unwind(panic)
            });
            kept.and(produced)
        })
    }

    fn produce(
        &self,
        inputs: &[(usize, &stemma_read::Input)],
        known: Store,
        made_by: &str,
        sender: &SyncSender<Vec<Item>>,
    ) -> anyhow::Result<()> {
        let batch_size = self.pool.current_num_threads() * PIECES_A_THREAD;
        let places = Places::seen_from(known.path());
        let mut pieces = Pieces::of(inputs);
        let mut taken = Taken::default();
        loop {
            let mut batch = Vec::with_capacity(batch_size);
            let mut bytes = 0;
            while batch.len() < batch_size && bytes < BATCH_BYTES {
                let Some((input, piece)) = pieces.next() else {
                    break;
                };
                bytes += piece.as_ref().map_or(0, |piece| piece.bytes.len());
                batch.push(self.begin(input, piece, &places, &known, made_by)?);
            }
            if batch.is_empty() {
                return Ok(());
            }
            let mut batch: Vec<Item> = self
                .pool
                .install(|| batch.into_par_iter().flat_map(|item| self.read(item)).collect());
            for item in &mut batch {
                let is_read = matches!(item.state, State::Read(..));
                if !is_read && !matches!(item.state, State::Known) {
                    continue;
                }
                match taken.take(item) {
                    // Only now are the keys of JSON Lines known, and where a place is taken.
                    Place::Own if item.key.is_none() => {}
                    Place::Own | Place::Second => {
                        if is_read && self.is_known(&known, item, made_by)? {
                            item.state = State::Known;
                        }
                    }
                    Place::Taken => {
                        item.state = State::Refused(format!(
                            "has the `id` of an earlier line, `{}`, and other words. Give each \
                             account an `id` of its own.",
                            item.key.as_deref().unwrap_or_default()
                        ));
                    }
                }
            }
            self.pool.install(|| batch.par_iter_mut().for_each(|item| self.analyse(item)));
            if sender.send(batch).is_err() {
                return Ok(());
            }
        }
    }

    /// The first look at a piece: a page that the store has need not even be read.
    fn begin(
        &self,
        (n, input): (usize, &stemma_read::Input),
        piece: Result<Piece, Refusal>,
        places: &Places,
        known: &Store,
        made_by: &str,
    ) -> anyhow::Result<Item> {
        let piece = match piece {
            Ok(piece) => piece,
            Err(refusal) => {
                return Ok(Item {
                    input: n,
                    source: name_of(&refusal),
                    place: String::new(),
                    line: None,
                    key: None,
                    digest: Digest::default(),
                    bytes: 0,
                    state: State::Refused(reason_of(&refusal)),
                });
            }
        };
        let mut item = Item {
            input: n,
            source: piece.source.clone(),
            place: places.of(input, &piece.source),
            line: piece.line,
            key: None,
            digest: Sha256::digest(&piece.bytes).into(),
            bytes: piece.bytes.len() as u64,
            state: State::Known,
        };
        let keyed = piece.format == Some(Format::JsonLines);
        if keyed || !self.is_known(known, &item, made_by)? {
            item.state = State::Unread(piece);
        }
        Ok(item)
    }

    fn is_known(&self, known: &Store, item: &Item, made_by: &str) -> anyhow::Result<bool> {
        let seen = known.seen(item.as_input(), made_by)?;
        Ok(!self.again && matches!(seen, Seen::Same(_) | Seen::Moved(_)))
    }

    /// Bytes into accounts.
    fn read(&self, item: Item) -> Vec<Item> {
        let State::Unread(piece) = &item.state else {
            return vec![item];
        };
        let started = Instant::now();
        let read = guarded(|| stemma_read::read(piece));
        self.timings.add(Stage::Read, started);
        let readings = match read {
            Ok(readings) => readings,
            Err(panicked) => {
                let state = State::Refused(bug(&panicked));
                return vec![Item { state, ..item }];
            }
        };
        let several = readings.len() > 1;
        let made = |(n, reading): (usize, Result<stemma_read::Reading, Refusal>)| {
            let mut hash = Sha256::new_with_prefix(item.digest);
            hash.update((n as u64).to_le_bytes());
            let digest = if several { hash.finalize().into() } else { item.digest };
            let bytes = if n == 0 { item.bytes } else { 0 };
            let (source, key, state) = match reading {
                Ok(reading) => (
                    reading.account.source.clone(),
                    reading.account.key.clone(),
                    State::Read(Box::new(reading.account), reading.diagnostics),
                ),
                Err(refusal) => (name_of(&refusal), None, State::Refused(reason_of(&refusal))),
            };
            // Where it stands in its file, the place says as the source does.
            let within = source.strip_prefix(&item.source).unwrap_or_default();
            let place = format!("{}{within}", item.place);
            Item { input: item.input, source, place, line: item.line, key, digest, bytes, state }
        };
        readings.into_iter().enumerate().map(made).collect()
    }

    /// Accounts into what they say.
    fn analyse(&self, item: &mut Item) {
        item.state = match std::mem::replace(&mut item.state, State::Known) {
            State::Read(account, diagnostics) => {
                match self.language.analyse(&account, self.timings) {
                    Ok(analysed) => State::Analysed(Box::new((*account, analysed)), diagnostics),
                    Err(panicked) => State::Refused(bug(&panicked)),
                }
            }
            other => other,
        };
    }

    fn keep_all(
        &self,
        receiver: &Receiver<Vec<Item>>,
        store: &mut Store,
        made_by: &str,
        tally: &mut Tally,
        bar: &ProgressBar,
    ) -> anyhow::Result<()> {
        let mut done = 0;
        for item in receiver.iter().flatten() {
            let started = Instant::now();
            self.keep(&item, store, made_by, tally)?;
            self.timings.add(Stage::Keep, started);
            done += 1;
            bar.inc(item.bytes);
            bar.set_message(count(done, "account"));
        }
        Ok(())
    }

    fn keep(
        &self,
        item: &Item,
        store: &mut Store,
        made_by: &str,
        tally: &mut Tally,
    ) -> anyhow::Result<()> {
        if let State::Refused(reason) = &item.state {
            let line = item.line.and_then(|line| {
                let file = item.source.strip_suffix(item.key.as_deref()?)?;
                Some(format!("{file}{line}"))
            });
            return refuse(store, tally, line.as_deref().unwrap_or(&item.source), reason);
        }
        // Asked again here, where all that came before is kept: the same account may have come
        // twice in one read.
        let input = item.as_input();
        let seen = store.seen(input, made_by)?;
        match (&item.state, seen) {
            (State::Known, Seen::New | Seen::Changed(_)) => {
                // What came before in this read took its account from it.
                tally.redo.insert(item.input);
            }
            (State::Known, Seen::Same(_)) => tally.same += 1,
            (State::Analysed(..), Seen::Same(_)) if !self.again => tally.same += 1,
            (_, Seen::Moved(id)) => {
                let was = store.place(id)?.unwrap_or_default();
                if is_there(store.path(), &was) && was != item.place {
                    store.keep_copy(id, input)?;
                } else {
                    store.keep_moved(id, input)?;
                }
                tally.moved += 1;
            }
            (State::Analysed(analysed, diagnostics), seen) => {
                let (account, analysed) = &**analysed;
                let kept = Kept {
                    account,
                    text: &analysed.text,
                    title: &analysed.title,
                    found: &analysed.found,
                };
                store.keep(input, made_by, kept)?;
                if seen == Seen::New {
                    tally.new += 1;
                } else {
                    tally.changed += 1;
                }
                if !stemma_tell::analysis::reads(self.language.pipeline(), account) {
                    tally.foreign.extend(account.language.clone());
                }
                let named = diagnostics.iter().cloned();
                tally.diagnostics.extend(named.map(|diagnostic| (item.source.clone(), diagnostic)));
            }
            (State::Refused(_) | State::Unread(_) | State::Read(..), _) => {}
        }
        Ok(())
    }
}

/// Places that something of this read stands in, with what the first of each holds.
#[derive(Default)]
struct Taken(BTreeMap<String, Digest>);

/// Whether what is read has its place for itself.
enum Place {
    Own,
    /// What came before under the same address holds other words (two captures of one page in an
    /// archive): it has a place of its own now.
    Second,
    /// What came before calls itself by the same id and holds other words.
    Taken,
}

impl Taken {
    fn take(&mut self, item: &mut Item) -> Place {
        if *self.0.entry(item.place.clone()).or_insert(item.digest) == item.digest {
            return Place::Own;
        }
        if item.key.is_some() {
            return Place::Taken;
        }
        let [a, b, c, d, ..] = item.digest;
        item.place = format!("{}#{:08x}", item.place, u32::from_be_bytes([a, b, c, d]));
        Place::Second
    }
}

fn refuse(store: &mut Store, tally: &mut Tally, name: &str, reason: &str) -> anyhow::Result<()> {
    store.keep_refusal(name, reason)?;
    tally.refused.push((name.to_owned(), reason.to_owned()));
    Ok(())
}

/// The name that the account would have had as its source.
fn name_of(refusal: &Refusal) -> String {
    match refusal.line {
        Some(line) => format!("{}#{line}", refusal.source),
        None => refusal.source.clone(),
    }
}

fn reason_of(refusal: &Refusal) -> String {
    format!("{}. {}", refusal.reason, refusal.hint)
}

fn bug(panicked: &Panicked) -> String {
    let message = panicked.0.replace('\n', " ");
    format!("met a bug in this program ({message}). Please report it; the other accounts are done.")
}
