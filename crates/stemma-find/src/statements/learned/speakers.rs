//! Who the speaker of a cue may be, and what tells whether it is.

use stemma_core::Span;

use super::features::{Cue, class_of, head_in, near};
use super::sheet::{Features, Sheet, id, mix, put};
use super::spans::way;

/// One possible speaker.
pub(super) struct Who {
    /// The head of the words that name it; `None` for nobody.
    pub(super) token: Option<usize>,
    /// By which ways it was found.
    ways: Vec<u32>,
    /// Whether it is what the rules have.
    pub(super) of_draft: bool,
}

struct Speakers<'s, 'a> {
    sheet: &'s Sheet<'a>,
    cue: usize,
    all: Vec<Who>,
}

/// All possible speakers of a cue, nobody among them.
pub(super) fn speakers(sheet: &Sheet, cue: Cue) -> Vec<Who> {
    let mut found = Speakers { sheet, cue: cue.token, all: Vec::new() };
    if !cue.draft_only || sheet.drafts[cue.draft.unwrap_or(0)].statement.cue.is_some() {
        found.climb();
    }
    found.near(cue.line);
    found.before(cue.line);
    let mut nobody = Who { token: None, ways: vec![way!("nobody")], of_draft: false };
    if let Some(draft) = cue.draft {
        let speaker = sheet.drafts[draft].statement.speaker;
        if let Some(head) = speaker.and_then(|s| head_in(sheet, s.span)) {
            found.add(Some(head), way!("draft"));
            if let Some(same) = found.all.iter_mut().find(|w| w.token == Some(head)) {
                same.of_draft = true;
            }
        } else {
            nobody.ways.push(way!("nobody in draft"));
            nobody.of_draft = true;
        }
    }
    found.all.push(nobody);
    found.all
}

impl Speakers<'_, '_> {
    fn add(&mut self, token: Option<usize>, way: u32) {
        let Some(token) = token.filter(|&t| t != self.cue) else { return };
        if matches!(self.sheet.text.token(token).pos.as_str(), "SPACE" | "PUNCT") {
            return;
        }
        match self.all.iter_mut().find(|w| w.token == Some(token)) {
            Some(same) => same.ways.push(way),
            None => {
                self.all.push(Who { token: Some(token), ways: vec![way], of_draft: false });
            }
        }
    }

    /// Subjects, agents and owners beside the cue and up the tree.
    fn climb(&mut self) {
        /// More children than these name nobody new.
        const MOST: usize = 24;
        let text = self.sheet.text;
        let mut at = self.cue;
        let mut path = 1;
        for level in 0..6 {
            for c in text.children(at).take(MOST) {
                let dep = self.sheet.form(c).dep;
                let object = || text.child(c, &["pobj"]);
                let owner = |t: usize| text.child(t, &["poss"]);
                match text.dep(c) {
                    "nsubj" | "nsubjpass" | "csubj" => {
                        self.add(Some(c), way!("subject", path, dep));
                    }
                    "agent" => self.add(object(), way!("agent", path)),
                    "poss" if level < 2 => self.add(Some(c), way!("owner", path)),
                    "pobj" | "dobj" | "attr" | "appos" | "npadvmod" | "compound" | "amod"
                    | "nmod" | "dative"
                        if level < 2 =>
                    {
                        self.add(Some(c), way!("child", path, dep));
                        if matches!(text.dep(c), "dobj" | "attr") {
                            self.add(owner(c), way!("owner of object", path));
                        }
                    }
                    "prep" if level < 2 => {
                        self.add(object(), way!("prep", path, self.sheet.form(c).word));
                        let owner = object().and_then(owner);
                        self.add(owner, way!("owner after prep", path));
                    }
                    _ => {}
                }
            }
            let head = text.head(at);
            if head == at {
                break;
            }
            let dep = self.sheet.form(at).dep;
            if matches!(text.dep(at), "acl" | "relcl" | "appos" | "amod" | "compound" | "poss") {
                self.add(Some(head), way!("head", path, dep));
            }
            let step = if text.dep(at) == "relcl" { const { id("acl") } } else { dep };
            path = mix(&[path, step]);
            at = head;
        }
    }

