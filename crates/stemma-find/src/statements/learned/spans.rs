//! What a cue's content may be: subtrees, cuts of them, the rest of the sentence, quotations.

use stemma_core::Span;

use super::super::contents::clause_head;
use super::features::Cue;
use super::sheet::{Sheet, alike, id, is_subject, mix, size};
use crate::parsed_text::Tokens;

/// One possible content.
pub(super) struct Content {
    pub(super) pieces: Vec<Span>,
    /// By which ways it was found.
    pub(super) ways: Vec<u32>,
    /// Whether it is what the rules have.
    pub(super) of_draft: bool,
}

/// Possible contents, each once.
pub(super) struct Contents<'s, 'a> {
    sheet: &'s Sheet<'a>,
    all: Vec<Content>,
}

/// A way, as a number.
macro_rules! way {
    ($name:literal $(, $value:expr)* $(,)?) => {{
        #[allow(clippy::cast_lossless, reason = "what tells ways apart is of many types")]
        let values: &[u32] = &[const { id($name) } $(, $value as u32)*];
        mix(values)
    }};
}
pub(super) use way;

/// More children than these are those of no sentence.
const MOST: usize = 24;

/// Quotations of one line further away than so many others are another's.
const QUOTATIONS: usize = 8;

/// "…, he said, …": the words set off by commas are no more than these.
const ASIDE: usize = 25;

/// Relations of words that are no content.
fn is_part(dep: &str) -> bool {
    matches!(
        dep,
        "punct"
            | "aux"
            | "auxpass"
            | "neg"
            | "cc"
            | "det"
            | "poss"
            | "compound"
            | "amod"
            | "nummod"
            | "predet"
            | "case"
            | "prt"
            | "mark"
            | "quantmod"
            | "preconj"
            | "intj"
            | "meta"
    )
}

fn is_break(word: &str) -> bool {
    matches!(word, "," | "—" | "–" | "--" | ";" | "(" | "-")
}

/// All possible contents of a cue, that of the rules' draft among them.
pub(super) fn contents(sheet: &Sheet, cue: Cue) -> Vec<Content> {
    let mut found = Contents { sheet, all: Vec::new() };
    if !cue.draft_only {
        found.children(cue);
        found.coordination(cue.token);
        found.siblings(cue.token);
        found.around(cue);
        found.rest(cue);
        found.quotations(cue);
    }
    if let Some(draft) = cue.draft {
        let pieces = marked(sheet, &sheet.drafts[draft].statement.content);
        match found.all.iter_mut().find(|c| alike(&c.pieces, &pieces, 90)) {
            Some(same) => same.of_draft = true,
            None => {
                found.all.push(Content { pieces, ways: vec![way!("draft")], of_draft: true });
            }
        }
    }
    found.all
}

/// The quotations of a cue's line, those near it.
pub(super) fn near_quotations(sheet: &Sheet, cue: Cue) -> std::ops::Range<usize> {
    let (first, after) = sheet.lines.all[cue.line].quotes;
    let tokens = &sheet.lines.quote_tokens[first..after];
    let here = first + tokens.partition_point(|q| q.0 < cue.token);
    here.saturating_sub(QUOTATIONS).max(first)..after.min(here + QUOTATIONS)
}

/// Pieces with the quotation marks that stand around them.
pub(super) fn marked(sheet: &Sheet, pieces: &[Span]) -> Vec<Span> {
    let quotes = &sheet.lines.quotes;
    pieces
        .iter()
        .map(|&piece| {
            let at = quotes.partition_point(|q| q.inner.start < piece.start);
            quotes.get(at).filter(|q| q.inner == piece).map_or(piece, |q| q.outer)
        })
        .collect()
}

impl Contents<'_, '_> {
    fn add(&mut self, ranges: &[Tokens], way: u32) {
        let pieces = self.sheet.pieces(ranges);
        if size(&pieces) < 2 {
            return;
        }
        match self.all.iter_mut().find(|c| c.pieces == pieces) {
            Some(same) => same.ways.push(way),
            None => self.all.push(Content { pieces, ways: vec![way], of_draft: false }),
        }
    }

