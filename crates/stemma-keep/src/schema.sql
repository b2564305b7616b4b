-- The store's tables, format 6. Offsets (`first`, `after`) are UTF-8 bytes, half-open, in the text
-- that `field` names: 'text', 'title', or 'dropped:N' for row N of `dropped`. The views at the end
-- give the words themselves.

-- 'revision' counts the changes of accounts and of the log; 'woven_from' is the revision that the
-- tables below `story` were made from.
CREATE TABLE setting (name TEXT PRIMARY KEY, value) WITHOUT ROWID;

-- The newest version of every account. `id` says in which order they came; the program shows them
-- by their order by `source`, `key` and words instead. `source` is the path or address as it was
-- given, `place` the path as seen from the folder of the store.
CREATE TABLE account (
    id          INTEGER PRIMARY KEY,
    key         TEXT,
    source      TEXT NOT NULL,
    version     INTEGER NOT NULL,
    made_by     TEXT NOT NULL,
    outlet      TEXT,
    title       TEXT,
    authors     TEXT NOT NULL,
    language    TEXT,
    url         TEXT,
    published   TEXT,
    earliest    TEXT,
    latest      TEXT,
    basis       TEXT,
    basis_words TEXT,
    basis_place TEXT,
    text        TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    seal        BLOB NOT NULL,
    place       TEXT
);
CREATE INDEX account_by_source ON account (source);
CREATE INDEX account_by_place ON account (place);
CREATE INDEX account_by_key ON account (key) WHERE key IS NOT NULL;

-- Every form in which an account came. `body` holds the account as it stood, as JSON under zstd,
-- once a newer version with other words has taken its place.
CREATE TABLE version (
    account INTEGER NOT NULL REFERENCES account,
    n       INTEGER NOT NULL,
    source  TEXT NOT NULL,
    digest  BLOB NOT NULL,
    body    BLOB,
    place   TEXT,
    PRIMARY KEY (account, n)
) WITHOUT ROWID;
CREATE INDEX version_by_digest ON version (digest);

