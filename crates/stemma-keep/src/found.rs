//! What was found in an account, in rows and back.

use rusqlite::{Connection, Transaction, params};
use stemma_core::{
    AccountId, DateMention, Found, Local, LocalEntity, Mention, Place, Quantity, RuleName,
    SourceSign, Span, Speaker, Statement,
};

use crate::accounts::list;
use crate::error::Fault;
use crate::row::{Columns, json, word};

/// Tables that belong to one version of one account.
const TABLES: [&str; 8] = [
    "dropped",
    "sentence",
    "mention",
    "local_entity",
    "date",
    "quantity",
    "statement",
    "source_sign",
];

/// Removes what was found in an account.
pub(crate) fn clear(transaction: &Transaction<'_>, id: AccountId) -> Result<(), Fault> {
    for table in TABLES {
        transaction
            .prepare_cached(&format!("DELETE FROM {table} WHERE account = ?"))?
            .execute([id.0])?;
    }
    Ok(())
}

/// Writes what was found in an account.
pub(crate) fn put(
    transaction: &Transaction<'_>,
    id: AccountId,
    found: &Found,
) -> Result<(), Fault> {
    let id = id.0;
    let mut insert = transaction.prepare_cached("INSERT INTO sentence VALUES (?, ?, ?, ?)")?;
    for (n, span) in found.sentences.iter().enumerate() {
        insert.execute(params![id, n, span.start, span.end])?;
    }
    let mut insert =
        transaction.prepare_cached("INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (n, mention) in found.mentions.iter().enumerate() {
        insert.execute(params![
            id,
            n,
            mention.place.of.to_string(),
            mention.place.span.start,
            mention.place.span.end,
            word(mention.kind),
            word(mention.form),
            mention.entity.map(|local| local.0),
            rule(mention.by.as_ref()),
        ])?;
    }
    let mut insert =
        transaction.prepare_cached("INSERT INTO local_entity VALUES (?, ?, ?, ?, ?, ?, ?)")?;
    for (n, entity) in found.entities.iter().enumerate() {
        insert.execute(params![
            id,
            n,
            word(entity.kind),
            entity.name,
            json(&entity.names)?,
            json(&entity.roles)?,
            entity.gender.map(word),
        ])?;
    }
    let mut insert =
        transaction.prepare_cached("INSERT INTO date VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (n, date) in found.dates.iter().enumerate() {
        insert.execute(params![
            id,
            n,
            date.place.of.to_string(),
            date.place.span.start,
            date.place.span.end,
            word(date.kind),
            date.value,
            json(&date.when)?,
            rule(date.by.as_ref()),
        ])?;
    }
    let mut insert =
        transaction.prepare_cached("INSERT INTO quantity VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (n, quantity) in found.quantities.iter().enumerate() {
        insert.execute(params![
            id,
            n,
            quantity.place.of.to_string(),
            quantity.place.span.start,
            quantity.place.span.end,
            quantity.value,
            word(quantity.bound),
            quantity.unit,
            quantity.of.map(|span| span.start),
            quantity.of.map(|span| span.end),
        ])?;
    }
    let mut insert = transaction.prepare_cached(
        "INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (n, statement) in found.statements.iter().enumerate() {
        insert.execute(params![
            id,
            n,
            word(statement.manner),
            statement.of.to_string(),
            json(&statement.content)?,
            statement.cue.map(|span| span.start),
            statement.cue.map(|span| span.end),
            statement.speaker.map(|speaker| speaker.span.start),
            statement.speaker.map(|speaker| speaker.span.end),
            statement.speaker.and_then(|speaker| speaker.entity).map(|local| local.0),
            json(&statement.via)?,
            statement.medium.map(|span| span.start),
            statement.medium.map(|span| span.end),
            word(statement.polarity),
            word(statement.certainty),
            json(&statement.jointly)?,
            rule(statement.by.as_ref()),
        ])?;
    }
    let mut insert =
        transaction.prepare_cached("INSERT INTO source_sign VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (n, sign) in found.sources.iter().enumerate() {
        insert.execute(params![
            id,
            n,
            sign.name,
            word(sign.kind),
            json(sign.place)?,
            json(sign.evidence)?,
            sign.entity.map(|local| local.0),
            json(&sign.statements)?,
        ])?;
    }
    Ok(())
}

