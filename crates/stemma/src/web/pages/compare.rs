//! Two to four accounts side by side, what they share in step.

mod align;

#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use stemma_core::{AccountId, Claim, DifferenceKind, Edge, NodeId, Passage, Place, Span, Verdict};

use super::super::judge::Judging;
use super::super::passages::{Parting, kind_word};
use super::super::{Page, Target, View};
use super::account::{certain, pair};
use align::{Row, Sentence, Side};
use stemma_tell::collection::Collection;
use stemma_tell::plural::count;

/// Beside more than these a column is too narrow to read.
const MOST: usize = 4;
/// The nearest accounts that are offered to compare with.
const MOST_OFFERED: usize = 3;

/// The page that compares accounts.
pub(in crate::web) fn page(view: View<'_>, ids: &[AccountId]) -> Option<Page> {
    let distinct: BTreeSet<AccountId> = ids.iter().copied().collect();
    let known = ids.iter().all(|&id| view.collection.account(id).is_some());
    if !(2..=MOST).contains(&ids.len()) || distinct.len() < ids.len() || !known {
        return None;
    }
    let compared = Compared::of(view, ids);
    let names: Vec<String> =
        ids.iter().map(|&id| format!("{} {}", id.0, view.collection.outlet(id))).collect();
    let shared = compared.rows.iter().filter(|row| row.is_shared()).count();
    let body = html! {
        h1 { "Side by side" }
        p.small.faint {
            @if let Some(story) = view.collection.story_of(ids[0]) {
                "Of the story " a href=(view.href(&Target::Story(story.id))) { (story.title) } ". "
            }
            (count(shared, "passage")) " of them in step; what only one of them has is set in, and says so."
        }
        (others(view, ids))
        (compared.table())
    };
    Some(Page::new(names.join(" · "), body).wide())
}

/// Accounts that are worth laying beside one, each with the reason: what it has it from, who has it
/// from it, and those that share most claims with it. A static site has a page for each such pair.
pub(in crate::web) fn offered(collection: &Collection, id: AccountId) -> Vec<(AccountId, String)> {
    let mut found: BTreeMap<AccountId, String> = BTreeMap::new();
    let account = |node: NodeId| match node {
        NodeId::Account(other) if other != id => Some(other),
        _ => None,
    };
    let node = NodeId::Account(id);
    for other in collection.edges_into(node).filter_map(|edge| account(edge.from)) {
        found.entry(other).or_insert_with(|| "it has it from there".to_owned());
    }
    let below = collection.edges_from(node).filter_map(|edge| account(edge.to));
    for other in below.take(MOST_OFFERED) {
        found.entry(other).or_insert_with(|| "it has it from here".to_owned());
    }
    let mut shared: BTreeMap<AccountId, usize> = BTreeMap::new();
    for claim in collection.claims_with(id) {
        for other in claim.accounts().into_iter().filter(|&other| other != id) {
            *shared.entry(other).or_default() += 1;
        }
    }
    let mut nearest: Vec<(AccountId, usize)> = shared.into_iter().collect();
    nearest.sort_by_key(|&(other, claims)| (Reverse(claims), other));
    for (other, claims) in nearest.into_iter().take(MOST_OFFERED) {
        found.entry(other).or_insert_with(|| format!("shares {}", count(claims, "claim")));
    }
    found.into_iter().collect()
}

/// Every pair that some account's page offers.
pub(in crate::web) fn pairs(collection: &Collection) -> BTreeSet<Target> {
    let ids = collection.accounts().iter().map(|stored| stored.id);
    ids.flat_map(|id| offered(collection, id).into_iter().map(move |(other, _)| pair(id, other)))
        .collect()
}

