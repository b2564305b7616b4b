use expect_test::{Expect, expect};
use stemma_core::{Bound, ClaimId, DateMention, OriginsAre, Quantity, StoryId, TimexKind, When};

use super::*;
use crate::testing::{ALONE, Collection, note};

/// An account that is all of one claim.
#[derive(Clone, Copy, Default)]
struct Told {
    text: &'static str,
    /// The day of the report.
    day: Option<&'static str>,
    /// Words that were found to be a number, and which.
    number: Option<(&'static str, f64)>,
    /// Where all of it is a statement, how sure that is.
    stated: Option<Certainty>,
    /// Words that were found to be a day, and which.
    date: Option<(&'static str, &'static str)>,
}

fn told(text: &'static str) -> Told {
    Told { text, ..Told::default() }
}

/// A claim that some accounts have, the first most fully, and nothing besides.
fn check<const N: usize>(sides: [Told; N], expect: &Expect) {
    let mut collection = Collection::new();
    let mut values = BTreeMap::new();
    for side in sides {
        let id = collection.account("outlet", side.day, side.text);
        let place = |words: &str| {
            let at = side.text.find(words).expect("the words stand in the text");
            Place::text(Span::new(at, at + words.len()))
        };
        if let Some((words, value)) = side.number {
            collection.found().quantities.push(Quantity {
                place: place(words),
                value,
                bound: if words.starts_with("over") { Bound::AtLeast } else { Bound::Exact },
                unit: None,
                of: None,
            });
        }
        if let Some((words, value)) = side.date {
            collection.found().dates.push(DateMention {
                place: place(words),
                kind: TimexKind::Date,
                value: value.to_owned(),
                when: When::Fixed(value.to_owned()),
                by: None,
            });
            values.insert(id, vec![value.to_owned()]);
        }
        if let Some(certainty) = side.stated {
            collection.found().statements.push(Statement {
                certainty,
                ..crate::testing::statement(Span::new(0, side.text.len()))
            });
        }
    }
    let accounts = collection.reported();
    let story = Story {
        id: StoryId(1),
        title: String::new(),
        accounts: accounts.iter().map(|a| a.id).collect(),
    };
    let members: Vec<Member> = (accounts.iter())
        .map(|a| {
            let all = Span::new(0, a.account.text.len());
            Member {
                passage: Place::text(all).in_account(a.id),
                statement: a.found.statements.first().map(|_| 0),
            }
        })
        .collect();
    let mut claims = [Claim {
        id: ClaimId(1),
        story: StoryId(1),
        text: members[0].passage,
        speaker: None,
        members,
        differences: Vec::new(),
        origins: 0,
        origins_are: OriginsAre::Unknown,
        roots: Vec::new(),
        if_wrong: Vec::new(),
        near: Vec::new(),
    }];
    let published = accounts.iter().map(|a| (a.id, a.account.published.clone())).collect();
    let days = Days { published: &published, values: &values };
    find(&accounts, &[], &[story], days, &ALONE, &mut claims);
    let lines: Vec<String> = (claims[0].differences.iter())
        .map(|difference| format!("{:?}: {}\n", difference.kind, note(&difference.note)))
        .collect();
    expect.assert_eq(&lines.concat());
}

#[test]
fn other_words_between_equal_ones() {
    check(
        [
            told("we will withdraw when exercises are over"),
            told("we will leave when drills are over"),
        ],
        &expect![[r"
            Wording: withdraw / leave
            Wording: exercises / drills
        "]],
    );
}

#[test]
fn words_that_only_moved_are_no_difference() {
    check([told("at dawn ships sank"), told("ships sank at dawn")], &expect![""]);
}

#[test]
fn numbers_differ_unless_their_bounds_meet() {
    let twelve = Told { number: Some(("12", 12.0)), ..told("ships carried 12 men") };
    let fifteen = Told { number: Some(("15", 15.0)), ..told("ships carried 15 men") };
    let over = Told { number: Some(("over 12", 12.0)), ..told("ships carried over 12 men") };
    check(
        [twelve, fifteen],
        &expect![[r"
            Number: 12 / 15
        "]],
    );
    check([over, fifteen], &expect![""]);
}

#[test]
fn numbers_that_the_fullest_does_not_tell_are_compared_among_the_others() {
    let twelve = Told { number: Some(("12", 12.0)), ..told("divers found 12 men") };
    let fifteen = Told { number: Some(("15", 15.0)), ..told("divers found 15 men") };
    check(
        [told("on Monday divers found men and a dog"), twelve, fifteen],
        &expect![[r"
            Number: 12 / 15
        "]],
    );
}

#[test]
fn a_count_that_has_grown_by_a_later_day_is_no_conflict() {
    let on = |day, words, value| Told {
        day: Some(day),
        number: Some((words, value)),
        text: if value < 14.0 { "divers found 12 men" } else { "divers found 15 men" },
        ..Told::default()
    };
    check([on("2031-05-04", "12", 12.0), on("2031-05-05", "15", 15.0)], &expect![""]);
    check(
        [on("2031-05-05", "12", 12.0), on("2031-05-04", "15", 15.0)],
        &expect![[r"
            Number: 12 / 15
        "]],
    );
}

#[test]
fn what_one_has_for_certain_and_the_other_for_possible() {
    let sure = |certainty, text| Told { stated: Some(certainty), ..told(text) };
    check(
        [
            sure(Certainty::Certain, "the bridge closes in May"),
            sure(Certainty::Planned, "the bridge closes in May"),
        ],
        &expect![[r"
            Certainty: Certainties(Certain, Planned)
        "]],
    );
    check(
        [
            sure(Certainty::Possible, "the bridge closes in May"),
            sure(Certainty::Planned, "the bridge closes in May"),
        ],
        &expect![""],
    );
}

#[test]
fn of_several_days_those_that_agree_are_no_difference() {
    let on = |words, value, text| Told { date: Some((words, value)), ..told(text) };
    check(
        [
            on("Monday", "2031-05-05", "the bridge closes on Monday"),
            on("Tuesday", "2031-05-06", "the bridge closes on Tuesday"),
        ],
        &expect![[r"
            Date: Monday / Tuesday
        "]],
    );
    check(
        [
            on("Monday", "2031-05-05", "the bridge closes Monday"),
            on("May", "2031-05", "the bridge closes May"),
        ],
        &expect![""],
    );
}

#[test]
fn a_day_may_be_known_in_part() {
    assert!(days::agree("2031-02-14", "XXXX-02-14"));
    assert!(days::agree("2031-02-14", "2031-02"));
    assert!(days::agree("2031-W07", "2031-02-14"));
    assert!(!days::agree("2031-02-14", "2031-02-15"));
}
