//! Where the content of a cue begins and ends, by the parse and by the punctuation.

use stemma_words::en::calendar;

use super::candidates::Candidate;
use super::cues::{self, Class};
use super::lines::{Lines, cue_clause};
use super::speaker::{self, Phrase};
use super::view::{Range, View};

/// "said that A, and that B", "says A but he feels B": what is joined to the cue by the parse but
/// has a subject that points back belongs to what was said.
pub(super) fn joined_clause(view: &View, t: usize, range: Range) -> usize {
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
pub(super) fn with_reason(view: &View, t: usize, range: Range) -> usize {
    // Marks and a comma may stand between: "is “small,” compared with the last".
    let adjoins = |first: usize| {
        first >= range.1
            && first <= range.1 + 2
            && (range.1..first).all(|t| !view.is_lexical(t) && view.word(t) != ".")
    };
    view.children(t)
        .filter(|&c| c >= range.1 && range.0 > t)
        .filter(|&c| {
            let first = view.subtree(c).0;
            let circumstance = view.dep(c) == "prep"
                && matches!(view.word(c), "because" | "despite" | "compared" | "including");
            circumstance && adjoins(first)
                || (view.dep(c) == "advcl" && first == range.1)
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

/// "“alone in the storm” if they left …", "“the truth” and that …": a reason, a condition, or
/// another "that" next to what was said goes on with it, whatever the parse hangs it on.
pub(super) fn goes_on(view: &View, lines: &Lines, line: Range, range: Range) -> usize {
    let within = range.1.checked_sub(1).and_then(|t| lines.quote_of[t]);
    let end = within.map_or(range.1, |q| lines.quote_tokens[q as usize].1.max(range.1));
    let comma = (end > range.0 && view.word(end - 1) == ",")
        || (end > range.0 + 1 && is_closing(view, end - 1) && view.word(end - 2) == ",");
    if end >= line.1 || lines.quote_of[end].is_some() {
        return range.1;
    }
    let clause = match view.word(end) {
        "because" | "if" | "unless" if !comma => view.head(end),
        "so" if comma => view.head(end),
        "even" if !comma && view.is_word(end + 1, "if") => view.head(end + 1),
        "and" if end + 2 < line.1 && view.is_word(end + 1, "that") && view.tag(end + 1) == "IN" => {
            view.head(end + 1)
        }
        _ => return range.1,
    };
    let own = view.subtree(clause);
    let begins = own.0 >= end && own.0 <= end + 1;
    let verb = view.is_verb(clause) || view.token(clause).pos == "AUX";
    if begins && verb && own.1 <= line.1 { own_end(view, clause, own) } else { range.1 }
}

/// Longer contents than these tokens are whole speeches; what ends them is not looked for.
const REACH: usize = 400;

/// Where a content ends that the parse runs on: before ", while others …", before ", who is …" (on
/// training data such a clause at the end is the account's own remark more often than not), before
/// what belongs to the cue again.
pub(super) fn own_end(view: &View, clause: usize, range: Range) -> usize {
    // The comma may stand within the marks of a quotation before it.
    let after_comma = |t: usize| {
        let comma = |t: usize| t > range.0 && view.word(t - 1) == ",";
        comma(t) || (t > range.0 && is_closing(view, t - 1) && comma(t - 1))
    };
    let cue = view.head(clause);
    let mut end = range.1;
    for t in range.0 + 1..range.1.min(range.0 + REACH) {
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
                let aside = matches!(view.word(first), "which" | "who" | "where" | "whose");
                // With words in marks of its own it is the speaker's.
                let own = !(first..view.subtree(t).1).any(|t| opens_marks(view, t));
                (aside && own && after_comma(first)).then_some(first)
            }
            "conj"
                if speaker::out_of(view, t).is_some()
                    || says_too(view, cue, clause, t)
                    || (rules_out(view, t) && view.head(t) == clause) =>
            {
                view.children(view.head(t))
                    .rfind(|&c| view.dep(c) == "cc" && c < t)
                    // "and “nobody minds”" is in the same speaker's words.
                    .filter(|&c| c + 1 >= range.1 || !opens_marks(view, c + 1))
            }
            // "called it “a trap” – the word that …": the account explains the words.
            "appos" => {
                let first = view.subtree(t).0;
                let dash = |t: usize| matches!(view.word(t), "–" | "—" | "--" | "-");
                (first > range.0 + 2 && dash(first - 1) && is_closing(view, first - 2))
                    .then_some(first - 1)
            }
            "prep" => says_where(view, t).then_some(t),
            _ => None,
        };
        if let Some(first) = cuts.filter(|&f| f > range.0 && view.subtree(t).1 >= range.1) {
            end = end.min(first);
        }
    }
    end
}

fn opens_marks(view: &View, t: usize) -> bool {
    matches!(view.word(t), "“" | "\"" | "``" | "«")
}

fn is_closing(view: &View, t: usize) -> bool {
    matches!(view.word(t), "”" | "\"" | "''" | "»")
}

/// "rule out", "rule it out".
pub(super) fn rules_out(view: &View, t: usize) -> bool {
    view.lemma(t) == "rule" && view.child(t, &["prt"]).is_some_and(|p| view.is_word(p, "out"))
}

/// "says he respects her and calls her wise": whoever says the one says the other, in a statement
/// of its own.
fn says_too(view: &View, cue: usize, clause: usize, t: usize) -> bool {
    let subject = |verb: usize| view.child(verb, &["nsubj", "nsubjpass"]);
    view.head(t) == clause
        && subject(t).is_none()
        && view.tag(t) == view.tag(cue)
        && subject(clause).is_some_and(|s| view.tag(s) == "PRP")
        && cues::verb(view.lemma(clause)).is_none()
        && cues::verb(view.lemma(t)).is_some_and(|v| {
            v.takes_quote() && (v.takes_clause() || matches!(v.class, Class::Name | Class::Judge))
        })
}

/// "… in an interview with the paper", "… on condition of anonymity", "… on Monday’s broadcast":
/// at the end of what was said it tells where it was said, whatever the parse hangs it on.
fn says_where(view: &View, t: usize) -> bool {
    let Some(object) = view.child(t, &["pobj"]) else { return false };
    let some = view.child(object, &["det"]).is_some_and(|d| matches!(view.lemma(d), "a" | "an"));
    let of_day = || {
        view.child(object, &["poss"])
            .is_some_and(|p| calendar::weekday(&view.word(p).to_lowercase()).is_some())
    };
    match view.word(t) {
        "in" | "during" | "at" | "on" => {
            let said_in = matches!(
                view.lemma(object),
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
            (said_in && some) || view.lemma(object) == "condition" || of_day()
        }
        _ => false,
    }
}

/// "as the minister said".
pub(super) fn is_as_clause(view: &View, t: usize) -> bool {
    view.dep(t) == "advcl"
        && view
            .children(t)
            .any(|c| c < t && matches!(view.dep(c), "mark" | "advmod") && view.is_word(c, "as"))
        && view.child(t, &["dobj", "ccomp"]).is_none()
}

/// The clause that a word belongs to: up to its verb.
pub(super) fn clause_head(view: &View, mut t: usize) -> usize {
    for _ in 0..12 {
        if view.is_verb(t) || view.token(t).pos == "AUX" || view.head(t) == t {
            return t;
        }
        t = view.head(t);
    }
    t
}

/// The subtree of `clause` without that of `part`, in at most two pieces.
pub(super) fn without(view: &View, clause: usize, part: usize, content: &mut Vec<Range>) {
    let whole = view.subtree(clause);
    let hole = view.subtree(part);
    content.push((whole.0, hole.0.max(whole.0)));
    content.push((hole.1.min(whole.1), whole.1));
}

/// "…, the minister explained, …" by its commas: from where to where, and who.
pub(super) fn parenthesis(
    view: &View,
    lines: &Lines,
    line: Range,
    t: usize,
) -> Option<(usize, usize, Option<Phrase>)> {
    if view.dep(t) == "acl" {
        // "Tarn, asked about it, said …": it describes whom it stands beside.
        return None;
    }
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
    let comma = (line.0..t).rev().take(12).find(|&n| matches!(view.word(n), "," | "—" | "–"))?;
    let begin = view.next(comma)?;
    if !own(comma)
        || matches!(view.tag(begin), "WDT" | "WP" | "IN" | "CC")
        || cue_clause(view, begin) != Some(t)
    {
        return None;
    }
    if begin == t && view.next(t).is_some_and(|n| matches!(view.tag(n), "IN" | "TO")) {
        // "Tarn, asked about it, said …": a participle of whom it stands beside.
        return None;
    }
    let clause = |(first, last): Range| (first..last).any(|n| own(n) && view.is_finite(n));
    if !clause((line.0, comma)) && !clause((after, line.1)) && !has_quote(lines, (line.0, comma)) {
        // "A spokeswoman, Dana Ost, denied …": the subject and its name, and no clause.
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

fn has_quote(lines: &Lines, range: Range) -> bool {
    (range.0..range.1).any(|t| lines.quote_of[t].is_some())
}

/// The line before that of a token, where it is of the same paragraph, or ends the one before, and
/// is not all in marks.
pub(super) fn line_before(lines: &Lines, t: usize) -> Option<Range> {
    let here = lines.all.partition_point(|l| l.tokens.1 <= t);
    let before = &lines.all[here.checked_sub(1)?];
    let adjoins = lines.all[here].paragraph - before.paragraph <= 1;
    (adjoins && before.first_own.is_some()).then_some(before.tokens)
}

/// "denied involvement", "rejected accusations that …".
pub(super) fn denied_object(view: &View, object: usize, candidate: &mut Candidate) {
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

pub(super) fn has_that(view: &View, clause: usize) -> bool {
    let first = view.subtree(clause).0;
    view.is_word(first, "that") && view.tag(first) == "IN"
}

/// "…, which the ministry denies": what is denied is the clause before.
pub(super) fn relative(view: &View, object: usize, candidate: &mut Candidate) {
    let verb = candidate.cue;
    if candidate.class != Class::Deny || view.dep(verb) != "relcl" || !view.is_word(object, "which")
    {
        return;
    }
    let mut clause = clause_head(view, view.head(verb));
    while matches!(view.dep(clause), "xcomp" | "pcomp" | "acl") && view.head(clause) != clause {
        clause = clause_head(view, view.head(clause));
    }
    let content =
        view.child(clause, &["ccomp"]).filter(|&c| view.is_under(verb, c)).unwrap_or(clause);
    let whole = view.subtree(content);
    candidate.content.push((whole.0, view.subtree(verb).0));
}

/// "called him a coward", "described the talks as useful": whom, and what.
pub(super) fn called(view: &View, t: usize, candidate: &mut Candidate) {
    let to =
        view.child(t, &["prep"]).filter(|&p| view.lemma(t) == "refer" && view.is_word(p, "to"));
    let object = match to {
        Some(to) => view.child(to, &["pobj"]),
        None => view.child(t, &["dobj"]).filter(|&o| o > t),
    };
    let Some(object) = object else {
        return;
    };
    let what = view
        .children(t)
        .filter(|&c| c > object)
        .find(|&c| view.dep(c) == "oprd" || (view.dep(c) == "prep" && view.is_word(c, "as")));
    if let Some(what) = what
        && candidate.speaker.is_some()
    {
        let range = (view.subtree(object).0, view.subtree(what).1);
        let end = own_end(view, what, range);
        candidate.content.push((range.0, with_reason(view, t, (range.0, end))));
    }
}

/// "praised the crew for keeping the ship afloat", "hailed the vote as a success": the object with
/// what it is praised or condemned for.
pub(super) fn judged(view: &View, t: usize, candidate: &mut Candidate) {
    let Some(object) = view.child(t, &["dobj"]).filter(|&o| o > t) else {
        return;
    };
    let wanted = |c: usize| {
        view.dep(c) == "prep" && c > object && matches!(view.word(c), "for" | "as" | "over")
    };
    // The parse may hang the reason on the object.
    let reason = view
        .children(t)
        .find(|&c| wanted(c))
        .or_else(|| view.children(object).find(|&c| wanted(c)));
    if let Some(reason) = reason.filter(|_| candidate.speaker.is_some()) {
        let range = (view.subtree(object).0, view.subtree(reason).1);
        let end = own_end(view, reason, range);
        candidate.content.push((range.0, with_reason(view, t, (range.0, end))));
    }
}

/// "accused X of doing Y".
pub(super) fn accusation(view: &View, t: usize, candidate: &mut Candidate) {
    let of = |t: usize| {
        view.children(t).find(|&c| {
            c > t && view.dep(c) == "prep" && matches!(view.word(c), "of" | "for" | "with")
        })
    };
    let accused = view.child(t, &["dobj"]).or(view.child(t, &["nsubjpass"]));
    let Some(of) = of(t) else {
        // The parse may hang what they are accused of on the accused.
        if let Some(accused) = accused.filter(|&a| of(a).is_some_and(|o| view.word(o) == "of")) {
            candidate.content.push(view.subtree(accused));
        }
        return;
    };
    if let Some(accused) = accused {
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
pub(super) fn after_preposition(view: &View, t: usize, candidate: &mut Candidate) {
    let lemma = view.lemma(t);
    let wanted = |word: &str| match lemma {
        "call" => matches!(word, "for" | "on" | "upon"),
        "warn" => matches!(word, "of" | "about" | "against"),
        "complain" | "boast" | "brag" | "comment" | "joke" => matches!(word, "of" | "about"),
        "insist" => word == "on",
        "appeal" | "apologise" | "apologize" | "advocate" | "push" | "press" | "campaign"
        | "lobby" => word == "for",
        _ => false,
    };
    let preposition = view
        .children(t)
        .find(|&c| c > t && matches!(view.dep(c), "prep" | "prt") && wanted(view.word(c)));
    let takes_object = matches!(lemma, "push" | "press" | "campaign" | "lobby")
        && view.child(t, &["dobj"]).is_some();
    if takes_object {
        // "push the button for the left": no demand.
        return;
    }
    let Some(preposition) = preposition else {
        called_for(view, t, candidate);
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

/// "called for the islands to send help", "calls to close the mill": the parse has a clause where
/// elsewhere a preposition stands.
fn called_for(view: &View, t: usize, candidate: &mut Candidate) {
    if !matches!(
        view.lemma(t),
        "call" | "push" | "press" | "plead" | "lobby" | "campaign" | "appeal"
    ) || view.child(t, &["dobj", "nsubjpass"]).is_some()
    {
        return;
    }
    let clause = view.children(t).find(|&c| {
        c > t
            && matches!(view.dep(c), "advcl" | "xcomp" | "ccomp")
            && view.child(c, &["aux"]).is_some_and(|a| view.is_word(a, "to"))
    });
    let Some(clause) = clause else { return };
    let range = view.subtree(clause);
    let begin = if view.is_word(range.0, "for") { range.0 + 1 } else { range.0 };
    if range.0 != t + 1 {
        return;
    }
    candidate.class = Class::Demand;
    candidate.infinitive = true;
    if begin > range.0 {
        candidate.cue_span = candidate.cue_span.cover(view.token(range.0).span);
    }
    candidate.content.push((begin, own_end(view, clause, range)));
}

/// "announced the closure of the port", "confirmed two deaths": the object is what was said, where
/// it is a thing that can be so or not.
pub(super) fn announced(view: &View, t: usize, candidate: &mut Candidate) {
    let Some(object) = view.child(t, &["dobj"]) else {
        return;
    };
    let (begin, end) = view.subtree(object);
    let plain = matches!(view.tag(object), "NN" | "NNS") && begin > t;
    if plain && (begin..end).filter(|&n| view.is_lexical(n)).count() >= 3 {
        candidate.content.push((begin, end));
    }
}
