//! Quotations whose cue stands before them: He said: “…”; she called it “…”.

use super::candidates::{Candidate, Quotes};
use super::contents;
use super::context::{main_speaker, named_before};
use super::cues::Class;
use super::direct::{Turn, Turns, turn};
use super::held;
use super::lines::Lines;
use super::shape::{inner_of, is_title, is_whole, starts_new};
use crate::parsed_text::{ParsedText, Tokens};

/// Words further back than so many do not name who speaks.
const REACH: usize = 60;

/// Cues further away than so many introduce nothing here.
pub(super) const CUES_BACK: usize = 12;

/// He said: “…”: the cue stands before.
pub(super) fn before_it(
    text: &ParsedText,
    lines: &Lines,
    candidates: &[Candidate],
    found: &Turns,
    n: usize,
    quote: usize,
    (from, to): Tokens,
) -> Option<Turn> {
    let line = &lines.all[n];
    let (begin, _) = lines.quote_tokens[quote];
    line.first_own.filter(|&t| t < begin)?;
    let gap = text.previous(begin).unwrap_or(begin);
    let mark = match text.word(gap) {
        _ if lines.quote_of[gap].is_some() || gap < line.tokens.0 => "",
        mark @ (":" | "," | "–" | "—" | "-" | "--") => mark,
        _ => "",
    };
    let whole = is_whole(text, lines, quote);
    if mark == ":"
        && let Some(named) = named_before(text, lines, (line.tokens.0, gap))
    {
        let mut fresh = turn(None);
        fresh.mark = Some(gap);
        fresh.speaker = Some(named);
        return Some(fresh);
    }
    let before = quote.checked_sub(1).and_then(|q| found.turn_of[q]).and_then(|t| found.all[t].cue);
    let to = from + candidates[from..to].partition_point(|c| c.cue < begin);
    let from = from.max(to.saturating_sub(CUES_BACK));
    for c in (from..to).rev() {
        let cue = &candidates[c];
        if !cue.quotes() {
            continue;
        }
        let mut fresh = turn(Some(c));
        let near = next_to(text, lines, cue, begin);
        let clause_before = cue.content.iter().any(|r| r.0 > cue.cue && r.0 < begin);
        if mark == ":" && clause_before && matches!(cue.class, Class::Deny | Class::Doubt) {
            // "rejected that there were complaints: “There are none”": what is denied is one
            // thing, what is said another.
            let mut said = turn(None);
            said.mark = Some(gap);
            said.speaker = cue.speaker;
            return Some(said);
        }
        if mark == ":" && clause_before {
            // "She adds that there are two ways: “…”": one statement.
            fresh.with_content = true;
            return Some(fresh);
        }
        if mark == ":" && !cue.is_weak() {
            return Some(fresh);
        }
        if mark == "," && near && whole && !cue.is_weak() && starts_new(text, lines, quote) {
            // "Asked whether it would hold, Tarn said, “…”": what stands before is no part of it.
            return Some(fresh);
        }
        if mark == "," && before == Some(c) {
            // "“…,” he said of the talks, “…”": the cue of the words before.
            return Some(fresh);
        }
        if !mark.is_empty() && near && (whole || !cue.is_weak()) {
            // "…,” he went on, “…": or the cue of the words before.
            if cue.content.iter().all(|r| r.0 >= cue.cue) || before == Some(c) {
                return Some(fresh);
            }
        }
        if !mark.is_empty() && whole && in_clause_of(text, cue, gap) {
            return Some(fresh);
        }
        if overlaps(cue, lines.quote_tokens[quote]) {
            fresh.with_content = true;
            return Some(fresh);
        }
        if !mark.is_empty() && !near {
            continue;
        }
        if (mark.is_empty() || !near) && is_title(inner_of(text, lines, quote)) {
            continue;
        }
        let inside = candidates[from..to].iter().any(|outer| {
            outer.cue != cue.cue
                && outer
                    .content
                    .iter()
                    .any(|r| r.0 <= cue.cue && lines.quote_tokens[quote].1 <= r.1 + 2)
        });
        if inside && (!whole || cue.is_weak()) {
            // The clause of another cue holds both: one statement, partly in its speaker's words.
            continue;
        }
        if let Some(argument) = argument(text, cue, lines.quote_tokens[quote])
            && cue.content.iter().all(|r| r.0 < cue.cue)
            && (!cue.is_weak() || whole || cue.class == Class::Name || text.dep(cue.cue) != "conj")
            && !(cue.is_weak() && said_between(candidates, c, to))
            && !(cue.is_weak() && called_so(text, &candidates[from..to], cue))
            && !(cue.is_weak()
                && matches!(cue.class, Class::Say | Class::Demand)
                && held::is_term(text, lines, quote))
        {
            fresh.lead = Some(argument);
            return Some(fresh);
        }
        if near && whole && cue.content.iter().all(|r| r.0 >= cue.cue) {
            return Some(fresh);
        }
    }
    if mark != ":"
        && let Some((c, lead)) = run_on(text, lines, candidates, (from, to), quote)
    {
        let mut fresh = turn(Some(c));
        fresh.with_content = true;
        fresh.lead = Some(lead);
        return Some(fresh);
    }
    let held = (from..to).rev().map(|c| (c, &candidates[c])).find(|&(c, cue)| {
        // What stands within another's clause is part of that.
        let within = |o: &Candidate| {
            o.quotes != Quotes::Held && o.content.iter().any(|r| r.0 <= cue.cue && cue.cue < r.1)
        };
        cue.quotes == Quotes::Held
            && mark.is_empty()
            && held::holds(text, lines, cue, quote)
            && !said_between(candidates, c, to)
            && !candidates[from..to].iter().any(within)
    });
    if let Some((c, cue)) = held
        && let Some(argument) = argument(text, cue, lines.quote_tokens[quote])
    {
        let mut fresh = turn(Some(c));
        fresh.lead = Some(argument);
        return Some(fresh);
    }
    if mark != ":" {
        return None;
    }
    // "Tarn on the vote: “…”": the colon is the cue, and whoever the words before it name speaks.
    let mut fresh = turn(None);
    fresh.mark = Some(gap);
    fresh.speaker = named_before(text, lines, (line.tokens.0, gap)).or_else(|| {
        main_speaker(text, lines, (line.tokens.0.max(begin.saturating_sub(REACH)), begin))
    });
    Some(fresh)
}

