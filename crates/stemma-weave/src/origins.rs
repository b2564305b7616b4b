//! How many independent roots stand behind a claim.
//!
//! From each account that has the claim, the lines of descent that can have carried it are followed
//! upward: a line that is stated for the very statement, or one from an account that has the claim,
//! or one that a named source outside the collection has for the whole account. Where nothing leads
//! on, there is a root. Twenty outlets that trace to one agency have one.
//!
//! A count hangs on the lines that were followed. For those that were concluded and not stated, the
//! count is made once more without them.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{
    AccountId, Certain, Claim, Edge, Field, IfWrong, Lineage, NodeId, OriginsAre, Passage,
    Reported, SourceKind,
};

use crate::entities::fold;
use crate::lineage::OutletName;

/// Lines that the count of a claim hangs on are told up to this many.
const TOLD: usize = 3;

/// So many lines of a claim are left out one after another where that needs a new count. Most need
/// none.
const RECOUNTS: usize = 64;

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
    let texts: BTreeMap<AccountId, &str> =
        accounts.iter().map(|account| (account.id, account.account.text.as_str())).collect();
    for claim in claims {
        let descent = Descent { into: &into, holders: holders(claim), without: None };
        let roots = descent.roots();
        claim.origins = roots.len() as u32;
        // Two roots are independent where each is known: a source that was named, or an account
        // that was there. Everywhere else a common root may have gone unseen.
        let known = |(root, stated): (&NodeId, &bool)| match root {
            NodeId::Source(_) => *stated,
            NodeId::Account(id) => first_hand.contains(id),
        };
        claim.origins_are = match roots.len() {
            1 if descent.holders.len() > 1 => OriginsAre::Shared,
            n if n > 1 && roots.iter().all(known) && !is_copied(&texts, claim, &roots) => {
                OriginsAre::Independent
            }
            _ => OriginsAre::Unknown,
        };
        claim.if_wrong = descent.if_wrong(&roots);
        claim.roots = roots.into_keys().collect();
    }
}

/// The lines of descent that can have carried a claim, from the accounts that have it up to its
/// roots: those that its origins were counted by. `into` holds the lines that lead to each node.
pub fn carrying<'e>(into: &BTreeMap<NodeId, Vec<&'e Edge>>, claim: &Claim) -> Vec<&'e Edge> {
    Descent { into, holders: holders(claim), without: None }.carrying()
}

/// Two who were both there do not write so many words alike of their own: that is background, copied
/// from wherever. Set by hand.
const COPIED: usize = 8;

