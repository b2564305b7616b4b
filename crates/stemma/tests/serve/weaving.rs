//! What weaves while it is served: judgements, and what other processes do to the store.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::common::{model, stemma};
use crate::harbour;
use crate::harbour::{ACCOUNTS, bearer};
use crate::http::{Answer, Server, token};

/// Another story, in which nobody of the harbour is named.
const BAKERS: [(&str, &str); 2] = [
    (
        "5.txt",
        "Bakers in Eastmark strike\n\nBakers in Eastmark laid down their work on Friday, their guild \
         said. “Bread will be dear,” said guild master Ena Sorrel.\n",
    ),
    (
        "6.txt",
        "No bread in Eastmark\n\nThe bakers of Eastmark laid down their work on Friday, said their \
         guild. “Bread will be dear,” guild master Ena Sorrel warned.\n",
    ),
];

#[test]
fn a_judgement_is_woven_told_and_taken_back() {
    // Another story besides, which the judgement does not touch.
    let server = Server::of(|folder| {
        for (name, text) in ACCOUNTS.into_iter().chain(BAKERS) {
            std::fs::write(folder.join(name), text).unwrap();
        }
    });
    assert_eq!(server.json("/api")["stories"], 2);
    let before = server.json("/api/export");
    let minister = bearer(&before, "Mira Tarvel");
    assert_ne!(minister, bearer(&before, "Jon Aske"));
    let page = server.get(&format!("/entity/{minister}.html"));
    let first = token(&page, &server);
    let judged = server.judge(&format!(
        "token={first}&back=entity/{minister}.html&one=Mira+Tarvel&other=Jon+Aske&verdict=same\
         &because=they+%3Cb%3Eshare%3C/b%3E+a+desk"
    ));
    assert_eq!(judged.status, 200);
    assert!(judged.body.contains("judgement 1: "), "{}", judged.body);
    assert!(judged.body.contains("joined: "), "{}", judged.body);
    assert!(judged.body.contains("name=\"n\" value=\"1\""), "{}", judged.body);
    let now = server.json("/api/export");
    assert_eq!(bearer(&now, "Mira Tarvel"), bearer(&now, "Jon Aske"));
    // The page that the reader is led back to is that of the same entity.
    assert!(judged.path.starts_with(&format!("/entity/{}.html?judged=", bearer(&now, "Jon Aske"))));
    let log = server.get("/judgements.html");
    assert!(log.body.contains("they &lt;b&gt;share&lt;/b&gt; a desk"), "{}", log.body);
    // The command sees the same.
    assert!(server.program(&["judge", "log"]).contains("Mira Tarvel"), "the log has it");

    // What was remembered of the weave before makes no difference.
    assert_eq!(now, woven_anew(&server));

    // What cannot be judged says why, and changes nothing.
    let token_now = token(&log, &server);
    for (form, why) in [
        ("one=Nobody+Atall&other=Jon+Aske&verdict=same", "nobody and nothing is called"),
        ("one=c1&other=e1&verdict=same", "two of a kind are judged"),
        ("one=a1&other=a1&verdict=same", "was named twice"),
        ("one=c1&verdict=same", "two are judged"),
    ] {
        let answer = server.judge(&format!("token={token_now}&{form}"));
        assert_eq!(answer.status, 422, "{form}");
        assert!(answer.body.contains(why), "{form}: {}", answer.body);
        assert!(answer.body.contains("Nothing was changed"), "{form}");
    }
    let answer = server.post("/judge/undo", &format!("token={token_now}&n=7"));
    assert_eq!(answer.status, 409);
    assert!(answer.body.contains("there is no judgement 7"), "{}", answer.body);

    let undone = server.post("/judge/undo", &format!("token={token_now}&n=1&back=judgements.html"));
    assert!(undone.body.contains("taken back: 1, "), "{}", undone.body);
    let after = server.json("/api/export");
    assert_eq!(after, woven_anew(&server));
    assert_eq!(after["entities"], before["entities"]);
    assert_eq!(after["claims"], before["claims"]);

    // The page of two weaves ago: its numbers may mean other things by now.
    let stale = server.judge(&format!("token={first}&one=e1&other=e2&verdict=same"));
    assert_eq!(stale.status, 409);
    assert!(stale.body.contains("woven anew"), "{}", stale.body);
    assert_eq!(server.json("/api/log")["total"], 2);
}

/// What the program exports of a copy of the store that it weaves by itself.
fn woven_anew(server: &Server) -> Value {
    let copy = server.folder.path().join("copy.db");
    another(server).execute("VACUUM INTO ?1", [copy.to_str().unwrap()]).unwrap();
    rusqlite::Connection::open(&copy).unwrap().execute(GROWN, []).unwrap();
    let ran = stemma(&model()).args(["export", "--store"]).arg(&copy).output().unwrap();
    let told = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success() && told.contains("Woven: "), "{told}");
    std::fs::remove_file(&copy).unwrap();
    serde_json::from_slice(&ran.stdout).unwrap()
}

