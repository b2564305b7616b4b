//! Everything outside quotation marks that may report speech: a cue with its speaker and, where
//! the parse shows one, the clause that was said.

use stemma_core::Span;

use super::cues::{self, Class};
use super::lines::{Lines, cue_clause};
use super::speaker::{self, Phrase};
use super::view::{Range, View};

/// A cue with what hangs on it.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// The token of the cue.
    pub(super) cue: usize,
    /// The cue's words.
    pub(super) cue_span: Span,
    /// What kind of saying.
    pub(super) class: Class,
    /// Whether quotations beside it may be its content.
    pub(super) quotes: bool,
    /// A verb of other uses too ("go", "open", "call"), or of thought: only a whole sentence in
    /// marks, set off by a comma or a colon, is its content.
    pub(super) weak: bool,
    /// Who speaks.
    pub(super) speaker: Option<Phrase>,
    /// A passive without an agent: the text names nobody, and nobody is to be guessed.
    pub(super) nobody: bool,
    /// Who hands it on.
    pub(super) via: Vec<Phrase>,
    /// What was said, as the parse has it.
    pub(super) content: Vec<Range>,
    /// "did not say", "never said".
    pub(super) negated: bool,
    /// What was said is an infinitive: yet to be done.
    pub(super) infinitive: bool,
}

/// All candidates of a text, by their cues.
pub(super) fn candidates(view: &View, lines: &Lines) -> Vec<Candidate> {
    let mut found = Vec::new();
    // Cues that belong to another: the "saying" of "was quoted as saying".
    let mut used = vec![false; view.len()];
    for line in &lines.lines {
        for t in line.tokens.0..line.tokens.1 {
            if used[t] || lines.quote_of[t].is_some() {
                continue;
            }
            let candidate = if view.is_word(t, "according") {
                according(view, line.tokens, t)
            } else if view.is_verb(t) || is_mistagged(view, lines, line.tokens, t) {
                of_verb(view, lines, line.tokens, t, &mut used)
            } else if view.tag(t).starts_with("NN") {
                of_noun(view, t)
            } else {
                None
            };
            found.extend(candidate);
        }
    }
    reattach(view, &mut found);
    found
}

/// "denied that he had gone, accusing others of lying": the parse may hang the participle on the
/// clause before it; who denied accuses, and what was denied ends at the comma.
fn reattach(view: &View, found: &mut [Candidate]) {
    for n in 1..found.len() {
        let t = found[n].cue;
        let comma = t > 0 && matches!(view.word(t - 1), "," | "—" | "–" | "-" | "--");
        if view.tag(t) != "VBG" || view.dep(t) != "advcl" || !comma {
            continue;
        }
        // The cue whose clause holds it stands near: a sentence holds few.
        let (before, here) = found.split_at_mut(n);
        let holder = before
            .iter_mut()
            .rev()
            .take(6)
            .find(|c| c.cue < t && c.content.iter().any(|r| r.0 > c.cue && r.0 < t && t < r.1));
        let Some(holder) = holder else { continue };
        if holder.speaker.is_none() || (here[0].content.is_empty() && !here[0].quotes) {
            continue;
        }
        here[0].speaker = holder.speaker;
        for range in &mut holder.content {
            if range.0 < t && t < range.1 {
                range.1 = t - 1;
            }
        }
    }
}

