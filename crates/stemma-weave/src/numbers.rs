//! Whether two numbers of one thing can both be right.
//!
//! "More than 30,000" is right beside 32,400, "about 30,000" beside 31,000, "2,400" beside 2,417,
//! and "62 miles" beside "100 km": each is less exact than the other, and none is wrong.

use stemma_core::{Bound, Quantity};

/// "About 30,000" is anything within a tenth.
const ABOUT: f64 = 0.1;
/// A bare number is rounded by no more than this share: 2,417 is told as 2,400, and 17 is not told
/// as 20 without an "about". By hand.
const ROUNDED: f64 = 0.03;
/// Measures that were converted and rounded part by no more than this share.
const CONVERTED: f64 = 0.05;

/// The units that quantities are found in, each in the base unit of its dimension. "Tons" may be
/// short or long ones: they part by less than [`CONVERTED`] and a rounding.
const MEASURES: &[(&str, Dimension, f64)] = &[
    ("mm", Dimension::Length, 0.001),
    ("cm", Dimension::Length, 0.01),
    ("in", Dimension::Length, 0.0254),
    ("ft", Dimension::Length, 0.3048),
    ("yd", Dimension::Length, 0.9144),
    ("m", Dimension::Length, 1.0),
    ("km", Dimension::Length, 1000.0),
    ("mi", Dimension::Length, 1609.344),
    ("g", Dimension::Mass, 0.001),
    ("oz", Dimension::Mass, 0.028_349_5),
    ("lb", Dimension::Mass, 0.453_592),
    ("kg", Dimension::Mass, 1.0),
    ("t", Dimension::Mass, 1000.0),
    ("sq ft", Dimension::Area, 0.092_903),
    ("m²", Dimension::Area, 1.0),
    ("acre", Dimension::Area, 4046.86),
    ("ha", Dimension::Area, 10_000.0),
    ("km²", Dimension::Area, 1_000_000.0),
    ("sq mi", Dimension::Area, 2_589_988.0),
    ("l", Dimension::Volume, 0.001),
    ("gal", Dimension::Volume, 0.003_785),
    ("cu ft", Dimension::Volume, 0.028_317),
    ("bbl", Dimension::Volume, 0.158_987),
    ("m³", Dimension::Volume, 1.0),
    ("km/h", Dimension::Speed, 1.0),
    ("mph", Dimension::Speed, 1.609_344),
    ("kW", Dimension::Power, 1.0),
    ("MW", Dimension::Power, 1000.0),
    ("GW", Dimension::Power, 1_000_000.0),
];

#[derive(Clone, Copy, PartialEq)]
enum Dimension {
    Length,
    Mass,
    Area,
    Volume,
    Speed,
    Power,
}

/// Whether two quantities measure in one unit, or in two of one dimension.
pub(crate) fn comparable(x: &Quantity, y: &Quantity) -> bool {
    x.unit == y.unit
        || measure(x).zip(measure(y)).is_some_and(|((one, _), (other, _))| one == other)
}

fn measure(quantity: &Quantity) -> Option<(Dimension, f64)> {
    let unit = quantity.unit.as_deref()?;
    MEASURES.iter().find(|(name, ..)| *name == unit).map(|&(_, dimension, base)| (dimension, base))
}

/// Whether two comparable quantities can both be right, given how each is bound and rounded.
pub(crate) fn agree(x: &Quantity, y: &Quantity) -> bool {
    let (mut one, mut other) = (Range::of(x), Range::of(y));
    if x.unit != y.unit
        && let (Some((_, a)), Some((_, b))) = (measure(x), measure(y))
    {
        (one, other) = (one.converted(a), other.converted(b));
    }
    // One of the two was rounded, not both: 2,400 is no 2,500.
    one.rounded().meets(&other) || one.meets(&other.rounded())
}

/// The least and the most that a quantity may stand for.
#[derive(Clone, Copy)]
struct Range {
    least: f64,
    most: f64,
    /// By how much its ends may have been rounded.
    spare: f64,
}

