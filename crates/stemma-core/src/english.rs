//! Closed lists of English that more than one crate looks words up in: months, days of the week,
//! numbers. All words are in lower case.

/// Names of the months, January first.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Names of the days of the week, Monday first.
pub const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

fn place_of(word: &str, list: &[&str]) -> Option<usize> {
    list.iter().position(|other| *other == word)
}

/// The month (from 1) of a full name.
pub fn month(word: &str) -> Option<i8> {
    place_of(word, &MONTHS).map(|n| n as i8 + 1)
}

/// The month of a short form, without its full stop: `jan`, `sept`.
pub fn short_month(word: &str) -> Option<i8> {
    match (word, word.len()) {
        ("sept", _) => Some(9),
        // May has no shorter form.
        ("may", _) => None,
        (_, 3) => MONTHS.iter().position(|name| name.starts_with(word)).map(|n| n as i8 + 1),
        _ => None,
    }
}

/// The day of the week (1 is Monday) of a full name.
pub fn weekday(word: &str) -> Option<i8> {
    place_of(word, &WEEKDAYS).map(|n| n as i8 + 1)
}

/// The day of the week of a short form, without its full stop: `mon`, `tues`, `thur`.
pub fn short_weekday(word: &str) -> Option<i8> {
    let known = matches!(
        word,
        "mon" | "tue" | "tues" | "wed" | "thu" | "thur" | "thurs" | "fri" | "sat" | "sun"
    );
    WEEKDAYS.iter().position(|name| known && name.starts_with(word)).map(|n| n as i8 + 1)
}

/// `twenty` to `ninety`.
pub fn tens(word: &str) -> Option<u32> {
    place_of(word, &TENS).map(|n| (n as u32 + 2) * 10)
}

/// A whole number below a hundred in one word: `seven`, `twenty`, `twenty-five`; not `a`.
pub fn small_number(word: &str) -> Option<u32> {
    if let Some(n) = place_of(word, &SMALL) {
        return Some(n as u32);
    }
    match word.split_once('-') {
        None => tens(word),
        Some((first, second)) => {
            let ones = place_of(second, &SMALL).filter(|ones| (1..=9).contains(ones))?;
            Some(tens(first)? + ones as u32)
        }
    }
}

/// An ordinal of one word, up to `twentieth`.
pub fn ordinal(word: &str) -> Option<u32> {
    place_of(word, &ORDINALS).map(|n| n as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::{month, ordinal, short_month, short_weekday, small_number, tens, weekday};

    #[test]
    fn words_of_the_calendar() {
        assert_eq!((month("may"), month("mays"), month("jun")), (Some(5), None, None));
        assert_eq!(
            (short_month("jun"), short_month("sept"), short_month("may")),
            (Some(6), Some(9), None)
        );
        assert_eq!((weekday("sunday"), weekday("sun")), (Some(7), None));
        assert_eq!((short_weekday("thurs"), short_weekday("satu")), (Some(4), None));
    }

    #[test]
    fn words_for_numbers() {
        assert_eq!((small_number("zero"), small_number("nineteen")), (Some(0), Some(19)));
        assert_eq!((small_number("forty"), small_number("forty-two")), (Some(40), Some(42)));
        assert_eq!((small_number("forty-ten"), small_number("two-forty")), (None, None));
        assert_eq!(
            (tens("ninety"), ordinal("twentieth"), ordinal("one")),
            (Some(90), Some(20), None)
        );
    }
}
