//! Names of what happens (an exercise, a summit, a storm) and of works (a treaty, a film), and
//! quotation marks that hold a name and no speech.
//!
//! Recognisers trained on general news find next to none of these. The patterns are general: a
//! capitalised run beside a noun for an event, a year glued to it, or quotation marks around it.

mod nouns;

use stemma_core::EntityKind;
use stemma_words::en::calendar;
use stemma_words::en::places::place_word;

use crate::mentions::lexicon;
use crate::parsed_text::ParsedText;
pub(crate) use nouns::EXERCISES;
use nouns::{BUILT, GATHERINGS, LEADERS, TITLED, WORKS};

/// Names and quoted names of one text.
#[derive(Debug, Default)]
pub(crate) struct Named {
    /// Token ranges with their kinds, in order, not overlapping.
    pub(crate) names: Vec<((usize, usize), EntityKind)>,
    /// Token ranges, quotation marks included.
    pub(crate) quoted: Vec<(usize, usize)>,
}

/// Finds them in one text.
pub(crate) fn find_events(text: &ParsedText) -> Named {
    let mut quoted = Vec::new();
    let mut names = Vec::new();
    for &(from, after) in &text.quotes {
        if let Some(kind) = quoted_name(text, from, after) {
            quoted.push((from.saturating_sub(1), (after + 1).min(text.len())));
            if let Some(kind) = kind {
                names.push(((from, after), kind));
            }
        }
    }
    let title_case = is_title_case(text);
    let mut token = 0;
    while token < text.len() {
        if !in_run(text, token) {
            token += 1;
            continue;
        }
        let mut after = token + 1;
        while after < text.len() && in_run(text, after) && text.same_paragraph(token, after) {
            after += 1;
        }
        if let Some((range, kind)) = name_of_run(text, token, after, title_case) {
            names.push((range, kind));
        }
        token = after;
    }
    for (tokens, _) in names.iter_mut().filter(|(_, kind)| *kind == EntityKind::Event) {
        *tokens = with_year(text, *tokens);
    }
    names.sort_by_key(|&((from, after), _)| (from, std::cmp::Reverse(after)));
    let mut end = 0;
    names.retain(|&((from, after), _)| {
        let fits = from >= end;
        if fits {
            end = after;
        }
        fits
    });
    Named { names, quoted }
}

/// Whether most words of a title are capitalised, so that capitals there say nothing.
pub(crate) fn is_title_case(text: &ParsedText) -> bool {
    text.of == stemma_core::Field::Title && shouts(text, 0, text.len())
}

/// Whether nearly all of some words have capitals, as in headlines.
pub(crate) fn shouts(text: &ParsedText, from: usize, after: usize) -> bool {
    let content =
        (from..after).filter(|&t| matches!(text.pos(t), "NOUN" | "VERB" | "ADJ" | "PROPN"));
    let (mut capital, mut all) = (0, 0);
    for t in content {
        all += 1;
        capital += usize::from(text.is_capital(t));
    }
    capital * 10 >= all * 8
}

/// `2031`, and nothing that is no year.
pub(crate) fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse().is_ok_and(|year: u32| (1900..2100).contains(&year))
}

/// `Shield-2031`
fn has_glued_year(word: &str) -> bool {
    word.rsplit_once(['-', '–', '‑'])
        .is_some_and(|(name, year)| name.starts_with(char::is_uppercase) && is_year(year))
}

/// An event with the year beside its name, which tells it from another of that name: "Operation Quiet
/// Harbour, that of 2019", "the 2019 Operation Quiet Harbour".
pub(crate) fn with_year(text: &ParsedText, (from, after): (usize, usize)) -> (usize, usize) {
    if (from..after).any(|t| is_year(text.word(t)) || has_glued_year(text.word(t))) {
        return (from, after);
    }
    let word = |t: usize| text.lower.get(t).map_or("", |word| word.as_str());
    if from > 0 && is_year(text.word(from - 1)) && text.same_paragraph(from - 1, from) {
        return (from - 1, after);
    }
    let mut at = after + usize::from(word(after) == ",");
    match (word(at), word(at + 1)) {
        ("that", _) => at += 1,
        ("the", "one") => at += 2,
        _ => at = after,
    }
    let year = at + 1;
    let beside = matches!(word(at), "of" | "in") && is_year(word(year));
    // "Operation Quiet Harbour in 2019 and 2021" are two.
    let one = !matches!(word(year + 1), "and" | "or" | "-" | "–");
    if beside && one && text.same_paragraph(from, year) {
        return (from, year + 1);
    }
    (from, after)
}

