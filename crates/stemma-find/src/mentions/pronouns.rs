//! Whom pronouns stand for.

use std::collections::BTreeMap;

use stemma_core::{EntityKind, Gender, Local, LocalEntity, MentionForm};

use super::lexicon::is_speech;
use super::memory::{SENTENCES_BACK, Seen, clear_best};
use super::name::NamedText;
use super::resolver::Resolver;
use super::rules::{FIRST_PERSON, RELATIVE, THIRD_PERSON};
use crate::parsed_text::{NONE, ParsedText};

/// Pronouns by what they can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PronounClass {
    Male,
    Female,
    Thing,
    Many,
    /// "I", "you", "we": what they stand for depends on who speaks.
    InSpeech,
}

// All numbers below were set by hand: see `memory`.

/// How near a mention is in this sentence, the one before, and so on.
const RECENCY: [f32; SENTENCES_BACK as usize + 1] = [1.0, 0.85, 0.6, 0.45, 0.35];
/// How much of a mention's weight stays across the marks of a quotation that does not go on.
const OTHER_QUOTATION: f32 = 0.4;
/// How much of it stays across the end of a paragraph.
const OTHER_PARAGRAPH: f32 = 0.92;
/// How much more readily who speaks is who spoke before.
const SPEAKS_AGAIN: f32 = 0.15;
/// How much more readily a pronoun stands for whom the last like it in the sentence stood: it outdoes
/// a subject nearby.
const SAME_PRONOUN: f32 = 0.25;
/// The second must be below this share of the first, or neither is established.
const CLEAR: f32 = 0.97;
/// The same for "he" in somebody's words: a sentence of distance between two persons is no difference
/// there.
const CLEAR_QUOTED: f32 = 0.75;
/// A place or body joined to another is one of "they" only above this weight: as a subject, not as an
/// object.
const JOINED_BODY: f32 = 0.7;

/// How readily "it" stands for a place, for a thing, and for what is of no known kind, where a body is
/// 1.
const PLACE_AS_IT: f32 = 0.85;
const THING_AS_IT: f32 = 0.8;
const OTHER_AS_IT: f32 = 0.5;
/// How readily "they" are a body's or a place's people, where a group is 1.
const BODY_AS_THEY: f32 = 0.7;
const PLACE_AS_THEY: f32 = 0.4;
/// How readily "he" or "she" is somebody whose gender is unknown, whose given name ends as those of
/// the other gender, and for "she" as those of men, where one of that gender is 1.
const GENDER_UNKNOWN: f32 = 0.85;
const NAME_OF_OTHER_GENDER: f32 = 0.65;
const NAME_OF_MEN: f32 = 0.5;

/// Sentences are no longer, save lines that are no prose, which are not searched again and again.
const TOKENS_BACK: usize = 256;
/// How far from "they" a speaker's "we" shows that he speaks of others than his own.
const NEAR_WE: usize = 30;
/// How far before "who" the phrase begins that it belongs to.
const PHRASE_BEFORE_WHO: usize = 8;

/// A pronoun where it stands.
struct Pronoun<'a> {
    named: NamedText<'a>,
    token: usize,
    class: PronounClass,
    sentence: u32,
    /// The object of a verb or a preposition.
    object: bool,
    /// The subject of a verb of speech.
    speaks: bool,
    /// Who says the quotation in which it stands.
    speaker: Option<Local>,
}

