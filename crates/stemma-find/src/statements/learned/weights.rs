//! The weights: three tables of bytes, and scores of them in whole numbers, so that every machine
//! decides alike.

/// What the file begins with; the last byte is the version of the features. Weights of other
/// features than the code's say nothing.
const MAGIC: [u8; 8] = *b"stemma\0\x01";

/// Features fall into so many weights a table, as a power of two. In cross-validation 2^15 was as
/// good as 2^18.
pub(super) const BITS: u32 = 15;

const TABLE: usize = 1 << BITS;

/// So many steps of a weight are one nat.
pub(super) const STEPS: i32 = 32;

/// Probabilities are in such parts.
pub(super) const ONE: u32 = 1 << 16;

/// What the layer has learned: a weight for each place that a feature may fall on, for each of its
/// three decisions.
#[derive(Clone, Copy, Debug)]
pub struct Weights<'a> {
    pub(super) cues: Table<'a>,
    pub(super) contents: Table<'a>,
    pub(super) speakers: Table<'a>,
}

/// The weights of one decision.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table<'a>(&'a [u8]);

impl Weights<'static> {
    /// Those that the program is built with.
    pub fn built_in() -> Weights<'static> {
        let bytes = include_bytes!("statements.weights");
        Weights::parse(bytes).expect("the built-in weights are sound: a test reads them")
    }
}

impl<'a> Weights<'a> {
    /// Reads a file of weights; `None` where it is none, or one for other features.
    pub fn parse(bytes: &'a [u8]) -> Option<Weights<'a>> {
        let tables = bytes.strip_prefix(&MAGIC)?;
        if tables.len() != 3 * TABLE {
            return None;
        }
        let (cues, tables) = tables.split_at(TABLE);
        let (contents, speakers) = tables.split_at(TABLE);
        Some(Weights { cues: Table(cues), contents: Table(contents), speakers: Table(speakers) })
    }

    /// A file of weights from weights in nats; what is too large for a byte is cut.
    pub fn pack(tables: [&[f64]; 3]) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for table in tables {
            assert_eq!(table.len(), TABLE, "a table has a weight for each feature");
            bytes.extend(table.iter().map(|weight| {
                let steps = (weight * f64::from(STEPS)).round();
                (steps.clamp(f64::from(i8::MIN), f64::from(i8::MAX)) as i8).cast_unsigned()
            }));
        }
        bytes
    }
}

impl Table<'_> {
    /// The sum of the weights of features, in steps.
    pub(super) fn score(self, features: &[u16]) -> i32 {
        features.iter().map(|&f| i32::from(self.0[usize::from(f)].cast_signed())).sum()
    }
}

/// e to the power of minus `n` steps, in parts of [`ONE`].
const POWERS: [u32; 400] = {
    // e^(-1/32) in parts of 2^32.
    const STEP: u64 = 4_162_825_044;
    let mut powers = [0; 400];
    let mut power = (ONE as u64) << 16;
    let mut n = 0;
    while n < powers.len() {
        powers[n] = (power >> 16) as u32;
        power = (power * STEP) >> 32;
        n += 1;
    }
    powers
};

/// e to the power of a score that is not above 0.
fn power(score: i32) -> u32 {
    POWERS.get(score.unsigned_abs() as usize).copied().unwrap_or(0)
}

/// The probability of a yes with this score.
pub(super) fn probability(score: i32) -> u32 {
    let other = power(-score.abs());
    let yes = if score < 0 { other } else { ONE };
    (u64::from(yes) * u64::from(ONE) / u64::from(ONE + other)) as u32
}

/// The probabilities of options with these scores, of which one is right.
pub(super) fn shares(scores: &[i32]) -> Vec<u32> {
    let best = scores.iter().copied().max().unwrap_or(0);
    let powers: Vec<u32> = scores.iter().map(|s| power(s - best)).collect();
    let sum: u64 = powers.iter().map(|&p| u64::from(p)).sum();
    powers.iter().map(|&p| (u64::from(p) * u64::from(ONE) / sum) as u32).collect()
}
