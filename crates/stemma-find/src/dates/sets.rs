//! Sets of times: 'every Friday', 'twice a week', 'daily'.

use stemma_core::{TimexKind, Toward, Unit, WeekPart, When, Which};

use super::grammar::{Count, Grammar, Hit, Meaning, duration};
use super::words;

impl Grammar<'_> {
    /// 'every Friday', 'each year', 'every two weeks', 'daily'.
    pub(super) fn every(&self, at: usize) -> Option<Hit> {
        if let Some(value) = words::set(self.low(at)) {
            // 'The Norland Daily' is a name.
            if self.capital(at) && !self.opens(at) {
                return None;
            }
            return Self::fixed(at, at + 1, TimexKind::Set, value);
        }
        if let Some((after, value)) = self.how_often(at) {
            return Self::fixed(at, after, TimexKind::Set, value);
        }
        if !self.is(at, &["every", "each"]) {
            return None;
        }
        let other = usize::from(self.is(at + 1, &["other"]));
        if let Some((day, after)) = self.weekday(at + 1 + other) {
            let part = words::part_of_day(self.low(after));
            let value = match part {
                Some(part) => format!("XXXX-WXX-{day}T{part}"),
                None => format!("XXXX-WXX-{day}"),
            };
            let after = after + usize::from(part.is_some());
            return Self::fixed(at, after, TimexKind::Set, value);
        }
        if let Some((month, after)) = self.month(at + 1) {
            return Self::fixed(at, after, TimexKind::Set, format!("XXXX-{month:02}"));
        }
        if let Some(part) = words::part_of_day(self.low(at + 1)) {
            return Self::fixed(at, at + 2, TimexKind::Set, format!("XXXX-XX-XXT{part}"));
        }
        if let Some(season) = words::season(self.low(at + 1)) {
            let value = format!("XXXX-{}", season.code());
            return Self::fixed(at, at + 2, TimexKind::Set, value);
        }
        let (count, next) = match self.count(at + 1) {
            Some(counted) => counted,
            None => (Count::Number(1 + other as u32, false), at + 1 + other),
        };
        let (unit, _) = words::unit(self.low(next))?;
        let value = match unit {
            Unit::Weekend => "XXXX-WXX-WE".to_owned(),
            _ => duration(count, unit),
        };
        Self::fixed(at, next + 1, TimexKind::Set, value)
    }

    /// 'every Tuesday and Thursday': what 'every' says of the first, it says of the second.
    pub(super) fn listed_weekdays(&self, hits: &mut [Hit]) {
        for n in 1..hits.len() {
            let (before, after) = hits.split_at_mut(n);
            let (one, other) = (&before[n - 1], &mut after[0]);
            let Meaning::Plain(When::InWeek {
                day: WeekPart::Day(day),
                which: Which::Toward(Toward::Near),
            }) = other.meaning
            else {
                continue;
            };
            let often = one.kind == TimexKind::Set && self.is(one.first, &["every", "each"]);
            let listed = other.first == one.after + 1 && self.is(one.after, &["and", "or"]);
            let weekday = matches!(&one.meaning, Meaning::Plain(When::Fixed(value))
                if value.starts_with("XXXX-WXX-"));
            if often && listed && weekday {
                other.kind = TimexKind::Set;
                other.meaning = Meaning::Plain(When::Fixed(format!("XXXX-WXX-{day}")));
            }
        }
    }

    /// 'once a month', 'three times a week': the lexeme after it, and the stretch in which it is done.
    fn how_often(&self, at: usize) -> Option<(usize, String)> {
        let next = match self.low(at) {
            "once" | "twice" | "thrice" => at + 1,
            _ => match self.count(at)? {
                (Count::Number(..), next) if self.is(next, &["times"]) => next + 1,
                _ => return None,
            },
        };
        let rate = usize::from(self.is(next, &["a", "an", "per", "each", "every"]));
        let (unit, plural) = words::unit(self.low(next + rate))?;
        let after = next + rate + 1;
        let joined = self.is(after, &["-"]) && self.glued(after);
        (rate == 1 && !plural && !joined && unit != Unit::Second)
            .then(|| (after, duration(Count::Number(1, false), unit)))
    }
}
