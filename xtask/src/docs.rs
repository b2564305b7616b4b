//! Docs that lie, or leave something out, fail the build.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::CommandFactory;
use regex::Regex;

use crate::help::{self, Commands};
use crate::{picture, run};

/// The page that every command, option and setting of the program is on.
const TOUR: &str = "README.md";
/// The page that every crate is on.
const MAP: &str = "ARCHITECTURE.md";
/// The page that every chore is on.
const CHORES: &str = "CONTRIBUTING.md";
/// The page that every exit status is on.
const FORMATS: &str = "FORMATS.md";

/// What the docs are held against.
struct Project {
    files: Vec<String>,
    folders: BTreeSet<String>,
    crates: BTreeSet<String>,
    stemma: Commands,
    /// What `stemma --help` prints.
    help: String,
    xtask: Commands,
}

/// What to do.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Draw the README's picture anew from what the program prints
    #[arg(long)]
    write: bool,
}

pub(crate) fn docs(options: &Options) -> Result<()> {
    let files = run::files()?;
    let program = run::build_stemma(false)?;
    let project = Project {
        folders: files.iter().flat_map(|file| folders_of(file)).collect(),
        crates: files
            .iter()
            .filter_map(|file| file.strip_prefix("crates/")?.strip_suffix("/Cargo.toml"))
            .map(str::to_owned)
            .collect(),
        stemma: help::of_program(&program)?,
        help: run::output_of(Command::new(&program).arg("--help"))?,
        xtask: help::of_clap(&crate::Xtask::command()),
        files,
    };
    let mut faults = Vec::new();
    let pages = project.files.iter().filter(|file| file.ends_with(".md") || file.ends_with(".yml"));
    let mut count = 0;
    for page in pages {
        let text = fs::read_to_string(page).with_context(|| page.clone())?;
        count += 1;
        let code = if page.ends_with(".yml") { commands(&text) } else { code(&text) };
        for code in code {
            if let Some(fault) = lie(&project, page, &code) {
                faults.push(format!("{page}:{}: `{}`: {fault}", code.line, code.words));
            }
        }
        for (line, target) in links(&text) {
            let beside = Path::new(page).parent().unwrap_or(Path::new("")).join(&target);
            if !beside.exists() {
                faults.push(format!("{page}:{line}: the link {target} leads nowhere"));
            }
        }
    }
    faults.extend(left_out(&project)?);
    let tour = fs::read_to_string(TOUR).context(TOUR)?;
    let drawn = picture::draw(&tour, &program)?;
    if options.write {
        fs::write(TOUR, &drawn).context(TOUR)?;
    } else if drawn != tour {
        faults.push(format!("{TOUR}: its picture is not what the program prints; `cargo xtask docs --write` draws it anew"));
    }
    if faults.is_empty() {
        println!("The docs tell the truth: {count} pages.");
        return Ok(());
    }
    bail!("{}", faults.join("\n"))
}

fn folders_of(file: &str) -> impl Iterator<Item = String> + '_ {
    file.match_indices('/').map(|(at, _)| file[..at].to_owned())
}

/// Words that stand as code on a page.
#[derive(Debug, PartialEq)]
struct Code {
    line: usize,
    words: String,
    /// Whether they are a line of a block and not words within a sentence.
    block: bool,
}

/// The code of a Markdown page: lines of fenced blocks that are commands, and words in backticks.
fn code(text: &str) -> Vec<Code> {
    let ticks = Regex::new("`([^`]+)`").expect("a right pattern");
    let mut found = Vec::new();
    let mut fenced = false;
    for (n, line) in text.lines().enumerate() {
        let number = n + 1;
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if fenced || line.starts_with("    ") {
            let line = line.trim().trim_start_matches("$ ");
            let line = line.split(" #").next().unwrap_or(line);
            for part in line.split(['|', ';']).flat_map(|part| part.split("&&")) {
                found.push(Code { line: number, words: part.trim().into(), block: true });
            }
        } else {
            for words in ticks.captures_iter(line) {
                found.push(Code { line: number, words: words[1].into(), block: false });
            }
        }
    }
    found
}

