//! An axis of days to scale, and what lies on it: when something happened, and when it was reported.
//!
//! Places are percentages of the width, so that a track is as wide as there is room and nothing in
//! it is stretched. Days that are far from the reports have pieces of the axis to themselves, each
//! with its own scale: a year that is recalled in passing must not squeeze a week of reports.

use std::fmt::Write as _;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use maud::{Markup, html};

use stemma_tell::days::{month, range};
use stemma_tell::plural::count;

/// When something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web) struct Happened {
    pub(in crate::web) first: Date,
    pub(in crate::web) last: Date,
    /// On all of these days, or on one; else on some day of them.
    pub(in crate::web) is_throughout: bool,
}

/// Accounts that told it, by the day of their report.
#[derive(Clone, Debug)]
pub(in crate::web) struct Report {
    pub(in crate::web) first: Date,
    /// Later than the first where the day is not established.
    pub(in crate::web) last: Date,
    pub(in crate::web) accounts: usize,
    /// Where it is told.
    pub(in crate::web) href: String,
    pub(in crate::web) title: String,
}

/// A day as a number, to reckon with.
pub(in crate::web) fn numbered(day: Date) -> i64 {
    (day - date(1970, 1, 1)).get_days().into()
}

fn dated(number: i64) -> Date {
    date(1970, 1, 1).checked_add(number.days()).unwrap_or(Date::MAX)
}

/// Days that follow one another at one scale.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    first: i64,
    last: i64,
    /// Where it lies, in percent of the width.
    start: f64,
    width: f64,
}

/// An axis of days, in pieces.
#[derive(Clone, Debug)]
pub(in crate::web) struct Axis {
    pieces: Vec<Piece>,
    /// The piece that the reports lie in.
    core: usize,
}

/// Days this near to others share their scale, however short the others are. Set by hand.
const NEAR: i64 = 7;
/// Far-off pieces beyond these are joined. Set by hand: on a telephone more leave the days of the
/// reports no room.
const MOST_FAR: usize = 3;
/// The room of a break, in percent.
const BREAK: f64 = 4.0;
/// The room of a mark with a number, in percent.
const MARK: f64 = 3.0;
/// The room of the label of a day, in percent of a wide screen and of a narrow one.
const LABEL: (f64, f64) = (9.0, 19.0);

impl Axis {
    /// The axis that has room for all of it; `None` where there is nothing.
    pub(in crate::web) fn new(happened: &[Happened], reports: &[Date]) -> Option<Axis> {
        let mut rest: Vec<(i64, i64)> =
            happened.iter().map(|one| (numbered(one.first), numbered(one.last))).collect();
        rest.sort_unstable();
        rest.dedup();
        let reports = reports.iter().map(|&day| numbered(day));
        let seed = reports.clone().min().zip(reports.max());
        // Where no report has a day, the shortest and latest stretch is as good a middle as any.
        let seed = seed.or_else(|| rest.iter().copied().min_by_key(|(a, b)| (b - a, -b)))?;
        let core = grown(seed, &mut rest);
        let mut pieces = vec![core];
        while let Some(at) = (0..rest.len()).min_by_key(|&n| (apart(rest[n], core), n)) {
            let seed = rest.remove(at);
            pieces.push(grown(seed, &mut rest));
        }
        // What a piece has grown over is cut off at the core.
        pieces.sort_unstable();
        while pieces.len() > MOST_FAR + 1 {
            let gap = |n: &usize| pieces[n + 1].0 - pieces[*n].1;
            let pairs =
                (0..pieces.len() - 1).filter(|&n| pieces[n] != core && pieces[n + 1] != core);
            let Some(n) = pairs.min_by_key(gap) else { break };
            let next = pieces.remove(n + 1);
            pieces[n].1 = pieces[n].1.max(next.1);
        }
        Some(Axis::laid_out(&pieces, core))
    }

    fn laid_out(pieces: &[(i64, i64)], core: (i64, i64)) -> Axis {
        let far = pieces.len() - 1;
        let far_width = match far {
            0 | 1 => 14.0,
            2 => 12.0,
            _ => 11.0,
        };
        let core_width = 100.0 - far as f64 * (far_width + BREAK);
        let mut start = 0.0;
        let mut laid = Vec::new();
        for &(first, last) in pieces {
            let width = if (first, last) == core { core_width } else { far_width };
            laid.push(Piece { first, last, start, width });
            start += width + BREAK;
        }
        let core = pieces.iter().position(|piece| *piece == core).unwrap_or(0);
        Axis { pieces: laid, core }
    }

