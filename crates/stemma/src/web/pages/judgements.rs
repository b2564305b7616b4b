//! What people judged.

use super::super::{Page, View};


/// The page of the log.
pub(in crate::web) fn page(_view: View<'_>) -> Option<Page> {
    None
}
