//! How much two texts are alike: weighted words for documents, aligned words for passages.
//!
//! Weights are inverse document frequencies (Spärck Jones 1972) with a prior, so that a collection
//! of five accounts does not take what all five are about for noise: each class of word comes with
//! the share of texts that a word of its kind is expected in. Passages are compared by aligning
//! their words one to one, equal words first, then words of like meaning by the pipeline's static
//! vectors; what is left unaligned counts against them.

use std::collections::BTreeMap;

use smol_str::{SmolStr, ToSmolStr};
use stemma_core::{Parsed, Reported, Span, Token};

use crate::Vectors;

/// Classes of words, by how much a word of the class tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// A proper noun.
    Name,
    /// Figures and number words.
    Number,
    /// A common noun.
    Noun,
    /// An adjective.
    Adjective,
    /// A verb that tells something.
    Verb,
    /// A verb that nearly every report has: to be, to have, to say.
    Light,
    /// An adverb.
    Adverb,
    /// All the rest that is written in letters.
    Function,
}

/// Verbs that any sentence may have, and those that only introduce speech. A closed list of
/// English; what it misses, the frequencies of a larger collection catch.
const LIGHT_VERBS: &[&str] = &[
    "add", "announce", "be", "become", "begin", "can", "claim", "come", "could", "declare", "do",
    "explain", "get", "give", "go", "have", "inform", "keep", "know", "let", "make", "may",
    "might", "mention", "must", "note", "point", "put", "report", "say", "see", "shall", "should",
    "state", "stress", "take", "tell", "think", "want", "will", "would",
];

impl Class {
    /// The class of a token; `None` for what is no word.
    pub(crate) fn of(token: &Token, words: &str) -> Option<Class> {
        if !words.chars().any(char::is_alphanumeric) {
            return None;
        }
        Some(match token.pos.as_str() {
            "PROPN" => Class::Name,
            "NUM" => Class::Number,
            "NOUN" => Class::Noun,
            "ADJ" => Class::Adjective,
            "VERB" if LIGHT_VERBS.contains(&token.lemma.as_str()) => Class::Light,
            "VERB" => Class::Verb,
            "AUX" => Class::Light,
            "ADV" => Class::Adverb,
            _ if words.chars().all(|c| c.is_ascii_digit()) => Class::Number,
            _ => Class::Function,
        })
    }

    /// The share of accounts that a word of this class is expected in, before any is counted.
    pub(crate) fn share_of_accounts(self) -> f32 {
        match self {
            Class::Name => 0.02,
            Class::Number | Class::Noun => 0.08,
            Class::Adjective => 0.1,
            Class::Verb => 0.12,
            Class::Adverb => 0.4,
            Class::Light => 0.8,
            Class::Function => 1.0,
        }
    }

    /// The share of sentences that a word of this class is expected in, before any is counted.
    pub(crate) fn share_of_sentences(self) -> f32 {
        match self {
            Class::Name | Class::Number => 0.02,
            Class::Noun => 0.03,
            Class::Adjective => 0.04,
            Class::Verb => 0.05,
            Class::Adverb => 0.15,
            Class::Light => 0.3,
            Class::Function => 0.5,
        }
    }

    /// Whether a word of the class tells what a text is about.
    pub(crate) fn tells(self) -> bool {
        self < Class::Light
    }
}

/// One word of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// Its base form, in lower case, as the vocabulary numbers it.
    pub(crate) term: u32,
    /// Its class.
    pub(crate) class: Class,
    /// Its token in the parsed text.
    pub(crate) token: u32,
    /// Its place in the text.
    pub(crate) span: Span,
}

/// Base forms in alphabetical order: numbers that do not hang on the order of the accounts.
pub(crate) struct Vocabulary {
    terms: Vec<SmolStr>,
}

impl Vocabulary {
    /// Numbers the words of some texts.
    fn new<'t>(texts: impl Iterator<Item = (&'t Parsed, &'t str)>) -> Vocabulary {
        let mut terms = std::collections::BTreeSet::new();
        for (parsed, text) in texts {
            for token in &parsed.tokens {
                let words = token.span.of(text);
                if Class::of(token, words).is_some() {
                    let term = base_form(token, words);
                    if !terms.contains(&term) {
                        terms.insert(term);
                    }
                }
            }
        }
        Vocabulary { terms: terms.into_iter().collect() }
    }

    /// Numbers the words of the titles and bodies of some accounts.
    pub(crate) fn of(accounts: &[&Reported<'_>]) -> Vocabulary {
        Vocabulary::new(accounts.iter().flat_map(|reported| {
            let title = reported.account.title.as_deref().unwrap_or_default();
            [(reported.text, reported.account.text.as_str()), (reported.title, title)]
        }))
    }

    /// How many terms there are.
    pub(crate) fn len(&self) -> usize {
        self.terms.len()
    }

    /// The base form of that number.
    pub(crate) fn term(&self, number: u32) -> &str {
        &self.terms[number as usize]
    }

    /// The words of a text, in order.
    pub(crate) fn words(&self, parsed: &Parsed, text: &str) -> Vec<Word> {
        let mut found = Vec::new();
        for (n, token) in parsed.tokens.iter().enumerate() {
            let words = token.span.of(text);
            let Some(class) = Class::of(token, words) else {
                continue;
            };
            let Ok(term) = self.terms.binary_search(&base_form(token, words)) else {
                continue;
            };
            found.push(Word { term: term as u32, class, token: n as u32, span: token.span });
        }
        found
    }
}

