//! Who speaks: from the parse where it shows a subject, else from the words beside the cue.

use stemma_core::{EntityKind, Local, MentionForm, Span, Speaker};
use stemma_words::en::calendar;

use super::cues::{self, Class};
use super::view::{Range, View};
use crate::Mentioned;

/// A noun phrase that speaks: its head and its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) head: usize,
    pub(super) words: Range,
}

const BEFORE_HEAD: &[&str] = &[
    "det", "amod", "compound", "nmod", "poss", "nummod", "predet", "quantmod", "case", "neg",
    "advmod",
];

/// The phrase around a head: its modifiers, "of …" and "for …", and what is joined to it by "and".
pub(super) fn phrase(view: &View, head: usize) -> Phrase {
    let mut first = head;
    for child in view.children(head).filter(|&c| c < head) {
        if BEFORE_HEAD.contains(&view.dep(child)) {
            first = first.min(view.subtree(child).0);
        }
    }
    // White space or a stray mark between the modifier and the head keeps the head alone.
    if (first..head).any(|t| view.is_space(t)) {
        first = head;
    }
    let mut after = head + 1;
    for child in view.children(head).filter(|&c| c > head) {
        let (begin, end) = view.subtree(child);
        let joined = match view.dep(child) {
            "prep" => {
                matches!(view.word(child), "of" | "for" | "at" | "in" | "from" | "with" | "on")
                    && !is_occasion(view, child)
                    || author(view, head).is_some_and(|a| view.is_under(a, child))
            }
            "cc" | "case" | "nummod" => true,
            "acl" => author(view, head).is_some_and(|a| view.is_under(a, child)),
            "conj" => view.is_nominal(child) && !has_finite(view, (begin, end)),
            _ => false,
        };
        if !joined || has_finite(view, (begin, end)) {
            if view.dep(child) == "punct" {
                continue;
            }
            break;
        }
        // Commas alone may stand between joined phrases.
        if (after..begin).any(|t| view.is_lexical(t)) {
            break;
        }
        after = end;
    }
    while after > head + 1 && !view.is_lexical(after - 1) {
        after -= 1;
    }
    if after > head + 1 && matches!(view.dep(after - 1), "cc") {
        after -= 1;
    }
    // The last of a list may be a subject of its own to the parse.
    let verb = view.head(head);
    let last = view.children(verb).find(|&c| {
        view.dep(head) == "nsubj"
            && view.dep(c) == "nsubj"
            && c > head
            && is_list(view, (head + 1, c))
    });
    if let Some(last) = last {
        after = after.max(last + 1);
    }
    Phrase { head, words: (first, after) }
}

/// "Tarn, in an interview with the Herald, said": where it was said is no part of who said it.
pub(super) fn is_occasion(view: &View, preposition: usize) -> bool {
    matches!(view.word(preposition), "in" | "at" | "on" | "during")
        && view.child(preposition, &["pobj"]).is_some_and(|object| {
            matches!(
                view.lemma(object),
                "interview"
                    | "statement"
                    | "speech"
                    | "briefing"
                    | "conference"
                    | "address"
                    | "letter"
                    | "post"
                    | "tweet"
                    | "email"
                    | "article"
                    | "report"
                    | "message"
            )
        })
}

fn has_finite(view: &View, range: Range) -> bool {
    (range.0..range.1).any(|t| view.is_finite(t))
}

/// The subject of a verb, by the parse: its own, that of the verb it is joined to, that of the
/// clause it hangs on as a participle, or the noun it describes.
pub(super) fn subject(view: &View, verb: usize) -> Option<usize> {
    let mut at = verb;
    // Trees are as deep as a sentence is long at most; eight steps reach every real subject.
    for _ in 0..8 {
        if let Some(subject) = nearest_subject(view, at)
            && (!matches!(view.word(subject), "it" | "It" | "there" | "There")
                || at == verb && it_speaks(view, verb, subject))
        {
            return Some(object_of_telling(view, at, subject).unwrap_or(subject));
        }
        if let Some(by) = view.child(at, &["agent"]) {
            return view.child(by, &["pobj"]);
        }
        if view.child(at, &["nsubjpass", "expl"]).is_some() {
            // A passive without an agent names nobody.
            return (at != verb).then(|| view.child(at, &["nsubjpass"])).flatten();
        }
        let head = view.head(at);
        if head == at {
            return None;
        }
        at = match view.dep(at) {
            "conj" if out_of(view, at).is_some() => out_of(view, at)?,
            "xcomp" if controller(view, at).is_some() => return controller(view, at),
            "acomp" if at != verb => head,
            "conj" | "xcomp" | "advcl" | "ccomp" | "parataxis" | "pcomp" | "prep" | "dep"
                if !view.is_finite(at) || view.dep(at) == "conj" =>
            {
                head
            }
            "acl" | "relcl" if view.is_nominal(head) => return Some(issuer(view, at, head)),
            _ => return None,
        };
    }
    None
}

