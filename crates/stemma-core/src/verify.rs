//! Proves that nothing which is told is a lie: everything that is derived leads to words and things
//! that are there.

mod log;
mod woven;

use crate::Woven;
use crate::log::Entry;
use crate::{Account, AccountId, Field, Found, Parsed, Place, Span, Stored};

/// What was looked at when nothing was found to be wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Accounts whose words have the digest they were kept with.
    pub accounts: usize,
    /// Spans that are slices of those words.
    pub spans: usize,
    /// Names that stand in the accounts that are said to write them.
    pub names: usize,
    /// Claims whose members, differences and origins are there.
    pub claims: usize,
    /// Judgements of people whose words are where they say, as far as their accounts are here.
    pub judgements: usize,
    /// Whether accounts or judgements have come since all was woven, so that only they were looked
    /// at.
    pub is_stale: bool,
}

/// Something in the store that is not so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The account that it is about, where it is about one.
    pub account: Option<AccountId>,
    /// What is not so.
    pub what: String,
}

/// The account's own spans and those of what was found in it.
///
/// # Errors
/// What does not hold, in words.
pub fn check_account(stored: &Stored, checked: &mut Checked) -> Result<(), String> {
    let account = &stored.account;
    checked.accounts += 1;
    if let Some(place) = account.published.basis.as_ref().and_then(|basis| basis.place) {
        one(account, place.of, place.span, "the dateline", checked)?;
    }
    of_found(account, &stored.found, checked)
}

/// The log of what people judged: whole, in order, and its words where they are said to be.
///
/// # Errors
/// The first entry that does not hold.
pub fn check_log(
    log: &[Entry],
    accounts: &[Stored],
    checked: &mut Checked,
) -> Result<(), Violation> {
    log::check(log, accounts, checked)
}

/// What the accounts say together: everything that is named is there, and what is counted is as many.
///
/// # Errors
/// The first thing that does not hold.
pub fn check_woven(
    accounts: &[Stored],
    woven: &Woven,
    log: &[Entry],
    checked: &mut Checked,
) -> Result<(), Violation> {
    woven::check(accounts, woven, log, checked)
}

/// Whether every span of what was found in an account is a slice of its texts; else what is not.
///
/// # Errors
/// What does not hold, in words.
pub fn check_found(account: &Account, found: &Found) -> Result<(), String> {
    of_found(account, found, &mut Checked::default())
}

fn of_found(account: &Account, found: &Found, checked: &mut Checked) -> Result<(), String> {
    let mut place = |place: Place, what: &str, n: usize| {
        one(account, place.of, place.span, &format!("{what} {n}"), checked)
    };
    for (n, &span) in found.sentences.iter().enumerate() {
        place(Place::text(span), "sentence", n)?;
    }
    for (n, mention) in found.mentions.iter().enumerate() {
        place(mention.place, "mention", n)?;
        if mention.entity.is_some_and(|local| local.0 as usize >= found.entities.len()) {
            return Err(format!("mention {n} stands for an entity that is not there"));
        }
    }
    for (n, role) in found.entities.iter().flat_map(|e| &e.roles).enumerate() {
        place(role.place, "role", n)?;
    }
    for (n, date) in found.dates.iter().enumerate() {
        place(date.place, "date", n)?;
    }
    for (n, quantity) in found.quantities.iter().enumerate() {
        place(quantity.place, "quantity", n)?;
        if let Some(span) = quantity.of {
            let of = quantity.place.of;
            place(Place { of, span }, "what is counted by quantity", n)?;
        }
    }
    for (n, statement) in found.statements.iter().enumerate() {
        let spans = (statement.content.iter().copied())
            .chain(statement.cue)
            .chain(statement.speaker.map(|speaker| speaker.span))
            .chain(statement.jointly.iter().chain(&statement.via).map(|who| who.span))
            .chain(statement.medium);
        for span in spans {
            let of = statement.of;
            place(Place { of, span }, "statement", n)?;
        }
    }
    for (n, sign) in found.sources.iter().enumerate() {
        place(sign.place, "source", n)?;
        place(sign.evidence, "the evidence of source", n)?;
    }
    Ok(())
}

/// Whether a parse is of this text: tokens in order and within, heads and sentences among them.
///
/// # Errors
/// What does not hold, in words; `which` names the text.
pub fn check_parsed(parsed: &Parsed, text: &str, which: &str) -> Result<(), String> {
    let tokens = parsed.tokens.len() as u32;
    let mut end = 0;
    for (n, token) in parsed.tokens.iter().enumerate() {
        if token.span.start < end || token.span.get(text).is_none() || token.head >= tokens {
            return Err(format!("token {n} of its {which} does not fit the text"));
        }
        end = token.span.end;
    }
    let within = |&(first, after): &(u32, u32)| first <= after && after <= tokens;
    if parsed.sentences.iter().chain(parsed.names.iter().map(|name| &name.tokens)).all(within) {
        Ok(())
    } else {
        Err(format!("a sentence or a name of its {which} has tokens that are not there"))
    }
}

fn one(
    account: &Account,
    of: Field,
    span: Span,
    what: &str,
    checked: &mut Checked,
) -> Result<(), String> {
    let Some(text) = account.words(of) else {
        return Err(format!("{what} stands in a text that is not there ({of:?})"));
    };
    if span.get(text).is_none() {
        return Err(format!(
            "{what} ({}..{} of the {of:?}, which has {} bytes) is no slice of its text",
            span.start,
            span.end,
            text.len()
        ));
    }
    checked.spans += 1;
    Ok(())
}
