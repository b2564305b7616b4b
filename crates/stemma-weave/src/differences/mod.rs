//! Where the members of a claim part.
//!
//! The member that says it most fully is laid beside every other account's: equal words are
//! anchors, in the order of both; what stands between two anchors differs. Numbers, days, names,
//! speakers, polarity and certainty are compared by what was found of them, so that `30,000` and
//! `more than 20,000` agree, `62 miles` and `100 km` do, and `Monday` and `14 February` may. The
//! count of a later day that has grown is no conflict. What changes the sense comes first.

use std::collections::BTreeMap;

use stemma_core::{
    AccountId, Certainty, Claim, Difference, DifferenceKind, Entity, EntityId, EntityKind, Field,
    Member, Note, Parsed, Passage, Place, Polarity, Published, Reported, Span, Statement, Story,
};

use crate::claims::align::{Aligner, Alignment};
use crate::claims::units::{Page, Unit};
use crate::claims::verdict::negated;
use crate::claims::who::Who;
use crate::likeness::{TermVectors, Vocabulary};
use crate::workers::each;
use crate::{Weaving, stories::content};

mod days;
mod numbers;
#[cfg(test)]
mod tests;
mod wording;

/// Of a claim that is told in very many words, so many wordings are compared.
const WORDINGS: usize = 60;

/// Of so many wordings with numbers in them, each is compared with each.
const MEASURED: usize = 8;

/// What the accounts together establish of days, which differences are seen by.
#[derive(Clone, Copy)]
pub struct Days<'a> {
    /// The day of each report.
    pub published: &'a BTreeMap<AccountId, Published>,
    /// TIMEX3 values of each account's `found.dates`.
    pub values: &'a BTreeMap<AccountId, Vec<String>>,
}

/// Finds the differences between the members of each claim.
pub fn find(
    accounts: &[Reported<'_>],
    entities: &[Entity],
    stories: &[Story],
    days: Days<'_>,
    weaving: &Weaving<'_>,
    claims: &mut [Claim],
) {
    let by_id: BTreeMap<AccountId, &Reported<'_>> =
        accounts.iter().map(|reported| (reported.id, reported)).collect();
    let who = Who::new(entities);
    let kinds = entities.iter().map(|entity| (entity.id, entity.kind)).collect();
    let mut of_story: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (n, claim) in claims.iter().enumerate().filter(|(_, claim)| claim.members.len() > 1) {
        of_story.entry(claim.story).or_default().push(n);
    }
    let stories = stories.iter().filter_map(|story| Some((story, of_story.remove(&story.id)?)));
    let stories: Vec<(&Story, Vec<usize>)> = stories.collect();
    let found = each(weaving.workers, stories.len(), |n| {
        let (story, of_story) = &stories[n];
        let mut told: Vec<&Reported<'_>> =
            story.accounts.iter().filter_map(|id| by_id.get(id).copied()).collect();
        told.sort_by_cached_key(|reported| content(reported));
        let vocabulary = Vocabulary::of(&told);
        let vectors = TermVectors::new(&vocabulary, weaving.vectors);
        let mut side_by_side = SideBySide {
            pages: pages(&told, &vocabulary, &who),
            accounts: told.iter().map(|&reported| (reported.id, reported)).collect(),
            aligner: Aligner::new(&vocabulary, &vectors),
            days,
            who: &who,
            kinds: &kinds,
        };
        let found = of_story.iter().map(|&claim| (claim, side_by_side.of(&claims[claim])));
        found.collect::<Vec<_>>()
    });
    for (claim, differences) in found.into_iter().flatten() {
        claims[claim].differences = differences;
    }
}

fn pages<'a>(
    told: &[&'a Reported<'a>],
    vocabulary: &Vocabulary,
    who: &'a Who<'a>,
) -> BTreeMap<(AccountId, Field), Page<'a>> {
    let mut pages = BTreeMap::new();
    for (n, reported) in told.iter().enumerate() {
        for of in [Field::Title, Field::Text] {
            let page = Page::new(n, reported, of, vocabulary, who);
            pages.insert((reported.id, of), page);
        }
    }
    pages
}

/// What comparing the members of one story's claims needs.
struct SideBySide<'a> {
    pages: BTreeMap<(AccountId, Field), Page<'a>>,
    accounts: BTreeMap<AccountId, &'a Reported<'a>>,
    aligner: Aligner<'a>,
    days: Days<'a>,
    who: &'a Who<'a>,
    kinds: &'a BTreeMap<EntityId, EntityKind>,
}

/// A member with its words.
struct Side<'a> {
    member: Member,
    reported: &'a Reported<'a>,
    text: &'a str,
    unit: Unit,
}

impl Side<'_> {
    fn at(&self, span: Span) -> Passage {
        Place { of: self.member.passage.of, span }.in_account(self.reported.id)
    }

    fn words(&self, span: Span) -> &str {
        span.get(self.text).unwrap_or_default()
    }

    /// Words of this member and of another.
    fn note(&self, other: &Side<'_>, ours: Span, theirs: Span) -> Note {
        Note::Words(self.words(ours).to_owned(), other.words(theirs).to_owned())
    }

    fn parsed(&self) -> &Parsed {
        if self.member.passage.of == Field::Title {
            self.reported.title
        } else {
            self.reported.text
        }
    }

    fn statement(&self) -> Option<&Statement> {
        self.reported.found.statements.get(self.member.statement? as usize)
    }
}

/// Differences found so far; the same one between several members is one.
#[derive(Default)]
struct Found(Vec<Difference>);

