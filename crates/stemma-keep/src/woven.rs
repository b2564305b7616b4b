//! What the accounts say together, in rows and back.

use std::collections::BTreeMap;

use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use stemma_core::{
    AccountId, Claim, ClaimId, Difference, Edge, Entity, EntityId, EntityName, IfWrong, Judgement,
    Lineage, Local, Member, Node, NodeId, Passage, Question, Reason, Saga, SagaId, Story, StoryId,
    TimelineEntry, Woven,
};

use crate::Store;
use crate::accounts::{list, published, published_columns, set, setting};
use crate::error::{Error, Fault};
use crate::row::{Columns, json, word};

/// Everything that is woven, so that what refers to another table comes before it.
const TABLES: [&str; 17] = [
    "reason",
    "judgement",
    "question",
    "timeline",
    "edge",
    "node",
    "difference",
    "member",
    "claim",
    "entity_member",
    "entity_name",
    "entity",
    "date_value",
    "dating",
    "story_account",
    "saga",
    "story",
];

impl Store {
    /// Whether what is woven is missing, or was made from other accounts than those that stand, or
    /// by another way (`made_by` names program and settings).
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn is_stale(&self, made_by: &str) -> Result<bool, Error> {
        let stale = || -> Result<bool, Fault> {
            let revision = setting(&self.connection, "revision")?.unwrap_or(0);
            let woven_from = setting(&self.connection, "woven_from")?;
            let woven_by: Option<String> = list(
                &self.connection,
                "SELECT value FROM setting WHERE name = 'woven_by'",
                [],
                |mut row| row.get(),
            )?
            .pop();
            Ok(woven_from != Some(revision) || woven_by.as_deref() != Some(made_by))
        };
        self.at(stale())
    }

    /// Keeps what the accounts of `revision` say together, in one transaction, in the place of what
    /// was kept before.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn keep_woven(&mut self, woven: &Woven, revision: u64, made_by: &str) -> Result<(), Error> {
        let result = put(&mut self.connection, woven, revision, made_by);
        self.at(result)
    }

    /// What was woven last; empty where nothing was. [`Store::is_stale`] says whether it still
    /// holds.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn woven(&self) -> Result<Woven, Error> {
        self.at(get(&self.connection))
    }
}

fn put(
    connection: &mut Connection,
    woven: &Woven,
    revision: u64,
    made_by: &str,
) -> Result<(), Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for table in TABLES {
        transaction.execute(&format!("DELETE FROM {table}"), [])?;
    }
    put_stories(&transaction, woven)?;
    put_days(&transaction, woven)?;
    put_entities(&transaction, woven)?;
    put_claims(&transaction, woven)?;
    put_lineage(&transaction, &woven.lineage)?;
    put_rest(&transaction, woven)?;
    set(&transaction, "woven_from", revision)?;
    transaction.execute(
        "INSERT OR REPLACE INTO setting (name, value) VALUES ('woven_by', ?)",
        [made_by],
    )?;
    transaction.commit()?;
    Ok(())
}

fn put_stories(transaction: &Transaction<'_>, woven: &Woven) -> Result<(), Fault> {
    for story in &woven.stories {
        transaction
            .prepare_cached("INSERT INTO story VALUES (?, ?)")?
            .execute(params![story.id.0, story.title])?;
        for (n, account) in story.accounts.iter().enumerate() {
            transaction
                .prepare_cached("INSERT INTO story_account VALUES (?, ?, ?)")?
                .execute(params![story.id.0, n, account.0])?;
        }
    }
    for saga in &woven.sagas {
        transaction.prepare_cached("INSERT INTO saga VALUES (?, ?, ?, ?)")?.execute(params![
            saga.id.0,
            saga.title,
            json(&saga.stories)?,
            json(&saga.links)?
        ])?;
    }
    Ok(())
}

fn put_days(transaction: &Transaction<'_>, woven: &Woven) -> Result<(), Fault> {
    for (account, day) in &woven.published {
        let columns = published_columns(day)?;
        transaction.prepare_cached("INSERT INTO dating VALUES (?, ?, ?, ?, ?, ?, ?)")?.execute(
            params![account.0, columns.0, columns.1, columns.2, columns.3, columns.4, columns.5],
        )?;
    }
    for (account, values) in &woven.date_values {
        for (n, value) in values.iter().enumerate() {
            transaction
                .prepare_cached("INSERT INTO date_value VALUES (?, ?, ?)")?
                .execute(params![account.0, n, value])?;
        }
    }
    Ok(())
}

