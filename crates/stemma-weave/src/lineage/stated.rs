//! Lines that an account states: 'as X reports', 'Source: X', a dateline of an agency.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{
    AccountId, Certain, Claim, Edge, EdgeKind, Entity, EntityId, Field, Local, NodeId, Published,
    Reason, Reported, SourceKind, SourceSign, Verdict,
};

use super::Drawing;
use crate::entities::fold;

/// Entities by the accounts' own entities, to know one source under two names.
pub(super) struct Names {
    entity: BTreeMap<(AccountId, Local), EntityId>,
    folded: BTreeMap<EntityId, BTreeSet<String>>,
}

impl Names {
    pub(super) fn new(entities: &[Entity]) -> Names {
        let entity = entities.iter().flat_map(|e| e.members.iter().map(|m| (*m, e.id))).collect();
        let folded = entities
            .iter()
            .map(|e| (e.id, e.names.iter().map(|name| fold(&name.text)).collect()))
            .collect();
        Names { entity, folded }
    }

    /// The entity of a sign, and every folded name by which it goes.
    fn of(&self, account: AccountId, sign: &SourceSign) -> (Option<EntityId>, BTreeSet<String>) {
        let entity = sign.entity.and_then(|local| self.entity.get(&(account, local)).copied());
        let mut names = entity.map(|id| self.folded[&id].clone()).unwrap_or_default();
        names.insert(fold(&sign.name));
        (entity, names)
    }
}

