//! From what a person named to the things that are meant.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{anyhow, bail};
use stemma_core::Stored;
use stemma_core::log::{Anchor, What};
use stemma_core::{
    AccountId, Entity, EntityId, Field, Local, NodeId, Passage, Place, Span, StoryId, Verdict,
};

use super::anchors::{mention_of, of_account, of_entity, of_passage};
use super::form::Form;
use super::stored;
use crate::page::{quoted, shortened};
use crate::place::{PlaceName, byte_at};
use stemma_tell::collection::Collection;

/// Two things of one kind that a person named.
pub(crate) struct Things {
    pub(crate) what: What,
    pub(crate) of: [Anchor; 2],
    /// Further pairs of which the same holds.
    pub(crate) also: Vec<[Anchor; 2]>,
    /// Each as a reader knows it.
    pub(crate) told: [String; 2],
}

/// No judgement is kept of more pairs than these: the weaving holds the rest together. Set by hand.
const MOST_PAIRS: usize = 100;

/// Looks up what a person named; one thing alone is a line of descent. With `who`, places mean
/// whoever is mentioned there.
pub(crate) fn name(
    a: &str,
    b: Option<&str>,
    who: bool,
    verdict: Verdict,
    collection: &Collection,
) -> anyhow::Result<Things> {
    let naming = Naming { collection };
    let Some(b) = b else {
        return match Form::of(a) {
            Form::Line(from, to) => naming.line(from, to, verdict),
            _ => bail!(
                "'{a}' is one thing; two are judged. Name a second one, or a line of descent by \
                 both its ends (a1-a3: account 3 has it from account 1)"
            ),
        };
    };
    match (Form::of(a), Form::of(b)) {
        (Form::Line(..), _) | (_, Form::Line(..)) => {
            bail!("a line of descent is judged alone: `stemma judge same {a}`")
        }
        (Form::Source(n), _) | (_, Form::Source(n)) => bail!(
            "source s{n} is judged by its lines: `stemma judge different s{n}-a2` says that \
             account 2 does not have it from there"
        ),
        (one @ Form::Place(..), other @ Form::Place(..)) if who => {
            naming.entities(&one, &other, verdict)
        }
        (Form::Account(a), Form::Account(b)) => naming.stories(a, b, verdict),
        (
            one @ (Form::Entity(_) | Form::Name(_) | Form::Place(..)),
            other @ (Form::Entity(_) | Form::Name(_)),
        )
        | (one @ (Form::Entity(_) | Form::Name(_)), other @ Form::Place(..)) => {
            naming.entities(&one, &other, verdict)
        }
        (one @ (Form::Claim(_) | Form::Place(..)), other @ (Form::Claim(_) | Form::Place(..))) => {
            naming.claims(&one, &other, verdict)
        }
        (one, other) => {
            bail!("'{a}' is {} and '{b}' {}; two of a kind are judged", one.kind(), other.kind())
        }
    }
}

/// Somebody as one account knows them, under a name.
type Known<'a> = (AccountId, Local, &'a str);

struct Naming<'t> {
    collection: &'t Collection,
}

