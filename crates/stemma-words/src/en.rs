//! English.

use crate::Table;

pub mod calendar;
pub mod names;
pub mod numbers;
pub mod places;

/// All tables of words of English.
pub static TABLES: &[&Table] = &[&calendar::TABLE, &names::TABLE, &numbers::TABLE];
