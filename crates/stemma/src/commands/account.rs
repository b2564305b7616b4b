//! `stemma account`: one account as it was read, or a place in it.

use std::collections::BTreeMap;

use anyhow::bail;
use clap::Args;
use stemma_core::Stored;
use stemma_core::{Field, Manner, Span};
use stemma_keep::Store;

use crate::Status;
use crate::cli::{ModelOption, StoreOption};
use crate::page::{Page, Styled, shortened};
use crate::place::{PlaceName, byte_at, paragraphs};
use crate::printer::{Look, Printer, styles};
use crate::weaving::woven;
use stemma_tell::collection::Collection;
use stemma_tell::contract::Exporting;
use stemma_tell::days;

/// Show an account as it was read, with what was dropped; or a place in it
#[derive(Args)]
#[command(after_help = "\
Examples:
  stemma account 2 --store s.db          all of account 2; statements are marked
  stemma account 2:310 --store s.db      the paragraph around its character 310
  stemma account 2 --store s.db --json   as in `stemma export`

The numbers in the margin count the characters before each paragraph.")]
pub(crate) struct ShowAccount {
    /// Which account, or which place in it
    #[arg(value_name = "ID")]
    place: PlaceName,

    #[command(flatten)]
    store: StoreOption,

    #[command(flatten)]
    model: ModelOption,

    /// Print JSON instead
    #[arg(long)]
    json: bool,
}

const MARGIN: usize = 8;

impl ShowAccount {
    /// Runs the command.
    pub(crate) fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        let mut store = Store::open(&self.store.store)?;
        let collection = woven(&mut store, self.model.model.as_deref(), printer)?;
        let id = self.place.account;
        let Some(stored) = collection.account(id) else {
            bail!(
                "there is no account {}. `stemma stories` and `stemma story` show what there is",
                id.0
            );
        };
        if self.json {
            let exporting = Exporting::new(&collection);
            printer.data(&serde_json::to_string_pretty(&exporting.account(stored))?)?;
            printer.data("\n")?;
            return Ok(Status::Done);
        }
        let look = printer.look();
        let page = match self.place.at {
            None => whole(&collection, stored, look),
            Some((of, characters)) => {
                let Some(page) = place(&collection, stored, of, characters, look) else {
                    bail!("account {} has no such place", id.0);
                };
                page
            }
        };
        printer.data(&page)?;
        Ok(Status::Done)
    }
}

fn whole(collection: &Collection, stored: &Stored, look: Look) -> String {
    let account = &stored.account;
    let mut page = Page::new(look);
    head(&mut page, collection, stored);
    let mut fact = |name: &str, value: &str| {
        if !value.is_empty() {
            page.item(2, name, styles::FAINT, 11, &Styled::plain(value));
        }
    };
    fact("source", &account.source);
    fact("key", account.key.as_deref().unwrap_or_default());
    fact("url", account.url.as_deref().unwrap_or_default());
    fact("by", &account.authors.join("; "));
    fact("language", account.language.as_deref().unwrap_or_default());
    let basis = collection.published(stored.id).and_then(|day| day.basis.as_ref());
    fact("dated by", basis.map_or("", |basis| basis.words.as_str()));
    if stored.version > 1 {
        fact("version", &stored.version.to_string());
    }
    fact("sha256", &stored.sha256);

    page.gap();
    let marks: Vec<Span> = (stored.found.statements.iter())
        .filter(|s| s.of == Field::Text && matches!(s.manner, Manner::Direct | Manner::Mixed))
        .flat_map(|statement| statement.content.iter().copied())
        .collect();
    let mut dropped: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (n, piece) in account.dropped.iter().enumerate() {
        dropped.entry(piece.before).or_default().push(n);
    }
    let mut dropped = dropped.into_iter().peekable();
    for (start, characters, words) in paragraphs(account) {
        while let Some((_, pieces)) = dropped.next_if(|(before, _)| *before as usize <= start) {
            write_dropped(&mut page, stored, &pieces);
        }
        // Only where colour shows it: brackets around every quotation would hide the words.
        let words = if look.colour {
            Styled::new().marked(words, &within(start, words, &marks), styles::SPEAKER, look)
        } else {
            Styled::plain(words)
        };
        page.item(0, &characters.to_string(), styles::FAINT, MARGIN, &words);
    }
    for (_, pieces) in dropped {
        write_dropped(&mut page, stored, &pieces);
    }
    page.into_string()
}

