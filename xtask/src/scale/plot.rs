//! One invented story: who and what, and its facts in several wordings.

use std::fmt::Display;

use fastrand::Rng;

use super::words::{
    CIRCUMSTANCES, CROWDS, DEEDS, FATES, GIVEN, OFFICES, PLACES, QUALITIES, SURNAMES, THINGS,
};

/// Days of the week, from the day of the collection's first.
const WEEKDAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// What one story tells, as a list of facts; the first is the news.
pub(super) struct Plot {
    /// The town where it happens.
    pub(super) place: String,
    /// Headlines for it.
    pub(super) titles: Vec<String>,
    /// Facts in the order in which the agency tells them.
    pub(super) facts: Vec<Fact>,
}

/// One thing that accounts may tell, in several wordings.
pub(super) struct Fact {
    pub(super) wordings: Vec<String>,
}

struct Person {
    name: String,
    surname: String,
    office: &'static str,
    body: &'static str,
    /// Whether of the town; else of the country.
    of_the_town: bool,
}

/// What a story is about; its facts are made of it.
struct World<'r> {
    rng: &'r mut Rng,
    place: String,
    country: String,
    near: String,
    weekday: &'static str,
    people: Vec<Person>,
    things: Vec<(&'static str, &'static str)>,
    qualities: Vec<&'static str>,
}

/// Invents a story of a day of the collection, with so many facts.
pub(super) fn invent(rng: &mut Rng, day: usize, facts: usize) -> Plot {
    let mut world = World {
        place: place(rng),
        country: place(rng),
        near: place(rng),
        weekday: WEEKDAYS[day % 7],
        people: (0..6).map(|_| person(rng)).collect(),
        things: rng.choose_multiple(THINGS.iter().copied(), 12),
        qualities: rng.choose_multiple(QUALITIES.iter().copied(), 9),
        rng,
    };
    let (news, titles) = world.news();
    let mut told = vec![news];
    while told.len() < facts {
        told.push(match world.rng.u32(..10) {
            0..3 => world.deed(),
            3..5 => world.count(),
            5..8 => world.speech(),
            8 => world.cause(),
            _ => world.background(),
        });
    }
    Plot { place: world.place, titles, facts: told }
}

pub(super) fn pick<'w, T>(rng: &mut Rng, words: &'w [T]) -> &'w T {
    &words[rng.usize(..words.len())]
}

pub(super) fn place(rng: &mut Rng) -> String {
    PLACES.iter().map(|part| *pick(rng, part)).collect()
}

fn person(rng: &mut Rng) -> Person {
    let surname: String = SURNAMES.iter().map(|part| *pick(rng, part)).collect();
    let (office, body) = *pick(rng, OFFICES);
    let name = format!("{} {surname}", pick(rng, GIVEN));
    Person { name, surname, office, body, of_the_town: rng.bool() }
}

