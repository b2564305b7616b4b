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
    /// Where it is, as it was given and as [`stemma_core::Account::source`] says.
    pub source: &'a str,
    /// Where it is, whatever folder the program runs in; names the same place each time.
    pub place: &'a str,
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

/// The file that an input with a key of its own stands in.
fn file<'a>(place: &'a str, key: &str) -> &'a str {
    let without_key = place.strip_suffix(key).and_then(|rest| rest.strip_suffix('#'));
    // Older versions named the line.
    without_key.unwrap_or_else(|| place.rsplit_once('#').map_or(place, |(file, _)| file))
}

/// The account whose newest version has this place, or else these bytes.
pub(crate) fn owner(
    connection: &rusqlite::Connection,
    input: Input<'_>,
) -> Result<Option<(AccountId, Digest)>, Fault> {
    const NEWEST: &str = "SELECT a.id, v.digest, a.place, a.source
                          FROM account a JOIN version v ON v.account = a.id AND v.n = a.version";
    type Placed = (AccountId, Digest, Option<String>, String);
    let find = |condition: &str, value: &str| -> Result<Vec<Placed>, Fault> {
        let sql = format!("{NEWEST} WHERE {condition} ORDER BY a.id");
        list(connection, &sql, [value], |mut row| {
            Ok((AccountId(row.get()?), row.get()?, row.get()?, row.get()?))
        })
    };
    // Older versions kept no place: there the source as given must do.
    let by_place = match input.key {
        Some(key) => find("a.key = ?", key)?.into_iter().find(|(.., place, source)| match place {
            Some(place) => file(place, key) == file(input.place, key),
            None => file(source, key) == file(input.source, key),
        }),
        None => match find("a.place = ? AND a.key IS NULL", input.place)?.into_iter().next() {
            None => find("a.source = ? AND a.place IS NULL AND a.key IS NULL", input.source)?
                .into_iter()
                .next(),
            found => found,
        },
    };
    if let Some((id, digest, ..)) = by_place {
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
             WHERE account = ? AND n <= ? AND digest = ? AND coalesce(place, ?) = ?
                 AND (place IS NOT NULL OR source = ?))",
        )?
        .query_row(
            params![id.0, version, digest, input.place, input.place, input.source],
            |row| row.get(0),
        )?;
    Ok(if known { Seen::Same(id) } else { Seen::Moved(id) })
}
