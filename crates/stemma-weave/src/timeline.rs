//! What happened when, in each story, and what about days is left open.
//!
//! A day stands in the timeline where an account names it: by date, or by words that the day of the
//! report makes a date. A year stands there where two accounts tell in it, as what their sentence
//! is about, of something that happened in a year before the reports. Other expressions that are
//! wider than a month ('last year', 'the 1990s') and those that name no time ('now') tell a reader
//! nothing about the order of events and stay out; so does a 'today' in direct speech, which mostly
//! means 'nowadays'.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use stemma_core::{
    AccountId, Claim, DateMention, DifferenceKind, Field, Passage, Published, Question,
    QuestionKind, Reported, Span, Story, StoryId, TimelineEntry, TimexKind, Token, Toward, Unit,
    When, days_of,
};

use crate::dating;

/// How many days before the first report of a story a day still belongs to what it tells. Days
/// further off are background; they stay where two accounts name them.
const REACH: i32 = 400;

/// How many days after the last report a day that one account alone names may lie.
const AHEAD: i32 = 200;

/// The longest timeline that a reader takes in. Past it, days that a single account names go first,
/// the most weakly told before the others. Of some 80 stories woven from 383 accounts four had
/// more, mostly through captions and tweets that stand in an account's text.
const MOST: usize = 20;

/// Sentences of this many bytes tell an event fully; longer ones bury it.
const LONG_SENTENCE: usize = 320;

