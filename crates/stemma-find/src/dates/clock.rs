//! Times of the day.

use stemma_core::TimexKind;

use super::grammar::{Grammar, Hit, Meaning};
use super::lex::Kind;
use super::words;

impl Grammar<'_> {
    /// 'noon', 'midnight'.
    pub(super) fn noon(&self, at: usize) -> Option<Hit> {
        let time = match self.low(at) {
            "noon" | "midday" => "12:00",
            "midnight" => "24:00",
            _ => return None,
        };
        (!self.named(at)).then(|| hit(at, at + 1, time.to_owned()))
    }

    /// '10:35 a.m.', '4 p.m. EDT', '0735 GMT', 'at 15:30', "5 o'clock".
    pub(super) fn hours_and_minutes(&self, at: usize) -> Option<Hit> {
        let (hour, minute, mut after, colon) = self.hours(at)?;
        let (half, end) = self.half_of_day(after);
        if half.is_some() {
            after = end;
        }
        let oclock = self.is(after, &["o"]) && self.is(after + 2, &["clock"]);
        if oclock {
            after += 3;
        }
        let in_the = self.is(after, &["in"]) && self.is(after + 1, &["the"]);
        let part = in_the.then(|| words::part_of_day(self.low(after + 2))).flatten();
        let half = half.or(match part {
            Some("MO") => Some(false),
            Some("AF" | "EV") => Some(true),
            _ => None,
        });
        if part.is_some() && half.is_some() {
            after += 3;
        }
        // 'At 1900 hours', as soldiers say.
        let soldiers = self.is_soldiers_clock(at);
        let zone = words::zone(self.text(after)).filter(|_| !self.opens(after));
        let told = matches!(
            self.before(at),
            "at" | "until" | "till" | "by" | "around" | "about" | "from" | "before" | "after"
        );
        // '15 Feb 2022, 09:41', '15 Feb 2022 09:41'
        let mark = usize::from(self.before(at) == ",");
        let stamped = at.checked_sub(mark + 1).is_some_and(|year| self.year(year).is_some());
        let ends = !self.glued(after) || self.kind(after) != Some(Kind::Word);
        let told = told || stamped && ends && !self.opens(at);
        // Digits alone are a score or a ratio; four digits without a colon need their zone.
        if half.is_none()
            && zone.is_none()
            && !oclock
            && !soldiers
            && !(colon == Colon::Yes && told)
        {
            return None;
        }
        if colon == Colon::Bare && zone.is_none() && !soldiers {
            return None;
        }
        let after = after + usize::from(soldiers);
        if half.is_some() && hour > 12 {
            return None;
        }
        let hour = match half {
            Some(true) if hour < 12 => hour + 12,
            Some(false) if hour == 12 => 0,
            _ => hour,
        };
        // 'Local time', 'Moscow time' name a zone without its distance.
        let of_place = zone.is_none()
            && !self.opens(after)
            && self.is(after + 1, &["time"])
            && (self.is(after, &["local"]) || self.capital(after));
        let after = after + usize::from(zone.is_some()) + 2 * usize::from(of_place);
        Some(hit(at, after, format!("{hour:02}:{minute:02}{}", zone.unwrap_or(""))))
    }

    /// 'half past nine', 'a quarter to six', 'ten minutes past four'.
    pub(super) fn told_time(&self, at: usize) -> Option<Hit> {
        let (minutes, next) = match self.low(at) {
            "half" => (30, at + 1),
            "quarter" => (15, at + 1),
            _ => {
                let (number @ 1..=29, next) = (
                    words::small_number(self.low(at)).or(self.digits(at).map(|(n, _)| n))?,
                    at + 1,
                ) else {
                    return None;
                };
                (number, next + usize::from(self.is(next, &["minutes"])))
            }
        };
        let past = match self.low(next) {
            "past" | "after" => true,
            "to" if minutes != 30 && self.before(at) != "from" => false,
            _ => return None,
        };
        let hour = match self.low(next + 1) {
            "noon" | "midnight" => 12,
            hour => words::small_number(hour).filter(|hour| (1..=12).contains(hour))?,
        };
        // 'Ten to twelve people': the hour ends the phrase, and only 'a quarter' needs no 'minutes'.
        let told = past || self.is(at, &["quarter"]) || self.is(next - 1, &["minutes"]);
        // 'At half past four two men left': nothing else is 'half past'.
        let half_past = minutes == 30 && self.is(next, &["past"]);
        let ends = half_past
            || self.opens(next + 2)
            || self.kind(next + 2) == Some(Kind::Mark)
            || self.is(next + 2, &["in", "on", "when", "and", "as", "a", "p", "am", "pm", "that"]);
        if !told || !ends {
            return None;
        }
        let (half, end) = self.half_of_day(next + 2);
        let hour = hour % 12 + if half == Some(true) { 12 } else { 0 };
        let shown = if past { hour * 60 + minutes } else { hour * 60 + 24 * 60 - minutes };
        // Without morning or evening it is one of two; the clock's own figure stands for both.
        let of_day = match shown % (24 * 60) {
            early @ 0..60 if half.is_none() => early + 12 * 60,
            of_day => of_day,
        };
        let after = if half.is_some() { end } else { next + 2 };
        Some(hit(at, after, format!("{:02}:{:02}", of_day / 60, of_day % 60)))
    }

    /// 'at dawn', 'before sunset', 'in the morning': a part of the day that the sentence names.
    pub(super) fn light(&self, at: usize) -> Option<Hit> {
        let told = matches!(
            self.before(at),
            "at" | "before" | "after" | "by" | "since" | "until" | "from" | "around"
        );
        let part = match self.low(at) {
            "dawn" | "daybreak" | "sunrise" if told => "MO",
            "dusk" | "sunset" | "nightfall" if told => "EV",
            "the" if matches!(self.before(at), "in" | "during") => {
                let part = words::part_of_day(self.low(at + 1))?;
                let of = self.is(at + 2, &["of", "-", "'"]) && !self.opens(at + 2);
                return (!of && !self.named(at + 1)).then(|| hit(at, at + 2, part.to_owned()));
            }
            _ => return None,
        };
        (!self.named(at)).then(|| hit(at, at + 1, part.to_owned()))
    }

    /// Whether '1900 hours' tells a time rather than a length: 'at 1900 hours', '0600 hours'.
    pub(super) fn is_soldiers_clock(&self, at: usize) -> bool {
        let told =
            || self.is(at.wrapping_sub(1), &["at", "until", "by", "around", "before", "after"]);
        self.text(at).len() == 4
            && self.is(at + 1, &["hours", "hrs"])
            && self.digits(at).is_some_and(|(n, _)| n / 100 < 24 && n % 100 < 60)
            && (self.text(at).starts_with('0') || told())
    }

    /// Hours and minutes; which form.
    fn hours(&self, at: usize) -> Option<(u32, u32, usize, Colon)> {
        if let Some(hour @ 1..=12) = words::small_number(self.low(at)) {
            return Some((hour, 0, at + 1, Colon::No));
        }
        let lexeme = self.lexemes.get(at)?;
        if lexeme.kind != Kind::Number {
            return None;
        }
        if self.glued(at) && matches!(self.before(at), ":" | "." | "," | "-" | "$" | "/") {
            return None;
        }
        let number: u32 = lexeme.text.parse().ok()?;
        let separator = self.is(at + 1, &[":", "."]) && self.glued(at + 1) && self.glued(at + 2);
        if separator && let Some(minutes) = self.lexemes.get(at + 2) {
            let minute: Option<u32> = minutes.text.parse().ok();
            if let Some(minute @ 0..=59) = minute
                && minutes.text.len() == 2
                && number < 24
                && lexeme.text.len() <= 2
            {
                let seconds = self.is(at + 3, &[":"]) && self.kind(at + 4) == Some(Kind::Number);
                let form = if self.is(at + 1, &[":"]) { Colon::Yes } else { Colon::No };
                return Some((number, minute, at + 3 + 2 * usize::from(seconds), form));
            }
            if self.is(at + 1, &[":"]) {
                return None;
            }
        }
        match lexeme.text.len() {
            1 | 2 if number < 24 => Some((number, 0, at + 1, Colon::No)),
            4 if number / 100 < 24 && number % 100 < 60 => {
                Some((number / 100, number % 100, at + 1, Colon::Bare))
            }
            _ => None,
        }
    }

    /// 'a.m.', 'PM': whether it is the second half, and the lexeme after it.
    fn half_of_day(&self, at: usize) -> (Option<bool>, usize) {
        let second = match self.low(at) {
            "am" => return (Some(false), at + 1),
            "pm" => return (Some(true), at + 1),
            "a" => false,
            "p" => true,
            _ => return (None, at),
        };
        if self.is(at + 1, &["."]) && self.is(at + 2, &["m"]) && self.glued(at + 2) {
            let dot = usize::from(self.is(at + 3, &["."]) && self.glued(at + 3));
            return (Some(second), at + 3 + dot);
        }
        (None, at)
    }
}

/// How hours and minutes are parted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Colon {
    Yes,
    No,
    /// `0735`
    Bare,
}

fn hit(first: usize, after: usize, time: String) -> Hit {
    Hit::new(first, after, TimexKind::Time, Meaning::Clock(time))
}
