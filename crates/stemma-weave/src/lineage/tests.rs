//! Who has it from whom, on reports of a flood that never was.

use expect_test::{Expect, expect};
use stemma_core::{ClaimId, Member, OriginsAre, Passage, Place, StoryId};

use super::*;
use crate::{origins, testing::Collection};

const WIRE: &str = "The river Osk rose by two metres on Sunday night and cut the road to Lumbria. \
    The mayor of Lumbria ordered the lower town to be cleared before dawn. \
    Forty families spent the night in the school gym on the hill.";

/// All accounts are one story; every sentence that stands word for word in several is a claim.
fn check(collection: &Collection, expect: Expect) {
    let accounts = collection.reported();
    let story = Story {
        id: StoryId(1),
        title: String::new(),
        accounts: accounts.iter().map(|a| a.id).collect(),
    };
    let mut sentences: BTreeMap<&str, Vec<Passage>> = BTreeMap::new();
    for account in &accounts {
        for &span in &account.found.sentences {
            let words = span.of(&account.account.text);
            sentences.entry(words).or_default().push(Place::text(span).in_account(account.id));
        }
    }
    let mut claims: Vec<Claim> = sentences
        .into_values()
        .filter(|places| places.len() > 1)
        .enumerate()
        .map(|(n, places)| Claim {
            id: ClaimId(n as u32 + 1),
            story: StoryId(1),
            text: places[0],
            speaker: None,
            members: places.iter().map(|&passage| Member { passage, statement: None }).collect(),
            differences: Vec::new(),
            origins: 0,
            origins_are: OriginsAre::Unknown,
            roots: Vec::new(),
            if_wrong: Vec::new(),
            near: Vec::new(),
        })
        .collect();
    let published =
        accounts.iter().map(|a| (a.id, a.account.published.clone())).collect::<BTreeMap<_, _>>();
    let (lineage, _) = draw(&accounts, &[], &[story], &claims, &published, &People::new(&[]));
    origins::count(&accounts, &lineage, &mut claims);
    let mut lines: Vec<String> = lineage
        .edges
        .iter()
        .map(|edge| {
            let name = lineage.nodes.iter().find(|node| node.id == edge.from).unwrap();
            format!("{} -> {} {:?} ({})", edge.from, edge.to, edge.certainty, name.name)
        })
        .collect();
    lines.extend(claims.iter().map(|claim| {
        let words = claim.text.span.of(&accounts[claim.text.account.0 as usize - 1].account.text);
        let first: String = words.split(' ').take(3).collect::<Vec<_>>().join(" ");
        format!(
            "{first} … {} accounts, {} origins, {:?}",
            claim.members.len(),
            claim.origins,
            claim.origins_are
        )
    }));
    expect.assert_eq(&lines.join("\n"));
}

