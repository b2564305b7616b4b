//! Whether two passages that are alike would be true or false together.

use std::collections::BTreeMap;
use std::sync::Arc;

use stemma_core::{
    AccountId, Certainty, ClaimReason, DifferenceKind, Field, Note, Quantity, Reported, Span,
};

use crate::likeness::Class;
use crate::numbers::{agree, comparable};

use super::align::Alignment;
use super::units::{Role, Unit};
use super::who::Who;

/// What speaks against two alike passages being one claim, by how much each takes from their
/// likeness. Set on `translations-a`, where neighbouring sentences of one document are the passages
/// that are alike and not the same.
const OTHER_FIGURES: f32 = 0.2;
const OTHER_COUNT: f32 = 0.25;
const NEGATED: f32 = 0.3;
/// Another speaker may say the same of a third; of himself ("we will leave") he says another thing.
const OTHER_SPEAKER: f32 = 0.03;
const OTHER_SELF: f32 = 0.2;
const ASKED: f32 = 0.1;
const OTHER_VERB: f32 = 0.04;
/// From this match on two verbs correspond.
const LIKE_VERBS: f32 = 0.5;
const LESS_CERTAIN: f32 = 0.03;
/// What it adds that all words of the shorter stand in the same order, side by side.
const RUNS: f32 = 0.15;
/// What one speaker adds. By hand, like what follows, with the stories of `examples` at hand.
const ONE_SPEAKER: f32 = 0.05;
/// What a verb adds whose subject or object corresponds with it.
const ONE_DEED: f32 = 0.08;
/// A quotation that was cut is as like as its words that are left, less so much of what it lost.
const CUT: f32 = 0.5;
/// What of the shorter's weight, and of its neighbours, must stand in the longer for that.
const CUT_COVERED: f32 = 0.85;
const CUT_RUNS: f32 = 0.75;
/// Other days of the calendar: a running total of another day, next year's exercise and last year's.
/// By hand: a copy or a translation that slips in the day is still one claim, by the order of both.
const OTHER_DAY: f32 = 0.12;
/// "A accused B" and "B accused A". By hand.
const SWAPPED: f32 = 0.4;

/// A piece of evidence: what it is, and what it adds to the likeness or takes from it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Evidence {
    pub(super) reason: ClaimReason,
    pub(super) weight: f32,
}

impl Evidence {
    /// What two passages differ in that are kept apart by it; `None` of what keeps none apart.
    pub(super) fn apart(&self) -> Option<(DifferenceKind, Note)> {
        let words = |x: &String, y: &String| Note::Words(x.clone(), y.clone());
        Some(match &self.reason {
            ClaimReason::OtherNumbers(x, y) | ClaimReason::OtherFigures(x, y) => {
                (DifferenceKind::Number, words(x, y))
            }
            ClaimReason::OtherDays(x, y) => (DifferenceKind::Date, words(x, y)),
            ClaimReason::RolesSwapped(x, y) => (DifferenceKind::Roles, words(x, y)),
            ClaimReason::OtherSpeakers(x, y) => (DifferenceKind::Speaker, words(x, y)),
            ClaimReason::OneDenies => (DifferenceKind::Polarity, Note::OneDenies),
            ClaimReason::OneAsks => (DifferenceKind::Certainty, Note::OneAsks),
            ClaimReason::OneLessCertain(x, y) => {
                (DifferenceKind::Certainty, Note::Certainties(*x, *y))
            }
            _ => return None,
        })
    }
}

