//! What there is to take away.

use super::super::{Page, View};


/// The page of exports.
pub(in crate::web) fn page(_view: View<'_>) -> Option<Page> {
    None
}
