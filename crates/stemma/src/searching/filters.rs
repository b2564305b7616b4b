//! Which accounts are searched, and whose words.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use stemma_core::{AccountId, EntityId, Published, StoryId};
use stemma_weave::entities::folded;

use super::Question;
use stemma_tell::collection::Collection;

/// What there is to choose from.
pub(crate) struct Facets<'t> {
    /// Outlets, with how many accounts each has.
    pub(crate) outlets: BTreeMap<&'t str, usize>,
    /// Languages, with how many accounts are in each.
    pub(crate) languages: BTreeMap<&'t str, usize>,
    /// Those who speak the most, with how many statements each.
    pub(crate) speakers: Vec<(EntityId, usize)>,
    /// The first and the last day of report.
    pub(crate) days: Option<(Date, Date)>,
}

impl<'t> Facets<'t> {
    /// No more speakers than these are offered; any other can be typed. Set by hand.
    const SPEAKERS: usize = 200;

    /// Those of what is told.
    pub(crate) fn new(collection: &'t Collection) -> Facets<'t> {
        let mut facets = Facets {
            outlets: BTreeMap::new(),
            languages: BTreeMap::new(),
            speakers: Vec::new(),
            days: None,
        };
        for stored in collection.accounts() {
            *facets.outlets.entry(collection.outlet(stored.id)).or_default() += 1;
            if let Some(language) = stored.account.language.as_deref() {
                *facets.languages.entry(language).or_default() += 1;
            }
            if let Some(day) = collection.published(stored.id).and_then(|published| published.value)
            {
                let (first, last) = facets.days.unwrap_or((day, day));
                facets.days = Some((first.min(day), last.max(day)));
            }
        }
        facets.speakers = collection.speakers().collect();
        facets.speakers.sort_by_key(|&(id, statements)| (std::cmp::Reverse(statements), id));
        facets.speakers.truncate(Facets::SPEAKERS);
        facets
    }
}

/// The filters of a question, understood.
#[derive(Default)]
pub(super) struct Filters {
    /// The names of an outlet, as accounts have them.
    outlet: Option<BTreeSet<String>>,
    language: Option<String>,
    story: Option<StoryId>,
    from: Option<Date>,
    to: Option<Date>,
    speakers: Option<BTreeSet<EntityId>>,
    /// The accounts in which they speak.
    spoken_in: BTreeSet<AccountId>,
}

impl Filters {
    /// The filters that a question names; or what is wrong with one of them, and what to do.
    pub(super) fn new(collection: &Collection, question: &Question) -> Result<Filters, String> {
        let given = |value: &str| (!value.trim().is_empty()).then(|| value.trim().to_owned());
        let mut filters = Filters {
            outlet: given(&question.outlet).map(|name| outlet(collection, &name)).transpose()?,
            language: given(&question.language)
                .map(|code| language(collection, &code))
                .transpose()?,
            story: given(&question.story).map(|number| story(collection, &number)).transpose()?,
            from: given(&question.from).map(|day| days(&day)).transpose()?.map(|days| days.0),
            to: given(&question.to).map(|day| days(&day)).transpose()?.map(|days| days.1),
            ..Filters::default()
        };
        if let (Some(from), Some(to)) = (filters.from, filters.to)
            && from > to
        {
            return Err(format!(
                "nothing was reported from {from} to {to}: the first day is the later one"
            ));
        }
        if let Some(name) = given(&question.speaker) {
            let mut bearers = collection.names().bearers(collection, &name);
            if bearers.is_empty() {
                return Err(format!("nobody is called '{name}' in these accounts"));
            }
            bearers.retain(|&id| collection.said_by(id).next().is_some());
            if bearers.is_empty() {
                return Err(format!("no account says that '{name}' said anything"));
            }
            let spoken = bearers.iter().flat_map(|&id| collection.said_by(id));
            filters.spoken_in = spoken.map(|(account, ..)| account).collect();
            filters.speakers = Some(bearers.into_iter().collect());
        }
        Ok(filters)
    }

    /// Whose words are wanted, where anybody's are named.
    pub(super) fn speakers(&self) -> Option<&BTreeSet<EntityId>> {
        self.speakers.as_ref()
    }

    /// Whether an account may hold what is asked for.
    pub(super) fn takes(&self, collection: &Collection, id: AccountId) -> bool {
        self.takes_undated(collection, id) && self.takes_day(collection.published(id))
    }

    /// Whether an account is left out only because nothing is known of its day.
    pub(super) fn is_undated(&self, collection: &Collection, id: AccountId) -> bool {
        let unknown = collection.published(id).is_none_or(|published| {
            let Published { value, earliest, latest, .. } = published;
            value.is_none() && earliest.is_none() && latest.is_none()
        });
        unknown && (self.from.is_some() || self.to.is_some()) && self.takes_undated(collection, id)
    }

