//! Names of what was built: ships by the noun before them, weapons and vehicles by their designation
//! or by the noun behind them.

use stemma_words::en::places::place_word;

use super::lexicon::{body_noun, role_noun};
use crate::events::is_year;
use crate::parsed_text::ParsedText;

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
pub(super) fn find(text: &ParsedText) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut token = 0;
    while token < text.len() {
        let range = vessel(text, token)
            .or_else(|| prefixed(text, token))
            .or_else(|| variant(text, token))
            .or_else(|| boarded(text, token));
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
fn vessel(text: &ParsedText, noun: usize) -> Option<(usize, usize)> {
    if text.is_capital(noun) || !is_vessel(text.lemma(noun)) || text.tag(noun) != "NN" {
        return None;
    }
    let first = noun + 1;
    let after = capitals(text, first)?;
    let within = |t: usize| (first..after).contains(&t);
    let joined = within(text.head(noun)) && text.dep(noun) == "compound"
        || (first..after).any(|t| text.dep(t) == "appos" && text.head(t) == noun);
    joined.then_some((first, after))
}

/// "the ramp of the Admiral Brandt", "aboard the Northern Light", "the Ottilie docked": nobody goes by
/// an article, and only a vessel has a deck, is gone aboard, and docks.
fn boarded(text: &ParsedText, article: usize) -> Option<(usize, usize)> {
    if text.lower[article] != "the" {
        return None;
    }
    let after = capitals(text, article + 1)?;
    let before = |back: usize| article.checked_sub(back);
    let part = before(2).is_some_and(|t| text.lower[t + 1] == "of" && is_part(text.lemma(t)));
    let aboard = before(1).is_some_and(|t| {
        text.lower[t] == "aboard" || text.lower[t] == "board" && t > 0 && text.lower[t - 1] == "on"
    });
    let last = after - 1;
    let verb = text.head(last);
    let docks = text.dep(last) == "nsubj"
        && matches!(text.lemma(verb), "dock" | "moor" | "berth" | "anchor" | "capsize" | "sail");
    // Of several, or of a body that sails, it is no name of a ship.
    let named = text.tag(last) != "NNPS"
        && (article + 1..after).all(|t| !body_noun(&text.lower[t]))
        && place_word(text.words((article + 1, after))).is_none()
        && text.lower.get(after).is_none_or(|next| !matches!(next.as_str(), "'s" | "’s"));
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
fn prefixed(text: &ParsedText, token: usize) -> Option<(usize, usize)> {
    if !is_ship_prefix(text.word(token)) {
        return None;
    }
    capitals(text, token + 1).map(|after| (token, after))
}

/// `Iskander-M`: a name and a letter, which the tokenizer parts; `TB2` before "drones".
fn variant(text: &ParsedText, token: usize) -> Option<(usize, usize)> {
    let word = text.word(token);
    let named = text.is_capital(token) && word.chars().count() > 2 && text.pos(token) != "PRON";
    let letter = |t: usize| {
        t < text.len()
            && text.word(t).chars().count() <= 2
            && text.word(t).chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
    };
    if named
        && text.glued(token)
        && text.word(token + 1) == "-"
        && text.glued(token + 1)
        && letter(token + 2)
        && behind(text, token + 3)
    {
        return Some((token, token + 3));
    }
    let typed = word.chars().count() <= 5
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.contains(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    (typed && behind(text, token + 1)).then_some((token, token + 1))
}

/// Whether a noun for a weapon or vehicle stands here, over a noun or two: "TB2 attack drones".
fn behind(text: &ParsedText, token: usize) -> bool {
    (token..text.len().min(token + 3))
        .take_while(|&t| matches!(text.pos(t), "NOUN" | "ADJ" | "PROPN") && !text.is_capital(t))
        .any(|t| is_weapon(text.lemma(t)) || matches!(text.lemma(t), "system" | "vehicle"))
}

/// The end of a run of capitalised words that name no country, body or office alone.
fn capitals(text: &ParsedText, first: usize) -> Option<usize> {
    /// Ships' names are short.
    const LONGEST: usize = 4;
    let after = (first..text.len().min(first + LONGEST))
        .take_while(|&t| {
            text.is_capital(t) && text.pos(t) == "PROPN" && text.same_paragraph(first, t)
        })
        .last()?
        + 1;
    let says = |t: usize| {
        place_word(text.word(t)).is_none()
            && !body_noun(&text.lower[t])
            && (after > first + 1 || role_noun(&text.lower[t]).is_none())
    };
    (first..after).any(says).then_some(after)
}
