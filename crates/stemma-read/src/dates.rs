//! Days as metadata and lines of the page write them.
//!
//! Only what is unambiguous becomes a day: `03/04/2022` is none.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use regex::Regex;
use stemma_words::en::calendar;

/// The number of a month by its name or its first letters (three at least).
fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.').to_lowercase();
    calendar::month(&word).or_else(|| calendar::short_month(&word))
}

fn is_weekday(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    calendar::weekdays()
        .any(|name| name == word || word.len() >= 3 && word.len() <= 5 && name.starts_with(word))
}

/// Whether a word, in lower case, is of the calendar.
pub(crate) fn is_time_word(word: &str) -> bool {
    month(word).is_some()
        || is_weekday(word)
        || matches!(
            word,
            "today"
                | "yesterday"
                | "tomorrow"
                | "morning"
                | "noon"
                | "midnight"
                | "night"
                | "evening"
                | "then"
                | "now"
                | "late"
                | "early"
                | "mid"
        )
}

/// A day and, where it is written, no more than the month or the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Days {
    pub(crate) earliest: Date,
    pub(crate) latest: Date,
}

impl Days {
    fn on(day: Date) -> Days {
        Days { earliest: day, latest: day }
    }

    /// The day, where it is one.
    pub(crate) fn day(self) -> Option<Date> {
        (self.earliest == self.latest).then_some(self.earliest)
    }
}

/// Reads a value of metadata: ISO 8601 (whole or cut short), RFC 2822, or a day in words.
///
/// The day is the one written: a time zone does not move it, for it is the outlet's own day.
pub(crate) fn read(value: &str) -> Option<Days> {
    static ISO: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:\D|$)|$)|(\d{2})(\d{2})(?:\D|$)|$)",
        )
        .expect("a constant")
    });
    let value = value.trim();
    if let Some(found) = ISO.captures(value) {
        let year = found[1].parse().ok().filter(|y| plausible(*y))?;
        let number = |n: usize| found.get(n).and_then(|m| m.as_str().parse::<i8>().ok());
        let month = number(2).or_else(|| number(4));
        let day = number(3).or_else(|| number(5));
        return match (month, day) {
            (Some(month), Some(day)) => Date::new(year, month, day).ok().map(Days::on),
            (Some(month), None) => {
                let first = Date::new(year, month, 1).ok()?;
                Some(Days { earliest: first, latest: first.last_of_month() })
            }
            _ => Some(Days { earliest: date(year, 1, 1), latest: date(year, 12, 31) }),
        };
    }
    days_in(value).first().copied().map(Days::on)
}

/// Years that news has.
fn plausible(year: i16) -> bool {
    (1800..=2200).contains(&year)
}

/// All days that a line writes whole: `14 February 2022`, `Feb. 14, 2022`, `2022-02-14`, `14.02.2022`.
pub(crate) fn days_in(line: &str) -> Vec<Date> {
    days_at(line).into_iter().map(|(_, day)| day).collect()
}

/// The same, each with the byte where it begins.
pub(crate) fn days_at(line: &str) -> Vec<(usize, Date)> {
    static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)
            \b(?:
              (?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})
            | (?P<d2>\d{1,2})(?:st|nd|rd|th)?\.?[\s\-](?:of\s)?(?P<m2>[a-z]{3,9})\.?,?[\s\-](?P<y2>\d{4})
            | (?P<m3>[a-z]{3,9})\.?\s(?P<d3>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<y3>\d{4})
            | (?P<a4>\d{1,2})(?P<sep>[./-])(?P<b4>\d{1,2})[./-](?P<y4>\d{4})
            )(?:\b|T)",
        )
        .expect("a constant")
    });
    let mut days = Vec::new();
    for found in WHOLE.captures_iter(line) {
        let number = |name: &str| found.name(name).and_then(|m| m.as_str().parse::<i8>().ok());
        let year = |name: &str| found.name(name).and_then(|m| m.as_str().parse::<i16>().ok());
        let day = if let Some(y) = year("y1") {
            ymd(y, number("m1"), number("d1"))
        } else if let Some(y) = year("y2") {
            ymd(y, month(&found["m2"]), number("d2"))
        } else if let Some(y) = year("y3") {
            ymd(y, month(&found["m3"]), number("d3"))
        } else if let Some(y) = year("y4") {
            match (number("a4"), number("b4"), &found["sep"]) {
                // With dots the day stands first wherever this is written.
                (Some(a), Some(b), ".") => ymd(y, Some(b), Some(a)),
                (Some(a), Some(b), _) if a > 12 || a == b => ymd(y, Some(b), Some(a)),
                (Some(a), Some(b), _) if b > 12 => ymd(y, Some(a), Some(b)),
                _ => None,
            }
        } else {
            None
        };
        let at = found.get(0).map_or(0, |whole| whole.start());
        days.extend(day.map(|day| (at, day)));
    }
    days
}

