//! One part of a story's synopsis, in full.

use super::super::{Page, View};
use super::super::target::Part;
use stemma_core::StoryId;

/// Page `n`, from 1, of a part.
pub(in crate::web) fn page(_view: View<'_>, _id: StoryId, _part: Part, _n: usize) -> Option<Page> {
    None
}
