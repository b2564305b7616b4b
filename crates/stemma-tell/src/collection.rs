//! Accounts and what they say together, ready to be told: words behind places, names behind ids.

mod entities;
mod holding;
mod passages;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use jiff::civil::Date;
use stemma_core::Stored;
use stemma_core::log::Entry;
use stemma_core::{
    AccountId, Claim, ClaimId, Edge, Entity, EntityId, Field, Judged, Judgement, Local, NodeId,
    Passage, Place, Published, Question, SagaLink, Statement, Story, StoryId, TimelineEntry, Woven,
};

use crate::names::Names;
use entities::OfEntities;
pub use entities::Said;

/// Accounts, what they say together, and what is where: all that a renderer needs.
pub struct Collection {
    /// What the accounts say together.
    pub woven: Woven,
    /// What people judged, the oldest first.
    pub log: Vec<Entry>,
    accounts: Vec<Stored>,
    /// Places in `accounts` and in the lists of `woven`.
    account_at: BTreeMap<AccountId, usize>,
    entity_at: BTreeMap<EntityId, usize>,
    claim_at: BTreeMap<ClaimId, usize>,
    story_at: BTreeMap<StoryId, usize>,
    node_at: BTreeMap<NodeId, usize>,
    entity_of: BTreeMap<(AccountId, Local), EntityId>,
    claims_of: BTreeMap<(AccountId, u32), Vec<usize>>,
    claims_in: BTreeMap<StoryId, Vec<usize>>,
    timeline_in: BTreeMap<StoryId, Vec<usize>>,
    questions_in: BTreeMap<StoryId, Vec<usize>>,
    edges_into: BTreeMap<NodeId, Vec<usize>>,
    edges_from: BTreeMap<NodeId, Vec<usize>>,
    claims_with: BTreeMap<AccountId, Vec<usize>>,
    /// What is woven leads to these; looked up when an account's page is first asked for.
    passages: OnceLock<BTreeMap<AccountId, BTreeSet<Passage>>>,
    claim_judgements_in: BTreeMap<AccountId, Vec<usize>>,
    story_of: BTreeMap<AccountId, StoryId>,
    digests: BTreeMap<AccountId, String>,
    slugs: BTreeMap<AccountId, String>,
    account_of_slug: BTreeMap<String, AccountId>,
    /// The number of each account by its id in the store.
    numbers: BTreeMap<AccountId, AccountId>,
    /// Looked up when a page or a search first asks for them.
    of_entities: OnceLock<OfEntities>,
    names: OnceLock<Names>,
    named_by: OnceLock<BTreeMap<EntityId, Passage>>,
}

impl Collection {
    /// `accounts` by id, and what they say together; nothing was judged.
    pub fn new(accounts: Vec<Stored>, woven: Woven) -> Collection {
        let mut claims_of: BTreeMap<(AccountId, u32), Vec<usize>> = BTreeMap::new();
        let mut claims_in: BTreeMap<StoryId, Vec<usize>> = BTreeMap::new();
        for (at, claim) in woven.claims.iter().enumerate() {
            claims_in.entry(claim.story).or_default().push(at);
            for member in &claim.members {
                if let Some(statement) = member.statement {
                    let claims = claims_of.entry((member.passage.account, statement)).or_default();
                    if claims.last() != Some(&at) {
                        claims.push(at);
                    }
                }
            }
        }
        let entity_of = woven.entities.iter();
        let entity_of = entity_of.flat_map(|entity| entity.members.iter().map(|&m| (m, entity.id)));
        let story_of = woven.stories.iter();
        let story_of = story_of.flat_map(|story| story.accounts.iter().map(|&id| (id, story.id)));
        let digests: BTreeMap<AccountId, String> =
            accounts.iter().map(|stored| (stored.id, holding::digest(stored))).collect();
        let slugs = holding::slugs(&digests);
        Collection {
            account_of_slug: slugs.iter().map(|(&id, slug)| (slug.clone(), id)).collect(),
            digests,
            slugs,
            account_at: accounts.iter().map(|stored| stored.id).zip(0..).collect(),
            entity_at: woven.entities.iter().map(|entity| entity.id).zip(0..).collect(),
            story_at: woven.stories.iter().map(|story| story.id).zip(0..).collect(),
            node_at: woven.lineage.nodes.iter().map(|node| node.id).zip(0..).collect(),
            claim_at: woven.claims.iter().map(|claim| claim.id).zip(0..).collect(),
            entity_of: entity_of.collect(),
            claims_of,
            claims_in,
            timeline_in: by(&woven.timeline, |entry| [entry.story]),
            questions_in: by(&woven.questions, |question| [question.story]),
            edges_into: by(&woven.lineage.edges, |edge| [edge.to]),
            edges_from: by(&woven.lineage.edges, |edge| [edge.from]),
            claims_with: by(&woven.claims, |claim| {
                claim.members.iter().map(|member| member.passage.account).collect::<BTreeSet<_>>()
            }),
            passages: OnceLock::new(),
            claim_judgements_in: by(&woven.judgements, |judgement| match &judgement.of {
                Judged::Claim(pair) => pair.iter().map(|passage| passage.account).collect(),
                _ => Vec::new(),
            }),
            story_of: story_of.collect(),
            accounts,
            woven,
            log: Vec::new(),
            numbers: BTreeMap::new(),
            of_entities: OnceLock::new(),
            names: OnceLock::new(),
            named_by: OnceLock::new(),
        }
    }

