//! What a small linear model that was trained on marked-up news has to say about the statements of
//! the rules: it drops some, adds some, and mends what they take in and who speaks.
//!
//! Three decisions, each a sum of whole-number weights of features that fall on a table by their
//! hashes: is this word a cue ([`features`]); which of some spans is its content ([`spans`],
//! [`bounds`]); who of those near speaks ([`speakers`]). What the rules found is among the features
//! and among the options. `cargo xtask train statements` makes the weights; `CARD.md` beside this
//! file tells from what, and how well they do on articles that they were not made from.

mod bounds;
mod features;
mod policy;
mod sheet;
mod spans;
mod speakers;
#[cfg(test)]
mod tests;
pub mod training;
mod weights;

use stemma_core::{Manner, Span};

use self::features::Cue;
use self::sheet::{Features, Sheet, alike};
use self::spans::Content;
use self::weights::{ONE, probability, shares};
use super::candidates::{Candidate, Quotes};
use super::lines::Lines;
use super::speaker::{self, Phrase};
use super::{Draft, bare, context, draft, manner, settle};
use crate::Mentioned;
use crate::parsed_text::ParsedText;

pub(super) use self::weights::Weights;

// Probabilities, in parts of a thousand.

/// What the rules found is dropped only where its cue is less likely one than this: in
/// cross-validation two thirds of what would go below .1 are right.
const DROPPED: u32 = 20;
/// From this probability on of its cue and its content, a content with words in quotation marks
/// that the rules do not have is added. By cross-validation: at .3 as many are wrong as are found,
/// at .6 few are left.
const ADDED_QUOTED: u32 = 450;
/// The same for one without. Lower finds more and is wrong more often, with nearly the same F1 in
/// cross-validation; one that is wrong costs a reader more than one that is missed.
const ADDED_INDIRECT: u32 = 400;
/// A content takes the place of the rules' where so many more times the probability agrees on it.
const OTHER_CONTENT: u32 = 2;
/// Whoever the rules have speaks unless the model is as sure as this of somebody else.
const OTHER_SPEAKER: u32 = 600;
/// Two contents that share so many percent are one.
const SAME: usize = 80;

/// The drafts of the rules as the model mends them.
pub(super) fn revise(
    text: &ParsedText,
    mentioned: &Mentioned,
    lines: &Lines,
    candidates: &[Candidate],
    drafts: Vec<Draft>,
    weights: Weights,
) -> Vec<Draft> {
    let sheet = Sheet::new(text, lines, candidates, &drafts);
    let decided = decide(&sheet, weights);
    let mut made = Vec::new();
    let mut kept = vec![false; drafts.len()];
    for decision in &decided {
        match (decision.cue.draft, &decision.content, decision.speaker) {
            (Some(draft), None, Speaks::AsDrafted) => kept[draft] = true,
            _ => made.extend(rebuilt(&sheet, mentioned, decision)),
        }
    }
    let mut kept = kept.into_iter();
    let mut revised: Vec<Draft> =
        drafts.into_iter().filter(|_| kept.next().unwrap_or(true)).collect();
    revised.extend(made);
    revised
}

/// A cue that is one.
struct Decision {
    cue: Cue,
    /// How sure.
    score: u32,
    /// Its content, where it is not the draft's.
    content: Option<Vec<Span>>,
    speaker: Speaks,
}

/// Who speaks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Speaks {
    /// Whom the rules have.
    AsDrafted,
    Nobody,
    /// Whoever this word names.
    Word(usize),
}

fn thousandths(of: u32) -> u32 {
    of * ONE / 1000
}

fn product(a: u32, b: u32) -> u32 {
    (u64::from(a) * u64::from(b) / u64::from(ONE)) as u32
}

