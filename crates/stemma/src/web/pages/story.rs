//! The synopsis of a story.

use super::super::{Page, View};
use stemma_core::StoryId;

/// The page of a story.
pub(in crate::web) fn page(_view: View<'_>, _id: StoryId) -> Option<Page> {
    None
}
