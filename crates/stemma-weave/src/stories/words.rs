//! What each text is about: its words, weighed by how few texts have them.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::Reported;

use super::copies::Sentences;
use crate::likeness::{Vocabulary, Weights, inverse_frequency};

/// How many texts are imagined besides those of the collection when words are weighed: what keeps a
/// small collection's own subject from weighing nothing. Set by hand.
const PRIOR_TEXTS: f32 = 40.0;
/// A word of the title counts as so many of the body. Set by hand: the parts of articles on which
/// the limit of a story was set have few titles and are grouped alike with any weight from 2 to 8
/// (mean F1 .851 to .856); of 2, 4, 6 and 8, 6 does best on the stories of the evaluation (.942; the
/// others .934, .940, .935).
const TITLE: f32 = 6.0;
/// A sentence that so many texts share may be one that an outlet puts under everything.
const BOILERPLATE_TEXTS: usize = 4;
/// How many of them are compared with one another.
const BOILERPLATE_COMPARED: usize = 6;
/// Two texts below this likeness share nothing else. Set by hand.
const UNRELATED: f32 = 0.06;
/// How many of an account's weightiest words propose candidates.
const KEYS: usize = 40;
/// How many entries of the index a text looks at, those of its rarest words first, ...
const LOOKED_AT: usize = 3000;
/// ... and how many words it looks up at least.
const LOOKED_UP: usize = 6;
/// How many candidates a text has at most.
const CANDIDATES: usize = 60;

