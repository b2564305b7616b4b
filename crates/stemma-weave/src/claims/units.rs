//! The passages of a story that may say the same: sentences, titles, clauses, and who says them.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{
    Certainty, EntityId, Field, Parsed, Passage, Place, Polarity, Reported, Span, Speaker,
    Statement,
};

use super::split;
use super::who::Who;
use crate::likeness::{Class, Vocabulary, Weights, Word, inverse_frequency};

/// How many sentences are imagined besides those of the story when words are weighed.
const PRIOR_SENTENCES: f32 = 60.0;
/// A clause with fewer words is no passage of its own.
const PART_WORDS: usize = 4;
/// Words that negate besides "not". A closed list of English.
const NEGATIVE: &[&str] = &[
    "avoid", "cannot", "cease", "decline", "deny", "fail", "neither", "never", "no", "nobody",
    "none", "nor", "nothing", "nowhere", "prevent", "refuse", "reject", "stop", "unable", "unless",
    "unlikely", "without",
];
const FIRST_PERSON: &[&str] =
    &["i", "me", "mine", "my", "myself", "our", "ours", "ourselves", "us", "we"];
/// What words that say who said it weigh of what they would.
const ATTRIBUTION: f32 = 0.25;

/// What sort of passage a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Title,
    Sentence,
    /// Part of the sentence of that number among the units.
    Clause(usize),
}

/// A passage that may say what another says.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    /// Index of its account among those of the story.
    pub(crate) account: usize,
    pub(crate) kind: Kind,
    pub(crate) place: Place,
    /// How many sentences of its account stand before it.
    pub(crate) order: usize,
    /// Its words, with their weights in this story.
    pub(crate) words: Vec<Weighed>,
    /// The sum of the weights.
    pub(crate) weight: f32,
    /// Terms and weights, of length 1.
    pub(crate) vector: Weights,
    /// Which of its words is the verb that it hangs on, where that is one that tells something.
    pub(crate) main: Option<usize>,
    /// Terms whose verb is negated, here or by whoever denies it.
    pub(crate) negated: BTreeSet<u32>,
    /// Whether it speaks of who speaks: "we", "my".
    pub(crate) first_person: bool,
    /// Whether anything in it negates: "not", "no", "refused to".
    pub(crate) negates: bool,
    /// Numbers with what they count.
    pub(crate) quantities: Vec<usize>,
    /// Whether it asks.
    pub(crate) asks: bool,
    /// The statement that it stands in, where most of it is one.
    pub(crate) statement: Option<u32>,
    /// Who says it, where it stands in a statement and the speaker is somebody.
    pub(crate) speaker: Option<EntityId>,
    /// Who says it with the speaker.
    pub(crate) jointly: Vec<EntityId>,
    /// How sure the statement is.
    pub(crate) certainty: Option<Certainty>,
    /// What of the passage a claim shows: the words that were said, where most of it is speech.
    pub(crate) shown: Place,
}

/// A word with its weight in this story.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weighed {
    pub(crate) word: Word,
    pub(crate) weight: f32,
    /// Whom it names, where it is a mention's head.
    pub(crate) entity: Option<EntityId>,
    /// Whether it tells who said it and not what was said.
    pub(crate) attributes: bool,
}

