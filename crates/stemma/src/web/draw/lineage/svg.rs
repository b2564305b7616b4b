//! The drawing itself.

use std::fmt::Write;

use maud::{Markup, html};
use stemma_core::{Certain, Edge, EdgeKind, NodeId, Passage};
use unicode_width::UnicodeWidthChar;

use super::graph::{Boxed, Graph, Line};
use super::layout::{Size, layout};
use crate::page::shortened;
use crate::web::{Target, View};
use stemma_tell::days;
use stemma_tell::plural::count;

/// Columns of a name before it goes on in the next line, and lines of it.
const COLUMNS: usize = 24;
const MOST_LINES: usize = 2;
const PADDING: f32 = 12.0;
const LEAST_WIDTH: f32 = 112.0;
/// A line of a name, and a box beside it; a line in a group is as high as a finger needs.
const NAME: f32 = 16.0;
const BESIDE: f32 = 30.0;
const LINE: f32 = 24.0;

/// The graph as drawn. A group shows `in_group` of its accounts; `whole` leads to all.
pub(super) fn svg(view: View<'_>, graph: &Graph<'_>, in_group: usize, whole: &str) -> Markup {
    let sizes: Vec<Size> = graph.boxes.iter().map(|boxed| size(view, boxed, in_group)).collect();
    let layout = layout(graph, &sizes);
    let (width, height) = (layout.width.ceil(), layout.height.ceil());
    html! {
        svg xmlns="http://www.w3.org/2000/svg" role="group" width=(width) height=(height)
            viewBox={ "0 0 " (width) " " (height) }
            aria-label="What descends from what; the list below says the same in words" {
            defs {
                marker #lineage-head viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8"
                    markerUnits="userSpaceOnUse" orient="auto" {
                    path.head d="M0 0 8 4 0 8 2 4Z" {}
                }
            }
            g.days aria-hidden="true" {
                @for (day, y) in &layout.days {
                    line x1="0" x2=(width) y1=(y - 12.0) y2=(y - 12.0) {}
                    text x="2" y=(y + 8.0) { (day.map_or_else(|| "day open".to_owned(), days::day)) }
                }
            }
            g.lines {
                @for (line, way) in graph.lines.iter().zip(&layout.ways) { (drawn(view, line, way)) }
            }
            @for ((boxed, size), corner) in graph.boxes.iter().zip(&sizes).zip(&layout.corners) {
                (one(view, graph, boxed, *size, *corner, in_group, whole))
            }
        }
    }
}

/// What the signs mean.
pub(super) fn legend() -> Markup {
    let line = |class: &str| {
        html! { svg.sign width="34" height="12" aria-hidden="true" { path.(class) d="M2 6H32" {} } }
    };
    let shape = |class: &str, rx: u32| {
        html! {
            svg.sign width="34" height="16" aria-hidden="true" {
                g.(class) { rect x="2" y="2" width="30" height="12" rx=(rx) {} }
            }
        }
    };
    html! {
        ul.plain.legend {
            li { (line("stated")) "stated: the account says so itself" }
            li { (line("inferred")) "inferred: the texts show it" }
            li { (shape("account", 2)) "account" }
            li { (shape("account origin", 2)) "origin: nothing is known that it descends from" }
            li { (shape("source origin", 6)) "source that is not among the accounts" }
        }
    }
}

/// A name in one line.
fn name(view: View<'_>, id: NodeId) -> String {
    shortened(&view.collection.node(id), COLUMNS + 2)
}

/// A name in as many lines as it has.
fn names(view: View<'_>, id: NodeId) -> Vec<String> {
    let name = shortened(&view.collection.node(id), COLUMNS * MOST_LINES - 4);
    let lines = textwrap::wrap(&name, COLUMNS);
    lines.into_iter().map(std::borrow::Cow::into_owned).collect()
}

/// About how wide words are, in the bold sans serif of 13 pixels; fonts differ, so it is generous.
fn wide(words: &str) -> f32 {
    let one = |c: char| match c {
        'i' | 'j' | 'l' | 'I' | ' ' | '.' | ',' | '-' | '·' | '’' => 4.6,
        'm' | 'w' | 'M' | 'W' => 12.4,
        c if c.is_uppercase() => 10.2,
        c => 8.2 * c.width().unwrap_or(0) as f32,
    };
    words.chars().map(one).sum()
}

