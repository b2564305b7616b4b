//! A story's synopsis for a reader: the product's face. A function of values; what it shows is
//! verbatim, with its place.
//!
//! What is shown, and in which order, is chosen by functions that the pages use as well.

mod claims;
mod lineage;
mod parting;
mod speakers;
mod timeline;

use std::collections::{BTreeMap, BTreeSet};

use anstyle::Style;
use stemma_core::{Claim, Passage, Story};
use unicode_width::UnicodeWidthStr;

use crate::page::{Page, Styled, padded, shortened};
use crate::printer::{Look, styles};
use stemma_tell::collection::Collection;
use stemma_tell::days;
use stemma_tell::plural::{count, noun};
use stemma_tell::reasons;

pub(crate) use claims::{Wording, independence, kind, one as one_claim, wordings};
pub(crate) use parting::{Parting, partings};
pub(crate) use speakers::{Said, Speaker, role, speakers, stance};
pub(crate) use timeline::{dates_within, days_of_story};

/// How much is shown. What is left out is counted and said.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    /// Differences that matter.
    pub(crate) differences: usize,
    /// Days of the timeline.
    pub(crate) days: usize,
    /// Speakers.
    pub(crate) speakers: usize,
    /// What each of them said.
    pub(crate) statements: usize,
    /// Claims side by side.
    pub(crate) claims: usize,
    /// Open questions.
    pub(crate) questions: usize,
}

impl Extent {
    /// What a reader takes in at a sitting.
    pub(crate) const USUAL: Extent =
        Extent { differences: 8, days: 14, speakers: 8, statements: 5, claims: 12, questions: 8 };
    /// Everything.
    pub(crate) const ALL: Extent = Extent {
        differences: usize::MAX,
        days: usize::MAX,
        speakers: usize::MAX,
        statements: usize::MAX,
        claims: usize::MAX,
        questions: usize::MAX,
    };
}

/// The synopsis of a story.
pub(crate) fn synopsis(
    collection: &Collection,
    story: &Story,
    extent: Extent,
    look: Look,
) -> String {
    let mut page = Page::new(look);
    header(&mut page, collection, story);
    accounts(&mut page, collection, story);
    parting::write(&mut page, collection, story, extent.differences);
    timeline::write(&mut page, collection, story, extent.days);
    speakers::write(&mut page, collection, story, extent);
    let shared = shared_claims(collection, story);
    claims::write(&mut page, collection, &shared, extent.claims);
    claims::write_matrix(&mut page, collection, story, &shared, extent.claims);
    lineage::write(&mut page, collection, story);
    questions(&mut page, collection, story, extent.questions);
    let hint = "`stemma account 2:310` shows a place in its account; `stemma why claim 3` and \
                `stemma why edge a2` give the reasons.";
    page.gap();
    page.paragraph(0, &Styled::new().styled(styles::FAINT, hint));
    page.into_string()
}

fn header(page: &mut Page, collection: &Collection, story: &Story) {
    page.paragraph(0, &Styled::new().styled(styles::STRONG, &story.title));
    let outlets = outlets(collection, story);
    let mut parts = vec![format!("story {}", story.id.0), count(story.accounts.len(), "account")];
    if outlets > 0 {
        parts.push(count(outlets, "outlet"));
    }
    parts.push(match collection.reported(story) {
        Some((first, last)) => format!("reported {}", days::range(first, last)),
        None => "days of report not established".to_owned(),
    });
    parts.push(count(collection.claims_in(story.id).count(), "claim"));
    page.paragraph(0, &Styled::new().styled(styles::FAINT, &parts.join(" · ")));
    saga(page, collection, story);
}

/// How many outlets are known to have told a story.
pub(crate) fn outlets(collection: &Collection, story: &Story) -> usize {
    let outlets = story.accounts.iter();
    let outlets = outlets.filter_map(|&id| collection.account(id)?.account.outlet.as_deref());
    outlets.collect::<BTreeSet<&str>>().len()
}

/// What the story goes on with, and what goes on with it.
fn saga(page: &mut Page, collection: &Collection, story: &Story) {
    for link in collection.saga_links(story.id) {
        let (how, other) =
            if link.to == story.id { ("goes on from", link.from) } else { ("goes on in", link.to) };
        let Some(other) = collection.story(other) else { continue };
        let reported = collection.reported(other);
        let day = reported
            .map_or_else(String::new, |(first, _)| format!(", {}", days::range(first, first)));
        let line = Styled::new()
            .styled(styles::FAINT, &format!("{how} story {}{day}: ", other.id.0))
            .and(&other.title);
        page.paragraph(0, &line);
    }
}

