//! The documents to compare on.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The texts of files and folders: a file is one text, a line of JSON Lines has one. Each line of
/// a text is a document, or the `whole` text is one.
pub(super) fn read(paths: &[PathBuf], whole: bool) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for path in paths {
        add(path, &mut texts)?;
    }
    if !whole {
        let lines = texts.iter().flat_map(|text| text.lines()).map(str::trim);
        texts = lines.filter(|line| !line.is_empty()).map(str::to_owned).collect();
    }
    if texts.is_empty() {
        bail!("no texts: looked for .txt files, and .jsonl files with `text`");
    }
    Ok(texts)
}

fn add(path: &Path, texts: &mut Vec<String>) -> Result<()> {
    let fault = || format!("cannot read {}", path.display());
    if path.is_dir() {
        let mut inner: Vec<PathBuf> = fs::read_dir(path)
            .with_context(fault)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()
            .with_context(fault)?;
        inner.sort();
        return inner.iter().try_for_each(|path| add(path, texts));
    }
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("txt") => texts.push(fs::read_to_string(path).with_context(fault)?),
        Some("jsonl") => {
            for line in fs::read_to_string(path).with_context(fault)?.lines() {
                let object: Value = serde_json::from_str(line).with_context(fault)?;
                texts.extend(object["text"].as_str().map(str::to_owned));
            }
        }
        _ => {}
    }
    Ok(())
}
