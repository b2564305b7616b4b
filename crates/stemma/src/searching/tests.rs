use std::collections::BTreeMap;

use expect_test::{Expect, expect};
use proptest::prelude::*;
use stemma_core::{EntityName, Parsed};
use stemma_keep::{Input, Kept};

use super::*;
use stemma_tell::testing::{stored, woven};

/// A full stop ends a sentence in the accounts for tests.
fn sentences(text: &str) -> Vec<Span> {
    let ends = text.match_indices(". ").map(|(at, _)| at + 2).chain([text.len()]);
    let mut start = 0;
    ends.map(|end| Span::new(std::mem::replace(&mut start, end), end).trim(text)).collect()
}

/// A store of the accounts for tests, and what they say; ids and numbers differ.
fn told() -> (tempfile::TempDir, Store, Collection) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open_or_make(&folder.path().join("s.db")).unwrap();
    let mut numbers = BTreeMap::new();
    for mut stored in stored().into_iter().rev() {
        stored.found.sentences = sentences(&stored.account.text);
        let source = stored.account.source.clone();
        let mut digest = [0; 32];
        digest[0] = stored.id.0 as u8;
        let input = Input { key: None, source: &source, place: &source, digest };
        let parsed = Parsed::default();
        let kept =
            Kept { account: &stored.account, text: &parsed, title: &parsed, found: &stored.found };
        numbers.insert(store.keep(input, "test", kept).unwrap(), stored.id);
    }
    let mut accounts = store.accounts().unwrap();
    for stored in &mut accounts {
        stored.id = numbers[&stored.id];
    }
    accounts.sort_by_key(|stored| stored.id);
    let mut woven = woven();
    let name = |text: &str, account: u32| EntityName {
        text: text.to_owned(),
        accounts: vec![AccountId(account)],
    };
    woven.entities[0].names = vec![name("Mira Tarvel", 1), name("Mira Tarwel", 2)];
    let collection = Collection::new(accounts, woven).with_numbers(numbers);
    (folder, store, collection)
}

fn asked(pairs: &[(&str, &str)]) -> String {
    let (_folder, store, collection) = told();
    let question = Question::of_pairs(pairs.iter().copied());
    let found = match search(&store, &collection, &question) {
        Ok(found) => found,
        Err(why) => return format!("{why}\n"),
    };
    let mut lines = String::new();
    for added in &found.added {
        lines += &format!("also {} for {}\n", added.names.join(", "), added.typed);
    }
    if found.undated > 0 {
        lines += &format!("{} undated\n", found.undated);
    }
    for one in &found.results {
        for hit in &one.hits {
            let text = collection.words(&hit.passage);
            let start = hit.passage.span.start;
            let mut marked = String::new();
            let mut at = 0;
            for word in &hit.words {
                let (from, to) = ((word.start - start) as usize, (word.end - start) as usize);
                marked += &format!("{}[{}]", &text[at..from], &text[from..to]);
                at = to;
            }
            lines += &format!("{}: {marked}{}\n", collection.mark(&hit.passage), &text[at..]);
        }
    }
    lines
}

fn check(pairs: &[(&str, &str)], expected: Expect) {
    expected.assert_eq(&asked(pairs));
}

