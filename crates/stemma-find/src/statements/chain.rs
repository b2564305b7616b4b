//! By whom a statement came: who hands it on, and in which medium it was made.

use stemma_core::{EntityKind, Span, Speaker};

use super::Draft;
use super::candidates::Candidate;
use super::cues::{self, Class};
use super::speaker;
use crate::Mentioned;
use crate::parsed_text::ParsedText;
use crate::sources::looks_like_outlet;

/// Statements nest no deeper than this.
const DEPTH: usize = 32;

/// Statements within statements: the outer speaker hands the inner one on. Where the outer only
/// reports that the inner was said, it is no statement of its own.
pub(super) fn link(text: &ParsedText, mentioned: &Mentioned, mut drafts: Vec<Draft>) -> Vec<Draft> {
    for draft in &mut drafts {
        whence(text, mentioned, draft);
    }
    let mut pieces: Vec<(Span, usize)> = drafts
        .iter()
        .enumerate()
        .flat_map(|(n, d)| d.statement.content.iter().map(move |&s| (s, n)))
        .collect();
    pieces.sort_by_key(|&(s, n)| (s.start, std::cmp::Reverse(s.end), n));
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&n| (drafts[n].clause.start, std::cmp::Reverse(drafts[n].clause.end)));
    let mut open: Vec<(Span, usize)> = Vec::new();
    let mut next = 0;
    let mut outer: Vec<Option<(usize, Span)>> = vec![None; drafts.len()];
    for n in order {
        let clause = drafts[n].clause;
        while next < pieces.len() && pieces[next].0.start <= clause.start {
            open.push(pieces[next]);
            next += 1;
        }
        open.retain(|p| p.0.end > clause.start);
        open.drain(..open.len().saturating_sub(DEPTH));
        outer[n] = open
            .iter()
            .rev()
            .find(|(s, m)| *m != n && s.contains(clause) && !drafts[*m].clause_is(clause))
            .map(|&(s, m)| (m, s));
    }
    let mut dropped = vec![false; drafts.len()];
    let mut via: Vec<Vec<Speaker>> = vec![Vec::new(); drafts.len()];
    let mut planned = vec![false; drafts.len()];
    for n in 0..drafts.len() {
        let Some((m, piece)) = outer[n] else { continue };
        let (inner, around) = (&drafts[n], &drafts[m]);
        // The inner clause is all that the outer one says, but for a word or two.
        let lead = &text.raw[piece.start as usize..inner.clause.start as usize];
        // What follows may say where and when it was said.
        let all = lead.split_whitespace().count() <= 2
            && inner.clause.len() * 2 >= piece.len()
            && around.statement.content.len() == 1;
        if inner.thought && inner.by_pronoun && all {
            // "said he thinks that …": what was said is one thing.
            dropped[n] = true;
            planned[m] |= inner.statement.certainty == stemma_core::Certainty::Planned;
            continue;
        }
        if let Some(speaker) = around.statement.speaker
            && Some(speaker.entity)
                != inner.statement.speaker.map(|s| s.entity).filter(Option::is_some)
        {
            via[n].push(speaker);
            via[n].extend(around.statement.via.iter().copied());
        }
        if all
            && around.hands_on
            && inner.statement.speaker.is_some()
            && reports(text, mentioned, around)
        {
            dropped[m] = true;
        }
    }
    drafts
        .into_iter()
        .zip(via)
        .zip(dropped)
        .zip(planned)
        .filter(|(((_, _), dropped), _)| !dropped)
        .map(|(((mut draft, via), _), planned)| {
            draft.statement.via.extend(via);
            if planned {
                draft.statement.certainty = stemma_core::Certainty::Planned;
            }
            draft
        })
        .collect()
}

/// "Tarn said, as quoted by Norpress, that …" and "Norpress, citing an official, reports that …": who
/// hands on, and whose words an outlet has.
fn whence(text: &ParsedText, mentioned: &Mentioned, draft: &mut Draft) {
    let Some(cue) = draft.statement.cue else { return };
    let (verb, after) = text.tokens_in(cue);
    if verb >= after || !text.is_verb(verb) {
        return;
    }
    let hands_on = |c: usize| matches!(text.lemma(c), "quote" | "cite" | "report");
    let quoted_by = text
        .children(verb)
        .filter(|&c| matches!(text.dep(c), "advcl" | "prep" | "ccomp") && text.tag(c) == "VBN")
        .filter(|&c| hands_on(c) && text.children(c).any(|m| m < c && text.is_word(m, "as")))
        .find_map(|c| text.child(text.child(c, &["agent"])?, &["pobj"]));
    if let Some(by) = quoted_by {
        let by = speaker::speaker(text, mentioned, speaker::phrase(text, by));
        draft.statement.via.push(by);
    }
    let Some(speaker) = draft.statement.speaker.filter(|&s| is_outlet(text, mentioned, s)) else {
        return;
    };
    let citing = text
        .children(verb)
        .filter(|&c| text.tag(c) == "VBG" && matches!(text.lemma(c), "cite" | "quote"))
        .find_map(|c| text.child(c, &["dobj"]))
        .filter(|&o| speaker::may_speak(text, o));
    if let Some(said) = citing {
        let said = speaker::speaker(text, mentioned, speaker::phrase(text, said));
        draft.statement.speaker = Some(said);
        draft.statement.jointly.clear();
        draft.statement.via.push(speaker);
        draft.clause = draft.clause.cover(said.span);
    }
}