/// What numbers, days, negation, roles, speaker and certainty say for and against.
pub(super) fn weigh(
    (a, b): (&Unit, &Unit),
    alignment: &Alignment,
    accounts: &[&Reported<'_>],
    who: &Who<'_>,
    date_values: &BTreeMap<AccountId, Vec<String>>,
) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    let mut add = |weight: f32, reason| evidence.push(Evidence { reason, weight });
    if alignment.runs > 0.0 {
        add(RUNS * alignment.runs, ClaimReason::WordsInARow(alignment.runs));
    }
    let sides = Sides { units: (a, b), accounts };
    if let Some((x, y)) = sides.other_count(alignment, who) {
        add(-OTHER_COUNT, ClaimReason::OtherNumbers(x, y));
    } else if let Some((x, y)) = sides.other_figures(alignment) {
        add(-OTHER_FIGURES, ClaimReason::OtherFigures(x, y));
    }
    if let Some((x, y)) = sides.other_day(date_values) {
        add(-OTHER_DAY, ClaimReason::OtherDays(x, y));
    }
    if negated(a, b, alignment) || a.denied && !b.negates || b.denied && !a.negates {
        add(-NEGATED, ClaimReason::OneDenies);
    }
    if let Some((x, y)) = sides.swapped(alignment) {
        add(-SWAPPED, ClaimReason::RolesSwapped(x, y));
    }
    match (a.speaker, b.speaker) {
        (Some(x), Some(y)) if x == y || a.jointly.contains(&y) || b.jointly.contains(&x) => {
            add(ONE_SPEAKER, ClaimReason::OneSpeaker);
        }
        (Some(x), Some(y)) if who.others(x, y) => {
            let own = a.first_person || b.first_person;
            let weight = if own { OTHER_SELF } else { OTHER_SPEAKER };
            let (x, y) = (who.name(x).to_owned(), who.name(y).to_owned());
            add(-weight, ClaimReason::OtherSpeakers(x, y));
        }
        _ => {}
    }
    if other_verbs(a, b, alignment) {
        add(-OTHER_VERB, ClaimReason::OtherVerbs);
    } else if one_deed(a, b, alignment) {
        add(ONE_DEED, ClaimReason::OneDeed);
    }
    if let Some(weight) = cut(a, b, alignment) {
        add(weight, ClaimReason::CutShort);
    }
    if a.asks != b.asks {
        add(-ASKED, ClaimReason::OneAsks);
    } else if let (Some(x), Some(y)) = (a.certainty, b.certainty)
        && (x == Certainty::Certain) != (y == Certainty::Certain)
    {
        add(-LESS_CERTAIN, ClaimReason::OneLessCertain(x, y));
    }
    evidence
}

/// What it adds that one is the other cut short: both are said, or the account's own words are many.
fn cut(a: &Unit, b: &Unit, alignment: &Alignment) -> Option<f32> {
    /// Words of an account's own that weigh less are too few to show that they were cut.
    const OWN_WORDS: f32 = 16.0;
    let covered = alignment.covered.0.max(alignment.covered.1);
    let said = a.statement.is_some() && b.statement.is_some();
    let long = a.weight.min(b.weight) >= OWN_WORDS;
    let is_cut = covered >= CUT_COVERED && alignment.runs >= CUT_RUNS && (said || long);
    is_cut.then(|| CUT * (covered - alignment.likeness()))
}

/// Whether both hang on verbs that tell something and none of them has its like in the other.
fn other_verbs(a: &Unit, b: &Unit, alignment: &Alignment) -> bool {
    let stands = |&(i, j, match_): &(usize, usize, f32)| {
        (a.main.contains(&i) || b.main.contains(&j)) && match_ >= LIKE_VERBS
    };
    !a.main.is_empty() && !b.main.is_empty() && !alignment.pairs.iter().any(stands)
}

/// Whether some verb and its object (or its subject) both correspond.
fn one_deed(a: &Unit, b: &Unit, alignment: &Alignment) -> bool {
    let stands_for = |i: usize, j: usize| {
        let mut pairs = alignment.pairs.iter();
        pairs.any(|&(x, y, match_)| x == i && y == j && match_ >= LIKE_VERBS)
    };
    let tells = |unit: &Unit, n: usize| unit.words[n].word.class.tells();
    a.roles.iter().filter(|x| tells(a, x.verb) && tells(a, x.argument)).any(|x| {
        b.roles.iter().any(|y| {
            x.is_subject == y.is_subject
                && stands_for(x.verb, y.verb)
                && stands_for(x.argument, y.argument)
        })
    })
}

/// Whether the same verb, aligned with itself, is negated in one of the two, and nothing in the other
/// negates in other words.
pub(crate) fn negated(a: &Unit, b: &Unit, alignment: &Alignment) -> bool {
    if a.negates && b.negates {
        return false;
    }
    alignment.pairs.iter().any(|&(i, j, _)| {
        let (x, y) = (&a.words[i].word, &b.words[j].word);
        x.term == y.term
            && matches!(x.class, Class::Verb | Class::Light)
            && a.negated.contains(&x.term) != b.negated.contains(&y.term)
    })
}