/// The same accounts in another order, or fewer of them.
fn others(view: View<'_>, ids: &[AccountId]) -> Markup {
    let Some(_) = view.live else {
        return Markup::default();
    };
    let name = |id: AccountId| format!("{} {}", id.0, view.collection.outlet(id));
    let first = |n: usize| -> Vec<AccountId> {
        let rest = ids.iter().copied().filter(|&id| id != ids[n]);
        std::iter::once(ids[n]).chain(rest).collect()
    };
    html! {
        p.small {
            @for n in 1..ids.len() {
                a href=(view.href(&Target::Compare(first(n)))) { "Put " (name(ids[n])) " first" } " "
            }
            @if ids.len() > 2 {
                @for (n, &id) in ids.iter().enumerate() {
                    @let rest: Vec<AccountId> = ids.iter().copied().enumerate()
                        .filter(|&(other, _)| other != n).map(|(_, id)| id).collect();
                    a href=(view.href(&Target::Compare(rest))) { "Without " (name(id)) } " "
                }
            }
        }
    }
}

struct Compared<'a> {
    view: View<'a>,
    ids: Vec<AccountId>,
    sides: Vec<Side<'a>>,
    rows: Vec<Row>,
    /// The claims that more than one of them has.
    claims: Vec<&'a Claim>,
    /// The row that each sentence stands in.
    row_of: BTreeMap<Sentence, usize>,
}

impl<'a> Compared<'a> {
    fn of(view: View<'a>, ids: &[AccountId]) -> Compared<'a> {
        let sides: Vec<Side<'a>> =
            ids.iter().filter_map(|&id| view.collection.account(id)).map(Side::of).collect();
        let among = |claim: &Claim| claim.accounts().iter().filter(|id| ids.contains(id)).count();
        let mut claims: BTreeMap<_, &Claim> = BTreeMap::new();
        for &id in ids {
            let shared = view.collection.claims_with(id).filter(|claim| among(claim) > 1);
            claims.extend(shared.map(|claim| (claim.id, claim)));
        }
        let claims: Vec<&Claim> = claims.into_values().collect();
        let rows = align::rows(&sides, &claims);
        let mut row_of = BTreeMap::new();
        for (n, row) in rows.iter().enumerate() {
            for (side, cell) in row.cells.iter().enumerate() {
                row_of.extend(cell.iter().map(|&at| (Sentence { side, at }, n)));
            }
        }
        Compared { view, ids: ids.to_vec(), sides, rows, claims, row_of }
    }

    fn table(&self) -> Markup {
        html! {
            table.compare.{ "of" (self.ids.len()) } {
                caption.hidden { "The accounts sentence by sentence; what they share is in one row" }
                thead {
                    tr {
                        th.n scope="col" { span.hidden { "Row" } }
                        @for (n, &id) in self.ids.iter().enumerate() { (self.heading(n, id)) }
                    }
                }
                tbody {
                    @for (n, row) in self.rows.iter().enumerate() { (self.row(n, row)) }
                }
            }
        }
    }

    fn heading(&self, n: usize, id: AccountId) -> Markup {
        let stored = self.view.collection.account(id);
        let title = stored.and_then(|stored| stored.account.title.as_deref());
        let before = &self.ids[..n];
        let descends: Vec<&Edge> = self
            .ids
            .iter()
            .flat_map(|&other| {
                let into = self.view.collection.edges_into(NodeId::Account(id));
                into.filter(move |edge| edge.from == NodeId::Account(other))
            })
            .collect();
        html! {
            th scope="col" {
                (id.0) " " (self.view.source(id))
                @if let Some(title) = title {
                    div.title {
                        (self.view.words(&Place::title(Span::new(0, title.len())).in_account(id)))
                    }
                }
                @for edge in &descends { (self.relation(edge)) }
                @if descends.is_empty() && n > 0 && !self.related(id, before) {
                    div.small.faint { "no line of descent from or to the accounts before it" }
                }
            }
        }
    }

    /// Whether a line leads from an account to one of the others, or back.
    fn related(&self, id: AccountId, others: &[AccountId]) -> bool {
        let node = NodeId::Account(id);
        let is_one = |other: NodeId| others.iter().any(|&id| other == NodeId::Account(id));
        self.view.collection.edges_into(node).any(|edge| is_one(edge.from))
            || self.view.collection.edges_from(node).any(|edge| is_one(edge.to))
    }

    fn relation(&self, edge: &Edge) -> Markup {
        let verb = match edge.kind {
            stemma_core::EdgeKind::Names => "names",
            stemma_core::EdgeKind::Repeats => "repeats",
        };
        let from = match edge.from {
            NodeId::Account(id) => id.0.to_string(),
            NodeId::Source(_) => String::new(),
        };
        html! {
            div.small {
                (verb) " " (from) " " span.tag { (certain(edge.certainty)) }
                @if let Some(passage) = edge.evidence.first() { " “" (self.view.words(passage)) "”" }
            }
        }
    }

    fn row(&self, n: usize, row: &Row) -> Markup {
        let shared = row.is_shared();
        html! {
            tr.shared[shared].alone[!shared] #{ "row" (n + 1) } data-item {
                th.n scope="row" { span.hidden { (if shared { "In step " } else { "Apart " }) } (n + 1) }
                @for side in 0..self.sides.len() { (self.cell(n, row, side)) }
            }
        }
    }

