//! HTML pages: bounded, read by `trafilatura` (or `dom_smoothie` where it finds nothing), and laid
//! beside the page's own blocks, so that words are the page's and what is left out is known.

mod dom;
mod guard;
mod meta;

use std::collections::BTreeMap;
use std::sync::mpsc;
use std::time::Duration;

use scraper::Html;
use stemma_core::DropReason;

use crate::clean::Block;
use crate::clean::shape::{Shape, bare};
use crate::dates;
use crate::day::PageDay;
use crate::reading::{Diagnostic, Fault};
use dom::Found;

/// What a page gives.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) title: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) day: PageDay,
    pub(crate) language: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// The parsers recurse over the tree; 2 MB overflowed at 10,000 elements deep, which is an abort.
const STACK: usize = 16 << 20;
/// Pages of news take 20 ms; 3 MB of tiny tags some seconds.
const TIME: Duration = Duration::from_secs(30);

/// Reads a page on a thread of its own, with a large stack and a limit of time.
///
/// A thread that runs out of time cannot be stopped; it ends by itself, since its page is bounded.
pub(crate) fn read(html: &str, url: Option<&str>) -> Result<Page, Fault> {
    let lean = guard::lean(html);
    if lean.html.len() > guard::MOST_MARKUP {
        return Err(Fault::new(
            format!(
                "is a page with {:.1} MB of markup; {} MB are read at most",
                lean.html.len() as f64 / f64::from(1 << 20),
                guard::MOST_MARKUP >> 20
            ),
            "Save the report's text as .txt and give that.",
        ));
    }
    if lean.depth > guard::DEEPEST {
        return Err(Fault::new(
            format!(
                "is a page whose elements are nested {} deep; {} are read at most",
                lean.depth,
                guard::DEEPEST
            ),
            "Save the report's text as .txt and give that.",
        ));
    }
    if lean.tags > guard::MOST_TAGS {
        return Err(Fault::new(
            format!("is a page of {} elements; {} are read at most", lean.tags, guard::MOST_TAGS),
            "Save the report's text as .txt and give that.",
        ));
    }
    let url = url.map(str::to_string);
    let (send, receive) = mpsc::sync_channel(1);
    let worker = std::thread::Builder::new()
        .name("page".to_string())
        .stack_size(STACK)
        .spawn(move || {
            // The receiver is gone if the time ran out: then nobody wants the page.
            let _ = send.send(extract(&lean.html, url.as_deref()));
        })
        .map_err(|error| {
            Fault::new(
                format!("could not be read: no thread ({error})"),
                "Close other programs and try again.",
            )
        })?;
    match receive.recv_timeout(TIME) {
        Ok(page) => page,
        Err(mpsc::RecvTimeoutError::Timeout) => Err(Fault::new(
            format!("took longer than {} seconds to parse", TIME.as_secs()),
            "Save the report's text as .txt and give that.",
        )),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            let _ = worker.join();
            Err(Fault::new(
                "made the HTML parser fail, which is a bug",
                "Please report it with the page; meanwhile give its text as .txt.",
            ))
        }
    }
}

/// The blocks of a piece of HTML that is all of it a report's, as in feeds.
pub(crate) fn fragment(html: &str) -> Result<Vec<Block>, Fault> {
    let lean = guard::lean(html);
    if lean.html.len() > guard::MOST_MARKUP
        || lean.depth > guard::DEEPEST
        || lean.tags > guard::MOST_TAGS
    {
        return Err(Fault::new(
            "is an entry whose markup is too large or too deep",
            "Fetch the page that it links to and give that.",
        ));
    }
    let found = dom::blocks(&Html::parse_document(&lean.html));
    Ok(found
        .iter()
        .map(|block| block_of(block, block.by_tag.filter(|reason| *reason == DropReason::Caption)))
        .collect())
}