fn put_entities(transaction: &Transaction<'_>, woven: &Woven) -> Result<(), Fault> {
    for entity in &woven.entities {
        transaction.prepare_cached("INSERT INTO entity VALUES (?, ?, ?)")?.execute(params![
            entity.id.0,
            word(entity.kind),
            entity.name
        ])?;
        for (n, name) in entity.names.iter().enumerate() {
            transaction
                .prepare_cached("INSERT INTO entity_name VALUES (?, ?, ?, ?)")?
                .execute(params![entity.id.0, n, name.text, json(&name.accounts)?])?;
        }
        for (n, (account, local)) in entity.members.iter().enumerate() {
            transaction
                .prepare_cached("INSERT INTO entity_member VALUES (?, ?, ?, ?)")?
                .execute(params![account.0, local.0, entity.id.0, n])?;
        }
    }
    Ok(())
}

fn put_claims(transaction: &Transaction<'_>, woven: &Woven) -> Result<(), Fault> {
    for claim in &woven.claims {
        let id = claim.id.0;
        transaction
            .prepare_cached("INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?
            .execute(params![
                id,
                claim.story.0,
                claim.text.account.0,
                claim.text.of.to_string(),
                claim.text.span.start,
                claim.text.span.end,
                claim.speaker.map(|speaker| speaker.0),
                claim.origins,
                word(claim.origins_are),
                json(nodes(&claim.roots))?,
                json(if_wrong(&claim.if_wrong))?,
                json(&claim.near)?,
            ])?;
        for (n, member) in claim.members.iter().enumerate() {
            transaction
                .prepare_cached("INSERT INTO member VALUES (?, ?, ?, ?, ?, ?, ?)")?
                .execute(params![
                    id,
                    n,
                    member.passage.account.0,
                    member.passage.of.to_string(),
                    member.passage.span.start,
                    member.passage.span.end,
                    member.statement,
                ])?;
        }
        for (n, difference) in claim.differences.iter().enumerate() {
            transaction.prepare_cached("INSERT INTO difference VALUES (?, ?, ?, ?, ?)")?.execute(
                params![
                    id,
                    n,
                    word(difference.kind),
                    json(&difference.note)?,
                    json(&difference.between)?
                ],
            )?;
        }
    }
    Ok(())
}

fn put_lineage(transaction: &Transaction<'_>, lineage: &Lineage) -> Result<(), Fault> {
    for (n, node) in lineage.nodes.iter().enumerate() {
        transaction.prepare_cached("INSERT INTO node VALUES (?, ?, ?, ?)")?.execute(params![
            n,
            node.id.to_string(),
            node.name,
            node.entity.map(|entity| entity.0)
        ])?;
    }
    for (n, edge) in lineage.edges.iter().enumerate() {
        transaction.prepare_cached("INSERT INTO edge VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?.execute(
            params![
                n,
                edge.from.to_string(),
                edge.to.to_string(),
                word(edge.kind),
                word(edge.certainty),
                edge.score,
                json(&edge.evidence)?,
                json(&edge.statements)?,
            ],
        )?;
    }
    Ok(())
}

fn put_rest(transaction: &Transaction<'_>, woven: &Woven) -> Result<(), Fault> {
    for (n, entry) in woven.timeline.iter().enumerate() {
        transaction
            .prepare_cached("INSERT INTO timeline VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?
            .execute(params![
                n,
                entry.value,
                entry.story.0,
                entry.what.account.0,
                entry.what.of.to_string(),
                entry.what.span.start,
                entry.what.span.end,
                json(&entry.places)?,
            ])?;
    }
    for (n, question) in woven.questions.iter().enumerate() {
        transaction.prepare_cached("INSERT INTO question VALUES (?, ?, ?, ?)")?.execute(
            params![n, question.story.0, json(&question.kind)?, json(&question.passages)?],
        )?;
    }
    for judgement in &woven.judgements {
        transaction.prepare_cached("INSERT INTO judgement VALUES (?, ?, ?, ?, ?, ?)")?.execute(
            params![
                judgement.id,
                json(&judgement.of)?,
                word(judgement.verdict),
                judgement.by,
                judgement.at,
                judgement.score,
            ],
        )?;
        for (n, reason) in judgement.reasons.iter().enumerate() {
            transaction.prepare_cached("INSERT INTO reason VALUES (?, ?, ?, ?, ?)")?.execute(
                params![
                    judgement.id,
                    n,
                    json(&reason.kind)?,
                    reason.weight,
                    json(&reason.evidence)?
                ],
            )?;
        }
    }
    Ok(())
}

fn nodes(nodes: &[NodeId]) -> Vec<String> {
    nodes.iter().map(NodeId::to_string).collect()
}

fn if_wrong(lines: &[IfWrong]) -> Vec<(String, String, u32)> {
    lines.iter().map(|line| (line.from.to_string(), line.to.to_string(), line.origins)).collect()
}

fn node(name: &str) -> Result<NodeId, Fault> {
    let number = |rest: &str| rest.parse::<u32>().ok();
    let id = match name.split_at_checked(1) {
        Some(("a", rest)) => number(rest).map(|n| NodeId::Account(AccountId(n))),
        Some(("s", rest)) => number(rest).map(NodeId::Source),
        _ => None,
    };
    id.ok_or_else(|| Fault::damaged(format!("no node is called {name}")))
}

fn passage(row: &mut Columns<'_, '_>) -> Result<Passage, Fault> {
    Ok(Passage { account: AccountId(row.get()?), of: row.field()?, span: row.span()? })
}

/// Rows that belong to others: the rows of `sql`, by their first column.
fn by_owner<T>(
    connection: &Connection,
    sql: &str,
    mut read: impl FnMut(&mut Columns<'_, '_>) -> Result<T, Fault>,
) -> Result<BTreeMap<u32, Vec<T>>, Fault> {
    let mut all: BTreeMap<u32, Vec<T>> = BTreeMap::new();
    for (owner, item) in list(connection, sql, [], |mut row| Ok((row.get()?, read(&mut row)?)))? {
        all.entry(owner).or_default().push(item);
    }
    Ok(all)
}

fn get(connection: &Connection) -> Result<Woven, Fault> {
    Ok(Woven {
        published: list(
            connection,
            "SELECT account, published, earliest, latest, basis, basis_words, basis_place
             FROM dating",
            [],
            |mut row| Ok((AccountId(row.get()?), published(&mut row)?)),
        )?
        .into_iter()
        .collect(),
        date_values: get_date_values(connection)?,
        entities: get_entities(connection)?,
        stories: get_stories(connection)?,
        sagas: list(
            connection,
            "SELECT id, title, stories, links FROM saga ORDER BY id",
            [],
            |mut row| {
                Ok(Saga {
                    id: SagaId(row.get()?),
                    title: row.get()?,
                    stories: row.json()?,
                    links: row.json()?,
                })
            },
        )?,
        claims: get_claims(connection)?,
        lineage: get_lineage(connection)?,
        timeline: list(
            connection,
            "SELECT value, story, account, field, first, after, places FROM timeline ORDER BY n",
            [],
            |mut row| {
                Ok(TimelineEntry {
                    value: row.get()?,
                    story: StoryId(row.get()?),
                    what: passage(&mut row)?,
                    places: row.json()?,
                })
            },
        )?,
        questions: list(
            connection,
            "SELECT story, kind, passages FROM question ORDER BY n",
            [],
            |mut row| {
                Ok(Question {
                    story: StoryId(row.get()?),
                    kind: row.json()?,
                    passages: row.json()?,
                })
            },
        )?,
        judgements: get_judgements(connection)?,
    })
}

fn get_date_values(connection: &Connection) -> Result<BTreeMap<AccountId, Vec<String>>, Fault> {
    // An account without dates has an empty list, not none: `dating` says which accounts there are.
    let mut values: BTreeMap<AccountId, Vec<String>> =
        list(connection, "SELECT account FROM dating", [], |mut row| {
            Ok((AccountId(row.get()?), Vec::new()))
        })?
        .into_iter()
        .collect();
    let sql = "SELECT account, value FROM date_value ORDER BY account, n";
    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "the method is not general enough over lifetimes"
    )]
    for (account, of_account) in by_owner(connection, sql, |row| row.get::<String>())? {
        values.insert(AccountId(account), of_account);
    }
    Ok(values)
}

