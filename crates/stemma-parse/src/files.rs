//! The files of a pipeline folder.

use std::collections::BTreeMap;

use crate::Error;

/// The files of a spaCy pipeline folder (the one with `config.cfg` and `meta.json`): path within
/// the folder, with `/` between names, and bytes.
#[derive(Clone, Debug, Default)]
pub struct PipelineFiles {
    files: BTreeMap<String, Vec<u8>>,
}

impl PipelineFiles {
    /// Files by their path within the pipeline folder.
    pub fn new(files: BTreeMap<String, Vec<u8>>) -> PipelineFiles {
        PipelineFiles { files }
    }

    /// The bytes of a file, if the folder has it.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// The paths, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    pub(crate) fn need(&self, path: &str) -> Result<&[u8], Error> {
        self.get(path).ok_or_else(|| Error::missing(path))
    }

    pub(crate) fn need_text(&self, path: &str) -> Result<&str, Error> {
        std::str::from_utf8(self.need(path)?).map_err(|fault| Error::malformed(path, fault))
    }
}

impl FromIterator<(String, Vec<u8>)> for PipelineFiles {
    fn from_iter<I: IntoIterator<Item = (String, Vec<u8>)>>(files: I) -> PipelineFiles {
        PipelineFiles::new(files.into_iter().collect())
    }
}
