//! Whole accounts with all that is found in them, as one reads them: the stories of `examples/`,
//! a file an account in `tests/accounts/`. `UPDATE_EXPECT=1 cargo test -p stemma --test accounts`
//! writes the files anew.

mod common;

use std::fmt::Write as _;
use std::path::Path;

use common::{example, model, stemma};
use expect_test::expect_file;
use serde_json::Value;

#[test]
fn the_accounts_of_the_strait_are_found_as_written_down() {
    check("strait");
}

#[test]
fn the_accounts_of_the_mine_are_found_as_written_down() {
    check("quilmo");
}

#[test]
fn the_accounts_of_the_dam_are_found_as_written_down() {
    check("tolmen");
}

fn check(story: &str) {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("s.db");
    let model = model();
    stemma(&model).arg("read").arg(example(story)).arg("-s").arg(&store).assert().success();
    let export = stemma(&model).args(["export", "--store"]).arg(&store).output().unwrap();
    let export: Value = serde_json::from_slice(&export.stdout).unwrap();
    for account in list(&export["accounts"]) {
        let name = Path::new(string(&account["source"])).file_stem().unwrap().to_str().unwrap();
        let path = format!("{}/tests/accounts/{story}-{name}.txt", env!("CARGO_MANIFEST_DIR"));
        expect_file![path].assert_eq(&shown(account, list(&export["entities"])));
    }
}

/// Every paragraph, and below it, indented, what was found in it.
fn shown(account: &Value, entities: &[Value]) -> String {
    let account = Shown { account, entities };
    let published = &account.account["published"];
    let mut page = format!(
        "outlet     {}\npublished  {} ({})\n",
        or_none(&account.account["outlet"]),
        or_none(&published["value"]),
        or_none(&published["basis"]),
    );
    for of in ["title", "text"] {
        let text = account.account[of].as_str().unwrap_or_default();
        let mut start = 0;
        for paragraph in text.split('\n') {
            let end = start + paragraph.chars().count();
            if !paragraph.trim().is_empty() {
                writeln!(page, "\n{paragraph}").unwrap();
                for line in account.within(of, start, end) {
                    writeln!(page, "    {line}").unwrap();
                }
            }
            start = end + 1;
        }
    }
    page
}

struct Shown<'s> {
    account: &'s Value,
    entities: &'s [Value],
}

impl Shown<'_> {
    /// What begins in a paragraph: statements, then who is mentioned, dates, quantities.
    fn within(&self, of: &str, start: usize, end: usize) -> Vec<String> {
        let begins = |span: &Value| (start..end).contains(&(number(&span[0]) as usize));
        let mut lines = Vec::new();
        for said in list(&self.account["statements"]) {
            let stands_in = if said["manner"] == "headline" { "title" } else { "text" };
            if stands_in == of && begins(&said["content"][0]) {
                lines.push(self.statement(of, said));
            }
        }
        if of == "title" {
            return lines;
        }
        for mention in list(&self.account["mentions"]).iter().filter(|m| begins(&m["span"])) {
            let form = string(&mention["form"]);
            lines.push(format!(
                "{form:<11} {} = {} ({})",
                self.words(of, &mention["span"]),
                self.entity(&mention["entity"]),
                string(&mention["kind"]),
            ));
        }
        for date in list(&self.account["dates"]).iter().filter(|d| begins(&d["span"])) {
            let kind = string(&date["type"]).to_lowercase();
            let words = self.words(of, &date["span"]);
            lines.push(format!("{kind:<11} {words} = {}", or_none(&date["value"])));
        }
        for counted in list(&self.account["quantities"]).iter().filter(|q| begins(&q["span"])) {
            let what = match &counted["of"] {
                Value::Null => "nothing named".to_owned(),
                span => self.words(of, span),
            };
            lines.push(format!(
                "quantity    {} = {} {} {} of {what}",
                self.words(of, &counted["span"]),
                string(&counted["bound"]),
                counted["value"],
                or_none(&counted["unit"]),
            ));
        }
        lines
    }

    fn statement(&self, of: &str, said: &Value) -> String {
        let who = |speaker: &Value| match speaker {
            Value::Null => "nobody named".to_owned(),
            speaker => format!(
                "{} = {}",
                self.words(of, &speaker["span"]),
                self.entity(&speaker["entity"])
            ),
        };
        let cue = said["cue"].as_array().map_or(String::new(), |_| self.words(of, &said["cue"]));
        let content: Vec<String> =
            list(&said["content"]).iter().map(|piece| self.words(of, piece)).collect();
        let mut line = format!(
            "{:<11} {} [{cue}] «{}»",
            string(&said["manner"]),
            who(&said["speaker"]),
            content.join("» … «"),
        );
        for via in list(&said["via"]) {
            write!(line, ", via {}", who(via)).unwrap();
        }
        for (field, usual) in [("polarity", "asserted"), ("certainty", "certain")] {
            if said[field] != usual {
                write!(line, ", {}", string(&said[field])).unwrap();
            }
        }
        line
    }

    fn words(&self, of: &str, span: &Value) -> String {
        let text = self.account[of].as_str().unwrap_or_default();
        let (start, end) = (number(&span[0]) as usize, number(&span[1]) as usize);
        let words: String = text.chars().skip(start).take(end - start).collect();
        words.replace('\n', " / ")
    }

    fn entity(&self, id: &Value) -> String {
        let entity = self.entities.iter().find(|entity| !id.is_null() && entity["id"] == *id);
        entity.map_or_else(|| "not established".to_owned(), |e| string(&e["name"]).to_owned())
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no string"))
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn or_none(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}