/// "It added that …" of a ministry; not "it shows that", where "it" is what was told before.
fn it_speaks(view: &View, verb: usize, subject: usize) -> bool {
    view.is_word(subject, "it")
        && cues::verb(view.lemma(verb)).is_some_and(|v| v.class != Class::Show && v.takes_quote())
        && !matches!(
            view.lemma(verb),
            "suggest"
                | "indicate"
                | "imply"
                | "reveal"
                | "begin"
                | "start"
                | "go"
                | "open"
                | "close"
                | "finish"
                | "continue"
                | "use"
                | "like"
                | "rain"
                | "charge"
                | "worry"
                | "strike"
        )
}

/// A verb may have a subject in the words quoted and its own beside it: the nearer is its own, or
/// the first of a list that the parse cut in two.
fn nearest_subject(view: &View, verb: usize) -> Option<usize> {
    let subjects = || view.children(verb).filter(|&c| view.dep(c) == "nsubj");
    let near = subjects().min_by_key(|&c| c.abs_diff(verb))?;
    subjects().find(|&c| c < near && is_list(view, (c + 1, near))).or(Some(near))
}

/// "…, Grant and": nothing but names and nouns with commas, and an "and".
fn is_list(view: &View, range: Range) -> bool {
    /// Longer lists are read by nobody.
    const REACH: usize = 30;
    range.1 - range.0 <= REACH
        && (range.0..range.1).any(|t| view.dep(t) == "cc")
        && (range.0..range.1).all(|t| {
            view.is_nominal(t)
                || matches!(view.tag(t), "JJ" | "DT" | "CC" | "," | "POS" | "PRP$" | "IN")
        })
}

/// "asked the ministry to confirm that …": who is asked to confirm is the object.
fn controller(view: &View, infinitive: usize) -> Option<usize> {
    let verb = view.head(infinitive);
    let to = view.child(infinitive, &["aux"]).is_some_and(|a| view.is_word(a, "to"));
    if !to || !view.is_verb(verb) || matches!(view.lemma(verb), "promise" | "threaten" | "vow") {
        return None;
    }
    view.child(verb, &["dobj", "dative"]).filter(|&o| o < infinitive && may_speak(view, o))
}

/// Verbs whose object does the speaking: "saw villagers saying …", "received calls saying …".
fn perceives(lemma: &str) -> bool {
    matches!(
        lemma,
        "see"
            | "hear"
            | "watch"
            | "find"
            | "meet"
            | "show"
            | "quote"
            | "have"
            | "be"
            | "include"
            | "receive"
            | "get"
            | "catch"
            | "remember"
            | "imagine"
            | "keep"
            | "read"
            | "leave"
            | "want"
            | "like"
            | "mind"
    )
}

/// "wrote to supporters saying", "hold banners proclaiming": where the parse makes a clause of the
/// object and a participle, whoever writes or holds speaks.
fn object_of_telling(view: &View, participle: usize, subject: usize) -> Option<usize> {
    let verb = view.head(participle);
    let clause = view.tag(participle) == "VBG"
        && view.dep(participle) == "ccomp"
        && view.child(participle, &["aux"]).is_none()
        && subject > verb
        && view.is_verb(verb)
        && !perceives(view.lemma(verb));
    nearest_subject(view, verb).filter(|&s| clause && may_speak(view, s))
}

/// "issued a letter saying …", "held banners reading …": who issues the words speaks, not the paper.
fn issuer(view: &View, participle: usize, noun: usize) -> usize {
    let verb = view.head(noun);
    let seen = perceives(view.lemma(verb));
    if view.tag(participle) != "VBG" || seen {
        return noun;
    }
    // "sent a letter to supporters saying …", "posted a message on Norbook reading …"
    if view.dep(noun) == "pobj" && matches!(view.word(view.head(noun)), "to" | "on" | "in" | "via")
    {
        let up = view.head(view.head(noun));
        let sent = if view.dep(up) == "dobj" { view.head(up) } else { up };
        let seen = !view.is_verb(sent) || perceives(view.lemma(sent));
        return view
            .child(sent, &["nsubj"])
            .filter(|&s| !seen && may_speak(view, s))
            .unwrap_or(noun);
    }
    if view.dep(noun) != "dobj" {
        return noun;
    }
    view.child(verb, &["nsubj"]).filter(|&s| may_speak(view, s)).unwrap_or(noun)
}

