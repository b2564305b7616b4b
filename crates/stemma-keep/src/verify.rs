//! Proves that the store tells no lie: every account has the words it was kept with, and everything
//! that is derived leads to words and things that are there.

use stemma_core::Stored;
use stemma_core::verify::{
    Checked, Violation, check_account, check_log, check_parsed, check_woven,
};

use crate::Store;
use crate::accounts::{seal, setting, sha256};
use crate::error::{Error, Fault};

impl Store {
    /// Hashes every account again, slices every span again and follows every reference, up to the
    /// first thing that is not so.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn verify(&self) -> Result<Result<Checked, Violation>, Error> {
        let mut checked = Checked::default();
        let pages: String = self
            .connection
            .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
            .map_err(|error| Fault::from(error).at(&self.path))?;
        if pages != "ok" {
            return Ok(Err(Violation {
                account: None,
                what: format!("the file is damaged: {pages}"),
            }));
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
                    return Ok(Err(Violation { account: Some(id), what }));
                }
                Err(error) => return Err(error),
            };
            let title = stored.account.title.as_deref().unwrap_or_default();
            let checked = is_as_kept(&stored, &seal)
                .and_then(|()| check_account(&stored, &mut checked))
                .and_then(|()| check_parsed(&parsed.0, &stored.account.text, "body"))
                .and_then(|()| check_parsed(&parsed.1, title, "title"));
            if let Err(what) = checked {
                return Ok(Err(Violation { account: Some(id), what }));
            }
            known.push(stored);
        }
        let log = match self.log() {
            Ok(log) => log,
            Err(error) if error.is_damaged() => {
                let what = "an entry of the log of judgements cannot be read".to_owned();
                return Ok(Err(Violation { account: None, what }));
            }
            Err(error) => return Err(error),
        };
        if let Err(violation) = check_log(&log, &known, &mut checked) {
            return Ok(Err(violation));
        }
        let revision =
            setting(&self.connection, "revision").map_err(|fault| fault.at(&self.path))?;
        let from = setting(&self.connection, "woven_from").map_err(|fault| fault.at(&self.path))?;
        checked.is_stale = from != revision;
        if checked.is_stale {
            // What was woven is of other accounts than these, and is made anew before it is told.
            return Ok(Ok(checked));
        }
        Ok(check_woven(&known, &self.woven()?, &log, &mut checked).map(|()| checked))
    }
}

/// Whether the words of an account are those that it was kept with.
fn is_as_kept(stored: &Stored, kept: &[u8]) -> Result<(), String> {
    let account = &stored.account;
    if sha256(&account.text) != stored.sha256 {
        return Err("its text is not the text that was kept (the digests differ)".to_owned());
    }
    if seal(account) != kept {
        return Err(
            "its title, outlet, bylines or dropped pieces are not those that were kept".to_owned()
        );
    }
    Ok(())
}
