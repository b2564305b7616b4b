//! Numbers with what they count.
//!
//! Dates and durations are dates (see [`crate::find_dates`]); ordinals and the numbers in names
//! (`S-400`, `Article 5`) count nothing. A range is two quantities, each the other's bound; a share
//! of a whole ('a third of the deputies') is one in per cent, as 'per cent' itself would be.

mod counted;
mod numbers;
mod shares;
#[cfg(test)]
mod tests;
mod told;
mod units;

use stemma_core::{Account, Bound, DateMention, Field, Parsed, Quantity};

use crate::events::is_year;
use crate::parsed_text::ParsedText;

use self::counted::counted;
use self::numbers::{Number, number_at, small};
use self::shares::{share_at, told_of};
use self::told::told;
use self::units::{sign, unit_after};

/// Numbers of an account's body with bound, unit and what is counted; not dates, not parts of names.
pub fn find_quantities(
    account: &Account,
    text: &Parsed,
    title: &Parsed,
    dates: &[DateMention],
) -> Vec<Quantity> {
    find_in(&ParsedText::of_account(account, text, title), dates)
}

/// The same in texts that are indexed already.
pub(crate) fn find_in(texts: &[ParsedText; 2], dates: &[DateMention]) -> Vec<Quantity> {
    let mut found = Vec::new();
    for text in texts {
        let barred = barred(text, dates);
        let mut token = 0;
        while token < text.len() {
            let share = share_at(text, &barred, token);
            let Some(number) = share.or_else(|| number_at(text, &barred, token)) else {
                token += 1;
                continue;
            };
            token = number.after.max(token + 1);
            let told = told(text, &barred, &number);
            if let Some(quantity) = told.or_else(|| quantity(text, &barred, &number)) {
                found.push(quantity);
            }
        }
    }
    found
}

/// Tokens that belong to dates and to names that hold digits.
fn barred(text: &ParsedText, dates: &[DateMention]) -> Vec<bool> {
    let mut barred = vec![false; text.len()];
    for name in &text.parsed.names {
        if matches!(
            name.label.as_str(),
            "ORG" | "PERSON" | "PRODUCT" | "EVENT" | "GPE" | "WORK_OF_ART" | "LAW" | "FAC" | "NORP"
        ) {
            barred[name.tokens.0 as usize..name.tokens.1 as usize].fill(true);
        }
    }
    let mut at = 0;
    let mut spans: Vec<_> =
        dates.iter().filter(|d| d.place.of == text.of).map(|d| d.place.span).collect();
    spans.sort_unstable();
    for (token, barred) in barred.iter_mut().enumerate() {
        let span = text.parsed.tokens[token].span;
        while at < spans.len() && spans[at].end <= span.start {
            at += 1;
        }
        *barred |= at < spans.len() && spans[at].overlaps(span);
    }
    barred
}

/// Words before a number that bind it, longest first.
const BEFORE: &[(&[&str], Bound)] = &[
    (&["no", "fewer", "than"], Bound::AtLeast),
    (&["no", "less", "than"], Bound::AtLeast),
    (&["not", "less", "than"], Bound::AtLeast),
    (&["not", "fewer", "than"], Bound::AtLeast),
    (&["in", "excess", "of"], Bound::AtLeast),
    (&["no", "more", "than"], Bound::AtMost),
    (&["not", "more", "than"], Bound::AtMost),
    (&["as", "many", "as"], Bound::AtMost),
    (&["as", "much", "as"], Bound::AtMost),
    (&["as", "few", "as"], Bound::AtLeast),
    (&["a", "total", "of"], Bound::Exact),
    (&["a", "maximum", "of"], Bound::AtMost),
    (&["a", "minimum", "of"], Bound::AtLeast),
    (&["more", "than"], Bound::AtLeast),
    (&["at", "least"], Bound::AtLeast),
    (&["greater", "than"], Bound::AtLeast),
    (&["upwards", "of"], Bound::AtLeast),
    (&["upward", "of"], Bound::AtLeast),
    (&["up", "to"], Bound::AtMost),
    (&["at", "most"], Bound::AtMost),
    (&["fewer", "than"], Bound::AtMost),
    (&["less", "than"], Bound::AtMost),
    (&["close", "to"], Bound::About),
    (&["an", "estimated"], Bound::About),
    (&["well", "over"], Bound::AtLeast),
    (&["just", "over"], Bound::AtLeast),
    (&["just", "under"], Bound::AtMost),
    (&["over"], Bound::AtLeast),
    (&["above"], Bound::AtLeast),
    (&["exceeding"], Bound::AtLeast),
    (&["minimum"], Bound::AtLeast),
    (&["under"], Bound::AtMost),
    (&["below"], Bound::AtMost),
    (&["maximum"], Bound::AtMost),
    (&["about"], Bound::About),
    (&["around"], Bound::About),
    (&["some"], Bound::About),
    (&["approximately"], Bound::About),
    (&["roughly"], Bound::About),
    (&["nearly"], Bound::About),
    (&["almost"], Bound::About),
    (&["circa"], Bound::About),
    (&["estimated"], Bound::About),
    (&["~"], Bound::About),
];

