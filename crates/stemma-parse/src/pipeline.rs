//! A loaded pipeline, and how a text runs through it.

use std::sync::{Mutex, PoisonError};

use serde_json::Value;
use smol_str::SmolStr;
use stemma_core::Parsed;

use crate::Error;
use crate::analysis::Morphosyntax;
use crate::arc_eager::Parser;
use crate::config::Config;
use crate::files::PipelineFiles;
use crate::lemmatizer::Lemmatizer;
use crate::lexicon::Norms;
use crate::matrix::Linear;
use crate::names::Recogniser;
use crate::paragraphs::{Paragraph, paragraphs};
use crate::ruler::Ruler;
use crate::run::Scratch;
use crate::thinc::Layers;
use crate::tok2vec::Tok2Vec;
use crate::tokenizer::Tokenizer;
use crate::vectors::Vectors;

/// A spaCy pipeline, loaded. It is immutable; several threads may use it at once.
pub struct Pipeline {
    name: String,
    version: String,
    language: String,
    skipped: Vec<String>,
    pub(crate) tokenizer: Tokenizer,
    pub(crate) norms: Norms,
    pub(crate) vectors: Vectors,
    pub(crate) shared: Option<Tok2Vec>,
    pub(crate) tagger: Option<Tagger>,
    pub(crate) parser: Option<Parser>,
    pub(crate) morphosyntax: Morphosyntax,
    pub(crate) recogniser: Option<Recogniser>,
    /// Memories and buffers that are not in use at the moment, one for each thread that was.
    /// They make runs faster, and never different.
    spare: Mutex<Vec<Scratch>>,
}

/// Fine-grained tags: the best score wins.
pub(crate) struct Tagger {
    pub(crate) layer: Linear,
    pub(crate) tags: Vec<SmolStr>,
}

impl Pipeline {
    /// Loads a pipeline from the files of its folder.
    ///
    /// # Errors
    /// Where a file is missing or malformed, or a component is of a kind that is not run here. The
    /// error names the file and the fault.
    pub fn load(files: &PipelineFiles) -> Result<Pipeline, Error> {
        let config = Config::read(files)?;
        let meta: Value = serde_json::from_slice(files.need("meta.json")?)
            .map_err(|fault| Error::malformed("meta.json", fault))?;
        let said = |key: &str| meta.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let language = config.text("nlp", "lang")?.to_owned();
        config.require("nlp.tokenizer", "@tokenizers", &Value::from("spacy.Tokenizer.v1"))?;
        let mut pipeline = Pipeline {
            name: said("name"),
            version: said("version"),
            language,
            skipped: Vec::new(),
            tokenizer: Tokenizer::read(files)?,
            norms: Norms::read(files)?,
            vectors: Vectors::read(files)?,
            shared: None,
            tagger: None,
            parser: None,
            morphosyntax: Morphosyntax::default(),
            recogniser: None,
            spare: Mutex::default(),
        };
        let disabled = config.texts("nlp", "disabled")?;
        for component in config.texts("nlp", "pipeline")? {
            if disabled.contains(&component) {
                pipeline.skipped.push(format!("{component}: the pipeline disables it"));
            } else {
                pipeline.add(component, &config, files)?;
            }
        }
        Ok(pipeline)
    }

    fn add(
        &mut self,
        component: &str,
        config: &Config,
        files: &PipelineFiles,
    ) -> Result<(), Error> {
        let section = format!("components.{component}");
        let model = format!("{component}/model");
        let width = self.shared.as_ref().map(Tok2Vec::width);
        match config.text(&section, "factory")? {
            "tok2vec" => {
                let layers = Layers::read(files, &model)?;
                self.shared = Some(Tok2Vec::read(&layers, &self.vectors)?);
            }
            "tagger" => {
                let layers = Layers::read(files, &model)?;
                self.tagger =
                    Some(Tagger::read(&layers, files, component, listened(width, &layers)?)?);
            }
            "parser" => {
                config.require(&section, "learn_tokens", &Value::Bool(false))?;
                let (parser, layers) = Parser::read(files, component, width.unwrap_or_default())?;
                listened(width, &layers)?;
                self.parser = Some(parser);
            }
            "ner" => {
                self.recogniser = Some(Recogniser::read(files, component, width, &self.vectors)?);
            }
            "attribute_ruler" => self.morphosyntax.ruler = Ruler::read(files, component)?,
            "lemmatizer" => {
                let mode = config.text(&section, "mode")?;
                if mode == "rule" && self.language != "en" {
                    // Other languages have code of their own in spaCy.
                    let reason = "only English has its rules here; a lemma is the word itself";
                    self.skipped.push(format!("{component}: {reason}"));
                } else {
                    self.morphosyntax.lemmatizer = Some(Lemmatizer::read(files, component, mode)?);
                }
            }
            // Its output is not used where a parser finds the sentences.
            factory @ "senter" => self.skipped.push(format!("{component}: {factory} is not run")),
            factory => {
                return Err(Error::unsupported(
                    "config.cfg",
                    format!("[{section}] factory = {factory:?}: no such component is run here"),
                ));
            }
        }
        Ok(())
    }

