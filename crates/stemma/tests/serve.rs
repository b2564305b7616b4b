//! The server, from the outside: the program itself, asked byte by byte over a socket, as no browser
//! would.

mod common;
#[path = "common/harbour.rs"]
mod harbour;
#[path = "serve/http.rs"]
mod http;
#[path = "serve/weaving.rs"]
mod weaving;

use std::path::Path;
use std::time::{Duration, Instant};

use common::stemma;
use harbour::ACCOUNTS;
use http::{Answer, Server, token};
use serde_json::Value;

fn harbour() -> Server {
    Server::of(|folder| {
        for (name, text) in ACCOUNTS {
            std::fs::write(folder.join(name), text).unwrap();
        }
    })
}

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every answer says, whatever it answers.
fn is_secured(answer: &Answer) {
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{answer:?}");
    }
    assert!(answer.header("access-control-allow-origin").is_none(), "{answer:?}");
    assert!(answer.header("set-cookie").is_none(), "{answer:?}");
}

#[test]
fn pages_files_and_what_is_not_there() {
    let server = harbour();
    for path in
        ["/", "/index.html", "/story/1.html", "/entities.html", "/judgements.html", "/api.html"]
    {
        let page = server.get(path);
        assert_eq!(page.status, 200, "{path}");
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
        assert_eq!(page.header("cache-control"), Some("no-store"), "{path}");
        is_secured(&page);
        // Nothing that the policy would stop, and nothing from elsewhere.
        for wrong in [" style=\"", " onclick=", "<style", "src=\"http", "<base"] {
            assert!(!page.body.contains(wrong), "{path} has {wrong}");
        }
    }
    let account = server.get("/account/2");
    let there = account.header("location").unwrap();
    assert_eq!(account.status, 303);
    assert!(
        there.starts_with("/account/") && there.len() == "/account/.html".len() + 12,
        "{there}"
    );
    assert_eq!(server.get(there).status, 200);
    assert_eq!(server.get("/story/1?x=1").header("location"), Some("/story/1.html?x=1"));

    let style = server.get("/stemma.css");
    assert_eq!(
        (style.status, style.header("content-type")),
        (200, Some("text/css; charset=utf-8"))
    );
    let head = server.send("HEAD / HTTP/1.1\r\n", &[], "");
    assert_eq!((head.status, head.body.as_str()), (200, ""));

    let found = server.get("/search.html?q=quay");
    assert!(found.body.contains("quay"), "{}", found.body);

    for path in [
        "/nothing.html",
        "/claim/9999.html",
        "/story/x/y/z.html",
        "/../../../../etc/passwd",
        "/..%2f..%2f..%2fetc%2fpasswd",
        "/export/../../etc/passwd",
        "/export/..%2f..%2fetc%2fpasswd",
        "/account/%00",
        "/%ff%fe",
        "//elsewhere.example/",
    ] {
        let page = server.get(path);
        assert_eq!(page.status, 404, "{path}: {page:?}");
        assert!(!page.body.contains("root:"), "{path}");
        assert!(page.body.contains("There is no such page"), "{path}");
        is_secured(&page);
    }
    let odd = server.get("/<script>alert(1)</script>.html");
    assert!(!odd.body.contains("<script>alert"), "{}", odd.body);

    let export = server.get("/api/export");
    assert_eq!(export.header("content-type"), Some("application/json"));
    assert_eq!(export.header("content-disposition"), Some("attachment; filename=\"stemma.json\""));
    assert_eq!(export.body, server.program(&["export"]));
}

