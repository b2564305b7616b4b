//! `stemma export`: a whole store for other programs.

use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, ValueEnum};
use stemma_keep::Store;

use crate::Status;
use crate::cli::{ModelOption, StoreOption};
use crate::contract::Exporting;
use crate::printer::Printer;
use crate::weaving::woven;

/// Print a whole store as JSON: accounts, entities, claims, stories, timeline, lineage, judgements
#[derive(Args)]
#[command(after_help = "\
Example:
  stemma export --store s.db --format json > s.json

The same store gives the same bytes. Spans count Unicode code points of the text beside them.")]
pub(crate) struct Export {
    #[command(flatten)]
    store: StoreOption,

    #[command(flatten)]
    model: ModelOption,

    /// In which form
    #[arg(long, short, value_enum, default_value_t)]
    format: Format,

    /// Into this file rather than to standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// One JSON object.
    #[default]
    Json,
}

impl Export {
    /// Runs the command.
    pub(crate) fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        let mut store = Store::open(&self.store.store)?;
        let telling = woven(&mut store, self.model.model.as_deref(), printer)?;
        let exporting = Exporting::new(&telling);
        let Format::Json = self.format;
        if let Some(path) = &self.output {
            let write = || {
                let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
                exporting.write(&mut file)?;
                std::io::Write::flush(&mut file)
            };
            write().with_context(|| format!("cannot write {}", path.display()))?;
        } else {
            exporting.write(printer.out())?;
        }
        Ok(Status::Done)
    }
}
