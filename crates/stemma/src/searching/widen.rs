//! Other names for whom a search names.

use stemma_core::EntityId;
use stemma_keep::{Form, Query, Term, Wanted};
use stemma_tell::collection::Collection;
use stemma_tell::names::Names;

/// A name has no more words than this.
const MOST_WORDS: usize = 5;

/// Names that were looked for beside what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Added {
    /// What was typed.
    pub(crate) typed: String,
    /// Whose names they are.
    pub(crate) entities: Vec<EntityId>,
    /// The names, as accounts write them.
    pub(crate) names: Vec<String>,
}

/// Adds to a query every other name of whom its words name. `is_known` says whether any account
/// has a word: one that none has is looked for by its sound.
pub(super) fn widen<E>(
    names: &Names,
    collection: &Collection,
    query: &mut Query,
    is_known: impl Fn(&str) -> Result<bool, E>,
) -> Result<Vec<Added>, E> {
    let mut added = Vec::new();
    let mut wanted = std::mem::take(&mut query.wanted);
    let mut at = 0;
    while at < wanted.len() {
        let mut taken = 1;
        for count in (1..=MOST_WORDS.min(wanted.len() - at)).rev() {
            let Some(typed) = together(&wanted[at..at + count]) else {
                continue;
            };
            let Some(named) = names.named(collection, &typed, &is_known)? else {
                continue;
            };
            taken = count;
            if named.names.is_empty() {
                // It is a name, and there is no other.
                break;
            }
            let has_phrase = count == 1;
            let mut either = match (has_phrase, named.is_whole) {
                (false, _) => vec![Term { words: typed.clone(), form: Form::Near }],
                (true, _) => std::mem::take(&mut wanted[at].either),
            };
            either.extend(named.names.iter().map(Term::phrase));
            wanted.splice(at..at + count, [Wanted { either, is_exact: false }]);
            taken = 1;
            added.push(Added { typed, entities: named.entities, names: named.names });
            break;
        }
        at += taken;
    }
    query.wanted = wanted;
    Ok(added)
}

/// What was typed for some wanted things, where they may be one name: single words in a row, or one
/// phrase.
fn together(wanted: &[Wanted]) -> Option<String> {
    let mut typed = Vec::new();
    for one in wanted {
        let [Term { words, form: Form::Phrase }] = one.either.as_slice() else {
            return None;
        };
        let is_phrase = words.split_whitespace().nth(1).is_some();
        if one.is_exact || (is_phrase && wanted.len() > 1) {
            return None;
        }
        typed.push(words.as_str());
    }
    Some(typed.join(" "))
}