impl Unit {
    /// The passage that a claim shows.
    pub(crate) fn passage(&self, accounts: &[&Reported<'_>]) -> Passage {
        self.shown.in_account(accounts[self.account].id)
    }
}

/// Lays out the units of a story: per account its title, its sentences, their clauses.
pub(crate) fn lay(accounts: &[&Reported<'_>], vocabulary: &Vocabulary, who: &Who<'_>) -> Vec<Unit> {
    let mut units = Vec::new();
    for (account, reported) in accounts.iter().enumerate() {
        let page = Page::new(account, reported, Field::Title, vocabulary, who);
        if let (Some(first), Some(last)) = (page.words.first(), page.words.last()) {
            let tokens = (first.token, last.token + 1);
            let whole = Span::new(0, page.text.len()).trim(page.text);
            let whole_title = units.len();
            units.push(page.unit(Kind::Title, whole, tokens, 0));
            page.parts(&mut units, whole_title, tokens, 0);
        }
        let title = page.text;
        let page = Page::new(account, reported, Field::Text, vocabulary, who);
        for (order, &tokens) in split::sentences(page.parsed, page.text, title).iter().enumerate() {
            if within(&page.words, tokens).is_empty() {
                continue;
            }
            let sentence = units.len();
            let span = page.parsed.span(tokens).trim(page.text);
            units.push(page.unit(Kind::Sentence, span, tokens, order));
            page.parts(&mut units, sentence, tokens, order);
        }
    }
    weigh(&mut units, vocabulary);
    units
}

fn within(words: &[Word], tokens: (u32, u32)) -> &[Word] {
    let first = words.partition_point(|word| word.token < tokens.0);
    let after = words.partition_point(|word| word.token < tokens.1);
    &words[first..after]
}

/// One text of one account, its words and whom they name.
pub(crate) struct Page<'a> {
    account: usize,
    reported: &'a Reported<'a>,
    who: &'a Who<'a>,
    parsed: &'a Parsed,
    text: &'a str,
    of: Field,
    words: Vec<Word>,
    named: BTreeMap<u32, EntityId>,
}

impl<'a> Page<'a> {
    pub(crate) fn new(
        account: usize,
        reported: &'a Reported<'a>,
        of: Field,
        vocabulary: &Vocabulary,
        who: &'a Who<'a>,
    ) -> Page<'a> {
        let title = reported.account.title.as_deref().unwrap_or_default();
        let (parsed, text) = match of {
            Field::Title => (reported.title, title),
            Field::Text | Field::Dropped(_) => (reported.text, reported.account.text.as_str()),
        };
        Page {
            account,
            reported,
            who,
            parsed,
            text,
            of,
            words: vocabulary.words(parsed, text),
            named: named(reported, of, parsed, who),
        }
    }

    /// The clauses of a sentence or a title, and what of it is said by somebody.
    fn parts(&self, units: &mut Vec<Unit>, whole: usize, tokens: (u32, u32), order: usize) {
        let at = units[whole].place.span;
        let mut parts = split::clauses(self.parsed, tokens);
        for statement in self.reported.found.statements.iter().filter(|s| s.of == self.of) {
            let pieces = statement.content.iter().filter(|piece| piece.overlaps(at));
            let Some(said) = pieces.copied().reduce(Span::cover) else { continue };
            let all = &self.parsed.tokens;
            let first = all.partition_point(|token| token.span.start < said.start) as u32;
            let after = all.partition_point(|token| token.span.start < said.end) as u32;
            let said = (first.max(tokens.0), after.min(tokens.1));
            if said.0 < said.1 && said != tokens {
                parts.push(said);
            }
        }
        parts.sort_unstable();
        parts.dedup();
        for part in parts {
            if within(&self.words, part).len() >= PART_WORDS {
                let span = self.parsed.span(part).trim(self.text);
                units.push(self.unit(Kind::Clause(whole), span, part, order));
            }
        }
    }

    /// A passage of this text, its words all weighing 1.
    pub(crate) fn passage(&self, span: Span) -> Unit {
        let tokens = &self.parsed.tokens;
        let first = tokens.partition_point(|token| token.span.start < span.start) as u32;
        let after = tokens.partition_point(|token| token.span.start < span.end) as u32;
        let mut unit = self.unit(Kind::Clause(0), span, (first, after), 0);
        for word in &mut unit.words {
            word.weight = 1.0;
        }
        unit.weight = unit.words.len() as f32;
        unit
    }

