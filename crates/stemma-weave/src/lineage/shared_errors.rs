//! Odd readings: a spelling, a number, a day that some accounts of a story have where the others
//! have another.
//!
//! Textual criticism draws a tree from shared errors and not from shared text: what is right can be
//! had from anywhere, the same slip hardly twice (Lachmann's rule). Nobody here knows which reading
//! is right; so each weighs by how few have it of those that have any: ln(all / few).

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{
    AccountId, Claim, DescentReason, DifferenceKind, Entity, Local, Note, Passage, Reason, Reported,
};

use crate::entities::fold;

/// A reading that more than half of the accounts have is nothing odd.
const LEAST_WEIGHT: f32 = std::f32::consts::LN_2;
/// Words that are shorter are spelled in one way only, or are particles.
const SHORTEST: usize = 4;
/// How much of two words must be the same letters in the same order for spellings of one name; by
/// hand. The entities were joined for better reasons.
const ONE_WORD: f32 = 0.7;

/// A reading, and who has it where.
struct Reading {
    /// As written.
    words: String,
    /// What the others have.
    instead: String,
    weight: f32,
    places: BTreeMap<AccountId, Passage>,
}

/// The odd readings of a story.
#[derive(Default)]
pub(super) struct SharedErrors {
    readings: Vec<Reading>,
    of: BTreeMap<AccountId, Vec<usize>>,
}

/// What the accounts of a story say, by what can be read in several ways.
pub(super) struct StoryTexts<'a> {
    pub(super) accounts: &'a BTreeMap<AccountId, &'a Reported<'a>>,
    /// Entities that accounts of the story name.
    pub(super) entities: &'a [&'a Entity],
    pub(super) claims: &'a [&'a Claim],
}

impl SharedErrors {
    pub(super) fn find(texts: &StoryTexts<'_>) -> SharedErrors {
        let mut odd = SharedErrors::default();
        for entity in texts.entities {
            odd.spellings(texts, entity);
        }
        odd.slips(texts);
        for (n, reading) in odd.readings.iter().enumerate() {
            for &account in reading.places.keys() {
                odd.of.entry(account).or_default().push(n);
            }
        }
        odd
    }

    /// The weight of the odd readings that two accounts have in common.
    pub(super) fn weight(&self, a: AccountId, b: AccountId) -> f32 {
        self.common(a, b).map(|reading| reading.weight).sum()
    }

    /// The same, as reasons for a reader, the weightiest first.
    pub(super) fn reasons(&self, a: AccountId, b: AccountId) -> Vec<Reason> {
        let mut common: Vec<&Reading> = self.common(a, b).collect();
        common.sort_by(|x, y| y.weight.total_cmp(&x.weight).then_with(|| x.words.cmp(&y.words)));
        let reason = |reading: &Reading| {
            let places = [a, b].into_iter().filter_map(|id| reading.places.get(&id).copied());
            let (both, others) = (reading.words.clone(), reading.instead.clone());
            let kind = DescentReason::OddReading { both, others };
            Reason::new(kind, reading.weight).shown_by(places.collect())
        };
        common.into_iter().map(reason).collect()
    }