/// Draws the stated lines of one story.
pub(super) fn draw(
    drawing: &mut Drawing,
    members: &[&Reported<'_>],
    claims: &[&Claim],
    names: &Names,
    published: &BTreeMap<AccountId, Published>,
) {
    let shares = shared_claims(claims);
    let mut lost: Vec<(BTreeSet<String>, NodeId)> = Vec::new();
    for account in members {
        let outlet = account.account.outlet.as_deref().map(fold).unwrap_or_default();
        let named = account.found.sources.iter().any(|sign| is_name(&sign.name));
        for sign in &account.found.sources {
            // "The agency" is whichever was named; alone, it is a source that nobody names.
            let nameless = |local: Local| account.found.entities[local.0 as usize].names.is_empty();
            if named && !is_name(&sign.name) && sign.entity.is_none_or(nameless) {
                continue;
            }
            let (entity, known) = names.of(account.id, sign);
            if known.iter().any(|name| one_outlet(name, &outlet)) {
                continue;
            }
            let reports: Vec<AccountId> = members
                .iter()
                .filter(|other| other.id != account.id)
                .filter(|other| {
                    let outlet = other.account.outlet.as_deref().map(fold).unwrap_or_default();
                    known.iter().any(|name| one_outlet(name, &outlet))
                })
                .map(|other| other.id)
                .filter(|&other| !later(published, other, account.id))
                .filter(|&other| shares.contains(&(other, account.id)))
                .filter(|&other| {
                    !drawing.descends(NodeId::Account(other), NodeId::Account(account.id))
                })
                .collect();
            let from: Vec<NodeId> = if reports.is_empty() {
                // One source under two names, or named with its entity and without, is one node.
                let one = lost.iter_mut().find(|(names, _)| {
                    known.iter().any(|name| names.iter().any(|other| one_outlet(name, other)))
                });
                vec![if let Some((names, node)) = one {
                    names.extend(known);
                    *node
                } else {
                    let node = drawing.source(&sign.name, entity);
                    lost.push((known, node));
                    node
                }]
            } else {
                reports.into_iter().map(NodeId::Account).collect()
            };
            for from in from {
                draw_stated(drawing, account, sign, from);
            }
        }
    }
}

fn draw_stated(drawing: &mut Drawing, account: &Reported<'_>, sign: &SourceSign, from: NodeId) {
    let to = NodeId::Account(account.id);
    let passage = sign.evidence.in_account(account.id);
    if let Some(edge) = drawing.edges.get_mut(&(to, from)) {
        edge.evidence.push(passage);
        if edge.statements.is_empty() || sign.statements.is_empty() {
            edge.statements.clear();
        } else {
            edge.statements.extend(&sign.statements);
            edge.statements.sort_unstable();
            edge.statements.dedup();
        }
        return;
    }
    let how = match sign.kind {
        SourceKind::Dateline => "its dateline names the source",
        SourceKind::Byline => "its byline names the source",
        SourceKind::Credit => "it credits the source",
        SourceKind::Reports => "it says that the source reports it",
        SourceKind::Told => "it says that the source was told",
        SourceKind::PostOn => "it says where it was posted",
    };
    let reason =
        Reason { text: format!("{how}: {}", sign.name), weight: 1.0, evidence: vec![passage] };
    drawing.judge(from, to, Verdict::Same, "rule: stated source", 1.0, vec![reason]);
    drawing.edges.insert(
        (to, from),
        Edge {
            from,
            to,
            kind: EdgeKind::Names,
            certainty: Certain::Stated,
            score: 1.0,
            evidence: vec![passage],
            statements: sign.statements.clone(),
        },
    );
}

/// Whether words hold a name: a capital letter after the first word, or a first word that is no
/// article.
fn is_name(words: &str) -> bool {
    words.split_whitespace().any(|word| {
        !matches!(word, "The" | "A" | "An") && word.chars().next().is_some_and(char::is_uppercase)
    })
}

/// Pairs of accounts that have a claim in common.
fn shared_claims(claims: &[&Claim]) -> BTreeSet<(AccountId, AccountId)> {
    let mut shares = BTreeSet::new();
    for claim in claims {
        let accounts: BTreeSet<AccountId> = claim
            .members
            .iter()
            .filter(|m| !matches!(m.passage.of, Field::Dropped(_)))
            .map(|m| m.passage.account)
            .collect();
        shares.extend(accounts.iter().flat_map(|a| accounts.iter().map(move |b| (*a, *b))));
    }
    shares
}

/// An account that names a report of a later day was brought up to date since; within this many
/// days. Beyond, another report of that outlet must be meant.
const UPDATED_WITHIN: i32 = 3;

/// Whether the first was certainly published too long after the second to be named by it.
fn later(published: &BTreeMap<AccountId, Published>, a: AccountId, b: AccountId) -> bool {
    let day = |id| published.get(&id);
    let (first, last) = (day(a).and_then(|p| p.earliest), day(b).and_then(|p| p.latest));
    first
        .zip(last)
        .is_some_and(|(a, b)| a.since(b).is_ok_and(|gap| gap.get_days() > UPDATED_WITHIN))
}

/// Whether two folded names are of one outlet: all words of one stand in the other ("Tarvel", "the
/// agency Tarvel"; but "Tarvel Times" is not "Tarvel Post").
pub(crate) fn one_outlet(a: &str, b: &str) -> bool {
    // Articles, parts of addresses, and what an agency is called in the languages it writes.
    const NOISE: &[&str] = &[
        "", "the", "www", "com", "org", "net", "agency", "agencia", "agence", "agenzia", "agentur",
    ];
    let words = |name: &str| -> BTreeSet<String> {
        name.split(' ').filter(|word| !NOISE.contains(word)).map(ToOwned::to_owned).collect()
    };
    let (ours, theirs) = (words(a), words(b));
    let general = |name: &BTreeSet<String>| {
        name.iter().all(|word| matches!(word.as_str(), "news" | "press" | "radio" | "tv" | "daily"))
    };
    if general(&ours) || general(&theirs) {
        return !ours.is_empty() && ours == theirs;
    }
    ours.is_subset(&theirs) || theirs.is_subset(&ours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlet_is_known_by_its_telling_words() {
        assert!(one_outlet("agencia tarvel", "tarvel"));
        assert!(one_outlet("the strait gazette", "strait gazette online"));
        assert!(!one_outlet("northern news", "southern news"));
        assert!(!one_outlet("news agency", "press agency"));
        assert!(!one_outlet("old harbour times", "old harbour post"));
        assert!(!one_outlet("the tarvel times", "the tarvel herald"));
    }
}
