//! Whom names, descriptions and pronouns stand for, read from the first word to the last.
//!
//! One pass over the account keeps what a reader keeps in mind: who was mentioned of late, how
//! prominently, and which offices each holds. What two fit alike is not established.

use std::collections::{BTreeMap, VecDeque};

use stemma_core::{EntityKind, Gender, Local, LocalEntity, Mention, MentionForm, Role, country_of};

use super::lexicon::{self, RoleNoun, Sort, role_noun};
use super::names::Name;
use super::roles::{Article, RolePhrase, country_within};
use crate::entities::{Grouped, Whose};
use crate::side::{NONE, Side};

/// How many sentences back a reader looks for whom a pronoun stands.
const SENTENCES_BACK: u32 = 4;
/// How many mentions are kept in mind.
const IN_MIND: usize = 48;
/// The second must be this much below the first, or neither is established.
const CLEAR: f32 = 0.97;
/// The same for a surname that several bear.
const CLEAR_NAME: f32 = 0.85;
/// The same for descriptions, whose scores lie closer.
const CLEAR_ROLE: f32 = 0.12;
/// How many holders of offices are looked through for a description, from the last on.
const HOLDERS_LOOKED_AT: usize = 256;

/// A mention kept in mind.
struct Seen {
    sentence: u32,
    token: usize,
    who: Local,
    weight: f32,
    quote: u32,
    /// The verb whose subject it is.
    subject_of: Option<usize>,
    /// Joined to another by "and".
    joined: bool,
}

/// Who holds an office.
struct Holder {
    who: Local,
    key: smol_str::SmolStr,
    noun: RoleNoun,
    office: String,
    of: Option<String>,
}

enum Item {
    Name(usize),
    Role(usize),
    Pronoun(Person3),
    /// "who", "which" of a relative clause, and the noun that it follows.
    Relative(usize),
}

/// Third persons, and all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Person3 {
    Male,
    Female,
    Thing,
    Many,
    /// "I", "you", "we": what they stand for depends on who speaks.
    InSpeech,
}

pub(crate) struct Resolver<'a> {
    sides: &'a [Side<'a>; 2],
    names: &'a [Name],
    covered: &'a [Vec<u32>; 2],
    roles: &'a [RolePhrase],
    whose: Vec<Whose>,
    pub(crate) entities: Vec<LocalEntity>,
    pub(crate) mentions: Vec<Mention>,
    seen: VecDeque<Seen>,
    /// By entity: how often it was mentioned so far.
    count: Vec<u32>,
    /// By entity: the sentence of its last mention.
    last: Vec<Option<u32>>,
    holders: Vec<Holder>,
    /// Descriptions without a name, by their words or office.
    described: BTreeMap<String, Local>,
    /// Places by the first letters of their names, for adjectives that no list knows.
    places: BTreeMap<String, String>,
    /// Descriptions that were introduced as known: "the minister", not "a minister".
    definite: std::collections::BTreeSet<Local>,
    /// What the head noun (side, token) of a description stands for.
    of_noun: BTreeMap<(usize, usize), Local>,
    /// What every possessive pronoun (side, token) stands for.
    owners: BTreeMap<(usize, usize), Local>,
}

/// Reads the account: the body first, then the title, which speaks of what the body says.
pub(crate) fn resolve<'a>(
    sides: &'a [Side<'a>; 2],
    names: &'a [Name],
    covered: &'a [Vec<u32>; 2],
    roles: &'a [RolePhrase],
    grouped: Grouped,
) -> (Vec<Mention>, Vec<LocalEntity>) {
    let count = grouped.entities.len();
    let mut resolver = Resolver {
        sides,
        names,
        covered,
        roles,
        whose: grouped.whose,
        entities: grouped.entities,
        mentions: Vec::new(),
        seen: VecDeque::new(),
        count: vec![0; count],
        last: vec![None; count],
        holders: Vec::new(),
        described: BTreeMap::new(),
        places: BTreeMap::new(),
        owners: BTreeMap::new(),
        of_noun: BTreeMap::new(),
        definite: std::collections::BTreeSet::new(),
    };
    resolver.offices_of_bodies();
    for n in [1, 0] {
        resolver.seen.clear();
        resolver.last.fill(None);
        resolver.read(n);
    }
    resolver.name_the_described();
    (resolver.mentions, resolver.entities)
}

