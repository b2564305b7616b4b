//! A line of `stemma annotate`.

use serde::Serialize;
use serde_json::Value;
use stemma_core::{Account, EntityKind, Found};

use super::{FoundJson, found};

/// One account as `annotate` prints it; entity numbers are local to the line.
#[derive(Serialize)]
pub struct Annotated<'a> {
    id: &'a Value,
    language: Option<&'a str>,
    text: &'a str,
    title: Option<&'a str>,
    entities: Vec<EntityJson<'a>>,
    #[serde(flatten)]
    found: FoundJson<'a>,
}

#[derive(Serialize)]
pub(crate) struct EntityJson<'a> {
    id: usize,
    kind: EntityKind,
    name: &'a str,
    names: &'a [String],
}

/// What was found in one account by itself. `id` is as the input gave it.
pub fn annotated<'a>(
    id: &'a Value,
    account: &'a Account,
    in_account: &'a Found,
    date_values: &[String],
) -> Annotated<'a> {
    Annotated {
        id,
        language: account.language.as_deref(),
        text: &account.text,
        title: account.title.as_deref(),
        entities: in_account
            .entities
            .iter()
            .enumerate()
            .map(|(id, entity)| EntityJson {
                id,
                kind: entity.kind,
                name: &entity.name,
                names: &entity.names,
            })
            .collect(),
        found: found(account, in_account, date_values, &|local| Some(local.0)),
    }
}
