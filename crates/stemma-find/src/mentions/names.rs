//! Names: what the recogniser found, cleaned, and what it missed.

use stemma_core::EntityKind;
use stemma_words::en::places::place_word;

use super::equipment::{self, is_designation, is_weapon};
use super::kinds::vote;
use super::lexicon::{self, given_name, is_speech, is_title, name_suffix, particle, role_noun};
use super::mend::{
    add_known_events, add_known_surnames, join_given_names, join_parentheses, split_joined,
    split_office,
};
use super::name::{Candidate, Name, candidate, is_house, is_ordinary};
use super::office::is_topic;
use super::rules::{NAMED_CRAFT, NAMED_EVENT, OF_UNKNOWN_KIND};
use crate::events::{Named, is_title_case, shouts};
use crate::parsed_text::ParsedText;

/// All names of both texts, title first, in order.
pub(crate) fn find_names(
    texts: &[ParsedText; 2],
    named: &[Named; 2],
    outlet: Option<&str>,
) -> Vec<Name> {
    let mut candidates = Vec::new();
    for (n, text) in texts.iter().enumerate() {
        collect(n, text, &named[n], &mut candidates);
    }
    split_joined(texts, &mut candidates);
    split_office(texts, &mut candidates);
    add_known_events(texts, &mut candidates);
    add_known_surnames(texts, &mut candidates);
    let kinds = vote(texts, &candidates, outlet);
    let title_case = is_title_case(&texts[0]);
    candidates
        .into_iter()
        .filter_map(|mut candidate| {
            let verdict = &kinds[&candidate.name.key];
            candidate.name.by = if !candidate.sure {
                candidate.name.kind = verdict.kind;
                verdict.by.or(Some(&OF_UNKNOWN_KIND))
            } else if candidate.name.kind == EntityKind::Event {
                Some(&NAMED_EVENT)
            } else {
                Some(&NAMED_CRAFT)
            };
            // A headline in capitals makes names of verbs: there only what is known stands.
            let headline = candidate.name.text_index == 0
                && title_case
                && !candidate.sure
                && !verdict.in_body
                && candidate.label != Some(EntityKind::Person)
                && place_word(texts[0].words(candidate.name.tokens)).is_none();
            (!headline).then_some(candidate.name)
        })
        .collect()
}

/// A sentence of fewer tokens, all capitals, may be just a name: "Source: North Post".
const HEADING: u32 = 7;

