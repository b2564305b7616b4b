//! Accounts and what they say together, ready to be told: words behind places, names behind ids.

use std::collections::BTreeMap;

use jiff::civil::Date;
use stemma_core::{
    AccountId, Claim, Entity, EntityId, Field, Local, NodeId, Passage, Place, Published, Statement,
    Story, StoryId, Woven,
};
use stemma_keep::Stored;

use crate::contract::{Texts, place, words};

/// What every renderer needs.
pub(crate) struct Telling<'a> {
    pub(crate) woven: &'a Woven,
    accounts: BTreeMap<AccountId, (&'a Stored, Texts<'a>)>,
    entities: BTreeMap<EntityId, &'a Entity>,
    entity_of: BTreeMap<(AccountId, Local), EntityId>,
    claims_of: BTreeMap<(AccountId, u32), Vec<&'a Claim>>,
}

impl<'a> Telling<'a> {
    /// `accounts` by id, and what they say together.
    pub(crate) fn new(accounts: &'a [Stored], woven: &'a Woven) -> Telling<'a> {
        let mut claims_of: BTreeMap<(AccountId, u32), Vec<&Claim>> = BTreeMap::new();
        for claim in &woven.claims {
            for member in &claim.members {
                if let Some(statement) = member.statement {
                    let claims = claims_of.entry((member.passage.account, statement)).or_default();
                    if !claims.iter().any(|known| known.id == claim.id) {
                        claims.push(claim);
                    }
                }
            }
        }
        Telling {
            woven,
            accounts: accounts
                .iter()
                .map(|stored| (stored.id, (stored, Texts::of(&stored.account))))
                .collect(),
            entities: woven.entities.iter().map(|e| (e.id, e)).collect(),
            entity_of: woven
                .entities
                .iter()
                .flat_map(|entity| entity.members.iter().map(|&member| (member, entity.id)))
                .collect(),
            claims_of,
        }
    }

    /// An account.
    pub(crate) fn account(&self, id: AccountId) -> Option<&'a Stored> {
        self.accounts.get(&id).map(|&(stored, _)| stored)
    }

    /// Who published it: the outlet, or else the last part of the source's name.
    pub(crate) fn outlet(&self, id: AccountId) -> &'a str {
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
    pub(crate) fn published(&self, id: AccountId) -> Option<&'a Published> {
        let woven = self.woven.published.get(&id);
        woven.or_else(|| self.account(id).map(|stored| &stored.account.published))
    }

    /// From the first to the last day of report that is established.
    pub(crate) fn reported(&self, story: &Story) -> Option<(Date, Date)> {
        let days = || {
            let published = story.accounts.iter().filter_map(|&id| self.published(id));
            published.filter_map(|published| published.value)
        };
        days().min().zip(days().max())
    }

    /// A story.
    pub(crate) fn story(&self, id: StoryId) -> Option<&'a Story> {
        self.woven.stories.iter().find(|story| story.id == id)
    }

    /// An entity.
    pub(crate) fn entity(&self, id: EntityId) -> Option<&'a Entity> {
        self.entities.get(&id).copied()
    }

    /// The entity that an account's own entity is part of.
    pub(crate) fn entity_of(&self, account: AccountId, local: Local) -> Option<EntityId> {
        self.entity_of.get(&(account, local)).copied()
    }

    /// The claims that have a member in a statement.
    pub(crate) fn claims_of(&self, account: AccountId, statement: usize) -> &[&'a Claim] {
        self.claims_of.get(&(account, statement as u32)).map_or(&[], Vec::as_slice)
    }

    /// The words of a passage.
    pub(crate) fn words(&self, passage: &Passage) -> &'a str {
        self.account(passage.account).map_or("", |stored| words(&stored.account, place(passage)))
    }

    /// The content of a statement, each piece with its passage.
    pub(crate) fn content(
        &self,
        account: AccountId,
        statement: &Statement,
    ) -> Vec<(Passage, &'a str)> {
        let of = statement.of;
        let pieces = statement.content.iter().map(|&span| {
            let passage = Place { of, span }.in_account(account);
            (passage, self.words(&passage))
        });
        pieces.collect()
    }

    /// The mark of a place, which `stemma account` understands: `2:310`, `2:title`.
    pub(crate) fn mark(&self, passage: &Passage) -> String {
        let id = passage.account.0;
        let start = self
            .accounts
            .get(&passage.account)
            .map_or(0, |(_, texts)| texts.range(place(passage))[0]);
        match passage.of {
            Field::Text => format!("{id}:{start}"),
            Field::Title => format!("{id}:title"),
            Field::Dropped(n) => format!("{id}:dropped:{n}"),
        }
    }

    /// What a node of the lineage is called: an account by number and outlet, a source by its name.
    pub(crate) fn node(&self, id: NodeId) -> String {
        match id {
            NodeId::Account(account) => format!("{} {}", account.0, self.outlet(account)),
            NodeId::Source(_) => self
                .woven
                .lineage
                .nodes
                .iter()
                .find(|node| node.id == id)
                .map_or_else(|| id.to_string(), |node| node.name.clone()),
        }
    }
}
