//! Ctrl-C while a site is written: what is half-written goes, and what was there stays.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, bail};
use signal_hook::consts::TERM_SIGNALS;
use signal_hook::flag;

/// The exit status of what is ended by a signal, for a second Ctrl-C.
const ENDED: i32 = 130;

/// Hears whether the program is told to end.
pub(super) struct Ending(Arc<AtomicBool>);

impl Ending {
    /// Listens from now on. Who tells it twice does not wait for anything to be cleared away.
    ///
    /// # Errors
    /// Where signals cannot be heard.
    pub(super) fn listen() -> anyhow::Result<Ending> {
        let told = Arc::new(AtomicBool::new(false));
        for &signal in TERM_SIGNALS {
            flag::register_conditional_shutdown(signal, ENDED, Arc::clone(&told))
                .and_then(|_| flag::register(signal, Arc::clone(&told)))
                .context("cannot hear signals")?;
        }
        Ok(Ending(told))
    }

    /// # Errors
    /// Where it was told to end.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        if self.0.load(Ordering::Relaxed) {
            bail!("ended before the site was complete: nothing was put in place");
        }
        Ok(())
    }
}
