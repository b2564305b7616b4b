//! What the store promises: one account for one input, versions, a file that survives anything.

mod common;

use std::path::Path;

use stemma_core::log::{AccountAnchor, Act, Anchor, Entry, PassageAnchor, Verdicted, What};
use stemma_core::{Account, AccountId, Found, Parsed, Verdict, Woven};
use stemma_keep::{Input, Kept, Query, Seen, Store};

use common::{TEXT, account, found, parsed, woven};

fn digest(text: &str) -> [u8; 32] {
    let mut digest = [0_u8; 32];
    for (n, byte) in text.bytes().enumerate() {
        digest[n % 32] = digest[n % 32].wrapping_mul(31).wrapping_add(byte);
    }
    digest
}

const MAKER: &str = "stemma test, model en";

/// Reads one file as the program does.
fn read(store: &mut Store, source: &str, text: &str) -> Seen {
    read_keyed(store, None, source, text)
}

fn read_keyed(store: &mut Store, key: Option<&str>, source: &str, text: &str) -> Seen {
    let input = Input { key, source, place: source, digest: digest(text) };
    let seen = store.seen(input, MAKER).unwrap();
    match seen {
        Seen::Same(_) => {}
        Seen::Moved(id) => store.keep_moved(id, input).unwrap(),
        Seen::New | Seen::Changed(_) => {
            let account = Account { key: key.map(str::to_owned), ..account(source, text) };
            let (parsed, found) =
                if text == TEXT { (parsed(), found()) } else { Default::default() };
            let kept =
                Kept { account: &account, text: &parsed, title: &Parsed::default(), found: &found };
            store.keep(input, MAKER, kept).unwrap();
        }
    }
    seen
}

fn new_store(folder: &Path) -> Store {
    Store::open_or_make(&folder.join("s.db")).unwrap()
}

#[test]
fn everything_comes_out_as_it_went_in() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(folder.path());
    assert_eq!(read(&mut store, "a.txt", TEXT), Seen::New);
    let stored = store.account(AccountId(1)).unwrap().unwrap();
    assert_eq!(stored.account, account("a.txt", TEXT));
    assert_eq!(stored.found, found());
    assert_eq!(store.parsed(AccountId(1)).unwrap(), (parsed(), Parsed::default()));
    assert!(store.is_stale(MAKER).unwrap());
    let revision = store.revision().unwrap();
    store.keep_woven(&woven(), revision, MAKER).unwrap();
    assert!(!store.is_stale(MAKER).unwrap());
    assert!(store.is_stale("another way").unwrap());
    assert_eq!(store.woven().unwrap(), woven());
    assert!(store.verify().unwrap().is_ok(), "{:?}", store.verify());
    assert!(store.account(AccountId(2)).unwrap().is_none());
}

#[test]
fn the_same_input_twice_is_one_account() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(folder.path());
    let first = AccountId(1);
    assert_eq!(read(&mut store, "a.txt", TEXT), Seen::New);
    assert_eq!(read(&mut store, "a.txt", TEXT), Seen::Same(first));
    // A copy elsewhere is noted once; after that neither place changes anything.
    assert_eq!(read(&mut store, "copy.txt", TEXT), Seen::Moved(first));
    let revision = store.revision().unwrap();
    assert_eq!(read(&mut store, "a.txt", TEXT), Seen::Same(first));
    assert_eq!(read(&mut store, "copy.txt", TEXT), Seen::Same(first));
    assert_eq!(store.revision().unwrap(), revision);
    assert_eq!(store.account_ids().unwrap(), [first]);
}

#[test]
fn a_changed_input_is_a_new_version_and_the_old_words_stay() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(folder.path());
    let first = AccountId(1);
    read(&mut store, "a.txt", TEXT);
    store.keep_woven(&woven(), 1, MAKER).unwrap();
    assert_eq!(read(&mut store, "a.txt", "Corrected."), Seen::Changed(first));
    assert!(store.is_stale(MAKER).unwrap());
    let stored = store.account(first).unwrap().unwrap();
    assert_eq!((stored.account.text.as_str(), stored.version), ("Corrected.", 2));
    assert_eq!(stored.found, Found::default());
    let old = store.superseded(first, 1).unwrap().unwrap();
    assert_eq!(old, account("a.txt", TEXT));
    assert_eq!(store.versions(first).unwrap().len(), 2);
    // And back again: a third version, for that is how it came.
    assert_eq!(read(&mut store, "a.txt", TEXT), Seen::Changed(first));
    assert_eq!(store.account(first).unwrap().unwrap().version, 3);
    // The search follows.
    assert!(store.matching(&"Corrected".parse().unwrap()).unwrap().is_empty());
    assert_eq!(store.matching(&"Tarvel".parse().unwrap()).unwrap().len(), 1);
}

