//! The tokenizer's patterns: long alternations of small expressions with look-around, of which
//! almost none can match a given word.
//!
//! A backtracking engine tries them all at every place, some four thousand words a second. Here an
//! alternation is cut into its alternatives, and each knows characters that it cannot match without
//! (`km` after a digit: a `k`, an `m` and a digit). A word that lacks one is not tried.

use fancy_regex::Regex as Fancy;
use regex_syntax::hir::{Class, Hir, HirKind};

/// An alternation, cut into its alternatives, in order.
pub(crate) struct Alternation {
    alternatives: Vec<Alternative>,
}

struct Alternative {
    /// A word without a character of each of these cannot match.
    needs: Vec<Letters>,
    engine: Engine,
}

enum Engine {
    /// An expression without look-around, and what must stand just before it, if anything.
    Plain { behind: Option<Behind>, core: regex::Regex },
    /// Look-ahead or whatever else only a backtracking engine does.
    Fancy(Box<Fancy>),
}

/// What must stand before a match: an expression that always spans so many characters.
struct Behind {
    characters: usize,
    whole: regex::Regex,
}

/// A set of characters, exact for ASCII; all others are one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letters {
    ascii: u128,
    other: bool,
}

impl Letters {
    const NONE: Letters = Letters { ascii: 0, other: false };

    /// The characters of a word.
    pub(crate) fn of(word: &str) -> Letters {
        let mut letters = Letters::NONE;
        for byte in word.bytes() {
            if byte.is_ascii() {
                letters.ascii |= 1 << byte;
            } else {
                letters.other = true;
            }
        }
        letters
    }

    fn meets(self, other: Letters) -> bool {
        self.ascii & other.ascii != 0 || (self.other && other.other)
    }

    fn join(self, other: Letters) -> Letters {
        Letters { ascii: self.ascii | other.ascii, other: self.other || other.other }
    }

    fn size(self) -> u32 {
        self.ascii.count_ones() + if self.other { 1000 } else { 0 }
    }
}

impl Alternation {
    /// Cuts and compiles a Python pattern; the fault is that of the engine, for a reader.
    pub(crate) fn new(pattern: &str) -> Result<Alternation, String> {
        let alternatives =
            split(pattern, '|').into_iter().map(Alternative::new).collect::<Result<_, _>>()?;
        Ok(Alternation { alternatives })
    }

    fn candidates(&self, word: &str) -> impl Iterator<Item = &Alternative> {
        let letters = Letters::of(word);
        self.alternatives.iter().filter(move |a| a.needs.iter().all(|n| n.meets(letters)))
    }

    /// The leftmost match that starts at `from` or after; of several there the first alternative's.
    pub(crate) fn find(&self, word: &str, from: usize) -> Option<(usize, usize)> {
        let mut best: Option<(usize, usize)> = None;
        for alternative in self.candidates(word) {
            if let Some(found) = alternative.find(word, from)
                && best.is_none_or(|best| found.0 < best.0)
            {
                best = Some(found);
            }
        }
        best
    }

    /// Whether there is a match at all.
    pub(crate) fn is_match(&self, word: &str) -> bool {
        self.candidates(word).any(|alternative| alternative.find(word, 0).is_some())
    }

    /// Matches one after another, not overlapping, as Python's `finditer` yields them.
    pub(crate) fn find_all(&self, word: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some((start, end)) = self.find(word, from) {
            found.push((start, end));
            from = match word[end..].chars().next() {
                _ if end > start => end,
                Some(c) => end + c.len_utf8(),
                None => break,
            };
        }
        found
    }
}

impl Alternative {
    fn new(pattern: &str) -> Result<Alternative, String> {
        if let Some(plain) = Alternative::plain(pattern) {
            return Ok(plain);
        }
        let fancy = Fancy::new(pattern).map_err(|fault| format!("{fault} in {pattern:?}"))?;
        Ok(Alternative { needs: needs(pattern), engine: Engine::Fancy(Box::new(fancy)) })
    }

