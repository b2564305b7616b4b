//! How long pages and searches of a large collection take, and how large they are.
//!
//! The invented collection of `cargo xtask scale` is served by the release program; each page is
//! asked for over a new connection, as a browser would first ask. Beside it, in the same run, the
//! same bytes are served as files by Python's own server: what any server costs on this machine.
//! Then somebody judges, and takes it back.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::run;
use crate::scale;

/// What to serve.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many accounts the collection has
    #[arg(default_value_t = 4000)]
    accounts: usize,
    /// Serve this store in place of the invented collection
    #[arg(long, value_name = "FILE")]
    store: Option<PathBuf>,
    /// A program to time in place of the release build
    #[arg(long, value_name = "PATH")]
    program: Option<PathBuf>,
    /// Keep what was read in this folder, so that another run need not read it
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
}

/// How often each page is asked for, after a first time that does not count.
const TIMES: usize = 15;

/// The goals: a page's first byte, its last, its size, and a search.
const FIRST: Duration = Duration::from_millis(100);
const WHOLE: Duration = Duration::from_secs(1);
const LARGEST: usize = 500_000;
const SEARCH: Duration = Duration::from_millis(50);

/// A program that serves, ended with its handle.
struct Server {
    child: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One answer.
struct Answer {
    first: Duration,
    whole: Duration,
    body: Vec<u8>,
}

pub(crate) fn pages(options: &Options) -> Result<()> {
    let program = match &options.program {
        Some(path) => path.clone(),
        None => run::build_stemma(true)?,
    };
    let work = tempfile::tempdir()?;
    let kept = options.keep.as_deref().unwrap_or(work.path());
    let store = match &options.store {
        Some(store) => store.clone(),
        None => scale::woven_store(&program, options.accounts, kept)?,
    };
    let ours = serve(&program, &store)?;
    let paths = paths(&ours)?;
    let peer = files(&ours, &paths, work.path())?;
    let mut faults = Vec::new();
    println!(
        "{:<44} {:>9} {:>9} {:>8} {:>22}",
        "page", "first, ms", "whole, ms", "KB", "times a file's, whole"
    );
    for (n, path) in paths.iter().enumerate() {
        let answer = typical(&ours.address, path)?;
        let file = typical(&peer.address, &format!("/{n}"))?;
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        println!(
            "{path:<44} {:>9.1} {:>9.1} {:>8.0} {:>22.1}",
            ms(answer.first),
            ms(answer.whole),
            answer.body.len() as f64 / 1000.0,
            ms(answer.whole) / ms(file.whole)
        );
        let limit = if path.contains("?q=") { SEARCH } else { WHOLE };
        if answer.first > FIRST || answer.whole > limit || answer.body.len() > LARGEST {
            faults.push(path.as_str());
        }
    }
    ensure!(
        faults.is_empty(),
        "past the goals ({} ms to the first byte, {} ms in all or {} ms for a search, {} KB): {}",
        FIRST.as_millis(),
        WHOLE.as_millis(),
        SEARCH.as_millis(),
        LARGEST / 1000,
        faults.join(", ")
    );
    drop(ours);
    // What is judged stands in the log of its store for good: that of a copy.
    let copy = work.path().join("judged.db");
    fs::copy(&store, &copy)?;
    let ours = serve(&program, &copy)?;
    let two = r#"{"one":"e1","other":"e2","verdict":"same"}"#;
    let judged = judge(&ours, "/api/judgements", two)?;
    let undone = judge(&ours, "/api/judgements/undo", "{}")?;
    println!(
        "judged and woven again in {:.1} s, taken back in {:.1} s",
        judged.as_secs_f64(),
        undone.as_secs_f64()
    );
    Ok(())
}

/// Starts `stemma serve`, which says its address when it is ready.
fn serve(program: &Path, store: &Path) -> Result<Server> {
    let mut command = Command::new(program);
    command.args(["serve", "--port", "0", "--store"]).arg(store);
    start(&mut command)
}

/// The same bytes as files, served by Python.
fn files(ours: &Server, paths: &[String], folder: &Path) -> Result<Server> {
    let folder = folder.join("files");
    fs::create_dir(&folder)?;
    for (n, path) in paths.iter().enumerate() {
        fs::write(folder.join(n.to_string()), get(&ours.address, path)?.body)?;
    }
    let mut command = Command::new("python3");
    command.args(["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory"]);
    command.arg(&folder);
    start(&mut command)
}

/// Starts a server, and finds its host and port in the first line that it prints.
fn start(command: &mut Command) -> Result<Server> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {}", run::shown(command)))?;
    let mut line = String::new();
    let told = child.stdout.take().context("no output to read")?;
    BufReader::new(told).read_line(&mut line)?;
    let address = line.split("http://").nth(1).and_then(|rest| rest.split(['/', '\n']).next());
    let server = Server { child, address: address.unwrap_or_default().to_owned() };
    ensure!(!server.address.is_empty(), "{} named no address: {line}", run::shown(command));
    Ok(server)
}

