//! Where the accounts part in what matters: the numbers, the days, whether it is so, how sure it
//! is, who said it. The choice of words stands beside the claims.

use std::collections::BTreeSet;

use anstyle::Style;
use stemma_core::{Claim, DifferenceKind, Note, Passage, Story};

use super::{claims, rest};
use crate::page::{Page, Styled, shortened};
use crate::printer::styles;
use stemma_tell::collection::Collection;
use stemma_tell::reasons;

/// Whether a difference changes the sense. Names and words are told where the claim is.
pub(super) fn matters(kind: DifferenceKind) -> bool {
    kind < DifferenceKind::Name
}

/// The column of the words beside the kind.
const COLUMN: usize = 13;
/// Places beyond these say no more.
const MOST_PLACES: usize = 4;

/// Words against words.
pub(crate) struct Parting<'a> {
    /// In what they part.
    pub(crate) kind: DifferenceKind,
    /// How many accounts have the claim.
    accounts: usize,
    /// Whose members part; of two claims that are near, the one that is like the other.
    pub(crate) claim: &'a Claim,
    /// The same words in several places are one side.
    pub(crate) sides: Vec<(&'a str, Vec<Passage>)>,
    /// What parts them.
    pub(crate) note: &'a Note,
    /// Whether the sides are of one claim; else they are two that are near and not the same.
    pub(crate) is_one_claim: bool,
}

pub(super) fn write(page: &mut Page, collection: &Collection, story: &Story, most: usize) {
    let partings = partings(collection, story);
    if partings.is_empty() {
        return;
    }
    page.heading("WHERE THEY DIFFER");
    let all = partings.len();
    for parting in partings.into_iter().take(most) {
        one(page, collection, &parting);
    }
    rest(page, all, most, "difference");
}

/// The differences that matter: what changes the sense most first, then what most accounts tell.
pub(crate) fn partings<'a>(collection: &'a Collection, story: &Story) -> Vec<Parting<'a>> {
    let mut found = Vec::new();
    let mut shown: BTreeSet<[Passage; 2]> = BTreeSet::new();
    for claim in collection.claims_in(story.id) {
        let accounts = claim.accounts().len();
        for difference in claim.differences.iter().filter(|d| matters(d.kind)) {
            found.push(Parting {
                kind: difference.kind,
                accounts,
                claim,
                sides: sides(collection, &difference.between),
                note: &difference.note,
                is_one_claim: true,
            });
        }
        // Two claims that one number or one 'not' keeps apart are a difference as well.
        for near in claim.near.iter().filter(|n| n.kind <= DifferenceKind::Date) {
            let mut pair = [near.ours, near.other];
            pair.sort_unstable();
            if near.ours.account != near.other.account && shown.insert(pair) {
                found.push(Parting {
                    kind: near.kind,
                    accounts,
                    claim,
                    sides: sides(collection, &[near.ours, near.other]),
                    note: &near.note,
                    is_one_claim: false,
                });
            }
        }
    }
    found.sort_by_key(|parting| {
        (parting.kind, std::cmp::Reverse(parting.accounts), parting.claim.id)
    });
    found
}

/// Passages by their words.
fn sides<'a>(collection: &'a Collection, passages: &[Passage]) -> Vec<(&'a str, Vec<Passage>)> {
    let mut sides: Vec<(&str, Vec<Passage>)> = Vec::new();
    for passage in passages {
        let words = collection.words(passage);
        match sides.iter_mut().find(|(known, _)| *known == words) {
            Some((_, places)) => places.push(*passage),
            None => sides.push((words, vec![*passage])),
        }
    }
    sides
}

fn one(page: &mut Page, collection: &Collection, parting: &Parting<'_>) {
    let kind = claims::kind(parting.kind);
    let mut line = Styled::new();
    // Where a whole passage stands on each side, what parts them is said first.
    let note = reasons::note(parting.note);
    let whole = parting.sides.iter().all(|(words, _)| !note.contains(words));
    if whole {
        line = line.styled(styles::DIFFERENT, &shortened(&note, 70)).and(": ");
    }
    let room = if whole { page.look().width } else { 48 };
    for (n, (words, places)) in parting.sides.iter().enumerate() {
        if n > 0 {
            line = line.and(" / ");
        }
        let mut marks: Vec<String> =
            places.iter().take(MOST_PLACES).map(|place| collection.mark(place)).collect();
        if places.len() > MOST_PLACES {
            marks.push(format!("+{}", places.len() - MOST_PLACES));
        }
        let style = if whole { Style::new() } else { styles::DIFFERENT };
        line = line
            .styled(style, &shortened(words, room))
            .styled(styles::FAINT, &format!(" {}", marks.join(" ")));
    }
    page.item(2, kind, styles::OPEN, COLUMN, &line);
    let about = format!("claim {}: ", parting.claim.id.0);
    let room = page.look().width.saturating_sub(COLUMN + 2 + about.len());
    let words = shortened(collection.words(&parting.claim.text), room);
    page.item(
        2,
        "",
        styles::FAINT,
        COLUMN,
        &Styled::new().styled(styles::FAINT, &(about + &words)),
    );
}

/// How many differences of a claim matter.
pub(super) fn weight(claim: &Claim) -> usize {
    claim.differences.iter().filter(|difference| matters(difference.kind)).count()
}
