//! Time expressions, as TIMEX3 (ISO-TimeML) has them.
//!
//! Words such as 'on Monday' mean another day in every report. [`When`] keeps what they mean;
//! [`When::value`] reads it from one day of report, and can do so again when that day becomes known.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

mod calendar;
#[cfg(test)]
mod tests;

use calendar::{Point, day_of_month, shift};

pub use calendar::days_of;

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
    /// A day of the week in a month, 'the second Monday of October': the month and the day of the
    /// week (from 1), and which it is, the last being -1.
    Weekday {
        /// The month, from 1.
        month: i8,
        /// 1 is Monday.
        day: i8,
        /// 1 to 5, or -1 for the last.
        nth: i8,
    },
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
                None => match self {
                    // The larger part that 'that day' lies in may depend on the report as well.
                    When::Shift { from: Some(from), unit, by: 0 } => {
                        within(&from.value(report), *unit).unwrap_or_else(|| self.standing())
                    }
                    _ => self.standing(),
                },
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
        if let When::Shift { from: Some(from), unit, by: 0 } = self
            && let Some(within) = within(&from.value(None), *unit)
        {
            return within;
        }
        match self {
            When::InYear { part, .. } => match part {
                YearPart::Day(month, day) => format!("XXXX-{month:02}-{day:02}"),
                YearPart::Month(month) => format!("XXXX-{month:02}"),
                YearPart::Quarter(quarter) => format!("XXXX-Q{quarter}"),
                YearPart::Half(half) => format!("XXXX-H{half}"),
                YearPart::Season(season) => format!("XXXX-{}", season.code()),
                YearPart::Feast(_) => "XXXX-XX-XX".to_owned(),
                YearPart::Weekday { month, .. } => format!("XXXX-{month:02}-XX"),
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
            When::InYear { part, year, weekday } => {
                Some(part.in_year(part.choose(*year, *weekday, report)?)?.0)
            }
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

/// 'That day', where the text spoke of a month last: `2019-10-XX`; 'that month' of a year: `2019-XX`.
fn within(value: &str, unit: Unit) -> Option<String> {
    days_of(value)?;
    match (unit, value.len()) {
        (Unit::Day, 7) if value.as_bytes()[5].is_ascii_digit() => Some(format!("{value}-XX")),
        (Unit::Month, 4) if !value.ends_with('X') => Some(format!("{value}-XX")),
        _ => None,
    }
}
