//! Who said what.
//!
//! Marks make quotations ([`quotation`]); a sentence is cut so that a quotation is one word of it
//! ([`lines`]); every cue outside the marks is found with its speaker and its clause
//! ([`candidates`]); quotations are joined to their cues ([`direct`]); what is left with a clause
//! of its own is indirect; the title has rules of its own ([`headline`]).

mod before;
mod candidates;
mod chain;
mod contents;
mod context;
mod cues;
mod dateline;
mod direct;
mod headline;
mod held;
pub(crate) mod learned;
mod lines;
mod loose;
mod meaning;
mod nominal;
mod quotation;
mod shape;
mod speaker;
#[cfg(test)]
mod tests;
mod verbs;

mod who;

use stemma_core::{Account, Manner, Parsed, Span, Speaker, Statement};

use self::candidates::Candidate;
use self::cues::Class;
use self::direct::Turn;
use self::learned::Weights;
use self::lines::Lines;
use crate::Mentioned;
use crate::parsed_text::ParsedText;

/// Statements of an account, in the order of its texts: first those of the title.
pub fn find_statements(
    account: &Account,
    text: &Parsed,
    title: &Parsed,
    mentioned: &Mentioned,
) -> Vec<Statement> {
    let texts = ParsedText::of_account(account, text, title);
    find_in(&texts, mentioned, Some(Weights::built_in()))
}

/// The same with other weights; by the rules alone where there are none.
pub(crate) fn find_in(
    [title, text]: &[ParsedText; 2],
    mentioned: &Mentioned,
    weights: Option<Weights>,
) -> Vec<Statement> {
    let mut found = in_title(title, mentioned);
    found.extend(in_text(text, mentioned, title.raw, weights));
    found
}

fn in_title(text: &ParsedText, mentioned: &Mentioned) -> Vec<Statement> {
    let drafts = match headline::labelled(text, mentioned, (0, text.len())) {
        Some(labelled) => vec![label(text, mentioned, &labelled)],
        None => find(text, mentioned, None),
    };
    finish(drafts)
        .into_iter()
        .map(|mut s| {
            s.manner = Manner::Headline;
            s
        })
        .collect()
}

fn in_text(
    text: &ParsedText,
    mentioned: &Mentioned,
    title: &str,
    weights: Option<Weights>,
) -> Vec<Statement> {
    let mut drafts = find(text, mentioned, weights);
    // A body that begins with its title, as texts that were taken as they are do.
    if let (Some(&first), Some(&range)) = (text.paragraphs.first(), text.paragraph_tokens.first())
        && same_words(first.of(text.raw), title)
        && let Some(labelled) = headline::labelled(text, mentioned, range)
    {
        drafts.retain(|d| !first.contains(d.clause));
        drafts.push(label(text, mentioned, &labelled));
    }
    finish(drafts)
}

