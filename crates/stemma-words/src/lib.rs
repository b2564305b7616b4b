//! Tables of words, a folder a language, a file a kind: what Stemma knows of a language, as data
//! that a person edits in any editor.
//!
//! - **A word** is a line of a file in `en/`, below the tags it has in common with others; tags of
//!   its own follow a colon, values are `key=value`. A word stands once in a table, with a tag for
//!   each use. Comments begin with `#`. [`Table`] describes the form.
//! - **A tag** is a line of the table's declaration in `src/en/`: its name there is the name of the
//!   function that looks it up (`en::names::particle("von")`). A tag in a file that is not declared
//!   fails a test, and so does a tag that no code asks for.
//! - **A table** is a file in `en/`, a module in `src/en/` that declares its tags, and a line in
//!   [`en::TABLES`]. Its file says first what it holds, and how its words are looked up.
//! - **A language** is a folder beside `en/` and a module beside [`en`].
//!
//! Tables of things with several fields, such as places (`en/places.txt`) and the [`outlets()`] of the
//! world (`world/outlets.txt`), have a thing a line instead; their first lines say how to add one.
//!
//! **Architecture invariant:** data, and how it is looked up. No rule, no IO.

pub mod en;
mod outlets;
mod rows;
mod table;

pub use outlets::{Outlet, outlet, outlets};
pub use table::{Entry, Lookup, Table};
