//! A text cut into nested spans, so that every passage that a page leads to is an element of its
//! own, with an id, and CSS alone can highlight it.
//!
//! Passages cross: a sentence ends in the middle of what is said, a quotation runs over paragraphs.
//! Elements cannot. Where one crosses another it is cut: its first piece has the id, the others say
//! in `data-more` whose they are. The text content of what comes out is the text, one character for
//! each of its own, line ends included, so that who counts there counts in the text: see [`countable`].

use std::borrow::Cow;
use std::collections::BTreeMap;

use maud::{Markup, html};
use stemma_core::Span;

/// An account's words as they are written into a page: with as many characters, whatever a browser
/// makes of them. A browser drops U+0000, which stands as U+FFFD here, and makes one line end of a
/// carriage return with its line feed, where there are two here; all else it leaves as it is.
pub(in crate::web) fn countable(words: &str) -> Cow<'_, str> {
    if words.contains(['\0', '\r']) {
        Cow::Owned(words.replace('\0', "\u{fffd}").replace('\r', "\n"))
    } else {
        Cow::Borrowed(words)
    }
}

/// What an element is, beside its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::web) struct Mark {
    /// Its id within the page.
    pub(in crate::web) id: String,
    /// Its classes, each once.
    pub(in crate::web) classes: Vec<String>,
    /// What it is, for whoever points at it.
    pub(in crate::web) title: Option<&'static str>,
}

/// Passages of one text, each once, with what their elements are.
pub(in crate::web) type Marks = BTreeMap<Span, Mark>;

/// A text, or a part of one, as it nests.
#[derive(Debug, PartialEq, Eq)]
enum Node {
    Words(Span),
    Element {
        /// Which of the marks, by their order.
        mark: usize,
        /// Whether it is the first piece of the passage.
        first: bool,
        children: Vec<Node>,
    },
}

/// A paragraph, cut.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::web) struct Paragraph {
    /// Where it stands, with the line ends behind it.
    pub(in crate::web) span: Span,
    nodes: Vec<Node>,
}

/// A text as paragraphs of nested spans.
pub(in crate::web) struct Cut<'t> {
    text: &'t str,
    marks: Vec<Mark>,
    /// In the order of the text; nothing lies between them.
    pub(in crate::web) paragraphs: Vec<Paragraph>,
}

/// Cuts a text. Empty passages, and those that are not of the text, have no element.
pub(in crate::web) fn cut(text: &str, marks: Marks) -> Cut<'_> {
    let mut spans: Vec<Span> = Vec::with_capacity(marks.len());
    let mut kept = Vec::with_capacity(marks.len());
    for (span, mark) in marks {
        if !span.is_empty() && span.get(text).is_some() {
            spans.push(span);
            kept.push(mark);
        }
    }
    // What begins first stands outside, and of these what ends last.
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by_key(|&n| (spans[n].start, std::cmp::Reverse(spans[n].end)));
    let mut cutter = Cutter { spans: &spans, begun: vec![false; spans.len()], open: Vec::new() };
    let mut next = order.into_iter().peekable();
    let paragraphs = paragraphs(text).into_iter().map(|span| {
        let nodes = cutter.paragraph(span, &mut next);
        Paragraph { span, nodes }
    });
    let paragraphs = paragraphs.collect();
    Cut { text, marks: kept, paragraphs }
}

/// A text's paragraphs, each with the empty lines behind it.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(gap) = text[at..].find("\n\n") {
        let end = at + gap;
        at = end + text[end..].bytes().take_while(|&byte| byte == b'\n').count();
        found.push(Span::new(start, at));
        start = at;
    }
    if start < text.len() {
        found.push(Span::new(start, text.len()));
    }
    found
}

struct Cutter<'s> {
    spans: &'s [Span],
    /// Whether a first piece of a passage was made.
    begun: Vec<bool>,
    /// Passages that a paragraph's end has cut, the outermost first.
    open: Vec<usize>,
}

