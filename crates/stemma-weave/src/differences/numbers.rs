//! Numbers of one thing that cannot both be right.

use std::collections::BTreeSet;

use stemma_core::{DifferenceKind, Manner, Passage, Quantity};

use super::{Days, Found, Side};
use crate::claims::align::Alignment;
use crate::claims::verdict::same_thing;
use crate::numbers::{agree, comparable};

/// Compares the numbers of two members; gives the places of all that were compared.
pub(super) fn compare(
    a: &Side<'_>,
    b: &Side<'_>,
    alignment: &Alignment,
    days: Days<'_>,
    found: &mut Found,
) -> BTreeSet<Passage> {
    let alone = a.unit.quantities.len() == 1 && b.unit.quantities.len() == 1;
    let same = |x: &Quantity, y: &Quantity| {
        let unknown = x.of.is_none() || y.of.is_none();
        comparable(x, y) && (same_thing(&a.unit, &b.unit, (x, y), alignment) || alone && unknown)
    };
    let of = |side: &Side<'_>| -> Vec<Quantity> {
        let all = &side.reported.found.quantities;
        side.unit.quantities.iter().map(|&n| all[n].clone()).collect()
    };
    let (in_a, in_b) = (of(a), of(b));
    let mut agreed = BTreeSet::new();
    let mut apart = Vec::new();
    for x in &in_a {
        for y in in_b.iter().filter(|y| same(x, y)) {
            let pair = [a.at(x.place.span), b.at(y.place.span)];
            if agree(x, y) {
                agreed.extend(pair);
            } else {
                apart.push((pair, x, y));
            }
        }
    }
    let mut told = agreed.clone();
    for (pair, x, y) in apart {
        told.extend(pair);
        // "Two or three" has two numbers of one thing: what agrees with one is not held against
        // another.
        let settled = pair.iter().any(|place| agreed.contains(place));
        if !settled && !grown((a, x), (b, y), days) {
            let note = a.note(b, x.place.span, y.place.span);
            found.add(DifferenceKind::Number, note, pair);
        }
    }
    told
}

/// Whether a count of one day is told as larger on a later one: how news goes on, and no conflict.
/// The words of a speaker do not go on, so that a number in a quotation is held to the other's.
fn grown(one: (&Side<'_>, &Quantity), other: (&Side<'_>, &Quantity), days: Days<'_>) -> bool {
    let quoted = |side: &Side<'_>| {
        side.statement().is_some_and(|statement| statement.manner == Manner::Direct)
    };
    if quoted(one.0) && quoted(other.0) || one.1.unit.is_some() || other.1.unit.is_some() {
        return false;
    }
    let day = |side: &Side<'_>| days.published.get(&side.reported.id)?.value;
    let (Some(first), Some(second)) = (day(one.0), day(other.0)) else {
        return false;
    };
    first < second && one.1.value < other.1.value || second < first && other.1.value < one.1.value
}
