//! Sources that any sentence names, whether or not a statement was found in it: "a letter seen by
//! X", "citing X", "in remarks to X", "X, which first reported the story", "the daily X writes".
//! And what shows that the reporter has it first hand: "told me", "I walked".
//!
//! The frames are sequences of words before or after a name; the parse is asked for little, because
//! it errs most where names stand at the edge of a sentence.

use stemma_core::{EntityKind, Field, Manner, Place, SourceKind, SourceSign, Span, Statement};
use stemma_words::en::calendar;

use super::{is_gathering, is_initials, is_organisation, looks_like_outlet};
use crate::Mentioned;
use crate::parsed_text::ParsedText;

/// What is published, seen or carried: "according to a report seen by X".
const DOCUMENTS: &[&str] = &[
    "account",
    "announcement",
    "article",
    "comment",
    "communique",
    "copy",
    "data",
    "dispatch",
    "document",
    "draft",
    "email",
    "figure",
    "file",
    "information",
    "interview",
    "investigation",
    "letter",
    "list",
    "memo",
    "message",
    "note",
    "notice",
    "paper",
    "post",
    "record",
    "recording",
    "release",
    "remark",
    "report",
    "statement",
    "story",
    "text",
    "transcript",
];

/// Participles before "by X": X handed it on.
const HANDED_ON: &[&str] = &[
    "air",
    "broadcast",
    "carry",
    "cite",
    "issue",
    "obtain",
    "post",
    "print",
    "publish",
    "quote",
    "release",
    "report",
    "review",
    "see",
    "view",
];

/// What an outlet does with news, in its reader's words.
const REPORTS: &[&str] = &[
    "announce",
    "broadcast",
    "confirm",
    "inform",
    "learn",
    "note",
    "publish",
    "report",
    "reveal",
    "say",
    "state",
    "write",
];

/// What a reporter does who is there.
const WITNESSES: &[&str] = &[
    "ask",
    "climb",
    "count",
    "cross",
    "drive",
    "hear",
    "interview",
    "meet",
    "see",
    "show",
    "speak",
    "stand",
    "talk",
    "tell",
    "visit",
    "walk",
    "watch",
];

struct Reading<'a> {
    text: &'a ParsedText<'a>,
    mentioned: &'a Mentioned,
    statements: &'a [Statement],
}

/// Adds the sources that no statement showed.
pub(super) fn read(
    text: &ParsedText,
    mentioned: &Mentioned,
    statements: &[Statement],
    found: &mut Vec<SourceSign>,
) {
    let reading = Reading { text, mentioned, statements };
    for token in 0..text.len() {
        let hit = (reading.handed_on(token))
            .or_else(|| reading.cited(token))
            .or_else(|| reading.told(token))
            .or_else(|| reading.on_air(token))
            .or_else(|| reading.which_reported(token))
            .or_else(|| reading.writes(token));
        if let Some((name, from, kind)) = hit {
            reading.push(name, from, kind, found);
        }
        if let Some(span) = reading.first_hand(token)
            && !found.iter().any(|sign| sign.kind == SourceKind::Own)
        {
            found.push(SourceSign {
                name: span.of(text.raw).to_owned(),
                place: Place::text(span),
                evidence: Place::text(span),
                kind: SourceKind::Own,
                entity: None,
                statements: Vec::new(),
            });
        }
    }
}

/// A name, the words that make it a source, and how.
type Hit = (Span, Span, SourceKind);

