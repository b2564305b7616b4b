//! Names of the months and of the days of the week. All words are in lower case.

mod listed {
    crate::table::table! {
        "en/calendar.txt",
        tags {
            /// A month: `june`, `jun`.
            month,
            /// A day of the week: `sunday`, `sun`.
            weekday,
            /// A short form, without its full stop.
            short,
        }
        values {
            /// 1 is January, and Monday.
            number: i8,
        }
    }
}
pub use listed::TABLE;

/// The month (1 is January) of a full name.
pub fn month(word: &str) -> Option<i8> {
    listed::word(word).filter(|word| word.month() && !word.short())?.number()
}

/// The month of a short form, without its full stop: `jan`, `sept`.
pub fn short_month(word: &str) -> Option<i8> {
    listed::word(word).filter(|word| word.month() && word.short())?.number()
}

/// The day of the week (1 is Monday) of a full name.
pub fn weekday(word: &str) -> Option<i8> {
    listed::word(word).filter(|word| word.weekday() && !word.short())?.number()
}

/// The day of the week of a short form, without its full stop: `mon`, `tues`, `thur`.
pub fn short_weekday(word: &str) -> Option<i8> {
    listed::word(word).filter(|word| word.weekday() && word.short())?.number()
}

/// Full names of the months, January first.
pub fn months() -> impl Iterator<Item = &'static str> {
    listed::words().filter(|(_, word)| word.month() && !word.short()).map(|(name, _)| name)
}

/// Full names of the days of the week, Monday first.
pub fn weekdays() -> impl Iterator<Item = &'static str> {
    listed::words().filter(|(_, word)| word.weekday() && !word.short()).map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_calendar() {
        assert_eq!((month("may"), month("mays"), month("jun")), (Some(5), None, None));
        assert_eq!(
            (short_month("jun"), short_month("sept"), short_month("may")),
            (Some(6), Some(9), None)
        );
        assert_eq!((weekday("sunday"), weekday("sun")), (Some(7), None));
        assert_eq!((short_weekday("thurs"), short_weekday("satu")), (Some(4), None));
        assert_eq!((months().next(), weekdays().last()), (Some("january"), Some("sunday")));
    }
}
