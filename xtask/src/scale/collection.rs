//! An invented collection: stories of many sizes over a month, each as an agency has it, as others
//! copy and rewrite it, and as reporters of their own tell it.

use std::fmt::Write as _;

use fastrand::Rng;
use serde_json::json;

use super::plot::{Fact, Plot, invent, pick, place, sentence};
use super::words::{TAILS, TITLES};

/// The same collection each time.
const SEED: u64 = 0x57E3_3A00;
/// Over how many days the stories begin, for a collection of [`FULL`] accounts; smaller ones end
/// earlier, larger ones later.
const DAYS: usize = 30;
const FULL: usize = 4000;
/// A story has between 1 and so many accounts: of size `n` there are as many as `1 / n²` says.
const LARGEST: usize = 200;
const OUTLETS: usize = 160;
const AGENCIES: usize = 8;
/// The day before the first.
const MONTHS: [(&str, usize); 3] = [("March", 31), ("April", 30), ("May", 31)];

struct Outlet {
    name: String,
    tail: Option<&'static str>,
}

struct Account {
    /// Hours from the start.
    hour: usize,
    story: usize,
    outlet: String,
    title: String,
    text: String,
}

/// A collection of so many accounts, by time, a line of JSON each; `copies` of them are one
/// agency's text, all but unchanged, on the last day.
pub(super) fn lines(accounts: usize, copies: usize) -> Vec<String> {
    let mut rng = Rng::with_seed(SEED);
    let outlets: Vec<Outlet> = (0..OUTLETS)
        .map(|n| Outlet {
            name: format!("The {} {}", place(&mut rng), pick(&mut rng, TITLES)),
            tail: (n % 4 == 0).then(|| *pick(&mut rng, TAILS)),
        })
        .collect();
    let agencies: Vec<String> =
        (0..AGENCIES).map(|_| format!("{} News Agency", place(&mut rng))).collect();

    let others = accounts.saturating_sub(copies);
    let mut all: Vec<Account> = Vec::new();
    for story in 0.. {
        if all.len() >= others {
            break;
        }
        // Spread evenly by the golden ratio rather than drawn, so that every part of the month has
        // the same mix of sizes.
        let share = story * 618_034 % 1_000_000;
        let size = (1_000_000 / (1_000_000 - share)).min(LARGEST);
        let day = all.len() * DAYS / FULL;
        let kinds = Kinds { copies: 0.35, own: 0.2 };
        all.extend(tell(&mut rng, story, day, size, &kinds, &outlets, &agencies));
    }
    all.sort_by_key(|account| (account.hour, account.story));
    all.truncate(others);
    let last = all.last().map_or(0, |account| account.hour / 24);
    let kinds = Kinds { copies: 1.0, own: 0.0 };
    all.extend(tell(&mut rng, usize::MAX, last, copies, &kinds, &outlets, &agencies));
    all.iter().enumerate().map(|(n, account)| account.line(n)).collect()
}

/// How many of a story's accounts copy the agency, and how many are of reporters of their own; the
/// others rewrite.
struct Kinds {
    copies: f64,
    own: f64,
}

