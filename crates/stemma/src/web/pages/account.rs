//! An account as it was read, with what was found in it beside it.

use super::super::{Page, View};
use stemma_core::AccountId;

/// The page of an account.
pub(in crate::web) fn page(_view: View<'_>, _id: AccountId) -> Option<Page> {
    None
}
