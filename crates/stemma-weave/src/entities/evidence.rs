//! Evidence for and against two groups of mentions being one.
//!
//! Weights add up, in the manner of log odds: [`SAME`] and more is one entity, [`NEAR`] and more is
//! worth showing as a near miss. Evidence of [`NEVER`] forbids the join whatever speaks for it.

use std::collections::BTreeSet;

use stemma_core::Gender;

use super::sounds::{alike, fold};
use crate::Vectors;

/// From here on two groups are one. Set by hand, so that the invented namesakes of the tests stay
/// apart and their spellings come together; no measurement stands behind it yet.
pub(super) const SAME: f32 = 1.5;
/// From here on a pair that stays apart is kept as a judgement for a reader.
pub(super) const NEAR: f32 = 0.5;
/// Weight of evidence that nothing outweighs.
pub(super) const NEVER: f32 = -100.0;

/// Spellings this alike may be one name. Set by hand between the pairs that the tests of `sounds`
/// hold together and those that they hold apart.
const NAME_ALIKE: f32 = 0.85;
/// Given names less alike than this are of two people.
const GIVEN_APART: f32 = 0.7;

/// What is known of a group of mentions that already count as one.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    /// Folded names, each once.
    pub(super) names: BTreeSet<String>,
    /// Offices with their country or body, folded.
    pub(super) roles: BTreeSet<(String, Option<String>)>,
    pub(super) gender: Option<Gender>,
}

/// One line of evidence.
pub(super) type Evidence = (String, f32);

impl Profile {
    pub(super) fn absorb(&mut self, other: &Profile) {
        self.names.extend(other.names.iter().cloned());
        self.roles.extend(other.roles.iter().cloned());
        self.gender = self.gender.or(other.gender);
    }

    /// The name with the most words, the longest of them.
    pub(super) fn fullest(&self) -> &str {
        self.names
            .iter()
            .max_by_key(|name| (name.split(' ').count(), name.len(), std::cmp::Reverse(*name)))
            .map_or("", String::as_str)
    }

    /// Given names that the group is called by, without initials' dots.
    fn given(&self) -> BTreeSet<&str> {
        self.names.iter().filter_map(|name| name.split_once(' ')).map(|(given, _)| given).collect()
    }
}

/// The surname of a folded name: its last word, with `Jr` and its kin left out.
pub(super) fn surname(name: &str) -> &str {
    name.split(' ').rfind(|word| !matches!(*word, "jr" | "sr" | "ii" | "iii")).unwrap_or(name)
}

/// Whether a folded name says which generation of a family is meant.
fn generation(name: &str) -> Option<&str> {
    name.split(' ').next_back().filter(|word| matches!(*word, "jr" | "sr" | "ii" | "iii"))
}

/// Evidence on two people who are spoken of in one story (or, `strangers`, in two).
pub(super) fn people(a: &Profile, b: &Profile, strangers: bool) -> Vec<Evidence> {
    let mut found = Vec::new();
    let (x, y) = (a.fullest(), b.fullest());
    let likeness = alike(surname(x), surname(y));
    if surname(x) == surname(y) {
        found.push((format!("one surname: {}", surname(x)), 2.0));
    } else if likeness >= NAME_ALIKE {
        let weight = if likeness > 0.999 { 1.6 } else { 1.0 };
        found.push((
            format!("surnames that sound alike ({likeness:.2}): {} / {}", surname(x), surname(y)),
            weight,
        ));
    } else {
        return vec![(format!("other surnames: {} / {}", surname(x), surname(y)), NEVER)];
    }
    if generation(x) != generation(y) {
        found.push(("one is told apart as junior or senior".into(), NEVER));
    }
    found.extend(given_names(a, b));
    found.extend(roles(a, b));
    if let (Some(p), Some(q)) = (a.gender, b.gender)
        && p != q
    {
        found.push(("one is he, the other she".into(), NEVER));
    }
    if strangers {
        found.push(("two stories".into(), -1.0));
    } else {
        found.push(("one story".into(), 0.5));
    }
    found
}