    fn cell(&self, n: usize, row: &Row, side: usize) -> Markup {
        let id = self.ids[side];
        let sentences = &row.cells[side];
        let first = row.cells.iter().position(|cell| !cell.is_empty());
        html! {
            td.empty[sentences.is_empty()] {
                @if sentences.is_empty() {
                    @if row.is_shared() { (self.missing(n, row, side)) }
                } @else {
                    p.label { (self.name(id)) @if !row.is_shared() { ", alone" } }
                    p.text lang=[self.sides[side].language] {
                        @for (at, &sentence) in sentences.iter().enumerate() {
                            @if at > 0 { " " }
                            (self.sentence(side, sentence))
                        }
                    }
                    @if row.is_shared() && first != Some(side) { (self.partings(row, first.unwrap_or(0), side)) }
                    @for &sentence in sentences { (self.elsewhere(n, Sentence { side, at: sentence })) }
                }
            }
        }
    }

    /// What an account has in place of a row that others share.
    fn missing(&self, n: usize, row: &Row, side: usize) -> Markup {
        let here = row.cells.iter().enumerate();
        let here = here.flat_map(|(side, cell)| cell.iter().map(move |&at| Sentence { side, at }));
        let rows: BTreeSet<usize> = here
            .flat_map(|sentence| self.rows_with(n, sentence))
            .filter(|&(other, _)| other == side)
            .map(|(_, row)| row)
            .collect();
        html! {
            span.faint.small {
                (self.name(self.ids[side]))
                @if rows.is_empty() { " does not have it" } @else { " has it elsewhere: " }
                @for (at, row) in rows.iter().enumerate() {
                    @if at > 0 { ", " }
                    a href={ "#row" (row + 1) } { "row " (row + 1) }
                }
            }
        }
    }

    fn name(&self, id: AccountId) -> String {
        format!("{} {}", id.0, self.view.collection.outlet(id))
    }

    /// A sentence, with what it says otherwise marked.
    fn sentence(&self, side: usize, at: usize) -> Markup {
        let passage = self.sides[side].passage(at);
        let mut partings: Vec<Parting> = (self.claims.iter())
            .flat_map(|claim| &claim.differences)
            .filter(|difference| self.is_among(&difference.between))
            .flat_map(|difference| {
                let here = difference.between.iter().filter(|side| {
                    side.account == passage.account
                        && side.of == passage.of
                        && side.span.overlaps(passage.span)
                });
                here.map(|side| Parting { span: side.span, kind: difference.kind })
            })
            .collect();
        partings.sort_unstable_by_key(|parting| (parting.span, parting.kind));
        partings.dedup();
        self.view.marked(&passage, &partings)
    }

