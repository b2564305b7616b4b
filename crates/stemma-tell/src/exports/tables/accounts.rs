//! Tables of what stands in single accounts.

use stemma_core::Stored;
use stemma_core::{AccountId, Field, Local, Passage, Place, Span, Speaker, Statement, days_of};

use super::Kind::{Day, Number, Text, Whole};
use super::{Cell, Scope, Sink, Table, passage, word};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "accounts",
        holds: "one report by one outlet, with its text",
        columns: &[
            ("account", Whole),
            ("sha256", Text),
            ("story", Whole),
            ("outlet", Text),
            ("title", Text),
            ("authors", Text),
            ("published", Day),
            ("earliest", Day),
            ("latest", Day),
            ("basis", Text),
            ("basis_words", Text),
            ("language", Text),
            ("url", Text),
            ("source", Text),
            ("key", Text),
            ("version", Whole),
            ("length", Whole),
            ("text", Text),
        ],
        rows: accounts,
    },
    Table {
        name: "dropped",
        holds: "what stood on a page and is not the account's own, and why it was left out",
        columns: &[
            ("account", Whole),
            ("of", Text),
            ("start", Whole),
            ("end", Whole),
            ("words", Text),
            ("reason", Text),
            ("before", Whole),
        ],
        rows: dropped,
    },
    Table {
        name: "sentences",
        holds: "the sentences of every account",
        columns: &[
            ("account", Whole),
            ("of", Text),
            ("start", Whole),
            ("end", Whole),
            ("words", Text),
        ],
        rows: sentences,
    },
    Table {
        name: "mentions",
        holds: "who and what is mentioned where",
        columns: &[
            ("account", Whole),
            ("of", Text),
            ("start", Whole),
            ("end", Whole),
            ("words", Text),
            ("kind", Text),
            ("form", Text),
            ("entity", Whole),
            ("name", Text),
        ],
        rows: mentions,
    },
    Table {
        name: "roles",
        holds: "the offices that accounts give to whom",
        columns: &[
            ("account", Whole),
            ("of", Text),
            ("start", Whole),
            ("end", Whole),
            ("words", Text),
            ("entity", Whole),
            ("name", Text),
            ("office", Text),
            ("office_of", Text),
        ],
        rows: roles,
    },
    Table {
        name: "dates",
        holds: "dates, times and durations, with the first and last day that they cover",
        columns: &[
            ("account", Whole),
            ("of", Text),
            ("start", Whole),
            ("end", Whole),
            ("words", Text),
            ("type", Text),
            ("value", Text),
            ("first", Day),
            ("last", Day),
        ],
        rows: dates,
    },
    Table {
        name: "quantities",
        holds: "numbers with what they count",
        columns: &[
            ("account", Whole),
            ("of", Text),
            ("start", Whole),
            ("end", Whole),
            ("words", Text),
            ("value", Number),
            ("bound", Text),
            ("unit", Text),
            ("counted_start", Whole),
            ("counted_end", Whole),
            ("counted", Text),
            ("statement", Whole),
        ],
        rows: quantities,
    },
    Table {
        name: "statements",
        holds: "who said what: from the first to the last word of what was said",
        columns: &[
            ("account", Whole),
            ("statement", Whole),
            ("of", Text),
            ("start", Whole),
            ("end", Whole),
            ("words", Text),
            ("pieces", Whole),
            ("manner", Text),
            ("polarity", Text),
            ("certainty", Text),
            ("speaker", Whole),
            ("speaker_name", Text),
            ("speaker_words", Text),
            ("cue", Text),
            ("medium", Text),
        ],
        rows: statements,
    },
    Table {
        name: "pieces",
        holds: "what was said, piece by piece where the sentence breaks it",
        columns: &[
            ("account", Whole),
            ("of", Text),
            ("start", Whole),
            ("end", Whole),
            ("words", Text),
            ("statement", Whole),
            ("piece", Whole),
        ],
        rows: pieces,
    },
    Table {
        name: "speakers",
        holds: "who said it, who said it too, and by whom it came (nearest the account last)",
        columns: &[
            ("account", Whole),
            ("of", Text),
            ("start", Whole),
            ("end", Whole),
            ("words", Text),
            ("statement", Whole),
            ("role", Text),
            ("n", Whole),
            ("entity", Whole),
            ("name", Text),
        ],
        rows: speakers,
    },
    Table {
        name: "sources",
        holds: "where an account says it has its words from",
        columns: &[
            ("account", Whole),
            ("of", Text),
            ("start", Whole),
            ("end", Whole),
            ("words", Text),
            ("kind", Text),
            ("name", Text),
            ("evidence_of", Text),
            ("evidence_start", Whole),
            ("evidence_end", Whole),
            ("evidence", Text),
        ],
        rows: sources,
    },
];

