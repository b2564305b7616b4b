//! The dateline: 'PORT ANSEL, May 3. /NPA/.', 'HALVIK, 3 May 2021 (NPA) –', or a line that holds
//! nothing but a date.

use jiff::civil::Date;
use stemma_core::{Account, DateMention, Field, Found, Place, When, YearPart, days_of};

/// How many paragraphs from the head a dateline may stand: titles, subtitles and section names come
/// before it in plain text.
const HEAD_PARAGRAPHS: usize = 6;

/// The longest words before the date, in bytes: a place or two, with their country.
const LONGEST_PLACE: usize = 70;

/// A day of report that the account states at its head.
pub(super) struct Dateline {
    pub(super) month: i8,
    pub(super) day: i8,
    pub(super) year: Option<i16>,
    /// The day of the week beside it (1 is Monday).
    pub(super) weekday: Option<i8>,
    pub(super) place: Place,
}

impl Dateline {
    /// Whether a day of report from elsewhere is this one, or the next: pages are stamped in their
    /// own time zone, often after midnight.
    pub(super) fn agrees(&self, day: Date) -> bool {
        let year = self.year.unwrap_or(day.year());
        let next = |date: Date| date.tomorrow().ok();
        [year - 1, year, year + 1]
            .into_iter()
            .filter(|other| self.year.is_none_or(|year| year == *other))
            .filter_map(|year| Date::new(year, self.month, self.day).ok())
            .any(|date| date == day || next(date) == Some(day))
    }
}

/// The dateline of an account, if it has one.
pub(super) fn find(account: &Account, found: &Found) -> Option<Dateline> {
    let text = account.text.as_str();
    let heads = paragraphs(text);
    found.dates.iter().filter(|date| date.place.of == Field::Text).find_map(|date| {
        let (start, end) = heads.iter().copied().find(|&(start, end)| {
            start <= date.place.span.start as usize && date.place.span.end as usize <= end
        })?;
        let (month, day, year, weekday) = stated(date)?;
        let before = &text[start..date.place.span.start as usize];
        let after = &text[date.place.span.end as usize..end];
        (opens_report(before, after) || alone(before, after)).then_some(Dateline {
            month,
            day,
            year,
            weekday,
            place: date.place,
        })
    })
}

/// The first paragraphs that are not empty, as byte ranges.
fn paragraphs(text: &str) -> Vec<(usize, usize)> {
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            let range = (start, start + line.len());
            start += line.len() + 1;
            range
        })
        .filter(|&(start, end)| !text[start..end].trim().is_empty())
        .take(HEAD_PARAGRAPHS)
        .collect()
}

/// The day that an expression states, as far as it does.
fn stated(date: &DateMention) -> Option<(i8, i8, Option<i16>, Option<i8>)> {
    fn day_of(when: &When) -> Option<(i8, i8, Option<i16>, Option<i8>)> {
        match when {
            When::InYear { part: YearPart::Day(month, day), weekday, .. } => {
                Some((*month, *day, None, *weekday))
            }
            When::Fixed(value) | When::Dated { value, .. } => {
                let (first, last) = days_of(value)?;
                (first == last).then(|| (first.month(), first.day(), Some(first.year()), None))
            }
            When::Clock { day, .. } => day_of(day),
            _ => None,
        }
    }
    day_of(&date.when)
}

/// Whether the date stands between a place in capitals and the agency's mark or a dash.
fn opens_report(before: &str, after: &str) -> bool {
    if before.len() > LONGEST_PLACE {
        return false;
    }
    let mut capitals = false;
    for word in before.split(|c: char| !c.is_alphabetic()) {
        let Some(first) = word.chars().next() else {
            continue;
        };
        // 'PORT ANSEL, Norland': the country may be written small, but not a whole sentence.
        let upper = word.chars().all(char::is_uppercase);
        if !upper && !first.is_uppercase() && !matches!(word, "de" | "la" | "of" | "the" | "al") {
            return false;
        }
        capitals |= upper && word.chars().count() > 1;
    }
    let mark = after.trim_start().trim_start_matches(['.', ',', ')']).trim_start();
    // 'PORT ANSEL, 3 May 2021. The ferry …': a place in capitals with its comma is mark enough.
    let stop = after.starts_with(". ") && before.trim_end().ends_with(',');
    let marked = stop || mark.starts_with(['/', '(', '–', '—', '-', ':', '|']);
    capitals && (marked || before.trim_end().ends_with('('))
}

/// Whether the paragraph holds nothing but the date, a time and a word such as 'Published'.
fn alone(before: &str, after: &str) -> bool {
    const LABELS: [&str; 20] = [
        "published",
        "posted",
        "updated",
        "date",
        "on",
        "at",
        "by",
        "am",
        "pm",
        "a",
        "p",
        "m",
        "gmt",
        "utc",
        "local",
        "time",
        "edt",
        "est",
        "cet",
        "first",
    ];
    let plain = |part: &str| {
        part.split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
            .all(|word| LABELS.contains(&word.to_lowercase().as_str()))
    };
    plain(before) && plain(after)
}
