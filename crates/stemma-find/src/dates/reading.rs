//! What each expression means, one after the other: later ones count from earlier ones, and the
//! tense says on which side of the report they lie.

use jiff::civil::Date;
use stemma_core::{Parsed, Span, TimexKind, Toward, Unit, WeekPart, When, Which, WhichYear};

use super::calendar::shift;
use super::context::Reached;
use super::grammar::{Count, Grammar, Hit, Meaning, duration};
use super::names_day;
use super::tense::{self, Asked};

/// Where an expression stands, of which kind it is, and what it means.
pub(super) type Expression = (Span, TimexKind, When);

/// A text and what the grammar found in it.
pub(super) struct Page<'a> {
    pub(super) grammar: Grammar<'a>,
    pub(super) hits: Vec<Hit>,
    pub(super) text: &'a str,
    pub(super) parsed: &'a Parsed,
    pub(super) report: Option<Date>,
    /// Whether it tells history, and dates from the year that it has reached.
    pub(super) history: bool,
}

/// What the expressions of a text mean.
pub(super) fn read(page: &Page) -> Vec<Expression> {
    let mut reading = Reading {
        page,
        found: Vec::with_capacity(page.hits.len()),
        last: None,
        last_at: 0,
        reached: None,
    };
    for n in 0..page.hits.len() {
        reading.hit(n);
    }
    reading.found
}

/// What was read so far.
struct Reading<'a> {
    page: &'a Page<'a>,
    found: Vec<Expression>,
    /// What later words may count from.
    last: Option<When>,
    /// Which hit that is.
    last_at: usize,
    /// The year that the text has reached.
    reached: Option<Reached>,
}

impl Reading<'_> {
    fn hit(&mut self, n: usize) {
        let Page { grammar, hits, .. } = self.page;
        let hit = &hits[n];
        let (kind, place) = (hit.kind, grammar.span(hit));
        let (place, kind, when) = match &hit.meaning {
            Meaning::Plain(when) => (place, kind, self.plain(n, when.clone())),
            Meaning::PartFromLast { part, later } => {
                let mut when = Reached::part(self.last.as_ref(), *part, *later);
                aim(&mut when, Toward::Past);
                (place, kind, when)
            }
            Meaning::WeekdayFromLast { day, later } => {
                (place, kind, self.weekday(hit, WeekPart::Day(*day), *later))
            }
            Meaning::FromLast { unit, by, time: None } if !self.counts(*unit, *by) => {
                self.uncounted(hit, *unit, *by)
            }
            Meaning::FromLast { unit, by, time } => {
                let from = self.last.clone().map(Box::new);
                let shifted = When::Shift { from, unit: *unit, by: *by };
                let when = match time {
                    Some(time) => When::Clock { day: Box::new(shifted), time: (*time).to_owned() },
                    None => shifted,
                };
                (place, kind, when)
            }
            Meaning::Clock(time) => (place, kind, self.clock(n, time)),
        };
        // 'From 1911 to 1913': what follows begins at the beginning.
        let ends = n > 0 && grammar.spans_to(&hits[n - 1], hit);
        self.note(place, kind, when, !ends);
    }

    /// The side of the report on which the tense puts what `hit` means.
    fn side_of(&self, when: &When, hit: &Hit) -> Toward {
        let Page { grammar, text, parsed, .. } = self.page;
        let asked =
            Asked { weekday: in_week(when), day: names_day(when), headline: grammar.headline };
        tense::side(parsed, text, grammar.span(hit), asked)
    }

    /// What the words mean by themselves, with the side and the year that its sentence gives.
    fn plain(&self, n: usize, mut when: When) -> When {
        let Page { grammar, hits, history, .. } = self.page;
        let hit = &hits[n];
        let before = n.checked_sub(1).map(|before| (&hits[before], &self.found[before].2));
        if let Some((one, from)) = before
            && let Some(by) = grammar.days_on(one, hit)
        {
            return When::Shift { from: Some(Box::new(from.clone())), unit: Unit::Day, by };
        }
        if has_side(&when) {
            let side = self.side_of(&when, hit);
            if *history {
                self.reached.unwrap_or_default().date(&mut when, false);
            } else if let Some((one, from)) = before
                && grammar.goes_on(one, hit)
            {
                let mut reached = Reached::default();
                reached.note(from);
                reached.go_on(&mut when, side);
            }
            aim(&mut when, side);
        } else if *history && grammar.is(hit.after.saturating_sub(2), &["the"]) {
            self.reached.unwrap_or_default().date(&mut when, true);
        }
        when
    }

    /// 'The following Tuesday'; the nearest one where the text spoke of no day.
    fn weekday(&self, hit: &Hit, day: WeekPart, later: bool) -> When {
        let last = self.last.as_ref().and_then(|last| last.days(self.page.report));
        if let Some((from, _)) = last.filter(|(first, last)| first == last) {
            let which = if later { Which::Next } else { Which::Last };
            return When::Fixed(When::InWeek { day, which }.value(Some(from)));
        }
        let mut when = When::InWeek { day, which: Which::Toward(Toward::Near) };
        let side = self.side_of(&when, hit);
        aim(&mut when, side);
        when
    }

    /// 'The next day', 'two days later' than what no calendar knows: some day; or only the length is
    /// told.
    fn uncounted(&self, hit: &Hit, unit: Unit, by: i32) -> Expression {
        let grammar = &self.page.grammar;
        let place = grammar.span(hit);
        if grammar.is(hit.first, &["the", "that"]) {
            return (place, TimexKind::Date, When::Fixed(shift(unit, by).value(None)));
        }
        let direction = ["later", "earlier", "after", "before", "previously"];
        let directed = usize::from(grammar.is(hit.after - 1, &direction));
        let place = grammar.span(&Hit { after: hit.after - directed, ..hit.clone() });
        let length = duration(Count::Number(by.unsigned_abs(), false), unit);
        (place, TimexKind::Duration, When::Fixed(length))
    }

    /// A time of the day that stands beside it, or of the day that its paragraph told of last.
    fn clock(&self, n: usize, time: &str) -> When {
        let Page { grammar, hits, history, .. } = self.page;
        let hit = &hits[n];
        let beside = grammar.day_beside(hits, n).and_then(|other| {
            if other < n {
                return self.found.get(other).map(|(_, _, when)| when.clone());
            }
            let Meaning::Plain(when) = &hits[other].meaning else { return None };
            let mut when = when.clone();
            let side = self.side_of(&when, &hits[other]);
            if *history {
                self.reached.unwrap_or_default().date(&mut when, false);
            }
            aim(&mut when, side);
            Some(when)
        });
        // 'It left on Friday. At 6 a.m. it sank': the story goes on within its paragraph.
        let goes_on = || {
            *history
                || grammar.one_paragraph(hits[self.last_at].first, hit.first)
                    && self.side_of(&When::Fixed(String::new()), hit) == Toward::Past
        };
        let told = || self.last.clone().filter(|day| names_day(day) && goes_on());
        let day = match beside.or_else(told).unwrap_or_else(|| shift(Unit::Day, 0)) {
            When::Clock { day, .. } => day,
            day => Box::new(day),
        };
        When::Clock { day, time: time.to_owned() }
    }

    /// Whether so many units may be counted from what the text spoke of last, or from the report:
    /// 'two days later' from a day, not from a month, and not from the report.
    fn counts(&self, unit: Unit, by: i32) -> bool {
        let Some(last) = &self.last else { return by <= 0 };
        // Any report does: what is asked is how fine the value is.
        let report = jiff::civil::date(2001, 1, 1);
        let shifted = When::Shift { from: Some(Box::new(last.clone())), unit, by };
        by == 0 || !shifted.value(Some(report)).starts_with("XX")
    }

    fn note(&mut self, place: Span, kind: TimexKind, when: When, reached: bool) {
        if is_anchor(&when, kind) {
            self.last = Some(match &when {
                When::Clock { day, .. } => (**day).clone(),
                When::Range(from, _) => (**from).clone(),
                when => when.clone(),
            });
            self.last_at = self.found.len();
            if reached {
                self.reached.get_or_insert_default().note(&when);
            }
        }
        self.found.push((place, kind, when));
    }
}

