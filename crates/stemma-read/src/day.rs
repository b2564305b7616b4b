//! The day of a report, by what the input, the page's metadata and the lines above the body say.
//!
//! What the report's own words say of its day ('HALEN, February 3.', 'on Monday') is found later,
//! with the language.

use std::collections::BTreeSet;

use jiff::civil::Date;
use stemma_core::{Basis, BasisKind, DropReason, Dropped, Field, Place, Published, Span};

use crate::clean::Cleaned;
use crate::dates::{self, Days};
use crate::reading::Diagnostic;

/// What a page says of its day.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PageDay {
    /// What its metadata say.
    pub(crate) said: Option<Published>,
    /// What the library guesses from anything on the page, if that day is written there: the
    /// newest, which may be a comment's or a teaser's, so that it comes last.
    pub(crate) guess: Option<Published>,
}

/// The day, or its bounds, with what they rest on.
pub(crate) fn published(days: Days, kind: BasisKind, words: String) -> Published {
    Published {
        value: days.day(),
        earliest: Some(days.earliest),
        latest: Some(days.latest),
        basis: Some(Basis { kind, words, place: None }),
    }
}

/// Stamps of a change that come later than this after the first printing are mostly the page's (a new
/// menu, a moved archive), not the report's. Set by hand.
const CHANGED_WITHIN: i32 = 7;

/// Stands between the words of the first printing and those of the change.
const CHANGED: &str = "; changed: ";

/// Takes note that the report was changed on a day: it is no later than that.
pub(crate) fn change(published: &mut Published, day: Date, words: &str) {
    let Some(value) = published.value else { return };
    let days = value.until(day).map_or(0, |span| span.get_days());
    if (1..=CHANGED_WITHIN).contains(&days) && published.latest < Some(day) {
        published.latest = Some(day);
        if let Some(basis) = &mut published.basis {
            basis.words = format!("{}{CHANGED}{}", basis.words, words.trim());
        }
    }
}

/// Takes the first that says something: the input, the metadata, a line above the body, the guess.
pub(crate) fn of(
    given: Option<&str>,
    page: PageDay,
    cleaned: &Cleaned,
    diagnostics: &mut Vec<Diagnostic>,
) -> Published {
    if let Some(value) = given {
        if let Some(days) = dates::read(value) {
            return published(days, BasisKind::Given, format!("published {value}"));
        }
        diagnostics.push(Diagnostic::new(
            format!("`published` is no date: {value}"),
            "Write it as 2022-02-14.",
        ));
    }
    let (first, changed) = by_line(cleaned);
    let line = first.or_else(|| by_weekday(cleaned));
    let mut page = page;
    if let (Some(said), Some((day, words))) = (&mut page.said, &changed) {
        change(said, *day, words);
    }
    let Some(said) = page.said else {
        return line.or(page.guess).unwrap_or_default();
    };
    let Some((line, at, shown)) = line.and_then(|line| {
        let (at, shown) = (said.value?, line.value?);
        (at != shown).then_some((line, at, shown))
    }) else {
        return said;
    };
    let words =
        |of: &Published| of.basis.as_ref().map_or(String::new(), |basis| basis.words.clone());
    if is_utc(&words(&said))
        && [at.tomorrow(), at.yesterday()].into_iter().flatten().any(|day| day == shown)
    {
        // The same moment on two clocks: the outlet's own is the one that it shows.
        let both = [at, shown];
        return Published {
            earliest: both.iter().min().copied(),
            latest: both.iter().max().copied(),
            ..line
        };
    }
    diagnostics.push(Diagnostic::new(
        format!("the page's dates disagree: {} and the line '{}'", words(&said), words(&line)),
        "The metadata are taken; compare with what the report says.",
    ));
    said
}

/// Whether a value of metadata has a time, and that of Greenwich: then the day may be another there.
fn is_utc(words: &str) -> bool {
    let words = words.split(CHANGED).next().unwrap_or(words);
    words.contains(':')
        && ["Z", "+00:00", "+0000", "GMT", "UTC"].iter().any(|end| words.ends_with(end))
}

