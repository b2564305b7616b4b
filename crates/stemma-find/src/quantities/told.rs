//! Numbers that tell the age or the strength of one thing: 'aged 12 to 15', 'Anna Kest, 45, said'.

use stemma_core::{Bound, Quantity};

use crate::parsed_text::ParsedText;

use super::counted::start;
use super::numbers::Number;
use super::shares::told_of;
use super::{ends_range, range_end};

/// A number that tells the age or the strength of one thing.
pub(super) fn told(text: &ParsedText, barred: &[bool], number: &Number) -> Option<Quantity> {
    if number.share {
        return None;
    }
    let lower = |t: usize| text.lower.get(t).map_or("", |w| w.as_str());
    let upper = ends_range(text, barred, number);
    // 'aged 12', 'aged 12 to 15'
    let before = number.from.checked_sub(if upper { 3 } else { 1 });
    let aged = before.filter(|&t| lower(t) == "aged" && number.value < 130.0);
    let (unit, after) = match (told_of(text, number), aged) {
        (Some(told), _) => told,
        (None, Some(_)) => (Some("years old"), number.after),
        (None, None) => return age_of_name(text, number),
    };
    let from = aged.filter(|_| !upper).unwrap_or(number.from);
    let lower_end = range_end(text, barred, number).is_some_and(|to| to.value > number.value);
    // 'Aged 45 and older', 'aged 16 or under'.
    let open = matches!(lower(after), "and" | "or");
    let (bound, after) = match lower(after + 1) {
        "older" | "over" | "above" | "up" if open => (Bound::AtLeast, after + 2),
        "younger" | "under" | "below" if open => (Bound::AtMost, after + 2),
        _ if upper => (Bound::AtMost, after),
        _ if lower_end => (Bound::AtLeast, after),
        _ => (Bound::Exact, after),
    };
    if !text.same_paragraph(from, after - 1) {
        return None;
    }
    // 'a 45-year-old man'; 'the man, aged 45'; 'the bridge is 45 years old'.
    let mut whose = aged.map_or_else(|| text.head(after - 1), |aged| text.head(aged));
    if matches!(text.pos(whose), "VERB" | "AUX") {
        let mut subjects = text.children(whose).filter(|&c| text.dep(c) == "nsubj");
        whose = subjects.next().unwrap_or(whose);
    }
    let named = matches!(text.pos(whose), "NOUN" | "PROPN" | "PRON")
        && text.same_paragraph(from, whose)
        && !(from..after).contains(&whose);
    let of = named.then(|| {
        let first = if whose >= after { after.max(start(text, whose)) } else { start(text, whose) };
        text.span((first, whose + 1))
    });
    Some(Quantity {
        place: text.place((from, after)),
        value: number.value,
        bound,
        unit: unit.map(str::to_owned),
        of,
    })
}

/// 'Anna Kest, 45, said': an age between commas behind a name.
fn age_of_name(text: &ParsedText, number: &Number) -> Option<Quantity> {
    /// Nobody is older.
    const OLDEST: f64 = 120.0;
    let comma = |t: usize| t < text.len() && text.word(t) == ",";
    let before = number.from.checked_sub(1).filter(|&t| comma(t) && comma(number.after))?;
    let digits = text.words((number.from, number.after)).bytes().all(|byte| byte.is_ascii_digit());
    let age = digits && (1.0..=OLDEST).contains(&number.value);
    let name = text
        .parsed
        .names
        .iter()
        .find(|name| name.tokens.1 as usize == before && name.label == "PERSON")
        .filter(|_| age && text.same_paragraph(before, number.after))?;
    Some(Quantity {
        place: text.place((number.from, number.after)),
        value: number.value,
        bound: Bound::Exact,
        unit: Some("years old".to_owned()),
        of: Some(text.span((name.tokens.0 as usize, before))),
    })
}
