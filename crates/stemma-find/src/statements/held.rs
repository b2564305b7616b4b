//! Words in quotation marks that hang on a verb or a noun which is no word of speech: "thanked the
//! crew for “keeping us afloat”", "their chants of “…”". Whoever is the subject is taken to have
//! said them; names, titles and lone words before a noun are left alone.

use super::candidates::{Candidate, Quotes};
use super::cues::{self, Class};
use super::lines::{Line, Lines};
use super::shape::is_title;
use super::speaker;
use super::view::{Range, View};
use super::who::who;

/// A verb that holds a quotation, or that follows one with its subject behind it.
pub(super) fn of_verb(view: &View, lines: &Lines, line: &Line, t: usize) -> Option<Candidate> {
    if line.quotes.0 == line.quotes.1
        || matches!(view.dep(t), "amod" | "aux" | "auxpass" | "compound")
        || view.token(t).pos == "AUX"
        || cues::verb(view.lemma(t)).is_some()
    {
        return None;
    }
    let (begin, end) = view.subtree(t);
    let quotes = &lines.quote_tokens[line.quotes.0..line.quotes.1];
    let first = quotes.partition_point(|q| q.1 < begin);
    let near = quotes.get(first).is_some_and(|q| q.0 < end);
    if !near {
        return None;
    }
    let mut candidate = Candidate::new(view, t, Class::Say, Quotes::Held);
    who(view, lines, t, &mut candidate);
    let reader = |head: usize| matches!(view.lemma(head), "you" | "this" | "that");
    candidate.speaker.filter(|s| !reader(s.head))?;
    Some(candidate)
}

/// A noun for words, with the words: "their chants of “…”".
pub(super) fn of_noun(view: &View, line: &Line, t: usize) -> Option<Candidate> {
    if line.quotes.0 == line.quotes.1 || !cues::names_words(view.lemma(t)) {
        return None;
    }
    view.children(t).find(|&c| c == t + 1 && view.is_word(c, "of"))?;
    let who = view.child(t, &["poss"]).filter(|&w| w < t)?;
    let mut candidate = Candidate::new(view, t, Class::Say, Quotes::Held);
    candidate.speaker = Some(speaker::phrase(view, who));
    Some(candidate)
}

/// Fewer words in marks than these are more often the name of a thing than words of the subject
/// (set by hand, on news that is in no gold set).
const SAID: usize = 3;

/// Whether a quotation stands in a complement of the cue as words that its subject used.
pub(super) fn holds(view: &View, lines: &Lines, cue: &Candidate, quote: usize) -> bool {
    let (first, after) = lines.quote_tokens[quote];
    if is_term(view, lines, quote) || cues::is_light(view.lemma(cue.cue)) {
        return false;
    }
    // What is built, found or delivered has its name in marks; what is said is longer, or does
    // something.
    let words = (first..after).filter(|&t| view.is_lexical(t));
    let does = (first..after).find(|&t| view.is_lexical(t)).is_some_and(|t| view.is_verb(t));
    if words.count() < SAID && !does {
        return false;
    }
    let held = view.children(cue.cue).find(|&c| {
        let (begin, end) = view.subtree(c);
        c > cue.cue && begin < after && first < end
    });
    held.is_some_and(|c| match view.dep(c) {
        "dobj" | "oprd" | "xcomp" | "ccomp" | "dative" => true,
        "prep" => {
            matches!(view.word(c), "as" | "for" | "about" | "against" | "of" | "over" | "to")
        }
        _ => false,
    })
}

/// Whether words in marks are a title, a name, or a term: one or two of them before a noun, or
/// "so-called".
pub(super) fn is_term(view: &View, lines: &Lines, quote: usize) -> bool {
    let (first, after) = lines.quote_tokens[quote];
    let inner = lines.quotes[quote].inner.of(view.text);
    let words = inner.split_whitespace().count();
    let named = words <= 2 && inner.starts_with(char::is_uppercase);
    let root = (first..after)
        .filter(|&t| view.is_lexical(t))
        .find(|&t| !(first..after).contains(&view.head(t)))
        .unwrap_or(first);
    let before_noun = view.head(root) >= after && view.is_nominal(view.head(root));
    is_title(inner) || named || (before_noun && words <= 2) || is_hedged(view, first)
}

/// "the so-called “…”", "a song called “…”": a name or a term, whoever uses it.
fn is_hedged(view: &View, first: usize) -> bool {
    (first.saturating_sub(3)..first).any(|t| {
        matches!(
            view.lemma(t),
            "so" | "call" | "name" | "title" | "entitle" | "dub" | "know" | "term"
        )
    })
}

/// "“This is the best day!” beamed the mayor": a verb just behind the words, and its subject behind
/// it; or the subject alone between the two, where the verb takes nothing else.
pub(super) fn follows(view: &View, cue: &Candidate, range: Range) -> bool {
    let (first, stop) = range;
    if cue.quotes != Quotes::Held || !matches!(view.tag(cue.cue), "VBD" | "VBZ") {
        return false;
    }
    let Some(speaker) = cue.speaker else { return false };
    if cue.cue == first {
        return speaker.head > cue.cue && speaker.head < stop;
    }
    speaker.words.0 <= first
        && speaker.head >= first
        && speaker.head < cue.cue
        && !view.children(cue.cue).any(|c| {
            c > cue.cue && matches!(view.dep(c), "dobj" | "ccomp" | "xcomp" | "attr" | "acomp")
        })
}
