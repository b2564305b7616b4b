//! A person's name as its words: which is given, which is the father's, which the family's.
//!
//! Nothing in a name says for sure in which order it stands (`Nagy Péter`, `KIM Jong Il`), so a name
//! has [readings](FullName::readings), each with the signs for it; who compares two names takes the
//! readings that agree.

use stemma_words::en::names;

use super::sounds::{fold, keys, likeness, rows};

/// A word of a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word {
    /// Folded.
    pub(super) text: String,
    /// What it may sound like.
    rows: Vec<Vec<u8>>,
    /// All in capitals, and no initial.
    shouted: bool,
}

impl Word {
    fn new(written: &str) -> Word {
        let letters = written.chars().filter(|c| c.is_alphabetic());
        let shouted = letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
        Word { text: fold(written).replace(' ', ""), rows: rows(written), shouted }
    }

    /// Two words as one: `Jong Il`, `Jongil`.
    fn joined(words: &[Word]) -> Word {
        let text: String = words.iter().map(|word| word.text.as_str()).collect();
        Word { rows: rows(&text), text, shouted: false }
    }

    pub(super) fn initial(&self) -> bool {
        self.text.chars().count() == 1
    }

    /// How alike two words sound, by the spellings that agree best.
    pub(super) fn alike(&self, other: &Word) -> f32 {
        if self.text == other.text {
            return 1.0;
        }
        let pairs = self.rows.iter().flat_map(|x| other.rows.iter().map(move |y| likeness(x, y)));
        pairs.fold(0.0, f32::max)
    }

    /// Whether an initial may stand for the other word, in any system of transliteration: `E.` and
    /// `Yevgeny`, `C.` and `Tsyganov`.
    pub(super) fn may_begin(&self, other: &Word) -> bool {
        let (short, long) = if self.initial() { (self, other) } else { (other, self) };
        if long.text.starts_with(&short.text) {
            return true;
        }
        let known: Vec<u8> = short.rows.iter().filter_map(|row| row.first().copied()).collect();
        long.rows.iter().any(|row| {
            // A glide before a vowel may be left out, and one before `e` may have been.
            let glide = row.len() > 1 && matches!(row[0], b'i' | b'J');
            let first = &row[..row.len().min(1 + usize::from(glide))];
            known.iter().any(|&one| {
                let fits = |&sound: &u8| likeness(&[one], &[sound]) >= FITS;
                first.iter().any(fits) || (one == b'i' && row.first() == Some(&b'e'))
            })
        })
    }

    /// What somebody's father is called, in the Russian manner.
    pub(super) fn patronymic(&self) -> bool {
        let ends = |row: &Vec<u8>| {
            let ends = [&b"iC"[..], b"iX", b"ic", b"iT", b"its", b"vna", b"iCna", b"iXna", b"icna"];
            row.len() > 4 && ends.iter().any(|end| row.ends_with(end))
        };
        self.rows.iter().any(ends)
    }
}

/// An initial this like the first sound of a word may stand for it. Set by hand.
const FITS: f32 = 0.8;

/// A name, taken apart. It has a word at least.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FullName {
    words: Vec<Word>,
    readings: Vec<Reading>,
    /// `jr`, `sr`, `ii`.
    pub(super) generation: Option<String>,
}

/// One order in which a name may be read: all words but the last are given names and the father's,
/// the last is the surname.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reading {
    pub(super) words: Vec<Word>,
    /// Surname first, and nothing but the other name says so.
    pub(super) guessed: bool,
    /// Surname first.
    pub(super) turned: bool,
}

impl FullName {
    pub(super) fn new(written: &str) -> FullName {
        let spaced: Vec<&str> = written
            .split(|c: char| {
                c.is_whitespace()
                    || matches!(c, '-' | '‐' | '–' | '.' | ',' | '(' | ')' | '"' | '“' | '”')
            })
            .filter(|word| !word.is_empty())
            .collect();
        // A double quote within a word is a hard sign, not a mark.
        let words: Vec<Word> = if written.contains(['“', '”', '"'])
            && spaced.iter().any(|w| w.chars().all(char::is_lowercase))
        {
            written.split_whitespace().map(Word::new).collect()
        } else {
            spaced.into_iter().map(Word::new).collect()
        };
        let mut words: Vec<Word> = words.into_iter().filter(|word| !word.text.is_empty()).collect();
        if words.is_empty() {
            words.push(Word::new(written));
        }
        let alone = words.len() == 1;
        let generation = words
            .pop_if(|word| !alone && names::generation(&word.text))
            .map(|word| word.text.chars().take(2).collect());
        let child_of = words.iter().skip(1).any(|word| names::child_of(&word.text));
        // What stands last is a name, whatever it looks like, and so may be what stands first.
        let last = words.pop();
        let leads = |n: usize, word: &Word| n == 0 && !names::leading(&word.text);
        let initials = words.iter().any(Word::initial);
        let mut kept: Vec<Word> = words
            .into_iter()
            .enumerate()
            .filter(|(n, w)| {
                !names::before_surname(&w.text) || leads(*n, w) || (w.initial() && initials)
            })
            .map(|(_, word)| word)
            .collect();
        kept.extend(last);
        let readings = readings(&kept, child_of, written.contains(','));
        FullName { words: kept, readings, generation }
    }

