//! The place of an account among others, whatever the order in which they came.

use std::cmp::Ordering;

use crate::Account;

impl Account {
    /// Which of two accounts stands before the other: by where they are, as a reader orders files
    /// (`2.html` before `10.html`, a folder's own before those of the next folder), then by the id
    /// that the input gave, then by their words. Equal only where both are alike in all of it.
    pub fn order(&self, other: &Account) -> Ordering {
        order_of_places(&self.source, self.key.as_deref(), &other.source, other.key.as_deref())
            .then_with(|| self.title.cmp(&other.title))
            .then_with(|| self.text.cmp(&other.text))
            .then_with(|| self.url.cmp(&other.url))
            .then_with(|| self.outlet.cmp(&other.outlet))
            .then_with(|| self.published.value.cmp(&other.published.value))
    }
}

/// [`Account::order`] as far as source and key decide it.
pub fn order_of_places(
    source: &str,
    key: Option<&str>,
    other_source: &str,
    other_key: Option<&str>,
) -> Ordering {
    natural(source, other_source).then_with(|| match (key, other_key) {
        (Some(one), Some(other)) => natural(one, other),
        (one, other) => one.cmp(&other),
    })
}

/// Orders names as a reader does: runs of digits count as the numbers that they write, and whatever
/// stands in a folder before the names that only begin like the folder's.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut one, mut other) = (a.as_bytes(), b.as_bytes());
    loop {
        let (Some(&next), Some(&other_next)) = (one.first(), other.first()) else {
            // What writes a number otherwise (`01`) is told apart at last.
            return one.len().cmp(&other.len()).then_with(|| a.cmp(b));
        };
        if next.is_ascii_digit() && other_next.is_ascii_digit() {
            let (number, other_number) = (digits(one), digits(other));
            let by_length = number.len().cmp(&other_number.len());
            match by_length.then_with(|| number.cmp(other_number)) {
                Ordering::Equal => {}
                unequal => return unequal,
            }
            one = after_digits(one);
            other = after_digits(other);
        } else {
            // Every part of a path ends before it goes on.
            let rank = |byte: u8| if matches!(byte, b'/' | b'\\') { 0 } else { byte };
            match rank(next).cmp(&rank(other_next)) {
                Ordering::Equal => (one, other) = (&one[1..], &other[1..]),
                unequal => return unequal,
            }
        }
    }
}

/// The digits at the beginning, without leading zeros.
fn digits(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let digits = &text[..end];
    let zeros = digits.iter().position(|&byte| byte != b'0').unwrap_or(end);
    &digits[zeros..]
}

fn after_digits(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    &text[end..]
}

#[cfg(test)]
mod tests {
    use super::{natural, order_of_places};

    #[test]
    fn names_stand_as_a_reader_orders_them() {
        let ordered = [
            "in.jsonl#2",
            "in.jsonl#10",
            "reports/1-harbour.html",
            "reports/02.html",
            "reports/2.html",
            "reports/10.html",
            "reports/mine/a.html",
            "reports-old/1.html",
        ];
        for (n, one) in ordered.iter().enumerate() {
            for (m, other) in ordered.iter().enumerate() {
                assert_eq!(natural(one, other), n.cmp(&m), "{one} {other}");
            }
        }
    }

    #[test]
    fn records_of_one_file_stand_by_their_keys() {
        let order = |a, b| order_of_places("in.jsonl", a, "in.jsonl", b);
        assert!(order(Some("k2"), Some("k10")).is_lt());
        assert!(order(None, Some("k")).is_lt());
        assert!(order_of_places("a", Some("z"), "b", None).is_lt());
    }
}