fn of_verb(
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
    let verb = cues::verb(view.lemma(t))?;
    if verb.class == Class::Name && view.tag(t) == "VBN" && view.child(t, &["aux"]).is_none() {
        // "a group called …" names; nobody is said to say it.
        return None;
    }
    let mut candidate = Candidate {
        cue: t,
        cue_span: view.token(t).span,
        class: verb.class,
        quotes: verb.takes_quote(),
        weak: !verb.takes_clause()
            || matches!(verb.class, Class::Think | Class::Show | Class::Plan),
        speaker: None,
        nobody: false,
        via: Vec::new(),
        content: Vec::new(),
        negated: view.child(t, &["neg"]).is_some(),
        infinitive: false,
    };
    who(view, lines, t, &mut candidate);
    if verb.class == Class::Quote {
        quoted_as(view, t, used, &mut candidate);
        return Some(candidate);
    }
    let passive = view.child(t, &["nsubjpass", "auxpass"]).is_some();
    let clause = view.children(t).find(|&c| {
        (view.dep(c) == "ccomp" && !is_interjected(view, c))
            || (view.dep(c) == "advcl"
                && c > t
                && view.child(c, &["mark"]).is_some_and(|m| view.is_word(m, "that")))
    });
    let infinitive = view
        .child(t, &["xcomp"])
        .filter(|&x| view.child(x, &["aux"]).is_some_and(|a| view.is_word(a, "to")));
    if let Some(clause) = clause.filter(|_| verb.takes_clause()) {
        let mut range = view.subtree(clause);
        range.1 = joined_clause(view, t, range);
        range.1 = with_reason(view, t, range);
        range.1 = own_end(view, clause, range);
        if !(range.0..range.1).contains(&t) {
            candidate.content.push(range);
            candidate.infinitive =
                view.child(clause, &["aux"]).is_some_and(|a| view.is_word(a, "to"));
        }
    } else if let Some(x) = infinitive.filter(|_| verb.takes_infinitive() && !passive) {
        if verb.class == Class::Refuse {
            // "declined to say whether …" is one refusal.
            used[x] = true;
        }
        candidate.content.push(view.subtree(x));
        candidate.infinitive = true;
    } else if let Some(x) = infinitive.filter(|_| passive && verb.takes_clause()) {
        // "is said to have left": the subject is part of what is said.
        if let Some(subject) = view.child(t, &["nsubjpass"]) {
            candidate.content.push(view.subtree(subject));
        }
        candidate.content.push(view.subtree(x));
    } else if view.dep(t) == "parataxis" && verb.takes_quote() && !candidate.weak {
        without(view, view.head(t), t, &mut candidate.content);
    } else if verb.takes_quote() && !candidate.weak && is_as_clause(view, t) {
        without(view, clause_head(view, view.head(t)), t, &mut candidate.content);
    } else if verb.takes_quote()
        && !candidate.weak
        && let Some(phrase) = parenthesis(view, lines, line, t)
    {
        let longer = |p: Phrase| candidate.speaker.is_none_or(|s| s.words.0 > p.words.0);
        if let Some(named) = phrase.2.filter(|&p| longer(p)) {
            candidate.speaker = Some(named);
        }
        candidate.content.push((line.0, phrase.0));
        candidate.content.push((phrase.1, line.1));
    } else if let Some(object) = view.child(t, &["dobj"]).filter(|_| verb.takes_object()) {
        denied_object(view, object, &mut candidate);
    } else if verb.class == Class::Accuse {
        accusation(view, t, &mut candidate);
    } else {
        after_preposition(view, t, &mut candidate);
        if candidate.content.is_empty() && cues::announces(view.lemma(t)) && !passive {
            announced(view, t, &mut candidate);
        }
    }
    candidate.content.retain(|r| r.1 > r.0);
    let thought = matches!(candidate.class, Class::Think | Class::Plan | Class::Doubt);
    if thought && ((candidate.speaker.is_none() && !passive) || in_condition(view, t)) {
        // "It is hard to believe that …", "if they think that …": nobody is said to think so.
        candidate.content.clear();
        candidate.quotes = false;
    }
    Some(candidate)
}

fn in_condition(view: &View, t: usize) -> bool {
    view.dep(t) == "advcl"
        && view
            .child(t, &["mark"])
            .is_some_and(|m| view.is_word(m, "if") || view.is_word(m, "unless"))
}

/// "“…,” Tarn notes.": the verb that the tagger took for a plural.
fn is_mistagged(view: &View, lines: &Lines, line: Range, t: usize) -> bool {
    if view.tag(t) != "NNS" || !cues::verb(view.lemma(t)).is_some_and(cues::Verb::takes_quote) {
        return false;
    }
    let ends = t + 1 >= line.1 || matches!(view.word(t + 1), "." | "," | ":" | ";");
    let Some(before) = view.previous(t).filter(|&p| p >= line.0) else {
        return false;
    };
    let named =
        matches!(view.tag(before), "NNP" | "PRP" | "NNPS") && lines.quote_of[before].is_none();
    let mut back = before;
    while back > line.0 && matches!(view.tag(back), "NNP" | "PRP" | "NNPS") && before - back < 5 {
        back -= 1;
    }
    ends && named && lines.quote_of[back].is_some()
}

/// "said that A, and that B", "says A but he feels B": what is joined to the cue by the parse but
/// has a subject that points back belongs to what was said.
fn joined_clause(view: &View, t: usize, range: Range) -> usize {
    if range.0 < t {
        return range.1;
    }
    let more = view.children(t).find(|&c| {
        c >= range.1
            && view.dep(c) == "conj"
            && (view.child(c, &["mark"]).is_some_and(|m| view.is_word(m, "that"))
                || view
                    .child(c, &["nsubj", "nsubjpass", "expl"])
                    .is_some_and(|s| view.tag(s) == "PRP" || view.dep(s) == "expl"))
            && cues::verb(view.lemma(c)).is_none_or(|v| v.class == Class::Think)
    });
    more.map_or(range.1, |c| view.subtree(c).1)
}