    /// Whether it is a surname, or a given name, alone.
    pub(super) fn bare(&self) -> bool {
        self.words.len() < 2
    }

    /// The surname as written, where it stands last.
    pub(super) fn surname_of<'n>(&self, written: &'n str) -> Option<&'n str> {
        let last = written.split_whitespace().next_back()?;
        let stands_last = !self.readings[0].turned && self.generation.is_none();
        stands_last.then_some(last)
    }

    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// The consonants of the words at either end, in no order: spellings of one name share them.
    pub(super) fn skeleton(&self) -> String {
        let whole = |word: &Word| keys(&word.text).into_iter().max_by_key(String::len);
        let ends = [self.words.first(), self.words.last()];
        let mut ends: Vec<String> = ends.into_iter().flatten().filter_map(whole).collect();
        ends.sort();
        format!("~{}", ends.join(" "))
    }

    /// The father's name, where the words show one.
    pub(super) fn patronymic(&self) -> Option<&Word> {
        let readings = self.readings.iter().filter(|reading| !reading.guessed);
        readings.flat_map(Reading::middle).find(|word| word.patronymic())
    }

    /// The orders in which it may be read, the likeliest first.
    pub(super) fn readings(&self) -> &[Reading] {
        &self.readings
    }
}

/// The orders in which some words may be read, where a particle among them says whose `child_of`
/// somebody is, or a `comma` that the surname stands first.
fn readings(words: &[Word], child_of: bool, comma: bool) -> Vec<Reading> {
    let western = Reading { words: words.to_vec(), guessed: false, turned: false };
    let count = words.len();
    if !(2..=4).contains(&count) || child_of {
        return vec![western];
    }
    let mut turned = words.to_vec();
    turned.rotate_left(1);
    let (first, last) = (&words[0], &words[count - 1]);
    let shown = comma || (first.shouted && !last.shouted) || (last.initial() && !first.initial());
    // Surnames may end like fathers' names: both orders stay open.
    let official = count == 3 && last.patronymic() && !words[1].patronymic();
    let turned = Reading { words: turned, guessed: !shown && !official, turned: true };
    if shown {
        // Capitals, a comma or an initial at the end leave no choice.
        vec![turned]
    } else if first.initial() || (last.shouted && !first.shouted) {
        vec![western]
    } else {
        vec![western, turned]
    }
}

impl Reading {
    pub(super) fn surname(&self) -> &Word {
        &self.words[self.words.len() - 1]
    }

    pub(super) fn given(&self) -> Option<&Word> {
        (self.words.len() > 1).then(|| &self.words[0])
    }

    /// What stands between given name and surname.
    pub(super) fn middle(&self) -> &[Word] {
        &self.words[1.min(self.words.len() - 1)..self.words.len() - 1]
    }

    /// Given name and what follows it as one word: `Jong Il` for `Jongil`.
    pub(super) fn given_joined(&self) -> Option<Word> {
        (self.words.len() == 3 && !self.words.iter().any(Word::initial))
            .then(|| Word::joined(&self.words[..2]))
    }
}

/// Endings of a row of sounds.
type Endings = &'static [&'static [u8]];

/// Endings of his surname, and of hers.
const BY_SEX: &[[Endings; 2]] = &[
    [&[b"ov", b"ev", b"of", b"ef"], &[b"ova", b"eva"]],
    [&[b"in"], &[b"ina"]],
    [&[b"i", b"oi"], &[b"aia", b"aa", b"ia", b"a"]],
    [&[b""], &[b"ova"]],
];
/// The stems may be spelled by two systems: they are as alike as this. Set on the tuned half of
/// `evals/names`.
const ONE_STEM: f32 = 0.85;

/// Whether two surnames are the forms of one for a man and for a woman (`Orlov`, `Orlova`;
/// `Belsky`, `Belskaya`; `Novák`, `Nováková`).
pub(super) fn his_and_hers(a: &Word, b: &Word) -> bool {
    let stems = |row: &[u8], endings: Endings| -> Vec<Vec<u8>> {
        let stems = endings.iter().filter_map(|end| row.strip_suffix(*end));
        stems.filter(|stem| stem.len() > 1).map(<[u8]>::to_vec).collect()
    };
    let forms = |his: &[u8], hers: &[u8]| {
        BY_SEX.iter().any(|[male, female]| {
            let others = stems(hers, female);
            stems(his, male).iter().any(|x| others.iter().any(|y| likeness(x, y) >= ONE_STEM))
        })
    };
    a.rows.iter().any(|x| b.rows.iter().any(|y| forms(x, y) || forms(y, x)))
}

/// Whether two given names differ by the ending that makes hers of his: `Aleksandr`, `Aleksandra`.
pub(super) fn given_his_and_hers(a: &Word, b: &Word) -> bool {
    let hers = |his: &[u8], hers: &[u8]| {
        let Some(stem) = hers.strip_suffix(b"a") else {
            return false;
        };
        let stem = stem.strip_suffix(b"i").unwrap_or(stem);
        let his = his.strip_suffix(b"i").or(his.strip_suffix(b"o")).unwrap_or(his);
        stem.len() > 2 && !his.ends_with(b"a") && likeness(stem, his) >= 0.9
    };
    a.rows.iter().any(|x| b.rows.iter().any(|y| hers(x, y) || hers(y, x)))
}
