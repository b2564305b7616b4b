//! What stands around every page: the head, the way to other pages, the search, and what the keys
//! need to know.

use std::collections::BTreeMap;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Serialize;
use stemma_core::AccountId;

use super::pages::help;
use super::{Page, Target, View};
use stemma_tell::address::safe_address;
use stemma_tell::days;

/// A file that pages need, made part of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asset {
    /// Its path, from the root of the site.
    pub(crate) path: &'static str,
    /// Its media type.
    pub(crate) media_type: &'static str,
    /// What it holds.
    pub(crate) content: &'static str,
}

/// Everything that pages load: nothing comes from elsewhere.
pub(crate) const ASSETS: [Asset; 3] = [
    Asset {
        path: "stemma.css",
        media_type: "text/css; charset=utf-8",
        content: include_str!("assets/stemma.css"),
    },
    Asset {
        path: "stemma.js",
        media_type: "text/javascript; charset=utf-8",
        content: include_str!("assets/stemma.js"),
    },
    Asset {
        path: "stemma.svg",
        media_type: "image/svg+xml",
        content: include_str!("assets/stemma.svg"),
    },
];

/// What pages as files allow; a server says the same in a header. A file is of no origin, so that
/// browsers take `'self'` for files beside the page only where they know the scheme.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                      base-uri 'none'; form-action 'none'";

/// The whole document.
pub(super) fn framed(view: View<'_>, page: Page) -> Markup {
    let up = "../".repeat(view.target.path(view.collection).matches('/').count());
    let cited = cited(view, &page.body);
    let to = |target: &Target, name: &str| -> Markup {
        let here = (view.target == target).then_some("page");
        html! { a href=(view.href(target)) aria-current=[here] { (name) } }
    };
    html! {
        (DOCTYPE)
        html lang="en" data-live[view.live.is_some()] {
            head {
                meta charset="utf-8";
                title { (page.title) " · Stemma" }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                // Another site hears nothing; our server hears that its forms come from its pages.
                meta name="referrer" content="same-origin";
                link rel="icon" href={ (up) "stemma.svg" };
                @if view.live.is_none() {
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                }
                link rel="stylesheet" href={ (up) "stemma.css" };
                // Not deferred: it is small, and it knows whether the page is to be dark.
                script src={ (up) "stemma.js" } {}
            }
            body {
                a.skip href="#main" { "To the page" }
                header.top {
                    a.brand href=(view.href(&Target::Index)) { "Stemma" }
                    // The page of the search has a larger form of its own.
                    @if view.live.is_some() && *view.target != Target::Search {
                        form.search role="search" action=(view.href(&Target::Search)) {
                            label.hidden for="q" { "Search" }
                            input #q name="q" type="search" placeholder="Search all accounts" autocomplete="off";
                            button { "Search" }
                        }
                    }
                    nav aria-label="Pages" {
                        (to(&Target::Index, "Stories"))
                        (to(&Target::Entities, "Names"))
                        (to(&Target::Judgements, "Judgements"))
                        (to(&Target::Exports, "Exports"))
                        (to(&Target::Help, "Help"))
                    }
                }
                main #main tabindex="-1" .wide[page.wide] {
                    (notice(view))
                    (page.body)
                }
                footer {
                    p {
                        "Every line here is a slice of an account, as it stood when it was read. "
                        "Nothing is generated."
                    }
                }
                p #announced role="status" aria-live="polite" {}
                dialog #keys aria-labelledby="keys-head" {
                    h2 #keys-head { "Keys" }
                    (help::keys())
                    p { label { input #keys-on type="checkbox" checked; " Keys of one letter" } }
                    form method="dialog" {
                        button { "Close" } " "
                        a href=(view.href(&Target::Help)) { "How to read the pages" }
                    }
                }
                // Data, never run: what a citation of any passage on this page needs.
                script #cited type="application/json" { (PreEscaped(cited)) }
            }
        }
    }
}

/// What there is to be said first.
fn notice(view: View<'_>) -> Markup {
    let Some((live, notice)) = view.live.and_then(|live| Some((live, live.notice.as_ref()?)))
    else {
        return Markup::default();
    };
    html! {
        section.notice role="status" aria-label="What changed" {
            p.head { (notice.head) }
            @if !notice.lines.is_empty() {
                ul { @for line in &notice.lines { li { (line) } } }
            }
            @if let Some(n) = notice.undo {
                form method="post" action=(view.href_to("judge/undo")) {
                    input type="hidden" name="token" value=(live.token);
                    input type="hidden" name="n" value=(n);
                    input type="hidden" name="back" value=(view.target.path(view.collection));
                    button { "Take it back" }
                }
            }
        }
    }
}

impl View<'_> {
    /// The address of something that is no page, by its path from the root.
    pub(crate) fn href_to(&self, path: &str) -> String {
        "../".repeat(self.target.path(self.collection).matches('/').count()) + path
    }
}

/// What a citation says of an account.
#[derive(Serialize)]
struct Cited<'a> {
    outlet: &'a str,
    title: Option<&'a str>,
    date: Option<String>,
    url: Option<&'a str>,
    sha256: &'a str,
    page: String,
}

/// The accounts whose words stand on a page, as JSON that is safe within a `script` element.
fn cited(view: View<'_>, body: &Markup) -> String {
    const MARK: &str = "data-account=\"";
    let mut cited = BTreeMap::new();
    let ids = body.0.match_indices(MARK).filter_map(|(at, mark)| {
        let number = body.0[at + mark.len()..].split('"').next()?;
        number.parse().ok().map(AccountId)
    });
    for id in ids {
        let Some(stored) = view.collection.account(id) else {
            continue;
        };
        cited.entry(id.0).or_insert_with(|| Cited {
            outlet: view.collection.outlet(id),
            title: stored.account.title.as_deref(),
            date: view.collection.published(id).map(days::published),
            url: stored.account.url.as_deref().and_then(safe_address),
            sha256: &stored.sha256,
            page: Target::Account(id).path(view.collection),
        });
    }
    // An escaped `<` is the same in JSON, and ends no element.
    serde_json::to_string(&cited).unwrap_or_default().replace('<', "\\u003c")
}
