//! Ctrl-C while a site is written: what is half-written goes, and what was there stays.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use anyhow::{Context, bail};
use signal_hook::consts::TERM_SIGNALS;
use signal_hook::{flag, low_level};

/// Hears whether the program is told to end, until it is dropped: then it ends as it was told.
pub(super) struct Ending {
    /// By which signal; 0 as long as by none.
    told: Arc<AtomicUsize>,
}

impl Ending {
    /// Listens from now on. Who tells it twice does not wait for anything to be cleared away.
    ///
    /// # Errors
    /// Where signals cannot be heard.
    pub(super) fn listen() -> anyhow::Result<Ending> {
        let (told, once) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let hear = |signal| {
            flag::register_conditional_default(signal, Arc::clone(&once))?;
            flag::register(signal, Arc::clone(&once))?;
            flag::register_usize(signal, Arc::clone(&told), signal as usize).map(drop)
        };
        let mut signals = TERM_SIGNALS.to_vec();
        // A terminal that is closed.
        #[cfg(unix)]
        signals.push(signal_hook::consts::SIGHUP);
        signals.into_iter().try_for_each(hear).context("cannot hear signals")?;
        Ok(Ending { told })
    }

    /// # Errors
    /// Where it was told to end.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        if self.told.load(Ordering::Relaxed) != 0 {
            bail!("ended before the site was complete: nothing was put in place");
        }
        Ok(())
    }

    /// Ends the program as it was told to, if it was: a shell that runs it in a loop is to hear of it.
    pub(super) fn end(&self) {
        let told = self.told.load(Ordering::Relaxed);
        if let Some(signal) = i32::try_from(told).ok().filter(|&signal| signal != 0) {
            // Where that is not possible, it ends with an error.
            let _ = low_level::emulate_default_handler(signal);
        }
    }
}
