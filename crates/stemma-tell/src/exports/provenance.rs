//! Who has it from whom, as PROV-O in JSON-LD: accounts and sources are entities, outlets and
//! whoever judges are agents, judgements are activities.
//!
//! An edge that the texts show is a quotation, one that an account states a derivation; how it shows
//! and how sure it is stands in the qualified derivation. The context is in the file.
//!
//! <https://www.w3.org/TR/prov-o/>

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use stemma_core::{Edge, EdgeKind, EntityKind, Judged, Judgement, NodeId, Passage, Reason};

use super::{Scope, ids, judged, lineage, lines, plain, word};
use crate::reasons;

/// All of it, a node a line.
pub(super) fn written(scope: &Scope<'_>) -> Vec<u8> {
    let mut agents: BTreeMap<String, Value> = BTreeMap::new();
    let mut graph: Vec<Value> =
        scope.nodes().into_iter().map(|node| entity(scope, node, &mut agents)).collect();
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for judgement in scope.judgements() {
        let mut activity = activity(scope, judgement, &mut agents);
        // The same verdict on the same things for the same reasons, once more.
        let id = activity["@id"].as_str().unwrap_or_default().to_owned();
        let before = told.entry(id.clone()).or_default();
        if *before > 0 {
            activity["@id"] = json!(ids::urn(&["judgement", &id, &before.to_string()]));
        }
        *before += 1;
        graph.push(activity);
    }
    graph.extend(agents.into_values());
    let mut bytes = lines(&json!({"@context": context()}), "@graph", graph);
    bytes.push(b'\n');
    bytes
}

fn context() -> Value {
    let mut context = json!({
        "prov": "http://www.w3.org/ns/prov#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "dcterms": "http://purl.org/dc/terms/",
        "stemma": "urn:x-stemma:",
        "label": "rdfs:label",
        "title": "dcterms:title",
        "identifier": "dcterms:identifier",
        "issued": {"@id": "dcterms:issued", "@type": "xsd:date"},
        "endedAtTime": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"},
        "score": {"@id": "stemma:score", "@type": "xsd:double"},
        "weight": {"@id": "stemma:weight", "@type": "xsd:double"},
    });
    for name in [
        "kind",
        "certainty",
        "verdict",
        "what",
        "evidence",
        "reason",
        "text",
        "of",
        "start",
        "end",
        "words",
        "account",
    ] {
        context[name] = json!(format!("stemma:{name}"));
    }
    context["account"] = json!({"@id": "stemma:account", "@type": "@id"});
    for name in [
        "wasDerivedFrom",
        "wasQuotedFrom",
        "wasAttributedTo",
        "wasAssociatedWith",
        "alternateOf",
        "used",
        "entity",
    ] {
        context[name] = json!({"@id": format!("prov:{name}"), "@type": "@id"});
    }
    context["qualifiedDerivation"] = json!("prov:qualifiedDerivation");
    context
}

/// An account or a source, and what it descends from.
fn entity(scope: &Scope<'_>, node: NodeId, agents: &mut BTreeMap<String, Value>) -> Value {
    let mut entity = Map::new();
    entity.insert("@id".to_owned(), json!(scope.node_urn(node)));
    entity.insert("@type".to_owned(), json!("prov:Entity"));
    entity.insert("label".to_owned(), json!(scope.collection.node(node)));
    let name = lineage::name(scope, node);
    let kind = match node {
        NodeId::Account(_) => "prov:Organization",
        NodeId::Source(_) => {
            match scope.collection.entity_of_node(node).and_then(|id| scope.collection.entity(id)) {
                Some(entity) if entity.kind == EntityKind::Person => "prov:Person",
                Some(entity) if entity.kind == EntityKind::Organisation => "prov:Organization",
                _ => "prov:Agent",
            }
        }
    };
    entity.insert("wasAttributedTo".to_owned(), json!(agent(agents, kind, &name)));
    if let NodeId::Account(id) = node {
        if let Some(day) = scope.collection.published(id).and_then(|published| published.value) {
            entity.insert("issued".to_owned(), json!(day));
        }
        if let Some(stored) = scope.collection.account(id) {
            entity.insert(
                "identifier".to_owned(),
                json!(ids::text(stored, stemma_core::Field::Text)),
            );
            if let Some(title) = &stored.account.title {
                entity.insert("title".to_owned(), json!(title));
            }
            if let Some(address) = ids::address(stored) {
                entity.insert("alternateOf".to_owned(), json!(address));
            }
        }
    }
    let edges: Vec<&Edge> = scope.collection.edges_into(node).collect();
    for (kind, name) in [(EdgeKind::Names, "wasDerivedFrom"), (EdgeKind::Repeats, "wasQuotedFrom")]
    {
        let from: Vec<String> = (edges.iter())
            .filter(|edge| edge.kind == kind)
            .map(|edge| scope.node_urn(edge.from))
            .collect();
        if !from.is_empty() {
            entity.insert(name.to_owned(), json!(from));
        }
    }
    if !edges.is_empty() {
        let qualified: Vec<Value> = edges.iter().map(|edge| derivation(scope, edge)).collect();
        entity.insert("qualifiedDerivation".to_owned(), json!(qualified));
    }
    Value::Object(entity)
}

