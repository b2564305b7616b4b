//! Quotation marks into the spans that they hold, whatever their style, closed or not.

use stemma_core::Span;

/// Words in quotation marks, or a turn that a dash leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quoted {
    /// With its marks.
    pub(super) outer: Span,
    /// Without them.
    pub(super) inner: Span,
    /// Whether a mark closes it.
    pub(super) closed: bool,
    /// Whether it goes on from the paragraph before, which did not close it.
    pub(super) continues: bool,
    /// Whether a dash leads it, and no mark.
    pub(super) dash: bool,
}

/// A mark that may open or close.
#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    sort: Sort,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// `"`: opens or closes.
    Straight,
    /// “ „ « `` ,, : made for opening; „ and `` never close.
    Opening,
    /// ” » '' : made for closing.
    Closing,
    /// ‘
    SingleOpening,
    /// ’ , an apostrophe too
    SingleClosing,
    /// ' , an apostrophe too
    SingleStraight,
}

/// All quoted spans of a text, by start. `speaks` tells whether the words that follow a place are
/// "he said" or their like: that closes a quotation whose mark is missing or turned round.
pub(super) fn quotations(
    text: &str,
    paragraphs: &[Span],
    speaks: &dyn Fn(usize) -> bool,
) -> Vec<Quoted> {
    let mut found: Vec<Quoted> = Vec::new();
    let mut open_before = false;
    let labels: Vec<Option<usize>> = paragraphs.iter().map(|p| label(p.of(text))).collect();
    let transcript = is_transcript(text, paragraphs, &labels);
    for (&paragraph, label) in paragraphs.iter().zip(labels) {
        let start = found.len();
        if let Some(at) = label.filter(|_| transcript) {
            let inner = Span::new(paragraph.start as usize + at, paragraph.end as usize).trim(text);
            found.push(Quoted { outer: inner, inner, closed: true, continues: false, dash: true });
            open_before = false;
            continue;
        }
        open_before = in_paragraph(text, paragraph, open_before, speaks, &mut found);
        if found.len() == start {
            open_before = false;
        }
        singles(text, paragraph, start, &mut found);
        dashes(text, paragraph, start, speaks, &mut found);
        found[start..].sort_by_key(|q| q.outer.start);
    }
    found
}

/// A transcript has this many turns at least; fewer are headings with a colon.
const TURNS: usize = 3;

/// Speakers of a transcript take turns: their labels come again. Headings do not.
fn is_transcript(text: &str, paragraphs: &[Span], labels: &[Option<usize>]) -> bool {
    let mut names: Vec<&str> = paragraphs
        .iter()
        .zip(labels)
        .filter_map(|(p, label)| label.map(|at| &p.of(text)[..at]))
        .collect();
    let turns = names.len();
    names.sort_unstable();
    names.dedup();
    turns >= TURNS && names.len() * 2 <= turns + 1
}

/// "TARN: We will wait.": where the words after the label begin.
fn label(paragraph: &str) -> Option<usize> {
    const LONGEST: usize = 40;
    let colon = paragraph.find(':').filter(|&at| (2..=LONGEST).contains(&at))?;
    let name = &paragraph[..colon];
    let capitals = name.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && name.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '\'' | '’'))
        && name.split_whitespace().count() <= 4;
    let rest = &paragraph[colon + 1..];
    (capitals && rest.starts_with(' ') && rest.split_whitespace().count() >= 3).then_some(colon + 1)
}

/// So many marks ahead are looked at to tell a quotation within from one never closed; a paragraph
/// of nothing but marks would else take the square of its length.
const AHEAD: usize = 32;

