//! Many accounts into what they say together: entities, stories, claims, differences, lineage,
//! timeline.
//!
//! [`weave`] runs the stages, a file each, in the order in which each needs the one before:
//! [`dating`] (the day of each report, as it says itself), [`stories`], [`entities`] (after the
//! stories: a bare surname is somebody only within one), [`claims`],
//! then [`dating`] once more (accounts that tell the same in the same words date one another),
//! [`differences`], [`lineage`], [`origins`], [`timeline`]. Every join is a judgement with its
//! reasons; what a person judged outranks every rule.
//!
//! [`Weaver`] weaves again after a judgement, and looks only at what that touches; [`Workers`] are
//! who does the work.
//!
//! **Architecture invariant:** a pure function of its arguments. Neither the order of the accounts
//! nor their ids change the outcome: [`weave`] numbers them by content before any stage sees them,
//! so that a stage may break a tie by number.

use std::collections::BTreeMap;

use stemma_core::{AccountId, Judged, Judgement, NodeId, Reported, Woven};

pub mod claims;
pub mod dating;
pub mod differences;
pub mod entities;
pub mod lineage;
pub mod origins;
pub mod stories;
pub mod timeline;

mod judged;
mod likeness;
mod numbers;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod workers;

pub use judged::{HumanJudgements, Outranked};
pub use workers::{Workers, in_turn};

/// The static vector of a word; `None` where the pipeline does not know it.
pub type Vectors<'a> = &'a (dyn Fn(&str) -> Option<&'a [f32]> + Sync);

/// What weaving needs besides the accounts.
#[derive(Clone, Copy)]
pub struct Weaving<'a> {
    /// The static vector of a word; `None` where the pipeline does not know it.
    pub vectors: Vectors<'a>,
    /// What people judged. Rules' judgements among them are not looked at.
    pub judgements: &'a [Judgement],
    /// Who does the work: [`in_turn`], or as many as there are.
    pub workers: Workers<'a>,
}

