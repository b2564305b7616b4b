//! The blocks of a page, in order, with what its markup says of each.

use scraper::{ElementRef, Html, Node};
use stemma_core::DropReason;

use crate::clean::shape::bare;

/// A block: the words of one paragraph, heading, item or row, and where it stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    pub(crate) text: String,
    /// Letters and digits alone.
    pub(crate) bare: String,
    /// 1 to 6 for headings.
    pub(crate) heading: Option<u8>,
    pub(crate) item: bool,
    /// The share of its letters in links.
    pub(crate) linked: f32,
    /// What the elements round about it say: these do not lie.
    pub(crate) by_tag: Option<DropReason>,
    /// What classes and ids round about it say: these do, at times.
    pub(crate) by_class: Option<DropReason>,
    /// Whether a class calls it a lead, a deck or a teaser: the first paragraph of a report is called so.
    pub(crate) lead: bool,
    /// Which block element holds it: equal for brothers.
    pub(crate) parent: usize,
}

/// All blocks of a page.
pub(crate) fn blocks(document: &Html) -> Vec<Found> {
    let mut walk = Walk::default();
    walk.children(document.root_element(), &Around::default());
    walk.flush(&Around::default());
    walk.blocks
}

/// What is known from the elements above.
#[derive(Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about an element above"
)]
struct Around {
    heading: Option<u8>,
    item: bool,
    by_tag: Option<DropReason>,
    by_class: Option<DropReason>,
    lead: bool,
    parent: usize,
    link: bool,
    row: bool,
}

#[derive(Default)]
struct Walk {
    blocks: Vec<Found>,
    text: String,
    letters: usize,
    linked: usize,
    elements: usize,
    /// Line breaks since the last word: two of them end a paragraph.
    breaks: usize,
}

impl Walk {
    fn children(&mut self, element: ElementRef<'_>, around: &Around) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.words(text, around),
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child, around);
                    }
                }
                _ => {}
            }
        }
    }

    fn element(&mut self, element: ElementRef<'_>, around: &Around) {
        let name = element.value().name();
        match name {
            "script" | "style" | "noscript" | "template" | "svg" | "iframe" | "object" | "head"
            | "select" | "textarea" | "input" | "video" | "audio" | "canvas" | "math" => return,
            "br" => {
                self.breaks += 1;
                if self.breaks >= 2 {
                    self.flush(around);
                } else {
                    self.space();
                }
                return;
            }
            "hr" => return self.flush(around),
            _ => {}
        }
        if element.value().attr("hidden").is_some() {
            return;
        }
        self.elements += 1;
        let mut inside = around.clone();
        if let Some(reason) = by_tag(name) {
            inside.by_tag = inside.by_tag.or(Some(reason));
        }
        let names = [
            element.value().attr("class"),
            element.value().attr("id"),
            element.value().attr("itemprop"),
            element.value().attr("role"),
        ];
        for token in names.into_iter().flatten().flat_map(str::split_whitespace) {
            let token = token.to_lowercase();
            inside.by_class = inside.by_class.or_else(|| by_class(&token));
            inside.lead |= says_lead(&token);
        }
        inside.link |= name == "a" && element.value().attr("href").is_some();
        match name {
            "td" | "th" if around.row => {
                // Cells of a row of words stand in one line, a tab between.
                if !self.text.trim_end().is_empty() {
                    self.text.truncate(self.text.trim_end().len());
                    self.text.push('\t');
                }
                self.children(element, &inside);
            }
            _ if !is_block(name) => {
                // Links side by side are words of their own, even if no space is between them.
                if name == "a"
                    && element.prev_sibling().is_some_and(|before| {
                        before.value().as_element().is_some_and(|e| e.name() == "a")
                    })
                {
                    self.space();
                }
                self.children(element, &inside);
            }
            _ => {
                self.flush(around);
                inside.parent = self.elements;
                inside.heading = match name {
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(name.as_bytes()[1] - b'0'),
                    _ => inside.heading,
                };
                inside.item |= matches!(name, "li" | "dt" | "dd" | "tr");
                inside.row = name == "tr" && !holds_blocks(element);
                // A paragraph's parent is the element that holds it and its brothers.
                let own = Around {
                    parent: if matches!(
                        name,
                        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "li"
                    ) {
                        around.parent
                    } else {
                        inside.parent
                    },
                    ..inside
                };
                self.children(element, &own);
                self.flush(&own);
            }
        }
    }

    fn words(&mut self, text: &str, around: &Around) {
        let before = self.text.len();
        for word in text.split(char::is_whitespace) {
            if !word.is_empty() {
                self.text.push_str(word);
                self.breaks = 0;
            }
            self.space();
        }
        // The last part of the split has no white space after it.
        if !text.ends_with(char::is_whitespace) && self.text.ends_with(' ') && !text.is_empty() {
            self.text.pop();
        }
        let letters = self
            .text
            .get(before..)
            .unwrap_or_default()
            .chars()
            .filter(|c| c.is_alphanumeric())
            .count();
        self.letters += letters;
        self.linked += if around.link { letters } else { 0 };
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\t']) {
            self.text.push(' ');
        }
    }

    fn flush(&mut self, around: &Around) {
        let text = std::mem::take(&mut self.text);
        let text =
            text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'));
        if text.chars().any(|c| !c.is_whitespace()) {
            self.blocks.push(Found {
                text: text.to_string(),
                bare: bare(text),
                heading: around.heading,
                item: around.item,
                linked: if self.letters == 0 {
                    0.0
                } else {
                    self.linked as f32 / self.letters as f32
                },
                by_tag: around.by_tag,
                by_class: around.by_class,
                lead: around.lead,
                parent: around.parent,
            });
        }
        self.letters = 0;
        self.linked = 0;
        self.breaks = 0;
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "button"
            | "label"
            | "caption"
            | "time-block"
    )
}

