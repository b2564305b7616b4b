//! The attribute ruler: patterns over tokens that set part of speech, morphology, lemma and more
//! (`spacy/pipeline/attributeruler.py`).

use regex::Regex;
use rmpv::ValueRef;
use smol_str::SmolStr;

use crate::Error;
use crate::files::PipelineFiles;
use crate::morphology::Morphology;
use crate::thinc::{field, text, unpack};

/// What a rule sets; what it does not mention stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Setting {
    pub(crate) tag: Option<SmolStr>,
    pub(crate) pos: Option<SmolStr>,
    pub(crate) dep: Option<SmolStr>,
    pub(crate) lemma: Option<SmolStr>,
    pub(crate) morph: Option<Morphology>,
}

/// The rules, in order: a later one outranks an earlier one.
#[derive(Default)]
pub(crate) struct Ruler {
    rules: Vec<Rule>,
    /// Conditions of all patterns that span several tokens, one after another.
    steps: Vec<TokenTest>,
}

struct Rule {
    patterns: Vec<Pattern>,
    /// Which token of a match is set; from the end where negative.
    index: i64,
    setting: Setting,
}

enum Pattern {
    One(TokenTest),
    /// Its tests in [`Ruler::steps`].
    Many {
        first: usize,
        count: usize,
    },
}

/// What a pattern asks of one token.
#[derive(Default)]
struct TokenTest {
    tag: Vec<TextTest>,
    dep: Vec<TextTest>,
    lower: Vec<TextTest>,
    orth: Vec<TextTest>,
    is_space: Option<bool>,
}

enum TextTest {
    Is(SmolStr),
    In(Vec<SmolStr>),
    NotIn(Vec<SmolStr>),
    Matches(Regex),
}

/// A token as the rules see it.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'t> {
    pub(crate) tag: &'t str,
    pub(crate) dep: &'t str,
    pub(crate) lower: &'t str,
    pub(crate) orth: &'t str,
    pub(crate) is_space: bool,
}

impl Ruler {
    pub(crate) fn read(files: &PipelineFiles, folder: &str) -> Result<Ruler, Error> {
        let file = format!("{folder}/patterns");
        let bad = |what: &str| Error::malformed(&file, what);
        let ValueRef::Array(entries) = unpack(files, &file)? else {
            return Err(bad("no list of rules"));
        };
        let mut ruler = Ruler::default();
        for entry in &entries {
            let Some(ValueRef::Array(patterns)) = field(entry, "patterns") else {
                return Err(bad("a rule without patterns"));
            };
            let mut rule = Rule {
                patterns: Vec::new(),
                index: field(entry, "index").and_then(whole).unwrap_or(0),
                setting: setting(field(entry, "attrs").ok_or_else(|| bad("a rule sets nothing"))?)
                    .map_err(|what| Error::unsupported(&file, what))?,
            };
            for pattern in patterns {
                let ValueRef::Array(tokens) = pattern else {
                    return Err(bad("a pattern is no list of tokens"));
                };
                let mut tests = tokens
                    .iter()
                    .map(TokenTest::read)
                    .collect::<Result<Vec<_>, _>>()
                    .map_err(|what| Error::unsupported(&file, what))?;
                let (first, count) = (ruler.steps.len(), tests.len());
                if count == 1 {
                    rule.patterns.extend(tests.pop().map(Pattern::One));
                } else {
                    ruler.steps.append(&mut tests);
                    rule.patterns.push(Pattern::Many { first, count });
                }
            }
            ruler.rules.push(rule);
        }
        Ok(ruler)
    }

    /// The rules of one token that hold for a token, by their numbers, in order.
    pub(crate) fn single(&self, token: Seen<'_>) -> Vec<u32> {
        let holds = |rule: &Rule| {
            rule.patterns.iter().any(|p| matches!(p, Pattern::One(test) if test.holds(token)))
        };
        let numbered = self.rules.iter().enumerate();
        numbered.filter(|(_, rule)| holds(rule)).map(|(number, _)| number as u32).collect()
    }

    /// The steps of patterns over several tokens that hold for a token.
    pub(crate) fn steps(&self, token: Seen<'_>) -> Vec<u32> {
        let numbered = self.steps.iter().enumerate();
        numbered.filter(|(_, step)| step.holds(token)).map(|(number, _)| number as u32).collect()
    }

