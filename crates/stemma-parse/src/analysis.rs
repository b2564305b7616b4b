//! Tag, part of speech, relation and lemma of each token: what the tagger and the parser say, as
//! the attribute ruler corrects it and the lemmatizer completes it.

use hashbrown::HashMap;
use smol_str::SmolStr;

use crate::lemmatizer::Lemmatizer;
use crate::lexicon::{Word, WordId, Words};
use crate::morphology::Morphology;
use crate::ruler::{Ruler, Seen, Setting};

/// The ruler and the lemmatizer.
#[derive(Default)]
pub(crate) struct Morphosyntax {
    pub(crate) ruler: Ruler,
    pub(crate) lemmatizer: Option<Lemmatizer>,
}

/// What is said of a token in the end.
#[derive(Clone, Debug)]
pub(crate) struct Analysis {
    pub(crate) tag: SmolStr,
    pub(crate) pos: SmolStr,
    pub(crate) dep: SmolStr,
    pub(crate) lemma: SmolStr,
}

/// A word with the tag and the relation that the models gave it.
pub(crate) type Given<'t> = (WordId, u16, Option<&'t SmolStr>);

/// Analyses already made; all but those with patterns over several tokens depend on nothing else.
#[derive(Default)]
pub(crate) struct Analyses {
    by_token: HashMap<(WordId, u16, SmolStr), u32>,
    known: Vec<Known>,
}

struct Known {
    analysis: Analysis,
    /// The rules of one token that hold.
    rules: Vec<u32>,
    /// The steps of rules over several tokens that hold.
    steps: Vec<u32>,
}

impl Morphosyntax {
    /// Analyses the tokens of a document.
    pub(crate) fn analyse(
        &self,
        tokens: &[Given<'_>],
        tags: &[SmolStr],
        words: &Words,
        analyses: &mut Analyses,
    ) -> Vec<Analysis> {
        let numbers: Vec<u32> =
            tokens.iter().map(|&token| self.known(token, tags, words, analyses)).collect();
        let known = |token: usize| &analyses.known[numbers[token] as usize];
        let mut found: Vec<Analysis> =
            (0..tokens.len()).map(|token| known(token).analysis.clone()).collect();
        let steps: Vec<&[u32]> =
            (0..tokens.len()).map(|token| known(token).steps.as_slice()).collect();
        let several = self.ruler.several(&steps);
        for group in several.chunk_by(|a, b| a.0 == b.0) {
            let token = group[0].0;
            let mut rules = known(token).rules.clone();
            rules.extend(group.iter().map(|&(_, rule)| rule));
            rules.sort_unstable();
            found[token] = self.settle(&given(tokens[token], tags, words), &rules);
        }
        found
    }

    /// The number of a token's analysis by itself, made now or before.
    fn known(
        &self,
        token: Given<'_>,
        tags: &[SmolStr],
        words: &Words,
        analyses: &mut Analyses,
    ) -> u32 {
        let key = (token.0, token.1, token.2.cloned().unwrap_or_default());
        if let Some(&number) = analyses.by_token.get(&key) {
            return number;
        }
        let token = given(token, tags, words);
        let rules = self.ruler.single(token.seen());
        let known = Known {
            analysis: self.settle(&token, &rules),
            steps: self.ruler.steps(token.seen()),
            rules,
        };
        let number = analyses.known.len() as u32;
        analyses.known.push(known);
        analyses.by_token.insert(key, number);
        number
    }

    /// What rules, applied in order, and then the lemmatizer make of a token.
    fn settle(&self, token: &Spoken<'_>, rules: &[u32]) -> Analysis {
        let mut pos = SmolStr::default();
        let (mut tag, mut dep) = (token.tag.clone(), token.dep.clone());
        let (mut lemma, mut morphology) = (None, Morphology::default());
        for &rule in rules {
            let Setting { tag: new_tag, pos: new_pos, dep: new_dep, lemma: new_lemma, morph } =
                self.ruler.setting(rule).clone();
            tag = new_tag.unwrap_or(tag);
            pos = new_pos.unwrap_or(pos);
            dep = new_dep.unwrap_or(dep);
            lemma = new_lemma.or(lemma);
            morphology = morph.unwrap_or(morphology);
        }
        let text = &token.word.text;
        let lemma = lemma.filter(|lemma| !lemma.is_empty()).unwrap_or_else(|| {
            let lemmatizer = self.lemmatizer.as_ref();
            lemmatizer.map_or_else(|| text.clone(), |l| l.lemma(text, &pos, &morphology))
        });
        Analysis { tag, pos, dep, lemma }
    }
}

/// A token with the texts that the numbers of [`Given`] stand for.
struct Spoken<'t> {
    word: &'t Word,
    tag: SmolStr,
    dep: SmolStr,
}

impl Spoken<'_> {
    fn seen(&self) -> Seen<'_> {
        Seen {
            tag: &self.tag,
            dep: &self.dep,
            lower: &self.word.lower,
            orth: &self.word.text,
            is_space: self.word.is_space,
        }
    }
}

fn given<'t>((word, tag, dep): Given<'_>, tags: &[SmolStr], words: &'t Words) -> Spoken<'t> {
    Spoken {
        word: words.get(word),
        tag: tags.get(usize::from(tag)).cloned().unwrap_or_default(),
        dep: dep.cloned().unwrap_or_default(),
    }
}
