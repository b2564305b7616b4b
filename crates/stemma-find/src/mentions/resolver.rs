//! What the reading of an account has established so far: its entities, its mentions, and what a
//! reader keeps in mind.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{EntityKind, Local, LocalEntity, Mention, MentionForm};

use super::lexicon::is_speech;
use super::memory::Memory;
use super::name::NamedText;
use super::offices::Offices;
use super::roles::RolePhrase;
use crate::entities::{Grouped, Whose};
use crate::rule::Rule;

/// The state of one pass over an account.
pub(super) struct Resolver<'a> {
    /// Title and body.
    pub(super) named: [NamedText<'a>; 2],
    pub(super) roles: &'a [RolePhrase],
    /// Whom every name may stand for.
    pub(super) whose: Vec<Whose>,
    pub(super) entities: Vec<LocalEntity>,
    pub(super) mentions: Vec<Mention>,
    pub(super) memory: Memory,
    pub(super) offices: Offices,
    pub(super) descriptions: Descriptions,
}

/// Whom the account describes, and what that may say later of who has no name yet.
#[derive(Default)]
pub(super) struct Descriptions {
    /// Descriptions without a name, by their words or office.
    pub(super) known: BTreeMap<String, Local>,
    /// Descriptions that were introduced as known: "the minister", not "a minister".
    pub(super) definite: BTreeSet<Local>,
    /// The last description that was introduced as known and spoke, and its sentence.
    pub(super) spoke: Option<(Local, u32)>,
    /// Descriptions that speak, and who, named without an office, speaks right after them.
    pub(super) then_named: Vec<(Local, Local)>,
    /// Who, named, is the child, parent or sibling of whom.
    pub(super) kin: Vec<(Local, Local)>,
}

impl<'a> Resolver<'a> {
    /// Before the first word.
    pub(super) fn new(
        named: [NamedText<'a>; 2],
        roles: &'a [RolePhrase],
        grouped: Grouped,
    ) -> Resolver<'a> {
        Resolver {
            named,
            roles,
            memory: Memory::new(grouped.entities.len()),
            offices: Offices::of_names(&named, &grouped.whose),
            whose: grouped.whose,
            entities: grouped.entities,
            mentions: Vec::new(),
            descriptions: Descriptions::default(),
        }
    }

    pub(super) fn entity(&self, who: Local) -> &LocalEntity {
        &self.entities[who.0 as usize]
    }

    pub(super) fn entity_mut(&mut self, who: Local) -> &mut LocalEntity {
        &mut self.entities[who.0 as usize]
    }

    /// An entity that no name stood for so far.
    pub(super) fn add_entity(&mut self, entity: LocalEntity) -> Local {
        self.entities.push(entity);
        self.memory.add_entity();
        Local(self.entities.len() as u32 - 1)
    }

    /// Notes a mention.
    pub(super) fn push(
        &mut self,
        (n, tokens): (usize, (usize, usize)),
        kind: EntityKind,
        form: MentionForm,
        entity: Option<Local>,
        by: Option<&'static Rule>,
    ) {
        let place = self.named[n].text.place(tokens);
        let by = by.map(Rule::by);
        self.mentions.push(Mention { place, kind, form, entity, by });
    }

    /// Takes a mention to mind.
    pub(super) fn see(&mut self, n: usize, head: usize, who: Local) {
        self.memory.see((n, self.named[n].text), head, who);
    }

    /// Whom a name stands for, where only one bears it.
    pub(super) fn only_bearer(&self, name: usize) -> Option<Local> {
        match self.whose[name] {
            Whose::One(who) => Some(who),
            Whose::OneOf(_) => None,
        }
    }

    /// Who says the quotation that holds a token: whoever stands beside it, or beside the one before
    /// it in the paragraph.
    pub(super) fn quoted_speaker(&self, n: usize, token: usize) -> Option<Local> {
        /// More quotations in one paragraph are hardly one speaker's.
        const LOOKED_AT: usize = 4;
        let text = self.named[n].text;
        let quote = text.is_quoted(token).then(|| text.quote[token] as usize)?;
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
        let named = self.named[n];
        let text = named.text;
        let (from, after) = text.quotes[quote];
        let behind = after..(after + NEAR).min(text.len());
        let before = from.saturating_sub(NEAR)..from.saturating_sub(1);
        behind.chain(before).find_map(|t| {
            let subject = text.dep(t) == "nsubj" && text.same_paragraph(from, t);
            let speaks = subject && !text.is_quoted(t) && is_speech(text, text.head(t));
            named.name_at(t).filter(|_| speaks).and_then(|name| self.only_bearer(name))
        })
    }
}
