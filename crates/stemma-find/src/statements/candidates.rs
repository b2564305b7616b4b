//! Everything outside quotation marks that may report speech: a cue with its speaker and, where
//! the parse shows one, the clause that was said.

use stemma_core::Span;

use super::cues::{self, Class};
use super::held;
use super::lines::Lines;
use super::nominal;
use super::speaker::Phrase;
use super::verbs;
use crate::parsed_text::{ParsedText, Tokens};

/// Which quotations a cue may introduce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    /// None.
    Never,
    /// A verb of other uses too ("go", "open", "call"), or of thought: only a whole sentence in
    /// marks, set off by a comma or a colon.
    Whole,
    /// Fragments too.
    Any,
    /// A verb that is no word of speech ("thank", "target"): only words in marks that stand in its
    /// own complement, or that its subject alone parts from it ("“…!” beamed the mayor").
    Held,
}

/// A cue with what hangs on it.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// The token of the cue.
    pub(super) cue: usize,
    /// The cue's words.
    pub(super) cue_span: Span,
    /// What kind of saying.
    pub(super) class: Class,
    /// Which quotations beside it may be its content.
    pub(super) quotes: Quotes,
    /// Who speaks.
    pub(super) speaker: Option<Phrase>,
    /// A passive without an agent: the text names nobody, and nobody is to be guessed.
    pub(super) nobody: bool,
    /// Who hands it on.
    pub(super) via: Vec<Phrase>,
    /// What was said, as the parse has it.
    pub(super) content: Vec<Tokens>,
    /// "did not say", "never said".
    pub(super) negated: bool,
    /// What was said is an infinitive: yet to be done.
    pub(super) infinitive: bool,
}

impl Candidate {
    /// A cue with nothing on it yet.
    pub(super) fn new(text: &ParsedText, cue: usize, class: Class, quotes: Quotes) -> Candidate {
        Candidate {
            cue,
            cue_span: text.token(cue).span,
            class,
            quotes,
            speaker: None,
            nobody: false,
            via: Vec::new(),
            content: Vec::new(),
            negated: text.child(cue, &["neg"]).is_some(),
            infinitive: false,
        }
    }

    /// Whether quotations beside it may be its content.
    pub(super) fn quotes(&self) -> bool {
        matches!(self.quotes, Quotes::Whole | Quotes::Any)
    }

    /// Whether only whole sentences in marks may.
    pub(super) fn is_weak(&self) -> bool {
        self.quotes == Quotes::Whole
    }
}

/// All candidates of a text, by their cues.
pub(super) fn candidates(text: &ParsedText, lines: &Lines) -> Vec<Candidate> {
    let mut found = Vec::new();
    // Cues that belong to another: the "saying" of "was quoted as saying".
    let mut used = vec![false; text.len()];
    for line in &lines.all {
        for t in line.tokens.0..line.tokens.1 {
            if used[t] || lines.quote_of[t].is_some() {
                continue;
            }
            let candidate = if text.is_word(t, "according") {
                nominal::according(text, lines, line.tokens, t)
            } else if text.is_verb(t) || is_mistagged(text, lines, line.tokens, t) {
                nominal::stance(text, t)
                    .or_else(|| verbs::of_verb(text, lines, line.tokens, t, &mut used))
                    .or_else(|| held::of_verb(text, lines, line, t))
            } else if text.tag(t).starts_with("NN") {
                nominal::of_noun(text, t)
                    .or_else(|| nominal::to_do(text, t))
                    .or_else(|| nominal::words_are(text, t))
                    .or_else(|| nominal::in_view(text, line.tokens, t))
                    .or_else(|| held::of_noun(text, line, t))
            } else if text.tag(t) == "JJ" {
                nominal::stance(text, t)
            } else {
                None
            };
            found.extend(candidate);
        }
    }
    reattach(text, &mut found);
    hand_on(text, &mut found);
    found
}

/// "Tarn said according to the agency": what hangs on another's cue hands on what he said.
fn hand_on(text: &ParsedText, found: &mut Vec<Candidate>) {
    let mut handed = vec![false; found.len()];
    for n in 1..found.len() {
        if !text.is_word(found[n].cue, "according") {
            continue;
        }
        let head = text.head(found[n].cue);
        let (before, here) = found.split_at_mut(n);
        let said = before.iter_mut().rev().take(6).find(|c| c.cue == head);
        if let (Some(said), Some(by)) = (said, here[0].speaker)
            && said.class == Class::Say
            && said.speaker.is_some()
        {
            said.via.push(by);
            for range in &mut said.content {
                // The clause ends where the handing on begins.
                if range.0 < here[0].cue && here[0].cue < range.1 {
                    range.1 = here[0].cue;
                }
            }
            handed[n] = true;
        }
    }
    let mut handed = handed.into_iter();
    found.retain(|_| !handed.next().unwrap_or(false));
}

/// "denied that he had gone, accusing others of lying": the parse may hang the participle on the
/// clause before it; who denied accuses, and what was denied ends at the comma.
fn reattach(text: &ParsedText, found: &mut [Candidate]) {
    for n in 1..found.len() {
        let t = found[n].cue;
        let comma = t > 0 && matches!(text.word(t - 1), "," | "—" | "–" | "-" | "--");
        if text.tag(t) != "VBG" || text.dep(t) != "advcl" || !comma {
            continue;
        }
        // The cue whose clause holds it stands near: a sentence holds few.
        let (before, here) = found.split_at_mut(n);
        let holder = before
            .iter_mut()
            .rev()
            .take(6)
            .find(|c| c.cue < t && c.content.iter().any(|r| r.0 > c.cue && r.0 < t && t < r.1));
        let Some(holder) = holder else { continue };
        if holder.speaker.is_none() || (here[0].content.is_empty() && !here[0].quotes()) {
            continue;
        }
        here[0].speaker = holder.speaker;
        for range in &mut holder.content {
            if range.0 < t && t < range.1 {
                range.1 = t - 1;
            }
        }
    }
}

/// "“…,” Tarn notes.": the verb that the tagger took for a plural.
fn is_mistagged(text: &ParsedText, lines: &Lines, line: Tokens, t: usize) -> bool {
    if text.tag(t) != "NNS" || !cues::verb(text.lemma(t)).is_some_and(cues::Verb::takes_quote) {
        return false;
    }
    let ends = t + 1 >= line.1 || matches!(text.word(t + 1), "." | "," | ":" | ";");
    let Some(before) = text.previous(t).filter(|&p| p >= line.0) else {
        return false;
    };
    let named =
        matches!(text.tag(before), "NNP" | "PRP" | "NNPS") && lines.quote_of[before].is_none();
    let mut back = before;
    while back > line.0 && matches!(text.tag(back), "NNP" | "PRP" | "NNPS") && before - back < 5 {
        back -= 1;
    }
    ends && named && lines.quote_of[back].is_some()
}
