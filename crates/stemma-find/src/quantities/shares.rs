//! Shares of a whole ('half of the ships', 'one in five voters') and what is told of size and age
//! ('a 30,000-strong force', 'a 45-year-old man').

use crate::parsed_text::ParsedText;

use super::numbers::{Number, small};

/// A share that begins at a token, in per cent: 'half', 'a third', 'two-thirds', 'one in five'.
pub(super) fn share_at(text: &ParsedText, barred: &[bool], from: usize) -> Option<Number> {
    let free = |t: usize| t < text.len() && !barred[t] && text.same_paragraph(from, t);
    if !free(from) {
        return None;
    }
    let (parts, whole, after) =
        half(text, from).or_else(|| fraction(text, from)).or_else(|| one_in_five(text, from))?;
    if !(from..after).all(free) || parts >= whole {
        return None;
    }
    let percent = parts * 100.0 / whole;
    let rounded = (percent * 100.0).round() / 100.0;
    Some(Number {
        share: true,
        about: percent.fract() != 0.0,
        ..Number::plain(from, after, rounded)
    })
}

fn lower<'s>(text: &'s ParsedText, token: usize) -> &'s str {
    text.lower.get(token).map_or("", |word| word.as_str())
}

/// 'half of the ships', 'half the ships'; not 'the first half of', 'half a loaf'.
fn half(text: &ParsedText, from: usize) -> Option<(f64, f64, usize)> {
    let before = from.checked_sub(1).map_or("", |t| lower(text, t));
    let of_what = lower(text, from + 1) == "of"
        || matches!(lower(text, from + 1), "the" | "its" | "his" | "her" | "their" | "our" | "all");
    let part = matches!(before, "first" | "second" | "last" | "-" | "and" | "a" | "other");
    (lower(text, from) == "half" && of_what && !part).then_some((1.0, 2.0, from + 1))
}

/// 'a third of', 'two-thirds of', 'three quarters of', 'a two-thirds majority'.
fn fraction(text: &ParsedText, from: usize) -> Option<(f64, f64, usize)> {
    let parts = match lower(text, from) {
        "a" | "one" => 1.0,
        _ => small(text, from).filter(|n| (2.0..10.0).contains(n) && n.fract() == 0.0)?,
    };
    let dash = usize::from(lower(text, from + 1) == "-");
    let (whole, plural) = match lower(text, from + 1 + dash) {
        "half" => (2.0, false),
        "third" => (3.0, false),
        "thirds" => (3.0, true),
        "quarter" | "fourth" => (4.0, false),
        "quarters" | "fourths" => (4.0, true),
        "fifth" => (5.0, false),
        "fifths" => (5.0, true),
        "sixth" => (6.0, false),
        "sixths" => (6.0, true),
        "eighth" => (8.0, false),
        "eighths" => (8.0, true),
        "tenth" => (10.0, false),
        "tenths" => (10.0, true),
        _ => return None,
    };
    let after = from + 2 + dash;
    // 'A third man', 'a fifth attempt' are counted off.
    (plural == (parts > 1.0) && (plural || lower(text, after) == "of"))
        .then_some((parts, whole, after))
}

/// 'one in five voters', 'two out of three children', 'four of every ten houses'.
fn one_in_five(text: &ParsedText, from: usize) -> Option<(f64, f64, usize)> {
    let whole_number =
        |t: usize| (t < text.len()).then(|| small(text, t)).flatten().filter(|n| n.fract() == 0.0);
    let parts = whole_number(from)?;
    let of = match (lower(text, from + 1), lower(text, from + 2)) {
        ("in" | "of", "every") | ("out", "of") => from + 3,
        ("in", _) => from + 2,
        _ => return None,
    };
    let whole = whole_number(of)?;
    // 'Four in ten say so': those who are counted may go without saying.
    let alone = matches!(whole as u32, 3 | 4 | 5 | 10 | 100)
        && of + 1 < text.len()
        && (matches!(text.pos(of + 1), "VERB" | "AUX") || lower(text, of + 1) == "of");
    let counted = text.dep(of) == "nummod" && text.pos(text.head(of)) == "NOUN" || alone;
    (counted && parts >= 1.0 && whole <= 1000.0).then_some((parts, whole, of + 1))
}

/// What a number tells of one thing rather than counts: the unit, and the token after its words.
pub(super) fn told_of(text: &ParsedText, number: &Number) -> Option<(Option<&'static str>, usize)> {
    let dash = |t: usize| usize::from(lower(text, t) == "-");
    let next = number.after + dash(number.after);
    match lower(text, next) {
        // 'A 300-strong crew', 'the crew, 300 strong,'; not 'one strong crew'.
        "strong" => {
            let ends = next + 1 >= text.len() || text.pos(next + 1) == "PUNCT";
            (next > number.after || ends).then_some((None, next + 1))
        }
        "year" | "years" | "month" | "months" | "week" | "weeks" | "day" | "days" => {
            let old = next + 1 + dash(next + 1);
            if !matches!(lower(text, old), "old" | "olds") {
                return None;
            }
            let unit = match lower(text, next).as_bytes()[0] {
                b'y' => "years old",
                b'm' => "months old",
                b'w' => "weeks old",
                _ => "days old",
            };
            Some((Some(unit), old + 1))
        }
        _ => None,
    }
}
