//! Scores the release build on the gold sets.

mod rules;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::floors::{self, Figure, TOTAL};
use crate::names;
use crate::run;

/// What to score.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only these sets
    sets: Vec<String>,
    /// Print every miss
    #[arg(long)]
    misses: bool,
    /// Print tables of what is missed and what is wrong by kind, where texts may be read for it
    #[arg(long)]
    errors: bool,
    /// Print instead how often each named rule fired, and was right and wrong
    #[arg(long)]
    rules: bool,
    /// A program to score in place of the release build
    #[arg(long, value_name = "PATH")]
    program: Option<PathBuf>,
    /// Keep what the program printed, a file a set, in this folder
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
}

/// How a set is read by the program.
enum Way {
    /// `stemma read` into a store, then `stemma export`.
    Store,
    /// `stemma annotate`.
    Annotate,
    /// Not by the program: pairs of names are put to the weaving itself.
    Names,
}

/// A gold set.
struct Set {
    name: &'static str,
    way: Way,
    /// What the program reads.
    input: Vec<PathBuf>,
    /// The scorer and its arguments, with [`OUT`] for what the program printed.
    score: Vec<PathBuf>,
    /// The script that sorts the errors, and its arguments, for sets whose texts may be read.
    errors: Option<Vec<PathBuf>>,
    /// The arguments of the script that counts by rule, likewise.
    rules: Option<Vec<PathBuf>>,
}

/// Counts by rule what the program found.
const RULES: &str = "evals/errors/rules.py";

/// Stands for the program's output among a scorer's arguments.
const OUT: &str = "OUT";

/// The stories that the project wrote.
const EXAMPLES: [&str; 3] = ["examples/strait", "examples/quilmo", "examples/tolmen"];

pub(crate) fn eval(options: &Options) -> Result<()> {
    let floors = floors::read()?;
    let mut faults = Vec::new();
    let mut sets = vec![examples(), names()];
    match run::shared() {
        Some(shared) => sets.extend(sets_of(&shared)),
        None => println!("../shared is not here: the seeds and its gold sets are left out.\n"),
    }
    if let Some(unknown) = options.sets.iter().find(|name| sets.iter().all(|s| s.name != **name)) {
        let names: Vec<&str> = sets.iter().map(|set| set.name).collect();
        bail!("there is no set `{unknown}`. Sets: {}", names.join(", "));
    }
    sets.retain(|set| options.sets.is_empty() || options.sets.iter().any(|name| name == set.name));
    let program = match &options.program {
        Some(path) => path.clone(),
        // Pairs of names need no program.
        None if sets.iter().all(|set| matches!(set.way, Way::Names)) => PathBuf::new(),
        None => run::build_stemma(true)?,
    };
    if options.rules {
        return by_rule(&sets, &program);
    }
    for set in &sets {
        let start = Instant::now();
        match score(set, &program, options.keep.as_deref()) {
            Ok(Scored { table, errors }) => {
                let figures = floors::figures(&table)?;
                if options.misses {
                    println!("{table}");
                }
                let below = floors::below(set.name, &figures, &floors);
                print_table(set.name, &figures, start.elapsed().as_secs_f64());
                if options.errors
                    && let Some(errors) = errors
                {
                    println!("{errors}");
                }
                faults.extend(below);
            }
            Err(error) => faults.push(format!("{}: {error:#}", set.name)),
        }
    }
    if faults.is_empty() {
        println!("No floor is broken.");
        return Ok(());
    }
    bail!("{}", faults.join("\n"))
}

/// Prints how often each rule fired, on all sets that have gold for it.
fn by_rule(sets: &[Set], program: &Path) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let out = folder.path().join("out.json");
    let mut tally = rules::Tally::default();
    for set in sets {
        if let Some(arguments) = &set.rules {
            print_into(&out, set, program)?;
            tally.add(&python(arguments, &out)?).context(set.name)?;
        }
    }
    print!("{}", tally.table());
    Ok(())
}

fn print_table(set: &str, figures: &[Figure], seconds: f64) {
    println!("{set} ({seconds:.1} s)");
    for figure in figures.iter().filter(|figure| figure.name != TOTAL) {
        let counts =
            figure.counts.map_or(String::new(), |(right, all)| format!("{right} of {all}"));
        println!("  {:<40} {:.3}   {counts}", figure.name, figure.value);
    }
    let total = figures.iter().find(|figure| figure.name == TOTAL);
    println!("  {:<40} {:.3}\n", TOTAL, total.map_or(0.0, |figure| figure.value));
}

