//! What a person's hands learn: keys, citing, light and dark.

use std::path::Path;

use serde_json::Value;

use crate::harness::{Browser, Files, Pages, Served};

/// Two of our own, with letters that a browser counts twice and that have accents.
const FIRST: &str = "The harbour 🚤🚤 of Pört Ansel is empty. Mira Tarvel, the harbour minister of \
                     Norland, said on Monday that 1,200 boats would leave Pört Ansel.\n\n“Not one \
                     of them will stay 🚤,” she told the Norpress agency. Nobody contradicted her.\n";
const SECOND: &str = "According to Norpress, 1,300 boats are to leave Pört Ansel.\n\n“Not one of \
                      them will remain,” Mira Tarwel said on Monday.\n";

const ESCAPE: &str = "\u{e00c}";
const ENTER: &str = "\u{e007}";
const TAB: &str = "\u{e004}";

fn accounts() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let page = |outlet: &str, title: &str, day: &str, text: &str| {
        let paragraphs = text.trim().replace("\n\n", "</p>\n<p>");
        format!(
            "<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>\
             <meta property=og:site_name content=\"{outlet}\">\
             <link rel=canonical href=\"https://{day}.example/boats\">\
             <meta property=article:published_time content=\"{day}\"></head>\
             <body><article><h1>{title}</h1>\n<p>{paragraphs}</p></article></body></html>"
        )
    };
    let first = page("Norpress", "Boats to leave Pört Ansel", "2031-05-13", FIRST);
    let second =
        page("The Ansel Courier", "Tarwel: the harbour will be empty", "2031-05-14", SECOND);
    std::fs::write(folder.path().join("1.html"), first).unwrap();
    std::fs::write(folder.path().join("2.html"), second).unwrap();
    folder
}

/// The characters of some words in a text, as the contract counts them.
fn range(text: &str, words: &str) -> (usize, usize) {
    let start = text[..text.find(words).unwrap()].chars().count();
    (start, start + words.chars().count())
}

/// Selects words that stand in one piece of text.
fn select(browser: &Browser, words: &str) {
    let found = browser.js(&format!(
        "const words = {};
         const walker = document.createTreeWalker(document.querySelector('.reading'), NodeFilter.SHOW_TEXT);
         const all = [];
         while (walker.nextNode()) if (walker.currentNode.parentElement.closest('[data-of]')) all.push(walker.currentNode);
         const text = all.map((node) => node.data).join('');
         const from = text.indexOf(words);
         if (from < 0) return false;
         const at = (n) => {{ for (const node of all) {{ if (n <= node.length) return [node, n]; n -= node.length; }} }};
         getSelection().setBaseAndExtent(...at(from), ...at(from + words.length));
         return true;",
        Value::from(words)
    ));
    assert_eq!(found, true, "{words} stands on the page");
}

/// What the script highlights where no element is of those words.
const HIGHLIGHTED: &str =
    "return [...(CSS.highlights.get('target') ?? [])].map((range) => range.toString()).join('')";

#[test]
fn a_citation_is_of_exactly_the_words() {
    let folder = accounts();
    let served = Served::reading(folder.path());
    let browser = Browser::new();
    browser.go(&served.at("account/1.html"));
    let sha256 = text_of_account(&browser);

    // What is selected, whatever stands before it.
    let text = FIRST.trim();
    let words = "Mira Tarvel, the harbour minister";
    let (start, end) = range(text, words);
    select(&browser, words);
    browser.press("c");
    browser.wait(
        "it says so",
        "return document.querySelector('#announced').textContent == 'Citation copied.'",
    );
    let citation = browser.clipboard();
    let lines: Vec<&str> = citation.lines().collect();
    assert_eq!(lines[0], "Norpress, “Boats to leave Pört Ansel”, 13 May 2031");
    assert_eq!(lines[1], "https://2031-05-13.example/boats");
    assert_eq!(lines[2], format!("“{words}”"));
    assert_eq!(lines[3], format!("text, characters {start}–{end}, of sha256 {sha256}"));
    let page = browser.string("return document.querySelector('#cite a').href");
    assert_eq!(lines[4], format!("{page}#t{start}-{end}"));
    assert!(page.starts_with(&served.at("account/")) && !page.ends_with("/1.html"), "{page}");

    // The link leads anybody to those words.
    browser.go(&served.at("index.html"));
    browser.go(lines[4]);
    browser.wait(
        "the words are highlighted",
        "return document.querySelector(':target') != null || CSS.highlights.has('target')",
    );
    let shown = browser.string(HIGHLIGHTED);
    let target = browser.string("return document.querySelector(':target')?.textContent ?? ''");
    assert!(shown == words || target == words, "{shown:?} {target:?}");

    // Over paragraphs, with what a browser counts twice within.
    let words = "leave Pört Ansel.\n\n“Not one of them will stay 🚤,” she";
    let (start, end) = range(text, words);
    select(&browser, words);
    browser.press("l");
    browser.wait(
        "it says so",
        "return document.querySelector('#announced').textContent == 'Link copied.'",
    );
    assert!(browser.clipboard().ends_with(&format!("#t{start}-{end}")), "{}", browser.clipboard());
    let link = browser.clipboard();
    browser.go(&link);
    browser.wait("the words are highlighted", "return CSS.highlights.has('target')");
    // The end of the line between two paragraphs is of neither range.
    assert_eq!(
        browser.string(HIGHLIGHTED).split_whitespace().collect::<String>(),
        words.split_whitespace().collect::<String>()
    );

    // Buttons for those without keys, at the words.
    browser.click(".cite button");
    browser.wait(
        "it says so",
        "return document.querySelector('#announced').textContent == 'Citation copied.'",
    );
    assert!(browser.clipboard().ends_with(&link), "{}", browser.clipboard());

    // Escape takes the highlight away.
    browser.press(ESCAPE);
    browser.wait(
        "nothing is highlighted",
        "return !CSS.highlights.has('target') && location.hash == ''",
    );
    assert_eq!(browser.console(), Vec::<String>::new());
}

