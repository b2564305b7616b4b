//! Descriptions that stand for somebody or something: what is said of a subject, what has a name
//! elsewhere, and what has none.

use stemma_core::{EntityKind, Local, LocalEntity, MentionForm};

use super::holders::Found;
use super::lexicon::{RoleNoun, Sort};
use super::resolve::Resolver;
use super::roles::Article;
use crate::events::is_year;
use crate::parsed_text::NONE;

impl Resolver<'_> {
    /// "She is the minister": a mention of whom the subject stands for, and her office.
    pub(super) fn predicate(
        &mut self,
        index: usize,
        key: smol_str::SmolStr,
        noun: RoleNoun,
        office: String,
        of: Option<String>,
        kind: EntityKind,
    ) {
        let phrase = &self.roles[index];
        let text = &self.texts[phrase.text_index];
        let verb = text.head(phrase.head);
        if phrase.plural
            || text.dep(phrase.head) != "attr"
            || text.children(verb).any(|c| text.dep(c) == "neg" || text.tag(c) == "MD")
            || !matches!(noun.sort, Sort::Person | Sort::Organisation)
        {
            return;
        }
        let who = text
            .children(verb)
            .find(|&c| text.dep(c) == "nsubj")
            .and_then(|subject| self.of_noun.get(&(phrase.text_index, subject)).copied());
        if let Some(who) = who.filter(|who| self.entities[who.0 as usize].kind == kind) {
            self.push(phrase.text_index, phrase.tokens, kind, MentionForm::Description, Some(who));
            self.hold(who, index, key, noun, office, of);
        }
    }

    /// "the exercise", "the country": a mention only where what it stands for has a name.
    pub(super) fn known_only(
        &mut self,
        index: usize,
        key: &str,
        noun: RoleNoun,
        of: Option<&str>,
        owner: Option<Local>,
    ) {
        let phrase = &self.roles[index];
        let n = phrase.text_index;
        let text = &self.texts[n];
        if phrase.article != Article::Definite || owner.is_some() {
            return;
        }
        // "the drills of the Firm Coast-2031 series" are the event that they name.
        let named = (phrase.tokens.0..phrase.tokens.1)
            .map(|t| self.covered[n][t])
            .find(|&name| name != NONE && self.names[name as usize].kind == EntityKind::Event)
            .filter(|_| noun.sort == Sort::Event);
        if let Some(name) = named {
            let who = self.who(name as usize);
            self.push(n, phrase.tokens, EntityKind::Event, MentionForm::Description, who);
            return;
        }
        let singular = key.strip_suffix('s').filter(|_| phrase.plural).unwrap_or(key);
        if let Found::One(who) = self.holder(n, index, (singular, singular), noun, of, owner) {
            let entity = &self.entities[who.0 as usize];
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
            self.push(n, phrase.tokens, kind, MentionForm::Description, Some(who));
            self.see(n, phrase.head, who);
        }
    }

    /// "The ministers Tarvel and Orlan": each is one; of a single name the plural says nothing.
    pub(super) fn all_hold(
        &mut self,
        name: usize,
        index: usize,
        key: &str,
        noun: RoleNoun,
        office: &str,
        of: Option<&str>,
    ) {
        let Some(one) = key.strip_suffix('s') else { return };
        let text = &self.texts[self.names[name].text_index];
        let mut listed = vec![name];
        while let Some(next) = self.names.get(listed[listed.len() - 1] + 1) {
            let last = &self.names[listed[listed.len() - 1]];
            let joined = next.text_index == last.text_index
                && next.kind == EntityKind::Person
                && last.tokens.1 < next.tokens.0
                && (last.tokens.1..next.tokens.0)
                    .all(|t| matches!(text.lower[t].as_str(), "," | "and"));
            if !joined {
                break;
            }
            listed.push(listed[listed.len() - 1] + 1);
        }
        if listed.len() < 2 {
            return;
        }
        for name in listed {
            if let Some(who) = self.who(name) {
                let of = of.map(str::to_owned);
                self.hold(who, index, one.into(), noun, office.to_owned(), of);
            }
        }
    }

    /// The entity of a description without a name.
    pub(super) fn describe(&mut self, known_by: String, index: usize, kind: EntityKind) -> Local {
        let phrase = &self.roles[index];
        let text = &self.texts[phrase.text_index];
        if let Some(&who) = self.described.get(&known_by) {
            return who;
        }
        let who = Local(self.entities.len() as u32);
        let mut from = phrase.tokens.0;
        if text.pos(from) == "DET" && from + 1 < phrase.tokens.1 {
            from += 1;
        }
        self.entities.push(LocalEntity {
            kind,
            name: text.words((from, phrase.tokens.1)).to_owned(),
            names: Vec::new(),
            roles: Vec::new(),
            gender: phrase.noun.gender,
        });
        self.count.push(0);
        self.last.push(None);
        self.described.insert(known_by, who);
        who
    }
}
