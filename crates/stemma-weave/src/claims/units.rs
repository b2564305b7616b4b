//! The passages of a story that may say the same: sentences, titles, clauses, and who says them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use stemma_core::{
    Bound, Certainty, EntityId, Field, Manner, MentionForm, Parsed, Passage, Place, Polarity,
    Quantity, Reported, Span, Speaker, Statement, TimexKind,
};
use stemma_words::en::numbers;

use super::headline;
use super::named::named;
use super::split;
use super::who::Who;
use crate::likeness::{Class, Vocabulary, Weights, Word, inverse_frequency};

/// How many sentences are imagined besides those of the story when words are weighed.
const PRIOR_SENTENCES: f32 = 60.0;
/// A clause with fewer words is no passage of its own.
const PART_WORDS: usize = 4;
/// Speech with fewer words is none either.
const SAID_WORDS: usize = 3;
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
    /// Part of the sentence (or title) of that number among the units.
    Clause(usize),
    /// What somebody says in the sentence (or title) of that number.
    Said(usize),
}

impl Kind {
    /// Whether it is less than a sentence.
    pub(crate) fn is_part(self) -> bool {
        matches!(self, Kind::Clause(_) | Kind::Said(_))
    }
}

/// A passage that may say what another says.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of the passage")]
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
    /// Which of its words are the verbs that it hangs on, those that tell something.
    pub(crate) main: Vec<usize>,
    /// Terms whose verb is negated, here or by whoever denies it.
    pub(crate) negated: BTreeSet<u32>,
    /// Whether it speaks of who speaks: "we", "my".
    pub(crate) first_person: bool,
    /// Whether anything in it negates: "not", "no", "refused to".
    pub(crate) negates: bool,
    /// Numbers with what they count.
    pub(crate) quantities: Vec<usize>,
    /// Dates that stand in what is shown, as indices of the account's.
    pub(crate) dates: Vec<usize>,
    /// Who does what to whom.
    pub(crate) roles: Vec<Role>,
    /// Whether it asks.
    pub(crate) asks: bool,
    /// The statement that it stands in, where most of it is one.
    pub(crate) statement: Option<u32>,
    /// Whether whoever says it says that it is not so.
    pub(crate) denied: bool,
    /// Whether that is in quotation marks, all or in part.
    pub(crate) is_quoted: bool,
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
#[derive(Clone, Debug)]
pub(crate) struct Weighed {
    pub(crate) word: Word,
    pub(crate) weight: f32,
    /// Whom it names, where it is a mention's head.
    pub(crate) entity: Option<EntityId>,
    /// Whether it tells who said it, or where and for whom it was written, and not what was said.
    pub(crate) attributes: bool,
    /// The quantity whose first word it is, or the bare number that it writes.
    pub(crate) number: Option<Arc<Quantity>>,
    /// Whether it is a later word of a quantity.
    pub(crate) of_number: bool,
    /// Whether it stands in a date or a name: a figure there counts nothing.
    pub(crate) of_name: bool,
}

/// Whom or what a verb has as its subject or its object, as indices of a unit's words. The subject
/// of a passive is an object, and its agent a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Role {
    pub(crate) verb: usize,
    pub(crate) argument: usize,
    pub(crate) is_subject: bool,
}

