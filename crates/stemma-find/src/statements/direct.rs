//! Quotations and their cues: which words introduce or follow which marks, and what goes on from
//! what.

use super::before::{CUES_BACK, before_it, overlaps};
use super::candidates::{Candidate, Quotes};
use super::held;
use super::lines::Lines;
use super::loose::alone;
use super::shape::{is_name, is_title, is_whole};
use super::speaker::Phrase;
use crate::parsed_text::{ParsedText, Tokens};

/// What the quotations are, each by its index.
pub(super) struct Turns {
    /// One turn of speech each.
    pub(super) all: Vec<Turn>,
    /// The turn of each quotation; `None` where it is no speech of its own.
    pub(super) turn_of: Vec<Option<usize>>,
    /// Quotations without a cue of their own.
    loose: Vec<bool>,
}

/// What somebody says in one go: quotations that one cue introduces.
#[derive(Clone, Debug)]
pub(super) struct Turn {
    /// The candidate whose cue it is, as an index.
    pub(super) cue: Option<usize>,
    /// The colon or the like that stands in for a cue.
    pub(super) mark: Option<usize>,
    /// Who speaks, where no candidate says so.
    pub(super) speaker: Option<Phrase>,
    /// The quotations, in order.
    pub(super) quotes: Vec<usize>,
    /// Words around the first quotation that belong to the same clause.
    pub(super) lead: Option<Tokens>,
    /// Whether what the parse shows of the cue's content counts too.
    pub(super) with_content: bool,
}

/// How the quotations of each line are introduced.
pub(super) fn turns(text: &ParsedText, lines: &Lines, candidates: &[Candidate]) -> Turns {
    let mut found = Turns {
        all: Vec::new(),
        turn_of: vec![None; lines.quotes.len()],
        loose: vec![false; lines.quotes.len()],
    };
    let mut next = 0;
    for (n, line) in lines.all.iter().enumerate() {
        let from = next + candidates[next..].partition_point(|c| c.cue < line.tokens.0);
        let to = from + candidates[from..].partition_point(|c| c.cue < line.tokens.1);
        next = to;
        for quote in line.quotes.0..line.quotes.1 {
            let signed = signature(text, lines, n, quote);
            if let Some(turn) =
                signed.or_else(|| after_it(text, lines, candidates, n, quote, (from, to)))
            {
                found.add(turn, quote);
                found.take_back(lines, quote);
            } else if let Some(turn) =
                before_it(text, lines, candidates, &found, n, quote, (from, to))
            {
                found.add(turn, quote);
            } else {
                found.loose[quote] = true;
                if let Some(turn) = alone(text, lines, candidates, &mut found, n, quote) {
                    found.add(turn, quote);
                }
            }
        }
    }
    found
}

impl Turns {
    fn add(&mut self, mut turn: Turn, quote: usize) {
        let same = turn.cue.and_then(|cue| {
            self.all
                .iter()
                .rev()
                .take(4)
                .position(|t| t.cue == Some(cue))
                .map(|back| self.all.len() - 1 - back)
        });
        if let Some(same) = same {
            self.all[same].quotes.push(quote);
            self.all[same].with_content |= turn.with_content;
            if let (Some(a), Some(b)) = (self.all[same].lead, turn.lead) {
                self.all[same].lead = Some((a.0.min(b.0), a.1.max(b.1)));
            }
            self.turn_of[quote] = Some(same);
            return;
        }
        turn.quotes.push(quote);
        self.turn_of[quote] = Some(self.all.len());
        self.all.push(turn);
    }

    /// A quotation over several paragraphs whose cue follows at its end: its beginnings belong to
    /// that cue, whatever they were taken for.
    fn take_back(&mut self, lines: &Lines, quote: usize) {
        let Some(turn) = self.turn_of[quote] else {
            return;
        };
        let mut part = quote;
        while part > 0 && lines.quotes[part].continues && self.loose[part - 1] {
            part -= 1;
            if let Some(other) = self.turn_of[part] {
                self.all[other].quotes.retain(|&q| q != part);
            }
            self.turn_of[part] = Some(turn);
            self.all[turn].quotes.insert(0, part);
        }
    }

    pub(super) fn go_on(&mut self, turn: usize, quote: usize) {
        self.all[turn].quotes.push(quote);
        self.turn_of[quote] = Some(turn);
    }
}

pub(super) fn turn(cue: Option<usize>) -> Turn {
    Turn { cue, mark: None, speaker: None, quotes: Vec::new(), lead: None, with_content: false }
}

/// A name and an office are not longer than so many words and marks.
const SIGNATURE: usize = 20;

