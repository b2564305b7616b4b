//! Accounts of a story that date one another.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use stemma_core::{
    AccountId, Basis, BasisKind, Claim, Field, Place, Published, Reported, Story, When, days_of,
};

use super::clues::{self, Clues, LEAD};
use super::{in_year, is_ahead, is_behind, sooner};

/// What an account tells as its news of the day.
struct News {
    /// Day of the week, where the account gives it by that name.
    weekday: Option<i8>,
    /// The day, where the account alone (with its day of report, where known) gives it.
    day: Option<Date>,
    place: Place,
    /// In the evening or the night: such news is told the next day.
    late: bool,
}

/// The day of each report, as the accounts of a story together establish it.
///
/// Two accounts of a story that share a claim, of which one puts its news 'on Monday' and the other
/// on a dated Monday, mean one day, and it is the day of a report that names no later one.
///
/// Of 192 accounts whose day was taken away, 19 were dated so, with the day itself right in 9 and a
/// day (rarely more) early in most others: reports of the next day also say 'on Monday'. So the day
/// is a value only where both accounts must be read by their words; else it is a bound.
pub fn together(
    accounts: &[Reported<'_>],
    mut published: BTreeMap<AccountId, Published>,
    stories: &[Story],
    claims: &[Claim],
) -> BTreeMap<AccountId, Published> {
    let by_id: BTreeMap<AccountId, &Reported<'_>> =
        accounts.iter().map(|account| (account.id, account)).collect();
    let news: BTreeMap<AccountId, News> = accounts
        .iter()
        .filter_map(|account| {
            let day = published.get(&account.id)?.value;
            Some((account.id, news_of(account, day)?))
        })
        .collect();
    let shared = shared_claims(claims);
    let before = published.clone();
    for story in stories {
        for id in &story.accounts {
            let Some(mine) = news.get(id) else { continue };
            let known = before.get(id).cloned().unwrap_or_default();
            if known.value.is_some() {
                continue;
            }
            // Others that tell the same, and of which day.
            let others: Vec<(AccountId, &News, Date)> = story
                .accounts
                .iter()
                .filter(|other| *other != id && shared.contains(&pair(*id, **other)))
                .filter_map(|other| {
                    let theirs = news.get(other)?;
                    let (day, weekday) = match (mine.day, theirs.day) {
                        (Some(mine), Some(theirs)) if mine != theirs => return None,
                        (Some(day), _) => (day, theirs.weekday?),
                        (None, Some(day)) => (day, mine.weekday?),
                        (None, None) => return None,
                    };
                    (day.weekday().to_monday_one_offset() == weekday)
                        .then_some((*other, theirs, day))
                })
                .collect();
            let days: BTreeSet<Date> = others.iter().map(|&(_, _, day)| day).collect();
            let (Some(&day), 1) = (days.first(), days.len()) else {
                continue;
            };
            if known.earliest.is_some_and(|earliest| day < earliest)
                || known.latest.is_some_and(|latest| day > latest)
            {
                continue;
            }
            let (other, theirs, _) = others[0];
            let words = |id: &AccountId, place: Place| {
                let account = by_id.get(id).map_or("", |account| &account.account.text);
                place.span.get(account).unwrap_or("").to_owned()
            };
            let same = format!(
                "'{}', the last day it tells of, is '{}' in account {}, which tells the same",
                words(id, mine.place),
                words(&other, theirs.place),
                other.0,
            );
            let basis = Basis { kind: BasisKind::Inferred, words: same, place: Some(mine.place) };
            // Where the date itself stands in one of the two, it is the day of both. A day that
            // only the other's day of report gives bounds this report: it may be of the next day.
            let by_words = before.get(&other).is_none_or(|published| published.value.is_none());
            let outcome = if by_words && !mine.late && !theirs.late {
                Published::on(day, basis)
            } else {
                // A bare 'Monday' is the last one before the report, and six days later nobody would
                // call it so.
                let week_on = day.saturating_add(5.days());
                let latest = mine.weekday.map(|_| week_on);
                Published {
                    value: None,
                    earliest: known.earliest.max(Some(day)),
                    latest: sooner(known.latest, latest),
                    basis: Some(basis),
                }
            };
            published.insert(*id, outcome);
        }
    }
    same_days(&by_id, &mut published, stories, &shared);
    published
}

/// Where an account that is not dated names a day of a year ('October 9'), and one that shares words
/// with it names the same day and has its year, the report is not before that day.
fn same_days(
    by_id: &BTreeMap<AccountId, &Reported<'_>>,
    published: &mut BTreeMap<AccountId, Published>,
    stories: &[Story],
    shared: &BTreeSet<(AccountId, AccountId)>,
) {
    let before = published.clone();
    let values =
        super::values(&by_id.values().map(|account| **account).collect::<Vec<_>>(), &before);
    for story in stories {
        for id in &story.accounts {
            let (Some(account), Some(known)) = (by_id.get(id), before.get(id)) else { continue };
            if known.value.is_some() {
                continue;
            }
            let others = story.accounts.iter().filter(|other| shared.contains(&pair(*id, **other)));
            let dated: Vec<(AccountId, Date)> = others
                .flat_map(|other| {
                    // What the other dates after its own day is ahead of it, or no words of its own.
                    let report = before.get(other).and_then(|published| published.value);
                    let days = values.get(other).into_iter().flatten();
                    days.filter_map(|value| days_of(value))
                        .filter(move |(first, last)| {
                            first == last && report.is_none_or(|day| *last <= day)
                        })
                        .map(|(day, _)| (*other, day))
                })
                .collect();
            let Some((place, other, day)) = account
                .found
                .dates
                .iter()
                .filter(|date| date.place.of == Field::Text && is_behind(&date.when))
                .filter_map(|date| {
                    let (month, day) = clues::day_of_year(&date.when)?;
                    let same: Vec<&(AccountId, Date)> = dated
                        .iter()
                        .filter(|(_, other)| (other.month(), other.day()) == (month, day))
                        .collect();
                    let &(other, day) = *same.first()?;
                    same.iter().all(|(_, one)| *one == day).then_some((date.place, other, day))
                })
                .max_by_key(|&(_, _, day)| day)
            else {
                continue;
            };
            let bounded = known.earliest.is_some_and(|earliest| earliest >= day);
            if bounded || known.latest.is_some_and(|latest| latest < day) {
                continue;
            }
            let words = place.span.get(&account.account.text).unwrap_or("");
            let words = format!("'{words}' is {day} in account {}, which tells the same", other.0);
            let basis = Basis { kind: BasisKind::Inferred, words, place: Some(place) };
            let bound = Published { earliest: Some(day), basis: Some(basis), ..known.clone() };
            published.insert(*id, bound);
        }
    }
}

fn pair(one: AccountId, other: AccountId) -> (AccountId, AccountId) {
    (one.min(other), one.max(other))
}

/// Pairs of accounts that have words of somebody in common: a claim that both have as a statement.
fn shared_claims(claims: &[Claim]) -> BTreeSet<(AccountId, AccountId)> {
    let mut pairs = BTreeSet::new();
    for claim in claims {
        let accounts: BTreeSet<AccountId> = claim
            .members
            .iter()
            .filter(|member| member.statement.is_some())
            .map(|member| member.passage.account)
            .collect();
        for one in &accounts {
            for other in accounts.range(*one..).skip(1) {
                pairs.insert((*one, *other));
            }
        }
    }
    pairs
}

/// The day of an account's news: the one day of the week that it puts behind itself, or the last
/// day that it dates, in its lead; `None` where it tells of several days.
fn news_of(account: &Reported<'_>, report: Option<Date>) -> Option<News> {
    let clues = Clues::new(account.account, account.text, account.found);
    let mut weekdays: Vec<(i8, Place)> = Vec::new();
    let mut days: Vec<(Date, Place, usize)> = Vec::new();
    for (n, date) in account.found.dates.iter().enumerate() {
        if date.place.of != Field::Text || is_ahead(&date.when) {
            continue;
        }
        let sentence = clues::sentence_at(account.text, date.place.span);
        if let Some(weekday) = clues::bare_weekday(&date.when) {
            weekdays.push((weekday, date.place));
        }
        let value = match (report, clues.year_beside.get(&n)) {
            (None, Some(&year)) => in_year(&date.when, year),
            _ => Some(date.when.value(report)),
        };
        if let Some((first, last)) = value.as_deref().and_then(days_of)
            && first == last
        {
            days.push((last, date.place, sentence));
        }
    }
    let first_weekday = weekdays.first().copied();
    let one_weekday =
        weekdays.iter().all(|(day, _)| Some(*day) == first_weekday.map(|(day, _)| day));
    let late = |place: Place| {
        account.found.dates.iter().any(|date| {
            let evening = matches!(&date.when, When::Clock { time, .. }
                if matches!(time.as_str(), "EV" | "NI"));
            date.place == place && evening
        })
    };
    let in_lead = |place: Place| clues::sentence_at(account.text, place.span) < LEAD;
    let last = days.iter().max_by_key(|(day, ..)| *day).copied();
    match (first_weekday, last) {
        // All the days of the week are known from the day of report.
        (Some((weekday, place)), _) if one_weekday && in_lead(place) && report.is_none() => {
            Some(News { weekday: Some(weekday), day: None, place, late: late(place) })
        }
        (None, Some((day, place, sentence))) if sentence < LEAD => {
            Some(News { weekday: None, day: Some(day), place, late: late(place) })
        }
        (Some((weekday, place)), Some(_)) if one_weekday && in_lead(place) => {
            let day = days
                .iter()
                .find(|(day, at, _)| {
                    *at == place && day.weekday().to_monday_one_offset() == weekday
                })
                .map(|(day, ..)| *day)?;
            Some(News { weekday: Some(weekday), day: Some(day), place, late: late(place) })
        }
        _ => None,
    }
}
