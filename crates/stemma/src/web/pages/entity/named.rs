//! Where accounts mention an entity.

use std::collections::BTreeMap;

use maud::{Markup, html};
use stemma_core::{AccountId, Entity, Mention};

use super::super::super::target::EntityPart;
use super::super::super::{Target, View};
use stemma_tell::plural::{count, noun};

/// Accounts whose mentions the entity's own page has, and those on each page of mentions.
const ACCOUNTS: usize = 25;
const ON_A_PAGE: usize = 200;
/// Mentions shown of one account.
const MENTIONS: usize = 24;

/// All mentions of one account.
type InAccount<'a> = (AccountId, Vec<&'a Mention>);

fn by_account<'a>(view: View<'a>, entity: &Entity) -> Vec<InAccount<'a>> {
    let mut accounts: BTreeMap<AccountId, Vec<&Mention>> = BTreeMap::new();
    for (account, mention) in view.collection.mentions_of(entity.id) {
        accounts.entry(account).or_default().push(mention);
    }
    accounts.into_iter().collect()
}

/// Where it is mentioned, account by account.
pub(super) fn mentions(view: View<'_>, entity: &Entity) -> Markup {
    let accounts = by_account(view, entity);
    let all: usize = accounts.iter().map(|(_, mentions)| mentions.len()).sum();
    if accounts.is_empty() {
        return Markup::default();
    }
    html! {
        section {
            h2 #mentions { "Mentions" }
            p.faint.small { (count(all, "mention")) " in " (count(accounts.len(), "account")) }
            (list(view, &accounts[..accounts.len().min(ACCOUNTS)]))
            @if accounts.len() > ACCOUNTS {
                p {
                    a href=(view.href(&Target::EntityPart(entity.id, EntityPart::Mentions, 1))) {
                        "All " (accounts.len()) " " (noun("account", accounts.len()))
                    }
                }
            }
        }
    }
}

/// A page of them.
pub(super) fn part(
    view: View<'_>,
    entity: &Entity,
    at: usize,
) -> Option<(&'static str, Markup, usize)> {
    let accounts = by_account(view, entity);
    let here = accounts.chunks(ON_A_PAGE).nth(at)?;
    Some(("mentions", list(view, here), accounts.len().div_ceil(ON_A_PAGE)))
}

fn list(view: View<'_>, accounts: &[InAccount<'_>]) -> Markup {
    html! {
        ul.plain.mentioned {
            @for (account, mentions) in accounts {
                li data-item {
                    (view.source(*account)) ": "
                    @for (n, mention) in mentions.iter().take(MENTIONS).enumerate() {
                        @if n > 0 { " · " }
                        (view.words(&mention.place.in_account(*account)))
                    }
                    @if mentions.len() > MENTIONS {
                        " · " a href=(view.account_href(*account)) {
                            "and " (mentions.len() - MENTIONS) " more"
                        }
                    }
                }
            }
        }
    }
}
