//! Files and folders as they come: what is read, what is passed over, what is refused and how that
//! is said.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use stemma_core::{BasisKind, DropReason};
use stemma_read::{Input, Piece, Reading, Refusal, pieces, read, read_path, walk};

const BODY: &str = "The harbour of Port Halen was closed on Monday after two ships had torn from their moorings, the harbour master said.\n\nNobody was hurt, he told reporters, and the ferries to the islands will sail again on Friday if the storm allows it.";

fn one(path: &Path) -> Result<Reading, Refusal> {
    let mut all = read_path(path);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

fn refused(bytes: impl Into<Vec<u8>>) -> String {
    read(&Piece::new("input", bytes)).remove(0).unwrap_err().to_string()
}

#[test]
fn a_folder_is_read_in_order_and_what_is_left_out_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for name in [
        "b.txt",
        "a.html",
        "noname",
        "gold/accounts.json",
        "gold/notes.txt",
        "c/d.jsonl",
        "picture.png",
        ".hidden.txt",
        ".git/x.txt",
        "drafts/e.txt",
    ] {
        fs::create_dir_all(at(name).parent().unwrap()).unwrap();
        fs::write(at(name), BODY).unwrap();
    }
    fs::write(at(".stemmaignore"), "drafts/\n").unwrap();
    let found = walk(&[folder.path(), &at("b.txt"), &at("missing.txt")]);
    let name =
        |source: &str| Path::new(source).strip_prefix(folder.path()).unwrap().display().to_string();
    let inputs: Vec<String> = found.inputs.iter().map(|input| name(&input.source)).collect();
    assert_eq!(inputs, ["a.html", "b.txt", "c/d.jsonl", "gold/notes.txt", "noname"]);
    let passed: Vec<(String, &str)> =
        found.passed_over.iter().map(|p| (name(&p.source), p.why.as_str())).collect();
    assert_eq!(
        passed,
        [
            ("gold/accounts.json".to_string(), ".json"),
            ("picture.png".to_string(), ".png"),
            ("drafts/e.txt".to_string(), ".stemmaignore"),
        ]
    );
    assert_eq!(found.refusals.len(), 1);
    assert!(found.refusals[0].to_string().contains("missing.txt: does not exist. Check the path."));
}

#[test]
fn a_file_that_is_named_is_tried_whatever_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.dat");
    fs::write(&path, format!("Storm closes harbour\n\n{BODY}")).unwrap();
    assert_eq!(one(&path).unwrap().account.title.as_deref(), Some("Storm closes harbour"));
    let path = folder.path().join("story.json");
    fs::write(&path, "{\n  \"text\": \"x\"\n}\n").unwrap();
    let said = one(&path).unwrap_err().to_string();
    assert!(said.contains("JSON over several lines, not JSON Lines"), "{said}");
}