fn derivation(scope: &Scope<'_>, edge: &Edge) -> Value {
    let kind = match edge.kind {
        EdgeKind::Names => "prov:Derivation",
        EdgeKind::Repeats => "prov:Quotation",
    };
    json!({
        "@type": kind,
        "entity": scope.node_urn(edge.from),
        "kind": word(edge.kind),
        "certainty": word(edge.certainty),
        "score": plain(edge.score),
        "evidence": passages(scope, &edge.evidence),
    })
}

fn passages(scope: &Scope<'_>, passages: &[Passage]) -> Vec<Value> {
    let one = |passage: &Passage| {
        let [start, end] = scope.collection.range(passage);
        json!({
            "account": scope.account_urn(passage.account),
            "of": passage.of.to_string(),
            "start": start,
            "end": end,
            "words": scope.collection.words(passage),
        })
    };
    passages.iter().map(one).collect()
}

/// A verdict, on what, by whom and why.
fn activity(
    scope: &Scope<'_>,
    judgement: &Judgement,
    agents: &mut BTreeMap<String, Value>,
) -> Value {
    let what = judged(&judgement.of);
    let things: Vec<String> = match &judgement.of {
        Judged::Entity(pair) => pair
            .iter()
            .map(|&(account, local)| {
                let account = scope.account_urn(account);
                ids::urn(&["local entity", &account, &local.0.to_string()])
            })
            .collect(),
        Judged::Claim(pair) => {
            pair.iter().map(|passage| scope.passage_urn("passage", passage)).collect()
        }
        Judged::Edge { from, to } => vec![scope.node_urn(*from), scope.node_urn(*to)],
        Judged::Story(pair) => pair.iter().map(|&account| scope.account_urn(account)).collect(),
    };
    let used: Vec<Value> = match &judgement.of {
        // What stands nowhere else in the file is told here.
        Judged::Entity(pair) => (pair.iter().zip(&things))
            .map(|(&(account, local), id)| {
                let stored = scope.collection.account(account);
                let local = stored.and_then(|one| one.found.entities.get(local.0 as usize));
                let name = local.map_or("", |entity| &entity.name);
                json!({
                    "@id": id,
                    "@type": "prov:Entity",
                    "label": name,
                    "wasDerivedFrom": scope.account_urn(account),
                })
            })
            .collect(),
        Judged::Claim(pair) => (pair.iter().zip(&things))
            .map(|(passage, id)| {
                let mut words = passages(scope, std::slice::from_ref(passage)).remove(0);
                words["@id"] = json!(id);
                words["@type"] = json!("prov:Entity");
                words["wasQuotedFrom"] = json!(scope.account_urn(passage.account));
                words
            })
            .collect(),
        Judged::Edge { .. } | Judged::Story(_) => things.iter().map(|id| json!(id)).collect(),
    };
    let by_rule = judgement.at.is_none();
    let kind = if by_rule { "prov:SoftwareAgent" } else { "prov:Person" };
    let at = judgement.at.as_deref().unwrap_or_default();
    // A rule may have judged two things more than once, each time for another reason.
    let verdict = word(judgement.verdict);
    let reasons: Vec<String> =
        judgement.reasons.iter().map(|reason| reasons::reason(&reason.kind)).collect();
    let mut names = vec!["judgement", what, &judgement.by, at, &things[0], &things[1], &verdict];
    names.extend(reasons.iter().map(String::as_str));
    let mut activity = json!({
        "@id": ids::urn(&names),
        "@type": "prov:Activity",
        "what": what,
        "verdict": word(judgement.verdict),
        "score": plain(judgement.score),
        "wasAssociatedWith": agent(agents, kind, &judgement.by),
        "used": used,
        "reason": judgement.reasons.iter().map(|one| reason(scope, one)).collect::<Vec<Value>>(),
    });
    if let Some(at) = &judgement.at {
        activity["endedAtTime"] = json!(at);
    }
    activity
}

fn reason(scope: &Scope<'_>, reason: &Reason) -> Value {
    json!({
        "text": reasons::reason(&reason.kind),
        "weight": plain(reason.weight),
        "evidence": passages(scope, &reason.evidence),
    })
}

/// The name of an agent, who is told once.
fn agent(agents: &mut BTreeMap<String, Value>, kind: &str, name: &str) -> String {
    let id = ids::urn(&["agent", kind, name]);
    let types = if kind == "prov:Agent" { json!(kind) } else { json!(["prov:Agent", kind]) };
    agents.entry(id.clone()).or_insert_with(|| json!({"@id": id, "@type": types, "label": name}));
    id
}
