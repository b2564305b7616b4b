//! `stemma stories`: what there is.

use std::collections::BTreeSet;

use clap::Args;
use serde::Serialize;
use stemma_core::SagaId;
use stemma_keep::Store;

use crate::Status;
use crate::cli::{ModelOption, StoreOption};
use crate::page::{Page, Styled};
use crate::printer::{Printer, styles};
use crate::weaving::woven;
use stemma_tell::collection::Collection;
use stemma_tell::days;

/// List the stories of a store, those with the most accounts first, and the sagas that they form
#[derive(Args)]
#[command(after_help = "\
Example:
  stemma stories --store s.db")]
pub(crate) struct Stories {
    #[command(flatten)]
    store: StoreOption,

    #[command(flatten)]
    model: ModelOption,

    /// Print JSON instead
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Row<'a> {
    id: u32,
    title: &'a str,
    accounts: usize,
    outlets: usize,
    earliest: Option<jiff::civil::Date>,
    latest: Option<jiff::civil::Date>,
    claims: usize,
    shared_claims: usize,
    saga: Option<SagaId>,
}

impl Stories {
    /// Runs the command.
    pub(crate) fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        let mut store = Store::open(&self.store.store)?;
        let collection = woven(&mut store, self.model.model.as_deref(), printer)?;
        let mut rows: Vec<Row<'_>> = (collection.woven.stories.iter())
            .map(|story| {
                let outlets: BTreeSet<&str> = (story.accounts.iter())
                    .filter_map(|&id| collection.account(id)?.account.outlet.as_deref())
                    .collect();
                let reported = collection.reported(story);
                let claims =
                    || collection.woven.claims.iter().filter(|claim| claim.story == story.id);
                Row {
                    id: story.id.0,
                    title: &story.title,
                    accounts: story.accounts.len(),
                    outlets: outlets.len(),
                    earliest: reported.map(|(first, _)| first),
                    latest: reported.map(|(_, last)| last),
                    claims: claims().count(),
                    shared_claims: claims().filter(|claim| claim.accounts().len() > 1).count(),
                    saga: (collection.woven.sagas.iter())
                        .find(|saga| saga.stories.contains(&story.id))
                        .map(|saga| saga.id),
                }
            })
            .collect();
        rows.sort_by_key(|row| (std::cmp::Reverse(row.accounts), row.id));
        let status = if rows.is_empty() {
            printer.note("the store holds no story yet. `stemma read PATH…` reads accounts.");
            Status::No
        } else {
            Status::Done
        };
        if self.json {
            printer.json(&rows)?;
            return Ok(status);
        }
        let mut page = Page::new(printer.look());
        if !rows.is_empty() {
            let head = "  id  accounts  shared claims  reported";
            page.line(&printer.look().paint(styles::FAINT, head));
        }
        for row in &rows {
            let reported = match (row.earliest, row.latest) {
                (Some(first), Some(last)) => days::range(first, last),
                _ => "not established".to_owned(),
            };
            let label = format!(
                "{:>4}  {:>8}  {:>13}  {reported}",
                row.id, row.accounts, row.shared_claims
            );
            page.item(0, &label, styles::FAINT, 56, &Styled::plain(row.title));
        }
        write_sagas(&mut page, &collection);
        printer.data(&page.into_string())?;
        Ok(status)
    }
}

/// Stories that go on with one another, in the order of their days.
fn write_sagas(page: &mut Page, collection: &Collection) {
    if collection.woven.sagas.is_empty() {
        return;
    }
    page.heading("SAGAS");
    for saga in &collection.woven.sagas {
        let chain: Vec<String> = (saga.stories.iter())
            .map(|id| {
                let reported = collection.story(*id).and_then(|story| collection.reported(story));
                match reported {
                    Some((first, last)) => format!("{} ({})", id.0, days::range(first, last)),
                    None => id.0.to_string(),
                }
            })
            .collect();
        page.paragraph(2, &Styled::plain(&saga.title));
        let chain = format!("stories {}", chain.join(" → "));
        page.paragraph(4, &Styled::new().styled(styles::FAINT, &chain));
    }
}
