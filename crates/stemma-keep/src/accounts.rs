//! Accounts: which is which, how they go in and come out.

use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use sha2::{Digest as _, Sha256};
use stemma_core::packed::{pack, unpack};
use stemma_core::{Account, AccountId, Found, Parsed, Published, Stored, order_of_places};

use crate::error::{Error, Fault};
use crate::identity::{Digest, Input, Seen, owner, seen};
use crate::row::{Columns, json, word};
use crate::{Store, found};

/// An account with all that reading makes of it.
#[derive(Clone, Copy)]
pub struct Kept<'a> {
    /// The account.
    pub account: &'a Account,
    /// Its body, parsed.
    pub text: &'a Parsed,
    /// Its title, parsed.
    pub title: &'a Parsed,
    /// What was found in it.
    pub found: &'a Found,
}

/// One form in which an account came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// From 1.
    pub n: u32,
    /// Where it was.
    pub source: String,
    /// What it held.
    pub digest: Digest,
}

/// An input that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Where it is.
    pub source: String,
    /// Why.
    pub reason: String,
}

impl Store {
    /// What is known of an input. `made_by` names the way of reading it (program and model): an
    /// account that another way made is to be read again.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn seen(&self, input: Input<'_>, made_by: &str) -> Result<Seen, Error> {
        self.at(seen(&self.connection, input, made_by))
    }

    /// Keeps an account, in one transaction: a new one, or the newest version of one that is there.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn keep(
        &mut self,
        input: Input<'_>,
        made_by: &str,
        kept: Kept<'_>,
    ) -> Result<AccountId, Error> {
        let result = keep(&mut self.connection, input, made_by, kept);
        self.at(result)
    }

    /// Where an account is, as [`Input::place`] says; where an older version kept it, as it was
    /// given.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn place(&self, id: AccountId) -> Result<Option<String>, Error> {
        let sql = "SELECT coalesce(place, source) FROM account WHERE id = ?";
        Ok(self.list(sql, [id.0], |mut row| row.get())?.pop())
    }

    /// Notes that an account is in another place now.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn keep_moved(&mut self, id: AccountId, input: Input<'_>) -> Result<(), Error> {
        let result = moved(&mut self.connection, id, input, |_| true);
        self.at(result)
    }

    /// Notes that an account is in a second place too. It goes by the one that stands first by
    /// [`order_of_places`], so that it does not matter which was read first.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn keep_copy(&mut self, id: AccountId, input: Input<'_>) -> Result<(), Error> {
        let stands_first =
            |source: &str| order_of_places(input.source, input.key, source, input.key).is_lt();
        let result = moved(&mut self.connection, id, input, stands_first);
        self.at(result)
    }

    /// Keeps a refusal; it goes when the input is taken after all.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn keep_refusal(&mut self, source: &str, reason: &str) -> Result<(), Error> {
        let result = self
            .connection
            .prepare_cached("INSERT OR REPLACE INTO refusal (source, reason) VALUES (?, ?)")
            .and_then(|mut statement| statement.execute([source, reason]));
        self.at(result.map(drop).map_err(Fault::from))
    }

    /// Forgets the refusals of a file and of all that stands in it: it is being read anew.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn forget_refusals(&mut self, source: &str) -> Result<(), Error> {
        let sql = "DELETE FROM refusal WHERE source = ?1 OR substr(source, 1, length(?1) + 1) = ?1 || '#'";
        let result = self.connection.execute(sql, [source]);
        self.at(result.map(drop).map_err(Fault::from))
    }

    /// All refusals that stand, by source.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn refusals(&self) -> Result<Vec<Refusal>, Error> {
        self.list("SELECT source, reason FROM refusal ORDER BY source", [], |mut row| {
            Ok(Refusal { source: row.get()?, reason: row.get()? })
        })
    }

    /// The ids of all accounts, in order.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn account_ids(&self) -> Result<Vec<AccountId>, Error> {
        self.list("SELECT id FROM account ORDER BY id", [], |mut row| Ok(AccountId(row.get()?)))
    }

    /// An account and what was found in it; `None` where there is none of that id.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn account(&self, id: AccountId) -> Result<Option<Stored>, Error> {
        self.at(account(&self.connection, id))
    }

    /// All accounts, by id.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn accounts(&self) -> Result<Vec<Stored>, Error> {
        let mut all = Vec::new();
        for id in self.account_ids()? {
            all.extend(self.account(id)?);
        }
        Ok(all)
    }

    /// The parse of an account's body and of its title.
    ///
    /// # Errors
    /// [`Error::is_damaged`]; else the store cannot be read.
    pub fn parsed(&self, id: AccountId) -> Result<(Parsed, Parsed), Error> {
        let read = || -> Result<(Parsed, Parsed), Fault> {
            let (text, title): (Vec<u8>, Vec<u8>) = self
                .connection
                .prepare_cached("SELECT text, title FROM parsed WHERE account = ?")?
                .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok((unpack(&text)?, unpack(&title)?))
        };
        self.at(read())
    }

    /// Every form in which an account came, oldest first.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn versions(&self, id: AccountId) -> Result<Vec<Version>, Error> {
        self.list(
            "SELECT n, source, digest FROM version WHERE account = ? ORDER BY n",
            [id.0],
            |mut row| Ok(Version { n: row.get()?, source: row.get()?, digest: row.get()? }),
        )
    }

    /// An account as it stood in an older version whose words have been replaced since.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn superseded(&self, id: AccountId, n: u32) -> Result<Option<Account>, Error> {
        let read = || -> Result<Option<Account>, Fault> {
            let body: Option<Option<Vec<u8>>> = self
                .connection
                .prepare_cached("SELECT body FROM version WHERE account = ? AND n = ?")?
                .query_row([id.0, n], |row| row.get(0))
                .optional()?;
            body.flatten()
                .map(|body| {
                    let json = zstd::stream::decode_all(body.as_slice()).map_err(Fault::damaged)?;
                    Ok(serde_json::from_slice(&json)?)
                })
                .transpose()
        };
        self.at(read())
    }

    /// What was noted under a name, such as the model that the accounts were read with.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn note(&self, name: &str) -> Result<Option<String>, Error> {
        let sql = "SELECT value FROM setting WHERE name = 'note ' || ?";
        Ok(self.list(sql, [name], |mut row| row.get())?.pop())
    }

    /// Notes something under a name.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn keep_note(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO setting (name, value) VALUES ('note ' || ?, ?)";
        let result = self.connection.execute(sql, [name, value]);
        self.at(result.map(drop).map_err(Fault::from))
    }

    /// Grows with every change of an account.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn revision(&self) -> Result<u64, Error> {
        self.at(setting(&self.connection, "revision").map(|revision| revision.unwrap_or(0)))
    }

    pub(crate) fn list<T>(
        &self,
        sql: &str,
        parameters: impl rusqlite::Params,
        read: impl FnMut(Columns<'_, '_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Error> {
        self.at(list(&self.connection, sql, parameters, read))
    }
}

/// Runs a query and reads every row.
pub(crate) fn list<T>(
    connection: &rusqlite::Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
    mut read: impl FnMut(Columns<'_, '_>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(read(Columns::new(row))?);
    }
    Ok(all)
}

pub(crate) fn setting(connection: &rusqlite::Connection, name: &str) -> Result<Option<u64>, Fault> {
    Ok(connection
        .prepare_cached("SELECT value FROM setting WHERE name = ?")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

pub(crate) fn set(transaction: &Transaction<'_>, name: &str, value: u64) -> Result<(), Fault> {
    transaction
        .prepare_cached("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)")?
        .execute(params![name, value])?;
    Ok(())
}

fn keep(
    connection: &mut rusqlite::Connection,
    input: Input<'_>,
    made_by: &str,
    kept: Kept<'_>,
) -> Result<AccountId, Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let (id, version) = if let Some((id, digest)) = owner(&transaction, input)? {
        let is_new_version = digest != input.digest;
        let version = supersede(&transaction, id, is_new_version, kept.account)?;
        (id, version)
    } else {
        let newest: Option<u32> =
            transaction.query_row("SELECT max(id) FROM account", [], |row| row.get(0))?;
        (AccountId(newest.unwrap_or(0) + 1), 1)
    };
    put_account(&transaction, id, version, made_by, kept.account, input.place)?;
    transaction
        .prepare_cached("INSERT OR REPLACE INTO parsed (account, text, title) VALUES (?, ?, ?)")?
        .execute(params![id.0, pack(kept.text)?, pack(kept.title)?])?;
    found::put(&transaction, id, kept.found)?;
    transaction
        .prepare_cached(
            "INSERT OR IGNORE INTO version (account, n, source, digest, place)
             VALUES (?, ?, ?, ?, ?)",
        )?
        .execute(params![id.0, version, input.source, input.digest, input.place])?;
    accepted(&transaction, input)?;
    transaction.commit()?;
    Ok(id)
}

/// Clears the way for a newer form of an account, whose number is given back.
fn supersede(
    transaction: &Transaction<'_>,
    id: AccountId,
    is_new_version: bool,
    newer: &Account,
) -> Result<u32, Fault> {
    let Some(older) = account(transaction, id)? else {
        return Err(Fault::damaged(format!("account {} is not there", id.0)));
    };
    if is_new_version && older.account != *newer {
        let json = serde_json::to_vec(&older.account)?;
        let body = zstd::bulk::compress(&json, 0).map_err(Fault::damaged)?;
        transaction
            .prepare_cached("UPDATE version SET body = ? WHERE account = ? AND n = ?")?
            .execute(params![body, id.0, older.version])?;
    }
    found::clear(transaction, id)?;
    Ok(older.version + u32::from(is_new_version))
}

/// A change of accounts: what was woven is stale from here on, and a refusal of this input is past.
fn accepted(transaction: &Transaction<'_>, input: Input<'_>) -> Result<(), Fault> {
    transaction.prepare_cached("DELETE FROM refusal WHERE source = ?")?.execute([input.source])?;
    let revision = setting(transaction, "revision")?.unwrap_or(0);
    set(transaction, "revision", revision + 1)
}

/// A second place of an account; `goes_there` says, of the source by which it went, whether it goes
/// by the new one now.
fn moved(
    connection: &mut rusqlite::Connection,
    id: AccountId,
    input: Input<'_>,
    goes_there: impl Fn(&str) -> bool,
) -> Result<(), Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute(
        "INSERT INTO version (account, n, source, digest, place)
         SELECT id, version + 1, ?2, ?3, ?4 FROM account WHERE id = ?1",
        params![id.0, input.source, input.digest, input.place],
    )?;
    transaction.execute("UPDATE account SET version = version + 1 WHERE id = ?1", [id.0])?;
    let sql = "SELECT source FROM account WHERE id = ?";
    let source: String = transaction.query_row(sql, [id.0], |row| row.get(0))?;
    if goes_there(&source) {
        transaction.execute(
            "UPDATE account SET source = ?2, place = ?3 WHERE id = ?1",
            params![id.0, input.source, input.place],
        )?;
    }
    accepted(&transaction, input)?;
    transaction.commit()?;
    Ok(())
}

fn put_account(
    transaction: &Transaction<'_>,
    id: AccountId,
    version: u32,
    made_by: &str,
    account: &Account,
    place: &str,
) -> Result<(), Fault> {
    let published = published_columns(&account.published)?;
    // An update rather than a replacement: the search index follows by its trigger.
    transaction
        .prepare_cached(
            "INSERT INTO account (id, key, source, version, made_by, outlet, title, authors,
                 language, url, published, earliest, latest, basis, basis_words, basis_place, text,
                 sha256, seal, place)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET key = excluded.key, source = excluded.source,
                 version = excluded.version, made_by = excluded.made_by, outlet = excluded.outlet,
                 title = excluded.title, authors = excluded.authors, language = excluded.language,
                 url = excluded.url, published = excluded.published, earliest = excluded.earliest,
                 latest = excluded.latest, basis = excluded.basis,
                 basis_words = excluded.basis_words, basis_place = excluded.basis_place,
                 text = excluded.text, sha256 = excluded.sha256, seal = excluded.seal,
                 place = excluded.place",
        )?
        .execute(params![
            id.0,
            account.key,
            account.source,
            version,
            made_by,
            account.outlet,
            account.title,
            json(&account.authors)?,
            account.language,
            account.url,
            published.0,
            published.1,
            published.2,
            published.3,
            published.4,
            published.5,
            account.text,
            sha256(&account.text),
            seal(account),
            place,
        ])?;
    let mut statement = transaction.prepare_cached(
        "INSERT INTO dropped (account, n, reason, before, text) VALUES (?, ?, ?, ?, ?)",
    )?;
    for (n, piece) in account.dropped.iter().enumerate() {
        statement.execute(params![id.0, n, word(piece.reason), piece.before, piece.text])?;
    }
    Ok(())
}

