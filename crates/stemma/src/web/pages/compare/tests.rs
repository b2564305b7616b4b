//! What a comparison shows.

use stemma_core::{AccountId, Span};

use crate::web::{Live, Target, render};
use stemma_tell::collection::Collection;
use stemma_tell::testing::{stored, woven};

fn collection() -> Collection {
    let mut accounts = stored();
    for stored in &mut accounts {
        let text = stored.account.text.clone();
        let mut start = 0;
        for (end, _) in text.match_indices(". ").chain([(text.len() - 1, "")]) {
            stored.found.sentences.push(Span::new(start, end + 1));
            start = end + 2;
        }
    }
    Collection::new(accounts, woven())
}

fn compared(ids: &[u32], live: Option<&Live>) -> Option<String> {
    let target = Target::Compare(ids.iter().map(|&id| AccountId(id)).collect());
    render(&collection(), &target, live)
}

#[test]
fn two_to_four_different_accounts_are_compared() {
    for none in [&[1][..], &[1, 1], &[1, 9], &[1, 2, 3, 1, 2]] {
        assert!(compared(none, None).is_none(), "{none:?}");
    }
    assert!(compared(&[1, 2], None).is_some());
    assert!(compared(&[3, 1, 2], None).is_some());
}

#[test]
fn what_they_share_is_in_one_row_and_what_differs_is_marked() {
    let page = compared(&[1, 2], None).unwrap();
    let rows: Vec<&str> = page.split("<tr class=\"").skip(1).collect();
    let row = |words: &str| *rows.iter().find(|row| row.contains(words)).unwrap();
    let boats = row("1,200</em>");
    assert!(boats.starts_with("shared") && boats.contains("1,300</em>"), "{boats}");
    assert!(boats.contains("parting number"));
    assert!(boats.contains("claim/1.html"));
    assert!(row("stay</em>").contains("remain</em>"));
    assert!(page.contains("names 1"), "the relation stands in the head");
}

#[test]
fn what_one_has_alone_says_so() {
    let page = compared(&[1, 3], None).unwrap();
    assert!(page.contains("3 Kurier Północny, alone"), "{page}");
    assert!(!page.contains("class=\"shared\""));
}

#[test]
fn a_reader_judges_a_pair_where_it_stands() {
    let live = Live { token: "secret".to_owned(), notice: None };
    let page = compared(&[1, 2], Some(&live)).unwrap();
    assert!(page.contains("They do not say the same"));
    assert!(page.contains("name=\"token\" value=\"secret\""));
    assert!(page.contains("name=\"back\" value=\"compare/"));
}
