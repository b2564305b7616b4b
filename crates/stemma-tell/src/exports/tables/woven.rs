//! Tables of what accounts say together.

use stemma_core::{Judged, NodeId, days_of};

use super::Kind::{Day, Number, Text, Whole};
use super::{Cell, Scope, Sink, Table, passage, word};
use crate::reasons;

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "stories",
        holds: "accounts that belong together",
        columns: &[
            ("story", Whole),
            ("title", Text),
            ("accounts", Whole),
            ("first_reported", Day),
            ("last_reported", Day),
            ("saga", Whole),
        ],
        rows: stories,
    },
    Table {
        name: "entities",
        holds: "who and what the accounts speak of",
        columns: &[("entity", Whole), ("kind", Text), ("name", Text), ("accounts", Whole)],
        rows: entities,
    },
    Table {
        name: "names",
        holds: "every name of everybody, and which account writes it so",
        columns: &[("entity", Whole), ("name", Text), ("account", Whole)],
        rows: names,
    },
    Table {
        name: "claims",
        holds: "one assertion, with its fullest words and how many accounts and origins have it",
        columns: &[
            ("claim", Whole),
            ("story", Whole),
            ("account", Whole),
            ("of", Text),
            ("start", Whole),
            ("end", Whole),
            ("words", Text),
            ("speaker", Whole),
            ("speaker_name", Text),
            ("accounts", Whole),
            ("origins", Whole),
            ("origins_are", Text),
        ],
        rows: claims,
    },
    Table {
        name: "members",
        holds: "every passage in which a claim stands",
        columns: &[
            ("claim", Whole),
            ("account", Whole),
            ("of", Text),
            ("start", Whole),
            ("end", Whole),
            ("words", Text),
            ("statement", Whole),
        ],
        rows: members,
    },
    Table {
        name: "origins",
        holds: "the independent roots that stand behind a claim",
        columns: &[("claim", Whole), ("node", Text), ("name", Text)],
        rows: origins,
    },
    Table {
        name: "if_wrong",
        holds: "how many origins a claim had if one line of descent were wrong",
        columns: &[("claim", Whole), ("from", Text), ("to", Text), ("origins", Whole)],
        rows: if_wrong,
    },
    Table {
        name: "differences",
        holds: "where members of a claim part, a row a side",
        columns: &[
            ("claim", Whole),
            ("difference", Whole),
            ("kind", Text),
            ("note", Text),
            ("account", Whole),
            ("of", Text),
            ("start", Whole),
            ("end", Whole),
            ("words", Text),
        ],
        rows: differences,
    },
    Table {
        name: "near",
        holds: "passages that are like one of a claim and do not say the same",
        columns: &[
            ("claim", Whole),
            ("kind", Text),
            ("note", Text),
            ("score", Number),
            ("account", Whole),
            ("of", Text),
            ("start", Whole),
            ("end", Whole),
            ("words", Text),
            ("other_account", Whole),
            ("other_of", Text),
            ("other_start", Whole),
            ("other_end", Whole),
            ("other_words", Text),
        ],
        rows: near,
    },
    Table {
        name: "left_out",
        holds: "accounts of a story that do not have a claim of it",
        columns: &[("claim", Whole), ("story", Whole), ("account", Whole)],
        rows: left_out,
    },
    Table {
        name: "nodes",
        holds: "accounts, and the sources that they name",
        columns: &[
            ("node", Text),
            ("kind", Text),
            ("name", Text),
            ("account", Whole),
            ("entity", Whole),
            ("day", Day),
        ],
        rows: nodes,
    },
    Table {
        name: "edges",
        holds: "what descends from what: from the source to its descendant",
        columns: &[
            ("from", Text),
            ("to", Text),
            ("kind", Text),
            ("certainty", Text),
            ("score", Number),
        ],
        rows: edges,
    },
    Table {
        name: "evidence",
        holds: "the words that show a line of descent",
        columns: &[
            ("from", Text),
            ("to", Text),
            ("kind", Text),
            ("account", Whole),
            ("of", Text),
            ("start", Whole),
            ("end", Whole),
            ("words", Text),
        ],
        rows: evidence,
    },
    Table {
        name: "timeline",
        holds: "days, and the sentence that tells most fully what happened then",
        columns: &[
            ("entry", Whole),
            ("story", Whole),
            ("value", Text),
            ("first", Day),
            ("last", Day),
            ("account", Whole),
            ("of", Text),
            ("start", Whole),
            ("end", Whole),
            ("words", Text),
        ],
        rows: timeline,
    },
    Table {
        name: "timeline_places",
        holds: "every place that names such a day",
        columns: &[
            ("entry", Whole),
            ("account", Whole),
            ("of", Text),
            ("start", Whole),
            ("end", Whole),
            ("words", Text),
        ],
        rows: timeline_places,
    },
    Table {
        name: "questions",
        holds: "what is not established and would matter, a row a passage that raises it",
        columns: &[
            ("question", Whole),
            ("story", Whole),
            ("text", Text),
            ("account", Whole),
            ("of", Text),
            ("start", Whole),
            ("end", Whole),
            ("words", Text),
        ],
        rows: questions,
    },
    Table {
        name: "saga_links",
        holds: "stories that go on with one another",
        columns: &[("saga", Whole), ("from", Whole), ("to", Whole), ("score", Number)],
        rows: saga_links,
    },
    Table {
        name: "judgements",
        holds: "what was judged to be the same or different, by which rule or person",
        columns: &[
            ("judgement", Whole),
            ("what", Text),
            ("verdict", Text),
            ("by", Text),
            ("at", Text),
            ("score", Number),
        ],
        rows: judgements,
    },
    Table {
        name: "judged",
        holds: "the two things that a judgement is of",
        columns: &[
            ("judgement", Whole),
            ("side", Whole),
            ("node", Text),
            ("entity", Whole),
            ("name", Text),
            ("account", Whole),
            ("of", Text),
            ("start", Whole),
            ("end", Whole),
            ("words", Text),
        ],
        rows: judged,
    },
    Table {
        name: "reasons",
        holds: "the evidence for and against a judgement; below 0 is against",
        columns: &[
            ("judgement", Whole),
            ("reason", Whole),
            ("text", Text),
            ("weight", Number),
            ("account", Whole),
            ("of", Text),
            ("start", Whole),
            ("end", Whole),
            ("words", Text),
        ],
        rows: reasons,
    },
];

