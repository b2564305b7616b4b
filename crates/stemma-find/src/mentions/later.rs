//! Descriptions whose holder is named only later in the account.

use std::collections::BTreeMap;

use stemma_core::{EntityKind, Local, country_of};

use super::lexicon::{self, role_noun};
use super::resolve::Resolver;

impl Resolver<'_> {
    /// A description before the name: where just one named holder of its office is found later, the
    /// two are one.
    pub(super) fn name_the_described(&mut self) {
        let mut offices: BTreeMap<(String, String), Vec<Local>> = BTreeMap::new();
        for (n, entity) in self.entities.iter().enumerate() {
            for role in &entity.roles {
                if let Some(of) = &role.of {
                    let country = country_of(of).map_or(of.clone(), str::to_owned);
                    let known = offices.entry((role.office.clone(), country)).or_default();
                    known.push(Local(n as u32));
                }
            }
        }
        // An office of which the one does not say of what, and just one named person holds it.
        let mut by_office: BTreeMap<&str, Vec<(Local, Option<&str>)>> = BTreeMap::new();
        for (n, entity) in self.entities.iter().enumerate() {
            for role in &entity.roles {
                let holders = by_office.entry(&role.office).or_default();
                holders.push((Local(n as u32), role.of.as_deref()));
            }
        }
        let private =
            lexicon::private_classes() | role_noun("brother").map_or(0, |noun| noun.classes);
        for (office, holders) in by_office {
            // A brother is not the brother whom another sentence speaks of.
            if role_noun(office).is_some_and(|noun| noun.classes & private != 0) {
                continue;
            }
            let mut named: Vec<Local> = holders
                .iter()
                .filter(|(who, _)| !self.entities[who.0 as usize].names.is_empty())
                .map(|(who, _)| *who)
                .collect();
            named.dedup();
            let unnamed: Vec<Local> = holders
                .iter()
                .map(|(who, _)| *who)
                .filter(|who| self.definite.contains(who) && !named.contains(who))
                .collect();
            let kinds_of =
                |who: Local| holders.iter().filter(move |(w, _)| *w == who).map(|(_, of)| *of);
            if let ([one], [other]) = (named.as_slice(), unnamed.as_slice())
                && kinds_of(*one).chain(kinds_of(*other)).any(|of| of.is_none())
            {
                offices.insert((office.to_owned(), String::new()), vec![*one, *other]);
            }
        }
        // "The minister of Norland said …" and, in the next sentence, "…, Ana Tarvel said": she is the
        // minister, unless the account gives her another office or anybody that one.
        for &(described, one) in &self.then_named {
            let entity = &self.entities[described.0 as usize];
            // Later words may call her just "the minister", or "the head of the portfolio".
            let [role, bare @ ..] = entity.roles.as_slice() else { continue };
            if self.entities[one.0 as usize].roles.is_empty()
                && role.of.is_some()
                && bare.iter().all(|b| b.of.is_none())
            {
                let office = (role.office.clone(), format!("{} then named", described.0));
                offices.insert(office, vec![one, described]);
            }
        }
        // "Ivo Tarvel, the minister's son": the minister is the one other Tarvel of whom no office is
        // known.
        for &(named, described) in &self.kin {
            let surname = |who: Local| self.entities[who.0 as usize].name.rsplit_once(' ');
            let Some((_, shared)) = surname(named) else { continue };
            let described_as = self.entities[described.0 as usize].gender;
            let mut fitting = (0..self.entities.len() as u32).map(Local).filter(|&who| {
                let entity = &self.entities[who.0 as usize];
                let gender = !matches!((entity.gender, described_as), (Some(a), Some(b)) if a != b);
                who != named
                    && gender
                    && entity.kind == EntityKind::Person
                    && !entity.names.is_empty()
                    && entity.roles.is_empty()
                    && surname(who).is_some_and(|(_, name)| name == shared)
            });
            if let (Some(one), None) = (fitting.next(), fitting.next()) {
                let office = (shared.to_owned(), format!("{} of one name", described.0));
                offices.insert(office, vec![one, described]);
            }
        }
        let mut becomes: Vec<Local> = (0..self.entities.len() as u32).map(Local).collect();
        for holders in offices.values() {
            let has_name = |who: &&Local| !self.entities[who.0 as usize].names.is_empty();
            let mut names = holders.iter().filter(has_name);
            if let (Some(&one), None) = (names.next(), names.next()) {
                for who in holders.iter().filter(|who| !has_name(who)) {
                    let entity = &self.entities[who.0 as usize];
                    if entity.kind == self.entities[one.0 as usize].kind
                        && self.definite.contains(who)
                    {
                        becomes[who.0 as usize] = one;
                    }
                }
            }
        }
        for (n, one) in becomes.iter().enumerate() {
            if one.0 as usize != n {
                let roles = std::mem::take(&mut self.entities[n].roles);
                let gender = self.entities[n].gender;
                let entity = &mut self.entities[one.0 as usize];
                entity.gender = entity.gender.or(gender);
                for role in roles {
                    if !entity.roles.iter().any(|r| r.office == role.office && r.of == role.of) {
                        entity.roles.push(role);
                    }
                }
            }
        }
        // Entities that became others leave no gap in the numbers.
        let mut number = 0;
        let mut renumbered = vec![Local(0); becomes.len()];
        let mut kept = Vec::with_capacity(self.entities.len());
        for (n, entity) in std::mem::take(&mut self.entities).into_iter().enumerate() {
            if becomes[n].0 as usize == n {
                renumbered[n] = Local(number);
                number += 1;
                kept.push(entity);
            }
        }
        self.entities = kept;
        for mention in &mut self.mentions {
            mention.entity =
                mention.entity.map(|who| renumbered[becomes[who.0 as usize].0 as usize]);
        }
    }
}
