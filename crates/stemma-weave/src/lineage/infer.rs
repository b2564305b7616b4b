//! Lines that the texts show and no account states.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{
    AccountId, Certain, DescentReason, Edge, EdgeKind, NodeId, Passage, Precedence, Published,
    Reason, Reported, SourceKind, Verdict,
};

use super::shared_errors::SharedErrors;
use super::wording::{Shared, Stretch, Wording, merged};
use super::{Drawing, OutletName};

/// How much of an account's own wording must come from another before descent is concluded. In the
/// example stories no two that do not descend from one another share more than .18, and the least
/// of a true line is .25; in translations-a (40 documents in four translations each) it finds every
/// account's fellows and no other's; of the trees that are grown in `trees.rs` as many come out right
/// from .1 to .2, and fewer at .3.
const REPEATS: f32 = 0.2;
/// One shared sentence is no descent, however short the account: some 20 words are two sentences.
const LEAST_WORDS: f32 = 20.0;
/// A second parent must explain this much that the first does not. Of the grown stories with merged
/// accounts, 198 of 240 come out right at .25, 202 at .15, 207 at .1, 208 below.
const SECOND_PARENT: f32 = 0.1;
/// How much more of one account must lie in the other than the other way round before the shorter
/// is taken for a cut of the longer. Set by hand.
const ONE_SIDED: f32 = 0.15;
/// A cut is so much shorter than what it is cut from. Two tellings of the same things are never so
/// far apart: of the four translations of each of the 40 documents of translations-a, none of which
/// descends from another, the shortest has at least .87 of the words of the longest.
const CUT: f32 = 0.8;
/// What an odd reading that both have adds to the share, by its weight: two spellings that two of
/// seven accounts have count as an eighth of the wording. Set by hand.
const ODD: f32 = 0.05;
/// Candidates that explain so much less than the best explain as much. In the grown trees each
/// hundredth more loses a few lines of those whose copyists change little.
const AS_MUCH: f32 = 0.01;
/// The same for an earlier version of the outlet's own report. Set by hand.
const OWN_VERSION: f32 = 0.15;
/// How much of an account must stand in one that gives a wire for all of it, before it has its words
/// from that wire too. Set by hand.
const OF_A_WIRE: f32 = 0.5;
/// With how many of those who share a lost source another is compared.
const COMPARED: usize = 8;

/// What the accounts of one story share, with what else decides.
pub(super) struct Texts<'a> {
    pub(super) members: Vec<&'a Reported<'a>>,
    pub(super) wording: Wording<'a>,
    pub(super) odd: SharedErrors,
    pub(super) published: &'a BTreeMap<AccountId, Published>,
}

/// An account that another may have its words from.
struct Candidate {
    parent: usize,
    shared: Shared,
    strength: f32,
    odd: f32,
    why: Precedence,
}

/// Draws the lines that the texts of a story show and no account states.
pub(super) fn draw(drawing: &mut Drawing, texts: &Texts<'_>) {
    let mut open: Vec<(f32, usize, usize)> = Vec::new();
    for child in 0..texts.members.len() {
        texts.draw_wire(drawing, child);
    }
    for child in 0..texts.members.len() {
        for candidate in texts.parents(drawing, child, &mut open) {
            texts.draw(drawing, candidate.parent, child, &candidate);
        }
    }
    lost_sources(drawing, texts, open);
    keep_apart(drawing, texts);
}