#[test]
fn a_named_source_whose_report_is_here_is_the_parent() {
    let mut c = Collection::new();
    c.account("Osk Press", Some("2031-05-05"), WIRE);
    c.account(
        "Lumbria Post",
        Some("2031-05-05"),
        &format!("{WIRE} So the {{Osk Press}} agency reports."),
    );
    check(
        &c,
        expect![[r"
        a1 -> a2 Stated (Osk Press)
        Forty families spent … 2 accounts, 1 origins, Shared
        The mayor of … 2 accounts, 1 origins, Shared
        The river Osk … 2 accounts, 1 origins, Shared"]],
    );
}

#[test]
fn a_later_copy_that_names_nobody_is_inferred() {
    let mut c = Collection::new();
    c.account("Osk Press", Some("2031-05-05"), WIRE);
    c.account("Lumbria Post", Some("2031-05-06"), &format!("{WIRE} The water is falling now."));
    check(
        &c,
        expect![[r"
        a1 -> a2 Inferred (Osk Press)
        Forty families spent … 2 accounts, 1 origins, Shared
        The mayor of … 2 accounts, 1 origins, Shared
        The river Osk … 2 accounts, 1 origins, Shared"]],
    );
}

#[test]
fn copies_of_one_day_hang_from_a_source_that_nobody_has() {
    let mut c = Collection::new();
    c.account("Osk Press", Some("2031-05-05"), WIRE);
    c.account("Lumbria Post", Some("2031-05-05"), WIRE);
    check(
        &c,
        expect![[r"
        s1 -> a1 Inferred (a common source that is not in the collection)
        s1 -> a2 Inferred (a common source that is not in the collection)
        Forty families spent … 2 accounts, 1 origins, Shared
        The mayor of … 2 accounts, 1 origins, Shared
        The river Osk … 2 accounts, 1 origins, Shared"]],
    );
}

#[test]
fn shared_speech_is_no_descent() {
    let speech =
        "“We will rebuild every house that the river took and we will not send you a bill.”";
    let mut c = Collection::new();
    c.account("Osk Press", Some("2031-05-05"), &format!("The mayor spoke for an hour. {speech}"));
    c.account(
        "Lumbria Post",
        Some("2031-05-06"),
        &format!("Rain kept on as people listened. {speech}"),
    );
    check(
        &c,
        expect![[r"
        “We will rebuild … 2 accounts, 2 origins, Unknown"]],
    );
}

#[test]
fn a_named_source_explains_likeness() {
    let mut c = Collection::new();
    c.account("Hill Courier", Some("2031-05-05"), &format!("{WIRE} {{Osk Press}} has it."));
    c.account("Lumbria Post", Some("2031-05-06"), &format!("{WIRE} {{Osk Press}} says so."));
    check(
        &c,
        expect![[r"
        s1 -> a1 Stated (Osk Press)
        s1 -> a2 Stated (Osk Press)
        Forty families spent … 2 accounts, 1 origins, Shared
        The mayor of … 2 accounts, 1 origins, Shared
        The river Osk … 2 accounts, 1 origins, Shared"]],
    );
}

#[test]
fn different_named_sources_are_independent() {
    let mut c = Collection::new();
    let shared = "Forty families spent the night in the school gym.";
    c.account(
        "Hill Courier",
        Some("2031-05-05"),
        &format!("{shared} So says {{Osk Press}} today."),
    );
    c.account(
        "Lumbria Post",
        Some("2031-05-06"),
        &format!("{shared} We have it from {{Radio Vell}} alone."),
    );
    check(
        &c,
        expect![[r"
        s1 -> a1 Stated (Osk Press)
        s2 -> a2 Stated (Radio Vell)
        Forty families spent … 2 accounts, 2 origins, Independent"]],
    );
}

#[test]
fn a_source_that_nobody_has_carries_only_what_it_is_named_for() {
    let mut c = Collection::new();
    let shared = "Forty families spent the night in the school gym.";
    c.account("Hill Courier", Some("2031-05-05"), &format!("{shared} We counted the beds."));
    c.account("Lumbria Post", Some("2031-05-06"), &format!("{shared} {{Radio Vell}} met him."));
    c.found().sources[0].statements = vec![7];
    check(
        &c,
        expect![[r"
            s1 -> a2 Stated (Radio Vell)
            Forty families spent … 2 accounts, 2 origins, Unknown"]],
    );
}

#[test]
fn a_report_that_is_named_for_anything_carries_what_both_have() {
    let mut c = Collection::new();
    let shared = "Forty families spent the night in the school gym.";
    c.account("Osk Press", Some("2031-05-05"), &format!("{shared} The mayor was there."));
    c.account("Lumbria Post", Some("2031-05-06"), &format!("{shared} {{Osk Press}} met him."));
    c.found().sources[0].statements = vec![7];
    check(
        &c,
        expect![[r"
            a1 -> a2 Stated (Osk Press)
            Forty families spent … 2 accounts, 1 origins, Shared"]],
    );
}