fn given_names(a: &Profile, b: &Profile) -> Option<Evidence> {
    let (p, q) = (a.given(), b.given());
    let pairs = p.iter().flat_map(|x| q.iter().map(move |y| (*x, *y)));
    let best = pairs
        .map(|(x, y)| {
            let first = |word: &str| word.chars().next();
            if x == y {
                (1.5, format!("one given name: {x}"))
            } else if (x.len() == 1 || y.len() == 1) && first(x) == first(y) {
                (0.5, format!("an initial that fits: {x} / {y}"))
            } else {
                let likeness = alike(x, y);
                if likeness >= NAME_ALIKE {
                    (1.0, format!("given names that sound alike ({likeness:.2}): {x} / {y}"))
                } else if likeness >= GIVEN_APART {
                    (-0.5, format!("given names half alike ({likeness:.2}): {x} / {y}"))
                } else {
                    (NEVER, format!("other given names: {x} / {y}"))
                }
            }
        })
        .max_by(|x, y| x.0.total_cmp(&y.0))?;
    Some((best.1, best.0))
}

fn roles(a: &Profile, b: &Profile) -> Vec<Evidence> {
    let mut found = Vec::new();
    let shared = a
        .roles
        .iter()
        .find(|(office, of)| of.is_some() && b.roles.contains(&(office.clone(), of.clone())));
    let served =
        |p: &Profile| p.roles.iter().filter_map(|(_, of)| of.clone()).collect::<BTreeSet<_>>();
    let (ours, theirs) = (served(a), served(b));
    if let Some((office, Some(of))) = shared {
        found.push((format!("one office: {office} of {of}"), 1.0));
    } else if let Some(common) = ours.intersection(&theirs).next() {
        found.push((format!("both serve {common}"), 0.5));
    } else if let (Some(one), Some(other)) = (ours.first(), theirs.first()) {
        found.push((format!("they serve others: {one} / {other}"), -1.5));
    }
    found
}

/// Evidence on two organisations, places or other things: by name only.
pub(super) fn things(a: &Profile, b: &Profile, strangers: bool) -> Vec<Evidence> {
    let mut found = Vec::new();
    let one = a.names.intersection(&b.names).max_by_key(|name| name.len());
    if let Some(name) = one {
        found.push((format!("one name: {name}"), 2.0));
    } else {
        let (x, y) = (a.fullest(), b.fullest());
        let likeness = likeness_of_words(x, y);
        if likeness >= 0.93 && x.len() > 5 {
            found.push((format!("names that sound alike ({likeness:.2}): {x} / {y}"), 1.2));
        } else if let Some((short, long)) = acronym(a, b) {
            found.push((format!("{short} are the first letters of {long}"), 1.5));
        } else {
            return vec![(format!("other names: {x} / {y}"), NEVER)];
        }
    }
    if strangers {
        found.push(("two stories".into(), -0.5));
    } else {
        found.push(("one story".into(), 0.5));
    }
    found
}

/// The least alike pair of words of two names of as many words.
fn likeness_of_words(a: &str, b: &str) -> f32 {
    if a.split(' ').count() != b.split(' ').count() || a.chars().any(|c| c.is_ascii_digit()) {
        return 0.0;
    }
    a.split(' ').zip(b.split(' ')).map(|(x, y)| alike(x, y)).fold(1.0, f32::min)
}

fn acronym<'p>(a: &'p Profile, b: &'p Profile) -> Option<(&'p str, &'p str)> {
    let initials = |name: &str| -> String {
        name.split(' ')
            .filter(|word| !matches!(*word, "of" | "the" | "for" | "and" | "in" | "on"))
            .filter_map(|word| word.chars().next())
            .collect()
    };
    let fits = |short: &'p Profile, long: &'p Profile| {
        short
            .names
            .iter()
            .filter(|name| (3..=6).contains(&name.len()) && !name.contains(' '))
            .find_map(|short| {
                long.names
                    .iter()
                    .find(|long| initials(long) == *short)
                    .map(|long| (short.as_str(), long.as_str()))
            })
    };
    fits(a, b).or_else(|| fits(b, a))
}

/// Words that say what sort of event a name is of, and carry nothing of the name.
const EVENT_NOUNS: &[&str] = &[
    "exercise",
    "exercises",
    "drill",
    "drills",
    "maneuver",
    "maneuvers",
    "manoeuvre",
    "manoeuvres",
    "training",
    "operation",
    "summit",
    "conference",
    "festival",
    "treaty",
    "agreement",
    "the",
    "of",
    "joint",
    "military",
    "strategic",
    "command",
];

