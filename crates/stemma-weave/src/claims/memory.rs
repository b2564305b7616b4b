//! What was found of a story before: where nothing has changed that its claims follow from, they
//! need not be found again. A judgement changes one story of hundreds.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::fmt::{self, Write as _};
use std::hash::{Hash as _, Hasher as _};

use stemma_core::{
    AccountId, Claim, EntityId, Judged, Judgement, Local, Passage, Reported, StoryId, Verdict,
};

use crate::People;

use super::who::Who;
use super::{by_id, new_claim, told};

/// The claims of a story and what decided about them. Speakers go by the numbers that they have
/// among the accounts of the story; neither claims nor stories are numbered.
pub(super) type Woven = (Vec<Claim>, Vec<Judgement>);

/// All that the claims of a story follow from, besides the vectors of words.
#[derive(PartialEq)]
pub(super) struct Given {
    /// The accounts, each with a digest of its words and of what was found in them.
    accounts: Vec<(AccountId, u64)>,
    entities: BTreeMap<(AccountId, Local), EntityId>,
    names: Vec<String>,
    date_values: Vec<Vec<String>>,
    /// What people judged of passages of these accounts.
    judged: Vec<([Passage; 2], Verdict)>,
}

impl Given {
    /// What is given of some accounts; `who` is of these alone.
    pub(super) fn of(
        accounts: &[&Reported<'_>],
        who: &Who<'_>,
        date_values: &BTreeMap<AccountId, Vec<String>>,
        people: &People<'_>,
    ) -> Given {
        let (entities, names) = who.all();
        let here = |passage: &Passage| accounts.iter().any(|one| one.id == passage.account);
        let values = |one: &&Reported<'_>| date_values.get(&one.id).cloned().unwrap_or_default();
        Given {
            accounts: accounts.iter().map(|one| (one.id, digest(one))).collect(),
            entities: entities.clone(),
            names: names.into_iter().map(str::to_owned).collect(),
            date_values: accounts.iter().map(values).collect(),
            judged: people.claims().filter(|(pair, _)| pair.iter().all(here)).collect(),
        }
    }
}

/// What was found of each story when all were woven last, by its first account; `None` of who weaves
/// once and need not remember.
#[derive(Default, PartialEq)]
pub(crate) struct Memory(Option<BTreeMap<AccountId, (Given, Woven)>>);

impl Memory {
    /// With nothing in it yet.
    pub(crate) fn empty() -> Memory {
        Memory(Some(BTreeMap::new()))
    }

    /// Whether anything is remembered at all.
    pub(super) fn is_kept(&self) -> bool {
        self.0.is_some()
    }

    /// What followed from the same.
    pub(super) fn recall(&self, given: &Given) -> Option<Woven> {
        let (first, _) = given.accounts.first()?;
        let (known, woven) = self.0.as_ref()?.get(first)?;
        (known == given).then(|| woven.clone())
    }