#[test]
fn a_copy_that_changes_becomes_settled() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(folder.path());
    read(&mut store, "a.txt", TEXT);
    read(&mut store, "copy.txt", TEXT);
    read(&mut store, "copy.txt", "Other words.");
    read(&mut store, "a.txt", TEXT);
    let revision = store.revision().unwrap();
    for _ in 0..2 {
        assert!(matches!(read(&mut store, "a.txt", TEXT), Seen::Same(_)));
        assert!(matches!(read(&mut store, "copy.txt", "Other words."), Seen::Same(_)));
    }
    assert_eq!(store.revision().unwrap(), revision);
    assert_eq!(store.account_ids().unwrap().len(), 2);
}

#[test]
fn records_are_told_apart_by_their_keys() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(folder.path());
    let mut read = |key, source, text| read_keyed(&mut store, Some(key), source, text);
    assert_eq!(read("k1", "in.jsonl#k1", "One."), Seen::New);
    assert_eq!(read("k2", "in.jsonl#k2", "One."), Seen::New);
    // Changed words make a version; another file with the same keys holds other accounts.
    assert_eq!(read("k1", "in.jsonl#k1", "Two."), Seen::Changed(AccountId(1)));
    assert_eq!(read("k1", "other.jsonl#k1", "Three."), Seen::New);
    assert_eq!(read("k1", "moved.jsonl#k1", "Three."), Seen::Moved(AccountId(3)));
    // A mark in a key is no mark between file and key.
    assert_eq!(read("a#b", "in.jsonl#a#b", "Four."), Seen::New);
    assert_eq!(read("a#b", "in.jsonl#a#b", "Five."), Seen::Changed(AccountId(4)));
}

#[test]
fn an_input_is_known_by_its_place_and_not_by_how_it_was_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(folder.path());
    let mut read = |place, text| {
        let input = Input { key: None, source: "a.txt", place, digest: digest(text) };
        let seen = store.seen(input, MAKER).unwrap();
        if matches!(seen, Seen::New | Seen::Changed(_)) {
            let (account, parsed, found) =
                (account("a.txt", text), Parsed::default(), Found::default());
            let kept = Kept { account: &account, text: &parsed, title: &parsed, found: &found };
            store.keep(input, MAKER, kept).unwrap();
        }
        seen
    };
    assert_eq!(read("spring/a.txt", "One."), Seen::New);
    assert_eq!(read("autumn/a.txt", "Two."), Seen::New);
    assert_eq!(read("spring/a.txt", "Three."), Seen::Changed(AccountId(1)));
    assert_eq!(read("autumn/a.txt", "Two."), Seen::Same(AccountId(2)));
}

#[test]
fn a_copy_goes_by_the_place_that_stands_first_whichever_was_read_first() {
    for places in [["a.txt", "b.txt"], ["b.txt", "a.txt"]] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = new_store(folder.path());
        read(&mut store, places[0], TEXT);
        let input = Input { key: None, source: places[1], place: places[1], digest: digest(TEXT) };
        assert_eq!(store.seen(input, MAKER).unwrap(), Seen::Moved(AccountId(1)));
        store.keep_copy(AccountId(1), input).unwrap();
        assert_eq!(store.account(AccountId(1)).unwrap().unwrap().account.source, "a.txt");
        assert_eq!(store.seen(input, MAKER).unwrap(), Seen::Same(AccountId(1)));
    }
}

#[test]
fn accounts_are_numbered_by_content_and_not_by_when_they_came() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(folder.path());
    for (source, text) in [("10.txt", "Ten."), ("2.txt", "Two."), ("1.txt", "One.")] {
        read(&mut store, source, text);
    }
    let numbers: Vec<(u32, u32)> =
        store.numbers().unwrap().iter().map(|(id, number)| (id.0, number.0)).collect();
    assert_eq!(numbers, [(1, 3), (2, 2), (3, 1)]);
}

fn entry(act: Act) -> Entry {
    Entry { n: 0, at: "2031-05-08T09:00:00Z".to_owned(), by: "a reader".to_owned(), act }
}

/// A judgement of words of the account with this digest.
fn judged(sha256: String) -> Act {
    let account =
        AccountAnchor { sha256, source: "a.txt".to_owned(), key: None, outlet: None, title: None };
    let words = "Mira Tarvel".to_owned();
    let passage = PassageAnchor { of: "text".to_owned(), span: [0, 11], words: words.clone() };
    let anchor = Anchor { name: Some(words), account, passage: Some(passage) };
    Act::Judged(Box::new(Verdicted {
        what: What::Entity,
        verdict: Verdict::Different,
        of: [anchor.clone(), anchor],
        also: Vec::new(),
        because: None,
    }))
}

