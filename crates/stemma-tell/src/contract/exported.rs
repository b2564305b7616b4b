//! A whole store as one JSON object, and the parts of it that commands print with `--json`.

mod claims;
mod judgements;

use std::io::{self, Write};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use stemma_core::Stored;
use stemma_core::{
    AccountId, Basis, Certain, DifferenceKind, Edge, EdgeKind, Entity, EntityKind, EntityName,
    Node, NodeId, OriginsAre, Passage, Published, Question, Reason, Saga, SagaId, Story, StoryId,
    TimelineEntry, Verdict, Woven,
};

use super::{FoundJson, Range, VERSION, found, schema};
use crate::collection::Collection;
use crate::reasons;

/// Accounts and what they say together, as they are printed.
pub struct Exporting<'a> {
    collection: &'a Collection,
    woven: &'a Woven,
}

/// An account with what was found in it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Account")]
pub struct AccountJson<'a> {
    #[schemars(with = "u32")]
    id: AccountId,
    key: Option<&'a str>,
    source: &'a str,
    outlet: Option<&'a str>,
    title: Option<&'a str>,
    authors: &'a [String],
    language: Option<&'a str>,
    url: Option<&'a str>,
    published: PublishedJson<'a>,
    text: &'a str,
    dropped: Vec<DroppedJson<'a>>,
    sha256: &'a str,
    version: u32,
    #[serde(flatten)]
    found: FoundJson<'a>,
}

/// The day of a report, or its bounds.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Published")]
pub struct PublishedJson<'a> {
    #[schemars(with = "Option<schema::Day>")]
    value: Option<Date>,
    #[schemars(with = "Option<schema::Day>")]
    earliest: Option<Date>,
    #[schemars(with = "Option<schema::Day>")]
    latest: Option<Date>,
    #[schemars(with = "Option<schema::BasisKind>")]
    basis: Option<stemma_core::BasisKind>,
    basis_words: Option<&'a str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Dropped")]
pub(crate) struct DroppedJson<'a> {
    text: &'a str,
    reason: &'static str,
    before: usize,
}

/// Who or what accounts speak of.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Entity")]
pub struct EntityJson<'a> {
    id: u32,
    #[schemars(with = "schema::EntityKind")]
    kind: EntityKind,
    name: &'a str,
    #[schemars(with = "Vec<schema::EntityName>")]
    names: &'a [EntityName],
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Passage")]
pub(crate) struct PassageJson {
    #[schemars(with = "u32")]
    account: AccountId,
    of: String,
    span: Range,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Member")]
pub(crate) struct MemberJson {
    #[serde(flatten)]
    passage: PassageJson,
    statement: Option<u32>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Difference")]
pub(crate) struct DifferenceJson {
    #[schemars(with = "schema::DifferenceKind")]
    kind: DifferenceKind,
    #[schemars(with = "Vec<(u32, Range)>")]
    between: Vec<(AccountId, Range)>,
    between_of: Vec<String>,
    note: String,
}

/// An assertion, as accounts have it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Claim")]
pub struct ClaimJson<'a> {
    id: u32,
    #[schemars(with = "u32")]
    story: StoryId,
    text: &'a str,
    speaker: Option<u32>,
    members: Vec<MemberJson>,
    accounts: usize,
    origins: u32,
    #[schemars(with = "schema::OriginsAre")]
    origins_are: OriginsAre,
    roots: Vec<String>,
    if_wrong: Vec<IfWrongJson>,
    differences: Vec<DifferenceJson>,
    near: Vec<NearJson<'a>>,
    #[schemars(with = "Vec<u32>")]
    left_out_by: Vec<AccountId>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "IfWrong")]
pub(crate) struct IfWrongJson {
    edge: [String; 2],
    origins: u32,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Near")]
pub(crate) struct NearJson<'a> {
    ours: PassageJson,
    other: PassageJson,
    text: &'a str,
    #[schemars(with = "schema::DifferenceKind")]
    kind: DifferenceKind,
    note: String,
    score: f32,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Saga")]
pub(crate) struct SagaJson<'a> {
    #[schemars(with = "u32")]
    id: SagaId,
    title: &'a str,
    #[schemars(with = "Vec<u32>")]
    stories: &'a [StoryId],
    links: Vec<SagaLinkJson>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SagaLink")]
pub(crate) struct SagaLinkJson {
    #[schemars(with = "u32")]
    from: StoryId,
    #[schemars(with = "u32")]
    to: StoryId,
    score: f32,
    reasons: Vec<ReasonJson>,
}

/// A day and what is said to have happened then.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Timeline")]
pub struct TimelineJson<'a> {
    value: &'a str,
    #[schemars(with = "u32")]
    story: StoryId,
    what: &'a str,
    what_at: PassageJson,
    #[serde(rename = "in")]
    places: Vec<PassageJson>,
}

/// What descends from what.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Lineage")]
pub struct LineageJson<'a> {
    nodes: Vec<NodeJson<'a>>,
    edges: Vec<EdgeJson<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Node")]
pub(crate) struct NodeJson<'a> {
    id: String,
    kind: &'static str,
    name: &'a str,
    entity: Option<u32>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Edge")]
