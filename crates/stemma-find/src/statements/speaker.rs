//! Who speaks: from the parse where it shows a subject, else from the words beside the cue.

use stemma_core::{EntityKind, Local, MentionForm, Span, Speaker};
use stemma_words::en::calendar;

use super::cues::{self, Class};
use crate::Mentioned;
use crate::parsed_text::{ParsedText, Tokens};

/// A noun phrase that speaks: its head and its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) head: usize,
    pub(super) words: Tokens,
}

const BEFORE_HEAD: &[&str] = &[
    "det", "amod", "compound", "nmod", "poss", "nummod", "predet", "quantmod", "case", "neg",
    "advmod",
];

/// The phrase around a head: its modifiers, "of …" and "for …", and what is joined to it by "and".
pub(super) fn phrase(text: &ParsedText, head: usize) -> Phrase {
    let mut first = head;
    for child in text.children(head).filter(|&c| c < head) {
        if BEFORE_HEAD.contains(&text.dep(child)) {
            first = first.min(text.subtree(child).0);
        }
    }
    // White space or a stray mark between the modifier and the head keeps the head alone.
    if (first..head).any(|t| text.is_space(t)) {
        first = head;
    }
    let mut after = head + 1;
    for child in text.children(head).filter(|&c| c > head) {
        let (begin, end) = text.subtree(child);
        let joined = match text.dep(child) {
            "prep" => {
                matches!(text.word(child), "of" | "for" | "at" | "in" | "from" | "with" | "on")
                    && !is_occasion(text, child)
                    || author(text, head).is_some_and(|a| text.is_under(a, child))
            }
            "cc" | "case" | "nummod" => true,
            "acl" => author(text, head).is_some_and(|a| text.is_under(a, child)),
            "conj" => text.is_nominal(child) && !has_finite(text, (begin, end)),
            _ => false,
        };
        if !joined || has_finite(text, (begin, end)) {
            if text.dep(child) == "punct" {
                continue;
            }
            break;
        }
        // Commas alone may stand between joined phrases.
        if (after..begin).any(|t| text.is_lexical(t)) {
            break;
        }
        after = end;
    }
    while after > head + 1 && !text.is_lexical(after - 1) {
        after -= 1;
    }
    if after > head + 1 && matches!(text.dep(after - 1), "cc") {
        after -= 1;
    }
    // The last of a list may be a subject of its own to the parse.
    let verb = text.head(head);
    let last = text.children(verb).find(|&c| {
        text.dep(head) == "nsubj"
            && text.dep(c) == "nsubj"
            && c > head
            && is_list(text, (head + 1, c))
    });
    if let Some(last) = last {
        after = after.max(last + 1);
    }
    Phrase { head, words: (first, after) }
}

