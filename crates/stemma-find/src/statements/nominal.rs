//! Cues that are no verbs: "according to", "the warning that".

use super::candidates::{Candidate, Quotes};
use super::contents::{self, clause_head, has_that};
use super::cues;
use super::cues::Class;
use super::lines::Lines;
use super::speaker;
use super::view::{Range, View};

/// "according to X".
pub(super) fn according(view: &View, lines: &Lines, line: Range, t: usize) -> Option<Candidate> {
    let to = view.next(t).filter(|&n| view.is_word(n, "to"))?;
    let who = view.child(to, &["pobj"]).or_else(|| view.child(t, &["pobj"]))?;
    let clause = clause_head(view, view.head(t));
    let mut candidate = Candidate::new(view, t, Class::Say, Quotes::Any);
    candidate.cue_span = view.span((t, to + 1));
    candidate.speaker = Some(speaker::phrase(view, who));
    let mut hole = view.subtree(t);
    hole.1 = with_name(view, hole.1, line);
    let whole = view.subtree(clause);
    if let Some(before) = that_is(view, lines, t) {
        candidate.content.push(before);
        return Some(candidate);
    }
    let lexical = |range: Range| (range.0..range.1).any(|n| view.is_lexical(n));
    let comma_before = t > line.0 && view.word(t - 1) == ",";
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
fn with_name(view: &View, end: usize, line: Range) -> usize {
    if end >= line.1 || view.word(end) != "," {
        return end;
    }
    let mut name = None;
    for t in end + 1..line.1 {
        match view.tag(t) {
            "DT" | "JJ" | "NN" | "NNP" | "NNPS" | "PRP$" | "POS" => name = Some(t),
            _ if !view.is_lexical(t) && t + 1 >= line.1 => break,
            _ => return end,
        }
    }
    name.filter(|&n| view.tag(n).starts_with("NNP")).map_or(end, |n| n + 1)
}

/// "That is according to the harbour office.": the sentence before.
fn that_is(view: &View, lines: &Lines, t: usize) -> Option<Range> {
    let verb = view.head(t);
    let subject = view.child(verb, &["nsubj"])?;
    if view.lemma(verb) != "be" || !matches!(view.lemma(subject), "that" | "this") || t > verb + 2 {
        return None;
    }
    contents::line_before(lines, t)
}

/// "the minister's warning that …".
pub(super) fn of_noun(view: &View, t: usize) -> Option<Candidate> {
    let class = cues::noun(view.lemma(t))?;
    let clause = view.children(t).find(|&c| {
        c > t
            && matches!(view.dep(c), "acl" | "ccomp" | "relcl" | "appos")
            && has_that(view, c)
            && view
                .child(c, &["nsubj", "nsubjpass", "expl"])
                .is_some_and(|s| !view.is_word(s, "that"))
    })?;
    let verb = view.head(t);
    if view.dep(t) == "dobj" && cues::verb(view.lemma(verb)).is_some_and(cues::Verb::takes_object) {
        return None;
    }
    let who = view
        .child(t, &["poss"])
        .or_else(|| {
            // Before "’s" it is an owner, whatever the parse calls it.
            view.children(t).find(|&c| c < t && view.child(c, &["case"]).is_some())
        })
        .or_else(|| {
            view.children(t)
                .filter(|&c| view.dep(c) == "prep" && matches!(view.word(c), "by" | "from" | "of"))
                .find_map(|c| view.child(c, &["pobj"]))
                .filter(|&p| view.tag(p).starts_with("NNP"))
        })
        .or_else(|| {
            (view.dep(t) == "dobj" && view.is_verb(verb))
                .then(|| speaker::subject(view, verb))
                .flatten()
        })
        .filter(|&s| speaker::may_speak(view, s) || view.tag(s) == "PRP$")?;
    let mut candidate = Candidate::new(view, t, class, Quotes::Any);
    candidate.speaker = Some(speaker::phrase(view, who));
    candidate.content.push(view.subtree(clause));
    candidate.negated = false;
    Some(candidate)
}

/// "the governor’s promise to dig a well", "her call for an inquiry": what is promised or called for.
pub(super) fn to_do(view: &View, t: usize) -> Option<Candidate> {
    let class = match view.lemma(t) {
        "promise" | "pledge" | "vow" | "threat" | "plan" => Class::Plan,
        "call" | "demand" | "request" | "proposal" | "plea" => Class::Demand,
        "refusal" => Class::Refuse,
        _ => return None,
    };
    let who = view
        .child(t, &["poss"])
        .filter(|&w| w < t && (speaker::may_speak(view, w) || view.tag(w) == "PRP$"))?;
    let todo = view.children(t).find(|&c| {
        c > t
            && ((view.dep(c) == "acl"
                && view.child(c, &["aux"]).is_some_and(|a| view.is_word(a, "to")))
                || (view.dep(c) == "prep"
                    && view.is_word(c, "for")
                    && matches!(view.lemma(t), "call" | "demand" | "plea")))
    })?;
    let range = view.subtree(todo);
    let begin = if view.dep(todo) == "prep" { range.0 + 1 } else { range.0 };
    let mut candidate = Candidate::new(view, t, class, Quotes::Any);
    candidate.speaker = Some(speaker::phrase(view, who));
    candidate.content.push((begin, range.1));
    candidate.infinitive = true;
    Some(candidate)
}

/// A verb has few parts of its own.
const PARTS: usize = 40;

/// "her answer was that …", "the party’s slogan is “…”".
pub(super) fn words_are(view: &View, t: usize) -> Option<Candidate> {
    let verb = view.head(t);
    if view.dep(t) != "nsubj" || view.lemma(verb) != "be" || !cues::names_words(view.lemma(t)) {
        return None;
    }
    let who = view.child(t, &["poss"])?;
    let clause = view.children(verb).rev().take(PARTS).find(|&c| {
        c > verb && view.dep(c) == "ccomp" && (has_that(view, c) || !view.is_lexical(verb + 1))
    })?;
    let class = cues::noun(view.lemma(t)).unwrap_or(Class::Say);
    let mut candidate = Candidate::new(view, t, class, Quotes::Any);
    candidate.speaker = Some(speaker::phrase(view, who));
    candidate.content.push(view.subtree(clause));
    candidate.negated = view.child(verb, &["neg"]).is_some();
    Some(candidate)
}

/// "…, in the minister’s view": the clause around it is what the minister thinks.
pub(super) fn in_view(view: &View, line: Range, t: usize) -> Option<Candidate> {
    let preposition = view.head(t);
    if view.dep(t) != "pobj"
        || !view.is_word(preposition, "in")
        || !cues::is_viewpoint(view.lemma(t))
    {
        return None;
    }
    let who = view.child(t, &["poss"]).filter(|&w| view.subtree(w).0 == preposition + 1)?;
    // Set off by commas, or it is no aside: "in the minister’s words on the dam".
    let first = preposition <= line.0 || view.word(preposition - 1) == ",";
    let last = t + 1 >= line.1 || matches!(view.word(t + 1), "," | "." | ":");
    if !first || !last {
        return None;
    }
    let class = if view.lemma(t) == "word" { Class::Say } else { Class::Think };
    let mut candidate = Candidate::new(view, t, class, Quotes::Any);
    candidate.speaker = Some(speaker::phrase(view, who));
    candidate.content.push(if preposition <= line.0 + 1 {
        (t + 1, line.1)
    } else {
        (line.0, preposition)
    });
    Some(candidate)
}

/// "is confident that …", "are convinced that …".
pub(super) fn stance(view: &View, t: usize) -> Option<Candidate> {
    let word = view.word(t).to_lowercase();
    let participle = view.tag(t) == "VBN" && view.child(t, &["auxpass"]).is_some();
    let verb = if participle { t } else { view.head(t) };
    let copula = view.dep(t) == "acomp" && view.lemma(verb) == "be";
    if !(participle || copula) || !cues::stance(&word) {
        return None;
    }
    let clause = view
        .child(t, &["ccomp"])
        .filter(|&c| c > t && (has_that(view, c) || view.child(c, &["nsubj"]).is_some()))?;
    let who = if participle { view.child(t, &["nsubjpass"]) } else { speaker::subject(view, verb) }
        .filter(|&s| speaker::may_speak(view, s))?;
    let mut candidate = Candidate::new(view, t, Class::Think, Quotes::Never);
    candidate.speaker = Some(speaker::phrase(view, who));
    candidate.content.push(view.subtree(clause));
    candidate.negated = view.child(verb, &["neg"]).is_some();
    Some(candidate)
}
