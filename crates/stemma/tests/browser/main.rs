//! The pages as a reader has them: a real browser reads, compares, searches, judges, copies and
//! prints, on what `stemma serve` answers and on the files of `stemma site`.
//!
//! `cargo xtask test` sets up the browser. `cargo xtask look` keeps a picture of every page.

#[path = "../common/mod.rs"]
mod common;
mod harness;
mod hostile;
mod judging;
mod keys;
mod links;
mod pages;
mod reading;
mod searching;
#[path = "../common/tools.rs"]
mod tools;
