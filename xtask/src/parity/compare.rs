//! Two parses of the same documents, layer by layer.

use std::collections::BTreeSet;
use std::fmt;

use anyhow::{Result, ensure};
use stemma_core::{Parsed, Span, Token};

/// How much of a layer has to be the same, in percent: what `design` asks of the parser.
const FLOOR: f64 = 99.95;

/// Tokens have to be all the same.
const TOKENS_FLOOR: f64 = 100.0;

/// What was the same, by layer.
pub(super) struct Counts {
    layers: Vec<Layer>,
    examples: Vec<String>,
}

struct Layer {
    name: &'static str,
    floor: f64,
    compared: usize,
    different: usize,
}

/// A property of a token, as text.
type Property = fn(&Token) -> String;

/// What of a token is compared, besides its place.
const OF_TOKENS: [(&str, Property); 5] = [
    ("tags", |token| token.tag.to_string()),
    ("parts of speech", |token| token.pos.to_string()),
    ("lemmas", |token| token.lemma.to_string()),
    ("heads", |token| token.head.to_string()),
    ("labels", |token| token.dep.to_string()),
];

pub(super) fn compare(texts: &[String], spacys: &str, ours: &str, show: usize) -> Result<Counts> {
    let mut counts = Counts { layers: Vec::new(), examples: Vec::new() };
    let number = |parses: &str| parses.lines().count();
    ensure!(
        number(spacys) == texts.len() && number(ours) == texts.len(),
        "{} documents, but {} parses by spaCy and {} by Stemma",
        texts.len(),
        number(spacys),
        number(ours)
    );
    for ((text, spacy), our) in texts.iter().zip(spacys.lines()).zip(ours.lines()) {
        counts.add(text, &serde_json::from_str(spacy)?, &serde_json::from_str(our)?, show);
    }
    Ok(counts)
}

impl Counts {
    fn add(&mut self, text: &str, spacy: &Parsed, our: &Parsed, show: usize) {
        let spans = |parsed: &Parsed| parsed.tokens.iter().map(|t| t.span).collect::<Vec<_>>();
        let shown = |span: &Span| format!("{:?}", span.of(text));
        self.sets("tokens", TOKENS_FLOOR, spans(spacy), spans(our), shown, show);
        let sentences = |parsed: &Parsed| parsed.sentence_spans();
        self.sets("sentences", FLOOR, sentences(spacy), sentences(our), shown, show);
        // Only where the tokens are the same can the rest be compared one by one.
        if spans(spacy) == spans(our) {
            for (name, of) in OF_TOKENS {
                for (theirs, ours) in spacy.tokens.iter().zip(&our.tokens) {
                    let (is, should) = (of(ours), of(theirs));
                    self.count(name, FLOOR, 1, usize::from(is != should));
                    if is != should {
                        let word = theirs.span.of(text);
                        self.example(
                            show,
                            format!("{name}: {word:?} {is}, spaCy {should}: {text}"),
                        );
                    }
                }
            }
        }
        let names = |parsed: &Parsed| {
            let spans = parsed.names.iter().map(|n| (parsed.span(n.tokens), n.label.to_string()));
            spans.collect::<Vec<_>>()
        };
        let shown = |(span, label): &(Span, String)| format!("{:?} {label}", span.of(text));
        self.sets("entities", FLOOR, names(spacy), names(our), shown, show);
    }

    /// Counts what is in one of two lists and not in the other.
    fn sets<T: Ord>(
        &mut self,
        name: &'static str,
        floor: f64,
        spacys: Vec<T>,
        ours: Vec<T>,
        shown: impl Fn(&T) -> String,
        show: usize,
    ) {
        let (spacys, ours) = (BTreeSet::from_iter(spacys), BTreeSet::from_iter(ours));
        let common = spacys.intersection(&ours).count();
        self.count(
            name,
            floor,
            spacys.len().max(ours.len()),
            spacys.len().max(ours.len()) - common,
        );
        for more in ours.difference(&spacys) {
            self.example(show, format!("{name}: {}, not in spaCy's", shown(more)));
        }
        for missing in spacys.difference(&ours) {
            self.example(show, format!("{name}: {} only in spaCy's", shown(missing)));
        }
    }

    fn count(&mut self, name: &'static str, floor: f64, compared: usize, different: usize) {
        if let Some(layer) = self.layers.iter_mut().find(|layer| layer.name == name) {
            layer.compared += compared;
            layer.different += different;
        } else {
            self.layers.push(Layer { name, floor, compared, different });
        }
    }

    fn example(&mut self, show: usize, example: String) {
        if self.examples.len() < show {
            self.examples.push(example);
        }
    }

    /// The layers of which too little is the same.
    pub(super) fn below(&self) -> Vec<&'static str> {
        let below = self.layers.iter().filter(|layer| layer.same() < layer.floor);
        below.map(|layer| layer.name).collect()
    }
}

impl Layer {
    fn same(&self) -> f64 {
        let compared = self.compared.max(1) as f64;
        100.0 * (compared - self.different as f64) / compared
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "  {:<16} {:>9} {:>10} {:>9} {:>7}",
            "layer", "compared", "different", "same %", "floor"
        )?;
        for layer in &self.layers {
            let Layer { name, floor, compared, different } = layer;
            let same = layer.same();
            writeln!(f, "  {name:<16} {compared:>9} {different:>10} {same:>9.4} {floor:>7}")?;
        }
        for example in &self.examples {
            writeln!(f, "  {example}")?;
        }
        Ok(())
    }
}
