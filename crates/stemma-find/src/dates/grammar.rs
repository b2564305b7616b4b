//! What the rules share: looking at lexemes, numbers, and what a rule yields.

use stemma_core::{Span, TimexKind, Toward, Unit, When, WhichYear, YearPart};

use super::lex::{Kind, Lexeme};
use super::words;
use crate::rule::Rule;

/// What a rule found.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    /// First lexeme.
    pub(super) first: usize,
    /// The lexeme after the last.
    pub(super) after: usize,
    pub(super) kind: TimexKind,
    pub(super) meaning: Meaning,
    /// The form that it is written in; the table of forms fills it in.
    pub(super) by: Option<&'static Rule>,
}

impl Hit {
    pub(super) fn new(first: usize, after: usize, kind: TimexKind, meaning: Meaning) -> Hit {
        Hit { first, after, kind, meaning, by: None }
    }
}

/// What it means, as far as the words alone show.
#[derive(Clone, Debug)]
pub(super) enum Meaning {
    /// All of it, save its side: [`Toward::Near`] is filled in from the tense.
    Plain(When),
    /// So many units after the day that the text spoke of last: 'two days later', 'that day'.
    FromLast {
        unit: Unit,
        by: i32,
        /// A part of that day.
        time: Option<&'static str>,
    },
    /// A season or a month of the year that the text spoke of last, or the first after it: 'that
    /// summer', 'the following March'.
    PartFromLast { part: YearPart, later: bool },
    /// The first such day of the week after, or the last before, the day that the text spoke of
    /// last: 'the following Tuesday'.
    WeekdayFromLast { day: i8, later: bool },
    /// A time of a day that the sentence names elsewhere, or of the day of the report.
    Clock(String),
}

/// The lexemes of a text, for the rules.
pub(super) struct Grammar<'t> {
    pub(super) lexemes: Vec<Lexeme<'t>>,
    /// A headline writes every word with a capital.
    pub(super) headline: bool,
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Count {
    /// So many, and perhaps a half more.
    Number(u32, bool),
    /// 'several', 'a few'.
    Some,
}

impl<'t> Grammar<'t> {
    /// The lexeme in lower case; empty past either end.
    pub(super) fn low(&self, at: usize) -> &str {
        self.lexemes.get(at).map_or("", |lexeme| &lexeme.low)
    }