fn collect(n: usize, text: &ParsedText, named: &Named, out: &mut Vec<Candidate>) {
    let mut covered = vec![false; text.len()];
    let mut found: Vec<Candidate> = Vec::new();
    let mut push = |tokens: (usize, usize), label, sure, taken: &mut Vec<bool>| {
        if taken[tokens.0..tokens.1].iter().any(|t| *t) {
            return;
        }
        taken[tokens.0..tokens.1].fill(true);
        found.push(candidate(n, text, tokens, label, sure));
    };
    for &(tokens, kind) in &named.names {
        push(tokens, Some(kind), true, &mut covered);
    }
    for tokens in equipment::find(text) {
        push(tokens, Some(EntityKind::Equipment), true, &mut covered);
    }
    if let Some(tokens) = quoted_label(text) {
        push(tokens, Some(EntityKind::Person), false, &mut covered);
    }
    for entity in &text.parsed.names {
        let label = match entity.label.as_str() {
            "PERSON" => EntityKind::Person,
            "ORG" => EntityKind::Organisation,
            "GPE" | "LOC" | "FAC" => EntityKind::Place,
            "NORP" => EntityKind::Group,
            "EVENT" => EntityKind::Event,
            "PRODUCT" => EntityKind::Equipment,
            "WORK_OF_ART" | "LAW" => EntityKind::Work,
            _ => continue,
        };
        let range = (entity.tokens.0 as usize, entity.tokens.1 as usize);
        for tokens in clean(text, range, label, &covered) {
            push(tokens, Some(label), false, &mut covered);
        }
    }
    // What the recogniser missed: the gazetteer's words, designations, runs of capitals.
    let title_case = is_title_case(text);
    let mut token = 0;
    while token < text.len() {
        if covered[token] || !text.is_capital(token) {
            token += 1;
            continue;
        }
        let mut after = token + 1;
        let open = |t: usize| t < text.len() && !covered[t] && text.same_paragraph(token, t);
        if let Some(longer) = gazetteer_run(text, token, &open) {
            push((token, longer), None, false, &mut covered);
            token = longer;
            continue;
        }
        if is_designation(text.word(token)) {
            push((token, after), Some(EntityKind::Equipment), false, &mut covered);
            token = after;
            continue;
        }
        // "the minister of Mining": what an office is for is no name.
        let office_topic = token >= 2
            && text.lower[token - 1] == "of"
            && matches!(
                text.lower[token - 2].as_str(),
                "minister" | "ministry" | "department" | "secretary" | "ministers" | "office"
            );
        // "We’re" with a typographic apostrophe is sometimes covered for a name.
        let contracted = text.word(token).contains(['’', '\'']) && !text.word(token).contains("O’");
        if text.pos(token) != "PROPN" || is_title(text.word(token)) || contracted || office_topic {
            token += 1;
            continue;
        }
        while open(after)
            && text.pos(after) == "PROPN"
            && text.is_capital(after)
            && place_word(text.word(after)).is_none()
        {
            after += 1;
        }
        let tokens = trim_roles(text, (token, after));
        // A run that ends in an office is a description: "the Supreme Commander".
        let office = role_noun(&text.lower[after - 1])
            .is_some_and(|r| r.sort == lexicon::Sort::Person)
            && given_name(text.word(token)).is_none();
        // The first word of a sentence, and every word of a heading, has a capital anyway.
        let (first, last) = text.parsed.sentences[text.sentence[token] as usize];
        // Who says, or thinks that something is so, is somebody, though, and "Javelin missiles" have
        // a name.
        let speaks = text.dep(token) == "nsubj"
            && (is_speech(text, text.head(token)) || has_that_clause(text, text.head(token)))
            || text.dep(token) == "compound" && is_weapon(text.lemma(text.head(token)));
        let heading = title_case
            || after == token + 1 && text.opens_sentence(token) && !speaks
            || last - first >= HEADING && shouts(text, first as usize, last as usize);
        if (!heading || is_house(text, tokens))
            && !office
            && tokens.0 < tokens.1
            && !is_ordinary(text, tokens)
        {
            push(tokens, None, false, &mut covered);
        }
        token = after;
    }
    found.sort_by_key(|c| c.name.tokens);
    join_given_names(n, text, &mut found);
    join_parentheses(text, &mut found);
    out.append(&mut found);
}

/// "believes that the boats are unsafe".
fn has_that_clause(text: &ParsedText, verb: usize) -> bool {
    text.children(verb).any(|clause| {
        clause > verb
            && text.dep(clause) == "ccomp"
            && text.children(clause).any(|m| text.dep(m) == "mark" && text.lower[m] == "that")
    })
}

/// "Tarvel: “We sail”", "Tarvel in Port Ansel: “We sail”": whose words a title's label says they are.
fn quoted_label(text: &ParsedText) -> Option<(usize, usize)> {
    /// A longer label is a clause.
    const LABEL: usize = 8;
    let colon = (1..text.len().min(LABEL)).find(|&t| text.word(t) == ":")?;
    let marks =
        text.lower.get(colon + 1).is_some_and(|next| next.starts_with(['“', '"', '‘', '«']));
    let after = (0..colon).take_while(|&t| text.tag(t).starts_with("NNP")).last()? + 1;
    let said = after == colon || matches!(text.lower[after].as_str(), "in" | "at" | "on" | "to");
    (text.of == stemma_core::Field::Title
        && marks
        && said
        && after <= 3
        && !is_ordinary(text, (0, after))
        && place_word(text.words((0, after))).is_none())
    .then_some((0, after))
}