/// "has denied that it will go, and has accused …": the parse may join the last verb to the clause
/// before it. Where its auxiliary is that of the verb outside and not that of the clause, it is
/// joined to the verb outside, which is given.
pub(super) fn out_of(view: &View, t: usize) -> Option<usize> {
    let aux = |verb: usize| view.child(verb, &["aux"]).map(|a| view.word(a));
    let inner = view.head(t);
    let outer = view.head(inner);
    // The finite word of a verb: its auxiliary, else itself.
    let finite = |verb: usize| {
        let aux = view.child(verb, &["aux"]).filter(|&a| view.is_finite(a));
        view.tag(aux.unwrap_or(verb))
    };
    let without_subject = view.child(t, &["nsubj", "nsubjpass"]).is_none();
    if view.dep(t) != "conj" || view.dep(inner) != "ccomp" || !without_subject {
        return None;
    }
    let same_aux = aux(t).is_some() && aux(t) == aux(outer) && aux(t) != aux(inner);
    let same_tense = aux(t).is_none()
        && view.is_finite(t)
        && finite(t) == finite(outer)
        && (finite(inner) != finite(t) || view.lemma(t) == view.lemma(outer));
    (same_aux || same_tense).then_some(outer)
}

/// The word that "who" or "which" stands for, else the word itself.
pub(super) fn antecedent(view: &View, head: usize) -> usize {
    if !matches!(view.tag(head), "WP" | "WDT" | "WP$") {
        return head;
    }
    let verb = view.head(head);
    let mut at = verb;
    for _ in 0..4 {
        if view.dep(at) == "relcl" {
            return view.head(at);
        }
        at = view.head(at);
    }
    head
}

/// The speaker as a statement has it: the words, and the entity that they stand for.
pub(super) fn speaker(view: &View, mentioned: &Mentioned, phrase: Phrase) -> Speaker {
    Speaker { span: view.span(phrase.words), entity: entity(view, mentioned, phrase) }
}

/// What somebody writes or issues, and what speaks in their place: "a statement by the ministry".
fn is_paper(lemma: &str) -> bool {
    matches!(
        lemma,
        "statement"
            | "letter"
            | "report"
            | "document"
            | "memo"
            | "memorandum"
            | "email"
            | "e-mail"
            | "post"
            | "tweet"
            | "message"
            | "release"
            | "transcript"
            | "filing"
            | "article"
            | "column"
            | "editorial"
            | "speech"
            | "communique"
            | "communiqué"
            | "note"
            | "complaint"
            | "affidavit"
            | "analysis"
            | "study"
            | "survey"
            | "poll"
            | "testimony"
            | "remark"
            | "comment"
    )
}

/// Whose paper speaks: "a statement by the ministry", "a document filed by Tarn".
fn author(view: &View, paper: usize) -> Option<usize> {
    if !is_paper(view.lemma(paper)) {
        return None;
    }
    let by = |t: usize| {
        view.children(t)
            .find(|&c| {
                c > t
                    && matches!(view.dep(c), "prep" | "agent")
                    && matches!(view.word(c), "by" | "from")
            })
            .and_then(|c| view.child(c, &["pobj"]))
    };
    by(paper)
        .or_else(|| {
            view.children(paper)
                .filter(|&c| c > paper && view.dep(c) == "acl" && view.tag(c) == "VBN")
                .find_map(by)
        })
        .filter(|&a| may_speak(view, a))
}

/// Who else speaks: B and C of "A, B and C said", each with what describes it.
pub(super) fn joint(view: &View, mentioned: &Mentioned, whole: Phrase) -> Vec<Speaker> {
    let first = entity(view, mentioned, whole);
    let mut others: Vec<Speaker> = Vec::new();
    let mut at = whole.head;
    // An apposition that goes on with "and" is no apposition but the next of a list.
    let goes_on = |c: usize| view.dep(c) == "appos" && view.child(c, &["cc"]).is_some();
    let joined = |at: usize| {
        view.children(at)
            .find(|&c| c > at && c < whole.words.1 && (view.dep(c) == "conj" || goes_on(c)))
            .or_else(|| {
                (at + 1..whole.words.1)
                    .find(|&c| view.dep(c) == "nsubj" && view.head(c) == view.head(whole.head))
            })
            .filter(|&c| view.is_nominal(c))
    };
    while let Some(next) = joined(at) {
        let mut own = phrase(view, next);
        own.words.1 = view
            .children(next)
            .filter(|&c| c > next && matches!(view.dep(c), "cc" | "conj"))
            .map(|c| view.subtree(c).0)
            .fold(own.words.1, usize::min);
        own.words = view.trim(own.words);
        let who = entity(view, mentioned, own);
        let known = who.is_some() && (who == first || others.iter().any(|o| o.entity == who));
        if !known && may_speak(view, next) {
            others.push(Speaker { span: view.span(own.words), entity: who });
        }
        at = next;
    }
    others
}

