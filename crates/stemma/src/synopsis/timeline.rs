//! What happened when.

use stemma_core::{Passage, Story, TimelineEntry};

use super::rest;
use crate::days;
use crate::page::{Page, Styled};
use crate::printer::styles;
use crate::telling::Telling;

/// Wide enough for `24 Feb, year open`.
const DAY_COLUMN: usize = 19;

/// Places beyond this are counted.
const MOST_PLACES: usize = 6;

pub(super) fn write(page: &mut Page, telling: &Telling, story: &Story, most: usize) {
    let mut entries: Vec<&TimelineEntry> =
        (telling.woven.timeline.iter()).filter(|entry| entry.story == story.id).collect();
    if entries.is_empty() {
        return;
    }
    page.heading("WHEN");
    let all = entries.len();
    if all > most {
        // The days that most accounts name stay; their order is that of time.
        let mut by_accounts: Vec<usize> = (0..all).collect();
        by_accounts.sort_by_key(|&n| (std::cmp::Reverse(entries[n].places.len()), n));
        let mut kept = by_accounts[..most].to_vec();
        kept.sort_unstable();
        entries = kept.into_iter().map(|n| entries[n]).collect();
    }
    for entry in entries {
        let look = page.look();
        let what = telling.words(&entry.what);
        let marked = within(&entry.what, &entry.places);
        let mut words = Styled::new().marked(what, &marked, styles::DAY, look);
        words = words.gap();
        words = words.styled(styles::FAINT, &telling.mark(&entry.what));
        let others: Vec<String> = entry
            .places
            .iter()
            .filter(|place| !inside(&entry.what, place))
            .map(|place| telling.mark(place))
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

fn inside(outer: &Passage, inner: &Passage) -> bool {
    outer.account == inner.account && outer.of == inner.of && outer.span.contains(inner.span)
}

/// The words of the date, in the words of the sentence.
fn within(outer: &Passage, places: &[Passage]) -> Vec<(usize, usize)> {
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
