//! Where the account says it has its words from.

use stemma_core::{Account, Parsed, SourceSign, Statement};

use crate::Mentioned;

/// Signs of the account's sources.
pub fn find_sources(
    account: &Account,
    text: &Parsed,
    title: &Parsed,
    mentioned: &Mentioned,
    statements: &[Statement],
) -> Vec<SourceSign> {
    let _ = (account, text, title, mentioned, statements);
    Vec::new()
}