/// "In a statement the ministry rejected it. “…,” the statement said.": whose paper it is, as the words
/// before say.
fn issued_before(view: &View, paper: usize) -> Option<usize> {
    /// Words further back are of another paper.
    const REACH: usize = 60;
    let lemma = view.lemma(paper);
    let definite = view.child(paper, &["det"]).is_some_and(|d| view.is_word(d, "the"));
    if !is_paper(lemma) || !definite {
        return None;
    }
    let before = (paper.saturating_sub(REACH)..paper).rev().find(|&t| view.lemma(t) == lemma)?;
    author(view, before).or_else(|| {
        let verb = view.head(view.head(before));
        (view.dep(before) == "pobj" && view.is_verb(verb))
            .then(|| subject(view, verb))
            .flatten()
            .filter(|&s| may_speak(view, s))
    })
}

/// Whom a phrase stands for: the mention around its head, else that of what stands beside it
/// ("the minister, Ana Tarvel"), else whatever mention its words are.
pub(super) fn entity(view: &View, mentioned: &Mentioned, phrase: Phrase) -> Option<Local> {
    let head = antecedent(view, phrase.head);
    let around = |t: usize| mention_around(view, mentioned, t);
    author(view, head)
        .or_else(|| issued_before(view, head))
        .and_then(around)
        .or_else(|| around(head))
        .or_else(|| view.children(head).filter(|&c| view.dep(c) == "appos").find_map(around))
        .or_else(|| (view.dep(head) == "appos").then(|| around(view.head(head))).flatten())
        .or_else(|| {
            // "President Ana Tarn Monday": the parse made something else the head.
            let named = view.tag(head).starts_with("NNP");
            let compound = |c: &usize| named && matches!(view.dep(*c), "compound" | "nmod");
            view.children(head).filter(compound).find_map(around)
        })
}

/// The entity of the mention that holds a token: a name before a description, then the shorter.
fn mention_around(view: &View, mentioned: &Mentioned, t: usize) -> Option<Local> {
    let token = view.token(t).span;
    let sentence = view.span(view.sentence(t));
    mentioned
        .within(view.of, Span { start: sentence.start, end: token.end })
        .filter(|(_, m)| m.place.span.contains(token) && m.entity.is_some())
        .min_by_key(|(n, m)| {
            // A name that only modifies ("the Tarvel government") ends before its phrase does.
            (m.place.span.end != token.end, m.form != MentionForm::Name, m.place.span.len(), *n)
        })
        .and_then(|(_, m)| m.entity)
}

/// What sort of thing a phrase names, as far as the mentions show.
pub(super) fn kind(view: &View, mentioned: &Mentioned, phrase: Phrase) -> Option<EntityKind> {
    let entity = entity(view, mentioned, phrase)?;
    mentioned.entities.get(entity.0 as usize).map(|e| e.kind)
}

/// "Nobody said", "no one has denied": the account says that there is no speaker.
pub(super) fn is_nobody(view: &View, head: usize) -> bool {
    let no = |t: usize| view.is_word(t, "no");
    matches!(view.word(head), "nobody" | "Nobody" | "none" | "None" | "nothing" | "Nothing")
        || view.children(head).any(|c| c < head && view.dep(c) == "det" && no(c))
        || view.is_word(head, "one") && head > 0 && no(head - 1)
}

/// Days and months, which the tagger takes for names.
fn is_calendar(word: &str) -> bool {
    let lower = word.to_lowercase();
    // 'May' is a surname as well.
    let named =
        calendar::weekday(&lower).is_some() || calendar::month(&lower).is_some() && lower != "may";
    named && word.starts_with(char::is_uppercase)
        || matches!(lower.as_str(), "today" | "yesterday" | "tomorrow")
}

/// Whether a head may speak at all: people, bodies, places, papers; not "it", days, numbers or
/// "nobody".
pub(super) fn may_speak(view: &View, head: usize) -> bool {
    if is_calendar(view.word(head)) || is_nobody(view, head) {
        return false;
    }
    match view.tag(head) {
        "PRP" if view.is_word(head, "it") => it_speaks(view, view.head(head), head),
        "PRP" => view.word(head) != "itself",
        "NN" | "NNS" | "NNP" | "NNPS" | "WP" | "WDT" | "DT" | "CD" | "JJ" | "JJS" | "VBN"
        | "VBG" => true,
        _ => false,
    }
}
