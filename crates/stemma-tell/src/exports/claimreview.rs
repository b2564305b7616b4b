//! Claims that several accounts have, as drafts of schema.org's `ClaimReview`: what was claimed, by
//! whom, and where it appeared. There is no rating in them, since Stemma does not say what is true;
//! whoever checks the claim adds that, and signs.
//!
//! <https://schema.org/ClaimReview>

use serde_json::{Value, json};
use stemma_core::{AccountId, Claim, EntityKind};

use super::{Scope, ids, lines};

const DRAFT: &str = "A draft without a verdict. Whoever checks the claim adds author, datePublished, \
                     url and reviewRating, sets creativeWorkStatus to Published, and takes this \
                     description out.";

/// A draft for each claim that two accounts or more have, a draft a line.
pub(super) fn written(scope: &Scope<'_>) -> Vec<u8> {
    let drafts: Vec<Value> = scope
        .claims()
        .filter(|claim| claim.accounts().len() > 1)
        .map(|claim| draft(scope, claim))
        .collect();
    let mut bytes = lines(&json!({"@context": "https://schema.org"}), "@graph", drafts);
    bytes.push(b'\n');
    bytes
}

fn draft(scope: &Scope<'_>, claim: &Claim) -> Value {
    let words = scope.collection.words(&claim.text);
    let urn = scope.claim_urn(claim);
    let accounts: Vec<AccountId> = claim.accounts().into_iter().collect();
    let mut item = json!({
        "@type": "Claim",
        "@id": urn,
        "text": words,
        "appearance":
            accounts.iter().map(|&account| article(scope, claim, account)).collect::<Vec<Value>>(),
    });
    if let Some(speaker) = claim.speaker.and_then(|id| scope.collection.entity(id)) {
        let kind = match speaker.kind {
            EntityKind::Person => Some("Person"),
            EntityKind::Organisation => Some("Organization"),
            _ => None,
        };
        if let Some(kind) = kind {
            item["author"] = json!({"@type": kind, "name": speaker.name});
        }
    }
    if let Some(first) = first(scope, &accounts) {
        item["firstAppearance"] = article(scope, claim, first);
    }
    json!({
        "@type": "ClaimReview",
        "@id": ids::urn(&["review", &urn]),
        "creativeWorkStatus": "Draft",
        "description": DRAFT,
        "claimReviewed": words,
        "itemReviewed": item,
    })
}

/// The account that was there before all others, where their days establish it.
fn first(scope: &Scope<'_>, accounts: &[AccountId]) -> Option<AccountId> {
    let published = |id| scope.collection.published(id);
    let is_first = |&&account: &&AccountId| {
        let Some(day) = published(account).and_then(|published| published.value) else {
            return false;
        };
        accounts.iter().filter(|&&other| other != account).all(|&other| {
            let others = published(other);
            let earliest = others.and_then(|published| published.value.or(published.earliest));
            earliest.is_some_and(|earliest| day < earliest)
        })
    };
    accounts.iter().find(is_first).copied()
}

/// An account, with its words for the claim.
fn article(scope: &Scope<'_>, claim: &Claim, account: AccountId) -> Value {
    let quotations: Vec<Value> = (claim.members.iter())
        .filter(|member| member.passage.account == account)
        .map(
            |member| json!({"@type": "Quotation", "text": scope.collection.words(&member.passage)}),
        )
        .collect();
    let mut article = json!({
        "@type": "NewsArticle",
        "@id": scope.account_urn(account),
        "publisher": {"@type": "Organization", "name": scope.collection.outlet(account)},
        "hasPart": quotations,
    });
    if let Some(day) = scope.collection.published(account).and_then(|published| published.value) {
        article["datePublished"] = json!(day);
    }
    if let Some(stored) = scope.collection.account(account) {
        if let Some(title) = &stored.account.title {
            article["headline"] = json!(title);
        }
        if let Some(address) = ids::address(stored) {
            article["url"] = json!(address);
        }
    }
    article
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::Collection;
    use crate::testing::{stored, woven};

    #[test]
    fn a_draft_has_no_verdict_and_says_who_had_it_first() {
        let collection = Collection::new(stored(), woven());
        let all: Value = serde_json::from_slice(&written(&Scope::whole(&collection))).unwrap();
        let drafts = all["@graph"].as_array().unwrap();
        assert_eq!(drafts.len(), 2);
        assert!(!all.to_string().contains("Rating\":"), "{all}");
        let item = &drafts[0]["itemReviewed"];
        assert_eq!(item["author"]["name"], "Mira Tarvel");
        assert_eq!(item["appearance"].as_array().unwrap().len(), 2);
        assert_eq!(item["firstAppearance"]["publisher"]["name"], "Norpress");
    }

    #[test]
    fn who_was_first_is_left_open_where_days_do_not_say() {
        let collection = Collection::new(stored(), woven());
        let scope = Scope::whole(&collection);
        let first = |ids: &[u32]| {
            let accounts: Vec<AccountId> = ids.iter().map(|&id| AccountId(id)).collect();
            super::first(&scope, &accounts).map(|id| id.0)
        };
        // The third may be of the day of the first.
        assert_eq!(first(&[1, 2]), Some(1));
        assert_eq!(first(&[1, 2, 3]), None);
        assert_eq!(first(&[2, 3]), None);
    }
}
