//! Quotations and their cues: which words introduce or follow which marks, and what goes on from
//! what.

use stemma_core::{EntityKind, Gender, Local, Span};

use super::candidates::Candidate;
use super::cues::Class;
use super::lines::Lines;
use super::speaker::{self, Phrase};
use super::view::{Range, View};
use crate::Mentioned;

/// What the quotations are, each by its index.
pub(super) struct Turns {
    /// One turn of speech each.
    pub(super) turns: Vec<Turn>,
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
    pub(super) lead: Option<Range>,
    /// Whether what the parse shows of the cue's content counts too.
    pub(super) with_content: bool,
}

/// How the quotations of each line are introduced.
pub(super) fn turns(view: &View, lines: &Lines, candidates: &[Candidate]) -> Turns {
    let mut found = Turns {
        turns: Vec::new(),
        turn_of: vec![None; lines.quotes.len()],
        loose: vec![false; lines.quotes.len()],
    };
    let mut next = 0;
    for (n, line) in lines.lines.iter().enumerate() {
        let from = next + candidates[next..].partition_point(|c| c.cue < line.tokens.0);
        let to = from + candidates[from..].partition_point(|c| c.cue < line.tokens.1);
        next = to;
        for quote in line.quotes.0..line.quotes.1 {
            if let Some(turn) = after_it(view, lines, candidates, n, quote, (from, to)) {
                found.add(turn, quote);
                found.take_back(lines, quote);
            } else if let Some(turn) =
                before_it(view, lines, candidates, &found, n, quote, (from, to))
            {
                found.add(turn, quote);
            } else {
                found.loose[quote] = true;
                if let Some(turn) = alone(view, lines, candidates, &mut found, n, quote) {
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
            self.turns
                .iter()
                .rev()
                .take(4)
                .position(|t| t.cue == Some(cue))
                .map(|back| self.turns.len() - 1 - back)
        });
        if let Some(same) = same {
            self.turns[same].quotes.push(quote);
            self.turns[same].with_content |= turn.with_content;
            if let (Some(a), Some(b)) = (self.turns[same].lead, turn.lead) {
                self.turns[same].lead = Some((a.0.min(b.0), a.1.max(b.1)));
            }
            self.turn_of[quote] = Some(same);
            return;
        }
        turn.quotes.push(quote);
        self.turn_of[quote] = Some(self.turns.len());
        self.turns.push(turn);
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
                self.turns[other].quotes.retain(|&q| q != part);
            }
            self.turn_of[part] = Some(turn);
            self.turns[turn].quotes.insert(0, part);
        }
    }

    fn go_on(&mut self, turn: usize, quote: usize) {
        self.turns[turn].quotes.push(quote);
        self.turn_of[quote] = Some(turn);
    }
}

fn turn(cue: Option<usize>) -> Turn {
    Turn { cue, mark: None, speaker: None, quotes: Vec::new(), lead: None, with_content: false }
}

