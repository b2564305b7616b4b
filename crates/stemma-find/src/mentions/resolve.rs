//! Whom names, descriptions and pronouns stand for, read from the first word to the last.
//!
//! One pass over the account keeps what a reader keeps in mind: who was mentioned of late, how
//! prominently, and which offices each holds. What two fit alike is not established.

use std::collections::{BTreeMap, VecDeque};

use stemma_core::{EntityKind, Local, LocalEntity, Mention, MentionForm};

use super::holders::Found;
use super::lexicon::{self, RoleNoun, Sort, is_speech};
use super::name::Name;
use super::pronouns::{pronoun, relative};
use super::roles::{Article, RolePhrase};
use crate::entities::{Grouped, Whose};
use crate::parsed_text::{NONE, ParsedText};

// The thresholds were set by reading what they did to the training articles of PolNeAR (speakers that
// are descriptions or pronouns) and to the project's example stories: no figure stands behind them yet.

/// How many sentences back a reader looks for whom a pronoun stands.
pub(super) const SENTENCES_BACK: u32 = 4;
/// How many mentions are kept in mind.
pub(super) const IN_MIND: usize = 48;
/// The second must be this much below the first, or neither is established.
pub(super) const CLEAR: f32 = 0.97;
/// The same for a surname that several bear.
pub(super) const CLEAR_NAME: f32 = 0.85;
/// The same for descriptions, whose scores lie closer.
pub(super) const CLEAR_ROLE: f32 = 0.12;
/// How many holders of offices are looked through for a description, from the last on.
pub(super) const HOLDERS_LOOKED_AT: usize = 256;

/// A mention kept in mind.
pub(super) struct Seen {
    pub(super) sentence: u32,
    pub(super) token: usize,
    pub(super) who: Local,
    pub(super) weight: f32,
    pub(super) quote: u32,
    /// The verb whose subject it is.
    pub(super) subject_of: Option<usize>,
    /// Joined to another by "and".
    pub(super) joined: bool,
}

/// Who holds an office.
pub(super) struct Holder {
    pub(super) who: Local,
    pub(super) key: smol_str::SmolStr,
    pub(super) noun: RoleNoun,
    pub(super) office: String,
    pub(super) of: Option<String>,
    /// No longer: "the former president".
    pub(super) former: bool,
}

pub(super) enum Item {
    Name(usize),
    Role(usize),
    Pronoun(Person3),
    /// "who", "which" of a relative clause, and the noun that it follows.
    Relative(usize),
}

/// Third persons, and all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Person3 {
    Male,
    Female,
    Thing,
    Many,
    /// "I", "you", "we": what they stand for depends on who speaks.
    InSpeech,
}

pub(super) struct Resolver<'a> {
    pub(super) texts: &'a [ParsedText<'a>; 2],
    pub(super) names: &'a [Name],
    pub(super) covered: &'a [Vec<u32>; 2],
    pub(super) roles: &'a [RolePhrase],
    pub(super) whose: Vec<Whose>,
    pub(crate) entities: Vec<LocalEntity>,
    pub(crate) mentions: Vec<Mention>,
    pub(super) seen: VecDeque<Seen>,
    /// By entity: how often it was mentioned so far.
    pub(super) count: Vec<u32>,
    /// By entity: the sentence of its last mention.
    pub(super) last: Vec<Option<u32>>,
    pub(super) holders: Vec<Holder>,
    /// Descriptions without a name, by their words or office.
    pub(super) described: BTreeMap<String, Local>,
    /// Places by the first letters of their names, for adjectives that no list knows.
    pub(super) places: BTreeMap<String, String>,
    /// Descriptions that were introduced as known: "the minister", not "a minister".
    pub(super) definite: std::collections::BTreeSet<Local>,
    /// What the head noun (text, token) of a description stands for.
    pub(super) of_noun: BTreeMap<(usize, usize), Local>,
    /// Descriptions that speak, and who, named without an office, speaks right after them.
    pub(super) then_named: Vec<(Local, Local)>,
    /// The last description that was introduced as known and spoke, and its sentence.
    pub(super) spoke: Option<(Local, u32)>,
    /// Who, named, is the child, parent or sibling of whom.
    pub(super) kin: Vec<(Local, Local)>,
    /// What every possessive pronoun (text, token) stands for.
    pub(super) owners: BTreeMap<(usize, usize), Local>,
}

