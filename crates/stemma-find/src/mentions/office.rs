//! The words of an office: which of them make it, and what makes two offices one.

use smol_str::SmolStr;

use super::lexicon::{RoleNoun, role_noun};

/// Adjectives that make an office rather than praise or date its holder.
pub(super) const RELATIONAL: &[&str] = &[
    "prime",
    "vice",
    "deputy",
    "foreign",
    "chief",
    "general",
    "military",
    "presidential",
    "national",
    "federal",
    "legal",
    "executive",
    "financial",
    "naval",
    "supreme",
    "royal",
    "economic",
    "political",
    "medical",
    "spiritual",
    "assistant",
    "permanent",
    "special",
    "regional",
    "interior",
    "public",
    "ruling",
    "lower",
    "upper",
    "parliamentary",
    "armed",
    "local",
    "municipal",
    "air",
    "first",
    "managing",
    "commercial",
    "central",
    "attorney",
    "crown",
    "home",
];

/// Modifiers that make another office of the noun.
pub(super) const OTHER_OFFICE: &[&str] =
    &["vice", "deputy", "assistant", "under", "acting", "co", "shadow"];

/// One spelling of what English has two of.
pub(super) fn british(lower: &str) -> SmolStr {
    match lower {
        "defense" => "defence".into(),
        "labor" => "labour".into(),
        "center" => "centre".into(),
        "organization" => "organisation".into(),
        other => other.into(),
    }
}

pub(super) fn is_topic(key: &str) -> bool {
    matches!(
        key,
        "defence"
            | "defense"
            | "foreign affairs"
            | "interior"
            | "finance"
            | "health"
            | "education"
            | "justice"
            | "state"
            | "treasury"
            | "trade"
            | "agriculture"
            | "energy"
            | "culture"
            | "transport"
            | "labour"
            | "labor"
            | "environment"
            | "economy"
            | "commerce"
            | "homeland security"
            | "housing"
            | "press"
            | "foreign"
            | "home"
    )
}

/// The office as written for a reader, and the key that makes two offices one.
pub(super) fn office(
    key: &str,
    lemma: &str,
    mut modifiers: Vec<SmolStr>,
    topic: Option<&str>,
    noun: &mut RoleNoun,
    plural: bool,
) -> (String, SmolStr) {
    let mut key = SmolStr::new(key);
    let mut lemma = SmolStr::new(lemma);
    let mut topic = topic.unwrap_or("").to_owned();
    // "head of the Ministry of Defence" holds the office of its minister.
    if matches!(lemma.as_str(), "head" | "chief") && topic.contains("ministry") && key == lemma {
        let rest = topic.replace("ministry", "");
        rest.trim().clone_into(&mut topic);
        lemma = "minister".into();
        key = lemma.clone();
        *noun = role_noun("minister").unwrap_or(*noun);
    }
    // "the head of the mining portfolio" is a minister too.
    if matches!(lemma.as_str(), "head" | "chief" | "holder") && topic.contains("portfolio") {
        topic.replace("portfolio", "").trim().clone_into(&mut topic);
        lemma = "minister".into();
        key = lemma.clone();
        *noun = role_noun("minister").unwrap_or(*noun);
    }
    // Nor is the head of a department far from one: translations call ministries so.
    if matches!(lemma.as_str(), "head" | "chief") && topic.contains("department") {
        noun.classes |= role_noun("minister").map_or(0, |minister| minister.classes);
    }
    let last = modifiers.last().cloned().unwrap_or_default();
    for joined in [format!("{last} {key}"), format!("{last}-{key}")] {
        if last.is_empty() {
            break;
        }
        if let Some(known) = role_noun(&joined) {
            *noun = known;
            key = joined.into();
            modifiers.pop();
            break;
        }
    }
    // "minister of foreign affairs" is a foreign minister.
    if matches!(lemma.as_str(), "minister" | "ministry" | "department" | "secretary")
        && !topic.is_empty()
        && key == lemma
        && topic.split(' ').all(|word| role_noun(word).is_none())
    {
        let short = topic.trim_end_matches(" affairs");
        if !modifiers.iter().any(|m| m == short) {
            modifiers.push(short.into());
        }
    }
    let last = modifiers.last().cloned().unwrap_or_default();
    for joined in [format!("{last} {key}"), format!("{last}-{key}")] {
        if last.is_empty() {
            break;
        }
        if let Some(known) = role_noun(&joined) {
            *noun = known;
            key = joined.into();
            modifiers.pop();
            break;
        }
    }
    if let Some(other) = modifiers.iter().find(|m| OTHER_OFFICE.contains(&m.as_str()))
        && !key.starts_with(other.as_str())
    {
        key = SmolStr::new(format!("{other} {key}"));
        // A deputy is no holder of the office, whatever may stand for that.
        noun.classes = role_noun("vice president").map_or(0, |vice| vice.classes);
    }
    let mut office = String::new();
    for modifier in &modifiers {
        if !(key.starts_with(modifier.as_str()) && key != lemma) {
            office.push_str(modifier);
            office.push(' ');
        }
    }
    office.push_str(&key);
    if plural {
        // The plural is another description: "the ministers" are not the minister.
        key = SmolStr::new(format!("{key}s"));
    }
    (office, key)
}
