//! Who published an account, where no field says so.

use std::sync::LazyLock;

use regex::Regex;
use stemma_core::{DropReason, Dropped};

/// Words that name news outlets all over the world; as a part of a name they tell an outlet from a speaker.
const TRADE: &[&str] = &[
    "news",
    "times",
    "post",
    "tv",
    "television",
    "radio",
    "online",
    "daily",
    "herald",
    "press",
    "agency",
    "journal",
    "gazette",
    "tribune",
    "today",
    "broadcasting",
    "broadcast",
    "media",
    "magazine",
    "telegraph",
    "guardian",
    "mail",
    "express",
    "chronicle",
    "observer",
    "standard",
    "courier",
    "independent",
    "mirror",
    "weekly",
    "review",
    "report",
    "reporter",
    "network",
    "channel",
    "bulletin",
    "dispatch",
    "sentinel",
    "examiner",
    "inquirer",
    "monitor",
    "portal",
    "world",
    "international",
    "english",
    "newspaper",
    "reuters",
    "newsroom",
    "wire",
    "service",
    "correspondent",
    "televisión",
    "televisione",
    "fernsehen",
    "zeitung",
    "nachrichten",
    "noticias",
    "diario",
    "journal",
    "gazeta",
    "novosti",
    "pravda",
];

/// Splits a headline from the name of the outlet after it: 'Harbour closed | The Coast Times'.
///
/// A single name after a dash may be a speaker's ('Harbour stays open – minister'); it counts as an
/// outlet only if a bar divides it off, or it has a word of the trade, a number or an address.
fn split(title: &str) -> Option<(&str, &str)> {
    static MARKS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\s+(?:[-–—|«»·•]|::|>|/)\s+|\s*\|\s*").expect("a constant"));
    let marks: Vec<_> = MARKS.find_iter(title).collect();
    let last = marks.last()?;
    let name = title[last.end()..].trim();
    let bar =
        last.as_str().contains('|') || last.as_str().contains("::") || last.as_str().contains('«');
    let words = |text: &str| text.split_whitespace().count();
    if name.is_empty() || words(name) > 6 || name.ends_with(['.', '?', '!', '"', '”']) {
        return None;
    }
    let capital = name.split_whitespace().all(|word| {
        !word.starts_with(char::is_lowercase)
            || matches!(word, "of" | "the" | "and" | "de" | "la" | "le" | "el" | "for" | "in")
            || word.contains('.')
    });
    if !(capital && (bar && !name.starts_with(char::is_lowercase) || of_the_trade(name))) {
        return None;
    }
    let mut cut = last;
    // The short name may stand before the long one: '… – C24 – Coast Television'.
    if let Some(before) = marks.len().checked_sub(2).map(|n| &marks[n]) {
        let short = title[before.end()..last.start()].trim();
        let upper = short.chars().filter(|c| c.is_uppercase() || c.is_ascii_digit()).count();
        if words(short) <= 3
            && !short.is_empty()
            && (of_the_trade(short) || upper * 2 >= short.chars().count())
        {
            cut = before;
        }
    }
    let head = title[..cut.start()].trim_end();
    (words(head) >= 3).then(|| (head, title[cut.end()..].trim()))
}

fn of_the_trade(name: &str) -> bool {
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b[\w-]+\.(?:com|org|net|info|tv|eu|int|co\.\w\w|[a-z]{2})$")
            .expect("a constant")
    });
    let short = !name.contains(' ')
        && name.chars().any(char::is_alphabetic)
        && name.chars().any(|c| c.is_ascii_digit())
        && name.chars().next().is_some_and(char::is_uppercase);
    short
        || ADDRESS.is_match(name)
        || name
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| TRADE.contains(&word.to_lowercase().as_str()))
}

/// The headline without the name of the outlet at its end.
pub(crate) fn without_suffix(title: &str) -> &str {
    split(title).map_or(title, |(head, _)| head)
}

/// The outlet that a headline names at its end.
pub(crate) fn from_title(title: &str) -> Option<String> {
    split(title).map(|(_, outlet)| outlet.to_string())
}

/// Whether a line is an outlet's name, as it stands above a headline: 'THE HALEN CHRONICLE'.
pub(crate) fn is_masthead(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let names = words.iter().all(|word| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || matches!(*word, "of" | "the" | "and" | "for" | "&" | "de" | "la" | "del")
    });
    (2..=5).contains(&words.len()) && names && of_the_trade(line)
}

/// The outlet that the imprint below a report names: '© 2022 Coast Times', 'Coast Times, Halen. All
/// rights reserved.'
pub(crate) fn from_imprint(dropped: &[Dropped]) -> Option<String> {
    static IMPRINT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)^[\s(]*(?:(?:©|\([cC]\)|(?i:copyright))\s*)+(?:\d{4}(?:\s?[-–]\s?\d{4})?,?\s*)?(?P<after>\p{Lu}[^.,|©]{1,40}?|[«“„]\p{Lu}[^.,|©]{1,40}?[»”“])
            (?:,?\s*\d{4}(?:\s?[-–]\s?\d{4})?)?\s*(?:[.,|]|$)
            |^(?P<before>\p{Lu}[^.,|©]{1,40}?)(?:,[^.]{1,40})?\.\s*(?i:all\ rights\ reserved)",
        )
        .expect("a constant")
    });
    dropped
        .iter()
        .filter(|dropped| dropped.reason == DropReason::Legal && dropped.before > 0)
        .find_map(|dropped| {
            let found = IMPRINT.captures(&dropped.text)?;
            let name = found.name("after").or_else(|| found.name("before"))?.as_str();
            let name = name.trim_matches(|c: char| {
                c.is_whitespace() || matches!(c, '«' | '»' | '“' | '”' | '„')
            });
            let name =
                name.trim_end_matches(" Ltd").trim_end_matches(" Inc").trim_end_matches(" LLC");
            (!name.is_empty() && name.split_whitespace().count() <= 5).then(|| name.to_string())
        })
}

