//! Expressions built around another: 'the week of June 7', 'the end of May', 'the night of June 3'.

use stemma_core::{TimexKind, Toward, Unit, WeekPart, When, Which, WhichYear, YearPart};

use super::calendar::shift;
use super::forms::LISTED_DAY;
use super::grammar::{Grammar, Hit, Meaning};
use super::names_day;
use super::words;

impl Grammar<'_> {
    /// 'early in 2020', 'late on Sunday', 'later in the week'.
    ///
    /// 'Later in the day' is left out: it says when in the day of which the sentence tells anyway, and
    /// annotators pass it over.
    pub(super) fn early_in(&self, at: usize) -> Option<Hit> {
        if !self.is(at, &["early", "earlier", "late", "later"]) || !self.is(at + 1, &["in", "on"]) {
            return None;
        }
        if self.is(at + 1, &["in"]) && self.is(at + 2, &["the"]) {
            // The week, the year that the text speaks of.
            let (unit, false) = words::unit(self.low(at + 3))? else { return None };
            let joined = self.is(at + 4, &["-", "'"]) && self.glued(at + 4);
            let calendar = matches!(unit, Unit::Week | Unit::Month | Unit::Year);
            let meaning = Meaning::FromLast { unit, by: 0, time: None };
            return (calendar && !joined).then(|| Hit::new(at, at + 4, TimexKind::Date, meaning));
        }
        let hit = self.calendar(at + 2).or_else(|| self.on_weekday(at + 2))?;
        let date = hit.first == at + 2
            && hit.kind == TimexKind::Date
            && matches!(hit.meaning, Meaning::Plain(_));
        date.then_some(Hit { first: at, ..hit })
    }

    /// 'the week of June 7', 'the week beginning 7 June'.
    pub(super) fn week_of(&self, at: usize) -> Option<Hit> {
        let week = at + usize::from(self.is(at, &["the"]));
        if !self.is(week, &["week"])
            || !self.is(week + 1, &["of", "beginning", "starting", "ending", "ended"])
        {
            return None;
        }
        let (day, after) = self.day_at(week + 2)?;
        let when = When::Shift { from: Some(Box::new(day)), unit: Unit::Week, by: 0 };
        Self::date(at, after, when)
    }

    /// 'the end of the year', 'year-end', 'the beginning of May', 'the middle of next week', 'the end
    /// of the 1990s'.
    pub(super) fn edge_of(&self, at: usize) -> Option<Hit> {
        if self.low(at) == "year" && self.is(at + 1, &["-"]) && self.is(at + 2, &["end"]) {
            return Self::date(at, at + 3, shift(Unit::Year, 0));
        }
        // 'by year's end'
        if self.is(at, &["year", "month"])
            && self.is(at + 1, &["'"])
            && self.is(at + 3, &["end"])
            && let Some((unit, false)) = words::unit(self.low(at))
        {
            return Self::date(at, at + 4, shift(unit, 0));
        }
        let edge = at + usize::from(self.is(at, &["the"]));
        if !self.is(edge, &["end", "beginning", "start", "middle", "close"])
            || self.low(edge + 1) != "of"
        {
            return None;
        }
        let the = usize::from(self.is(edge + 2, &["the"]));
        let inner = edge + 2 + the;
        if the == 1
            && let Some((unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Decade), false)) =
                words::unit(self.low(inner))
        {
            return Self::date(at, inner + 1, shift(unit, 0));
        }
        let hit = self.calendar(inner).or_else(|| self.this_unit(inner))?;
        let Meaning::Plain(when) = hit.meaning else { return None };
        // 'The end of the 1998 war', 'the start of May's talks' are edges of something else.
        let dated = match &when {
            When::Fixed(value) => value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'),
            When::InYear { part, .. } => matches!(part, YearPart::Month(_)),
            _ => false,
        };
        let owner = self.is(hit.after, &["'"]);
        let other = hit.first != inner || owner || names_day(&when) || the == 1 && dated;
        (!other).then_some(())?;
        Self::date(at, hit.after, when)
    }

    /// 'the night of June 3', 'the morning of the 18th', 'the evening of Friday'.
    pub(super) fn part_of(&self, at: usize) -> Option<Hit> {
        let noun = at + usize::from(self.is(at, &["the"]));
        let part = words::part_of_day(self.low(noun)).filter(|_| self.is(noun + 1, &["of"]))?;
        let (day, after) = self.day_at(noun + 2)?;
        let day = Box::new(day);
        let meaning = Meaning::Plain(When::Clock { day, time: part.to_owned() });
        Some(Hit::new(at, after, TimexKind::Time, meaning))
    }

    /// The day that begins here, without a clock, and the lexeme after it.
    fn day_at(&self, at: usize) -> Option<(When, usize)> {
        let hit = self.calendar(at).or_else(|| self.on_weekday(at))?;
        match hit.meaning {
            Meaning::Plain(When::Clock { .. }) => None,
            Meaning::Plain(when) if hit.first == at && names_day(&when) => Some((when, hit.after)),
            _ => None,
        }
    }

    /// 'between 10 and 20 February', 'on 3, 4 and 5 June': bare numbers before the last are days too.
    pub(super) fn first_days(&self, hits: &mut Vec<Hit>) {
        const OPENING: [&str; 10] =
            ["between", "on", "of", "from", "by", "for", "since", "until", "before", "after"];
        let mut n = 0;
        while n < hits.len() {
            let from = n.checked_sub(1).map_or(0, |before| hits[before].after);
            let mut listed = Vec::new();
            let (mut at, mut last) = (hits[n].first, self.day(hits[n].first));
            let joiners: [&[&str]; 2] = [&["and", "or"], &[","]];
            while let Some((later, _)) = last
                && at >= from + 2
                && self.is(at - 1, joiners[usize::from(!listed.is_empty())])
                && let Some((day, _)) = self.day(at - 2)
                && day < later
                && let Some(when) = plain(&hits[n]).and_then(|when| same_month(when, day))
            {
                at -= 2;
                last = Some((day, at));
                let meaning = Meaning::Plain(when);
                let hit = Hit::new(at, at + 1, TimexKind::Date, meaning);
                listed.push(Hit { by: Some(&LISTED_DAY), ..hit });
            }
            let told = at > from && OPENING.contains(&self.before(at));
            n += 1;
            if told {
                let count = listed.len();
                hits.splice(n - 1..n - 1, listed.into_iter().rev());
                n += count;
            }
        }
    }

    /// 'in May and June 2019', 'from November to March 2020', 'January, February and March 2020': the
    /// year behind the last is that of those before it too.
    pub(super) fn shared_years(&self, hits: &mut [Hit]) {
        let mut listed = false;
        for n in (1..hits.len()).rev() {
            let (before, after) = hits.split_at_mut(n);
            let (Some(one), Some(other)) = (before.last_mut(), after.first()) else { continue };
            let gap = one.after..other.first;
            let joiner = self.is(gap.start, &["and", "or", "to", "-", "through", "until", "&"])
                || listed && self.is(gap.start, &[","]);
            // 'The 3rd and 4th of May': the month is that of both.
            if joiner
                && let Meaning::Plain(When::InMonth { day, .. }) = &one.meaning
                && gap.len() <= 2
                && let Some(month) = plain(other).and_then(|when| same_month(when, *day))
            {
                one.meaning = Meaning::Plain(month);
                continue;
            }
            let joined = joiner
                && (gap.len() == 1
                    || gap.len() == 2 && self.is(gap.start + 1, &["and", "or", "in", "the", "on"]));
            listed = false;
            let Some(When::Fixed(value)) = plain(other) else { continue };
            if joined
                && let Some((year, month)) = year_and_month(value)
                && let Meaning::Plain(when) = &mut one.meaning
            {
                set_year(when, |mine| year - i16::from(mine > month));
                listed = matches!(when, When::Fixed(_));
            }
        }
    }
}

