//! How many independent roots stand behind a claim.
//!
//! From each account that has the claim, the lines of descent that can have carried it are followed
//! upward: a line that is stated for the very statement, or one from an account that has the claim,
//! or one that a named source outside the collection has for the whole account. Where nothing leads
//! on, there is a root. Twenty outlets that trace to one agency have one.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{
    AccountId, Certain, Claim, Edge, Lineage, NodeId, OriginsAre, Reported, SourceKind,
};

/// Counts the roots behind each claim.
pub fn count(accounts: &[Reported<'_>], lineage: &Lineage, claims: &mut [Claim]) {
    let mut into: BTreeMap<NodeId, Vec<&Edge>> = BTreeMap::new();
    for edge in &lineage.edges {
        into.entry(edge.to).or_default().push(edge);
    }
    let first_hand: BTreeSet<AccountId> = accounts
        .iter()
        .filter(|account| is_first_hand(account))
        .map(|account| account.id)
        .collect();
    for claim in claims {
        let mut roots: BTreeMap<NodeId, bool> = BTreeMap::new();
        let holders = holders(claim);
        let mut seen = BTreeSet::new();
        for &account in holders.keys() {
            climb(NodeId::Account(account), true, &into, &holders, &mut seen, &mut roots);
        }
        claim.origins = roots.len() as u32;
        // Two roots are independent where each is known: a source that was named, or an account
        // that was there. Everywhere else a common root may have gone unseen.
        let known = |(root, stated): (&NodeId, &bool)| match root {
            NodeId::Source(_) => *stated,
            NodeId::Account(id) => first_hand.contains(id),
        };
        claim.origins_are = match roots.len() {
            1 if holders.len() > 1 => OriginsAre::Shared,
            n if n > 1 && roots.iter().all(known) => OriginsAre::Independent,
            _ => OriginsAre::Unknown,
        };
        claim.roots = roots.into_keys().collect();
    }
}

/// The accounts that have a claim, each with the statements in which it has it; an empty set is
/// its own voice.
fn holders(claim: &Claim) -> BTreeMap<AccountId, BTreeSet<u32>> {
    let mut holders: BTreeMap<AccountId, BTreeSet<u32>> = BTreeMap::new();
    for member in &claim.members {
        holders.entry(member.passage.account).or_default().extend(member.statement);
    }
    holders
}

/// Follows the lines upward; `stated` says whether every line so far was.
fn climb(
    node: NodeId,
    stated: bool,
    into: &BTreeMap<NodeId, Vec<&Edge>>,
    holders: &BTreeMap<AccountId, BTreeSet<u32>>,
    seen: &mut BTreeSet<(NodeId, bool)>,
    roots: &mut BTreeMap<NodeId, bool>,
) {
    // Each node is climbed once by stated lines and once by others, however many paths lead to it.
    if !seen.insert((node, stated)) {
        return;
    }
    let statements = match node {
        NodeId::Account(id) => holders.get(&id),
        NodeId::Source(_) => None,
    };
    let covers = |edge: &&&Edge| {
        statements.is_some_and(|mine| edge.statements.iter().any(|s| mine.contains(s)))
    };
    // An account in the collection that is named for anything and has the claim can have handed it
    // on; any source can have handed on what it is named for.
    let carries = |edge: &&&Edge| match edge.from {
        NodeId::Account(parent) => holders.contains_key(&parent) || covers(edge),
        NodeId::Source(_) => edge.statements.is_empty() || covers(edge),
    };
    let lines: Vec<&&Edge> = into.get(&node).into_iter().flatten().filter(carries).collect();
    // A line for these very statements says more than one for the account as a whole.
    let closest = lines.iter().any(covers);
    let lines: Vec<&&Edge> = lines.into_iter().filter(|edge| !closest || covers(edge)).collect();
    if lines.is_empty() {
        let known = roots.entry(node).or_insert(stated);
        *known = *known && stated;
    }
    for edge in lines {
        let stated = stated && edge.certainty == Certain::Stated;
        climb(edge.from, stated, into, holders, seen, roots);
    }
}

/// Whether an account shows that its reporter was there: its own dateline names no other source.
fn is_first_hand(account: &Reported<'_>) -> bool {
    let sources = &account.found.sources;
    let outlet = account.account.outlet.as_deref().unwrap_or_default();
    let own = |name: &str| {
        crate::lineage::one_outlet(&crate::entities::fold(name), &crate::entities::fold(outlet))
    };
    sources.iter().any(|sign| {
        matches!(sign.kind, SourceKind::Dateline | SourceKind::Told | SourceKind::Byline)
            && own(&sign.name)
    })
}
