//! Names that stand for one another: what accounts call somebody, and what a person types for it.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{Entity, EntityId, EntityKind};
use stemma_weave::entities::{ALIKE, SPELLED, folded, likeness, sound_keys};

use crate::collection::Collection;

/// No more names than these are looked for in place of one. Set by hand.
const MOST_NAMES: usize = 40;

/// A word that no account has is looked for in names with a word this like it. Joining two names
/// takes more; here a person sees what was looked for, and leaves it out. Set by hand.
const SOUNDS: f32 = 0.9;
/// Others of a like name that are shown. Set by hand.
const MOST_ALIKE: usize = 12;

/// The names of all entities, ready to be looked up. A name is looked up folded: in lower case, in
/// Latin letters, without marks.
pub struct Names {
    /// Whole names of anybody and anything.
    whole: BTreeMap<String, Vec<EntityId>>,
    /// The words of people's names, each with those who bear it.
    words: BTreeMap<String, Vec<EntityId>>,
    /// The same words, by what they sound like.
    sounds: BTreeMap<String, Vec<String>>,
}

/// Whom typed words name, and how else accounts write them.
pub struct Named {
    /// Whom.
    pub entities: Vec<EntityId>,
    /// Their other names, as accounts write them.
    pub names: Vec<String>,
    /// Whether the words are all of a name, or one word of longer ones.
    pub is_whole: bool,
}

impl Names {
    /// All names of what is told.
    pub fn new(collection: &Collection) -> Names {
        let mut whole: BTreeMap<String, BTreeSet<EntityId>> = BTreeMap::new();
        let mut words: BTreeMap<String, BTreeSet<EntityId>> = BTreeMap::new();
        for entity in &collection.woven.entities {
            for name in names_of(entity) {
                let name = bare(name);
                if entity.kind == EntityKind::Person {
                    for word in name.split(' ').filter(|word| word.len() > 1) {
                        words.entry(word.to_owned()).or_default().insert(entity.id);
                    }
                }
                // `Firm Coast 2023` is looked for without its year too.
                let without = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
                for name in [without, name.as_str()] {
                    if !name.is_empty() {
                        whole.entry(name.to_owned()).or_default().insert(entity.id);
                    }
                }
            }
        }
        let mut sounds: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for word in words.keys() {
            for key in sound_keys(word) {
                sounds.entry(key).or_default().push(word.clone());
            }
        }
        let sorted =
            |map: BTreeMap<String, BTreeSet<EntityId>>| -> BTreeMap<String, Vec<EntityId>> {
                map.into_iter().map(|(name, ids)| (name, ids.into_iter().collect())).collect()
            };
        Names { whole: sorted(whole), words: sorted(words), sounds }
    }

    /// Everybody and everything that goes by a name, as far as names show; `e12` names one by
    /// number.
    pub fn bearers(&self, collection: &Collection, typed: &str) -> Vec<EntityId> {
        let typed = typed.trim();
        if let Some(entity) = typed.strip_prefix('e').and_then(|n| n.parse().ok()).map(EntityId)
            && collection.entity(entity).is_some()
        {
            return vec![entity];
        }
        let name = bare(typed);
        let whole = self.whole.get(&name).cloned().unwrap_or_default();
        let mut bearers: BTreeSet<EntityId> = whole.into_iter().collect();
        bearers.extend(
            self.people(collection, typed, &name, |_| Ok::<_, ()>(true)).unwrap_or_default(),
        );
        if bearers.is_empty() {
            let by_sound = self.people(collection, typed, &name, |_| Ok::<_, ()>(false));
            bearers.extend(by_sound.unwrap_or_default());
        }
        if bearers.is_empty() && name.len() > 2 {
            // A part of a name: `defence` for a ministry of it.
            let padded = format!(" {name} ");
            let holding =
                self.whole.iter().filter(|(known, _)| format!(" {known} ").contains(&padded));
            bearers.extend(holding.flat_map(|(_, ids)| ids));
        }
        bearers.into_iter().collect()
    }

    /// Others of a name like this: people whose surname is or sounds the same, things of the same
    /// name. The first ones.
    pub fn alike(&self, collection: &Collection, entity: &Entity) -> Vec<EntityId> {
        let name = bare(&entity.name);
        let mut alike: BTreeSet<EntityId> = BTreeSet::new();
        if entity.kind == EntityKind::Person {
            let surname = name.rsplit(' ').next().unwrap_or_default();
            let near = sound_keys(surname).into_iter();
            let near = near.filter_map(|key| self.sounds.get(&key)).flatten();
            let near = near.filter(|word| likeness(word, surname) >= ALIKE);
            alike.extend(near.filter_map(|word| self.words.get(word)).flatten());
        }
        alike.extend(self.whole.get(&name).into_iter().flatten());
        alike.remove(&entity.id);
        let mut alike: Vec<EntityId> = alike.into_iter().collect();
        let accounts = |id: EntityId| collection.entity(id).map_or(0, |it| it.members.len());
        alike.sort_by_key(|&id| (std::cmp::Reverse(accounts(id)), id));
        alike.truncate(MOST_ALIKE);
        alike
    }

