//! Where the account says it has its words from.
//!
//! A dateline names the agency, a line at the foot the paper that was copied, a sentence the press
//! service that informs. A photograph's credit is no source of the account.

mod lines;
mod spoken;
#[cfg(test)]
mod tests;
mod worded;

use stemma_core::{
    Account, EntityKind, Field, Parsed, SourceKind, SourceSign, Span, Speaker, Statement,
};

use crate::Mentioned;
use crate::parsed_text::ParsedText;

/// Signs of the account's sources: datelines and credits first, then those that statements show.
pub fn find_sources(
    account: &Account,
    text: &Parsed,
    title: &Parsed,
    mentioned: &Mentioned,
    statements: &[Statement],
) -> Vec<SourceSign> {
    let texts = ParsedText::of_account(account, text, title);
    join(signs(account, &texts, mentioned, statements))
}

/// Each sign where it stands.
pub(crate) fn signs(
    account: &Account,
    texts: &[ParsedText; 2],
    mentioned: &Mentioned,
    statements: &[Statement],
) -> Vec<SourceSign> {
    let mut found = Vec::new();
    let [title, text] = texts;
    lines::read(account, text, mentioned, &mut found);
    spoken::reported_by(text, mentioned, statements, &mut found);
    spoken::asked_by(text, mentioned, statements, &mut found);
    for (n, statement) in statements.iter().enumerate() {
        let text = if statement.of == Field::Title { title } else { text };
        spoken::Context { text, mentioned }.of_statement(n as u32, statement, &mut found);
    }
    found.retain(|sign| {
        !matches!(sign.name.to_lowercase().as_str(), "which" | "who" | "that" | "it")
    });
    for sign in &mut found {
        hander(account, mentioned, sign);
        with_name(account, mentioned, sign);
    }
    // "told this newspaper": its own work.
    for sign in found.iter_mut().filter(|sign| sign.name.to_lowercase().starts_with("this ")) {
        sign.kind = SourceKind::Own;
    }
    worded::read(text, mentioned, statements, &mut found);
    said_within(statements, &mut found);
    go_on(&account.text, statements, &mut found);
    found
}

/// "writes the news agency Tarvel": the name that stands right behind who is only described.
fn with_name(account: &Account, mentioned: &Mentioned, sign: &mut SourceSign) {
    if sign.place.of != Field::Text
        || sign.name.contains(char::is_uppercase)
        || !looks_like_outlet(&sign.name)
    {
        return;
    }
    let text = &account.text;
    let start = sign.place.span.start as usize;
    let mut end = sign.place.span.end as usize;
    for word in text[end..].split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let name = bare.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !bare.is_empty() {
            if !name.starts_with(char::is_uppercase) {
                break;
            }
            end = name.as_ptr() as usize - text.as_ptr() as usize + name.len();
            if name.len() < bare.len() {
                break;
            }
        }
        if word.contains('\n') {
            break;
        }
    }
    if end > sign.place.span.end as usize {
        sign.place.span = Span::new(start, end);
        sign.place.span.of(text).clone_into(&mut sign.name);
        let entity = mentioned.of_words(Field::Text, sign.place.span).and_then(|(_, m)| m.entity);
        sign.entity = entity.or(sign.entity);
        if sign.evidence.of == Field::Text {
            sign.evidence.span = sign.evidence.span.cover(sign.place.span);
        }
    }
}

/// "A letter seen by the Herald": of a source with a description, the name of who handed it on.
fn hander(account: &Account, mentioned: &Mentioned, sign: &mut SourceSign) {
    let text = match sign.place.of {
        Field::Text => &account.text,
        Field::Title => account.title.as_deref().unwrap_or_default(),
        Field::Dropped(_) => return,
    };
    let Some(at) = sign.name.rfind(" by ") else { return };
    let start = sign.place.span.start as usize + at + " by ".len();
    let span = Span::new(start, sign.place.span.end as usize);
    let Some(name) = span.get(text).filter(|name| name.contains(char::is_uppercase)) else {
        return;
    };
    name.clone_into(&mut sign.name);
    sign.place.span = span;
    sign.entity = mentioned.of_words(sign.place.of, span).and_then(|(_, m)| m.entity);
}

/// "The ferry sails. That was said by Tarn, the agency writes.": who reports that it was said hands
/// on what was said, too.
fn said_within(statements: &[Statement], found: &mut [SourceSign]) {
    for sign in found.iter_mut().filter(|sign| sign.kind == SourceKind::Reports) {
        let reported: Vec<u32> = sign.statements.clone();
        for (n, inner) in statements.iter().enumerate() {
            let Some(cue) = inner.cue else { continue };
            let within = |&outer: &u32| {
                let outer = &statements[outer as usize];
                outer.of == inner.of && outer.content.iter().any(|piece| piece.contains(cue))
            };
            if !sign.statements.contains(&(n as u32)) && reported.iter().any(within) {
                sign.statements.push(n as u32);
            }
        }
        sign.statements.sort_unstable();
    }
}