/// Words between the clause of a cue and the words in marks that go on with it, at most.
const RUN_ON: usize = 14;

/// "says there is nobody here is “ready to sail,” and …", "noted that the mill had long been shut,
/// and “nobody minds”": the clause that the parse ends too early goes on to the words in marks.
fn run_on(
    text: &ParsedText,
    lines: &Lines,
    candidates: &[Candidate],
    (from, to): Tokens,
    quote: usize,
) -> Option<(usize, Tokens)> {
    if held::is_term(text, lines, quote) {
        return None;
    }
    let (begin, end) = lines.quote_tokens[quote];
    let (c, last) = (from..to).rev().find_map(|c| {
        let last = candidates[c].content.last().filter(|r| r.0 > candidates[c].cue)?;
        Some((c, *last))
    })?;
    let cue = &candidates[c];
    let between = last.1..begin;
    let runs = last.1 <= begin
        && between.len() <= RUN_ON
        && cue.speaker.is_some()
        && between.clone().all(|t| {
            lines.quote_of[t].is_none_or(|_| !text.is_lexical(t))
                && !matches!(text.word(t), ";" | ":" | "—" | "–" | "--" | ")")
        })
        && !said_between(candidates, c, to);
    // What the parse has within the clause, and what was cut off, is the account's own.
    let root = (last.0..last.1).find(|&t| !(last.0..last.1).contains(&text.head(t)))?;
    let cut = (begin..end).take(RUN_ON).any(|t| text.is_under(t, root));
    (runs && !cut).then_some((c, (last.1, end)))
}

/// "called the plan to open a mill “a disgrace”": the words are what the plan is called.
fn called_so(text: &ParsedText, candidates: &[Candidate], cue: &Candidate) -> bool {
    candidates.iter().any(|c| {
        c.class == Class::Name
            && c.cue < cue.cue
            && c.content.is_empty()
            && text.is_under(cue.cue, c.cue)
    })
}

/// Whether a cue that takes any words in marks stands nearer to them.
fn said_between(candidates: &[Candidate], cue: usize, to: usize) -> bool {
    candidates[cue + 1..to].iter().any(|c| c.quotes == Quotes::Any)
}

/// The part of a cue's clause that holds a quotation: the object with what is said of it.
fn argument(text: &ParsedText, cue: &Candidate, quote: Tokens) -> Option<Tokens> {
    let object = text
        .children(cue.cue)
        .find(|&c| c > cue.cue && text.dep(c) == "dobj")
        .map(|c| text.subtree(c));
    let held = text.children(cue.cue).find(|&c| {
        let (begin, end) = text.subtree(c);
        c > cue.cue
            && begin > cue.cue
            && begin < quote.1
            && quote.0 < end
            && matches!(
                text.dep(c),
                "dobj"
                    | "prep"
                    | "oprd"
                    | "ccomp"
                    | "xcomp"
                    | "attr"
                    | "acomp"
                    | "dative"
                    | "advcl"
                    | "npadvmod"
            )
    })?;
    let (begin, end) = text.subtree(held);
    let is_clause = matches!(text.dep(held), "ccomp" | "xcomp" | "advcl");
    let that = quote.0.checked_sub(1).filter(|&t| text.is_word(t, "that") && t > cue.cue);
    let begin = match object {
        Some(_) if that.is_some() && cue.class == Class::Say => that.unwrap_or(begin),
        // "told the crew that “…”": whom he told is no part of it.
        Some(_) if cue.class == Class::Say && cue.quotes != Quotes::Held && is_clause => begin,
        Some(object) if object.0 < begin && object.0 > cue.cue => object.0,
        _ if text.dep(held) == "prep" => begin + 1,
        _ => begin,
    };
    let end = contents::own_end(text, held, (begin, end)).max(quote.1.min(end));
    (begin < end).then_some((begin, end))
}

/// Whether nothing that could be another clause stands between the cue and the mark.
fn next_to(text: &ParsedText, lines: &Lines, cue: &Candidate, begin: usize) -> bool {
    const REACH: usize = 14;
    if begin <= cue.cue || begin - cue.cue > REACH {
        return false;
    }
    let mut that = false;
    (cue.cue + 1..begin).all(|t| {
        if lines.quote_of[t].is_some() {
            return false;
        }
        that |= text.is_word(t, "that");
        if text.is_finite(t) || text.dep(t) == "cc" {
            return false;
        }
        !that || !text.is_lexical(t) || text.is_word(t, "that")
    })
}

pub(super) fn overlaps(cue: &Candidate, quote: Tokens) -> bool {
    cue.content.iter().any(|r| r.0 < quote.1 && quote.0 < r.1)
}

/// Whether the words at `last` still belong to the clause of the cue.
fn in_clause_of(text: &ParsedText, cue: &Candidate, last: usize) -> bool {
    text.subtree(cue.cue).1 >= last && cue.content.is_empty()
}
