//! The forms in which dates are written: a rule each, in the order in which they are tried.

use super::grammar::{Grammar, Hit};
use crate::rule::Rule;

/// A form of a date, and what reads it where it begins at a lexeme.
struct Form {
    rule: Rule,
    read: fn(&Grammar, usize) -> Option<Hit>,
}

impl Grammar<'_> {
    /// The day, month or year of the calendar that begins here.
    pub(super) fn dated_by_itself(&self, at: usize) -> Option<Hit> {
        self.first_of(&CALENDAR, at)
    }

    /// The expression that begins here and counts from somewhere.
    pub(super) fn relative(&self, at: usize) -> Option<Hit> {
        self.first_of(&RELATIVE, at)
    }

    /// The time of a day that begins here.
    pub(super) fn clock(&self, at: usize) -> Option<Hit> {
        self.first_of(&CLOCK, at)
    }

    /// What the first form that fits reads here.
    fn first_of(&self, forms: &'static [Form], at: usize) -> Option<Hit> {
        forms.iter().find_map(|form| Some(Hit { by: Some(&form.rule), ..(form.read)(self, at)? }))
    }
}

/// Days and months of the calendar, and years.
static CALENDAR: [Form; 17] = [
    Form {
        rule: Rule {
            name: "year-month-day",
            what: "a day in digits, the year first: '2022-02-14'",
            fires: "The ferry Alma left Lozna on 2022-02-14.",
            not: "The ferry Alma is registered as 2022-77-14.",
        },
        read: |g, at| g.iso(at),
    },
    Form {
        rule: Rule {
            name: "day-in-digits",
            what: "a day in digits, the year last: '14.02.2022', '2/14/22'",
            fires: "The ferry Alma left Lozna on 14.02.2022.",
            not: "The ferry Alma runs version 14.22 of its software.",
        },
        read: |g, at| g.numeric(at),
    },
    Form {
        rule: Rule {
            name: "weekday-and-date",
            what: "a weekday with its date: 'Friday, 23 October', 'Monday the 18th'",
            fires: "The ferry Alma left Lozna on Friday, October 23.",
            not: "The ferry Alma left Lozna on Friday, 23 passengers said.",
        },
        read: |g, at| g.weekday_and_date(at),
    },
    Form {
        rule: Rule {
            name: "month-and-day",
            what: "a day, the month first: 'February 14', 'Feb. 10-22, 2022'",
            fires: "The ferry Alma left Lozna on February 14.",
            not: "The ferry Alma left Lozna in February 2014.",
        },
        read: |g, at| g.month_first(at, None),
    },
    Form {
        rule: Rule {
            name: "day-and-month",
            what: "a day, the day first: '14 February 2022', '10-22 February'",
            fires: "The ferry Alma left Lozna on 14 February 2022.",
            not: "The ferry Alma carried 14 men in February.",
        },
        read: |g, at| g.day_first(at, None),
    },
    Form {
        rule: Rule {
            name: "ordinal-of-month",
            what: "a day as an ordinal: 'the second of December'",
            fires: "The ferry Alma left Lozna on the second of December.",
            not: "The ferry Alma is the second of three.",
        },
        read: |g, at| g.ordinal_first(at),
    },
    Form {
        rule: Rule {
            name: "weekday-of-month",
            what: "a weekday counted in its month: 'the second Monday of October'",
            fires: "The council of Lozna meets on the second Monday of October.",
            not: "The council of Lozna met for the second time in October.",
        },
        read: |g, at| g.weekday_of_month(at),
    },
    Form {
        rule: Rule {
            name: "month",
            what: "a month without a day: 'early December', 'March of last year'",
            fires: "The ferry Alma was built in October 1998.",
            not: "The ferry Alma may sail again. March past the pier, said the captain.",
        },
        read: |g, at| g.month_alone(at),
    },
    Form {
        rule: Rule {
            name: "feast",
            what: "a feast or a day with a name: 'last Christmas', 'Labor Day'",
            fires: "The ferry Alma does not sail at Christmas.",
            not: "The ferry Alma sails to Easter Island.",
        },
        read: |g, at| g.feast(at),
    },
    Form {
        rule: Rule {
            name: "quarter",
            what: "a quarter or half of a year: 'the third quarter of 1998', 'Q1 2022'",
            fires: "The port of Lozna earned more in the third quarter of 1998.",
            not: "The port of Lozna lies in the old quarter of the town.",
        },
        read: |g, at| g.quarter(at),
    },
    Form {
        rule: Rule {
            name: "season",
            what: "a season: 'last fall', 'the summer of 1998'",
            fires: "The ferry Alma was built in the summer of 1998.",
            not: "The ferry Alma has a broken spring.",
        },
        read: |g, at| g.season(at),
    },
    Form {
        rule: Rule {
            name: "century",
            what: "a century: 'the 20th century'",
            fires: "The port of Lozna was built in the 19th century.",
            not: "The port of Lozna is a century old.",
        },
        read: |g, at| g.century(at),
    },
    Form {
        rule: Rule {
            name: "decade",
            what: "a decade: 'the 1990s', 'mid-1970s'",
            fires: "The port of Lozna was built in the 1990s.",
            not: "The port of Lozna has 1990 berths.",
        },
        read: |g, at| g.decade(at),
    },
    Form {
        rule: Rule {
            name: "year-before-christ",
            what: "a year before our era: '480 BC'",
            fires: "The port of Lozna was built in 480 BC.",
            not: "The port of Lozna was built for 480 boats.",
        },
        read: |g, at| g.before_christ(at),
    },
    Form {
        rule: Rule {
            name: "years",
            what: "from one year to another: '1998-2001', '2021/22'",
            fires: "The port of Lozna was built in 1998-2001.",
            not: "The port of Lozna answers to 1998-1776.",
        },
        read: |g, at| g.year_range(at),
    },
    Form {
        rule: Rule {
            name: "year",
            what: "a year: 'in 1998', 'fiscal 2022'",
            fires: "The port of Lozna was built in 1998.",
            not: "The port of Lozna has 1998 berths.",
        },
        read: |g, at| g.bare_year(at),
    },
    Form {
        rule: Rule {
            name: "day-of-month",
            what: "a day of the month that the text is in: 'the 18th'",
            fires: "The ferry Alma will sail again on the 18th.",
            not: "The ferry Alma was the 18th to sail.",
        },
        read: |g, at| g.day_of_month(at),
    },
];

