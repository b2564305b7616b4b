//! Where a headline without a full stop ends that runs into the first sentence of a body.
//!
//! Plain text often has its headline as the first words of the text, and nothing between them and
//! the sentence after. A parser takes both for one sentence. What shows the seam: a capital where no
//! name begins, behind a word that cannot end a phrase's beginning; words of the headline that begin
//! again; two clauses with little between them. Where an account shows no seam of its own, another
//! account of the story that does tells where to look.

use std::collections::BTreeSet;

use smol_str::{SmolStr, ToSmolStr};
use stemma_core::{Parsed, Reported, Token};

/// A headline, and a sentence after it, has no fewer tokens.
const WORDS: usize = 3;
/// What shows that a sentence begins at a capital, by how much. Set by hand on the first sentences
/// of `translations-a`, of which nearly all begin with a headline.
const SMALL_WORD: f32 = 3.0;
const COMMON_WORD: f32 = 2.5;
const KNOWN_IN_SMALL_LETTERS: f32 = 1.5;
const NO_NAME: f32 = 0.5;
const BEGINS_AGAIN: f32 = 1.5;
const AND_GOES_ON: f32 = 1.0;
const LITTLE_BETWEEN: f32 = 1.0;
const CLAUSE: f32 = 0.5;
const HELD_TOGETHER: f32 = 0.75;
const AFTER_A_CAPITAL: f32 = 1.0;
/// So much must speak for a seam.
const SEAM: f32 = 2.5;
/// What the headline of another account adds where it and what follows it are as like this one's two
/// parts as can be; and how like both must be at least.
const LIKE_ANOTHER: f32 = 4.0;
const LIKE: f32 = 0.3;
/// Letters that a word and its repetition share at least.
const STEM: usize = 4;
/// Relations that hold the words of one phrase together.
const HELD: &[&str] = &[
    "amod", "appos", "aux", "auxpass", "case", "compound", "det", "dobj", "flat", "neg", "nmod",
    "nummod", "pobj", "poss", "prt", "quantmod",
];

/// A token at which a sentence may begin, and how much speaks for it.
#[derive(Clone, Copy)]
struct Seam {
    at: u32,
    score: f32,
}

