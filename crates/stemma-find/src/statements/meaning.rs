//! Whether what was said is asserted or denied, and how sure it is meant to be.

use stemma_core::{Certainty, Polarity, Span};

use super::candidates::Candidate;
use super::cues::Class;
use super::view::View;

/// Polarity and certainty of a content, from its cue and its own words.
pub(super) fn meaning(
    view: &View,
    candidate: Option<&Candidate>,
    content: &[Span],
) -> (Polarity, Certainty) {
    let class = candidate.map_or(Class::Say, |c| c.class);
    let negated = candidate.is_some_and(|c| c.negated);
    let denies = matches!(class, Class::Deny | Class::Refuse | Class::Doubt);
    let polarity = if denies == negated { Polarity::Asserted } else { Polarity::Denied };
    let words = content.iter().map(|s| s.of(view.text)).collect::<Vec<_>>();
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
        || candidate.is_some_and(|c| c.infinitive || is_to_be_said(view, c.cue))
    {
        Certainty::Planned
    } else {
        modal(view, content)
    };
    (polarity, certainty)
}

/// "is expected to say", "plans to announce": it is not said yet.
fn is_to_be_said(view: &View, cue: usize) -> bool {
    view.dep(cue) == "xcomp"
        && view.tag(cue) == "VB"
        && matches!(
            view.lemma(view.head(cue)),
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
fn modal(view: &View, content: &[Span]) -> Certainty {
    let Some(&first) = content.first() else {
        return Certainty::Certain;
    };
    let (begin, end) = view.tokens_in(first);
    let range = begin..end;
    // The verb of the content: the one whose head lies outside.
    let Some(root) = range.clone().find(|&t| !range.contains(&view.head(t)) || view.head(t) == t)
    else {
        return Certainty::Certain;
    };
    let root = if view.is_verb(root) || view.token(root).pos == "AUX" {
        root
    } else {
        range
            .clone()
            .find(|&t| view.is_finite(t))
            .map_or(root, |t| if view.dep(t) == "aux" { view.head(t) } else { t })
    };
    let parts = || view.children(root).take(PARTS);
    let conditional = parts().any(|c| {
        view.dep(c) == "advcl"
            && view
                .child(c, &["mark"])
                .is_some_and(|m| view.is_word(m, "if") || view.is_word(m, "unless"))
    });
    for aux in parts().filter(|&c| view.dep(c) == "aux") {
        match view.word(aux) {
            "may" | "might" | "could" => return Certainty::Possible,
            _ => {}
        }
    }
    if conditional {
        return Certainty::Conditional;
    }
    if matches!(view.lemma(root), "plan" | "intend" | "aim")
        && matches!(view.tag(root), "VBZ" | "VBP" | "VBG")
    {
        return Certainty::Planned;
    }
    let hedged = parts().any(|c| {
        matches!(
            view.lemma(c),
            "perhaps" | "possibly" | "maybe" | "probably" | "likely" | "allegedly"
        )
    });
    if hedged { Certainty::Possible } else { Certainty::Certain }
}