/// The words as a sentence: with a capital.
pub(super) fn sentence(words: &impl Display) -> String {
    let words = words.to_string();
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn fact<const N: usize>(wordings: &[String; N]) -> Fact {
    Fact { wordings: wordings.iter().map(sentence).collect() }
}

impl World<'_> {
    fn thing(&mut self) -> String {
        let (one, _) = *pick(self.rng, &self.things);
        let quality = *pick(self.rng, &self.qualities);
        format!("{quality} {one}")
    }

    /// A person by full name and office, by surname, and the body; of one and the same.
    fn who(&mut self) -> (String, String, String) {
        let person = pick(self.rng, &self.people);
        let place = if person.of_the_town { &self.place } else { &self.country };
        (
            format!("{}, the {} of {place}", person.name, person.office),
            person.surname.clone(),
            format!("the {} of {place}", person.body),
        )
    }

    fn news(&mut self) -> (Fact, Vec<String>) {
        let deed = pick(self.rng, DEEDS);
        let (one, quality) = (self.things[0].0, self.qualities[0]);
        let (place, country, near) = (&self.place, &self.country, &self.near);
        let weekday = self.weekday;
        let person = &self.people[0];
        let body = format!("the {} of {country}", person.body);
        let [why, otherwise] = pick(self.rng, CIRCUMSTANCES);
        let (first, second) = (deed[0].1, deed[1].1);
        let news = fact(&[
            format!(
                "{body} {first} the {quality} {one} in {place}, near {near}, on {weekday} {why}."
            ),
            format!(
                "on {weekday}, the {quality} {one} in {place} was {second} by {body} {otherwise}."
            ),
            format!(
                "the {quality} {one} in {place}, not far from {near}, was {first} on {weekday} {why}, {body} said."
            ),
        ]);
        let titles = vec![
            sentence(&format!("{quality} {one} in {place} {first}")),
            sentence(&format!("{} of {country} {second} {one} near {near}", person.body)),
            format!("{place}: {one} {first} {why}"),
        ];
        (news, titles)
    }

    fn deed(&mut self) -> Fact {
        let deed = pick(self.rng, DEEDS);
        let (thing, (_, surname, body)) = (self.thing(), self.who());
        let [why, otherwise] = pick(self.rng, CIRCUMSTANCES);
        let hour = self.rng.u32(1..12);
        let (first, second) = (deed[0].1, deed[1].1);
        fact(&[
            format!("{body} {first} the {thing} at {hour} o'clock {why}."),
            format!("the {thing} was {second} by {body} {otherwise}."),
            format!("{otherwise}, {body} {first} the {thing}, {surname} said."),
        ])
    }

    fn count(&mut self) -> Fact {
        let number = match self.rng.u32(..3) {
            0 => self.rng.u32(3..20),
            1 => self.rng.u32(20..400),
            _ => self.rng.u32(5..90) * 100,
        };
        let crowd = pick(self.rng, CROWDS);
        let [fate, otherwise] = pick(self.rng, FATES);
        let (place, (_, surname, body)) = (self.place.clone(), self.who());
        let thing = self.thing();
        fact(&[
            format!("at least {number} {crowd} {fate} at the {thing}, {body} said."),
            format!("according to {body}, no fewer than {number} {crowd} {otherwise} in {place}."),
            format!("{surname} put the number of {crowd} who {otherwise} at {number}."),
        ])
    }

    fn speech(&mut self) -> Fact {
        let deed = pick(self.rng, DEEDS);
        let (thing, other, (full, surname, body)) = (self.thing(), self.thing(), self.who());
        let (near, month) = (self.near.clone(), *pick(self.rng, &["June", "July", "August"]));
        let crowd = pick(self.rng, CROWDS);
        let days = self.rng.u32(2..40);
        let (plain, past) = deed[0];
        let content = match self.rng.u32(..5) {
            0 => format!("the {thing} will not be {past} before the end of {month}"),
            1 => format!("we shall {plain} the {thing} as soon as the {other} is safe"),
            2 => format!("nobody had told the {crowd} of {near} about the {thing}"),
            3 => format!("it will take {days} days until the {other} and the {thing} are {past}"),
            _ => format!("there is no reason to {plain} the {thing}, and the {crowd} know it"),
        };
        let said = content.replace("we shall", &format!("{body} would"));
        let first = sentence(&content);
        fact(&[
            format!("“{first},” said {full}."),
            format!("{full}, said that {said}."),
            format!("according to {surname}, {said}."),
            format!("{surname} told reporters: “{first}.”"),
        ])
    }

    fn cause(&mut self) -> Fact {
        let (thing, other) = (self.thing(), self.thing());
        let [why, otherwise] = pick(self.rng, CIRCUMSTANCES);
        let near = self.near.clone();
        fact(&[
            format!("the {thing} near {near} failed {why}, which left the {other} without power."),
            format!("{otherwise}, the {thing} broke down and the {other} in {near} had no power."),
        ])
    }

    fn background(&mut self) -> Fact {
        let deed = pick(self.rng, DEEDS);
        let (thing, year) = (self.thing(), self.rng.u32(1950..2029));
        let (country, (_, _, body)) = (self.country.clone(), self.who());
        let millions = self.rng.u32(2..900);
        fact(&[
            format!("{body} {} the {thing} in {year} for {millions} million crowns.", deed[0].1),
            format!(
                "the {thing}, which cost {millions} million crowns, was {} in {year}.",
                deed[1].1
            ),
            format!("in {year}, {country} spent {millions} million crowns on the {thing}."),
        ])
    }
}
