//! Where the content of a cue begins and ends, by the parse and by the punctuation.

use stemma_words::en::calendar;

use super::candidates::Candidate;
use super::cues::{self, Class};
use super::lines::{Lines, cue_clause};
use super::speaker::{self, Phrase};
use crate::parsed_text::{ParsedText, Tokens};

/// "said that A, and that B", "says A but he feels B": what is joined to the cue by the parse but
/// has a subject that points back belongs to what was said.
pub(super) fn joined_clause(text: &ParsedText, t: usize, range: Tokens) -> usize {
    if range.0 < t {
        return range.1;
    }
    let more = text.children(t).find(|&c| {
        c >= range.1
            && text.dep(c) == "conj"
            && (text.child(c, &["mark"]).is_some_and(|m| text.is_word(m, "that"))
                || text
                    .child(c, &["nsubj", "nsubjpass", "expl"])
                    .is_some_and(|s| text.tag(s) == "PRP" || text.dep(s) == "expl"))
            && cues::verb(text.lemma(c)).is_none_or(|v| v.class == Class::Think)
    });
    more.map_or(range.1, |c| text.subtree(c).1)
}

/// "said he left because he was tired": the parse may hang the reason on the cue.
pub(super) fn with_reason(text: &ParsedText, t: usize, range: Tokens) -> usize {
    // Marks and a comma may stand between: "is “small,” compared with the last".
    let adjoins = |first: usize| {
        first >= range.1
            && first <= range.1 + 2
            && (range.1..first).all(|t| !text.is_lexical(t) && text.word(t) != ".")
    };
    text.children(t)
        .filter(|&c| c >= range.1 && range.0 > t)
        .filter(|&c| {
            let first = text.subtree(c).0;
            let circumstance = text.dep(c) == "prep"
                && matches!(text.word(c), "because" | "despite" | "compared" | "including");
            circumstance && adjoins(first)
                || (text.dep(c) == "advcl" && first == range.1)
                    && matches!(
                        text.word(first),
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
        .map(|c| text.subtree(c).1)
        .next()
        .unwrap_or(range.1)
}

/// "“alone in the storm” if they left …", "“the truth” and that …": a reason, a condition, or
/// another "that" next to what was said goes on with it, whatever the parse hangs it on.
pub(super) fn goes_on(text: &ParsedText, lines: &Lines, line: Tokens, range: Tokens) -> usize {
    let within = range.1.checked_sub(1).and_then(|t| lines.quote_of[t]);
    let end = within.map_or(range.1, |q| lines.quote_tokens[q as usize].1.max(range.1));
    let comma = (end > range.0 && text.word(end - 1) == ",")
        || (end > range.0 + 1 && is_closing(text, end - 1) && text.word(end - 2) == ",");
    if end >= line.1 || lines.quote_of[end].is_some() {
        return range.1;
    }
    let clause = match text.word(end) {
        "because" | "if" | "unless" if !comma => text.head(end),
        "so" if comma => text.head(end),
        "even" if !comma && text.is_word(end + 1, "if") => text.head(end + 1),
        "and" if end + 2 < line.1 && text.is_word(end + 1, "that") && text.tag(end + 1) == "IN" => {
            text.head(end + 1)
        }
        _ => return range.1,
    };
    let own = text.subtree(clause);
    let begins = own.0 >= end && own.0 <= end + 1;
    let verb = text.is_verb(clause) || text.token(clause).pos == "AUX";
    if begins && verb && own.1 <= line.1 { own_end(text, clause, own) } else { range.1 }
}

/// Longer contents than these tokens are whole speeches; what ends them is not looked for.
const REACH: usize = 400;

/// Where a content ends that the parse runs on: before ", while others …", before ", who is …" (on
/// training data such a clause at the end is the account's own remark more often than not), before
/// what belongs to the cue again.
pub(super) fn own_end(text: &ParsedText, clause: usize, range: Tokens) -> usize {
    // The comma may stand within the marks of a quotation before it.
    let after_comma = |t: usize| {
        let comma = |t: usize| t > range.0 && text.word(t - 1) == ",";
        comma(t) || (t > range.0 && is_closing(text, t - 1) && comma(t - 1))
    };
    let cue = text.head(clause);
    let mut end = range.1;
    for t in range.0 + 1..range.1.min(range.0 + REACH) {
        let cuts = match text.dep(t) {
            "advcl" if text.head(t) == clause => {
                let first = text.subtree(t).0;
                let contrast = text
                    .child(t, &["mark"])
                    .is_some_and(|m| text.is_word(m, "while") && m == first);
                (contrast && after_comma(first)).then_some(first)
            }
            "relcl" => {
                let first = text.subtree(t).0;
                let aside = matches!(text.word(first), "which" | "who" | "where" | "whose");
                // With words in marks of its own it is the speaker's.
                let own = !(first..text.subtree(t).1).any(|t| opens_marks(text, t));
                (aside && own && after_comma(first)).then_some(first)
            }
            "conj"
                if speaker::out_of(text, t).is_some()
                    || says_too(text, cue, clause, t)
                    || (rules_out(text, t) && text.head(t) == clause) =>
            {
                text.children(text.head(t))
                    .rfind(|&c| text.dep(c) == "cc" && c < t)
                    // "and “nobody minds”" is in the same speaker's words.
                    .filter(|&c| c + 1 >= range.1 || !opens_marks(text, c + 1))
            }
            // "called it “a trap” – the word that …": the account explains the words.
            "appos" => {
                let first = text.subtree(t).0;
                let dash = |t: usize| matches!(text.word(t), "–" | "—" | "--" | "-");
                (first > range.0 + 2 && dash(first - 1) && is_closing(text, first - 2))
                    .then_some(first - 1)
            }
            "prep" => says_where(text, t).then_some(t),
            _ => None,
        };
        if let Some(first) = cuts.filter(|&f| f > range.0 && text.subtree(t).1 >= range.1) {
            end = end.min(first);
        }
    }
    end
}

fn opens_marks(text: &ParsedText, t: usize) -> bool {
    matches!(text.word(t), "“" | "\"" | "``" | "«")
}

fn is_closing(text: &ParsedText, t: usize) -> bool {
    matches!(text.word(t), "”" | "\"" | "''" | "»")
}

/// "rule out", "rule it out".
pub(super) fn rules_out(text: &ParsedText, t: usize) -> bool {
    text.lemma(t) == "rule" && text.child(t, &["prt"]).is_some_and(|p| text.is_word(p, "out"))
}

/// "says he respects her and calls her wise": whoever says the one says the other, in a statement
/// of its own.
fn says_too(text: &ParsedText, cue: usize, clause: usize, t: usize) -> bool {
    let subject = |verb: usize| text.child(verb, &["nsubj", "nsubjpass"]);
    text.head(t) == clause
        && subject(t).is_none()
        && text.tag(t) == text.tag(cue)
        && subject(clause).is_some_and(|s| text.tag(s) == "PRP")
        && cues::verb(text.lemma(clause)).is_none()
        && cues::verb(text.lemma(t)).is_some_and(|v| {
            v.takes_quote() && (v.takes_clause() || matches!(v.class, Class::Name | Class::Judge))
        })
}

/// "… in an interview with the paper", "… on condition of anonymity", "… on Monday’s broadcast":
/// at the end of what was said it tells where it was said, whatever the parse hangs it on.
fn says_where(text: &ParsedText, t: usize) -> bool {
    let Some(object) = text.child(t, &["pobj"]) else { return false };
    let some = text.child(object, &["det"]).is_some_and(|d| matches!(text.lemma(d), "a" | "an"));
    let of_day = || {
        text.child(object, &["poss"])
            .is_some_and(|p| calendar::weekday(&text.word(p).to_lowercase()).is_some())
    };
    match text.word(t) {
        "in" | "during" | "at" | "on" => {
            let said_in = matches!(
                text.lemma(object),
                "interview"
                    | "statement"
                    | "speech"
                    | "tweet"
                    | "briefing"
                    | "conference"
                    | "rally"
                    | "broadcast"
                    | "testimony"
                    | "email"
                    | "letter"
            );
            (said_in && some) || text.lemma(object) == "condition" || of_day()
        }
        _ => false,
    }
}

/// "as the minister said".
pub(super) fn is_as_clause(text: &ParsedText, t: usize) -> bool {
    text.dep(t) == "advcl"
        && text
            .children(t)
            .any(|c| c < t && matches!(text.dep(c), "mark" | "advmod") && text.is_word(c, "as"))
        && text.child(t, &["dobj", "ccomp"]).is_none()
}

/// The clause that a word belongs to: up to its verb.
pub(super) fn clause_head(text: &ParsedText, mut t: usize) -> usize {
    for _ in 0..12 {
        if text.is_verb(t) || text.token(t).pos == "AUX" || text.head(t) == t {
            return t;
        }
        t = text.head(t);
    }
    t
}

/// The subtree of `clause` without that of `part`, in at most two pieces.
pub(super) fn without(text: &ParsedText, clause: usize, part: usize, content: &mut Vec<Tokens>) {
    let whole = text.subtree(clause);
    let hole = text.subtree(part);
    content.push((whole.0, hole.0.max(whole.0)));
    content.push((hole.1.min(whole.1), whole.1));
}

/// "…, the minister explained, …" by its commas: from where to where, and who.
pub(super) fn parenthesis(
    text: &ParsedText,
    lines: &Lines,
    line: Tokens,
    t: usize,
) -> Option<(usize, usize, Option<Phrase>)> {
    if text.dep(t) == "acl" {
        // "Tarn, asked about it, said …": it describes whom it stands beside.
        return None;
    }
    let own = |n: usize| lines.quote_of[n].is_none();
    let mut after = t + 1;
    while after < line.1
        && after < t + 12
        && own(after)
        && text.is_lexical(after)
        && text.is_under(after, t)
        && !text.is_finite(after)
    {
        after += 1;
    }
    let ends = after >= line.1 || matches!(text.word(after), "," | "." | ";" | "—" | "–");
    if !ends {
        return None;
    }
    let comma = (line.0..t).rev().take(12).find(|&n| matches!(text.word(n), "," | "—" | "–"))?;
    let begin = text.next(comma)?;
    if !own(comma)
        || matches!(text.tag(begin), "WDT" | "WP" | "IN" | "CC")
        || cue_clause(text, begin) != Some(t)
    {
        return None;
    }
    if begin == t && text.next(t).is_some_and(|n| matches!(text.tag(n), "IN" | "TO")) {
        // "Tarn, asked about it, said …": a participle of whom it stands beside.
        return None;
    }
    let clause = |(first, last): Tokens| (first..last).any(|n| own(n) && text.is_finite(n));
    if !clause((line.0, comma)) && !clause((after, line.1)) && !has_quote(lines, (line.0, comma)) {
        // "A spokeswoman, Dana Ost, denied …": the subject and its name, and no clause.
        return None;
    }
    let only_circumstance = text.children(t).any(|c| {
        c < comma
            && matches!(text.dep(c), "advcl" | "prep" | "advmod" | "npadvmod")
            && text.subtree(c).0 <= line.0 + 1
            && text.subtree(c).1 >= comma
    });
    if only_circumstance && after >= line.1 - 1 {
        // "Asked about it, the minister said." says nothing.
        return None;
    }
    let name = (comma + 1..t)
        .rev()
        .find(|&n| matches!(text.tag(n), "NN" | "NNS" | "NNP" | "NNPS" | "PRP"))
        .map(|head| Phrase { head, words: (comma + 1, head + 1) });
    Some((comma, after, name))
}

fn has_quote(lines: &Lines, range: Tokens) -> bool {
    (range.0..range.1).any(|t| lines.quote_of[t].is_some())
}

/// The line before that of a token, where it is of the same paragraph, or ends the one before, and
/// is not all in marks.
pub(super) fn line_before(lines: &Lines, t: usize) -> Option<Tokens> {
    let here = lines.all.partition_point(|l| l.tokens.1 <= t);
    let before = &lines.all[here.checked_sub(1)?];
    let adjoins = lines.all[here].paragraph - before.paragraph <= 1;
    (adjoins && before.first_own.is_some()).then_some(before.tokens)
}

/// "denied involvement", "rejected accusations that …".
pub(super) fn denied_object(text: &ParsedText, object: usize, candidate: &mut Candidate) {
    if matches!(text.tag(object), "PRP" | "WDT" | "WP" | "DT") {
        relative(text, object, candidate);
        return;
    }
    let said = cues::noun(text.lemma(object)).and_then(|_| {
        text.children(object).find(|&c| {
            matches!(text.dep(c), "acl" | "ccomp" | "relcl") && c > object && has_that(text, c)
        })
    });
    candidate.content.push(text.subtree(said.unwrap_or(object)));
}

pub(super) fn has_that(text: &ParsedText, clause: usize) -> bool {
    let first = text.subtree(clause).0;
    text.is_word(first, "that") && text.tag(first) == "IN"
}

/// "…, which the ministry denies": what is denied is the clause before.
pub(super) fn relative(text: &ParsedText, object: usize, candidate: &mut Candidate) {
    let verb = candidate.cue;
    if candidate.class != Class::Deny || text.dep(verb) != "relcl" || !text.is_word(object, "which")
    {
        return;
    }
    let mut clause = clause_head(text, text.head(verb));
    while matches!(text.dep(clause), "xcomp" | "pcomp" | "acl") && text.head(clause) != clause {
        clause = clause_head(text, text.head(clause));
    }
    let content =
        text.child(clause, &["ccomp"]).filter(|&c| text.is_under(verb, c)).unwrap_or(clause);
    let whole = text.subtree(content);
    candidate.content.push((whole.0, text.subtree(verb).0));
}

/// "called him a coward", "described the talks as useful": whom, and what.
pub(super) fn called(text: &ParsedText, t: usize, candidate: &mut Candidate) {
    let to =
        text.child(t, &["prep"]).filter(|&p| text.lemma(t) == "refer" && text.is_word(p, "to"));
    let object = match to {
        Some(to) => text.child(to, &["pobj"]),
        None => text.child(t, &["dobj"]).filter(|&o| o > t),
    };
    let Some(object) = object else {
        return;
    };
    let what = text
        .children(t)
        .filter(|&c| c > object)
        .find(|&c| text.dep(c) == "oprd" || (text.dep(c) == "prep" && text.is_word(c, "as")));
    if let Some(what) = what
        && candidate.speaker.is_some()
    {
        let range = (text.subtree(object).0, text.subtree(what).1);
        let end = own_end(text, what, range);
        candidate.content.push((range.0, with_reason(text, t, (range.0, end))));
    }
}

/// "praised the crew for keeping the ship afloat", "hailed the vote as a success": the object with
/// what it is praised or condemned for.
pub(super) fn judged(text: &ParsedText, t: usize, candidate: &mut Candidate) {
    let Some(object) = text.child(t, &["dobj"]).filter(|&o| o > t) else {
        return;
    };
    let wanted = |c: usize| {
        text.dep(c) == "prep" && c > object && matches!(text.word(c), "for" | "as" | "over")
    };
    // The parse may hang the reason on the object.
    let reason = text
        .children(t)
        .find(|&c| wanted(c))
        .or_else(|| text.children(object).find(|&c| wanted(c)));
    if let Some(reason) = reason.filter(|_| candidate.speaker.is_some()) {
        let range = (text.subtree(object).0, text.subtree(reason).1);
        let end = own_end(text, reason, range);
        candidate.content.push((range.0, with_reason(text, t, (range.0, end))));
    }
}

/// "accused X of doing Y".
pub(super) fn accusation(text: &ParsedText, t: usize, candidate: &mut Candidate) {
    let of = |t: usize| {
        text.children(t).find(|&c| {
            c > t && text.dep(c) == "prep" && matches!(text.word(c), "of" | "for" | "with")
        })
    };
    let accused = text.child(t, &["dobj"]).or(text.child(t, &["nsubjpass"]));
    let Some(of) = of(t) else {
        // The parse may hang what they are accused of on the accused.
        if let Some(accused) = accused.filter(|&a| of(a).is_some_and(|o| text.word(o) == "of")) {
            candidate.content.push(text.subtree(accused));
        }
        return;
    };
    if let Some(accused) = accused {
        candidate.content.push(text.subtree(accused));
    }
    let end = text.children(t).filter(|&c| c > of && matches!(text.dep(c), "prep" | "advcl")).fold(
        text.subtree(of).1,
        |end, c| {
            let (begin, after) = text.subtree(c);
            if begin == end { after } else { end }
        },
    );
    candidate.content.push((of, end));
}

/// "called for talks", "warned of a flood", "called on both to wait".
pub(super) fn after_preposition(text: &ParsedText, t: usize, candidate: &mut Candidate) {
    let lemma = text.lemma(t);
    let wanted = |word: &str| match lemma {
        "call" => matches!(word, "for" | "on" | "upon"),
        "warn" => matches!(word, "of" | "about" | "against"),
        "complain" | "boast" | "brag" | "comment" | "joke" => matches!(word, "of" | "about"),
        "insist" => word == "on",
        "appeal" | "apologise" | "apologize" | "advocate" | "push" | "press" | "campaign"
        | "lobby" => word == "for",
        _ => false,
    };
    let preposition = text
        .children(t)
        .find(|&c| c > t && matches!(text.dep(c), "prep" | "prt") && wanted(text.word(c)));
    let takes_object = matches!(lemma, "push" | "press" | "campaign" | "lobby")
        && text.child(t, &["dobj"]).is_some();
    if takes_object {
        // "push the button for the left": no demand.
        return;
    }
    let Some(preposition) = preposition else {
        called_for(text, t, candidate);
        return;
    };
    let (begin, end) = text.subtree(preposition);
    // What is called for may hang on the verb: "called on both sides to wait".
    let end = text
        .children(t)
        .filter(|&c| c >= end && matches!(text.dep(c), "xcomp" | "ccomp" | "dobj" | "advcl"))
        .filter(|&c| text.subtree(c).0 <= end + 1)
        .map(|c| text.subtree(c).1)
        .next()
        .unwrap_or(end);
    if lemma == "call" {
        candidate.class = Class::Demand;
        candidate.infinitive = true;
    }
    candidate.cue_span = candidate.cue_span.cover(text.token(preposition).span);
    candidate.content.push((begin + 1, end));
}

/// "called for the islands to send help", "calls to close the mill": the parse has a clause where
/// elsewhere a preposition stands.
fn called_for(text: &ParsedText, t: usize, candidate: &mut Candidate) {
    if !matches!(
        text.lemma(t),
        "call" | "push" | "press" | "plead" | "lobby" | "campaign" | "appeal"
    ) || text.child(t, &["dobj", "nsubjpass"]).is_some()
    {
        return;
    }
    let clause = text.children(t).find(|&c| {
        c > t
            && matches!(text.dep(c), "advcl" | "xcomp" | "ccomp")
            && text.child(c, &["aux"]).is_some_and(|a| text.is_word(a, "to"))
    });
    let Some(clause) = clause else { return };
    let range = text.subtree(clause);
    let begin = if text.is_word(range.0, "for") { range.0 + 1 } else { range.0 };
    if range.0 != t + 1 {
        return;
    }
    candidate.class = Class::Demand;
    candidate.infinitive = true;
    if begin > range.0 {
        candidate.cue_span = candidate.cue_span.cover(text.token(range.0).span);
    }
    candidate.content.push((begin, own_end(text, clause, range)));
}

/// "announced the closure of the port", "confirmed two deaths": the object is what was said, where
/// it is a thing that can be so or not.
pub(super) fn announced(text: &ParsedText, t: usize, candidate: &mut Candidate) {
    let Some(object) = text.child(t, &["dobj"]) else {
        return;
    };
    let (begin, end) = text.subtree(object);
    let plain = matches!(text.tag(object), "NN" | "NNS") && begin > t;
    if plain && (begin..end).filter(|&n| text.is_lexical(n)).count() >= 3 {
        candidate.content.push((begin, end));
    }
}