/// The account of an id, with what was found in it.
pub(crate) fn account(
    connection: &rusqlite::Connection,
    id: AccountId,
) -> Result<Option<Stored>, Fault> {
    let stored = list(
        connection,
        "SELECT version, sha256, key, source, outlet, title, authors, language, url, text,
             published, earliest, latest, basis, basis_words, basis_place
         FROM account WHERE id = ?",
        [id.0],
        |mut row| {
            Ok(Stored {
                id,
                version: row.get()?,
                sha256: row.get()?,
                account: Account {
                    key: row.get()?,
                    source: row.get()?,
                    outlet: row.get()?,
                    title: row.get()?,
                    authors: row.json()?,
                    language: row.get()?,
                    url: row.get()?,
                    text: row.get()?,
                    published: published(&mut row)?,
                    dropped: Vec::new(),
                },
                found: Found::default(),
            })
        },
    )?;
    let Some(mut stored) = stored.into_iter().next() else {
        return Ok(None);
    };
    stored.account.dropped = list(
        connection,
        "SELECT reason, before, text FROM dropped WHERE account = ? ORDER BY n",
        [id.0],
        |mut row| {
            Ok(stemma_core::Dropped { reason: row.word()?, before: row.get()?, text: row.get()? })
        },
    )?;
    stored.found = found::get(connection, id)?;
    Ok(Some(stored))
}