    /// The same, with what people judged.
    #[must_use]
    pub fn with_log(self, log: Vec<Entry>) -> Collection {
        Collection { log, ..self }
    }

    /// The same, with the number of each account by its id in the store; without, both are one.
    #[must_use]
    pub fn with_numbers(self, numbers: BTreeMap<AccountId, AccountId>) -> Collection {
        Collection { numbers, ..self }
    }

    /// The same for others than who read it: of files only their names, not whose folders they lay in.
    #[must_use]
    pub fn for_others(mut self) -> Collection {
        holding::without_folders(&mut self.accounts);
        holding::log_without_folders(&mut self.log);
        self
    }

    /// The number of an account of the store; `None` where it came after this was told.
    pub fn number_of(&self, id: AccountId) -> Option<AccountId> {
        let number =
            if self.numbers.is_empty() { Some(id) } else { self.numbers.get(&id).copied() };
        number.filter(|number| self.account_at.contains_key(number))
    }

    /// All names, for a search.
    pub fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::new(self))
    }

    /// All accounts, by id.
    pub fn accounts(&self) -> &[Stored] {
        &self.accounts
    }

    /// An account.
    pub fn account(&self, id: AccountId) -> Option<&Stored> {
        self.account_at.get(&id).map(|&at| &self.accounts[at])
    }

    /// A claim.
    pub fn claim(&self, id: ClaimId) -> Option<&Claim> {
        self.claim_at.get(&id).map(|&at| &self.woven.claims[at])
    }

    /// The claims of a story, by id.
    pub fn claims_in(&self, story: StoryId) -> impl Iterator<Item = &Claim> {
        let those = self.claims_in.get(&story).map_or(&[][..], Vec::as_slice);
        those.iter().map(|&at| &self.woven.claims[at])
    }

    /// The days of a story.
    pub fn timeline_in(&self, story: StoryId) -> impl Iterator<Item = &TimelineEntry> {
        at(&self.timeline_in, story, &self.woven.timeline)
    }

    /// What is not established in a story.
    pub fn questions_in(&self, story: StoryId) -> impl Iterator<Item = &Question> {
        at(&self.questions_in, story, &self.woven.questions)
    }

    /// The lines of descent that lead to a node.
    pub fn edges_into(&self, node: NodeId) -> impl Iterator<Item = &Edge> {
        at(&self.edges_into, node, &self.woven.lineage.edges)
    }

    /// The lines of descent that lead away from a node.
    pub fn edges_from(&self, node: NodeId) -> impl Iterator<Item = &Edge> {
        at(&self.edges_from, node, &self.woven.lineage.edges)
    }

    /// The claims that an account has.
    pub fn claims_with(&self, id: AccountId) -> impl Iterator<Item = &Claim> {
        at(&self.claims_with, id, &self.woven.claims)
    }

    /// Every passage of an account that something leads to, whether found in it or told of it.
    pub fn passages_in(&self, id: AccountId) -> BTreeSet<Passage> {
        let woven = self.passages.get_or_init(|| passages::woven(&self.woven));
        let found = self.account(id).map(passages::found).unwrap_or_default();
        let found = found.into_iter().map(|place| place.in_account(id));
        found.chain(woven.get(&id).into_iter().flatten().copied()).collect()
    }

    /// The judgements of passages, one of which is in an account.
    pub fn claim_judgements_in(&self, id: AccountId) -> impl Iterator<Item = &Judgement> {
        at(&self.claim_judgements_in, id, &self.woven.judgements)
    }

    /// What a story goes on with, and what goes on with it.
    pub fn saga_links(&self, story: StoryId) -> impl Iterator<Item = &SagaLink> {
        let links = self.woven.sagas.iter().flat_map(|saga| &saga.links);
        links.filter(move |link| link.from == story || link.to == story)
    }

    /// The story that an account belongs to.
    pub fn story_of(&self, id: AccountId) -> Option<&Story> {
        self.story(*self.story_of.get(&id)?)
    }

    /// Who published it: the outlet, or else the last part of the source's name.
    pub fn outlet(&self, id: AccountId) -> &str {
        let Some(stored) = self.account(id) else {
            return "";
        };
        let source = || {
            let source = stored.account.source.as_str();
            source.rsplit_once(['/', '\\']).map_or(source, |(_, name)| name)
        };
        stored.account.outlet.as_deref().unwrap_or_else(source)
    }

    /// The day of its report, as all accounts together establish it.
    pub fn published(&self, id: AccountId) -> Option<&Published> {
        let woven = self.woven.published.get(&id);
        woven.or_else(|| self.account(id).map(|stored| &stored.account.published))
    }

    /// From the first to the last day of report that is established.
    pub fn reported(&self, story: &Story) -> Option<(Date, Date)> {
        let days = || {
            let published = story.accounts.iter().filter_map(|&id| self.published(id));
            published.filter_map(|published| published.value)
        };
        days().min().zip(days().max())
    }

    /// A story.
    pub fn story(&self, id: StoryId) -> Option<&Story> {
        self.story_at.get(&id).map(|&at| &self.woven.stories[at])
    }

    /// An entity.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entity_at.get(&id).map(|&at| &self.woven.entities[at])
    }

    /// The entity that an account's own entity is part of.
    pub fn entity_of(&self, account: AccountId, local: Local) -> Option<EntityId> {
        self.entity_of.get(&(account, local)).copied()
    }

    /// The claims that have a member in a statement.
    pub fn claims_of(&self, account: AccountId, statement: usize) -> impl Iterator<Item = &Claim> {
        let those = self.claims_of.get(&(account, statement as u32));
        let those = those.map_or(&[][..], Vec::as_slice);
        those.iter().map(|&at| &self.woven.claims[at])
    }

    /// The words of a passage.
    pub fn words(&self, passage: &Passage) -> &str {
        self.account(passage.account).map_or("", |stored| stored.account.words_at(passage.place()))
    }

    /// The content of a statement, each piece with its passage.
    pub fn content(&self, account: AccountId, statement: &Statement) -> Vec<(Passage, &str)> {
        let of = statement.of;
        let pieces = statement.content.iter().map(|&span| {
            let passage = Place { of, span }.in_account(account);
            (passage, self.words(&passage))
        });
        pieces.collect()
    }

    /// A passage as `[start, end]` in code points of its text.
    pub fn range(&self, passage: &Passage) -> [usize; 2] {
        let text = self
            .account(passage.account)
            .map_or("", |stored| stored.account.words(passage.of).unwrap_or_default());
        // Counting is quicker than keeping a table for every account of a collection.
        let before = |end: u32| text.get(..end as usize).map_or(0, |text| text.chars().count());
        [before(passage.span.start), before(passage.span.end)]
    }

    /// The digest of an account: of its text together with its key, outlet, title and file name, in
    /// hexadecimal.
    pub fn digest(&self, id: AccountId) -> &str {
        self.digests.get(&id).map_or("", String::as_str)
    }

    /// A passage that an entity can be named by, whatever its number is.
    pub fn named_by(&self, id: EntityId) -> Option<&Passage> {
        self.named_by.get_or_init(|| holding::named_by(self)).get(&id)
    }

    /// The name of an account's page: the beginning of its digest, so that an address holds whatever
    /// is read beside it, a copy of the same text elsewhere too. Only where two accounts are one in
    /// all that the digest is of, the second has `-2` added.
    pub fn slug(&self, id: AccountId) -> &str {
        self.slugs.get(&id).map_or("", String::as_str)
    }

    /// The account whose page has that name, or whose number it is.
    pub fn account_of_slug(&self, slug: &str) -> Option<AccountId> {
        let by_number =
            || slug.parse().ok().map(AccountId).filter(|&id| self.account(id).is_some());
        self.account_of_slug.get(slug).copied().or_else(by_number)
    }

    /// The id of a passage within the page of its account: `t310-420`, `title0-12`, `d2-0-30`.
    pub fn anchor(&self, passage: &Passage) -> String {
        anchor(passage.of, self.range(passage))
    }

    /// The mark of a place, which `stemma account` understands: `2:310`, `2:title`.
    pub fn mark(&self, passage: &Passage) -> String {
        let id = passage.account.0;
        let start = self.range(passage)[0];
        match passage.of {
            Field::Text => format!("{id}:{start}"),
            Field::Title => format!("{id}:title"),
            Field::Dropped(n) => format!("{id}:dropped:{n}"),
        }
    }

    /// How a passage is named to be judged, so that these words are meant and no others.
    pub fn exactly(&self, passage: &Passage) -> String {
        let [start, end] = self.range(passage);
        let id = passage.account.0;
        match passage.of {
            Field::Text => format!("{id}:{start}-{end}"),
            Field::Title => format!("{id}:title:{start}-{end}"),
            Field::Dropped(n) => format!("{id}:dropped:{n}:{start}-{end}"),
        }
    }

    /// The entity that a source is, where it is one.
    pub fn entity_of_node(&self, id: NodeId) -> Option<EntityId> {
        self.node_at.get(&id).and_then(|&at| self.woven.lineage.nodes[at].entity)
    }

    /// What a node of the lineage is called: an account by number and outlet, a source by its name.
    pub fn node(&self, id: NodeId) -> String {
        match id {
            NodeId::Account(account) => format!("{} {}", account.0, self.outlet(account)),
            NodeId::Source(_) => self
                .node_at
                .get(&id)
                .map_or_else(|| id.to_string(), |&at| self.woven.lineage.nodes[at].name.clone()),
        }
    }
}

/// The id of a passage within the page of its account, from its range in code points.
pub fn anchor(of: Field, [start, end]: [usize; 2]) -> String {
    match of {
        Field::Text => format!("t{start}-{end}"),
        Field::Title => format!("title{start}-{end}"),
        Field::Dropped(n) => format!("d{n}-{start}-{end}"),
    }
}

/// Where in a list the things of each key are, each thing once under a key.
fn by<T, K: Ord, Keys: IntoIterator<Item = K>>(
    list: &[T],
    keys: impl Fn(&T) -> Keys,
) -> BTreeMap<K, Vec<usize>> {
    let mut places: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for (n, thing) in list.iter().enumerate() {
        for key in keys(thing) {
            let those = places.entry(key).or_default();
            if those.last() != Some(&n) {
                those.push(n);
            }
        }
    }
    places
}

/// The things of a key.
fn at<'t, K: Ord, T>(
    places: &'t BTreeMap<K, Vec<usize>>,
    key: K,
    list: &'t [T],
) -> impl Iterator<Item = &'t T> {
    places.get(&key).map_or(&[][..], Vec::as_slice).iter().map(|&n| &list[n])
}
