//! Static word vectors: rows of a table, and which word has which row.

use crate::Error;
use crate::files::PipelineFiles;
use crate::hash::string_id;
use crate::thinc::floats;

const VECTORS: &str = "vocab/vectors";
const ROWS: &str = "vocab/key2row";

/// Word vectors. A pipeline without any (`sm`) has an empty table.
#[derive(Default)]
pub(crate) struct Vectors {
    width: usize,
    data: Vec<f32>,
    /// Sorted; `rows` has the row of the word at the same place.
    words: Vec<u64>,
    rows: Vec<u32>,
}

impl Vectors {
    pub(crate) fn read(files: &PipelineFiles) -> Result<Vectors, Error> {
        let Some(bytes) = files.get(VECTORS) else {
            return Ok(Vectors::default());
        };
        let (shape, data) = numpy(bytes).ok_or_else(|| {
            Error::malformed(VECTORS, "not a NumPy array of 32-bit floats in two dimensions")
        })?;
        if shape[0] == 0 || shape[1] == 0 {
            return Ok(Vectors::default());
        }
        let (words, rows) = key_rows(files.need(ROWS)?)
            .ok_or_else(|| Error::malformed(ROWS, "not a msgpack map of word identity to row"))?;
        if rows.iter().any(|&row| row as usize >= shape[0]) {
            return Err(Error::malformed(ROWS, "names a row beyond the table of vectors"));
        }
        Ok(Vectors { width: shape[1], data, words, rows })
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// The row of a word, by its identity.
    pub(crate) fn row(&self, word: u64) -> Option<u32> {
        self.words.binary_search(&word).ok().map(|at| self.rows[at])
    }

    pub(crate) fn at(&self, row: u32) -> &[f32] {
        &self.data[row as usize * self.width..][..self.width]
    }

    pub(crate) fn get(&self, word: &str) -> Option<&[f32]> {
        self.row(string_id(word)).map(|row| self.at(row))
    }
}

/// A `.npy` file of version 1 with little-endian 32-bit floats in C order.
fn numpy(bytes: &[u8]) -> Option<([usize; 2], Vec<f32>)> {
    let rest = bytes.strip_prefix(b"\x93NUMPY\x01\x00")?;
    let (size, rest) = rest.split_at_checked(2)?;
    let (header, data) = rest.split_at_checked(u16::from_le_bytes([size[0], size[1]]).into())?;
    let header = std::str::from_utf8(header).ok()?;
    if !header.contains("'descr': '<f4'") || !header.contains("'fortran_order': False") {
        return None;
    }
    let shape = header.split_once("'shape': (")?.1.split_once(')')?.0;
    let mut sizes = shape.split(',').map(str::trim).filter(|size| !size.is_empty());
    let shape = [sizes.next()?.parse().ok()?, sizes.next()?.parse().ok()?];
    let wanted: usize = shape.iter().product();
    (sizes.next().is_none() && data.len() == wanted * 4).then(|| (shape, floats(data)))
}

/// The map from word identity to row, sorted by identity. Read by hand: it has hundreds of
/// thousands of entries, and a value tree of them would be ten times its size.
fn key_rows(bytes: &[u8]) -> Option<(Vec<u64>, Vec<u32>)> {
    let mut rest = bytes;
    let count = match take(&mut rest)? {
        marker @ 0x80..=0x8f => usize::from(marker & 0x0f),
        0xde => number(&mut rest, 2)? as usize,
        0xdf => number(&mut rest, 4)? as usize,
        _ => return None,
    };
    let mut pairs = Vec::with_capacity(count.min(bytes.len()));
    for _ in 0..count {
        let word = integer(&mut rest)?;
        let row = u32::try_from(integer(&mut rest)?).ok()?;
        pairs.push((word, row));
    }
    pairs.sort_unstable();
    Some(pairs.into_iter().unzip())
}

fn take(rest: &mut &[u8]) -> Option<u8> {
    let (&first, after) = rest.split_first()?;
    *rest = after;
    Some(first)
}

fn number(rest: &mut &[u8], size: usize) -> Option<u64> {
    let (bytes, after) = rest.split_at_checked(size)?;
    *rest = after;
    Some(bytes.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)))
}

/// A msgpack integer that is not negative.
fn integer(rest: &mut &[u8]) -> Option<u64> {
    match take(rest)? {
        small @ 0..=0x7f => Some(small.into()),
        0xcc | 0xd0 => number(rest, 1),
        0xcd | 0xd1 => number(rest, 2),
        0xce | 0xd2 => number(rest, 4),
        0xcf | 0xd3 => number(rest, 8),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_table() {
        let mut table = b"\x93NUMPY\x01\x00\x46\x00".to_vec();
        let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }";
        table.extend(format!("{header:<69}\n").bytes());
        table.extend([1.0_f32, 2.0, 3.0, 4.0].iter().flat_map(|v| v.to_le_bytes()));
        let mut rows = vec![0x82, 0xcf];
        rows.extend(string_id("bridge").to_be_bytes());
        rows.extend([1, 0xcf]);
        rows.extend(string_id("_").to_be_bytes());
        rows.push(0);
        let files = [(VECTORS.to_owned(), table), (ROWS.to_owned(), rows)];
        let vectors = Vectors::read(&files.into_iter().collect()).unwrap();
        assert_eq!(vectors.get("bridge"), Some(&[3.0, 4.0][..]));
        assert_eq!(vectors.get("_"), Some(&[1.0, 2.0][..]));
        assert_eq!(vectors.get("ford"), None);
    }
}
