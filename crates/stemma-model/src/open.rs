//! Reads a pipeline's files: from a folder as spaCy writes it, or out of a wheel.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use stemma_parse::PipelineFiles;
use zip::ZipArchive;

use crate::error::Error;

/// What marks the folder that is a pipeline. Packages carry a `meta.json` further up too, so this
/// is the one to look for.
const MARK: &str = "config.cfg";

/// How deep a pipeline may lie in the folder that was named: package, version, pipeline.
const DEPTH: usize = 3;

/// More than any pipeline's file has; a zip archive can claim any size.
const LARGEST_FILE: u64 = 2 << 30;

/// The files of the pipeline in a folder: at its top, or in the one folder within that has a
/// `config.cfg`.
pub(crate) fn folder(path: &Path) -> Result<PipelineFiles, Error> {
    let mut found = Vec::new();
    pipelines_in(path, DEPTH, &mut found)?;
    match found.as_slice() {
        [] => Err(Error::not_a_pipeline(path, format!("no {MARK} in it or within"))),
        [root] => {
            let mut files = Vec::new();
            read_into(root, "", &mut files)?;
            Ok(files.into_iter().collect())
        }
        many => {
            let many: Vec<String> = many.iter().map(|root| root.display().to_string()).collect();
            let fault = format!("it holds several, name one of them: {}", many.join(", "));
            Err(Error::not_a_pipeline(path, fault))
        }
    }
}

fn pipelines_in(path: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), Error> {
    if path.join(MARK).is_file() {
        found.push(path.to_owned());
        return Ok(());
    }
    if depth == 0 {
        return Ok(());
    }
    for child in children(path)? {
        if child.is_dir() {
            pipelines_in(&child, depth - 1, found)?;
        }
    }
    Ok(())
}

fn children(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let error = |error| Error::io("read the folder", path, error);
    let mut children: Vec<PathBuf> = fs::read_dir(path)
        .map_err(error)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(error)?;
    children.sort();
    Ok(children)
}

fn read_into(path: &Path, under: &str, files: &mut Vec<(String, Vec<u8>)>) -> Result<(), Error> {
    for child in children(path)? {
        let Some(name) = child.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let name = if under.is_empty() { name.to_owned() } else { format!("{under}/{name}") };
        if child.is_dir() {
            read_into(&child, &name, files)?;
        } else {
            let bytes = fs::read(&child).map_err(|error| Error::io("read", &child, error))?;
            files.push((name, bytes));
        }
    }
    Ok(())
}

/// The files of the pipeline in a wheel. Every file's checksum is checked as it is unpacked.
pub(crate) fn wheel(path: &Path) -> Result<PipelineFiles, Error> {
    let file = File::open(path).map_err(|error| Error::io("read", path, error))?;
    let broken = |error: &dyn std::fmt::Display| {
        Error::not_a_pipeline(path, format!("it cannot be unpacked ({error})"))
    };
    let mut archive = ZipArchive::new(file).map_err(|error| broken(&error))?;
    let mut roots = Vec::new();
    for name in archive.file_names() {
        let name = name.map_err(|error| broken(&error))?;
        match name.strip_suffix(MARK) {
            Some(root) if root.is_empty() || root.ends_with('/') => roots.push(root.to_owned()),
            _ => {}
        }
    }
    let [root] = roots.as_slice() else {
        let fault = format!("it holds {} files called {MARK}, not one", roots.len());
        return Err(Error::not_a_pipeline(path, fault));
    };
    let mut files = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| broken(&error))?;
        let name = entry.name().map_err(|error| broken(&error))?;
        let Some(name) = name.strip_prefix(root.as_str()).map(str::to_owned) else {
            continue;
        };
        if entry.is_dir() {
            continue;
        }
        if entry.size() > LARGEST_FILE {
            return Err(broken(&format!("{name} claims {} bytes", entry.size())));
        }
        let mut bytes = Vec::new();
        entry.take(LARGEST_FILE).read_to_end(&mut bytes).map_err(|error| broken(&error))?;
        files.push((name, bytes));
    }
    Ok(files.into_iter().collect())
}
