//! On which side of the report an expression lies, from the verb that it belongs to.

use stemma_core::{Parsed, Span, Toward};

/// Verbs and adjectives after which what is named lies ahead: 'is scheduled for', 'plans to'.
const PROSPECTIVE: [&str; 36] = [
    "schedule",
    "plan",
    "expect",
    "set",
    "slate",
    "due",
    "intend",
    "hope",
    "aim",
    "want",
    "promise",
    "propose",
    "pledge",
    "prepare",
    "postpone",
    "delay",
    "await",
    "anticipate",
    "predict",
    "project",
    "forecast",
    "threaten",
    "vow",
    "likely",
    "ready",
    "face",
    "seek",
    "invite",
    "convene",
    "upcoming",
    "need",
    "bind",
    "poise",
    "book",
    "reschedule",
    "urge",
];

/// Auxiliaries that point ahead.
const AHEAD: [&str; 6] = ["will", "'ll", "’ll", "shall", "wo", "would"];

/// Auxiliaries that may.
const PERHAPS_AHEAD: [&str; 5] = ["may", "might", "could", "can", "must"];

/// The side on which the tense puts the expression at `span`; [`Toward::Near`] where it is silent.
pub(super) fn side(parsed: &Parsed, text: &str, span: Span) -> Toward {
    let tokens = &parsed.tokens;
    let first = tokens.partition_point(|token| token.span.end <= span.start);
    let after = tokens.partition_point(|token| token.span.start < span.end);
    if first >= after {
        return Toward::Near;
    }
    // Up out of the expression, to the verb that it belongs to.
    let inside = |token: usize| (first..after).contains(&token);
    let mut at = first;
    for token in first..after {
        if !inside(tokens[token].head as usize) || tokens[token].head as usize == token {
            at = token;
        }
    }
    let mut preposition = "";
    for _ in 0..12 {
        let head = tokens[at].head as usize;
        let token = &tokens[at];
        if !inside(at) && matches!(token.dep.as_str(), "prep" | "mark") && preposition.is_empty() {
            preposition = token.span.of(text);
        }
        if !inside(at) && PROSPECTIVE.contains(&token.lemma.as_str()) && head_is_plan(parsed, at) {
            return Toward::Future;
        }
        if matches!(token.pos.as_str(), "VERB" | "AUX") && !inside(at) {
            match verb(parsed, text, at, preposition) {
                Verdict::Side(side) => return side,
                Verdict::Above => {}
            }
        }
        if head == at {
            break;
        }
        at = head;
    }
    Toward::Near
}

/// 'Set' and 'face' are prospective only as participles or in the present, never as nouns.
fn head_is_plan(parsed: &Parsed, at: usize) -> bool {
    matches!(parsed.tokens[at].pos.as_str(), "VERB" | "ADJ")
}

enum Verdict {
    Side(Toward),
    /// An infinitive or a participle: the verb above decides.
    Above,
}

fn verb(parsed: &Parsed, text: &str, at: usize, preposition: &str) -> Verdict {
    let token = &parsed.tokens[at];
    let (mut ahead, mut perhaps, mut to, mut done) = (false, false, false, false);
    for child in parsed.children(at) {
        let other = &parsed.tokens[child];
        if !matches!(other.dep.as_str(), "aux" | "auxpass") {
            continue;
        }
        let word = other.span.of(text).to_lowercase();
        ahead |= AHEAD.contains(&word.as_str());
        perhaps |= PERHAPS_AHEAD.contains(&word.as_str());
        to |= other.tag == "TO";
        done |= other.tag == "VBD" || matches!(word.as_str(), "has" | "have" | "had" | "'ve");
    }
    // 'Would have met' is no future; 'will have met' is.
    if ahead && !done {
        return Verdict::Side(Toward::Future);
    }
    if to {
        let head = token.head as usize;
        let above = &parsed.tokens[head];
        if head != at
            && (PROSPECTIVE.contains(&above.lemma.as_str())
                || matches!(
                    above.lemma.as_str(),
                    "be" | "go" | "agree" | "decide" | "order"
                ))
        {
            return Verdict::Side(Toward::Future);
        }
        return Verdict::Above;
    }
    if done {
        return Verdict::Side(Toward::Past);
    }
    match token.tag.as_str() {
        "VBD" => Verdict::Side(Toward::Past),
        "VBZ" | "VBP" => {
            // 'Opens on Monday' lies ahead; 'says on Monday' does not.
            let reporting = matches!(
                token.lemma.as_str(),
                "say" | "report" | "write" | "tell" | "note" | "claim" | "quote" | "inform"
            );
            Verdict::Side(if reporting {
                Toward::Past
            } else {
                Toward::Near
            })
        }
        _ if perhaps => Verdict::Side(Toward::Future),
        _ if matches!(preposition, "until" | "till") && token.tag == "VB" => {
            Verdict::Side(Toward::Future)
        }
        "VBN" => {
            // A participle without auxiliary: 'the attack carried out on Friday'.
            Verdict::Side(Toward::Past)
        }
        _ => Verdict::Above,
    }
}
