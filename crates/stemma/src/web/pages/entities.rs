//! All names, by kind and letter, with every spelling, so that a browser's own search finds them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use maud::{Markup, html};
use stemma_core::{Entity, EntityKind};
use stemma_weave::entities::folded;

use super::super::target::{KINDS, kind_of};
use super::super::{Page, Target, View};
use stemma_tell::plural::count;

/// Up to so many names all stand on one page; of more, the page has those that most accounts name.
/// Such a page has some 300 KB.
const ON_ONE: usize = 900;
/// Names on each page of a kind.
const ON_A_PAGE: usize = 500;
/// A kind of more names than this has its letters listed.
const LETTERED: usize = 40;
/// Spellings shown of one name; the page of the name has all.
const SPELLINGS: usize = 24;

/// The page of all entities.
pub(in crate::web) fn page(view: View<'_>) -> Page {
    let entities = &view.collection.woven.entities;
    let is_whole = entities.len() <= ON_ONE;
    let mut all: BTreeMap<EntityKind, usize> = BTreeMap::new();
    for entity in entities {
        *all.entry(entity.kind).or_default() += 1;
    }
    let mut shown: Vec<&Entity> = entities.iter().collect();
    if !is_whole {
        // What is only described comes last.
        shown.sort_by_key(|one| (one.names.is_empty(), Reverse(accounts(one)), one.id));
        shown.truncate(ON_ONE);
    }
    let kinds = by_kind(shown.into_iter());
    let in_all = |kind: EntityKind| all.get(&kind).copied().unwrap_or_default();
    let body = html! {
        h1 { "Names" }
        p.faint {
            "Who and what " (count(view.collection.accounts().len(), "account")) " speak of: "
            (count(entities.len(), "entity")) ", each with every name that an account gives it."
            @if !is_whole {
                " Here are the " (ON_ONE) " that most accounts name; each kind has pages with all."
            }
        }
        @if entities.is_empty() { p { "No account names anybody or anything." } }
        nav.kinds aria-label="Kinds" {
            ul.plain {
                @for (kind, word) in KINDS {
                    @if kinds.get(&kind).is_some_and(|those| !those.is_empty()) {
                        li { a href={ "#" (word) } { (plural(kind)) } " " span.faint { (in_all(kind)) } }
                    }
                }
            }
        }
        @for (kind, word) in KINDS {
            @if let Some(those) = kinds.get(&kind).filter(|those| !those.is_empty()) {
                section.names data-filtered {
                    h2 id=(word) { (plural(kind)) }
                    @if those.len() < in_all(kind) {
                        p.small {
                            a href=(view.href(&Target::Names(kind, 1))) {
                                "All " (in_all(kind)) " of this kind"
                            }
                        }
                    }
                    (named_first(view, word, those))
                }
            }
        }
    };
    Page::new("Names", body)
}

/// A page of all names of a kind.
pub(in crate::web) fn names(view: View<'_>, kind: EntityKind, n: usize) -> Option<Page> {
    let entities = view.collection.woven.entities.iter();
    let mut kinds = by_kind(entities.filter(|entity| entity.kind == kind));
    let those = kinds.remove(&kind)?;
    let pages: Vec<&[Named<'_>]> = those.chunks(ON_A_PAGE).collect();
    let here = *pages.get(n.checked_sub(1)?)?;
    let title = if pages.len() > 1 {
        format!("{}, page {n} of {}", plural(kind), pages.len())
    } else {
        plural(kind).to_owned()
    };
    let body = html! {
        h1 { (title) }
        p.faint {
            (count(those.len(), kind_noun(kind))) " in the order of the alphabet. "
            a href=(view.href(&Target::Entities)) { "All kinds" }
        }
        @if pages.len() > 1 {
            nav.pages aria-label="Pages of names" {
                ol.plain {
                    @for (at, page) in pages.iter().enumerate() {
                        @let is_here = (at + 1 == n).then_some("page");
                        li {
                            a href=(view.href(&Target::Names(kind, at + 1))) aria-current=[is_here] {
                                (reach(page))
                            }
                        }
                    }
                }
            }
        }
        section.names data-filtered { (named_first(view, kind_of(kind), here)) }
    };
    Some(Page::new(title, body))
}

/// An entity under the word that it is looked up by.
struct Named<'a> {
    key: String,
    entity: &'a Entity,
}

/// Entities by kind, each in the order of the alphabet.
fn by_kind<'a>(entities: impl Iterator<Item = &'a Entity>) -> BTreeMap<EntityKind, Vec<Named<'a>>> {
    let mut kinds: BTreeMap<EntityKind, Vec<Named<'_>>> = BTreeMap::new();
    for entity in entities {
        kinds.entry(entity.kind).or_default().push(Named { key: key(entity), entity });
    }
    for those in kinds.values_mut() {
        those.sort_by(|a, b| (&a.key, a.entity.id).cmp(&(&b.key, b.entity.id)));
    }
    kinds
}

/// A person goes by the last word of the name, anything else by the first after the article.
fn key(entity: &Entity) -> String {
    let name = folded(&entity.name);
    if entity.kind == EntityKind::Person
        && let Some((before, last)) = name.rsplit_once(' ')
    {
        return format!("{last} {before}");
    }
    name.strip_prefix("the ").map_or(name.clone(), ToOwned::to_owned)
}

