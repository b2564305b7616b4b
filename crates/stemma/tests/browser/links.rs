//! Nothing shown that does not lead to its words: every link of every page of a site, followed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use crate::harness::{Browser, Files, Pages};

/// A page as a browser has it.
#[derive(Deserialize)]
struct Seen {
    /// Where links lead, resolved.
    links: BTreeSet<String>,
    ids: Vec<String>,
    /// Words shown, and the address that they are at.
    words: BTreeSet<(String, String)>,
    /// The text of every passage that has an element here.
    passages: BTreeMap<String, String>,
}

const LOOK: &str = "
    const all = (selector) => [...document.querySelectorAll(selector)];
    const spaced = (text) => text.replace(/\\s+/g, ' ').trim();
    const passages = {};
    for (const piece of all('[data-of] [id], [data-of] [data-more]')) {
        const id = piece.id || piece.dataset.more;
        passages[id] = (passages[id] ?? '') + piece.textContent;
    }
    return {
        links: [...new Set(all('a[href], link[href], area[href]').map((a) => new URL(a.getAttribute('href'), location).href))],
        ids: all('[id]').map((each) => each.id),
        words: all('a.words[data-at]').map((a) => [a.href, spaced(a.textContent)]),
        passages: Object.fromEntries(Object.entries(passages).map(([id, text]) => [id, spaced(text)])),
    };";

#[test]
fn every_link_of_a_site_leads_to_what_it_says() {
    let files = Files::strait();
    let browser = Browser::new();
    let root = files.at("");
    let mut pages: BTreeMap<String, Seen> = BTreeMap::new();
    for path in html(&files.folder(), &files.folder()) {
        browser.go(&files.at(&path));
        let seen: Seen = serde_json::from_value(browser.js(LOOK)).unwrap();
        let mut ids = seen.ids.clone();
        ids.sort_unstable();
        let twice: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{path} has two elements of one id: {twice:?}");
        pages.insert(path, seen);
    }
    assert!(pages.len() > 50, "{}", pages.len());
    let mut faults = BTreeSet::new();
    for (path, seen) in &pages {
        for link in &seen.links {
            let Some(inside) = link.strip_prefix(&root) else {
                if !link.starts_with("https://") && !link.starts_with("http://") {
                    faults.insert(format!("{path} leads to {link}"));
                }
                continue;
            };
            let (file, fragment) = inside.split_once('#').unwrap_or((inside, ""));
            if !files.folder().join(file).is_file() {
                faults.insert(format!("{path} leads to {inside}, which is not there"));
            }
            if !fragment.is_empty()
                && !pages.get(file).is_some_and(|page| page.ids.iter().any(|id| id == fragment))
            {
                faults.insert(format!("{path} leads to {inside}, and nothing there has that id"));
            }
        }
        for (link, words) in &seen.words {
            let place = link.strip_prefix(&root).and_then(|link| link.split_once('#'));
            let passage = place.and_then(|(file, id)| pages.get(file)?.passages.get(id));
            // Where there is no room for all, the beginning is shown, and says so.
            let is_it = |passage: &String| match words.strip_suffix('…') {
                Some(start) => passage.starts_with(start),
                None => passage == words,
            };
            if !passage.is_some_and(is_it) {
                faults.insert(format!("{path}: “{words}” leads to {passage:?}"));
            }
        }
    }
    let some: Vec<&String> = faults.iter().take(20).collect();
    assert!(faults.is_empty(), "{} faults, such as {some:#?}", faults.len());
    assert_eq!(browser.console(), Vec::<String>::new());
}

/// The paths of all pages below a folder.
fn html(root: &Path, folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(html(root, &path));
        } else if path.extension().is_some_and(|extension| extension == "html") {
            found.push(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
        }
    }
    found.sort();
    found
}
