//! Sources that statements show: who hands them on, and to whom or where they were made.

use stemma_core::{
    EntityKind, Field, MentionForm, Place, SourceKind, SourceSign, Span, Speaker, Statement,
};

use super::{is_gathering, is_initials, is_organisation, looks_like_outlet};
use crate::Mentioned;
use crate::parsed_text::ParsedText;

/// The text that a statement stands in.
pub(super) struct Context<'a> {
    pub(super) text: &'a ParsedText<'a>,
    pub(super) mentioned: &'a Mentioned,
}

impl Context<'_> {
    pub(super) fn of_statement(&self, n: u32, statement: &Statement, found: &mut Vec<SourceSign>) {
        let of = self.text.of;
        let place = |span: Span| Place { of, span };
        let mut push = |span: Span, entity, evidence: Span, kind| {
            found.push(SourceSign {
                name: span.of(self.text.raw).to_owned(),
                place: place(span),
                evidence: place(evidence),
                kind,
                entity,
                statements: vec![n],
            });
        };
        for via in &statement.via {
            if self.is_body(*via) {
                push(via.span, via.entity, self.beside(statement, via.span), SourceKind::Reports);
            }
        }
        if let Some(speaker) = statement.speaker
            && let Some(cue) = statement.cue
            && self.reports(speaker, cue)
        {
            push(speaker.span, speaker.entity, speaker.span.cover(cue), SourceKind::Reports);
        }
        if let Some(medium) = statement.medium {
            self.of_medium(medium, statement.cue, &mut push);
        }
        if let Some(to) = statement.cue.and_then(|cue| self.said_to(cue))
            && statement.medium.is_none_or(|medium| !medium.overlaps(to))
            && self.is_outlet(to)
        {
            let entity = self.mentioned.of_words(of, to).and_then(|(_, m)| m.entity);
            push(to, entity, self.beside(statement, to), SourceKind::Told);
        }
    }

    /// "says the spokesman to Norpress", "told the Herald in an interview": the name of who was told.
    fn said_to(&self, cue: Span) -> Option<Span> {
        let text = self.text;
        // Who it is according to was not told.
        if cue.of(self.text.raw).to_lowercase().starts_with("accord") {
            return None;
        }
        let tokens = &text.parsed.tokens;
        let verb = tokens.partition_point(|t| t.span.start < cue.start);
        tokens.get(verb).filter(|t| t.span.start == cue.start)?;
        // "told Norpress in an interview"
        let whole = |object: usize| {
            text.children(object)
                .filter(|&t| t < object && matches!(text.dep(t), "compound" | "det"))
                .map(|t| tokens[t].span)
                .fold(tokens[object].span, Span::cover)
        };
        if tokens[verb].lemma == "tell" {
            let told = text
                .children(verb)
                .find(|&t| t > verb && matches!(text.dep(t), "dobj" | "dative"))?;
            return (text.pos(told) == "PROPN").then(|| whole(told));
        }
        // The parse may hang it on the speaker behind the verb.
        let of = |token: usize| {
            text.children(token).find(|&t| t > verb && text.dep(t) != "aux" && text.word(t) == "to")
        };
        let mut subject = text.children(verb).filter(|&t| t > verb && text.dep(t) == "nsubj");
        let to = of(verb).or_else(|| subject.find_map(of))?;
        let object =
            text.children(to).find(|&t| text.dep(t) == "pobj" && text.pos(t) == "PROPN")?;
        Some(whole(object))
    }

    /// The words from the cue to whoever hands the statement on, where they stand near each other.
    fn beside(&self, statement: &Statement, via: Span) -> Span {
        const REACH: usize = 120;
        let near = |other: Span| via.cover(other).len() <= REACH;
        statement.cue.filter(|&cue| near(cue)).map_or(via, |cue| {
            let cover = via.cover(cue);
            if cover.get(self.text.raw).is_some_and(|w| !w.contains('\n')) { cover } else { via }
        })
    }

    fn is_body(&self, speaker: Speaker) -> bool {
        let kind =
            speaker.entity.and_then(|e| self.mentioned.entities.get(e.0 as usize)).map(|e| e.kind);
        match kind {
            Some(EntityKind::Organisation) => true,
            Some(EntityKind::Person | EntityKind::Place | EntityKind::Group) => {
                looks_like_outlet(speaker.span.of(self.text.raw))
            }
            _ => is_organisation(self.text, self.mentioned, speaker.span),
        }
    }

    /// Whether somebody who was told is one that publishes: a body with a name, or a word for an
    /// outlet. "A full room at the ministry" is neither, though it holds one.
    fn is_outlet(&self, told: Span) -> bool {
        let words = told.of(self.text.raw);
        if is_gathering(words) {
            return false;
        }
        if looks_like_outlet(words) {
            return true;
        }
        self.mentioned.of_words(self.text.of, told).is_some_and(|(_, mention)| {
            let named = mention.entity.is_some_and(|local| {
                let entity = &self.mentioned.entities[local.0 as usize];
                entity.kind == EntityKind::Organisation && !entity.names.is_empty()
            });
            // The words are the mention, but for an article before it.
            let whole =
                mention.place.span.end == told.end && mention.place.span.start <= told.start + 4;
            named && whole && mention.form != MentionForm::Pronoun
        })
    }

    /// An outlet, an agency or a press service that reports, informs, writes.
    fn reports(&self, speaker: Speaker, cue: Span) -> bool {
        let cue = cue.of(self.text.raw).to_lowercase();
        let kind =
            speaker.entity.and_then(|e| self.mentioned.entities.get(e.0 as usize)).map(|e| e.kind);
        if kind == Some(EntityKind::Person) || !cue.starts_with(char::is_alphabetic) {
            return false;
        }
        let name = speaker.span.of(self.text.raw);
        // What a body with initials says is its own; what it reports may be another's.
        let passes_on = ["report", "writ", "wrote", "accord", "inform", "quot", "cit"];
        if looks_like_outlet(name)
            && (!is_initials(name) || passes_on.iter().any(|stem| cue.starts_with(stem)))
        {
            return true;
        }
        let hands_on = ["report", "inform"].iter().any(|stem| cue.starts_with(stem));
        hands_on && self.is_body(speaker)
    }

    /// "told the Herald", "in an interview with the Herald", "on Twitter", "in a post on …".
    fn of_medium(
        &self,
        medium: Span,
        cue: Option<Span>,
        push: &mut impl FnMut(Span, Option<stemma_core::Local>, Span, SourceKind),
    ) {
        let words = medium.of(self.text.raw);
        let lower = words.to_ascii_lowercase();
        let evidence = cue.map_or(medium, |c| {
            let cover = medium.cover(c);
            if cover.len() <= 120 { cover } else { medium }
        });
        let told = cue.is_some_and(|c| {
            matches!(
                c.of(self.text.raw).to_lowercase().as_str(),
                "told" | "tell" | "tells" | "telling"
            )
        }) && !lower.starts_with("in ")
            && !lower.starts_with("on ");
        if told {
            if self.is_outlet(medium) {
                let entity =
                    self.mentioned.of_words(self.text.of, medium).and_then(|(_, m)| m.entity);
                push(medium, entity, evidence, SourceKind::Told);
            }
            return;
        }
        let after = |joint: &str| lower.find(joint).map(|at| at + joint.len());
        if lower.contains("interview")
            && let Some(at) = after(" with ").or_else(|| after(" to ")).or_else(|| after(" on "))
        {
            let span =
                Span::new(medium.start as usize + at, medium.end as usize).trim(self.text.raw);
            if !span.is_empty() && is_organisation(self.text, self.mentioned, span) {
                let entity =
                    self.mentioned.of_words(self.text.of, span).and_then(|(_, m)| m.entity);
                push(span, entity, evidence, SourceKind::Told);
            }
            return;
        }
        let network = self.network(medium);
        if let Some(span) = network {
            let entity = self.mentioned.of_words(self.text.of, span).and_then(|(_, m)| m.entity);
            push(span, entity, evidence, SourceKind::PostOn);
        }
    }

    /// The network's name in "on Twitter", "in a post on his Facebook page".
    fn network(&self, medium: Span) -> Option<Span> {
        let words = medium.of(self.text.raw);
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

/// "This is reported by X": a sentence that gives a source to the statements of its paragraph.
pub(super) fn reported_by(
    text: &ParsedText,
    mentioned: &Mentioned,
    statements: &[Statement],
    found: &mut Vec<SourceSign>,
) {
    for (token, verb) in text.parsed.tokens.iter().enumerate() {
        if verb.tag != "VBN" || !matches!(verb.lemma.as_str(), "report" | "publish" | "inform") {
            continue;
        }
        // What is reported must be what was said before: "this", "it".
        let points_back = text
            .child(token, &["nsubjpass", "nsubj"])
            .is_some_and(|t| matches!(text.pos(t), "PRON" | "DET"));
        let Some(by) = text.child(token, &["agent"]).and_then(|by| text.child(by, &["pobj"]))
        else {
            continue;
        };
        let name = text
            .children(by)
            .filter(|&t| t < by && text.dep(t) != "punct")
            .map(|t| text.token(t).span)
            .fold(text.token(by).span, Span::cover);
        // "the press service of the president"
        let of = (by + 1 < text.len() && text.word(by + 1) == "of")
            .then(|| mentioned.within(Field::Text, name).map(|(_, m)| m.place.span).next())
            .flatten();
        let name = of
            .filter(|of| of.start <= name.end && of.end > name.end)
            .map_or(name, |of| name.cover(of));
        if !points_back || !is_organisation(text, mentioned, name) {
            continue;
        }
        let from = text.raw[..verb.span.start as usize].rfind("\n\n").unwrap_or(0);
        let paragraph = Span::new(from, verb.span.start as usize);
        let covered = statements
            .iter()
            .enumerate()
            .filter(|(_, s)| s.of == Field::Text && paragraph.contains(s.extent()))
            .map(|(n, _)| n as u32);
        found.push(SourceSign {
            name: name.of(text.raw).to_owned(),
            place: Place::text(name),
            evidence: Place::text(verb.span.cover(name)),
            kind: SourceKind::Reports,
            entity: mentioned.of_words(Field::Text, name).and_then(|(_, m)| m.entity),
            statements: covered.collect(),
        });
    }
}

/// "Asked by a reporter of X, he answered": X has it first hand, whoever prints it now.
pub(super) fn asked_by(
    text: &ParsedText,
    mentioned: &Mentioned,
    statements: &[Statement],
    found: &mut Vec<SourceSign>,
) {
    for (token, noun) in text.parsed.tokens.iter().enumerate() {
        if !matches!(noun.lemma.as_str(), "reporter" | "correspondent" | "journalist") {
            continue;
        }
        let named = text
            .children(token)
            .filter(|&t| matches!(text.word(t), "of" | "from" | "for" | "with"))
            .flat_map(|t| text.children(t))
            .find(|&t| text.dep(t) == "pobj" && text.pos(t) == "PROPN");
        let Some(outlet) = named else { continue };
        let name = text
            .children(outlet)
            .filter(|&t| {
                // "The Strait Observer": with a capital the article is part of the name.
                let the = text.word(t) == "The";
                t < outlet && (the || matches!(text.pos(t), "PROPN" | "ADJ"))
            })
            .map(|t| text.token(t).span)
            .fold(text.token(outlet).span, Span::cover);
        if !is_organisation(text, mentioned, name) {
            continue;
        }
        let sentence = text.span(text.sentence_of(token));
        let covered: Vec<u32> = statements
            .iter()
            .enumerate()
            .filter(|(_, s)| s.of == Field::Text && s.extent().overlaps(sentence))
            .map(|(n, _)| n as u32)
            .collect();
        // Without a statement in the sentence the reporter is somebody who is told of.
        if !covered.is_empty() {
            found.push(SourceSign {
                name: name.of(text.raw).to_owned(),
                place: Place::text(name),
                evidence: Place::text(noun.span.cover(name)),
                kind: SourceKind::Told,
                entity: mentioned.of_words(Field::Text, name).and_then(|(_, m)| m.entity),
                statements: covered,
            });
        }
    }
}
