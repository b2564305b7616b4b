//! Which page is where.

use stemma_core::{AccountId, ClaimId, EntityId, EntityKind, StoryId};

use stemma_tell::collection::Collection;

/// A page, by what it shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    /// All stories.
    Index,
    /// The synopsis of a story.
    Story(StoryId),
    /// One part of a story's synopsis in full: so long that it has pages of its own, from 1.
    Part(StoryId, Part, usize),
    /// One claim: every account's words, what stands behind it, why it is one.
    Claim(ClaimId),
    /// An account as it was read.
    Account(AccountId),
    /// Two to four accounts side by side.
    Compare(Vec<AccountId>),
    /// Somebody or something.
    Entity(EntityId),
    /// What does not fit on the page of an entity, on pages of its own, from 1.
    EntityPart(EntityId, EntityPart, usize),
    /// All of them.
    Entities,
    /// All names of a kind, on pages from 1.
    Names(EntityKind, usize),
    /// The search; its question is in the address. Only a server has it.
    Search,
    /// What people judged.
    Judgements,
    /// What there is to take away.
    Exports,
    /// The JSON API. Only a server has it.
    Api,
    /// The keys, and how to read the pages.
    Help,
    /// Something that is said at an address so many folders deep; no path leads to it.
    Message(usize),
}

/// A part of a synopsis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// The accounts.
    Accounts,
    /// Where they differ in what matters.
    Differences,
    /// The days.
    Timeline,
    /// Who said what.
    Said,
    /// Claims side by side.
    Claims,
    /// What each account leaves out.
    LeftOut,
    /// What descends from what.
    Lineage,
    /// What is not established.
    Open,
}

impl Part {
    /// All of them, in the order of a synopsis.
    pub(crate) const ALL: [Part; 8] = [
        Part::Accounts,
        Part::Differences,
        Part::Timeline,
        Part::Said,
        Part::Claims,
        Part::LeftOut,
        Part::Lineage,
        Part::Open,
    ];

    /// The name of its page.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Part::Accounts => "accounts",
            Part::Differences => "differences",
            Part::Timeline => "timeline",
            Part::Said => "said",
            Part::Claims => "claims",
            Part::LeftOut => "left-out",
            Part::Lineage => "lineage",
            Part::Open => "open",
        }
    }
}

/// What an entity's page shows much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum EntityPart {
    /// What it is called.
    Names,
    /// What offices and roles it is given.
    Roles,
    /// What it says.
    Said,
    /// What others say of it.
    Of,
    /// Where it is mentioned.
    Mentions,
    /// Why its names are one.
    Reasons,
}

impl EntityPart {
    const ALL: [EntityPart; 6] = [
        EntityPart::Names,
        EntityPart::Roles,
        EntityPart::Said,
        EntityPart::Of,
        EntityPart::Mentions,
        EntityPart::Reasons,
    ];

    /// The name of its page.
    fn word(self) -> &'static str {
        match self {
            EntityPart::Names => "names",
            EntityPart::Roles => "roles",
            EntityPart::Said => "said",
            EntityPart::Of => "of",
            EntityPart::Mentions => "mentions",
            EntityPart::Reasons => "reasons",
        }
    }
}

/// Kinds of entities, with the word for each, in the order in which pages show them.
pub(crate) const KINDS: [(EntityKind, &str); 8] = [
    (EntityKind::Person, "person"),
    (EntityKind::Organisation, "organisation"),
    (EntityKind::Place, "place"),
    (EntityKind::Event, "event"),
    (EntityKind::Group, "group"),
    (EntityKind::Equipment, "equipment"),
    (EntityKind::Work, "work"),
    (EntityKind::Other, "other"),
];

/// The word for a kind of entity.
pub(crate) fn kind_of(kind: EntityKind) -> &'static str {
    KINDS.iter().find(|(known, _)| *known == kind).map_or("other", |(_, word)| word)
}

/// `said`, `said-2`: the name of the `n`th page of something.
fn numbered(word: &str, n: usize) -> String {
    if n == 1 { word.to_owned() } else { format!("{word}-{n}") }
}

