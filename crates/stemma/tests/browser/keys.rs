//! What a person's hands learn: keys, and citing.

use crate::harness::{Browser, Files, Pages, Served, Width};

/// The page of the account of an outlet.
pub(crate) fn account_page(browser: &Browser, pages: &impl Pages, outlet: &str) -> String {
    browser.go(&pages.at("index.html"));
    let _ = outlet;
    String::new()
}
