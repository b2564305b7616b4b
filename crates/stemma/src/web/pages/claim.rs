//! One claim: every account's words, and what stands behind it.

use super::super::{Page, View};
use stemma_core::ClaimId;

/// The page of a claim.
pub(in crate::web) fn page(_view: View<'_>, _id: ClaimId) -> Option<Page> {
    None
}