    /// The last day before each break, the first after it, and how long that is in words.
    pub(in crate::web) fn breaks(&self) -> Vec<(Date, Date, String)> {
        let pairs = self.pieces.windows(2);
        let told = pairs.map(|pair| {
            let (last, first) = (pair[0].last, pair[1].first);
            (dated(last), dated(first), lasting(first - last))
        });
        told.collect()
    }

    /// Where a moment lies; what no piece has lies at the nearest end of one.
    fn at(&self, moment: f64) -> f64 {
        let mut nearest = (f64::MAX, 0.0);
        for piece in &self.pieces {
            let (first, end) = (piece.first as f64, piece.last as f64 + 1.0);
            let within = moment.clamp(first, end);
            let far = (moment - within).abs();
            if far < nearest.0 {
                nearest = (far, piece.start + piece.width * (within - first) / (end - first));
            }
        }
        nearest.1
    }

    fn holds(&self, day: i64) -> bool {
        self.pieces.iter().any(|piece| piece.first <= day && day <= piece.last)
    }

    /// From the beginning of the first day to the end of the last.
    fn stretch(&self, first: Date, last: Date) -> (f64, f64) {
        (self.at(numbered(first) as f64), self.at(numbered(last) as f64 + 1.0))
    }

    /// The axis itself: the days of the core, a label for each piece that is far off.
    pub(in crate::web) fn drawing(&self) -> Markup {
        html! {
            svg.axis-line aria-hidden="true" focusable="false" height="42" {
                @for (n, piece) in self.pieces.iter().enumerate() {
                    line.base x1=(percent(piece.start)) x2=(percent(piece.start + piece.width)) y1="36" y2="36" {}
                    @if n == self.core {
                        @for tick in self.ticks() { (tick.drawing()) }
                    } @else {
                        @let middle = percent(piece.start + piece.width / 2.0);
                        @let (above, below) = far_label(dated(piece.first), dated(piece.last));
                        text x=(middle) y="14" text-anchor="middle" { (above) }
                        text.year x=(middle) y="28" text-anchor="middle" { (below) }
                    }
                }
                (self.broken(36))
            }
        }
    }

    /// A sign at every break.
    fn broken(&self, y: i32) -> Markup {
        html! {
            @for piece in &self.pieces[1..] {
                svg.break x=(percent(piece.start - BREAK / 2.0)) y=(y) overflow="visible" {
                    path d="M-5 5 l4 -10 M1 5 l4 -10" {}
                }
            }
        }
    }

    fn ticks(&self) -> Vec<Tick> {
        let core = &self.pieces[self.core];
        let room = ((core.width / LABEL.0) as usize).max(1);
        let (first, last) = (dated(core.first), dated(core.last));
        let mut days = every_day(first, last, 1);
        for step in [2, 3, 7, 14] {
            if days.len() > room {
                days = every_day(first, last, step);
            }
        }
        let mut unit = Unit::Day;
        for step in [1, 2, 3, 6] {
            if days.len() > room {
                (days, unit) = (every_month(first, last, step), Unit::Month);
            }
        }
        for step in [1, 2, 5, 10, 20, 50, 100] {
            if days.len() > room {
                (days, unit) = (every_month(first, last, step * 12), Unit::Year);
            }
        }
        let narrow = ((core.width / LABEL.1) as usize).max(1);
        let keep = days.len().div_ceil(narrow).max(1);
        let mut year = None;
        let mut ticks = Vec::new();
        for (n, &on) in days.iter().enumerate() {
            // The middle of a day, the beginning of a month or year.
            let half = if unit == Unit::Day { 0.5 } else { 0.0 };
            let x = self.at(numbered(on) as f64 + half);
            let new_year = year.replace(on.year()) != Some(on.year());
            let above = match unit {
                Unit::Day => format!("{} {}", on.day(), month(on.month())),
                Unit::Month => month(on.month()).to_owned(),
                Unit::Year => on.year().to_string(),
            };
            let below = (new_year && unit != Unit::Year).then(|| on.year().to_string());
            ticks.push(Tick { x, above, below, is_rare: n % keep != 0 });
        }
        ticks
    }

