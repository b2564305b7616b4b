//! Where the members of a claim part.
//!
//! The member that says it most fully is laid beside every other account's: equal words are
//! anchors, in the order of both; what stands between two anchors differs. Numbers, days, names,
//! speakers and polarity are compared by what was found of them, so that `30,000` and `more than
//! 20,000` agree and `Monday` and `14 February` may.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{
    AccountId, Claim, Difference, DifferenceKind, Entity, Field, Member, Passage, Place, Polarity,
    Quantity, Reported, Span, Story, TimexKind,
};

use crate::claims::align::{Aligner, Alignment};
use crate::claims::units::{Page, Unit, Weighed};
use crate::claims::verdict::{agree, negated, same_thing};
use crate::claims::who::Who;
use crate::likeness::{Class, TermVectors, Vocabulary};
use crate::{Vectors, stories::content};

/// Of a claim that very many accounts have, so many members are compared.
const MEMBERS: usize = 40;
/// Between two anchors, more words than that on one side are another sentence, not other words.
const OTHER_WORDS: usize = 10;

/// Finds the differences between the members of each claim.
pub fn find(
    accounts: &[Reported<'_>],
    entities: &[Entity],
    stories: &[Story],
    date_values: &BTreeMap<AccountId, Vec<String>>,
    vectors: Vectors<'_>,
    claims: &mut [Claim],
) {
    let by_id: BTreeMap<AccountId, &Reported<'_>> =
        accounts.iter().map(|reported| (reported.id, reported)).collect();
    let who = Who::new(entities);
    let mut of_story: BTreeMap<_, Vec<&mut Claim>> = BTreeMap::new();
    for claim in claims.iter_mut().filter(|claim| claim.members.len() > 1) {
        of_story.entry(claim.story).or_default().push(claim);
    }
    for story in stories {
        let Some(claims) = of_story.remove(&story.id) else {
            continue;
        };
        let mut told: Vec<&Reported<'_>> =
            story.accounts.iter().filter_map(|id| by_id.get(id).copied()).collect();
        told.sort_by_cached_key(|reported| content(reported));
        let vocabulary = Vocabulary::of(&told);
        let mut side_by_side = SideBySide {
            pages: pages(&told, &vocabulary, &who),
            accounts: told,
            aligner: Aligner::new(&vocabulary, TermVectors::new(&vocabulary, vectors)),
            date_values,
            who: &who,
        };
        for claim in claims {
            claim.differences = side_by_side.of(claim);
        }
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
    accounts: Vec<&'a Reported<'a>>,
    aligner: Aligner<'a>,
    date_values: &'a BTreeMap<AccountId, Vec<String>>,
    who: &'a Who<'a>,
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
}

/// Differences found so far; the same one between several members is one.
#[derive(Default)]
struct Found(Vec<Difference>);

impl Found {
    fn add(&mut self, kind: DifferenceKind, note: String, between: [Passage; 2]) {
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
        for other in others.take(MEMBERS) {
            let Some(other) = self.side(*other) else { continue };
            let alignment = self.aligner.align(&base.unit, &other.unit);
            self.speakers(&base, &other, &mut found);
            polarity(&base, &other, &alignment, &mut found);
            let mut told = numbers(&base, &other, &alignment, &mut found);
            told.extend(self.dates(&base, &other, &mut found));
            told.extend(spellings(&base, &other, &alignment, &mut found));
            wording(&base, &other, &alignment, &told, &mut found);
        }
        found.0
    }

    fn side(&self, member: Member) -> Option<Side<'a>> {
        let passage = member.passage;
        let page = self.pages.get(&(passage.account, passage.of))?;
        let reported = self.accounts.iter().find(|reported| reported.id == passage.account)?;
        let text = match passage.of {
            Field::Title => reported.account.title.as_deref()?,
            Field::Text | Field::Dropped(_) => reported.account.text.as_str(),
        };
        Some(Side { member, reported, text, unit: page.passage(passage.span) })
    }

    /// Two speakers who are not one.
    fn speakers(&self, a: &Side<'_>, b: &Side<'_>, found: &mut Found) {
        let speaker = |side: &Side<'_>| {
            let statement = &side.reported.found.statements[side.member.statement? as usize];
            Some((side.unit.speaker?, side.at(statement.speaker?.span)))
        };
        let (Some((x, x_at)), Some((y, y_at))) = (speaker(a), speaker(b)) else {
            return;
        };
        let together = a.unit.jointly.contains(&y) || b.unit.jointly.contains(&x);
        if !together && self.who.others(x, y) {
            let note = format!("{} / {}", self.who.name(x), self.who.name(y));
            found.add(DifferenceKind::Speaker, note, [x_at, y_at]);
        }
    }

    /// Days that cannot be one. Only days of the calendar that stand at like places are compared:
    /// the first of one with the first of the other, and so on, where both have as many.
    fn dates(&self, a: &Side<'_>, b: &Side<'_>, found: &mut Found) -> BTreeSet<Passage> {
        let days = |side: &Side<'_>| -> Vec<(Span, String)> {
            let Some(values) = self.date_values.get(&side.reported.id) else {
                return Vec::new();
            };
            let dates = side.reported.found.dates.iter().zip(values);
            dates
                .filter(|(date, value)| {
                    date.kind == TimexKind::Date
                        && date.place.of == side.member.passage.of
                        && side.member.passage.span.contains(date.place.span)
                        && value.starts_with(|c: char| c.is_ascii_digit() || c == 'X')
                })
                .map(|(date, value)| (date.place.span, value.clone()))
                .collect()
        };
        let (in_a, in_b) = (days(a), days(b));
        let mut told = BTreeSet::new();
        if in_a.len() == in_b.len() {
            for ((x, x_value), (y, y_value)) in in_a.iter().zip(&in_b) {
                told.insert(a.at(*x));
                told.insert(b.at(*y));
                if !days_agree(x_value, y_value) {
                    let note = format!("{} / {}", a.words(*x), b.words(*y));
                    found.add(DifferenceKind::Date, note, [a.at(*x), b.at(*y)]);
                }
            }
        }
        told
    }
}

