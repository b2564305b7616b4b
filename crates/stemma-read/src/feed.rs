//! Feeds: an account an entry, as far as the feed has its words.

use chrono::{DateTime, NaiveDate, Utc};
use feed_rs::model;

use crate::reading::{self, Fault, Given};
use crate::{Diagnostic, Reading, dates, page};

/// An entry's address, and its account or what is wrong with it.
type Entry = (String, Result<Reading, Fault>);

/// Reads the entries of a feed, each with its own words or its own fault.
pub(crate) fn read(xml: &str, source: &str) -> Result<Vec<Entry>, Fault> {
    // The characters are decoded already, whatever the prolog says of the bytes.
    let start =
        xml.find("<?xml").and_then(|at| xml[at..].find("?>").map(|end| at + end + 2)).unwrap_or(0);
    let parser = feed_rs::parser::Builder::new().timestamp_parser(day_as_written).build();
    let feed = parser.parse(&xml.as_bytes()[start..]).map_err(|error| {
        Fault::new(
            format!("is XML, but no feed that can be read: {error}"),
            "Give an RSS or Atom feed, or the pages themselves.",
        )
    })?;
    if feed.entries.is_empty() {
        return Err(Fault::new("is a feed without entries", "Fetch it again, or leave it out."));
    }
    let outlet = feed.title.map(|title| page::plain_words(&title.content));
    Ok(feed
        .entries
        .into_iter()
        .enumerate()
        .map(|(n, found)| {
            let url = found
                .links
                .iter()
                .find(|link| link.rel.as_deref().unwrap_or("alternate") == "alternate")
                .map(|link| link.href.clone());
            let source = format!("{source}#{}", url.clone().unwrap_or_else(|| (n + 1).to_string()));
            let given = Given {
                source: source.clone(),
                outlet: outlet.clone().filter(|outlet| !outlet.is_empty()),
                url,
                language: found.language.clone().or_else(|| feed.language.clone()),
                ..Given::default()
            };
            (source, entry(found, given))
        })
        .collect())
}

/// Keeps the day that the feed writes: turned to UTC, the morning would be the day before.
fn day_as_written(text: &str) -> Option<DateTime<Utc>> {
    let day = dates::read(text)?.day()?;
    let noon =
        NaiveDate::from_ymd_opt(i32::from(day.year()), day.month() as u32, day.day() as u32)?
            .and_hms_opt(12, 0, 0)?;
    Some(noon.and_utc())
}

fn entry(entry: model::Entry, mut given: Given) -> Result<Reading, Fault> {
    let summary = entry.summary.map(|text| text.content);
    let (body, whole) = match entry.content.and_then(|content| content.body) {
        Some(body) if !body.trim().is_empty() => (body, true),
        _ => (summary.unwrap_or_default(), false),
    };
    if body.trim().is_empty() {
        return Err(Fault::new(
            "is an entry of a feed without words",
            "Fetch the page that it links to and give that.",
        ));
    }
    if !whole {
        given.diagnostics.push(Diagnostic::new(
            "the feed has a summary of this entry only",
            "Fetch the page that it links to for the whole report.",
        ));
    }
    given.title = entry
        .title
        .map(|title| page::plain_words(&title.content))
        .filter(|title| !title.is_empty());
    given.authors = entry
        .authors
        .into_iter()
        .filter_map(|person| person.name)
        .filter(|name| !name.trim().is_empty())
        .collect();
    given.published = entry.published.or(entry.updated).map(|time| time.date_naive().to_string());
    reading::fragment(&body, given)
}

#[cfg(test)]
mod tests {
    use crate::{Piece, read};

    const FEED: &str = r#"<?xml version="1.0" encoding="windows-1251"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
        <title>Coast Times</title><link>https://coast-times.example/</link><language>en</language>
        <item><title>Storm closes harbour &amp; ferries stay</title><link>https://coast-times.example/storm</link>
        <pubDate>Tue, 15 Feb 2022 00:30:00 +0300</pubDate>
        <description>Two ships tore loose.</description>
        <content:encoded><![CDATA[<p>The harbour of Port Halen was closed on Monday, the harbour master said.</p><p>Read more: <a href="/x">Cook wins prize</a></p><p>Nobody was hurt.</p>]]></content:encoded></item>
        <item><title>Cook wins prize</title><link>https://coast-times.example/cook</link><description>A cook from the south won the prize on Sunday.</description></item>
        <item><title>Nothing</title></item>
        </channel></rss>"#;

    #[test]
    fn entries_are_accounts_of_the_day_that_they_write() {
        let all = read(&Piece::new("feed.xml", FEED));
        let one = &all[0].as_ref().unwrap().account;
        assert_eq!(one.title.as_deref(), Some("Storm closes harbour & ferries stay"));
        assert_eq!(one.outlet.as_deref(), Some("Coast Times"));
        assert_eq!(one.published.value.unwrap().to_string(), "2022-02-15");
        assert_eq!(
            one.text,
            "The harbour of Port Halen was closed on Monday, the harbour master said.\n\nNobody was hurt."
        );
        assert_eq!(one.dropped.len(), 1);
        assert!(!all[1].as_ref().unwrap().diagnostics.is_empty());
        assert!(all[2].as_ref().unwrap_err().to_string().contains("without words"));
    }

    #[test]
    fn other_xml_is_refused_by_name() {
        let all = read(&Piece::new("map.xml", "<?xml version='1.0'?><rss><nothing/></rss>"));
        assert!(all[0].is_err());
    }
}