    /// Names and pronouns near the cue.
    fn near(&mut self, line: usize) {
        let (text, lines) = (self.sheet.text, self.sheet.lines);
        let (first, after) = lines.all[line].tokens;
        let named = |t: usize| {
            lines.quote_of[t].is_none()
                && matches!(text.tag(t), "NNP" | "NNPS" | "PRP")
                && text.dep(t) != "compound"
        };
        let noun = |t: usize| {
            named(t)
                || lines.quote_of[t].is_none()
                    && matches!(text.tag(t), "NN" | "NNS")
                    && text.dep(t) != "compound"
        };
        let cue = self.cue;
        let back: Vec<usize> =
            (first..cue.max(first)).rev().take(30).filter(|&t| named(t)).take(2).collect();
        for (n, t) in back.into_iter().enumerate() {
            self.add(Some(t), way!("near before", n));
        }
        let on: Vec<usize> = (cue + 1..after.min(cue + 12)).filter(|&t| noun(t)).take(2).collect();
        for (n, t) in on.into_iter().enumerate() {
            self.add(Some(t), way!("near after", n));
        }
    }

    /// Whom the two lines before are about.
    fn before(&mut self, line: usize) {
        let (text, lines) = (self.sheet.text, self.sheet.lines);
        for back in 1..=2 {
            let Some(before) = line.checked_sub(back) else { break };
            let range = lines.all[before].tokens;
            let subject = lines
                .own(range)
                .find(|&t| text.dep(t) == "nsubj" && text.head(text.head(t)) == text.head(t));
            let name =
                || lines.own(range).find(|&t| text.tag(t) == "NNP" && text.dep(t) != "compound");
            match subject {
                Some(subject) => self.add(Some(subject), way!("subject before", back)),
                None => self.add(name(), way!("name before", back)),
            }
        }
    }
}

/// Puts what tells of a speaker among all of a cue whose content is known.
pub(super) fn of_speaker(
    sheet: &Sheet,
    cue: Cue,
    content: &[Span],
    who: &Who,
    all: &[Who],
    f: &mut Features,
) {
    let (text, t) = (sheet.text, cue.token);
    let form = sheet.form(t);
    let class = class_of(sheet, t);
    let passive = text.child(t, &["auxpass", "nsubjpass"]).is_some();
    let manner = cue.draft.map_or(0, |d| 1 + sheet.drafts[d].statement.manner as u32);
    for &way in &who.ways {
        put!(f, "way", way);
        put!(f, "way class", way, class);
        put!(f, "way lemma", way, form.lemma);
        put!(f, "way dep", way, form.dep);
        put!(f, "way tag", way, form.tag);
        put!(f, "way passive", way, passive);
        put!(f, "way manner", way, manner);
    }
    let Some(token) = who.token else {
        let own = way!("subject", 1, id("nsubj"));
        put!(f, "nobody class", class);
        put!(f, "nobody lemma", form.lemma);
        put!(f, "nobody form", form.dep, form.tag);
        put!(f, "nobody passive", passive, form.tag);
        put!(f, "nobody but subject", all.iter().any(|w| w.ways.contains(&own)));
        return;
    };
    let kind = sheet.kind(Some(token));
    let span = text.token(token).span;
    let inside = content.iter().any(|p| p.contains(span));
    let way = who.ways[0];
    let line = sheet.lines.all[cue.line].tokens;
    put!(f, "kind", kind);
    put!(f, "kind way", kind, way);
    put!(f, "kind inside", kind, inside);
    put!(f, "inside", inside);
    put!(f, "inside way", inside, way);
    put!(f, "quoted", sheet.lines.quote_of[token].is_some());
    put!(f, "lemma", sheet.form(token).lemma);
    put!(f, "tag", sheet.form(token).tag);
    put!(f, "dep", sheet.form(token).dep);
    put!(f, "capital", text.word(token).starts_with(char::is_uppercase));
    put!(f, "distance", token < t, near(token.abs_diff(t), &[1, 3, 7, 15, 31]));
    put!(f, "same line", (line.0..line.1).contains(&token));
    put!(f, "ways", who.ways.len().min(3));
    if cue.draft.is_some() && !who.of_draft {
        put!(f, "not drafted");
    }
}
