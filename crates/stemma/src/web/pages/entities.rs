//! All names.

use super::super::{Page, View};


/// The page of all entities.
pub(in crate::web) fn page(_view: View<'_>) -> Option<Page> {
    None
}