fn tell(
    rng: &mut Rng,
    story: usize,
    day: usize,
    size: usize,
    kinds: &Kinds,
    outlets: &[Outlet],
    agencies: &[String],
) -> Vec<Account> {
    let facts = rng.usize(20..50);
    let plot = invent(rng, day, facts);
    let agency = pick(rng, agencies);
    let begins = day * 24 + rng.usize(..24);
    // The agency has not all of it; what is left is for those who were there.
    let wire: Vec<&Fact> = plot.facts[..facts * 2 / 3].iter().collect();
    (0..size)
        .map(|n| {
            // Most follow within hours, some within days.
            let hours = (0..3).map(|_| rng.usize(1..72)).min().filter(|_| n > 0).unwrap_or(0);
            let hour = begins + hours;
            let outlet = pick(rng, outlets);
            let kind = rng.f64();
            let (by, mut text) = if n == 0 {
                (agency, dateline(&plot, agency, day) + &as_wired(&wire).join(" "))
            } else if kind < kinds.copies {
                (&outlet.name, copied(rng, &plot, agency, day, &wire))
            } else if kind < kinds.copies + kinds.own {
                (&outlet.name, told(rng, &plot.facts))
            } else {
                (&outlet.name, rewritten(rng, agency, &wire))
            };
            if n > 0
                && let Some(tail) = outlet.tail
            {
                text += "\n\n";
                text += tail;
            }
            let title = if n > 0 && kind < kinds.copies && rng.bool() {
                plot.titles[0].clone()
            } else {
                pick(rng, &plot.titles).clone()
            };
            Account { hour, story, outlet: by.clone(), title, text }
        })
        .collect()
}

fn as_wired(wire: &[&Fact]) -> Vec<String> {
    wire.iter().map(|fact| fact.wordings[0].clone()).collect()
}

fn dateline(plot: &Plot, agency: &str, day: usize) -> String {
    let (month, day) = date(day);
    format!("{}, {month} {day} ({agency}) – ", plot.place.to_uppercase())
}

/// The wire as it came, perhaps without its dateline or its end.
fn copied(rng: &mut Rng, plot: &Plot, agency: &str, day: usize, wire: &[&Fact]) -> String {
    let mut sentences = as_wired(wire);
    if rng.bool() {
        sentences.truncate(sentences.len() - rng.usize(1..sentences.len() / 2));
    }
    let begin = if rng.bool() { dateline(plot, agency, day) } else { String::new() };
    let end = if rng.bool() { format!("\n\nSource: {agency}") } else { String::new() };
    begin + &paragraphs(&sentences, 2) + &end
}

/// The wire in other words, with something left out.
fn rewritten(rng: &mut Rng, agency: &str, wire: &[&Fact]) -> String {
    let mut sentences = Vec::new();
    for (n, fact) in wire.iter().enumerate() {
        if n == 0 || rng.f64() < 0.7 {
            sentences.push(pick(rng, &fact.wordings).clone());
        }
    }
    let credit = match rng.u32(..3) {
        0 => format!("{agency} reported this first."),
        1 => sentence(&format!("this was reported by {agency}.")),
        _ => String::new(),
    };
    sentences.push(credit);
    paragraphs(&sentences, 3)
}

/// What a reporter of the outlet's own found out, in an order of its own.
fn told(rng: &mut Rng, facts: &[Fact]) -> String {
    let mut order: Vec<usize> = (1..facts.len()).filter(|_| rng.f64() < 0.6).collect();
    rng.shuffle(&mut order);
    let told = std::iter::once(0).chain(order);
    let sentences: Vec<String> = told.map(|n| pick(rng, &facts[n].wordings).clone()).collect();
    paragraphs(&sentences, 3)
}

fn paragraphs(sentences: &[String], length: usize) -> String {
    let all: Vec<String> = sentences.chunks(length).map(|part| part.join(" ")).collect();
    all.join("\n\n").trim().to_owned()
}

/// Month and day of the month.
fn date(day: usize) -> (&'static str, usize) {
    let mut day = day;
    for (month, days) in MONTHS {
        if day < days {
            return (month, day + 1);
        }
        day -= days;
    }
    (MONTHS[0].0, 1)
}

impl Account {
    fn line(&self, n: usize) -> String {
        let (month, day) = date(self.hour / 24);
        let month = 3 + MONTHS.iter().position(|(name, _)| *name == month).unwrap_or(0);
        let mut published = String::new();
        let _ = write!(published, "2029-{month:02}-{day:02}");
        json!({
            "id": format!("s{}-{n}", self.story),
            "outlet": self.outlet,
            "published": published,
            "language": "en",
            "title": self.title,
            "text": self.text,
        })
        .to_string()
    }
}
