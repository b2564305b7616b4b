//! spaCy's tokenizer: white space first, then exceptions, prefixes, suffixes and infixes.
//!
//! A rewrite of `spacy/tokenizer.pyx`, step for step; where it looks odd, so does that.

use hashbrown::HashMap;
use rmpv::ValueRef;
use smol_str::SmolStr;

use crate::Error;
use crate::chars::is_space;
use crate::files::PipelineFiles;
use crate::lexicon::{Norms, WordId, Words};
use crate::patterns::Alternation;
use crate::thinc::{field, text, unpack};
use crate::vectors::Vectors;

const FILE: &str = "tokenizer";

/// A token: where it stands (bytes of the text), which word it is, and whether a space follows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) word: WordId,
    pub(crate) spacy: bool,
}

/// A piece of an exception: its letters, and a norm other than its own.
struct Piece {
    letters: SmolStr,
    norm: Option<SmolStr>,
}

/// The tokenizer's rules.
pub(crate) struct Tokenizer {
    prefixes: Option<Alternation>,
    suffixes: Option<Alternation>,
    infixes: Option<Alternation>,
    tokens: Option<Alternation>,
    urls: Option<Alternation>,
    exceptions: HashMap<SmolStr, Vec<Piece>>,
    /// Exceptions that the rules would cut: their tokens without them, by the first. They are
    /// looked for once more among the finished tokens.
    cut: HashMap<SmolStr, Vec<Vec<SmolStr>>>,
}

/// A bounded memory of spans between white space, already cut.
#[derive(Default)]
pub(crate) struct Spans {
    by_text: HashMap<SmolStr, (u32, u32)>,
    /// Length in bytes, and word.
    pieces: Vec<(u32, WordId)>,
}

impl Spans {
    pub(crate) fn len(&self) -> usize {
        self.by_text.len()
    }
}

/// All that cutting a span needs.
struct Cutter<'c> {
    rules: &'c Tokenizer,
    norms: &'c Norms,
    vectors: &'c Vectors,
    words: &'c mut Words,
}

impl Tokenizer {
    pub(crate) fn read(files: &PipelineFiles) -> Result<Tokenizer, Error> {
        let value = unpack(files, FILE)?;
        let pattern = |key: &str| match field(&value, key).and_then(text) {
            Some(pattern) => Alternation::new(pattern)
                .map(Some)
                .map_err(|fault| Error::malformed(FILE, format!("{key}: {fault}"))),
            None => Ok(None),
        };
        let bad = |what: &str| Error::malformed(FILE, what);
        let mut tokenizer = Tokenizer {
            prefixes: pattern("prefix_search")?,
            suffixes: pattern("suffix_search")?,
            infixes: pattern("infix_finditer")?,
            tokens: pattern("token_match")?,
            urls: pattern("url_match")?,
            exceptions: HashMap::new(),
            cut: HashMap::new(),
        };
        if let Some(ValueRef::Map(exceptions)) = field(&value, "exceptions") {
            for (chunk, pieces) in exceptions {
                let chunk = text(chunk).ok_or_else(|| bad("an exception is no text"))?;
                let ValueRef::Array(pieces) = pieces else {
                    return Err(bad("an exception has no pieces"));
                };
                let pieces = pieces
                    .iter()
                    .map(piece)
                    .collect::<Option<Vec<_>>>()
                    .ok_or_else(|| bad("an exception's piece has no ORTH"))?;
                tokenizer.exceptions.insert(SmolStr::new(chunk), pieces);
            }
        }
        let faster = !matches!(field(&value, "faster_heuristics"), Some(ValueRef::Boolean(false)));
        tokenizer.note_cut_exceptions(faster);
        Ok(tokenizer)
    }

    fn note_cut_exceptions(&mut self, faster: bool) {
        let is_match = |rules: &Option<Alternation>, chunk: &str| {
            rules.as_ref().is_some_and(|rules| rules.is_match(chunk))
        };
        let mut cut: HashMap<SmolStr, Vec<Vec<SmolStr>>> = HashMap::new();
        for chunk in self.exceptions.keys() {
            let is_cut = !faster
                || is_match(&self.prefixes, chunk)
                || is_match(&self.infixes, chunk)
                || is_match(&self.suffixes, chunk)
                || chunk.contains(' ');
            if is_cut {
                let tokens = self.without_exceptions(chunk);
                if let Some(first) = tokens.first() {
                    cut.entry(first.clone()).or_default().push(tokens);
                }
            }
        }
        self.cut = cut;
    }