/// Whether somebody is an agency or a paper, by his words or by what the account calls him.
fn is_outlet(text: &ParsedText, mentioned: &Mentioned, who: Speaker) -> bool {
    let roles = who
        .entity
        .and_then(|e| mentioned.entities.get(e.0 as usize))
        .is_some_and(|e| e.roles.iter().any(|role| looks_like_outlet(&role.office)));
    roles || looks_like_outlet(who.span.of(text.raw))
}

/// Whether an outlet or an agency reports: no person who has something to say.
fn reports(text: &ParsedText, mentioned: &Mentioned, draft: &Draft) -> bool {
    let cue = draft.statement.cue.map_or("", |c| c.of(text.raw));
    let kind = draft
        .statement
        .speaker
        .and_then(|s| s.entity)
        .and_then(|e| mentioned.entities.get(e.0 as usize))
        .map(|e| e.kind);
    // Of "X quoted Y as saying that Z …" Y may well have something to say, unless it is an agency.
    if matches!(cue, "quoted" | "quotes" | "cited" | "cites") {
        return draft.statement.speaker.is_some_and(|s| is_outlet(text, mentioned, s));
    }
    // Persons state; what "reports" is an outlet even where its name was taken for a person's.
    cue.starts_with("report") || kind != Some(EntityKind::Person)
}

/// Whether a cue may only hand on what another said.
pub(super) fn hands_on(text: &ParsedText, candidate: &Candidate) -> bool {
    candidate.class == Class::Quote
        || candidate.class == Class::Say
            && matches!(
                text.lemma(candidate.cue),
                "report"
                    | "inform"
                    | "write"
                    | "relate"
                    | "announce"
                    | "note"
                    | "accord"
                    | "according"
                    | "tell"
                    | "state"
                    | "convey"
            )
}

/// "on Twitter", "in an interview with …", "told reporters".
pub(super) fn medium(text: &ParsedText, candidate: &Candidate) -> Option<Span> {
    let cue = candidate.cue;
    // "Speaking at a news conference, …": what one speaks at hangs on a verb of its own.
    let speaking = text
        .children(cue)
        .filter(|&c| text.dep(c) == "advcl" && text.tag(c) == "VBG")
        .filter(|&c| matches!(text.lemma(c), "speak" | "write" | "appear" | "post" | "talk"));
    // "Tarn, in an interview with the Herald, said": the parse may hang it on the speaker.
    let subject = text.child(cue, &["nsubj"]).into_iter();
    let subject = subject.flat_map(|s| {
        let beside = text.children(s).filter(|&c| text.dep(c) == "appos");
        std::iter::once(s).chain(beside).flat_map(|n| text.children(n))
    });
    let subject = subject.filter(|&c| speaker::is_occasion(text, c));
    let by_preposition =
        text.children(cue).chain(speaking.flat_map(|c| text.children(c))).chain(subject);
    let by_preposition = by_preposition.into_iter().find_map(|c| {
        // "according to a report": that is who says it.
        let who = text.is_word(cue, "according") && text.is_word(c, "to");
        if who
            || text.dep(c) != "prep"
            || !matches!(
                text.word(c).to_ascii_lowercase().as_str(),
                "on" | "in" | "at" | "to" | "via" | "during" | "through" | "by" | "over"
            )
        {
            return None;
        }
        let object = text.child(c, &["pobj"])?;
        let lemma = text.lemma(object).to_lowercase();
        if !cues::is_medium(&lemma) {
            return None;
        }
        let (begin, end) = text.subtree(c);
        let relative = text
            .child(object, &["relcl", "acl", "appos"])
            .map_or(end, |r| text.subtree(r).0.max(object + 1));
        Some(text.span(text.trim((begin, end.min(relative)))))
    });
    by_preposition.or_else(|| {
        if text.lemma(cue) != "tell" {
            return None;
        }
        let told = text.child(cue, &["dobj", "dative"])?;
        let mut words = speaker::phrase(text, told).words;
        // "told the agency Norpress that …": the parse may give the name to the clause.
        while words.1 < text.len()
            && text.is_word(told, "agency")
            && matches!(text.tag(words.1), "NNP" | "NNPS")
        {
            words.1 += 1;
        }
        (told > cue && !text.tag(told).starts_with("PRP")).then(|| text.span(words))
    })
}
