//! What many accounts say together. Every join in it is a [`Judgement`].

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    Account, AccountId, EntityKind, Found, Local, Note, Parsed, Passage, Published, QuestionKind,
    ReasonKind,
};

/// One account with all that is known of it: what the weaving of a story takes.
#[derive(Clone, Copy)]
pub struct Reported<'a> {
    /// Its id in the store.
    pub id: AccountId,
    /// The account.
    pub account: &'a Account,
    /// Its body, parsed.
    pub text: &'a Parsed,
    /// Its title, parsed.
    pub title: &'a Parsed,
    /// What was found in it.
    pub found: &'a Found,
}

/// What many accounts say together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Woven {
    /// The day of each report, as all accounts together establish it.
    pub published: BTreeMap<AccountId, Published>,
    /// TIMEX3 values of each account's `found.dates`, seen from that day.
    pub date_values: BTreeMap<AccountId, Vec<String>>,
    /// Who and what the accounts speak of.
    pub entities: Vec<Entity>,
    /// Accounts that belong together.
    pub stories: Vec<Story>,
    /// Stories that go on with one another.
    pub sagas: Vec<Saga>,
    /// Assertions, as one or more accounts have them.
    pub claims: Vec<Claim>,
    /// What descends from what.
    pub lineage: Lineage,
    /// What happened when.
    pub timeline: Vec<TimelineEntry>,
    /// What is not established, and would matter.
    pub questions: Vec<Question>,
    /// Why things were joined or kept apart.
    pub judgements: Vec<Judgement>,
}

/// Names an entity of the collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntityId(pub u32);

/// Somebody or something, across accounts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Its id.
    pub id: EntityId,
    /// What sort of thing.
    pub kind: EntityKind,
    /// The name that most accounts use in full.
    pub name: String,
    /// Every name, with the accounts that write it.
    pub names: Vec<EntityName>,
    /// The entities of single accounts that it joins.
    pub members: Vec<(AccountId, Local)>,
}

/// A name and who writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityName {
    /// As written.
    pub text: String,
    /// Accounts that write it so.
    pub accounts: Vec<AccountId>,
}

/// Names a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoryId(pub u32);

/// Accounts that belong together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// Its id.
    pub id: StoryId,
    /// The title of the account that is most like all the others.
    pub title: String,
    /// Its accounts, by id.
    pub accounts: Vec<AccountId>,
}

/// Names a saga.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SagaId(pub u32);

/// One matter over weeks and months: stories, each of which goes on with one before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Saga {
    /// Its id.
    pub id: SagaId,
    /// The title of the story that most links lead to.
    pub title: String,
    /// Its stories, two or more, by the day of their first report.
    pub stories: Vec<StoryId>,
    /// What links them: for every story but the first, one line to a story before it.
    pub links: Vec<SagaLink>,
}

/// One story goes on with another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SagaLink {
    /// The earlier story.
    pub from: StoryId,
    /// The later one.
    pub to: StoryId,
    /// How sure, from 0 to 1.
    pub score: f32,
    /// Evidence for and against.
    pub reasons: Vec<Reason>,
}

/// Names a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClaimId(pub u32);

/// One assertion, as one or more accounts have it. Its members are true or false together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Its id.
    pub id: ClaimId,
    /// The story it belongs to.
    pub story: StoryId,
    /// The member that says it most fully.
    pub text: Passage,
    /// Who asserts it; `None` where the accounts say it in their own voice.
    pub speaker: Option<EntityId>,
    /// Every place where it stands, by account and span.
    pub members: Vec<Member>,
    /// Where the members part.
    pub differences: Vec<Difference>,
    /// How many independent roots stand behind it; 0 until the lineage is drawn.
    pub origins: u32,
    /// What is known of their independence.
    pub origins_are: OriginsAre,
    /// The roots themselves.
    pub roots: Vec<NodeId>,
    /// How many roots there would be without a line of descent that the count hangs on, the most
    /// telling line first.
    pub if_wrong: Vec<IfWrong>,
    /// Passages that are like it and do not say the same, the likest first.
    pub near: Vec<Near>,
}

impl Claim {
    /// The accounts that it stands in, each once.
    pub fn accounts(&self) -> BTreeSet<AccountId> {
        self.members.iter().map(|member| member.passage.account).collect()
    }
}

/// What the count of origins would be if one line of descent were wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IfWrong {
    /// The source of that line.
    pub from: NodeId,
    /// What descends from it.
    pub to: NodeId,
    /// How many roots would stand behind the claim then.
    pub origins: u32,
}

/// A passage that is like one of a claim and does not say the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Near {
    /// The claim's own passage.
    pub ours: Passage,
    /// The one that is like it.
    pub other: Passage,
    /// What keeps them apart.
    pub kind: DifferenceKind,
    /// In what they part.
    pub note: Note,
    /// How alike they are, from 0 to 1.
    pub score: f32,
}