impl Unit {
    /// The passage that a claim shows.
    pub(crate) fn passage(&self, accounts: &[&Reported<'_>]) -> Passage {
        self.shown.in_account(accounts[self.account].id)
    }

    /// The sentence (or title) that it is or stands in; `own` is its own number.
    pub(crate) fn sentence(&self, own: usize) -> usize {
        match self.kind {
            Kind::Clause(sentence) | Kind::Said(sentence) => sentence,
            Kind::Title | Kind::Sentence => own,
        }
    }
}

/// Lays out the units of a story: per account its title, its sentences, their clauses.
pub(crate) fn lay(accounts: &[&Reported<'_>], vocabulary: &Vocabulary, who: &Who<'_>) -> Vec<Unit> {
    let mut units = Vec::new();
    let seams = headline::seams(accounts);
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
        for (order, &tokens) in
            split::sentences(page.parsed, page.text, title, &seams[account]).iter().enumerate()
        {
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
        let mut parts: BTreeMap<(u32, u32), Kind> =
            (split::clauses(self.parsed, self.text, tokens).into_iter())
                .map(|part| (part, Kind::Clause(whole)))
                .collect();
        for statement in self.reported.found.statements.iter().filter(|s| s.of == self.of) {
            let pieces: Vec<Span> =
                statement.content.iter().copied().filter(|piece| piece.overlaps(at)).collect();
            let all = pieces.iter().copied().reduce(Span::cover);
            for said in all.into_iter().chain(pieces.iter().copied()) {
                let tokens_of = &self.parsed.tokens;
                let first = tokens_of.partition_point(|token| token.span.start < said.start) as u32;
                let after = tokens_of.partition_point(|token| token.span.start < said.end) as u32;
                let said = (first.max(tokens.0), after.min(tokens.1));
                if said.0 < said.1 && said != tokens {
                    parts.insert(said, Kind::Said(whole));
                }
            }
        }
        for (part, kind) in parts {
            let least = if matches!(kind, Kind::Said(_)) { SAID_WORDS } else { PART_WORDS };
            if within(&self.words, part).len() >= least {
                let span = self.parsed.span(part).trim(self.text);
                units.push(self.unit(kind, span, part, order));
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
        // "When will they get out of here?" has no word that tells, and is said.
        let any_tells = words.iter().any(|word| word.class.tells());
        let tells = |word: &Word| word.class.tells() || !any_tells;
        let said = said_most(&statements, words, span, &tells);
        let telling = words.iter().filter(|word| tells(word)).count();
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
                    number: None,
                    of_number: false,
                    of_name: false,
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
            dates: Vec::new(),
            roles: self.roles(tokens, words),
            asks: self.asks(span),
            statement: None,
            denied: false,
            is_quoted: false,
            speaker: None,
            jointly: Vec::new(),
            certainty: None,
            shown: Place { of: self.of, span },
        };
        self.number(&mut unit.words, &unit.quantities);
        for word in &mut unit.words {
            word.attributes = self.attributes(word.word.span, &statements);
        }
        if let Some(said) = said {
            self.take_statement(&mut unit, words, telling, said);
        }
        let framed = |span: Span| {
            let mut words = unit.words.iter().filter(|word| span.contains(word.word.span));
            words.any(|word| word.attributes)
        };
        unit.dates = (found.dates.iter().enumerate())
            .filter(|(_, date)| date.place.of == self.of && date.kind == TimexKind::Date)
            .filter(|(_, date)| {
                unit.shown.span.contains(date.place.span) && !framed(date.place.span)
            })
            .map(|(n, _)| n)
            .collect();
        unit
    }

    /// Gives words the numbers that they write; of a quantity of several words the first has it.
    fn number(&self, words: &mut [Weighed], quantities: &[usize]) {
        let (found, text) = (self.reported.found, self.text);
        let mut counted: Option<Span> = None;
        for word in words {
            let at = word.word.span;
            let counts = |&n: &usize| found.quantities[n].place.span.contains(at);
            let of = quantities.iter().copied().find(counts).map(|n| &found.quantities[n]);
            let figure = at.of(text).starts_with(|c: char| c.is_ascii_digit());
            match of.filter(|_| figure || word.word.class == Class::Number) {
                Some(quantity) if counted == Some(quantity.place.span) => word.of_number = true,
                Some(quantity) => {
                    word.number = Some(Arc::new(quantity.clone()));
                    counted = Some(quantity.place.span);
                }
                None => {
                    let place = Place { of: self.of, span: at };
                    word.number = number(&at.of(text).to_lowercase())
                        .map(|value| Quantity {
                            place,
                            value,
                            bound: Bound::Exact,
                            unit: None,
                            of: None,
                        })
                        .map(Arc::new);
                }
            }
            if word.number.is_some() {
                let here = |place: Place| place.of == self.of && place.span.contains(at);
                word.of_name = found.dates.iter().any(|date| here(date.place))
                    || found
                        .mentions
                        .iter()
                        .any(|mention| mention.form == MentionForm::Name && here(mention.place));
            }
        }
    }

    /// Whether a word says who says it, or where the account has it from.
    fn attributes(&self, at: Span, statements: &[(usize, &Statement)]) -> bool {
        let within = |span: Option<Span>| span.is_some_and(|span| span.contains(at));
        let told = statements.iter().any(|(_, statement)| {
            within(statement.cue) || within(statement.speaker.map(|speaker| speaker.span))
        });
        let said = || {
            let mut pieces = statements.iter().flat_map(|(_, statement)| &statement.content);
            pieces.any(|piece| piece.contains(at))
        };
        let source = || {
            let mut sources = self.reported.found.sources.iter();
            sources.any(|sign| sign.evidence.of == self.of && sign.evidence.span.contains(at))
        };
        told && !said() || source()
    }

    /// Notes what the statement says that most of a passage is of.
    fn take_statement(
        &self,
        unit: &mut Unit,
        words: &[Word],
        telling: usize,
        (words_in, n, pieces): Said,
    ) {
        let statement = &self.reported.found.statements[n];
        unit.statement = Some(n as u32);
        unit.is_quoted = matches!(statement.manner, Manner::Direct | Manner::Mixed);
        // A sentence is speech where half of what it tells is; else the account frames it.
        if words_in * 2 >= telling {
            let who = |speaker: &Speaker| {
                speaker.entity.and_then(|local| self.who.entity(self.reported.id, local))
            };
            unit.speaker = statement.speaker.as_ref().and_then(who);
            unit.jointly = statement.jointly.iter().filter_map(who).collect();
            unit.certainty = Some(statement.certainty);
            unit.denied = statement.polarity == Polarity::Denied;
            unit.negates |= unit.denied;
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

    /// Whether a passage ends in a question mark, or one stands right behind it.
    fn asks(&self, span: Span) -> bool {
        const CLOSING: [char; 6] = ['"', '”', '»', '\'', '’', ' '];
        let inside = span.of(self.text).trim_end_matches(CLOSING);
        let behind = self.text[span.end as usize..].trim_start_matches(CLOSING);
        behind.starts_with('?') || inside.ends_with(['?', '!']) && inside.contains('?')
    }

    /// Whom or what its verbs have as subject and as object.
    fn roles(&self, tokens: (u32, u32), words: &[Word]) -> Vec<Role> {
        let token = |n: u32| &self.parsed.tokens[n as usize];
        let index = |n: u32| words.binary_search_by_key(&n, |word| word.token).ok();
        let mut roles = Vec::new();
        for n in tokens.0..tokens.1 {
            let head = token(n).head;
            let (verb, is_subject) = match token(n).dep.as_str() {
                "nsubj" => (head, true),
                "nsubjpass" | "dobj" => (head, false),
                "pobj" if token(head).dep == "agent" => (token(head).head, true),
                _ => continue,
            };
            if let (Some(verb), Some(argument)) = (index(verb), index(n)) {
                roles.push(Role { verb, argument, is_subject });
            }
        }
        roles
    }

    /// The verbs that a passage hangs on: from a verb of saying down to what was said, and from
    /// "decided" to what was decided.
    fn main(&self, tokens: (u32, u32), words: &[Word]) -> Vec<usize> {
        let token = |n: u32| &self.parsed.tokens[n as usize];
        let inside = |n: u32| tokens.0 <= n && n < tokens.1;
        let mut main = Vec::new();
        let mut at = (tokens.0..tokens.1).find(|&n| token(n).head == n || !inside(token(n).head));
        // A broken tree cannot loop for ever: each step goes one clause down.
        for _ in tokens.0..tokens.1 {
            let Some(verb) = at else { break };
            let word = words.binary_search_by_key(&verb, |word| word.token).ok();
            match word.map(|word| words[word].class) {
                Some(Class::Verb) => main.extend(word),
                Some(Class::Light) => {}
                _ => break,
            }
            let below = if main.is_empty() { &["ccomp", "xcomp"][..] } else { &["xcomp"] };
            at = (tokens.0..tokens.1).find(|&n| {
                n != verb && token(n).head == verb && below.contains(&token(n).dep.as_str())
            });
        }
        main
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

/// How many words of a passage a statement says, which statement, and its pieces in the passage.
type Said = (usize, usize, Vec<Span>);

/// The statement that says the most words of a passage; of equals the first.
fn said_most(
    statements: &[(usize, &Statement)],
    words: &[Word],
    span: Span,
    tells: &dyn Fn(&Word) -> bool,
) -> Option<Said> {
    statements
        .iter()
        .map(|&(n, statement)| {
            let pieces: Vec<Span> = statement
                .content
                .iter()
                .copied()
                .filter(|&piece| span.overlaps(piece))
                .map(|piece| Span {
                    start: piece.start.max(span.start),
                    end: piece.end.min(span.end),
                })
                .collect();
            let words_in = words
                .iter()
                .filter(|word| tells(word))
                .filter(|word| pieces.iter().any(|piece| piece.contains(word.span)))
                .count();
            (words_in, n, pieces)
        })
        .filter(|&(words_in, _, _)| words_in > 0)
        .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)))
}

/// The number that a word writes: `2,400`, `eleven`, `twice`.
fn number(word: &str) -> Option<f64> {
    match word {
        "once" => Some(1.0),
        "twice" => Some(2.0),
        _ if word.starts_with(|c: char| c.is_ascii_digit()) => word.replace(',', "").parse().ok(),
        _ => numbers::small_number(word).map(f64::from),
    }
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
            if word.of_number {
                word.weight = 0.0;
            }
            vector.insert(word.word.term, word.weight);
        }
        unit.weight = unit.words.iter().map(|word| word.weight).sum();
        unit.vector = Weights::new(vector).unit();
    }
}