#[test]
fn the_log_grows_and_makes_what_was_woven_stale() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(folder.path());
    read(&mut store, "a.txt", TEXT);
    let judged = judged(store.account(AccountId(1)).unwrap().unwrap().sha256);
    store.keep_woven(&woven(), store.revision().unwrap(), MAKER).unwrap();
    assert_eq!(store.add_to_log(vec![entry(judged.clone())]).unwrap(), [1]);
    assert!(store.is_stale(MAKER).unwrap());
    assert!(store.verify().unwrap().unwrap().is_stale);
    assert_eq!(store.add_to_log(vec![entry(Act::Undone { undo: 1 })]).unwrap(), [2]);
    let log = store.log().unwrap();
    assert_eq!((log.len(), &log[0].act, log[1].n), (2, &judged, 2));
    assert!(stemma_core::log::standing(&log).is_empty());
    // The log outlives what is woven.
    store.keep_woven(&Woven::default(), store.revision().unwrap(), MAKER).unwrap();
    assert_eq!(store.log().unwrap(), log);
}

#[test]
fn a_store_of_an_older_format_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.db");
    let mut store = Store::open_or_make(&path).unwrap();
    read(&mut store, "a.txt", TEXT);
    store.keep_woven(&woven(), store.revision().unwrap(), MAKER).unwrap();
    assert!(!store.is_stale(MAKER).unwrap());
    drop(store);
    // What older formats did not have, or had as prose.
    let sql = rusqlite::Connection::open(&path).unwrap();
    let older = "ALTER TABLE reason RENAME COLUMN kind TO text;
         ALTER TABLE question RENAME COLUMN kind TO text;
         UPDATE reason SET text = 'other words'; UPDATE question SET text = 'which day is right';
         UPDATE difference SET note = 'stay / leave';
         DROP TABLE log; DROP TABLE saga; DROP INDEX account_by_place;
         ALTER TABLE account DROP COLUMN place; ALTER TABLE version DROP COLUMN place;
         ALTER TABLE claim DROP COLUMN near; ALTER TABLE claim DROP COLUMN if_wrong;
         ALTER TABLE statement DROP COLUMN jointly;
         ALTER TABLE statement DROP COLUMN rule; ALTER TABLE mention DROP COLUMN rule;
         ALTER TABLE date DROP COLUMN rule;
         PRAGMA user_version = 1;";
    sql.execute_batch(older).unwrap();
    drop(sql);
    let mut store = Store::open(&path).unwrap();
    // What was woven then lacks what the newer formats have.
    assert!(store.is_stale(MAKER).unwrap());
    // It can be read all the same, without what was said in prose.
    let older = store.woven().unwrap();
    assert_eq!(older.claims.len(), woven().claims.len());
    assert!(older.questions.is_empty() && older.judgements[0].reasons.is_empty());
    // It knew no places, so that the source as it was given must do.
    assert_eq!(read(&mut store, "a.txt", TEXT), Seen::Same(AccountId(1)));
    assert_eq!(read(&mut store, "a.txt", "Corrected."), Seen::Changed(AccountId(1)));
    store.keep_woven(&woven(), 1, MAKER).unwrap();
    assert!(store.log().unwrap().is_empty());
}

#[test]
fn another_way_of_reading_reads_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(folder.path());
    read(&mut store, "a.txt", TEXT);
    let input = Input { key: None, source: "a.txt", place: "a.txt", digest: digest(TEXT) };
    assert_eq!(store.seen(input, "stemma test, model fr").unwrap(), Seen::Changed(AccountId(1)));
    let account = account("a.txt", TEXT);
    let kept = Kept {
        account: &account,
        text: &parsed(),
        title: &Parsed::default(),
        found: &Found::default(),
    };
    store.keep(input, "stemma test, model fr", kept).unwrap();
    let stored = store.account(AccountId(1)).unwrap().unwrap();
    assert_eq!((stored.version, stored.found), (1, Found::default()));
}

#[test]
fn refusals_are_kept_until_the_input_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(folder.path());
    store.keep_refusal("a.txt", "it is empty").unwrap();
    store.keep_refusal("a.txt", "it is still empty").unwrap();
    assert_eq!(store.refusals().unwrap()[0].reason, "it is still empty");
    read(&mut store, "a.txt", TEXT);
    assert!(store.refusals().unwrap().is_empty());
}

