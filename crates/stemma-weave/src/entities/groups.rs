//! Groups of mentions that count as one, and the joins that made them.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{
    AccountId, Judged, Judgement, Local, Passage, Reason, Reported, StoryId, Verdict,
};

use super::evidence::{Evidence, Profile, surname};
use super::{Class, NEAR, NEVER, enough, sounds, total};

/// One entity of one account.
pub(super) struct Item {
    pub(super) at: (AccountId, Local),
    pub(super) story: Option<StoryId>,
    pub(super) class: Class,
    pub(super) profile: Profile,
    /// Where the account first names it.
    pub(super) shown: Option<Passage>,
}

/// Disjoint groups of items. A group is named by one of its items; what forbids a join is kept by
/// account, so that every test is as cheap as the smaller group.
pub(super) struct Groups<'a> {
    accounts: BTreeMap<AccountId, &'a Reported<'a>>,
    pub(super) items: Vec<Item>,
    index: BTreeMap<(AccountId, Local), usize>,
    leader: Vec<usize>,
    members: Vec<Vec<usize>>,
    profiles: Vec<Profile>,
    held: Vec<BTreeMap<AccountId, BTreeSet<Local>>>,
    forbidden: BTreeSet<(usize, usize)>,
    pub(super) judgements: Vec<Judgement>,
}

