//! On which side of the report an expression lies, from the verb that it belongs to.

use stemma_core::{Parsed, Span, Toward};

/// Verbs and adjectives after which what is named lies ahead: 'is scheduled for', 'plans to'.
const PROSPECTIVE: [&str; 36] = [
    "schedule",
    "plan",
    "expect",
    "set",
    "slate",
    "due",
    "intend",
    "hope",
    "aim",
    "want",
    "promise",
    "propose",
    "pledge",
    "prepare",
    "postpone",
    "delay",
    "await",
    "anticipate",
    "predict",
    "project",
    "forecast",
    "threaten",
    "vow",
    "likely",
    "ready",
    "bind",
    "seek",
    "invite",
    "convene",
    "upcoming",
    "need",
    "poise",
    "book",
    "reschedule",
    "urge",
    "warn",
];

/// Verbs that leave time: 'gave them until Tuesday'.
const LEAVING_TIME: [&str; 12] = [
    "give", "extend", "have", "postpone", "delay", "grant", "allow", "adjourn", "suspend", "put",
    "remain", "hold",
];

/// Auxiliaries that point ahead.
const AHEAD: [&str; 8] = ["will", "'ll", "’ll", "shall", "wo", "would", "should", "must"];

/// Auxiliaries that may.
const PERHAPS_AHEAD: [&str; 3] = ["may", "might", "can"];

/// Verbs of saying, whose present tense tells of what has been said.
const REPORTING: [&str; 10] =
    ["say", "report", "write", "tell", "note", "claim", "quote", "inform", "state", "announce"];

/// Verbs whose present tense, with a date, tells of a timetable: 'the trial opens on Monday'.
const TIMETABLE: [&str; 22] = [
    "be",
    "begin",
    "start",
    "open",
    "resume",
    "reconvene",
    "meet",
    "close",
    "end",
    "expire",
    "vote",
    "hold",
    "take",
    "arrive",
    "depart",
    "leave",
    "head",
    "kick",
    "return",
    "finish",
    "launch",
    "host",
];

/// What is asked about.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    /// A day of the week is hardly ever far, so that a verb further up still speaks for it; a month
    /// or a day of one may be anywhere in the year, and there only the verb that it depends on
    /// itself does: 'they discussed the visit in September'.
    pub(super) weekday: bool,
    /// A headline tells in the present tense what has happened.
    pub(super) headline: bool,
}

/// The side on which the tense puts the expression at `span`; [`Toward::Near`] where it is silent.
pub(super) fn side(parsed: &Parsed, text: &str, span: Span, asked: Asked) -> Toward {
    let tokens = &parsed.tokens;
    let first = tokens.partition_point(|token| token.span.end <= span.start);
    let after = tokens.partition_point(|token| token.span.start < span.end);
    if first >= after {
        return Toward::Near;
    }
    // Up out of the expression, to the verb that it belongs to.
    let inside = |token: usize| (first..after).contains(&token);
    let mut at = first;
    for (token, parts) in tokens.iter().enumerate().take(after).skip(first) {
        let head = parts.head as usize;
        if !inside(head) || head == token {
            at = token;
        }
    }
    // 'Friday's ceremony', 'the Oct. 23 slaying': a name for the thing, whatever its sentence does.
    let names_a_thing =
        matches!(tokens[at].dep.as_str(), "poss" | "compound" | "nmod" | "amod" | "nummod");
    let mut path = Path {
        parsed,
        text,
        asked,
        preposition: "",
        through_noun: names_a_thing,
        through_infinitive: false,
    };
    if names_a_thing {
        return Toward::Near;
    }
    for _ in 0..12 {
        let token = &tokens[at];
        if !inside(at)
            && let Some(side) = path.step(at)
        {
            // 'The contract was extended through 2021' says nothing of 2021.
            let end = matches!(path.preposition, "through" | "until" | "till" | "by");
            let indirect = path.through_noun || path.through_infinitive || end;
            return match side {
                Toward::Past if indirect && !asked.weekday => Toward::Near,
                side => side,
            };
        }
        let head = token.head as usize;
        if head == at {
            break;
        }
        at = head;
    }
    Toward::Near
}

