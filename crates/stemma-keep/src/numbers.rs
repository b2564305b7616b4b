//! The numbers by which accounts are told: their places by content.
//!
//! An id is given when an account comes, so that it depends on the order of reading; what is shown
//! must not.

use std::collections::BTreeMap;

use stemma_core::{AccountId, order_of_places};

use crate::Store;
use crate::error::Error;

impl Store {
    /// For the id of each account its number, from 1: its place by
    /// [`stemma_core::Account::order`].
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn numbers(&self) -> Result<BTreeMap<AccountId, AccountId>, Error> {
        let sql = "SELECT id, source, key FROM account ORDER BY id";
        let mut accounts: Vec<(AccountId, String, Option<String>)> =
            self.list(sql, [], |mut row| Ok((AccountId(row.get()?), row.get()?, row.get()?)))?;
        let by_place = |a: &(_, String, Option<String>), b: &(_, String, Option<String>)| {
            order_of_places(&a.1, a.2.as_deref(), &b.1, b.2.as_deref())
        };
        accounts.sort_by(by_place);
        let mut ids = Vec::with_capacity(accounts.len());
        for alike in accounts.chunk_by(|a, b| by_place(a, b).is_eq()) {
            if let [(id, ..)] = alike {
                ids.push(*id);
                continue;
            }
            // Their words decide, which are only looked at where they must be.
            let mut whole = Vec::with_capacity(alike.len());
            for (id, ..) in alike {
                whole.extend(self.account(*id)?);
            }
            whole.sort_by(|a, b| a.account.order(&b.account));
            ids.extend(whole.iter().map(|stored| stored.id));
        }
        Ok(ids.into_iter().zip((1..).map(AccountId)).collect())
    }
}
