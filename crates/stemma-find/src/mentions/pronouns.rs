//! Whom pronouns stand for.

use std::collections::BTreeMap;

use stemma_core::{EntityKind, Gender, Local, LocalEntity, MentionForm};

use super::lexicon::is_speech;
use super::resolve::{CLEAR, Person3, Resolver, SENTENCES_BACK, clear_best};
use crate::entities::Whose;
use crate::parsed_text::{NONE, ParsedText};

impl Resolver<'_> {
    pub(super) fn pronoun(&mut self, n: usize, token: usize, person: Person3) {
        let text = &self.texts[n];
        let tokens = (token, token + 1);
        if person == Person3::InSpeech {
            let kind = EntityKind::Person;
            self.push(n, tokens, kind, MentionForm::Pronoun, None);
            return;
        }
        if person == Person3::Thing && says_nothing(text, token) {
            return;
        }
        let who = self.antecedent(n, token, person);
        let kind = match (who, person) {
            (Some(who), _) => self.entities[who.0 as usize].kind,
            (None, Person3::Male | Person3::Female) => EntityKind::Person,
            (None, Person3::Many) => EntityKind::Group,
            (None, _) => EntityKind::Other,
        };
        self.push(n, tokens, kind, MentionForm::Pronoun, who);
        if let Some(who) = who {
            let entity = &mut self.entities[who.0 as usize];
            match person {
                Person3::Male => entity.gender = entity.gender.or(Some(Gender::Male)),
                Person3::Female => entity.gender = entity.gender.or(Some(Gender::Female)),
                _ => {}
            }
            self.owners.insert((n, token), who);
            self.see(n, token, who);
        }
    }

    /// "Tarvel, who said …": what the noun before stands for.
    pub(super) fn relative(&mut self, n: usize, token: usize, noun: usize) {
        let name = self.covered[n][noun];
        let mut who = if name == NONE {
            self.of_noun.get(&(n, noun)).copied()
        } else {
            self.who(name as usize)
        };
        let text = &self.texts[n];
        let human = |who: Local, of: &Self| {
            matches!(of.entities[who.0 as usize].kind, EntityKind::Person | EntityKind::Group)
        };
        if text.lower[token] == "who" && who.is_some_and(|who| !human(who, self)) {
            // "a spokesman of Norpress who was there": not the name but the phrase around it.
            who = (noun.saturating_sub(8)..noun)
                .rev()
                .take_while(|&t| text.pos(t) != "PUNCT" && text.pos(t) != "VERB")
                .filter_map(|t| self.of_noun.get(&(n, t)).copied())
                .find(|&who| human(who, self));
        }
        if let Some(who) = who {
            let kind = self.entities[who.0 as usize].kind;
            self.push(n, (token, token + 1), kind, MentionForm::Pronoun, Some(who));
        }
    }

    /// Who of those in mind a pronoun stands for.
    pub(super) fn antecedent(&self, n: usize, token: usize, person: Person3) -> Option<Local> {
        let text = &self.texts[n];
        let sentence = text.sentence[token];
        let clause = clause_of(text, token);
        let object = matches!(text.dep(token), "dobj" | "pobj" | "dative" | "iobj");
        let reflexive =
            text.lower[token].ends_with("self") || text.lower[token].ends_with("selves");
        let speaks = text.dep(token) == "nsubj" && is_speech(text, text.head(token));
        let speaker = (text.quote[token] != NONE)
            .then(|| self.speaker_beside(n, text.quote[token] as usize))
            .flatten();
        // "Tarvel told him": the object of a clause is not its subject, whoever that is.
        let clause_subject = (object && !reflexive)
            .then(|| {
                self.seen.iter().rev().find(|s| s.subject_of.is_some() && s.subject_of == clause)
            })
            .flatten()
            .map(|seen| seen.who);
        // "Tarvel, her sister": nobody is their own sister.
        let noun = text.head(token);
        let apposed = (text.dep(token) == "poss" && text.dep(noun) == "appos")
            .then(|| self.covered[n][text.head(noun)])
            .filter(|&name| name != NONE)
            .and_then(|name| match self.whose[name as usize] {
                Whose::One(who) => Some(who),
                Whose::OneOf(_) => None,
            });
        let barred = [speaker, clause_subject, apposed];
        let we = person == Person3::Many && self.says_we(n, token);
        let mut scores: BTreeMap<Local, f32> = BTreeMap::new();
        for seen in self.seen.iter().rev() {
            let back = sentence.saturating_sub(seen.sentence);
            if back > SENTENCES_BACK {
                break;
            }
            let entity = &self.entities[seen.who.0 as usize];
            let fit = fits(entity, person);
            if fit == 0.0 || barred.contains(&Some(seen.who)) {
                continue;
            }
            let spoke = seen.subject_of.is_some_and(|verb| is_speech(text, verb));
            let body = matches!(entity.kind, EntityKind::Place | EntityKind::Organisation);
            // "They" are a body's people where it has spoken, and not those who say "we".
            if person == Person3::Many && body && (!spoke || we) {
                continue;
            }
            // "I take it as a sign": an object "it" far from any name is what was said before.
            if person == Person3::Thing && object && (back > 0 || entity.kind == EntityKind::Place)
            {
                continue;
            }
            let recency = [1.0, 0.85, 0.6, 0.45, 0.35][back as usize];
            let mut score = fit * recency * seen.weight;
            // A quotation goes on behind "…, Tarvel said."; another is another's words.
            let goes_on =
                text.quote[token] != NONE && text.paragraph[seen.token] == text.paragraph[token];
            if seen.quote != NONE && text.quote[token] != seen.quote && !goes_on {
                score *= 0.4;
            }
            // Who said it in the account's words is no likelier to say what somebody quotes.
            if speaks && spoke && text.quote[token] == seen.quote {
                score += 0.15;
            }
            if text.paragraph[seen.token] != text.paragraph[token] {
                score *= 0.92;
            }
            let best = scores.entry(seen.who).or_default();
            *best = best.max(score);
        }
        // "a reporter asked him whether …, he answered": in one sentence "he" stays who "him" was.
        let (first, _) = text.parsed.sentences[sentence as usize];
        let same = (token.saturating_sub(TOKENS_BACK).max(first as usize)..token)
            .rev()
            .filter(|&t| pronoun(text, t) == Some(person) && text.quote[t] == text.quote[token])
            .find_map(|t| self.owners.get(&(n, t)).copied());
        if let Some(score) = same.and_then(|who| scores.get_mut(&who))
            && matches!(person, Person3::Male | Person3::Female)
        {
            *score += SAME_PRONOUN;
        }
        for (who, score) in &mut scores {
            // Whom the account speaks of again and again is in mind more than others.
            *score += 0.02 * self.count[who.0 as usize].min(6) as f32;
        }
        // "Tarvel and Orlan … they" are two, and no one entity stands for both.
        if person == Person3::Many
            && self.seen.iter().rev().any(|seen| {
                let kind = self.entities[seen.who.0 as usize].kind;
                seen.joined
                    && sentence.saturating_sub(seen.sentence) <= 1
                    && (kind == EntityKind::Person
                        || matches!(kind, EntityKind::Place | EntityKind::Organisation)
                            && seen.weight > 0.7)
            })
        {
            return None;
        }
        // Whom a speaker means the account's own sentences show less well.
        let human = matches!(person, Person3::Male | Person3::Female);
        let clear = if speaker.is_some() && human { CLEAR_QUOTED } else { CLEAR };
        let best = clear_best(&scores, |best, second| second < best * clear)?;
        // "They sent a calendar. It had a picture.": a thing without a name is nearer.
        let nearer = (matches!(person, Person3::Thing | Person3::Many) && !speaks)
            .then(|| self.nearer_noun(n, token, person))
            .flatten();
        let last = self.seen.iter().rev().find(|seen| seen.who == best);
        // "The board closed the port. It …": of one clause the subject is in mind, not the object.
        let subject = nearer.is_some_and(|noun| {
            text.dep(noun) == "dobj"
                && last.is_some_and(|seen| seen.subject_of == Some(text.head(noun)))
        });
        // "The ramp of the Northern Light was down, and two men painted it": of a phrase the head.
        let part = nearer.is_some_and(|noun| {
            last.is_some_and(|seen| {
                let of = text.head(seen.token);
                text.lower[of] == "of" && text.head(of) == noun
            })
        });
        let later = nearer < last.map(|seen| seen.token);
        (nearer.is_none() || later && !part || subject).then_some(best)
    }

    /// A subject or object before, in the number of the pronoun, that is no mention of anybody: in this
    /// sentence or the one before, and for "they" as far back as a reader remembers, numbers too: "The
    /// other two went out. They …".
    fn nearer_noun(&self, n: usize, token: usize, person: Person3) -> Option<usize> {
        let text = &self.texts[n];
        let many = person == Person3::Many;
        let back = if many { SENTENCES_BACK } else { 1 };
        let sentence = text.sentence[token].saturating_sub(back);
        let first = text.parsed.sentences[sentence as usize].0 as usize;
        (token.saturating_sub(TOKENS_BACK).max(first)..token).rev().find(|&t| {
            let number = match text.tag(t) {
                "NNS" | "CD" => many && text.lower[t] != "one",
                "NN" => !many,
                _ => false,
            };
            number
                && matches!(text.dep(t), "nsubj" | "nsubjpass" | "dobj")
                && self.covered[n][t] == NONE
                && !self.of_noun.contains_key(&(n, t))
                && (many || text.same_paragraph(t, token))
        })
    }

    /// Whether the words around a token in quotation marks speak of "us".
    fn says_we(&self, n: usize, token: usize) -> bool {
        let text = &self.texts[n];
        let quote = text.quote[token];
        if quote == NONE {
            return false;
        }
        let (from, after) = text.quotes[quote as usize];
        let within = from.max(token.saturating_sub(NEAR_WE))..after.min(token + NEAR_WE);
        text.lower[within].iter().any(|word| matches!(word.as_str(), "we" | "us" | "our"))
    }

    /// Who says a quotation: whoever stands beside it, or beside the one before it in the paragraph.
    pub(super) fn speaker_beside(&self, n: usize, quote: usize) -> Option<Local> {
        /// More quotations in one paragraph are hardly one speaker's.
        const LOOKED_AT: usize = 4;
        let text = &self.texts[n];
        let paragraph = |quote: usize| text.quotes.get(quote).map(|q| text.paragraph.get(q.0));
        (quote.saturating_sub(LOOKED_AT)..=quote)
            .rev()
            .take_while(|&before| paragraph(before) == paragraph(quote))
            .find_map(|before| self.beside(n, before))
    }

    /// Who, beside a quotation, is the subject of a verb of speech: "…", Tarvel said.
    fn beside(&self, n: usize, quote: usize) -> Option<Local> {
        /// How far from the marks the speaker stands.
        const NEAR: usize = 10;
        let text = &self.texts[n];
        let (from, after) = text.quotes[quote];
        let behind = after..(after + NEAR).min(text.len());
        let before = from.saturating_sub(NEAR)..from.saturating_sub(1);
        behind.chain(before).find_map(|t| {
            let subject = matches!(text.dep(t), "nsubj") && text.same_paragraph(from, t);
            let index = self.covered[n][t];
            if !subject || text.is_quoted(t) || index == NONE || !is_speech(text, text.head(t)) {
                return None;
            }
            match self.whose[index as usize] {
                Whose::One(who) => Some(who),
                Whose::OneOf(_) => None,
            }
        })
    }
}

