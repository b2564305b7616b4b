//! Closed word lists: offices and roles, bodies, titles before names, given names.

use std::collections::HashMap;
use std::sync::LazyLock;

use stemma_core::Gender;
use stemma_words::en::names;
use stemma_words::en::places::{PlaceForm, place_word};

use crate::parsed_text::ParsedText;

/// What sort of thing a role noun describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// One human being: `minister`.
    Person,
    /// A body: `ministry`.
    Organisation,
    /// People together: `police`.
    Group,
    /// A country, a town: `the republic`.
    Place,
    /// What happens: `the exercise`.
    Event,
}

/// A noun that describes somebody by office, role or relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RoleNoun {
    /// What it describes.
    pub(crate) sort: Sort,
    /// Bits, one a class; nouns that share one may stand for one another (a president is a leader).
    pub(crate) classes: u64,
    /// What the noun itself shows.
    pub(crate) gender: Option<Gender>,
}

/// The role noun of this base form in small letters, which may be of several words.
pub(crate) fn role_noun(lemma: &str) -> Option<RoleNoun> {
    if let Some(&known) = ROLES.get(lemma) {
        return Some(known);
    }
    // Open-ended words of the kinds -man, -woman, -person: "oarsman".
    let gender = if lemma.ends_with("woman") {
        Some(Gender::Female)
    } else if lemma.ends_with("man") && lemma.len() > 6 && !NOT_MEN.contains(&lemma) {
        Some(Gender::Male)
    } else {
        return None;
    };
    Some(RoleNoun { sort: Sort::Person, classes: 0, gender })
}

/// Verbs of speech that bring no other subject than who speaks.
pub(crate) fn is_speech(text: &ParsedText, verb: usize) -> bool {
    matches!(
        text.lemma(verb),
        "say"
            | "tell"
            | "add"
            | "note"
            | "explain"
            | "state"
            | "claim"
            | "announce"
            | "write"
            | "argue"
            | "declare"
            | "insist"
            | "stress"
            | "warn"
            | "ask"
            | "reply"
            | "answer"
            | "conclude"
            | "continue"
            | "suggest"
            | "admit"
            | "report"
            | "emphasize"
            | "emphasise"
            | "point"
            | "clarify"
            | "remark"
            | "tweet"
            | "deny"
            | "promise"
            | "vow"
            | "pledge"
            | "urge"
            | "accuse"
            | "acknowledge"
            | "hint"
            | "recall"
            | "comment"
            | "observe"
            | "assert"
            | "quote"
            | "cite"
    )
}

/// Nouns of the list that name bodies as well as people: "the owner of the mine, North Copper".
pub(crate) fn may_be_body(lemma: &str) -> bool {
    matches!(
        lemma,
        "owner"
            | "operator"
            | "developer"
            | "producer"
            | "publisher"
            | "source"
            | "employer"
            | "contractor"
            | "partner"
            | "supporter"
            | "member"
            | "rival"
            | "buyer"
            | "seller"
            | "donor"
            | "investor"
            | "ally"
            | "opponent"
            | "founder"
            | "regulator"
            | "successor"
            | "predecessor"
            | "customer"
            | "organizer"
            | "organiser"
            | "participant"
            | "trader"
            | "landlord"
            | "tenant"
            | "critic"
            | "champion"
            | "author"
            | "advocate"
            | "neighbour"
            | "neighbor"
            | "star"
            | "host"
            | "leader"
            | "editor"
    )
}

/// The classes whose members hold an office that a report may leave unsaid at a first name.
pub(crate) fn office_classes() -> u64 {
    [
        "president",
        "prime minister",
        "minister",
        "spokesman",
        "senator",
        "chief",
        "official",
        "governor",
        "candidate",
        "general",
        "diplomat",
    ]
    .iter()
    .filter_map(|lemma| role_noun(lemma))
    .fold(0, |classes, noun| classes | noun.classes)
}

/// The classes whose members are no offices: no word of them stands for another ("the son" is not
/// "the father").
pub(crate) fn private_classes() -> u64 {
    ["father", "victim", "worker", "man", "woman", "suspect", "actor", "player"]
        .iter()
        .filter_map(|lemma| role_noun(lemma))
        .fold(0, |classes, noun| classes | noun.classes)
}

