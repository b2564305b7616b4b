//! What is the account's own, and what is page.
//!
//! Works on the paragraphs of a page or of a plain text alike. Precision first: a sentence of the
//! report is never dropped to be rid of a prompt. So most rules look at whole short lines; lines
//! that could be either need a second sign, such as a marker before them, their place, or that
//! their words stand nowhere else in the account.
//!
//! What goes is kept in `dropped`, verbatim, with its reason and its place.

mod furniture;
pub(crate) mod shape;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;
use stemma_core::{DropReason, Dropped};

use furniture::Pointer;
use shape::{End, Shape, bare, topic_words};

/// A paragraph, a heading, an item of a list: a block of a page, or a paragraph of a plain text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Block {
    /// Its words, verbatim save for the white space between them.
    pub(crate) text: String,
    /// Whether the page marks it as a heading.
    pub(crate) heading: bool,
    /// Whether the page marks it as an item of a list or a row of a table: there, open lines are usual.
    pub(crate) item: bool,
    /// The share of its letters that stand in links, 0 to 1.
    pub(crate) linked: f32,
    /// What the page's own markup says that it is, if that is no part of the report.
    pub(crate) marked: Option<DropReason>,
}

/// A text and what was taken out of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cleaned {
    pub(crate) text: String,
    pub(crate) dropped: Vec<Dropped>,
}

/// One piece of one block, and whether it goes.
struct Piece {
    text: String,
    shape: Shape,
    heading: bool,
    item: bool,
    linked: f32,
    fate: Option<DropReason>,
    /// Whether the piece continues the block of the piece before it.
    joined: bool,
}

/// Takes out what is not the account's own.
///
/// Where nothing would be left, captions and teasers with whole sentences stay: the report is a gallery.
pub(crate) fn clean(blocks: &[Block], title: Option<&str>) -> Cleaned {
    let mut pieces = pieces(blocks);
    for piece in &mut pieces {
        if piece.fate.is_none() {
            piece.fate = by_itself(piece);
        }
    }
    titles(&mut pieces, title);
    comments(&mut pieces);
    other_reports(&mut pieces);
    head(&mut pieces);
    tail(&mut pieces);
    stray_headlines(&mut pieces, title);
    if pieces.iter().all(|piece| piece.fate.is_some()) {
        for piece in &mut pieces {
            let told = matches!(piece.fate, Some(DropReason::Caption | DropReason::Teaser));
            if told && piece.shape.words >= GALLERY_WORDS {
                piece.fate = None;
            }
        }
    }
    assemble(&pieces)
}

/// A caption that tells something has a sentence of at least so many words.
const GALLERY_WORDS: usize = 12;

/// Cuts pointers off the ends of paragraphs ('… he said. Read more: Harbour closed'), keeps the rest whole.
fn pieces(blocks: &[Block]) -> Vec<Piece> {
    static INLINE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r#"(?:[.!?…]["”’»)]*|\s)\s*[\[(]?(?P<more>(?:READ MORE|SEE ALSO|ALSO READ|READ ALSO|RELATED|WATCH|Read more|See also|Also read|Read also|Related)\s*(?::|>>|\|)\s*\p{Lu}[^.!?]{10,160})$"#,
        )
        .expect("a constant")
    });
    let mut pieces = Vec::with_capacity(blocks.len());
    for block in blocks {
        let mut push = |text: &str, fate, joined| {
            pieces.push(Piece {
                text: text.to_string(),
                shape: Shape::of(text),
                heading: block.heading,
                item: block.item,
                linked: block.linked,
                fate,
                joined,
            });
        };
        let cut =
            INLINE.captures(&block.text).and_then(|found| found.name("more")).map(|m| m.start());
        match cut {
            Some(cut) if block.marked.is_none() => {
                let own = block.text[..cut]
                    .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '['));
                push(own, None, false);
                push(block.text[own.len()..].trim_start(), Some(DropReason::Teaser), true);
            }
            _ => push(&block.text, block.marked, false),
        }
    }
    pieces
}

/// What a line is, whatever stands round about it.
fn by_itself(piece: &Piece) -> Option<DropReason> {
    let shape = &piece.shape;
    if shape.words == 0 {
        // Rules, arrows and dots.
        return Some(DropReason::Navigation);
    }
    furniture::anywhere(shape)
        .or_else(|| furniture::share_bar(shape).then_some(DropReason::Share))
        .or_else(|| furniture::names_of_writers(&piece.text, shape))
        .or_else(|| furniture::signed(&piece.text, shape).then_some(DropReason::Caption))
}

/// Why a line is not a report's own, by its words alone.
pub(crate) fn line_reason(line: &str) -> Option<DropReason> {
    let shape = Shape::of(line);
    furniture::anywhere(&shape)
        .or_else(|| furniture::share_bar(&shape).then_some(DropReason::Share))
        .or_else(|| furniture::names_of_writers(line, &shape))
        .or_else(|| crate::dates::is_date_line(line).then_some(DropReason::Dateline))
        .or_else(|| furniture::signed(line, &shape).then_some(DropReason::Caption))
        .or_else(|| furniture::pointer(&shape).map(|_| DropReason::Teaser))
}