impl Texts<'_> {
    fn node(&self, account: usize) -> NodeId {
        NodeId::Account(self.wording.id(account))
    }

    /// What an account has from those that it already descends from, or has in common with others
    /// of its wire.
    fn explained(&self, drawing: &Drawing, of: usize) -> Vec<Stretch> {
        let parents = drawing.account_parents(self.node(of));
        let parents = parents.into_iter().filter_map(|id| self.wording.place(id));
        let one_wire = |&&other: &&usize| have_one_source(drawing, self.node(of), self.node(other));
        let fellows = self.wording.partners(of).iter().filter(one_wire).copied();
        let shared = parents.chain(fellows).map(|other| self.wording.shared(of, other).all());
        merged(shared.flatten().collect())
    }

    /// Draws a line from the wire that another account gives for the words of this one, which says
    /// nothing of where it has them.
    fn draw_wire(&self, drawing: &mut Drawing, of: usize) {
        let to = self.node(of);
        if drawing.edges_to(to).any(|edge| edge.statements.is_empty()) {
            return;
        }
        let wired = |&other: &usize| {
            let wire = *drawing.wires.get(&self.wording.id(other))?;
            let shared = self.wording.shared(of, other);
            let share = self.wording.share(of, &shared);
            let whole = share >= OF_A_WIRE && shared.words() >= LEAST_WORDS;
            (whole && !self.wording.one_outlet(of, other)).then_some((share, other, wire, shared))
        };
        let found = self.wording.partners(of).iter().filter_map(wired);
        let likest = found.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        if let Some((share, other, wire, shared)) = likest {
            let evidence = self.wording.passages(of, &shared);
            let (portion, other) = (self.wording.portion(of, &shared), self.node(other));
            let kind =
                DescentReason::StandsInWire(portion, drawing.name(other), drawing.name(wire));
            let reason = Reason::new(kind, share).shown_by(evidence.clone());
            drawing.infer(wire, to, share, vec![reason], evidence);
        }
    }

    /// How much of an account's wording another explains that `known` does not, counting odd
    /// readings.
    fn strength(&self, of: usize, shared: &Shared, odd: f32) -> f32 {
        self.wording.share(of, shared) + ODD * odd
    }

    /// From whom an account has its words, as far as the texts show. Pairs of which nothing says
    /// who had them first are left in `open`.
    fn parents(
        &self,
        drawing: &Drawing,
        child: usize,
        open: &mut Vec<(f32, usize, usize)>,
    ) -> Vec<Candidate> {
        let to = self.node(child);
        let mut known = self.explained(drawing, child);
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut unsettled: Option<f32> = None;
        for &parent in self.wording.partners(child) {
            let from = self.node(parent);
            let shared = self.wording.shared(child, parent);
            let odd = self.odd.weight(self.wording.id(child), self.wording.id(parent));
            let strength = self.strength(child, &shared, odd);
            if strength < REPEATS
                || shared.words() < LEAST_WORDS
                || drawing.edges.contains_key(&(to, from))
                || drawing.descends(from, to)
                || have_one_source(drawing, from, to)
                || self.strength(child, &shared.less(&known), odd) < REPEATS
            {
                continue;
            }
            match self.first(child, parent) {
                Some((earlier, why)) if earlier == parent => {
                    candidates.push(Candidate { parent, shared, strength, odd, why });
                }
                None => {
                    unsettled = Some(unsettled.unwrap_or(0.0).max(strength));
                    open.push((strength, child.min(parent), child.max(parent)));
                }
                Some(_) => {}
            }
        }
        // What is more like a third than like what it may be a cut of has the words of both from
        // where that third has them.
        candidates.retain(|one| {
            let cut = one.why == Precedence::IsACut
                && unsettled.is_some_and(|s| s > one.strength + AS_MUCH);
            if cut {
                open.push((one.strength, child.min(one.parent), child.max(one.parent)));
            }
            !cut
        });
        let mut chosen: Vec<Candidate> = Vec::new();
        loop {
            // Each further parent must explain what those before it do not.
            let gain = |c: &Candidate| {
                let new = c.shared.less(&known);
                (
                    new.words(),
                    self.strength(child, &new, if chosen.is_empty() { c.odd } else { 0.0 }),
                )
            };
            let least = if chosen.is_empty() { REPEATS } else { SECOND_PARENT };
            let gains: Vec<(f32, f32)> = candidates.iter().map(gain).collect();
            let best = gains.iter().map(|g| g.1).fold(0.0, f32::max);
            if best < least {
                return chosen;
            }
            // An outlet writes on in its own report, whatever else has the same words.
            let version = |n: usize| self.wording.one_outlet(child, candidates[n].parent);
            let as_much = |n: usize| if version(n) { OWN_VERSION } else { AS_MUCH };
            // Of those that explain as much, the one that the child left least of: who copies leaves
            // out what the copied one left out.
            let kept = |n: usize| {
                let parent = candidates[n].parent;
                self.wording.share(parent, &self.wording.shared(parent, child))
            };
            let next = (0..candidates.len())
                .filter(|&n| gains[n].1 >= best - as_much(n) && gains[n].1 >= least)
                .filter(|&n| chosen.is_empty() || gains[n].0 >= LEAST_WORDS)
                .map(|n| (n, version(n), kept(n)))
                // Accounts come in the order of time.
                .min_by(|a, b| {
                    let (x, y) = (&candidates[a.0], &candidates[b.0]);
                    (b.1.cmp(&a.1))
                        .then(y.odd.total_cmp(&x.odd))
                        .then(b.2.total_cmp(&a.2))
                        .then(x.parent.cmp(&y.parent))
                })
                .map(|best| best.0);
            let Some(next) = next else { return chosen };
            let candidate = candidates.remove(next);
            known = merged([known, candidate.shared.all()].concat());
            chosen.push(candidate);
        }
    }

    fn draw(&self, drawing: &mut Drawing, parent: usize, child: usize, found: &Candidate) {
        let (from, to) = (self.node(parent), self.node(child));
        if drawing.descends(from, to) {
            return;
        }
        let evidence = self.wording.passages(child, &found.shared);
        let stands = DescentReason::StandsInOther(self.wording.portion(child, &found.shared));
        let share = self.wording.share(child, &found.shared);
        let mut reasons = vec![Reason::new(stands, share).shown_by(evidence.clone())];
        reasons.extend(self.odd.reasons(self.wording.id(child), self.wording.id(parent)));
        reasons.push(Reason::new(DescentReason::First(found.why), 1.0));
        drawing.infer(from, to, found.strength.min(1.0), reasons, evidence);
    }

    /// Which of two accounts that share wording had it first, and why; `None` if nothing says so.
    fn first(&self, child: usize, parent: usize) -> Option<(usize, Precedence)> {
        let (here, there) = (self.members[child], self.members[parent]);
        let published = |of: &Reported<'_>| self.published.get(&of.id);
        if let (Some(x), Some(y)) = (published(here), published(there)) {
            if x.earliest.zip(y.latest).is_some_and(|(x, y)| x > y) {
                return Some((parent, Precedence::OtherEarlier));
            }
            if y.earliest.zip(x.latest).is_some_and(|(y, x)| y > x) {
                return Some((child, Precedence::OtherLater));
            }
        }
        let length = |account: &Reported<'_>| account.account.text.len();
        if self.wording.one_outlet(child, parent) {
            // Two versions of one report: a correction says so itself, an update grows.
            let revised = (is_revised(here), is_revised(there));
            let older =
                if revised.0 == revised.1 { length(there) < length(here) } else { revised.0 };
            let first = if older { parent } else { child };
            return Some((first, Precedence::Versions));
        }
        match (is_own_dateline(here), is_own_dateline(there)) {
            (false, true) => return Some((parent, Precedence::OtherOwnDateline)),
            (true, false) => return Some((child, Precedence::OwnDateline)),
            _ => {}
        }
        let share = |of, within| self.wording.share(of, &self.wording.shared(of, within));
        let (ours, theirs) = (share(child, parent), share(parent, child));
        let shorter = |a, b| length(a) as f32 <= CUT * length(b) as f32;
        if ours - theirs >= ONE_SIDED && shorter(here, there) {
            Some((parent, Precedence::IsACut))
        } else if theirs - ours >= ONE_SIDED && shorter(there, here) {
            Some((child, Precedence::OtherIsACut))
        } else {
            None
        }
    }
}

