//! Descriptions whose holder is named only later in the account.

use std::collections::BTreeMap;

use stemma_core::{EntityKind, Gender, Local, LocalEntity, Mention, Role};
use stemma_words::en::places::country_of;

use super::lexicon::{self, role_noun};
use super::resolver::Descriptions;

/// Those who may be one, by an office and whose it is, or by what else joins them.
type MayBeOne = BTreeMap<(String, String), Vec<Local>>;

/// A description before the name: where just one named holder of its office is found later, the
/// two are one.
pub(super) fn name_the_described(
    mut entities: Vec<LocalEntity>,
    descriptions: &Descriptions,
    mentions: &mut [Mention],
) -> Vec<LocalEntity> {
    let mut groups = by_office_and_country(&entities);
    by_office_alone(&entities, descriptions, &mut groups);
    by_speaking_next(&entities, descriptions, &mut groups);
    by_kin(&entities, descriptions, &mut groups);
    let mut becomes: Vec<Local> = all(&entities).collect();
    for holders in groups.values() {
        let has_name = |who: &&Local| !entity(&entities, **who).names.is_empty();
        let mut names = holders.iter().filter(has_name);
        let (Some(&one), None) = (names.next(), names.next()) else { continue };
        for who in holders.iter().filter(|who| !has_name(who)) {
            if entity(&entities, *who).kind == entity(&entities, one).kind
                && descriptions.definite.contains(who)
            {
                becomes[who.0 as usize] = one;
            }
        }
    }
    for (n, one) in becomes.iter().map(|one| one.0 as usize).enumerate() {
        if one != n {
            let (gender, roles) = (entities[n].gender, std::mem::take(&mut entities[n].roles));
            absorb(&mut entities[one], gender, roles);
        }
    }
    renumber(entities, &becomes, mentions)
}

fn entity(entities: &[LocalEntity], who: Local) -> &LocalEntity {
    &entities[who.0 as usize]
}

fn all(entities: &[LocalEntity]) -> impl Iterator<Item = Local> + use<> {
    (0..entities.len() as u32).map(Local)
}

/// Gives an entity what was known of another that it turned out to be.
pub(super) fn absorb(entity: &mut LocalEntity, gender: Option<Gender>, roles: Vec<Role>) {
    entity.gender = entity.gender.or(gender);
    for role in roles {
        if !entity.roles.iter().any(|r| r.office == role.office && r.of == role.of) {
            entity.roles.push(role);
        }
    }
}

fn by_office_and_country(entities: &[LocalEntity]) -> MayBeOne {
    let mut groups = MayBeOne::new();
    for who in all(entities) {
        for role in &entity(entities, who).roles {
            if let Some(of) = &role.of {
                let country = country_of(of).map_or(of.clone(), str::to_owned);
                groups.entry((role.office.clone(), country)).or_default().push(who);
            }
        }
    }
    groups
}

/// An office of which the one does not say of what, and just one named person holds it.
fn by_office_alone(entities: &[LocalEntity], descriptions: &Descriptions, groups: &mut MayBeOne) {
    let mut by_office: BTreeMap<&str, Vec<(Local, Option<&str>)>> = BTreeMap::new();
    for who in all(entities) {
        for role in &entity(entities, who).roles {
            by_office.entry(&role.office).or_default().push((who, role.of.as_deref()));
        }
    }
    let private = lexicon::private_classes() | role_noun("brother").map_or(0, |noun| noun.classes);
    for (office, holders) in by_office {
        // A brother is not the brother whom another sentence speaks of.
        if role_noun(office).is_some_and(|noun| noun.classes & private != 0) {
            continue;
        }
        let holding = || holders.iter().map(|(who, _)| *who);
        let mut named: Vec<Local> =
            holding().filter(|who| !entity(entities, *who).names.is_empty()).collect();
        named.dedup();
        let unnamed: Vec<Local> = holding()
            .filter(|who| descriptions.definite.contains(who) && !named.contains(who))
            .collect();
        if let ([one], [other]) = (named.as_slice(), unnamed.as_slice())
            && holders.iter().any(|(who, of)| [one, other].contains(&who) && of.is_none())
        {
            groups.insert((office.to_owned(), String::new()), vec![*one, *other]);
        }
    }
}

/// "The minister of Norland said …" and, in the next sentence, "…, Ana Tarvel said": she is the
/// minister, unless the account gives her another office or anybody that one.
fn by_speaking_next(entities: &[LocalEntity], descriptions: &Descriptions, groups: &mut MayBeOne) {
    for &(described, one) in &descriptions.then_named {
        // Later words may call her just "the minister", or "the head of the portfolio".
        let [role, bare @ ..] = entity(entities, described).roles.as_slice() else { continue };
        if entity(entities, one).roles.is_empty()
            && role.of.is_some()
            && bare.iter().all(|b| b.of.is_none())
        {
            let office = (role.office.clone(), format!("{} then named", described.0));
            groups.insert(office, vec![one, described]);
        }
    }
}

/// "Ivo Tarvel, the minister's son": the minister is the one other Tarvel of whom no office is
/// known.
fn by_kin(entities: &[LocalEntity], descriptions: &Descriptions, groups: &mut MayBeOne) {
    let surname = |who: Local| Some(entity(entities, who).name.rsplit_once(' ')?.1);
    for &(named, described) in &descriptions.kin {
        let Some(shared) = surname(named) else { continue };
        let gender = entity(entities, described).gender;
        let mut fitting = all(entities).filter(|&who| {
            let entity = entity(entities, who);
            who != named
                && lexicon::may_be_one(entity.gender, gender)
                && entity.kind == EntityKind::Person
                && !entity.names.is_empty()
                && entity.roles.is_empty()
                && surname(who) == Some(shared)
        });
        if let (Some(one), None) = (fitting.next(), fitting.next()) {
            let office = (shared.to_owned(), format!("{} of one name", described.0));
            groups.insert(office, vec![one, described]);
        }
    }
}

/// Entities that became others leave no gap in the numbers.
fn renumber(
    entities: Vec<LocalEntity>,
    becomes: &[Local],
    mentions: &mut [Mention],
) -> Vec<LocalEntity> {
    let mut renumbered = vec![Local(0); becomes.len()];
    let mut kept = Vec::with_capacity(entities.len());
    for (n, entity) in entities.into_iter().enumerate() {
        if becomes[n].0 as usize == n {
            renumbered[n] = Local(kept.len() as u32);
            kept.push(entity);
        }
    }
    for mention in mentions {
        mention.entity = mention.entity.map(|who| renumbered[becomes[who.0 as usize].0 as usize]);
    }
    kept
}
