//! Where the members of a claim part.

use std::collections::BTreeMap;

use stemma_core::{AccountId, Claim, Entity, Published, Reported};

/// Finds the differences between the members of each claim.
pub fn find<'v>(
    _accounts: &[Reported<'_>],
    _entities: &[Entity],
    _published: &BTreeMap<AccountId, Published>,
    _date_values: &BTreeMap<AccountId, Vec<String>>,
    _vectors: &dyn Fn(&str) -> Option<&'v [f32]>,
    _claims: &mut [Claim],
) {
}
