//! Descriptions that stand for somebody or something: beside a name, said of a subject, known by
//! what they hold, or of somebody without a name.

use smol_str::SmolStr;
use stemma_core::{EntityKind, Gender, Local, LocalEntity, MentionForm, Role};

use super::holders::Found;
use super::lexicon::{self, Sort, is_speech};
use super::offices::Office;
use super::resolver::Resolver;
use super::roles::{Article, RolePhrase};
use super::rules::{
    BESIDE_NAME, HOLDER, INTRODUCED, KNOWN_BY_NAME, SAID_OF_SUBJECT, SEVERAL, TAKEN_FOR_KNOWN,
};
use crate::events::is_year;
use crate::parsed_text::ParsedText;
use crate::rule::Rule;

impl Resolver<'_> {
    /// Reads a description: what it says of somebody, and whom it stands for.
    pub(super) fn description(&mut self, index: usize) {
        let phrase = &self.roles[index];
        let text = self.named[phrase.text_index].text;
        let (owner, office) = self.office_of(phrase);
        self.note_other_side(phrase, owner, &office);
        if let Some(name) = phrase.describes {
            self.beside_name(name, phrase, office, owner);
        } else if is_predicate(text, phrase) {
            self.predicate(phrase, office);
        } else if matches!(office.noun.sort, Sort::Place | Sort::Event) {
            let several = phrase.plural && office.noun.sort == Sort::Event;
            if several || !phrase.plural && is_definite(text, phrase) {
                self.known_by_name(phrase, office, owner);
            }
        } else if phrase.plural || office.noun.sort == Sort::Group {
            self.several(phrase, &office);
        } else if is_definite(text, phrase) {
            self.definite(phrase, office, owner);
        } else if phrase.article == Article::Indefinite || is_subject(text, phrase.head) {
            self.indefinite(index, office);
        }
    }

    /// Whose the description is, and the office that it names once that is known.
    fn office_of(&mut self, phrase: &RolePhrase) -> (Option<Local>, Office) {
        let n = phrase.text_index;
        let stands_for = |token: Option<usize>, of: &Self| {
            token.and_then(|token| of.memory.heads.get(&(n, token)).copied())
        };
        let owner = stands_for(phrase.owner_pronoun, self)
            .or_else(|| phrase.owner_name.and_then(|name| self.who(name)));
        let described = stands_for(phrase.owner_noun, self)
            .filter(|who| self.entity(*who).kind == EntityKind::Person);
        let owner = owner.or(described);
        let of = phrase.of.as_ref().filter(|_| described.is_none());
        let mut office = Office {
            key: phrase.key.clone(),
            noun: phrase.noun,
            words: phrase.office.clone(),
            of: of.map(|of| self.offices.known_place(&of.words)),
        };
        if matches!(phrase.key.as_str(), "counterpart" | "successor") {
            // "his Norlandic counterpart" holds his office in Norland, "his successor" his own.
            let held = owner.and_then(|owner| self.offices.other_office(owner, &phrase.key));
            if let Some(held) = held {
                let of = if phrase.key == "successor" { held.of.clone() } else { office.of };
                office = Office { of, ..held.clone() };
            }
        } else if office.of.is_none() {
            office.of = owner.map(|owner| self.entity(owner).name.clone());
        }
        (owner, office)
    }

    /// "his son" makes him a father.
    fn note_other_side(&mut self, phrase: &RolePhrase, owner: Option<Local>, office: &Office) {
        let Some(owner) = owner.filter(|_| !phrase.plural) else { return };
        let gender = self.entity(owner).gender;
        for &other in lexicon::other_side(&office.key, gender) {
            if let Some(noun) = lexicon::role_noun(other) {
                self.offices.note(owner, Office::bare(other, noun));
            }
        }
    }

    /// "Ana Tarvel, the minister": what stands beside a name is said of its bearer.
    fn beside_name(
        &mut self,
        name: usize,
        phrase: &RolePhrase,
        mut office: Office,
        owner: Option<Local>,
    ) {
        let Some(mut who) = self.who(name) else { return };
        if phrase.plural && office.noun.sort == Sort::Person {
            self.all_hold(name, phrase, &office);
            return;
        }
        if !phrase.before_name
            && phrase.article == Article::Definite
            && office.of.is_none()
            && owner.is_none()
        {
            who = self.namesake(name, who, &office.key).unwrap_or(who);
        }
        // "the Norpress news agency" is no agency of Norpress.
        office.of = office.of.filter(|of| !self.entity(who).names.contains(of));
        if let Some(owner) = owner.filter(|_| lexicon::shares_surname(&office.key)) {
            self.descriptions.kin.push((who, owner));
        }
        let kind = kind_of(&office, phrase);
        if matches!(office.noun.sort, Sort::Person | Sort::Organisation) {
            self.hold(who, phrase, office);
            let entity = self.entity_mut(who);
            if entity.kind == EntityKind::Other {
                entity.kind = kind;
            }
        } else {
            self.offices.note(who, office);
        }
        // Of "the news agency Norpress" and "Defence Minister Ana Tarvel" the parse may take either
        // half for the head: both are mentions.
        // "The owner, Ansel Terminals": what may be somebody is a body here.
        let body = self.entity(who).kind == EntityKind::Organisation;
        let kind = if body { EntityKind::Organisation } else { kind };
        self.mention(phrase, kind, Some(who), &BESIDE_NAME);
    }

    /// "The ministers Tarvel and Orlan": each is one; of a single name the plural says nothing.
    fn all_hold(&mut self, name: usize, phrase: &RolePhrase, office: &Office) {
        let Some(one) = office.key.strip_suffix('s') else { return };
        let names = self.named[0].names;
        let text = self.named[names[name].text_index].text;
        let mut last = name;
        while let Some(next) = names.get(last + 1) {
            let end = names[last].tokens.1;
            let joined = next.text_index == names[last].text_index
                && next.kind == EntityKind::Person
                && end < next.tokens.0
                && (end..next.tokens.0).all(|t| matches!(text.lower[t].as_str(), "," | "and"));
            if !joined {
                break;
            }
            last += 1;
        }
        if last == name {
            return;
        }
        for name in name..=last {
            if let Some(who) = self.who(name) {
                self.hold(who, phrase, Office { key: one.into(), ..office.clone() });
            }
        }
    }

    /// "She is the minister": a mention of whom the subject stands for, and her office.
    fn predicate(&mut self, phrase: &RolePhrase, office: Office) {
        let text = self.named[phrase.text_index].text;
        let verb = text.head(phrase.head);
        let kind = kind_of(&office, phrase);
        if phrase.plural
            || text.dep(phrase.head) != "attr"
            || text.children(verb).any(|c| text.dep(c) == "neg" || text.tag(c) == "MD")
            || !matches!(office.noun.sort, Sort::Person | Sort::Organisation)
        {
            return;
        }
        let who = text
            .children(verb)
            .find(|&c| text.dep(c) == "nsubj")
            .and_then(|subject| self.memory.heads.get(&(phrase.text_index, subject)).copied());
        if let Some(who) = who.filter(|who| self.entity(*who).kind == kind) {
            self.mention(phrase, kind, Some(who), &SAID_OF_SUBJECT);
            self.hold(who, phrase, office);
        }
    }

    /// "the exercise", "the country": a mention only where what it stands for has a name.
    fn known_by_name(&mut self, phrase: &RolePhrase, office: Office, owner: Option<Local>) {
        let named = self.named[phrase.text_index];
        let text = named.text;
        if phrase.article != Article::Definite || owner.is_some() {
            return;
        }
        // "the drills of the Firm Coast-2031 series" are the event that they name.
        let event = |name: &usize| named.names[*name].kind == EntityKind::Event;
        let within = named.names_within(phrase.tokens).into_iter().find(event);
        if let Some(name) = within.filter(|_| office.noun.sort == Sort::Event) {
            let who = self.who(name);
            self.mention(phrase, EntityKind::Event, who, &KNOWN_BY_NAME);
            return;
        }
        let singular = office.key.strip_suffix('s').filter(|_| phrase.plural);
        let key = SmolStr::new(singular.unwrap_or(&office.key));
        let office = Office { words: key.to_string(), key, ..office };
        if let Found::One(who) = self.holder(phrase, &office, owner) {
            let entity = self.entity(who);
            // "the exercise of 2029" is no exercise of another year.
            let after = phrase.tokens.1;
            let year = (after + 1 < text.len()
                && matches!(text.lower[after].as_str(), "of" | "in")
                && is_year(text.word(after + 1)))
            .then(|| text.word(after + 1));
            if year.is_some_and(|year| !entity.names.iter().any(|name| name.contains(year))) {
                return;
            }
            let kind = entity.kind;
            self.mention_and_see(phrase, kind, who, &KNOWN_BY_NAME);
        }
    }

    /// "the ministers", "the police": known by their words alone.
    fn several(&mut self, phrase: &RolePhrase, office: &Office) {
        let kind = kind_of(office, phrase);
        let who = self.describe(self.known_by_words(phrase, kind), phrase, kind);
        self.mention_and_see(phrase, kind, who, &SEVERAL);
    }

    /// "a minister": somebody of whom the account has not spoken.
    fn indefinite(&mut self, index: usize, office: Office) {
        let phrase = &self.roles[index];
        let kind = kind_of(&office, phrase);
        let known_by = format!("{}#{index}", self.known_by_words(phrase, kind));
        let who = self.describe(known_by, phrase, kind);
        self.hold(who, phrase, office);
        self.mention_and_see(phrase, kind, who, &INTRODUCED);
    }

    /// "the minister": who holds that office, or somebody whom the account takes for known.
    fn definite(&mut self, phrase: &RolePhrase, office: Office, owner: Option<Local>) {
        let kind = kind_of(&office, phrase);
        let (who, by) = match self.holder(phrase, &office, owner) {
            Found::One(who) => (who, &HOLDER),
            Found::Several => {
                self.mention(phrase, kind, None, &HOLDER);
                return;
            }
            Found::Nobody => {
                let of = office.of.as_deref().unwrap_or("");
                let who = self.describe(format!("{}|{of}|{kind:?}", office.words), phrase, kind);
                self.descriptions.definite.insert(who);
                let text = self.named[phrase.text_index].text;
                if phrase.text_index == 1
                    && office.noun.sort == Sort::Person
                    && text.dep(phrase.head) == "nsubj"
                    && is_speech(text, text.head(phrase.head))
                {
                    self.descriptions.spoke = Some((who, text.sentence[phrase.head]));
                }
                (who, &TAKEN_FOR_KNOWN)
            }
        };
        self.hold(who, phrase, office);
        self.mention_and_see(phrase, kind, who, by);
    }

    /// The words of a description without its article, and what sort of thing it describes.
    fn known_by_words(&self, phrase: &RolePhrase, kind: EntityKind) -> String {
        let words = self.named[phrase.text_index].text.words(phrase.tokens).to_lowercase();
        let bare = ["the ", "these ", "those "].iter().find_map(|the| words.strip_prefix(the));
        format!("{}|{kind:?}", bare.unwrap_or(&words))
    }

    /// The entity of a description without a name.
    fn describe(&mut self, known_by: String, phrase: &RolePhrase, kind: EntityKind) -> Local {
        if let Some(&who) = self.descriptions.known.get(&known_by) {
            return who;
        }
        let text = self.named[phrase.text_index].text;
        let (mut from, after) = phrase.tokens;
        if text.pos(from) == "DET" && from + 1 < after {
            from += 1;
        }
        let name = text.words((from, after)).to_owned();
        let who = self.add_entity(unnamed(kind, name, phrase.noun.gender));
        self.descriptions.known.insert(known_by, who);
        who
    }

    /// Notes an office and who holds it.
    fn hold(&mut self, who: Local, phrase: &RolePhrase, office: Office) {
        let place = self.named[phrase.text_index].text.place(phrase.tokens);
        let entity = self.entity_mut(who);
        entity.gender = entity.gender.or(phrase.noun.gender);
        let of = &office.of;
        let known = |role: &Role| role.office == office.words && (role.of == *of || of.is_none());
        if !entity.roles.iter().any(known) {
            entity.roles.push(Role { office: office.words.clone(), of: of.clone(), place });
        }
        self.offices.note(who, office);
        if phrase.former {
            self.offices.note_former(who);
        }
    }

    fn mention(
        &mut self,
        phrase: &RolePhrase,
        kind: EntityKind,
        who: Option<Local>,
        by: &'static Rule,
    ) {
        let place = (phrase.text_index, phrase.tokens);
        self.push(place, kind, MentionForm::Description, who, Some(by));
    }

    fn mention_and_see(
        &mut self,
        phrase: &RolePhrase,
        kind: EntityKind,
        who: Local,
        by: &'static Rule,
    ) {
        self.mention(phrase, kind, Some(who), by);
        self.see(phrase.text_index, phrase.head, who);
    }
}