    pub(super) fn text(&self, at: usize) -> &'t str {
        self.lexemes.get(at).map_or("", |lexeme| lexeme.text)
    }

    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.low(at))
    }

    /// Where a hit stands.
    pub(super) fn span(&self, hit: &Hit) -> Span {
        self.lexemes[hit.first].span.cover(self.lexemes[hit.after - 1].span)
    }

    /// The word before, in lower case.
    pub(super) fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |before| self.low(before))
    }

    pub(super) fn glued(&self, at: usize) -> bool {
        self.lexemes.get(at).is_some_and(|lexeme| lexeme.glued)
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.lexemes.get(at).map(|lexeme| lexeme.kind)
    }

    pub(super) fn capital(&self, at: usize) -> bool {
        self.text(at).starts_with(char::is_uppercase)
    }

    /// Whether nothing but a paragraph's end parts the two.
    pub(super) fn opens(&self, at: usize) -> bool {
        self.lexemes.get(at).is_none_or(|lexeme| lexeme.opens)
    }

    /// A number in digits, not part of a larger one ('1,900', '3.5') or of a word.
    pub(super) fn digits(&self, at: usize) -> Option<(u32, usize)> {
        let lexeme = self.lexemes.get(at)?;
        if lexeme.kind != Kind::Number || lexeme.text.len() > 4 {
            return None;
        }
        let joined = |mark: usize, other: usize| {
            self.is(mark, &[".", ","])
                && self.kind(other) == Some(Kind::Number)
                && self.glued(mark.max(other))
                && self.glued(mark)
        };
        if joined(at + 1, at + 2) && self.glued(at + 2)
            || at >= 2 && joined(at - 1, at - 2) && lexeme.glued
        {
            return None;
        }
        Some((lexeme.text.parse().ok()?, lexeme.text.len()))
    }

    /// '1,000', '2.5': thousands in groups, and halves; the lexeme after it.
    fn large(&self, at: usize) -> Option<(Count, usize)> {
        let number = |at: usize| {
            let lexeme = self.lexemes.get(at).filter(|lexeme| lexeme.kind == Kind::Number)?;
            (lexeme.text.len() <= 3).then(|| lexeme.text.parse::<u32>().ok())?
        };
        let mark = self.low(at + 1);
        let apart = self.glued(at) && matches!(self.before(at), "." | "," | "-" | "/" | "$");
        if apart || !self.glued(at + 1) || !self.glued(at + 2) {
            return None;
        }
        let (first, second) = (number(at)?, number(at + 2)?);
        let more = self.is(at + 3, &[".", ","]) && self.glued(at + 3) && self.glued(at + 4);
        if more && self.kind(at + 4) == Some(Kind::Number) {
            return None;
        }
        match (mark, self.text(at + 2)) {
            (",", group) if group.len() == 3 => {
                Some((Count::Number(first * 1000 + second, false), at + 3))
            }
            (".", "5") => Some((Count::Number(first, true), at + 3)),
            _ => None,
        }
    }

    /// '18', '18th': a day of the month, and the lexeme after it.
    pub(super) fn day(&self, at: usize) -> Option<(i8, usize)> {
        let (number, width) = self.digits(at)?;
        if width > 2 || !(1..=31).contains(&number) {
            return None;
        }
        let after = at + 1;
        if self.glued(after) && self.kind(after) == Some(Kind::Word) {
            return self.is(after, &["st", "nd", "rd", "th"]).then_some((number as i8, after + 1));
        }
        // '10:35' and '18%' are no days.
        if self.glued(after)
            && (self.is(after, &["%", "°"]) || self.is(after, &[":"]) && self.glued(after + 1))
        {
            return None;
        }
        Some((number as i8, after))
    }

    /// Four digits that may be a year.
    pub(super) fn year(&self, at: usize) -> Option<i16> {
        let (number, width) = self.digits(at)?;
        (width == 4 && (1000..=2100).contains(&number)).then_some(number as i16)
    }

    /// A month's name with its full stop, and the lexeme after it.
    pub(super) fn month(&self, at: usize) -> Option<(i8, usize)> {
        let (month, abbreviated) = words::month(self.low(at))?;
        if !self.capital(at) {
            return None;
        }
        let dotted = abbreviated && self.is(at + 1, &["."]) && self.glued(at + 1);
        // Short forms are also names: 'Jan' needs its full stop or a number.
        if abbreviated && !dotted && self.kind(at + 1) != Some(Kind::Number) && !self.after_day(at)
        {
            return None;
        }
        Some((month, at + 1 + usize::from(dotted)))
    }

    /// Whether a number or a dash stands right before: '14 Feb', '14-Feb'.
    fn after_day(&self, at: usize) -> bool {
        at > 0 && (self.kind(at - 1) == Some(Kind::Number) || self.is(at - 1, &["-", "th", "st"]))
    }

    /// Whether a common word has the capital of a name: 'the programme 60 Minutes', 'High Noon'.
    pub(super) fn named(&self, at: usize) -> bool {
        !self.headline
            && self.capital(at)
            && !self.opens(at)
            && !self.is(at - 1, &[".", "'", "\"", "“"])
    }

    /// A weekday's name, and the lexeme after it. Abbreviations need their full stop or a comma:
    /// 'sun' and 'sat' are words.
    pub(super) fn weekday(&self, at: usize) -> Option<(i8, usize)> {
        let (day, abbreviated) = words::weekday(self.low(at))?;
        if !self.capital(at) {
            return None;
        }
        if !abbreviated {
            return Some((day, at + 1));
        }
        let dotted = self.is(at + 1, &["."]) && self.glued(at + 1);
        let follows_day = self.month(at + 1 + usize::from(dotted)).is_some()
            || self.is(at + 1, &[","]) && self.month(at + 2).is_some()
            || self.is(at + 1, &[","]) && self.day(at + 2).is_some();
        if dotted && !self.opens(at + 2) || follows_day {
            return Some((day, at + 1 + usize::from(dotted)));
        }
        None
    }

    /// How many of a unit: '5', '5 1/2', 'two', 'a', 'several', 'two and a half', 'half an'; the
    /// lexeme after it.
    pub(super) fn count(&self, at: usize) -> Option<(Count, usize)> {
        let low = self.low(at);
        let half_follows = |after: usize, step: usize| {
            ["and", "a", "half"].iter().enumerate().all(|(n, word)| {
                self.low(after + n * step) == *word
                    && (step == 1 || self.is(after + n * step - 1, &["-"]))
            })
        };
        let with_half = |number: u32, after: usize| {
            if half_follows(after, 1) {
                (Count::Number(number, true), after + 3)
            } else if half_follows(after + 1, 2) {
                (Count::Number(number, true), after + 6)
            } else {
                (Count::Number(number, false), after)
            }
        };
        if let Some((number, after)) = self.large(at) {
            return Some((number, after));
        }
        if let Some((number @ 1.., _)) = self.digits(at) {
            if self.is(at + 1, &["1"]) && self.is(at + 2, &["/"]) && self.is(at + 3, &["2"]) {
                return Some((Count::Number(number, true), at + 4));
            }
            if self.is(at + 1, &["½"]) {
                return Some((Count::Number(number, true), at + 2));
            }
            return Some(with_half(number, at + 1));
        }
        if let Some(tens) = words::tens(low)
            && self.is(at + 1, &["-"])
            && self.glued(at + 1)
            && let Some(ones @ 1..=9) = words::small_number(self.low(at + 2))
        {
            return Some((Count::Number(tens + ones, false), at + 3));
        }
        if let Some(number @ 1..) = words::small_number(low) {
            if self.is(at + 1, &["hundred"]) {
                return Some((Count::Number(number * 100, false), at + 2));
            }
            return Some(with_half(number, at + 1));
        }
        match low {
            "half" if self.is(at + 1, &["a", "an"]) => Some((Count::Number(0, true), at + 2)),
            "half" if self.is(at + 1, &["-"]) => Some((Count::Number(0, true), at + 2)),
            "a" if self.is(at + 1, &["few", "couple"]) => {
                let of = usize::from(self.is(at + 2, &["of"]));
                Some((Count::Some, at + 2 + of))
            }
            "a" if self.is(at + 1, &["dozen"]) => Some((Count::Number(12, false), at + 2)),
            "a" if self.is(at + 1, &["half"]) => {
                let dash = usize::from(self.is(at + 2, &["-"]));
                Some((Count::Number(0, true), at + 2 + dash))
            }
            "a" if self.is(at + 1, &["hundred"]) => Some((Count::Number(100, false), at + 2)),
            "a" | "an" => Some((Count::Number(1, false), at + 1)),
            // 'Just another day' is no length.
            "another"
                if matches!(self.before(at), "for" | "least" | "within" | "after" | "about") =>
            {
                Some((Count::Number(1, false), at + 1))
            }
            // 'The third in as many months' counts by another number.
            "many" if self.before(at) == "as" => None,
            "several" | "many" | "few" => Some((Count::Some, at + 1)),
            _ => None,
        }
    }

    /// A hit that means `when`.
    #[expect(
        clippy::unnecessary_wraps,
        reason = "a rule ends with it, and a rule may find nothing"
    )]
    pub(super) fn date(first: usize, after: usize, when: When) -> Option<Hit> {
        Some(Hit::new(first, after, TimexKind::Date, Meaning::Plain(when)))
    }

    /// A hit of a fixed value.
    #[expect(
        clippy::unnecessary_wraps,
        reason = "a rule ends with it, and a rule may find nothing"
    )]
    pub(super) fn fixed(
        first: usize,
        after: usize,
        kind: TimexKind,
        value: impl Into<String>,
    ) -> Option<Hit> {
        Some(Hit::new(first, after, kind, Meaning::Plain(When::Fixed(value.into()))))
    }
}

/// A part of a year whose year the tense chooses.
pub(super) fn in_year(part: YearPart) -> When {
    When::InYear { part, year: WhichYear::Toward(Toward::Near), weekday: None }
}

/// The TIMEX3 value of so many units.
pub(super) fn duration(count: Count, unit: Unit) -> String {
    let (prefix, letter, times) = words::letter(unit);
    match count {
        Count::Some => format!("{prefix}X{letter}"),
        Count::Number(whole, false) => {
            format!("{prefix}{}{letter}", u64::from(whole) * u64::from(times))
        }
        Count::Number(whole, true) => match unit {
            Unit::Hour if whole == 0 => "PT30M".to_owned(),
            Unit::Hour => format!("PT{whole}H30M"),
            Unit::Year if whole == 0 => "P6M".to_owned(),
            Unit::Decade | Unit::Century => {
                format!("P{}{letter}", whole * times + times / 2)
            }
            _ => format!("{prefix}{whole}.5{letter}"),
        },
    }
}
