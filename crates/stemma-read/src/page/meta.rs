//! What a page says about itself: headline, outlet, writers, day, language, address.

use jiff::civil::Date;
use scraper::{Html, Selector};
use serde_json::Value;
use stemma_core::{BasisKind, Published};

use super::Page;
use super::dom::Found;
use crate::clean::shape::{bare, topic_words};
use crate::dates::{self, Days};
use crate::day::{change, published};
use crate::reading::Diagnostic;
use crate::{language, outlet};

/// The fields that pages carry, in order.
struct Fields {
    meta: Vec<(String, String)>,
    linked: Vec<Value>,
}

impl Fields {
    fn of(document: &Html) -> Fields {
        let mut meta = Vec::new();
        for element in document.select(&selector("meta")) {
            let value = |name: &str| element.value().attr(name);
            let name = value("property")
                .or_else(|| value("name"))
                .or_else(|| value("itemprop"))
                .or_else(|| value("http-equiv"));
            if let (Some(name), Some(content)) = (name, value("content")) {
                let content = tidy(content);
                if !content.is_empty() {
                    meta.push((name.trim().to_lowercase(), content));
                }
            }
        }
        let mut linked = Vec::new();
        for script in document.select(&selector("script")) {
            if script
                .value()
                .attr("type")
                .is_some_and(|kind| kind.to_lowercase().contains("ld+json"))
            {
                let text: String = script.text().collect();
                // Some sites wrap it in CDATA or end it with a semicolon.
                let text = text
                    .trim()
                    .trim_start_matches("//<![CDATA[")
                    .trim_start_matches("<![CDATA[")
                    .trim_end_matches("//]]>")
                    .trim_end_matches("]]>")
                    .trim()
                    .trim_end_matches(';');
                if let Ok(value) = serde_json::from_str(text) {
                    flatten(value, &mut linked, 0);
                }
            }
        }
        Fields { meta, linked }
    }

    fn meta(&self, name: &str) -> Option<&str> {
        self.meta.iter().find(|(n, _)| n == name).map(|(_, content)| content.as_str())
    }

    /// A field of the first linked data of a report that has it.
    fn linked(&self, field: &str) -> Option<&Value> {
        self.linked.iter().filter(|value| is_report(value)).find_map(|value| value.get(field))
    }
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("a constant")
}

/// White space folded, entities that were escaped twice resolved where they are common.
fn tidy(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.contains('&') {
        return text;
    }
    text.replace("&amp;", "&")
        .replace("&quot;", "\"")
        .replace("&#039;", "'")
        .replace("&#39;", "'")
        .replace("&rsquo;", "’")
        .replace("&nbsp;", " ")
}

/// Linked data come as one object, a list, or a graph.
fn flatten(value: Value, out: &mut Vec<Value>, depth: usize) {
    if depth > 8 {
        return;
    }
    match value {
        Value::Array(all) => all.into_iter().for_each(|value| flatten(value, out, depth + 1)),
        Value::Object(ref fields) => {
            let graph = fields.get("@graph").or_else(|| fields.get("mainEntity")).cloned();
            out.push(value);
            if let Some(graph) = graph {
                flatten(graph, out, depth + 1);
            }
        }
        _ => {}
    }
}

fn is_report(value: &Value) -> bool {
    let kind = |text: &str| {
        let text = text.rsplit('/').next().unwrap_or(text);
        text.ends_with("Article")
            || text.ends_with("Posting")
            || matches!(
                text,
                "Report" | "AnalysisNewsArticle" | "WebPage" | "CreativeWork" | "Review"
            )
    };
    match value.get("@type") {
        Some(Value::String(text)) => kind(text),
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).any(kind),
        _ => false,
    }
}

/// The name in linked data: words, an object with a `name`, or a list of them.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![tidy(text)],
        Value::Array(all) => all.iter().flat_map(names).collect(),
        Value::Object(fields) => fields.get("name").map(names).unwrap_or_default(),
        _ => Vec::new(),
    }
    .into_iter()
    .filter(|name| !name.is_empty() && !name.starts_with("http"))
    .collect()
}