/// “….” — Ana Tarn, mayor: the paragraph ends with a dash and whoever said it.
fn signature(text: &ParsedText, lines: &Lines, n: usize, quote: usize) -> Option<Turn> {
    let line = &lines.all[n];
    let (_, end) = lines.quote_tokens[quote];
    let (_, last) = text.paragraph_tokens[line.paragraph];
    let dash = Some(end).filter(|&d| d < last && is_dash(text.word(d)))?;
    if line.quotes.1 != quote + 1
        || line.first_own.is_some_and(|t| t < dash)
        || last - dash > SIGNATURE
        || (line.tokens.1..last).any(|t| text.is_lexical(t))
        // A sentence that goes on behind the dash ends with a full stop of its own.
        || (!lines.quotes[quote].inner.of(text.raw).ends_with(['.', '!', '?', '…'])
            && text.word(last - 1) == ".")
    {
        return None;
    }
    let first = text.next(dash).filter(|&t| t < last)?;
    let capital = text.word(first).starts_with(|c: char| c.is_uppercase() || c == '@');
    let described = matches!(text.lemma(first), "a" | "an" | "the") && text.dep(first) == "det";
    if !(capital || described) || (first..last).any(|t| text.is_finite(t)) {
        return None;
    }
    let ends = |t: usize| matches!(text.word(t), "," | "(" | "." | ";" | "on" | "in" | "at" | "to");
    let after = (first..last).find(|&t| ends(t)).unwrap_or(last);
    let head = (first..after).rev().find(|&t| text.is_nominal(t))?;
    let mut signed = turn(None);
    signed.mark = Some(dash);
    signed.speaker = Some(Phrase { head, words: (first, after) });
    Some(signed)
}

fn is_dash(word: &str) -> bool {
    matches!(word, "—" | "–" | "―" | "--" | "-" | "~")
}

/// “…,” he said: the cue follows.
fn after_it(
    text: &ParsedText,
    lines: &Lines,
    candidates: &[Candidate],
    n: usize,
    quote: usize,
    (from, to): Tokens,
) -> Option<Turn> {
    let line = &lines.all[n];
    let (begin, end) = lines.quote_tokens[quote];
    let stop = lines.quote_tokens.get(quote + 1).map_or(line.tokens.1, |q| q.0.min(line.tokens.1));
    let inner = lines.quotes[quote].inner.of(text.raw);
    let lead = line.first_own.filter(|&t| t < begin);
    let paused = inner.ends_with([',', '?', '!', '…', '—', '–', '-', '’', '\''])
        || (end < stop && text.word(end) == ",")
        || lines.quotes[quote].dash
        || !lines.quotes[quote].closed;
    let starts = lead.is_none() && inner.split_whitespace().count() > 1;
    if (!paused && !starts) || (lead.is_some() && is_name(inner)) || (!paused && is_title(inner)) {
        // "Speaking on “This Morning,” she said …", "“The Long Harbour” star Dana Ost said …": the
        // name of a thing.
        return None;
    }
    let mut first = end;
    while first < stop && !text.is_lexical(first) {
        first += 1;
    }
    if first >= stop
        || text.dep(first) == "cc"
        || text.tag(first) == "VBG" && text.lemma(first) != "accord"
    {
        return None;
    }
    let whole = is_whole(text, lines, quote);
    let after = |token: usize| from + candidates[from..to].partition_point(|c| c.cue < token);
    let over = |c: &Candidate| overlaps(c, (begin, end));
    if lead.is_some() && candidates[from..after(begin)].iter().rev().take(CUES_BACK).any(over) {
        // "Asked whether it was “safe enough,” most said …": another's words by the parse.
        return None;
    }
    let at = (after(first)..after(stop))
        .find(|&c| {
            let cue = &candidates[c];
            (cue.quotes() && (!cue.is_weak() || whole) && reaches(text, lines, cue, first))
                || (paused && lead.is_none() && whole && held::follows(text, cue, (first, stop)))
        })
        .or_else(|| {
            // The sentence began with the mark and must go on with who said it.
            let any = (after(first)..to).take(CUES_BACK);
            (inner.ends_with(',') && lead.is_none() && whole)
                .then(|| any.into_iter().find(|&c| candidates[c].quotes == Quotes::Any))
                .flatten()
        });
    let cue = at?;
    let mut found = turn(Some(cue));
    // Words before the mark in the same sentence belong to what was said, unless they are
    // themselves a cue's.
    let introduced = (from..after(begin)).rev().take(CUES_BACK).any(|c| candidates[c].quotes());
    let set_off = whole
        && inner.starts_with(char::is_uppercase)
        && text.previous(begin).is_some_and(|p| text.word(p) == ",");
    if let Some(start) = lead
        && !introduced
        && !set_off
        && begin > start
        && text.previous(begin).is_some_and(|p| !matches!(text.word(p), ":"))
        && lines.quote_tokens.partition_point(|q| q.1 <= start) == quote
    {
        found.lead = Some((start, begin));
    }
    Some(found)
}

/// Whether only the speaker stands between the mark and the cue.
fn reaches(text: &ParsedText, lines: &Lines, cue: &Candidate, first: usize) -> bool {
    if cue.cue == first {
        return true;
    }
    if let Some(speaker) = cue.speaker
        && speaker.words.0 <= first + 3
        && speaker.words.0 >= first
        && speaker.head < cue.cue
    {
        return true;
    }
    if let Some(speaker) = cue.speaker
        && text.subtree(speaker.head).0 <= first + 1
        && speaker.head >= first
        && speaker.head < cue.cue
    {
        return true;
    }
    cue.cue < first + 12
        && (first..cue.cue)
            .all(|t| lines.quote_of[t].is_none() && !text.is_finite(t) && text.is_lexical(t))
}
