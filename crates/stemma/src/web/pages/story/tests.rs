//! What the sections of a synopsis hold, on three accounts of invented outlets.

use expect_test::{Expect, expect};
use stemma_core::{
    AccountId, ClaimId, Edge, Field, Member, NodeId, Passage, Span, StoryId, TimelineEntry,
};

use super::*;
use crate::web::{Live, render};
use stemma_tell::collection::Collection;
use stemma_tell::testing::{stored, woven};

/// Markup as a reader meets it: words only, with `[→ address]` after what leads on; a line for each
/// block.
fn read(markup: &str, collection: &Collection) -> String {
    const BLOCKS: [&str; 14] = [
        "p",
        "li",
        "ul",
        "ol",
        "tr",
        "h1",
        "h2",
        "h3",
        "figure",
        "figcaption",
        "blockquote",
        "summary",
        "article",
        "div",
    ];
    let mut text = String::new();
    let mut leads = Vec::new();
    for piece in markup.split('<') {
        let (tag, words) = piece.split_once('>').unwrap_or(("", piece));
        let name = tag.trim_start_matches('/').split([' ', '>']).next().unwrap_or_default();
        if name == "a" {
            if tag.starts_with('/') {
                let lead: String = leads.pop().unwrap_or_default();
                text += &format!("[→ {lead}]");
            } else {
                let href = tag.split("href=\"").nth(1).and_then(|rest| rest.split('"').next());
                leads.push(href.unwrap_or_default().replace("../", ""));
            }
        } else if BLOCKS.contains(&name) {
            text.push('\n');
        }
        text += words;
    }
    for stored in collection.accounts() {
        text = text.replace(
            &format!("account/{}.html", collection.slug(stored.id)),
            &format!("a{}", stored.id.0),
        );
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::new(), |text, line| text + line + "\n")
}