/// The letter under which a name stands.
fn letter(key: &str) -> char {
    let first = key.chars().next().filter(|c| c.is_alphabetic());
    first.map_or('#', |c| c.to_ascii_uppercase())
}

/// From which to which name a page reaches.
fn reach(page: &[Named<'_>]) -> String {
    let start = |named: Option<&Named<'_>>| -> String {
        named.map_or("", |named| &named.key).chars().take(3).collect()
    };
    format!("{}–{}", start(page.first()), start(page.last()))
}

/// Those that accounts name; folded away beneath, those that they only describe.
fn named_first(view: View<'_>, word: &str, those: &[Named<'_>]) -> Markup {
    let (named, described): (Vec<_>, Vec<_>) =
        those.iter().partition(|one| !one.entity.names.is_empty());
    html! {
        (lettered(view, word, &named))
        @if !described.is_empty() {
            details {
                summary { (described.len()) " that accounts only describe" }
                (list(view, &described))
            }
        }
    }
}

fn lettered(view: View<'_>, word: &str, those: &[&Named<'_>]) -> Markup {
    let letters: Vec<&[&Named<'_>]> =
        those.chunk_by(|a, b| letter(&a.key) == letter(&b.key)).collect();
    if those.len() <= LETTERED {
        return list(view, those);
    }
    let id = |those: &[&Named<'_>]| {
        let letter = those.first().map_or('#', |named| letter(&named.key));
        format!(
            "{word}-{}",
            if letter == '#' { "0".to_owned() } else { letter.to_lowercase().to_string() }
        )
    };
    html! {
        nav.letters aria-label={ "Letters of " (word) } {
            @for those in &letters {
                a href={ "#" (id(those)) } { (letter(&those[0].key)) } " "
            }
        }
        @for those in &letters {
            h3 id=(id(those)) { (letter(&those[0].key)) }
            (list(view, those))
        }
    }
}

fn list(view: View<'_>, those: &[&Named<'_>]) -> Markup {
    html! {
        ul.plain.columns {
            @for Named { entity, .. } in those { (one(view, entity)) }
        }
    }
}

fn one(view: View<'_>, entity: &Entity) -> Markup {
    let others: Vec<&str> = (entity.names.iter())
        .map(|name| name.text.as_str())
        .filter(|name| *name != entity.name)
        .collect();
    let mentions = view.collection.mentions_of(entity.id).count();
    html! {
        li data-item {
            (view.entity(entity.id))
            " " span.small.faint {
                (count(accounts(entity), "account"))
                @if mentions > 0 { ", " (count(mentions, "mention")) }
                @if !others.is_empty() {
                    " · " (others[..others.len().min(SPELLINGS)].join(" · "))
                    @if others.len() > SPELLINGS { " · …" }
                }
            }
        }
    }
}

/// How many accounts speak of it; its members are by account.
fn accounts(entity: &Entity) -> usize {
    entity.members.chunk_by(|(one, _), (other, _)| one == other).count()
}

fn kind_noun(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Equipment => "thing",
        EntityKind::Other => "other name",
        kind => kind_of(kind),
    }
}

/// The heading for a kind.
fn plural(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "People",
        EntityKind::Organisation => "Organisations",
        EntityKind::Place => "Places",
        EntityKind::Event => "Events",
        EntityKind::Group => "Groups",
        EntityKind::Equipment => "Equipment",
        EntityKind::Work => "Works",
        EntityKind::Other => "Other names",
    }
}

#[cfg(test)]
mod tests {
    use stemma_core::{AccountId, EntityId, EntityName, Local, Woven};

    use super::*;
    use stemma_tell::collection::Collection;
    use stemma_tell::testing::{stored, woven};

    #[test]
    fn every_spelling_is_on_the_page() {
        let mut woven = woven();
        woven.entities[0]
            .names
            .push(EntityName { text: "Mira Tarwel".into(), accounts: vec![AccountId(2)] });
        let collection = Collection::new(stored(), woven);
        let view = View { collection: &collection, target: &Target::Entities, live: None };
        let page = page(view).body.into_string();
        for words in ["Mira Tarvel", "Mira Tarwel", "2 accounts", "entity/1.html", "People"] {
            assert!(page.contains(words), "{words}: {page}");
        }
    }

    #[test]
    fn a_large_collection_has_pages_of_names() {
        let entity = |n: u32| Entity {
            id: EntityId(n),
            kind: EntityKind::Person,
            name: format!("Person Numberofmany {n}"),
            names: vec![EntityName {
                text: format!("Person N. {n}"),
                accounts: vec![AccountId(1)],
            }],
            members: vec![(AccountId(1), Local(n))],
        };
        let all = 12_000;
        let woven = Woven { entities: (1..=all).map(entity).collect(), ..Woven::default() };
        let collection = Collection::new(stored(), woven);
        let overview = crate::web::render(&collection, &Target::Entities, None).unwrap();
        assert!(overview.len() < 500_000, "{}", overview.len());
        assert!(overview.contains("entities/person.html"));
        let mut seen = 0;
        for n in 1.. {
            let target = Target::Names(EntityKind::Person, n);
            let Some(page) = crate::web::render(&collection, &target, None) else { break };
            assert!(page.len() < 500_000, "{}", page.len());
            seen += page.matches("class=\"entity\"").count();
        }
        assert_eq!(seen, all as usize);
    }
}
