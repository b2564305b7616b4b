//! What a reader keeps in mind while reading: who was mentioned of late, how prominently and how
//! often.
//!
//! The thresholds were set by reading what they did to the training articles of PolNeAR (speakers
//! that are descriptions or pronouns) and to the project's example stories: no figure stands behind
//! them yet.

use std::collections::{BTreeMap, VecDeque};

use stemma_core::Local;

use crate::parsed_text::ParsedText;

/// How many sentences back a reader looks for whom a pronoun stands.
pub(super) const SENTENCES_BACK: u32 = 4;
/// How many mentions are kept in mind.
pub(super) const IN_MIND: usize = 48;
/// How much each mention so far adds for whom the account speaks of again and again, and up to how
/// many mentions.
const OFTEN: (f32, u32) = (0.02, 6);

/// How prominent a mention is by its relation to its head.
const PROMINENCE: &[(&str, f32)] = &[
    ("nsubj", 0.9),
    ("nsubjpass", 0.9),
    ("appos", 0.8),
    ("ROOT", 0.8),
    ("conj", 0.75),
    ("dobj", 0.7),
    ("dative", 0.7),
    ("agent", 0.7),
    ("poss", 0.6),
    ("compound", 0.4),
    ("amod", 0.4),
    ("nmod", 0.4),
    ("npadvmod", 0.4),
];
/// The same for all other relations.
const PROMINENCE_ELSEWHERE: f32 = 0.62;
/// The same for the subject of a main clause.
const PROMINENCE_OF_MAIN_SUBJECT: f32 = 1.0;
/// The same for whom somebody told: that is who asked, mostly a newspaper.
const PROMINENCE_OF_TOLD: f32 = 0.35;
/// Only mentions above this are prominent enough to be taken up by a description: not a possessor
/// or a modifier.
pub(super) const PROMINENT: f32 = 0.6;

/// A mention kept in mind.
pub(super) struct Seen {
    pub(super) sentence: u32,
    pub(super) token: usize,
    pub(super) who: Local,
    /// How prominent it is, up to 1.
    pub(super) weight: f32,
    pub(super) quote: u32,
    /// The verb whose subject it is.
    pub(super) subject_of: Option<usize>,
    /// Joined to another by "and".
    pub(super) joined: bool,
}

/// How often and where an entity was mentioned.
#[derive(Clone, Default)]
struct Track {
    count: u32,
    /// The sentence of its last mention in this text.
    last: Option<u32>,
}

/// What was mentioned so far.
pub(super) struct Memory {
    /// The last mentions, the oldest first.
    pub(super) seen: VecDeque<Seen>,
    /// What the head (text, token) of a mention stands for.
    pub(super) heads: BTreeMap<(usize, usize), Local>,
    tracks: Vec<Track>,
}

impl Memory {
    /// Nobody was mentioned yet of this many entities.
    pub(super) fn new(entities: usize) -> Memory {
        Memory {
            seen: VecDeque::new(),
            heads: BTreeMap::new(),
            tracks: vec![Track::default(); entities],
        }
    }

    /// Makes room for one more entity.
    pub(super) fn add_entity(&mut self) {
        self.tracks.push(Track::default());
    }

    /// Forgets what was mentioned of late: another text begins.
    pub(super) fn begin_text(&mut self) {
        self.seen.clear();
        for track in &mut self.tracks {
            track.last = None;
        }
    }

    /// How often an entity was mentioned so far.
    pub(super) fn count(&self, who: Local) -> u32 {
        self.tracks[who.0 as usize].count
    }

    /// The sentence of an entity's last mention in this text.
    pub(super) fn last(&self, who: Local) -> Option<u32> {
        self.tracks[who.0 as usize].last
    }

    /// How much more an entity is in mind because it was mentioned often.
    pub(super) fn often(&self, who: Local) -> f32 {
        OFTEN.0 * self.count(who).min(OFTEN.1) as f32
    }

    /// The mentions of the last sentences, the latest first.
    pub(super) fn of_late(&self, sentence: u32) -> impl Iterator<Item = &Seen> {
        self.seen
            .iter()
            .rev()
            .take_while(move |seen| sentence.saturating_sub(seen.sentence) <= SENTENCES_BACK)
    }

    /// Takes a mention to mind.
    pub(super) fn see(&mut self, (n, text): (usize, &ParsedText), head: usize, who: Local) {
        let sentence = text.sentence[head];
        self.heads.insert((n, head), who);
        let track = &mut self.tracks[who.0 as usize];
        track.count += 1;
        track.last = Some(sentence);
        let subject = matches!(text.dep(head), "nsubj" | "nsubjpass");
        self.seen.push_back(Seen {
            sentence,
            token: head,
            who,
            weight: prominence(text, head),
            quote: text.quote[head],
            subject_of: subject.then(|| text.head(head)),
            joined: text.dep(head) == "conj" || text.children(head).any(|c| text.dep(c) == "conj"),
        });
        if self.seen.len() > IN_MIND {
            self.seen.pop_front();
        }
    }

    /// A mention in this sentence was taken for one entity and is another's.
    pub(super) fn hand_over(
        &mut self,
        from: Local,
        to: Local,
        tokens: (usize, usize),
        sentence: u32,
    ) {
        for seen in &mut self.seen {
            if seen.who == from && (tokens.0..tokens.1).contains(&seen.token) {
                seen.who = to;
            }
        }
        self.tracks[from.0 as usize].count -= 1;
        let track = &mut self.tracks[to.0 as usize];
        track.count += 1;
        track.last = Some(sentence);
    }
}

fn prominence(text: &ParsedText, head: usize) -> f32 {
    let above = text.head(head);
    match text.dep(head) {
        "nsubj" | "nsubjpass" if matches!(text.dep(above), "ROOT" | "conj") => {
            PROMINENCE_OF_MAIN_SUBJECT
        }
        "dobj" | "dative" if text.lemma(above) == "tell" => PROMINENCE_OF_TOLD,
        dep => PROMINENCE
            .iter()
            .find(|(relation, _)| *relation == dep)
            .map_or(PROMINENCE_ELSEWHERE, |(_, weight)| *weight),
    }
}

/// The best, where it is clear of the second.
pub(super) fn clear_best(
    scores: &BTreeMap<Local, f32>,
    clear: impl Fn(f32, f32) -> bool,
) -> Option<Local> {
    let mut best: Option<(Local, f32)> = None;
    let mut second = f32::NEG_INFINITY;
    for (&who, &score) in scores {
        match best {
            Some((_, high)) if score <= high => second = second.max(score),
            _ => {
                second = best.map_or(second, |(_, high)| high);
                best = Some((who, score));
            }
        }
    }
    best.filter(|&(_, high)| second == f32::NEG_INFINITY || clear(high, second)).map(|(who, _)| who)
}
