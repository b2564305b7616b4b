//! The name recogniser: begin, in, last, unit, out (`spacy/pipeline/_parser_internals/ner.pyx`).

use smol_str::SmolStr;

use crate::Error;
use crate::files::PipelineFiles;
use crate::thinc::Layers;
use crate::tok2vec::Tok2Vec;
use crate::transitions::{Action, Precomputed, Scorer, best, read_actions};
use crate::vectors::Vectors;

const BEGIN: u8 = 1;
const IN: u8 = 2;
const LAST: u8 = 3;
const UNIT: u8 = 4;
const OUT: u8 = 5;

/// The tokens that a state is scored by: this one, the first of the open name, the one before.
const FEATURES: usize = 3;

/// The name recogniser, with a token-to-vector network of its own or the shared one's vectors.
pub(crate) struct Recogniser {
    actions: Vec<Action>,
    scorer: Scorer,
    pub(crate) own: Option<Tok2Vec>,
}

/// A name: first token, the one after the last, label.
pub(crate) type Name = (usize, usize, SmolStr);

impl Recogniser {
    pub(crate) fn read(
        files: &PipelineFiles,
        folder: &str,
        shared: Option<usize>,
        vectors: &Vectors,
    ) -> Result<Recogniser, Error> {
        let file = format!("{folder}/moves");
        let mut actions = read_actions(files, &file)?;
        actions.retain(|a| a.kind != 0 && (a.kind != OUT || a.label.is_empty()));
        if actions.iter().any(|action| action.kind > OUT) {
            return Err(Error::unsupported(&file, "an action of unknown kind"));
        }
        let layers = Layers::read(files, &format!("{folder}/model"))?;
        let listens = !layers.named("tok2vec-listener").is_empty();
        let own = if listens { None } else { Some(Tok2Vec::read(&layers, vectors)?) };
        let width = own.as_ref().map(Tok2Vec::width).or(shared).ok_or_else(|| {
            Error::unsupported(layers.file(), "it listens to a network that is not there")
        })?;
        let scorer = Scorer::read(&layers, FEATURES, actions.len(), width)?;
        Ok(Recogniser { actions, scorer, own })
    }

    /// Multiplications a token that so many actions are taken for.
    pub(crate) fn multiplications(&self, steps: usize) -> usize {
        self.scorer.multiplications(steps)
    }

    pub(crate) fn precompute(&self, vectors: &[f32], count: usize, cached: &mut Precomputed) {
        self.scorer.precompute(vectors, count, cached);
    }

    /// The names of a document of `length` tokens whose precomputed rows start at `first`; `starts`
    /// says where sentences start.
    pub(crate) fn find(
        &self,
        length: usize,
        first: usize,
        starts: &dyn Fn(usize) -> bool,
        is_space: &dyn Fn(usize) -> bool,
        cached: &mut Precomputed,
    ) -> Vec<Name> {
        let mut names = Vec::new();
        let mut open: Option<(usize, &SmolStr)> = None;
        for token in 0..length {
            let before = open.map(|_| token.wrapping_sub(1)).filter(|_| token > 0);
            let features = [Some(token), open.map(|(start, _)| start), before];
            self.scorer.score(&features.map(|t| t.map(|t| first + t)), cached);
            let last = token + 1 == length;
            let breaks = !last && starts(token + 1);
            let space = is_space(token);
            let choice = best(&cached.scores, |action| {
                let Action { kind, label } = &self.actions[action];
                match (*kind, open) {
                    (OUT, None) => true,
                    (BEGIN, None) => !last && !label.is_empty() && !breaks && !space,
                    (UNIT, None) => !label.is_empty() && !space,
                    (IN, Some((_, of))) => !last && !label.is_empty() && of == label && !breaks,
                    (LAST, Some((_, of))) => !label.is_empty() && of == label,
                    _ => false,
                }
            });
            let Some(choice) = choice else { break };
            let Action { kind, label } = &self.actions[choice];
            match *kind {
                BEGIN => open = Some((token, label)),
                LAST => {
                    if let Some((start, label)) = open.take() {
                        names.push((start, token + 1, label.clone()));
                    }
                }
                UNIT => names.push((token, token + 1, label.clone())),
                _ => {}
            }
        }
        names
    }
}
