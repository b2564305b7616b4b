//! One report by one outlet, as it stood when read.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Field, Place};

/// Names an account within one store.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct AccountId(pub u32);

/// One report by one outlet. The text is never edited after reading; all spans count in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// The id that the input gave (JSON Lines), if any.
    pub key: Option<String>,
    /// Path or URL as given; for a record of JSON Lines, the file's path, `#` and its key, or the
    /// number of its line where it has none.
    pub source: String,
    /// Who published it, as the page, the dateline or the input says.
    pub outlet: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Bylines, as written.
    pub authors: Vec<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Canonical address of the page.
    pub url: Option<String>,
    /// The day of the report, or its bounds.
    pub published: Published,
    /// The cleaned body: paragraphs separated by one empty line.
    pub text: String,
    /// What stood on the page and is not the account's own.
    pub dropped: Vec<Dropped>,
}

impl Account {
    /// One of its texts, where it has that.
    pub fn words(&self, of: Field) -> Option<&str> {
        match of {
            Field::Text => Some(&self.text),
            Field::Title => self.title.as_deref(),
            Field::Dropped(n) => self.dropped.get(n as usize).map(|piece| piece.text.as_str()),
        }
    }

    /// The words at a place; empty where there are none.
    pub fn words_at(&self, place: Place) -> &str {
        self.words(place.of).and_then(|text| place.span.get(text)).unwrap_or_default()
    }
}

/// A piece of the page that is not the account's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    /// The words, as they stood.
    pub text: String,
    /// Why they were taken out.
    pub reason: DropReason,
    /// Byte offset in [`Account::text`] before which they stood.
    pub before: u32,
}

/// Why a piece of a page is not the account's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DropReason {
    /// The headline again.
    TitleRepeated,
    /// A pointer to another report: 'See also', 'More like this', a stray headline.
    Teaser,
    /// 'Subscribe', 'Follow us', 'Watch us on …'.
    Prompt,
    /// A comment form or comments.
    Comments,
    /// Words under a picture or a video.
    Caption,
    /// Who took the picture, who wrote it, where it comes from. Kept as evidence for lineage.
    Credit,
    /// Share bars.
    Share,
    /// Menus, breadcrumbs, section names.
    Navigation,
    /// A line of date, time, place or 'updated' only.
    Dateline,
    /// Bylines and biographies.
    Byline,
    /// Copyright and terms.
    Legal,
    /// Advertising.
    Advertisement,
}

/// When a report appeared: one day where one is established, else bounds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The day, only where one is established.
    pub value: Option<Date>,
    /// No earlier than this.
    pub earliest: Option<Date>,
    /// No later than this.
    pub latest: Option<Date>,
    /// What says so.
    pub basis: Option<Basis>,
}

/// What a day of report rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// What kind of evidence.
    pub kind: BasisKind,
    /// The words or the field that say so, for a reader: `datePublished 2022-02-14T10:00`.
    pub words: String,
    /// Where those words stand in the account, if they stand there.
    pub place: Option<Place>,
}

/// Kinds of evidence for a day of report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BasisKind {
    /// The page's metadata.
    Metadata,
    /// The dateline of the report.
    Dateline,
    /// The input named it.
    Given,
    /// From what the account and others say.
    Inferred,
}

impl Published {
    /// A report of one known day.
    pub fn on(day: Date, basis: Basis) -> Published {
        Published { value: Some(day), earliest: Some(day), latest: Some(day), basis: Some(basis) }
    }
}

impl DropReason {
    /// The word that the contract prints.
    pub fn word(self) -> &'static str {
        match self {
            DropReason::TitleRepeated => "title-repeated",
            DropReason::Teaser => "teaser",
            DropReason::Prompt => "prompt",
            DropReason::Comments => "comments",
            DropReason::Caption => "caption",
            DropReason::Credit => "credit",
            DropReason::Share => "share",
            DropReason::Navigation => "navigation",
            DropReason::Dateline => "dateline",
            DropReason::Byline => "byline",
            DropReason::Legal => "legal",
            DropReason::Advertisement => "advertisement",
        }
    }
}
