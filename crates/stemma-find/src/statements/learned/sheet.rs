//! What features look at: a text's words as numbers, and what the rules made of it.

use stemma_core::{Manner, Span};

use super::super::Draft;
use super::super::candidates::Candidate;
use super::super::cues;
use super::super::lines::Lines;
use super::weights::BITS;
use crate::parsed_text::ParsedText;

/// A number for a name, fixed when the code is compiled (FNV-1a).
pub(super) const fn id(name: &str) -> u32 {
    let bytes = name.as_bytes();
    let mut hash = 0x811C_9DC5_u32;
    let mut n = 0;
    while n < bytes.len() {
        hash = (hash ^ bytes[n].to_ascii_lowercase() as u32).wrapping_mul(0x0100_0193);
        n += 1;
    }
    hash
}

/// One number for several.
pub(super) const fn mix(values: &[u32]) -> u32 {
    (fold(0, values) >> 32) as u32
}

/// As rustc's own hash of numbers folds them.
const fn fold(mut hash: u64, values: &[u32]) -> u64 {
    let mut n = 0;
    while n < values.len() {
        hash = (hash.rotate_left(5) ^ values[n] as u64).wrapping_mul(0x517C_C1B7_2722_0A95);
        n += 1;
    }
    hash
}

/// The places that the features of one decision fall on.
#[derive(Default)]
pub(super) struct Features(pub(super) Vec<u16>);

impl Features {
    /// Adds a feature: its template, and what fills it.
    pub(super) fn put(&mut self, template: u32, values: &[u32]) {
        let hash = fold(fold(0, &[template]), values);
        self.0.push((hash >> (64 - BITS)) as u16);
    }
}

/// `put!(features, "template", value, value)`.
macro_rules! put {
    ($features:expr, $template:literal $(, $value:expr)* $(,)?) => {{
        #[allow(clippy::cast_lossless, reason = "what fills a template is of many types")]
        let values: &[u32] = &[$($value as u32),*];
        $features.put(const { $crate::statements::learned::sheet::id($template) }, values);
    }};
}
pub(super) use put;

/// A token's words as numbers.
pub(super) struct Form {
    pub(super) word: u32,
    pub(super) lemma: u32,
    pub(super) tag: u32,
    pub(super) dep: u32,
    pub(super) pos: u32,
    /// The class of the reporting verb or noun that it is, and of which kind; 0 for none.
    pub(super) class: u32,
    pub(super) frame: u32,
    /// The name that it is part of.
    pub(super) label: u32,
    pub(super) lexical: bool,
}

/// A text with its words as numbers and with what the rules found.
pub(super) struct Sheet<'a> {
    pub(super) text: &'a ParsedText<'a>,
    pub(super) lines: &'a Lines,
    pub(super) candidates: &'a [Candidate],
    pub(super) drafts: &'a [Draft],
    pub(super) forms: Vec<Form>,
    /// The candidate of the rules and the first draft that has a token for its cue.
    pub(super) candidate_at: Vec<Option<u32>>,
    pub(super) draft_at: Vec<Option<u32>>,
    /// Drafts that share their cue with another, or have none.
    pub(super) other_drafts: Vec<usize>,
    /// Whether a token stands in the content of a draft.
    pub(super) inside: Vec<bool>,
    /// Whether a quotation is what a draft has, in whole or part.
    pub(super) taken: Vec<bool>,
    /// Whether a token names who handed a statement on.
    pub(super) via: Vec<bool>,
    /// Whether most words of a line are capital ones.
    pub(super) heads: Vec<bool>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(
        text: &'a ParsedText<'a>,
        lines: &'a Lines,
        candidates: &'a [Candidate],
        drafts: &'a [Draft],
    ) -> Sheet<'a> {
        let mut sheet = Sheet {
            text,
            lines,
            candidates,
            drafts,
            forms: (0..text.len()).map(|t| form(text, t)).collect(),
            candidate_at: vec![None; text.len()],
            draft_at: vec![None; text.len()],
            other_drafts: Vec::new(),
            inside: vec![false; text.len()],
            taken: vec![false; lines.quotes.len()],
            via: vec![false; text.len()],
            heads: Vec::new(),
        };
        for name in &text.parsed.names {
            for t in name.tokens.0..name.tokens.1 {
                sheet.forms[t as usize].label = id(&name.label);
            }
        }
        for (n, candidate) in candidates.iter().enumerate() {
            sheet.candidate_at[candidate.cue].get_or_insert(n as u32);
        }
        for (n, draft) in drafts.iter().enumerate() {
            match sheet.cue_of(draft) {
                Some(t) if sheet.draft_at[t].is_none() => sheet.draft_at[t] = Some(n as u32),
                _ => sheet.other_drafts.push(n),
            }
            for via in &draft.statement.via {
                let (first, after) = text.tokens_in(via.span);
                sheet.via[first..after].fill(true);
            }
            for &piece in &draft.statement.content {
                let (first, after) = text.tokens_in(piece);
                sheet.inside[first..after].fill(true);
                if draft.statement.manner != Manner::Indirect {
                    let first = lines.quotes.partition_point(|q| q.outer.end <= piece.start);
                    let touched = lines.quotes[first..]
                        .iter()
                        .take_while(|q| q.outer.start < piece.end)
                        .count();
                    sheet.taken[first..first + touched].fill(true);
                }
            }
        }
        let head = |range: (usize, usize)| {
            let words = || (range.0..range.1).filter(|&t| sheet.forms[t].lexical);
            let capital = words().filter(|&t| text.word(t).starts_with(char::is_uppercase)).count();
            let all = words().count();
            all > 2 && capital * 10 >= all * 7
        };
        sheet.heads = lines.all.iter().map(|l| head(l.tokens)).collect();
        sheet
    }

    /// The token that is the cue of a draft.
    fn cue_of(&self, draft: &Draft) -> Option<usize> {
        let span = draft.statement.cue?;
        let (first, after) = self.text.tokens_in(span);
        let from = self.candidates.partition_point(|c| c.cue < first);
        self.candidates[from..]
            .iter()
            .take_while(|c| c.cue < after)
            .find(|c| c.cue_span == span)
            .map(|c| c.cue)
            .or_else(|| (first < after).then_some(first))
    }

    pub(super) fn form(&self, t: usize) -> &Form {
        &self.forms[t]
    }

    /// A word's number, 0 past the ends.
    pub(super) fn word(&self, t: Option<usize>) -> u32 {
        t.and_then(|t| self.forms.get(t)).map_or(0, |f| f.word)
    }

    pub(super) fn is_verb(&self, t: usize) -> bool {
        matches!(self.text.token(t).pos.as_str(), "VERB" | "AUX")
    }

    /// The subject of a verb, of whatever kind.
    pub(super) fn subject(&self, t: usize) -> Option<usize> {
        self.text.children(t).find(|&c| is_subject(self.text.dep(c)))
    }

    /// What sort of thing a noun or pronoun is.
    pub(super) fn kind(&self, t: Option<usize>) -> u32 {
        let Some(t) = t else { return 0 };
        let form = self.form(t);
        match self.text.tag(t) {
            "PRP" | "PRP$" => match self.text.lemma(t) {
                "I" | "we" | "i" => 1,
                "you" => 2,
                "it" | "this" | "that" => 3,
                "they" => 4,
                _ => 5,
            },
            "WP" | "WDT" | "WP$" => {
                if self.text.is_word(t, "who") || self.text.is_word(t, "whom") {
                    6
                } else {
                    7
                }
            }
            "DT" | "EX" => mix(&[8, form.word]),
            tag => match form.label {
                0 if tag.starts_with("NNP") => 9,
                0 => 10,
                label if is_actor(label) => label,
                _ => 11,
            },
        }
    }

    /// The pieces of some ranges of tokens: trimmed, quotations that are touched in whole.
    pub(super) fn pieces(&self, ranges: &[(usize, usize)]) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        for &(mut first, mut after) in ranges.iter().filter(|r| r.0 < r.1) {
            let quote =
                |t: usize| self.lines.quote_of[t].map(|q| self.lines.quote_tokens[q as usize]);
            // A mark at an end stays where it is a quotation's.
            let (inner_first, inner_after) = self.text.trim((first, after));
            if quote(first.min(self.text.len() - 1)).is_none_or(|q| q.0 != first) {
                first = inner_first;
            }
            if after == 0 || quote(after - 1).is_none_or(|q| q.1 != after) {
                after = inner_after;
            }
            if first < after {
                let begin = quote(first).map_or(first, |q| q.0.min(first));
                let end = quote(after - 1).map_or(after, |q| q.1.max(after));
                found.push(self.text.span((begin, end)));
            }
        }
        joined(found)
    }
}

