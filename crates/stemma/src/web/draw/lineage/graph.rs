//! What is drawn: boxes and the lines between them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use stemma_core::{AccountId, Certain, Edge, EdgeKind, NodeId, Story};

use stemma_tell::collection::Collection;

/// Leaves of one parent and day beyond this many are one box. Set by hand: three boxes still read.
const MOST_LEAVES: usize = 2;

/// A box: an account, a source, or accounts that descend alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Boxed {
    /// Each with the line that leads to it, in a group.
    pub(super) nodes: Vec<NodeId>,
    /// The day that it stands at; perhaps only where it can be placed best.
    pub(super) day: Option<Date>,
    /// Whether nothing is known that it descends from.
    pub(super) is_origin: bool,
}

impl Boxed {
    /// Whether it is a source that is not among the accounts.
    pub(super) fn is_source(&self) -> bool {
        matches!(self.nodes.first(), Some(NodeId::Source(_)))
    }
}

/// A line between two boxes, by their places in the list.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    pub(super) from: usize,
    pub(super) to: usize,
    /// One edge, or one for each account of a group.
    pub(super) edges: Vec<&'a Edge>,
}

impl Line<'_> {
    pub(super) fn is_stated(&self) -> bool {
        self.edges.iter().all(|edge| edge.certainty == Certain::Stated)
    }
}

/// All that is drawn of a story.
pub(super) struct Graph<'a> {
    pub(super) boxes: Vec<Boxed>,
    pub(super) lines: Vec<Line<'a>>,
}

/// The lines of a story: of several between the same two the one that is surest, by both ends.
pub(super) fn edges<'a>(
    collection: &'a Collection,
    story: &Story,
) -> BTreeMap<(NodeId, NodeId), &'a Edge> {
    let of_story = |id: NodeId| match id {
        NodeId::Account(id) => story.accounts.binary_search(&id).is_ok(),
        NodeId::Source(_) => true,
    };
    let mut next: Vec<NodeId> = story.accounts.iter().map(|&id| NodeId::Account(id)).collect();
    let mut seen: BTreeSet<NodeId> = next.iter().copied().collect();
    let mut best: BTreeMap<(NodeId, NodeId), &Edge> = BTreeMap::new();
    while let Some(to) = next.pop() {
        for edge in collection.edges_into(to).filter(|edge| of_story(edge.from)) {
            let rank = |edge: &Edge| {
                (
                    edge.certainty == Certain::Stated,
                    edge.kind == EdgeKind::Names,
                    edge.score.to_bits(),
                )
            };
            let known = best.entry((edge.from, edge.to)).or_insert(edge);
            if rank(edge) > rank(known) {
                *known = edge;
            }
            if seen.insert(edge.from) {
                next.push(edge.from);
            }
        }
    }
    best
}

