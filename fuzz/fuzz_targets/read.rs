//! Any bytes, as any format: an account whose offsets fit its text, or a refusal that says why.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stemma_read::{Format, Piece, read};

fuzz_target!(|bytes: &[u8]| {
    let Some((&kind, rest)) = bytes.split_first() else { return };
    let mut piece = Piece::new("input", rest);
    piece.format = match kind % 5 {
        0 => None,
        1 => Some(Format::Page),
        2 => Some(Format::Text),
        3 => Some(Format::JsonLines),
        _ => Some(Format::Feed),
    };
    for answer in read(&piece) {
        match answer {
            Ok(reading) => {
                for dropped in &reading.account.dropped {
                    assert!(reading.account.text.is_char_boundary(dropped.before as usize));
                }
            }
            Err(refusal) => assert!(!refusal.reason.is_empty() && !refusal.hint.is_empty()),
        }
    }
});
