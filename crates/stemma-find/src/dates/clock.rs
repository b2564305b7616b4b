//! Times of the day.

use stemma_core::TimexKind;

use super::grammar::{Grammar, Hit, Meaning};
use super::lex::Kind;
use super::words;

impl Grammar<'_> {
    /// '10:35 a.m.', '4 p.m. EDT', '0735 GMT', 'at 15:30', 'noon', "5 o'clock".
    pub(super) fn clock(&self, at: usize) -> Option<Hit> {
        let low = self.low(at);
        if let Some(time) = match low {
            "noon" | "midday" => Some("12:00"),
            "midnight" => Some("24:00"),
            _ => None,
        } {
            if self.named(at) {
                return None;
            }
            return Some(hit(at, at + 1, time.to_owned()));
        }
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
        let zone = words::zone(self.text(after)).filter(|_| !self.opens(after));
        let told = matches!(
            self.before(at),
            "at" | "until" | "till" | "by" | "around" | "about" | "from" | "before" | "after"
        );
        // Digits alone are a score or a ratio; four digits without a colon need their zone.
        if half.is_none() && zone.is_none() && !oclock && !(colon == Colon::Yes && told) {
            return None;
        }
        if colon == Colon::Bare && zone.is_none() {
            return None;
        }
        if half.is_some() && hour > 12 {
            return None;
        }
        let hour = match half {
            Some(true) if hour < 12 => hour + 12,
            Some(false) if hour == 12 => 0,
            _ => hour,
        };
        let after = after + usize::from(zone.is_some());
        Some(hit(at, after, format!("{hour:02}:{minute:02}{}", zone.unwrap_or(""))))
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
    Hit { first, after, kind: TimexKind::Time, meaning: Meaning::Clock(time) }
}
