//! `stemma site`: the pages as files.

use std::path::PathBuf;

use clap::Args;
use stemma_keep::Store;

use crate::Status;
use crate::cli::{ModelOption, StoreOption};
use crate::printer::Printer;
use crate::weaving::{count, woven};
use crate::web;

/// Write the pages of a store as files, to publish, print or archive
///
/// They are those of `stemma serve`, under the same names; nothing in them is loaded from
/// elsewhere, and they can be opened from a disk.
#[derive(Args)]
#[command(after_help = "\
Examples:
  stemma site pages --store s.db     then open pages/index.html")]
pub(crate) struct Site {
    /// The folder that they are written into
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    #[command(flatten)]
    store: StoreOption,

    #[command(flatten)]
    model: ModelOption,
}

impl Site {
    /// Runs the command.
    pub(crate) fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        let mut store = Store::open(&self.store.store)?;
        let telling = woven(&mut store, self.model.model.as_deref(), printer)?;
        let pages = web::site::write(&telling, &self.folder)?;
        printer.say(format!(
            "{} in {}: open index.html there.",
            count(pages, "page"),
            self.folder.display()
        ));
        Ok(Status::Done)
    }
}
