//! Nothing stands where it should not.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use regex::Regex;

use crate::run::{self, cargo, output_of};

/// A source file that is longer should be split.
const LONGEST_FILE: usize = 600;

/// No file of the project is near this size; what is larger came in by mistake.
const LARGEST_FILE: u64 = 1 << 20;

/// What a file of the project ends in or is called.
const KINDS: [&str; 22] = [
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
];

/// Running words that stand in a text by others and here: fewer are chance or a common phrase.
const COPIED_WORDS: usize = 10;

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
    faults.extend(licences()?);
    if let Err(error) = run::run(cargo().args(["fmt", "--all", "--check"])) {
        faults.push(format!("{error}; `cargo fmt --all` mends it"));
    }
    if faults.is_empty() {
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
        (
            r#"(^|[\s"'(=`])/(work|root|tmp|home|Users)/\w"#,
            "a path of one machine",
        ),
        (
            r"\b(crates|pypi|pythonhosted|npmjs)\.(io|org|com)\b",
            "a registry's host",
        ),
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
                    faults.push(format!(
                        "{file}:{}: {what}: {}",
                        n + 1,
                        found.as_str().trim()
                    ));
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
        collect_shingles(&shared.join(folder), &mut theirs)?;
    }
    let mut faults = Vec::new();
    for (file, text) in texts {
        let words = words(text);
        if let Some(copied) = words
            .windows(COPIED_WORDS)
            .find(|run| theirs.contains(&run.join(" ")))
        {
            faults.push(format!(
                "{file}: a passage of a text by others: {}",
                copied.join(" ")
            ));
        }
    }
    Ok(faults)
}

fn collect_shingles(folder: &Path, shingles: &mut HashSet<String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            collect_shingles(&path, shingles)?;
        } else {
            let text = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
            shingles.extend(words(&text).windows(COPIED_WORDS).map(|run| run.join(" ")));
        }
    }
    Ok(())
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The licences of the project and of all that it is built from.
fn licences() -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for file in ["LICENSE-MIT", "LICENSE-APACHE"] {
        if !Path::new(file).is_file() {
            faults.push(format!("{file} is missing"));
        }
    }
    // One list for cargo-deny and for this.
    let deny: toml::Table = toml::from_str(&fs::read_to_string("deny.toml").context("deny.toml")?)?;
    let allowed = deny
        .get("licenses")
        .and_then(|table| table.get("allow"))
        .and_then(|list| list.as_array());
    let allowed: HashSet<&str> = allowed
        .context("deny.toml has no `licenses.allow`")?
        .iter()
        .filter_map(toml::Value::as_str)
        .collect();
    let metadata = output_of(cargo().args(["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    for package in metadata["packages"]
        .as_array()
        .context("cargo metadata lists no packages")?
    {
        let name = package["name"].as_str().unwrap_or_default();
        let licence = package["license"].as_str().unwrap_or_default();
        if !is_allowed(licence, &allowed) {
            faults.push(format!(
                "{name}: its licence `{licence}` is not in deny.toml"
            ));
        }
    }
    Ok(faults)
}

/// Whether an SPDX expression can be satisfied with the allowed licences. `/` is how old packages
/// write `OR`.
fn is_allowed(expression: &str, allowed: &HashSet<&str>) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = tokens.as_slice();
    let value = either(&mut rest, allowed);
    value && rest.is_empty()
}

fn either(rest: &mut &[&str], allowed: &HashSet<&str>) -> bool {
    let mut value = both(rest, allowed);
    while let ["OR", others @ ..] = rest {
        *rest = others;
        value |= both(rest, allowed);
    }
    value
}

fn both(rest: &mut &[&str], allowed: &HashSet<&str>) -> bool {
    let mut value = one(rest, allowed);
    while let ["AND", others @ ..] = rest {
        *rest = others;
        value &= one(rest, allowed);
    }
    value
}

fn one(rest: &mut &[&str], allowed: &HashSet<&str>) -> bool {
    match *rest {
        ["(", others @ ..] => {
            *rest = others;
            let value = either(rest, allowed);
            if let [")", others @ ..] = rest {
                *rest = others;
            }
            value
        }
        [name, "WITH", exception, others @ ..] => {
            *rest = others;
            allowed.contains(name) || allowed.contains(format!("{name} WITH {exception}").as_str())
        }
        [name, others @ ..] => {
            *rest = others;
            allowed.contains(name)
        }
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_read_as_spdx_means_them() {
        let allowed = HashSet::from(["MIT", "Apache-2.0", "Unicode-3.0"]);
        for right in [
            "MIT",
            "MIT OR GPL-3.0",
            "GPL-2.0/MIT",
            "(MIT OR GPL-3.0) AND Unicode-3.0",
        ] {
            assert!(is_allowed(right, &allowed), "{right}");
        }
        for wrong in ["", "GPL-3.0", "MIT AND GPL-3.0", "GPL-3.0 OR LGPL-3.0"] {
            assert!(!is_allowed(wrong, &allowed), "{wrong}");
        }
    }
}
