//! `stemma search`: words in accounts.

use clap::Args;
use serde::Serialize;
use stemma_core::{CodePoints, Field};
use stemma_keep::Store;

use crate::Status;
use crate::cli::StoreOption;
use crate::contract::{Range, field};
use crate::page::{Page, Styled};
use crate::printer::{Printer, styles};

/// Find accounts by their words; shows the sentence that holds them
#[derive(Args)]
#[command(after_help = "\
Examples:
  stemma search harbour exercise -s s.db        accounts that have both words
  stemma search '\"harbour exercise\"' -s s.db    the phrase
  stemma search 'minis* -storm' -s s.db         words that begin so, without storms
  stemma search ferry OR boat -s s.db")]
pub(crate) struct Search {
    /// Words, "exact phrases", begin*, -without, OR
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,

    #[command(flatten)]
    store: StoreOption,

    /// How many accounts at most
    #[arg(long, short = 'n', default_value_t = 20, value_name = "N")]
    limit: usize,

    /// Print JSON instead
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Row {
    account: u32,
    outlet: Option<String>,
    title: Option<String>,
    of: String,
    span: Range,
    text: String,
    words: Vec<Range>,
    score: f64,
}

impl Search {
    /// Runs the command.
    pub(crate) fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        let store = Store::open(&self.store.store)?;
        let hits = store.search(&self.query.join(" "), self.limit)?;
        let numbers = store.numbers()?;
        let look = printer.look();
        let mut page = Page::new(look);
        let mut rows = Vec::new();
        for hit in &hits {
            let Some(stored) = store.account(hit.account)? else {
                continue;
            };
            let account = &stored.account;
            let number = numbers.get(&hit.account).unwrap_or(&hit.account).0;
            let text = match hit.passage.of {
                Field::Title => account.title.as_deref().unwrap_or_default(),
                _ => account.text.as_str(),
            };
            let span = hit.passage.span;
            let points = CodePoints::new(text);
            rows.push(Row {
                account: number,
                outlet: account.outlet.clone(),
                title: account.title.clone(),
                of: field(hit.passage.of),
                span: points.span(span),
                text: span.get(text).unwrap_or_default().to_owned(),
                words: hit.words.iter().map(|&word| points.span(word)).collect(),
                score: hit.score,
            });
            let mark = match hit.passage.of {
                Field::Title => format!("{number}:title"),
                _ => format!("{number}:{}", points.at(span.start as usize)),
            };
            let marked: Vec<(usize, usize)> = (hit.words.iter())
                .map(|word| ((word.start - span.start) as usize, (word.end - span.start) as usize))
                .collect();
            page.gap();
            let mut head = Styled::new()
                .styled(styles::STRONG, account.title.as_deref().unwrap_or("(no title)"));
            if let Some(outlet) = &account.outlet {
                head = head.styled(styles::FAINT, &format!(" · {outlet}"));
            }
            page.paragraph(0, &head);
            let words = Styled::new().marked(
                span.get(text).unwrap_or_default(),
                &marked,
                styles::DIFFERENT,
                look,
            );
            page.item(2, &mark, styles::FAINT, 10, &words);
        }
        if self.json {
            printer.json(&rows)?;
        } else {
            printer.data(&page.into_string())?;
        }
        Ok(if hits.is_empty() {
            printer.note("nothing found.");
            Status::No
        } else {
            Status::Done
        })
    }
}
