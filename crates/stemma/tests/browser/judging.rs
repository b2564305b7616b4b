//! Judging where one looks, and taking it back.

use crate::harness::{Browser, Pages, Served};

/// The button of a form that judges, by what it judges, opened where it is folded.
fn judge(browser: &Browser, form: &str) {
    let opened = format!(
        "const form = document.querySelector({form:?});
         for (let box = form?.closest('details'); box; box = box.parentElement.closest('details')) box.open = true;
         return form != null;"
    );
    assert_eq!(browser.js(&opened), true, "{form} is on {}", browser.address());
    browser.fill(&format!("{form} input[name=because]"), "the harbour book says so");
    browser.click(&format!("{form} button"));
    changed(browser);
}

fn changed(browser: &Browser) {
    browser.wait("what changed is said", "return document.querySelector('section.notice') != null");
}

fn take_back(browser: &Browser) {
    browser.click("section.notice form button");
    browser.wait(
        "it is taken back",
        "return document.querySelector('section.notice .head')?.textContent.startsWith('taken back')",
    );
}

/// What a page shows, without what was just said on top of it.
fn told(browser: &Browser) -> String {
    browser.string(
        "const main = document.querySelector('main').cloneNode(true);
         main.querySelectorAll('section.notice, form, script').forEach((each) => each.remove());
         return main.textContent.replace(/\\s+/g, ' ');",
    )
}

/// Judges on a page, sees that it has changed, takes it back, and sees that it is as before.
fn there_and_back(browser: &Browser, served: &Served, page: &str, form: &str) -> String {
    browser.go(&served.at(page));
    let before = told(browser);
    judge(browser, form);
    let notice = browser.text("section.notice");
    let after = told(browser);
    assert_ne!(before, after, "{page} has not changed: {notice}");
    // The log has it, with the reason.
    let here = browser.address();
    browser.go(&served.at("judgements.html"));
    assert!(browser.text("main").contains("the harbour book says so"), "{}", browser.text("main"));
    browser.go(&here);
    // What is said once is not said again; it can be taken back there or in the log.
    browser.go(&served.at("judgements.html"));
    browser.click("main form[action$='judge/undo'] button");
    changed(browser);
    browser.go(&served.at(page));
    assert_eq!(told(browser), before, "{page} is as before");
    notice
}

#[test]
fn an_entity_is_parted_and_joined_again() {
    let served = Served::strait();
    let browser = Browser::new();
    let notice = there_and_back(&browser, &served, "entity/1.html", "main form.judge");
    assert!(!notice.is_empty());
    assert_eq!(browser.console(), Vec::<String>::new());
}

#[test]
fn a_passage_is_taken_out_of_a_claim_and_put_back() {
    let served = Served::strait();
    let browser = Browser::new();
    let form =
        "form.judge:has(input[name=one][value*=':']):has(input[name=verdict][value=different])";
    there_and_back(&browser, &served, "claim/11.html", form);
}

#[test]
fn a_line_of_descent_is_denied_and_taken_back_at_once() {
    let served = Served::strait();
    let browser = Browser::new();
    let page = "claim/12.html";
    browser.go(&served.at(page));
    let before = told(&browser);
    assert!(before.contains("Kystposten quoted the agency VTA as saying"), "{before}");
    judge(&browser, "form.judge:has(input[name=one][value='a2-a7'])");
    let notice = browser.text("section.notice");
    assert!(notice.contains("gone"), "the notice says that the line is gone: {notice}");
    assert_ne!(told(&browser), before);
    // By the button beside what is said.
    take_back(&browser);
    browser.go(&served.at(page));
    assert_eq!(told(&browser), before);
    assert_eq!(browser.console(), Vec::<String>::new());
}

#[test]
fn without_scripts_one_judges_the_same() {
    let served = Served::strait();
    let browser = Browser::without_scripts();
    browser.go(&served.at("entity/1.html"));
    browser.click("main details:has(form.judge) > summary");
    browser.click("main form.judge button");
    // The page that waits asks by itself; so does `find`.
    assert!(!browser.text("section.notice .head").is_empty());
    browser.click("section.notice form button");
    let since = std::time::Instant::now();
    while !browser.text("main").starts_with("taken back") {
        assert!(since.elapsed().as_secs() < 60, "{}", browser.text("main"));
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}
