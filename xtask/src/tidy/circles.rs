//! Files that import one another: each leans on what the others have, so that none can be read, moved
//! or tested without the rest.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use super::lines;

/// Two or three files may be one thought in parts; more are no longer parts.
const LARGEST_CIRCLE: usize = 3;

/// The files that each file names something of.
type Imports<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// Circles of more than [`LARGEST_CIRCLE`] files, over `crate::` and `super::` paths; what tests
/// import, and the modules that a module declares, do not count.
pub(super) fn faults(texts: &[(&str, String)]) -> Vec<String> {
    let circles = circles(&imports(texts)).into_iter();
    let large = circles.filter(|circle| circle.len() > LARGEST_CIRCLE);
    large
        .map(|circle| format!("{} files import one another: {}", circle.len(), circle.join(", ")))
        .collect()
}

fn imports<'a>(texts: &'a [(&'a str, String)]) -> Imports<'a> {
    let of_tests = lines::test_files(texts);
    let sources = texts.iter().filter(|(file, _)| {
        file.ends_with(".rs")
            && file.contains("src/")
            && !lines::in_tests_folder(file)
            && !of_tests.iter().any(|path| file.starts_with(path))
    });
    let modules: BTreeMap<Vec<&str>, &str> =
        sources.clone().filter_map(|(file, _)| Some((module(file)?, *file))).collect();
    let mut imports = Imports::new();
    for (file, text) in sources {
        let Some(module) = module(file) else { continue };
        let targets = paths(lines::without_tests(text), &module);
        let targets = targets.iter().filter_map(|path| {
            // The path leads through modules to something in the last of them.
            let mut ends = (1..=path.len()).rev();
            ends.find_map(|end| modules.get(&path[..end]).copied())
        });
        imports.entry(*file).or_default().extend(targets.filter(|target| target != file));
    }
    imports
}

/// The path of a file's module, beginning with the folder of its crate.
fn module(file: &str) -> Option<Vec<&str>> {
    let (folder, path) = file.split_once("/src/")?;
    let mut module = vec![folder];
    module.extend(path.trim_end_matches(".rs").split('/'));
    if matches!(module.last(), Some(&("mod" | "lib" | "main"))) {
        module.pop();
    }
    Some(module)
}

/// All paths in a source that begin with `crate` or `super`, written out from the crate's folder.
fn paths<'a>(text: &'a str, module: &[&'a str]) -> Vec<Vec<&'a str>> {
    let start =
        Regex::new(r"(?m)^[ \t]*//.*$|\bin crate\b|\b(crate|super)::").expect("a right pattern");
    let mut paths = Vec::new();
    let mut done = 0;
    for found in start.captures_iter(text) {
        let Some(first) = found.get(1) else { continue };
        // `super::super` begins but once.
        if first.start() < done {
            continue;
        }
        let mut rest = &text[first.start()..];
        let mut path = module.to_vec();
        let before = paths.len();
        tree(&mut rest, &mut path, &mut paths);
        debug_assert!(paths.len() > before);
        done = text.len() - rest.len();
    }
    paths
}

/// Reads `a::b` or `a::{b, c::d}`, with `path` as what comes before it.
fn tree<'a>(rest: &mut &'a str, path: &mut Vec<&'a str>, paths: &mut Vec<Vec<&'a str>>) {
    if let Some(inner) = rest.strip_prefix('{') {
        *rest = inner;
        loop {
            *rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix(['}', ',']) {
                let is_end = rest.starts_with('}');
                *rest = after;
                if is_end {
                    return;
                }
                continue;
            }
            let left = rest.len();
            tree(rest, &mut path.clone(), paths);
            if rest.len() == left {
                return;
            }
        }
    }
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    *rest = after;
    match name {
        "crate" => path.truncate(1),
        "super" => _ = path.pop(),
        "self" | "" => {}
        name => path.push(name),
    }
    if let Some(after) = rest.strip_prefix("::") {
        *rest = after;
        tree(rest, path, paths);
        return;
    }
    if let Some(renamed) = rest.strip_prefix(" as ") {
        let end = renamed.find(|c: char| !c.is_alphanumeric() && c != '_');
        *rest = &renamed[end.unwrap_or(renamed.len())..];
    }
    paths.push(path.clone());
}

/// Sets of files each of which leads to each other.
fn circles<'a>(imports: &Imports<'a>) -> Vec<Vec<&'a str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        imports.keys().map(|file| (*file, reached_from(file, imports))).collect();
    let mut circles = BTreeSet::new();
    for (file, others) in &reached {
        let circle: Vec<&str> =
            others.iter().copied().filter(|other| reached[other].contains(file)).collect();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}

fn reached_from<'a>(file: &str, imports: &Imports<'a>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = imports[file].iter().copied().collect();
    while let Some(file) = next.pop() {
        if reached.insert(file) {
            next.extend(&imports[file]);
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let texts: Vec<(&str, String)> =
            files.iter().map(|(file, text)| (*file, (*text).to_owned())).collect();
        circles(&imports(&texts)).iter().map(|circle| circle.join(" ")).collect()
    }

    #[test]
    fn a_circle_is_found_over_every_form_of_path() {
        let circle = [
            ("x/src/lib.rs", "mod a;\nmod b;\npub use a::A;\n"),
            ("x/src/a/mod.rs", "mod c;\nuse crate::{\n    b::{B as Other, self},\n};\n"),
            ("x/src/a/c.rs", "fn f() { super::g() }\n"),
            ("x/src/b.rs", "fn f() { crate::a::c::f() }\n"),
        ];
        assert_eq!(found(&circle), ["x/src/a/c.rs x/src/a/mod.rs x/src/b.rs"]);
    }

    #[test]
    fn children_tests_comments_and_visibility_make_none() {
        let none = [
            (
                "x/src/a.rs",
                "mod c;\nuse c::C;\n// crate::b\n#[cfg(test)]\nmod tests {\n    use crate::b;\n}\n",
            ),
            ("x/src/a/c.rs", "use super::A;\npub(in crate::b) struct C;\n"),
            ("x/src/b.rs", "use crate::a::A;\n"),
        ];
        assert_eq!(found(&none), [""; 0]);
    }
}
