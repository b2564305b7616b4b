//! What happened when.

use stemma_core::{Passage, Story, TimelineEntry};

use super::rest;
use crate::page::{Page, Styled};
use crate::printer::styles;
use stemma_tell::collection::Collection;
use stemma_tell::days;

/// Wide enough for `24 Feb, year open`.
const DAY_COLUMN: usize = 19;

/// Places beyond this are counted.
const MOST_PLACES: usize = 6;

pub(super) fn write(page: &mut Page, collection: &Collection, story: &Story, most: usize) {
    let all = collection.timeline_in(story.id).count();
    if all == 0 {
        return;
    }
    page.heading("WHEN");
    for entry in days_of_story(collection, story, most) {
        let look = page.look();
        let what = collection.words(&entry.what);
        let marked = dates_within(&entry.what, &entry.places);
        let mut words = Styled::new().marked(what, &marked, styles::DAY, look);
        words = words.gap();
        words = words.styled(styles::FAINT, &collection.mark(&entry.what));
        let others: Vec<String> = entry
            .places
            .iter()
            .filter(|place| !inside(&entry.what, place))
            .map(|place| collection.mark(place))
            .collect();
        if !others.is_empty() {
            let more = others.len().saturating_sub(MOST_PLACES);
            let mut also = format!(" · also {}", others[..others.len() - more].join(" "));
            if more > 0 {
                also += &format!(" and {more} more");
            }
            words = words.styled(styles::FAINT, &also);
        }
        page.item(2, &days::value(&entry.value), styles::DAY, DAY_COLUMN, &words);
    }
    rest(page, all, most, "day");
}

/// The days of a story in the order of time. Where there are more than `most`, those that most
/// accounts name stay.
pub(crate) fn days_of_story<'a>(
    collection: &'a Collection,
    story: &Story,
    most: usize,
) -> Vec<&'a TimelineEntry> {
    let entries: Vec<&TimelineEntry> = collection.timeline_in(story.id).collect();
    if entries.len() <= most {
        return entries;
    }
    let mut by_accounts: Vec<usize> = (0..entries.len()).collect();
    by_accounts.sort_by_key(|&n| (std::cmp::Reverse(entries[n].places.len()), n));
    let mut kept = by_accounts[..most].to_vec();
    kept.sort_unstable();
    kept.into_iter().map(|n| entries[n]).collect()
}

fn inside(outer: &Passage, inner: &Passage) -> bool {
    outer.account == inner.account && outer.of == inner.of && outer.span.contains(inner.span)
}

/// The words of the date, in the words of the sentence.
pub(crate) fn dates_within(outer: &Passage, places: &[Passage]) -> Vec<(usize, usize)> {
    let mut within: Vec<(usize, usize)> = places
        .iter()
        .filter(|place| inside(outer, place))
        .map(|place| {
            (
                (place.span.start - outer.span.start) as usize,
                (place.span.end - outer.span.start) as usize,
            )
        })
        .collect();
    within.sort_unstable();
    within.dedup();
    within
}