/// The weighted words of each text, of length 1; sentences that stand in many texts which share
/// nothing else do not count.
pub(super) fn weigh(
    texts: &[&Reported<'_>],
    sentences: &[&Sentences],
    vocabulary: &Vocabulary,
) -> Vec<Weights> {
    let words = Words::of(texts, vocabulary);
    let mut repeated: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (n, own) in sentences.iter().enumerate() {
        for hash in own.telling() {
            repeated.entry(hash).or_default().push(n);
        }
    }
    repeated.retain(|_, texts| texts.len() >= BOILERPLATE_TEXTS);
    let without = words.weigh(sentences, &repeated.keys().copied().collect());
    repeated.retain(|_, texts| is_boilerplate(texts, sentences, &without));
    words.weigh(sentences, &repeated.into_keys().collect())
}

/// Whether a sentence of some texts stands in them by no bond of theirs: a prompt, what an outlet
/// says of itself, a background that is years old. Most of the texts, compared in pairs, share less
/// than half of their sentences, and the rest of them is `without` likeness.
fn is_boilerplate(texts: &[usize], sentences: &[&Sentences], without: &[Weights]) -> bool {
    let every = texts.len().div_ceil(BOILERPLATE_COMPARED);
    let some: Vec<usize> = texts.iter().copied().step_by(every).collect();
    let (mut pairs, mut unlike) = (0, 0);
    for (n, &a) in some.iter().enumerate() {
        for &b in &some[n + 1..] {
            pairs += 1;
            unlike += usize::from(
                sentences[a].shared_with(sentences[b]) < 0.5
                    && dot(&without[a], &without[b]) < UNRELATED,
            );
        }
    }
    2 * unlike > pairs
}

/// The words of each text that tell what it is about.
struct Words {
    /// Of each text: term, times of the title, and sentences of the body that have it.
    texts: Vec<Vec<(u32, f32, Vec<u32>)>>,
    /// Of each term: the share of texts that a word of its kind is expected in.
    share: Vec<f32>,
}

impl Words {
    fn of(texts: &[&Reported<'_>], vocabulary: &Vocabulary) -> Words {
        let mut share = vec![0.0f32; vocabulary.len()];
        let of_text = |reported: &&Reported<'_>| {
            let title = reported.account.title.as_deref().unwrap_or_default();
            let in_title = vocabulary.words(reported.title, title);
            let in_text = vocabulary.words(reported.text, &reported.account.text);
            let mut found: Vec<(u32, Option<u32>)> = Vec::new();
            let mut sentence = 0;
            let all = in_title.iter().map(|word| (word, true));
            for (word, titled) in all.chain(in_text.iter().map(|word| (word, false))) {
                if !word.class.tells() {
                    continue;
                }
                // A word of several classes is weighed by the one that tells least.
                let expected = &mut share[word.term as usize];
                *expected = expected.max(word.class.share_of_accounts());
                let ends = |n: usize| reported.text.sentences.get(n).map_or(u32::MAX, |s| s.1);
                while !titled && ends(sentence) <= word.token {
                    sentence += 1;
                }
                found.push((word.term, (!titled).then_some(sentence as u32)));
            }
            found.sort_unstable();
            let by_term = found.chunk_by(|a, b| a.0 == b.0);
            by_term
                .map(|places| {
                    let in_text: Vec<u32> = places.iter().filter_map(|&(_, n)| n).collect();
                    let titles = (places.len() - in_text.len()) as f32;
                    (places[0].0, titles * TITLE, in_text)
                })
                .collect()
        };
        let texts = texts.iter().map(of_text).collect();
        Words { texts, share }
    }

    fn weigh(&self, sentences: &[&Sentences], boilerplate: &BTreeSet<u64>) -> Vec<Weights> {
        let mut texts_with = vec![0u32; self.share.len()];
        let counted: Vec<Vec<(u32, f32)>> = self
            .texts
            .iter()
            .zip(sentences)
            .map(|(text, sentences)| {
                let counts = |&n: &&u32| match sentences.hashes.get(*n as usize) {
                    Some(hash) => !boilerplate.contains(hash),
                    None => true,
                };
                let times = text.iter().map(|(term, titles, places)| {
                    (*term, titles + places.iter().filter(counts).count() as f32)
                });
                times.filter(|&(_, times)| times > 0.0).collect()
            })
            .collect();
        for &(term, _) in counted.iter().flatten() {
            texts_with[term as usize] += 1;
        }
        let total = counted.len() as f32;
        let rarity = |term: u32| {
            let n = term as usize;
            inverse_frequency(total, texts_with[n] as f32, PRIOR_TEXTS, self.share[n])
        };
        counted
            .into_iter()
            .map(|text| {
                let weigh = |(term, times): (u32, f32)| (term, (1.0 + times.ln()) * rarity(term));
                Weights(text.into_iter().map(weigh).collect()).unit()
            })
            .collect()
    }
}

/// The inner product; where one has far fewer terms than the other, they are looked up.
pub(super) fn dot(a: &Weights, b: &Weights) -> f32 {
    let (few, many) = if a.0.len() <= b.0.len() { (a, b) } else { (b, a) };
    if few.0.len() * 16 > many.0.len() {
        return few.dot(many);
    }
    let mut rest = &many.0[..];
    let mut sum = 0.0;
    for &(term, weight) in &few.0 {
        rest = &rest[rest.partition_point(|&(other, _)| other < term)..];
        if let Some(&(other, by)) = rest.first()
            && other == term
        {
            sum += weight * by;
        }
    }
    sum
}

/// For each text (or sum of texts), those that share enough weighty words with it to be looked at.
pub(super) fn candidates(weights: &[Weights]) -> Vec<BTreeSet<usize>> {
    let keys: Vec<Vec<(u32, f32)>> = weights
        .iter()
        .map(|weights| {
            let mut keys = weights.0.clone();
            keys.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            keys.truncate(KEYS);
            keys
        })
        .collect();
    let mut index: BTreeMap<u32, Vec<(usize, f32)>> = BTreeMap::new();
    for (n, keys) in keys.iter().enumerate() {
        for &(term, weight) in keys {
            index.entry(term).or_default().push((n, weight));
        }
    }
    let mut found = vec![BTreeSet::new(); weights.len()];
    let mut scores = vec![0.0f32; weights.len()];
    for (n, mut keys) in keys.into_iter().enumerate() {
        // A word that thousands have tells little and costs much: the rarest go first.
        keys.sort_by_key(|&(term, _)| (index[&term].len(), term));
        let mut touched = Vec::new();
        let mut looked_at = 0;
        for (looked_up, (term, weight)) in keys.into_iter().enumerate() {
            let with = &index[&term];
            looked_at += with.len();
            if looked_at > LOOKED_AT && looked_up >= LOOKED_UP {
                break;
            }
            for &(other, by) in with {
                if other != n {
                    if scores[other] == 0.0 {
                        touched.push(other);
                    }
                    scores[other] += weight * by;
                }
            }
        }
        touched.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
        for &other in touched.iter().take(CANDIDATES) {
            found[n].insert(other);
            found[other].insert(n);
        }
        for other in touched {
            scores[other] = 0.0;
        }
    }
    found
}
