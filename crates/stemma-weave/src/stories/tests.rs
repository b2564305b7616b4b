use std::collections::BTreeMap;

use stemma_core::{Judged, Published};

use super::*;
use crate::testing::Collection;

const TEXTS: [&str; 5] = [
    "The ferry Halcyon burned off Ostrand and ninety passengers were rescued by fishermen.",
    "Fishermen rescued ninety passengers from the burning ferry Halcyon near Ostrand.",
    "Parliament in Velmark passed the budget after a night of shouting over pensions.",
    "Velmark parliament passes budget as pensions divide deputies until the morning.",
    "A beekeeper from Tarn won the marathon barefoot.",
];

/// What accounts with a day say, woven; what begins with a capital is a name, and other words of up
/// to four letters tell nothing.
fn woven(accounts: &[(&str, &str)], people: &[Judgement]) -> Stories {
    let mut collection = Collection::new();
    for (day, text) in accounts {
        collection.account("outlet", Some(day), text);
        for token in &mut collection.parsed().tokens {
            let word = token.span.of(text);
            if word.starts_with(char::is_uppercase) {
                token.pos = "PROPN".into();
            } else if word.len() <= 4 {
                token.pos = "DET".into();
            }
        }
    }
    let accounts = collection.reported();
    let published: BTreeMap<AccountId, Published> =
        accounts.iter().map(|a| (a.id, a.account.published.clone())).collect();
    weave(&accounts, &published, &HumanJudgements::new(people))
}

/// The stories of [`TEXTS`] in an order, as indices of them.
fn groups(order: &[usize], people: &[Judgement]) -> Vec<Vec<usize>> {
    let accounts: Vec<(&str, &str)> = order.iter().map(|&n| ("2031-05-04", TEXTS[n])).collect();
    let text = |id: &AccountId| order[id.0 as usize - 1];
    let stories = woven(&accounts, people).stories;
    let mut groups: Vec<Vec<usize>> =
        stories.iter().map(|story| story.accounts.iter().map(text).collect()).collect();
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort();
    groups
}

fn judged(verdict: Verdict, a: u32, b: u32) -> Judgement {
    Judgement {
        id: 1,
        of: Judged::Story([AccountId(a), AccountId(b)]),
        verdict,
        by: "a reader".to_owned(),
        at: Some("2031-05-04T10:00:00Z".to_owned()),
        score: 1.0,
        reasons: Vec::new(),
    }
}

#[test]
fn accounts_of_one_event_stand_together_in_any_order() {
    let expected = vec![vec![0, 1], vec![2, 3], vec![4]];
    assert_eq!(groups(&[0, 1, 2, 3, 4], &[]), expected);
    assert_eq!(groups(&[4, 2, 0, 3, 1], &[]), expected);
}

#[test]
fn a_persons_word_outranks_likeness() {
    let people = [judged(Verdict::Different, 1, 2), judged(Verdict::Same, 2, 5)];
    let expected = vec![vec![0], vec![1, 4], vec![2, 3]];
    assert_eq!(groups(&[0, 1, 2, 3, 4], &people), expected);
}

#[test]
fn an_empty_collection_has_no_story() {
    assert!(groups(&[], &[]).is_empty());
}

#[test]
fn any_number_of_copies_is_one_story() {
    let wire = "The dam of Keldur held through the night, the water board said. Six villages below \
                it were cleared by soldiers before midnight. Nobody was hurt when a pylon fell onto \
                the empty road to Marsk. The minister will visit the valley on Friday morning.";
    let copies: Vec<String> = (0..600).map(|n| format!("{wire} Item {n} of the day.")).collect();
    let mut accounts: Vec<(&str, &str)> =
        copies.iter().map(|text| ("2031-05-04", text.as_str())).collect();
    accounts.push(("2031-05-04", TEXTS[4]));
    let mut sizes: Vec<usize> =
        woven(&accounts, &[]).stories.iter().map(|story| story.accounts.len()).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [1, 600]);
}

#[test]
fn a_person_parts_copies_too() {
    let accounts = [("2031-05-04", TEXTS[0]); 3];
    assert_eq!(woven(&accounts, &[]).stories.len(), 1);
    // The third is like both of the others, and stands with one of them.
    assert_eq!(woven(&accounts, &[judged(Verdict::Different, 1, 2)]).stories.len(), 2);
}