/// What becomes of the drafts, and what is added: the likeliest first, and nothing twice.
fn decide(sheet: &Sheet, weights: Weights) -> Vec<Decision> {
    let linked = policy::linked(sheet);
    let mut kept = Vec::new();
    let mut taken: Vec<Vec<Span>> = Vec::new();
    let mut added: Vec<(Decision, Vec<Span>)> = Vec::new();
    let mut features = Features::default();
    for cue in features::cues(sheet) {
        features.0.clear();
        features::of_cue(sheet, cue, &mut features);
        let likely = probability(weights.cues.score(&features.0));
        if let Some(draft) = cue.draft.filter(|&d| linked[d]) {
            taken.push(spans::marked(sheet, &sheet.drafts[draft].statement.content));
            kept.push(Decision { cue, score: likely, content: None, speaker: Speaks::AsDrafted });
        } else if let Some(draft) = cue.draft {
            if let Some((decision, pieces)) = mended(sheet, cue, draft, likely, weights) {
                kept.push(decision);
                taken.push(pieces);
            }
        } else if likely >= thousandths(ADDED_INDIRECT.min(ADDED_QUOTED)) {
            added.extend(addition(sheet, cue, likely, weights));
        }
    }
    added.sort_by_key(|(d, _)| (std::cmp::Reverse(d.score), d.cue.token));
    for (decision, pieces) in added {
        if !taken.iter().any(|other| alike(other, &pieces, SAME)) {
            kept.push(decision);
            taken.push(pieces);
        }
    }
    kept
}

/// A draft as it stays, with its content; `None` where it is dropped.
fn mended(
    sheet: &Sheet,
    cue: Cue,
    draft: usize,
    likely: u32,
    weights: Weights,
) -> Option<(Decision, Vec<Span>)> {
    let old = &sheet.drafts[draft].statement;
    let direct = old.manner == Manner::Direct;
    if likely < thousandths(DROPPED) {
        return None;
    }
    let mut all = spans::contents(sheet, cue);
    let drafted = all.iter().position(|c| c.of_draft)?;
    let mut best = drafted;
    if !direct {
        let agreed = agreements(sheet, cue, &all, weights);
        let most = likeliest(&agreed)?;
        let surer = agreed[most].0 >= agreed[drafted].0.saturating_mul(OTHER_CONTENT);
        if surer && policy::may_change_content(sheet, cue, &all[most].pieces) {
            best = most;
        }
    }
    let pieces = all.swap_remove(best).pieces;
    let other = best_speaker(sheet, cue, &pieces, weights);
    let changes = policy::may_change_speaker(sheet, cue, other);
    let speaker = if changes { other } else { Speaks::AsDrafted };
    let content = (best != drafted).then(|| pieces.clone());
    Some((Decision { cue, score: likely, content, speaker }, pieces))
}

/// What a cue that the rules do not have says, with its content.
fn addition(
    sheet: &Sheet,
    cue: Cue,
    likely: u32,
    weights: Weights,
) -> Option<(Decision, Vec<Span>)> {
    let mut all = spans::contents(sheet, cue);
    let agreed = agreements(sheet, cue, &all, weights);
    let best = likeliest(&agreed)?;
    let score = product(likely, agreed[best].0);
    let pieces = all.swap_remove(best).pieces;
    let quoted = policy::has_quotation(sheet, &pieces);
    let enough = thousandths(if quoted { ADDED_QUOTED } else { ADDED_INDIRECT });
    if score < enough || !policy::may_add(sheet, cue, &pieces) {
        return None;
    }
    let speaker = best_speaker(sheet, cue, &pieces, weights);
    if !policy::may_add_by(sheet, cue, speaker) {
        return None;
    }
    let content = Some(pieces.clone());
    Some((Decision { cue, score, content, speaker }, pieces))
}

/// Of each content, how much of the probability agrees with it, and its own share.
fn agreements(sheet: &Sheet, cue: Cue, all: &[Content], weights: Weights) -> Vec<(u32, u32)> {
    /// What is less likely than this adds nothing.
    const LEAST: u32 = ONE / 256;
    let rivals = bounds::rivals(all);
    let mut features = Features::default();
    let scores: Vec<i32> = all
        .iter()
        .map(|content| {
            features.0.clear();
            bounds::of_content(sheet, cue, content, rivals, &mut features);
            weights.contents.score(&features.0)
        })
        .collect();
    let shares = shares(&scores);
    let likely: Vec<usize> = (0..all.len()).filter(|&n| shares[n] >= LEAST).collect();
    let agreed = |content: &Content| -> u32 {
        let agrees = |&&n: &&usize| alike(&content.pieces, &all[n].pieces, 50);
        likely.iter().filter(agrees).map(|&n| shares[n]).sum::<u32>().min(ONE)
    };
    all.iter()
        .zip(&shares)
        .map(|(c, &share)| (if share < LEAST && !c.of_draft { 0 } else { agreed(c) }, share))
        .collect()
}