    /// What there is to remember now; all else is forgotten.
    pub(super) fn keep(&mut self, stories: Vec<(Given, Woven)>) {
        let first = |given: &Given| given.accounts.first().map(|(id, _)| *id);
        if let Some(kept) = &mut self.0 {
            let stories = stories.into_iter();
            *kept = stories.filter_map(|story| Some((first(&story.0)?, story))).collect();
        }
    }
}

/// What there is to remember of what was woven of just these accounts and judgements.
pub(crate) fn remember(
    accounts: &[Reported<'_>],
    woven: stemma_core::Woven,
    date_values: &BTreeMap<AccountId, Vec<String>>,
    people: &People<'_>,
) -> Memory {
    let by_id = by_id(accounts);
    let everybody = Who::new(&woven.entities);
    let mut story_of: BTreeMap<AccountId, StoryId> = BTreeMap::new();
    for story in &woven.stories {
        story_of.extend(story.accounts.iter().map(|&account| (account, story.id)));
    }
    let mut decided: BTreeMap<StoryId, Vec<Judgement>> = BTreeMap::new();
    for judgement in woven.judgements.into_iter().filter(|judgement| judgement.at.is_none()) {
        if let Judged::Claim([passage, _]) = judgement.of
            && let Some(&story) = story_of.get(&passage.account)
        {
            decided.entry(story).or_default().push(Judgement { id: 0, ..judgement });
        }
    }
    let mut claims: BTreeMap<StoryId, Vec<Claim>> = BTreeMap::new();
    for claim in woven.claims {
        claims.entry(claim.story).or_default().push(claim);
    }
    let stories = woven.stories.iter().map(|story| {
        let told = told(story, &by_id);
        let (who, numbers) = everybody.of(told.iter().map(|reported| reported.id));
        let given = Given::of(&told, &who, date_values, people);
        let number = |id: EntityId| EntityId(numbers.partition_point(|&other| other < id) as u32);
        let claims = claims.remove(&story.id).unwrap_or_default().into_iter().map(|claim| Claim {
            near: claim.near,
            ..new_claim(claim.text, claim.speaker.map(number), claim.members)
        });
        (given, (claims.collect(), decided.remove(&story.id).unwrap_or_default()))
    });
    let mut memory = Memory::empty();
    memory.keep(stories.collect());
    memory
}

/// Of the words of an account and of all that was found in them. The parse follows from the words,
/// as long as one pipeline parses.
fn digest(reported: &Reported<'_>) -> u64 {
    let mut written = Written(DefaultHasher::new());
    reported.account.text.hash(&mut written.0);
    reported.account.title.hash(&mut written.0);
    // A hasher takes whatever is written.
    let _ = write!(written, "{:?}", reported.found);
    written.0.finish()
}

/// A hasher of what is written.
struct Written(DefaultHasher);

impl fmt::Write for Written {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use stemma_core::{Entity, EntityKind, Place, Span};

    use super::*;
    use crate::testing::Collection;

    fn entity(id: u32, name: &str, members: &[(u32, u32)]) -> Entity {
        let member = |&(account, local)| (AccountId(account), Local(local));
        Entity {
            id: EntityId(id),
            kind: EntityKind::Person,
            name: name.to_owned(),
            names: Vec::new(),
            members: members.iter().map(member).collect(),
        }
    }

    /// What is given of the last two of three accounts.
    fn given(collection: &Collection, entities: &[Entity], people: &People<'_>) -> Given {
        let accounts = collection.reported();
        let accounts: Vec<&Reported<'_>> = accounts[1..].iter().collect();
        let (who, _) = Who::new(entities).of(accounts.iter().map(|one| one.id));
        let values = BTreeMap::from([(AccountId(3), vec!["2031-05-05".to_owned()])]);
        Given::of(&accounts, &who, &values, people)
    }

    #[test]
    fn what_does_not_touch_a_story_is_no_news_to_it() {
        let mut collection = Collection::new();
        for text in ["Bakers strike.", "Ferry burns.", "Ferry burns off Ridna."] {
            collection.account("outlet", None, text);
        }
        let (mira, tarvel) = (entity(1, "Mira", &[(1, 0)]), entity(2, "Tarvel", &[(1, 1)]));
        let aske = entity(3, "Aske", &[(2, 0), (3, 0)]);
        let nobody = People::new(&[]);
        let before = given(&collection, &[mira, tarvel, aske.clone()], &nobody);
        let mut memory = Memory::empty();
        memory.keep(vec![(before, Woven::default())]);
        // Two who are one in another story: all later numbers are others.
        let both = entity(1, "Mira Tarvel", &[(1, 0), (1, 1)]);
        let aske = Entity { id: EntityId(2), ..aske };
        let after = given(&collection, &[both.clone(), aske.clone()], &nobody);
        assert!(memory.recall(&after).is_some());

        let renamed = Entity { name: "Jon Aske".to_owned(), ..aske.clone() };
        let parted = [entity(2, "Aske", &[(2, 0)]), entity(3, "Aske", &[(3, 0)])];
        let [one, other] = parted;
        for others in [vec![both.clone(), renamed], vec![both.clone(), one, other]] {
            assert!(memory.recall(&given(&collection, &others, &nobody)).is_none());
        }
        let passage = |account| Place::text(Span::new(0, 5)).in_account(AccountId(account));
        for (pair, is_news) in [([1, 2], false), ([2, 3], true)] {
            let judgements = [Judgement {
                id: 0,
                of: stemma_core::Judged::Claim(pair.map(passage)),
                verdict: Verdict::Same,
                by: "a reader".to_owned(),
                at: Some("2031-05-08T09:00:00Z".to_owned()),
                score: 1.0,
                reasons: Vec::new(),
            }];
            let judged =
                given(&collection, &[both.clone(), aske.clone()], &People::new(&judgements));
            assert_eq!(memory.recall(&judged).is_none(), is_news, "{pair:?}");
        }
        collection.found().statements.push(crate::testing::statement(Span::new(0, 5)));
        assert!(memory.recall(&given(&collection, &[both, aske], &nobody)).is_none());
    }
}
