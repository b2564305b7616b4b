//! The program from the outside: read, tell, export, verify; and input of every bad sort.

mod common;

use std::path::Path;

use assert_cmd::Command;
use common::{example, model, stemma};
use serde_json::Value;

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn run(command: &mut Command) -> Ran {
    let output = command.output().expect("the program starts");
    Ran {
        code: output.status.code().expect("it is not killed"),
        out: String::from_utf8(output.stdout).expect("it prints UTF-8"),
        err: String::from_utf8(output.stderr).expect("it prints UTF-8"),
    }
}

fn export(model: &Path, store: &Path) -> String {
    let ran = run(stemma(model).args(["export", "--store"]).arg(store));
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

/// Every span that an export names is looked up in the text that it names.
fn check_spans(export: &Value) {
    let accounts = export["accounts"].as_array().unwrap();
    let slice = |account: &Value, of: &str, span: &Value| {
        let words: Vec<char> = account[of].as_str().unwrap_or_default().chars().collect();
        let at = |n: usize| span[n].as_u64().expect("a number") as usize;
        assert!(at(0) <= at(1) && at(1) <= words.len(), "{of} {span}");
        words[at(0)..at(1)].iter().collect::<String>()
    };
    for account in accounts {
        for list in ["mentions", "dates", "quantities"] {
            for item in account[list].as_array().unwrap() {
                assert!(!slice(account, "text", &item["span"]).trim().is_empty());
            }
        }
        for statement in account["statements"].as_array().unwrap() {
            let of = if statement["manner"] == "headline" { "title" } else { "text" };
            for piece in statement["content"].as_array().unwrap() {
                assert!(!slice(account, of, piece).is_empty());
            }
        }
    }
    let account = |id: &Value| accounts.iter().find(|account| account["id"] == *id).unwrap();
    for claim in export["claims"].as_array().unwrap() {
        let members = claim["members"].as_array().unwrap();
        let words: Vec<String> = members
            .iter()
            .map(|m| slice(account(&m["account"]), m["of"].as_str().unwrap(), &m["span"]))
            .collect();
        assert!(words.iter().any(|words| words == claim["text"].as_str().unwrap()));
    }
}

#[test]
fn an_example_is_read_told_exported_and_verified() {
    let model = model();
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("s.db");
    let with_store = |args: &[&str]| run(stemma(&model).args(args).arg("--store").arg(&store));

    let ran = run(stemma(&model).arg("read").arg(example("strait")).arg("-s").arg(&store));
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.out, "");
    assert!(ran.err.contains("Read: 8 new."), "{}", ran.err);

    let again = run(stemma(&model).arg("read").arg(example("strait")).arg("-s").arg(&store));
    assert!(again.err.contains("0 new, 8 unchanged."), "{}", again.err);

    let story = with_store(&["story"]);
    assert_eq!(story.code, 0, "{}", story.err);
    for heading in [
        "ACCOUNTS",
        "WHEN",
        "WHO SAID WHAT",
        "CLAIMS SIDE BY SIDE",
        "WHAT EACH LEAVES OUT",
        "WHERE IT COMES FROM",
    ] {
        assert!(story.out.contains(heading), "no {heading}:\n{}", story.out);
    }
    assert!(!story.out.contains('\u{1b}'));

    let json = export(&model, &store);
    let parsed: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(parsed["stemma"], 1);
    assert_eq!(parsed["accounts"].as_array().unwrap().len(), 8);
    check_spans(&parsed);
    assert_eq!(export(&model, &store), json, "the same store gives the same bytes");

    let verified = with_store(&["verify"]);
    assert_eq!((verified.code, verified.out.starts_with("true: 8 accounts")), (0, true));

    let found = with_store(&["search", "frigates"]);
    assert_eq!(found.code, 0);
    let nothing = with_store(&["search", "zebra"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (1, ""));
    assert_eq!(with_store(&["search", "..."]).code, 2);
    // A name in one spelling finds all; filters leave accounts out, and say where they cannot.
    let accounts = |args: &[&str]| -> std::collections::BTreeSet<u64> {
        let found = with_store(&[&["search", "--json"], args].concat());
        let rows: Vec<Value> = serde_json::from_str(&found.out).unwrap_or_default();
        rows.iter().filter_map(|row| row["account"].as_u64()).collect()
    };
    assert!(accounts(&["Čerbanov"]).len() > 6, "{:?}", accounts(&["Čerbanov"]));
    assert_eq!(accounts(&["Čerbanov", "--exact"]), accounts(&["+Čerbanov"]));
    assert!(accounts(&["Čerbanov", "--exact"]).len() < accounts(&["Čerbanov"]).len());
    assert_eq!(accounts(&["marines", "--outlet", "vta"]).len(), 1);
    assert!(accounts(&["crate", "--speaker", "Tjerbanov", "--to", "2023-09-18"]).len() == 1);
    let fault = with_store(&["search", "marines", "--from", "someday"]);
    assert_eq!(fault.code, 2);
    assert!(fault.err.contains("is no day"), "{}", fault.err);

    for args in [
        ["stories", "--json"].as_slice(),
        &["quotes", "--json"],
        &["story", "--json"],
        &["account", "1", "--json"],
        &["why", "claim", "1", "--json"],
        &["search", "marines", "--json"],
    ] {
        let ran = with_store(args);
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        serde_json::from_str::<Value>(&ran.out).unwrap_or_else(|e| panic!("{args:?}: {e}"));
    }
    for args in [["account", "99"].as_slice(), &["story", "99"], &["why", "claim", "9999"]] {
        let ran = with_store(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.starts_with("error: there is no "), "{}", ran.err);
    }
}

#[test]
fn places_of_the_synopsis_are_understood() {
    let model = model();
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("s.db");
    std::fs::write(
        folder.path().join("a.txt"),
        "Boats to leave\n\nMira Tarvel spoke in Port Ansel. “Not one will stay,” she said.\n",
    )
    .unwrap();
    run(stemma(&model).arg("read").arg(folder.path().join("a.txt")).arg("-s").arg(&store));
    let quotes = run(stemma(&model).args(["quotes", "--json", "-s"]).arg(&store));
    let quotes: Value = serde_json::from_str(&quotes.out).unwrap();
    let at = quotes[0]["at"].as_str().unwrap();
    let shown = run(stemma(&model).args(["account", at, "-s"]).arg(&store));
    assert!(shown.out.contains("[Not one will stay"), "{}", shown.out);
    let why = run(stemma(&model).args(["why", at, "-s"]).arg(&store));
    assert!(why.out.contains("statement: direct, by Mira Tarvel (entity "), "{}", why.out);
    let why = run(stemma(&model).args(["why", "1:0", "--json", "-s"]).arg(&store));
    let why: Value = serde_json::from_str(&why.out).unwrap();
    assert_eq!((&why[0]["found"], &why[0]["words"]), (&"mention".into(), &"Mira Tarvel".into()));
    let wrong = run(stemma(&model).args(["why", "1", "-s"]).arg(&store));
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("1:310"), "{}", wrong.err);
}

