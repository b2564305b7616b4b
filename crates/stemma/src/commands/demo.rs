//! `stemma demo`: a story that comes with the program.

use anyhow::Context;
use clap::Args;

use super::read::Read;
use super::serve::Serve;
use super::story::ShowStory;
use crate::Status;
use crate::cli::{ModelOption, StoreOption};
use crate::printer::Printer;

/// Read a story that comes with the program, and show its synopsis
///
/// The outlets, the people and the countries are invented. The model is got first, once, if it is
/// not there.
#[derive(Args)]
pub(crate) struct Demo {
    #[command(flatten)]
    model: ModelOption,

    /// Show everything, however long
    #[arg(long, short)]
    all: bool,

    /// Then show its pages in the browser, until Ctrl-C
    #[arg(long)]
    open: bool,
}

macro_rules! page {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../../../examples/strait/", $name)).as_slice())
    };
}

/// The pages of eight outlets that do not exist.
const PAGES: [(&str, &[u8]); 8] = [
    page!("1-vta.html"),
    page!("2-kystposten.html"),
    page!("3-severny-vestnik.html"),
    page!("4-strait-observer.html"),
    page!("5-global-desk-first.html"),
    page!("6-global-desk-corrected.html"),
    page!("7-havnes-chronicle.txt"),
    page!("8-most.html"),
];

impl Demo {
    /// Runs the command.
    pub(crate) fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
        let pages = folder.path().join("strait");
        std::fs::create_dir(&pages)?;
        for (name, bytes) in PAGES {
            let path = pages.join(name);
            std::fs::write(&path, bytes)
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
        let store = || StoreOption { store: folder.path().join("demo.db") };
        let model = || ModelOption { model: self.model.model.clone() };
        let read = Read {
            paths: vec![pages],
            store: store(),
            model: model(),
            jobs: None,
            again: false,
            no_weave: false,
            verbose: false,
            timings: false,
        };
        let status = read.run(printer)?;
        let story =
            ShowStory { id: None, store: store(), model: model(), all: self.all, json: false };
        story.run(printer)?;
        printer.flush()?;
        printer.say(
            "This was a story that comes with the program. Your own: \
             `stemma read FOLDER --store s.db`, then `stemma story --store s.db`, or \
             `stemma serve --store s.db` for the pages.",
        );
        if self.open {
            return Serve::opened(store(), model()).run(printer);
        }
        Ok(status)
    }
}
