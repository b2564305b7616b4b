//! One part of a story's synopsis, in full, in pages that a browser takes at once.

use maud::{Markup, html};
use stemma_core::{Claim, Story, StoryId};

use super::super::target::Part;
use super::super::{Page, Target, View, draw};
use super::story::{self, Depth, Descent, Matrix, Spoken};
use crate::synopsis::{self, Said, Speaker};

/// Things on a page.
const ACCOUNTS: usize = 200;
const DIFFERENCES: usize = 50;
const STATEMENTS: usize = 80;
const CLAIMS: usize = 25;
const QUESTIONS: usize = 50;

/// Page `n`, from 1, of a part.
pub(in crate::web) fn page(view: View<'_>, id: StoryId, part: Part, n: usize) -> Option<Page> {
    let story = view.collection.story(id)?;
    let (content, pages) = content(view, story, part, n)?;
    let (title, section) = titled(part);
    let whole = format!("{}#{section}", view.href(&Target::Story(id)));
    let pager = |label| pager(view, id, part, n, pages, label);
    let body = html! {
        p.kind { a href=(whole) { "Story " (id.0) } }
        h1 {
            (title) span.hidden { " of " } span.of { (story.title) }
            @if pages > 1 { span.small.faint { " page " (n) " of " (pages) } }
        }
        (pager("Pages of this part"))
        div.sections.part {
            // Headings of the third rank follow.
            h2.hidden { (title) ", page " (n) }
            (content)
        }
        (pager("Pages of this part, at the foot"))
    };
    Some(Page::new(format!("{title}, {}", story.title), body).wide())
}

/// What a part is called, and the section of the synopsis that it is the whole of.
fn titled(part: Part) -> (&'static str, &'static str) {
    match part {
        Part::Accounts => ("Accounts", "accounts"),
        Part::Differences => ("Where they differ", "differences"),
        Part::Timeline => ("When", "timeline"),
        Part::Said => ("Who said what", "statements"),
        Part::Claims => ("All claims", "claims"),
        Part::LeftOut => ("What each leaves out", "left-out"),
        Part::Lineage => ("Where it comes from", "lineage"),
        Part::Open => ("What is not established", "open"),
    }
}

/// A page of a part, and how many it has; `None` where it has no such page.
fn content(view: View<'_>, story: &Story, part: Part, n: usize) -> Option<(Markup, usize)> {
    let collection = view.collection;
    match part {
        Part::Accounts => {
            let (some, pages) = paged(&story.accounts, ACCOUNTS, n)?;
            Some((story::accounts(view, some), pages))
        }
        Part::Differences => {
            let all = synopsis::partings(collection, story);
            let (some, pages) = paged(&all, DIFFERENCES, n)?;
            Some((story::differences(view, some), pages))
        }
        Part::Timeline => {
            let all = synopsis::days_of_story(collection, story, usize::MAX);
            let (some, pages) = paged(&all, story::DAYS, n)?;
            Some((story::days(view, some, true), pages))
        }
        Part::Said => said(view, story, n),
        Part::Claims => {
            // What several accounts have first; then what one alone has, in the order of the text.
            let mut all = synopsis::shared_claims(collection, story);
            let alone = collection.claims_in(story.id).filter(|claim| claim.accounts().len() < 2);
            all.extend(alone);
            let (some, pages) = paged(&all, CLAIMS, n)?;
            let descent = Descent::of(collection, story);
            let card = |claim: &Claim| story::card(view, story, claim, &descent, Depth::OVERVIEW);
            Some((html! { @for claim in some { (card(claim)) } }, pages))
        }
        Part::LeftOut => {
            let shared = synopsis::shared_claims(collection, story);
            Matrix::new(story, &shared).page(view, n)
        }
        Part::Lineage => {
            if !story::has_lineage(collection, story) {
                return None;
            }
            let listed = draw::lineage::listed(view, story);
            let pages = 1 + usize::from(listed.is_some());
            let drawing = || draw::lineage::drawing(view, story, usize::MAX);
            let shown = if n == 1 { Some(drawing()) } else { listed.filter(|_| n == 2) };
            Some((shown?, pages))
        }
        Part::Open => {
            let all = synopsis::open_questions(collection, story);
            let (some, pages) = paged(&all, QUESTIONS, n)?;
            Some((story::questions(view, some), pages))
        }
    }
}

/// Speakers, as many on a page as their statements have room; who said more goes on on the next.
fn said(view: View<'_>, story: &Story, n: usize) -> Option<(Markup, usize)> {
    let (speakers, _) = synopsis::speakers(view.collection, story);
    let all: Vec<(&Speaker<'_>, &Said<'_>)> = speakers
        .iter()
        .flat_map(|speaker| {
            let said = story::in_time(view.collection, speaker.said.iter());
            said.into_iter().map(move |said| (speaker, said))
        })
        .collect();
    let (some, pages) = paged(&all, STATEMENTS, n)?;
    let by_speaker = some.chunk_by(|one, other| one.0.entity == other.0.entity);
    // Who spoke last on the page before may go on here.
    let before = ((n - 1) * STATEMENTS).checked_sub(1).map(|last| all[last].0.entity);
    let spoken: Vec<Spoken<'_, '_>> = by_speaker
        .enumerate()
        .map(|(at, chunk)| Spoken {
            speaker: chunk[0].0,
            said: chunk.iter().map(|&(_, said)| said).collect(),
            continued: at == 0 && before == Some(chunk[0].0.entity),
            left: 0,
        })
        .collect();
    Some((story::said(view, &spoken), pages))
}

/// Page `n` of some things, and how many pages they have.
fn paged<T>(all: &[T], size: usize, n: usize) -> Option<(&[T], usize)> {
    let some = all.chunks(size).nth(n.checked_sub(1)?)?;
    Some((some, all.len().div_ceil(size)))
}

/// The way to the pages before and after.
fn pager(view: View<'_>, id: StoryId, part: Part, n: usize, pages: usize, label: &str) -> Markup {
    if pages < 2 {
        return Markup::default();
    }
    let to = |n: usize| view.href(&Target::Part(id, part, n));
    html! {
        nav.pager aria-label=(label) {
            @if n > 1 { a rel="prev" href=(to(n - 1)) { "← Page " (n - 1) } }
            span.faint { "Page " (n) " of " (pages) }
            @if n < pages { a rel="next" href=(to(n + 1)) { "Page " (n + 1) " →" } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_tell::collection::Collection;
    use stemma_tell::testing::{stored, woven};

    #[test]
    fn things_are_paged_until_there_are_none() {
        let all: Vec<u32> = (0..5).collect();
        assert_eq!(paged(&all, 2, 1), Some((&all[..2], 3)));
        assert_eq!(paged(&all, 2, 3), Some((&all[4..], 3)));
        assert_eq!(paged(&all, 2, 4), None);
        assert_eq!(paged(&all, 2, 0), None);
        assert_eq!(paged::<u32>(&[], 2, 1), None);
    }

    #[test]
    fn every_part_has_a_first_page_and_no_page_after_its_last() {
        let collection = Collection::new(stored(), woven());
        for part in Part::ALL {
            let target = Target::Part(StoryId(1), part, 1);
            let view = View { collection: &collection, target: &target, live: None };
            assert!(page(view, StoryId(1), part, 1).is_some(), "{part:?}");
            assert!(page(view, StoryId(1), part, 2).is_none(), "{part:?}");
            assert!(page(view, StoryId(9), part, 1).is_none(), "{part:?}");
        }
    }
}
