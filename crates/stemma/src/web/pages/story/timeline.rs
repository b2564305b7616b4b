//! What happened when, and when that was reported: a row for each day, beside its track on an axis.

use std::collections::BTreeMap;

use jiff::civil::Date;
use maud::{Markup, html};
use stemma_core::{Passage, Place, Span, TimelineEntry, days_of};

use super::shown::{Most, places};
use crate::synopsis::dates_within;
use crate::web::draw::timeline::{Axis, Happened, MANY, Report, lasting, legend, numbered};
use crate::web::target::Part;
use crate::web::text::countable;
use crate::web::{Target, View};
use stemma_tell::collection::Collection;
use stemma_tell::days::{day, value};

/// Who tells a day: so many at once, so many more unfolded beside other sections, and all of them
/// on a page of days.
const PLACES: Most = Most { open: 3, folded: 8 };

/// One day with what its track shows.
struct Row<'t> {
    entry: &'t TimelineEntry,
    happened: Option<Happened>,
    reports: Vec<Report>,
}

/// Days on a page of their own: with every place of each, two hundred accounts make it long.
pub(in crate::web::pages) const ON_A_PAGE: usize = 10;

/// Which day of its story it is, from 0.
fn place_of(collection: &Collection, entry: &TimelineEntry) -> usize {
    let mut all = collection.timeline_in(entry.story);
    all.position(|other| std::ptr::eq(other, entry)).unwrap_or(0)
}

/// The page of days that has every place of one, at that day.
fn page_of(view: View<'_>, entry: &TimelineEntry) -> String {
    let n = place_of(view.collection, entry);
    let page = Target::Part(entry.story, Part::Timeline, n / ON_A_PAGE + 1);
    format!("{}#day{}", view.href(&page), n + 1)
}

/// Days as rows, to scale; with every place of each, where they have a page to themselves.
pub(in crate::web::pages) fn days(
    view: View<'_>,
    entries: &[&TimelineEntry],
    is_all: bool,
) -> Markup {
    let rows: Vec<Row<'_>> = entries.iter().map(|entry| row(view, entry)).collect();
    let happened: Vec<Happened> = rows.iter().filter_map(|row| row.happened).collect();
    let reports = rows.iter().flat_map(|row| &row.reports);
    let reports: Vec<Date> =
        reports.filter(|one| one.first == one.last).map(|one| one.first).collect();
    let Some(axis) = Axis::new(&happened, &reports) else {
        return html! { ol.plain.timeline { @for row in &rows { (shown(view, row, None, is_all)) } } };
    };
    let (on_it, apart): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.happened.is_some());
    let breaks = axis.breaks();
    html! {
        (legend())
        @if !breaks.is_empty() {
            p.small.faint {
                "The axis is broken " @if breaks.len() == 1 { "once" } @else { (breaks.len()) " times" }
                ", and each piece has a scale of its own: between "
                @for (n, (last, first, left)) in breaks.iter().enumerate() {
                    @if n > 0 { "; between " }
                    (day(*last)) " and " (day(*first)) " lie " (left)
                }
                "."
            }
        }
        div.axis { (axis.drawing()) }
        ol.plain.timeline { @for row in on_it { (shown(view, row, Some(&axis), is_all)) } }
        @if !apart.is_empty() {
            h3 { "Not on the axis: the year is not established" }
            ol.plain.timeline { @for row in apart { (shown(view, row, None, is_all)) } }
        }
    }
}

