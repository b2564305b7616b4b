use jiff::civil::date;
use stemma_core::{
    AccountId, Claim, ClaimId, DateMention, EntityKind, Field, Member, Mention, MentionForm,
    OriginsAre, Passage, Place, Published, Span, Story, StoryId, TimexKind, Toward, WeekPart, When,
    Which, WhichYear, YearPart,
};

use super::{each, together, values};
use crate::testing::Collection;

fn day(month: i8, day: i8, side: Toward) -> When {
    When::InYear { part: YearPart::Day(month, day), year: WhichYear::Toward(side), weekday: None }
}

fn weekday(day: i8) -> When {
    When::InWeek { day: WeekPart::Day(day), which: Which::Toward(Toward::Past) }
}

/// Adds an account in which the words are dates of these meanings.
fn account(collection: &mut Collection, text: &str, dates: &[(&str, When)]) -> AccountId {
    let id = collection.account("The Halvik Courier", None, text);
    for (words, when) in dates {
        let at = text.find(words).expect("the words stand in the text");
        collection.found().dates.push(DateMention {
            place: Place::text(Span::new(at, at + words.len())),
            kind: TimexKind::Date,
            value: when.value(None),
            when: when.clone(),
            by: None,
        });
    }
    id
}

fn shown(published: &Published) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map_or("?".to_owned(), |day| day.to_string());
    let basis = published.basis.as_ref().map_or("", |basis| basis.words.as_str());
    match published.value {
        Some(value) => format!("{value}: {basis}"),
        None => format!("{}..{}: {basis}", day(published.earliest), day(published.latest)),
    }
}

fn alone(text: &str, dates: &[(&str, When)]) -> String {
    let mut collection = Collection::new();
    let id = account(&mut collection, text, dates);
    shown(&each(&collection.reported())[&id])
}

#[test]
fn a_dateline_with_its_year() {
    assert_eq!(
        alone(
            "PORT ANSEL, May 3, 2021 /NPA/ – The ferry sank.",
            &[("May 3, 2021", When::Fixed("2021-05-03".to_owned()))]
        ),
        "2021-05-03: 'May 3, 2021' in the dateline"
    );
}

#[test]
fn the_year_of_a_dateline_from_a_named_event_and_a_weekday() {
    let text = "PORT ANSEL, May 3. /NPA/. The drills matter, the minister said on Monday. \
                They are called Guarded Harbour-2021.";
    let dates = [("May 3", day(5, 3, Toward::Near)), ("Monday", weekday(1))];
    assert_eq!(
        alone(text, &dates),
        "2021-05-03: 'May 3' in the dateline; 'Monday' fits it in 2021; 'Harbour-2021' names the \
         year"
    );
    // 3 May 2022 is a Tuesday: 'on Monday' may be the day before.
    let text = text.replace("2021", "2022");
    assert!(alone(&text, &dates).starts_with("2022-05-03"));
    // 3 May 2023 is a Wednesday: the signs do not agree, and nothing is established.
    let text = text.replace("2022", "2023");
    assert_eq!(alone(&text, &dates), "?..?: ");
}

#[test]
fn the_year_of_a_dateline_from_a_full_date_and_a_weekday() {
    let text = "PORT ANSEL, May 3. /NPA/. The inquiry ended on Monday. The ferry sank on \
                December 4, 2020.";
    let sank = When::Dated { value: "2020-12-04".to_owned(), side: Toward::Past };
    assert!(
        alone(
            text,
            &[
                ("May 3", day(5, 3, Toward::Near)),
                ("Monday", weekday(1)),
                ("December 4, 2020", sank.clone()),
            ]
        )
        .starts_with("2021-05-03: ")
    );
    // Without the day of the week, several years fit: a bound is all there is.
    assert_eq!(
        alone(text, &[("May 3", day(5, 3, Toward::Near)), ("December 4, 2020", sank),]),
        "2020-12-04..?: tells of 'December 4, 2020'"
    );
}

#[test]
fn no_dateline_in_the_midst_of_a_sentence() {
    assert_eq!(
        alone("The ferry Star sank on May 3 – a Monday.", &[("May 3", day(5, 3, Toward::Past))]),
        "?..?: "
    );
}

#[test]
fn what_lies_behind_and_ahead_bounds_the_report() {
    let text = "Guarded Harbour-2021 began on May 3. It will end on May 9 as Guarded Harbour-2021.";
    assert_eq!(
        alone(text, &[("May 3", day(5, 3, Toward::Past)), ("May 9", day(5, 9, Toward::Future)),]),
        "2021-05-03..2021-05-09: tells of 'May 3'"
    );
}

#[test]
fn metadata_stand_against_the_dateline_with_a_note() {
    let mut collection = Collection::new();
    let text = "PORT ANSEL, May 3. /NPA/. The ferry sank.";
    let id = collection.account("NPA", Some("2021-06-20"), text);
    collection.found().dates.push(DateMention {
        place: Place::text(Span::new(12, 17)),
        kind: TimexKind::Date,
        value: String::new(),
        when: day(5, 3, Toward::Near),
        by: None,
    });
    assert_eq!(
        shown(&each(&collection.reported())[&id]),
        "2021-06-20: 2021-06-20; the dateline says 'May 3'"
    );
}

