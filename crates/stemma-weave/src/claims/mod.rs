//! Passages that say the same.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use stemma_core::{
    AccountId, Claim, ClaimId, ClaimReason, Entity, EntityId, Field, Judged, Judgement, Member,
    OriginsAre, Passage, Reason, Reported, Span, Story, StoryId, Verdict,
};

use crate::likeness::{TermVectors, Vocabulary};
use crate::workers::{Spare, each};
use crate::{HumanJudgements, Weaving};

pub(crate) mod align;
mod beside;
mod headline;
mod join;
mod memory;
mod named;
mod near;
mod pairs;
mod split;
#[cfg(test)]
mod tests;
pub(crate) mod units;
pub(crate) mod verdict;
pub(crate) mod who;

pub(crate) use memory::{Memory, remember};

use align::Aligner;
use memory::{Given, Outcome};
use pairs::{Page, Pair, Reader};
use units::{Kind, Unit};
use who::Who;

/// Joins the passages of each story that say the same. Stories in which nothing has changed since
/// they were woven last are recalled.
///
/// A claim has the passages of several accounts, or of one alone where it is a statement that no
/// other account has. Claims of a story come in the order of how many accounts have them.
pub(crate) fn weave(
    accounts: &[Reported<'_>],
    entities: &[Entity],
    stories: &[Story],
    date_values: &BTreeMap<AccountId, Vec<String>>,
    weaving: &Weaving<'_>,
    people: &HumanJudgements<'_>,
    memory: &mut Memory,
) -> (Vec<Claim>, Vec<Judgement>) {
    let by_id = by_id(accounts);
    let everybody = Who::new(entities);
    let known = &*memory;
    let woven = each(weaving.workers, stories.len(), |n| {
        let told = told(&stories[n], &by_id);
        let (who, numbers) = everybody.of(told.iter().map(|reported| reported.id));
        let given = known.is_kept().then(|| Given::of(&told, &who, date_values, people));
        let outcome = given
            .as_ref()
            .and_then(|given| known.recall(given))
            .unwrap_or_else(|| Arc::new(of_story(&told, &who, date_values, weaving, people)));
        (numbers, given, outcome)
    });
    let (mut claims, mut judgements, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    for (story, (numbers, given, outcome)) in stories.iter().zip(woven) {
        kept.extend(given.map(|given| (given, Arc::clone(&outcome))));
        // What is remembered stays as it is; what is not need not be copied.
        let outcome = Arc::unwrap_or_clone(outcome);
        claims.extend(outcome.claims.into_iter().map(|claim| Claim {
            story: story.id,
            speaker: claim.speaker.map(|speaker| numbers[speaker.0 as usize]),
            ..claim
        }));
        judgements.extend(outcome.judgements);
    }
    memory.keep(kept);
    for (n, claim) in claims.iter_mut().enumerate() {
        claim.id = ClaimId(n as u32 + 1);
    }
    (claims, judgements)
}

fn by_id<'a>(accounts: &'a [Reported<'a>]) -> BTreeMap<AccountId, &'a Reported<'a>> {
    accounts.iter().map(|reported| (reported.id, reported)).collect()
}

/// The accounts of a story, by content.
fn told<'a>(story: &Story, by_id: &BTreeMap<AccountId, &'a Reported<'a>>) -> Vec<&'a Reported<'a>> {
    let mut told: Vec<&Reported<'_>> =
        story.accounts.iter().filter_map(|id| by_id.get(id).copied()).collect();
    told.sort_by_cached_key(|reported| crate::stories::content(reported));
    told
}

/// The claims of one story; `accounts` are its accounts, by content.
fn of_story(
    accounts: &[&Reported<'_>],
    who: &Who<'_>,
    date_values: &BTreeMap<AccountId, Vec<String>>,
    weaving: &Weaving<'_>,
    people: &HumanJudgements<'_>,
) -> Outcome {
    let vocabulary = Vocabulary::of(accounts);
    let units = units::lay(accounts, &vocabulary, who);
    let pages = Page::of(&units, accounts.len());
    let vectors = TermVectors::new(&vocabulary, weaving.vectors);
    // Each keeps what it has looked at.
    let readers = Spare::new(|| Reader {
        units: &units,
        aligner: Aligner::new(&vocabulary, &vectors),
        accounts,
        who,
        date_values,
        pages: &pages,
    });
    let beside: Vec<(usize, usize)> = beside::pairs(&units, accounts.len()).into_iter().collect();
    let found = each(weaving.workers, beside.len(), |n| {
        readers.with(|reader| pairs::of(beside[n].0, beside[n].1, reader))
    });
    let (sentences, parts): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let (sentences, parts) = (sentences.concat(), parts.concat());
    let joined = readers.with(|reader| {
        let repeated = (0..accounts.len()).flat_map(|account| pairs::repeated(account, reader));
        let repeated = repeated.collect();
        join::join(&units, accounts, sentences, parts, repeated, people, reader)
    });

    let judgements = joined
        .decided
        .iter()
        .map(|(pair, verdict, against)| {
            judgement(pair, *verdict, against.clone(), &units, &vocabulary, accounts)
        })
        .collect();
    let mut claims: Vec<(usize, Claim)> =
        joined.claims.iter().map(|members| claim(&units, members, accounts)).collect();
    claims.extend(alone(&units, &joined.claims, accounts, who));
    // Those that most accounts have come first; then in the order in which they are told.
    claims.sort_by_cached_key(|(first, claim)| {
        let having: BTreeSet<AccountId> = claim.members.iter().map(|m| m.passage.account).collect();
        (Reverse(having.len()), units[*first].order, *first, claim.text.span)
    });
    claims.dedup_by(|a, b| a.1.members == b.1.members);
    let mut claims: Vec<Claim> = claims.into_iter().map(|(_, claim)| claim).collect();
    near::tell(&mut claims, &joined.decided, &units, accounts);
    Outcome { claims, judgements }
}

/// A claim of several passages, with the first of its units.
fn claim(units: &[Unit], members: &[usize], accounts: &[&Reported<'_>]) -> (usize, Claim) {
    let mut places: Vec<Member> = members
        .iter()
        .map(|&n| Member { passage: units[n].passage(accounts), statement: units[n].statement })
        .collect();
    places.sort_unstable();
    places.dedup_by_key(|member| member.passage);
    let places = shortest(places);
    // Whose words are found most among the others', each word by its weight, says it most fully;
    // what only one account has does not count.
    let mut having: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
    for &n in members {
        for word in &units[n].words {
            let accounts = having.entry(word.word.term).or_default();
            accounts.insert(units[n].account);
        }
    }
    let fullness = |n: usize| {
        let shared = |term: u32| having[&term].len() as f32 - 1.0;
        let words = units[n].words.iter();
        words.map(|w| w.weight * shared(w.word.term)).sum::<f32>()
    };
    let fullest = members
        .iter()
        .copied()
        .filter(|&n| units[n].kind != Kind::Title)
        .max_by(|&a, &b| fullness(a).total_cmp(&fullness(b)).then(b.cmp(&a)))
        .unwrap_or(members[0]);
    let speakers: BTreeSet<EntityId> = members.iter().filter_map(|&n| units[n].speaker).collect();
    let speaker = match speakers.len() {
        1 => speakers.first().copied(),
        _ => None,
    };
    let text = units[fullest].passage(accounts);
    // The fullest may have given way to a shorter passage of its account.
    let shown = |member: &&Member| {
        let passage = member.passage;
        (passage.account, passage.of) == (text.account, text.of) && passage.span.overlaps(text.span)
    };
    let text = places.iter().find(shown).map_or(text, |member| member.passage);
    (members[0], new_claim(text, speaker, places))
}

/// Of passages that lie in one another the shorter, where that is most of the longer; else the
/// longer.
fn shortest(places: Vec<Member>) -> Vec<Member> {
    let mut kept: Vec<Member> = Vec::new();
    for member in places {
        let passage = member.passage;
        let known = kept.iter_mut().find(|known| {
            let other = known.passage;
            (other.account, other.of) == (passage.account, passage.of)
                && other.span.overlaps(passage.span)
        });
        match known {
            Some(known) => {
                let (a, b) = (known.passage.span.len(), passage.span.len());
                let is_most = a.min(b) * 2 >= a.max(b);
                if is_most == (b < a) {
                    *known = member;
                }
            }
            None => kept.push(member),
        }
    }
    kept
}

/// A claim that is not numbered yet, of a story that is not either.
fn new_claim(text: Passage, speaker: Option<EntityId>, members: Vec<Member>) -> Claim {
    Claim {
        id: ClaimId(0),
        story: StoryId(0),
        text,
        speaker,
        members,
        differences: Vec::new(),
        origins: 0,
        origins_are: OriginsAre::Unknown,
        roots: Vec::new(),
        if_wrong: Vec::new(),
        near: Vec::new(),
    }
}

/// What is said in one account alone: the parts of its statements that are in no other claim, a
/// claim for each run of sentences.
fn alone(
    units: &[Unit],
    joined: &[Vec<usize>],
    accounts: &[&Reported<'_>],
    who: &Who<'_>,
) -> Vec<(usize, Claim)> {
    let taken: BTreeSet<usize> = joined.iter().flatten().copied().collect();
    let mut claims = Vec::new();
    for (account, reported) in accounts.iter().enumerate() {
        let own: Vec<usize> = (0..units.len()).filter(|&n| units[n].account == account).collect();
        for (number, statement) in reported.found.statements.iter().enumerate() {
            let text = match statement.of {
                Field::Title => reported.account.title.as_deref().unwrap_or_default(),
                Field::Text | Field::Dropped(_) => &reported.account.text,
            };
            let extent = statement.extent();
            let mut runs: Vec<(usize, Span)> = Vec::new();
            let mut last_free = None;
            for &n in &own {
                let unit = &units[n];
                if unit.kind.is_part()
                    || unit.place.of != statement.of
                    || !unit.place.span.overlaps(extent)
                {
                    continue;
                }
                let said = statement
                    .content
                    .iter()
                    .filter(|piece| piece.overlaps(unit.place.span))
                    .map(|piece| Span {
                        start: piece.start.max(unit.place.span.start),
                        end: piece.end.min(unit.place.span.end),
                    })
                    .reduce(Span::cover);
                let in_claim = taken.contains(&n)
                    || own.iter().any(|&m| {
                        units[m].kind.is_part()
                            && units[m].sentence(m) == n
                            && taken.contains(&m)
                            && said.is_some_and(|said| units[m].place.span.overlaps(said))
                    });
                let Some(said) = said.filter(|_| !in_claim) else {
                    last_free = None;
                    continue;
                };
                match (last_free, runs.last_mut()) {
                    (Some(()), Some((_, run))) => *run = run.cover(said),
                    _ => runs.push((n, said)),
                }
                last_free = Some(());
            }
            let speaker = statement
                .speaker
                .and_then(|speaker| speaker.entity)
                .and_then(|local| who.entity(reported.id, local));
            for (unit, run) in runs {
                let run = run.trim(text);
                if run.is_empty() {
                    continue;
                }
                let passage = Passage { account: reported.id, of: statement.of, span: run };
                let member = Member { passage, statement: Some(number as u32) };
                claims.push((unit, new_claim(passage, speaker, vec![member])));
            }
        }
    }
    claims
}

/// Why two passages were joined or kept apart.
fn judgement(
    pair: &Pair,
    verdict: Verdict,
    against: Option<ClaimReason>,
    units: &[Unit],
    vocabulary: &Vocabulary,
    accounts: &[&Reported<'_>],
) -> Judgement {
    let (a, b) = (&units[pair.units.0], &units[pair.units.1]);
    let mut passages = [a.passage(accounts), b.passage(accounts)];
    passages.sort_unstable();
    let mut words: Vec<(f32, (String, Option<String>))> = pair
        .alignment
        .pairs
        .iter()
        .map(|&(i, j, _)| {
            let (x, y) = (&a.words[i], &b.words[j]);
            let (one, other) = (vocabulary.term(x.word.term), vocabulary.term(y.word.term));
            let other = (one != other).then(|| other.to_owned());
            (x.weight + y.weight, (one.to_owned(), other))
        })
        .collect();
    words.sort_by(|x, y| y.0.total_cmp(&x.0).then_with(|| x.1.cmp(&y.1)));
    words.dedup_by(|x, y| x.1 == y.1);
    let words = words.into_iter().take(8).map(|(_, both)| both).collect();
    let correspond = ClaimReason::WordsCorrespond(pair.alignment.covered, words);
    let mut reasons = vec![Reason::new(correspond, pair.alignment.likeness())];
    reasons.extend(pair.evidence.iter().map(|e| Reason::new(e.reason.clone(), e.weight)));
    reasons.extend(against.map(|against| Reason::new(against, -1.0)));
    Judgement {
        id: 0,
        of: Judged::Claim(passages),
        verdict,
        by: "rule: aligned words".to_owned(),
        at: None,
        score: pair.score.clamp(0.0, 1.0),
        reasons,
    }
}