fn accounts<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for stored in scope.accounts() {
        let account = &stored.account;
        let published = scope.collection.published(stored.id).unwrap_or(&account.published);
        let basis = published.basis.as_ref();
        let authors = (!account.authors.is_empty()).then(|| account.authors.join("; "));
        sink(&[
            stored.id.0.into(),
            stored.sha256.as_str().into(),
            scope.collection.story_of(stored.id).map(|story| story.id.0).into(),
            account.outlet.as_deref().into(),
            account.title.as_deref().into(),
            authors.into(),
            published.value.into(),
            published.earliest.into(),
            published.latest.into(),
            basis.map_or(Cell::Nothing, |basis| word(basis.kind)),
            basis.map(|basis| basis.words.as_str()).into(),
            account.language.as_deref().into(),
            account.url.as_deref().into(),
            account.source.as_str().into(),
            account.key.as_deref().into(),
            stored.version.into(),
            account.text.chars().count().into(),
            account.text.as_str().into(),
        ]);
    }
}

fn dropped<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for stored in scope.accounts() {
        for (n, piece) in (0..).zip(&stored.account.dropped) {
            let place = Place { of: Field::Dropped(n), span: Span::new(0, piece.text.len()) };
            let [account, of, start, end, words] = passage(scope, &place.in_account(stored.id));
            let before = piece.before.min(stored.account.text.len() as u32);
            let before = Place::text(Span { start: before, end: before }).in_account(stored.id);
            let before = scope.collection.range(&before)[0];
            sink(&[account, of, start, end, words, piece.reason.word().into(), before.into()]);
        }
    }
}

fn sentences<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for stored in scope.accounts() {
        for &span in &stored.found.sentences {
            sink(&passage(scope, &Place::text(span).in_account(stored.id)));
        }
    }
}

/// The entity that an account's own one is part of, and what it is called.
fn entity<'a>(scope: &Scope<'a>, account: AccountId, local: Option<Local>) -> [Cell<'a>; 2] {
    let id = local.and_then(|local| scope.collection.entity_of(account, local));
    let name = id.and_then(|id| scope.collection.entity(id)).map(|entity| entity.name.as_str());
    [id.map(|id| id.0).into(), name.into()]
}

fn mentions<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for stored in scope.accounts() {
        for mention in &stored.found.mentions {
            let place = mention.place.in_account(stored.id);
            let [account, of, start, end, words] = passage(scope, &place);
            let [id, name] = entity(scope, stored.id, mention.entity);
            let (kind, form) = (word(mention.kind), word(mention.form));
            sink(&[account, of, start, end, words, kind, form, id, name]);
        }
    }
}

fn roles<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for stored in scope.accounts() {
        for (n, local) in (0..).zip(&stored.found.entities) {
            for role in &local.roles {
                let place = role.place.in_account(stored.id);
                let [account, of, start, end, words] = passage(scope, &place);
                let [id, name] = entity(scope, stored.id, Some(Local(n)));
                let (office, office_of) = (role.office.as_str().into(), role.of.as_deref().into());
                sink(&[account, of, start, end, words, id, name, office, office_of]);
            }
        }
    }
}

