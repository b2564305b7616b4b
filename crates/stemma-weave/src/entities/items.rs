//! The entities of single accounts, with what each account tells of them.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;
use stemma_core::{
    AccountId, EntityKind, Field, Local, LocalEntity, MentionForm, Passage, Reported, Story,
    StoryId,
};
use stemma_words::en::places::{PlaceForm, place_word};

use super::evidence::{Office, Profile};
use super::full_name::FullName;
use super::sounds;

/// Sorts of things whose names are compared in the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Person,
    Event,
    Thing,
}

fn class(kind: EntityKind) -> Class {
    match kind {
        EntityKind::Person => Class::Person,
        EntityKind::Event => Class::Event,
        _ => Class::Thing,
    }
}

/// One entity of one account.
pub(super) struct Item {
    pub(super) at: (AccountId, Local),
    pub(super) story: Option<StoryId>,
    pub(super) class: Class,
    pub(super) profile: Profile,
    /// Where the account first names it.
    pub(super) shown: Option<Passage>,
    /// Sentences of the body that mention an event.
    pub(super) sentences: BTreeSet<usize>,
}

pub(super) fn items(accounts: &[Reported<'_>], stories: &[Story]) -> Vec<Item> {
    let story_of: BTreeMap<AccountId, StoryId> =
        stories.iter().flat_map(|s| s.accounts.iter().map(|a| (*a, s.id))).collect();
    let mut items = Vec::new();
    for account in accounts {
        let entities = &account.found.entities;
        let places: BTreeSet<&str> = entities
            .iter()
            .filter(|entity| entity.kind == EntityKind::Place)
            .flat_map(|entity| entity.names.iter().map(String::as_str))
            .collect();
        let first_item = items.len();
        for (n, entity) in entities.iter().enumerate() {
            items.push(Item {
                at: (account.id, Local(n as u32)),
                story: story_of.get(&account.id).copied(),
                class: class(entity.kind),
                profile: profile(entity, &places),
                shown: None,
                sentences: BTreeSet::new(),
            });
        }
        for mention in &account.found.mentions {
            let Some(item) = mention.entity.and_then(|l| items.get_mut(first_item + l.0 as usize))
            else {
                continue;
            };
            if mention.form == MentionForm::Name {
                item.shown.get_or_insert(mention.place.in_account(account.id));
            }
            if item.class == Class::Event && mention.place.of == Field::Text {
                let before = |s: &stemma_core::Span| s.end <= mention.place.span.start;
                item.sentences.insert(account.found.sentences.partition_point(before));
                if mention.form == MentionForm::Description {
                    let words = sounds::fold(mention.place.span.of(&account.account.text));
                    item.profile.described.extend(words.split(' ').map(str::to_owned));
                }
            }
        }
        for item in &mut items[first_item..] {
            item.profile.context = context(account, item);
        }
    }
    vote(&mut items);
    items
}

/// A recogniser that types one name in two ways is outvoted by the story's other accounts; of two
/// sorts with as many votes people stand first.
fn vote(items: &mut [Item]) {
    let mut votes: BTreeMap<(Option<StoryId>, String), BTreeMap<Class, usize>> = BTreeMap::new();
    let ballots: Vec<Option<(Option<StoryId>, String)>> = items
        .iter()
        .map(|item| {
            let votes = !item.profile.names.is_empty() && item.class != Class::Event;
            votes.then(|| (item.story, ballot(item.profile.fullest())))
        })
        .collect();
    for (item, ballot) in items.iter().zip(&ballots) {
        if let Some(ballot) = ballot {
            *votes.entry(ballot.clone()).or_default().entry(item.class).or_default() += 1;
        }
    }
    for (item, ballot) in items.iter_mut().zip(&ballots) {
        let counted = ballot.as_ref().and_then(|ballot| votes.get(ballot));
        let most = counted
            .and_then(|votes| votes.iter().max_by_key(|(c, n)| (**n, std::cmp::Reverse(**c))));
        if let Some((&class, _)) = most {
            item.class = class;
        }
    }
}

/// The name under which an entity's sort is voted on: as it sounds where it has several words (a
/// spelling that the recogniser does not know is often mistyped), else as it is.
fn ballot(name: &str) -> String {
    if !name.contains(' ') {
        return name.to_owned();
    }
    let longest = |word: &str| sounds::keys(word).into_iter().max_by_key(String::len);
    name.split(' ').filter_map(longest).collect::<Vec<_>>().join(" ")
}

fn profile(entity: &LocalEntity, places: &BTreeSet<&str>) -> Profile {
    let mut profile = Profile::default();
    profile.gender = entity.gender;
    profile.names = entity.names.iter().map(|name| sounds::fold(name)).collect();
    if matches!(entity.kind, EntityKind::Place | EntityKind::Organisation) {
        // A country's other names lead to its common one: `the UK` and `Britain` are one.
        let known = entity.names.iter().filter_map(|name| place_word(name));
        profile.names.extend(
            known.filter(|word| word.by == PlaceForm::Name).map(|word| sounds::fold(word.country)),
        );
    }
    profile.names.remove("");
    // Whatever else the account's recogniser took for a person by another sort is compared as one
    // where the story's other accounts outvote it.
    profile.called(entity.names.iter().map(|name| FullName::new(name)));
    for role in &entity.roles {
        profile.offices.insert(Office::new(&role.office, role.of.as_deref()));
        let Some(of) = role.of.as_deref() else {
            continue;
        };
        // A capital and a seat of government stand for their country.
        if let Some(word) = place_word(of) {
            profile.serves.insert(sounds::fold(word.country));
        } else if places.contains(of) {
            profile.serves.insert(sounds::fold(of));
        }
    }
    profile
}

/// The words of the sentences that mention an event, and of those beside them.
fn context(account: &Reported<'_>, item: &Item) -> BTreeSet<SmolStr> {
    let parsed = account.text;
    let of_name: BTreeSet<&str> =
        item.profile.names.iter().flat_map(|name| name.split(' ')).collect();
    let around: BTreeSet<usize> =
        item.sentences.iter().flat_map(|&n| n.saturating_sub(1)..=n + 1).collect();
    let spans = around.iter().filter_map(|&n| account.found.sentences.get(n));
    let mut words = BTreeSet::new();
    for span in spans {
        let first = parsed.tokens.partition_point(|token| token.span.start < span.start);
        let inside = parsed.tokens[first..].iter().take_while(|token| token.span.end <= span.end);
        for token in inside.filter(|token| tells(&token.pos)) {
            let lemma: SmolStr = token.lemma.to_lowercase().into();
            if lemma.chars().any(char::is_alphanumeric) && !of_name.contains(lemma.as_str()) {
                words.insert(lemma);
            }
        }
    }
    words
}

/// Parts of speech that carry what is told.
fn tells(pos: &str) -> bool {
    matches!(pos, "NOUN" | "PROPN" | "VERB" | "ADJ" | "NUM" | "ADV")
}

/// The words of an account that [`context`] may hold.
pub(super) fn words(account: &Reported<'_>) -> BTreeSet<SmolStr> {
    let tokens = account.text.tokens.iter().filter(|token| tells(&token.pos));
    tokens.map(|token| token.lemma.to_lowercase().into()).collect()
}
