//! Sentences as the account's own voice has them: whatever stands in quotation marks is one word
//! of the sentence around it.

use super::cues;
use super::quotation::Quoted;
use crate::parsed_text::{ParsedText, Tokens};

/// A text with its quotations, cut into lines.
pub(super) struct Lines {
    pub(super) quotes: Vec<Quoted>,
    /// Tokens of each quotation, marks included.
    pub(super) quote_tokens: Vec<Tokens>,
    /// The quotation that each token stands in.
    pub(super) quote_of: Vec<Option<u32>>,
    pub(super) all: Vec<Line>,
}

/// One sentence of the account's own voice.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) tokens: Tokens,
    pub(super) paragraph: usize,
    /// The quotations in it, as indices.
    pub(super) quotes: Tokens,
    /// The first word outside its quotations.
    pub(super) first_own: Option<usize>,
    /// The last token outside its quotations.
    pub(super) last_own: Option<usize>,
}

impl Lines {
    pub(super) fn new(text: &ParsedText, quotes: Vec<Quoted>) -> Lines {
        let quote_tokens: Vec<Tokens> = quotes.iter().map(|q| text.tokens_in(q.outer)).collect();
        let mut quote_of = vec![None; text.len()];
        for (n, &(first, after)) in quote_tokens.iter().enumerate() {
            for slot in &mut quote_of[first..after] {
                *slot = Some(n as u32);
            }
        }
        let mut lines = Lines { quotes, quote_tokens, quote_of, all: Vec::new() };
        lines.cut(text);
        lines
    }

    fn cut(&mut self, text: &ParsedText) {
        let mut found = Vec::new();
        let mut quote = 0;
        for (paragraph, &(first, after)) in text.paragraph_tokens.iter().enumerate() {
            let mut begin = first;
            for t in first..=after {
                if t < after && (t == first || !self.begins(text, t, first)) {
                    continue;
                }
                if t > begin {
                    let from = quote;
                    while quote < self.quotes.len() && self.quote_tokens[quote].0 < t {
                        quote += 1;
                    }
                    let own = || self.own((begin, t)).filter(|&t| !text.is_space(t));
                    found.push(Line {
                        tokens: (begin, t),
                        paragraph,
                        quotes: (from, quote),
                        first_own: own().find(|&t| text.is_lexical(t)),
                        last_own: own().next_back(),
                    });
                }
                begin = t;
            }
        }
        self.all = found;
    }

    /// Whether a line begins at token `t`.
    fn begins(&self, text: &ParsedText, t: usize, first: usize) -> bool {
        if text.is_space(t) {
            return false;
        }
        let Some(before) = text.previous(t).filter(|&p| p >= first) else {
            return false;
        };
        let here = self.quote_of[t];
        if here.is_some() && here == self.quote_of[before] {
            return false;
        }
        let word = text.word(t);
        let lower = here.is_none() && word.starts_with(char::is_lowercase);
        if let Some(quote) = self.quote_of[before] {
            let quote = &self.quotes[quote as usize];
            let last = quote.inner.of(text.raw).trim_end_matches(['’', '\'', ' ', '"', '”']);
            let ends = last.ends_with(['.', '?', '!', '…']);
            if here.is_some() {
                return ends;
            }
            if !ends || lower || !text.is_lexical(t) {
                return false;
            }
            return match cue_clause(text, t) {
                // "“…!” Tarn said" goes on; after a full stop only where nothing else follows.
                Some(verb) if last.ends_with('.') => {
                    text.next(verb).is_some_and(|n| text.is_lexical(n))
                }
                Some(_) => false,
                None => true,
            };
        }
        let mark = text.word(before);
        let terminal = matches!(mark, "." | "?" | "!" | "…" | "..." | "?!" | "!!");
        if terminal && !lower {
            return true;
        }
        if matches!(mark, ":" | "," | ";" | "–" | "—" | "-" | "--" | "(" | "[") || lower {
            return false;
        }
        text.sentence_of(t).0 == t && (here.is_none() || terminal)
    }

    /// The tokens of a line outside its quotations, from `from` to `to`.
    pub(super) fn own(&self, range: Tokens) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (range.0..range.1).filter(|&t| self.quote_of[t].is_none())
    }
}

/// Whether "he said", "said the minister" or their like begins at token `t`; its verb.
pub(super) fn cue_clause(text: &ParsedText, t: usize) -> Option<usize> {
    // Longer phrases than this before their verb were always something else.
    const REACH: usize = 12;
    let mut named = false;
    for n in t..text.len().min(t + REACH) {
        if text.is_space(n) {
            return None;
        }
        let tag = text.tag(n);
        if matches!(tag, "VBD" | "VBZ" | "VBP" | "VBN") {
            let verb = cues::verb(text.lemma(n)).filter(|v| v.takes_quote());
            if verb.is_some() {
                return Some(n);
            }
            if tag == "VBN" && named {
                return None;
            }
        }
        match text.token(n).pos.as_str() {
            "NOUN" | "PROPN" => named = true,
            "PRON" if text.word(n) != "I" => named = true,
            "DET" | "ADJ" | "ADP" | "PART" | "NUM" | "ADV" | "CCONJ" => {}
            "AUX" if named => {}
            "PUNCT" if matches!(text.word(n), "-" | "’" | "'") => {}
            _ => return None,
        }
    }
    None
}
