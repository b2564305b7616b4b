//! Dates, times, durations and sets of times, by the conventions of TIMEX3 (ISO-TimeML) and of the
//! corpora annotated with it (`TimeBank`, `TempEval`-3).
//!
//! A grammar over small lexemes ([`lex`], [`calendar`], [`relative`], [`clock`]) finds the longest
//! expression at each place; the parse only says on which side of the report it lies ([`tense`]).
//! What the words mean stays apart from the day of report (`When`), which may become known later.

mod around;
mod calendar;
mod clock;
mod context;
mod forms;
mod grammar;
mod lex;
mod reading;
mod relative;
mod seasons;
mod sets;
mod stretches;
mod tense;
#[cfg(test)]
mod tests;
mod words;
mod years;

use jiff::civil::Date;
use stemma_core::{
    Account, DateMention, Field, Parsed, Place, Span, TimexKind, Unit, WeekPart, When, YearPart,
};

pub(crate) use forms::rules;

use crate::rule::Rule;
use forms::LISTED_DAY;
use grammar::{Grammar, Hit, Meaning};
use reading::{Expression, Page};

/// Time expressions of an account, in the order of its texts.
pub fn find_dates(account: &Account, text: &Parsed, title: &Parsed) -> Vec<DateMention> {
    let report = account.published.value;
    let mut found = Vec::new();
    let title_text = account.title.as_deref().unwrap_or("");
    for (of, words, parsed) in
        [(Field::Text, account.text.as_str(), text), (Field::Title, title_text, title)]
    {
        for ((span, kind, when), rule) in expressions(words, parsed, of == Field::Title, report) {
            found.push(DateMention {
                place: Place { of, span },
                kind,
                value: when.value(report),
                when,
                by: rule.map(Rule::by),
            });
        }
    }
    found
}

/// The expressions of one text.
fn expressions(
    text: &str,
    parsed: &Parsed,
    headline: bool,
    report: Option<Date>,
) -> Vec<(Expression, Option<&'static Rule>)> {
    let grammar = Grammar { lexemes: lex::lex(text), headline };
    let mut hits = grammar.hits();
    grammar.shared_years(&mut hits);
    let history = !headline && context::is_history(&hits, report);
    hits.retain(|hit| !is_paper(parsed, hit, grammar.span(hit)));
    let rules: Vec<_> = hits.iter().map(|hit| hit.by).collect();
    let read = reading::read(&Page { grammar, hits, text, parsed, report, history });
    read.into_iter().zip(rules).collect()
}

/// 'The daily Harvik Post', 'the country's oldest daily', 'a weekly magazine': a paper, not how often.
fn is_paper(parsed: &Parsed, hit: &Hit, span: Span) -> bool {
    let one_word = hit.kind == TimexKind::Set
        && hit.after == hit.first + 1
        && matches!(&hit.meaning, Meaning::Plain(When::Fixed(value)) if value.starts_with('P'));
    let at = parsed.tokens.partition_point(|token| token.span.end <= span.start);
    let Some(token) = parsed.tokens.get(at).filter(|_| one_word) else { return false };
    let noun = matches!(token.pos.as_str(), "NOUN" | "PROPN");
    let head = &parsed.tokens[token.head as usize];
    let paper = matches!(
        head.lemma.as_str(),
        "newspaper" | "paper" | "tabloid" | "broadsheet" | "magazine" | "newsletter" | "journal"
    );
    noun || token.dep != "advmod" && (paper || head.pos == "PROPN")
}

