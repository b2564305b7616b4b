//! The passages of a story that may say the same: sentences, titles, clauses, and who says them.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{
    AccountId, Certainty, EntityId, Field, Local, Parsed, Passage, Place, Polarity, Reported, Span,
};

use crate::likeness::{Class, Vocabulary, Weights, Word, inverse_frequency};

/// How many sentences are imagined besides those of the story when words are weighed.
const PRIOR_SENTENCES: f32 = 60.0;
/// A clause with fewer telling words is no passage of its own.
const CLAUSE_WORDS: usize = 4;
/// What words that say who said it weigh of what they would.
const ATTRIBUTION: f32 = 0.25;
/// A headline, and a sentence after it, has no fewer tokens.
const HEADLINE_WORDS: usize = 3;
/// Relations that hold the words of one phrase together.
const HELD: &[&str] = &["compound", "appos", "amod", "nmod", "poss", "flat", "dobj", "pobj"];
/// Relations under which a clause hangs.
const CLAUSES: &[&str] = &["ccomp", "relcl", "advcl", "conj"];

/// Entities of the collection by those of single accounts.
pub(super) type ByLocal = BTreeMap<(AccountId, Local), EntityId>;

/// What sort of passage a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Title,
    Sentence,
    /// Part of the sentence of that number among the units.
    Clause(usize),
}

/// A passage that may say what another says.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Index of its account among those of the story.
    pub(super) account: usize,
    pub(super) kind: Kind,
    pub(super) place: Place,
    /// How many sentences of its account stand before it.
    pub(super) order: usize,
    /// Its words, with their weights in this story.
    pub(super) words: Vec<Weighed>,
    /// The sum of the weights.
    pub(super) weight: f32,
    /// Terms and weights, of length 1.
    pub(super) vector: Weights,
    /// Which of its words is the verb that it hangs on, where that is one that tells something.
    pub(super) main: Option<usize>,
    /// Terms whose verb is negated, here or by whoever denies it.
    pub(super) negated: BTreeSet<u32>,
    /// Numbers with what they count.
    pub(super) quantities: Vec<usize>,
    /// Whether it asks.
    pub(super) asks: bool,
    /// The statement that it stands in, where most of it is one.
    pub(super) statement: Option<u32>,
    /// Who says it, where it stands in a statement and the speaker is somebody.
    pub(super) speaker: Option<EntityId>,
    /// How sure the statement is.
    pub(super) certainty: Option<Certainty>,
    /// What of the passage a claim shows: the words that were said, where most of it is speech.
    pub(super) shown: Place,
}

/// A word with its weight in this story.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weighed {
    pub(super) word: Word,
    pub(super) weight: f32,
    /// Whom it names, where it is a mention's head.
    pub(super) entity: Option<EntityId>,
    /// Whether it tells who said it and not what was said.
    pub(super) attributes: bool,
}