    /// The tokens of a chunk by the rules alone.
    fn without_exceptions(&self, chunk: &str) -> Vec<SmolStr> {
        let mut words = Words::default();
        let (norms, vectors) = (Norms::none(), Vectors::default());
        let mut cutter =
            Cutter { rules: self, norms: &norms, vectors: &vectors, words: &mut words };
        let mut pieces = Vec::new();
        let mut tokens = Vec::new();
        for (start, end, _) in chunks(chunk) {
            pieces.clear();
            cutter.cut(&chunk[start..end], &mut pieces, false);
            tokens.extend(pieces.iter().map(|&(_, word)| cutter.words.get(word).text.clone()));
        }
        tokens
    }

    /// Appends the tokens of a text; `at` is where the text starts, for their places.
    pub(crate) fn tokenize(
        &self,
        text: &str,
        at: usize,
        (norms, vectors): (&Norms, &Vectors),
        (words, spans): (&mut Words, &mut Spans),
        tokens: &mut Vec<Token>,
    ) {
        let first = tokens.len();
        let mut cutter = Cutter { rules: self, norms, vectors, words };
        let mut pieces = Vec::new();
        for (start, end, spacy) in chunks(text) {
            let chunk = &text[start..end];
            let range = spans.by_text.get(chunk).copied().unwrap_or_else(|| {
                pieces.clear();
                cutter.cut(chunk, &mut pieces, true);
                let first = spans.pieces.len();
                spans.pieces.extend_from_slice(&pieces);
                let range = (first as u32, spans.pieces.len() as u32);
                spans.by_text.insert(SmolStr::new(chunk), range);
                range
            });
            let mut place = (at + start) as u32;
            for &(length, word) in &spans.pieces[range.0 as usize..range.1 as usize] {
                tokens.push(Token { start: place, end: place + length, word, spacy: false });
                place += length;
            }
            if spacy && let Some(last) = tokens.last_mut() {
                last.spacy = true;
            }
        }
        if !self.cut.is_empty() {
            self.apply_exceptions(text, at, &mut cutter, tokens, first);
        }
    }

    /// Looks for exceptions among the tokens from `first` on, and puts their pieces in place.
    fn apply_exceptions(
        &self,
        text: &str,
        at: usize,
        cutter: &mut Cutter<'_>,
        tokens: &mut Vec<Token>,
        first: usize,
    ) {
        let mut matches = Vec::new();
        for start in first..tokens.len() {
            let Some(sequences) = self.cut.get(&cutter.words.get(tokens[start].word).text) else {
                continue;
            };
            for sequence in sequences {
                let end = start + sequence.len();
                let same = tokens.get(start..end).is_some_and(|window| {
                    window.iter().zip(sequence).all(|(t, w)| cutter.words.get(t.word).text == *w)
                });
                if same {
                    matches.push((start, end));
                }
            }
        }
        if matches.is_empty() {
            return;
        }
        // The longest first, of equal ones the leftmost; none that meets one already taken.
        matches.sort_unstable_by_key(|&(start, end)| (std::cmp::Reverse(end - start), start));
        matches.dedup();
        let mut seen = vec![false; tokens.len() - first];
        let mut taken = Vec::new();
        for (start, end) in matches {
            if !seen[start - first] && !seen[end - 1 - first] {
                taken.push((start, end));
            }
            seen[start - first..end - first].fill(true);
        }
        taken.sort_unstable();
        let tail = tokens.split_off(first);
        let mut done = 0;
        for (start, end) in taken {
            let (start, end) = (start - first, end - first);
            tokens.extend_from_slice(&tail[done..start]);
            done = end;
            let (from, to) = (tail[start].start, tail[end - 1].end);
            let Some(pieces) = self.exceptions.get(&text[from as usize - at..to as usize - at])
            else {
                tokens.extend_from_slice(&tail[start..end]);
                continue;
            };
            let mut place = from;
            for piece in pieces {
                let word = cutter.word(&piece.letters, piece.norm.as_ref());
                let length = piece.letters.len() as u32;
                tokens.push(Token { start: place, end: place + length, word, spacy: false });
                place += length;
            }
            if let Some(last) = tokens.last_mut() {
                last.spacy = tail[end - 1].spacy;
            }
        }
        tokens.extend_from_slice(&tail[done..]);
    }
}