fn one_story(accounts: &[AccountId]) -> Vec<Story> {
    vec![Story { id: StoryId(1), title: String::new(), accounts: accounts.to_vec() }]
}

fn one_claim(members: &[(AccountId, Span)]) -> Vec<Claim> {
    let passages: Vec<Passage> =
        members.iter().map(|&(account, span)| Passage { account, of: Field::Text, span }).collect();
    vec![Claim {
        id: ClaimId(1),
        story: StoryId(1),
        text: passages[0],
        speaker: None,
        members: passages
            .into_iter()
            .map(|passage| Member { passage, statement: Some(0) })
            .collect(),
        differences: Vec::new(),
        origins: 0,
        origins_are: OriginsAre::Unknown,
        roots: Vec::new(),
        if_wrong: Vec::new(),
        near: Vec::new(),
    }]
}

const DATED: &str = "Guarded Harbour-2021 was discussed on May 3. “We will leave when it is over”, \
                     the minister said.";
const MONDAY: &str = "The minister spoke on Monday. “We shall go when it ends”, he said.";

/// Two accounts, one dated by a named event, one by a day of the week.
fn two(weekday_of_second: i8) -> (Collection, AccountId, AccountId) {
    let mut collection = Collection::new();
    let first = account(&mut collection, DATED, &[("May 3", day(5, 3, Toward::Past))]);
    let second = account(&mut collection, MONDAY, &[("Monday", weekday(weekday_of_second))]);
    (collection, first, second)
}

#[test]
fn an_account_that_says_on_monday_is_dated_by_one_with_the_same_words_and_a_date() {
    let (collection, first, second) = two(1);
    let reported = collection.reported();
    let claims = one_claim(&[(first, Span::new(0, 5)), (second, Span::new(0, 5))]);
    let stories = one_story(&[first, second]);
    let published = together(&reported, each(&reported), &stories, &claims);
    assert_eq!(
        shown(&published[&second]),
        "2021-05-03: 'Monday', the last day it tells of, is 'May 3' in account 1, which tells the \
         same"
    );
    assert_eq!(published[&first].value, Some(date(2021, 5, 3)));
    let values = values(&reported, &published);
    assert_eq!(values[&second], ["2021-05-03"]);
    // Without common words nothing is established.
    let published = together(&reported, each(&reported), &stories, &[]);
    assert_eq!(published[&second].value, None);
    assert_eq!(super::values(&reported, &published)[&first], ["2021-05-03"]);
    assert_eq!(super::values(&reported, &published)[&second], ["XXXX-WXX-1"]);
}

#[test]
fn another_day_of_the_week_dates_nothing() {
    let (collection, first, second) = two(2);
    let reported = collection.reported();
    let claims = one_claim(&[(first, Span::new(0, 5)), (second, Span::new(0, 5))]);
    let published = together(&reported, each(&reported), &one_story(&[first, second]), &claims);
    assert_eq!(published[&second].value, None);
}

#[test]
fn an_event_found_with_a_year_at_its_end_names_it_too() {
    let mut collection = Collection::new();
    let text = "PORT ANSEL, May 3. /NPA/. The Harbour Games 2021 opened.";
    let id = account(&mut collection, text, &[("May 3", day(5, 3, Toward::Near))]);
    let at = text.find("Harbour").expect("the name stands in the text");
    collection.found().mentions.push(Mention {
        place: Place::text(Span::new(at, at + "Harbour Games 2021".len())),
        kind: EntityKind::Event,
        form: MentionForm::Name,
        entity: None,
        by: None,
    });
    assert!(shown(&each(&collection.reported())[&id]).starts_with("2021-05-03"));
}

#[test]
fn a_day_that_only_another_report_dates_is_a_bound() {
    let mut collection = Collection::new();
    let first = collection.account("NPA", Some("2021-05-04"), MONDAY);
    let at = MONDAY.find("Monday").expect("the words stand in the text");
    let mention = |when: When| DateMention {
        place: Place::text(Span::new(at, at + "Monday".len())),
        kind: TimexKind::Date,
        value: when.value(None),
        when,
        by: None,
    };
    collection.found().dates.push(mention(weekday(1)));
    let second = account(&mut collection, MONDAY, &[("Monday", weekday(1))]);
    let reported = collection.reported();
    let claims = one_claim(&[(first, Span::new(0, 5)), (second, Span::new(0, 5))]);
    let published = together(&reported, each(&reported), &one_story(&[first, second]), &claims);
    assert_eq!(
        shown(&published[&second]),
        "2021-05-03..2021-05-08: 'Monday', the last day it tells of, is 'Monday' in account 1, \
         which tells the same"
    );
    // The report may be of any day of that week; its Monday is certain.
    assert_eq!(values(&reported, &published)[&second], ["2021-05-03"]);
}