/// A source that several accounts share and nobody has.
struct Lost {
    children: Vec<usize>,
    strength: f32,
}

/// Hangs accounts that share wording, of which nothing says who had it first, from sources that are
/// not in the collection: one for all that share with one another.
fn lost_sources(drawing: &mut Drawing, texts: &Texts<'_>, mut open: Vec<(f32, usize, usize)>) {
    open.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    open.dedup_by_key(|pair| (pair.1, pair.2));
    let mut lost: Vec<Lost> = Vec::new();
    let mut of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let alike = |a: usize, b: usize| {
        let strength = |x: usize, y: usize| {
            let odd = texts.odd.weight(texts.wording.id(x), texts.wording.id(y));
            texts.strength(x, &texts.wording.shared(x, y), odd)
        };
        strength(a, b).max(strength(b, a)) >= REPEATS
    };
    for (strength, a, b) in open {
        if of.get(&a).is_some_and(|ours| {
            of.get(&b).is_some_and(|theirs| ours.iter().any(|n| theirs.contains(n)))
        }) {
            continue;
        }
        let (x, y) = (texts.node(a), texts.node(b));
        // What either has from its parents needs no other explanation.
        let left = |of: usize, other: usize| {
            let new = texts.wording.shared(of, other).less(&texts.explained(drawing, of));
            texts.wording.share(of, &new)
        };
        if have_one_source(drawing, x, y)
            || drawing.descends(x, y)
            || drawing.descends(y, x)
            || left(a, b).min(left(b, a)) < REPEATS
        {
            continue;
        }
        let joins = |lost: &Lost, new: usize| {
            lost.children.iter().take(COMPARED).all(|&child| child == new || alike(child, new))
        };
        let home = |lost: &[Lost], of: &BTreeMap<usize, Vec<usize>>, at: usize, new: usize| {
            of.get(&at).into_iter().flatten().copied().find(|&n| joins(&lost[n], new))
        };
        // Of two that each hang from a source, the lines say what there is to say.
        let found = home(&lost, &of, a, b)
            .map(|n| (n, b))
            .or_else(|| home(&lost, &of, b, a).map(|n| (n, a)));
        match found {
            Some((n, new)) => {
                lost[n].children.push(new);
                of.entry(new).or_default().push(n);
            }
            None if of.contains_key(&a) && of.contains_key(&b) => {}
            None => {
                of.entry(a).or_default().push(lost.len());
                of.entry(b).or_default().push(lost.len());
                lost.push(Lost { children: vec![a, b], strength });
            }
        }
    }
    for lost in &mut lost {
        lost.children.sort_unstable();
    }
    for (n, Lost { children, strength }) in lost.iter().enumerate() {
        // What grew from another pair may have come to hold all of this.
        let holds = |&other: &usize| {
            let theirs = &lost[other].children;
            let all = children.iter().all(|child| theirs.binary_search(child).is_ok());
            other != n && all && (theirs.len(), n) > (children.len(), other)
        };
        if of[&children[0]].iter().any(holds) {
            continue;
        }
        let source = drawing.source("a common source that is not in the collection", None);
        for (n, &child) in children.iter().enumerate() {
            let other = children[usize::from(n == 0)];
            let shared = texts.wording.shared(child, other);
            let evidence = texts.wording.passages(child, &shared);
            let portion = texts.wording.portion(child, &shared);
            let stands = DescentReason::StandsIn(portion, drawing.name(texts.node(other)));
            let share = texts.wording.share(child, &shared);
            let mut reasons = vec![Reason::new(stands, share).shown_by(evidence.clone())];
            reasons.extend(texts.odd.reasons(texts.wording.id(child), texts.wording.id(other)));
            reasons.push(Reason::new(DescentReason::NobodyFirst, 1.0));
            drawing.infer(source, texts.node(child), strength.min(1.0), reasons, evidence);
        }
    }
}

