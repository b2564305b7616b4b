//! What a number counts: the noun phrase beside it, with all that belongs to it.

use crate::parsed_text::ParsedText;

use super::is_time;
use super::numbers::{Number, scale, small};
use super::units::is_currency;

/// Tokens of a list of numbers that one noun ends, 'four, five or six people'; set by hand. Longer
/// ones are tables, and count nothing.
const LONGEST_LIST: usize = 16;

/// The noun phrase that is counted.
pub(super) fn counted(
    text: &ParsedText,
    number: &Number,
    after: usize,
    unit: Option<&str>,
) -> Option<(usize, usize)> {
    let has_unit = unit.is_some();
    let lower = |t: usize| text.lower.get(t).map_or("", |w| w.as_str());
    let last = number.after - 1;
    // "30,000 of the troops", "thousands of soldiers", "30% of voters", "$3 million in aid"
    let preposition = lower(after);
    let in_aid = preposition == "in" && unit.is_some_and(is_currency);
    if (preposition == "of" || in_aid)
        && after + 1 < text.len()
        && text.same_paragraph(last, after + 1)
    {
        let end = noun_phrase(text, after + 1)?;
        // 'One foot in front of the other', '12 per cent in Norland'.
        let place = preposition == "in"
            && ((after + 1..end).any(|t| text.pos(t) == "PROPN")
                || matches!(lower(after + 1), "front" | "addition" | "order" | "case"));
        // '$10 in a week' tells in what time.
        let time = is_time(lower(end - 1));
        return (!place && !time).then(|| (after + 1, whole(text, after + 1, end)));
    }
    let mut first = after + usize::from(lower(after) == "-" && !is_small(text, after + 1));
    // "four or five people", "10 to 20 soldiers": what the second counts, the first counts too.
    while first + 1 < text.len()
        && first - after <= LONGEST_LIST
        && matches!(lower(first), "," | "or" | "to" | "-" | "–" | "and")
        && is_small(text, first + 1)
    {
        first += 2;
        while scale(lower(first)).is_some() {
            first += 1;
        }
    }
    if first >= text.len() {
        return None;
    }
    // "30,000 Norlandic troops": up to the noun that the number leans on.
    let head =
        (number.from..number.after).map(|t| text.head(t)).find(|&h| h >= first).filter(|&h| {
            matches!(text.pos(h), "NOUN" | "PROPN" | "ADJ" | "SYM") && text.same_paragraph(last, h)
        });
    if let Some(head) = head
        && (!has_unit || number.share)
        && (first..=head).all(|t| {
            !matches!(text.pos(t), "VERB" | "AUX" | "SCONJ" | "PRON")
                || matches!(text.dep(t), "amod" | "poss")
        })
        && !is_time(lower(head))
    {
        // 'Half a million fewer votes': the noun stands behind the comparison.
        let end = noun_phrase(text, first).filter(|_| text.pos(head) == "ADJ");
        return Some((first, whole(text, first, end.unwrap_or(head + 1).max(head + 1))));
    }
    if (!has_unit || number.share)
        && text.same_paragraph(last, first)
        && (matches!(text.pos(first), "NOUN" | "ADJ" | "PROPN")
            || number.share && matches!(text.pos(first), "DET" | "PRON"))
        && !is_time(lower(first))
        && !text.children(first).any(|c| matches!(text.dep(c), "nsubj" | "nsubjpass"))
        && let Some(end) = noun_phrase(text, first)
    {
        return Some((first, whole(text, first, end)));
    }
    of_group(text, number).or_else(|| total(text, last))
}

fn is_small(text: &ParsedText, token: usize) -> bool {
    token < text.len() && small(text, token).is_some()
}

/// 'a force of 12,000', 'a crew of seven': bodies that are told by how many they are.
fn of_group(text: &ParsedText, number: &Number) -> Option<(usize, usize)> {
    let of = number.from.checked_sub(1)?;
    if text.lower[of] != "of" {
        return None;
    }
    let group = text.head(of);
    let told = matches!(
        text.lemma(group),
        "force"
            | "army"
            | "crowd"
            | "garrison"
            | "crew"
            | "staff"
            | "team"
            | "group"
            | "contingent"
            | "population"
            | "fleet"
            | "delegation"
            | "audience"
            | "convoy"
            | "unit"
            | "workforce"
    );
    (told && group < of).then(|| (start(text, group), group + 1))
}

