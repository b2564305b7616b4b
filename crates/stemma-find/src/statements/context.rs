//! Who speaks where the words beside the quotation do not say it.

use stemma_core::{EntityKind, Gender, Local, Span};

use super::candidates::Candidate;
use super::cues;
use super::direct::Turn;
use super::lines::Lines;
use super::speaker::{self, Phrase};
use crate::Mentioned;
use crate::parsed_text::{ParsedText, Tokens};

/// The name that stands just before a colon, after a dash or at the start: "– Ana Tarn: “…”".
pub(super) fn named_before(
    text: &ParsedText,
    lines: &Lines,
    (first, colon): Tokens,
) -> Option<Phrase> {
    let head = text.previous(colon).filter(|&t| t >= first)?;
    let capitals = text.word(head).chars().all(char::is_uppercase);
    if !(capitals || matches!(text.tag(head), "NNP" | "NNPS")) || lines.quote_of[head].is_some() {
        return None;
    }
    let mut begin = head;
    while begin > first
        && (matches!(text.tag(begin - 1), "NNP" | "NNPS")
            || matches!(text.word(begin - 1), "and" | "&"))
    {
        begin -= 1;
    }
    let free = begin == first || !text.is_lexical(begin - 1);
    free.then_some(Phrase { head, words: (begin, head + 1) })
}

/// Who speaks where the cue has no subject ("– … – said."): whoever the line before is about.
pub(super) fn from_context(
    text: &ParsedText,
    lines: &Lines,
    cue: &Candidate,
    turn: &Turn,
) -> Option<Phrase> {
    if cue.speaker.is_some() || cue.nobody {
        return None;
    }
    let first = lines.quote_tokens[*turn.quotes.first()?].0.min(cue.cue);
    let here = lines.all.partition_point(|l| l.tokens.1 <= first);
    let before = &lines.all[here.checked_sub(1)?];
    (before.paragraph == lines.all.get(here)?.paragraph)
        .then(|| main_speaker(text, lines, before.tokens))
        .flatten()
}

/// Whoever a line without a cue is about: the subject of its main verb, else its first name.
pub(super) fn main_speaker(text: &ParsedText, lines: &Lines, range: Tokens) -> Option<Phrase> {
    let own = |t: &usize| lines.quote_of[*t].is_none();
    if let Some(named) = introduced(text, lines, range) {
        return Some(named);
    }
    let subject = (range.0..range.1)
        .rev()
        .filter(own)
        // "I looked up, and the judge interrupted me." names who speaks next.
        .filter(|&t| {
            text.is_finite(t) && cues::verb(text.lemma(t)).is_some_and(cues::Verb::takes_quote)
        })
        .find_map(|t| text.child(t, &["nsubj"]).filter(|&s| speaker::may_speak(text, s)))
        .or_else(|| {
            (range.0..range.1)
                .filter(own)
                .filter(|&t| text.head(t) == t)
                .find_map(|root| text.child(root, &["nsubj", "nsubjpass"]))
        })
        .or_else(|| (range.0..range.1).filter(own).find(|&t| text.dep(t) == "nsubj"))
        .or_else(|| {
            (range.0..range.1)
                .filter(own)
                .find(|&t| matches!(text.tag(t), "NNP" | "NNPS") && text.dep(t) != "compound")
        })?;
    // "a paper from the ministry, which …:" is the ministry's.
    let subject = speaker::antecedent(text, subject);
    speaker::may_speak(text, subject).then(|| speaker::phrase(text, subject))
}

/// "More from Tarn and Orlan: “…”", "That is no news to harbour pilot Ana Tarn: “…”": the name right
/// before the colon, as an object.
fn introduced(text: &ParsedText, lines: &Lines, (first, after): Tokens) -> Option<Phrase> {
    let colon = (first..after).rev().find(|&t| !text.is_space(t))?;
    let head = text.previous(colon).filter(|&t| t > first && text.word(colon) == ":")?;
    let named = |t: usize| matches!(text.tag(t), "NNP" | "NNPS") && lines.quote_of[t].is_none();
    let mut begin = head;
    while begin > first && (named(begin - 1) || text.is_word(begin - 1, "and")) {
        begin -= 1;
    }
    let object = matches!(text.dep(head), "dobj" | "pobj" | "conj");
    let told = begin > first && (matches!(text.word(begin - 1), "from" | "by" | "to" | "with"));
    let surprised = text.dep(head) == "dobj" && text.is_verb(text.head(head));
    (named(head) && object && (told || surprised) && speaker::may_speak(text, head))
        .then_some(Phrase { head, words: (begin, head + 1) })
}

/// Lines further back than so many are about somebody else.
const LINES_BACK: usize = 3;

/// Whom "he" stands for beside a turn of speech, where the last one named before it stands in the
/// words quoted: whoever speaks is not whom he speaks of, so it is whom the lines before are about.
pub(super) fn outside(
    text: &ParsedText,
    mentioned: &Mentioned,
    lines: &Lines,
    phrase: Phrase,
    content: &[Span],
) -> Option<Local> {
    let gender = match text.word(phrase.head) {
        "he" | "He" => Gender::Male,
        "she" | "She" => Gender::Female,
        _ => return None,
    };
    let here = text.token(phrase.head).span;
    let at = lines.all.partition_point(|l| l.tokens.1 <= phrase.head);
    let line = lines.all.get(at)?;
    let paragraph = text.paragraphs[line.paragraph];
    let resolved = speaker::entity(text, mentioned, phrase);
    if let Some(resolved) = resolved {
        let last = mentioned
            .within(text.of, Span { start: paragraph.start, end: here.start })
            .filter(|(_, m)| m.entity == Some(resolved))
            .last()?
            .1;
        if !content.iter().any(|c| c.contains(last.place.span)) {
            return None;
        }
    }
    let speaks = |e: &Local| {
        mentioned
            .entities
            .get(e.0 as usize)
            .is_some_and(|e| e.kind == EntityKind::Person && e.gender.is_none_or(|g| g == gender))
    };
    lines.all[..at]
        .iter()
        .rev()
        .take(LINES_BACK)
        .take_while(|l| l.paragraph == line.paragraph)
        .find_map(|l| {
            main_speaker(text, lines, l.tokens)
                .and_then(|p| speaker::entity(text, mentioned, p))
                .filter(speaks)
                .or_else(|| {
                    mentioned
                        .within(text.of, text.span(l.tokens))
                        .filter_map(|(_, m)| m.entity)
                        .find(speaks)
                })
        })
}
