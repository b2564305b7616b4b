//! Things by their words: an account by the digest of its text, a passage by its account and its
//! words, somebody by a passage that names them.

use std::collections::BTreeMap;

use stemma_core::Stored;
use stemma_core::log::{AccountAnchor, Anchor, PassageAnchor};
use stemma_core::{AccountId, CodePoints, Local, MentionForm, Passage, Place, Span};

use crate::page::shortened;
use crate::place::byte_at;

/// The accounts that are there, to look anchors up in.
pub(crate) struct Anchors<'a> {
    accounts: &'a [Stored],
    by_digest: BTreeMap<&'a str, Vec<&'a Stored>>,
}

impl<'a> Anchors<'a> {
    /// In these accounts.
    pub(crate) fn of(accounts: &'a [Stored]) -> Anchors<'a> {
        let mut by_digest: BTreeMap<&str, Vec<&Stored>> = BTreeMap::new();
        for stored in accounts {
            by_digest.entry(&stored.sha256).or_default().push(stored);
        }
        Anchors { accounts, by_digest }
    }

    /// The account with that text; of several the one that is most like it otherwise. Where the
    /// text has changed, the account that stands in its place.
    pub(crate) fn account(&self, anchor: &Anchor) -> Result<&'a Stored, String> {
        let wanted = &anchor.account;
        let alike = |stored: &Stored| {
            let account = &stored.account;
            let same_place = account.source == wanted.source;
            (
                usize::from(same_place)
                    + usize::from(account.key == wanted.key)
                    + usize::from(account.outlet == wanted.outlet)
                    + usize::from(account.title == wanted.title),
                same_place,
            )
        };
        let same_text = self.by_digest.get(wanted.sha256.as_str()).into_iter().flatten().copied();
        let best = same_text
            .max_by(|a, b| alike(a).cmp(&alike(b)).then_with(|| b.account.order(&a.account)));
        // An account that has changed since is known by its place and by what it is called: another
        // folder may have a file of that name too.
        best.or_else(|| {
            self.accounts.iter().find(|stored| {
                let account = &stored.account;
                account.source == wanted.source
                    && account.key == wanted.key
                    && account.outlet == wanted.outlet
                    && account.title == wanted.title
            })
        })
        .ok_or_else(|| {
            let title =
                wanted.title.as_deref().map(|title| format!(" (“{}”)", shortened(title, 60)));
            format!(
                "no account here has the text of {}{}",
                wanted.source,
                title.unwrap_or_default()
            )
        })
    }

    /// The passage with those words; the nearest one where the text has changed around them.
    pub(crate) fn passage(&self, anchor: &Anchor) -> Result<Passage, String> {
        let stored = self.account(anchor)?;
        let account = &stored.account;
        let found = anchor.passage.as_ref().and_then(|passage| {
            let of = passage.of.parse().ok()?;
            let text = account.words(of)?;
            let [start, end] = passage.span.map(|characters| byte_at(text, characters));
            let there = (start < end).then(|| Span::new(start, end));
            let there = there.filter(|span| span.of(text) == passage.words);
            let span = there.or_else(|| {
                if passage.words.is_empty() {
                    return None;
                }
                let places = text.match_indices(passage.words.as_str());
                places
                    .min_by_key(|(at, _)| at.abs_diff(start))
                    .map(|(at, words)| Span::new(at, at + words.len()))
            })?;
            Some(Place { of, span }.in_account(stored.id))
        });
        found.ok_or_else(|| {
            let words = anchor.passage.as_ref().map_or("", |passage| &passage.words);
            format!("{} no longer has the words “{}”", account.source, shortened(words, 60))
        })
    }

    /// Whom the account means with those words; else whom it calls by that name.
    pub(crate) fn entity(&self, anchor: &Anchor) -> Result<(AccountId, Local), String> {
        let stored = self.account(anchor)?;
        let mentioned = self.passage(anchor).ok().and_then(|passage| {
            let mentions = stored.found.mentions.iter().filter(|mention| {
                mention.place.of == passage.of && mention.place.span.overlaps(passage.span)
            });
            mentions
                .filter_map(|mention| mention.entity.map(|local| (mention.place.span, local)))
                .min_by_key(|(span, local)| {
                    (
                        span.start.abs_diff(passage.span.start)
                            + span.end.abs_diff(passage.span.end),
                        *local,
                    )
                })
                .map(|(_, local)| local)
        });
        let called = || {
            let name = anchor.name.as_deref()?;
            let entities = stored.found.entities.iter();
            entities.zip(0..).find_map(|(entity, n)| {
                entity.names.iter().any(|known| known == name).then_some(Local(n))
            })
        };
        let local = mentioned.or_else(called).ok_or_else(|| {
            let name = anchor.name.as_deref().unwrap_or_default();
            format!("nobody called “{name}” is found in {} any more", stored.account.source)
        })?;
        Ok((stored.id, local))
    }
}

/// An account, whole.
pub(super) fn of_account(stored: &Stored) -> Anchor {
    let account = &stored.account;
    Anchor {
        name: None,
        account: AccountAnchor {
            sha256: stored.sha256.clone(),
            source: account.source.clone(),
            key: account.key.clone(),
            outlet: account.outlet.clone(),
            title: account.title.clone(),
        },
        passage: None,
    }
}

/// A passage of an account.
pub(super) fn of_passage(stored: &Stored, place: Place) -> Anchor {
    let text = stored.account.words(place.of).unwrap_or_default();
    let passage = PassageAnchor {
        of: place.of.to_string(),
        span: CodePoints::new(text).span(place.span),
        words: stored.account.words_at(place).to_owned(),
    };
    Anchor { passage: Some(passage), ..of_account(stored) }
}

/// Somebody of an account, by the first mention under this name, else by the first that there is.
pub(super) fn of_entity(stored: &Stored, local: Local, name: &str) -> Option<Anchor> {
    let place = mention_of(stored, local, name)?;
    Some(Anchor { name: Some(name.to_owned()), ..of_passage(stored, place) })
}

/// Where an account mentions somebody, best under this name.
pub(super) fn mention_of(stored: &Stored, local: Local, name: &str) -> Option<Place> {
    let mentions = stored.found.mentions.iter().filter(|mention| mention.entity == Some(local));
    let best = mentions.min_by_key(|mention| {
        let form = match mention.form {
            MentionForm::Name => 0,
            MentionForm::Description => 1,
            MentionForm::Pronoun => 2,
        };
        (stored.account.words_at(mention.place) != name, form, mention.place)
    });
    best.map(|mention| mention.place)
}