impl<'a> Groups<'a> {
    pub(super) fn new(accounts: &'a [Reported<'a>], items: Vec<Item>) -> Groups<'a> {
        Groups {
            accounts: accounts.iter().map(|account| (account.id, account)).collect(),
            index: items.iter().enumerate().map(|(n, item)| (item.at, n)).collect(),
            leader: (0..items.len()).collect(),
            members: (0..items.len()).map(|n| vec![n]).collect(),
            profiles: items.iter().map(|item| item.profile.clone()).collect(),
            held: items
                .iter()
                .map(|i| BTreeMap::from([(i.at.0, BTreeSet::from([i.at.1]))]))
                .collect(),
            forbidden: BTreeSet::new(),
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
        self.class(group) == Class::Person && !self.profiles[group].fullest().contains(' ')
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
    pub(super) fn keys(&self, group: usize) -> Vec<String> {
        let names = &self.profiles[group].names;
        match self.class(group) {
            Class::Person => names.iter().flat_map(|name| sounds::keys(surname(name))).collect(),
            // A story has few named events, and their names are translated: all are compared.
            Class::Event => vec![String::new()],
            Class::Thing => names
                .iter()
                .flat_map(|name| {
                    let initials = name.split(' ').filter_map(|word| word.chars().next());
                    let mut keys = sounds::keys(name.split(' ').next_back().unwrap_or(name));
                    keys.push(format!("={name}"));
                    keys.push(format!("~{}", initials.collect::<String>()));
                    keys.extend((name.len() <= 6).then(|| format!("~{name}")));
                    keys
                })
                .collect(),
        }
    }

    /// Whether one sentence of an account names both: whoever does that tells them apart.
    pub(super) fn side_by_side(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.of(a), self.of(b));
        self.held[a].iter().any(|(account, ours)| {
            let Some(theirs) = self.held[b].get(account) else {
                return false;
            };
            let found = self.accounts[account].found;
            let sentences = |locals: &BTreeSet<Local>| -> BTreeSet<usize> {
                found
                    .mentions
                    .iter()
                    .filter(|m| m.entity.is_some_and(|local| locals.contains(&local)))
                    .map(|m| found.sentences.partition_point(|s| s.end <= m.place.span.start))
                    .collect()
            };
            !sentences(ours).is_disjoint(&sentences(theirs))
        })
    }

    pub(super) fn forbid(&mut self, pair: [(AccountId, Local); 2]) {
        if let (Some(&a), Some(&b)) = (self.index.get(&pair[0]), self.index.get(&pair[1])) {
            self.forbidden.insert((a.min(b), a.max(b)));
        }
    }

    /// What a person joined; their judgement is kept elsewhere.
    pub(super) fn join_as_judged(&mut self, pair: [(AccountId, Local); 2]) {
        if let (Some(&a), Some(&b)) = (self.index.get(&pair[0]), self.index.get(&pair[1])) {
            self.merge(self.of(a), self.of(b));
        }
    }

    /// Joins the groups of two items if the evidence is enough and nothing forbids it.
    pub(super) fn try_join(
        &mut self,
        a: usize,
        b: usize,
        by: &str,
        weigh: impl Fn(&Groups<'a>, usize) -> Vec<Evidence>,
    ) {
        self.try_join_groups(self.of(a), self.of(b), by, |groups, a, _| weigh(groups, a));
    }

    /// Joins two groups, wherever they have gone since, and keeps the judgement either way.
    pub(super) fn try_join_groups(
        &mut self,
        a: usize,
        b: usize,
        by: &str,
        weigh: impl Fn(&Groups<'a>, usize, usize) -> Vec<Evidence>,
    ) {
        let (p, q) = (self.of(a), self.of(b));
        if p == q {
            return;
        }
        let mut evidence = weigh(self, p, q);
        let score = total(&evidence);
        if score < NEAR {
            return;
        }
        if let Some(reason) = self.conflict(p, q) {
            evidence.push((reason, NEVER));
        }
        let same = total(&evidence) >= enough(self.class(p));
        self.judge(a, b, same, by, evidence);
        if same {
            self.merge(p, q);
        }
    }

    /// Keeps a near miss for a reader.
    pub(super) fn keep_apart(&mut self, a: usize, b: usize, reason: &str) {
        self.judge(a, b, false, "rule: two fit", vec![(reason.to_owned(), NEVER)]);
    }

    /// Another full name that a bare surname fits as well as the one at hand, and that is somebody
    /// else.
    pub(super) fn rival(
        &self,
        ranked: &[(f32, usize, usize)],
        a: usize,
        b: usize,
    ) -> Option<String> {
        let (bare, full) = match (self.is_bare(a), self.is_bare(b)) {
            (true, false) => (a, b),
            (false, true) => (b, a),
            _ => return None,
        };
        let here = self.profiles[self.of(full)].fullest();
        ranked
            .iter()
            .filter(|(score, ..)| *score >= enough(Class::Person))
            .filter_map(|&(_, x, y)| (x == bare).then_some(y).or((y == bare).then_some(x)))
            .map(|other| self.of(other))
            .filter(|&other| other != self.of(full) && other != self.of(bare))
            .map(|other| self.profiles[other].fullest())
            .find(|other| other.contains(' ') && surname(other) == surname(here))
            .map(ToOwned::to_owned)
    }

    fn conflict(&self, a: usize, b: usize) -> Option<String> {
        if self.class(a) != Class::Event {
            let (small, large) =
                if self.held[a].len() < self.held[b].len() { (a, b) } else { (b, a) };
            if let Some(account) =
                self.held[small].keys().find(|account| self.held[large].contains_key(account))
            {
                return Some(format!("account {} tells the two apart", account.0));
            }
        }
        let crosses = |&(x, y): &(usize, usize)| {
            let (x, y) = (self.of(x), self.of(y));
            (x, y) == (a, b) || (y, x) == (a, b)
        };
        self.forbidden.iter().any(crosses).then(|| "a person judged them different".to_owned())
    }

    fn judge(&mut self, a: usize, b: usize, same: bool, by: &str, evidence: Vec<Evidence>) {
        let score = 1.0 / (1.0 + (enough(self.class(a)) - total(&evidence)).exp());
        let shown: Vec<Passage> = [a, b].iter().filter_map(|&n| self.items[n].shown).collect();
        let reasons = evidence
            .into_iter()
            .enumerate()
            .map(|(n, (text, weight))| Reason {
                text,
                weight,
                evidence: if n == 0 { shown.clone() } else { Vec::new() },
            })
            .collect();
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

    /// Pours the younger group into the older.
    fn merge(&mut self, a: usize, b: usize) {
        let (into, from) = (a.min(b), a.max(b));
        if into == from {
            return;
        }
        let moved = std::mem::take(&mut self.members[from]);
        for &item in &moved {
            self.leader[item] = into;
        }
        self.members[into].extend(moved);
        let profile = self.profiles[from].clone();
        self.profiles[into].absorb(&profile);
        for (account, locals) in std::mem::take(&mut self.held[from]) {
            self.held[into].entry(account).or_default().extend(locals);
        }
    }
}
