use std::collections::BTreeMap;

use expect_test::{Expect, expect};
use stemma_core::{
    AccountId, Bound, Claim, ClaimReason, DateMention, Entity, EntityId, EntityKind, Found, Judged,
    Judgement, Local, LocalEntity, Manner, Mention, MentionForm, Place, Quantity, Reported, Role,
    Span, Speaker, Statement, Story, StoryId, TimexKind, Verdict, When,
};

use super::weave;
use crate::HumanJudgements;
use crate::claims::Memory;
use crate::testing::{ALONE, Collection, note};

/// Accounts that tell of one landing; every sentence ends with a full stop.
fn check(texts: &[&str], judgements: &[Judgement], expect: &Expect) {
    let mut collection = Collection::new();
    for (n, text) in texts.iter().enumerate() {
        collection.account(&format!("outlet {n}"), None, text);
    }
    expect.assert_eq(&told(&collection, judgements));
}

fn told(collection: &Collection, judgements: &[Judgement]) -> String {
    let accounts = collection.reported();
    let claims = woven(&accounts, &BTreeMap::new(), judgements);
    let mut lines = Vec::new();
    for claim in claims {
        let mut members: Vec<String> = (claim.members.iter())
            .map(|member| {
                let account = accounts.iter().find(|a| a.id == member.passage.account).unwrap();
                format!("  {}", member.passage.span.of(&account.account.text))
            })
            .collect();
        members.sort();
        lines.push(format!("claim\n{}\n", members.join("\n")));
    }
    lines.concat()
}

