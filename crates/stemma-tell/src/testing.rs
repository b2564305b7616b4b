//! A small woven story of invented outlets, for tests.

use stemma_core::Stored;
use stemma_core::{
    Account, AccountId, Basis, BasisKind, Certain, Certainty, Claim, ClaimId, Difference,
    DifferenceKind, Edge, EdgeKind, Entity, EntityId, EntityKind, EntityName, Field, Found,
    IfWrong, Lineage, Local, LocalEntity, Manner, Member, Near, Node, NodeId, Note, OriginsAre,
    Passage, Place, Polarity, Published, Question, QuestionKind, Role, Span, Speaker, Statement,
    Story, StoryId, TimelineEntry, Woven,
};

const FIRST: &str = "Mira Tarvel, the harbour minister of Norland, said on Monday that 1,200 boats \
                     would leave Port Ansel. “Not one of them will stay,” she said.";
const SECOND: &str = "According to Norpress, 1,300 boats are to leave Port Ansel. “Not one of them \
                      will remain,” Mira Tarwel said.";
const THIRD: &str = "The mayor of Port Ansel has counted the boats himself, he says.";

const TEXTS: [(&str, &str, &str); 3] = [
    ("Norpress", "Boats to leave Port Ansel", FIRST),
    ("The Ansel Courier", "Tarwel: the harbour will be empty", SECOND),
    ("Kurier Północny", "Burmistrz liczy łodzie", THIRD),
];

fn place(account: u32, words: &str) -> Passage {
    let (_, title, text) = TEXTS[account as usize - 1];
    let (of, start) = match text.find(words) {
        Some(start) => (Field::Text, start),
        None => (Field::Title, title.find(words).unwrap()),
    };
    Passage { account: AccountId(account), of, span: Span::new(start, start + words.len()) }
}

fn statement(account: u32, manner: Manner, content: &str, speaker: &str) -> Statement {
    Statement {
        manner,
        of: Field::Text,
        content: vec![place(account, content).span],
        cue: None,
        speaker: Some(Speaker { span: place(account, speaker).span, entity: Some(Local(0)) }),
        jointly: Vec::new(),
        via: Vec::new(),
        medium: None,
        polarity: Polarity::Asserted,
        certainty: Certainty::Certain,
        by: None,
    }
}

/// SHA-256 in hexadecimal, as the store has it.
fn digest(text: &str) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(text).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// Three accounts, with what was found in them.
pub fn stored() -> Vec<Stored> {
    let names = ["Mira Tarvel", "Mira Tarwel", "The mayor of Port Ansel"];
    let mut statements = [
        vec![
            statement(1, Manner::Indirect, "that 1,200 boats would leave Port Ansel", names[0]),
            statement(1, Manner::Direct, "Not one of them will stay,", "she"),
        ],
        vec![statement(2, Manner::Direct, "Not one of them will remain,", names[1])],
        vec![statement(3, Manner::Indirect, "has counted the boats himself", "he")],
    ];
    statements[0][0].certainty = Certainty::Planned;
    statements[2][0].polarity = Polarity::Denied;
    statements[1][0].via = vec![Speaker { span: place(2, "Norpress").span, entity: None }];
    let mut all = Vec::new();
    for (n, (statements, name)) in statements.into_iter().zip(names).enumerate() {
        let id = n as u32 + 1;
        let (outlet, title, text) = TEXTS[n];
        let published = match id {
            1 | 2 => Published::on(
                format!("2031-05-0{}", id + 4).parse().unwrap(),
                Basis { kind: BasisKind::Given, words: String::new(), place: None },
            ),
            _ => {
                Published { earliest: Some("2031-05-05".parse().unwrap()), ..Published::default() }
            }
        };
        let roles = if id == 1 {
            vec![Role {
                office: "harbour minister".to_owned(),
                of: Some("Norland".to_owned()),
                place: Place::text(place(1, "the harbour minister of Norland").span),
            }]
        } else {
            Vec::new()
        };
        all.push(Stored {
            id: AccountId(id),
            version: 1,
            sha256: digest(text),
            account: Account {
                key: None,
                source: format!("{id}.html"),
                outlet: Some(outlet.to_owned()),
                title: Some(title.to_owned()),
                authors: Vec::new(),
                language: Some("en".to_owned()),
                url: None,
                published,
                text: text.to_owned(),
                dropped: Vec::new(),
            },
            found: Found {
                entities: vec![LocalEntity {
                    kind: EntityKind::Person,
                    name: name.to_owned(),
                    names: vec![name.to_owned()],
                    roles,
                    gender: None,
                }],
                statements,
                ..Found::default()
            },
        });
    }
    all
}

