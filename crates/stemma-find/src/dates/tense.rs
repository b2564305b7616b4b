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

/// Things said or written, whose day is that of saying it: 'he wants more, he said in an interview on
/// Sunday'.
const SAID: [&str; 14] = [
    "interview",
    "statement",
    "remark",
    "tweet",
    "post",
    "letter",
    "report",
    "release",
    "email",
    "poll",
    "survey",
    "study",
    "column",
    "editorial",
];

/// What is asked about.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    /// A day of the week is hardly ever far, so that a verb further up still speaks for it; a month
    /// or a day of one may be anywhere in the year, and there only the verb that it depends on
    /// itself does: 'they discussed the visit in September'.
    pub(super) weekday: bool,
    /// A day, not a month or a part of one.
    pub(super) day: bool,
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
    // 'Ahead of Friday's vote', 'the run-up to May 3': what is being approached is still to come.
    if ahead_of(parsed, text, at) {
        return Toward::Future;
    }
    // 'Friday's ceremony', 'the Oct. 23 slaying': a name for the thing, whatever its sentence does,
    // unless the thing itself will do something: 'Sunday's vote will be close'.
    let names_a_thing =
        matches!(tokens[at].dep.as_str(), "poss" | "compound" | "nmod" | "amod" | "nummod");
    let mut path = Path {
        parsed,
        text,
        asked,
        first,
        preposition: "",
        through_noun: names_a_thing,
        through_infinitive: false,
        through_said: false,
    };
    if names_a_thing {
        let thing = tokens[at].head as usize;
        let verb = tokens[thing].head as usize;
        return match tokens[thing].dep.as_str() {
            "nsubj" | "nsubjpass" if asked.weekday => path.verb(verb).unwrap_or(Toward::Near),
            // 'It will air during Sunday's final', 'plans for Thursday's meeting'.
            "pobj" if asked.weekday => path.arranged(verb),
            _ => Toward::Near,
        };
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

/// Whether the word at `at` stands behind 'ahead of' or 'toward', itself or as the owner of what
/// does.
fn ahead_of(parsed: &Parsed, text: &str, at: usize) -> bool {
    let tokens = &parsed.tokens;
    let head = |token: usize| tokens[token].head as usize;
    let names = matches!(tokens[at].dep.as_str(), "poss" | "compound" | "nmod");
    let thing = if names { head(at) } else { at };
    let (of, ahead) = (head(thing), head(head(thing)));
    let toward = tokens[of].span.of(text).to_ascii_lowercase().starts_with("toward");
    let ahead = tokens[ahead].span.of(text).eq_ignore_ascii_case("ahead");
    tokens[thing].dep.as_str() == "pobj" && (toward || ahead && tokens[of].span.of(text) == "of")
}

/// What was passed on the way up.
struct Path<'a> {
    parsed: &'a Parsed,
    text: &'a str,
    asked: Asked,
    /// The first token of the expression.
    first: usize,
    preposition: &'a str,
    through_noun: bool,
    through_infinitive: bool,
    through_said: bool,
}

impl Path<'_> {
    /// What the word at `at` says; `None` where the one above must be asked.
    fn step(&mut self, at: usize) -> Option<Toward> {
        let token = &self.parsed.tokens[at];
        match token.pos.as_str() {
            "ADP" | "SCONJ" if self.preposition.is_empty() => {
                self.preposition = token.span.of(self.text);
                // 'Called a strike for Saturday', 'summoned her for the 18th': a day that something
                // is for is one that it was arranged for.
                (self.preposition == "for" && self.asked.day).then_some(Toward::Future)
            }
            "ADJ" if PROSPECTIVE.contains(&token.lemma.as_str()) => Some(Toward::Future),
            "NOUN" | "PROPN" => {
                self.through_noun = true;
                self.through_said |= SAID.contains(&token.lemma.as_str());
                None
            }
            "VERB" | "AUX" => self.verb(at),
            _ => None,
        }
    }

    /// Whether the preposition at `at` belongs to what is arranged, or to what will happen.
    fn arranged(&self, at: usize) -> Toward {
        const ARRANGING: [&str; 8] = [
            "plan",
            "planning",
            "preparation",
            "preparations",
            "prepare",
            "ready",
            "ticket",
            "schedule",
        ];
        let above = self.parsed.tokens[at].head as usize;
        let token = &self.parsed.tokens[above];
        let lemma = token.lemma.as_str();
        let preposition = self.parsed.tokens[at].span.of(self.text).to_lowercase();
        let preposition = preposition.as_str();
        let arranged = preposition == "for" && ARRANGING.contains(&lemma);
        let will = self.parsed.children(above).any(|child| {
            let other = &self.parsed.tokens[child];
            other.dep == "aux" && matches!(other.span.of(self.text), "will" | "'ll" | "’ll")
        });
        let during = matches!(preposition, "during" | "at" | "before");
        if arranged || will && during {
            Toward::Future
        } else if !will && matches!(preposition, "after" | "since" | "following") {
            // 'After Friday's vote he left.'
            Toward::Past
        } else {
            Toward::Near
        }
    }

    /// 'They planned a rally on Saturday': the day behind the object is the object's, not that of the
    /// planning, which would come first: 'on Saturday they planned …'.
    fn planned_for(&self, at: usize) -> bool {
        let token = &self.parsed.tokens[at];
        self.asked.day
            && matches!(token.lemma.as_str(), "plan" | "schedule")
            && self.parsed.children(at).any(|child| {
                self.parsed.tokens[child].dep == "dobj" && (at..self.first).contains(&child)
            })
    }

    /// 'The trial opens on Monday', 'the deadline is Friday'.
    fn timetable(&self, lemma: &str) -> bool {
        !self.asked.headline
            && !self.through_noun
            && (self.asked.weekday || lemma != "be")
            && TIMETABLE.contains(&lemma)
    }

    /// Whether a clause in the present tense names a condition.
    fn conditional(&self, at: usize) -> bool {
        self.parsed.children(at).any(|child| {
            let word = self.parsed.tokens[child].span.of(self.text).to_lowercase();
            child < at && matches!(word.as_str(), "if" | "unless" | "once" | "until")
        })
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
                || self.planned_for(at)
                || matches!(token.tag.as_str(), "VBN" | "VBZ" | "VBP" | "VBG" | "VB")
                || self.through_infinitive
                || matches!(self.preposition, "for" | "until" | "till")
                || self.through_noun && matches!(lemma, "plan" | "schedule" | "await"));
        if self.through_said && self.asked.weekday && !ahead {
            return Some(Toward::Past);
        }
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
            // 'If he is elected in November', 'once the vote ends on Friday'.
            "VBZ" | "VBP" if self.conditional(at) => Some(Toward::Future),
            "VBZ" | "VBP" if self.timetable(lemma) => Some(Toward::Future),
            "VBZ" | "VBP" => Some(Toward::Near),
            _ if perhaps => Some(Toward::Future),
            "VBN" if passive => Some(Toward::Near),
            // A participle without auxiliary: 'the attack carried out on Friday'.
            "VBN" => Some(Toward::Past),
            "VB" if until => Some(Toward::Future),
            // 'Vote in November!', 'let us meet on Friday'.
            "VB" if token.dep == "ROOT" => Some(Toward::Future),
            "VB" if self.parsed.tokens[token.head as usize].lemma == "let" => Some(Toward::Future),
            _ => None,
        }
    }
}
