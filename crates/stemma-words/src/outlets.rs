//! News agencies and outlets of the world, in `world/outlets.txt`.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::rows::{items, rows};

/// A news agency or an outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlet {
    /// Its usual name: `Associated Press`.
    pub name: &'static str,
    /// Other names and abbreviations: `AP`.
    pub also: Vec<&'static str>,
    /// Domains, each of which stands for all below it: `apnews.com`.
    pub domains: Vec<&'static str>,
    /// ISO 3166, two letters: `US`. Empty where it is not known.
    pub country: &'static str,
    /// ISO 639, two letters: `en`. Empty where it is not known.
    pub language: &'static str,
    /// Whether it writes (or photographs) for other outlets.
    pub is_agency: bool,
    /// How a line below a picture names it, as written there.
    pub credited_as: Vec<&'static str>,
}

struct Outlets {
    all: Vec<Outlet>,
    by_name: FxHashMap<Cow<'static, str>, usize>,
    by_domain: FxHashMap<&'static str, usize>,
}

static OUTLETS: LazyLock<Outlets> = LazyLock::new(|| {
    let fields = ["name", "other names", "domains", "country", "language", "credited as"];
    let text = include_str!("../world/outlets.txt");
    let mut outlets =
        Outlets { all: Vec::new(), by_name: FxHashMap::default(), by_domain: FxHashMap::default() };
    for (section, [name, also, domains, country, language, credited_as]) in
        rows("world/outlets.txt", text, fields)
    {
        let outlet = Outlet {
            name,
            also: items(also).collect(),
            domains: items(domains).collect(),
            country,
            language,
            is_agency: section == "agency",
            credited_as: items(credited_as).collect(),
        };
        let place = outlets.all.len();
        for name in outlet.also.iter().chain([&outlet.name]) {
            outlets.by_name.insert(key(name), place);
        }
        outlets.by_domain.extend(outlet.domains.iter().map(|domain| (*domain, place)));
        outlets.all.push(outlet);
    }
    outlets
});

/// The outlet of a name or a domain, if it is one that the table knows: `AP`, `the Associated Press`
/// and `apnews.com` are one.
///
/// ```
/// let outlet = stemma_words::outlet("www.apnews.com").unwrap();
/// assert_eq!((outlet.name, outlet.country, outlet.is_agency), ("Associated Press", "US", true));
/// assert_eq!(stemma_words::outlet("AP"), Some(outlet));
/// assert_eq!(stemma_words::outlet("The Old Harbour Gazette"), None);
/// ```
pub fn outlet(name_or_domain: &str) -> Option<&'static Outlet> {
    let outlets = &*OUTLETS;
    let by_name = outlets.by_name.get(key(name_or_domain).as_ref());
    let place = by_name.copied().or_else(|| {
        let host = name_or_domain.to_lowercase();
        let below = host.match_indices('.').map(|(at, _)| &host[at + 1..]);
        let mut domains = std::iter::once(host.as_str()).chain(below);
        domains.find_map(|domain| outlets.by_domain.get(domain).copied())
    })?;
    Some(&outlets.all[place])
}

/// All outlets, in the order of the table.
pub fn outlets() -> impl Iterator<Item = &'static Outlet> {
    OUTLETS.all.iter()
}

/// What a name is looked up by. An abbreviation of few letters is itself alone, since in small
/// letters it may be a word.
fn key(name: &str) -> Cow<'_, str> {
    /// Up to this many capitals are an abbreviation. Set by hand.
    const ABBREVIATION: usize = 4;
    if name.len() <= ABBREVIATION && name.chars().all(char::is_uppercase) {
        return Cow::Borrowed(name);
    }
    let small = name.to_lowercase();
    Cow::Owned(small.strip_prefix("the ").map(ToOwned::to_owned).unwrap_or(small))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_abbreviations_and_domains_are_one() {
        let name = |of: &str| outlet(of).map(|outlet| outlet.name);
        for of in ["AP", "the Associated Press", "apnews.com", "www.apnews.com", "hosted.ap.org"] {
            assert_eq!(name(of), Some("Associated Press"), "{of}");
        }
        assert_eq!(name("news.bbc.co.uk"), Some("BBC"));
        assert_eq!(name("AGENCE FRANCE-PRESSE"), Some("Agence France-Presse"));
        assert_eq!(name("el pais"), Some("El País"));
        for of in ["ap", "co.uk", "notapnews.com", "apnews.com.example", "", "com", "Coast Times"] {
            assert_eq!(name(of), None, "{of}");
        }
    }

    #[test]
    fn a_name_and_a_domain_lead_to_one_outlet_each() {
        let names: usize = outlets().map(|outlet| 1 + outlet.also.len()).sum();
        let domains: usize = outlets().map(|outlet| outlet.domains.len()).sum();
        let doubled: Vec<_> = outlets()
            .filter(|one| {
                let leads_here = |name: &&str| outlet(name).is_some_and(|other| other == *one);
                let mut all = one.also.iter().chain([&one.name]).chain(&one.domains);
                !all.all(leads_here)
            })
            .map(|outlet| outlet.name)
            .collect();
        assert!(doubled.is_empty(), "another outlet has the name or domain of {doubled:?}");
        assert_eq!((OUTLETS.by_name.len(), OUTLETS.by_domain.len()), (names, domains));
    }

    #[test]
    fn fields_look_like_what_they_are() {
        for outlet in outlets() {
            let code = |field: &str, is: fn(&char) -> bool| {
                field.is_empty() || field.len() == 2 && field.chars().all(|c| is(&c))
            };
            assert!(code(outlet.country, char::is_ascii_uppercase), "{outlet:?}");
            assert!(code(outlet.language, char::is_ascii_lowercase), "{outlet:?}");
            for domain in &outlet.domains {
                let plain =
                    |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c);
                let whole = domain.contains('.') && !domain.starts_with("www.");
                assert!(whole && domain.chars().all(plain), "{domain}");
            }
        }
    }
}