/// What a reader would look at: the largest story and its parts, one of its accounts with another
/// beside it, somebody, all names, and some searches.
fn paths(server: &Server) -> Result<Vec<String>> {
    let index = page(server, "/")?;
    let story = link(&index, "story/").context("the collection has no story")?;
    let synopsis = page(server, &format!("/{story}"))?;
    let of = |folder: &str| link(&synopsis, folder);
    let mut paths = vec!["/".to_owned(), format!("/{story}")];
    let stem = story.trim_end_matches(".html");
    let parts = ["timeline", "said", "claims", "left-out", "lineage"];
    let parts = parts.map(|part| format!("/{stem}-{part}.html"));
    paths.extend(parts.into_iter().filter(|path| synopsis.contains(&path[1..])));
    let account = of("account/").context("a story has accounts")?;
    let account = account.split('#').next().unwrap_or_default().to_owned();
    let read = page(server, &format!("/{account}"))?;
    paths.push(format!("/{account}"));
    paths.extend(link(&read, "compare/").map(|path| format!("/{path}")));
    paths.extend(of("claim/").map(|path| format!("/{path}")));
    paths.extend(of("entity/").map(|path| format!("/{path}")));
    paths.push("/entities.html".to_owned());
    let name = synopsis
        .split("entity/")
        .nth(1)
        .and_then(|rest| Some(rest.split_once('>')?.1.split_once('<')?.0.replace(' ', "+")));
    let asked = ["minister", "%22said+on%22", "harb*", "a*", "the+minister+said"];
    let name = name.as_deref();
    let asked = asked.into_iter().chain(name);
    paths.extend(asked.map(|words| format!("/search.html?q={words}")));
    let said = name.map(|name| format!("/search.html?q=the&speaker={name}"));
    paths.extend(said.filter(|path| page(server, path).is_ok_and(|page| page.contains("<mark>"))));
    // A name in letters that no account has is looked for by its sound.
    paths.push("/search.html?q=%D1%81%D0%B0%D1%80%D0%B5%D1%81%D0%BA%D0%B8".to_owned());
    Ok(paths)
}

fn page(server: &Server, path: &str) -> Result<String> {
    Ok(String::from_utf8(get(&server.address, path)?.body)?)
}

/// The first link into a folder, from the root.
fn link(page: &str, folder: &str) -> Option<String> {
    page.split("href=\"").skip(1).find_map(|rest| {
        let address = rest.split('"').next()?.trim_start_matches("../");
        address.starts_with(folder).then(|| address.to_owned())
    })
}

/// The answer of median time.
fn typical(address: &str, path: &str) -> Result<Answer> {
    get(address, path)?;
    let answers = (0..TIMES).map(|_| get(address, path));
    let mut answers = answers.collect::<Result<Vec<Answer>>>()?;
    answers.sort_by_key(|answer| answer.whole);
    Ok(answers.swap_remove(TIMES / 2))
}

/// Has something judged, and waits until all is woven with it.
fn judge(server: &Server, path: &str, what: &str) -> Result<Duration> {
    let about: serde_json::Value = serde_json::from_slice(&get(&server.address, "/api")?.body)?;
    let token = about["token"].as_str().context("the server gives a token")?;
    let (length, json) = (what.len(), "Content-Type: application/json");
    let head = format!("X-Stemma-Token: {token}\r\n{json}\r\nContent-Length: {length}\r\n");
    Ok(ask(&server.address, &format!("POST {path}"), &head, what)?.whole)
}

/// Asks for a path over a connection of its own.
fn get(address: &str, path: &str) -> Result<Answer> {
    ask(address, &format!("GET {path}"), "", "")
}

fn ask(address: &str, what: &str, head: &str, body: &str) -> Result<Answer> {
    let started = Instant::now();
    let mut stream = TcpStream::connect(address).with_context(|| format!("http://{address}"))?;
    let always = format!("Host: {address}\r\nConnection: close\r\n");
    write!(stream, "{what} HTTP/1.1\r\n{always}{head}\r\n{body}")?;
    let mut bytes = vec![0];
    stream.read_exact(&mut bytes)?;
    let first = started.elapsed();
    stream.read_to_end(&mut bytes)?;
    let whole = started.elapsed();
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let Some(end) = end else { bail!("{what} of {address} gave no whole answer") };
    let head = String::from_utf8_lossy(&bytes[..end]);
    ensure!(
        head.split(' ').nth(1) == Some("200"),
        "{what} of {address}: {}",
        head.lines().next().unwrap_or_default()
    );
    Ok(Answer { first, whole, body: bytes.split_off(end + 4) })
}
