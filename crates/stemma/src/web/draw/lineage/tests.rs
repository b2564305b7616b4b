//! What the drawing of a lineage shows.

use stemma_core::Stored;
use stemma_core::{
    AccountId, Basis, BasisKind, Certain, Edge, EdgeKind, Lineage, NodeId, Place, Published, Span,
    Story, StoryId,
};

use super::drawing;
use super::graph::Graph;
use super::layout::{Size, layout};
use crate::web::{Target, View};
use stemma_tell::collection::Collection;
use stemma_tell::testing::{stored, woven};

/// Accounts, each with its day in May, and lines between them: from, to, whether it is stated.
fn collection(days: &[i8], lines: &[(u32, u32, bool)]) -> Collection {
    let first = stored().remove(0);
    let accounts: Vec<Stored> = (1..)
        .zip(days)
        .map(|(id, &day)| {
            let mut stored = first.clone();
            stored.id = AccountId(id);
            stored.account.outlet = Some(format!("Outlet {id}"));
            stored.account.published = match day {
                0 => Published::default(),
                day => Published::on(
                    jiff::civil::date(2031, 5, day),
                    Basis { kind: BasisKind::Given, words: String::new(), place: None },
                ),
            };
            stored
        })
        .collect();
    let edges = lines.iter().map(|&(from, to, stated)| Edge {
        from: NodeId::Account(AccountId(from)),
        to: NodeId::Account(AccountId(to)),
        kind: EdgeKind::Repeats,
        certainty: if stated { Certain::Stated } else { Certain::Inferred },
        score: 0.8,
        evidence: vec![Place::text(Span::new(0, 4)).in_account(AccountId(to))],
        statements: Vec::new(),
    });
    let mut woven = woven();
    woven.lineage = Lineage { nodes: Vec::new(), edges: edges.collect() };
    woven.stories = vec![Story {
        id: StoryId(1),
        title: "Boats".to_owned(),
        accounts: accounts.iter().map(|stored| stored.id).collect(),
    }];
    woven.claims.clear();
    Collection::new(accounts, woven)
}

fn drawn(collection: &Collection, most: usize) -> String {
    let view = View { collection, target: &Target::Story(StoryId(1)), live: None };
    drawing(view, &collection.woven.stories[0], most).into_string()
}

const SIZE: Size = Size { width: 120.0, height: 46.0 };

/// The upper left corners, by account.
fn corners(collection: &Collection) -> Vec<(f32, f32)> {
    let graph = Graph::of(collection, &collection.woven.stories[0]);
    let sizes = vec![SIZE; graph.boxes.len()];
    layout(&graph, &sizes).corners
}

#[test]
fn time_runs_downward_and_within_a_day_descent_does() {
    let collection = collection(&[3, 3, 4, 0], &[(1, 2, true), (2, 3, true), (3, 4, false)]);
    let corners = corners(&collection);
    for pair in corners.windows(2) {
        assert!(pair[0].1 + SIZE.height < pair[1].1, "{corners:?}");
    }
}

#[test]
fn boxes_do_not_overlap_and_circles_end() {
    let mut lines = vec![(1, 2, true), (2, 3, true), (3, 1, false)];
    lines.extend((4..40).flat_map(|id| [(1 + id % 3, id, true), (1 + (id + 1) % 3, id, false)]));
    let days: Vec<i8> = (0..40).map(|n| 3 + n % 4).collect();
    let corners = corners(&collection(&days, &lines));
    for (n, one) in corners.iter().enumerate() {
        for other in &corners[..n] {
            let apart =
                (one.0 - other.0).abs() >= SIZE.width || (one.1 - other.1).abs() >= SIZE.height;
            assert!(apart, "{one:?} {other:?}");
        }
    }
}

#[test]
fn an_account_that_tells_of_a_later_one_is_drawn_against_time() {
    let collection = collection(&[3, 5], &[(2, 1, true)]);
    let graph = Graph::of(&collection, &collection.woven.stories[0]);
    let layout = layout(&graph, &[SIZE; 2]);
    let way = &layout.ways[0];
    assert!(way[0].1 > way[way.len() - 1].1, "{way:?}");
}

#[test]
fn leaves_that_descend_alike_are_one_box() {
    let lines: Vec<(u32, u32, bool)> = (2..=200).map(|id| (1, id, id < 150)).collect();
    let days: Vec<i8> = (0..200).map(|_| 3).collect();
    let collection = collection(&days, &lines);
    let graph = Graph::of(&collection, &collection.woven.stories[0]);
    assert_eq!(graph.boxes.len(), 3, "the first, the stated ones and the inferred ones");
    let overview = drawn(&collection, 24);
    assert!(overview.contains("148 accounts that have it from there"));
    assert!(overview.contains("and 142 more"));
    assert!(overview.len() < 60_000, "{}", overview.len());
    let all = drawn(&collection, usize::MAX);
    assert!(all.contains("200 Outlet 200") && !all.contains("and 142 more"));
}

#[test]
fn what_is_left_of_a_drawing_is_counted_and_led_to() {
    let lines: Vec<(u32, u32, bool)> = (1..60).map(|id| (id, id + 1, true)).collect();
    let collection = collection(&[3; 60], &lines);
    let overview = drawn(&collection, 10);
    assert!(overview.contains("The whole drawing</a> has 50 more"), "{overview}");
    assert!(overview.contains("story/1-lineage.html"));
    assert!(overview.contains("and 49 more"), "the list too");
    let started = std::time::Instant::now();
    drawn(&collection, usize::MAX);
    assert!(started.elapsed().as_millis() < 2_000);
}

#[test]
fn stated_and_inferred_lines_lead_to_their_words_and_origins_are_marked() {
    let collection = Collection::new(stored(), woven());
    let shown = drawn(&collection, 24);
    for words in [
        "<path class=\"stated\"",
        "<path class=\"inferred\"",
        "<g class=\"source origin\">",
        "the port office",
        "“According to Norpress”",
        "stated, 0.90",
        "Names no source that is known and repeats no other",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(!shown.contains("style="));
}

#[test]
fn nothing_known_is_said() {
    assert!(drawn(&collection(&[3, 4], &[]), 24).contains("none repeats another"));
}
