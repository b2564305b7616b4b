//! What one account shows of its day.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use stemma_core::{
    Account, EntityKind, Field, Found, Manner, Parsed, Place, Span, WeekPart, When, Which,
    YearPart, days_of,
};
use stemma_words::en::calendar;

use super::{in_year, is_ahead, is_behind};

/// How many sentences of the body count as its lead, where 'on Monday' is the day of the news.
pub(super) const LEAD: usize = 8;

/// What one account shows of its day, before any other account is asked.
pub(super) struct Clues {
    /// Years in the names of events ('Guarded Harbour-2021'), each once.
    pub(super) named_years: Vec<(i16, Place)>,
    /// The year of a date without year, by its index: that of the event named in the same sentence,
    /// or the one year of the account in which its day of the week is right.
    pub(super) year_beside: BTreeMap<usize, i16>,
    /// The first day of the week in the lead that lies behind.
    pub(super) lead_weekday: Option<(i8, Place)>,
    /// The latest day that the account dates in full and that does not lie ahead.
    pub(super) last_full_day: Option<(Date, Place)>,
    /// A day that the account calls by its day of the week alone as well, so that the report is of the
    /// days around it; whether the tense says that it lies behind.
    news_day: Option<(Date, Place, bool)>,
    /// Dates with their days, where the account alone gives them: index, first and last day.
    dated: Vec<(usize, Date, Date)>,
    /// By index: place and side.
    sides: Vec<(Place, bool, bool)>,
}

/// The days between which the report lies, and the words that say so.
#[derive(Clone, Copy, Default)]
pub(super) struct Bounds {
    pub(super) earliest: Option<(Date, Place)>,
    pub(super) latest: Option<(Date, Place)>,
}

impl Clues {
    pub(super) fn new(account: &Account, text: &Parsed, found: &Found) -> Clues {
        let names = names_with_year(account, found);
        let mut named_years: Vec<(i16, Place)> = Vec::new();
        for &(year, span) in &names {
            if named_years.iter().all(|&(other, _)| other != year) {
                named_years.push((year, Place::text(span)));
            }
        }
        let sentence = |span: Span| sentence_at(text, span);
        let mut year_beside = BTreeMap::new();
        let mut lead_weekday = None;
        let mut dated = Vec::new();
        let mut last_full_day: Option<(Date, Place)> = None;
        let mut news_day = None;
        let years = years_of(found, &named_years);
        for (n, date) in found.dates.iter().enumerate() {
            if date.place.of != Field::Text {
                continue;
            }
            let here = sentence(date.place.span);
            if lead_weekday.is_none()
                && here < LEAD
                && !is_ahead(&date.when)
                && let Some(day) = bare_weekday(&date.when)
            {
                lead_weekday = Some((day, date.place));
            }
            let mut beside: Vec<i16> = names
                .iter()
                .filter(|(_, span)| sentence(*span) == here && !text.sentences.is_empty())
                .map(|&(year, _)| year)
                .collect();
            beside.dedup();
            let by_weekday = weekday_beside(account, found, n).and_then(|weekday| {
                Some((year_in_which(&date.when, weekday.day, &years)?, weekday))
            });
            let year = match (beside.as_slice(), &by_weekday) {
                (_, &Some((year, _))) | (&[year], None) => Some(year),
                _ => None,
            };
            let value = year.and_then(|year| in_year(&date.when, year)).inspect(|_| {
                year_beside.extend(year.map(|year| (n, year)));
            });
            if let (Some((_, weekday)), Some((day, _))) =
                (by_weekday, value.as_deref().and_then(days_of))
                && weekday.bare
                && !is_ahead(&date.when)
            {
                news_day.get_or_insert((day, date.place, is_behind(&date.when)));
            }
            let full = value.is_none();
            let value = value.unwrap_or_else(|| date.when.value(None));
            if let Some((first, last)) = days_of(&value) {
                dated.push((n, first, last));
                let is_day = first == last;
                if full
                    && is_day
                    && !is_ahead(&date.when)
                    && last_full_day.is_none_or(|(day, _)| last > day)
                {
                    last_full_day = Some((last, date.place));
                }
            }
        }
        let sides = found
            .dates
            .iter()
            .map(|date| {
                let ahead = is_ahead(&date.when)
                    && promised(account, text, date.place.span)
                    && !in_direct_speech(found, date.place.span);
                (date.place, is_behind(&date.when), ahead)
            })
            .collect();
        Clues { named_years, year_beside, lead_weekday, last_full_day, news_day, dated, sides }
    }

