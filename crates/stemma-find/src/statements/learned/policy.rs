//! What the model may not do, however sure it is. PolNeAR, which it learned from, takes in more than
//! statements, and is news of one kind: what it adds must be a statement by its form too.

use stemma_core::{Manner, Span};

use super::super::cues::{self, Class, Verb};
use super::super::dateline::after_dateline;
use super::super::speaker::may_speak;
use super::Speaks;
use super::features::Cue;
use super::sheet::{Sheet, id};

/// The form of a content.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Words in quotation marks are in it.
    Quoted,
    /// That something is so.
    Clause,
    /// To do something.
    Infinitive,
    /// A thing.
    Bare,
}

/// Whether a content that the rules do not have may be added: it says that something is so or is to
/// be, behind a word for saying, thinking or wanting. Whom somebody likes or backs is no statement,
/// nor what he tries or begins to do; a thing is one only behind a verb that announces or denies it
/// ("announced the sale").
pub(super) fn may_add(sheet: &Sheet, cue: Cue, pieces: &[Span]) -> bool {
    let (text, t) = (sheet.text, cue.token);
    let lemma = text.lemma(t);
    let form = form(sheet, pieces);
    if form == Form::Quoted && has_direct(sheet, pieces) || hands_on(sheet, t) && form != Form::Bare
    {
        return false;
    }
    if form == Form::Infinitive && holds_cue(sheet, pieces) {
        // "refused to say whether …" is for the rules.
        return false;
    }
    if text.is_word(t, "according") {
        return true;
    }
    if text.word(t) == ":" {
        // "Ana Tarn: The harbour is “a ruin”": after a person's name that begins the line.
        let named = t > 0 && sheet.form(t - 1).label == const { id("PERSON") };
        let line = sheet.lines.all[cue.line].tokens.0;
        return form == Form::Quoted
            && named
            && (line..t).all(|t| text.tag(t).starts_with("NNP") || !sheet.form(t).lexical);
    }
    if !sheet.is_verb(t) {
        return match form {
            Form::Quoted => cues::names_words(lemma) || cues::stance(lemma),
            Form::Clause | Form::Infinitive => {
                cues::noun(lemma).is_some() || cues::stance(lemma) || cues::is_viewpoint(lemma)
            }
            Form::Bare => false,
        };
    }
    let verb = cues::verb(lemma);
    let takes = |frame: fn(Verb) -> bool| verb.is_some_and(frame);
    match form {
        Form::Quoted => {
            takes(Verb::takes_quote) && (takes(Verb::takes_clause) || has_speech(sheet, pieces))
        }
        Form::Clause => {
            (takes(Verb::takes_clause) || thinks(lemma)) && !is_circumstance(sheet, t, pieces)
        }
        Form::Infinitive => {
            takes(Verb::takes_infinitive)
                || wants(lemma)
                || takes(Verb::takes_clause) && is_passive(sheet, t)
        }
        Form::Bare => {
            (cues::announces(lemma) || takes(Verb::takes_object) || speaks_of(lemma))
                && is_thing(sheet, pieces)
        }
    }
}

/// The class of a cue that the rules do not have.
pub(super) fn class(sheet: &Sheet, t: usize) -> Class {
    let lemma = sheet.text.lemma(t);
    if sheet.is_verb(t) {
        return match cues::verb(lemma) {
            Some(verb) => verb.class,
            None if wants(lemma) => Class::Plan,
            None if thinks(lemma) => Class::Think,
            None => Class::Say,
        };
    }
    if cues::stance(lemma) {
        return Class::Think;
    }
    cues::noun(lemma).unwrap_or(Class::Say)
}

/// Verbs of knowing and learning, beside those of thinking that are cues by themselves.
fn thinks(lemma: &str) -> bool {
    matches!(
        lemma,
        "know"
            | "realise"
            | "realize"
            | "learn"
            | "understand"
            | "discover"
            | "remember"
            | "forget"
            | "notice"
            | "recognise"
            | "recognize"
            | "decide"
            | "imagine"
            | "foresee"
            | "envision"
            | "envisage"
            | "hear"
            | "accept"
            | "concur"
    )
}

/// Verbs of speech whose plain object is what one speaks of: "condemned the closure of the port".
/// Those that are done without words too ("attack", "defend", "recall") are not among them.
fn speaks_of(lemma: &str) -> bool {
    matches!(
        lemma,
        "criticise"
            | "criticize"
            | "condemn"
            | "denounce"
            | "praise"
            | "slam"
            | "decry"
            | "deride"
            | "ridicule"
            | "tout"
            | "applaud"
            | "laud"
            | "commend"
            | "deplore"
            | "extol"
            | "lambast"
            | "lambaste"
            | "describe"
            | "explain"
            | "recount"
            | "claim"
            | "assert"
            | "lament"
            | "bemoan"
            | "underline"
            | "underscore"
            | "cite"
            | "question"
            | "suggest"
            | "advocate"
            | "estimate"
            | "doubt"
            | "fear"
            | "expect"
    )
}

