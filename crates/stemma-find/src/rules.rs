//! All named rules, by what they find.

use stemma_core::RuleName;

use crate::rule::Rule;

/// What sort of thing rules find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Time expressions: the forms in which they are written.
    Dates,
    /// Names, descriptions and pronouns.
    Mentions,
}

impl Part {
    /// Every part.
    pub const ALL: [Part; 2] = [Part::Dates, Part::Mentions];

    /// Its rules, in the order in which they are tried.
    pub fn rules(self) -> Vec<&'static Rule> {
        match self {
            Part::Dates => crate::dates::rules().collect(),
            Part::Mentions => crate::mentions::rules::rules().collect(),
        }
    }

    /// The rule of this name.
    pub fn rule(self, name: &RuleName) -> Option<&'static Rule> {
        self.rules().into_iter().find(|rule| rule.name == name.0)
    }
}
