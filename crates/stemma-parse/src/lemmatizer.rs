//! The lemmatizer: exceptions, then suffix rules checked against an index of base forms
//! (`spacy/pipeline/lemmatizer.py` and `spacy/lang/en/lemmatizer.py`), or a look-up table.

use hashbrown::{HashMap, HashSet};
use rmpv::ValueRef;
use smol_str::SmolStr;

use crate::Error;
use crate::chars::is_alpha;
use crate::files::PipelineFiles;
use crate::hash::string_id;
use crate::morphology::Morphology;
use crate::thinc::{field, text, unpack};

/// The lemmatizer, in one of its two modes.
pub(crate) enum Lemmatizer {
    /// English: by part of speech, in lower case.
    Rules(HashMap<SmolStr, Tables>),
    /// By the identity of the word.
    Lookup(HashMap<u64, SmolStr>),
}

/// What is known of the forms of one part of speech.
#[derive(Default)]
pub(crate) struct Tables {
    index: HashSet<SmolStr>,
    exceptions: HashMap<SmolStr, Vec<SmolStr>>,
    rules: Vec<(SmolStr, SmolStr)>,
}

/// The parts of speech whose tables are looked for, in lower case.
const PARTS: [&str; 17] = [
    "adj", "adp", "adv", "aux", "cconj", "conj", "det", "intj", "noun", "num", "part", "pron",
    "propn", "punct", "sconj", "sym", "verb",
];

impl Lemmatizer {
    pub(crate) fn read(
        files: &PipelineFiles,
        folder: &str,
        mode: &str,
    ) -> Result<Lemmatizer, Error> {
        let file = format!("{folder}/lookups/lookups.bin");
        let bad = |what: &str| Error::malformed(&file, what);
        let tables = unpack(files, &file)?;
        match mode {
            "rule" => {
                let mut parts = HashMap::new();
                for part in PARTS {
                    let own = Tables::read(&tables, part).ok_or_else(|| bad("a strange table"))?;
                    if !own.is_empty() {
                        parts.insert(SmolStr::new_static(part), own);
                    }
                }
                Ok(Lemmatizer::Rules(parts))
            }
            "lookup" => {
                let Some(ValueRef::Map(entries)) = field(&tables, "lemma_lookup") else {
                    return Err(bad("no table lemma_lookup"));
                };
                let entry = |(word, lemma): &(ValueRef<'_>, ValueRef<'_>)| {
                    Some((word.as_u64()?, SmolStr::new(text(lemma)?)))
                };
                let entries = entries.iter().map(entry).collect::<Option<_>>();
                Ok(Lemmatizer::Lookup(entries.ok_or_else(|| bad("lemma_lookup is no id → text"))?))
            }
            _ => Err(Error::unsupported("config.cfg", format!("a lemmatizer of mode {mode:?}"))),
        }
    }

    /// The lemma of a word with this part of speech (`VERB`) and morphology.
    pub(crate) fn lemma(&self, word: &str, pos: &str, morphology: &Morphology) -> SmolStr {
        let parts = match self {
            Lemmatizer::Lookup(entries) => {
                let found = entries.get(&string_id(word)).cloned();
                return found.unwrap_or_else(|| SmolStr::new(word));
            }
            Lemmatizer::Rules(parts) => parts,
        };
        let pos = pos.to_lowercase();
        let lower = SmolStr::from(word.to_lowercase());
        let base = is_base_form(&pos, morphology);
        if base || matches!(pos.as_str(), "" | "eol" | "space") {
            return lower;
        }
        match parts.get(pos.as_str()) {
            Some(tables) => tables.lemma(word, &lower),
            None if pos == "propn" => SmolStr::new(word),
            None => lower,
        }
    }
}

impl Tables {
    fn read(tables: &ValueRef<'_>, part: &str) -> Option<Tables> {
        let id = string_id(part);
        let own = |table: &str| match field(tables, table) {
            Some(ValueRef::Map(parts)) => {
                parts.iter().find(|(key, _)| key.as_u64() == Some(id)).map(|(_, value)| value)
            }
            _ => None,
        };
        let mut read = Tables::default();
        if let Some(ValueRef::Array(words)) = own("lemma_index") {
            read.index = words.iter().map(|w| text(w).map(SmolStr::new)).collect::<Option<_>>()?;
        }
        if let Some(ValueRef::Map(entries)) = own("lemma_exc") {
            for (word, lemmas) in entries {
                let ValueRef::Array(lemmas) = lemmas else {
                    return None;
                };
                let lemmas = lemmas.iter().map(|l| text(l).map(SmolStr::new));
                read.exceptions.insert(SmolStr::new(text(word)?), lemmas.collect::<Option<_>>()?);
            }
        }
        if let Some(ValueRef::Array(rules)) = own("lemma_rules") {
            for rule in rules {
                let ValueRef::Array(rule) = rule else {
                    return None;
                };
                let [old, new] = rule.as_slice() else {
                    return None;
                };
                read.rules.push((SmolStr::new(text(old)?), SmolStr::new(text(new)?)));
            }
        }
        Some(read)
    }

    fn is_empty(&self) -> bool {
        self.index.is_empty() && self.exceptions.is_empty() && self.rules.is_empty()
    }

    fn lemma(&self, word: &str, lower: &SmolStr) -> SmolStr {
        let Forms { mut forms, others } = self.known_forms(lower);
        // An exception goes to the front, unless a rule yields the same.
        for lemma in self.exceptions.get(lower).into_iter().flatten() {
            if !forms.contains(lemma) {
                forms.insert(0, lemma.clone());
            }
        }
        let first = forms.into_iter().next().or_else(|| others.into_iter().next());
        first.unwrap_or_else(|| SmolStr::new(word))
    }

    fn known_forms(&self, lower: &str) -> Forms {
        let mut found = Forms::default();
        for (old, new) in &self.rules {
            let Some(stem) = lower.strip_suffix(old.as_str()) else {
                continue;
            };
            let form = SmolStr::from(format!("{stem}{new}"));
            if form.is_empty() {
                continue;
            }
            if self.index.contains(&form) {
                found.forms.insert(0, form);
            } else if !form.chars().all(is_alpha) {
                found.forms.push(form);
            } else {
                found.others.push(form);
            }
        }
        found
    }
}

/// Forms that the rules yield: those in the index (the last first) and those that are no words of
/// letters, and apart from them the rest.
#[derive(Default)]
struct Forms {
    forms: Vec<SmolStr>,
    others: Vec<SmolStr>,
}

/// Whether an English word of this kind is its own lemma.
fn is_base_form(pos: &str, morphology: &Morphology) -> bool {
    let is = |name: &str, value: &str| morphology.get(name) == Some(value);
    (pos == "noun" && is("Number", "Sing"))
        || (pos == "verb"
            && is("VerbForm", "Fin")
            && is("Tense", "Pres")
            && morphology.get("Number").is_none())
        || is("VerbForm", "Inf")
        || is("VerbForm", "None")
        || is("Degree", "Pos")
}
