//! What `stemma export` writes, and what it refuses. Whether other programs can read it is tested in
//! `readers/`.

mod common;
#[path = "common/exported.rs"]
mod exported;

use common::{model, stemma};
use exported::{FILES, FOLDERS, export, strait};

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
