//! An account as a store has it.

use crate::{Account, AccountId, Found, Parsed, Reported};

/// An account as the store has it.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Its id.
    pub id: AccountId,
    /// Which version of it stands, from 1.
    pub version: u32,
    /// SHA-256 of the body, in hexadecimal.
    pub sha256: String,
    /// The account.
    pub account: Account,
    /// What was found in it.
    pub found: Found,
}

impl Stored {
    /// What the weaving takes.
    pub fn reported<'a>(&'a self, text: &'a Parsed, title: &'a Parsed) -> Reported<'a> {
        Reported { id: self.id, account: &self.account, text, title, found: &self.found }
    }
}
