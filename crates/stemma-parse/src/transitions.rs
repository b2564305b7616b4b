//! What the parser and the name recogniser share: actions, and the network that scores them from
//! a few tokens of a state (`spacy.TransitionBasedParser.v2`, greedy).

use pulp::{Arch, NullaryFnOnce};
use serde_json::Value;
use smol_str::SmolStr;

use crate::Error;
use crate::files::PipelineFiles;
use crate::matrix::{Linear, add, by_piece, greater, multiply};
use crate::thinc::{Layers, field, text, unpack};

/// An action of a transition system: what to do (its number in spaCy) and with which label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Action {
    pub(crate) kind: u8,
    pub(crate) label: SmolStr,
}

/// Reads a component's actions in the order of the model's outputs.
///
/// They are sorted by kind, then by frequency and label, descending; labels that were added to a
/// trained model have negative frequencies and come last.
pub(crate) fn read_actions(files: &PipelineFiles, file: &str) -> Result<Vec<Action>, Error> {
    let bad = || Error::malformed(file, "no table of actions");
    let value = unpack(files, file)?;
    let moves = field(&value, "moves").and_then(text).ok_or_else(bad)?;
    let moves: Value = serde_json::from_str(moves).map_err(|_| bad())?;
    let mut actions: Vec<Action> = Vec::new();
    let mut added: Vec<(i64, &str, u8)> = Vec::new();
    let mut kinds: Vec<_> = moves.as_object().ok_or_else(bad)?.iter().collect();
    // spaCy sorts the kinds as text.
    kinds.sort_unstable_by_key(|&(kind, _)| kind);
    for (kind, labels) in kinds {
        let kind: u8 = kind.parse().map_err(|_| bad())?;
        let mut sorted = Vec::new();
        for (label, frequency) in labels.as_object().ok_or_else(bad)? {
            sorted.push((frequency.as_i64().ok_or_else(bad)?, label.as_str()));
        }
        sorted.sort_unstable_by(|a, b| b.cmp(a));
        for (frequency, label) in sorted {
            if frequency < 0 {
                added.push((frequency, label, kind));
            } else {
                actions.push(Action { kind, label: SmolStr::new(label) });
            }
        }
    }
    added.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then(a.2.cmp(&b.2)));
    for (_, label, kind) in added {
        let action = Action { kind, label: SmolStr::new(label) };
        if !actions.contains(&action) {
            actions.push(action);
        }
    }
    Ok(actions)
}

/// The network that scores actions.
pub(crate) struct Scorer {
    /// From token vectors to the hidden width.
    narrow: Linear,
    features: usize,
    hidden: usize,
    pieces: usize,
    /// For each feature, piece and hidden unit a row over the narrowed token vector.
    lower: Vec<f32>,
    /// What stands for a token that is not there.
    padding: Vec<f32>,
    bias: Vec<f32>,
    actions: usize,
    /// A row of all actions for each hidden unit.
    upper: Vec<f32>,
    upper_bias: Vec<f32>,
}

/// What each token adds to a state's hidden layer in each of the places it may take.
#[derive(Default)]
pub(crate) struct Precomputed {
    narrow: Vec<f32>,
    rows: Vec<f32>,
    hidden: Vec<f32>,
    pub(crate) scores: Vec<f32>,
}

impl Precomputed {
    /// How many numbers the largest of the buffers holds.
    pub(crate) fn size(&self) -> usize {
        self.rows.capacity()
    }
}

