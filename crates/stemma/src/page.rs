//! Text for a terminal: wrapped by width, with a margin, styled where styles are shown.

use std::fmt::Write;

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use crate::printer::{Look, styles};

/// Words with their styles. What carries a meaning has marks that stand where no style is shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Styled {
    plain: String,
    /// Where each style begins and ends in `plain`, in order, never overlapping.
    runs: Vec<(usize, usize, Style)>,
}

impl Styled {
    /// Nothing yet.
    pub(crate) fn new() -> Styled {
        Styled::default()
    }

    /// Words without a style.
    pub(crate) fn plain(text: &str) -> Styled {
        Styled::new().and(text)
    }

    /// More words. White space of any kind, line ends too, becomes one space.
    #[must_use]
    pub(crate) fn and(mut self, text: &str) -> Styled {
        self.push(text);
        self
    }

    /// More words, in a style.
    #[must_use]
    pub(crate) fn styled(mut self, style: Style, text: &str) -> Styled {
        let start = self.plain.len();
        self.push(text);
        self.runs.push((start, self.plain.len(), style));
        self
    }

    /// A wider space, before small print.
    #[must_use]
    pub(crate) fn gap(mut self) -> Styled {
        self.plain.push_str("  ");
        self
    }

    /// Verbatim words in which some spans are marked: styled, or in brackets where no style shows.
    #[must_use]
    pub(crate) fn marked(
        mut self,
        text: &str,
        spans: &[(usize, usize)],
        style: Style,
        look: Look,
    ) -> Styled {
        let mut done = 0;
        for &(start, end) in spans {
            let fits = start >= done && start < end && text.get(start..end).is_some();
            if !fits {
                continue;
            }
            self.push(&text[done..start]);
            self = if look.colour {
                self.styled(style, &text[start..end])
            } else {
                self.and("[").and(&text[start..end]).and("]")
            };
            done = end;
        }
        self.push(&text[done..]);
        self
    }

    fn push(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                if !self.plain.ends_with(' ') {
                    self.plain.push(' ');
                }
            } else if !c.is_control() {
                self.plain.push(c);
            }
        }
    }

    /// The lines, none wider than `width`.
    fn lines(&self, width: usize, look: Look) -> Vec<String> {
        let mut lines = Vec::new();
        let mut from = 0;
        for line in textwrap::wrap(&self.plain, width.max(10)) {
            // Lines are slices in order; what is between them is white space.
            let start = self.plain[from..].find(line.as_ref()).map_or(from, |at| from + at);
            let end = start + line.len();
            lines.push(self.paint(start, end.min(self.plain.len()), look));
            from = end.min(self.plain.len());
        }
        lines
    }

    fn paint(&self, start: usize, end: usize, look: Look) -> String {
        let mut painted = String::new();
        let mut at = start;
        for &(first, after, style) in &self.runs {
            let (first, after) = (first.max(at), after.min(end));
            if first < after {
                painted += &self.plain[at..first];
                painted += &look.paint(style, &self.plain[first..after]);
                at = after;
            }
        }
        painted + &self.plain[at..end]
    }
}

/// A page that is being written.
pub(crate) struct Page {
    look: Look,
    text: String,
}

impl Page {
    /// An empty page.
    pub(crate) fn new(look: Look) -> Page {
        Page { look, text: String::new() }
    }

    /// How it looks.
    pub(crate) fn look(&self) -> Look {
        self.look
    }

    /// What is written.
    pub(crate) fn into_string(self) -> String {
        self.text
    }

    /// An empty line.
    pub(crate) fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A heading, with an empty line above.
    pub(crate) fn heading(&mut self, text: &str) {
        self.gap();
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        let _ = writeln!(self.text, "{}", self.look.paint(styles::HEADING, &text));
    }

    /// A line as it is, with its colours; what else would steer the terminal is left out.
    pub(crate) fn line(&mut self, text: &str) {
        let _ = writeln!(self.text, "{}", steerless(text.trim_end(), self.look));
    }

    /// Wrapped words with an indent.
    pub(crate) fn paragraph(&mut self, indent: usize, words: &Styled) {
        self.item(indent, "", Style::new(), 0, words);
    }

