//! Bytes into accounts: HTML pages, plain text, JSON Lines, feeds and WARC files.
//!
//! Reading has three steps, each a plain function, so that a caller can do the first in order and
//! the heavy last one on as many threads as it likes:
//!
//! 1. [`walk()`] turns paths into [`Input`]s, in one order on every machine, and says what it passed
//!    over and what it could not open.
//! 2. [`pieces`] opens an input and yields its [`Piece`]s: one for a page, a text or a feed, one a line
//!    for JSON Lines, one a page for WARC (both streamed).
//! 3. [`read`] makes a piece into accounts, or refusals that say what is wrong and what to do.
//!
//! [`read_path`] is all three for one path.
//!
//! What is not the account's own (teasers, prompts, captions, comments) is taken out and kept in
//! [`stemma_core::Account::dropped`] with its reason and place.
//!
//! # Which files are accounts
//!
//! In a folder, files are read whose names end in `.html`, `.htm`, `.xhtml`, `.shtml`, `.txt`,
//! `.text`, `.jsonl`, `.ndjson`, `.xml`, `.rss`, `.atom`, `.warc` or `.warc.gz`, or have no ending at
//! all. All others are passed over and listed ([`Walk::passed_over`]), as is what a `.stemmaignore`
//! (in the syntax of `.gitignore`) leaves out; hidden files and folders are left out silently. A
//! file that is named itself is always tried.
//!
//! **Architecture invariant:** a page is bounded before it is parsed: in bytes, in depth, in time
//! and in stack. What breaks a bound is refused with a sentence that says so.

mod clean;
mod dates;
mod day;
mod encoding;
mod feed;
mod format;
mod json;
mod language;
mod outlet;
mod page;
mod piece;
mod reading;
mod text;
mod walk;
mod warc;

pub use format::Format;
pub use piece::{Piece, Pieces, pieces};
pub use reading::{Diagnostic, Reading, Refusal, read, read_path};
pub use walk::{Input, PassedOver, Walk, walk};