#[test]
fn a_bad_line_costs_itself_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stories.jsonl");
    let good = |id: &str| {
        serde_json::json!({"id": id, "title": "Storm closes harbour", "published": "2022-02-14", "outlet": "Coast Times", "url": "https://coast-times.example/1", "language": "en", "text": BODY}).to_string()
    };
    let lines = [
        good("1"),
        String::new(),
        "{\"id\": 2, \"text\": \"cut off in the mid".to_string(),
        "{\"id\": 3}".to_string(),
        "not JSON".to_string(),
        "{\"id\": 4, \"text\": 5}".to_string(),
        "{\"id\": 5, \"text\": \"\"}".to_string(),
        good("6"),
        "\u{feff}".to_string() + &good("7"),
    ];
    fs::write(&path, lines.join("\n")).unwrap();
    let all = read_path(&path);
    let said: Vec<String> = all
        .iter()
        .map(|answer| match answer {
            Ok(reading) => format!(
                "{} {}",
                reading.account.key.as_deref().unwrap(),
                reading.account.source.rsplit('/').next().unwrap()
            ),
            Err(refusal) => refusal.to_string().rsplit('/').next().unwrap().to_string(),
        })
        .collect();
    expect_test::expect![[r"
        1 stories.jsonl#1
        stories.jsonl, line 3: is cut off in the middle (column 37). Write one whole JSON object on the line, in UTF-8.
        stories.jsonl, line 4: has neither `text` nor `html`. Give the body as `text`, or the page as `html`.
        stories.jsonl, line 5: is not valid JSON: expected ident, column 2. Write one whole JSON object on the line, in UTF-8.
        stories.jsonl, line 6: has a field of the wrong type: invalid type: integer `5`, expected a string, column 19. Write one whole JSON object on the line, in UTF-8.
        stories.jsonl, line 7: has an empty `text`. Give the body, or leave the line out.
        6 stories.jsonl#6
        7 stories.jsonl#7"]].assert_eq(&said.join("\n"));
    let account = &all[0].as_ref().unwrap().account;
    assert_eq!(account.text, BODY);
    assert_eq!(account.outlet.as_deref(), Some("Coast Times"));
    let basis = account.published.basis.as_ref().unwrap();
    assert_eq!((basis.kind, basis.words.as_str()), (BasisKind::Given, "published 2022-02-14"));
}

#[test]
fn json_lines_hold_pages_and_bodies() {
    let html = format!(
        "<html><body><article><h1>Storm closes harbour</h1><p>{}</p></article></body></html>",
        BODY.replace("\n\n", "</p><p>")
    );
    let line =
        serde_json::json!({"id": 9, "html": html, "published": "2022-02", "author": "Ines Varga"})
            .to_string();
    let piece = Piece::new("x.jsonl", line).of(stemma_read::Format::JsonLines);
    let account = read(&piece).remove(0).unwrap().account;
    assert_eq!(
        (account.key.as_deref(), account.title.as_deref(), account.text.as_str()),
        (Some("9"), Some("Storm closes harbour"), BODY)
    );
    assert_eq!(account.authors, ["Ines Varga"]);
    assert_eq!(account.published.value, None);
    assert_eq!(account.published.latest.unwrap().to_string(), "2022-02-28");
    let line = serde_json::json!({"text": format!("Storm closes harbour\n{BODY}"), "title": "Storm closes  harbour"}).to_string();
    let account = read(&Piece {
        format: Some(stemma_read::Format::JsonLines),
        ..Piece::new("x.jsonl", line)
    })
    .remove(0)
    .unwrap()
    .account;
    assert_eq!(
        (account.text.as_str(), account.dropped[0].reason),
        (BODY, DropReason::TitleRepeated)
    );
    let line = serde_json::json!({"text": "Advertisement"}).to_string();
    let reading =
        read(&Piece::new("x.jsonl", line).of(stemma_read::Format::JsonLines)).remove(0).unwrap();
    assert_eq!((reading.account.text.as_str(), reading.diagnostics.len()), ("Advertisement", 1));
}

#[test]
fn what_is_no_account_is_refused_with_a_reason() {
    for (bytes, says) in [
        (&b""[..], "is empty"),
        (b" \n\t ", "nothing but white space"),
        (b"%PDF-1.7\n...", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is a PNG picture"),
        (b"PK\x03\x04rest", "ZIP archive"),
        (b"\0\x01\x02\x03\x04\x05\x06\x07\0\x01\x02\x03\xff\xfe\x80", "binary data"),
        (
            b"<html><head><script>draw()</script></head><body><div id=app></div></body></html>",
            "without a main text",
        ),
        (b"Share\n\nFacebook Twitter\n\nLeave a Reply", "no sentence of a report"),
    ] {
        let said = refused(bytes);
        assert!(
            said.starts_with("input: ") && said.contains(says) && said.ends_with('.'),
            "{said}"
        );
    }
}

#[test]
fn hostile_pages_are_refused_in_no_time() {
    let start = Instant::now();
    let deep = format!("<html><body>{}x", "<div>".repeat(100_000));
    assert!(refused(deep).contains("nested 100000 deep"));
    assert!(
        refused(format!("<html><body>{}", "<b>tiny</b>".repeat(500_000))).contains("MB of markup")
    );
    assert!(refused(format!("<html><body>{}", "<span a='".repeat(300_000))).contains("input"));
    let unclosed = format!("<html><body><!-- {}<p>{BODY}</p>", "x".repeat(100));
    assert!(!read(&Piece::new("x.html", unclosed)).is_empty());
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn a_page_of_50_mb_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.html");
    let file = fs::File::create(&path).unwrap();
    file.set_len(50 << 20).unwrap();
    let said = one(&path).unwrap_err().to_string();
    assert!(said.contains("has 50 MB; one account may have 16 MB."), "{said}");
}

#[cfg(unix)]
#[test]
#[allow(clippy::print_stderr)]
fn a_file_without_rights_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret.txt");
    fs::write(&path, BODY).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        eprintln!("left out: this user may read every file");
        return;
    }
    assert!(one(&path).unwrap_err().to_string().contains("permission denied"));
}