fn row<'t>(view: View<'_>, entry: &'t TimelineEntry) -> Row<'t> {
    let days = days_of(&entry.value).filter(|(first, last)| first <= last);
    let happened = days.map(|(first, last)| Happened {
        first,
        last,
        is_throughout: first == last || entry.value.contains('/'),
    });
    // The accounts by the day of their report; of each, the first place that tells it.
    let mut reports: BTreeMap<(Date, Date), Vec<&Passage>> = BTreeMap::new();
    for passage in first_of_each(&entry.places) {
        let published = view.collection.published(passage.account);
        let day = published.and_then(|one| {
            let earliest = one.value.or(one.earliest)?;
            Some((earliest, one.value.or(one.latest)?))
        });
        if let Some(day) = day {
            reports.entry(day).or_default().push(passage);
        }
    }
    let reports = reports.into_iter().map(|((first, last), places)| {
        let outlets: Vec<&str> =
            places.iter().take(6).map(|place| view.collection.outlet(place.account)).collect();
        let more = if places.len() > outlets.len() { " …" } else { "" };
        Report {
            first,
            last,
            accounts: places.len(),
            href: view.passage_href(places[0]),
            title: format!("reported by {}{more}", outlets.join(", ")),
        }
    });
    Row { entry, happened, reports: reports.collect() }
}

/// The first place of every account.
fn first_of_each(places: &[Passage]) -> Vec<&Passage> {
    let mut first = BTreeMap::new();
    for place in places {
        first.entry(place.account).or_insert(place);
    }
    first.into_values().collect()
}

fn shown(view: View<'_>, row: &Row<'_>, axis: Option<&Axis>, is_all: bool) -> Markup {
    let told: Vec<Passage> = first_of_each(&row.entry.places).into_iter().copied().collect();
    let elsewhere = (!is_all).then(|| page_of(view, row.entry));
    let id = is_all.then(|| format!("day{}", place_of(view.collection, row.entry) + 1));
    html! {
        li.day-row data-item id=[id] {
            div.told {
                p.when {
                    strong { (value(&row.entry.value)) }
                    @if let Some(lag) = lag(view.collection, row) { " " span.small.faint { (lag) } }
                }
                p.what title=(view.collection.words(&row.entry.what)) { (dated(view, row.entry)) }
                (places(view, &told, PLACES, elsewhere.as_deref()))
            }
            @if let (Some(axis), Some(happened)) = (axis, &row.happened) {
                (axis.track(happened, &row.reports, &view.passage_href(&row.entry.what), &value(&row.entry.value)))
            }
        }
    }
}

/// The sentence, with the words of its date set off.
fn dated(view: View<'_>, entry: &TimelineEntry) -> Markup {
    let what = &entry.what;
    let words = |from: usize, to: usize| {
        let start = what.span.start as usize;
        let span = Span::new(start + from, start + to);
        view.collection.words(&Place { of: what.of, span }.in_account(what.account))
    };
    let mut at = 0;
    let mut pieces = Vec::new();
    for (start, end) in dates_within(what, &entry.places) {
        if start >= at {
            pieces.push((false, words(at, start)));
            pieces.push((true, words(start, end)));
            at = end;
        }
    }
    pieces.push((false, words(at, what.span.len())));
    html! {
        a.words href=(view.passage_href(what)) data-account=(what.account.0) data-at=(view.collection.anchor(what)) {
            @for (is_date, words) in pieces {
                @if is_date { b.dated { (countable(words)) } } @else { (countable(words)) }
            }
        }
    }
}

/// How long after it happened it was first reported, where that is established.
fn lag(collection: &Collection, row: &Row<'_>) -> Option<String> {
    let happened = row.happened?;
    let accounts = row.entry.places.iter();
    let first = accounts.filter_map(|place| collection.published(place.account)?.value).min()?;
    let (after, before) =
        (numbered(first) - numbered(happened.last), numbered(happened.first) - numbered(first));
    Some(if before > 0 {
        format!("reported {} before", lasting(before))
    } else if after > 0 {
        // 'About' so long says as much where the days are many.
        let is_exact = happened.first == happened.last || after > MANY;
        let least = if is_exact { "" } else { "at least " };
        format!("first reported {least}{} later", lasting(after))
    } else if happened.first == happened.last {
        "reported on the day".to_owned()
    } else {
        return None;
    })
}
