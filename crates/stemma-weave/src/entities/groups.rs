//! Groups of mentions that count as one, and the joins that made them.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{
    AccountId, EntityReason, Judged, Judgement, Local, Passage, Reason, StoryId, Verdict,
};

use super::events::{CoMention, SAME_EVENT};
use super::evidence::{Evidence, NEAR, NEVER, Profile, SAME, total};
use super::full_name::FullName;
use super::items::{Class, Item};
use super::sounds;
use super::things;

/// Disjoint groups of items. A group is named by one of its items; what forbids a join is kept by
/// group, so that every test is as cheap as the smaller group.
pub(super) struct Groups {
    pub(super) items: Vec<Item>,
    index: BTreeMap<(AccountId, Local), usize>,
    leader: Vec<usize>,
    members: Vec<Vec<usize>>,
    profiles: Vec<Profile>,
    /// The items of a group by account.
    held: Vec<BTreeMap<AccountId, Vec<usize>>>,
    /// Items that a person judged to be others than one of the group.
    others: Vec<BTreeSet<usize>>,
    pub(super) judgements: Vec<Judgement>,
}

impl Groups {
    pub(super) fn new(items: Vec<Item>) -> Groups {
        Groups {
            index: items.iter().enumerate().map(|(n, item)| (item.at, n)).collect(),
            leader: (0..items.len()).collect(),
            members: (0..items.len()).map(|n| vec![n]).collect(),
            profiles: items.iter().map(|item| item.profile.clone()).collect(),
            held: items
                .iter()
                .enumerate()
                .map(|(n, item)| BTreeMap::from([(item.at.0, vec![n])]))
                .collect(),
            others: vec![BTreeSet::new(); items.len()],
            judgements: Vec::new(),
            items,
        }
    }

    /// The group that an item is in.
    pub(super) fn of(&self, item: usize) -> usize {
        self.leader[item]
    }