/// In order, and what overlaps as one.
fn joined(mut pieces: Vec<Span>) -> Vec<Span> {
    pieces.sort_by_key(|p| (p.start, p.end));
    let mut found: Vec<Span> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match found.last_mut() {
            Some(last) if piece.start <= last.end => *last = last.cover(piece),
            _ => found.push(piece),
        }
    }
    found
}

fn is_actor(label: u32) -> bool {
    const ACTORS: [u32; 4] = [id("PERSON"), id("ORG"), id("NORP"), id("GPE")];
    ACTORS.contains(&label)
}

pub(super) fn is_subject(dep: &str) -> bool {
    matches!(dep, "nsubj" | "nsubjpass" | "csubj" | "csubjpass" | "expl")
}

fn form(text: &ParsedText, t: usize) -> Form {
    let token = text.token(t);
    let lemma = text.lemma(t);
    let (class, frame) = match token.pos.as_str() {
        "VERB" | "AUX" => cues::verb(lemma).map_or((0, 0), |v| {
            let frames =
                [v.takes_clause(), v.takes_quote(), v.takes_infinitive(), v.takes_object()];
            let frames = frames.iter().fold(1, |all, &f| all * 2 + u32::from(f));
            (v.class as u32 + 1, frames)
        }),
        "NOUN" => cues::noun(lemma).map_or((0, 0), |class| (class as u32 + 1, 2)),
        _ => (0, 0),
    };
    // All names are one, so that nothing is learned of anybody.
    let name = token.tag.starts_with("NNP").then_some(const { id("a name") });
    Form {
        word: name.unwrap_or_else(|| id(text.word(t))),
        lemma: name.unwrap_or_else(|| id(lemma)),
        tag: id(&token.tag),
        dep: id(&token.dep),
        pos: id(&token.pos),
        class,
        frame,
        label: 0,
        lexical: text.is_lexical(t),
    }
}

/// How many bytes some pieces have.
pub(super) fn size(pieces: &[Span]) -> usize {
    pieces.iter().map(|p| p.len()).sum()
}

/// How many bytes two lists of pieces share; both in order.
pub(super) fn shared(a: &[Span], b: &[Span]) -> usize {
    let (mut i, mut j, mut sum) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let start = a[i].start.max(b[j].start);
        let end = a[i].end.min(b[j].end);
        sum += end.saturating_sub(start) as usize;
        if a[i].end < b[j].end {
            i += 1;
        } else {
            j += 1;
        }
    }
    sum
}

/// Whether two lists of pieces share at least `percent` of what either has.
pub(super) fn alike(a: &[Span], b: &[Span], percent: usize) -> bool {
    let shared = shared(a, b);
    shared > 0 && shared * 100 >= (size(a) + size(b) - shared) * percent
}