    /// An alternative with at most one look-behind, at its start and of fixed width.
    fn plain(pattern: &str) -> Option<Alternative> {
        let (behind, core) = match pattern.strip_prefix("(?<=") {
            Some(rest) => {
                let close = closing(rest)?;
                (Some(&rest[..close]), &rest[close + 1..])
            }
            None => (None, pattern),
        };
        let core_hir = regex_syntax::parse(core).ok()?;
        let mut needs = Vec::new();
        gather(&core_hir, &mut needs);
        let behind = match behind {
            Some(inner) => {
                let hir = regex_syntax::parse(inner).ok()?;
                gather(&hir, &mut needs);
                let whole = regex::Regex::new(&format!("^(?:{inner})$")).ok()?;
                Some(Behind { characters: characters(&hir)?, whole })
            }
            None => None,
        };
        let core = regex::Regex::new(core).ok()?;
        Some(Alternative { needs, engine: Engine::Plain { behind, core } })
    }

    fn find(&self, word: &str, from: usize) -> Option<(usize, usize)> {
        match &self.engine {
            Engine::Plain { behind: None, core } => {
                core.find_at(word, from).map(|found| (found.start(), found.end()))
            }
            Engine::Plain { behind: Some(behind), core } => {
                let mut from = from;
                loop {
                    let found = core.find_at(word, from)?;
                    if behind.holds(&word[..found.start()]) {
                        return Some((found.start(), found.end()));
                    }
                    from = found.start() + word[found.start()..].chars().next()?.len_utf8();
                }
            }
            // An engine that gives up (its stack or its steps are bounded) has found nothing.
            Engine::Fancy(fancy) => {
                let found = fancy.find_from_pos(word, from).ok()??;
                Some((found.start(), found.end()))
            }
        }
    }
}

impl Behind {
    fn holds(&self, before: &str) -> bool {
        let start = before.char_indices().rev().nth(self.characters - 1);
        start.is_some_and(|(start, _)| self.whole.is_match(&before[start..]))
    }
}

/// Cuts a pattern at a character that stands outside of groups and classes.
fn split(pattern: &str, at: char) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_u32);
    let (mut class, mut escaped) = (false, false);
    for (index, c) in pattern.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' if !class => class = true,
            ']' if class => class = false,
            '(' if !class => depth += 1,
            ')' if !class => depth = depth.saturating_sub(1),
            _ if c == at && !class && depth == 0 => {
                parts.push(&pattern[start..index]);
                start = index + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&pattern[start..]);
    parts
}

/// Where the parenthesis closes that was opened just before.
fn closing(rest: &str) -> Option<usize> {
    let (mut depth, mut class, mut escaped) = (1_u32, false, false);
    for (index, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' if !class => class = true,
            ']' if class => class = false,
            '(' if !class => depth += 1,
            ')' if !class => {
                depth -= 1;
                if depth == 0 {
                    return Some(index);
                }
            }
            _ => {}
        }
    }
    None
}

/// What an expression with look-around needs: negative look-around needs nothing, positive look-
/// around and the rest need what they need without it.
fn needs(pattern: &str) -> Vec<Letters> {
    let mut plain = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(at) = rest.find("(?") {
        let (before, group) = rest.split_at(at);
        plain.push_str(before);
        let kinds = [("(?<=", true), ("(?=", true), ("(?<!", false), ("(?!", false)];
        let kind = kinds.into_iter().find(|(open, _)| group.starts_with(open));
        let Some((open, positive)) = kind else {
            plain.push_str("(?");
            rest = &group[2..];
            continue;
        };
        if positive {
            plain.push_str("(?:");
            rest = &group[open.len()..];
        } else {
            let Some(close) = closing(&group[open.len()..]) else {
                return Vec::new();
            };
            rest = &group[open.len() + close + 1..];
        }
    }
    plain.push_str(rest);
    let mut needs = Vec::new();
    if let Ok(hir) = regex_syntax::parse(&plain) {
        gather(&hir, &mut needs);
    }
    needs
}