/// Reads what the page says about itself.
pub(super) fn read(document: &Html, blocks: &[Found], url: Option<&str>, page: &mut Page) {
    let fields = Fields::of(document);
    page.url = address(document, &fields).or_else(|| url.map(str::to_string));
    page.language = document
        .root_element()
        .value()
        .attr("lang")
        .or_else(|| document.root_element().value().attr("xml:lang"))
        .or_else(|| fields.meta("content-language"))
        .or_else(|| fields.meta("og:locale"))
        .and_then(language::declared);
    let head = document
        .select(&selector("title"))
        .next()
        .map(|title| tidy(&title.text().collect::<String>()))
        .filter(|t| !t.is_empty());
    page.outlet = fields
        .linked("publisher")
        .map(names)
        .and_then(|names| names.into_iter().next())
        .or_else(|| fields.meta("og:site_name").map(str::to_string))
        .or_else(|| {
            ["application-name", "publisher", "dc.publisher", "article:publisher"]
                .iter()
                .find_map(|name| fields.meta(name))
                .filter(|v| !v.contains("://"))
                .map(str::to_string)
        })
        .or_else(|| head.as_deref().and_then(outlet::from_title));
    page.title = title(&fields, blocks, head.as_deref(), page.outlet.as_deref());
    page.authors = authors(&fields, document);
    page.day.said = day(document, &fields, page.url.as_deref(), &mut page.diagnostics);
}

fn address(document: &Html, fields: &Fields) -> Option<String> {
    document
        .select(&selector("link[rel~=canonical]"))
        .find_map(|link| link.value().attr("href"))
        .or_else(|| fields.meta("og:url"))
        .map(str::trim)
        .filter(|href| href.starts_with("http"))
        .map(str::to_string)
}

/// The headline as shown, if one of the page's headings is it; else as the metadata have it.
///
/// Metadata shorten and sharpen headlines for other sites; the heading is what the account says.
fn title(
    fields: &Fields,
    blocks: &[Found],
    head: Option<&str>,
    outlet: Option<&str>,
) -> Option<String> {
    let linked =
        fields.linked("headline").and_then(Value::as_str).map(tidy).filter(|t| !t.is_empty());
    let said = fields
        .meta("og:title")
        .map(str::to_string)
        .or(linked)
        .or_else(|| fields.meta("twitter:title").map(str::to_string));
    let plain = said
        .clone()
        .or_else(|| head.map(str::to_string))
        .map(|text| without_outlet(&text, outlet).to_string());
    let headings = |level: u8| {
        blocks
            .iter()
            .filter(move |block| block.heading == Some(level) && block.text.chars().count() <= 300)
    };
    if let Some(plain) = &plain {
        let wanted = topic_words(plain);
        let like = |text: &str| {
            let words = topic_words(text);
            let shared = words.intersection(&wanted).count();
            bare(text) == bare(plain)
                || shared * 2 > words.len().max(wanted.len())
                || shared >= 3 && shared * 2 >= words.len().min(wanted.len())
        };
        if let Some(found) = headings(1).chain(headings(2)).find(|block| like(&block.text)) {
            return Some(found.text.clone());
        }
        return Some(plain.clone());
    }
    let mut first = headings(1);
    first.next().map(|block| block.text.clone())
}

/// The headline without the outlet's name at its end.
fn without_outlet<'t>(text: &'t str, outlet: Option<&str>) -> &'t str {
    if let Some(outlet) = outlet {
        let folded = bare(outlet);
        for mark in [" - ", " – ", " — ", " | ", " :: ", " « ", " · "] {
            if let Some((head, tail)) = text.rsplit_once(mark)
                && !head.is_empty()
                && (bare(tail) == folded || folded.starts_with(&bare(tail)) && tail.len() > 2)
            {
                return head.trim_end();
            }
        }
    }
    outlet::without_suffix(text)
}

fn authors(fields: &Fields, document: &Html) -> Vec<String> {
    let mut found: Vec<String> = fields.linked("author").map(names).unwrap_or_default();
    if found.is_empty() {
        found =
            ["author", "article:author", "byl", "dc.creator", "parsely-author", "sailthru.author"]
                .iter()
                .filter_map(|name| fields.meta(name))
                .filter(|value| !value.contains("://"))
                .take(1)
                .map(str::to_string)
                .collect();
    }
    if found.is_empty() {
        found = document
            .select(&selector(
                "[rel~=author], [itemprop=author] [itemprop=name], [itemprop=author]",
            ))
            .map(|element| tidy(&element.text().collect::<String>()))
            .filter(|name| !name.is_empty() && name.chars().count() <= 80)
            .take(1)
            .collect();
    }
    let mut seen = Vec::new();
    for name in found {
        let name = name
            .strip_prefix("By ")
            .or_else(|| name.strip_prefix("by "))
            .unwrap_or(&name)
            .trim()
            .to_string();
        if !name.is_empty() && !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen
}

/// Fields that name the day of the first printing, in their order of trust.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publish-date",
    "publish_date",
    "publishdate",
    "article.published",
    "dc.date.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "parsely-pub-date",
    "sailthru.date",
    "article_date_original",
    "originalpublicationdate",
    "cxenseparse:recs:publishtime",
    "datecreated",
    "publication_date",
    "displaydate",
    "article:published",
    "dc.terms.issued",
    "dcterms.issued",
    "rnews:datepublished",
    "ptime",
    "pdate",
];