/// Weaves accounts together once, without a cache; [`Weaver::weave`] says what the outcome holds.
///
/// # Example
/// ```
/// use stemma_core::{Account, AccountId, Found, Parsed, Published, Reported};
/// use stemma_weave::{Weaving, in_turn, weave};
///
/// let account = Account {
///     key: None,
///     source: "ridna.txt".to_owned(),
///     outlet: None,
///     title: None,
///     authors: Vec::new(),
///     language: None,
///     url: None,
///     published: Published::default(),
///     text: "The ferry to Ridna burns.".to_owned(),
///     dropped: Vec::new(),
/// };
/// let (parsed, found) = (Parsed::default(), Found::default());
/// let accounts = [Reported {
///     id: AccountId(1), account: &account, text: &parsed, title: &parsed, found: &found,
/// }];
/// let weaving = Weaving { vectors: &|_| None, judgements: &[], workers: &in_turn };
/// let woven = weave(&accounts, &weaving);
/// assert_eq!(woven.stories[0].accounts, [AccountId(1)]);
/// ```
pub fn weave(accounts: &[Reported<'_>], weaving: &Weaving<'_>) -> Woven {
    Weaver::default().weave(accounts, weaving)
}

/// Weaves, and can cache the claims of each story, so that weaving again after a judgement looks only
/// at the stories that it touches.
///
/// The cache never changes the outcome. Accounts that are added, removed, parsed or read differently
/// are noticed; another pipeline's word vectors are not, and need a weaver of their own. The default
/// has no cache.
///
/// # Example
/// ```
/// use stemma_core::{Account, AccountId, Found, Parsed, Published, Reported};
/// use stemma_weave::{Weaver, Weaving, in_turn};
///
/// let account = Account {
///     key: None,
///     source: "ridna.txt".to_owned(),
///     outlet: None,
///     title: None,
///     authors: Vec::new(),
///     language: None,
///     url: None,
///     published: Published::default(),
///     text: "The ferry to Ridna burns.".to_owned(),
///     dropped: Vec::new(),
/// };
/// let (parsed, found) = (Parsed::default(), Found::default());
/// let accounts = [Reported {
///     id: AccountId(1), account: &account, text: &parsed, title: &parsed, found: &found,
/// }];
/// let weaving = Weaving { vectors: &|_| None, judgements: &[], workers: &in_turn };
/// let mut weaver = Weaver::with_cache();
/// let woven = weaver.weave(&accounts, &weaving);
/// assert_eq!(weaver.weave(&accounts, &weaving), woven);
/// ```
#[derive(Default)]
pub struct Weaver {
    claims: claims::Memory,
}

impl Weaver {
    /// Weaves accounts together.
    ///
    /// `judgements` of the outcome holds those of people first, as they were given, then those of the
    /// rules; ids count from 1 in that order.
    ///
    /// Every number in the outcome (of entities, stories, claims, sources) follows from what the
    /// accounts say, and so does the order of every list; the accounts themselves go by the ids that
    /// they came with. Where the reasons of a judgement name an account by its number, it is its place
    /// by [`stemma_core::Account::order`], from 1.
    pub fn weave(&mut self, accounts: &[Reported<'_>], weaving: &Weaving<'_>) -> Woven {
        let numbered = Numbered::of(accounts, weaving.judgements);
        let people = HumanJudgements::new(&numbered.judgements);
        let woven = weave_numbered(&numbered.accounts, weaving, &people, &mut self.claims);
        woven.with_accounts(|place| numbered.given(place))
    }

    /// An empty weaver that caches the claims of each story.
    pub fn with_cache() -> Weaver {
        Weaver { claims: claims::Memory::empty() }
    }

    /// A weaver that caches what an earlier one has made: `woven` must be the outcome for exactly
    /// these accounts and judgements.
    pub fn resume_from(
        accounts: &[Reported<'_>],
        judgements: &[Judgement],
        woven: Woven,
    ) -> Weaver {
        let numbered = Numbered::of(accounts, judgements);
        let accounts = &numbered.accounts;
        let people = HumanJudgements::new(&numbered.judgements);
        let woven = woven.with_accounts(|id| numbered.place(id));
        let date_values = dating::values(accounts, &dating::each(accounts));
        Weaver { claims: claims::remember(accounts, woven, &date_values, &people) }
    }
}

/// Accounts in the order of their content, numbered by it from 1, and judgements of them.
struct Numbered<'a> {
    accounts: Vec<Reported<'a>>,
    judgements: Vec<Judgement>,
    /// The ids that they came with, in that order; and their places by these.
    given: Vec<AccountId>,
    places: BTreeMap<AccountId, AccountId>,
}

impl<'a> Numbered<'a> {
    fn of(accounts: &[Reported<'a>], judgements: &[Judgement]) -> Numbered<'a> {
        let mut accounts = accounts.to_vec();
        accounts.sort_by(|a, b| a.account.order(b.account));
        let given: Vec<AccountId> = accounts.iter().map(|account| account.id).collect();
        let mut places = BTreeMap::new();
        for (n, account) in accounts.iter_mut().enumerate() {
            let place = AccountId(n as u32 + 1);
            places.insert(std::mem::replace(&mut account.id, place), place);
        }
        let mut numbered = Numbered { accounts, judgements: Vec::new(), given, places };
        let are_here = |judgement: &&Judgement| {
            accounts_of(&judgement.of).iter().all(|id| numbered.places.contains_key(id))
        };
        let place =
            |judgement: &Judgement| judgement.clone().with_accounts(|id| numbered.place(id));
        numbered.judgements = judgements.iter().filter(are_here).map(place).collect();
        numbered
    }

    fn place(&self, id: AccountId) -> AccountId {
        self.places.get(&id).copied().unwrap_or(id)
    }

    fn given(&self, place: AccountId) -> AccountId {
        self.given.get(place.0 as usize - 1).copied().unwrap_or(place)
    }
}

/// The accounts that a judgement is about.
fn accounts_of(judged: &Judged) -> Vec<AccountId> {
    let account = |node: &NodeId| match node {
        NodeId::Account(id) => Some(*id),
        NodeId::Source(_) => None,
    };
    match judged {
        Judged::Entity(pair) => pair.iter().map(|(id, _)| *id).collect(),
        Judged::Claim(pair) => pair.iter().map(|passage| passage.account).collect(),
        Judged::Edge { from, to } => [from, to].into_iter().filter_map(account).collect(),
        Judged::Story(pair) => pair.to_vec(),
    }
}

/// The stages, over accounts that are numbered in their order.
fn weave_numbered(
    accounts: &[Reported<'_>],
    weaving: &Weaving<'_>,
    people: &HumanJudgements<'_>,
    memory: &mut claims::Memory,
) -> Woven {
    let published = dating::each(accounts);
    let stories::Stories { stories, sagas, judgements: story_judgements } =
        stories::weave(accounts, &published, people);
    let (entities, entity_judgements) =
        entities::weave(accounts, &stories, weaving.vectors, people);
    let date_values = dating::values(accounts, &published);
    let (mut claims, claim_judgements) =
        claims::weave(accounts, &entities, &stories, &date_values, weaving, people, memory);
    let published = dating::together(accounts, published, &stories, &claims);
    let date_values = dating::values(accounts, &published);
    let days = differences::Days { published: &published, values: &date_values };
    differences::find(accounts, &entities, &stories, days, weaving, &mut claims);
    let draw = |people: &HumanJudgements<'_>| {
        lineage::draw(accounts, &entities, &stories, &claims, &published, people)
    };
    let (mut lineage, mut edge_judgements) = draw(people);
    let settled = people.name_sources().then(|| people.with_sources_of(&lineage));
    if let Some(people) = &settled {
        (lineage, edge_judgements) = draw(people);
    }
    let people = settled.as_ref().unwrap_or(people);
    origins::count(accounts, &lineage, &mut claims);
    let (timeline, questions) =
        timeline::draw(accounts, &stories, &claims, &published, &date_values);

    let mut judgements: Vec<Judgement> = people.all().collect();
    judgements.extend(entity_judgements);
    judgements.extend(story_judgements);
    judgements.extend(claim_judgements);
    judgements.extend(edge_judgements);
    for (n, judgement) in judgements.iter_mut().enumerate() {
        judgement.id = n as u32 + 1;
    }
    Woven {
        published,
        date_values,
        entities,
        stories,
        sagas,
        claims,
        lineage,
        timeline,
        questions,
        judgements,
    }
}
