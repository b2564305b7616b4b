//! Noun phrases that describe somebody by office or role: "the Norlandic defence minister",
//! "the press service of the President of Norland", "his counterpart".

use smol_str::{SmolStr, StrExt};

use super::apposition::described;
use super::around::{Of, bare, common_words, complement, is_demonym, is_time, note_of};
use super::lexicon::{RoleNoun, Sort, role_noun};
use super::name::NamedText;
use super::office::{RELATIONAL, british, office};
use crate::parsed_text::ParsedText;
use stemma_core::EntityKind;

/// A phrase around a role noun.
#[derive(Clone, Debug)]
pub(crate) struct RolePhrase {
    /// Which text.
    pub(crate) text_index: usize,
    /// The role noun.
    pub(crate) head: usize,
    /// All of the phrase.
    pub(crate) tokens: (usize, usize),
    /// Office in small letters, base form: `defence minister`.
    pub(crate) office: String,
    /// What makes two offices one: the noun with what changes its sense (`vice president`).
    pub(crate) key: SmolStr,
    /// What the noun says.
    pub(crate) noun: RoleNoun,
    /// The country or body whose office it is.
    pub(crate) of: Option<Of>,
    /// Whose: the possessive pronoun's token.
    pub(crate) owner_pronoun: Option<usize>,
    /// Whose: the noun of a description, "the president's wife".
    pub(crate) owner_noun: Option<usize>,
    /// Whose: a name (its index).
    pub(crate) owner_name: Option<usize>,
    /// How it is introduced.
    pub(crate) article: Article,
    /// More than one.
    pub(crate) plural: bool,
    /// No longer: "the former president".
    pub(crate) former: bool,
    /// The name that it describes, where the sentence joins the two.
    pub(crate) describes: Option<usize>,
    /// It stands right before that name and is no mention of its own.
    pub(crate) before_name: bool,
}

/// How a phrase is introduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Article {
    /// "the", "this", "his", "Norland's"
    Definite,
    /// "a", "some", "another"
    Indefinite,
    /// Nothing.
    Bare,
}

/// All role phrases of one text, in the order of their nouns.
pub(super) fn find_roles(named: NamedText) -> Vec<RolePhrase> {
    (0..named.text.len())
        .filter(|&t| named.is_free(t) && matches!(named.text.pos(t), "NOUN" | "PROPN" | "ADJ"))
        .filter_map(|t| phrase(named, t))
        .collect()
}

/// The base form of a role noun in small letters, and whether it stands in the plural.
fn base(text: &ParsedText, token: usize) -> (SmolStr, bool) {
    let plural = matches!(text.tag(token), "NNS" | "NNPS");
    let lemma = text.lemma(token).to_lowercase_smolstr();
    if role_noun(&lemma).is_some() {
        return (lemma, plural);
    }
    let lower = text.lower[token].as_str();
    let singular = lower
        .strip_suffix("ies")
        .map(|stem| format!("{stem}y"))
        .or_else(|| lower.strip_suffix('s').map(str::to_owned));
    match singular {
        Some(singular) if role_noun(&singular).is_some() => (singular.into(), true),
        _ => (lemma, plural),
    }
}

/// The phrase around a token, if that is a role noun which heads one.
fn phrase(named: NamedText, head: usize) -> Option<RolePhrase> {
    let (lemma, plural) = base(named.text, head);
    let noun = role_noun(&lemma)?;
    if is_adjective(named, head)
        || ends_compound(named, head, &lemma)
        || modifies_other_noun(named, head)
        || modifies_role_noun(named, head)
    {
        return None;
    }
    let mut draft = Draft {
        named,
        phrase: RolePhrase {
            text_index: named.index,
            head,
            tokens: (head, head + 1),
            office: String::new(),
            key: lemma.clone(),
            noun,
            of: None,
            owner_pronoun: None,
            owner_noun: None,
            owner_name: None,
            article: Article::Bare,
            plural,
            former: false,
            describes: None,
            before_name: false,
        },
        lemma,
        modifiers: Vec::new(),
        topic: None,
    };
    draft.read_leftwards();
    if draft.is_too_general() {
        return None;
    }
    draft.join_compound();
    draft.read_rightwards();
    (!draft.is_nobody()).then(|| draft.finish())
}

