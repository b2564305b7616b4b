//! Dense layers over many tokens at once: multiply, add the bias, take the best piece, normalise.
//!
//! Rows are tokens. Weights are rearranged when a pipeline is loaded, never while it runs.

use pulp::{Arch, NullaryFnOnce};

use crate::Error;
use crate::thinc::{Array, Layer, Layers};

/// Products with no more elements are summed in another order by the kernels. Padded to more rows,
/// a token has the same vector whether it comes alone or among others: a test checks it.
const SMALL: usize = 256;

/// `out[r] = rows[r] · weightsᵀ` for `count` rows; row `r` is `input[r * stride..][..width]`. Rows
/// may overlap: that is how a window over neighbours is read without copying it.
///
/// `weights` has a row of `width` numbers for each of the `outputs`.
pub(crate) fn multiply(
    input: &[f32],
    (count, stride, width): (usize, usize, usize),
    weights: &[f32],
    outputs: usize,
    out: &mut [f32],
) {
    if count == 0 || outputs == 0 || width == 0 {
        out.fill(0.0);
        return;
    }
    assert!((count - 1) * stride + width <= input.len(), "rows beyond the input");
    let least = SMALL / outputs + 2;
    if count < least {
        let mut padded = vec![0.0; least * width];
        for (row, to) in padded.chunks_exact_mut(width).take(count).enumerate() {
            to.copy_from_slice(&input[row * stride..][..width]);
        }
        let mut wide = vec![0.0; least * outputs];
        multiply(&padded, (least, width, width), weights, outputs, &mut wide);
        out.copy_from_slice(&wide[..count * outputs]);
        return;
    }
    assert_eq!(weights.len(), outputs * width, "weights of another shape");
    assert_eq!(out.len(), count * outputs, "output of another shape");
    let step = |n: usize| isize::try_from(n).expect("a slice's length fits");
    // SAFETY: the three assertions above bound every element that the strides reach, inputs are
    // initialised, and `out` is exclusively borrowed, so that it overlaps neither of the inputs.
    #[expect(unsafe_code, reason = "the multiplication kernels take pointers and strides")]
    unsafe {
        gemm::gemm(
            count,
            outputs,
            width,
            out.as_mut_ptr(),
            1,
            step(outputs),
            false,
            input.as_ptr(),
            1,
            step(stride),
            weights.as_ptr(),
            step(width),
            1,
            0.0,
            1.0,
            false,
            false,
            false,
            gemm::Parallelism::None,
        );
    }
}

/// `x · Wᵀ + b`.
pub(crate) struct Linear {
    pub(crate) inputs: usize,
    pub(crate) outputs: usize,
    weights: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    pub(crate) fn read(layers: &Layers, layer: &Layer) -> Result<Linear, Error> {
        let (weights, bias) = (layers.param(layer, "W", 2)?, layers.param(layer, "b", 1)?);
        let (outputs, inputs) = (weights.shape[0], weights.shape[1]);
        layers.check(bias.shape[0] == outputs, "a linear layer's bias has another width")?;
        Ok(Linear { inputs, outputs, weights: weights.data.clone(), bias: bias.data.clone() })
    }

    /// Without bias.
    pub(crate) fn projection(weights: &Array) -> Linear {
        let (outputs, inputs) = (weights.shape[0], weights.shape[1]);
        Linear { inputs, outputs, weights: weights.data.clone(), bias: vec![0.0; outputs] }
    }

    pub(crate) fn apply(&self, input: &[f32], count: usize, out: &mut Vec<f32>) {
        out.resize(count * self.outputs, 0.0);
        multiply(input, (count, self.inputs, self.inputs), &self.weights, self.outputs, out);
        Arch::new().dispatch(AddBias { rows: out, bias: &self.bias });
    }
}

/// A maxout layer with layer normalisation behind it.
pub(crate) struct Maxout {
    pub(crate) inputs: usize,
    pub(crate) outputs: usize,
    pieces: usize,
    /// All first pieces, then all second ones, …: so that the best of them is taken lane by lane.
    weights: Vec<f32>,
    bias: Vec<f32>,
    gain: Vec<f32>,
    shift: Vec<f32>,
}

impl Maxout {
    pub(crate) fn read(layers: &Layers, maxout: &Layer, norm: &Layer) -> Result<Maxout, Error> {
        let (weights, bias) = (layers.param(maxout, "W", 3)?, layers.param(maxout, "b", 2)?);
        let (gain, shift) = (layers.param(norm, "G", 1)?, layers.param(norm, "b", 1)?);
        let [outputs, pieces, inputs] = [weights.shape[0], weights.shape[1], weights.shape[2]];
        let sound = bias.shape == [outputs, pieces]
            && gain.shape == [outputs]
            && shift.shape == [outputs]
            && outputs > 0
            && pieces > 0;
        layers.check(sound, "a maxout layer's parts differ in width")?;
        Ok(Maxout {
            inputs,
            outputs,
            pieces,
            weights: by_piece(&weights.data, 1, outputs, pieces, inputs),
            bias: by_piece(&bias.data, 1, outputs, pieces, 1),
            gain: gain.data.clone(),
            shift: shift.data.clone(),
        })
    }

