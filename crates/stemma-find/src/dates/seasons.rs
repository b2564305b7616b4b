//! Feasts, quarters, halves and seasons of a year.

use stemma_core::{Feast, Season, Toward, When, WhichYear, YearPart};

use super::calendar::dated;
use super::grammar::{Grammar, Hit, in_year};
use super::words;

impl Grammar<'_> {
    /// 'Thanksgiving Day', 'last Christmas', 'New Year's Eve', 'Good Friday', 'Easter Sunday'.
    pub(super) fn feast(&self, at: usize) -> Option<Hit> {
        let (which, next) = match self.low(at) {
            "last" => (WhichYear::Last, at + 1),
            "next" => (WhichYear::Next, at + 1),
            "this" => (WhichYear::Relative(0), at + 1),
            _ => (WhichYear::Toward(Toward::Near), at),
        };
        if !self.capital(next) {
            return None;
        }
        let low = self.low(next);
        let second = self.low(next + 1);
        let (part, after) = if low == "new" && second == "year" {
            let s = usize::from(self.is(next + 2, &["'"])) * 2;
            match self.low(next + 2 + s) {
                "day" => (YearPart::Day(1, 1), next + 3 + s),
                "eve" => (YearPart::Day(12, 31), next + 3 + s),
                _ => return None,
            }
        } else if low == "good" && second == "friday" {
            (YearPart::Feast(Feast::GoodFriday), next + 2)
        } else if low == "memorial" && second == "day" {
            (YearPart::Feast(Feast::MemorialDay), next + 2)
        } else if low == "labor" && second == "day" {
            (YearPart::Feast(Feast::LaborDay), next + 2)
        } else if low == "election" && second == "day" && self.capital(next + 1) {
            (YearPart::Feast(Feast::ElectionDay), next + 2)
        } else if let Some((month, day)) = words::named_day(low).filter(|_| second == "day") {
            (YearPart::Day(month, day), next + 2)
        } else if low == "valentine" && self.is(next + 3, &["day"]) {
            (YearPart::Day(2, 14), next + 4)
        } else if let Some(feast) = words::feast(low) {
            match second {
                "day" | "sunday" => (YearPart::Feast(feast), next + 2),
                "week" | "weekend" | "monday" | "holiday" | "holidays" | "break" | "egg"
                | "eggs" | "island" | "islands" | "rising" => return None,
                _ => (YearPart::Feast(feast), next + 1),
            }
        } else {
            let (month, day) = words::fixed_feast(low)?;
            match second {
                "day" => (YearPart::Day(month, day), next + 2),
                "eve" => (YearPart::Day(month, day - 1), next + 2),
                _ => (YearPart::Day(month, day), next + 1),
            }
        };
        let (year, after) = self.year_after(after);
        let when = match year {
            Some(year) => dated(part, Some(year), None)?,
            None => When::InYear { part, year: which, weekday: None },
        };
        Self::date(at, after, when)
    }

    /// 'the third quarter of 1998', 'first half of the year', 'Q1 2022'.
    pub(super) fn quarter(&self, at: usize) -> Option<Hit> {
        let (number, unit, mut after) = if self.is(at, &["q", "h"])
            && self.capital(at)
            && self.glued(at + 1)
            && let Some((number, _)) = self.digits(at + 1)
        {
            (number, if self.low(at) == "q" { "quarter" } else { "half" }, at + 2)
        } else {
            let number = words::ordinal(self.low(at))
                .filter(|n| (1..=4).contains(n))
                .or_else(|| (self.low(at) == "last").then_some(0))?;
            let dash = usize::from(self.is(at + 1, &["-"]));
            let unit = self.low(at + 1 + dash);
            (number, unit, at + 2 + dash)
        };
        let part = match (unit, number) {
            ("quarter", 1..=4) => YearPart::Quarter(number as i8),
            ("half", 1..=2) => YearPart::Half(number as i8),
            _ => return None,
        };
        let of = usize::from(self.is(after, &["of"]));
        let fiscal = usize::from(self.is(after + of, &["fiscal"]));
        let (year, end) = self.year_after(after + of + fiscal);
        let the_year = self.is(after + of, &["the"]) && self.is(after + of + 1, &["year"]);
        if year.is_some() {
            after = end;
        } else if the_year {
            after += of + 2;
        } else if matches!(part, YearPart::Half(_)) {
            // 'The first half' is mostly one of a game.
            return None;
        }
        Self::date(at, after, dated(part, year, None)?)
    }

    /// 'last fall', 'the summer of 1998', 'this spring', 'in winter'.
    pub(super) fn season(&self, at: usize) -> Option<Hit> {
        // 'early summer', 'mid-winter'
        let (first, at) = self.phase(at);
        let season = words::season(self.low(at))?;
        let part = YearPart::Season(season);
        let of = usize::from(self.is(at + 1, &["of"]));
        let (year, end) = self.year_after(at + 1 + of);
        let (before, two_before) =
            (self.before(first), first.checked_sub(2).map_or("", |two| self.low(two)));
        let which = match before {
            "last" => Some(WhichYear::Last),
            "next" => Some(WhichYear::Next),
            "this" => Some(WhichYear::Relative(0)),
            _ => None,
        };
        if let Some(year) = year {
            // 'The winter of 2019-20' bears the year in which it begins.
            let second = self.is(end, &["-", "/"]) && self.glued(end) && self.glued(end + 1);
            let second = second && self.digits(end + 1).is_some();
            return Self::date(
                first,
                end + 2 * usize::from(second),
                dated(part, Some(year), None)?,
            );
        }
        if let Some(year) = which {
            // 'This winter', in January, began the year before.
            let winter = season == Season::Winter && year == WhichYear::Relative(0);
            let year = if winter { WhichYear::Toward(Toward::Near) } else { year };
            return Self::date(first - 1, at + 1, When::InYear { part, year, weekday: None });
        }
        // 'In the fall of the government'.
        if of == 1 && season == Season::Autumn && self.is(at, &["fall"]) {
            return None;
        }
        let mid_sentence = matches!(before, "in" | "by" | "until" | "since" | "during")
            || before == "the"
                && matches!(two_before, "in" | "by" | "during" | "of" | "until" | "throughout")
            || first < at;
        // 'In spring' is a season, 'in the spring of a river' is not English news.
        if !mid_sentence || self.is(at + 1, &["from", "to"]) {
            return None;
        }
        Self::date(first, at + 1, in_year(part))
    }
}
