//! Lines that an account states: 'as X reports', 'Source: X', a dateline of an agency.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{
    AccountId, Certain, Claim, ClaimId, DescentReason, Edge, EdgeKind, Entity, EntityId, Field,
    Local, NodeId, Published, Reason, Reported, SourceKind, SourceSign, Verdict,
};

use super::Drawing;
use crate::entities::fold;

/// Entities by the accounts' own entities, to know one source under two names.
pub(super) struct Names {
    entity: BTreeMap<(AccountId, Local), EntityId>,
    names: BTreeMap<EntityId, BTreeSet<OutletName>>,
}

impl Names {
    pub(super) fn new(entities: &[Entity]) -> Names {
        let entity = entities.iter().flat_map(|e| e.members.iter().map(|m| (*m, e.id))).collect();
        let names = entities
            .iter()
            .map(|e| (e.id, e.names.iter().map(|name| OutletName::new(&name.text)).collect()))
            .collect();
        Names { entity, names }
    }

    /// The entity of a sign, and every name by which it goes.
    fn of(
        &self,
        account: AccountId,
        sign: &SourceSign,
    ) -> (Option<EntityId>, BTreeSet<OutletName>) {
        let entity = sign.entity.and_then(|local| self.entity.get(&(account, local)).copied());
        let mut names = entity.map(|id| self.names[&id].clone()).unwrap_or_default();
        names.insert(OutletName::new(&sign.name));
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
    let has = claims_of(claims);
    let mut outlets: BTreeMap<OutletName, Vec<AccountId>> = BTreeMap::new();
    for account in members {
        let outlet = OutletName::new(account.account.outlet.as_deref().unwrap_or_default());
        outlets.entry(outlet).or_default().push(account.id);
    }
    // Only outlets with a word of a name can be meant by it.
    let mut by_word: BTreeMap<&str, BTreeSet<&OutletName>> = BTreeMap::new();
    for outlet in outlets.keys() {
        for word in &outlet.words {
            by_word.entry(word).or_default().insert(outlet);
        }
    }
    let mut lost = LostSources::default();
    for account in members {
        let outlet = OutletName::new(account.account.outlet.as_deref().unwrap_or_default());
        let signs = || account.found.sources.iter().filter(|sign| sign.kind != SourceKind::Own);
        let named = signs().any(|sign| is_name(&sign.name));
        for sign in signs() {
            // "The agency" is whichever was named; alone, it is a source that nobody names.
            let nameless = |local: Local| account.found.entities[local.0 as usize].names.is_empty();
            if named && !is_name(&sign.name) && sign.entity.is_none_or(nameless) {
                continue;
            }
            let (entity, known) = names.of(account.id, sign);
            if known.iter().any(|name| name.is(&outlet)) {
                continue;
            }
            let near: BTreeSet<&OutletName> = (known.iter().flat_map(|name| &name.words))
                .filter_map(|word| by_word.get(word.as_str()))
                .flatten()
                .copied()
                .collect();
            let reports: Vec<AccountId> = (near.into_iter())
                .filter(|outlet| known.iter().any(|name| name.is(outlet)))
                .flat_map(|outlet| outlets[outlet].iter().copied())
                .filter(|&other| other != account.id && !later(published, other, account.id))
                .collect();
            let reports = match (&reports[..], sign.kind) {
                // It is named as what the news was read in, and there is one that can be meant,
                // though nothing aligned the two.
                ([_], kind) if kind != SourceKind::Told && kind != SourceKind::PostOn => reports,
                _ => telling(account.id, reports, &has),
            };
            let circle = |other: &AccountId| {
                drawing.descends(NodeId::Account(*other), NodeId::Account(account.id))
            };
            let reports: Vec<AccountId> =
                reports.into_iter().filter(|other| !circle(other)).collect();
            let from: Vec<NodeId> = if reports.is_empty() {
                vec![lost.node(drawing, &sign.name, entity, known)]
            } else {
                reports.into_iter().map(NodeId::Account).collect()
            };
            for from in from {
                draw_stated(drawing, account, sign, from);
            }
        }
    }
}

/// Of so many reports of the outlet that is named, those with most of the account's claims, the ones
/// that it can have what it says from are chosen.
const COMPARED: usize = 8;

/// Of several reports of the outlet that is named, those that the account can have what it says
/// from: the one with most of its claims, and any that has what those before it have not.
fn telling(
    account: AccountId,
    reports: Vec<AccountId>,
    has: &BTreeMap<AccountId, BTreeSet<ClaimId>>,
) -> Vec<AccountId> {
    let Some(mut open) = has.get(&account).cloned() else { return Vec::new() };
    let shared =
        |id: AccountId| has.get(&id).map_or(0, |theirs| theirs.intersection(&open).count());
    let mut reports: Vec<(Reverse<usize>, AccountId)> =
        reports.into_iter().map(|id| (Reverse(shared(id)), id)).collect();
    reports.sort_unstable();
    let mut reports: Vec<AccountId> = reports.into_iter().take(COMPARED).map(|one| one.1).collect();
    let mut chosen = Vec::new();
    loop {
        let explains =
            |id: &AccountId| has.get(id).map_or(0, |theirs| theirs.intersection(&open).count());
        let most = reports.iter().map(|id| (explains(id), Reverse(*id))).max();
        let Some((1.., Reverse(best))) = most else { return chosen };
        chosen.push(best);
        reports.retain(|id| *id != best);
        open.retain(|claim| !has[&best].contains(claim));
    }
}

/// Sources that are named and whose reports are not in the collection, each with all its names.
#[derive(Default)]
struct LostSources {
    names: Vec<(BTreeSet<OutletName>, NodeId)>,
    /// Which of them have a word in their names: only they can be the same.
    by_word: BTreeMap<String, Vec<usize>>,
}

impl LostSources {
    /// The node of a source: one source under two names, or named with its entity and without, is
    /// one.
    fn node(
        &mut self,
        drawing: &mut Drawing,
        name: &str,
        entity: Option<EntityId>,
        known: BTreeSet<OutletName>,
    ) -> NodeId {
        let words = known.iter().flat_map(|name| &name.words);
        let near: BTreeSet<usize> =
            words.filter_map(|word| self.by_word.get(word)).flatten().copied().collect();
        let one = near
            .into_iter()
            .find(|&n| known.iter().any(|name| self.names[n].0.iter().any(|other| name.is(other))));
        let n = one.unwrap_or_else(|| {
            self.names.push((BTreeSet::new(), drawing.source(name, entity)));
            self.names.len() - 1
        });
        for word in known.iter().flat_map(|name| &name.words) {
            let sources = self.by_word.entry(word.clone()).or_default();
            if sources.last() != Some(&n) && !sources.contains(&n) {
                sources.push(n);
            }
        }
        self.names[n].0.extend(known);
        self.names[n].1
    }
}

fn draw_stated(drawing: &mut Drawing, account: &Reported<'_>, sign: &SourceSign, from: NodeId) {
    let to = NodeId::Account(account.id);
    let passage = sign.evidence.in_account(account.id);
    if let (NodeId::Source(_), SourceKind::Dateline | SourceKind::Credit) = (from, sign.kind) {
        drawing.wires.entry(account.id).or_insert(from);
    }
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
    let names = DescentReason::NamesSource(sign.kind, sign.name.clone());
    let reason = Reason::new(names, 1.0).shown_by(vec![passage]);
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

/// The claims that each account has.
fn claims_of(claims: &[&Claim]) -> BTreeMap<AccountId, BTreeSet<ClaimId>> {
    let mut has: BTreeMap<AccountId, BTreeSet<ClaimId>> = BTreeMap::new();
    for claim in claims {
        for member in &claim.members {
            if !matches!(member.passage.of, Field::Dropped(_)) {
                has.entry(member.passage.account).or_default().insert(claim.id);
            }
        }
    }
    has
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

/// The name of an outlet by its telling words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OutletName {
    words: BTreeSet<String>,
}

impl OutletName {
    pub(crate) fn new(name: &str) -> OutletName {
        // Articles, parts of addresses, and what an agency is called in the languages it writes.
        const NOISE: &[&str] = &[
            "", "the", "www", "com", "org", "net", "agency", "agencia", "agence", "agenzia",
            "agentur",
        ];
        let folded = fold(name);
        let words = folded.split(' ').filter(|word| !NOISE.contains(word));
        OutletName { words: words.map(ToOwned::to_owned).collect() }
    }

    /// Whether two names are of one outlet: all words of one stand in the other ("Tarvel", "the
    /// agency Tarvel"; but "Tarvel Times" is not "Tarvel Post").
    pub(crate) fn is(&self, other: &OutletName) -> bool {
        let (ours, theirs) = (&self.words, &other.words);
        let general = |words: &BTreeSet<String>| {
            let mut words = words.iter();
            words.all(|w| matches!(w.as_str(), "news" | "press" | "radio" | "tv" | "daily"))
        };
        if general(ours) || general(theirs) {
            return !ours.is_empty() && ours == theirs;
        }
        ours.is_subset(theirs) || theirs.is_subset(ours)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlet_is_known_by_its_telling_words() {
        let one_outlet = |a, b| OutletName::new(a).is(&OutletName::new(b));
        assert!(one_outlet("agencia tarvel", "tarvel"));
        assert!(one_outlet("the strait gazette", "strait gazette online"));
        assert!(!one_outlet("northern news", "southern news"));
        assert!(!one_outlet("news agency", "press agency"));
        assert!(!one_outlet("old harbour times", "old harbour post"));
        assert!(!one_outlet("the tarvel times", "the tarvel herald"));
    }
}
