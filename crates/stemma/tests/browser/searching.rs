//! Searching: what is typed leads to words in their accounts.

use crate::harness::{Browser, Pages, Served};

#[test]
fn what_is_typed_leads_to_the_words() {
    let served = Served::strait();
    let browser = Browser::new();
    browser.go(&served.at("story/1.html"));
    // By the keys alone: `/`, a name as nobody here writes it first, Enter.
    browser.press("/");
    browser.press("Čerbanov\u{e007}");
    browser.arrive("/search.html");
    let found = browser.text("main");
    for spelling in ["Čerbanov", "Cherbanov", "Tcherbanov", "Tjerbanov"] {
        assert!(found.contains(spelling), "{spelling} is a spelling of the same name: {found}");
    }
    // j goes to the first place, Enter to its words.
    browser.press("j");
    let at = browser.string("return document.activeElement.querySelector('a').dataset.at ?? document.activeElement.querySelector('[data-at]').dataset.at");
    browser.press("\u{e007}");
    browser.arrive("/account/");
    assert!(browser.address().ends_with(&format!("#{at}")), "{} {at}", browser.address());
    browser.wait("it is highlighted", "return document.querySelector(':target') != null");
}

#[test]
fn filters_narrow_what_is_found_and_stay() {
    let served = Served::strait();
    let browser = Browser::new();
    browser.go(&served.at("search.html?q=marines"));
    let outlets = "return [...new Set([...document.querySelectorAll('main .outlet')].map((a) => a.textContent))].sort().join('|')";
    let all = browser.string(outlets);
    assert!(all.split('|').count() > 3, "{all}");
    browser.click("details.filters summary");
    browser.click("#f-outlet option[value='VTA']");
    browser.click("main form[role=search] button");
    browser.wait(
        "the answer",
        "return location.search.includes('outlet=VTA') && document.readyState == 'complete'",
    );
    assert_eq!(browser.string(outlets), "VTA");
    // They are seen where they hold, and the question is still there.
    assert_eq!(browser.string("return document.querySelector('#f-outlet').value"), "VTA");
    assert_eq!(browser.string("return document.querySelector('#q').value"), "marines");
    // A phrase, and a day.
    browser.go(&served.at("search.html?q=%22last+crate%22&from=2023-09-18&to=2023-09-18"));
    assert!(browser.text("main").contains("When the last crate is on board"));
    browser.go(&served.at("search.html?q=%22last+crate%22&from=2023-09-20"));
    assert!(!browser.text("main").contains("When the last crate is on board"));
    // Nothing found, and a fault of the question, are said in words.
    browser.go(&served.at("search.html?q=zzzzqqq"));
    assert!(browser.text("main").to_lowercase().contains("no"), "{}", browser.text("main"));
    browser.go(&served.at("search.html?q=marines&from=someday"));
    assert!(browser.count("[role=alert]") == 1, "{}", browser.text("main"));
    assert_eq!(browser.console(), Vec::<String>::new());
}