-- Input that was not taken, and why.
CREATE TABLE refusal (source TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;

-- What stood on the page and is not the account's own.
CREATE TABLE dropped (
    account INTEGER NOT NULL REFERENCES account,
    n       INTEGER NOT NULL,
    reason  TEXT NOT NULL,
    before  INTEGER NOT NULL,
    text    TEXT NOT NULL,
    PRIMARY KEY (account, n)
) WITHOUT ROWID;

-- Tokens and trees, for the weaving: columns of numbers (postcard) under zstd.
CREATE TABLE parsed (
    account INTEGER PRIMARY KEY REFERENCES account,
    text    BLOB NOT NULL,
    title   BLOB NOT NULL
);

CREATE TABLE sentence (
    account INTEGER NOT NULL REFERENCES account,
    n       INTEGER NOT NULL,
    first   INTEGER NOT NULL,
    after   INTEGER NOT NULL,
    PRIMARY KEY (account, n)
) WITHOUT ROWID;

CREATE TABLE mention (
    account INTEGER NOT NULL REFERENCES account,
    n       INTEGER NOT NULL,
    field   TEXT NOT NULL,
    first   INTEGER NOT NULL,
    after   INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    form    TEXT NOT NULL,
    local   INTEGER,
    rule    TEXT,
    PRIMARY KEY (account, n)
) WITHOUT ROWID;

-- Whom the mentions of one account stand for, as far as it alone shows.
CREATE TABLE local_entity (
    account INTEGER NOT NULL REFERENCES account,
    n       INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    name    TEXT NOT NULL,
    names   TEXT NOT NULL,
    roles   TEXT NOT NULL,
    gender  TEXT,
    PRIMARY KEY (account, n)
) WITHOUT ROWID;

CREATE TABLE date (
    account INTEGER NOT NULL REFERENCES account,
    n       INTEGER NOT NULL,
    field   TEXT NOT NULL,
    first   INTEGER NOT NULL,
    after   INTEGER NOT NULL,
    type    TEXT NOT NULL,
    value   TEXT NOT NULL,
    meaning TEXT NOT NULL,
    rule    TEXT,
    PRIMARY KEY (account, n)
) WITHOUT ROWID;

CREATE TABLE quantity (
    account       INTEGER NOT NULL REFERENCES account,
    n             INTEGER NOT NULL,
    field         TEXT NOT NULL,
    first         INTEGER NOT NULL,
    after         INTEGER NOT NULL,
    value         REAL NOT NULL,
    bound         TEXT NOT NULL,
    unit          TEXT,
    counted_first INTEGER,
    counted_after INTEGER,
    PRIMARY KEY (account, n)
) WITHOUT ROWID;

-- `content` is a JSON list of [first, after]; `via` and `jointly` JSON lists of {span, entity}.
CREATE TABLE statement (
    account       INTEGER NOT NULL REFERENCES account,
    n             INTEGER NOT NULL,
    manner        TEXT NOT NULL,
    field         TEXT NOT NULL,
    content       TEXT NOT NULL,
    cue_first     INTEGER,
    cue_after     INTEGER,
    speaker_first INTEGER,
    speaker_after INTEGER,
    speaker_local INTEGER,
    via           TEXT NOT NULL,
    medium_first  INTEGER,
    medium_after  INTEGER,
    polarity      TEXT NOT NULL,
    certainty     TEXT NOT NULL,
    jointly       TEXT NOT NULL DEFAULT '[]',
    rule          TEXT,
    PRIMARY KEY (account, n)
) WITHOUT ROWID;

-- Where the account says it has its words from.
CREATE TABLE source_sign (
    account    INTEGER NOT NULL REFERENCES account,
    n          INTEGER NOT NULL,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    place      TEXT NOT NULL,
    evidence   TEXT NOT NULL,
    local      INTEGER,
    statements TEXT NOT NULL,
    PRIMARY KEY (account, n)
) WITHOUT ROWID;

-- What people judged, an entry a row, as JSON: what the program prints and can replay on another
-- store. Rows are only added.
CREATE TABLE log (n INTEGER PRIMARY KEY, entry TEXT NOT NULL);

-- From here on: what the accounts say together. Made again whenever they have changed.

CREATE TABLE story (id INTEGER PRIMARY KEY, title TEXT NOT NULL);
CREATE TABLE story_account (
    story   INTEGER NOT NULL REFERENCES story,
    n       INTEGER NOT NULL,
    account INTEGER NOT NULL REFERENCES account,
    PRIMARY KEY (story, n)
) WITHOUT ROWID;

-- Stories that go on with one another: `stories` in order, `links` with their reasons.
CREATE TABLE saga (
    id      INTEGER PRIMARY KEY,
    title   TEXT NOT NULL,
    stories TEXT NOT NULL,
    links   TEXT NOT NULL
);

-- The day of each report, as all accounts together establish it.
CREATE TABLE dating (
    account     INTEGER PRIMARY KEY REFERENCES account,
    published   TEXT,
    earliest    TEXT,
    latest      TEXT,
    basis       TEXT,
    basis_words TEXT,
    basis_place TEXT
);

-- The value of each row of `date`, seen from that day.
CREATE TABLE date_value (
    account INTEGER NOT NULL REFERENCES account,
    n       INTEGER NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (account, n)
) WITHOUT ROWID;

CREATE TABLE entity (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE entity_name (
    entity   INTEGER NOT NULL REFERENCES entity,
    n        INTEGER NOT NULL,
    text     TEXT NOT NULL,
    accounts TEXT NOT NULL,
    PRIMARY KEY (entity, n)
) WITHOUT ROWID;
-- Which local entities it joins: `mention` and `statement` lead to `entity` through here.
CREATE TABLE entity_member (
    account INTEGER NOT NULL REFERENCES account,
    local   INTEGER NOT NULL,
    entity  INTEGER NOT NULL REFERENCES entity,
    n       INTEGER NOT NULL,
    PRIMARY KEY (account, local, entity)
) WITHOUT ROWID;

CREATE TABLE claim (
    id          INTEGER PRIMARY KEY,
    story       INTEGER NOT NULL REFERENCES story,
    account     INTEGER NOT NULL REFERENCES account,
    field       TEXT NOT NULL,
    first       INTEGER NOT NULL,
    after       INTEGER NOT NULL,
    speaker     INTEGER REFERENCES entity,
    origins     INTEGER NOT NULL,
    origins_are TEXT NOT NULL,
    roots       TEXT NOT NULL,
    -- Lists: [source, descendant, origins without that line]; passages that are like it.
    if_wrong    TEXT NOT NULL DEFAULT '[]',
    near        TEXT NOT NULL DEFAULT '[]'
);
CREATE TABLE member (
    claim     INTEGER NOT NULL REFERENCES claim,
    n         INTEGER NOT NULL,
    account   INTEGER NOT NULL REFERENCES account,
    field     TEXT NOT NULL,
    first     INTEGER NOT NULL,
    after     INTEGER NOT NULL,
    statement INTEGER,
    PRIMARY KEY (claim, n)
) WITHOUT ROWID;
CREATE TABLE difference (
    claim    INTEGER NOT NULL REFERENCES claim,
    n        INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    note     TEXT NOT NULL,
    passages TEXT NOT NULL,
    PRIMARY KEY (claim, n)
) WITHOUT ROWID;

-- Accounts (`a1`) and the sources that they name (`s1`), and what descends from what.
CREATE TABLE node (
    n      INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,
    name   TEXT NOT NULL,
    entity INTEGER REFERENCES entity
);
CREATE TABLE edge (
    n          INTEGER PRIMARY KEY,
    source     TEXT NOT NULL,
    descendant TEXT NOT NULL,
    kind       TEXT NOT NULL,
    certainty  TEXT NOT NULL,
    score      REAL NOT NULL,
    evidence   TEXT NOT NULL,
    statements TEXT NOT NULL
);

CREATE TABLE timeline (
    n       INTEGER PRIMARY KEY,
    value   TEXT NOT NULL,
    story   INTEGER NOT NULL REFERENCES story,
    account INTEGER NOT NULL REFERENCES account,
    field   TEXT NOT NULL,
    first   INTEGER NOT NULL,
    after   INTEGER NOT NULL,
    places  TEXT NOT NULL
);
CREATE TABLE question (
    n        INTEGER PRIMARY KEY,
    story    INTEGER NOT NULL REFERENCES story,
    kind     TEXT NOT NULL,
    passages TEXT NOT NULL
);

CREATE TABLE judgement (
    id      INTEGER PRIMARY KEY,
    of      TEXT NOT NULL,
    verdict TEXT NOT NULL,
    judge   TEXT NOT NULL,
    made    TEXT,
    score   REAL NOT NULL
);
CREATE TABLE reason (
    judgement INTEGER NOT NULL REFERENCES judgement,
    n         INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    weight    REAL NOT NULL,
    evidence  TEXT NOT NULL,
    PRIMARY KEY (judgement, n)
) WITHOUT ROWID;

-- Full-text search over title and body; it keeps no second copy of the words.
CREATE VIRTUAL TABLE account_search USING fts5 (
    title, text, content = 'account', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER account_is_new AFTER INSERT ON account BEGIN
    INSERT INTO account_search (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER account_goes AFTER DELETE ON account BEGIN
    INSERT INTO account_search (account_search, rowid, title, text)
    VALUES ('delete', old.id, old.title, old.text);
END;
CREATE TRIGGER account_changes AFTER UPDATE OF title, text ON account BEGIN
    INSERT INTO account_search (account_search, rowid, title, text)
    VALUES ('delete', old.id, old.title, old.text);
    INSERT INTO account_search (rowid, title, text) VALUES (new.id, new.title, new.text);
END;

-- The words behind the numbers, for whoever opens the file with another tool.
CREATE VIEW mention_words AS
SELECT m.account, m.n, m.kind, m.form, e.entity,
       CAST(substr(CAST(CASE m.field WHEN 'title' THEN a.title ELSE a.text END AS BLOB),
                   m.first + 1, m.after - m.first) AS TEXT) AS words
FROM mention m
JOIN account a ON a.id = m.account
LEFT JOIN entity_member e ON e.account = m.account AND e.local = m.local;

CREATE VIEW statement_words AS
SELECT s.account, s.n, s.manner, s.polarity, s.certainty, e.entity AS speaker,
       CAST(substr(CAST(CASE s.field WHEN 'title' THEN a.title ELSE a.text END AS BLOB),
                   s.speaker_first + 1, s.speaker_after - s.speaker_first) AS TEXT) AS speaker_words,
       (SELECT group_concat(
            CAST(substr(CAST(CASE s.field WHEN 'title' THEN a.title ELSE a.text END AS BLOB),
                        json_extract(piece.value, '$[0]') + 1,
                        json_extract(piece.value, '$[1]') - json_extract(piece.value, '$[0]'))
                 AS TEXT), ' … ')
        FROM json_each(s.content) piece) AS words
FROM statement s
JOIN account a ON a.id = s.account
LEFT JOIN entity_member e ON e.account = s.account AND e.local = s.speaker_local;

CREATE VIEW member_words AS
SELECT m.claim, m.n, m.account, m.statement,
       CAST(substr(CAST(CASE m.field WHEN 'title' THEN a.title ELSE a.text END AS BLOB),
                   m.first + 1, m.after - m.first) AS TEXT) AS words
FROM member m
JOIN account a ON a.id = m.account;
