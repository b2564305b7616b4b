//! Years that stand in the sentences before: 'The war began in September 1939. In May the army …'.
//!
//! News dates from its own day, so that a month without year is the nearest one. A text that tells
//! history (an obituary, a chronology, an encyclopedia's article) dates from the year that it has
//! reached. Which of the two a text is, its expressions show: history has many years and hardly a
//! 'yesterday' or 'on Monday'.

use jiff::civil::Date;
use stemma_core::{Toward, Unit, When, WhichYear, YearPart, days_of};

use super::around::{set_year, year_and_month};
use super::grammar::{Hit, Meaning};

/// A text that tells history dates at least so many things with their years, of which …
const YEARS: usize = 3;

/// … so many have a month or a day as well, and …
const FINE: usize = 2;

/// … so many times as many as it has words that only its own day dates. All three were set by hand:
/// on invented chronologies, and so that no date of 160 news reports changes.
const YEARS_FOR_EACH: usize = 4;

/// Whether a text tells history: of years before that of its own day, where that is known.
pub(super) fn is_history(hits: &[Hit], report: Option<Date>) -> bool {
    let (mut years, mut fine, mut deictic) = (0, 0, 0);
    for hit in hits {
        match &hit.meaning {
            Meaning::Plain(When::Fixed(value)) if value.starts_with("BC") => years += 1,
            Meaning::Plain(When::Fixed(value)) if has_year(value) => {
                let year = value[..4].parse::<i16>();
                if report.is_some_and(|report| year.is_ok_and(|year| year >= report.year())) {
                    return false;
                }
                years += 1;
                fine += usize::from(year_and_month(value).is_some());
            }
            Meaning::Plain(when) if from_report(when) => deictic += 1,
            _ => {}
        }
    }
    years >= YEARS && fine >= FINE && years >= YEARS_FOR_EACH * deictic
}

/// Whether a value begins with a year in digits.
fn has_year(value: &str) -> bool {
    value.len() >= 4 && value.bytes().take(4).all(|byte| byte.is_ascii_digit())
}

/// Whether only the day of the report says which day is meant, whatever the year.
fn from_report(when: &When) -> bool {
    match when {
        When::InWeek { .. } | When::Shift { from: None, .. } => true,
        When::InYear { year, .. } => !matches!(year, WhichYear::Toward(_)),
        When::Clock { day, .. } => from_report(day),
        _ => false,
    }
}

/// What a text that tells history has reached.
#[derive(Clone, Copy, Default)]
pub(super) struct Reached {
    year: Option<i16>,
    month: Option<i8>,
}

impl Reached {
    /// Takes note of an expression.
    pub(super) fn note(&mut self, when: &When) {
        let value = match when {
            When::Fixed(value) | When::Dated { value, .. } => value,
            When::Clock { day, .. } => return self.note(day),
            // What follows 'from 1911 to 1913' begins at its beginning.
            When::Range(from, _) => return self.note(from),
            _ => return,
        };
        let value = value.split('/').next().unwrap_or(value);
        if let Some((year, month)) = year_and_month(value) {
            *self = Reached { year: Some(year), month: Some(month) };
        } else if value.len() == 4
            && has_year(value)
            && let Ok(year) = value.parse()
        {
            *self = Reached { year: Some(year), month: None };
        }
    }

    /// Gives a month, a season or a day the year that the text has reached; `the_year`: the words are
    /// 'the year', 'the end of the month'.
    pub(super) fn date(self, when: &mut When, the_year: bool) {
        /// 'January' after 'December 1941' is of the next year; 'May' after 'August' looks back.
        const MONTHS_BACK: i8 = 6;
        let Some(year) = self.year else { return };
        if let (When::Shift { from: None, unit, by: 0 }, true) = (&*when, the_year) {
            let value = match (unit, self.month) {
                (Unit::Year, _) => format!("{year:04}"),
                (Unit::Month, Some(month)) => format!("{year:04}-{month:02}"),
                _ => return,
            };
            *when = When::Fixed(value);
            return;
        }
        if let (When::InMonth { day, .. }, Some(month)) = (&*when, self.month) {
            let value = format!("{year:04}-{month:02}-{day:02}");
            if value.parse::<Date>().is_ok() {
                *when = When::Fixed(value);
            }
            return;
        }
        set_year(when, |month| {
            let turned = self.month.is_some_and(|reached| reached - month > MONTHS_BACK);
            year + i16::from(turned)
        });
    }

    /// 'That summer', 'the following spring' (`later`), counted from what the text spoke of last.
    pub(super) fn part(last: Option<&When>, part: YearPart, later: bool) -> When {
        let mut reached = Reached::default();
        if let Some(last) = last {
            reached.note(last);
        }
        // After 'that winter' the next spring is of the next year.
        if let Some(When::Fixed(value) | When::Dated { value, .. }) = last
            && let Some((first, _)) = days_of(value).filter(|_| value.len() == 7)
        {
            reached = Reached { year: Some(first.year()), month: Some(first.month()) };
        }
        let mut when = When::InYear { part, year: WhichYear::Toward(Toward::Near), weekday: None };
        if let Some(year) = reached.year {
            set_year(&mut when, |month| {
                // A winter bears the year in which it begins.
                let winter = month == 12 && reached.month.is_some_and(|reached| reached < 4);
                let over = later && reached.month.is_none_or(|reached| month <= reached);
                year + i16::from(over) - i16::from(winter && !later)
            });
        }
        when
    }

    /// The year where the sentence goes on with 'and' from a date with its year: 'arrested in March
    /// 2019 and released in June'.
    pub(super) fn go_on(self, when: &mut When, side: Toward) {
        if side == Toward::Past && self.month.is_some() {
            let reached = self;
            if let Some(year) = reached.year {
                set_year(when, |month| year + i16::from(reached.month.is_some_and(|m| month < m)));
            }
        }
    }
}
