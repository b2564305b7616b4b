//! How many lines of code and of tests there are: lines that are neither blank nor only a comment.

use std::collections::BTreeSet;
use std::path::Path;

use regex::Regex;

/// Lines of Rust, and for tests also of the scripts in `tests` folders.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Lines {
    pub(super) code: usize,
    pub(super) tests: usize,
}

/// Counts the lines of the files given as paths and texts.
pub(super) fn count(texts: &[(&str, String)]) -> Lines {
    let of_tests = test_files(texts);
    let mut lines = Lines::default();
    for (file, text) in texts {
        let is_test = of_tests.iter().any(|path| file.starts_with(path)) || in_tests_folder(file);
        match Path::new(file).extension().and_then(|ending| ending.to_str()) {
            Some("rs" | "mjs") if is_test => lines.tests += code_lines(text, "//"),
            Some("rs") => {
                let code = without_tests(text);
                lines.code += code_lines(code, "//");
                lines.tests += code_lines(&text[code.len()..], "//");
            }
            Some("py") if is_test => lines.tests += code_lines(text, "#"),
            _ => {}
        }
    }
    lines
}

/// Whether a file is of tests alone, by the folder that it is in or by its name.
pub(super) fn in_tests_folder(file: &str) -> bool {
    file.contains("/tests/") || file.ends_with("/tests.rs")
}

/// A source without the module of tests at its end.
pub(super) fn without_tests(text: &str) -> &str {
    let module = Regex::new(r"(?m)^#\[cfg\(test\)\]\n(?:pub(?:\(\w+\))? )?mod \w+ \{$");
    module.expect("a right pattern").find(text).map_or(text, |found| &text[..found.start()])
}

/// Where files are that are only compiled for tests: beginnings of paths, as `#[cfg(test)] mod x;`
/// declares them.
pub(super) fn test_files(texts: &[(&str, String)]) -> BTreeSet<String> {
    let declared = Regex::new(r"(?m)^#\[cfg\(test\)\]\n(?:pub(?:\(\w+\))? )?mod (\w+);$");
    let declared = declared.expect("a right pattern");
    let mut paths = BTreeSet::new();
    for (file, text) in texts {
        let folder = match file.rsplit_once('/') {
            Some((folder, "lib.rs" | "main.rs" | "mod.rs")) => folder.to_owned(),
            _ => file.trim_end_matches(".rs").to_owned(),
        };
        for found in declared.captures_iter(text) {
            paths
                .extend([format!("{folder}/{}.rs", &found[1]), format!("{folder}/{}/", &found[1])]);
        }
    }
    paths
}

fn code_lines(text: &str, comment: &str) -> usize {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with(comment)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_told_from_code_by_folder_name_and_attribute() {
        let file = |path, text: &str| (path, text.to_owned());
        let texts = [
            file("a/src/lib.rs", "//! Docs.\n\nuse b;\n#[cfg(test)]\nmod helps;\nfn f() {}\n"),
            file("a/src/helps.rs", "fn g() {}\n"),
            file("a/src/b.rs", "fn h() {}\n\n#[cfg(test)]\nmod tests {\n    // Why.\n}\n"),
            file("a/src/b/tests.rs", "fn i() {}\n"),
            file("a/tests/c.py", "# Why.\nx = 1\n"),
            file("a/c.py", "x = 1\n"),
        ];
        assert_eq!(count(&texts), Lines { code: 5, tests: 6 });
    }
}