/// Double marks of one paragraph. Returns whether the last is left open.
fn in_paragraph(
    text: &str,
    paragraph: Span,
    open_before: bool,
    speaks: &dyn Fn(usize) -> bool,
    found: &mut Vec<Quoted>,
) -> bool {
    let marks = doubles(text, paragraph);
    let mut open: Option<(Mark, bool)> = None;
    let mut last_end = paragraph.start as usize;
    let mut nested = 0usize;
    for (n, &mark) in marks.iter().enumerate() {
        let side = side(text, paragraph, mark);
        let Some((begun, continues)) = open else {
            let closes = match mark.sort {
                Sort::Closing => side != Side::Opens,
                Sort::Straight | Sort::Opening => side == Side::Closes,
                _ => false,
            };
            if closes && open_before && n == 0 {
                // It goes on from the paragraph before without a mark of its own.
                let inner =
                    Span::new(paragraph.start as usize, mark.span.start as usize).trim(text);
                if !inner.is_empty() {
                    found.push(Quoted {
                        outer: inner.cover(mark.span),
                        inner,
                        closed: true,
                        continues: true,
                        dash: false,
                    });
                }
                last_end = mark.span.end as usize;
            } else if closes {
                orphan(text, last_end, paragraph, mark, speaks, found);
                last_end = mark.span.end as usize;
            } else {
                let first = mark.span.start == paragraph.start;
                open = Some((mark, first && open_before));
                nested = 0;
            }
            continue;
        };
        let end_here = match (mark.sort, side) {
            (_, Side::Closes) | (Sort::Closing | Sort::Straight, Side::Unclear) => true,
            // A closing mark torn off its words: `our land, ”Tarn said`.
            (Sort::Closing | Sort::Opening, _) | (Sort::Straight, Side::Opens) => {
                after_pause(text, begun.span.end as usize, mark.span.start as usize)
                    && speaks(mark.span.end as usize)
            }
            _ => false,
        };
        if end_here && nested > 0 {
            nested -= 1;
        } else if end_here {
            found.push(Quoted {
                outer: begun.span.cover(mark.span),
                inner: Span::new(begun.span.end as usize, mark.span.start as usize).trim(text),
                closed: true,
                continues,
                dash: false,
            });
            last_end = mark.span.end as usize;
            open = None;
        } else {
            // An opening mark inside: a quotation within, if enough marks are left to close both.
            let ahead = &marks[n + 1..marks.len().min(n + 1 + AHEAD)];
            let closing =
                ahead.iter().filter(|&&m| self::side(text, paragraph, m) == Side::Closes).count();
            let opening = ahead.len() - closing;
            // Marks of another style within straight ones are a quotation within.
            let other = begun.sort == Sort::Straight
                && mark.sort == Sort::Opening
                && ahead.first().is_some_and(|m| m.sort == Sort::Closing);
            if other || closing >= opening + 2 {
                nested += 1;
            } else {
                // The first was never closed: it ends where this one begins.
                let (from, to) = (begun.span.end as usize, mark.span.start as usize);
                let end = single_end(text, from, to)
                    .unwrap_or_else(|| unclosed_end(text, from, to, speaks));
                push_unclosed(text, begun, end, continues, found);
                open = Some((mark, false));
            }
        }
    }
    let Some((begun, continues)) = open else {
        return false;
    };
    let from = begun.span.end as usize;
    let to = paragraph.end as usize;
    let end = single_end(text, from, to).unwrap_or_else(|| unclosed_end(text, from, to, speaks));
    push_unclosed(text, begun, end, continues, found);
    end == to
}

fn push_unclosed(text: &str, begun: Mark, end: usize, continues: bool, found: &mut Vec<Quoted>) {
    let inner = Span::new(begun.span.end as usize, end).trim(text);
    if inner.is_empty() {
        return;
    }
    found.push(Quoted {
        outer: begun.span.cover(inner),
        inner,
        closed: false,
        continues,
        dash: false,
    });
}

/// A single mark that closes what a double one opened: `“We go now.’ The minister left.`
fn single_end(text: &str, from: usize, to: usize) -> Option<usize> {
    let opened = text[from..to].contains('‘');
    text[from..to].char_indices().find_map(|(at, c)| {
        let here = from + at;
        let closes = c == '’'
            && !opened
            && text[from..here].ends_with(['.', ',', '?', '!'])
            && text[here + c.len_utf8()..to].starts_with(' ');
        closes.then_some(here)
    })
}

/// Where words that no mark closes end: at ", he said" or the like, else where they may end at
/// the latest.
fn unclosed_end(text: &str, from: usize, to: usize, speaks: &dyn Fn(usize) -> bool) -> usize {
    for (at, c) in text[from..to].char_indices() {
        if matches!(c, ',' | '–' | '—' | '?' | '!') {
            let after = from + at + c.len_utf8();
            if text[after..to].starts_with(' ') && speaks(after) {
                return match c {
                    '–' | '—' => from + at,
                    _ => after,
                };
            }
        }
    }
    to
}

/// A closing mark without an opening one quotes its sentence, where a cue follows.
fn orphan(
    text: &str,
    last_end: usize,
    paragraph: Span,
    mark: Mark,
    speaks: &dyn Fn(usize) -> bool,
    found: &mut Vec<Quoted>,
) {
    let end = mark.span.start as usize;
    if !after_pause(text, last_end, end) || !speaks(mark.span.end as usize) {
        return;
    }
    let between = &text[last_end..end];
    let body = between.trim_end_matches([',', ' ', '.', '?', '!']);
    let begin = body
        .rmatch_indices(['.', '?', '!', '”', '"'])
        .find(|&(at, stop)| body[at + stop.len()..].starts_with(' '))
        .map_or(0, |(at, stop)| at + stop.len());
    let inner = Span::new(last_end + begin, end).trim(text);
    if inner.is_empty() || inner.start < paragraph.start {
        return;
    }
    found.push(Quoted {
        outer: inner.cover(mark.span),
        inner,
        closed: true,
        continues: false,
        dash: false,
    });
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    Unclear,
}