    /// Whether two of the accounts here differ so.
    fn is_among(&self, between: &[Passage]) -> bool {
        let here: BTreeSet<AccountId> =
            between.iter().map(|side| side.account).filter(|id| self.ids.contains(id)).collect();
        here.len() > 1
    }

    /// What two cells of a row differ in, the claim that joins them, and the way to judge it.
    fn partings(&self, row: &Row, one: usize, other: usize) -> Markup {
        let joined: Vec<(&Claim, Passage, Passage)> = (self.claims.iter())
            .filter_map(|claim| {
                let of = |side: usize| {
                    let members = claim.members.iter().map(|member| member.passage);
                    let here = row.cells[side].iter().map(|&at| self.sides[side].passage(at));
                    let here: Vec<Passage> = here.collect();
                    let mut members = members.filter(|member| align::touches(member, &here));
                    members.next()
                };
                Some((*claim, of(one)?, of(other)?))
            })
            .collect();
        let place = |passage: &Passage| {
            let [start, end] = self.view.collection.range(passage);
            match passage.of {
                stemma_core::Field::Text => Some(format!("{}:{start}-{end}", passage.account.0)),
                _ => None,
            }
        };
        html! {
            @for (claim, ours, theirs) in &joined {
                @let kinds: BTreeSet<DifferenceKind> = claim.differences.iter()
                    .filter(|difference| self.is_among(&difference.between))
                    .map(|difference| difference.kind)
                    .collect();
                p.small {
                    a href=(self.view.href(&Target::Claim(claim.id))) { "claim " (claim.id.0) }
                    @for kind in kinds { " " span.tag.(kind_word(kind)) { (kind_word(kind)) } }
                }
                @if let (true, Some(one), Some(other)) = (self.view.live.is_some(), place(ours), place(theirs)) {
                    details.small {
                        summary { "Judge" }
                        (self.view.judge(
                            Judging { one: &one, other: Some(&other), who: false },
                            Verdict::Different,
                            "They do not say the same",
                        ))
                    }
                }
            }
            @if joined.is_empty() {
                p.small.faint { "much the same words; no claim joins them" }
                @let whole = |side: usize| row.cells[side].first().and_then(|&at| place(&self.sides[side].passage(at)));
                @if let (true, Some(one), Some(other)) = (self.view.live.is_some(), whole(one), whole(other)) {
                    details.small {
                        summary { "Judge" }
                        (self.view.judge(
                            Judging { one: &one, other: Some(&other), who: false },
                            Verdict::Same,
                            "They say the same",
                        ))
                    }
                }
            }
        }
    }

    /// Where the others have what this sentence says, if that is in another row: side and row.
    fn rows_with(&self, n: usize, sentence: Sentence) -> BTreeSet<(usize, usize)> {
        let passage = self.sides[sentence.side].passage(sentence.at);
        let mut rows: BTreeSet<(usize, usize)> = BTreeSet::new();
        for claim in &self.claims {
            let ours = claim.members.iter().any(|m| align::touches(&m.passage, &[passage]));
            if !ours {
                continue;
            }
            for member in &claim.members {
                let side = self.ids.iter().position(|&id| id == member.passage.account);
                let Some(side) = side.filter(|&side| side != sentence.side) else {
                    continue;
                };
                let at = self.sides[side].holding(&member.passage);
                let there = at.filter_map(|at| self.row_of.get(&Sentence { side, at }));
                rows.extend(there.filter(|&&row| row != n).map(|&row| (side, row)));
            }
        }
        rows
    }

    /// The same, for a reader.
    fn elsewhere(&self, n: usize, sentence: Sentence) -> Markup {
        html! {
            @for (side, row) in self.rows_with(n, sentence) {
                p.small.elsewhere {
                    (self.name(self.ids[side])) " has this in "
                    a href={ "#row" (row + 1) } { "row " (row + 1) }
                }
            }
        }
    }
}
