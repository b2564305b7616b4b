//! Counts what is found of what readers marked: an attribution is found where a statement's content
//! shares half of what either has, each once, the best pairs first.

use stemma_core::{Manner, Parsed, Span, Statement};
use stemma_find::training::{self, Attribution, Weights};

use super::Article;

/// Offsets of a text as bytes and as code points.
pub(crate) struct CodePoints {
    /// The byte of each code point, and the end.
    bytes: Vec<usize>,
}

impl CodePoints {
    pub(crate) fn new(text: &str) -> CodePoints {
        let bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        CodePoints { bytes }
    }

    pub(crate) fn byte(&self, point: usize) -> usize {
        self.bytes[point.min(self.bytes.len() - 1)]
    }

    fn count(&self, from: u32, to: u32) -> usize {
        let at = |byte: u32| self.bytes.partition_point(|&b| b < byte as usize);
        at(to) - at(from)
    }

    fn size(&self, spans: &[Span]) -> usize {
        spans.iter().map(|s| self.count(s.start, s.end)).sum()
    }

    fn shared(&self, a: &[Span], b: &[Span]) -> usize {
        let both = |x: &Span, y: &Span| (x.start.max(y.start), x.end.min(y.end));
        a.iter()
            .flat_map(|x| b.iter().map(move |y| both(x, y)))
            .filter(|(from, to)| from < to)
            .map(|(from, to)| self.count(from, to))
            .sum()
    }
}

/// A number that spreads ids evenly (FNV-1a), so that folds mix outlets and days.
pub(crate) fn spread(id: &str) -> u64 {
    id.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

/// Right, wrong and missed.
#[derive(Clone, Copy, Default)]
struct Counts([usize; 3]);

impl Counts {
    fn line(self, name: &str) -> String {
        let [right, wrong, missed] = self.0.map(|n| n as f64);
        let ratio = |all: f64| if all > 0.0 { right / all } else { 0.0 };
        let (p, r) = (ratio(right + wrong), ratio(right + missed));
        let f1 = ratio(right + f64::midpoint(wrong, missed));
        format!("| {name} | {p:.3} | {r:.3} | {f1:.3} |\n")
    }
}

/// Counts over articles.
#[derive(Default)]
pub(crate) struct Tally {
    /// Content alone; quoted, indirect.
    found: [Counts; 2],
    /// Content and speaker.
    whole: [Counts; 2],
}

const QUOTED: usize = 0;
const INDIRECT: usize = 1;

impl Tally {
    /// Counts what is found in an article.
    pub(crate) fn add(&mut self, article: &Article, weights: Option<Weights>) {
        let statements = training::statements(
            &article.account,
            &article.text,
            &Parsed::default(),
            &article.mentioned,
            weights,
        );
        let statements: Vec<&Statement> =
            statements.iter().filter(|s| s.manner != Manner::Headline).collect();
        let pairs = pairs(article, &statements);
        let of_gold = |g: usize| pairs.iter().find(|p| p.0 == g).map(|p| p.1);
        let of_found = |s: usize| pairs.iter().find(|p| p.1 == s).map(|p| p.0);
        let kind = |attribution: &Attribution| {
            let quoted = attribution.content.iter().any(|&s| is_marked(&article.account.text, s));
            if quoted { QUOTED } else { INDIRECT }
        };
        let speaks = |g: usize, s: usize| match statements[s].speaker {
            Some(who) => article.gold[g].source.iter().any(|span| span.overlaps(who.span)),
            None => article.gold[g].source.is_empty(),
        };
        for (g, attribution) in article.gold.iter().enumerate() {
            let pair = of_gold(g);
            self.found[kind(attribution)].0[if pair.is_some() { 0 } else { 2 }] += 1;
            let whole = pair.is_some_and(|s| speaks(g, s));
            self.whole[kind(attribution)].0[if whole { 0 } else { 2 }] += 1;
        }
        for (s, statement) in statements.iter().enumerate() {
            let pair = of_found(s);
            let own = if statement.manner == Manner::Indirect { INDIRECT } else { QUOTED };
            let kind = pair.map_or(own, |g| kind(&article.gold[g]));
            self.found[kind].0[1] += usize::from(pair.is_none());
            self.whole[kind].0[1] += usize::from(!pair.is_some_and(|g| speaks(g, s)));
        }
    }

    /// Rows of a Markdown table.
    pub(crate) fn table(&self, name: &str) -> String {
        [
            self.found[QUOTED].line(&format!("{name}: content found, quoted")),
            self.whole[QUOTED].line(&format!("{name}: content and speaker, quoted")),
            self.found[INDIRECT].line(&format!("{name}: content found, indirect")),
            self.whole[INDIRECT].line(&format!("{name}: content and speaker, indirect")),
        ]
        .concat()
    }
}

/// Attributions with the statements that have them.
fn pairs(article: &Article, statements: &[&Statement]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (g, attribution) in article.gold.iter().enumerate() {
        for (s, statement) in statements.iter().enumerate() {
            let shared = article.points.shared(&attribution.content, &statement.content);
            let sizes = [&attribution.content, &statement.content].map(|x| article.points.size(x));
            let likeness = shared as f64 / (sizes[0] + sizes[1] - shared).max(1) as f64;
            if likeness >= 0.5 {
                pairs.push((likeness, g, s));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for (_, g, s) in pairs {
        if taken.iter().all(|t| t.0 != g && t.1 != s) {
            taken.push((g, s));
        }
    }
    taken
}

/// Whether a quotation mark stands in a span or right beside it.
fn is_marked(text: &str, span: Span) -> bool {
    let mark = |c: char| matches!(c, '“' | '”' | '"' | '«' | '»' | '„');
    let before = text[..span.start as usize].chars().next_back();
    let after = text[span.end as usize..].chars().next();
    span.of(text).contains(mark) || before.is_some_and(mark) || after.is_some_and(mark)
}
