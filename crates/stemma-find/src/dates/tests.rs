use jiff::civil::{Date, date};
use stemma_core::{Account, Parsed, Published};

use super::find_dates;

mod tense;

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
    check("It sank on Nov. 3.", &["Nov. 3 = 2020-11-03"]);
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
    check("26 February – 1 March 2018", &["26 February – 1 March 2018 = 2018-02-26/2018-03-01"]);
    check("10-22 February", &["10-22 February = 2021-02-10/2021-02-22"]);
    check("in 2018-19", &["2018-19 = 2018/2019"]);
}

#[test]
fn larger_parts_of_the_calendar() {
    check(
        "in March and early December 2019",
        &["March = 2019-03", "early December 2019 = 2019-12"],
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
fn days_in_words_and_around_others() {
    check(
        "on the second of December, the twenty-first of May 2019, on Tuesday 15, Boxing Day",
        &[
            "the second of December = 2020-12-02",
            "the twenty-first of May 2019 = 2019-05-21",
            "Tuesday 15 = 2021-06-15",
            "Boxing Day = 2020-12-26",
        ],
    );
    check(
        "the week of June 7, the week beginning 5 July, one week of March rain",
        &[
            "the week of June 7 = 2021-W23",
            "the week beginning 5 July = 2021-W27",
            "one week = P1W",
            "March = 2021-03",
        ],
    );
    check(
        "the end of May, the end of 2019, the middle of next week, the end of the 1990s",
        &[
            "the end of May = 2021-05",
            "the end of 2019 = 2019",
            "the middle of next week = 2021-W25",
            "the end of the 1990s = 199X",
        ],
    );
    check("the end of the 1998 war", &["1998 = 1998"]);
    check(
        "the night of June 3, the morning of Friday, June 4",
        &["the night of June 3 = 2021-06-03TNI", "the morning of Friday, June 4 = 2021-06-04TMO"],
    );
    check(
        "late on Monday, early in 2019, later in the year",
        &["late on Monday = 2021-06-14", "early in 2019 = 2019", "later in the year = 2019"],
    );
    check("Wednesday through Sunday", &["Wednesday = 2021-06-16", "Sunday = 2021-06-20"]);
    check("in 480 BC, in 1066, in 1200 villages", &["480 BC = BC0480", "1066 = 1066"]);
    check("the winter of 2019-20", &["winter of 2019-20 = 2019-WI"]);
}

#[test]
fn lists_of_days_and_short_years() {
    check(
        "on June 3, 4 and 5, on the 3rd and 4th of May,",
        &[
            "June 3 = 2021-06-03",
            "4 = 2021-06-04",
            "5 = 2021-06-05",
            "the 3rd = 2021-05-03",
            "4th of May = 2021-05-04",
        ],
    );
    check("Jan. 1, '98, the class of '98, it's 98", &["Jan. 1, '98 = 1998-01-01", "'98 = 1998"]);
    check(
        "in late spring and early summer 2019",
        &["late spring = 2021-SP", "early summer 2019 = 2019-SU"],
    );
    check(
        "the whole week, another two days, just another day, 9 p.m. on Sunday night",
        &[
            "the whole week = P1W",
            "another two days = P2D",
            "9 p.m. on Sunday night = 2021-06-13T21:00",
        ],
    );
    check(
        "by year's end; 15 Feb 2021, 09:41",
        &["year's end = 2021", "15 Feb 2021 = 2021-02-15", "09:41 = 2021-02-15T09:41"],
    );
    check("They spoke earlier this week.", &["this week = 2021-W24"]);
}

#[test]
fn weekdays_of_months_and_lists() {
    check(
        "the second Monday of October, the last Sunday in March 2019",
        &[
            "the second Monday of October = 2021-10-11",
            "the last Sunday in March 2019 = 2019-03-31",
        ],
    );
    check(
        "between 10 and 20 May, on 3, 4 and 5 June; of 12 and 5 May; 14 and 15 June",
        &[
            "10 = 2021-05-10",
            "20 May = 2021-05-20",
            "3 = 2021-06-03",
            "4 = 2021-06-04",
            "5 June = 2021-06-05",
            "5 May = 2021-05-05",
            "15 June = 2021-06-15",
        ],
    );
    check(
        "every Tuesday and Thursday, every other Friday and on Saturday, two Mondays ago",
        &[
            "every Tuesday = XXXX-WXX-2",
            "Thursday = XXXX-WXX-4",
            "every other Friday = XXXX-WXX-5",
            "Saturday = 2021-06-12",
        ],
    );
}

#[test]
fn years_and_weeks_that_other_words_name() {
    check(
        "It opened in 1953. It grew in the summer of that year, and on 3 October the same year it fell.",
        &["1953 = 1953", "summer of that year = 1953-SU", "3 October the same year = 1953-10-03"],
    );
    check(
        "It sank on June 3. The following Tuesday, in May",
        &["June 3 = 2021-06-03", "The following Tuesday = 2021-06-08", "May = 2021-05"],
    );
    check(
        "the week before last, the week after next, a fortnight ago, half a century ago",
        &[
            "the week before last = 2021-W22",
            "the week after next = 2021-W26",
            "a fortnight ago = 2021-W22",
            "half a century ago = 1971",
        ],
    );
    check("In 2021/22, H1 2019, and 1998/12", &["2021/22 = 2021/2022", "H1 2019 = 2019-H1"]);
    // No calendar knows the day before it.
    check("The next day they left.", &["The next day = XXXX-XX-XX"]);
    // A winter bears the year in which it begins.
    let january = Some(date(2022, 1, 20));
    assert_eq!(
        values("this winter, last winter", january),
        ["this winter = 2021-WI", "last winter = 2020-WI"]
    );
}

#[test]
fn halves_and_hours() {
    check(
        "an hour and a half, a year and a half ago, at half past four two men, at 1900 hours",
        &[
            "an hour and a half = PT1H30M",
            "a year and a half ago = 2019-12",
            "half past four = 2021-06-16T04:30",
            "1900 hours = 2021-06-16T19:00",
        ],
    );
}

#[test]
fn words_of_time_that_tell_none() {
    check("One day he will be back. It may one day sink. Three in as many months", &[]);
    check("It opened at the May Theatre in the fall of the government.", &[]);
    check("1918 men", &[]);
    check("It lasted for one day.", &["one day = P1D"]);
}

#[test]
fn a_bare_weekday_six_days_ago_would_be_called_last() {
    // The report is of a Wednesday.
    check(
        "Thursday, Friday, Saturday, last Thursday",
        &[
            "Thursday = 2021-06-17",
            "Friday = 2021-06-18",
            "Saturday = 2021-06-12",
            "last Thursday = 2021-06-10",
        ],
    );
}

#[test]
fn a_year_that_stands_beside_or_before() {
    check("between March and June 2019", &["March = 2019-03", "June 2019 = 2019-06"]);
    check("from November to March 2020", &["November = 2019-11", "March 2020 = 2020-03"]);
    check("on May 3 and June 5, 2019", &["May 3 = 2019-05-03", "June 5, 2019 = 2019-06-05"]);
    check(
        "The war began in September 1939. On 3 September Norland joined. In April 1940 the south \
         fell. On the 10th, the army came at 5 a.m. In July 1941 it turned. On 5 December it was \
         stopped. In January it withdrew.",
        &[
            "September 1939 = 1939-09",
            "3 September = 1939-09-03",
            "April 1940 = 1940-04",
            "the 10th = 1940-04-10",
            "5 a.m. = 1940-04-10T05:00",
            "July 1941 = 1941-07",
            "5 December = 1941-12-05",
            "January = 1942-01",
        ],
    );
    check(
        "The war lasted from 3 April 1911 to 22 May 1913. On 6 April it began. By the end of the \
         year it stood still. That winter was cold, and the next spring it ended. In 264 BC, three \
         years later, in the 3rd century BC",
        &[
            "3 April 1911 = 1911-04-03",
            "22 May 1913 = 1913-05-22",
            "6 April = 1911-04-06",
            "the end of the year = 1911",
            "That winter = 1911-WI",
            "the next spring = 1912-SP",
            "264 BC = BC0264",
            "three years = P3Y",
            "3rd century BC = BC02XX",
        ],
    );
    // News counts from its own day, and history ends before it.
    check(
        "The mine opened in September 1939, fell in April 1940 and opened in July 2021. In May, it",
        &[
            "September 1939 = 1939-09",
            "April 1940 = 1940-04",
            "July 2021 = 2021-07",
            "May = 2021-05",
        ],
    );
    check(
        "The mine opened in September 1939, and on Monday it closed. It had warned in May.",
        &["September 1939 = 1939-09", "Monday = 2021-06-14", "May = 2021-05"],
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
        "at 4:15 p.m. (1315 GMT) Saturday",
        &["4:15 p.m. = 2021-06-12T16:15", "1315 GMT = 2021-06-12T13:15Z", "Saturday = 2021-06-12"],
    );
    check("until 9 p.m.; they won 3:2", &["9 p.m. = 2021-06-16T21:00"]);
}

#[test]
fn hours_in_words_and_parts_of_the_day() {
    check(
        "at half past nine, ten minutes to three, twenty after twelve, ten to twelve people",
        &[
            "half past nine = 2021-06-16T09:30",
            "ten minutes to three = 2021-06-16T02:50",
            "twenty after twelve = 2021-06-16T12:20",
        ],
    );
    check(
        "On Saturday it closed at dawn, and in the evening it opened. By 3:30 p.m. local time it shut.",
        &[
            "Saturday = 2021-06-12",
            "dawn = 2021-06-12TMO",
            "the evening = 2021-06-12TEV",
            "3:30 p.m. local time = 2021-06-16T15:30",
        ],
    );
}

#[test]
fn how_often_and_how_long() {
    check(
        "twice a week, three times a year, 1,000 days, 2.5 years, this past weekend",
        &[
            "twice a week = P1W",
            "three times a year = P1Y",
            "1,000 days = P1000D",
            "2.5 years = P2.5Y",
            "this past weekend = 2021-W23-WE",
        ],
    );
    // From a month no week can be counted, and from the report none ahead.
    check("A week later it fell.", &["A week = P1W"]);
    check("In April 2019, three weeks earlier,", &["April 2019 = 2019-04", "three weeks = P3W"]);
    check(
        "In October 2019 he fled. That day",
        &["October 2019 = 2019-10", "That day = 2019-10-XX"],
    );
}

#[test]
fn without_a_day_of_report_what_stands_stands() {
    let text = "On Monday the talks of February 14 were moved to March, as agreed last year.";
    assert_eq!(
        values(text, None),
        ["Monday = XXXX-WXX-1", "February 14 = XXXX-02-14", "March = XXXX-03", "last year = XXXX",]
    );
}

/// Pieces that time expressions are made of, and what stands around them.
const PIECES: [&str; 84] = [
    "February",
    "Feb",
    "May",
    "march",
    "14",
    "18th",
    "1998",
    "2022",
    "98",
    "0",
    "1,900",
    "10:35",
    "-",
    "–",
    "/",
    ".",
    ",",
    "'",
    "’",
    "s",
    ":",
    "(",
    ")",
    "\n\n",
    "the",
    "The",
    "a",
    "an",
    "half",
    "of",
    "and",
    "to",
    "last",
    "next",
    "this",
    "early",
    "late",
    "Monday",
    "Mondays",
    "night",
    "week",
    "weeks",
    "year",
    "years",
    "century",
    "quarter",
    "first",
    "Q",
    "1",
    "2",
    "ago",
    "later",
    "before",
    "every",
    "now",
    "p",
    "m",
    "GMT",
    "Easter",
    "й“",
    "past",
    "half",
    "noon",
    "whole",
    "spring",
    "that",
    "from",
    "between",
    "through",
    "beginning",
    "end",
    "in",
    "BC",
    "twice",
    "times",
    "another",
    "Wednesday",
    "through",
    "local",
    "time",
    "night",
    "fiscal",
    "June 1911",
    "1,000",
];

proptest::proptest! {
    /// Whatever the pieces, nothing panics, spans are in order and apart, and bounds that meet say
    /// what their day says.
    #[test]
    fn any_pieces_give_spans_that_are_in_order(
        pieces in proptest::collection::vec((0..PIECES.len(), proptest::bool::ANY), 0..24),
    ) {
        let mut text = String::new();
        for (n, space) in pieces {
            text.push_str(PIECES[n]);
            if space {
                text.push(' ');
            }
        }
        let report = Some(date(2021, 6, 16));
        let found = super::expressions(&text, &Parsed::default(), false, report);
        let mut last = 0;
        for ((span, _, when), _) in found {
            assert!(span.start >= last && span.end > span.start, "{span:?} in {text:?}");
            assert!(span.get(&text).is_some(), "{span:?} in {text:?}");
            last = span.end;
            assert_eq!(when.value_between(report, report), when.value(report));
            assert!(!when.value(None).is_empty());
        }
    }
}

#[test]
fn a_text_without_full_stops_takes_no_longer_than_its_length() {
    // With the square of it this would take hours.
    let text = "at 5 p.m. she left and ".repeat(20_000);
    assert_eq!(values(&text, Some(date(2021, 6, 16))).len(), 20_000);
}