/// Reads the account: the body first, then the title, which speaks of what the body says.
pub(crate) fn resolve<'a>(
    texts: &'a [ParsedText<'a>; 2],
    names: &'a [Name],
    covered: &'a [Vec<u32>; 2],
    roles: &'a [RolePhrase],
    grouped: Grouped,
) -> (Vec<Mention>, Vec<LocalEntity>) {
    let count = grouped.entities.len();
    let mut resolver = Resolver {
        texts,
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
        then_named: Vec::new(),
        kin: Vec::new(),
        spoke: None,
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
impl Resolver<'_> {
    pub(super) fn read(&mut self, n: usize) {
        let text = &self.texts[n];
        let mut items: Vec<(usize, Item)> = Vec::new();
        for (index, name) in self.names.iter().enumerate() {
            if name.text_index == n {
                items.push((name.tokens.0, Item::Name(index)));
            }
        }
        for (index, role) in self.roles.iter().enumerate() {
            if role.text_index == n {
                items.push((role.head, Item::Role(index)));
            }
        }
        for token in 0..text.len() {
            if self.covered[n][token] == NONE {
                if let Some(person) = pronoun(text, token) {
                    items.push((token, Item::Pronoun(person)));
                } else if let Some(noun) = relative(text, token) {
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

    pub(super) fn name(&mut self, index: usize) {
        let name = &self.names[index];
        let text = &self.texts[name.text_index];
        let who = self.who(index);
        self.push(name.text_index, name.tokens, name.kind, MentionForm::Name, who);
        if let Some(who) = who {
            let head = text.head_of(name.tokens);
            let speaks = text.dep(head) == "nsubj" && is_speech(text, text.head(head));
            if speaks && name.kind == EntityKind::Person && self.count[who.0 as usize] == 0 {
                let sentence = text.sentence[head];
                if let Some((described, before)) = self.spoke.take()
                    && (1..=3).contains(&sentence.saturating_sub(before))
                    && name.tokens.1 - name.tokens.0 > 1
                {
                    self.then_named.push((described, who));
                }
            }
            self.see(name.text_index, head, who);
        }
    }

    pub(super) fn push(
        &mut self,
        n: usize,
        tokens: (usize, usize),
        kind: EntityKind,
        form: MentionForm,
        entity: Option<Local>,
    ) {
        let place = self.texts[n].place(tokens);
        self.mentions.push(Mention { place, kind, form, entity, by: None });
    }

    /// Takes a mention to mind.
    pub(super) fn see(&mut self, n: usize, head: usize, who: Local) {
        let text = &self.texts[n];
        let sentence = text.sentence[head];
        self.of_noun.insert((n, head), who);
        self.count[who.0 as usize] += 1;
        self.last[who.0 as usize] = Some(sentence);
        let subject = matches!(text.dep(head), "nsubj" | "nsubjpass");
        let main = subject && matches!(text.dep(text.head(head)), "ROOT" | "conj");
        let weight = match text.dep(head) {
            "nsubj" | "nsubjpass" if main => 1.0,
            "nsubj" | "nsubjpass" => 0.9,
            "conj" => 0.75,
            "appos" | "ROOT" => 0.8,
            // Whom somebody told is who asked, mostly a newspaper.
            "dobj" | "dative" if text.lemma(text.head(head)) == "tell" => 0.35,
            "dobj" | "dative" | "agent" => 0.7,
            "poss" => 0.6,
            "compound" | "amod" | "nmod" | "npadvmod" => 0.4,
            _ => 0.62,
        };
        self.seen.push_back(Seen {
            sentence,
            token: head,
            who,
            weight,
            quote: text.quote[head],
            subject_of: subject.then(|| text.head(head)),
            joined: text.dep(head) == "conj" || text.children(head).any(|c| text.dep(c) == "conj"),
        });
        if self.seen.len() > IN_MIND {
            self.seen.pop_front();
        }
    }

    pub(super) fn role(&mut self, index: usize) {
        let phrase = &self.roles[index];
        let n = phrase.text_index;
        let text = &self.texts[n];
        let owner = phrase
            .owner_pronoun
            .and_then(|t| self.owners.get(&(n, t)).copied())
            .or_else(|| phrase.owner_name.and_then(|name| self.who(name)));
        let described = phrase
            .owner_noun
            .and_then(|t| self.of_noun.get(&(n, t)).copied())
            .filter(|who| self.entities[who.0 as usize].kind == EntityKind::Person);
        let owner = owner.or(described);
        let mut of = phrase.of.as_ref().map(|of| self.known_place(&of.words));
        if described.is_some() {
            of = None;
        }
        let (mut key, mut noun, mut office) =
            (phrase.key.clone(), phrase.noun, phrase.office.clone());
        if matches!(phrase.key.as_str(), "counterpart" | "successor") {
            // "his Norlandic counterpart" holds his office in Norland, "his successor" his own.
            let held = owner.and_then(|owner| {
                self.holders
                    .iter()
                    .take(HOLDERS_LOOKED_AT)
                    .find(|h| h.who == owner && h.noun.classes != 0 && h.key != phrase.key)
            });
            if let Some(held) = held {
                (key, noun, office) = (held.key.clone(), held.noun, held.office.clone());
                if phrase.key == "successor" {
                    of.clone_from(&held.of);
                }
            }
        } else if of.is_none() {
            of = owner.map(|owner| self.entities[owner.0 as usize].name.clone());
        }
        let kind = kind_of(noun.sort, phrase.plural);
        if let Some(owner) = owner.filter(|_| !phrase.plural) {
            let gender = self.entities[owner.0 as usize].gender;
            for &other in lexicon::other_side(&key, gender) {
                if let Some(noun) = lexicon::role_noun(other) {
                    self.note_holder(owner, other.into(), noun, other.to_owned(), None);
                }
            }
        }
        if let Some(name) = phrase.describes {
            let Some(mut who) = self.who(name) else { return };
            if phrase.plural && noun.sort == Sort::Person {
                self.all_hold(name, index, &key, noun, &office, of.as_deref());
                return;
            }
            if !phrase.before_name
                && phrase.article == Article::Definite
                && of.is_none()
                && owner.is_none()
            {
                who = self.namesake(name, who, &key).unwrap_or(who);
            }
            // "the Norpress news agency" is no agency of Norpress.
            let own =
                of.as_ref().is_some_and(|of| self.entities[who.0 as usize].names.contains(of));
            let of = of.filter(|_| !own);
            if let Some(owner) = owner.filter(|_| lexicon::shares_surname(&key)) {
                self.kin.push((who, owner));
            }
            if matches!(noun.sort, Sort::Person | Sort::Organisation) {
                self.hold(who, index, key, noun, office, of);
                let entity = &mut self.entities[who.0 as usize];
                if entity.kind == EntityKind::Other {
                    entity.kind = kind;
                }
            } else {
                self.note_holder(who, key, noun, office, of);
            }
            // Of "the news agency Norpress" and "Defence Minister Ana Tarvel" the parse may take
            // either half for the head: both are mentions.
            // "The owner, Ansel Terminals": what may be somebody is a body here.
            let body = self.entities[who.0 as usize].kind == EntityKind::Organisation;
            let kind = if body { EntityKind::Organisation } else { kind };
            self.push(n, phrase.tokens, kind, MentionForm::Description, Some(who));
            return;
        }
        // What somebody is said to be, or to be as, is no mention of somebody.
        let predicate = matches!(text.dep(phrase.head), "attr" | "oprd")
            || phrase.tokens.0 > 0
                && text.lower[phrase.tokens.0 - 1] == "as"
                && phrase.article != Article::Definite;
        if predicate {
            self.predicate(index, key, noun, office, of, kind);
            return;
        }
        let text_key = || {
            let words = text.words(phrase.tokens).to_lowercase();
            let words = ["the ", "these ", "those "]
                .iter()
                .find_map(|article| words.strip_prefix(article))
                .unwrap_or(&words)
                .to_owned();
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
                    || text.is_capital(phrase.head)
                        && matches!(text.dep(phrase.head), "nsubj" | "nsubjpass" | "pobj")
                    || phrase.of.as_ref().is_some_and(|of| of.is_known)
                        && matches!(text.dep(phrase.head), "nsubj" | "nsubjpass")
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
                && !matches!(text.dep(phrase.head), "nsubj" | "nsubjpass")
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
                if n == 1
                    && noun.sort == Sort::Person
                    && text.dep(phrase.head) == "nsubj"
                    && is_speech(text, text.head(phrase.head))
                {
                    self.spoke = Some((who, text.sentence[phrase.head]));
                }
                self.hold(who, index, key, noun, office, of);
                Some(who)
            }
        };
        self.push(n, phrase.tokens, kind, MentionForm::Description, who);
        if let Some(who) = who {
            self.see(n, phrase.head, who);
        }
    }
}

/// The best, where it is clear of the second.
pub(super) fn clear_best(
    scores: &BTreeMap<Local, f32>,
    clear: impl Fn(f32, f32) -> bool,
) -> Option<Local> {
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

pub(super) fn kind_of(sort: Sort, plural: bool) -> EntityKind {
    match sort {
        Sort::Person if plural => EntityKind::Group,
        Sort::Person => EntityKind::Person,
        Sort::Organisation => EntityKind::Organisation,
        Sort::Group => EntityKind::Group,
        Sort::Place => EntityKind::Place,
        Sort::Event => EntityKind::Event,
    }
}
