//! Lines that name a source for the whole account: datelines, credits, bylines of agencies.

use stemma_core::{Account, DropReason, Field, Place, SourceKind, SourceSign, Span};
use stemma_words::en::calendar;

use super::{is_initials, is_organisation, looks_like_outlet};
use crate::Mentioned;
use crate::parsed_text::ParsedText;

/// Lines that name a source for the whole account: the body's own, and what was dropped from it.
pub(super) fn read(
    account: &Account,
    text: &ParsedText,
    mentioned: &Mentioned,
    found: &mut Vec<SourceSign>,
) {
    // A dateline stands in the first paragraph, or below a line or two of summary.
    const HEAD: usize = 4;
    let mut start = 0;
    let mut paragraph = 0;
    let last = account.text.trim_end().rfind('\n').map_or(0, |at| at + 1);
    for line in account.text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trim(&account.text);
        start += line.len();
        if span.is_empty() {
            continue;
        }
        let words = span.of(&account.text);
        if paragraph < HEAD {
            for agency in dateline(words) {
                found.push(sign(Field::Text, words, span.start, agency, SourceKind::Dateline));
            }
        }
        paragraph += 1;
        if let Some(credit) = credit(words) {
            let place =
                Span { start: span.start + credit.name.start, end: span.start + credit.name.end };
            let body = || is_organisation(text, mentioned, place);
            if credit.sure || body() {
                found.push(sign(Field::Text, words, span.start, credit.name, credit.kind));
            }
        } else if span.start as usize >= last
            && paragraph > 1
            && let Some(name) = signature(words)
        {
            found.push(sign(Field::Text, words, span.start, name, SourceKind::Credit));
        }
    }
    for (n, dropped) in account.dropped.iter().enumerate() {
        let of = Field::Dropped(n as u32);
        if dropped.reason == DropReason::Caption {
            continue;
        }
        let agencies = dateline(&dropped.text);
        if !agencies.is_empty() {
            for agency in agencies {
                found.push(sign(of, &dropped.text, 0, agency, SourceKind::Dateline));
            }
            continue;
        }
        // A byline may hold the credit behind a stroke: "World desk / With files from the NPA". An
        // address has strokes of its own.
        let strokes: &[char] =
            if dropped.text.contains("://") { &['|', '·'] } else { &['/', '|', '·'] };
        let mut start = 0;
        for part in dropped.text.split_inclusive(strokes) {
            let span =
                Span::new(start, start + part.trim_end_matches(strokes).len()).trim(&dropped.text);
            start += part.len();
            let words = span.of(&dropped.text);
            if let Some(credit) = credit(words)
                && (credit.sure || looks_like_outlet(credit.name.of(words)))
            {
                found.push(sign(of, words, span.start, credit.name, credit.kind));
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

/// "PORT ANSEL, May 3. /NPA/.", "PORT ANSEL (NPA) –", "PORT ANSEL, May 3. NPA –": the agencies.
fn dateline(words: &str) -> Vec<Span> {
    // Longer than any place with its date.
    const REACH: usize = 90;
    let reach = words
        .char_indices()
        .take_while(|&(at, _)| at < REACH)
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8());
    let head = &words[..reach];
    for (open, close) in [('(', ')'), ('/', '/'), ('[', ']')] {
        let Some(from) = head.find(open) else {
            continue;
        };
        let Some(length) = head[from + 1..].find(close) else {
            continue;
        };
        let name = Span::new(from + 1, from + 1 + length).trim(words);
        let rest = words[from + 1 + length + 1..].trim_start();
        let agency = name.of(words);
        let follows = match open {
            '/' => rest.is_empty() || rest.starts_with(['.', '-', '–', '—']),
            // Where no stroke follows, the name must say what it is.
            _ => {
                rest.starts_with(['-', '–', '—', '―', ':'])
                    || (rest.starts_with(char::is_uppercase)
                        && (is_initials(agency) || looks_like_outlet(agency)))
            }
        };
        let named = agency.starts_with(char::is_uppercase)
            && !agency.contains(|c: char| c.is_ascii_digit() || c == ',')
            && agency.split_whitespace().count() <= 4
            && !is_label(agency);
        if follows && named && is_place_and_date(&words[..from]) {
            return parts(words, name);
        }
    }
    bare_agency(head).into_iter().collect()
}

/// What a bracket at the head of a report says of the report and not of its source.
fn is_label(words: &str) -> bool {
    matches!(
        words.to_lowercase().as_str(),
        "reporter"
            | "staff"
            | "correspondent"
            | "update"
            | "updated"
            | "updates"
            | "exclusive"
            | "opinion"
            | "analysis"
            | "live"
            | "video"
            | "photo"
            | "photos"
            | "correction"
            | "advertisement"
            | "sponsored"
            | "archive"
    )
}

/// "Norpress/NPA", "By NPA": each agency by itself.
fn parts(words: &str, name: Span) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = name.start as usize;
    for part in name.of(words).split_inclusive('/') {
        let span = Span::new(start, start + part.trim_end_matches('/').len()).trim(words);
        start += part.len();
        let by = ["By ", "by ", "BY "].iter().find(|by| span.of(words).starts_with(**by));
        let span =
            by.map_or(span, |by| Span::new(span.start as usize + by.len(), span.end as usize));
        if !span.is_empty() {
            parts.push(span);
        }
    }
    parts
}

/// "PORT ANSEL, May 3. NPA –", "Port Ansel, 3 May - NPA.": initials between a place with its date
/// and the report.
fn bare_agency(head: &str) -> Option<Span> {
    let mut start = 0;
    for word in head.split_inclusive(' ') {
        let span = Span::new(start, start + word.len()).trim(head);
        start += word.len();
        let name = span.of(head).trim_end_matches(['.', ',', ':']);
        let (before, after) =
            (&head[..span.start as usize], head[span.start as usize + name.len()..].trim_start());
        let dated = before.contains(|c: char| c.is_ascii_digit())
            && before.starts_with(char::is_alphabetic)
            && before.split_whitespace().next().is_some_and(|first| {
                calendar::month(&first.trim_end_matches(['.', ',']).to_lowercase()).is_none()
            });
        if is_initials(name)
            && dated
            && before.trim_end().ends_with(['.', ',', '-', '–', '—', ':'])
            && after.starts_with(['.', '-', '–', '—', ':'])
            && is_place_and_date(before)
        {
            return Some(Span::new(span.start as usize, span.start as usize + name.len()));
        }
    }
    None
}

/// "— NPA", "(NPA)": the last line is a name and nothing else.
fn signature(words: &str) -> Option<Span> {
    let marks =
        |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '(' | ')' | '[' | ']' | '.');
    let start = words.len() - words.trim_start_matches(marks).len();
    let name = words[start..].trim_end_matches(marks);
    let marked = start > 0 && (is_initials(name) || looks_like_outlet(name));
    let named = !name.is_empty() && name.split_whitespace().count() <= 4;
    (named && (marked || is_initials(name)) && !is_of_a_picture(&name.to_lowercase()))
        .then(|| Span::new(start, start + name.len()))
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

/// A line that names where the account comes from.
struct CreditLine {
    name: Span,
    kind: SourceKind,
    /// The wording can be of nothing but a source. Otherwise the name must be of a body.
    sure: bool,
}

/// What a line begins with that names its source.
const LEADS: &[&str] = &[
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
    "with information from ",
    "with material from ",
    "compiled from ",
    "reprinted from ",
    "republished from ",
    "republished with permission from ",
    "reproduced with permission from ",
    "read the original at ",
    "read the original on ",
];

/// The same where somebody's name or the name of a language may follow as well.
const LOOSE_LEADS: &[&str] = &[
    "adapted from ",
    "agency:",
    "based on a report by ",
    "based on a report in ",
    "based on information from ",
    "based on material from ",
    "based on materials from ",
    "based on reporting by ",
    "based on reports by ",
    "text:",
    "translated from ",
    "via ",
];

/// What names those who had a hand in it, the outlet's own reporters among them.
const BYLINES: &[&str] = &[
    "additional reporting by ",
    "with additional reporting by ",
    "with reporting by ",
    "with reporting from ",
    "reporting by ",
    "with files from ",
    "by ",
    "with ",
];

/// "Source: X", "First published in X", "With reporting by X", "X contributed to this report".
fn credit(words: &str) -> Option<CreditLine> {
    // A credit is a line, no paragraph; one that begins as any sentence may is shorter.
    const LONGEST: usize = 240;
    const SHORT: usize = 60;
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
    let sentence = lower.ends_with(['.', '?', '!']);
    let line = |name: Span, kind: SourceKind, sure: bool| {
        // "Translated from our morning edition"
        let own = name.of(words).to_lowercase().starts_with("our ");
        (!own).then_some(CreditLine { name, kind, sure })
    };
    if let Some(lead) = LEADS.iter().find(|lead| opening.starts_with(**lead)) {
        return named(words, skipped + lead.len(), words.len())
            .and_then(|name| line(name, SourceKind::Credit, true));
    }
    if let Some(after) = published(opening) {
        return named(words, skipped + after, words.len())
            .and_then(|name| line(name, SourceKind::Credit, true));
    }
    if let Some(lead) = LOOSE_LEADS.iter().find(|lead| opening.starts_with(**lead)) {
        if words.len() > SHORT + lead.len() || (sentence && lead.len() <= 5) {
            return None;
        }
        return named(words, skipped + lead.len(), words.len())
            .and_then(|name| line(name, SourceKind::Credit, false));
    }
    if let Some(lead) = BYLINES.iter().find(|lead| opening.starts_with(**lead)) {
        if lead.len() <= 5 && (words.len() > SHORT || sentence) {
            return None;
        }
        return named(words, skipped + lead.len(), words.len())
            .and_then(|name| line(last_of(words, name), SourceKind::Byline, false));
    }
    let contributed = lower.find(" contributed to this ")?;
    named(words, 0, contributed)
        .and_then(|name| line(last_of(words, name), SourceKind::Byline, false))
}

/// "This article first appeared in …", "Originally published by …": where the name begins.
fn published(opening: &str) -> Option<usize> {
    let about = ["this ", "the article ", "the story ", "the text ", "originally ", "first "];
    let led = about.iter().any(|lead| opening.starts_with(lead));
    let before = ["originally ", "first "].iter().filter_map(|word| opening.find(word)).min()?;
    let what = ["published ", "appeared ", "printed ", "aired ", "in "];
    let whats =
        what.iter().filter_map(|w| opening[before..].find(w).map(|at| before + at + w.len()));
    let verb = whats.min()?;
    // "originally in X" has its preposition already.
    let rest = &opening[verb..];
    let preposition = ["in ", "by ", "on ", "at "].iter().find(|p| rest.starts_with(**p));
    let bare = opening[..verb].ends_with(" in ");
    (led && (preposition.is_some() || bare)).then(|| verb + preposition.map_or(0, |p| p.len()))
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
    let mut from = from;
    for scheme in ["https://", "http://", "www."] {
        let rest = words[from..to].trim_start();
        if rest.starts_with(scheme) {
            from = to - rest.len() + scheme.len();
        }
    }
    let rest = &words[from..to];
    // Of an address, the host.
    let to = if rest.contains(' ') { to } else { from + rest.find('/').unwrap_or(rest.len()) };
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