/// Whether a line is of the kind that stands above headlines: a section's name, a way about the site, a day.
pub(crate) fn is_above_headline(line: &str) -> bool {
    let shape = Shape::of(line);
    shape.words == 0
        || furniture::section(&shape)
        || furniture::share_bar(&shape)
        || crate::dates::is_date_line(line)
        || furniture::anywhere(&shape).is_some()
        || furniture::names_of_writers(line, &shape).is_some()
}

/// The headline again, at the head, at the end, or between.
fn titles(pieces: &mut [Piece], title: Option<&str>) {
    let Some(title) = title else { return };
    let whole = bare(title);
    if whole.chars().count() < SHORTEST_TITLE {
        return;
    }
    let own = bare(crate::outlet::without_suffix(title));
    for piece in pieces.iter_mut().filter(|piece| piece.fate.is_none()) {
        let line = bare(&piece.text);
        if line == whole
            || line == own
            || line.len() > own.len() && bare(crate::outlet::without_suffix(&piece.text)) == own
        {
            piece.fate = Some(DropReason::TitleRepeated);
        }
    }
}

/// A title of fewer letters ('Explosion') may well be a heading or a sentence of its own.
const SHORTEST_TITLE: usize = 12;

/// A form for comments near the end, and all below it.
///
/// Readers write prose too. So what follows such a line is theirs only if no prose of the report
/// comes after it, or if there are more signs of readers below it.
fn comments(pieces: &mut [Piece]) {
    let total: usize = pieces.iter().map(|p| p.shape.words).sum();
    let last_prose = pieces.iter().rposition(|p| p.fate.is_none() && p.shape.is_prose());
    let last_sign = pieces.iter().rposition(|p| {
        p.fate == Some(DropReason::Comments) || furniture::sign_of_readers(&p.shape)
    });
    let mut before = 0;
    for n in 0..pieces.len() {
        let opens = pieces[n].fate == Some(DropReason::Comments)
            && furniture::opens_comments(&pieces[n].shape);
        let prose = last_prose > Some(n);
        let readers = last_sign > Some(n);
        // Above the report, 'Comments' is a link to those below it.
        if opens && before > 0 && (!prose || before * 2 > total && readers) {
            let mut reason = DropReason::Comments;
            for piece in pieces[n..].iter_mut().filter(|p| p.fate.is_none()) {
                if furniture::tail_head(&piece.shape) {
                    reason = DropReason::Teaser;
                }
                piece.fate = Some(reason);
            }
            return;
        }
        before += pieces[n].shape.words;
    }
}

/// Pointers to other reports, and the headlines that follow them.
fn other_reports(pieces: &mut [Piece]) {
    let mut n = 0;
    let mut own_words = 0;
    let total: usize = pieces.iter().filter(|p| p.fate.is_none()).map(|p| p.shape.words).sum();
    while n < pieces.len() {
        if pieces[n].fate.is_some() {
            n += 1;
            continue;
        }
        if furniture::tail_head(&pieces[n].shape) {
            // Below the greater part of the report, what follows is others' as long as it looks so.
            let below = own_words * 2 > total;
            let end = list_of_reports(pieces, n + 1, below);
            if end > n + 1 || below || furniture::pointer(&pieces[n].shape).is_some() {
                pieces[n].fate = Some(DropReason::Teaser);
                for piece in pieces[n + 1..end].iter_mut().filter(|p| p.fate.is_none()) {
                    piece.fate = Some(DropReason::Teaser);
                }
            }
            n = end;
            continue;
        }
        match furniture::pointer(&pieces[n].shape) {
            Some(Pointer::WithHeadline) => pieces[n].fate = Some(DropReason::Teaser),
            Some(Pointer::Alone) => {
                pieces[n].fate = Some(DropReason::Teaser);
                let end = list_of_reports(pieces, n + 1, false);
                for piece in pieces[n + 1..end].iter_mut().filter(|p| p.fate.is_none()) {
                    piece.fate = Some(DropReason::Teaser);
                }
            }
            None => own_words += pieces[n].shape.words,
        }
        n += 1;
    }
}

/// Where the headlines end that begin at `from`. With `below`, each may have a line or two of summary.
fn list_of_reports(pieces: &[Piece], from: usize, below: bool) -> usize {
    let mut n = from;
    let mut headline = false;
    while n < pieces.len() {
        let piece = &pieces[n];
        let like = piece.shape.is_headline_like();
        let summary = below && headline && piece.shape.words <= SUMMARY_WORDS;
        if piece.fate.is_none() && !like && !summary {
            break;
        }
        // In the middle of a report its own headings follow soon: no more than these.
        if !below && n - from >= POINTED_AT {
            break;
        }
        if piece.fate.is_none() {
            headline = like;
        }
        n += 1;
    }
    n
}

/// Summaries below headlines of other reports: one sentence, seldom two.
const SUMMARY_WORDS: usize = 45;

/// How many headlines may follow a marker in the middle of a report.
const POINTED_AT: usize = 3;

