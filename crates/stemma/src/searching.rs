//! Search over everything: words, phrases and beginnings, any spelling of a name, and the places
//! where they stand, each in its sentence.
//!
//! [`search`] serves the command line, the page and the API alike. The index of the store says which
//! accounts hold the words; the [`Collection`] says which of them are of that outlet, story or day, who
//! says the words, and what else somebody is called.

mod filters;
mod rows;
#[cfg(test)]
mod tests;
mod widen;

use std::collections::BTreeSet;

use stemma_core::{AccountId, EntityId, Field, Passage, Place, Span};
use stemma_keep::{Form, Marked, Query, Store};
use stemma_weave::entities::folded;

pub(crate) use filters::Facets;
use filters::Filters;
pub(crate) use rows::{FoundJson, found_json, rows};
use stemma_tell::collection::Collection;
pub(crate) use widen::Added;

/// Accounts on one page of what was found.
pub(crate) const ON_A_PAGE: usize = 20;

/// What a person asks, as typed. All but the words may be left empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Question {
    /// Words, `"exact phrases"`, `begin*`, `-without`, `OR`, `+just-so`.
    pub(crate) query: String,
    /// Only accounts of this outlet.
    pub(crate) outlet: String,
    /// Only what somebody of this name says; `e12` names an entity.
    pub(crate) speaker: String,
    /// Only accounts that were reported on this day or later: `2031-05-13`, `2031-05`, `2031`.
    pub(crate) from: String,
    /// Or on this day or earlier.
    pub(crate) to: String,
    /// Only accounts in this language: `en`.
    pub(crate) language: String,
    /// Only accounts of the story of this number.
    pub(crate) story: String,
    /// Only the words as typed: no other spelling of a name.
    pub(crate) exact: bool,
    /// Which page of what was found, from 1; 0 is 1 too.
    pub(crate) page: usize,
    /// How many accounts are on a page; 0 is as many as usual.
    pub(crate) on_a_page: usize,
}

impl Question {
    /// A question out of the names and values of an address or a form: `q`, `outlet`, `speaker`,
    /// `from`, `to`, `language`, `story`, `exact`, `page`. Other names are left alone.
    pub(crate) fn of_pairs<K: AsRef<str>, V: Into<String>>(
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Question {
        let mut question = Question::default();
        for (name, value) in pairs {
            let value: String = value.into();
            let value = value.trim().to_owned();
            match name.as_ref() {
                "q" => question.query = value,
                "outlet" => question.outlet = value,
                "speaker" => question.speaker = value,
                "from" => question.from = value,
                "to" => question.to = value,
                "language" => question.language = value,
                "story" => question.story = value,
                "exact" => question.exact = !matches!(value.as_str(), "" | "0" | "false"),
                "page" => question.page = value.parse().unwrap_or(1),
                _ => {}
            }
        }
        question
    }

    /// The names and values of which [`Question::of_pairs`] makes it again; what is empty is left
    /// out.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, String)> {
        let pairs = [
            ("q", self.query.clone()),
            ("outlet", self.outlet.clone()),
            ("speaker", self.speaker.clone()),
            ("from", self.from.clone()),
            ("to", self.to.clone()),
            ("language", self.language.clone()),
            ("story", self.story.clone()),
            ("exact", if self.exact { "1".to_owned() } else { String::new() }),
            ("page", if self.page > 1 { self.page.to_string() } else { String::new() }),
        ];
        pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// Whether nothing is asked.
    pub(crate) fn is_empty(&self) -> bool {
        self.pairs().is_empty()
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    /// How many accounts hold it, on all pages.
    pub(crate) accounts: usize,
    /// Which page this is, from 1.
    pub(crate) page: usize,
    /// How many there are.
    pub(crate) pages: usize,
    /// The accounts of this page, best first.
    pub(crate) results: Vec<InAccount>,
    /// Names that were looked for beside what was typed.
    pub(crate) added: Vec<Added>,
    /// Whom the name of the speaker fits: what any of them says was looked through.
    pub(crate) speakers: Vec<EntityId>,
    /// How many accounts hold it and were left out, because nothing is known of their day.
    pub(crate) undated: usize,
    /// Whether a quotation mark was opened and never closed.
    pub(crate) is_unclosed: bool,
}

/// What was found in one account.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct InAccount {
    /// The account.
    pub(crate) account: AccountId,
    /// How well it fits; higher is better.
    pub(crate) score: f64,
    /// Every place, those that hold the most of what was searched for first.
    pub(crate) hits: Vec<Hit>,
}

/// A sentence, or a headline, that holds what was searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    /// The sentence.
    pub(crate) passage: Passage,
    /// The words within it, in order; they count in the account's text.
    pub(crate) words: Vec<Span>,
    /// Whose words they are: the innermost statement that holds the first of them.
    pub(crate) statement: Option<usize>,
    /// Which of the wanted things it holds, a bit each.
    holds: u64,
}

