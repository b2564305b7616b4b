use std::collections::BTreeMap;

use stemma_core::Stored;
use stemma_core::{
    AccountId, EntityId, EntityKind, EntityName, EntityReason, Judged, Judgement, Local, Mention,
    MentionForm, PersonReason, Place, Reason, Role, Span, Verdict,
};

use crate::web::target::EntityPart;
use crate::web::{Live, Target, render};
use stemma_tell::collection::Collection;
use stemma_tell::testing::{stored, woven};

/// Every place where a name stands is a mention of it.
fn mentioning(mut stored: Vec<Stored>) -> Vec<Stored> {
    for one in &mut stored {
        let name = one.found.entities[0].name.clone();
        let text = one.account.text.clone();
        let surname = name.rsplit(' ').next().unwrap_or_default();
        one.found.mentions = text
            .match_indices(surname)
            .map(|(at, _)| {
                let start = text[..at].rfind(&name[..name.len() - surname.len()]).unwrap_or(at);
                Mention {
                    place: Place::text(Span::new(start, at + surname.len())),
                    kind: EntityKind::Person,
                    form: MentionForm::Name,
                    entity: Some(Local(0)),
                    by: None,
                }
            })
            .collect();
    }
    stored
}

fn collection() -> Collection {
    let mut woven = woven();
    let accounts = mentioning(stored());
    let members = woven.entities[0].members.clone();
    let shown = accounts[1].found.mentions[0].place.in_account(accounts[1].id);
    let judgement = |id, pair, verdict| Judgement {
        id,
        of: Judged::Entity(pair),
        verdict,
        by: "rule: transliteration".to_owned(),
        at: None,
        score: 0.9,
        reasons: vec![Reason {
            kind: EntityReason::Person(PersonReason::SurnamesAlike(
                0.98,
                "tarvel".to_owned(),
                "tarwel".to_owned(),
            ))
            .into(),
            weight: 1.4,
            evidence: vec![shown],
        }],
    };
    let other = woven.entities[1].members[0];
    woven.judgements = vec![
        judgement(1, [members[0], members[1]], Verdict::Same),
        judgement(2, [members[0], other], Verdict::Different),
    ];
    Collection::new(accounts, woven)
}

fn page(target: &Target, live: Option<&Live>) -> String {
    render(&collection(), target, live).unwrap()
}

#[test]
fn a_page_has_names_offices_statements_and_reasons_with_their_places() {
    let page = page(&Target::Entity(EntityId(1)), None);
    for words in [
        "<h1>Mira Tarvel</h1>",
        "in 2 accounts · reported 5–6 May 2031",
        "Mira Tarwel</b>",
        "the harbour minister of Norland</a>",
        "that 1,200 boats would leave Port Ansel</a>",
        "“<a class=\"words\"",
        "claim/1.html",
        "through <a",
        "surnames that sound alike",
        "kept apart",
        "To cite",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("<form class=\"judge\""), "a page as a file has nothing to send");
}

#[test]
fn a_reader_judges_where_they_look() {
    let live = Live { token: "secret".to_owned(), notice: None };
    let page = page(&Target::Entity(EntityId(1)), Some(&live));
    let forms: Vec<&str> = page.split("<form class=\"judge\"").skip(1).collect();
    let fields = |form: &str| -> BTreeMap<String, String> {
        let inputs = form.split("</form>").next().unwrap_or_default().split("<input").skip(1);
        let value = |input: &str, name: &str| {
            Some(input.split(&format!("{name}=\"")).nth(1)?.split('"').next()?.to_owned())
        };
        inputs.filter_map(|input| Some((value(input, "name")?, value(input, "value")?))).collect()
    };
    let forms: Vec<_> = forms.into_iter().map(fields).collect();
    let has = |one: &str, other: Option<&str>, verdict: &str| {
        forms.iter().any(|form| {
            form["token"] == "secret"
                && form["back"] == "entity/1.html"
                && form["one"] == one
                && form.get("other").map(String::as_str) == other
                && form["verdict"] == verdict
        })
    };
    assert!(has("e1", None, "same"), "{forms:?}");
    assert!(has("e1", Some("e2"), "same"), "{forms:?}");
    let of_a_name = forms.iter().find(|form| form["verdict"] == "different").unwrap();
    assert!(of_a_name["one"].starts_with("2:") && of_a_name["other"].starts_with("1:"));
    assert_eq!(of_a_name["who"], "true");
}