/// Whether two TIMEX3 values can mean one day: one may say less than the other.
fn days_agree(a: &str, b: &str) -> bool {
    // A week, a quarter or a season lies somewhere in its year; only the year is compared.
    let plain = |value: &str| value.chars().all(|c| c.is_ascii_digit() || "X-".contains(c));
    let (a, b) = match (plain(a), plain(b)) {
        (true, true) => (a, b),
        _ => (a.get(..4).unwrap_or(a), b.get(..4).unwrap_or(b)),
    };
    a.chars().zip(b.chars()).all(|(x, y)| x == y || x == 'X' || y == 'X')
}

/// Where one asserts and the other denies.
fn polarity(a: &Side<'_>, b: &Side<'_>, alignment: &Alignment, found: &mut Found) {
    let of = |side: &Side<'_>| {
        let statement = side.reported.found.statements.get(side.member.statement? as usize)?;
        Some(statement.polarity)
    };
    let denied = |side: &Side<'_>| of(side) == Some(Polarity::Denied);
    if negated(&a.unit, &b.unit, alignment) {
        let note = match (denied(a), denied(b)) {
            (true, false) => "denied / not denied",
            (false, true) => "not denied / denied",
            _ => "one says that it is not so",
        };
        let between = [a.member.passage, b.member.passage];
        found.add(DifferenceKind::Polarity, note.to_owned(), between);
    }
}

/// Numbers of the same thing that cannot both be right; the places of all that were compared.
fn numbers(
    a: &Side<'_>,
    b: &Side<'_>,
    alignment: &Alignment,
    found: &mut Found,
) -> BTreeSet<Passage> {
    let quantity = |side: &Side<'_>, n: usize| side.reported.found.quantities[n].clone();
    let alone = a.unit.quantities.len() == 1 && b.unit.quantities.len() == 1;
    let same = |x: &Quantity, y: &Quantity| {
        let unknown = x.of.is_none() || y.of.is_none();
        x.unit == y.unit && (same_thing(&a.unit, &b.unit, (x, y), alignment) || alone && unknown)
    };
    let mut told = BTreeSet::new();
    let mut apart = Vec::new();
    for x in a.unit.quantities.iter().map(|&n| quantity(a, n)) {
        for y in b.unit.quantities.iter().map(|&n| quantity(b, n)).filter(|y| same(&x, y)) {
            let pair = [a.at(x.place.span), b.at(y.place.span)];
            if agree(&x, &y) {
                told.extend(pair);
            } else {
                apart.push(pair);
            }
        }
    }
    // "Two or three" has two numbers of one thing: what agrees with one is not held against another.
    let mut reported = Vec::new();
    for [x, y] in apart {
        reported.extend([x, y]);
        if !told.contains(&x) && !told.contains(&y) {
            let note = format!("{} / {}", a.words(x.span), b.words(y.span));
            found.add(DifferenceKind::Number, note, [x, y]);
        }
    }
    told.extend(reported);
    told
}

