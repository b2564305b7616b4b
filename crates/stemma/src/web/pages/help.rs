//! The keys, and how to read the pages.

use super::super::{Page, View};


/// The page of help.
pub(in crate::web) fn page(_view: View<'_>) -> Option<Page> {
    None
}