fn examples() -> Set {
    let stories = EXAMPLES.iter().map(PathBuf::from);
    let score = ["evals/score/story.py", OUT].iter().map(PathBuf::from);
    Set {
        name: "examples",
        way: Way::Store,
        input: stories.clone().collect(),
        score: score.chain(stories.clone()).collect(),
        errors: None,
        rules: Some([RULES, "story", OUT].iter().map(PathBuf::from).chain(stories).collect()),
    }
}

/// Pairs of names from public lists.
fn names() -> Set {
    Set {
        name: names::SET,
        way: Way::Names,
        input: Vec::new(),
        score: Vec::new(),
        errors: None,
        rules: None,
    }
}

/// The sets that may not be published.
fn sets_of(shared: &Path) -> Vec<Set> {
    let scorer = |name: &str| shared.join("evals/score").join(name);
    let seeds = shared.join("seeds");
    let mut sets = vec![Set {
        name: "seeds",
        way: Way::Store,
        input: vec![seeds.clone()],
        score: vec![scorer("seeds.py"), seeds.clone(), OUT.into()],
        errors: None,
        rules: Some(vec![RULES.into(), "story".into(), OUT.into(), seeds]),
    }];
    let data = [
        ("polnear-train", Way::Annotate, "quotes.py", Some("evals/errors/statements.py")),
        // Nobody reads the texts of this set, so that it stays unseen.
        ("polnear-dev", Way::Annotate, "quotes.py", None),
        ("timex-aquaint", Way::Annotate, "dates.py", Some("evals/errors/dates.py")),
        ("events-5w1h", Way::Store, "stories.py", None),
        ("translations-a", Way::Store, "translations.py", None),
    ];
    for (name, way, score, errors) in data {
        let folder = shared.join("evals/data").join(name);
        let gold = folder.join("gold.jsonl");
        let part = match score {
            "quotes.py" => "statements",
            _ => "dates",
        };
        sets.push(Set {
            name,
            way,
            input: vec![folder.join("input.jsonl")],
            errors: errors.map(|script| vec![script.into(), gold.clone(), OUT.into()]),
            // Only where texts may be read for it.
            rules: errors.map(|_| vec![RULES.into(), part.into(), gold.clone(), OUT.into()]),
            score: vec![scorer(score), gold, OUT.into()],
        });
    }
    sets
}

/// What the scripts printed of a set.
struct Scored {
    table: String,
    errors: Option<String>,
}

/// Lets the program read a set, and the scripts what it printed.
fn score(set: &Set, program: &Path, keep: Option<&Path>) -> Result<Scored> {
    let folder = tempfile::tempdir()?;
    let out = folder.path().join("out.json");
    if matches!(set.way, Way::Names) {
        return Ok(Scored { table: names::table()?, errors: None });
    }
    print_into(&out, set, program)?;
    if let Some(keep) = keep {
        fs::create_dir_all(keep)?;
        fs::copy(&out, keep.join(format!("{}.json", set.name)))?;
    }
    Ok(Scored {
        table: python(&set.score, &out)?,
        errors: set.errors.as_deref().map(|script| python(script, &out)).transpose()?,
    })
}

/// Lets the program read a set, and keeps in a file what it prints.
fn print_into(out: &Path, set: &Set, program: &Path) -> Result<()> {
    let to_out = || File::create(out).with_context(|| out.display().to_string());
    match set.way {
        Way::Names => {}
        Way::Annotate => {
            let input = File::open(&set.input[0])?;
            run::run(Command::new(program).arg("annotate").stdin(input).stdout(to_out()?))?;
        }
        Way::Store => {
            let folder = tempfile::tempdir()?;
            let store = folder.path().join("store.db");
            let mut read = Command::new(program);
            read.arg("read").args(&set.input).arg("--store").arg(&store);
            let done = run::output(&mut read)?;
            // Gold files beside the accounts are none: 2 says that some input was refused.
            if !matches!(done.status.code(), Some(0 | 2)) {
                let said = String::from_utf8_lossy(&done.stderr);
                bail!("{} failed: {}\n{said}", run::shown(&read), done.status);
            }
            let mut export = Command::new(program);
            export.args(["export", "--format", "json", "--store"]).arg(&store);
            run::run(export.stdout(to_out()?))?;
        }
    }
    Ok(())
}

/// Runs a script on what the program printed.
fn python(script: &[PathBuf], out: &Path) -> Result<String> {
    let arguments = script.iter().map(|arg| if *arg == Path::new(OUT) { out } else { arg });
    // The scorers' folder may not be written to.
    let mut command = Command::new("python3");
    run::output_of(command.env("PYTHONDONTWRITEBYTECODE", "1").args(arguments))
}