    /// Whom typed words name; `None` where they are no name. `is_known` says whether any account has a
    /// word: one that none has is looked up by its sound.
    ///
    /// # Errors
    /// Those of `is_known`.
    pub fn named<E>(
        &self,
        collection: &Collection,
        typed: &str,
        is_known: impl Fn(&str) -> Result<bool, E>,
    ) -> Result<Option<Named>, E> {
        let name = bare(typed);
        if name.is_empty() {
            return Ok(None);
        }
        let is_person =
            |id: &EntityId| collection.entity(*id).is_some_and(|it| it.kind == EntityKind::Person);
        let is_word = !name.contains(' ');
        let whole = self.whole.get(&name).map_or(&[][..], Vec::as_slice);
        let things = || whole.iter().copied().filter(|id| !is_person(id));
        let people = self.people(collection, typed, &name, is_known)?;
        let entities: Vec<EntityId> =
            people.iter().copied().chain(things()).collect::<BTreeSet<_>>().into_iter().collect();
        if entities.is_empty() {
            return Ok(None);
        }
        let mut names: BTreeMap<String, (usize, String)> = BTreeMap::new();
        let mut add = |text: &str, accounts: usize| {
            if text.to_lowercase() != typed.to_lowercase() {
                let kept = names.entry(text.to_lowercase()).or_insert((0, text.to_owned()));
                kept.0 += accounts;
            }
        };
        for entity in entities.iter().filter_map(|id| collection.entity(*id)) {
            if is_word && entity.kind == EntityKind::Person {
                // One word of a name stands for that word in the others.
                for known in &entity.names {
                    let of_name = known.text.split(|c: char| c.is_whitespace() || c == '-');
                    for word in
                        of_name.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
                    {
                        if folded(word) == name || likeness(word, typed) >= SPELLED {
                            add(word, known.accounts.len());
                        }
                    }
                }
            } else {
                for known in &entity.names {
                    if self.is_only(&bare(&known.text), &entities, entity.kind) {
                        add(&known.text, known.accounts.len());
                    }
                }
            }
        }
        let mut names: Vec<(usize, String)> = names.into_values().collect();
        names.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        names.truncate(MOST_NAMES);
        let names = names.into_iter().map(|(_, name)| name).collect();
        Ok(Some(Named { entities, names, is_whole: !is_word }))
    }

    /// People whom typed words name: by a word that they bear, or by all words of a name.
    fn people<E>(
        &self,
        collection: &Collection,
        typed: &str,
        name: &str,
        is_known: impl Fn(&str) -> Result<bool, E>,
    ) -> Result<Vec<EntityId>, E> {
        let mut bearers: Option<BTreeSet<EntityId>> = None;
        let written: Vec<&str> = typed.split(|c: char| c.is_whitespace() || c == '-').collect();
        let words: Vec<&str> = name.split(' ').collect();
        // As typed a word's marks say more.
        let as_typed = |n: usize| if written.len() == words.len() { written[n] } else { words[n] };
        for (n, word) in words.iter().enumerate().filter(|(_, word)| word.len() > 1) {
            let typed = as_typed(n);
            let bear = self.bear(word, typed, || is_known(typed))?;
            let both = match bearers {
                None => bear,
                Some(bearers) => bearers.intersection(&bear).copied().collect(),
            };
            if both.is_empty() {
                return Ok(Vec::new());
            }
            bearers = Some(both);
        }
        let bearers = bearers.unwrap_or_default().into_iter();
        if words.len() == 1 {
            return Ok(bearers.collect());
        }
        let is_theirs = |id: &EntityId| {
            collection.entity(*id).is_some_and(|entity| {
                names_of(entity).any(|known| {
                    let known = bare(known);
                    let known: Vec<&str> = known.split(' ').collect();
                    let has = |(n, word): (usize, &&str)| {
                        known.iter().any(|known| is_spelling(word, as_typed(n), known))
                    };
                    known.len() > 1 && words.iter().enumerate().all(has)
                })
            })
        };
        Ok(bearers.filter(is_theirs).collect())
    }

    /// People who bear a word, or one that sounds like it where no account has the word itself.
    fn bear<E>(
        &self,
        word: &str,
        typed: &str,
        is_known: impl Fn() -> Result<bool, E>,
    ) -> Result<BTreeSet<EntityId>, E> {
        if let Some(bearers) = self.words.get(word) {
            return Ok(bearers.iter().copied().collect());
        }
        if word.len() < 3 || is_known()? {
            return Ok(BTreeSet::new());
        }
        let keys = sound_keys(word);
        let near = keys.iter().filter_map(|key| self.sounds.get(key)).flatten();
        let near: BTreeSet<&String> =
            near.filter(|known| likeness(known, typed) >= SOUNDS).collect();
        Ok(near.into_iter().flat_map(|known| &self.words[known]).copied().collect())
    }

    /// Whether a name is nobody's but these entities': a surname alone may be anybody's.
    fn is_only(&self, name: &str, entities: &[EntityId], kind: EntityKind) -> bool {
        let only = |ids: Option<&Vec<EntityId>>| {
            ids.is_none_or(|ids| ids.iter().all(|id| entities.contains(id)))
        };
        only(self.whole.get(name)) && (kind != EntityKind::Person || only(self.words.get(name)))
    }
}

/// Whether a typed word may be a word of a name, or its initial.
fn is_spelling(word: &str, typed: &str, known: &str) -> bool {
    let is_initial = word.len() == 1 || known.len() == 1;
    word == known
        || (is_initial && word.chars().next() == known.chars().next())
        || (!is_initial && likeness(typed, known) >= SOUNDS)
}

/// The names of an entity, as accounts write them.
fn names_of(entity: &Entity) -> impl Iterator<Item = &str> {
    let names = entity.names.iter().map(|name| name.text.as_str());
    names.chain([entity.name.as_str()])
}

/// A name folded, without its article.
fn bare(name: &str) -> String {
    let name = folded(name);
    match name.strip_prefix("the ") {
        Some(rest) => rest.to_owned(),
        None => name,
    }
}
