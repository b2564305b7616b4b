//! Which names of an account are one: surname and full name, acronym and expansion, spellings.

mod spelling;

use std::collections::BTreeMap;

use smol_str::{SmolStr, ToSmolStr};
use stemma_core::{EntityKind, Gender, Local, LocalEntity};
use stemma_words::en::places::{PlaceForm, place_word};

use crate::mentions::lexicon::{body_noun, given_name, name_suffix, names_paper, particle};
use crate::mentions::name::Name;
use crate::parsed_text::ParsedText;
use spelling::within_one_edit;
pub(crate) use spelling::{fold, given_names_agree, skeleton};

/// What a name stands for before its context is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// One entity.
    One(Local),
    /// A bare surname that several bear.
    OneOf(Vec<Local>),
}

/// The entities that names show, and which each name (by index) may stand for.
pub(crate) struct Grouped {
    pub(crate) entities: Vec<LocalEntity>,
    pub(crate) whose: Vec<Whose>,
}

/// All places of one name, and what it joins.
struct Group {
    key: SmolStr,
    kind: EntityKind,
    words: Vec<SmolStr>,
    gender: Option<Gender>,
    /// Itself or an earlier group with which it is one.
    root: usize,
    /// Where several earlier groups fit.
    one_of: Vec<usize>,
}

/// Spellings of a surname count as one by edit distance only from this length on: shorter surnames
/// that differ in a letter are mostly two people's.
const LONG_SURNAME: usize = 8;
/// Spellings that transliteration explains count from this length on.
const SPELLED_SURNAME: usize = 5;

/// Joins the names of an account.
pub(crate) fn group(texts: &[ParsedText; 2], names: &[Name]) -> Grouped {
    let (mut groups, of_name) = by_key(texts, names);
    join_places(&mut groups);
    join_events(&mut groups);
    join_plurals(&mut groups);
    join_people(&mut groups);
    join_bodies(&mut groups);
    join_parentheses(texts, names, &of_name, &mut groups);

    let mut local: Vec<Option<Local>> = vec![None; groups.len()];
    let mut entities: Vec<LocalEntity> = Vec::new();
    for g in 0..groups.len() {
        if !groups[g].one_of.is_empty() {
            continue;
        }
        let root = root(&groups, g);
        if local[root].is_none() {
            local[root] = Some(Local(entities.len() as u32));
            entities.push(LocalEntity {
                kind: groups[root].kind,
                name: String::new(),
                names: Vec::new(),
                roles: Vec::new(),
                gender: None,
            });
        }
        local[g] = local[root];
    }
    let mut whose = Vec::with_capacity(names.len());
    for (index, name) in names.iter().enumerate() {
        let group = &groups[of_name[index]];
        if let Some(local) = local[of_name[index]] {
            let entity = &mut entities[local.0 as usize];
            let written = texts[name.text_index].words(name.tokens);
            if !entity.names.iter().any(|known| known == written) {
                entity.names.push(written.to_owned());
            }
            entity.gender = entity.gender.or(group.gender).or(name.gender);
            whose.push(Whose::One(local));
        } else {
            let mut fitting: Vec<Local> = group.one_of.iter().filter_map(|&g| local[g]).collect();
            if let Some(gender) = name.gender {
                fitting.retain(|l| entities[l.0 as usize].gender.is_none_or(|g| g == gender));
            }
            whose.push(match fitting.as_slice() {
                [one] => Whose::One(*one),
                _ => Whose::OneOf(fitting),
            });
        }
    }
    for entity in &mut entities {
        entity.name = fullest(entity);
    }
    Grouped { entities, whose }
}

