//! What the API takes and gives beside the types of the contract.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use stemma_core::Verdict;

use stemma_tell::contract::schema;
use stemma_tell::contract::{EntityJson, JudgementJson, PublishedJson, TimelineJson};

/// A page of a list.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Listed<T> {
    /// The items of this page.
    pub(crate) items: Vec<T>,
    /// How many there are on all pages.
    pub(crate) total: usize,
    /// What to give as `after` for the next page; null on the last.
    pub(crate) next: Option<usize>,
}

/// What is served.
#[derive(Serialize, JsonSchema)]
pub(crate) struct About {
    /// The version of the contract.
    pub(crate) stemma: u32,
    /// The version of the program.
    pub(crate) program: &'static str,
    pub(crate) accounts: usize,
    pub(crate) stories: usize,
    pub(crate) claims: usize,
    pub(crate) entities: usize,
    /// What a request to judge carries in the header `X-Stemma-Token`. Numbers mean what they mean
    /// in answers of the same token.
    pub(crate) token: String,
}

/// A story in a list.
#[derive(Serialize, JsonSchema)]
pub(crate) struct StoryHead<'a> {
    pub(crate) id: u32,
    pub(crate) title: &'a str,
    pub(crate) accounts: Vec<u32>,
}

/// An account in a list.
#[derive(Serialize, JsonSchema)]
pub(crate) struct AccountHead<'a> {
    pub(crate) id: u32,
    /// The name of its page, which outlives its number.
    pub(crate) slug: &'a str,
    pub(crate) outlet: Option<&'a str>,
    pub(crate) title: Option<&'a str>,
    pub(crate) language: Option<&'a str>,
    pub(crate) url: Option<&'a str>,
    pub(crate) published: PublishedJson<'a>,
    pub(crate) sha256: &'a str,
    pub(crate) story: Option<u32>,
}

/// An entry of the log of what people judged.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Entry")]
pub(crate) struct EntryJson {
    pub(crate) n: u32,
    /// When (RFC 3339).
    pub(crate) at: String,
    pub(crate) by: String,
    /// What it says, in a line.
    pub(crate) says: String,
    pub(crate) because: Option<String>,
    /// Whether nobody took it back.
    pub(crate) stands: bool,
    /// Why it finds no place in these accounts.
    pub(crate) no_place: Option<String>,
    /// Later entries that contradict it, so that it is not heard.
    pub(crate) outranked_by: Vec<u32>,
}

/// What is to be judged.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// A name, `e12`, `c5`, `3:120`, `3:title:14-52`, `a3`, or a line of descent `a1-a3`.
    pub(crate) one: String,
    /// The other thing; none for a line of descent.
    #[serde(default)]
    pub(crate) other: Option<String>,
    /// Whether places mean whoever is mentioned there.
    #[serde(default)]
    pub(crate) who: bool,
    /// Same or different.
    #[schemars(with = "schema::Verdict")]
    pub(crate) verdict: Verdict,
    /// The reason.
    #[serde(default)]
    pub(crate) because: Option<String>,
}

/// What is to be taken back.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskedBack {
    /// The number of its entry; the last that stands where none is named.
    #[serde(default)]
    pub(crate) n: Option<u32>,
}

/// What came of a judgement.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Outcome")]
pub(crate) struct JudgedJson {
    /// The number of the new entry; `undo` of it restores what was.
    pub(crate) n: u32,
    /// What was judged or taken back.
    pub(crate) head: String,
    pub(crate) changes: Vec<ChangeJson>,
    /// What could not be heard or followed.
    pub(crate) notes: Vec<String>,
}

/// Something that is otherwise than before.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Change")]
pub(crate) struct ChangeJson {
    /// What sort of thing: `entities`, `origins`, `claims`, `differ in`, `descent`, `stories`, `days`.
    pub(crate) label: &'static str,
    pub(crate) words: String,
}

/// What is wrong with a request.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Fault {
    pub(crate) error: String,
    /// What to do.
    pub(crate) hint: String,
}

/// Every schema that an operation names; the lists under names of their own.
pub(super) fn schemas(
    generator: &mut schemars::SchemaGenerator,
) -> Vec<(&'static str, schemars::Schema)> {
    macro_rules! all {
        ($($name:literal: $type:ty,)+) => {
            vec![$(($name, generator.subschema_for::<$type>())),+]
        };
    }
    all! {
        "About": About,
        "StoryHeads": Listed<StoryHead<'_>>,
        "Story": stemma_tell::contract::StoryJson<'_>,
        "AccountHeads": Listed<AccountHead<'_>>,
        "Account": stemma_tell::contract::AccountJson<'_>,
        "Claims": Listed<stemma_tell::contract::ClaimJson<'_>>,
        "Claim": stemma_tell::contract::ClaimJson<'_>,
        "Entities": Listed<EntityJson<'_>>,
        "Entity": EntityJson<'_>,
        "Lineage": stemma_tell::contract::LineageJson<'_>,
        "Timelines": Listed<TimelineJson<'_>>,
        "Found": crate::searching::FoundJson<'_>,
        "Judgements": Listed<JudgementJson<'_>>,
        "Outcome": JudgedJson,
        "Entries": Listed<EntryJson>,
        "Fault": Fault,
    }
}

/// The schemas of what is sent.
pub(super) fn sent(
    generator: &mut schemars::SchemaGenerator,
) -> Vec<(&'static str, schemars::Schema)> {
    vec![
        ("Asked", generator.subschema_for::<Asked>()),
        ("AskedBack", generator.subschema_for::<AskedBack>()),
    ]
}