/// The line beneath a name.
fn beneath(view: View<'_>, boxed: &Boxed) -> String {
    let day = match boxed.nodes[0] {
        NodeId::Account(id) => {
            view.collection.published(id).map(days::published).unwrap_or_default()
        }
        NodeId::Source(_) => "not an account".to_owned(),
    };
    let origin = if boxed.is_origin { "origin · " } else { "" };
    shortened(&format!("{origin}{day}"), 2 * COLUMNS)
}

fn size(view: View<'_>, boxed: &Boxed, in_group: usize) -> Size {
    if boxed.nodes.len() > 1 {
        let names = boxed.nodes.iter().take(in_group).map(|&id| wide(&name(view, id)));
        let widest = names.fold(wide(&has_it(boxed)) * SMALL - 48.0, f32::max);
        let lines = boxed.nodes.len().min(in_group) + usize::from(boxed.nodes.len() > in_group) + 1;
        // Each line has the way to its evidence behind it.
        let width = widest + 2.0 * PADDING + 48.0;
        return Size { width, height: lines as f32 * LINE + 8.0 };
    }
    let names = names(view, boxed.nodes[0]);
    let widest = names.iter().map(|name| wide(name)).fold(0.0, f32::max);
    let widest = widest.max(wide(&beneath(view, boxed)) * SMALL);
    let round = if boxed.is_source() { 8.0 } else { 0.0 };
    Size {
        width: (widest + 2.0 * PADDING + round).max(LEAST_WIDTH),
        height: names.len() as f32 * NAME + BESIDE,
    }
}

/// Small words beside those of a name.
const SMALL: f32 = 0.8;

/// What a group has in common.
fn has_it(boxed: &Boxed) -> String {
    format!("{} that have it from there", count(boxed.nodes.len(), "account"))
}

fn drawn(view: View<'_>, line: &Line<'_>, way: &[(f32, f32)]) -> Markup {
    let d = curve(way);
    let class = if line.is_stated() { "stated" } else { "inferred" };
    let passage = line.edges.iter().find_map(|edge| evidence(edge));
    let title = match line.edges.as_slice() {
        [edge] => told(view, edge),
        edges => format!("{}, {class}", count(edges.len(), "line")),
    };
    let paths = html! {
        title { (title) }
        path.reach d=(d) {}
        path.(class) d=(d) marker-end="url(#lineage-head)" {}
    };
    html! {
        @match passage {
            // The list beneath has the same links for the keyboard.
            Some(passage) => a href=(view.passage_href(&passage)) tabindex="-1" aria-label=(title) { (paths) },
            None => g { (paths) },
        }
    }
}

/// The words that show a line: those of the descendant, where there are any.
fn evidence(edge: &Edge) -> Option<Passage> {
    let own = |passage: &&Passage| NodeId::Account(passage.account) == edge.to;
    edge.evidence.iter().find(own).or(edge.evidence.first()).copied()
}

fn told(view: View<'_>, edge: &Edge) -> String {
    let certain = match edge.certainty {
        Certain::Stated => "stated",
        Certain::Inferred => "inferred",
    };
    let ends = [edge.from, edge.to].map(|id| view.collection.node(id));
    let words = evidence(edge).map(|passage| shortened(view.collection.words(&passage), 120));
    let words = words.map(|words| format!(": “{words}”")).unwrap_or_default();
    let how = match edge.kind {
        EdgeKind::Names => "named",
        EdgeKind::Repeats => "repeated",
    };
    format!("{} → {}: {how}, {certain}, {:.2}{words}", ends[0], ends[1], edge.score)
}

/// From point to point, straight down past rows and bent between them.
fn curve(way: &[(f32, f32)]) -> String {
    let mut d = String::new();
    for (n, &(x, y)) in way.iter().enumerate() {
        let _ = match n.checked_sub(1).map(|before| way[before]) {
            None => write!(d, "M{x:.1} {y:.1}"),
            Some((from, _)) if (from - x).abs() < 0.1 => write!(d, "V{y:.1}"),
            // Within a row: out below and in from below.
            Some((from, low)) if (low - y).abs() < LINE && way.len() == 2 => {
                let low = low.max(y) + 26.0;
                write!(d, "C{from:.1} {low:.1} {x:.1} {low:.1} {x:.1} {y:.1}")
            }
            Some((from, before)) => {
                let middle = f32::midpoint(before, y);
                write!(d, "C{from:.1} {middle:.1} {x:.1} {middle:.1} {x:.1} {y:.1}")
            }
        };
    }
    d
}

