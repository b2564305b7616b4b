//! What was found.

use super::super::{Page, View};


/// The page of a search that nothing was asked of yet.
pub(in crate::web) fn page(_view: View<'_>) -> Option<Page> {
    None
}
