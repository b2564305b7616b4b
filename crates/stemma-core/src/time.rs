//! Time expressions, as TIMEX3 (ISO-TimeML) has them.
//!
//! Words such as 'on Monday' mean another day in every report. [`When`] keeps what they mean;
//! [`When::value`] reads it from one day of report, and can do so again when that day becomes known.

use jiff::civil::{Date, Weekday};
use jiff::{Span as Stretch, ToSpan};
use serde::{Deserialize, Serialize};

/// TIMEX3 types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexKind {
    /// A calendar date of any granularity.
    Date,
    /// A time of day.
    Time,
    /// A stretch of time.
    Duration,
    /// A recurring time.
    Set,
}

impl TimexKind {
    /// The word that TIMEX3 and the contract print.
    pub fn word(self) -> &'static str {
        match self {
            TimexKind::Date => "DATE",
            TimexKind::Time => "TIME",
            TimexKind::Duration => "DURATION",
            TimexKind::Set => "SET",
        }
    }
}

/// What a time expression means, whatever the day of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    /// The value needs no day of report: `2022-02-14`, `P3D`, `PRESENT_REF`.
    Fixed(String),
    /// The same, of the calendar, where the tense says on which side of the report it lies.
    Dated {
        /// The value.
        value: String,
        /// Before or after the report.
        side: Toward,
    },
    /// A part of a year that the words do not name: 'February 14', 'in March', 'last autumn'.
    InYear {
        /// Which part.
        part: YearPart,
        /// Which year.
        year: WhichYear,
        /// The day of the week that the words give beside it (1 is Monday): 'Friday, Oct. 23'.
        weekday: Option<i8>,
    },
    /// A day of some week: 'on Monday', 'last Friday'.
    InWeek {
        /// The day (1 is Monday), or the weekend.
        day: WeekPart,
        /// Which week.
        which: Which,
    },
    /// A day of some month: 'the 18th'.
    InMonth {
        /// The day of the month.
        day: i8,
        /// Before or after the report.
        toward: Toward,
    },
    /// So many units before or after the report or another day: 'yesterday', 'last year',
    /// 'two days later'.
    Shift {
        /// What it counts from; the day of the report where empty.
        from: Option<Box<When>>,
        /// The unit, which is also how precise the value is.
        unit: Unit,
        /// How many, below 0 for before.
        by: i32,
    },
    /// A time of some day: `10:35`, `MO`.
    Clock {
        /// The day.
        day: Box<When>,
        /// What stands after the `T`.
        time: String,
    },
    /// From one end to the other: 'February 10-22'.
    Range(Box<When>, Box<When>),
}

/// A part of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum YearPart {
    /// Month (from 1) and day.
    Day(i8, i8),
    /// A month, from 1.
    Month(i8),
    /// A quarter, from 1.
    Quarter(i8),
    /// A half, from 1.
    Half(i8),
    /// A season.
    Season(Season),
    /// A feast that moves from year to year.
    Feast(Feast),
}

/// Seasons; a winter bears the year in which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Season {
    /// `SP`
    Spring,
    /// `SU`
    Summer,
    /// `FA`
    Autumn,
    /// `WI`
    Winter,
}

/// Feasts that move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Feast {
    /// Easter Sunday of the western churches.
    Easter,
    /// The Friday before it.
    GoodFriday,
    /// The fourth Thursday of November (United States).
    Thanksgiving,
    /// The last Monday of May (United States).
    MemorialDay,
    /// The first Monday of September (United States).
    LaborDay,
    /// The Tuesday after the first Monday of November (United States).
    ElectionDay,
}

/// Days of a week, and its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WeekPart {
    /// 1 is Monday.
    Day(i8),
    /// Saturday and Sunday.
    Weekend,
}

/// On which side of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Toward {
    /// The tense says that it lies behind.
    Past,
    /// The tense says that it lies ahead.
    Future,
    /// Nothing says so.
    Near,
}

/// Which year the words mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WhichYear {
    /// The nearest on that side: 'February 14'.
    Toward(Toward),
    /// The last one that is over: 'last November'.
    Last,
    /// The first that is to come: 'next March'.
    Next,
    /// So many years after that of the report: 'in March next year', 'in May this year'.
    Relative(i16),
}

