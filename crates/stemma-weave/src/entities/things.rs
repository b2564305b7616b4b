//! Evidence for and against two bodies, places or other things being one: by name only.

use std::collections::BTreeSet;

use stemma_core::{EntityReason, ThingReason};

use super::evidence::{Evidence, NEVER, Profile, plain};
use super::sounds::alike;

/// Words of a name that carry nothing of it.
const FILLERS: &[&str] = &["of", "the", "for", "and", "in", "on", "s"];
/// Names whose words are this alike, each, may be one name. Set by hand.
const WORDS_ALIKE: f32 = 0.93;

/// Evidence on two organisations, places or other things.
pub(super) fn things(a: &Profile, b: &Profile, strangers: bool) -> Vec<Evidence> {
    let mut found = Vec::new();
    if let Some(name) = a.names.intersection(&b.names).max_by_key(|name| name.len()) {
        found.push((EntityReason::OneName(name.clone()), 2.0));
    } else if let Some((x, y)) = turned(a, b) {
        found.push((thing(ThingReason::OtherOrder, (x, y)), 1.5));
    } else {
        let (x, y) = (a.fullest(), b.fullest());
        let likeness = likeness_of_words(x, y);
        if likeness >= WORDS_ALIKE && x.len() > 5 {
            found.push((thing(|x, y| ThingReason::NamesAlike(likeness, x, y), (x, y)), 1.2));
        } else if let Some((short, long)) = acronym(a, b) {
            found.push((thing(ThingReason::FirstLetters, (short, long)), 1.5));
        } else {
            return vec![(thing(ThingReason::OtherNames, (x, y)), NEVER)];
        }
    }
    found.push(if strangers {
        (EntityReason::TwoStories, -0.5)
    } else {
        (EntityReason::OneStory, 0.5)
    });
    found
}

fn thing(kind: impl Fn(String, String) -> ThingReason, (x, y): (&str, &str)) -> EntityReason {
    EntityReason::Thing(kind(x.to_owned(), y.to_owned()))
}

/// The words of a name that say something, in the order of the alphabet: `ministry of defence` and
/// `defense ministry` have the same.
pub(super) fn bag(name: &str) -> Option<String> {
    let words: BTreeSet<String> =
        name.split(' ').filter(|word| !FILLERS.contains(word)).map(plain).collect();
    // A single word has no order.
    (words.len() > 1).then(|| words.into_iter().collect::<Vec<_>>().join(" "))
}

fn turned<'p>(a: &'p Profile, b: &'p Profile) -> Option<(&'p str, &'p str)> {
    a.names.iter().find_map(|x| {
        let ours = bag(x)?;
        let other = b.names.iter().find(|y| bag(y).as_ref() == Some(&ours))?;
        Some((x.as_str(), other.as_str()))
    })
}

/// The least alike pair of words of two names of as many words.
fn likeness_of_words(a: &str, b: &str) -> f32 {
    if a.split(' ').count() != b.split(' ').count() || a.chars().any(|c| c.is_ascii_digit()) {
        return 0.0;
    }
    a.split(' ').zip(b.split(' ')).map(|(x, y)| alike(x, y)).fold(1.0, f32::min)
}

fn acronym<'p>(a: &'p Profile, b: &'p Profile) -> Option<(&'p str, &'p str)> {
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

/// The first letters of the words that say something.
pub(super) fn initials(name: &str) -> String {
    let words = name.split(' ').filter(|word| !FILLERS.contains(word));
    words.filter_map(|word| word.chars().next()).collect()
}
