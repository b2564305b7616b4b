//! A bug costs the account that it is in, or the weave: never the program.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, Once, PoisonError};

/// A bug: its message and where it is.
#[derive(Debug)]
pub(crate) struct Panicked(pub(crate) String);

thread_local! {
    static CAUGHT: RefCell<Option<String>> = const { RefCell::new(None) };
    static GUARDED: RefCell<bool> = const { RefCell::new(false) };
}

/// What a thread of the pool said that panicked for somebody who waits: it is his panic.
static IN_POOL: Mutex<Option<String>> = Mutex::new(None);
/// So many guard somebody.
static GUARDS: AtomicUsize = AtomicUsize::new(0);

/// Runs what may have a bug. Its panic is not printed but given back.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let default = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let for_another = rayon::current_thread_index().is_some();
            if GUARDED.with_borrow(|guarded| *guarded) {
                CAUGHT.set(Some(info.to_string()));
            } else if for_another && GUARDS.load(Ordering::SeqCst) > 0 {
                *IN_POOL.lock().unwrap_or_else(PoisonError::into_inner) = Some(info.to_string());
            } else {
                default(info);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    GUARDS.fetch_add(1, Ordering::SeqCst);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDS.fetch_sub(1, Ordering::SeqCst);
    GUARDED.set(outer);
    result.map_err(|_| {
        let in_pool = || IN_POOL.lock().unwrap_or_else(PoisonError::into_inner).take();
        let why = CAUGHT.take().or_else(in_pool);
        Panicked(why.unwrap_or_else(|| "it panicked".to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::*;

    #[test]
    fn a_panic_is_given_back_with_its_words() {
        let Err(Panicked(why)) = guarded(|| -> u32 { panic!("the quay is closed") }) else {
            panic!("it was lost");
        };
        assert!(why.contains("the quay is closed") && why.contains("bugs.rs"), "{why}");
        assert_eq!(guarded(|| 7).unwrap(), 7);
    }

    #[test]
    fn so_is_that_of_a_thread_that_works_for_it() {
        let all = || (0..100).into_par_iter().for_each(|n| assert!(n != 63, "boat {n} is missing"));
        let Err(Panicked(why)) = guarded(all) else {
            panic!("it was lost");
        };
        assert!(why.contains("boat 63 is missing"), "{why}");
    }
}
