//! What the page of an account shows.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{
    AccountId, DropReason, Dropped, EntityKind, Local, Mention, MentionForm, Place, Span, StoryId,
};

use crate::web::{Live, Target, render, site};
use stemma_tell::collection::Collection;
use stemma_tell::testing::{stored, woven};

/// The three accounts of the tests, the first with sentences, a mention and things left out.
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
    let first = &mut accounts[0];
    first.found.mentions.push(Mention {
        place: Place::text(Span::new(0, "Mira Tarvel".len())),
        kind: EntityKind::Person,
        form: MentionForm::Name,
        entity: Some(Local(0)),
        by: None,
    });
    let dropped = |text: &str, reason, before| Dropped { text: text.to_owned(), reason, before };
    first.account.dropped = vec![
        dropped("Home | Harbour", DropReason::Navigation, 0),
        dropped("See also: <b>Boats</b>", DropReason::Teaser, first.account.text.len() as u32),
    ];
    Collection::new(accounts, woven())
}

fn page(collection: &Collection, n: usize, live: Option<&Live>) -> String {
    render(collection, &Target::Account(collection.accounts()[n].id), live).unwrap()
}

/// The values of an attribute, in order.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let mark = format!(" {attribute}=\"");
    let at: Vec<usize> = page.match_indices(&mark).map(|(at, _)| at + mark.len()).collect();
    at.into_iter().map(|at| page[at..].split('"').next().unwrap()).collect()
}

/// The text of the elements that begin with `open`, without tags.
fn words(page: &str, open: &str, close: &str) -> Vec<String> {
    let unescaped = |text: &str| {
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    };
    page.match_indices(open)
        .map(|(at, _)| {
            let from = at + page[at..].find('>').unwrap() + 1;
            let inner = &page[from..from + page[from..].find(close).unwrap()];
            let bare: String =
                inner.split('<').map(|piece| piece.rsplit('>').next().unwrap()).collect();
            unescaped(&bare)
        })
        .collect()
}

#[test]
fn every_fragment_that_a_page_leads_to_is_on_its_accounts_page() {
    let collection = collection();
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    site::write(&collection, &site, &mut |_, _| Ok(())).unwrap();
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for stored in collection.accounts() {
        let page = render(&collection, &Target::Account(stored.id), None).unwrap();
        let all = values(&page, "id");
        let each: BTreeSet<String> = all.iter().map(|&id| id.to_owned()).collect();
        assert_eq!(all.len(), each.len(), "ids are unique");
        ids.insert(format!("account/{}.html", collection.slug(stored.id)), each);
    }
    let mut checked = 0;
    let mut folders = vec![site];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension().is_none_or(|extension| extension != "html") {
                continue;
            }
            let page = std::fs::read_to_string(&path).unwrap();
            for href in values(&page, "href") {
                let href = href.trim_start_matches("../");
                let Some((to, fragment)) =
                    href.split_once('#').filter(|(to, _)| to.starts_with("account/"))
                else {
                    continue;
                };
                assert!(ids[to].contains(fragment), "{}: {href}", path.display());
                checked += 1;
            }
        }
    }
    assert!(checked > 10, "{checked}");
}

/// The account and the words of everything on a page that names a passage as its own.
fn cited(collection: &Collection, page: &str) -> Vec<(String, String)> {
    let of = |tag: &str, attribute: &str| values(tag, attribute).concat();
    let tags = page.match_indices(" data-at=\"").map(|(at, _)| {
        let start = page[..at].rfind('<').unwrap();
        let end = at + page[at..].find('>').unwrap() + 1;
        let tag = &page[start..end];
        assert!(tag.starts_with("<a class=\"words\""), "{tag}");
        let anchor = of(tag, "data-at");
        let (field, range) = anchor.split_at(anchor.find(|c: char| c.is_ascii_digit()).unwrap());
        let (from, to) = range.split_once('-').unwrap();
        let (from, to): (usize, usize) = (from.parse().unwrap(), to.parse().unwrap());
        let account = AccountId(of(tag, "data-account").parse().unwrap());
        let account = &collection.account(account).unwrap().account;
        let text = match field {
            "t" => &account.text,
            "title" => account.title.as_ref().unwrap(),
            _ => panic!("{anchor}"),
        };
        let passage = text.chars().skip(from).take(to - from).collect();
        (words(&page[start..], tag, "</a>")[0].clone(), passage)
    });
    tags.collect()
}