fn same_words(a: &str, b: &str) -> bool {
    let words = |s: &str| -> Vec<String> {
        s.split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    !b.is_empty() && a.len() <= 2 * b.len() && words(a) == words(b)
}

fn finish(mut drafts: Vec<Draft>) -> Vec<Statement> {
    drafts.sort_by_key(|d| (d.statement.extent().start, d.statement.extent().end));
    drafts.into_iter().map(|d| d.statement).collect()
}

fn label(text: &ParsedText, mentioned: &Mentioned, labelled: &headline::Labelled) -> Draft {
    let content = vec![labelled.content];
    let manner = headline::manner(text, labelled.content);
    draft(text, mentioned, manner, content, Some(labelled.mark), None, Some(labelled.speaker))
}

/// A statement in the making.
struct Draft {
    statement: Statement,
    /// From the first to the last of its words, speaker and cue included.
    clause: Span,
    /// Its cue may only hand on what another said.
    hands_on: bool,
    /// Its cue is a verb of thought or intent.
    thought: bool,
    /// Its speaker is a pronoun.
    by_pronoun: bool,
}

impl Draft {
    fn clause_is(&self, clause: Span) -> bool {
        self.clause == clause
    }
}

fn find(text: &ParsedText, mentioned: &Mentioned, weights: Option<Weights>) -> Vec<Draft> {
    let Ruled { lines, candidates, drafts } = rules(text, mentioned);
    let drafts = match weights {
        Some(w) => learned::revise(text, mentioned, &lines, &candidates, drafts, w),
        None => drafts,
    };
    outermost(chain::link(text, mentioned, drafts))
}

/// What the rules find in a text.
struct Ruled {
    lines: Lines,
    candidates: Vec<Candidate>,
    drafts: Vec<Draft>,
}

fn rules(text: &ParsedText, mentioned: &Mentioned) -> Ruled {
    let speaks = |at: usize| {
        let first = text.parsed.tokens.partition_point(|t| (t.span.start as usize) < at);
        (first..text.len().min(first + 2))
            .find(|&t| text.is_lexical(t))
            .is_some_and(|t| lines::cue_clause(text, t).is_some())
    };
    let quotes = quotation::quotations(text.raw, &text.paragraphs, &speaks);
    let lines = Lines::new(text, quotes);
    let candidates = candidates::candidates(text, &lines);
    let turns = direct::turns(text, &lines, &candidates);
    let mut drafts = Vec::new();
    let mut has_turn = vec![false; candidates.len()];
    for turn in &turns.all {
        if let Some(cue) = turn.cue {
            has_turn[cue] = true;
        }
        drafts.extend(spoken(text, mentioned, &lines, &candidates, turn));
    }
    for (n, candidate) in candidates.iter().enumerate() {
        if !has_turn[n] && !candidate.content.is_empty() {
            drafts.extend(reported(text, mentioned, &lines, candidate));
        }
    }
    Ruled { lines, candidates, drafts }
}

/// So many pieces of content that begin before a statement are looked at for one that holds it.
const HOLDERS: usize = 32;

/// What a speaker says of what he or others think, want or call something is part of what he says
/// and no statement of its own; what he says that another *said* stays one, by way of him.
fn outermost(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut pieces: Vec<(Span, usize)> = drafts
        .iter()
        .enumerate()
        .flat_map(|(n, d)| d.statement.content.iter().map(move |&s| (s, n)))
        .collect();
    pieces.sort_by_key(|&(s, n)| (s.start, std::cmp::Reverse(s.end), n));
    let own = |n: usize| {
        let draft = &drafts[n];
        let clause = draft.clause;
        let said = draft.statement.extent().cover(draft.statement.cue.unwrap_or(clause));
        let after = pieces.partition_point(|p| p.0.start <= said.start);
        !pieces[..after].iter().rev().take(HOLDERS).any(|&(piece, m)| {
            let entity = |d: &Draft| d.statement.speaker.and_then(|s| s.entity);
            let same = || entity(draft).is_some() && entity(draft) == entity(&drafts[m]);
            m != n
                && piece.contains(said)
                // "asks her to make clear that …": whom he asks stands outside.
                && (!piece.contains(clause)
                    || draft.thought
                    || draft.statement.speaker.is_none()
                    || same())
        })
    };
    let keep: Vec<bool> = (0..drafts.len()).map(own).collect();
    drafts.into_iter().zip(keep).filter_map(|(d, keep)| keep.then_some(d)).collect()
}

/// A turn of speech as a statement.
fn spoken(
    text: &ParsedText,
    mentioned: &Mentioned,
    lines: &Lines,
    candidates: &[Candidate],
    turn: &Turn,
) -> Option<Draft> {
    let cue = turn.cue.map(|c| &candidates[c]);
    let mut content: Vec<Span> = turn.quotes.iter().map(|&q| lines.quotes[q].outer).collect();
    if let Some(lead) = turn.lead {
        content.push(text.span(lead));
    }
    if let Some(cue) = cue.filter(|_| turn.with_content) {
        content.extend(cue.content.iter().map(|&r| text.span(clause(text, r))));
    }
    let content = settle(text, lines, content);
    let manner = manner(text, mentioned, lines, &content);
    let content = bare(lines, content);
    if content.is_empty() {
        return None;
    }
    let cue_span = cue.map(|c| c.cue_span).or(turn.mark.map(|m| text.token(m).span));
    let other = turn.speaker.or_else(|| context::from_context(text, lines, cue?, turn));
    let named = cue.and_then(|c| c.speaker).or(other);
    let outside = named.and_then(|p| context::outside(text, mentioned, lines, p, &content));
    let mut draft = draft(text, mentioned, manner, content, cue_span, cue, other);
    if let (Some(entity), Some(speaker)) = (outside, draft.statement.speaker.as_mut()) {
        speaker.entity = Some(entity);
    }
    Some(draft)
}

/// A clause of a cue as a statement.
fn reported(
    text: &ParsedText,
    mentioned: &Mentioned,
    lines: &Lines,
    candidate: &Candidate,
) -> Option<Draft> {
    if who::nobody_says(text, candidate.cue) {
        return None;
    }
    let reader = |p: speaker::Phrase| matches!(text.lemma(p.head), "you" | "yourself");
    if candidate.speaker.is_some_and(reader) {
        // "You agree to our terms": the account speaks to its reader.
        return None;
    }
    let content: Vec<Span> = candidate
        .content
        .iter()
        .map(|&r| text.span(clause(text, r)))
        .filter(|s| !s.is_empty())
        .collect();
    let content = settle(text, lines, content);
    let manner = manner(text, mentioned, lines, &content);
    let content = bare(lines, content);
    let words = content.iter().flat_map(|s| s.of(text.raw).split_whitespace());
    if words.take(2).count() < 2 {
        return None;
    }
    Some(draft(text, mentioned, manner, content, Some(candidate.cue_span), Some(candidate), None))
}

/// A clause without punctuation at its ends, and without the "and" before what the parse leaves
/// out.
fn clause(text: &ParsedText, range: (usize, usize)) -> (usize, usize) {
    let (first, mut after) = text.trim(range);
    while after > first + 1 && text.dep(after - 1) == "cc" {
        after = text.trim((first, after - 1)).1;
    }
    (first, after)
}

fn draft(
    text: &ParsedText,
    mentioned: &Mentioned,
    manner: Manner,
    mut content: Vec<Span>,
    cue: Option<Span>,
    candidate: Option<&Candidate>,
    other: Option<speaker::Phrase>,
) -> Draft {
    let phrase = candidate.and_then(|c| c.speaker).or(other);
    let speaker = phrase.map(|p| speaker::speaker(text, mentioned, p));
    let jointly = phrase.map(|p| speaker::joint(text, mentioned, p)).unwrap_or_default();
    let via: Vec<Speaker> = candidate
        .iter()
        .flat_map(|c| &c.via)
        .map(|&p| speaker::speaker(text, mentioned, p))
        .collect();
    content.sort_by_key(|s| s.start);
    let (polarity, certainty) = meaning::meaning(text, candidate, &content);
    let mut clause = content[0];
    for span in content
        .iter()
        .copied()
        .chain(cue)
        .chain(speaker.map(|s| s.span))
        .chain(via.iter().map(|v| v.span))
    {
        clause = clause.cover(span);
    }
    Draft {
        clause,
        hands_on: candidate.is_some_and(|c| chain::hands_on(text, c)),
        thought: candidate.is_some_and(|c| {
            c.infinitive
                || matches!(
                    c.class,
                    Class::Think
                        | Class::Plan
                        | Class::Doubt
                        | Class::Show
                        | Class::Name
                        | Class::Judge
                )
        }),
        by_pronoun: phrase.is_some_and(|p| text.tag(p.head) == "PRP"),
        statement: Statement {
            manner,
            of: text.of,
            content,
            cue,
            speaker,
            jointly,
            via,
            medium: candidate.and_then(|c| chain::medium(text, c)),
            polarity,
            certainty,
            by: None,
        },
    }
}

/// Pieces in order, without overlaps; a quotation that is touched is in whole.
fn settle(text: &ParsedText, lines: &Lines, mut pieces: Vec<Span>) -> Vec<Span> {
    for piece in &mut pieces {
        let first = lines.quotes.partition_point(|q| q.outer.end <= piece.start);
        for quote in &lines.quotes[first..] {
            if quote.outer.start >= piece.end {
                break;
            }
            if quote.outer.overlaps(*piece) {
                *piece = piece.cover(quote.outer);
            }
        }
    }
    for piece in &mut pieces {
        let at = text.paragraphs.partition_point(|p| p.start < piece.start);
        if let Some(paragraph) = text.paragraphs.get(at).filter(|p| p.start == piece.start) {
            let skip = dateline::after_dateline(paragraph.of(text.raw)) as u32;
            piece.start = (piece.start + skip).min(piece.end);
        }
    }
    pieces.retain(|p| !p.is_empty());
    pieces.sort_by_key(|p| (p.start, p.end));
    pieces.dedup();
    let mut merged: Vec<Span> = Vec::new();
    for piece in pieces {
        if let Some(last) = merged.last_mut()
            && (piece.start <= last.end
                || text.raw[last.end as usize..piece.start as usize]
                    .chars()
                    .all(|c| c == ' ' || c == ','))
            && !(is_quote(lines, *last) && is_quote(lines, piece) && piece.start >= last.end)
        {
            *last = last.cover(piece);
        } else {
            merged.push(piece);
        }
    }
    merged
}

fn is_quote(lines: &Lines, span: Span) -> bool {
    lines
        .quotes
        .binary_search_by_key(&span.start, |q| q.outer.start)
        .is_ok_and(|q| lines.quotes[q].outer == span)
}

/// Marks around a whole piece are taken off.
fn bare(lines: &Lines, pieces: Vec<Span>) -> Vec<Span> {
    pieces
        .into_iter()
        .map(|piece| {
            lines
                .quotes
                .binary_search_by_key(&piece.start, |q| q.outer.start)
                .ok()
                .filter(|&q| lines.quotes[q].outer == piece)
                .map_or(piece, |q| lines.quotes[q].inner)
        })
        .filter(|p| !p.is_empty())
        .collect()
}

/// In whose words the pieces stand.
fn manner(text: &ParsedText, mentioned: &Mentioned, lines: &Lines, pieces: &[Span]) -> Manner {
    let mut inside = false;
    let mut outside = false;
    for piece in pieces {
        let mut at = piece.start;
        let first = lines.quotes.partition_point(|q| q.outer.end <= piece.start);
        for quote in lines.quotes[first..].iter().take_while(|q| q.outer.start < piece.end) {
            outside |= has_words(&text.raw[at as usize..quote.outer.start.max(at) as usize]);
            let name =
                mentioned.is_quoted_name(stemma_core::Place { of: text.of, span: quote.outer });
            if name {
                outside = true;
            } else {
                inside = true;
            }
            at = quote.outer.end;
        }
        outside |= has_words(&text.raw[at.min(piece.end) as usize..piece.end as usize]);
    }
    match (inside, outside) {
        (true, false) => Manner::Direct,
        (true, true) => Manner::Mixed,
        (false, _) => Manner::Indirect,
    }
}

fn has_words(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|w| !w.is_empty() && !w.eq_ignore_ascii_case("that"))
}
