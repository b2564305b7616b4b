//! spaCy's two hashes: of strings (the identity of every word, label and table key), and of those
//! 64-bit identities into rows of an embedding table.

/// The identity of a string in a spaCy vocabulary: 0 for the empty one, a small number for the
/// names of spaCy's own symbols (also where they occur as words), else a hash.
pub(crate) fn string_id(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    symbol(text).unwrap_or_else(|| murmur_64a(text.as_bytes(), 1))
}

/// `MurmurHash64A` (Austin Appleby, public domain), as spaCy's `StringStore` uses it.
fn murmur_64a(bytes: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const R: u32 = 47;
    let mut hash = seed ^ (bytes.len() as u64).wrapping_mul(M);
    let mut blocks = bytes.chunks_exact(8);
    for block in &mut blocks {
        let mut k = u64::from_le_bytes(block.try_into().expect("blocks are 8 bytes"));
        k = k.wrapping_mul(M);
        k ^= k >> R;
        k = k.wrapping_mul(M);
        hash ^= k;
        hash = hash.wrapping_mul(M);
    }
    let tail = blocks.remainder();
    if !tail.is_empty() {
        let mut last = [0; 8];
        last[..tail.len()].copy_from_slice(tail);
        hash ^= u64::from_le_bytes(last);
        hash = hash.wrapping_mul(M);
    }
    hash ^= hash >> R;
    hash = hash.wrapping_mul(M);
    hash ^ (hash >> R)
}

/// The four numbers that thinc's `HashEmbed` makes of an identity.
///
/// thinc calls it `MurmurHash3_x86_128_uint64`; what it does is the `x64_128` mix of one 8-byte
/// block with the length folded in early, which is no published variant: taken from
/// `thinc/backends/numpy_ops.pyx`.
pub(crate) fn embedding_keys(id: u64, seed: u32) -> [u32; 4] {
    let finish = |mut h: u64| {
        h ^= h >> 33;
        h = h.wrapping_mul(0xff51_afd7_ed55_8ccd);
        h ^= h >> 33;
        h = h.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        h ^ (h >> 33)
    };
    let seed = u64::from(seed);
    let mut h1 = id.wrapping_mul(0x87c3_7b91_1142_53d5);
    h1 = h1.rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    h1 ^= seed ^ 8;
    let mut h2 = seed ^ 8;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 = finish(h1);
    h2 = finish(h2);
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

/// Symbols 1–18, attribute flags.
const FLAGS: [&str; 18] = [
    "IS_ALPHA",
    "IS_ASCII",
    "IS_DIGIT",
    "IS_LOWER",
    "IS_PUNCT",
    "IS_SPACE",
    "IS_TITLE",
    "IS_UPPER",
    "LIKE_URL",
    "LIKE_NUM",
    "LIKE_EMAIL",
    "IS_STOP",
    "IS_OOV_DEPRECATED",
    "IS_BRACKET",
    "IS_QUOTE",
    "IS_LEFT_PUNCT",
    "IS_RIGHT_PUNCT",
    "IS_CURRENCY",
];

/// Symbols 64–103, attributes and parts of speech.
const ATTRIBUTES: [&str; 40] = [
    "ID",
    "ORTH",
    "LOWER",
    "NORM",
    "SHAPE",
    "PREFIX",
    "SUFFIX",
    "LENGTH",
    "CLUSTER",
    "LEMMA",
    "POS",
    "TAG",
    "DEP",
    "ENT_IOB",
    "ENT_TYPE",
    "HEAD",
    "SENT_START",
    "SPACY",
    "PROB",
    "LANG",
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CONJ",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
    "EOL",
    "SPACE",
];

/// Symbols 380–456, entity types, relations and late additions.
const LABELS: [&str; 77] = [
    "PERSON",
    "NORP",
    "FACILITY",
    "ORG",
    "GPE",
    "LOC",
    "PRODUCT",
    "EVENT",
    "WORK_OF_ART",
    "LANGUAGE",
    "LAW",
    "DATE",
    "TIME",
    "PERCENT",
    "MONEY",
    "QUANTITY",
    "ORDINAL",
    "CARDINAL",
    "acomp",
    "advcl",
    "advmod",
    "agent",
    "amod",
    "appos",
    "attr",
    "aux",
    "auxpass",
    "cc",
    "ccomp",
    "complm",
    "conj",
    "cop",
    "csubj",
    "csubjpass",
    "dep",
    "det",
    "dobj",
    "expl",
    "hmod",
    "hyph",
    "infmod",
    "intj",
    "iobj",
    "mark",
    "meta",
    "neg",
    "nmod",
    "nn",
    "npadvmod",
    "nsubj",
    "nsubjpass",
    "num",
    "number",
    "oprd",
    "obj",
    "obl",
    "parataxis",
    "partmod",
    "pcomp",
    "pobj",
    "poss",
    "possessive",
    "preconj",
    "prep",
    "prt",
    "punct",
    "quantmod",
    "relcl",
    "rcmod",
    "root",
    "xcomp",
    "acl",
    "ENT_KB_ID",
    "MORPH",
    "ENT_ID",
    "IDX",
    "_",
];

/// The number of one of spaCy's symbols (`spacy/symbols.pyx`), if the string is one.
fn symbol(text: &str) -> Option<u64> {
    if text.len() > 17 || !text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        return None;
    }
    let position = |names: &[&str], first: u64| {
        names.iter().position(|&name| name == text).map(|n| first + n as u64)
    };
    let numbered = |name: &str, digits: usize, range: std::ops::RangeInclusive<u64>, first: u64| {
        let number = text.strip_prefix(name).filter(|rest| rest.len() == digits)?;
        let number = number.parse().ok().filter(|n| range.contains(n))?;
        Some(first + number)
    };
    position(&FLAGS, 1)
        .or_else(|| position(&ATTRIBUTES, 64))
        .or_else(|| position(&LABELS, 380))
        .or_else(|| numbered("FLAG", 2, 19..=63, 0))
        .or_else(|| numbered("DEPRECATED", 3, 1..=276, 103))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values printed by spaCy 3.8: `nlp.vocab.strings[text]`.
    #[test]
    fn identities_are_spacys() {
        let cases = [
            ("", 0),
            ("IS_ALPHA", 1),
            ("FLAG19", 19),
            ("SPACE", 103),
            ("DEPRECATED001", 104),
            ("DEPRECATED276", 379),
            ("PERSON", 380),
            ("punct", 445),
            ("_", 456),
            ("verb", 6_360_137_228_241_296_794),
            ("noun", 16_833_663_260_455_505_849),
            ("adv", 10_054_248_821_341_768_113),
            ("adj", 12_401_032_943_472_870_168),
        ];
        for (text, id) in cases {
            assert_eq!(string_id(text), id, "{text}");
        }
    }
}
