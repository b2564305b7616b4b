//! Who and what the accounts speak of.

use stemma_core::{Entity, Judgement, Reported, Story};

use crate::{People, Vectors};

/// Joins the entities of single accounts.
pub fn weave(
    _accounts: &[Reported<'_>],
    _stories: &[Story],
    _vectors: Vectors<'_>,
    _people: &People<'_>,
) -> (Vec<Entity>, Vec<Judgement>) {
    (Vec::new(), Vec::new())
}
