//! Evidence for and against two groups of mentions being one person.
//!
//! The weights of names were set on the tuned half of `evals/names`; those of offices, of genders and
//! of stories by hand, since no list of names has them.

use std::collections::BTreeSet;

use stemma_core::{EntityReason, PersonReason};

use super::evidence::{Evidence, NEVER, Office, Profile};
use super::full_name::{FullName, Reading, Word, given_his_and_hers, his_and_hers};

/// What surnames weigh that are not written alike, by how alike they sound; between two points the
/// weight lies on the line.
const SURNAMES: &[(f32, f32)] = &[(0.7, -2.0), (0.8, -1.4), (0.96, -1.0), (1.0, 1.9)];
/// Surnames less alike than this are two families', whatever else agrees.
const SURNAME_APART: f32 = SURNAMES[0].0;
/// Surnames this alike are spellings of one; below, only a slip would explain it.
pub(super) const SURNAME_ALIKE: f32 = SURNAMES[2].0;
/// The same of given names.
const GIVEN: &[(f32, f32)] = &[(0.74, -2.5), (0.9, -1.5), (0.95, 0.9), (1.0, 1.4)];
/// Given names less alike than this are of two people.
const GIVEN_APART: f32 = GIVEN[0].0;
/// Given names this alike are spellings of one.
const GIVEN_ALIKE: f32 = 0.92;

/// A given name that weighs as much is the same; a fitting initial weighs less.
const WHOLE: f32 = 0.9;

fn weight_of(likeness: f32, points: &[(f32, f32)]) -> f32 {
    let after = points.partition_point(|(at, _)| *at <= likeness).clamp(1, points.len() - 1);
    let ((x, low), (y, high)) = (points[after - 1], points[after]);
    low + (high - low) * (likeness - x) / (y - x)
}

fn person(reason: PersonReason, weight: f32) -> Evidence {
    (EntityReason::Person(reason), weight)
}

fn two(kind: fn(String, String) -> PersonReason, x: &Word, y: &Word) -> PersonReason {
    kind(x.text.clone(), y.text.clone())
}

/// Reasons that are of two words and how alike they sound.
type Alike = fn(f32, String, String) -> PersonReason;

fn alike(kind: Alike, likeness: f32, x: &Word, y: &Word) -> PersonReason {
    kind(likeness, x.text.clone(), y.text.clone())
}

/// Evidence on two people who are spoken of in one story (or, `strangers`, in two).
pub(super) fn people(a: &Profile, b: &Profile, strangers: bool) -> Vec<Evidence> {
    let sum = |evidence: &[Evidence]| evidence.iter().map(|(_, weight)| weight).sum::<f32>();
    let pairs = a.people().flat_map(|x| b.people().map(move |y| (x, y)));
    let best = pairs.map(|(x, y)| names(x, y)).max_by(|x, y| sum(x).total_cmp(&sum(y)));
    let mut found = best.unwrap_or_default();
    if sum(&found) <= NEVER {
        return found;
    }
    found.extend(beside_names(a, b));
    found.push(if strangers {
        (EntityReason::TwoStories, -1.0)
    } else {
        (EntityReason::OneStory, 0.5)
    });
    found
}

/// Evidence of two names, by the readings that agree best.
pub(super) fn names(x: &FullName, y: &FullName) -> Vec<Evidence> {
    let (ours, theirs) = (x.readings(), y.readings());
    let pairs = ours.iter().flat_map(|p| theirs.iter().map(move |q| (p, q)));
    // Of two words, both turned by guess is neither turned.
    let pairs = pairs.filter(|(p, q)| !(p.guessed && q.guessed) || p.words.len() != q.words.len());
    let mut found = pairs
        .map(|(p, q)| readings(p, q))
        .max_by(|x, y| {
            let sum =
                |evidence: &[Evidence]| evidence.iter().map(|(_, weight)| weight).sum::<f32>();
            sum(x).total_cmp(&sum(y))
        })
        .unwrap_or_default();
    if x.generation != y.generation {
        found.push(person(PersonReason::OtherGeneration, NEVER));
    }
    found
}