/// Whether the words name a day of a week.
fn in_week(when: &When) -> bool {
    match when {
        When::InWeek { .. } => true,
        When::Clock { day, .. } => in_week(day),
        _ => false,
    }
}

/// Whether later words may count from it.
fn is_anchor(when: &When, kind: TimexKind) -> bool {
    if !matches!(kind, TimexKind::Date | TimexKind::Time) {
        return false;
    }
    match when {
        When::Fixed(value) | When::Dated { value, .. } => {
            value.starts_with(|c: char| c.is_ascii_digit()) || value.starts_with("BC")
        }
        _ => true,
    }
}

/// Whether the tense has a say.
fn has_side(when: &When) -> bool {
    match when {
        When::InYear { year, .. } => *year == WhichYear::Toward(Toward::Near),
        When::InWeek { which, .. } => *which == Which::Toward(Toward::Near),
        When::InMonth { toward, .. } => *toward == Toward::Near,
        When::Clock { day, .. } => has_side(day),
        When::Range(from, to) => has_side(from) || has_side(to),
        When::Fixed(value) => value.starts_with(|c: char| c.is_ascii_digit()),
        When::Shift { from: Some(from), .. } => has_side(from),
        When::Dated { .. } | When::Shift { .. } => false,
    }
}

/// Fills in the side.
fn aim(when: &mut When, side: Toward) {
    match when {
        When::InYear { year, .. } => {
            if let WhichYear::Toward(toward) = year {
                *toward = side;
            }
        }
        When::InWeek { which, .. } => {
            if let Which::Toward(toward) = which {
                *toward = side;
            }
        }
        When::InMonth { toward, .. } => *toward = side,
        When::Clock { day, .. } => aim(day, side),
        When::Range(from, to) => {
            aim(from, side);
            aim(to, side);
        }
        When::Fixed(value) => {
            if side != Toward::Near && value.starts_with(|c: char| c.is_ascii_digit()) {
                *when = When::Dated { value: std::mem::take(value), side };
            }
        }
        When::Shift { from: Some(from), .. } => aim(from, side),
        When::Dated { .. } | When::Shift { .. } => {}
    }
}