fn entity(id: u32, name: &str, accounts: &[u32]) -> Entity {
    Entity {
        id: EntityId(id),
        kind: EntityKind::Person,
        name: name.to_owned(),
        names: vec![EntityName {
            text: name.to_owned(),
            accounts: accounts.iter().map(|&id| AccountId(id)).collect(),
        }],
        members: accounts.iter().map(|&id| (AccountId(id), Local(0))).collect(),
    }
}

fn member(account: u32, words: &str, statement: Option<u32>) -> Member {
    Member { passage: place(account, words), statement }
}

fn difference(kind: DifferenceKind, one: &str, other: &str) -> Difference {
    Difference {
        kind,
        between: vec![place(1, one), place(2, other)],
        note: Note::Words(one.to_owned(), other.to_owned()),
    }
}

fn edge(from: NodeId, to: u32, certainty: Certain, words: &str) -> Edge {
    Edge {
        from,
        to: NodeId::Account(AccountId(to)),
        kind: EdgeKind::Names,
        certainty,
        score: 0.9,
        evidence: vec![place(to, words)],
        statements: Vec::new(),
    }
}

/// What they say together.
pub fn woven() -> Woven {
    let account = |id| NodeId::Account(AccountId(id));
    let claim = |id, words: [&str; 2], differences, origins, origins_are, roots| Claim {
        id: ClaimId(id),
        story: StoryId(1),
        text: place(1, words[0]),
        speaker: Some(EntityId(1)),
        members: vec![
            member(1, words[0], Some(id - 1)),
            member(2, words[1], (id == 2).then_some(0)),
        ],
        differences,
        origins,
        origins_are,
        roots,
        if_wrong: (id == 2)
            .then_some(IfWrong { from: account(1), to: account(2), origins: 2 })
            .into_iter()
            .collect(),
        near: (id == 1)
            .then(|| Near {
                ours: place(1, words[0]),
                other: place(3, "has counted the boats himself"),
                kind: DifferenceKind::Polarity,
                note: Note::Words("asserted".to_owned(), "denied".to_owned()),
                score: 0.5,
            })
            .into_iter()
            .collect(),
    };
    Woven {
        entities: vec![
            entity(1, "Mira Tarvel", &[1, 2]),
            entity(2, "The mayor of Port Ansel", &[3]),
        ],
        sagas: Vec::new(),
        stories: vec![Story {
            id: StoryId(1),
            title: TEXTS[0].1.to_owned(),
            accounts: vec![AccountId(1), AccountId(2), AccountId(3)],
        }],
        claims: vec![
            claim(
                1,
                ["1,200 boats would leave Port Ansel", "1,300 boats are to leave Port Ansel"],
                vec![difference(DifferenceKind::Number, "1,200", "1,300")],
                2,
                OriginsAre::Unknown,
                vec![account(1), NodeId::Source(1)],
            ),
            claim(
                2,
                ["Not one of them will stay", "Not one of them will remain"],
                vec![
                    difference(DifferenceKind::Wording, "stay", "remain"),
                    difference(DifferenceKind::Name, "Mira Tarvel", "Mira Tarwel"),
                ],
                1,
                OriginsAre::Shared,
                vec![account(1)],
            ),
        ],
        lineage: Lineage {
            nodes: vec![Node {
                id: NodeId::Source(1),
                name: "the port office".to_owned(),
                entity: None,
            }],
            edges: vec![
                edge(account(1), 2, Certain::Stated, "According to Norpress"),
                edge(NodeId::Source(1), 1, Certain::Inferred, "1,200 boats"),
                edge(NodeId::Source(1), 2, Certain::Stated, "1,300 boats"),
            ],
        },
        timeline: vec![TimelineEntry {
            value: "2031-05-05".to_owned(),
            story: StoryId(1),
            what: place(
                1,
                "Mira Tarvel, the harbour minister of Norland, said on Monday that 1,200 boats would leave Port Ansel.",
            ),
            places: vec![place(1, "Monday")],
        }],
        questions: vec![Question {
            story: StoryId(1),
            kind: QuestionKind::WhichIsRight(
                DifferenceKind::Number,
                Note::Words("1,200".to_owned(), "1,300".to_owned()),
            ),
            passages: vec![place(1, "1,200 boats"), place(2, "1,300 boats")],
        }],
        ..Woven::default()
    }
}