impl Unit {
    /// The passage that a claim shows.
    pub(super) fn passage(&self, accounts: &[&Reported<'_>]) -> Passage {
        self.shown.in_account(accounts[self.account].id)
    }

    /// How many of its words tell something.
    pub(super) fn telling(&self) -> usize {
        self.words.iter().filter(|w| w.word.class.tells()).count()
    }
}

/// Lays out the units of a story: per account its title, its sentences, their clauses.
pub(super) fn lay(
    accounts: &[&Reported<'_>],
    vocabulary: &Vocabulary,
    by_local: &ByLocal,
) -> Vec<Unit> {
    let mut units = Vec::new();
    for (account, reported) in accounts.iter().enumerate() {
        let title = reported.account.title.as_deref().unwrap_or_default();
        let page = Page {
            account,
            reported,
            by_local,
            parsed: reported.title,
            text: title,
            of: Field::Title,
            named: named(reported, Field::Title, reported.title, by_local),
        };
        let words = vocabulary.words(reported.title, title);
        if let (Some(first), Some(last)) = (words.first(), words.last()) {
            let tokens = (first.token, last.token + 1);
            let whole = Span::new(0, title.len()).trim(title);
            units.push(page.unit(Kind::Title, whole, tokens, &words, 0));
        }
        let text = &reported.account.text;
        let page = Page {
            parsed: reported.text,
            text,
            of: Field::Text,
            named: named(reported, Field::Text, reported.text, by_local),
            ..page
        };
        let words = vocabulary.words(reported.text, text);
        for (order, &tokens) in sentences(reported.text, text, title).iter().enumerate() {
            let inside = within(&words, tokens);
            if inside.is_empty() {
                continue;
            }
            let sentence = units.len();
            let span = reported.text.span(tokens).trim(text);
            units.push(page.unit(Kind::Sentence, span, tokens, inside, order));
            for clause in clauses(reported.text, tokens) {
                let inside = within(&words, clause);
                let telling = inside.iter().filter(|word| word.class.tells()).count();
                if telling >= CLAUSE_WORDS {
                    let span = reported.text.span(clause).trim(text);
                    units.push(page.unit(Kind::Clause(sentence), span, clause, inside, order));
                }
            }
        }
    }
    weigh(&mut units, vocabulary);
    units
}

/// Sentences as token ranges. A body that begins with the headline, which has no full stop, is
/// split after it, whatever the parser saw in the run of words.
fn sentences(parsed: &Parsed, text: &str, title: &str) -> Vec<(u32, u32)> {
    let title = title.trim();
    let mut sentences = parsed.sentences.clone();
    let cut = if !title.is_empty() && text.starts_with(title) {
        let tokens = parsed.tokens.iter();
        Some(tokens.take_while(|token| (token.span.start as usize) < title.len()).count() as u32)
    } else if title.is_empty() {
        run_in_headline(parsed, text)
    } else {
        None
    };
    let Some(cut) = cut else { return sentences };
    let inside = |&(first, after): &(u32, u32)| first < cut && cut < after;
    if let Some(at) = sentences.iter().position(inside) {
        let (first, after) = sentences[at];
        sentences.splice(at..=at, [(first, cut), (cut, after)]);
    }
    sentences
}

/// Where a headline without a full stop ends in the first sentence of a body: before a capital that
/// follows a word in small letters, where what comes after has a verb and hangs on what comes before
/// by no more than one arc.
fn run_in_headline(parsed: &Parsed, text: &str) -> Option<u32> {
    let &(first, after) = parsed.sentences.first()?;
    let sentence = || first..after;
    let token = |n: u32| &parsed.tokens[n as usize];
    let starts = |n: u32, test: fn(char) -> bool| token(n).span.of(text).starts_with(test);
    let finite = |n: u32| matches!(token(n).tag.as_str(), "VBD" | "VBZ" | "VBP" | "MD");
    let open = |n: u32| {
        matches!(token(n).pos.as_str(), "DET" | "ADP" | "CCONJ" | "SCONJ" | "PART" | "AUX" | "PRON")
    };
    let closes = |n: u32| matches!(token(n).span.of(text), "\"" | "”" | "»" | "'" | "’");
    sentence().skip(HEADLINE_WORDS).find(|&cut| {
        let before = if closes(cut - 1) { cut - 2 } else { cut - 1 };
        if !starts(cut, char::is_uppercase)
            || open(before)
            || !starts(before, char::is_alphanumeric)
            || after - cut < HEADLINE_WORDS as u32
            || !(cut..after).any(finite)
        {
            return false;
        }
        // A small word with a capital is the start of a sentence and of little else.
        match token(cut).pos.as_str() {
            "DET" | "ADP" | "PRON" | "SCONJ" | "ADV" => return true,
            "VERB" if token(cut).span.of(text) == "According" => return true,
            "PROPN" if starts(before, char::is_uppercase) => return false,
            _ => {}
        }
        let crosses = |n: &u32| (*n < cut) != (token(*n).head < cut);
        let mut crossing = sentence().filter(crosses);
        let arc = crossing.next().map(|n| token(n).dep.as_str());
        crossing.next().is_none() && !arc.is_some_and(|arc| HELD.contains(&arc))
    })
}

fn within(words: &[Word], tokens: (u32, u32)) -> &[Word] {
    let first = words.partition_point(|word| word.token < tokens.0);
    let after = words.partition_point(|word| word.token < tokens.1);
    &words[first..after]
}

/// One text of one account.
struct Page<'a> {
    account: usize,
    reported: &'a Reported<'a>,
    by_local: &'a ByLocal,
    parsed: &'a Parsed,
    text: &'a str,
    of: Field,
    named: BTreeMap<u32, EntityId>,
}

impl Page<'_> {
    fn unit(
        &self,
        kind: Kind,
        span: Span,
        tokens: (u32, u32),
        words: &[Word],
        order: usize,
    ) -> Unit {
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
        let said = found
            .statements
            .iter()
            .enumerate()
            .filter(|(_, statement)| statement.of == self.of)
            .map(|(n, statement)| {
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
            certainty: None,
            shown: Place { of: self.of, span },
        };
        for word in &mut unit.words {
            let attributes = found
                .statements
                .iter()
                .filter(|statement| statement.of == self.of)
                .any(|statement| {
                    let at = word.word.span;
                    let within = |span: Option<Span>| span.is_some_and(|span| span.contains(at));
                    within(statement.cue) || within(statement.speaker.map(|speaker| speaker.span))
                });
            let said = || {
                found.statements.iter().filter(|statement| statement.of == self.of).any(
                    |statement| {
                        statement.content.iter().any(|piece| piece.contains(word.word.span))
                    },
                )
            };
            word.attributes = attributes && !said();
        }
        if let Some((words_in, n, pieces)) = said {
            let statement = &found.statements[n];
            unit.statement = Some(n as u32);
            // A sentence is speech where half of what it tells is; else the account frames it.
            if words_in * 2 >= telling {
                unit.speaker = statement
                    .speaker
                    .and_then(|speaker| speaker.entity)
                    .and_then(|local| self.by_local.get(&(self.reported.id, local)).copied());
                unit.certainty = Some(statement.certainty);
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
    by_local: &ByLocal,
) -> BTreeMap<u32, EntityId> {
    let mut named = BTreeMap::new();
    for mention in &reported.found.mentions {
        let Some(entity) = mention.entity.and_then(|local| by_local.get(&(reported.id, local)))
        else {
            continue;
        };
        if mention.place.of != of {
            continue;
        }
        let after =
            parsed.tokens.partition_point(|token| token.span.start < mention.place.span.end);
        if after > 0 {
            named.insert(after as u32 - 1, *entity);
        }
    }
    named
}

/// The clauses of a sentence that are less than the whole, as token ranges.
fn clauses(parsed: &Parsed, sentence: (u32, u32)) -> Vec<(u32, u32)> {
    let (first, after) = sentence;
    // Subtrees of a projective sentence are contiguous; the edges are found from the leaves up.
    let mut edges: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    for token in first..after {
        let mut at = token;
        // A broken tree cannot loop for ever: no path is longer than the sentence.
        for _ in first..after {
            let edge = edges.entry(at).or_insert((token, token + 1));
            *edge = (edge.0.min(token), edge.1.max(token + 1));
            let head = parsed.tokens[at as usize].head;
            if head == at || head < first || head >= after {
                break;
            }
            at = head;
        }
    }
    let verbal = |n: u32| {
        let token = &parsed.tokens[n as usize];
        let subject = || {
            (first..after).map(|m| &parsed.tokens[m as usize]).any(|child| {
                child.head == n && matches!(child.dep.as_str(), "nsubj" | "nsubjpass" | "expl")
            })
        };
        let finite = || matches!(token.tag.as_str(), "VBD" | "VBZ" | "VBP");
        CLAUSES.contains(&token.dep.as_str())
            && matches!(token.pos.as_str(), "VERB" | "AUX")
            && (subject() || (token.dep == "conj" && finite()))
    };
    let mut found: Vec<(u32, u32)> = edges
        .into_iter()
        .filter(|&(token, _)| verbal(token))
        .map(|(_, edge)| edge)
        .filter(|&edge| edge != sentence)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
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