fn get_entities(connection: &Connection) -> Result<Vec<Entity>, Fault> {
    let mut names = by_owner(
        connection,
        "SELECT entity, text, accounts FROM entity_name ORDER BY entity, n",
        |row| Ok(EntityName { text: row.get()?, accounts: row.json()? }),
    )?;
    let mut members = by_owner(
        connection,
        "SELECT entity, account, local FROM entity_member ORDER BY entity, n",
        |row| Ok((AccountId(row.get()?), Local(row.get()?))),
    )?;
    list(connection, "SELECT id, kind, name FROM entity ORDER BY id", [], |mut row| {
        let id = row.get()?;
        Ok(Entity {
            id: EntityId(id),
            kind: row.word()?,
            name: row.get()?,
            names: names.remove(&id).unwrap_or_default(),
            members: members.remove(&id).unwrap_or_default(),
        })
    })
}

fn get_stories(connection: &Connection) -> Result<Vec<Story>, Fault> {
    let mut accounts = by_owner(
        connection,
        "SELECT story, account FROM story_account ORDER BY story, n",
        |row| Ok(AccountId(row.get()?)),
    )?;
    list(connection, "SELECT id, title FROM story ORDER BY id", [], |mut row| {
        let id = row.get()?;
        Ok(Story {
            id: StoryId(id),
            title: row.get()?,
            accounts: accounts.remove(&id).unwrap_or_default(),
        })
    })
}

