//! Which input is which account.

use rusqlite::{OptionalExtension, params};
use stemma_core::AccountId;

use crate::accounts::list;
use crate::error::Fault;

/// SHA-256 of an input: of a file's bytes, or of a record's in a file of many.
pub type Digest = [u8; 32];

/// What tells one input from another.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The id that the input gives itself.
    pub key: Option<&'a str>,
    /// Where it is, as [`stemma_core::Account::source`] says.
    pub source: &'a str,
    /// What it holds.
    pub digest: Digest,
}

/// What is known of an input before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Nothing: it is a new account.
    New,
    /// It is this account, unchanged.
    Same(AccountId),
    /// It is this account, unchanged, in another place.
    Moved(AccountId),
    /// It is this account with other content, or another way of reading it made the stored one.
    Changed(AccountId),
}

/// The file that an input with a key of its own stands in: line numbers move, keys do not.
fn file(source: &str) -> &str {
    source.rsplit_once('#').map_or(source, |(file, _)| file)
}

/// The account whose newest version has this place, or else these bytes.
pub(crate) fn owner(
    connection: &rusqlite::Connection,
    input: Input<'_>,
) -> Result<Option<(AccountId, Digest)>, Fault> {
    const NEWEST: &str = "JOIN version v ON v.account = a.id AND v.n = a.version";
    let by_place = match input.key {
        Some(key) => list(
            connection,
            &format!("SELECT a.id, v.digest, a.source FROM account a {NEWEST} WHERE a.key = ? ORDER BY a.id"),
            [key],
            |mut row| Ok((AccountId(row.get()?), row.get()?, row.get::<String>()?)),
        )?
        .into_iter()
        .find(|(_, _, source)| file(source) == file(input.source)),
        None => list(
            connection,
            &format!("SELECT a.id, v.digest, a.source FROM account a {NEWEST} WHERE a.source = ? AND a.key IS NULL ORDER BY a.id"),
            [input.source],
            |mut row| Ok((AccountId(row.get()?), row.get()?, row.get()?)),
        )?
        .into_iter()
        .next(),
    };
    if let Some((id, digest, _)) = by_place {
        return Ok(Some((id, digest)));
    }
    // Two records of one content and two keys are two accounts: the input says so.
    Ok(connection
        .prepare_cached(
            "SELECT a.id FROM version v JOIN account a ON a.id = v.account AND a.version = v.n
             WHERE v.digest = ? AND a.key IS ? ORDER BY a.id LIMIT 1",
        )?
        .query_row(params![input.digest, input.key], |row| row.get(0))
        .optional()?
        .map(|id| (AccountId(id), input.digest)))
}

pub(crate) fn seen(
    connection: &rusqlite::Connection,
    input: Input<'_>,
    made_by: &str,
) -> Result<Seen, Fault> {
    let Some((id, digest)) = owner(connection, input)? else {
        return Ok(Seen::New);
    };
    let (maker, version): (String, u32) = connection
        .prepare_cached("SELECT made_by, version FROM account WHERE id = ?")?
        .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if digest != input.digest || maker != made_by {
        return Ok(Seen::Changed(id));
    }
    // A copy in a second place is noted once, so that reading both places again changes nothing.
    let known: bool = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM version
             WHERE account = ? AND n <= ? AND source = ? AND digest = ?)",
        )?
        .query_row(params![id.0, version, input.source, digest], |row| row.get(0))?;
    Ok(if known { Seen::Same(id) } else { Seen::Moved(id) })
}