#[test]
fn a_day_without_year_takes_the_year_of_the_same_day_in_an_account_with_the_same_words() {
    let mut collection = Collection::new();
    let first = collection.account("NPA", Some("2021-05-04"), DATED);
    let at = DATED.find("May 3").expect("the words stand in the text");
    let when = day(5, 3, Toward::Past);
    collection.found().dates.push(DateMention {
        place: Place::text(Span::new(at, at + "May 3".len())),
        kind: TimexKind::Date,
        value: when.value(None),
        when: when.clone(),
        by: None,
    });
    let text = "It sank on May 3. “We shall go when it ends”, the minister said.";
    let second = account(&mut collection, text, &[("May 3", when)]);
    let reported = collection.reported();
    let claims = one_claim(&[(first, Span::new(0, 5)), (second, Span::new(0, 5))]);
    let published = together(&reported, each(&reported), &one_story(&[first, second]), &claims);
    assert_eq!(
        shown(&published[&second]),
        "2021-05-03..?: 'May 3' is 2021-05-03 in account 1, which tells the same"
    );
    assert_eq!(values(&reported, &published)[&second], ["2021-05-03"]);
}

#[test]
fn a_name_of_two_words_bears_its_year() {
    let text = "HALVIK, May 3 - It said on Monday that the manoeuvre Firm Shore 2021 was over.";
    let dates = [("May 3", day(5, 3, Toward::Near)), ("Monday", weekday(1))];
    assert!(alone(text, &dates).starts_with("2021-05-03: "));
    let text = text.replace("the manoeuvre Firm Shore 2021", "by early May 2021 it");
    assert!(alone(&text, &dates).starts_with("?..?"));
}

#[test]
fn a_dateline_may_end_in_a_full_stop() {
    let when = When::Fixed("2021-05-03".to_owned());
    assert!(
        alone("PORT ANSEL, 3 May 2021. The ferry sank.", &[("3 May 2021", when)])
            .starts_with("2021-05-03: ")
    );
}

/// What the first account says of its day and of its dates.
fn dated(text: &str, dates: &[(&str, When)]) -> String {
    let mut collection = Collection::new();
    let id = account(&mut collection, text, dates);
    let reported = collection.reported();
    let published = each(&reported);
    format!("{} {}", shown(&published[&id]), values(&reported, &published)[&id].join(" "))
}

#[test]
fn a_weekday_beside_a_date_fixes_the_year_among_those_named() {
    // 9 October was a Wednesday in 2019 and will not be again before 2024.
    let text = "It fell on Wednesday, on October 9. The drill Guarded Harbour 2019 went on.";
    let dates = [("Wednesday", weekday(3)), ("October 9", day(10, 9, Toward::Past))];
    assert_eq!(
        dated(text, &dates),
        "2019-10-09..2019-10-14: tells of 'October 9' 2019-10-09 2019-10-09"
    );
    let other = text.replace("2019", "2020");
    assert_eq!(dated(&other, &dates), "?..?:  XXXX-WXX-3 XXXX-10-09");
    // The dateline's day is not the day of the news.
    let text = "HALVIK, October 9 - It fell on Wednesday. The drill Guarded Harbour 2019 went on.";
    let dates = [("October 9", day(10, 9, Toward::Near)), ("Wednesday", weekday(3))];
    assert!(dated(text, &dates).starts_with("2019-10-09: 'October 9' in the dateline"));
}

#[test]
fn a_page_that_was_updated_may_mean_the_day_of_the_update() {
    let seen = |days: i64, weekday_: i8| {
        let mut collection = Collection::new();
        let text = "The ferry left on thatday, the port said.";
        let id = collection.account("The Halvik Courier", Some("2021-06-14"), text);
        collection.found().dates.push(DateMention {
            place: Place::text(Span::new(18, 25)),
            kind: TimexKind::Date,
            value: String::new(),
            when: weekday(weekday_),
            by: None,
        });
        let reported = collection.reported();
        let mut published = each(&reported);
        let page = published.get_mut(&id).expect("the account");
        page.latest = page.value.map(|day| day.saturating_add(jiff::ToSpan::days(days)));
        values(&reported, &published)[&id].join(" ")
    };
    // A Monday; a bare Wednesday five days ago is of the update that knows it as today or yesterday.
    assert_eq!(seen(0, 3), "2021-06-09");
    assert_eq!(seen(1, 3), "2021-06-09");
    assert_eq!(seen(2, 3), "2021-06-16");
    assert_eq!(seen(3, 3), "2021-06-16");
    assert_eq!(seen(1, 1), "2021-06-14");
    assert_eq!(seen(1, 5), "2021-06-11");
    assert_eq!(seen(5, 5), "2021-06-11");
    // Six days ago would be 'last Tuesday'.
    assert_eq!(seen(0, 2), "2021-06-15");
    assert_eq!(seen(1, 2), "2021-06-15");
}