/// What a hit means, where that is plain.
fn plain(hit: &Hit) -> Option<&When> {
    match &hit.meaning {
        Meaning::Plain(when) => Some(when),
        _ => None,
    }
}

/// Another day of the month that a day lies in.
fn same_month(when: &When, day: i8) -> Option<When> {
    match when {
        When::InYear { part: YearPart::Day(month, last), year, weekday: None } => (day < *last)
            .then_some(When::InYear {
                part: YearPart::Day(*month, day),
                year: *year,
                weekday: None,
            }),
        When::Fixed(value) if value.len() == 10 && value.as_bytes()[8].is_ascii_digit() => {
            Some(When::Fixed(format!("{}-{day:02}", &value[..7])))
        }
        _ => None,
    }
}

/// Year and month of `2019-06` or `2019-06-03`.
pub(super) fn year_and_month(value: &str) -> Option<(i16, i8)> {
    matches!(value.len(), 7 | 10).then_some(())?;
    Some((value.get(..4)?.parse().ok()?, value.get(5..7)?.parse().ok()?))
}

/// Gives a month, or a day of one, the year that `choose` says for its month, where the words give
/// no year.
pub(super) fn set_year(when: &mut When, choose: impl Fn(i8) -> i16 + Copy) {
    match when {
        When::InYear { part, year: WhichYear::Toward(_), weekday: None } => {
            let month = match part {
                YearPart::Day(month, _)
                | YearPart::Month(month)
                | YearPart::Weekday { month, .. } => *month,
                YearPart::Season(season) => season.first_month(),
                _ => return,
            };
            // A part of a known year needs no report: the first of January stands in for one.
            let fixed = When::InYear { part: *part, year: WhichYear::Relative(0), weekday: None };
            let Ok(year) = jiff::civil::Date::new(choose(month), 1, 1) else { return };
            let value = fixed.value(Some(year));
            if !value.starts_with("XXXX") {
                *when = When::Fixed(value);
            }
        }
        When::Clock { day, .. } => set_year(day, choose),
        When::Range(from, to) => {
            set_year(from, choose);
            set_year(to, choose);
        }
        _ => {}
    }
}

impl Grammar<'_> {
    /// 'Wednesday through Sunday': how many days the second lies after the first.
    pub(super) fn days_on(&self, one: &Hit, other: &Hit) -> Option<i32> {
        let (When::InWeek { day: WeekPart::Day(from), which: first }, When::InWeek { day, which }) =
            (plain(one)?, plain(other)?)
        else {
            return None;
        };
        let (WeekPart::Day(to), near) = (*day, Which::Toward(Toward::Near)) else { return None };
        let joined = other.first == one.after + 1
            && self.is(one.after, &["to", "through", "until", "till", "-"]);
        (joined && *first == near && *which == near).then(|| i32::from((to - from).rem_euclid(7)))
    }
}
