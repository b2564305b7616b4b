//! Weaving as a whole: what comes out, whatever the order in which the accounts come.

use stemma_core::{
    AccountId, EntityKind, Judged, Judgement, Local, LocalEntity, Mention, MentionForm, NodeId,
    Passage, Place, Reported, Span, Speaker, Verdict, Woven,
};

use crate::testing::{self, Collection};
use crate::{Weaver, Weaving, Workers, in_turn, weave};

/// Two stories: a ferry that ran aground, told by an agency and four who have it from there or were
/// there, and a strike of bakers.
fn collection() -> Collection {
    let mut collection = Collection::new();
    let mut tell = |outlet, day, text: &str, names: &[&str]| {
        collection.account(outlet, day, text);
        for name in names {
            person(&mut collection, text, name);
        }
    };
    tell(
        "Norpress",
        Some("2031-05-05"),
        "The ferry Halvard ran aground off Port Ansel with 214 passengers aboard. \
         Harbour minister Mira Tarvel said “not one of them was hurt”. \
         Tugs from two islands pulled the ferry free before the evening tide.",
        &["Mira Tarvel"],
    );
    tell(
        "The Ansel Courier",
        Some("2031-05-06"),
        "According to {Norpress} the ferry Halvard ran aground off Port Ansel with 214 passengers. \
         Harbour minister Mira Tarwel said “not one of them was hurt”.",
        &["Mira Tarwel"],
    );
    tell(
        "Kysten",
        None,
        "The ferry Halvard ran aground off Port Ansel with 241 passengers aboard. \
         Tugs from two islands pulled the ferry free before the evening tide.",
        &[],
    );
    tell(
        "Island Radio",
        Some("2031-05-05"),
        "From the quay we saw tugs pull the ferry Halvard free off Port Ansel. \
         Captain Jon Aske said “we touched sand, nothing more”.",
        &["Jon Aske"],
    );
    tell(
        "Morning Post",
        Some("2031-05-07"),
        "The ferry Halvard ran aground off Port Ansel with 214 passengers aboard. \
         Jon Aske said “we touched sand, nothing more”.",
        &["Jon Aske"],
    );
    tell(
        "Kysten",
        Some("2031-05-05"),
        "Bakers in Eastmark laid down their work over flour prices and wages. \
         Guild master Ena Sorrel said “bread will be dear before the harvest”.",
        &["Ena Sorrel"],
    );
    tell(
        "The Ansel Courier",
        Some("2031-05-06"),
        "Bakers in Eastmark laid down their work over wages and flour prices, their guild said.",
        &[],
    );
    collection
}

/// Somebody named in the account added last, who says what is quoted there.
fn person(collection: &mut Collection, text: &str, name: &str) {
    let start = text.find(name).expect("the account names them");
    let span = Span::new(start, start + name.len());
    let found = collection.found();
    found.entities.push(LocalEntity {
        kind: EntityKind::Person,
        name: name.to_owned(),
        names: vec![name.to_owned()],
        roles: Vec::new(),
        gender: None,
    });
    found.mentions.push(Mention {
        place: Place::text(span),
        kind: EntityKind::Person,
        form: MentionForm::Name,
        entity: Some(Local(found.entities.len() as u32 - 1)),
        by: None,
    });
    for statement in &mut found.statements {
        statement.speaker = Some(Speaker { span, entity: Some(Local(0)) });
    }
}

fn with(judgements: &[Judgement]) -> Weaving<'_> {
    Weaving { vectors: &|_| None, judgements, workers: &in_turn }
}

/// What is woven of the accounts in this order and under these ids, with the accounts called by
/// their place in the collection.
fn woven(order: &[usize], ids: &[u32], judgements: &[Judgement]) -> Woven {
    let collection = collection();
    let told = collection.reported();
    let accounts: Vec<Reported<'_>> =
        order.iter().zip(ids).map(|(&n, &id)| Reported { id: AccountId(id), ..told[n] }).collect();
    let id_of = |place: AccountId| {
        let at = order.iter().position(|&n| n == place.0 as usize - 1).unwrap();
        AccountId(ids[at])
    };
    let place_of = |id: AccountId| {
        let at = ids.iter().position(|&other| other == id.0).unwrap();
        AccountId(order[at] as u32 + 1)
    };
    let judgements: Vec<Judgement> =
        judgements.iter().map(|judgement| judgement.clone().with_accounts(id_of)).collect();
    let weaving = with(&judgements);
    weave(&accounts, &weaving).with_accounts(place_of)
}

