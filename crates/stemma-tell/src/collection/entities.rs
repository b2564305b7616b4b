//! Where an entity is mentioned, what it says and what is said of it: made once, when first asked.

use std::collections::BTreeMap;

use stemma_core::{AccountId, EntityId, Judged, Judgement, Mention, Statement};

use super::Collection;

/// Things of accounts by entity: each by its account and its index there.
type ByEntity = BTreeMap<EntityId, Vec<(AccountId, u32)>>;

/// What is where, by entity.
#[derive(Default)]
pub(super) struct OfEntities {
    mentions: ByEntity,
    said_by: ByEntity,
    said_of: ByEntity,
    judgements: BTreeMap<EntityId, Vec<usize>>,
}

/// A statement, with its account and its index there.
pub type Said<'t> = (AccountId, usize, &'t Statement);

impl OfEntities {
    pub(super) fn new(collection: &Collection) -> OfEntities {
        let mut all = OfEntities::default();
        for stored in collection.accounts() {
            let id = stored.id;
            let found = &stored.found;
            let entity = |local| collection.entity_of(id, local);
            for (n, mention) in (0..).zip(&found.mentions) {
                if let Some(entity) = mention.entity.and_then(entity) {
                    all.mentions.entry(entity).or_default().push((id, n));
                }
            }
            for (n, statement) in (0..).zip(&found.statements) {
                let speakers = statement.speaker.iter().chain(&statement.jointly);
                let mut speakers: Vec<EntityId> =
                    speakers.filter_map(|one| one.entity.and_then(entity)).collect();
                speakers.sort_unstable();
                speakers.dedup();
                let within = found.mentions.iter().filter(|mention| {
                    mention.place.of == statement.of
                        && statement.content.iter().any(|one| one.contains(mention.place.span))
                });
                let mut named: Vec<EntityId> =
                    within.filter_map(|mention| mention.entity.and_then(entity)).collect();
                named.sort_unstable();
                named.dedup();
                // What somebody says of themselves is theirs, not said of them.
                named.retain(|one| !speakers.contains(one));
                for one in speakers {
                    all.said_by.entry(one).or_default().push((id, n));
                }
                for one in named {
                    all.said_of.entry(one).or_default().push((id, n));
                }
            }
        }
        for (n, judgement) in collection.woven.judgements.iter().enumerate() {
            let Judged::Entity(pair) = &judgement.of else {
                continue;
            };
            let mut entities = pair.map(|(account, local)| collection.entity_of(account, local));
            if entities[0] == entities[1] {
                entities[1] = None;
            }
            for entity in entities.into_iter().flatten() {
                all.judgements.entry(entity).or_default().push(n);
            }
        }
        all
    }
}

impl Collection {
    fn of_entities(&self) -> &OfEntities {
        self.of_entities.get_or_init(|| OfEntities::new(self))
    }

    /// The mentions of an entity, by account.
    pub fn mentions_of(&self, id: EntityId) -> impl Iterator<Item = (AccountId, &Mention)> {
        of(&self.of_entities().mentions, id).iter().filter_map(|&(account, n)| {
            let found = &self.account(account)?.found;
            Some((account, found.mentions.get(n as usize)?))
        })
    }

    /// What an entity says, alone or with others, by account.
    pub fn said_by(&self, id: EntityId) -> impl Iterator<Item = Said<'_>> {
        self.statements(of(&self.of_entities().said_by, id))
    }

    /// Everybody who says anything, with how many statements.
    pub fn speakers(&self) -> impl Iterator<Item = (EntityId, usize)> {
        self.of_entities().said_by.iter().map(|(&id, statements)| (id, statements.len()))
    }

    /// What others say of an entity, by account.
    pub fn said_of(&self, id: EntityId) -> impl Iterator<Item = Said<'_>> {
        self.statements(of(&self.of_entities().said_of, id))
    }

    fn statements(&self, those: &[(AccountId, u32)]) -> impl Iterator<Item = Said<'_>> {
        those.iter().filter_map(|&(account, n)| {
            let found = &self.account(account)?.found;
            Some((account, n as usize, found.statements.get(n as usize)?))
        })
    }

    /// The judgements that join members of an entity, or keep one of them from others.
    pub fn judgements_of(&self, id: EntityId) -> impl Iterator<Item = &Judgement> {
        let those = self.of_entities().judgements.get(&id).map_or(&[][..], Vec::as_slice);
        those.iter().map(|&n| &self.woven.judgements[n])
    }
}

fn of(those: &ByEntity, id: EntityId) -> &[(AccountId, u32)] {
    those.get(&id).map_or(&[][..], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use stemma_core::EntityId;

    use crate::collection::Collection;
    use crate::testing::{stored, woven};

    #[test]
    fn what_somebody_says_is_theirs_and_what_others_say_of_them_is_not() {
        let collection = Collection::new(stored(), woven());
        let by: Vec<(u32, usize)> =
            collection.said_by(EntityId(1)).map(|(account, n, _)| (account.0, n)).collect();
        assert_eq!(by, [(1, 0), (1, 1), (2, 0)]);
        assert_eq!(collection.said_of(EntityId(1)).count(), 0);
        assert_eq!(collection.said_by(EntityId(9)).count(), 0);
    }
}
