//! Fits linear weights for choices among options: the softmax of the options' sums is made likely
//! where it is right. A yes or no is a choice between the features and none.

use std::cell::RefCell;

use anyhow::{Context, Result};
use argmin::core::{CostFunction, Executor, Gradient, State};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;
use stemma_find::training::WEIGHTS;

/// More steps change no decision.
const STEPS: u64 = 60;

/// How many steps back the curvature is taken from.
const MEMORY: usize = 10;

/// Choices, one after the other.
#[derive(Default)]
pub(crate) struct Choices {
    features: Vec<u16>,
    /// Where the features of each option end.
    options: Vec<usize>,
    /// How right each option is; of one choice they sum to 1.
    right: Vec<f64>,
    /// Where the options of each choice end.
    ends: Vec<usize>,
}

impl Choices {
    /// Adds a choice: the features of each option, and whether it is a right one.
    pub(crate) fn add<'a>(&mut self, options: impl IntoIterator<Item = (&'a [u16], bool)>) {
        let first = self.right.len();
        for (features, right) in options {
            self.features.extend_from_slice(features);
            self.options.push(self.features.len());
            self.right.push(f64::from(right));
        }
        let sum: f64 = self.right[first..].iter().sum();
        for right in &mut self.right[first..] {
            *right /= sum;
        }
        self.ends.push(self.right.len());
    }

    /// The weights, with this cost of large ones (half their square).
    pub(crate) fn fit(self, penalty: f64) -> Result<Vec<f64>> {
        let problem = Problem { choices: self, penalty, last: RefCell::default() };
        let solver = LBFGS::new(MoreThuenteLineSearch::new(), MEMORY).with_tolerance_grad(1e-3)?;
        let done = Executor::new(problem, solver)
            .configure(|state| state.param(vec![0.0; WEIGHTS]).max_iters(STEPS))
            .run()?;
        let weights = done.state().get_best_param().context("the solver found no weights")?;
        Ok(weights.clone())
    }

    /// What the weights cost, and how that changes with each.
    fn cost(&self, weights: &[f64], penalty: f64) -> (f64, Vec<f64>) {
        let mut cost = penalty / 2.0 * weights.iter().map(|w| w * w).sum::<f64>();
        let mut gradient: Vec<f64> = weights.iter().map(|w| penalty * w).collect();
        let range = |option: usize| {
            let from = if option == 0 { 0 } else { self.options[option - 1] };
            from..self.options[option]
        };
        let mut sums = Vec::new();
        let mut from = 0;
        for &to in &self.ends {
            sums.clear();
            sums.extend((from..to).map(|option| {
                self.features[range(option)].iter().map(|&f| weights[usize::from(f)]).sum::<f64>()
            }));
            let most = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let all: f64 = sums.iter().map(|s| (s - most).exp()).sum();
            let log = most + all.ln();
            for (option, sum) in (from..to).zip(&sums) {
                let right = self.right[option];
                cost += right * (log - sum);
                let wrong = (sum - log).exp() - right;
                for &feature in &self.features[range(option)] {
                    gradient[usize::from(feature)] += wrong;
                }
            }
            from = to;
        }
        (cost, gradient)
    }
}

struct Problem {
    choices: Choices,
    penalty: f64,
    /// The last that was asked for: the solver asks for cost and gradient one after the other.
    last: RefCell<Option<Known>>,
}

/// Weights, what they cost, and how that changes with each.
type Known = (Vec<f64>, f64, Vec<f64>);

impl Problem {
    fn at<T>(&self, weights: &[f64], take: impl Fn(f64, &[f64]) -> T) -> T {
        let mut last = self.last.borrow_mut();
        if let Some((known, cost, gradient)) = last.as_ref()
            && known == weights
        {
            return take(*cost, gradient);
        }
        let (cost, gradient) = self.choices.cost(weights, self.penalty);
        let taken = take(cost, &gradient);
        *last = Some((weights.to_vec(), cost, gradient));
        taken
    }
}

impl CostFunction for Problem {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, weights: &Vec<f64>) -> Result<f64> {
        Ok(self.at(weights, |cost, _| cost))
    }
}

impl Gradient for Problem {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, weights: &Vec<f64>) -> Result<Vec<f64>> {
        Ok(self.at(weights, |_, gradient| gradient.to_vec()))
    }
}

#[cfg(test)]
mod tests {
    use super::Choices;

    #[test]
    fn what_was_right_gets_the_higher_sum() {
        let mut choices = Choices::default();
        for _ in 0..20 {
            choices.add([(&[1, 2][..], true), (&[2, 3][..], false)]);
            choices.add([(&[4][..], true), (&[][..], false)]);
        }
        let weights = choices.fit(1.0).unwrap();
        assert!(weights[1] > 0.5 && weights[3] < -0.5 && weights[4] > 0.5);
        assert!(weights[2].abs() < 1e-6 && weights[5].abs() < 1e-6);
    }
}
