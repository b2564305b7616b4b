//! Titles: "Tarn: We will wait", "We will wait, says Tarn", "We will wait – minister".

use stemma_core::{EntityKind, Manner, Span};

use super::speaker::{self, Phrase};
use crate::Mentioned;
use crate::parsed_text::{ParsedText, Tokens};

/// What a title's punctuation shows: the speaker, the mark, and what was said.
pub(super) struct Labelled {
    pub(super) speaker: Phrase,
    pub(super) mark: Span,
    pub(super) content: Span,
}

/// "X: …" and "… – X", in a title or in a body's first line that repeats it.
pub(super) fn labelled(
    text: &ParsedText,
    mentioned: &Mentioned,
    range: Tokens,
) -> Option<Labelled> {
    colon(text, mentioned, range).or_else(|| dash(text, mentioned, range))
}

fn colon(text: &ParsedText, mentioned: &Mentioned, (first, after): Tokens) -> Option<Labelled> {
    // A longer label was always a clause or a topic.
    const LABEL: usize = 10;
    let mark = (first..after.min(first + LABEL)).find(|&t| text.word(t) == ":")?;
    if mark == first || (first..mark).any(|t| text.is_finite(t)) {
        return None;
    }
    let content = text.span(trim_title(text, (mark + 1, after)));
    if content.of(text.raw).split_whitespace().count() < 2 {
        return None;
    }
    let asks = content.of(text.raw).ends_with('?') || quoted(content.of(text.raw));
    let topic = text.next(mark).is_some_and(|t| matches!(text.tag(t), "WP" | "WRB" | "WDT"));
    if topic && !asks {
        // "Tarvel Mining: what the letters could cost".
        return None;
    }
    let says = (mark + 1..after).any(|t| text.is_finite(t)) || quoted(content.of(text.raw));
    let speaker = label(text, mentioned, (first, mark), says)?;
    Some(Labelled { speaker, mark: text.token(mark).span, content: unquoted(text, content) })
}

fn dash(text: &ParsedText, mentioned: &Mentioned, (first, after): Tokens) -> Option<Labelled> {
    const LABEL: usize = 7;
    let mark = (first..after)
        .rev()
        .take(LABEL)
        .find(|&t| matches!(text.word(t), "–" | "—" | "-" | "--" | "|"))?;
    if mark <= first + 2 || mark + 1 >= after || text.word(mark) == "|" {
        return None;
    }
    // "Norland-Ostmark": a hyphen within a word is no dash.
    let (before, behind) = (text.token(mark - 1).span, text.token(mark).span);
    if before.end == behind.start || (mark + 1..after).any(|t| text.is_finite(t)) {
        return None;
    }
    let speaker = label(text, mentioned, (mark + 1, after), false)?;
    let content = text.span(trim_title(text, (first, mark)));
    Some(Labelled { speaker, mark: behind, content: unquoted(text, content) })
}