#[test]
fn a_text_that_holds_the_marks_of_the_search_has_the_right_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(folder.path());
    let texts = [
        "\u{FDD0} One \u{FDD1} of the boats, \u{FDD0}\u{FDD0} will stay \u{FDD1}.",
        "\u{FDD0}\u{FDD1} One \u{FDD0}\u{FDD1} of \u{FDD0}-\u{FDD1} the boats, \u{FDD0}--\u{FDD1} stay.",
        "One of the boats will stay.",
    ];
    for (n, text) in texts.iter().enumerate() {
        read(&mut store, &format!("{n}.txt"), text);
    }
    let query: Query = "boats stay".parse().unwrap();
    let ids = store.account_ids().unwrap();
    let found = store.marked(&query, &ids).unwrap();
    for (id, text) in ids.iter().zip(texts) {
        let words: Vec<&str> = found[id].text.iter().map(|span| span.of(text)).collect();
        assert_eq!(words, ["boats", "stay"], "{text:?}");
    }
}

#[test]
fn a_search_gives_the_accounts_and_the_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(folder.path());
    read(&mut store, "a.txt", TEXT);
    read(&mut store, "b.txt", "Other words.");
    let query: Query = "stay not*".parse().unwrap();
    let found = store.matching(&query).unwrap();
    let [one] = found.as_slice() else { panic!("{found:?}") };
    let marked = |query: &Query| store.marked(query, &[one.account]).unwrap();
    let here = &marked(&query)[&one.account];
    let words: Vec<&str> = here.text.iter().map(|span| span.of(TEXT)).collect();
    assert_eq!(words, ["Not", "stay"]);
    assert!(!marked(&"Port Ansel".parse().unwrap())[&one.account].title.is_empty());
    assert!(marked(&"other".parse().unwrap()).is_empty());
    assert!(store.has_words("tarvel").unwrap() && !store.has_words("zebra").unwrap());
}

#[test]
fn other_tools_see_the_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.db");
    let mut store = Store::open_or_make(&path).unwrap();
    read(&mut store, "a.txt", TEXT);
    store.keep_woven(&woven(), 1, MAKER).unwrap();
    drop(store);
    let sql = rusqlite::Connection::open(&path).unwrap();
    let row: (String, String) = sql
        .query_row("SELECT words, speaker_words FROM statement_words", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert_eq!(row, ("Not one will stay".to_owned(), "she".to_owned()));
    let words: String =
        sql.query_row("SELECT words FROM member_words", [], |row| row.get(0)).unwrap();
    assert_eq!(words, "Not one will stay");
    let page_size: i32 = sql.pragma_query_value(None, "page_size", |row| row.get(0)).unwrap();
    assert_eq!(page_size, 16384);
}

#[test]
fn a_lie_is_found() {
    // An end within a character.
    let cut = format!("UPDATE statement SET content = '[[0,{}]]'", TEXT.find('“').unwrap() + 1);
    let lies = [
        ("UPDATE account SET text = replace(text, '1,200', '1,300')", "digests"),
        ("UPDATE account SET title = 'Boats to stay'", "title"),
        ("UPDATE dropped SET text = 'Source: Sudpress'", "dropped"),
        ("UPDATE mention SET after = 100000", "mention 0"),
        (cut.as_str(), "statement 0"),
        ("UPDATE member SET after = 100000", "member of claim 1"),
        ("UPDATE entity_name SET text = 'Mira Tarwell'", "Mira Tarwell"),
        (
            "UPDATE timeline SET places = '[{\"account\":1,\"of\":\"text\",\"span\":[1,9999]}]'",
            "2031-05-05",
        ),
        ("UPDATE claim SET origins = 2", "claim 1 counts 2 origins and names 1"),
        ("UPDATE claim SET roots = '[\"a1\", \"s9\"]', origins = 2", "claim 1 leads to s9"),
        ("UPDATE claim SET speaker = 7", "the speaker of claim 1"),
        ("UPDATE claim SET after = after - 1", "none of its members'"),
        ("UPDATE claim SET story = 9", "claim 1 is of story 9"),
        ("UPDATE member SET statement = 9", "a statement that is not there"),
        ("UPDATE edge SET descendant = 'a9'", "to a9"),
        ("UPDATE entity_member SET local = 9", "entity 1 has a member"),
        ("UPDATE story_account SET account = 9", "story 1 is of account 9"),
        ("UPDATE dating SET latest = '2031-05-01'", "its own bounds"),
        ("UPDATE date_value SET n = 1, account = 9", "one value for each of its dates"),
        ("UPDATE parsed SET title = x'00'", "cannot be unpacked"),
        ("UPDATE log SET n = 2", "the log of judgements"),
        ("UPDATE log SET entry = replace(entry, '[0,11]', '[1,12]')", "do not stand where it says"),
        ("UPDATE judgement SET made = '2031-05-09T09:00:00Z'", "the log has no such"),
    ];
    for (sql, expected) in lies {
        let folder = tempfile::tempdir().unwrap();
        let mut store = new_store(folder.path());
        read(&mut store, "a.txt", TEXT);
        let digest = store.account(AccountId(1)).unwrap().unwrap().sha256;
        store.add_to_log(vec![entry(judged(digest))]).unwrap();
        store.keep_woven(&woven(), store.revision().unwrap(), MAKER).unwrap();
        assert!(store.verify().unwrap().is_ok(), "{:?}", store.verify());
        let tool = rusqlite::Connection::open(store.path()).unwrap();
        tool.pragma_update(None, "foreign_keys", false).unwrap();
        assert_eq!(tool.execute(sql, []).unwrap(), 1, "{sql}");
        let lie = store.verify().unwrap().unwrap_err();
        assert!(lie.what.contains(expected), "{sql}: {lie:?}");
    }
}

