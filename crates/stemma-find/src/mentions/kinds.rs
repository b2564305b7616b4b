//! What sort of thing a name names: the recogniser's labels, corrected by the rest of the account.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;
use stemma_core::{EntityKind, Field};
use stemma_words::en::places::{PlaceForm, place_word};

use super::equipment::{is_designation, is_weapon};
use super::lexicon::{
    self, Sort, body_noun, given_name, is_speech, is_title, names_paper, role_noun,
};
use super::name::{Candidate, Name, is_house};
use crate::entities::plain_country;
use crate::parsed_text::ParsedText;

/// What the account as a whole says of a name.
pub(super) struct Verdict {
    pub(super) kind: EntityKind,
    /// Whether it stands in the body, not in the title alone.
    pub(super) in_body: bool,
}

/// Lets all places of a name, and the words in and around it, vote on its kind.
pub(super) fn vote(
    texts: &[ParsedText; 2],
    candidates: &[Candidate],
    outlet: Option<&str>,
) -> BTreeMap<SmolStr, Verdict> {
    const KINDS: [EntityKind; 8] = [
        EntityKind::Person,
        EntityKind::Organisation,
        EntityKind::Place,
        EntityKind::Group,
        EntityKind::Event,
        EntityKind::Equipment,
        EntityKind::Work,
        EntityKind::Other,
    ];
    let index = |kind: EntityKind| KINDS.iter().position(|k| *k == kind).unwrap_or(7);
    let mut votes: BTreeMap<SmolStr, ([f32; 8], bool)> = BTreeMap::new();
    for candidate in candidates {
        let name = &candidate.name;
        let text = &texts[name.text_index];
        let (tally, in_body) = votes.entry(name.key.clone()).or_default();
        *in_body |= name.text_index == 1;
        if let Some(kind) = candidate.label {
            // A label in a headline is worth less: its capitals mislead the recogniser.
            let single = name.tokens.1 == name.tokens.0 + 1;
            tally[index(kind)] += match kind {
                _ if name.text_index == 0 => 0.5,
                // A lone word of a language that the recogniser does not know is a person or a body
                // to it.
                EntityKind::Person if single && name.gender.is_none() => 0.7,
                EntityKind::Organisation
                    if single
                        && !is_acronym(text.words(name.tokens))
                        && !body_noun(&text.lower[name.tokens.0]) =>
                {
                    0.5
                }
                _ => 1.0,
            };
        }
        for (kind, weight) in hints(text, name, candidate.label) {
            tally[index(kind)] += weight;
        }
    }
    for (key, (tally, _)) in &mut votes {
        // Nobody is called with digits.
        if !key.contains(' ') && key.contains(|c: char| c.is_ascii_digit()) {
            tally[0] = 0.0;
        }
    }
    let outlet = outlet.map(str::to_lowercase).unwrap_or_default();
    for (key, (tally, _)) in &mut votes {
        // Who publishes is no person.
        if key.len() > 3 && outlet.split_whitespace().any(|word| word == key)
            || outlet == key.as_str()
        {
            tally[1] += 3.0;
        }
    }
    // "Norland" beside "Norlandic" is a place.
    let peoples: BTreeMap<String, String> = votes
        .iter()
        .filter(|(key, (tally, _))| best(tally) == Some(3) && !key.contains(' '))
        .filter_map(|(key, _)| Some((beginning(key)?, key.to_string())))
        .collect();
    for (key, (tally, _)) in &mut votes {
        let people = beginning(key).and_then(|start| peoples.get(&start));
        if let Some(people) = people
            && !key.contains(' ')
            && people != key.as_str()
            && people.len() > key.len().saturating_sub(2)
            && people.len() <= key.len() + 4
        {
            tally[2] += 1.5;
        }
    }
    // A bare surname or given name is a person where a full name with it is one.
    let mut parts: BTreeMap<SmolStr, f32> = BTreeMap::new();
    let mut surnames: BTreeSet<SmolStr> = BTreeSet::new();
    for (key, (tally, _)) in &votes {
        if best(tally) == Some(0) && key.contains(' ') {
            for word in key.split(' ') {
                *parts.entry(word.into()).or_default() += tally[0];
            }
            let last = key.split(' ').next_back().unwrap_or("");
            surnames.insert(last.into());
        }
    }
    for (key, (tally, _)) in &mut votes {
        if let Some(more) = parts.get(key) {
            tally[0] += more;
        }
        // Where a full name is known, its surname alone is hers, whatever the recogniser makes of
        // it; not so the name of a place that is a surname too.
        if surnames.contains(key) && tally[2] < 1.0 {
            tally[0] += tally.iter().copied().fold(0.0, f32::max);
        }
    }
    votes
        .into_iter()
        .map(|(key, (tally, in_body))| {
            let kind = best(&tally).map_or(EntityKind::Other, |n| KINDS[n]);
            (key, Verdict { kind, in_body })
        })
        .collect()
}

