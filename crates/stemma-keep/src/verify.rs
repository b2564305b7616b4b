//! Proves that the store tells no lie: every account has the words it was kept with, and everything
//! that is derived leads to words and things that are there.

mod log;
mod woven;

use stemma_core::{Account, AccountId, Field, Found, Parsed, Place, Span};

use crate::Store;
use crate::accounts::{Stored, seal, setting, sha256};
use crate::error::{Error, Fault};

/// What was looked at when no lie was found.
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
pub struct Lie {
    /// The account that it is about, where it is about one.
    pub account: Option<AccountId>,
    /// What is not so.
    pub what: String,
}

impl Store {
    /// Hashes every account again, slices every span again and follows every reference, up to the
    /// first lie.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn verify(&self) -> Result<Result<Checked, Lie>, Error> {
        let mut checked = Checked::default();
        let pages: String = self
            .connection
            .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
            .map_err(|error| Fault::from(error).at(&self.path))?;
        if pages != "ok" {
            return Ok(Err(Lie { account: None, what: format!("the file is damaged: {pages}") }));
        }
        let mut known = Vec::new();
        for id in self.account_ids()? {
            let Some(stored) = self.account(id)? else {
                continue;
            };
            let seal: Vec<u8> = self
                .connection
                .prepare_cached("SELECT seal FROM account WHERE id = ?")
                .and_then(|mut statement| statement.query_row([id.0], |row| row.get(0)))
                .map_err(|error| Fault::from(error).at(&self.path))?;
            let parsed = match self.parsed(id) {
                Ok(parsed) => parsed,
                Err(error) if error.is_damaged() => {
                    let what = "its parse cannot be unpacked".to_owned();
                    return Ok(Err(Lie { account: Some(id), what }));
                }
                Err(error) => return Err(error),
            };
            let title = stored.account.title.as_deref().unwrap_or_default();
            let checked = of_account(&stored, &seal, &mut checked)
                .and_then(|()| of_parsed(&parsed.0, &stored.account.text, "body"))
                .and_then(|()| of_parsed(&parsed.1, title, "title"));
            if let Err(what) = checked {
                return Ok(Err(Lie { account: Some(id), what }));
            }
            known.push(stored);
        }
        let log = match self.log() {
            Ok(log) => log,
            Err(error) if error.is_damaged() => {
                let what = "an entry of the log of judgements cannot be read".to_owned();
                return Ok(Err(Lie { account: None, what }));
            }
            Err(error) => return Err(error),
        };
        if let Err(lie) = log::check(&log, &known, &mut checked) {
            return Ok(Err(lie));
        }
        let revision =
            setting(&self.connection, "revision").map_err(|fault| fault.at(&self.path))?;
        let from = setting(&self.connection, "woven_from").map_err(|fault| fault.at(&self.path))?;
        checked.is_stale = from != revision;
        if checked.is_stale {
            // What was woven is of other accounts than these, and is made anew before it is told.
            return Ok(Ok(checked));
        }
        Ok(woven::check(&known, &self.woven()?, &log, &mut checked).map(|()| checked))
    }
}

/// Whether every span of what was found in an account is a slice of its texts; else what is not.
///
/// # Errors
/// What does not hold, in words.
pub fn check(account: &Account, found: &Found) -> Result<(), String> {
    of_found(account, found, &mut Checked::default())
}

fn of_account(stored: &Stored, kept: &[u8], checked: &mut Checked) -> Result<(), String> {
    let account = &stored.account;
    if sha256(&account.text) != stored.sha256 {
        return Err("its text is not the text that was kept (the digests differ)".to_owned());
    }
    if seal(account) != kept {
        return Err(
            "its title, outlet, bylines or dropped pieces are not those that were kept".to_owned()
        );
    }
    checked.accounts += 1;
    if let Some(place) = account.published.basis.as_ref().and_then(|basis| basis.place) {
        one(account, place.of, place.span, "the dateline", checked)?;
    }
    of_found(account, &stored.found, checked)
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
fn of_parsed(parsed: &Parsed, text: &str, which: &str) -> Result<(), String> {
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
    let Some(text) = words_of(account, of) else {
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

fn words_of(account: &Account, of: Field) -> Option<&str> {
    match of {
        Field::Text => Some(&account.text),
        Field::Title => account.title.as_deref(),
        Field::Dropped(n) => account.dropped.get(n as usize).map(|piece| piece.text.as_str()),
    }
}
