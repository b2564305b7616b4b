//! From a verdict to an entry of the log, and from two weaves to what came of it: what `stemma judge`
//! prints and a page says.

use std::collections::BTreeSet;

use anyhow::bail;
use stemma_core::log::{Act, Entry, Verdicted, What, standing};
use stemma_core::{Judged, Judgement, NodeId, Verdict};

use super::{Change, Present, Things, changes, is_followed, told, word};
use stemma_tell::collection::Collection;
use stemma_tell::plural::count;

/// What came of an entry of the log, once all was woven anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// What was judged or taken back, in a line.
    pub(crate) head: String,
    /// What is otherwise than before.
    pub(crate) changes: Vec<Change>,
    /// What could not be heard or followed.
    pub(crate) notes: Vec<Noted>,
}

/// Something that could not be heard or followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Noted {
    /// In a sentence.
    pub(crate) words: String,
    /// Whether entries contradict one another, so that one of them should be taken back.
    pub(crate) is_contradiction: bool,
}

/// `Mira Tarvel (in 1 2) = M. Tarwel (in 3)`.
pub(crate) fn headline(things: &Things, verdict: Verdict) -> String {
    let [one, other] = &things.told;
    format!("{one} {} {other}", sign(things.what, verdict))
}

/// A verdict on two things, as the log has it.
pub(crate) fn verdicted(things: Things, verdict: Verdict, because: Option<&str>) -> Act {
    let because = because.map(str::trim).filter(|words| !words.is_empty());
    Act::Judged(Box::new(Verdicted {
        what: things.what,
        verdict,
        of: things.of,
        also: things.also,
        because: because.map(str::to_owned),
    }))
}

/// An entry for the log: what was done now, by somebody.
pub(crate) fn entry(act: Act, by: String) -> Entry {
    let now = jiff::Timestamp::now();
    let now = jiff::Timestamp::from_second(now.as_second()).unwrap_or(now);
    Entry { n: 0, at: now.to_string(), by, act }
}

/// The entry that would be taken back: of this number, else the last that stands. `None` where none
/// stands.
///
/// # Errors
/// Where there is no such entry, and where it was taken back before.
pub(crate) fn to_take_back(log: &[Entry], n: Option<u32>) -> anyhow::Result<Option<&Entry>> {
    let last = || standing(log).last().map(|(entry, _)| entry.n);
    let Some(n) = n.or_else(last) else {
        return Ok(None);
    };
    let Some(named) = log.iter().find(|entry| entry.n == n) else {
        bail!("there is no judgement {n}; the log has {}", count(log.len(), "entry"));
    };
    let mut after = log.to_vec();
    after.push(Entry { n: u32::MAX, act: Act::Undone { undo: n }, ..named.clone() });
    if standing(&after) == standing(log) {
        bail!("judgement {n} was taken back before. `stemma judge log` shows by what");
    }
    Ok(Some(named))
}

/// The entries that nobody took back, or whose taking back was taken back.
pub(crate) fn in_force(log: &[Entry]) -> BTreeSet<u32> {
    let mut force: BTreeSet<u32> = log.iter().map(|entry| entry.n).collect();
    for entry in log.iter().rev() {
        if let Act::Undone { undo } = entry.act
            && force.contains(&entry.n)
        {
            force.remove(&undo);
        }
    }
    force
}

/// What came of these entries, which the log of `after` has and that of `before` has not.
pub(crate) fn outcome(
    head: String,
    added: &[u32],
    before: &Collection,
    after: &Collection,
) -> Outcome {
    let present = Present::of(&after.log, after.accounts());
    let mut notes = Vec::new();
    let mut note = |words: String, is_contradiction| notes.push(Noted { words, is_contradiction });
    for (n, why) in present.placeless.iter().filter(|(n, _)| added.contains(n)) {
        note(format!("judgement {n} is kept, and finds no place here yet: {why}."), false);
    }
    for (n, by) in &present.outranked {
        if by.iter().chain([n]).any(|n| added.contains(n)) {
            let by: Vec<String> = by.iter().map(u32::to_string).collect();
            let entry = after.log.iter().find(|entry| entry.n == *n);
            let words = format!(
                "judgement {n}, {}, cannot be so together with {}: what was judged later holds.",
                entry.map(sentence).unwrap_or_default(),
                by.join(" and ")
            );
            note(words, true);
        }
    }
    let mut said = BTreeSet::new();
    for (n, judgement) in present.placed.iter().filter(|(n, _)| added.contains(n)) {
        if !names_source(judgement) && !is_followed(judgement, &after.woven) && said.insert(*n) {
            let words = format!(
                "judgement {n} is kept, but could not be followed to the end: what it is of is \
                 held together or apart by the accounts themselves."
            );
            note(words, false);
        }
    }
    Outcome { head, changes: changes(before, after), notes }
}

/// Whether an end of a line of descent is a source, whose number is another in each weave.
fn names_source(judgement: &Judgement) -> bool {
    matches!(
        judgement.of,
        Judged::Edge { from: NodeId::Source(_), .. } | Judged::Edge { to: NodeId::Source(_), .. }
    )
}

/// What an entry says, in a line.
pub(crate) fn sentence(entry: &Entry) -> String {
    match &entry.act {
        Act::Undone { undo } => format!("takes back {undo}"),
        Act::Judged(verdicted) => {
            let [a, b] = verdicted.of.each_ref().map(told);
            let sign = sign(verdicted.what, verdicted.verdict);
            format!("{a} {sign} {b} ({})", word(verdicted.what))
        }
    }
}

fn sign(what: What, verdict: Verdict) -> &'static str {
    match (what, verdict) {
        (What::Edge, Verdict::Same) => "→",
        (What::Edge, Verdict::Different) => "↛",
        (_, Verdict::Same) => "=",
        (_, Verdict::Different) => "≠",
    }
}