impl Found {
    fn add(&mut self, kind: DifferenceKind, note: Note, between: [Passage; 2]) {
        let known = self.0.iter_mut().find(|known| known.kind == kind && known.note == note);
        match known {
            Some(known) => {
                for passage in between {
                    if !known.between.contains(&passage) {
                        known.between.push(passage);
                    }
                }
            }
            None => self.0.push(Difference { kind, between: between.to_vec(), note }),
        }
    }

    /// What changes the sense first, the choice of words last; within a kind as they were found.
    fn by_weight(mut self) -> Vec<Difference> {
        self.0.sort_by_key(|difference| difference.kind);
        self.0
    }
}

impl<'a> SideBySide<'a> {
    fn of(&mut self, claim: &Claim) -> Vec<Difference> {
        let Some(base) = claim.members.iter().find(|member| member.passage == claim.text) else {
            return Vec::new();
        };
        let Some(base) = self.side(*base) else { return Vec::new() };
        let mut found = Found::default();
        let others = claim.members.iter().filter(|member| {
            member.passage.account != base.member.passage.account
                && member.passage != base.member.passage
        });
        // Copies of one wording are aligned once: a wire may stand in hundreds of accounts.
        let mut wordings: BTreeMap<&str, Alignment> = BTreeMap::new();
        let mut measured: Vec<Side<'a>> = Vec::new();
        for other in others {
            let Some(other) = self.side(*other) else { continue };
            let words = other.member.passage.span.get(other.text).unwrap_or_default();
            let is_new = !wordings.contains_key(words);
            if is_new {
                if wordings.len() == WORDINGS {
                    continue;
                }
                wordings.insert(words, self.aligner.align(&base.unit, &other.unit));
            }
            let alignment = &wordings[words];
            self.speakers(&base, &other, &mut found);
            polarity(&base, &other, alignment, &mut found);
            certainty(&base, &other, &mut found);
            let mut told = numbers::compare(&base, &other, alignment, self.days, &mut found);
            told.extend(days::compare(&base, &other, self.days, &mut found));
            told.extend(wording::spellings(&base, &other, alignment, &mut found));
            wording::compare(&base, &other, alignment, &told, &mut found);
            if is_new && measured.len() < MEASURED && !other.unit.quantities.is_empty() {
                measured.push(other);
            }
        }
        // The fullest may tell a number of something else, or in words too unlike: what the others
        // say of it is compared among themselves.
        for (n, one) in measured.iter().enumerate() {
            for other in &measured[n + 1..] {
                if one.member.passage.account != other.member.passage.account {
                    let alignment = self.aligner.align(&one.unit, &other.unit);
                    numbers::compare(one, other, &alignment, self.days, &mut found);
                }
            }
        }
        found.by_weight()
    }

    fn side(&self, member: Member) -> Option<Side<'a>> {
        let passage = member.passage;
        let page = self.pages.get(&(passage.account, passage.of))?;
        let reported = *self.accounts.get(&passage.account)?;
        let text = match passage.of {
            Field::Title => reported.account.title.as_deref()?,
            Field::Text | Field::Dropped(_) => reported.account.text.as_str(),
        };
        Some(Side { member, reported, text, unit: page.passage(passage.span) })
    }

    /// Two speakers who are not one.
    fn speakers(&self, a: &Side<'_>, b: &Side<'_>, found: &mut Found) {
        let speaker =
            |side: &Side<'_>| Some((side.unit.speaker?, side.at(side.statement()?.speaker?.span)));
        let (Some((x, x_at)), Some((y, y_at))) = (speaker(a), speaker(b)) else {
            return;
        };
        // A capital stands for its government, and whoever speaks for that is no other speaker.
        let place = |entity| self.kinds.get(&entity) == Some(&EntityKind::Place);
        let together = a.unit.jointly.contains(&y) || b.unit.jointly.contains(&x);
        if !together && place(x) == place(y) && self.who.others(x, y) {
            let note = Note::Words(self.who.name(x).to_owned(), self.who.name(y).to_owned());
            found.add(DifferenceKind::Speaker, note, [x_at, y_at]);
        }
    }
}

/// Where one asserts and the other denies.
fn polarity(a: &Side<'_>, b: &Side<'_>, alignment: &Alignment, found: &mut Found) {
    let denied = |side: &Side<'_>| {
        side.statement().is_some_and(|statement| statement.polarity == Polarity::Denied)
    };
    if negated(&a.unit, &b.unit, alignment) {
        let note = match (denied(a), denied(b)) {
            (true, false) => Note::FirstDenied,
            (false, true) => Note::SecondDenied,
            _ => Note::OneDenies,
        };
        let between = [a.member.passage, b.member.passage];
        found.add(DifferenceKind::Polarity, note, between);
    }
}

/// Of a statement, no more than this part of it may lie outside the member whose certainty it
/// gives: "may" in the other half of a sentence says nothing of this one. By hand.
const OUTSIDE: f32 = 0.4;

/// Where one has for certain what is possible, planned, conditional or asked for the other.
fn certainty(a: &Side<'_>, b: &Side<'_>, found: &mut Found) {
    let sure = |side: &Side<'_>| {
        let statement = side.statement()?;
        let length = |span: Span| (span.end - span.start) as f32;
        let all: f32 = statement.content.iter().map(|&piece| length(piece)).sum();
        let member = side.member.passage.span;
        let outside: f32 = (statement.content.iter())
            .filter(|piece| !piece.overlaps(member))
            .map(|&piece| length(piece))
            .sum();
        (outside <= OUTSIDE * all).then_some(statement.certainty)
    };
    let (Some(x), Some(y)) = (sure(a), sure(b)) else { return };
    if (x == Certainty::Certain) != (y == Certainty::Certain) {
        let between = [a.member.passage, b.member.passage];
        found.add(DifferenceKind::Certainty, Note::Certainties(x, y), between);
    }
}
