//! The store: one SQLite file of accounts, what was found in each, and what they say together.
//!
//! The file is of use by itself: its tables are named by the words of the project and hold no
//! secret, save `parsed`, which is packed. `schema.sql` describes them.
//!
//! - An account is kept in one transaction. A process that is killed at any moment leaves a file
//!   that opens again, with every account that was kept before.
//! - The same input twice is one account; a moved or changed input is a new version of its account
//!   ([`Store::seen`]).
//! - What people judged stands in a log of its own, which is only added to ([`Store::log`]).
//! - What the accounts say together is stored with the revision of accounts and log that it was made from;
//!   [`Store::woven`] gives it only while it is of that revision.
//!
//! **Architecture invariant:** nothing here decides what accounts mean. Rows go in and come out in a
//! fixed order, so that the same store gives the same bytes.

mod accounts;
mod error;
mod found;
mod identity;
mod log;
mod numbers;
mod row;
mod schema;
mod search;
mod verify;
mod woven;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

pub use accounts::{Kept, Refusal, Version};
pub use error::Error;
pub use identity::{Digest, Input, Seen};
pub use schema::FORMAT;
pub use search::{Form, Marked, Match, Query, Term, Wanted};

use error::Fault;

/// How long one process waits for another that writes.
const PATIENCE: Duration = Duration::from_secs(30);

/// One open store.
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

impl Store {
    /// Opens the store at `path`, and makes it where there is none.
    ///
    /// # Errors
    /// [`Error::is_not_a_store`], [`Error::is_newer`]; else the file could not be opened.
    pub fn open_or_make(path: &Path) -> Result<Store, Error> {
        Store::connect(path, OpenFlags::SQLITE_OPEN_CREATE)
    }

    /// Opens the store at `path`.
    ///
    /// # Errors
    /// [`Error::is_missing`], [`Error::is_not_a_store`], [`Error::is_newer`]; else the file could
    /// not be opened.
    pub fn open(path: &Path) -> Result<Store, Error> {
        if !path.exists() {
            return Err(Fault::Missing.at(path));
        }
        Store::connect(path, OpenFlags::empty())
    }

    fn connect(path: &Path, create: OpenFlags) -> Result<Store, Error> {
        let open = || -> Result<Connection, Fault> {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let mut connection = Connection::open_with_flags(path, flags | create)?;
            connection.busy_timeout(PATIENCE)?;
            schema::prepare(&mut connection)?;
            connection.set_prepared_statement_cache_capacity(64);
            Ok(connection)
        };
        Ok(Store { connection: open().map_err(|fault| fault.at(path))?, path: path.to_owned() })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn at<T>(&self, result: Result<T, Fault>) -> Result<T, Error> {
        result.map_err(|fault| fault.at(&self.path))
    }
}