fn readings(p: &Reading, q: &Reading) -> Vec<Evidence> {
    let mut found = Vec::new();
    let given = given(p, q);
    let (x, y) = (p.surname(), q.surname());
    let likeness = x.alike(y);
    let whole = given.as_ref().is_some_and(|(_, weight)| *weight >= WHOLE);
    if x.text == y.text {
        found.push(person(PersonReason::OneSurname(x.text.clone()), 2.0));
    } else if his_and_hers(x, y) {
        // A woman may be given her husband's or her father's form abroad; then her given name shows
        // that it is she.
        let weight = if whole && !given_differ_by_sex(p, q) { -1.0 } else { NEVER };
        found.push(person(two(PersonReason::SurnamesOfManAndWoman, x, y), weight));
    } else if likeness >= SURNAME_ALIKE {
        let weight = weight_of(likeness, SURNAMES);
        found.push(person(alike(PersonReason::SurnamesAlike, likeness, x, y), weight));
    } else if let Some(compound) = compound(p, q).filter(|_| whole) {
        found.push(person(compound, 0.5));
    } else if likeness >= SURNAME_APART && whole {
        let weight = weight_of(likeness, SURNAMES);
        found.push(person(alike(PersonReason::SurnameSlip, likeness, x, y), weight));
    } else {
        return vec![person(two(PersonReason::OtherSurnames, x, y), NEVER)];
    }
    found.extend(given);
    if p.guessed || q.guessed {
        // Which of the two words is the surname nobody says: either must pass for one.
        let other = p.given().zip(q.given()).map_or(0.0, |(x, y)| x.alike(y));
        // Where both are turned (`Ri Yong-ho`, `Ri Yongho`) they stand in one order.
        let other = if p.guessed && q.guessed { 1.0 } else { other };
        let least = (weight_of(other, SURNAMES) - 1.5).min(0.0);
        let alike = whole && likeness >= SURNAME_ALIKE && other >= SURNAME_ALIKE;
        let weight = if alike { -0.3 + least } else { NEVER };
        found.push(person(PersonReason::OtherOrder, weight));
    }
    found.extend(middle(p, q));
    found.retain(|(_, weight)| *weight != 0.0);
    found
}

fn given_differ_by_sex(p: &Reading, q: &Reading) -> bool {
    p.given().zip(q.given()).is_some_and(|(x, y)| given_his_and_hers(x, y))
}

fn given(p: &Reading, q: &Reading) -> Option<Evidence> {
    let (x, y) = (p.given()?, q.given()?);
    if x.text == y.text && !x.initial() {
        return Some(person(PersonReason::OneGivenName(x.text.clone()), 1.5));
    }
    if x.initial() || y.initial() {
        return Some(if x.may_begin(y) {
            person(two(PersonReason::InitialFits, x, y), 0.5)
        } else if let Some(other) = second_given(p, q) {
            person(PersonReason::SecondGivenName(other.text.clone()), 0.8)
        } else {
            person(two(PersonReason::OtherInitial, x, y), NEVER)
        });
    }
    // `Jong Il`, `Jongil`.
    if let (Some(joined), other) | (other, Some(joined)) = (p.given_joined(), q.given_joined()) {
        let one = other.as_ref().unwrap_or(if p.words.len() == 3 { y } else { x });
        if joined.text == one.text {
            return Some(person(PersonReason::OneGivenName(joined.text.clone()), 1.5));
        }
    }
    let likeness = x.alike(y);
    let given = |kind: Alike, weight| person(alike(kind, likeness, x, y), weight);
    Some(if given_his_and_hers(x, y) {
        given(PersonReason::GivenNamesOfManAndWoman, NEVER)
    } else if likeness >= GIVEN_ALIKE {
        given(PersonReason::GivenNamesAlike, weight_of(likeness, GIVEN))
    } else if likeness >= GIVEN_APART {
        given(PersonReason::GivenNamesHalfAlike, weight_of(likeness, GIVEN))
    } else if let Some(other) = second_given(p, q) {
        person(PersonReason::SecondGivenName(other.text.clone()), 0.8)
    } else {
        given(PersonReason::OtherGivenNames, NEVER)
    })
}

/// `J. Robert` is called `Robert`: the first word is an initial, and the next is the other's name.
fn second_given<'r>(p: &'r Reading, q: &'r Reading) -> Option<&'r Word> {
    let goes_by = |p: &'r Reading, q: &'r Reading| {
        let second = p.middle().first().filter(|w| !w.initial() && p.words[0].initial())?;
        q.given().filter(|given| given.alike(second) >= GIVEN_ALIKE)
    };
    goes_by(p, q).or_else(|| goes_by(q, p))
}

