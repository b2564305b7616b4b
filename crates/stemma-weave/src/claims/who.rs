//! Whom the entities of single accounts stand for.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;
use stemma_core::{AccountId, Entity, EntityId, Local};

use crate::entities::sounds::{fold, likeness, sounds};

/// From this likeness on two words of names are spellings of one.
const ONE_NAME: f32 = 0.85;
/// Shorter words of a name are particles and initials.
const NAME_LETTERS: usize = 4;

/// Which entity of the collection each entity of an account is, and how it is called.
pub(crate) struct Who<'a> {
    entities: BTreeMap<(AccountId, Local), EntityId>,
    names: BTreeMap<EntityId, Arc<Name<'a>>>,
    /// Who of two were found to be others: a few speakers are compared again and again.
    known: RwLock<FxHashMap<[EntityId; 2], bool>>,
}

/// How an entity is called.
struct Name<'a> {
    written: &'a str,
    /// Its longer words, folded, each with its sounds; `None` of what is only described.
    words: Option<Vec<(String, Vec<u8>)>>,
}

impl<'a> Name<'a> {
    fn new(written: &'a str) -> Name<'a> {
        let words = written.starts_with(char::is_uppercase).then(|| {
            let folded = fold(written);
            let words = folded.split(' ').filter(|word| word.len() >= NAME_LETTERS);
            words.map(|word| (word.to_owned(), sounds(word))).collect()
        });
        Name { written, words }
    }
}

impl<'a> Who<'a> {
    pub(crate) fn new(entities: &'a [Entity]) -> Who<'a> {
        let members =
            entities.iter().flat_map(|e| e.members.iter().map(move |&member| (member, e.id)));
        let name = |entity: &'a Entity| (entity.id, Arc::new(Name::new(&entity.name)));
        Who {
            entities: members.collect(),
            names: entities.iter().map(name).collect(),
            known: RwLock::default(),
        }
    }

    /// Those of some accounts, numbered anew from 0 in the order of their numbers, with the numbers
    /// that they had: what follows from these does not hang on whom other accounts name.
    pub(crate) fn of(
        &self,
        accounts: impl IntoIterator<Item = AccountId>,
    ) -> (Who<'a>, Vec<EntityId>) {
        let mut entities: BTreeMap<(AccountId, Local), EntityId> = BTreeMap::new();
        for account in accounts {
            let of_account = (account, Local(0))..=(account, Local(u32::MAX));
            entities.extend(self.entities.range(of_account).map(|(&local, &id)| (local, id)));
        }
        let mut numbers: Vec<EntityId> = entities.values().copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        for id in entities.values_mut() {
            *id = EntityId(numbers.partition_point(|number| number < id) as u32);
        }
        let named = numbers.iter().zip(0..);
        let names = named.map(|(id, n)| (EntityId(n), Arc::clone(&self.names[id]))).collect();
        (Who { entities, names, known: RwLock::default() }, numbers)
    }

    pub(crate) fn entity(&self, account: AccountId, local: Local) -> Option<EntityId> {
        self.entities.get(&(account, local)).copied()
    }

    pub(crate) fn name(&self, entity: EntityId) -> &'a str {
        self.names.get(&entity).map_or("", |name| name.written)
    }

    /// All members with their entities, and all names, in order.
    pub(crate) fn all(&self) -> (&BTreeMap<(AccountId, Local), EntityId>, Vec<&'a str>) {
        (&self.entities, self.names.values().map(|name| name.written).collect())
    }

    /// Whether two entities are others for sure: both have a name, and no word of one is a spelling
    /// of a word of the other. `The experts` of one account may well be those of another.
    pub(crate) fn others(&self, a: EntityId, b: EntityId) -> bool {
        let pair = [a.min(b), a.max(b)];
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner).get(&pair).copied();
        known.unwrap_or_else(|| {
            let others = self.compare(a, b);
            self.known.write().unwrap_or_else(PoisonError::into_inner).insert(pair, others);
            others
        })
    }

    fn compare(&self, a: EntityId, b: EntityId) -> bool {
        let words = |entity| self.names.get(&entity)?.words.as_deref();
        let (Some(ours), Some(theirs)) = (words(a), words(b)) else {
            return false;
        };
        let alike = |x: &(String, Vec<u8>), y: &(String, Vec<u8>)| {
            x.0 == y.0 || likeness(&x.1, &y.1) >= ONE_NAME
        };
        a != b && !ours.iter().any(|x| theirs.iter().any(|y| alike(x, y)))
    }
}
