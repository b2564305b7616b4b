//! What happened when.

use std::collections::BTreeMap;

use stemma_core::{AccountId, Claim, Published, Question, Reported, Story, TimelineEntry};

/// The days that the accounts of each story name, and what is open.
pub fn draw(
    _accounts: &[Reported<'_>],
    _stories: &[Story],
    _claims: &[Claim],
    _published: &BTreeMap<AccountId, Published>,
    _date_values: &BTreeMap<AccountId, Vec<String>>,
) -> (Vec<TimelineEntry>, Vec<Question>) {
    (Vec::new(), Vec::new())
}
