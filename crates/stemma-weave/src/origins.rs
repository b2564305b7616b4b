//! How many independent roots stand behind a claim.

use stemma_core::{Claim, Entity, Lineage, Reported};

/// Counts the roots behind each claim.
pub fn count(
    _accounts: &[Reported<'_>],
    _entities: &[Entity],
    _lineage: &Lineage,
    _claims: &mut [Claim],
) {
}