/// The key of an event with its year, if any, behind the name and no word between.
pub(crate) fn plain_key(key: &str) -> String {
    let mut words: Vec<&str> = key.split(' ').collect();
    if words.len() > 1 && is_year(words[0]) {
        words.rotate_left(1);
    }
    if let Some((year, name)) = words.split_last().filter(|(year, _)| is_year(year)) {
        let beside = ["that of", "that in", "the one of", "the one in", "of", "in"];
        let name = name.join(" ");
        let bare = beside.iter().find_map(|b| name.strip_suffix(b)?.strip_suffix(' '));
        return format!("{} {year}", bare.unwrap_or(&name));
    }
    words.join(" ")
}

fn in_run(text: &ParsedText, token: usize) -> bool {
    text.is_capital(token)
        && !matches!(
            text.pos(token),
            "DET"
                | "PRON"
                | "ADP"
                | "CCONJ"
                | "SCONJ"
                | "AUX"
                | "INTJ"
                | "PUNCT"
                | "SPACE"
                | "PART"
        )
        && (!matches!(text.pos(token), "ADV" | "VERB") || !text.opens_sentence(token))
        && !is_calendar(&text.lower[token])
}

/// Days and months, save those that are other words as well.
fn is_calendar(lower: &str) -> bool {
    calendar::weekday(lower).is_some()
        || calendar::month(lower).is_some() && !matches!(lower, "march" | "may")
}

/// A word that says whose or where rather than what it is called.
fn is_owner(text: &ParsedText, token: usize) -> bool {
    place_word(text.word(token)).is_some()
        || lexicon::body_noun(&text.lower[token])
        || lexicon::is_title(text.word(token))
        || lexicon::role_noun(&text.lower[token]).is_some()
        || lexicon::given_name(text.word(token)).is_some()
}

/// The name that a capitalised run holds, if it is one of an event or a work.
fn name_of_run(
    text: &ParsedText,
    from: usize,
    after: usize,
    title_case: bool,
) -> Option<((usize, usize), EntityKind)> {
    let lower = |t: usize| text.lower[t].as_str();
    let mut start = from;
    // A year glued on is a name whatever stands around.
    if let Some(last) = (from..after).rev().find(|&t| has_glued_year(text.word(t))) {
        while start < last
            && (LEADERS.contains(&lower(start))
                || EXERCISES.contains(&lower(start))
                || place_word(text.word(start)).is_some())
        {
            start += 1;
        }
        return Some(((start, last + 1), EntityKind::Event));
    }
    let year = text.len() > after && is_year(text.word(after)) && text.same_paragraph(from, after);
    let end = after + usize::from(year);
    // "Battle of Port Ansel", "Treaty of Ansel"
    let the = usize::from(
        after + 1 < text.len() && lower(after + 1) == "the" && WORKS.contains(&lower(from)),
    );
    if after + 1 + the < text.len()
        && after - from == 1
        && lower(after) == "of"
        && in_run(text, after + 1 + the)
        && (WORKS.contains(&lower(from)) || matches!(lower(from), "battle" | "siege"))
        && !text.opens_sentence(from)
    {
        let mut last = after + 2 + the;
        while last < text.len() && in_run(text, last) {
            last += 1;
        }
        let kind = if WORKS.contains(&lower(from)) { EntityKind::Work } else { EntityKind::Event };
        return Some(((from, last), kind));
    }
    if title_case {
        return None;
    }
    // "Operation Quiet Harbour"
    if let Some(lead) = (from..after - 1).find(|&t| LEADERS.contains(&lower(t)))
        && !is_owner(text, lead + 1)
    {
        return Some(((lead, end), EntityKind::Event));
    }
    let last = after - 1;
    if after - from >= 2 {
        if WORKS.contains(&lower(last)) && !EXERCISES.contains(&lower(last)) {
            // "Council Resolution 2202"
            let number = after < text.len()
                && text.word(after).chars().all(|c| c.is_ascii_digit())
                && matches!(lower(last), "resolution" | "directive" | "protocol" | "amendment");
            return Some(((from, after + usize::from(number)), EntityKind::Work));
        }
        // A convention that bears a place's name was signed there.
        if lower(last) == "convention" && place_word(text.words((from, last))).is_some() {
            return Some(((from, after), EntityKind::Work));
        }
        if GATHERINGS.contains(&lower(last)) && !EXERCISES.contains(&lower(last)) {
            let before = from.checked_sub(1).filter(|&t| is_year(text.word(t)));
            return Some(((before.unwrap_or(from), end), EntityKind::Event));
        }
        // A heading: "Northern Shield Drills".
        if EXERCISES.contains(&lower(last)) && !(from..last).any(|t| is_owner(text, t)) {
            return Some(((from, last), EntityKind::Event));
        }
    }
    while start < after && place_word(text.word(start)).is_some() {
        start += 1;
    }
    if start == after {
        return None;
    }
    let owned = (start..after).any(|t| is_owner(text, t));
    // "Northern Shield 2031 joint drills", "the Northern Shield exercise"
    let mut next = end;
    while next < text.len() && next < end + 3 && matches!(text.pos(next), "ADJ") {
        next += 1;
    }
    let noun_after = next < text.len()
        && text.same_paragraph(from, next)
        && EXERCISES.contains(&lower(next))
        && !text.is_capital(next);
    let all_owned = (start..after).all(|t| is_owner(text, t));
    if noun_after && (!owned || year && !all_owned) {
        let named = recogniser_says(text, start, after);
        let determined = from > 0 && matches!(lower(from - 1), "the" | "this" | "annual");
        let sure = year
            || (after - start >= 2
                && match named {
                    None | Some("EVENT" | "PRODUCT" | "WORK_OF_ART" | "FAC") => true,
                    Some("ORG") => determined,
                    Some(_) => false,
                });
        if sure {
            return Some(((start, end), EntityKind::Event));
        }
    }
    // "exercise Northern Shield", "storm Ottilie"
    let noun_before = from > 0
        && start == from
        && (EXERCISES.contains(&lower(from - 1)) || LEADERS.contains(&lower(from - 1)))
        && text.tag(from - 1).starts_with("NN")
        && !text.is_capital(from - 1)
        && text.same_paragraph(from - 1, from);
    let named = |t: usize| {
        place_word(text.word(t)).is_none() && lexicon::given_name(text.word(t)).is_none()
    };
    if noun_before
        && (!owned || year && !all_owned && (start..after).all(named))
        && (year || !matches!(recogniser_says(text, start, after), Some("PERSON" | "GPE" | "NORP")))
    {
        return Some(((start, end), EntityKind::Event));
    }
    None
}

