//! Numbers with what they count.

use stemma_core::{Account, DateMention, Parsed, Quantity};

/// Numbers of an account with bound, unit and what is counted; not dates, not parts of names.
pub fn find_quantities(
    account: &Account,
    text: &Parsed,
    title: &Parsed,
    dates: &[DateMention],
) -> Vec<Quantity> {
    let _ = (account, text, title, dates);
    Vec::new()
}
