//! What was woven, told: the JSON of the contract, a [`collection`] with what is where in it, the
//! forms in which it is handed on, and one account from its text to its line of JSON.
//!
//! It is for whoever builds on Stemma: the program, and whatever else calls the stages. There is no
//! store in it, no terminal and no server.
//!
//! **Architecture invariant:** what is told is a function of values, and the same values give the same
//! bytes. Only `bugs` touches the process: to give a panic back with its words, it sets a panic hook.

pub mod address;
pub mod analysis;
pub mod bugs;
pub mod collection;
pub mod contract;
pub mod days;
pub mod exports;
pub mod names;
pub mod plural;
pub mod reasons;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
