//! Nothing stands where it should not.

mod circles;
mod licences;
mod lines;

use std::collections::{HashSet, VecDeque};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use anyhow::{Context, Result, bail};
use regex::Regex;

use crate::run::{self, cargo};

/// A source file that is longer should be split.
const LONGEST_FILE: usize = 600;

/// No file of the project is near this size; what is larger came in by mistake.
const LARGEST_FILE: u64 = 1 << 20;

/// What a file of the project ends in or is called.
const KINDS: [&str; 27] = [
    ".rs",
    ".toml",
    ".md",
    ".html",
    ".txt",
    ".json",
    ".jsonl",
    ".py",
    ".sql",
    ".tsv",
    ".css",
    ".js",
    ".mjs",
    ".yml",
    ".cff",
    ".conll",
    ".snap",
    ".svg",
    "Cargo.lock",
    ".gitignore",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    ".ci/run",
    // Frozen stores of released formats, and texts that proptest found.
    ".db",
    ".proptest-regressions",
    ".gitattributes",
    // What `cargo xtask train` wrote.
    ".weights",
];

/// Running words that stand in a text by others and here: fewer are chance or a common phrase.
const COPIED_WORDS: usize = 12;

pub(crate) fn tidy() -> Result<()> {
    let files = run::files()?;
    let texts: Vec<(&str, String)> = files
        .iter()
        .map(|file| {
            let bytes = fs::read(file).with_context(|| file.clone())?;
            Ok((file.as_str(), String::from_utf8_lossy(&bytes).into_owned()))
        })
        .collect::<Result<_>>()?;
    let mut faults = Vec::new();
    faults.extend(stray(&files)?);
    faults.extend(long(&texts));
    faults.extend(forbidden(&texts)?);
    faults.extend(copied(&texts)?);
    faults.extend(licences::faults()?);
    for circle in circles::faults(&texts) {
        println!("{circle}");
    }
    if let Err(error) = run::run(cargo().args(["fmt", "--all", "--check"])) {
        faults.push(format!("{error}; `cargo fmt --all` mends it"));
    }
    if faults.is_empty() {
        let lines = lines::count(&texts);
        println!("{} lines of code, {} of tests.", lines.code, lines.tests);
        println!("All is tidy: {} files.", files.len());
        return Ok(());
    }
    bail!("{}", faults.join("\n"))
}

fn stray(files: &[String]) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for file in files {
        if !KINDS.iter().any(|kind| file.ends_with(kind)) {
            faults.push(format!(
                "{file}: a stray file? Kinds of files are listed in xtask/src/tidy.rs"
            ));
        }
        if fs::metadata(file)?.len() > LARGEST_FILE {
            faults.push(format!("{file}: larger than {} KB", LARGEST_FILE / 1024));
        }
    }
    Ok(faults)
}

fn long(texts: &[(&str, String)]) -> Vec<String> {
    let sources = texts.iter().filter(|(file, _)| file.ends_with(".rs"));
    let lines = sources.map(|(file, text)| (file, text.lines().count()));
    lines
        .filter(|(_, lines)| *lines > LONGEST_FILE)
        .map(|(file, lines)| format!("{file}: {lines} lines; split it (past {LONGEST_FILE})"))
        .collect()
}

/// Words that say that something is unfinished, or that only mean something on one machine.
fn forbidden(texts: &[(&str, String)]) -> Result<Vec<String>> {
    let rules = [
        (r"TODO|FIXME|todo!\(|unimplemented!\(", "unfinished"),
        (r"#\[ignore", "a test that never runs"),
        (r#"(^|[\s"'(=`])/(work|root|tmp|home|Users)/\w"#, "a path of one machine"),
        (r"\b(crates|pypi|pythonhosted|npmjs)\.(io|org|com)\b", "a registry's host"),
    ];
    let mut faults = Vec::new();
    for (pattern, what) in rules {
        let pattern = Regex::new(pattern)?;
        for (file, text) in texts {
            // The lock file names registries by design, and this file the rules.
            if *file == "Cargo.lock" || *file == "xtask/src/tidy.rs" {
                continue;
            }
            for (n, line) in text.lines().enumerate() {
                if let Some(found) = pattern.find(line) {
                    faults.push(format!("{file}:{}: {what}: {}", n + 1, found.as_str().trim()));
                }
            }
        }
    }
    Ok(faults)
}

/// Passages of the seeds and of the gold sets, which belong to their publishers.
fn copied(texts: &[(&str, String)]) -> Result<Vec<String>> {
    let Some(shared) = run::shared() else {
        println!("../shared is not here: nothing is compared with the texts of others.");
        return Ok(Vec::new());
    };
    let mut theirs = HashSet::new();
    for folder in ["seeds", "evals/data"] {
        collect(&shared.join(folder), &mut theirs)?;
    }
    let mut faults = Vec::new();
    for (file, text) in texts {
        let words: Vec<&str> = words(text).collect();
        let copied = runs(text).position(|run| theirs.contains(&run));
        if let Some(at) = copied {
            let copied = words[at..at + COPIED_WORDS].join(" ");
            faults.push(format!("{file}: a passage of a text by others: {copied}"));
        }
    }
    Ok(faults)
}

/// The running words of the texts in a folder; gold files hold only pieces of them.
fn collect(folder: &Path, theirs: &mut HashSet<u64>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, theirs)?;
        } else if !path.ends_with("gold.jsonl") {
            theirs.extend(runs(&String::from_utf8_lossy(&fs::read(&path)?)));
        }
    }
    Ok(())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

/// A number for every run of [`COPIED_WORDS`] words, whatever stands between them.
fn runs(text: &str) -> impl Iterator<Item = u64> {
    let mut last = VecDeque::with_capacity(COPIED_WORDS + 1);
    words(text).filter_map(move |word| {
        last.push_back(hash(&word.to_lowercase()));
        if last.len() > COPIED_WORDS {
            last.pop_front();
        }
        (last.len() == COPIED_WORDS).then(|| hash(&last))
    })
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copied_passage_is_found_whatever_its_marks() {
        let theirs: HashSet<u64> =
            runs("One two, three four five six seven eight nine ten eleven twelve.").collect();
        let ours = |text| runs(text).any(|run| theirs.contains(&run));
        assert!(ours(
            "zero ONE two three \u{2018}four\u{2019} five six seven eight nine ten eleven twelve thirteen"
        ));
        assert!(!ours("one two three four five six seven eight nine ten eleven thirteen"));
    }
}
