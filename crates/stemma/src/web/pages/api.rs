//! The JSON API, described for a reader.

use super::super::{Page, View};


/// The page of the API.
pub(in crate::web) fn page(_view: View<'_>) -> Option<Page> {
    None
}
