//! One text through the pipeline: documents in batches, so that the layers multiply large matrices.

use smol_str::SmolStr;
use stemma_core::{NamedEntity, Parsed, Span, Token};

use crate::analysis::Analyses;
use crate::lexicon::{WordId, Words};
use crate::paragraphs::Paragraph;
use crate::pipeline::Pipeline;
use crate::tok2vec::{Buffers, Mixed};
use crate::tokenizer::{self, Spans};
use crate::transitions::Precomputed;
use crate::tree::Tree;

/// Documents are run together until they have so many tokens. Larger matrices multiply no faster,
/// and the intermediate ones should stay in the processor's cache.
const BATCH_TOKENS: usize = 512;

/// A scratch forgets its words when it has met so many: some 25 MB.
const WORDS_KEPT: usize = 16_384;

/// Numbers that the largest buffer may keep between batches: 16 MB, four times a batch's.
const BUFFERED: usize = 4 << 20;

/// What one thread keeps from text to text: words met and buffers. No result depends on it.
#[derive(Default)]
pub(crate) struct Scratch {
    words: Words,
    spans: Spans,
    shared: Mixed,
    names: Mixed,
    analyses: Analyses,
    buffers: Buffers,
    precomputed: Precomputed,
    scores: Vec<f32>,
}

/// A document of a batch.
struct Document<'p> {
    paragraph: &'p Paragraph,
    /// Its tokens in the batch.
    first: usize,
    length: usize,
    /// Its first row in the batch's matrices.
    row: usize,
}

impl Scratch {
    /// Keeps the memory of a thread bounded; to be called where no word's number is in use.
    fn forget_if_full(&mut self) {
        if self.words.len() > WORDS_KEPT || self.spans.len() > WORDS_KEPT {
            self.words = Words::default();
            self.spans = Spans::default();
            self.shared = Mixed::default();
            self.names = Mixed::default();
            self.analyses = Analyses::default();
        }
        // A document far longer than a batch has widened the buffers.
        if self.precomputed.size() > BUFFERED {
            self.precomputed = Precomputed::default();
            self.buffers = Buffers::default();
        }
    }
}

impl Pipeline {
    pub(crate) fn run(
        &self,
        text: &str,
        paragraphs: &[Paragraph],
        scratch: &mut Scratch,
    ) -> Parsed {
        let mut parsed = Parsed::default();
        let mut tokens = Vec::new();
        let mut documents = Vec::new();
        for paragraph in paragraphs {
            let first = tokens.len();
            self.tokenizer.tokenize(
                paragraph.text(text),
                paragraph.start(),
                (&self.norms, &self.vectors),
                (&mut scratch.words, &mut scratch.spans),
                &mut tokens,
            );
            let length = tokens.len() - first;
            if length > 0 {
                documents.push(Document { paragraph, first, length, row: 0 });
            }
            if tokens.len() >= BATCH_TOKENS {
                self.run_batch(&tokens, &mut documents, scratch, &mut parsed);
                tokens.clear();
                documents.clear();
                scratch.forget_if_full();
            }
        }
        if !documents.is_empty() {
            self.run_batch(&tokens, &mut documents, scratch, &mut parsed);
        }
        scratch.forget_if_full();
        parsed
    }

