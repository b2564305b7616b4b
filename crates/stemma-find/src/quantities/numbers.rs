//! Numbers as written: digits, words, scales, and words for many.

use stemma_words::en::numbers::small_number;

use crate::parsed_text::ParsedText;

/// A number as written, over one token or more.
pub(super) struct Number {
    pub(super) from: usize,
    pub(super) after: usize,
    pub(super) value: f64,
    /// "thousands", "several hundred": no number but a lower bound.
    pub(super) at_least: bool,
    /// "a third": rounded.
    pub(super) about: bool,
    /// A share of a whole, in per cent.
    pub(super) share: bool,
    /// It ends in a word such as "million".
    pub(super) scaled: f64,
}

impl Number {
    /// A number and nothing more.
    pub(super) fn plain(from: usize, after: usize, value: f64) -> Number {
        Number { from, after, value, at_least: false, about: false, share: false, scaled: 1.0 }
    }
}

/// Reads the number that begins at a token.
pub(super) fn number_at(text: &ParsedText, barred: &[bool], from: usize) -> Option<Number> {
    let lower = |t: usize| text.lower.get(t).map_or("", |w| w.as_str());
    let free = |t: usize| t < text.len() && !barred[t] && text.same_paragraph(from, t);
    if !free(from) {
        return None;
    }
    let and_a_half =
        |t: usize| (lower(t), lower(t + 1), lower(t + 2)) == ("and", "a", "half") && free(t + 2);
    // "dozens", "tens of thousands", "hundreds of thousands"
    if let Some(many) = many(lower(from)) {
        let mut value = many;
        let mut after = from + 1;
        if lower(after) == "of" && self::many(lower(after + 1)).is_some() {
            value *= self::many(lower(after + 1)).unwrap_or(1.0);
            after += 2;
        }
        return Some(Number { at_least: true, ..Number::plain(from, after, value) });
    }
    // "half a million", "half a dozen"
    if lower(from) == "half" {
        let at = from + 1 + usize::from(lower(from + 1) == "a");
        let scale = scale(lower(at)).filter(|_| free(at))?;
        return Some(Number::plain(from, at + 1, scale / 2.0));
    }
    // "several dozen", "a few hundred", "a dozen", "a million"
    if matches!(lower(from), "several" | "few" | "couple" | "a" | "an") {
        let indefinite = matches!(lower(from), "several" | "few" | "couple");
        let mut at = from + 1;
        // "a few hundred", "a couple of hundred"
        let indefinite = indefinite || lower(from) == "a" && matches!(lower(at), "few" | "couple");
        if lower(from) == "a" && indefinite {
            at += 1;
        }
        if lower(at - 1) == "couple" && lower(at) == "of" {
            at += 1;
        }
        let scale = scale(lower(at)).filter(|_| free(at))?;
        let mut after = at + 1;
        let mut value = scale * if indefinite { 2.0 } else { 1.0 };
        while let Some(more) = self::scale(lower(after)).filter(|_| free(after)) {
            value *= more;
            after += 1;
        }
        // "a million and a half people"
        if !indefinite && and_a_half(after) {
            value *= 1.5;
            after += 3;
        }
        return Some(Number { at_least: indefinite, ..Number::plain(from, after, value) });
    }
    let (mut sum, mut current) = (0.0, small(text, from)?);
    let mut after = from + 1;
    let mut digits = lower(from).contains(|c: char| c.is_ascii_digit());
    let mut scaled = 1.0;
    while free(after) {
        let word = lower(after);
        if let Some(scale) = scale(word) {
            scaled *= scale;
            if scale >= 1000.0 {
                sum += current * scale;
                current = 0.0;
            } else {
                current *= scale;
            }
            after += 1;
        } else if and_a_half(after) {
            // "two and a half", "two million and a half"
            let last = self::scale(lower(after - 1)).unwrap_or(1.0);
            *(if last >= 1000.0 { &mut sum } else { &mut current }) += last / 2.0;
            after += 3;
        } else if word == "and"
            && !digits
            && free(after + 1)
            && small(text, after + 1).is_some_and(|n| n < 100.0)
            // "Between one million and two million"
            && scale(lower(after + 2)).is_none()
            && matches!(lower(after - 1), "hundred" | "thousand" | "million")
        {
            current += small(text, after + 1)?;
            after += 2;
        } else if word == "-"
            && !digits
            && text.glued(after)
            && word_number(lower(after + 1)).is_some_and(|n| n < 10.0)
        {
            // "twenty-five"
            current += word_number(lower(after + 1))?;
            after += 2;
        } else if let Some(n) = word_number(word)
            && !digits
            // "two hundred five", "twenty five"; "half past four two men" are two numbers.
            && (scale(lower(after - 1)).is_some_and(|scale| n < scale)
                || n < 10.0 && current >= 20.0 && current % 10.0 == 0.0 && current % 100.0 > 10.0)
        {
            current += n;
            after += 1;
        } else {
            break;
        }
        digits &= scale(word).is_none();
    }
    Some(Number { scaled, ..Number::plain(from, after, sum + current) })
}

/// A number of one token: `30,000`, `3.2`, `1.5m`, `twelve`.
pub(super) fn small(text: &ParsedText, token: usize) -> Option<f64> {
    let lower = text.lower[token].as_str();
    if let Some(value) = word_number(lower) {
        return Some(value);
    }
    let (digits, factor) = match lower.char_indices().find(|(_, c)| c.is_alphabetic()) {
        None => (lower, 1.0),
        Some((at, _)) => {
            let factor = match &lower[at..] {
                "k" => 1e3,
                "m" | "mn" | "mln" => 1e6,
                "bn" | "b" | "bln" => 1e9,
                "tn" | "trn" => 1e12,
                _ => return None,
            };
            (&lower[..at], factor)
        }
    };
    // "20- to 25-year-old", "-30 degrees"
    let digits = digits.trim_end_matches(['+', '-']);
    let (sign, digits) = match digits.strip_prefix(['-', '−']) {
        Some(digits) => (-1.0, digits),
        None => (1.0, digits),
    };
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // Commas group thousands: "30,000"; anything else with a comma is no number.
    if let Some((first, rest)) = digits.split_once(',') {
        let grouped =
            first.len() <= 3 && rest.split('.').next()?.split(',').all(|group| group.len() == 3);
        if !grouped {
            return None;
        }
    }
    digits.replace(',', "").parse::<f64>().ok().map(|n| n * factor * sign)
}

fn word_number(lower: &str) -> Option<f64> {
    small_number(lower).map(f64::from)
}

pub(super) fn scale(lower: &str) -> Option<f64> {
    Some(match lower {
        "dozen" => 12.0,
        "hundred" => 100.0,
        "thousand" => 1e3,
        "million" | "mln" => 1e6,
        "billion" | "bn" => 1e9,
        "trillion" => 1e12,
        _ => return None,
    })
}

pub(super) fn many(lower: &str) -> Option<f64> {
    Some(match lower {
        "tens" => 10.0,
        "dozens" => 12.0,
        "scores" => 20.0,
        "hundreds" => 100.0,
        "thousands" => 1e3,
        "millions" => 1e6,
        "billions" => 1e9,
        _ => return None,
    })
}
