//! Which account has which of the claims that more than one has, and so what each leaves out.

use std::collections::BTreeMap;

use maud::{Markup, html};
use stemma_core::{AccountId, Claim, Passage, Story};

use crate::page::shortened;
use crate::web::target::Part;
use crate::web::{Target, View};
use stemma_tell::plural::{count, noun};

/// Accounts beside one another in one table.
const COLUMNS: usize = 40;
/// Claims of one table on a page of its own.
const ROWS: usize = 50;
/// Columns of a claim's words before its row.
const WORDS: usize = 90;
/// Claims beyond these that an account leaves out are counted; the table has them.
const MOST_LEFT_OUT: usize = 20;

/// Claims against accounts.
pub(in crate::web::pages) struct Matrix<'t> {
    story: &'t Story,
    /// Each with the first place of every account that has it.
    claims: Vec<(&'t Claim, BTreeMap<AccountId, Passage>)>,
}

impl<'t> Matrix<'t> {
    /// Of the shared claims of a story, those that most have first.
    pub(in crate::web::pages) fn new(story: &'t Story, claims: &[&'t Claim]) -> Matrix<'t> {
        let claims = claims.iter().map(|&claim| {
            let mut places = BTreeMap::new();
            for member in &claim.members {
                places.entry(member.passage.account).or_insert(member.passage);
            }
            (claim, places)
        });
        Matrix { story, claims: claims.collect() }
    }

    /// Whether the overview does not show all of it.
    pub(in crate::web::pages) fn overview_is_cut(&self, rows: usize) -> bool {
        self.claims.len() > rows || self.story.accounts.len() > COLUMNS
    }

    /// The claims that most have: as a table, or where there are too many accounts for columns, with
    /// how many have each.
    pub(in crate::web::pages) fn overview(&self, view: View<'_>, rows: usize) -> Markup {
        let rows = rows.min(self.claims.len());
        if self.story.accounts.len() > COLUMNS {
            return self.shares(view, rows);
        }
        html! {
            (self.table(view, &self.story.accounts, 0..rows))
            (self.lists(view, &self.story.accounts))
        }
    }

    /// Page `n`, from 1, of all of it, and how many pages there are: a block of accounts after the
    /// other, with all claims for each.
    pub(in crate::web::pages) fn page(&self, view: View<'_>, n: usize) -> Option<(Markup, usize)> {
        let down = self.claims.len().div_ceil(ROWS);
        let across = self.story.accounts.len().div_ceil(COLUMNS);
        if n == 0 || n > down * across || self.story.accounts.len() < 2 {
            return None;
        }
        let (block, part) = ((n - 1) / down, (n - 1) % down);
        let accounts = self.story.accounts.chunks(COLUMNS).nth(block)?;
        let rows = part * ROWS..((part + 1) * ROWS).min(self.claims.len());
        let body = html! {
            (self.table(view, accounts, rows))
            @if part + 1 == down { (self.lists(view, accounts)) }
        };
        Some((body, down * across))
    }

    fn table(
        &self,
        view: View<'_>,
        accounts: &[AccountId],
        rows: std::ops::Range<usize>,
    ) -> Markup {
        let has =
            |id: &AccountId| self.claims.iter().filter(|(_, has)| has.contains_key(id)).count();
        html! {
            p.small.faint { span.has aria-hidden="true" { "●" } " has it, and leads to its words · – leaves it out" }
            div.scroll.matrix tabindex="0" role="region" aria-label="Which account has which claim" {
                table {
                    thead {
                        tr {
                            th.corner scope="col" { "Claim" }
                            @for &id in accounts {
                                th scope="col" {
                                    a href=(view.account_href(id)) {
                                        span.n { (id.0) } " "
                                        span.upright { (shortened(view.collection.outlet(id), 22)) }
                                    }
                                }
                            }
                        }
                    }
                    tbody {
                        @for (claim, has) in &self.claims[rows] {
                            tr {
                                th scope="row" { (Self::claim(view, claim)) }
                                @for id in accounts {
                                    @match has.get(id) {
                                        Some(passage) => {
                                            td { a href=(view.passage_href(passage)) aria-label="has it" { "●" } }
                                        }
                                        None => { td.out { span.hidden { "left out" } } }
                                    }
                                }
                            }
                        }
                    }
                    tfoot {
                        tr {
                            th scope="row" { "Of " (count(self.claims.len(), "shared claim")) " it has" }
                            @for id in accounts { td { (has(id)) } }
                        }
                    }
                }
            }
        }
    }

    fn claim(view: View<'_>, claim: &Claim) -> Markup {
        html! {
            a.words href=(view.href(&Target::Claim(claim.id))) {
                (shortened(view.collection.words(&claim.text), WORDS))
            }
        }
    }

    /// The page whose table has a claim's row, for a block of accounts.
    fn page_of(&self, block: usize, claim: &Claim) -> Target {
        let row = self.claims.iter().position(|(one, _)| one.id == claim.id).unwrap_or_default();
        let n = block * self.claims.len().div_ceil(ROWS) + row / ROWS + 1;
        Target::Part(self.story.id, Part::LeftOut, n)
    }

    /// The claims that most have, with their share of all accounts as a bar.
    fn shares(&self, view: View<'_>, rows: usize) -> Markup {
        let all = self.story.accounts.len();
        html! {
            ol.plain.shares {
                @for (claim, has) in &self.claims[..rows] {
                    li data-item {
                        (Self::claim(view, claim))
                        p.small {
                            (count(has.len(), "account")) " of " (all) " "
                            @if has.len() < all { (if has.len() + 1 == all { "has" } else { "have" }) " it; " (all - has.len()) " leave it out" }
                        }
                        svg.share aria-hidden="true" {
                            rect.all width="100%" height="6" rx="3" {}
                            rect.part width=(format!("{:.1}%", 100.0 * has.len() as f64 / all as f64)) height="6" rx="3" {}
                        }
                    }
                }
            }
        }
    }

    /// What each account leaves out that most of the others have.
    fn lists(&self, view: View<'_>, accounts: &[AccountId]) -> Markup {
        let others = self.story.accounts.len().saturating_sub(1);
        let usual: Vec<&(&Claim, BTreeMap<AccountId, Passage>)> =
            self.claims.iter().filter(|(_, has)| has.len() * 2 > others).collect();
        let lists: Vec<(AccountId, Vec<&Claim>)> = accounts
            .iter()
            .map(|&id| {
                let missing = usual.iter().filter(|(_, has)| !has.contains_key(&id));
                (id, missing.map(|(claim, _)| *claim).collect())
            })
            .filter(|(_, missing): &(_, Vec<&Claim>)| !missing.is_empty())
            .collect();
        let block =
            accounts.first().and_then(|id| self.story.accounts.iter().position(|one| one == id));
        let block = block.unwrap_or_default() / COLUMNS;
        if lists.is_empty() {
            return Markup::default();
        }
        html! {
            h3 { "Left out though most others have it" }
            ul.plain.missing {
                @for (id, missing) in &lists {
                    li {
                        details {
                            summary {
                                (id.0) " " (view.collection.outlet(*id)) ": "
                                (missing.len()) " " (noun("claim", missing.len()))
                            }
                            ul {
                                @for claim in missing.iter().take(MOST_LEFT_OUT) { li { (Self::claim(view, claim)) } }
                                @if let Some(next) = missing.get(MOST_LEFT_OUT) {
                                    li {
                                        a href=(view.href(&self.page_of(block, next))) {
                                            "and " (missing.len() - MOST_LEFT_OUT) " more, in the table"
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