/// The days that the accounts of each story name, and what is open.
pub fn draw(
    accounts: &[Reported<'_>],
    stories: &[Story],
    claims: &[Claim],
    published: &BTreeMap<AccountId, Published>,
    date_values: &BTreeMap<AccountId, Vec<String>>,
) -> (Vec<TimelineEntry>, Vec<Question>) {
    let by_id: BTreeMap<AccountId, &Reported<'_>> =
        accounts.iter().map(|account| (account.id, account)).collect();
    let mut claims_of: BTreeMap<StoryId, Vec<&Claim>> = BTreeMap::new();
    for claim in claims {
        claims_of.entry(claim.story).or_default().push(claim);
    }
    let mut timeline = Vec::new();
    let mut questions = Vec::new();
    for story in stories {
        let members: Vec<&Reported<'_>> =
            story.accounts.iter().filter_map(|id| by_id.get(id).copied()).collect();
        let claims = claims_of.remove(&story.id).unwrap_or_default();
        timeline.extend(of_story(story, &members, &claims, published, date_values));
        questions.extend(questions_of(story.id, &members, &claims, published));
    }
    (timeline, questions)
}

/// A place that names a day, with the sentence around it.
struct Telling {
    place: Passage,
    sentence: Passage,
    /// How fully the sentence tells what happened that day.
    score: i32,
}

fn of_story(
    story: &Story,
    members: &[&Reported<'_>],
    claims: &[&Claim],
    published: &BTreeMap<AccountId, Published>,
    date_values: &BTreeMap<AccountId, Vec<String>>,
) -> Vec<TimelineEntry> {
    let weights = Weights::new(claims);
    let mut days: BTreeMap<String, Vec<Telling>> = BTreeMap::new();
    for account in members {
        let Some(values) = date_values.get(&account.id) else {
            continue;
        };
        let report = published.get(&account.id).and_then(|known| known.value);
        for (date, value) in account.found.dates.iter().zip(values) {
            if is_furniture(date, value, report) {
                continue;
            }
            for key in keys(account, date, value) {
                days.entry(key).or_default().push(weights.telling(account, date));
            }
        }
    }
    let reports: Vec<Date> =
        members.iter().filter_map(|account| published.get(&account.id)?.value).collect();
    keep_what_matters(&mut days, &reports);
    let mut entries: Vec<(Order, TimelineEntry)> = days
        .into_iter()
        .filter_map(|(value, tellings)| {
            let what = tellings.iter().max_by_key(|telling| telling.rank())?.sentence;
            let places: BTreeSet<Passage> = tellings.iter().map(|telling| telling.place).collect();
            let places = places.into_iter().collect();
            Some((Order::of(&value), TimelineEntry { value, story: story.id, what, places }))
        })
        .collect();
    entries.sort_by(|one, other| one.0.cmp(&other.0));
    entries.into_iter().map(|(_, entry)| entry).collect()
}

impl Telling {
    /// The fullest telling is the greatest; among equals the first.
    fn rank(&self) -> (i32, Reverse<(AccountId, Span)>) {
        (self.score, Reverse((self.sentence.account, self.sentence.span)))
    }
}

/// Takes out days that tell a reader little: months of which days are named, days far from the
/// reports that one account alone names, and the most weakly told of a long list.
fn keep_what_matters(days: &mut BTreeMap<String, Vec<Telling>>, reports: &[Date]) {
    let named: BTreeSet<String> = days.keys().filter(|key| key.len() == 10).cloned().collect();
    days.retain(|value, tellings| {
        let month_with_days = value.len() == 7
            && named
                .range(value.clone()..)
                .next()
                .is_some_and(|day| day.starts_with(value.as_str()));
        let is_right = if is_year(value) { precedes(value, reports) } else { !month_with_days };
        let many = accounts_of(tellings) > 1;
        is_right && (many || !is_year(value) && belongs(value, reports))
    });
    if days.len() <= MOST {
        return;
    }
    let mut weights: Vec<(usize, i32, Reverse<String>)> = days
        .iter()
        .map(|(value, tellings)| {
            let best = tellings.iter().map(|telling| telling.score).max().unwrap_or(0);
            (accounts_of(tellings), best, Reverse(value.clone()))
        })
        .collect();
    weights.sort();
    for (accounts, _, Reverse(value)) in weights {
        if days.len() <= MOST || accounts > 1 {
            break;
        }
        days.remove(&value);
    }
}

fn accounts_of(tellings: &[Telling]) -> usize {
    let accounts: BTreeSet<AccountId> =
        tellings.iter().map(|telling| telling.place.account).collect();
    accounts.len()
}

/// A date after the report that its tense does not put ahead is not the report's own: a caption of
/// a picture that was added later, a note of a correction.
fn is_furniture(date: &DateMention, value: &str, report: Option<Date>) -> bool {
    let (Some(report), Some((first, _))) = (report, days_of(value)) else {
        return false;
    };
    matches!(date.when, When::Fixed(_)) && first > report.tomorrow().unwrap_or(report)
        || matches!(date.when, When::Dated { side: Toward::Past, .. }) && first > report
}

/// Where an entry stands: dated days first; those without year by month and day after them.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Order {
    undated: bool,
    first: Option<Date>,
    /// A stretch stands after the day that it begins with.
    last: Option<Date>,
    value: String,
}

impl Order {
    fn of(value: &str) -> Order {
        let days = days_of(value);
        Order {
            undated: days.is_none(),
            first: days.map(|(first, _)| first),
            last: days.map(|(_, last)| last),
            value: value.to_owned(),
        }
    }
}

/// Whether a day lies near the reports. Where no day of report is known, or no year of the day,
/// nothing speaks against it.
fn belongs(value: &str, reports: &[Date]) -> bool {
    let (Some((first, last)), Some(&from), Some(&to)) =
        (days_of(value), reports.iter().min(), reports.iter().max())
    else {
        return true;
    };
    let apart = |one: Date, other: Date| one.until(other).map_or(i32::MAX, |span| span.get_days());
    apart(last, from) <= REACH && apart(to, first) <= AHEAD
}

/// Whether a year ended before the first report.
fn precedes(year: &str, reports: &[Date]) -> bool {
    match (days_of(year), reports.iter().min()) {
        (Some((_, last)), Some(&first)) => last < first,
        _ => false,
    }
}

/// The entries that an expression stands for: its year, if something happened in it, its day, its month, or its stretch and the day that it
/// begins with.
fn keys(account: &Reported<'_>, date: &DateMention, value: &str) -> Vec<String> {
    if !matches!(date.kind, TimexKind::Date | TimexKind::Time)
        || matches!(date.place.of, Field::Dropped(_))
        || is_today(&date.when) && dating::in_direct_speech(account.found, date.place.span)
    {
        return Vec::new();
    }
    if let Some((from, _)) = value.split_once('/') {
        return if is_day(from) { vec![from.to_owned(), value.to_owned()] } else { Vec::new() };
    }
    let day = value.split_once('T').map_or(value, |(day, _)| day);
    let is_month = day.len() == 7
        && day.as_bytes()[4] == b'-'
        && day[5..].bytes().all(|byte| byte.is_ascii_digit())
        && days_of(day).is_some();
    let is_event = || {
        is_year(day)
            && date.place.of == Field::Text
            && !dating::in_direct_speech(account.found, date.place.span)
            && main_verb(account, date.place.span).is_some_and(|verb| verb.tag == "VBD")
    };
    if is_day(day) || is_month || is_event() { vec![day.to_owned()] } else { Vec::new() }
}

/// `2016`.
fn is_year(value: &str) -> bool {
    value.len() == 4 && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// `2022-02-14` or `XXXX-02-14`.
fn is_day(value: &str) -> bool {
    let tail = value.strip_prefix("XXXX").or_else(|| value.get(4..));
    value.len() == 10
        && tail.is_some_and(|tail| {
            tail.char_indices().all(|(n, c)| match n {
                0 | 3 => c == '-',
                _ => c.is_ascii_digit(),
            })
        })
        && (value.starts_with("XXXX") || days_of(value).is_some())
}

fn is_today(when: &When) -> bool {
    match when {
        When::Shift { from: None, unit: Unit::Day, by: 0 } => true,
        When::Clock { day, .. } => is_today(day),
        _ => false,
    }
}

/// What makes a sentence of an account a full telling: the places of the story's claims, with how
/// many accounts have each beside this one.
#[derive(Default)]
struct Weights {
    claimed: BTreeMap<AccountId, Vec<(Span, i32)>>,
}

impl Weights {
    fn new(claims: &[&Claim]) -> Weights {
        let mut weights = Weights::default();
        for claim in claims {
            let accounts: BTreeSet<AccountId> =
                claim.members.iter().map(|member| member.passage.account).collect();
            let others = few(accounts.len().saturating_sub(1), 3);
            for member in &claim.members {
                if member.passage.of == Field::Text {
                    let places = weights.claimed.entry(member.passage.account).or_default();
                    places.push((member.passage.span, others));
                }
            }
        }
        weights
    }

    fn telling(&self, account: &Reported<'_>, date: &DateMention) -> Telling {
        let place = date.place.in_account(account.id);
        let sentence = match date.place.of {
            Field::Text if !account.text.sentences.is_empty() => {
                let n = dating::sentence_at(account.text, date.place.span)
                    .min(account.text.sentences.len() - 1);
                account.text.span(account.text.sentences[n]).trim(&account.account.text)
            }
            Field::Title => Span::new(0, account.account.title.as_deref().map_or(0, str::len)),
            _ => date.place.span,
        };
        Telling {
            place,
            sentence: Passage { span: sentence, ..place },
            score: self.score(account, date, sentence),
        }
    }

    fn score(&self, account: &Reported<'_>, date: &DateMention, sentence: Span) -> i32 {
        if date.place.of != Field::Text {
            return 0;
        }
        let tokens = &account.text.tokens;
        let from = tokens.partition_point(|token| token.span.end <= sentence.start);
        let to = tokens.partition_point(|token| token.span.start < sentence.end);
        let has_verb =
            tokens[from..to].iter().any(|token| matches!(token.pos.as_str(), "VERB" | "AUX"));
        let names = account
            .found
            .mentions
            .iter()
            .filter(|mention| {
                mention.place.of == Field::Text
                    && sentence.contains(mention.place.span)
                    && mention.form == stemma_core::MentionForm::Name
            })
            .count();
        let told_by_others = self
            .claimed
            .get(&account.id)
            .into_iter()
            .flatten()
            .filter(|(span, _)| sentence.overlaps(*span))
            .map(|&(_, others)| others)
            .max()
            .unwrap_or(0);
        let by_date = matches!(
            date.when,
            When::InYear { .. } | When::Fixed(_) | When::Dated { .. } | When::Range(..)
        );
        let main = main_verb(account, date.place.span).is_some();
        let quoted = dating::in_direct_speech(account.found, date.place.span);
        let lead = sentence.start < 600;
        let length = match sentence.len() {
            0..60 => -2,
            60..LONG_SENTENCE => 0,
            _ => -2,
        };
        few(names, 5)
            + told_by_others
            + i32::from(by_date)
            + 2 * i32::from(lead)
            + 3 * i32::from(main)
            + length
            - 3 * i32::from(quoted)
            - 3 * i32::from(is_today(&date.when))
            - 8 * i32::from(!has_verb && !tokens.is_empty())
    }
}

/// The verb that the date belongs to, if it is the main one of its sentence or what somebody says,
/// rather than one of a clause that only places something in time.
fn main_verb<'a>(account: &Reported<'a>, span: Span) -> Option<&'a Token> {
    let tokens = &account.text.tokens;
    let mut at = tokens.partition_point(|token| token.span.end <= span.start);
    // A tree is no deeper than its sentence is long; this is far beyond either.
    for _ in 0..40 {
        let token = tokens.get(at)?;
        if matches!(token.pos.as_str(), "VERB" | "AUX") {
            return matches!(token.dep.as_str(), "ROOT" | "conj" | "ccomp").then_some(token);
        }
        if token.head as usize == at {
            return None;
        }
        at = token.head as usize;
    }
    None
}

