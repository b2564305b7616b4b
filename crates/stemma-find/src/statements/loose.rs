//! Quotations that no cue introduces: they go on from what was said before, or they are no speech.

use super::candidates::Candidate;
use super::context::{main_speaker, named_before};
use super::cues::Class;
use super::direct::{Turn, Turns, turn};
use super::lines::{Line, Lines};
use super::shape::{inner_of, is_name, is_whole};
use super::speaker;
use crate::parsed_text::ParsedText;

/// Words in marks that no cue introduces: they go on from what was said before, or the line before
/// names the speaker, or they are no speech.
pub(super) fn alone(
    text: &ParsedText,
    lines: &Lines,
    candidates: &[Candidate],
    found: &mut Turns,
    n: usize,
    quote: usize,
) -> Option<Turn> {
    let line = &lines.all[n];
    let this = &lines.quotes[quote];
    if this.continues
        && quote > 0
        && let Some(before) = found.turn_of[quote - 1]
    {
        found.go_on(before, quote);
        return None;
    }
    let dashed = this.dash && quote > line.quotes.0 && lines.quotes[quote - 1].dash;
    if goes_on(text, lines, line, quote) {
        let after = lines.quote_tokens[quote].1..line.tokens.1;
        let acts = after
            .filter(|&t| text.is_finite(t))
            .find_map(|t| text.child(t, &["nsubj"]))
            .filter(|&s| speaker::may_speak(text, s));
        let mut fresh = turn(None);
        fresh.speaker = acts.map(|s| speaker::phrase(text, s));
        return Some(fresh);
    }
    if line.first_own.is_some() && !dashed {
        // A whole turn after a line that is cut wrongly still ends with a cue's comma.
        return None;
    }
    // A line of quotation only.
    if let Some(before) = last_turn(text, lines, found, quote)
        && follows(lines, n, quote)
    {
        let asks = found.all[before].cue.map(|c| &candidates[c]).filter(|c| c.class == Class::Ask);
        let here = lines.quotes[quote].inner.of(text.raw);
        if let Some(asking) = asks
            && !here.ends_with('?')
            && lines.all[n - 1].paragraph != line.paragraph
        {
            // What follows a question is the answer of whoever was asked.
            let mut answer = turn(None);
            answer.speaker = text
                .child(asking.cue, &["dobj", "dative", "nsubjpass"])
                .filter(|&o| speaker::may_speak(text, o))
                .map(|o| speaker::phrase(text, o));
            return Some(answer);
        }
        found.go_on(before, quote);
        return None;
    }
    let before = n.checked_sub(1).map(|b| &lines.all[b])?;
    let near = line.paragraph - before.paragraph <= 1;
    let last = before.last_own?;
    let colon = text.word(last) == ":" && near;
    if !colon && before.paragraph != line.paragraph {
        return None;
    }
    let mut fresh = turn(None);
    fresh.mark = colon.then_some(last);
    fresh.speaker = named_before(text, lines, (before.tokens.0, last))
        .or_else(|| main_speaker(text, lines, before.tokens));
    Some(fresh)
}

/// The turn of the quotation before; the title of a programme in between ("he said on “Morning
/// Tide.”") is none.
fn last_turn(text: &ParsedText, lines: &Lines, found: &Turns, quote: usize) -> Option<usize> {
    const TITLES: usize = 2;
    let before = (0..quote)
        .rev()
        .take(TITLES)
        .find(|&q| found.turn_of[q].is_some() || !is_name(inner_of(text, lines, q)))?;
    found.turn_of[before]
}

/// "“I have the stamp here,” and he takes a sheet from his coat.": a turn of speech, and after its
/// comma the account goes on with what the speaker does.
fn goes_on(text: &ParsedText, lines: &Lines, line: &Line, quote: usize) -> bool {
    let (_, end) = lines.quote_tokens[quote];
    let inner = inner_of(text, lines, quote);
    line.quotes.0 == quote
        && line.first_own.is_some_and(|t| t >= end && text.dep(t) == "cc")
        && inner.ends_with(',')
        && is_whole(text, lines, quote)
        && lines.quotes[quote].closed
}

/// Whether the quotation before stands just before this one: in the same paragraph, or at the end
/// of the paragraph before.
fn follows(lines: &Lines, n: usize, quote: usize) -> bool {
    let this = &lines.all[n];
    let Some(before) = lines.all[..n].last() else {
        return quote > this.quotes.0;
    };
    if quote > this.quotes.0 {
        return true;
    }
    before.quotes.1 > before.quotes.0 && this.paragraph - before.paragraph <= 1
}