fn check(section: impl Fn(View<'_>, &Story) -> Markup, expected: Expect) {
    let collection = Collection::new(stored(), woven());
    let target = Target::Story(StoryId(1));
    let view = View { collection: &collection, target: &target, live: None };
    let markup = section(view, collection.story(StoryId(1)).unwrap()).into_string();
    expected.assert_eq(&read(&markup, &collection));
}

#[test]
fn each_side_of_a_difference_has_its_words_and_accounts() {
    check(
        |view, story| differences(view, &synopsis::partings(view.collection, story)),
        expect![[r"
        polarity asserted / denied near claim 1[→ claim/1.html]
        asserted
        1,200 boats would leave Port Ansel[→ a1#t66-100]
        1 Norpress[→ a1#t66-100] 5 May 2031
        denied
        has counted the boats himself[→ a3#t24-53]
        3 Kurier Północny[→ a3#t24-53] 5 May 2031 or later
        number 1,200 / 1,300 claim 1[→ claim/1.html]
        1,200 boats would leave Port Ansel[→ a1#t66-100]
        1 Norpress[→ a1#t66-71] 5 May 2031
        1,300 boats are to leave Port Ansel[→ a2#t23-58]
        2 The Ansel Courier[→ a2#t23-28] 6 May 2031
    "]],
    );
}

#[test]
fn a_claim_has_every_wording_and_the_lines_that_its_origins_were_counted_by() {
    check(
        |view, story| {
            let descent = Descent::of(view.collection, story);
            let claim = view.collection.claim(ClaimId(2)).unwrap();
            card(view, story, claim, &descent, Depth::OVERVIEW)
        },
        expect![[r"
            Claim 2[→ claim/2.html] · Mira Tarvel[→ entity/1.html]
            2 accounts, 1 origin, shared: 1 Norpress
            1 Norpress[→ a1#t103-128] origin
            2 The Ansel Courier[→ a2#t61-88] says so itself According to Norpress[→ a2#t0-21] If this line is wrong: 2 origins
            Not one of them will stay[→ a1#t103-128]
            1 Norpress[→ a1#t103-128] 5 May 2031
            Not one of them will remain[→ a2#t61-88]
            2 The Ansel Courier[→ a2#t61-88] 6 May 2031
            name Mira Tarvel[→ a1#t0-11] / Mira Tarwel[→ a2#t91-102]
            wording remain[→ a2#t82-88] / stay[→ a1#t124-128]
            Left out by 3 Kurier Północny[→ a3]
        "]],
    );
}

#[test]
fn a_passage_that_is_near_is_told_with_what_keeps_it_apart() {
    check(
        |view, story| {
            let descent = Descent::of(view.collection, story);
            let claim = view.collection.claim(ClaimId(1)).unwrap();
            card(view, story, claim, &descent, Depth::ALL)
        },
        expect![[r"
            2 accounts, 2 origins, independence not established: 1 Norpress, the port office
            1 Norpress[→ a1#t66-100] origin
            2 The Ansel Courier[→ a2#t23-58] says so itself According to Norpress[→ a2#t0-21]
            the port office (not among the accounts) origin
            1 Norpress[→ a1#t66-100] (as well) shown by the texts 1,200 boats[→ a1#t66-77]
            2 The Ansel Courier[→ a2#t23-58] (as well) says so itself 1,300 boats[→ a2#t23-34]
            1,200 boats would leave Port Ansel[→ a1#t66-100]
            1 Norpress[→ a1#t66-100] 5 May 2031
            1,300 boats are to leave Port Ansel[→ a2#t23-58]
            2 The Ansel Courier[→ a2#t23-58] 6 May 2031
            number 1,200[→ a1#t66-71] / 1,300[→ a2#t23-28]
            Like it, but not the same
            polarity asserted / denied: has counted the boats himself[→ a3#t24-53] Kurier Północny[→ a3] 5 May 2031 or later
            Left out by 3 Kurier Północny[→ a3]
        "]],
    );
}

#[test]
fn a_matrix_leads_to_the_words_and_says_what_is_left_out() {
    check(
        |view, story| {
            let shared = synopsis::shared_claims(view.collection, story);
            Matrix::new(story, &shared).overview(view, 12)
        },
        expect![[r"
            ● has it, and leads to its words · – leaves it out
            Claim1 Norpress[→ a1]2 The Ansel Courier[→ a2]3 Kurier Północny[→ a3]
            1,200 boats would leave Port Ansel[→ claim/1.html]●[→ a1#t66-100]●[→ a2#t23-58]left out
            Not one of them will stay[→ claim/2.html]●[→ a1#t103-128]●[→ a2#t61-88]left out
            Of 2 shared claims it has220
            Left out though most others have it
            3 Kurier Północny: 2 claims
            1,200 boats would leave Port Ansel[→ claim/1.html]
            Not one of them will stay[→ claim/2.html]
        "]],
    );
}

#[test]
fn what_was_said_stands_by_speaker_in_the_order_of_the_reports() {
    check(
        |view, story| {
            let (speakers, _) = synopsis::speakers(view.collection, story);
            said(view, &spoken(view.collection, &speakers, 5))
        },
        expect![[r"
            Mira Tarvel[→ entity/1.html], harbour minister of Norland[→ a1#t13-44] 2 accounts
            planned that 1,200 boats would leave Port Ansel[→ a1#t61-100]
            in the account’s words · claim 1[→ claim/1.html]
            1 Norpress[→ a1#t61-100] 5 May 2031
            “Not one of them will remain,[→ a2#t61-89]”
            in quotation marks · through Norpress[→ a2#t13-21] · claim 2[→ claim/2.html]
            1 Norpress[→ a1#t103-129] 5 May 2031
            2 The Ansel Courier[→ a2#t61-89] 6 May 2031
            The mayor of Port Ansel[→ entity/2.html] 1 account
            denied has counted the boats himself[→ a3#t24-53]
            in the account’s words
            3 Kurier Północny[→ a3#t24-53] 5 May 2031 or later
        "]],
    );
}

#[test]
fn a_day_is_told_with_its_lag() {
    check(
        |view, story| days(view, &synopsis::days_of_story(view.collection, story, 14), false),
        expect![[r"
            it happened on this day
            on all of these days
            on some day of these
            it was reported (a number: by so many accounts)
            5 May2031
            5 May 2031 reported on the day
            Mira Tarvel, the harbour minister of Norland, said on Monday that 1,200 boats would leave Port Ansel.[→ a1#t0-101]
            1 Norpress[→ a1#t54-60] 5 May 2031
            5 May 2031[→ a1#t0-101]5 May 2031: reported by Norpress[→ a1#t54-60]
        "]],
    );
}

#[test]
fn a_table_of_accounts_says_whence_each_has_it() {
    check(
        |view, story| accounts(view, &story.accounts),
        expect![[r"
        No.OutletReportedTitleWordsHas it from
        1Norpress[→ a1]5 May 2031Boats to leave Port Ansel[→ a1#title0-25]25 words
        has it from the port office shown by the texts: 1,200 boats[→ a1#t66-77]
        2The Ansel Courier[→ a2]6 May 2031Tarwel: the harbour will be empty[→ a2#title0-33]19 words
        has it from 1 Norpress[→ a1] says so: According to Norpress[→ a2#t0-21]
        has it from the port office says so: 1,300 boats[→ a2#t23-34]
        3Kurier Północny[→ a3]5 May 2031 or laterBurmistrz liczy łodzie[→ a3#title0-22]12 wordsnames none, repeats none
    "]],
    );
}

#[test]
fn a_year_that_is_open_stands_apart_from_the_axis() {
    let mut woven = woven();
    let entry =
        stemma_core::TimelineEntry { value: "XXXX-05-09".to_owned(), ..woven.timeline[0].clone() };
    woven.timeline.push(entry);
    let collection = Collection::new(stored(), woven);
    let target = Target::Story(StoryId(1));
    let view = View { collection: &collection, target: &target, live: None };
    let all: Vec<_> = collection.timeline_in(StoryId(1)).collect();
    let page = days(view, &all, false).into_string();
    let apart =
        page.split("the year is not established").nth(1).expect("it has a place of its own");
    assert!(apart.contains("9 May, year open") && !apart.contains("<svg"), "{apart}");
}

/// Sections lead to one another by ids that no other thing of a page has.
#[test]
fn every_id_is_there_once_and_every_link_within_the_page_holds() {
    let collection = Collection::new(stored(), woven());
    for target in [Target::Story(StoryId(1)), Target::Claim(ClaimId(1))] {
        let live = Live { token: "secret".to_owned(), ..Live::default() };
        for live in [None, Some(&live)] {
            let page = render(&collection, &target, live).unwrap();
            let ids: Vec<&str> =
                page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            let mut once = ids.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), ids.len(), "{ids:?}");
            for within in page.split("href=\"#").skip(1) {
                let id = within.split('"').next().unwrap();
                assert!(ids.contains(&id), "{target:?}: #{id}");
            }
        }
    }
}

#[test]
fn only_a_server_has_forms_that_judge() {
    let collection = Collection::new(stored(), woven());
    let target = Target::Claim(ClaimId(2));
    assert!(!render(&collection, &target, None).unwrap().contains("name=\"token\""));
    let live = Live { token: "secret".to_owned(), ..Live::default() };
    let page = render(&collection, &target, Some(&live)).unwrap();
    for named in
        ["value=\"a1-a2\"", "name=\"other\" value=\"2:", "value=\"c2\"", "value=\"secret\""]
    {
        assert!(page.contains(named), "{named}");
    }
}

/// The lines that are shown are those that the count followed: each root is reached, no more.
#[test]
fn the_lines_of_a_claim_lead_to_its_roots() {
    let collection = Collection::new(stored(), woven());
    let target = Target::Story(StoryId(1));
    let view = View { collection: &collection, target: &target, live: None };
    let story = collection.story(StoryId(1)).unwrap();
    let descent = Descent::of(&collection, story);
    for claim in collection.claims_in(StoryId(1)) {
        let page = descent.standing(view, claim, usize::MAX, true).into_string();
        assert_eq!(page.matches(">origin<").count(), claim.roots.len(), "{page}");
        for &root in &claim.roots {
            let name = match root {
                NodeId::Account(id) => collection.outlet(id).to_owned(),
                NodeId::Source(_) => collection.node(root),
            };
            assert!(page.contains(&name), "{name}: {page}");
        }
    }
}

/// Two hundred accounts that all tell the same in ten wordings, sixty claims of it, and have it from
/// the first of them.
fn two_hundred() -> Collection {
    const ACCOUNTS: u32 = 200;
    let (accounts, mut woven) = (stored(), woven());
    let ids: Vec<AccountId> = (1..=ACCOUNTS).map(AccountId).collect();
    let many = ids.iter().map(|&id| {
        let mut one = accounts[0].clone();
        one.id = id;
        one.sha256 = format!("{:064x}", id.0);
        one.account.outlet = Some(format!("The Port Ansel Observer {}", id.0));
        one
    });
    // The beginnings of the text differ in length, so that the words do.
    let passage = |id: &AccountId, from: u32| Passage {
        account: *id,
        of: Field::Text,
        span: Span { start: from + id.0 % 10, end: 101 },
    };
    woven.claims = (0..60)
        .map(|n| {
            let mut claim = woven.claims[0].clone();
            claim.id = ClaimId(n + 1);
            claim.members = ids
                .iter()
                .map(|id| Member { passage: passage(id, n % 20), statement: None })
                .collect();
            claim.text = claim.members[0].passage;
            claim
        })
        .collect();
    woven.lineage.edges = ids[1..]
        .iter()
        .map(|&id| Edge {
            from: NodeId::Account(ids[0]),
            to: NodeId::Account(id),
            evidence: vec![passage(&id, 0), passage(&ids[0], 0)],
            ..woven.lineage.edges[0].clone()
        })
        .collect();
    woven.timeline = (1..=20)
        .map(|day| TimelineEntry {
            value: format!("2031-05-{day:02}"),
            places: ids.iter().map(|id| passage(id, 40)).collect(),
            ..woven.timeline[0].clone()
        })
        .collect();
    woven.stories[0].accounts = ids.clone();
    Collection::new(many.collect(), woven)
}

#[test]
fn the_pages_of_two_hundred_accounts_stay_small() {
    const MOST: usize = 500_000;
    let collection = two_hundred();
    let live = Live { token: "0".repeat(64), ..Live::default() };
    for live in [None, Some(&live)] {
        let story = render(&collection, &Target::Story(StoryId(1)), live).unwrap();
        assert!(story.len() < MOST, "the synopsis: {}", story.len());
        for part in Part::ALL {
            let pages =
                (1..).map_while(|n| render(&collection, &Target::Part(StoryId(1), part, n), live));
            for page in pages {
                assert!(page.len() < MOST, "{part:?}: {}", page.len());
            }
        }
    }
}

/// Whatever the overview cuts is on the pages of its part.
#[test]
fn nothing_is_lost_by_cutting() {
    let collection = two_hundred();
    let all = |part| -> String {
        (1..).map_while(|n| render(&collection, &Target::Part(StoryId(1), part, n), None)).collect()
    };
    let claims = all(Part::Claims);
    let (accounts, matrix) = (all(Part::Accounts), all(Part::LeftOut));
    for claim in collection.claims_in(StoryId(1)) {
        assert!(claims.contains(&format!("id=\"c{}\"", claim.id.0)), "claim {}", claim.id.0);
    }
    for stored in collection.accounts() {
        let href = format!("account/{}.html", collection.slug(stored.id));
        assert!(accounts.contains(&href) && matrix.contains(&href), "account {}", stored.id.0);
    }
    assert_eq!(all(Part::Timeline).matches(" id=\"day").count(), 20);
    // The drawing, with the beginning of the list; then the list.
    let page = |n| render(&collection, &Target::Part(StoryId(1), Part::Lineage, n), None);
    let (drawing, list) = (page(1).unwrap(), page(2).unwrap());
    assert!(drawing.contains("1-lineage-2.html\">and ") && page(3).is_none());
    for stored in &collection.accounts()[1..] {
        let href = format!("account/{}.html\"", collection.slug(stored.id));
        assert!(list.contains(&href), "account {}", stored.id.0);
    }
}

#[test]
fn who_goes_on_on_the_next_page_is_said_to() {
    let collection = two_hundred();
    let story = collection.story(StoryId(1)).unwrap();
    let (mut speakers, _) = synopsis::speakers(&collection, story);
    speakers.truncate(1);
    let mut some = spoken(&collection, &speakers, 1);
    let target = Target::Story(StoryId(1));
    let view = View { collection: &collection, target: &target, live: None };
    let shown = |some: &[Spoken<'_, '_>]| said(view, some).into_string();
    let left = speakers[0].said.len() - 1;
    assert!(left == 0 || shown(&some).contains(&format!("and {left} more statement")));
    (some[0].continued, some[0].left) = (true, 0);
    let page = shown(&some);
    assert!(page.contains(" · continued") && !page.contains("more statement"), "{page}");
}

#[test]
fn what_a_list_of_what_is_left_out_cuts_is_in_the_table() {
    let mut collection = two_hundred();
    // The last account has none of the sixty claims.
    let last = *collection.woven.stories[0].accounts.last().unwrap();
    let mut woven = collection.woven.clone();
    for claim in &mut woven.claims {
        claim.members.retain(|member| member.passage.account != last);
    }
    collection = Collection::new(collection.accounts().to_vec(), woven);
    let page = |n| render(&collection, &Target::Part(StoryId(1), Part::LeftOut, n), None);
    // Sixty claims are two pages for each forty accounts; the lists of the last stand on the last.
    let lists = page(10).unwrap();
    assert_eq!(page(11), None);
    assert!(lists.contains("1-left-out-9.html\">and 40 more, in the table</a>"), "{lists}");
}

#[test]
fn places_beyond_the_first_can_be_unfolded_and_very_many_are_counted() {
    let collection = Collection::new(stored(), woven());
    let target = Target::Story(StoryId(1));
    let view = View { collection: &collection, target: &target, live: None };
    let place = collection.woven.claims[0].text;
    let shown = |places: usize| {
        let markup = shown::evidence(view, &vec![place; places], 2).into_string();
        let open = markup.split("<details").next().unwrap().matches("<li>").count();
        (open, markup.matches("<li>").count() - open, read(&markup, &collection))
    };
    let (open, folded, words) = shown(2);
    assert_eq!((open, folded, words.contains("more")), (2, 0, false));
    let (open, folded, words) = shown(5);
    assert_eq!((open, folded), (2, 3));
    assert!(words.contains("and 3 more places, first in Norpress"), "{words}");
    let (open, folded, words) = shown(100);
    assert_eq!((open, folded), (2, 40));
    assert!(words.contains("and 98 more places"), "{words}");
    assert!(words.contains("and 58 more, as in the exports[→ exports.html]"), "{words}");
}
