//! The page of the same thing after the accounts were woven anew, when all numbers may be others.

use std::collections::BTreeMap;

use stemma_core::{AccountId, Passage};

use super::Target;
use stemma_tell::collection::Collection;

impl Target {
    /// The page that shows in `after` what this one shows in `before`: an account by its text, a
    /// story by its accounts, a claim by its passages, an entity by its members; of several the one
    /// that shares most. `None` where nothing of it is left.
    pub(crate) fn in_another(&self, before: &Collection, after: &Collection) -> Option<Target> {
        let account = |id: AccountId| after.account_of_slug(before.slug(id));
        Some(match self {
            Target::Story(id) => {
                let accounts = before.story(*id)?.accounts.iter();
                let stories = accounts.filter_map(|&id| after.story_of(account(id)?));
                Target::Story(most(stories.map(|story| story.id))?)
            }
            Target::Part(id, part, _) => match Target::Story(*id).in_another(before, after)? {
                Target::Story(id) => Target::Part(id, *part, 1),
                other => other,
            },
            Target::Claim(id) => {
                let mut claims = BTreeMap::new();
                for claim in &after.woven.claims {
                    for member in &claim.members {
                        claims.entry(member.passage).or_insert(claim.id);
                    }
                }
                let members = before.claim(*id)?.members.iter();
                let passages = members.filter_map(|member| {
                    Some(Passage { account: account(member.passage.account)?, ..member.passage })
                });
                Target::Claim(most(passages.filter_map(|passage| claims.get(&passage).copied()))?)
            }
            Target::Entity(id) => {
                let members = before.entity(*id)?.members.iter();
                Target::Entity(most(
                    members.filter_map(|&(id, local)| after.entity_of(account(id)?, local)),
                )?)
            }
            Target::EntityPart(id, part, _) => {
                match Target::Entity(*id).in_another(before, after)? {
                    Target::Entity(id) => Target::EntityPart(id, *part, 1),
                    other => other,
                }
            }
            Target::Account(id) => Target::Account(account(*id)?),
            Target::Compare(ids) => {
                Target::Compare(ids.iter().map(|&id| account(id)).collect::<Option<_>>()?)
            }
            other => other.clone(),
        })
    }
}

/// What comes most often; of several the first.
fn most<T: PartialEq>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut counted: Vec<(T, usize)> = Vec::new();
    for one in all {
        match counted.iter_mut().find(|(known, _)| *known == one) {
            Some((_, n)) => *n += 1,
            None => counted.push((one, 1)),
        }
    }
    counted.into_iter().rev().max_by_key(|(_, n)| *n).map(|(one, _)| one)
}

#[cfg(test)]
mod tests {
    use stemma_core::{ClaimId, EntityId, StoryId};

    use super::*;
    use stemma_tell::testing::{stored, woven};

    #[test]
    fn a_page_is_found_again_by_what_it_shows() {
        let before = Collection::new(stored(), woven());
        let mut after = woven();
        let ids = (after.claims[0].id, after.claims[1].id);
        (after.claims[0].id, after.claims[1].id) = (ClaimId(8), ClaimId(3));
        after.stories[0].id = StoryId(4);
        let one = after.entities[0].id;
        after.entities[0].id = EntityId(9);
        let after = Collection::new(stored(), after);
        let there = |target: Target| target.in_another(&before, &after);
        assert_eq!(there(Target::Claim(ids.0)), Some(Target::Claim(ClaimId(8))));
        assert_eq!(there(Target::Claim(ids.1)), Some(Target::Claim(ClaimId(3))));
        assert_eq!(there(Target::Claim(ClaimId(77))), None);
        assert_eq!(there(Target::Story(StoryId(1))), Some(Target::Story(StoryId(4))));
        assert_eq!(there(Target::Entity(one)), Some(Target::Entity(EntityId(9))));
        let account = Target::Account(before.accounts()[1].id);
        assert_eq!(there(account.clone()), Some(account));
        assert_eq!(there(Target::Help), Some(Target::Help));
    }

    #[test]
    fn what_is_gone_has_no_page() {
        let before = Collection::new(stored(), woven());
        let mut after = woven();
        after.claims.truncate(1);
        let after = Collection::new(stored(), after);
        let gone = before.woven.claims[1].id;
        assert_eq!(Target::Claim(gone).in_another(&before, &after), None);
    }
}