/// A place where a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Member {
    /// The words.
    pub passage: Passage,
    /// The statement they stand in (its index in the account); `None` in the account's own voice.
    pub statement: Option<u32>,
}

/// Whether the origins of a claim are independent of one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OriginsAre {
    /// Nothing shows a common root, and something shows that there is none.
    Independent,
    /// They share a root.
    Shared,
    /// Neither is established.
    Unknown,
}

/// Where members of a claim part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// In what.
    pub kind: DifferenceKind,
    /// The words on either side.
    pub between: Vec<Passage>,
    /// The same in words, or what either says.
    pub note: Note,
}

/// In what members of a claim part, what changes the sense most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DifferenceKind {
    /// One asserts, one denies.
    Polarity,
    /// Another number.
    Number,
    /// Another day.
    Date,
    /// Who does what to whom. Only what keeps passages apart: members of a claim never differ so.
    Roles,
    /// One is surer than the other: it is so, it may be, it is planned.
    Certainty,
    /// Another speaker.
    Speaker,
    /// Another name or spelling.
    Name,
    /// Other words for the same.
    Wording,
}

/// What descends from what.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lineage {
    /// Accounts and the sources they name.
    pub nodes: Vec<Node>,
    /// From the source to what descends from it.
    pub edges: Vec<Edge>,
}

/// Names a node of the lineage: `a1`, `s2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NodeId {
    /// An account of the store.
    Account(AccountId),
    /// A source that accounts name and that is not in the store.
    Source(u32),
}

impl std::fmt::Display for NodeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NodeId::Account(id) => write!(f, "a{}", id.0),
            NodeId::Source(n) => write!(f, "s{n}"),
        }
    }
}

/// An account or a source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Its id.
    pub id: NodeId,
    /// For a reader: outlet and title, or the source's name.
    pub name: String,
    /// The entity that the source is, where it is one.
    pub entity: Option<EntityId>,
}

/// A line of descent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edge {
    /// The source.
    pub from: NodeId,
    /// What descends from it.
    pub to: NodeId,
    /// How it shows.
    pub kind: EdgeKind,
    /// Said by the account, or concluded.
    pub certainty: Certain,
    /// How sure, from 0 to 1.
    pub score: f32,
    /// The words that show it.
    pub evidence: Vec<Passage>,
    /// Statements of the descendant that this edge covers; all of it where empty.
    pub statements: Vec<u32>,
}

/// How a descent shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EdgeKind {
    /// The account itself says where it has it from.
    Names,
    /// The texts show it.
    Repeats,
}

/// Said or concluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certain {
    /// Said by the account.
    Stated,
    /// Concluded from signs.
    Inferred,
}

/// A day (or stretch of days) and what is said to have happened then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// TIMEX3 value: `2022-02-14`, `2022-02-10/2022-02-22`, `XXXX-02-24`.
    pub value: String,
    /// The story it belongs to.
    pub story: StoryId,
    /// The sentence that tells it most fully.
    pub what: Passage,
    /// Every place that names the day, the words of the date.
    pub places: Vec<Passage>,
}

/// Something that is not established and would matter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The story it belongs to.
    pub story: StoryId,
    /// What is open.
    pub kind: QuestionKind,
    /// The words that raise it.
    pub passages: Vec<Passage>,
}

/// A verdict of a rule or a person that two things are the same or different, with its reasons.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    /// Its id.
    pub id: u32,
    /// Of what.
    pub of: Judged,
    /// The verdict.
    pub verdict: Verdict,
    /// The rule (`rule: transliteration`) or the person.
    pub by: String,
    /// When a person made it (RFC 3339); `None` for rules, which have no clock.
    pub at: Option<String>,
    /// How sure, from 0 to 1.
    pub score: f32,
    /// Evidence for and against.
    pub reasons: Vec<Reason>,
}

/// What a judgement is of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Judged {
    /// Two entities of single accounts.
    Entity([(AccountId, Local); 2]),
    /// Two passages.
    Claim([Passage; 2]),
    /// A line of descent.
    Edge {
        /// The source.
        from: NodeId,
        /// The descendant.
        to: NodeId,
    },
    /// Two accounts.
    Story([AccountId; 2]),
}

/// Same or different.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The two are one.
    Same,
    /// The two are not one.
    Different,
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// What it is.
    pub kind: ReasonKind,
    /// How much it weighs: above 0 for `same`, below 0 against.
    pub weight: f32,
    /// The words that show it.
    pub evidence: Vec<Passage>,
}

impl Reason {
    /// A reason that rests on no particular words.
    pub fn new(kind: impl Into<ReasonKind>, weight: f32) -> Reason {
        Reason { kind: kind.into(), weight, evidence: Vec::new() }
    }

    /// The same with the words that show it.
    #[must_use]
    pub fn shown_by(self, evidence: Vec<Passage>) -> Reason {
        Reason { evidence, ..self }
    }
}
