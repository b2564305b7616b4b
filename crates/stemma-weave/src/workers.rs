//! Pieces of work that do not look at one another, for whoever runs them: this crate starts no
//! thread. It comes in as a value, like models and clocks, and makes no difference to what comes out.

use std::sync::{Mutex, OnceLock, PoisonError};

/// Runs pieces of work: told how many there are, and what runs the piece of each number, it runs
/// every one once, in whatever order and on whichever threads. [`in_turn`] is one.
pub type Workers<'a> = &'a (dyn Fn(usize, &(dyn Fn(usize) + Sync)) + Sync);

/// Runs one piece after the other.
pub fn in_turn(pieces: usize, piece: &(dyn Fn(usize) + Sync)) {
    (0..pieces).for_each(piece);
}

/// What each piece makes, in the order of their numbers.
pub(crate) fn each<T: Send + Sync>(
    workers: Workers<'_>,
    pieces: usize,
    make: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    let made: Vec<OnceLock<T>> = (0..pieces).map(|_| OnceLock::new()).collect();
    workers(pieces, &|n| {
        made[n].get_or_init(|| make(n));
    });
    made.into_iter().map(|one| one.into_inner().expect("workers run every piece")).collect()
}

/// Things that pieces of work use one after the other, and none at the same time as another: as many
/// are made as run at once.
pub(crate) struct Spare<T, F> {
    idle: Mutex<Vec<T>>,
    make: F,
}

impl<T, F: Fn() -> T> Spare<T, F> {
    /// What `make` makes, when it is first needed.
    pub(crate) fn new(make: F) -> Spare<T, F> {
        Spare { idle: Mutex::new(Vec::new()), make }
    }

    /// Lends one.
    pub(crate) fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let spare = idle().pop();
        let mut one = spare.unwrap_or_else(&self.make);
        let result = work(&mut one);
        idle().push(one);
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at_once, backwards};

    #[test]
    fn all_is_made_in_order_whoever_works() {
        let workers: [Workers<'_>; 3] = [&in_turn, &backwards, &at_once];
        for workers in workers {
            let spare = Spare::new(Vec::new);
            let made = each(workers, 20, |n| {
                spare.with(|seen: &mut Vec<usize>| seen.push(n));
                n * n
            });
            assert_eq!(made, (0..20).map(|n| n * n).collect::<Vec<_>>());
            let mut seen = spare.idle.into_inner().unwrap().concat();
            seen.sort_unstable();
            assert_eq!(seen, (0..20).collect::<Vec<_>>());
        }
    }
}