    fn unit(&self, kind: Kind, span: Span, tokens: (u32, u32), order: usize) -> Unit {
        let words = within(&self.words, tokens);
        // A passage has few statements and its account many.
        let statements: Vec<(usize, &Statement)> =
            (self.reported.found.statements.iter().enumerate())
                .filter(|(_, statement)| statement.of == self.of)
                .filter(|(_, statement)| {
                    let speaker = statement.speaker.map(|speaker| speaker.span);
                    let told = [statement.cue, speaker].into_iter().flatten();
                    told.fold(statement.extent(), Span::cover).overlaps(span)
                })
                .collect();
        let mut negated = BTreeSet::new();
        for token in tokens.0..tokens.1 {
            let token = &self.parsed.tokens[token as usize];
            if token.dep == "neg"
                && let Ok(at) = words.binary_search_by_key(&token.head, |word| word.token)
            {
                negated.insert(words[at].term);
            }
        }
        let found = self.reported.found;
        let inside = |other: Span| span.overlaps(other);
        let said = statements
            .iter()
            .map(|&(n, statement)| {
                let pieces: Vec<Span> = statement
                    .content
                    .iter()
                    .copied()
                    .filter(|&piece| inside(piece))
                    .map(|piece| Span {
                        start: piece.start.max(span.start),
                        end: piece.end.min(span.end),
                    })
                    .collect();
                let words_in = words
                    .iter()
                    .filter(|word| word.class.tells())
                    .filter(|word| pieces.iter().any(|piece| piece.contains(word.span)))
                    .count();
                (words_in, n, pieces)
            })
            .filter(|&(words_in, _, _)| words_in > 0)
            .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        let telling = words.iter().filter(|word| word.class.tells()).count();
        let mut unit = Unit {
            account: self.account,
            kind,
            place: Place { of: self.of, span },
            order,
            words: words
                .iter()
                .map(|&word| Weighed {
                    word,
                    weight: 0.0,
                    entity: self.named.get(&word.token).copied(),
                    attributes: false,
                })
                .collect(),
            weight: 0.0,
            vector: Weights::default(),
            main: self.main(tokens, words),
            negated,
            first_person: (tokens.0..tokens.1).any(|n| {
                let word = self.parsed.tokens[n as usize].span.of(self.text);
                FIRST_PERSON.contains(&word.to_lowercase().as_str())
            }),
            negates: (tokens.0..tokens.1).any(|n| {
                let token = &self.parsed.tokens[n as usize];
                token.dep == "neg" || NEGATIVE.contains(&token.lemma.to_lowercase().as_str())
            }),
            quantities: found
                .quantities
                .iter()
                .enumerate()
                .filter(|(_, q)| q.place.of == self.of && span.contains(q.place.span))
                .map(|(n, _)| n)
                .collect(),
            asks: span
                .of(self.text)
                .trim_end_matches(['"', '”', '»', '\'', '’', ' '])
                .ends_with(['?', '!'])
                && span.of(self.text).contains('?'),
            statement: None,
            speaker: None,
            jointly: Vec::new(),
            certainty: None,
            shown: Place { of: self.of, span },
        };
        for word in &mut unit.words {
            let at = word.word.span;
            let within = |span: Option<Span>| span.is_some_and(|span| span.contains(at));
            word.attributes = statements.iter().any(|(_, statement)| {
                within(statement.cue) || within(statement.speaker.map(|speaker| speaker.span))
            }) && !statements
                .iter()
                .any(|(_, statement)| statement.content.iter().any(|piece| piece.contains(at)));
        }
        if let Some((words_in, n, pieces)) = said {
            let statement = &found.statements[n];
            unit.statement = Some(n as u32);
            // A sentence is speech where half of what it tells is; else the account frames it.
            if words_in * 2 >= telling {
                let who = |speaker: &Speaker| {
                    speaker.entity.and_then(|local| self.who.entity(self.reported.id, local))
                };
                unit.speaker = statement.speaker.as_ref().and_then(who);
                unit.jointly = statement.jointly.iter().filter_map(who).collect();
                unit.certainty = Some(statement.certainty);
                unit.negates |= statement.polarity == Polarity::Denied;
                if statement.polarity == Polarity::Denied
                    && let Some(verb) = self.main_verb(&pieces, words)
                    && !unit.negated.remove(&verb)
                {
                    unit.negated.insert(verb);
                }
                let whole = pieces.iter().copied().reduce(Span::cover);
                if let Some(whole) = whole
                    && words_in * 4 >= telling * 3
                {
                    unit.shown.span = whole.trim(self.text);
                }
            }
        }
        unit
    }

