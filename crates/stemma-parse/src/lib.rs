//! spaCy pipelines run in Rust: text into tokens, sentences, tags, trees and names.
//!
//! [`Pipeline::load`] reads the files of a pipeline folder as spaCy publishes it, and
//! [`Pipeline::parse`] does what `nlp(text)` does in Python, paragraph by paragraph. What comes out
//! is spaCy's, token for token; sums of 32-bit floats are made in another order in places, so that
//! of two scores that are equal but for rounding now and then the other one wins. `cargo xtask
//! parity` compares the two on any texts; `cargo xtask parity --bench` times them.
//!
//! **Architecture invariant:** nothing here opens a file or knows where pipelines are kept, and no
//! result depends on what a [`Pipeline`] was used for before.

mod analysis;
mod arc_eager;
mod chars;
mod config;
mod error;
mod files;
mod hash;
mod lemmatizer;
mod lexicon;
mod matrix;
mod morphology;
mod names;
mod paragraphs;
mod patterns;
mod pipeline;
mod ruler;
mod run;
mod thinc;
mod tok2vec;
mod tokenizer;
mod transitions;
mod tree;
mod vectors;

pub use error::Error;
pub use files::PipelineFiles;
pub use pipeline::Pipeline;
