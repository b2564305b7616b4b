//! Claims side by side, and what each account leaves out.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::{Claim, DifferenceKind, Member, OriginsAre, Passage, Polarity, Statement, Story};

use super::rest;
use crate::page::{Page, Styled, padded, shortened};
use crate::printer::styles;
use stemma_tell::collection::Collection;
use stemma_tell::plural::count;
use stemma_tell::reasons;

/// The column of the places beside the words.
const MARK_COLUMN: usize = 11;

pub(super) fn write(page: &mut Page, collection: &Collection, claims: &[&Claim], most: usize) {
    if claims.is_empty() {
        return;
    }
    page.heading("CLAIMS SIDE BY SIDE");
    for (n, claim) in claims.iter().take(most).enumerate() {
        if n > 0 {
            page.gap();
        }
        one(page, collection, claim);
    }
    rest(page, claims.len(), most, "claim");
}

/// One claim with all its members; what they differ in is marked.
pub(crate) fn one(page: &mut Page, collection: &Collection, claim: &Claim) {
    let mut head = Styled::new().styled(styles::STRONG, &format!("claim {}", claim.id.0));
    if let Some(speaker) = claim.speaker.and_then(|speaker| collection.entity(speaker)) {
        head = head.and(" · ").styled(styles::SPEAKER, &speaker.name);
    }
    head = head.and(" · ").and(&standing(collection, claim));
    page.paragraph(2, &head);

    for Wording { words, stance, places } in wordings(collection, claim) {
        let marked = marks_in(claim, words, &places);
        let look = page.look();
        let mut line = Styled::new();
        if !stance.is_empty() {
            line = line.styled(styles::FAINT, &stance).and(" ");
        }
        line = line.marked(words, &marked, styles::DIFFERENT, look);
        let others: Vec<String> = places[1..].iter().map(|place| collection.mark(place)).collect();
        if !others.is_empty() {
            let also = format!("= {}", others.join(" "));
            line = line.gap().styled(styles::FAINT, &also);
        }
        let mark = collection.mark(&places[0]);
        page.item(4, &mark, styles::FAINT, MARK_COLUMN, &line);
    }
    let notes = notes(claim);
    if !notes.is_empty() {
        page.item(4, "differ in", styles::FAINT, MARK_COLUMN, &notes_line(&notes));
    }
    for near in claim.near.iter().take(MOST_NEAR) {
        let line = Styled::new()
            .styled(styles::OPEN, kind(near.kind))
            .and(&format!(": {} · ", reasons::note(&near.note)))
            .styled(styles::FAINT, &collection.mark(&near.other))
            .and(" ")
            .and(&shortened(collection.words(&near.other), page.look().width));
        page.item(4, "near", styles::FAINT, MARK_COLUMN, &line);
    }
    for line in &claim.if_wrong {
        let words = format!(
            "if {} → {} were wrong: {}",
            collection.node(line.from),
            collection.node(line.to),
            count(line.origins as usize, "origin")
        );
        page.item(4, "hangs on", styles::FAINT, MARK_COLUMN, &Styled::plain(&words));
    }
}

/// Passages that are near and not the same, beyond these, are left to `stemma export`.
const MOST_NEAR: usize = 2;

/// `4 accounts, 2 origins: VTA, 3 Observer; independent`.
pub(crate) fn standing(collection: &Collection, claim: &Claim) -> String {
    let mut words = count(claim.accounts().len(), "account");
    if claim.origins > 0 {
        words += &format!(", {}", count(claim.origins as usize, "origin"));
        let roots: Vec<String> = claim.roots.iter().map(|&root| collection.node(root)).collect();
        if !roots.is_empty() {
            words += &format!(" ({})", shortened(&roots.join(", "), 60));
        }
    }
    words + ", " + independence(claim.origins_are)
}

/// What is known of the independence of a claim's origins.
pub(crate) fn independence(are: OriginsAre) -> &'static str {
    match are {
        OriginsAre::Independent => "independent",
        OriginsAre::Shared => "shared",
        OriginsAre::Unknown => "independence not established",
    }
}

/// Members with the same words, said in the same way.
pub(crate) struct Wording<'a> {
    /// The words.
    pub(crate) words: &'a str,
    /// How they are meant, where they are not simply asserted: `denied:`.
    pub(crate) stance: String,
    /// Where they stand, one place or more.
    pub(crate) places: Vec<Passage>,
}

/// The wordings of a claim, each once, in the order of its members.
pub(crate) fn wordings<'a>(collection: &'a Collection, claim: &Claim) -> Vec<Wording<'a>> {
    let mut wordings: Vec<Wording<'_>> = Vec::new();
    let mut known: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for member in &claim.members {
        let words = collection.words(&member.passage);
        let stance = denial(collection, member);
        let n = *known.entry((words, stance.clone())).or_insert(wordings.len());
        if n == wordings.len() {
            wordings.push(Wording { words, stance, places: Vec::new() });
        }
        wordings[n].places.push(member.passage);
    }
    wordings
}

/// `denied:` where a member's words are what somebody denies: bare, they would say the opposite.
fn denial(collection: &Collection, member: &Member) -> String {
    let statement = || {
        let found = &collection.account(member.passage.account)?.found;
        found.statements.get(member.statement? as usize)
    };
    // Where the passage holds the cue itself ("denied that …"), the reader sees it.
    let said = |statement: &&Statement| {
        statement.polarity == Polarity::Denied
            && statement.cue.is_none_or(|cue| !member.passage.span.overlaps(cue))
    };
    statement().filter(said).map(super::stance).unwrap_or_default()
}