#[test]
fn bad_input_is_named_and_the_rest_is_done() {
    let model = model();
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    std::fs::create_dir(&input).unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(input.join(name), bytes).unwrap();
    let body = "Mira Tarvel, the harbour minister, said on Monday that the boats would leave Port \
                Ansel before the winter. “Not one of them will stay,” she said.";
    write("empty.html", b"");
    write("blank.txt", b" \n\n ");
    write("binary.txt", &[0, 159, 146, 150, 0, 1, 2, 3].repeat(500));
    write(
        "cut.jsonl",
        format!("{{\"id\": \"a\", \"text\": \"{body}\"}}\n{{\"id\": \"b\", \"te").as_bytes(),
    );
    let deep = format!("{}{body}{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    write("deep.html", format!("<html><body>{deep}").as_bytes());
    let mut large = format!("<html><body><p>{body}</p><script>").into_bytes();
    large.resize(50 << 20, b'x');
    write("large.html", &large);
    write("good.html", format!("<html><head><title>Boats</title></head><body><article><h1>Boats</h1><p>{body}</p><p>{body}</p></article></body></html>").as_bytes());
    let absent = input.join("absent.html");
    let store = folder.path().join("s.db");

    let ran = run(stemma(&model).arg("read").arg(&input).arg(&absent).arg("-s").arg(&store));
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert_eq!(ran.out, "");
    for name in
        ["empty.html", "blank.txt", "binary.txt", "cut.jsonl#2", "large.html", "absent.html"]
    {
        let named =
            ran.err.lines().filter(|line| line.starts_with("error: ") && line.contains(name));
        assert_eq!(named.count(), 1, "{name} in:\n{}", ran.err);
    }
    let export: Value = serde_json::from_str(&export(&model, &store)).unwrap();
    let sources: Vec<&str> = (export["accounts"].as_array().unwrap().iter())
        .map(|account| account["source"].as_str().unwrap())
        .collect();
    for name in ["cut.jsonl#a", "good.html"] {
        assert!(sources.iter().any(|source| source.ends_with(name)), "{sources:?}");
    }
    // Deep nesting is read or refused, but it is one or the other.
    let deep = sources.iter().any(|source| source.ends_with("deep.html"));
    assert_ne!(deep, ran.err.contains("deep.html:"), "{}", ran.err);
    assert_eq!(run(stemma(&model).args(["verify", "-s"]).arg(&store)).code, 0);

    // The refusals stand in the store, and go when the input is mended.
    let kept = stemma_keep::Store::open(&store).unwrap().refusals().unwrap();
    assert!(kept.len() >= 6, "{kept:?}");
    write("empty.html", format!("<p>{body}</p><p>{body}</p>").as_bytes());
    run(stemma(&model).arg("read").arg(input.join("empty.html")).arg("-s").arg(&store));
    let now = stemma_keep::Store::open(&store).unwrap().refusals().unwrap();
    assert_eq!(now.len(), kept.len() - 1);
}

#[test]
fn the_order_of_reading_changes_no_byte() {
    let model = model();
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("in");
    std::fs::create_dir(&pages).unwrap();
    let mut files = Vec::new();
    for entry in std::fs::read_dir(example("quilmo")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "html" || ending == "txt") {
            let to = pages.join(path.file_name().unwrap());
            std::fs::copy(&path, &to).unwrap();
            files.push(to);
        }
    }
    files.sort();
    // A copy is the same account, and goes by the name that stands first.
    std::fs::copy(&files[0], pages.join("zz-copy.html")).unwrap();
    files.push(pages.join("zz-copy.html"));
    let line = |id: &str| {
        let text = format!("Mira Tarvel said on Monday that {id} boats would leave Port Ansel.");
        serde_json::json!({"id": id, "text": text, "published": "2031-05-07"}).to_string()
    };
    let records = pages.join("in.jsonl");
    files.push(records.clone());

    let read = |name: &str, files: &[&std::path::PathBuf], ids: [&str; 3]| {
        std::fs::write(&records, ids.map(line).join("\n")).unwrap();
        let store = folder.path().join(name);
        for file in files {
            let ran = run(stemma(&model).arg("read").arg(file).arg("-s").arg(&store));
            assert_eq!(ran.code, 0, "{}", ran.err);
        }
        export(&model, &store)
    };
    let forwards: Vec<_> = files.iter().collect();
    let backwards: Vec<_> = files.iter().rev().collect();
    let one = read("one.db", &forwards, ["7", "20", "300"]);
    let other = read("other.db", &backwards, ["300", "7", "20"]);
    assert_eq!(one, other);
    let sources: Value = serde_json::from_str(&one).unwrap();
    let sources: Vec<&str> = (sources["accounts"].as_array().unwrap().iter())
        .map(|account| account["source"].as_str().unwrap().rsplit('/').next().unwrap())
        .collect();
    // As one orders files: `in.jsonl` comes after what begins with a number.
    assert_eq!(sources[sources.len() - 3..], ["in.jsonl#7", "in.jsonl#20", "in.jsonl#300"]);
    assert!(!sources.contains(&"zz-copy.html"), "{sources:?}");
}