/// Evidence on two named events: the year decides, then the name's words and what they mean. Of
/// several names on either side the two most alike count.
pub(super) fn events(
    a: &Profile,
    b: &Profile,
    vectors: Vectors<'_>,
    side_by_side: bool,
) -> Vec<Evidence> {
    let mut found = Vec::new();
    let (years_a, years_b) = (years(a), years(b));
    if !years_a.is_empty() && !years_b.is_empty() {
        let Some(year) = years_a.intersection(&years_b).next() else {
            let names = format!("other years: {} / {}", a.fullest(), b.fullest());
            return vec![(names, NEVER)];
        };
        found.push((format!("one year: {year}"), 1.0));
    }
    let pairs = a.names.iter().flat_map(|x| b.names.iter().map(move |y| (x, y)));
    let best = pairs.map(|(x, y)| event_names(x, y, vectors)).max_by(|x, y| {
        let sum = |evidence: &[Evidence]| evidence.iter().map(|(_, weight)| weight).sum::<f32>();
        sum(x).total_cmp(&sum(y))
    });
    found.extend(best.into_iter().flatten());
    if side_by_side {
        found.push(("one sentence names both".into(), -3.0));
    }
    found.push(("one story".into(), 0.5));
    found
}

/// What two names of events have in common: words, then words of like meaning, each used once.
fn event_names(a: &str, b: &str, vectors: Vectors<'_>) -> Vec<Evidence> {
    let (ours, theirs) = (content(a), content(b));
    let longest = ours.len().max(theirs.len()).max(1) as f32;
    let mut pairs: Vec<(f32, &str, &str)> = Vec::new();
    for x in &ours {
        for y in &theirs {
            let weight = if x == y {
                1.0
            } else {
                let likeness = vectors(x).zip(vectors(y)).map_or(0.0, |(x, y)| cosine(x, y));
                // Set by hand: in the example stories translations of one word lie about .3.
                ((likeness - 0.15) * 2.0).clamp(0.0, 0.5)
            };
            pairs.push((weight, x, y));
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let (mut used_x, mut used_y) = (BTreeSet::new(), BTreeSet::new());
    let mut found = Vec::new();
    for (weight, x, y) in pairs {
        if weight > 0.0 && !used_x.contains(x) && !used_y.contains(y) {
            used_x.insert(x);
            used_y.insert(y);
            found.push(if x == y {
                (format!("a word in common: {x}"), 2.0 / longest)
            } else {
                (format!("words of like meaning: {x} / {y}"), 4.0 * weight / longest)
            });
        }
    }
    found
}

/// Events need more than people do: their names are common words.
///
/// Beside one year and one story, one of two words in common is enough, since translators mangle
/// the other; one of three is not.
pub(super) const SAME_EVENT: f32 = 2.3;

/// A year in a name.
pub(super) fn year(name: &str) -> Option<&str> {
    name.split(' ').find(|word| {
        word.len() == 4
            && (word.starts_with("19") || word.starts_with("20"))
            && word.bytes().all(|b| b.is_ascii_digit())
    })
}

fn years(profile: &Profile) -> BTreeSet<&str> {
    profile.names.iter().filter_map(|name| year(name)).collect()
}

fn content(name: &str) -> Vec<&str> {
    name.split(' ').filter(|word| !EVENT_NOUNS.contains(word) && year(word).is_none()).collect()
}

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let dot = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(p, q)| p * q).sum::<f32>();
    let norm = (dot(a, a) * dot(b, b)).sqrt();
    if norm > 0.0 { dot(a, b) / norm } else { 0.0 }
}

/// The office as compared: British and American spelling, gender and filler words do not count.
pub(super) fn office(words: &str) -> String {
    let word = |w: &str| -> String {
        match w {
            "defense" => "defence".into(),
            "spokeswoman" | "spokesperson" | "spokesman" => "spokesman".into(),
            "chairwoman" | "chairperson" | "chair" => "chairman".into(),
            other => other.to_owned(),
        }
    };
    fold(words).split(' ').map(word).collect::<Vec<_>>().join(" ")
}
