//! A story's days for `TimelineJS`, both clocks: when it happened, and when it was reported.
//!
//! `TimelineJS` shows texts as HTML, so every word of an account is escaped. A day without a year has
//! no place on its scale and is left out.
//!
//! <https://timeline.knightlab.com/docs/json-format.html>

use serde_json::{Value, json};
use stemma_core::{AccountId, Story, TimelineEntry, days_of};

use super::{Scope, ids, lines};
use crate::days;

/// The group of what happened.
const HAPPENED: &str = "What happened";
/// The group of reports.
const REPORTED: &str = "What was reported";

/// All of one story.
pub(super) fn written(scope: &Scope<'_>, story: &Story) -> Vec<u8> {
    let collection = scope.collection;
    let mut events: Vec<Value> =
        collection.timeline_in(story.id).filter_map(|entry| happened(scope, entry)).collect();
    events.extend(story.accounts.iter().filter_map(|&id| reported(scope, id)));
    let title = json!({
        "text": {"headline": escaped(&story.title)},
        "unique_id": format!("story-{}", story.id.0),
    });
    let mut bytes = lines(&json!({"title": title, "scale": "human"}), "events", events);
    bytes.push(b'\n');
    bytes
}

/// Words of an account as HTML.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;")
}

fn happened(scope: &Scope<'_>, entry: &TimelineEntry) -> Option<Value> {
    let mut event = dated(&entry.value)?;
    let words = scope.collection.words(&entry.what);
    let place = scope.passage_urn("timeline", &entry.what);
    event["unique_id"] = json!(ids::urn(&[&place, &entry.value]).replace(':', "-"));
    event["group"] = json!(HAPPENED);
    event["display_date"] = json!(escaped(&days::value(&entry.value)));
    let text = format!(
        "<blockquote>{}</blockquote><p>{}</p>",
        escaped(words),
        source(scope, entry.what.account)
    );
    event["text"] = json!({"headline": escaped(&days::value(&entry.value)), "text": text});
    Some(event)
}

fn reported(scope: &Scope<'_>, id: AccountId) -> Option<Value> {
    let day = scope.collection.published(id)?.value?;
    let stored = scope.collection.account(id)?;
    let mut event = dated(&day.to_string())?;
    event["unique_id"] = json!(scope.account_urn(id).replace(':', "-"));
    event["group"] = json!(REPORTED);
    event["display_date"] = json!(days::day(day));
    let title = stored.account.title.as_deref().unwrap_or_default();
    event["text"] = json!({
        "headline": escaped(scope.collection.outlet(id)),
        "text": format!("<p>{}</p><p>{}</p>", escaped(title), source(scope, id)),
    });
    Some(event)
}

/// Who published it, with a link where there is an address that may be followed.
fn source(scope: &Scope<'_>, id: AccountId) -> String {
    let address = scope.collection.account(id).and_then(ids::address);
    let outlet = escaped(scope.collection.outlet(id));
    match address {
        Some(address) => {
            let address = escaped(&address);
            format!("<a href=\"{address}\" rel=\"noopener noreferrer\">{outlet}</a>")
        }
        None => outlet,
    }
}

/// `start_date` and, of a stretch, `end_date`, as precise as the value is.
fn dated(value: &str) -> Option<Value> {
    let (first, last) = days_of(value)?;
    let is_open = |part: &str| part.contains('X');
    let (from, to) = value.split_once('/').unwrap_or((value, value));
    if is_open(from) || is_open(to) {
        return Some(json!({
            "start_date": {"year": first.year()},
            "end_date": {"year": last.year()},
        }));
    }
    let date = |part: &str, day: jiff::civil::Date| {
        let part = part.split_once('T').map_or(part, |(date, _)| date);
        match part.len() {
            4 => json!({"year": day.year()}),
            7 if part.as_bytes()[5].is_ascii_digit() => {
                json!({"year": day.year(), "month": day.month()})
            }
            _ => json!({"year": day.year(), "month": day.month(), "day": day.day()}),
        }
    };
    let mut dated = json!({"start_date": date(from, first)});
    // A month or a year by itself is a point of that precision; a week or a season is a stretch.
    let is_point = from == to && dated["start_date"] == date(to, last);
    if !is_point {
        dated["end_date"] = date(to, last);
    }
    Some(dated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::Collection;
    use crate::testing::{stored, woven};

    #[test]
    fn dates_are_as_precise_as_their_values() {
        let check =
            |value: &str, expected: Option<Value>| assert_eq!(dated(value), expected, "{value}");
        let day = |day: i8| json!({"year": 2031, "month": 5, "day": day});
        check("2031-05-05", Some(json!({"start_date": day(5)})));
        check("2031-05-05T10:30", Some(json!({"start_date": day(5)})));
        check("2031-05", Some(json!({"start_date": {"year": 2031, "month": 5}})));
        check("2031", Some(json!({"start_date": {"year": 2031}})));
        check("2031-05-05/2031-05-09", Some(json!({"start_date": day(5), "end_date": day(9)})));
        check("2031-W19", Some(json!({"start_date": day(5), "end_date": day(11)})));
        check("203X", Some(json!({"start_date": {"year": 2030}, "end_date": {"year": 2039}})));
        check("XXXX-05-05", None);
        check("PRESENT_REF", None);
    }

    #[test]
    fn words_of_accounts_never_become_markup() {
        let mut accounts = stored();
        accounts[0].account.outlet = Some("<script>alert(1)</script>".to_owned());
        accounts[0].account.url = Some("javascript:alert(1)".to_owned());
        accounts[1].account.title = Some("<img src=x onerror=alert(1)>".to_owned());
        accounts[1].account.url = Some("https://courier.example/\"><script>".to_owned());
        let collection = Collection::new(accounts, woven());
        let bytes = written(&Scope::whole(&collection), &collection.woven.stories[0]);
        let all = String::from_utf8(bytes).unwrap();
        assert!(!all.contains("<script"), "{all}");
        assert!(!all.contains("<img"), "{all}");
        assert!(!all.contains("javascript:"), "{all}");
        let all: Value = serde_json::from_str(&all).unwrap();
        // A day that something happened on, and two reports whose day is established.
        assert_eq!(all["events"].as_array().unwrap().len(), 3);
    }
}