/// "said he left because he was tired": the parse may hang the reason on the cue.
fn with_reason(view: &View, t: usize, range: Range) -> usize {
    view.children(t)
        .filter(|&c| c > range.1 && view.dep(c) == "advcl" && range.0 > t)
        .filter(|&c| {
            let first = view.subtree(c).0;
            first == range.1
                && matches!(
                    view.word(first),
                    "because"
                        | "if"
                        | "unless"
                        | "until"
                        | "since"
                        | "so"
                        | "when"
                        | "although"
                        | "though"
                )
        })
        .map(|c| view.subtree(c).1)
        .next()
        .unwrap_or(range.1)
}

/// Where a content ends that the parse runs on: before ", while others …", before ", which others
/// deny", before what belongs to the cue again.
fn own_end(view: &View, clause: usize, range: Range) -> usize {
    let after_comma = |t: usize| t > range.0 && view.word(t - 1) == ",";
    let mut end = range.1;
    for t in range.0 + 1..range.1 {
        let cuts = match view.dep(t) {
            "advcl" if view.head(t) == clause => {
                let first = view.subtree(t).0;
                let contrast = view
                    .child(t, &["mark"])
                    .is_some_and(|m| view.is_word(m, "while") && m == first);
                (contrast && after_comma(first)).then_some(first)
            }
            "relcl" => {
                let first = view.subtree(t).0;
                let denied = view.is_word(first, "which") && cues::verb(view.lemma(t)).is_some();
                (denied && after_comma(first)).then_some(first)
            }
            "conj" if speaker::out_of(view, t).is_some() => {
                view.children(view.head(t)).filter(|&c| view.dep(c) == "cc" && c < t).last()
            }
            _ => None,
        };
        if let Some(first) = cuts.filter(|&f| f > range.0 && view.subtree(t).1 >= range.1) {
            end = end.min(first);
        }
    }
    end
}

/// Fills in the speaker of a verb.
fn who(view: &View, lines: &Lines, t: usize, candidate: &mut Candidate) {
    let passive = view.child(t, &["nsubjpass", "auxpass"]).is_some();
    let agent = view.child(t, &["agent"]).and_then(|by| view.child(by, &["pobj"]));
    let subject = if passive {
        candidate.nobody = agent.is_none();
        agent
    } else {
        speaker::subject(view, t)
            .filter(|&s| speaker::may_speak(view, s))
            .or_else(|| turned(view, t))
            // Whoever speaks is named in the account's own voice, not in the words quoted.
            .filter(|&s| lines.quote_of[s].is_none())
    };
    candidate.speaker = subject.map(|s| speaker::phrase(view, s));
    if candidate.speaker.is_none() && !passive {
        candidate.speaker = beside(view, t).filter(|p| lines.quote_of[p.head].is_none());
    }
}

/// The noun just before a finite verb, whatever the parse made of it.
fn beside(view: &View, t: usize) -> Option<Phrase> {
    if !matches!(view.tag(t), "VBD" | "VBZ" | "VBP" | "NNS") {
        return None;
    }
    let sentence = view.sentence(t).0;
    let head = (sentence..t)
        .rev()
        .take(5)
        .find(|&n| !matches!(view.tag(n), "RB" | "VBZ" | "VBD" | "VBP" | "MD" | ","))?;
    if !matches!(view.tag(head), "NNP" | "NNPS" | "NN" | "NNS" | "PRP") {
        return None;
    }
    let mut first = head;
    while first > sentence && matches!(view.tag(first - 1), "NNP" | "NNPS" | "NN" | "JJ" | "DT") {
        first -= 1;
    }
    Some(Phrase { head, words: (first, head + 1) })
}

/// A subject that stands after its verb and that the parse took for something else.
fn turned(view: &View, t: usize) -> Option<usize> {
    let next = view.next(t)?;
    if view.head(next) != t && !view.children(t).any(|c| c > t) {
        return None;
    }
    view.children(t).filter(|&c| c > t).find(|&c| {
        matches!(view.dep(c), "dobj" | "attr" | "npadvmod" | "dep" | "oprd" | "appos")
            && view.subtree(c).0 == next
            && matches!(view.tag(c), "NNP" | "NNPS" | "PRP" | "NN" | "NNS")
            && view.tag(c) != "CD"
    })
}