impl<'a> Resolver<'a> {
    fn read(&mut self, n: usize) {
        let side = &self.sides[n];
        let mut items: Vec<(usize, Item)> = Vec::new();
        for (index, name) in self.names.iter().enumerate() {
            if name.side == n {
                items.push((name.tokens.0, Item::Name(index)));
            }
        }
        for (index, role) in self.roles.iter().enumerate() {
            if role.side == n {
                items.push((role.head, Item::Role(index)));
            }
        }
        for token in 0..side.len() {
            if self.covered[n][token] == NONE {
                if let Some(person) = pronoun(side, token) {
                    items.push((token, Item::Pronoun(person)));
                } else if let Some(noun) = relative(side, token) {
                    items.push((token, Item::Relative(noun)));
                }
            }
        }
        items.sort_by_key(|(token, _)| *token);
        for (token, item) in items {
            match item {
                Item::Name(index) => self.name(index),
                Item::Role(index) => self.role(index),
                Item::Pronoun(person) => self.pronoun(n, token, person),
                Item::Relative(noun) => self.relative(n, token, noun),
            }
        }
    }

    /// What the names of bodies say they are: a ministry, a party; and places by their stems.
    fn offices_of_bodies(&mut self) {
        for (index, name) in self.names.iter().enumerate() {
            let Whose::One(who) = self.whose[index] else {
                continue;
            };
            let side = &self.sides[name.side];
            if name.kind == EntityKind::Place {
                let words = side.words(name.tokens);
                if let Some(stem) = stem(words) {
                    self.places.entry(stem).or_insert_with(|| words.to_owned());
                }
            }
            let sorts = match name.kind {
                EntityKind::Organisation => Sort::Organisation,
                EntityKind::Event => Sort::Event,
                EntityKind::Place => Sort::Place,
                _ => continue,
            };
            let of = country_within(side, name).map(str::to_owned);
            let mut say = |key: &str| {
                let Some(noun) = role_noun(key).filter(|noun| noun.sort == sorts) else {
                    return;
                };
                if !self
                    .holders
                    .iter()
                    .rev()
                    .take(HOLDERS_LOOKED_AT)
                    .any(|h| h.who == who && h.key == key)
                {
                    self.holders.push(Holder {
                        who,
                        key: key.into(),
                        noun,
                        office: key.to_owned(),
                        of: of.clone(),
                    });
                }
            };
            for t in name.tokens.0..name.tokens.1 {
                say(&side.lower[t]);
            }
            let country = country_of(side.words(name.tokens));
            match (name.kind, country) {
                (_, Some("NATO" | "CSTO")) => say("alliance"),
                (_, Some("European Union")) => {
                    say("bloc");
                    say("union");
                }
                (_, Some("United Nations" | "OSCE")) => say("organisation"),
                (EntityKind::Place, Some(country)) => {
                    say(if country == side.words(name.tokens) { "country" } else { "capital" })
                }
                (EntityKind::Place, None) => say("city"),
                _ => {}
            }
        }
    }

    /// A description before the name: where just one named holder of its office is found later, the
    /// two are one.
    fn name_the_described(&mut self) {
        let mut offices: BTreeMap<(String, String), Vec<Local>> = BTreeMap::new();
        for (n, entity) in self.entities.iter().enumerate() {
            for role in &entity.roles {
                if let Some(of) = &role.of {
                    let country = country_of(of).map_or(of.clone(), str::to_owned);
                    let known = offices.entry((role.office.clone(), country)).or_default();
                    known.push(Local(n as u32));
                }
            }
        }
        let mut becomes: Vec<Local> = (0..self.entities.len() as u32).map(Local).collect();
        for holders in offices.values() {
            let named = |who: &&Local| !self.entities[who.0 as usize].names.is_empty();
            let mut names = holders.iter().filter(named);
            if let (Some(&one), None) = (names.next(), names.next()) {
                for who in holders.iter().filter(|who| !named(who)) {
                    let entity = &self.entities[who.0 as usize];
                    if entity.kind == self.entities[one.0 as usize].kind
                        && self.definite.contains(who)
                    {
                        becomes[who.0 as usize] = one;
                    }
                }
            }
        }
        for (n, one) in becomes.iter().enumerate() {
            if one.0 as usize != n {
                let roles = std::mem::take(&mut self.entities[n].roles);
                let gender = self.entities[n].gender;
                let entity = &mut self.entities[one.0 as usize];
                entity.gender = entity.gender.or(gender);
                for role in roles {
                    if !entity.roles.iter().any(|r| r.office == role.office && r.of == role.of) {
                        entity.roles.push(role);
                    }
                }
            }
        }
        // Entities that became others leave no gap in the numbers.
        let mut number = 0;
        let mut renumbered = vec![Local(0); becomes.len()];
        let mut kept = Vec::with_capacity(self.entities.len());
        for (n, entity) in std::mem::take(&mut self.entities).into_iter().enumerate() {
            if becomes[n].0 as usize == n {
                renumbered[n] = Local(number);
                number += 1;
                kept.push(entity);
            }
        }
        self.entities = kept;
        for mention in &mut self.mentions {
            mention.entity =
                mention.entity.map(|who| renumbered[becomes[who.0 as usize].0 as usize]);
        }
    }