#[test]
fn what_names_a_passage_is_exactly_its_words() {
    let collection = collection();
    let folder = tempfile::tempdir().unwrap();
    let paths = site::write(&collection, folder.path(), &mut |_, _| Ok(())).unwrap().paths;
    let mut checked = 0;
    for path in paths.iter().filter(|path| Target::of(path, &collection).is_some()) {
        let page = std::fs::read_to_string(folder.path().join(path)).unwrap();
        for (shown, passage) in cited(&collection, &page) {
            assert_eq!(shown, passage, "{path}");
            checked += 1;
        }
    }
    assert!(checked > 10, "{checked}");
}

#[test]
fn the_text_stands_as_it_was_read() {
    let collection = collection();
    for (n, stored) in collection.accounts().iter().enumerate() {
        let page = page(&collection, n, None);
        assert_eq!(
            words(&page, "<p class=\"text\" lang=\"en\" data-of=\"t\"", "</p>").concat(),
            stored.account.text
        );
        assert_eq!(words(&page, "<h1", "</h1>").concat(), stored.account.title.as_deref().unwrap());
    }
}

#[test]
fn what_was_left_out_stands_at_its_place_with_the_reason() {
    let collection = collection();
    let page = page(&collection, 0, None);
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}: {page}"));
    assert!(at("a menu") < at("Home | Harbour"));
    assert!(at("Home | Harbour") < at("data-of=\"t\""));
    assert!(at("data-of=\"t\"") < at("a pointer to another report"));
    assert!(page.contains("See also: &lt;b&gt;Boats&lt;/b&gt;"));
}

#[test]
fn the_margin_says_who_said_it_and_whose_claim_it_is() {
    let collection = collection();
    let page = page(&collection, 1, None);
    let margin = words(&page, "<div class=\"margin\"", "<section id=\"cite\"").concat();
    for said in ["Mira Tarvel", "direct", "through Norpress", "claim 2: 2 accounts, 1 origin"] {
        assert!(margin.contains(said), "{said}: {margin}");
    }
    // Words and notes share a number, so that one shows the other.
    assert!(page.contains("class=\"note ns1\"") && page.contains("spoken direct s1"), "{page}");
}

#[test]
fn where_it_has_it_from_is_shown_with_the_words() {
    let collection = collection();
    let second = page(&collection, 1, None);
    let from = second.find("Where it has it from").unwrap();
    let to = second.find("Who has it from here").unwrap();
    assert!(second[from..to].contains("According to Norpress"));
    assert!(second[from..to].contains("the port office"));
    assert!(!second.contains("It does not have it from there"), "only a server judges");
    let live = Live { token: "secret".to_owned(), notice: None };
    let judged = page(&collection, 1, Some(&live));
    assert!(judged.contains("name=\"one\" value=\"a1-a2\""), "{judged}");
}

#[test]
fn only_harmless_addresses_are_links() {
    let mut accounts = stored();
    accounts[0].account.url = Some("javascript:alert(1)//://".to_owned());
    accounts[0].account.title = Some("<script>alert(1)</script>".to_owned());
    let collection = Collection::new(accounts, woven());
    let page = page(&collection, 0, None);
    assert!(!page.contains("href=\"javascript"));
    assert!(!page.contains("<script>alert"));
    let story = collection.story(StoryId(1)).unwrap();
    assert!(page.contains(&format!("story/{}.html", story.id.0)));
}
