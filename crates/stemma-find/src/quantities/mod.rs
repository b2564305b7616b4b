//! Numbers with what they count.
//!
//! Dates, ages and durations are dates (see [`crate::find_dates`]); the numbers in names
//! (`S-400`, `Article 5`) count nothing.

mod numbers;
mod units;

use stemma_core::{Account, Bound, DateMention, Field, Parsed, Quantity};

use crate::events::is_year;
use crate::side::Side;

use self::numbers::{Number, number_at, scale, small};
use self::units::{sign, unit_after};

/// Numbers of an account's body with bound, unit and what is counted; not dates, not parts of names.
pub fn find_quantities(
    account: &Account,
    text: &Parsed,
    title: &Parsed,
    dates: &[DateMention],
) -> Vec<Quantity> {
    let mut found = Vec::new();
    let texts = [
        (Field::Title, account.title.as_deref().unwrap_or(""), title),
        (Field::Text, account.text.as_str(), text),
    ];
    for (of, text, parsed) in texts {
        let side = Side::new(of, text, parsed);
        let barred = barred(&side, dates);
        let mut token = 0;
        while token < side.len() {
            let Some(number) = number_at(&side, &barred, token) else {
                token += 1;
                continue;
            };
            token = number.after.max(token + 1);
            if let Some(quantity) = quantity(&side, &barred, &number) {
                found.push(quantity);
            }
        }
    }
    found
}

/// Tokens that belong to dates and to names that hold digits.
fn barred(side: &Side, dates: &[DateMention]) -> Vec<bool> {
    let mut barred = vec![false; side.len()];
    for name in &side.parsed.names {
        if matches!(
            name.label.as_str(),
            "ORG" | "PERSON" | "PRODUCT" | "EVENT" | "GPE" | "WORK_OF_ART" | "LAW" | "FAC" | "NORP"
        ) {
            barred[name.tokens.0 as usize..name.tokens.1 as usize].fill(true);
        }
    }
    let mut at = 0;
    let mut spans: Vec<_> =
        dates.iter().filter(|d| d.place.of == side.of).map(|d| d.place.span).collect();
    spans.sort_unstable();
    for (token, barred) in barred.iter_mut().enumerate() {
        let span = side.parsed.tokens[token].span;
        while at < spans.len() && spans[at].end <= span.start {
            at += 1;
        }
        *barred |= at < spans.len() && spans[at].overlaps(span);
    }
    barred
}

/// Words before a number that bind it, longest first.
const BEFORE: &[(&[&str], Bound)] = &[
    (&["no", "fewer", "than"], Bound::AtLeast),
    (&["no", "less", "than"], Bound::AtLeast),
    (&["not", "less", "than"], Bound::AtLeast),
    (&["not", "fewer", "than"], Bound::AtLeast),
    (&["in", "excess", "of"], Bound::AtLeast),
    (&["no", "more", "than"], Bound::AtMost),
    (&["not", "more", "than"], Bound::AtMost),
    (&["as", "many", "as"], Bound::AtMost),
    (&["as", "much", "as"], Bound::AtMost),
    (&["a", "maximum", "of"], Bound::AtMost),
    (&["a", "minimum", "of"], Bound::AtLeast),
    (&["more", "than"], Bound::AtLeast),
    (&["at", "least"], Bound::AtLeast),
    (&["greater", "than"], Bound::AtLeast),
    (&["upwards", "of"], Bound::AtLeast),
    (&["upward", "of"], Bound::AtLeast),
    (&["up", "to"], Bound::AtMost),
    (&["at", "most"], Bound::AtMost),
    (&["fewer", "than"], Bound::AtMost),
    (&["less", "than"], Bound::AtMost),
    (&["close", "to"], Bound::About),
    (&["an", "estimated"], Bound::About),
    (&["well", "over"], Bound::AtLeast),
    (&["just", "over"], Bound::AtLeast),
    (&["just", "under"], Bound::AtMost),
    (&["over"], Bound::AtLeast),
    (&["above"], Bound::AtLeast),
    (&["exceeding"], Bound::AtLeast),
    (&["minimum"], Bound::AtLeast),
    (&["under"], Bound::AtMost),
    (&["below"], Bound::AtMost),
    (&["maximum"], Bound::AtMost),
    (&["about"], Bound::About),
    (&["around"], Bound::About),
    (&["some"], Bound::About),
    (&["approximately"], Bound::About),
    (&["roughly"], Bound::About),
    (&["nearly"], Bound::About),
    (&["almost"], Bound::About),
    (&["circa"], Bound::About),
    (&["estimated"], Bound::About),
    (&["~"], Bound::About),
];

