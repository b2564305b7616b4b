//! What the evaluation must reach: `evals/floors.toml`.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

/// The file, from the root.
pub(crate) const FILE: &str = "evals/floors.toml";

/// Floors by set, then by figure.
pub(crate) type Floors = BTreeMap<String, BTreeMap<String, f64>>;

/// Reads the file.
pub(crate) fn read() -> Result<Floors> {
    let text = std::fs::read_to_string(FILE).with_context(|| FILE.to_owned())?;
    toml::from_str(&text).with_context(|| format!("{FILE} is not right"))
}

/// A figure that a scorer printed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Figure {
    /// What it measures: a part's name, or a name with ` P`, ` R` or ` F1`.
    pub(crate) name: String,
    /// Between 0 and 1.
    pub(crate) value: f64,
    /// How many of how many, where the scorer counts so.
    pub(crate) counts: Option<(u32, u32)>,
}

/// The name of the figure that counts: the first of the scorer's last line.
pub(crate) const TOTAL: &str = "total";

/// Reads what a scorer printed: lines `part  12 of 14`, lines `name  P 0.9 R 0.8 F1 0.85`, and in
/// the last line the figure that counts.
pub(crate) fn figures(printed: &str) -> Result<Vec<Figure>> {
    let parts = regex::Regex::new(r"^(\S.*?)\s+(\d+) of (\d+)$")?;
    let f1 = regex::Regex::new(r"^(\S.*?)\s+P ([\d.]+)\s+R ([\d.]+)\s+F1 ([\d.]+)")?;
    let mut figures = Vec::new();
    for line in printed.lines() {
        if let Some(found) = parts.captures(line) {
            let (right, all): (u32, u32) = (found[2].parse()?, found[3].parse()?);
            let value = f64::from(right) / f64::from(all.max(1));
            figures.push(Figure { name: found[1].into(), value, counts: Some((right, all)) });
        } else if let Some(found) = f1.captures(line) {
            for (n, kind) in ["P", "R", "F1"].iter().enumerate() {
                let name = format!("{} {kind}", &found[1]);
                figures.push(Figure { name, value: found[n + 2].parse()?, counts: None });
            }
        }
    }
    let last = printed.trim_end().lines().last().unwrap_or_default();
    let value = last.split(' ').next().unwrap_or_default();
    let value = value.parse().with_context(|| format!("the scorer ended with `{last}`"))?;
    figures.push(Figure { name: TOTAL.into(), value, counts: None });
    Ok(figures)
}

/// What lies below its floor, a line each; floors that no figure answers too.
pub(crate) fn below(set: &str, figures: &[Figure], floors: &Floors) -> Vec<String> {
    let Some(floors) = floors.get(set) else {
        return vec![format!("{set}: {FILE} has no floors for it")];
    };
    let mut faults = Vec::new();
    for (name, &floor) in floors {
        match figures.iter().find(|figure| figure.name == *name) {
            // Figures are printed with three digits; so are floors.
            Some(figure) if figure.value + 0.000_5 < floor => {
                faults.push(format!("{set}: {name} is {:.3}, below {floor:.3}", figure.value));
            }
            Some(_) => {}
            None => faults.push(format!("{set}: no figure `{name}`, which {FILE} has a floor for")),
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_kinds_of_lines_and_the_last() {
        let printed = "  cleaned: 2: still in the body\n\nspeaker, direct   12 of 16\n\
                       value     P 0.900  R 0.800  F1 0.847   (tp 9 fp 1 fn 2)\n0.847 0.5\n";
        let figures = figures(printed).unwrap();
        let shown: Vec<String> =
            figures.iter().map(|figure| format!("{}={:.3}", figure.name, figure.value)).collect();
        assert_eq!(
            shown,
            [
                "speaker, direct=0.750",
                "value P=0.900",
                "value R=0.800",
                "value F1=0.847",
                "total=0.847"
            ]
        );
    }

    #[test]
    fn a_floor_holds_or_is_named() {
        let figures = figures("dates  3 of 4\n0.750").unwrap();
        let floors = |text: &str| toml::from_str::<Floors>(text).unwrap();
        assert!(below("x", &figures, &floors("[x]\ntotal = 0.75\ndates = 0.7")).is_empty());
        assert_eq!(below("x", &figures, &floors("[x]\ntotal = 0.8\nnames = 0.1")).len(), 2);
        assert_eq!(below("y", &figures, &floors("[x]\ntotal = 0.8")).len(), 1);
    }
}
