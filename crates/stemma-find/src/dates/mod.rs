//! Dates, times, durations and sets of times.

use stemma_core::{Account, DateMention, Parsed};

/// Time expressions of an account, in the order of its texts.
pub fn find_dates(account: &Account, text: &Parsed, title: &Parsed) -> Vec<DateMention> {
    let _ = (account, text, title);
    Vec::new()
}
