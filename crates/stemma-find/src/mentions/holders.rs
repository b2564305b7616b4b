//! Who holds the office that a description names.

use std::collections::BTreeMap;

use stemma_core::{EntityKind, Local, LocalEntity};
use stemma_words::en::places::country_of;

use super::lexicon::{self, Sort, role_noun};
use super::memory::{PROMINENT, clear_best};
use super::name::NamedText;
use super::office::{OTHER_OFFICE, is_topic};
use super::offices::{Holder, Office};
use super::resolver::Resolver;
use super::roles::RolePhrase;
use crate::parsed_text::ParsedText;

// All numbers below were set by hand: see `memory`.

/// How well a holder of just this office fits.
const SAME_OFFICE: f32 = 1.05;
/// How well a holder of a kind of it fits: "the agency" after "the news agency Norpress".
const KIND_OF_OFFICE: f32 = 0.95;
/// How well a holder of an office fits for which the noun may stand: "the leader" for a president.
const LIKE_OFFICE: f32 = 0.7;
/// How well a body fits that no word describes, for "the company".
const ANY_BODY: f32 = 0.75;
/// How much nearer a holder is who was mentioned in this sentence, the one before, and so on; further
/// back [`RECENT`] is divided by the sentences between.
const RECENCY: [f32; 4] = [0.5, 0.42, 0.28, 0.2];
const RECENT: f32 = 0.5;
/// How much more readily an office is that of who entered with it last: below what a sentence of
/// distance weighs.
const ENTERED: f32 = 0.1;
/// How much less readily "the president" is a former one, and "the former president" one in office:
/// above all that distance weighs.
const FORMER: f32 = 0.6;
/// How much less readily "the minister" is somebody whom the account called "a minister" before: it
/// parts two of whom one is known.
const INTRODUCED: f32 = 0.2;
/// The second must be this much below the first, or neither is established.
const CLEAR_ROLE: f32 = 0.12;
/// Above this even somebody is meant who holds an office elsewhere.
const DESPITE_OTHER_COUNTRY: f32 = 1.4;

/// What [`belonging`] says of two that are of one country or body.
const RELATED: f32 = 0.5;
/// What it says of two countries.
const OTHER_COUNTRY: f32 = -1.0;
/// What it says of two bodies that no list knows.
const UNRELATED: f32 = -0.9;
/// The same where the nouns differ, too: one may be the other's, as a party and its region are.
const PERHAPS_RELATED: f32 = -0.3;

/// Whom a description stands for.
pub(super) enum Found {
    One(Local),
    Several,
    Nobody,
}

/// A description whose holder is looked for.
struct Sought<'a> {
    named: NamedText<'a>,
    phrase: &'a RolePhrase,
    office: &'a Office,
    owner: Option<Local>,
    /// Who says the quotation in which the description stands.
    speaker: Option<Local>,
    /// Who entered last with just this office.
    entered: Option<Local>,
    sentence: u32,
}

