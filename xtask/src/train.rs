//! Trains the weights of the learned layer of `stemma-find` from marked-up articles.

mod card;
mod fit;
mod score;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use stemma_core::{Account, Parsed, Published, Span};
use stemma_find::training::{self, Attribution, Examples, Weights};
use stemma_find::{Mentioned, find_mentions};
use stemma_parse::Pipeline;

use self::score::{CodePoints, Tally};

/// What to train, and from what.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// What is learned
    part: Part,
    /// Articles as JSON Lines: `id` and `text`
    input: PathBuf,
    /// Attributions as JSON Lines: `id` and `attributions`, each with `content`, `source` and `cue`
    /// as lists of spans of code points
    gold: PathBuf,
    /// Into how many parts the articles are split for cross-validation; 0 for none
    #[arg(long, default_value_t = 5, value_name = "N")]
    folds: usize,
    /// Other articles and their attributions, to score with the weights
    #[arg(long, num_args = 2, value_names = ["INPUT", "GOLD"])]
    unseen: Vec<PathBuf>,
    /// Where the weights go; the card goes beside them
    #[arg(long, value_name = "FILE", default_value = WEIGHTS)]
    out: PathBuf,
}

const WEIGHTS: &str = "crates/stemma-find/src/statements/learned/statements.weights";

/// The parts of Stemma that are learned.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Part {
    /// Which words are cues, what their contents are, and who speaks
    Statements,
}

/// One article with all that training needs of it.
struct Article {
    account: Account,
    text: Parsed,
    mentioned: Mentioned,
    gold: Vec<Attribution>,
    points: CodePoints,
    examples: Examples,
}

