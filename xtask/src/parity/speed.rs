//! `stemma-parse` and spaCy one after the other on the same paragraphs, one thread each.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{lines, spacy::Oracle};
use crate::run;

/// How many times spaCy's tokens a CPU second ours have to be, and what share of its memory.
const FASTER: f64 = 4.0;
const SMALLER: f64 = 3.0;

pub(super) fn compare(
    oracle: &Oracle<'_>,
    model: &str,
    texts: &[String],
    work: &Path,
) -> Result<()> {
    // spaCy gets the paragraphs that `Pipeline::parse` cuts a text into by itself.
    let paragraphs: Vec<String> = texts
        .iter()
        .flat_map(|text| text.lines())
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    let (whole, cut) = (work.join("texts.jsonl"), work.join("paragraphs.jsonl"));
    fs::write(&whole, lines(texts))?;
    fs::write(&cut, lines(&paragraphs))?;
    // Cargo builds before the clock of either runs.
    let mut command = run::cargo();
    command.args(["bench", "--quiet", "--package", "stemma-parse", "--bench", "speed", "--"]);
    command.arg(&oracle.folder).arg(&whole);
    let ours: Value = serde_json::from_str(last_line(&run::output_of(&mut command)?))?;
    let spacys = oracle.run("bench", &cut, &work.join("figures.json"))?;
    let spacys: Value = serde_json::from_str(last_line(&spacys))?;

    let number = |figures: &Value, key: &str| {
        figures[key].as_f64().with_context(|| format!("{key} is not measured on this system"))
    };
    let rate = |figures: &Value| -> Result<f64> {
        Ok(number(figures, "tokens")? / number(figures, "cpu_seconds")?)
    };
    let (our_rate, spacy_rate) = (rate(&ours)?, rate(&spacys)?);
    let memory = [number(&ours, "peak_megabytes")?, number(&spacys, "peak_megabytes")?];
    println!("{model}: {} texts, {} paragraphs", texts.len(), paragraphs.len());
    println!("  {:<28} {:>12} {:>12} {:>8}", "one thread", "Stemma", "spaCy", "ratio");
    let row = |name: &str, ours: f64, spacys: f64, ratio: f64, digits: usize| {
        println!("  {name:<28} {ours:>12.digits$} {spacys:>12.digits$} {ratio:>8.1}");
    };
    row("tokens", number(&ours, "tokens")?, number(&spacys, "tokens")?, 1.0, 0);
    row("tokens a CPU second", our_rate, spacy_rate, our_rate / spacy_rate, 0);
    row("peak memory, MB", memory[0], memory[1], memory[1] / memory[0], 0);
    let load = [number(&ours, "load_seconds")?, number(&spacys, "load_seconds")?];
    row("load, s", load[0], load[1], load[1] / load[0], 2);
    let reached = our_rate * number(&ours, "operations_per_token")? / 1e9;
    let plain = number(&ours, "plain_gigaflops")?;
    println!(
        "  {reached:.0} GFLOP/s reached over the whole pipeline; a plain multiplication of the same crate reaches {plain:.0}"
    );
    anyhow::ensure!(
        our_rate >= FASTER * spacy_rate && memory[0] * SMALLER <= memory[1],
        "the goal is {FASTER} times spaCy's speed in a third of its memory"
    );
    Ok(())
}

fn last_line(text: &str) -> &str {
    text.trim_end().lines().last().unwrap_or_default()
}