/// 'the number of troops rose to 30,000'.
fn total(text: &ParsedText, last: usize) -> Option<(usize, usize)> {
    let mut verb = text.head(last);
    for _ in 0..3 {
        if text.pos(verb) == "VERB" || text.pos(verb) == "AUX" {
            break;
        }
        verb = text.head(verb);
    }
    let subject = text.children(verb).find(|&c| matches!(text.dep(c), "nsubj" | "nsubjpass"))?;
    if !matches!(
        text.lemma(subject),
        "number"
            | "toll"
            | "total"
            | "count"
            | "figure"
            | "amount"
            | "population"
            | "price"
            | "cost"
            | "rate"
            | "turnout"
            | "share"
            | "temperature"
            | "deficit"
            | "debt"
            | "budget"
            | "length"
            | "distance"
            | "speed"
            | "size"
            | "unemployment"
            | "inflation"
            | "rating"
    ) || subject >= last
    {
        return None;
    }
    let mut end = subject + 1;
    if text.lower.get(end).is_some_and(|w| w == "of")
        && let Some(more) = noun_phrase(text, end + 1)
    {
        end = whole(text, end + 1, more);
    }
    Some((start(text, subject), end))
}

/// Where the plain phrase of a noun begins.
pub(super) fn start(text: &ParsedText, noun: usize) -> usize {
    /// Longer ones hold clauses.
    const LONGEST: usize = 4;
    let first = text.children(noun).next().filter(|&c| c < noun).unwrap_or(noun);
    first.max(noun.saturating_sub(LONGEST))
}

/// Where the phrase ends whose plain part is `first..end`, with what belongs to its nouns: 'troops of
/// Norland and the southern countries', 'men from Tarvel', 'schools and hospitals'.
fn whole(text: &ParsedText, first: usize, mut end: usize) -> usize {
    /// Longer phrases hold clauses.
    const LONGEST: usize = 16;
    let lower = |t: usize| text.lower.get(t).map_or("", |w| w.as_str());
    while end + 1 < text.len() && end - first < LONGEST && text.same_paragraph(first, end + 1) {
        let within = |t: usize| (first..end).contains(&text.head(t));
        let Some(more) = noun_phrase(text, end + 1) else { break };
        let belongs = match lower(end) {
            "of" | "from" => within(end),
            // 'Marines and 11 ships' are counted apart.
            "and" | "or" | "," => {
                let noun = (end + 1..more).rev().find(|&t| text.dep(t) == "conj");
                // 'Norland has 12 ships and Tarvel has ten': who does something begins anew.
                let anew = text.pos(more - 1) == "PROPN"
                    && more < text.len()
                    && matches!(text.pos(more), "VERB" | "AUX");
                noun.is_some_and(within) && text.pos(end + 1) != "NUM" && !anew
            }
            _ => false,
        };
        if !belongs {
            break;
        }
        end = more;
    }
    end
}

/// The end of the plain noun phrase that begins at a token.
fn noun_phrase(text: &ParsedText, from: usize) -> Option<usize> {
    /// Longer phrases hold clauses.
    const LONGEST: usize = 8;
    let mut end = None;
    for t in from..text.len().min(from + LONGEST) {
        if !text.same_paragraph(from, t) {
            break;
        }
        match text.pos(t) {
            "NOUN" | "PROPN" => end = Some(t + 1),
            // "three of them"
            "PRON" if t == from && text.tag(t) == "PRP" => return Some(t + 1),
            // "the number of dead"
            "ADJ" if text.dep(t) == "pobj" => end = Some(t + 1),
            // An article behind the noun begins another phrase: "copper a year".
            "DET" if end.is_some() => break,
            "ADJ" | "DET" | "NUM" => {}
            "PART" if text.tag(t) == "POS" => {}
            "PRON" if text.tag(t) == "PRP$" => {}
            "PUNCT" if text.word(t) == "-" => {}
            "VERB" if text.dep(t) == "amod" => {}
            _ => break,
        }
    }
    end
}