    fn name(&mut self, index: usize) {
        let name = &self.names[index];
        let side = &self.sides[name.side];
        let who = self.who(index);
        self.push(name.side, name.tokens, name.kind, MentionForm::Name, who);
        if let Some(who) = who {
            let head = head_of(side, name.tokens);
            self.see(name.side, head, who);
        }
    }

    /// Whom a name stands for; of several bearers of a surname the one in mind, or who was
    /// mentioned far more often than the rest, or the only one so far.
    fn who(&mut self, index: usize) -> Option<Local> {
        let fitting = match &self.whose[index] {
            Whose::One(who) => return Some(*who),
            Whose::OneOf(fitting) => fitting.clone(),
        };
        let mentioned: Vec<Local> =
            fitting.iter().copied().filter(|who| self.count[who.0 as usize] > 0).collect();
        let fitting = if mentioned.is_empty() { fitting } else { mentioned };
        let name = &self.names[index];
        let sentence = self.sides[name.side].sentence[name.tokens.0];
        let who = match fitting.as_slice() {
            [] => None,
            [one] => Some(*one),
            several => {
                // Who was mentioned last and most prominently stays in mind.
                let mut in_mind: BTreeMap<Local, f32> = BTreeMap::new();
                for seen in self.seen.iter().filter(|seen| several.contains(&seen.who)) {
                    let back = sentence.saturating_sub(seen.sentence).min(IN_MIND as u32);
                    let side = &self.sides[name.side];
                    let head = head_of(side, name.tokens);
                    let speaks = side.dep(head) == "nsubj" && is_speech(side, side.head(head));
                    let spoke = seen.subject_of.is_some_and(|verb| is_speech(side, verb));
                    let same_part = if speaks && spoke { 0.15 } else { 0.0 };
                    let best = in_mind.entry(seen.who).or_default();
                    *best = best.max((seen.weight + same_part) / (1.0 + 0.3 * back as f32));
                }
                let latest = clear_best(&in_mind, |best, second| second < best * CLEAR_NAME);
                let most = several
                    .iter()
                    .copied()
                    .max_by_key(|who| (self.count[who.0 as usize], std::cmp::Reverse(*who)))?;
                let rest: u32 = several
                    .iter()
                    .filter(|who| **who != most)
                    .map(|who| self.count[who.0 as usize])
                    .sum();
                if self.count[most.0 as usize] > 3 * rest.max(1) { Some(most) } else { latest }
            }
        };
        if let Some(who) = who {
            self.whose[index] = Whose::One(who);
            let written = self.sides[self.names[index].side].words(self.names[index].tokens);
            let known = &mut self.entities[who.0 as usize].names;
            if !known.iter().any(|name| name == written) {
                known.push(written.to_owned());
            }
        }
        who
    }

    fn push(
        &mut self,
        n: usize,
        tokens: (usize, usize),
        kind: EntityKind,
        form: MentionForm,
        entity: Option<Local>,
    ) {
        self.mentions.push(Mention { place: self.sides[n].place(tokens), kind, form, entity });
    }