/// The day of the lines between headline and body, if they name one day, or one first printing; and
/// the last change, where they name it beside.
fn by_line(cleaned: &Cleaned) -> (Option<Published>, Option<(Date, String)>) {
    let mut first: Vec<(usize, Date)> = Vec::new();
    let mut changed: Vec<(usize, Date)> = Vec::new();
    for (n, line) in head_lines(cleaned) {
        for (at, day) in dates::days_at(&line.text) {
            let before = line.text[..at].to_lowercase();
            let label = before.rsplit(['|', '·', '•', '/', ';']).next().unwrap_or_default();
            let change =
                ["updat", "modif", "edited", "revis"].iter().any(|word| label.contains(word));
            if change { &mut changed } else { &mut first }.push((n, day));
        }
    }
    let last = changed.iter().max_by_key(|(_, day)| *day).copied();
    let last = last.map(|(n, day)| (day, cleaned.dropped[n].text.clone()));
    let days = if first.is_empty() { changed } else { first };
    let one = days.first().copied().filter(|(_, day)| days.iter().all(|(_, other)| other == day));
    let mut line = one.map(|(n, day)| by_dropped(cleaned, n, day));
    if let (Some(line), Some((day, words))) = (&mut line, &last) {
        change(line, *day, words);
    }
    (line, last)
}

/// The day of a line that names a weekday, a day and a month, where just one of the years that the
/// report names makes them agree.
fn by_weekday(cleaned: &Cleaned) -> Option<Published> {
    let years: BTreeSet<i16> = cleaned
        .text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() == 4)
        .filter_map(|word| word.parse().ok().filter(|year| (1900..2200).contains(year)))
        .collect();
    let (n, days) = head_lines(cleaned)
        .find_map(|(n, line)| Some((n, dates::years_of(&line.text, years.iter().copied())?)))?;
    match days[..] {
        [day] => Some(by_dropped(cleaned, n, day)),
        _ => None,
    }
}

fn by_dropped(cleaned: &Cleaned, n: usize, day: Date) -> Published {
    let words = cleaned.dropped[n].text.clone();
    let place = Place { of: Field::Dropped(n as u32), span: Span::new(0, words.len()) };
    Published::on(day, Basis { kind: BasisKind::Dateline, words, place: Some(place) })
}

/// What was dropped between headline and body and may name the day.
///
/// Above the headline stands today's date; between paragraphs and below are other reports' days.
fn head_lines(cleaned: &Cleaned) -> impl Iterator<Item = (usize, &Dropped)> {
    let headline = cleaned
        .dropped
        .iter()
        .rposition(|dropped| dropped.before == 0 && dropped.reason == DropReason::TitleRepeated);
    cleaned.dropped.iter().enumerate().skip(headline.map_or(0, |at| at + 1)).filter(|(_, line)| {
        let speaks = matches!(
            line.reason,
            DropReason::Dateline | DropReason::Byline | DropReason::Navigation | DropReason::Credit
        );
        line.before == 0 && speaks && line.text.split_whitespace().count() <= LINE_WORDS
    })
}

/// Lines of a day, a byline and a source have no more words.
const LINE_WORDS: usize = 25;

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use stemma_core::BasisKind;

    use super::{change, is_utc, published};
    use crate::dates::Days;

    #[test]
    fn a_change_soon_after_moves_the_latest_day_only() {
        let printed = || {
            let day = date(2022, 5, 3);
            let words = "datePublished 2022-05-03T22:40Z".to_owned();
            published(Days { earliest: day, latest: day }, BasisKind::Metadata, words)
        };
        let seen = |day| {
            let mut page = printed();
            change(&mut page, day, "Updated 4 May");
            assert_eq!((page.value, page.earliest), (printed().value, printed().earliest));
            assert!(is_utc(&page.basis.expect("a basis").words));
            page.latest.expect("a day").to_string()
        };
        assert_eq!(seen(date(2022, 5, 4)), "2022-05-04");
        assert_eq!(seen(date(2022, 5, 3)), "2022-05-03");
        // A stamp of a year later is the archive's.
        assert_eq!(seen(date(2023, 5, 4)), "2022-05-03");
    }
}
