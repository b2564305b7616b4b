//! `stemma export`: a whole store, or one story, for other programs.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use stemma_core::StoryId;
use stemma_keep::Store;

use crate::Status;
use crate::cli::{ModelOption, StoreOption};
use crate::contract::Exporting;
use crate::exports::{Format, Scope};
use crate::plural::count;
use crate::printer::Printer;
use crate::telling::Telling;
use crate::weaving::woven;

/// Print a whole store, or one story of it, in a form that other programs read
#[derive(Args)]
#[command(after_help = "\
Examples:
  stemma export --store s.db > s.json
  stemma export --store s.db --format parquet --out tables     a file a table
  stemma export --store s.db --format graphml --story 1 --out lineage.graphml
  stemma export --store s.db --format dot | dot -Tsvg > lineage.svg

The same store gives the same bytes. Spans count Unicode code points of the text beside them.
In CSV a text that a spreadsheet would run as a formula has an apostrophe before it; all other
forms are verbatim. FORMATS.md describes each.")]
pub(crate) struct Export {
    #[command(flatten)]
    store: StoreOption,

    #[command(flatten)]
    model: ModelOption,

    /// In which form
    #[arg(long, short, value_enum, default_value_t)]
    format: Format,

    /// Only this story, by its number (`stemma stories` lists them)
    #[arg(long, value_name = "N")]
    story: Option<u32>,

    /// Into this file rather than to standard output; of csv and parquet, and of timelinejs without
    /// --story, the folder of their files
    #[arg(long, short, value_name = "PATH", visible_alias = "out")]
    output: Option<PathBuf>,
}

impl Export {
    /// Runs the command.
    pub(crate) fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        let mut store = Store::open(&self.store.store)?;
        let name = clap::ValueEnum::to_possible_value(&self.format);
        let name = name.as_ref().map_or("", |value| value.get_name());
        // What cannot be done is said before the work.
        let is_folder = match self.format {
            Format::Timelinejs => self.story.is_none(),
            format => format.folder().is_some(),
        };
        if is_folder && self.output.is_none() {
            bail!("{name} is several files: say into which folder, with --out DIR");
        }
        if let (Format::Json, Some(story)) = (self.format, self.story) {
            bail!(
                "json is of a whole store; `stemma story {story} --json` prints one story, and the \
                 other forms take --story"
            );
        }
        let telling = woven(&mut store, self.model.model.as_deref(), printer)?;
        let scope = self.scope(&telling)?;
        if self.format == Format::Json && self.output.is_none() {
            // Large, and the one form that can be written piece by piece.
            Exporting::new(&telling).write(printer.out())?;
            return Ok(Status::Done);
        }
        let listed = self.format.listed(&scope);
        let made = listed.iter().filter_map(|listed| {
            let file = listed.path.rsplit_once('/').map_or(&*listed.path, |(_, name)| name);
            Some((file, self.format.make(&scope, &listed.path)?))
        });
        match &self.output {
            Some(folder) if is_folder => {
                std::fs::create_dir_all(folder)
                    .with_context(|| format!("cannot make the folder {}", folder.display()))?;
                let mut files = 0;
                for (file, bytes) in made {
                    put(&folder.join(file), &bytes)?;
                    files += 1;
                }
                printer.say(format!("{} in {}.", count(files, "file"), folder.display()));
            }
            Some(path) => {
                for (_, bytes) in made {
                    put(path, &bytes)?;
                }
            }
            None => {
                for (_, bytes) in made {
                    printer.out().write_all(&bytes)?;
                }
            }
        }
        Ok(Status::Done)
    }

    fn scope<'a>(&self, telling: &'a Telling) -> anyhow::Result<Scope<'a>> {
        let Some(story) = self.story else {
            return Ok(Scope::whole(telling));
        };
        Scope::of(telling, StoryId(story)).with_context(|| {
            let stories = count(telling.woven.stories.len(), "story");
            format!(
                "there is no story {story} in {}, which has {stories}: `stemma stories` lists them",
                self.store.store.display()
            )
        })
    }
}

/// Writes a file under another name and gives it its own once it is whole, so that whoever looks
/// finds the old one or the new one.
fn put(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let write = || {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        if path.exists() && !path.is_file() {
            // A pipe or a terminal has no other name.
            return std::fs::OpenOptions::new().write(true).open(path)?.write_all(bytes);
        }
        let mut builder = tempfile::Builder::new();
        // Such a file is its owner's alone; this one is as any other that the user makes.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(parent.unwrap_or(Path::new(".")))?;
        file.write_all(bytes)?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}
