use super::calendar::days_of;
use super::*;
use jiff::civil::date;

fn in_year(part: YearPart, year: WhichYear) -> When {
    When::InYear { part, year, weekday: None }
}

fn check(when: &When, report: Option<Date>, value: &str) {
    assert_eq!(when.value(report), value, "{when:?} from {report:?}");
}

#[test]
fn a_day_without_year_waits_for_the_report() {
    let past = in_year(YearPart::Day(2, 14), WhichYear::Toward(Toward::Past));
    check(&past, None, "XXXX-02-14");
    check(&past, Some(date(2022, 2, 14)), "2022-02-14");
    check(&past, Some(date(2022, 1, 3)), "2021-02-14");
    let future = in_year(YearPart::Day(2, 14), WhichYear::Toward(Toward::Future));
    check(&future, Some(date(2022, 1, 3)), "2022-02-14");
    let near = in_year(YearPart::Day(10, 23), WhichYear::Toward(Toward::Near));
    check(&near, Some(date(1999, 5, 6)), "1998-10-23");
    check(&near, Some(date(1999, 10, 1)), "1999-10-23");
    let leap = in_year(YearPart::Day(2, 29), WhichYear::Toward(Toward::Past));
    check(&leap, Some(date(2023, 3, 1)), "2020-02-29");
}

#[test]
fn a_weekday_beside_the_date_chooses_the_year() {
    let when = When::InYear {
        part: YearPart::Day(5, 4),
        year: WhichYear::Toward(Toward::Near),
        weekday: Some(1),
    };
    // 4 May is a Monday in 2020 and 2026.
    check(&when, Some(date(2021, 3, 1)), "2020-05-04");
    check(&when, Some(date(2026, 4, 1)), "2026-05-04");
}

#[test]
fn weekdays_count_from_the_report() {
    let monday = |which| When::InWeek { day: WeekPart::Day(1), which };
    let wednesday = Some(date(2022, 2, 16));
    check(&monday(Which::Toward(Toward::Near)), None, "XXXX-WXX-1");
    check(&monday(Which::Toward(Toward::Past)), wednesday, "2022-02-14");
    check(&monday(Which::Toward(Toward::Future)), wednesday, "2022-02-21");
    let monday_itself = Some(date(2022, 2, 14));
    check(&monday(Which::Toward(Toward::Past)), monday_itself, "2022-02-14");
    check(&monday(Which::Last), monday_itself, "2022-02-07");
    check(&monday(Which::Next), monday_itself, "2022-02-21");
}

#[test]
fn shifts_are_as_precise_as_their_unit() {
    let shift = |unit, by| When::Shift { from: None, unit, by };
    let report = Some(date(2000, 1, 6));
    check(&shift(Unit::Day, -1), report, "2000-01-05");
    check(&shift(Unit::Week, -6), report, "1999-W47");
    check(&shift(Unit::Month, -2), report, "1999-11");
    check(&shift(Unit::Quarter, -1), report, "1999-Q4");
    check(&shift(Unit::Year, -41), report, "1959");
    check(&shift(Unit::Decade, -1), report, "199X");
    check(&shift(Unit::Year, -1), None, "XXXX");
    let later = When::Shift {
        from: Some(Box::new(When::Fixed("1998-10-23".to_owned()))),
        unit: Unit::Day,
        by: 2,
    };
    check(&later, None, "1998-10-25");
    let of_a_year = When::Shift {
        from: Some(Box::new(When::Fixed("1998".to_owned()))),
        unit: Unit::Day,
        by: 2,
    };
    check(&of_a_year, report, "XXXX-XX-XX");
}

#[test]
fn feasts_move() {
    let feast = |feast| in_year(YearPart::Feast(feast), WhichYear::Toward(Toward::Past));
    let report = Some(date(2000, 4, 30));
    check(&feast(Feast::Easter), report, "2000-04-23");
    check(&feast(Feast::Thanksgiving), report, "1999-11-25");
    check(&feast(Feast::MemorialDay), report, "1999-05-31");
}

#[test]
fn bounds_that_agree_give_the_value() {
    let when = in_year(YearPart::Day(2, 10), WhichYear::Toward(Toward::Past));
    let (first, last) = (Some(date(2022, 2, 10)), Some(date(2022, 12, 31)));
    assert_eq!(when.value_between(first, last), "2022-02-10");
    assert_eq!(when.value_between(first, None), "XXXX-02-10");
    let when = When::InWeek { day: WeekPart::Day(1), which: Which::Toward(Toward::Past) };
    assert_eq!(when.value_between(first, last), "XXXX-WXX-1");
}

#[test]
fn values_cover_days() {
    for (value, first, last) in [
        ("2022-02-14", date(2022, 2, 14), date(2022, 2, 14)),
        ("2022-02-14TMO", date(2022, 2, 14), date(2022, 2, 14)),
        ("2022-02", date(2022, 2, 1), date(2022, 2, 28)),
        ("2022-W07", date(2022, 2, 14), date(2022, 2, 20)),
        ("2022-W07-WE", date(2022, 2, 19), date(2022, 2, 20)),
        ("2022-Q1", date(2022, 1, 1), date(2022, 3, 31)),
        ("2022-WI", date(2022, 12, 1), date(2023, 2, 28)),
        ("202X", date(2020, 1, 1), date(2029, 12, 31)),
        ("2022-02-10/2022-02-22", date(2022, 2, 10), date(2022, 2, 22)),
    ] {
        assert_eq!(days_of(value), Some((first, last)), "{value}");
    }
    for value in ["P3D", "PRESENT_REF", "XXXX-02-14", "XXXX-WXX-1", "", "2022-13", "2022-Q7"] {
        assert_eq!(days_of(value), None, "{value}");
    }
}