/// Whether a row holds more than words: then it lays the page out, and is no row of a table.
fn holds_blocks(row: ElementRef<'_>) -> bool {
    row.descendants().filter_map(ElementRef::wrap).any(|e| {
        !matches!(e.value().name(), "tr" | "td" | "th") && is_block(e.value().name())
            || e.value().name() == "br"
    })
}

fn by_tag(name: &str) -> Option<DropReason> {
    Some(match name {
        "nav" | "menu" | "footer" => DropReason::Navigation,
        "aside" => DropReason::Teaser,
        "figcaption" | "figure" | "caption" => DropReason::Caption,
        "form" | "button" | "label" | "dialog" => DropReason::Prompt,
        _ => return None,
    })
}

/// What a class, an id or a role says. Parts of names are divided by `-` and `_`.
fn by_class(token: &str) -> Option<DropReason> {
    const SAYS: &[(&str, DropReason)] = &[
        ("comment", DropReason::Comments),
        ("comments", DropReason::Comments),
        ("disqus", DropReason::Comments),
        ("respond", DropReason::Comments),
        ("share", DropReason::Share),
        ("sharing", DropReason::Share),
        ("social", DropReason::Share),
        ("newsletter", DropReason::Prompt),
        ("subscribe", DropReason::Prompt),
        ("subscription", DropReason::Prompt),
        ("signup", DropReason::Prompt),
        ("paywall", DropReason::Prompt),
        ("donate", DropReason::Prompt),
        ("ad", DropReason::Advertisement),
        ("ads", DropReason::Advertisement),
        ("advert", DropReason::Advertisement),
        ("advertisement", DropReason::Advertisement),
        ("sponsor", DropReason::Advertisement),
        ("sponsored", DropReason::Advertisement),
        ("promo", DropReason::Teaser),
        ("related", DropReason::Teaser),
        ("recommended", DropReason::Teaser),
        ("recommendations", DropReason::Teaser),
        ("readmore", DropReason::Teaser),
        ("trending", DropReason::Teaser),
        ("popular", DropReason::Teaser),
        ("teaser", DropReason::Teaser),
        ("caption", DropReason::Caption),
        ("credit", DropReason::Credit),
        ("credits", DropReason::Credit),
        ("byline", DropReason::Byline),
        ("author", DropReason::Byline),
        ("authors", DropReason::Byline),
        ("bio", DropReason::Byline),
        ("copyright", DropReason::Legal),
        ("cookie", DropReason::Legal),
        ("cookies", DropReason::Legal),
        ("consent", DropReason::Legal),
        ("gdpr", DropReason::Legal),
        ("breadcrumb", DropReason::Navigation),
        ("breadcrumbs", DropReason::Navigation),
        ("navigation", DropReason::Navigation),
        ("nav", DropReason::Navigation),
        ("menu", DropReason::Navigation),
        ("tags", DropReason::Navigation),
        ("date", DropReason::Dateline),
        ("datepublished", DropReason::Dateline),
        ("timestamp", DropReason::Dateline),
    ];
    token
        .split(['-', '_', ':'])
        .find_map(|part| SAYS.iter().find(|(name, _)| *name == part))
        .map(|(_, reason)| *reason)
}

/// Names that sites give to the first paragraph or the deck of a report.
fn says_lead(token: &str) -> bool {
    const LEAD: &[&str] = &[
        "lead",
        "lede",
        "intro",
        "standfirst",
        "deck",
        "dek",
        "subtitle",
        "subhead",
        "subheadline",
        "summary",
        "excerpt",
        "teaser",
        "perex",
        "chapo",
        "abstract",
        "description",
        "preview",
        "ingress",
        "sapo",
        "lid",
        "anons",
        "sommario",
        "entradilla",
        "kicker",
        "synopsis",
    ];
    token.split(['-', '_', ':']).any(|part| LEAD.contains(&part))
}