/// Two passages with the accounts that they stand in.
struct Sides<'a> {
    units: (&'a Unit, &'a Unit),
    accounts: &'a [&'a Reported<'a>],
}

impl Sides<'_> {
    fn account(&self, unit: &Unit) -> &Reported<'_> {
        self.accounts[unit.account]
    }

    /// The words of a span of the text that a passage is of.
    fn words(&self, unit: &Unit, span: Span) -> &str {
        let account = self.account(unit).account;
        let text = match unit.place.of {
            Field::Title => account.title.as_deref().unwrap_or_default(),
            Field::Text | Field::Dropped(_) => &account.text,
        };
        span.get(text).unwrap_or_default()
    }

    fn both(&self, x: Span, y: Span) -> (String, String) {
        let (a, b) = self.units;
        (self.words(a, x).to_owned(), self.words(b, y).to_owned())
    }

    /// Two quantities of the same thing that cannot both be right, and that no other person's
    /// number explains.
    fn other_count(&self, alignment: &Alignment, who: &Who<'_>) -> Option<(String, String)> {
        let (a, b) = self.units;
        let in_a = || a.quantities.iter().map(|&n| &self.account(a).found.quantities[n]);
        let in_b = || b.quantities.iter().map(|&n| &self.account(b).found.quantities[n]);
        let of_one =
            |x: &Quantity, y: &Quantity| comparable(x, y) && same_thing(a, b, (x, y), alignment);
        let mut apart = in_a().flat_map(|x| in_b().map(move |y| (x, y)));
        let (x, y) = apart.find(|&(x, y)| {
            // "Two or three" has two numbers of one thing.
            of_one(x, y)
                && !in_b().any(|other| of_one(x, other) && agree(x, other))
                && !in_a().any(|other| of_one(other, y) && agree(other, y))
                && !self.other_owners((x, y), who)
        })?;
        Some(self.both(x.place.span, y.place.span))
    }

    /// Whether two numbers are given by two people who are others for sure.
    fn other_owners(&self, (x, y): (&Quantity, &Quantity), who: &Who<'_>) -> bool {
        let (a, b) = self.units;
        let owner = |unit: &Unit, quantity: &Quantity| {
            let reported = self.account(unit);
            let statement = reported.found.statement_at(quantity.place)?;
            let speaker = reported.found.statements[statement].speaker?;
            who.entity(reported.id, speaker.entity?)
        };
        match (owner(a, x), owner(b, y)) {
            (Some(one), Some(other)) => who.others(one, other),
            _ => false,
        }
    }

    /// Figures on both sides that have no counterpart on the other, of one measure.
    fn other_figures(&self, alignment: &Alignment) -> Option<(String, String)> {
        let left = |unit: &Unit, taken: &dyn Fn(usize) -> bool| -> Vec<Arc<Quantity>> {
            let words = unit.words.iter().enumerate();
            let words = words.filter(|&(n, word)| !word.of_name && !taken(n));
            let figure = |quantity: &&Arc<Quantity>| {
                self.words(unit, quantity.place.span).contains(|c: char| c.is_ascii_digit())
            };
            words.filter_map(|(_, word)| word.number.as_ref()).filter(figure).cloned().collect()
        };
        let (a, b) = self.units;
        let in_a = left(a, &|n| alignment.pairs.iter().any(|&(i, _, _)| i == n));
        let in_b = left(b, &|n| alignment.pairs.iter().any(|&(_, j, _)| j == n));
        let mut both = in_a.iter().flat_map(|x| in_b.iter().map(move |y| (x, y)));
        let (x, y) = both.find(|(x, y)| comparable(x, y) && !agree(x, y))?;
        Some(self.both(x.place.span, y.place.span))
    }

    /// Days of the calendar of which none of one's can be one of the other's.
    fn other_day(
        &self,
        date_values: &BTreeMap<AccountId, Vec<String>>,
    ) -> Option<(String, String)> {
        let days = |unit: &Unit| -> Vec<(Span, &str)> {
            let reported = self.account(unit);
            let Some(values) = date_values.get(&reported.id) else { return Vec::new() };
            let days = unit.dates.iter().filter_map(|&n| {
                Some((reported.found.dates[n].place.span, values.get(n)?.as_str()))
            });
            days.filter(|(_, value)| is_day(value)).collect()
        };
        let (a, b) = self.units;
        let (in_a, in_b) = (days(a), days(b));
        let (&(x, _), &(y, _)) = (in_a.first()?, in_b.first()?);
        let apart = in_a.iter().all(|(_, x)| in_b.iter().all(|(_, y)| !one_day(x, y)));
        apart.then(|| self.both(x, y))
    }

    /// Whether one verb has the other's object as its subject, and its subject as its object.
    fn swapped(&self, alignment: &Alignment) -> Option<(String, String)> {
        let (a, b) = self.units;
        let stands_for = |i: usize, j: usize| {
            let mut pairs = alignment.pairs.iter();
            pairs.any(|&(x, y, match_)| x == i && y == j && match_ >= LIKE_VERBS)
        };
        let crossed = |x: &Role, y: &Role| {
            stands_for(x.verb, y.verb)
                && stands_for(x.argument, y.argument)
                && x.is_subject != y.is_subject
        };
        let mut both = a.roles.iter().filter(|x| x.is_subject);
        both.find_map(|subject| {
            let object = a.roles.iter().find(|x| x.verb == subject.verb && !x.is_subject)?;
            let one = b.roles.iter().find(|y| crossed(subject, y))?;
            b.roles.iter().find(|y| y.verb == one.verb && crossed(object, y))?;
            let at = |unit: &Unit, n: usize| unit.words[n].word.span;
            Some(self.both(at(a, subject.argument), at(b, one.argument)))
        })
    }
}

