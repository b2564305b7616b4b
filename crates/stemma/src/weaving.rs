//! What the accounts say together: woven when it is asked for and stale, then kept.

use std::time::Instant;

use anyhow::bail;
use rayon::prelude::*;
use stemma_core::Stored;
use stemma_core::{AccountId, Judgement, Parsed, Reported};
use stemma_keep::Store;
use stemma_weave::{Weaver, Weaving};

use crate::judging::Present;
use crate::language::Language;
use crate::printer::Printer;
use stemma_tell::bugs::{guarded, passing_on};
use stemma_tell::collection::Collection;
use stemma_tell::plural::count;

/// Names what makes a weave: another version may weave otherwise.
fn made_by(model: &str) -> String {
    format!("stemma {}, {model}", env!("CARGO_PKG_VERSION"))
}

/// Weaves the accounts of a store and keeps the outcome, whatever was there before.
pub(crate) fn weave(
    store: &mut Store,
    language: &Language,
    printer: &Printer,
) -> anyhow::Result<()> {
    weave_again(store, language, &mut Weaver::default(), printer)
}

/// The same by a weaver who remembers what was woven before, with the same language.
pub(crate) fn weave_again(
    store: &mut Store,
    language: &Language,
    weaver: &mut Weaver,
    printer: &Printer,
) -> anyhow::Result<()> {
    let started = Instant::now();
    let revision = store.revision()?;
    let loaded = Loaded::of(store)?;
    if let Some(note) = &loaded.note {
        printer.note(note);
    }
    let vectors = |word: &str| language.vector(word);
    let workers = |pieces: usize, piece: &(dyn Fn(usize) + Sync)| {
        (0..pieces).into_par_iter().for_each(|n| passing_on(|| piece(n)));
    };
    let weaving = Weaving { vectors: &vectors, judgements: &loaded.judgements, workers: &workers };
    let woven = match guarded(|| weaver.weave(&loaded.reported(), &weaving)) {
        Ok(woven) => woven,
        Err(panicked) => bail!(
            "a bug in weaving the accounts: {}\nThe accounts are kept; `stemma story` tries again",
            panicked.0
        ),
    };
    store.keep_woven(&woven, revision, &made_by(&language.model))?;
    printer.say(format!(
        "Woven: {} in {} of {}, {:.1} s.",
        count(woven.claims.len(), "claim"),
        count(woven.stories.len(), "story"),
        count(loaded.accounts.len(), "account"),
        started.elapsed().as_secs_f64()
    ));
    Ok(())
}

/// A weaver who remembers what stands in the store, where that is not stale: what an earlier run of
/// the program has woven need not be woven again.
pub(crate) fn taken_up(store: &Store, model: &str) -> anyhow::Result<Weaver> {
    let revision = store.revision()?;
    if is_stale(store, model)? {
        return Ok(Weaver::with_cache());
    }
    let (loaded, woven) = (Loaded::of(store)?, store.woven()?);
    // Another process may have changed it or woven while it was loaded.
    if store.revision()? != revision || is_stale(store, model)? {
        return Ok(Weaver::with_cache());
    }
    Ok(Weaver::resume_from(&loaded.reported(), &loaded.judgements, woven))
}

/// What is woven: the accounts of a store, with what was parsed and found, and the judgements.
struct Loaded {
    accounts: Vec<Stored>,
    parsed: Vec<(Parsed, Parsed)>,
    judgements: Vec<Judgement>,
    /// What to say of judgements on what is not there.
    note: Option<String>,
}

impl Loaded {
    fn of(store: &Store) -> anyhow::Result<Loaded> {
        let accounts = store.accounts()?;
        let present = Present::of(&store.log()?, &accounts);
        let (judgements, note) = (present.judgements(), present.note());
        let parsed = accounts.iter().map(|stored| store.parsed(stored.id));
        let parsed = parsed.collect::<Result<_, _>>()?;
        Ok(Loaded { accounts, parsed, judgements, note })
    }

    fn reported(&self) -> Vec<Reported<'_>> {
        let both = self.accounts.iter().zip(&self.parsed);
        both.map(|(stored, (text, title))| stored.reported(text, title)).collect()
    }
}

/// The accounts and what they say together; woven first where it is missing or stale.
///
/// From here on an account goes by its number, which is its place by content and the only one that
/// is ever shown: two stores that read the same in any order tell the same.
pub(crate) fn woven(
    store: &mut Store,
    model: Option<&str>,
    printer: &mut Printer,
) -> anyhow::Result<Collection> {
    let model = model_of(store, model)?;
    if is_stale(store, &model)? {
        let language = Language::load(&model, printer)?;
        weave(store, &language, printer)?;
    }
    told(store)
}

/// The model to weave with: the one that is named, else the one that the accounts were read with.
pub(crate) fn model_of(store: &Store, named: Option<&str>) -> anyhow::Result<String> {
    let kept = store.note("model")?;
    let model = named.map(str::to_owned).or(kept);
    Ok(model.unwrap_or_else(|| stemma_model::DEFAULT.to_owned()))
}

/// The accounts and what was woven of them last.
pub(crate) fn told(store: &Store) -> anyhow::Result<Collection> {
    let numbers = store.numbers()?;
    let number = |id: AccountId| numbers.get(&id).copied().unwrap_or(id);
    let mut accounts = store.accounts()?;
    for stored in &mut accounts {
        stored.id = number(stored.id);
    }
    accounts.sort_by_key(|stored| stored.id);
    let collection = Collection::new(accounts, store.woven()?.with_accounts(number));
    Ok(collection.with_log(store.log()?).with_numbers(numbers))
}

/// Whether what the accounts say together must be woven (again).
pub(crate) fn is_stale(store: &Store, model: &str) -> anyhow::Result<bool> {
    Ok(store.is_stale(&made_by(model))?)
}
