//! The day of each report.

use std::collections::BTreeMap;

use stemma_core::{AccountId, Claim, Published, Reported, Story};

/// The day of each report, as the account alone shows it.
pub fn each(accounts: &[Reported<'_>]) -> BTreeMap<AccountId, Published> {
    accounts
        .iter()
        .map(|account| (account.id, account.account.published.clone()))
        .collect()
}

/// The day of each report, as the accounts of a story together establish it.
pub fn together(
    _accounts: &[Reported<'_>],
    published: BTreeMap<AccountId, Published>,
    _stories: &[Story],
    _claims: &[Claim],
) -> BTreeMap<AccountId, Published> {
    published
}