fn dates<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for stored in scope.accounts() {
        let values = scope.collection.woven.date_values.get(&stored.id);
        for (n, date) in stored.found.dates.iter().enumerate() {
            let value = values.and_then(|values| values.get(n)).unwrap_or(&date.value).as_str();
            let days = days_of(value);
            let [account, of, start, end, words] =
                passage(scope, &date.place.in_account(stored.id));
            let (first, last) = (days.map(|days| days.0).into(), days.map(|days| days.1).into());
            let kind = date.kind.word().into();
            sink(&[account, of, start, end, words, kind, value.into(), first, last]);
        }
    }
}

fn quantities<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for stored in scope.accounts() {
        for quantity in &stored.found.quantities {
            let of_text = quantity.place.of;
            let [account, of, start, end, words] =
                passage(scope, &quantity.place.in_account(stored.id));
            let counted = quantity.of.map(|span| {
                let [_, _, start, end, words] =
                    passage(scope, &Place { of: of_text, span }.in_account(stored.id));
                [start, end, words]
            });
            let [from, to, counted] =
                counted.unwrap_or([Cell::Nothing, Cell::Nothing, Cell::Nothing]);
            let unit = quantity.unit.as_deref().into();
            let (value, bound) = (quantity.value.into(), word(quantity.bound));
            let statement = stored.found.statement_at(quantity.place).into();
            sink(&[
                account, of, start, end, words, value, bound, unit, from, to, counted, statement,
            ]);
        }
    }
}

/// A span of a statement, in the collection.
fn said(stored: &Stored, statement: &Statement, span: Span) -> Passage {
    Place { of: statement.of, span }.in_account(stored.id)
}

fn statements<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for stored in scope.accounts() {
        for (n, statement) in stored.found.statements.iter().enumerate() {
            let words = |span| scope.collection.words(&said(stored, statement, span));
            let extent = said(stored, statement, statement.extent());
            let [account, of, start, end, content] = passage(scope, &extent);
            let speaker = statement.speaker.as_ref();
            let [id, name] = entity(scope, stored.id, speaker.and_then(|speaker| speaker.entity));
            sink(&[
                account,
                n.into(),
                of,
                start,
                end,
                content,
                statement.content.len().into(),
                word(statement.manner),
                word(statement.polarity),
                word(statement.certainty),
                id,
                name,
                speaker.map(|speaker| words(speaker.span)).into(),
                statement.cue.map(words).into(),
                statement.medium.map(words).into(),
            ]);
        }
    }
}

fn pieces<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for stored in scope.accounts() {
        for (n, statement) in stored.found.statements.iter().enumerate() {
            for (piece, &span) in statement.content.iter().enumerate() {
                let [account, of, start, end, words] =
                    passage(scope, &said(stored, statement, span));
                sink(&[account, of, start, end, words, n.into(), piece.into()]);
            }
        }
    }
}

fn speakers<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for stored in scope.accounts() {
        for (n, statement) in stored.found.statements.iter().enumerate() {
            let roles: [(&str, &[Speaker]); 3] = [
                ("speaker", statement.speaker.as_slice()),
                ("jointly", &statement.jointly),
                ("via", &statement.via),
            ];
            for (role, speakers) in roles {
                for (at, speaker) in speakers.iter().enumerate() {
                    let [account, of, start, end, words] =
                        passage(scope, &said(stored, statement, speaker.span));
                    let [id, name] = entity(scope, stored.id, speaker.entity);
                    let (role, at) = (role.into(), at.into());
                    sink(&[account, of, start, end, words, n.into(), role, at, id, name]);
                }
            }
        }
    }
}

fn sources<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for stored in scope.accounts() {
        for sign in &stored.found.sources {
            let [account, of, start, end, words] =
                passage(scope, &sign.place.in_account(stored.id));
            let [_, _, from, to, evidence] = passage(scope, &sign.evidence.in_account(stored.id));
            sink(&[
                account,
                of,
                start,
                end,
                words,
                word(sign.kind),
                sign.name.as_str().into(),
                sign.evidence.of.to_string().into(),
                from,
                to,
                evidence,
            ]);
        }
    }
}