/// What counts from the report or from the day that the text spoke of last, and lengths of time.
static RELATIVE: [Form; 16] = [
    Form {
        rule: Rule {
            name: "from-today",
            what: "a day counted from the report: 'yesterday', 'tomorrow morning', 'tonight'",
            fires: "The ferry Alma left Lozna yesterday.",
            not: "The captain reads the Lozna Today.",
        },
        read: |g, at| g.deictic(at),
    },
    Form {
        rule: Rule {
            name: "week-after-next",
            what: "two units from the report: 'the week before last'",
            fires: "The ferry Alma left Lozna the week before last.",
            not: "The ferry Alma left Lozna the week before the storm.",
        },
        read: |g, at| g.week_after_next(at),
    },
    Form {
        rule: Rule {
            name: "week-of",
            what: "the week around a day: 'the week of June 7'",
            fires: "The council of Lozna meets in the week of June 7.",
            not: "The council of Lozna regrets a week of storms.",
        },
        read: |g, at| g.week_of(at),
    },
    Form {
        rule: Rule {
            name: "edge-of",
            what: "the beginning, middle or end of a stretch: 'the end of the year', 'year-end'",
            fires: "The ferry Alma will sail again at the end of the year.",
            not: "The ferry Alma lies at the end of the pier.",
        },
        read: |g, at| g.edge_of(at),
    },
    Form {
        rule: Rule {
            name: "part-of-day-of",
            what: "a part of a day: 'the night of June 3'",
            fires: "The ferry Alma sank on the night of June 3.",
            not: "The ferry Alma sank on the night of the storm.",
        },
        read: |g, at| g.part_of(at),
    },
    Form {
        rule: Rule {
            name: "early-in",
            what: "early or late in another: 'early in 2020', 'later in the week'",
            fires: "The ferry Alma will sail again later in the week.",
            not: "The ferry Alma arrived early in Lozna.",
        },
        read: |g, at| g.early_in(at),
    },
    Form {
        rule: Rule {
            name: "weekday",
            what: "a weekday: 'on Monday', 'last Friday', 'next Tuesday night'",
            fires: "The ferry Alma left Lozna on Monday.",
            not: "The ferry Alma baked in the sun all the way.",
        },
        read: |g, at| g.on_weekday(at),
    },
    Form {
        rule: Rule {
            name: "weekend",
            what: "a weekend: 'last weekend', 'the coming weekend'",
            fires: "The ferry Alma left Lozna last weekend.",
            not: "The ferry Alma has a weekend crew.",
        },
        read: |g, at| g.weekend(at),
    },
    Form {
        rule: Rule {
            name: "this-unit",
            what: "a week, month or year counted from the report: 'last week', 'early next month'",
            fires: "The ferry Alma left Lozna last week.",
            not: "The ferry Alma carried the last week-old lambs.",
        },
        read: |g, at| g.this_unit(at),
    },
    Form {
        rule: Rule {
            name: "how-often",
            what: "how often: 'every Friday', 'three times a week', 'daily'",
            fires: "The ferry Alma leaves Lozna every Friday.",
            not: "The ferry Alma carries every passenger.",
        },
        read: |g, at| g.every(at),
    },
    Form {
        rule: Rule {
            name: "whole-unit",
            what: "all of a unit: 'the whole week'",
            fires: "The ferry Alma lay in Lozna the whole week.",
            not: "The ferry Alma carries the whole village.",
        },
        read: |g, at| g.whole_unit(at),
    },
    Form {
        rule: Rule {
            name: "units-up-to-now",
            what: "a stretch that begins or ends now: 'the past four months', 'recent years'",
            fires: "The ferry Alma lay in Lozna for the past four months.",
            not: "The ferry Alma sailed past four islands.",
        },
        read: |g, at| g.past_units(at),
    },
    Form {
        rule: Rule {
            name: "counted-units",
            what: "counted units: '11 days ago', 'two days later', 'for 14 days', 'five-hour'",
            fires: "The ferry Alma left Lozna 11 days ago.",
            not: "The ferry Alma left Lozna with 11 men.",
        },
        read: |g, at| g.counted_units(at),
    },
    Form {
        rule: Rule {
            name: "uncounted-units",
            what: "units without their number: 'for weeks', 'decades-long'",
            fires: "The ferry Alma lay in Lozna for weeks.",
            not: "The ferry Alma lay in Lozna for repairs.",
        },
        read: |g, at| g.bare_units(at),
    },
    Form {
        rule: Rule {
            name: "from-last",
            what: "counted from the day that the text spoke of last: 'that day', 'the next morning'",
            fires: "The ferry Alma left Lozna on 3 May 2021. The next morning it sank.",
            not: "The ferry Alma left Lozna on 3 May 2021. The next ferry sank.",
        },
        read: |g, at| g.that_day(at),
    },
    Form {
        rule: Rule {
            name: "past-present-future",
            what: "no more than past, present or future: 'now', 'recently', 'the near future'",
            fires: "The ferry Alma recently left Lozna.",
            not: "The ferry Alma is decent and leaves Lozna.",
        },
        read: |g, at| g.reference(at),
    },
];

