//! The pages: what a reader works with, as HTML made from a [`Collection`].
//!
//! [`render`] makes a page of what a [`Target`] names. `stemma serve` renders the page that is
//! asked for, `stemma site` all of them, under the same names, so that every link holds in both.
//! Pages work without JavaScript; the little there is adds keys and copying.
//!
//! **Architecture invariant:** all words of an account reach a page through `maud`, which escapes
//! them, and every address through [`safe_address`](stemma_tell::address::safe_address). No page has inline script or style, so that its
//! content security policy can forbid both.

mod draw;
mod elsewhere;
mod frame;
mod judge;
mod pages;
mod passages;
pub(crate) mod site;
mod target;
mod text;

use maud::Markup;
use stemma_core::{AccountId, Passage};

pub(crate) use frame::ASSETS;
pub(crate) use pages::message::Message;
pub(crate) use target::Target;

use crate::searching::{Found, Question, Unsearched};
use stemma_tell::collection::Collection;

/// What a page is rendered from.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    /// What is told.
    pub(crate) collection: &'a Collection,
    /// Which page this is: links are written as seen from it.
    pub(crate) target: &'a Target,
    /// What only a running server has; `None` in the pages of `stemma site`.
    pub(crate) live: Option<&'a Live>,
}

/// What only a running server has.
#[derive(Clone, Debug, Default)]
pub(crate) struct Live {
    /// The secret that a request to judge must carry.
    pub(crate) token: String,
    /// What is to be said on top of the page: what a judgement changed, that accounts were added.
    pub(crate) notice: Option<Notice>,
}

/// Something to be said on top of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    /// In a line.
    pub(crate) head: String,
    /// What it means, a line each.
    pub(crate) lines: Vec<String>,
    /// The judgement that the reader may take back here.
    pub(crate) undo: Option<u32>,
}

/// One page before its frame.
pub(crate) struct Page {
    /// What the browser calls it.
    title: String,
    /// What it shows.
    body: Markup,
    /// Whether it needs the whole width of a screen.
    wide: bool,
}

impl Page {
    fn new(title: impl Into<String>, body: Markup) -> Page {
        Page { title: title.into(), body, wide: false }
    }

    /// The page with the whole width of the screen to itself.
    fn wide(self) -> Page {
        Page { wide: true, ..self }
    }
}

/// The page of a target; `None` where what it names is not there.
pub(crate) fn render(
    collection: &Collection,
    target: &Target,
    live: Option<&Live>,
) -> Option<String> {
    let view = View { collection, target, live };
    let page = match target {
        Target::Index => pages::index::page(view),
        Target::Story(id) => pages::story::page(view, *id)?,
        Target::Part(id, part, n) => pages::part::page(view, *id, *part, *n)?,
        Target::Claim(id) => pages::claim::page(view, *id)?,
        Target::Account(id) => pages::account::page(view, *id)?,
        Target::Compare(ids) => pages::compare::page(view, ids)?,
        Target::Entity(id) => pages::entity::page(view, *id)?,
        Target::EntityPart(id, part, n) => pages::entity::part(view, *id, *part, *n)?,
        Target::Entities => pages::entities::page(view),
        Target::Names(kind, n) => pages::entities::names(view, *kind, *n)?,
        Target::Search => pages::search::page(view),
        Target::Judgements => pages::judgements::page(view),
        Target::Exports => pages::exports::page(view),
        Target::Api => pages::api::page(view)?,
        Target::Help => pages::help::page(view),
        Target::Message(_) => return None,
    };
    Some(frame::framed(view, page).into_string())
}

/// The page of a search: the question as it was asked, and what was found or why nothing was looked
/// for.
pub(crate) fn render_search(
    collection: &Collection,
    question: &Question,
    found: &Result<Found, Unsearched>,
    live: &Live,
) -> String {
    let view = View { collection, target: &Target::Search, live: Some(live) };
    frame::framed(view, pages::search::answer(view, question, found)).into_string()
}

/// The page of a message, for an address that lies so many folders deep.
pub(crate) fn say(collection: &Collection, deep: usize, message: &Message, live: &Live) -> String {
    let view = View { collection, target: &Target::Message(deep), live: Some(live) };
    frame::framed(view, pages::message::page(view, message)).into_string()
}

impl View<'_> {
    /// The address of another page, as seen from this one; of the words themselves where they are all
    /// that a page would have.
    pub(crate) fn href(&self, to: &Target) -> String {
        if let Some(passage) = self.instead_of(to) {
            return self.passage_href(&passage);
        }
        let up = "../".repeat(self.target.path(self.collection).matches('/').count());
        up + &to.path(self.collection)
    }

    /// Pages as files would be ten times as many if each claim that one account alone has, and
    /// each name that is mentioned once, had a page of its own: links lead to their words.
    fn instead_of(&self, to: &Target) -> Option<Passage> {
        match (self.live, to) {
            (None, Target::Claim(id)) => {
                let (first, others) = self.collection.claim(*id)?.members.split_first()?;
                let is_alone =
                    others.iter().all(|other| other.passage.account == first.passage.account);
                is_alone.then_some(first.passage)
            }
            (None, Target::Entity(id)) => {
                let mut mentions = self.collection.mentions_of(*id);
                let (account, mention) = mentions.next()?;
                mentions.next().is_none().then(|| mention.place.in_account(account))
            }
            _ => None,
        }
    }

    /// The address of a passage: its account's page, at the words, which are highlighted there.
    pub(crate) fn passage_href(&self, passage: &Passage) -> String {
        let account = Target::Account(passage.account);
        format!("{}#{}", self.href(&account), self.collection.anchor(passage))
    }

    /// The address of an account's page.
    pub(crate) fn account_href(&self, id: AccountId) -> String {
        self.href(&Target::Account(id))
    }
}
