//! Lines that name a source for the whole account: datelines, credits, bylines of agencies.

use stemma_core::{Account, DropReason, Field, Parsed, Place, SourceKind, SourceSign, Span};

use super::{is_organisation, looks_like_outlet};
use crate::Mentioned;

/// Lines that name a source for the whole account: the body's own, and what was dropped from it.
pub(super) fn read(
    account: &Account,
    text: &Parsed,
    mentioned: &Mentioned,
    found: &mut Vec<SourceSign>,
) {
    // A dateline stands in the first paragraph, or below a line or two of summary.
    const HEAD: usize = 4;
    let mut start = 0;
    let mut paragraph = 0;
    for line in account.text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trim(&account.text);
        start += line.len();
        if span.is_empty() {
            continue;
        }
        let words = span.of(&account.text);
        if paragraph < HEAD
            && let Some(agency) = dateline(words)
        {
            found.push(sign(Field::Text, words, span.start, agency, SourceKind::Dateline));
        }
        paragraph += 1;
        if let Some((name, kind)) = credit(words) {
            let named = |n: Span| {
                let place = Span { start: span.start + n.start, end: span.start + n.end };
                is_organisation(&account.text, text, mentioned, Field::Text, place)
            };
            if kind == SourceKind::Credit || named(name) {
                found.push(sign(Field::Text, words, span.start, name, kind));
            }
        }
    }
    for (n, dropped) in account.dropped.iter().enumerate() {
        let of = Field::Dropped(n as u32);
        if dropped.reason == DropReason::Caption {
            continue;
        }
        if let Some(agency) = dateline(&dropped.text) {
            found.push(sign(of, &dropped.text, 0, agency, SourceKind::Dateline));
            continue;
        }
        // A byline may hold the credit behind a stroke: "World desk / With files from the NPA".
        let mut start = 0;
        for part in dropped.text.split_inclusive(['/', '|', '·']) {
            let span = Span::new(start, start + part.trim_end_matches(['/', '|', '·']).len())
                .trim(&dropped.text);
            start += part.len();
            let words = span.of(&dropped.text);
            if let Some((name, kind)) = credit(words)
                && (kind == SourceKind::Credit || looks_like_outlet(name.of(words)))
            {
                found.push(sign(of, words, span.start, name, kind));
            }
        }
    }
}

/// A sign for the whole account; spans of `name` count in `words`, which begin at `offset`.
fn sign(of: Field, words: &str, offset: u32, name: Span, kind: SourceKind) -> SourceSign {
    let place = |span: Span| Place {
        of,
        span: Span { start: offset + span.start, end: offset + span.end },
    };
    // A dateline's evidence is what stands before the report itself begins.
    let end = match kind {
        SourceKind::Dateline => words[name.end as usize..]
            .char_indices()
            .find(|&(_, c)| c != ')' && c != '/' && c != '.')
            .map_or(words.len(), |(at, _)| name.end as usize + at),
        _ => words.len(),
    };
    SourceSign {
        name: name.of(words).to_owned(),
        place: place(name),
        evidence: place(Span::new(0, end)),
        kind,
        entity: None,
        statements: Vec::new(),
    }
}

/// "PORT ANSEL, May 3. /NPA/." and "PORT ANSEL (NPA) –": the agency.
fn dateline(words: &str) -> Option<Span> {
    // Longer than any place with its date.
    const REACH: usize = 90;
    let reach = words
        .char_indices()
        .take_while(|&(at, _)| at < REACH)
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8());
    let head = &words[..reach];
    for (open, close) in [('(', ')'), ('/', '/')] {
        let Some(from) = head.find(open) else {
            continue;
        };
        let Some(length) = head[from + 1..].find(close) else {
            continue;
        };
        let name = Span::new(from + 1, from + 1 + length).trim(words);
        let rest = words[from + 1 + length + 1..].trim_start();
        let follows = match open {
            '(' => rest.starts_with(['-', '–', '—', '―', ':']),
            _ => rest.is_empty() || rest.starts_with(['.', '-', '–', '—']),
        };
        let agency = name.of(words);
        let named = agency.starts_with(char::is_uppercase)
            && !agency.contains(|c: char| c.is_ascii_digit() || c == ',')
            && agency.split_whitespace().count() <= 4;
        if follows && named && is_place_and_date(&words[..from]) {
            return Some(name);
        }
    }
    None
}

