//! A story's synopsis for a reader: the product's face. A function of values; what it shows is
//! verbatim, with its place.

mod claims;
mod lineage;
mod parting;
mod speakers;
mod timeline;

use std::collections::BTreeSet;

use anstyle::Style;
use stemma_core::{Claim, Passage, Story};
use unicode_width::UnicodeWidthStr;

use crate::contract::accounts_of;
use crate::days;
use crate::page::{Page, Styled, padded, shortened};
use crate::printer::{Look, styles};
use crate::telling::Telling;
use crate::weaving::{count, noun};

pub(crate) use claims::one as one_claim;
pub(crate) use speakers::stance;

/// How much is shown. What is left out is counted and said.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    /// Differences that matter.
    differences: usize,
    /// Days of the timeline.
    days: usize,
    /// Speakers.
    speakers: usize,
    /// What each of them said.
    statements: usize,
    /// Claims side by side.
    claims: usize,
    /// Open questions.
    questions: usize,
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
pub(crate) fn synopsis(telling: &Telling, story: &Story, extent: Extent, look: Look) -> String {
    let mut page = Page::new(look);
    header(&mut page, telling, story);
    accounts(&mut page, telling, story);
    parting::write(&mut page, telling, story, extent.differences);
    timeline::write(&mut page, telling, story, extent.days);
    speakers::write(&mut page, telling, story, extent);
    let shared = shared_claims(telling, story);
    claims::write(&mut page, telling, &shared, extent.claims);
    claims::write_matrix(&mut page, telling, story, &shared, extent.claims);
    lineage::write(&mut page, telling, story);
    questions(&mut page, telling, story, extent.questions);
    let hint = "`stemma account 2:310` shows a place in its account; `stemma why claim 3` and \
                `stemma why edge a2` give the reasons.";
    page.gap();
    page.paragraph(0, &Styled::new().styled(styles::FAINT, hint));
    page.into_string()
}

fn header(page: &mut Page, telling: &Telling, story: &Story) {
    page.paragraph(0, &Styled::new().styled(styles::STRONG, &story.title));
    let outlets: BTreeSet<&str> = story
        .accounts
        .iter()
        .filter_map(|&id| telling.account(id)?.account.outlet.as_deref())
        .collect();
    let mut parts = vec![format!("story {}", story.id.0), count(story.accounts.len(), "account")];
    if !outlets.is_empty() {
        parts.push(count(outlets.len(), "outlet"));
    }
    parts.push(match telling.reported(story) {
        Some((first, last)) => format!("reported {}", days::range(first, last)),
        None => "days of report not established".to_owned(),
    });
    let claims = telling.woven.claims.iter();
    parts.push(count(claims.filter(|c| c.story == story.id).count(), "claim"));
    page.paragraph(0, &Styled::new().styled(styles::FAINT, &parts.join(" · ")));
    saga(page, telling, story);
}

/// What the story goes on with, and what goes on with it.
fn saga(page: &mut Page, telling: &Telling, story: &Story) {
    let links = telling.woven.sagas.iter().flat_map(|saga| &saga.links);
    for link in links.filter(|link| link.from == story.id || link.to == story.id) {
        let (how, other) =
            if link.to == story.id { ("goes on from", link.from) } else { ("goes on in", link.to) };
        let Some(other) = telling.story(other) else { continue };
        let reported = telling.reported(other);
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

fn accounts(page: &mut Page, telling: &Telling, story: &Story) {
    page.heading("ACCOUNTS");
    let width = page.look().width;
    let number = story.accounts.iter().map(|id| id.0.to_string().len()).max();
    let number = number.unwrap_or(1) + 3;
    let outlet = story.accounts.iter().map(|&id| telling.outlet(id).width()).max();
    let outlet = outlet.unwrap_or(0).clamp(6, width / 4) + 2;
    let day_of = |id| telling.published(id).map(days::published).unwrap_or_default();
    let day = story.accounts.iter().map(|&id| day_of(id).width()).max();
    let day = day.unwrap_or(0) + 2;
    for &id in &story.accounts {
        let Some(stored) = telling.account(id) else {
            continue;
        };
        let title = stored.account.title.as_deref().unwrap_or("(no title)");
        let label = format!(
            "{}{}{}",
            padded(&format!("  {}", id.0), number),
            padded(&shortened(telling.outlet(id), outlet - 2), outlet),
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
fn shared_claims<'a>(telling: &'a Telling, story: &Story) -> Vec<&'a Claim> {
    let mut claims: Vec<&Claim> = telling
        .woven
        .claims
        .iter()
        .filter(|claim| claim.story == story.id && accounts_of(claim).len() > 1)
        .collect();
    claims.sort_by_key(|claim| {
        (
            std::cmp::Reverse(accounts_of(claim).len()),
            std::cmp::Reverse(parting::weight(claim)),
            std::cmp::Reverse(claim.differences.len()),
            claim.id,
        )
    });
    claims
}

fn questions(page: &mut Page, telling: &Telling, story: &Story, most: usize) {
    // The same question may be raised in several places.
    let mut questions: Vec<(&str, Vec<Passage>)> = Vec::new();
    for question in telling.woven.questions.iter().filter(|q| q.story == story.id) {
        match questions.iter_mut().find(|(text, _)| *text == question.text) {
            Some((_, passages)) => passages.extend(&question.passages),
            None => questions.push((&question.text, question.passages.clone())),
        }
    }
    if questions.is_empty() {
        return;
    }
    page.heading("NOT ESTABLISHED");
    for (text, passages) in questions.iter_mut().take(most) {
        page.item(2, "?", styles::OPEN, 3, &Styled::plain(text));
        passages.sort_unstable();
        passages.dedup();
        for passage in passages.iter().take(MOST_PASSAGES) {
            quoted(page, telling, 5, passage, 2);
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
fn quoted(page: &mut Page, telling: &Telling, indent: usize, passage: &Passage, most: usize) {
    const COLUMN: usize = 9;
    let room = page.look().width.saturating_sub(indent + COLUMN).max(20) * most;
    let words = Styled::plain(&shortened(telling.words(passage), room));
    page.item(indent, &telling.mark(passage), styles::FAINT, COLUMN, &words);
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