/// The agency that a dateline names: 'PORT HALEN, February 3. /NORDA/.', 'HALEN (Norda) -'.
pub(crate) fn from_dateline(text: &str) -> Option<String> {
    static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^\s*(?:[\p{Lu}][\p{L}\d .'’/-]{1,40})(?:,\s*[\p{L}\d .,’'-]{1,40})?[\s.,–—-]*(?:/(?P<slash>\p{Lu}[\p{L}\d .&-]{1,30})/|\((?P<round>\p{Lu}[\p{L}\d .&-]{1,30})\))\s*(?:[-–—.:]|--)",
        )
        .expect("a constant")
    });
    // A deck or two may stand above the line.
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).take(3);
    let (first, found) = lines.find_map(|line| Some((line, DATELINE.captures(line)?)))?;
    let name = found.name("slash").or_else(|| found.name("round"))?.as_str().trim();
    // A place or a state stands in brackets too ('HALEN (North Coast) -'); agencies are one word or
    // two, and the place before them is in capitals where the brackets are round.
    let place = first.trim_start().split([',', '(', '/']).next().unwrap_or_default();
    let loud = place.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    (found.name("slash").is_some() || loud && name.split(' ').count() <= 2)
        .then(|| name.to_string())
}

/// The outlet at the address of an account: by its name where it is one of the world's known
/// outlets, and else by its host.
pub(crate) fn from_address(url: &str) -> Option<String> {
    let host = host(url)?;
    Some(stemma_words::outlet(&host).map_or(host, |outlet| outlet.name.to_string()))
}

/// The host of an address, without `www.`.
pub(crate) fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?.rsplit('@').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.') && !host.contains(char::is_whitespace)).then(|| host.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suffix_is_an_outlet_only_on_evidence() {
        let outlet = |title: &str| from_title(title);
        assert_eq!(
            outlet("Harbour closed after the storm | Coast Times").as_deref(),
            Some("Coast Times")
        );
        assert_eq!(
            outlet("Harbour closed after the storm – C24 – Coast Television").as_deref(),
            Some("C24 – Coast Television")
        );
        assert_eq!(
            outlet("Harbour closed after the storm - halen-today.com").as_deref(),
            Some("halen-today.com")
        );
        assert_eq!(outlet("Harbour to stay open – Varga"), None);
        assert_eq!(outlet("Harbour to stay open – defence minister"), None);
        assert_eq!(outlet("Halen – Port of the north"), None);
        assert_eq!(
            without_suffix("Harbour closed after the storm – C24 – Coast Television"),
            "Harbour closed after the storm"
        );
    }

    #[test]
    fn datelines_name_agencies() {
        let agency = |text: &str| from_dateline(text);
        assert_eq!(
            agency("HALEN, February 3. /NORDA/. The drills will begin.").as_deref(),
            Some("NORDA")
        );
        assert_eq!(
            agency("PORT HALEN, Sept 15 (Norda) -- The drills will begin.").as_deref(),
            Some("Norda")
        );
        assert_eq!(agency("HALEN (NP) — The drills will begin.").as_deref(), Some("NP"));
        assert_eq!(agency("The minister (Varga) - who left - said so."), None);
        assert_eq!(agency("The drills will begin on Monday."), None);
    }

    #[test]
    fn imprints_and_mastheads_name_outlets() {
        let imprint = |text: &str| {
            from_imprint(&[Dropped {
                text: text.to_string(),
                reason: DropReason::Legal,
                before: 9,
            }])
        };
        for line in [
            "© 2022 Coast Times",
            "© Coast Times, 2022",
            "Copyright 2022 Coast Times. All rights reserved.",
            "Coast Times, Port Halen. All rights reserved.",
            "(c) 2020-2022 Coast Times Ltd. All rights reserved.",
            "© «Coast Times», 2022. 16+",
            "© Coast Times 2022 | Imprint",
        ] {
            assert_eq!(imprint(line).as_deref(), Some("Coast Times"), "{line}");
        }
        assert_eq!(imprint("All rights reserved."), None);
        assert!(is_masthead("THE HALEN CHRONICLE") && is_masthead("Coast Times"));
        assert!(
            !is_masthead("Storm closes harbour")
                && !is_masthead("The post office burns down at night")
        );
    }

    #[test]
    fn an_address_is_of_an_outlet_or_a_host() {
        let outlet = |url| from_address(url);
        assert_eq!(outlet("https://www.apnews.com/a").as_deref(), Some("Associated Press"));
        assert_eq!(outlet("https://coast-times.example/a").as_deref(), Some("coast-times.example"));
        assert_eq!(outlet("pages/a.html"), None);
    }

    #[test]
    fn hosts() {
        assert_eq!(
            host("https://www.coast-times.example/a?b").as_deref(),
            Some("coast-times.example")
        );
        assert_eq!(host("pages/a.html"), None);
        assert_eq!(host("a.html").as_deref(), Some("a.html"));
    }
}
