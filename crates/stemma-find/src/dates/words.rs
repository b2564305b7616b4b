//! The closed classes of English that time expressions are made of.

use stemma_core::{Feast, Season, Unit};

/// The month (from 1) that a word names; `abbreviated` where a full stop may follow.
pub(super) fn month(low: &str) -> Option<(i8, bool)> {
    Some(match low {
        "january" => (1, false),
        "february" => (2, false),
        "march" => (3, false),
        "april" => (4, false),
        "may" => (5, false),
        "june" => (6, false),
        "july" => (7, false),
        "august" => (8, false),
        "september" => (9, false),
        "october" => (10, false),
        "november" => (11, false),
        "december" => (12, false),
        "jan" => (1, true),
        "feb" => (2, true),
        "mar" => (3, true),
        "apr" => (4, true),
        "jun" => (6, true),
        "jul" => (7, true),
        "aug" => (8, true),
        "sep" | "sept" => (9, true),
        "oct" => (10, true),
        "nov" => (11, true),
        "dec" => (12, true),
        _ => return None,
    })
}

/// The day of the week (1 is Monday) that a word names, and whether the word is an abbreviation.
pub(super) fn weekday(low: &str) -> Option<(i8, bool)> {
    Some(match low {
        "monday" => (1, false),
        "tuesday" => (2, false),
        "wednesday" => (3, false),
        "thursday" => (4, false),
        "friday" => (5, false),
        "saturday" => (6, false),
        "sunday" => (7, false),
        "mon" => (1, true),
        "tue" | "tues" => (2, true),
        "wed" => (3, true),
        "thu" | "thur" | "thurs" => (4, true),
        "fri" => (5, true),
        "sat" => (6, true),
        "sun" => (7, true),
        _ => return None,
    })
}

/// 'Mondays'.
pub(super) fn weekdays(low: &str) -> Option<i8> {
    match weekday(low.strip_suffix('s')?)? {
        (day, false) => Some(day),
        _ => None,
    }
}

/// The unit that a word names, and whether it is a plural.
pub(super) fn unit(low: &str) -> Option<(Unit, bool)> {
    Some(match low {
        "second" => (Unit::Second, false),
        "seconds" => (Unit::Second, true),
        "minute" | "min" => (Unit::Minute, false),
        "minutes" | "mins" => (Unit::Minute, true),
        "hour" => (Unit::Hour, false),
        "hours" => (Unit::Hour, true),
        "day" => (Unit::Day, false),
        "days" => (Unit::Day, true),
        "week" => (Unit::Week, false),
        "weeks" => (Unit::Week, true),
        "weekend" => (Unit::Weekend, false),
        "weekends" => (Unit::Weekend, true),
        "month" => (Unit::Month, false),
        "months" => (Unit::Month, true),
        "quarter" => (Unit::Quarter, false),
        "quarters" => (Unit::Quarter, true),
        "year" => (Unit::Year, false),
        "years" => (Unit::Year, true),
        "decade" => (Unit::Decade, false),
        "decades" => (Unit::Decade, true),
        "century" => (Unit::Century, false),
        "centuries" => (Unit::Century, true),
        _ => return None,
    })
}

/// A part of the day, as TIMEX3 writes it.
pub(super) fn part_of_day(low: &str) -> Option<&'static str> {
    Some(match low {
        "morning" => "MO",
        "afternoon" => "AF",
        "evening" => "EV",
        "night" => "NI",
        _ => return None,
    })
}

/// Seasons.
pub(super) fn season(low: &str) -> Option<Season> {
    Some(match low {
        "spring" => Season::Spring,
        "summer" => Season::Summer,
        "autumn" | "fall" => Season::Autumn,
        "winter" => Season::Winter,
        _ => return None,
    })
}

