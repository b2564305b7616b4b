//! What tells whether a word is a cue: its own form, its subject, its complements, the quotations
//! beside it, and what the rules made of it.

use stemma_core::{Certainty, Manner, Polarity};

use super::sheet::{Features, Sheet, id, is_subject, mix, put};

/// More children than these tell nothing new.
const MOST: usize = 24;

/// A cue in question.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    pub(super) token: usize,
    /// Its line.
    pub(super) line: usize,
    /// The draft of the rules.
    pub(super) draft: Option<usize>,
    /// Whether the draft has no word for a cue that is looked at, so that it alone is judged.
    pub(super) draft_only: bool,
}

/// All words that may be cues, and all drafts.
pub(super) fn cues(sheet: &Sheet) -> Vec<Cue> {
    let mut found = Vec::new();
    let mut used = vec![false; sheet.drafts.len()];
    for (line, l) in sheet.lines.all.iter().enumerate() {
        for token in sheet.lines.own(l.tokens) {
            if is_open(sheet, token) {
                let draft = sheet.draft_at[token].map(|d| d as usize);
                if let Some(draft) = draft {
                    used[draft] = true;
                }
                found.push(Cue { token, line, draft, draft_only: false });
            }
        }
    }
    let left = (0..sheet.drafts.len()).filter(|&d| !used[d]);
    found.extend(left.filter_map(|d| {
        let statement = &sheet.drafts[d].statement;
        let token = sheet.text.tokens_in(statement.cue.unwrap_or(statement.content[0])).0;
        let line = line_of(sheet, token)?;
        Some(Cue { token, line, draft: Some(d), draft_only: true })
    }));
    found
}

fn line_of(sheet: &Sheet, token: usize) -> Option<usize> {
    let line = sheet.lines.all.partition_point(|l| l.tokens.1 <= token);
    (line < sheet.lines.all.len()).then_some(line)
}

/// Words of the kinds that may be cues.
fn is_open(sheet: &Sheet, t: usize) -> bool {
    let text = sheet.text;
    match text.token(t).pos.as_str() {
        "VERB" | "AUX" => !matches!(text.dep(t), "aux" | "auxpass"),
        "NOUN" | "ADJ" => true,
        _ => text.is_word(t, "according") || text.word(t) == ":",
    }
}

/// The subject of a word up the tree, with the way to it.
fn climb(sheet: &Sheet, t: usize) -> (Option<usize>, u32) {
    let text = sheet.text;
    let mut at = t;
    let mut path = 1;
    for _ in 0..6 {
        if let Some(subject) = sheet.subject(at) {
            return (Some(subject), mix(&[path, sheet.form(subject).dep]));
        }
        let agent = text.child(at, &["agent"]).and_then(|by| text.child(by, &["pobj"]));
        if agent.is_some() {
            return (agent, mix(&[path, 2]));
        }
        let head = text.head(at);
        path = mix(&[path, sheet.form(at).dep]);
        match text.dep(at) {
            "acl" | "relcl" => return (Some(head), path),
            "conj" | "xcomp" | "advcl" | "ccomp" | "pcomp" | "prep" | "dep" | "parataxis"
            | "acomp" | "attr" | "dobj" | "pobj"
                if head != at =>
            {
                at = head;
            }
            _ => return (None, path),
        }
    }
    (None, path)
}

/// Puts what tells of a cue.
pub(super) fn of_cue(sheet: &Sheet, cue: Cue, f: &mut Features) {
    put!(f, "bias");
    of_draft(sheet, cue, f);
    if cue.draft_only {
        put!(f, "draft only", sheet.drafts[cue.draft.unwrap_or(0)].statement.cue.is_some());
        return;
    }
    let text = sheet.text;
    let t = cue.token;
    let form = sheet.form(t);
    let (lemma, tag, dep) = (form.lemma, form.tag, form.dep);
    let word = text.lemma(t).as_bytes();
    let ending = &word[word.len().saturating_sub(3)..];
    put!(f, "lemma", lemma);
    put!(f, "tag", tag);
    put!(f, "dep", dep);
    put!(f, "tag dep", tag, dep);
    put!(f, "lemma tag", lemma, tag);
    put!(f, "lemma dep", lemma, dep);
    put!(f, "ending", ending.iter().fold(0, |all, &b| all << 8 | u32::from(b)));
    let (subject, path) = climb(sheet, t);
    let kind = sheet.kind(subject);
    let class = form.class;
    put!(f, "class", class);
    put!(f, "class frame", class, form.frame);
    put!(f, "class kind", class, kind);
    put!(f, "class tag", class, tag);
    put!(f, "class dep", class, dep);
    let own = sheet.subject(t).is_some();
    put!(f, "kind", kind);
    put!(f, "path", path);
    put!(f, "kind path", kind, path);
    put!(f, "lemma kind", lemma, kind);
    put!(f, "own subject", own);
    if let Some(subject) = subject {
        put!(f, "subject", sheet.form(subject).lemma);
    }
    of_head(sheet, t, f);
    let complement = of_children(sheet, t, f);
    put!(f, "complement kind", complement, kind);
    of_place(sheet, cue, f);
}

