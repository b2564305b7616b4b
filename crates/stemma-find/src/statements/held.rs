//! Words in quotation marks that hang on a verb or a noun which is no word of speech: "thanked the
//! crew for “keeping us afloat”", "their chants of “…”". Whoever is the subject is taken to have
//! said them; names, titles and lone words before a noun are left alone.

use super::candidates::{Candidate, Quotes};
use super::cues::{self, Class};
use super::lines::{Line, Lines};
use super::shape::is_title;
use super::speaker;
use super::who::who;
use crate::parsed_text::{ParsedText, Tokens};

/// A verb that holds a quotation, or that follows one with its subject behind it.
pub(super) fn of_verb(
    text: &ParsedText,
    lines: &Lines,
    line: &Line,
    t: usize,
) -> Option<Candidate> {
    if line.quotes.0 == line.quotes.1
        || matches!(text.dep(t), "amod" | "aux" | "auxpass" | "compound")
        || text.token(t).pos == "AUX"
        || cues::verb(text.lemma(t)).is_some()
    {
        return None;
    }
    let (begin, end) = text.subtree(t);
    let quotes = &lines.quote_tokens[line.quotes.0..line.quotes.1];
    let first = quotes.partition_point(|q| q.1 < begin);
    let near = quotes.get(first).is_some_and(|q| q.0 < end);
    if !near {
        return None;
    }
    let mut candidate = Candidate::new(text, t, Class::Say, Quotes::Held);
    who(text, lines, t, &mut candidate);
    let reader = |head: usize| matches!(text.lemma(head), "you" | "this" | "that");
    candidate.speaker.filter(|s| !reader(s.head))?;
    Some(candidate)
}

/// A noun for words, with the words: "their chants of “…”".
pub(super) fn of_noun(text: &ParsedText, line: &Line, t: usize) -> Option<Candidate> {
    if line.quotes.0 == line.quotes.1 || !cues::names_words(text.lemma(t)) {
        return None;
    }
    text.children(t).find(|&c| c == t + 1 && text.is_word(c, "of"))?;
    let who = text.child(t, &["poss"]).filter(|&w| w < t)?;
    let mut candidate = Candidate::new(text, t, Class::Say, Quotes::Held);
    candidate.speaker = Some(speaker::phrase(text, who));
    Some(candidate)
}

/// Fewer words in marks than these are more often the name of a thing than words of the subject
/// (set by hand, on news that is in no gold set).
const SAID: usize = 3;

/// Whether a quotation stands in a complement of the cue as words that its subject used.
pub(super) fn holds(text: &ParsedText, lines: &Lines, cue: &Candidate, quote: usize) -> bool {
    let (first, after) = lines.quote_tokens[quote];
    if is_term(text, lines, quote) || cues::is_light(text.lemma(cue.cue)) {
        return false;
    }
    // What is built, found or delivered has its name in marks; what is said is longer, or does
    // something.
    let words = (first..after).filter(|&t| text.is_lexical(t));
    let does = (first..after).find(|&t| text.is_lexical(t)).is_some_and(|t| text.is_verb(t));
    if words.count() < SAID && !does {
        return false;
    }
    let held = text.children(cue.cue).find(|&c| {
        let (begin, end) = text.subtree(c);
        c > cue.cue && begin < after && first < end
    });
    held.is_some_and(|c| match text.dep(c) {
        "dobj" | "oprd" | "xcomp" | "ccomp" | "dative" => true,
        "prep" => {
            matches!(text.word(c), "as" | "for" | "about" | "against" | "of" | "over" | "to")
        }
        _ => false,
    })
}

/// Whether words in marks are a title, a name, or a term: one or two of them before a noun, or
/// "so-called".
pub(super) fn is_term(text: &ParsedText, lines: &Lines, quote: usize) -> bool {
    let (first, after) = lines.quote_tokens[quote];
    let inner = lines.quotes[quote].inner.of(text.raw);
    let words = inner.split_whitespace().count();
    let named = words <= 2 && inner.starts_with(char::is_uppercase);
    let root = (first..after)
        .filter(|&t| text.is_lexical(t))
        .find(|&t| !(first..after).contains(&text.head(t)))
        .unwrap_or(first);
    let before_noun = text.head(root) >= after && text.is_nominal(text.head(root));
    is_title(inner) || named || (before_noun && words <= 2) || is_hedged(text, first)
}

/// "the so-called “…”", "a song called “…”": a name or a term, whoever uses it.
fn is_hedged(text: &ParsedText, first: usize) -> bool {
    (first.saturating_sub(3)..first).any(|t| {
        matches!(
            text.lemma(t),
            "so" | "call" | "name" | "title" | "entitle" | "dub" | "know" | "term"
        )
    })
}

/// "“This is the best day!” beamed the mayor": a verb just behind the words, and its subject behind
/// it; or the subject alone between the two, where the verb takes nothing else.
pub(super) fn follows(text: &ParsedText, cue: &Candidate, range: Tokens) -> bool {
    let (first, stop) = range;
    if cue.quotes != Quotes::Held || !matches!(text.tag(cue.cue), "VBD" | "VBZ") {
        return false;
    }
    let Some(speaker) = cue.speaker else { return false };
    if cue.cue == first {
        return speaker.head > cue.cue && speaker.head < stop;
    }
    speaker.words.0 <= first
        && speaker.head >= first
        && speaker.head < cue.cue
        && !text.children(cue.cue).any(|c| {
            c > cue.cue && matches!(text.dep(c), "dobj" | "ccomp" | "xcomp" | "attr" | "acomp")
        })
}