    /// What lies on the axis of one thing: when it happened, above; when it was reported, below; and
    /// the line between them, which is the lag. Beside it the same stands in words.
    pub(in crate::web) fn track(
        &self,
        happened: &Happened,
        reports: &[Report],
        href: &str,
        told: &str,
    ) -> Markup {
        let (start, end) = self.stretch(happened.first, happened.last);
        let middle = f64::midpoint(start, end);
        let at = |report: &Report| {
            let (start, end) = self.stretch(report.first, report.last);
            f64::midpoint(start, end)
        };
        let ends = reports.iter().map(at).chain([middle]);
        let (left, right) = ends.fold((middle, middle), |(a, b), x| (a.min(x), b.max(x)));
        html! {
            svg.track aria-hidden="true" focusable="false" height="52" {
                @for piece in &self.pieces {
                    rect.ground x=(percent(piece.start)) width=(percent(piece.width)) y="0" height="52" {}
                }
                @for tick in self.ticks() {
                    line.grid x1=(percent(tick.x)) x2=(percent(tick.x)) y1="0" y2="52" {}
                }
                (self.broken(26))
                line.lag x1=(percent(middle)) x2=(percent(middle)) y1="16" y2="38" {}
                line.lag x1=(percent(left)) x2=(percent(right)) y1="38" y2="38" {}
                a href=(href) tabindex="-1" {
                    title { (told) }
                    (self.mark(happened, start, end))
                }
                // What is not established lies under what is.
                @for report in reports.iter().filter(|one| one.first != one.last) {
                    (self.bounded(report))
                }
                @for mark in self.marks(reports) { (mark.drawing()) }
            }
        }
    }

    fn mark(&self, happened: &Happened, start: f64, end: f64) -> Markup {
        let (x, width) = (percent(start), percent(end - start));
        let is_day = happened.first == happened.last;
        let (starts, ends) =
            (self.holds(numbered(happened.first)), self.holds(numbered(happened.last)));
        html! {
            @if is_day {
                circle.event cx=(percent(f64::midpoint(start, end))) cy="16" r="7" {}
            } @else if happened.is_throughout {
                rect.event x=(x) width=(width) y="10" height="12" rx="2" {}
            } @else {
                rect.maybe x=(x) width=(width) y="10" height="12" fill="url(#hatch)" {}
                @if starts { line.edge x1=(x) x2=(x) y1="6" y2="26" {} }
                @if ends { line.edge x1=(percent(end)) x2=(percent(end)) y1="6" y2="26" {} }
            }
            @if !starts { svg x=(x) y="16" overflow="visible" { path.beyond d="M0 -7 l-7 7 l7 7 z" {} } }
            @if !ends { svg x=(percent(end)) y="16" overflow="visible" { path.beyond d="M0 -7 l7 7 l-7 7 z" {} } }
        }
    }

    /// Reports whose day is not established, between its bounds.
    fn bounded(&self, report: &Report) -> Markup {
        let (start, end) = self.stretch(report.first, report.last);
        html! {
            a href=(report.href) tabindex="-1" {
                title { (range(report.first, report.last)) ", day not established: " (report.title) }
                rect.maybe x=(percent(start)) width=(percent(end - start)) y="34" height="8" fill="url(#hatch)" {}
            }
        }
    }

    /// Reports by day; those that would lie upon one another are one mark.
    fn marks(&self, reports: &[Report]) -> Vec<Mark> {
        let mut marks: Vec<Mark> = Vec::new();
        for report in reports.iter().filter(|one| one.first == one.last) {
            let (start, end) = self.stretch(report.first, report.last);
            let x = f64::midpoint(start, end);
            match marks.last_mut() {
                Some(mark) if x - mark.x < MARK => {
                    mark.last = report.last;
                    mark.accounts += report.accounts;
                    mark.title = format!("{}; {}", mark.title, report.title);
                }
                _ => marks.push(Mark {
                    x,
                    first: report.first,
                    last: report.last,
                    accounts: report.accounts,
                    href: report.href.clone(),
                    title: report.title.clone(),
                }),
            }
        }
        marks
    }
}

/// The reports of a day, or of days that are too near to one another to be told apart.
struct Mark {
    x: f64,
    first: Date,
    last: Date,
    accounts: usize,
    href: String,
    title: String,
}

impl Mark {
    fn drawing(&self) -> Markup {
        let x = percent(self.x);
        html! {
            a href=(self.href) tabindex="-1" {
                title { (range(self.first, self.last)) ": " (self.title) }
                @if self.accounts > 1 {
                    circle.report cx=(x) cy="38" r="9" {}
                    text.many x=(x) y="42" text-anchor="middle" { (self.accounts) }
                } @else {
                    circle.report cx=(x) cy="38" r="5" {}
                }
            }
        }
    }
}

