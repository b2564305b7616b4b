//! Named rules: what is found says which of them found it, `stemma why` says what that rule looks
//! for, and `cargo xtask eval --rules` how often it is right.

use smol_str::SmolStr;
use stemma_core::RuleName;

/// A rule by which something is found in an account.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name, unique among the rules of its part: `according-to`.
    pub name: &'static str,
    /// What it looks for, in a few words, with an example: "the day counted from the report:
    /// 'yesterday'".
    pub what: &'static str,
    /// A line in which it finds something.
    pub fires: &'static str,
    /// A line that looks alike, in which it must find nothing.
    pub not: &'static str,
}

impl Rule {
    /// Its name, as what it finds keeps it.
    pub(crate) const fn by(&self) -> RuleName {
        RuleName(SmolStr::new_static(self.name))
    }
}