/// What was passed on the way up.
struct Path<'a> {
    parsed: &'a Parsed,
    text: &'a str,
    asked: Asked,
    preposition: &'a str,
    through_noun: bool,
    through_infinitive: bool,
}

impl Path<'_> {
    /// What the word at `at` says; `None` where the one above must be asked.
    fn step(&mut self, at: usize) -> Option<Toward> {
        let token = &self.parsed.tokens[at];
        match token.pos.as_str() {
            "ADP" | "SCONJ" if self.preposition.is_empty() => {
                self.preposition = token.span.of(self.text);
                None
            }
            "ADJ" if PROSPECTIVE.contains(&token.lemma.as_str()) => Some(Toward::Future),
            "NOUN" | "PROPN" => {
                self.through_noun = true;
                None
            }
            "VERB" | "AUX" => self.verb(at),
            _ => None,
        }
    }

    /// 'The trial opens on Monday', 'the deadline is Friday'.
    fn timetable(&self, lemma: &str) -> bool {
        !self.asked.headline
            && !self.through_noun
            && (self.asked.weekday || lemma != "be")
            && TIMETABLE.contains(&lemma)
    }

    fn verb(&mut self, at: usize) -> Option<Toward> {
        let token = &self.parsed.tokens[at];
        let lemma = token.lemma.as_str();
        let (mut ahead, mut perhaps, mut to) = (false, false, false);
        let (mut perfect, mut passive, mut past) = (false, false, token.tag == "VBD");
        for child in self.parsed.children(at) {
            let other = &self.parsed.tokens[child];
            if !matches!(other.dep.as_str(), "aux" | "auxpass") {
                continue;
            }
            let word = other.span.of(self.text).to_lowercase();
            ahead |= AHEAD.contains(&word.as_str());
            perhaps |= PERHAPS_AHEAD.contains(&word.as_str());
            to |= other.tag == "TO";
            passive |= other.dep == "auxpass";
            past |= other.tag == "VBD";
            perfect |= matches!(word.as_str(), "has" | "have" | "had" | "'ve" | "’ve");
        }
        let until = matches!(self.preposition, "until" | "till" | "by");
        if until && LEAVING_TIME.contains(&lemma) {
            return Some(Toward::Future);
        }
        let planned = PROSPECTIVE.contains(&lemma)
            && (passive
                || matches!(token.tag.as_str(), "VBN" | "VBZ" | "VBP" | "VBG" | "VB")
                || self.through_infinitive
                || matches!(self.preposition, "for" | "until" | "till")
                || self.through_noun && matches!(lemma, "plan" | "schedule" | "await"));
        // 'Was expected on Tuesday' lay ahead of something, mostly of the report.
        if planned {
            return Some(Toward::Future);
        }
        // 'Would have met' is no future.
        if ahead && !perfect {
            return Some(Toward::Future);
        }
        if to {
            let above = &self.parsed.tokens[token.head as usize];
            if token.head as usize != at
                && matches!(above.lemma.as_str(), "be" | "go" | "agree" | "decide" | "order")
            {
                return Some(Toward::Future);
            }
            self.through_infinitive = true;
            return None;
        }
        if past || perfect {
            return Some(Toward::Past);
        }
        match token.tag.as_str() {
            "VBZ" | "VBP" if REPORTING.contains(&lemma) => Some(Toward::Past),
            "VBZ" | "VBP" if self.timetable(lemma) => Some(Toward::Future),
            "VBZ" | "VBP" => Some(Toward::Near),
            _ if perhaps => Some(Toward::Future),
            "VBN" if passive => Some(Toward::Near),
            // A participle without auxiliary: 'the attack carried out on Friday'.
            "VBN" => Some(Toward::Past),
            "VB" if until => Some(Toward::Future),
            _ => None,
        }
    }
}