impl Resolver<'_> {
    pub(super) fn pronoun(&mut self, n: usize, token: usize, class: PronounClass) {
        let text = self.named[n].text;
        let tokens = (token, token + 1);
        if class == PronounClass::InSpeech {
            let by = Some(&FIRST_PERSON);
            self.push((n, tokens), EntityKind::Person, MentionForm::Pronoun, None, by);
            return;
        }
        if class == PronounClass::Thing && says_nothing(text, token) {
            return;
        }
        let who = self.antecedent(&Pronoun {
            named: self.named[n],
            token,
            class,
            sentence: text.sentence[token],
            object: matches!(text.dep(token), "dobj" | "pobj" | "dative" | "iobj"),
            speaks: text.dep(token) == "nsubj" && is_speech(text, text.head(token)),
            speaker: self.quoted_speaker(n, token),
        });
        let kind = match (who, class) {
            (Some(who), _) => self.entity(who).kind,
            (None, PronounClass::Male | PronounClass::Female) => EntityKind::Person,
            (None, PronounClass::Many) => EntityKind::Group,
            (None, _) => EntityKind::Other,
        };
        self.push((n, tokens), kind, MentionForm::Pronoun, who, Some(&THIRD_PERSON));
        if let Some(who) = who {
            let shows = match class {
                PronounClass::Male => Some(Gender::Male),
                PronounClass::Female => Some(Gender::Female),
                _ => None,
            };
            let entity = self.entity_mut(who);
            entity.gender = entity.gender.or(shows);
            self.see(n, token, who);
        }
    }

    /// "Tarvel, who said …": what the noun before stands for.
    pub(super) fn relative(&mut self, n: usize, token: usize, noun: usize) {
        let named = self.named[n];
        let text = named.text;
        let mut who = match named.name_at(noun) {
            Some(name) => self.who(name),
            None => self.memory.heads.get(&(n, noun)).copied(),
        };
        let human =
            |who: Local| matches!(self.entity(who).kind, EntityKind::Person | EntityKind::Group);
        if text.lower[token] == "who" && who.is_some_and(|who| !human(who)) {
            // "a spokesman of Norpress who was there": not the name but the phrase around it.
            who = (noun.saturating_sub(PHRASE_BEFORE_WHO)..noun)
                .rev()
                .take_while(|&t| text.pos(t) != "PUNCT" && text.pos(t) != "VERB")
                .filter_map(|t| self.memory.heads.get(&(n, t)).copied())
                .find(|&who| human(who));
        }
        if let Some(who) = who {
            let kind = self.entity(who).kind;
            let tokens = (token, token + 1);
            self.push((n, tokens), kind, MentionForm::Pronoun, Some(who), Some(&RELATIVE));
        }
    }

    /// Who of those in mind a pronoun stands for.
    fn antecedent(&self, pronoun: &Pronoun) -> Option<Local> {
        let scores = self.score_antecedents(pronoun);
        if pronoun.class == PronounClass::Many && self.several_are_joined(pronoun.sentence) {
            return None;
        }
        // Whom a speaker means the account's own sentences show less well.
        let human = matches!(pronoun.class, PronounClass::Male | PronounClass::Female);
        let clear = if pronoun.speaker.is_some() && human { CLEAR_QUOTED } else { CLEAR };
        let best = clear_best(&scores, |best, second| second < best * clear)?;
        (!self.is_nearer_thing(pronoun, best)).then_some(best)
    }

    fn score_antecedents(&self, pronoun: &Pronoun) -> BTreeMap<Local, f32> {
        let Pronoun { named, token, class, sentence, .. } = *pronoun;
        let text = named.text;
        let barred = self.barred(pronoun);
        let we = class == PronounClass::Many && says_we(text, token);
        let mut scores: BTreeMap<Local, f32> = BTreeMap::new();
        for seen in self.memory.of_late(sentence) {
            let back = sentence.saturating_sub(seen.sentence);
            let entity = self.entity(seen.who);
            let fit = fits(entity, class);
            if fit == 0.0 || barred.contains(&Some(seen.who)) {
                continue;
            }
            let spoke = seen.subject_of.is_some_and(|verb| is_speech(text, verb));
            let body = matches!(entity.kind, EntityKind::Place | EntityKind::Organisation);
            // "They" are a body's people where it has spoken, and not those who say "we".
            if class == PronounClass::Many && body && (!spoke || we) {
                continue;
            }
            // "I take it as a sign": an object "it" far from any name is what was said before.
            let far = back > 0 || entity.kind == EntityKind::Place;
            if class == PronounClass::Thing && pronoun.object && far {
                continue;
            }
            let score = fit * RECENCY[back as usize] * seen.weight;
            let best = scores.entry(seen.who).or_default();
            *best = best.max(nearness(pronoun, seen, score, spoke));
        }
        if let Some(score) = self.same_pronoun(pronoun).and_then(|who| scores.get_mut(&who)) {
            *score += SAME_PRONOUN;
        }
        for (who, score) in &mut scores {
            *score += self.memory.often(*who);
        }
        scores
    }

    /// Whom a pronoun cannot stand for.
    fn barred(&self, pronoun: &Pronoun) -> [Option<Local>; 3] {
        let Pronoun { named, token, .. } = *pronoun;
        let text = named.text;
        let clause = clause_of(text, token);
        let lower = text.lower[token].as_str();
        let reflexive = lower.ends_with("self") || lower.ends_with("selves");
        // "Tarvel told him": the object of a clause is not its subject, whoever that is.
        let subject = |seen: &&Seen| seen.subject_of.is_some() && seen.subject_of == clause;
        let clause_subject = (pronoun.object && !reflexive)
            .then(|| self.memory.seen.iter().rev().find(subject))
            .flatten()
            .map(|seen| seen.who);
        // "Tarvel, her sister": nobody is their own sister.
        let noun = text.head(token);
        let apposed = (text.dep(token) == "poss" && text.dep(noun) == "appos")
            .then(|| named.name_at(text.head(noun)))
            .flatten()
            .and_then(|name| self.only_bearer(name));
        [pronoun.speaker, clause_subject, apposed]
    }

    /// "a reporter asked him whether …, he answered": in one sentence "he" stays who "him" was.
    fn same_pronoun(
        &self,
        &Pronoun { named, token, class, sentence, .. }: &Pronoun,
    ) -> Option<Local> {
        let text = named.text;
        let (first, _) = text.parsed.sentences[sentence as usize];
        (token.saturating_sub(TOKENS_BACK).max(first as usize)..token)
            .rev()
            .filter(|_| matches!(class, PronounClass::Male | PronounClass::Female))
            .filter(|&t| self::pronoun(text, t) == Some(class) && named.is_free(t))
            .filter(|&t| text.quote[t] == text.quote[token])
            .find_map(|t| self.memory.heads.get(&(named.index, t)).copied())
    }

    /// "Tarvel and Orlan … they" are two, and no one entity stands for both.
    fn several_are_joined(&self, sentence: u32) -> bool {
        self.memory.seen.iter().rev().any(|seen| {
            let kind = self.entity(seen.who).kind;
            seen.joined
                && sentence.saturating_sub(seen.sentence) <= 1
                && (kind == EntityKind::Person
                    || matches!(kind, EntityKind::Place | EntityKind::Organisation)
                        && seen.weight > JOINED_BODY)
        })
    }

    /// "They sent a calendar. It had a picture.": whether a thing without a name is nearer than the
    /// best of those in mind.
    fn is_nearer_thing(&self, pronoun: &Pronoun, best: Local) -> bool {
        let text = pronoun.named.text;
        let thing = matches!(pronoun.class, PronounClass::Thing | PronounClass::Many);
        let Some(noun) = (thing && !pronoun.speaks).then(|| self.nearer_noun(pronoun)).flatten()
        else {
            return false;
        };
        let Some(last) = self.memory.seen.iter().rev().find(|seen| seen.who == best) else {
            return true;
        };
        // "The board closed the port. It …": of one clause the subject is in mind, not the object.
        let subject = text.dep(noun) == "dobj" && last.subject_of == Some(text.head(noun));
        // "The ramp of the Northern Light was down, and two men painted it": of a phrase the head.
        let of = text.head(last.token);
        let part = text.lower[of] == "of" && text.head(of) == noun;
        !(noun < last.token && !part || subject)
    }

    /// A subject or object before, in the number of the pronoun, that is no mention of anybody: in this
    /// sentence or the one before, and for "they" as far back as a reader remembers, numbers too: "The
    /// other two went out. They …".
    fn nearer_noun(&self, &Pronoun { named, token, class, .. }: &Pronoun) -> Option<usize> {
        let text = named.text;
        let many = class == PronounClass::Many;
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
                && named.is_free(t)
                && !self.memory.heads.contains_key(&(named.index, t))
                && (many || text.same_paragraph(t, token))
        })
    }
}