impl Resolver<'_> {
    /// Who holds the office that a description names.
    pub(super) fn holder(
        &self,
        phrase: &RolePhrase,
        office: &Office,
        owner: Option<Local>,
    ) -> Found {
        let named = self.named[phrase.text_index];
        let sought = Sought {
            named,
            phrase,
            office,
            owner,
            // "The President and I": who speaks is not whom the words speak of.
            speaker: self.quoted_speaker(named.index, phrase.head),
            // Whoever entered last with an office is who has it, unless the other is in mind more.
            entered: self
                .offices
                .recent()
                .find(|h| {
                    h.office.key == office.key
                        && h.office.words == office.words
                        && self.memory.count(h.who) > 0
                })
                .map(|h| h.who),
            sentence: named.text.sentence[phrase.head],
        };
        let scores = self.score_holders(&sought);
        if scores.is_empty() {
            return self.holder_of_nothing_else(&sought);
        }
        match clear_best(&scores, |best, second| second + CLEAR_ROLE < best) {
            Some(who) => Found::One(who),
            None => Found::Several,
        }
    }

    fn score_holders(&self, sought: &Sought) -> BTreeMap<Local, f32> {
        let bodies = self.named[1].text.len() > 0;
        let mut scores: BTreeMap<Local, f32> = BTreeMap::new();
        let mut other_country: Vec<Local> = Vec::new();
        for holder in self.offices.recent() {
            // A name that comes later in the text is not what "the ministry" stands for here.
            let mentioned = self.memory.count(holder.who) > 0 || sought.named.index == 0 && bodies;
            if [sought.owner, sought.speaker].contains(&Some(holder.who)) || !mentioned {
                continue;
            }
            let Some(belongs) = sought.belongs(holder) else {
                other_country.push(holder.who);
                continue;
            };
            let entity = self.entity(holder.who);
            let Some(likeness) = sought.likeness(holder, entity) else { continue };
            // Whom the account brought in as "a minister", without a name, stands behind the known.
            let introduced =
                entity.names.is_empty() && !self.descriptions.definite.contains(&holder.who);
            let aside = if introduced { INTRODUCED } else { 0.0 };
            let in_body = sought.named.index == 1;
            let last_in = if in_body && sought.entered == Some(holder.who) { ENTERED } else { 0.0 };
            let past = if holder.former == sought.phrase.former { 0.0 } else { FORMER };
            let recency = self.recency(sought, holder.who);
            let often = self.memory.often(holder.who);
            let score = likeness + belongs + recency + often + last_in - aside - past;
            let best = scores.entry(holder.who).or_default();
            *best = best.max(score);
        }
        self.score_any_bodies(sought, &mut scores);
        // An office elsewhere speaks against whoever holds it, whatever else fits.
        if sought.office.of.is_some() {
            scores.retain(|who, score| {
                !other_country.contains(who) || *score > DESPITE_OTHER_COUNTRY
            });
        }
        scores
    }

    /// "the company" is also any body of late that no word describes.
    fn score_any_bodies(&self, sought: &Sought, scores: &mut BTreeMap<Local, f32>) {
        let any = matches!(
            sought.office.key.as_str(),
            "company" | "firm" | "group" | "organisation" | "organization"
        );
        if !any || sought.office.of.is_some() {
            return;
        }
        for seen in self.memory.of_late(sought.sentence) {
            let entity = self.entity(seen.who);
            if entity.kind == EntityKind::Organisation
                && entity.names.iter().any(|name| country_of(name).is_none())
                && !scores.contains_key(&seen.who)
                && seen.weight > PROMINENT
                && Some(seen.who) != sought.owner
                && !self.offices.recent().any(|h| h.who == seen.who)
            {
                scores.insert(seen.who, ANY_BODY + self.recency(sought, seen.who));
            }
        }
    }

    /// Nobody is known to hold the office: the one person of late who holds nothing else.
    fn holder_of_nothing_else(&self, sought: &Sought) -> Found {
        let Sought { named, phrase, office, owner, speaker, .. } = sought;
        let noun = office.noun;
        if noun.sort != Sort::Person
            || noun.classes & lexicon::office_classes() == 0
            || phrase.owner_name.is_some()
            || owner.is_some()
            // "Ana Tarvel, the minister's daughter": whose relative enters is not who spoke last.
            || named.text.dep(phrase.head) == "poss"
            // Within a quotation of somebody unknown any person of late may be who speaks.
            || named.text.is_quoted(phrase.head) && speaker.is_none()
        {
            return Found::Nobody;
        }
        let mut without: Vec<Local> = Vec::new();
        for seen in self.memory.of_late(sought.sentence) {
            let entity = self.entity(seen.who);
            if entity.kind == EntityKind::Person
                && seen.weight > PROMINENT
                && Some(seen.who) != *speaker
                && !entity.names.is_empty()
                && lexicon::may_be_one(entity.gender, noun.gender)
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

    /// How near the last mention of somebody is. Who speaks stays in mind while the account has his
    /// words: those sentences do not count.
    fn recency(&self, sought: &Sought, who: Local) -> f32 {
        /// Further back nothing is near, whoever spoke.
        const LOOKED_AT: u32 = 12;
        let Some(last) = self.memory.last(who) else { return 0.0 };
        let text = sought.named.text;
        let from = (last + 1).max(sought.sentence.saturating_sub(LOOKED_AT));
        let quoted = (from..sought.sentence).filter(|&n| is_quoted(text, n)).count();
        let back = sought.sentence.saturating_sub(last) - quoted as u32;
        RECENCY.get(back as usize).copied().unwrap_or(RECENT / back as f32)
    }
}

impl Sought<'_> {
    /// How well the countries or bodies of the two offices go together; `None` where they exclude
    /// each other.
    fn belongs(&self, holder: &Holder) -> Option<f32> {
        let spokes = role_noun("spokesperson").map_or(0, |noun| noun.classes);
        let belongs = belonging(self.office.of.as_deref(), holder.office.of.as_deref());
        if belongs == UNRELATED
            && holder.office.key != self.office.key
            && self.office.noun.classes & spokes == 0
        {
            return Some(PERHAPS_RELATED);
        }
        (belongs >= 0.0).then_some(belongs)
    }

    /// How well a holder's office and gender fit the description; `None` where they do not.
    fn likeness(&self, holder: &Holder, entity: &LocalEntity) -> Option<f32> {
        let Office { key, words, noun, .. } = self.office;
        let held = &holder.office;
        // What stands in the words of the phrase: for "his counterpart" the office is another's.
        let phrase = self.phrase;
        let plain = phrase.office == phrase.key;
        if other_topics(&phrase.office, &held.words)
            || !lexicon::may_be_one(entity.gender, noun.gender)
        {
            return None;
        }
        if held.key == *key && (held.words == held.key || plain || held.words == *words) {
            Some(SAME_OFFICE)
        } else if plain && is_kind_of(&held.key, key) {
            Some(KIND_OF_OFFICE)
        } else {
            let shared = held.noun.classes & noun.classes & !lexicon::private_classes() != 0;
            (held.key != *key && shared && held.noun.sort == noun.sort).then_some(LIKE_OFFICE)
        }
    }
}