/// "made it clear that …".
fn made_clear(view: &View, line: Range, t: usize) -> Option<Candidate> {
    let clear = (t + 1..line.1.min(t + 5)).find(|&n| view.is_word(n, "clear"))?;
    let that = (clear + 1..line.1.min(clear + 3)).find(|&n| view.is_word(n, "that"))?;
    let mut candidate = Candidate {
        cue: t,
        cue_span: view.span((t, clear + 1)),
        class: Class::Say,
        quotes: true,
        weak: false,
        speaker: None,
        nobody: false,
        via: Vec::new(),
        content: vec![(that, line.1)],
        negated: view.child(t, &["neg"]).is_some(),
        infinitive: false,
    };
    candidate.speaker = view
        .children(t)
        .filter(|&c| c < t && view.dep(c) == "nsubj")
        .find(|&s| speaker::may_speak(view, s))
        .or_else(|| speaker::subject(view, t))
        .map(|s| speaker::phrase(view, s));
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
        candidate.quotes = false;
    }
}

/// A clause that only looks like the content: "“…,” he said" with the verb of another line.
fn is_interjected(view: &View, clause: usize) -> bool {
    view.tag(clause) == "UH"
}

/// "as the minister said".
fn is_as_clause(view: &View, t: usize) -> bool {
    view.dep(t) == "advcl"
        && view
            .children(t)
            .any(|c| c < t && matches!(view.dep(c), "mark" | "advmod") && view.is_word(c, "as"))
        && view.child(t, &["dobj", "ccomp"]).is_none()
}

/// The clause that a word belongs to: up to its verb.
fn clause_head(view: &View, mut t: usize) -> usize {
    for _ in 0..12 {
        if view.is_verb(t) || view.token(t).pos == "AUX" || view.head(t) == t {
            return t;
        }
        t = view.head(t);
    }
    t
}

/// The subtree of `clause` without that of `part`, in at most two pieces.
fn without(view: &View, clause: usize, part: usize, content: &mut Vec<Range>) {
    let whole = view.subtree(clause);
    let hole = view.subtree(part);
    content.push((whole.0, hole.0.max(whole.0)));
    content.push((hole.1.min(whole.1), whole.1));
}

/// "…, the minister explained, …" by its commas: from where to where, and who.
fn parenthesis(
    view: &View,
    lines: &Lines,
    line: Range,
    t: usize,
) -> Option<(usize, usize, Option<Phrase>)> {
    let own = |n: usize| lines.quote_of[n].is_none();
    let mut after = t + 1;
    while after < line.1
        && after < t + 12
        && own(after)
        && view.is_lexical(after)
        && view.is_under(after, t)
        && !view.is_finite(after)
    {
        after += 1;
    }
    let ends = after >= line.1 || matches!(view.word(after), "," | "." | ";" | "—" | "–");
    if !ends {
        return None;
    }
    let comma =
        (line.0..t).rev().take(12).find(|&n| matches!(view.word(n), "," | "—" | "–" | ";"))?;
    let begin = view.next(comma)?;
    if !own(comma)
        || matches!(view.tag(begin), "WDT" | "WP" | "IN" | "CC")
        || cue_clause(view, begin) != Some(t)
    {
        return None;
    }
    let only_circumstance = view.children(t).any(|c| {
        c < comma
            && matches!(view.dep(c), "advcl" | "prep" | "advmod" | "npadvmod")
            && view.subtree(c).0 <= line.0 + 1
            && view.subtree(c).1 >= comma
    });
    if only_circumstance && after >= line.1 - 1 {
        // "Asked about it, the minister said." says nothing.
        return None;
    }
    let name = (comma + 1..t)
        .rev()
        .find(|&n| matches!(view.tag(n), "NN" | "NNS" | "NNP" | "NNPS" | "PRP"))
        .map(|head| Phrase { head, words: (comma + 1, head + 1) });
    Some((comma, after, name))
}

/// "denied involvement", "rejected accusations that …".
fn denied_object(view: &View, object: usize, candidate: &mut Candidate) {
    if matches!(view.tag(object), "PRP" | "WDT" | "WP" | "DT") {
        relative(view, object, candidate);
        return;
    }
    let said = cues::noun(view.lemma(object)).and_then(|_| {
        view.children(object).find(|&c| {
            matches!(view.dep(c), "acl" | "ccomp" | "relcl") && c > object && has_that(view, c)
        })
    });
    candidate.content.push(view.subtree(said.unwrap_or(object)));
}

fn has_that(view: &View, clause: usize) -> bool {
    let first = view.subtree(clause).0;
    view.is_word(first, "that") && view.tag(first) == "IN"
}

