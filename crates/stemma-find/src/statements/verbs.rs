//! Reporting verbs with their speakers and their clauses.

use super::candidates::{Candidate, Quotes};
use super::contents;
use super::cues::{self, Class};
use super::lines::Lines;
use super::speaker::{self, Phrase};
use super::view::{Range, View};
use super::who::who;

pub(super) fn of_verb(
    view: &View,
    lines: &Lines,
    line: Range,
    t: usize,
    used: &mut [bool],
) -> Option<Candidate> {
    if matches!(view.dep(t), "amod" | "aux" | "auxpass")
        || (view.dep(t) == "compound" && view.is_verb(t))
    {
        return None;
    }
    if view.lemma(t) == "make" {
        return made_clear(view, line, t);
    }
    if view.lemma(t) == "put" {
        return put_it(view, t);
    }
    let verb =
        if contents::rules_out(view, t) { cues::ruling_out() } else { cues::verb(view.lemma(t))? };
    if view.lemma(t) == "go" && view.child(t, &["xcomp"]).is_some() {
        // "is going to make": a tense.
        return None;
    }
    if verb.class == Class::Name && view.tag(t) == "VBN" && view.child(t, &["aux"]).is_none() {
        // "a group called …" names; nobody is said to say it.
        return None;
    }
    let quotes = if !verb.takes_quote() {
        Quotes::Never
    } else if !verb.takes_clause() || matches!(verb.class, Class::Think | Class::Show | Class::Plan)
    {
        Quotes::Whole
    } else {
        Quotes::Any
    };
    let mut candidate = Candidate::new(view, t, verb.class, quotes);
    who(view, lines, t, &mut candidate);
    if contents::rules_out(view, t) {
        ruler(view, t, &mut candidate);
    }
    if candidate.negated && matches!(verb.class, Class::Accuse | Class::Judge | Class::Name) {
        // "She did not accuse the owners of anything": nothing is said.
        return None;
    }
    if verb.class == Class::Quote {
        quoted_as(view, t, used, &mut candidate);
        return Some(candidate);
    }
    let passive = view.child(t, &["nsubjpass", "auxpass"]).is_some();
    let is_clause = |c: usize| {
        (view.dep(c) == "ccomp" && !is_interjected(view, c) && !is_parted(view, c, t))
            || (view.dep(c) == "advcl"
                && c > t
                && view.child(c, &["mark"]).is_some_and(|m| {
                    view.is_word(m, "that")
                        || (verb.class == Class::Ask
                            && (view.is_word(m, "if") || view.is_word(m, "whether")))
                }))
    };
    // "Tarn laughed, then said it was over": the clause behind the cue is what was said, whatever
    // the parse makes of the one before it.
    let behind = view.children(t).find(|&c| {
        c > t && is_clause(c) && view.child(c, &["nsubj", "nsubjpass", "expl"]).is_some()
    });
    if behind.is_some() && candidate.speaker.is_none() && !candidate.nobody {
        candidate.speaker = view
            .children(t)
            .find(|&c| c < t && view.dep(c) == "ccomp")
            .or_else(|| (view.dep(t) == "dep" && view.head(t) < t).then(|| view.head(t)))
            .and_then(|c| view.child(c, &["nsubj"]))
            .filter(|&s| speaker::may_speak(view, s) && lines.quote_of[s].is_none())
            .map(|s| speaker::phrase(view, s));
    }
    let clause = behind.or_else(|| view.children(t).find(|&c| is_clause(c)));
    let infinitive = view
        .child(t, &["xcomp"])
        .filter(|&x| view.child(x, &["aux"]).is_some_and(|a| view.is_word(a, "to")));
    if let Some(before) = line_before(view, lines, t).filter(|_| passive) {
        candidate.content.push(before);
    } else if let Some(clause) = clause.filter(|_| verb.takes_clause()) {
        let mut range = view.subtree(clause);
        let inner = view.child(clause, &["ccomp"]).filter(|_| !view.is_verb(clause));
        let mark = |c: usize| view.child(c, &["mark"]).filter(|&m| view.is_word(m, "that"));
        if let Some(that) = mark(clause).or_else(|| inner.and_then(mark))
            && (range.0..that).all(|n| n > t && !view.is_verb(n))
        {
            // "told Norpress that …": the parse may take whom he told for a part of the clause.
            range.0 = that;
        }
        range.1 = contents::joined_clause(view, t, range);
        range.1 = contents::with_reason(view, t, range);
        range.1 = contents::own_end(view, clause, range);
        if let Some(pieces) = candidate.speaker.and_then(|who| around_speaker(view, t, who, range))
        {
            candidate.content.extend(pieces);
        } else if !(range.0..range.1).contains(&t) {
            candidate.content.push(range);
            candidate.infinitive =
                view.child(clause, &["aux"]).is_some_and(|a| view.is_word(a, "to"));
        }
    } else if let Some(x) = infinitive.filter(|_| verb.takes_infinitive() && !passive) {
        if verb.class == Class::Refuse && contents::rules_out(view, x) {
            // "refused to rule out a second vote": of that, "rule out" tells.
            return None;
        }
        if verb.class == Class::Refuse {
            // "declined to say whether …" is one refusal.
            used[x] = true;
        }
        let range = view.subtree(x);
        candidate.content.push((range.0, contents::own_end(view, x, range)));
        candidate.infinitive = true;
    } else if passive && candidate.speaker.is_none() && view.lemma(t) == "expect" {
        // "is expected today", "is expected to arrive": it is to be, and nobody says so.
        return None;
    } else if let Some(x) = infinitive.filter(|_| passive && verb.takes_clause()) {
        // "is said to have left": the subject is part of what is said.
        if let Some(subject) = view.child(t, &["nsubjpass"]) {
            candidate.content.push(view.subtree(subject));
        }
        candidate.content.push(view.subtree(x));
    } else if view.dep(t) == "parataxis" && verb.takes_quote() && !candidate.is_weak() {
        contents::without(view, view.head(t), t, &mut candidate.content);
    } else if verb.takes_quote() && !candidate.is_weak() && contents::is_as_clause(view, t) {
        contents::without(
            view,
            contents::clause_head(view, view.head(t)),
            t,
            &mut candidate.content,
        );
    } else if verb.takes_quote()
        && !candidate.is_weak()
        && let Some(phrase) = contents::parenthesis(view, lines, line, t)
    {
        let longer = |p: Phrase| candidate.speaker.is_none_or(|s| s.words.0 > p.words.0);
        if let Some(named) = phrase.2.filter(|&p| longer(p)) {
            candidate.speaker = Some(named);
        }
        candidate.content.push((line.0, phrase.0));
        candidate.content.push((phrase.1, line.1));
    } else if let Some(object) = view.child(t, &["dobj"]).filter(|_| verb.takes_object()) {
        contents::denied_object(view, object, &mut candidate);
    } else if verb.class == Class::Accuse {
        contents::accusation(view, t, &mut candidate);
    } else if verb.class == Class::Judge {
        contents::judged(view, t, &mut candidate);
        if candidate.content.is_empty() {
            contents::after_preposition(view, t, &mut candidate);
        }
    } else if verb.class == Class::Name {
        contents::called(view, t, &mut candidate);
        if candidate.content.is_empty() {
            contents::after_preposition(view, t, &mut candidate);
        }
    } else {
        contents::after_preposition(view, t, &mut candidate);
        if candidate.content.is_empty() && cues::announces(view.lemma(t)) && !passive {
            contents::announced(view, t, &mut candidate);
        }
    }
    candidate.content.retain(|r| r.1 > r.0);
    if candidate.content.is_empty() && verb.takes_clause() && !candidate.is_weak() {
        candidate.content.extend(that_clause(view, line, t));
    }
    if let Some(last) = candidate.content.last_mut().filter(|r| r.0 > t) {
        last.1 = contents::goes_on(view, lines, line, *last);
    }
    let thought =
        matches!(candidate.class, Class::Think | Class::Plan | Class::Doubt | Class::Show);
    if thought && ((candidate.speaker.is_none() && !passive) || in_condition(view, t)) {
        // "It is hard to believe that …", "if they think that …": nobody is said to think so.
        candidate.content.clear();
        candidate.quotes = Quotes::Never;
    }
    Some(candidate)
}