/// What distance and quotation marks leave of a mention's score.
fn nearness(pronoun: &Pronoun, seen: &Seen, mut score: f32, spoke: bool) -> f32 {
    let (text, token) = (pronoun.named.text, pronoun.token);
    let same_paragraph = text.paragraph[seen.token] == text.paragraph[token];
    // A quotation goes on behind "…, Tarvel said."; another is another's words.
    let goes_on = text.is_quoted(token) && same_paragraph;
    if seen.quote != NONE && text.quote[token] != seen.quote && !goes_on {
        score *= OTHER_QUOTATION;
    }
    // Who said it in the account's words is no likelier to say what somebody quotes.
    if pronoun.speaks && spoke && text.quote[token] == seen.quote {
        score += SPEAKS_AGAIN;
    }
    if !same_paragraph {
        score *= OTHER_PARAGRAPH;
    }
    score
}

/// Whether the words around a token in quotation marks speak of "us".
fn says_we(text: &ParsedText, token: usize) -> bool {
    if !text.is_quoted(token) {
        return false;
    }
    let (from, after) = text.quotes[text.quote[token] as usize];
    let within = from.max(token.saturating_sub(NEAR_WE))..after.min(token + NEAR_WE);
    text.lower[within].iter().any(|word| matches!(word.as_str(), "we" | "us" | "our"))
}

