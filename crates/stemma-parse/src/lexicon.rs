//! What the pipeline knows of a word by itself, and a bounded memory of words already met.

use hashbrown::HashMap;
use smol_str::SmolStr;

use crate::Error;
use crate::chars;
use crate::files::PipelineFiles;
use crate::hash::string_id;
use crate::thinc::{field, text, unpack};
use crate::vectors::Vectors;

/// A word's number within a [`Words`].
pub(crate) type WordId = u32;

/// A word as the models see it.
pub(crate) struct Word {
    pub(crate) text: SmolStr,
    pub(crate) lower: SmolStr,
    pub(crate) is_space: bool,
    /// The identities of the attributes, in the order of [`Attribute`].
    pub(crate) ids: [u64; 4],
    /// Its row in the table of word vectors.
    pub(crate) vector: Option<u32>,
}

/// What of a token goes into an embedding table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Attribute {
    Norm,
    Prefix,
    Suffix,
    Shape,
    /// Whether a space follows.
    Spacy,
    IsSpace,
}

impl Attribute {
    pub(crate) fn named(name: &str) -> Option<Attribute> {
        Some(match name {
            "NORM" => Attribute::Norm,
            "PREFIX" => Attribute::Prefix,
            "SUFFIX" => Attribute::Suffix,
            "SHAPE" => Attribute::Shape,
            "SPACY" => Attribute::Spacy,
            "IS_SPACE" => Attribute::IsSpace,
            _ => return None,
        })
    }

    /// The identity of the attribute of a word that a space follows or not.
    pub(crate) fn of(self, word: &Word, spacy: bool) -> u64 {
        match self {
            Attribute::Norm => word.ids[0],
            Attribute::Prefix => word.ids[1],
            Attribute::Suffix => word.ids[2],
            Attribute::Shape => word.ids[3],
            Attribute::Spacy => u64::from(spacy),
            Attribute::IsSpace => u64::from(word.is_space),
        }
    }
}

/// The norms that the model brings, by the identity of the word (`vocab/lookups.bin`).
pub(crate) struct Norms {
    by_word: HashMap<u64, SmolStr>,
}

impl Norms {
    pub(crate) fn read(files: &PipelineFiles) -> Result<Norms, Error> {
        const FILE: &str = "vocab/lookups.bin";
        let mut by_word = HashMap::new();
        if files.get(FILE).is_some_and(|bytes| !bytes.is_empty()) {
            let tables = unpack(files, FILE)?;
            if let Some(rmpv::ValueRef::Map(norms)) = field(&tables, "lexeme_norm") {
                for (word, norm) in norms {
                    let (rmpv::ValueRef::Integer(word), Some(norm)) = (word, text(norm)) else {
                        return Err(Error::malformed(FILE, "lexeme_norm is not id → text"));
                    };
                    by_word.insert(word.as_u64().unwrap_or_default(), SmolStr::new(norm));
                }
            }
        }
        Ok(Norms { by_word })
    }

    /// No norms but those in spaCy's code.
    pub(crate) fn none() -> Norms {
        Norms { by_word: HashMap::new() }
    }

    /// The norm of a word: the model's, else the one in spaCy's code, else lower case.
    fn of(&self, id: u64, word: &str, lower: &SmolStr) -> SmolStr {
        match self.by_word.get(&id) {
            Some(norm) => norm.clone(),
            None => chars::base_norm(word).map_or_else(|| lower.clone(), SmolStr::new_static),
        }
    }
}

/// Words met so far, numbered. A tokenizer exception may give a word another norm than its own;
/// it is then a word for itself.
#[derive(Default)]
pub(crate) struct Words {
    numbered: Vec<Word>,
    plain: HashMap<SmolStr, WordId>,
    normed: HashMap<(SmolStr, SmolStr), WordId>,
}

impl Words {
    pub(crate) fn get(&self, id: WordId) -> &Word {
        &self.numbered[id as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.numbered.len()
    }

    /// The number of a word, new or met before.
    pub(crate) fn id(
        &mut self,
        word: &str,
        norm: Option<&SmolStr>,
        norms: &Norms,
        vectors: &Vectors,
    ) -> WordId {
        let known = match norm {
            None => self.plain.get(word).copied(),
            Some(norm) => self.normed.get(&(SmolStr::new(word), norm.clone())).copied(),
        };
        if let Some(id) = known {
            return id;
        }
        let text = SmolStr::new(word);
        let lower = SmolStr::from(word.to_lowercase());
        let word_id = string_id(word);
        let own_norm = norm.cloned().unwrap_or_else(|| norms.of(word_id, word, &lower));
        let id = self.numbered.len() as WordId;
        self.numbered.push(Word {
            text: text.clone(),
            lower,
            is_space: !word.is_empty() && word.chars().all(chars::is_space),
            ids: [
                string_id(&own_norm),
                string_id(chars::prefix(word)),
                string_id(chars::suffix(word)),
                string_id(&chars::shape(word)),
            ],
            vector: vectors.row(word_id),
        });
        match norm {
            None => self.plain.insert(text, id),
            Some(norm) => self.normed.insert((text, norm.clone()), id),
        };
        id
    }
}