/// Keeps, for a reader, likeness that is no descent, with what explains it.
fn keep_apart(drawing: &mut Drawing, texts: &Texts<'_>) {
    /// So many likenesses of an account are told, and no more.
    const TOLD: usize = 2;
    let speech = texts.wording.share_speech();
    let mut told: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (child, speech) in speech.iter().enumerate() {
        let likest = texts.wording.partners(child).iter().chain(speech);
        let likest: BTreeSet<usize> = likest.copied().filter(|&other| other < child).collect();
        let mut left = TOLD;
        for parent in likest {
            let (from, to) = (texts.node(parent), texts.node(child));
            if left == 0
                || drawing.descends(from, to)
                || drawing.descends(to, from)
                || !told.insert((parent, child))
            {
                continue;
            }
            let reasons = apart(drawing, texts, parent, child);
            if !reasons.is_empty() {
                let share = texts.wording.share(child, &texts.wording.shared(child, parent));
                drawing.judge(from, to, Verdict::Different, "rule: text reuse", share, reasons);
                left -= 1;
            }
        }
    }
}

/// Why two accounts that have something in common do not descend from one another.
fn apart(drawing: &Drawing, texts: &Texts<'_>, parent: usize, child: usize) -> Vec<Reason> {
    let wording = &texts.wording;
    let against = |kind: DescentReason, shown| Reason::new(kind, -1.0).shown_by(shown);
    let shared = wording.shared(child, parent);
    let speech = wording.common_speech(child, parent);
    let (from, to) = (texts.node(parent), texts.node(child));
    if let Some(common) = drawing.common_ancestor(from, to) {
        let mut evidence = wording.passages(child, &shared);
        evidence.extend(speech.concat());
        let why = DescentReason::FromAThird(drawing.name(common));
        return if evidence.is_empty() { Vec::new() } else { vec![against(why, evidence)] };
    }
    let mut reasons = Vec::new();
    if shared.words() >= LEAST_WORDS {
        let evidence = wording.passages(child, &shared);
        let why = DescentReason::Only(wording.portion(child, &shared));
        reasons.push(against(why, evidence));
    }
    if let Some(passage) = wording.common_stock(child, parent) {
        reasons.push(against(DescentReason::Background, vec![passage]));
    }
    if !speech.is_empty() {
        reasons.push(against(DescentReason::DirectSpeech, speech.concat()));
    }
    reasons
}