    /// Multiplications a row.
    pub(crate) fn multiplications(&self) -> usize {
        self.weights.len()
    }

    /// Applies the layer to `count` rows (see [`multiply`] for the rows); `wide` is scratch.
    pub(crate) fn apply(
        &self,
        input: &[f32],
        (count, stride): (usize, usize),
        wide: &mut Vec<f32>,
        out: &mut [f32],
        residual: bool,
    ) {
        let across = self.outputs * self.pieces;
        wide.resize(count * across, 0.0);
        multiply(input, (count, stride, self.inputs), &self.weights, across, wide);
        Arch::new().dispatch(BestPieces { layer: self, wide, out, residual });
    }
}

// What follows a multiplication runs once for each kind of processor that `pulp` knows. The work is
// a value with an inlined method, because a closure would be compiled for the least of them.

/// Adds the same bias to every row.
struct AddBias<'a> {
    rows: &'a mut [f32],
    bias: &'a [f32],
}

impl NullaryFnOnce for AddBias<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for row in self.rows.chunks_exact_mut(self.bias.len()) {
            add(row, self.bias);
        }
    }
}

/// Turns rows of pieces into normalised outputs.
struct BestPieces<'a> {
    layer: &'a Maxout,
    wide: &'a mut [f32],
    out: &'a mut [f32],
    residual: bool,
}

impl NullaryFnOnce for BestPieces<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Maxout { outputs, pieces, ref bias, ref gain, ref shift, .. } = *self.layer;
        let rows = self.wide.chunks_exact_mut(outputs * pieces);
        for (row, out) in rows.zip(self.out.chunks_exact_mut(outputs)) {
            add(row, bias);
            let (best, others) = row.split_at_mut(outputs);
            for other in others.chunks_exact(outputs) {
                greater(best, other);
            }
            normalise(best, gain, shift);
            if self.residual {
                add(out, best);
            } else {
                out.copy_from_slice(best);
            }
        }
    }
}

/// From `[block][output][piece][input]` to `[block][piece][output][input]`.
pub(crate) fn by_piece(
    data: &[f32],
    blocks: usize,
    outputs: usize,
    pieces: usize,
    inputs: usize,
) -> Vec<f32> {
    let mut sorted = Vec::with_capacity(data.len());
    for block in 0..blocks {
        for piece in 0..pieces {
            for output in 0..outputs {
                let row = (block * outputs + output) * pieces + piece;
                sorted.extend_from_slice(&data[row * inputs..(row + 1) * inputs]);
            }
        }
    }
    sorted
}

/// `to += from`.
#[inline(always)]
pub(crate) fn add(to: &mut [f32], from: &[f32]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
}

/// `to = max(to, other)`.
#[inline(always)]
pub(crate) fn greater(to: &mut [f32], other: &[f32]) {
    for (to, &other) in to.iter_mut().zip(other) {
        *to = if other > *to { other } else { *to };
    }
}

/// What thinc adds to the variance.
const EPSILON: f32 = 1e-8;

/// Layer normalisation of one row.
#[inline(always)]
fn normalise(row: &mut [f32], gain: &[f32], shift: &[f32]) {
    let width = row.len() as f32;
    let mean = sum(row, |x| x) / width;
    let variance = sum(row, |x| (x - mean) * (x - mean)) / width + EPSILON;
    let scale = 1.0 / variance.sqrt();
    for ((x, gain), shift) in row.iter_mut().zip(gain).zip(shift) {
        *x = (*x - mean) * scale * gain + shift;
    }
}

/// A sum in `NumPy`'s order (eight partial sums, paired at the end), for the same rounding.
#[inline(always)]
fn sum(numbers: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut parts = [0.0_f32; 8];
    let (eights, rest) = numbers.as_chunks::<8>();
    for eight in eights {
        for (part, &number) in parts.iter_mut().zip(eight) {
            *part += of(number);
        }
    }
    let pairs = [0, 2, 4, 6].map(|at| parts[at] + parts[at + 1]);
    let mut total = (pairs[0] + pairs[1]) + (pairs[2] + pairs[3]);
    for &number in rest {
        total += of(number);
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_the_same_alone_and_among_others() {
        let numbers = |count: usize, seed: usize| -> Vec<f32> {
            (0..count).map(|n| ((n * 7919 + seed) % 1009) as f32 / 1009.0 - 0.5).collect()
        };
        for (width, outputs) in [(672, 288), (288, 288), (300, 96), (96, 50), (96, 17)] {
            let (input, weights) = (numbers(70 * width, 1), numbers(outputs * width, 2));
            let mut all = vec![0.0; 70 * outputs];
            multiply(&input, (70, width, width), &weights, outputs, &mut all);
            for count in 1..70 {
                let mut some = vec![0.0; count * outputs];
                multiply(&input, (count, width, width), &weights, outputs, &mut some);
                assert!(some == all[..some.len()], "{count} rows of {width}, {outputs} outputs");
            }
        }
    }
}
