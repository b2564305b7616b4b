//! Other words for the same, and names that are written in two ways.

use std::collections::BTreeSet;

use stemma_core::{DifferenceKind, Passage, Span};

use super::{Found, Side};
use crate::claims::align::Alignment;
use crate::claims::units::Weighed;
use crate::likeness::Class;

/// Between two anchors, more words than that on one side are another sentence, not other words.
const OTHER_WORDS: usize = 8;
/// From this match on two words are like one another. By hand: words of one stem are.
const LIKE: f32 = 0.5;

/// Names of one that are written in two ways.
pub(super) fn spellings(
    a: &Side<'_>,
    b: &Side<'_>,
    alignment: &Alignment,
    found: &mut Found,
) -> BTreeSet<Passage> {
    let mut told = BTreeSet::new();
    for &(i, j, _) in &alignment.pairs {
        let (x, y) = (&a.unit.words[i], &b.unit.words[j]);
        if x.word.class != Class::Name || y.word.class != Class::Name {
            continue;
        }
        let (x_at, y_at) = (a.at(x.word.span), b.at(y.word.span));
        told.insert(x_at);
        told.insert(y_at);
        if x.word.term != y.word.term {
            let (one, other) = (whole_name(a, x.word.span), whole_name(b, y.word.span));
            told.insert(a.at(one));
            told.insert(b.at(other));
            let note = a.note(b, one, other);
            found.add(DifferenceKind::Name, note, [a.at(one), b.at(other)]);
        }
    }
    told
}

/// The mention that a word of a name is of, where it lies in the passage.
fn whole_name(side: &Side<'_>, word: Span) -> Span {
    let mentions = side.reported.found.mentions.iter();
    mentions
        .filter(|mention| mention.place.of == side.member.passage.of)
        .map(|mention| mention.place.span)
        .filter(|span| span.contains(word) && side.member.passage.span.contains(*span))
        .min_by_key(|span| span.len())
        .unwrap_or(word)
}

/// What stands between equal words and is not equal, save what was compared already.
pub(super) fn compare(
    a: &Side<'_>,
    b: &Side<'_>,
    alignment: &Alignment,
    told: &BTreeSet<Passage>,
    found: &mut Found,
) {
    // What has its equal elsewhere was only moved.
    let equal: Vec<(usize, usize)> = equal_words(alignment);
    let mut anchors = in_order(&equal);
    anchors.push((a.unit.words.len(), b.unit.words.len()));
    let in_a = |n: usize| equal.iter().any(|pair| pair.0 == n);
    let in_b = |n: usize| equal.iter().any(|pair| pair.1 == n);
    let mut from = (0, 0);
    for to in anchors {
        let x = differing(a, from.0..to.0, &in_a, told);
        let y = differing(b, from.1..to.1, &in_b, told);
        if let (Some(x), Some(y)) = (x, y)
            && a.words(x.span).to_lowercase() != b.words(y.span).to_lowercase()
            && (x.sort(a).is_some_and(|sort| y.sort(b) == Some(sort))
                || like(&x, &y, a, b, alignment))
        {
            let note = a.note(b, x.span, y.span);
            found.add(DifferenceKind::Wording, note, [a.at(x.span), b.at(y.span)]);
        }
        from = (to.0 + 1, to.1 + 1);
    }
}

/// The words of a stretch between two anchors, from the first that tells something to the last;
/// `None` where none does, or where the stretch is too long to be other words for the same.
fn differing<'a>(
    side: &'a Side<'_>,
    range: std::ops::Range<usize>,
    moved: &dyn Fn(usize) -> bool,
    told: &BTreeSet<Passage>,
) -> Option<Stretch<'a>> {
    let start = range.start;
    let words = side.unit.words.get(range)?;
    let tells = |span: Span| {
        !told.iter().any(|known| {
            known.account == side.reported.id
                && known.of == side.member.passage.of
                && known.span.overlaps(span)
        })
    };
    let telling: Vec<&Weighed> = words
        .iter()
        .enumerate()
        .filter(|&(n, word)| {
            (word.word.class.tells() || word.word.class == Class::Light)
                && !word.attributes
                && !moved(start + n)
                && tells(word.word.span)
        })
        .map(|(_, word)| word)
        .collect();
    let span = telling.first()?.word.span.cover(telling.last()?.word.span);
    let says = telling.iter().any(|word| word.word.class.tells());
    (words.len() <= OTHER_WORDS && says).then_some(Stretch { span, words: telling })
}

/// Words between two anchors.
struct Stretch<'a> {
    span: Span,
    words: Vec<&'a Weighed>,
}

impl Stretch<'_> {
    /// The sort of word that it hangs on; `None` where it is the ends of several phrases, which
    /// says nothing that could be said in other words.
    fn sort(&self, side: &Side<'_>) -> Option<Sort> {
        let parsed = side.parsed();
        let inside = |token: u32| self.span.contains(parsed.tokens[token as usize].span);
        let token = |word: &Weighed| &parsed.tokens[word.word.token as usize];
        let mut heads = self.words.iter().filter(|word| {
            let head = token(word).head;
            head == word.word.token || !inside(head)
        });
        let first = heads.next()?;
        // Two words that hang on one outside are one phrase: "marines | go".
        let one = heads.all(|other| token(other).head == token(first).head);
        one.then_some(match first.word.class {
            Class::Verb | Class::Light => Sort::Verb,
            Class::Name | Class::Noun | Class::Number => Sort::Noun,
            Class::Adjective | Class::Adverb | Class::Function => Sort::Other,
        })
    }
}

/// What may be said in place of one another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Verb,
    Noun,
    Other,
}

/// Whether words of one stretch were found to be like words of the other.
fn like(
    x: &Stretch<'_>,
    y: &Stretch<'_>,
    a: &Side<'_>,
    b: &Side<'_>,
    alignment: &Alignment,
) -> bool {
    alignment.pairs.iter().any(|&(i, j, match_)| {
        match_ >= LIKE
            && x.span.contains(a.unit.words[i].word.span)
            && y.span.contains(b.unit.words[j].word.span)
    })
}

/// Which words are equal, by the first's order.
fn equal_words(alignment: &Alignment) -> Vec<(usize, usize)> {
    let equal = alignment.pairs.iter().filter(|&&(_, _, match_)| match_ >= 1.0);
    equal.map(|&(i, j, _)| (i, j)).collect()
}

/// Equal words that stand in one order in both: the longest such row.
fn in_order(equal: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // Longest increasing subsequence of the second index; the first is increasing already.
    let mut longest: Vec<(usize, Option<usize>)> = Vec::with_capacity(equal.len());
    for (n, &(_, j)) in equal.iter().enumerate() {
        let before = (0..n)
            .filter(|&m| equal[m].1 < j)
            .max_by(|&x, &y| longest[x].0.cmp(&longest[y].0).then(y.cmp(&x)));
        longest.push((before.map_or(1, |m| longest[m].0 + 1), before));
    }
    let mut at = (0..equal.len()).max_by(|&x, &y| longest[x].0.cmp(&longest[y].0).then(y.cmp(&x)));
    let mut row = Vec::new();
    while let Some(n) = at {
        row.push(equal[n]);
        at = longest[n].1;
    }
    row.reverse();
    row
}
