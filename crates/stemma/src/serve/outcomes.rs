//! What came of each judgement of this run: awaited, then shown on the page that it leads to.

use std::collections::VecDeque;
use std::sync::Mutex;

use tokio::sync::watch;

use super::state::lock;
use crate::judging::Outcome;
use crate::web::Target;

/// The name of something that was asked of the weaver.
pub(crate) type Ticket = String;

/// What is known of it.
#[derive(Clone, Debug)]
pub(crate) enum Known {
    /// It waits its turn: nothing of it is kept yet.
    Awaited,
    /// It stands in the log under that number, and is being woven.
    Kept(u32),
    /// It is done.
    Done(Box<Done>),
    /// It could not be done, and nothing has changed.
    Refused(String),
    /// It stands in the log under that number, and could not be woven.
    Unwoven(u32, String),
}

/// Something that was judged or taken back, and woven.
#[derive(Clone, Debug)]
pub(crate) struct Done {
    /// The number of its entry.
    pub(crate) n: u32,
    /// What has come of it.
    pub(crate) outcome: Outcome,
    /// The page of the thing that the reader came from.
    pub(crate) back: Target,
    /// The weave in which that page is.
    pub(crate) generation: u64,
}

/// What came of so many judgements is remembered.
const REMEMBERED: usize = 200;

/// What is known of everything that was asked.
#[derive(Default)]
pub(crate) struct Outcomes {
    all: Mutex<VecDeque<Asked>>,
}

struct Asked {
    ticket: Ticket,
    known: Known,
    done: watch::Sender<bool>,
}

impl Outcomes {
    /// From now on this is awaited; what is given back turns true when it is known.
    pub(super) fn expect(&self, ticket: &str) -> watch::Receiver<bool> {
        let (done, receiver) = watch::channel(false);
        let mut all = lock(&self.all);
        all.push_back(Asked { ticket: ticket.to_owned(), known: Known::Awaited, done });
        if all.len() > REMEMBERED {
            all.pop_front();
        }
        receiver
    }

    /// It stands in the log under that number; what comes of it is still awaited.
    pub(super) fn keep(&self, ticket: &str, n: u32) {
        if let Some(asked) = lock(&self.all).iter_mut().find(|asked| asked.ticket == ticket) {
            asked.known = Known::Kept(n);
        }
    }

    /// It is known now.
    pub(super) fn know(&self, ticket: &str, known: Known) {
        if let Some(asked) = lock(&self.all).iter_mut().find(|asked| asked.ticket == ticket) {
            asked.known = known;
            asked.done.send_replace(true);
        }
    }

    /// What is known of it; `None` where it was never asked, or long ago.
    pub(crate) fn of(&self, ticket: &str) -> Option<Known> {
        let all = lock(&self.all);
        all.iter().find(|asked| asked.ticket == ticket).map(|asked| asked.known.clone())
    }

    /// Whether something is awaited: then what the store has more of is ours.
    pub(super) fn is_expected(&self) -> bool {
        lock(&self.all).iter().any(|asked| matches!(asked.known, Known::Awaited | Known::Kept(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_still_awaited() {
        let outcomes = Outcomes::default();
        let done = outcomes.expect("a");
        assert!(matches!(outcomes.of("a"), Some(Known::Awaited)));
        outcomes.keep("a", 3);
        assert!(matches!(outcomes.of("a"), Some(Known::Kept(3))));
        assert!(outcomes.is_expected() && !*done.borrow());
        outcomes.know("a", Known::Refused("no".to_owned()));
        assert!(!outcomes.is_expected() && *done.borrow());
        assert!(outcomes.of("b").is_none());
    }
}
