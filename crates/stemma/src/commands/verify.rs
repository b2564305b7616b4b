//! `stemma verify`: the proof.

use clap::Args;
use stemma_core::Stored;
use stemma_keep::Store;

use crate::Status;
use crate::cli::StoreOption;
use crate::printer::Printer;
use stemma_tell::plural::count;

/// Prove a store: hash every account, slice every span, follow every reference; exit 1 at a lie
#[derive(Args)]
#[command(after_help = "\
Example:
  stemma verify --store s.db

What is checked: the file's pages; that every account has the words it was kept with (SHA-256); \
that every span of what was found and woven is a slice of those words, and every parse is of them; \
that every name stands in the accounts that are said to write it; that every member, speaker, line \
of descent and story that is named is there; that a claim has as many origins as are named, each \
behind an account that has it; that days of report lie within their bounds; that the log of \
judgements is whole, and its words stand where it says.")]
pub(crate) struct Verify {
    #[command(flatten)]
    store: StoreOption,
}

impl Verify {
    /// Runs the command.
    pub(crate) fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        let store = Store::open(&self.store.store)?;
        match store.verify()? {
            Ok(checked) => {
                let mut parts = vec![
                    count(checked.accounts, "account"),
                    count(checked.spans, "span"),
                    count(checked.names, "name"),
                    count(checked.claims, "claim"),
                ];
                if checked.judgements > 0 {
                    parts.push(format!("{} of people", count(checked.judgements, "judgement")));
                }
                printer.data(&format!("true: {}\n", parts.join(", ")))?;
                if checked.is_stale {
                    printer.note(
                        "what the accounts say together was not looked at: they have changed since \
                         it was woven, and `stemma story` weaves it anew.",
                    );
                }
                Ok(Status::Done)
            }
            Err(lie) => {
                let source = match lie.account {
                    Some(id) => {
                        let number = store.numbers()?.get(&id).copied().unwrap_or(id);
                        let named = |stored: Stored| {
                            format!("account {} ({}): ", number.0, stored.account.source)
                        };
                        store.account(id)?.map(named)
                    }
                    None => None,
                };
                printer.data(&format!("false: {}{}\n", source.unwrap_or_default(), lie.what))?;
                printer.fault(
                    "the store was changed by something else than this program, or by a bug in it. \
                     Read the accounts again into a new store",
                );
                Ok(Status::No)
            }
        }
    }
}