#[test]
fn an_id_that_comes_twice_is_refused_and_the_first_stands() {
    let model = model();
    let folder = tempfile::tempdir().unwrap();
    let (input, store) = (folder.path().join("in.jsonl"), folder.path().join("s.db"));
    let line = |id: &str, n: usize| {
        let text = format!("Mira Tarvel said on Monday that {n} boats would leave Port Ansel.");
        serde_json::json!({"id": id, "text": text}).to_string()
    };
    let lines = [line("a", 1), line("b", 2), line("a", 3), line("b", 2)];
    std::fs::write(&input, lines.join("\n")).unwrap();
    let mut before = None;
    for _ in 0..2 {
        let ran = run(stemma(&model).arg("read").arg(&input).arg("-s").arg(&store));
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(
            ran.err.contains("in.jsonl#3: has the `id` of an earlier line, `a`"),
            "{}",
            ran.err
        );
        assert!(ran.err.contains("1 refused"), "{}", ran.err);
        let now = export(&model, &store);
        assert!(now.contains("that 1 boats") && !now.contains("that 3 boats"));
        assert_eq!(before.get_or_insert(now.clone()), &now);
    }
    std::fs::write(&input, lines[..2].join("\n")).unwrap();
    assert_eq!(run(stemma(&model).arg("read").arg(&input).arg("-s").arg(&store)).code, 0);
    assert!(stemma_keep::Store::open(&store).unwrap().refusals().unwrap().is_empty());
}

