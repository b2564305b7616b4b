//! Which of several bearers of a name is meant: who is in mind, "the elder Tarvel", "Ana Tarvel, the
//! daughter".

use std::collections::BTreeMap;

use stemma_core::{EntityKind, Local};

use super::describe::unnamed;
use super::lexicon::{is_speech, role_noun};
use super::memory::{IN_MIND, clear_best};
use super::name::Name;
use super::offices::Office;
use super::resolver::Resolver;
use crate::entities::Whose;

// All numbers below were set by hand: see `memory`.

/// The second must be below this share of the first, or neither is established.
const CLEAR_NAME: f32 = 0.85;
/// How prominent either of two is that a sentence joins: neither stands out.
const JOINED: f32 = 0.9;
/// How much more readily who speaks by a surname is who spoke before.
const SPEAKS_AGAIN: f32 = 0.15;
/// How much faster than the weight of a mention its sentences' distance grows.
const FADING: f32 = 0.3;
/// Who was mentioned more than this many times as often as all others is meant.
const FAR_MORE_OFTEN: u32 = 3;

impl Resolver<'_> {
    /// Whom a name stands for; of several bearers of a surname the one in mind, or who was
    /// mentioned far more often than the rest, or the only one so far.
    pub(super) fn who(&mut self, index: usize) -> Option<Local> {
        let fitting = match &self.whose[index] {
            Whose::One(who) => return Some(*who),
            Whose::OneOf(fitting) => fitting.clone(),
        };
        let name = &self.named[0].names[index];
        let fitting = self.by_age(name, fitting);
        let mentioned: Vec<Local> =
            fitting.iter().copied().filter(|who| self.memory.count(*who) > 0).collect();
        let who = match if mentioned.is_empty() { &fitting } else { &mentioned }.as_slice() {
            [] => None,
            [one] => Some(*one),
            several => self.in_mind(name, several),
        }?;
        self.whose[index] = Whose::One(who);
        let written = self.named[name.text_index].text.words(name.tokens);
        let known = &mut self.entity_mut(who).names;
        if !known.iter().any(|name| name == written) {
            known.push(written.to_owned());
        }
        Some(who)
    }

    /// Who of several was mentioned far more often than the rest, else last and most prominently.
    fn in_mind(&self, name: &Name, several: &[Local]) -> Option<Local> {
        let count = |who: &Local| self.memory.count(*who);
        let most = several.iter().max_by_key(|who| (count(who), std::cmp::Reverse(**who)))?;
        let rest: u32 = several.iter().filter(|who| *who != most).map(count).sum();
        if count(most) > FAR_MORE_OFTEN * rest.max(1) {
            return Some(*most);
        }
        let text = self.named[name.text_index].text;
        let sentence = text.sentence[name.tokens.0];
        let head = text.head_of(name.tokens);
        let speaks = text.dep(head) == "nsubj" && is_speech(text, text.head(head));
        let mut in_mind: BTreeMap<Local, f32> = BTreeMap::new();
        for seen in self.memory.seen.iter().filter(|seen| several.contains(&seen.who)) {
            let back = sentence.saturating_sub(seen.sentence).min(IN_MIND as u32);
            let spoke = seen.subject_of.is_some_and(|verb| is_speech(text, verb));
            let same_part = if speaks && spoke { SPEAKS_AGAIN } else { 0.0 };
            let weight = if seen.joined { JOINED } else { seen.weight };
            let best = in_mind.entry(seen.who).or_default();
            *best = best.max((weight + same_part) / (1.0 + FADING * back as f32));
        }
        clear_best(&in_mind, |best, second| second < best * CLEAR_NAME)
    }

    /// "the elder Tarvel", "the younger Tarvel": of a parent and a child of one surname the one that is
    /// meant, or nobody; all where no such word stands before the name.
    fn by_age(&self, name: &Name, mut fitting: Vec<Local>) -> Vec<Local> {
        let text = self.named[name.text_index].text;
        let before = name.tokens.0.checked_sub(1).map_or("", |t| text.lower[t].as_str());
        let elder = match before {
            "elder" | "older" | "senior" => true,
            "younger" | "junior" => false,
            _ => return fitting,
        };
        let is = |who: Local, keys: &[&str]| {
            self.offices
                .holders
                .iter()
                .any(|h| h.who == who && keys.contains(&h.office.key.as_str()))
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
        let is_already = self.offices.holders.iter().any(|h| h.who == who && h.office.key == key);
        if self.memory.count(who) <= 1 || is_already {
            return None;
        }
        let Name { tokens, text_index: n, .. } = self.named[0].names[name];
        let text = self.named[n].text;
        let words = text.words(tokens);
        let noun = role_noun(key)?;
        // Whom the account called a son of somebody without a name is meant, if there is one.
        let unnamed_before = self
            .offices
            .holders
            .iter()
            .find(|h| h.office.key == key && self.entity(h.who).names.is_empty())
            .map(|h| h.who);
        let new = unnamed_before.unwrap_or_else(|| {
            self.add_entity(unnamed(EntityKind::Person, String::new(), noun.gender))
        });
        let entity = self.entity_mut(new);
        words.clone_into(&mut entity.name);
        entity.names.push(words.to_owned());
        // The name was read before its apposition: what it was taken for is mended.
        let place = text.place(tokens);
        for mention in self.mentions.iter_mut().rev().take(IN_MIND) {
            if mention.place == place {
                mention.entity = Some(new);
            }
        }
        self.memory.hand_over(who, new, tokens, text.sentence[tokens.0]);
        // From here on the bare name may be either's.
        let names = self.named[0].names;
        for later in name + 1..names.len() {
            if names[later].key == names[name].key && self.whose[later] == Whose::One(who) {
                self.whose[later] = Whose::OneOf(vec![who, new]);
            }
        }
        self.whose[name] = Whose::One(new);
        self.offices.note(who, Office::bare(other, role_noun(other)?));
        Some(new)
    }
}