fn stories<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    let sagas = &scope.collection.woven.sagas;
    for story in scope.stories() {
        let reported = scope.collection.reported(story);
        let saga = sagas.iter().find(|saga| saga.stories.contains(&story.id));
        sink(&[
            story.id.0.into(),
            story.title.as_str().into(),
            story.accounts.len().into(),
            reported.map(|days| days.0).into(),
            reported.map(|days| days.1).into(),
            saga.map(|saga| saga.id.0).into(),
        ]);
    }
}

fn entities<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for entity in scope.entities() {
        let mut accounts: Vec<_> = entity.members.iter().map(|&(account, _)| account).collect();
        accounts.retain(|&account| scope.has(account));
        accounts.sort_unstable();
        accounts.dedup();
        let name = entity.name.as_str().into();
        sink(&[entity.id.0.into(), word(entity.kind), name, accounts.len().into()]);
    }
}

fn names<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for entity in scope.entities() {
        for name in &entity.names {
            for account in name.accounts.iter().filter(|&&account| scope.has(account)) {
                sink(&[entity.id.0.into(), name.text.as_str().into(), account.0.into()]);
            }
        }
    }
}

fn claims<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for claim in scope.claims() {
        let [account, of, start, end, words] = passage(scope, &claim.text);
        let speaker = claim.speaker.and_then(|id| scope.collection.entity(id));
        sink(&[
            claim.id.0.into(),
            claim.story.0.into(),
            account,
            of,
            start,
            end,
            words,
            claim.speaker.map(|id| id.0).into(),
            speaker.map(|entity| entity.name.as_str()).into(),
            claim.accounts().len().into(),
            claim.origins.into(),
            word(claim.origins_are),
        ]);
    }
}

fn members<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for claim in scope.claims() {
        for member in &claim.members {
            let [account, of, start, end, words] = passage(scope, &member.passage);
            let statement = member.statement.into();
            sink(&[claim.id.0.into(), account, of, start, end, words, statement]);
        }
    }
}

fn origins<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for claim in scope.claims() {
        for &root in &claim.roots {
            sink(&[claim.id.0.into(), root.to_string().into(), scope.collection.node(root).into()]);
        }
    }
}

fn if_wrong<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for claim in scope.claims() {
        for line in &claim.if_wrong {
            let (from, to) = (line.from.to_string().into(), line.to.to_string().into());
            sink(&[claim.id.0.into(), from, to, line.origins.into()]);
        }
    }
}

fn differences<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for claim in scope.claims() {
        for (n, difference) in claim.differences.iter().enumerate() {
            for side in &difference.between {
                let [account, of, start, end, words] = passage(scope, side);
                let (kind, note) = (word(difference.kind), reasons::note(&difference.note).into());
                let claim = claim.id.0.into();
                sink(&[claim, n.into(), kind, note, account, of, start, end, words]);
            }
        }
    }
}

fn near<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for claim in scope.claims() {
        for near in &claim.near {
            let ours = passage(scope, &near.ours);
            let other = passage(scope, &near.other);
            let what = [
                claim.id.0.into(),
                word(near.kind),
                reasons::note(&near.note).into(),
                near.score.into(),
            ];
            let row: Vec<Cell<'a>> = what.into_iter().chain(ours).chain(other).collect();
            sink(&row);
        }
    }
}

fn left_out<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for claim in scope.claims() {
        let having = claim.accounts();
        let story = scope.collection.story(claim.story);
        let accounts = story.map_or(&[][..], |story| &story.accounts);
        for account in accounts.iter().filter(|account| !having.contains(account)) {
            sink(&[claim.id.0.into(), claim.story.0.into(), account.0.into()]);
        }
    }
}