/// Names of one that are written in two ways.
fn spellings(
    a: &Side<'_>,
    b: &Side<'_>,
    alignment: &Alignment,
    found: &mut Found,
) -> BTreeSet<Passage> {
    let mut told = BTreeSet::new();
    for &(i, j, _) in &alignment.pairs {
        let (x, y) = (&a.unit.words[i], &b.unit.words[j]);
        if x.word.class != Class::Name || y.word.class != Class::Name {
            continue;
        }
        let (x_at, y_at) = (a.at(x.word.span), b.at(y.word.span));
        told.insert(x_at);
        told.insert(y_at);
        if x.word.term != y.word.term {
            let (one, other) = (whole_name(a, x.word.span), whole_name(b, y.word.span));
            told.insert(a.at(one));
            told.insert(b.at(other));
            let note = format!("{} / {}", a.words(one), b.words(other));
            found.add(DifferenceKind::Name, note, [a.at(one), b.at(other)]);
        }
    }
    told
}

/// The mention that a word of a name is of, where it lies in the passage.
fn whole_name(side: &Side<'_>, word: Span) -> Span {
    let mentions = side.reported.found.mentions.iter();
    mentions
        .filter(|mention| mention.place.of == side.member.passage.of)
        .map(|mention| mention.place.span)
        .filter(|span| span.contains(word) && side.member.passage.span.contains(*span))
        .min_by_key(|span| span.len())
        .unwrap_or(word)
}

/// What stands between equal words and is not equal, save what was compared already.
fn wording(
    a: &Side<'_>,
    b: &Side<'_>,
    alignment: &Alignment,
    told: &BTreeSet<Passage>,
    found: &mut Found,
) {
    // What has its equal elsewhere was only moved.
    let equal: Vec<(usize, usize)> = equal_words(alignment);
    let mut anchors = in_order(&equal);
    anchors.push((a.unit.words.len(), b.unit.words.len()));
    let in_a = |n: usize| equal.iter().any(|pair| pair.0 == n);
    let in_b = |n: usize| equal.iter().any(|pair| pair.1 == n);
    let mut from = (0, 0);
    for to in anchors {
        let x = differing(a, from.0..to.0, &in_a, told);
        let y = differing(b, from.1..to.1, &in_b, told);
        if let (Some(x), Some(y)) = (x, y)
            && a.words(x).to_lowercase() != b.words(y).to_lowercase()
        {
            let note = format!("{} / {}", a.words(x), b.words(y));
            found.add(DifferenceKind::Wording, note, [a.at(x), b.at(y)]);
        }
        from = (to.0 + 1, to.1 + 1);
    }
}

/// The words of a stretch between two anchors, from the first that tells something to the last;
/// `None` where none does, or where the stretch is too long to be other words for the same.
fn differing(
    side: &Side<'_>,
    range: std::ops::Range<usize>,
    moved: &dyn Fn(usize) -> bool,
    told: &BTreeSet<Passage>,
) -> Option<Span> {
    let start = range.start;
    let words = side.unit.words.get(range)?;
    let tells = |span: Span| {
        !told.iter().any(|known| {
            known.account == side.reported.id
                && known.of == side.member.passage.of
                && known.span.overlaps(span)
        })
    };
    let telling: Vec<&Weighed> = words
        .iter()
        .enumerate()
        .filter(|&(n, word)| {
            (word.word.class.tells() || word.word.class == Class::Light)
                && !word.attributes
                && !moved(start + n)
                && tells(word.word.span)
        })
        .map(|(_, word)| word)
        .collect();
    let (first, last) = (telling.first()?.word.span, telling.last()?.word.span);
    (words.len() <= OTHER_WORDS && telling.iter().any(|word| word.word.class.tells()))
        .then(|| first.cover(last))
}