/// The recogniser's label of a name that covers these tokens.
fn recogniser_says<'a>(text: &ParsedText<'a>, from: usize, after: usize) -> Option<&'a str> {
    let names = &text.parsed.names;
    let n = names.partition_point(|name| (name.tokens.1 as usize) <= from);
    names.get(n).filter(|name| (name.tokens.0 as usize) < after).map(|name| name.label.as_str())
}

/// Whether a quotation is a name and no speech; and of what kind, where it is a name worth keeping.
#[allow(clippy::option_option)]
fn quoted_name(text: &ParsedText, from: usize, after: usize) -> Option<Option<EntityKind>> {
    /// Longer quotations are speech, or titles of articles.
    const WORDS: usize = 7;
    if after - from > WORDS {
        return None;
    }
    let (mut capitals, mut year) = (0, false);
    for token in from..after {
        let word = text.word(token);
        let small = matches!(
            text.lower[token].as_str(),
            "of" | "the" | "and" | "for" | "in" | "de" | "to" | "on" | "a" | "an" | "with" | "at"
        );
        if text.is_capital(token) && !(small && token != from) {
            capitals += 1;
            year |= has_glued_year(word);
        } else if is_year(word) {
            year = true;
        } else if (!small || token == from)
            && !word.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | '\'' | '’'))
        {
            return None;
        }
        if matches!(text.pos(token), "INTJ" | "PRON" | "AUX") || text.tag(token) == "MD" {
            return None;
        }
    }
    if capitals == 0 {
        return None;
    }
    let beside = |t: usize| t < text.len() && text.same_paragraph(from, t);
    let mut around: Vec<&str> = Vec::new();
    // Nouns on either side of the marks, over an adjective or two.
    for step in 2..4 {
        if from >= step && beside(from - step) {
            around.push(&text.lower[from - step]);
        }
        if beside(after + step - 1) {
            around.push(&text.lower[after + step - 1]);
        }
    }
    let says = |list: &[&str]| around.iter().any(|word| list.contains(word));
    if year || says(EXERCISES) || says(GATHERINGS) || says(LEADERS) {
        return Some(Some(EntityKind::Event));
    }
    if says(TITLED) || says(WORKS) {
        return Some(Some(EntityKind::Work));
    }
    if says(BUILT) {
        return Some(Some(EntityKind::Equipment));
    }
    // A single word said aloud ("Never", he said) ends in punctuation or stands beside a verb of
    // speech; whoever reads statements knows those. Here a name must stand inside its sentence.
    let before_is_noun = from >= 2
        && beside(from - 2)
        && matches!(text.pos(from - 2), "NOUN" | "PROPN" | "ADJ" | "DET");
    let closes_sentence = text.opens_sentence(from) && !beside(after + 1);
    (before_is_noun && !closes_sentence).then_some(if capitals >= 2 {
        Some(EntityKind::Other)
    } else {
        None
    })
}