/// Takes from a recognised name what is none: article, title, office, quotation marks, `'s`, verbs.
/// May leave nothing, or two names of one.
fn clean(
    text: &ParsedText,
    (from, after): (usize, usize),
    label: EntityKind,
    taken: &[bool],
) -> Vec<(usize, usize)> {
    let mut pieces = Vec::new();
    let mut start = None;
    for (token, &taken) in taken.iter().enumerate().take(after).skip(from) {
        let ends = taken
            || text.pos(token) == "SPACE"
            || text.word(token).starts_with(['@', '#'])
            || matches!(
                text.word(token),
                "\"" | "“" | "”" | "«" | "»" | "@" | "#" | ":" | ";" | "(" | ")"
            )
            || matches!(text.pos(token), "AUX" | "PRON")
            // Nobody's name goes on with "in" or "for".
            || label == EntityKind::Person
                && matches!(
                    text.lower[token].as_str(),
                    "in" | "at" | "on" | "for" | "with" | "to" | "from" | "by"
                )
            || (text.pos(token) == "VERB" && label != EntityKind::Work && !text.is_capital(token));
        match (ends, start) {
            (true, Some(s)) => {
                pieces.push((s, token));
                start = None;
            }
            (false, None) => start = Some(token),
            _ => {}
        }
    }
    if let Some(s) = start {
        pieces.push((s, after));
    }
    pieces
        .into_iter()
        .map(|piece| trim(text, piece, label))
        .filter(|&(from, after)| {
            from < after
                && (from..after).any(|t| text.is_capital(t))
                && !(label != EntityKind::Group
                    && is_ordinary(text, (from, after))
                    && !is_house(text, (from, after)))
        })
        .collect()
}

fn trim(
    text: &ParsedText,
    (mut from, mut after): (usize, usize),
    label: EntityKind,
) -> (usize, usize) {
    while from < after
        && (matches!(text.lower[from].as_str(), "the" | "a" | "an" | "this" | "that" | "both")
            || matches!(text.pos(from), "PUNCT" | "CCONJ" | "ADP" | "PART" | "SPACE")
            || (label == EntityKind::Person
                && (is_title(text.word(from)) && from + 1 < after
                    || !text.is_capital(from) && !particle(text.word(from)))))
    {
        from += 1;
    }
    while from < after
        && (matches!(
            text.lower[after - 1].as_str(),
            "'s" | "’s" | "'" | "’" | "the" | "'s." | "s’"
        ) || matches!(text.pos(after - 1), "CCONJ" | "ADP" | "SPACE")
            || text.pos(after - 1) == "PUNCT" && !name_suffix(text.word(after - 1)))
    {
        after -= 1;
    }
    if label == EntityKind::Person {
        (from, after) = trim_roles(text, (from, after));
    }
    // "Norlandic Defence Minister": what the office is for is part of the office.
    let office = text.lower.get(after).is_some_and(|next| {
        matches!(next.as_str(), "minister" | "ministry" | "secretary" | "department")
    });
    if office && after > from + 1 && is_topic(&text.lower[after - 1]) {
        after -= 1;
    }
    (from, after)
}

/// Takes offices and titles from the front: `President Tarvel` is `Tarvel`.
fn trim_roles(text: &ParsedText, (mut from, after): (usize, usize)) -> (usize, usize) {
    // The last office in the run, so that "Defence Minister Ana Tarvel" loses both words.
    let office = (from..after.saturating_sub(1)).rev().find(|&t| {
        role_noun(&text.lower[t]).is_some_and(|r| r.sort == lexicon::Sort::Person)
            && !(t > from && given_name(text.word(t - 1)).is_some())
    });
    if let Some(office) = office {
        from = office + 1;
    }
    while from + 1 < after && is_title(text.word(from)) {
        from += 1;
    }
    // A credit before a caption: "POOL Ana Tarvel".
    let shouted = |t: usize| {
        text.word(t).len() > 2 && !text.word(t).chars().any(|c| c.is_lowercase() || c == '.')
    };
    if after - from >= 3 && shouted(from) && !(from + 1..after).any(shouted) {
        from += 1;
    }
    (from, after)
}

/// The end of the longest run of the gazetteer that begins here.
fn gazetteer_run(text: &ParsedText, token: usize, open: &impl Fn(usize) -> bool) -> Option<usize> {
    /// "Bosnia and Herzegovina", "United States of America".
    const LONGEST: usize = 5;
    // Most capitalised words lead nowhere: a look at the first word alone is enough for nearly all.
    let longest = (token + 1..=token + LONGEST)
        .take_while(|&after| open(after - 1) || after == token + 1)
        .last()?;
    (token + 1..=longest)
        .rev()
        .find(|&after| place_word(text.words((token, after))).is_some())
        .filter(|&after| {
            after > token + 1
                || matches!(text.pos(token), "PROPN" | "ADJ" | "NOUN")
                    && text.lower[token].len() > 2
                || text.pos(token) == "PROPN"
        })
}