    /// The subtrees of the cue's children, and what is left of them when they are cut.
    fn children(&mut self, cue: Cue) {
        let (text, lines, t) = (self.sheet.text, self.sheet.lines, cue.token);
        let line = lines.all[cue.line].tokens;
        let tree = text.subtree(t);
        let tree_end = tree.1.min(line.1);
        for c in text.children(t).take(MOST) {
            let name = text.dep(c);
            if is_part(name) || name == "agent" {
                continue;
            }
            let dep = self.sheet.form(c).dep;
            let (first, after) = text.subtree(c);
            if is_subject(name) {
                self.subject(t, c);
                continue;
            }
            self.add(&[(first, after)], way!("child", dep, c < t));
            if c < t {
                self.add(&[(line.0, after)], way!("line to child", dep));
                self.add(&[(line.0, after), (tree_end, line.1)], way!("line but cue", dep));
            } else {
                self.add(&[(first, tree_end)], way!("child to end", dep));
                self.add(&[(first, line.1)], way!("child to line end", dep));
                self.cuts((first, after), dep);
            }
            let joins = name == "conj" && self.sheet.is_verb(c);
            if !joins
                && matches!(
                    name,
                    "dobj"
                        | "prep"
                        | "attr"
                        | "acomp"
                        | "oprd"
                        | "dative"
                        | "pobj"
                        | "conj"
                        | "xcomp"
                )
            {
                for g in text.children(c).filter(|&g| g > c).take(MOST) {
                    if matches!(
                        text.dep(g),
                        "acl"
                            | "ccomp"
                            | "relcl"
                            | "prep"
                            | "pobj"
                            | "pcomp"
                            | "xcomp"
                            | "advcl"
                            | "appos"
                            | "dobj"
                            | "conj"
                    ) {
                        self.add(
                            &[text.subtree(g)],
                            way!("grandchild", dep, self.sheet.form(g).dep),
                        );
                    }
                }
            }
        }
        let right: Vec<usize> = text
            .children(t)
            .filter(|&c| c > t && !is_part(text.dep(c)) && !is_subject(text.dep(c)))
            .take(8)
            .collect();
        for (n, &a) in right.iter().enumerate() {
            for &b in right.iter().skip(n + 1).take(2) {
                let both = way!("children", self.sheet.form(a).dep, self.sheet.form(b).dep);
                self.add(&[(text.subtree(a).0, text.subtree(b).1)], both);
            }
        }
    }

    /// The subject of a passive with what it is said to do.
    fn subject(&mut self, t: usize, subject: usize) {
        let text = self.sheet.text;
        let name = text.dep(subject);
        let range = text.subtree(subject);
        if matches!(name, "nsubjpass" | "csubj" | "csubjpass") {
            self.add(&[range], way!("child", self.sheet.form(subject).dep));
        }
        if name == "nsubjpass" || text.dep(t) == "acomp" {
            for x in text.children(t).filter(|&x| x > t) {
                if matches!(text.dep(x), "xcomp" | "ccomp" | "prep" | "advcl" | "oprd") {
                    let way = way!("subject and", self.sheet.form(x).dep);
                    self.add(&[range, text.subtree(x)], way);
                }
            }
        }
    }

