//! Writes the parsed case that a test of `stemma-find` reads without a model.

use std::fmt::Write as _;

use anyhow::{Result, ensure};
use stemma_core::Parsed;
use stemma_parse::Pipeline;

/// What to parse.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// A made-up text; `\n` stands for the end of a line
    text: String,
    /// A made-up headline
    #[arg(long)]
    title: Option<String>,
    /// What the case shows
    #[arg(long, default_value = "name this case")]
    name: String,
}

pub(crate) fn fixture(options: &Options) -> Result<()> {
    let files = stemma_model::open_or_add(
        stemma_model::DEFAULT,
        &mut |_| {},
        &stemma_model::Options::default(),
    )?;
    let pipeline = Pipeline::load(&files)?;
    let parse = |text: &String| {
        let text = text.replace("\\n", "\n");
        let parsed = pipeline.parse(&text);
        (text, parsed)
    };
    let title = options.title.as_ref().map(parse);
    print!("{}", case(&options.name, title.as_ref(), &parse(&options.text))?);
    Ok(())
}

/// A case as `crates/stemma-find/src/parses.rs` reads it.
fn case(name: &str, title: Option<&(String, Parsed)>, text: &(String, Parsed)) -> Result<String> {
    let mut case = format!("# case = {name}\n");
    if let Some((words, parsed)) = title {
        writeln!(case, "# title = {words}")?;
        rows(&mut case, words, parsed)?;
    }
    let (words, parsed) = text;
    writeln!(case, "# text = {}", words.replace('\n', "\\n"))?;
    rows(&mut case, words, parsed)?;
    Ok(case)
}

fn rows(case: &mut String, text: &str, parsed: &Parsed) -> Result<()> {
    for &(first, end) in &parsed.sentences {
        for at in first..end {
            let token = &parsed.tokens[at as usize];
            let form = token.span.of(text);
            ensure!(!form.contains(['\n', '\t']), "a case has no room for white space as a word");
            let head = if token.head == at { 0 } else { token.head - first + 1 };
            let name =
                parsed.names.iter().find(|name| (name.tokens.0..name.tokens.1).contains(&at));
            let name = name.map_or_else(
                || "_".to_owned(),
                |name| format!("{}-{}", if name.tokens.0 == at { 'B' } else { 'I' }, name.label),
            );
            let number = at - first + 1;
            let (lemma, tag, pos, dep) = (&token.lemma, &token.tag, &token.pos, &token.dep);
            writeln!(case, "{number}\t{form}\t{lemma}\t{tag}\t{pos}\t{dep}\t{head}\t{name}")?;
        }
    }
    Ok(())
}

/// The reader of `stemma-find`'s own tests.
#[cfg(test)]
#[allow(dead_code, reason = "the tests of stemma-find use the rest")]
#[path = "../../crates/stemma-find/src/parses.rs"]
mod parses;

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: &str = "# case = the boats
# title = Boats
1\tBoats\tboat\tNNS\tNOUN\tROOT\t0\t_
# text = Boats left.\\nPort Ansel is empty.
1\tBoats\tboat\tNNS\tNOUN\tnsubj\t2\t_
2\tleft\tleave\tVBD\tVERB\tROOT\t0\t_
3\t.\t.\t.\tPUNCT\tpunct\t2\t_
1\tPort\tPort\tNNP\tPROPN\tcompound\t2\tB-GPE
2\tAnsel\tAnsel\tNNP\tPROPN\tnsubj\t3\tI-GPE
3\tis\tbe\tVBZ\tAUX\tROOT\t0\t_
4\tempty\tempty\tJJ\tADJ\tacomp\t3\t_
5\t.\t.\t.\tPUNCT\tpunct\t3\t_
";

    #[test]
    fn what_is_written_is_what_tests_read() {
        let read = parses::cases(CASE).remove(0);
        let (title, text) = ((read.title, read.title_parsed), (read.text, read.text_parsed));
        assert_eq!(case(&read.name, Some(&title), &text).unwrap(), CASE);
    }
}
