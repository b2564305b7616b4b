//! Days that cannot be one.

use std::collections::BTreeSet;

use stemma_core::{DifferenceKind, Passage, Span, TimexKind};

use super::{Days, Found, Side};

/// Compares the calendar days of two members; gives the places of all that were compared.
///
/// Days that may be one are paired first. Of what is left, in the order of the texts, the first of
/// one is laid beside the first of the other, where both have as many left.
pub(super) fn compare(
    a: &Side<'_>,
    b: &Side<'_>,
    days: Days<'_>,
    found: &mut Found,
) -> BTreeSet<Passage> {
    let (mut in_a, mut in_b) = (of(a, days), of(b, days));
    let mut told = BTreeSet::new();
    in_a.retain(|(x, value)| {
        let Some(at) = in_b.iter().position(|(_, other)| agree(value, other)) else {
            return true;
        };
        told.insert(a.at(*x));
        told.insert(b.at(in_b.remove(at).0));
        false
    });
    if in_a.len() == in_b.len() {
        for ((x, _), (y, _)) in in_a.iter().zip(&in_b) {
            let between = [a.at(*x), b.at(*y)];
            told.extend(between);
            let note = a.note(b, *x, *y);
            found.add(DifferenceKind::Date, note, between);
        }
    }
    told
}

/// The days of the calendar that a member names, with their values.
fn of(side: &Side<'_>, days: Days<'_>) -> Vec<(Span, String)> {
    let Some(values) = days.values.get(&side.reported.id) else {
        return Vec::new();
    };
    let dates = side.reported.found.dates.iter().zip(values);
    dates
        .filter(|(date, value)| {
            date.kind == TimexKind::Date
                && date.place.of == side.member.passage.of
                && side.member.passage.span.contains(date.place.span)
                && value.starts_with(|c: char| c.is_ascii_digit() || c == 'X')
        })
        .map(|(date, value)| (date.place.span, value.clone()))
        .collect()
}

/// Whether two TIMEX3 values can mean one day: one may say less than the other.
pub(super) fn agree(a: &str, b: &str) -> bool {
    // A week, a quarter or a season lies somewhere in its year; only the year is compared.
    let plain = |value: &str| value.chars().all(|c| c.is_ascii_digit() || "X-".contains(c));
    let (a, b) = match (plain(a), plain(b)) {
        (true, true) => (a, b),
        _ => (a.get(..4).unwrap_or(a), b.get(..4).unwrap_or(b)),
    };
    a.chars().zip(b.chars()).all(|(x, y)| x == y || x == 'X' || y == 'X')
}