/// "Tarn, in an interview with the Herald, said": where it was said is no part of who said it.
pub(super) fn is_occasion(text: &ParsedText, preposition: usize) -> bool {
    matches!(text.word(preposition), "in" | "at" | "on" | "during")
        && text.child(preposition, &["pobj"]).is_some_and(|object| {
            matches!(
                text.lemma(object),
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

fn has_finite(text: &ParsedText, range: Tokens) -> bool {
    (range.0..range.1).any(|t| text.is_finite(t))
}

/// The subject of a verb, by the parse: its own, that of the verb it is joined to, that of the
/// clause it hangs on as a participle, or the noun it describes.
pub(super) fn subject(text: &ParsedText, verb: usize) -> Option<usize> {
    let mut at = verb;
    // Trees are as deep as a sentence is long at most; eight steps reach every real subject.
    for _ in 0..8 {
        if let Some(subject) = nearest_subject(text, at)
            && (!matches!(text.word(subject), "it" | "It" | "there" | "There")
                || at == verb && it_speaks(text, verb, subject))
        {
            return Some(object_of_telling(text, at, subject).unwrap_or(subject));
        }
        if let Some(by) = text.child(at, &["agent"]) {
            return text.child(by, &["pobj"]);
        }
        if text.child(at, &["nsubjpass", "expl"]).is_some() {
            // A passive without an agent names nobody.
            return (at != verb).then(|| text.child(at, &["nsubjpass"])).flatten();
        }
        let head = text.head(at);
        if head == at {
            return None;
        }
        at = match text.dep(at) {
            "conj" if out_of(text, at).is_some() => out_of(text, at)?,
            "xcomp" if controller(text, at).is_some() => return controller(text, at),
            "acomp" if at != verb => head,
            "conj" | "xcomp" | "advcl" | "ccomp" | "parataxis" | "pcomp" | "prep" | "dep"
                if !text.is_finite(at) || text.dep(at) == "conj" =>
            {
                head
            }
            "acl" | "relcl" if text.is_nominal(head) => return Some(issuer(text, at, head)),
            _ => return None,
        };
    }
    None
}

/// "It added that …" of a ministry; not "it shows that", where "it" is what was told before.
fn it_speaks(text: &ParsedText, verb: usize, subject: usize) -> bool {
    text.is_word(subject, "it")
        && cues::verb(text.lemma(verb)).is_some_and(|v| v.class != Class::Show && v.takes_quote())
        && !matches!(
            text.lemma(verb),
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
fn nearest_subject(text: &ParsedText, verb: usize) -> Option<usize> {
    let subjects = || text.children(verb).filter(|&c| text.dep(c) == "nsubj");
    let near = subjects().min_by_key(|&c| c.abs_diff(verb))?;
    subjects().find(|&c| c < near && is_list(text, (c + 1, near))).or(Some(near))
}

/// "…, Grant and": nothing but names and nouns with commas, and an "and".
fn is_list(text: &ParsedText, range: Tokens) -> bool {
    /// Longer lists are read by nobody.
    const REACH: usize = 30;
    range.1 - range.0 <= REACH
        && (range.0..range.1).any(|t| text.dep(t) == "cc")
        && (range.0..range.1).all(|t| {
            text.is_nominal(t)
                || matches!(text.tag(t), "JJ" | "DT" | "CC" | "," | "POS" | "PRP$" | "IN")
        })
}

/// "asked the ministry to confirm that …": who is asked to confirm is the object.
fn controller(text: &ParsedText, infinitive: usize) -> Option<usize> {
    let verb = text.head(infinitive);
    let to = text.child(infinitive, &["aux"]).is_some_and(|a| text.is_word(a, "to"));
    if !to || !text.is_verb(verb) || matches!(text.lemma(verb), "promise" | "threaten" | "vow") {
        return None;
    }
    text.child(verb, &["dobj", "dative"]).filter(|&o| o < infinitive && may_speak(text, o))
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
fn object_of_telling(text: &ParsedText, participle: usize, subject: usize) -> Option<usize> {
    let verb = text.head(participle);
    let clause = text.tag(participle) == "VBG"
        && text.dep(participle) == "ccomp"
        && text.child(participle, &["aux"]).is_none()
        && subject > verb
        && text.is_verb(verb)
        && !perceives(text.lemma(verb));
    nearest_subject(text, verb).filter(|&s| clause && may_speak(text, s))
}

/// "issued a letter saying …", "held banners reading …": who issues the words speaks, not the paper.
fn issuer(text: &ParsedText, participle: usize, noun: usize) -> usize {
    let verb = text.head(noun);
    let seen = perceives(text.lemma(verb));
    if text.tag(participle) != "VBG" || seen {
        return noun;
    }
    // "sent a letter to supporters saying …", "posted a message on Norbook reading …"
    if text.dep(noun) == "pobj" && matches!(text.word(text.head(noun)), "to" | "on" | "in" | "via")
    {
        let up = text.head(text.head(noun));
        let sent = if text.dep(up) == "dobj" { text.head(up) } else { up };
        let seen = !text.is_verb(sent) || perceives(text.lemma(sent));
        return text
            .child(sent, &["nsubj"])
            .filter(|&s| !seen && may_speak(text, s))
            .unwrap_or(noun);
    }
    if text.dep(noun) != "dobj" {
        return noun;
    }
    text.child(verb, &["nsubj"]).filter(|&s| may_speak(text, s)).unwrap_or(noun)
}

/// "has denied that it will go, and has accused …": the parse may join the last verb to the clause
/// before it. Where its auxiliary is that of the verb outside and not that of the clause, it is
/// joined to the verb outside, which is given.
pub(super) fn out_of(text: &ParsedText, t: usize) -> Option<usize> {
    let aux = |verb: usize| text.child(verb, &["aux"]).map(|a| text.word(a));
    let inner = text.head(t);
    let outer = text.head(inner);
    // The finite word of a verb: its auxiliary, else itself.
    let finite = |verb: usize| {
        let aux = text.child(verb, &["aux"]).filter(|&a| text.is_finite(a));
        text.tag(aux.unwrap_or(verb))
    };
    let without_subject = text.child(t, &["nsubj", "nsubjpass"]).is_none();
    if text.dep(t) != "conj" || text.dep(inner) != "ccomp" || !without_subject {
        return None;
    }
    let same_aux = aux(t).is_some() && aux(t) == aux(outer) && aux(t) != aux(inner);
    let same_tense = aux(t).is_none()
        && text.is_finite(t)
        && finite(t) == finite(outer)
        && (finite(inner) != finite(t) || text.lemma(t) == text.lemma(outer));
    (same_aux || same_tense).then_some(outer)
}

/// The word that "who" or "which" stands for, else the word itself.
pub(super) fn antecedent(text: &ParsedText, head: usize) -> usize {
    if !matches!(text.tag(head), "WP" | "WDT" | "WP$") {
        return head;
    }
    let verb = text.head(head);
    let mut at = verb;
    for _ in 0..4 {
        if text.dep(at) == "relcl" {
            return text.head(at);
        }
        at = text.head(at);
    }
    head
}

/// The speaker as a statement has it: the words, and the entity that they stand for.
pub(super) fn speaker(text: &ParsedText, mentioned: &Mentioned, phrase: Phrase) -> Speaker {
    Speaker { span: text.span(phrase.words), entity: entity(text, mentioned, phrase) }
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
fn author(text: &ParsedText, paper: usize) -> Option<usize> {
    if !is_paper(text.lemma(paper)) {
        return None;
    }
    let by = |t: usize| {
        text.children(t)
            .find(|&c| {
                c > t
                    && matches!(text.dep(c), "prep" | "agent")
                    && matches!(text.word(c), "by" | "from")
            })
            .and_then(|c| text.child(c, &["pobj"]))
    };
    by(paper)
        .or_else(|| {
            text.children(paper)
                .filter(|&c| c > paper && text.dep(c) == "acl" && text.tag(c) == "VBN")
                .find_map(by)
        })
        .filter(|&a| may_speak(text, a))
}

/// Who else speaks: B and C of "A, B and C said", each with what describes it.
pub(super) fn joint(text: &ParsedText, mentioned: &Mentioned, whole: Phrase) -> Vec<Speaker> {
    let first = entity(text, mentioned, whole);
    let mut others: Vec<Speaker> = Vec::new();
    let mut at = whole.head;
    // An apposition that goes on with "and" is no apposition but the next of a list.
    let goes_on = |c: usize| text.dep(c) == "appos" && text.child(c, &["cc"]).is_some();
    let joined = |at: usize| {
        text.children(at)
            .find(|&c| c > at && c < whole.words.1 && (text.dep(c) == "conj" || goes_on(c)))
            .or_else(|| {
                (at + 1..whole.words.1)
                    .find(|&c| text.dep(c) == "nsubj" && text.head(c) == text.head(whole.head))
            })
            .filter(|&c| text.is_nominal(c))
    };
    while let Some(next) = joined(at) {
        let mut own = phrase(text, next);
        own.words.1 = text
            .children(next)
            .filter(|&c| c > next && matches!(text.dep(c), "cc" | "conj"))
            .map(|c| text.subtree(c).0)
            .fold(own.words.1, usize::min);
        own.words = text.trim(own.words);
        let who = entity(text, mentioned, own);
        let known = who.is_some() && (who == first || others.iter().any(|o| o.entity == who));
        if !known && may_speak(text, next) {
            others.push(Speaker { span: text.span(own.words), entity: who });
        }
        at = next;
    }
    others
}

/// "In a statement the ministry rejected it. “…,” the statement said.": whose paper it is, as the words
/// before say.
fn issued_before(text: &ParsedText, paper: usize) -> Option<usize> {
    /// Words further back are of another paper.
    const REACH: usize = 60;
    let lemma = text.lemma(paper);
    let definite = text.child(paper, &["det"]).is_some_and(|d| text.is_word(d, "the"));
    if !is_paper(lemma) || !definite {
        return None;
    }
    let before = (paper.saturating_sub(REACH)..paper).rev().find(|&t| text.lemma(t) == lemma)?;
    author(text, before).or_else(|| {
        let verb = text.head(text.head(before));
        (text.dep(before) == "pobj" && text.is_verb(verb))
            .then(|| subject(text, verb))
            .flatten()
            .filter(|&s| may_speak(text, s))
    })
}

/// Whom a phrase stands for: the mention around its head, else that of what stands beside it
/// ("the minister, Ana Tarvel"), else whatever mention its words are.
pub(super) fn entity(text: &ParsedText, mentioned: &Mentioned, phrase: Phrase) -> Option<Local> {
    let head = antecedent(text, phrase.head);
    let around = |t: usize| mention_around(text, mentioned, t);
    author(text, head)
        .or_else(|| issued_before(text, head))
        .and_then(around)
        .or_else(|| around(head))
        .or_else(|| text.children(head).filter(|&c| text.dep(c) == "appos").find_map(around))
        .or_else(|| (text.dep(head) == "appos").then(|| around(text.head(head))).flatten())
        .or_else(|| {
            // "President Ana Tarn Monday": the parse made something else the head.
            let named = text.tag(head).starts_with("NNP");
            let compound = |c: &usize| named && matches!(text.dep(*c), "compound" | "nmod");
            text.children(head).filter(compound).find_map(around)
        })
}

/// The entity of the mention that holds a token: a name before a description, then the shorter.
fn mention_around(text: &ParsedText, mentioned: &Mentioned, t: usize) -> Option<Local> {
    let token = text.token(t).span;
    let sentence = text.span(text.sentence_of(t));
    mentioned
        .within(text.of, Span { start: sentence.start, end: token.end })
        .filter(|(_, m)| m.place.span.contains(token) && m.entity.is_some())
        .min_by_key(|(n, m)| {
            // A name that only modifies ("the Tarvel government") ends before its phrase does.
            (m.place.span.end != token.end, m.form != MentionForm::Name, m.place.span.len(), *n)
        })
        .and_then(|(_, m)| m.entity)
}

/// What sort of thing a phrase names, as far as the mentions show.
pub(super) fn kind(text: &ParsedText, mentioned: &Mentioned, phrase: Phrase) -> Option<EntityKind> {
    let entity = entity(text, mentioned, phrase)?;
    mentioned.entities.get(entity.0 as usize).map(|e| e.kind)
}

/// "Nobody said", "no one has denied": the account says that there is no speaker.
pub(super) fn is_nobody(text: &ParsedText, head: usize) -> bool {
    let no = |t: usize| text.is_word(t, "no");
    matches!(text.word(head), "nobody" | "Nobody" | "none" | "None" | "nothing" | "Nothing")
        || text.children(head).any(|c| c < head && text.dep(c) == "det" && no(c))
        || text.is_word(head, "one") && head > 0 && no(head - 1)
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
pub(super) fn may_speak(text: &ParsedText, head: usize) -> bool {
    if is_calendar(text.word(head)) || is_nobody(text, head) {
        return false;
    }
    match text.tag(head) {
        "PRP" if text.is_word(head, "it") => it_speaks(text, text.head(head), head),
        "PRP" => text.word(head) != "itself",
        "NN" | "NNS" | "NNP" | "NNPS" | "WP" | "WDT" | "DT" | "CD" | "JJ" | "JJS" | "VBN"
        | "VBG" => true,
        _ => false,
    }
}
