//! Parses JSON Lines with a pipeline folder: an object with `text` in, a parse out, a line each.
//!
//! `cargo run --release -p stemma-parse --example parse -- FOLDER < texts.jsonl > parses.jsonl`
//!
//! Each text is one document, as for `nlp(text)` in Python; `cargo xtask parity` compares the two.

#![expect(clippy::disallowed_methods, reason = "an example is a program, and reads files")]

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, BufWriter, Write};
use std::path::Path;

use stemma_parse::{Pipeline, PipelineFiles};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: parse FOLDER < texts.jsonl")?;
    let mut files = BTreeMap::new();
    read_folder(Path::new(&folder), "", &mut files)?;
    let pipeline = Pipeline::load(&PipelineFiles::new(files))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let object: serde_json::Value = serde_json::from_str(&line?)?;
        let text = object["text"].as_str().ok_or("a line without `text`")?;
        serde_json::to_writer(&mut out, &pipeline.parse_doc(text))?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

fn read_folder(
    folder: &Path,
    within: &str,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> Result<(), Box<dyn Error>> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let path = format!("{within}{}", name.to_str().ok_or("a file name that is no UTF-8")?);
        if entry.file_type()?.is_dir() {
            read_folder(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.insert(path, std::fs::read(entry.path())?);
        }
    }
    Ok(())
}