    fn common(&self, a: AccountId, b: AccountId) -> impl Iterator<Item = &Reading> + '_ {
        let none: &[usize] = &[];
        let of = |id| self.of.get(&id).map_or(none, Vec::as_slice);
        let (ours, theirs) = (of(a), of(b));
        ours.iter().filter(|n| theirs.binary_search(n).is_ok()).map(|&n| &self.readings[n])
    }

    /// Keeps a reading if few have it of those that have any.
    fn keep(
        &mut self,
        words: String,
        instead: &str,
        places: BTreeMap<AccountId, Passage>,
        others: &BTreeSet<AccountId>,
    ) {
        let rest = others.iter().filter(|id| !places.contains_key(id)).count();
        let weight = ((places.len() + rest) as f32 / places.len().max(1) as f32).ln();
        let known = |r: &Reading| r.words == words && r.places.keys().eq(places.keys());
        if places.len() > 1
            && rest > 0
            && weight >= LEAST_WEIGHT
            && !self.readings.iter().any(known)
        {
            self.readings.push(Reading { words, instead: instead.to_owned(), weight, places });
        }
    }

    /// The spellings of one entity's name: words of its names that are nearly one word.
    fn spellings(&mut self, texts: &StoryTexts<'_>, entity: &Entity) {
        let mut spelled: BTreeMap<String, BTreeSet<AccountId>> = BTreeMap::new();
        for name in &entity.names {
            let here = name.accounts.iter().filter(|id| texts.accounts.contains_key(id));
            let here: Vec<AccountId> = here.copied().collect();
            // Initials stand for a name and spell none.
            let initials = |word: &str| word.chars().filter(|c| c.is_uppercase()).count() > 1;
            for word in name.text.split_whitespace().filter(|word| !initials(word)).map(fold) {
                if word.len() >= SHORTEST && !word.contains(' ') {
                    spelled.entry(word).or_default().extend(&here);
                }
            }
        }
        spelled.retain(|_, accounts| !accounts.is_empty());
        let mut members: BTreeSet<(AccountId, Local)> = BTreeSet::new();
        for (word, accounts) in &spelled {
            let variants = spelled.iter().filter(|(other, _)| spellings_of_one(word, other));
            let others: BTreeSet<AccountId> =
                variants.clone().flat_map(|variant| variant.1.iter().copied()).collect();
            let most = variants.max_by_key(|variant| variant.1.len());
            let Some((instead, _)) = most else { continue };
            if members.is_empty() {
                let here = |member: &&(AccountId, Local)| texts.accounts.contains_key(&member.0);
                members = entity.members.iter().filter(here).copied().collect();
            }
            let place = |id: &AccountId| mention(texts.accounts[id], &members, word);
            let places: BTreeMap<AccountId, Passage> =
                accounts.iter().filter_map(|id| Some((*id, place(id)?))).collect();
            let shown = |word: &str| {
                let names = entity.names.iter().map(|name| name.text.as_str());
                let mut words = names.flat_map(str::split_whitespace);
                words.find(|written| fold(written) == word).unwrap_or(word).to_owned()
            };
            self.keep(shown(word), &shown(instead), places, &others);
        }
    }

    /// Numbers and days in which members of a claim part, or a claim and one that is like it.
    fn slips(&mut self, texts: &StoryTexts<'_>) {
        let mut claim_of: BTreeMap<Passage, usize> = BTreeMap::new();
        for (n, claim) in texts.claims.iter().enumerate() {
            claim_of.extend(claim.members.iter().map(|member| (member.passage, n)));
        }
        // Of two readings, who has the first where.
        let mut read: BTreeMap<(String, String), BTreeMap<AccountId, Passage>> = BTreeMap::new();
        let mut look = |passage: Passage, ours: &str, theirs: &str| {
            let Some(account) = texts.accounts.get(&passage.account) else { return };
            let words = words_of(account, &passage);
            for (one, other) in [(ours, theirs), (theirs, ours)] {
                if has_word(words, one) && !has_word(words, other) {
                    let places = read.entry((one.to_owned(), other.to_owned())).or_default();
                    places.entry(passage.account).or_insert(passage);
                }
            }
        };
        for claim in texts.claims {
            for difference in claim.differences.iter().filter(|d| is_slip(d.kind)) {
                let words = |passage: &Passage| {
                    texts.accounts.get(&passage.account).map(|account| words_of(account, passage))
                };
                let variants: BTreeSet<&str> =
                    difference.between.iter().filter_map(words).collect();
                for (n, ours) in variants.iter().enumerate() {
                    for theirs in variants.iter().skip(n + 1) {
                        for member in &claim.members {
                            look(member.passage, ours, theirs);
                        }
                    }
                }
            }
            for near in claim.near.iter().filter(|near| is_slip(near.kind)) {
                let Note::Words(ours, theirs) = &near.note else { continue };
                let other = claim_of.get(&near.other).map(|&n| texts.claims[n].members.iter());
                let members = claim.members.iter().chain(other.into_iter().flatten());
                let passages = members.map(|member| member.passage);
                for passage in passages.chain([near.ours, near.other]) {
                    look(passage, ours, theirs);
                }
            }
        }
        for ((ours, theirs), places) in &read {
            let others = read.get(&(theirs.clone(), ours.clone()));
            let others = others.into_iter().flatten().map(|(account, _)| *account).collect();
            self.keep(ours.clone(), theirs, places.clone(), &others);
        }
    }
}

