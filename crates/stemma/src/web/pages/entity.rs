//! Somebody or something, across accounts.

use super::super::{Page, View};
use stemma_core::EntityId;

/// The page of an entity.
pub(in crate::web) fn page(_view: View<'_>, _id: EntityId) -> Option<Page> {
    None
}
