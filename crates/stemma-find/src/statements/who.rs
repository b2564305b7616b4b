//! Who speaks beside a verb: its subject by the parse, else by the words and marks around it.

use super::candidates::{Candidate, Quotes};
use super::cues::Class;
use super::lines::Lines;
use super::speaker::{self, Phrase};
use super::view::{self, View};

/// Fills in the speaker of a verb.
pub(super) fn who(view: &View, lines: &Lines, t: usize, candidate: &mut Candidate) {
    let passive =
        view.child(t, &["nsubjpass", "auxpass"]).is_some() || is_fronted_participle(view, t);
    // "was quoted as saying by the Herald": the parse may hang who quotes on what was said.
    let saying = (candidate.class == Class::Quote)
        .then(|| view.children(t).find(|&c| c > t && view.is_word(c, "as")))
        .flatten()
        .and_then(|r#as| view.child(r#as, &["pcomp"]));
    let agent = [Some(t), saying]
        .into_iter()
        .flatten()
        .find_map(|verb| {
            let by = view.children(verb).find(|&c| view.is_word(c, "by"))?;
            matches!(view.dep(by), "agent" | "prep").then_some(by)
        })
        .and_then(|by| view.child(by, &["pobj"]));
    let subject = if passive {
        let speaking = agent.or_else(|| where_said(view, t));
        candidate.nobody = speaking.is_none();
        speaking
    } else if let Some(speaking) = behind_comma(view, lines, t) {
        Some(speaking)
    } else {
        let subject = speaker::subject(view, t);
        candidate.nobody = subject.is_some_and(|s| speaker::is_nobody(view, s));
        if candidate.nobody {
            // "nobody asks that": no words beside it are anybody's because of it.
            candidate.quotes = Quotes::Never;
        }
        subject
            .filter(|&s| speaker::may_speak(view, s) && !in_dateline(view, s))
            .or_else(|| turned(view, lines, t))
            // Whoever speaks is named in the account's own voice, not in the words quoted.
            .filter(|&s| lines.quote_of[s].is_none())
    };
    candidate.speaker = subject.map(|s| speaker::phrase(view, s));
    if candidate.speaker.is_none() && !passive && !candidate.nobody {
        candidate.speaker = behind_marks(view, lines, t)
            .or_else(|| set_off(view, lines, t))
            .or_else(|| beside(view, t))
            .filter(|p| lines.quote_of[p.head].is_none());
    }
}

/// "Nobody asks that": a sentence that tells of no statement.
pub(super) fn nobody_says(view: &View, verb: usize) -> bool {
    view.is_verb(verb) && view.child(verb, &["nsubj"]).is_some_and(|s| speaker::is_nobody(view, s))
}

/// "Asked whether …, he said", "when told that …": whoever asked is not named, and the subject that
/// follows is whom they asked.
fn is_fronted_participle(view: &View, t: usize) -> bool {
    if view.tag(t) != "VBN" || view.dep(t) != "advcl" {
        return false;
    }
    let first = view.sentence(t).0;
    let fronted = (first..t).all(|n| !view.is_lexical(n));
    let marked = view.children(t).any(|c| {
        c < t
            && matches!(view.dep(c), "mark" | "advmod")
            && matches!(view.lemma(c), "when" | "if" | "once" | "as" | "while" | "unless" | "until")
    });
    (fronted || marked) && view.child(t, &["aux", "nsubj"]).is_none()
}

/// "In Port Ansel it is denied that …": the place stands for who sits there.
fn where_said(view: &View, t: usize) -> Option<usize> {
    let it = view.child(t, &["nsubjpass"]).filter(|&s| view.is_word(s, "it"))?;
    view.children(t)
        .filter(|&c| c < it && view.dep(c) == "prep" && view.is_word(c, "in"))
        .find_map(|c| view.child(c, &["pobj"]))
        .filter(|&p| matches!(view.tag(p), "NNP" | "NNPS") && speaker::may_speak(view, p))
}

/// "The other two, said pilot Ana Tarn, have gone.": one comma never parts a subject from its verb, so
/// what stands before it is not who speaks; who stands right behind the verb is.
fn behind_comma(view: &View, lines: &Lines, t: usize) -> Option<usize> {
    if !matches!(view.tag(t), "VBD" | "VBZ") || t < 2 || view.word(t - 1) != "," {
        return None;
    }
    let subject = view.child(t, &["nsubj"]).filter(|&s| s < t)?;
    let (first, after) = view.subtree(subject);
    let inner = (first..t - 1).any(|n| matches!(view.word(n), "," | "—" | "–" | "("));
    let opens = (view.sentence(t).0..first).all(|n| !view.is_lexical(n));
    if inner || !opens || after != t && after != t - 1 {
        return None;
    }
    let next = t + 1;
    let named = (next..view.len().min(next + 8))
        .take_while(|&n| {
            lines.quote_of[n].is_none()
                && matches!(
                    view.tag(n),
                    "NNP" | "NNPS" | "NN" | "NNS" | "JJ" | "DT" | "POS" | "PRP$"
                )
        })
        .last()?;
    let closed = named + 1 < view.len() && view.word(named + 1) == ",";
    (closed && view.is_nominal(named) && speaker::may_speak(view, named)).then_some(named)
}

/// "PORT ANSEL (NPA) — After years …, Tarn said": where it was written is not who speaks.
fn in_dateline(view: &View, t: usize) -> bool {
    let at = view.token(t).span.start;
    let n = view.paragraphs.partition_point(|p| p.end <= at);
    view.paragraphs.get(n).is_some_and(|p| {
        (at.saturating_sub(p.start) as usize) < view::after_dateline(p.of(view.text))
    })
}

/// Verbs whose object may be a person: what stands behind them is who was asked, unless the words
/// quoted stand before them.
fn takes_person(lemma: &str) -> bool {
    matches!(
        lemma,
        "tell"
            | "ask"
            | "urge"
            | "address"
            | "praise"
            | "slam"
            | "blast"
            | "mock"
            | "tease"
            | "remind"
            | "assure"
            | "reassure"
            | "inform"
            | "notify"
            | "advise"
            | "warn"
            | "caution"
            | "accuse"
            | "blame"
            | "call"
            | "label"
            | "dub"
            | "brand"
            | "describe"
            | "denounce"
            | "criticise"
            | "criticize"
            | "defend"
            | "quote"
            | "cite"
            | "order"
            | "instruct"
            | "command"
            | "interrupt"
            | "answer"
    )
}

/// A subject that stands after its verb and that the parse took for something else.
fn turned(view: &View, lines: &Lines, t: usize) -> Option<usize> {
    let next = view.next(t)?;
    if matches!(view.tag(t), "VBG" | "VB")
        || takes_person(view.lemma(t)) && !follows_marks(lines, t)
    {
        return None;
    }
    if view.head(next) != t && !view.children(t).any(|c| c > t) {
        return None;
    }
    view.children(t).filter(|&c| c > t).find(|&c| {
        matches!(view.dep(c), "dobj" | "attr" | "npadvmod" | "dep" | "oprd" | "appos")
            && view.subtree(c).0 == next
            && matches!(view.tag(c), "NNP" | "NNPS" | "PRP" | "NN" | "NNS")
            && view.tag(c) != "CD"
            && speaker::may_speak(view, c)
    })
}

/// Whether a quotation ends right before a token.
fn follows_marks(lines: &Lines, t: usize) -> bool {
    t > 0 && lines.quote_of[t - 1].is_some() && lines.quote_of[t].is_none()
}

/// "“…,” said harbour pilot Ana Tarn, glad that …": the noun phrase behind a verb that stands right
/// behind the marks, whatever the parse made of it.
fn behind_marks(view: &View, lines: &Lines, t: usize) -> Option<Phrase> {
    if !matches!(view.tag(t), "VBD" | "VBZ" | "VBP" | "VBN") || !follows_marks(lines, t) {
        return None;
    }
    let first = t + 1;
    // "“…,” read one.", "said another"
    let alone = first < view.len()
        && matches!(view.tag(first), "CD" | "DT")
        && matches!(view.lemma(first), "one" | "another" | "some" | "many" | "both" | "all")
        && view.next(first).is_none_or(|n| !view.is_lexical(n));
    if alone && lines.quote_of[first].is_none() {
        return Some(Phrase { head: first, words: (first, first + 1) });
    }
    let after = (first..view.len())
        .take_while(|&n| {
            lines.quote_of[n].is_none()
                && matches!(
                    view.tag(n),
                    "NNP" | "NNPS" | "NN" | "NNS" | "JJ" | "DT" | "POS" | "PRP"
                )
                && !(n > first && matches!(view.tag(n), "DT" | "PRP"))
        })
        .last()?
        + 1;
    let head = after - 1;
    (matches!(view.tag(head), "NNP" | "NNPS" | "NN" | "NNS" | "PRP")
        && speaker::may_speak(view, head))
    .then_some(Phrase { head, words: (first, after) })
}

/// "“…,” Tarn, the head of the harbour after many years elsewhere, said.": who stands right behind
/// the marks and before a comma, where the verb stands behind another.
fn set_off(view: &View, lines: &Lines, t: usize) -> Option<Phrase> {
    /// Longer appositions hold clauses.
    const REACH: usize = 40;
    if !view.is_finite(t) || t == 0 || view.word(t - 1) != "," {
        return None;
    }
    let first = (t.saturating_sub(REACH)..t).rev().find(|&n| follows_marks(lines, n))?;
    let named = |n: &usize| matches!(view.tag(*n), "NNP" | "NNPS") && lines.quote_of[*n].is_none();
    let after = (first..t).take_while(named).last()? + 1;
    let closed = after < t - 1 && view.word(after) == ",";
    let alone = !(after..t).any(|n| view.is_finite(n) || lines.quote_of[n].is_some());
    (closed && alone).then_some(Phrase { head: after - 1, words: (first, after) })
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
    let named = view.tag(head) == "JJ" && view.word(head).starts_with(char::is_uppercase);
    if !named && !matches!(view.tag(head), "NNP" | "NNPS" | "NN" | "NNS" | "PRP") {
        return None;
    }
    if !speaker::may_speak(view, head) && !named || in_dateline(view, head) {
        return None;
    }
    // "offered him a job as head of trade, then says", "asked about the sale, said": what a comma and
    // an adverb part from the verb is no subject of it, nor is a preposition's noun; whoever the
    // clause before is about goes on.
    let parted = head + 1 < t && view.word(head + 1) == ",";
    let before = view.children(t).find(|&c| c < head && matches!(view.dep(c), "ccomp" | "conj"));
    let after_adverb = view.tag(t - 1) == "RB" && head + 2 < t;
    if parted && (after_adverb || (view.dep(head) == "pobj" && before.is_some())) {
        let subject = before.and_then(|c| view.child(c, &["nsubj"]));
        return subject.filter(|&s| speaker::may_speak(view, s)).map(|s| speaker::phrase(view, s));
    }
    let mut first = head;
    while first > sentence && matches!(view.tag(first - 1), "NNP" | "NNPS" | "NN" | "JJ" | "DT") {
        first -= 1;
    }
    Some(Phrase { head, words: (first, head + 1) })
}
