//! Pages as outlets publish them, and what is read from each: golden files beside the pages.
//!
//! The pages are invented, their faults are not: menus and share bars round about, teasers between
//! paragraphs, a first paragraph whose class says that it is none, tables for layout, old encodings.

use std::fmt::Write as _;
use std::path::Path;

use expect_test::expect_file;
use stemma_read::{Reading, read_path};

fn check(name: &str) {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages").join(name);
    let Reading { account, diagnostics } = read_path(&page).remove(0).unwrap();
    let mut out = String::new();
    let or = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_string());
    writeln!(
        out,
        "title     {}\noutlet    {}\nauthors   {}",
        or(&account.title),
        or(&account.outlet),
        account.authors.join("; ")
    )
    .unwrap();
    writeln!(out, "language  {}\nurl       {}", or(&account.language), or(&account.url)).unwrap();
    let day = account.published.value.map_or("-".to_string(), |day| day.to_string());
    writeln!(
        out,
        "published {day} ({})",
        account.published.basis.map_or("-".to_string(), |basis| basis.words)
    )
    .unwrap();
    for diagnostic in diagnostics {
        writeln!(out, "note      {}", diagnostic.message).unwrap();
    }
    out.push('\n');
    let mut at = 0;
    for dropped in &account.dropped {
        let before = dropped.before as usize;
        out.push_str(&account.text[at..before]);
        if before > at && before == account.text.len() {
            out.push_str("\n\n");
        }
        writeln!(out, "    [{}] {}", dropped.reason.word(), dropped.text).unwrap();
        at = before;
    }
    out.push_str(&account.text[at..]);
    out.push('\n');
    expect_file![page.with_extension("golden.txt")].assert_eq(&out);
}

#[test]
fn a_page_with_all_the_furniture() {
    check("wordpress.html");
}

#[test]
fn a_page_of_divisions_whose_classes_lie() {
    check("divs.html");
}

#[test]
fn an_old_page_laid_out_in_a_table() {
    check("tables.html");
}

#[test]
fn a_page_in_windows_1251() {
    check("cyrillic.html");
}

#[test]
fn a_flash_of_two_lines_whose_dates_disagree() {
    check("flash.html");
}