/// Reads what was found in an account.
pub(crate) fn get(connection: &Connection, id: AccountId) -> Result<Found, Fault> {
    let rows = Rows { connection, id };
    Ok(Found {
        sentences: rows.read("first, after", "sentence", |mut row| row.span())?,
        mentions: rows.read(
            "field, first, after, kind, form, local, rule",
            "mention",
            |mut row| {
                Ok(Mention {
                    place: place(&mut row)?,
                    kind: row.word()?,
                    form: row.word()?,
                    entity: row.get::<Option<u32>>()?.map(Local),
                    by: rule_name(&mut row)?,
                })
            },
        )?,
        entities: rows.read("kind, name, names, roles, gender", "local_entity", |mut row| {
            Ok(LocalEntity {
                kind: row.word()?,
                name: row.get()?,
                names: row.json()?,
                roles: row.json()?,
                gender: row.optional(Columns::word)?,
            })
        })?,
        dates: rows.read(
            "field, first, after, type, value, meaning, rule",
            "date",
            |mut row| {
                Ok(DateMention {
                    place: place(&mut row)?,
                    kind: row.word()?,
                    value: row.get()?,
                    when: row.json()?,
                    by: rule_name(&mut row)?,
                })
            },
        )?,
        quantities: rows.read(
            "field, first, after, value, bound, unit, counted_first, counted_after",
            "quantity",
            |mut row| {
                Ok(Quantity {
                    place: place(&mut row)?,
                    value: row.get()?,
                    bound: row.word()?,
                    unit: row.get()?,
                    of: row.optional_span()?,
                })
            },
        )?,
        statements: rows.read(
            "manner, field, content, cue_first, cue_after, speaker_first, speaker_after,
             speaker_local, via, medium_first, medium_after, polarity, certainty, jointly,
             rule",
            "statement",
            |mut row| {
                Ok(Statement {
                    manner: row.word()?,
                    of: row.field()?,
                    content: row.json()?,
                    cue: row.optional_span()?,
                    speaker: {
                        let span: Option<Span> = row.optional_span()?;
                        let entity = row.get::<Option<u32>>()?.map(Local);
                        span.map(|span| Speaker { span, entity })
                    },
                    via: row.json()?,
                    medium: row.optional_span()?,
                    polarity: row.word()?,
                    certainty: row.word()?,
                    jointly: row.json()?,
                    by: rule_name(&mut row)?,
                })
            },
        )?,
        sources: rows.read(
            "name, kind, place, evidence, local, statements",
            "source_sign",
            |mut row| {
                Ok(SourceSign {
                    name: row.get()?,
                    kind: row.word()?,
                    place: row.json()?,
                    evidence: row.json()?,
                    entity: row.get::<Option<u32>>()?.map(Local),
                    statements: row.json()?,
                })
            },
        )?,
    })
}

struct Rows<'c> {
    connection: &'c Connection,
    id: AccountId,
}

impl Rows<'_> {
    fn read<T>(
        &self,
        columns: &str,
        table: &str,
        read: impl FnMut(Columns<'_, '_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let sql = format!("SELECT {columns} FROM {table} WHERE account = ? ORDER BY n");
        list(self.connection, &sql, [self.id.0], read)
    }
}

fn rule(by: Option<&RuleName>) -> Option<&str> {
    by.map(|name| name.0.as_str())
}

fn rule_name(row: &mut Columns<'_, '_>) -> Result<Option<RuleName>, Fault> {
    Ok(row.get::<Option<String>>()?.map(|name| RuleName(name.into())))
}

fn place(row: &mut Columns<'_, '_>) -> Result<Place, Fault> {
    Ok(Place { of: row.field()?, span: row.span()? })
}
