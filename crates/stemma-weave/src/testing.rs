//! Small collections for tests: accounts with words as tokens and whatever else a test gives them.

use stemma_core::{
    Account, AccountId, Basis, BasisKind, Found, Judged, Judgement, Manner, Note, Parsed, Place,
    Polarity, Published, Reported, SourceKind, SourceSign, Span, Statement, Token, Verdict,
};

use crate::{Weaving, in_turn};

/// Without vectors, judgements or help.
pub(crate) const ALONE: Weaving<'static> =
    Weaving { vectors: &|_| None, judgements: &[], workers: &in_turn };

/// Owns what [`Reported`] borrows.
pub(crate) struct Collection {
    accounts: Vec<(Account, Parsed, Found)>,
    title: Parsed,
}

impl Collection {
    pub(crate) fn new() -> Collection {
        Collection { accounts: Vec::new(), title: Parsed::default() }
    }

    /// Adds an account; its id is the number of accounts so far. What stands in “…” is a direct
    /// statement without a speaker. `{X}` names X as the source of all.
    pub(crate) fn account(&mut self, outlet: &str, day: Option<&str>, text: &str) -> AccountId {
        let mut found = Found::default();
        for (open, _) in text.match_indices('“') {
            let open = open + '“'.len_utf8();
            let close = open + text[open..].find('”').expect("tests close their quotes");
            found.statements.push(statement(Span::new(open, close)));
        }
        for (open, _) in text.match_indices('{') {
            let close = open + text[open..].find('}').expect("tests close their braces");
            let place = Place::text(Span::new(open + 1, close));
            found.sources.push(SourceSign {
                name: place.span.of(text).to_owned(),
                place,
                evidence: place,
                kind: SourceKind::Reports,
                entity: None,
                statements: Vec::new(),
            });
        }
        let published = day.map_or_else(Published::default, |day| {
            let basis = Basis { kind: BasisKind::Given, words: day.to_owned(), place: None };
            Published::on(day.parse().expect("a day"), basis)
        });
        let account = Account {
            key: None,
            source: String::new(),
            outlet: Some(outlet.to_owned()),
            title: None,
            authors: Vec::new(),
            language: None,
            url: None,
            published,
            text: text.to_owned(),
            dropped: Vec::new(),
        };
        let parsed = words(text);
        found.sentences = parsed.sentence_spans();
        self.accounts.push((account, parsed, found));
        AccountId(self.accounts.len() as u32)
    }

    /// What was found in the account added last, to change it.
    pub(crate) fn found(&mut self) -> &mut Found {
        &mut self.accounts.last_mut().expect("an account").2
    }

    /// The parse of the account added last, to change it.
    pub(crate) fn parsed(&mut self) -> &mut Parsed {
        &mut self.accounts.last_mut().expect("an account").1
    }

    pub(crate) fn reported(&self) -> Vec<Reported<'_>> {
        self.accounts
            .iter()
            .enumerate()
            .map(|(n, (account, text, found))| Reported {
                id: AccountId(n as u32 + 1),
                account,
                text,
                title: &self.title,
                found,
            })
            .collect()
    }
}

/// Workers that begin with the last piece.
pub(crate) fn backwards(pieces: usize, piece: &(dyn Fn(usize) + Sync)) {
    (0..pieces).rev().for_each(piece);
}

/// As many workers as there are pieces.
#[expect(clippy::disallowed_methods, reason = "a test is the caller that decides")]
pub(crate) fn at_once(pieces: usize, piece: &(dyn Fn(usize) + Sync)) {
    std::thread::scope(|scope| {
        for n in 0..pieces {
            scope.spawn(move || piece(n));
        }
    });
}

/// What a person judged.
pub(crate) fn judged(of: Judged, verdict: Verdict) -> Judgement {
    Judgement {
        id: 0,
        of,
        verdict,
        by: "a reader".to_owned(),
        at: Some("2031-05-08T09:00:00Z".to_owned()),
        score: 1.0,
        reasons: Vec::new(),
    }
}

/// A direct statement without a speaker.
pub(crate) fn statement(content: Span) -> Statement {
    Statement {
        manner: Manner::Direct,
        of: stemma_core::Field::Text,
        content: vec![content],
        cue: None,
        speaker: None,
        jointly: Vec::new(),
        via: Vec::new(),
        medium: None,
        polarity: Polarity::Asserted,
        certainty: stemma_core::Certainty::Certain,
        by: None,
    }
}

/// A note, the words of either side as they stand.
pub(crate) fn note(note: &Note) -> String {
    match note {
        Note::Words(one, other) => format!("{one} / {other}"),
        other => format!("{other:?}"),
    }
}

/// Words as tokens, `.` ends a sentence; no tree.
fn words(text: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let mut first = 0;
    for word in text.split_whitespace() {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let n = parsed.tokens.len() as u32;
        parsed.tokens.push(Token {
            span: Span::new(start, start + word.len()),
            lemma: word.to_lowercase().into(),
            tag: "NN".into(),
            pos: "NOUN".into(),
            dep: "dep".into(),
            head: n,
        });
        if word.ends_with('.') {
            parsed.sentences.push((first, n + 1));
            first = n + 1;
        }
    }
    if first < parsed.tokens.len() as u32 {
        parsed.sentences.push((first, parsed.tokens.len() as u32));
    }
    parsed
}
