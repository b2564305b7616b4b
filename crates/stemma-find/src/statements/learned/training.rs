//! What the weights are trained from: the features that the decisions look at, with what is right.

use stemma_core::{Account, Field, Parsed, Span, Statement};

use super::super::{find_in, rules};
use super::features::{self, Cue};
use super::sheet::{Features, Sheet, shared, size};
use super::weights::BITS;
use super::{bounds, spans, speakers};
use crate::Mentioned;
use crate::parsed_text::ParsedText;

pub use super::weights::Weights;

/// How many weights each decision has.
pub const WEIGHTS: usize = 1 << BITS;

/// An attribution that a reader marked, in spans of the text.
#[derive(Clone, Debug, Default)]
pub struct Attribution {
    /// What was said.
    pub content: Vec<Span>,
    /// Who said it; empty for nobody.
    pub source: Vec<Span>,
    /// The words that show it.
    pub cue: Vec<Span>,
}

/// Decisions with what is right.
#[derive(Clone, Debug, Default)]
pub struct Examples {
    /// Is this word a cue?
    pub cues: Vec<(Vec<u16>, bool)>,
    /// Which of these is its content?
    pub contents: Vec<Choice>,
    /// Who of these speaks?
    pub speakers: Vec<Choice>,
}

/// A choice among options: the features of each, and whether it is a right one.
pub type Choice = Vec<(Vec<u16>, bool)>;

/// The decisions of one account.
pub fn examples(
    account: &Account,
    text: &Parsed,
    mentioned: &Mentioned,
    gold: &[Attribution],
) -> Examples {
    let text = ParsedText::new(Field::Text, &account.text, text);
    let found = rules(&text, mentioned);
    let sheet = Sheet::new(&text, &found.lines, &found.candidates, &found.drafts);
    let mut at_token: Vec<Vec<usize>> = vec![Vec::new(); text.len()];
    for (n, attribution) in gold.iter().enumerate() {
        for &span in &attribution.cue {
            if let Some(token) = head_of(&sheet, span) {
                at_token[token].push(n);
            }
        }
    }
    let mut examples = Examples::default();
    for cue in features::cues(&sheet) {
        let contents = spans::contents(&sheet, cue);
        let here: Vec<usize> = if cue.draft_only {
            let likeness = |n: usize| likeness(&gold[n].content, &contents[0].pieces);
            let best = (0..gold.len()).max_by(|&a, &b| likeness(a).total_cmp(&likeness(b)));
            best.filter(|&n| likeness(n) >= 0.5).into_iter().collect()
        } else {
            at_token[cue.token].clone()
        };
        let mut f = Features::default();
        features::of_cue(&sheet, cue, &mut f);
        examples.cues.push((f.0, !here.is_empty()));
        if here.is_empty() {
            continue;
        }
        content_choice(&sheet, cue, &contents, gold, &here, &mut examples);
        speaker_choice(&sheet, cue, &gold[here[0]], &mut examples);
    }
    examples
}

fn content_choice(
    sheet: &Sheet,
    cue: Cue,
    contents: &[spans::Content],
    gold: &[Attribution],
    here: &[usize],
    examples: &mut Examples,
) {
    let likenesses: Vec<f64> = contents
        .iter()
        .map(|c| here.iter().map(|&n| likeness(&gold[n].content, &c.pieces)).fold(0.0, f64::max))
        .collect();
    let best = likenesses.iter().copied().fold(0.0, f64::max);
    if best < 0.5 {
        return;
    }
    let rivals = bounds::rivals(contents);
    let option = |(content, &likeness): (&spans::Content, &f64)| {
        let mut f = Features::default();
        bounds::of_content(sheet, cue, content, rivals, &mut f);
        (f.0, likeness > best - 1e-9)
    };
    examples.contents.push(contents.iter().zip(&likenesses).map(option).collect());
}

fn speaker_choice(sheet: &Sheet, cue: Cue, gold: &Attribution, examples: &mut Examples) {
    let all = speakers::speakers(sheet, cue);
    let right = |who: &speakers::Who| match who.token {
        None => gold.source.is_empty(),
        Some(t) => gold.source.iter().any(|s| s.overlaps(sheet.text.token(t).span)),
    };
    if !all.iter().any(right) {
        return;
    }
    let option = |who| {
        let mut f = Features::default();
        speakers::of_speaker(sheet, cue, &gold.content, who, &all, &mut f);
        (f.0, right(who))
    };
    examples.speakers.push(all.iter().map(option).collect());
}

/// The word of a marked cue that is looked at: that on which the others hang, a verb before others.
fn head_of(sheet: &Sheet, span: Span) -> Option<usize> {
    let (first, after) = sheet.text.tokens_in(span);
    let lexical: Vec<usize> = (first..after).filter(|&t| sheet.form(t).lexical).collect();
    let top = |t: &usize| {
        let head = sheet.text.head(*t);
        head == *t || !(first..after).contains(&head)
    };
    let verb = |t: &usize| top(t) && sheet.text.token(*t).pos == "VERB";
    lexical
        .iter()
        .copied()
        .find(|t| verb(t))
        .or_else(|| lexical.iter().copied().find(|t| top(t)))
        .or_else(|| lexical.first().copied())
        .or_else(|| (first < after).then_some(first))
}

fn likeness(a: &[Span], b: &[Span]) -> f64 {
    let shared = shared(a, b);
    shared as f64 / (size(a) + size(b) - shared).max(1) as f64
}

/// The statements of an account with these weights; by the rules alone where there are none.
pub fn statements(
    account: &Account,
    text: &Parsed,
    title: &Parsed,
    mentioned: &Mentioned,
    weights: Option<Weights>,
) -> Vec<Statement> {
    find_in(&ParsedText::of_account(account, text, title), mentioned, weights)
}
