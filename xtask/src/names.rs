//! Scores how the names of people are joined, on pairs made from public lists of names.
//!
//! `evals/names/pairs.py` makes the pairs, in a virtual environment with the packages that have the
//! lists. Each pair is put to the program as it is put when a collection is woven: two accounts of
//! one story, each with a person of one name.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;
use stemma_core::{
    Account, AccountId, EntityKind, Found, LocalEntity, Parsed, Published, Reported, Story, StoryId,
};
use stemma_weave::HumanJudgements;

use crate::run;

/// The name of the set.
pub(crate) const SET: &str = "names";

/// What has the lists of names and the systems of transliteration; all under the MIT licence.
const PACKAGES: [&str; 4] =
    ["faker==40.54.0", "iuliia==0.13.0", "mimesis==22.2.0", "pypinyin==0.55.0"];

/// The half that weights are set on.
const TUNED: &str = "tuned";
/// The half that is only measured.
const UNSEEN: &str = "unseen";

/// Two names, and whether one person bears both.
struct Pair {
    half: String,
    kind: String,
    same: bool,
    names: [String; 2],
}

/// Every miss of the tuned half, then figures by kind and a curve over the threshold, then for each
/// half precision and recall; last the unseen half's F1.
pub(crate) fn table() -> Result<String> {
    let pairs = pairs()?;
    let scores: Vec<(bool, f32)> = pairs.iter().map(ask).collect();
    let mut table = String::new();
    let answered = || pairs.iter().zip(&scores);
    for (pair, &(joined, score)) in answered() {
        // Who sets weights looks at one half only.
        if pair.half == TUNED && joined != pair.same {
            let [a, b] = &pair.names;
            let should = if pair.same { "kept apart" } else { "joined" };
            writeln!(table, "  {}: {should} ({score:.2}): {a} / {b}", pair.kind)?;
        }
    }
    writeln!(table)?;
    let mut kinds: BTreeMap<(bool, &str), (u32, u32)> = BTreeMap::new();
    for (pair, &(joined, _)) in answered().filter(|(pair, _)| pair.half == UNSEEN) {
        let counts = kinds.entry((!pair.same, &pair.kind)).or_default();
        counts.0 += u32::from(joined == pair.same);
        counts.1 += 1;
    }
    for ((two, kind), (right, all)) in kinds {
        let kind = if two { format!("two, {kind}") } else { kind.to_owned() };
        writeln!(table, "{kind:<40} {right} of {all}")?;
    }
    writeln!(table, "\n  unseen half by score (a pair of score .5 lies on the threshold):")?;
    for step in 1..10u8 {
        let least = f32::from(step) / 10.0;
        let figures = figures(answered(), UNSEEN, |_, score| score >= least);
        let (precision, recall, _) = figures;
        writeln!(table, "  at {least:.1}  P {precision:.4}  R {recall:.4}")?;
    }
    writeln!(table)?;
    for half in [TUNED, UNSEEN] {
        let (p, r, f1) = figures(answered(), half, |joined, _| joined);
        writeln!(table, "{half:<26} P {p:.4}  R {r:.4}  F1 {f1:.4}")?;
    }
    let (_, _, f1) = figures(answered(), UNSEEN, |joined, _| joined);
    writeln!(table, "{f1:.4}")?;
    Ok(table)
}

/// Precision, recall and F1 of a half.
fn figures<'p>(
    answered: impl Iterator<Item = (&'p Pair, &'p (bool, f32))>,
    half: &str,
    one: impl Fn(bool, f32) -> bool,
) -> (f64, f64, f64) {
    let (mut joined, mut right, mut same) = (0u32, 0u32, 0u32);
    for (pair, &(verdict, score)) in answered.filter(|(pair, _)| pair.half == half) {
        let is_one = one(verdict, score);
        joined += u32::from(is_one);
        right += u32::from(is_one && pair.same);
        same += u32::from(pair.same);
    }
    let share = |of: u32| f64::from(right) / f64::from(of.max(1));
    let (p, r) = (share(joined), share(same));
    (p, r, 2.0 * p * r / (p + r).max(f64::EPSILON))
}

/// Whether weaving makes one person of the two names, and with what score.
fn ask(pair: &Pair) -> (bool, f32) {
    let page = Account {
        key: None,
        source: String::new(),
        outlet: None,
        title: None,
        authors: Vec::new(),
        language: None,
        url: None,
        published: Published::default(),
        text: String::new(),
        dropped: Vec::new(),
    };
    let empty = Parsed::default();
    let found = pair.names.each_ref().map(|name| Found {
        entities: vec![LocalEntity {
            kind: EntityKind::Person,
            name: name.clone(),
            names: vec![name.clone()],
            roles: Vec::new(),
            gender: None,
        }],
        ..Found::default()
    });
    let ids = [AccountId(1), AccountId(2)];
    let accounts = [0, 1].map(|n| Reported {
        id: ids[n],
        account: &page,
        text: &empty,
        title: &empty,
        found: &found[n],
    });
    let story = Story { id: StoryId(1), title: String::new(), accounts: ids.to_vec() };
    let (entities, judgements) =
        stemma_weave::entities::weave(&accounts, &[story], &|_| None, &HumanJudgements::new(&[]));
    (entities.len() == 1, judgements.last().map_or(0.0, |judgement| judgement.score))
}

/// The pairs, as the script makes them.
fn pairs() -> Result<Vec<Pair>> {
    let python = python()?;
    let mut script = Command::new(python);
    // The set's folder is not written to.
    script.env("PYTHONDONTWRITEBYTECODE", "1").arg("evals/names/pairs.py");
    let printed = run::output_of(&mut script)?;
    let pair = |line: &str| -> Option<Pair> {
        let line: Value = serde_json::from_str(line).ok()?;
        let text = |field: &str| line[field].as_str().map(str::to_owned);
        Some(Pair {
            half: text("half")?,
            kind: text("kind")?,
            same: line["same"].as_bool()?,
            names: [text("a")?, text("b")?],
        })
    };
    printed
        .lines()
        .map(|line| pair(line).with_context(|| format!("evals/names/pairs.py printed `{line}`")))
        .collect()
}

/// The Python of a virtual environment with the packages, which is made where it is not there.
fn python() -> Result<PathBuf> {
    let folder = run::target().join("names").join("venv");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let done = folder.join(PACKAGES.join(" "));
    if !done.exists() {
        eprintln!("setting up {} in {}", PACKAGES.join(", "), folder.display());
        let set_up = || -> Result<()> {
            run::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
            let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
            run::run(Command::new(&python).args(pip).args(PACKAGES))
        };
        set_up().context(
            "the lists of names come with Python packages: this needs python3 with venv and pip, \
             and the package registry",
        )?;
        fs::write(&done, "").with_context(|| format!("cannot write {}", done.display()))?;
    }
    Ok(python)
}