/// The words before a number that bind it: how, and where they begin.
fn bound_before(text: &ParsedText, barred: &[bool], from: usize) -> Option<(Bound, usize)> {
    let lower = |t: usize| text.lower.get(t).map_or("", |w| w.as_str());
    BEFORE.iter().find_map(|(words, binds)| {
        let start = from.checked_sub(words.len())?;
        let there = (0..words.len()).all(|n| lower(start + n) == words[n])
            && text.same_paragraph(start, from)
            && !barred[start];
        there.then_some((*binds, start))
    })
}

/// The number that ends the range which `number` begins: '10 to 20', '10-20', 'between 10 and 20'.
fn range_end(text: &ParsedText, barred: &[bool], number: &Number) -> Option<Number> {
    let joiner = number.after + usize::from(text.lower.get(number.after).is_some_and(|w| w == "%"));
    let joined = joins(text, joiner, number.from);
    let second = joiner + 1;
    // '$10 million to $15 million'
    let second = second + usize::from(second < text.len() && sign(text.word(second)).is_some());
    // '7-Eleven' is a name.
    let name = number.after + 1 == second
        && second < text.len()
        && text.glued(second - 1)
        && text.is_capital(second);
    let there = joined && second < text.len() && !name && small_at(text, barred, second);
    there.then(|| number_at(text, barred, second))?
}

/// Whether the word at `t` joins the two ends of a range whose first begins at `first`.
fn joins(text: &ParsedText, t: usize, first: usize) -> bool {
    let lower = |t: usize| text.lower.get(t).map_or("", |w| w.as_str());
    let sign_before = first.checked_sub(1).filter(|&t| sign(text.word(t)).is_some());
    let before = sign_before.unwrap_or(first).checked_sub(1);
    matches!(lower(t), "to" | "-" | "–")
        || lower(t) == "and" && before.is_some_and(|t| matches!(lower(t), "between" | "from"))
}

/// Whether `number` ends a range.
fn ends_range(text: &ParsedText, barred: &[bool], number: &Number) -> bool {
    /// Tokens of the first number: '10 million', '$', 'twenty-five thousand'.
    const LONGEST: usize = 5;
    let earliest = number.from.saturating_sub(LONGEST);
    (earliest..number.from).any(|from| {
        small_at(text, barred, from)
            && number_at(text, barred, from)
                .and_then(|first| Some((range_end(text, barred, &first)?, first)))
                .is_some_and(|(second, first)| {
                    second.from == number.from && second.value > first.value
                })
    })
}

