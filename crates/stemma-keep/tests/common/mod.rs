//! An account with all that can be found in it, and all that can be woven of it.

use stemma_core::{
    Account, AccountId, Certain, Certainty, Claim, ClaimId, ClaimReason, DateMention, Difference,
    DifferenceKind, DropReason, Dropped, Edge, EdgeKind, Entity, EntityId, EntityKind, EntityName,
    Found, IfWrong, Judged, Judgement, Lineage, Local, LocalEntity, Manner, Member, Mention,
    MentionForm, Near, Node, NodeId, Note, OriginsAre, Parsed, Passage, Place, Polarity, Published,
    Quantity, Question, QuestionKind, Reason, Role, RuleName, Saga, SagaId, SagaLink, SourceKind,
    SourceSign, Span, Speaker, Statement, Story, StoryId, TimelineEntry, TimexKind, Token, Verdict,
    When, Woven,
};

pub(crate) const TEXT: &str = "Mira Tarvel, the harbour minister, said on Monday that more than 1,200 boats \
                    would leave. “Not one will stay,” she added.\n\nNorpress reported the same.";

pub(crate) fn span(words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    Span::new(start, start + words.len())
}

pub(crate) fn account(source: &str, text: &str) -> Account {
    Account {
        key: None,
        source: source.to_owned(),
        outlet: Some("The Ansel Courier".to_owned()),
        title: Some("Boats to leave Port Ansel".to_owned()),
        authors: vec!["J. Harrow".to_owned()],
        language: Some("en".to_owned()),
        url: None,
        published: Published {
            earliest: Some("2031-05-03".parse().unwrap()),
            ..Published::default()
        },
        text: text.to_owned(),
        dropped: vec![Dropped {
            text: "Source: Norpress".to_owned(),
            reason: DropReason::Credit,
            before: 3,
        }],
    }
}

pub(crate) fn parsed() -> Parsed {
    Parsed {
        tokens: vec![Token {
            span: span("Mira"),
            lemma: "Mira".into(),
            tag: "NNP".into(),
            pos: "PROPN".into(),
            dep: "compound".into(),
            head: 0,
        }],
        sentences: vec![(0, 1)],
        names: Vec::new(),
    }
}

/// Something in every table.
pub(crate) fn found() -> Found {
    Found {
        sentences: vec![
            span(
                "Mira Tarvel, the harbour minister, said on Monday that more than 1,200 boats would leave.",
            ),
            span("“Not one will stay,” she added."),
            span("Norpress reported the same."),
        ],
        mentions: vec![Mention {
            place: Place::text(span("Mira Tarvel")),
            kind: EntityKind::Person,
            form: MentionForm::Name,
            entity: Some(Local(0)),
            by: Some(RuleName("name-as-labelled".into())),
        }],
        entities: vec![LocalEntity {
            kind: EntityKind::Person,
            name: "Mira Tarvel".to_owned(),
            names: vec!["Mira Tarvel".to_owned()],
            roles: vec![Role {
                office: "harbour minister".to_owned(),
                of: None,
                place: Place::text(span("harbour minister")),
            }],
            gender: Some(stemma_core::Gender::Female),
        }],
        dates: vec![DateMention {
            place: Place::text(span("Monday")),
            kind: TimexKind::Date,
            value: "XXXX-WXX-1".to_owned(),
            when: When::Fixed("XXXX-WXX-1".to_owned()),
            by: Some(RuleName("weekday".into())),
        }],
        quantities: vec![Quantity {
            place: Place::text(span("more than 1,200")),
            value: 1200.0,
            bound: stemma_core::Bound::AtLeast,
            unit: None,
            of: Some(span("boats")),
        }],
        statements: vec![Statement {
            manner: Manner::Direct,
            of: stemma_core::Field::Text,
            content: vec![span("Not one will stay")],
            cue: Some(span("added")),
            speaker: Some(Speaker { span: span("she"), entity: Some(Local(0)) }),
            via: vec![Speaker { span: span("Norpress"), entity: None }],
            jointly: vec![Speaker { span: Span::new(0, 1), entity: None }],
            medium: None,
            polarity: Polarity::Asserted,
            certainty: Certainty::Planned,
            by: Some(RuleName("verb-and-clause".into())),
        }],
        sources: vec![SourceSign {
            name: "Norpress".to_owned(),
            place: Place { of: stemma_core::Field::Dropped(0), span: Span::new(8, 16) },
            evidence: Place::text(span("Norpress reported")),
            kind: SourceKind::Credit,
            entity: None,
            statements: vec![0],
        }],
    }
}

