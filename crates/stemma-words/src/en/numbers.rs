//! Words for numbers. All words are in lower case.

mod listed {
    crate::table::table! {
        "en/numbers.txt",
        tags {
            /// Below twenty.
            small,
            /// `twenty` to `ninety`.
            tens,
            /// `first` to `twentieth`.
            ordinal,
        }
        values {
            /// What it says.
            number: u32,
        }
    }
}
pub use listed::TABLE;

/// `twenty` to `ninety`.
pub fn tens(word: &str) -> Option<u32> {
    listed::word(word).filter(|word| word.tens())?.number()
}

/// A whole number below a hundred in one word: `seven`, `twenty`, `twenty-five`; not `a`.
pub fn small_number(word: &str) -> Option<u32> {
    let below_twenty = |word| listed::word(word).filter(|word| word.small())?.number();
    match word.split_once('-') {
        None => below_twenty(word).or_else(|| tens(word)),
        Some((first, second)) => {
            let ones = below_twenty(second).filter(|ones| (1..=9).contains(ones))?;
            Some(tens(first)? + ones)
        }
    }
}

/// An ordinal of one word, up to `twentieth`.
pub fn ordinal(word: &str) -> Option<u32> {
    listed::word(word).filter(|word| word.ordinal())?.number()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_numbers() {
        assert_eq!((small_number("zero"), small_number("nineteen")), (Some(0), Some(19)));
        assert_eq!((small_number("forty"), small_number("forty-two")), (Some(40), Some(42)));
        assert_eq!((small_number("forty-ten"), small_number("two-forty")), (None, None));
        assert_eq!(
            (tens("ninety"), ordinal("twentieth"), ordinal("one")),
            (Some(90), Some(20), None)
        );
    }
}
