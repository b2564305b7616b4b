//! Whether what was said is asserted or denied, and how sure it is meant to be.

use stemma_core::{Certainty, Polarity, Span};

use super::candidates::Candidate;
use super::cues::Class;
use crate::parsed_text::ParsedText;

/// Polarity and certainty of a content, from its cue and its own words.
pub(super) fn meaning(
    text: &ParsedText,
    candidate: Option<&Candidate>,
    content: &[Span],
) -> (Polarity, Certainty) {
    let class = candidate.map_or(Class::Say, |c| c.class);
    let negated = candidate.is_some_and(|c| c.negated);
    let denies = matches!(class, Class::Deny | Class::Refuse | Class::Doubt);
    let polarity = if denies == negated { Polarity::Asserted } else { Polarity::Denied };
    let words = content.iter().map(|s| s.of(text.raw)).collect::<Vec<_>>();
    // "asked them to wait" demands.
    let asks = class == Class::Ask && !candidate.is_some_and(|c| c.infinitive);
    let certainty = if asks
        || words
            .last()
            .is_some_and(|w| w.trim_end_matches(['”', '"', '’', '»', ' ']).ends_with('?'))
        || words.first().is_some_and(|w| w.starts_with("whether "))
    {
        Certainty::Asked
    } else if words.len() > 1 && words.first().is_some_and(|w| is_condition(w)) {
        // "If the offer is accepted, the ministry said, the crew can be there by night."
        Certainty::Conditional
    } else if class == Class::Doubt || (denies && negated) {
        Certainty::Possible
    } else if class == Class::Plan
        || candidate.is_some_and(|c| c.infinitive || is_to_be_said(text, c.cue))
    {
        Certainty::Planned
    } else {
        modal(text, content)
    };
    (polarity, certainty)
}

/// "is expected to say", "plans to announce": it is not said yet.
fn is_to_be_said(text: &ParsedText, cue: usize) -> bool {
    text.dep(cue) == "xcomp"
        && text.tag(cue) == "VB"
        && matches!(
            text.lemma(text.head(cue)),
            "expect" | "plan" | "intend" | "schedule" | "due" | "set"
        )
}

fn is_condition(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    first.eq_ignore_ascii_case("if") || first.eq_ignore_ascii_case("unless")
}

/// A verb has few parts of its own; a long list hung on it tells nothing of its mood.
const PARTS: usize = 40;

/// What the verb of the content shows: "may", "would … if", "plans to".
fn modal(text: &ParsedText, content: &[Span]) -> Certainty {
    let Some(&first) = content.first() else {
        return Certainty::Certain;
    };
    let (begin, end) = text.tokens_in(first);
    let range = begin..end;
    // The verb of the content: the one whose head lies outside.
    let Some(root) = range.clone().find(|&t| !range.contains(&text.head(t)) || text.head(t) == t)
    else {
        return Certainty::Certain;
    };
    let root = if text.is_verb(root) || text.token(root).pos == "AUX" {
        root
    } else {
        range
            .clone()
            .find(|&t| text.is_finite(t))
            .map_or(root, |t| if text.dep(t) == "aux" { text.head(t) } else { t })
    };
    let parts = || text.children(root).take(PARTS);
    let conditional = parts().any(|c| {
        text.dep(c) == "advcl"
            && text
                .child(c, &["mark"])
                .is_some_and(|m| text.is_word(m, "if") || text.is_word(m, "unless"))
    });
    for aux in parts().filter(|&c| text.dep(c) == "aux") {
        match text.word(aux) {
            "may" | "might" | "could" => return Certainty::Possible,
            _ => {}
        }
    }
    if conditional {
        return Certainty::Conditional;
    }
    if matches!(text.lemma(root), "plan" | "intend" | "aim")
        && matches!(text.tag(root), "VBZ" | "VBP" | "VBG")
    {
        return Certainty::Planned;
    }
    let hedged = parts().any(|c| {
        matches!(
            text.lemma(c),
            "perhaps" | "possibly" | "maybe" | "probably" | "likely" | "allegedly"
        )
    });
    if hedged { Certainty::Possible } else { Certainty::Certain }
}
