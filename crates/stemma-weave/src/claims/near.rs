//! What is like a claim and does not say the same, with what keeps them apart.

use std::collections::BTreeMap;

use stemma_core::{AccountId, Claim, ClaimReason, Near, Passage, Reported, Verdict};

use super::pairs::Pair;
use super::units::Unit;

/// A claim shows so many passages that are near it: a reader looks at two or three.
const SHOWN: usize = 3;

/// Tells each claim what came near it and was kept apart by a number, a day, a speaker and the like:
/// the likest first, of several accounts that have the same only one.
pub(super) fn tell(
    claims: &mut [Claim],
    decided: &[(Pair, Verdict, Option<ClaimReason>)],
    units: &[Unit],
    accounts: &[&Reported<'_>],
) {
    let mut of_account: BTreeMap<AccountId, Vec<(usize, Passage)>> = BTreeMap::new();
    for (n, claim) in claims.iter().enumerate() {
        for member in &claim.members {
            let passage = member.passage;
            of_account.entry(passage.account).or_default().push((n, passage));
        }
    }
    let claim_of = |passage: Passage| -> Option<usize> {
        let shared = |other: &Passage| {
            let (start, end) =
                (other.span.start.max(passage.span.start), other.span.end.min(passage.span.end));
            if other.of == passage.of { end.saturating_sub(start) } else { 0 }
        };
        let of_account = of_account.get(&passage.account)?.iter();
        let overlapping =
            of_account.map(|(n, other)| (shared(other), *n)).filter(|(by, _)| *by > 0);
        overlapping.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, n)| n)
    };
    let mut near: BTreeMap<usize, Vec<(Option<usize>, Near)>> = BTreeMap::new();
    for (pair, verdict, _) in decided {
        let (a, b) = (&units[pair.units.0], &units[pair.units.1]);
        let Some((kind, note)) = pair.apart().filter(|_| a.account != b.account) else { continue };
        if *verdict == Verdict::Same {
            continue;
        }
        let (x, y) = (a.passage(accounts), b.passage(accounts));
        let (of_x, of_y) = (claim_of(x), claim_of(y));
        if of_x == of_y {
            continue;
        }
        let score = pair.score.clamp(0.0, 1.0);
        let turned = note.clone().turned();
        for (ours, other, claim, of_other, note) in
            [(x, y, of_x, of_y, note), (y, x, of_y, of_x, turned)]
        {
            if let Some(claim) = claim {
                let found = Near { ours, other, kind, note, score };
                near.entry(claim).or_default().push((of_other, found));
            }
        }
    }
    for (n, mut found) in near {
        found.sort_by(|(_, a), (_, b)| {
            b.score.total_cmp(&a.score).then((a.ours, a.other).cmp(&(b.ours, b.other)))
        });
        let mut shown: Vec<(Option<usize>, Near)> = Vec::new();
        for (of, near) in found {
            let known = |(other, known): &(Option<usize>, Near)| {
                of.is_some() && *other == of || known.note == near.note && known.kind == near.kind
            };
            if shown.len() < SHOWN && !shown.iter().any(known) {
                shown.push((of, near));
            }
        }
        claims[n].near = shown.into_iter().map(|(_, near)| near).collect();
    }
}