pub(crate) fn train(options: &Options) -> Result<()> {
    let Part::Statements = options.part;
    let articles = articles(&options.input, &options.gold)?;
    let mut sizes = card::Sizes::default();
    for article in &articles {
        sizes.count(article.gold.len(), &article.examples);
    }
    println!("{sizes}");
    let table =
        if options.folds > 1 { Some(cross_validate(&articles, options.folds)?) } else { None };
    let weights = fit(articles.iter())?;
    fs::write(&options.out, &weights).with_context(|| options.out.display().to_string())?;
    println!("{}: {} bytes", options.out.display(), weights.len());
    let mut unseen = None;
    if let [input, gold] = options.unseen.as_slice() {
        let weights = Weights::parse(&weights).context("weights are read as they are written")?;
        let table = scored(&self::articles(input, gold)?, weights);
        println!("Of articles that were not trained on:\n{table}");
        unseen = Some(table);
    }
    if let Some(table) = table {
        let card = card::card(
            &sizes,
            &table,
            unseen.as_deref(),
            options.folds,
            &[&options.input, &options.gold],
        )?;
        let path = options.out.with_file_name("CARD.md");
        fs::write(&path, card).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

fn rows(path: &Path) -> Result<Vec<(String, Value)>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let row = |line: &str| -> Result<(String, Value)> {
        let value: Value = serde_json::from_str(line)?;
        Ok((value["id"].as_str().context("a line has no `id`")?.to_owned(), value))
    };
    let rows = text.lines().filter(|line| !line.trim().is_empty()).map(row);
    rows.collect::<Result<_>>().with_context(|| path.display().to_string())
}

/// Reads, parses and searches all articles, in an order that only their ids decide.
fn articles(input: &Path, gold: &Path) -> Result<Vec<Article>> {
    let gold: BTreeMap<String, Value> = rows(gold)?.into_iter().collect();
    crate::model::model(&crate::model::Options::default())?;
    let files = stemma_model::open(stemma_model::DEFAULT, &stemma_model::Options::default())?;
    let pipeline = Pipeline::load(&files)?;
    let mut inputs = rows(input)?;
    inputs.sort_by_key(|(id, _)| (score::spread(id), id.clone()));
    let article = |(id, row): &(String, Value)| -> Result<Article> {
        let marked = gold.get(id).with_context(|| format!("{id} has no attributions"))?;
        let text = row["text"].as_str().with_context(|| format!("{id} has no text"))?;
        article(&pipeline, id, text, marked)
    };
    inputs.iter().map(article).collect()
}

fn article(pipeline: &Pipeline, id: &str, text: &str, marked: &Value) -> Result<Article> {
    let account = Account {
        key: None,
        source: id.to_owned(),
        outlet: None,
        title: None,
        authors: Vec::new(),
        language: Some("en".to_owned()),
        url: None,
        published: Published::default(),
        text: text.to_owned(),
        dropped: Vec::new(),
    };
    let points = CodePoints::new(text);
    let spans = |value: &Value| -> Result<Vec<Span>> {
        let pairs: Vec<[usize; 2]> = serde_json::from_value(value.clone())?;
        let mut spans: Vec<Span> =
            pairs.iter().map(|&[a, b]| Span::new(points.byte(a), points.byte(b))).collect();
        spans.sort_by_key(|s| (s.start, s.end));
        Ok(spans)
    };
    let attribution = |value: &Value| -> Result<Attribution> {
        Ok(Attribution {
            content: spans(&value["content"])?,
            source: spans(&value["source"])?,
            cue: spans(&value["cue"])?,
        })
    };
    let listed = marked["attributions"].as_array().with_context(|| format!("{id}: no list"))?;
    let gold: Vec<Attribution> = listed.iter().map(attribution).collect::<Result<_>>()?;
    let parsed = pipeline.parse(text);
    let mentioned = find_mentions(&account, &parsed, &Parsed::default());
    let examples = training::examples(&account, &parsed, &mentioned, &gold);
    Ok(Article { account, text: parsed, mentioned, gold, points, examples })
}

/// Weights from all of some articles.
fn fit<'a>(articles: impl Iterator<Item = &'a Article>) -> Result<Vec<u8>> {
    let mut cues = fit::Choices::default();
    let mut contents = fit::Choices::default();
    let mut speakers = fit::Choices::default();
    for article in articles {
        for (features, yes) in &article.examples.cues {
            cues.add([(features.as_slice(), *yes), (&[][..], !yes)]);
        }
        for (all, into) in [
            (&article.examples.contents, &mut contents),
            (&article.examples.speakers, &mut speakers),
        ] {
            for choice in all {
                into.add(choice.iter().map(|(features, right)| (features.as_slice(), *right)));
            }
        }
    }
    // How much large weights cost: the best of a few in cross-validation, where they matter little.
    let (cues, contents, speakers) = std::thread::scope(|scope| {
        let cues = scope.spawn(|| cues.fit(1.5));
        let contents = scope.spawn(|| contents.fit(4.0));
        let speakers = speakers.fit(2.0);
        (cues.join().expect("no panic"), contents.join().expect("no panic"), speakers)
    });
    Ok(Weights::pack([&cues?, &contents?, &speakers?]))
}

/// The rules alone beside the rules and the model.
fn scored(articles: &[Article], weights: Weights) -> String {
    let mut by_rules = Tally::default();
    let mut with_model = Tally::default();
    for article in articles {
        by_rules.add(article, None);
        with_model.add(article, Some(weights));
    }
    format!("{}\n{}", by_rules.table("rules alone"), with_model.table("rules and model"))
}

/// Scores what is found in each article with weights from others; the table, which is printed too.
fn cross_validate(articles: &[Article], folds: usize) -> Result<String> {
    ensure!(articles.len() >= folds, "there are fewer articles than folds");
    let mut by_rules = Tally::default();
    let mut with_model = Tally::default();
    for fold in 0..folds {
        let others = articles.iter().enumerate().filter(|(n, _)| n % folds != fold);
        let bytes = fit(others.map(|(_, article)| article))?;
        let weights = Weights::parse(&bytes).context("weights are read as they are written")?;
        for article in articles.iter().skip(fold).step_by(folds) {
            by_rules.add(article, None);
            with_model.add(article, Some(weights));
        }
    }
    let table =
        format!("{}\n{}", by_rules.table("rules alone"), with_model.table("rules and model"));
    println!("{table}");
    Ok(table)
}
