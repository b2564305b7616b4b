//! Morphological features, as far as the lemmatizer asks for them.

use smol_str::SmolStr;

/// A set of features (`Number=Sing|Person=3`), sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Morphology {
    features: Vec<(SmolStr, SmolStr)>,
}

impl Morphology {
    /// From Universal Dependencies' notation; `_` is none.
    pub(crate) fn read(features: &str) -> Morphology {
        let mut features: Vec<_> = features
            .split('|')
            .filter_map(|feature| feature.split_once('='))
            .map(|(name, value)| (SmolStr::new(name), SmolStr::new(value)))
            .collect();
        features.sort();
        Morphology { features }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.features.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }
}
