//! Parents and children of one name: "the elder Tarvel", "Ana Tarvel, the daughter".

use stemma_core::{EntityKind, Local, LocalEntity};

use super::lexicon::role_noun;
use super::names::Name;
use super::resolve::{IN_MIND, Resolver};
use crate::entities::Whose;

impl Resolver<'_> {
    /// "the elder Tarvel", "the younger Tarvel": of a parent and a child of one surname the one that is
    /// meant, or nobody; all where no such word stands before the name.
    pub(super) fn by_age(&self, name: &Name, mut fitting: Vec<Local>) -> Vec<Local> {
        let side = &self.sides[name.side];
        let before = name.tokens.0.checked_sub(1).map_or("", |t| side.lower[t].as_str());
        let elder = match before {
            "elder" | "older" | "senior" => true,
            "younger" | "junior" => false,
            _ => return fitting,
        };
        let is = |who: Local, keys: &[&str]| {
            self.holders.iter().any(|h| h.who == who && keys.contains(&h.key.as_str()))
        };
        let parents = ["father", "mother", "parent", "grandfather", "grandmother"];
        let children = ["son", "daughter", "child", "grandson", "granddaughter"];
        let (wanted, other): (&[&str], &[&str]) =
            if elder { (&parents, &children) } else { (&children, &parents) };
        if fitting.iter().any(|&who| is(who, wanted)) {
            fitting.retain(|&who| is(who, wanted));
        } else if fitting.iter().any(|&who| is(who, other)) {
            fitting.retain(|&who| !is(who, other));
        } else {
            fitting.clear();
        }
        fitting
    }

    /// "Ana Tarvel, the daughter, …": where an Ana Tarvel was spoken of before, this is another.
    pub(super) fn namesake(&mut self, name: usize, who: Local, key: &str) -> Option<Local> {
        let other = match key {
            "son" => "father",
            "daughter" => "mother",
            "father" => "son",
            "mother" => "daughter",
            "grandson" => "grandfather",
            "granddaughter" => "grandmother",
            "grandfather" => "grandson",
            "grandmother" => "granddaughter",
            _ => return None,
        };
        let before = self.count[who.0 as usize] > 1;
        let is_already = self.holders.iter().any(|h| h.who == who && h.key == key);
        if !before || is_already {
            return None;
        }
        let tokens = self.names[name].tokens;
        let n = self.names[name].side;
        let words = self.sides[n].words(tokens);
        let noun = role_noun(key)?;
        // Whom the account called a son of somebody without a name is meant, if there is one.
        let unnamed = self
            .holders
            .iter()
            .find(|h| h.key == key && self.entities[h.who.0 as usize].names.is_empty())
            .map(|h| h.who);
        let new = unnamed.unwrap_or_else(|| {
            self.entities.push(LocalEntity {
                kind: EntityKind::Person,
                name: String::new(),
                names: Vec::new(),
                roles: Vec::new(),
                gender: noun.gender,
            });
            self.count.push(0);
            self.last.push(None);
            Local(self.entities.len() as u32 - 1)
        });
        words.clone_into(&mut self.entities[new.0 as usize].name);
        self.entities[new.0 as usize].names.push(words.to_owned());
        // The name was read before its apposition: what it was taken for is mended.
        let place = self.sides[n].place(tokens);
        for mention in self.mentions.iter_mut().rev().take(IN_MIND) {
            if mention.place == place {
                mention.entity = Some(new);
            }
        }
        for seen in self.seen.iter_mut().rev() {
            if seen.who == who && (tokens.0..tokens.1).contains(&seen.token) {
                seen.who = new;
            }
        }
        let sentence = self.sides[n].sentence[tokens.0];
        self.count[who.0 as usize] -= 1;
        self.count[new.0 as usize] += 1;
        self.last[new.0 as usize] = Some(sentence);
        // From here on the bare name may be either's.
        let key_of_name = self.names[name].key.clone();
        for later in name + 1..self.names.len() {
            if self.names[later].key == key_of_name && self.whose[later] == Whose::One(who) {
                self.whose[later] = Whose::OneOf(vec![who, new]);
            }
        }
        self.whose[name] = Whose::One(new);
        self.note_holder(who, other.into(), role_noun(other)?, other.to_owned(), None);
        Some(new)
    }
}