/// Orders of `n` things: forwards, backwards, and some between that one seed gives.
fn orders(n: usize) -> Vec<Vec<usize>> {
    let mut seed = 20_310_505_u64;
    let mut below = |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % n
    };
    let mut orders = vec![(0..n).collect::<Vec<_>>(), (0..n).rev().collect()];
    for _ in 0..20 {
        let mut order: Vec<usize> = (0..n).collect();
        for last in (1..n).rev() {
            order.swap(last, below(last + 1));
        }
        orders.push(order);
    }
    orders
}

#[test]
fn the_order_of_reading_changes_nothing() {
    let different = testing::judged(
        Judged::Entity([(AccountId(1), Local(0)), (AccountId(2), Local(0))]),
        Verdict::Different,
    );
    for judgements in [vec![], vec![different]] {
        let ids: Vec<u32> = (1..=7).collect();
        let expected = woven(&[0, 1, 2, 3, 4, 5, 6], &ids, &judgements);
        assert_eq!(expected.stories.len(), 2);
        assert!(!expected.claims.is_empty() && !expected.lineage.edges.is_empty());
        for order in orders(7) {
            assert_eq!(woven(&order, &ids, &judgements), expected, "read as {order:?}");
            // Ids with gaps, as where accounts went.
            let gaps: Vec<u32> = ids.iter().map(|id| id * 37 % 101).collect();
            assert_eq!(woven(&order, &gaps, &judgements), expected, "read as {order:?}, with gaps");
        }
    }
}

/// The words in an account of the collection.
fn passage(account: u32, words: &str) -> Passage {
    let collection = collection();
    let text = &collection.reported()[account as usize - 1].account.text;
    let start = text.find(words).expect("the account has the words");
    Place::text(Span::new(start, start + words.len())).in_account(AccountId(account))
}

/// What is woven of the collection where a person has judged so.
fn judged(of: &[Judged], verdict: Verdict) -> Woven {
    let judgement = |of: &Judged| testing::judged(of.clone(), verdict);
    let judgements: Vec<Judgement> = of.iter().map(judgement).collect();
    let ids: Vec<u32> = (1..=7).collect();
    woven(&[0, 1, 2, 3, 4, 5, 6], &ids, &judgements)
}

/// Whether one claim has words of both passages.
fn one_claim(woven: &Woven, [a, b]: [Passage; 2]) -> bool {
    woven.claims.iter().any(|claim| {
        let has = |passage: Passage| {
            claim.members.iter().any(|member| {
                member.passage.account == passage.account
                    && member.passage.span.overlaps(passage.span)
            })
        };
        has(a) && has(b)
    })
}

#[test]
fn every_stage_hears_what_people_judge() {
    let hurt = "not one of them was hurt";
    let pair = [passage(1, hurt), passage(2, hurt)];
    let unlike = [passage(1, "Tugs from two islands"), passage(4, "we touched sand")];
    let untouched = judged(&[], Verdict::Same);
    assert!(one_claim(&untouched, pair) && !one_claim(&untouched, unlike));
    assert!(!one_claim(&judged(&[Judged::Claim(pair)], Verdict::Different), pair));
    assert!(one_claim(&judged(&[Judged::Claim(unlike)], Verdict::Same), unlike));

    let one_entity = |woven: &Woven, pair: [(AccountId, Local); 2]| {
        woven.entities.iter().any(|entity| pair.iter().all(|one| entity.members.contains(one)))
    };
    let local = |account: u32| (AccountId(account), Local(0));
    let (aske, both) = ([local(4), local(5)], [local(1), local(4)]);
    assert!(one_entity(&untouched, aske) && !one_entity(&untouched, both));
    assert!(!one_entity(&judged(&[Judged::Entity(aske)], Verdict::Different), aske));
    assert!(one_entity(&judged(&[Judged::Entity(both)], Verdict::Same), both));

    let one_story = |woven: &Woven, pair: [AccountId; 2]| {
        woven.stories.iter().any(|story| pair.iter().all(|id| story.accounts.contains(id)))
    };
    let (near, far) = ([AccountId(1), AccountId(2)], [AccountId(1), AccountId(6)]);
    assert!(one_story(&untouched, near) && !one_story(&untouched, far));
    assert!(!one_story(&judged(&[Judged::Story(near)], Verdict::Different), near));
    assert!(one_story(&judged(&[Judged::Story(far)], Verdict::Same), far));

    let line = |woven: &Woven, from: u32, to: u32| {
        let ends = [from, to].map(|id| NodeId::Account(AccountId(id)));
        woven.lineage.edges.iter().any(|edge| [edge.from, edge.to] == ends)
    };
    let edge = |from: u32, to: u32| {
        let [from, to] = [from, to].map(|id| NodeId::Account(AccountId(id)));
        Judged::Edge { from, to }
    };
    assert!(line(&untouched, 1, 2) && !line(&untouched, 4, 1));
    assert!(!line(&judged(&[edge(1, 2)], Verdict::Different), 1, 2));
    assert!(line(&judged(&[edge(4, 1)], Verdict::Same), 4, 1));
}