#[test]
fn what_does_not_fit_has_pages_of_its_own() {
    let collection = collection();
    for (part, words) in [
        (EntityPart::Said, "Not one of them will stay"),
        (EntityPart::Mentions, "Mira Tarwel"),
        (EntityPart::Reasons, "surnames that sound alike"),
    ] {
        let page = |n| render(&collection, &Target::EntityPart(EntityId(1), part, n), None);
        assert!(page(1).unwrap().contains(words));
        assert_eq!(page(2), None);
        assert_eq!(page(0), None);
    }
    assert_eq!(render(&collection, &Target::Entity(EntityId(9)), None), None);
}

/// Mentioned by so many accounts that names, offices and their places have to be cut.
fn many() -> Collection {
    const ACCOUNTS: u32 = 470;
    let (mut woven, first) = (woven(), stored().remove(0));
    let accounts = (1..=ACCOUNTS).map(|n| {
        let mut one = first.clone();
        one.id = AccountId(n);
        one.sha256 = format!("{n:064x}");
        // The name that all write; a name of its own for each of the last.
        let own = format!("Mira {}", "T".repeat(n.saturating_sub(400) as usize));
        one.account.text = format!("Mira Tarvel spoke. {own} did, the minister.");
        let place = |words: &str| {
            let start = one.account.text.rfind(words).unwrap();
            Place::text(Span::new(start, start + words.len()))
        };
        let mention = |place| Mention {
            place,
            kind: EntityKind::Person,
            form: MentionForm::Name,
            entity: Some(Local(0)),
            by: None,
        };
        one.found.mentions = vec![mention(place("Mira Tarvel"))];
        if n > 400 {
            one.found.mentions.push(mention(place(&own)));
        }
        one.found.statements.clear();
        one.found.entities[0].roles =
            vec![Role { office: "minister".to_owned(), of: None, place: place("the minister") }];
        one
    });
    woven.entities.truncate(1);
    woven.entities[0].members = (1..=ACCOUNTS).map(|n| (AccountId(n), Local(0))).collect();
    woven.entities[0].names =
        vec![EntityName { text: "Tarvel".to_owned(), accounts: (1..=3).map(AccountId).collect() }];
    woven.claims.clear();
    Collection::new(accounts.collect(), woven)
}

#[test]
fn no_name_and_no_office_is_lost_by_cutting() {
    let collection = many();
    let page = |target: Target| render(&collection, &target, None);
    let own = page(Target::Entity(EntityId(1))).unwrap();
    for link in [
        // The 470 places of the first name go on behind those that are shown.
        "<a href=\"../entity/1-names.html\">and 404 more accounts</a>",
        "<a href=\"../entity/1-names.html\">All 72 names</a>",
        "<a href=\"../entity/1-roles.html\">and 404 more places</a>",
    ] {
        assert!(own.contains(link), "{link}");
    }
    let names = |n| page(Target::EntityPart(EntityId(1), EntityPart::Names, n));
    let (one, two) = (names(1).unwrap(), names(2).unwrap());
    assert_eq!(names(3), None);
    assert!(two.contains(" · continued") && !one.contains(" · continued"));
    let all = one + &two;
    for stored in collection.accounts() {
        let place = format!("{}.html#t0-11", collection.slug(stored.id));
        assert!(all.contains(&place), "account {}", stored.id.0);
    }
    for n in 1..=70 {
        assert!(all.contains(&format!("<b class=\"text\">Mira {}</b>", "T".repeat(n))), "{n}");
    }
    // A name within longer ones leads to these.
    let within = all.split("within longer names in 3 accounts").nth(1).unwrap();
    assert_eq!(within.split("</ul>").next().unwrap().matches("#t0-11").count(), 3);
    let roles = |n| page(Target::EntityPart(EntityId(1), EntityPart::Roles, n));
    assert!(roles(2).unwrap().contains(" · continued") && roles(3).is_none());
}

#[test]
fn a_citation_has_the_digest_of_each_text_once() {
    let digest = |collection: &Collection| collection.accounts()[0].sha256[..12].to_owned();
    let before = collection();
    let mut accounts = before.accounts().to_vec();
    // The second prints the first's words.
    accounts[1].sha256 = accounts[0].sha256.clone();
    let collection = Collection::new(accounts, before.woven.clone());
    let entity = &collection.woven.entities[0];
    assert!(entity.members.len() > 1);
    let page = render(&collection, &Target::Entity(entity.id), None).unwrap();
    let cited = page.split("Texts by SHA-256: ").nth(1).unwrap();
    assert!(cited.starts_with(&format!("{}.<", digest(&collection))), "{}", &cited[..80]);
}