/// Whether a sentence stands in quotation marks.
fn is_quoted(text: &ParsedText, sentence: u32) -> bool {
    let (first, after) = text.parsed.sentences[sentence as usize];
    let (first, after) = (first as usize, after as usize);
    text.is_quoted(first) && text.is_quoted(after - 1)
        || first + 1 < after && text.is_quoted(first + 1) && text.is_quoted(after - 2)
}

/// "foreign office" and "defence ministry": both say for what they are, and it is not the same.
fn other_topics(a: &str, b: &str) -> bool {
    let topics = |office: &str| -> Vec<String> {
        office.split(' ').filter(|word| is_topic(word)).map(str::to_owned).collect()
    };
    let (a, b) = (topics(a), topics(b));
    !a.is_empty() && !b.is_empty() && !a.iter().any(|topic| b.contains(topic))
}

/// "news agency" is a kind of "agency": the last word of an office says what it is at the least.
fn is_kind_of(longer: &str, shorter: &str) -> bool {
    longer.strip_suffix(shorter).is_some_and(|front| front.ends_with(' '))
        && !OTHER_OFFICE.iter().any(|other| longer.starts_with(other))
}

/// How well two "of"s go together: below 0 where they exclude each other.
fn belonging(a: Option<&str>, b: Option<&str>) -> f32 {
    let (Some(a), Some(b)) = (a, b) else {
        return 0.0;
    };
    match (country_of(a), country_of(b)) {
        (Some(x), Some(y)) if x == y => RELATED,
        (Some(_), Some(_)) => OTHER_COUNTRY,
        _ if a.contains(b) || b.contains(a) => RELATED,
        (None, None) => UNRELATED,
        _ => 0.0,
    }
}