/// Adds sets of characters of each of which a match has at least one.
fn gather(hir: &Hir, needs: &mut Vec<Letters>) {
    let mut add = |letters: Letters| {
        if !needs.contains(&letters) {
            needs.push(letters);
        }
    };
    match hir.kind() {
        HirKind::Literal(literal) => {
            for &byte in &literal.0 {
                add(if byte.is_ascii() {
                    Letters { ascii: 1 << byte, other: false }
                } else {
                    Letters { ascii: 0, other: true }
                });
            }
        }
        HirKind::Class(class) => add(of_class(class)),
        HirKind::Repetition(repetition) if repetition.min > 0 => gather(&repetition.sub, needs),
        HirKind::Empty | HirKind::Look(_) | HirKind::Repetition(_) => {}
        HirKind::Capture(capture) => gather(&capture.sub, needs),
        HirKind::Concat(parts) => parts.iter().for_each(|part| gather(part, needs)),
        HirKind::Alternation(parts) => {
            // A match has the rarest need of one of the parts.
            let mut either = Letters::NONE;
            for part in parts {
                let mut own = Vec::new();
                gather(part, &mut own);
                match own.into_iter().min_by_key(|letters| letters.size()) {
                    Some(letters) => either = either.join(letters),
                    None => return,
                }
            }
            add(either);
        }
    }
}

fn of_class(class: &Class) -> Letters {
    let mut letters = Letters::NONE;
    let mut range = |first: u32, last: u32| {
        for code in first..=last.min(127) {
            letters.ascii |= 1 << code;
        }
        letters.other |= last > 127;
    };
    match class {
        Class::Unicode(class) => {
            class.iter().for_each(|r| range(u32::from(r.start()), u32::from(r.end())));
        }
        Class::Bytes(class) => {
            class.iter().for_each(|r| range(u32::from(r.start()), u32::from(r.end())));
        }
    }
    letters
}

/// How many characters every match spans, if always as many and at least one.
fn characters(hir: &Hir) -> Option<usize> {
    match hir.kind() {
        HirKind::Literal(literal) => Some(std::str::from_utf8(&literal.0).ok()?.chars().count()),
        HirKind::Class(_) => Some(1),
        HirKind::Capture(capture) => characters(&capture.sub),
        HirKind::Concat(parts) => parts.iter().map(characters).sum(),
        HirKind::Alternation(parts) => {
            let mut sizes = parts.iter().map(characters);
            let first = sizes.next()??;
            sizes.all(|size| size == Some(first)).then_some(first)
        }
        HirKind::Empty | HirKind::Look(_) | HirKind::Repetition(_) => None,
    }
    .filter(|&size| size > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PATTERNS: [&str; 3] = [
        r"^§|^\+(?![0-9])|^\.\.+|^US\$|^\$|^[\u00A6\u00A9]",
        r"\.\.+$|,$|'s$|(?<=[0-9])\+$|(?<=[0-9])(?:km|k|m²|%)$|(?<=[a-z%(?:xy)])\.$|(?<=[A-Z][A-Z])\.$",
        r"\.\.+|…|(?<=[0-9])[+\-*^](?=[0-9-])|(?<=[a-z])\.(?=[A-Z])|(?<=[a-z0-9])(?:-|–|--|—)(?=[a-z])",
    ];

    #[test]
    fn a_word_without_the_letters_is_not_tried() {
        let suffixes = Alternation::new(PATTERNS[1]).unwrap();
        assert_eq!(suffixes.candidates("kmx").count(), 0);
        assert_eq!(suffixes.find("12km", 0), Some((2, 4)));
        assert_eq!(suffixes.find("12²km", 0), None);
        assert_eq!(suffixes.find("NATO.", 0), Some((4, 5)));
    }

    proptest! {
        /// Cut into alternatives, a pattern finds what a backtracking engine finds with the whole.
        #[test]
        fn as_the_whole_pattern(word in "[a-cA-Bkm0-9.,+%²§$US'…–-]{0,12}") {
            for pattern in PATTERNS {
                let whole = Fancy::new(pattern).unwrap();
                let cut = Alternation::new(pattern).unwrap();
                let want: Vec<_> = whole
                    .find_iter(&word)
                    .map(|found| found.unwrap())
                    .map(|found| (found.start(), found.end()))
                    .collect();
                prop_assert_eq!(cut.find_all(&word), want, "{} in {}", pattern, word);
            }
        }
    }
}