/// How much more readily a pronoun stands for whom the last like it in the sentence stood; set by
/// hand, to outdo a subject nearby.
const SAME_PRONOUN: f32 = 0.25;

/// Sentences are no longer, save lines that are no prose, which are not searched again and again.
const TOKENS_BACK: usize = 256;

/// How far from "they" a speaker's "we" shows that he speaks of others than his own.
const NEAR_WE: usize = 30;

/// How much below the best the second stays for "he" in somebody's words; set by hand: a sentence of
/// distance between two persons is no difference there.
const CLEAR_QUOTED: f32 = 0.75;

/// Whether an entity can be what a pronoun stands for, and how readily.
fn fits(entity: &LocalEntity, person: Person3) -> f32 {
    let gender = |wanted| match (entity.kind, entity.gender) {
        (EntityKind::Person, Some(gender)) if gender == wanted => 1.0,
        (EntityKind::Person, None) => unknown(entity, wanted),
        _ => 0.0,
    };
    match person {
        Person3::Male => gender(Gender::Male),
        Person3::Female => gender(Gender::Female),
        Person3::Thing => match entity.kind {
            EntityKind::Organisation => 1.0,
            EntityKind::Place => 0.85,
            EntityKind::Event | EntityKind::Work | EntityKind::Equipment => 0.8,
            EntityKind::Other => 0.5,
            _ => 0.0,
        },
        Person3::Many => match entity.kind {
            EntityKind::Group => 1.0,
            EntityKind::Organisation => 0.7,
            EntityKind::Place => 0.4,
            _ => 0.0,
        },
        Person3::InSpeech => 0.0,
    }
}

