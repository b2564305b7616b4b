//! Sets of times: 'every Friday', 'twice a week', 'daily'.

use stemma_core::{TimexKind, Unit};

use super::grammar::{Count, Grammar, Hit, duration};
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
        if let Some((day, after)) = self.weekday(at + 1) {
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
        let other = usize::from(self.is(at + 1, &["other"]));
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