#[test]
fn two_captures_of_one_page_are_two_accounts_each_time() {
    let model = model();
    let folder = tempfile::tempdir().unwrap();
    let (input, store) = (folder.path().join("in.warc"), folder.path().join("s.db"));
    let capture = |n: usize| {
        let body = format!(
            "Boats to leave\n\nMira Tarvel, the harbour minister, said on Monday that {n} boats \
             would leave Port Ansel before the winter.\n"
        );
        format!(
            "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:{n}>\r\nWARC-Date: \
             2031-05-0{n}T10:00:00Z\r\nWARC-Target-URI: https://ansel.example/boats\r\n\
             Content-Type: text/plain\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
            body.len()
        )
    };
    std::fs::write(&input, [capture(1), capture(2), capture(2)].concat()).unwrap();
    let read = || run(stemma(&model).arg("read").arg(&input).arg("-s").arg(&store));
    let ran = read();
    assert!(ran.err.contains("Read: 2 new, 1 unchanged."), "{}", ran.err);
    let ran = read();
    assert!(ran.err.contains("Read: 0 new, 3 unchanged."), "{}", ran.err);
}

#[test]
fn two_folders_with_files_of_one_name_are_two() {
    let model = model();
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("s.db");
    for (name, n) in [("spring", 1), ("autumn", 2)] {
        let within = folder.path().join(name);
        std::fs::create_dir(&within).unwrap();
        let text = format!("Mira Tarvel said that {n} boats would leave Port Ansel on Monday.\n");
        std::fs::write(within.join("a.txt"), text).unwrap();
        let ran =
            run(stemma(&model).current_dir(&within).args(["read", "a.txt", "-s"]).arg(&store));
        assert!(ran.err.contains("Read: 1 new."), "{}", ran.err);
    }
    let again =
        run(stemma(&model).current_dir(folder.path()).args(["read", "spring", "-s"]).arg(&store));
    assert!(again.err.contains("0 new, 1 unchanged."), "{}", again.err);
}

#[test]
fn a_read_of_nothing_makes_no_store() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("s.db");
    let no_model = folder.path().join("no-model");
    let mut command = stemma(&no_model);
    let ran = run(command.arg("read").arg(folder.path().join("nothere")).arg("-s").arg(&store));
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("nothere") && ran.err.contains("no store was made"), "{}", ran.err);
    assert!(!store.exists());
}

#[test]
fn annotate_answers_line_by_line_in_order() {
    let model = model();
    let text = "\n“We sail, – they –” said Mira Tarvel on Monday.  ";
    let good = |id: &str| {
        serde_json::json!({"id": id, "text": text, "published": "2031-05-07"}).to_string()
    };
    // The mark with which Windows' editors begin a file is no fault.
    let input = format!("\u{feff}{}\nnot json\n\n{{\"id\": 7}}\n{}\n", good("a"), good("b"));
    let ran = run(stemma(&model).arg("annotate").write_stdin(input));
    assert_eq!(ran.code, 2);
    assert_eq!(ran.err.lines().count(), 2, "{}", ran.err);
    assert!(ran.err.contains("line 2: ") && ran.err.contains("line 4: "), "{}", ran.err);
    let lines: Vec<Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<&Value> = lines.iter().map(|line| &line["id"]).collect();
    assert_eq!(ids, ["a", "b"]);
    assert_eq!(lines[0]["text"], text, "the text is taken as it is");
    let dates = lines[0]["dates"].as_array().unwrap();
    assert_eq!(dates[0]["value"], "2031-05-05");
}

#[test]
fn the_same_input_gives_the_same_bytes_on_any_number_of_threads() {
    let model = model();
    let folder = tempfile::tempdir().unwrap();
    let exports: Vec<String> = ["1", "3"]
        .iter()
        .map(|jobs| {
            let store = folder.path().join(format!("{jobs}.db"));
            let ran = run(stemma(&model)
                .arg("read")
                .arg(example("quilmo"))
                .args(["--jobs", jobs, "-s"])
                .arg(&store));
            assert_eq!(ran.code, 0, "{}", ran.err);
            export(&model, &store)
        })
        .collect();
    assert_eq!(exports[0], exports[1]);
}

