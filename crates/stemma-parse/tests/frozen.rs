//! Parses are spaCy's, on texts of our own: see `frozen/README.md`.

#![expect(clippy::disallowed_methods, reason = "the frozen answers are a file")]

use std::collections::BTreeMap;
use std::path::Path;

use stemma_core::Parsed;
use stemma_parse::{Pipeline, PipelineFiles};

fn files(model: &str) -> PipelineFiles {
    stemma_model::open_or_add(model, &mut |_| {}, &stemma_model::Options::default())
        .unwrap_or_else(|error| panic!("this test needs the model {model}: {error}"))
}

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/frozen").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn compare(model: &str) {
    let pipeline = Pipeline::load(&files(model)).unwrap();
    let texts = read("texts.txt");
    let frozen = read(&format!("{model}.jsonl"));
    assert_eq!(texts.lines().count(), frozen.lines().count(), "freeze anew");
    for (text, frozen) in texts.lines().zip(frozen.lines()) {
        let want: Parsed = serde_json::from_str(frozen).unwrap();
        let got = pipeline.parse_doc(text);
        assert_eq!(got.names, want.names, "{text}");
        assert_eq!(got.sentences, want.sentences, "{text}");
        for (got, want) in got.tokens.iter().zip(&want.tokens) {
            assert_eq!(got, want, "{:?} in {text}", want.span.of(text));
        }
        assert_eq!(got.tokens.len(), want.tokens.len(), "{text}");
    }
}

#[test]
fn en_is_spacys() {
    compare("en");
}

#[test]
fn en_sm_is_spacys() {
    compare("en-sm");
}

/// A paragraph's parse does not depend on what else is parsed with it, before it or at once.
#[test]
fn every_paragraph_stands_by_itself() {
    let pipeline = Pipeline::load(&files("en-sm")).unwrap();
    let texts = read("texts.txt");
    let together = pipeline.parse(&texts);
    // Another pipeline meets the paragraphs one by one, the last of them first.
    let other = Pipeline::load(&files("en-sm")).unwrap();
    let mut alone: Vec<Parsed> = texts.lines().rev().map(|line| other.parse_doc(line)).collect();
    alone.reverse();
    let mut tokens = together.tokens.iter();
    let (mut first, mut start) = (0, 0);
    for (line, alone) in texts.lines().zip(alone) {
        first = {
            for mut want in alone.tokens {
                want.span.start += start;
                want.span.end += start;
                want.head += first;
                assert_eq!(tokens.next(), Some(&want), "{line}");
            }
            first + alone.sentences.last().map_or(0, |&(_, after)| after)
        };
        start += line.len() as u32 + 1;
    }
    assert_eq!(tokens.next(), None);
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| pipeline.parse(&texts))).collect();
        for run in runs {
            assert!(run.join().unwrap() == together);
        }
    });
}

#[test]
fn word_vectors_are_those_of_the_model() {
    let md = Pipeline::load(&files("en")).unwrap();
    assert_eq!(md.vector_width(), 300);
    // As spaCy prints them: `nlp.vocab["ferry"].vector[:4]`.
    assert_eq!(
        md.vector("ferry").map(|v| &v[..4]),
        Some(&[-0.68961, 0.71111, 0.34046, 0.24888][..])
    );
    assert_ne!(md.vector("Ferry"), None);
    assert_eq!(md.vector("Oslavikk"), None);
    let sm = Pipeline::load(&files("en-sm")).unwrap();
    assert_eq!((sm.vector("ferry"), sm.vector_width()), (None, 0));
}

#[test]
fn a_folder_that_is_no_pipeline_names_its_fault() {
    let whole = files("en-sm");
    let without = |missing: &str| {
        let kept = whole.paths().filter(|path| *path != missing);
        kept.map(|path| (path.to_owned(), whole.get(path).unwrap().to_vec()))
            .collect::<BTreeMap<_, _>>()
    };
    for path in ["config.cfg", "meta.json", "tokenizer", "parser/model", "ner/moves"] {
        let error = Pipeline::load(&PipelineFiles::new(without(path))).unwrap_err();
        assert!(error.is_missing_file() && error.file() == path, "{error}");
    }
    let mut files = without("tagger/model");
    files.insert("tagger/model".to_owned(), b"not msgpack".to_vec());
    let error = Pipeline::load(&PipelineFiles::new(files)).unwrap_err();
    assert!(!error.is_missing_file() && error.to_string().starts_with("tagger/model: "), "{error}");

    let mut files = without("config.cfg");
    let config = String::from_utf8(whole.get("config.cfg").unwrap().to_vec()).unwrap();
    let config = config.replace("factory = \"ner\"", "factory = \"span_finder\"");
    files.insert("config.cfg".to_owned(), config.into_bytes());
    let error = Pipeline::load(&PipelineFiles::new(files)).unwrap_err();
    assert!(error.is_unsupported() && error.to_string().contains("span_finder"), "{error}");
}