#[test]
fn a_judgement_of_accounts_that_are_not_there_is_left_out() {
    let judgement = testing::judged(Judged::Story([AccountId(1), AccountId(99)]), Verdict::Same);
    let collection = collection();
    let judgements = [judgement];
    let woven = weave(&collection.reported(), &with(&judgements));
    assert!(woven.judgements.iter().all(|judgement| judgement.at.is_none()));
}

#[test]
fn who_does_the_work_changes_nothing() {
    let collection = collection();
    let told = collection.reported();
    let expected = weave(&told, &with(&[]));
    let workers: [Workers<'_>; 2] = [&testing::backwards, &testing::at_once];
    for workers in workers {
        assert!(weave(&told, &Weaving { workers, ..with(&[]) }) == expected);
    }
}

/// Who says the words, by the first account that has them.
fn speaker(told: &[Reported<'_>], woven: &Woven, words: &str) -> Option<String> {
    let text = |passage: Passage| {
        let account = told.iter().find(|one| one.id == passage.account).unwrap();
        passage.span.of(&account.account.text)
    };
    let claim = woven.claims.iter().find(|claim| text(claim.text).contains(words))?;
    let entity = woven.entities.iter().find(|entity| Some(entity.id) == claim.speaker)?;
    Some(entity.name.clone())
}

#[test]
fn speakers_go_by_their_numbers_in_the_collection() {
    let collection = collection();
    let told = collection.reported();
    // One who is two elsewhere: all later numbers are others.
    let pair = [(AccountId(4), Local(0)), (AccountId(5), Local(0))];
    let parted = [testing::judged(Judged::Entity(pair), Verdict::Different)];
    let mut weaver = Weaver::with_cache();
    for judgements in [&[][..], &parted, &[]] {
        let woven = weaver.weave(&told, &with(judgements));
        let mut other = Weaver::resume_from(&told, judgements, woven.clone());
        for woven in [woven, other.weave(&told, &with(judgements))] {
            for (words, name) in [
                ("one of them was hurt", "Mira Tarvel"),
                ("touched sand", "Jon Aske"),
                ("bread will be dear", "Ena Sorrel"),
            ] {
                assert_eq!(speaker(&told, &woven, words).as_deref(), Some(name), "{words}");
            }
        }
    }
}

#[test]
fn who_remembers_weaves_the_same() {
    let verdict = testing::judged;
    let hurt = "not one of them was hurt";
    let local = |account: u32| (AccountId(account), Local(0));
    let nodes = [1, 2].map(|id| NodeId::Account(AccountId(id)));
    let judgements = [
        verdict(Judged::Entity([local(1), local(4)]), Verdict::Same),
        verdict(Judged::Claim([passage(1, hurt), passage(2, hurt)]), Verdict::Different),
        verdict(Judged::Edge { from: nodes[0], to: nodes[1] }, Verdict::Different),
        verdict(Judged::Story([AccountId(1), AccountId(6)]), Verdict::Same),
        verdict(Judged::Entity([local(4), local(5)]), Verdict::Different),
    ];
    let (whole, mut changed) = (collection(), collection());
    // More is found in the last account, under the number that it had.
    changed.found().statements.push(testing::statement(Span::new(0, 35)));
    let mut weaver = Weaver::with_cache();
    let mut weave_again = |collection: &Collection, accounts: usize, judgements: &[Judgement]| {
        let told = &collection.reported()[..accounts];
        let weaving = with(judgements);
        let (again, anew) = (weaver.weave(told, &weaving), weave(told, &weaving));
        assert!(again == anew, "{accounts} accounts, {} judgements", judgements.len());
        // So does who takes up from another's work.
        let mut other = Weaver::resume_from(told, judgements, anew.clone());
        assert!(other.claims == weaver.claims, "{accounts} accounts, {}", judgements.len());
        assert!(other.weave(told, &weaving) == anew);
        again
    };
    // Judged one after the other, taken back, each alone; with accounts that come and change.
    for judged in (0..=judgements.len()).chain((0..judgements.len()).rev()) {
        weave_again(&whole, 7, &judgements[..judged]);
    }
    for judgement in &judgements {
        weave_again(&whole, 7, std::slice::from_ref(judgement));
        weave_again(&whole, 7, std::slice::from_ref(judgement));
    }
    for accounts in [4, 7, 2, 5] {
        weave_again(&whole, accounts, &[]);
    }
    assert!(weave_again(&whole, 7, &[]) != weave_again(&changed, 7, &[]));
}
