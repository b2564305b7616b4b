//! Reading and comparing: every word shown leads to itself in its account, with scripts and without.

use crate::harness::{Browser, Files, Pages, Served, Width};
use crate::tools::python;

/// Words that a page shows, where they lead, and which passage they are.
#[derive(Debug, serde::Deserialize)]
struct Shown {
    words: String,
    href: String,
    at: String,
}

/// Up to `most` of the words of accounts on a page, from all over it.
fn shown(browser: &Browser, most: usize) -> Vec<Shown> {
    let all = browser.js("return [...document.querySelectorAll('main a.words[data-at]')]
             .map((a) => ({ words: a.textContent, href: a.href, at: a.dataset.at }));");
    let all: Vec<Shown> = serde_json::from_value(all).unwrap();
    let step = (all.len() / most).max(1);
    all.into_iter().step_by(step).take(most).collect()
}

/// The words that the page of an account highlights are those, and one sees them.
fn is_highlighted(browser: &Browser, shown: &Shown) {
    let target = browser.string("return document.querySelector(':target')?.id");
    assert_eq!(target, shown.at, "{shown:?}");
    let words = browser.string(
        "const id = document.querySelector(':target').id;
         const pieces = [document.getElementById(id), ...document.querySelectorAll(`[data-more='${id}']`)];
         return pieces.map((piece) => piece.textContent).join('');",
    );
    assert_eq!(
        words.split_whitespace().collect::<Vec<_>>(),
        shown.words.split_whitespace().collect::<Vec<_>>()
    );
    browser.wait(
        "the words are in view, and marked",
        "const target = document.querySelector(':target');
         const box = target.getBoundingClientRect();
         const style = getComputedStyle(target);
         const mark = style.getPropertyValue('--mark') && style.backgroundColor;
         return box.width > 0 && box.bottom > 0 && box.top < innerHeight && mark != 'rgba(0, 0, 0, 0)';",
    );
}

fn read_a_story(browser: &Browser, pages: &impl Pages) {
    browser.go(&pages.at("index.html"));
    browser.click("main a[href^='story/']");
    browser.arrive("/story/1.html");
    assert!(
        browser.text("h1").contains("Veldania says Dravonian troops to leave"),
        "{}",
        browser.text("h1")
    );
    let first = shown(browser, 1).remove(0);
    // As a reader goes: by a click.
    browser.click("main a.words[data-at]");
    browser.arrive("/account/");
    is_highlighted(browser, &first);
    browser.go(&pages.at("story/1.html"));
    for words in shown(browser, 12) {
        browser.go(&words.href);
        is_highlighted(browser, &words);
    }
}

#[test]
fn from_the_stories_to_the_words_in_their_account() {
    let served = Served::strait();
    let browser = Browser::new();
    read_a_story(&browser, &served);
    browser.width(Width::Narrow);
    read_a_story(&browser, &served);
    assert_eq!(browser.console(), Vec::<String>::new());
}

#[test]
fn pages_as_files_read_the_same() {
    let files = Files::strait();
    let browser = Browser::new();
    read_a_story(&browser, &files);
    assert_eq!(browser.console(), Vec::<String>::new());
    let elsewhere: Vec<String> =
        browser.requests().into_iter().filter(|url| !url.starts_with("file://")).collect();
    assert_eq!(elsewhere, Vec::<String>::new());
}

#[test]
fn accounts_side_by_side_are_in_step() {
    let served = Served::strait();
    let browser = Browser::new();
    // From an account's page, as a reader goes.
    browser.go(&served.at("account/1.html"));
    browser.click("main a[href*='compare/']");
    browser.arrive("/compare/");
    assert_eq!(browser.count("main thead th[scope=col]"), 2 + 1);
    for ids in ["1+2", "1+2+3", "1+2+3+4"] {
        browser.width(Width::Wide);
        browser.go(&served.at(&format!("compare/{ids}.html")));
        assert!(browser.count("main tr.shared") > 5, "{ids}");
        let step = "return [...document.querySelectorAll('tr.shared')].every((row) => {
            const tops = [...row.querySelectorAll('td')].map((cell) => cell.getBoundingClientRect().top);
            return Math.max(...tops) - Math.min(...tops) < 1;
        });";
        assert_eq!(browser.js(step), true, "{ids}: cells of a row begin at one height");
        // On a telephone they cannot stand beside one another, or only in a box that scrolls; the page
        // itself stays as wide as it is, and every cell says whose it is.
        browser.width(Width::Narrow);
        assert_eq!(
            browser.js("return document.documentElement.scrollWidth <= screen.width"),
            true,
            "{ids}"
        );
        let order = "return [...document.querySelectorAll('tr.shared')].every((row) => {
            const box = row.getBoundingClientRect();
            return [...row.querySelectorAll('td')].every((cell) => {
                const { top, bottom } = cell.getBoundingClientRect();
                return top >= box.top - 1 && bottom <= box.bottom + 1;
            });
        });";
        assert_eq!(browser.js(order), true, "{ids}: what belongs together stays together");
        for words in shown(&browser, 4) {
            browser.go(&words.href);
            is_highlighted(&browser, &words);
        }
    }
    assert_eq!(browser.console(), Vec::<String>::new());
}