impl Grammar<'_> {
    /// The longest expression at each place, from left to right.
    fn hits(&self) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut at = 0;
        while at < self.lexemes.len() {
            let best = [self.calendar(at), self.relative(at), self.clock(at)]
                .into_iter()
                .flatten()
                .filter(|hit| (hit.first + 1..hit.after).all(|inner| !self.opens(inner)))
                .reduce(|best, next| {
                    if next.after > best.after || next.first < best.first { next } else { best }
                });
            match best {
                Some(hit) => {
                    at = hit.after.max(at + 1);
                    self.push(&mut hits, hit);
                }
                None => at += 1,
            }
        }
        self.first_days(&mut hits);
        self.second_days(&mut hits);
        self.listed_weekdays(&mut hits);
        hits
    }

    /// Adds a hit; a weekday right after a clock and a clock right after a weekday are one time:
    /// '9 a.m. Tuesday', 'Tuesday at 9 a.m.'.
    fn push(&self, hits: &mut Vec<Hit>, hit: Hit) {
        // A rule may begin before where it was asked ('last November' at the month): what it
        // overlaps gives way.
        while hits.last().is_some_and(|last| last.after > hit.first) {
            hits.pop();
        }
        if let (Some(last), Meaning::Plain(when)) = (hits.last_mut(), &hit.meaning)
            && let Meaning::Clock(time) = &last.meaning
            && names_day(when)
            && !matches!(when, When::Clock { time, .. } if time.contains(':'))
        {
            // '9 p.m. on Sunday night'
            let when = match when {
                When::Clock { day, .. } => day,
                when => when,
            };
            let gap = hit.first - last.after;
            if gap == 0 || gap == 1 && self.is(last.after, &["on", ","]) {
                last.meaning =
                    Meaning::Plain(When::Clock { day: Box::new(when.clone()), time: time.clone() });
                last.after = hit.after;
                return;
            }
        }
        hits.push(hit);
    }

    /// 'April 24 and 25', 'July 3, 4 and 5': a bare number after a day of a month is another; a comma
    /// only where an 'and' ends the list.
    fn second_days(&self, hits: &mut Vec<Hit>) {
        let mut n = 0;
        while n < hits.len() {
            let hit = hits[n].clone();
            let next_first = hits.get(n + 1).map_or(usize::MAX, |next| next.first);
            n += 1;
            let Meaning::Plain(When::InYear {
                part: YearPart::Day(month, day),
                year,
                weekday: None,
            }) = hit.meaning
            else {
                continue;
            };
            let listed = self.is(hit.after, &[","])
                && self.day(hit.after + 1).is_some_and(|(_, end)| {
                    self.is(end, &["and", "or"]) && self.day(end + 1).is_some()
                });
            if !listed && !self.is(hit.after, &["and", "or"]) {
                continue;
            }
            let Some((other, end)) = self.day(hit.after + 1) else {
                continue;
            };
            let ends = self.opens(end)
                || self.kind(end) == Some(lex::Kind::Mark)
                || self.is(
                    end,
                    &["in", "at", "on", "to", "and", "with", "for", "when", "as", "by", "that"],
                );
            if other <= day || !ends || end > next_first {
                continue;
            }
            hits.insert(
                n,
                Hit {
                    first: hit.after + 1,
                    after: end,
                    kind: TimexKind::Date,
                    meaning: Meaning::Plain(When::InYear {
                        part: YearPart::Day(month, other),
                        year,
                        weekday: None,
                    }),
                    by: Some(&LISTED_DAY),
                },
            );
        }
    }

    /// Whether the second ends what the first begins: 'from 1911 to 1913'.
    fn spans_to(&self, one: &Hit, other: &Hit) -> bool {
        let begins = self.before(one.first);
        other.first == one.after + 1
            && (begins == "from" && self.is(one.after, &["to", "until", "through"])
                || begins == "between" && self.is(one.after, &["and"]))
    }

    /// Whether two lexemes stand in one paragraph.
    fn one_paragraph(&self, one: usize, other: usize) -> bool {
        (one + 1..=other).all(|at| !self.opens(at))
    }

    /// Whether 'and' leads from one expression to the other within a clause or two of one sentence.
    fn goes_on(&self, one: &Hit, other: &Hit) -> bool {
        let mut gap = one.after..other.first;
        gap.clone().any(|at| self.is(at, &["and"]))
            && gap.all(|at| !self.opens(at) && self.kind(at) == Some(lex::Kind::Word))
    }

    /// The day that a clock's sentence names: the nearest one before the next full stop.
    fn day_beside(&self, hits: &[Hit], clock: usize) -> Option<usize> {
        /// Lexemes; no sentence of a report is longer, and looking further would take long where a
        /// text has no full stop at all.
        const LONGEST: usize = 200;
        let one_sentence = |from: usize, to: usize| {
            (from..to).all(|at| {
                let stop = self.is(at, &[".", "!", "?"]);
                let next = self.capital(at + 1) && !self.glued(at + 1);
                !(self.opens(at) || stop && next)
            })
        };
        let day = |n: &usize| {
            let n = *n;
            matches!(&hits[n].meaning, Meaning::Plain(when) if names_day(when))
        };
        // From each hit to the next: what lies before them was seen to be of the sentence.
        let after = (clock + 1..hits.len())
            .take_while(|&n| {
                let from = if n == clock + 1 { hits[clock].after } else { hits[n - 1].first };
                hits[n].first - hits[clock].after <= LONGEST && one_sentence(from, hits[n].first)
            })
            .find(day);
        let before = (0..clock)
            .rev()
            .take_while(|&n| {
                let to = if n + 1 == clock { hits[clock].first } else { hits[n + 1].after };
                hits[clock].first - hits[n].after <= LONGEST && one_sentence(hits[n].after, to)
            })
            .find(day);
        match (before, after) {
            (Some(before), Some(after)) => {
                let behind = hits[clock].first - hits[before].after;
                let ahead = hits[after].first - hits[clock].after;
                Some(if behind < ahead { before } else { after })
            }
            (before, after) => before.or(after),
        }
    }
}

/// Whether the words name one day.
fn names_day(when: &When) -> bool {
    match when {
        When::InYear { part, .. } => {
            matches!(part, YearPart::Day(..) | YearPart::Feast(_) | YearPart::Weekday { .. })
        }
        When::InWeek { day, .. } => matches!(day, WeekPart::Day(_)),
        When::InMonth { .. } => true,
        When::Shift { unit, .. } => *unit == Unit::Day,
        When::Clock { day, .. } => names_day(day),
        When::Fixed(value) | When::Dated { value, .. } => {
            value.len() == 10 && value.starts_with(|c: char| c.is_ascii_digit())
        }
        When::Range(..) => false,
    }
}
