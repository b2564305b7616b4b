//! What stands around a role noun: of which country or body the office is, what it is for, and how
//! far the phrase goes.

use smol_str::SmolStr;
use stemma_core::EntityKind;
use stemma_words::en::places::{PlaceForm, place_word};

use super::lexicon::{Sort, role_noun};
use super::name::{Name, NamedText};
use super::office::{RELATIONAL, british, is_topic};
use crate::parsed_text::ParsedText;

/// The country or body of which an office is: "of Norland", "Norlandic".
#[derive(Clone, Debug)]
pub(crate) struct Of {
    /// Its common name where the gazetteer has it, else the words.
    pub(crate) words: String,
    /// Whether it is a country or body of the gazetteer, which excludes others.
    pub(crate) is_known: bool,
}

/// Whether a date or a time begins here: "the commission in January" is the commission.
pub(super) fn is_time(text: &ParsedText, token: usize) -> bool {
    let names = &text.parsed.names;
    let n = names.partition_point(|name| (name.tokens.1 as usize) <= token);
    names.get(n).is_some_and(|name| {
        name.tokens.0 as usize <= token && matches!(name.label.as_str(), "DATE" | "TIME")
    })
}

/// A name within a role phrase says of what the office is; a lone topic word (`Defence`) that the
/// recogniser took for a body is part of the office.
pub(super) fn note_of(
    NamedText { text, names, .. }: NamedText,
    index: usize,
    of: &mut Option<Of>,
    modifiers: &mut Vec<SmolStr>,
) {
    let name = &names[index];
    let words = text.words(name.tokens);
    if is_topic(&name.key) {
        for t in (name.tokens.0..name.tokens.1).rev() {
            modifiers.push(british(&text.lower[t]));
        }
        return;
    }
    if let Some(known) = place_word(words).filter(|known| known.by != PlaceForm::Seat) {
        if !of.as_ref().is_some_and(|of| of.is_known) {
            *of = Some(Of { words: known.country.to_owned(), is_known: true });
        }
    } else if let Some(country) = country_within(text, name) {
        *of = Some(Of { words: country.to_owned(), is_known: true });
    } else if of.is_none() {
        *of = Some(Of { words: words.to_owned(), is_known: false });
    }
}

/// The country whose name or adjective a longer name holds: `Ministry of Trade of Norland`.
pub(crate) fn country_within(text: &ParsedText, name: &Name) -> Option<&'static str> {
    let (from, after) = name.tokens;
    (from..after).find_map(|t| {
        (t + 1..=after.min(t + 3))
            .rev()
            .find_map(|end| place_word(text.words((t, end))))
            .filter(|known| matches!(known.by, PlaceForm::Name | PlaceForm::Adjective))
            .map(|known| known.country)
    })
}

/// The end of the noun phrase that a preposition takes.
pub(super) fn complement(named: NamedText, from: usize) -> Option<usize> {
    /// Longer phrases hold clauses.
    const LONGEST: usize = 10;
    let text = named.text;
    let mut at = from;
    let mut end = None;
    while at < text.len() && at < from + LONGEST && text.same_paragraph(from, at) {
        // "the council of Port Ansel today"
        if end.is_some() && is_time(text, at) {
            break;
        }
        if let Some(index) = named.name_at(at) {
            let name = &named.names[index];
            let opens = at == name.tokens.0;
            // "figure of Norland Ana Tarvel": the second name is whom the phrase describes, or
            // stands in another phrase.
            let after_name = at > from && !named.is_free(at - 1);
            // "the spokesman for the minister Ana Tarvel": the inner office is hers.
            let inner_office = at > from
                && named.is_free(at - 1)
                && role_noun(&text.lower[at - 1]).is_some_and(|noun| noun.sort == Sort::Person);
            if opens
                && end == Some(at)
                && (name.kind == EntityKind::Person && !inner_office || after_name)
            {
                break;
            }
            at = name.tokens.1.max(at + 1);
            end = Some(at);
            continue;
        }
        match text.pos(at) {
            "NOUN" | "PROPN" => end = Some(at + 1),
            "ADJ" | "DET" | "NUM" => {}
            "PRON" if text.tag(at) == "PRP$" => {}
            "PART" if text.tag(at) == "POS" => {}
            "PUNCT" if text.word(at) == "-" => {}
            "VERB" if text.dep(at) == "amod" => {}
            "CCONJ" if text.word(at) == "and" && end == Some(at) && text.head(at) >= from => {}
            "ADP" if text.word(at) == "of" && end == Some(at) => {
                break;
            }
            _ => break,
        }
        at += 1;
    }
    end
}

/// The common nouns of a phrase in small letters: what an office is for.
pub(super) fn common_words(named: NamedText, (from, after): (usize, usize)) -> String {
    let text = named.text;
    let mut words: Vec<SmolStr> = Vec::new();
    for t in from..after {
        let plain = named.name_at(t).is_none_or(|name| is_topic(&named.names[name].key));
        let noun = matches!(text.pos(t), "NOUN" | "PROPN")
            || text.pos(t) == "ADJ" && RELATIONAL.contains(&text.lower[t].as_str());
        if plain && noun {
            words.push(british(&text.lower[t]));
        } else if text.word(t) == "and" && !words.is_empty() {
            words.push("and".into());
        }
    }
    while words.last().is_some_and(|w| w == "and") {
        words.pop();
    }
    words.join(" ")
}

/// A capitalised word that ends as adjectives of places do: `Norlandic`, `Veldanian`.
pub(super) fn is_demonym(word: &str) -> bool {
    /// "Asian" is the shortest that is no surname.
    const SHORTEST: usize = 5;
    word.chars().count() >= SHORTEST
        && ["ian", "ean", "ish", "ese", "ic"].iter().any(|end| word.ends_with(end))
        && role_noun(&word.to_lowercase()).is_none()
        && !matches!(
            word,
            "Public" | "Democratic" | "Republican" | "Economic" | "Strategic" | "Catholic"
        )
}

/// Words of a phrase without its article.
pub(super) fn bare(text: &ParsedText, (from, after): (usize, usize)) -> String {
    let from = from
        + usize::from(matches!(text.lower[from].as_str(), "the" | "a" | "an") && from + 1 < after);
    text.words((from, after)).to_owned()
}
