//! Who said what: by speaker, each thing once, with every account that has it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{
    AccountId, Certainty, ClaimId, Entity, EntityId, EntityKind, Manner, Passage, Place, Polarity,
    Statement, Story,
};

use super::{Extent, rest};
use crate::page::{Page, Styled, shortened};
use crate::printer::styles;
use stemma_tell::collection::Collection;
use stemma_tell::plural::count;

/// Lines of words that one thing said may take.
const MOST_LINES: usize = 4;

/// One thing that somebody said, as one or more accounts have it.
pub(crate) struct Said<'a> {
    /// Whose words say it best.
    pub(crate) account: AccountId,
    /// In these words.
    pub(crate) statement: &'a Statement,
    /// The claim that it is, where it is one.
    pub(crate) claim: Option<ClaimId>,
    /// The places where it begins, by account.
    pub(crate) places: Vec<Passage>,
    /// Who has it.
    pub(crate) accounts: BTreeSet<AccountId>,
}

/// Somebody who said something, and all of that; what most accounts have first.
pub(crate) struct Speaker<'a> {
    /// Who.
    pub(crate) entity: EntityId,
    /// What, each thing once.
    pub(crate) said: Vec<Said<'a>>,
    /// Who has any of it.
    pub(crate) accounts: BTreeSet<AccountId>,
}

/// The speakers of a story, those that most accounts let speak first, and how many statements have
/// a speaker that no account names.
pub(crate) fn speakers<'a>(collection: &'a Collection, story: &Story) -> (Vec<Speaker<'a>>, usize) {
    let mut speakers: BTreeMap<EntityId, Vec<Said<'_>>> = BTreeMap::new();
    let mut unnamed = 0;
    let mut groups: BTreeMap<(EntityId, ClaimId), usize> = BTreeMap::new();
    for &id in &story.accounts {
        let Some(stored) = collection.account(id) else {
            continue;
        };
        for (n, statement) in stored.found.statements.iter().enumerate() {
            let Some(&(first, _)) = collection.content(id, statement).first() else {
                continue;
            };
            let local = statement.speaker.and_then(|speaker| speaker.entity);
            let Some(speaker) = local.and_then(|local| collection.entity_of(id, local)) else {
                unnamed += 1;
                continue;
            };
            let said = speakers.entry(speaker).or_default();
            let claim = collection.claims_of(id, n).next().map(|claim| claim.id);
            let known = claim.and_then(|claim| groups.get(&(speaker, claim)).copied());
            if let Some(known) = known {
                let known = &mut said[known];
                known.places.push(first);
                known.accounts.insert(id);
                // Somebody's own words say it best, then the fullest.
                let rank = |s: &Statement| (s.manner == Manner::Direct, s.extent().len());
                if rank(statement) > rank(known.statement) {
                    known.statement = statement;
                    known.account = id;
                }
            } else {
                if let Some(claim) = claim {
                    groups.insert((speaker, claim), said.len());
                }
                let (places, accounts) = (vec![first], BTreeSet::from([id]));
                said.push(Said { account: id, statement, claim, places, accounts });
            }
        }
    }
    let speakers = speakers.into_iter().map(|(entity, mut said)| {
        said.sort_by_key(|said| (Reverse(said.accounts.len()), said.places[0]));
        let accounts = said.iter().flat_map(|said| said.accounts.iter().copied()).collect();
        Speaker { entity, said, accounts }
    });
    let mut speakers: Vec<Speaker<'_>> = speakers.collect();
    speakers.sort_by_key(|one| (Reverse(one.accounts.len()), Reverse(one.said.len()), one.entity));
    (speakers, unnamed)
}