/// Whether a TIMEX3 value is a day of the calendar, as far as it is known.
fn is_day(value: &str) -> bool {
    value.len() == "2031-02-14".len()
        && value.chars().all(|c| c.is_ascii_digit() || "X-".contains(c))
}

/// Whether two such values can be one day.
fn one_day(a: &str, b: &str) -> bool {
    a.chars().zip(b.chars()).all(|(x, y)| x == y || x == 'X' || y == 'X')
}

/// Whether what two quantities count is aligned.
pub(crate) fn same_thing(
    a: &Unit,
    b: &Unit,
    (x, y): (&Quantity, &Quantity),
    alignment: &Alignment,
) -> bool {
    let (Some(x), Some(y)) = (x.of, y.of) else {
        return false;
    };
    alignment.pairs.iter().any(|&(i, j, match_)| {
        match_ > 0.5
            && a.words[i].word.class.tells()
            && x.contains(a.words[i].word.span)
            && y.contains(b.words[j].word.span)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::units;
    use crate::likeness::Vocabulary;
    use crate::testing::Collection;

    #[test]
    fn days_are_compared_as_far_as_they_are_known() {
        assert!(is_day("2031-02-14") && is_day("XXXX-02-14"));
        assert!(!is_day("2031-02") && !is_day("2031-W07-1") && !is_day("PAST_REF"));
        assert!(one_day("2031-02-14", "XXXX-02-14"));
        assert!(!one_day("2031-02-14", "2031-02-15"));
    }

    #[test]
    fn who_accuses_whom_matters() {
        let mut collection = Collection::new();
        for _ in 0..2 {
            collection.account("outlet", None, "Norland accused Tallmar.");
        }
        let accounts = collection.reported();
        let accounts: Vec<_> = accounts.iter().collect();
        let who = Who::new(&[]);
        let units = units::lay(&accounts, &Vocabulary::of(&accounts), &who);
        let deed = |subject, object| {
            let role = |argument, is_subject| Role { verb: 1, argument, is_subject };
            vec![role(subject, true), role(object, false)]
        };
        let (mut a, mut b) = (units[0].clone(), units[1].clone());
        let alignment =
            Alignment { pairs: (0..3).map(|n| (n, n, 1.0)).collect(), ..Alignment::default() };
        let mut swapped = |of_b| {
            (a.roles, b.roles) = (deed(0, 2), of_b);
            Sides { units: (&a, &b), accounts: &accounts }.swapped(&alignment)
        };
        assert_eq!(swapped(deed(2, 0)), Some(("Norland".to_owned(), "Norland".to_owned())));
        assert_eq!(swapped(deed(0, 2)), None);
    }
}
