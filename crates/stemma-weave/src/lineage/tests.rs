//! Who has it from whom, on reports of a flood that never was.

use expect_test::{Expect, expect};
use stemma_core::{
    ClaimId, DescentReason, Member, OriginsAre, Passage, Place, ReasonKind, StoryId,
};

use super::*;
use crate::{origins, testing::Collection};

const WIRE: &str = "The river Osk rose by two metres on Sunday night and cut the road to Lumbria. \
    The mayor of Lumbria ordered the lower town to be cleared before dawn. \
    Forty families spent the night in the school gym on the hill.";

/// All accounts are one story; every sentence that stands word for word in several is a claim. What
/// is told does not depend on the numbers that the accounts have.
fn check(collection: &Collection, expect: Expect) {
    let accounts = collection.reported();
    let told_first = told(&accounts, &[]);
    expect.assert_eq(&told_first);
    let mut renumbered = accounts.clone();
    let count = accounts.len() as u32;
    for account in &mut renumbered {
        account.id = AccountId(count + 1 - account.id.0);
    }
    renumbered.reverse();
    assert_eq!(told(&renumbered, &[]), told_first, "numbers decide nothing");
}

/// The lines, then the claims: what they stand on, and what hangs on a line.
fn told(accounts: &[Reported<'_>], entities: &[Entity]) -> String {
    let (lineage, claims, _) = draw_all(accounts, entities);
    let outlet = |id: AccountId| {
        let account = accounts.iter().find(|account| account.id == id).unwrap();
        account.account.outlet.clone().unwrap_or_default()
    };
    let name = |node: NodeId| match node {
        NodeId::Account(id) => outlet(id),
        NodeId::Source(_) => {
            format!("({})", lineage.nodes.iter().find(|one| one.id == node).unwrap().name)
        }
    };
    let mut lines: Vec<String> = (lineage.edges.iter())
        .map(|edge| format!("{} -> {} {:?}", name(edge.from), name(edge.to), edge.certainty))
        .collect();
    lines.sort();
    let mut counts: Vec<String> = (claims.iter())
        .map(|claim| {
            let account = accounts.iter().find(|account| account.id == claim.text.account);
            let words = claim.text.span.of(&account.unwrap().account.text);
            let first: String = words.split(' ').take(3).collect::<Vec<_>>().join(" ");
            let mut line = format!(
                "{first} … {} accounts, {} origins, {:?}",
                claim.members.len(),
                claim.origins,
                claim.origins_are
            );
            let mut without: Vec<String> = (claim.if_wrong.iter())
                .map(|one| match one.from {
                    NodeId::Account(_) => {
                        format!("; {} without {} -> {}", one.origins, name(one.from), name(one.to))
                    }
                    NodeId::Source(_) => format!("; {} without {}", one.origins, name(one.from)),
                })
                .collect();
            without.sort();
            line += &without.concat();
            line
        })
        .collect();
    counts.sort();
    lines.extend(counts);
    lines.join("\n")
}

pub(super) fn draw_all(
    accounts: &[Reported<'_>],
    entities: &[Entity],
) -> (Lineage, Vec<Claim>, Vec<Judgement>) {
    let story = Story {
        id: StoryId(1),
        title: String::new(),
        accounts: accounts.iter().map(|a| a.id).collect(),
    };
    let mut sentences: BTreeMap<&str, Vec<Passage>> = BTreeMap::new();
    for account in accounts {
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
    let (lineage, judgements) =
        draw(accounts, entities, &[story], &claims, &published, &HumanJudgements::new(&[]));
    origins::count(accounts, &lineage, &mut claims);
    (lineage, claims, judgements)
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
            Osk Press -> Lumbria Post Stated
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
            Osk Press -> Lumbria Post Inferred
            Forty families spent … 2 accounts, 1 origins, Shared; 2 without Osk Press -> Lumbria Post
            The mayor of … 2 accounts, 1 origins, Shared; 2 without Osk Press -> Lumbria Post
            The river Osk … 2 accounts, 1 origins, Shared; 2 without Osk Press -> Lumbria Post"]],
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
            (a common source that is not in the collection) -> Lumbria Post Inferred
            (a common source that is not in the collection) -> Osk Press Inferred
            Forty families spent … 2 accounts, 1 origins, Shared; 2 without (a common source that is not in the collection)
            The mayor of … 2 accounts, 1 origins, Shared; 2 without (a common source that is not in the collection)
            The river Osk … 2 accounts, 1 origins, Shared; 2 without (a common source that is not in the collection)"]],
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
            (Osk Press) -> Hill Courier Stated
            (Osk Press) -> Lumbria Post Stated
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
            (Osk Press) -> Hill Courier Stated
            (Radio Vell) -> Lumbria Post Stated
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
            (Radio Vell) -> Lumbria Post Stated
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
            Osk Press -> Lumbria Post Stated
            Forty families spent … 2 accounts, 1 origins, Shared"]],
    );
}

#[test]
fn a_copy_of_a_copy_hangs_from_the_copy() {
    let mut c = Collection::new();
    c.account("Osk Press", Some("2031-05-05"), WIRE);
    let added = "Boats were rowed through the market square all night by the ferrymen of Lumbria.";
    c.account("Hill Courier", Some("2031-05-06"), &format!("{WIRE} {added}"));
    c.account("Lumbria Post", Some("2031-05-07"), &format!("{added} {WIRE}"));
    c.account("Radio Vell", Some("2031-05-08"), WIRE);
    check(
        &c,
        expect![[r"
        Hill Courier -> Lumbria Post Inferred
        Osk Press -> Hill Courier Inferred
        Osk Press -> Radio Vell Inferred
        Boats were rowed … 2 accounts, 1 origins, Shared; 2 without Hill Courier -> Lumbria Post
        Forty families spent … 4 accounts, 1 origins, Shared; 2 without Hill Courier -> Lumbria Post; 2 without Osk Press -> Hill Courier; 2 without Osk Press -> Radio Vell
        The mayor of … 4 accounts, 1 origins, Shared; 2 without Hill Courier -> Lumbria Post; 2 without Osk Press -> Hill Courier; 2 without Osk Press -> Radio Vell
        The river Osk … 4 accounts, 1 origins, Shared; 2 without Hill Courier -> Lumbria Post; 2 without Osk Press -> Hill Courier; 2 without Osk Press -> Radio Vell"]],
    );
}

#[test]
fn two_parents_each_explain_what_the_other_does_not() {
    let other = "The miller of Lumbria counted eleven sheep on the roof of the tithe barn at noon. \
        His daughter had led them up there one by one by candle light.";
    let mut c = Collection::new();
    c.account("Osk Press", Some("2031-05-05"), WIRE);
    c.account("Hill Courier", Some("2031-05-05"), other);
    c.account("Lumbria Post", Some("2031-05-06"), &format!("{other} {WIRE}"));
    check(
        &c,
        expect![[r"
        Hill Courier -> Lumbria Post Inferred
        Osk Press -> Lumbria Post Inferred
        Forty families spent … 2 accounts, 1 origins, Shared; 2 without Osk Press -> Lumbria Post
        His daughter had … 2 accounts, 1 origins, Shared; 2 without Hill Courier -> Lumbria Post
        The mayor of … 2 accounts, 1 origins, Shared; 2 without Osk Press -> Lumbria Post
        The miller of … 2 accounts, 1 origins, Shared; 2 without Hill Courier -> Lumbria Post
        The river Osk … 2 accounts, 1 origins, Shared; 2 without Osk Press -> Lumbria Post"]],
    );
}

#[test]
fn a_corrected_version_descends_from_the_first() {
    let mut c = Collection::new();
    c.account("Osk Press", Some("2031-05-05"), WIRE);
    c.account("Lumbria Post", Some("2031-05-06"), &format!("{WIRE} It was the third flood."));
    c.account(
        "Lumbria Post",
        Some("2031-05-06"),
        &format!("{WIRE} Correction: An earlier version of this report miscounted the floods."),
    );
    check(
        &c,
        expect![[r"
        Lumbria Post -> Lumbria Post Inferred
        Osk Press -> Lumbria Post Inferred
        Forty families spent … 3 accounts, 1 origins, Shared; 2 without Lumbria Post -> Lumbria Post; 2 without Osk Press -> Lumbria Post
        The mayor of … 3 accounts, 1 origins, Shared; 2 without Lumbria Post -> Lumbria Post; 2 without Osk Press -> Lumbria Post
        The river Osk … 3 accounts, 1 origins, Shared; 2 without Lumbria Post -> Lumbria Post; 2 without Osk Press -> Lumbria Post"]],
    );
}

#[test]
fn all_who_share_a_lost_source_share_one() {
    let mut c = Collection::new();
    for outlet in ["Osk Press", "Lumbria Post", "Hill Courier", "Radio Vell"] {
        c.account(outlet, Some("2031-05-05"), &format!("{outlet} has this. {WIRE}"));
    }
    check(
        &c,
        expect![[r"
        (a common source that is not in the collection) -> Hill Courier Inferred
        (a common source that is not in the collection) -> Lumbria Post Inferred
        (a common source that is not in the collection) -> Osk Press Inferred
        (a common source that is not in the collection) -> Radio Vell Inferred
        Forty families spent … 4 accounts, 1 origins, Shared; 4 without (a common source that is not in the collection)
        The mayor of … 4 accounts, 1 origins, Shared; 4 without (a common source that is not in the collection)
        The river Osk … 4 accounts, 1 origins, Shared; 4 without (a common source that is not in the collection)"]],
    );
}

#[test]
fn background_that_many_have_is_no_descent() {
    let stock = "The Osk is a river of two hundred miles that rises in the Vell hills and was \
        last out of its banks in the year when the old bridge was built.";
    let own = [
        "A teacher found her piano in the branches of a pear tree that belongs to the priest. She \
         has asked the fire brigade to play something while they are up there with their ladders.",
        "The railway has sent a train of sandbags which nobody in the town had asked it for. They \
         lie beside the track at Vell and children have built a castle with nine towers of them.",
        "Two brothers who have not spoken since the war shared a raft and then a sandwich. What \
         they said to one another between the mill and the church nobody has been able to learn.",
    ];
    let mut c = Collection::new();
    let outlets = ["Osk Press", "Hill Courier", "Radio Vell"];
    for (day, (outlet, own)) in outlets.into_iter().zip(own).enumerate() {
        c.account(outlet, Some(&format!("2031-05-0{}", day + 5)), &format!("{own} {stock}"));
    }
    check(&c, expect!["The Osk is … 3 accounts, 3 origins, Unknown"]);
    let reasons = reasons(&c);
    assert!(reasons.contains(&DescentReason::Background.into()), "{reasons:?}");
}

fn reasons(collection: &Collection) -> Vec<ReasonKind> {
    let (_, _, judgements) = draw_all(&collection.reported(), &[]);
    judgements.into_iter().flat_map(|j| j.reasons).map(|reason| reason.kind).collect()
}

#[test]
fn a_shared_spelling_tells_which_of_two_was_copied() {
    // Two say the same of the same day; the copy has the second one's spelling of the mayor.
    let wire = |mayor: &str| WIRE.replace("The mayor of Lumbria", &format!("The mayor {mayor}"));
    let mut c = Collection::new();
    for (outlet, day, mayor) in [
        ("Osk Press", "2031-05-05", "Tarvelin"),
        ("Hill Courier", "2031-05-05", "Tarwelin"),
        ("Radio Vell", "2031-05-05", "Tarvelin"),
        ("Lumbria Post", "2031-05-06", "Tarwelin"),
        ("Old Bell", "2031-05-05", "Tarvelin"),
    ] {
        c.account(outlet, Some(day), &wire(mayor));
    }
    let mut accounts = c.reported();
    let mut found: Vec<stemma_core::Found> = accounts.iter().map(|a| a.found.clone()).collect();
    let mut members = Vec::new();
    let mut names: BTreeMap<String, Vec<AccountId>> = BTreeMap::new();
    for (account, found) in accounts.iter().zip(&mut found) {
        let at = account.account.text.find("Tar").unwrap();
        let span = stemma_core::Span::new(at, at + "Tarvelin".len());
        found.mentions.push(stemma_core::Mention {
            place: Place::text(span),
            kind: stemma_core::EntityKind::Person,
            form: stemma_core::MentionForm::Name,
            entity: Some(stemma_core::Local(0)),
            by: None,
        });
        members.push((account.id, stemma_core::Local(0)));
        names.entry(span.of(&account.account.text).to_owned()).or_default().push(account.id);
    }
    for (account, found) in accounts.iter_mut().zip(&found) {
        account.found = found;
    }
    let mayor = Entity {
        id: stemma_core::EntityId(1),
        kind: stemma_core::EntityKind::Person,
        name: "Tarvelin".to_owned(),
        names: (names.into_iter())
            .map(|(text, accounts)| stemma_core::EntityName { text, accounts })
            .collect(),
        members,
    };
    let (lineage, _, judgements) = draw_all(&accounts, &[mayor]);
    let to = NodeId::Account(AccountId(4));
    let from: Vec<NodeId> =
        lineage.edges.iter().filter(|edge| edge.to == to).map(|edge| edge.from).collect();
    assert_eq!(from, [NodeId::Account(AccountId(2))]);
    let reasons: Vec<String> = (judgements.iter())
        .filter(|j| j.of == Judged::Edge { from: from[0], to })
        .flat_map(|j| j.reasons.iter().map(|reason| format!("{:?}", reason.kind)))
        .collect();
    expect![[r#"
        [
            "Descent(StandsInOther(Portion { same: 100.0, reworded: 0.0 }))",
            "Descent(OddReading { both: \"Tarwelin\", others: \"Tarvelin\" })",
            "Descent(First(OtherEarlier))",
        ]
    "#]]
    .assert_debug_eq(&reasons);
}

#[test]
fn four_hundred_copies_of_one_wire_hang_from_one_source() {
    let mut c = Collection::new();
    for n in 0..400 {
        c.account(
            &format!("Outlet{n}"),
            Some("2031-05-05"),
            &format!("{WIRE} We print issue{n} now."),
        );
    }
    let (lineage, claims, _) = draw_all(&c.reported(), &[]);
    assert_eq!(lineage.edges.len(), 400);
    assert!(claims.iter().all(|claim| claim.origins == 1));
    assert_eq!(claims[0].if_wrong[0].origins, 400);
}

#[test]
fn who_has_the_words_of_a_wire_has_them_from_it() {
    let mut c = Collection::new();
    c.account("Hill Courier", Some("2031-05-05"), &format!("{WIRE} We print it first."));
    c.account("Lumbria Post", Some("2031-05-06"), &format!("{{Osk Press}} {WIRE}"));
    c.found().sources[0].kind = stemma_core::SourceKind::Dateline;
    check(
        &c,
        expect![[r"
        (Osk Press) -> Hill Courier Inferred
        (Osk Press) -> Lumbria Post Stated
        Forty families spent … 2 accounts, 1 origins, Shared; 2 without (Osk Press)
        The mayor of … 2 accounts, 1 origins, Shared; 2 without (Osk Press)"]],
    );
}

#[test]
fn background_that_two_witnesses_copied_is_not_independent() {
    let stock = "The Osk is a river of two hundred miles and was last out of its banks long ago.";
    let mut c = Collection::new();
    for (outlet, own) in [
        ("Osk Press", "A teacher found her piano in the branches of a pear tree and asked"),
        ("Hill Courier", "Two brothers shared a raft and then a sandwich by the old mill"),
    ] {
        let own: Vec<String> = (1..8).map(|n| format!("{own} number{n}.")).collect();
        c.account(outlet, Some("2031-05-05"), &format!("{{me}} {} {stock}", own.join(" ")));
        c.found().sources[0].kind = stemma_core::SourceKind::Own;
    }
    check(&c, expect!["The Osk is … 2 accounts, 2 origins, Unknown"]);
}

#[test]
fn copies_that_are_more_like_one_another_are_no_cuts_of_a_longer_one() {
    let mut c = Collection::new();
    let own = "The tram is out as well. Nobody knows why the mill is lit. We asked the miller twice. \
        He has not said a word to us about it. Come back tomorrow then.";
    c.account("Lumbria Post", Some("2031-05-05"), &format!("{WIRE} {own}"));
    for outlet in ["Hill Courier", "Radio Vell"] {
        c.account(outlet, Some("2031-05-05"), &format!("{WIRE} Rain is expected in the hills."));
    }
    check(
        &c,
        expect![[r"
        (a common source that is not in the collection) -> Hill Courier Inferred
        (a common source that is not in the collection) -> Lumbria Post Inferred
        (a common source that is not in the collection) -> Radio Vell Inferred
        Forty families spent … 3 accounts, 1 origins, Shared; 3 without (a common source that is not in the collection)
        Rain is expected … 2 accounts, 1 origins, Shared; 2 without (a common source that is not in the collection)
        The mayor of … 3 accounts, 1 origins, Shared; 3 without (a common source that is not in the collection)
        The river Osk … 3 accounts, 1 origins, Shared; 3 without (a common source that is not in the collection)"]],
    );
}

#[test]
fn a_person_may_turn_a_line_round() {
    let mut drawing = Drawing::default();
    let node = |n| NodeId::Account(AccountId(n));
    let judged = |from, to, verdict| Judgement {
        id: 0,
        of: Judged::Edge { from: node(from), to: node(to) },
        verdict,
        by: "a reader".to_owned(),
        at: Some("2031-05-04T10:00:00Z".to_owned()),
        score: 1.0,
        reasons: Vec::new(),
    };
    let lines = |drawing: &Drawing| -> Vec<(NodeId, NodeId)> {
        drawing.edges.values().map(|edge| (edge.from, edge.to)).collect()
    };
    for (from, to) in [(1, 3), (3, 1)] {
        drawing.edges.clear();
        let line = [judged(to, from, Verdict::Same)];
        drawing.hear(&HumanJudgements::new(&line));
        assert_eq!(lines(&drawing), [(node(to), node(from))]);
        // With the old line judged away, and without a word on it.
        let turned = [judged(to, from, Verdict::Different), judged(from, to, Verdict::Same)];
        for judgements in [&turned[..], &turned[1..]] {
            let mut drawing = Drawing { edges: drawing.edges.clone(), ..Drawing::default() };
            drawing.hear(&HumanJudgements::new(judgements));
            assert_eq!(lines(&drawing), [(node(from), node(to))]);
        }
    }
}