/// A count, as far as it counts.
fn few(count: usize, most: i32) -> i32 {
    i32::try_from(count).map_or(most, |count| count.min(most))
}

/// What is open in a story: days of report, and claims on which the accounts part.
fn questions_of(
    story: StoryId,
    members: &[&Reported<'_>],
    claims: &[&Claim],
    published: &BTreeMap<AccountId, Published>,
) -> Vec<Question> {
    let mut questions = Vec::new();
    for account in members {
        let nothing = Published::default();
        let known = published.get(&account.id).unwrap_or(&nothing);
        if known.value.is_some() {
            continue;
        }
        let place = known.basis.as_ref().and_then(|basis| basis.place);
        questions.push(Question {
            story,
            kind: QuestionKind::Day {
                place: account.id.0,
                outlet: account.account.outlet.clone(),
                earliest: known.earliest,
                latest: known.latest,
            },
            passages: place.map(|place| place.in_account(account.id)).into_iter().collect(),
        });
    }
    for claim in claims {
        for difference in &claim.differences {
            // Other words or names for the same leave nothing open.
            if !matches!(
                difference.kind,
                DifferenceKind::Wording | DifferenceKind::Name | DifferenceKind::Roles
            ) {
                questions.push(Question {
                    story,
                    kind: QuestionKind::WhichIsRight(difference.kind, difference.note.clone()),
                    passages: difference.between.clone(),
                });
            }
        }
    }
    questions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Collection;
    use stemma_core::{Place, WeekPart, Which, WhichYear, YearPart};

    fn date(text: &str, words: &str, when: When) -> DateMention {
        let at = text.find(words).expect("the words stand in the text");
        DateMention {
            place: Place::text(Span::new(at, at + words.len())),
            kind: TimexKind::Date,
            value: when.value(None),
            when,
            by: None,
        }
    }

    fn fixed(value: &str) -> When {
        When::Fixed(value.to_owned())
    }

    /// `value: sentence (places)` of a story of accounts of 4 May 2021.
    fn check(accounts: &[(&str, &[(&str, When)])], expected: &[&str]) {
        let mut collection = Collection::new();
        let mut ids = Vec::new();
        for (text, dates) in accounts {
            ids.push(collection.account("The Halvik Courier", Some("2021-05-04"), text));
            for (words, when) in *dates {
                collection.found().dates.push(date(text, words, when.clone()));
            }
        }
        let reported = collection.reported();
        let published = dating::each(&reported);
        let values = dating::values(&reported, &published);
        let stories = [Story { id: StoryId(1), title: String::new(), accounts: ids }];
        let (timeline, questions) = draw(&reported, &stories, &[], &published, &values);
        assert!(questions.is_empty());
        let shown: Vec<String> = timeline
            .iter()
            .map(|entry| {
                let account = &accounts[entry.what.account.0 as usize - 1].0;
                format!("{}: {} ({})", entry.value, entry.what.span.of(account), entry.places.len())
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_day_by_name_and_by_date_is_one_entry() {
        let monday = When::InWeek { day: WeekPart::Day(1), which: Which::Toward(Toward::Past) };
        let third = When::InYear {
            part: YearPart::Day(5, 3),
            year: WhichYear::Toward(Toward::Past),
            weekday: None,
        };
        check(
            &[
                ("The ferry sank on Monday.", &[("Monday", monday)]),
                (
                    "Not a word of it. The ferry Halvik Star with forty people on board sank \
                     before dawn on May 3.",
                    &[("May 3", third)],
                ),
            ],
            &["2021-05-03: The ferry Halvik Star with forty people on board sank before dawn on \
               May 3. (2)"],
        );
    }

    #[test]
    fn a_stretch_gives_its_first_day_too() {
        check(
            &[(
                "The drills run on May 10-22.",
                &[(
                    "May 10-22",
                    When::Range(Box::new(fixed("2021-05-10")), Box::new(fixed("2021-05-22"))),
                )],
            )],
            &[
                "2021-05-10: The drills run on May 10-22. (1)",
                "2021-05-10/2021-05-22: The drills run on May 10-22. (1)",
            ],
        );
    }

    #[test]
    fn a_year_in_which_something_happened_before_stands_if_two_tell_of_it() {
        let texts = ["It burned in 1998 too.", "The mill burned in 1998.", "It burned in 2003."];
        let mut collection = Collection::new();
        let mut ids = Vec::new();
        for text in texts {
            ids.push(collection.account("The Halvik Courier", Some("2021-05-04"), text));
            let year = if text.contains("1998") { "1998" } else { "2003" };
            collection.found().dates.push(date(text, year, fixed(year)));
            let tokens = &mut collection.parsed().tokens;
            let verb = tokens.iter().position(|token| token.lemma == "burned").expect("a verb");
            for token in tokens.iter_mut() {
                token.head = verb as u32;
            }
            tokens[verb].pos = "VERB".into();
            tokens[verb].tag = "VBD".into();
            tokens[verb].dep = "ROOT".into();
        }
        let reported = collection.reported();
        let published = dating::each(&reported);
        let values = dating::values(&reported, &published);
        let stories = [Story { id: StoryId(1), title: String::new(), accounts: ids }];
        let (timeline, _) = draw(&reported, &stories, &[], &published, &values);
        let days: Vec<(&str, usize)> =
            timeline.iter().map(|entry| (entry.value.as_str(), entry.places.len())).collect();
        assert_eq!(days, [("1998", 2)]);
    }

    #[test]
    fn background_and_wide_expressions_stay_out() {
        check(
            &[(
                "Founded on March 1, 1950, it won in 2019, in April and now in May. It sank on \
                 May 3.",
                &[
                    ("March 1, 1950", fixed("1950-03-01")),
                    ("2019", fixed("2019")),
                    ("April", fixed("2021-04")),
                    ("now", fixed("PRESENT_REF")),
                    ("May", fixed("2021-05")),
                    ("May 3", fixed("2021-05-03")),
                ],
            )],
            &[
                "2021-04: Founded on March 1, 1950, it won in 2019, in April and now in May. (1)",
                "2021-05-03: It sank on May 3. (1)",
            ],
        );
    }
}