/// Whether two accounts have one source, each for the whole of it.
fn have_one_source(drawing: &Drawing, a: NodeId, b: NodeId) -> bool {
    let whole = |node: NodeId| {
        let lines = drawing.edges_to(node).filter(|edge| edge.statements.is_empty());
        lines.map(|edge| edge.from).collect::<BTreeSet<NodeId>>()
    };
    !whole(a).is_disjoint(&whole(b))
}

/// Whether an account's dateline names the outlet itself: an agency's own report.
fn is_own_dateline(account: &Reported<'_>) -> bool {
    let outlet = OutletName::new(account.account.outlet.as_deref().unwrap_or_default());
    let mut datelines = account.found.sources.iter().filter(|s| s.kind == SourceKind::Dateline);
    datelines.any(|sign| OutletName::new(&sign.name).is(&outlet))
}

/// Whether an account says of itself that it is a later version.
fn is_revised(account: &Reported<'_>) -> bool {
    const SIGNS: &[&str] = &[
        "correction:",
        "correction -",
        "correction –",
        "corrected version",
        "clarification:",
        "earlier version of this",
        "previous version of this",
        "this story has been updated",
        "this article has been updated",
        "this report has been updated",
        "this story has been corrected",
        "this article has been corrected",
        "this article was amended",
        "updates with",
        "(updated)",
    ];
    let dropped = account.account.dropped.iter().map(|dropped| dropped.text.as_str());
    std::iter::once(account.account.text.as_str()).chain(dropped).any(|text| {
        let text = text.to_lowercase();
        SIGNS.iter().any(|sign| text.contains(sign))
    })
}

impl Drawing {
    /// Draws a line that is concluded from the texts, with its reasons.
    fn infer(
        &mut self,
        from: NodeId,
        to: NodeId,
        score: f32,
        reasons: Vec<Reason>,
        evidence: Vec<Passage>,
    ) {
        self.judge(from, to, Verdict::Same, "rule: text reuse", score, reasons);
        let edge = Edge {
            from,
            to,
            kind: EdgeKind::Repeats,
            certainty: Certain::Inferred,
            score,
            evidence,
            statements: Vec::new(),
        };
        self.edges.insert((to, from), edge);
    }
}
