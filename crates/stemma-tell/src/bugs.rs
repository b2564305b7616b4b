//! A bug costs the account that it is in, or the weave: never the program.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

/// A bug: its message and where it is.
#[derive(Debug)]
pub struct Panicked(pub String);

thread_local! {
    static CAUGHT: RefCell<Option<String>> = const { RefCell::new(None) };
    static GUARDED: RefCell<bool> = const { RefCell::new(false) };
}

/// Runs what may have a bug. Its panic is not printed but given back.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let default = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if GUARDED.with_borrow(|guarded| *guarded) {
                CAUGHT.set(Some(info.to_string()));
            } else {
                default(info);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    result.map_err(|payload| match payload.downcast::<Panicked>() {
        Ok(passed_on) => *passed_on,
        Err(_) => Panicked(CAUGHT.take().unwrap_or_else(|| "it panicked".to_owned())),
    })
}

/// Runs a piece of guarded work on a thread of its own: its panic goes on, with its words, to the
/// thread that waits for it.
pub fn passing_on<T>(work: impl FnOnce() -> T) -> T {
    guarded(work).unwrap_or_else(|panicked| panic::resume_unwind(Box::new(panicked)))
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
        let piece = |n| passing_on(|| assert!(n != 63, "boat {n} is missing"));
        let all = || (0..100).into_par_iter().for_each(piece);
        let Err(Panicked(why)) = guarded(all) else {
            panic!("it was lost");
        };
        assert!(why.contains("boat 63 is missing"), "{why}");
    }
}
