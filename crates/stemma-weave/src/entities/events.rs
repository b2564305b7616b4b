//! Evidence for and against two named events being one, whose names translators change freely.
//!
//! The year decides, then the name's words and what they mean. Names without a word in common are one
//! event's only where the accounts tell the same around them, and none has both. All weights here
//! were set by hand, so that the project's examples and tests come out right.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;
use stemma_core::{EntityReason, EventReason};

use super::evidence::{Evidence, NEVER, Profile};
use crate::Vectors;

/// Events need more than people do: their names are common words.
///
/// Beside one year and one story, one of two words in common is enough, since translators mangle
/// the other; one of three is not.
pub(super) const SAME_EVENT: f32 = 2.3;
/// What the words around two names must weigh together before names without a word in common are
/// looked at as translations of one another.
const CONTEXT_ENOUGH: f32 = 0.8;
/// What the words around two names weigh at most.
const CONTEXT_MOST: f32 = 1.5;
/// At least so many words of the contexts must be common.
const CONTEXT_WORDS: usize = 2;

/// Words that say what sort of event a name is of, by sort, and carry nothing of the name.
const SORTS: &[&[&str]] = &[
    &[
        "exercise",
        "exercises",
        "drill",
        "drills",
        "maneuver",
        "maneuvers",
        "manoeuvre",
        "manoeuvres",
        "training",
        "trainings",
        "wargame",
        "wargames",
    ],
    &["operation", "operations", "mission", "offensive", "campaign"],
    &["summit", "conference", "forum", "convention", "congress", "meeting"],
    &["festival", "fair", "expo", "exhibition", "biennale"],
    &["championship", "championships", "cup", "games", "tournament", "olympics"],
    &["treaty", "agreement", "accord", "accords", "pact"],
    &["storm", "hurricane", "typhoon", "cyclone"],
    &["referendum", "election", "elections", "primary"],
];

/// Further words that carry nothing of a name.
const FILLERS: &[&str] = &["the", "of", "that", "joint"];

/// How much a word around a mention says, from 0 to 1, given the story.
pub(super) type Weigh<'w> = &'w dyn Fn(&SmolStr) -> f32;

/// How two events stand to one another in the accounts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum CoMention {
    /// No account has both.
    Never,
    /// An account has both, in different sentences.
    SameAccount,
    /// One sentence names both: whoever does that tells them apart.
    SameSentence,
}

/// Evidence on two named events of one story.
pub(super) fn events(
    a: &Profile,
    b: &Profile,
    vectors: Vectors<'_>,
    weigh: Weigh<'_>,
    told: CoMention,
) -> Vec<Evidence> {
    let mut found = Vec::new();
    let (years_a, years_b) = (years(a), years(b));
    if !years_a.is_empty() && !years_b.is_empty() {
        let Some(year) = years_a.intersection(&years_b).next() else {
            return vec![(other_years(a, b), NEVER)];
        };
        found.push((event(EventReason::OneYear, year), 1.0));
    }
    // Of several names on either side the two most alike count.
    let pairs = a.names.iter().flat_map(|x| b.names.iter().map(move |y| (x, y)));
    let best = pairs.map(|(x, y)| event_names(x, y, vectors)).max_by(|x, y| {
        let sum = |evidence: &[Evidence]| evidence.iter().map(|(_, weight)| weight).sum::<f32>();
        sum(x).total_cmp(&sum(y))
    });
    let words = best.unwrap_or_default();
    let in_common = |(reason, _): &Evidence| {
        matches!(reason, EntityReason::Event(EventReason::WordInCommon(_)))
    };
    let common = words.iter().any(in_common);
    if !common && told == CoMention::Never {
        found.extend(translated(a, b, weigh));
    }
    found.extend(words);
    if told == CoMention::SameSentence {
        found.push((EntityReason::Event(EventReason::InOneSentence), -3.0));
    }
    found.push((EntityReason::OneStory, 0.5));
    found
}

/// Evidence on two events of one name in two stories.
pub(super) fn across_stories(a: &Profile, b: &Profile, name: &str) -> Vec<Evidence> {
    let mut found = vec![(EntityReason::OneName(name.to_owned()), 2.0)];
    let (ours, theirs) = (years(a), years(b));
    if let Some(year) = ours.intersection(&theirs).next() {
        found.push((event(EventReason::OneYear, year), 1.0));
    } else if !ours.is_empty() && !theirs.is_empty() {
        found.push((other_years(a, b), NEVER));
    }
    found.push((EntityReason::TwoStories, -0.5));
    found
}

