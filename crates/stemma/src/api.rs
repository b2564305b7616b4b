//! The JSON API as a reader of it knows it: its operations, what they answer, and the document that
//! describes both. The server hears requests; here is what they are.

mod answers;
mod document;

pub(crate) use answers::{
    About, AccountHead, Asked, AskedBack, ChangeJson, EntryJson, Fault, JudgedJson, Listed,
    StoryHead,
};
pub(crate) use document::document;

/// How the header is called that carries the token of a request to judge.
pub(crate) const TOKEN: &str = "X-Stemma-Token";

/// Items of a list, where a request does not say how many.
pub(crate) const USUAL: usize = 100;

/// Items of a list at most.
pub(crate) const MOST: usize = 1000;

/// What a request may say, in its path or after the question mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parameter {
    /// Its name; one that stands in the path is required.
    pub(crate) name: &'static str,
    /// What it means.
    pub(crate) means: &'static str,
    /// One that is valid in any store that has accounts.
    pub(crate) example: &'static str,
    /// Whether it is a number.
    pub(crate) is_number: bool,
    /// Whether the operation needs it.
    pub(crate) is_needed: bool,
}

/// Something that can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Operation {
    /// Whether it is `POST`; else `GET`.
    pub(crate) posts: bool,
    /// As a pattern: `/api/stories/{id}`.
    pub(crate) path: &'static str,
    /// A name for programs.
    pub(crate) id: &'static str,
    /// What it is for, in a line.
    pub(crate) summary: &'static str,
    /// What may be said.
    pub(crate) parameters: &'static [Parameter],
    /// The schema of what is sent.
    pub(crate) takes: Option<&'static str>,
    /// The schema of what is answered; none where that is described elsewhere.
    pub(crate) gives: Option<&'static str>,
}

const fn number(name: &'static str, means: &'static str, example: &'static str) -> Parameter {
    Parameter { name, means, example, is_number: true, is_needed: false }
}

const fn text(name: &'static str, means: &'static str, example: &'static str) -> Parameter {
    Parameter { name, means, example, is_number: false, is_needed: false }
}

const fn needed(parameter: Parameter) -> Parameter {
    Parameter { is_needed: true, ..parameter }
}

const LIMIT: Parameter = number("limit", "how many at most: 1 to 1000, else 100", "5");
const AFTER: Parameter =
    number("after", "those that follow this one, which `next` of a page names", "0");
const STORY: Parameter = number("story", "only what belongs to the story of this number", "1");
const ID: Parameter = needed(number("id", "its number", "1"));

const fn get(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    parameters: &'static [Parameter],
    gives: &'static str,
) -> Operation {
    Operation { posts: false, path, id, summary, parameters, takes: None, gives: Some(gives) }
}

/// Everything that can be asked.
pub(crate) const OPERATIONS: [Operation; 17] = [
    get("/api", "about", "What is served, and the token with which a program judges", &[], "About"),
    get("/api/stories", "stories", "The stories", &[LIMIT, AFTER], "StoryHeads"),
    get(
        "/api/stories/{id}",
        "story",
        "All of one story: its timeline, claims, lineage and what is open",
        &[ID],
        "Story",
    ),
    get(
        "/api/accounts",
        "accounts",
        "The accounts, without their texts",
        &[STORY, LIMIT, AFTER],
        "AccountHeads",
    ),
    get(
        "/api/accounts/{id}",
        "account",
        "One account as it was read, and what was found in it",
        &[needed(text(
            "id",
            "its number, or the name of its page: the beginning of its digest",
            "1",
        ))],
        "Account",
    ),
    get("/api/claims", "claims", "The claims", &[STORY, LIMIT, AFTER], "Claims"),
    get(
        "/api/claims/{id}",
        "claim",
        "One claim: its members, differences and origins",
        &[ID],
        "Claim",
    ),
    get(
        "/api/entities",
        "entities",
        "Who and what the accounts speak of",
        &[LIMIT, AFTER],
        "Entities",
    ),
    get("/api/entities/{id}", "entity", "One of them, with all its names", &[ID], "Entity"),
    get("/api/lineage", "lineage", "What descends from what", &[STORY], "Lineage"),
    get("/api/timeline", "timeline", "What happened when", &[STORY, LIMIT, AFTER], "Timelines"),
    get(
        "/api/search",
        "search",
        "Accounts that hold words, each with the sentences that hold them",
        &[
            needed(text("q", "words, \"exact phrases\", begin*, -without, OR", "the")),
            text("outlet", "only accounts of this outlet", ""),
            text("speaker", "only what somebody of this name says; e12 names an entity", ""),
            text("from", "only accounts of this day or later", "2000"),
            text("to", "only accounts of this day or earlier", "2100"),
            text("language", "only accounts in this language", "en"),
            text("story", "only accounts of the story of this number", ""),
            text("exact", "1: no other spelling of a name", "1"),
            number("page", "which page of what was found, from 1; after the last come none", "1"),
        ],
        "Found",
    ),
    get(
        "/api/judgements",
        "judgements",
        "Why things were joined or kept apart: the judgements of rules and of people",
        &[LIMIT, AFTER],
        "Judgements",
    ),
    Operation {
        posts: true,
        path: "/api/judgements",
        id: "judge",
        summary: "Judge that two things are the same or different; answers once all is woven anew",
        parameters: &[],
        takes: Some("Asked"),
        gives: Some("Outcome"),
    },
    Operation {
        posts: true,
        path: "/api/judgements/undo",
        id: "undo",
        summary: "Take a judgement back; answers once all is woven anew",
        parameters: &[],
        takes: Some("AskedBack"),
        gives: Some("Outcome"),
    },
    get(
        "/api/log",
        "log",
        "What people judged and took back, with whether it stands",
        &[LIMIT, AFTER],
        "Entries",
    ),
    Operation {
        posts: false,
        path: "/api/export",
        id: "export",
        summary: "All of it: the same bytes as `stemma export --format json`, which FORMATS.md describes",
        parameters: &[],
        takes: None,
        gives: None,
    },
];
