//! Where the account says it has its words from.
//!
//! A dateline names the agency, a line at the foot the paper that was copied, a sentence the press
//! service that informs. A photograph's credit is no source of the account.

use stemma_core::{
    Account, DropReason, EntityKind, Field, Parsed, Place, SourceKind, SourceSign, Span, Speaker,
    Statement,
};

use crate::Mentioned;

/// Signs of the account's sources: datelines and credits first, then those that statements show.
pub fn find_sources(
    account: &Account,
    text: &Parsed,
    title: &Parsed,
    mentioned: &Mentioned,
    statements: &[Statement],
) -> Vec<SourceSign> {
    let mut found = Vec::new();
    lines(account, text, mentioned, &mut found);
    for (n, statement) in statements.iter().enumerate() {
        let words = match statement.of {
            Field::Title => account.title.as_deref().unwrap_or_default(),
            _ => &account.text,
        };
        let parsed = if statement.of == Field::Title { title } else { text };
        let context = Context { words, parsed, mentioned };
        context.of_statement(n as u32, statement, &mut found);
    }
    join(found)
}

/// One sign a source and kind: the statements that it covers are put together.
fn join(found: Vec<SourceSign>) -> Vec<SourceSign> {
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

/// Lines that name a source for the whole account: the body's own, and what was dropped from it.
fn lines(account: &Account, text: &Parsed, mentioned: &Mentioned, found: &mut Vec<SourceSign>) {
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
        } else if let Some((name, kind)) = credit(&dropped.text)
            && (kind == SourceKind::Credit || looks_like_outlet(name.of(&dropped.text)))
        {
            found.push(sign(of, &dropped.text, 0, name, kind));
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
    let lower = words.to_lowercase();
    if lower.len() != words.len() || is_of_a_picture(&lower) {
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
            return named(words, skipped + lead.len(), words.len())
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

/// Words that name outlets and press services.
fn looks_like_outlet(name: &str) -> bool {
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
    let initials =
        |word: &str| (2..=6).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase());
    name.split(|c: char| !c.is_alphanumeric()).any(|w| outlet(&w.to_lowercase()))
        || initials(name.trim_start_matches("the ").trim_start_matches("The ").trim())
}

/// Whether a passage names a body: by its mention, by the recogniser, or by its words.
fn is_organisation(
    words: &str,
    parsed: &Parsed,
    mentioned: &Mentioned,
    of: Field,
    span: Span,
) -> bool {
    if looks_like_outlet(span.of(words)) {
        return true;
    }
    if let Some(entity) = mentioned.of_words(of, span).and_then(|(_, m)| m.entity) {
        return mentioned.entities.get(entity.0 as usize).map(|e| e.kind)
            == Some(EntityKind::Organisation);
    }
    let first = parsed.names.partition_point(|n| parsed.span(n.tokens).end <= span.start);
    parsed.names[first..]
        .iter()
        .take_while(|n| parsed.span(n.tokens).start < span.end)
        .any(|n| n.label == "ORG")
}

/// The text that a statement stands in.
struct Context<'a> {
    words: &'a str,
    parsed: &'a Parsed,
    mentioned: &'a Mentioned,
}

impl Context<'_> {
    fn of_statement(&self, n: u32, statement: &Statement, found: &mut Vec<SourceSign>) {
        let of = statement.of;
        let place = |span: Span| Place { of, span };
        let mut push = |span: Span, entity, evidence: Span, kind| {
            found.push(SourceSign {
                name: span.of(self.words).to_owned(),
                place: place(span),
                evidence: place(evidence),
                kind,
                entity,
                statements: vec![n],
            });
        };
        for via in &statement.via {
            if self.is_body(of, *via) {
                push(via.span, via.entity, self.beside(statement, via.span), SourceKind::Reports);
            }
        }
        if let Some(speaker) = statement.speaker
            && let Some(cue) = statement.cue
            && self.reports(of, speaker, cue)
        {
            push(speaker.span, speaker.entity, speaker.span.cover(cue), SourceKind::Reports);
        }
        if let Some(medium) = statement.medium {
            self.of_medium(of, medium, statement.cue, &mut push);
        }
    }

    /// The words from the cue to whoever hands the statement on, where they stand near each other.
    fn beside(&self, statement: &Statement, via: Span) -> Span {
        const REACH: usize = 120;
        let near = |other: Span| via.cover(other).len() <= REACH;
        statement.cue.filter(|&cue| near(cue)).map_or(via, |cue| {
            let cover = via.cover(cue);
            if cover.get(self.words).is_some_and(|w| !w.contains('\n')) { cover } else { via }
        })
    }

    fn is_body(&self, of: Field, speaker: Speaker) -> bool {
        let kind =
            speaker.entity.and_then(|e| self.mentioned.entities.get(e.0 as usize)).map(|e| e.kind);
        match kind {
            Some(EntityKind::Organisation) => true,
            Some(EntityKind::Person | EntityKind::Place | EntityKind::Group) => {
                looks_like_outlet(speaker.span.of(self.words))
            }
            _ => is_organisation(self.words, self.parsed, self.mentioned, of, speaker.span),
        }
    }

    /// An outlet, an agency or a press service that reports, informs, writes.
    fn reports(&self, of: Field, speaker: Speaker, cue: Span) -> bool {
        let cue = cue.of(self.words).to_lowercase();
        let kind =
            speaker.entity.and_then(|e| self.mentioned.entities.get(e.0 as usize)).map(|e| e.kind);
        if kind == Some(EntityKind::Person) || !cue.starts_with(char::is_alphabetic) {
            return false;
        }
        if looks_like_outlet(speaker.span.of(self.words)) {
            return true;
        }
        let hands_on = ["report", "inform"].iter().any(|stem| cue.starts_with(stem));
        hands_on && self.is_body(of, speaker)
    }

    /// "told the Herald", "in an interview with the Herald", "on Twitter", "in a post on …".
    fn of_medium(
        &self,
        of: Field,
        medium: Span,
        cue: Option<Span>,
        push: &mut impl FnMut(Span, Option<stemma_core::Local>, Span, SourceKind),
    ) {
        let words = medium.of(self.words);
        let lower = words.to_lowercase();
        let evidence = cue.map_or(medium, |c| {
            let cover = medium.cover(c);
            if cover.len() <= 120 { cover } else { medium }
        });
        let told = cue.is_some_and(|c| {
            matches!(
                c.of(self.words).to_lowercase().as_str(),
                "told" | "tell" | "tells" | "telling"
            )
        }) && !lower.starts_with("in ")
            && !lower.starts_with("on ");
        if told {
            if self.is_body(
                of,
                Speaker {
                    span: medium,
                    entity: self.mentioned.of_words(of, medium).and_then(|(_, m)| m.entity),
                },
            ) {
                let entity = self.mentioned.of_words(of, medium).and_then(|(_, m)| m.entity);
                push(medium, entity, evidence, SourceKind::Told);
            }
            return;
        }
        let after = |joint: &str| lower.find(joint).map(|at| at + joint.len());
        if lower.contains("interview")
            && let Some(at) = after(" with ").or_else(|| after(" to ")).or_else(|| after(" on "))
            && lower.len() == words.len()
        {
            let span = Span::new(medium.start as usize + at, medium.end as usize).trim(self.words);
            if !span.is_empty()
                && is_organisation(self.words, self.parsed, self.mentioned, of, span)
            {
                let entity = self.mentioned.of_words(of, span).and_then(|(_, m)| m.entity);
                push(span, entity, evidence, SourceKind::Told);
            }
            return;
        }
        let network = self.network(medium);
        if let Some(span) = network {
            let entity = self.mentioned.of_words(of, span).and_then(|(_, m)| m.entity);
            push(span, entity, evidence, SourceKind::PostOn);
        }
    }

    /// The network's name in "on Twitter", "in a post on his Facebook page".
    fn network(&self, medium: Span) -> Option<Span> {
        let words = medium.of(self.words);
        let start = medium.start as usize;
        let mut at = 0;
        for word in words.split(|c: char| !c.is_alphanumeric()) {
            let known = matches!(
                word.to_lowercase().as_str(),
                "twitter"
                    | "facebook"
                    | "telegram"
                    | "instagram"
                    | "youtube"
                    | "tiktok"
                    | "whatsapp"
                    | "vkontakte"
                    | "weibo"
                    | "linkedin"
                    | "reddit"
                    | "mastodon"
                    | "bluesky"
                    | "snapchat"
                    | "tumblr"
            );
            if known && word.starts_with(char::is_uppercase) {
                return Some(Span::new(start + at, start + at + word.len()));
            }
            let separator = words[at + word.len()..].chars().next();
            at += word.len() + separator.map_or(0, char::len_utf8);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use stemma_core::{Dropped, Published};

    use super::*;

    /// Signs of a text, and of pieces dropped from it, that need no parse.
    fn check(text: &str, dropped: &[(&str, DropReason)], expected: &Expect) {
        let account = Account {
            key: None,
            source: "made up".to_owned(),
            outlet: None,
            title: None,
            authors: Vec::new(),
            language: Some("en".to_owned()),
            url: None,
            published: Published::default(),
            text: text.to_owned(),
            dropped: dropped
                .iter()
                .map(|&(text, reason)| Dropped { text: text.to_owned(), reason, before: 0 })
                .collect(),
        };
        let none = Parsed::default();
        let signs = find_sources(&account, &none, &none, &Mentioned::default(), &[]);
        let lines: Vec<String> = signs
            .iter()
            .map(|s| {
                let words = match s.evidence.of {
                    Field::Dropped(n) => &account.dropped[n as usize].text,
                    _ => &account.text,
                };
                assert_eq!(s.place.span.of(words), s.name);
                format!("{:?} {} <- {}", s.kind, s.name, s.evidence.span.of(words))
            })
            .collect();
        expected.assert_eq(&lines.join("\n"));
    }

    #[test]
    fn datelines_name_the_agency() {
        check(
            "PORT ANSEL, May 3. /NPA/. The ferry sails again.",
            &[],
            &expect!["Dateline NPA <- PORT ANSEL, May 3. /NPA/."],
        );
        check(
            "PORT ANSEL (Norpress) — The ferry sails again.",
            &[],
            &expect!["Dateline Norpress <- PORT ANSEL (Norpress)"],
        );
        check(
            "A summary.\n\nANSEL, 3 May (NPA) - The ferry sails.",
            &[],
            &expect!["Dateline NPA <- ANSEL, 3 May (NPA)"],
        );
    }

    #[test]
    fn brackets_in_a_sentence_are_no_dateline() {
        check("The council (the lower house) - met on Monday.", &[], &expect![""]);
        check("Mara Tellin (Left) spoke of the ferry and of the pier.", &[], &expect![""]);
        check("The tax rose by 3/4 of a crown a day/night.", &[], &expect![""]);
    }

    #[test]
    fn credits_name_the_source_and_pictures_do_not() {
        check(
            "The ferry sails again.\n\nSource: Ostmark Daily",
            &[],
            &expect!["Credit Ostmark Daily <- Source: Ostmark Daily"],
        );
        check(
            "The ferry sails again.",
            &[
                ("Source: Ansel Herald.", DropReason::Credit),
                ("Main photo source: NPA", DropReason::Credit),
                ("The ferry (NPA) - archive", DropReason::Caption),
            ],
            &expect!["Credit Ansel Herald <- Source: Ansel Herald."],
        );
    }

    #[test]
    fn bylines_name_agencies_and_not_reporters() {
        check(
            "The ferry sails again.",
            &[
                ("By Ana Tarn and agencies", DropReason::Byline),
                ("By Ana Tarn", DropReason::Byline),
                ("(Reporting by Ilo Brandt; editing by Dana Ost)", DropReason::Byline),
                ("Ana Tarn and the NPA contributed to this report.", DropReason::Byline),
            ],
            &expect![[r"
                Byline agencies <- By Ana Tarn and agencies
                Byline the NPA <- Ana Tarn and the NPA contributed to this report."]],
        );
    }
}
