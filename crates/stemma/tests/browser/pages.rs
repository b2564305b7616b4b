//! Every page at two widths, light and dark: axe finds nothing serious, nothing is wider than the
//! window, the console stays empty. `cargo xtask look` keeps the pictures.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;

use crate::harness::{Browser, Pages, Served, Width};

/// Pages of one kind that are looked at closely.
const CLOSELY: usize = 2;
/// How: the width, and whether it is dark.
const LOOKS: [(Width, bool); 4] =
    [(Width::Wide, false), (Width::Wide, true), (Width::Narrow, false), (Width::Narrow, true)];

#[test]
fn every_page_is_sound_at_two_widths_light_and_dark() {
    let served = Served::strait();
    let browser = Browser::new();
    let mut faults = Vec::new();
    let kinds = kinds(&browser, &served);
    let names: BTreeSet<&str> = kinds.keys().map(String::as_str).collect();
    let wanted = [
        "index",
        "story",
        "story-claims",
        "story-left-out",
        "story-lineage",
        "story-said",
        "story-timeline",
        "claim",
        "account",
        "compare",
        "entity",
        "entities",
        "search",
        "judgements",
        "exports",
        "api",
        "help",
    ];
    // Another store may lack some.
    let wanted =
        if std::env::var_os("STEMMA_LOOK_STORE").is_some() { &wanted[..1] } else { &wanted[..] };
    for &kind in wanted {
        assert!(names.contains(kind), "no page leads to one of the kind {kind}: {names:?}");
    }
    for (kind, paths) in &kinds {
        for (n, path) in closely(paths).enumerate() {
            browser.go(&served.at(path));
            for (width, dark) in LOOKS {
                browser.width(width);
                browser.dark(dark);
                let found = browser.axe().into_iter();
                faults.extend(found.map(|it| format!("{path} ({width:?}, dark {dark}): {it}")));
                if n == 0 {
                    keep(&browser, kind, width, dark);
                }
            }
            browser.width(Width::Wide);
            browser.dark(false);
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn no_page_is_wider_than_a_telephone_or_hard_to_use_and_none_complains() {
    let served = Served::strait();
    let browser = Browser::new();
    let mut faults = Vec::new();
    for path in kinds(&browser, &served).into_values().flatten() {
        browser.width(Width::Narrow);
        browser.go(&served.at(&path));
        let wide = browser.string(
            // A telephone makes its window wider than itself where a page is.
            "if (document.documentElement.scrollWidth <= screen.width) return '';
             const widest = [...document.querySelectorAll('main *')]
                 .filter((each) => each.getBoundingClientRect().right > screen.width && !each.closest('.scroll'))
                 .map((each) => each.outerHTML.slice(0, 120));
             return `${document.documentElement.scrollWidth} wide: ${widest.slice(0, 2)}`;",
        );
        if !wide.is_empty() {
            faults.push(format!("{path} is {wide}"));
        }
        // What a finger is to hit: 24 pixels each way, unless it stands in a line of text.
        let small = browser.string(
            "const targets = [...document.querySelectorAll('button, summary, select, input:not([type=hidden])')];
             const small = targets.filter((each) => {
                 const { width, height } = each.getBoundingClientRect();
                 return each.checkVisibility() && width > 0 && (width < 24 || height < 24) && each.type != 'checkbox';
             });
             return small.slice(0, 2).map((each) => each.outerHTML.slice(0, 120)).join('; ');",
        );
        if !small.is_empty() {
            faults.push(format!("{path} has small targets: {small}"));
        }
        faults.extend(browser.console().into_iter().map(|line| format!("{path}: {line}")));
        faults.extend(browser.axe().into_iter().map(|fault| format!("{path}: {fault}")));
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// The paths of pages by kind, found by following links from the first page.
fn kinds(browser: &Browser, served: &Served) -> BTreeMap<String, Vec<String>> {
    let mut kinds: BTreeMap<String, Vec<String>> = BTreeMap::new();
    // What a small story leads to nobody, a server has all the same.
    let first = [
        "index.html",
        "search.html?q=Cherbanov",
        "search.html",
        "api.html",
        "compare/1+2+3.html",
        "story/1-lineage.html",
        "story/1-timeline.html",
    ];
    let mut known: BTreeSet<String> = first.iter().map(|&path| path.to_owned()).collect();
    let mut waiting: VecDeque<String> = first.iter().map(|&path| path.to_owned()).collect();
    let root = served.at("");
    while let Some(path) = waiting.pop_front() {
        let of_kind = kinds.entry(kind(&path)).or_default();
        of_kind.push(path.clone());
        // The rest of a kind is of the same making.
        if of_kind.len() > 12 {
            continue;
        }
        browser.go(&served.at(&path));
        for path in browser.leads_to(&root) {
            if known.insert(path.clone()) {
                waiting.push_back(path);
            }
        }
    }
    kinds
}

/// `story-claims` of `story/3-claims-2.html`.
fn kind(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default().trim_end_matches(".html");
    let Some((folder, name)) = path.split_once('/') else {
        return path.to_owned();
    };
    if matches!(folder, "account" | "compare") {
        return folder.to_owned();
    }
    let part: Vec<&str> =
        name.split('-').filter(|word| !word.chars().all(|c| c.is_ascii_digit())).collect();
    [&[folder], part.as_slice()].concat().join("-")
}

/// The first of a kind and one from the middle.
fn closely(paths: &[String]) -> impl Iterator<Item = &String> {
    let middle = (paths.len() > 1).then(|| &paths[paths.len() / 2]);
    paths.first().into_iter().chain(middle).take(CLOSELY)
}

/// Keeps a picture where `cargo xtask look` wants them.
fn keep(browser: &Browser, kind: &str, width: Width, dark: bool) {
    let Some(folder) = std::env::var_os("STEMMA_LOOK") else {
        return;
    };
    let name = format!(
        "{kind}-{}{}.png",
        if width == Width::Wide { "wide" } else { "narrow" },
        if dark { "-dark" } else { "" }
    );
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(Path::new(&folder).join(name), browser.picture()).unwrap();
}
