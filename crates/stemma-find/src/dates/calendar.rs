//! Days and months of the calendar.

use stemma_core::{TimexKind, Toward, Unit, When, WhichYear, YearPart};

use super::grammar::{Grammar, Hit, Meaning, in_year};
use super::lex::Kind;
use super::words;

impl Grammar<'_> {
    /// The expression of the calendar that begins here, with the words for the year that the text
    /// speaks of: 'in March of that year', 'on 3 May the same year'.
    pub(super) fn calendar(&self, at: usize) -> Option<Hit> {
        let hit = self.dated_by_itself(at)?;
        let Meaning::Plain(When::InYear {
            part,
            year: WhichYear::Toward(Toward::Near),
            weekday: None,
        }) = hit.meaning
        else {
            return Some(hit);
        };
        let of = hit.after + usize::from(self.is(hit.after, &["of"]));
        let same = usize::from(self.is(of, &["the"]) && self.is(of + 1, &["same"]));
        let said = same == 1 || self.is(of, &["that"]);
        if !said || !self.is(of + 1 + same, &["year"]) {
            return Some(hit);
        }
        let meaning = Meaning::PartFromLast { part, later: false };
        Some(Hit { after: of + 2 + same, meaning, ..hit })
    }

    /// `2022-02-14`.
    pub(super) fn iso(&self, at: usize) -> Option<Hit> {
        let year = self.year(at)?;
        let joined = |mark| self.is(mark, &["-"]) && self.glued(mark) && self.glued(mark + 1);
        if !joined(at + 1) || !joined(at + 3) {
            return None;
        }
        let two = |at: usize, most: u32| {
            let (number, width) = self.digits(at)?;
            (width == 2 && (1..=most).contains(&number)).then_some(number)
        };
        let (month, day) = (two(at + 2, 12)?, two(at + 4, 31)?);
        let value = format!("{year:04}-{month:02}-{day:02}");
        // `2022-02-14T10:00` is one word; its clock is left to the clock rule of other texts.
        Self::fixed(at, at + 5, TimexKind::Date, value)
    }

    /// `14.02.2022`, `2/14/2022`, `14/2/2022`: with full stops the day comes first, with slashes
    /// the month, as English-language agencies write it, unless it cannot be one.
    pub(super) fn numeric(&self, at: usize) -> Option<Hit> {
        let mark = self.low(at + 1);
        if !matches!(mark, "." | "/")
            || self.low(at + 3) != mark
            || !(1..=4).all(|n| self.glued(at + n))
        {
            return None;
        }
        let number = |at: usize| {
            let lexeme = self.lexemes.get(at)?;
            (lexeme.kind == Kind::Number && lexeme.text.len() <= 2)
                .then(|| lexeme.text.parse::<u32>().ok())?
        };
        let (first, second) = (number(at)?, number(at + 2)?);
        let last = self.lexemes.get(at + 4)?;
        if last.kind != Kind::Number || !matches!(last.text.len(), 2 | 4) {
            return None;
        }
        let year: u32 = last.text.parse().ok()?;
        let year = match last.text.len() {
            4 => year,
            _ if year < 70 => 2000 + year,
            _ => 1900 + year,
        };
        let (month, day) = match mark {
            "." => (second, first),
            _ if first > 12 => (second, first),
            _ => (first, second),
        };
        // Two dots and two digits may as well be a version or an address.
        if mark == "." && last.text.len() == 2 {
            return None;
        }
        ((1..=12).contains(&month) && (1..=31).contains(&day) && (1000..=2100).contains(&year))
            .then_some(())?;
        let value = format!("{year:04}-{month:02}-{day:02}");
        Self::fixed(at, at + 5, TimexKind::Date, value)
    }

    /// 'Friday, Oct. 23, 1998', 'Monday the 18th', 'Monday (February 14)'.
    pub(super) fn weekday_and_date(&self, at: usize) -> Option<Hit> {
        let (weekday, mut next) = self.weekday(at)?;
        if self.is(next, &[","]) {
            next += 1;
        }
        if self.is(next, &["the"]) {
            next += 1;
        }
        let mut hit = self
            .month_first(next, Some(weekday))
            .or_else(|| self.day_first(next, Some(weekday)))
            .or_else(|| {
                // 'Tuesday the 18th', 'Tuesday 18'; a clock's hour has its own marks.
                let (day, after) = self.day(next)?;
                let ordinal = self.is(after - 1, &["st", "nd", "rd", "th"]);
                let bare = next == self.weekday(at)?.1
                    && (self.opens(after) || self.is(after, &[",", ".", ";", "and", "at", "in"]))
                    && !self.glued(after + 1);
                (ordinal || bare && day > 12).then_some(())?;
                Self::date(next, after, When::InMonth { day, toward: Toward::Near })
            })?;
        hit.first = at;
        Some(hit)
    }

    /// 'February 14', 'Feb. 14th, 2022', 'February 10-22', 'Feb. 28-March 3, 2022',
    /// 'February 10 to 22'.
    pub(super) fn month_first(&self, at: usize, weekday: Option<i8>) -> Option<Hit> {
        let (month, next) = self.month(at)?;
        let the = usize::from(self.is(next, &["the"]));
        let (day, mut after) = self.day(next + the)?;
        if self.opens(next + the) {
            return None;
        }
        // 'Feb. 14.30' and 'May 2.5' are no days; 'February 10,000' neither ([`Self::digits`]).
        let mut to = None;
        let joiner = self.is(after, &["-"]) || self.is(after, &["to", "through", "until"]);
        if joiner {
            let dash = self.is(after, &["-"]);
            if let Some((month, next)) = self.month(after + 1)
                && let Some((day, end)) = self.day(next)
            {
                to = Some((month, day));
                after = end;
            } else if let Some((last, end)) = self.day(after + 1)
                && last > day
                && (dash || self.is(after, &["through", "to"]))
                && !self.counts(end)
            {
                to = Some((month, last));
                after = end;
            }
        }
        let (year, after) = self.year_after(after);
        let day_of = |month, day, weekday| dated(YearPart::Day(month, day), year, weekday);
        let when = day_of(month, day, weekday)?;
        match to {
            Some((month, day)) => Self::date(
                at,
                after,
                When::Range(Box::new(when), Box::new(day_of(month, day, None)?)),
            ),
            None => Self::date(at, after, when),
        }
    }

    /// '14 February 2022', '14th of February', '10-22 February', '10 to 22 February'.
    pub(super) fn day_first(&self, at: usize, weekday: Option<i8>) -> Option<Hit> {
        let (day, next) = self.day(at)?;
        let mut from = None;
        let (mut last, mut next) = (day, next);
        if self.is(next, &["-", "to", "and"])
            && let Some((second, end)) = self.day(next + 1)
            && second > day
            && self.month(end + usize::from(self.is(end, &["of"]))).is_some()
        {
            if self.is(next, &["and"]) {
                // 'the 10th and 22 February': two days, two expressions.
                return None;
            }
            from = Some(day);
            (last, next) = (second, end);
        }
        let of = usize::from(self.is(next, &["of"]));
        let (month, next) = self.month(next + of)?;
        if self.day(next).is_some_and(|(_, end)| self.is(end, &[","])) {
            // 'At 10 February 14, 2022 …': the number belongs to something else.
            return None;
        }
        let (year, after) = self.year_after(next);
        // '26 February – 1 March 2018', '28 December 2021 – 3 January 2022'.
        if from.is_none()
            && self.is(after, &["-"])
            && let Some((second, end)) = self.day(after + 1)
            && let Some((second_month, end)) = self.month(end)
        {
            let (second_year, end) = self.year_after(end);
            let first = dated(YearPart::Day(month, day), year.or(second_year), weekday)?;
            let second = dated(YearPart::Day(second_month, second), second_year.or(year), None)?;
            return Self::date(at, end, When::Range(Box::new(first), Box::new(second)));
        }
        let when = dated(YearPart::Day(month, last), year, weekday)?;
        match from {
            Some(first) => Self::date(
                at,
                after,
                When::Range(
                    Box::new(dated(YearPart::Day(month, first), year, None)?),
                    Box::new(when),
                ),
            ),
            None => Self::date(at, after, when),
        }
    }

    /// 'the second of December', 'the fourth of July 2019'.
    pub(super) fn ordinal_first(&self, at: usize) -> Option<Hit> {
        let first = at + usize::from(self.is(at, &["the"]));
        let ordinal = |at: usize| words::ordinal(self.low(at));
        let (day, next) = match words::tens(self.low(first)) {
            Some(tens) if self.is(first + 1, &["-"]) => (tens + ordinal(first + 2)?, first + 3),
            _ if self.is(first, &["thirtieth"]) => (30, first + 1),
            _ => (ordinal(first)?, first + 1),
        };
        if !self.is(next, &["of"]) || !(1..=31).contains(&day) {
            return None;
        }
        let (month, next) = self.month(next + 1)?;
        let (year, after) = self.year_after(next);
        Self::date(at, after, dated(YearPart::Day(month, day as i8), year, None)?)
    }

    /// 'the second Monday of October', 'the last Sunday in March 2019'.
    pub(super) fn weekday_of_month(&self, at: usize) -> Option<Hit> {
        let first = at + usize::from(self.is(at, &["the"]));
        let nth = match self.low(first) {
            "last" => -1,
            word => i8::try_from(words::ordinal(word)?).ok().filter(|nth| *nth <= 5)?,
        };
        let (day, next) = self.weekday(first + 1)?;
        let (month, next) = self.month(next + 1).filter(|_| self.is(next, &["of", "in"]))?;
        let (year, after) = self.year_after(next);
        Self::date(at, after, dated(YearPart::Weekday { month, day, nth }, year, None)?)
    }

    /// ', 2022', '2022', 'of last year', 'this year', 'next year'.
    pub(super) fn year_after(&self, at: usize) -> (Option<WhichOrYear>, usize) {
        let comma = usize::from(self.is(at, &[","]));
        if let Some(year) = self.year(at + comma)
            && !self.opens(at + comma)
            && !self.counts(at + comma + 1)
        {
            return (Some(WhichOrYear::Year(year)), at + comma + 1);
        }
        // 'Jan. 1, '98'
        if let Some(year) = self.short_year(at + comma) {
            return (Some(WhichOrYear::Year(year)), at + comma + 2);
        }
        let of = usize::from(self.is(at, &["of", ","]));
        let relative = match self.low(at + of) {
            "last" => Some(-1),
            "this" => Some(0),
            "next" => Some(1),
            _ => None,
        };
        match relative {
            Some(by) if self.is(at + of + 1, &["year"]) => {
                (Some(WhichOrYear::Relative(by)), at + of + 2)
            }
            _ => (None, at),
        }
    }

    /// Whether what follows is counted: '2000 people', not '2000 elections' (which cannot be told
    /// from the words; the caller asks only where a year is doubtful) but units of measure.
    pub(super) fn counts(&self, at: usize) -> bool {
        if self.opens(at) {
            return false;
        }
        self.is(
            at,
            &[
                "%",
                "percent",
                "per",
                "million",
                "billion",
                "thousand",
                "km",
                "kilometers",
                "kilometres",
                "miles",
                "meters",
                "metres",
                "feet",
                "tons",
                "tonnes",
                "people",
                "men",
                "women",
                "children",
                "soldiers",
                "troops",
                "dollars",
                "euros",
                "years",
                "days",
                "hours",
                "months",
                "weeks",
                "minutes",
                "points",
                "votes",
                "hectares",
                "acres",
            ],
        )
    }

    /// 'March', 'early December', 'October 1998', 'March of last year', 'last November'.
    pub(super) fn month_alone(&self, at: usize) -> Option<Hit> {
        let (first, next) = self.phase(at);
        let (month, after) = self.month(next)?;
        let (year, end) = self.year_after(after);
        let of = usize::from(self.is(after, &["of"]));
        let (year, end) = match year {
            None if of == 1 => match self.year_after(after + 1) {
                (None, _) => (None, after),
                dated => dated,
            },
            _ => (year, end),
        };
        let which = match self.before(first) {
            "last" => Some(WhichYear::Last),
            "next" => Some(WhichYear::Next),
            "this" => Some(WhichYear::Relative(0)),
            _ => None,
        };
        // Words that are also names or verbs need a sign: 'May' and 'March', 'April' and 'August'.
        let sign = year.is_some()
            || which.is_some()
            || next != first
            || self.is(
                first.wrapping_sub(1),
                &[
                    "in",
                    "since",
                    "until",
                    "by",
                    "of",
                    "from",
                    "to",
                    "during",
                    "before",
                    "after",
                    "between",
                    "through",
                    "and",
                    "for",
                    "till",
                    "around",
                    "the",
                    "a",
                    "an",
                    "throughout",
                    "every",
                    "each",
                    "or",
                    ",",
                    "'s",
                    "with",
                    "on",
                    "'",
                ],
            );
        let name = of == 1 && year.is_none() && self.capital(after + 2);
        // 'The May Theatre'.
        let name = name
            || self.is(first.wrapping_sub(1), &["the", "a", "an"])
                && year.is_none()
                && !self.headline
                && self.capital(after)
                && !self.opens(after);
        if (!sign || name) && matches!(month, 3 | 5) {
            return None;
        }
        let when = match (year, which) {
            (Some(year), _) => dated(YearPart::Month(month), Some(year), None)?,
            (None, Some(which)) => {
                When::InYear { part: YearPart::Month(month), year: which, weekday: None }
            }
            (None, None) => in_year(YearPart::Month(month)),
        };
        let first = if which.is_some() { first - 1 } else { first };
        Self::date(first, end, when)
    }

    /// 'early', 'mid-', 'late': the first lexeme of the expression and the one after the word.
    pub(super) fn phase(&self, at: usize) -> (usize, usize) {
        match self.low(at) {
            "early" | "mid" | "late" => {
                let dash = usize::from(self.is(at + 1, &["-"]));
                (at, at + 1 + dash)
            }
            "end" if self.is(at + 1, &["-"]) => (at, at + 2),
            _ => (at, at),
        }
    }

    /// 'the 18th': a day of the month that the text is in.
    pub(super) fn day_of_month(&self, at: usize) -> Option<Hit> {
        if self.low(at) != "the" {
            return None;
        }
        let (day, after) = self.day(at + 1)?;
        let ordinal = self.is(after - 1, &["st", "nd", "rd", "th"]) && after == at + 3;
        let place = matches!(
            self.before(at),
            "on" | "by" | "for" | "until" | "since" | "from" | "before" | "after"
        );
        let end = self.opens(after)
            || self.kind(after) == Some(Kind::Mark)
            || self.is(after, &["and", "of", "at", "in", "to", "when", "that", "after", "by"]);
        let of_month = if self.is(after, &["of"]) {
            match (self.low(after + 1), self.low(after + 2)) {
                ("this" | "the", "month") => 3,
                _ => return None,
            }
        } else {
            0
        };
        if !ordinal || !place || !end {
            return None;
        }
        Self::date(at, after + of_month, When::InMonth { day, toward: Toward::Near })
    }
}

