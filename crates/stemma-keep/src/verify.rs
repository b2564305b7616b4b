//! Proves that the store tells no lie: every account has the words it was kept with, and everything
//! that is derived leads to words that are there.

use stemma_core::{Account, AccountId, Field, Found, Passage, Place, Span, Woven};

use crate::Store;
use crate::accounts::{Stored, seal, sha256};
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
    /// Hashes every account again and slices every span again, up to the first lie.
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
        let mut texts = Vec::new();
        for id in self.account_ids()? {
            let Some(stored) = self.account(id)? else {
                continue;
            };
            let seal: Vec<u8> = self
                .connection
                .prepare_cached("SELECT seal FROM account WHERE id = ?")
                .and_then(|mut statement| statement.query_row([id.0], |row| row.get(0)))
                .map_err(|error| Fault::from(error).at(&self.path))?;
            if let Err(what) = of_account(&stored, &seal, &mut checked) {
                return Ok(Err(Lie { account: Some(id), what }));
            }
            texts.push((id, stored.account));
        }
        Ok(of_woven(&texts, &self.woven()?, &mut checked).map(|()| checked))
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

fn of_woven(
    accounts: &[(AccountId, Account)],
    woven: &Woven,
    checked: &mut Checked,
) -> Result<(), Lie> {
    let find = |id: AccountId| {
        accounts.binary_search_by_key(&id, |(id, _)| *id).ok().map(|n| &accounts[n].1)
    };
    let lie = |account, what| Lie { account, what };
    let mut passage = |passage: &Passage, what: String| {
        let Some(account) = find(passage.account) else {
            let what = format!("{what} stands in account {}, not there", passage.account.0);
            return Err(lie(None, what));
        };
        one(account, passage.of, passage.span, &what, checked)
            .map_err(|what| lie(Some(passage.account), what))
    };
    for claim in &woven.claims {
        let id = claim.id.0;
        passage(&claim.text, format!("claim {id}"))?;
        for member in &claim.members {
            passage(&member.passage, format!("a member of claim {id}"))?;
        }
        for words in claim.differences.iter().flat_map(|d| &d.between) {
            passage(words, format!("a difference of claim {id}"))?;
        }
    }
    for entry in &woven.timeline {
        for words in std::iter::once(&entry.what).chain(&entry.places) {
            passage(words, format!("the timeline's {}", entry.value))?;
        }
    }
    for edge in &woven.lineage.edges {
        for words in &edge.evidence {
            passage(words, format!("the line from {} to {}", edge.from, edge.to))?;
        }
    }
    for (n, question) in woven.questions.iter().enumerate() {
        for words in &question.passages {
            passage(words, format!("question {n}"))?;
        }
    }
    for judgement in &woven.judgements {
        for words in judgement.reasons.iter().flat_map(|r| &r.evidence) {
            passage(words, format!("a reason of judgement {}", judgement.id))?;
        }
    }
    for entity in &woven.entities {
        for name in &entity.names {
            for &id in &name.accounts {
                if !find(id).is_some_and(|account| writes(account, &name.text)) {
                    let what = format!("it does not write the name '{}'", name.text);
                    return Err(lie(Some(id), what));
                }
                checked.names += 1;
            }
        }
    }
    Ok(())
}

/// Whether an account writes a name. A name may run over the end of a line, so white space counts
/// as one space.
fn writes(account: &Account, name: &str) -> bool {
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = folded(name);
    std::iter::once(account.text.as_str())
        .chain(account.title.as_deref())
        .chain(account.dropped.iter().map(|piece| piece.text.as_str()))
        .any(|text| text.contains(&name) || folded(text).contains(&name))
}