/// An entity of which no name is known.
pub(super) fn unnamed(kind: EntityKind, name: String, gender: Option<Gender>) -> LocalEntity {
    LocalEntity { kind, name, names: Vec::new(), roles: Vec::new(), gender }
}

fn is_subject(text: &ParsedText, head: usize) -> bool {
    matches!(text.dep(head), "nsubj" | "nsubjpass")
}

/// What somebody is said to be, or to be as, is no mention of somebody.
fn is_predicate(text: &ParsedText, phrase: &RolePhrase) -> bool {
    matches!(text.dep(phrase.head), "attr" | "oprd")
        || phrase.tokens.0 > 0
            && text.lower[phrase.tokens.0 - 1] == "as"
            && phrase.article != Article::Definite
}

/// Whether a description is of somebody who is taken for known.
fn is_definite(text: &ParsedText, phrase: &RolePhrase) -> bool {
    match phrase.article {
        Article::Definite => true,
        Article::Indefinite => false,
        Article::Bare => {
            // Headlines leave articles out.
            phrase.text_index == 0
                || text.is_capital(phrase.head)
                    && (is_subject(text, phrase.head) || text.dep(phrase.head) == "pobj")
                || phrase.of.as_ref().is_some_and(|of| of.is_known) && is_subject(text, phrase.head)
                || phrase.owner_name.is_some()
        }
    }
}

fn kind_of(office: &Office, phrase: &RolePhrase) -> EntityKind {
    match office.noun.sort {
        Sort::Person if phrase.plural => EntityKind::Group,
        Sort::Person => EntityKind::Person,
        Sort::Organisation => EntityKind::Organisation,
        Sort::Group => EntityKind::Group,
        Sort::Place => EntityKind::Place,
        Sort::Event => EntityKind::Event,
    }
}