/// "announced at the same time that …": a clause behind the cue that the parse hangs elsewhere.
fn that_clause(view: &View, line: Range, t: usize) -> Option<Range> {
    // A clause further away was always another verb's.
    const REACH: usize = 8;
    let that = (t + 1..line.1.min(t + REACH))
        .take_while(|&n| !view.is_finite(n) && !view.is_verb(n))
        .find(|&n| view.is_word(n, "that"))
        // "commands the army that has …" tells which army.
        .filter(|&n| view.tag(n) == "IN")?;
    let clause = view.head(that);
    let range = view.subtree(clause);
    let own = view.is_verb(clause) || view.token(clause).pos == "AUX";
    (own && range.0 == that && range.1 > that + 2 && !view.is_word(that + 1, "time"))
        .then(|| (range.0, contents::own_end(view, clause, range)))
}

/// "That was said by the minister": the sentence before.
fn line_before(view: &View, lines: &Lines, t: usize) -> Option<Range> {
    let subject = view.child(t, &["nsubjpass"])?;
    if !matches!(view.lemma(subject), "this" | "that") || view.subtree(subject).1 > subject + 1 {
        return None;
    }
    view.child(t, &["agent"])?;
    contents::line_before(lines, t)
}

fn in_condition(view: &View, t: usize) -> bool {
    view.dep(t) == "advcl"
        && view
            .child(t, &["mark"])
            .is_some_and(|m| view.is_word(m, "if") || view.is_word(m, "unless"))
}