/// A year in the words, or one counted from the report.
#[derive(Clone, Copy, Debug)]
pub(super) enum WhichOrYear {
    Year(i16),
    Relative(i16),
}

/// A part of a year with the year that the words give, if they give one.
pub(super) fn dated(
    part: YearPart,
    year: Option<WhichOrYear>,
    weekday: Option<i8>,
) -> Option<When> {
    if let YearPart::Day(month, day) = part {
        let longest = match month {
            2 => 29,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        if !(1..=longest).contains(&day) {
            return None;
        }
    }
    let when = |year| When::InYear { part, year, weekday };
    Some(match year {
        None => when(WhichYear::Toward(Toward::Near)),
        Some(WhichOrYear::Relative(by)) => when(WhichYear::Relative(by)),
        Some(WhichOrYear::Year(year)) => {
            // A part of a known year needs no report: the first of January stands in for one.
            let report = jiff::civil::Date::new(year, 1, 1).ok()?;
            let value = When::InYear { part, year: WhichYear::Relative(0), weekday: None }
                .value(Some(report));
            if value.starts_with("XXXX") {
                return None;
            }
            When::Fixed(value)
        }
    })
}

/// So many units of the calendar from the report.
pub(super) fn shift(unit: Unit, by: i32) -> When {
    When::Shift { from: None, unit, by }
}
