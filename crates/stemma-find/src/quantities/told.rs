//! Numbers that tell the age or the strength of one thing: 'aged 12 to 15', 'Anna Kest, 45, said'.

use stemma_core::{Bound, Quantity};

use crate::side::Side;

use super::counted::start;
use super::numbers::Number;
use super::shares::told_of;
use super::{ends_range, range_end};

/// A number that tells the age or the strength of one thing.
pub(super) fn told(side: &Side, barred: &[bool], number: &Number) -> Option<Quantity> {
    if number.share {
        return None;
    }
    let lower = |t: usize| side.lower.get(t).map_or("", |w| w.as_str());
    let upper = ends_range(side, barred, number);
    // 'aged 12', 'aged 12 to 15'
    let before = number.from.checked_sub(if upper { 3 } else { 1 });
    let aged = before.filter(|&t| lower(t) == "aged" && number.value < 130.0);
    let (unit, after) = match (told_of(side, number), aged) {
        (Some(told), _) => told,
        (None, Some(_)) => (Some("years old"), number.after),
        (None, None) => return age_of_name(side, number),
    };
    let from = aged.filter(|_| !upper).unwrap_or(number.from);
    let lower_end = range_end(side, barred, number).is_some_and(|to| to.value > number.value);
    // 'Aged 45 and older', 'aged 16 or under'.
    let open = matches!(lower(after), "and" | "or");
    let (bound, after) = match lower(after + 1) {
        "older" | "over" | "above" | "up" if open => (Bound::AtLeast, after + 2),
        "younger" | "under" | "below" if open => (Bound::AtMost, after + 2),
        _ if upper => (Bound::AtMost, after),
        _ if lower_end => (Bound::AtLeast, after),
        _ => (Bound::Exact, after),
    };
    if !side.same_paragraph(from, after - 1) {
        return None;
    }
    // 'a 45-year-old man'; 'the man, aged 45'; 'the bridge is 45 years old'.
    let mut whose = aged.map_or_else(|| side.head(after - 1), |aged| side.head(aged));
    if matches!(side.pos(whose), "VERB" | "AUX") {
        let mut subjects = side.children(whose).filter(|&c| side.dep(c) == "nsubj");
        whose = subjects.next().unwrap_or(whose);
    }
    let named = matches!(side.pos(whose), "NOUN" | "PROPN" | "PRON")
        && side.same_paragraph(from, whose)
        && !(from..after).contains(&whose);
    let of = named.then(|| {
        let first = if whose >= after { after.max(start(side, whose)) } else { start(side, whose) };
        side.span((first, whose + 1))
    });
    Some(Quantity {
        place: side.place((from, after)),
        value: number.value,
        bound,
        unit: unit.map(str::to_owned),
        of,
    })
}

/// 'Anna Kest, 45, said': an age between commas behind a name.
fn age_of_name(side: &Side, number: &Number) -> Option<Quantity> {
    /// Nobody is older.
    const OLDEST: f64 = 120.0;
    let comma = |t: usize| t < side.len() && side.word(t) == ",";
    let before = number.from.checked_sub(1).filter(|&t| comma(t) && comma(number.after))?;
    let digits = side.words((number.from, number.after)).bytes().all(|byte| byte.is_ascii_digit());
    let age = digits && (1.0..=OLDEST).contains(&number.value);
    let name = side
        .parsed
        .names
        .iter()
        .find(|name| name.tokens.1 as usize == before && name.label == "PERSON")
        .filter(|_| age && side.same_paragraph(before, number.after))?;
    Some(Quantity {
        place: side.place((number.from, number.after)),
        value: number.value,
        bound: Bound::Exact,
        unit: Some("years old".to_owned()),
        of: Some(side.span((name.tokens.0 as usize, before))),
    })
}