/// "the lead singer", "a local resident": an adjective is no noun.
fn is_adjective(NamedText { text, .. }: NamedText, head: usize) -> bool {
    text.pos(head) == "ADJ" && !matches!(text.dep(head), "nsubj" | "pobj" | "dobj" | "compound")
}

/// The last word of "Commander-in-Chief" or "chief of staff" heads no phrase of its own.
fn ends_compound(NamedText { text, .. }: NamedText, head: usize, lemma: &str) -> bool {
    if head < 2 {
        return false;
    }
    let before = |t: usize| text.lower[t].as_str();
    if lemma == "chief" {
        let at = if before(head - 1) == "-" { head - 2 } else { head - 1 };
        if before(at) == "in" && at >= 1 {
            return true;
        }
    }
    if before(head - 1) != "of" {
        return false;
    }
    let (first, _) = base(text, head - 2);
    role_noun(&first).is_some() && role_noun(&format!("{first} of {lemma}")).is_some()
}

/// A noun that modifies another which is no name: "fighter jets".
fn modifies_other_noun(named: NamedText, head: usize) -> bool {
    let text = named.text;
    let modified = text.head(head);
    text.dep(head) == "compound"
        && modified > head
        && named.is_free(modified)
        && role_noun(&base(text, modified).0).is_none()
}

/// A noun that only modifies the next role noun belongs to that noun's phrase.
fn modifies_role_noun(named: NamedText, head: usize) -> bool {
    let text = named.text;
    if text.dep(head) != "compound" || head + 1 >= text.len() {
        return false;
    }
    let next = head + 1 + usize::from(text.word(head + 1) == "-");
    next < text.len() && named.is_free(next) && role_noun(&base(text, next).0).is_some()
}

/// A phrase while its words are read from the noun outwards.
struct Draft<'a> {
    named: NamedText<'a>,
    phrase: RolePhrase,
    /// The base form of the noun.
    lemma: SmolStr,
    /// Words before the noun that say which office it is, the nearest first.
    modifiers: Vec<SmolStr>,
    /// What the office is for: "trade" of "the minister for trade".
    topic: Option<String>,
}

