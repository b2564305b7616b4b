//! Which of several bearers of a name is meant; parents and children of one name: "the elder Tarvel", "Ana Tarvel, the daughter".

use std::collections::BTreeMap;

use stemma_core::{EntityKind, Local, LocalEntity};

use super::lexicon::{is_speech, role_noun};
use super::name::Name;
use super::resolve::{CLEAR_NAME, IN_MIND, Resolver, clear_best};
use crate::entities::Whose;

impl Resolver<'_> {
    /// Whom a name stands for; of several bearers of a surname the one in mind, or who was
    /// mentioned far more often than the rest, or the only one so far.
    pub(super) fn who(&mut self, index: usize) -> Option<Local> {
        let fitting = match &self.whose[index] {
            Whose::One(who) => return Some(*who),
            Whose::OneOf(fitting) => fitting.clone(),
        };
        let name = &self.names[index];
        let fitting = self.by_age(name, fitting);
        let mentioned: Vec<Local> =
            fitting.iter().copied().filter(|who| self.count[who.0 as usize] > 0).collect();
        let fitting = if mentioned.is_empty() { fitting } else { mentioned };
        let sentence = self.texts[name.text_index].sentence[name.tokens.0];
        let who = match fitting.as_slice() {
            [] => None,
            [one] => Some(*one),
            several => {
                // Who was mentioned last and most prominently stays in mind.
                let mut in_mind: BTreeMap<Local, f32> = BTreeMap::new();
                for seen in self.seen.iter().filter(|seen| several.contains(&seen.who)) {
                    let back = sentence.saturating_sub(seen.sentence).min(IN_MIND as u32);
                    let text = &self.texts[name.text_index];
                    let head = text.head_of(name.tokens);
                    let speaks = text.dep(head) == "nsubj" && is_speech(text, text.head(head));
                    let spoke = seen.subject_of.is_some_and(|verb| is_speech(text, verb));
                    let same_part = if speaks && spoke { 0.15 } else { 0.0 };
                    let best = in_mind.entry(seen.who).or_default();
                    // Of two that a sentence joins neither stands out.
                    let weight = if seen.joined { 0.9 } else { seen.weight };
                    *best = best.max((weight + same_part) / (1.0 + 0.3 * back as f32));
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
            let written = self.texts[self.names[index].text_index].words(self.names[index].tokens);
            let known = &mut self.entities[who.0 as usize].names;
            if !known.iter().any(|name| name == written) {
                known.push(written.to_owned());
            }
        }
        who
    }

    /// "the elder Tarvel", "the younger Tarvel": of a parent and a child of one surname the one that is
    /// meant, or nobody; all where no such word stands before the name.
    pub(super) fn by_age(&self, name: &Name, mut fitting: Vec<Local>) -> Vec<Local> {
        let text = &self.texts[name.text_index];
        let before = name.tokens.0.checked_sub(1).map_or("", |t| text.lower[t].as_str());
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
        let n = self.names[name].text_index;
        let words = self.texts[n].words(tokens);
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
        let place = self.texts[n].place(tokens);
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
        let sentence = self.texts[n].sentence[tokens.0];
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