#[test]
fn only_who_may_ask_is_heard() {
    let server = harbour();
    let page = server.get("/entities.html");
    let token = token(&server.get("/judgements.html"), &server);
    assert_eq!(page.status, 200);
    let form =
        format!("token={token}&back=entities.html&one=Mira+Tarvel&other=Jon+Aske&verdict=same");
    let post = |headers: &[(&str, &str)], body: &str| {
        server.send("POST /judge HTTP/1.1\r\n", &[headers, &[FORM]].concat(), body)
    };
    let ours = format!("http://{}", server.host);
    let ours = ours.as_str();

    // Another name for this machine: a site that rebinds its own.
    for host in ["evil.example", "127.0.0.1", "localhost", "127.0.0.1:1"] {
        let answer =
            server.raw(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        assert_eq!(answer.status, 421, "{host}");
        assert!(!answer.body.contains("boats"), "{answer:?}");
        is_secured(&answer);
    }
    let none = server.raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert!(matches!(none.status, 400 | 421), "{none:?}");
    let port = server.host.rsplit(':').next().unwrap();
    let named = format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
    assert_eq!(server.raw(&named).status, 200);

    // Another site: in a script, an image, a frame, a form.
    let cross = ("Sec-Fetch-Site", "cross-site");
    let navigate = ("Sec-Fetch-Mode", "navigate");
    for (headers, status) in [
        (vec![("Origin", "http://evil.example")], 403),
        (vec![("Origin", "null")], 403),
        (vec![cross], 403),
        (vec![cross, navigate, ("Sec-Fetch-Dest", "iframe")], 403),
        (vec![cross, navigate, ("Sec-Fetch-Dest", "document")], 200),
        (vec![("Sec-Fetch-Site", "same-site"), navigate, ("Sec-Fetch-Dest", "empty")], 403),
        (vec![("Sec-Fetch-Site", "same-origin")], 200),
    ] {
        let answer = server.send("GET /index.html HTTP/1.1\r\n", &headers, "");
        assert_eq!(answer.status, status, "{headers:?}");
        is_secured(&answer);
    }
    let asked = server.send("OPTIONS /judge HTTP/1.1\r\n", &[("Origin", ours)], "");
    assert_eq!(asked.status, 405);
    is_secured(&asked);

    // A form: from elsewhere, from nowhere, without our token, with another.
    assert_eq!(post(&[("Origin", "http://evil.example")], &form).status, 403);
    assert_eq!(post(&[("Origin", "null"), cross], &form).status, 403);
    assert_eq!(post(&[], &form).status, 403);
    let mut forged = token.clone();
    let last = if forged.ends_with('0') { "1" } else { "0" };
    forged.replace_range(forged.len() - 1.., last);
    for wrong in ["", "1-", "x", &forged, &token[2..]] {
        let body = form.replace(&token, wrong);
        let answer = post(&[("Origin", ours)], &body);
        assert_eq!(answer.status, 403, "{wrong}");
        assert!(answer.body.contains("That form is not ours"), "{answer:?}");
        is_secured(&answer);
    }
    let answer = post(&[("Origin", ours)], "one=e1&other=e2&verdict=same");
    assert!((400..500).contains(&answer.status), "{answer:?}");
    let text = server.send(
        "POST /judge HTTP/1.1\r\n",
        &[("Origin", ours), ("Content-Type", "text/plain")],
        &form,
    );
    assert_eq!(text.status, 415);
    let large = format!("{form}&because={}", "x".repeat(100_000));
    assert_eq!(post(&[("Origin", ours)], &large).status, 413);
    let long = server.send(&format!("GET /{} HTTP/1.1\r\n", "a".repeat(5000)), &[], "");
    assert_eq!(long.status, 414);
    let many: Vec<(String, String)> = (0..90).map(|n| (format!("X-{n}"), "1".to_owned())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(server.send("GET / HTTP/1.1\r\n", &many, "").status, 431);

    // After all of that nothing was judged, and the server is as before.
    assert_eq!(server.json("/api/log")["total"], 0);
    // As Chromium sends a page's own form under its policy of referrers.
    assert!(page.body.contains("<meta name=\"referrer\" content=\"same-origin\">"));
    let chromium = [("Origin", ours), ("Sec-Fetch-Site", "same-origin")];
    let answer = server.follow(post(&chromium, &form));
    assert!(answer.body.contains("class=\"notice\""), "{}", answer.body);
    assert_eq!(server.json("/api/log")["total"], 1);

    // Under another name without TLS, browsers say where a form comes from and nothing else.
    let desk = format!("desk.example:{port}");
    let token = http::token(&server.get("/judgements.html"), &server);
    let form = format!("token={token}&n=1");
    let undo = |origin: &str| {
        server.raw(&format!(
            "POST /judge/undo HTTP/1.1\r\nHost: {desk}\r\nOrigin: {origin}\r\n{}: {}\r\n\
             Connection: close\r\nContent-Length: {}\r\n\r\n{form}",
            FORM.0,
            FORM.1,
            form.len()
        ))
    };
    for wrong in ["null", ours] {
        assert_eq!(undo(wrong).status, 403, "{wrong}");
    }
    let undone = server.follow(undo(&format!("http://{desk}")));
    assert!(undone.body.contains("taken back: 1, "), "{}", undone.body);
}

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

#[test]
fn a_hostile_account_is_words_alone() {
    let hostile = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    let server = Server::of(|folder| {
        for name in ["page.html", "account.jsonl"] {
            std::fs::copy(hostile.join(name), folder.join(name)).unwrap();
        }
    });
    let accounts = server.json("/api/accounts");
    assert_eq!(accounts["total"], 2, "{accounts}");
    let texts: Vec<Value> = (1..=2).map(|n| server.json(&format!("/api/accounts/{n}"))).collect();
    for payload in ["<script>window.ran='quote'</script>", "<script>window.ran='text'</script>"] {
        assert!(
            texts.iter().any(|one| one["text"].as_str().unwrap().contains(payload)),
            "{payload}"
        );
    }

    let mut pages = vec!["/index.html".to_owned()];
    let mut at = 0;
    while at < pages.len() {
        let path = pages[at].clone();
        at += 1;
        let page = server.get(&path);
        assert_eq!(page.status, 200, "{path}");
        for link in http::links(&page.body) {
            assert!(
                !link.trim_start().to_ascii_lowercase().starts_with("javascript:"),
                "{path}: {link}"
            );
            assert!(!link.starts_with("http") && !link.starts_with("data:"), "{path}: {link}");
            let there = http::resolved(&path, link);
            let is_page = Path::new(&there).extension().is_some_and(|ending| ending == "html");
            if is_page && !pages.contains(&there) {
                pages.push(there);
            }
        }
        let lower = page.body.to_ascii_lowercase();
        for payload in [
            "<script>window",
            "<img",
            "<svg on",
            "<svg/on",
            "<b on",
            "<style",
            "<plaintext",
            "<textarea",
            "<!--",
            "<iframe",
            "<![cdata",
            "<h1>gone",
            "<base",
            "http-equiv",
        ] {
            assert!(!lower.contains(payload), "{path} has {payload}");
        }
        // What runs on a page is one file of ours; what is data is of one known kind.
        let scripts: Vec<&str> = page.body.split("<script").skip(1).collect();
        for script in scripts {
            let is_ours = script.starts_with(" src=\"") && script.contains("stemma.js\"");
            let is_data = script.starts_with(" id=\"cited\" type=\"application/json\">");
            assert!(is_ours || is_data, "{path}: <script{}", &script[..script.len().min(80)]);
        }
    }
    assert!(pages.len() > 10, "{pages:?}");
    let account = pages.iter().filter(|path| path.starts_with("/account/"));
    let shown: String = account.map(|path| server.get(path).body).collect();
    for words in [
        "&lt;script&gt;window.ran='quote'&lt;/script&gt;",
        "&lt;script&gt;window.ran='text'&lt;/script&gt;",
    ] {
        assert!(shown.contains(words), "{words}");
    }
}

#[test]
fn what_cannot_be_compared_is_told() {
    let server = harbour();
    let compared = |query: &str| server.follow(server.get(&format!("/compare?{query}")));
    assert_eq!(compared("of=1&of=2").status, 200);
    assert_eq!(compared("of=1&of=2&of=&of=2").status, 200);
    for query in ["of=", "of=1", "of=1&of=1", "of=none&of=1", "x=1"] {
        let page = compared(query);
        assert_eq!(page.status, 422, "{query}: {page:?}");
        assert!(page.body.contains("Choose two to four different accounts"), "{query}");
        is_secured(&page);
    }
    let slugs: Vec<String> = (server.json("/api/accounts")["items"].as_array().unwrap().iter())
        .map(|account| account["slug"].as_str().unwrap().to_owned())
        .collect();
    let twice = format!("/compare/{}+{}.html", slugs[0], slugs[0]);
    let five = format!("/compare/{}+{}.html", slugs.join("+"), slugs[0]);
    for path in [twice, five] {
        let page = server.get(&path);
        assert_eq!(page.status, 422, "{path}");
        assert!(page.body.contains("href=\"../index.html\""), "{path}: {}", page.body);
    }
}

#[test]
fn pages_of_a_search_end() {
    let server = harbour();
    let first = server.json("/api/search?q=boats");
    assert_eq!((&first["page"], &first["pages"]), (&Value::from(1), &Value::from(1)));
    assert!(!first["hits"].as_array().unwrap().is_empty());
    let beyond = server.json("/api/search?q=boats&page=50");
    assert_eq!((&beyond["page"], &beyond["pages"]), (&Value::from(50), &Value::from(1)));
    assert_eq!(beyond["accounts"], first["accounts"]);
    assert_eq!(beyond["hits"], Value::Array(Vec::new()));
    for wrong in ["0", "-1", "x", "", "99999999999999999999"] {
        let answer = server.get(&format!("/api/search?q=boats&page={wrong}"));
        assert_eq!(answer.status, 400, "{wrong}: {}", answer.body);
    }
}

#[cfg(unix)]
#[test]
fn it_says_where_it_is_and_ends_when_told() {
    let mut server = harbour();
    assert!(server.address.starts_with("http://127.0.0.1:"), "{}", server.address);
    // The port is taken.
    let port = server.host.rsplit(':').next().unwrap().to_owned();
    let second = stemma(&common::model())
        .current_dir(server.folder.path())
        .args(["serve", "--store", "s.db", "--port", &port])
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(2));
    let told = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(told.contains("--port 0"), "{told}");
    // A network is opened only to those whose names for this machine are known.
    let open = stemma(&common::model())
        .current_dir(server.folder.path())
        .args(["serve", "--store", "s.db", "--listen", "0.0.0.0"])
        .output()
        .unwrap();
    assert_eq!(open.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&open.stderr).contains("--allow-host"));

    assert_eq!(server.end(), Some(0));
}

