//! The program as a server, and HTTP as it stands on the wire.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::common::{model, stemma};

/// A server of a store of its own.
pub(crate) struct Server {
    /// With the accounts and the store.
    pub(crate) folder: tempfile::TempDir,
    /// What it printed.
    pub(crate) address: String,
    /// `127.0.0.1:40123`
    pub(crate) host: String,
    child: Running,
}

/// A program in the background, ended when it is dropped.
pub(crate) struct Running(pub(crate) Child);

/// What was answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
    /// What was asked for last, of several that led to one another.
    pub(crate) path: String,
}

impl Answer {
    /// A header, once.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut all = self.headers.iter().filter(|(known, _)| known == name);
        let first = all.next().map(|(_, value)| value.as_str());
        assert!(all.next().is_none(), "{name} is there twice");
        first
    }
}

impl Server {
    /// Reads what `fill` puts into a folder, and serves it.
    pub(crate) fn of(fill: impl FnOnce(&Path)) -> Server {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("in")).unwrap();
        fill(&folder.path().join("in"));
        let read = stemma(&model())
            .current_dir(folder.path())
            .args(["read", "in", "--store", "s.db"])
            .output()
            .unwrap();
        assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
        let child = Command::new(env!("CARGO_BIN_EXE_stemma"))
            .current_dir(folder.path())
            .args(["serve", "--store", "s.db", "--port", "0", "--allow-host", "desk.example"])
            .env_remove("STEMMA_STORE")
            .env("STEMMA_MODEL", model())
            .env("USER", "ana")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut child = Running(child);
        let mut address = String::new();
        let out = child.0.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut address).unwrap();
        let address = address.trim().to_owned();
        let host = address.trim_start_matches("http://").trim_end_matches('/').to_owned();
        Server { folder, address, host, child }
    }

    /// Runs the program on the same store, and gives back what it prints.
    pub(crate) fn program(&self, args: &[&str]) -> String {
        let output = stemma(&model())
            .current_dir(self.folder.path())
            .args(args)
            .args(["--store", "s.db"])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Sends just these bytes.
    pub(crate) fn raw(&self, request: &str) -> Answer {
        raw(&self.host, request)
    }

    /// Sends a request line, headers and a body.
    pub(crate) fn send(&self, line: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = format!("{line}Host: {}\r\nConnection: close\r\n", self.host);
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        if !body.is_empty() {
            request += &format!("Content-Length: {}\r\n", body.len());
        }
        self.raw(&format!("{request}\r\n{body}"))
    }

    /// Asks for a page.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.1\r\n"), &[], "")
    }

    /// Asks for JSON.
    pub(crate) fn json(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }

    /// Sends a form as a page of ours does, and goes where that leads.
    pub(crate) fn post(&self, path: &str, form: &str) -> Answer {
        let origin = format!("http://{}", self.host);
        let headers =
            [("Origin", origin.as_str()), ("Content-Type", "application/x-www-form-urlencoded")];
        self.follow(self.send(&format!("POST {path} HTTP/1.1\r\n"), &headers, form))
    }

    /// Judges.
    pub(crate) fn judge(&self, form: &str) -> Answer {
        self.post("/judge", form)
    }

    /// Goes where an answer leads, and loads anew what says that it is to be loaded anew.
    pub(crate) fn follow(&self, mut answer: Answer) -> Answer {
        for _ in 0..200 {
            let next = match answer.status {
                303 => answer.header("location").unwrap().to_owned(),
                202 => {
                    std::thread::sleep(Duration::from_millis(500));
                    let refresh = answer.header("refresh").unwrap();
                    refresh.split_once("url=").unwrap().1.to_owned()
                }
                _ => return answer,
            };
            answer = self.get(&next);
        }
        panic!("it leads nowhere: {answer:?}");
    }

    /// Tells it to end, as a terminal that is closed does.
    #[cfg(unix)]
    pub(crate) fn end(&mut self) -> Option<i32> {
        let told = Command::new("kill").arg(self.child.0.id().to_string()).status().unwrap();
        assert!(told.success());
        self.child.0.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Sends just these bytes to a host.
pub(crate) fn raw(host: &str, request: &str) -> Answer {
    let mut stream = TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
    // Whoever is refused early may find the line cut while sending.
    let _ = stream.write_all(request.as_bytes());
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    parsed(&bytes, path)
}

fn parsed(bytes: &[u8], path: String) -> Answer {
    let at = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let at = at.unwrap_or_else(|| panic!("no answer: {}", String::from_utf8_lossy(bytes)));
    let head = std::str::from_utf8(&bytes[..at]).unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers: Vec<(String, String)> = lines
        .map(|line| {
            let (name, value) = line.split_once(':').unwrap();
            (name.to_ascii_lowercase(), value.trim().to_owned())
        })
        .collect();
    let body = &bytes[at + 4..];
    let is_chunked = headers.iter().any(|(_, value)| value == "chunked");
    let body = if is_chunked { unchunked(body) } else { body.to_vec() };
    Answer { status, headers, body: String::from_utf8(body).unwrap(), path }
}

fn unchunked(mut body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    loop {
        let end = body.windows(2).position(|two| two == b"\r\n").expect("a chunk has its size");
        let size = usize::from_str_radix(std::str::from_utf8(&body[..end]).unwrap(), 16).unwrap();
        if size == 0 {
            return whole;
        }
        whole.extend_from_slice(&body[end + 2..end + 2 + size]);
        body = &body[end + 2 + size + 2..];
    }
}

/// The token of a page; of one that has no form, what the API gives.
pub(crate) fn token(page: &Answer, server: &Server) -> String {
    let in_form = page.body.split("name=\"token\" value=\"").nth(1);
    let in_form = in_form.and_then(|rest| rest.split('"').next()).map(str::to_owned);
    in_form.unwrap_or_else(|| server.json("/api")["token"].as_str().unwrap().to_owned())
}

/// Everything that a page leads to.
pub(crate) fn links(page: &str) -> Vec<&str> {
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.collect()
}

/// A link as seen from the root.
pub(crate) fn resolved(from: &str, link: &str) -> String {
    let link = link.split(['#', '?']).next().unwrap_or_default();
    let mut folders: Vec<&str> = from.split('/').skip(1).collect();
    folders.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(folders.pop()),
            "." => {}
            part => folders.push(part),
        }
    }
    format!("/{}", folders.join("/"))
}