/// The commands of a workflow, and words in backticks in forms: every line of YAML may be one.
fn commands(text: &str) -> Vec<Code> {
    let ticks = code(text).into_iter().filter(|code| !code.block);
    let lines = text.lines().enumerate().map(|(n, line)| {
        let line = line.trim().trim_start_matches("- ").trim_start_matches("run: ");
        Code { line: n + 1, words: line.into(), block: true }
    });
    ticks.chain(lines).collect()
}

/// Links to places within the project.
fn links(text: &str) -> Vec<(usize, String)> {
    let link = Regex::new(r"\]\(([^)#:]+)(?:#[^)]*)?\)").expect("a right pattern");
    let of_line = |(n, line)| {
        link.captures_iter(line).map(move |found| (n + 1, found[1].to_owned())).collect::<Vec<_>>()
    };
    text.lines().enumerate().flat_map(of_line).collect()
}

/// What is not so about a piece of code.
fn lie(project: &Project, page: &str, code: &Code) -> Option<String> {
    let words: Vec<&str> = code.words.split_whitespace().collect();
    match words.as_slice() {
        ["stemma", rest @ ..] => help::fault(&project.stemma, rest),
        ["cargo", "xtask", rest @ ..] => help::fault(&project.xtask, rest),
        ["cargo", "run", rest @ ..] => {
            let own = rest.iter().position(|word| *word == "--")?;
            help::fault(&project.stemma, &rest[own + 1..])
        }
        [script] if code.block && script.starts_with(".ci/") => {
            (!Path::new(script).is_file()).then(|| "there is no such script".to_owned())
        }
        _ if code.block => None,
        [option, ..] if option.starts_with("--") => {
            let option = option.split('=').next().unwrap_or(option);
            let known = project.stemma.values().chain(project.xtask.values());
            // Pages that speak of another program's options name it in the same span.
            let known =
                known.flatten().any(|name| name == option) || help::EVERYWHERE.contains(&option);
            (!known).then(|| "no command has this option".to_owned())
        }
        [name] if name.starts_with("stemma-") && !name.contains(['.', '/']) => {
            (!project.crates.contains(*name)).then(|| "there is no such crate".to_owned())
        }
        [path] if is_path(path) => {
            (!exists(project, page, path)).then(|| "there is no such file or folder".to_owned())
        }
        _ => None,
    }
}

/// Whether words in backticks mean a file or a folder of the project.
fn is_path(words: &str) -> bool {
    let plain = Regex::new(r"^[a-z0-9._-][A-Za-z0-9._/-]*$").expect("a right pattern");
    let ending = Regex::new(r"\.(rs|toml|md|html|txt|json|py|sql|tsv|yml)$").expect("likewise");
    let named = Regex::new(r"^[A-Z]+(\.md|\.toml|-[A-Z0-9]+)$").expect("likewise");
    // An ending by itself, `.html`, and a range of days are none.
    let outside = (words.starts_with('.') && !words.contains('/'))
        || !words.contains(char::is_alphabetic)
        || words.starts_with('~')
        || words.starts_with("..")
        || words.starts_with("./");
    !outside
        && (named.is_match(words)
            || (plain.is_match(words) && (words.contains('/') || ending.is_match(words))))
}

/// Whether the path leads somewhere from the root, from the page's folder, or as the end of a path:
/// a page may say `gold/story.json` of every story.
fn exists(project: &Project, page: &str, path: &str) -> bool {
    let path = path.trim_end_matches('/');
    let beside = Path::new(page).parent().unwrap_or(Path::new("")).join(path);
    let ending = format!("/{path}");
    Path::new(path).exists()
        || beside.exists()
        || project.files.iter().any(|file| file.ends_with(&ending))
        || project.folders.iter().any(|folder| folder.ends_with(&ending))
}

