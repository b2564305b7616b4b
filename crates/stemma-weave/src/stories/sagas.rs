//! Stories that go on with one another: the same matter over weeks and months.
//!
//! Two stories are of one saga if they are about the same people and things by name *and* tell of
//! the same matter: elections in two countries share the matter, two affairs of one minister the
//! name. Each story is linked to the one before it that it goes on with most.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{
    EntityKind, Field, MentionForm, Passage, Reason, Reported, Saga, SagaId, SagaLink, Story,
    StoryReason,
};
use stemma_words::en::places::place_word;

use super::groups::{Days, Group, days_between, most_like};
use super::words::{candidates, dot};
use crate::likeness::{Class, Vocabulary, Weights, inverse_frequency};

/// How alike the leading names of two stories must be, and all their other words (cosines, from 0
/// to 1). Both set by hand on the invented stories of the tests.
const SAME_NAMES: f32 = 0.3;
const SAME_MATTER: f32 = 0.1;
/// How many days may lie between the reports of a story and those of the one that it goes on with.
/// What comes back every year is another matter each time. Set by hand.
const MOST_DAYS: i32 = 150;
/// A name leads a story if it stands in the title or so many first sentences of the account that is
/// most like all others, and in half of its texts; names of countries lead none.
const LEAD_SENTENCES: usize = 4;
/// How many stories are imagined besides those there are when names are weighed, and the share of
/// them that has a name.
const PRIOR_STORIES: f32 = 20.0;
const SHARE_WITH_NAME: f32 = 0.02;
/// How many shared names are shown as the reason.
const NAMES_SHOWN: usize = 4;

/// What a story is about.
struct Matter {
    /// The text that is most like all others.
    central: usize,
    /// The names that lead it, weighed by how few stories they lead; length 1.
    names: Weights,
    /// All other words; length 1.
    others: Weights,
    /// Years in the names of its events: "Northern Shield 2031".
    years: BTreeSet<u16>,
    days: Days,
}

/// Chains stories into sagas; `groups[n]` is `stories[n]`.
pub(super) fn chain(
    stories: &[Story],
    groups: &[Group],
    texts: &[&Reported<'_>],
    weights: &[Weights],
    vocabulary: &Vocabulary,
) -> Vec<Saga> {
    let matters = matters(groups, texts, weights, vocabulary);
    let sums: Vec<Weights> = groups.iter().map(|group| group.sum.clone().unit()).collect();
    let candidates = candidates(&sums);
    let mut order: Vec<usize> = (0..stories.len()).filter(|&n| matters[n].days.is_some()).collect();
    order.sort_by_key(|&n| (matters[n].days, n));
    let mut place = vec![usize::MAX; stories.len()];
    for (at, &n) in order.iter().enumerate() {
        place[n] = at;
    }
    // The saga of each story: the first story of it, by place.
    let mut first = place.clone();
    let mut links: BTreeMap<usize, Vec<(usize, usize, SagaLink)>> = BTreeMap::new();
    for &later in &order {
        let before = candidates[later].iter().copied().filter(|&one| place[one] < place[later]);
        let scored = before.filter_map(|one| Some((score(&matters[one], &matters[later])?, one)));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(place[a.1].cmp(&place[b.1])));
        let Some((score, earlier)) = best else { continue };
        first[later] = first[earlier];
        let link = SagaLink {
            from: stories[earlier].id,
            to: stories[later].id,
            score,
            reasons: reasons(&matters[earlier], &matters[later], texts, vocabulary),
        };
        links.entry(first[earlier]).or_default().push((earlier, later, link));
    }
    links
        .into_iter()
        .enumerate()
        .map(|(n, (first, links))| {
            let stories_of = std::iter::once(order[first]).chain(links.iter().map(|link| link.1));
            let linked = |story: usize| {
                links.iter().filter(|link| link.0 == story || link.1 == story).count()
            };
            // The earliest of equals.
            let most = stories_of.clone().max_by_key(|&n| (linked(n), std::cmp::Reverse(place[n])));
            let most = most.unwrap_or(order[first]);
            Saga {
                id: SagaId(n as u32 + 1),
                title: stories[most].title.clone(),
                stories: stories_of.map(|n| stories[n].id).collect(),
                links: links.into_iter().map(|(_, _, link)| link).collect(),
            }
        })
        .collect()
}

