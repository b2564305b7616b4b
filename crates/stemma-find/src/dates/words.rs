//! The closed classes of English that time expressions are made of.

use stemma_core::{Feast, Season, Unit};
use stemma_words::en::calendar;

pub(super) use stemma_words::en::numbers::{ordinal, small_number, tens};

/// The month (from 1) that a word names; `abbreviated` where a full stop may follow.
pub(super) fn month(low: &str) -> Option<(i8, bool)> {
    calendar::month(low)
        .map(|month| (month, false))
        .or_else(|| calendar::short_month(low).map(|month| (month, true)))
}

/// The day of the week (1 is Monday) that a word names, and whether the word is an abbreviation.
pub(super) fn weekday(low: &str) -> Option<(i8, bool)> {
    calendar::weekday(low)
        .map(|day| (day, false))
        .or_else(|| calendar::short_weekday(low).map(|day| (day, true)))
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

/// 'twenties' to 'nineties'.
pub(super) fn tens_plural(low: &str) -> Option<u32> {
    tens(&format!("{}y", low.strip_suffix("ies")?))
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