impl<'a> Graph<'a> {
    pub(super) fn of(collection: &'a Collection, story: &Story) -> Graph<'a> {
        let edges = edges(collection, story);
        let mut above: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
        let mut below: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
        for &(from, to) in edges.keys() {
            above.entry(to).or_default().push(from);
            below.entry(from).or_default().push(to);
        }
        let nodes: BTreeSet<NodeId> = above.keys().chain(below.keys()).copied().collect();
        let days = days(collection, &nodes, &above, &below);
        let day = |id: NodeId| days.get(&id).copied();
        // Leaves that one line leads to stand together with those of the same parent and day.
        let mut alike: BTreeMap<(NodeId, Option<Date>, Certain), Vec<NodeId>> = BTreeMap::new();
        for &id in nodes.iter().filter(|id| !below.contains_key(id)) {
            if let (NodeId::Account(_), Some([parent])) = (id, above.get(&id).map(Vec::as_slice)) {
                let certain = edges[&(*parent, id)].certainty;
                alike.entry((*parent, day(id), certain)).or_default().push(id);
            }
        }
        alike.retain(|_, leaves| leaves.len() > MOST_LEAVES);
        let grouped: BTreeSet<NodeId> = alike.values().flatten().copied().collect();
        let alone = nodes.iter().filter(|id| !grouped.contains(id)).map(|&id| vec![id]);
        let boxes: Vec<Boxed> = alone
            .chain(alike.into_values())
            .map(|nodes| Boxed {
                day: day(nodes[0]),
                is_origin: !above.contains_key(&nodes[0]),
                nodes,
            })
            .collect();
        let at: BTreeMap<NodeId, usize> = (boxes.iter().enumerate())
            .flat_map(|(n, boxed)| boxed.nodes.iter().map(move |&id| (id, n)))
            .collect();
        let mut lines: BTreeMap<(usize, usize), Vec<&Edge>> = BTreeMap::new();
        for ((from, to), edge) in edges {
            lines.entry((at[&from], at[&to])).or_default().push(edge);
        }
        let lines = lines.into_iter().map(|((from, to), edges)| Line { from, to, edges }).collect();
        Graph { boxes, lines }
    }

    /// The accounts of the story that no line touches.
    pub(super) fn alone(&self, story: &Story) -> Vec<AccountId> {
        let drawn: BTreeSet<NodeId> =
            self.boxes.iter().flat_map(|boxed| &boxed.nodes).copied().collect();
        let alone = story.accounts.iter().copied();
        alone.filter(|&id| !drawn.contains(&NodeId::Account(id))).collect()
    }

    /// Keeps what hangs together most, whole branches before others; says how many accounts and
    /// sources go.
    pub(super) fn trim(&mut self, most: usize) -> usize {
        if self.boxes.len() <= most {
            return 0;
        }
        let kept: BTreeSet<usize> = self.walk().into_iter().take(most).collect();
        let mut place = BTreeMap::new();
        let (mut boxes, mut left) = (Vec::new(), 0);
        for (n, boxed) in std::mem::take(&mut self.boxes).into_iter().enumerate() {
            if kept.contains(&n) {
                place.insert(n, boxes.len());
                boxes.push(boxed);
            } else {
                left += boxed.nodes.len();
            }
        }
        self.boxes = boxes;
        let lines = std::mem::take(&mut self.lines).into_iter();
        let lines = lines.filter_map(|line| {
            Some(Line { from: *place.get(&line.from)?, to: *place.get(&line.to)?, ..line })
        });
        self.lines = lines.collect();
        // A source stands with the first that is drawn of those that descend from it.
        for n in (0..self.boxes.len()).rev() {
            if !self.boxes[n].is_source() {
                continue;
            }
            let below = self.lines.iter().filter(|line| line.from == n);
            let first = below.filter_map(|line| self.boxes[line.to].day).min();
            self.boxes[n].day = first.or(self.boxes[n].day);
        }
        left
    }

    /// The boxes as a reader meets them: what hangs together most first, from its roots down, a
    /// branch after another.
    fn walk(&self) -> Vec<usize> {
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); self.boxes.len()];
        let mut is_below = vec![false; self.boxes.len()];
        for line in &self.lines {
            below[line.from].push(line.to);
            is_below[line.to] = true;
        }
        let weight = self.descendants(&below);
        for children in &mut below {
            children.sort_by_key(|&n| (Reverse(weight[n]), n));
        }
        let part = parts(self.boxes.len(), self.lines.iter().map(|line| (line.from, line.to)));
        let mut size: BTreeMap<usize, usize> = BTreeMap::new();
        for (n, boxed) in self.boxes.iter().enumerate() {
            *size.entry(part[n]).or_default() += boxed.nodes.len();
        }
        // Whoever is in a circle has no root above it.
        let mut from: Vec<usize> = (0..self.boxes.len()).collect();
        from.sort_by_key(|&n| {
            (Reverse(size[&part[n]]), part[n], is_below[n], Reverse(weight[n]), n)
        });
        let mut seen = vec![false; self.boxes.len()];
        let mut walked = Vec::new();
        for root in from {
            let mut next = vec![root];
            while let Some(n) = next.pop() {
                if !std::mem::replace(&mut seen[n], true) {
                    walked.push(n);
                    next.extend(below[n].iter().rev());
                }
            }
        }
        walked
    }

    /// How many accounts stand in each box and below it.
    fn descendants(&self, below: &[Vec<usize>]) -> Vec<usize> {
        let count = |n: usize| {
            let mut seen = BTreeSet::from([n]);
            let mut next = vec![n];
            while let Some(n) = next.pop() {
                next.extend(below[n].iter().copied().filter(|&n| seen.insert(n)));
            }
            seen.into_iter().map(|n| self.boxes[n].nodes.len()).sum()
        };
        (0..self.boxes.len()).map(count).collect()
    }
}

/// For each of so many things the first of those that links join it to.
pub(super) fn parts(count: usize, links: impl Iterator<Item = (usize, usize)>) -> Vec<usize> {
    let mut first: Vec<usize> = (0..count).collect();
    let find = |first: &mut Vec<usize>, mut n: usize| {
        while first[n] != n {
            first[n] = first[first[n]];
            n = first[n];
        }
        n
    };
    for (one, other) in links {
        let (one, other) = (find(&mut first, one), find(&mut first, other));
        first[one.max(other)] = one.min(other);
    }
    (0..count).map(|n| find(&mut first, n)).collect()
}

/// Where in time each node stands: an account on its day, or as its bounds and what it descends from
/// allow; a source with the first that descends from it. Nothing where nothing is known.
fn days(
    collection: &Collection,
    nodes: &BTreeSet<NodeId>,
    above: &BTreeMap<NodeId, Vec<NodeId>>,
    below: &BTreeMap<NodeId, Vec<NodeId>>,
) -> BTreeMap<NodeId, Date> {
    let published = |id: NodeId| match id {
        NodeId::Account(id) => collection.published(id),
        NodeId::Source(_) => None,
    };
    let mut days: BTreeMap<NodeId, Date> =
        (nodes.iter()).filter_map(|&id| Some((id, published(id)?.value?))).collect();
    let known = |days: &BTreeMap<NodeId, Date>, of: Option<&Vec<NodeId>>, last: bool| {
        let near = of.into_iter().flatten().filter_map(|id| days.get(id)).copied();
        if last { near.max() } else { near.min() }
    };
    // Each round places what the last one has given a neighbour.
    loop {
        let mut placed = Vec::new();
        for &id in nodes.iter().filter(|id| !days.contains_key(id)) {
            let bounds = published(id).map(|published| (published.earliest, published.latest));
            let parents = known(&days, above.get(&id), true);
            let children = known(&days, below.get(&id), false);
            let day = match bounds {
                Some((earliest, latest)) => {
                    // One bound alone may lie years away.
                    let last = latest.filter(|_| earliest.is_some());
                    let near = parents.or(children).or(last);
                    let near = near.map(|day| earliest.map_or(day, |earliest| day.max(earliest)));
                    near.map(|day| latest.map_or(day, |latest| day.min(latest)))
                }
                None => children,
            };
            placed.extend(day.map(|day| (id, day)));
        }
        if placed.is_empty() {
            return days;
        }
        days.extend(placed);
    }
}
