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
//! **Architecture invariant:** a pure function of its arguments. The order of the accounts does not
//! change the outcome: ids name things, the content decides.

use stemma_core::{Judgement, Reported, Woven};

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
#[cfg(test)]
mod testing;

pub use judged::People;

/// The static vector of a word; `None` where the pipeline does not know it.
pub type Vectors<'a> = &'a (dyn Fn(&str) -> Option<&'a [f32]> + Sync);

/// What weaving needs besides the accounts.
#[derive(Clone, Copy)]
pub struct Weaving<'a> {
    /// The static vector of a word; `None` where the pipeline does not know it.
    pub vectors: Vectors<'a>,
    /// What people judged. Rules' judgements among them are not looked at.
    pub judgements: &'a [Judgement],
}

/// Weaves accounts together.
///
/// `judgements` of the outcome holds those of people first, as they were given, then those of the
/// rules; ids count from 1 in that order.
pub fn weave(accounts: &[Reported<'_>], weaving: &Weaving<'_>) -> Woven {
    let mut accounts = accounts.to_vec();
    accounts.sort_by_key(|account| account.id);
    let accounts = &accounts[..];
    let people = People::new(weaving.judgements);

    let published = dating::each(accounts);
    let (stories, story_judgements) = stories::weave(accounts, &published, &people);
    let (entities, entity_judgements) =
        entities::weave(accounts, &stories, weaving.vectors, &people);
    let (mut claims, claim_judgements) =
        claims::weave(accounts, &entities, &stories, weaving.vectors, &people);
    let published = dating::together(accounts, published, &stories, &claims);
    let date_values = dating::values(accounts, &published);
    differences::find(accounts, &entities, &stories, &date_values, weaving.vectors, &mut claims);
    let (lineage, edge_judgements) =
        lineage::draw(accounts, &entities, &stories, &claims, &published, &people);
    origins::count(accounts, &lineage, &mut claims);
    let (timeline, questions) =
        timeline::draw(accounts, &stories, &claims, &published, &date_values);

    let mut judgements: Vec<Judgement> = people.all().cloned().collect();
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
        claims,
        lineage,
        timeline,
        questions,
        judgements,
    }
}