/// Who rules out, and whether he refuses to.
fn ruler(view: &View, t: usize, candidate: &mut Candidate) {
    candidate.negated |= refused(view, t);
    if let Some(out) = view.child(t, &["prt"]) {
        candidate.cue_span = candidate.cue_span.cover(view.token(out).span);
    }
    let inner = view.head(t);
    if view.dep(t) == "conj" && view.dep(inner) == "ccomp" && view.child(t, &["nsubj"]).is_none() {
        // "denied that they would stay but would not rule out …": whoever denied.
        candidate.speaker =
            speaker::subject(view, view.head(inner)).map(|s| speaker::phrase(view, s));
    }
}

/// "refused to rule out": the infinitive of a refusal.
fn refused(view: &View, t: usize) -> bool {
    view.dep(t) == "xcomp"
        && cues::verb(view.lemma(view.head(t))).is_some_and(|v| v.class == Class::Refuse)
}

/// "made it clear that …".
fn made_clear(view: &View, line: Range, t: usize) -> Option<Candidate> {
    let clear = (t + 1..line.1.min(t + 5)).find(|&n| view.is_word(n, "clear"))?;
    let that = (clear + 1..line.1.min(clear + 3)).find(|&n| view.is_word(n, "that"))?;
    let mut candidate = Candidate::new(view, t, Class::Say, Quotes::Any);
    candidate.cue_span = view.span((t, clear + 1));
    candidate.content.push((that, line.1));
    candidate.speaker = view
        .children(t)
        .filter(|&c| c < t && view.dep(c) == "nsubj")
        .find(|&s| speaker::may_speak(view, s))
        .or_else(|| speaker::subject(view, t))
        .map(|s| speaker::phrase(view, s));
    Some(candidate)
}

/// "as the minister put it, “…”".
fn put_it(view: &View, t: usize) -> Option<Candidate> {
    view.child(t, &["dobj"]).filter(|&o| o == t + 1 && view.is_word(o, "it"))?;
    let mut candidate = Candidate::new(view, t, Class::Say, Quotes::Any);
    candidate.speaker = speaker::subject(view, t)
        .filter(|&s| s < t && speaker::may_speak(view, s))
        .map(|s| speaker::phrase(view, s));
    candidate.speaker?;
    candidate.cue_span = view.span((t, t + 2));
    Some(candidate)
}

/// "X quoted Y as saying …": Y speaks, X hands it on.
fn quoted_as(view: &View, t: usize, used: &mut [bool], candidate: &mut Candidate) {
    let saying = view
        .children(t)
        .filter(|&c| view.is_word(c, "as"))
        .find_map(|c| view.child(c, &["pcomp"]))
        .or_else(|| {
            view.children(t).find(|&c| {
                c > t
                    && view.is_verb(c)
                    && view.child(c, &["mark", "prep"]).is_some_and(|m| view.is_word(m, "as"))
            })
        });
    let passive = view.child(t, &["nsubjpass", "auxpass"]).is_some();
    let object = view.child(t, &["dobj"]);
    let told = if passive { view.child(t, &["nsubjpass"]) } else { object };
    if let Some(told) = told.filter(|_| saying.is_some() || passive) {
        let by = candidate.speaker.take();
        candidate.via.extend(by);
        candidate.speaker = Some(speaker::phrase(view, told));
        candidate.nobody = false;
    } else if let Some(object) = object
        && view.lemma(t) == "quote"
        && matches!(view.tag(object), "PRP" | "NNP")
    {
        candidate.via.extend(candidate.speaker.take());
        candidate.speaker = Some(speaker::phrase(view, object));
    }
    if let Some(saying) = saying {
        used[saying] = true;
        candidate.cue_span = view.token(t).span;
        if let Some(clause) = view.child(saying, &["ccomp"]) {
            candidate.content.push(view.subtree(clause));
        }
    } else if view.lemma(t) != "quote" {
        // "citing officials" says whence, not what.
        candidate.quotes = Quotes::Never;
    }
}

/// "Critics say so; the ministry disagrees": what a semicolon parts from the cue is a sentence of
/// its own.
fn is_parted(view: &View, clause: usize, t: usize) -> bool {
    let end = view.subtree(clause).1;
    end <= t && (end - 1..t).any(|n| view.word(n) == ";")
}

/// "The other two, said Tarn, who pilots them, went out": the subject stands before the cue, and the
/// parse takes who speaks for the subject of what follows. The content is in two pieces.
fn around_speaker(view: &View, t: usize, speaker: Phrase, range: Range) -> Option<[Range; 2]> {
    let subject = view.child(t, &["nsubj"]).filter(|&s| s < t)?;
    let comma = view.subtree(subject).1 == t - 1 && view.word(t - 1) == ",";
    if !comma || speaker.words.0 != t + 1 || range.0 != t + 1 {
        return None;
    }
    let aside = view.subtree(speaker.head).1;
    let end = if view.word(aside - 1) == "," { aside - 1 } else { aside };
    let resumes = aside < range.1 && (end < aside || view.word(aside) == ",");
    resumes.then(|| [view.subtree(subject), (aside, range.1)])
}

/// A clause that only looks like the content: "“…,” he said" with the verb of another line.
fn is_interjected(view: &View, clause: usize) -> bool {
    view.tag(clause) == "UH"
}