/// One sort of event, and the same told of it, under names that have no word in common.
fn translated(a: &Profile, b: &Profile, weigh: Weigh<'_>) -> Vec<Evidence> {
    let Some(sort) = sorts(a).intersection(&sorts(b)).next().copied() else {
        return Vec::new();
    };
    let mut shared: Vec<(f32, &SmolStr)> =
        a.context.intersection(&b.context).map(|word| (weigh(word), word)).collect();
    shared.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(y.1)));
    let weight: f32 = shared.iter().map(|(weight, _)| weight).sum::<f32>().min(CONTEXT_MOST);
    if weight < CONTEXT_ENOUGH || shared.len() < CONTEXT_WORDS {
        return Vec::new();
    }
    let words = shared.iter().take(6).map(|(_, word)| word.to_string()).collect();
    vec![
        (event(EventReason::OneSort, sort), 0.5),
        (EntityReason::Event(EventReason::SameIsTold(words)), weight),
    ]
}

fn event(kind: impl Fn(String) -> EventReason, word: &str) -> EntityReason {
    EntityReason::Event(kind(word.to_owned()))
}

fn other_years(a: &Profile, b: &Profile) -> EntityReason {
    let fullest = |profile: &Profile| profile.fullest().to_owned();
    EntityReason::Event(EventReason::OtherYears(fullest(a), fullest(b)))
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
                // Set by hand: in the example stories translations of one word lie about .3. A
                // likeness of 1 is none of meaning: words that the vectors do not tell apart share a
                // row.
                if likeness > 0.999 { 0.0 } else { ((likeness - 0.15) * 2.0).clamp(0.0, 0.5) }
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
                (event(EventReason::WordInCommon, x), 2.0 / longest)
            } else {
                let words = EventReason::WordsOfLikeMeaning(x.to_owned(), y.to_owned());
                (EntityReason::Event(words), 4.0 * weight / longest)
            });
        }
    }
    found
}

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

/// The sorts of event that its names and descriptions say.
fn sorts(profile: &Profile) -> BTreeSet<&'static str> {
    let names = profile.names.iter().flat_map(|name| name.split(' '));
    let words = names.chain(profile.described.iter().map(String::as_str));
    words.filter_map(|word| SORTS.iter().find(|sort| sort.contains(&word))).map(|s| s[0]).collect()
}

/// The words of a name that are its own.
pub(super) fn content(name: &str) -> Vec<&str> {
    let empty = |word: &str| {
        FILLERS.contains(&word) || SORTS.iter().any(|s| s.contains(&word)) || year(word).is_some()
    };
    name.split(' ').filter(|word| !empty(word)).collect()
}

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let dot = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(p, q)| p * q).sum::<f32>();
    let norm = (dot(a, a) * dot(b, b)).sqrt();
    if norm > 0.0 { dot(a, b) / norm } else { 0.0 }
}

/// How rare words are among the accounts of a story: from 0, where all have it, to 1.
pub(super) struct Rarity {
    accounts: usize,
    having: BTreeMap<SmolStr, usize>,
}

impl Rarity {
    /// Counts only the words that are asked for.
    pub(super) fn new(
        asked: &BTreeSet<SmolStr>,
        accounts: impl Iterator<Item = BTreeSet<SmolStr>>,
    ) -> Rarity {
        let mut rarity = Rarity { accounts: 0, having: BTreeMap::new() };
        for words in accounts {
            rarity.accounts += 1;
            for word in words.into_iter().filter(|word| asked.contains(word)) {
                *rarity.having.entry(word).or_default() += 1;
            }
        }
        rarity
    }

    pub(super) fn of(&self, word: &SmolStr) -> f32 {
        let all = (self.accounts + 1) as f32;
        let having = self.having.get(word).copied().unwrap_or(1) as f32;
        (all / having).ln() / all.ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_says_the_sort_that_a_name_leaves_out() {
        let mut profile = Profile::default();
        profile.names.insert("firm coast 2031".to_owned());
        profile.described.extend(["the", "joint", "manoeuvre"].map(str::to_owned));
        assert_eq!(sorts(&profile), BTreeSet::from(["exercise"]));
    }
}