    fn run_batch(
        &self,
        tokens: &[tokenizer::Token],
        documents: &mut [Document<'_>],
        scratch: &mut Scratch,
        parsed: &mut Parsed,
    ) {
        let rows = self.lay_rows(tokens, documents);
        let Scratch { words, shared, names, analyses, buffers, precomputed, scores, .. } = scratch;
        let words = &*words;
        let is_space = |document: &Document<'_>, token: usize| {
            words.get(tokens[document.first + token].word).is_space
        };

        let vectors = self.shared.as_ref().map(|shared_network| {
            shared_network.apply(&rows, (words, &self.vectors), shared, buffers)
        });
        let mut tags = vec![0_u16; rows.len()];
        if let (Some(tagger), Some(vectors)) = (&self.tagger, vectors) {
            tagger.layer.apply(vectors, rows.len(), scores);
            for (tag, scores) in tags.iter_mut().zip(scores.chunks_exact(tagger.tags.len())) {
                *tag = first_best(scores) as u16;
            }
        }
        let mut trees: Vec<Option<Tree>> = Vec::new();
        if let (Some(parser), Some(vectors)) = (&self.parser, vectors) {
            parser.precompute(vectors, rows.len(), precomputed);
            for document in &*documents {
                let is_space = |token| is_space(document, token);
                trees.push(Some(parser.parse(
                    document.length,
                    document.row,
                    &is_space,
                    precomputed,
                )));
            }
        } else {
            trees.resize_with(documents.len(), || None);
        }

        let mut found: Vec<Vec<(usize, usize, SmolStr)>> = Vec::new();
        if let Some(recogniser) = &self.recogniser {
            let vectors = match &recogniser.own {
                Some(own) => Some(own.apply(&rows, (words, &self.vectors), names, buffers)),
                None => self.shared.as_ref().map(|shared_network| {
                    shared_network.apply(&rows, (words, &self.vectors), shared, buffers)
                }),
            };
            recogniser.precompute(vectors.unwrap_or_default(), rows.len(), precomputed);
            for (document, tree) in documents.iter().zip(&trees) {
                let starts = |token: usize| tree.as_ref().is_some_and(|tree| tree.starts[token]);
                found.push(recogniser.find(
                    document.length,
                    document.row,
                    &starts,
                    &|token| is_space(document, token),
                    precomputed,
                ));
            }
        } else {
            found.resize_with(documents.len(), Vec::new);
        }

        let tag_names = self.tagger.as_ref().map_or(&[][..], |tagger| &tagger.tags);
        for ((document, tree), names) in documents.iter().zip(&trees).zip(found) {
            let offset = parsed.tokens.len();
            let own = &tokens[document.first..document.first + document.length];
            let seen = own.iter().enumerate().map(|(at, token)| {
                let dep = tree.as_ref().map(|tree| &tree.labels[at]);
                (token.word, tags[document.row + at], dep)
            });
            let analysed = self.morphosyntax.analyse(
                seen.collect::<Vec<_>>().as_slice(),
                tag_names,
                words,
                analyses,
            );
            for (at, (token, analysis)) in own.iter().zip(analysed).enumerate() {
                let (start, end) = document.paragraph.place(token.start, token.end);
                parsed.tokens.push(Token {
                    span: Span { start, end },
                    lemma: analysis.lemma,
                    tag: analysis.tag,
                    pos: analysis.pos,
                    dep: analysis.dep,
                    head: (offset + tree.as_ref().map_or(at, |tree| tree.heads[at])) as u32,
                });
            }
            let starts = (0..document.length)
                .filter(|&at| at == 0 || tree.as_ref().is_some_and(|tree| tree.starts[at]));
            let mut starts = starts.map(|at| (offset + at) as u32).peekable();
            let last = (offset + document.length) as u32;
            while let Some(start) = starts.next() {
                parsed.sentences.push((start, starts.peek().copied().unwrap_or(last)));
            }
            parsed.names.extend(names.into_iter().map(|(start, end, label)| NamedEntity {
                tokens: ((offset + start) as u32, (offset + end) as u32),
                label,
            }));
        }
    }

    /// The rows of the batch's matrices: documents, with padding before, between and after them.
    fn lay_rows(
        &self,
        tokens: &[tokenizer::Token],
        documents: &mut [Document<'_>],
    ) -> Vec<Option<(WordId, bool)>> {
        let own = self.recogniser.as_ref().and_then(|recogniser| recogniser.own.as_ref());
        let networks = [self.shared.as_ref(), own];
        let padding = networks.iter().flatten().map(|network| network.padding()).max();
        let padding = padding.unwrap_or(0);
        let mut rows = Vec::with_capacity(tokens.len() + padding * (documents.len() + 1));
        rows.resize(padding, None);
        for document in documents {
            document.row = rows.len();
            let own = &tokens[document.first..document.first + document.length];
            rows.extend(own.iter().map(|token| Some((token.word, token.spacy))));
            rows.resize(rows.len() + padding, None);
        }
        rows
    }
}

/// The place of the greatest number, the first of equals.
fn first_best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (at, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = at;
        }
    }
    best
}
