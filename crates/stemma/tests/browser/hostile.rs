//! A hostile page and a hostile account, in every page that shows them: nothing of them runs,
//! nothing is asked for elsewhere.

use std::collections::{BTreeSet, VecDeque};
use std::path::Path;

use crate::harness::{Browser, Pages, Served};

#[test]
fn what_a_hostile_account_holds_is_only_ever_shown() {
    let hostile = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    let served = Served::reading(&hostile);
    let browser = Browser::new();
    let root = served.at("");
    // From the first page and the search, wherever links lead.
    let first = [
        "index.html",
        "search.html?q=harbour",
        "search.html?q=%3Cscript%3E&outlet=%22%3E%3Cimg+src%3Dx%3E",
    ];
    let mut known: BTreeSet<String> = first.iter().map(|&path| path.to_owned()).collect();
    let mut waiting: VecDeque<String> = first.iter().map(|&path| path.to_owned()).collect();
    let mut faults = Vec::new();
    let mut seen_words = false;
    while let Some(path) = waiting.pop_front() {
        browser.go(&served.at(&path));
        // A pointer goes over everything, the focus to everything that takes it.
        let ran = browser.js("for (const each of document.querySelectorAll('main *')) {
                 each.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
                 each.focus?.();
             }
             return window.ran ?? window.pwned ?? null;");
        if !ran.is_null() {
            faults.push(format!("{path}: {ran} ran"));
        }
        let strange = browser.js(
            "const strange = document.querySelectorAll(
                 'main script, main style, main iframe, main object, main embed, main img, main base, main meta, '
                 + 'main link, main plaintext, main textarea, main [style], [onload], [onerror], [onclick], [onmouseover], [onfocus]');
             return [...strange].map((each) => each.outerHTML.slice(0, 100))
                 .concat([...document.querySelectorAll('a, form, area')]
                     .map((each) => each.getAttribute('href') ?? each.getAttribute('action') ?? '')
                     .filter((to) => /^\\s*(javascript|data|vbscript|file):/i.test(to)));",
        );
        if strange != serde_json::json!([]) {
            faults.push(format!("{path}: {strange}"));
        }
        faults.extend(browser.console().into_iter().map(|line| format!("{path}: {line}")));
        let elsewhere = browser.requests().into_iter().filter(|url| !url.starts_with(&root));
        faults.extend(elsewhere.map(|url| format!("{path} asks for {url}")));
        // The frame of the page is whole: nothing has closed or opened it.
        if browser.count("body > main") != 1 || browser.count("body > footer") != 1 {
            faults.push(format!("{path}: its frame is broken"));
        }
        seen_words |=
            path.starts_with("account/") && browser.text("main").contains("<script>window.ran");
        for path in browser.leads_to(&root) {
            if !path.contains('?') && known.insert(path.clone()) {
                waiting.push_back(path);
            }
        }
    }
    assert!(known.len() > 10, "{known:?}");
    assert!(seen_words, "what they hold is shown as words");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