fn woven(
    accounts: &[Reported<'_>],
    date_values: &BTreeMap<AccountId, Vec<String>>,
    judgements: &[Judgement],
) -> Vec<Claim> {
    let story = Story {
        id: StoryId(1),
        title: String::new(),
        accounts: accounts.iter().map(|reported| reported.id).collect(),
    };
    let people = HumanJudgements::new(judgements);
    weave(accounts, &[], &[story], date_values, &ALONE, &people, &mut Memory::default()).0
}

/// What keeps the passages of two accounts apart that are one sentence each.
fn near(
    texts: [&str; 2],
    date_values: &BTreeMap<AccountId, Vec<String>>,
    mut tell: impl FnMut(&str, &mut Found),
) -> String {
    let mut collection = Collection::new();
    for text in texts {
        collection.account("outlet", None, text);
        tell(text, collection.found());
    }
    let claims = woven(&collection.reported(), date_values, &[]);
    let near = claims.iter().flat_map(|claim| &claim.near);
    let lines: Vec<String> =
        near.map(|near| format!("{:?}: {}\n", near.kind, note(&near.note))).collect();
    lines.concat()
}

fn quantity(text: &str, words: &str, value: f64, of: &str) -> Quantity {
    let span = |words: &str| {
        let start = text.find(words).expect("the words stand in the text");
        Span::new(start, start + words.len())
    };
    let place = Place::text(span(words));
    Quantity { place, value, bound: Bound::Exact, unit: None, of: Some(span(of)) }
}

const FERRY: &str = "The ferry left Ostrand harbour with ninety passengers aboard. \
     Captain Lindqvist closed the upper deck because of heavy wind. \
     Nobody was hurt when the engine caught fire.";
const FERRY_AGAIN: &str = "Heavy wind made captain Lindqvist close the upper deck. \
     Later the ferry left Ostrand harbour with ninety passengers aboard. \
     Tickets cost twelve crowns.";

#[test]
fn what_two_accounts_say_in_other_words_is_one_claim() {
    check(
        &[FERRY, FERRY_AGAIN],
        &[],
        &expect![[r"
            claim
              Captain Lindqvist closed the upper deck because of heavy wind.
              Heavy wind made captain Lindqvist close the upper deck.
            claim
              Later the ferry left Ostrand harbour with ninety passengers aboard.
              The ferry left Ostrand harbour with ninety passengers aboard.
        "]],
    );
}

#[test]
fn a_lone_statement_is_a_claim_and_a_lone_sentence_is_none() {
    check(
        &["The mayor spoke for an hour. “Nothing will be built here”, she said.", FERRY_AGAIN],
        &[],
        &expect![[r"
            claim
              Nothing will be built here
        "]],
    );
}

#[test]
fn the_order_of_the_accounts_does_not_matter() {
    let third = "Captain Lindqvist closed the upper deck in heavy wind. Cows were aboard.";
    let tell = |texts: &[&str]| {
        let mut collection = Collection::new();
        for text in texts {
            collection.account("outlet", None, text);
        }
        told(&collection, &[])
    };
    let one = tell(&[FERRY, FERRY_AGAIN, third]);
    assert_eq!(one, tell(&[third, FERRY, FERRY_AGAIN]));
    assert_eq!(one, tell(&[FERRY_AGAIN, third, FERRY]));
}

#[test]
fn a_person_parts_what_a_rule_would_join() {
    let mut collection = Collection::new();
    collection.account("one", None, FERRY);
    collection.account("two", None, FERRY_AGAIN);
    let accounts = collection.reported();
    let at = |account: usize, sentence: usize| {
        let reported = &accounts[account];
        let span = reported.text.sentence_spans()[sentence];
        stemma_core::Place::text(span).in_account(AccountId(account as u32 + 1))
    };
    let apart = Judgement {
        id: 1,
        of: Judged::Claim([at(0, 1), at(1, 0)]),
        verdict: Verdict::Different,
        by: "a reader".to_owned(),
        at: Some("2031-05-04T10:00:00Z".to_owned()),
        score: 1.0,
        reasons: Vec::new(),
    };
    assert!(told(&collection, &[]).contains("Lindqvist"));
    assert!(!told(&collection, &[apart]).contains("Lindqvist"));
}

#[test]
fn numbers_of_one_thing_that_part_keep_two_statements_apart_and_each_shows_the_other() {
    let texts = [
        "“ 30000 signatures reached the mayor today ” .",
        "“ 40000 signatures reached the mayor in spring ” .",
    ];
    let told = near(texts, &BTreeMap::new(), |text, found| {
        let words = text.split(' ').find(|word| word.ends_with("000")).expect("a number");
        let value = words.parse().expect("a number");
        found.quantities.push(quantity(text, words, value, "signatures"));
    });
    expect![[r"
        Number: 30000 / 40000
        Number: 40000 / 30000
    "]]
    .assert_eq(&told);
}

#[test]
fn what_is_said_of_two_days_is_near() {
    let texts = [
        "“ the council votes on a bridge on Monday ” .",
        "“ on Tuesday the council had its say about a bridge ” .",
    ];
    let day = |text: &str, found: &mut Found| {
        let words = if text.contains("Monday") { "Monday" } else { "Tuesday" };
        let start = text.find(words).expect("the day stands in the text");
        found.dates.push(DateMention {
            place: Place::text(Span::new(start, start + words.len())),
            kind: TimexKind::Date,
            value: "XXXX".to_owned(),
            when: When::Fixed("XXXX".to_owned()),
            by: None,
        });
    };
    let values = |second: &str| {
        let value = |day: &str| vec![day.to_owned()];
        BTreeMap::from([(AccountId(1), value("2031-05-05")), (AccountId(2), value(second))])
    };
    let apart = near(texts, &values("2031-05-06"), day);
    let one = near(texts, &values("2031-05-05"), day);
    assert_eq!((apart.contains("Date: Monday / Tuesday"), one.contains("Date")), (true, false));
}

#[test]
fn a_quotation_that_was_cut_is_the_same() {
    check(
        &[
            "“ We hear knocking behind the wall and knocking is hope ” , said the warden.",
            "“ knocking is hope ” , he said. Nobody knew more.",
        ],
        &[],
        &expect![[r"
            claim
              We hear knocking behind the wall and knocking is hope
              knocking is hope
        "]],
    );
}

#[test]
fn a_story_of_many_copies_is_laid_side_by_side_in_a_few() {
    // Every sentence has a word of its own in each copy, so that no two are equal.
    let copies: Vec<String> = (0..60)
        .map(|n| FERRY.replace("heavy", &format!("word{n}")).replace("engine", &format!("part{n}")))
        .collect();
    let mut collection = Collection::new();
    for text in &copies {
        collection.account("outlet", None, text);
    }
    let claims = woven(&collection.reported(), &BTreeMap::new(), &[]);
    let sizes: Vec<usize> = claims.iter().map(|claim| claim.members.len()).collect();
    assert_eq!(sizes, [60, 60, 60]);
}

#[test]
fn no_order_of_many_accounts_changes_what_they_say_together() {
    let texts = [
        FERRY,
        FERRY_AGAIN,
        "“Nobody was hurt”, captain Lindqvist said. “The engine caught fire”, he added.",
        "Captain Lindqvist closed the upper deck in heavy wind. Cows were aboard.",
        "The ferry left Ostrand with twelve passengers aboard. “Nobody was hurt”, said he.",
        "Ninety passengers were aboard the ferry when the engine caught fire.",
    ];
    let tell = |order: &[usize]| {
        let mut collection = Collection::new();
        for &n in order {
            collection.account("outlet", None, texts[n]);
        }
        told(&collection, &[])
    };
    let one = tell(&[0, 1, 2, 3, 4, 5]);
    // Heap's algorithm, over all 720 orders.
    let (mut order, mut count, mut at) = ([0, 1, 2, 3, 4, 5], [0; 6], 0);
    while at < order.len() {
        if count[at] < at {
            order.swap(if at % 2 == 0 { 0 } else { count[at] }, at);
            assert_eq!(tell(&order), one, "{order:?}");
            count[at] += 1;
            at = 0;
        } else {
            count[at] = 0;
            at += 1;
        }
    }
}

#[test]
fn a_quotation_and_its_summary_are_one_claim() {
    // The minister serves Norland, so that her "we" is Norland.
    let text = "Norland must repair the eastern harbour wall this winter. \
                We must repair the eastern harbour wall this winter.";
    let span = |words: &str| {
        let start = text.find(words).expect("the words stand in the text");
        Span::new(start, start + words.len())
    };
    let told = |manners: [Manner; 2]| {
        let mut collection = Collection::new();
        let id = collection.account("outlet", None, text);
        let found = collection.found();
        let entity = |kind, name: &str, roles| LocalEntity {
            kind,
            name: name.to_owned(),
            names: vec![name.to_owned()],
            roles,
            gender: None,
        };
        let role = Role {
            office: "minister".to_owned(),
            of: Some("Norland".to_owned()),
            place: Place::text(Span::new(0, 1)),
        };
        found.entities = vec![
            entity(EntityKind::Person, "Mira Tarvel", vec![role]),
            entity(EntityKind::Place, "Norland", Vec::new()),
        ];
        found.mentions.push(Mention {
            place: Place::text(span("Norland")),
            kind: EntityKind::Place,
            form: MentionForm::Name,
            entity: Some(Local(1)),
            by: None,
        });
        for (content, manner) in ["Norland must", "We must"].into_iter().zip(manners) {
            let start = span(content).start as usize;
            let end = start + text[start..].find('.').expect("a full stop");
            found.statements.push(Statement {
                manner,
                speaker: Some(Speaker { span: Span::new(0, 1), entity: Some(Local(0)) }),
                ..crate::testing::statement(Span::new(start, end))
            });
        }
        let accounts = collection.reported();
        let entity = |n: u32, kind, name: &str| Entity {
            id: EntityId(n + 1),
            kind,
            name: name.to_owned(),
            names: Vec::new(),
            members: vec![(id, Local(n))],
        };
        let entities =
            [entity(0, EntityKind::Person, "Mira Tarvel"), entity(1, EntityKind::Place, "Norland")];
        let story = Story { id: StoryId(1), title: String::new(), accounts: vec![id] };
        let (claims, judgements) = weave(
            &accounts,
            &entities,
            &[story],
            &BTreeMap::new(),
            &ALONE,
            &HumanJudgements::new(&[]),
            &mut Memory::default(),
        );
        let summed_up = judgements
            .iter()
            .flat_map(|judgement| &judgement.reasons)
            .any(|reason| reason.kind == ClaimReason::SummedUp.into());
        (claims.iter().map(|claim| claim.members.len()).max(), summed_up)
    };
    assert_eq!(told([Manner::Indirect, Manner::Direct]), (Some(2), true));
    assert!(!told([Manner::Direct, Manner::Direct]).1);
}