// Elsewhere a browser is opened otherwise, and it would be a real one.
#[cfg(target_os = "linux")]
#[test]
fn it_opens_a_browser_where_there_is_one() {
    use std::io::{BufRead as _, BufReader, Read as _};
    use std::os::unix::fs::PermissionsExt as _;

    let server = harbour();
    let folder = tempfile::tempdir().unwrap();
    let (bin, opened) = (folder.path().join("bin"), folder.path().join("opened"));
    std::fs::create_dir(&bin).unwrap();
    // What opens an address in the browser of one's choice; the first that answers is taken.
    for there_is_one in [false, true] {
        if there_is_one {
            let script = bin.join("xdg-open");
            let line = format!("#!/bin/sh\necho \"$1\" > '{}'\n", opened.display());
            std::fs::write(&script, line).unwrap();
            std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        let serving = std::process::Command::new(env!("CARGO_BIN_EXE_stemma"))
            .current_dir(server.folder.path())
            .args(["serve", "--store", "s.db", "--port", "0", "--open"])
            .env("STEMMA_MODEL", common::model())
            .env("PATH", &bin)
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let mut serving = http::Running(serving);
        let mut address = String::new();
        BufReader::new(serving.0.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let began = Instant::now();
        while there_is_one && !std::fs::read_to_string(&opened).is_ok_and(|line| line == address) {
            assert!(began.elapsed() < Duration::from_secs(60), "{address} was not opened");
            std::thread::sleep(Duration::from_millis(20));
        }
        // By then it hears signals.
        let host = address.trim().trim_start_matches("http://").trim_end_matches('/');
        let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        assert_eq!(http::raw(host, &request).status, 200);
        let told = std::process::Command::new("kill").arg(serving.0.id().to_string()).status();
        assert!(told.unwrap().success());
        let mut err = String::new();
        serving.0.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert!(serving.0.wait().unwrap().success(), "{err}");
        let note = format!("go to {} in one", address.trim());
        assert_eq!(err.contains(&note), !there_is_one, "{err}");
    }
}
