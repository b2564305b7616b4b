use expect_test::{Expect, expect};
use stemma_core::{AccountId, Judged, Judgement, Story, StoryId, Verdict};

use super::weave;
use crate::People;
use crate::testing::Collection;

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
    let story = Story {
        id: StoryId(1),
        title: String::new(),
        accounts: accounts.iter().map(|reported| reported.id).collect(),
    };
    let people = People::new(judgements);
    let (claims, _) = weave(&accounts, &[], &[story], &|_| None, &people);
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