/// For each account the tokens at which its first sentence is cut, in order; none where the account
/// has a title of its own, or where nothing shows a seam.
pub(super) fn seams(accounts: &[&Reported<'_>]) -> Vec<Vec<u32>> {
    let untitled = |reported: &Reported<'_>| {
        reported.account.title.as_deref().is_none_or(|title| title.trim().is_empty())
    };
    if !accounts.iter().any(|reported| untitled(reported)) {
        return vec![Vec::new(); accounts.len()];
    }
    let small = small_words(accounts);
    let possible: Vec<Vec<Seam>> = accounts
        .iter()
        .map(|reported| {
            let untitled = untitled(reported).then_some(reported);
            untitled.map_or_else(Vec::new, |of| possible(of.text, &of.account.text, &small))
        })
        .collect();
    let mut seams: Vec<Vec<u32>> = possible.iter().map(|possible| sure(possible)).collect();
    // What is said before and behind the seams that are plain.
    let parts = |n: usize, cut: u32| {
        let &(first, after) = accounts[n].text.sentences.first()?;
        let telling = |from, to| telling(accounts[n].text, &accounts[n].account.text, from, to);
        Some((telling(first, cut), telling(cut, after)))
    };
    let plain: Vec<_> = seams
        .iter()
        .enumerate()
        .filter_map(|(n, cuts)| Some((n, parts(n, *cuts.first()?)?)))
        .collect();
    for n in 0..accounts.len() {
        if !seams[n].is_empty() {
            continue;
        }
        let best = possible[n]
            .iter()
            .filter_map(|seam| {
                let (head, rest) = parts(n, seam.at)?;
                let like = plain.iter().map(|(_, (other_head, other_rest))| {
                    shared(&head, other_head).min(shared(&rest, other_rest))
                });
                let like = like.fold(0.0, f32::max);
                let score = seam.score + if like > LIKE { LIKE_ANOTHER * like } else { 0.0 };
                (score >= SEAM).then_some((score, seam.at))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        seams[n].extend(best.map(|(_, at)| at));
    }
    seams
}

/// The seams that enough speaks for, each a few words behind the one before.
fn sure(possible: &[Seam]) -> Vec<u32> {
    let mut cuts: Vec<u32> = Vec::new();
    let mut by_score: Vec<&Seam> = possible.iter().filter(|seam| seam.score >= SEAM).collect();
    by_score.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
    for seam in by_score {
        if cuts.iter().all(|cut| cut.abs_diff(seam.at) as usize >= WORDS) {
            cuts.push(seam.at);
        }
    }
    // A headline and a second one below it; more seams than that are another kind of text.
    cuts.truncate(2);
    cuts.sort_unstable();
    cuts
}

/// Words that some account of the story writes in small letters.
fn small_words(accounts: &[&Reported<'_>]) -> BTreeSet<SmolStr> {
    let mut small = BTreeSet::new();
    for reported in accounts {
        for token in &reported.text.tokens {
            let word = token.span.of(&reported.account.text);
            if word.starts_with(char::is_lowercase) && !small.contains(word) {
                small.insert(word.to_smolstr());
            }
        }
    }
    small
}

/// Where the first sentence may hold the beginning of another.
fn possible(parsed: &Parsed, text: &str, small: &BTreeSet<SmolStr>) -> Vec<Seam> {
    let Some(&(first, after)) = parsed.sentences.first() else {
        return Vec::new();
    };
    let token = |n: u32| &parsed.tokens[n as usize];
    let word = |n: u32| token(n).span.of(text);
    let finite = |n: u32| matches!(token(n).tag.as_str(), "VBD" | "VBZ" | "VBP" | "MD");
    let open = |n: u32| {
        matches!(token(n).pos.as_str(), "DET" | "ADP" | "CCONJ" | "SCONJ" | "PART" | "AUX" | "PRON")
    };
    // A quotation mark that follows the word before it without a space.
    let closes = |n: u32| {
        matches!(word(n), "\"" | "”" | "»" | "'" | "’")
            && n > first
            && token(n - 1).span.end == token(n).span.start
    };
    // Where most words have a capital, one more says little.
    let mostly_capitals = |from: u32, to: u32| {
        let telling = (from..to).filter(|&n| !open(n) && word(n).starts_with(char::is_alphabetic));
        let (mut all, mut capitals) = (0, 0);
        for n in telling {
            all += 1;
            capitals += usize::from(word(n).starts_with(char::is_uppercase));
        }
        capitals * 3 > all * 2
    };
    let mut found = Vec::new();
    for cut in (first + WORDS as u32)..after.saturating_sub(WORDS as u32 - 1) {
        let before = if closes(cut - 1) { cut - 2 } else { cut - 1 };
        if !word(cut).starts_with(char::is_uppercase)
            || open(before)
            || !word(before).starts_with(char::is_alphanumeric)
            || !(cut..after).any(finite)
        {
            continue;
        }
        let known = || {
            let lower = word(cut).to_lowercase();
            small.contains(lower.as_str()) || small.contains(&token(cut).lemma)
        };
        let mut score = match token(cut).pos.as_str() {
            "DET" | "PRON" | "SCONJ" | "ADV" | "ADP" => SMALL_WORD,
            "VERB" if word(cut) == "According" => SMALL_WORD,
            "PROPN" => {
                if known() {
                    KNOWN_IN_SMALL_LETTERS
                } else {
                    0.0
                }
            }
            _ if known() => COMMON_WORD,
            _ => NO_NAME,
        };
        if word(before).starts_with(char::is_uppercase) && mostly_capitals(first, cut) {
            score -= AFTER_A_CAPITAL;
        }
        let crosses = |n: &u32| (*n < cut) != (token(*n).head < cut) && token(*n).dep != "punct";
        let crossing: Vec<u32> = (first..after).filter(crosses).collect();
        let held =
            crossing.iter().filter(|&&n| HELD.contains(&token(n).dep.as_str())).count() as f32;
        score -= HELD_TOGETHER * held;
        if crossing.len() <= 1 && held == 0.0 {
            score += LITTLE_BETWEEN;
        }
        let again = |n: u32| !open(n) && one_stem(word(n), word(cut));
        if let Some(n) = (first..cut).find(|&n| again(n)) {
            score += BEGINS_AGAIN;
            if n + 1 < cut && one_stem(word(n + 1), word(cut + 1)) {
                score += AND_GOES_ON;
            }
        }
        let subject =
            |n: u32| matches!(token(n).dep.as_str(), "nsubj" | "nsubjpass") && token(n).head >= cut;
        if (cut..after).any(subject) {
            score += CLAUSE;
        }
        if (first..cut).any(finite) {
            score += CLAUSE;
        }
        found.push(Seam { at: cut, score });
    }
    found
}

/// The base forms between two tokens that tell something.
fn telling<'p>(parsed: &'p Parsed, text: &str, from: u32, to: u32) -> BTreeSet<&'p str> {
    let tells = |token: &&Token| {
        matches!(token.pos.as_str(), "PROPN" | "NOUN" | "ADJ" | "VERB" | "NUM")
            && token.span.of(text).starts_with(char::is_alphanumeric)
    };
    let tokens = &parsed.tokens[from as usize..to as usize];
    tokens.iter().filter(tells).map(|token| token.lemma.as_str()).collect()
}

/// How much of both sets is in both (Dice's coefficient).
fn shared(a: &BTreeSet<&str>, b: &BTreeSet<&str>) -> f32 {
    let both = a.intersection(b).count() as f32;
    2.0 * both / ((a.len() + b.len()) as f32).max(1.0)
}

fn one_stem(a: &str, b: &str) -> bool {
    let shared =
        a.chars().zip(b.chars()).take_while(|(x, y)| x.to_lowercase().eq(y.to_lowercase()));
    shared.count() >= STEM
}

#[cfg(test)]
mod tests {
    use stemma_core::{Parsed, Span, Token};

    use super::*;

    /// Words as `word/POS/relation/head`; the possible seams with their scores.
    fn best(words: &str, small: &[&str]) -> Option<(String, bool)> {
        let mut text = String::new();
        let mut parsed = Parsed::default();
        for given in words.split(' ') {
            let mut parts = given.split('/');
            let mut next = || parts.next().expect("word, class, relation, head");
            let (word, pos, dep, head) = (next(), next(), next(), next());
            if !text.is_empty() {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(word);
            parsed.tokens.push(Token {
                span: Span::new(start, text.len()),
                lemma: word.to_lowercase().into(),
                tag: if pos == "VERB" { "VBD".into() } else { pos.into() },
                pos: pos.into(),
                dep: dep.into(),
                head: head.parse().expect("a number"),
            });
        }
        parsed.sentences = vec![(0, parsed.tokens.len() as u32)];
        let small = small.iter().map(ToSmolStr::to_smolstr).collect();
        let seams = possible(&parsed, &text, &small);
        let best = seams.into_iter().max_by(|a, b| a.score.total_cmp(&b.score))?;
        let word = parsed.tokens[best.at as usize].span.of(&text).to_owned();
        Some((word, best.score >= SEAM))
    }

    #[test]
    fn a_common_noun_with_a_capital_begins_a_sentence() {
        let words = "Norland/PROPN/nsubj/1 warned/VERB/ROOT/1 of/ADP/prep/1 fraud/NOUN/pobj/2 \
                     Thieves/NOUN/nsubj/5 rang/VERB/ccomp/1 old/ADJ/amod/7 people/NOUN/dobj/5";
        assert_eq!(best(words, &["thieves"]), Some(("Thieves".to_owned(), true)));
    }

    #[test]
    fn a_name_within_a_sentence_begins_none() {
        let words = "The/DET/det/1 ferry/NOUN/nsubj/2 left/VERB/ROOT/2 with/ADP/prep/2 \
                     captain/NOUN/compound/5 Lindqvist/PROPN/pobj/3 and/CCONJ/cc/2 sank/VERB/conj/2";
        assert_eq!(best(words, &["ferry"]), Some(("Lindqvist".to_owned(), false)));
    }
}