/// Whether an entity can be what a pronoun stands for, and how readily.
fn fits(entity: &LocalEntity, class: PronounClass) -> f32 {
    let gender = |wanted| match (entity.kind, entity.gender) {
        (EntityKind::Person, Some(gender)) if gender == wanted => 1.0,
        (EntityKind::Person, None) => unknown(entity, wanted),
        _ => 0.0,
    };
    match class {
        PronounClass::Male => gender(Gender::Male),
        PronounClass::Female => gender(Gender::Female),
        PronounClass::Thing => match entity.kind {
            EntityKind::Organisation => 1.0,
            EntityKind::Place => PLACE_AS_IT,
            EntityKind::Event | EntityKind::Work | EntityKind::Equipment => THING_AS_IT,
            EntityKind::Other => OTHER_AS_IT,
            _ => 0.0,
        },
        PronounClass::Many => match entity.kind {
            EntityKind::Group => 1.0,
            EntityKind::Organisation => BODY_AS_THEY,
            EntityKind::Place => PLACE_AS_THEY,
            _ => 0.0,
        },
        PronounClass::InSpeech => 0.0,
    }
}

/// How readily "he" or "she" stands for somebody whose gender the account does not show. More of those
/// whom reports name are men, and given names that end in -a are mostly women's, in -o men's.
fn unknown(entity: &LocalEntity, wanted: Gender) -> f32 {
    let given = entity.name.split(' ').next().filter(|given| given.len() < entity.name.len());
    let ends = |end: char| given.is_some_and(|given| given.ends_with(end));
    match wanted {
        Gender::Male if ends('a') => NAME_OF_OTHER_GENDER,
        Gender::Female if ends('o') => NAME_OF_MEN,
        Gender::Female if !ends('a') => NAME_OF_OTHER_GENDER,
        _ => GENDER_UNKNOWN,
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

/// What class of pronoun a token is, if it is one.
pub(super) fn pronoun(text: &ParsedText, token: usize) -> Option<PronounClass> {
    if !matches!(text.tag(token), "PRP" | "PRP$") {
        return None;
    }
    Some(match text.lower[token].as_str() {
        "he" | "him" | "his" | "himself" => PronounClass::Male,
        "she" | "her" | "hers" | "herself" => PronounClass::Female,
        "it" | "its" | "itself" => PronounClass::Thing,
        "they" | "them" | "their" | "theirs" | "themselves" => PronounClass::Many,
        "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves" => {
            PronounClass::InSpeech
        }
        _ => return None,
    })
}
