//! A parsed text in few bytes: columns of small numbers, then zstd.
//!
//! Token by token the labels repeat and the offsets grow slowly. Column by column they become runs
//! of small numbers, which zstd halves again.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::{NamedEntity, Parsed, Span, Token};

/// Bytes that are no packed parse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged(String);

impl Damaged {
    fn new(fault: impl std::fmt::Display) -> Damaged {
        Damaged(fault.to_string())
    }
}

impl std::fmt::Display for Damaged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Damaged {}

/// zstd's own default. Level 9 saved 4 % more of the store and took three times as long.
const LEVEL: i32 = 3;

/// No account's parse is larger unpacked (the reader refuses pages of a few megabytes).
const LARGEST: usize = 1 << 30;

#[derive(Default, Serialize, Deserialize)]
struct Columns {
    /// Every string once, in the order of first use.
    words: Vec<SmolStr>,
    /// Bytes between the end of the token before and the start of this one.
    gaps: Vec<u32>,
    lengths: Vec<u32>,
    lemmas: Vec<u32>,
    tags: Vec<u32>,
    poses: Vec<u32>,
    deps: Vec<u32>,
    /// Head relative to the token.
    heads: Vec<i32>,
    sentences: Vec<u32>,
    names: Vec<(u32, u32, u32)>,
}

/// Gives each string a number, in the order of first use.
#[derive(Default)]
struct Words {
    list: Vec<SmolStr>,
    // A look-up only: nothing iterates over it.
    numbers: std::collections::BTreeMap<SmolStr, u32>,
}

impl Words {
    fn number(&mut self, word: &SmolStr) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.list.len() as u32;
        self.list.push(word.clone());
        self.numbers.insert(word.clone(), number);
        number
    }
}

/// Packs a parse.
///
/// # Errors
/// Only where there is no memory for it.
///
/// # Example
/// ```
/// use stemma_core::Parsed;
/// use stemma_core::packed::{pack, unpack};
///
/// let parsed = Parsed::default();
/// assert_eq!(unpack(&pack(&parsed)?)?, parsed);
/// # Ok::<(), stemma_core::packed::Damaged>(())
/// ```
pub fn pack(parsed: &Parsed) -> Result<Vec<u8>, Damaged> {
    let mut words = Words::default();
    let mut columns = Columns::default();
    let mut end = 0;
    for (n, token) in parsed.tokens.iter().enumerate() {
        // Tokens come in the order of the text and never overlap; a parse that breaks this is a bug
        // of the parser, which wrapping keeps from being made worse here.
        columns.gaps.push(token.span.start.wrapping_sub(end));
        columns.lengths.push(token.span.end - token.span.start);
        end = token.span.end;
        columns.lemmas.push(words.number(&token.lemma));
        columns.tags.push(words.number(&token.tag));
        columns.poses.push(words.number(&token.pos));
        columns.deps.push(words.number(&token.dep));
        columns.heads.push(token.head.wrapping_sub(n as u32).cast_signed());
    }
    for &(first, after) in &parsed.sentences {
        columns.sentences.extend([first, after]);
    }
    for name in &parsed.names {
        let (first, after) = name.tokens;
        columns.names.push((first, after, words.number(&name.label)));
    }
    columns.words = words.list;
    let bytes = postcard::to_stdvec(&columns).map_err(Damaged::new)?;
    zstd::bulk::compress(&bytes, LEVEL).map_err(Damaged::new)
}

/// Unpacks a parse.
///
/// # Errors
/// Where the bytes are no packed parse.
pub fn unpack(packed: &[u8]) -> Result<Parsed, Damaged> {
    let size = zstd::bulk::Decompressor::upper_bound(packed).unwrap_or(LARGEST).min(LARGEST);
    let bytes = zstd::bulk::decompress(packed, size).map_err(Damaged::new)?;
    let columns: Columns = postcard::from_bytes(&bytes).map_err(Damaged::new)?;
    let word = |number: u32| {
        columns
            .words
            .get(number as usize)
            .cloned()
            .ok_or_else(|| Damaged::new("a parse without its words"))
    };
    let mut tokens = Vec::with_capacity(columns.gaps.len());
    let mut end = 0u32;
    let rows = (columns.gaps.iter())
        .zip(&columns.lengths)
        .zip(&columns.lemmas)
        .zip(&columns.tags)
        .zip(&columns.poses)
        .zip(&columns.deps)
        .zip(&columns.heads);
    for (n, ((((((gap, length), lemma), tag), pos), dep), head)) in rows.enumerate() {
        let start = end.wrapping_add(*gap);
        end = start.wrapping_add(*length);
        tokens.push(Token {
            span: Span { start, end },
            lemma: word(*lemma)?,
            tag: word(*tag)?,
            pos: word(*pos)?,
            dep: word(*dep)?,
            head: (n as u32).wrapping_add_signed(*head),
        });
    }
    let names = columns
        .names
        .iter()
        .map(|&(first, after, label)| {
            Ok(NamedEntity { tokens: (first, after), label: word(label)? })
        })
        .collect::<Result<_, Damaged>>()?;
    Ok(Parsed {
        tokens,
        sentences: columns.sentences.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect(),
        names,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(start: u32, end: u32, lemma: &str, head: u32) -> Token {
        Token {
            span: Span { start, end },
            lemma: lemma.into(),
            tag: "NN".into(),
            pos: "NOUN".into(),
            dep: "dep".into(),
            head,
        }
    }

    #[test]
    fn what_is_packed_comes_out_again() {
        let parsed = Parsed {
            tokens: vec![
                token(2, 7, "harbour", 1),
                token(7, 8, ".", 0),
                token(10, 300, "harbour", 2),
            ],
            sentences: vec![(0, 2), (2, 3)],
            names: vec![NamedEntity { tokens: (0, 1), label: "GPE".into() }],
        };
        assert_eq!(unpack(&pack(&parsed).unwrap()).unwrap(), parsed);
        assert_eq!(unpack(&pack(&Parsed::default()).unwrap()).unwrap(), Parsed::default());
    }

    #[test]
    fn a_damaged_parse_is_an_error() {
        assert!(unpack(b"not zstd").is_err());
        let empty = zstd::bulk::compress(&[], LEVEL).unwrap();
        assert!(unpack(&empty).is_err());
    }
}