/// A title has a line of its own where fewer columns than these are left for it.
const LEAST_TITLE: usize = 30;

fn accounts(page: &mut Page, collection: &Collection, story: &Story) {
    page.heading("ACCOUNTS");
    let width = page.look().width;
    let number = story.accounts.iter().map(|id| id.0.to_string().len()).max();
    let number = number.unwrap_or(1) + 3;
    let outlet = story.accounts.iter().map(|&id| collection.outlet(id).width()).max();
    let outlet = outlet.unwrap_or(0).clamp(6, width / 4) + 2;
    let day_of = |id| collection.published(id).map(days::published).unwrap_or_default();
    let day = story.accounts.iter().map(|&id| day_of(id).width()).max();
    let day = day.unwrap_or(0) + 2;
    for &id in &story.accounts {
        let Some(stored) = collection.account(id) else {
            continue;
        };
        let title = stored.account.title.as_deref().unwrap_or("(no title)");
        let label = format!(
            "{}{}{}",
            padded(&format!("  {}", id.0), number),
            padded(&shortened(collection.outlet(id), outlet - 2), outlet),
            padded(&day_of(id), day)
        );
        let column = number + outlet + day;
        if width < column + LEAST_TITLE {
            page.line(&label);
            page.paragraph(number, &Styled::plain(title));
        } else {
            page.item(0, &label, Style::new(), column, &Styled::plain(title));
        }
    }
}

/// Claims that more than one account has: those that most have first, and of these, those in which
/// they differ in what matters.
pub(crate) fn shared_claims<'a>(collection: &'a Collection, story: &Story) -> Vec<&'a Claim> {
    let mut claims: Vec<&Claim> =
        collection.claims_in(story.id).filter(|claim| claim.accounts().len() > 1).collect();
    claims.sort_by_cached_key(|claim| {
        (
            std::cmp::Reverse(claim.accounts().len()),
            std::cmp::Reverse(parting::weight(claim)),
            std::cmp::Reverse(claim.differences.len()),
            claim.id,
        )
    });
    claims
}

/// What is not established, each question once, with every place that raises it.
pub(crate) fn open_questions(
    collection: &Collection,
    story: &Story,
) -> Vec<(String, Vec<Passage>)> {
    let mut questions: Vec<(String, Vec<Passage>)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for question in collection.questions_in(story.id) {
        let text = reasons::question(&question.kind);
        let n = *known.entry(text.clone()).or_insert(questions.len());
        if n == questions.len() {
            questions.push((text, Vec::new()));
        }
        questions[n].1.extend(&question.passages);
    }
    for (_, passages) in &mut questions {
        passages.sort_unstable();
        passages.dedup();
    }
    questions
}

fn questions(page: &mut Page, collection: &Collection, story: &Story, most: usize) {
    let questions = open_questions(collection, story);
    if questions.is_empty() {
        return;
    }
    page.heading("NOT ESTABLISHED");
    for (text, passages) in questions.iter().take(most) {
        page.item(2, "?", styles::OPEN, 3, &Styled::plain(text));
        for passage in passages.iter().take(MOST_PASSAGES) {
            quoted(page, collection, 5, passage, 2);
        }
        if passages.len() > MOST_PASSAGES {
            let more = format!("and in {}", count(passages.len() - MOST_PASSAGES, "more place"));
            page.paragraph(5, &Styled::new().styled(styles::FAINT, &more));
        }
    }
    rest(page, questions.len(), most, "open question");
}

/// Places of an open question beyond these are counted.
const MOST_PASSAGES: usize = 4;

/// A passage beside its mark. No more than `most` lines' worth of words.
fn quoted(page: &mut Page, collection: &Collection, indent: usize, passage: &Passage, most: usize) {
    const COLUMN: usize = 9;
    let room = page.look().width.saturating_sub(indent + COLUMN).max(20) * most;
    let words = Styled::plain(&shortened(collection.words(passage), room));
    page.item(indent, &collection.mark(passage), styles::FAINT, COLUMN, &words);
}

/// Says what was left out.
fn rest(page: &mut Page, all: usize, shown: usize, what: &str) {
    if all > shown {
        let left =
            format!("and {} more {}; `--all` shows them", all - shown, noun(what, all - shown));
        page.paragraph(2, &Styled::new().styled(styles::FAINT, &left));
    }
}

#[cfg(test)]
mod tests;
