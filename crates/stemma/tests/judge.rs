//! What people judge, from the outside: counts follow, what is taken back leaves no trace in what is
//! told, and a log means the same on another store.

mod common;
#[path = "common/harbour.rs"]
mod harbour;

use std::path::PathBuf;

use common::{example, model, stemma};
use harbour::{ACCOUNTS, bearer};
use serde_json::Value;

struct Desk {
    model: PathBuf,
    folder: tempfile::TempDir,
}

struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk { model: model(), folder: tempfile::tempdir().unwrap() };
        for (name, text) in ACCOUNTS {
            std::fs::write(desk.folder.path().join(name), text).unwrap();
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, store: &str, args: &[&str]) -> Ran {
        let mut command = stemma(&self.model);
        let output = command
            .current_dir(self.folder.path())
            .args(args)
            .args(["--store", store])
            .env("USER", "ana")
            .output()
            .expect("the program starts");
        Ran {
            code: output.status.code().expect("it is not killed"),
            out: String::from_utf8(output.stdout).expect("it prints UTF-8"),
            err: String::from_utf8(output.stderr).expect("it prints UTF-8"),
        }
    }

    fn read(&self, store: &str, files: &[&str]) {
        for file in files {
            let ran = self.run(store, &["read", file]);
            assert_eq!(ran.code, 0, "{}", ran.err);
        }
    }

    fn export(&self, store: &str) -> String {
        let ran = self.run(store, &["export"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    }

    fn judge(&self, store: &str, args: &[&str]) -> Ran {
        let ran = self.run(store, &[&["judge"], args].concat());
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        ran
    }
}

fn parsed(export: &str) -> Value {
    serde_json::from_str(export).unwrap()
}

/// The origins of the claim that holds these words.
fn origins(export: &Value, words: &str) -> u64 {
    let claims = export["claims"].as_array().unwrap().iter();
    let mut with = claims.filter(|claim| {
        claim["text"].as_str().unwrap().contains(words) && claim["accounts"].as_u64().unwrap() > 1
    });
    with.next().unwrap_or_else(|| panic!("no claim has {words}"))["origins"].as_u64().unwrap()
}

const ALL: [&str; 4] = ["1.txt", "2.txt", "3.txt", "4.txt"];

#[test]
fn counts_follow_a_judgement_and_nothing_stays_of_one_that_is_taken_back() {
    let desk = Desk::new();
    desk.read("s.db", &ALL);
    let before = desk.export("s.db");
    let words = "Not one of them will stay";
    let was = origins(&parsed(&before), words);

    // The line from the agency to the second account is named by it.
    let line = parsed(&before)["lineage"]["edges"].as_array().unwrap().iter().find_map(|edge| {
        let (from, to) = (edge["from"].as_str()?, edge["to"].as_str()?);
        (to == "a2").then(|| format!("{from}-{to}"))
    });
    let line = line.expect("the second account names its source");
    let judged = desk.judge("s.db", &["different", &line, "--because", "they share a building"]);
    assert!(judged.out.contains("origins"), "{}", judged.out);
    assert!(judged.out.contains("gone: "), "{}", judged.out);
    assert!(judged.err.contains("`stemma judge undo 1`"), "{}", judged.err);
    let after = parsed(&desk.export("s.db"));
    assert_eq!(origins(&after, words), was + 1);
    let first = &after["judgements"][0];
    assert_eq!((&first["what"], &first["verdict"]), (&"edge".into(), &"different".into()));
    assert_eq!((&first["by"], first["at"].is_string()), (&"ana".into(), true));

    let why = desk.run("s.db", &["why", "edge", &line]);
    assert!(why.out.contains("judged by ana on "), "{}", why.out);
    assert!(why.out.contains("they share a building"), "{}", why.out);

    // It outlives a read that changes nothing of it.
    std::fs::write(
        desk.path("5.txt"),
        "Bakers in Eastmark strike\n\nBakers in Eastmark laid down \
        their work on Friday, their guild said. Bread will be dear, bakers warned.\n",
    )
    .unwrap();
    desk.read("s.db", &["5.txt"]);
    assert_eq!(origins(&parsed(&desk.export("s.db")), words), was + 1);
    assert_eq!(desk.run("s.db", &["verify"]).code, 0);

    let fresh = "fresh.db";
    desk.read(fresh, &[&ALL[..], &["5.txt"]].concat());
    let undone = desk.judge("s.db", &["undo"]);
    assert!(undone.out.starts_with("taken back: 1, "), "{}", undone.out);
    assert_eq!(desk.export("s.db"), desk.export(fresh));
    let twice = desk.run("s.db", &["judge", "undo", "1"]);
    assert_eq!(twice.code, 2);
    assert!(twice.err.contains("was taken back before"), "{}", twice.err);
    // Taking that back restores it.
    desk.judge("s.db", &["undo", "2"]);
    assert_eq!(origins(&parsed(&desk.export("s.db")), words), was + 1);
}

#[test]
fn who_is_who_is_as_judged_until_it_is_taken_back() {
    let desk = Desk::new();
    desk.read("s.db", &ALL);
    let before = desk.export("s.db");
    let (minister, master) = ("Mira Tarvel", "Jon Aske");
    assert_ne!(bearer(&parsed(&before), minister), bearer(&parsed(&before), master));

    let joined = desk.judge("s.db", &["same", minister, master]);
    assert!(joined.out.contains("joined: "), "{}", joined.out);
    let now = parsed(&desk.export("s.db"));
    assert_eq!(bearer(&now, minister), bearer(&now, master));

    let parted = desk.judge("s.db", &["different", master, minister]);
    assert!(parted.err.contains("judgement 1, Mira Tarvel = Jon Aske"), "{}", parted.err);
    assert!(parted.err.contains("cannot be so together with 2"), "{}", parted.err);
    let now = parsed(&desk.export("s.db"));
    assert_ne!(bearer(&now, minister), bearer(&now, master));
    let log = desk.judge("s.db", &["log"]);
    assert!(log.out.contains("not heard: 2 say"), "{}", log.out);

    desk.judge("s.db", &["undo"]);
    desk.judge("s.db", &["undo"]);
    assert_eq!(desk.export("s.db"), before);
    assert_eq!(desk.run("s.db", &["judge", "undo"]).code, 1);
}

#[test]
fn what_is_parted_stays_apart_whatever_else_would_lead_it_back() {
    let desk = Desk::new();
    desk.read("s.db", &ALL);
    let export = parsed(&desk.export("s.db"));
    let claims = export["claims"].as_array().unwrap();
    let held = |claim: &&Value| {
        claim["text"].as_str().unwrap().contains("Not one of them will stay")
            && claim["accounts"].as_u64().unwrap() > 2
    };
    let claim = claims.iter().find(held).expect("three accounts have it");
    let place = |account: u64| {
        let members = claim["members"].as_array().unwrap();
        let member = members.iter().find(|member| member["account"] == account).unwrap();
        (member["span"][0].as_u64().unwrap(), member["span"][1].as_u64().unwrap())
    };
    let (one, other) = (place(1), place(4));
    let (a, b) = (format!("1:{}-{}", one.0, one.1), format!("4:{}-{}", other.0, other.1));
    desk.judge("s.db", &["different", &a, &b]);
    let now = parsed(&desk.export("s.db"));
    for claim in now["claims"].as_array().unwrap() {
        let members = claim["members"].as_array().unwrap();
        let holds = |account: u64, (start, end): (u64, u64)| {
            members.iter().any(|member| {
                member["account"] == account
                    && member["of"] == "text"
                    && member["span"][0].as_u64().unwrap() < end
                    && start < member["span"][1].as_u64().unwrap()
            })
        };
        assert!(!(holds(1, one) && holds(4, other)), "{claim}");
    }

    let stories = desk.judge("s.db", &["different", "a1", "a4"]);
    assert!(stories.out.contains("stories"), "{}", stories.out);
    let now = parsed(&desk.export("s.db"));
    for story in now["stories"].as_array().unwrap() {
        let accounts: Vec<u64> =
            story["accounts"].as_array().unwrap().iter().map(|id| id.as_u64().unwrap()).collect();
        assert!(!(accounts.contains(&1) && accounts.contains(&4)), "{story}");
    }
}

#[test]
fn stories_that_are_one_stay_whole() {
    let desk = Desk::new();
    desk.read("s.db", &ALL);
    let bakers = "Bakers in Eastmark strike\n\nBakers in Eastmark laid down their work on Friday, \
                  their guild said. Bread will be dear, bakers warned.\n";
    std::fs::write(desk.path("5.txt"), bakers).unwrap();
    desk.read("s.db", &["5.txt"]);
    let before = desk.export("s.db");
    let stories = |export: &str| {
        let export = parsed(export);
        let stories = export["stories"].as_array().unwrap().iter();
        let mut sizes: Vec<usize> =
            stories.map(|story| story["accounts"].as_array().unwrap().len()).collect();
        sizes.sort_unstable();
        sizes
    };
    assert_eq!(stories(&before).last(), Some(&4));
    let joined = desk.judge("s.db", &["same", "a5", "a1"]);
    assert!(joined.out.contains("joined in story "), "{}", joined.out);
    assert_eq!(stories(&desk.export("s.db")), [5]);
    desk.judge("s.db", &["undo"]);
    assert_eq!(desk.export("s.db"), before);
}

#[test]
fn a_log_means_the_same_on_a_store_that_was_read_in_another_order() {
    let desk = Desk::new();
    desk.read("one.db", &ALL);
    desk.read("other.db", &["4.txt", "2.txt", "3.txt", "1.txt"]);
    desk.judge("one.db", &["same", "Mira Tarvel", "Jon Aske", "--by", "ben"]);
    desk.judge("one.db", &["undo"]);
    let line = parsed(&desk.export("one.db"))["lineage"]["edges"][0].clone();
    let line = format!("{}-{}", line["from"].as_str().unwrap(), line["to"].as_str().unwrap());
    desk.judge("one.db", &["different", &line, "--because", "asked both"]);
    desk.judge("one.db", &["different", "a1", "a3"]);
    let log = desk.judge("one.db", &["log", "--json"]).out;
    assert_eq!(log.lines().count(), 4);
    std::fs::write(desk.path("log.jsonl"), &log).unwrap();

    let replayed = desk.judge("other.db", &["replay", "log.jsonl"]);
    assert!(replayed.out.contains("replayed: 3 judgements, 1 taken back"), "{}", replayed.out);
    assert_eq!(desk.export("other.db"), desk.export("one.db"));
    assert_eq!(desk.judge("other.db", &["log", "--json"]).out, log);
    // Once more changes nothing.
    let again = desk.judge("other.db", &["replay", "log.jsonl"]);
    assert!(again.out.contains("4 entries stood here before"), "{}", again.out);
    assert_eq!(desk.judge("other.db", &["log", "--json"]).out, log);
}

#[test]
fn what_finds_no_place_is_kept_and_applied_once_its_account_is_read() {
    let desk = Desk::new();
    desk.read("one.db", &ALL);
    desk.judge("one.db", &["same", "Mira Tarvel", "Jon Aske"]);
    desk.judge("one.db", &["different", "a1", "a2"]);
    let log = desk.judge("one.db", &["log", "--json"]).out;
    std::fs::write(desk.path("log.jsonl"), log).unwrap();

    desk.read("other.db", &["1.txt", "2.txt"]);
    let replayed = desk.judge("other.db", &["replay", "log.jsonl"]);
    assert!(replayed.err.contains("1 of 2 judgements finds no place"), "{}", replayed.err);
    assert!(replayed.err.contains("judgement 1 is kept"), "{}", replayed.err);
    let log = desk.judge("other.db", &["log"]);
    assert!(
        log.out.contains("no place here: no account here has the text of 3.txt"),
        "{}",
        log.out
    );
    desk.read("other.db", &["4.txt", "3.txt"]);
    assert_eq!(desk.export("other.db"), desk.export("one.db"));

    // An account whose text changes keeps what was judged of words that still stand.
    let changed = std::fs::read_to_string(desk.path("3.txt")).unwrap();
    let changed = changed.replace("The Ansel Courier has spoken", "We have spoken once more");
    std::fs::write(desk.path("3.txt"), changed).unwrap();
    desk.read("one.db", &["3.txt"]);
    let now = parsed(&desk.export("one.db"));
    assert_eq!(bearer(&now, "Mira Tarvel"), bearer(&now, "Jon Aske"));
}

#[test]
fn a_wrong_name_is_answered_with_what_there_is() {
    let desk = Desk::new();
    desk.read("s.db", &ALL);
    let before = desk.export("s.db");
    for (args, says) in [
        (["same", "c999", "c1"].as_slice(), "there is no claim 999; claims go from 1 to "),
        (&["same", "e999", "e1"], "there is no entity 999"),
        (&["same", "a9", "a1"], "there is no account 9; there are 4 accounts"),
        (&["same", "a1", "c1"], "'a1' is an account and 'c1' a claim"),
        (&["same", "Tarvel the Elder", "Jon Aske"], "there are: "),
        (&["same", "zebra", "Jon Aske"], "nobody and nothing is called 'zebra'"),
        (&["different", "a3-a1"], "there is no line of descent a3-a1"),
        (&["different", "s1", "a2"], "is judged by its lines"),
        (&["same", "c1"], "two are judged"),
        (&["same", "1:99999", "2:10"], "account 1 ends after "),
        (&["different", "Jon Aske", "Jon Aske"], "both are the same name"),
        (&["undo", "7"], "there is no judgement 7"),
        (&["replay", "1.txt"], "1.txt, line 1: this is no entry of a log"),
        (&["replay", "none.jsonl"], "cannot read none.jsonl"),
    ] {
        let ran = desk.run("s.db", &[&["judge"], args].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}: {}", ran.err);
        assert!(ran.err.contains(says), "{args:?}: {}", ran.err);
    }
    assert_eq!(desk.run("s.db", &["judge", "log"]).code, 1);
    assert_eq!(desk.export("s.db"), before);
}

#[test]
fn two_who_bear_one_name_are_told_apart_before_either_is_judged() {
    let desk = Desk::new();
    let strait = example("strait");
    desk.read("s.db", &[strait.to_str().unwrap()]);
    let ran = desk.run("s.db", &["judge", "same", "Cherbanov", "Stepan Kirsh"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("several bear the name 'Cherbanov'"), "{}", ran.err);
    assert!(ran.err.contains("Viktor Cherbanov, in account "), "{}", ran.err);
    // By places they are: the same words as for what is said there, with another meaning.
    let export = parsed(&desk.export("s.db"));
    let mentioned = |name: &str, n: u64| {
        let accounts = export["accounts"].as_array().unwrap();
        let account = accounts.iter().find(|account| account["id"] == n).unwrap();
        let id = bearer(&export, name);
        let mentions = account["mentions"].as_array().unwrap();
        let mention = mentions.iter().find(|mention| mention["entity"] == id).unwrap();
        format!("{n}:{}", mention["span"][0])
    };
    let (father, son) = (mentioned("Georgy Cherbanov", 1), mentioned("Viktor Cherbanov", 4));
    let ran = desk.judge("s.db", &["different", &father, &son, "--who"]);
    assert!(ran.out.contains("≠ Viktor Cherbanov"), "{}", ran.out);
    assert!(ran.out.contains("nothing changed"), "{}", ran.out);
    desk.judge("s.db", &["undo"]);
    // A father and a son are one, for a while: even where one account names both.
    let before = desk.export("s.db");
    let (father, son) = ("Georgy Cherbanov", "Viktor Cherbanov");
    desk.judge("s.db", &["same", father, son]);
    let now = parsed(&desk.export("s.db"));
    assert_eq!(bearer(&now, father), bearer(&now, son));
    let entities = now["entities"].as_array().unwrap().len();
    assert_eq!(entities + 1, parsed(&before)["entities"].as_array().unwrap().len());
    desk.judge("s.db", &["undo"]);
    assert_eq!(desk.export("s.db"), before);
}