pub struct EdgeJson<'a> {
    from: String,
    to: String,
    #[schemars(with = "schema::EdgeKind")]
    kind: EdgeKind,
    #[schemars(with = "schema::Certain")]
    certainty: Certain,
    score: f32,
    evidence: Vec<PassageJson>,
    statements: &'a [u32],
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Question")]
pub(crate) struct QuestionJson {
    #[schemars(with = "u32")]
    story: StoryId,
    text: String,
    #[serde(rename = "in")]
    passages: Vec<PassageJson>,
}

/// A verdict of a person or a rule.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Judgement")]
pub struct JudgementJson<'a> {
    id: u32,
    what: &'static str,
    #[schemars(with = "schema::Verdict")]
    verdict: Verdict,
    of: JudgedJson<'a>,
    by: &'a str,
    at: Option<&'a str>,
    score: f32,
    reasons: Vec<ReasonJson>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Judged")]
#[serde(untagged)]
pub(crate) enum JudgedJson<'a> {
    Entities([LocalJson<'a>; 2]),
    Passages([PassageJson; 2]),
    Nodes([String; 2]),
    Accounts(#[schemars(with = "[u32; 2]")] [AccountId; 2]),
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Local")]
pub(crate) struct LocalJson<'a> {
    #[schemars(with = "u32")]
    account: AccountId,
    entity: Option<u32>,
    name: &'a str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Reason")]
pub(crate) struct ReasonJson {
    text: String,
    weight: f32,
    evidence: Vec<PassageJson>,
}

/// All of one story.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Story")]
pub struct StoryJson<'a> {
    #[schemars(with = "u32")]
    id: StoryId,
    title: &'a str,
    #[schemars(with = "Vec<u32>")]
    accounts: &'a [AccountId],
    timeline: Vec<TimelineJson<'a>>,
    claims: Vec<ClaimJson<'a>>,
    lineage: LineageJson<'a>,
    questions: Vec<QuestionJson>,
}

impl<'a> Exporting<'a> {
    /// All of it.
    pub fn new(collection: &'a Collection) -> Exporting<'a> {
        Exporting { collection, woven: &collection.woven }
    }

    /// Writes the whole object, an item a line.
    ///
    /// # Errors
    /// Where `out` cannot be written.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let program = serde_json::to_string(env!("CARGO_PKG_VERSION"))?;
        write!(out, "{{\"stemma\":{VERSION},\"program\":{program},\n\"accounts\":")?;
        array(out, self.collection.accounts().iter().map(|stored| self.account(stored)))?;
        out.write_all(b",\n\"entities\":")?;
        array(out, self.woven.entities.iter().map(Exporting::entity))?;
        out.write_all(b",\n\"claims\":")?;
        array(out, self.woven.claims.iter().map(|claim| self.claim(claim)))?;
        out.write_all(b",\n\"stories\":")?;
        array(out, self.woven.stories.iter())?;
        out.write_all(b",\n\"sagas\":")?;
        array(out, self.woven.sagas.iter().map(|saga| self.saga(saga)))?;
        out.write_all(b",\n\"timeline\":")?;
        array(out, self.woven.timeline.iter().map(|e| self.timeline(e)))?;
        out.write_all(b",\n\"lineage\":{\"nodes\":")?;
        array(out, self.woven.lineage.nodes.iter().map(Exporting::node))?;
        out.write_all(b",\n\"edges\":")?;
        array(out, self.woven.lineage.edges.iter().map(|e| self.edge(e)))?;
        out.write_all(b"},\n\"questions\":")?;
        array(out, self.woven.questions.iter().map(|q| self.question(q)))?;
        out.write_all(b",\n\"judgements\":")?;
        let judgements = self.woven.judgements.iter();
        array(out, judgements.map(|judgement| self.judgement(judgement)))?;
        out.write_all(b"}\n")
    }

    /// One account.
    pub fn account(&self, stored: &'a Stored) -> AccountJson<'a> {
        let account = &stored.account;
        let published = self.woven.published.get(&stored.id).unwrap_or(&account.published);
        let values = self.woven.date_values.get(&stored.id);
        let text = stemma_core::CodePoints::new(&account.text);
        AccountJson {
            id: stored.id,
            key: account.key.as_deref(),
            source: &account.source,
            outlet: account.outlet.as_deref(),
            title: account.title.as_deref(),
            authors: &account.authors,
            language: account.language.as_deref(),
            url: account.url.as_deref(),
            published: day(published),
            text: &account.text,
            dropped: account
                .dropped
                .iter()
                .map(|piece| DroppedJson {
                    text: &piece.text,
                    reason: piece.reason.word(),
                    before: text.at((piece.before as usize).min(account.text.len())),
                })
                .collect(),
            sha256: &stored.sha256,
            version: stored.version,
            found: found(account, &stored.found, values.map_or(&[], Vec::as_slice), &|local| {
                self.collection.entity_of(stored.id, local).map(|entity| entity.0)
            }),
        }
    }

    /// All of one story.
    pub fn story(&self, story: &'a Story) -> StoryJson<'a> {
        StoryJson {
            id: story.id,
            title: &story.title,
            accounts: &story.accounts,
            timeline: (self.woven.timeline.iter())
                .filter(|entry| entry.story == story.id)
                .map(|entry| self.timeline(entry))
                .collect(),
            claims: (self.woven.claims.iter())
                .filter(|claim| claim.story == story.id)
                .map(|claim| self.claim(claim))
                .collect(),
            lineage: self.lineage_of(story),
            questions: (self.woven.questions.iter())
                .filter(|question| question.story == story.id)
                .map(|question| self.question(question))
                .collect(),
        }
    }

    /// What descends from what, in a whole store.
    pub fn lineage(&self) -> LineageJson<'a> {
        let lineage = &self.woven.lineage;
        LineageJson {
            nodes: lineage.nodes.iter().map(Exporting::node).collect(),
            edges: lineage.edges.iter().map(|edge| self.edge(edge)).collect(),
        }
    }

    /// What the accounts of a story descend from.
    pub fn lineage_of(&self, story: &Story) -> LineageJson<'a> {
        let lineage = &self.woven.lineage;
        let inside = |node: &NodeId| match node {
            NodeId::Account(id) => story.accounts.contains(id),
            NodeId::Source(_) => false,
        };
        let edges: Vec<&Edge> = lineage.edges.iter().filter(|e| inside(&e.to)).collect();
        let touched = |id: &NodeId| inside(id) || edges.iter().any(|edge| edge.from == *id);
        LineageJson {
            nodes: (lineage.nodes.iter())
                .filter(|node| touched(&node.id))
                .map(Exporting::node)
                .collect(),
            edges: edges.iter().map(|edge| self.edge(edge)).collect(),
        }
    }

    fn saga(&self, saga: &'a Saga) -> SagaJson<'a> {
        SagaJson {
            id: saga.id,
            title: &saga.title,
            stories: &saga.stories,
            links: (saga.links.iter())
                .map(|link| SagaLinkJson {
                    from: link.from,
                    to: link.to,
                    score: link.score,
                    reasons: self.reasons(&link.reasons),
                })
                .collect(),
        }
    }

    fn reasons(&self, reasons: &'a [Reason]) -> Vec<ReasonJson> {
        let one = |reason: &'a Reason| ReasonJson {
            text: reasons::reason(&reason.kind),
            weight: reason.weight,
            evidence: self.passages(&reason.evidence),
        };
        reasons.iter().map(one).collect()
    }

    /// One line of descent.
    pub fn edge(&self, edge: &'a Edge) -> EdgeJson<'a> {
        EdgeJson {
            from: edge.from.to_string(),
            to: edge.to.to_string(),
            kind: edge.kind,
            certainty: edge.certainty,
            score: edge.score,
            evidence: self.passages(&edge.evidence),
            statements: &edge.statements,
        }
    }

    /// One entity.
    pub fn entity(entity: &'a Entity) -> EntityJson<'a> {
        EntityJson { id: entity.id.0, kind: entity.kind, name: &entity.name, names: &entity.names }
    }

    fn node(node: &'a Node) -> NodeJson<'a> {
        NodeJson {
            id: node.id.to_string(),
            kind: match node.id {
                NodeId::Account(_) => "account",
                NodeId::Source(_) => "source",
            },
            name: &node.name,
            entity: node.entity.map(|entity| entity.0),
        }
    }

    /// One day of the timeline.
    pub fn timeline(&self, entry: &'a TimelineEntry) -> TimelineJson<'a> {
        TimelineJson {
            value: &entry.value,
            story: entry.story,
            what: self.words(&entry.what),
            what_at: self.passage(&entry.what),
            places: self.passages(&entry.places),
        }
    }

    fn question(&self, question: &'a Question) -> QuestionJson {
        QuestionJson {
            story: question.story,
            text: reasons::question(&question.kind),
            passages: self.passages(&question.passages),
        }
    }

    fn words(&self, passage: &Passage) -> &'a str {
        self.collection.words(passage)
    }

    fn range(&self, passage: &Passage) -> Range {
        self.collection.range(passage)
    }

    fn passage(&self, passage: &Passage) -> PassageJson {
        PassageJson {
            account: passage.account,
            of: passage.of.to_string(),
            span: self.range(passage),
        }
    }

    fn passages(&self, passages: &[Passage]) -> Vec<PassageJson> {
        passages.iter().map(|p| self.passage(p)).collect()
    }
}

/// A day as it is printed.
pub fn day(published: &Published) -> PublishedJson<'_> {
    let basis: Option<&Basis> = published.basis.as_ref();
    PublishedJson {
        value: published.value,
        earliest: published.earliest,
        latest: published.latest,
        basis: basis.map(|basis| basis.kind),
        basis_words: basis.map(|basis| basis.words.as_str()),
    }
}

fn array<T: Serialize>(out: &mut dyn Write, items: impl Iterator<Item = T>) -> io::Result<()> {
    out.write_all(b"[")?;
    for (n, item) in items.enumerate() {
        out.write_all(if n == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &item)?;
    }
    out.write_all(b"]")
}