/// What exists and no page tells of.
fn left_out(project: &Project) -> Result<Vec<String>> {
    let page = |name: &str| fs::read_to_string(name).with_context(|| name.to_owned());
    let (tour, map, chores) = (page(TOUR)?, page(MAP)?, page(CHORES)?);
    let mut faults = Vec::new();
    let wanted = |faults: &mut Vec<String>, page: &str, text: &str, words: String| {
        let whole = Regex::new(&format!(r"(^|[^\w-]){}($|[^\w-])", regex::escape(&words)));
        if !whole.expect("an escaped pattern").is_match(text) {
            faults.push(format!("{page}: nothing about {words}"));
        }
    };
    for (command, options) in &project.stemma {
        if !command.is_empty() {
            wanted(&mut faults, TOUR, &tour, format!("stemma {command}"));
        }
        for option in options {
            wanted(&mut faults, TOUR, &tour, option.clone());
        }
    }
    // What each exit status means stands in the program's own help; the page has a row for each.
    let status = Regex::new(r"\b(\d) [a-z]").expect("a right pattern");
    let (_, said) =
        project.help.split_once("Exit status:").context("no `Exit status:` in --help")?;
    let formats = page(FORMATS)?;
    let rows = Regex::new(r"(?m)^\| (\d) \|").expect("a right pattern");
    let of = |pattern: &Regex, text: &str| -> BTreeSet<String> {
        pattern.captures_iter(text).map(|found| found[1].to_owned()).collect()
    };
    let (said, told) = (of(&status, said), of(&rows, &formats));
    if said != told {
        faults.push(format!("{FORMATS}: exit status {told:?}, and the program says {said:?}"));
    }
    for (chore, options) in &project.xtask {
        wanted(&mut faults, CHORES, &chores, format!("cargo xtask {chore}").trim().to_owned());
        for option in options {
            wanted(&mut faults, CHORES, &chores, option.clone());
        }
    }
    for name in &project.crates {
        wanted(&mut faults, MAP, &map, name.clone());
    }
    for name in settings(project)? {
        wanted(&mut faults, TOUR, &tour, name);
    }
    Ok(faults)
}

/// Environment variables that the program reads.
fn settings(project: &Project) -> Result<BTreeSet<String>> {
    let read = Regex::new(r#"(?:env::var(?:_os)?\(|\benv = )"([A-Z][A-Z_]+)""#)?;
    let mut names = BTreeSet::new();
    for file in project.files.iter().filter(|file| is_source(file)) {
        let text = fs::read_to_string(file).with_context(|| file.clone())?;
        names.extend(read.captures_iter(&text).map(|found| found[1].to_owned()));
    }
    Ok(names)
}

fn is_source(file: &str) -> bool {
    file.starts_with("crates/") && file.contains("/src/") && file.ends_with(".rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_found_in_sentences_and_blocks() {
        let page = "Say `stemma read`, then:\n\n```sh\n$ stemma read x | wc  # counts\n```\n";
        let words: Vec<_> = code(page).into_iter().map(|code| (code.line, code.words)).collect();
        let words: Vec<_> = words.iter().map(|(line, words)| (*line, words.as_str())).collect();
        assert_eq!(words, [(1, "stemma read"), (4, "stemma read x"), (4, "wc")]);
    }

    #[test]
    fn a_line_of_a_workflow_is_a_command() {
        let workflow =
            "jobs:\n      - run: cargo xtask test\n      - run: |\n          cargo check\n";
        let words: Vec<_> = commands(workflow).into_iter().map(|code| code.words).collect();
        assert_eq!(words, ["jobs:", "cargo xtask test", "|", "cargo check"]);
    }

    #[test]
    fn paths_are_told_from_other_words() {
        for path in ["crates/stemma-core", "evals/floors.toml", "README.md", "gold/", ".ci/run"] {
            assert!(is_path(path), "{path}");
        }
        for other in ["stemma read", "read", "PATH", "../shared/seeds", "~/.local/share", ".html"] {
            assert!(!is_path(other), "{other}");
        }
    }
}