/// How readily a pronoun stands for somebody of whom the account does not show which it is. More of
/// those whom reports name are men, and given names that end in -a are
/// mostly women's, in -o men's; set by hand.
fn unknown(entity: &LocalEntity, wanted: Gender) -> f32 {
    let given = entity.name.split(' ').next().filter(|given| given.len() < entity.name.len());
    let ends = |end: char| given.is_some_and(|given| given.ends_with(end));
    match wanted {
        Gender::Male if ends('a') => 0.65,
        Gender::Female if ends('o') => 0.5,
        Gender::Female if !ends('a') => 0.65,
        _ => 0.85,
    }
}

/// "it" that stands for a clause or for nothing: "it is clear that", "it rained".
fn says_nothing(text: &ParsedText, token: usize) -> bool {
    if text.lower[token] != "it" {
        return false;
    }
    let verb = text.head(token);
    if text.dep(token) == "expl" {
        return true;
    }
    // "It remains to add that", "it took three hours to"
    let to_do = matches!(text.lemma(verb), "remain" | "take" | "cost" | "need" | "suffice")
        && text
            .children(verb)
            .any(|c| matches!(text.dep(c), "xcomp" | "ccomp" | "advcl") && c > verb)
        && text.lower.get(verb + 1).is_some_and(|next| next != "on");
    text.dep(token).starts_with("nsubj")
        && (to_do
            || matches!(text.lemma(verb), "rain" | "snow" | "seem" | "appear" | "happen" | "turn")
            || (text.lemma(verb) == "be" || matches!(text.word(verb), "’s" | "'s"))
                && text.children(verb).any(|c| {
                    matches!(text.dep(c), "ccomp" | "xcomp" | "advcl" | "acomp" | "csubj")
                        || text.dep(c) == "attr"
                            && (text.pos(c) != "PROPN"
                                || text.children(c).any(|r| text.dep(r) == "relcl"))
                }))
}