#[test]
fn a_label_is_not_cited_as_words_of_an_account() {
    let served = Served::strait();
    let browser = Browser::new();
    // A fragment that is none is no fault.
    browser.go(&served.at("story/1.html#%"));
    let announced = |words: &str| {
        browser.wait(
            "it says so",
            &format!(
                "return document.querySelector('#announced').textContent.startsWith('{words}')"
            ),
        );
    };
    // Who has a statement, in our words, which lead to theirs: selected, then where the keys are.
    browser.js("getSelection().selectAllChildren(document.querySelector('.places a.outlet'))");
    assert_ne!(browser.string("return getSelection().toString()"), "");
    browser.press("c");
    announced("Nothing to cite");
    browser.js("getSelection().removeAllRanges();
         document.querySelector('#announced').textContent = '';
         document.querySelector('.places a.outlet').focus();");
    browser.press("c");
    announced("Nothing to cite");
    // The words themselves are, from where the keys are.
    let words = browser.string(
        "const item = [...document.querySelectorAll('[data-item]')].find((item) => item.querySelector('[data-at]'));
         item.tabIndex = -1;
         item.focus();
         return item.querySelector('[data-at]').textContent.trim();",
    );
    browser.press("c");
    announced("Citation copied.");
    assert!(browser.clipboard().contains(&format!("“{words}”")), "{}", browser.clipboard());
    assert_eq!(browser.console(), Vec::<String>::new());
}

/// The digest that an account's page tells.
fn text_of_account(browser: &Browser) -> String {
    let digest = browser.string(
        "return [...document.querySelectorAll('main code')].map((code) => code.textContent)
             .find((text) => /^[0-9a-f]{64}$/.test(text))",
    );
    assert_eq!(digest.len(), 64);
    digest
}

#[test]
fn keys_move_search_help_and_let_go() {
    let served = Served::strait();
    let browser = Browser::new();
    browser.go(&served.at("account/2.html"));
    let here =
        "return [...document.querySelectorAll('[data-item]')].indexOf(document.activeElement)";

    // j and k go from one to the next; what has the focus is seen.
    browser.press("j");
    assert_eq!(browser.js(here), 0);
    browser.press("jj");
    assert_eq!(browser.js(here), 2);
    browser.press("k");
    assert_eq!(browser.js(here), 1);
    browser.wait(
        "it is in view",
        "const box = document.activeElement.getBoundingClientRect();
         return box.top >= 0 && box.top < innerHeight;",
    );
    assert_ne!(
        browser.string("return getComputedStyle(document.activeElement).outlineStyle"),
        "none"
    );

    // c cites the paragraph one is at.
    browser.press("c");
    browser.wait(
        "it says so",
        "return document.querySelector('#announced').textContent == 'Citation copied.'",
    );
    let words = browser
        .string("return document.activeElement.querySelector('[data-of]').textContent.trim()");
    assert!(browser.clipboard().contains(&format!("“{words}”")), "{}", browser.clipboard());

    // ? shows the keys; they work no more while it is open; Escape closes it.
    browser.press("?");
    assert_eq!(browser.js("return document.querySelector('#keys').open"), true);
    browser.press("jj");
    assert_eq!(
        browser.js("return document.querySelector('#keys').contains(document.activeElement)"),
        true
    );
    browser.press(ESCAPE);
    browser.wait("it is closed", "return !document.querySelector('#keys').open");

    // / goes to the search; letters are letters there; Escape leaves it.
    browser.press("/");
    browser.press("jk");
    assert_eq!(browser.string("return document.activeElement.id"), "q");
    assert_eq!(browser.string("return document.activeElement.value"), "jk");
    browser.press(ESCAPE);
    assert_eq!(browser.js("return document.activeElement == document.body"), true);

    // Switched off, letters do nothing, on any page.
    browser.press("?");
    browser.click("#keys-on");
    browser.press(ESCAPE);
    browser.go(&served.at("account/3.html"));
    browser.press("j");
    assert_eq!(browser.js(here), -1);
    assert_eq!(browser.console(), Vec::<String>::new());
}

#[test]
fn all_can_be_reached_with_the_tab_key_alone() {
    let served = Served::strait();
    let browser = Browser::new();
    browser.go(&served.at("account/2.html"));
    browser.press(TAB);
    assert_eq!(browser.string("return document.activeElement.className"), "skip");
    let seen = "const box = document.activeElement.getBoundingClientRect();
                return box.width > 0 && box.left >= 0 && box.right <= innerWidth;";
    assert_eq!(browser.js(seen), true, "the link past the head is seen when it has the focus");
    browser.press(ENTER);
    browser.wait("it leads to the page", "return document.activeElement.id == 'main'");
    browser.press(TAB);
    assert_eq!(
        browser.js("return document.querySelector('main').contains(document.activeElement)"),
        true
    );

    // In the order of the page, each once, each to be seen.
    browser.go(&served.at("account/2.html"));
    let reachable = browser.js(
        "window.order = [...document.querySelectorAll('a[href], button, input, select, summary, textarea')]
             .filter((each) => each.tabIndex >= 0 && !each.disabled && each.type != 'hidden'
                 && each.checkVisibility({ visibilityProperty: true }));
         return window.order.length;",
    );
    for n in 0..reachable.as_u64().unwrap() {
        browser.press(TAB);
        let fault = browser.string(&format!(
            "const here = document.activeElement;
             if (here !== window.order[{n}]) return `${{here.outerHTML}} and not ${{window.order[{n}].outerHTML}}`;
             const style = getComputedStyle(here);
             if (style.outlineStyle == 'none') return `no outline: ${{here.outerHTML}}`;
             return '';"
        ));
        assert_eq!(fault, "", "after {} tabs", n + 1);
    }
}

#[test]
fn light_and_dark_are_the_systems_until_a_person_chooses() {
    let served = Served::strait();
    let browser = Browser::new();
    let paper = "return getComputedStyle(document.documentElement).backgroundColor";
    browser.go(&served.at("help.html"));
    let light = browser.string(paper);
    browser.dark(true);
    let dark = browser.string(paper);
    assert_ne!(light, dark);
    // The other one, on every page from now on.
    browser.click("button.scheme");
    assert_eq!(browser.string(paper), light);
    browser.go(&served.at("account/2.html"));
    assert_eq!(browser.string(paper), light);
    browser.click("button.scheme");
    browser.dark(false);
    assert_eq!(browser.string(paper), dark);
}

#[test]
fn keys_work_on_files_too() {
    let files = Files::strait();
    let browser = Browser::new();
    let account = account_file(&files.folder());
    browser.go(&files.at(&account));
    browser.press("jj");
    browser.press("c");
    browser.wait(
        "it says so",
        "return document.querySelector('#announced').textContent == 'Citation copied.'",
    );
    let citation = browser.clipboard();
    assert!(citation.lines().last().unwrap().starts_with(&files.at(&account)), "{citation}");
    // There is no search: names can be looked up.
    browser.press("/");
    browser.arrive("/entities.html");
    let named = "return [...document.querySelectorAll('[data-filtered] [data-item]')].filter((item) => item.checkVisibility()).length";
    let all = browser.js(named).as_u64().unwrap();
    browser.press("cerbanov");
    let left = browser.js(named).as_u64().unwrap();
    assert!((1..all / 4).contains(&left), "{left} of {all}");
    assert!(
        browser.text("#announced").starts_with(&format!("{left} of ")),
        "{}",
        browser.text("#announced")
    );
    assert!(browser.text("main").contains("Georgi Tcherbanov"), "Čerbanov is a name of his");
    browser.press(ESCAPE);
    browser.press("?");
    assert_eq!(browser.js("return document.querySelector('#keys').open"), true);
    assert_eq!(browser.console(), Vec::<String>::new());
}

/// The path of some account's page.
fn account_file(site: &Path) -> String {
    let mut names: Vec<String> = std::fs::read_dir(site.join("account"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    format!("account/{}", names[0])
}