    /// A subtree up to a quotation's end, a comma, a dash.
    fn cuts(&mut self, (first, after): Tokens, dep: u32) {
        /// Longer subtrees are whole speeches.
        const REACH: usize = 400;
        let (text, lines) = (self.sheet.text, self.sheet.lines);
        let after_all = after;
        let after = after.min(first + REACH);
        let quoted = |t: &usize| lines.quote_of[*t].is_some();
        if let Some(last) = (first..after).rev().find(quoted) {
            let (_, end) = lines.quote_tokens[lines.quote_of[last].unwrap_or(0) as usize];
            let start = (first..after).find(quoted).unwrap_or(first);
            if end < after {
                self.add(&[(first, end)], way!("to quotation end", dep));
            }
            if start > first && lines.quote_of[start] == lines.quote_of[last] {
                self.add(&[(start, after_all)], way!("from quotation", dep));
            }
        }
        let breaks = || (first + 1..after).filter(|&x| is_break(text.word(x)));
        for (n, x) in breaks().filter(|&x| x > first + 1 && !quoted(&x)).take(4).enumerate() {
            self.add(&[(first, x)], way!("to break", n, dep));
        }
        let aside = (first + 1..after.saturating_sub(1)).find(|&x| {
            text.word(x) == ","
                && matches!(
                    text.word(x + 1),
                    "which"
                        | "who"
                        | "while"
                        | "where"
                        | "whose"
                        | "and"
                        | "but"
                        | "as"
                        | "when"
                        | "after"
                        | "although"
                        | "though"
                        | "adding"
                        | "saying"
                        | "because"
                        | "since"
                        | "with"
                )
        });
        if let Some(x) = aside {
            self.add(&[(first, x)], way!("to aside", dep));
        }
        if let Some(x) = breaks().rfind(|&x| !matches!(text.word(x), "(" | "-")) {
            self.add(&[(first, x)], way!("to last break", dep));
        }
    }

    /// What is joined to the cue may belong to what was said, and the other way round.
    fn coordination(&mut self, t: usize) {
        let text = self.sheet.text;
        let dep = |t: usize| self.sheet.forms[t].dep;
        let complements: Vec<usize> = text
            .children(t)
            .filter(|&c| {
                c > t
                    && matches!(
                        text.dep(c),
                        "ccomp"
                            | "xcomp"
                            | "advcl"
                            | "dobj"
                            | "prep"
                            | "oprd"
                            | "acl"
                            | "relcl"
                            | "dep"
                    )
            })
            .take(6)
            .collect();
        let mut ranges: Vec<(Tokens, u32)> = Vec::new();
        for &c in &complements {
            let (first, after) = text.subtree(c);
            for x in text.children(t).filter(|&x| x >= after).take(6) {
                if matches!(
                    text.dep(x),
                    "conj" | "advcl" | "prep" | "npadvmod" | "parataxis" | "dep"
                ) {
                    ranges.push(((first, text.subtree(x).1), way!("joined", dep(c), dep(x))));
                }
            }
            let mut open = vec![(c, 0)];
            while let Some((y, level)) = open.pop() {
                for g in text.children(y).filter(|&g| g > y).take(12) {
                    let name = text.dep(g);
                    if level < 3
                        && matches!(
                            name,
                            "conj" | "advcl" | "relcl" | "parataxis" | "ccomp" | "acl" | "dep"
                        )
                    {
                        let mut cut = text.subtree(g).0;
                        while cut > first + 1 && matches!(text.dep(cut - 1), "cc" | "punct") {
                            cut -= 1;
                        }
                        if name != "ccomp" {
                            let own = self.sheet.subject(g).is_some();
                            let way = way!("but", dep(c), dep(g), own, level);
                            ranges.push(((first, cut), way));
                        }
                        if matches!(name, "conj" | "ccomp") {
                            open.push((g, level + 1));
                        }
                    } else if name == "prep"
                        && level < 2
                        && self.sheet.is_verb(y)
                        && text.subtree(g).1 + 1 >= after
                    {
                        let way = way!("but prep", dep(c), self.sheet.forms[g].word);
                        ranges.push(((first, text.subtree(g).0), way));
                    }
                }
            }
        }
        for (range, way) in ranges.into_iter().filter(|(r, _)| r.0 < r.1) {
            self.add(&[range], way);
        }
    }