    /// Takes a mention to mind.
    fn see(&mut self, n: usize, head: usize, who: Local) {
        let side = &self.sides[n];
        let sentence = side.sentence[head];
        self.of_noun.insert((n, head), who);
        self.count[who.0 as usize] += 1;
        self.last[who.0 as usize] = Some(sentence);
        let subject = matches!(side.dep(head), "nsubj" | "nsubjpass");
        let main = subject && matches!(side.dep(side.head(head)), "ROOT" | "conj");
        let weight = match side.dep(head) {
            "nsubj" | "nsubjpass" if main => 1.0,
            "nsubj" | "nsubjpass" => 0.9,
            "conj" => 0.75,
            "appos" | "ROOT" => 0.8,
            "dobj" | "dative" | "agent" => 0.7,
            "poss" => 0.6,
            "compound" | "amod" | "nmod" => 0.4,
            _ => 0.62,
        };
        self.seen.push_back(Seen {
            sentence,
            token: head,
            who,
            weight,
            quote: side.quote[head],
            subject_of: subject.then(|| side.head(head)),
            joined: side.dep(head) == "conj" || side.children(head).any(|c| side.dep(c) == "conj"),
        });
        if self.seen.len() > IN_MIND {
            self.seen.pop_front();
        }
    }

    fn pronoun(&mut self, n: usize, token: usize, person: Person3) {
        let side = &self.sides[n];
        let tokens = (token, token + 1);
        if person == Person3::InSpeech {
            let kind = EntityKind::Person;
            self.push(n, tokens, kind, MentionForm::Pronoun, None);
            return;
        }
        if person == Person3::Thing && says_nothing(side, token) {
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
    fn relative(&mut self, n: usize, token: usize, noun: usize) {
        let name = self.covered[n][noun];
        let who = if name == NONE {
            self.of_noun.get(&(n, noun)).copied()
        } else {
            self.who(name as usize)
        };
        if let Some(who) = who {
            let kind = self.entities[who.0 as usize].kind;
            self.push(n, (token, token + 1), kind, MentionForm::Pronoun, Some(who));
        }
    }

    /// Who of those in mind a pronoun stands for.
    fn antecedent(&self, n: usize, token: usize, person: Person3) -> Option<Local> {
        let side = &self.sides[n];
        let sentence = side.sentence[token];
        let clause = clause_of(side, token);
        let object = matches!(side.dep(token), "dobj" | "pobj" | "dative" | "iobj");
        let reflexive =
            side.lower[token].ends_with("self") || side.lower[token].ends_with("selves");
        let speaks = side.dep(token) == "nsubj" && is_speech(side, side.head(token));
        let speaker = (side.quote[token] != NONE)
            .then(|| self.speaker_beside(n, side.quote[token] as usize))
            .flatten();
        let mut scores: BTreeMap<Local, f32> = BTreeMap::new();
        for seen in self.seen.iter().rev() {
            let back = sentence.saturating_sub(seen.sentence);
            if back > SENTENCES_BACK {
                break;
            }
            let entity = &self.entities[seen.who.0 as usize];
            let fit = fits(entity, person);
            if fit == 0.0 || Some(seen.who) == speaker {
                continue;
            }
            // "Tarvel told him": the object of a clause is not its subject.
            if object && !reflexive && seen.subject_of.is_some() && seen.subject_of == clause {
                continue;
            }
            // "I take it as a sign": an object "it" far from any name is what was said before.
            if person == Person3::Thing && object && (back > 0 || entity.kind == EntityKind::Place)
            {
                continue;
            }
            let recency = [1.0, 0.85, 0.6, 0.45, 0.35][back as usize];
            let mut score = fit * recency * seen.weight;
            if seen.quote != NONE && side.quote[token] != seen.quote {
                score *= 0.4;
            }
            if speaks && seen.subject_of.is_some_and(|verb| is_speech(side, verb)) {
                score += 0.15;
            }
            if side.paragraph[seen.token] != side.paragraph[token] {
                score *= 0.92;
            }
            let best = scores.entry(seen.who).or_default();
            *best = best.max(score);
        }
        for (who, score) in &mut scores {
            // Whom the account speaks of again and again is in mind more than others.
            *score += 0.02 * self.count[who.0 as usize].min(6) as f32;
        }
        // "Tarvel and Orlan … they" are two, and no one entity stands for both.
        if person == Person3::Many
            && self.seen.iter().rev().any(|seen| {
                seen.joined
                    && sentence.saturating_sub(seen.sentence) <= 1
                    && self.entities[seen.who.0 as usize].kind == EntityKind::Person
            })
        {
            return None;
        }
        clear_best(&scores, |best, second| second < best * CLEAR)
    }

    /// Who, beside a quotation, is the subject of a verb of speech: "…", Tarvel said.
    fn speaker_beside(&self, n: usize, quote: usize) -> Option<Local> {
        /// How far from the marks the speaker stands.
        const NEAR: usize = 10;
        let side = &self.sides[n];
        let (from, after) = side.quotes[quote];
        let behind = after..(after + NEAR).min(side.len());
        let before = from.saturating_sub(NEAR)..from.saturating_sub(1);
        behind.chain(before).find_map(|t| {
            let subject = matches!(side.dep(t), "nsubj") && side.same_paragraph(from, t);
            let index = self.covered[n][t];
            if !subject || side.is_quoted(t) || index == NONE || !is_speech(side, side.head(t)) {
                return None;
            }
            match self.whose[index as usize] {
                Whose::One(who) => Some(who),
                Whose::OneOf(_) => None,
            }
        })
    }

    fn role(&mut self, index: usize) {
        let phrase = &self.roles[index];
        let n = phrase.side;
        let side = &self.sides[n];
        let owner = phrase
            .owner_pronoun
            .and_then(|t| self.owners.get(&(n, t)).copied())
            .or_else(|| phrase.owner_name.and_then(|name| self.who(name)));
        let mut of = phrase.of.as_deref().map(|of| self.known_place(of));
        let (mut key, mut noun, mut office) =
            (phrase.key.clone(), phrase.noun, phrase.office.clone());
        if phrase.key == "counterpart" {
            // "his Norlandic counterpart" holds his office in Norland.
            let held = owner.and_then(|owner| {
                self.holders
                    .iter()
                    .rev()
                    .take(HOLDERS_LOOKED_AT)
                    .find(|h| h.who == owner && h.noun.classes != 0 && h.key != "counterpart")
            });
            if let Some(held) = held {
                (key, noun, office) = (held.key.clone(), held.noun, held.office.clone());
            }
        } else if of.is_none() {
            of = owner.map(|owner| self.entities[owner.0 as usize].name.clone());
        }
        let kind = kind_of(noun.sort, phrase.plural);
        if let Some(name) = phrase.describes {
            let Some(who) = self.who(name) else { return };
            // "the Norpress news agency" is no agency of Norpress.
            let own =
                of.as_ref().is_some_and(|of| self.entities[who.0 as usize].names.contains(of));
            let of = of.filter(|_| !own);
            if matches!(noun.sort, Sort::Person | Sort::Organisation) {
                self.hold(who, index, key, noun, office, of);
                let entity = &mut self.entities[who.0 as usize];
                if entity.kind == EntityKind::Other {
                    entity.kind = kind;
                }
            } else {
                self.note_holder(who, key, noun, office, of);
            }
            if !phrase.before_name {
                self.push(n, phrase.tokens, kind, MentionForm::Description, Some(who));
            }
            return;
        }
        // What somebody is said to be, or to be as, is no mention of somebody.
        let predicate = matches!(side.dep(phrase.head), "attr" | "oprd")
            || phrase.tokens.0 > 0
                && side.lower[phrase.tokens.0 - 1] == "as"
                && phrase.article != Article::Definite;
        if predicate && phrase.article != Article::Definite {
            return;
        }
        let text_key = || {
            let words = side.words(phrase.tokens).to_lowercase();
            let words = words.strip_prefix("the ").unwrap_or(&words).to_owned();
            format!("{words}|{kind:?}")
        };
        if phrase.plural || noun.sort == Sort::Group {
            if matches!(noun.sort, Sort::Place | Sort::Event) {
                if noun.sort == Sort::Event {
                    self.known_only(index, &key, noun, of.as_deref(), owner);
                }
                return;
            }
            let who = self.describe(text_key(), index, kind);
            self.push(n, phrase.tokens, kind, MentionForm::Description, Some(who));
            self.see(n, phrase.head, who);
            return;
        }
        let headline = n == 0;
        let definite = match phrase.article {
            Article::Definite => true,
            Article::Indefinite => false,
            Article::Bare => {
                headline
                    || side.is_capital(phrase.head)
                        && matches!(side.dep(phrase.head), "nsubj" | "nsubjpass" | "pobj")
                    || phrase.of_country && matches!(side.dep(phrase.head), "nsubj" | "nsubjpass")
                    || phrase.owner_name.is_some()
            }
        };
        if matches!(noun.sort, Sort::Place | Sort::Event) {
            if definite {
                self.known_only(index, &key, noun, of.as_deref(), owner);
            }
            return;
        }
        if !definite {
            if phrase.article == Article::Bare
                && !matches!(side.dep(phrase.head), "nsubj" | "nsubjpass")
            {
                return;
            }
            let who = self.describe(format!("{}#{index}", text_key()), index, kind);
            self.hold(who, index, key, noun, office, of);
            self.push(n, phrase.tokens, kind, MentionForm::Description, Some(who));
            self.see(n, phrase.head, who);
            return;
        }
        let found = self.holder(n, index, (&key, &office), noun, of.as_deref(), owner);
        let who = match found {
            Found::One(who) => {
                self.hold(who, index, key, noun, office, of);
                Some(who)
            }
            Found::Several => None,
            Found::Nobody => {
                let known_by = format!("{office}|{}|{kind:?}", of.as_deref().unwrap_or(""));
                let who = self.describe(known_by, index, kind);
                self.definite.insert(who);
                self.hold(who, index, key, noun, office, of);
                Some(who)
            }
        };
        self.push(n, phrase.tokens, kind, MentionForm::Description, who);
        if let Some(who) = who {
            self.see(n, phrase.head, who);
        }
    }

    /// "the exercise", "the country": a mention only where what it stands for has a name.
    fn known_only(
        &mut self,
        index: usize,
        key: &str,
        noun: RoleNoun,
        of: Option<&str>,
        owner: Option<Local>,
    ) {
        let phrase = &self.roles[index];
        let n = phrase.side;
        if phrase.article != Article::Definite || owner.is_some() {
            return;
        }
        let singular = key.strip_suffix('s').filter(|_| phrase.plural).unwrap_or(key);
        if let Found::One(who) = self.holder(n, index, (singular, singular), noun, of, owner) {
            let kind = self.entities[who.0 as usize].kind;
            self.push(n, phrase.tokens, kind, MentionForm::Description, Some(who));
            self.see(n, phrase.head, who);
        }
    }

    /// The entity of a description without a name.
    fn describe(&mut self, known_by: String, index: usize, kind: EntityKind) -> Local {
        let phrase = &self.roles[index];
        let side = &self.sides[phrase.side];
        if let Some(&who) = self.described.get(&known_by) {
            return who;
        }
        let who = Local(self.entities.len() as u32);
        let mut from = phrase.tokens.0;
        if side.pos(from) == "DET" && from + 1 < phrase.tokens.1 {
            from += 1;
        }
        self.entities.push(LocalEntity {
            kind,
            name: side.words((from, phrase.tokens.1)).to_owned(),
            names: Vec::new(),
            roles: Vec::new(),
            gender: phrase.noun.gender,
        });
        self.count.push(0);
        self.last.push(None);
        self.described.insert(known_by, who);
        who
    }

    /// Notes an office and who holds it.
    fn hold(
        &mut self,
        who: Local,
        index: usize,
        key: smol_str::SmolStr,
        noun: RoleNoun,
        office: String,
        of: Option<String>,
    ) {
        let phrase = &self.roles[index];
        let entity = &mut self.entities[who.0 as usize];
        entity.gender = entity.gender.or(phrase.noun.gender);
        let known = entity
            .roles
            .iter_mut()
            .find(|role| role.office == office && (role.of == of || of.is_none()));
        if known.is_none() {
            entity.roles.push(Role {
                office: office.clone(),
                of: of.clone(),
                place: self.sides[phrase.side].place(phrase.tokens),
            });
        }
        self.note_holder(who, key, noun, office, of);
    }

    fn note_holder(
        &mut self,
        who: Local,
        key: smol_str::SmolStr,
        noun: RoleNoun,
        office: String,
        of: Option<String>,
    ) {
        let noted = self
            .holders
            .iter_mut()
            .rev()
            .take(HOLDERS_LOOKED_AT)
            .find(|h| h.who == who && h.key == key);
        match noted {
            Some(holder) => {
                if holder.of.is_none() {
                    holder.of = of;
                }
            }
            None => self.holders.push(Holder { who, key, noun, office, of }),
        }
    }

    /// Who holds the office that a description names.
    fn holder(
        &self,
        n: usize,
        index: usize,
        (key, office): (&str, &str),
        noun: RoleNoun,
        of: Option<&str>,
        owner: Option<Local>,
    ) -> Found {
        let phrase = &self.roles[index];
        let side = &self.sides[n];
        let sentence = side.sentence[phrase.head];
        let recency = |who: Local| match self.last[who.0 as usize] {
            Some(last) => match sentence.saturating_sub(last) {
                0 => 0.5,
                1 => 0.42,
                2 => 0.28,
                3 => 0.2,
                back => 0.5 / back as f32,
            },
            None => 0.0,
        };
        let bodies = self.sides[1].len() > 0;
        let mut scores: BTreeMap<Local, f32> = BTreeMap::new();
        let mut other_country: Vec<Local> = Vec::new();
        for holder in self.holders.iter().rev().take(HOLDERS_LOOKED_AT) {
            // A name that comes later in the text is not what "the ministry" stands for here.
            let mentioned = self.count[holder.who.0 as usize] > 0 || n == 0 && bodies;
            if Some(holder.who) == owner || !mentioned {
                continue;
            }
            let mut belongs = belonging(of, holder.of.as_deref());
            let spokes = role_noun("spokesperson").map_or(0, |noun| noun.classes);
            if belongs == UNRELATED && holder.key != key && noun.classes & spokes == 0 {
                // Of two bodies that no list knows one may be the other's: a party and its region.
                belongs = -0.3;
            } else if belongs < 0.0 {
                other_country.push(holder.who);
                continue;
            }
            let bare = holder.office == holder.key || phrase.office == phrase.key;
            let same = if holder.key == key && (bare || holder.office == office) {
                1.0
            } else if holder.key != key
                && holder.noun.classes & noun.classes != 0
                && holder.noun.sort == noun.sort
            {
                0.7
            } else {
                continue;
            };
            let entity = &self.entities[holder.who.0 as usize];
            if let (Some(a), Some(b)) = (entity.gender, noun.gender)
                && a != b
            {
                continue;
            }
            let score = same + belongs + recency(holder.who);
            let best = scores.entry(holder.who).or_default();
            *best = best.max(score);
        }
        // An office elsewhere speaks against whoever holds it, whatever else fits.
        if of.is_some() {
            scores.retain(|who, score| !other_country.contains(who) || *score > 1.4);
        }
        if !scores.is_empty() {
            return match clear_best(&scores, |best, second| second + CLEAR_ROLE < best) {
                Some(who) => Found::One(who),
                None => Found::Several,
            };
        }
        if noun.sort != Sort::Person
            || noun.classes & lexicon::office_classes() == 0
            || phrase.owner_name.is_some()
        {
            return Found::Nobody;
        }
        // Nobody is known to hold it: the one person of late who holds nothing else.
        let mut without: Vec<Local> = Vec::new();
        for seen in self.seen.iter().rev() {
            if sentence.saturating_sub(seen.sentence) > SENTENCES_BACK {
                break;
            }
            let entity = &self.entities[seen.who.0 as usize];
            let gender = !matches!((entity.gender, noun.gender), (Some(a), Some(b)) if a != b);
            if entity.kind == EntityKind::Person
                && !entity.names.is_empty()
                && gender
                && entity.roles.is_empty()
                && !without.contains(&seen.who)
            {
                without.push(seen.who);
            }
        }
        match without.as_slice() {
            [one] => Found::One(*one),
            _ => Found::Nobody,
        }
    }

    /// The common name of what an office is of: `Norlandic` is `Norland` where the account names it.
    fn known_place(&self, of: &str) -> String {
        if let Some(country) = country_of(of) {
            return if lexicon::is_seat(of) { of.to_owned() } else { country.to_owned() };
        }
        stem(of)
            .and_then(|stem| self.places.get(&stem))
            .filter(|place| place.len() <= of.len() + 1 && of.len() <= place.len() + 4)
            .cloned()
            .unwrap_or_else(|| of.to_owned())
    }
}

enum Found {
    One(Local),
    Several,
    Nobody,
}

/// The best, where it is clear of the second.
fn clear_best(scores: &BTreeMap<Local, f32>, clear: impl Fn(f32, f32) -> bool) -> Option<Local> {
    let mut best: Option<(Local, f32)> = None;
    let mut second = f32::NEG_INFINITY;
    for (&who, &score) in scores {
        match best {
            Some((_, high)) if score <= high => second = second.max(score),
            _ => {
                second = best.map_or(second, |(_, high)| high);
                best = Some((who, score));
            }
        }
    }
    best.filter(|&(_, high)| second == f32::NEG_INFINITY || clear(high, second)).map(|(who, _)| who)
}

/// The first letters of a place's name, which its adjective shares.
fn stem(words: &str) -> Option<String> {
    /// Fewer letters are shared by chance.
    const LETTERS: usize = 5;
    let stem: String = words.chars().take(LETTERS).collect();
    (stem.chars().count() == LETTERS && !words.contains(' ')).then_some(stem)
}

/// What [`belonging`] says of two bodies that no list knows.
const UNRELATED: f32 = -0.9;

/// How well two "of"s go together: below 0 where they exclude each other.
fn belonging(a: Option<&str>, b: Option<&str>) -> f32 {
    let (Some(a), Some(b)) = (a, b) else {
        return 0.0;
    };
    let same = |x: &str, y: &str| x == y || x.contains(y) || y.contains(x);
    match (country_of(a), country_of(b)) {
        (Some(x), Some(y)) if x == y => 0.5,
        (Some(_), Some(_)) => -1.0,
        _ if same(a, b) => 0.5,
        (None, None) => UNRELATED,
        _ => 0.0,
    }
}

fn kind_of(sort: Sort, plural: bool) -> EntityKind {
    match sort {
        Sort::Person if plural => EntityKind::Group,
        Sort::Person => EntityKind::Person,
        Sort::Organisation => EntityKind::Organisation,
        Sort::Group => EntityKind::Group,
        Sort::Place => EntityKind::Place,
        Sort::Event => EntityKind::Event,
    }
}

/// Whether an entity can be what a pronoun stands for, and how readily.
fn fits(entity: &LocalEntity, person: Person3) -> f32 {
    let gender = |wanted| match (entity.kind, entity.gender) {
        (EntityKind::Person, Some(gender)) if gender == wanted => 1.0,
        (EntityKind::Person, None) => 0.9,
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

/// The noun that a relative pronoun in subject position follows.
fn relative(side: &Side, token: usize) -> Option<usize> {
    let verb = side.head(token);
    let subject = matches!(side.lower[token].as_str(), "who" | "which" | "that")
        && matches!(side.tag(token), "WP" | "WDT")
        && side.dep(token).starts_with("nsubj")
        && side.dep(verb) == "relcl";
    subject.then(|| side.head(verb)).filter(|&noun| noun < token)
}

fn pronoun(side: &Side, token: usize) -> Option<Person3> {
    if !matches!(side.tag(token), "PRP" | "PRP$") {
        return None;
    }
    Some(match side.lower[token].as_str() {
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

/// "it" that stands for a clause or for nothing: "it is clear that", "it rained".
fn says_nothing(side: &Side, token: usize) -> bool {
    if side.lower[token] != "it" {
        return false;
    }
    let verb = side.head(token);
    if side.dep(token) == "expl" {
        return true;
    }
    side.dep(token).starts_with("nsubj")
        && (matches!(side.lemma(verb), "rain" | "snow" | "seem" | "appear" | "happen" | "turn")
            || (side.lemma(verb) == "be" || matches!(side.word(verb), "’s" | "'s"))
                && side.children(verb).any(|c| {
                    matches!(side.dep(c), "ccomp" | "xcomp" | "advcl" | "acomp" | "csubj")
                        || side.dep(c) == "attr"
                            && (side.pos(c) != "PROPN"
                                || side.children(c).any(|r| side.dep(r) == "relcl"))
                }))
}

/// The verb of a token's clause.
fn clause_of(side: &Side, token: usize) -> Option<usize> {
    /// Noun phrases are no deeper.
    const DEPTH: usize = 6;
    let mut at = token;
    for _ in 0..DEPTH {
        at = side.head(at);
        if matches!(side.pos(at), "VERB" | "AUX") {
            return Some(at);
        }
    }
    None
}

/// Verbs of speech that bring no other subject than who speaks.
fn is_speech(side: &Side, verb: usize) -> bool {
    matches!(
        side.lemma(verb),
        "say"
            | "tell"
            | "add"
            | "note"
            | "explain"
            | "state"
            | "claim"
            | "announce"
            | "write"
            | "argue"
            | "declare"
            | "insist"
            | "stress"
            | "warn"
            | "ask"
            | "reply"
            | "answer"
            | "conclude"
            | "continue"
            | "suggest"
            | "admit"
            | "report"
            | "emphasize"
            | "emphasise"
            | "point"
            | "clarify"
            | "remark"
            | "tweet"
            | "recall"
            | "comment"
            | "observe"
            | "assert"
    )
}

/// The token of a range that leans on one outside.
pub(crate) fn head_of(side: &Side, (from, after): (usize, usize)) -> usize {
    (from..after)
        .find(|&t| !(from..after).contains(&side.head(t)) || side.head(t) == t)
        .unwrap_or(after - 1)
}