#[test]
fn every_place_is_shown_in_its_sentence() {
    check(
        &[("q", "boats")],
        expect![[r"
            1:title: [Boats] to leave Port Ansel
            1:0: Mira Tarvel, the harbour minister of Norland, said on Monday that 1,200 [boats] would leave Port Ansel.
            3:0: The mayor of Port Ansel has counted the [boats] himself, he says.
            2:0: According to Norpress, 1,300 [boats] are to leave Port Ansel.
        "]],
    );
    check(
        &[("q", "\"leave port\" -mayor norpress")],
        expect![[r"
            2:0: According to [Norpress], 1,300 boats are to [leave Port] Ansel.
        "]],
    );
}

#[test]
fn a_name_is_found_in_any_spelling() {
    let in_any = expect![[r"
        also Tarwel for Tarvel
        2:title: [Tarwel]: the harbour will be empty
        2:60: “Not one of them will remain,” Mira [Tarwel] said.
        1:0: Mira [Tarvel], the harbour minister of Norland, said on Monday that 1,200 boats would leave Port Ansel.
    "]];
    check(&[("q", "Tarvel")], in_any);
    check(
        &[("q", "mira tarvel boats")],
        expect![[r"
        also Mira Tarwel for mira tarvel
        2:0: According to Norpress, 1,300 [boats] are to leave Port Ansel.
        2:60: “Not one of them will remain,” [Mira Tarwel] said.
        1:0: [Mira] [Tarvel], the harbour minister of Norland, said on Monday that 1,200 [boats] would leave Port Ansel.
        1:title: [Boats] to leave Port Ansel
    "]],
    );
    check(
        &[("q", "\"M. Tarwell\"")],
        expect![[r"
        also Mira Tarvel, Mira Tarwel for M. Tarwell
        2:60: “Not one of them will remain,” [Mira Tarwel] said.
        1:0: [Mira Tarvel], the harbour minister of Norland, said on Monday that 1,200 boats would leave Port Ansel.
    "]],
    );
    // In letters that no account has.
    check(
        &[("q", "Тарвел")],
        expect![[r"
        also Tarvel, Tarwel for Тарвел
        2:title: [Tarwel]: the harbour will be empty
        2:60: “Not one of them will remain,” Mira [Tarwel] said.
        1:0: Mira [Tarvel], the harbour minister of Norland, said on Monday that 1,200 boats would leave Port Ansel.
    "]],
    );
    check(
        &[("q", "+tarvel")],
        expect![[r"
        1:0: Mira [Tarvel], the harbour minister of Norland, said on Monday that 1,200 boats would leave Port Ansel.
    "]],
    );
    check(
        &[("q", "tarvel"), ("exact", "1")],
        expect![[r"
        1:0: Mira [Tarvel], the harbour minister of Norland, said on Monday that 1,200 boats would leave Port Ansel.
    "]],
    );
}

#[test]
fn filters_leave_accounts_out() {
    check(
        &[("q", "boats"), ("outlet", "ansel courier")],
        expect![[r"
        2:0: According to Norpress, 1,300 [boats] are to leave Port Ansel.
    "]],
    );
    check(
        &[("q", "boats"), ("from", "2031-05-06")],
        expect![[r"
        3:0: The mayor of Port Ansel has counted the [boats] himself, he says.
        2:0: According to Norpress, 1,300 [boats] are to leave Port Ansel.
    "]],
    );
    check(
        &[("q", "boats"), ("to", "2031-05-05")],
        expect![[r"
        1:title: [Boats] to leave Port Ansel
        1:0: Mira Tarvel, the harbour minister of Norland, said on Monday that 1,200 [boats] would leave Port Ansel.
        3:0: The mayor of Port Ansel has counted the [boats] himself, he says.
    "]],
    );
    check(&[("q", "boats"), ("from", "2031"), ("to", "2031-04")], expect![""]);
    check(&[("q", "boats"), ("story", "1"), ("language", "EN"), ("to", "2031-05-04")], expect![""]);
}

#[test]
fn a_speakers_words_are_told_from_others() {
    check(
        &[("q", "boats"), ("speaker", "Tarwell")],
        expect![[r"
        1:0: Mira Tarvel, the harbour minister of Norland, said on Monday that 1,200 [boats] would leave Port Ansel.
    "]],
    );
    check(
        &[("q", "stay OR remain"), ("speaker", "e1")],
        expect![[r"
        2:60: “Not one of them will [remain],” Mira Tarwel said.
        1:102: “Not one of them will [stay],” she said.
    "]],
    );
    check(
        &[("q", "boats"), ("speaker", "mayor")],
        expect![[r"
        3:0: The mayor of Port Ansel has counted the [boats] himself, he says.
    "]],
    );
}

#[test]
fn a_question_that_cannot_be_answered_is_told_why() {
    check(
        &[("q", "..."), ("page", "x")],
        expect![[r#"
        this cannot be searched for: it holds no word to look for. Search for words, "exact phrases" or beginnings*
    "#]],
    );
    check(
        &[("q", "boats"), ("outlet", "Herald")],
        expect![[r"
        no account is from 'Herald'. There are: Kurier Północny; Norpress; The Ansel Courier
    "]],
    );
    check(
        &[("q", "boats"), ("speaker", "Nobody")],
        expect![[r"
        nobody is called 'Nobody' in these accounts
    "]],
    );
    check(
        &[("q", "boats"), ("from", "5 May")],
        expect![[r"
        '5 May' is no day. Write it as 2031-05-13, 2031-05 or 2031
    "]],
    );
    check(
        &[("q", "boats"), ("from", "2032"), ("to", "2031")],
        expect![[r"
        nothing was reported from 2032-01-01 to 2031-12-31: the first day is the later one
    "]],
    );
    check(
        &[("q", "boats"), ("story", "9")],
        expect![[r"
        there is no story 9; stories go from 1 to 1
    "]],
    );
    check(
        &[("q", "boats"), ("language", "xx")],
        expect![[r"
        no account is in 'xx'. There are: en
    "]],
    );
}

#[test]
fn what_was_found_comes_in_pages() {
    let (_folder, store, collection) = told();
    let page = |page| {
        let question =
            Question { query: "boats".to_owned(), page, on_a_page: 2, ..Question::default() };
        let found = search(&store, &collection, &question).unwrap();
        let accounts: Vec<u32> = found.results.iter().map(|one| one.account.0).collect();
        (found.accounts, found.page, found.pages, accounts)
    };
    assert_eq!(page(1), (3, 1, 2, vec![1, 3]));
    assert_eq!(page(2), (3, 2, 2, vec![2]));
    assert_eq!(page(99).1, 2);
}

#[test]
fn a_question_is_an_address_and_back() {
    let pairs = [("q", "a b"), ("speaker", "x"), ("exact", "1"), ("page", "3")];
    let question = Question::of_pairs(pairs);
    assert_eq!(question.pairs(), pairs.map(|(name, value)| (name, value.to_owned())));
    assert_eq!(Question::of_pairs(question.pairs()), question);
    assert!(Question::of_pairs([("page", "-1"), ("other", "x")]).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn no_question_breaks_the_search(
        asked in prop::collection::vec(r#"([ "*+^(){}:,e0-9-]|OR|Tarvel|Мира|\PC|.){0,12}"#, 7),
        exact: bool,
        page: usize,
    ) {
        let (_folder, store, collection) = told();
        let [query, outlet, speaker, from, to, language, story] = asked.try_into().unwrap();
        let question =
            Question { query, outlet, speaker, from, to, language, story, exact, page, on_a_page: 0 };
        let words = Question { query: question.query.clone(), exact, page, ..Question::default() };
        let speaker = Question { speaker: question.speaker.clone(), ..words.clone() };
        for question in [question, words, speaker] {
            let found = search(&store, &collection, &question);
            prop_assert!(!matches!(found, Err(Unsearched::Store(_))), "{found:?}");
        }
    }
}
