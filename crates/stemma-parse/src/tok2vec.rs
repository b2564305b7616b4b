//! Token vectors: hashed embeddings of a word's attributes, mixed, then convolved over the
//! neighbours (`MultiHashEmbed` and `MaxoutWindowEncoder`).

use crate::Error;
use crate::hash::embedding_keys;
use crate::lexicon::{Attribute, Word, WordId, Words};
use crate::matrix::{Linear, Maxout, add};
use crate::thinc::Layers;
use crate::vectors::Vectors;

/// A token-to-vector network.
pub(crate) struct Tok2Vec {
    tables: Vec<Table>,
    /// From word vectors to the width of the tables, where the model uses them.
    vectors: Option<Linear>,
    mixer: Maxout,
    convolutions: Vec<Maxout>,
    /// How many neighbours on each side a convolution sees.
    window: usize,
    /// Whether it matters if a space follows a word.
    spacy: bool,
}

struct Table {
    attribute: Attribute,
    seed: u32,
    rows: u32,
    width: usize,
    data: Vec<f32>,
}

/// The mixed embedding of words already met, which no neighbour changes: the dearest layer of the
/// network, computed once a word.
#[derive(Default)]
pub(crate) struct Mixed {
    place: Vec<Option<u32>>,
    data: Vec<f32>,
}

/// Buffers that are kept from text to text.
#[derive(Default)]
pub(crate) struct Buffers {
    embedded: Vec<f32>,
    vectors: Vec<f32>,
    projected: Vec<f32>,
    wide: Vec<f32>,
    one: Vec<f32>,
    two: Vec<f32>,
}

impl Tok2Vec {
    pub(crate) fn read(layers: &Layers, word_vectors: &Vectors) -> Result<Tok2Vec, Error> {
        let extract = layers.named("extract_features");
        let columns = extract.first().and_then(|(_, layer)| layer.attr("columns"));
        let columns = columns.and_then(rmpv::Value::as_array).ok_or_else(|| {
            Error::unsupported(layers.file(), "the model has no feature extractor of its own")
        })?;
        let mut tables = Vec::new();
        for (_, layer) in layers.named("hashembed") {
            let column = layers.number(layer, "column")? as usize;
            let name = columns.get(column).and_then(rmpv::Value::as_str).unwrap_or_default();
            let attribute = Attribute::named(name).ok_or_else(|| {
                Error::unsupported(layers.file(), format!("embedding of {name:?}"))
            })?;
            let table = layers.param(layer, "E", 2)?;
            layers.check(table.shape[0] > 0, "an embedding table is empty")?;
            tables.push(Table {
                attribute,
                seed: layers.number(layer, "seed")? as u32,
                rows: table.shape[0] as u32,
                width: table.shape[1],
                data: table.data.clone(),
            });
        }
        let vectors = match layers.named("static_vectors").first() {
            Some((_, layer)) => Some(Linear::projection(layers.param(layer, "W", 2)?)),
            None => None,
        };
        if let Some(projection) = &vectors {
            layers.check(
                projection.inputs == word_vectors.width(),
                "the model needs word vectors of another width than the pipeline has",
            )?;
        }
        let (maxouts, norms) = (layers.named("maxout"), layers.named("layernorm"));
        layers.check(maxouts.len() == norms.len() && maxouts.len() > 1, "other layers")?;
        let mut maxouts =
            maxouts.iter().zip(&norms).map(|(maxout, norm)| Maxout::read(layers, maxout.1, norm.1));
        let mixer = maxouts.next().expect("counted above")?;
        let convolutions = maxouts.collect::<Result<Vec<_>, _>>()?;
        let width = mixer.outputs;
        let embedded = tables.iter().map(|table| table.width).sum::<usize>()
            + vectors.as_ref().map_or(0, |projection| projection.outputs);
        layers.check(mixer.inputs == embedded, "the mixer's width is not the embeddings'")?;
        let window = match layers.named("expand_window").first() {
            Some((_, layer)) => layers.number(layer, "window_size")? as usize,
            None => 0,
        };
        let sound =
            |layer: &Maxout| layer.outputs == width && layer.inputs == width * (2 * window + 1);
        layers.check(convolutions.iter().all(sound), "a convolution of another shape")?;
        let spacy = tables.iter().any(|table| table.attribute == Attribute::Spacy);
        Ok(Tok2Vec { tables, vectors, mixer, convolutions, window, spacy })
    }

    pub(crate) fn width(&self) -> usize {
        self.mixer.outputs
    }

    /// Multiplications a token, without the mixer, which is done once a word.
    pub(crate) fn multiplications(&self) -> usize {
        self.convolutions.iter().map(Maxout::multiplications).sum()
    }