fn head(page: &mut Page, collection: &Collection, stored: &Stored) {
    let title = stored.account.title.as_deref().unwrap_or("(no title)");
    page.paragraph(0, &Styled::new().styled(styles::STRONG, title));
    let day = collection.published(stored.id).map(days::published);
    let line = format!(
        "account {} · {} · {}",
        stored.id.0,
        collection.outlet(stored.id),
        day.unwrap_or_default()
    );
    page.paragraph(0, &Styled::new().styled(styles::FAINT, &line));
}

fn write_dropped(page: &mut Page, stored: &Stored, pieces: &[usize]) {
    let room = page.look().width.saturating_sub(MARGIN + 24);
    for &n in pieces {
        let piece = &stored.account.dropped[n];
        let words = format!("{}: {}", piece.reason.word(), shortened(&piece.text, room));
        let words = Styled::new().styled(styles::FAINT, &words);
        page.item(0, "dropped", styles::FAINT, MARGIN, &words);
    }
}

/// Spans of the account within a paragraph, in the paragraph's own offsets.
fn within(start: usize, words: &str, spans: &[Span]) -> Vec<(usize, usize)> {
    let end = start + words.len();
    let mut within: Vec<(usize, usize)> = spans
        .iter()
        .filter(|span| (span.start as usize) < end && span.end as usize > start)
        .map(|span| {
            ((span.start as usize).max(start) - start, (span.end as usize).min(end) - start)
        })
        .collect();
    within.sort_unstable();
    within
}

/// The paragraph of a place, with what begins there marked.
fn place(
    collection: &Collection,
    stored: &Stored,
    of: Field,
    characters: usize,
    look: Look,
) -> Option<String> {
    let account = &stored.account;
    let mut page = Page::new(look);
    head(&mut page, collection, stored);
    page.gap();
    match of {
        Field::Title => {
            let title = account.title.as_deref()?;
            page.item(0, "title", styles::FAINT, MARGIN, &Styled::plain(title));
        }
        Field::Dropped(n) => {
            let piece = account.dropped.get(n as usize)?;
            let words = format!("({}) {}", piece.reason.word(), piece.text);
            page.item(0, "dropped", styles::FAINT, MARGIN, &Styled::plain(&words));
        }
        Field::Text => {
            let at = byte_at(&account.text, characters);
            let paragraphs = paragraphs(account);
            let n = paragraphs.partition_point(|&(start, ..)| start <= at).checked_sub(1)?;
            let (start, before, words) = paragraphs[n];
            if at >= start + words.len() {
                return None;
            }
            let found = &stored.found;
            // Whatever was found to begin just there, the longest; else the sentence.
            let statements = found.statements.iter().filter(|s| s.of == Field::Text);
            let mentions = found.mentions.iter().filter(|m| m.place.of == Field::Text);
            let spans = (statements.flat_map(|s| s.content.iter().copied()))
                .chain(mentions.map(|m| m.place.span))
                .filter(|span| span.start as usize == at)
                .max_by_key(|span| span.len())
                .or_else(|| {
                    let sentences = found.sentences.iter().copied();
                    sentences.rev().find(|sentence| sentence.start as usize <= at)
                });
            let spans: Vec<Span> = spans.into_iter().collect();
            let words =
                Styled::new().marked(words, &within(start, words, &spans), styles::DIFFERENT, look);
            page.item(0, &before.to_string(), styles::FAINT, MARGIN, &words);
        }
    }
    Some(page.into_string())
}