impl Cutter<'_> {
    fn word(&mut self, word: &str, norm: Option<&SmolStr>) -> WordId {
        self.words.id(word, norm, self.norms, self.vectors)
    }

    fn push(&mut self, word: &str, pieces: &mut Vec<(u32, WordId)>) {
        pieces.push((word.len() as u32, self.word(word, None)));
    }

    fn push_exception(&mut self, chunk: &str, pieces: &mut Vec<(u32, WordId)>) -> bool {
        let rules = self.rules;
        let Some(exception) = rules.exceptions.get(chunk) else {
            return false;
        };
        for piece in exception {
            let word = self.word(&piece.letters, piece.norm.as_ref());
            pieces.push((piece.letters.len() as u32, word));
        }
        true
    }

    /// Cuts a span that holds no white space, or nothing else.
    fn cut(&mut self, span: &str, pieces: &mut Vec<(u32, WordId)>, exceptions: bool) {
        if exceptions && self.push_exception(span, pieces) {
            return;
        }
        let rules = self.rules;
        let is_exception =
            |chunk: &str| exceptions && !chunk.is_empty() && rules.exceptions.contains_key(chunk);
        let mut suffixes = Vec::new();
        let mut rest = span;
        loop {
            if rest.is_empty() || matches_whole(rules.tokens.as_ref(), rest) || is_exception(rest) {
                break;
            }
            let prefix = length(rules.prefixes.as_ref(), rest);
            if prefix > 0 && is_exception(&rest[prefix..]) {
                self.push(&rest[..prefix], pieces);
                rest = &rest[prefix..];
                break;
            }
            let suffix = length(rules.suffixes.as_ref(), &rest[prefix..]);
            let before = rest.len() - suffix;
            if suffix > 0 && is_exception(&rest[..before]) {
                suffixes.push(&rest[before..]);
                rest = &rest[..before];
                break;
            }
            if prefix == 0 && suffix == 0 {
                break;
            }
            // The suffix was looked for behind the prefix, so that the two never overlap.
            if prefix > 0 {
                self.push(&rest[..prefix], pieces);
            }
            if suffix > 0 {
                suffixes.push(&rest[before..]);
            }
            rest = &rest[prefix..before];
        }
        let whole = rest.is_empty() || (exceptions && self.push_exception(rest, pieces));
        if !whole {
            self.cut_inside(rest, pieces);
        }
        for suffix in suffixes.into_iter().rev() {
            self.push(suffix, pieces);
        }
    }

    fn cut_inside(&mut self, rest: &str, pieces: &mut Vec<(u32, WordId)>) {
        let rules = self.rules;
        if matches_whole(rules.tokens.as_ref(), rest) || matches_whole(rules.urls.as_ref(), rest) {
            self.push(rest, pieces);
            return;
        }
        let mut start = 0;
        for (from, to) in rules.infixes.as_ref().map_or_else(Vec::new, |i| i.find_all(rest)) {
            if from == 0 {
                continue;
            }
            if from != start {
                self.push(&rest[start..from], pieces);
            }
            if from != to {
                self.push(&rest[from..to], pieces);
            }
            start = to;
        }
        if start < rest.len() {
            self.push(&rest[start..], pieces);
        }
    }
}

/// Python's `re.match(…) is not None`: a match at the start.
fn matches_whole(rules: Option<&Alternation>, rest: &str) -> bool {
    rules.and_then(|rules| rules.find(rest, 0)).is_some_and(|(start, _)| start == 0)
}

/// The length of the first match, 0 for none.
fn length(rules: Option<&Alternation>, rest: &str) -> usize {
    rules.and_then(|rules| rules.find(rest, 0)).map_or(0, |(start, end)| end - start)
}

fn piece(value: &ValueRef<'_>) -> Option<Piece> {
    const ORTH: u64 = 65;
    const NORM: u64 = 67;
    let ValueRef::Map(attributes) = value else {
        return None;
    };
    let attribute = |id: u64| {
        let found = attributes.iter().find(|(key, _)| key.as_u64() == Some(id));
        found.and_then(|(_, value)| text(value)).map(SmolStr::new)
    };
    Some(Piece { letters: attribute(ORTH)?, norm: attribute(NORM) })
}

/// The spans of white space and of everything else, and whether one space follows each. A space
/// between two words is none of its own.
fn chunks(text: &str) -> impl Iterator<Item = (usize, usize, bool)> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut in_space = text.chars().next().is_some_and(is_space);
    let mut spacy_last: Option<usize> = None;
    for (at, c) in text.char_indices() {
        if is_space(c) != in_space {
            if start < at {
                found.push((start, at, false));
                spacy_last = Some(found.len() - 1);
            }
            if c == ' ' {
                if let Some(last) = spacy_last {
                    found[last].2 = true;
                }
                start = at + 1;
            } else {
                start = at;
            }
            in_space = !in_space;
        }
    }
    if start < text.len() {
        found.push((start, text.len(), false));
    }
    found.into_iter()
}