/// "…, which the ministry denies": what is denied is the clause before.
fn relative(view: &View, object: usize, candidate: &mut Candidate) {
    let verb = candidate.cue;
    if candidate.class != Class::Deny || view.dep(verb) != "relcl" || !view.is_word(object, "which")
    {
        return;
    }
    let clause = clause_head(view, view.head(verb));
    let content =
        view.child(clause, &["ccomp"]).filter(|&c| view.is_under(verb, c)).unwrap_or(clause);
    let whole = view.subtree(content);
    candidate.content.push((whole.0, view.subtree(verb).0));
}

/// "accused X of doing Y".
fn accusation(view: &View, t: usize, candidate: &mut Candidate) {
    let Some(of) = view
        .children(t)
        .find(|&c| c > t && view.dep(c) == "prep" && matches!(view.word(c), "of" | "for" | "with"))
    else {
        return;
    };
    let passive = view.child(t, &["nsubjpass"]);
    if let Some(accused) = view.child(t, &["dobj"]).or(passive) {
        candidate.content.push(view.subtree(accused));
    }
    let end = view.children(t).filter(|&c| c > of && matches!(view.dep(c), "prep" | "advcl")).fold(
        view.subtree(of).1,
        |end, c| {
            let (begin, after) = view.subtree(c);
            if begin == end { after } else { end }
        },
    );
    candidate.content.push((of, end));
}

/// "called for talks", "warned of a flood", "called on both to wait".
fn after_preposition(view: &View, t: usize, candidate: &mut Candidate) {
    let lemma = view.lemma(t);
    let wanted = |word: &str| match lemma {
        "call" => matches!(word, "for" | "on" | "upon"),
        "warn" => matches!(word, "of" | "about" | "against"),
        "complain" | "boast" | "brag" | "comment" | "joke" => matches!(word, "of" | "about"),
        "insist" => word == "on",
        "appeal" => word == "for",
        _ => false,
    };
    let preposition = view
        .children(t)
        .find(|&c| c > t && matches!(view.dep(c), "prep" | "prt") && wanted(view.word(c)));
    let Some(preposition) = preposition else {
        return;
    };
    let (begin, end) = view.subtree(preposition);
    // What is called for may hang on the verb: "called on both sides to wait".
    let end = view
        .children(t)
        .filter(|&c| c >= end && matches!(view.dep(c), "xcomp" | "ccomp" | "dobj" | "advcl"))
        .filter(|&c| view.subtree(c).0 <= end + 1)
        .map(|c| view.subtree(c).1)
        .next()
        .unwrap_or(end);
    if lemma == "call" {
        candidate.class = Class::Demand;
        candidate.infinitive = true;
    }
    candidate.cue_span = candidate.cue_span.cover(view.token(preposition).span);
    candidate.content.push((begin + 1, end));
}

/// "announced the closure of the port", "confirmed two deaths": the object is what was said, where
/// it is a thing that can be so or not.
fn announced(view: &View, t: usize, candidate: &mut Candidate) {
    let Some(object) = view.child(t, &["dobj"]) else {
        return;
    };
    let (begin, end) = view.subtree(object);
    let plain = matches!(view.tag(object), "NN" | "NNS") && begin > t;
    if plain && (begin..end).filter(|&n| view.is_lexical(n)).count() >= 3 {
        candidate.content.push((begin, end));
    }
}

/// "according to X".
fn according(view: &View, line: Range, t: usize) -> Option<Candidate> {
    let to = view.next(t).filter(|&n| view.is_word(n, "to"))?;
    let who = view.child(to, &["pobj"]).or_else(|| view.child(t, &["pobj"]))?;
    let clause = clause_head(view, view.head(t));
    let mut candidate = Candidate {
        cue: t,
        cue_span: view.span((t, to + 1)),
        class: Class::Say,
        quotes: true,
        weak: false,
        speaker: Some(speaker::phrase(view, who)),
        nobody: false,
        via: Vec::new(),
        content: Vec::new(),
        negated: false,
        infinitive: false,
    };
    let hole = view.subtree(t);
    let whole = view.subtree(clause);
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

/// "the minister's warning that …".
fn of_noun(view: &View, t: usize) -> Option<Candidate> {
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
    Some(Candidate {
        cue: t,
        cue_span: view.token(t).span,
        class,
        quotes: true,
        weak: false,
        speaker: Some(speaker::phrase(view, who)),
        nobody: false,
        via: Vec::new(),
        content: vec![view.subtree(clause)],
        negated: false,
        infinitive: false,
    })
}
