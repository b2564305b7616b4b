//! Where the time of a read goes.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// What the time is spent on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Loading the model.
    Load,
    /// Bytes into accounts.
    Read,
    /// Tokens, trees and names.
    Parse,
    /// Who said what.
    Find,
    /// Into the store.
    Keep,
    /// What the accounts say together.
    Weave,
}

const STAGES: [(Stage, &str); 6] = [
    (Stage::Load, "load the model"),
    (Stage::Read, "read"),
    (Stage::Parse, "parse"),
    (Stage::Find, "find"),
    (Stage::Keep, "keep"),
    (Stage::Weave, "weave"),
];

/// Time by stage, added up over all threads.
#[derive(Default)]
pub(crate) struct Timings {
    nanoseconds: [AtomicU64; STAGES.len()],
}

impl Timings {
    /// Adds what has passed since.
    pub(crate) fn add(&self, stage: Stage, since: Instant) {
        let nanoseconds = u64::try_from(since.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.nanoseconds[stage as usize].fetch_add(nanoseconds, Ordering::Relaxed);
    }

    /// A table for a reader.
    pub(crate) fn table(&self, whole: Duration) -> String {
        let mut table = String::from("time by stage, added up over all threads:");
        for (stage, name) in STAGES {
            let time = self.nanoseconds[stage as usize].load(Ordering::Relaxed);
            table += &format!("\n  {name:<15} {:>8.2} s", time as f64 / 1e9);
        }
        table + &format!("\n  {:<15} {:>8.2} s", "by the clock", whole.as_secs_f64())
    }
}
