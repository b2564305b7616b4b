//! The log of what people judged. It is only ever added to: taking a judgement back is an entry too.
//!
//! An entry names things by their words and by the digest of the text that they stand in, never by
//! a number of this store, so that the log of one store can be replayed on another. What it says is
//! resolved to the things that are there each time the accounts are woven.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::Verdict;

/// One entry, as it stands in the log and as a line of JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number in its log, from 1.
    pub n: u32,
    /// When (RFC 3339, UTC).
    pub at: String,
    /// Who.
    pub by: String,
    /// What was done.
    #[serde(flatten)]
    pub act: Act,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Act {
    /// Two things were judged.
    Judged(Box<Verdicted>),
    /// An entry was taken back.
    Undone {
        /// Its number.
        undo: u32,
    },
}

/// A verdict on two things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdicted {
    /// What sort of things.
    pub what: What,
    /// Same or different; of a line of descent, that it is one or is none.
    pub verdict: Verdict,
    /// The two things; of a line of descent the source, then what descends from it.
    pub of: [Anchor; 2],
    /// Further pairs of which it holds: other passages of the two claims, other mentions of the two
    /// people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<[Anchor; 2]>,
    /// The person's reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// What sort of things a judgement is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// Who or what two mentions stand for.
    Entity,
    /// What two passages say.
    Claim,
    /// Whether one account or source stands behind another.
    Edge,
    /// Which story two accounts belong to.
    Story,
}

/// A thing by its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The name of an entity, or of a source that is not in the collection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The account that it is, or that it stands in.
    pub account: AccountAnchor,
    /// The words: a mention, a passage, or what shows a source; none for an account as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passage: Option<PassageAnchor>,
}

/// An account by its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountAnchor {
    /// SHA-256 of its body, in hexadecimal.
    pub sha256: String,
    /// Where it was read from; it tells accounts of one body apart, and finds one whose body has
    /// changed since.
    pub source: String,
    /// The id that the input gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Its headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// Words in an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageAnchor {
    /// `text`, `title` or `dropped:N`.
    pub of: String,
    /// Where, in code points.
    pub span: [usize; 2],
    /// What stands there.
    pub words: String,
}

/// The judgements of a log that nobody took back, in order. An entry that takes one back can be
/// taken back itself.
pub fn standing(log: &[Entry]) -> Vec<(&Entry, &Verdicted)> {
    let mut void = BTreeSet::new();
    for entry in log.iter().rev() {
        if let Act::Undone { undo } = entry.act
            && !void.contains(&entry.n)
        {
            void.insert(undo);
        }
    }
    let judged = log.iter().filter_map(|entry| match &entry.act {
        Act::Judged(verdicted) => Some((entry, &**verdicted)),
        Act::Undone { .. } => None,
    });
    judged.filter(|(entry, _)| !void.contains(&entry.n)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Entries in order: `j` judges, a number takes that entry back.
    fn standing_of(log: &str) -> Vec<u32> {
        let account = AccountAnchor {
            sha256: String::new(),
            source: "a.html".to_owned(),
            key: None,
            outlet: None,
            title: None,
        };
        let anchor = Anchor { name: None, account, passage: None };
        let act = |word: &str| match word.parse() {
            Ok(undo) => Act::Undone { undo },
            Err(_) => Act::Judged(Box::new(Verdicted {
                what: What::Story,
                verdict: Verdict::Same,
                of: [anchor.clone(), anchor.clone()],
                also: Vec::new(),
                because: None,
            })),
        };
        let log: Vec<Entry> = (log.split(' ').zip(1..))
            .map(|(word, n)| Entry { n, at: String::new(), by: String::new(), act: act(word) })
            .collect();
        for entry in &log {
            let line = serde_json::to_string(entry).unwrap();
            assert_eq!(&serde_json::from_str::<Entry>(&line).unwrap(), entry);
        }
        standing(&log).into_iter().map(|(entry, _)| entry.n).collect()
    }

    #[test]
    fn what_is_taken_back_stands_no_more_unless_that_is_taken_back() {
        assert_eq!(standing_of("j j 1"), [2]);
        assert_eq!(standing_of("j j 1 3"), [1, 2]);
        assert!(standing_of("j 1 2 3").is_empty());
        assert_eq!(standing_of("j 9"), [1]);
    }
}