/// Which of these words a name such as `said-2` has, and which page it is.
fn unnumbered<T: Copy>(
    name: &str,
    words: impl IntoIterator<Item = (T, &'static str)>,
) -> Option<(T, usize)> {
    words.into_iter().find_map(|(what, word)| {
        let n = match name.strip_prefix(word)? {
            "" => 1,
            n => n.strip_prefix('-')?.parse().ok().filter(|&n| n > 1)?,
        };
        Some((what, n))
    })
}

impl Target {
    /// The path of the page, from the root of the site.
    pub(crate) fn path(&self, collection: &Collection) -> String {
        match self {
            Target::Index => "index.html".to_owned(),
            Target::Story(id) => format!("story/{}.html", id.0),
            Target::Part(id, part, 1) => format!("story/{}-{}.html", id.0, part.word()),
            Target::Part(id, part, n) => format!("story/{}-{}-{n}.html", id.0, part.word()),
            Target::Claim(id) => format!("claim/{}.html", id.0),
            Target::Account(id) => format!("account/{}.html", collection.slug(*id)),
            Target::Compare(ids) => {
                let slugs: Vec<&str> = ids.iter().map(|&id| collection.slug(id)).collect();
                format!("compare/{}.html", slugs.join("+"))
            }
            Target::Entity(id) => format!("entity/{}.html", id.0),
            Target::EntityPart(id, part, n) => {
                format!("entity/{}-{}.html", id.0, numbered(part.word(), *n))
            }
            Target::Entities => "entities.html".to_owned(),
            Target::Names(kind, n) => format!("entities/{}.html", numbered(kind_of(*kind), *n)),
            Target::Search => "search.html".to_owned(),
            Target::Judgements => "judgements.html".to_owned(),
            Target::Exports => "exports.html".to_owned(),
            Target::Api => "api.html".to_owned(),
            Target::Help => "help.html".to_owned(),
            Target::Message(deep) => "-/".repeat(*deep) + "message.html",
        }
    }

    /// The target of a path, such as [`Target::path`] gives. An account goes by its number too.
    pub(crate) fn of(path: &str, collection: &Collection) -> Option<Target> {
        let path = path.trim_start_matches('/');
        let name = path.strip_suffix(".html").unwrap_or(path);
        let Some((folder, name)) = name.split_once('/') else {
            return match name {
                "" | "index" => Some(Target::Index),
                "entities" => Some(Target::Entities),
                "search" => Some(Target::Search),
                "judgements" => Some(Target::Judgements),
                "exports" => Some(Target::Exports),
                "api" => Some(Target::Api),
                "help" => Some(Target::Help),
                _ => None,
            };
        };
        let number = || name.parse::<u32>().ok();
        match folder {
            "story" => story(name),
            "claim" => number().map(|id| Target::Claim(ClaimId(id))),
            "entity" => match name.split_once('-') {
                None => number().map(|id| Target::Entity(EntityId(id))),
                Some((id, part)) => {
                    let parts = EntityPart::ALL.map(|part| (part, part.word()));
                    let (part, n) = unnumbered(part, parts)?;
                    Some(Target::EntityPart(EntityId(id.parse().ok()?), part, n))
                }
            },
            "entities" => unnumbered(name, KINDS).map(|(kind, n)| Target::Names(kind, n)),
            "account" => collection.account_of_slug(name).map(Target::Account),
            "compare" => {
                let ids = name.split(['+', ' ']).map(|slug| collection.account_of_slug(slug));
                ids.collect::<Option<Vec<_>>>().map(Target::Compare)
            }
            _ => None,
        }
    }
}

/// `3`, `3-claims`, `3-claims-2`.
fn story(name: &str) -> Option<Target> {
    let mut words = name.splitn(2, '-');
    let id = StoryId(words.next()?.parse().ok()?);
    let Some(rest) = words.next() else {
        return Some(Target::Story(id));
    };
    let (part, n) = unnumbered(rest, Part::ALL.map(|part| (part, part.word())))?;
    Some(Target::Part(id, part, n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_tell::testing::{stored, woven};

    #[test]
    fn a_path_leads_back_to_its_target() {
        let collection = Collection::new(stored(), woven());
        let account = collection.accounts()[0].id;
        let targets = [
            Target::Index,
            Target::Story(StoryId(3)),
            Target::Part(StoryId(3), Part::LeftOut, 1),
            Target::Part(StoryId(3), Part::Claims, 12),
            Target::Claim(ClaimId(7)),
            Target::Account(account),
            Target::Compare(collection.accounts()[..2].iter().map(|stored| stored.id).collect()),
            Target::Entity(EntityId(2)),
            Target::EntityPart(EntityId(2), EntityPart::Said, 1),
            Target::EntityPart(EntityId(2), EntityPart::Of, 3),
            Target::EntityPart(EntityId(2), EntityPart::Names, 2),
            Target::EntityPart(EntityId(2), EntityPart::Roles, 1),
            Target::Entities,
            Target::Names(EntityKind::Person, 1),
            Target::Names(EntityKind::Other, 2),
            Target::Search,
            Target::Judgements,
            Target::Exports,
            Target::Api,
            Target::Help,
        ];
        for target in targets {
            let path = target.path(&collection);
            assert_eq!(Target::of(&path, &collection), Some(target), "{path}");
        }
        let by_number = format!("account/{}", account.0);
        assert_eq!(Target::of(&by_number, &collection), Some(Target::Account(account)));
        for path in ["story/x", "story/3-lies", "account/zzz", "etc/passwd", "story/3-claims-1"] {
            assert_eq!(Target::of(path, &collection), None, "{path}");
        }
    }
}
