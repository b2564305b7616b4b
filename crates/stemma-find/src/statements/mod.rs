//! Who said what.

use stemma_core::{Account, Parsed, Statement};

use crate::Mentioned;

/// Statements of an account, in the order of its texts.
pub fn find_statements(
    account: &Account,
    text: &Parsed,
    title: &Parsed,
    mentioned: &Mentioned,
) -> Vec<Statement> {
    let _ = (account, text, title, mentioned);
    Vec::new()
}