    /// The verb that a passage hangs on; from a verb of saying down to what was said.
    fn main(&self, tokens: (u32, u32), words: &[Word]) -> Option<usize> {
        let token = |n: u32| &self.parsed.tokens[n as usize];
        let inside = |n: u32| tokens.0 <= n && n < tokens.1;
        let mut at =
            (tokens.0..tokens.1).find(|&n| token(n).head == n || !inside(token(n).head))?;
        // A broken tree cannot loop for ever: each step goes one clause down.
        for _ in tokens.0..tokens.1 {
            let word = words.binary_search_by_key(&at, |word| word.token).ok();
            match word.map(|word| words[word].class) {
                Some(Class::Verb) => return word,
                Some(Class::Light) => {}
                _ => return None,
            }
            at = (tokens.0..tokens.1).find(|&n| {
                n != at && token(n).head == at && matches!(token(n).dep.as_str(), "ccomp" | "xcomp")
            })?;
        }
        None
    }

    /// The verb of some words whose head stands outside of them.
    fn main_verb(&self, pieces: &[Span], words: &[Word]) -> Option<u32> {
        let inside = |span: Span| pieces.iter().any(|piece| piece.contains(span));
        words
            .iter()
            .filter(|word| matches!(word.class, Class::Verb | Class::Light) && inside(word.span))
            .find(|word| {
                let token = &self.parsed.tokens[word.token as usize];
                token.head == word.token || !inside(self.parsed.tokens[token.head as usize].span)
            })
            .map(|word| word.term)
    }
}

/// Which tokens name whom: the last word of every mention by name.
fn named(
    reported: &Reported<'_>,
    of: Field,
    parsed: &Parsed,
    who: &Who<'_>,
) -> BTreeMap<u32, EntityId> {
    let mut named = BTreeMap::new();
    for mention in &reported.found.mentions {
        let Some(entity) = mention.entity.and_then(|local| who.entity(reported.id, local)) else {
            continue;
        };
        if mention.place.of != of {
            continue;
        }
        let after =
            parsed.tokens.partition_point(|token| token.span.start < mention.place.span.end);
        if after > 0 {
            named.insert(after as u32 - 1, entity);
        }
    }
    named
}

/// Weighs the words of every unit by how rare they are among the sentences of the story.
fn weigh(units: &mut [Unit], vocabulary: &Vocabulary) {
    let mut with = vec![0.0f32; vocabulary.len()];
    let mut share = vec![0.0f32; vocabulary.len()];
    let mut sentences = 0.0f32;
    for unit in units.iter().filter(|unit| unit.kind == Kind::Sentence) {
        sentences += 1.0;
        let terms: BTreeSet<u32> = unit.words.iter().map(|w| w.word.term).collect();
        for term in terms {
            with[term as usize] += 1.0;
        }
    }
    for word in units.iter().flat_map(|unit| &unit.words) {
        let expected = &mut share[word.word.term as usize];
        *expected = expected.max(word.word.class.share_of_sentences());
    }
    for unit in units {
        let mut vector: BTreeMap<u32, f32> = BTreeMap::new();
        for word in &mut unit.words {
            let n = word.word.term as usize;
            word.weight = inverse_frequency(sentences, with[n], PRIOR_SENTENCES, share[n]);
            if word.attributes {
                word.weight *= ATTRIBUTION;
            }
            vector.insert(word.word.term, word.weight);
        }
        unit.weight = unit.words.iter().map(|word| word.weight).sum();
        unit.vector = Weights::new(vector).unit();
    }
}
