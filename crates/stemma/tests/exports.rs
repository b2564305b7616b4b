//! Every form of export, opened by a reader that others wrote: what it reads is what the JSON of the
//! same store says, word for word. The readers' scripts are in `readers/`; `cargo xtask test` sets
//! up what they need.
//!
//! Two stores: an example, which has everything, and two accounts of hostile words, of which none
//! may break out of a form.

mod common;
#[path = "common/tools.rs"]
mod tools;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use common::{example, model, stemma};

/// Forms of one file, and what it is called on the pages.
const FILES: [(&str, &str); 7] = [
    ("json", "stemma.json"),
    ("annotations", "annotations.jsonld"),
    ("prov", "provenance.jsonld"),
    ("graphml", "lineage.graphml"),
    ("dot", "lineage.dot"),
    ("ftm", "entities.ftm.json"),
    ("claimreview", "claimreview.jsonld"),
];

/// Forms of several.
const FOLDERS: [&str; 3] = ["csv", "parquet", "timelinejs"];

fn readers() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers")
}

/// Where the exports of a store are, made once for all tests, with a judgement of a person in it.
fn exported(name: &str, source: &Path, judged: &[&str]) -> PathBuf {
    let work = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exports").join(name);
    // What an earlier run has left is of an earlier program.
    let _ = std::fs::remove_dir_all(&work);
    std::fs::create_dir_all(&work).unwrap();
    let store = work.join("s.db");
    stemma(&model()).arg("read").arg(source).arg("-s").arg(&store).assert().success();
    let judge = ["judge", "same", "--by", "ana"];
    stemma(&model()).args(judge).args(judged).arg("-s").arg(&store).assert().success();
    let folder = work.join("export");
    std::fs::create_dir_all(&folder).unwrap();
    for (format, file) in FILES {
        export(&store, format).arg("--out").arg(folder.join(file)).assert().success();
    }
    for format in FOLDERS {
        export(&store, format).arg("--out").arg(folder.join(format)).assert().success();
    }
    folder
}

fn export(store: &Path, format: &str) -> assert_cmd::Command {
    let mut command = stemma(&model());
    command.args(["export", "--format", format, "--store"]).arg(store);
    command
}

fn strait() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| exported("strait", &example("strait"), &["a1", "a5"]))
}

fn hostile() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let accounts = readers().join("hostile.jsonl");
    FOLDER.get_or_init(|| exported("hostile", &accounts, &["a1", "a2"]))
}

/// Runs a reader over the exports of both stores.
fn read_by(script: &str) {
    let is_python = Path::new(script).extension() == Some(OsStr::new("py"));
    for (folder, is_small) in [(strait(), false), (hostile(), true)] {
        let mut command = Command::new(if is_python { tools::python() } else { "node".into() });
        // No files of its own beside the scripts.
        command.env("PYTHONDONTWRITEBYTECODE", "1");
        command.arg(readers().join(script)).arg(folder).arg(tools::npm());
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

/// A file on the command line has the bytes that another run has, and that standard output has.
#[test]
fn the_same_store_gives_the_same_bytes() {
    let folder = strait();
    let store = folder.join("../s.db");
    for (format, file) in FILES {
        let printed = export(&store, format).output().unwrap().stdout;
        assert!(printed == std::fs::read(folder.join(file)).unwrap(), "{format}");
    }
    let again = tempfile::tempdir().unwrap();
    for format in FOLDERS {
        export(&store, format).arg("--out").arg(again.path()).assert().success();
        let first = std::fs::read_dir(folder.join(format)).unwrap();
        let mut files = 0;
        for entry in first.map(Result::unwrap) {
            let one = std::fs::read(entry.path()).unwrap();
            let other = std::fs::read(again.path().join(entry.file_name())).unwrap();
            assert!(one == other, "{}", entry.path().display());
            files += 1;
        }
        assert!(files > 0, "{format}");
    }
}

#[test]
fn what_cannot_be_exported_is_said_with_what_to_do() {
    let store = strait().join("../s.db");
    let check = |arguments: &[&str], expected: &str| {
        let output = stemma(&model())
            .arg("export")
            .args(arguments)
            .arg("--store")
            .arg(&store)
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(output.stdout.is_empty());
        assert!(said.contains(expected), "{said}");
    };
    check(&["--format", "csv"], "say into which folder, with --out DIR");
    check(&["--format", "timelinejs"], "say into which folder");
    check(&["--format", "json", "--story", "1"], "`stemma story 1 --json`");
    check(&["--format", "dot", "--story", "7"], "`stemma stories` lists them");
    check(
        &["--format", "dot", "--out", "no/such/folder/x.dot"],
        "cannot write no/such/folder/x.dot",
    );
}

#[test]
fn one_story_is_one_file_where_the_whole_is_several() {
    let store = strait().join("../s.db");
    let output = export(&store, "timelinejs").args(["--story", "1"]).output().unwrap();
    assert!(output.status.success());
    let whole = strait().join("timelinejs/story-1.json");
    assert!(output.stdout == std::fs::read(whole).unwrap());
}

/// It is written under another name and takes the place of the old one: of that nothing is left.
#[test]
fn a_file_takes_the_place_of_the_old_one() {
    let store = strait().join("../s.db");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lineage.dot");
    std::fs::write(&path, "old").unwrap();
    export(&store, "dot").arg("--out").arg(&path).assert().success();
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("digraph"));
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(Result::unwrap).collect();
    assert_eq!(names.len(), 1, "{names:?}");
}
