//! Stemma and spaCy one after the other on the same paragraphs, one thread each: first the parser
//! alone, then the whole of `stemma annotate`, which finds as well.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{lines, spacy::Oracle};
use crate::run;

/// How many times spaCy's tokens a CPU second the parser's have to be, and what share of its memory.
const FASTER: f64 = 4.0;
const SMALLER: f64 = 3.0;

/// How many times spaCy's tokens a CPU second those of `stemma annotate` have to be.
const FASTER_WITH_FIND: f64 = 3.0;

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
    let annotate_rate = number(&ours, "tokens")? / annotate_seconds(oracle, texts, work)?;
    let memory = [number(&ours, "peak_megabytes")?, number(&spacys, "peak_megabytes")?];
    println!("{model}: {} texts, {} paragraphs", texts.len(), paragraphs.len());
    println!("  {:<28} {:>12} {:>12} {:>8}", "one thread", "Stemma", "spaCy", "ratio");
    let row = |name: &str, ours: f64, spacys: f64, ratio: f64, digits: usize| {
        println!("  {name:<28} {ours:>12.digits$} {spacys:>12.digits$} {ratio:>8.1}");
    };
    row("tokens", number(&ours, "tokens")?, number(&spacys, "tokens")?, 1.0, 0);
    row("tokens a CPU second", our_rate, spacy_rate, our_rate / spacy_rate, 0);
    row("peak memory, MB", memory[0], memory[1], memory[1] / memory[0], 0);
    let faster_with_find = annotate_rate / spacy_rate;
    row("the same, annotate", annotate_rate, spacy_rate, faster_with_find, 0);
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
    anyhow::ensure!(
        faster_with_find >= FASTER_WITH_FIND,
        "the goal of annotate is {FASTER_WITH_FIND} times spaCy's speed"
    );
    Ok(())
}

/// CPU seconds of `stemma annotate` on one thread over all the texts: starting, opening the model,
/// finding and printing included, which spaCy's figure leaves out.
fn annotate_seconds(oracle: &Oracle<'_>, texts: &[String], work: &Path) -> Result<f64> {
    let program = run::build_stemma(true)?;
    let (input, output) = (work.join("accounts.jsonl"), work.join("annotated.jsonl"));
    let accounts = texts.iter().enumerate();
    let accounts: Vec<String> =
        accounts.map(|(id, text)| json!({ "id": id, "text": text }).to_string()).collect();
    fs::write(&input, accounts.join("\n"))?;
    let before = cpu_of_children()?;
    let mut command = Command::new(program);
    command.args(["annotate", "--jobs", "1", "--model"]).arg(&oracle.folder);
    command.stdin(Stdio::from(fs::File::open(&input)?));
    run::run(command.stdout(Stdio::from(fs::File::create(&output)?)))?;
    Ok(cpu_of_children()? - before)
}

/// User and system time of the processes that this one has waited for, as Linux tells it.
fn cpu_of_children() -> Result<f64> {
    // The kernel counts in hundredths of a second, whatever its own clock is.
    const TICKS: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat")
        .context("the time of a process is not measured on this system")?;
    let fields: Vec<&str> =
        stat.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace().collect();
    let ticks = |at: usize| -> Result<f64> {
        Ok(fields.get(at).context("the kernel's line on this process is short")?.parse::<f64>()?)
    };
    Ok((ticks(13)? + ticks(14)?) / TICKS)
}

fn last_line(text: &str) -> &str {
    text.trim_end().lines().last().unwrap_or_default()
}