#[test]
fn what_stands_under_everything_joins_nothing() {
    let tail = "Write to our newsroom in confidence if you have seen something that readers of this \
                paper ought to know about.";
    let texts = [
        "A swimmer crossed the lake of Ulm before breakfast and met an otter. Both went on, the \
         swimmer towards the northern shore, the otter below the jetty of the sailing club.",
        "The library of Sorn lends out ladders from today. Whoever borrows one has to show a \
         window that needs cleaning or an apple tree with fruit, said librarian Hedda Orlo.",
        "Two cranes fell into the dock at Prell without hitting a ship. Divers will look at the \
         chains on Thursday, while freighters from abroad anchor outside the breakwater.",
        "Potato prices rose again on the exchange of Kemmen. Traders blame beetles, a wet August \
         and the closing of three granaries along the canal to Trave.",
        "An orchestra from Danvik tunes its violins to a church bell. Conductor Ruben Falk heard \
         that the bell was cast flat by a quarter tone some centuries ago.",
    ];
    let with_tail: Vec<String> = texts.iter().map(|text| format!("{text} {tail}")).collect();
    let accounts: Vec<(&str, &str)> =
        with_tail.iter().map(|text| ("2031-05-04", text.as_str())).collect();
    assert_eq!(woven(&accounts, &[]).stories.len(), 5);
}

/// Sagas as the days of their stories' first accounts.
fn sagas(accounts: &[(&str, &str)]) -> Vec<Vec<String>> {
    let woven = woven(accounts, &[]);
    let day = |id: &StoryId| {
        let story = &woven.stories[id.0 as usize - 1];
        accounts[story.accounts[0].0 as usize - 1].0.to_owned()
    };
    for saga in &woven.sagas {
        assert_eq!(saga.links.len() + 1, saga.stories.len());
        assert!(saga.links.iter().all(|link| !link.reasons[0].evidence.is_empty()));
    }
    woven.sagas.iter().map(|saga| saga.stories.iter().map(day).collect()).collect()
}

const SPILL: [&str; 2] = [
    "The tanker Morwenna ran aground off Skarholt and crude leaked from broken tanks . Booms were \
     laid across the narrow mouth of the harbour by fishermen and soldiers during a storm .",
    "Crude leaked from the tanker Morwenna which ran aground off Skarholt . During a storm \
     fishermen and soldiers laid booms across the narrow mouth of the harbour .",
];
const TRIAL: [&str; 2] = [
    "The captain of the tanker Morwenna was sentenced at Skarholt because crude leaked from broken \
     tanks . His lawyer blamed an outdated chart, a pilot who had slept and owners who saved money .",
    "At Skarholt the captain of the tanker Morwenna was sentenced because crude leaked . Owners who \
     saved money, a pilot who had slept and an outdated chart are blamed by his lawyer .",
];

/// The two accounts of the spill on a day, and those of the trial on another.
fn spill_and_trial(spill: &'static str, trial: &'static str) -> Vec<(&'static str, &'static str)> {
    let spill = SPILL.iter().map(|text| (spill, *text));
    spill.chain(TRIAL.iter().map(|text| (trial, *text))).collect()
}

#[test]
fn a_matter_that_goes_on_after_weeks_is_a_saga() {
    let quarrel = "Deputies in Velmark quarrelled over pensions until dawn.";
    let mut accounts = spill_and_trial("2031-03-02", "2031-06-30");
    accounts.push(("2031-04-20", quarrel));
    assert_eq!(sagas(&accounts), [["2031-03-02", "2031-06-30"]]);
}

#[test]
fn a_mere_topic_is_no_saga() {
    let there = "Voters in Ruthia elected a parliament on Sunday and the turnout was high. Premier \
                 Oslav lost his seat.";
    let here = "Voters in Belmora elected a parliament on Sunday and the turnout was low. President \
                Quint kept her seat.";
    assert!(sagas(&[("2031-03-02", there), ("2031-03-20", here)]).is_empty());
}

#[test]
fn a_country_alone_is_no_saga() {
    let bridge = "Engineers from Norway closed the longest bridge over the strait after inspectors \
                  measured cracks in two pillars . Lorries wait at both ends.";
    let ferry = "Engineers from Norway launched a ferry over the strait after inspectors measured \
                 noise in two cabins . Tourists wave from every deck.";
    assert!(sagas(&[("2031-03-02", bridge), ("2031-05-20", ferry)]).is_empty());
}

#[test]
fn a_namesake_of_another_year_is_no_saga() {
    assert!(sagas(&spill_and_trial("2031-03-02", "2032-06-30")).is_empty());
}