fn of_head(sheet: &Sheet, t: usize, f: &mut Features) {
    let text = sheet.text;
    let head = text.head(t);
    let (own, above) = (sheet.form(t), sheet.form(head));
    put!(f, "head", above.lemma, own.dep);
    put!(f, "head pos", above.pos, own.dep);
    put!(f, "head tag", above.tag, own.tag);
    put!(f, "head class", above.class, own.dep);
    put!(f, "head class class", above.class, own.dep, own.class);
    if head == t {
        return;
    }
    for c in text.children(head).take(MOST) {
        if matches!(
            text.dep(c),
            "ccomp" | "acl" | "xcomp" | "dobj" | "attr" | "acomp" | "nsubj" | "agent" | "prep"
        ) {
            put!(f, "beside", own.dep, c > t, sheet.form(c).dep);
        }
    }
    if matches!(
        text.dep(t),
        "acl" | "relcl" | "advcl" | "parataxis" | "ccomp" | "xcomp" | "conj" | "prep" | "pcomp"
    ) {
        put!(f, "head alone", above.lemma);
        if let Some(subject) = sheet.subject(head) {
            put!(f, "head subject", own.dep, sheet.kind(Some(subject)));
        }
    }
}

/// Puts what tells of a cue's children; its last complement.
fn of_children(sheet: &Sheet, t: usize, f: &mut Features) -> u32 {
    let text = sheet.text;
    let own = sheet.form(t);
    let lemma = own.lemma;
    let mut complement = 0;
    let (mut right, mut count) = (0, 0);
    for c in text.children(t).take(MOST) {
        let child = sheet.form(c);
        let (dep, after) = (child.dep, u32::from(c > t));
        put!(f, "child", after, dep);
        put!(f, "lemma child", lemma, after, dep);
        put!(f, "class child", mix(&[own.class, own.frame]), after, dep);
        let name = text.dep(c);
        if c > t && name != "punct" && !is_subject(name) && count < 4 {
            right = mix(&[right, dep]);
            count += 1;
        }
        if child.class > 0 {
            put!(f, "child class", dep, child.class, child.tag);
        }
        match name {
            "prep" => {
                put!(f, "prep", child.word);
                put!(f, "lemma prep", lemma, child.word);
            }
            "ccomp" | "xcomp" | "advcl" | "acl" | "relcl" => {
                let mark = text.child(c, &["mark", "aux"]).map_or(0, |m| sheet.form(m).word);
                put!(f, "clause mark", dep, after, mark);
                put!(f, "clause subject", dep, sheet.kind(sheet.subject(c)));
                put!(f, "clause verb", dep, child.lemma);
                put!(f, "lemma clause mark", lemma, dep, mark);
                complement = mix(&[dep, mark]);
            }
            "dobj" | "pobj" | "attr" | "acomp" | "nsubjpass" | "dative" => {
                put!(f, "object", dep, child.lemma);
                put!(f, "object tag", dep, child.tag);
                put!(f, "lemma object", lemma, dep, child.lemma);
                put!(f, "object kind", dep, sheet.kind(Some(c)));
                if text.child(c, &["acl", "ccomp", "relcl"]).is_some() {
                    put!(f, "object clause", dep);
                    put!(f, "lemma object clause", lemma, dep);
                }
            }
            "neg" | "aux" | "auxpass" | "prt" | "mark" => {
                put!(f, "part", dep, child.word);
                put!(f, "lemma part", lemma, dep, child.word);
            }
            "advmod" => put!(f, "adverb", child.word),
            "poss" => put!(f, "owner", sheet.kind(Some(c))),
            _ => {}
        }
    }
    put!(f, "right children", right);
    complement
}

