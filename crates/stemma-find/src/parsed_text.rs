//! One of an account's two texts, with what every search in it asks again and again.

use smol_str::{SmolStr, StrExt};
use stemma_core::{Account, Field, Parsed, Place, Span, Token};

/// A half-open range of token indices.
pub(crate) type Tokens = (usize, usize);

/// A text with its parse, and what every stage asks of them again and again: words in lower case,
/// sentences, paragraphs, quotations, and the trees from heads to what hangs on them.
///
/// It is made once for each text of an account and handed from stage to stage.
pub(crate) struct ParsedText<'a> {
    /// Which text it is.
    pub(crate) of: Field,
    /// The text as it stands.
    pub(crate) raw: &'a str,
    /// Its tokens and trees.
    pub(crate) parsed: &'a Parsed,
    /// Every token's words in lower case.
    pub(crate) lower: Vec<SmolStr>,
    /// Every token's sentence.
    pub(crate) sentence: Vec<u32>,
    /// Every token's paragraph.
    pub(crate) paragraph: Vec<u32>,
    /// Paragraphs, without white space around them.
    pub(crate) paragraphs: Vec<Span>,
    /// The tokens of each paragraph.
    pub(crate) paragraph_tokens: Vec<Tokens>,
    /// The quotation that holds a token, as an index of [`ParsedText::quotes`]; `NONE` outside.
    pub(crate) quote: Vec<u32>,
    /// Quotations as token ranges: the first token after the opening mark, the one after the last.
    pub(crate) quotes: Vec<Tokens>,
    /// Where each token's children begin in `children`; one entry more than there are tokens.
    first_child: Vec<u32>,
    children: Vec<u32>,
    /// First and last token of each token's subtree.
    extent: Vec<(u32, u32)>,
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
        let paragraphs = paragraphs(raw);
        let paragraph_tokens: Vec<Tokens> =
            paragraphs.iter().map(|&p| tokens_in(parsed, p)).collect();
        let mut paragraph = vec![0; tokens.len()];
        for (n, &(first, after)) in paragraph_tokens.iter().enumerate() {
            paragraph[first..after].fill(n as u32);
        }
        let (first_child, children) = children(parsed);
        let mut text = ParsedText {
            of,
            raw,
            parsed,
            lower,
            sentence,
            paragraph,
            paragraphs,
            paragraph_tokens,
            quote: vec![NONE; tokens.len()],
            quotes: Vec::new(),
            first_child,
            children,
            extent: Vec::new(),
        };
        text.extent = text.extents();
        text.mark_quotes();
        text
    }

    /// How many tokens.
    pub(crate) fn len(&self) -> usize {
        self.parsed.tokens.len()
    }

    /// The token.
    pub(crate) fn token(&self, token: usize) -> &'a Token {
        &self.parsed.tokens[token]
    }

    /// The words of a token.
    pub(crate) fn word(&self, token: usize) -> &'a str {
        self.token(token).span.of(self.raw)
    }

    /// Whether the token is this word, in capitals or not.
    pub(crate) fn is_word(&self, token: usize, word: &str) -> bool {
        self.word(token).eq_ignore_ascii_case(word)
    }

    /// The base form of a token.
    pub(crate) fn lemma(&self, token: usize) -> &'a str {
        match self.token(token).lemma.as_str() {
            // The pipeline's lemmatizer takes "hopes" and "hoped" for forms of "hop", whose own
            // are "hopped" and "hopping".
            "hop" if !self.word(token).contains("pp") => "hope",
            lemma => lemma,
        }
    }

    /// The coarse part of speech.
    pub(crate) fn pos(&self, token: usize) -> &'a str {
        &self.token(token).pos
    }

    /// The Penn tag.
    pub(crate) fn tag(&self, token: usize) -> &'a str {
        &self.token(token).tag
    }

    /// The relation to the head.
    pub(crate) fn dep(&self, token: usize) -> &'a str {
        &self.token(token).dep
    }

    /// The head; the token itself for a root.
    pub(crate) fn head(&self, token: usize) -> usize {
        self.token(token).head as usize
    }

    /// Whether the token is a verb, in whatever form.
    pub(crate) fn is_verb(&self, token: usize) -> bool {
        self.tag(token).starts_with('V')
    }

    /// A verb that can be the verb of a sentence: not a bare participle or infinitive.
    pub(crate) fn is_finite(&self, token: usize) -> bool {
        matches!(self.tag(token), "VBD" | "VBZ" | "VBP" | "MD")
    }

    /// A noun, a name or a pronoun.
    pub(crate) fn is_nominal(&self, token: usize) -> bool {
        matches!(
            self.tag(token),
            "NN" | "NNS" | "NNP" | "NNPS" | "PRP" | "WP" | "DT" | "CD" | "WDT"
        )
    }

    /// Whether the token is white space alone.
    pub(crate) fn is_space(&self, token: usize) -> bool {
        self.pos(token) == "SPACE"
    }

    /// Neither punctuation nor white space.
    pub(crate) fn is_lexical(&self, token: usize) -> bool {
        !self.is_space(token) && self.word(token).chars().any(char::is_alphanumeric)
    }

    /// Direct children, in the order of the text.
    pub(crate) fn children(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = self.first_child[token] as usize..self.first_child[token + 1] as usize;
        self.children[range].iter().map(|&t| t as usize)
    }

    /// The first child whose relation is one of `deps`.
    pub(crate) fn child(&self, token: usize, deps: &[&str]) -> Option<usize> {
        self.children(token).find(|&c| deps.contains(&self.dep(c)))
    }

    /// The tokens of the subtree, first and after last.
    pub(crate) fn subtree(&self, token: usize) -> Tokens {
        let (first, last) = self.extent[token];
        (first as usize, last as usize + 1)
    }

    /// Whether the token stands in the subtree of `ancestor`.
    pub(crate) fn is_under(&self, mut token: usize, ancestor: usize) -> bool {
        loop {
            if token == ancestor {
                return true;
            }
            let head = self.head(token);
            if head == token {
                return false;
            }
            token = head;
        }
    }

    /// The tokens of the sentence that a token stands in.
    pub(crate) fn sentence_of(&self, token: usize) -> Tokens {
        let (first, after) = self.parsed.sentences[self.sentence[token] as usize];
        (first as usize, after as usize)
    }

    /// The span of a range of tokens; an empty range has an empty span where it begins.
    pub(crate) fn span(&self, range: Tokens) -> Span {
        if range.1 <= range.0 {
            let at =
                self.parsed.tokens.get(range.0).map_or(self.raw.len(), |t| t.span.start as usize);
            return Span::new(at, at);
        }
        self.parsed.span((range.0 as u32, range.1 as u32))
    }

    /// The tokens that share a byte with the span.
    pub(crate) fn tokens_in(&self, span: Span) -> Tokens {
        tokens_in(self.parsed, span)
    }

    /// The range without punctuation and white space at its ends; quotation marks, brackets and
    /// what ends a sentence inside a quotation are left to the caller.
    pub(crate) fn trim(&self, range: Tokens) -> Tokens {
        let (mut first, mut after) = range;
        while first < after && !self.is_lexical(first) && !opens(self.word(first)) {
            first += 1;
        }
        while after > first && !self.is_lexical(after - 1) && !closes(self.word(after - 1)) {
            after -= 1;
        }
        (first, after)
    }

    /// The next token that is not white space.
    pub(crate) fn next(&self, token: usize) -> Option<usize> {
        (token + 1..self.len()).find(|&n| !self.is_space(n))
    }

    /// The token before that is not white space.
    pub(crate) fn previous(&self, token: usize) -> Option<usize> {
        (0..token).rev().find(|&n| !self.is_space(n))
    }

    /// The place of a range of tokens.
    pub(crate) fn place(&self, range: Tokens) -> Place {
        Place { of: self.of, span: self.span(range) }
    }

    /// The words of a range of tokens.
    pub(crate) fn words(&self, range: Tokens) -> &'a str {
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
            && self.token(token).span.end == self.parsed.tokens[token + 1].span.start
    }

    /// Whether two tokens stand in one paragraph.
    pub(crate) fn same_paragraph(&self, a: usize, b: usize) -> bool {
        self.paragraph[a] == self.paragraph[b]
    }

    /// Whether the token stands within quotation marks.
    pub(crate) fn is_quoted(&self, token: usize) -> bool {
        self.quote[token] != NONE
    }

    /// Subtree extents, children before their heads, so that each token is looked at once.
    fn extents(&self) -> Vec<(u32, u32)> {
        let count = self.len();
        let mut order: Vec<usize> = (0..count).filter(|&t| self.head(t) == t).collect();
        let mut next = 0;
        while next < order.len() {
            let token = order[next];
            order.extend(self.children(token));
            next += 1;
        }
        let mut extent: Vec<(u32, u32)> = (0..count as u32).map(|t| (t, t)).collect();
        for &t in order.iter().rev() {
            let head = self.head(t);
            if head != t {
                let (first, last) = extent[t];
                extent[head] = (extent[head].0.min(first), extent[head].1.max(last));
            }
        }
        extent
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

/// Children of all tokens: where each token's begin in the list, and the list.
fn children(parsed: &Parsed) -> (Vec<u32>, Vec<u32>) {
    let tokens = &parsed.tokens;
    let mut first_child = vec![0_u32; tokens.len() + 2];
    let below = || tokens.iter().enumerate().filter(|(t, token)| token.head as usize != *t);
    for (_, token) in below() {
        first_child[token.head as usize + 2] += 1;
    }
    for t in 2..first_child.len() {
        first_child[t] += first_child[t - 1];
    }
    let mut children = vec![0; *first_child.last().unwrap_or(&0) as usize];
    for (t, token) in below() {
        let at = &mut first_child[token.head as usize + 1];
        children[*at as usize] = t as u32;
        *at += 1;
    }
    (first_child, children)
}

/// The tokens that share a byte with the span.
fn tokens_in(parsed: &Parsed, span: Span) -> Tokens {
    let first = parsed.tokens.partition_point(|t| t.span.end <= span.start);
    let after = parsed.tokens.partition_point(|t| t.span.start < span.end);
    (first, after.max(first))
}

fn opens(word: &str) -> bool {
    word.starts_with(['"', '“', '„', '«', '‘', '(', '[', '$', '£', '€', '#', '@', '`'])
}

fn closes(word: &str) -> bool {
    word.ends_with(['"', '”', '“', '»', '’', ')', ']', '%', '\''])
}

/// Paragraphs: what stands between line ends, without white space around it.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trim(text);
        if !span.is_empty() {
            found.push(span);
        }
        start += line.len();
    }
    found
}
