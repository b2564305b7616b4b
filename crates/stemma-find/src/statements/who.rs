//! Who speaks beside a verb: its subject by the parse, else by the words and marks around it.

use super::candidates::{Candidate, Quotes};
use super::cues::Class;
use super::dateline::after_dateline;
use super::lines::Lines;
use super::speaker::{self, Phrase};
use crate::parsed_text::ParsedText;

/// Fills in the speaker of a verb.
pub(super) fn who(text: &ParsedText, lines: &Lines, t: usize, candidate: &mut Candidate) {
    let passive =
        text.child(t, &["nsubjpass", "auxpass"]).is_some() || is_fronted_participle(text, t);
    // "was quoted as saying by the Herald": the parse may hang who quotes on what was said.
    let saying = (candidate.class == Class::Quote)
        .then(|| text.children(t).find(|&c| c > t && text.is_word(c, "as")))
        .flatten()
        .and_then(|r#as| text.child(r#as, &["pcomp"]));
    let agent = [Some(t), saying]
        .into_iter()
        .flatten()
        .find_map(|verb| {
            let by = text.children(verb).find(|&c| text.is_word(c, "by"))?;
            matches!(text.dep(by), "agent" | "prep").then_some(by)
        })
        .and_then(|by| text.child(by, &["pobj"]));
    let subject = if passive {
        let speaking = agent.or_else(|| where_said(text, t));
        candidate.nobody = speaking.is_none();
        speaking
    } else if let Some(speaking) = behind_comma(text, lines, t) {
        Some(speaking)
    } else {
        let subject = speaker::subject(text, t);
        candidate.nobody = subject.is_some_and(|s| speaker::is_nobody(text, s));
        if candidate.nobody {
            // "nobody asks that": no words beside it are anybody's because of it.
            candidate.quotes = Quotes::Never;
        }
        subject
            .filter(|&s| speaker::may_speak(text, s) && !in_dateline(text, s))
            .or_else(|| turned(text, lines, t))
            // Whoever speaks is named in the account's own voice, not in the words quoted.
            .filter(|&s| lines.quote_of[s].is_none())
    };
    candidate.speaker = subject.map(|s| speaker::phrase(text, s));
    if candidate.speaker.is_none() && !passive && !candidate.nobody {
        candidate.speaker = behind_marks(text, lines, t)
            .or_else(|| set_off(text, lines, t))
            .or_else(|| beside(text, t))
            .filter(|p| lines.quote_of[p.head].is_none());
    }
}

/// "Nobody asks that": a sentence that tells of no statement.
pub(super) fn nobody_says(text: &ParsedText, verb: usize) -> bool {
    text.is_verb(verb) && text.child(verb, &["nsubj"]).is_some_and(|s| speaker::is_nobody(text, s))
}

/// "Asked whether …, he said", "when told that …": whoever asked is not named, and the subject that
/// follows is whom they asked.
fn is_fronted_participle(text: &ParsedText, t: usize) -> bool {
    if text.tag(t) != "VBN" || text.dep(t) != "advcl" {
        return false;
    }
    let first = text.sentence_of(t).0;
    let fronted = (first..t).all(|n| !text.is_lexical(n));
    let marked = text.children(t).any(|c| {
        c < t
            && matches!(text.dep(c), "mark" | "advmod")
            && matches!(text.lemma(c), "when" | "if" | "once" | "as" | "while" | "unless" | "until")
    });
    (fronted || marked) && text.child(t, &["aux", "nsubj"]).is_none()
}

/// "In Port Ansel it is denied that …": the place stands for who sits there.
fn where_said(text: &ParsedText, t: usize) -> Option<usize> {
    let it = text.child(t, &["nsubjpass"]).filter(|&s| text.is_word(s, "it"))?;
    text.children(t)
        .filter(|&c| c < it && text.dep(c) == "prep" && text.is_word(c, "in"))
        .find_map(|c| text.child(c, &["pobj"]))
        .filter(|&p| matches!(text.tag(p), "NNP" | "NNPS") && speaker::may_speak(text, p))
}

/// "The other two, said pilot Ana Tarn, have gone.": one comma never parts a subject from its verb, so
/// what stands before it is not who speaks; who stands right behind the verb is.
fn behind_comma(text: &ParsedText, lines: &Lines, t: usize) -> Option<usize> {
    if !matches!(text.tag(t), "VBD" | "VBZ") || t < 2 || text.word(t - 1) != "," {
        return None;
    }
    let subject = text.child(t, &["nsubj"]).filter(|&s| s < t)?;
    let (first, after) = text.subtree(subject);
    let inner = (first..t - 1).any(|n| matches!(text.word(n), "," | "—" | "–" | "("));
    let opens = (text.sentence_of(t).0..first).all(|n| !text.is_lexical(n));
    if inner || !opens || after != t && after != t - 1 {
        return None;
    }
    let next = t + 1;
    let named = (next..text.len().min(next + 8))
        .take_while(|&n| {
            lines.quote_of[n].is_none()
                && matches!(
                    text.tag(n),
                    "NNP" | "NNPS" | "NN" | "NNS" | "JJ" | "DT" | "POS" | "PRP$"
                )
        })
        .last()?;
    let closed = named + 1 < text.len() && text.word(named + 1) == ",";
    (closed && text.is_nominal(named) && speaker::may_speak(text, named)).then_some(named)
}

/// "PORT ANSEL (NPA) — After years …, Tarn said": where it was written is not who speaks.
fn in_dateline(text: &ParsedText, t: usize) -> bool {
    let at = text.token(t).span.start;
    let n = text.paragraphs.partition_point(|p| p.end <= at);
    text.paragraphs
        .get(n)
        .is_some_and(|p| (at.saturating_sub(p.start) as usize) < after_dateline(p.of(text.raw)))
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
fn turned(text: &ParsedText, lines: &Lines, t: usize) -> Option<usize> {
    let next = text.next(t)?;
    if matches!(text.tag(t), "VBG" | "VB")
        || takes_person(text.lemma(t)) && !follows_marks(lines, t)
    {
        return None;
    }
    if text.head(next) != t && !text.children(t).any(|c| c > t) {
        return None;
    }
    text.children(t).filter(|&c| c > t).find(|&c| {
        matches!(text.dep(c), "dobj" | "attr" | "npadvmod" | "dep" | "oprd" | "appos")
            && text.subtree(c).0 == next
            && matches!(text.tag(c), "NNP" | "NNPS" | "PRP" | "NN" | "NNS")
            && text.tag(c) != "CD"
            && speaker::may_speak(text, c)
    })
}

/// Whether a quotation ends right before a token.
fn follows_marks(lines: &Lines, t: usize) -> bool {
    t > 0 && lines.quote_of[t - 1].is_some() && lines.quote_of[t].is_none()
}

/// "“…,” said harbour pilot Ana Tarn, glad that …": the noun phrase behind a verb that stands right
/// behind the marks, whatever the parse made of it.
fn behind_marks(text: &ParsedText, lines: &Lines, t: usize) -> Option<Phrase> {
    if !matches!(text.tag(t), "VBD" | "VBZ" | "VBP" | "VBN") || !follows_marks(lines, t) {
        return None;
    }
    let first = t + 1;
    // "“…,” read one.", "said another"
    let alone = first < text.len()
        && matches!(text.tag(first), "CD" | "DT")
        && matches!(text.lemma(first), "one" | "another" | "some" | "many" | "both" | "all")
        && text.next(first).is_none_or(|n| !text.is_lexical(n));
    if alone && lines.quote_of[first].is_none() {
        return Some(Phrase { head: first, words: (first, first + 1) });
    }
    let after = (first..text.len())
        .take_while(|&n| {
            lines.quote_of[n].is_none()
                && matches!(
                    text.tag(n),
                    "NNP" | "NNPS" | "NN" | "NNS" | "JJ" | "DT" | "POS" | "PRP"
                )
                && !(n > first && matches!(text.tag(n), "DT" | "PRP"))
        })
        .last()?
        + 1;
    let head = after - 1;
    (matches!(text.tag(head), "NNP" | "NNPS" | "NN" | "NNS" | "PRP")
        && speaker::may_speak(text, head))
    .then_some(Phrase { head, words: (first, after) })
}

/// "“…,” Tarn, the head of the harbour after many years elsewhere, said.": who stands right behind
/// the marks and before a comma, where the verb stands behind another.
fn set_off(text: &ParsedText, lines: &Lines, t: usize) -> Option<Phrase> {
    /// Longer appositions hold clauses.
    const REACH: usize = 40;
    if !text.is_finite(t) || t == 0 || text.word(t - 1) != "," {
        return None;
    }
    let first = (t.saturating_sub(REACH)..t).rev().find(|&n| follows_marks(lines, n))?;
    let named = |n: &usize| matches!(text.tag(*n), "NNP" | "NNPS") && lines.quote_of[*n].is_none();
    let after = (first..t).take_while(named).last()? + 1;
    let closed = after < t - 1 && text.word(after) == ",";
    let alone = !(after..t).any(|n| text.is_finite(n) || lines.quote_of[n].is_some());
    (closed && alone).then_some(Phrase { head: after - 1, words: (first, after) })
}

/// The noun just before a finite verb, whatever the parse made of it.
fn beside(text: &ParsedText, t: usize) -> Option<Phrase> {
    if !matches!(text.tag(t), "VBD" | "VBZ" | "VBP" | "NNS") {
        return None;
    }
    let sentence = text.sentence_of(t).0;
    let head = (sentence..t)
        .rev()
        .take(5)
        .find(|&n| !matches!(text.tag(n), "RB" | "VBZ" | "VBD" | "VBP" | "MD" | ","))?;
    let named = text.tag(head) == "JJ" && text.word(head).starts_with(char::is_uppercase);
    if !named && !matches!(text.tag(head), "NNP" | "NNPS" | "NN" | "NNS" | "PRP") {
        return None;
    }
    if !speaker::may_speak(text, head) && !named || in_dateline(text, head) {
        return None;
    }
    // "offered him a job as head of trade, then says", "asked about the sale, said": what a comma and
    // an adverb part from the verb is no subject of it, nor is a preposition's noun; whoever the
    // clause before is about goes on.
    let parted = head + 1 < t && text.word(head + 1) == ",";
    let before = text.children(t).find(|&c| c < head && matches!(text.dep(c), "ccomp" | "conj"));
    let after_adverb = text.tag(t - 1) == "RB" && head + 2 < t;
    if parted && (after_adverb || (text.dep(head) == "pobj" && before.is_some())) {
        let subject = before.and_then(|c| text.child(c, &["nsubj"]));
        return subject.filter(|&s| speaker::may_speak(text, s)).map(|s| speaker::phrase(text, s));
    }
    let mut first = head;
    while first > sentence && matches!(text.tag(first - 1), "NNP" | "NNPS" | "NN" | "JJ" | "DT") {
        first -= 1;
    }
    Some(Phrase { head, words: (first, head + 1) })
}