/// Which week the words mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Which {
    /// The nearest on that side, the day of the report included: 'on Monday'.
    Toward(Toward),
    /// The last before the day of the report.
    Last,
    /// The first after the day of the report.
    Next,
    /// That of the week of the report: 'this Friday'.
    This,
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl When {
    /// The TIMEX3 value, seen from the day of the report; where that is not known, what stands
    /// without it (`XXXX-02-14`).
    pub fn value(&self, report: Option<Date>) -> String {
        match self {
            When::Fixed(value) | When::Dated { value, .. } => value.clone(),
            When::Clock { day, time } => {
                let day = day.value(report);
                let date = day.split_once('T').map_or(day.as_str(), |(date, _)| date);
                // A time needs a day before it; a week or a month gives none.
                match date.len() {
                    10 => format!("{date}T{time}"),
                    _ if date.contains("-WXX-") => format!("{date}T{time}"),
                    _ => format!("XXXX-XX-XXT{time}"),
                }
            }
            When::Range(from, to) => format!("{}/{}", from.value(report), to.value(report)),
            _ => match report.and_then(|day| self.point(day)) {
                Some(point) => point.to_string(),
                None => self.standing(),
            },
        }
    }

    /// The value where the day of report is known only to lie between two days: the full value
    /// where both ends give the same, else what stands without it.
    ///
    /// All meanings move forward with the day of report, so that equal ends leave no room between.
    pub fn value_between(&self, earliest: Option<Date>, latest: Option<Date>) -> String {
        if let (Some(earliest), Some(latest)) = (earliest, latest) {
            let value = self.value(Some(earliest));
            if value == self.value(Some(latest)) {
                return value;
            }
        }
        self.value(None)
    }

    /// The first and the last day that it covers, seen from the day of the report.
    pub fn days(&self, report: Option<Date>) -> Option<(Date, Date)> {
        days_of(&self.value(report))
    }

    /// Whether the value depends on the day of the report.
    pub fn is_relative(&self) -> bool {
        match self {
            When::Fixed(_) | When::Dated { .. } => false,
            When::Clock { day, .. } => day.is_relative(),
            When::Range(from, to) => from.is_relative() || to.is_relative(),
            When::Shift { from, .. } => from.as_ref().is_none_or(|from| from.is_relative()),
            When::InYear { .. } | When::InWeek { .. } | When::InMonth { .. } => true,
        }
    }

    /// On which side of the report it lies, as far as the words and their tense say.
    pub fn side(&self) -> Toward {
        match self {
            When::Dated { side, .. } | When::InMonth { toward: side, .. } => *side,
            When::InYear { year, .. } => match year {
                WhichYear::Toward(side) => *side,
                WhichYear::Last => Toward::Past,
                WhichYear::Next => Toward::Future,
                WhichYear::Relative(by) if *by < 0 => Toward::Past,
                WhichYear::Relative(by) if *by > 0 => Toward::Future,
                WhichYear::Relative(_) => Toward::Near,
            },
            When::InWeek { which, .. } => match which {
                Which::Toward(side) => *side,
                Which::Last => Toward::Past,
                Which::Next => Toward::Future,
                Which::This => Toward::Near,
            },
            When::Shift { from: None, by, .. } if *by < 0 => Toward::Past,
            When::Shift { from: None, by, .. } if *by > 0 => Toward::Future,
            When::Clock { day, .. } => day.side(),
            When::Range(_, to) => to.side(),
            When::Fixed(_) | When::Shift { .. } => Toward::Near,
        }
    }

    /// What stands without a day of report.
    fn standing(&self) -> String {
        match self {
            When::InYear { part, .. } => match part {
                YearPart::Day(month, day) => format!("XXXX-{month:02}-{day:02}"),
                YearPart::Month(month) => format!("XXXX-{month:02}"),
                YearPart::Quarter(quarter) => format!("XXXX-Q{quarter}"),
                YearPart::Half(half) => format!("XXXX-H{half}"),
                YearPart::Season(season) => format!("XXXX-{}", season.code()),
                YearPart::Feast(_) => "XXXX-XX-XX".to_owned(),
            },
            When::InWeek { day, .. } => match day {
                WeekPart::Day(day) => format!("XXXX-WXX-{day}"),
                WeekPart::Weekend => "XXXX-WXX-WE".to_owned(),
            },
            When::InMonth { day, .. } => format!("XXXX-XX-{day:02}"),
            When::Shift { from, unit, by } => {
                if let Some(point) = from.as_ref().and_then(|from| {
                    let day = days_of(&from.value(None))?;
                    shift(day.0, day.1, *unit, *by)
                }) {
                    return point.to_string();
                }
                match unit {
                    Unit::Second | Unit::Minute | Unit::Hour => "XXXX-XX-XXTXX:XX",
                    Unit::Day => "XXXX-XX-XX",
                    Unit::Week => "XXXX-WXX",
                    Unit::Weekend => "XXXX-WXX-WE",
                    Unit::Month => "XXXX-XX",
                    Unit::Quarter => "XXXX-QX",
                    Unit::Year => "XXXX",
                    Unit::Decade => "XXX",
                    Unit::Century => "XX",
                }
                .to_owned()
            }
            When::Fixed(_) | When::Dated { .. } | When::Clock { .. } | When::Range(..) => {
                self.value(None)
            }
        }
    }

    /// The place in the calendar that a day of report gives.
    fn point(&self, report: Date) -> Option<Point> {
        match self {
            When::InYear {
                part,
                year,
                weekday,
            } => Some(part.in_year(part.choose(*year, *weekday, report)?)?.0),
            When::InWeek { day, which } => Some(day.near(*which, report)),
            When::InMonth { day, toward } => Some(Point::Day(day_of_month(*day, *toward, report)?)),
            When::Shift { from, unit, by } => {
                let (first, last) = match from {
                    Some(from) => days_of(&from.value(Some(report)))?,
                    None => (report, report),
                };
                shift(first, last, *unit, *by)
            }
            When::Fixed(_) | When::Dated { .. } | When::Clock { .. } | When::Range(..) => None,
        }
    }
}

