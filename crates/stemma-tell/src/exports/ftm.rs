//! Accounts, who is named in them, and what happened, as entities of `FollowTheMoney`: JSON Lines, for
//! `OpenAleph` and its kin.
//!
//! Groups, equipment and works have no schema there, and are left out.
//!
//! <https://followthemoney.tech/explorer/>

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use stemma_core::{AccountId, Entity, EntityKind, Local, NodeId, days_of};

use super::{Scope, allowed, ids, lineage, word};

/// Properties of an entity; each has several values there.
type Properties = BTreeMap<&'static str, Vec<String>>;

/// All of them, an entity a line.
pub(super) fn written(scope: &Scope<'_>) -> Vec<u8> {
    let mut entities = articles(scope);
    for entity in scope.entities() {
        entities.extend(named(scope, entity));
    }
    entities.extend(events(scope));
    entities.extend(links(scope));
    let mut bytes = Vec::new();
    for entity in entities {
        bytes.extend(serde_json::to_vec(&entity).expect("memory takes all that is written"));
        bytes.push(b'\n');
    }
    bytes
}

/// The name of an entity there: letters, digits and dashes.
fn id(urn: &str) -> String {
    format!("stemma-{}", urn.trim_start_matches("urn:uuid:"))
}

fn article_id(scope: &Scope<'_>, account: AccountId) -> String {
    id(&scope.account_urn(account))
}

fn entity(id: &str, schema: &str, properties: Properties) -> Value {
    let properties: Properties = properties
        .into_iter()
        .map(|(name, values)| {
            let mut seen = BTreeSet::new();
            // An empty value, or one twice, says nothing there.
            let values = values.iter().map(|value| allowed(value));
            let values = values.filter(|value| !value.trim().is_empty());
            (name, values.filter(|value| seen.insert(value.clone())).collect())
        })
        .filter(|(_, values): &(_, Vec<String>)| !values.is_empty())
        .collect();
    json!({"id": id, "schema": schema, "properties": properties})
}

fn articles(scope: &Scope<'_>) -> Vec<Value> {
    let one = |stored: &stemma_core::Stored| {
        let account = &stored.account;
        let day = scope.collection.published(stored.id).and_then(|published| published.value);
        // It knows languages by three letters.
        let language = account.language.as_deref().filter(|&language| language == "en");
        let properties = BTreeMap::from([
            ("title", account.title.iter().cloned().collect()),
            ("author", account.authors.clone()),
            ("publishedAt", day.iter().map(ToString::to_string).collect()),
            ("publisher", vec![scope.collection.outlet(stored.id).to_owned()]),
            ("sourceUrl", ids::address(stored).map(Into::into).into_iter().collect()),
            ("language", language.map(|_| "eng".to_owned()).into_iter().collect()),
            ("bodyText", vec![account.text.clone()]),
        ]);
        entity(&article_id(scope, stored.id), "Article", properties)
    };
    scope.accounts().map(one).collect()
}

/// The schema for a kind of entity, where there is one.
pub fn schema(kind: EntityKind) -> Option<&'static str> {
    match kind {
        EntityKind::Person => Some("Person"),
        EntityKind::Organisation => Some("Organization"),
        EntityKind::Event => Some("Event"),
        EntityKind::Place => Some("Address"),
        EntityKind::Group | EntityKind::Equipment | EntityKind::Work | EntityKind::Other => None,
    }
}

/// Somebody or something with all its names, and a mention for each account and name.
fn named(scope: &Scope<'_>, one: &Entity) -> Vec<Value> {
    let Some(schema) = schema(one.kind) else {
        return Vec::new();
    };
    let own = id(&scope.entity_urn(one.id));
    let members: Vec<(AccountId, Local)> =
        one.members.iter().copied().filter(|&(account, _)| scope.has(account)).collect();
    let proof = members.iter().map(|&(account, _)| article_id(scope, account)).collect();
    let others = one.names.iter().map(|name| name.text.clone());
    let mut properties = BTreeMap::from([
        ("name", vec![one.name.clone()]),
        ("alias", others.filter(|name| *name != one.name).collect()),
        ("proof", proof),
    ]);
    if schema == "Address" {
        properties.insert("full", vec![one.name.clone()]);
    }
    if schema == "Person" {
        properties.insert("position", positions(scope, &members));
    }
    let mut entities = vec![entity(&own, schema, properties)];
    // Only who can act is mentioned there; of places and events the articles are the proof.
    let mentioned = matches!(one.kind, EntityKind::Person | EntityKind::Organisation);
    for name in one.names.iter().filter(|_| mentioned) {
        for &account in name.accounts.iter().filter(|&&account| scope.has(account)) {
            let document = article_id(scope, account);
            let properties = BTreeMap::from([
                ("document", vec![document.clone()]),
                ("name", vec![name.text.clone()]),
                ("resolved", vec![own.clone()]),
                ("detectedSchema", vec![schema.to_owned()]),
            ]);
            let mention = id(&ids::urn(&["mention", &document, &own, &name.text]));
            entities.push(entity(&mention, "Mention", properties));
        }
    }
    entities
}