/// The first words of a page lead to themselves in their account, highlighted by style alone.
fn follow_first_words(browser: &Browser) {
    let (words, at) = (
        browser.text("main a.words[data-at]"),
        browser.attribute("main a.words[data-at]", "data-at"),
    );
    browser.click("main a.words[data-at]");
    browser.arrive("account/");
    assert!(browser.address().ends_with(&format!("#{at}")), "{}", browser.address());
    assert_eq!(browser.text(":target"), words);
}

#[test]
fn without_scripts_one_reads_compares_and_searches_the_same() {
    let served = Served::strait();
    let browser = Browser::without_scripts();
    browser.go(&served.at("index.html"));
    // The script offers this button; it must not have run.
    assert_eq!(browser.count("button.scheme"), 0);
    browser.click("main a[href^='story/']");
    browser.arrive("story/");
    follow_first_words(&browser);

    browser.click("main a[href*='compare/']");
    browser.arrive("compare/");
    assert!(!browser.text("main tr.shared").is_empty());

    browser.fill("#q", "Tjerbanov");
    browser.click("form[role=search] button");
    browser.arrive("search.html");
    assert!(browser.text("main").contains("Georgy Cherbanov"), "another spelling is found");
    follow_first_words(&browser);
}

/// What a reader that we did not write finds in a PDF: how many pages, and their text.
const READ_PDF: &str = "
import sys, pypdf
pages = pypdf.PdfReader(sys.argv[1]).pages
print(len(pages))
print('\\n'.join(page.extract_text() for page in pages))
";

#[test]
fn a_page_prints_without_what_is_only_for_a_screen() {
    let served = Served::strait();
    let browser = Browser::new();
    let folder = tempfile::tempdir().unwrap();
    for (page, words) in [
        ("story/1.html", "2,400 marines and 11 ships"),
        ("account/1.html", "When the last crate is on board"),
        ("compare/1+2.html", "Once the last box has been put on"),
    ] {
        browser.dark(true);
        browser.go(&served.at(page));
        // With everything on it that can be.
        browser.press("j");
        let pdf = folder.path().join("page.pdf");
        std::fs::write(&pdf, browser.print()).unwrap();
        let read =
            std::process::Command::new(python()).args(["-c", READ_PDF]).arg(&pdf).output().unwrap();
        assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
        let text = String::from_utf8(read.stdout).unwrap();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(words), "{page}: {text}");
        for ours in [
            "Search",
            "Judgements",
            "Exports",
            "Copy citation",
            "Nothing is generated",
            "because …",
        ] {
            assert!(!text.contains(ours), "{page} prints {ours:?}");
        }
        // Dark paper would be ink.
        let paper =
            browser.tell("Emulation.setEmulatedMedia", serde_json::json!({ "media": "print" }));
        assert!(paper.is_object() || paper.is_null());
        assert_eq!(
            browser.string("return getComputedStyle(document.documentElement).backgroundColor"),
            "rgb(255, 255, 255)"
        );
        // What is folded away on the screen is on paper.
        let folded = browser.js(
            "const all = [...document.querySelectorAll('details:not([open]) > :not(summary, form)')];
             return [all.length, all.filter((each) => !each.checkVisibility()).length];",
        );
        assert!(page != "story/1.html" || folded[0] != 0, "{folded}");
        assert_eq!(folded[1], 0, "{page}: {folded}");
        browser.tell("Emulation.setEmulatedMedia", serde_json::json!({ "media": "" }));
    }
}
