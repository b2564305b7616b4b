//! How a table is written, read and looked up.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// How the words of a table are looked up, and so what they must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// By a token of the parse, in lower case.
    Token,
    /// By the base form of a token, in lower case.
    Lemma,
    /// By a word of a text that nobody has parsed, in lower case.
    Word,
    /// By one word or several with a space between them, in lower case.
    Phrase,
    /// As written: capital letters count.
    Name,
}

/// A table of words, read when the first of them is looked up.
///
/// ```text
/// # What the table holds, for whoever edits it.
/// looked up by: lemma
///
/// [say clause quote]
/// add
/// announce: takes_object
/// rule out: polarity=negative
/// ```
///
/// A line in brackets gives its tags to every word until the next such line. An apostrophe in a word
/// stands for the straight and the curly one. `shares words with: TABLE, because …` names a table
/// that more than half of the words of the smaller of the two stand in as well.
pub struct Table {
    /// The file, from the folder of the crate: `en/names.txt`.
    pub path: &'static str,
    /// What tags its words may have.
    pub tags: &'static [&'static str],
    /// What values its words may have.
    pub values: &'static [&'static str],
    read: LazyLock<Read, fn() -> Read>,
}

/// What a table says of a word.
#[derive(Debug)]
pub struct Entry {
    tags: u128,
    values: Vec<Option<&'static str>>,
}

impl Entry {
    /// Whether it has this tag, by its number.
    pub fn has(&self, tag: usize) -> bool {
        self.tags & (1 << tag) != 0
    }

    /// The value of that number.
    pub fn value(&self, number: usize) -> Option<&'static str> {
        self.values[number]
    }
}

/// A table as it was read from its file.
pub struct Read {
    lookup: Lookup,
    shares: Vec<&'static str>,
    entries: Vec<(&'static str, Entry)>,
    places: FxHashMap<&'static str, u32>,
}

impl Table {
    /// A table of that file, whose tags and values are declared.
    pub const fn new(
        path: &'static str,
        tags: &'static [&'static str],
        values: &'static [&'static str],
        read: fn() -> Read,
    ) -> Table {
        Table { path, tags, values, read: LazyLock::new(read) }
    }

    /// Its name: that of its file and of its module.
    pub fn name(&self) -> &'static str {
        let file = self.path.rsplit('/').next().unwrap_or(self.path);
        file.strip_suffix(".txt").unwrap_or(file)
    }

    /// How its words are looked up.
    pub fn lookup(&self) -> Lookup {
        self.read.lookup
    }

    /// The tables that it says it shares words with.
    pub fn shares_with(&self) -> &[&'static str] {
        &self.read.shares
    }

    /// What it says of a word.
    pub fn get(&'static self, word: &str) -> Option<&'static Entry> {
        let read = &*self.read;
        read.places.get(word).map(|&at| &read.entries[at as usize].1)
    }

    /// All words, in the order of the file.
    pub fn entries(&'static self) -> impl Iterator<Item = (&'static str, &'static Entry)> {
        self.read.entries.iter().map(|(word, entry)| (*word, entry))
    }
}