pub(super) fn write(page: &mut Page, collection: &Collection, story: &Story, extent: Extent) {
    let (speakers, unnamed) = speakers(collection, story);
    if speakers.is_empty() {
        return;
    }
    page.heading("WHO SAID WHAT");
    for (n, Speaker { entity, said, accounts }) in speakers.iter().take(extent.speakers).enumerate()
    {
        if n > 0 {
            page.gap();
        }
        let entity = collection.entity(*entity);
        let name = entity.map_or("", |entity| entity.name.as_str());
        let mut line = Styled::new().styled(styles::SPEAKER, name);
        let role = entity.and_then(|entity| role(collection, entity));
        if let Some((_, role)) = role {
            line = line.and(", ").and(role);
        }
        let small = format!(" · {}", count(accounts.len(), "account"));
        page.paragraph(2, &line.styled(styles::FAINT, &small));
        for said in said.iter().take(extent.statements) {
            one(page, collection, said);
        }
        if said.len() > extent.statements {
            let left = format!("and {} more", said.len() - extent.statements);
            page.paragraph(4, &Styled::new().styled(styles::FAINT, &left));
        }
    }
    rest(page, speakers.len(), extent.speakers, "speaker");
    if unnamed > 0 {
        let words = format!("{} whose speaker no account names", count(unnamed, "statement"));
        page.paragraph(2, &Styled::new().styled(styles::FAINT, &words));
    }
}

fn one(page: &mut Page, collection: &Collection, said: &Said<'_>) {
    let statement = said.statement;
    let direct = statement.manner == Manner::Direct;
    let pieces: Vec<&str> =
        (collection.content(said.account, statement).iter()).map(|&(_, words)| words).collect();
    let room = page.look().width.saturating_sub(6) * MOST_LINES;
    let content = shortened(&pieces.join(" … "), room);
    // The comma before 'she said' is the account's, not the speaker's.
    let content = content.trim_end_matches(',');
    let mut words = Styled::new();
    let stance = stance(statement);
    if !stance.is_empty() {
        words = words.styled(styles::OPEN, &stance).and(" ");
    }
    words = if direct { words.and("“").and(content).and("”") } else { words.and(content) };
    if !statement.via.is_empty() {
        let of = statement.of;
        let via: Vec<&str> = (statement.via.iter())
            .map(|via| collection.words(&Place { of, span: via.span }.in_account(said.account)))
            .collect();
        words = words.styled(styles::FAINT, &format!(" (through {})", via.join(", ")));
    }
    let marks: Vec<String> = said.places.iter().map(|place| collection.mark(place)).collect();
    words = words.gap().styled(styles::FAINT, &marks.join(" "));
    page.item(4, if direct { "" } else { "–" }, styles::FAINT, 2, &words);
}

/// How a statement is meant, where it is not simply asserted.
pub(crate) fn stance(statement: &Statement) -> String {
    let certainty = match statement.certainty {
        Certainty::Certain => None,
        Certainty::Possible => Some("possible"),
        Certainty::Planned => Some("planned"),
        Certainty::Conditional => Some("under a condition"),
        Certainty::Asked => Some("asked"),
    };
    let denied = (statement.polarity == Polarity::Denied).then_some("denied");
    let words: Vec<&str> = denied.into_iter().chain(certainty).collect();
    if words.is_empty() { String::new() } else { format!("{}:", words.join(", ")) }
}

/// The role that most accounts give somebody, in the words of the first that does, with their
/// place; none where the name says it.
pub(crate) fn role<'a>(collection: &'a Collection, entity: &Entity) -> Option<(Passage, &'a str)> {
    if entity.kind != EntityKind::Person {
        return None;
    }
    let mut roles: BTreeMap<&str, (BTreeSet<AccountId>, Passage)> = BTreeMap::new();
    for &(account, local) in &entity.members {
        let stored = collection.account(account)?;
        let Some(local) = stored.found.entities.get(local.0 as usize) else {
            continue;
        };
        for role in &local.roles {
            let place = role.place.in_account(account);
            let known = roles.entry(&role.office).or_insert_with(|| (BTreeSet::new(), place));
            known.0.insert(account);
        }
    }
    let roles = roles.into_values().map(|(accounts, place)| (accounts.len(), place));
    let (_, place) =
        roles.rev().max_by_key(|(accounts, place)| (*accounts, collection.words(place).len()))?;
    let role = without_article(collection.words(&place));
    // Somebody who is known by the role alone is not called by it twice.
    let is_said = entity.name.to_lowercase().contains(&role.to_lowercase());
    (!is_said).then_some((place, role))
}

/// `the defence minister`, `its defence minister` is `defence minister` beside a name.
fn without_article(words: &str) -> &str {
    const BEFORE: [&str; 8] = ["the ", "a ", "an ", "its ", "his ", "her ", "their ", "our "];
    let lower = words.to_lowercase();
    let before = BEFORE.into_iter().find(|before| lower.starts_with(before));
    before.and_then(|before| words.get(before.len()..)).unwrap_or(words)
}