/// Times of the day.
static CLOCK: [Form; 4] = [
    Form {
        rule: Rule {
            name: "noon",
            what: "noon or midnight",
            fires: "The ferry Alma left Lozna at noon.",
            not: "The ferry Alma left for High Noon.",
        },
        read: |g, at| g.noon(at),
    },
    Form {
        rule: Rule {
            name: "told-time",
            what: "a time in words: 'half past nine', 'a quarter to six'",
            fires: "The ferry Alma left Lozna at half past nine.",
            not: "The ferry Alma was half full.",
        },
        read: |g, at| g.told_time(at),
    },
    Form {
        rule: Rule {
            name: "light",
            what: "a part of the day that the sentence names: 'at dawn', 'in the morning'",
            fires: "The ferry Alma left Lozna on 3 May 2021 at dawn.",
            not: "The ferry Alma left Lozna with Dawn Tarvel.",
        },
        read: |g, at| g.light(at),
    },
    Form {
        rule: Rule {
            name: "hours",
            what: "hours and minutes: '10:35 a.m.', '0735 GMT', \"5 o'clock\"",
            fires: "The ferry Alma left Lozna at 10:35 a.m.",
            not: "The ferry Alma beat its rival 10:35.",
        },
        read: |g, at| g.hours_and_minutes(at),
    },
];

/// Bare numbers beside a day of a month.
pub(super) static LISTED_DAY: Rule = Rule {
    name: "listed-day",
    what: "a bare number in a list of days: the 24 of 'April 23 and 24'",
    fires: "The ferry Alma sails on April 23 and 24.",
    not: "The ferry Alma sails on April 23 and 24 boats follow.",
};

/// All of them.
pub(crate) fn rules() -> impl Iterator<Item = &'static Rule> {
    let forms = CALENDAR.iter().chain(&RELATIVE).chain(&CLOCK);
    forms.map(|form| &form.rule).chain(std::iter::once(&LISTED_DAY))
}
