//! Every passage that something leads to: what was found in an account, and what is told of it.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::Stored;
use stemma_core::{AccountId, Field, Judged, Passage, Place, Span, Speaker, Statement, Woven};

/// What the accounts say together leads to these, by account.
pub(super) fn woven(woven: &Woven) -> BTreeMap<AccountId, BTreeSet<Passage>> {
    let mut all: BTreeMap<AccountId, BTreeSet<Passage>> = BTreeMap::new();
    let mut put = |passage: &Passage| {
        all.entry(passage.account).or_default().insert(*passage);
    };
    for claim in &woven.claims {
        put(&claim.text);
        claim.members.iter().for_each(|member| put(&member.passage));
        claim.differences.iter().flat_map(|difference| &difference.between).for_each(&mut put);
        claim.near.iter().flat_map(|near| [&near.ours, &near.other]).for_each(&mut put);
    }
    woven.lineage.edges.iter().flat_map(|edge| &edge.evidence).for_each(&mut put);
    woven.questions.iter().flat_map(|question| &question.passages).for_each(&mut put);
    for entry in &woven.timeline {
        put(&entry.what);
        entry.places.iter().for_each(&mut put);
    }
    for judgement in &woven.judgements {
        if let Judged::Claim(pair) = &judgement.of {
            pair.iter().for_each(&mut put);
        }
        judgement.reasons.iter().flat_map(|reason| &reason.evidence).for_each(&mut put);
    }
    let links = woven.sagas.iter().flat_map(|saga| &saga.links);
    let reasons = links.flat_map(|link| &link.reasons);
    reasons.flat_map(|reason| &reason.evidence).for_each(&mut put);
    for (&account, published) in &woven.published {
        let basis = published.basis.as_ref().and_then(|basis| basis.place);
        if let Some(place) = basis {
            put(&place.in_account(account));
        }
    }
    all
}

/// What was found in an account, and its texts as a whole.
pub(super) fn found(stored: &Stored) -> BTreeSet<Place> {
    let Stored { account, found, .. } = stored;
    let mut all = BTreeSet::new();
    let whole = |of: Field, text: &str| Place { of, span: Span::new(0, text.len()) };
    all.extend(account.title.as_deref().map(|title| whole(Field::Title, title)));
    all.extend((0..).zip(&account.dropped).map(|(n, piece)| whole(Field::Dropped(n), &piece.text)));
    all.extend(account.published.basis.as_ref().and_then(|basis| basis.place));
    all.extend(found.sentences.iter().copied().map(Place::text));
    all.extend(found.mentions.iter().map(|mention| mention.place));
    all.extend(found.entities.iter().flat_map(|entity| &entity.roles).map(|role| role.place));
    all.extend(found.dates.iter().map(|date| date.place));
    all.extend(found.sources.iter().flat_map(|sign| [sign.place, sign.evidence]));
    for quantity in &found.quantities {
        let of = quantity.place.of;
        all.insert(quantity.place);
        all.extend(quantity.of.map(|span| Place { of, span }));
    }
    for statement in &found.statements {
        let of = statement.of;
        all.extend(spans(statement).map(|span| Place { of, span }));
        if statement.content.len() > 1 {
            all.insert(Place { of, span: statement.extent() });
        }
    }
    all
}

fn spans(statement: &Statement) -> impl Iterator<Item = Span> {
    let Statement { content, cue, speaker, jointly, via, medium, .. } = statement;
    let speakers = speaker.iter().chain(jointly).chain(via).map(|Speaker { span, .. }| *span);
    content.iter().copied().chain(*cue).chain(speakers).chain(*medium)
}
