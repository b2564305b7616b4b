//! What sort of thing a name names: the recogniser's labels, corrected by the rest of the account.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;
use stemma_core::EntityKind;

use super::hints::HINTS;
use super::lexicon::body_noun;
use super::name::Candidate;
use super::name_in_text::{NameInText, is_acronym};
use super::rules::{LABELLED, PART_OF_FULL_NAME, PLACE_OF_PEOPLE, SURNAME_OF_FULL_NAME};
use crate::parsed_text::ParsedText;
use crate::rule::Rule;

// All weights were set by hand.

/// What a recogniser's label weighs.
const LABEL: f32 = 1.0;
/// What it weighs in a headline, whose capitals mislead the recogniser.
const LABEL_IN_HEADLINE: f32 = 0.5;
/// What it weighs for a person of one word, and for a body of one word that is no acronym: a lone word
/// of a language that the recogniser does not know is either to it.
const LABEL_OF_LONE_PERSON: f32 = 0.7;
const LABEL_OF_LONE_BODY: f32 = 0.5;
/// What it weighs for a body that the name is also who publishes the account.
const OUTLET: f32 = 3.0;
/// What it weighs for a place that its people are named.
const PEOPLE_NAMED: f32 = 1.5;
/// From this weight for a place on, a name stays one though somebody bears it as a surname.
const ALSO_PLACE: f32 = 1.0;

/// Sorts of things, in the order of [`Ballot::tally`].
const KINDS: [EntityKind; 8] = [
    EntityKind::Person,
    EntityKind::Organisation,
    EntityKind::Place,
    EntityKind::Group,
    EntityKind::Event,
    EntityKind::Equipment,
    EntityKind::Work,
    EntityKind::Other,
];

/// What the account as a whole says of a name.
pub(super) struct Verdict {
    pub(super) kind: EntityKind,
    /// Whether it stands in the body, not in the title alone.
    pub(super) in_body: bool,
    /// The hint that said most for the kind.
    pub(super) by: Option<&'static Rule>,
}

/// What was said so far for each kind of one name.
#[derive(Default)]
struct Ballot {
    tally: [f32; 8],
    in_body: bool,
    spoke: Vec<(EntityKind, &'static Rule, f32)>,
}

impl Ballot {
    fn votes(&self, kind: EntityKind) -> f32 {
        self.tally[index(kind)]
    }

    fn add(&mut self, kind: EntityKind, weight: f32, rule: &'static Rule) {
        self.tally[index(kind)] += weight;
        match self.spoke.iter_mut().find(|(k, r, _)| *k == kind && r.name == rule.name) {
            Some((_, _, sum)) => *sum += weight,
            None => self.spoke.push((kind, rule, weight)),
        }
    }

    /// The first kind of the highest; `None` where nobody voted.
    fn best(&self) -> Option<EntityKind> {
        let mut best = None;
        let mut most = 0.0;
        for (kind, &votes) in KINDS.into_iter().zip(&self.tally) {
            if votes > most {
                most = votes;
                best = Some(kind);
            }
        }
        best
    }