fn one(
    view: View<'_>,
    graph: &Graph<'_>,
    boxed: &Boxed,
    size: Size,
    (x, y): (f32, f32),
    in_group: usize,
    whole: &str,
) -> Markup {
    let rx = if boxed.is_source() { 22.0 } else { 3.0 };
    let class = if boxed.is_source() { "source" } else { "account" };
    let frame = html! {
        rect x=(x) y=(y) width=(size.width) height=(size.height) rx=(rx) {}
    };
    if boxed.nodes.len() > 1 {
        return group(view, graph, boxed, size, (x, y), in_group, whole, &frame);
    }
    let id = boxed.nodes[0];
    let href = match id {
        NodeId::Account(id) => Some(view.account_href(id)),
        NodeId::Source(_) => {
            let entity = view.collection.entity_of_node(id);
            let shown = || view.collection.edges_from(id).find_map(evidence);
            let page = entity.map(|entity| view.href(&Target::Entity(entity)));
            page.or_else(|| shown().map(|passage| view.passage_href(&passage)))
        }
    };
    let middle = x + size.width / 2.0;
    let names = names(view, id);
    let inner = html! {
        title { (whose(view, id)) }
        (frame)
        @for (n, name) in names.iter().enumerate() {
            text.name x=(middle) y=(y + 20.0 + n as f32 * NAME) text-anchor="middle" { (name) }
        }
        text.beneath x=(middle) y=(y + size.height - 10.0) text-anchor="middle" { (beneath(view, boxed)) }
    };
    html! {
        g.(class).origin[boxed.is_origin] {
            @match href {
                Some(href) => a href=(href) { (inner) },
                None => g { (inner) },
            }
        }
    }
}

/// In full, for whoever points at it.
fn whose(view: View<'_>, id: NodeId) -> String {
    let title = match id {
        NodeId::Account(id) => {
            view.collection.account(id).and_then(|one| one.account.title.clone())
        }
        NodeId::Source(_) => Some("a source that is not among the accounts".to_owned()),
    };
    let title = title.map(|title| format!(": {title}")).unwrap_or_default();
    format!("{}{title}", view.collection.node(id))
}

#[expect(clippy::too_many_arguments, reason = "what one box needs, from its one caller")]
fn group(
    view: View<'_>,
    graph: &Graph<'_>,
    boxed: &Boxed,
    size: Size,
    (x, y): (f32, f32),
    in_group: usize,
    whole: &str,
    frame: &Markup,
) -> Markup {
    let edges: Vec<&Edge> = (graph.lines.iter())
        .flat_map(|line| &line.edges)
        .copied()
        .filter(|edge| boxed.nodes.contains(&edge.to))
        .collect();
    let shown = boxed.nodes.len().min(in_group);
    let baseline = |line: usize| y + line as f32 * LINE + 20.0;
    html! {
        g.account.group {
            (frame)
            text.beneath x=(x + PADDING) y=(baseline(0)) {
                (has_it(boxed))
            }
            @for (n, &id) in boxed.nodes.iter().take(shown).enumerate() {
                @if let NodeId::Account(account) = id {
                    a href=(view.account_href(account)) {
                        title { (whose(view, id)) }
                        rect.reach x=(x + 1.0) y=(baseline(n + 1) - 17.0) width=(size.width - 52.0) height=(LINE) {}
                        text.name x=(x + PADDING) y=(baseline(n + 1)) { (name(view, id)) }
                    }
                }
                @if let Some((edge, passage)) = edges.iter().find(|edge| edge.to == id).and_then(|edge| Some((edge, evidence(edge)?))) {
                    a href=(view.passage_href(&passage)) tabindex="-1" aria-label=(told(view, edge)) {
                        title { (told(view, edge)) }
                        rect.reach x=(x + size.width - 50.0) y=(baseline(n + 1) - 17.0) width="49" height=(LINE) {}
                        text.words-of x=(x + size.width - PADDING) y=(baseline(n + 1)) text-anchor="end" { "words" }
                    }
                }
            }
            @if shown < boxed.nodes.len() {
                a href=(whole) {
                    text.beneath x=(x + PADDING) y=(baseline(shown + 1)) {
                        "and " (boxed.nodes.len() - shown) " more"
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::curve;

    #[test]
    fn a_line_runs_from_point_to_point() {
        assert_eq!(curve(&[(10.0, 0.0), (30.0, 40.0)]), "M10.0 0.0C10.0 20.0 30.0 20.0 30.0 40.0");
        assert_eq!(
            curve(&[(10.0, 40.0), (30.0, 40.0)]),
            "M10.0 40.0C10.0 66.0 30.0 66.0 30.0 40.0"
        );
    }
}