#[test]
fn long_lines_are_refused_and_the_next_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.jsonl");
    let good = serde_json::json!({"id": "ok", "text": BODY}).to_string();
    fs::write(&path, format!("{{\"text\": \"{}\"}}\n{good}\n", "x".repeat(17 << 20))).unwrap();
    let all = read_path(&path);
    assert!(all[0].as_ref().unwrap_err().to_string().contains("line 1: is longer than 16 MB"));
    assert_eq!(all[1].as_ref().unwrap().account.key.as_deref(), Some("ok"));
}

#[test]
fn json_lines_are_streamed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.jsonl");
    let good = serde_json::json!({"id": "ok", "text": BODY}).to_string();
    fs::write(&path, format!("{good}\n").repeat(1000)).unwrap();
    let mut lines = pieces(&Input::file(&path));
    assert_eq!(lines.next().unwrap().unwrap().line, Some(1));
    assert_eq!(lines.count(), 999);
}

#[test]
fn the_day_of_a_text_is_that_of_its_head() {
    let of = |head: &str, tail: &str| {
        read(&Piece::new("x.txt", format!("Storm closes harbour\n\n{head}\n\n{BODY}\n\n{tail}")))
            .remove(0)
            .unwrap()
            .account
            .published
    };
    let day = of("Updated 14 February 2022, 10:31", "");
    assert_eq!(day.value.unwrap().to_string(), "2022-02-14");
    assert_eq!(day.basis.unwrap().kind, BasisKind::Dateline);
    assert_eq!(of("14.02.2022", "15 March 2023").value.unwrap().to_string(), "2022-02-14");
    // Below the report, days are other reports'; 03/04 may be two days; two days are none.
    assert_eq!(of("", "15 March 2023").value, None);
    assert_eq!(of("03/04/2022", "").value, None);
    assert_eq!(of("14 February 2022\n\n16 February 2022", "").value, None);
    // A weekday fits one of the years that the report names.
    let thursday = of(
        "Ines Varga, Thursday 21 September",
        "The last storm like it was in 2019, the next in 2023.",
    );
    assert_eq!(thursday.value.unwrap().to_string(), "2023-09-21");
    assert_eq!(of("Ines Varga, Thursday 21 September", "").value, None);
    // The first printing goes before a change.
    let both = of("14 February 2022 | Updated 16 February 2022", "");
    assert_eq!(both.value.unwrap().to_string(), "2022-02-14");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    /// Whatever the bytes are, the answer is an account or a sentence.
    #[test]
    fn any_bytes_get_an_answer(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        for answer in read(&Piece::new("x", bytes)) {
            if let Err(refusal) = answer { proptest::prop_assert!(!refusal.reason.is_empty() && !refusal.hint.is_empty()); }
        }
    }

    /// Broken markup around words never panics, and offsets of what was dropped fit the text.
    #[test]
    fn any_markup_gets_an_answer(html in "(<(/)?(p|div|table|tr|td|li|h1|article|nav|br|a href='x'|figure|figcaption|script|!--)>| |The harbour was closed on Monday, he said\\.|Read more|é|&amp;|[<>'\"=]){0,60}") {
        for reading in read(&Piece::new("x.html", format!("<html><body>{html}"))).into_iter().flatten() {
            for dropped in &reading.account.dropped {
                proptest::prop_assert!(reading.account.text.is_char_boundary(dropped.before as usize));
            }
        }
    }
}