/// Names of sections above the first sentence, and lines of the day.
///
/// Between the paragraphs of a report a bare day or hour is a heading of its own, as in a chronicle.
fn head(pieces: &mut [Piece]) {
    let prose = |p: &Piece| p.fate.is_none() && p.shape.is_prose();
    let first = pieces.iter().position(prose).unwrap_or(0);
    let last = pieces.iter().rposition(prose).unwrap_or(pieces.len());
    for (n, piece) in pieces.iter_mut().enumerate().filter(|(_, p)| p.fate.is_none()) {
        let links = piece.linked > MOSTLY_LINKS && !piece.shape.is_prose();
        if n < first && (furniture::section(&piece.shape) || links) {
            piece.fate = Some(DropReason::Navigation);
        } else if crate::dates::is_date_line(&piece.text)
            && (n < first || n > last || furniture::labelled_day(&piece.shape))
        {
            piece.fate = Some(DropReason::Dateline);
        } else if n < first && crate::dates::is_named_day(&piece.text) {
            piece.fate = Some(DropReason::Byline);
        } else if n > last && links {
            piece.fate = Some(DropReason::Teaser);
        }
    }
}

/// Lines of links above a report are ways about the site, below it they are other reports.
const MOSTLY_LINKS: f32 = 0.9;

/// Biographies below the last sentence.
fn tail(pieces: &mut [Piece]) {
    let own = pieces.iter().filter(|p| p.fate.is_none() && p.shape.is_prose()).count();
    if own < 3 {
        return;
    }
    for piece in pieces.iter_mut().rev().filter(|p| p.fate.is_none()).take(2) {
        if furniture::biography(&piece.shape) {
            piece.fate = Some(DropReason::Byline);
        }
    }
}

/// Headlines of other reports that no marker announces.
///
/// An account's own headings share its words. A line goes only if it stands alone between
/// sentences, is as long as headlines are, has no end, and almost none of its words stands
/// elsewhere in the account; or if the page makes all of it a link.
fn stray_headlines(pieces: &mut [Piece], title: Option<&str>) {
    let own: Vec<usize> = (0..pieces.len()).filter(|&n| pieces[n].fate.is_none()).collect();
    let topics: Vec<BTreeSet<String>> = own.iter().map(|&n| topic_words(&pieces[n].text)).collect();
    let title = topic_words(title.unwrap_or_default());
    let prose = own.iter().filter(|&&n| pieces[n].shape.is_prose()).count();
    if prose < STRAY_PROSE {
        return;
    }
    let mut paragraphs_with: BTreeMap<&str, usize> = BTreeMap::new();
    for word in topics.iter().flatten() {
        *paragraphs_with.entry(word).or_default() += 1;
    }
    let mut stray = Vec::new();
    for (at, &n) in own.iter().enumerate() {
        let piece = &pieces[n];
        let open =
            piece.shape.end == End::Open && !piece.shape.quotes && piece.shape.is_headline_like();
        if !open || piece.item || topics[at].len() < STRAY_WORDS {
            continue;
        }
        let between = at > 0
            && pieces[own[at - 1]].shape.is_prose()
            && own.get(at + 1).is_some_and(|&next| pieces[next].shape.is_prose());
        let linked = piece.linked > 0.9 && !piece.heading;
        if !between {
            continue;
        }
        let known = topics[at]
            .iter()
            .filter(|word| title.contains(*word) || paragraphs_with[word.as_str()] > 1)
            .count();
        let share = known as f32 / topics[at].len() as f32;
        if share <= STRAY_SHARE || linked && share <= STRAY_SHARE_LINKED {
            stray.push(n);
        }
    }
    for n in stray {
        pieces[n].fate = Some(DropReason::Teaser);
    }
}

// Of 383 accounts of 69 stories (events-5w1h), and of the polnear-train articles, all lines that these
// four numbers take out are other reports' headlines or furniture; read by eye.

/// Fewer sentences give too few words to say what an account is about.
const STRAY_PROSE: usize = 3;
/// Headings of few words ('What comes next') share none with their report and are its own.
const STRAY_WORDS: usize = 5;
/// The greatest share of a stray headline's words that stand elsewhere in the account.
const STRAY_SHARE: f32 = 0.2;
/// The same where the whole line is a link.
const STRAY_SHARE_LINKED: f32 = 0.75;

/// The text of what stays, and where each thing that went stood.
fn assemble(pieces: &[Piece]) -> Cleaned {
    let mut cleaned = Cleaned::default();
    let mut waiting = 0;
    for piece in pieces {
        if let Some(reason) = piece.fate {
            cleaned.dropped.push(Dropped { text: piece.text.clone(), reason, before: 0 });
            continue;
        }
        if !cleaned.text.is_empty() {
            cleaned.text.push_str(if piece.joined { " " } else { "\n\n" });
        }
        let at = cleaned.text.len() as u32;
        for dropped in &mut cleaned.dropped[waiting..] {
            dropped.before = at;
        }
        waiting = cleaned.dropped.len();
        cleaned.text.push_str(&piece.text);
    }
    let end = cleaned.text.len() as u32;
    for dropped in &mut cleaned.dropped[waiting..] {
        dropped.before = end;
    }
    cleaned
}

#[cfg(test)]
mod tests;