    pub(super) fn live(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.items.len()).filter(|&n| self.leader[n] == n)
    }

    pub(super) fn members(&self, group: usize) -> &[usize] {
        &self.members[group]
    }

    pub(super) fn profile(&self, group: usize) -> &Profile {
        &self.profiles[group]
    }

    pub(super) fn class(&self, group: usize) -> Class {
        self.items[group].class
    }

    /// Whether only a surname is known.
    pub(super) fn is_bare(&self, group: usize) -> bool {
        self.class(group) == Class::Person && self.profiles[group].is_bare()
    }

    /// The groups that occur in each story.
    pub(super) fn by_story(&self) -> BTreeMap<StoryId, BTreeSet<usize>> {
        let mut stories: BTreeMap<StoryId, BTreeSet<usize>> = BTreeMap::new();
        for (n, item) in self.items.iter().enumerate() {
            if let (Some(story), false) = (item.story, item.profile.names.is_empty()) {
                stories.entry(story).or_default().insert(self.of(n));
            }
        }
        stories
    }

    /// Under which keys a group is compared with others of its story.
    pub(super) fn keys(&self, group: usize) -> BTreeSet<String> {
        let profile = &self.profiles[group];
        match self.class(group) {
            // Any word may be the surname: the order of words is not known.
            Class::Person => {
                let words = profile.people().flat_map(FullName::words);
                words.filter(|w| !w.initial()).flat_map(|w| sounds::keys(&w.text)).collect()
            }
            // A story has few named events, and their names are translated: all are compared.
            Class::Event => BTreeSet::from([String::new()]),
            Class::Thing => profile
                .names
                .iter()
                .flat_map(|name| {
                    let mut keys = sounds::keys(name.split(' ').next_back().unwrap_or(name));
                    keys.push(format!("={name}"));
                    keys.push(format!("~{}", things::initials(name)));
                    keys.extend((name.len() <= 6).then(|| format!("~{name}")));
                    keys.extend(things::bag(name).map(|bag| format!("#{bag}")));
                    keys
                })
                .collect(),
        }
    }

    /// How the accounts that have both of two events have them.
    pub(super) fn told(&self, a: usize, b: usize) -> CoMention {
        let (a, b) = (self.of(a), self.of(b));
        let (small, large) = self.by_size(a, b);
        let mut told = CoMention::Never;
        for (account, ours) in &self.held[small] {
            let Some(theirs) = self.held[large].get(account) else {
                continue;
            };
            let sentences = |items: &[usize]| -> BTreeSet<usize> {
                items.iter().flat_map(|&n| self.items[n].sentences.iter().copied()).collect()
            };
            if !sentences(ours).is_disjoint(&sentences(theirs)) {
                return CoMention::SameSentence;
            }
            told = CoMention::SameAccount;
        }
        told
    }

    /// The two, the one in fewer accounts first.
    fn by_size(&self, a: usize, b: usize) -> (usize, usize) {
        if self.held[a].len() <= self.held[b].len() { (a, b) } else { (b, a) }
    }

    pub(super) fn forbid(&mut self, pair: [(AccountId, Local); 2]) {
        if let (Some(&a), Some(&b)) = (self.index.get(&pair[0]), self.index.get(&pair[1])) {
            let (p, q) = (self.of(a), self.of(b));
            self.others[p].insert(b);
            self.others[q].insert(a);
        }
    }

    /// What a person joined; their judgement is kept elsewhere.
    pub(super) fn join_as_judged(&mut self, pair: [(AccountId, Local); 2]) {
        if let (Some(&a), Some(&b)) = (self.index.get(&pair[0]), self.index.get(&pair[1])) {
            self.merge(self.of(a), self.of(b));
        }
    }

    /// Joins the groups of two items, wherever they have gone since, if the evidence is enough and
    /// nothing forbids it; keeps the judgement either way. Says whether they are one now.
    pub(super) fn try_join(
        &mut self,
        a: usize,
        b: usize,
        by: &str,
        weigh: impl Fn(&Groups, usize, usize) -> Vec<Evidence>,
    ) -> bool {
        let (p, q) = (self.of(a), self.of(b));
        if p == q {
            return true;
        }
        let evidence = weigh(self, p, q);
        if total(&evidence) < NEAR {
            return false;
        }
        let conflict = self.conflict(p, q);
        let same = conflict.is_none() && total(&evidence) >= enough(self.class(p));
        self.judge(a, b, same, by, evidence, conflict);
        if same {
            self.merge(p, q);
        }
        same
    }

    /// Keeps a near miss for a reader.
    pub(super) fn keep_apart(
        &mut self,
        a: usize,
        b: usize,
        evidence: Vec<Evidence>,
        why: EntityReason,
    ) {
        let shown = self.shown(&[a, b]);
        self.judge(a, b, false, "rule: two fit", evidence, Some((why, shown)));
    }

    /// What forbids a join whatever speaks for it, and the words that show it.
    pub(super) fn conflict(&self, a: usize, b: usize) -> Option<Conflict> {
        let (small, large) = self.by_size(a, b);
        if self.class(a) != Class::Event {
            let both = self.held[small]
                .iter()
                .find_map(|(account, ours)| Some((ours, self.held[large].get(account)?)));
            if let Some((ours, theirs)) = both {
                let shown = self.shown(&[ours[0], theirs[0]]);
                return Some((EntityReason::ToldApart, shown));
            }
        }
        let (few, many) =
            if self.others[a].len() <= self.others[b].len() { (a, b) } else { (b, a) };
        let crosses = self.others[few].iter().any(|&other| self.of(other) == many);
        crosses.then(|| (EntityReason::JudgedDifferent, Vec::new()))
    }

    fn shown(&self, items: &[usize]) -> Vec<Passage> {
        items.iter().filter_map(|&n| self.items[n].shown).collect()
    }

    fn judge(
        &mut self,
        a: usize,
        b: usize,
        same: bool,
        by: &str,
        evidence: Vec<Evidence>,
        conflict: Option<Conflict>,
    ) {
        let forbidden = if conflict.is_some() { NEVER } else { 0.0 };
        let weight = total(&evidence) + forbidden;
        let score = 1.0 / (1.0 + (enough(self.class(a)) - weight).exp());
        let shown = self.shown(&[a, b]);
        let mut reasons: Vec<Reason> = evidence
            .into_iter()
            .enumerate()
            .map(|(n, (kind, weight))| {
                let shown = if n == 0 { shown.clone() } else { Vec::new() };
                Reason::new(kind, weight).shown_by(shown)
            })
            .collect();
        reasons.extend(conflict.map(|(kind, shown)| Reason::new(kind, NEVER).shown_by(shown)));
        self.judgements.push(Judgement {
            id: 0,
            of: Judged::Entity([self.items[a].at, self.items[b].at]),
            verdict: if same { Verdict::Same } else { Verdict::Different },
            by: by.to_owned(),
            at: None,
            score,
            reasons,
        });
    }

    /// Pours the smaller group into the larger.
    fn merge(&mut self, a: usize, b: usize) {
        if a == b {
            return;
        }
        let size = |group: usize| (self.members[group].len(), std::cmp::Reverse(group));
        let (into, from) = if size(a) > size(b) { (a, b) } else { (b, a) };
        let moved = std::mem::take(&mut self.members[from]);
        for &item in &moved {
            self.leader[item] = into;
        }
        self.members[into].extend(moved);
        let profile = std::mem::take(&mut self.profiles[from]);
        self.profiles[into].absorb(&profile);
        for (account, items) in std::mem::take(&mut self.held[from]) {
            self.held[into].entry(account).or_default().extend(items);
        }
        let others = std::mem::take(&mut self.others[from]);
        self.others[into].extend(others);
    }
}

/// What forbids a join, and the words that show it.
type Conflict = (EntityReason, Vec<Passage>);

/// How much evidence makes two groups of this class one.
pub(super) fn enough(class: Class) -> f32 {
    if class == Class::Event { SAME_EVENT } else { SAME }
}
