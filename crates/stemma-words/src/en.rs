//! English.

use crate::Table;

pub mod calendar;
pub mod names;
pub mod numbers;

/// All tables of English.
pub static TABLES: &[&Table] = &[&calendar::TABLE, &names::TABLE, &numbers::TABLE];
