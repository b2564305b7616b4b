use jiff::civil::{Date, date};
use stemma_core::{Account, Parsed, Published};

use super::find_dates;

/// The expressions of a text without a parse, seen from a day of report: `words = value`.
fn values(text: &str, report: Option<Date>) -> Vec<String> {
    let account = Account {
        key: None,
        source: String::new(),
        outlet: None,
        title: None,
        authors: Vec::new(),
        language: None,
        url: None,
        published: Published { value: report, ..Published::default() },
        text: text.to_owned(),
        dropped: Vec::new(),
    };
    find_dates(&account, &Parsed::default(), &Parsed::default())
        .iter()
        .map(|found| {
            assert_eq!(found.when.value(report), found.value);
            format!("{} = {}", found.place.span.of(text), found.value)
        })
        .collect()
}

fn check(text: &str, expected: &[&str]) {
    // A Wednesday.
    assert_eq!(values(text, Some(date(2021, 6, 16))), expected, "{text}");
}

#[test]
fn days_of_the_calendar() {
    check("On June 3, 2019, the ferry sank.", &["June 3, 2019 = 2019-06-03"]);
    check("The 3rd of June 2019 was calm.", &["3rd of June 2019 = 2019-06-03"]);
    check("It sank on June 3.", &["June 3 = 2021-06-03"]);
    check("It sank on Oct. 3.", &["Oct. 3 = 2020-10-03"]);
    check("HALVIK, June 15. /NPA/. The", &["June 15 = 2021-06-15"]);
    check(
        "2021-06-14 and 14.06.2021 and 6/14/2021",
        &["2021-06-14 = 2021-06-14", "14.06.2021 = 2021-06-14", "6/14/2021 = 2021-06-14"],
    );
    check(
        "On Monday, June 14, and June 15 and 16.",
        &["Monday, June 14 = 2021-06-14", "June 15 = 2021-06-15", "16 = 2021-06-16"],
    );
    check("May I ask whether March on the capital may stop?", &[]);
    check("The vote was on the 14th.", &["the 14th = 2021-06-14"]);
}

#[test]
fn one_expression_with_both_ends() {
    check("from February 10-22, 2021,", &["February 10-22, 2021 = 2021-02-10/2021-02-22"]);
    check("on Feb. 28 – March 3", &["Feb. 28 – March 3 = 2021-02-28/2021-03-03"]);
    check("10-22 February", &["10-22 February = 2021-02-10/2021-02-22"]);
    check("in 2018-19", &["2018-19 = 2018/2019"]);
}

#[test]
fn larger_parts_of_the_calendar() {
    check(
        "in March and early December 2019",
        &["March = 2021-03", "early December 2019 = 2019-12"],
    );
    check(
        "last November, in the summer of 2018, last fall",
        &["last November = 2020-11", "summer of 2018 = 2018-SU", "last fall = 2020-FA"],
    );
    check(
        "the third quarter of 2019, the first quarter",
        &["third quarter of 2019 = 2019-Q3", "first quarter = 2021-Q1"],
    );
    check("since the 1990s and the 19th century", &["1990s = 199X", "19th century = 18XX"]);
    check(
        "In 1998, 2000 people lived in 1,950 homes; the 1996 flood",
        &["1998 = 1998", "1996 = 1996"],
    );
    check("Guarded Harbour-2021 and Guarded Harbour 2021; 2000 demonstrators", &[]);
    check(
        "in the nineties, by the end of the year",
        &["nineties = 199X", "the end of the year = 2021"],
    );
}

#[test]
fn counted_from_the_report() {
    check(
        "yesterday, tomorrow morning, tonight",
        &["yesterday = 2021-06-15", "tomorrow morning = 2021-06-17TMO", "tonight = 2021-06-16TNI"],
    );
    check(
        "on Monday, last Friday, next Tuesday night",
        &["Monday = 2021-06-14", "last Friday = 2021-06-11", "next Tuesday night = 2021-06-22TNI"],
    );
    check(
        "last week, this month, early next year",
        &["last week = 2021-W23", "this month = 2021-06", "early next year = 2022"],
    );
    check(
        "11 days ago, two months ago, a year ago",
        &["11 days ago = 2021-06-05", "two months ago = 2021-04", "a year ago = 2020"],
    );
}

#[test]
fn counted_from_the_day_spoken_of_last() {
    check(
        "It sank on June 3. Two days later it was raised. The next day it left.",
        &["June 3 = 2021-06-03", "Two days later = 2021-06-05", "The next day = 2021-06-06"],
    );
}

#[test]
fn stretches_and_sets() {
    check(
        "for three days, a two-week visit, the past decade",
        &["three days = P3D", "two-week = P2W", "the past decade = P10Y"],
    );
    check(
        "for years, in recent months, several hours",
        &["years = PXY", "recent months = PXM", "several hours = PTXH"],
    );
    check(
        "every Friday, each year, daily, every two weeks",
        &["every Friday = XXXX-WXX-5", "each year = P1Y", "daily = P1D", "every two weeks = P2W"],
    );
    check("a six-year-old boy, 43 years old", &[]);
    check(
        "two and a half hours and half an hour",
        &["two and a half hours = PT2H30M", "half an hour = PT30M"],
    );
}

#[test]
fn clocks() {
    check(
        "at 10:35 a.m. (0735 GMT) Friday",
        &["10:35 a.m. = 2021-06-11T10:35", "0735 GMT = 2021-06-11T07:35Z", "Friday = 2021-06-11"],
    );
    check("until 9 p.m.; they won 3:2", &["9 p.m. = 2021-06-16T21:00"]);
}

#[test]
fn without_a_day_of_report_what_stands_stands() {
    let text = "On Monday the talks of February 14 were moved to March, as agreed last year.";
    assert_eq!(
        values(text, None),
        ["Monday = XXXX-WXX-1", "February 14 = XXXX-02-14", "March = XXXX-03", "last year = XXXX",]
    );
}
