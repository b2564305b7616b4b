//! Sentences as the account's own voice has them: whatever stands in quotation marks is one word
//! of the sentence around it.

use super::cues;
use super::quotation::Quoted;
use super::view::{Range, View};

/// A text with its quotations, cut into lines.
pub(super) struct Lines {
    pub(super) quotes: Vec<Quoted>,
    /// Tokens of each quotation, marks included.
    pub(super) quote_tokens: Vec<Range>,
    /// The quotation that each token stands in.
    pub(super) quote_of: Vec<Option<u32>>,
    pub(super) all: Vec<Line>,
}

/// One sentence of the account's own voice.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) tokens: Range,
    pub(super) paragraph: usize,
    /// The quotations in it, as indices.
    pub(super) quotes: Range,
    /// The first word outside its quotations.
    pub(super) first_own: Option<usize>,
    /// The last token outside its quotations.
    pub(super) last_own: Option<usize>,
}

impl Lines {
    pub(super) fn new(view: &View, quotes: Vec<Quoted>) -> Lines {
        let quote_tokens: Vec<Range> = quotes.iter().map(|q| view.tokens_in(q.outer)).collect();
        let mut quote_of = vec![None; view.len()];
        for (n, &(first, after)) in quote_tokens.iter().enumerate() {
            for slot in &mut quote_of[first..after] {
                *slot = Some(n as u32);
            }
        }
        let mut lines = Lines { quotes, quote_tokens, quote_of, all: Vec::new() };
        lines.cut(view);
        lines
    }

    fn cut(&mut self, view: &View) {
        let mut found = Vec::new();
        let mut quote = 0;
        for (paragraph, &(first, after)) in view.paragraph_tokens.iter().enumerate() {
            let mut begin = first;
            for t in first..=after {
                if t < after && (t == first || !self.begins(view, t, first)) {
                    continue;
                }
                if t > begin {
                    let from = quote;
                    while quote < self.quotes.len() && self.quote_tokens[quote].0 < t {
                        quote += 1;
                    }
                    let own = || self.own((begin, t)).filter(|&t| !view.is_space(t));
                    found.push(Line {
                        tokens: (begin, t),
                        paragraph,
                        quotes: (from, quote),
                        first_own: own().find(|&t| view.is_lexical(t)),
                        last_own: own().next_back(),
                    });
                }
                begin = t;
            }
        }
        self.all = found;
    }

    /// Whether a line begins at token `t`.
    fn begins(&self, view: &View, t: usize, first: usize) -> bool {
        if view.is_space(t) {
            return false;
        }
        let Some(before) = view.previous(t).filter(|&p| p >= first) else {
            return false;
        };
        let here = self.quote_of[t];
        if here.is_some() && here == self.quote_of[before] {
            return false;
        }
        let word = view.word(t);
        let lower = here.is_none() && word.starts_with(char::is_lowercase);
        if let Some(quote) = self.quote_of[before] {
            let quote = &self.quotes[quote as usize];
            let last = quote.inner.of(view.text).trim_end_matches(['’', '\'', ' ', '"', '”']);
            let ends = last.ends_with(['.', '?', '!', '…']);
            if here.is_some() {
                return ends;
            }
            if !ends || lower || !view.is_lexical(t) {
                return false;
            }
            return match cue_clause(view, t) {
                // "“…!” Tarn said" goes on; after a full stop only where nothing else follows.
                Some(verb) if last.ends_with('.') => {
                    view.next(verb).is_some_and(|n| view.is_lexical(n))
                }
                Some(_) => false,
                None => true,
            };
        }
        let mark = view.word(before);
        let terminal = matches!(mark, "." | "?" | "!" | "…" | "..." | "?!" | "!!");
        if terminal && !lower {
            return true;
        }
        if matches!(mark, ":" | "," | ";" | "–" | "—" | "-" | "--" | "(" | "[") || lower {
            return false;
        }
        view.sentence(t).0 == t && (here.is_none() || terminal)
    }

    /// The tokens of a line outside its quotations, from `from` to `to`.
    pub(super) fn own(&self, range: Range) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (range.0..range.1).filter(|&t| self.quote_of[t].is_none())
    }
}

/// Whether "he said", "said the minister" or their like begins at token `t`; its verb.
pub(super) fn cue_clause(view: &View, t: usize) -> Option<usize> {
    // Longer phrases than this before their verb were always something else.
    const REACH: usize = 12;
    let mut named = false;
    for n in t..view.len().min(t + REACH) {
        if view.is_space(n) {
            return None;
        }
        let tag = view.tag(n);
        if matches!(tag, "VBD" | "VBZ" | "VBP" | "VBN") {
            let verb = cues::verb(view.lemma(n)).filter(|v| v.takes_quote());
            if verb.is_some() {
                return Some(n);
            }
            if tag == "VBN" && named {
                return None;
            }
        }
        match view.token(n).pos.as_str() {
            "NOUN" | "PROPN" => named = true,
            "PRON" if view.word(n) != "I" => named = true,
            "DET" | "ADJ" | "ADP" | "PART" | "NUM" | "ADV" | "CCONJ" => {}
            "AUX" if named => {}
            "PUNCT" if matches!(view.word(n), "-" | "’" | "'") => {}
            _ => return None,
        }
    }
    None
}