    /// Complements of the verb that a noun or an adjective belongs to.
    fn siblings(&mut self, t: usize) {
        let text = self.sheet.text;
        let dep = |t: usize| self.sheet.forms[t].dep;
        let mut head = text.head(t);
        let name = text.dep(t);
        if head == t
            || !matches!(
                name,
                "nsubj"
                    | "nsubjpass"
                    | "attr"
                    | "acomp"
                    | "dobj"
                    | "pobj"
                    | "prep"
                    | "xcomp"
                    | "amod"
                    | "oprd"
                    | "advmod"
            )
        {
            return;
        }
        for level in 0..2 {
            let mut ranges: Vec<(Tokens, u32)> = Vec::new();
            for c in text.children(head).take(MOST) {
                let (first, after) = text.subtree(c);
                let other = text.dep(c);
                if c > t
                    && !(first <= t && t < after)
                    && matches!(
                        other,
                        "ccomp" | "xcomp" | "acl" | "advcl" | "prep" | "attr" | "relcl" | "dobj"
                    )
                {
                    ranges.push(((first, after), way!("beside", level, dep(t), dep(c))));
                }
                if c < t
                    && level == 0
                    && matches!(other, "nsubj" | "csubj" | "nsubjpass")
                    && matches!(name, "acomp" | "attr" | "xcomp" | "oprd")
                {
                    ranges.push(((first, after), way!("subject beside", dep(c))));
                }
            }
            for (range, way) in ranges {
                self.add(&[range], way);
            }
            if !matches!(name, "pobj" | "prep" | "amod") || text.head(head) == head {
                break;
            }
            head = text.head(head);
        }
    }

    /// The clause that the cue's own clause hangs on.
    fn around(&mut self, cue: Cue) {
        let (text, t) = (self.sheet.text, cue.token);
        let name = text.dep(t);
        if !matches!(
            name,
            "advcl"
                | "parataxis"
                | "prep"
                | "relcl"
                | "acl"
                | "ccomp"
                | "appos"
                | "pcomp"
                | "conj"
                | "dep"
                | "npadvmod"
        ) {
            return;
        }
        let dep = self.sheet.form(t).dep;
        let line = self.sheet.lines.all[cue.line].tokens;
        let head = text.head(t);
        let clause = match name {
            "relcl" | "acl" | "appos" => head,
            "pcomp" => clause_head(text, text.head(head)),
            _ => clause_head(text, head),
        };
        let hole = text.subtree(t);
        if clause == t || (hole.0 <= clause && clause < hole.1) {
            return;
        }
        let whole = text.subtree(clause);
        let whole = (whole.0.max(line.0), whole.1.min(line.1));
        self.add(
            &[(whole.0, hole.0.min(whole.1)), (hole.1.max(whole.0), whole.1)],
            way!("clause but", dep),
        );
        self.add(&[(hole.1, whole.1)], way!("clause after", dep));
        self.add(&[(whole.0, hole.0)], way!("clause before", dep));
        if matches!(name, "relcl" | "acl") {
            self.add(&[whole], way!("clause", dep));
        }
    }

    /// The line without the cue and its speaker.
    fn rest(&mut self, cue: Cue) {
        let (text, t) = (self.sheet.text, cue.token);
        let line = self.sheet.lines.all[cue.line].tokens;
        let tree = text.subtree(t);
        let mut hole = (t, t + 1);
        for c in text.children(t).take(MOST) {
            let name = text.dep(c);
            if is_subject(name) {
                let (first, after) = text.subtree(c);
                hole.0 = hole.0.min(first);
                if c > t {
                    hole.1 = hole.1.max(after);
                }
            } else if c < t && matches!(name, "aux" | "neg" | "auxpass" | "mark" | "advmod") {
                hole.0 = hole.0.min(c);
            }
        }
        if text.is_word(t, "according") || text.dep(t) == "prep" {
            hole = tree;
        }
        let hole = (hole.0.max(line.0), hole.1.min(line.1));
        self.add(&[(line.0, hole.0), (hole.1, line.1)], way!("line but"));
        if hole.0 > line.0 + 1 {
            self.add(&[(line.0, hole.0)], way!("line before"));
        }
        if line.1 > hole.1 + 1 {
            self.add(&[(hole.1, line.1)], way!("line after"));
        }
        let comma = |t: &usize| matches!(text.word(*t), "," | "—" | "–" | "--" | ";");
        let begin = (line.0..hole.0).rev().take(ASIDE).find(comma);
        let end = (hole.1..line.1).take(ASIDE).find(|t| comma(t) || text.word(*t) == ".");
        if let (Some(begin), Some(end)) = (begin, end) {
            self.add(&[(line.0, begin), (end, line.1)], way!("line but aside"));
        }
    }

