//! A gazetteer: countries and bodies of states with their other names, adjectives and peoples,
//! capitals and seats of government.
//!
//! It is general knowledge that text takes for granted: `Norwegian`, `Norwegians`, `Oslo` and
//! `of Norway` all lead to Norway. The table is `en/places.txt`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::rows::{items, rows};

/// What a word of the gazetteer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlaceWord {
    /// The common name of the country or body: `Norway`.
    pub country: &'static str,
    /// How the word leads there.
    pub by: PlaceForm,
}

/// How a word leads to a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceForm {
    /// It is its name: `Norway`, `Kingdom of Norway`.
    Name,
    /// It is its adjective, which may also name its people: `Norwegian`, `British`.
    Adjective,
    /// It names its people and nothing else: `Norwegians`, `Briton`.
    People,
    /// It is its capital: `Oslo`.
    Capital,
    /// It is where its government or head of state sits: `Downing Street`.
    Seat,
}

/// What a word or words, as written, say in the gazetteer: `Norway`, `Norwegians`, `the Kremlin`.
///
/// Capital letters count (`polish` is no people); words all in capitals are taken for names.
/// A leading article does not matter.
pub fn place_word(words: &str) -> Option<PlaceWord> {
    let words = words.strip_prefix("the ").or_else(|| words.strip_prefix("The ")).unwrap_or(words);
    if let Some(&known) = GAZETTEER.get(words) {
        return Some(known);
    }
    // A dateline or a headline in capitals: "OSLO". Two letters could be any word.
    let all_capitals = words.len() > 2
        && words.chars().any(char::is_alphabetic)
        && !words.chars().any(char::is_lowercase);
    if !all_capitals {
        return None;
    }
    GAZETTEER.get(capitalised(words).as_str()).copied()
}

/// The country or body that any form leads to, by its common name.
pub fn country_of(words: &str) -> Option<&'static str> {
    place_word(words).map(|known| known.country)
}

/// Every word first capital, then small: `NEW DELHI` is `New Delhi`.
fn capitalised(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut first = true;
    for c in words.chars() {
        if first {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        first = !c.is_alphabetic();
    }
    out
}

/// Never iterated, so that the order of a hash map reaches no output.
static GAZETTEER: LazyLock<FxHashMap<String, PlaceWord>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    let fields =
        ["country", "other names", "adjectives and people", "capitals", "seats of government"];
    let text = include_str!("../../en/places.txt");
    // Names first, then peoples, capitals and seats: where a word is two things (`Luxembourg`), the
    // more usual reading stands.
    let mut later = Vec::new();
    for (_, [country, also, peoples, capitals, seats]) in rows("en/places.txt", text, fields) {
        let known = |by| PlaceWord { country, by };
        words.entry(country.to_owned()).or_insert(known(PlaceForm::Name));
        for name in items(also) {
            words.entry(name.to_owned()).or_insert(known(PlaceForm::Name));
        }
        for people in items(peoples) {
            let (noun, by) = match people.strip_prefix('*') {
                Some(noun) => (noun, PlaceForm::People),
                None => (people, PlaceForm::Adjective),
            };
            later.push((noun.to_owned(), known(by)));
            if let Some(plural) = plural(noun) {
                later.push((plural, known(PlaceForm::People)));
            }
        }
        later.extend(items(capitals).map(|c| (c.to_owned(), known(PlaceForm::Capital))));
        later.extend(items(seats).map(|s| (s.to_owned(), known(PlaceForm::Seat))));
    }
    for (word, known) in later {
        words.entry(word).or_insert(known);
    }
    words
});

/// `Norwegians` of `Norwegian`; none where the word has no plural of its own (`British`, `Chinese`).
fn plural(noun: &str) -> Option<String> {
    let without = ["sh", "ch", "ese", "ss", "s", "men", "lic", "é"];
    if without.iter().any(|ending| noun.ends_with(ending)) {
        return None;
    }
    Some(format!("{noun}s"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, country: &'static str, by: PlaceForm) {
        assert_eq!(place_word(words), Some(PlaceWord { country, by }), "{words}");
    }

    #[test]
    fn every_form_leads_to_the_country() {
        check("Norway", "Norway", PlaceForm::Name);
        check("the United States", "United States", PlaceForm::Name);
        check("Norwegian", "Norway", PlaceForm::Adjective);
        check("Norwegians", "Norway", PlaceForm::People);
        check("Danes", "Denmark", PlaceForm::People);
        check("British", "United Kingdom", PlaceForm::Adjective);
        check("OSLO", "Norway", PlaceForm::Capital);
        check("NEW DELHI", "India", PlaceForm::Capital);
        check("Downing Street", "United Kingdom", PlaceForm::Seat);
        check("the Kremlin", "Russia", PlaceForm::Seat);
        check("NATO", "NATO", PlaceForm::Name);
    }

    #[test]
    fn small_letters_and_other_words_lead_nowhere() {
        for words in ["polish", "turkey", "us", "IT", "", "the", "Tarvel"] {
            assert_eq!(place_word(words), None, "{words}");
        }
    }
}
