//! Which pieces an axis has, and what its labels say.

use expect_test::{Expect, expect};

use super::*;
use stemma_tell::days::day;

fn check(happened: &[&str], reports: &[&str], expected: Expect) {
    let happened: Vec<Happened> = happened
        .iter()
        .map(|value| {
            let (first, last) = stemma_core::days_of(value).unwrap();
            Happened { first, last, is_throughout: value.contains('/') }
        })
        .collect();
    let reports: Vec<Date> = reports.iter().map(|day| day.parse().unwrap()).collect();
    let axis = Axis::new(&happened, &reports).unwrap();
    let mut told = String::new();
    for (n, piece) in axis.pieces.iter().enumerate() {
        let core = if n == axis.core { "  core" } else { "" };
        let days = range(dated(piece.first), dated(piece.last));
        let _ = writeln!(told, "{:>5.1} +{:.1}  {days}{core}", piece.start, piece.width);
    }
    for (last, first, left) in axis.breaks() {
        let _ = writeln!(told, "{} … {}: {left}", day(last), day(first));
    }
    let ticks: Vec<String> = axis
        .ticks()
        .iter()
        .map(|tick| format!("{}{}", tick.above, if tick.is_rare { "'" } else { "" }))
        .collect();
    let _ = writeln!(told, "{}", ticks.join(" "));
    expected.assert_eq(&told);
}

#[test]
fn days_near_the_reports_share_one_scale() {
    check(
        &["2031-05-02", "2031-05-05", "2031-05-12"],
        &["2031-05-05", "2031-05-07"],
        expect![[r"
              0.0 +100.0  2–12 May 2031  core
            2 May 3 May' 4 May' 5 May 6 May' 7 May' 8 May 9 May' 10 May' 11 May 12 May'
        "]],
    );
}

#[test]
fn far_off_days_have_pieces_of_their_own() {
    check(
        &["2019", "2031-03", "2031-05-05", "2031-05-06"],
        &["2031-05-06", "2031-05-08"],
        expect![[r"
              0.0 +12.0  1 Jan–31 Dec 2019
             16.0 +12.0  1–31 Mar 2031
             32.0 +68.0  5–8 May 2031  core
            31 Dec 2019 … 1 Mar 2031: about 11 years
            31 Mar 2031 … 5 May 2031: 35 days
            5 May 6 May' 7 May 8 May'
        "]],
    );
}

#[test]
fn many_far_off_days_are_joined() {
    check(
        &["1990", "1995", "2003", "2019-04-01", "2031-05-06", "2045-01-01"],
        &["2031-05-06"],
        expect![[r"
              0.0 +11.0  1 Jan 1990–31 Dec 2003
             15.0 +11.0  1 Apr 2019
             30.0 +55.0  6 May 2031  core
             89.0 +11.0  1 Jan 2045
            31 Dec 2003 … 1 Apr 2019: about 15 years
            1 Apr 2019 … 6 May 2031: about 12 years
            6 May 2031 … 1 Jan 2045: about 14 years
            6 May
        "]],
    );
}

#[test]
fn a_year_around_the_reports_squeezes_none_of_them() {
    check(
        &["2031", "2031-05-05"],
        &["2031-05-06"],
        expect![[r"
          0.0 +100.0  5–6 May 2031  core
        5 May 6 May
    "]],
    );
}

#[test]
fn months_of_reports_are_labelled_by_month() {
    check(
        &["2031-01-05"],
        &["2031-01-06", "2031-12-20"],
        expect![[r"
          0.0 +100.0  5 Jan–20 Dec 2031  core
        Feb Mar' Apr' May Jun' Jul' Aug Sep' Oct' Nov Dec'
    "]],
    );
}

#[test]
fn what_no_piece_holds_lies_at_an_end() {
    let year = Happened { first: date(2031, 1, 1), last: date(2031, 12, 31), is_throughout: false };
    let axis = Axis::new(&[year], &[date(2031, 5, 6), date(2031, 5, 8)]).unwrap();
    assert_eq!(axis.stretch(year.first, year.last), (0.0, 100.0));
    let track = axis.track(&year, &[], "a.html#t0-4", "2031").into_string();
    assert_eq!(track.matches("beyond").count(), 2, "{track}");
    assert!(!track.contains("class=\"edge\""), "{track}");
}

#[test]
fn reports_that_would_lie_upon_one_another_are_one_mark() {
    let day = Happened { first: date(2031, 1, 1), last: date(2031, 1, 1), is_throughout: true };
    let report = |day: Date, accounts, title: &str| Report {
        first: day,
        last: day,
        accounts,
        href: format!("{title}.html"),
        title: title.to_owned(),
    };
    let reports = [
        report(date(2031, 1, 2), 1, "a"),
        report(date(2031, 1, 3), 2, "b"),
        report(date(2031, 12, 20), 1, "c"),
    ];
    let days: Vec<Date> = reports.iter().map(|one| one.first).collect();
    let axis = Axis::new(&[day], &days).unwrap();
    let marks: Vec<(usize, String)> =
        axis.marks(&reports).into_iter().map(|mark| (mark.accounts, mark.title)).collect();
    assert_eq!(marks, [(3, "a; b".to_owned()), (1, "c".to_owned())]);
}
