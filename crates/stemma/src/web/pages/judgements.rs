//! What people judged: the log, with what became of each entry; and what rules judged, counted.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use stemma_core::Verdict;
use stemma_core::log::{Act, Anchor, Entry, Verdicted, What};

use super::super::{Page, Target, View};
use crate::judging::{Anchors, Present, in_force, told, word};
use stemma_tell::plural::{count, noun};

/// So many entries are shown, the newest; the log itself has all.
const MOST: usize = 500;

/// The page of the log.
pub(in crate::web) fn page(view: View<'_>) -> Page {
    let log = &view.collection.log;
    let accounts = view.collection.accounts();
    let page = Logged {
        view,
        anchors: Anchors::of(accounts),
        present: Present::of(log, accounts),
        force: in_force(log),
    };
    let body = html! {
        h1 { "Judgements" }
        p {
            "What a person knows better outranks every rule and is never recomputed away. It is "
            "added to a log, of which nothing is taken out: to take something back is an entry too."
        }
        section aria-labelledby="people" {
            h2 #people { "By people" }
            @if log.is_empty() {
                p { "Nothing was judged yet." }
                @if view.live.is_some() {
                    p { "The pages of claims, names, accounts and stories have buttons for it." }
                } @else {
                    p { code { "stemma judge --help" } " shows how." }
                }
            } @else {
                p.faint {
                    (count(log.len(), "entry")) ", " (page.present.standing) " "
                    (noun("judgement", page.present.standing)) " "
                    @if page.present.standing == 1 { "stands" } @else { "stand" }
                    "; the newest first"
                }
                ol.plain.log {
                    @for entry in log.iter().rev().take(MOST) { (page.entry(entry)) }
                }
                @if log.len() > MOST {
                    p.faint { "Older ones: " code { "stemma judge log" } " shows all." }
                }
            }
        }
        (by_rules(view))
    };
    Page::new("Judgements", body)
}

struct Logged<'a> {
    view: View<'a>,
    anchors: Anchors<'a>,
    present: Present,
    force: BTreeSet<u32>,
}

impl Logged<'_> {
    fn entry(&self, entry: &Entry) -> Markup {
        let stands = self.force.contains(&entry.n);
        let date = entry.at.get(..10).unwrap_or(&entry.at);
        let time = entry.at.get(11..16).unwrap_or_default();
        let no_place = self.present.placeless.iter().find(|(n, _)| *n == entry.n);
        let by = self.present.outranked.get(&entry.n);
        html! {
            li #{ "n" (entry.n) } .entry .void[!stands] {
                @match &entry.act {
                    Act::Judged(verdicted) => { (self.verdict(verdicted)) }
                    Act::Undone { undo } => {
                        p.verdict { "Takes back " a href={ "#n" (undo) } { "judgement " (undo) } "." }
                    }
                }
                p.small.faint {
                    (entry.n) " · " (entry.by) " · "
                    time datetime=(entry.at) { (date) " " (time) } " UTC"
                    @if !stands { " · " strong { "taken back" } }
                }
                @if let Some((_, why)) = no_place {
                    p.small { strong { "No place here: " } (why) }
                }
                @if let Some(by) = by {
                    p.small {
                        strong { "Not heard: " } "later judgements say otherwise: "
                        @for n in by { a href={ "#n" (n) } { (n) } " " }
                    }
                }
                @if stands { (self.undo(entry)) }
            }
        }
    }

    fn verdict(&self, verdicted: &Verdicted) -> Markup {
        let [one, other] = &verdicted.of;
        let between = match (verdicted.what, verdicted.verdict) {
            (What::Edge, Verdict::Same) => "is the source of",
            (What::Edge, Verdict::Different) => "is no source of",
            (What::Story, Verdict::Same) => "is of one story with",
            (What::Story, Verdict::Different) => "is of another story than",
            (_, Verdict::Same) => "is the same as",
            (_, Verdict::Different) => "is not the same as",
        };
        html! {
            div.verdict {
                (self.thing(verdicted.what, one)) " "
                strong { (between) } " "
                (self.thing(verdicted.what, other))
                " " span.faint { "(" (word(verdicted.what)) ")" }
                @if !verdicted.also.is_empty() {
                    p.small.faint { "and of " (count(verdicted.also.len(), "further pair")) }
                }
                @if let Some(because) = &verdicted.because { p { "Because " (because) } }
            }
        }
    }

    /// A thing that is judged, as it is here; else what it was called.
    fn thing(&self, what: What, anchor: &Anchor) -> Markup {
        let view = self.view;
        let here = match what {
            What::Entity => self.anchors.entity(anchor).ok().and_then(|(account, local)| {
                let id = view.collection.entity_of(account, local)?;
                let words = self.anchors.passage(anchor).ok();
                Some(html! {
                    (view.entity(id))
                    @if let Some(words) = words {
                        " (as " (view.words(&words)) ", " (view.source(words.account)) ")"
                    }
                })
            }),
            What::Claim => self.anchors.passage(anchor).ok().map(|passage| {
                html! { (view.words(&passage)) " (" (view.source(passage.account)) ")" }
            }),
            What::Story | What::Edge => {
                let account = self.anchors.account(anchor).ok();
                account.map(|stored| {
                    let passage = self.anchors.passage(anchor);
                    if let (Some(name), Ok(passage)) = (&anchor.name, passage) {
                        let source = view.source(stored.id);
                        return html! { (name) " (as in " (view.words(&passage)) ", " (source) ")" };
                    }
                    html! {
                        (view.source(stored.id))
                        @if let Some(title) = &stored.account.title {
                            " " a href=(view.href(&Target::Account(stored.id))) { (title) }
                        }
                    }
                })
            }
        };
        here.unwrap_or_else(|| html! { (told(anchor)) })
    }

    fn undo(&self, entry: &Entry) -> Markup {
        let Some(live) = self.view.live else {
            return Markup::default();
        };
        let label = match entry.act {
            Act::Judged(_) => format!("Take judgement {} back", entry.n),
            Act::Undone { undo } => format!("Let judgement {undo} stand again"),
        };
        html! {
            form.judge method="post" action=(self.view.href_to("judge/undo")) {
                input type="hidden" name="token" value=(live.token);
                input type="hidden" name="back" value=(self.view.target.path(self.view.collection));
                input type="hidden" name="n" value=(entry.n);
                button { (label) }
            }
        }
    }
}

