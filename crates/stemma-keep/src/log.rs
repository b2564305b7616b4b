//! The log of what people judged, in its table: it is only ever added to.

use rusqlite::{Connection, TransactionBehavior, params};
use stemma_core::log::Entry;

use crate::Store;
use crate::accounts::{list, set, setting};
use crate::error::{Error, Fault};
use crate::row::{json, unjson};

impl Store {
    /// The log, the oldest entry first.
    ///
    /// # Errors
    /// [`Error::is_damaged`]; else the store cannot be read.
    pub fn log(&self) -> Result<Vec<Entry>, Error> {
        self.list("SELECT n, entry FROM log ORDER BY n", [], |mut row| {
            let n: u32 = row.get()?;
            let entry: String = row.get()?;
            let entry: Entry = unjson(&entry)?;
            if entry.n == n {
                Ok(entry)
            } else {
                Err(Fault::damaged(format!("entry {n} of the log calls itself {}", entry.n)))
            }
        })
    }

    /// Adds entries to the log, all or none; each gets the next number, which is given back. What
    /// was woven is stale from then on.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn add_to_log(&mut self, entries: Vec<Entry>) -> Result<Vec<u32>, Error> {
        let result = add(&mut self.connection, entries);
        self.at(result)
    }
}

fn add(connection: &mut Connection, entries: Vec<Entry>) -> Result<Vec<u32>, Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let last =
        list(&transaction, "SELECT coalesce(max(n), 0) FROM log", [], |mut row| row.get::<u32>())?;
    let mut n = last.first().copied().unwrap_or(0);
    let mut numbers = Vec::with_capacity(entries.len());
    for mut entry in entries {
        n += 1;
        entry.n = n;
        numbers.push(n);
        transaction
            .prepare_cached("INSERT INTO log (n, entry) VALUES (?, ?)")?
            .execute(params![n, json(&entry)?])?;
    }
    if !numbers.is_empty() {
        let revision = setting(&transaction, "revision")?.unwrap_or(0);
        set(&transaction, "revision", revision + 1)?;
    }
    transaction.commit()?;
    Ok(numbers)
}
