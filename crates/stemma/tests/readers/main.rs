//! Every form of export, and the server's API, opened by readers that others wrote: what they read is
//! what the JSON of the same store says, word for word. Their scripts are in this folder;
//! `cargo xtask test` sets up what they need.
//!
//! Two stores: an example, which has everything, and two accounts of hostile words, of which none
//! may break out of a form.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/exported.rs"]
mod exported;
#[allow(dead_code, reason = "the tests of the server use the rest")]
#[path = "../serve/http.rs"]
mod http;
#[path = "../common/tools.rs"]
mod tools;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use common::example;
use exported::{exported, strait};
use http::Server;

/// Where the readers' scripts are.
fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers")
}

fn hostile() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let accounts = scripts().join("hostile.jsonl");
    FOLDER.get_or_init(|| exported("hostile", &accounts, &["a1", "a2"]))
}

/// Runs a reader over the exports of both stores.
fn read_by(script: &str) {
    let is_python = Path::new(script).extension() == Some(OsStr::new("py"));
    for (folder, is_small) in [(strait(), false), (hostile(), true)] {
        let mut command = Command::new(if is_python { tools::python() } else { "node".into() });
        // No files of its own beside the scripts.
        command.env("PYTHONDONTWRITEBYTECODE", "1");
        command.arg(scripts().join(script)).arg(folder).arg(tools::npm());
        if is_small {
            command.arg("--small");
        }
        let output = command.output().unwrap_or_else(|error| {
            panic!("{command:?}: {error}; `cargo xtask tools` installs what is needed")
        });
        assert!(
            output.status.success(),
            "{script} on {}\n{}{}",
            folder.display(),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

#[test]
fn duckdb_reads_the_tables() {
    read_by("tables.py");
}

#[test]
fn networkx_and_graphviz_read_the_lineage() {
    read_by("lineage.py");
}

#[test]
fn rdflib_reads_the_provenance() {
    read_by("provenance.py");
}

#[test]
fn followthemoney_reads_the_entities() {
    read_by("entities.py");
}

#[test]
fn timelinejs_shows_the_days_in_a_browser() {
    read_by("timeline.py");
}

#[test]
fn apache_annotator_finds_the_words_of_the_annotations() {
    read_by("annotations.mjs");
}

#[test]
fn schema_org_has_all_terms_of_the_drafts() {
    read_by("claimreview.mjs");
}

#[test]
fn the_api_is_as_its_document_says() {
    let server = Server::of(|folder| {
        for file in std::fs::read_dir(example("strait")).unwrap() {
            let file = file.unwrap().path();
            if file.is_file() {
                std::fs::copy(&file, folder.join(file.file_name().unwrap())).unwrap();
            }
        }
    });
    let token = server.json("/api")["token"].as_str().unwrap().to_owned();
    let script = scripts().join("openapi.py");
    let address = format!("http://{}/", server.host);
    let mut python = std::process::Command::new(tools::python());
    let output = python
        .arg(script)
        .args([address.as_str(), &token, "Georgi Tcherbanov", "Lev Dorokhin"])
        .env("NO_PROXY", "*")
        .output()
        .expect("Python starts");
    let (out, err) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}{err}");
    assert!(out.contains("operations"), "{out}");
}
