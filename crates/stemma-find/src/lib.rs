//! Finds in one account who and what is mentioned, which days, how many, who said what, and where
//! the account has it from.
//!
//! Every stage is a plain function whose parameters are what it needs; [`find`] calls them in
//! order: names, descriptions and pronouns with what they stand for ([`find_mentions`]), dates,
//! quantities, statements, sources. Called by itself, a stage takes the parses and indexes them
//! anew; [`find`] does that once for all of them (`ParsedText`).
//!
//! **Architecture invariant:** pure; no clock, file, network, environment, thread or randomness.

mod dates;
mod entities;
mod events;
mod mentions;
mod parsed_text;
#[cfg(test)]
mod parses;
mod quantities;
mod rule;
mod rules;
mod sources;
mod statements;

use stemma_core::{Account, Found, Parsed};

use self::parsed_text::ParsedText;

pub use dates::find_dates;
pub use mentions::{Mentioned, find_mentions};
pub use quantities::find_quantities;
pub use rule::Rule;
pub use rules::Part;
pub use sources::find_sources;
pub use statements::find_statements;
pub use statements::learned::training;

/// All that one account says: `text` and `title` are its two texts as the parser sees them.
pub fn find(account: &Account, text: &Parsed, title: &Parsed) -> Found {
    find_with(account, text, title, Some(training::Weights::built_in()))
}

/// The same with other weights for statements; by the rules alone where there are none.
fn find_with(
    account: &Account,
    text: &Parsed,
    title: &Parsed,
    weights: Option<training::Weights>,
) -> Found {
    let dates = find_dates(account, text, title);
    let texts = ParsedText::of_account(account, text, title);
    let mut mentioned = mentions::find_in(&texts, account.outlet.as_deref());
    let quantities = quantities::find_in(&texts, &dates);
    let mut statements = statements::find_in(&texts, &mentioned, weights);
    mentioned.name_by_title(account, &mut statements);
    mentioned.name_first_persons(account, &statements);
    let signs = sources::signs(account, &texts, &mentioned, &statements);
    sources::hand_on(&signs, &mut statements);
    let sources = sources::join(signs);
    Found {
        sentences: text.sentence_spans(),
        mentions: mentioned.mentions,
        entities: mentioned.entities,
        dates,
        quantities,
        statements,
        sources,
    }
}