fn quantity(side: &Side, barred: &[bool], number: &Number) -> Option<Quantity> {
    let lower = |t: usize| side.lower.get(t).map_or("", |w| w.as_str());
    let (mut from, mut after) = (number.from, number.after);
    if !counts(side, number) {
        return None;
    }
    let mut unit = None;
    if from > 0
        && let Some(currency) = sign(side.word(from - 1))
    {
        unit = Some(currency);
        from -= 1;
    }
    let mut bound = if number.at_least { Bound::AtLeast } else { Bound::Exact };
    for (words, binds) in BEFORE {
        let start = from.checked_sub(words.len());
        if let Some(start) = start
            && (0..words.len()).all(|n| lower(start + n) == words[n])
            && side.same_paragraph(start, from)
            && !barred[start]
        {
            bound = *binds;
            from = start;
            break;
        }
    }
    if unit.is_none() {
        // "millions of dollars"
        let of = usize::from(number.at_least && lower(after) == "of");
        let (found, mut end) = unit_after(side, after + of);
        if end == after + of {
            end = after;
        }
        if end > after && side.same_paragraph(from, after) {
            unit = found;
            after = end;
        }
    }
    if lower(after) == "or" && matches!(lower(after + 1), "more" | "so") {
        bound = if lower(after + 1) == "more" { Bound::AtLeast } else { Bound::About };
        after += 2;
    } else if side.word(number.after - 1).ends_with('+') || lower(after) == "+" {
        bound = Bound::AtLeast;
    }
    // "10 to 20 soldiers", "between 10 and 20": the first is the lower bound of a range, the second
    // the upper.
    let between = |t: Option<usize>| t.is_some_and(|t| matches!(lower(t), "between" | "from"));
    let range = |t: usize, first: usize| {
        matches!(lower(t), "to" | "-" | "–") || lower(t) == "and" && between(first.checked_sub(1))
    };
    if bound == Bound::Exact {
        if range(number.after, number.from) && small_at(side, barred, number.after + 1) {
            bound = Bound::AtLeast;
        } else if number.from >= 2
            && range(number.from - 1, number.from - 2)
            && small_at(side, barred, number.from - 2)
        {
            bound = Bound::AtMost;
        }
    }
    let of = counted(side, number, after, unit.is_some());
    // A bare number that might be a year, a score or a mark counts only what it stands before.
    let year =
        unit.is_none() && bound == Bound::Exact && is_year(side.words((number.from, number.after)));
    if unit.is_none() && of.is_none() || year {
        return None;
    }
    Some(Quantity {
        place: side.place((from, after)),
        value: number.value,
        bound,
        unit: unit.map(str::to_owned),
        of: of.map(|range| side.span(range)),
    })
}

fn small_at(side: &Side, barred: &[bool], token: usize) -> bool {
    token < side.len() && !barred[token] && small(side, token).is_some()
}

/// Whether a number may count something at all.
fn counts(side: &Side, number: &Number) -> bool {
    let token = number.from;
    let lower = side.lower[token].as_str();
    // "one-half", "one third"
    let behind = side.lower.get(number.after).map_or("", |w| w.as_str());
    let fraction = |t: usize| {
        side.lower.get(t).is_some_and(|w| {
            matches!(
                w.as_str(),
                "half" | "third" | "thirds" | "quarter" | "quarters" | "fifth" | "fifths"
            )
        })
    };
    if fraction(number.after) || behind == "-" && fraction(number.after + 1) {
        return false;
    }
    // "the one who", "one of them": a pronoun.
    if lower == "one" && side.dep(token) != "nummod" && number.after == token + 1 {
        return false;
    }
    if lower == "zero" && number.after == token + 1 && side.dep(token) != "nummod" {
        return false;
    }
    if token > 0 {
        let before = side.lower[token - 1].as_str();
        if matches!(
            before,
            "no."
                | "number"
                | "nr"
                | "#"
                | "page"
                | "article"
                | "chapter"
                | "section"
                | "paragraph"
                | "room"
                | "route"
                | "channel"
                | "version"
                | "phase"
                | "level"
                | "grade"
                | "aged"
                | "age"
                | "/"
                | ":"
        ) {
            return false;
        }
        // "Group 7", "Flight 302": a number behind what it names.
        let behind = side.dep(token) == "nummod"
            && side.head(token) < token
            && side.is_capital(token - 1)
            && side.pos(token - 1) == "PROPN";
        if behind {
            return false;
        }
        // "the Lantern 11 mission"
        let within = side.pos(token - 1) == "PROPN"
            && side.is_capital(token - 1)
            && side.dep(token - 1) == "compound"
            && (side.head(token - 1) == side.head(token) || side.head(token - 1) == token);
        if within {
            return false;
        }
        // "3-2", "24/7", "Shield - 2031"
        let glued_before =
            side.glued(token - 1) && matches!(before, "-" | "–" | "/" | ":" | "." | ",");
        if glued_before && (token < 2 || small(side, token - 2).is_none()) {
            return false;
        }
    }
    // "2 . Second point" of a list; "3-year", "45-year-old"
    let next = side.lower.get(number.after).map_or("", |w| w.as_str());
    if side.opens_sentence(token) && matches!(next, "." | ")") && number.after == token + 1 {
        return false;
    }
    let after_hyphen = side.lower.get(number.after + 1).map_or("", |w| w.as_str());
    !(is_time(next)
        || next == "-" && is_time(after_hyphen)
        || next == "/"
        || matches!(next, "am" | "pm" | "a.m." | "p.m." | "o'clock"))
}

