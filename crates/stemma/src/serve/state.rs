//! What is told, what is asked of the weaver, and what came of it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use stemma_keep::Store;
use tokio::sync::watch;

use super::guard::Allowed;
use super::outcomes::{Outcomes, Ticket};
use super::worker::{Job, Worker};
use crate::printer::Printer;
use crate::web::{Live, Notice};
use stemma_tell::collection::Collection;

/// What is told, from one weave to the next.
pub(crate) struct Shown {
    /// Its number: a page names the one that it was made from.
    pub(crate) generation: u64,
    /// The revision of the store that it was made from.
    pub(crate) revision: u64,
    /// What is told.
    pub(crate) collection: Collection,
}

/// Pages of this many weaves are understood: an older one is to be loaded anew before it judges.
const KEPT: usize = 2;

/// For so long a page says that all was woven anew because the store had grown.
const NEWS: Duration = Duration::from_secs(90);

/// What the server knows.
pub(crate) struct State {
    /// Who may ask.
    pub(crate) allowed: Allowed,
    /// What came of the judgements of this run.
    pub(crate) outcomes: Outcomes,
    /// Who judges.
    pub(crate) by: String,
    /// Proof that a request comes from a page of ours.
    secret: String,
    /// The newest first.
    shown: Mutex<VecDeque<Arc<Shown>>>,
    /// For what a request looks up by itself; the weaver has a connection of its own.
    store: Mutex<Store>,
    jobs: mpsc::Sender<Job>,
    fresh: Mutex<Fresh>,
}

/// Whether what is told is what stands in the store.
#[derive(Clone, Debug)]
enum Fresh {
    Yes,
    /// The store has grown, and is being woven.
    Weaving,
    /// It was woven anew, and this has come of it.
    News(Instant, Notice),
    /// Weaving that revision has failed.
    Failed(u64, String),
}

/// A lock whose holder has panicked: what it holds is whole all the same, since it is only ever
/// replaced.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// So many random bytes, in hexadecimal.
pub(super) fn random<const N: usize>() -> anyhow::Result<String> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| anyhow!("no random numbers: {error}"))?;
    let mut written = String::with_capacity(2 * N);
    for byte in bytes {
        written += &format!("{byte:02x}");
    }
    Ok(written)
}

impl State {
    /// Weaves what is stale, and begins to listen for what there is to weave.
    ///
    /// # Errors
    /// Where the store cannot be read or woven.
    pub(crate) fn start(
        mut worker: Worker,
        allowed: Allowed,
        by: String,
        printer: &Printer,
    ) -> anyhow::Result<Arc<State>> {
        let (revision, collection) = worker.told()?;
        let (jobs, asked) = mpsc::channel();
        let state = Arc::new(State {
            allowed,
            outcomes: Outcomes::default(),
            by,
            secret: random::<32>()?,
            shown: Mutex::new(VecDeque::from([Arc::new(Shown {
                generation: 1,
                revision,
                collection,
            })])),
            store: Mutex::new(worker.another()?),
            jobs,
            fresh: Mutex::new(Fresh::Yes),
        });
        worker.printer = printer.another();
        let of_worker = Arc::clone(&state);
        std::thread::Builder::new()
            .name("weaver".to_owned())
            .spawn(move || worker.work(&of_worker, &asked))
            .context("cannot start the thread that weaves")?;
        Ok(state)
    }

    /// What is told now.
    pub(crate) fn shown(&self) -> Arc<Shown> {
        Arc::clone(&lock(&self.shown)[0])
    }

    /// What was told when a page was made, as far as that is still known.
    pub(crate) fn shown_then(&self, generation: u64) -> Option<Arc<Shown>> {
        lock(&self.shown).iter().find(|shown| shown.generation == generation).cloned()
    }

    /// Tells this from now on.
    pub(super) fn show(&self, revision: u64, collection: Collection) -> Arc<Shown> {
        let mut all = lock(&self.shown);
        let shown = Arc::new(Shown { generation: all[0].generation + 1, revision, collection });
        all.push_front(Arc::clone(&shown));
        all.truncate(KEPT);
        shown
    }

    /// Looks something up in the store.
    pub(crate) fn look<T>(&self, what: impl FnOnce(&Store) -> T) -> T {
        what(&lock(&self.store))
    }

    /// Asks the weaver for something, and where to hear of it.
    pub(super) fn ask(
        &self,
        job: impl FnOnce(Ticket) -> Job,
    ) -> anyhow::Result<(Ticket, watch::Receiver<bool>)> {
        let ticket = random::<8>()?;
        let done = self.outcomes.expect(&ticket);
        self.jobs
            .send(job(ticket.clone()))
            .map_err(|_| anyhow!("the thread that weaves has ended"))?;
        Ok((ticket, done))
    }

    /// Notices what another process has added to the store; it is woven beside the answering.
    pub(crate) fn notice_growth(&self) {
        // A store that is busy is looked at by the next request.
        let Ok(revision) = self.look(Store::revision) else {
            return;
        };
        let is_told = revision == self.shown().revision;
        let mut fresh = lock(&self.fresh);
        let is_known = match &*fresh {
            Fresh::Weaving => true,
            Fresh::Failed(failed, _) => *failed == revision,
            Fresh::Yes | Fresh::News(..) => false,
        };
        if !is_told
            && !is_known
            && !self.outcomes.is_expected()
            && self.jobs.send(Job::Refresh).is_ok()
        {
            *fresh = Fresh::Weaving;
        }
    }

    /// All that stands in the store is told; why it was woven, where that is news.
    pub(super) fn is_fresh(&self, news: Option<Notice>) {
        *lock(&self.fresh) = news.map_or(Fresh::Yes, |news| Fresh::News(Instant::now(), news));
    }

    /// Weaving this revision has failed.
    pub(super) fn has_failed(&self, revision: u64, why: String) {
        *lock(&self.fresh) = Fresh::Failed(revision, why);
    }

    /// What a page of `shown` needs of the server, with what came of `ticket` or else what there is
    /// to say of the store.
    pub(crate) fn live(&self, shown: &Shown, notice: Option<Notice>) -> Live {
        let token = format!("{}-{}", shown.generation, self.secret);
        Live { token, notice: notice.or_else(|| self.news()) }
    }

    fn news(&self) -> Option<Notice> {
        let notice = |head: &str, line: String| {
            Some(Notice { head: head.to_owned(), lines: vec![line], undo: None })
        };
        match &*lock(&self.fresh) {
            Fresh::Yes => None,
            Fresh::Weaving => notice(
                "The store has changed, and is being woven anew",
                "This page is as it was before. Load it again in a while.".to_owned(),
            ),
            Fresh::News(at, news) => (at.elapsed() < NEWS).then(|| news.clone()),
            Fresh::Failed(_, why) => {
                notice("The store has changed, and could not be woven anew", why.clone())
            }
        }
    }

    /// The weave whose page a token comes from; `None` where it is no token of this run.
    pub(crate) fn generation_of(&self, token: &str) -> Option<u64> {
        use subtle::ConstantTimeEq as _;
        let (generation, secret) = token.split_once('-')?;
        let is_ours = bool::from(secret.as_bytes().ct_eq(self.secret.as_bytes()));
        is_ours.then(|| generation.parse().ok()).flatten()
    }
}
