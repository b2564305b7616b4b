//! Every named rule finds something in the line that it says it fires on, and nothing in the line
//! that only looks alike.

mod common;

use std::collections::BTreeSet;

use common::{example, model, stemma};
use serde_json::{Value, json};
use stemma_core::RuleName;
use stemma_find::{Part, Rule};

#[test]
fn every_rule_fires_where_it_says_and_nowhere_else() {
    let mut wrong = Vec::new();
    for part in Part::ALL {
        let rules = part.rules();
        assert!(!rules.is_empty(), "{part:?} has no rules");
        let names: BTreeSet<&str> = rules.iter().map(|rule| rule.name).collect();
        assert_eq!(names.len(), rules.len(), "two rules of {part:?} share a name");
        let lines: Vec<&str> = rules.iter().flat_map(|rule| [rule.fires, rule.not]).collect();
        let recorded = recorded(part, &lines);
        for (rule, found) in rules.iter().zip(recorded.chunks(2)) {
            let Rule { name, fires, not, .. } = rule;
            if !found[0].contains(*name) {
                wrong.push(format!("{name} does not fire, but {:?}: {fires}", found[0]));
            }
            if found[1].contains(*name) {
                wrong.push(format!("{name} fires: {not}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_story_names_as_rules_are_rules() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("s.db");
    let model = model();
    stemma(&model).arg("read").arg(example("strait")).arg("-s").arg(&store).assert().success();
    let export = stemma(&model).args(["export", "--store"]).arg(&store).output().unwrap();
    let export: Value = serde_json::from_slice(&export.stdout).unwrap();
    for part in Part::ALL {
        let accounts = export["accounts"].as_array().unwrap().iter();
        let found: Vec<&Value> =
            accounts.flat_map(|account| account[field(part)].as_array().unwrap()).collect();
        assert!(!found.is_empty(), "nothing is found of {part:?}");
        for one in found {
            let name = RuleName(one["by"].as_str().expect("a rule").into());
            assert!(part.rule(&name).is_some(), "{name} is no rule of {part:?}");
        }
    }
}

/// Where the contract has what rules of the part find.
fn field(part: Part) -> &'static str {
    match part {
        Part::Dates => "dates",
        Part::Mentions => "mentions",
    }
}

/// For each line, an account of its own, the rules that found something of the part in it.
fn recorded(part: Part, lines: &[&str]) -> Vec<BTreeSet<String>> {
    let mut accounts = String::new();
    for (n, line) in lines.iter().enumerate() {
        let account = json!({"id": n, "text": line, "published": "2031-05-09"});
        accounts += &format!("{account}\n");
    }
    let output = stemma(&model()).arg("annotate").write_stdin(accounts).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).unwrap();
    let by = |line: &str| {
        let line: Value = serde_json::from_str(line).unwrap();
        let found = line[field(part)].as_array().unwrap().iter();
        found.filter_map(|one| one["by"].as_str().map(str::to_owned)).collect()
    };
    printed.lines().map(by).collect()
}
