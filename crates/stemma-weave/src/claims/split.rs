//! A text into the passages that may each say something: sentences and clauses.

use std::collections::BTreeMap;

use stemma_core::Parsed;

/// Relations under which a clause hangs.
const CLAUSES: &[&str] = &["ccomp", "relcl", "advcl", "conj"];

/// Words that begin a condition.
const CONDITIONS: &[&str] = &["if", "unless", "whether"];

/// Sentences as token ranges. A body that begins with the headline, which has no full stop, is
/// split after it, and so is a sentence at each seam, whatever the parser saw in the run of words.
pub(super) fn sentences(
    parsed: &Parsed,
    text: &str,
    title: &str,
    seams: &[u32],
) -> Vec<(u32, u32)> {
    let title = title.trim();
    let mut sentences = parsed.sentences.clone();
    let mut cuts = seams.to_vec();
    if !title.is_empty() && text.starts_with(title) {
        let tokens = parsed.tokens.iter();
        cuts.push(
            tokens.take_while(|token| (token.span.start as usize) < title.len()).count() as u32
        );
    }
    for cut in cuts {
        let inside = |&(first, after): &(u32, u32)| first < cut && cut < after;
        if let Some(at) = sentences.iter().position(inside) {
            let (first, after) = sentences[at];
            sentences.splice(at..=at, [(first, cut), (cut, after)]);
        }
    }
    sentences
}

/// The clauses of a sentence that are less than the whole, as token ranges.
pub(super) fn clauses(parsed: &Parsed, text: &str, sentence: (u32, u32)) -> Vec<(u32, u32)> {
    let (first, after) = sentence;
    // Subtrees of a projective sentence are contiguous; the edges are found from the leaves up.
    let mut edges: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    for token in first..after {
        let mut at = token;
        // A broken tree cannot loop for ever: no path is longer than the sentence.
        for _ in first..after {
            let edge = edges.entry(at).or_insert((token, token + 1));
            *edge = (edge.0.min(token), edge.1.max(token + 1));
            let head = parsed.tokens[at as usize].head;
            if head == at || head < first || head >= after {
                break;
            }
            at = head;
        }
    }
    let has_subject = |n: u32| {
        (first..after).map(|m| &parsed.tokens[m as usize]).any(|child| {
            child.head == n && matches!(child.dep.as_str(), "nsubj" | "nsubjpass" | "expl")
        })
    };
    let verbal = |n: u32| {
        let token = &parsed.tokens[n as usize];
        let finite = || matches!(token.tag.as_str(), "VBD" | "VBZ" | "VBP");
        // "If the frigates leave" says of nothing that it is so.
        let condition = || {
            (first..after).map(|m| &parsed.tokens[m as usize]).any(|child| {
                child.head == n && child.dep == "mark" && CONDITIONS.contains(&child.lemma.as_str())
            })
        };
        CLAUSES.contains(&token.dep.as_str())
            && !(token.dep == "advcl" && condition())
            && matches!(token.pos.as_str(), "VERB" | "AUX")
            && (has_subject(n) || (token.dep == "conj" && finite()))
    };
    let whole: Vec<(u32, (u32, u32))> =
        edges.into_iter().filter(|&(n, edge)| verbal(n) && edge != sentence).collect();
    let mut found: Vec<(u32, u32)> = whole.iter().map(|&(_, edge)| edge).collect();
    // Of "A, and B" both are clauses, where B has a subject of its own.
    for &(n, (from, _)) in &whole {
        if parsed.tokens[n as usize].dep == "conj" && has_subject(n) && from > first {
            let links = |n: &u32| matches!(parsed.tokens[*n as usize].dep.as_str(), "cc" | "punct");
            let before = (first..from).rev().find(|n| !links(n));
            found.extend(before.map(|last| (first, last + 1)));
        }
    }
    // What follows a colon is said or asked on its own, and so is what a semicolon parts.
    let mut from = first;
    for n in (first + 1)..after {
        let ends = match parsed.tokens[n as usize].span.of(text) {
            ":" => false,
            ";" => true,
            _ => continue,
        };
        if ends {
            found.push((from, n));
        }
        from = n + 1;
    }
    if from > first && from < after {
        found.push((from, after));
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use stemma_core::{Span, Token};

    use super::*;

    /// Tokens parted by spaces; every word hangs on the first.
    fn parsed(text: &str) -> Parsed {
        let mut parsed = Parsed::default();
        for word in text.split(' ') {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            parsed.tokens.push(Token {
                span: Span::new(start, start + word.len()),
                lemma: word.into(),
                tag: "NN".into(),
                pos: "NOUN".into(),
                dep: "dep".into(),
                head: 0,
            });
        }
        parsed.sentences = vec![(0, parsed.tokens.len() as u32)];
        parsed
    }

    #[test]
    fn a_colon_and_a_semicolon_part_what_is_said() {
        let said = |text: &str| {
            let parsed = parsed(text);
            let parts = clauses(&parsed, text, parsed.sentences[0]);
            let words = |range| parsed.span(range).of(text).to_owned();
            parts.into_iter().map(words).collect::<Vec<_>>()
        };
        assert_eq!(said("a question arises : when do they go ?"), ["when do they go ?"]);
        assert_eq!(said("I read nothing ; they listen"), ["I read nothing", "they listen"]);
        assert_eq!(said("nobody is packing"), [""; 0]);
    }

    #[test]
    fn of_two_clauses_with_subjects_each_is_one() {
        let text = "river rose , and people left";
        let mut parsed = parsed(text);
        for (n, dep, pos, head) in [
            (0, "nsubj", "NOUN", 1),
            (1, "ROOT", "VERB", 1),
            (2, "punct", "PUNCT", 1),
            (3, "cc", "CCONJ", 1),
            (4, "nsubj", "NOUN", 5),
            (5, "conj", "VERB", 1),
        ] {
            let token = &mut parsed.tokens[n];
            (token.dep, token.pos, token.head) = (dep.into(), pos.into(), head);
        }
        assert_eq!(clauses(&parsed, text, (0, 6)), [(0, 2), (4, 6)]);
    }

    #[test]
    fn a_headline_that_runs_into_the_text_is_a_sentence() {
        let text = "Ferry burns off Ridna Twelve people were hurt";
        let parsed = parsed(text);
        assert_eq!(sentences(&parsed, text, "", &[4]), [(0, 4), (4, 8)]);
        assert_eq!(sentences(&parsed, text, "Ferry burns off Ridna", &[]), [(0, 4), (4, 8)]);
        assert_eq!(sentences(&parsed, text, "", &[]), [(0, 8)]);
    }
}