/// Whether a clause beside a cue tells when, why or although what something was said: no content.
fn is_circumstance(sheet: &Sheet, cue: usize, pieces: &[Span]) -> bool {
    let text = sheet.text;
    let mark = |clause: usize| text.child(clause, &["mark", "advmod"]).filter(|&m| m < clause);
    top(sheet, pieces).is_some_and(|t| {
        text.head(t) == cue
            && text.dep(t) == "advcl"
            && mark(t).is_some_and(|m| {
                !matches!(text.lemma(m), "that" | "if" | "whether" | "how" | "why" | "what")
            })
    })
}

/// Verbs of wanting and deciding.
fn wants(lemma: &str) -> bool {
    matches!(
        lemma,
        "want"
            | "wish"
            | "desire"
            | "decide"
            | "choose"
            | "prefer"
            | "seek"
            | "opt"
            | "resolve"
            | "long"
            | "offer"
            | "consent"
            | "commit"
    )
}

fn form(sheet: &Sheet, pieces: &[Span]) -> Form {
    if has_quotation(sheet, pieces) {
        return Form::Quoted;
    }
    let text = sheet.text;
    let Some(top) = top(sheet, pieces) else { return Form::Bare };
    if !sheet.is_verb(top) {
        return Form::Bare;
    }
    let to = text.children(top).any(|c| c < top && text.dep(c) == "aux" && text.tag(c) == "TO");
    let clause = text.is_finite(top)
        || sheet.subject(top).is_some()
        || text.child(top, &["aux", "auxpass"]).is_some()
        || text.tag(top) == "VBG";
    match (to, clause) {
        (true, _) => Form::Infinitive,
        (false, true) => Form::Clause,
        (false, false) => Form::Bare,
    }
}

/// The first word of some pieces that hangs on none of them.
fn top(sheet: &Sheet, pieces: &[Span]) -> Option<usize> {
    let text = sheet.text;
    pieces.iter().find_map(|&piece| {
        let (first, after) = text.tokens_in(piece);
        (first..after).filter(|&t| sheet.form(t).lexical).find(|&t| {
            let head = text.head(t);
            head == t || !(first..after).contains(&head)
        })
    })
}

/// Whether some pieces are a common noun with what describes it: "the sale of the port", not "it".
fn is_thing(sheet: &Sheet, pieces: &[Span]) -> bool {
    let common = top(sheet, pieces).is_some_and(|t| matches!(sheet.text.tag(t), "NN" | "NNS"));
    let (first, after) = sheet.text.tokens_in(pieces[0]);
    common && (first..after).filter(|&t| sheet.form(t).lexical).count() >= 3
}

/// Whether some pieces are a verb's, or have a quotation that is no title.
fn has_speech(sheet: &Sheet, pieces: &[Span]) -> bool {
    let quotes = &sheet.lines.quotes;
    let spoken = |quote: Span| {
        let words = || quote.of(sheet.text.raw).split_whitespace();
        let capital = words().filter(|w| w.contains(char::is_uppercase)).count();
        words().count() >= 3 && capital * 2 < words().count()
    };
    top(sheet, pieces).is_some_and(|t| sheet.is_verb(t))
        || pieces.iter().any(|p| {
            let from = quotes.partition_point(|q| q.outer.end <= p.start);
            let here = quotes[from..].iter().take_while(|q| q.outer.start < p.end);
            here.map(|q| q.inner).any(spoken)
        })
}

/// Whether the cue of a statement of the rules stands in some pieces.
fn holds_cue(sheet: &Sheet, pieces: &[Span]) -> bool {
    pieces.iter().any(|&p| {
        let (first, after) = sheet.text.tokens_in(p);
        sheet.draft_at[first..after].iter().any(Option::is_some)
    })
}

/// Whether some pieces have what is a direct quotation by the rules.
fn has_direct(sheet: &Sheet, pieces: &[Span]) -> bool {
    let direct = sheet.drafts.iter().filter(|d| d.statement.manner == Manner::Direct);
    direct.flat_map(|d| &d.statement.content).any(|&q| pieces.iter().any(|p| p.overlaps(q)))
}

/// Whether words in quotation marks stand in some pieces.
pub(super) fn has_quotation(sheet: &Sheet, pieces: &[Span]) -> bool {
    let quotes = &sheet.lines.quotes;
    pieces.iter().any(|p| {
        let from = quotes.partition_point(|q| q.outer.end <= p.start);
        quotes.get(from).is_some_and(|q| q.outer.start < p.end)
    })
}