/// The words of a title that may hold markup or entities.
pub(crate) fn plain_words(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let words: String = Html::parse_fragment(html).root_element().text().collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn extract(html: &str, url: Option<&str>) -> Result<Page, Fault> {
    let document = Html::parse_document(html);
    let mut page = Page::default();
    let found = dom::blocks(&document);
    meta::read(&document, &found, url, &mut page);
    let content = main_text(html, url, &mut page);
    let Some(content) = content else {
        return Err(Fault::new(
            "is a page without a main text",
            "Open it in a browser; if its text is drawn by scripts, save the page from there.",
        ));
    };
    // A day that the page does not write is made up: the library fills in what a year lacks.
    page.day.guess = page.day.guess.take().filter(|guess| {
        let written = |text: &str| dates::days_in(text).iter().any(|day| guess.value == Some(*day));
        found.iter().any(|block| written(&block.text))
    });
    page.blocks = lay_beside(&found, &content, page.title.as_deref());
    Ok(page)
}

/// The blocks of the main text, as the first library finds it that finds one.
fn main_text(html: &str, url: Option<&str>, page: &mut Page) -> Option<Vec<Found>> {
    let mut options = trafilatura::Options::default()
        .with_fallback(true)
        .with_focus(trafilatura::ExtractionFocus::FavorPrecision)
        .with_exclude_comments(true)
        .with_html_date_mode(trafilatura::HtmlDateMode::Default);
    if let Some(url) = url.or(page.url.as_deref()).and_then(|url| url::Url::parse(url).ok()) {
        options = options.with_url(url);
    }
    // The library is young, and a bug of it must cost no more than its own answer.
    let first =
        std::panic::catch_unwind(|| trafilatura::extract(html, &options)).ok().and_then(Result::ok);
    if let Some(result) = first {
        meta::fill(page, &result.metadata);
        let blocks = dom::blocks(&Html::parse_document(&result.content_html));
        if words(&blocks) >= FEWEST_WORDS {
            return Some(blocks);
        }
    }
    let second = std::panic::catch_unwind(|| {
        let mut reader = dom_smoothie::Readability::new(html, None, None).ok()?;
        Some(reader.parse().ok()?.content.to_string())
    });
    let blocks = dom::blocks(&Html::parse_document(&second.ok()??));
    (words(&blocks) >= FEWEST_WORDS).then_some(blocks)
}

/// A main text of fewer words is none.
const FEWEST_WORDS: usize = 5;

fn words(blocks: &[Found]) -> usize {
    blocks.iter().map(|block| block.text.split_whitespace().count()).sum()
}

/// Lays the main text beside the page's blocks: what is in it stays, what is not gets a reason.
fn lay_beside(page: &[Found], content: &[Found], title: Option<&str>) -> Vec<Block> {
    let mut wanted: BTreeMap<&str, usize> = BTreeMap::new();
    for block in content {
        *wanted.entry(&block.bare).or_default() += 1;
    }
    let whole: String =
        content.iter().map(|block| block.bare.as_str()).collect::<Vec<_>>().join("\n");
    let affordable = page.len().saturating_mul(whole.len()) <= MOST_COMPARED;
    let mut kept: Vec<bool> = page
        .iter()
        .map(|block| {
            if let Some(left) = wanted.get_mut(block.bare.as_str()).filter(|left| **left > 0) {
                *left -= 1;
                return true;
            }
            // The libraries cut blocks otherwise at times: at line breaks, at inline elements.
            affordable
                && block.bare.len() >= LONG
                && (whole.contains(&block.bare)
                    || content.iter().any(|c| {
                        c.bare.len() >= LONG
                            && block.bare.contains(&c.bare)
                            && c.bare.len() * 2 > block.bare.len()
                    }))
        })
        .collect();
    let letters = |of: &[Found]| of.iter().map(|block| block.bare.len()).sum::<usize>();
    let found: usize =
        page.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(block, _)| block.bare.len()).sum();
    if found * 10 < letters(content) * 8 {
        // The page's blocks do not hold the main text as it came: then it stands for itself.
        return content.iter().map(|block| block_of(block, None)).collect();
    }
    let title = title.map(bare);
    recover(page, &mut kept, title.as_deref());
    page.iter()
        .zip(kept)
        .map(|(block, kept)| {
            let caption = block.by_tag.filter(|reason| *reason == DropReason::Caption);
            block_of(block, if kept { caption } else { Some(reason(block, title.as_deref())) })
        })
        .collect()
}

/// Beyond so many bytes of comparing, only whole blocks are compared: 2 GB are about a second.
const MOST_COMPARED: usize = 2 << 30;
/// Blocks of so many letters do not occur twice on a page by chance.
const LONG: usize = 40;

fn block_of(found: &Found, marked: Option<DropReason>) -> Block {
    Block {
        text: found.text.clone(),
        heading: found.heading.is_some(),
        item: found.item,
        linked: found.linked,
        marked,
    }
}

/// Takes back real paragraphs that were left out for what their class says.
///
/// A first paragraph is called `teaser` or `summary` by many sites, and is dropped for it. Prose
/// that no element marks as other than text is the report's own if it stands between headline and
/// body under such a name, or among the body's paragraphs, in the same element as most of them.
fn recover(page: &[Found], kept: &mut [bool], title: Option<&str>) {
    let Some(first) = kept.iter().position(|kept| *kept) else {
        return;
    };
    let last = kept.iter().rposition(|kept| *kept).unwrap_or(first);
    let mut homes: BTreeMap<usize, usize> = BTreeMap::new();
    for (block, _) in page.iter().zip(kept.iter()).filter(|(_, kept)| **kept) {
        *homes.entry(block.parent).or_default() += block.bare.len();
    }
    let home = homes
        .iter()
        .max_by_key(|(parent, letters)| (**letters, std::cmp::Reverse(**parent)))
        .map(|(parent, _)| *parent);
    let headline = page[..first]
        .iter()
        .rposition(|block| block.heading == Some(1) || title == Some(&block.bare));
    let known: Vec<&str> = page
        .iter()
        .zip(kept.iter())
        .filter(|(_, kept)| **kept)
        .map(|(block, _)| block.bare.as_str())
        .collect();
    let mut back = Vec::new();
    for (n, block) in page.iter().enumerate().filter(|(n, _)| !kept[*n]) {
        let shape = Shape::of(&block.text);
        if block.by_tag.is_some()
            || block.linked > 0.3
            || block.item
            || known.contains(&block.bare.as_str())
        {
            continue;
        }
        let lying = matches!(block.by_class, None | Some(DropReason::Teaser));
        let deck = headline.is_some_and(|h| n > h && n < first)
            && lying
            && (block.lead && shape.words >= 5 || shape.is_prose() && Some(block.parent) == home);
        let among =
            n > first && n < last && shape.is_prose() && Some(block.parent) == home && lying;
        if deck || among {
            back.push(n);
        }
    }
    for n in back {
        kept[n] = true;
    }
}

/// Why a block is not of the main text, as its markup and its words say.
fn reason(block: &Found, title: Option<&str>) -> DropReason {
    if title == Some(&block.bare) {
        return DropReason::TitleRepeated;
    }
    let shape = Shape::of(&block.text);
    crate::clean::line_reason(&block.text).or(block.by_class).or(block.by_tag).unwrap_or(
        match block {
            _ if block.linked > 0.5 && shape.words <= 3 => DropReason::Navigation,
            _ if block.linked > 0.5 || block.heading.is_some() => DropReason::Teaser,
            _ if shape.is_prose() => DropReason::Teaser,
            _ => DropReason::Navigation,
        },
    )
}
