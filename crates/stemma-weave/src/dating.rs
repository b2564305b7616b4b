//! The day of each report, by constraint.
//!
//! [`each`] takes every account alone: its dateline, the years that it names, days of the week,
//! and what its tenses put before and after it. [`together`] adds what other accounts of the story
//! show: where one says 'on Monday' and another has the same words with a date, the two are one
//! day. What is not established stays open, with bounds where something gives them, and every
//! outcome says from which words it comes.

mod across;
mod clues;
mod dateline;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use stemma_core::{
    Account, AccountId, Basis, BasisKind, Found, Parsed, Published, Reported, Toward, When,
    WhichYear, days_of,
};

use clues::Clues;
pub(crate) use clues::{in_direct_speech, sentence_at};
use dateline::Dateline;

pub use across::together;

/// The day of each report, as the account alone shows it.
pub fn each(accounts: &[Reported<'_>]) -> BTreeMap<AccountId, Published> {
    accounts
        .iter()
        .map(|account| (account.id, alone(account.account, account.text, account.found)))
        .collect()
}

/// TIMEX3 values of each account's `found.dates`, seen from the day of its report.
pub fn values(
    accounts: &[Reported<'_>],
    published: &BTreeMap<AccountId, Published>,
) -> BTreeMap<AccountId, Vec<String>> {
    accounts
        .iter()
        .map(|account| {
            let nothing = Published::default();
            let day = published.get(&account.id).unwrap_or(&nothing);
            (account.id, values_of(account.account, account.text, account.found, day))
        })
        .collect()
}

/// TIMEX3 values of the `found.dates` of one account, seen from the day of its report or its
/// bounds. An event that bears its year in its name gives it to the dates of its sentence.
pub fn values_of(
    account: &Account,
    text: &Parsed,
    found: &Found,
    published: &Published,
) -> Vec<String> {
    let clues = Clues::new(account, text, found);
    found
        .dates
        .iter()
        .enumerate()
        .map(|(n, date)| {
            if let Some(day) = published.value {
                return updated(&date.when, day, published.latest);
            }
            let value = date.when.value_between(published.earliest, published.latest);
            // The day that bounds the report has the year of the bound.
            let basis = published.basis.as_ref().and_then(|basis| basis.place);
            let bound = published.earliest.filter(|_| basis == Some(date.place));
            match clues.year_beside.get(&n).copied().or(bound.map(Date::year)) {
                Some(year) if value.starts_with("XXXX-") => {
                    in_year(&date.when, year).unwrap_or(value)
                }
                _ => value,
            }
        })
        .collect()
}

/// The value seen from a report that was changed until `latest`.
///
/// What such a page says was mostly written on its first day. A bare day of the week almost a week
/// back is the exception: nobody calls it so without 'last', and 'on Tuesday' in a report of Monday
/// that was updated on Tuesday is that Tuesday.
fn updated(when: &When, day: Date, latest: Option<Date>) -> String {
    /// So many days back, and more, a bare day of the week is one of the update, if that knows it as
    /// today or yesterday. Set by hand.
    const ALMOST_A_WEEK: i64 = 5;
    let value = when.value(Some(day));
    let (Some(latest), Some(_)) =
        (latest.filter(|latest| *latest > day), clues::bare_weekday(when))
    else {
        return value;
    };
    let back = |value: &str, from: Date| {
        let (first, _) = days_of(value)?;
        Some(first.duration_until(from).as_hours() / 24)
    };
    if !is_behind(when) || back(&value, day).is_none_or(|days| days < ALMOST_A_WEEK) {
        return value;
    }
    day.series(1.day())
        .skip(1)
        .take_while(|view| *view <= latest)
        .map(|view| (when.value(Some(view)), view))
        .find(|(value, view)| back(value, *view).is_some_and(|days| (0..=1).contains(&days)))
        .map_or(value, |(value, _)| value)
}

/// The value of a date without year in a given one; `None` where it is no such date.
fn in_year(when: &When, year: i16) -> Option<String> {
    fn set(when: &When) -> Option<When> {
        Some(match when {
            When::InYear { part, year: WhichYear::Toward(_), .. } => {
                When::InYear { part: *part, year: WhichYear::Relative(0), weekday: None }
            }
            When::Clock { day, time } => {
                When::Clock { day: Box::new(set(day)?), time: time.clone() }
            }
            When::Range(from, to) => When::Range(Box::new(set(from)?), Box::new(set(to)?)),
            _ => return None,
        })
    }
    Some(set(when)?.value(Some(Date::new(year, 1, 1).ok()?)))
}

/// The day of a report, as the account alone shows it.
pub fn alone(account: &Account, text: &Parsed, found: &Found) -> Published {
    let clues = Clues::new(account, text, found);
    let dateline = dateline::find(account, found);
    let mut published = account.published.clone();
    if let Some(day) = published.value {
        // The field stands; that the text itself says otherwise is worth a reader's eye.
        if let Some(dateline) = &dateline
            && !dateline.agrees(day)
            && let Some(basis) = &mut published.basis
        {
            let words = dateline.place.span.of(&account.text);
            basis.words = format!("{}; the dateline says '{words}'", basis.words);
        }
        return published;
    }
    let bounds = clues.bounds();
    let earliest = later(published.earliest, bounds.earliest.map(|(day, _)| day));
    let mut latest = sooner(published.latest, bounds.latest.map(|(day, _)| day));
    if earliest > latest && latest.is_some() {
        // A tense was misread or a plan of the past is told: the looser side goes.
        latest = published.latest;
    }
    if let Some(dateline) = &dateline
        && let Some((day, why)) = from_dateline(dateline, &clues, earliest, latest, account)
    {
        return Published::on(
            day,
            Basis { kind: BasisKind::Dateline, words: why, place: Some(dateline.place) },
        );
    }
    if published.basis.is_none() {
        let source = bounds
            .earliest
            .filter(|&(day, _)| Some(day) == earliest)
            .map(|(_, place)| (place, "tells of"))
            .or(bounds
                .latest
                .filter(|&(day, _)| Some(day) == latest)
                .map(|(_, place)| (place, "looks ahead to")));
        published.basis = source.map(|(place, verb)| Basis {
            kind: BasisKind::Inferred,
            words: format!("{verb} '{}'", place.span.of(&account.text)),
            place: Some(place),
        });
    }
    published.earliest = earliest;
    published.latest = latest;
    if published.earliest.is_some() && published.earliest == published.latest {
        published.value = published.earliest;
    }
    published
}

/// How many years after the last day that the account dates in full a dateline without year may
/// lie, where a day of the week confirms it.
const YEARS_AFTER: i16 = 1;

/// The day that a dateline gives, and why; `None` where its year is not established.
fn from_dateline(
    dateline: &Dateline,
    clues: &Clues,
    earliest: Option<Date>,
    latest: Option<Date>,
    account: &Account,
) -> Option<(Date, String)> {
    let words = |place: stemma_core::Place| place.span.of(&account.text).to_owned();
    let mut why = format!("'{}' in the dateline", words(dateline.place));
    if let Some(year) = dateline.year {
        let day = Date::new(year, dateline.month, dateline.day).ok()?;
        return Some((day, why));
    }
    let fits = |day: &Date| {
        earliest.is_none_or(|earliest| *day >= earliest)
            && latest.is_none_or(|latest| *day <= latest)
    };
    // The report tells of the day of its dateline or of the one before.
    let weekday = dateline
        .weekday
        .map(|day| (day, dateline.place, true))
        .or(clues.lead_weekday.map(|(day, place)| (day, place, false)));
    let agrees = |day: &Date| {
        weekday.is_none_or(|(weekday, _, itself)| {
            let after = (day.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
            after == 0 || !itself && after == 1
        })
    };
    let in_year = |year: i16| Date::new(year, dateline.month, dateline.day).ok();
    if let [(year, place)] = clues.named_years.as_slice() {
        let day = in_year(*year).filter(fits)?;
        if !agrees(&day) {
            return None;
        }
        if let Some((_, place, false)) = weekday {
            why = format!("{why}; '{}' fits it in {year}", words(place));
        }
        why = format!("{why}; '{}' names the year", words(*place));
        return Some((day, why));
    }
    // Without a name's year: the first year after the last full date in which the day of the week
    // is right. The next such year comes five or six years later.
    let (_, place, _) = weekday?;
    let since = clues.last_full_day?;
    let day = (since.0.year()..=since.0.year() + YEARS_AFTER)
        .filter_map(in_year)
        .find(|day| *day >= since.0 && fits(day) && agrees(day))?;
    why = format!(
        "{why}; '{}' fits it in {}, the first year after '{}' in which it does",
        words(place),
        day.year(),
        words(since.1)
    );
    Some((day, why))
}

fn later(one: Option<Date>, other: Option<Date>) -> Option<Date> {
    one.max(other)
}

fn sooner(one: Option<Date>, other: Option<Date>) -> Option<Date> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// Whether the tense says that it has happened.
fn is_behind(when: &When) -> bool {
    when.side() == Toward::Past
}

/// Whether the tense says that it is to come.
fn is_ahead(when: &When) -> bool {
    when.side() == Toward::Future
}
