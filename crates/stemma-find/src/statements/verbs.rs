//! Reporting verbs with their speakers and their clauses.

use super::candidates::{Candidate, Quotes};
use super::contents;
use super::cues::{self, Class};
use super::lines::Lines;
use super::speaker::{self, Phrase};
use super::who::who;
use crate::parsed_text::{ParsedText, Tokens};

pub(super) fn of_verb(
    text: &ParsedText,
    lines: &Lines,
    line: Tokens,
    t: usize,
    used: &mut [bool],
) -> Option<Candidate> {
    if matches!(text.dep(t), "amod" | "aux" | "auxpass")
        || (text.dep(t) == "compound" && text.is_verb(t))
    {
        return None;
    }
    if text.lemma(t) == "make" {
        return made_clear(text, line, t);
    }
    if text.lemma(t) == "put" {
        return put_it(text, t);
    }
    let verb =
        if contents::rules_out(text, t) { cues::ruling_out() } else { cues::verb(text.lemma(t))? };
    if text.lemma(t) == "go" && text.child(t, &["xcomp"]).is_some() {
        // "is going to make": a tense.
        return None;
    }
    if verb.class == Class::Name && text.tag(t) == "VBN" && text.child(t, &["aux"]).is_none() {
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
    let mut candidate = Candidate::new(text, t, verb.class, quotes);
    who(text, lines, t, &mut candidate);
    if contents::rules_out(text, t) {
        ruler(text, t, &mut candidate);
    }
    if candidate.negated && matches!(verb.class, Class::Accuse | Class::Judge | Class::Name) {
        // "She did not accuse the owners of anything": nothing is said.
        return None;
    }
    if verb.class == Class::Quote {
        quoted_as(text, t, used, &mut candidate);
        return Some(candidate);
    }
    let passive = text.child(t, &["nsubjpass", "auxpass"]).is_some();
    let is_clause = |c: usize| {
        (text.dep(c) == "ccomp" && !is_interjected(text, c) && !is_parted(text, c, t))
            || (text.dep(c) == "advcl"
                && c > t
                && text.child(c, &["mark"]).is_some_and(|m| {
                    text.is_word(m, "that")
                        || (verb.class == Class::Ask
                            && (text.is_word(m, "if") || text.is_word(m, "whether")))
                }))
    };
    // "Tarn laughed, then said it was over": the clause behind the cue is what was said, whatever
    // the parse makes of the one before it.
    let behind = text.children(t).find(|&c| {
        c > t && is_clause(c) && text.child(c, &["nsubj", "nsubjpass", "expl"]).is_some()
    });
    if behind.is_some() && candidate.speaker.is_none() && !candidate.nobody {
        candidate.speaker = text
            .children(t)
            .find(|&c| c < t && text.dep(c) == "ccomp")
            .or_else(|| (text.dep(t) == "dep" && text.head(t) < t).then(|| text.head(t)))
            .and_then(|c| text.child(c, &["nsubj"]))
            .filter(|&s| speaker::may_speak(text, s) && lines.quote_of[s].is_none())
            .map(|s| speaker::phrase(text, s));
    }
    let clause = behind.or_else(|| text.children(t).find(|&c| is_clause(c)));
    let infinitive = text
        .child(t, &["xcomp"])
        .filter(|&x| text.child(x, &["aux"]).is_some_and(|a| text.is_word(a, "to")));
    if let Some(before) = line_before(text, lines, t).filter(|_| passive) {
        candidate.content.push(before);
    } else if let Some(clause) = clause.filter(|_| verb.takes_clause()) {
        let mut range = text.subtree(clause);
        let inner = text.child(clause, &["ccomp"]).filter(|_| !text.is_verb(clause));
        let mark = |c: usize| text.child(c, &["mark"]).filter(|&m| text.is_word(m, "that"));
        if let Some(that) = mark(clause).or_else(|| inner.and_then(mark))
            && (range.0..that).all(|n| n > t && !text.is_verb(n))
        {
            // "told Norpress that …": the parse may take whom he told for a part of the clause.
            range.0 = that;
        }
        range.1 = contents::joined_clause(text, t, range);
        range.1 = contents::with_reason(text, t, range);
        range.1 = contents::own_end(text, clause, range);
        if let Some(pieces) = candidate.speaker.and_then(|who| around_speaker(text, t, who, range))
        {
            candidate.content.extend(pieces);
        } else if !(range.0..range.1).contains(&t) {
            candidate.content.push(range);
            candidate.infinitive =
                text.child(clause, &["aux"]).is_some_and(|a| text.is_word(a, "to"));
        }
    } else if let Some(x) = infinitive.filter(|_| verb.takes_infinitive() && !passive) {
        if verb.class == Class::Refuse && contents::rules_out(text, x) {
            // "refused to rule out a second vote": of that, "rule out" tells.
            return None;
        }
        if verb.class == Class::Refuse {
            // "declined to say whether …" is one refusal.
            used[x] = true;
        }
        let range = text.subtree(x);
        candidate.content.push((range.0, contents::own_end(text, x, range)));
        candidate.infinitive = true;
    } else if passive && candidate.speaker.is_none() && text.lemma(t) == "expect" {
        // "is expected today", "is expected to arrive": it is to be, and nobody says so.
        return None;
    } else if let Some(x) = infinitive.filter(|_| passive && verb.takes_clause()) {
        // "is said to have left": the subject is part of what is said.
        if let Some(subject) = text.child(t, &["nsubjpass"]) {
            candidate.content.push(text.subtree(subject));
        }
        candidate.content.push(text.subtree(x));
    } else if text.dep(t) == "parataxis" && verb.takes_quote() && !candidate.is_weak() {
        contents::without(text, text.head(t), t, &mut candidate.content);
    } else if verb.takes_quote() && !candidate.is_weak() && contents::is_as_clause(text, t) {
        contents::without(
            text,
            contents::clause_head(text, text.head(t)),
            t,
            &mut candidate.content,
        );
    } else if verb.takes_quote()
        && !candidate.is_weak()
        && let Some(phrase) = contents::parenthesis(text, lines, line, t)
    {
        let longer = |p: Phrase| candidate.speaker.is_none_or(|s| s.words.0 > p.words.0);
        if let Some(named) = phrase.2.filter(|&p| longer(p)) {
            candidate.speaker = Some(named);
        }
        candidate.content.push((line.0, phrase.0));
        candidate.content.push((phrase.1, line.1));
    } else if let Some(object) = text.child(t, &["dobj"]).filter(|_| verb.takes_object()) {
        contents::denied_object(text, object, &mut candidate);
    } else if verb.class == Class::Accuse {
        contents::accusation(text, t, &mut candidate);
    } else if verb.class == Class::Judge {
        contents::judged(text, t, &mut candidate);
        if candidate.content.is_empty() {
            contents::after_preposition(text, t, &mut candidate);
        }
    } else if verb.class == Class::Name {
        contents::called(text, t, &mut candidate);
        if candidate.content.is_empty() {
            contents::after_preposition(text, t, &mut candidate);
        }
    } else {
        contents::after_preposition(text, t, &mut candidate);
        if candidate.content.is_empty() && cues::announces(text.lemma(t)) && !passive {
            contents::announced(text, t, &mut candidate);
        }
    }
    candidate.content.retain(|r| r.1 > r.0);
    if candidate.content.is_empty() && verb.takes_clause() && !candidate.is_weak() {
        candidate.content.extend(that_clause(text, line, t));
    }
    if let Some(last) = candidate.content.last_mut().filter(|r| r.0 > t) {
        last.1 = contents::goes_on(text, lines, line, *last);
    }
    let thought =
        matches!(candidate.class, Class::Think | Class::Plan | Class::Doubt | Class::Show);
    if thought && ((candidate.speaker.is_none() && !passive) || in_condition(text, t)) {
        // "It is hard to believe that …", "if they think that …": nobody is said to think so.
        candidate.content.clear();
        candidate.quotes = Quotes::Never;
    }
    Some(candidate)
}

/// "announced at the same time that …": a clause behind the cue that the parse hangs elsewhere.
fn that_clause(text: &ParsedText, line: Tokens, t: usize) -> Option<Tokens> {
    // A clause further away was always another verb's.
    const REACH: usize = 8;
    let that = (t + 1..line.1.min(t + REACH))
        .take_while(|&n| !text.is_finite(n) && !text.is_verb(n))
        .find(|&n| text.is_word(n, "that"))
        // "commands the army that has …" tells which army.
        .filter(|&n| text.tag(n) == "IN")?;
    let clause = text.head(that);
    let range = text.subtree(clause);
    let own = text.is_verb(clause) || text.token(clause).pos == "AUX";
    (own && range.0 == that && range.1 > that + 2 && !text.is_word(that + 1, "time"))
        .then(|| (range.0, contents::own_end(text, clause, range)))
}

/// "That was said by the minister": the sentence before.
fn line_before(text: &ParsedText, lines: &Lines, t: usize) -> Option<Tokens> {
    let subject = text.child(t, &["nsubjpass"])?;
    if !matches!(text.lemma(subject), "this" | "that") || text.subtree(subject).1 > subject + 1 {
        return None;
    }
    text.child(t, &["agent"])?;
    contents::line_before(lines, t)
}

fn in_condition(text: &ParsedText, t: usize) -> bool {
    text.dep(t) == "advcl"
        && text
            .child(t, &["mark"])
            .is_some_and(|m| text.is_word(m, "if") || text.is_word(m, "unless"))
}

/// Who rules out, and whether he refuses to.
fn ruler(text: &ParsedText, t: usize, candidate: &mut Candidate) {
    candidate.negated |= refused(text, t);
    if let Some(out) = text.child(t, &["prt"]) {
        candidate.cue_span = candidate.cue_span.cover(text.token(out).span);
    }
    let inner = text.head(t);
    if text.dep(t) == "conj" && text.dep(inner) == "ccomp" && text.child(t, &["nsubj"]).is_none() {
        // "denied that they would stay but would not rule out …": whoever denied.
        candidate.speaker =
            speaker::subject(text, text.head(inner)).map(|s| speaker::phrase(text, s));
    }
}

/// "refused to rule out": the infinitive of a refusal.
fn refused(text: &ParsedText, t: usize) -> bool {
    text.dep(t) == "xcomp"
        && cues::verb(text.lemma(text.head(t))).is_some_and(|v| v.class == Class::Refuse)
}

/// "made it clear that …".
fn made_clear(text: &ParsedText, line: Tokens, t: usize) -> Option<Candidate> {
    let clear = (t + 1..line.1.min(t + 5)).find(|&n| text.is_word(n, "clear"))?;
    let that = (clear + 1..line.1.min(clear + 3)).find(|&n| text.is_word(n, "that"))?;
    let mut candidate = Candidate::new(text, t, Class::Say, Quotes::Any);
    candidate.cue_span = text.span((t, clear + 1));
    candidate.content.push((that, line.1));
    candidate.speaker = text
        .children(t)
        .filter(|&c| c < t && text.dep(c) == "nsubj")
        .find(|&s| speaker::may_speak(text, s))
        .or_else(|| speaker::subject(text, t))
        .map(|s| speaker::phrase(text, s));
    Some(candidate)
}

/// "as the minister put it, “…”".
fn put_it(text: &ParsedText, t: usize) -> Option<Candidate> {
    text.child(t, &["dobj"]).filter(|&o| o == t + 1 && text.is_word(o, "it"))?;
    let mut candidate = Candidate::new(text, t, Class::Say, Quotes::Any);
    candidate.speaker = speaker::subject(text, t)
        .filter(|&s| s < t && speaker::may_speak(text, s))
        .map(|s| speaker::phrase(text, s));
    candidate.speaker?;
    candidate.cue_span = text.span((t, t + 2));
    Some(candidate)
}

/// "X quoted Y as saying …": Y speaks, X hands it on.
fn quoted_as(text: &ParsedText, t: usize, used: &mut [bool], candidate: &mut Candidate) {
    let saying = text
        .children(t)
        .filter(|&c| text.is_word(c, "as"))
        .find_map(|c| text.child(c, &["pcomp"]))
        .or_else(|| {
            text.children(t).find(|&c| {
                c > t
                    && text.is_verb(c)
                    && text.child(c, &["mark", "prep"]).is_some_and(|m| text.is_word(m, "as"))
            })
        });
    let passive = text.child(t, &["nsubjpass", "auxpass"]).is_some();
    let object = text.child(t, &["dobj"]);
    let told = if passive { text.child(t, &["nsubjpass"]) } else { object };
    if let Some(told) = told.filter(|_| saying.is_some() || passive) {
        let by = candidate.speaker.take();
        candidate.via.extend(by);
        candidate.speaker = Some(speaker::phrase(text, told));
        candidate.nobody = false;
    } else if let Some(object) = object
        && text.lemma(t) == "quote"
        && matches!(text.tag(object), "PRP" | "NNP")
    {
        candidate.via.extend(candidate.speaker.take());
        candidate.speaker = Some(speaker::phrase(text, object));
    }
    if let Some(saying) = saying {
        used[saying] = true;
        candidate.cue_span = text.token(t).span;
        if let Some(clause) = text.child(saying, &["ccomp"]) {
            candidate.content.push(text.subtree(clause));
        }
    } else if text.lemma(t) != "quote" {
        // "citing officials" says whence, not what.
        candidate.quotes = Quotes::Never;
    }
}

/// "Critics say so; the ministry disagrees": what a semicolon parts from the cue is a sentence of
/// its own.
fn is_parted(text: &ParsedText, clause: usize, t: usize) -> bool {
    let end = text.subtree(clause).1;
    end <= t && (end - 1..t).any(|n| text.word(n) == ";")
}

/// "The other two, said Tarn, who pilots them, went out": the subject stands before the cue, and the
/// parse takes who speaks for the subject of what follows. The content is in two pieces.
fn around_speaker(
    text: &ParsedText,
    t: usize,
    speaker: Phrase,
    range: Tokens,
) -> Option<[Tokens; 2]> {
    let subject = text.child(t, &["nsubj"]).filter(|&s| s < t)?;
    let comma = text.subtree(subject).1 == t - 1 && text.word(t - 1) == ",";
    if !comma || speaker.words.0 != t + 1 || range.0 != t + 1 {
        return None;
    }
    let aside = text.subtree(speaker.head).1;
    let end = if text.word(aside - 1) == "," { aside - 1 } else { aside };
    let resumes = aside < range.1 && (end < aside || text.word(aside) == ",");
    resumes.then(|| [text.subtree(subject), (aside, range.1)])
}

/// A clause that only looks like the content: "“…,” he said" with the verb of another line.
fn is_interjected(text: &ParsedText, clause: usize) -> bool {
    text.tag(clause) == "UH"
}
