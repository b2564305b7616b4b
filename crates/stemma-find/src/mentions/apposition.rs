//! Which name a description stands beside: "Ana Tarvel, the minister", "the minister Ana Tarvel".

use stemma_core::EntityKind;

use super::lexicon::{self, Sort};
use super::names::Name;
use crate::side::{NONE, Side};

/// The name that a phrase describes by standing beside it.
pub(super) fn described(
    side: &Side,
    names: &[Name],
    covered: &[u32],
    head: usize,
    (first, after): (usize, usize),
    sort: Sort,
) -> (Option<usize>, bool) {
    let fits = |index: usize| match sort {
        Sort::Person => match names[index].kind {
            EntityKind::Person | EntityKind::Other => true,
            EntityKind::Organisation => lexicon::may_be_body(&side.lower[head]),
            _ => false,
        },
        Sort::Organisation => {
            matches!(names[index].kind, EntityKind::Organisation | EntityKind::Other)
        }
        Sort::Event => names[index].kind == EntityKind::Event,
        Sort::Place => names[index].kind == EntityKind::Place,
        Sort::Group => false,
    };
    let name_at =
        |t: usize| covered.get(t).filter(|n| **n != NONE).map(|n| *n as usize).filter(|&n| fits(n));
    // Right before: "the Norlandic minister Ana Tarvel", "Minister Dr Tarvel"
    let mut next = after;
    while next < side.len() && lexicon::is_title(side.word(next)) && covered[next] == NONE {
        next += 1;
    }
    if let Some(index) = name_at(next)
        && names[index].tokens.0 == next
        && side.same_paragraph(head, next)
        && side.quote[head] == side.quote[next]
    {
        return (Some(index), true);
    }
    // "the Norpress news agency": a name within, of a noun that says what the name is.
    if matches!(sort, Sort::Organisation | Sort::Event | Sort::Place) {
        let own = matches!(
            side.lower[head].as_str(),
            "agency"
                | "newspaper"
                | "magazine"
                | "website"
                | "channel"
                | "network"
                | "daily"
                | "tabloid"
                | "broadcaster"
                | "company"
                | "party"
                | "alliance"
                | "bloc"
                | "airline"
                | "bank"
                | "club"
                | "portal"
                | "group"
                | "movement"
                | "university"
                | "league"
        ) || matches!(sort, Sort::Event | Sort::Place);
        let beside = (first..head).rev().find(|&t| covered[t] != NONE);
        if own
            && let Some(index) = beside.and_then(name_at)
            && names[index].tokens.1 == beside.map_or(0, |t| t + 1)
            && (names[index].tokens.1..head).all(|t| matches!(side.pos(t), "NOUN" | "ADJ"))
        {
            return (Some(index), false);
        }
    }
    // Apposition, either way round, by the tree.
    let full = first < head || after > head + 1;
    // "The owner of the harbour company, Ansel Terminals": the name is of the noun that is nearer.
    let nearer_body = after > head + 1
        && sort == Sort::Person
        && lexicon::role_noun(side.lemma(after - 1))
            .is_some_and(|noun| noun.sort == Sort::Organisation);
    let fits = |index: usize| {
        fits(index) && !(nearer_body && names[index].kind == EntityKind::Organisation)
    };
    let name_at =
        |t: usize| covered.get(t).filter(|n| **n != NONE).map(|n| *n as usize).filter(|&n| fits(n));
    if side.dep(head) == "appos"
        && full
        && let Some(index) = name_at(side.head(head))
        && names[index].tokens.1 <= first
    {
        return (Some(index), false);
    }
    for child in side.children(head) {
        if side.dep(child) == "appos"
            && child >= after
            && (after..child).all(|t| side.word(t) != ":")
            && let Some(index) = name_at(child)
        {
            return (Some(index), false);
        }
    }
    // "Ana Tarvel, the Norlandic defence minister, said"
    if first >= 2
        && full
        && side.word(first - 1) == ","
        && let Some(index) = name_at(first - 2)
        && after < side.len()
        && matches!(side.word(after), "," | "." | ")" | "—" | "–")
        && !matches!(side.dep(head), "nsubj" | "nsubjpass" | "conj")
    {
        return (Some(index), false);
    }
    // "the Norlandic leader, Ana Tarvel, said"
    if after + 1 < side.len()
        && side.word(after) == ","
        && let Some(index) = name_at(after + 1)
        && side.word(names[index].tokens.1.min(side.len() - 1)) == ","
        && matches!(side.dep(head), "nsubj" | "nsubjpass" | "pobj" | "dobj")
        && side.dep(names[index].tokens.1 - 1) != "conj"
    {
        return (Some(index), false);
    }
    // "its organiser, the schoolteacher Ana Tarvel": what stands before the name is no office.
    if full
        && after + 2 < side.len()
        && side.word(after) == ","
        && side.lower[after + 1] == "the"
        && matches!(side.dep(head), "nsubj" | "nsubjpass" | "pobj" | "dobj")
    {
        let named = (after + 2..side.len().min(after + 5))
            .find(|&t| !matches!(side.pos(t), "NOUN" | "ADJ") || covered[t] != NONE);
        if let Some(index) = named.and_then(name_at)
            && Some(names[index].tokens.0) == named
            && names[index].kind == EntityKind::Person
            && matches!(side.word(names[index].tokens.1.min(side.len() - 1)), "," | "." | ";")
        {
            return (Some(index), false);
        }
    }
    // "The owner of the company is Ana Tarvel"
    let verb = side.head(head);
    if side.dep(head) == "nsubj" && side.lemma(verb) == "be" && full {
        let open = side.children(verb).any(|c| side.dep(c) == "neg" || side.tag(c) == "MD");
        let said = side.children(verb).find(|&c| side.dep(c) == "attr");
        if let Some(index) = said.and_then(name_at).filter(|_| !open) {
            return (Some(index), false);
        }
    }
    // "Ana Tarvel is the defence minister"
    if side.dep(head) == "attr" && side.lemma(side.head(head)) == "be" {
        let verb = side.head(head);
        let negated = side.children(verb).any(|c| side.dep(c) == "neg");
        let subject = side.children(verb).find(|&c| side.dep(c) == "nsubj");
        if let Some(index) = subject.and_then(name_at).filter(|_| !negated) {
            return (Some(index), false);
        }
    }
    (None, false)
}
