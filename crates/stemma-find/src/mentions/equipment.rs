//! Names of what was built: ships by the noun before them, weapons and vehicles by their designation
//! or by the noun behind them.

use stemma_core::place_word;

use super::lexicon::{body_noun, role_noun};
use crate::events::is_year;
use crate::side::Side;

/// Nouns for ships and other vessels, before their names: "the frigate Northern Light".
fn is_vessel(lemma: &str) -> bool {
    matches!(
        lemma,
        "ship"
            | "vessel"
            | "frigate"
            | "ferry"
            | "submarine"
            | "cruiser"
            | "corvette"
            | "destroyer"
            | "tanker"
            | "freighter"
            | "yacht"
            | "trawler"
            | "icebreaker"
            | "carrier"
            | "tugboat"
            | "tug"
            | "minesweeper"
            | "schooner"
            | "liner"
            | "battleship"
            | "lifeboat"
            | "satellite"
            | "spacecraft"
    )
}

/// Prefixes of ships' names.
fn is_ship_prefix(word: &str) -> bool {
    matches!(word, "HMS" | "USS" | "MV" | "MS" | "SS" | "HMCS" | "HMAS" | "INS" | "KNM" | "RMS")
}

/// Nouns for weapons and vehicles, behind their names: "Javelin missiles", "the Quiet Fish drone".
pub(super) fn is_weapon(lemma: &str) -> bool {
    is_vessel(lemma)
        || matches!(
            lemma,
            "missile"
                | "rocket"
                | "drone"
                | "tank"
                | "launcher"
                | "fighter"
                | "jet"
                | "bomber"
                | "helicopter"
                | "aircraft"
                | "airliner"
                | "plane"
                | "gun"
                | "rifle"
                | "torpedo"
                | "mortar"
                | "battery"
                | "artillery"
                | "cannon"
                | "howitzer"
                | "warplane"
                | "interceptor"
                | "radar"
                | "locomotive"
        )
}

/// `S-400`, `Su-25s`, `F-16`: capitals, a hyphen, a number.
pub(super) fn is_designation(word: &str) -> bool {
    word.split_once(['-', '‑']).is_some_and(|(letters, number)| {
        let count = letters.chars().count();
        // "Covid-19" is a word with a number; makers' letters are few, or all capitals.
        let made = count <= 3 || count <= 5 && letters.chars().all(char::is_uppercase);
        made && letters.starts_with(char::is_uppercase)
            && letters.chars().all(char::is_alphabetic)
            && !is_meeting(letters)
            && number.starts_with(|c: char| c.is_ascii_digit())
            && number.chars().all(char::is_alphanumeric)
            && !is_year(number)
    })
}

/// Groups of states and their conferences: `G-20`, `COP-27`; teams by age: `U-21`; a disease.
fn is_meeting(letters: &str) -> bool {
    matches!(letters, "G" | "COP" | "U" | "COVID" | "SARS" | "MERS")
}

/// Names of ships, weapons and vehicles in one text, in order.
pub(super) fn find(side: &Side) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut token = 0;
    while token < side.len() {
        let range = vessel(side, token)
            .or_else(|| prefixed(side, token))
            .or_else(|| variant(side, token))
            .or_else(|| boarded(side, token));
        match range {
            Some(range) => {
                found.push(range);
                token = range.1.max(token + 1);
            }
            None => token += 1,
        }
    }
    found
}

/// "the frigate Admiral Tarvel": a noun for a vessel and the capitals behind it, which the parse joins.
fn vessel(side: &Side, noun: usize) -> Option<(usize, usize)> {
    if side.is_capital(noun) || !is_vessel(side.lemma(noun)) || side.tag(noun) != "NN" {
        return None;
    }
    let first = noun + 1;
    let after = capitals(side, first)?;
    let within = |t: usize| (first..after).contains(&t);
    let joined = within(side.head(noun)) && side.dep(noun) == "compound"
        || (first..after).any(|t| side.dep(t) == "appos" && side.head(t) == noun);
    joined.then_some((first, after))
}