/// What the owner of a relation is to whom it describes: "his son" makes him a father.
pub(crate) fn other_side(kin: &str, owner: Option<Gender>) -> &'static [&'static str] {
    type Kin = &'static [&'static str];
    let by_gender = |male: Kin, female: Kin, both: Kin| match owner {
        Some(Gender::Male) => male,
        Some(Gender::Female) => female,
        None => both,
    };
    match kin {
        "son" | "daughter" | "child" => by_gender(&["father"], &["mother"], &["father", "mother"]),
        "father" | "mother" | "parent" => by_gender(&["son"], &["daughter"], &["son", "daughter"]),
        "wife" => &["husband"],
        "husband" => &["wife"],
        "brother" | "sister" => by_gender(&["brother"], &["sister"], &["brother", "sister"]),
        _ => &[],
    }
}

/// Kin who mostly bear one surname.
pub(crate) fn shares_surname(kin: &str) -> bool {
    matches!(kin, "son" | "daughter" | "child" | "father" | "brother" | "sister")
}

/// Whether two of whom these genders are known may be one person.
pub(crate) fn may_be_one(a: Option<Gender>, b: Option<Gender>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// Whether words name a seat of government rather than its country.
pub(crate) fn is_seat(words: &str) -> bool {
    place_word(words).is_some_and(|known| known.by == PlaceForm::Seat)
}

/// Words that end in -man and are no men.
const NOT_MEN: &[&str] = &["german", "roman", "talisman", "ottoman", "shaman", "caiman"];

/// The gender that most bearers of a given name have.
pub(crate) fn given_name(name: &str) -> Option<Gender> {
    GIVEN.get(name).copied()
}

/// Whether a word is a title before a name and no office: `Mr`, `Dr`.
pub(crate) fn is_title(word: &str) -> bool {
    title(word).is_some()
}

/// The gender that a title before a name shows.
pub(crate) fn gender_of_title(word: &str) -> Option<Gender> {
    title(word).flatten()
}

#[allow(clippy::option_option, reason = "a title that shows no gender is a title")]
fn title(word: &str) -> Option<Option<Gender>> {
    let gender = match word.trim_end_matches('.').to_ascii_lowercase().as_str() {
        "mr" | "mister" | "sir" | "lord" | "herr" | "monsieur" | "señor" | "signor" => {
            Some(Gender::Male)
        }
        "mrs" | "ms" | "miss" | "madam" | "madame" | "lady" | "dame" | "frau" | "señora" => {
            Some(Gender::Female)
        }
        "dr" | "prof" | "rev" | "hon" | "gen" | "col" | "lt" | "maj" | "capt" | "sgt" | "cpl"
        | "adm" | "sen" | "rep" | "gov" | "pres" | "sec" | "st" | "fr" | "cmdr" | "insp"
        | "det" | "supt" | "messrs" | "brig" | "justice" | "professor" | "doctor" | "comrade"
        | "sheikh" | "saint" | "sister" | "brother" | "father" => None,
        _ => return None,
    };
    Some(gender)
}

/// Suffixes that belong to a person's name and tell bearers of one name apart.
pub(crate) fn name_suffix(word: &str) -> bool {
    names::suffix(&word.trim_end_matches('.').to_ascii_lowercase())
}

/// Particles that belong to the surname after them.
pub(crate) fn particle(word: &str) -> bool {
    names::particle(&word.to_ascii_lowercase())
}

/// Platforms on which people post, which recognisers take for people and places.
pub(crate) fn platform(lower: &str) -> bool {
    matches!(
        lower,
        "twitter"
            | "facebook"
            | "instagram"
            | "telegram"
            | "youtube"
            | "tiktok"
            | "whatsapp"
            | "linkedin"
            | "reddit"
            | "weibo"
            | "vkontakte"
            | "snapchat"
            | "mastodon"
            | "bluesky"
            | "threads"
            | "skype"
            | "zoom"
            | "periscope"
            | "tumblr"
            | "pinterest"
            | "viber"
    )
}

/// Words in the names of newspapers: `The Strait Observer`.
pub(crate) fn names_paper(lower: &str) -> bool {
    matches!(
        lower,
        "times"
            | "herald"
            | "post"
            | "observer"
            | "tribune"
            | "gazette"
            | "chronicle"
            | "journal"
            | "telegraph"
            | "guardian"
            | "courier"
            | "ledger"
            | "bulletin"
            | "examiner"
            | "dispatch"
            | "sentinel"
            | "daily"
            | "weekly"
    )
}

/// Nouns within the names of bodies: `Ministry`, `Party`, `University`, `Inc`.
pub(crate) fn body_noun(lower: &str) -> bool {
    BODY_NOUNS.binary_search(&lower).is_ok()
}

const BODY_NOUNS: &[&str] = &[
    "academy",
    "administration",
    "agence",
    "agencia",
    "agency",
    "agentur",
    "agenzia",
    "alliance",
    "army",
    "assembly",
    "association",
    "authority",
    "bank",
    "board",
    "bureau",
    "cabinet",
    "center",
    "centre",
    "chamber",
    "club",
    "co",
    "coalition",
    "college",
    "command",
    "commission",
    "committee",
    "company",
    "confederation",
    "congress",
    "corp",
    "corporation",
    "corps",
    "council",
    "court",
    "department",
    "directorate",
    "duma",
    "federation",
    "fleet",
    "force",
    "forces",
    "foundation",
    "front",
    "fund",
    "gmbh",
    "government",
    "group",
    "guard",
    "hospital",
    "house",
    "inc",
    "institute",
    "institution",
    "journal",
    "laboratory",
    "league",
    "legion",
    "limited",
    "llc",
    "ltd",
    "magazine",
    "militia",
    "ministries",
    "ministry",
    "movement",
    "museum",
    "navy",
    "network",
    "news",
    "office",
    "orchestra",
    "organisation",
    "organization",
    "parliament",
    "party",
    "plc",
    "police",
    "post",
    "press",
    "radio",
    "regiment",
    "school",
    "senate",
    "service",
    "services",
    "society",
    "staff",
    "studio",
    "studios",
    "syndicate",
    "television",
    "times",
    "tribunal",
    "trust",
    "tv",
    "union",
    "university",
];

static ROLES: LazyLock<HashMap<&'static str, RoleNoun>> = LazyLock::new(|| {
    let mut roles: HashMap<&'static str, RoleNoun> = HashMap::new();
    let mut classes_seen: Vec<&'static str> = Vec::new();
    for row in include_str!("lexicon.tsv").lines().filter(|row| !row.starts_with('#')) {
        let mut fields = row.split('|');
        let mut field = || fields.next().unwrap_or("");
        let (sort, classes, gender, words) = (field(), field(), field(), field());
        let mut bits = 0;
        for class in classes.split_whitespace() {
            let known = classes_seen.iter().position(|c| *c == class);
            let n = known.unwrap_or_else(|| {
                classes_seen.push(class);
                classes_seen.len() - 1
            });
            bits |= 1 << n;
        }
        let noun = RoleNoun {
            sort: match sort {
                "p" => Sort::Person,
                "o" => Sort::Organisation,
                "l" => Sort::Place,
                "e" => Sort::Event,
                _ => Sort::Group,
            },
            classes: bits,
            gender: match gender {
                "m" => Some(Gender::Male),
                "f" => Some(Gender::Female),
                _ => None,
            },
        };
        for word in words.split(',') {
            roles
                .entry(word)
                .and_modify(|known| {
                    // A word of two senses (`minister`, `producer`): the first sort stands.
                    if known.sort == noun.sort {
                        known.classes |= noun.classes;
                    }
                })
                .or_insert(noun);
        }
    }
    roles
});

static GIVEN: LazyLock<HashMap<&'static str, Gender>> = LazyLock::new(|| {
    let mut given = HashMap::new();
    for row in include_str!("given.tsv").lines().filter(|row| !row.starts_with('#')) {
        let (gender, names) = row.split_once('|').unwrap_or(("", ""));
        let gender = if gender == "f" { Gender::Female } else { Gender::Male };
        given.extend(names.split(',').map(|name| (name, gender)));
    }
    given
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn body_nouns_are_sorted() {
        assert!(BODY_NOUNS.is_sorted());
    }

    #[test]
    fn a_president_is_a_leader_and_no_chancellor() {
        let classes = |lemma| role_noun(lemma).unwrap().classes;
        assert_ne!(classes("president") & classes("leader"), 0);
        assert_eq!(classes("president") & classes("chancellor"), 0);
    }
}