    /// Wrapped words beside a label of `column` columns. A label that is too wide has a line of its
    /// own.
    pub(crate) fn item(
        &mut self,
        indent: usize,
        label: &str,
        style: Style,
        column: usize,
        words: &Styled,
    ) {
        let margin = indent + column;
        let lines = words.lines(self.look.width.saturating_sub(margin), self.look);
        let label: String = label.trim_end().chars().filter(|c| !c.is_control()).collect();
        let label_width = label.width();
        let mut lines = lines.into_iter();
        let painted = self.look.paint(style, &label);
        let alone = words.plain.is_empty() || label_width + 1 > column;
        if column > 0 && alone {
            let _ = writeln!(self.text, "{:indent$}{painted}", "");
        } else if let Some(line) = lines.next() {
            let fill = column - label_width;
            let _ = writeln!(self.text, "{:indent$}{painted}{:fill$}{line}", "", "");
        }
        for line in lines {
            let _ = writeln!(self.text, "{:margin$}{line}", "");
        }
    }
}

/// A line without control characters, save those that set a colour where colours are shown.
fn steerless(line: &str, look: Look) -> String {
    let mut clean = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(char::is_control) {
        clean += &rest[..at];
        rest = &rest[at..];
        let colour = rest.strip_prefix("\u{1b}[").and_then(|after| {
            let end = after.find(|c: char| !(c.is_ascii_digit() || c == ';'))?;
            after[end..].starts_with('m').then_some("\u{1b}[".len() + end + 1)
        });
        let (kept, gone) = match colour.filter(|_| look.colour) {
            Some(length) => (length, length),
            None => (0, rest.chars().next().map_or(0, char::len_utf8)),
        };
        clean += &rest[..kept];
        rest = &rest[gone..];
    }
    clean + rest
}

/// The beginning of a text, no wider than `width`, with '…' where it is cut at a word.
pub(crate) fn shortened(text: &str, width: usize) -> String {
    let text: String = text.chars().filter(|c| c.is_whitespace() || !c.is_control()).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    let whole = words.join(" ");
    if whole.width() <= width {
        return whole;
    }
    let mut short = String::new();
    for word in words {
        if short.width() + word.width() + 2 > width && !short.is_empty() {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short += word;
    }
    while short.width() + 1 > width && short.pop().is_some() {}
    short + "…"
}

/// In quotation marks, unless they have some of their own.
pub(crate) fn quoted(words: &str) -> String {
    if words.starts_with(['“', '"', '„', '«', '»', '‘', '\'']) {
        words.to_owned()
    } else {
        format!("“{words}”")
    }
}

/// Fills up with spaces to a width.
pub(crate) fn padded(text: &str, width: usize) -> String {
    let fill = width.saturating_sub(text.width());
    format!("{text}{:fill$}", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Look = Look { colour: false, width: 24 };

    #[test]
    fn words_wrap_beside_their_label() {
        let mut page = Page::new(PLAIN);
        let words = Styled::plain("The boats leave\n\nPort Ansel in May.");
        page.item(1, "2:310", Style::new(), 7, &words);
        assert_eq!(
            page.into_string(),
            " 2:310  The boats leave\n        Port Ansel in\n        May.\n"
        );
    }

    #[test]
    fn marks_survive_where_colour_does_not() {
        let text = "Not one will stay – ĉiuj.";
        let stay = text.find("stay").unwrap();
        let marked = |look| {
            let mut page = Page::new(look);
            let words = Styled::new().marked(text, &[(stay, stay + 4)], styles::DIFFERENT, look);
            page.paragraph(0, &words);
            page.into_string()
        };
        assert!(marked(PLAIN).contains("[stay]"));
        let colour = Look { colour: true, ..PLAIN };
        let style = styles::DIFFERENT;
        assert!(marked(colour).contains(&format!("{style}stay{style:#}")));
    }

    #[test]
    fn a_control_character_of_an_account_never_reaches_the_terminal() {
        let mut page = Page::new(PLAIN);
        page.paragraph(0, &Styled::plain("red \u{1b}[31m alert\u{7}"));
        assert_eq!(page.into_string(), "red [31m alert\n");

        let mut page = Page::new(PLAIN);
        page.line("\u{1b}[2Jgone\u{7}");
        page.item(0, "a\u{1b}[31m", Style::new(), 8, &Styled::plain("b"));
        page.line(&shortened("c\u{1b}]0;d\u{7}", 20));
        assert_eq!(page.into_string(), "[2Jgone\na[31m   b\nc]0;d\n");

        let mut page = Page::new(Look { colour: true, ..PLAIN });
        page.line("\u{1b}[1;31mred\u{1b}[0m \u{1b}[2J");
        assert_eq!(page.into_string(), "\u{1b}[1;31mred\u{1b}[0m [2J\n");
    }

    #[test]
    fn shortened_text_is_a_beginning() {
        assert_eq!(shortened("a  short\nline", 20), "a short line");
        assert_eq!(shortened("somewhat longer than that", 16), "somewhat longer…");
        assert_eq!(shortened("Donaudampfschiff", 6), "Donau…");
    }
}
