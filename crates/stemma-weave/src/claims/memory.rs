//! What was found of a story before: where nothing has changed that its claims follow from, they
//! need not be found again. A judgement changes one story of hundreds.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::fmt::{self, Write as _};
use std::hash::{Hash as _, Hasher as _};
use std::sync::Arc;

use stemma_core::{
    AccountId, Claim, EntityId, Judged, Judgement, Local, Passage, Reported, StoryId, Verdict,
};

use crate::HumanJudgements;

use super::who::Who;
use super::{by_id, new_claim, told};

/// The claims of a story and what decided about them. Speakers go by the numbers that they have
/// among the accounts of the story; neither claims nor stories are numbered.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Outcome {
    pub(super) claims: Vec<Claim>,
    pub(super) judgements: Vec<Judgement>,
}

/// All that the claims of a story follow from, besides the vectors of words.
#[derive(PartialEq)]
pub(super) struct Given {
    /// The accounts, each with a digest of all that it came with.
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
        people: &HumanJudgements<'_>,
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
pub(crate) struct Memory(Option<BTreeMap<AccountId, (Given, Arc<Outcome>)>>);

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
    pub(super) fn recall(&self, given: &Given) -> Option<Arc<Outcome>> {
        let (first, _) = given.accounts.first()?;
        let (known, outcome) = self.0.as_ref()?.get(first)?;
        (known == given).then(|| Arc::clone(outcome))
    }

    /// What there is to remember now; all else is forgotten.
    pub(super) fn keep(&mut self, stories: Vec<(Given, Arc<Outcome>)>) {
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
    people: &HumanJudgements<'_>,
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
        let judgements = decided.remove(&story.id).unwrap_or_default();
        (given, Arc::new(Outcome { claims: claims.collect(), judgements }))
    });
    let mut memory = Memory::empty();
    memory.keep(stories.collect());
    memory
}

/// Of the words of an account, of their parse, which another pipeline may make otherwise, and of all
/// that was found in them.
fn digest(reported: &Reported<'_>) -> u64 {
    let mut written = Written(DefaultHasher::new());
    reported.account.text.hash(&mut written.0);
    reported.account.title.hash(&mut written.0);
    for parsed in [reported.text, reported.title] {
        for token in &parsed.tokens {
            (token.span, token.head).hash(&mut written.0);
            for word in [&token.lemma, &token.tag, &token.pos, &token.dep] {
                word.hash(&mut written.0);
            }
        }
        parsed.sentences.hash(&mut written.0);
    }
    // A hasher takes whatever is written.
    let _ = write!(written, "{:?}{:?}", reported.text.names, reported.found);
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
    use stemma_core::{Entity, EntityKind, Place, Span, Story};

    use super::*;
    use crate::testing::{ALONE, Collection};

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
    fn given(collection: &Collection, entities: &[Entity], people: &HumanJudgements<'_>) -> Given {
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
        let nobody = HumanJudgements::new(&[]);
        let before = given(&collection, &[mira, tarvel, aske.clone()], &nobody);
        let mut memory = Memory::empty();
        memory.keep(vec![(before, Arc::default())]);
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
            let judgements =
                [crate::testing::judged(Judged::Claim(pair.map(passage)), Verdict::Same)];
            let judged = given(
                &collection,
                &[both.clone(), aske.clone()],
                &HumanJudgements::new(&judgements),
            );
            assert_eq!(memory.recall(&judged).is_none(), is_news, "{pair:?}");
        }
        let again = given(&collection, &[both.clone(), aske.clone()], &nobody);
        assert!(memory.recall(&again).is_some());
        collection.parsed().tokens[0].lemma = "ferries".into();
        let parsed_otherwise = given(&collection, &[both.clone(), aske.clone()], &nobody);
        assert!(memory.recall(&parsed_otherwise).is_none());
        memory.keep(vec![(parsed_otherwise, Arc::default())]);
        collection.found().statements.push(crate::testing::statement(Span::new(0, 5)));
        assert!(memory.recall(&given(&collection, &[both, aske], &nobody)).is_none());
    }

    #[test]
    fn what_is_remembered_is_not_made_again() {
        let mut collection = Collection::new();
        for text in ["Bakers strike.", "Ferry burns off Ridna.", "Ferry burns off Ridna now."] {
            collection.account("outlet", None, text);
        }
        let accounts = collection.reported();
        let story = |id, accounts: &[u32]| Story {
            id: StoryId(id),
            title: String::new(),
            accounts: accounts.iter().map(|&id| AccountId(id)).collect(),
        };
        let stories = [story(1, &[1]), story(2, &[2, 3])];
        let mut memory = Memory::empty();
        let weave = |memory: &mut Memory, judgements: &[Judgement]| {
            let people = HumanJudgements::new(judgements);
            let values = BTreeMap::new();
            super::super::weave(&accounts, &[], &stories, &values, &ALONE, &people, memory).1
        };
        let by = |judgements: &[Judgement]| judgements.first().map(|one| one.by.clone());
        let made = by(&weave(&mut memory, &[]));
        assert!(made.as_ref().is_some_and(|by| by.starts_with("rule")));
        // Something that no weave makes.
        for (_, outcome) in memory.0.as_mut().unwrap().values_mut() {
            for judgement in &mut Arc::make_mut(outcome).judgements {
                judgement.by = "memory".to_owned();
            }
        }
        for _ in 0..2 {
            assert_eq!(by(&weave(&mut memory, &[])).as_deref(), Some("memory"));
        }
        let place = |account| Place::text(Span::new(0, 5)).in_account(AccountId(account));
        let judged = [crate::testing::judged(Judged::Claim([place(2), place(3)]), Verdict::Same)];
        assert_ne!(by(&weave(&mut memory, &judged)).as_deref(), Some("memory"));
    }
}
