//! What the language of a text shows: tokens, trees, sentences, names.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::Span;

/// A text as a parser sees it. Spans count in the text that was parsed.
///
/// Labels are those of the pipeline (for English: Penn tags, `ClearNLP` relations, `OntoNotes` names),
/// so that what spaCy's documentation says of them holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Parsed {
    /// Tokens in the order of the text. White space that spaCy keeps as tokens of its own is here
    /// too (`pos` is `SPACE`).
    pub tokens: Vec<Token>,
    /// Sentences, as ranges of token indices `[first, after last]`, in order; they cover all tokens.
    pub sentences: Vec<(u32, u32)>,
    /// Names that the pipeline's recogniser found, in order, never overlapping.
    pub names: Vec<NamedEntity>,
}

/// One token.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Token {
    /// Its words, without the space after it.
    pub span: Span,
    /// Base form, as the pipeline's lemmatizer has it.
    pub lemma: SmolStr,
    /// Fine-grained tag (`VBD`).
    pub tag: SmolStr,
    /// Coarse part of speech (`VERB`), Universal Dependencies.
    pub pos: SmolStr,
    /// Relation to the head (`nsubj`); `ROOT` for the root of a sentence.
    pub dep: SmolStr,
    /// Index of the head among the tokens; its own for a root.
    pub head: u32,
}

/// A name that the recogniser found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedEntity {
    /// Range of token indices `[first, after last]`.
    pub tokens: (u32, u32),
    /// The recogniser's label (`PERSON`, `GPE`, `NORP`, …).
    pub label: SmolStr,
}

impl Parsed {
    /// The words of a token.
    pub fn words<'t>(&self, text: &'t str, token: usize) -> &'t str {
        self.tokens[token].span.of(text)
    }

    /// The span of a range of tokens `[first, after last]`, which is not empty.
    pub fn span(&self, tokens: (u32, u32)) -> Span {
        let (first, after) = (tokens.0 as usize, tokens.1 as usize);
        self.tokens[first].span.cover(self.tokens[after - 1].span)
    }

    /// The index of the sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|&(_, after)| after as usize <= token)
    }

    /// Sentences as spans of the text.
    pub fn sentence_spans(&self) -> Vec<Span> {
        self.sentences.iter().map(|&range| self.span(range)).collect()
    }

    /// Direct children of a token, in the order of the text.
    pub fn children(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let (first, after) = self.sentences[self.sentence_of(token)];
        (first as usize..after as usize)
            .filter(move |&t| t != token && self.tokens[t].head as usize == token)
    }
}