    fn takes_undated(&self, collection: &Collection, id: AccountId) -> bool {
        let language = collection.account(id).and_then(|stored| stored.account.language.as_deref());
        self.outlet.as_ref().is_none_or(|names| names.contains(collection.outlet(id)))
            && self.language.as_deref().is_none_or(|code| Some(code) == language)
            && self
                .story
                .is_none_or(|id_| collection.story_of(id).is_some_and(|story| story.id == id_))
            && (self.speakers.is_none() || self.spoken_in.contains(&id))
    }

    /// Where only bounds are established, the day may lie anywhere between them.
    fn takes_day(&self, published: Option<&Published>) -> bool {
        let first = published.and_then(|published| published.value.or(published.earliest));
        let last = published.and_then(|published| published.value.or(published.latest));
        let known = first.is_some() || last.is_some();
        (self.from.is_none() && self.to.is_none())
            || (known
                && self.from.is_none_or(|from| last.is_none_or(|last| last >= from))
                && self.to.is_none_or(|to| first.is_none_or(|first| first <= to)))
    }
}

/// An outlet by its name, however it is spelled; or the only one that has this in its name.
fn outlet(collection: &Collection, name: &str) -> Result<BTreeSet<String>, String> {
    let wanted = folded(name);
    let outlets: BTreeSet<&str> =
        collection.accounts().iter().map(|stored| collection.outlet(stored.id)).collect();
    let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for outlet in &outlets {
        known.entry(folded(outlet)).or_default().insert((*outlet).to_owned());
    }
    if let Some(names) = known.remove(&wanted) {
        return Ok(names);
    }
    let some = |names: Vec<&str>| -> String {
        let more = if names.len() > 8 { "; …" } else { "" };
        names.into_iter().take(8).collect::<Vec<_>>().join("; ") + more
    };
    known.retain(|folded, _| folded.contains(&wanted));
    let several = || known.values().flatten().map(String::as_str).collect();
    match known.len() {
        0 => Err(format!(
            "no account is from '{name}'. There are: {}",
            some(outlets.into_iter().collect())
        )),
        1 => Ok(known.into_values().flatten().collect()),
        _ => Err(format!("several outlets have '{name}' in their names: {}", some(several()))),
    }
}

fn language(collection: &Collection, code: &str) -> Result<String, String> {
    let wanted = code.to_lowercase();
    let accounts = collection.accounts().iter();
    let known: BTreeSet<&str> =
        accounts.filter_map(|stored| stored.account.language.as_deref()).collect();
    if known.contains(wanted.as_str()) {
        return Ok(wanted);
    }
    let known: Vec<&str> = known.into_iter().collect();
    Err(format!("no account is in '{code}'. There are: {}", known.join(", ")))
}

fn story(collection: &Collection, number: &str) -> Result<StoryId, String> {
    let id = number.parse().map(StoryId).ok().filter(|&id| collection.story(id).is_some());
    id.ok_or_else(|| {
        let last = collection.woven.stories.len();
        format!("there is no story {number}; stories go from 1 to {last}")
    })
}

/// The first and the last day of what a person writes for a day, a month or a year.
fn days(written: &str) -> Result<(Date, Date), String> {
    let fault = || format!("'{written}' is no day. Write it as 2031-05-13, 2031-05 or 2031");
    let numbers: Vec<i16> = (written.split('-'))
        .map(|part| if part.bytes().all(|b| b.is_ascii_digit()) { part.parse().ok() } else { None })
        .collect::<Option<_>>()
        .ok_or_else(fault)?;
    let date = |year: i16, month: i16, day: i16| -> Result<Date, String> {
        let small = |n: i16| i8::try_from(n).map_err(|_| fault());
        Date::new(year, small(month)?, small(day)?).map_err(|_| fault())
    };
    // A two-digit year is a slip, not the first century.
    if numbers.first().is_none_or(|year| *year < 1000) {
        return Err(fault());
    }
    let until = |first: Date, span: jiff::Span| -> Result<Date, String> {
        first.checked_add(span).and_then(Date::yesterday).map_err(|_| fault())
    };
    match numbers.as_slice() {
        [year, month, day] => date(*year, *month, *day).map(|day| (day, day)),
        [year, month] => {
            let first = date(*year, *month, 1)?;
            Ok((first, until(first, 1.month())?))
        }
        [year] => {
            let first = date(*year, 1, 1)?;
            Ok((first, until(first, 1.year())?))
        }
        _ => Err(fault()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_a_month_and_a_year_are_stretches_of_days() {
        let told = |written: &str| days(written).map(|(first, last)| format!("{first} {last}"));
        assert_eq!(told("2031-05-13").as_deref(), Ok("2031-05-13 2031-05-13"));
        assert_eq!(told("2032-02").as_deref(), Ok("2032-02-01 2032-02-29"));
        assert_eq!(told("2031").as_deref(), Ok("2031-01-01 2031-12-31"));
        for wrong in ["13.5.2031", "2031-13", "2031-02-30", "31", "", "-", "2031-05-13-1", "99999"]
        {
            assert!(told(wrong).is_err(), "{wrong}");
        }
    }
}
