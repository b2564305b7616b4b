//! Two passages word by word: which words of one stand for which of the other.

use std::collections::HashMap;

use crate::entities::sounds::alike;
use crate::likeness::{Class, TermVectors, Vocabulary};

use super::units::{Unit, Weighed};

/// Words whose vectors are less alike stand for different things. `withdraw` and `leave` are at
/// .5, words without relation below .3.
const LIKE_WORDS: f32 = 0.45;
/// What words of like meaning count at most, equal words being 1.
const LIKE_WORDS_COUNT: f32 = 0.85;
/// Names that differ in spelling count so much.
const LIKE_NAMES_COUNT: f32 = 0.9;
/// How alike two names must sound to be spellings of one.
const LIKE_NAMES: f32 = 0.85;

/// Which words of two passages stand for one another.
#[derive(Clone, Debug, Default)]
pub(crate) struct Alignment {
    /// Index in the first, index in the second, how well they match (1 for equal words).
    pub(crate) pairs: Vec<(usize, usize, f32)>,
    /// The share of the first's weight that the second has, and the other way round.
    pub(crate) covered: (f32, f32),
}

impl Alignment {
    /// The harmonic mean of both shares.
    pub(crate) fn likeness(&self) -> f32 {
        let (a, b) = self.covered;
        if a + b > 0.0 { 2.0 * a * b / (a + b) } else { 0.0 }
    }
}

/// Aligns words; keeps the likeness of words that it has looked at.
pub(crate) struct Aligner<'v> {
    vocabulary: &'v Vocabulary,
    vectors: TermVectors<'v>,
    known: HashMap<(u32, u32), f32>,
}

impl<'v> Aligner<'v> {
    pub(crate) fn new(vocabulary: &'v Vocabulary, vectors: TermVectors<'v>) -> Aligner<'v> {
        Aligner { vocabulary, vectors, known: HashMap::new() }
    }

    /// Aligns two passages one word to one word, best matches first.
    pub(super) fn align(&mut self, a: &Unit, b: &Unit) -> Alignment {
        let mut candidates: Vec<(f32, usize, usize, usize)> = Vec::new();
        for (i, x) in a.words.iter().enumerate() {
            for (j, y) in b.words.iter().enumerate() {
                let match_ = self.matching(x, y);
                if match_ > 0.0 {
                    // Of several equal words, those at like places belong together.
                    let apart = (i * b.words.len()).abs_diff(j * a.words.len());
                    candidates.push((match_, apart, i, j));
                }
            }
        }
        candidates.sort_by(|a, b| {
            b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then((a.2, a.3).cmp(&(b.2, b.3)))
        });
        let (mut taken_a, mut taken_b) = (vec![false; a.words.len()], vec![false; b.words.len()]);
        let mut alignment = Alignment::default();
        let (mut of_a, mut of_b) = (0.0, 0.0);
        for (match_, _, i, j) in candidates {
            if !taken_a[i] && !taken_b[j] {
                taken_a[i] = true;
                taken_b[j] = true;
                of_a += match_ * a.words[i].weight;
                of_b += match_ * b.words[j].weight;
                alignment.pairs.push((i, j, match_));
            }
        }
        alignment.covered = (of_a / a.weight.max(f32::EPSILON), of_b / b.weight.max(f32::EPSILON));
        alignment.pairs.sort_unstable_by_key(|&(i, j, _)| (i, j));
        alignment
    }

    fn matching(&mut self, x: &Weighed, y: &Weighed) -> f32 {
        if x.word.term == y.word.term || (x.entity.is_some() && x.entity == y.entity) {
            return 1.0;
        }
        let (a, b) = (x.word.class, y.word.class);
        if !a.tells() || !b.tells() || a == Class::Number || b == Class::Number {
            return 0.0;
        }
        let names = (a == Class::Name, b == Class::Name);
        let key = (x.word.term.min(y.word.term), x.word.term.max(y.word.term));
        let (vocabulary, vectors) = (self.vocabulary, &self.vectors);
        let like = *self.known.entry(key).or_insert_with(|| {
            let spelled = || alike(vocabulary.term(key.0), vocabulary.term(key.1));
            if names == (true, true) {
                // Vectors of names are alike for what is of one kind: two countries, two rivers.
                if spelled() >= LIKE_NAMES { LIKE_NAMES_COUNT } else { 0.0 }
            } else if names != (false, false) {
                // One side's tagger may have missed the name.
                if spelled() >= LIKE_NAMES { LIKE_WORDS_COUNT } else { 0.0 }
            } else {
                let cosine = vectors.cosine(key.0, key.1);
                if cosine >= LIKE_WORDS { LIKE_WORDS_COUNT * cosine } else { 0.0 }
            }
        });
        like
    }
}
