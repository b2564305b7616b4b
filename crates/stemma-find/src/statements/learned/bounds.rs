//! What tells whether a content is the right one: how it was found, how it begins and ends, and
//! whether it cuts through quotations.

use super::features::{Cue, class_of, near};
use super::sheet::{Features, Sheet, alike, id, mix, put, shared, size};
use super::spans::{Content, near_quotations, way};

/// Puts what tells of a content among all contents of a cue.
pub(super) fn of_content(
    sheet: &Sheet,
    cue: Cue,
    content: &Content,
    rivals: u32,
    f: &mut Features,
) {
    let (text, lines, t) = (sheet.text, sheet.lines, cue.token);
    let form = sheet.form(t);
    let (lemma, dep) = if cue.draft_only { (0, 0) } else { (form.lemma, form.dep) };
    let class = class_of(sheet, t);
    let line = &lines.all[cue.line];
    let pieces = &content.pieces;
    let first = text.tokens_in(pieces[0]).0;
    let last = text.tokens_in(pieces[pieces.len() - 1]).1;
    let tokens: usize = pieces.iter().map(|&p| text.tokens_in(p)).map(|(a, b)| b - a).sum();
    let length = near(tokens, &[1, 2, 4, 8, 16, 32, 64]);
    let (touched, whole, quoted) = quotations(sheet, cue, content);
    let share = shared(pieces, &touched);
    let cover = if share == 0 { 0 } else { 2 + near(share * 100 / size(pieces), &[50, 97]) };
    let amount = if line.quotes.0 == line.quotes.1 { 0 } else { 1 + near(quoted, &[24, 59]) };
    let next = next_verb(sheet, (last, line.tokens.1));
    let joins = next.map_or(0, |v| {
        let hangs = text.head(v) == t;
        mix(&[
            1,
            u32::from(sheet.form(v).tag == form.tag),
            u32::from(sheet.subject(v).is_some()),
            u32::from(hangs),
        ])
    });
    for &way in &content.ways {
        put!(f, "way", way);
        put!(f, "way class", way, class);
        put!(f, "way frame", way, form.frame);
        put!(f, "way lemma", way, lemma);
        put!(f, "way dep", way, dep);
        put!(f, "way tag", way, form.tag);
        put!(f, "way length", way, length);
        put!(f, "way next verb", way, joins);
        put!(f, "way quotations", way, cover, amount);
        put!(f, "way whole", way, whole);
    }
    of_next_verb(sheet, t, content, next, f);
    put!(f, "ways", content.ways.len().min(4));
    put!(f, "pieces", pieces.len().min(3));
    put!(f, "length", length);
    put!(f, "length lemma", length, lemma);
    let word = |t: usize| sheet.forms.get(t).map_or(0, |f| f.word);
    let mark = |t: usize| sheet.forms.get(t).map_or(0, |f| if f.lexical { 1 } else { f.word });
    let before = first.checked_sub(1);
    put!(f, "begins", word(first));
    put!(f, "begins tag", sheet.forms.get(first).map_or(0, |f| f.tag));
    put!(f, "begins lemma", lemma, word(first));
    put!(f, "word before", before.map_or(0, word));
    put!(f, "mark before", before.map_or(0, mark));
    put!(f, "word after", word(last));
    put!(f, "mark after", mark(last));
    put!(f, "ends with", last.checked_sub(1).map_or(0, mark));
    put!(f, "adjoins", first == t + 1);
    put!(f, "side", first > t, pieces.len() > 1);
    put!(f, "reaches", last + 1 >= line.tokens.1, first <= line.tokens.0 + 1);
    let within = |t: usize| pieces.iter().any(|p| p.contains(text.token(t).span));
    put!(f, "finite", (first..last).any(|t| text.is_finite(t) && within(t)));
    put!(f, "holds cue", within(t));
    put!(f, "cover", cover);
    put!(f, "cover whole", cover, whole);
    put!(f, "cover amount", cover, amount);
    put!(f, "cover lemma", cover, lemma);
    put!(f, "cover side", mix(&[cover, amount]), whole, first > t);
    for &way in content.ways.iter().take(2) {
        for n in (0..RIVALS.len()).filter(|n| rivals >> n & 1 == 1) {
            put!(f, "rival", way, n);
        }
    }
    of_draft(sheet, cue, content, f);
}