/// "the ramp of the Admiral Brandt", "aboard the Northern Light", "the Ottilie docked": nobody goes by
/// an article, and only a vessel has a deck, is gone aboard, and docks.
fn boarded(side: &Side, article: usize) -> Option<(usize, usize)> {
    if side.lower[article] != "the" {
        return None;
    }
    let after = capitals(side, article + 1)?;
    let before = |back: usize| article.checked_sub(back);
    let part = before(2).is_some_and(|t| side.lower[t + 1] == "of" && is_part(side.lemma(t)));
    let aboard = before(1).is_some_and(|t| {
        side.lower[t] == "aboard" || side.lower[t] == "board" && t > 0 && side.lower[t - 1] == "on"
    });
    let last = after - 1;
    let verb = side.head(last);
    let docks = side.dep(last) == "nsubj"
        && matches!(side.lemma(verb), "dock" | "moor" | "berth" | "anchor" | "capsize" | "sail");
    // Of several, or of a body that sails, it is no name of a ship.
    let named = side.tag(last) != "NNPS"
        && (article + 1..after).all(|t| !body_noun(&side.lower[t]))
        && place_word(side.words((article + 1, after))).is_none()
        && side.lower.get(after).is_none_or(|next| !matches!(next.as_str(), "'s" | "’s"));
    (named && (part || aboard || docks)).then_some((article + 1, after))
}

/// What only vessels have.
fn is_part(lemma: &str) -> bool {
    matches!(
        lemma,
        "deck" | "ramp" | "hull" | "bow" | "stern" | "keel" | "mast" | "gangway" | "rudder"
    )
}

/// "HMS Lantern".
fn prefixed(side: &Side, token: usize) -> Option<(usize, usize)> {
    if !is_ship_prefix(side.word(token)) {
        return None;
    }
    capitals(side, token + 1).map(|after| (token, after))
}

/// `Iskander-M`: a name and a letter, which the tokenizer parts; `TB2` before "drones".
fn variant(side: &Side, token: usize) -> Option<(usize, usize)> {
    let word = side.word(token);
    let named = side.is_capital(token) && word.chars().count() > 2 && side.pos(token) != "PRON";
    let letter = |t: usize| {
        t < side.len()
            && side.word(t).chars().count() <= 2
            && side.word(t).chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
    };
    if named
        && side.glued(token)
        && side.word(token + 1) == "-"
        && side.glued(token + 1)
        && letter(token + 2)
        && behind(side, token + 3)
    {
        return Some((token, token + 3));
    }
    let typed = word.chars().count() <= 5
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.contains(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    (typed && behind(side, token + 1)).then_some((token, token + 1))
}

/// Whether a noun for a weapon or vehicle stands here, over a noun or two: "TB2 attack drones".
fn behind(side: &Side, token: usize) -> bool {
    (token..side.len().min(token + 3))
        .take_while(|&t| matches!(side.pos(t), "NOUN" | "ADJ" | "PROPN") && !side.is_capital(t))
        .any(|t| is_weapon(side.lemma(t)) || matches!(side.lemma(t), "system" | "vehicle"))
}

/// The end of a run of capitalised words that name no country, body or office alone.
fn capitals(side: &Side, first: usize) -> Option<usize> {
    /// Ships' names are short.
    const LONGEST: usize = 4;
    let after = (first..side.len().min(first + LONGEST))
        .take_while(|&t| {
            side.is_capital(t) && side.pos(t) == "PROPN" && side.same_paragraph(first, t)
        })
        .last()?
        + 1;
    let says = |t: usize| {
        place_word(side.word(t)).is_none()
            && !body_noun(&side.lower[t])
            && (after > first + 1 || role_noun(&side.lower[t]).is_none())
    };
    (first..after).any(says).then_some(after)
}