/// "Tarn told the Herald that the ferry sails. “We waited long,” she said.": what the same speaker
/// goes on to say in the same paragraph was said to the same outlet.
fn go_on(text: &str, statements: &[Statement], found: &mut [SourceSign]) {
    for sign in found.iter_mut().filter(|sign| sign.kind == SourceKind::Told) {
        let Some(&last) = sign.statements.last() else { continue };
        let told = &statements[last as usize];
        let Some(speaker) = told.speaker.and_then(|s| s.entity) else { continue };
        let mut end = told.extent().end.max(sign.place.span.end) as usize;
        for (n, next) in statements.iter().enumerate().skip(last as usize + 1) {
            let start = next.extent().start as usize;
            let same = next.of == told.of
                && next.of == Field::Text
                && next.speaker.and_then(|s| s.entity) == Some(speaker)
                && next.via.is_empty()
                && next.medium.is_none()
                && text.get(end..start.max(end)).is_some_and(|between| !between.contains('\n'));
            if !same {
                break;
            }
            end = end.max(next.extent().end as usize);
            sign.statements.push(n as u32);
        }
    }
}

/// Whoever was told, and whoever a later sentence names, hands the statement on: they end its chain.
pub(crate) fn hand_on(sources: &[SourceSign], statements: &mut [Statement]) {
    let tells = |sign: &&SourceSign| {
        matches!(sign.kind, SourceKind::Told | SourceKind::Reports) && sign.place.of == Field::Text
    };
    for sign in sources.iter().filter(tells) {
        let by = Speaker { span: sign.place.span, entity: sign.entity };
        for &n in &sign.statements {
            let statement = &mut statements[n as usize];
            let known =
                statement.speaker.iter().chain(&statement.via).any(|s| {
                    s.span.overlaps(by.span) || (s.entity.is_some() && s.entity == by.entity)
                });
            if !known && statement.of == Field::Text {
                statement.via.push(by);
            }
        }
    }
}

/// One sign a source and kind: the statements that it covers are put together.
pub(crate) fn join(found: Vec<SourceSign>) -> Vec<SourceSign> {
    let mut joined: Vec<SourceSign> = Vec::new();
    for sign in found {
        let same = joined.iter_mut().find(|s| {
            s.kind == sign.kind
                && !s.statements.is_empty()
                && !sign.statements.is_empty()
                && (s.name == sign.name || (s.entity.is_some() && s.entity == sign.entity))
        });
        match same {
            Some(same) => same.statements.extend(sign.statements),
            None => joined.push(sign),
        }
    }
    joined
}

/// Words that name outlets and press services.
pub(crate) fn looks_like_outlet(name: &str) -> bool {
    let outlet = |word: &str| {
        matches!(
            word,
            "agency"
                | "agencies"
                | "news"
                | "press"
                | "newspaper"
                | "newspapers"
                | "daily"
                | "weekly"
                | "tv"
                | "television"
                | "radio"
                | "channel"
                | "broadcaster"
                | "times"
                | "post"
                | "herald"
                | "tribune"
                | "gazette"
                | "journal"
                | "magazine"
                | "media"
                | "wire"
                | "portal"
                | "website"
                | "outlet"
                | "outlets"
                | "tabloid"
                | "bulletin"
                | "chronicle"
                | "observer"
                | "telegraph"
                | "guardian"
                | "broadcasting"
                | "network"
        )
    };
    // A post, a guardian and the times are outlets only as names.
    let names_only = |word: &str| {
        matches!(
            word,
            "post"
                | "times"
                | "guardian"
                | "observer"
                | "herald"
                | "telegraph"
                | "network"
                | "wire"
        )
    };
    name.split(|c: char| !c.is_alphanumeric())
        .any(|word| outlet(&word.to_lowercase()) && !names_only(word))
        || is_initials(name)
}

/// "VTA", "the NPA": most agencies go by their initials, and many other bodies.
fn is_initials(name: &str) -> bool {
    let name = name.trim_start_matches("the ").trim_start_matches("The ").trim();
    (2..=6).contains(&name.len()) && name.chars().all(|c| c.is_ascii_uppercase())
}

/// Words for those who hear a statement and publish nothing: "a full room at the ministry",
/// reporters of everywhere, a parliament.
fn is_gathering(words: &str) -> bool {
    words.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| {
        matches!(
            word,
            "conference"
                | "briefing"
                | "rally"
                | "meeting"
                | "hearing"
                | "crowd"
                | "audience"
                | "room"
                | "forum"
                | "summit"
                | "gathering"
                | "reporters"
                | "journalists"
                | "parliament"
                | "senate"
                | "congress"
                | "assembly"
                | "council"
                | "committee"
                | "court"
                | "tribunal"
                | "inquiry"
                | "cabinet"
                | "lawmakers"
                | "police"
        )
    })
}

/// Whether a passage names a body: by its mention, by the recogniser, or by its words.
fn is_organisation(text: &ParsedText, mentioned: &Mentioned, span: Span) -> bool {
    if looks_like_outlet(span.of(text.raw)) {
        return true;
    }
    if let Some(entity) = mentioned.of_words(text.of, span).and_then(|(_, m)| m.entity) {
        return mentioned.entities.get(entity.0 as usize).map(|e| e.kind)
            == Some(EntityKind::Organisation);
    }
    let parsed = text.parsed;
    let first = parsed.names.partition_point(|n| parsed.span(n.tokens).end <= span.start);
    parsed.names[first..]
        .iter()
        .take_while(|n| parsed.span(n.tokens).start < span.end)
        .any(|n| n.label == "ORG")
}