/// Whether words hold a reading, and not within a longer number or word.
fn has_word(words: &str, reading: &str) -> bool {
    // "530" within "1,530" or "530.5"; not "530" before a comma.
    let goes_on = |rest: &mut dyn Iterator<Item = char>| match rest.next() {
        Some(',' | '.') => rest.next().is_some_and(|c| c.is_ascii_digit()),
        next => next.is_some_and(char::is_alphanumeric),
    };
    !reading.is_empty()
        && words.match_indices(reading).any(|(at, _)| {
            let (before, after) = (&words[..at], &words[at + reading.len()..]);
            !goes_on(&mut before.chars().rev()) && !goes_on(&mut after.chars())
        })
}

/// What a copyist gets wrong and two writers hardly in the same way.
fn is_slip(kind: DifferenceKind) -> bool {
    matches!(kind, DifferenceKind::Number | DifferenceKind::Date)
}

fn words_of<'a>(account: &Reported<'a>, passage: &Passage) -> &'a str {
    let text = match passage.of {
        stemma_core::Field::Text => account.account.text.as_str(),
        stemma_core::Field::Title => account.account.title.as_deref().unwrap_or_default(),
        stemma_core::Field::Dropped(n) => {
            account.account.dropped.get(n as usize).map_or("", |dropped| dropped.text.as_str())
        }
    };
    passage.span.get(text).unwrap_or_default()
}

/// The first mention of an entity in an account that has this word.
fn mention(
    account: &Reported<'_>,
    members: &BTreeSet<(AccountId, Local)>,
    word: &str,
) -> Option<Passage> {
    let mentions = account.found.mentions.iter();
    mentions
        .filter(|m| m.entity.is_some_and(|local| members.contains(&(account.id, local))))
        .map(|m| m.place.in_account(account.id))
        .find(|passage| fold(words_of(account, passage)).split(' ').any(|one| one == word))
}

/// Whether two words are one name in two spellings: neither is the other cut short, and most
/// letters are the same in the same order.
fn spellings_of_one(a: &str, b: &str) -> bool {
    if a == b || a.starts_with(b) || b.starts_with(a) || a.ends_with(b) || b.ends_with(a) {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    // The longest common subsequence.
    let mut row = vec![0_usize; b.len() + 1];
    for &x in &a {
        let mut diagonal = 0;
        for (n, &y) in b.iter().enumerate() {
            let above = row[n + 1];
            row[n + 1] = if x == y { diagonal + 1 } else { above.max(row[n]) };
            diagonal = above;
        }
    }
    row[b.len()] as f32 >= ONE_WORD * a.len().max(b.len()) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_no_part_of_another() {
        assert!(has_word("some 1,530 people, and", "1,530"));
        assert!(has_word("it was 1,530.", "1,530"));
        assert!(!has_word("some 1,530 people", "530"));
        assert!(!has_word("some 1,530 people", "1"));
    }

    #[test]
    fn spellings_of_a_name_are_neither_cut_short_nor_other_names() {
        assert!(spellings_of_one("sjelenko", "zhelenko"));
        assert!(spellings_of_one("tolmin", "tolmen"));
        assert!(!spellings_of_one("tolmen", "tolmens"));
        assert!(!spellings_of_one("darya", "brusiak"));
    }
}