/// Where a cue stands in its line, and the quotations around it.
fn of_place(sheet: &Sheet, cue: Cue, f: &mut Features) {
    let (text, lines, t) = (sheet.text, sheet.lines, cue.token);
    let lemma = sheet.form(t).lemma;
    let line = &lines.all[cue.line];
    let (before, next) = (t.checked_sub(1), Some(t + 1));
    let tag = |t: Option<usize>| t.and_then(|t| sheet.forms.get(t)).map_or(0, |f| f.tag);
    put!(f, "next", sheet.word(next));
    put!(f, "before", sheet.word(before));
    put!(f, "next tag", tag(next));
    put!(f, "before tag", tag(before));
    put!(f, "lemma next", lemma, sheet.word(next));
    put!(f, "lemma before", lemma, sheet.word(before));
    put!(f, "first", t < line.tokens.0 + 2);
    put!(f, "last", line.tokens.1 < t + 4);
    put!(f, "colon", text.word(line.tokens.1 - 1) == ":");
    put!(f, "capitals", sheet.heads[cue.line]);
    let quotes = line.quotes.0..line.quotes.1;
    if quotes.is_empty() {
        put!(f, "no quotation");
        put!(f, "lemma no quotation", lemma);
        return;
    }
    let behind = quotes.clone().rev().find(|&q| lines.quote_tokens[q].0 < t);
    let ahead = quotes.clone().find(|&q| lines.quote_tokens[q].0 > t);
    if let Some(q) = behind {
        let (first, after) = lines.quote_tokens[q];
        let gap = near(t.saturating_sub(after), &[0, 3, 8]);
        put!(f, "quotation behind", gap, length(sheet, q));
        put!(f, "lemma quotation behind", lemma, gap);
        put!(f, "quotation behind ends", gap, end_mark(sheet, q));
        put!(f, "quotation behind leads", first == line.tokens.0, gap);
    }
    if let Some(q) = ahead {
        let first = lines.quote_tokens[q].0;
        let gap = near(first - t, &[2, 4, 9]);
        let mark = first.checked_sub(1).filter(|&p| !sheet.form(p).lexical);
        put!(f, "quotation ahead", gap, length(sheet, q));
        put!(f, "lemma quotation ahead", lemma, gap);
        put!(f, "quotation ahead mark", gap, sheet.word(mark));
        let held = text.children(t).any(|c| {
            let (begin, after) = text.subtree(c);
            c > t && begin <= first && first < after && !is_subject(text.dep(c))
        });
        put!(f, "quotation held", held, length(sheet, q));
    }
}

/// Which of some bounds a number is within.
pub(super) fn near(number: usize, bounds: &[usize]) -> u32 {
    bounds.iter().position(|&b| number <= b).unwrap_or(bounds.len()) as u32
}

fn length(sheet: &Sheet, quote: usize) -> u32 {
    let (first, after) = sheet.lines.quote_tokens[quote];
    near(after - first, &[3, 6, 11])
}

/// The mark at the end of the words in quotation marks.
fn end_mark(sheet: &Sheet, quote: usize) -> u32 {
    let inner = sheet.lines.quotes[quote].inner.of(sheet.text.raw);
    inner.chars().next_back().filter(|c| !c.is_alphanumeric()).map_or(0, |c| c as u32)
}

/// What the rules made of a cue.
fn of_draft(sheet: &Sheet, cue: Cue, f: &mut Features) {
    let form = sheet.form(cue.token);
    let Some(draft) = cue.draft.map(|d| &sheet.drafts[d]) else {
        put!(f, "no draft");
        let inside = sheet.inside[cue.token];
        put!(f, "inside", inside);
        put!(f, "inside lemma", inside, form.lemma);
        let quotes = sheet.lines.all[cue.line].quotes;
        let taken = sheet.taken[quotes.0..quotes.1].iter().any(|&t| t);
        put!(f, "quotations taken", quotes.0 < quotes.1, taken);
        if let Some(candidate) = sheet.candidate_at[cue.token] {
            let candidate = &sheet.candidates[candidate as usize];
            put!(f, "candidate", candidate.class, candidate.quotes);
            put!(
                f,
                "candidate has",
                candidate.content.is_empty(),
                candidate.speaker.is_some(),
                candidate.nobody
            );
        }
        return;
    };
    let statement = &draft.statement;
    put!(f, "draft");
    put!(f, "draft manner", statement.manner);
    put!(f, "draft certainty", statement.certainty != Certainty::Certain, statement.certainty);
    put!(f, "draft polarity", statement.polarity == Polarity::Denied);
    put!(f, "draft speaker", statement.speaker.is_some());
    put!(f, "draft entity", statement.speaker.is_some_and(|s| s.entity.is_some()));
    put!(f, "draft via", statement.via.len());
    put!(f, "draft pieces", statement.content.len().min(4));
    let speaker = statement.speaker.and_then(|s| head_in(sheet, s.span));
    put!(f, "draft kind", sheet.kind(speaker));
    put!(f, "draft kind manner", sheet.kind(speaker), statement.manner);
    if !cue.draft_only {
        put!(f, "draft lemma", form.lemma);
        put!(f, "draft dep", form.dep, statement.manner == Manner::Indirect);
    } else if statement.cue.is_some() {
        put!(f, "draft cue", form.lemma);
    }
}

/// The word of a phrase that the others hang on.
pub(super) fn head_in(sheet: &Sheet, span: stemma_core::Span) -> Option<usize> {
    let (first, after) = sheet.text.tokens_in(span);
    (first..after).find(|&t| {
        let head = sheet.text.head(t);
        head == t || !(first..after).contains(&head)
    })
}

/// The class of a cue with that of what it takes, for other features.
pub(super) fn class_of(sheet: &Sheet, t: usize) -> u32 {
    let noun = sheet.form(t).pos == const { id("NOUN") };
    mix(&[sheet.form(t).class, u32::from(noun)])
}
