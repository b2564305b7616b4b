//! Compares `stemma-parse` with spaCy itself, and times the two.
//!
//! spaCy is set up once in a virtual environment below the target folder; both read the same files
//! of the same model, and parse the same documents.

mod compare;
mod spacy;
mod speed;
mod texts;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::run;

/// What to compare.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Plain text, and JSON Lines with `text`; folders are searched for both
    texts: Vec<PathBuf>,
    /// A model by name, or the folder or wheel of a pipeline; both English models where none is given
    #[arg(long)]
    model: Vec<String>,
    /// Make each text one document, line breaks and all, instead of each of its lines
    #[arg(long)]
    whole: bool,
    /// How many of the first differences to print
    #[arg(long, default_value_t = 10)]
    show: usize,
    /// Time both instead, on one thread
    #[arg(long, conflicts_with = "freeze")]
    bench: bool,
    /// Write spaCy's answers to the project's own texts, which a test of stemma-parse compares with
    #[arg(long, conflicts_with = "texts")]
    freeze: bool,
}

/// The project's own texts, and spaCy's answers to them by model.
const FROZEN: &str = "crates/stemma-parse/tests/frozen";

/// What is compared where no model is named.
const MODELS: [&str; 2] = ["en", "en-sm"];

pub(crate) fn parity(options: &Options) -> Result<()> {
    if options.texts.is_empty() && !options.freeze {
        bail!("name files or folders of texts to compare on, or --freeze");
    }
    let work = run::target().join("parity");
    fs::create_dir_all(&work).with_context(|| format!("cannot make {}", work.display()))?;
    let python = spacy::python(&work)?;
    let models: Vec<&str> = match options.model.as_slice() {
        [] => MODELS.to_vec(),
        models => models.iter().map(String::as_str).collect(),
    };
    let mut below = Vec::new();
    for model in models {
        let folder = spacy::model_folder(&work, model)?;
        let oracle = spacy::Oracle { python: &python, script: spacy::script(&work)?, folder };
        if options.freeze {
            freeze(&oracle, model)?;
            continue;
        }
        let texts = texts::read(&options.texts, options.whole || options.bench)?;
        let input = work.join("texts.jsonl");
        if options.bench {
            speed::compare(&oracle, model, &texts, &work)?;
            continue;
        }
        fs::write(&input, lines(&texts))?;
        let spacys = oracle.run("parse", &input, &work.join("spacy.jsonl"))?;
        let ours = ours(&oracle.folder, &input, &work.join("stemma.jsonl"))?;
        println!("{model}: {} documents", texts.len());
        let counts = compare::compare(&texts, &spacys, &ours, options.show)?;
        print!("{counts}");
        below.extend(counts.below().into_iter().map(|layer| format!("{model}: {layer}")));
    }
    match below.as_slice() {
        [] => Ok(()),
        below => bail!("below the floors: {}", below.join(", ")),
    }
}

/// Parses the documents with `stemma-parse`, built for release.
fn ours(folder: &Path, input: &Path, output: &Path) -> Result<String> {
    let mut command = run::cargo();
    command.args(["run", "--quiet", "--release", "--package", "stemma-parse"]);
    command.args(["--example", "parse", "--"]).arg(folder);
    through(&mut command, input, output)
}

/// Runs a command from a file to a file, and returns what it wrote.
fn through(command: &mut Command, input: &Path, output: &Path) -> Result<String> {
    let open = |path: &Path| format!("cannot open {}", path.display());
    command.stdin(Stdio::from(fs::File::open(input).with_context(|| open(input))?));
    command.stdout(Stdio::from(fs::File::create(output).with_context(|| open(output))?));
    run::run(command)?;
    fs::read_to_string(output).with_context(|| open(output))
}

fn lines(texts: &[String]) -> String {
    let mut lines = String::new();
    for text in texts {
        lines.push_str(&json!({ "text": text }).to_string());
        lines.push('\n');
    }
    lines
}

/// Writes spaCy's answers to the project's own texts, a line a document, as the test reads them.
fn freeze(oracle: &spacy::Oracle<'_>, model: &str) -> Result<()> {
    let folder = run::root().join(FROZEN);
    let texts = texts::read(&[folder.join("texts.txt")], false)?;
    let input = folder.join("texts.jsonl");
    fs::write(&input, lines(&texts))?;
    let written = oracle.run("parse", &input, &folder.join(format!("{model}.jsonl")));
    fs::remove_file(&input)?;
    let count = written?.lines().filter(|l| serde_json::from_str::<Value>(l).is_ok()).count();
    println!("{FROZEN}/{model}.jsonl: {count} documents");
    Ok(())
}
