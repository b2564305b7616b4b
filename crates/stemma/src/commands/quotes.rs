//! `stemma quotes`: who said what, over the whole store.

use clap::Args;
use serde::Serialize;
use stemma_core::{AccountId, Certainty, Field, Manner, Place, Polarity, Statement, StoryId};
use stemma_keep::Store;

use crate::Status;
use crate::cli::{ModelOption, StoreOption};
use crate::page::{Page, Styled};
use crate::printer::{Printer, styles};
use crate::synopsis::stance;
use crate::weaving::woven;
use stemma_tell::collection::Collection;

/// List who said what, with the place of each statement
#[derive(Args)]
#[command(after_help = "\
Examples:
  stemma quotes --store s.db --speaker Tarvel     what everybody of that name is said to have said
  stemma quotes --store s.db --story 3 --direct   quotations only
  stemma quotes --store s.db --account 2 --json")]
pub(crate) struct Quotes {
    #[command(flatten)]
    store: StoreOption,

    #[command(flatten)]
    model: ModelOption,

    /// Only of speakers with this in one of their names
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,

    /// Only of this story
    #[arg(long, value_name = "ID")]
    story: Option<u32>,

    /// Only of this account
    #[arg(long, value_name = "ID")]
    account: Option<u32>,

    /// Only what stands in quotation marks
    #[arg(long)]
    direct: bool,

    /// Print JSON instead
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Row<'a> {
    account: AccountId,
    outlet: &'a str,
    statement: usize,
    of: String,
    at: String,
    manner: Manner,
    polarity: Polarity,
    certainty: Certainty,
    speaker: Option<&'a str>,
    speaker_words: Option<&'a str>,
    content: Vec<&'a str>,
    claims: Vec<u32>,
}

impl Quotes {
    /// Runs the command.
    pub(crate) fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        let mut store = Store::open(&self.store.store)?;
        let collection = woven(&mut store, self.model.model.as_deref(), printer)?;
        if let Some(id) = self.story
            && collection.story(StoryId(id)).is_none()
        {
            anyhow::bail!("there is no story {id}. `stemma stories` lists what there is");
        }
        let wanted_name = self.speaker.as_deref().map(str::to_lowercase);
        let story = self.story.and_then(|id| collection.story(StoryId(id)));
        let look = printer.look();
        let mut page = Page::new(look);
        let mut rows = Vec::new();
        for stored in collection.accounts() {
            let id = stored.id;
            if self.account.is_some_and(|wanted| wanted != id.0)
                || story.is_some_and(|story| !story.accounts.contains(&id))
            {
                continue;
            }
            for (n, statement) in stored.found.statements.iter().enumerate() {
                let direct = matches!(statement.manner, Manner::Direct | Manner::Mixed);
                if self.direct && !direct {
                    continue;
                }
                let Some(row) = row(&collection, id, n, statement) else {
                    continue;
                };
                if wanted_name
                    .as_deref()
                    .is_none_or(|name| speaks(&collection, id, statement, name))
                {
                    write(&mut page, &row, statement);
                    rows.push(row);
                }
            }
        }
        if self.json {
            printer.json(&rows)?;
        } else {
            printer.data(&page.into_string())?;
        }
        Ok(if rows.is_empty() {
            printer.note("no statement found.");
            Status::No
        } else {
            Status::Done
        })
    }
}

fn row<'a>(
    collection: &'a Collection,
    id: AccountId,
    n: usize,
    statement: &Statement,
) -> Option<Row<'a>> {
    let content = collection.content(id, statement);
    let (first, _) = content.first()?;
    let speaker = statement.speaker;
    let of = statement.of;
    let entity = (speaker.and_then(|speaker| speaker.entity))
        .and_then(|local| collection.entity_of(id, local))
        .and_then(|entity| collection.entity(entity));
    Some(Row {
        account: id,
        outlet: collection.outlet(id),
        statement: n,
        of: of.to_string(),
        at: collection.mark(first),
        manner: statement.manner,
        polarity: statement.polarity,
        certainty: statement.certainty,
        speaker: entity.map(|entity| entity.name.as_str()),
        speaker_words: speaker.map(|speaker| {
            let span = speaker.span;
            collection.words(&Place { of, span }.in_account(id))
        }),
        content: content.into_iter().map(|(_, words)| words).collect(),
        claims: collection.claims_of(id, n).map(|claim| claim.id.0).collect(),
    })
}

/// Whether one of the speaker's names holds this, however it is written here.
fn speaks(collection: &Collection, id: AccountId, statement: &Statement, name: &str) -> bool {
    let Some(speaker) = statement.speaker else {
        return false;
    };
    let span = speaker.span;
    let of = statement.of;
    let written = collection.words(&Place { of, span }.in_account(id));
    let entity = (speaker.entity)
        .and_then(|local| collection.entity_of(id, local))
        .and_then(|entity| collection.entity(entity));
    let names = entity.into_iter().flat_map(|e| &e.names).map(|name| name.text.as_str());
    names.chain([written]).any(|known| known.to_lowercase().contains(name))
}

fn write(page: &mut Page, row: &Row<'_>, statement: &Statement) {
    let mut words = Styled::new();
    let name = row.speaker.or(row.speaker_words).unwrap_or("(nobody is named)");
    words = words.styled(styles::SPEAKER, name);
    if let (Some(known), Some(written)) = (row.speaker, row.speaker_words)
        && known != written
    {
        words = words.styled(styles::FAINT, &format!(" (“{written}”)"));
    }
    words = words.and(": ");
    let stance = stance(statement);
    if !stance.is_empty() {
        words = words.styled(styles::OPEN, &stance).and(" ");
    }
    let content = row.content.join(" … ");
    words = if statement.manner == Manner::Direct {
        words.and("“").and(content.trim_end_matches(',')).and("”")
    } else {
        words.and(&content)
    };
    if statement.of == Field::Title {
        words = words.styled(styles::FAINT, " (headline)");
    }
    page.item(0, &row.at, styles::FAINT, 10, &words);
}
