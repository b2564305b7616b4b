//! `stemma story`: the synopsis.

use anyhow::bail;
use clap::Args;
use stemma_core::{Story, StoryId};
use stemma_keep::Store;

use crate::Status;
use crate::cli::{ModelOption, StoreOption};
use crate::printer::Printer;
use crate::synopsis::{Extent, synopsis};
use crate::weaving::woven;
use stemma_tell::contract::Exporting;
use stemma_tell::plural::count;

/// Show a story's synopsis: when, who said what, claims side by side, what each leaves out, lineage
#[derive(Args)]
#[command(after_help = "\
Examples:
  stemma story --store s.db             the only story, or the largest
  stemma story 3 --store s.db --all     story 3, with everything
  stemma story 3 --store s.db --json

Words in which accounts part are underlined, or in [brackets] where there is no colour.
`2:310` is character 310 of account 2: `stemma account 2:310` shows it.")]
pub(crate) struct ShowStory {
    /// Which story, by the number that `stemma stories` shows [default: the largest]
    #[arg(value_name = "ID")]
    pub(crate) id: Option<u32>,

    #[command(flatten)]
    pub(crate) store: StoreOption,

    #[command(flatten)]
    pub(crate) model: ModelOption,

    /// Show everything, however long
    #[arg(long, short)]
    pub(crate) all: bool,

    /// Print JSON instead
    #[arg(long)]
    pub(crate) json: bool,
}

impl ShowStory {
    /// Runs the command.
    pub(crate) fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        let mut store = Store::open(&self.store.store)?;
        let collection = woven(&mut store, self.model.model.as_deref(), printer)?;
        let story = if let Some(id) = self.id {
            let Some(story) = collection.story(StoryId(id)) else {
                bail!("there is no story {id}. `stemma stories` lists what there is");
            };
            story
        } else {
            let size = |story: &&Story| (story.accounts.len(), std::cmp::Reverse(story.id));
            let Some(largest) = collection.woven.stories.iter().max_by_key(size) else {
                printer.note("the store holds no story yet. `stemma read PATH…` reads accounts.");
                return Ok(Status::No);
            };
            if collection.woven.stories.len() > 1 {
                printer.note(format!(
                    "of {}, this is the one with the most accounts; `stemma stories` lists all.",
                    count(collection.woven.stories.len(), "story")
                ));
            }
            largest
        };
        if self.json {
            let exporting = Exporting::new(&collection);
            let json = serde_json::to_string_pretty(&exporting.story(story))?;
            printer.data(&json)?;
            printer.data("\n")?;
        } else {
            let extent = if self.all { Extent::ALL } else { Extent::USUAL };
            let page = synopsis(&collection, story, extent, printer.look());
            printer.data(&page)?;
        }
        Ok(Status::Done)
    }
}
