//! The commands, a file each.

pub(crate) mod account;
pub(crate) mod annotate;
pub(crate) mod demo;
pub(crate) mod export;
pub(crate) mod judge;
pub(crate) mod model;
pub(crate) mod quotes;
pub(crate) mod read;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod site;
pub(crate) mod stories;
pub(crate) mod story;
pub(crate) mod verify;
pub(crate) mod why;