/// The lemma in lower case; figures without the commas between thousands.
fn base_form(token: &Token, words: &str) -> SmolStr {
    if words.starts_with(|c: char| c.is_ascii_digit()) {
        return words.chars().filter(|&c| c != ',').collect();
    }
    let form = if token.lemma.is_empty() { words } else { token.lemma.as_str() };
    // "Will leave" and "would leave" differ in the report's tense only.
    if token.tag == "MD" {
        match form {
            "would" => return "will".into(),
            "could" => return "can".into(),
            "might" => return "may".into(),
            _ => {}
        }
    }
    if form.chars().any(char::is_uppercase) {
        form.to_lowercase().to_smolstr()
    } else {
        form.to_smolstr()
    }
}

/// Inverse document frequency with a prior: `texts` were counted, `counted` of them have the word,
/// and `prior` more are imagined that have it at the rate `share`.
pub(crate) fn inverse_frequency(texts: f32, counted: f32, prior: f32, share: f32) -> f32 {
    ((texts + prior) / (counted + prior * share)).max(1.0).ln()
}

/// Weights by term, in the order of the terms.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weights(pub(crate) Vec<(u32, f32)>);

impl Weights {
    /// Of terms in any order, each once.
    pub(crate) fn new(weights: BTreeMap<u32, f32>) -> Weights {
        Weights(weights.into_iter().collect())
    }

    /// Scaled to length 1.
    #[must_use]
    pub(crate) fn unit(mut self) -> Weights {
        let length = self.0.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
        if length > 0.0 {
            for (_, weight) in &mut self.0 {
                *weight /= length;
            }
        }
        self
    }

    /// The inner product.
    pub(crate) fn dot(&self, other: &Weights) -> f32 {
        let (mut left, mut right, mut sum) = (self.0.as_slice(), other.0.as_slice(), 0.0);
        while let (Some(&one), Some(&two)) = (left.first(), right.first()) {
            if one.0 == two.0 {
                sum += one.1 * two.1;
            }
            if one.0 <= two.0 {
                left = &left[1..];
            }
            if two.0 <= one.0 {
                right = &right[1..];
            }
        }
        sum
    }

    /// The sum of both.
    #[must_use]
    pub(crate) fn plus(&self, other: &Weights) -> Weights {
        let mut sum = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        loop {
            match (left.peek(), right.peek()) {
                (Some(one), Some(two)) if one.0 == two.0 => {
                    sum.push((one.0, one.1 + two.1));
                    left.next();
                    right.next();
                }
                (Some(one), Some(two)) if one.0 < two.0 => sum.extend(left.next()),
                (Some(_), Some(_)) => sum.extend(right.next()),
                (Some(_), None) => sum.extend(left.by_ref()),
                (None, _) => {
                    sum.extend(right.by_ref());
                    break;
                }
            }
        }
        Weights(sum)
    }

    /// The terms that both have, those that weigh most first.
    pub(crate) fn shared(&self, other: &Weights) -> Vec<u32> {
        let mut shared: Vec<(u32, f32)> = self
            .0
            .iter()
            .filter_map(|&(term, v)| {
                let at = other.0.binary_search_by_key(&term, |&(t, _)| t).ok()?;
                Some((term, v * other.0[at].1))
            })
            .collect();
        shared.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        shared.into_iter().map(|(term, _)| term).collect()
    }
}

/// Vectors of length 1 of the terms of a vocabulary.
pub(crate) struct TermVectors<'v> {
    vectors: Vec<Option<(&'v [f32], f32)>>,
}

impl<'v> TermVectors<'v> {
    /// Looks up every term.
    pub(crate) fn new(vocabulary: &Vocabulary, vectors: Vectors<'v>) -> TermVectors<'v> {
        let look_up = |term: &SmolStr| {
            let vector = vectors(term)?;
            let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
            (length > 0.0).then_some((vector, 1.0 / length))
        };
        TermVectors { vectors: vocabulary.terms.iter().map(look_up).collect() }
    }

    /// The cosine of two terms; 0 where one is unknown.
    pub(crate) fn cosine(&self, a: u32, b: u32) -> f32 {
        let (Some((a, by_a)), Some((b, by_b))) =
            (self.vectors[a as usize], self.vectors[b as usize])
        else {
            return 0.0;
        };
        // Eight sums side by side let the compiler use vector instructions.
        let mut sums = [0.0f32; 8];
        for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
            for n in 0..8 {
                sums[n] += a[n] * b[n];
            }
        }
        let rest: f32 = a
            .chunks_exact(8)
            .remainder()
            .iter()
            .zip(b.chunks_exact(8).remainder())
            .map(|(a, b)| a * b)
            .sum();
        (sums.iter().sum::<f32>() + rest) * by_a * by_b
    }
}
