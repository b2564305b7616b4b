//! A pipeline's files as values: this crate opens none itself.

use std::collections::BTreeMap;

/// The files of a spaCy pipeline folder, by their path within it (`tok2vec/model`).
#[derive(Clone, Debug, Default)]
pub struct PipelineFiles(BTreeMap<String, Vec<u8>>);

impl PipelineFiles {
    /// The content of the file of that path.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// All paths, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, Vec<u8>)> for PipelineFiles {
    fn from_iter<I: IntoIterator<Item = (String, Vec<u8>)>>(files: I) -> PipelineFiles {
        PipelineFiles(files.into_iter().collect())
    }
}