    /// Where patterns over several tokens hold, given the steps that hold for each token: rule and
    /// token that it sets, sorted.
    pub(crate) fn several(&self, steps: &[&[u32]]) -> Vec<(usize, u32)> {
        let mut found = Vec::new();
        for (start, here) in steps.iter().enumerate() {
            if here.is_empty() {
                continue;
            }
            for (number, rule) in self.rules.iter().enumerate() {
                for pattern in &rule.patterns {
                    let &Pattern::Many { first, count } = pattern else {
                        continue;
                    };
                    let holds = steps.get(start..start + count).is_some_and(|window| {
                        (first..).zip(window).all(|(step, held)| held.contains(&(step as u32)))
                    });
                    if holds && let Some(token) = rule.target(start, count) {
                        found.push((token, number as u32));
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    pub(crate) fn setting(&self, rule: u32) -> &Setting {
        &self.rules[rule as usize].setting
    }
}

impl Rule {
    fn target(&self, start: usize, count: usize) -> Option<usize> {
        let index = if self.index < 0 {
            count.checked_sub(usize::try_from(self.index.unsigned_abs()).ok()?)
        } else {
            usize::try_from(self.index).ok()
        };
        index.filter(|&index| index < count).map(|index| start + index)
    }
}

impl TokenTest {
    fn read(value: &ValueRef<'_>) -> Result<TokenTest, String> {
        let ValueRef::Map(attributes) = value else {
            return Err("a pattern's token is no table".to_owned());
        };
        let mut test = TokenTest::default();
        for (key, value) in attributes {
            let key = text(key).unwrap_or_default().to_ascii_uppercase();
            match key.as_str() {
                "TAG" => test.tag = text_tests(value)?,
                "DEP" => test.dep = text_tests(value)?,
                "LOWER" => test.lower = text_tests(value)?,
                "ORTH" | "TEXT" => test.orth = text_tests(value)?,
                "IS_SPACE" => test.is_space = Some(matches!(value, ValueRef::Boolean(true))),
                _ => return Err(format!("a pattern asks for {key:?}")),
            }
        }
        Ok(test)
    }

    fn holds(&self, token: Seen<'_>) -> bool {
        let all = |tests: &[TextTest], text: &str| tests.iter().all(|test| test.holds(text));
        self.is_space.is_none_or(|is_space| is_space == token.is_space)
            && all(&self.tag, token.tag)
            && all(&self.dep, token.dep)
            && all(&self.lower, token.lower)
            && all(&self.orth, token.orth)
    }
}

impl TextTest {
    fn holds(&self, text: &str) -> bool {
        match self {
            TextTest::Is(one) => one == text,
            TextTest::In(some) => some.iter().any(|one| one == text),
            TextTest::NotIn(some) => some.iter().all(|one| one != text),
            TextTest::Matches(regex) => regex.is_match(text),
        }
    }
}

fn text_tests(value: &ValueRef<'_>) -> Result<Vec<TextTest>, String> {
    if let Some(text) = text(value) {
        return Ok(vec![TextTest::Is(SmolStr::new(text))]);
    }
    let ValueRef::Map(predicates) = value else {
        return Err("a pattern compares text with something else".to_owned());
    };
    let texts = |value: &ValueRef<'_>| match value {
        ValueRef::Array(items) => items.iter().map(|item| text(item).map(SmolStr::new)).collect(),
        _ => None,
    };
    let mut found = Vec::new();
    for (key, value) in predicates {
        let key = text(key).unwrap_or_default();
        let wrong = || format!("a pattern's {key:?} is not understood");
        found.push(match key {
            "IN" => TextTest::In(texts(value).ok_or_else(wrong)?),
            "NOT_IN" => TextTest::NotIn(texts(value).ok_or_else(wrong)?),
            "REGEX" => {
                let pattern = text(value).ok_or_else(wrong)?;
                TextTest::Matches(Regex::new(pattern).map_err(|fault| fault.to_string())?)
            }
            _ => return Err(wrong()),
        });
    }
    Ok(found)
}

fn setting(attrs: &ValueRef<'_>) -> Result<Setting, String> {
    let ValueRef::Map(attrs) = attrs else {
        return Err("a rule sets no table".to_owned());
    };
    let mut setting = Setting::default();
    for (key, value) in attrs {
        let key = text(key).unwrap_or_default().to_ascii_uppercase();
        let value = text(value).ok_or_else(|| format!("a rule sets {key:?} to no text"))?;
        let word = Some(SmolStr::new(value));
        match key.as_str() {
            "TAG" => setting.tag = word,
            "POS" => setting.pos = word,
            "DEP" => setting.dep = word,
            "LEMMA" => setting.lemma = word,
            "MORPH" => setting.morph = Some(Morphology::read(value)),
            _ => return Err(format!("a rule sets {key:?}")),
        }
    }
    Ok(setting)
}

fn whole(value: &ValueRef<'_>) -> Option<i64> {
    match value {
        ValueRef::Integer(number) => number.as_i64(),
        _ => None,
    }
}