fn ymd(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Date> {
    plausible(year).then_some(())?;
    Date::new(year, month?, day?).ok()
}

/// Whether a line is nothing but a day, with what stands beside days on pages: 'Updated', a time, a place.
pub(crate) fn is_date_line(line: &str) -> bool {
    const WITH: &[&str] = &[
        "updated",
        "published",
        "posted",
        "last",
        "modified",
        "on",
        "at",
        "date",
        "created",
        "first",
        "publish",
        "update",
        "time",
        "edited",
        "added",
        "issued",
        "released",
        "of",
        "the",
        "by",
        "am",
        "pm",
        "a.m",
        "p.m",
        "hrs",
        "hours",
        "hour",
        "gmt",
        "utc",
        "ist",
        "est",
        "edt",
        "et",
        "pt",
        "pst",
        "pdt",
        "cet",
        "cest",
        "bst",
        "msk",
        "eet",
        "eest",
        "jst",
        "kst",
        "sgt",
        "hkt",
        "aest",
        "aedt",
        "pkt",
        "wib",
        "wat",
        "cat",
        "eat",
        "sast",
        "trt",
        "ago",
        "minutes",
        "minute",
        "min",
        "mins",
        "read",
        "reading",
        "days",
        "day",
        "h",
        "today",
        "yesterday",
        "local",
        "and",
        "originally",
        "story",
        "article",
        "web",
        "posted:",
        "noon",
        "midnight",
        "ct",
        "cst",
        "cdt",
    ];
    if line.len() > 160 {
        return false;
    }
    let mut calendar = 0;
    let mut label = false;
    let mut others = 0;
    for part in line.split(|c: char| {
        c.is_whitespace() || matches!(c, '|' | '•' | '·' | ',' | '(' | ')' | '–' | '—')
    }) {
        let lower = part.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if lower.is_empty() {
            continue;
        }
        let numeric = lower.starts_with(|c: char| c.is_ascii_digit())
            && lower.bytes().all(|b| {
                b.is_ascii_digit() || matches!(b, b':' | b'.' | b'/' | b'-' | b'+' | b'a'..=b'z')
            })
            && lower.bytes().filter(u8::is_ascii_alphabetic).count() <= 4;
        if month(&lower).is_some() || is_weekday(&lower) {
            calendar += 1;
        } else if numeric {
            // `2022-02-14T10:31` and `14/02/2022` are days by themselves.
            calendar += usize::from(lower.matches(['-', '/', '.']).count() == 2);
        } else if WITH.contains(&lower.as_str()) {
            label |=
                matches!(lower.as_str(), "updated" | "published" | "posted" | "modified" | "ago");
        } else {
            others += 1;
        }
    }
    let digits = line.bytes().any(|b| b.is_ascii_digit());
    // One word or two more are a place or an agency, as in 'Norpress | Updated: 2019-04-11 08:06', if the line
    // is labelled or has marks between; 'May 5 Street' is a name.
    digits && calendar > 0 && (others == 0 || others <= 2 && (label || line.contains('|')))
        || digits && label && others == 0
}

/// A weekday, a day and a month that a line writes without a year: 'Thursday 21 September'.
///
/// Returns the years among `years` in which that day is that weekday.
pub(crate) fn years_of(line: &str, years: impl Iterator<Item = i16>) -> Option<Vec<Date>> {
    let words: Vec<String> = line
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let weekday = words.iter().find_map(|word| {
        calendar::weekdays().position(|name| is_weekday(word) && name.starts_with(word.as_str()))
    })?;
    let at = words.iter().position(|word| month(word).is_some())?;
    let number = |n: Option<usize>| {
        let word = words.get(n?)?;
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        digits.parse::<i8>().ok().filter(|day| (1..=31).contains(day))
    };
    let day = number(at.checked_sub(1)).or_else(|| number(Some(at + 1)))?;
    let month = month(&words[at])?;
    Some(
        years
            .filter_map(|year| ymd(year, Some(month), Some(day)))
            .filter(|day| day.weekday().to_monday_zero_offset() as usize == weekday)
            .collect(),
    )
}

/// Whether a line is a day and names, as bylines have it: 'Ines Varga, Thursday 21 September'.
///
/// A dateline that stands on a line of its own ('HALEN, August 7 (Norda) --') is none: it is the
/// beginning of the report.
pub(crate) fn is_named_day(line: &str) -> bool {
    let place: String = line.split([',', '(', '/']).next().unwrap_or_default().to_string();
    let dateline = place.chars().any(char::is_alphabetic) && !place.chars().any(char::is_lowercase);
    if dateline || line.contains(['(', '/']) || line.trim_end().ends_with(['-', '–', '—', '.'])
    {
        return false;
    }
    let (mut calendar, mut digits) = (0, false);
    for part in
        line.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '·' | '•' | '–' | '—'))
    {
        let word = part.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = word.to_lowercase();
        if month(&lower).is_some() || is_weekday(&lower) {
            calendar += 1;
        } else if word.starts_with(|c: char| c.is_ascii_digit()) {
            digits = true;
        } else if !word.is_empty() && !word.starts_with(char::is_uppercase) {
            return false;
        }
    }
    calendar > 0 && digits && line.split_whitespace().count() <= 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_written() {
        let day = |text: &str| read(text).and_then(Days::day).map(|d| d.to_string());
        for text in [
            "2022-02-14",
            "2022-02-14T23:50:00+03:00",
            "2022/02/14",
            "20220214",
            "20220214T101500Z",
            "Mon, 14 Feb 2022 10:31:00 GMT",
            "14 February 2022",
            "February 14, 2022 at 9:00",
            "Feb. 14th, 2022",
            "14.02.2022 10:31",
            "02/14/2022",
            "Monday 14th of February 2022",
        ] {
            assert_eq!(day(text).as_deref(), Some("2022-02-14"), "{text}");
        }
        for text in ["03/04/2022", "2022-13-40", "soon", "", "2022", "1234567890"] {
            assert_eq!(day(text), None, "{text}");
        }
        let month = read("2022-02").unwrap();
        assert_eq!((month.earliest, month.latest), (date(2022, 2, 1), date(2022, 2, 28)));
    }

    #[test]
    fn a_byline_with_a_day_is_no_dateline() {
        assert!(is_named_day("Ines Varga, Thursday 21 September"));
        for line in [
            "HALEN, August 7 (Norda) --",
            "Halen, August 7 –",
            "HALEN, August 7",
            "Ferries sail on 21 September",
            "Halen 21",
        ] {
            assert!(!is_named_day(line), "{line}");
        }
    }

    #[test]
    fn lines_of_a_day_are_told_from_sentences() {
        for line in [
            "Updated 14 February 2022, 10:31",
            "Feb 3, 2022",
            "Norpress | Updated: 2019-04-11 08:06",
            "Published: Monday, 14 Feb 2022 10:31 GMT",
            "14.02.2022",
            "3 hours ago | Updated 10:31",
            "Last updated at 10:31 on 14 February 2022",
            "2022-02-14T10:31",
        ] {
            assert!(is_date_line(line), "{line}");
        }
        for line in [
            "May 5 Street",
            "On 14 February the bridge fell",
            "2022",
            "Monday",
            "12 dead",
            "March 8 Committee",
            "The second day",
            "10 February: the pumps fail",
        ] {
            assert!(!is_date_line(line), "{line}");
        }
    }
}
