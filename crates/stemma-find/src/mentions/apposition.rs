//! Which name a description stands beside: "Ana Tarvel, the minister", "the minister Ana Tarvel".

use stemma_core::EntityKind;

use super::lexicon::{self, Sort, role_noun};
use super::name::NamedText;
use crate::parsed_text::ParsedText;

/// A description that may stand beside a name.
struct Beside<'a> {
    named: NamedText<'a>,
    text: &'a ParsedText<'a>,
    head: usize,
    first: usize,
    after: usize,
    sort: Sort,
}

/// The name that a phrase describes by standing beside it, and whether it stands right before it.
pub(super) fn described(
    named: NamedText,
    head: usize,
    (first, after): (usize, usize),
    sort: Sort,
) -> (Option<usize>, bool) {
    let phrase = Beside { named, text: named.text, head, first, after, sort };
    if let Some(name) = phrase.right_before() {
        return (Some(name), true);
    }
    let name = phrase
        .behind_name_within()
        .or_else(|| phrase.in_apposition())
        .or_else(|| phrase.behind_comma())
        .or_else(|| phrase.before_comma())
        .or_else(|| phrase.before_comma_and_noun())
        .or_else(|| phrase.said_to_be())
        .or_else(|| phrase.said_of());
    (name, false)
}