fn quantity(text: &ParsedText, barred: &[bool], number: &Number) -> Option<Quantity> {
    let lower = |t: usize| text.lower.get(t).map_or("", |w| w.as_str());
    let (mut from, mut after) = (number.from, number.after);
    if !number.share && !counts(text, number) {
        return None;
    }
    let mut unit = number.share.then_some("%");
    if from > 0
        && let Some(currency) = sign(text.word(from - 1))
    {
        unit = Some(currency);
        from -= 1;
    }
    // 'Minus 30 degrees', '−30 °C'.
    let below_zero = from.checked_sub(1).is_some_and(|t| {
        let sign = matches!(text.word(t), "-" | "−") && text.glued(t);
        let begins = t.checked_sub(1).is_none_or(|t| text.pos(t) != "NUM" && !text.glued(t));
        begins && (lower(t) == "minus" || sign)
    });
    from -= usize::from(below_zero);
    let mut bound = match number {
        Number { at_least: true, .. } => Bound::AtLeast,
        Number { about: true, .. } => Bound::About,
        _ => Bound::Exact,
    };
    if let Some((binds, start)) = bound_before(text, barred, from) {
        // 'Some hundreds' are hundreds.
        if binds != Bound::Exact {
            bound = binds;
        }
        from = start;
    }
    if unit.is_none() {
        // "millions of dollars"
        let of = usize::from(number.at_least && lower(after) == "of");
        let (found, mut end) = unit_after(text, after + of);
        if end == after + of {
            end = after;
        }
        if end > after && text.same_paragraph(from, after) {
            unit = found;
            after = end;
        }
    }
    if lower(after) == "or" && matches!(lower(after + 1), "more" | "so") {
        bound = if lower(after + 1) == "more" { Bound::AtLeast } else { Bound::About };
        after += 2;
    } else if text.word(number.after - 1).ends_with('+') || lower(after) == "+" {
        bound = Bound::AtLeast;
    }
    // "10 to 20 soldiers", "between 10 and 20": the first is the lower bound of a range, the second
    // the upper; the unit and the "million" of the second are those of the first.
    let (mut value, mut of) = (number.value, None);
    if matches!(bound, Bound::Exact | Bound::About) && !number.share {
        if let Some(second) = range_end(text, barred, number) {
            // '52 to 38 per cent' are two shares.
            if second.value > number.value {
                bound = Bound::AtLeast;
            }
            // '12- to 15-year-olds'
            let aged = told_of(text, &second);
            let (found, end) = aged.unwrap_or_else(|| unit_after(text, second.after));
            if unit.is_none() {
                unit = found;
            }
            of = counted(text, &second, end, unit);
            let scaled = value * second.scaled;
            if number.scaled <= 1.0 && scaled < second.value {
                value = scaled;
            }
        } else if ends_range(text, barred, number) {
            bound = Bound::AtMost;
        }
    }
    let of = of.or_else(|| counted(text, number, after, unit));
    // A bare number that might be a year, a score or a mark counts only what it stands before.
    let year =
        unit.is_none() && bound == Bound::Exact && is_year(text.words((number.from, number.after)));
    if unit.is_none() && of.is_none() && !stands_for_them(text, number) || year {
        return None;
    }
    Some(Quantity {
        place: text.place((from, after)),
        value: if below_zero { -value } else { value },
        bound,
        unit: unit.map(str::to_owned),
        of: of.map(|range| text.span(range)),
    })
}

/// 'Three were killed', 'the blast wounded 12': a number that stands for those whom it counts. 'The
/// two', 'these three' are known from before.
fn stands_for_them(text: &ParsedText, number: &Number) -> bool {
    let last = number.after - 1;
    let known = (number.from.checked_sub(1)).is_some_and(|t| {
        matches!(
            text.lower[t].as_str(),
            "the"
                | "these"
                | "those"
                | "all"
                | "both"
                | "other"
                | "last"
                | "first"
                | "next"
                | "any"
        )
    });
    let one = text.lower[number.from] == "one" && number.after == number.from + 1;
    let verb = text.head(last);
    !known
        && !one
        && (number.from..number.after).all(|t| text.pos(t) != "PROPN")
        && matches!(text.dep(last), "nsubj" | "nsubjpass" | "dobj")
        && text.pos(verb) == "VERB"
        && text.children(last).all(|c| c < number.after && c >= number.from.saturating_sub(3))
}

fn small_at(text: &ParsedText, barred: &[bool], token: usize) -> bool {
    token < text.len() && !barred[token] && small(text, token).is_some()
}

/// Whether a number is that of a house: '34 Birch Street'.
fn is_house(text: &ParsedText, number: &Number) -> bool {
    /// Words of a street's name.
    const LONGEST: usize = 4;
    let streets = [
        "street",
        "st.",
        "road",
        "rd.",
        "avenue",
        "ave.",
        "lane",
        "square",
        "drive",
        "boulevard",
        "embankment",
        "terrace",
    ];
    let mut named = (number.after..text.len()).take(LONGEST).take_while(|&t| text.is_capital(t));
    let digits = text.words((number.from, number.after)).bytes().all(|byte| byte.is_ascii_digit());
    digits && named.any(|t| t > number.after && streets.contains(&text.lower[t].as_str()))
}

