//! Whom the entities of single accounts stand for.

use std::collections::BTreeMap;

use stemma_core::{AccountId, Entity, EntityId, Local};

use crate::entities::sounds::{alike, fold};

/// From this likeness on two words of names are spellings of one.
const ONE_NAME: f32 = 0.85;
/// Shorter words of a name are particles and initials.
const NAME_LETTERS: usize = 4;

/// Which entity of the collection each entity of an account is, and how it is called.
pub(crate) struct Who<'a> {
    entities: BTreeMap<(AccountId, Local), EntityId>,
    names: BTreeMap<EntityId, &'a str>,
}

impl<'a> Who<'a> {
    pub(crate) fn new(entities: &'a [Entity]) -> Who<'a> {
        let members =
            entities.iter().flat_map(|e| e.members.iter().map(move |&member| (member, e.id)));
        Who {
            entities: members.collect(),
            names: entities.iter().map(|entity| (entity.id, entity.name.as_str())).collect(),
        }
    }

    pub(crate) fn entity(&self, account: AccountId, local: Local) -> Option<EntityId> {
        self.entities.get(&(account, local)).copied()
    }

    pub(crate) fn name(&self, entity: EntityId) -> &'a str {
        self.names.get(&entity).copied().unwrap_or_default()
    }

    /// Whether two entities are others for sure: both have a name, and no word of one is a spelling
    /// of a word of the other. `The experts` of one account may well be those of another.
    pub(crate) fn others(&self, a: EntityId, b: EntityId) -> bool {
        let (x, y) = (self.name(a), self.name(b));
        let named = |name: &str| name.starts_with(char::is_uppercase);
        if a == b || !named(x) || !named(y) {
            return false;
        }
        let (x, y) = (fold(x), fold(y));
        let long = |name: &'_ str| -> Vec<String> {
            let words = name.split(' ').filter(|word| word.len() >= NAME_LETTERS);
            words.map(str::to_owned).collect()
        };
        let others = long(&y);
        !long(&x).iter().any(|one| others.iter().any(|other| alike(one, other) >= ONE_NAME))
    }
}