/// How often each rule has judged; what exactly, each page says of its own.
fn by_rules(view: View<'_>) -> Markup {
    let mut rules: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let judgements = view.collection.woven.judgements.iter();
    for judgement in judgements.filter(|judgement| judgement.at.is_none()) {
        let counts = rules.entry(judgement.by.as_str()).or_default();
        counts[usize::from(judgement.verdict == Verdict::Different)] += 1;
    }
    html! {
        @if !rules.is_empty() {
            section aria-labelledby="rules" {
                h2 #rules { "By rules" }
                p {
                    "Each with its reasons on the page of the claim, the name or the account that it "
                    "is about; " code { "stemma why" } " prints them too."
                }
                table.rules {
                    thead { tr {
                        th scope="col" { "Rule" } th scope="col" { "same" } th scope="col" { "different" }
                    } }
                    tbody {
                        @for (rule, [same, different]) in rules {
                            tr {
                                th scope="row" { (rule.strip_prefix("rule: ").unwrap_or(rule)) }
                                td { (same) } td { (different) }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use stemma_core::log::{AccountAnchor, PassageAnchor};

    use super::*;
    use crate::web::Live;
    use stemma_tell::collection::Collection;
    use stemma_tell::testing::{stored, woven};

    fn log(collection: &Collection) -> Vec<Entry> {
        let anchor = |n: usize, words: &str| {
            let stored = &collection.accounts()[n];
            let at = stored.account.text.find(words).unwrap_or_default();
            let start = stored.account.text[..at].chars().count();
            Anchor {
                name: None,
                account: AccountAnchor {
                    sha256: stored.sha256.clone(),
                    source: stored.account.source.clone(),
                    key: None,
                    outlet: stored.account.outlet.clone(),
                    title: stored.account.title.clone(),
                },
                passage: Some(PassageAnchor {
                    of: "text".to_owned(),
                    span: [start, start + words.chars().count()],
                    words: words.to_owned(),
                }),
            }
        };
        let judged = |n, other: &str| Entry {
            n,
            at: "2031-05-08T09:30:00Z".to_owned(),
            by: "ana <b>".to_owned(),
            act: Act::Judged(Box::new(Verdicted {
                what: What::Claim,
                verdict: Verdict::Same,
                of: [anchor(0, "Not one of them will stay"), anchor(1, other)],
                also: Vec::new(),
                because: Some("the same quay".to_owned()),
            })),
        };
        let undone = Entry { n: 3, act: Act::Undone { undo: 1 }, ..judged(3, "x") };
        vec![judged(1, "Not one of them will remain"), judged(2, "words that are nowhere"), undone]
    }

    #[test]
    fn the_log_says_what_became_of_each_entry() {
        let collection = Collection::new(stored(), woven());
        let log = log(&collection);
        let collection = collection.with_log(log);
        let live = Live { token: "t".to_owned(), notice: None };
        let view = View { collection: &collection, target: &Target::Judgements, live: Some(&live) };
        let page = page(view).body.into_string();
        assert!(page.contains("ana &lt;b&gt;") && !page.contains("ana <b>"), "{page}");
        assert!(page.contains("<strong>taken back</strong>"), "{page}");
        assert!(page.contains("<strong>No place here: </strong>"), "{page}");
        assert!(page.contains("Take judgement 2 back"), "{page}");
        assert!(page.contains("Let judgement 1 stand again"), "{page}");
        assert!(!page.contains("Take judgement 1 back"), "{page}");
        // Both things lead to their words.
        assert!(page.contains(">Not one of them will stay</a>"), "{page}");
        assert!(page.contains(">Not one of them will remain</a>"), "{page}");
        let view = View { live: None, ..view };
        assert!(!super::page(view).body.into_string().contains("<form"));
    }
}