fn matters(
    groups: &[Group],
    texts: &[&Reported<'_>],
    weights: &[Weights],
    vocabulary: &Vocabulary,
) -> Vec<Matter> {
    let centrals: Vec<usize> =
        groups.iter().map(|group| most_like(&group.members, &group.sum, weights)).collect();
    let mut is_name = vec![false; vocabulary.len()];
    let mut leading = Vec::with_capacity(groups.len());
    let mut stories_with: BTreeMap<u32, u32> = BTreeMap::new();
    for (group, &central) in groups.iter().zip(&centrals) {
        let text = texts[central];
        let lead = text.text.sentences.get(LEAD_SENTENCES - 1).map_or(u32::MAX, |s| s.1);
        let title = text.account.title.as_deref().unwrap_or_default();
        let in_title = vocabulary.words(text.title, title).into_iter().map(|word| (word, true));
        let in_text = vocabulary.words(text.text, &text.account.text).into_iter();
        let mut names = BTreeSet::new();
        for (word, leads) in in_title.chain(in_text.map(|word| (word, word.token < lead))) {
            if word.class == Class::Name {
                is_name[word.term as usize] = true;
                if leads && !is_country(vocabulary.term(word.term)) {
                    names.insert(word.term);
                }
            }
        }
        let has = |text: &&usize, name: &u32| {
            weights[**text].0.binary_search_by_key(name, |&(term, _)| term).is_ok()
        };
        names.retain(|name| {
            2 * group.members.iter().filter(|text| has(text, name)).count() >= group.members.len()
        });
        for &name in &names {
            *stories_with.entry(name).or_default() += 1;
        }
        leading.push(names);
    }
    let total = groups.len() as f32;
    let rarity = |name: &u32| {
        inverse_frequency(total, stories_with[name] as f32, PRIOR_STORIES, SHARE_WITH_NAME)
    };
    let matter = |((group, central), names): ((&Group, usize), BTreeSet<u32>)| {
        let others = group.sum.0.iter().filter(|(term, _)| !is_name[*term as usize]);
        Matter {
            central,
            names: Weights(names.iter().map(|name| (*name, rarity(name))).collect()).unit(),
            others: Weights(others.copied().collect()).unit(),
            years: group.members.iter().flat_map(|&text| years(texts[text])).collect(),
            days: group.days,
        }
    };
    groups.iter().zip(centrals).zip(leading).map(matter).collect()
}

/// Whether a name is that of a country, a people or a capital: it leads a thousand matters.
fn is_country(term: &str) -> bool {
    let mut letters = term.chars();
    let capital = letters.next().map(|first| first.to_uppercase().chain(letters).collect());
    capital.is_some_and(|name: String| place_word(&name).is_some())
}

/// Years in the names of an account's events.
fn years(text: &Reported<'_>) -> Vec<u16> {
    let named =
        text.found.mentions.iter().filter(|mention| {
            mention.kind == EntityKind::Event && mention.form == MentionForm::Name
        });
    let words = named.filter_map(|mention| match mention.place.of {
        Field::Text => Some(mention.place.span.of(&text.account.text)),
        Field::Title => Some(mention.place.span.of(text.account.title.as_deref()?)),
        Field::Dropped(_) => None,
    });
    let years = words.flat_map(|name| name.split(|c: char| !c.is_ascii_digit()));
    years.filter(|year| year.len() == 4).filter_map(|year| year.parse().ok()).collect()
}

/// How surely the later of two stories goes on with the earlier; `None` where it does not.
fn score(earlier: &Matter, later: &Matter) -> Option<f32> {
    let other_year = !earlier.years.is_empty()
        && !later.years.is_empty()
        && earlier.years.is_disjoint(&later.years);
    if other_year || days_between(earlier.days, later.days)? > MOST_DAYS {
        return None;
    }
    let names = dot(&earlier.names, &later.names);
    if names < SAME_NAMES {
        return None;
    }
    let matter = dot(&earlier.others, &later.others);
    (matter >= SAME_MATTER).then(|| (names * matter).sqrt().clamp(0.0, 1.0))
}

fn reasons(
    earlier: &Matter,
    later: &Matter,
    texts: &[&Reported<'_>],
    vocabulary: &Vocabulary,
) -> Vec<Reason> {
    let names: Vec<u32> =
        earlier.names.shared(&later.names).into_iter().take(NAMES_SHOWN).collect();
    let shown = |terms: &[u32]| {
        terms.iter().map(|&term| vocabulary.term(term).to_owned()).collect::<Vec<_>>()
    };
    let evidence = [earlier, later]
        .iter()
        .flat_map(|matter| {
            names.iter().filter_map(|&n| place(texts[matter.central], n, vocabulary))
        })
        .collect();
    let matter: Vec<u32> = earlier.others.shared(&later.others).into_iter().take(8).collect();
    let days = days_between(earlier.days, later.days).unwrap_or(0);
    vec![
        Reason::new(StoryReason::LeadingNames(shown(&names)), dot(&earlier.names, &later.names))
            .shown_by(evidence),
        Reason::new(StoryReason::BothTellOf(shown(&matter)), dot(&earlier.others, &later.others)),
        Reason::new(StoryReason::DaysBetween(days), -(days as f32) / MOST_DAYS as f32 / 2.0),
    ]
}

/// Where an account has a term first.
fn place(text: &Reported<'_>, term: u32, vocabulary: &Vocabulary) -> Option<Passage> {
    let title = text.account.title.as_deref().unwrap_or_default();
    let first = |words: Vec<crate::likeness::Word>, of: Field| {
        let word = words.into_iter().find(|word| word.term == term)?;
        Some(Passage { account: text.id, of, span: word.span })
    };
    first(vocabulary.words(text.text, &text.account.text), Field::Text)
        .or_else(|| first(vocabulary.words(text.title, title), Field::Title))
}