/// Feasts that move; the fixed ones are in [`fixed_feast`].
pub(super) fn feast(low: &str) -> Option<Feast> {
    Some(match low {
        "easter" => Feast::Easter,
        "thanksgiving" => Feast::Thanksgiving,
        _ => return None,
    })
}

/// Feasts of one word on one day of the year: month and day.
pub(super) fn fixed_feast(low: &str) -> Option<(i8, i8)> {
    Some(match low {
        "christmas" => (12, 25),
        "halloween" => (10, 31),
        "epiphany" => (1, 6),
        _ => return None,
    })
}

/// Days of one name in every year, before the word 'Day': month and day.
pub(super) fn named_day(low: &str) -> Option<(i8, i8)> {
    Some(match low {
        "may" => (5, 1),
        "armistice" | "veterans" => (11, 11),
        "boxing" => (12, 26),
        _ => return None,
    })
}

/// A whole number in words, below a hundred; not 'a'.
pub(super) fn small_number(low: &str) -> Option<u32> {
    const WORDS: [&str; 20] = [
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
    if let Some(n) = WORDS.iter().position(|word| *word == low) {
        return Some(n as u32);
    }
    tens(low)
}

/// 'twenty' to 'ninety'.
pub(super) fn tens(low: &str) -> Option<u32> {
    Some(match low {
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

/// 'twenties' to 'nineties'.
pub(super) fn tens_plural(low: &str) -> Option<u32> {
    tens(&format!("{}y", low.strip_suffix("ies")?))
}

/// An ordinal in words, up to the thirty-first's parts.
pub(super) fn ordinal(low: &str) -> Option<u32> {
    const WORDS: [&str; 21] = [
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
        "twenty-first",
    ];
    WORDS.iter().position(|word| *word == low).map(|n| n as u32 + 1)
}

/// Zones of the clock with their distance from UTC where the value may carry it: only UTC itself,
/// because the others move with the season or name several zones.
pub(super) fn zone(text: &str) -> Option<&'static str> {
    Some(match text {
        "GMT" | "UTC" | "Z" => "Z",
        "EST" | "EDT" | "ET" | "CST" | "CDT" | "CT" | "MST" | "MDT" | "MT" | "PST" | "PDT"
        | "PT" | "CET" | "CEST" | "EET" | "EEST" | "BST" | "MSK" | "IST" | "JST" | "KST"
        | "AEST" | "AEDT" | "HKT" | "SGT" => "",
        _ => return None,
    })
}

/// Adverbs and adjectives for no day in particular.
pub(super) fn reference(low: &str) -> Option<&'static str> {
    Some(match low {
        "now" | "currently" | "nowadays" => "PRESENT_REF",
        "recently" | "lately" => "PAST_REF",
        _ => return None,
    })
}

/// A set of one word.
pub(super) fn set(low: &str) -> Option<&'static str> {
    Some(match low {
        "hourly" => "PT1H",
        "daily" | "nightly" => "P1D",
        "weekly" => "P1W",
        "fortnightly" | "biweekly" => "P2W",
        "monthly" => "P1M",
        "quarterly" => "P1Q",
        "yearly" | "annually" => "P1Y",
        _ => return None,
    })
}

/// The letter of a unit in a duration, and what a number of it is multiplied by.
pub(super) fn letter(unit: Unit) -> (&'static str, char, u32) {
    match unit {
        Unit::Second => ("PT", 'S', 1),
        Unit::Minute => ("PT", 'M', 1),
        Unit::Hour => ("PT", 'H', 1),
        Unit::Day => ("P", 'D', 1),
        // A weekend is two days long.
        Unit::Weekend => ("P", 'D', 2),
        Unit::Week => ("P", 'W', 1),
        Unit::Month => ("P", 'M', 1),
        Unit::Quarter => ("P", 'Q', 1),
        Unit::Year => ("P", 'Y', 1),
        Unit::Decade => ("P", 'Y', 10),
        Unit::Century => ("P", 'Y', 100),
    }
}