/// Ways of which it matters whether they are there.
const RIVALS: [u32; 9] = [
    way!("child", id("ccomp"), false),
    way!("child", id("ccomp"), true),
    way!("child", id("xcomp"), false),
    way!("child", id("dobj"), false),
    way!("child", id("prep"), false),
    way!("child", id("advcl"), false),
    way!("clause but", id("parataxis")),
    way!("quotation ahead"),
    way!("quotation behind"),
];

/// Which of [`RIVALS`] are there, a bit each.
pub(super) fn rivals(all: &[Content]) -> u32 {
    let there = |way: &u32| all.iter().any(|c| c.ways.contains(way));
    RIVALS.iter().rev().fold(0, |bits, way| bits << 1 | u32::from(there(way)))
}

fn of_draft(sheet: &Sheet, cue: Cue, content: &Content, f: &mut Features) {
    let Some(draft) = cue.draft else { return };
    let statement = &sheet.drafts[draft].statement;
    if content.of_draft {
        put!(f, "drafted");
        put!(f, "drafted manner", statement.manner);
        put!(f, "drafted lemma", sheet.form(cue.token).lemma);
    } else {
        let quarters =
            [75, 50, 25].iter().position(|&q| alike(&content.pieces, &statement.content, q));
        put!(f, "not drafted", statement.manner);
        put!(f, "like drafted", quarters.unwrap_or(3));
    }
}

/// A content that touches more quotations than these is no better known by them.
const TOUCHED: usize = 32;

/// The quotations of the line and those that the content touches; whether all of the line's are
/// whole in it (2 where there is none); their bytes.
fn quotations(sheet: &Sheet, cue: Cue, content: &Content) -> (Vec<stemma_core::Span>, u32, usize) {
    let lines = sheet.lines;
    let quotes = &lines.quotes[near_quotations(sheet, cue)];
    let within =
        |q: &super::super::quotation::Quoted| content.pieces.iter().any(|p| p.contains(q.outer));
    let whole = if quotes.is_empty() { 2 } else { u32::from(quotes.iter().all(within)) };
    let mut touched = Vec::new();
    for piece in &content.pieces {
        let from = lines.quotes.partition_point(|q| q.outer.end <= piece.start);
        let here = lines.quotes[from..].iter().take_while(|q| q.outer.start < piece.end);
        touched.extend(here.take(TOUCHED).map(|q| q.outer));
    }
    touched.dedup();
    (touched, whole, quotes.iter().map(|q| q.outer.len()).sum())
}

/// The verb that follows a content.
fn next_verb(sheet: &Sheet, (from, end): (usize, usize)) -> Option<usize> {
    const REACH: usize = 8;
    (from..end.min(from + REACH))
        .find(|&t| sheet.is_verb(t) && !matches!(sheet.text.dep(t), "aux" | "auxpass"))
}

fn of_next_verb(sheet: &Sheet, t: usize, content: &Content, next: Option<usize>, f: &mut Features) {
    let text = sheet.text;
    let tag = |t: usize| sheet.form(t).tag;
    if let Some(v) = next {
        let subject = sheet.subject(v);
        let dep = sheet.form(v).dep;
        put!(f, "next verb", sheet.form(v).lemma);
        put!(f, "next verb joins", tag(v) == tag(t), dep, text.head(v) == t, subject.is_some());
        put!(f, "next verb subject", sheet.kind(subject), dep);
    }
    let (first, last) = (content.pieces[0].start, content.pieces[content.pieces.len() - 1].end);
    let joined = text.children(t).find(|&x| {
        x > t
            && text.dep(x) == "conj"
            && text.token(x).span.start >= first
            && text.token(x).span.end <= last
    });
    if let Some(x) = joined {
        let subject = sheet.kind(sheet.subject(x));
        put!(f, "joined", sheet.form(x).lemma);
        put!(f, "joined tag", tag(x) == tag(t), subject);
        put!(f, "joined that", text.child(x, &["mark"]).is_some_and(|m| text.is_word(m, "that")));
        if let Some(v) = text.child(t, &["ccomp"]).filter(|&v| v > t) {
            put!(f, "joined clause", tag(x) == tag(v), tag(x) == tag(t), subject);
        }
    }
}