/// Whether a number may count something at all.
fn counts(text: &ParsedText, number: &Number) -> bool {
    let token = number.from;
    let lower = text.lower[token].as_str();
    // "one-half", "one third"
    let behind = text.lower.get(number.after).map_or("", |w| w.as_str());
    let fraction = |t: usize| {
        text.lower.get(t).is_some_and(|w| {
            matches!(
                w.as_str(),
                "half" | "third" | "thirds" | "quarter" | "quarters" | "fifth" | "fifths"
            )
        })
    };
    if fraction(number.after) || behind == "-" && fraction(number.after + 1) {
        return false;
    }
    // "the one who", "one of them": a pronoun.
    if lower == "one" && text.dep(token) != "nummod" && number.after == token + 1 {
        return false;
    }
    if lower == "zero" && number.after == token + 1 && text.dep(token) != "nummod" {
        return false;
    }
    if is_house(text, number) {
        return false;
    }
    if token > 0 {
        let before = text.lower[token - 1].as_str();
        if matches!(
            before,
            "no."
                | "number"
                | "nr"
                | "#"
                | "page"
                | "article"
                | "chapter"
                | "section"
                | "paragraph"
                | "room"
                | "route"
                | "channel"
                | "version"
                | "phase"
                | "level"
                | "grade"
                | "aged"
                | "age"
                | "/"
                | ":"
        ) {
            return false;
        }
        // "Group 7", "Flight 302": a number behind what it names.
        let behind = text.dep(token) == "nummod"
            && text.head(token) < token
            && text.is_capital(token - 1)
            && text.pos(token - 1) == "PROPN";
        if behind {
            return false;
        }
        // "the Three Rivers forum"
        let number_word = !lower.starts_with(|c: char| c.is_ascii_digit());
        let in_name = text.of == Field::Text
            && number_word
            && text.is_capital(token)
            && !text.opens_sentence(token)
            && text.pos(token - 1) != "PUNCT"
            && number.after < text.len()
            && text.is_capital(number.after);
        if in_name {
            return false;
        }
        // "the Lantern 11 mission"
        let within = text.pos(token - 1) == "PROPN"
            && text.is_capital(token - 1)
            && text.dep(token - 1) == "compound"
            && (text.head(token - 1) == text.head(token) || text.head(token - 1) == token);
        if within {
            return false;
        }
        // "3-2", "24/7", "Shield - 2031"
        let glued_before =
            text.glued(token - 1) && matches!(before, "-" | "–" | "/" | ":" | "." | ",");
        let range = token >= 2 && small(text, token - 2).is_some() && !text.is_capital(token);
        if glued_before && !range {
            return false;
        }
    }
    // "a 7-Eleven shop"
    if behind == "-"
        && text.glued(number.after - 1)
        && text.glued(number.after)
        && text.is_capital(number.after + 1)
        && text.of == Field::Text
    {
        return false;
    }
    // "2 . Second point" of a list; "3-year", "45-year-old"
    let next = text.lower.get(number.after).map_or("", |w| w.as_str());
    if text.opens_sentence(token) && matches!(next, "." | ")") && number.after == token + 1 {
        return false;
    }
    let after_hyphen = text.lower.get(number.after + 1).map_or("", |w| w.as_str());
    !(is_time(next)
        || next == "-" && is_time(after_hyphen)
        || next == "/"
        || matches!(next, "am" | "pm" | "a.m." | "p.m." | "o'clock"))
}

fn is_time(lower: &str) -> bool {
    matches!(
        lower,
        "second"
            | "seconds"
            | "minute"
            | "minutes"
            | "hour"
            | "hours"
            | "day"
            | "days"
            | "week"
            | "weeks"
            | "month"
            | "months"
            | "year"
            | "years"
            | "decade"
            | "decades"
            | "century"
            | "centuries"
            | "night"
            | "nights"
            | "weekend"
            | "weekends"
            | "yr"
            | "yrs"
            | "mins"
    )
}
