//! One text with its parse, as the rules for statements look at it.

use stemma_core::{Field, Parsed, Span, Token};

/// A half-open range of token indices.
pub(super) type Range = (usize, usize);

/// A text, its parse, and the trees the other way round: from heads to what hangs on them.
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    pub(super) parsed: &'a Parsed,
    pub(super) of: Field,
    /// Where each token's children begin in `children`; one entry more than there are tokens.
    first_child: Vec<u32>,
    children: Vec<u32>,
    /// First and last token of each token's subtree.
    extent: Vec<(u32, u32)>,
    /// Paragraphs as spans of the text, without the line ends between them.
    pub(super) paragraphs: Vec<Span>,
    /// The tokens of each paragraph.
    pub(super) paragraph_tokens: Vec<Range>,
}

impl<'a> View<'a> {
    pub(super) fn new(text: &'a str, parsed: &'a Parsed, of: Field) -> View<'a> {
        let count = parsed.tokens.len();
        let mut first_child = vec![0u32; count + 2];
        let has_head = |t: usize, token: &Token| token.head as usize != t;
        for (t, token) in parsed.tokens.iter().enumerate() {
            if has_head(t, token) {
                first_child[token.head as usize + 2] += 1;
            }
        }
        for t in 1..first_child.len() {
            first_child[t] += first_child[t - 1];
        }
        let mut children = vec![0u32; first_child[count + 1] as usize];
        for (t, token) in parsed.tokens.iter().enumerate() {
            if has_head(t, token) {
                let at = &mut first_child[token.head as usize + 1];
                children[*at as usize] = t as u32;
                *at += 1;
            }
        }
        let paragraphs = paragraphs(text);
        let paragraph_tokens = paragraphs
            .iter()
            .map(|p| {
                let first = parsed.tokens.partition_point(|t| t.span.end <= p.start);
                let after = parsed.tokens.partition_point(|t| t.span.start < p.end);
                (first, after.max(first))
            })
            .collect();
        let mut view = View {
            text,
            parsed,
            of,
            first_child,
            children,
            extent: Vec::new(),
            paragraphs,
            paragraph_tokens,
        };
        view.extent = view.extents();
        view
    }

    /// Subtree extents, children before their heads, so that each token is looked at once.
    fn extents(&self) -> Vec<(u32, u32)> {
        let count = self.parsed.tokens.len();
        let mut order: Vec<usize> =
            (0..count).filter(|&t| self.parsed.tokens[t].head as usize == t).collect();
        let mut next = 0;
        while next < order.len() {
            let token = order[next];
            order.extend(self.children(token));
            next += 1;
        }
        let mut extent: Vec<(u32, u32)> = (0..count as u32).map(|t| (t, t)).collect();
        for &t in order.iter().rev() {
            let head = self.parsed.tokens[t].head as usize;
            if head != t {
                let (first, last) = extent[t];
                extent[head] = (extent[head].0.min(first), extent[head].1.max(last));
            }
        }
        extent
    }

    pub(super) fn len(&self) -> usize {
        self.parsed.tokens.len()
    }

    pub(super) fn token(&self, t: usize) -> &'a Token {
        &self.parsed.tokens[t]
    }

    pub(super) fn word(&self, t: usize) -> &'a str {
        self.token(t).span.of(self.text)
    }

    /// The base form.
    pub(super) fn lemma(&self, t: usize) -> &'a str {
        match self.token(t).lemma.as_str() {
            // The pipeline's lemmatizer takes "hopes" and "hoped" for forms of "hop", whose own
            // are "hopped" and "hopping".
            "hop" if !self.word(t).contains("pp") => "hope",
            lemma => lemma,
        }
    }

    pub(super) fn dep(&self, t: usize) -> &'a str {
        self.token(t).dep.as_str()
    }

    pub(super) fn tag(&self, t: usize) -> &'a str {
        self.token(t).tag.as_str()
    }

    pub(super) fn head(&self, t: usize) -> usize {
        self.token(t).head as usize
    }

    pub(super) fn is_word(&self, t: usize, word: &str) -> bool {
        self.word(t).eq_ignore_ascii_case(word)
    }

    pub(super) fn is_verb(&self, t: usize) -> bool {
        self.tag(t).starts_with('V')
    }

    /// A verb that can be the verb of a sentence: not a bare participle or infinitive.
    pub(super) fn is_finite(&self, t: usize) -> bool {
        matches!(self.tag(t), "VBD" | "VBZ" | "VBP" | "MD")
    }

    /// A noun, a name or a pronoun.
    pub(super) fn is_nominal(&self, t: usize) -> bool {
        matches!(self.tag(t), "NN" | "NNS" | "NNP" | "NNPS" | "PRP" | "WP" | "DT" | "CD" | "WDT")
    }

    pub(super) fn is_space(&self, t: usize) -> bool {
        self.token(t).pos == "SPACE"
    }

    /// Neither punctuation nor white space.
    pub(super) fn is_lexical(&self, t: usize) -> bool {
        let token = self.token(t);
        token.pos != "SPACE" && self.word(t).chars().any(char::is_alphanumeric)
    }

    pub(super) fn children(&self, t: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = self.first_child[t] as usize..self.first_child[t + 1] as usize;
        self.children[range].iter().map(|&c| c as usize)
    }

    /// The first child whose relation is one of `deps`.
    pub(super) fn child(&self, t: usize, deps: &[&str]) -> Option<usize> {
        self.children(t).find(|&c| deps.contains(&self.dep(c)))
    }

    /// The tokens of the subtree, first and after last.
    pub(super) fn subtree(&self, t: usize) -> Range {
        let (first, last) = self.extent[t];
        (first as usize, last as usize + 1)
    }

    /// Whether `t` stands in the subtree of `ancestor`.
    pub(super) fn is_under(&self, mut t: usize, ancestor: usize) -> bool {
        loop {
            if t == ancestor {
                return true;
            }
            let head = self.head(t);
            if head == t {
                return false;
            }
            t = head;
        }
    }

    pub(super) fn sentence(&self, t: usize) -> Range {
        let (first, after) = self.parsed.sentences[self.parsed.sentence_of(t)];
        (first as usize, after as usize)
    }

    pub(super) fn span(&self, range: Range) -> Span {
        if range.1 <= range.0 {
            let at =
                self.parsed.tokens.get(range.0).map_or(self.text.len(), |t| t.span.start as usize);
            return Span::new(at, at);
        }
        self.parsed.span((range.0 as u32, range.1 as u32))
    }

    /// The tokens that share a byte with the span.
    pub(super) fn tokens_in(&self, span: Span) -> Range {
        let tokens = &self.parsed.tokens;
        let first = tokens.partition_point(|t| t.span.end <= span.start);
        let after = tokens.partition_point(|t| t.span.start < span.end);
        (first, after.max(first))
    }

    /// The range without punctuation and white space at its ends; quotation marks, brackets and
    /// what ends a sentence inside a quotation are left to the caller.
    pub(super) fn trim(&self, range: Range) -> Range {
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
    pub(super) fn next(&self, t: usize) -> Option<usize> {
        (t + 1..self.len()).find(|&n| !self.is_space(n))
    }

    /// The token before that is not white space.
    pub(super) fn previous(&self, t: usize) -> Option<usize> {
        (0..t).rev().find(|&n| !self.is_space(n))
    }
}