    /// How many zero rows stand at each end of a document and between two: as many as the
    /// convolutions see from its last token.
    pub(crate) fn padding(&self) -> usize {
        self.window * self.convolutions.len()
    }

    /// Vectors of the tokens of several documents. Row `n` of the result belongs to item `n` of
    /// `tokens`, where `None` stands for padding.
    pub(crate) fn apply<'b>(
        &self,
        tokens: &[Option<(WordId, bool)>],
        (words, word_vectors): (&Words, &Vectors),
        mixed: &mut Mixed,
        buffers: &'b mut Buffers,
    ) -> &'b [f32] {
        self.mix(tokens, (words, word_vectors), mixed, buffers);
        let width = self.width();
        // A row of zeros before and after, so that the windows at the edges see nothing there.
        let margin = self.window * width;
        let rows = tokens.len();
        let (one, two) = (&mut buffers.one, &mut buffers.two);
        one.clear();
        one.resize(rows * width + 2 * margin, 0.0);
        for (row, token) in one[margin..].chunks_exact_mut(width).zip(tokens) {
            if let Some(token) = token {
                let place = mixed.place[self.slot(*token)].expect("mixed above") as usize;
                row.copy_from_slice(&mixed.data[place * width..][..width]);
            }
        }
        two.clone_from(one);
        for layer in &self.convolutions {
            two.copy_from_slice(one);
            layer.apply(
                one,
                (rows, width),
                &mut buffers.wide,
                &mut two[margin..margin + rows * width],
                true,
            );
            std::mem::swap(one, two);
        }
        &one[margin..margin + rows * width]
    }

    /// Fills the mixed embeddings of the words that are new.
    fn mix(
        &self,
        tokens: &[Option<(WordId, bool)>],
        (words, word_vectors): (&Words, &Vectors),
        mixed: &mut Mixed,
        buffers: &mut Buffers,
    ) {
        let width = self.width();
        mixed.place.resize(words.len() * 2, None);
        let known = mixed.data.len() / width;
        let mut fresh = Vec::new();
        for &token in tokens.iter().flatten() {
            let place = &mut mixed.place[self.slot(token)];
            if place.is_none() {
                *place = Some((known + fresh.len()) as u32);
                fresh.push(token);
            }
        }
        if fresh.is_empty() {
            return;
        }
        let across = self.mixer.inputs;
        buffers.embedded.clear();
        buffers.embedded.resize(fresh.len() * across, 0.0);
        for (row, &(word, spacy)) in buffers.embedded.chunks_exact_mut(across).zip(&fresh) {
            let word = words.get(word);
            let mut at = 0;
            for table in &self.tables {
                table.gather(word, spacy, &mut row[at..at + table.width]);
                at += table.width;
            }
        }
        if let Some(projection) = &self.vectors {
            self.project(projection, &fresh, (words, word_vectors), buffers);
        }
        mixed.data.resize((known + fresh.len()) * width, 0.0);
        self.mixer.apply(
            &buffers.embedded,
            (fresh.len(), across),
            &mut buffers.wide,
            &mut mixed.data[known * width..],
            false,
        );
    }

    /// Where the mixed embedding of a token is noted.
    fn slot(&self, (word, spacy): (WordId, bool)) -> usize {
        word as usize * 2 + usize::from(spacy && self.spacy)
    }

    /// Word vectors, projected, into the last columns; nothing for a word that has none.
    fn project(
        &self,
        projection: &Linear,
        fresh: &[(WordId, bool)],
        (words, word_vectors): (&Words, &Vectors),
        buffers: &mut Buffers,
    ) {
        let rows = || fresh.iter().map(|&(word, _)| words.get(word).vector);
        buffers.vectors.clear();
        for row in rows().flatten() {
            buffers.vectors.extend_from_slice(word_vectors.at(row));
        }
        let count = buffers.vectors.len() / projection.inputs;
        projection.apply(&buffers.vectors, count, &mut buffers.projected);
        let mut projected = buffers.projected.chunks_exact(projection.outputs);
        let embedded = buffers.embedded.chunks_exact_mut(self.mixer.inputs);
        for (row, vector) in embedded.zip(rows()) {
            if vector.is_some() {
                let at = row.len() - projection.outputs;
                row[at..].copy_from_slice(projected.next().expect("one for each vector"));
            }
        }
    }
}

impl Table {
    fn gather(&self, word: &Word, spacy: bool, out: &mut [f32]) {
        for key in embedding_keys(self.attribute.of(word, spacy), self.seed) {
            let row = (key % self.rows) as usize;
            add(out, &self.data[row * self.width..][..self.width]);
        }
    }
}
