//! Which name a description stands beside: "Ana Tarvel, the minister", "the minister Ana Tarvel".

use stemma_core::EntityKind;

use super::lexicon::{self, Sort};
use super::name::NamedText;

/// The name that a phrase describes by standing beside it.
pub(super) fn described(
    named: NamedText,
    head: usize,
    (first, after): (usize, usize),
    sort: Sort,
) -> (Option<usize>, bool) {
    let NamedText { text, names, .. } = named;
    let fits = |index: usize| match sort {
        Sort::Person => match names[index].kind {
            EntityKind::Person | EntityKind::Other => true,
            EntityKind::Organisation => lexicon::may_be_body(&text.lower[head]),
            _ => false,
        },
        Sort::Organisation => {
            matches!(names[index].kind, EntityKind::Organisation | EntityKind::Other)
        }
        Sort::Event => names[index].kind == EntityKind::Event,
        Sort::Place => names[index].kind == EntityKind::Place,
        Sort::Group => false,
    };
    let name_at = |t: usize| named.name_at(t).filter(|&n| fits(n));
    // Right before: "the Norlandic minister Ana Tarvel", "Minister Dr Tarvel"
    let mut next = after;
    while next < text.len() && lexicon::is_title(text.word(next)) && named.is_free(next) {
        next += 1;
    }
    if let Some(index) = name_at(next)
        && names[index].tokens.0 == next
        && text.same_paragraph(head, next)
        && text.quote[head] == text.quote[next]
    {
        return (Some(index), true);
    }
    // "the Norpress news agency": a name within, of a noun that says what the name is.
    if matches!(sort, Sort::Organisation | Sort::Event | Sort::Place) {
        let own = matches!(
            text.lower[head].as_str(),
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
        let beside = (first..head).rev().find(|&t| !named.is_free(t));
        if own
            && let Some(index) = beside.and_then(name_at)
            && names[index].tokens.1 == beside.map_or(0, |t| t + 1)
            && (names[index].tokens.1..head).all(|t| matches!(text.pos(t), "NOUN" | "ADJ"))
        {
            return (Some(index), false);
        }
    }
    // Apposition, either way round, by the tree.
    let full = first < head || after > head + 1;
    // "The owner of the harbour company, Ansel Terminals": the name is of the noun that is nearer.
    let nearer_body = after > head + 1
        && sort == Sort::Person
        && lexicon::role_noun(text.lemma(after - 1))
            .is_some_and(|noun| noun.sort == Sort::Organisation);
    let fits = |index: usize| {
        fits(index) && !(nearer_body && names[index].kind == EntityKind::Organisation)
    };
    let name_at = |t: usize| named.name_at(t).filter(|&n| fits(n));
    if text.dep(head) == "appos"
        && full
        && let Some(index) = name_at(text.head(head))
        && names[index].tokens.1 <= first
    {
        return (Some(index), false);
    }
    for child in text.children(head) {
        if text.dep(child) == "appos"
            && child >= after
            && (after..child).all(|t| text.word(t) != ":")
            && let Some(index) = name_at(child)
        {
            return (Some(index), false);
        }
    }
    // "Ana Tarvel, the Norlandic defence minister, said"
    if first >= 2
        && full
        && text.word(first - 1) == ","
        && let Some(index) = name_at(first - 2)
        && after < text.len()
        && matches!(text.word(after), "," | "." | ")" | "—" | "–")
        && !matches!(text.dep(head), "nsubj" | "nsubjpass" | "conj")
    {
        return (Some(index), false);
    }
    // "the Norlandic leader, Ana Tarvel, said"
    if after + 1 < text.len()
        && text.word(after) == ","
        && let Some(index) = name_at(after + 1)
        && text.word(names[index].tokens.1.min(text.len() - 1)) == ","
        && matches!(text.dep(head), "nsubj" | "nsubjpass" | "pobj" | "dobj")
        && text.dep(names[index].tokens.1 - 1) != "conj"
    {
        return (Some(index), false);
    }
    // "its organiser, the schoolteacher Ana Tarvel": what stands before the name is no office.
    if full
        && after + 2 < text.len()
        && text.word(after) == ","
        && text.lower[after + 1] == "the"
        && matches!(text.dep(head), "nsubj" | "nsubjpass" | "pobj" | "dobj")
    {
        let named = (after + 2..text.len().min(after + 5))
            .find(|&t| !matches!(text.pos(t), "NOUN" | "ADJ") || !named.is_free(t));
        if let Some(index) = named.and_then(name_at)
            && Some(names[index].tokens.0) == named
            && names[index].kind == EntityKind::Person
            && matches!(text.word(names[index].tokens.1.min(text.len() - 1)), "," | "." | ";")
        {
            return (Some(index), false);
        }
    }
    // "The owner of the company is Ana Tarvel"
    let verb = text.head(head);
    if text.dep(head) == "nsubj" && text.lemma(verb) == "be" && full {
        let open = text.children(verb).any(|c| text.dep(c) == "neg" || text.tag(c) == "MD");
        let said = text.children(verb).find(|&c| text.dep(c) == "attr");
        if let Some(index) = said.and_then(name_at).filter(|_| !open) {
            return (Some(index), false);
        }
    }
    // "Ana Tarvel is the defence minister"
    if text.dep(head) == "attr" && text.lemma(text.head(head)) == "be" {
        let verb = text.head(head);
        let negated = text.children(verb).any(|c| text.dep(c) == "neg");
        let subject = text.children(verb).find(|&c| text.dep(c) == "nsubj");
        if let Some(index) = subject.and_then(name_at).filter(|_| !negated) {
            return (Some(index), false);
        }
    }
    (None, false)
}