/// “…,” he said: the cue follows.
fn after_it(
    view: &View,
    lines: &Lines,
    candidates: &[Candidate],
    n: usize,
    quote: usize,
    (from, to): Range,
) -> Option<Turn> {
    let line = &lines.lines[n];
    let (begin, end) = lines.quote_tokens[quote];
    let stop = lines.quote_tokens.get(quote + 1).map_or(line.tokens.1, |q| q.0.min(line.tokens.1));
    let inner = lines.quotes[quote].inner.of(view.text);
    let lead: Vec<usize> =
        lines.own((line.tokens.0, begin)).filter(|&t| view.is_lexical(t)).collect();
    let paused = inner.ends_with([',', '?', '!', '…', '—', '–', '-', '’', '\''])
        || (end < stop && view.word(end) == ",")
        || lines.quotes[quote].dash
        || !lines.quotes[quote].closed;
    if !paused && !(lead.is_empty() && inner.split_whitespace().count() > 1) {
        return None;
    }
    let mut first = end;
    while first < stop && !view.is_lexical(first) {
        first += 1;
    }
    if first >= stop
        || view.dep(first) == "cc"
        || view.tag(first) == "VBG" && view.lemma(first) != "accord"
    {
        return None;
    }
    let whole = is_whole(view, lines, quote);
    let at = (from..to)
        .find(|&c| {
            let cue = &candidates[c];
            cue.quotes()
                && (!cue.is_weak() || whole)
                && (first..stop).contains(&cue.cue)
                && reaches(view, lines, cue, first)
        })
        .or_else(|| {
            // The sentence began with the mark and must go on with who said it.
            (inner.ends_with(',') && lead.is_empty() && whole)
                .then(|| {
                    (from..to).find(|&c| {
                        let cue = &candidates[c];
                        cue.quotes() && !cue.is_weak() && (first..line.tokens.1).contains(&cue.cue)
                    })
                })
                .flatten()
        });
    let cue = at?;
    let mut found = turn(Some(cue));
    // Words before the mark in the same sentence belong to what was said, unless they are
    // themselves a cue's.
    let before = lead.first().copied();
    let introduced = (from..to).any(|c| {
        candidates[c].cue < begin
            && candidates[c].cue != candidates[cue].cue
            && candidates[c].quotes()
    });
    let set_off = whole
        && inner.starts_with(char::is_uppercase)
        && view.previous(begin).is_some_and(|p| view.word(p) == ",");
    if let Some(start) = before
        && !introduced
        && !set_off
        && begin > start
        && view.previous(begin).is_some_and(|p| !matches!(view.word(p), ":"))
        && lines.quote_of[start..begin].iter().all(Option::is_none)
    {
        found.lead = Some((start, begin));
    }
    Some(found)
}

/// Whether only the speaker stands between the mark and the cue.
fn reaches(view: &View, lines: &Lines, cue: &Candidate, first: usize) -> bool {
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
        && view.subtree(speaker.head).0 <= first + 1
        && speaker.head >= first
        && speaker.head < cue.cue
    {
        return true;
    }
    cue.cue < first + 12
        && (first..cue.cue)
            .all(|t| lines.quote_of[t].is_none() && !view.is_finite(t) && view.is_lexical(t))
}

/// He said: “…”: the cue stands before.
fn before_it(
    view: &View,
    lines: &Lines,
    candidates: &[Candidate],
    found: &Turns,
    n: usize,
    quote: usize,
    (from, to): Range,
) -> Option<Turn> {
    let line = &lines.lines[n];
    let (begin, _) = lines.quote_tokens[quote];
    let last = lines.own((line.tokens.0, begin)).rev().find(|&t| !view.is_space(t))?;
    let gap = view.previous(begin).unwrap_or(begin);
    let mark = match view.word(gap) {
        _ if lines.quote_of[gap].is_some() || gap != last => "",
        mark @ (":" | "," | "–" | "—" | "-" | "--") => mark,
        _ => "",
    };
    let whole = is_whole(view, lines, quote);
    if mark == ":"
        && let Some(named) = named_before(view, lines, (line.tokens.0, gap))
    {
        let mut fresh = turn(None);
        fresh.mark = Some(gap);
        fresh.speaker = Some(named);
        return Some(fresh);
    }
    let before =
        quote.checked_sub(1).and_then(|q| found.turn_of[q]).and_then(|t| found.turns[t].cue);
    // Cues further back than these introduce nothing here.
    const BACK: usize = 12;
    let to = from + candidates[from..to].partition_point(|c| c.cue < begin);
    let from = from.max(to.saturating_sub(BACK));
    for c in (from..to).rev() {
        let cue = &candidates[c];
        if !cue.quotes() {
            continue;
        }
        let mut fresh = turn(Some(c));
        if mark == ":" && !cue.is_weak() {
            return Some(fresh);
        }
        let near = next_to(view, lines, cue, begin);
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
        if !mark.is_empty() && whole && in_clause_of(view, cue, last) {
            return Some(fresh);
        }
        if overlaps(cue, lines.quote_tokens[quote]) {
            fresh.with_content = true;
            return Some(fresh);
        }
        if !mark.is_empty() && !near {
            continue;
        }
        if is_title(inner_of(view, lines, quote)) && !(near && !mark.is_empty()) {
            continue;
        }
        let inside = candidates[from..to].iter().any(|outer| {
            outer.cue != cue.cue
                && outer
                    .content
                    .iter()
                    .any(|r| r.0 <= cue.cue && lines.quote_tokens[quote].1 <= r.1 + 2)
        });
        if inside && !whole {
            // The clause of another cue holds both: one statement, partly in its speaker's words.
            continue;
        }
        if let Some(argument) = argument(view, cue, lines.quote_tokens[quote])
            && cue.content.iter().all(|r| r.0 < cue.cue)
            && (!cue.is_weak() || whole || cue.class == Class::Name || view.dep(cue.cue) != "conj")
        {
            fresh.lead = Some(argument);
            return Some(fresh);
        }
        if near && whole && cue.content.iter().all(|r| r.0 >= cue.cue) {
            return Some(fresh);
        }
    }
    if mark != ":" {
        return None;
    }
    // "Tarn on the vote: “…”": the colon is the cue, and whoever the words before it name speaks.
    let mut fresh = turn(None);
    fresh.mark = Some(gap);
    fresh.speaker = named_before(view, lines, (line.tokens.0, gap))
        .or_else(|| main_speaker(view, lines, (line.tokens.0, begin)));
    Some(fresh)
}