impl Cutter<'_> {
    fn paragraph(
        &mut self,
        paragraph: Span,
        next: &mut std::iter::Peekable<std::vec::IntoIter<usize>>,
    ) -> Vec<Node> {
        // What is open, with what it holds so far; under it all the paragraph.
        let mut stack: Vec<(usize, Vec<Node>)> = Vec::new();
        let mut top: Vec<Node> = Vec::new();
        let mut at = paragraph.start;
        for mark in std::mem::take(&mut self.open) {
            stack.push((mark, Vec::new()));
        }
        while at < paragraph.end {
            while let Some(mark) = next.next_if(|&mark| self.spans[mark].start <= at) {
                stack.push((mark, Vec::new()));
            }
            let ends = stack.iter().map(|(mark, _)| self.spans[*mark].end).min();
            let begins = next.peek().map(|&mark| self.spans[mark].start);
            let to = [ends, begins].into_iter().flatten().fold(paragraph.end, u32::min);
            let words = Node::Words(Span { start: at, end: to });
            stack.last_mut().map_or(&mut top, |(_, children)| children).push(words);
            at = to;
            // What ends here ends with all that lies within it; what goes on is opened anew.
            let ended = stack.iter().position(|(mark, _)| self.spans[*mark].end <= at);
            if let Some(ended) = ended {
                let mut going_on = Vec::new();
                while stack.len() > ended {
                    let mark = self.close(&mut stack, &mut top);
                    if self.spans[mark].end > at {
                        going_on.push(mark);
                    }
                }
                // What ends last is cut no more if it stands outside.
                going_on.sort_by_key(|&mark| (std::cmp::Reverse(self.spans[mark].end), mark));
                stack.extend(going_on.into_iter().map(|mark| (mark, Vec::new())));
            }
        }
        self.open = stack.iter().map(|&(mark, _)| mark).collect();
        while !stack.is_empty() {
            self.close(&mut stack, &mut top);
        }
        top
    }

    /// Closes the innermost element. One that has no words yet leaves nothing.
    fn close(&mut self, stack: &mut Vec<(usize, Vec<Node>)>, top: &mut Vec<Node>) -> usize {
        let (mark, children) = stack.pop().expect("something is open");
        if !children.is_empty() {
            let first = !std::mem::replace(&mut self.begun[mark], true);
            let element = Node::Element { mark, first, children };
            stack.last_mut().map_or(top, |(_, children)| children).push(element);
        }
        mark
    }
}

