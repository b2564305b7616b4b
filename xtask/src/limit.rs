//! From which likeness on two groups of accounts are one story, found without stories that people
//! marked: articles are cut into parts, and the parts of one article are accounts of one story.
//!
//! Parts are of unequal size, as accounts are; only the first has the title, and all have the day of
//! the article. Of two articles that were reported within two weeks it is not known whether they
//! tell the same story, so that they are not judged.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use jiff::civil::Date;
use serde_json::Value;
use stemma_core::{Account, AccountId, Found, Parsed, Published, Reported, Token};
use stemma_parse::Pipeline;
use stemma_weave::{HumanJudgements, stories};

/// What to cut into parts.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Articles as JSON Lines: `id`, `text`, `title` and `published`
    #[arg(required = true)]
    input: Vec<PathBuf>,
}

/// An article has up to so many parts, ...
const PARTS: usize = 6;
/// ... of so many sentences each on average, at least, ...
const SENTENCES: usize = 6;
/// ... dealt in twos; part n gets half, a third, a quarter of what the first gets.
const CHUNK: usize = 2;
/// A part has at least so many words.
const WORDS: usize = 20;
/// Articles reported further apart tell different stories.
const APART_DAYS: i32 = 14;
/// The limits that are tried, in hundredths.
const LIMITS: std::ops::RangeInclusive<u16> = 5..=30;
/// Limits whose means differ by less do equally well.
const AS_GOOD: f64 = 0.005;
/// All articles together are tried in so many collections too.
const SHARES: usize = 3;

struct Article {
    id: String,
    day: Option<Date>,
    title: String,
    title_parsed: Parsed,
    text: String,
    parsed: Parsed,
}

/// One part, as an account.
struct Part {
    article: usize,
    day: Option<Date>,
    account: Account,
    text: Parsed,
    title: Parsed,
    found: Found,
}

impl Part {
    fn published(&self) -> Published {
        Published { value: self.day, earliest: self.day, latest: self.day, basis: None }
    }
}

pub(crate) fn limit(options: &Options) -> Result<()> {
    crate::model::model(&crate::model::Options::default())?;
    let files = stemma_model::open(stemma_model::DEFAULT, &stemma_model::Options::default())?;
    let pipeline = Pipeline::load(&files)?;
    let mut all: Vec<Article> = Vec::new();
    let mut collections = Vec::new();
    for path in &options.input {
        let read = articles(path, &pipeline)?;
        collections.push(parts(read.iter()));
        all.extend(read);
    }
    for share in 0..SHARES {
        collections.push(parts(all.iter().skip(share).step_by(SHARES)));
    }
    collections.retain(|parts| !parts.is_empty());
    ensure!(!collections.is_empty(), "there is no article to cut");
    println!("B-cubed F1 of {} collections of parts, and the mean:", collections.len());
    let mut means = Vec::new();
    for limit in LIMITS {
        let limit = f32::from(limit) / 100.0;
        let scores: Vec<f64> = collections.iter().map(|parts| score(limit, parts)).collect();
        let mean = scores.iter().sum::<f64>() / scores.len() as f64;
        let shown: Vec<String> = scores.iter().map(|score| format!("{score:.3}")).collect();
        println!("  {limit:.2}   {}   {mean:.4}", shown.join("  "));
        means.push((limit, mean));
    }
    let best = means.iter().map(|one| one.1).fold(0.0, f64::max);
    let as_good: Vec<f32> =
        means.iter().filter(|one| one.1 + AS_GOOD >= best).map(|one| one.0).collect();
    println!("As good as the best within {AS_GOOD}: {as_good:.2?}");
    Ok(())
}

fn articles(path: &PathBuf, pipeline: &Pipeline) -> Result<Vec<Article>> {
    let lines = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let article = |line: &str| -> Result<Article> {
        let row: Value = serde_json::from_str(line)?;
        let word = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let (text, title) = (word("text"), word("title"));
        Ok(Article {
            id: word("id"),
            day: word("published").get(..10).and_then(|day| day.parse().ok()),
            title_parsed: pipeline.parse(&title),
            title,
            parsed: pipeline.parse(&text),
            text,
        })
    };
    lines.lines().filter(|line| !line.trim().is_empty()).map(article).collect()
}

fn parts<'a>(articles: impl Iterator<Item = &'a Article>) -> Vec<Part> {
    articles.enumerate().flat_map(|(n, article)| article.parts(n)).collect()
}

