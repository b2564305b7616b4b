//! Whom names, descriptions and pronouns stand for, read from the first word to the last.
//!
//! One pass over the account keeps what a reader keeps in mind: who was mentioned of late, how
//! prominently, and which offices each holds. What two fit alike is not established.

use stemma_core::{EntityKind, LocalEntity, Mention, MentionForm};

use super::later::name_the_described;
use super::lexicon::is_speech;
use super::name::NamedText;
use super::pronouns::{PronounClass, pronoun, relative};
use super::resolver::Resolver;
use super::roles::RolePhrase;
use crate::entities::Grouped;

/// How many sentences behind a description that spoke whoever speaks by a new name may be it.
const THEN_NAMED: std::ops::RangeInclusive<u32> = 1..=3;

/// What a text mentions, where it stands.
enum Item {
    Name(usize),
    Role(usize),
    Pronoun(PronounClass),
    /// "who", "which" of a relative clause, and the noun that it follows.
    Relative(usize),
}

/// Reads the account: the body first, then the title, which speaks of what the body says.
pub(super) fn resolve(
    named: [NamedText; 2],
    roles: &[RolePhrase],
    grouped: Grouped,
) -> (Vec<Mention>, Vec<LocalEntity>) {
    let mut resolver = Resolver::new(named, roles, grouped);
    for n in [1, 0] {
        resolver.memory.begin_text();
        resolver.read(n);
    }
    let Resolver { mut mentions, entities, descriptions, .. } = resolver;
    let entities = name_the_described(entities, &descriptions, &mut mentions);
    (mentions, entities)
}

/// All that one text mentions, in order.
fn items(named: NamedText, roles: &[RolePhrase]) -> Vec<(usize, Item)> {
    let mut items: Vec<(usize, Item)> = Vec::new();
    for (index, name) in named.names.iter().enumerate() {
        if name.text_index == named.index {
            items.push((name.tokens.0, Item::Name(index)));
        }
    }
    for (index, role) in roles.iter().enumerate() {
        if role.text_index == named.index {
            items.push((role.head, Item::Role(index)));
        }
    }
    for token in (0..named.text.len()).filter(|&token| named.is_free(token)) {
        if let Some(class) = pronoun(named.text, token) {
            items.push((token, Item::Pronoun(class)));
        } else if let Some(noun) = relative(named.text, token) {
            items.push((token, Item::Relative(noun)));
        }
    }
    items.sort_by_key(|(token, _)| *token);
    items
}

impl Resolver<'_> {
    fn read(&mut self, n: usize) {
        for (token, item) in items(self.named[n], self.roles) {
            match item {
                Item::Name(index) => self.name(index),
                Item::Role(index) => self.description(index),
                Item::Pronoun(class) => self.pronoun(n, token, class),
                Item::Relative(noun) => self.relative(n, token, noun),
            }
        }
    }

    fn name(&mut self, index: usize) {
        let name = &self.named[0].names[index];
        let n = name.text_index;
        let who = self.who(index);
        self.push((n, name.tokens), name.kind, MentionForm::Name, who, name.by);
        let Some(who) = who else { return };
        let text = self.named[n].text;
        let head = text.head_of(name.tokens);
        let speaks = text.dep(head) == "nsubj" && is_speech(text, text.head(head));
        if speaks
            && name.kind == EntityKind::Person
            && self.memory.count(who) == 0
            && let Some((described, before)) = self.descriptions.spoke.take()
            && THEN_NAMED.contains(&text.sentence[head].saturating_sub(before))
            && name.tokens.1 - name.tokens.0 > 1
        {
            self.descriptions.then_named.push((described, who));
        }
        self.see(n, head, who);
    }
}
