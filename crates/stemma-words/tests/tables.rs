//! What every table must keep to, so that no word in it is dead.
#![allow(clippy::disallowed_methods, reason = "tests read the sources of the workspace")]

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use stemma_words::{Lookup, Table, en};

fn tables() -> impl Iterator<Item = &'static Table> {
    en::TABLES.iter().copied()
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_file_is_a_table_and_can_be_read() {
    let files: BTreeSet<String> = fs::read_dir(here().join("en"))
        .unwrap()
        .map(|file| format!("en/{}", file.unwrap().file_name().to_string_lossy()))
        .collect();
    let mut paths: BTreeSet<String> = tables().map(|table| table.path.to_owned()).collect();
    // A thing a line: what reads it checks it.
    paths.insert("en/places.txt".to_owned());
    assert_eq!(files, paths);
    for table in tables() {
        assert!(table.entries().next().is_some(), "{} is empty", table.path);
    }
}

#[test]
fn every_word_can_match() {
    for table in tables() {
        for (word, _) in table.entries() {
            let fits = match table.lookup() {
                Lookup::Token | Lookup::Lemma | Lookup::Word => {
                    word == word.to_lowercase() && !word.contains(' ')
                }
                Lookup::Phrase => word == word.to_lowercase(),
                Lookup::Name => true,
            };
            let plain = !word.contains("  ") && word.trim() == word && !word.contains('’');
            assert!(fits && plain, "{}: {word:?} cannot match", table.path);
        }
    }
}

#[test]
fn every_tag_has_words_and_every_word_a_use() {
    for table in tables() {
        for (n, tag) in table.tags.iter().enumerate() {
            let used = table.entries().any(|(_, entry)| entry.has(n));
            assert!(used, "{}: no word has the tag {tag}", table.path);
        }
        for (word, entry) in table.entries() {
            let tagged = (0..table.tags.len()).any(|n| entry.has(n));
            assert!(tagged || table.tags.is_empty(), "{}: {word} has no tag", table.path);
        }
    }
}

fn sources(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("target") {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            found.push((path, code.collect::<Vec<_>>().join("\n")));
        }
    }
}

/// Whether `name` stands there with nothing after it that would make it longer.
fn stands_in(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        !text[at + name.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
    })
}

/// Names of tags and values that no source asks for. A tag is asked for as `table::tag`, and as
/// `.tag()` where its table is named.
fn unused(table: &str, names: &[&str], sources: &[(PathBuf, String)]) -> Vec<String> {
    let asks = |name: &str| {
        sources.iter().any(|(path, text)| {
            let of_table = path.ends_with(format!("en/{table}.rs"))
                || stands_in(text, table) && text.contains("stemma_words");
            stands_in(text, &format!("{table}::{name}"))
                || of_table && text.contains(&format!(".{name}()"))
        })
    };
    names.iter().filter(|name| !asks(name)).map(|name| format!("{table}::{name}")).collect()
}

#[test]
fn every_tag_is_asked_for() {
    let mut found = Vec::new();
    sources(here().parent().unwrap(), &mut found);
    found.retain(|(path, _)| !path.components().any(|part| part.as_os_str() == "tests"));
    assert_eq!(unused("names", &["no_such_tag"], &found), ["names::no_such_tag"]);
    let names = |table: &Table| [table.tags, table.values].concat();
    let unused: Vec<_> =
        tables().flat_map(|table| unused(table.name(), &names(table), &found)).collect();
    assert!(unused.is_empty(), "no code asks for {unused:?}");
}

#[test]
fn no_two_tables_share_half_their_words_unsaid() {
    let words = |table: &'static Table| -> HashSet<&str> {
        table.entries().map(|(word, _)| word).collect()
    };
    for (n, first) in tables().enumerate() {
        for second in tables().skip(n + 1) {
            let (a, b) = (words(first), words(second));
            let half = a.len().min(b.len()).div_ceil(2);
            let said = first.shares_with().contains(&second.name())
                || second.shares_with().contains(&first.name());
            let shared = a.intersection(&b).count();
            assert!(
                shared <= half || said,
                "{} and {} share {shared} words: one home for each, or a line 'shares words with'",
                first.path,
                second.path,
            );
        }
    }
}
