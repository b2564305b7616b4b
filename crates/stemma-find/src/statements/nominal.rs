//! Cues that are no verbs: "according to", "the warning that".

use super::candidates::{Candidate, Quotes};
use super::contents::{self, clause_head, has_that};
use super::cues;
use super::cues::Class;
use super::lines::Lines;
use super::speaker;
use crate::parsed_text::{ParsedText, Tokens};

/// "according to X".
pub(super) fn according(
    text: &ParsedText,
    lines: &Lines,
    line: Tokens,
    t: usize,
) -> Option<Candidate> {
    let to = text.next(t).filter(|&n| text.is_word(n, "to"))?;
    let who = text.child(to, &["pobj"]).or_else(|| text.child(t, &["pobj"]))?;
    let clause = clause_head(text, text.head(t));
    let mut candidate = Candidate::new(text, t, Class::Say, Quotes::Any);
    candidate.cue_span = text.span((t, to + 1));
    candidate.speaker = Some(speaker::phrase(text, who));
    let mut hole = text.subtree(t);
    hole.1 = with_name(text, hole.1, line);
    let whole = text.subtree(clause);
    if let Some(before) = that_is(text, lines, t) {
        candidate.content.push(before);
        return Some(candidate);
    }
    let lexical = |range: Tokens| (range.0..range.1).any(|n| text.is_lexical(n));
    let comma_before = t > line.0 && text.word(t - 1) == ",";
    if !lexical((hole.1, line.1)) && (comma_before || clause == t) {
        // At the end after a comma it covers the whole sentence.
        candidate.content.push((line.0, t));
    } else if !lexical((line.0, t)) {
        candidate.content.push((hole.1, line.1));
    } else {
        candidate.content.push((whole.0, hole.0.max(whole.0)));
        candidate.content.push((hole.1.min(whole.1), whole.1));
    }
    candidate.content.retain(|r| r.1 > r.0);
    Some(candidate)
}

/// ", according to its head, the teacher Ana Sol.": a name with its modifiers between a comma and the
/// end of the line says who that is, whatever the parse hangs it on.
fn with_name(text: &ParsedText, end: usize, line: Tokens) -> usize {
    if end >= line.1 || text.word(end) != "," {
        return end;
    }
    let mut name = None;
    for t in end + 1..line.1 {
        match text.tag(t) {
            "DT" | "JJ" | "NN" | "NNP" | "NNPS" | "PRP$" | "POS" => name = Some(t),
            _ if !text.is_lexical(t) && t + 1 >= line.1 => break,
            _ => return end,
        }
    }
    name.filter(|&n| text.tag(n).starts_with("NNP")).map_or(end, |n| n + 1)
}

/// "That is according to the harbour office.": the sentence before.
fn that_is(text: &ParsedText, lines: &Lines, t: usize) -> Option<Tokens> {
    let verb = text.head(t);
    let subject = text.child(verb, &["nsubj"])?;
    if text.lemma(verb) != "be" || !matches!(text.lemma(subject), "that" | "this") || t > verb + 2 {
        return None;
    }
    contents::line_before(lines, t)
}

/// "the minister's warning that …".
pub(super) fn of_noun(text: &ParsedText, t: usize) -> Option<Candidate> {
    let class = cues::noun(text.lemma(t))?;
    let clause = text.children(t).find(|&c| {
        c > t
            && matches!(text.dep(c), "acl" | "ccomp" | "relcl" | "appos")
            && has_that(text, c)
            && text
                .child(c, &["nsubj", "nsubjpass", "expl"])
                .is_some_and(|s| !text.is_word(s, "that"))
    })?;
    let verb = text.head(t);
    if text.dep(t) == "dobj" && cues::verb(text.lemma(verb)).is_some_and(cues::Verb::takes_object) {
        return None;
    }
    let who = text
        .child(t, &["poss"])
        .or_else(|| {
            // Before "’s" it is an owner, whatever the parse calls it.
            text.children(t).find(|&c| c < t && text.child(c, &["case"]).is_some())
        })
        .or_else(|| {
            text.children(t)
                .filter(|&c| text.dep(c) == "prep" && matches!(text.word(c), "by" | "from" | "of"))
                .find_map(|c| text.child(c, &["pobj"]))
                .filter(|&p| text.tag(p).starts_with("NNP"))
        })
        .or_else(|| {
            (text.dep(t) == "dobj" && text.is_verb(verb))
                .then(|| speaker::subject(text, verb))
                .flatten()
        })
        .filter(|&s| speaker::may_speak(text, s) || text.tag(s) == "PRP$")?;
    let mut candidate = Candidate::new(text, t, class, Quotes::Any);
    candidate.speaker = Some(speaker::phrase(text, who));
    candidate.content.push(text.subtree(clause));
    candidate.negated = false;
    Some(candidate)
}