/// Whether two of the roots have a claim in their own voice word for word.
fn is_copied(
    texts: &BTreeMap<AccountId, &str>,
    claim: &Claim,
    roots: &BTreeMap<NodeId, bool>,
) -> bool {
    let mut wordings: BTreeMap<String, AccountId> = BTreeMap::new();
    claim.members.iter().any(|member| {
        let Passage { account, of, span } = member.passage;
        let own = member.statement.is_none() && of == Field::Text;
        if !own || !roots.contains_key(&NodeId::Account(account)) {
            return false;
        }
        let words = texts.get(&account).and_then(|text| span.get(text)).map(fold);
        let Some(words) = words.filter(|words| words.split(' ').count() >= COPIED) else {
            return false;
        };
        *wordings.entry(words).or_insert(account) != account
    })
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

/// What is left out of a count, to see what hangs on it.
#[derive(Clone, Copy)]
enum Without<'e> {
    /// One line.
    Line(&'e Edge),
    /// A source that was concluded, with all its lines: it is one conclusion.
    Source(NodeId),
}

/// The lines of descent that can have carried one claim.
struct Descent<'d, 'e> {
    into: &'d BTreeMap<NodeId, Vec<&'e Edge>>,
    holders: BTreeMap<AccountId, BTreeSet<u32>>,
    without: Option<Without<'e>>,
}

impl<'e> Descent<'_, 'e> {
    /// The roots, each with whether every line to it was stated.
    fn roots(&self) -> BTreeMap<NodeId, bool> {
        let mut roots: BTreeMap<NodeId, bool> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        // Each node is climbed once by stated lines and once by others, however many paths lead to
        // it.
        let mut open: Vec<(NodeId, bool)> =
            self.holders.keys().map(|&account| (NodeId::Account(account), true)).collect();
        while let Some((node, stated)) = open.pop() {
            if !seen.insert((node, stated)) {
                continue;
            }
            let lines = self.lines(node);
            if lines.is_empty() {
                let known = roots.entry(node).or_insert(stated);
                *known = *known && stated;
            }
            let next = |edge: &&Edge| (edge.from, stated && edge.certainty == Certain::Stated);
            open.extend(lines.iter().map(next));
        }
        roots
    }

    /// The lines to a node that can have carried the claim.
    fn lines(&self, node: NodeId) -> Vec<&'e Edge> {
        let statements = match node {
            NodeId::Account(id) => self.holders.get(&id),
            NodeId::Source(_) => None,
        };
        let covers = |edge: &&Edge| {
            statements.is_some_and(|mine| edge.statements.iter().any(|s| mine.contains(s)))
        };
        // An account in the collection that is named for anything and has the claim can have handed
        // it on; any source can have handed on what it is named for.
        let carries = |edge: &&Edge| match edge.from {
            NodeId::Account(parent) => self.holders.contains_key(&parent) || covers(edge),
            NodeId::Source(_) => edge.statements.is_empty() || covers(edge),
        };
        let there = |edge: &&Edge| match self.without {
            Some(Without::Line(line)) => !std::ptr::eq(*edge, line),
            Some(Without::Source(source)) => edge.from != source,
            None => true,
        };
        let into = self.into.get(&node).into_iter().flatten().copied();
        let lines: Vec<&Edge> = into.filter(there).filter(carries).collect();
        // A line for these very statements says more than one for the account as a whole.
        let closest = lines.iter().any(covers);
        lines.into_iter().filter(|edge| !closest || covers(edge)).collect()
    }

    /// All lines that were followed.
    fn carrying(&self) -> Vec<&'e Edge> {
        let (mut open, mut seen) = (Vec::new(), BTreeSet::new());
        open.extend(self.holders.keys().map(|&account| NodeId::Account(account)));
        let mut lines: Vec<&Edge> = Vec::new();
        while let Some(node) = open.pop() {
            if seen.insert(node) {
                let carried = self.lines(node);
                open.extend(carried.iter().map(|edge| edge.from));
                lines.extend(carried);
            }
        }
        lines
    }

    /// What the count would be without each line that was concluded, where it would be another.
    fn if_wrong(&self, roots: &BTreeMap<NodeId, bool>) -> Vec<IfWrong> {
        if self.holders.len() < 2 {
            return Vec::new();
        }
        let lines = self.carrying();
        let mut children: BTreeMap<NodeId, usize> = BTreeMap::new();
        for line in &lines {
            *children.entry(line.from).or_default() += 1;
        }
        let mut told: Vec<(IfWrong, f32)> = Vec::new();
        let mut sources = BTreeSet::new();
        let named: BTreeSet<NodeId> = (lines.iter())
            .filter(|line| line.certainty == Certain::Stated)
            .map(|line| line.from)
            .collect();
        let mut recounts = 0;
        for &line in lines.iter().filter(|line| line.certainty == Certain::Inferred) {
            let without = match line.from {
                source @ NodeId::Source(_) if !named.contains(&source) => Without::Source(source),
                _ => Without::Line(line),
            };
            if matches!(without, Without::Source(source) if !sources.insert(source)) {
                continue;
            }
            let origins = if self.leaves_a_root(without, line, &children) {
                roots.len() as u32 + 1
            } else if recounts < RECOUNTS {
                recounts += 1;
                self.count_without(without)
            } else {
                continue;
            };
            if origins != roots.len() as u32 {
                told.push((IfWrong { from: line.from, to: line.to, origins }, line.score));
            }
        }
        let change = |one: &IfWrong| one.origins.abs_diff(roots.len() as u32);
        told.sort_by(|(a, sure), (b, surer)| {
            change(b)
                .cmp(&change(a))
                .then(sure.total_cmp(surer))
                .then((a.to, a.from).cmp(&(b.to, b.from)))
        });
        told.into_iter().take(TOLD).map(|one| one.0).collect()
    }

    /// Whether without a line its child is one root more, which needs no new count: the child has no
    /// other line, and the parent is still there.
    fn leaves_a_root(
        &self,
        without: Without<'e>,
        line: &'e Edge,
        children: &BTreeMap<NodeId, usize>,
    ) -> bool {
        let stays = children[&line.from] > 1
            || matches!(line.from, NodeId::Account(parent) if self.holders.contains_key(&parent));
        matches!(without, Without::Line(_))
            && stays
            && self.into.get(&line.to).is_some_and(|into| into.len() == 1)
    }

    fn count_without(&self, without: Without<'e>) -> u32 {
        let holders = self.holders.clone();
        Descent { into: self.into, holders, without: Some(without) }.roots().len() as u32
    }
}

/// Whether an account shows that its reporter was there: it was told itself, or its own dateline
/// names no other source.
fn is_first_hand(account: &Reported<'_>) -> bool {
    let outlet = OutletName::new(account.account.outlet.as_deref().unwrap_or_default());
    account.found.sources.iter().any(|sign| match sign.kind {
        SourceKind::Own => true,
        SourceKind::Dateline | SourceKind::Told | SourceKind::Byline => {
            OutletName::new(&sign.name).is(&outlet)
        }
        SourceKind::Credit | SourceKind::Reports | SourceKind::PostOn | SourceKind::Cites => false,
    })
}
