//! One of an account's two texts, with what every search in it asks again and again.

use smol_str::{SmolStr, StrExt};
use stemma_core::{Account, Field, Parsed, Place, Span};

/// A text beside its tokens: small letters, children, sentences, paragraphs, quotation marks.
pub(crate) struct ParsedText<'a> {
    /// Which text it is.
    pub(crate) of: Field,
    /// The text as it stands.
    pub(crate) raw: &'a str,
    /// Its tokens and trees.
    pub(crate) parsed: &'a Parsed,
    /// Every token's words in small letters.
    pub(crate) lower: Vec<SmolStr>,
    /// Every token's sentence.
    pub(crate) sentence: Vec<u32>,
    /// Every token's paragraph.
    pub(crate) paragraph: Vec<u32>,
    /// The quotation that holds a token, as an index of [`ParsedText::quotes`]; `NONE` outside.
    pub(crate) quote: Vec<u32>,
    /// Quotations as token ranges: the first token after the opening mark, the one after the last.
    pub(crate) quotes: Vec<(usize, usize)>,
    child_of: Vec<u32>,
    children: Vec<u32>,
}

/// No index.
pub(crate) const NONE: u32 = u32::MAX;

impl<'a> ParsedText<'a> {
    /// The title and the body of an account.
    pub(crate) fn of_account(
        account: &'a Account,
        text: &'a Parsed,
        title: &'a Parsed,
    ) -> [ParsedText<'a>; 2] {
        [
            ParsedText::new(Field::Title, account.title.as_deref().unwrap_or(""), title),
            ParsedText::new(Field::Text, &account.text, text),
        ]
    }