/// The spans of a member's words in which it differs from another, whichever of its copies the
/// difference was seen in.
fn marks_in(claim: &Claim, words: &str, copies: &[Passage]) -> Vec<(usize, usize)> {
    let mut marks = BTreeSet::new();
    for side in claim.differences.iter().flat_map(|d| &d.between) {
        for copy in copies {
            let same = copy.account == side.account && copy.of == side.of;
            if same && copy.span.overlaps(side.span) {
                let start = side.span.start.max(copy.span.start) - copy.span.start;
                let end = side.span.end.min(copy.span.end) - copy.span.start;
                marks.insert((start as usize, end as usize));
            }
        }
    }
    // Spans that meet or overlap become one, and a mark over everything says nothing.
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (start, end) in marks {
        match joined.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    joined.retain(|&(start, end)| end - start < words.len());
    joined
}

/// What the members differ in, each pair of words once.
fn notes(claim: &Claim) -> BTreeMap<DifferenceKind, Vec<String>> {
    let mut notes: BTreeMap<DifferenceKind, Vec<String>> = BTreeMap::new();
    for difference in &claim.differences {
        let of_kind = notes.entry(difference.kind).or_default();
        let note = reasons::note(&difference.note);
        if !of_kind.contains(&note) {
            of_kind.push(note);
        }
    }
    notes
}

/// More pairs of words than these say no more.
const MOST_NOTES: usize = 5;

fn notes_line(notes: &BTreeMap<DifferenceKind, Vec<String>>) -> Styled {
    let mut line = Styled::new();
    for (n, (&kind, of_kind)) in notes.iter().enumerate() {
        if n > 0 {
            line = line.and(" · ");
        }
        line = line.styled(styles::OPEN, self::kind(kind)).and(": ");
        let shown: Vec<String> =
            (of_kind.iter().take(MOST_NOTES)).map(|note| shortened(note, 80)).collect();
        line = line.and(&shown.join("; "));
        if of_kind.len() > MOST_NOTES {
            line = line.and(&format!("; and {} more", of_kind.len() - MOST_NOTES));
        }
    }
    line
}

/// What a kind of difference is called.
pub(crate) fn kind(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::Polarity => "polarity",
        DifferenceKind::Number => "number",
        DifferenceKind::Date => "date",
        DifferenceKind::Roles => "who to whom",
        DifferenceKind::Certainty => "certainty",
        DifferenceKind::Speaker => "speaker",
        DifferenceKind::Name => "name",
        DifferenceKind::Wording => "wording",
    }
}

/// Which account has which of the claims that more than one has.
pub(super) fn write_matrix(
    page: &mut Page,
    collection: &Collection,
    story: &Story,
    claims: &[&Claim],
    most: usize,
) {
    if claims.is_empty() || story.accounts.len() < 2 {
        return;
    }
    page.heading("WHAT EACH LEAVES OUT");
    let look = page.look();
    let label = look.width.saturating_sub(2 + story.accounts.len() * CELL);
    if label < LEAST_LABEL {
        return write_lists(page, collection, story, claims, most);
    }
    let ids: Vec<usize> = story.accounts.iter().map(|id| id.0 as usize).collect();
    for line in upright("", &ids, label) {
        page.line(&look.paint(styles::FAINT, &line));
    }
    for claim in claims.iter().take(most) {
        let has = claim.accounts();
        let words = match claim.members.iter().find(|member| member.passage == claim.text) {
            Some(member) => {
                format!("{} {}", denial(collection, member), collection.words(&claim.text))
            }
            None => collection.words(&claim.text).to_owned(),
        };
        let words = format!("{:>6}  {}", claim.id.0, shortened(words.trim_start(), label - 9));
        let mut row = padded(&words, label);
        for id in &story.accounts {
            row += if has.contains(id) { " ●" } else { " ·" };
        }
        page.line(&row);
    }
    let has = |id| claims.iter().filter(|claim| claim.accounts().contains(id)).count();
    let counts: Vec<usize> = story.accounts.iter().map(has).collect();
    let foot = format!("  of {} it has", count(claims.len(), "shared claim"));
    for line in upright(&foot, &counts, label) {
        page.line(&look.paint(styles::FAINT, &line));
    }
}

/// Columns of one account in the matrix.
const CELL: usize = 2;

/// With fewer columns for the words of a claim, lists say more than a matrix.
const LEAST_LABEL: usize = 30;

/// Numbers over columns of one digit: their digits stand one below another, as on a map's edge.
fn upright(label: &str, numbers: &[usize], column: usize) -> Vec<String> {
    let digits: Vec<String> = numbers.iter().map(usize::to_string).collect();
    let height = digits.iter().map(String::len).max().unwrap_or(0);
    let line = |row: usize| {
        let mut line = padded(if row == 0 { label } else { "" }, column);
        for number in &digits {
            // Short numbers stand at the foot.
            let digit = (row + number.len()).checked_sub(height).map(|n| &number[n..=n]);
            line += &format!("{:>CELL$}", digit.unwrap_or(""));
        }
        line
    };
    (0..height).map(line).collect()
}

/// The same where there are too many accounts for columns.
fn write_lists(
    page: &mut Page,
    collection: &Collection,
    story: &Story,
    claims: &[&Claim],
    most: usize,
) {
    for &id in &story.accounts {
        let missing = || claims.iter().filter(|claim| !claim.accounts().contains(&id));
        let shown: Vec<String> = (claims.iter().take(most))
            .filter(|claim| !claim.accounts().contains(&id))
            .map(|claim| claim.id.0.to_string())
            .collect();
        let mut words = format!("{} of {}", missing().count(), claims.len());
        if !shown.is_empty() {
            words += &format!("; of those above: {}", shown.join(" "));
        }
        let label = format!("{} {}", id.0, shortened(collection.outlet(id), 22));
        page.item(2, &label, styles::FAINT, 28, &Styled::plain(&words));
    }
}