#[test]
fn a_lie_in_the_store_ends_in_status_1() {
    let model = model();
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("s.db");
    let file = folder.path().join("a.txt");
    std::fs::write(&file, "Mira Tarvel said that 1,200 boats would leave Port Ansel on Monday.\n")
        .unwrap();
    run(stemma(&model).arg("read").arg(&file).arg("-s").arg(&store));
    let sql = rusqlite::Connection::open(&store).unwrap();
    sql.execute("UPDATE account SET text = replace(text, '1,200', '9,200')", []).unwrap();
    drop(sql);
    let ran = run(stemma(&model).args(["verify", "-s"]).arg(&store));
    assert_eq!(ran.code, 1);
    assert!(ran.out.starts_with("false: account 1 "), "{}", ran.out);
}

#[test]
fn commands_say_what_to_do_where_there_is_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let none = folder.path().join("none.db");
    let no_model = folder.path().join("no-model");
    for command in [
        ["story"].as_slice(),
        &["stories"],
        &["verify"],
        &["export"],
        &["search", "x"],
        &["judge", "same", "c1", "c2"],
        &["judge", "undo"],
        &["judge", "log"],
    ] {
        let ran = run(stemma(&no_model).args(command).arg("--store").arg(&none));
        assert_eq!(ran.code, 2, "{command:?}");
        assert!(ran.err.contains("there is no store at"), "{}", ran.err);
        assert!(ran.err.contains("stemma read"), "{}", ran.err);
    }
    assert_eq!(run(stemma(&no_model).args(["story", "--no-such-option"])).code, 2);
    assert_eq!(run(stemma(&no_model).arg("--help")).code, 0);
    let other = folder.path().join("notes.txt");
    std::fs::write(&other, "these are notes, and they are to stay as they are. ".repeat(40))
        .unwrap();
    let ran = run(stemma(&no_model).args(["verify", "--store"]).arg(&other));
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("no store of Stemma's"), "{}", ran.err);
}

#[test]
fn a_killed_read_goes_on_where_it_stopped() {
    let model = model();
    let folder = tempfile::tempdir().unwrap();
    let (whole, killed) = (folder.path().join("whole.db"), folder.path().join("killed.db"));
    let input = folder.path().join("in.jsonl");
    let line = |n: usize| {
        let text = format!("Mira Tarvel said on Monday that {n} boats would leave Port Ansel.");
        serde_json::json!({"id": n.to_string(), "text": text, "published": "2031-05-07"})
            .to_string()
    };
    std::fs::write(&input, (1..200).map(line).collect::<Vec<_>>().join("\n")).unwrap();
    let arguments = |store: &Path| {
        let mut command = stemma(&model);
        command.arg("read").arg(&input).args(["--jobs", "1", "--no-weave", "-s"]).arg(store);
        command
    };
    assert_eq!(run(&mut arguments(&whole)).code, 0);
    for moment in 1..6 {
        // Killed by the time limit, at another moment each time.
        let limit = std::time::Duration::from_millis(200 * moment);
        let _ = arguments(&killed).timeout(limit).output();
        if killed.exists() {
            let store = stemma_keep::Store::open_or_make(&killed).unwrap();
            assert!(store.verify().unwrap().is_ok());
        }
    }
    assert_eq!(run(&mut arguments(&killed)).code, 0);
    assert_eq!(export(&model, &killed), export(&model, &whole));
}

#[cfg(unix)]
#[test]
fn a_site_that_is_ended_leaves_all_as_it_was() {
    let model = model();
    let folder = tempfile::tempdir().unwrap();
    let (store, site) = (folder.path().join("s.db"), folder.path().join("of/2031/pages"));
    let read = run(stemma(&model).arg("read").arg(example("strait")).arg("-s").arg(&store));
    assert_eq!(read.code, 0, "{}", read.err);
    let before = names(folder.path());
    let mut writing = std::process::Command::new(env!("CARGO_BIN_EXE_stemma"))
        .arg("site")
        .arg(&site)
        .arg("-s")
        .arg(&store)
        .env("STEMMA_MODEL", &model)
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // There is something to clear away from here on.
    let parent = site.parent().unwrap();
    while !parent.exists() || names(parent).is_empty() {
        assert!(writing.try_wait().unwrap().is_none(), "it is done too soon to be ended");
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let told =
        std::process::Command::new("kill").args(["-INT", &writing.id().to_string()]).status();
    assert!(told.unwrap().success());
    let ended = writing.wait_with_output().unwrap();
    let why = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(std::os::unix::process::ExitStatusExt::signal(&ended.status), Some(2), "{why}");
    assert!(why.contains("nothing was put in place"), "{why}");
    assert_eq!(names(folder.path()), before);
}

/// What a folder holds, without what SQLite puts beside a store that is open.
#[cfg(unix)]
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> =
        names.filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm")).collect();
    names.sort();
    names
}
