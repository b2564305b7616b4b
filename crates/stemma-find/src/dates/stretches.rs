//! So many units: how long something takes, how often it comes, how long ago it was.

use stemma_core::{TimexKind, Unit};

use super::calendar::shift;
use super::grammar::{Count, Grammar, Hit, Meaning, duration};
use super::lex::Kind;
use super::words;

/// So many of a unit, as written.
struct Counted {
    /// The first lexeme, 'about' and 'more than' included.
    first: usize,
    /// Where the number begins.
    start: usize,
    count: Count,
    unit: Unit,
    plural: bool,
    /// 'five-hour'
    dash: bool,
    /// The lexeme after it.
    after: usize,
}

impl Grammar<'_> {
    /// 'the whole week', 'the entire month'; 'all day' says that it went on rather than how long.
    pub(super) fn whole_unit(&self, at: usize) -> Option<Hit> {
        if !self.is(at, &["the", "a", "an"]) || !self.is(at + 1, &["whole", "entire"]) {
            return None;
        }
        let next = at + 2;
        let (unit, plural) = words::unit(self.low(next))?;
        let known = matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year);
        if plural || !known || self.is(next + 1, &["-"]) && self.glued(next + 1) {
            return None;
        }
        let value = duration(Count::Number(1, false), unit);
        Self::fixed(at, next + 1, TimexKind::Duration, value)
    }

    /// 'the past four months', 'the last week', 'the next three days', 'recent years',
    /// 'the coming weeks'.
    pub(super) fn past_units(&self, at: usize) -> Option<Hit> {
        let the = usize::from(self.is(at, &["the"]));
        let word = at + the;
        if !self.is(
            word,
            &[
                "past",
                "last",
                "next",
                "coming",
                "recent",
                "previous",
                "following",
                "first",
                "preceding",
            ],
        ) {
            return None;
        }
        let counted =
            self.count(word + 1).filter(|(_, next)| words::unit(self.low(*next)).is_some());
        let (count, next) = match counted {
            Some(counted) => counted,
            None => (Count::Some, word + 1),
        };
        let (unit, plural) = words::unit(self.low(next))?;
        let known = counted.is_some();
        let count = match (known, plural) {
            (true, _) | (false, true) => count,
            // 'The past decade'; 'the last week' is as long, 'the following day' is a day.
            (false, false) => match self.low(word) {
                "past" => Count::Number(1, false),
                "last" if the == 1 && unit != Unit::Day => Count::Number(1, false),
                _ => return None,
            },
        };
        if !known && plural && matches!(self.low(word), "last" | "next" | "first" | "previous") {
            // 'The last days of the war' has no length.
            if !self.is(word, &["next"]) {
                return None;
            }
        }
        if self.is(next + 1, &["-"]) && self.glued(next + 1) {
            return None;
        }
        Self::fixed(at, next + 1, TimexKind::Duration, duration(count, unit))
    }

    /// '11 days ago', 'two days later', 'a year earlier', '14 days', 'five-hour', 'two more weeks'.
    pub(super) fn counted_units(&self, at: usize) -> Option<Hit> {
        let counted = self.counted(at)?;
        if self.is_no_stretch(&counted) {
            return None;
        }
        let Counted { first, start, count, unit, plural, dash, after } = counted;
        let value = duration(count, unit);
        if dash {
            let long = usize::from(self.is(after, &["-"]) && self.is(after + 1, &["long"])) * 2;
            if plural && unit != Unit::Year && unit != Unit::Day && long == 0 {
                return None;
            }
            return Self::fixed(first, after + long, TimexKind::Duration, value);
        }
        match self.low(after) {
            "ago" => Self::ago(first, after + 1, count, unit),
            "earlier" | "later" | "before" | "after" | "previously" => self
                .counting_on(&counted)
                .or_else(|| Self::fixed(first, after, TimexKind::Duration, value)),
            "from" if self.is(after + 1, &["now", "today"]) => {
                let Count::Number(number, _) = count else { return None };
                Self::date(first, after + 2, shift(unit, i32::try_from(number).ok()?))
            }
            _ => {
                // 'A day' after what is counted is a rate; the value is the same.
                let rate = self.is(start, &["a", "an"])
                    && first == start
                    && matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year)
                    && self.rate(start);
                let kind = if rate { TimexKind::Set } else { TimexKind::Duration };
                Self::fixed(first, after, kind, value)
            }
        }
    }

    /// A count and its unit: 'about 14 days', 'five-hour', 'two more weeks', 'an hour and a half'.
    fn counted(&self, at: usize) -> Option<Counted> {
        const BETWEEN: [&str; 7] =
            ["more", "full", "whole", "straight", "consecutive", "long", "additional"];
        let (first, start) = match self.low(at) {
            "about" | "almost" | "nearly" | "over" | "around" | "some" => (at, at + 1),
            "another" if self.count(at + 1).is_some() => (at, at + 1),
            "more" | "less" if self.is(at + 1, &["than"]) => (at, at + 2),
            "at" if self.is(at + 1, &["least", "most"]) => (at, at + 2),
            _ => (at, at),
        };
        let (count, next) = self.count(start)?;
        if self.opens(next) || self.opens(start) && start != first {
            return None;
        }
        let dash = self.is(next, &["-"]);
        let word = next + usize::from(dash || self.is(next, &BETWEEN));
        let (count, unit, plural) = match count {
            Count::Number(number, false) if self.is(word, &["fortnight", "fortnights"]) => {
                (Count::Number(number.checked_mul(2)?, false), Unit::Week, true)
            }
            _ => {
                let (unit, plural) = words::unit(self.low(word))?;
                (count, unit, plural)
            }
        };
        let and_a_half = !dash
            && ["and", "a", "half"].iter().zip(word + 1..).all(|(low, at)| self.low(at) == *low)
            && !self.is(word + 4, &["-"]);
        let (count, after) = match count {
            Count::Number(whole, false) if and_a_half => (Count::Number(whole, true), word + 4),
            _ => (count, word + 1),
        };
        Some(Counted { first, start, count, unit, plural, dash, after })
    }

    /// Whether the words only look like a stretch of time.
    fn is_no_stretch(&self, counted: &Counted) -> bool {
        let Counted { start, count, unit, plural, dash, after, .. } = *counted;
        // '1998-2 weeks' and '3.5 hours' began before.
        let began = self.glued(start)
            && matches!(self.before(start), "." | "," | "-" | "$" | "€" | "£" | "/");
        // 'A second suspect', 'the 12 second', 'a quarter', 'two quarters of the fleet'.
        let other = match unit {
            Unit::Second if plural => false,
            Unit::Second => count != Count::Number(1, false) && !dash || self.is(start, &["a"]),
            Unit::Quarter => self.is(start, &["a"]) || self.is(after, &["of"]),
            _ => false,
        };
        // Ages are no stretches of the story's time: 'a six-year-old', 'five years old', 'aged 5'.
        let age = self.is(after, &["-"]) && self.is(after + 1, &["old", "olds"])
            || self.is(after, &["old"]) && unit != Unit::Hour
            || self.is(after, &["of"]) && self.is(after + 1, &["age"]);
        began
            || other
            || age
            || self.named(after - 1)
            || self.is_some_day(start, after - 1)
            || self.is_soldiers_clock(start)
    }

    /// 'Two days later', 'a year before,': counted from what the text spoke of last. 'Ten days before
    /// the vote' counts from an event that no calendar knows, and 'a year earlier than planned'
    /// compares.
    fn counting_on(&self, counted: &Counted) -> Option<Hit> {
        let Counted { first, count: Count::Number(number, false), unit, after, .. } = *counted
        else {
            return None;
        };
        let later = self.is(after, &["later", "after"]);
        let open = self.is(after, &["earlier", "later", "previously"])
            || self.kind(after + 1) == Some(Kind::Mark);
        let fine = matches!(unit, Unit::Second | Unit::Minute | Unit::Hour);
        (open && !fine && !self.is(after + 1, &["than"])).then_some(())?;
        let number = i32::try_from(number).ok()?;
        let by = if later { number } else { -number };
        let meaning = Meaning::FromLast { unit, by, time: None };
        Some(Hit::new(first, after + 1, TimexKind::Date, meaning))
    }

    /// 'One day he will be back', 'may one day join': no day's length.
    fn is_some_day(&self, one: usize, day: usize) -> bool {
        let said = self.opens(one)
            || self.kind(one.wrapping_sub(1)) == Some(Kind::Mark)
            || self.is(
                one.wrapping_sub(1),
                &["will", "would", "could", "can", "may", "might", "should", "that", "to"],
            );
        let counts = ["after", "before", "later", "earlier", "ago", "of", "in", "a", "from", "-"];
        self.low(one) == "one" && self.low(day) == "day" && said && !self.is(day + 1, &counts)
    }

    /// Whether 'a day' tells how often: '$1 billion a year', 'twice a week', '40 flights a day'.
    fn rate(&self, at: usize) -> bool {
        let before = self.before(at);
        matches!(before, "once" | "twice" | "times" | "million" | "billion" | "thousand")
            || before.ends_with('s') && before.len() > 3 && !matches!(before, "was" | "this")
    }

    /// 'ten years ago' is as precise as its unit.
    fn ago(first: usize, after: usize, count: Count, unit: Unit) -> Option<Hit> {
        let Count::Number(number, half) = count else {
            return Self::fixed(first, after, TimexKind::Date, "PAST_REF");
        };
        let number = i32::try_from(number).ok()?;
        let (unit, by) = match (unit, half) {
            (Unit::Second | Unit::Minute | Unit::Hour, _) => {
                return Self::time(first, after, shift(Unit::Day, 0), "XX:XX");
            }
            // Half a year, half a decade: in the next finer unit.
            (Unit::Year, true) => (Unit::Month, number.checked_mul(12)? + 6),
            (Unit::Month, true) => (Unit::Week, number.checked_mul(4)? + 2),
            (Unit::Week, true) => (Unit::Day, number.checked_mul(7)? + 3),
            (Unit::Decade, true) => (Unit::Year, number.checked_mul(10)? + 5),
            (Unit::Century, true) => (Unit::Year, number.checked_mul(100)? + 50),
            // 'A decade ago' names a year more or less.
            (Unit::Decade, false) if number == 1 => (Unit::Year, 10),
            (Unit::Century, false) if number == 1 => (Unit::Year, 100),
            (unit, _) => (unit, number),
        };
        Self::date(first, after, shift(unit, -by))
    }

    /// 'for weeks', 'in the years that followed', 'decades-long', 'day-long'.
    pub(super) fn bare_units(&self, at: usize) -> Option<Hit> {
        let (unit, plural) = words::unit(self.low(at))?;
        if matches!(unit, Unit::Quarter | Unit::Weekend | Unit::Second) {
            return None;
        }
        if self.is(at + 1, &["-"]) && self.is(at + 2, &["long"]) {
            let count = if plural { Count::Some } else { Count::Number(1, false) };
            return Self::fixed(at, at + 3, TimexKind::Duration, duration(count, unit));
        }
        let long = matches!(self.low(at), "yearlong" | "daylong" | "monthlong" | "weeklong");
        if !plural || long {
            return None;
        }
        let two_before = at.checked_sub(2).map_or("", |two| self.low(two));
        let told = matches!(self.before(at), "for" | "after" | "within")
            || self.is(at + 1, &["ago", "later", "earlier"])
            || self.is(at + 1, &["after", "before"]) && self.before(at) != "of"
            || self.before(at) == "the"
                && two_before == "in"
                && self.is(at + 1, &["before", "after", "since", "that", "leading", "following"]);
        if !told || self.named(at) {
            return None;
        }
        if self.is(at + 1, &["ago"]) {
            return Self::fixed(at, at + 2, TimexKind::Date, "PAST_REF");
        }
        Self::fixed(at, at + 1, TimexKind::Duration, duration(Count::Some, unit))
    }
}
