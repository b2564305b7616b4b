//! `stemma search`: words in accounts.

use anyhow::bail;
use clap::Args;
use stemma_core::{AccountId, CodePoints, Field};
use stemma_keep::Store;

use crate::Status;
use crate::cli::{ModelOption, StoreOption};
use crate::page::{Page, Styled};
use crate::printer::{Look, Printer, styles};
use crate::searching::{Found, Hit, InAccount, Question, rows, search};
use crate::weaving::woven;
use stemma_tell::collection::Collection;
use stemma_tell::days;
use stemma_tell::plural::count;

/// Find words in accounts, and names in any spelling; shows every sentence that holds them
#[derive(Args)]
#[command(after_help = "\
Examples:
  stemma search harbour exercise -s s.db        accounts that have both words
  stemma search '\"harbour exercise\"' -s s.db    the phrase
  stemma search 'minis* -storm' -s s.db         words that begin so, without storms
  stemma search port ferry OR boat -s s.db      the port, and a ferry or a boat
  stemma search tarvel -s s.db                  whatever accounts call whoever has that name
  stemma search +tarvel -s s.db                 the name in this spelling only
  stemma search boats --speaker Tarvel --from 2031-05 -s s.db

A name that no account has is looked for by its sound, in any script.")]
pub(crate) struct Search {
    /// Words, "exact phrases", begin*, -without, OR, +just-so
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,

    #[command(flatten)]
    store: StoreOption,

    #[command(flatten)]
    model: ModelOption,

    /// Only in accounts of this outlet
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,

    /// Only in what somebody of this name says
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,

    /// Only in what was reported on this day or later (2031-05-13, 2031-05, 2031)
    #[arg(long, value_name = "DAY")]
    from: Option<String>,

    /// Only in what was reported on this day or earlier
    #[arg(long, value_name = "DAY")]
    to: Option<String>,

    /// Only in accounts in this language (en)
    #[arg(long, value_name = "CODE")]
    language: Option<String>,

    /// Only in accounts of this story
    #[arg(long, value_name = "ID")]
    story: Option<u32>,

    /// Only the words as typed: no other spelling of a name
    #[arg(long)]
    exact: bool,

    /// How many accounts at most
    #[arg(long, short = 'n', default_value_t = 20, value_name = "N")]
    limit: usize,

    /// Print JSON instead
    #[arg(long)]
    json: bool,
}

/// So many sentences of one account are shown; JSON has all.
const SHOWN: usize = 5;

impl Search {
    /// Runs the command.
    pub(crate) fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        let mut store = Store::open(&self.store.store)?;
        let question = self.question();
        if let Err(why) = question.query.parse::<stemma_keep::Query>() {
            bail!("this cannot be searched for: {why}");
        }
        let collection = woven(&mut store, self.model.model.as_deref(), printer)?;
        let found = search(&store, &collection, &question)?;
        let look = printer.look();
        if self.json {
            printer.json(rows(&collection, &found))?;
        } else {
            let mut page = Page::new(look);
            for one in &found.results {
                write(&mut page, &collection, one, look);
            }
            printer.data(&page.into_string())?;
        }
        tell(&collection, &found, printer);
        Ok(if found.results.is_empty() { Status::No } else { Status::Done })
    }

    fn question(&self) -> Question {
        let given = |value: &Option<String>| value.clone().unwrap_or_default();
        Question {
            query: self.query.join(" "),
            outlet: given(&self.outlet),
            speaker: given(&self.speaker),
            from: given(&self.from),
            to: given(&self.to),
            language: given(&self.language),
            story: self.story.map(|id| id.to_string()).unwrap_or_default(),
            exact: self.exact,
            page: 1,
            on_a_page: self.limit.max(1),
        }
    }
}

/// What was looked for beside what was typed, and what is not shown.
fn tell(collection: &Collection, found: &Found, printer: &Printer) {
    let name = |id| collection.entity(id).map_or("", |entity| entity.name.as_str());
    for added in &found.added {
        let whose: Vec<&str> = added.entities.iter().take(3).map(|&id| name(id)).collect();
        let more = if added.entities.len() > whose.len() { " and others" } else { "" };
        printer.note(format!(
            "'{}' is a name of {}{more}; also looked for: {}. --exact leaves them out.",
            added.typed,
            whose.join(", "),
            added.names.join(", ")
        ));
    }
    if found.speakers.len() > 1 {
        let several: Vec<String> =
            found.speakers.iter().take(8).map(|&id| format!("e{} {}", id.0, name(id))).collect();
        printer.note(format!(
            "the name fits several speakers, and all were looked through: {}. --speaker e{} names one.",
            several.join(", "),
            found.speakers[0].0
        ));
    }
    if found.undated > 0 {
        printer.note(format!(
            "{} left out: nothing is known of the day.",
            count(found.undated, "account")
        ));
    }
    if found.is_unclosed {
        printer.note("a quotation mark was not closed; the phrase was taken to go to the end.");
    }
    if found.results.is_empty() {
        printer.note("nothing found.");
    } else if found.accounts > found.results.len() {
        printer.note(format!(
            "{} of {} shown; --limit shows more.",
            found.results.len(),
            count(found.accounts, "account")
        ));
    }
}

fn write(page: &mut Page, collection: &Collection, one: &InAccount, look: Look) {
    let id = one.account;
    let Some(stored) = collection.account(id) else {
        return;
    };
    page.gap();
    let title = stored.account.title.as_deref().unwrap_or("(no title)");
    let mut head = Styled::new().styled(styles::STRONG, title);
    let day = collection.published(id).map(days::published);
    for part in [Some(collection.outlet(id)), day.as_deref()].into_iter().flatten() {
        head = head.styled(styles::FAINT, &format!(" · {part}"));
    }
    page.paragraph(0, &head);
    for hit in one.hits.iter().take(SHOWN) {
        sentence(page, collection, id, hit, look);
    }
    if one.hits.len() > SHOWN {
        let more = count(one.hits.len() - SHOWN, "more place");
        page.item(2, "", styles::FAINT, 10, &Styled::new().styled(styles::FAINT, &more));
    }
}

fn sentence(page: &mut Page, collection: &Collection, id: AccountId, hit: &Hit, look: Look) {
    let Some(stored) = collection.account(id) else {
        return;
    };
    let text = stored.account.words(hit.passage.of).unwrap_or_default();
    let span = hit.passage.span;
    let mark = match hit.passage.of {
        Field::Title => format!("{}:title", id.0),
        _ => format!("{}:{}", id.0, CodePoints::new(text).at(span.start as usize)),
    };
    let marked: Vec<(usize, usize)> = (hit.words.iter())
        .map(|word| ((word.start - span.start) as usize, (word.end - span.start) as usize))
        .collect();
    let words = collection.words(&hit.passage);
    let words = Styled::new().marked(words, &marked, styles::DIFFERENT, look);
    page.item(2, &mark, styles::FAINT, 10, &words);
}