impl Cut<'_> {
    /// A paragraph as markup.
    pub(in crate::web) fn paragraph(&self, paragraph: &Paragraph) -> Markup {
        self.nodes(&paragraph.nodes)
    }

    /// All of it, paragraphs one behind another.
    pub(in crate::web) fn all(&self) -> Markup {
        html! { @for paragraph in &self.paragraphs { (self.paragraph(paragraph)) } }
    }

    fn nodes(&self, nodes: &[Node]) -> Markup {
        html! {
            @for node in nodes {
                @match node {
                    Node::Words(span) => { (countable(span.of(self.text))) }
                    Node::Element { mark, first, children } => { (self.element(*mark, *first, children)) }
                }
            }
        }
    }

    fn element(&self, mark: usize, first: bool, children: &[Node]) -> Markup {
        let mark = &self.marks[mark];
        let id = first.then_some(&mark.id);
        let more = (!first).then_some(&mark.id);
        let classes = (!mark.classes.is_empty()).then(|| mark.classes.join(" "));
        html! {
            span id=[id] data-more=[more] class=[classes] title=[mark.title] { (self.nodes(children)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    use super::*;

    fn marks(spans: &[(usize, usize)]) -> Marks {
        let mark = |&(start, end): &(usize, usize)| {
            (Span::new(start, end), Mark { id: format!("t{start}-{end}"), ..Mark::default() })
        };
        spans.iter().map(mark).collect()
    }

    fn check(text: &str, spans: &[(usize, usize)], expect: &Expect) {
        expect.assert_eq(&cut(text, marks(spans)).all().into_string());
    }

    #[test]
    fn what_lies_within_nests_and_what_crosses_is_cut() {
        check(
            "one two",
            &[(0, 7), (0, 3)],
            &expect![[r#"<span id="t0-7"><span id="t0-3">one</span> two</span>"#]],
        );
        check(
            "one two",
            &[(0, 5), (2, 7)],
            &expect![[
                r#"<span id="t0-5">on<span id="t2-7">e t</span></span><span data-more="t2-7">wo</span>"#
            ]],
        );
        check("a <b>", &[(2, 5), (3, 3)], &expect![[r#"a <span id="t2-5">&lt;b&gt;</span>"#]]);
    }

    #[test]
    fn what_a_browser_would_drop_is_shown_as_one_character() {
        check("a\0b\r\nc\rd", &[(1, 4)], &expect![["a<span id=\"t1-4\">\u{fffd}b\n</span>\nc\nd"]]);
        assert!(matches!(countable("as it is\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_passage_of_two_paragraphs_has_a_piece_in_each() {
        let text = "One.\n\nTwo\nlines.";
        let cut = cut(text, marks(&[(0, 9)]));
        let pieces: Vec<String> =
            cut.paragraphs.iter().map(|p| cut.paragraph(p).into_string()).collect();
        expect![[r#"
            [
                "<span id=\"t0-9\">One.\n\n</span>",
                "<span data-more=\"t0-9\">Two</span>\nlines.",
            ]
        "#]]
        .assert_debug_eq(&pieces);
    }

    /// The words of every element by its id, first pieces and others, in order; and all words.
    fn read(cut: &Cut<'_>) -> (BTreeMap<String, (usize, String)>, String) {
        fn walk(
            cut: &Cut<'_>,
            nodes: &[Node],
            within: &mut Vec<usize>,
            found: &mut BTreeMap<String, (usize, String)>,
            all: &mut String,
        ) {
            for node in nodes {
                match node {
                    Node::Words(span) => {
                        assert!(!span.is_empty());
                        let words = span.of(cut.text);
                        all.push_str(words);
                        for &mark in within.iter() {
                            found.get_mut(&cut.marks[mark].id).unwrap().1.push_str(words);
                        }
                    }
                    Node::Element { mark, first, children } => {
                        assert!(!children.is_empty());
                        assert!(!within.contains(mark));
                        let known = found.entry(cut.marks[*mark].id.clone()).or_default();
                        known.0 += usize::from(*first);
                        assert_eq!(known.0, 1, "the first piece is first, and is one");
                        within.push(*mark);
                        walk(cut, children, within, found, all);
                        within.pop();
                    }
                }
            }
        }
        let (mut found, mut all) = (BTreeMap::new(), String::new());
        for paragraph in &cut.paragraphs {
            let before = all.len();
            walk(cut, &paragraph.nodes, &mut Vec::new(), &mut found, &mut all);
            assert_eq!(&all[before..], paragraph.span.of(cut.text));
        }
        (found, all)
    }

    proptest! {
        #[test]
        fn any_passages_of_any_text_have_just_their_words(
            text in "[aé<€\n .]{0,60}",
            ends in prop::collection::vec((0usize..70, 0usize..70), 0..24),
        ) {
            let on_boundary = |at: usize| {
                (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
            };
            let spans: Vec<(usize, usize)> = ends.iter().map(|&(a, b)| {
                let (a, b) = (on_boundary(a), on_boundary(b));
                (a.min(b), a.max(b))
            }).collect();
            let cut = cut(&text, marks(&spans));
            let (found, all) = read(&cut);
            prop_assert_eq!(&all, &text);
            for &(start, end) in spans.iter().filter(|(start, end)| start < end) {
                let id = format!("t{start}-{end}");
                prop_assert_eq!(found.get(&id).map(|(_, words)| words.as_str()), Some(&text[start..end]));
            }
            let distinct: std::collections::BTreeSet<_> = spans.iter().filter(|(a, b)| a < b).collect();
            prop_assert_eq!(found.len(), distinct.len());
        }
    }

    #[test]
    fn a_long_text_with_thousands_of_passages_is_cut_at_once() {
        let text = "Twelve boats left the harbour of Port Ansel, she said. ".repeat(1_900);
        let spans: Vec<(usize, usize)> = (0..5_000)
            .map(|n| {
                let start = n * 37 % (text.len() - 400);
                (start, start + 5 + n * 53 % 390)
            })
            .collect();
        let started = std::time::Instant::now();
        let made = cut(&text, marks(&spans)).all().into_string();
        let took = started.elapsed();
        assert!(made.len() < 12 * text.len(), "{} bytes", made.len());
        // Generous, for a build without optimisation on a busy machine.
        assert!(took.as_millis() < 1_000, "{took:?}");
    }
}