impl<'t> Naming<'t> {
    fn stored(&self, id: AccountId) -> anyhow::Result<&'t Stored> {
        self.collection.account(id).ok_or_else(|| {
            anyhow!(
                "there is no account {}; there are {} accounts",
                id.0,
                self.collection.accounts().len()
            )
        })
    }

    fn stories(&self, a: AccountId, b: AccountId, verdict: Verdict) -> anyhow::Result<Things> {
        let (one, other) = (self.stored(a)?, self.stored(b)?);
        if a == b {
            bail!("account {} was named twice", a.0);
        }
        let told = |stored: &Stored| {
            let title = stored.account.title.as_deref().unwrap_or("(no title)");
            format!(
                "{} {}: {}",
                stored.id.0,
                self.collection.outlet(stored.id),
                shortened(title, 60)
            )
        };
        // Who parts two stories parts all of them, or the rest would lead one back; who joins them
        // joins all, or each would be drawn away from its own.
        let mut pairs: Vec<(AccountId, AccountId)> = Vec::new();
        let whole = |id| {
            let story = self.collection.story_of(id);
            story.map(|story| story.accounts.as_slice()).unwrap_or_default()
        };
        let (ours, theirs) = (whole(a), whole(b));
        if ours != theirs {
            match verdict {
                Verdict::Different => {
                    let all = ours.iter().flat_map(|&p| theirs.iter().map(move |&q| (p, q)));
                    pairs.extend(all.filter(|&pair| pair != (a, b)));
                }
                Verdict::Same => {
                    pairs.extend(ours.iter().filter(|&&p| p != a).map(|&p| (a, p)));
                    pairs.extend(theirs.iter().filter(|&&q| q != b).map(|&q| (b, q)));
                }
            }
        }
        pairs.truncate(MOST_PAIRS);
        let anchor = |id| self.stored(id).map(of_account);
        let also = pairs.into_iter().map(|(p, q)| Ok([anchor(p)?, anchor(q)?]));
        let also = also.collect::<anyhow::Result<Vec<_>>>()?;
        Ok(Things {
            what: What::Story,
            of: [of_account(one), of_account(other)],
            also,
            told: [told(one), told(other)],
        })
    }

    fn line(&self, from: NodeId, to: NodeId, verdict: Verdict) -> anyhow::Result<Things> {
        if from == to {
            bail!("{from} was named twice");
        }
        if let (NodeId::Source(_), NodeId::Source(_)) = (from, to) {
            bail!(
                "{from} and {to} are both sources that are not in the store. A line of descent \
                 leads to an account, like {from}-a1"
            );
        }
        let lineage = &self.collection.woven.lineage;
        let drawn = lineage.edges.iter().find(|edge| edge.from == from && edge.to == to);
        if drawn.is_none() && verdict == Verdict::Different {
            let into: Vec<String> = (lineage.edges.iter())
                .filter(|edge| edge.to == to)
                .map(|edge| {
                    format!("{}-{} ({})", edge.from, edge.to, self.collection.node(edge.from))
                })
                .collect();
            let known = if into.is_empty() {
                format!("no line leads to {to}")
            } else {
                format!("to {to} lead {}", into.join(", "))
            };
            bail!("there is no line of descent {from}-{to}; {known}");
        }
        let end = |node: NodeId| -> anyhow::Result<Anchor> {
            match node {
                NodeId::Account(id) => Ok(of_account(self.stored(id)?)),
                NodeId::Source(_) => {
                    let known = lineage.nodes.iter().find(|known| known.id == node);
                    let known = known.ok_or_else(|| {
                        anyhow!("there is no source {node}. `stemma story` shows sources")
                    })?;
                    let touches =
                        lineage.edges.iter().filter(|edge| edge.from == node || edge.to == node);
                    let words = drawn.into_iter().chain(touches).find_map(|e| e.evidence.first());
                    let words = words.ok_or_else(|| {
                        anyhow!(
                            "no words show source {node} ({}), so that it cannot be judged",
                            known.name
                        )
                    })?;
                    let stored = self.stored(words.account)?;
                    let place = Place { of: words.of, span: words.span };
                    Ok(Anchor { name: Some(known.name.clone()), ..of_passage(stored, place) })
                }
            }
        };
        Ok(Things {
            what: What::Edge,
            of: [end(from)?, end(to)?],
            also: Vec::new(),
            told: [from, to].map(|node| self.collection.node(node)),
        })
    }

    fn claims(&self, a: &Form, b: &Form, verdict: Verdict) -> anyhow::Result<Things> {
        let (ours, theirs) = (self.passages(a)?, self.passages(b)?);
        if ours.iter().any(|passage| theirs.contains(passage)) {
            bail!("both are the same words; name two passages that are to be parted or joined");
        }
        // To part two claims, no pair of their passages may come together; to join them, all must,
        // or what an account tells apart would split them anew.
        let mut pairs = vec![(ours[0], theirs[0])];
        match verdict {
            Verdict::Different => {
                let all = ours.iter().flat_map(|&x| theirs.iter().map(move |&y| (x, y)));
                pairs.extend(all.skip(1));
            }
            Verdict::Same => {
                let rest =
                    |of: &[Passage]| of.iter().map(|&p| (of[0], p)).skip(1).collect::<Vec<_>>();
                pairs.extend([rest(&ours), rest(&theirs)].concat());
            }
        }
        pairs.truncate(MOST_PAIRS);
        let pairs = pairs.into_iter().map(|(x, y)| Ok([self.of_words(x)?, self.of_words(y)?]));
        let pairs = pairs.collect::<anyhow::Result<Vec<_>>>()?;
        let mut pairs = pairs.into_iter();
        let of = pairs.next().ok_or_else(|| anyhow!("a claim without words cannot be judged"))?;
        let told = [ours[0], theirs[0]].map(|passage| {
            let words = shortened(self.collection.words(&passage), 100);
            format!("{} {}", self.collection.mark(&passage), quoted(&words))
        });
        Ok(Things { what: What::Claim, of, also: pairs.collect(), told })
    }

    fn of_words(&self, passage: Passage) -> anyhow::Result<Anchor> {
        let place = Place { of: passage.of, span: passage.span };
        Ok(of_passage(self.stored(passage.account)?, place))
    }

    /// The passages of a claim, the one that says it most fully first; or the one at a place.
    fn passages(&self, form: &Form) -> anyhow::Result<Vec<Passage>> {
        match form {
            Form::Claim(id) => {
                let claims = &self.collection.woven.claims;
                let claim = claims.iter().find(|claim| claim.id == *id).ok_or_else(|| {
                    anyhow!(
                        "there is no claim {}; claims go from 1 to {}. `stemma story --all` shows \
                         them",
                        id.0,
                        claims.len()
                    )
                })?;
                let mut passages = vec![claim.text];
                let members = claim.members.iter().map(|member| member.passage);
                passages.extend(members.filter(|passage| *passage != claim.text));
                Ok(passages)
            }
            Form::Place(place, end) => Ok(vec![self.passage(*place, *end)?]),
            _ => unreachable!("only claims and places come here"),
        }
    }

    /// The words at a place: as far as they are said; else the passage of a claim that begins there
    /// or holds it; else the sentence, or the whole headline.
    fn passage(&self, place: PlaceName, end: Option<usize>) -> anyhow::Result<Passage> {
        let stored = self.stored(place.account)?;
        let (of, characters) = place.at.unwrap_or((Field::Text, 0));
        let text = stored
            .account
            .words(of)
            .ok_or_else(|| anyhow!("account {} has no such text", place.account.0))?;
        let at = byte_at(text, characters);
        if at >= text.len() {
            let length = text.chars().count();
            bail!("account {} ends after {length} characters", place.account.0);
        }
        let span = if let Some(end) = end {
            let end = byte_at(text, end);
            if end <= at {
                bail!(
                    "the passage ends before it begins; write its first and last character, as \
                       in 3:120-180"
                );
            }
            Span::new(at, end)
        } else if of != Field::Text && characters == 0 {
            Span::new(0, text.len())
        } else {
            let members = self.collection.woven.claims.iter().flat_map(|claim| &claim.members);
            let spans = members
                .map(|member| member.passage)
                .filter(|passage| passage.account == stored.id && passage.of == of)
                .map(|passage| passage.span)
                .filter(|span| span.start as usize <= at && at < span.end as usize);
            let sentences = stored.found.sentences.iter().copied();
            let sentence = || {
                let before = |sentence: &Span| sentence.start as usize <= at;
                sentences.clone().rfind(before).filter(|_| of == Field::Text)
            };
            let nearest = spans.min_by_key(|span| (at.abs_diff(span.start as usize), span.len()));
            nearest.or_else(sentence).unwrap_or_else(|| Span::new(0, text.len()))
        };
        let span = span.trim(text);
        if span.is_empty() {
            bail!("there are no words at that place of account {}", place.account.0);
        }
        Ok(Place { of, span }.in_account(stored.id))
    }

    fn entities(&self, a: &Form, b: &Form, verdict: Verdict) -> anyhow::Result<Things> {
        if a == b {
            bail!(
                "both are the same name. Where two people bear it, name each by a place where \
                   they are mentioned (3:120 5:48 --who)"
            );
        }
        let (mut ours, mut theirs) = (self.known(a)?, self.known(b)?);
        // Whom an account calls by both names is told apart by neither.
        let common: BTreeSet<(AccountId, Local)> = (ours.iter())
            .map(|&(account, local, _)| (account, local))
            .filter(|one| theirs.iter().any(|&(account, local, _)| (account, local) == *one))
            .collect();
        let told = [&ours, &theirs].map(|known| Self::told(known));
        let own = |(account, local, _): &Known<'_>| !common.contains(&(*account, *local));
        ours.retain(own);
        theirs.retain(own);
        let (Some(&one), Some(&other)) = (ours.first(), theirs.first()) else {
            let accounts: BTreeSet<u32> = common.iter().map(|(account, _)| account.0).collect();
            let accounts: Vec<String> = accounts.iter().map(u32::to_string).collect();
            bail!(
                "account {} itself means one and the same with both; only what accounts say of \
                 each other's is judged",
                accounts.join(", ")
            );
        };
        let mut pairs = vec![(one, other)];
        if verdict == Verdict::Different {
            // In each story in which both are named: else a rule could still join them there.
            let by_story = |known: &[Known<'t>]| -> BTreeMap<Option<StoryId>, Known<'t>> {
                known.iter().rev().map(|&known| (self.story_of(known.0), known)).collect()
            };
            let (left, right) = (by_story(&ours), by_story(&theirs));
            let in_both = left.into_iter().filter_map(|(story, x)| Some((x, *right.get(&story)?)));
            pairs.extend(in_both.filter(|&pair| pair != (one, other)));
            pairs.truncate(MOST_PAIRS);
        } else {
            pairs.extend(self.held_together(one, other));
        }
        let anchor = |(account, local, name): Known<'_>| -> anyhow::Result<Anchor> {
            of_entity(self.stored(account)?, local, name)
                .ok_or_else(|| anyhow!("account {} does not mention {name}", account.0))
        };
        let pairs = pairs.into_iter().map(|(x, y)| Ok([anchor(x)?, anchor(y)?]));
        let mut pairs = pairs.collect::<anyhow::Result<Vec<_>>>()?.into_iter();
        let of = pairs.next().ok_or_else(|| anyhow!("nobody was named"))?;
        Ok(Things { what: What::Entity, of, also: pairs.collect(), told })
    }

    /// What else must be one so that two entities are, and stay whole: of each the members that stand
    /// for all under one name in one story, and all where an account tells the two apart.
    fn held_together(&self, one: Known<'t>, other: Known<'t>) -> Vec<(Known<'t>, Known<'t>)> {
        let whole = |(account, local, _): Known<'t>| {
            let id = self.collection.entity_of(account, local);
            let members =
                id.and_then(|id| self.collection.entity(id)).map(|e| e.members.as_slice());
            members.unwrap_or_default()
        };
        let (ours, theirs) = (whole(one), whole(other));
        if ours == theirs {
            return Vec::new();
        }
        let in_both: BTreeSet<AccountId> = (ours.iter())
            .map(|(account, _)| *account)
            .filter(|account| theirs.iter().any(|(other, _)| other == account))
            .collect();
        let linked = |to: Known<'t>, members: &[(AccountId, Local)]| -> Vec<_> {
            let mut stood_for = BTreeSet::new();
            let members = members.iter().filter(|&&member| member != (to.0, to.1));
            let known = members.filter_map(|&(account, local)| {
                let stored = stored(self.collection.accounts(), account)?;
                let name = stored.found.entities.get(local.0 as usize)?.name.as_str();
                mention_of(stored, local, name)?;
                let is_first = stood_for.insert((self.story_of(account), name));
                (is_first || in_both.contains(&account)).then_some((to, (account, local, name)))
            });
            known.take(MOST_PAIRS).collect()
        };
        [linked(one, ours), linked(other, theirs)].concat()
    }

    fn story_of(&self, id: AccountId) -> Option<StoryId> {
        self.collection.story_of(id).map(|story| story.id)
    }

    fn told(known: &[Known<'_>]) -> String {
        let accounts: BTreeSet<u32> = known.iter().map(|(account, ..)| account.0).collect();
        let mut numbers: Vec<String> = accounts.iter().take(8).map(u32::to_string).collect();
        if accounts.len() > numbers.len() {
            numbers.push("…".to_owned());
        }
        let name = known.first().map_or("", |(.., name)| name);
        format!("{name} (in {})", numbers.join(" "))
    }

    /// Whom a form means: everybody, account by account, who bears the name.
    fn known(&self, form: &Form) -> anyhow::Result<Vec<Known<'t>>> {
        let entity = match form {
            Form::Entity(id) => self.collection.entity(*id).ok_or_else(|| {
                let last = self.collection.woven.entities.len();
                anyhow!("there is no entity {}; entities go from 1 to {last}", id.0)
            })?,
            Form::Name(name) => return self.called(name),
            Form::Place(place, _) => return Ok(vec![self.mentioned(*place)?]),
            _ => unreachable!("only names, entities and places come here"),
        };
        let named = self.bearing(entity, &entity.name);
        if !named.is_empty() {
            return Ok(named);
        }
        // Nobody calls it by its own name: whoever there is.
        let members = entity.members.iter().filter_map(|&(account, local)| {
            let name = &stored(self.collection.accounts(), account)?
                .found
                .entities
                .get(local.0 as usize)?
                .name;
            Some((account, local, name.as_str()))
        });
        Ok(members.collect())
    }

    /// The members of an entity that bear a name and are mentioned somewhere.
    fn bearing(&self, entity: &Entity, name: &str) -> Vec<Known<'t>> {
        let bears = |&(account, local): &(AccountId, Local)| {
            let stored = stored(self.collection.accounts(), account)?;
            let known = stored.found.entities.get(local.0 as usize)?;
            let name = known.names.iter().find(|known| *known == name)?;
            mention_of(stored, local, name)?;
            Some((account, local, name.as_str()))
        };
        entity.members.iter().filter_map(bears).collect()
    }

    /// Whoever bears a name: all of them, if they are one entity.
    fn called(&self, name: &str) -> anyhow::Result<Vec<Known<'t>>> {
        let folded =
            |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let entities = &self.collection.woven.entities;
        let bearing = |as_written: bool| {
            let names = entities.iter().flat_map(|entity| {
                entity.names.iter().map(move |known| (entity, known.text.as_str()))
            });
            let bears = move |known: &str| {
                if as_written { known == name } else { folded(known) == folded(name) }
            };
            names.filter(move |(_, known)| bears(known)).collect::<Vec<_>>()
        };
        let mut found = bearing(true);
        if found.is_empty() {
            found = bearing(false);
        }
        let ids: BTreeSet<EntityId> = found.iter().map(|(entity, _)| entity.id).collect();
        if ids.len() > 1 {
            let bearers: Vec<String> = ids
                .iter()
                .filter_map(|id| self.collection.entity(*id))
                .map(|entity| {
                    let accounts: BTreeSet<u32> =
                        entity.members.iter().map(|(account, _)| account.0).collect();
                    let accounts: Vec<String> =
                        accounts.iter().take(8).map(u32::to_string).collect();
                    format!(
                        "  e{}  {}, in account {}",
                        entity.id.0,
                        entity.name,
                        accounts.join(" ")
                    )
                })
                .collect();
            bail!(
                "several bear the name '{name}'; write the one you mean:\n{}",
                bearers.join("\n")
            );
        }
        let known: Vec<Known<'t>> =
            (found.iter()).flat_map(|(entity, known)| self.bearing(entity, known)).collect();
        if known.is_empty() {
            let wanted = folded(name);
            let mut near: Vec<&str> = (entities.iter())
                .flat_map(|entity| &entity.names)
                .map(|known| known.text.as_str())
                .filter(|known| {
                    let known = folded(known);
                    wanted.split(' ').any(|word| word.len() > 2 && known.contains(word))
                })
                .collect();
            near.sort_unstable();
            near.dedup();
            near.truncate(6);
            let near = if near.is_empty() {
                "`stemma export` lists all names".to_owned()
            } else {
                format!("there are: {}", near.join("; "))
            };
            bail!("nobody and nothing is called '{name}'; {near}");
        }
        Ok(known)
    }

    /// Who is mentioned at a place.
    fn mentioned(&self, place: PlaceName) -> anyhow::Result<Known<'t>> {
        let stored = self.stored(place.account)?;
        let (of, characters) = place.at.unwrap_or((Field::Text, 0));
        let text = stored.account.words(of).unwrap_or_default();
        let at = byte_at(text, characters);
        let mentions = stored.found.mentions.iter().filter(|mention| mention.place.of == of);
        let here = mentions
            .filter(|mention| {
                let span = mention.place.span;
                span.start as usize <= at && at < span.end as usize
            })
            .filter_map(|mention| mention.entity.map(|local| (mention.place.span, local)))
            .min_by_key(|(span, _)| (at.abs_diff(span.start as usize), span.len()));
        let (_, local) = here.ok_or_else(|| {
            anyhow!(
                "nobody is mentioned at character {characters} of account {}. `stemma account {}` \
                 shows its text",
                place.account.0,
                place.account.0
            )
        })?;
        let name = stored.found.entities.get(local.0 as usize).map_or("", |known| &known.name);
        Ok((stored.id, local, name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_tell::testing::{stored, woven};

    #[test]
    fn words_of_a_headline_are_named_by_their_characters() {
        let collection = Collection::new(stored(), woven());
        let words = |one: &str, other: &str| {
            let things = name(one, Some(other), false, Verdict::Different, &collection).unwrap();
            things.of.map(|anchor| {
                let passage = anchor.passage.unwrap();
                (passage.of, passage.span, passage.words)
            })
        };
        let title = |span, words: &str| ("title".to_owned(), span, words.to_owned());
        let first = title([0, 25], "Boats to leave Port Ansel");
        let second = title([0, 33], "Tarwel: the harbour will be empty");
        assert_eq!(words("1:title", "2:title"), [first.clone(), second.clone()]);
        assert_eq!(
            words("1:title:15-25", "2:title:12-33"),
            [title([15, 25], "Port Ansel"), title([12, 33], "harbour will be empty")]
        );
        for written in ["1:title:15-25", "1:11-35"] {
            let collection = &collection;
            let passage = Naming { collection }.passages(&Form::of(written)).unwrap()[0];
            assert_eq!(collection.exactly(&passage), written);
        }
        // Where nothing says how far, it is all of it.
        assert_eq!(words("1:title:15", "2:title"), [first, second]);
        let backwards = name("1:title:9-3", Some("2:title"), false, Verdict::Same, &collection);
        assert!(backwards.is_err());
    }
}
