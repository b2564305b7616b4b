//! The calendar behind the meanings: which year, week or month is meant, seen from a day.

use jiff::civil::{Date, Weekday};
use jiff::{Span as Stretch, ToSpan};

use super::{Feast, Season, Toward, Unit, WeekPart, Which, WhichYear, YearPart};

/// A place in the calendar, printed as a TIMEX3 value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    Day(Date),
    Week(i16, i8),
    Weekend(i16, i8),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    Season(i16, Season),
    Year(i16),
    Decade(i16),
    Century(i16),
}

impl std::fmt::Display for Point {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Point::Day(date) => write!(f, "{date}"),
            Point::Week(year, week) => write!(f, "{year:04}-W{week:02}"),
            Point::Weekend(year, week) => write!(f, "{year:04}-W{week:02}-WE"),
            Point::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Point::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Point::Half(year, half) => write!(f, "{year:04}-H{half}"),
            Point::Season(year, season) => write!(f, "{year:04}-{}", season.code()),
            Point::Year(year) => write!(f, "{year:04}"),
            Point::Decade(year) => write!(f, "{:03}X", year.div_euclid(10)),
            Point::Century(year) => write!(f, "{:02}XX", year.div_euclid(100)),
        }
    }
}

impl Season {
    /// The code of TIMEX3.
    pub fn code(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Autumn => "FA",
            Season::Winter => "WI",
        }
    }

    /// The first of its three months, by the meteorologists' calendar.
    pub fn first_month(self) -> i8 {
        match self {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Autumn => 9,
            Season::Winter => 12,
        }
    }
}

impl Feast {
    /// The day in a year.
    fn day(self, year: i16) -> Option<Date> {
        let nth = |month, nth, weekday| {
            Date::new(year, month, 1)
                .and_then(|first| first.nth_weekday_of_month(nth, weekday))
                .ok()
        };
        match self {
            Feast::Easter => easter(year),
            Feast::GoodFriday => easter(year)?.checked_sub(2.days()).ok(),
            Feast::Thanksgiving => nth(11, 4, Weekday::Thursday),
            Feast::MemorialDay => nth(5, -1, Weekday::Monday),
            Feast::LaborDay => nth(9, 1, Weekday::Monday),
            Feast::ElectionDay => nth(11, 1, Weekday::Monday)?.tomorrow().ok(),
        }
    }
}

/// Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let number = i32::from(year);
    let (golden, century, of_century) = (number % 19, number / 100, number % 100);
    let moon = (8 * century + 13) / 25;
    let epact = (19 * golden + century - century / 4 - moon + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let correction = (golden + 11 * epact + 19 * to_sunday) / 433;
    let from_march = epact + to_sunday - 7 * correction;
    let month = (from_march + 90) / 25;
    let day = (from_march + 33 * month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Where the words name no year and no tense helps, the future must be this many times nearer than
/// the past to be meant: news looks back ('the October election', read in May, is over). With 3, three
/// more dates of 160 reports lie on the wrong side; with 1, those October elections do.
const NEARER: i32 = 2;

/// Where the tense puts the day on one side, the other must be this many times nearer to be meant
/// all the same: 'ordered them to return it by January 14', read on January 15.
const MUCH_NEARER: i32 = 20;

impl YearPart {
    /// The part in a year, with its first and last day.
    pub(super) fn in_year(self, year: i16) -> Option<(Point, Date, Date)> {
        let months = |first: i8, count: i32| {
            let first = Date::new(year, first, 1).ok()?;
            let last = first.checked_add(Stretch::new().months(count)).ok()?;
            Some((first, last.yesterday().ok()?))
        };
        let (point, (first, last)) = match self {
            YearPart::Day(month, day) => {
                let day = Date::new(year, month, day).ok()?;
                (Point::Day(day), (day, day))
            }
            YearPart::Feast(feast) => {
                let day = feast.day(year)?;
                (Point::Day(day), (day, day))
            }
            YearPart::Weekday { month, day, nth } => {
                let first = Date::new(year, month, 1).ok()?;
                let weekday = Weekday::from_monday_one_offset(day).ok()?;
                let day = first.nth_weekday_of_month(nth, weekday).ok()?;
                (Point::Day(day), (day, day))
            }
            YearPart::Month(month) => (Point::Month(year, month), months(month, 1)?),
            YearPart::Quarter(quarter) => {
                (Point::Quarter(year, quarter), months((quarter - 1) * 3 + 1, 3)?)
            }
            YearPart::Half(half) => (Point::Half(year, half), months((half - 1) * 6 + 1, 6)?),
            YearPart::Season(season) => {
                (Point::Season(year, season), months(season.first_month(), 3)?)
            }
        };
        Some((point, first, last))
    }

    /// The year that is meant.
    pub(super) fn choose(self, which: WhichYear, weekday: Option<i8>, report: Date) -> Option<i16> {
        let toward = match which {
            WhichYear::Relative(by) => return report.year().checked_add(by),
            WhichYear::Toward(toward) => toward,
            WhichYear::Last => Toward::Past,
            WhichYear::Next => Toward::Future,
        };
        // A day of the week beside the date leaves one year in some six; 29 February one in four.
        let reach = if weekday.is_some() { 6 } else { 4 };
        (-reach..=reach)
            .filter_map(|by| {
                let year = report.year().checked_add(by)?;
                let (_, first, last) = self.in_year(year)?;
                if weekday.is_some_and(|day| first.weekday().to_monday_one_offset() != day) {
                    return None;
                }
                let behind = days_between(last, report);
                let ahead = days_between(report, first);
                let fits = match which {
                    WhichYear::Last => behind > 0,
                    WhichYear::Next => ahead > 0,
                    _ => true,
                };
                // Inside the part itself the distance is 0 on either side.
                let cost = match (ahead > 0, toward) {
                    (true, Toward::Past) => ahead.saturating_mul(MUCH_NEARER),
                    (true, Toward::Near) => ahead.saturating_mul(NEARER),
                    (true, Toward::Future) => ahead,
                    (false, Toward::Future) if behind > 0 => behind.saturating_mul(MUCH_NEARER),
                    (false, _) => behind.max(0),
                };
                fits.then_some((cost, year))
            })
            .min()
            .map(|(_, year)| year)
    }
}

impl WeekPart {
    pub(super) fn near(self, which: Which, report: Date) -> Point {
        let day = match self {
            WeekPart::Day(day) => day,
            WeekPart::Weekend => 6,
        };
        let today = report.weekday().to_monday_one_offset();
        let back = i64::from((today - day).rem_euclid(7));
        let ahead = i64::from((day - today).rem_euclid(7));
        let by = match which {
            Which::Toward(Toward::Future) => ahead,
            // News says 'last Tuesday' of a day six days ago. Of eight bare ones that 160 reports seemed
            // to put there, seven were the next day: a report bears the day of its first lines or of
            // another time zone. Where no tense helps, two days ahead are nearer than five back.
            Which::Toward(Toward::Past) if ahead == 1 => 1,
            Which::Toward(Toward::Near) if (1..=2).contains(&ahead) => ahead,
            Which::Toward(Toward::Past | Toward::Near) => -back,
            Which::Last => -(if back == 0 { 7 } else { back }),
            Which::Next => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
            Which::This => i64::from(day) - i64::from(today),
        };
        let date = report.saturating_add(by.days());
        match self {
            WeekPart::Day(_) => Point::Day(date),
            WeekPart::Weekend => {
                let week = date.iso_week_date();
                Point::Weekend(week.year(), week.week())
            }
        }
    }
}

pub(super) fn day_of_month(day: i8, toward: Toward, report: Date) -> Option<Date> {
    let month = report.first_of_month();
    (-2..=2)
        .filter_map(|by| {
            let month = month.checked_add(Stretch::new().months(by)).ok()?;
            let date = Date::new(month.year(), month.month(), day).ok()?;
            let ahead = days_between(report, date);
            let cost = match toward {
                Toward::Past if ahead > 0 => ahead + 1000,
                Toward::Future if ahead < 0 => -ahead + 1000,
                Toward::Near if ahead > 0 => ahead.saturating_mul(NEARER),
                _ => ahead.abs(),
            };
            Some((cost, date))
        })
        .min()
        .map(|(_, date)| date)
}

fn days_between(from: Date, to: Date) -> i32 {
    // Years are bounded by `Date` to ±9999, so that days always fit.
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

/// `by` units from a stretch of days. A day needs a day to count from, a week at most a week, and
/// so on: two days after 'in 1998' is no day.
pub(super) fn shift(first: Date, last: Date, unit: Unit, by: i32) -> Option<Point> {
    let length = days_between(first, last) + 1;
    let coarsest = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return None,
        Unit::Day => 1,
        Unit::Week | Unit::Weekend => 7,
        Unit::Month => 31,
        Unit::Quarter => 92,
        Unit::Year | Unit::Decade | Unit::Century => 366,
    };
    if length > coarsest {
        return None;
    }
    let stretch = match unit {
        Unit::Day => Stretch::new().try_days(by),
        Unit::Week | Unit::Weekend => Stretch::new().try_weeks(by),
        Unit::Month => Stretch::new().try_months(by),
        Unit::Quarter => Stretch::new().try_months(by.checked_mul(3)?),
        Unit::Year => Stretch::new().try_years(by),
        Unit::Decade => Stretch::new().try_years(by.checked_mul(10)?),
        Unit::Century => Stretch::new().try_years(by.checked_mul(100)?),
        Unit::Second | Unit::Minute | Unit::Hour => return None,
    }
    .ok()?;
    let date = first.checked_add(stretch).ok()?;
    let week = date.iso_week_date();
    Some(match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Point::Day(date),
        Unit::Week => Point::Week(week.year(), week.week()),
        Unit::Weekend => Point::Weekend(week.year(), week.week()),
        Unit::Month => Point::Month(date.year(), date.month()),
        Unit::Quarter => Point::Quarter(date.year(), (date.month() - 1) / 3 + 1),
        Unit::Year => Point::Year(date.year()),
        Unit::Decade => Point::Decade(date.year()),
        Unit::Century => Point::Century(date.year()),
    })
}

/// The first and the last day that a TIMEX3 value covers; `None` where it is no stretch of the
/// calendar (`P3D`, `PRESENT_REF`, `XXXX-02-14`).
pub fn days_of(value: &str) -> Option<(Date, Date)> {
    if let Some((from, to)) = value.split_once('/') {
        return Some((days_of(from)?.0, days_of(to)?.1));
    }
    let value = value.split_once('T').map_or(value, |(date, _)| date);
    let number = |at: std::ops::Range<usize>| value.get(at)?.parse::<i16>().ok();
    let small = |at: std::ops::Range<usize>| value.get(at)?.parse::<i8>().ok();
    if !value.is_ascii() || !value.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let years =
        |first: i16, last: i16| Some((Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?));
    match value.len() {
        4 if value.ends_with("XX") => {
            let century = number(0..2)?;
            return years(century * 100, century * 100 + 99);
        }
        4 if value.ends_with('X') => {
            let decade = number(0..3)?;
            return years(decade * 10, decade * 10 + 9);
        }
        4 => return years(number(0..4)?, number(0..4)?),
        _ => {}
    }
    let year = number(0..4)?;
    let rest = value.get(5..)?;
    if let Some(week) = rest.strip_prefix('W').filter(|week| week != &"I") {
        let week_number = week.get(0..2)?.parse().ok()?;
        let day = |weekday| {
            jiff::civil::ISOWeekDate::new(year, week_number, weekday)
                .ok()
                .map(jiff::civil::ISOWeekDate::date)
        };
        return match week.get(2..)? {
            "" => Some((day(Weekday::Monday)?, day(Weekday::Sunday)?)),
            "-WE" => Some((day(Weekday::Saturday)?, day(Weekday::Sunday)?)),
            weekday => {
                let weekday = weekday.strip_prefix('-')?.parse().ok()?;
                let day = day(Weekday::from_monday_one_offset(weekday).ok()?)?;
                Some((day, day))
            }
        };
    }
    let part = match rest {
        "SP" => YearPart::Season(Season::Spring),
        "SU" => YearPart::Season(Season::Summer),
        "FA" => YearPart::Season(Season::Autumn),
        "WI" => YearPart::Season(Season::Winter),
        _ if rest.starts_with('Q') => YearPart::Quarter(small(6..value.len())?),
        _ if rest.starts_with('H') => YearPart::Half(small(6..value.len())?),
        _ if rest.len() == 2 => YearPart::Month(small(5..7)?),
        _ if rest.len() == 5 && rest.as_bytes()[2] == b'-' => {
            YearPart::Day(small(5..7)?, small(8..10)?)
        }
        _ => return None,
    };
    let valid = match part {
        YearPart::Quarter(quarter) => (1..=4).contains(&quarter),
        YearPart::Half(half) => (1..=2).contains(&half),
        _ => true,
    };
    let (_, first, last) = part.in_year(year).filter(|_| valid)?;
    Some((first, last))
}
