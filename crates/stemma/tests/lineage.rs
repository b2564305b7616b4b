//! A story whose descent is known: an agency, its translation, three rewrites, a corrected version,
//! and a reporter who was there. Whatever the order in which its accounts are read, who has it from
//! whom and how many stand behind a claim comes out as `examples/tolmen/gold` has it.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use common::{example, model, stemma};
use serde_json::Value;

#[test]
fn who_has_it_from_whom_comes_out_right_in_every_order() {
    let files = files();
    let model = model();
    let shuffled = |step: usize| -> Vec<PathBuf> {
        (0..files.len()).map(|n| files[(n * step + step / 2) % files.len()].clone()).collect()
    };
    let mut reversed = files.clone();
    reversed.reverse();
    let first = export(&model, &files);
    for order in [reversed, shuffled(3)] {
        assert!(export(&model, &order) == first, "another order, other bytes: {order:?}");
    }

    let export: Value = serde_json::from_str(&first).unwrap();
    let gold: Value = {
        let file = fs::read_to_string(example("tolmen").join("gold/story.json")).unwrap();
        serde_json::from_str(&file).unwrap()
    };
    let story = Exported::new(&export);
    let wanted: BTreeSet<(String, String)> = list(&gold["edges"])
        .iter()
        .map(|edge| (string(&edge[0]).to_lowercase(), string(&edge[1]).to_owned()))
        .collect();
    assert_eq!(story.edges(), wanted);

    let mut counted = 0;
    for origins in list(&gold["origins"]) {
        let id = string(&origins["claim"]);
        let claim = list(&gold["aligned"]).iter().find(|claim| claim["id"] == *id).unwrap();
        if let Some(found) = story.origins(list(&claim["members"])) {
            assert_eq!(found, origins["origins"].as_u64().unwrap(), "{id}: {}", origins["why"]);
            counted += 1;
        }
    }
    assert_eq!(counted, list(&gold["origins"]).len(), "every claim is one of several accounts");
}

/// The accounts of the story, by number.
fn files() -> Vec<PathBuf> {
    let entries = fs::read_dir(example("tolmen")).unwrap();
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

/// What a store exports into which the files came one by one.
fn export(model: &Path, files: &[PathBuf]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("s.db");
    for file in files {
        stemma(model).arg("read").arg(file).arg("-s").arg(&store).assert().success();
    }
    let export = stemma(model).args(["export", "--store"]).arg(&store).output().unwrap();
    String::from_utf8(export.stdout).unwrap()
}

struct Exported<'e> {
    export: &'e Value,
    /// The number in its file's name, by the account's id.
    number: BTreeMap<u64, String>,
}

impl<'e> Exported<'e> {
    fn new(export: &'e Value) -> Exported<'e> {
        let number = |account: &Value| {
            let file = Path::new(string(&account["source"])).file_name().unwrap();
            let number = file.to_str().unwrap().split('-').next().unwrap();
            (account["id"].as_u64().unwrap(), number.to_owned())
        };
        Exported { export, number: list(&export["accounts"]).iter().map(number).collect() }
    }

    /// Every line, accounts by number, sources by name without an article.
    fn edges(&self) -> BTreeSet<(String, String)> {
        let nodes = list(&self.export["lineage"]["nodes"]);
        let node = |id: &Value| {
            if let Some(account) = string(id).strip_prefix('a') {
                return self.number[&account.parse().unwrap()].clone();
            }
            let node = nodes.iter().find(|node| node["id"] == *id).unwrap();
            let name = string(&node["name"]).to_lowercase();
            name.strip_prefix("the ").unwrap_or(&name).to_owned()
        };
        let edges = list(&self.export["lineage"]["edges"]);
        edges.iter().map(|edge| (node(&edge["from"]), node(&edge["to"]))).collect()
    }

    /// The origins of the claim that has most of these passages, two at least.
    fn origins(&self, members: &[Value]) -> Option<u64> {
        let words = |member: &Value| {
            let id = member["account"].as_u64().unwrap();
            let accounts = list(&self.export["accounts"]);
            let account = accounts.iter().find(|account| account["id"] == id).unwrap();
            let text: Vec<char> = string(&account[string(&member["of"])]).chars().collect();
            let at = |n: usize| member["span"][n].as_u64().unwrap() as usize;
            (self.number[&id].clone(), text[at(0)..at(1)].iter().collect::<String>())
        };
        let has = |claim: &&Value| {
            let held: Vec<(String, String)> = list(&claim["members"]).iter().map(words).collect();
            let is = |wanted: &&Value| {
                let (number, wanted) = (string(&wanted[0]), string(&wanted[1]));
                held.iter().any(|(of, words)| {
                    of == number && (words.contains(wanted) || wanted.contains(words.as_str()))
                })
            };
            members.iter().filter(is).count()
        };
        let claims = list(&self.export["claims"]);
        let best = claims.iter().rev().max_by_key(has).filter(|claim| has(claim) > 1)?;
        best["origins"].as_u64()
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap()
}