impl Scorer {
    pub(crate) fn read(
        layers: &Layers,
        features: usize,
        actions: usize,
        width: usize,
    ) -> Result<Scorer, Error> {
        let (_, lower) = layers.reference("lower")?;
        let (upper_index, upper) = layers.reference("upper")?;
        layers.check(upper.name == "linear", "a parser without an upper layer")?;
        let narrow = layers.named("linear").into_iter().find(|&(at, _)| at != upper_index);
        let narrow = narrow.ok_or_else(|| {
            Error::unsupported(layers.file(), "no layer between token vectors and states")
        })?;
        let narrow = Linear::read(layers, narrow.1)?;
        let (weights, bias) = (layers.param(lower, "W", 4)?, layers.param(lower, "b", 2)?);
        let padding = layers.param(lower, "pad", 4)?;
        let [nf, hidden, pieces, inputs] = [0, 1, 2, 3].map(|axis| weights.shape[axis]);
        let (out, out_bias) = (layers.param(upper, "W", 2)?, layers.param(upper, "b", 1)?);
        let sound = nf == features
            && inputs == narrow.outputs
            && narrow.inputs == width
            && bias.shape == [hidden, pieces]
            && padding.shape == [1, features, hidden, pieces]
            && out.shape == [actions, hidden]
            && out_bias.shape == [actions]
            && pieces > 0;
        layers.check(sound, "the states' layers do not fit features, actions or token vectors")?;
        let mut upper = vec![0.0; hidden * actions];
        for action in 0..actions {
            for unit in 0..hidden {
                upper[unit * actions + action] = out.data[action * hidden + unit];
            }
        }
        Ok(Scorer {
            narrow,
            features,
            hidden,
            pieces,
            lower: by_piece(&weights.data, features, hidden, pieces, inputs),
            padding: by_piece(&padding.data, features, hidden, pieces, 1),
            bias: by_piece(&bias.data, 1, hidden, pieces, 1),
            actions,
            upper,
            upper_bias: out_bias.data.clone(),
        })
    }

    fn across(&self) -> usize {
        self.hidden * self.pieces
    }

    /// Multiplications a token that so many actions are taken for.
    pub(crate) fn multiplications(&self, steps: usize) -> usize {
        self.narrow.inputs * self.narrow.outputs + self.lower.len() + steps * self.upper.len()
    }

    /// Computes what `count` tokens add to states.
    pub(crate) fn precompute(&self, vectors: &[f32], count: usize, cached: &mut Precomputed) {
        self.narrow.apply(vectors, count, &mut cached.narrow);
        let (inputs, outputs) = (self.narrow.outputs, self.features * self.across());
        cached.rows.resize(count * outputs, 0.0);
        multiply(&cached.narrow, (count, inputs, inputs), &self.lower, outputs, &mut cached.rows);
        cached.hidden.resize(self.across(), 0.0);
        cached.scores.resize(self.actions, 0.0);
    }

    /// Scores all actions for a state with these tokens, rows of what was precomputed.
    pub(crate) fn score(&self, tokens: &[Option<usize>], cached: &mut Precomputed) {
        Arch::new().dispatch(Score { scorer: self, tokens, cached });
    }
}

/// The scoring of one state, compiled for each kind of processor (see `matrix`).
struct Score<'a> {
    scorer: &'a Scorer,
    tokens: &'a [Option<usize>],
    cached: &'a mut Precomputed,
}

impl NullaryFnOnce for Score<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let scorer = self.scorer;
        let across = scorer.across();
        let Precomputed { rows, hidden, scores, .. } = self.cached;
        hidden.fill(0.0);
        for (feature, token) in self.tokens.iter().enumerate() {
            let row = match token {
                Some(token) => &rows[(token * scorer.features + feature) * across..][..across],
                None => &scorer.padding[feature * across..][..across],
            };
            add(hidden, row);
        }
        add(hidden, &scorer.bias);
        let (best, others) = hidden.split_at_mut(scorer.hidden);
        for other in others.chunks_exact(scorer.hidden) {
            greater(best, other);
        }
        scores.fill(0.0);
        for (&unit, weights) in best.iter().zip(scorer.upper.chunks_exact(scorer.actions)) {
            for (score, &weight) in scores.iter_mut().zip(weights) {
                *score = unit.mul_add(weight, *score);
            }
        }
        add(scores, &scorer.upper_bias);
    }
}

/// The best of the actions that may be taken; the first of equals.
pub(crate) fn best(scores: &[f32], may: impl Fn(usize) -> bool) -> Option<usize> {
    let mut best: Option<(usize, f32)> = None;
    for (action, &score) in scores.iter().enumerate() {
        if best.is_none_or(|(_, top)| score > top) && may(action) {
            best = Some((action, score));
        }
    }
    best.map(|(action, _)| action)
}
