//! The commands, a file each.

pub(crate) mod annotate;
pub(crate) mod export;
pub(crate) mod read;