    /// The quotations of the line, and of lines after and before that have nothing else.
    fn quotations(&mut self, cue: Cue) {
        let (lines, t) = (self.sheet.lines, cue.token);
        let own: Vec<usize> = near_quotations(self.sheet, cue).collect();
        let ranges = |quotes: &[usize]| -> Vec<Tokens> {
            quotes.iter().map(|&q| lines.quote_tokens[q]).collect()
        };
        let (behind, ahead): (Vec<usize>, Vec<usize>) =
            own.iter().partition(|&&q| lines.quote_tokens[q].0 < t);
        self.add(&ranges(&own), way!("all quotations"));
        self.add(&ranges(&behind), way!("quotations behind"));
        self.add(&ranges(&ahead), way!("quotations ahead"));
        if let Some(&last) = behind.last() {
            self.add(&ranges(&[last]), way!("quotation behind"));
            if let Some(&first) = ahead.first() {
                self.add(&ranges(&[last, first]), way!("quotations beside"));
            }
        }
        if let Some(&first) = ahead.first() {
            self.add(&ranges(&[first]), way!("quotation ahead"));
        }
        let after = self.run_after(cue.line);
        let mut run = own.clone();
        for (n, quotes) in after.iter().enumerate() {
            run.extend(quotes.clone());
            self.add(&ranges(&run), way!("with quotations after", n.min(1)));
        }
        if !after.is_empty() {
            self.add(&ranges(&run), way!("with all quotations after"));
            self.add(&ranges(&run[own.len()..]), way!("quotations after"));
            let behind: Vec<usize> = behind.iter().chain(&run[own.len()..]).copied().collect();
            self.add(&ranges(&behind), way!("behind and after"));
        }
        let mut run = self.run_before(cue.line);
        if !run.is_empty() {
            self.add(&ranges(&run), way!("quotations before"));
            run.extend(own);
            self.add(&ranges(&run), way!("with quotations before"));
        }
    }

    /// Whether a line has nothing but quotations.
    fn is_quoted(&self, line: usize) -> bool {
        let lines = self.sheet.lines;
        let line = &lines.all[line];
        line.quotes.0 < line.quotes.1
            && lines.quote_of[line.tokens.0].is_some()
            && lines.own(line.tokens).all(|t| !self.sheet.form(t).lexical)
    }

    /// The quotations of each of the lines after that go on.
    fn run_after(&self, line: usize) -> Vec<std::ops::Range<usize>> {
        /// Longer speeches are given paragraph by paragraph, each with its cue.
        const MOST: usize = 12;
        let lines = self.sheet.lines;
        let ends = lines.all[line].tokens.1 - 1;
        let colon = self.sheet.text.word(ends) == ":";
        let mut paragraph = lines.all[line].paragraph;
        let mut found = Vec::new();
        for (n, next) in lines.all.iter().enumerate().skip(line + 1).take(MOST) {
            if !self.is_quoted(n) {
                break;
            }
            let goes_on = lines.quotes[next.quotes.0].continues || (found.is_empty() && colon);
            if next.paragraph != paragraph && !goes_on {
                break;
            }
            paragraph = next.paragraph;
            found.push(next.quotes.0..next.quotes.1);
        }
        found
    }

    /// The quotations of the lines before that lead up to this one.
    fn run_before(&self, line: usize) -> Vec<usize> {
        const MOST: usize = 6;
        let lines = self.sheet.lines;
        let here = &lines.all[line];
        let goes_on = here.quotes.0 < here.quotes.1 && lines.quotes[here.quotes.0].continues;
        let mut first = here.quotes.0;
        for n in (0..line).rev().take(MOST) {
            let before = &lines.all[n];
            if !self.is_quoted(n) || (before.paragraph != here.paragraph && !goes_on) {
                break;
            }
            first = before.quotes.0;
        }
        (first..here.quotes.0).collect()
    }
}