    /// The pipeline's name, without its language: `core_web_md`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The pipeline's version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// ISO 639-1 code of its language.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Components of the pipeline that are not run, each with the reason.
    pub fn skipped(&self) -> &[String] {
        &self.skipped
    }

    /// Parses a text paragraph by paragraph.
    ///
    /// A paragraph is a line: names and sentences never run over a line break. Where a text is
    /// wrapped at a fixed width, the breaks that the width forced are spaces (see `paragraphs`).
    /// White space around paragraphs yields no tokens. Spans count in `text`.
    pub fn parse(&self, text: &str) -> Parsed {
        self.with_scratch(|scratch| self.run(text, &paragraphs(text), scratch))
    }

    /// Parses a text as one document, exactly as `nlp(text)` does in Python.
    ///
    /// Memory grows with its length, some 10 KB a token at once: for whole accounts use
    /// [`Pipeline::parse`].
    pub fn parse_doc(&self, text: &str) -> Parsed {
        let whole = [Paragraph::Plain(0, text.len())];
        self.with_scratch(|scratch| self.run(text, &whole, scratch))
    }

    /// The static vector of a word, as it is written. `None` for a word that has none, and for
    /// every word where the pipeline brings no vectors (`sm`).
    pub fn vector(&self, word: &str) -> Option<&[f32]> {
        self.vectors.get(word)
    }

    /// How many numbers a word vector has; 0 where the pipeline brings none.
    pub fn vector_width(&self) -> usize {
        self.vectors.width()
    }

    /// How many floating-point operations a token costs, without what is remembered of its word: a
    /// measure of how well the processor is used.
    pub fn operations_per_token(&self) -> u64 {
        // The parser takes about two actions a token, the recogniser one.
        const PARSER_STEPS: usize = 2;
        const NAME_STEPS: usize = 1;
        let own = self.recogniser.as_ref().and_then(|recogniser| recogniser.own.as_ref());
        let networks = [self.shared.as_ref(), own];
        let mut multiplied: usize = networks.iter().flatten().map(|n| n.multiplications()).sum();
        multiplied += self.tagger.as_ref().map_or(0, |t| t.layer.inputs * t.layer.outputs);
        multiplied += self.parser.as_ref().map_or(0, |p| p.multiplications(PARSER_STEPS));
        multiplied += self.recogniser.as_ref().map_or(0, |r| r.multiplications(NAME_STEPS));
        2 * multiplied as u64
    }

    fn with_scratch(&self, run: impl FnOnce(&mut Scratch) -> Parsed) -> Parsed {
        let spare = || self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scratch = spare().pop().unwrap_or_default();
        let parsed = run(&mut scratch);
        // After a panic in `run` the scratch is dropped with whatever state it is in.
        spare().push(scratch);
        parsed
    }
}

impl std::fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pipeline({}_{} {})", self.language, self.name, self.version)
    }
}

impl Tagger {
    fn read(
        layers: &Layers,
        files: &PipelineFiles,
        component: &str,
        width: usize,
    ) -> Result<Tagger, Error> {
        let file = format!("{component}/cfg");
        let cfg: Value = serde_json::from_slice(files.need(&file)?)
            .map_err(|fault| Error::malformed(&file, fault))?;
        let labels = cfg.get("labels").and_then(Value::as_array);
        let tags: Option<Vec<_>> =
            labels.and_then(|labels| labels.iter().map(|l| l.as_str().map(SmolStr::new)).collect());
        let tags = tags.ok_or_else(|| Error::malformed(&file, "no list of labels"))?;
        let softmax = layers.named("softmax");
        let (_, softmax) = softmax
            .first()
            .ok_or_else(|| Error::unsupported(layers.file(), "a tagger without softmax"))?;
        let layer = Linear::read(layers, softmax)?;
        layers.check(
            layer.outputs == tags.len() && layer.inputs == width,
            "the tagger's layer fits neither labels nor token vectors",
        )?;
        Ok(Tagger { layer, tags })
    }
}

/// The width of the shared network, for a component that listens to it.
fn listened(width: Option<usize>, layers: &Layers) -> Result<usize, Error> {
    let listens = !layers.named("tok2vec-listener").is_empty();
    width.filter(|_| listens).ok_or_else(|| {
        let fault = "the component does not listen to the pipeline's tok2vec";
        Error::unsupported(layers.file(), fault)
    })
}