impl Draft<'_> {
    /// To the left of the noun: modifiers, then whose it is, or an article.
    fn read_leftwards(&mut self) {
        let (text, head) = (self.named.text, self.phrase.head);
        while let Some(t) = self.phrase.tokens.0.checked_sub(1) {
            let together = text.same_paragraph(t, head) && text.quote[t] == text.quote[head];
            if !together || !self.take_left(t) {
                break;
            }
        }
        while self.phrase.tokens.0 < head && text.pos(self.phrase.tokens.0) == "PUNCT" {
            self.phrase.tokens.0 += 1;
        }
    }

    /// Takes the word or name that ends with this token into the phrase, if it belongs there; whether
    /// more may stand before it.
    fn take_left(&mut self, t: usize) -> bool {
        let text = self.named.text;
        let leans = text.head(t) > t;
        if let Some(index) = self.named.name_at(t) {
            let name = &self.named.names[index];
            if !leans || name.kind == EntityKind::Person || name.tokens.1 != t + 1 {
                return false;
            }
            note_of(self.named, index, &mut self.phrase.of, &mut self.modifiers);
            self.phrase.tokens.0 = name.tokens.0;
            return true;
        }
        match text.pos(t) {
            "ADJ" | "NOUN" | "PROPN" | "VERB" if leans && text.word(t) != "-" => {
                return self.take_modifier(t);
            }
            "PUNCT" if text.word(t) == "-" && leans => {}
            "ADV" if matches!(text.lower[t].as_str(), "then" | "now" | "former") => {}
            "NUM" if leans => {
                // "half past four two men": of two numbers the second counts.
                let first = self.phrase.tokens.0;
                if first < self.phrase.head && text.pos(first) == "NUM" && !one_number(text, t) {
                    return false;
                }
                self.phrase.plural |= text.lower[t] != "one";
            }
            "DET" if leans => {
                self.phrase.article = match text.lower[t].as_str() {
                    "the" | "this" | "that" | "these" | "those" | "both" => Article::Definite,
                    _ => Article::Indefinite,
                };
                self.phrase.tokens.0 = t;
                return false;
            }
            "PRON" if text.tag(t) == "PRP$" => {
                self.phrase.article = Article::Definite;
                self.phrase.owner_pronoun = Some(t);
                self.phrase.tokens.0 = t;
                return false;
            }
            "PART" if text.tag(t) == "POS" && t > 0 => {
                self.phrase.article = Article::Definite;
                self.take_owner(t);
                return false;
            }
            _ => return false,
        }
        self.phrase.tokens.0 = t;
        true
    }

    /// "Norlandic", "defence", "real estate": takes a word that modifies the noun.
    fn take_modifier(&mut self, t: usize) -> bool {
        let text = self.named.text;
        if text.pos(t) == "VERB" && !matches!(text.dep(t), "amod" | "compound") {
            return false;
        }
        self.phrase.tokens.0 = t;
        let adjective = text.pos(t) == "ADJ" || is_demonym(text.word(t));
        if adjective && text.is_capital(t) && !text.opens_sentence(t) && self.phrase.of.is_none() {
            // "the Norlandic minister": an adjective of a place that no list knows.
            self.phrase.of = Some(Of { words: text.word(t).to_owned(), is_known: false });
            return true;
        }
        let keep = match text.pos(t) {
            // "real estate magnate": what modifies a modifier is part of it.
            "ADJ" | "VERB" => {
                RELATIONAL.contains(&text.lower[t].as_str())
                    || text.head(t) < self.phrase.head && text.dep(text.head(t)) == "compound"
            }
            _ => !matches!(base(text, t).0.as_str(), "mr" | "mrs" | "ms"),
        };
        if keep {
            self.modifiers.push(british(&text.lower[t]));
        }
        true
    }

    /// "Norland's minister", "the president's wife": takes whose it is, which ends before this `'s`.
    fn take_owner(&mut self, possessive: usize) {
        let text = self.named.text;
        let mut first;
        if let Some(index) = self.named.name_at(possessive - 1) {
            let name = &self.named.names[index];
            if name.kind == EntityKind::Person {
                self.phrase.owner_name = Some(index);
            } else {
                note_of(self.named, index, &mut self.phrase.of, &mut self.modifiers);
            }
            first = name.tokens.0;
            if first > 0 && text.lower[first - 1] == "the" {
                first -= 1;
            }
        } else {
            first = possessive - 1;
            while first > 0
                && text.head(first - 1) > first - 1
                && matches!(text.pos(first - 1), "ADJ" | "NOUN" | "PROPN" | "DET")
                && self.named.is_free(first - 1)
            {
                first -= 1;
            }
            self.phrase.of.get_or_insert_with(|| Of {
                words: bare(text, (first, possessive)),
                is_known: false,
            });
            self.phrase.owner_noun = Some(possessive - 1);
        }
        self.phrase.tokens.0 = first;
    }

    /// Nouns that mostly say something else than a body: "services", "a site". Only "the office" is
    /// one.
    fn is_too_general(&self) -> bool {
        let RolePhrase { plural, article, head, .. } = self.phrase;
        GENERAL_NOUNS.contains(&self.lemma.as_str())
            && self.modifiers.is_empty()
            && (plural || article != Article::Definite)
            && self.named.text.tag(head) != "NNP"
    }

    /// "Commander-in-Chief", "head of state" and the like are one noun.
    fn join_compound(&mut self) {
        let (text, lemma) = (self.named.text, &self.lemma);
        let next = self.phrase.head + 1;
        let word = |n: usize| text.lower.get(next + n).map_or("", SmolStr::as_str);
        let (key, length) = match (word(0), word(1)) {
            ("-", "in") if word(3) == "chief" => (format!("{lemma}-in-chief"), 4),
            ("in", "chief") => (format!("{lemma}-in-chief"), 2),
            ("-", second @ ("general" | "elect")) if text.glued(self.phrase.head) => {
                (format!("{lemma}-{second}"), 2)
            }
            ("of", second) if role_noun(&format!("{lemma} of {second}")).is_some() => {
                (format!("{lemma} of {second}"), 2)
            }
            _ => return,
        };
        self.phrase.tokens.1 = next + length;
        self.phrase.noun = role_noun(&key).unwrap_or(self.phrase.noun);
        self.phrase.key = key.into();
    }

    /// To the right: "of Norland", "of the Ministry of Defence", "for trade".
    fn read_rightwards(&mut self) {
        let (text, head) = (self.named.text, self.phrase.head);
        let (first, mut after) = self.phrase.tokens;
        while after + 1 < text.len() && text.same_paragraph(head, after) {
            let preposition = text.lower[after].as_str();
            let hangs = text.head(after) >= first && text.head(after) < after;
            let takes = match preposition {
                "of" => true,
                "for" | "at" | "in" | "to" | "with" | "from" => {
                    hangs && text.head(after) == head && text.quote[after] == text.quote[head]
                }
                _ => false,
            };
            if !takes || text.pos(after) != "ADP" || is_time(text, after + 1) {
                break;
            }
            let Some(end) = complement(self.named, after + 1) else { break };
            for index in self.named.names_within((after + 1, end)) {
                if self.named.names[index].kind != EntityKind::Person {
                    note_of(self.named, index, &mut self.phrase.of, &mut Vec::new());
                } else if self.phrase.owner_name.is_none() && preposition != "with" {
                    self.phrase.owner_name = Some(index);
                }
            }
            if self.topic.is_none() && matches!(preposition, "of" | "for") {
                self.topic = Some(common_words(self.named, (after + 1, end)));
            }
            after = end;
        }
        self.phrase.tokens.1 = after;
    }

    /// Nouns that stand for nobody as they are used here.
    fn is_nobody(&self) -> bool {
        let RolePhrase { of, owner_pronoun, owner_name, article, key, .. } = &self.phrase;
        let owned =
            owner_pronoun.is_some() || owner_name.is_some() || *article == Article::Definite;
        match self.lemma.as_str() {
            // "shook his head": a head with an owner and no office leads nobody.
            "head" => {
                key == "head"
                    && of.is_none()
                    && self.topic.is_none()
                    && owned
                    && self.modifiers.is_empty()
            }
            // "the figure is higher": only a political or public figure is somebody.
            "figure" => self.modifiers.is_empty(),
            // A neighbour, an ally or a rival of a country is a country, and one of a body a body.
            "neighbor" | "neighbour" | "ally" | "rival" | "partner" | "opponent" => of.is_some(),
            _ => false,
        }
    }

    /// Puts the words of the office together, and looks for the name that the phrase describes.
    fn finish(self) -> RolePhrase {
        let Draft { named, mut phrase, lemma, mut modifiers, topic } = self;
        modifiers.reverse();
        (phrase.office, phrase.key) = office(
            &phrase.key,
            &lemma,
            modifiers,
            topic.as_deref(),
            &mut phrase.noun,
            phrase.plural,
        );
        if phrase.of.is_none() && phrase.owner_name.is_none() && phrase.noun.sort != Sort::Group {
            // "chief of the fleet": a body without a name is a body all the same.
            phrase.of = topic
                .filter(|topic| !topic.is_empty() && !phrase.office.contains(topic.as_str()))
                // Of "the head of the mining portfolio" it has become part of the office.
                .filter(|topic| !topic.contains("portfolio"))
                .map(|topic| Of { words: topic, is_known: false });
        }
        (phrase.describes, phrase.before_name) =
            described(named, phrase.head, phrase.tokens, phrase.noun.sort);
        phrase.former = (phrase.tokens.0..phrase.head)
            .any(|t| matches!(named.text.lower[t].as_str(), "former" | "ex" | "previous" | "late"));
        phrase
    }
}

/// Nouns of bodies that mean one only where the words around them say so.
const GENERAL_NOUNS: &[&str] = &[
    "service", "office", "house", "center", "centre", "site", "paper", "platform", "label",
    "force", "station", "store", "network", "program", "press", "wire", "trust", "brand", "chain",
    "division", "command", "union", "league", "bank", "line",
];

/// Whether a numeral and the next are one number: "two hundred", "twenty two".
fn one_number(text: &ParsedText, token: usize) -> bool {
    let magnitude =
        |lower: &str| matches!(lower, "hundred" | "thousand" | "million" | "billion" | "dozen");
    let (this, next) = (text.lower[token].as_str(), text.lower[token + 1].as_str());
    magnitude(this) || magnitude(next) || this.ends_with("ty")
}