/// Fields that name the day of a change.
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
    "dc.date.modified",
    "article:modified",
    "updated_time",
    "revised",
    "modified",
];

/// The day of the report: the first printing, else the newest change, else what the address says.
fn day(
    document: &Html,
    fields: &Fields,
    url: Option<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Published> {
    let mut first: Vec<(String, Days)> = Vec::new();
    let push = |list: &mut Vec<(String, Days)>, name: &str, value: &str| {
        if let Some(days) = dates::read(value).filter(|days| days.day().is_some()) {
            list.push((format!("{name} {}", value.trim()), days));
        }
    };
    for field in ["datePublished", "dateCreated"] {
        if let Some(value) = fields.linked(field).and_then(Value::as_str) {
            push(&mut first, field, value);
        }
    }
    for name in PUBLISHED {
        if let Some(value) = fields.meta(name) {
            push(&mut first, name, value);
        }
    }
    for (css, name) in [
        ("[itemprop=datePublished]", "datePublished"),
        ("time[pubdate]", "time pubdate"),
        (
            "time.published, time.entry-date, abbr.published, time.post-date, time.date-published",
            "time published",
        ),
        ("article header time[datetime], article time[datetime]", "time datetime"),
    ] {
        if let Some(element) = document.select(&selector(css)).next() {
            let value = element
                .value()
                .attr("datetime")
                .or_else(|| element.value().attr("content"))
                .or_else(|| element.value().attr("title"))
                .map_or_else(|| element.text().collect(), str::to_string);
            push(&mut first, name, &value);
        }
    }
    let mut changed: Vec<(String, Days)> = Vec::new();
    if let Some(value) = fields.linked("dateModified").and_then(Value::as_str) {
        push(&mut changed, "dateModified", value);
    }
    for name in MODIFIED {
        if let Some(value) = fields.meta(name) {
            push(&mut changed, name, value);
        }
    }
    disagreement(&first, diagnostics);
    let by_url = || url.and_then(by_address).map(|day| (format!("address {day}"), day));
    let (words, days) = first
        .into_iter()
        .next()
        .or_else(|| by_url().map(|(words, day)| (words, Days { earliest: day, latest: day })))
        .or_else(|| changed.first().cloned())?;
    let mut published = published(days, BasisKind::Metadata, words);
    for (words, days) in &changed {
        change(&mut published, days.latest, words);
    }
    Some(published)
}

fn disagreement(days: &[(String, Days)], diagnostics: &mut Vec<Diagnostic>) {
    if let Some((one, other)) =
        days.first().and_then(|one| Some((one, days.iter().find(|other| other.1 != one.1)?)))
    {
        diagnostics.push(Diagnostic::new(
            format!("the page's own dates disagree: {} and {}", one.0, other.0),
            "The first is taken; compare with what the report says.",
        ));
    }
}

/// A day in an address: `/2022/02/14/`, `/2022-02-14-`, `/20220214/`.
fn by_address(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let digits = regex::Regex::new(
        r"(?:^|[/_.-])((?:19|20)\d\d)[/_.-]?(0[1-9]|1[0-2])[/_.-]?([0-2]\d|3[01])(?:[/_.-]|$)",
    )
    .ok()?;
    let found = digits.captures(path)?;
    Date::new(found[1].parse().ok()?, found[2].parse().ok()?, found[3].parse().ok()?).ok()
}

/// Fills what is still unknown from the library's own answer. Its day is the newest on the page, so
/// it comes last.
pub(super) fn fill(page: &mut Page, other: &trafilatura::Metadata) {
    let text = |value: &str| (!value.trim().is_empty()).then(|| tidy(value));
    page.title = page.title.take().or_else(|| text(&other.title));
    page.outlet = page.outlet.take().or_else(|| text(&other.sitename));
    page.language = page.language.take().or_else(|| language::declared(&other.language));
    page.url = page.url.take().or_else(|| text(&other.url));
    if page.authors.is_empty() {
        page.authors = other.author.split(';').filter_map(text).collect();
    }
    page.day.guess = other.date.and_then(|date| {
        let days = dates::read(&date.to_string())?;
        Some(published(days, BasisKind::Metadata, format!("page {date}")))
    });
}
