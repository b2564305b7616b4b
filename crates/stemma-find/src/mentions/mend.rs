//! Names mended by the rest of the account: two taken for one, one for two, and what was left out
//! though it is known from elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;
use stemma_core::EntityKind;
use stemma_words::en::places::place_word;

use super::lexicon::{Sort, body_noun, given_name, role_noun};
use super::name::{Candidate, candidate, is_ordinary, key};
use crate::events::{is_year, with_year};
use crate::parsed_text::ParsedText;

/// "Norland and Ostmark signed their pact": two names that the recogniser took for one of a body,
/// where the account knows either, or the people of either.
pub(super) fn split_joined(texts: &[ParsedText; 2], candidates: &mut Vec<Candidate>) {
    /// As many letters as a place shares with its people.
    const SHARED: usize = 5;
    let beginning = |word: &str| {
        let start: String = word.chars().take(SHARED).collect();
        (start.chars().count() == SHARED).then(|| start.to_lowercase())
    };
    let simple = || candidates.iter().filter(|c| !c.name.key.contains(" and "));
    let known: BTreeSet<String> = simple()
        .map(|c| c.name.key.to_string())
        .chain(
            simple()
                .filter(|c| c.label == Some(EntityKind::Group))
                .filter_map(|c| beginning(&c.name.key)),
        )
        .collect();
    let mut split: Vec<Candidate> = Vec::with_capacity(candidates.len());
    for joined in candidates.drain(..) {
        let (from, after) = joined.name.tokens;
        let n = joined.name.text_index;
        let text = &texts[n];
        let joint = after == from + 3 && text.lower[from + 1] == "and" && !joined.sure;
        let single = |t: usize| text.is_capital(t) && !body_noun(&text.lower[t]);
        let is_known = |t: usize| {
            known.contains(text.lower[t].as_str())
                || beginning(text.word(t)).is_some_and(|start| known.contains(&start))
                || place_word(text.word(t)).is_some()
        };
        if joint && single(from) && single(from + 2) && (is_known(from) || is_known(from + 2)) {
            for t in [from, from + 2] {
                // Of what kind each is the rest of the account says.
                split.push(candidate(n, text, (t, t + 1), None, false));
            }
        } else {
            split.push(joined);
        }
    }
    *candidates = split;
}

/// "the minister of defence of Norland Ana Tarvel": a place or body and whoever holds the office there,
/// which the recogniser took for one, where the account knows the first or the given name is one.
pub(super) fn split_office(texts: &[ParsedText; 2], candidates: &mut Vec<Candidate>) {
    /// An office and what it is for stand within so many words before "of".
    const OFFICE: usize = 5;
    let known: BTreeSet<SmolStr> = candidates.iter().map(|c| c.name.key.clone()).collect();
    let mut split: Vec<Candidate> = Vec::new();
    for joined in candidates.drain(..) {
        let (n, (from, after)) = (joined.name.text_index, joined.name.tokens);
        let text = &texts[n];
        let of = (from.saturating_sub(2)..from).any(|t| text.lower[t] == "of");
        let office = (from.saturating_sub(OFFICE)..from).any(|t| {
            role_noun(text.lemma(t).to_lowercase().as_str())
                .is_some_and(|noun| noun.sort == Sort::Person)
        });
        let cut = (from + 1..after.saturating_sub(1)).find(|&cut| {
            (cut..after)
                .all(|t| text.pos(t) == "PROPN" && text.is_capital(t) && !body_noun(&text.lower[t]))
                && (given_name(text.word(cut)).is_some()
                    || known.contains(&key(text, (from, cut)))
                    || place_word(text.words((from, cut))).is_some())
                && given_name(text.word(from)).is_none()
        });
        match cut.filter(|_| of && office && !joined.sure) {
            Some(cut) => {
                let first = joined.label.filter(|label| *label != EntityKind::Person);
                split.push(candidate(n, text, (from, cut), first, false));
                split.push(candidate(n, text, (cut, after), Some(EntityKind::Person), false));
            }
            None => split.push(joined),
        }
    }
    *candidates = split;
}

/// "Firm Coast" of an account that also has "the exercise Firm Coast 2031": an event, with its year
/// where one stands behind it.
pub(super) fn add_known_events(texts: &[ParsedText; 2], candidates: &mut Vec<Candidate>) {
    let stems: BTreeSet<Vec<SmolStr>> = candidates
        .iter()
        .filter(|c| c.sure && c.name.kind == EntityKind::Event)
        .flat_map(|c| crate::entities::short_names(&c.name.key))
        .map(|stem| stem.split(' ').map(SmolStr::from).collect())
        .collect();
    for (n, text) in texts.iter().enumerate() {
        for stem in &stems {
            let mut token = 0;
            while token + stem.len() <= text.len() {
                let after = token + stem.len();
                let here = text.lower[token..after] == stem[..]
                    && (token..after).all(|t| text.is_capital(t));
                token += 1;
                if here {
                    let from = token - 1;
                    let year = after < text.len()
                        && is_year(text.word(after))
                        && text.same_paragraph(from, after);
                    let tokens = with_year(text, (from, after + usize::from(year)));
                    take((n, text), tokens, candidates);
                    token = after;
                }
            }
        }
    }
    candidates.sort_by_key(|c| (c.name.text_index, c.name.tokens));
}

