//! Days and weeks counted from the report or from the day spoken of last.

use stemma_core::{TimexKind, Toward, Unit, WeekPart, When, Which, YearPart};

use super::calendar::shift;
use super::grammar::{Grammar, Hit, Meaning};
use super::lex::Kind;
use super::words;

impl Grammar<'_> {
    /// 'yesterday', 'the day before yesterday', 'tomorrow morning', 'tonight', 'last night',
    /// 'this morning'.
    pub(super) fn deictic(&self, at: usize) -> Option<Hit> {
        if self.low(at) == "the" && self.low(at + 1) == "day" {
            let by = match (self.low(at + 2), self.low(at + 3)) {
                ("before", "yesterday") => -2,
                ("after", "tomorrow") => 2,
                _ => return None,
            };
            return self.with_part(at, at + 4, shift(Unit::Day, by));
        }
        let (first, next) = match self.low(at) {
            "early" | "late" => (at, at + 1),
            _ => (at, at),
        };
        // 'The Halvik Today' is a paper.
        if self.named(next) {
            return None;
        }
        match self.low(next) {
            "yesterday" => self.with_part(first, next + 1, shift(Unit::Day, -1)),
            "today" => self.with_part(first, next + 1, shift(Unit::Day, 0)),
            "tomorrow" => self.with_part(first, next + 1, shift(Unit::Day, 1)),
            "tonight" => Self::time(first, next + 1, shift(Unit::Day, 0), "NI"),
            "last" if self.is(next + 1, &["night"]) => {
                Self::time(first, next + 2, shift(Unit::Day, -1), "NI")
            }
            "this" => {
                let part = words::part_of_day(self.low(next + 1))?;
                Self::time(first, next + 2, shift(Unit::Day, 0), part)
            }
            _ => None,
        }
    }

    /// 'the week before last', 'the week after next'.
    pub(super) fn week_after_next(&self, at: usize) -> Option<Hit> {
        let (unit, plural) = words::unit(self.low(at + 1)).filter(|_| self.is(at, &["the"]))?;
        let by = match (self.low(at + 2), self.low(at + 3)) {
            ("before", "last") => -2,
            ("after", "next") => 2,
            _ => return None,
        };
        // 'The week after next Monday's vote'.
        let ends = self.opens(at + 4) || self.kind(at + 4) == Some(Kind::Mark) || {
            !self.capital(at + 4) && words::unit(self.low(at + 4)).is_none()
        };
        let known = matches!(unit, Unit::Week | Unit::Month | Unit::Year);
        (known && !plural && ends).then(|| Self::date(at, at + 4, shift(unit, by)))?
    }

    /// 'on Monday', 'last Friday', 'next Tuesday night', 'early Thursday', 'Monday last week'.
    pub(super) fn on_weekday(&self, at: usize) -> Option<Hit> {
        if let Some(day) = words::weekdays(self.low(at))
            && self.capital(at)
            && !self.opens(at)
            // 'Two Mondays ago'.
            && !self.is(at + 1, &["ago"])
        {
            return Self::fixed(at, at + 1, TimexKind::Set, format!("XXXX-WXX-{day}"));
        }
        let (which, next) = match self.low(at) {
            "last" | "past" => (Which::Last, at + 1),
            "next" | "coming" => (Which::Next, at + 1),
            "this" => match self.low(at + 1) {
                "past" => (Which::Last, at + 2),
                "coming" => (Which::Next, at + 2),
                _ => (Which::This, at + 1),
            },
            "early" | "late" => (Which::Toward(Toward::Near), at + 1),
            _ => (Which::Toward(Toward::Near), at),
        };
        if self.opens(next) && next != at {
            return None;
        }
        let (day, after) = self.weekday(next)?;
        let (which, after) = match (which, self.low(after), self.low(after + 1)) {
            (Which::Toward(_), "last" | "next", "week") => {
                let this = When::InWeek { day: WeekPart::Day(day), which: Which::This };
                let by = if self.is(after, &["last"]) { -7 } else { 7 };
                let when = When::Shift { from: Some(Box::new(this)), unit: Unit::Day, by };
                return self.with_part(at, after + 2, when);
            }
            (Which::Toward(_), "this", "week") => (Which::This, after + 2),
            _ => (which, after),
        };
        self.with_part(at, after, When::InWeek { day: WeekPart::Day(day), which })
    }

    /// 'the weekend', 'last weekend', 'this weekend'.
    pub(super) fn weekend(&self, at: usize) -> Option<Hit> {
        let which = match self.low(at) {
            "last" => Which::Last,
            "next" | "coming" => Which::Next,
            "this" => Which::This,
            "the" => Which::Toward(Toward::Near),
            _ => return None,
        };
        // 'This past weekend', 'the coming weekend'.
        let (which, noun) = match self.low(at + 1) {
            "past" => (Which::Last, at + 2),
            "coming" => (Which::Next, at + 2),
            _ => (which, at + 1),
        };
        if self.low(noun) != "weekend" {
            return None;
        }
        let day = WeekPart::Weekend;
        Self::date(at, noun + 1, When::InWeek { day, which })
    }

    /// 'last week', 'this year', 'early next month', 'earlier this week', 'later this year',
    /// 'the current quarter'.
    pub(super) fn this_unit(&self, at: usize) -> Option<Hit> {
        // 'Earlier this week' is said of something else in the week: the week is what is named.
        let (first, mut next) = match self.low(at) {
            "early" | "late" => (at, at + 1),
            _ => (at, at),
        };
        if self.is(next, &["the"]) && self.is(next + 1, &["current"]) {
            next += 1;
        }
        let by = match self.low(next) {
            "last" => -1,
            "this" | "current" => 0,
            "next" => 1,
            _ => return None,
        };
        // 'The last day', 'the next year' count from what the text speaks of.
        if self.before(next) == "the" && self.low(next) != "current" {
            return None;
        }
        // 'The current fiscal year' is named for the year in which most of it lies.
        let fiscal =
            self.is(next + 1, &["fiscal", "financial"]) && self.is(next + 2, &["year", "quarter"]);
        next += usize::from(fiscal);
        let (unit, plural) = words::unit(self.low(next + 1))?;
        if plural
            || matches!(unit, Unit::Second | Unit::Minute | Unit::Hour | Unit::Weekend)
            || unit == Unit::Day
        {
            return None;
        }
        let compound = self.is(next + 2, &["-"]) && self.glued(next + 2);
        if compound || self.named(next + 1) {
            return None;
        }
        Self::date(first, next + 2, shift(unit, by))
    }

    /// 'that day', 'the same day', 'the next morning', 'the following week', 'later that year',
    /// 'the day before', 'a day earlier' (which [`Self::counted_units`] finds).
    pub(super) fn that_day(&self, at: usize) -> Option<Hit> {
        let (first, start) = match self.low(at) {
            "earlier" | "later" | "early" | "late" => (at, at + 1),
            _ => (at, at),
        };
        let (by, next) = match (self.low(start), self.low(start + 1)) {
            ("that" | "the", "same") => (0, start + 2),
            ("that", _) => (0, start + 1),
            ("the", "next" | "following") => (1, start + 2),
            ("the", "previous" | "preceding") => (-1, start + 2),
            ("the", "day") => match self.low(start + 2) {
                "before" | "after"
                    if self.kind(start + 3) == Some(Kind::Mark) || self.opens(start + 3) =>
                {
                    let by = if self.is(start + 2, &["before"]) { -1 } else { 1 };
                    let meaning = Meaning::FromLast { unit: Unit::Day, by, time: None };
                    return Some(Hit::new(first, start + 3, TimexKind::Date, meaning));
                }
                _ => return None,
            },
            _ => return None,
        };
        if let Some((part, after)) = self.named_part(next) {
            // 'He said that summer was over.'
            let counts = self.capital(start)
                || self.is(start, &["the"])
                || matches!(self.before(start), "," | "by" | "of" | "and" | "later" | "early");
            let meaning = Meaning::PartFromLast { part, later: by > 0 };
            return (counts && by >= 0).then(|| Hit::new(first, after, TimexKind::Date, meaning));
        }
        // 'The following Tuesday'.
        if by != 0
            && let Some((day, after)) = self.weekday(next)
        {
            let meaning = Meaning::WeekdayFromLast { day, later: by > 0 };
            return Some(Hit::new(first, after, TimexKind::Date, meaning));
        }
        let (unit, time) = match words::part_of_day(self.low(next)) {
            Some(part) => (Unit::Day, Some(part)),
            None => match words::unit(self.low(next))? {
                (unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year), false) => (unit, None),
                _ => return None,
            },
        };
        let kind = if time.is_some() { TimexKind::Time } else { TimexKind::Date };
        Some(Hit::new(first, next + 1, kind, Meaning::FromLast { unit, by, time }))
    }

    /// A season, or a month after 'the following': 'that May' may be somebody of that name.
    fn named_part(&self, at: usize) -> Option<(YearPart, usize)> {
        if let Some(season) = words::season(self.low(at)) {
            return Some((YearPart::Season(season), at + 1));
        }
        let (month, after) = self.month(at)?;
        let dated = self.day(after).is_some() || self.year(after).is_some();
        (self.before(at) != "that" && !dated).then_some((YearPart::Month(month), after))
    }

    /// 'now', 'currently', 'recently', 'the future', 'the past', 'at present'.
    pub(super) fn reference(&self, at: usize) -> Option<Hit> {
        let low = self.low(at);
        if let Some(value) = words::reference(low)
            && !self.named(at)
        {
            return Self::fixed(at, at + 1, TimexKind::Date, value);
        }
        match low {
            "these" if self.is(at + 1, &["days"]) && self.before(at) != "of" => {
                Self::fixed(at, at + 2, TimexKind::Date, "PRESENT_REF")
            }
            "the" if self.is(at + 1, &["other"]) && self.is(at + 2, &["day"]) => {
                Self::fixed(at, at + 3, TimexKind::Date, "PAST_REF")
            }
            "the" | "near" => {
                let the = usize::from(low == "the");
                let near = usize::from(self.is(at + the, &["near", "recent", "foreseeable"]));
                let noun = at + the + near;
                match self.low(noun) {
                    "future" => Self::fixed(at, noun + 1, TimexKind::Date, "FUTURE_REF"),
                    "past"
                        if self.before(at) == "in"
                            && (self.opens(noun + 1)
                                || self.kind(noun + 1) == Some(Kind::Mark)) =>
                    {
                        Self::fixed(at, noun + 1, TimexKind::Date, "PAST_REF")
                    }
                    _ => None,
                }
            }
            "future" => Self::fixed(at, at + 1, TimexKind::Date, "FUTURE_REF"),
            "at" if self.is(at + 1, &["present"]) => {
                Self::fixed(at, at + 2, TimexKind::Date, "PRESENT_REF")
            }
            "at" if self.is(at + 1, &["the"])
                && self.is(at + 2, &["moment", "present"])
                && (self.is(at + 3, &["time"]) || self.is(at + 2, &["moment"])) =>
            {
                let after = at + 3 + usize::from(self.is(at + 2, &["present"]));
                Self::fixed(at, after, TimexKind::Date, "PRESENT_REF")
            }
            _ => None,
        }
    }

    /// The day, or its part where one follows: 'Monday', 'Monday morning'.
    fn with_part(&self, first: usize, after: usize, day: When) -> Option<Hit> {
        match words::part_of_day(self.low(after)) {
            Some(_) if self.named(after) => Self::date(first, after, day),
            Some(part) => Self::time(first, after + 1, day, part),
            None => Self::date(first, after, day),
        }
    }

    #[expect(
        clippy::unnecessary_wraps,
        reason = "a rule ends with it, and a rule may find nothing"
    )]
    pub(super) fn time(first: usize, after: usize, day: When, time: &str) -> Option<Hit> {
        let meaning = Meaning::Plain(When::Clock { day: Box::new(day), time: time.to_owned() });
        Some(Hit::new(first, after, TimexKind::Time, meaning))
    }
}
