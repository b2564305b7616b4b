//! A text into the passages that may each say something: sentences and clauses.

use std::collections::BTreeMap;

use stemma_core::Parsed;

/// A headline, and a sentence after it, has no fewer tokens.
const HEADLINE_WORDS: usize = 3;
/// Relations that hold the words of one phrase together.
const HELD: &[&str] = &["compound", "appos", "amod", "nmod", "poss", "flat", "dobj", "pobj"];
/// Relations under which a clause hangs.
const CLAUSES: &[&str] = &["ccomp", "relcl", "advcl", "conj"];

/// Sentences as token ranges. A body that begins with the headline, which has no full stop, is
/// split after it, whatever the parser saw in the run of words.
pub(super) fn sentences(parsed: &Parsed, text: &str, title: &str) -> Vec<(u32, u32)> {
    let title = title.trim();
    let mut sentences = parsed.sentences.clone();
    let cut = if !title.is_empty() && text.starts_with(title) {
        let tokens = parsed.tokens.iter();
        Some(tokens.take_while(|token| (token.span.start as usize) < title.len()).count() as u32)
    } else if title.is_empty() {
        run_in_headline(parsed, text)
    } else {
        None
    };
    let Some(cut) = cut else { return sentences };
    let inside = |&(first, after): &(u32, u32)| first < cut && cut < after;
    if let Some(at) = sentences.iter().position(inside) {
        let (first, after) = sentences[at];
        sentences.splice(at..=at, [(first, cut), (cut, after)]);
    }
    sentences
}

/// Where a headline without a full stop ends in the first sentence of a body: before a capital that
/// follows a word in small letters, where what comes after has a verb and hangs on what comes before
/// by no more than one arc.
fn run_in_headline(parsed: &Parsed, text: &str) -> Option<u32> {
    let &(first, after) = parsed.sentences.first()?;
    let sentence = || first..after;
    let token = |n: u32| &parsed.tokens[n as usize];
    let starts = |n: u32, test: fn(char) -> bool| token(n).span.of(text).starts_with(test);
    let finite = |n: u32| matches!(token(n).tag.as_str(), "VBD" | "VBZ" | "VBP" | "MD");
    let open = |n: u32| {
        matches!(token(n).pos.as_str(), "DET" | "ADP" | "CCONJ" | "SCONJ" | "PART" | "AUX" | "PRON")
    };
    let closes = |n: u32| matches!(token(n).span.of(text), "\"" | "”" | "»" | "'" | "’");
    sentence().skip(HEADLINE_WORDS).find(|&cut| {
        let before = if closes(cut - 1) { cut - 2 } else { cut - 1 };
        if !starts(cut, char::is_uppercase)
            || open(before)
            || !starts(before, char::is_alphanumeric)
            || after - cut < HEADLINE_WORDS as u32
            || !(cut..after).any(finite)
        {
            return false;
        }
        // A small word with a capital is the start of a sentence and of little else.
        match token(cut).pos.as_str() {
            "DET" | "ADP" | "PRON" | "SCONJ" | "ADV" => return true,
            "VERB" if token(cut).span.of(text) == "According" => return true,
            "PROPN" if starts(before, char::is_uppercase) => return false,
            _ => {}
        }
        let crosses = |n: &u32| (*n < cut) != (token(*n).head < cut);
        let mut crossing = sentence().filter(crosses);
        let arc = crossing.next().map(|n| token(n).dep.as_str());
        crossing.next().is_none() && !arc.is_some_and(|arc| HELD.contains(&arc))
    })
}

/// The clauses of a sentence that are less than the whole, as token ranges.
pub(super) fn clauses(parsed: &Parsed, sentence: (u32, u32)) -> Vec<(u32, u32)> {
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
    let verbal = |n: u32| {
        let token = &parsed.tokens[n as usize];
        let subject = || {
            (first..after).map(|m| &parsed.tokens[m as usize]).any(|child| {
                child.head == n && matches!(child.dep.as_str(), "nsubj" | "nsubjpass" | "expl")
            })
        };
        let finite = || matches!(token.tag.as_str(), "VBD" | "VBZ" | "VBP");
        CLAUSES.contains(&token.dep.as_str())
            && matches!(token.pos.as_str(), "VERB" | "AUX")
            && (subject() || (token.dep == "conj" && finite()))
    };
    let mut found: Vec<(u32, u32)> = edges
        .into_iter()
        .filter(|&(token, _)| verbal(token))
        .map(|(_, edge)| edge)
        .filter(|&edge| edge != sentence)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}
