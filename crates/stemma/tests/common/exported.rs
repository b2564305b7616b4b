//! The exports of a store in every form, made once for all tests of a file.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::common::{example, model, stemma};

/// Forms of one file, and what it is called on the pages.
pub(crate) const FILES: [(&str, &str); 7] = [
    ("json", "stemma.json"),
    ("annotations", "annotations.jsonld"),
    ("prov", "provenance.jsonld"),
    ("graphml", "lineage.graphml"),
    ("dot", "lineage.dot"),
    ("ftm", "entities.ftm.json"),
    ("claimreview", "claimreview.jsonld"),
];

/// Forms of several.
pub(crate) const FOLDERS: [&str; 3] = ["csv", "parquet", "timelinejs"];

/// Where the exports of a store are, made once for all tests, with a judgement of a person in it.
pub(crate) fn exported(name: &str, source: &Path, judged: &[&str]) -> PathBuf {
    let work = Path::new(env!("CARGO_TARGET_TMPDIR")).join(env!("CARGO_CRATE_NAME")).join(name);
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

pub(crate) fn export(store: &Path, format: &str) -> assert_cmd::Command {
    let mut command = stemma(&model());
    command.args(["export", "--format", format, "--store"]).arg(store);
    command
}

pub(crate) fn strait() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| exported("strait", &example("strait"), &["a1", "a5"]))
}
