//! How long weaving takes, and how much memory, as a collection grows.
//!
//! The collection is invented, the same each time: stories of one to two hundred accounts over a
//! month, with an agency's text, its copies and rewrites, and reports of outlets' own. Its first
//! 500, 1,000, … accounts by time are read by the release program and woven.

mod collection;
mod plot;
mod words;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::run;

/// What to weave.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Sizes of the collections [default: 500 1000 2000 4000]
    sizes: Vec<usize>,
    /// How many accounts of the largest are copies of one agency's text
    #[arg(long, value_name = "N", default_value_t = 0)]
    copies: usize,
    /// Only write the largest collection, as JSON Lines into this folder
    #[arg(long, value_name = "FOLDER")]
    write: Option<PathBuf>,
    /// A program to time in place of the release build
    #[arg(long, value_name = "PATH")]
    program: Option<PathBuf>,
    /// Keep what was read in this folder, so that another run need not read it
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
}

const SIZES: [usize; 4] = [500, 1000, 2000, 4000];

/// The size that the goals are set for: so many accounts in under 5 minutes and 2 GB.
const GOAL: (usize, f64, f64) = (4000, 300.0, 2048.0);

/// How often a process is asked for its peak memory.
const ASKED_EVERY: Duration = Duration::from_millis(10);

pub(crate) fn scale(options: &Options) -> Result<()> {
    let mut sizes = if options.sizes.is_empty() { SIZES.to_vec() } else { options.sizes.clone() };
    sizes.sort_unstable();
    let largest = *sizes.last().expect("there is a size");
    ensure!(
        sizes[0] > 0 && options.copies <= largest,
        "a collection holds no less than its copies"
    );
    let lines = collection::lines(largest, options.copies);
    if let Some(folder) = &options.write {
        let file = folder.join("accounts.jsonl");
        write(&file, &lines)?;
        println!("{}: {} accounts", file.display(), lines.len());
        return Ok(());
    }
    let program = match &options.program {
        Some(path) => path.clone(),
        None => run::build_stemma(true)?,
    };
    let work = tempfile::tempdir()?;
    let kept = options.keep.as_deref().unwrap_or(work.path());
    let mut before: Option<PathBuf> = None;
    let mut first = None;
    let mut faults = Vec::new();
    println!(
        "{:>9} {:>9} {:>12} {:>11} {:>20}",
        "accounts", "seconds", "ms/account", "peak, MB", "ratio to a·log(n)"
    );
    for size in sizes {
        let name = format!("{size}-of-{largest}-with-{}-copies", options.copies);
        let store = kept.join(format!("{name}.db"));
        if let (Some(before), false) = (&before, store.exists()) {
            fs::copy(before, &store)?;
        }
        let input = work.path().join(format!("{name}.jsonl"));
        write(&input, &lines[..size])?;
        read(&program, &input, &store)?;
        let woven = weave(&program, &store, work.path())?;
        // What an account costs, against the cost in the smallest if it grew as the logarithm of
        // the collection's size.
        let cost = woven.seconds / size as f64;
        let by_logarithm = cost / (size as f64).ln();
        let ratio = by_logarithm / *first.get_or_insert(by_logarithm);
        println!(
            "{size:>9} {:>9.1} {:>12.2} {:>11.0} {ratio:>20.2}",
            woven.seconds,
            cost * 1000.0,
            woven.megabytes
        );
        let (accounts, seconds, megabytes) = GOAL;
        if size <= accounts && (woven.seconds > seconds || woven.megabytes > megabytes) {
            faults.push(format!(
                "{size} accounts took {:.0} s and {:.0} MB; the goal is {seconds} s and {megabytes} MB",
                woven.seconds, woven.megabytes
            ));
        }
        before = Some(store);
    }
    match faults.as_slice() {
        [] => Ok(()),
        faults => bail!("{}", faults.join("\n")),
    }
}

/// A store of the invented collection, read and woven; in the folder, if it is there from before.
pub(crate) fn woven_store(program: &Path, accounts: usize, folder: &Path) -> Result<PathBuf> {
    let store = folder.join(format!("{accounts}-woven.db"));
    if !store.exists() {
        let input = folder.join(format!("{accounts}.jsonl"));
        write(&input, &collection::lines(accounts, 0))?;
        read(program, &input, &store)?;
    }
    // Weaves where that is still to be done.
    run::output_of(Command::new(program).arg("stories").arg("--store").arg(&store))?;
    Ok(store)
}

fn write(file: &Path, lines: &[String]) -> Result<()> {
    fs::write(file, lines.join("\n") + "\n").with_context(|| file.display().to_string())
}

fn read(program: &Path, input: &Path, store: &Path) -> Result<()> {
    let mut command = Command::new(program);
    command.arg("read").arg(input).arg("--store").arg(store).arg("--no-weave");
    run::output_of(&mut command).map(drop)
}

/// What weaving took.
struct Woven {
    seconds: f64,
    megabytes: f64,
}

/// Weaves a copy of a store, so that the store can be woven again another time. The whole command
/// is timed: opening the model and the store, weaving, keeping what was woven.
fn weave(program: &Path, store: &Path, work: &Path) -> Result<Woven> {
    let copy = work.join("woven.db");
    fs::copy(store, &copy)?;
    let mut command = Command::new(program);
    command.arg("stories").arg("--store").arg(&copy);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    let started = Instant::now();
    let mut child =
        command.spawn().with_context(|| format!("cannot start {}", run::shown(&command)))?;
    let mut megabytes = 0.0;
    let status = loop {
        megabytes = peak(&child).unwrap_or(megabytes);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(ASKED_EVERY);
    };
    let seconds = started.elapsed().as_secs_f64();
    if !status.success() {
        let mut said = String::new();
        if let Some(mut errors) = child.stderr.take() {
            std::io::Read::read_to_string(&mut errors, &mut said)?;
        }
        bail!("{} failed: {status}\n{said}", run::shown(&command));
    }
    fs::remove_file(&copy)?;
    Ok(Woven { seconds, megabytes })
}

/// The most memory that a process has had so far, in MB, where the system tells it.
fn peak(child: &Child) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::collection;

    #[test]
    fn a_collection_is_the_same_each_time_and_of_the_size_asked_for() {
        let lines = collection::lines(600, 50);
        assert_eq!(lines.len(), 600);
        assert_eq!(lines, collection::lines(600, 50));
        let of_copies = |line: &&String| line.contains(&format!("\"s{}-", usize::MAX));
        assert_eq!(lines.iter().filter(of_copies).count(), 50);
    }

    #[test]
    fn it_has_large_stories_and_single_accounts() {
        let lines = collection::lines(2000, 0);
        let mut sizes = std::collections::BTreeMap::new();
        for line in &lines {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let id = line["id"].as_str().unwrap();
            *sizes.entry(id.split_once('-').unwrap().0.to_owned()).or_insert(0) += 1;
        }
        assert!(sizes.values().any(|&size| size > 80));
        assert!(sizes.values().filter(|&&size| size == 1).count() > 100);
    }
}