/// `published`, `earliest`, `latest`, `basis`, `basis_words`, `basis_place`.
type PublishedColumns = (
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
);

pub(crate) fn published_columns(published: &Published) -> Result<PublishedColumns, Fault> {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let basis = published.basis.as_ref();
    Ok((
        day(published.value),
        day(published.earliest),
        day(published.latest),
        basis.map(|basis| word(basis.kind)),
        basis.map(|basis| basis.words.clone()),
        basis.and_then(|basis| basis.place).map(json).transpose()?,
    ))
}

pub(crate) fn published(row: &mut Columns<'_, '_>) -> Result<Published, Fault> {
    let mut day = || -> Result<Option<jiff::civil::Date>, Fault> {
        row.optional(|row| {
            let day: String = row.get()?;
            day.parse().map_err(Fault::damaged)
        })
    };
    let (value, earliest, latest) = (day()?, day()?, day()?);
    let kind = row.optional(Columns::word)?;
    let words: Option<String> = row.get()?;
    let place = row.optional(Columns::json)?;
    Ok(Published {
        value,
        earliest,
        latest,
        basis: kind.map(|kind| stemma_core::Basis {
            kind,
            words: words.unwrap_or_default(),
            place,
        }),
    })
}

/// SHA-256 of a text, in hexadecimal.
pub(crate) fn sha256(text: &str) -> String {
    use std::fmt::Write;
    Sha256::digest(text).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// SHA-256 over all the words of an account, each with its length before it: body, title, bylines,
/// outlet and what was dropped.
pub(crate) fn seal(account: &Account) -> Digest {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    };
    add(&account.text);
    add(account.title.as_deref().unwrap_or_default());
    add(account.outlet.as_deref().unwrap_or_default());
    account.authors.iter().for_each(|author| add(author));
    for piece in &account.dropped {
        add(piece.reason.word());
        add(&piece.text);
    }
    hash.finalize().into()
}