/// The verb of a token's clause.
fn clause_of(text: &ParsedText, token: usize) -> Option<usize> {
    /// Noun phrases are no deeper.
    const DEPTH: usize = 6;
    let mut at = token;
    for _ in 0..DEPTH {
        at = text.head(at);
        if matches!(text.pos(at), "VERB" | "AUX") {
            return Some(at);
        }
    }
    None
}

/// The noun that a relative pronoun in subject position follows.
pub(super) fn relative(text: &ParsedText, token: usize) -> Option<usize> {
    let verb = text.head(token);
    let subject = matches!(text.lower[token].as_str(), "who" | "which" | "that")
        && matches!(text.tag(token), "WP" | "WDT")
        && text.dep(token).starts_with("nsubj")
        && text.dep(verb) == "relcl";
    subject.then(|| text.head(verb)).filter(|&noun| noun < token)
}

pub(super) fn pronoun(text: &ParsedText, token: usize) -> Option<Person3> {
    if !matches!(text.tag(token), "PRP" | "PRP$") {
        return None;
    }
    Some(match text.lower[token].as_str() {
        "he" | "him" | "his" | "himself" => Person3::Male,
        "she" | "her" | "hers" | "herself" => Person3::Female,
        "it" | "its" | "itself" => Person3::Thing,
        "they" | "them" | "their" | "theirs" | "themselves" => Person3::Many,
        "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves" => {
            Person3::InSpeech
        }
        _ => return None,
    })
}