    /// What lies behind bounds the report from below, what lies ahead from above.
    pub(super) fn bounds(&self) -> Bounds {
        let mut bounds = Bounds::default();
        for &(n, first, last) in &self.dated {
            let (place, behind, ahead) = self.sides[n];
            // Of a month or a year that lies behind, the first day is sure to.
            let is_day = first == last;
            if behind && bounds.earliest.is_none_or(|(earliest, _)| first > earliest) {
                bounds.earliest = Some((if is_day { last } else { first }, place));
            }
            if ahead && bounds.latest.is_none_or(|(latest, _)| last < latest) {
                bounds.latest = Some((last, place));
            }
        }
        if let Some((day, place, behind)) = self.news_day {
            // A bare 'Monday' is the last one before the report, and six days later nobody would call
            // it so; where no tense says so, it may be one of the next two days as well.
            let (before, after) = if behind { (0, 5) } else { (2, 4) };
            let (eve, week_on) =
                (day.saturating_sub(before.days()), day.saturating_add(after.days()));
            if bounds.earliest.is_none_or(|(earliest, _)| eve > earliest) {
                bounds.earliest = Some((eve, place));
            }
            if bounds.latest.is_none_or(|(latest, _)| week_on < latest) {
                bounds.latest = Some((week_on, place));
            }
        }
        bounds
    }
}

/// A day of the week that stands beside a date without year.
struct Weekday {
    day: i8,
    /// It stands by itself: 'on Wednesday, at 02:40 GMT on October 9'.
    bare: bool,
}

/// The day of the week of a date without year, where the words have it within the date ('Monday, 14
/// February') or right beside it ('on Wednesday, at 02:40 GMT on October 9').
fn weekday_beside(account: &Account, found: &Found, n: usize) -> Option<Weekday> {
    let date = &found.dates[n];
    day_of_year(&date.when)?;
    if let Some(day) = own_weekday(&date.when) {
        return Some(Weekday { day, bare: false });
    }
    let beside = [n.checked_sub(1), Some(n + 1)].into_iter().flatten();
    beside.filter_map(|other| found.dates.get(other)).find_map(|other| {
        let day = bare_weekday(&other.when)?;
        let (first, second) =
            (date.place.span.min(other.place.span), date.place.span.max(other.place.span));
        let between = account.text.get(first.end as usize..second.start as usize)?;
        let joined = other.place.of == Field::Text
            && between
                .split([' ', ',', '('])
                .all(|word| matches!(word, "" | "on" | "at" | "the" | "a" | "of"));
        (joined && is_ahead(&other.when) == is_ahead(&date.when))
            .then_some(Weekday { day, bare: true })
    })
}

/// 'Monday, 14 February'.
fn own_weekday(when: &When) -> Option<i8> {
    match when {
        When::InYear { weekday, .. } => *weekday,
        When::Clock { day, .. } => own_weekday(day),
        _ => None,
    }
}

/// Years that the account names for its story: in the names of events, and the last that it dates a
/// day in.
fn years_of(found: &Found, named: &[(i16, Place)]) -> Vec<i16> {
    let mut years: Vec<i16> = named.iter().map(|&(year, _)| year).collect();
    let full = found.dates.iter().filter(|date| date.place.of == Field::Text);
    let days = full.filter_map(|date| match &date.when {
        When::Fixed(value) | When::Dated { value, .. } => days_of(value),
        _ => None,
    });
    years.extend(days.filter(|(first, last)| first == last).map(|(day, _)| day.year()).max());
    years.sort_unstable();
    years.dedup();
    years
}

/// The one year of these in which a date without year is that day of the week.
fn year_in_which(when: &When, weekday: i8, years: &[i16]) -> Option<i16> {
    let (month, day) = day_of_year(when)?;
    let mut fitting = years.iter().copied().filter(|&year| {
        Date::new(year, month, day)
            .is_ok_and(|date| date.weekday().to_monday_one_offset() == weekday)
    });
    let year = fitting.next()?;
    fitting.next().is_none().then_some(year)
}

/// Whether the sentence itself says 'will'. Other tenses that look ahead ('would', 'was expected')
/// may look ahead from a day long past: of six bounds that were wrong on 192 accounts with known
/// days, four came from such tenses.
fn promised(account: &Account, text: &Parsed, span: Span) -> bool {
    let Some(&(first, after)) = text.sentences.get(sentence_at(text, span)) else {
        return false;
    };
    text.tokens[first as usize..after as usize]
        .iter()
        .any(|token| matches!(token.span.of(&account.text), "will" | "'ll" | "’ll" | "shall"))
}