#[cfg(test)]
impl Hit {
    /// A place with these words, in nobody's statement.
    pub(crate) fn for_tests(passage: Passage, words: Vec<Span>) -> Hit {
        Hit { passage, words, statement: None, holds: 1 }
    }
}

/// Why nothing was searched for.
#[derive(Debug)]
pub(crate) enum Unsearched {
    /// The question is at fault; the text says in what, and what to do.
    Asked(String),
    /// The store could not be read.
    Store(stemma_keep::Error),
}

impl std::fmt::Display for Unsearched {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unsearched::Asked(why) => f.write_str(why),
            Unsearched::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Unsearched {}

impl From<stemma_keep::Error> for Unsearched {
    fn from(error: stemma_keep::Error) -> Unsearched {
        if error.is_bad_query() {
            Unsearched::Asked(error.to_string())
        } else {
            Unsearched::Store(error)
        }
    }
}

/// An account by its number and by its id in the store, and how well it fits.
type Ranked = (AccountId, AccountId, f64);

/// Looks for what is asked. `collection` is of this store; accounts that it does not know are passed
/// over.
///
/// # Errors
/// [`Unsearched::Asked`] where the question cannot be answered as it stands.
pub(crate) fn search(
    store: &Store,
    collection: &Collection,
    question: &Question,
) -> Result<Found, Unsearched> {
    let filters = Filters::new(collection, question).map_err(Unsearched::Asked)?;
    let mut query: Query = question.query.parse().map_err(|why| {
        Unsearched::Asked(format!(
            "this cannot be searched for: {why}. Search for words, \"exact phrases\" or beginnings*"
        ))
    })?;
    let added = if question.exact {
        Vec::new()
    } else {
        widen::widen(collection.names(), collection, &mut query, |word| store.has_words(word))?
    };
    let mut matching: Vec<Ranked> = Vec::new();
    let mut undated = 0;
    for found in store.matching(&query)? {
        let Some(account) = collection.number_of(found.account) else {
            continue;
        };
        if filters.is_undated(collection, account) {
            undated += 1;
        } else if filters.takes(collection, account) {
            matching.push((account, found.account, found.score));
        }
    }
    // Ids follow the order of reading, numbers do not.
    matching.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));

    let terms = Terms::of(&query);
    let locate = |those: &[Ranked]| -> Result<Vec<InAccount>, Unsearched> {
        let ids: Vec<AccountId> = those.iter().map(|&(_, id, _)| id).collect();
        let marked = store.marked(&query, &ids)?;
        let located = those.iter().map(|&(account, id, score)| {
            let marked = marked.get(&id);
            let hits =
                marked.map(|marked| hits(collection, account, marked, &terms, filters.speakers()));
            InAccount { account, score, hits: hits.unwrap_or_default() }
        });
        Ok(located.collect())
    };
    let of_speakers = filters.speakers().map(|_| locate(&matching)).transpose()?;
    let of_speakers = of_speakers.map(|mut located| {
        // All that is wanted must be in what they say.
        located.retain(|one| one.hits.iter().fold(0, |all, hit| all | hit.holds) == terms.all());
        located
    });
    let accounts = of_speakers.as_ref().map_or(matching.len(), Vec::len);
    let on_a_page = if question.on_a_page == 0 { ON_A_PAGE } else { question.on_a_page };
    let pages = accounts.div_ceil(on_a_page).max(1);
    let page = question.page.clamp(1, pages);
    let shown = (page - 1) * on_a_page..page.saturating_mul(on_a_page).min(accounts);
    let results = match of_speakers {
        Some(mut located) => located.drain(shown).collect(),
        None => locate(&matching[shown])?,
    };
    Ok(Found {
        accounts,
        page,
        pages,
        results,
        added,
        speakers: filters.speakers().map(|ids| ids.iter().copied().collect()).unwrap_or_default(),
        undated,
        is_unclosed: query.is_unclosed,
    })
}