/// What the letters on either side of a mark show.
fn side(text: &str, paragraph: Span, mark: Mark) -> Side {
    let before = text[paragraph.start as usize..mark.span.start as usize].chars().next_back();
    let after = text[mark.span.end as usize..paragraph.end as usize].chars().next();
    let free_before = before.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '/' | '‘' | '\'')
    });
    let free_after = after.is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                ',' | '.' | ';' | ':' | '?' | '!' | ')' | ']' | '—' | '–' | '-' | '’' | '\'' | '…'
            )
    });
    match (free_before, free_after) {
        (true, false) => Side::Opens,
        (false, true) => Side::Closes,
        (true, true) if before.is_none() => Side::Opens,
        (true, true) if after.is_none() => Side::Closes,
        _ => match mark.sort {
            Sort::Opening => Side::Opens,
            Sort::Closing => Side::Closes,
            _ => Side::Unclear,
        },
    }
}

/// Whether the words from `from` to `to` end with a mark that ends a clause.
fn after_pause(text: &str, from: usize, to: usize) -> bool {
    text[from.min(to)..to].trim_end().ends_with([',', '.', '?', '!', '…', '—', '–', '-'])
}

/// Double marks of every style, in order.
fn doubles(text: &str, paragraph: Span) -> Vec<Mark> {
    let base = paragraph.start as usize;
    let words = paragraph.of(text);
    let mut marks = Vec::new();
    let mut skip = 0;
    for (at, c) in words.char_indices() {
        if at < skip {
            continue;
        }
        let rest = &words[at..];
        let (sort, length) = match c {
            '"' | '＂' => (Sort::Straight, c.len_utf8()),
            '“' | '«' | '„' | '‟' | '〝' => (Sort::Opening, c.len_utf8()),
            '”' | '»' | '〞' => (Sort::Closing, c.len_utf8()),
            '`' if rest.starts_with("``") => (Sort::Opening, 2),
            ',' if rest.starts_with(",,") && !rest.starts_with(",,,") => (Sort::Opening, 2),
            '\'' if rest.starts_with("''") => (Sort::Straight, 2),
            '’' if rest.starts_with("’’") => (Sort::Closing, 6),
            '‘' if rest.starts_with("‘‘") => (Sort::Opening, 6),
            _ => continue,
        };
        skip = at + length;
        // An attribute of a tag that the page left in: `<a href="…">`.
        if words[..at].ends_with('=') {
            skip = rest[length..].find(c).map_or(skip, |n| skip + n + length);
            continue;
        }
        marks.push(Mark { span: Span::new(base + at, base + at + length), sort });
    }
    marks
}

/// Single marks outside the double ones.
fn singles(text: &str, paragraph: Span, start: usize, found: &mut Vec<Quoted>) {
    let taken: Vec<Span> = found[start..].iter().map(|q| q.outer).collect();
    let base = paragraph.start as usize;
    let words = paragraph.of(text);
    let marks: Vec<Mark> = words
        .char_indices()
        .filter_map(|(at, c)| {
            let sort = match c {
                '‘' => Sort::SingleOpening,
                '’' => Sort::SingleClosing,
                '\'' => Sort::SingleStraight,
                _ => return None,
            };
            let span = Span::new(base + at, base + at + c.len_utf8());
            let next_taken = taken.partition_point(|t| t.end <= span.start);
            let free = taken.get(next_taken).is_none_or(|t| !t.overlaps(span));
            free.then_some(Mark { span, sort })
        })
        .collect();
    let mut fresh: Vec<Quoted> = Vec::new();
    let mut n = 0;
    while n < marks.len() {
        let mark = marks[n];
        let opens = match mark.sort {
            Sort::SingleOpening => side(text, paragraph, mark) == Side::Opens,
            Sort::SingleStraight => {
                side(text, paragraph, mark) == Side::Opens && !elided(text, mark.span.end as usize)
            }
            _ => false,
        };
        if !opens {
            n += 1;
            continue;
        }
        let Some(m) = closing_single(text, paragraph, &marks, n) else {
            n += 1;
            continue;
        };
        let inner = Span::new(mark.span.end as usize, marks[m].span.start as usize).trim(text);
        let outer = mark.span.cover(marks[m].span);
        let first = taken.partition_point(|t| t.end <= outer.start);
        let crosses =
            taken[first..].iter().take_while(|t| t.start < outer.end).any(|t| !outer.contains(*t));
        if !inner.is_empty() && !crosses {
            fresh.push(Quoted { outer, inner, closed: true, continues: false, dash: false });
        }
        n = m + 1;
    }
    // Double marks within single ones are the quotation within.
    retain_from(found, start, |q| !touching(&fresh, q.outer).any(|f| f.outer.contains(q.outer)));
    found.extend(fresh);
}