impl Article {
    fn parts(&self, article: usize) -> Vec<Part> {
        let sentences = self.parsed.sentences.len();
        let count = (1 + spread(&self.id) % PARTS).min(sentences / SENTENCES).max(1);
        // Sixty can be halved, and cut into three, four, five and six.
        let shares: Vec<usize> = (1..=count).map(|part| 60 / part).collect();
        let mut of_parts = vec![Vec::new(); count];
        for sentence in 0..sentences {
            let chunk = format!("{} {}", self.id, sentence / CHUNK);
            let mut at = spread(&chunk) % shares.iter().sum::<usize>();
            let part = shares.iter().position(|&share| {
                let within = at < share;
                at = at.wrapping_sub(share);
                within
            });
            of_parts[part.unwrap_or(0)].push(sentence);
        }
        let part = |(n, sentences): (usize, &Vec<usize>)| {
            let (text, parsed) = self.cut(sentences);
            (parsed.tokens.len() >= WORDS).then(|| Part {
                article,
                day: self.day,
                account: Account {
                    key: None,
                    source: format!("{}#{n}", self.id),
                    outlet: None,
                    title: (n == 0 && !self.title.is_empty()).then(|| self.title.clone()),
                    authors: Vec::new(),
                    language: Some("en".to_owned()),
                    url: None,
                    published: Published::default(),
                    text,
                    dropped: Vec::new(),
                },
                text: parsed,
                title: if n == 0 { self.title_parsed.clone() } else { Parsed::default() },
                found: Found::default(),
            })
        };
        of_parts.iter().enumerate().filter_map(part).collect()
    }

    /// Some sentences as a text of their own.
    fn cut(&self, sentences: &[usize]) -> (String, Parsed) {
        let (mut text, mut parsed) = (String::new(), Parsed::default());
        for &sentence in sentences {
            let (first, after) = self.parsed.sentences[sentence];
            let span = self.parsed.span((first, after));
            let begin = parsed.tokens.len();
            let start = text.len();
            let moved = |at: u32| at as usize - span.start as usize + start;
            for token in &self.parsed.tokens[first as usize..after as usize] {
                parsed.tokens.push(Token {
                    span: stemma_core::Span::new(moved(token.span.start), moved(token.span.end)),
                    head: token.head - first + u32::try_from(begin).expect("a text is short"),
                    ..token.clone()
                });
            }
            text.push_str(span.of(&self.text));
            text.push(' ');
            let count = |n: usize| u32::try_from(n).expect("a text is short");
            parsed.sentences.push((count(begin), count(parsed.tokens.len())));
        }
        (text, parsed)
    }
}

/// A number from a word, evenly spread (FNV-1a).
fn spread(word: &str) -> usize {
    let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    let hash = word.bytes().fold(0xCBF2_9CE4_8422_2325, fold);
    usize::try_from((hash ^ (hash >> 29)) % 1_000_003).expect("a million fits")
}

/// B-cubed F1 of the stories that a limit gives, over pairs of which it is known what they are.
fn score(limit: f32, parts: &[Part]) -> f64 {
    let id = |n: usize| AccountId(u32::try_from(n).expect("a collection is small") + 1);
    let reported: Vec<Reported<'_>> = parts
        .iter()
        .enumerate()
        .map(|(n, part)| Reported {
            id: id(n),
            account: &part.account,
            text: &part.text,
            title: &part.title,
            found: &part.found,
        })
        .collect();
    let published = parts.iter().enumerate().map(|(n, part)| (id(n), part.published())).collect();
    let woven = stories::weave_at(limit, &reported, &published, &HumanJudgements::new(&[]));
    let part = |id: &AccountId| &parts[id.0 as usize - 1];
    let mut of_article: BTreeMap<usize, usize> = BTreeMap::new();
    for part in parts {
        *of_article.entry(part.article).or_default() += 1;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for story in &woven.stories {
        for one in story.accounts.iter().map(part) {
            let others = || story.accounts.iter().map(part);
            let same = others().filter(|other| other.article == one.article).count() as f64;
            let wrong = others().filter(|other| other.article != one.article && far(one, other));
            precision += same / (same + wrong.count() as f64);
            recall += same / of_article[&one.article] as f64;
        }
    }
    let n = parts.len() as f64;
    let (precision, recall) = (precision / n, recall / n);
    2.0 * precision * recall / (precision + recall)
}

fn far(one: &Part, other: &Part) -> bool {
    let (Some(a), Some(b)) = (one.day, other.day) else { return true };
    a.until(b).map_or(true, |span| span.get_days().abs() > APART_DAYS)
}