/// Puts an event in the place of whatever was taken for a name there, unless that is sure.
fn take((n, text): (usize, &ParsedText), tokens: (usize, usize), candidates: &mut Vec<Candidate>) {
    let there = |c: &Candidate| {
        c.name.text_index == n && c.name.tokens.0 < tokens.1 && tokens.0 < c.name.tokens.1
    };
    if candidates.iter().any(|c| there(c) && c.sure) {
        return;
    }
    candidates.retain(|c| !there(c));
    candidates.push(candidate(n, text, tokens, Some(EntityKind::Event), true));
}

/// Surnames of persons where the recogniser took them for common words, as it does with `Trapp` or
/// `Power`: capitalised, and known from elsewhere in the account.
pub(super) fn add_known_surnames(texts: &[ParsedText; 2], candidates: &mut Vec<Candidate>) {
    let mut surnames: BTreeMap<SmolStr, u32> = BTreeMap::new();
    for candidate in candidates.iter() {
        let name = &candidate.name;
        if candidate.label == Some(EntityKind::Person) && name.text_index == 1 {
            let last = name.key.rsplit(' ').next().unwrap_or("");
            *surnames.entry(last.into()).or_default() += 1;
        }
    }
    let mut known: Vec<Candidate> = Vec::new();
    for (n, text) in texts.iter().enumerate() {
        let mut taken = vec![false; text.len()];
        for candidate in candidates.iter().filter(|c| c.name.text_index == n) {
            taken[candidate.name.tokens.0..candidate.name.tokens.1].fill(true);
        }
        for (token, &taken) in taken.iter().enumerate() {
            if taken || !text.is_capital(token) {
                continue;
            }
            let surname = surnames.contains_key(&key(text, (token, token + 1)));
            // At the head of a sentence any word has a capital: there the tree must see a noun.
            let noun = matches!(text.pos(token), "PROPN" | "NOUN")
                || matches!(text.dep(token), "nsubj" | "poss")
                || text.lower.get(token + 1).is_some_and(|next| next == ":")
                || !text.opens_sentence(token) && !matches!(text.pos(token), "ADJ" | "AUX" | "DET");
            if surname && noun && !is_ordinary(text, (token, token + 1)) {
                let range = (token, token + 1);
                known.push(candidate(n, text, range, Some(EntityKind::Person), false));
            }
        }
    }
    candidates.append(&mut known);
    candidates.sort_by_key(|c| (c.name.text_index, c.name.tokens));
}

/// A given name that the recogniser left out, right before a person's surname.
pub(super) fn join_given_names(n: usize, text: &ParsedText, found: &mut Vec<Candidate>) {
    for at in (1..found.len()).rev() {
        let (first, second) = (found[at - 1].name.tokens, found[at].name.tokens);
        if found[at].label == Some(EntityKind::Person)
            && found[at - 1].label.is_none()
            && first.1 == second.0
            && second.1 == second.0 + 1
            && given_name(text.word(first.1 - 1)).is_some()
        {
            let person = (first.1 - 1, second.1);
            found[at] = candidate(n, text, person, Some(EntityKind::Person), false);
            let rest = (first.0, first.1 - 1);
            if rest.0 == rest.1 || is_ordinary(text, rest) {
                found.remove(at - 1);
            } else {
                found[at - 1] = candidate(n, text, rest, None, false);
            }
        }
    }
}

/// "(Ana) Tarvel": a given name in parentheses and the surname behind them are one name.
pub(super) fn join_parentheses(text: &ParsedText, found: &mut Vec<Candidate>) {
    for n in (1..found.len()).rev() {
        let (first, second) = (found[n - 1].name.tokens, found[n].name.tokens);
        let person = |c: &Candidate| match c.label {
            Some(label) => label == EntityKind::Person,
            None => given_name(text.words(c.name.tokens)).is_some(),
        };
        if person(&found[n - 1])
            && person(&found[n])
            && second.0 == first.1 + 1
            && text.word(first.1) == ")"
            && first.0 > 0
            && text.word(first.0 - 1) == "("
        {
            let tokens = (first.0 - 1, second.1);
            let text_index = found[n].name.text_index;
            found[n - 1] = candidate(text_index, text, tokens, Some(EntityKind::Person), false);
            found.remove(n);
        }
    }
}
