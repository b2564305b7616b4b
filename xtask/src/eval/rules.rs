//! How often each named rule of `stemma-find` fires, and how often it is right.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use stemma_find::Part;

/// Fired, right, wrong. What no gold speaks of is neither right nor wrong.
type Counts = [u32; 3];

/// Counts of all sets together, by part and name of the rule.
#[derive(Default)]
pub(super) struct Tally(BTreeMap<(String, String), Counts>);

impl Tally {
    /// Adds what `evals/errors/rules.py` printed of a set.
    pub(super) fn add(&mut self, printed: &str) -> Result<()> {
        for line in printed.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let [part, rule, counts @ ..] = fields.as_slice() else { continue };
            let sum = self.0.entry(((*part).to_owned(), (*rule).to_owned())).or_default();
            for (sum, count) in sum.iter_mut().zip(counts) {
                let count: u32 = count.parse().with_context(|| line.to_owned())?;
                *sum += count;
            }
        }
        Ok(())
    }

    /// A table a part: its rules in their own order, those that never fired too, and then what
    /// was found by a name that no rule has.
    pub(super) fn table(mut self) -> String {
        let mut table = Vec::new();
        for part in Part::ALL {
            let name = format!("{part:?}").to_lowercase();
            table.push(format!("{name:<40} {:>7} {:>7} {:>7}\n", "fired", "right", "wrong"));
            for rule in part.rules() {
                let counts = self.0.remove(&(name.clone(), rule.name.to_owned()));
                table.push(row(rule.name, counts.unwrap_or_default()));
            }
        }
        for ((part, rule), counts) in self.0 {
            table.push(row(&format!("{part}: {rule}"), counts));
        }
        table.concat()
    }
}

fn row(name: &str, [fired, right, wrong]: Counts) -> String {
    format!("  {name:<38} {fired:>7} {right:>7} {wrong:>7}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_that_never_fires_is_shown_and_sets_are_summed() {
        let rule = Part::Dates.rules()[0].name;
        let mut tally = Tally::default();
        tally.add(&format!("dates\t{rule}\t3\t2\t1\n")).unwrap();
        tally.add(&format!("dates\t{rule}\t1\t0\t0\n")).unwrap();
        let table = tally.table();
        assert!(table.contains(&row(rule, [4, 2, 1])), "{table}");
        assert!(table.contains(&row(Part::Dates.rules()[1].name, [0, 0, 0])), "{table}");
    }
}