/// The letters that a place shares with its people.
fn beginning(key: &str) -> Option<String> {
    let start: String = key.chars().take(5).collect();
    (start.chars().count() == 5).then_some(start)
}

/// The first of the highest; `None` where nobody voted.
fn best(tally: &[f32; 8]) -> Option<usize> {
    let mut best = None;
    let mut most = 0.0;
    for (n, &votes) in tally.iter().enumerate() {
        if votes > most {
            most = votes;
            best = Some(n);
        }
    }
    best
}

/// What the words in and around a name say of its kind. A recogniser's label weighs 1.
fn hints(text: &ParsedText, name: &Name, label: Option<EntityKind>) -> Vec<(EntityKind, f32)> {
    let mut hints = Vec::new();
    let (from, after) = name.tokens;
    let words = text.words(name.tokens);
    if let Some(known) = place_word(plain_country(words)) {
        let body = matches!(
            known.country,
            "NATO"
                | "European Union"
                | "United Nations"
                | "OSCE"
                | "African Union"
                | "Arab League"
                | "ASEAN"
                | "CSTO"
                | "CIS"
                | "BRICS"
                | "OPEC"
        );
        hints.push(match known.by {
            PlaceForm::Name if body => (EntityKind::Organisation, 2.0),
            PlaceForm::Name => (EntityKind::Place, 1.2),
            PlaceForm::Adjective | PlaceForm::People => (EntityKind::Group, 2.0),
            PlaceForm::Capital => (EntityKind::Place, 1.1),
            PlaceForm::Seat => (EntityKind::Organisation, 2.0),
        });
    }
    if after - from >= 2 {
        let body = |t: usize| body_noun(&text.lower[t]) || names_paper(&text.lower[t]);
        if (from..after).any(body) && given_name(text.word(from)).is_none() {
            hints.push((EntityKind::Organisation, 1.5));
        }
        if given_name(text.word(from)).is_some() {
            hints.push((EntityKind::Person, 1.0));
        }
    }
    if after - from == 1 && lexicon::platform(&text.lower[from]) {
        hints.push((EntityKind::Organisation, 3.0));
    }
    // "the Norpress news agency", "Norpress magazine"
    let next = |t: usize| text.lower.get(after + t).map_or("", SmolStr::as_str);
    if matches!(next(0), "agency" | "newspaper" | "magazine" | "website" | "channel")
        || next(0) == "news" && matches!(next(1), "agency" | "site" | "service" | "website")
    {
        hints.push((EntityKind::Organisation, 1.5));
    }
    // "the minister, Ana Tarvel", "Ana Tarvel, the minister", "the agency Norpress"
    let head = text.head_of(name.tokens);
    let beside = text
        .children(head)
        .filter(|&c| text.dep(c) == "appos")
        .chain((text.dep(head) == "appos").then(|| text.head(head)));
    for noun in beside {
        // "Source: Norpress" is no apposition.
        // Nor is "Port Ansel, Norland, resident" one.
        let full = text
            .children(noun)
            .any(|c| matches!(text.dep(c), "det" | "poss" | "prep" | "amod" | "compound"));
        if !full || (noun.min(head)..noun.max(head)).any(|t| text.word(t) == ":") {
            continue;
        }
        match role_noun(&text.lower[noun]).map(|noun| noun.sort) {
            Some(Sort::Person) if !lexicon::may_be_body(&text.lower[noun]) => {
                hints.push((EntityKind::Person, 1.2));
            }
            Some(Sort::Organisation) => hints.push((EntityKind::Organisation, 1.2)),
            _ => {}
        }
    }
    // "the minister of mining, Ana Tarvel, said"
    if from >= 2
        && text.word(from - 1) == ","
        && text.lower.get(after).is_some_and(|w| matches!(w.as_str(), "," | "." | "said" | "told"))
    {
        let office = (from.saturating_sub(7)..from - 1)
            .rev()
            .take_while(|&t| {
                matches!(text.pos(t), "NOUN" | "PROPN" | "ADJ" | "DET") || text.lower[t] == "of"
            })
            .any(|t| {
                role_noun(&text.lower[t]).is_some_and(|noun| noun.sort == Sort::Person)
                    && !lexicon::may_be_body(&text.lower[t])
            });
        if office {
            hints.push((EntityKind::Person, 1.2));
        }
    }
    if let Some(before) = from.checked_sub(1)
        && matches!(
            text.lower[before].as_str(),
            "agency"
                | "newspaper"
                | "station"
                | "radio"
                | "channel"
                | "broadcaster"
                | "website"
                | "daily"
                | "magazine"
                | "portal"
                | "company"
                | "ministry"
                | "party"
                | "airline"
        )
    {
        hints.push((EntityKind::Organisation, 1.5));
    }
    // "Norland's foreign minister", "neighbouring Norland", "OSLO, May 3"
    let next = |t: usize| text.lower.get(after + t).map_or("", SmolStr::as_str);
    if matches!(next(0), "'s" | "’s" | "'" | "’")
        && (matches!(next(1), "foreign" | "defence" | "defense" | "prime" | "interior" | "ruling")
            || matches!(
                next(1),
                "government"
                    | "president"
                    | "capital"
                    | "parliament"
                    | "army"
                    | "border"
                    | "borders"
                    | "coast"
                    | "population"
                    | "economy"
                    | "military"
                    | "ambassador"
                    | "territory"
            ))
    {
        hints.push((EntityKind::Place, 0.8));
    }
    if from > 0 && matches!(text.lower[from - 1].as_str(), "neighboring" | "neighbouring") {
        hints.push((EntityKind::Place, 1.5));
    }
    let opens_paragraph = from == 0 || text.paragraph[from - 1] != text.paragraph[from];
    if opens_paragraph
        && text.of == Field::Text
        && words.len() > 3
        && !words.chars().any(char::is_lowercase)
        && matches!(next(0), "," | "(" | "—" | "–" | "-")
    {
        hints.push((EntityKind::Place, 2.0));
    }
    if let Some(before) = from.checked_sub(1) {
        let person_role = role_noun(&text.lower[before])
            .is_some_and(|r| r.sort == lexicon::Sort::Person)
            && text.is_capital(before);
        if is_title(text.word(before)) || person_role {
            hints.push((EntityKind::Person, 1.5));
        }
        // One is in a place, near it, outside it; from and to it only like anybody else.
        if text.dep(after - 1) == "pobj" {
            match text.lower[before].as_str() {
                "in" | "near" | "outside" | "around" | "across" | "throughout"
                    if !is_house(text, name.tokens) =>
                {
                    // "cuts in Carelink", "leaders in Congress": of a noun it says little.
                    let of_noun = matches!(text.pos(text.head(before)), "NOUN" | "PROPN");
                    hints.push((EntityKind::Place, if of_noun { 0.4 } else { 0.9 }));
                }
                "to" | "for" | "from" if is_motion(text.lemma(text.head(before))) => {
                    hints.push((EntityKind::Place, 0.9));
                }
                "from" | "to" | "into" | "off" if label.is_some() || after - from > 1 => {
                    hints.push((EntityKind::Place, 0.3));
                }
                _ => {}
            }
        }
        // "the island of Ridna", "the capital Merevik"
        let of = usize::from(text.lower[before] == "of");
        if before >= of
            && text.pos(before - of) == "NOUN"
            && role_noun(&text.lower[before - of]).is_some_and(|r| r.sort == Sort::Place)
        {
            hints.push((EntityKind::Place, 1.5));
        }
    }
    // "ministers Tarvel and Orlan"
    if from >= 2 && text.lower[from - 1] == "and" {
        let listed = (from.saturating_sub(8)..from - 1)
            .rev()
            .find(|&t| text.pos(t) != "PROPN" && text.word(t) != ",");
        if listed.is_some_and(|t| {
            text.tag(t) == "NNS"
                && text.pos(t + 1) == "PROPN"
                && t + 1 < from - 1
                && label != Some(EntityKind::Group)
                && role_noun(text.lemma(t)).is_some_and(|noun| noun.sort == Sort::Person)
        }) {
            hints.push((EntityKind::Person, 1.2));
        }
    }
    hints_of_verb(text, name, head, &mut hints);
    // "Javelin missiles"; "Norkabel missiles" are a maker's.
    if text.dep(after - 1) == "compound"
        && text.head(after - 1) < after + 2
        && is_weapon(text.lemma(text.head(after - 1)))
        && !matches!(label, Some(EntityKind::Place | EntityKind::Group))
        && place_word(words).is_none()
    {
        // A maker is called a body elsewhere, too.
        let maker = label == Some(EntityKind::Organisation);
        hints.push((EntityKind::Equipment, if maker { 0.6 } else { 1.5 }));
    }
    // "S-400s, Javelins and other weapons": a list holds things of one sort.
    let listed = (text.dep(head) == "conj").then(|| text.head(head));
    let mut listed =
        listed.into_iter().chain(text.children(head).filter(|&c| text.dep(c) == "conj"));
    if listed.any(|t| is_designation(text.word(t))) {
        hints.push((EntityKind::Equipment, 1.2));
    }
    // "the battle of Lozna", "south of Lozna"
    if from >= 2
        && text.lower[from - 1] == "of"
        && matches!(
            text.lemma(from - 2),
            "battle"
                | "siege"
                | "fall"
                | "north"
                | "south"
                | "east"
                | "west"
                | "outskirts"
                | "suburb"
                | "street"
                | "coast"
                | "shore"
                | "center"
                | "centre"
                | "mayor"
        )
    {
        hints.push((EntityKind::Place, 0.9));
    }
    if text.word(after - 1).chars().any(|c| c.is_ascii_digit())
        && is_designation(text.word(after - 1))
    {
        hints.push((EntityKind::Equipment, 2.5));
    }
    hints
}

