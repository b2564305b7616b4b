//! Noun phrases that describe somebody by office or role: "the Norlandic defence minister",
//! "the press service of the President of Norland", "his counterpart".

use smol_str::SmolStr;
use stemma_core::EntityKind;

use super::apposition::described;
use super::around::{bare, common_words, complement, is_demonym, is_time, names_within, note_of};
use super::lexicon::{RoleNoun, Sort, role_noun};
use super::names::Name;
use super::office::{RELATIONAL, british, office};
use crate::parsed_text::{NONE, ParsedText};

/// A phrase around a role noun.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a thing that the words show or do not")]
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
    /// Country or body, by its common name.
    pub(crate) of: Option<String>,
    /// Whether `of` is a country or body of the gazetteer, which excludes others.
    pub(crate) of_country: bool,
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
pub(crate) fn find_roles(
    n: usize,
    text: &ParsedText,
    names: &[Name],
    covered: &[u32],
) -> Vec<RolePhrase> {
    (0..text.len())
        .filter(|&t| covered[t] == NONE && matches!(text.pos(t), "NOUN" | "PROPN" | "ADJ"))
        .filter_map(|t| phrase(n, text, names, covered, t))
        .collect()
}

/// The base form of a role noun in small letters, and whether it stands in the plural.
fn base(text: &ParsedText, token: usize) -> (SmolStr, bool) {
    use smol_str::StrExt;
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

fn phrase(
    n: usize,
    text: &ParsedText,
    names: &[Name],
    covered: &[u32],
    head: usize,
) -> Option<RolePhrase> {
    let (lemma, mut plural) = base(text, head);
    let mut noun = role_noun(&lemma)?;
    // "the lead singer", "a local resident": an adjective is no noun.
    if text.pos(head) == "ADJ" && !matches!(text.dep(head), "nsubj" | "pobj" | "dobj" | "compound")
    {
        return None;
    }
    // The last word of "Commander-in-Chief" opens no phrase of its own.
    if lemma == "chief" && head >= 2 {
        let before = |t: usize| text.lower[t].as_str();
        let at = if before(head - 1) == "-" { head - 2 } else { head - 1 };
        if before(at) == "in" && at >= 1 {
            return None;
        }
    }
    // Nor does that of "chief of staff".
    if head >= 2 && text.lower[head - 1] == "of" {
        let (before, _) = base(text, head - 2);
        if role_noun(&before).is_some() && role_noun(&format!("{before} of {lemma}")).is_some() {
            return None;
        }
    }
    // A noun that modifies another which is no name: "fighter jets".
    if text.dep(head) == "compound" && text.head(head) > head && covered[text.head(head)] == NONE {
        let (next_base, _) = base(text, text.head(head));
        role_noun(&next_base)?;
    }
    // A noun that only modifies the next role noun belongs to that phrase.
    if text.dep(head) == "compound" && head + 1 < text.len() {
        let next = head + 1 + usize::from(text.word(head + 1) == "-");
        let (next_base, _) = base(text, next.min(text.len() - 1));
        if next < text.len() && covered[next] == NONE && role_noun(&next_base).is_some() {
            return None;
        }
    }
    let mut owner_name = None;
    let mut owner_pronoun = None;
    let mut owner_noun = None;
    let mut article = Article::Bare;
    let mut of: Option<(String, bool)> = None;
    let mut modifiers: Vec<SmolStr> = Vec::new();
    let mut first = head;
    // To the left: modifiers, then whose, or an article.
    while let Some(t) = first.checked_sub(1) {
        if !text.same_paragraph(t, head) || text.quote[t] != text.quote[head] {
            break;
        }
        let name = covered[t];
        let leans = text.head(t) > t;
        if name != NONE {
            let index = name as usize;
            let kind = names[index].kind;
            if !leans || kind == EntityKind::Person || names[index].tokens.1 != t + 1 {
                break;
            }
            note_of(text, names, index, &mut of, &mut modifiers);
            first = names[index].tokens.0;
            continue;
        }
        match text.pos(t) {
            "ADJ" | "NOUN" | "PROPN" | "VERB" if leans && text.word(t) != "-" => {
                if text.pos(t) == "VERB" && !matches!(text.dep(t), "amod" | "compound") {
                    break;
                }
                let (base, _) = base(text, t);
                let adjective = text.pos(t) == "ADJ" || is_demonym(text.word(t));
                if adjective && text.is_capital(t) && !text.opens_sentence(t) && of.is_none() {
                    // "the Norlandic minister": an adjective of a place that no list knows.
                    of = Some((text.word(t).to_owned(), false));
                    first = t;
                    continue;
                }
                let keep = match text.pos(t) {
                    // "real estate magnate": what modifies a modifier is part of it.
                    "ADJ" | "VERB" => {
                        RELATIONAL.contains(&text.lower[t].as_str())
                            || text.head(t) < head && text.dep(text.head(t)) == "compound"
                    }
                    _ => !matches!(base.as_str(), "mr" | "mrs" | "ms"),
                };
                if keep {
                    modifiers.push(british(&text.lower[t]));
                }
                first = t;
            }
            "PUNCT" if text.word(t) == "-" && leans => first = t,
            "NUM" if leans => {
                // "half past four two men": of two numbers the second counts.
                if first < head && text.pos(first) == "NUM" && !one_number(text, t) {
                    break;
                }
                first = t;
                plural |= text.lower[t] != "one";
            }
            "ADV" if matches!(text.lower[t].as_str(), "then" | "now" | "former") => first = t,
            "DET" if leans => {
                article = match text.lower[t].as_str() {
                    "the" | "this" | "that" | "these" | "those" | "both" => Article::Definite,
                    _ => Article::Indefinite,
                };
                first = t;
                break;
            }
            "PRON" if text.tag(t) == "PRP$" => {
                article = Article::Definite;
                owner_pronoun = Some(t);
                first = t;
                break;
            }
            "PART" if text.tag(t) == "POS" && t > 0 => {
                let name = covered[t - 1];
                if name == NONE {
                    first = t - 1;
                    while first > 0
                        && text.head(first - 1) > first - 1
                        && matches!(text.pos(first - 1), "ADJ" | "NOUN" | "PROPN" | "DET")
                        && covered[first - 1] == NONE
                    {
                        first -= 1;
                    }
                    of = of.or_else(|| Some((bare(text, (first, t)), false)));
                    owner_noun = Some(t - 1);
                } else {
                    let index = name as usize;
                    if names[index].kind == EntityKind::Person {
                        owner_name = Some(index);
                    } else {
                        note_of(text, names, index, &mut of, &mut modifiers);
                    }
                    first = names[index].tokens.0;
                    if first > 0 && text.lower[first - 1] == "the" {
                        first -= 1;
                    }
                }
                article = Article::Definite;
                break;
            }
            _ => break,
        }
    }
    while first < head && text.pos(first) == "PUNCT" {
        first += 1;
    }
    // Nouns that say much more than a body: "services", "a site". Only "the office" is one.
    let generic = matches!(
        lemma.as_str(),
        "service"
            | "office"
            | "house"
            | "center"
            | "centre"
            | "site"
            | "paper"
            | "platform"
            | "label"
            | "force"
            | "station"
            | "store"
            | "network"
            | "program"
            | "press"
            | "wire"
            | "trust"
            | "brand"
            | "chain"
            | "division"
            | "command"
            | "union"
            | "league"
            | "bank"
            | "line"
    );
    if generic
        && modifiers.is_empty()
        && (plural || article != Article::Definite)
        && text.tag(head) != "NNP"
    {
        return None;
    }
    // "Commander-in-Chief", "head of state" and the like are one noun.
    let mut after = head + 1;
    let word = |t: usize| text.lower.get(t).map_or("", SmolStr::as_str);
    let mut key = lemma.clone();
    if word(after) == "-" && word(after + 1) == "in" && word(after + 3) == "chief" {
        after += 4;
        key = SmolStr::new(format!("{lemma}-in-chief"));
    } else if word(after) == "in" && word(after + 1) == "chief" {
        after += 2;
        key = SmolStr::new(format!("{lemma}-in-chief"));
    } else if word(after) == "-"
        && matches!(word(after + 1), "general" | "elect")
        && text.glued(head)
    {
        key = SmolStr::new(format!("{lemma}-{}", word(after + 1)));
        after += 2;
    } else if word(after) == "of" && role_noun(&format!("{lemma} of {}", word(after + 1))).is_some()
    {
        key = SmolStr::new(format!("{lemma} of {}", word(after + 1)));
        after += 2;
    }
    if let Some(longer) = role_noun(&key) {
        noun = longer;
    }
    let mut topic: Option<String> = None;
    // To the right: "of Norland", "of the Ministry of Defence", "for trade"
    while after + 1 < text.len() && text.same_paragraph(head, after) {
        let preposition = word(after);
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
        let Some(end) = complement(text, names, covered, after + 1) else {
            break;
        };
        for index in names_within(covered, (after + 1, end)) {
            if names[index].kind != EntityKind::Person {
                note_of(text, names, index, &mut of, &mut Vec::new());
            } else if owner_name.is_none() && preposition != "with" {
                owner_name = Some(index);
            }
        }
        if topic.is_none() && matches!(preposition, "of" | "for") {
            topic = Some(common_words(text, names, covered, (after + 1, end)));
        }
        after = end;
    }
    // "shook his head": a head with an owner and no office leads nobody.
    let owned = owner_pronoun.is_some() || owner_name.is_some() || article == Article::Definite;
    if lemma == "head"
        && key == "head"
        && of.is_none()
        && topic.is_none()
        && owned
        && modifiers.is_empty()
    {
        return None;
    }
    // "the figure is higher": only a political or public figure is somebody.
    if lemma == "figure" && modifiers.is_empty() {
        return None;
    }
    // A neighbour, an ally or a rival of a country is a country, and one of a body a body.
    if matches!(
        lemma.as_str(),
        "neighbor" | "neighbour" | "ally" | "rival" | "partner" | "opponent"
    ) && of.is_some()
    {
        return None;
    }
    modifiers.reverse();
    let (office, key) = office(&key, &lemma, modifiers, topic.as_deref(), &mut noun, plural);
    if of.is_none() && owner_name.is_none() && noun.sort != Sort::Group {
        // "chief of the fleet": a body without a name is a body all the same.
        of = topic
            .filter(|topic| !topic.is_empty() && !office.contains(topic.as_str()))
            // Of "the head of the mining portfolio" it has become part of the office.
            .filter(|topic| !topic.contains("portfolio"))
            .map(|topic| (topic, false));
    }
    let (describes, before_name) = described(text, names, covered, head, (first, after), noun.sort);
    let (of, of_country) = of.map_or((None, false), |(of, known)| (Some(of), known));
    Some(RolePhrase {
        text_index: n,
        head,
        tokens: (first, after),
        office,
        key,
        noun,
        of,
        of_country,
        owner_pronoun,
        owner_noun,
        owner_name,
        article,
        plural,
        former: (first..head)
            .any(|t| matches!(text.lower[t].as_str(), "former" | "ex" | "previous" | "late")),
        describes,
        before_name,
    })
}

/// Whether a numeral and the next are one number: "two hundred", "twenty two".
fn one_number(text: &ParsedText, token: usize) -> bool {
    let magnitude =
        |lower: &str| matches!(lower, "hundred" | "thousand" | "million" | "billion" | "dozen");
    let (this, next) = (text.lower[token].as_str(), text.lower[token + 1].as_str());
    magnitude(this) || magnitude(next) || this.ends_with("ty")
}