fn is_time(lower: &str) -> bool {
    matches!(
        lower,
        "second"
            | "seconds"
            | "minute"
            | "minutes"
            | "hour"
            | "hours"
            | "day"
            | "days"
            | "week"
            | "weeks"
            | "month"
            | "months"
            | "year"
            | "years"
            | "decade"
            | "decades"
            | "century"
            | "centuries"
            | "night"
            | "nights"
            | "weekend"
            | "weekends"
            | "yr"
            | "yrs"
            | "mins"
    )
}

/// The noun phrase that is counted.
fn counted(side: &Side, number: &Number, after: usize, has_unit: bool) -> Option<(usize, usize)> {
    let lower = |t: usize| side.lower.get(t).map_or("", |w| w.as_str());
    let last = number.after - 1;
    // "30,000 of the troops", "thousands of soldiers", "30% of voters", "$3 million in aid"
    let preposition = lower(after);
    if (preposition == "of" || preposition == "in" && has_unit)
        && after + 1 < side.len()
        && side.same_paragraph(last, after + 1)
    {
        let end = noun_phrase(side, after + 1)?;
        let place = preposition == "in" && (after + 1..end).any(|t| side.pos(t) == "PROPN");
        return (!place).then_some((after + 1, end));
    }
    // "30,000 Norlandic troops": up to the noun that the number leans on.
    let head =
        (number.from..number.after).map(|t| side.head(t)).find(|&h| h >= after).filter(|&h| {
            matches!(side.pos(h), "NOUN" | "PROPN" | "ADJ" | "SYM") && side.same_paragraph(last, h)
        });
    let mut first = after + usize::from(lower(after) == "-");
    // "four or five people", "10 to 20 soldiers": what the second counts, the first counts too.
    while first + 1 < side.len()
        && matches!(lower(first), "," | "or" | "to" | "-" | "–" | "and")
        && small(side, first + 1).is_some()
    {
        first += 2;
        while scale(lower(first)).is_some() {
            first += 1;
        }
    }
    if let Some(head) = head
        && !has_unit
        && (first..=head).all(|t| {
            !matches!(side.pos(t), "VERB" | "AUX" | "SCONJ" | "PRON") || side.dep(t) == "amod"
        })
        && !is_time(lower(head))
    {
        let mut end = head + 1;
        if lower(end) == "of"
            && let Some(more) = noun_phrase(side, end + 1)
        {
            end = more;
        }
        return (first < end).then_some((first, end));
    }
    if !has_unit
        && let Some(end) = (first < side.len()
            && side.same_paragraph(last, first)
            && matches!(side.pos(first), "NOUN" | "ADJ" | "PROPN")
            && !is_time(lower(first)))
        .then(|| noun_phrase(side, first))
        .flatten()
    {
        return Some((first, end));
    }
    // "the number of troops rose to 30,000"
    let mut verb = side.head(last);
    for _ in 0..3 {
        if side.pos(verb) == "VERB" || side.pos(verb) == "AUX" {
            break;
        }
        verb = side.head(verb);
    }
    let subject = side.children(verb).find(|&c| matches!(side.dep(c), "nsubj" | "nsubjpass"))?;
    if !matches!(
        side.lemma(subject),
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
    ) {
        return None;
    }
    let first = side.children(subject).next().filter(|&c| c < subject).unwrap_or(subject);
    let first = first.max(subject.saturating_sub(4));
    let mut end = subject + 1;
    if lower(end) == "of"
        && let Some(more) = noun_phrase(side, end + 1)
    {
        end = more;
    }
    Some((first, end))
}

/// The end of the plain noun phrase that begins at a token.
fn noun_phrase(side: &Side, from: usize) -> Option<usize> {
    /// Longer phrases hold clauses.
    const LONGEST: usize = 8;
    let mut end = None;
    for t in from..side.len().min(from + LONGEST) {
        if !side.same_paragraph(from, t) {
            break;
        }
        match side.pos(t) {
            "NOUN" | "PROPN" => end = Some(t + 1),
            // "three of them"
            "PRON" if t == from && side.tag(t) == "PRP" => return Some(t + 1),
            // "the number of dead"
            "ADJ" if side.dep(t) == "pobj" => end = Some(t + 1),
            "ADJ" | "DET" | "NUM" => {}
            "PART" if side.tag(t) == "POS" => {}
            "PRON" if side.tag(t) == "PRP$" => {}
            "PUNCT" if side.word(t) == "-" => {}
            "VERB" if side.dep(t) == "amod" => {}
            _ => break,
        }
    }
    end
}
