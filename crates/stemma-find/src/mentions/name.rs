//! A name where it stands in the account, and a text with its names: what every step on names,
//! descriptions and pronouns shares.

use smol_str::{SmolStr, StrExt};
use stemma_core::{EntityKind, Gender};
use stemma_words::en::calendar;

use super::lexicon::{self, body_noun, gender_of_title, is_title, role_noun};
use crate::parsed_text::{NONE, ParsedText};
use crate::rule::Rule;

/// A name where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// Which text: an index of the two.
    pub(crate) text_index: usize,
    /// Its tokens, without article, title or possessive ending.
    pub(crate) tokens: (usize, usize),
    /// What sort of thing, as all the account has it.
    pub(crate) kind: EntityKind,
    /// Small letters, without dots: what makes two names one.
    pub(crate) key: SmolStr,
    /// What a title before it shows.
    pub(crate) gender: Option<Gender>,
    /// What says most for its kind.
    pub(super) by: Option<&'static Rule>,
}

/// A name before the account has voted on its kind.
pub(super) struct Candidate {
    pub(super) name: Name,
    /// What the recogniser or the pattern says; `None` where only capitals show a name.
    pub(super) label: Option<EntityKind>,
    /// Found by a pattern that knows the kind.
    pub(super) sure: bool,
}

/// One of an account's two texts with the names found in it.
#[derive(Clone, Copy)]
pub(super) struct NamedText<'a> {
    /// Which text: an index of the two.
    pub(super) index: usize,
    /// Its tokens and trees.
    pub(super) text: &'a ParsedText<'a>,
    /// The names of both texts.
    pub(super) names: &'a [Name],
    /// For every token of this text, the index of the name that covers it, or [`NONE`].
    pub(super) covered: &'a [u32],
}

impl NamedText<'_> {
    /// The index of the name that covers a token.
    pub(super) fn name_at(&self, token: usize) -> Option<usize> {
        self.covered.get(token).filter(|name| **name != NONE).map(|name| *name as usize)
    }

    /// Whether no name covers a token.
    pub(super) fn is_free(&self, token: usize) -> bool {
        self.covered[token] == NONE
    }

    /// The names that cover tokens of a range, in order.
    pub(super) fn names_within(&self, (from, after): (usize, usize)) -> Vec<usize> {
        let mut within: Vec<usize> = (from..after).filter_map(|t| self.name_at(t)).collect();
        within.dedup();
        within
    }
}

/// Every token that a name covers, by the name's index.
pub(crate) fn cover(texts: &[ParsedText; 2], names: &[Name]) -> [Vec<u32>; 2] {
    let mut covered = [0, 1].map(|n: usize| vec![NONE; texts[n].len()]);
    for (index, name) in names.iter().enumerate() {
        covered[name.text_index][name.tokens.0..name.tokens.1].fill(index as u32);
    }
    covered
}

/// A name of these tokens, with what a title before it shows.
pub(super) fn candidate(
    n: usize,
    text: &ParsedText,
    tokens: (usize, usize),
    label: Option<EntityKind>,
    sure: bool,
) -> Candidate {
    let gender = tokens.0.checked_sub(1).and_then(|t| gender_of_title(text.word(t)));
    let mut key = key(text, tokens);
    if label == Some(EntityKind::Event) {
        key = crate::events::plain_key(&key).into();
    }
    Candidate {
        name: Name {
            text_index: n,
            tokens,
            kind: label.unwrap_or(EntityKind::Other),
            key,
            gender,
            by: None,
        },
        label,
        sure,
    }
}

/// Small letters, words apart by one space, dots and marks gone.
pub(crate) fn key(text: &ParsedText, tokens: (usize, usize)) -> SmolStr {
    let mut key = String::new();
    for token in tokens.0..tokens.1 {
        let word = text.lower[token].as_str();
        if word.chars().all(|c| !c.is_alphanumeric()) {
            continue;
        }
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(word.chars().filter(|c| *c != '.').map(|c| match c {
            '’' | '`' => '\'',
            '–' | '‑' => '-',
            c => c,
        }));
    }
    key.as_str().to_lowercase_smolstr()
}

/// Words that are capitalised and yet name nothing: days, months, offices alone, nouns of bodies.
pub(super) fn is_ordinary(text: &ParsedText, (from, after): (usize, usize)) -> bool {
    (from..after).all(|t| {
        let lower = text.lower[t].as_str();
        role_noun(lower).is_some_and(|r| r.sort == lexicon::Sort::Person)
            || body_noun(lower)
            || crate::events::EXERCISES.contains(&lower)
            || is_title(lower)
            || calendar::weekday(lower).is_some()
            || calendar::short_weekday(lower).is_some()
            || calendar::month(lower).is_some()
            || calendar::short_month(lower).is_some()
            || matches!(
                lower,
                "i" | "am"
                    | "pm"
                    | "gmt"
                    | "est"
                    | "photo"
                    | "file"
                    | "image"
                    | "defense"
                    | "defence"
                    | "foreign"
                    | "affairs"
                    | "interior"
                    | "of"
                    | "and"
            )
            || lower.chars().all(|c| !c.is_alphabetic())
    })
}

/// A body that is called by its common noun with a capital: `Congress`, `the Senate`.
pub(super) fn is_house(text: &ParsedText, (from, after): (usize, usize)) -> bool {
    let paper =
        || from > 0 && text.lower[from - 1] == "the" && lexicon::names_paper(&text.lower[from]);
    after == from + 1
        && text.pos(from) == "PROPN"
        && (paper()
            || matches!(
                text.word(from),
                "Congress" | "Senate" | "Parliament" | "Duma" | "Treasury"
            ))
}
