//! The shared seeds: five accounts as texts, with what a careful reader finds in them.
//!
//! The texts are their publishers' and stand beside the repository, not in it; where they are
//! absent, the test says so and is left out.

#![allow(clippy::print_stderr)]

use std::path::Path;

use serde_json::Value;
use stemma_core::Account;
use stemma_read::{pieces, read, walk};

/// As the scorers compare: lower case, quotation marks left out, white space folded.
fn fold(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|c| !matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '`'))
        .map(|c| if matches!(c, '–' | '—') { '-' } else { c })
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[test]
fn the_seeds_are_read_as_a_careful_reader_does() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let Ok(gold) = std::fs::read_to_string(folder.join("gold/accounts.json")) else {
        eprintln!("left out: ../shared/seeds is not here");
        return;
    };
    let gold: Value = serde_json::from_str(&gold).unwrap();
    let found = walk(&[&folder]);
    assert!(found.refusals.is_empty(), "{:?}", found.refusals);
    let accounts: Vec<Account> = found
        .inputs
        .iter()
        .flat_map(pieces)
        .flat_map(|piece| read(&piece.unwrap()))
        .map(|answer| answer.unwrap().account)
        .collect();
    assert_eq!(accounts.len(), gold["accounts"].as_object().unwrap().len());
    let mut misses = Vec::new();
    for account in &accounts {
        let name = Path::new(&account.source).file_name().unwrap().to_str().unwrap();
        let wanted = &gold["accounts"][name];
        let words = |value: &Value| fold(value.as_str().unwrap());
        if fold(account.title.as_deref().unwrap_or_default()) != words(&wanted["title"]) {
            misses.push(format!("{name}: title {:?}", account.title));
        }
        if wanted["outlet"].is_string()
            && !fold(account.outlet.as_deref().unwrap_or_default())
                .contains(&words(&wanted["outlet"]))
        {
            misses.push(format!("{name}: outlet {:?}", account.outlet));
        }
        let text = fold(&account.text);
        for dropped in wanted["dropped"].as_array().unwrap() {
            if text.contains(&words(dropped)) {
                misses.push(format!("{name}: still in the body: {dropped}"));
            }
        }
        for quote in
            wanted["quotes"].as_array().unwrap().iter().filter(|quote| quote["kind"] != "headline")
        {
            let start: String = words(&quote["text"]).chars().take(60).collect();
            if !text.contains(&start) {
                misses.push(format!("{name}: lost from the body: {start}"));
            }
        }
    }
    assert!(misses.is_empty(), "{}", misses.join("\n"));
}