impl Beside<'_> {
    /// Whether a name can be of the sort that the noun describes.
    fn fits(&self, name: usize) -> bool {
        let kind = self.named.names[name].kind;
        match self.sort {
            Sort::Person => match kind {
                EntityKind::Person | EntityKind::Other => true,
                EntityKind::Organisation => lexicon::may_be_body(&self.text.lower[self.head]),
                _ => false,
            },
            Sort::Organisation => matches!(kind, EntityKind::Organisation | EntityKind::Other),
            Sort::Event => kind == EntityKind::Event,
            Sort::Place => kind == EntityKind::Place,
            Sort::Group => false,
        }
    }

    /// The fitting name that covers a token. "The owner of the harbour company, Ansel Terminals": a
    /// body's name is of the noun that is nearer.
    fn name_at(&self, token: usize) -> Option<usize> {
        let nearer_body = self.after > self.head + 1
            && self.sort == Sort::Person
            && role_noun(self.text.lemma(self.after - 1))
                .is_some_and(|noun| noun.sort == Sort::Organisation);
        self.named.name_at(token).filter(|&name| {
            let body = self.named.names[name].kind == EntityKind::Organisation;
            self.fits(name) && !(nearer_body && body)
        })
    }

    /// Whether the phrase is more than its noun.
    fn is_full(&self) -> bool {
        self.first < self.head || self.after > self.head + 1
    }

    fn is_subject_or_object(&self) -> bool {
        matches!(self.text.dep(self.head), "nsubj" | "nsubjpass" | "pobj" | "dobj")
    }

    /// What stands behind a name, or the last word of the text.
    fn behind(&self, name: usize) -> &str {
        self.text.word(self.named.names[name].tokens.1.min(self.text.len() - 1))
    }

    /// "the Norlandic minister Ana Tarvel", "Minister Dr Tarvel"
    fn right_before(&self) -> Option<usize> {
        let text = self.text;
        let mut next = self.after;
        while next < text.len() && lexicon::is_title(text.word(next)) && self.named.is_free(next) {
            next += 1;
        }
        self.named.name_at(next).filter(|&name| {
            self.fits(name)
                && self.named.names[name].tokens.0 == next
                && text.same_paragraph(self.head, next)
                && text.quote[self.head] == text.quote[next]
        })
    }

    /// "the Norpress news agency": a name within, of a noun that says what the name is.
    fn behind_name_within(&self) -> Option<usize> {
        let own = match self.sort {
            Sort::Organisation => NAMED_BODIES.contains(&self.text.lower[self.head].as_str()),
            Sort::Event | Sort::Place => true,
            Sort::Person | Sort::Group => false,
        };
        let last = (self.first..self.head).rev().find(|&t| !self.named.is_free(t))?;
        self.named.name_at(last).filter(|&name| {
            own && self.fits(name)
                && self.named.names[name].tokens.1 == last + 1
                && (last + 1..self.head).all(|t| matches!(self.text.pos(t), "NOUN" | "ADJ"))
        })
    }

    /// Apposition, either way round, by the tree.
    fn in_apposition(&self) -> Option<usize> {
        let (text, head) = (self.text, self.head);
        let above = (text.dep(head) == "appos" && self.is_full())
            .then(|| self.name_at(text.head(head)))
            .flatten()
            .filter(|&name| self.named.names[name].tokens.1 <= self.first);
        let below = || {
            text.children(head)
                .filter(|&child| text.dep(child) == "appos" && child >= self.after)
                .filter(|&child| (self.after..child).all(|t| text.word(t) != ":"))
                .find_map(|child| self.name_at(child))
        };
        above.or_else(below)
    }

    /// "Ana Tarvel, the Norlandic defence minister, said"
    fn behind_comma(&self) -> Option<usize> {
        let text = self.text;
        let apart = self.first >= 2
            && self.is_full()
            && text.word(self.first - 1) == ","
            && self.after < text.len()
            && matches!(text.word(self.after), "," | "." | ")" | "—" | "–")
            && !matches!(text.dep(self.head), "nsubj" | "nsubjpass" | "conj");
        apart.then(|| self.name_at(self.first - 2)).flatten()
    }

    /// "the Norlandic leader, Ana Tarvel, said"
    fn before_comma(&self) -> Option<usize> {
        let text = self.text;
        let apart = self.after + 1 < text.len()
            && text.word(self.after) == ","
            && self.is_subject_or_object();
        apart.then(|| self.name_at(self.after + 1)).flatten().filter(|&name| {
            self.behind(name) == "," && text.dep(self.named.names[name].tokens.1 - 1) != "conj"
        })
    }

    /// "its organiser, the schoolteacher Ana Tarvel": what stands before the name is no office.
    fn before_comma_and_noun(&self) -> Option<usize> {
        /// How far behind the comma the name begins.
        const NEAR: usize = 5;
        let (text, after) = (self.text, self.after);
        let apart = self.is_full()
            && after + 2 < text.len()
            && text.word(after) == ","
            && text.lower[after + 1] == "the"
            && self.is_subject_or_object();
        if !apart {
            return None;
        }
        let named = (after + 2..text.len().min(after + NEAR))
            .find(|&t| !matches!(text.pos(t), "NOUN" | "ADJ") || !self.named.is_free(t))?;
        self.name_at(named).filter(|&index| {
            let name = &self.named.names[index];
            name.tokens.0 == named
                && name.kind == EntityKind::Person
                && matches!(self.behind(index), "," | "." | ";")
        })
    }

    /// "The owner of the company is Ana Tarvel"
    fn said_to_be(&self) -> Option<usize> {
        let text = self.text;
        let verb = text.head(self.head);
        if text.dep(self.head) != "nsubj" || text.lemma(verb) != "be" || !self.is_full() {
            return None;
        }
        let open = text.children(verb).any(|c| text.dep(c) == "neg" || text.tag(c) == "MD");
        let said = text.children(verb).find(|&c| text.dep(c) == "attr");
        said.and_then(|said| self.name_at(said)).filter(|_| !open)
    }

    /// "Ana Tarvel is the defence minister"
    fn said_of(&self) -> Option<usize> {
        let text = self.text;
        let verb = text.head(self.head);
        if text.dep(self.head) != "attr" || text.lemma(verb) != "be" {
            return None;
        }
        let negated = text.children(verb).any(|c| text.dep(c) == "neg");
        let subject = text.children(verb).find(|&c| text.dep(c) == "nsubj");
        subject.and_then(|subject| self.name_at(subject)).filter(|_| !negated)
    }
}

/// Nouns of bodies that stand behind the body's own name.
const NAMED_BODIES: &[&str] = &[
    "agency",
    "newspaper",
    "magazine",
    "website",
    "channel",
    "network",
    "daily",
    "tabloid",
    "broadcaster",
    "company",
    "party",
    "alliance",
    "bloc",
    "airline",
    "bank",
    "club",
    "portal",
    "group",
    "movement",
    "university",
    "league",
];