/// Whether the words in the marks could be a sentence.
fn is_whole(view: &View, lines: &Lines, quote: usize) -> bool {
    let (first, after) = lines.quote_tokens[quote];
    let words = (first..after).filter(|&t| view.is_lexical(t)).count();
    let inner = lines.quotes[quote].inner.of(view.text);
    words >= 3
        && ((first..after).any(|t| view.is_finite(t))
            || inner.ends_with(['.', '!', '?']) && inner.starts_with(char::is_uppercase))
        || words >= 8
}

fn inner_of<'a>(view: &View<'a>, lines: &Lines, quote: usize) -> &'a str {
    lines.quotes[quote].inner.of(view.text)
}

/// Capitals throughout and no full stop: the name of a show, a book, a group.
pub(super) fn is_title(inner: &str) -> bool {
    let mut words = 0;
    let capitals = inner
        .split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'' && c != '-')
        .filter(|w| !w.is_empty())
        .inspect(|_| words += 1)
        .all(|w| {
            w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                || matches!(
                    w,
                    "of" | "the"
                        | "and"
                        | "in"
                        | "to"
                        | "a"
                        | "an"
                        | "for"
                        | "on"
                        | "with"
                        | "is"
                        | "at"
                        | "by"
                )
        });
    capitals
        && (2..=8).contains(&words)
        && inner.starts_with(char::is_uppercase)
        && !inner.ends_with(['!', '?'])
}