/// The content on which most of the probability agrees.
fn likeliest(agreed: &[(u32, u32)]) -> Option<usize> {
    (0..agreed.len()).max_by_key(|&n| (agreed[n], std::cmp::Reverse(n)))
}

/// Who speaks.
fn best_speaker(sheet: &Sheet, cue: Cue, content: &[Span], weights: Weights) -> Speaks {
    let mut all = speakers::speakers(sheet, cue);
    all.retain(|w| w.of_draft || w.token.is_none_or(|t| policy::may_be_speaker(sheet, t)));
    let mut features = Features::default();
    let scores: Vec<i32> = all
        .iter()
        .map(|who| {
            features.0.clear();
            speakers::of_speaker(sheet, cue, content, who, &all, &mut features);
            weights.speakers.score(&features.0)
        })
        .collect();
    let shares = shares(&scores);
    let most = (0..all.len()).max_by_key(|&n| (shares[n], std::cmp::Reverse(n)));
    let unsure = |n: usize| cue.draft.is_some() && shares[n] < thousandths(OTHER_SPEAKER);
    let known = cue.draft.is_none() || all.iter().any(|w| w.of_draft);
    match most.filter(|&n| known && !all[n].of_draft && !unsure(n)) {
        Some(n) => all[n].token.map_or(Speaks::Nobody, Speaks::Word),
        None => Speaks::AsDrafted,
    }
}

/// A draft with the content and the speaker that were decided.
fn rebuilt(sheet: &Sheet, mentioned: &Mentioned, decision: &Decision) -> Option<Draft> {
    let (text, lines, cue) = (sheet.text, sheet.lines, decision.cue);
    let old = cue.draft.map(|d| &sheet.drafts[d].statement);
    let content = match (&decision.content, old) {
        (Some(content), _) => content.clone(),
        (None, old) => spans::marked(sheet, &old?.content),
    };
    let content = settle(text, lines, content);
    let manner = manner(text, mentioned, lines, &content);
    let content = bare(lines, content);
    if content.is_empty() {
        return None;
    }
    let mut candidate = (!cue.draft_only).then(|| candidate(sheet, cue.token, &content));
    let drafted = decision.speaker == Speaks::AsDrafted;
    let speaker = match decision.speaker {
        Speaks::Word(head) => Some(speaker::phrase(text, head)),
        Speaks::Nobody | Speaks::AsDrafted => None,
    };
    let kept = old.and_then(|o| o.speaker).filter(|_| drafted);
    if let Some(candidate) = &mut candidate {
        candidate.speaker =
            if drafted { candidate.speaker.filter(|_| kept.is_some()) } else { speaker };
    }
    let other = if candidate.is_none() { speaker } else { None };
    let cue_span = old.map_or_else(|| candidate.as_ref().map(|c| c.cue_span), |o| o.cue);
    let named: Option<Phrase> = candidate.as_ref().and_then(|c| c.speaker).or(other);
    let outside = named.and_then(|p| context::outside(text, mentioned, lines, p, &content));
    let mut made = draft(text, mentioned, manner, content, cue_span, candidate.as_ref(), other);
    if let Some(old) = old {
        made.statement.via.clone_from(&old.via);
    }
    if kept.is_some() {
        made.statement.speaker = kept;
        made.statement.jointly = old.map(|o| o.jointly.clone()).unwrap_or_default();
    }
    if let (Some(entity), Some(speaker)) = (outside, made.statement.speaker.as_mut()) {
        speaker.entity = Some(entity);
    }
    Some(made)
}

/// The candidate of a cue: the rules' own, else one of the class that the cue's words have.
fn candidate(sheet: &Sheet, t: usize, content: &[Span]) -> Candidate {
    let text = sheet.text;
    let mut candidate = match sheet.candidate_at[t] {
        Some(n) => sheet.candidates[n as usize].clone(),
        None => Candidate::new(text, t, policy::class(sheet, t), Quotes::Any),
    };
    candidate.content = content.iter().map(|&p| text.tokens_in(p)).collect();
    let first = candidate.content[0].0;
    // What somebody "is said to have done" is not to come.
    candidate.infinitive |= text.tag(first) == "TO" && !policy::is_passive(sheet, t);
    if text.is_word(t, "according") && text.is_word((t + 1).min(text.len() - 1), "to") {
        candidate.cue_span = text.span((t, t + 2));
    }
    candidate
}