/// Those of an ordered list that share a byte with a span.
fn touching(sorted: &[Quoted], span: Span) -> impl Iterator<Item = &Quoted> {
    let first = sorted.partition_point(|q| q.outer.end <= span.start);
    sorted[first..].iter().take_while(move |q| q.outer.start < span.end)
}

/// Keeps what stands before `start` and, of the rest, what `keep` says.
fn retain_from(found: &mut Vec<Quoted>, start: usize, keep: impl Fn(&Quoted) -> bool) {
    let rest = found.split_off(start);
    found.extend(rest.into_iter().filter(keep));
}

/// The mark that closes the single mark `n`: the first that can, but a plural's apostrophe
/// ("the workers’ rights") gives way to a later mark after a comma or full stop.
fn closing_single(text: &str, paragraph: Span, marks: &[Mark], n: usize) -> Option<usize> {
    let mut first = None;
    for (m, &mark) in marks.iter().enumerate().skip(n + 1) {
        match mark.sort {
            Sort::SingleOpening => break,
            Sort::SingleStraight if side(text, paragraph, mark) == Side::Opens => break,
            _ => {}
        }
        if side(text, paragraph, mark) != Side::Closes {
            continue;
        }
        let before = text[..mark.span.start as usize].chars().next_back();
        let after = text[mark.span.end as usize..].chars().next();
        let plural = matches!(before, Some('s' | 'S' | 'z' | 'x')) && after == Some(' ');
        if !plural {
            return Some(m);
        }
        first = first.or(Some(m));
    }
    first
}

/// 'em, 'til, '90s: an apostrophe that only looks like an opening mark.
fn elided(text: &str, after: usize) -> bool {
    let rest = &text[after..];
    let word: &str = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.starts_with(|c: char| c.is_ascii_digit())
        || ["em", "til", "till", "cause", "tis", "twas", "n", "bout", "round"]
            .iter()
            .any(|w| word.eq_ignore_ascii_case(w))
}

/// Turns led by a dash: "– We will come when we are asked – said Tarn. – Not before."
fn dashes(
    text: &str,
    paragraph: Span,
    start: usize,
    speaks: &dyn Fn(usize) -> bool,
    found: &mut Vec<Quoted>,
) {
    let base = paragraph.start as usize;
    let words = paragraph.of(text);
    let is_dash = |c: char| matches!(c, '–' | '—' | '―' | '-');
    let mut from: Option<usize> = None;
    let mut fresh: Vec<Quoted> = Vec::new();
    for (at, c) in words.char_indices() {
        let here = base + at;
        let after = here + c.len_utf8();
        let rest = &text[after..paragraph.end as usize];
        match from {
            None => {
                let leads = is_dash(c)
                    && rest.starts_with(' ')
                    && rest
                        .trim_start()
                        .starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“'))
                    && (at == 0 || {
                        let before = words[..at].trim_end();
                        before.len() < at && before.ends_with(['.', '?', '!', ':', '…'])
                    });
                // A hyphen between spaces leads only where a turn has begun the paragraph.
                if leads && (c != '-' || at == 0 || !fresh.is_empty()) {
                    from = Some(after);
                }
            }
            Some(begin) => {
                let ends = match c {
                    '"' | '“' | '”' | '„' => after_pause(text, begin, here) && speaks(after),
                    _ if is_dash(c) => text[begin..here].ends_with(' ') && speaks(after),
                    // A torn mark after the comma ends it with itself.
                    ',' => {
                        rest.starts_with(' ')
                            && !rest.trim_start().starts_with(['"', '“', '”', '„'])
                            && speaks(after)
                    }
                    _ => false,
                };
                if ends {
                    let to = if c == ',' { after } else { here };
                    let close = if is_dash(c) || c == ',' { to } else { after };
                    fresh.push(Quoted {
                        outer: Span::new(begin, close).trim(text),
                        inner: Span::new(begin, to).trim(text),
                        closed: true,
                        continues: false,
                        dash: true,
                    });
                    from = None;
                }
            }
        }
    }
    if let Some(begin) = from
        && !fresh.is_empty()
    {
        // What goes on after "– said Tarn. –" runs to the end of the paragraph.
        let inner = Span::new(begin, paragraph.end as usize).trim(text);
        if !inner.is_empty() {
            fresh.push(Quoted { outer: inner, inner, closed: false, continues: false, dash: true });
        }
    }
    if fresh.is_empty() {
        return;
    }
    // A mark that ends a dash-led turn was read as one that opens: the turn knows better.
    retain_from(found, start, |q| touching(&fresh, q.outer).next().is_none());
    found.extend(fresh);
}