    /// Looks once at every token.
    pub(crate) fn new(of: Field, raw: &'a str, parsed: &'a Parsed) -> ParsedText<'a> {
        let tokens = &parsed.tokens;
        let lower = tokens.iter().map(|t| t.span.of(raw).to_lowercase_smolstr()).collect();
        let mut sentence = vec![0; tokens.len()];
        for (n, &(first, after)) in parsed.sentences.iter().enumerate() {
            sentence[first as usize..after as usize].fill(n as u32);
        }
        let mut paragraph = Vec::with_capacity(tokens.len());
        let (mut number, mut seen) = (0, 0);
        for token in tokens {
            let start = token.span.start as usize;
            number += raw[seen..start].matches('\n').count().min(1) as u32;
            paragraph.push(number);
            // A newline may itself be a token of white space: it ends the paragraph it closes.
            seen = start;
        }
        let (child_of, children) = tree(parsed);
        let mut text = ParsedText {
            of,
            raw,
            parsed,
            lower,
            sentence,
            paragraph,
            quote: vec![NONE; tokens.len()],
            quotes: Vec::new(),
            child_of,
            children,
        };
        text.mark_quotes();
        text
    }

    /// How many tokens.
    pub(crate) fn len(&self) -> usize {
        self.parsed.tokens.len()
    }

    /// The words of a token.
    pub(crate) fn word(&self, token: usize) -> &'a str {
        self.parsed.tokens[token].span.of(self.raw)
    }

    /// The base form of a token.
    pub(crate) fn lemma(&self, token: usize) -> &'a str {
        &self.parsed.tokens[token].lemma
    }

    /// The coarse part of speech.
    pub(crate) fn pos(&self, token: usize) -> &'a str {
        &self.parsed.tokens[token].pos
    }

    /// The Penn tag.
    pub(crate) fn tag(&self, token: usize) -> &'a str {
        &self.parsed.tokens[token].tag
    }

    /// The relation to the head.
    pub(crate) fn dep(&self, token: usize) -> &'a str {
        &self.parsed.tokens[token].dep
    }

    /// The head; the token itself for a root.
    pub(crate) fn head(&self, token: usize) -> usize {
        self.parsed.tokens[token].head as usize
    }

    /// Direct children, in the order of the text.
    pub(crate) fn children(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = self.child_of[token] as usize..self.child_of[token + 1] as usize;
        self.children[range].iter().map(|&t| t as usize)
    }

    /// The span of a range of tokens, which is not empty.
    pub(crate) fn span(&self, range: (usize, usize)) -> Span {
        self.parsed.span((range.0 as u32, range.1 as u32))
    }

    /// The place of a range of tokens.
    pub(crate) fn place(&self, range: (usize, usize)) -> Place {
        Place { of: self.of, span: self.span(range) }
    }

    /// The words of a range of tokens.
    pub(crate) fn words(&self, range: (usize, usize)) -> &'a str {
        self.span(range).of(self.raw)
    }

    /// The token of a range that leans on one outside.
    pub(crate) fn head_of(&self, (from, after): (usize, usize)) -> usize {
        (from..after)
            .find(|&t| !(from..after).contains(&self.head(t)) || self.head(t) == t)
            .unwrap_or(after - 1)
    }

    /// Whether the token opens its sentence (quotation marks and the like before it aside).
    pub(crate) fn opens_sentence(&self, token: usize) -> bool {
        let first = self.parsed.sentences[self.sentence[token] as usize].0 as usize;
        (first..token).all(|t| matches!(self.pos(t), "PUNCT" | "SPACE" | "SYM"))
    }

    /// Whether the word begins with a capital letter.
    pub(crate) fn is_capital(&self, token: usize) -> bool {
        self.word(token).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether tokens `token` and `token + 1` touch.
    pub(crate) fn glued(&self, token: usize) -> bool {
        token + 1 < self.len()
            && self.parsed.tokens[token].span.end == self.parsed.tokens[token + 1].span.start
    }

    /// Whether two tokens stand in one paragraph.
    pub(crate) fn same_paragraph(&self, a: usize, b: usize) -> bool {
        self.paragraph[a] == self.paragraph[b]
    }

    /// Whether the token stands within quotation marks.
    pub(crate) fn is_quoted(&self, token: usize) -> bool {
        self.quote[token] != NONE
    }

    /// Pairs quotation marks, paragraph by paragraph; one that is not closed runs to the end of its
    /// paragraph. Single marks are left out: they are apostrophes too often.
    fn mark_quotes(&mut self) {
        let mut open: Option<(usize, char)> = None;
        for token in 0..self.len() {
            if let Some((from, _)) = open
                && self.paragraph[from.saturating_sub(1)] != self.paragraph[token]
            {
                self.close(from, token);
                open = None;
            }
            let mark = match self.word(token) {
                "``" | "''" | "“" | "”" | "„" | "«" | "»" | "\"" => {
                    self.word(token).chars().next().unwrap_or('"')
                }
                _ => continue,
            };
            let after_space = token == 0 || !self.glued(token - 1);
            let before_space = !self.glued(token);
            open = match open {
                None if mark == '”' || mark == '»' || mark == '\'' => None,
                // A straight mark that hangs on a word before and on nothing after closes what was
                // never opened.
                None if mark == '"' && !after_space && before_space => None,
                None => Some((token + 1, mark)),
                Some((from, _)) if mark == '“' && after_space && !before_space => {
                    // Opened twice: what was open is taken to end here, unless it is „…“.
                    self.close(from, token);
                    Some((token + 1, mark))
                }
                Some((from, _)) => {
                    self.close(from, token);
                    None
                }
            };
        }
        if let Some((from, _)) = open {
            self.close(from, self.len());
        }
    }

    fn close(&mut self, from: usize, after: usize) {
        if from < after {
            self.quote[from..after].fill(self.quotes.len() as u32);
            self.quotes.push((from, after));
        }
    }
}

/// Children of all tokens: offsets into one list.
fn tree(parsed: &Parsed) -> (Vec<u32>, Vec<u32>) {
    let tokens = &parsed.tokens;
    let mut child_of = vec![0_u32; tokens.len() + 2];
    let children_only = || tokens.iter().enumerate().filter(|(t, token)| token.head as usize != *t);
    for (_, token) in children_only() {
        child_of[token.head as usize + 2] += 1;
    }
    for t in 2..child_of.len() {
        child_of[t] += child_of[t - 1];
    }
    let mut children = vec![0; *child_of.last().unwrap_or(&0) as usize];
    for (t, token) in children_only() {
        let at = &mut child_of[token.head as usize + 1];
        children[*at as usize] = t as u32;
        *at += 1;
    }
    (child_of, children)
}