    fn verdict(&self) -> Verdict {
        let kind = self.best().unwrap_or(EntityKind::Other);
        let weight = |rule: &Rule, sum: f32| (rule.name != LABELLED.name, sum);
        let mut by: Option<(&'static Rule, f32)> = None;
        for &(k, rule, sum) in &self.spoke {
            if k == kind && by.is_none_or(|(known, most)| weight(rule, sum) > weight(known, most)) {
                by = Some((rule, sum));
            }
        }
        Verdict { kind, in_body: self.in_body, by: by.map(|(rule, _)| rule) }
    }
}

fn index(kind: EntityKind) -> usize {
    KINDS.iter().position(|k| *k == kind).unwrap_or(KINDS.len() - 1)
}

/// Lets all places of a name, and the words in and around it, vote on its kind.
pub(super) fn vote(
    texts: &[ParsedText; 2],
    candidates: &[Candidate],
    outlet: Option<&str>,
) -> BTreeMap<SmolStr, Verdict> {
    let mut ballots: BTreeMap<SmolStr, Ballot> = BTreeMap::new();
    for candidate in candidates {
        let name = &candidate.name;
        let text = &texts[name.text_index];
        let ballot = ballots.entry(name.key.clone()).or_default();
        ballot.in_body |= name.text_index == 1;
        if let Some(kind) = candidate.label {
            ballot.add(kind, weight_of_label(text, candidate, kind), &LABELLED);
        }
        let name = NameInText::new(text, candidate);
        for hint in HINTS.iter().filter(|hint| (hint.speaks)(&name)) {
            ballot.add(hint.kind, hint.weight, &hint.rule);
        }
    }
    for (key, ballot) in &mut ballots {
        // Nobody is called with digits.
        if !key.contains(' ') && key.contains(|c: char| c.is_ascii_digit()) {
            ballot.tally[index(EntityKind::Person)] = 0.0;
        }
    }
    let outlet = outlet.map(str::to_lowercase).unwrap_or_default();
    for (key, ballot) in &mut ballots {
        // Who publishes is no person.
        if key.len() > 3 && outlet.split_whitespace().any(|word| word == key)
            || outlet == key.as_str()
        {
            ballot.tally[index(EntityKind::Organisation)] += OUTLET;
        }
    }
    add_places_of_peoples(&mut ballots);
    add_parts_of_full_names(&mut ballots);
    ballots.into_iter().map(|(key, ballot)| (key, ballot.verdict())).collect()
}

fn weight_of_label(text: &ParsedText, candidate: &Candidate, kind: EntityKind) -> f32 {
    let name = &candidate.name;
    let single = name.tokens.1 == name.tokens.0 + 1;
    match kind {
        _ if name.text_index == 0 => LABEL_IN_HEADLINE,
        EntityKind::Person if single && name.gender.is_none() => LABEL_OF_LONE_PERSON,
        EntityKind::Organisation
            if single
                && !is_acronym(text.words(name.tokens))
                && !body_noun(&text.lower[name.tokens.0]) =>
        {
            LABEL_OF_LONE_BODY
        }
        _ => LABEL,
    }
}

/// "Norland" beside "Norlandic" is a place.
fn add_places_of_peoples(ballots: &mut BTreeMap<SmolStr, Ballot>) {
    let peoples: BTreeMap<String, String> = ballots
        .iter()
        .filter(|(key, ballot)| ballot.best() == Some(EntityKind::Group) && !key.contains(' '))
        .filter_map(|(key, _)| Some((beginning(key)?, key.to_string())))
        .collect();
    for (key, ballot) in ballots {
        let people = beginning(key).and_then(|start| peoples.get(&start));
        if let Some(people) = people
            && !key.contains(' ')
            && people != key.as_str()
            && people.len() > key.len().saturating_sub(2)
            && people.len() <= key.len() + 4
        {
            ballot.add(EntityKind::Place, PEOPLE_NAMED, &PLACE_OF_PEOPLE);
        }
    }
}

/// A bare surname or given name is a person where a full name with it is one.
fn add_parts_of_full_names(ballots: &mut BTreeMap<SmolStr, Ballot>) {
    let mut parts: BTreeMap<SmolStr, f32> = BTreeMap::new();
    let mut surnames: BTreeSet<SmolStr> = BTreeSet::new();
    for (key, ballot) in &*ballots {
        if ballot.best() == Some(EntityKind::Person) && key.contains(' ') {
            for word in key.split(' ') {
                *parts.entry(word.into()).or_default() += ballot.votes(EntityKind::Person);
            }
            let last = key.split(' ').next_back().unwrap_or("");
            surnames.insert(last.into());
        }
    }
    for (key, ballot) in ballots {
        if let Some(more) = parts.get(key) {
            ballot.add(EntityKind::Person, *more, &PART_OF_FULL_NAME);
        }
        // Where a full name is known, its surname alone is hers, whatever the recogniser makes of it;
        // not so the name of a place that is a surname too.
        if surnames.contains(key) && ballot.votes(EntityKind::Place) < ALSO_PLACE {
            let most = ballot.tally.iter().copied().fold(0.0, f32::max);
            ballot.add(EntityKind::Person, most, &SURNAME_OF_FULL_NAME);
        }
    }
}

/// The letters that a place shares with its people.
fn beginning(key: &str) -> Option<String> {
    /// Fewer letters are shared by chance.
    const LETTERS: usize = 5;
    let start: String = key.chars().take(LETTERS).collect();
    (start.chars().count() == LETTERS).then_some(start)
}