/// Of each draft, whether it hands on another or is handed on: the chain is for the rules.
pub(super) fn linked(sheet: &Sheet) -> Vec<bool> {
    /// Statements that begin within one another's contents are few.
    const REACH: usize = 32;
    let drafts = sheet.drafts;
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&n| drafts[n].clause.start);
    let mut linked = vec![false; drafts.len()];
    for (outer, draft) in drafts.iter().enumerate().filter(|(_, d)| d.hands_on) {
        for piece in &draft.statement.content {
            let from = order.partition_point(|&n| drafts[n].clause.start < piece.start);
            let within = order[from..].iter().take(REACH);
            for &inner in within.take_while(|&&n| drafts[n].clause.start < piece.end) {
                if inner != outer && piece.contains(drafts[inner].clause) {
                    linked[inner] = true;
                    linked[outer] = true;
                }
            }
        }
    }
    linked
}

/// Whether this content may take the place of the rules': it keeps the subject of a passive, which
/// the rules put before what it is said to do ("the ship … to have sunk"), and does not take in the
/// cue or who speaks.
pub(super) fn may_change_content(sheet: &Sheet, cue: Cue, pieces: &[Span]) -> bool {
    let Some(draft) = cue.draft else { return true };
    let text = sheet.text;
    let statement = &sheet.drafts[draft].statement;
    let (old, words) = (&statement.content, statement.cue);
    let at = words.unwrap_or(text.token(cue.token).span);
    let subject = text.child(cue.token, &["nsubjpass"]).map(|s| text.token(s).span);
    let has = |pieces: &[Span], span: Span| pieces.iter().any(|p| p.contains(span));
    let loses = subject.is_some_and(|s| has(old, s) && !has(pieces, s));
    let poorer = form(sheet, pieces) == Form::Bare && form(sheet, old) != Form::Bare;
    let takes_in = |span: Span| pieces.iter().any(|p| p.overlaps(span));
    !loses && !poorer && !takes_in(at) && !statement.speaker.is_some_and(|s| takes_in(s.span))
}

/// Whether this speaker may take the place of the rules'. Who quotes whom is for the rules, a direct
/// quotation keeps its speaker, and only a passive has none.
pub(super) fn may_change_speaker(sheet: &Sheet, cue: Cue, to: Speaks) -> bool {
    let Some(draft) = cue.draft else { return true };
    let statement = &sheet.drafts[draft].statement;
    let passive = is_passive(sheet, cue.token);
    if hands_on(sheet, cue.token) || (to == Speaks::Nobody) != passive {
        return false;
    }
    let Some(old) = statement.speaker else { return sheet.is_verb(cue.token) };
    // "the agency VTA" is VTA.
    let same = match to {
        Speaks::Word(t) => old.span.contains(sheet.text.token(t).span),
        Speaks::Nobody | Speaks::AsDrafted => false,
    };
    // "said Tarn", "Tarn said": whoever adjoins the verb speaks.
    let (first, after) = sheet.text.tokens_in(old.span);
    let adjoins = sheet.is_verb(cue.token) && (after == cue.token || first == cue.token + 1);
    !(same || adjoins || !statement.via.is_empty() || statement.manner == Manner::Direct)
}

/// "is said to": the text names nobody who says it.
pub(super) fn is_passive(sheet: &Sheet, t: usize) -> bool {
    sheet.text.child(t, &["auxpass", "nsubjpass"]).is_some()
}

/// Whether a cue is one by which somebody hands on what another said.
fn hands_on(sheet: &Sheet, t: usize) -> bool {
    cues::verb(sheet.text.lemma(t)).is_some_and(|v| v.class == Class::Quote)
}

/// Whether what this speaker says may be added: the account does not speak to its reader ("you agree
/// to our terms"), and nobody says something only in a passive ("is said to have").
pub(super) fn may_add_by(sheet: &Sheet, cue: Cue, speaker: Speaks) -> bool {
    match speaker {
        Speaks::Word(t) => !matches!(sheet.text.lemma(t), "you" | "yourself"),
        Speaks::Nobody | Speaks::AsDrafted => is_passive(sheet, cue.token),
    }
}

/// Whether a word may name who speaks.
pub(super) fn may_be_speaker(sheet: &Sheet, t: usize) -> bool {
    let text = sheet.text;
    let nominal = matches!(
        text.tag(t),
        "NN" | "NNS" | "NNP" | "NNPS" | "PRP" | "PRP$" | "WP" | "WDT" | "DT" | "CD"
    );
    let at = text.token(t).span.start;
    let paragraph = text.paragraphs.partition_point(|p| p.end <= at);
    let dateline = text
        .paragraphs
        .get(paragraph)
        .is_some_and(|p| (at.saturating_sub(p.start) as usize) < after_dateline(p.of(text.raw)));
    let handing_on = sheet.via[t];
    nominal && !dateline && !handing_on && (text.tag(t) == "PRP$" || may_speak(text, t))
}
