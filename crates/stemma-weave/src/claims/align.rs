//! Two passages word by word: which words of one stand for which of the other.

use rustc_hash::FxHashMap;

use crate::entities::sounds::alike;
use crate::likeness::{Class, TermVectors, Vocabulary};
use crate::numbers::{agree, comparable};

use super::units::{Unit, Weighed};

/// Words whose vectors are less alike stand for different things. `withdraw` and `leave` are at
/// .5, words without relation below .3.
const LIKE_WORDS: f32 = 0.45;
/// What words of like meaning count at most, equal words being 1.
const LIKE_WORDS_COUNT: f32 = 0.85;
/// How fast what they count grows with their cosine.
const LIKE_WORDS_STEP: f32 = 1.6;
/// A table that was pruned gives rare words the vector of another: an equal vector says less than a
/// like one.
const SHARED_VECTOR: f32 = 0.999;
const SHARED_VECTOR_COUNT: f32 = 0.35;
/// Words of one stem count so much.
const LIKE_STEM_COUNT: f32 = 0.8;
/// Numbers that can both be right count so much: "2,400" and "more than 2,000".
const AGREEING_COUNT: f32 = 0.7;
/// Names that differ in spelling count so much.
const LIKE_NAMES_COUNT: f32 = 0.9;
/// Letters that words of one stem share at least; of the shorter's letters at least two thirds.
const STEM: usize = 4;
/// How alike two names must sound to be spellings of one.
const LIKE_NAMES: f32 = 0.85;

/// Which words of two passages stand for one another.
#[derive(Clone, Debug, Default)]
pub(crate) struct Alignment {
    /// Index in the first, index in the second, how well they match (1 for equal words).
    pub(crate) pairs: Vec<(usize, usize, f32)>,
    /// The share of the first's weight that the second has, and the other way round.
    pub(crate) covered: (f32, f32),
    /// The share of the shorter's neighbouring words that are neighbours in the other too.
    pub(crate) runs: f32,
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
    vectors: &'v TermVectors<'v>,
    /// By the two terms, each with whether it is a name there: `March` may be one or none.
    known: FxHashMap<[(u32, bool); 2], f32>,
}

