//! Parses for tests without a model: what the pipeline `en_core_web_md` 3.8 makes of made-up texts.

use stemma_core::{Account, NamedEntity, Parsed, Published, Span, Token};

/// One made-up account with its parses.
#[derive(Default)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) title_parsed: Parsed,
    pub(crate) text: String,
    pub(crate) text_parsed: Parsed,
}

impl Case {
    /// As an account of which nothing else is known.
    pub(crate) fn account(&self) -> Account {
        Account {
            key: None,
            source: self.name.clone(),
            outlet: None,
            title: Some(self.title.clone()),
            authors: Vec::new(),
            language: None,
            url: None,
            published: Published::default(),
            text: self.text.clone(),
            dropped: Vec::new(),
        }
    }
}

/// Reads cases: `# case = `, `# title = ` and `# text = ` lines, the last two followed by rows of
/// number in the sentence, form, lemma, tag, part of speech, relation, head (0 for a root), name.
pub(crate) fn cases(conll: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut in_title = false;
    for line in conll.lines() {
        if let Some(name) = line.strip_prefix("# case = ") {
            cases.push(Case { name: name.to_owned(), ..Case::default() });
            continue;
        }
        let case = cases.last_mut().expect("a case begins with its name");
        if let Some(title) = line.strip_prefix("# title = ") {
            title.clone_into(&mut case.title);
            in_title = true;
        } else if let Some(text) = line.strip_prefix("# text = ") {
            case.text = text.replace("\\n", "\n");
            in_title = false;
        } else if in_title {
            row(&case.title, &mut case.title_parsed, line);
        } else {
            row(&case.text, &mut case.text_parsed, line);
        }
    }
    cases
}

fn row(text: &str, parsed: &mut Parsed, line: &str) {
    let columns: Vec<&str> = line.split('\t').collect();
    let [number, form, lemma, tag, pos, dep, head, name] = <[&str; 8]>::try_from(columns).unwrap();
    let here = parsed.tokens.len() as u32;
    if number == "1" {
        parsed.sentences.push((here, here));
    }
    let sentence = parsed.sentences.last_mut().unwrap();
    sentence.1 = here + 1;
    let from = parsed.tokens.last().map_or(0, |t| t.span.end as usize);
    let at = from + text[from..].find(form).expect("the form stands in the text");
    let head: u32 = head.parse().unwrap();
    parsed.tokens.push(Token {
        span: Span::new(at, at + form.len()),
        lemma: lemma.into(),
        tag: tag.into(),
        pos: pos.into(),
        dep: dep.into(),
        head: if head == 0 { here } else { sentence.0 + head - 1 },
    });
    if let Some(label) = name.strip_prefix("B-") {
        parsed.names.push(NamedEntity { tokens: (here, here + 1), label: label.into() });
    } else if name.starts_with("I-") {
        parsed.names.last_mut().unwrap().tokens.1 = here + 1;
    }
}