/// The offices that accounts give to a person, in their words.
fn positions(scope: &Scope<'_>, members: &[(AccountId, Local)]) -> Vec<String> {
    let mut positions = Vec::new();
    for &(account, local) in members {
        let stored = scope.collection.account(account);
        let here = stored.and_then(|stored| stored.found.entities.get(local.0 as usize));
        for role in here.map_or(&[][..], |entity| &entity.roles) {
            positions.push(scope.collection.words(&role.place.in_account(account)).to_owned());
        }
    }
    positions
}

/// What happened when. A day without a year is no date there.
fn events(scope: &Scope<'_>) -> Vec<Value> {
    let mut events = Vec::new();
    for entry in scope.timeline() {
        let Some((first, last)) = days_of(&entry.value) else {
            continue;
        };
        let words = scope.collection.words(&entry.what).to_owned();
        let proof = entry.places.iter().map(|place| article_id(scope, place.account)).collect();
        let mut properties = BTreeMap::from([("name", vec![words]), ("proof", proof)]);
        if first == last {
            properties.insert("date", vec![first.to_string()]);
        } else {
            properties.insert("startDate", vec![first.to_string()]);
            properties.insert("endDate", vec![last.to_string()]);
        }
        let urn = ids::urn(&["event", &scope.passage_urn("event", &entry.what), &entry.value]);
        events.push(entity(&id(&urn), "Event", properties));
    }
    events
}

/// What descends from what, and the sources that are not among the accounts.
fn links(scope: &Scope<'_>) -> Vec<Value> {
    let mut entities = Vec::new();
    for node in scope.nodes() {
        if matches!(node, NodeId::Source(_)) {
            let name = lineage::name(scope, node);
            let properties = BTreeMap::from([("name", vec![name])]);
            entities.push(entity(&id(&scope.node_urn(node)), "LegalEntity", properties));
        }
    }
    for edge in scope.edges() {
        let (from, to) = (scope.node_urn(edge.from), scope.node_urn(edge.to));
        let evidence =
            edge.evidence.iter().map(|words| scope.collection.words(words).to_owned()).collect();
        let role = format!("{} ({})", word(edge.kind), word(edge.certainty));
        let properties = BTreeMap::from([
            ("subject", vec![id(&from)]),
            ("object", vec![id(&to)]),
            ("role", vec![role]),
            ("summary", evidence),
        ]);
        let link = ids::urn(&["link", &from, &to, &word(edge.kind)]);
        entities.push(entity(&id(&link), "UnknownLink", properties));
    }
    entities
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::Collection;
    use crate::testing::{stored, woven};

    #[test]
    fn names_and_their_accounts_become_entities_and_mentions() {
        let collection = Collection::new(stored(), woven());
        let lines = String::from_utf8(written(&Scope::whole(&collection))).unwrap();
        let all: Vec<Value> =
            lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let of = |schema: &str| all.iter().filter(|one| one["schema"] == schema).count();
        let counts =
            ["Article", "Person", "Mention", "Event", "LegalEntity", "UnknownLink"].map(of);
        assert_eq!(counts, [3, 2, 3, 1, 1, 3]);
        let ids: BTreeSet<&str> = all.iter().map(|one| one["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), all.len());
        let person = all.iter().find(|one| one["schema"] == "Person").unwrap();
        assert_eq!(person["properties"]["position"], json!(["the harbour minister of Norland"]));
    }
}