/// `García` of `García Márquez`: one goes by the first of the other's two surnames.
fn compound(p: &Reading, q: &Reading) -> Option<PersonReason> {
    let first_of = |p: &Reading, q: &Reading| {
        let first = p.middle().last().filter(|w| !w.initial() && !w.patronymic())?;
        (first.alike(q.surname()) >= SURNAME_ALIKE)
            .then(|| two(PersonReason::FirstOfTwoSurnames, first, p.surname()))
    };
    first_of(p, q).or_else(|| first_of(q, p))
}

/// Middle names and fathers' names that both give, or that only one gives.
fn middle(p: &Reading, q: &Reading) -> Option<Evidence> {
    let (ours, theirs) = (p.middle(), q.middle());
    if ours.is_empty() || theirs.is_empty() {
        return None;
    }
    let fits = |x: &Word, y: &Word| {
        if x.initial() || y.initial() { x.may_begin(y) } else { x.alike(y) >= GIVEN_ALIKE }
    };
    let (few, many) = if ours.len() <= theirs.len() { (ours, theirs) } else { (theirs, ours) };
    let mut rest = many.iter();
    let all = few.iter().all(|x| rest.any(|y| fits(x, y)));
    let shown =
        |words: &[Word]| words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
    let (ours, theirs) = (shown(ours), shown(theirs));
    Some(if all {
        person(PersonReason::OneMiddleName(ours, theirs), 0.5)
    } else if few.iter().any(Word::patronymic) && many.iter().any(Word::patronymic) {
        person(PersonReason::OtherFathers(ours, theirs), NEVER)
    } else {
        person(PersonReason::OtherMiddleNames(ours, theirs), -3.0)
    })
}

/// Fathers' names that the groups give under any of their names.
fn fathers(a: &Profile, b: &Profile) -> Option<Evidence> {
    let (ours, theirs) = (a.fathers(), b.fathers());
    let (x, y) = (ours.first()?, theirs.first()?);
    let one = ours.iter().any(|x| theirs.iter().any(|y| x.alike(y) >= GIVEN_ALIKE));
    (!one).then(|| person(two(PersonReason::OtherFathers, x, y), NEVER))
}

/// What is known of two people beside their names.
pub(super) fn beside_names(a: &Profile, b: &Profile) -> Vec<Evidence> {
    let mut found: Vec<Evidence> = fathers(a, b).into_iter().collect();
    found.extend(offices(a, b));
    if let (Some(p), Some(q)) = (a.gender, b.gender)
        && p != q
    {
        found.push(person(PersonReason::OtherGender, NEVER));
    }
    found
}

/// Offices and whom they are of.
fn offices(a: &Profile, b: &Profile) -> Vec<Evidence> {
    let mut found = Vec::new();
    let shown =
        |office: &Office| office.words.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
    // `defence minister` is `defence minister of Norland`; `minister` alone may be any.
    let pairs = a.offices.iter().flat_map(|x| b.offices.iter().map(move |y| (x, y)));
    let one = pairs
        .filter_map(|(x, y)| {
            let (few, many) = if x.words.len() <= y.words.len() { (x, y) } else { (y, x) };
            let same = few.words.is_subset(&many.words) && (few.words.len() > 1 || x == y);
            same.then_some(few)
        })
        .max_by_key(|office| office.words.len());
    let bodies =
        |p: &Profile| p.offices.iter().filter_map(|o| o.of.clone()).collect::<BTreeSet<_>>();
    if let Some(office) = one {
        let weight = if office.words.len() > 1 { 1.0 } else { 0.4 };
        found.push(person(PersonReason::OneOffice(shown(office)), weight));
    } else if let Some(common) = bodies(a).intersection(&bodies(b)).next() {
        found.push(person(PersonReason::BothServe(common.clone()), 0.5));
    }
    // Only countries exclude one another: somebody serves a ministry, its press service and the
    // minister at once.
    if let (Some(one), Some(other)) = (a.serves.first(), b.serves.first())
        && a.serves.is_disjoint(&b.serves)
    {
        found.push(person(PersonReason::ServeOthers(one.clone(), other.clone()), -2.0));
    }
    found
}
