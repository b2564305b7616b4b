//! The log of what people judged: whole, in order, and its words where they are said to be.

use std::collections::BTreeMap;

use super::{Checked, Violation};
use crate::Stored;
use crate::log::{Act, Anchor, Entry};

pub(super) fn check(
    log: &[Entry],
    accounts: &[Stored],
    checked: &mut Checked,
) -> Result<(), Violation> {
    let mut by_digest: BTreeMap<&str, Vec<&Stored>> = BTreeMap::new();
    for stored in accounts {
        by_digest.entry(&stored.sha256).or_default().push(stored);
    }
    for (entry, n) in log.iter().zip(1..) {
        let violation = |what: &str| Violation {
            account: None,
            what: format!("entry {} of the log of judgements {what}", entry.n),
        };
        if entry.n != n {
            return Err(violation("does not follow the one before it"));
        }
        if entry.at.parse::<jiff::Timestamp>().is_err() {
            return Err(violation("has no time"));
        }
        match &entry.act {
            Act::Undone { undo } if *undo == 0 || *undo >= n => {
                return Err(violation("takes back what does not come before it"));
            }
            Act::Undone { .. } => {}
            Act::Judged(verdicted) => {
                let pairs = std::iter::once(&verdicted.of).chain(&verdicted.also);
                for anchor in pairs.flatten() {
                    let here = by_digest.get(anchor.account.sha256.as_str());
                    if here.is_some_and(|here| !here.iter().any(|stored| stands_in(anchor, stored)))
                    {
                        return Err(violation("names words that do not stand where it says"));
                    }
                }
                checked.judgements += 1;
            }
        }
    }
    Ok(())
}

/// Whether an account of that text has the words of an anchor in their place. Titles are no part of
/// what the digest covers: there, other words are none of the log's fault.
fn stands_in(anchor: &Anchor, stored: &Stored) -> bool {
    let Some(passage) = &anchor.passage else {
        return true;
    };
    if passage.of != "text" {
        return true;
    }
    let Some(text) = passage.of.parse().ok().and_then(|of| stored.account.words(of)) else {
        return false;
    };
    let [start, end] = passage.span;
    start <= end && text.chars().skip(start).take(end - start).eq(passage.words.chars())
}