#[test]
fn only_stores_are_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.db");
    assert!(Store::open(&path).err().unwrap().is_missing());
    std::fs::write(&path, "some words that are no database at all".repeat(99)).unwrap();
    let error = Store::open_or_make(&path).err().unwrap();
    assert!(error.is_not_a_store(), "{error}");
    assert!(error.to_string().contains("s.db"));

    let other = folder.path().join("other.db");
    let sql = rusqlite::Connection::open(&other).unwrap();
    sql.execute("CREATE TABLE shopping (item TEXT)", []).unwrap();
    drop(sql);
    assert!(Store::open(&other).err().unwrap().is_not_a_store());

    let newer = folder.path().join("newer.db");
    drop(Store::open_or_make(&newer).unwrap());
    let sql = rusqlite::Connection::open(&newer).unwrap();
    sql.pragma_update(None, "user_version", stemma_keep::FORMAT + 1).unwrap();
    drop(sql);
    assert!(Store::open(&newer).err().unwrap().is_newer());
}

/// Sorted lines of all tables: equal where two stores hold the same.
fn dump(path: &Path) -> Vec<String> {
    let sql = rusqlite::Connection::open(path).unwrap();
    let tables: Vec<String> = sql
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'account_search_%' AND name <> 'account_search' ORDER BY name")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut lines = Vec::new();
    for table in tables {
        let mut rows = sql.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = rows.column_count();
        let mut rows = rows.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let values: Vec<_> = (0..columns).map(|n| row.get_ref(n).unwrap()).collect();
            lines.push(format!("{table} {values:?}"));
        }
    }
    lines
}

const ACCOUNTS: usize = 400;

fn read_all(path: &Path) {
    let mut store = Store::open_or_make(path).unwrap();
    for n in 0..ACCOUNTS {
        let text = if n % 7 == 0 { TEXT.to_owned() } else { format!("Account {n}. {TEXT}") };
        read(&mut store, &format!("{n}.txt"), &text);
    }
}

/// The other process of the test below: reads until it is killed.
#[test]
fn reads_in_a_child() {
    if let Some(path) = std::env::var_os("STEMMA_KEEP_TEST_CHILD") {
        read_all(Path::new(&path));
    }
}

#[test]
fn killed_at_any_moment_it_goes_on_where_it_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole.db");
    read_all(&whole);
    let expected = dump(&whole);

    let killed = folder.path().join("killed.db");
    let (mut counts, mut delay) = (vec![0], 15);
    loop {
        let mut child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "reads_in_a_child"])
            .env("STEMMA_KEEP_TEST_CHILD", &killed)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(delay));
        child.kill().unwrap();
        child.wait().unwrap();
        let store = Store::open_or_make(&killed).unwrap();
        assert!(store.verify().unwrap().is_ok(), "{:?}", store.verify());
        let count = store.account_ids().unwrap().len();
        assert!(count >= *counts.last().unwrap(), "{counts:?} then {count}");
        counts.push(count);
        if count == store_size() || counts.len() > 60 {
            break;
        }
        // A slow machine may need longer than this to keep even one account.
        delay = if count == counts[counts.len() - 2] { delay * 2 } else { 15 + delay % 20 };
    }
    assert!(counts.len() > 3, "killed too late to say anything: {counts:?}");
    read_all(&killed);
    assert_eq!(dump(&killed), expected);
}

/// Every seventh input is the same words.
fn store_size() -> usize {
    ACCOUNTS - ACCOUNTS.div_ceil(7) + 1
}
