//! What is known of a group of mentions, and what speaks for and against two of them being one.
//!
//! Weights add up, in the manner of log odds: [`SAME`] and more is one entity, [`NEAR`] and more is
//! worth showing as a near miss. Evidence of [`NEVER`] forbids the join whatever speaks for it.

use std::collections::BTreeSet;

use smol_str::SmolStr;
use stemma_core::{EntityReason, Gender};

use super::full_name::{FullName, Word};
use super::sounds::fold;

/// From here on two groups are one. The unit of all weights: those of people's names were set
/// against it on the tuned half of `evals/names`.
pub(super) const SAME: f32 = 1.5;
/// From here on a pair that stays apart is kept as a judgement for a reader. Set by hand.
pub(super) const NEAR: f32 = 0.5;
/// Weight of evidence that nothing outweighs.
pub(super) const NEVER: f32 = -100.0;

/// One line of evidence.
pub(super) type Evidence = (EntityReason, f32);

/// The weight of all evidence.
pub(super) fn total(evidence: &[Evidence]) -> f32 {
    evidence.iter().map(|(_, weight)| weight).sum::<f32>().max(NEVER)
}

/// An office as compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Office {
    /// Its words with those of its country or body, each once: `minister of defence` and `defence
    /// minister` are one.
    pub(super) words: BTreeSet<String>,
    /// The country or body, folded.
    pub(super) of: Option<String>,
}

/// What is known of a group of mentions that already count as one.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// Folded names, each once.
    pub(super) names: BTreeSet<String>,
    /// The same, taken apart, of people only; those with the most words first.
    people: Vec<FullName>,
    pub(super) offices: BTreeSet<Office>,
    /// Countries that it holds an office of.
    pub(super) serves: BTreeSet<String>,
    pub(super) gender: Option<Gender>,
    /// Words around the mentions of an event.
    pub(super) context: BTreeSet<SmolStr>,
    /// Words that an event is described by: "the joint manoeuvre".
    pub(super) described: BTreeSet<String>,
}

/// Spellings of a name that are kept apart for comparing: more say nothing new.
const SPELLINGS: usize = 6;

impl Profile {
    /// Adds names of a person.
    pub(super) fn called(&mut self, names: impl IntoIterator<Item = FullName>) {
        self.people.extend(names);
        let fullness = |name: &FullName| std::cmp::Reverse(name.words().len());
        self.people.sort_by(|x, y| fullness(x).cmp(&fullness(y)).then_with(|| x.cmp(y)));
        self.people.dedup();
        self.people.truncate(2 * SPELLINGS);
    }

    pub(super) fn absorb(&mut self, other: &Profile) {
        self.names.extend(other.names.iter().cloned());
        if self.people != other.people {
            self.called(other.people.iter().cloned());
        }
        self.offices.extend(other.offices.iter().cloned());
        self.serves.extend(other.serves.iter().cloned());
        self.gender = self.gender.or(other.gender);
        self.context.extend(other.context.iter().cloned());
        self.described.extend(other.described.iter().cloned());
    }

    /// The name with the most words, the longest of them.
    pub(super) fn fullest(&self) -> &str {
        self.names
            .iter()
            .max_by_key(|name| (name.split(' ').count(), name.len(), std::cmp::Reverse(*name)))
            .map_or("", String::as_str)
    }

    /// A person's names that are compared: the full ones, or the bare ones where there are no others.
    pub(super) fn people(&self) -> impl Iterator<Item = &FullName> {
        let bare = self.is_bare();
        self.people.iter().filter(move |name| bare || !name.bare()).take(SPELLINGS)
    }

    /// Whether only a surname, or only a given name, is known.
    pub(super) fn is_bare(&self) -> bool {
        self.people.iter().all(FullName::bare)
    }

    /// What a person's father is called.
    pub(super) fn fathers(&self) -> Vec<&Word> {
        self.people().filter_map(FullName::patronymic).collect()
    }
}

impl Office {
    /// British and American spelling, gender and filler words do not count.
    pub(super) fn new(office: &str, of: Option<&str>) -> Office {
        let words = |words: &str| -> Vec<String> { fold(words).split(' ').map(plain).collect() };
        let fillers = ["of", "the", "for", "and", "s", ""];
        let all = words(office).into_iter().chain(of.map(words).unwrap_or_default());
        Office {
            words: all.filter(|word| !fillers.contains(&word.as_str())).collect(),
            of: of.map(fold),
        }
    }
}

/// A word of an office or body as compared.
pub(super) fn plain(word: &str) -> String {
    match word {
        "defense" => "defence",
        "labor" => "labour",
        "center" => "centre",
        "organization" => "organisation",
        "spokeswoman" | "spokesperson" => "spokesman",
        "chairwoman" | "chairperson" | "chair" => "chairman",
        "policewoman" => "policeman",
        "congresswoman" => "congressman",
        other => other,
    }
    .to_owned()
}
