//! spaCy pipelines, run in Rust.

mod files;

pub use files::PipelineFiles;