impl Read {
    /// Reads a file. What is wrong in it is a bug of ours, and a test reads every table.
    pub fn new(
        path: &str,
        text: &'static str,
        tags: &[&'static str],
        values: &[&'static str],
    ) -> Read {
        assert!(tags.len() <= 128, "{path}: a table has 128 tags at most");
        let mut read = Read {
            lookup: Lookup::Phrase,
            shares: Vec::new(),
            entries: Vec::new(),
            places: FxHashMap::default(),
        };
        let mut section = 0;
        let mut says_how = false;
        for (number, line) in text.lines().enumerate() {
            let fail = |why: &str| -> ! { panic!("{path}:{}: {why}: {line}", number + 1) };
            let bit = |tag: &str| match tags.iter().position(|known| *known == tag) {
                Some(n) => 1_u128 << n,
                None => fail("a tag that is not declared"),
            };
            let line = line.split(" #").next().unwrap_or(line).trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(how) = line.strip_prefix("looked up by: ") {
                read.lookup = match how {
                    "token" => Lookup::Token,
                    "lemma" => Lookup::Lemma,
                    "word" => Lookup::Word,
                    "phrase" => Lookup::Phrase,
                    "name" => Lookup::Name,
                    _ => fail("no way of looking up"),
                };
                says_how = true;
            } else if let Some(shared) = line.strip_prefix("shares words with: ") {
                match shared.split_once(", because ") {
                    Some((table, _)) => read.shares.push(table),
                    None => fail("does not say why ('TABLE, because …')"),
                }
            } else if let Some(names) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                section = names.split_whitespace().map(bit).fold(0, |all, tag| all | tag);
            } else {
                let (word, own) = line.split_once(": ").unwrap_or((line, ""));
                let mut entry = Entry { tags: section, values: vec![None; values.len()] };
                for item in own.split_whitespace() {
                    match item.split_once('=') {
                        None => entry.tags |= bit(item),
                        Some((key, value)) => match values.iter().position(|known| *known == key) {
                            Some(n) => entry.values[n] = Some(value),
                            None => fail("a value that is not declared"),
                        },
                    }
                }
                if !read.add(word, entry) {
                    fail("stands here twice");
                }
            }
        }
        assert!(says_how, "{path} does not say how its words are looked up");
        read
    }

    fn add(&mut self, word: &'static str, entry: Entry) -> bool {
        let place = self.entries.len() as u32;
        self.entries.push((word, entry));
        let curly = word.contains('\'').then(|| &*word.replace('\'', "’").leak());
        [Some(word), curly].into_iter().flatten().all(|w| self.places.insert(w, place).is_none())
    }
}

/// Declares the table of a module: its file, its tags, and the values that its words may have.
///
/// For each tag there is a function that says whether a word has it, and a method of `Word` of the
/// same name, for code that asks more than one thing about a word. Where functions of a module stand
/// between its table and other crates, the table is in a private module within it.
macro_rules! table {
    (
        $path:literal,
        tags { $( $(#[$tag_doc:meta])* $tag:ident, )* }
        $( values { $( $(#[$value_doc:meta])* $value:ident: $type:ty, )* } )?
    ) => {
        #[allow(non_camel_case_types)]
        enum Tag { $( $tag, )* }

        $(
            #[allow(non_camel_case_types)]
            enum Value { $( $value, )* }
        )?

        const TAGS: &[&str] = &[$( stringify!($tag), )*];
        const VALUES: &[&str] = &[$( $( stringify!($value), )* )?];

        /// The table itself.
        pub static TABLE: $crate::Table = $crate::Table::new($path, TAGS, VALUES, || {
            let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $path));
            $crate::table::Read::new($path, text, TAGS, VALUES)
        });

        /// A word that stands in this table.
        #[allow(unreachable_pub)]
        #[derive(Clone, Copy, Debug)]
        pub struct Word(&'static $crate::Entry);

        /// The word, if it stands in this table.
        #[allow(dead_code, unreachable_pub)]
        pub fn word(word: &str) -> Option<Word> {
            TABLE.get(word).map(Word)
        }

        /// All words of this table, in the order of its file.
        #[allow(dead_code, unreachable_pub)]
        pub fn words() -> impl Iterator<Item = (&'static str, Word)> {
            TABLE.entries().map(|(word, entry)| (word, Word(entry)))
        }

        #[allow(dead_code, unreachable_pub)]
        impl Word {
            $(
                $(#[$tag_doc])*
                pub fn $tag(self) -> bool {
                    self.0.has(Tag::$tag as usize)
                }
            )*
            $( $(
                $(#[$value_doc])*
                pub fn $value(self) -> Option<$type> {
                    self.0.value(Value::$value as usize).and_then(|value| value.parse().ok())
                }
            )* )?
        }

        $(
            $(#[$tag_doc])*
            #[allow(dead_code, unreachable_pub)]
            pub fn $tag(word: &str) -> bool {
                TABLE.get(word).is_some_and(|entry| entry.has(Tag::$tag as usize))
            }
        )*
    };
}
pub(crate) use table;