#[test]
fn what_another_process_adds_is_noticed() {
    let server = harbour();
    assert_eq!(server.json("/api")["accounts"], 4);
    let (name, text) = BAKERS[0];
    std::fs::write(server.folder.path().join(name), text).unwrap();
    server.program(&["read", name]);
    let began = Instant::now();
    let mut seen_waiting = false;
    loop {
        let page = server.get("/index.html");
        seen_waiting |= page.body.contains("is being woven anew");
        if page.body.contains("Bakers in Eastmark strike") {
            assert!(page.body.contains("1 account more"), "{}", page.body);
            break;
        }
        assert!(began.elapsed() < Duration::from_secs(120), "{}", page.body);
        std::thread::sleep(Duration::from_millis(200));
    }
    assert!(seen_waiting, "the page said that it is of before");
    assert_eq!(server.json("/api")["accounts"], 5);
}

#[test]
fn who_judges_does_not_wait_for_a_store_to_stand_still() {
    let server = harbour();
    let token = token(&server.get("/entities.html"), &server);
    // As a large folder does that is read into it, account by account.
    let store = another(&server);
    let (end, ended) = std::sync::mpsc::channel::<()>();
    let reading = std::thread::spawn(move || {
        while ended.recv_timeout(Duration::from_millis(200)).is_err() {
            assert_eq!(store.execute(GROWN, []).unwrap(), 1);
        }
    });
    std::thread::sleep(Duration::from_millis(500));
    let page = server.get("/index.html");
    let began = Instant::now();
    let judged =
        server.judge(&format!("token={token}&one=Mira+Tarvel&other=Jon+Aske&verdict=same"));
    let took = began.elapsed();
    end.send(()).unwrap();
    reading.join().unwrap();
    assert!(page.body.contains("is being woven anew"), "{}", page.body);
    assert!(judged.body.contains("judgement 1: "), "{}", judged.body);
    assert!(took < Duration::from_secs(30), "{took:?}");
}

/// As another process counts what it changes.
const GROWN: &str = "UPDATE setting SET value = value + 1 WHERE name = 'revision'";

/// Another process, at the store.
fn another(server: &Server) -> rusqlite::Connection {
    let store = rusqlite::Connection::open(server.folder.path().join("s.db")).unwrap();
    store.busy_timeout(Duration::from_secs(10)).unwrap();
    store
}

/// Loads a page until it is so.
fn until(server: &Server, path: &str, is_so: impl Fn(&Answer) -> bool) -> Answer {
    let began = Instant::now();
    loop {
        let page = server.get(path);
        if is_so(&page) {
            return page;
        }
        assert!(began.elapsed() < Duration::from_secs(120), "{}", page.body);
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn what_cannot_be_woven_is_told_and_nothing_is_lost() {
    let server = harbour();
    let before = server.json("/api/export");
    let store = another(&server);
    let parsed = "SELECT text FROM parsed WHERE account = 1";
    let whole: Vec<u8> = store.query_row(parsed, [], |row| row.get(0)).unwrap();
    let put = "UPDATE parsed SET text = ?1 WHERE account = 1";
    assert_eq!(store.execute(put, [&whole[..whole.len() / 2]]).unwrap(), 1);
    assert_eq!(store.execute(GROWN, []).unwrap(), 1);

    // All that was told before still is, and every page says what has failed.
    let page = until(&server, "/entities.html", |page| page.body.contains("could not be woven"));
    assert!(page.body.contains("s.db"), "it says where: {}", page.body);
    assert_eq!(server.json("/api/export"), before);

    // What somebody judges meanwhile is kept, and not told as if it had been woven.
    let form = "one=Mira+Tarvel&other=Jon+Aske&verdict=same";
    let judged = server.judge(&format!("token={}&{form}", token(&page, &server)));
    assert_eq!(judged.status, 500, "{judged:?}");
    assert!(judged.body.contains("Judgement 1 is kept"), "{}", judged.body);
    assert_eq!(server.json("/api/export"), before);

    // The store is whole again.
    assert_eq!(store.execute(put, [&whole]).unwrap(), 1);
    assert_eq!(store.execute(GROWN, []).unwrap(), 1);
    until(&server, "/judgements.html", |page| page.body.contains("was woven anew"));
    let now = server.json("/api/export");
    assert_eq!(bearer(&now, "Mira Tarvel"), bearer(&now, "Jon Aske"));
}
