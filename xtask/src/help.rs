//! The commands and options that a program has, as its own help lists them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use anyhow::Result;
use regex::Regex;

use crate::run;

/// Options (`--store`) by command (`model add`); the program's own are under the empty name.
pub(crate) type Commands = BTreeMap<String, BTreeSet<String>>;

/// Options that every program has.
pub(crate) const EVERYWHERE: [&str; 2] = ["--help", "--version"];

/// Asks the program, and each of its commands, for its help.
pub(crate) fn of_program(program: &Path) -> Result<Commands> {
    let mut commands = Commands::new();
    let mut todo = vec![String::new()];
    while let Some(command) = todo.pop() {
        let help =
            run::output_of(Command::new(program).args(command.split_whitespace()).arg("--help"))?;
        for sub in subcommands(&help) {
            todo.push(format!("{command} {sub}").trim().to_owned());
        }
        commands.insert(command, options(&help));
    }
    Ok(commands)
}

/// The commands and options of a `clap` command.
pub(crate) fn of_clap(command: &clap::Command) -> Commands {
    let mut commands = Commands::new();
    let long = |arg: &clap::Arg| arg.get_long().map(|long| format!("--{long}"));
    let options =
        |command: &clap::Command| command.get_arguments().filter_map(long).collect::<BTreeSet<_>>();
    commands.insert(String::new(), options(command));
    for sub in command.get_subcommands() {
        commands.insert(sub.get_name().to_owned(), options(sub));
    }
    commands
}

/// The lines of the section `Commands:`.
fn subcommands(help: &str) -> Vec<&str> {
    help.lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.trim().is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect()
}

fn options(help: &str) -> BTreeSet<String> {
    let option = Regex::new(r"(?m)^\s+(?:-\w, )?(--[a-z][a-z-]*)").expect("a right pattern");
    option
        .captures_iter(help)
        .map(|found| found[1].to_owned())
        .filter(|name| !EVERYWHERE.contains(&name.as_str()))
        .collect()
}

/// What is wrong with a command line, if anything: a command or an option that is not there.
pub(crate) fn fault(commands: &Commands, words: &[&str]) -> Option<String> {
    let mut command = String::new();
    let mut rest = words;
    while let [first, others @ ..] = rest {
        let longer = format!("{command} {first}").trim().to_owned();
        if !commands.contains_key(&longer) {
            break;
        }
        command = longer;
        rest = others;
    }
    if let (true, [first, ..]) = (command.is_empty(), rest)
        && !first.starts_with('-')
    {
        return Some(format!("there is no command `{first}`"));
    }
    let known = |option: &str| {
        EVERYWHERE.contains(&option)
            || commands[&command].contains(option)
            || commands[""].contains(option)
    };
    rest.iter()
        .filter(|word| word.starts_with("--") && word.len() > 2)
        .map(|word| word.split('=').next().unwrap_or(word))
        .find(|option| !known(option))
        .map(|option| format!("`{command}` has no option `{option}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HELP: &str = "Usage: prog <COMMAND>\n\nCommands:\n  read  Reads\n  model  Models\n  help  Help\n\n\
                        Options:\n  -s, --store <FILE>\n          Where; unlike --nothing\n      --json\n  -h, --help  Print\n";

    #[test]
    fn help_is_read_as_it_stands() {
        assert_eq!(subcommands(HELP), ["read", "model"]);
        assert_eq!(options(HELP).into_iter().collect::<Vec<_>>(), ["--json", "--store"]);
    }

    #[test]
    fn a_command_line_is_right_or_its_fault_is_named() {
        let set = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        let commands: Commands = [
            (String::new(), set(&["--color"])),
            ("read".into(), set(&["--store"])),
            ("model".into(), set(&[])),
            ("model add".into(), set(&[])),
        ]
        .into();
        for right in ["read x --store=y --color", "model add en", "--help", "read --"] {
            let words: Vec<&str> = right.split(' ').collect();
            assert_eq!(fault(&commands, &words), None, "{right}");
        }
        for wrong in ["reed x", "read --stor y", "model --store x"] {
            let words: Vec<&str> = wrong.split(' ').collect();
            assert!(fault(&commands, &words).is_some(), "{wrong}");
        }
    }
}