/// The terms of a query, folded: to tell which of them some found words are.
struct Terms(Vec<Vec<String>>);

impl Terms {
    fn of(query: &Query) -> Terms {
        let term = |term: &stemma_keep::Term| match term.form {
            Form::Phrase => vec![format!(" {} ", folded(&term.words))],
            Form::Beginning => vec![format!(" {}", folded(&term.words))],
            Form::Near => {
                let words = term.words.split_whitespace();
                words.map(|word| format!(" {} ", folded(word))).collect()
            }
        };
        let wanted = query.wanted.iter();
        Terms(wanted.map(|wanted| wanted.either.iter().flat_map(term).collect()).collect())
    }

    /// A bit for every wanted thing.
    fn all(&self) -> u64 {
        self.0.iter().enumerate().fold(0, |all, (n, _)| all | 1 << n)
    }

    /// A bit for every wanted thing that some found words are.
    fn held(&self, words: &str) -> u64 {
        let words = format!(" {} ", folded(words));
        let holds = |terms: &Vec<String>| terms.iter().any(|term| words.contains(term.as_str()));
        self.0.iter().enumerate().fold(0, |all, (n, terms)| all | u64::from(holds(terms)) << n)
    }
}

/// The places in one account, the fullest first; only those that one of the speakers says.
fn hits(
    collection: &Collection,
    account: AccountId,
    marked: &Marked,
    terms: &Terms,
    speakers: Option<&BTreeSet<EntityId>>,
) -> Vec<Hit> {
    let Some(stored) = collection.account(account) else {
        return Vec::new();
    };
    let found = &stored.found;
    let title = stored.account.title.as_deref().unwrap_or_default();
    let text = stored.account.text.as_str();
    let is_said = |place: Place| {
        let Some(speakers) = speakers else {
            return true;
        };
        found.statements.iter().any(|statement| {
            let mut those = statement.speaker.iter().chain(&statement.jointly);
            statement.of == place.of
                && statement.content.iter().any(|content| content.contains(place.span))
                && those.any(|speaker| {
                    let entity =
                        speaker.entity.and_then(|local| collection.entity_of(account, local));
                    entity.is_some_and(|id| speakers.contains(&id))
                })
        })
    };
    let mut hits: Vec<Hit> = Vec::new();
    let mut add = |of: Field, whole: &str, words: Span| {
        let place = Place { of, span: words };
        // A store that changed since the collection was made may mark what is not there.
        let Some(held) = words.get(whole).map(|words| terms.held(words)) else {
            return;
        };
        if !is_said(place) {
            return;
        }
        let span = match of {
            Field::Title => Span::new(0, whole.len()),
            _ => sentence(&found.sentences, words),
        };
        match hits.last_mut() {
            Some(last) if last.passage.of == of && last.passage.span == span => {
                last.words.push(words);
                last.holds |= held;
            }
            _ => hits.push(Hit {
                passage: Passage { account, of, span },
                words: vec![words],
                statement: found.statement_at(place),
                holds: held,
            }),
        }
    };
    marked.title.iter().for_each(|&words| add(Field::Title, title, words));
    marked.text.iter().for_each(|&words| add(Field::Text, text, words));
    // In the order of the text among those that hold as much.
    hits.sort_by_key(|hit| std::cmp::Reverse(hit.holds.count_ones()));
    hits
}

/// The sentence that holds some words; the words by themselves where they stand between sentences.
fn sentence(sentences: &[Span], words: Span) -> Span {
    let after = sentences.partition_point(|sentence| sentence.start <= words.start);
    let sentence = after.checked_sub(1).map(|n| sentences[n]);
    match sentence {
        Some(sentence) if words.start < sentence.end => sentence.cover(words),
        _ => words,
    }
}
