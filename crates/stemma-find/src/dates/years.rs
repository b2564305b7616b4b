//! Years, decades and centuries.

use stemma_core::TimexKind;

use super::grammar::{Grammar, Hit};
use super::lex::Kind;
use super::words;

/// Prepositions after which four digits are a year rather than a number of something.
const BEFORE_YEAR: [&str; 22] = [
    "in", "since", "until", "till", "by", "from", "of", "during", "before", "after", "between",
    "through", "early", "mid", "late", "around", "about", "fiscal", "circa", "summer", "winter",
    "for",
];

impl Grammar<'_> {
    /// 'the 20th century', 'the nineteenth century'.
    pub(super) fn century(&self, at: usize) -> Option<Hit> {
        let (number, next) = match self.digits(at) {
            Some((number, _))
                if self.is(at + 1, &["st", "nd", "rd", "th"]) && self.glued(at + 1) =>
            {
                (number, at + 2)
            }
            _ if self.low(at) == "twenty" && self.is(at + 2, &["first"]) => (21, at + 3),
            _ => (words::ordinal(self.low(at))?, at + 1),
        };
        let dash = usize::from(self.is(next, &["-"]));
        if !self.is(next + dash, &["century"]) || !(1..=30).contains(&number) {
            return None;
        }
        let end = next + dash + 1;
        if matches!(self.text(end), "BC" | "BCE") {
            return Self::fixed(at, end + 1, TimexKind::Date, format!("BC{:02}XX", number - 1));
        }
        Self::fixed(at, end, TimexKind::Date, format!("{:02}XX", number - 1))
    }

    /// 'the 1990s', "the '90s", 'late 1980s', 'mid-1970s'.
    pub(super) fn decade(&self, at: usize) -> Option<Hit> {
        let (first, next) = self.phase(at);
        if self.before(first) == "the"
            && let Some(tens @ 20..) = words::tens_plural(self.low(next))
        {
            return Self::fixed(first, next + 1, TimexKind::Date, format!("19{}X", tens / 10));
        }
        let lexeme = self.lexemes.get(next)?;
        if lexeme.kind != Kind::Number {
            return None;
        }
        let apostrophe = usize::from(self.is(next + 1, &["'"]) && self.glued(next + 1));
        let s = next + 1 + apostrophe;
        if self.low(s) != "s" || !self.glued(s) {
            return None;
        }
        let number: u32 = lexeme.text.parse().ok()?;
        let decade = match lexeme.text.len() {
            4 if number.is_multiple_of(10) && (1000..=2090).contains(&number) => number / 10,
            2 if number.is_multiple_of(10)
                && number >= 20
                && next > 0
                && (self.before(next) == "'" && self.glued(next)
                    || self.before(next) == "the" && at == next) =>
            {
                190 + number / 10
            }
            _ => return None,
        };
        Self::fixed(first, s + 1, TimexKind::Date, format!("{decade}X"))
    }

    /// '1998-2001', '1998-99', '2021/22'.
    pub(super) fn year_range(&self, at: usize) -> Option<Hit> {
        let from = self.year(at)?;
        if !self.is(at + 1, &["-", "/"]) || !self.glued(at + 1) || !self.glued(at + 2) {
            return None;
        }
        let (number, width) = self.digits(at + 2)?;
        // '2021/22' is a season or a year of accounts; '1998/12' is none.
        if self.is(at + 1, &["/"]) && number != (from as u32 + 1) % 100 {
            return None;
        }
        let to = match width {
            4 => number as i16,
            2 => from / 100 * 100 + number as i16,
            _ => return None,
        };
        if from < 1500 || to <= from || to > 2100 || self.glued(at) && self.before(at) == "-" {
            return None;
        }
        // One expression with both ends; a season of sport or a fiscal year is written so too.
        Self::fixed(at, at + 3, TimexKind::Date, format!("{from:04}/{to:04}"))
    }

    /// ''98': a year without its century, with the apostrophe that stands for it.
    pub(super) fn short_year(&self, at: usize) -> Option<i16> {
        /// Years up to here are of this century.
        const TURN: i16 = 40;
        let lexeme = self.lexemes.get(at + 1)?;
        let two = lexeme.kind == Kind::Number && lexeme.text.len() == 2 && lexeme.glued;
        let apart = !self.glued(at + 2) || self.kind(at + 2) == Some(Kind::Mark);
        if !self.is(at, &["'"]) || self.glued(at) || !two || !apart {
            return None;
        }
        let year: i16 = lexeme.text.parse().ok()?;
        Some(if year < TURN { 2000 + year } else { 1900 + year })
    }

    /// '480 BC', '44 B.C.', as TIMEX3 writes them; the years of our era are [`Self::bare_year`]'s.
    pub(super) fn before_christ(&self, at: usize) -> Option<Hit> {
        let (number @ 1.., _) = self.digits(at)? else { return None };
        let era = at + 1;
        let after = match self.text(era) {
            "BC" | "BCE" => era + 1,
            "B" if self.is(era + 1, &["."]) && self.text(era + 2) == "C" => {
                era + 3 + usize::from(self.is(era + 3, &["."]) && self.glued(era + 3))
            }
            _ => return None,
        };
        Self::fixed(at, after, TimexKind::Date, format!("BC{number:04}"))
    }

    /// '1998', where it is a year: after a preposition, or nothing is counted by it.
    pub(super) fn bare_year(&self, at: usize) -> Option<Hit> {
        let (first, next) = self.phase(at);
        let (first, next) = match self.low(at) {
            "fiscal" if self.is(at + 1, &["year"]) => (at, at + 2),
            "fiscal" => (at, at + 1),
            "post" | "pre" if self.is(at + 1, &["-"]) => (at, at + 2),
            _ => (first, next),
        };
        if matches!(self.before(at), "in" | "since" | "of" | "until" | "before" | "after" | "by")
            && let Some(year) = self.short_year(at)
        {
            return Self::fixed(at, at + 2, TimexKind::Date, format!("{year:04}"));
        }
        let year = self.year(next)?;
        if self.opens(next) && next != first {
            return None;
        }
        let glued_tail = self.glued(next + 1)
            && (self.kind(next + 1) == Some(Kind::Word)
                || self.is(next + 1, &["%", "°", ":", "/"]));
        // '$1999', '#2000', 'Beacon-2031', '+1999': a year bears no mark before it.
        let glued_head = self.glued(next)
            && !(next > first || matches!(self.before(next), "(" | "\"" | "'" | "[" | "“" | "-"))
            || self.glued(next) && self.before(next) == "-" && next == first
            || matches!(self.before(next), "$" | "£" | "€" | "#" | "№");
        if glued_tail || glued_head || self.counts(next + 1) {
            return None;
        }
        let told = next > first || BEFORE_YEAR.contains(&self.before(next));
        // 'Guarded Harbour 2021' is the name of an event; in a headline every word has a capital.
        let before = next.wrapping_sub(1);
        let name = !told
            && !self.headline
            && self.kind(before) == Some(Kind::Word)
            && self.capital(before)
            && !self.opens(before)
            && !self.is(next.wrapping_sub(2), &[".", "!", "?"])
            && !self.opens(next);
        // '2000 demonstrators' are counted, 'the 2000 elections' dated.
        let plural = self.kind(next + 1) == Some(Kind::Word)
            && self.low(next + 1).ends_with('s')
            && !self.capital(next + 1)
            && !matches!(self.low(next + 1), "was" | "is" | "as" | "has" | "his" | "this" | "its");
        let counted =
            plural && !told && !matches!(self.before(next), "the" | "s" | "its" | "their");
        if name || counted {
            return None;
        }
        if !(1500..=2100).contains(&year) || !told && !(1900..=2049).contains(&year) {
            // 'In 1066' at the end of what it belongs to; 'in 1200 villages' is counted.
            let alone = self.opens(next + 1)
                || self.kind(next + 1) == Some(Kind::Mark)
                || self.is(
                    next + 1,
                    &["and", "but", "or", "when", "while", "as", "by", "the", "with", "to", "that"],
                );
            let old = (1000..1500).contains(&year)
                && matches!(self.before(next), "in" | "since" | "until" | "by" | "from");
            if !(old && alone) {
                return None;
            }
        }
        Self::fixed(first, next + 1, TimexKind::Date, format!("{year:04}"))
    }
}
