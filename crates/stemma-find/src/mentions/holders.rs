//! Who holds which office, and whom a description of an office stands for.

use std::collections::BTreeMap;

use stemma_core::{EntityKind, Local, Role, country_of};

use super::around::country_within;
use super::lexicon::{self, RoleNoun, Sort, names_paper, role_noun};
use super::resolve::{CLEAR_ROLE, HOLDERS_LOOKED_AT, Holder, Resolver, SENTENCES_BACK, clear_best};
use crate::entities::Whose;
use crate::parsed_text::NONE;

impl Resolver<'_> {
    /// What the names of bodies say they are: a ministry, a party; and places by their stems.
    pub(super) fn offices_of_bodies(&mut self) {
        for (index, name) in self.names.iter().enumerate() {
            let Whose::One(who) = self.whose[index] else {
                continue;
            };
            let text = &self.texts[name.text_index];
            if name.kind == EntityKind::Place {
                let words = text.words(name.tokens);
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
            let of = country_within(text, name).map(str::to_owned);
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
                        former: false,
                    });
                }
            };
            for t in name.tokens.0..name.tokens.1 {
                say(&text.lower[t]);
                if name.kind == EntityKind::Organisation && names_paper(&text.lower[t]) {
                    say("newspaper");
                }
            }
            let country = country_of(text.words(name.tokens));
            match (name.kind, country) {
                (_, Some("NATO" | "CSTO")) => say("alliance"),
                (_, Some("European Union")) => {
                    say("bloc");
                    say("union");
                }
                (_, Some("United Nations" | "OSCE")) => say("organisation"),
                (EntityKind::Place, Some(country)) => {
                    say(if country == text.words(name.tokens) { "country" } else { "capital" });
                }
                (EntityKind::Place, None) => say("city"),
                _ => {}
            }
        }
    }

    /// Notes an office and who holds it.
    pub(super) fn hold(
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
                place: self.texts[phrase.text_index].place(phrase.tokens),
            });
        }
        let former = phrase.former;
        self.note_holder(who, key, noun, office, of);
        if let Some(holder) =
            self.holders.iter_mut().rev().take(HOLDERS_LOOKED_AT).find(|h| h.who == who)
        {
            holder.former |= former;
        }
    }

    pub(super) fn note_holder(
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
            None => self.holders.push(Holder { who, key, noun, office, of, former: false }),
        }
    }

    /// Who holds the office that a description names.
    pub(super) fn holder(
        &self,
        n: usize,
        index: usize,
        (key, office): (&str, &str),
        noun: RoleNoun,
        of: Option<&str>,
        owner: Option<Local>,
    ) -> Found {
        let phrase = &self.roles[index];
        let text = &self.texts[n];
        let sentence = text.sentence[phrase.head];
        // Who speaks stays in mind while the account has his words: those sentences do not count.
        let quoted = |n: u32| {
            let (first, after) = text.parsed.sentences[n as usize];
            text.is_quoted(first as usize) && text.is_quoted(after as usize - 1)
                || first + 1 < after
                    && text.is_quoted(first as usize + 1)
                    && text.is_quoted(after as usize - 2)
        };
        let between = |last: u32| {
            /// Further back nothing is near, whoever spoke.
            const LOOKED_AT: u32 = 12;
            let from = (last + 1).max(sentence.saturating_sub(LOOKED_AT));
            sentence.saturating_sub(last) - (from..sentence).filter(|&n| quoted(n)).count() as u32
        };
        let recency = |who: Local| match self.last[who.0 as usize] {
            Some(last) => match between(last) {
                0 => 0.5,
                1 => 0.42,
                2 => 0.28,
                3 => 0.2,
                back => 0.5 / back as f32,
            },
            None => 0.0,
        };
        let bodies = self.texts[1].len() > 0;
        let mut scores: BTreeMap<Local, f32> = BTreeMap::new();
        // "The President and I": who speaks is not whom the words speak of.
        let speaker = (text.quote[phrase.head] != NONE)
            .then(|| self.speaker_beside(n, text.quote[phrase.head] as usize))
            .flatten();
        let private = lexicon::private_classes();
        let mut other_country: Vec<Local> = Vec::new();
        // Whoever entered last with an office is who has it, unless the other is in mind more.
        let entered = self
            .holders
            .iter()
            .rev()
            .take(HOLDERS_LOOKED_AT)
            .find(|h| h.key == key && h.office == office && self.count[h.who.0 as usize] > 0)
            .map(|h| h.who);
        for holder in self.holders.iter().rev().take(HOLDERS_LOOKED_AT) {
            // A name that comes later in the text is not what "the ministry" stands for here.
            let mentioned = self.count[holder.who.0 as usize] > 0 || n == 0 && bodies;
            if Some(holder.who) == owner || Some(holder.who) == speaker || !mentioned {
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
            if other_topics(&phrase.office, &holder.office) {
                continue;
            }
            let same = if holder.key == key && (bare || holder.office == office) {
                1.05
            } else if phrase.office == phrase.key && is_kind_of(&holder.key, key) {
                // "the agency" after "the news agency Norpress".
                0.95
            } else if holder.key != key
                && holder.noun.classes & noun.classes & !private != 0
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
            // Whom the account brought in as "a minister", without a name, stands behind the known.
            let aside = if entity.names.is_empty() && !self.definite.contains(&holder.who) {
                INTRODUCED
            } else {
                0.0
            };
            // Whom the account speaks of again and again is in mind more than others.
            let often = 0.02 * self.count[holder.who.0 as usize].min(6) as f32;
            let last_in = if n == 1 && entered == Some(holder.who) { ENTERED } else { 0.0 };
            let past = if holder.former == phrase.former { 0.0 } else { FORMER };
            let score = same + belongs + recency(holder.who) + often + last_in - aside - past;
            let best = scores.entry(holder.who).or_default();
            *best = best.max(score);
        }
        // "the company" is also any body of late that no word describes.
        if matches!(key, "company" | "firm" | "group" | "organisation" | "organization")
            && of.is_none()
        {
            for seen in self.seen.iter().rev() {
                if sentence.saturating_sub(seen.sentence) > SENTENCES_BACK {
                    break;
                }
                let entity = &self.entities[seen.who.0 as usize];
                if entity.kind == EntityKind::Organisation
                    && entity.names.iter().any(|name| country_of(name).is_none())
                    && !scores.contains_key(&seen.who)
                    && seen.weight > 0.6
                    && Some(seen.who) != owner
                    && !self.holders.iter().rev().take(HOLDERS_LOOKED_AT).any(|h| h.who == seen.who)
                {
                    scores.insert(seen.who, 0.75 + recency(seen.who));
                }
            }
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
            || owner.is_some()
            // "Ana Tarvel, the minister's daughter": whose relative enters is not who spoke last.
            || text.dep(phrase.head) == "poss"
        {
            return Found::Nobody;
        }
        // Within a quotation of somebody unknown any person of late may be who speaks.
        if text.quote[phrase.head] != NONE && speaker.is_none() {
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
                && seen.weight > 0.6
                && Some(seen.who) != speaker
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
    pub(super) fn known_place(&self, of: &str) -> String {
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

pub(super) enum Found {
    One(Local),
    Several,
    Nobody,
}

/// The first letters of a place's name, which its adjective shares.
fn stem(words: &str) -> Option<String> {
    /// Fewer letters are shared by chance.
    const LETTERS: usize = 5;
    let stem: String = words.chars().take(LETTERS).collect();
    (stem.chars().count() == LETTERS && !words.contains(' ')).then_some(stem)
}

/// "foreign office" and "defence ministry": both say for what they are, and it is not the same.
fn other_topics(a: &str, b: &str) -> bool {
    let topics = |office: &str| -> Vec<String> {
        office.split(' ').filter(|word| super::office::is_topic(word)).map(str::to_owned).collect()
    };
    let (a, b) = (topics(a), topics(b));
    !a.is_empty() && !b.is_empty() && !a.iter().any(|topic| b.contains(topic))
}

/// "news agency" is a kind of "agency": the last word of an office says what it is at the least.
fn is_kind_of(longer: &str, shorter: &str) -> bool {
    longer.strip_suffix(shorter).is_some_and(|front| front.ends_with(' '))
        && !super::office::OTHER_OFFICE.iter().any(|other| longer.starts_with(other))
}

/// How much more readily an office is that of who entered with it last; set by hand, below what a
/// sentence of distance weighs.
const ENTERED: f32 = 0.1;

/// How much less readily "the president" is a former one, and "the former president" one in office;
/// set by hand, above all that distance weighs.
const FORMER: f32 = 0.6;

/// How much less readily "the minister" is somebody whom the account called "a minister" before;
/// set by hand, so that it parts two of whom one is known.
const INTRODUCED: f32 = 0.2;

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