impl Range {
    fn of(quantity: &Quantity) -> Range {
        let value = quantity.value;
        let (least, most) = match quantity.bound {
            Bound::Exact => (value, value),
            Bound::About => (value - value.abs() * ABOUT, value + value.abs() * ABOUT),
            Bound::AtLeast => (value, f64::INFINITY),
            Bound::AtMost => (f64::NEG_INFINITY, value),
        };
        Range { least, most, spare: rounding(value) }
    }

    fn rounded(self) -> Range {
        Range { least: self.least - self.spare, most: self.most + self.spare, spare: 0.0 }
    }

    /// In the base unit, of which the quantity's own has so many.
    fn converted(self, base: f64) -> Range {
        let finite = |end: f64| if end.is_finite() { end.abs() } else { 0.0 };
        let spare = self.spare.max(finite(self.least).max(finite(self.most)) * CONVERTED);
        Range { least: self.least * base, most: self.most * base, spare: spare * base }
    }

    fn meets(self, other: &Range) -> bool {
        self.least <= other.most && other.least <= self.most
    }
}

/// By how much a number may have been rounded: half of the last place that is not zero, where that
/// is a small share of the number; nothing for 17, 12.5 and 2,417.
fn rounding(value: f64) -> f64 {
    let mut place = 1.0;
    while value != 0.0 && place < value.abs() && value % (place * 10.0) == 0.0 {
        place *= 10.0;
    }
    // Up to the last place of "17" or "12.5" a number is told as it is.
    let half = if place > 1.0 { place / 2.0 } else { 0.0 };
    half.min(value.abs() * ROUNDED)
}

#[cfg(test)]
mod tests {
    use stemma_core::{Place, Span};

    use super::*;

    fn quantity(value: f64, bound: Bound, unit: Option<&str>) -> Quantity {
        Quantity {
            place: Place::text(Span::new(0, 1)),
            value,
            bound,
            unit: unit.map(str::to_owned),
            of: None,
        }
    }

    #[track_caller]
    fn check(x: (f64, Bound), y: (f64, Bound), both: bool) {
        let (x, y) = (quantity(x.0, x.1, None), quantity(y.0, y.1, None));
        assert_eq!(agree(&x, &y), both, "{} / {}", x.value, y.value);
        assert_eq!(agree(&y, &x), both, "{} / {}", y.value, x.value);
    }

    #[test]
    fn what_is_rounded_agrees() {
        check((2_417.0, Bound::Exact), (2_400.0, Bound::Exact), true);
        check((29_850.0, Bound::Exact), (30_000.0, Bound::Exact), true);
        check((17.0, Bound::Exact), (20.0, Bound::About), false);
        check((19.0, Bound::Exact), (20.0, Bound::About), true);
        check((17.0, Bound::Exact), (20.0, Bound::Exact), false);
        check((2_400.0, Bound::Exact), (4_200.0, Bound::Exact), false);
        check((2_400.0, Bound::Exact), (2_500.0, Bound::Exact), false);
        check((12.5, Bound::Exact), (12.0, Bound::Exact), false);
    }

    #[test]
    fn bounds_that_meet_agree() {
        check((30_000.0, Bound::AtLeast), (32_400.0, Bound::Exact), true);
        check((30_000.0, Bound::AtLeast), (28_000.0, Bound::Exact), false);
        check((20.0, Bound::AtMost), (17.0, Bound::Exact), true);
        check((30_000.0, Bound::AtLeast), (20_000.0, Bound::AtMost), false);
    }

    #[test]
    fn measures_of_one_dimension_are_compared() {
        let check = |x: (f64, &str), y: (f64, &str), both: Option<bool>| {
            let x = quantity(x.0, Bound::Exact, Some(x.1));
            let y = quantity(y.0, Bound::Exact, Some(y.1));
            assert_eq!(comparable(&x, &y).then(|| agree(&x, &y)), both, "{x:?} {y:?}");
        };
        check((62.0, "mi"), (100.0, "km"), Some(true));
        check((300.0, "ft"), (90.0, "m"), Some(true));
        check((300.0, "ft"), (300.0, "m"), Some(false));
        check((5.0, "USD"), (5.0, "EUR"), None);
        check((5.0, "kg"), (5.0, "km"), None);
    }
}