/// "the governor’s promise to dig a well", "her call for an inquiry": what is promised or called for.
pub(super) fn to_do(text: &ParsedText, t: usize) -> Option<Candidate> {
    let class = match text.lemma(t) {
        "promise" | "pledge" | "vow" | "threat" | "plan" => Class::Plan,
        "call" | "demand" | "request" | "proposal" | "plea" => Class::Demand,
        "refusal" => Class::Refuse,
        _ => return None,
    };
    let who = text
        .child(t, &["poss"])
        .filter(|&w| w < t && (speaker::may_speak(text, w) || text.tag(w) == "PRP$"))?;
    let todo = text.children(t).find(|&c| {
        c > t
            && ((text.dep(c) == "acl"
                && text.child(c, &["aux"]).is_some_and(|a| text.is_word(a, "to")))
                || (text.dep(c) == "prep"
                    && text.is_word(c, "for")
                    && matches!(text.lemma(t), "call" | "demand" | "plea")))
    })?;
    let range = text.subtree(todo);
    let begin = if text.dep(todo) == "prep" { range.0 + 1 } else { range.0 };
    let mut candidate = Candidate::new(text, t, class, Quotes::Any);
    candidate.speaker = Some(speaker::phrase(text, who));
    candidate.content.push((begin, range.1));
    candidate.infinitive = true;
    Some(candidate)
}

/// A verb has few parts of its own.
const PARTS: usize = 40;

/// "her answer was that …", "the party’s slogan is “…”".
pub(super) fn words_are(text: &ParsedText, t: usize) -> Option<Candidate> {
    let verb = text.head(t);
    if text.dep(t) != "nsubj" || text.lemma(verb) != "be" || !cues::names_words(text.lemma(t)) {
        return None;
    }
    let who = text.child(t, &["poss"])?;
    let clause = text.children(verb).rev().take(PARTS).find(|&c| {
        c > verb && text.dep(c) == "ccomp" && (has_that(text, c) || !text.is_lexical(verb + 1))
    })?;
    let class = cues::noun(text.lemma(t)).unwrap_or(Class::Say);
    let mut candidate = Candidate::new(text, t, class, Quotes::Any);
    candidate.speaker = Some(speaker::phrase(text, who));
    candidate.content.push(text.subtree(clause));
    candidate.negated = text.child(verb, &["neg"]).is_some();
    Some(candidate)
}

/// "…, in the minister’s view": the clause around it is what the minister thinks.
pub(super) fn in_view(text: &ParsedText, line: Tokens, t: usize) -> Option<Candidate> {
    let preposition = text.head(t);
    if text.dep(t) != "pobj"
        || !text.is_word(preposition, "in")
        || !cues::is_viewpoint(text.lemma(t))
    {
        return None;
    }
    let who = text.child(t, &["poss"]).filter(|&w| text.subtree(w).0 == preposition + 1)?;
    // Set off by commas, or it is no aside: "in the minister’s words on the dam".
    let first = preposition <= line.0 || text.word(preposition - 1) == ",";
    let last = t + 1 >= line.1 || matches!(text.word(t + 1), "," | "." | ":");
    if !first || !last {
        return None;
    }
    let class = if text.lemma(t) == "word" { Class::Say } else { Class::Think };
    let mut candidate = Candidate::new(text, t, class, Quotes::Any);
    candidate.speaker = Some(speaker::phrase(text, who));
    candidate.content.push(if preposition <= line.0 + 1 {
        (t + 1, line.1)
    } else {
        (line.0, preposition)
    });
    Some(candidate)
}

/// "is confident that …", "are convinced that …".
pub(super) fn stance(text: &ParsedText, t: usize) -> Option<Candidate> {
    let word = text.word(t).to_lowercase();
    let participle = text.tag(t) == "VBN" && text.child(t, &["auxpass"]).is_some();
    let verb = if participle { t } else { text.head(t) };
    let copula = text.dep(t) == "acomp" && text.lemma(verb) == "be";
    if !(participle || copula) || !cues::stance(&word) {
        return None;
    }
    let clause = text
        .child(t, &["ccomp"])
        .filter(|&c| c > t && (has_that(text, c) || text.child(c, &["nsubj"]).is_some()))?;
    let who = if participle { text.child(t, &["nsubjpass"]) } else { speaker::subject(text, verb) }
        .filter(|&s| speaker::may_speak(text, s))?;
    let mut candidate = Candidate::new(text, t, Class::Think, Quotes::Never);
    candidate.speaker = Some(speaker::phrase(text, who));
    candidate.content.push(text.subtree(clause));
    candidate.negated = text.child(verb, &["neg"]).is_some();
    Some(candidate)
}