/// Words of others may be of another day.
pub(crate) fn in_direct_speech(found: &Found, span: Span) -> bool {
    found.statements.iter().any(|statement| {
        matches!(statement.manner, Manner::Direct | Manner::Mixed)
            && statement.of == Field::Text
            && statement.content.iter().any(|content| content.contains(span))
    })
}

/// Which sentence holds the span; the last one where none does.
pub(crate) fn sentence_at(text: &Parsed, span: Span) -> usize {
    let token = text.tokens.partition_point(|token| token.span.end <= span.start);
    text.sentence_of(token)
}

/// 'On Monday': a day of the week that nothing but the report dates.
pub(super) fn bare_weekday(when: &When) -> Option<i8> {
    match when {
        When::InWeek { day: WeekPart::Day(day), which: Which::Toward(_) } => Some(*day),
        When::Clock { day, .. } => bare_weekday(day),
        _ => None,
    }
}

/// 'February 14': a day of a year that only the report gives.
pub(super) fn day_of_year(when: &When) -> Option<(i8, i8)> {
    match when {
        When::InYear { part: YearPart::Day(month, day), .. } => Some((*month, *day)),
        When::Clock { day, .. } => day_of_year(day),
        _ => None,
    }
}

/// Years in the names of events: where a hyphen joins them to a capitalised word, where they follow a
/// name of two words, or where an event was found whose name ends in one.
fn names_with_year(account: &Account, found: &Found) -> Vec<(i16, Span)> {
    let text = account.text.as_str();
    let mut names: Vec<(i16, Span)> = Vec::new();
    for (hyphen, mark) in text.match_indices(['-', '–', '‑']) {
        let digits = hyphen + mark.len();
        let Some(year) = year_at(text, digits) else {
            continue;
        };
        let word = text[..hyphen]
            .rfind(|c: char| !c.is_alphanumeric())
            .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        let capital = text[word..hyphen].chars().next().is_some_and(char::is_uppercase);
        let letters = text[word..hyphen].chars().all(char::is_alphabetic);
        if capital && letters && hyphen - word > 2 {
            names.push((year, Span::new(word, digits + 4)));
        }
    }
    for (space, _) in text.match_indices(' ') {
        if let Some(year) = year_at(text, space + 1)
            && let Some(start) = name_before(text, space)
        {
            names.push((year, Span::new(start, space + 5)));
        }
    }
    for mention in &found.mentions {
        if mention.kind != EntityKind::Event || mention.place.of != Field::Text {
            continue;
        }
        let Some(words) = mention.place.span.get(text) else {
            continue;
        };
        let Some(at) = words.len().checked_sub(4).filter(|&at| words.is_char_boundary(at)) else {
            continue;
        };
        if let Some(year) = year_at(text, mention.place.span.start as usize + at) {
            let known = names.iter().any(|(_, span)| span.overlaps(mention.place.span));
            if !known {
                names.push((year, mention.place.span));
            }
        }
    }
    names.sort_by_key(|&(_, span)| span);
    names
}

/// Where a name of two capitalised words begins that ends at `end`: 'the exercise Guarded Harbour
/// 2021'. The first word of a sentence and months have capitals of their own.
fn name_before(text: &str, end: usize) -> Option<usize> {
    let word_before = |end: usize| {
        let head = &text[..end];
        let start = head.rfind([' ', '\n']).map_or(0, |at| at + 1);
        let word = head[start..].trim_start_matches(['"', '“', '‘', '«', '\'']);
        let named = word.len() > 2
            && word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().all(char::is_alphabetic)
            && !calendar::months().any(|month| month.starts_with(&word.to_lowercase()));
        named.then_some(end - word.len())
    };
    let second = word_before(end)?;
    let first = word_before(text[..second].strip_suffix(' ')?.len())?;
    let before = text[..first].trim_end_matches(['"', '“', '‘', '«', '\'']);
    let mid_sentence = before.ends_with(' ')
        && before.trim_end().ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | ')'));
    mid_sentence.then_some(first)
}

/// Four digits that are a year of the last hundred or so, and nothing more.
fn year_at(text: &str, at: usize) -> Option<i16> {
    let digits = text.get(at..at + 4)?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let goes_on = text[at + 4..].chars().next().is_some_and(char::is_alphanumeric);
    let year = digits.parse().ok()?;
    (!goes_on && (1900..=2100).contains(&year)).then_some(year)
}