/// What the verb says of its subject: who speaks is somebody or a body, who reports and publishes is
/// mostly a body, and what has "its" is no human being.
fn hints_of_verb(text: &ParsedText, name: &Name, head: usize, hints: &mut Vec<(EntityKind, f32)>) {
    if text.dep(head) != "nsubj" {
        return;
    }
    let verb = text.head(head);
    let (from, after) = name.tokens;
    let human = |t: usize| {
        !body_noun(&text.lower[t])
            && !names_paper(&text.lower[t])
            && role_noun(&text.lower[t]).is_none_or(|noun| noun.sort == Sort::Person)
    };
    let full = after - from >= 2 && (from..after).all(human);
    let publishes =
        matches!(text.lemma(verb), "report" | "publish" | "quote" | "cite" | "broadcast" | "air");
    // Nobody is "the Tarvel".
    let the = from > 0 && text.lower[from - 1] == "the";
    if is_speech(text, verb) && !publishes && !the {
        hints.push((EntityKind::Person, if full { 1.1 } else { 0.4 }));
        hints.push((EntityKind::Organisation, 0.3));
    }
    if publishes && !full && name.gender.is_none() {
        hints.push((EntityKind::Organisation, 0.8));
    }
    // "Norland will not move its ships": no person has "its".
    let (_, end) = text.parsed.sentences[text.sentence[head] as usize];
    let its = (verb..(end as usize).min(verb + NEAR_ITS))
        .find(|&t| matches!(text.lower[t].as_str(), "its" | "his" | "her" | "their"))
        .filter(|&t| !text.is_quoted(t));
    // "Grant wrote on his channel"
    if its.is_some_and(|its| matches!(text.lower[its].as_str(), "his" | "her")) {
        hints.push((EntityKind::Person, 0.5));
    }
    let its = its.filter(|&t| text.lower[t] == "its");
    if its.is_some_and(|its| !(verb..its).any(|t| matches!(text.dep(t), "nsubj" | "dobj" | "pobj")))
    {
        hints
            .push((EntityKind::Place, if is_acronym(text.words(name.tokens)) { 0.5 } else { 1.5 }));
        hints.push((EntityKind::Organisation, 1.4));
    }
}

/// Verbs that take one from a place to another.
fn is_motion(lemma: &str) -> bool {
    matches!(
        lemma,
        "come"
            | "go"
            | "travel"
            | "return"
            | "sail"
            | "fly"
            | "drive"
            | "head"
            | "flee"
            | "arrive"
            | "depart"
    )
}

/// How far behind the verb its subject's "its" stands.
const NEAR_ITS: usize = 8;

/// `NPA`, `UN`: all capitals.
fn is_acronym(word: &str) -> bool {
    word.chars().count() <= 5 && word.chars().all(|c| c.is_uppercase() || c == '.' || c == '&')
}