/// The part of a cue's clause that holds a quotation: the object with what is said of it.
fn argument(view: &View, cue: &Candidate, quote: Range) -> Option<Range> {
    let object = view
        .children(cue.cue)
        .find(|&c| c > cue.cue && view.dep(c) == "dobj")
        .map(|c| view.subtree(c));
    let held = view.children(cue.cue).find(|&c| {
        let (begin, end) = view.subtree(c);
        c > cue.cue
            && begin > cue.cue
            && begin < quote.1
            && quote.0 < end
            && matches!(
                view.dep(c),
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
    let (begin, end) = view.subtree(held);
    let begin = match object {
        Some(object) if object.0 < begin && object.0 > cue.cue => object.0,
        _ if view.dep(held) == "prep" => begin + 1,
        _ => begin,
    };
    (begin < end).then_some((begin, end))
}

/// The name that stands just before a colon, after a dash or at the start: "– Ana Tarn: “…”".
fn named_before(view: &View, lines: &Lines, (first, colon): Range) -> Option<Phrase> {
    let head = view.previous(colon).filter(|&t| t >= first)?;
    let capitals = view.word(head).chars().all(char::is_uppercase);
    if !(capitals || matches!(view.tag(head), "NNP" | "NNPS")) || lines.quote_of[head].is_some() {
        return None;
    }
    let mut begin = head;
    while begin > first
        && (matches!(view.tag(begin - 1), "NNP" | "NNPS")
            || matches!(view.word(begin - 1), "and" | "&"))
    {
        begin -= 1;
    }
    let free = begin == first || !view.is_lexical(begin - 1);
    free.then_some(Phrase { head, words: (begin, head + 1) })
}

/// Whether nothing that could be another clause stands between the cue and the mark.
fn next_to(view: &View, lines: &Lines, cue: &Candidate, begin: usize) -> bool {
    const REACH: usize = 14;
    if begin <= cue.cue || begin - cue.cue > REACH {
        return false;
    }
    let mut that = false;
    (cue.cue + 1..begin).all(|t| {
        if lines.quote_of[t].is_some() {
            return false;
        }
        that |= view.is_word(t, "that");
        if view.is_finite(t) || view.dep(t) == "cc" {
            return false;
        }
        !that || !view.is_lexical(t) || view.is_word(t, "that")
    })
}

fn overlaps(cue: &Candidate, quote: Range) -> bool {
    cue.content.iter().any(|r| r.0 < quote.1 && quote.0 < r.1)
}

/// Whether the words at `last` still belong to the clause of the cue.
fn in_clause_of(view: &View, cue: &Candidate, last: usize) -> bool {
    view.subtree(cue.cue).1 >= last && cue.content.is_empty()
}

/// Words in marks that no cue introduces: they go on from what was said before, or the line before
/// names the speaker, or they are no speech.
fn alone(
    view: &View,
    lines: &Lines,
    candidates: &[Candidate],
    found: &mut Turns,
    n: usize,
    quote: usize,
) -> Option<Turn> {
    let line = &lines.lines[n];
    let words = |range: Range| lines.own(range).any(|t| view.is_lexical(t));
    let this = &lines.quotes[quote];
    if this.continues && quote > 0 {
        if let Some(before) = found.turn_of[quote - 1] {
            found.go_on(before, quote);
            return None;
        }
    }
    let dashed = this.dash && quote > line.quotes.0 && lines.quotes[quote - 1].dash;
    if words(line.tokens) && !dashed {
        // A whole turn after a line that is cut wrongly still ends with a cue's comma.
        return None;
    }
    // A line of quotation only.
    if quote > 0
        && let Some(before) = found.turn_of[quote - 1]
        && follows(lines, n, quote)
    {
        let asks =
            found.turns[before].cue.map(|c| &candidates[c]).filter(|c| c.class == Class::Ask);
        let here = lines.quotes[quote].inner.of(view.text);
        if let Some(asking) = asks
            && !here.ends_with('?')
            && lines.lines[n - 1].paragraph != line.paragraph
        {
            // What follows a question is the answer of whoever was asked.
            let mut answer = turn(None);
            answer.speaker = view
                .child(asking.cue, &["dobj", "dative", "nsubjpass"])
                .filter(|&o| speaker::may_speak(view, o))
                .map(|o| speaker::phrase(view, o));
            return Some(answer);
        }
        found.go_on(before, quote);
        return None;
    }
    let before = n.checked_sub(1).map(|b| &lines.lines[b])?;
    let near = line.paragraph - before.paragraph <= 1;
    let last = lines.own(before.tokens).rev().find(|&t| !view.is_space(t))?;
    let colon = view.word(last) == ":" && near;
    if !colon && before.paragraph != line.paragraph {
        return None;
    }
    let mut fresh = turn(None);
    fresh.mark = colon.then_some(last);
    fresh.speaker = named_before(view, lines, (before.tokens.0, last))
        .or_else(|| main_speaker(view, lines, before.tokens));
    Some(fresh)
}

/// Whether the quotation before stands just before this one: in the same paragraph, or at the end
/// of the paragraph before.
fn follows(lines: &Lines, n: usize, quote: usize) -> bool {
    let this = &lines.lines[n];
    let Some(before) = lines.lines[..n].last() else {
        return quote > this.quotes.0;
    };
    if quote > this.quotes.0 {
        return true;
    }
    before.quotes.1 > before.quotes.0 && this.paragraph - before.paragraph <= 1
}

/// Who speaks where the cue has no subject ("– … – said."): whoever the line before is about.
pub(super) fn from_context(
    view: &View,
    lines: &Lines,
    cue: &Candidate,
    turn: &Turn,
) -> Option<Phrase> {
    if cue.speaker.is_some() || cue.nobody {
        return None;
    }
    let first = lines.quote_tokens[*turn.quotes.first()?].0.min(cue.cue);
    let here = lines.lines.partition_point(|l| l.tokens.1 <= first);
    let before = &lines.lines[here.checked_sub(1)?];
    (before.paragraph == lines.lines.get(here)?.paragraph)
        .then(|| main_speaker(view, lines, before.tokens))
        .flatten()
}

/// Whoever a line without a cue is about: the subject of its main verb, else its first name.
pub(super) fn main_speaker(view: &View, lines: &Lines, range: Range) -> Option<Phrase> {
    let own = |t: &usize| lines.quote_of[*t].is_none();
    let subject = (range.0..range.1)
        .filter(own)
        .filter(|&t| view.head(t) == t)
        .find_map(|root| view.child(root, &["nsubj"]))
        .or_else(|| (range.0..range.1).filter(own).find(|&t| view.dep(t) == "nsubj"))
        .or_else(|| {
            (range.0..range.1)
                .filter(own)
                .find(|&t| matches!(view.tag(t), "NNP" | "NNPS") && view.dep(t) != "compound")
        })?;
    speaker::may_speak(view, subject).then(|| speaker::phrase(view, subject))
}

/// Whom "he" stands for beside a turn of speech, where the last one named before it stands in the
/// words quoted: whoever speaks is not whom he speaks of, so it is whom the lines before are about.
pub(super) fn outside(
    view: &View,
    mentioned: &Mentioned,
    lines: &Lines,
    phrase: Phrase,
    content: &[Span],
) -> Option<Local> {
    const BACK: usize = 3;
    let gender = match view.word(phrase.head) {
        "he" | "He" => Gender::Male,
        "she" | "She" => Gender::Female,
        _ => return None,
    };
    let here = view.token(phrase.head).span;
    let at = lines.lines.partition_point(|l| l.tokens.1 <= phrase.head);
    let line = lines.lines.get(at)?;
    let paragraph = view.paragraphs[line.paragraph];
    let resolved = speaker::entity(view, mentioned, phrase);
    if let Some(resolved) = resolved {
        let last = mentioned
            .within(view.of, Span { start: paragraph.start, end: here.start })
            .filter(|(_, m)| m.entity == Some(resolved))
            .last()?
            .1;
        if !content.iter().any(|c| c.contains(last.place.span)) {
            return None;
        }
    }
    let speaks = |e: &Local| {
        mentioned
            .entities
            .get(e.0 as usize)
            .is_some_and(|e| e.kind == EntityKind::Person && e.gender.is_none_or(|g| g == gender))
    };
    lines.lines[..at]
        .iter()
        .rev()
        .take(BACK)
        .take_while(|l| l.paragraph == line.paragraph)
        .find_map(|l| {
            main_speaker(view, lines, l.tokens)
                .and_then(|p| speaker::entity(view, mentioned, p))
                .filter(speaks)
                .or_else(|| {
                    mentioned
                        .within(view.of, view.span(l.tokens))
                        .filter_map(|(_, m)| m.entity)
                        .find(speaks)
                })
        })
}