pub(crate) fn passage(id: u32, words: &str) -> Passage {
    Place::text(span(words)).in_account(AccountId(id))
}

pub(crate) fn woven() -> Woven {
    Woven {
        published: [(AccountId(1), account("", "").published)].into(),
        date_values: [(AccountId(1), vec!["2031-05-05".to_owned()])].into(),
        entities: vec![Entity {
            id: EntityId(1),
            kind: EntityKind::Person,
            name: "Mira Tarvel".to_owned(),
            names: vec![EntityName {
                text: "Mira Tarvel".to_owned(),
                accounts: vec![AccountId(1)],
            }],
            members: vec![(AccountId(1), Local(0))],
        }],
        sagas: vec![Saga {
            id: SagaId(1),
            title: "The boats of Port Ansel".to_owned(),
            stories: vec![StoryId(1), StoryId(2)],
            links: vec![SagaLink {
                from: StoryId(1),
                to: StoryId(2),
                score: 0.5,
                reasons: Vec::new(),
            }],
        }],
        stories: vec![
            Story {
                id: StoryId(1),
                title: "Boats to leave Port Ansel".to_owned(),
                accounts: vec![AccountId(1)],
            },
            Story { id: StoryId(2), title: String::new(), accounts: Vec::new() },
        ],
        claims: vec![Claim {
            id: ClaimId(1),
            story: StoryId(1),
            text: passage(1, "Not one will stay"),
            speaker: Some(EntityId(1)),
            members: vec![Member { passage: passage(1, "Not one will stay"), statement: Some(0) }],
            differences: vec![Difference {
                kind: DifferenceKind::Wording,
                between: vec![passage(1, "stay"), passage(1, "leave")],
                note: Note::Words("stay".to_owned(), "leave".to_owned()),
            }],
            origins: 1,
            origins_are: OriginsAre::Unknown,
            roots: vec![NodeId::Source(1)],
            if_wrong: vec![IfWrong {
                from: NodeId::Source(1),
                to: NodeId::Account(AccountId(1)),
                origins: 2,
            }],
            near: vec![Near {
                ours: passage(1, "stay"),
                other: passage(1, "leave"),
                kind: DifferenceKind::Certainty,
                note: Note::Certainties(Certainty::Certain, Certainty::Possible),
                score: 0.5,
            }],
        }],
        lineage: Lineage {
            nodes: vec![
                Node {
                    id: NodeId::Account(AccountId(1)),
                    name: "The Ansel Courier".to_owned(),
                    entity: None,
                },
                Node { id: NodeId::Source(1), name: "Norpress".to_owned(), entity: None },
            ],
            edges: vec![Edge {
                from: NodeId::Source(1),
                to: NodeId::Account(AccountId(1)),
                kind: EdgeKind::Names,
                certainty: Certain::Stated,
                score: 0.9,
                evidence: vec![passage(1, "Norpress reported")],
                statements: vec![],
            }],
        },
        timeline: vec![TimelineEntry {
            value: "2031-05-05".to_owned(),
            story: StoryId(1),
            what: passage(1, "more than 1,200 boats would leave"),
            places: vec![passage(1, "Monday")],
        }],
        questions: vec![Question {
            story: StoryId(1),
            kind: QuestionKind::Day {
                place: 1,
                outlet: None,
                earliest: None,
                latest: Some(jiff::civil::date(2031, 5, 5)),
            },
            passages: vec![passage(1, "Monday")],
        }],
        judgements: vec![Judgement {
            id: 1,
            of: Judged::Claim([passage(1, "stay"), passage(1, "leave")]),
            verdict: Verdict::Different,
            by: "rule: words".to_owned(),
            at: None,
            score: 0.25,
            reasons: vec![Reason {
                kind: ClaimReason::WordsCorrespond((0.25, 0.5), vec![("stay".to_owned(), None)])
                    .into(),
                weight: -0.5,
                evidence: vec![passage(1, "stay")],
            }],
        }],
    }
}