fn nodes<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for node in scope.nodes() {
        let (kind, account) = match node {
            NodeId::Account(id) => ("account", Some(id)),
            NodeId::Source(_) => ("source", None),
        };
        let day = account.and_then(|id| scope.collection.published(id)?.value);
        let entity = scope.collection.entity_of_node(node).map(|entity| entity.0);
        sink(&[
            node.to_string().into(),
            kind.into(),
            super::super::lineage::name(scope, node).into(),
            account.map(|id| id.0).into(),
            entity.into(),
            day.into(),
        ]);
    }
}

fn edges<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for edge in scope.edges() {
        let (from, to) = (edge.from.to_string().into(), edge.to.to_string().into());
        sink(&[from, to, word(edge.kind), word(edge.certainty), edge.score.into()]);
    }
}

fn evidence<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for edge in scope.edges() {
        for words in &edge.evidence {
            let [account, of, start, end, words] = passage(scope, words);
            let (from, to) = (edge.from.to_string().into(), edge.to.to_string().into());
            sink(&[from, to, word(edge.kind), account, of, start, end, words]);
        }
    }
}

fn timeline<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for (n, entry) in scope.timeline().enumerate() {
        let days = days_of(&entry.value);
        let [account, of, start, end, words] = passage(scope, &entry.what);
        sink(&[
            n.into(),
            entry.story.0.into(),
            entry.value.as_str().into(),
            days.map(|days| days.0).into(),
            days.map(|days| days.1).into(),
            account,
            of,
            start,
            end,
            words,
        ]);
    }
}

fn timeline_places<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for (n, entry) in scope.timeline().enumerate() {
        for place in &entry.places {
            let [account, of, start, end, words] = passage(scope, place);
            sink(&[n.into(), account, of, start, end, words]);
        }
    }
}

fn questions<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for (n, question) in scope.questions().enumerate() {
        for words in &question.passages {
            let [account, of, start, end, words] = passage(scope, words);
            let text = reasons::question(&question.kind).into();
            sink(&[n.into(), question.story.0.into(), text, account, of, start, end, words]);
        }
    }
}

fn saga_links<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for saga in &scope.collection.woven.sagas {
        for link in &saga.links {
            if scope.has_story(link.from) || scope.has_story(link.to) {
                let (from, to) = (link.from.0.into(), link.to.0.into());
                sink(&[saga.id.0.into(), from, to, link.score.into()]);
            }
        }
    }
}

fn judgements<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for judgement in scope.judgements() {
        sink(&[
            judgement.id.into(),
            super::super::judged(&judgement.of).into(),
            word(judgement.verdict),
            judgement.by.as_str().into(),
            judgement.at.as_deref().into(),
            judgement.score.into(),
        ]);
    }
}

fn judged<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    const NOTHING: Cell<'static> = Cell::Nothing;
    const NOWHERE: [Cell<'static>; 5] = [NOTHING; 5];
    for judgement in scope.judgements() {
        let sides: [[Cell<'a>; 8]; 2] = match &judgement.of {
            Judged::Entity(pair) => pair.map(|(account, local)| {
                let stored = scope.collection.account(account);
                let here = stored.and_then(|stored| stored.found.entities.get(local.0 as usize));
                let id = scope.collection.entity_of(account, local).map(|id| id.0);
                let name = here.map(|entity| entity.name.as_str());
                let account = account.0.into();
                [NOTHING, id.into(), name.into(), account, NOTHING, NOTHING, NOTHING, NOTHING]
            }),
            Judged::Claim(pair) => pair.map(|words| {
                let [account, of, start, end, words] = passage(scope, &words);
                [NOTHING, NOTHING, NOTHING, account, of, start, end, words]
            }),
            Judged::Edge { from, to } => [*from, *to].map(|node| {
                let [account, of, start, end, words] = NOWHERE;
                let name = super::super::lineage::name(scope, node).into();
                [node.to_string().into(), NOTHING, name, account, of, start, end, words]
            }),
            Judged::Story(pair) => pair.map(|account| {
                let account = account.0.into();
                [NOTHING, NOTHING, NOTHING, account, NOTHING, NOTHING, NOTHING, NOTHING]
            }),
        };
        for (n, side) in (1_u32..).zip(sides) {
            let row: Vec<Cell<'a>> =
                [judgement.id.into(), n.into()].into_iter().chain(side).collect();
            sink(&row);
        }
    }
}

fn reasons<'a>(scope: &Scope<'a>, sink: &mut Sink<'_, 'a>) {
    for judgement in scope.judgements() {
        for (n, reason) in judgement.reasons.iter().enumerate() {
            let what = || -> [Cell<'a>; 4] {
                let text = reasons::reason(&reason.kind).into();
                [judgement.id.into(), n.into(), text, reason.weight.into()]
            };
            // A reason that rests on no words of an account is a row all the same.
            if reason.evidence.is_empty() {
                let row: Vec<Cell<'a>> =
                    what().into_iter().chain([const { Cell::Nothing }; 5]).collect();
                sink(&row);
            }
            for words in &reason.evidence {
                let row: Vec<Cell<'a>> = what().into_iter().chain(passage(scope, words)).collect();
                sink(&row);
            }
        }
    }
}