impl<'v> Aligner<'v> {
    pub(crate) fn new(vocabulary: &'v Vocabulary, vectors: &'v TermVectors<'v>) -> Aligner<'v> {
        Aligner { vocabulary, vectors, known: FxHashMap::default() }
    }

    /// Aligns two passages one word to one word, best matches first.
    pub(crate) fn align(&mut self, a: &Unit, b: &Unit) -> Alignment {
        let equal = |i: Option<usize>, j: Option<usize>| {
            let words = i.and_then(|i| a.words.get(i)).zip(j.and_then(|j| b.words.get(j)));
            words.is_some_and(|(x, y)| x.word.term == y.word.term)
        };
        let mut candidates: Vec<(f32, bool, usize, usize, usize)> = Vec::new();
        for (i, x) in a.words.iter().enumerate() {
            for (j, y) in b.words.iter().enumerate() {
                let match_ = self.matching(x, y);
                if match_ > 0.0 {
                    // Of several equal words, those beside equal words belong together, and then
                    // those at like places.
                    let alone = !equal(i.checked_sub(1), j.checked_sub(1))
                        && !equal(i.checked_add(1), j.checked_add(1));
                    let apart = (i * b.words.len()).abs_diff(j * a.words.len());
                    candidates.push((match_, alone, apart, i, j));
                }
            }
        }
        candidates.sort_by(|a, b| {
            b.0.total_cmp(&a.0).then((a.1, a.2, a.3, a.4).cmp(&(b.1, b.2, b.3, b.4)))
        });
        let (mut taken_a, mut taken_b) = (vec![false; a.words.len()], vec![false; b.words.len()]);
        let mut alignment = Alignment::default();
        let (mut of_a, mut of_b) = (0.0, 0.0);
        for (match_, _, _, i, j) in candidates {
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
        let follow =
            |two: &&[(usize, usize, f32)]| two[0].0 + 1 == two[1].0 && two[0].1 + 1 == two[1].1;
        let runs = alignment.pairs.windows(2).filter(follow).count() as f32;
        let shorter = a.words.len().min(b.words.len());
        alignment.runs = runs / (shorter.max(2) - 1) as f32;
        alignment
    }

    fn matching(&mut self, x: &Weighed, y: &Weighed) -> f32 {
        if x.of_number || y.of_number {
            return 0.0;
        }
        if x.word.term == y.word.term || (x.entity.is_some() && x.entity == y.entity) {
            return 1.0;
        }
        if let (Some(one), Some(other)) = (&x.number, &y.number) {
            // "75 thousand" and "75,000"; "2,400" and "more than 2,000".
            return match comparable(one, other) {
                true if (one.value - other.value).abs() < f64::EPSILON => 1.0,
                true if agree(one, other) => AGREEING_COUNT,
                _ => 0.0,
            };
        }
        let (a, b) = (x.word.class, y.word.class);
        if !a.tells() || !b.tells() || a == Class::Number || b == Class::Number {
            return 0.0;
        }
        let (one, other) = ((x.word.term, a == Class::Name), (y.word.term, b == Class::Name));
        let key = [one.min(other), one.max(other)];
        let names = key.map(|(_, is_name)| is_name);
        let (vocabulary, vectors) = (self.vocabulary, self.vectors);
        *self.known.entry(key).or_insert_with(|| {
            let (one, other) = (vocabulary.term(key[0].0), vocabulary.term(key[1].0));
            if names == [true, true] || names == [false, false] && one_stem(one, other) {
                // Vectors of names are alike for what is of one kind: two countries, two rivers.
                return match names[0] {
                    true if alike(one, other) >= LIKE_NAMES => LIKE_NAMES_COUNT,
                    true if one_stem(one, other) => LIKE_STEM_COUNT,
                    true => 0.0,
                    false => LIKE_STEM_COUNT,
                };
            }
            if names != [false, false] {
                // A people and its country; or one side's tagger missed the name.
                return if one_stem(one, other) || alike(one, other) >= LIKE_NAMES {
                    LIKE_STEM_COUNT
                } else {
                    0.0
                };
            }
            let cosine = vectors.cosine(key[0].0, key[1].0);
            if cosine < LIKE_WORDS {
                0.0
            } else if cosine > SHARED_VECTOR {
                SHARED_VECTOR_COUNT
            } else {
                (LIKE_WORDS + LIKE_WORDS_STEP * (cosine - LIKE_WORDS)).min(LIKE_WORDS_COUNT)
            }
        })
    }
}

/// Whether two words share their beginning, but for their endings: `decide` and `decision`.
fn one_stem(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let shorter = a.chars().count().min(b.chars().count());
    shared >= STEM && shared * 3 >= shorter * 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::units;
    use crate::claims::who::Who;
    use crate::testing::Collection;

    #[test]
    fn what_was_looked_at_first_decides_nothing() {
        // Two spellings of a name, and two nouns that are written like them.
        let mut collection = Collection::new();
        for (word, pos) in
            [("Nadir", "PROPN"), ("Nodir", "PROPN"), ("nadir", "NOUN"), ("nodir", "NOUN")]
        {
            collection.account("outlet", None, &format!("{word}."));
            let token = &mut collection.parsed().tokens[0];
            (token.lemma, token.pos) = (word.to_lowercase().into(), pos.into());
        }
        let accounts = collection.reported();
        let accounts: Vec<_> = accounts.iter().collect();
        let vocabulary = Vocabulary::of(&accounts);
        let vectors = TermVectors::new(&vocabulary, &|_| None);
        let units = units::lay(&accounts, &vocabulary, &Who::new(&[]));
        let unit = |account| units.iter().find(|unit| unit.account == account).unwrap();
        let (names, nouns) = ([unit(0), unit(1)], [unit(2), unit(3)]);
        for order in [[names, nouns], [nouns, names]] {
            let mut aligner = Aligner::new(&vocabulary, &vectors);
            for pair in order {
                let found = aligner.align(pair[0], pair[1]).pairs;
                let expected: &[_] =
                    if pair[0].account == 0 { &[(0, 0, LIKE_NAMES_COUNT)] } else { &[] };
                assert_eq!(found, expected);
            }
        }
    }
}