/// Nothing but names, months, numbers and small words of dates.
fn is_place_and_date(words: &str) -> bool {
    words
        .split(|c: char| !c.is_alphanumeric() && c != '.' && c != '\'' && c != '’')
        .filter(|w| !w.is_empty())
        .all(|w| {
            w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                || matches!(w, "of" | "and" | "the" | "de" | "la" | "al" | "." | "on")
        })
}

/// "Source: X", "With reporting by X", "X contributed to this report": the name, and in what form.
fn credit(words: &str) -> Option<(Span, SourceKind)> {
    // A credit is a line, no paragraph.
    const LONGEST: usize = 240;
    if words.len() > LONGEST {
        return None;
    }
    // In place: what stands before a lead keeps its offsets.
    let lower = words.to_ascii_lowercase();
    if is_of_a_picture(&lower) {
        return None;
    }
    let opening = lower.trim_start_matches(['(', '[', '*', '_', ' ']);
    let skipped = lower.len() - opening.len();
    for lead in [
        "source:",
        "sources:",
        "source -",
        "source –",
        "source —",
        "source |",
        "via:",
        "original source:",
        "original article:",
        "original:",
        "originally published by ",
        "originally published in ",
        "originally published on ",
        "originally published at ",
        "first published by ",
        "first published in ",
        "first published on ",
        "this article was originally published by ",
        "this article was originally published in ",
        "this article was originally published on ",
        "this article originally appeared in ",
        "this article originally appeared on ",
        "this article first appeared in ",
        "this article first appeared on ",
        "this story was originally published by ",
        "this story originally appeared on ",
        "this story originally appeared in ",
        "with information from ",
        "with material from ",
        "compiled from ",
        "translated from ",
        "reprinted from ",
        "republished from ",
        "read the original at ",
        "read the original on ",
    ] {
        if opening.starts_with(lead) {
            // "Translated from Spanish", "from our morning edition": no other's report.
            let theirs = |name: &Span| {
                let own = name.of(words).to_lowercase().starts_with("our ");
                !own && (lead != "translated from " || looks_like_outlet(name.of(words)))
            };
            return named(words, skipped + lead.len(), words.len())
                .filter(theirs)
                .map(|name| (name, SourceKind::Credit));
        }
    }
    for lead in [
        "additional reporting by ",
        "with additional reporting by ",
        "with reporting by ",
        "with reporting from ",
        "reporting by ",
        "with files from ",
        "by ",
        "with ",
    ] {
        if opening.starts_with(lead) {
            // A byline with more words than this is a sentence.
            let limit = if lead == "by " || lead == "with " { 60 } else { LONGEST };
            if words.len() > limit || lower.ends_with(['.', '?', '!']) && lead.len() <= 5 {
                return None;
            }
            return named(words, skipped + lead.len(), words.len())
                .map(|name| (last_of(words, name), SourceKind::Byline));
        }
    }
    let contributed = lower.find(" contributed to this ")?;
    named(words, 0, contributed).map(|name| (last_of(words, name), SourceKind::Byline))
}

fn is_of_a_picture(lower: &str) -> bool {
    [
        "photo",
        "image",
        "picture",
        "video",
        "footage",
        "camera",
        "illustration",
        "graphic",
        "cartoon",
        "screenshot",
        "caption",
    ]
    .iter()
    .any(|w| lower.contains(w))
}

/// The name between two offsets, up to what ends it.
fn named(words: &str, from: usize, to: usize) -> Option<Span> {
    let rest = &words[from..to];
    let end =
        rest.find([';', '|', '\n', '(', '[']).or_else(|| rest.find(". ")).unwrap_or(rest.len());
    let span = Span::new(from, from + end).trim(words);
    let name = span.of(words).trim_end_matches([')', ']', '.', ',', '*', '_', ' ']);
    let span = Span::new(span.start as usize, span.start as usize + name.len());
    (!span.is_empty() && name.split_whitespace().count() <= 12).then_some(span)
}

/// Of "Ana Tarn and NPA" the last: the reporter is the outlet's own.
fn last_of(words: &str, name: Span) -> Span {
    let whole = name.of(words);
    for joint in [" and ", " with ", " & ", ", ", " / "] {
        if let Some(at) = whole.rfind(joint) {
            return Span::new(name.start as usize + at + joint.len(), name.end as usize)
                .trim(words);
        }
    }
    name
}