/// Who a label names: a person by name or office; a body or a place only where what follows is a
/// clause or a quotation.
fn label(text: &ParsedText, mentioned: &Mentioned, range: Tokens, says: bool) -> Option<Phrase> {
    let (first, after) = text.trim(range);
    // "Tarn in Port Ansel: “…”": where it was said is no part of who said it.
    let after = (first + 1..after)
        .find(|&t| matches!(text.word(t), "in" | "at" | "on") && text.tag(t) == "IN")
        .filter(|&t| (first..t).any(|n| text.is_nominal(n)))
        .unwrap_or(after);
    let head = (first..after)
        .rev()
        .find(|&t| text.is_nominal(t) && !(first..after).contains(&text.head(t)))
        .or_else(|| (first..after).rev().find(|&t| text.is_nominal(t)))
        // In titles the tagger takes a name for anything.
        .or_else(|| {
            let capital = |t: usize| text.word(t).starts_with(char::is_uppercase);
            (first..after).rev().find(|&t| capital(t))
        })?;
    let phrase = Phrase { head, words: (first, after) };
    let office = (first..after)
        .any(|t| speaks_by_office(text.lemma(t)) || speaks_by_office(&text.word(t).to_lowercase()));
    let named = text
        .parsed
        .names
        .iter()
        .find(|n| (n.tokens.0 as usize) < after && first < n.tokens.1 as usize)
        .map(|n| n.label.as_str());
    let kind = speaker::kind(text, mentioned, phrase).or(match named {
        Some("PERSON") => Some(EntityKind::Person),
        Some("ORG") => Some(EntityKind::Organisation),
        Some("GPE") => Some(EntityKind::Place),
        _ => None,
    });
    let speaking = |kind: &EntityKind| {
        use EntityKind::{Group, Organisation, Person, Place};
        matches!(kind, Person | Organisation | Place | Group)
    };
    let kind = kind.filter(speaking).or_else(|| known(text, mentioned, (first, after)));
    let several = (first..after).any(|t| text.tag(t) == "CC");
    let proper = (first..after).any(|t| text.tag(t).starts_with("NNP"));
    let speaks = match kind {
        _ if office => true,
        // "Father and son: The harbour of the Osts" is a topic.
        Some(EntityKind::Person) => !several || (proper && says),
        Some(EntityKind::Organisation | EntityKind::Place | EntityKind::Group) => says,
        _ => false,
    };
    speaks.then_some(phrase)
}

/// What a label is elsewhere in the account: its words end the name of an entity.
fn known(text: &ParsedText, mentioned: &Mentioned, range: Tokens) -> Option<EntityKind> {
    let words = text.span(range).of(text.raw);
    if !words.starts_with(char::is_uppercase) {
        return None;
    }
    let ends = |name: &str| {
        name.strip_suffix(words).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
    };
    mentioned
        .entities
        .iter()
        .find(|e| ends(&e.name) || e.names.iter().any(|n| ends(n)))
        .map(|e| e.kind)
}

/// Offices and bodies that titles put before a colon or after a dash.
fn speaks_by_office(lemma: &str) -> bool {
    matches!(
        lemma,
        "minister"
            | "president"
            | "official"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "police"
            | "ministry"
            | "source"
            | "sources"
            | "officials"
            | "expert"
            | "experts"
            | "study"
            | "survey"
            | "poll"
            | "report"
            | "media"
            | "governor"
            | "mayor"
            | "general"
            | "chief"
            | "head"
            | "leader"
            | "premier"
            | "chancellor"
            | "senator"
            | "lawyer"
            | "prosecutor"
            | "prosecutors"
            | "analyst"
            | "analysts"
            | "envoy"
            | "ambassador"
            | "camp"
            | "campaign"
    )
}

fn trim_title(text: &ParsedText, range: Tokens) -> Tokens {
    text.trim(range)
}

fn quoted(words: &str) -> bool {
    words.starts_with(['"', '“', '‘', '\'', '«', '„'])
}

/// Marks around the whole are taken off.
fn unquoted(text: &ParsedText, span: Span) -> Span {
    let words = span.of(text.raw);
    let mut chars = words.chars();
    let (Some(open), Some(close)) = (chars.next(), chars.next_back()) else {
        return span;
    };
    let pair = matches!(
        (open, close),
        ('"', '"') | ('“' | '„', '”' | '“') | ('‘', '’') | ('\'', '\'') | ('«', '»')
    );
    let inside = &words[open.len_utf8()..words.len() - close.len_utf8()];
    if pair && !inside.contains([open, close]) {
        Span::new(span.start as usize + open.len_utf8(), span.end as usize - close.len_utf8())
    } else {
        span
    }
}

/// The manner of what stands in a title, or in a body's line that repeats it.
pub(super) fn manner(text: &ParsedText, content: Span) -> Manner {
    if text.of == stemma_core::Field::Title {
        Manner::Headline
    } else if text.raw[..content.start as usize].ends_with(['“', '"', '‘']) {
        Manner::Direct
    } else {
        Manner::Indirect
    }
}
