//! The card of the weights: what they decide, from what, and how well.

use std::fmt;
use std::path::Path;

use anyhow::Result;
use stemma_find::training::Examples;

/// How much there was to learn from.
#[derive(Default)]
pub(crate) struct Sizes {
    articles: usize,
    attributions: usize,
    words: usize,
    cues: usize,
    contents: usize,
    speakers: usize,
}

impl Sizes {
    /// Counts an article.
    pub(crate) fn count(&mut self, attributions: usize, examples: &Examples) {
        self.articles += 1;
        self.attributions += attributions;
        self.words += examples.cues.len();
        self.cues += examples.cues.iter().filter(|(_, yes)| *yes).count();
        self.contents += examples.contents.len();
        self.speakers += examples.speakers.len();
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Sizes { articles, attributions, words, cues, contents, speakers } = self;
        write!(
            f,
            "{articles} articles with {attributions} attributions: {words} words that may be cues, \
             of which {cues} are; {contents} contents and {speakers} speakers to choose"
        )
    }
}

/// The card, as it stands beside the weights.
pub(crate) fn card(
    sizes: &Sizes,
    table: &str,
    unseen: Option<&str>,
    folds: usize,
    data: &[&Path],
) -> Result<String> {
    let sums = data
        .iter()
        .map(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            Ok(format!("- `{name}`: SHA-256 `{}`\n", stemma_model::sha256(path)?))
        })
        .collect::<Result<String>>()?;
    Ok(TEXT
        .replace("{sizes}", &sizes.to_string())
        .replace("{folds}", &folds.to_string())
        .replace("{sums}", &sums)
        .replace("{table}", &table.replace("\n\n", "\n"))
        .replace("{unseen}", &unseen.map(others).unwrap_or_default()))
}

/// What stands of articles that were not trained on.
fn others(table: &str) -> String {
    let table = table.replace("\n\n", "\n");
    format!(
        "With the weights as they are, on the articles of the development part, which were not \
         trained on:\n\n| | precision | recall | F1 |\n| --- | ---: | ---: | ---: |\n{table}\n"
    )
}

const TEXT: &str = include_str!("card.md");
