//! Days for a reader: `14 Feb 2022`, `10–22 Feb 2022`, `24 Feb, year not established`.

use jiff::civil::Date;
use stemma_core::Published;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `Feb`.
pub fn month(number: i8) -> &'static str {
    usize::try_from(number - 1).ok().and_then(|n| MONTHS.get(n)).copied().unwrap_or("?")
}

/// `14 Feb 2022`.
pub fn day(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day.month()), day.year())
}

/// `10–22 Feb 2022`, `28 Jan–3 Feb 2022`, `30 Dec 2021–2 Jan 2022`.
pub fn range(first: Date, last: Date) -> String {
    let (d, m) = (first.day(), month(first.month()));
    if first == last {
        day(first)
    } else if (first.year(), first.month()) == (last.year(), last.month()) {
        format!("{d}–{}", day(last))
    } else if first.year() == last.year() {
        format!("{d} {m}–{}", day(last))
    } else {
        format!("{}–{}", day(first), day(last))
    }
}

/// The day of a report, or what is known of it.
pub fn published(published: &Published) -> String {
    match (published.value, published.earliest, published.latest) {
        (Some(value), _, _) => day(value),
        (None, Some(first), Some(last)) => format!("{}, day open", range(first, last)),
        (None, Some(first), None) => format!("{} or later", day(first)),
        (None, None, Some(last)) => format!("{} or earlier", day(last)),
        (None, None, None) => "day not established".to_owned(),
    }
}

/// A TIMEX3 value as a reader would say it; as it is where no word is shorter.
pub fn value(value: &str) -> String {
    if let Some((first, last)) = value.split_once('/') {
        return match (first.parse(), last.parse()) {
            (Ok(first), Ok(last)) => range(first, last),
            _ => format!("{} – {}", self::value(first), self::value(last)),
        };
    }
    let (date, time) = match value.split_once('T') {
        Some((date, time)) if date.ends_with(|c: char| c.is_ascii_digit() || c == 'X') => {
            (date, Some(time))
        }
        _ => (value, None),
    };
    let parts: Vec<&str> = date.split('-').collect();
    let number = |part: &str| part.parse::<i8>().ok();
    let words = match parts.as_slice() {
        [year, m, d] if number(m).is_some() && number(d).is_some() => {
            let (d, m) = (number(d).unwrap_or(0), month(number(m).unwrap_or(0)));
            if year.contains('X') {
                format!("{d} {m}, year open")
            } else {
                format!("{d} {m} {year}")
            }
        }
        [year, m] if number(m).is_some() && year.len() == 4 => {
            let m = month(number(m).unwrap_or(0));
            if year.contains('X') { format!("{m}, year open") } else { format!("{m} {year}") }
        }
        _ => date.to_owned(),
    };
    match time {
        Some(time) => format!("{words}, {time}"),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn values_become_days() {
        for (timex, words) in [
            ("2022-02-14", "14 Feb 2022"),
            ("2022-02-10/2022-02-22", "10–22 Feb 2022"),
            ("2022-01-28/2022-02-03", "28 Jan–3 Feb 2022"),
            ("XXXX-02-24", "24 Feb, year open"),
            ("2022-02", "Feb 2022"),
            ("2022-W07", "2022-W07"),
            ("2022-02-14T10:35", "14 Feb 2022, 10:35"),
            ("2022", "2022"),
            ("PRESENT_REF", "PRESENT_REF"),
        ] {
            assert_eq!(value(timex), words);
        }
    }
}
