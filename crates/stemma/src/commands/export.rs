//! `stemma export`: a whole store, or one story, for other programs.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use stemma_core::StoryId;
use stemma_keep::Store;

use crate::Status;
use crate::cli::{ModelOption, StoreOption};
use crate::printer::Printer;
use crate::weaving::woven;
use stemma_tell::collection::Collection;
use stemma_tell::contract::Exporting;
use stemma_tell::exports::{Format, Scope};
use stemma_tell::plural::count;

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
    format: FormatName,

    /// Only this story, by its number (`stemma stories` lists them)
    #[arg(long, value_name = "N")]
    story: Option<u32>,

    /// Into this file rather than to standard output; of csv and parquet, and of timelinejs without
    /// --story, the folder of their files
    #[arg(long, short, value_name = "PATH", visible_alias = "out")]
    output: Option<PathBuf>,
}

/// Forms of export, as they are named on the command line.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum FormatName {
    /// One JSON object: everything, as FORMATS.md has it
    #[default]
    Json,
    /// A table a file, for R, pandas and spreadsheets
    Csv,
    /// The same tables, typed and small, for `DuckDB`, Arrow and Spark
    Parquet,
    /// W3C Web Annotation: statements and claims at their words
    Annotations,
    /// PROV-O (JSON-LD): who has it from whom, and who judged
    Prov,
    /// The lineage for Gephi, networkx, yEd
    Graphml,
    /// The lineage for Graphviz
    Dot,
    /// `TimelineJS`: a file a story
    Timelinejs,
    /// `FollowTheMoney` entities: people, bodies, events, articles, mentions
    Ftm,
    /// schema.org `ClaimReview`: a draft a claim, without a verdict
    Claimreview,
}

impl FormatName {
    fn format(self) -> Format {
        match self {
            FormatName::Json => Format::Json,
            FormatName::Csv => Format::Csv,
            FormatName::Parquet => Format::Parquet,
            FormatName::Annotations => Format::Annotations,
            FormatName::Prov => Format::Prov,
            FormatName::Graphml => Format::Graphml,
            FormatName::Dot => Format::Dot,
            FormatName::Timelinejs => Format::Timelinejs,
            FormatName::Ftm => Format::Ftm,
            FormatName::Claimreview => Format::Claimreview,
        }
    }
}

impl Export {
    /// Runs the command.
    pub(crate) fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        let mut store = Store::open(&self.store.store)?;
        let format = self.format.format();
        let name = self.format.to_possible_value();
        let name = name.as_ref().map_or("", PossibleValue::get_name);
        // What cannot be done is said before the work.
        let is_folder = match format {
            Format::Timelinejs => self.story.is_none(),
            format => format.folder().is_some(),
        };
        if is_folder && self.output.is_none() {
            bail!("{name} is several files: say into which folder, with --out DIR");
        }
        if let (Format::Json, Some(story)) = (format, self.story) {
            bail!(
                "json is of a whole store; `stemma story {story} --json` prints one story, and the \
                 other forms take --story"
            );
        }
        let collection = woven(&mut store, self.model.model.as_deref(), printer)?;
        let scope = self.scope(&collection)?;
        if format == Format::Json && self.output.is_none() {
            // Large, and the one form that can be written piece by piece.
            Exporting::new(&collection).write(printer.out())?;
            return Ok(Status::Done);
        }
        let listed = format.listed(&scope);
        let made = listed.iter().filter_map(|listed| {
            let file = listed.path.rsplit_once('/').map_or(&*listed.path, |(_, name)| name);
            Some((file, format.make(&scope, &listed.path)?))
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

    fn scope<'a>(&self, collection: &'a Collection) -> anyhow::Result<Scope<'a>> {
        let Some(story) = self.story else {
            return Ok(Scope::whole(collection));
        };
        Scope::of(collection, StoryId(story)).with_context(|| {
            let stories = count(collection.woven.stories.len(), "story");
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