impl Reading<'_> {
    fn word(&self, token: usize) -> &str {
        self.text.parsed.tokens.get(token).map_or("", |t| t.span.of(self.text.raw))
    }

    fn is(&self, token: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.word(token).eq_ignore_ascii_case(word))
    }

    fn lemma(&self, token: usize, lemmas: &[&str]) -> bool {
        self.text.parsed.tokens.get(token).is_some_and(|t| lemmas.contains(&t.lemma.as_str()))
    }

    fn tag(&self, token: usize) -> &str {
        self.text.parsed.tokens.get(token).map_or("", |t| t.tag.as_str())
    }

    /// The name that begins at a token, with what is said of it before: "the daily Tarvel". Its
    /// last token is given too.
    fn name_at(&self, from: usize) -> Option<(Span, usize)> {
        /// Longer than any name with its description.
        const LONGEST: usize = 10;
        let tokens = &self.text.parsed.tokens;
        let start = if self.is(from, &["the", "a", "an"]) && self.word(from) != "The" {
            from + 1
        } else {
            from
        };
        let (mut end, mut named) = (start, false);
        while let Some(token) = tokens.get(end).filter(|_| end < start + LONGEST) {
            let word = token.span.of(self.text.raw);
            let upper = word.starts_with(char::is_uppercase);
            let part = matches!(token.pos.as_str(), "PROPN" | "NOUN" | "ADJ")
                || (upper && token.pos != "PRON")
                || (end > start && matches!(word, "&" | "'s" | "’s" | "-"));
            let of = end > start
                && matches!(word, "of" | "for")
                && (end + 1..end + 3).any(|next| self.word(next).starts_with(char::is_uppercase));
            let the = word == "the" && end > start && self.word(end - 1) == "of";
            let day = calendar::weekday(&word.to_lowercase()).is_some()
                || calendar::month(&word.to_lowercase()).is_some();
            if day || !(part || of || the) {
                break;
            }
            named |= upper;
            end += 1;
        }
        while end > start
            && matches!(self.word(end - 1), "'s" | "’s" | "of" | "for" | "the" | "-" | "&")
        {
            end -= 1;
        }
        (named && end > start).then(|| (tokens[start].span.cover(tokens[end - 1].span), end - 1))
    }

    /// The name that ends at a token.
    fn name_until(&self, last: usize) -> Option<Span> {
        let tokens = &self.text.parsed.tokens;
        let part = |n: usize| {
            tokens.get(n).is_some_and(|t| matches!(t.pos.as_str(), "PROPN" | "NOUN" | "ADJ"))
                || self.word(n) == "The"
        };
        let first = (0..=last).rev().take_while(|&n| part(n)).last()?;
        let span = tokens[first].span.cover(tokens[last].span);
        let named = (first..=last).any(|n| self.word(n).starts_with(char::is_uppercase));
        named.then_some(span)
    }

    /// Whether a name is of one who publishes: by its words, or by what the account calls it
    /// elsewhere ("the agency Tarvel").
    fn is_outlet(&self, name: Span) -> bool {
        let words = name.of(self.text.raw);
        let mention = self.mentioned.of_words(Field::Text, name).map(|(_, mention)| mention);
        let is_place = mention.is_some_and(|mention| mention.kind == EntityKind::Place);
        if looks_like_outlet(words) && !(is_place && is_initials(words)) {
            return true;
        }
        let Some(entity) = mention.and_then(|mention| mention.entity) else {
            return false;
        };
        let of = |m: &&stemma_core::Mention| m.entity == Some(entity) && m.place.of == Field::Text;
        self.mentioned.entities[entity.0 as usize].kind == EntityKind::Organisation
            && self.mentioned.mentions.iter().filter(of).any(|m| {
                let span = m.place.span;
                let before = self.text.raw[..span.start as usize].trim_end();
                let called = before.rsplit(char::is_whitespace).next().unwrap_or_default();
                looks_like_outlet(span.of(self.text.raw))
                    || matches!(called, "agency" | "newspaper" | "daily" | "weekly" | "broadcaster")
            })
    }

    fn is_body(&self, name: Span) -> bool {
        is_organisation(self.text, self.mentioned, name) && !is_gathering(name.of(self.text.raw))
    }

    /// "a report seen by X", "a statement published by X", "first reported by X".
    fn handed_on(&self, by: usize) -> Option<Hit> {
        let verb = by.checked_sub(1)?;
        if self.word(by) != "by" || !self.lemma(verb, HANDED_ON) {
            return None;
        }
        // "a letter that was seen by", "a report published on Monday by" is left.
        let near = verb.saturating_sub(4)..verb;
        let document = near.clone().any(|n| self.lemma(n, DOCUMENTS));
        let first = self.is(verb.checked_sub(1)?, &["first", "originally"])
            && self.lemma(verb, &["report", "publish"]);
        if !document && !first {
            return None;
        }
        let (name, _) = self.name_at(by + 1)?;
        let start = near.into_iter().find(|&n| self.lemma(n, DOCUMENTS)).unwrap_or(verb);
        self.is_body(name).then(|| (name, self.text.parsed.tokens[start].span, SourceKind::Reports))
    }

    /// "citing X", "quoting X", "with reference to X".
    fn cited(&self, token: usize) -> Option<Hit> {
        let after = if self.lemma(token, &["cite", "quote"]) && self.tag(token) == "VBG" {
            token + 1
        } else if self.is(token, &["with"])
            && self.is(token + 1, &["reference", "references"])
            && self.is(token + 2, &["to"])
        {
            token + 3
        } else if self.is(token, &["referring"]) && self.is(token + 1, &["to"]) {
            token + 2
        } else {
            return None;
        };
        let (name, _) = self.name_at(after)?;
        let body =
            if self.is(token, &["referring"]) { self.is_outlet(name) } else { self.is_body(name) };
        body.then(|| (name, self.text.parsed.tokens[token].span, SourceKind::Cites))
    }

    /// "in a statement to X", "questions from X", "asked by X", "in an interview published by X".
    fn told(&self, token: usize) -> Option<Hit> {
        const SAID: &[&str] = &["statement", "comment", "remark", "interview"];
        let next = token + 1;
        // Nobody speaks to a body in these words but to its reporters.
        let to_press = (self.lemma(token, SAID) && self.is(next, &["to", "with"]))
            || (self.lemma(token, &["interview"]) && self.is(next, &["for"]))
            || (self.lemma(token, &["question"]) && self.is(next, &["from", "by"]));
        let to_any = (self.lemma(token, &["speak", "talk"]) && self.is(next, &["to", "with"]))
            || (self.lemma(token, &["ask", "tell", "contact", "reach"]) && self.is(next, &["by"]))
            || (self.lemma(token, &["email", "write"]) && self.is(next, &["to"]));
        if !to_press && !to_any {
            return None;
        }
        let (name, _) = self.name_at(next + 1)?;
        let heard = if to_press { self.is_body(name) } else { self.is_outlet(name) };
        heard.then(|| (name, self.text.parsed.tokens[token].span, SourceKind::Told))
    }

    /// "said on Harbour Radio".
    fn on_air(&self, on: usize) -> Option<Hit> {
        const AIR: &[&str] = &["radio", "tv", "television", "channel", "network"];
        let verb = on.checked_sub(1)?;
        if !self.is(on, &["on"]) || !self.lemma(verb, &["say", "speak", "appear", "tell", "state"])
        {
            return None;
        }
        let (name, _) = self.name_at(on + 1)?;
        let words = name.of(self.text.raw).to_lowercase();
        let air = words.split(|c: char| !c.is_alphanumeric()).any(|word| AIR.contains(&word));
        air.then(|| (name, self.text.parsed.tokens[verb].span, SourceKind::Told))
    }

    /// "X, which first reported the story".
    fn which_reported(&self, which: usize) -> Option<Hit> {
        let comma = which.checked_sub(1)?;
        let verb = which + 1 + usize::from(self.is(which + 1, &["first", "originally"]));
        let reported = (verb > which + 1 && self.lemma(verb, &["report", "publish", "reveal"]))
            || self.lemma(verb, &["break"]);
        if !self.is(which, &["which", "who"]) || self.word(comma) != "," || !reported {
            return None;
        }
        let name = self.name_until(comma.checked_sub(1)?)?;
        let evidence = self.text.parsed.tokens[verb].span;
        self.is_body(name).then_some((name, evidence, SourceKind::Reports))
    }

    /// "…, the news agency X writes.", "…, wrote the daily X.", "as X reported".
    fn writes(&self, verb: usize) -> Option<Hit> {
        if !self.lemma(verb, REPORTS) || !matches!(self.tag(verb), "VBZ" | "VBD" | "VBP") {
            return None;
        }
        let tokens = &self.text.parsed.tokens;
        let ends = |after: usize| {
            tokens.get(after).is_none_or(|t| matches!(t.pos.as_str(), "PUNCT" | "SPACE"))
                || calendar::weekday(&self.word(after).to_lowercase()).is_some()
                || self.is(after, &["on", "earlier", "today", "yesterday"])
        };
        // What stands before the whole must be a comma, or "as".
        let led = |first: usize| {
            first.checked_sub(1).is_some_and(|n| matches!(self.word(n), "," | "as" | "As"))
        };
        let before = verb.checked_sub(1).and_then(|last| self.name_until(last));
        let name = before
            .filter(|name| {
                let first = tokens.partition_point(|t| t.span.start < name.start);
                let article =
                    usize::from(first.checked_sub(1).is_some_and(|n| self.is(n, &["the"])));
                ends(verb + 1) && led(first - article)
            })
            .or_else(|| {
                let (name, last) = self.name_at(verb + 1)?;
                (ends(last + 1) && led(verb)).then_some(name)
            })?;
        // What a body with initials says is its own.
        let own = is_initials(name.of(self.text.raw)) && !self.lemma(verb, &["report", "write"]);
        (self.is_outlet(name) && !own).then(|| (name, tokens[verb].span, SourceKind::Reports))
    }

    /// "told me", "told this newspaper", "I walked", outside anybody's speech.
    fn first_hand(&self, token: usize) -> Option<Span> {
        let tokens = &self.text.parsed.tokens;
        let span = tokens[token].span;
        let verb = span;
        let told = self.lemma(token, &["tell"])
            && (self.is(token + 1, &["me", "us"])
                || (self.is(token + 1, &["this"])
                    && self.is(token + 2, &["newspaper", "paper", "reporter", "magazine"])));
        if told && !self.in_speech(span) {
            return Some(verb.cover(tokens[token + 1].span));
        }
        if self.is(token, &["i", "we"]) && self.tag(token) == "PRP" {
            let head = tokens[token].head as usize;
            let did = match tokens[token].dep.as_str() {
                "nsubj" => self.tag(head) == "VBD",
                // "I was shown it"
                "nsubjpass" => self.tag(head) == "VBN",
                _ => false,
            };
            if did && self.lemma(head, WITNESSES) && !self.in_speech(span) {
                return Some(span.cover(tokens[head].span));
            }
        }
        None
    }

    /// Whether words stand in somebody's speech, or between marks that may be speech.
    fn in_speech(&self, span: Span) -> bool {
        let said = self.statements.iter().any(|s| {
            s.of == Field::Text
                && s.manner != Manner::Headline
                && s.content.iter().any(|content| content.contains(span))
        });
        let at = span.start as usize;
        let paragraph = &self.text.raw[self.text.raw[..at].rfind('\n').map_or(0, |n| n + 1)..at];
        let open = |left: char, right: char| {
            paragraph.matches(left).count() > paragraph.matches(right).count()
        };
        said || open('“', '”')
            || open('«', '»')
            || open('„', '“')
            || paragraph.matches('"').count() % 2 == 1
            || paragraph.trim_start().starts_with(['-', '–', '—'])
    }

    /// Adds a sign, unless one is known that has the same name at the same place.
    fn push(&self, name: Span, from: Span, kind: SourceKind, found: &mut Vec<SourceSign>) {
        let known =
            |sign: &SourceSign| sign.place.of == Field::Text && sign.place.span.overlaps(name);
        if found.iter().any(known) {
            return;
        }
        let token = self.text.parsed.tokens.partition_point(|t| t.span.end <= name.start);
        let sentence = self.text.span(self.text.sentence_of(token));
        let paragraph = {
            let start = self.text.raw[..name.start as usize].rfind('\n').map_or(0, |n| n + 1);
            let end = self.text.raw[name.end as usize..].find('\n');
            Span::new(start, end.map_or(self.text.raw.len(), |n| name.end as usize + n))
        };
        let overlapping = |span: Span| -> Vec<u32> {
            let all = self.statements.iter().enumerate();
            let here = all.filter(|(_, s)| s.of == Field::Text && s.extent().overlaps(span));
            here.map(|(n, _)| n as u32).collect()
        };
        let mut covered = overlapping(sentence);
        if covered.is_empty() {
            covered = overlapping(paragraph);
        }
        // Without a statement it is what the account has all of its news from, if it opens with it.
        let opening = !self.text.raw[..paragraph.start as usize].trim_end().contains('\n');
        if covered.is_empty() && !opening {
            return;
        }
        found.push(SourceSign {
            name: name.of(self.text.raw).to_owned(),
            place: Place::text(name),
            evidence: Place::text(from.cover(name)),
            kind,
            entity: self.mentioned.of_words(Field::Text, name).and_then(|(_, m)| m.entity),
            statements: covered,
        });
    }
}
