//! Quotations and their cues: which words introduce or follow which marks, and what goes on from
//! what.

use super::candidates::{Candidate, Quotes};
use super::contents;
use super::context::{main_speaker, named_before};
use super::cues::Class;
use super::held;
use super::lines::{Line, Lines};
use super::speaker::{self, Phrase};
use super::view::{Range, View};

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
    pub(super) lead: Option<Range>,
    /// Whether what the parse shows of the cue's content counts too.
    pub(super) with_content: bool,
}

/// How the quotations of each line are introduced.
pub(super) fn turns(view: &View, lines: &Lines, candidates: &[Candidate]) -> Turns {
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
            let signed = signature(view, lines, n, quote);
            if let Some(turn) =
                signed.or_else(|| after_it(view, lines, candidates, n, quote, (from, to)))
            {
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

    fn go_on(&mut self, turn: usize, quote: usize) {
        self.all[turn].quotes.push(quote);
        self.turn_of[quote] = Some(turn);
    }
}

fn turn(cue: Option<usize>) -> Turn {
    Turn { cue, mark: None, speaker: None, quotes: Vec::new(), lead: None, with_content: false }
}

/// A name and an office are not longer than so many words and marks.
const SIGNATURE: usize = 20;

/// “….” — Ana Tarn, mayor: the paragraph ends with a dash and whoever said it.
fn signature(view: &View, lines: &Lines, n: usize, quote: usize) -> Option<Turn> {
    let line = &lines.all[n];
    let (_, end) = lines.quote_tokens[quote];
    let (_, last) = view.paragraph_tokens[line.paragraph];
    let dash = Some(end).filter(|&d| d < last && is_dash(view.word(d)))?;
    if line.quotes.1 != quote + 1
        || line.first_own.is_some_and(|t| t < dash)
        || last - dash > SIGNATURE
        || (line.tokens.1..last).any(|t| view.is_lexical(t))
    {
        return None;
    }
    let first = view.next(dash).filter(|&t| t < last)?;
    let capital = view.word(first).starts_with(|c: char| c.is_uppercase() || c == '@');
    let described = matches!(view.lemma(first), "a" | "an" | "the") && view.dep(first) == "det";
    if !(capital || described) || (first..last).any(|t| view.is_finite(t)) {
        return None;
    }
    let ends = |t: usize| matches!(view.word(t), "," | "(" | "." | ";" | "on" | "in" | "at" | "to");
    let after = (first..last).find(|&t| ends(t)).unwrap_or(last);
    let head = (first..after).rev().find(|&t| view.is_nominal(t))?;
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
    view: &View,
    lines: &Lines,
    candidates: &[Candidate],
    n: usize,
    quote: usize,
    (from, to): Range,
) -> Option<Turn> {
    let line = &lines.all[n];
    let (begin, end) = lines.quote_tokens[quote];
    let stop = lines.quote_tokens.get(quote + 1).map_or(line.tokens.1, |q| q.0.min(line.tokens.1));
    let inner = lines.quotes[quote].inner.of(view.text);
    let lead = line.first_own.filter(|&t| t < begin);
    let paused = inner.ends_with([',', '?', '!', '…', '—', '–', '-', '’', '\''])
        || (end < stop && view.word(end) == ",")
        || lines.quotes[quote].dash
        || !lines.quotes[quote].closed;
    let starts = lead.is_none() && inner.split_whitespace().count() > 1;
    if (!paused && !starts) || (lead.is_some() && is_name(inner)) || (!paused && is_title(inner)) {
        // "Speaking on “This Morning,” she said …", "“The Long Harbour” star Dana Ost said …": the
        // name of a thing.
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
    if lead.is_some()
        && candidates[from..to].iter().any(|c| c.cue < begin && overlaps(c, (begin, end)))
    {
        // "Asked whether it was “safe enough,” most said …": another's words by the parse.
        return None;
    }
    let after = |token: usize| from + candidates[from..to].partition_point(|c| c.cue < token);
    let at = (after(first)..after(stop))
        .find(|&c| {
            let cue = &candidates[c];
            (cue.quotes() && (!cue.is_weak() || whole) && reaches(view, lines, cue, first))
                || (paused && lead.is_none() && whole && held::follows(view, cue, (first, stop)))
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
        && view.previous(begin).is_some_and(|p| view.word(p) == ",");
    if let Some(start) = lead
        && !introduced
        && !set_off
        && begin > start
        && view.previous(begin).is_some_and(|p| !matches!(view.word(p), ":"))
        && lines.quote_tokens.partition_point(|q| q.1 <= start) == quote
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

/// Words further back than so many do not name who speaks.
const REACH: usize = 60;

/// Cues further away than so many introduce nothing here.
const CUES_BACK: usize = 12;

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
    let line = &lines.all[n];
    let (begin, _) = lines.quote_tokens[quote];
    line.first_own.filter(|&t| t < begin)?;
    let gap = view.previous(begin).unwrap_or(begin);
    let mark = match view.word(gap) {
        _ if lines.quote_of[gap].is_some() || gap < line.tokens.0 => "",
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
    let before = quote.checked_sub(1).and_then(|q| found.turn_of[q]).and_then(|t| found.all[t].cue);
    let to = from + candidates[from..to].partition_point(|c| c.cue < begin);
    let from = from.max(to.saturating_sub(CUES_BACK));
    for c in (from..to).rev() {
        let cue = &candidates[c];
        if !cue.quotes() {
            continue;
        }
        let mut fresh = turn(Some(c));
        let near = next_to(view, lines, cue, begin);
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
        if mark == "," && near && whole && !cue.is_weak() && starts_new(view, lines, quote) {
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
        if !mark.is_empty() && whole && in_clause_of(view, cue, gap) {
            return Some(fresh);
        }
        if overlaps(cue, lines.quote_tokens[quote]) {
            fresh.with_content = true;
            return Some(fresh);
        }
        if !mark.is_empty() && !near {
            continue;
        }
        if (mark.is_empty() || !near) && is_title(inner_of(view, lines, quote)) {
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
        if let Some(argument) = argument(view, cue, lines.quote_tokens[quote])
            && cue.content.iter().all(|r| r.0 < cue.cue)
            && (!cue.is_weak() || whole || cue.class == Class::Name || view.dep(cue.cue) != "conj")
            && !(cue.is_weak() && said_between(candidates, c, to))
            && !(cue.is_weak() && called_so(view, &candidates[from..to], cue))
            && !(cue.is_weak()
                && matches!(cue.class, Class::Say | Class::Demand)
                && held::is_term(view, lines, quote))
        {
            fresh.lead = Some(argument);
            return Some(fresh);
        }
        if near && whole && cue.content.iter().all(|r| r.0 >= cue.cue) {
            return Some(fresh);
        }
    }
    if mark != ":"
        && let Some((c, lead)) = run_on(view, lines, candidates, (from, to), quote)
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
            && held::holds(view, lines, cue, quote)
            && !said_between(candidates, c, to)
            && !candidates[from..to].iter().any(within)
    });
    if let Some((c, cue)) = held
        && let Some(argument) = argument(view, cue, lines.quote_tokens[quote])
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
    fresh.speaker = named_before(view, lines, (line.tokens.0, gap)).or_else(|| {
        main_speaker(view, lines, (line.tokens.0.max(begin.saturating_sub(REACH)), begin))
    });
    Some(fresh)
}

/// Words between the clause of a cue and the words in marks that go on with it, at most.
const RUN_ON: usize = 14;

/// "says there is nobody here is “ready to sail,” and …", "noted that the mill had long been shut,
/// and “nobody minds”": the clause that the parse ends too early goes on to the words in marks.
fn run_on(
    view: &View,
    lines: &Lines,
    candidates: &[Candidate],
    (from, to): Range,
    quote: usize,
) -> Option<(usize, Range)> {
    if held::is_term(view, lines, quote) {
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
            lines.quote_of[t].is_none_or(|_| !view.is_lexical(t))
                && !matches!(view.word(t), ";" | ":" | "—" | "–" | "--" | ")")
        })
        && !said_between(candidates, c, to);
    // What the parse has within the clause, and what was cut off, is the account's own.
    let root = (last.0..last.1).find(|&t| !(last.0..last.1).contains(&view.head(t)))?;
    let cut = (begin..end).any(|t| view.is_under(t, root));
    (runs && !cut).then_some((c, (last.1, end)))
}

/// "called the plan to open a mill “a disgrace”": the words are what the plan is called.
fn called_so(view: &View, candidates: &[Candidate], cue: &Candidate) -> bool {
    candidates.iter().any(|c| {
        c.class == Class::Name
            && c.cue < cue.cue
            && c.content.is_empty()
            && view.is_under(cue.cue, c.cue)
    })
}

/// Whether a cue that takes any words in marks stands nearer to them.
fn said_between(candidates: &[Candidate], cue: usize, to: usize) -> bool {
    candidates[cue + 1..to].iter().any(|c| c.quotes == Quotes::Any)
}

/// Whether the words in the marks begin a sentence of their own.
fn starts_new(view: &View, lines: &Lines, quote: usize) -> bool {
    inner_of(view, lines, quote).starts_with(char::is_uppercase)
}

/// Whether the words in the marks could be a sentence.
fn is_whole(view: &View, lines: &Lines, quote: usize) -> bool {
    let (first, after) = lines.quote_tokens[quote];
    let words = (first..after).filter(|&t| view.is_lexical(t)).count();
    let inner = lines.quotes[quote].inner.of(view.text);
    words >= 3
        && ((first..after).any(|t| view.is_finite(t))
            || (inner.starts_with(char::is_uppercase)
                && (first..after).any(|t| view.tag(t) == "VB"))
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

/// Capitals throughout, be it one word: in the midst of a sentence the name of a thing.
fn is_name(inner: &str) -> bool {
    let bare = inner.trim_end_matches([',', '.']);
    is_title(bare) || (bare.starts_with(char::is_uppercase) && !bare.contains(char::is_whitespace))
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
    let is_clause = matches!(view.dep(held), "ccomp" | "xcomp" | "advcl");
    let that = quote.0.checked_sub(1).filter(|&t| view.is_word(t, "that") && t > cue.cue);
    let begin = match object {
        Some(_) if that.is_some() && cue.class == Class::Say => that.unwrap_or(begin),
        // "told the crew that “…”": whom he told is no part of it.
        Some(_) if cue.class == Class::Say && cue.quotes != Quotes::Held && is_clause => begin,
        Some(object) if object.0 < begin && object.0 > cue.cue => object.0,
        _ if view.dep(held) == "prep" => begin + 1,
        _ => begin,
    };
    let end = contents::own_end(view, held, (begin, end)).max(quote.1.min(end));
    (begin < end).then_some((begin, end))
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
    if goes_on(view, lines, line, quote) {
        let after = lines.quote_tokens[quote].1..line.tokens.1;
        let acts = after
            .filter(|&t| view.is_finite(t))
            .find_map(|t| view.child(t, &["nsubj"]))
            .filter(|&s| speaker::may_speak(view, s));
        let mut fresh = turn(None);
        fresh.speaker = acts.map(|s| speaker::phrase(view, s));
        return Some(fresh);
    }
    if line.first_own.is_some() && !dashed {
        // A whole turn after a line that is cut wrongly still ends with a cue's comma.
        return None;
    }
    // A line of quotation only.
    if let Some(before) = last_turn(view, lines, found, quote)
        && follows(lines, n, quote)
    {
        let asks = found.all[before].cue.map(|c| &candidates[c]).filter(|c| c.class == Class::Ask);
        let here = lines.quotes[quote].inner.of(view.text);
        if let Some(asking) = asks
            && !here.ends_with('?')
            && lines.all[n - 1].paragraph != line.paragraph
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
    let before = n.checked_sub(1).map(|b| &lines.all[b])?;
    let near = line.paragraph - before.paragraph <= 1;
    let last = before.last_own?;
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

/// The turn of the quotation before; the title of a programme in between ("he said on “Morning
/// Tide.”") is none.
fn last_turn(view: &View, lines: &Lines, found: &Turns, quote: usize) -> Option<usize> {
    const TITLES: usize = 2;
    let before = (0..quote)
        .rev()
        .take(TITLES)
        .find(|&q| found.turn_of[q].is_some() || !is_name(inner_of(view, lines, q)))?;
    found.turn_of[before]
}

/// "“I have the stamp here,” and he takes a sheet from his coat.": a turn of speech, and after its
/// comma the account goes on with what the speaker does.
fn goes_on(view: &View, lines: &Lines, line: &Line, quote: usize) -> bool {
    let (_, end) = lines.quote_tokens[quote];
    let inner = inner_of(view, lines, quote);
    line.quotes.0 == quote
        && line.first_own.is_some_and(|t| t >= end && view.dep(t) == "cc")
        && inner.ends_with(',')
        && is_whole(view, lines, quote)
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