/// The name that says most; of equals the first. Names all in capitals come last.
fn fullest(entity: &LocalEntity) -> String {
    let rank = |name: &str| {
        let shouted = name.len() > 4 && !name.chars().any(char::is_lowercase);
        let words = name.split_whitespace().count();
        let plain = !name.contains(['(', '"', '“']);
        // "Operation Quiet Harbour in 2031" says no more than "Operation Quiet Harbour 2031".
        let key = (entity.kind == EntityKind::Event).then(|| name.replace(',', ""));
        let (words, plain) = key.map_or((words, plain), |key| {
            let bare = crate::events::plain_key(&key);
            (bare.split_whitespace().count(), plain && bare == key)
        });
        (!shouted, words, plain, name.chars().count())
    };
    let mut best = "";
    // A country goes by its common name: "Norland", not "the Republic of Norland".
    let common = |name: &String| place_word(name).is_some_and(|known| known.by == PlaceForm::Name);
    let country = entity.kind == EntityKind::Place && entity.names.iter().any(common);
    for name in entity.names.iter().filter(|name| !country || common(name)) {
        if best.is_empty() || rank(name) > rank(best) {
            best = name;
        }
    }
    // "(Ana) Tarvel" is a name of hers; she is Ana Tarvel.
    if best.contains('(') {
        let plain: String = best.chars().filter(|c| !matches!(c, '(' | ')')).collect();
        return plain.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    best.to_owned()
}

/// Names of one key, in order of appearance, and the group of every name.
fn by_key(texts: &[ParsedText; 2], names: &[Name]) -> (Vec<Group>, Vec<usize>) {
    let mut known: BTreeMap<SmolStr, usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut of_name = Vec::with_capacity(names.len());
    for name in names {
        // An event with its year after a hyphen or a space is one.
        let key = if name.kind == EntityKind::Event {
            name.key.replace('-', " ").to_smolstr()
        } else {
            name.key.clone()
        };
        let known_key = SmolStr::new(format!("{key}|{}", u8::from(name.kind == EntityKind::Event)));
        let group = *known.entry(known_key).or_insert_with(|| {
            let words: Vec<SmolStr> = key.split(' ').map(fold).collect();
            let text = &texts[name.text_index];
            let first = text.word(name.tokens.0);
            groups.push(Group {
                gender: (name.kind == EntityKind::Person && words.len() > 1)
                    .then(|| given_name(first))
                    .flatten(),
                kind: name.kind,
                words,
                root: groups.len(),
                one_of: Vec::new(),
                key: match place_word(plain_country(text.words(name.tokens))) {
                    // Every form of a country's name is one name, and so are those of its people.
                    Some(known) if known.by == PlaceForm::Name => {
                        SmolStr::new(format!("{}#name", known.country))
                    }
                    Some(known) if matches!(known.by, PlaceForm::Adjective | PlaceForm::People) => {
                        SmolStr::new(format!("{}#people", known.country))
                    }
                    _ => key,
                },
            });
            groups.len() - 1
        });
        groups[group].gender = groups[group].gender.or(name.gender);
        of_name.push(group);
    }
    (groups, of_name)
}

/// "Republic of Norland" is Norland, where the gazetteer knows that.
pub(crate) fn plain_country(words: &str) -> &str {
    ["Republic of ", "Kingdom of ", "Federal Republic of ", "Islamic Republic of "]
        .iter()
        .find_map(|title| words.strip_prefix(title))
        .map_or(words, |rest| rest.strip_prefix("the ").unwrap_or(rest))
}

fn root(groups: &[Group], mut g: usize) -> usize {
    while groups[g].root != g {
        g = groups[g].root;
    }
    g
}

fn join(groups: &mut [Group], a: usize, b: usize) {
    let (a, b) = (root(groups, a), root(groups, b));
    let (first, later) = (a.min(b), a.max(b));
    if first != later {
        groups[later].root = first;
        groups[first].gender = groups[first].gender.or(groups[later].gender);
    }
}

fn join_places(groups: &mut [Group]) {
    let mut known: BTreeMap<SmolStr, usize> = BTreeMap::new();
    for g in 0..groups.len() {
        if groups[g].key.contains('#') {
            let first = *known.entry(groups[g].key.clone()).or_insert(g);
            join(groups, first, g);
        }
    }
}

/// `firm coast 2031` and `firm coast-2031` without the year; `None` where there is none.
pub(crate) fn without_year(key: &str) -> Option<&str> {
    let (stem, year) = key.rsplit_once([' ', '-'])?;
    (year.len() == 4 && crate::events::is_year(year) && !stem.trim().is_empty())
        .then(|| stem.trim_end_matches([' ', '-']))
}

/// What else an event may be called: without its year, `ottilie` for `hurricane ottilie`.
pub(crate) fn short_names(key: &str) -> Vec<&str> {
    let of_storm = |key| {
        let (first, rest): (&str, &str) = str::split_once(key, ' ')?;
        let storm = matches!(
            first,
            "hurricane" | "storm" | "typhoon" | "cyclone" | "operation" | "exercise"
        );
        storm.then_some(rest)
    };
    let bare = without_year(key);
    [bare, of_storm(key), bare.and_then(of_storm)].into_iter().flatten().collect()
}

/// An event without its year is the one of that name; of several years it may be any.
fn join_events(groups: &mut [Group]) {
    let mut years: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (g, group) in groups.iter().enumerate() {
        if group.kind == EntityKind::Event {
            for short in short_names(&group.words.join(" ")) {
                years.entry(short.to_owned()).or_default().push(g);
            }
        }
    }
    for g in 0..groups.len() {
        if groups[g].kind != EntityKind::Event {
            continue;
        }
        let Some(same) = years.get(&groups[g].words.join(" ")) else { continue };
        match roots(groups, same).as_slice() {
            [one] => join(groups, *one, g),
            several => groups[g].one_of = several.to_vec(),
        }
    }
}

/// `S-400s` are of the kind `S-400`.
fn join_plurals(groups: &mut [Group]) {
    let known: BTreeMap<String, usize> = groups
        .iter()
        .enumerate()
        .filter(|(_, group)| group.kind == EntityKind::Equipment)
        .map(|(g, group)| (group.words.join(" "), g))
        .collect();
    for g in 0..groups.len() {
        let plural = groups[g].words.join(" ");
        let one = plural.strip_suffix('s').and_then(|one| known.get(one));
        if let Some(&one) = one.filter(|_| groups[g].kind == EntityKind::Equipment) {
            join(groups, one, g);
        }
    }
}

/// Full names with one another, then bare surnames and given names with full names.
fn join_people(groups: &mut [Group]) {
    let people: Vec<usize> =
        (0..groups.len()).filter(|&g| groups[g].kind == EntityKind::Person).collect();
    let (bare, full): (Vec<usize>, Vec<usize>) =
        people.iter().partition(|&&g| core_words(&groups[g]).len() == 1);
    let mut surnames: BTreeMap<SmolStr, Vec<usize>> = BTreeMap::new();
    let mut spelled: BTreeMap<SmolStr, Vec<usize>> = BTreeMap::new();
    let mut given: BTreeMap<SmolStr, Vec<usize>> = BTreeMap::new();
    let mut endings: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut begins: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for g in full {
        let words = core_words(&groups[g]);
        let surname = words[words.len() - 1].clone();
        let like = spelled.entry(skeleton(&surname)).or_default();
        let same = like.iter().copied().find(|&other| one_person(&groups[other], &groups[g]));
        like.push(g);
        if let Some(other) = same.or_else(|| misspelt(groups, &begins, g, &surname)) {
            join(groups, other, g);
        }
        let words = core_words(&groups[g]);
        for from in 1..words.len().saturating_sub(1) {
            endings.entry(words[from..].join(" ")).or_default().push(g);
        }
        given.entry(words[0].clone()).or_default().push(g);
        begins.entry(beginning(&surname)).or_default().push(g);
        surnames.entry(surname).or_default().push(g);
    }
    // "Lopes Tarvel" of "Ana Lopes Tarvel".
    for &g in &people {
        let words = groups[g].words.join(" ");
        if let Some(longer) = endings.get(&words).map(|l| roots(groups, l))
            && let [one] = longer.as_slice()
        {
            join(groups, *one, g);
        }
    }
    for g in bare {
        let word = core_words(&groups[g])[0].clone();
        if groups[g].words.len() > 1 {
            continue;
        }
        let long_enough = word.chars().count() >= SPELLED_SURNAME;
        let fitting = [
            surnames.get(&word),
            given.get(&word),
            spelled.get(&skeleton(&word)).filter(|_| long_enough),
        ]
        .into_iter()
        .flatten()
        .next()
        .map(|list| roots(groups, list));
        match fitting.as_deref() {
            Some([one]) => join(groups, *one, g),
            Some(several) if !several.is_empty() => groups[g].one_of = several.to_vec(),
            _ => {
                if let Some(other) = misspelt(groups, &begins, g, &word) {
                    join(groups, other, g);
                } else {
                    // The first bare name stands for the next that are spelled like it.
                    spelled.entry(skeleton(&word)).or_default().push(g);
                    begins.entry(beginning(&word)).or_default().push(g);
                    surnames.entry(word).or_default().push(g);
                }
            }
        }
    }
}

/// A name without what tells bearers apart and without particles in front.
fn core_words(group: &Group) -> &[SmolStr] {
    let mut words = group.words.as_slice();
    while words.len() > 1 && name_suffix(&words[words.len() - 1]) {
        words = &words[..words.len() - 1];
    }
    if words.len() == 2 && particle(&words[0]) {
        words = &words[1..];
    }
    words
}

fn roots(groups: &[Group], list: &[usize]) -> Vec<usize> {
    let mut roots: Vec<usize> = list.iter().map(|&g| root(groups, g)).collect();
    roots.sort_unstable();
    roots.dedup();
    roots
}

/// Whether two full names with surnames spelled alike are one person's: given names agree, and no
/// `Jr` stands against its absence.
fn one_person(a: &Group, b: &Group) -> bool {
    let suffix = |g: &Group| g.words.last().filter(|w| name_suffix(w)).cloned();
    if suffix(a) != suffix(b) {
        return false;
    }
    if let (Some(x), Some(y)) = (a.gender, b.gender)
        && x != y
    {
        return false;
    }
    given_names_agree(&core_words(a)[0], &core_words(b)[0])
}

/// A known surname that differs from a long one in one letter.
fn misspelt(
    groups: &[Group],
    begins: &BTreeMap<String, Vec<usize>>,
    g: usize,
    surname: &str,
) -> Option<usize> {
    /// More surnames with one beginning are a register, not a report.
    const LOOKED_AT: usize = 16;
    if surname.chars().count() < LONG_SURNAME {
        return None;
    }
    begins.get(&beginning(surname))?.iter().copied().take(LOOKED_AT).find(|&other| {
        let words = core_words(&groups[other]);
        let full = |g: usize| core_words(&groups[g]).len() > 1;
        within_one_edit(&words[words.len() - 1], surname)
            && (!full(g) || !full(other) || one_person(&groups[other], &groups[g]))
    })
}

fn beginning(word: &str) -> String {
    word.chars().take(3).collect()
}

/// Acronyms with what they stand for, and short forms with the one longer name they begin or end.
fn join_bodies(groups: &mut [Group]) {
    let bodies: Vec<usize> =
        (0..groups.len()).filter(|&g| groups[g].kind == EntityKind::Organisation).collect();
    let mut initials: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut parts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &g in bodies.iter().filter(|&&g| groups[g].words.len() > 1) {
        initials.entry(initials_of(&groups[g])).or_default().push(g);
        let words = &groups[g].words;
        for cut in 1..words.len() {
            for (n, part) in [&words[..cut], &words[cut..]].into_iter().enumerate() {
                // "Port Ansel Norkabel" is a shop of Norkabel's, no fuller name; "Agencia Norpress" is.
                let generic = words[..cut].iter().all(|w| body_noun(w));
                if n == 1 && part.len() == 1 && !generic && !names_paper(&part[0]) {
                    continue;
                }
                // "the Times" of an account that has "The Ansel Times".
                let paper = n == 1 && part.len() == 1 && names_paper(&part[0]);
                if paper || !part.iter().all(|w| body_noun(w) || w.len() < 3) {
                    parts.entry(part.join(" ")).or_default().push(g);
                }
            }
        }
    }
    for &g in &bodies {
        let word = groups[g].words.join(" ");
        let longer =
            if groups[g].words.len() == 1 && word.len() >= 3 { initials.get(&word) } else { None };
        let longer = longer.or_else(|| parts.get(&word).filter(|_| !groups[g].key.contains('#')));
        if let Some(list) = longer
            && let [one] = roots(groups, list).as_slice()
            && *one != root(groups, g)
        {
            join(groups, *one, g);
        }
    }
}

fn initials_of(group: &Group) -> String {
    group
        .words
        .iter()
        .filter(|w| !matches!(w.as_str(), "of" | "the" | "and" | "for" | "in" | "on" | "'s"))
        .filter_map(|w| w.chars().next())
        .collect()
}

/// "Harbour Safety Board (HSB)": what stands in parentheses right behind a name and has its initials.
fn join_parentheses(
    texts: &[ParsedText; 2],
    names: &[Name],
    of_name: &[usize],
    groups: &mut [Group],
) {
    for n in 1..names.len() {
        let (long, short) = (&names[n - 1], &names[n]);
        if long.text_index != short.text_index || long.tokens.1 + 1 != short.tokens.0 {
            continue;
        }
        let text = &texts[long.text_index];
        let acronym = text.words(short.tokens);
        let closes = short.tokens.1 < text.len() && text.word(short.tokens.1) == ")";
        if text.word(long.tokens.1) != "(" || !closes || acronym.chars().any(char::is_lowercase) {
            continue;
        }
        let (a, b) = (of_name[n - 1], of_name[n]);
        let initials = initials_of(&groups[a]);
        let letters: String = groups[b].words.join("");
        if initials.starts_with(&letters[..1.min(letters.len())])
            && letters.len() <= initials.len() + 2
        {
            let kind = groups[root(groups, a)].kind;
            join(groups, a, b);
            let root = root(groups, a);
            groups[root].kind = kind;
        }
    }
}