fn get_claims(connection: &Connection) -> Result<Vec<Claim>, Fault> {
    let mut members = by_owner(
        connection,
        "SELECT claim, account, field, first, after, statement FROM member ORDER BY claim, n",
        |row| Ok(Member { passage: passage(row)?, statement: row.get()? }),
    )?;
    let mut differences = by_owner(
        connection,
        "SELECT claim, kind, note, passages FROM difference ORDER BY claim, n",
        |row| Ok(Difference { kind: row.word()?, note: row.json()?, between: row.json()? }),
    )?;
    list(
        connection,
        "SELECT id, story, account, field, first, after, speaker, origins, origins_are, roots,
                if_wrong, near
         FROM claim ORDER BY id",
        [],
        |mut row| {
            let id = row.get()?;
            Ok(Claim {
                id: ClaimId(id),
                story: StoryId(row.get()?),
                text: passage(&mut row)?,
                speaker: row.get::<Option<u32>>()?.map(EntityId),
                members: members.remove(&id).unwrap_or_default(),
                differences: differences.remove(&id).unwrap_or_default(),
                origins: row.get()?,
                origins_are: row.word()?,
                roots: row
                    .json::<Vec<String>>()?
                    .iter()
                    .map(|name| node(name))
                    .collect::<Result<_, _>>()?,
                if_wrong: row
                    .json::<Vec<(String, String, u32)>>()?
                    .iter()
                    .map(|(from, to, origins)| {
                        Ok(IfWrong { from: node(from)?, to: node(to)?, origins: *origins })
                    })
                    .collect::<Result<_, Fault>>()?,
                near: row.json()?,
            })
        },
    )
}

fn get_lineage(connection: &Connection) -> Result<Lineage, Fault> {
    Ok(Lineage {
        nodes: list(connection, "SELECT id, name, entity FROM node ORDER BY n", [], |mut row| {
            Ok(Node {
                id: node(&row.get::<String>()?)?,
                name: row.get()?,
                entity: row.get::<Option<u32>>()?.map(EntityId),
            })
        })?,
        edges: list(
            connection,
            "SELECT source, descendant, kind, certainty, score, evidence, statements
             FROM edge ORDER BY n",
            [],
            |mut row| {
                Ok(Edge {
                    from: node(&row.get::<String>()?)?,
                    to: node(&row.get::<String>()?)?,
                    kind: row.word()?,
                    certainty: row.word()?,
                    score: row.get()?,
                    evidence: row.json()?,
                    statements: row.json()?,
                })
            },
        )?,
    })
}

fn get_judgements(connection: &Connection) -> Result<Vec<Judgement>, Fault> {
    let mut reasons = by_owner(
        connection,
        "SELECT judgement, kind, weight, evidence FROM reason ORDER BY judgement, n",
        |row| Ok(Reason { kind: row.json()?, weight: row.get()?, evidence: row.json()? }),
    )?;
    list(
        connection,
        "SELECT id, of, verdict, judge, made, score FROM judgement ORDER BY id",
        [],
        |mut row| {
            let id = row.get()?;
            Ok(Judgement {
                id,
                of: row.json()?,
                verdict: row.word()?,
                by: row.get()?,
                at: row.get()?,
                score: row.get()?,
                reasons: reasons.remove(&id).unwrap_or_default(),
            })
        },
    )
}
