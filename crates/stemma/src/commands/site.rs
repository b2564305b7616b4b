//! `stemma site`: the pages as files.

mod ending;
mod folder;

use std::path::PathBuf;

use clap::Args;
use stemma_keep::Store;

use crate::Status;
use crate::cli::{ModelOption, StoreOption};
use crate::printer::Printer;
use crate::weaving::woven;
use crate::web::{self, site::Written};
use ending::Ending;
use folder::Free;
use stemma_tell::collection::Collection;
use stemma_tell::plural::count;

/// Write the pages of a store as files, to publish, print or archive
///
/// They are those of `stemma serve`, under the same names, without what needs a server: the search
/// and the judging. Nothing in them is loaded from elsewhere, and they can be opened from a disk.
/// The same store gives the same files.
#[derive(Args)]
#[command(after_help = "\
Examples:
  stemma site pages --store s.db     then open pages/index.html

An earlier site in DIR is replaced as a whole, once the new one is complete. A folder that holds \
anything else is left alone. Ctrl-C leaves all as it was; a second one does not wait for that.

Of the files that accounts were read from, pages and exports have the names and not the folders; \
`stemma export` has both.")]
pub(crate) struct Site {
    /// The folder for them: a new one, an empty one, or that of an earlier site
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
        // Before the store is opened: weaving for nothing would be a pity.
        let free = Free::check(&self.folder)?;
        let mut store = Store::open(&self.store.store)?;
        let collection = woven(&mut store, self.model.model.as_deref(), printer)?.for_others();
        // Before there is anything to clear away.
        let ending = Ending::listen()?;
        let written = Site::write(&collection, free, &ending, printer);
        if written.is_err()
            && let Err(ended) = ending.check()
        {
            printer.end_progress();
            printer.fault(format!("{ended:#}"));
            ending.end();
        }
        let written = written?;
        printer.say(format!(
            "{} and {} in {}: open index.html there.",
            count(written.pages, "page"),
            count(written.exports, "export"),
            self.folder.display()
        ));
        Ok(Status::Done)
    }

    fn write(
        collection: &Collection,
        free: Free,
        ending: &Ending,
        printer: &mut Printer,
    ) -> anyhow::Result<Written> {
        let folder = free.begin()?;
        let bar = printer.progress("writing", 0);
        let mut progress = |done: usize, known: usize| {
            bar.set_length(known as u64);
            bar.set_position(done as u64);
            ending.check()
        };
        let written = web::site::write(collection, folder.path(), &mut progress)?;
        printer.end_progress();
        // From here on it is put in place, whoever tells it what.
        ending.check()?;
        folder.done(&written.paths)?;
        Ok(written)
    }
}