fn opens(word: &str) -> bool {
    word.starts_with(['"', '“', '„', '«', '‘', '(', '[', '$', '£', '€', '#', '@', '`'])
}

fn closes(word: &str) -> bool {
    word.ends_with(['"', '”', '“', '»', '’', ')', ']', '%', '\''])
}

/// Where the words of a paragraph begin after a dateline: "PORT ANSEL, May 3 (NPA) — The ferry …".
pub(super) fn after_dateline(paragraph: &str) -> usize {
    // Longer than any place with its date and agency.
    const LONGEST: usize = 80;
    // No more is searched than may hold it: a paragraph is asked once for each of its verbs.
    let window = LONGEST + 8;
    let end = (window..paragraph.len()).find(|&at| paragraph.is_char_boundary(at));
    let begin = &paragraph[..end.unwrap_or(paragraph.len())];
    let dash = [" — ", " – ", " - ", " -- ", "/. "]
        .iter()
        .filter_map(|mark| begin.find(mark).map(|at| (at, at + mark.len())))
        .min()
        .filter(|&(at, _)| at <= LONGEST);
    let Some((end, after)) = dash else { return 0 };
    let head = &paragraph[..end];
    let first = head.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let place = first.chars().count() >= 3 && first.chars().all(char::is_uppercase);
    let names = head
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .all(|w| !w.starts_with(char::is_lowercase) || matches!(w, "of" | "and" | "the" | "de"));
    // An agency in brackets shows a dateline too: "Port Ansel (NPA) –".
    let agency = head.ends_with(')') && first.starts_with(char::is_uppercase);
    if (place || agency) && names { after } else { 0 }
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

#[cfg(test)]
mod tests {
    use super::after_dateline;

    #[test]
    fn a_dateline_ends_at_its_dash() {
        let cut = |text: &'static str| &text[after_dateline(text)..];
        assert_eq!(cut("PORT ANSEL, Norland — The ferry sails."), "The ferry sails.");
        assert_eq!(cut("ANSEL, May 3. /NPA/. The ferry sails."), "The ferry sails.");
        assert_eq!(cut("The ferry – it is old – sails."), "The ferry – it is old – sails.");
        assert_eq!(cut("NATO wants it – and soon."), "NATO wants it – and soon.");
    }
}