/// A place in the calendar, printed as a TIMEX3 value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Point {
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

    /// First month and number of months, by the meteorologists' calendar.
    fn first_month(self) -> i8 {
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
/// the past to be meant: news looks back ('the October election', read in May, is over).
const NEARER: i32 = 3;

/// Where the tense puts the day on one side, the other must be this many times nearer to be meant
/// all the same: 'ordered them to return it by January 14', read on January 15.
const MUCH_NEARER: i32 = 20;

impl YearPart {
    /// The part in a year, with its first and last day.
    fn in_year(self, year: i16) -> Option<(Point, Date, Date)> {
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
            YearPart::Month(month) => (Point::Month(year, month), months(month, 1)?),
            YearPart::Quarter(quarter) => (
                Point::Quarter(year, quarter),
                months((quarter - 1) * 3 + 1, 3)?,
            ),
            YearPart::Half(half) => (Point::Half(year, half), months((half - 1) * 6 + 1, 6)?),
            YearPart::Season(season) => (
                Point::Season(year, season),
                months(season.first_month(), 3)?,
            ),
        };
        Some((point, first, last))
    }

    /// The year that is meant.
    fn choose(self, which: WhichYear, weekday: Option<i8>, report: Date) -> Option<i16> {
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
    fn near(self, which: Which, report: Date) -> Point {
        let day = match self {
            WeekPart::Day(day) => day,
            WeekPart::Weekend => 6,
        };
        let today = report.weekday().to_monday_one_offset();
        let back = i64::from((today - day).rem_euclid(7));
        let ahead = i64::from((day - today).rem_euclid(7));
        let by = match which {
            Which::Toward(Toward::Future) => ahead,
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

fn day_of_month(day: i8, toward: Toward, report: Date) -> Option<Date> {
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
fn shift(first: Date, last: Date, unit: Unit, by: i32) -> Option<Point> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn in_year(part: YearPart, year: WhichYear) -> When {
        When::InYear {
            part,
            year,
            weekday: None,
        }
    }

    fn check(when: &When, report: Option<Date>, value: &str) {
        assert_eq!(when.value(report), value, "{when:?} from {report:?}");
    }

    #[test]
    fn a_day_without_year_waits_for_the_report() {
        let past = in_year(YearPart::Day(2, 14), WhichYear::Toward(Toward::Past));
        check(&past, None, "XXXX-02-14");
        check(&past, Some(date(2022, 2, 14)), "2022-02-14");
        check(&past, Some(date(2022, 1, 3)), "2021-02-14");
        let future = in_year(YearPart::Day(2, 14), WhichYear::Toward(Toward::Future));
        check(&future, Some(date(2022, 1, 3)), "2022-02-14");
        let near = in_year(YearPart::Day(10, 23), WhichYear::Toward(Toward::Near));
        check(&near, Some(date(1999, 5, 6)), "1998-10-23");
        check(&near, Some(date(1999, 10, 1)), "1999-10-23");
        let leap = in_year(YearPart::Day(2, 29), WhichYear::Toward(Toward::Past));
        check(&leap, Some(date(2023, 3, 1)), "2020-02-29");
    }

    #[test]
    fn a_weekday_beside_the_date_chooses_the_year() {
        let when = When::InYear {
            part: YearPart::Day(5, 4),
            year: WhichYear::Toward(Toward::Near),
            weekday: Some(1),
        };
        // 4 May is a Monday in 2020 and 2026.
        check(&when, Some(date(2021, 3, 1)), "2020-05-04");
        check(&when, Some(date(2026, 4, 1)), "2026-05-04");
    }

    #[test]
    fn weekdays_count_from_the_report() {
        let monday = |which| When::InWeek {
            day: WeekPart::Day(1),
            which,
        };
        let wednesday = Some(date(2022, 2, 16));
        check(&monday(Which::Toward(Toward::Near)), None, "XXXX-WXX-1");
        check(
            &monday(Which::Toward(Toward::Past)),
            wednesday,
            "2022-02-14",
        );
        check(
            &monday(Which::Toward(Toward::Future)),
            wednesday,
            "2022-02-21",
        );
        let monday_itself = Some(date(2022, 2, 14));
        check(
            &monday(Which::Toward(Toward::Past)),
            monday_itself,
            "2022-02-14",
        );
        check(&monday(Which::Last), monday_itself, "2022-02-07");
        check(&monday(Which::Next), monday_itself, "2022-02-21");
    }

    #[test]
    fn shifts_are_as_precise_as_their_unit() {
        let shift = |unit, by| When::Shift {
            from: None,
            unit,
            by,
        };
        let report = Some(date(2000, 1, 6));
        check(&shift(Unit::Day, -1), report, "2000-01-05");
        check(&shift(Unit::Week, -6), report, "1999-W47");
        check(&shift(Unit::Month, -2), report, "1999-11");
        check(&shift(Unit::Quarter, -1), report, "1999-Q4");
        check(&shift(Unit::Year, -41), report, "1959");
        check(&shift(Unit::Decade, -1), report, "199X");
        check(&shift(Unit::Year, -1), None, "XXXX");
        let later = When::Shift {
            from: Some(Box::new(When::Fixed("1998-10-23".to_owned()))),
            unit: Unit::Day,
            by: 2,
        };
        check(&later, None, "1998-10-25");
        let of_a_year = When::Shift {
            from: Some(Box::new(When::Fixed("1998".to_owned()))),
            unit: Unit::Day,
            by: 2,
        };
        check(&of_a_year, report, "XXXX-XX-XX");
    }

    #[test]
    fn feasts_move() {
        let feast = |feast| in_year(YearPart::Feast(feast), WhichYear::Toward(Toward::Past));
        let report = Some(date(2000, 4, 30));
        check(&feast(Feast::Easter), report, "2000-04-23");
        check(&feast(Feast::Thanksgiving), report, "1999-11-25");
        check(&feast(Feast::MemorialDay), report, "1999-05-31");
    }

    #[test]
    fn bounds_that_agree_give_the_value() {
        let when = in_year(YearPart::Day(2, 10), WhichYear::Toward(Toward::Past));
        let (first, last) = (Some(date(2022, 2, 10)), Some(date(2022, 12, 31)));
        assert_eq!(when.value_between(first, last), "2022-02-10");
        assert_eq!(when.value_between(first, None), "XXXX-02-10");
        let when = When::InWeek {
            day: WeekPart::Day(1),
            which: Which::Toward(Toward::Past),
        };
        assert_eq!(when.value_between(first, last), "XXXX-WXX-1");
    }

    #[test]
    fn values_cover_days() {
        for (value, first, last) in [
            ("2022-02-14", date(2022, 2, 14), date(2022, 2, 14)),
            ("2022-02-14TMO", date(2022, 2, 14), date(2022, 2, 14)),
            ("2022-02", date(2022, 2, 1), date(2022, 2, 28)),
            ("2022-W07", date(2022, 2, 14), date(2022, 2, 20)),
            ("2022-W07-WE", date(2022, 2, 19), date(2022, 2, 20)),
            ("2022-Q1", date(2022, 1, 1), date(2022, 3, 31)),
            ("2022-WI", date(2022, 12, 1), date(2023, 2, 28)),
            ("202X", date(2020, 1, 1), date(2029, 12, 31)),
            (
                "2022-02-10/2022-02-22",
                date(2022, 2, 10),
                date(2022, 2, 22),
            ),
        ] {
            assert_eq!(days_of(value), Some((first, last)), "{value}");
        }
        for value in [
            "P3D",
            "PRESENT_REF",
            "XXXX-02-14",
            "XXXX-WXX-1",
            "",
            "2022-13",
            "2022-Q7",
        ] {
            assert_eq!(days_of(value), None, "{value}");
        }
    }
}