/// Which words are equal, by the first's order.
fn equal_words(alignment: &Alignment) -> Vec<(usize, usize)> {
    let equal = alignment.pairs.iter().filter(|&&(_, _, match_)| match_ >= 1.0);
    equal.map(|&(i, j, _)| (i, j)).collect()
}

/// Equal words that stand in one order in both: the longest such row.
fn in_order(equal: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // Longest increasing subsequence of the second index; the first is increasing already.
    let mut longest: Vec<(usize, Option<usize>)> = Vec::with_capacity(equal.len());
    for (n, &(_, j)) in equal.iter().enumerate() {
        let before = (0..n)
            .filter(|&m| equal[m].1 < j)
            .max_by(|&x, &y| longest[x].0.cmp(&longest[y].0).then(y.cmp(&x)));
        longest.push((before.map_or(1, |m| longest[m].0 + 1), before));
    }
    let mut at = (0..equal.len()).max_by(|&x, &y| longest[x].0.cmp(&longest[y].0).then(y.cmp(&x)));
    let mut row = Vec::new();
    while let Some(n) = at {
        row.push(equal[n]);
        at = longest[n].1;
    }
    row.reverse();
    row
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use stemma_core::{Bound, ClaimId, OriginsAre, StoryId};

    use super::*;
    use crate::testing::Collection;

    /// A claim that is all of two accounts; a number in `<…>` was found as a quantity.
    fn check(texts: [&str; 2], quantities: [Option<(&str, f64)>; 2], expect: &Expect) {
        let mut collection = Collection::new();
        for (text, quantity) in texts.iter().zip(quantities) {
            collection.account("outlet", None, text);
            if let Some((words, value)) = quantity {
                let at = text.find(words).expect("the words stand in the text");
                collection.found().quantities.push(Quantity {
                    place: Place::text(Span::new(at, at + words.len())),
                    value,
                    bound: if words.starts_with("over") { Bound::AtLeast } else { Bound::Exact },
                    unit: None,
                    of: None,
                });
            }
        }
        let accounts = collection.reported();
        let story = Story {
            id: StoryId(1),
            title: String::new(),
            accounts: accounts.iter().map(|a| a.id).collect(),
        };
        let members: Vec<Member> = (accounts.iter())
            .map(|a| {
                let all = Span::new(0, a.account.text.len());
                Member { passage: Place::text(all).in_account(a.id), statement: None }
            })
            .collect();
        let mut claims = [Claim {
            id: ClaimId(1),
            story: StoryId(1),
            text: members[0].passage,
            speaker: None,
            members,
            differences: Vec::new(),
            origins: 0,
            origins_are: OriginsAre::Unknown,
            roots: Vec::new(),
            if_wrong: Vec::new(),
            near: Vec::new(),
        }];
        find(&accounts, &[], &[story], &BTreeMap::new(), &|_| None, &mut claims);
        let lines: Vec<String> = (claims[0].differences.iter())
            .map(|difference| format!("{:?}: {}\n", difference.kind, difference.note))
            .collect();
        expect.assert_eq(&lines.concat());
    }

    #[test]
    fn other_words_between_equal_ones() {
        check(
            ["we will withdraw when exercises are over", "we will leave when drills are over"],
            [None, None],
            &expect![[r"
                Wording: withdraw / leave
                Wording: exercises / drills
            "]],
        );
    }

    #[test]
    fn words_that_only_moved_are_no_difference() {
        check(["at dawn ships sank", "ships sank at dawn"], [None, None], &expect![""]);
    }

    #[test]
    fn numbers_differ_unless_their_bounds_meet() {
        check(
            ["ships carried 12 men", "ships carried 15 men"],
            [Some(("12", 12.0)), Some(("15", 15.0))],
            &expect![[r"
                Number: 12 / 15
            "]],
        );
        check(
            ["ships carried over 12 men", "ships carried 15 men"],
            [Some(("over 12", 12.0)), Some(("15", 15.0))],
            &expect![""],
        );
    }

    #[test]
    fn a_day_may_be_known_in_part() {
        assert!(days_agree("2031-02-14", "XXXX-02-14"));
        assert!(days_agree("2031-02-14", "2031-02"));
        assert!(days_agree("2031-W07", "2031-02-14"));
        assert!(!days_agree("2031-02-14", "2031-02-15"));
    }
}
