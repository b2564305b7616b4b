//! Two to four accounts side by side, what they share in step.

use super::super::{Page, View};
use stemma_core::AccountId;

/// The page that compares accounts.
pub(in crate::web) fn page(_view: View<'_>, _ids: &[AccountId]) -> Option<Page> {
    None
}