/// How the marks are to be read. It holds the pattern of what is uncertain.
pub(in crate::web) fn legend() -> Markup {
    html! {
        ul.plain.legend.small {
            li {
                svg width="18" height="18" aria-hidden="true" {
                    defs {
                        pattern #hatch width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                            line.hatching x1="0" x2="0" y1="0" y2="5" {}
                        }
                    }
                    circle.event cx="9" cy="9" r="7" {}
                }
                " it happened on this day"
            }
            li {
                svg width="34" height="18" aria-hidden="true" { rect.event x="1" y="3" width="32" height="12" rx="2" {} }
                " on all of these days"
            }
            li {
                svg width="34" height="18" aria-hidden="true" {
                    rect.maybe x="1" y="3" width="32" height="12" fill="url(#hatch)" {}
                    line.edge x1="1" x2="1" y1="0" y2="18" {}
                    line.edge x1="33" x2="33" y1="0" y2="18" {}
                }
                " on some day of these"
            }
            li {
                svg width="18" height="18" aria-hidden="true" { circle.report cx="9" cy="9" r="5" {} }
                " it was reported (a number: by so many accounts)"
            }
        }
    }
}

/// A label on the axis.
struct Tick {
    x: f64,
    above: String,
    below: Option<String>,
    /// On a narrow screen there is no room for it.
    is_rare: bool,
}

impl Tick {
    fn drawing(&self) -> Markup {
        let x = percent(self.x);
        html! {
            g.rare[self.is_rare] {
                line.base x1=(x) x2=(x) y1="32" y2="40" {}
                text x=(x) y="14" text-anchor="middle" { (self.above) }
                @if let Some(below) = &self.below { text.year x=(x) y="28" text-anchor="middle" { (below) } }
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Month,
    Year,
}

fn every_day(first: Date, last: Date, step: i64) -> Vec<Date> {
    let (first, last) = (numbered(first), numbered(last));
    // Not more than anybody would draw.
    let steps = ((last - first) / step).min(400);
    (0..=steps).map(|n| dated(first + n * step)).collect()
}

/// The first days of months, `step` apart, counted from January.
fn every_month(first: Date, last: Date, step: i32) -> Vec<Date> {
    let number = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    let start = number(first).div_euclid(step) * step;
    let months = (start..=number(last)).step_by(step as usize);
    let days = months.filter_map(|month| {
        let year = i16::try_from(month.div_euclid(12)).ok()?;
        Date::new(year, month.rem_euclid(12) as i8 + 1, 1).ok()
    });
    days.filter(|day| *day >= first).take(400).collect()
}

/// Two lines for a piece that is far off: `22 Jul` and `2024`, `Mar` and `2023`, `2016`.
fn far_label(first: Date, last: Date) -> (String, String) {
    let (from, to) = (first.year(), last.year());
    let is_year = (first.month(), first.day(), last.month(), last.day()) == (1, 1, 12, 31);
    if from != to {
        return (format!("{from}–"), to.to_string());
    }
    let year = from.to_string();
    if is_year {
        return (String::new(), year);
    }
    let days = if first == last {
        format!("{} {}", first.day(), month(first.month()))
    } else if first.month() != last.month() {
        format!("{}–{}", month(first.month()), month(last.month()))
    } else if first.day() == 1 && last == last.last_of_month() {
        month(first.month()).to_owned()
    } else {
        format!("{}–{} {}", first.day(), last.day(), month(last.month()))
    };
    (days, year)
}

/// A piece that takes in whatever is as near as it is long; what it does not is left in `rest`,
/// save what it overlaps, which is cut off at its ends.
fn grown((mut first, mut last): (i64, i64), rest: &mut Vec<(i64, i64)>) -> (i64, i64) {
    loop {
        let reach = (last - first).max(NEAR);
        let beyond = |&(a, b): &(i64, i64)| (first - a).max(b - last);
        let near = (0..rest.len()).filter(|&n| beyond(&rest[n]) <= reach);
        let Some(n) = near.min_by_key(|&n| (beyond(&rest[n]), n)) else { break };
        let (a, b) = rest.remove(n);
        (first, last) = (first.min(a), last.max(b));
    }
    rest.retain(|&(a, b)| b < first || last < a);
    (first, last)
}

fn apart((a, b): (i64, i64), (first, last): (i64, i64)) -> i64 {
    (first - b).max(a - last)
}

/// So many days are told as days; more of them as months or years.
pub(in crate::web) const MANY: i64 = 60;

/// How long it is, as a reader would say it: a figure that is no longer than it needs to be.
pub(in crate::web) fn lasting(days: i64) -> String {
    let n = |unit: i64| usize::try_from((days + unit / 2) / unit).unwrap_or(0);
    if days <= MANY {
        count(n(1), "day")
    } else if days <= 730 {
        format!("about {}", count(n(30), "month"))
    } else {
        format!("about {}", count(n(365), "year"))
    }
}

/// `42.5%`: no more figures than a pixel needs.
fn percent(x: f64) -> String {
    let mut text = String::new();
    let _ = write!(text, "{x:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{text}%")
}

#[cfg(test)]
mod tests;
