//! `stemma verify`: the proof.

use clap::Args;
use stemma_keep::{Store, Stored};

use crate::Status;
use crate::cli::StoreOption;
use crate::printer::Printer;
use crate::weaving::count;

/// Prove a store: hash every account again, slice every span again; exit 1 at the first lie
#[derive(Args)]
#[command(after_help = "\
Example:
  stemma verify --store s.db

What is checked: the file's pages; that every account has the words it was kept with (SHA-256);
that every span of what was found and woven is a slice of those words; that every name stands in the
accounts that are said to write it.")]
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
                printer.data(&format!(
                    "true: {}, {}, {}\n",
                    count(checked.accounts, "account"),
                    count(checked.spans, "span"),
                    count(checked.names, "name")
                ))?;
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
