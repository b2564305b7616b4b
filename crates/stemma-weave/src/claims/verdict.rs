//! Whether two passages that are alike would be true or false together.

use stemma_core::{Certainty, Quantity, Reported};

use crate::likeness::Class;
use crate::numbers::{agree, comparable};

use super::align::Alignment;
use super::units::Unit;
use super::who::Who;

/// What speaks against two alike passages being one claim, by how much each takes from their
/// likeness. Set on `translations-a`, where neighbouring sentences of one document are the passages
/// that are alike and not the same.
const OTHER_FIGURES: f32 = 0.2;
const OTHER_COUNT: f32 = 0.25;
const NEGATED: f32 = 0.3;
/// Another speaker may say the same of a third; of himself ("we will leave") he says another thing.
const OTHER_SPEAKER: f32 = 0.03;
const OTHER_SELF: f32 = 0.2;
const ASKED: f32 = 0.1;
const OTHER_VERB: f32 = 0.04;
/// From this match on two verbs correspond.
const LIKE_VERBS: f32 = 0.5;
const LESS_CERTAIN: f32 = 0.03;
/// What it adds that all words of the shorter stand in the same order, side by side.
const RUNS: f32 = 0.15;
/// What one speaker adds.
const ONE_SPEAKER: f32 = 0.03;

/// A piece of evidence: what it is, and what it adds to the likeness or takes from it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Evidence {
    pub(super) text: String,
    pub(super) weight: f32,
}

/// What numbers, negation, speaker and certainty say for and against.
pub(super) fn weigh(
    (a, b): (&Unit, &Unit),
    alignment: &Alignment,
    accounts: &[&Reported<'_>],
    who: &Who<'_>,
) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    let mut add = |weight: f32, text: String| evidence.push(Evidence { text, weight });
    if alignment.runs > 0.0 {
        let share = 100.0 * alignment.runs;
        add(
            RUNS * alignment.runs,
            format!("{share:.0} % of their words follow one another in both"),
        );
    }
    if let Some((x, y)) = other_count(a, b, alignment, accounts) {
        add(-OTHER_COUNT, format!("other numbers of the same: {x} / {y}"));
    } else if let Some((x, y)) = other_figures(a, b, alignment, accounts) {
        add(-OTHER_FIGURES, format!("other figures: {x} / {y}"));
    }
    if negated(a, b, alignment) {
        add(-NEGATED, "one says that it is not so".to_owned());
    }
    match (a.speaker, b.speaker) {
        (Some(x), Some(y)) if x == y || a.jointly.contains(&y) || b.jointly.contains(&x) => {
            add(ONE_SPEAKER, "one speaker".to_owned());
        }
        (Some(x), Some(y)) if who.others(x, y) => {
            let own = a.first_person || b.first_person;
            let weight = if own { OTHER_SELF } else { OTHER_SPEAKER };
            add(-weight, "other speakers".to_owned());
        }
        _ => {}
    }
    if other_verbs(a, b, alignment) {
        add(-OTHER_VERB, "their main verbs do not correspond".to_owned());
    }
    if a.asks != b.asks {
        add(-ASKED, "one asks, one tells".to_owned());
    } else if let (Some(x), Some(y)) = (a.certainty, b.certainty)
        && (x == Certainty::Certain) != (y == Certainty::Certain)
    {
        add(-LESS_CERTAIN, "one is less certain".to_owned());
    }
    evidence
}

/// Whether both hang on verbs that tell something and neither has its like in the other.
fn other_verbs(a: &Unit, b: &Unit, alignment: &Alignment) -> bool {
    let (Some(x), Some(y)) = (a.main, b.main) else {
        return false;
    };
    !alignment.pairs.iter().any(|&(i, j, match_)| (i == x || j == y) && match_ >= LIKE_VERBS)
}

/// Whether the same verb, aligned with itself, is negated in one of the two, and nothing in the other
/// negates in other words.
pub(crate) fn negated(a: &Unit, b: &Unit, alignment: &Alignment) -> bool {
    if a.negates && b.negates {
        return false;
    }
    alignment.pairs.iter().any(|&(i, j, _)| {
        let (x, y) = (&a.words[i].word, &b.words[j].word);
        x.term == y.term
            && matches!(x.class, Class::Verb | Class::Light)
            && a.negated.contains(&x.term) != b.negated.contains(&y.term)
    })
}

/// Two quantities of the same thing that cannot both be right.
fn other_count(
    a: &Unit,
    b: &Unit,
    alignment: &Alignment,
    accounts: &[&Reported<'_>],
) -> Option<(String, String)> {
    let (of_a, of_b) = (accounts[a.account], accounts[b.account]);
    for &m in &a.quantities {
        for &n in &b.quantities {
            let (x, y) = (&of_a.found.quantities[m], &of_b.found.quantities[n]);
            if comparable(x, y) && same_thing(a, b, (x, y), alignment) && !agree(x, y) {
                let words = |q: &Quantity, of: &Reported<'_>| {
                    let title = of.account.title.as_deref().unwrap_or_default();
                    let text = match q.place.of {
                        stemma_core::Field::Title => title,
                        _ => &of.account.text,
                    };
                    q.place.span.get(text).unwrap_or_default().to_owned()
                };
                return Some((words(x, of_a), words(y, of_b)));
            }
        }
    }
    None
}

/// Whether what two quantities count is aligned.
pub(crate) fn same_thing(
    a: &Unit,
    b: &Unit,
    (x, y): (&Quantity, &Quantity),
    alignment: &Alignment,
) -> bool {
    let (Some(x), Some(y)) = (x.of, y.of) else {
        return false;
    };
    alignment.pairs.iter().any(|&(i, j, match_)| {
        match_ > 0.5
            && a.words[i].word.class.tells()
            && x.contains(a.words[i].word.span)
            && y.contains(b.words[j].word.span)
    })
}

/// Figures on both sides that have no counterpart on the other.
fn other_figures(
    a: &Unit,
    b: &Unit,
    alignment: &Alignment,
    accounts: &[&Reported<'_>],
) -> Option<(String, String)> {
    let left = |unit: &Unit, taken: &dyn Fn(usize) -> bool| {
        let at = unit
            .words
            .iter()
            .enumerate()
            .position(|(n, word)| word.word.class == Class::Number && !taken(n))?;
        let account = accounts[unit.account].account;
        let text = match unit.place.of {
            stemma_core::Field::Title => account.title.as_deref().unwrap_or_default(),
            _ => &account.text,
        };
        let words = unit.words[at].word.span.of(text);
        words.starts_with(|c: char| c.is_ascii_digit()).then(|| words.to_owned())
    };
    let in_a = left(a, &|n| alignment.pairs.iter().any(|&(i, _, _)| i == n))?;
    let in_b = left(b, &|n| alignment.pairs.iter().any(|&(_, j, _)| j == n))?;
    Some((in_a, in_b))
}
