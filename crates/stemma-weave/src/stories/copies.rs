//! Texts that are all but the same, found without comparing every two.
//!
//! A sketch of a text is its few sentences with the smallest hashes (Broder 1997): of two texts that
//! share most sentences, the sketches share one. Who copies adds nothing to what a story is about,
//! so a text and its copies are weighed, and counted, once.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::Reported;

/// How much of the longer of two texts must stand in the other, by the length of their sentences,
/// for the two to be one text. Set by hand: a wire without its last paragraph is the same text, one
/// that is cut by half is not.
const SAME_TEXT: f32 = 0.8;
/// How many sentences make a sketch.
const SKETCH: usize = 4;
/// Shorter sentences, by their letters and digits, say too little to tell a text from others.
const SHORT: u32 = 24;
/// With how many texts that share a sentence of its sketch a text is compared.
const COMPARED: usize = 16;

/// The sentences of a text and its title, each by the hash of its letters and digits, with how many it has.
pub(super) struct Sentences {
    /// Those of the body, in its order.
    pub(super) hashes: Vec<u64>,
    /// By hash, each once.
    sorted: Vec<(u64, u32)>,
    length: u32,
}

impl Sentences {
    pub(super) fn of(reported: &Reported<'_>) -> Sentences {
        let (mut hashes, mut sorted) = (Vec::new(), Vec::new());
        // Of two texts that are hardly more than what a page says of itself, the titles tell which
        // is which.
        let title = folded(reported.account.title.as_deref().unwrap_or_default());
        if title.1 >= SHORT {
            sorted.push(title);
        }
        for span in reported.text.sentence_spans() {
            let (hash, length) = folded(span.of(&reported.account.text));
            hashes.push(hash);
            if length >= SHORT {
                sorted.push((hash, length));
            }
        }
        sorted.sort_unstable();
        sorted.dedup();
        let length = sorted.iter().map(|&(_, length)| length).sum();
        Sentences { hashes, sorted, length }
    }

    /// The hashes of sentences that are long enough to tell a text from others, each once.
    pub(super) fn telling(&self) -> impl Iterator<Item = u64> + '_ {
        self.sorted.iter().map(|&(hash, _)| hash)
    }

    /// How much of the shorter text stands in the other too.
    pub(super) fn shared_with(&self, other: &Sentences) -> f32 {
        self.shared(other) as f32 / self.length.min(other.length).max(1) as f32
    }

    fn is_same_text(&self, other: &Sentences) -> bool {
        self.shared(other) as f32 >= SAME_TEXT * self.length.max(other.length) as f32
    }

    /// The length of the sentences that both have.
    fn shared(&self, other: &Sentences) -> u32 {
        let (mut one, mut two, mut shared) = (&self.sorted[..], &other.sorted[..], 0);
        while let (Some(&(a, length)), Some(&(b, _))) = (one.first(), two.first()) {
            if a == b {
                shared += length;
            }
            if a <= b {
                one = &one[1..];
            }
            if b <= a {
                two = &two[1..];
            }
        }
        shared
    }
}

/// A hash (FNV-1a, mixed so that it can be ordered by) of the letters and digits in lower case, and
/// how many there are. It is written out here so that it stays the same from version to version.
fn folded(text: &str) -> (u64, u32) {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    let mut length = 0;
    for c in text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase) {
        hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01B3);
        length += 1;
    }
    hash = (hash ^ (hash >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    (hash ^ (hash >> 32), length)
}

/// Groups of texts that are all but the same, in the order of their first; those `alone` are not
/// looked at.
pub(super) fn group(sentences: &[Sentences], alone: &BTreeSet<usize>) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut with: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (n, own) in sentences.iter().enumerate() {
        if alone.contains(&n) || own.sorted.is_empty() {
            groups.push(vec![n]);
            continue;
        }
        let sketch: Vec<u64> = own.telling().take(SKETCH).collect();
        let like: BTreeSet<usize> = sketch
            .iter()
            .filter_map(|hash| with.get(hash))
            .flat_map(|groups| groups.iter().copied().take(COMPARED))
            .collect();
        if let Some(group) = like.into_iter().find(|&g| sentences[groups[g][0]].is_same_text(own)) {
            groups[group].push(n);
            continue;
        }
        for hash in sketch {
            with.entry(hash).or_default().push(groups.len());
        }
        groups.push(vec![n]);
    }
    groups
}
