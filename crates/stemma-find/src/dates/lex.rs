//! Words, numbers and marks, finer than the pipeline's tokens: a time expression is often only a
//! part of one ('18th', '1990s') or cut at other places ('10:35', 'February 10-22').

use stemma_core::Span;

/// What a lexeme is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// ASCII digits.
    Number,
    /// Any other character, alone.
    Mark,
}

/// The smallest piece that the grammar looks at.
#[derive(Clone, Debug)]
pub(super) struct Lexeme<'t> {
    pub(super) span: Span,
    /// As written.
    pub(super) text: &'t str,
    /// In lower case; marks are brought to one form (`-` for every dash, `'` for apostrophes).
    pub(super) low: String,
    pub(super) kind: Kind,
    /// No space before it.
    pub(super) glued: bool,
    /// First of its paragraph.
    pub(super) opens: bool,
}

/// Cuts a text up.
pub(super) fn lex(text: &str) -> Vec<Lexeme<'_>> {
    let mut lexemes: Vec<Lexeme<'_>> = Vec::with_capacity(text.len() / 5);
    let mut characters = text.char_indices().peekable();
    let (mut space, mut newlines) = (true, 2);
    while let Some((start, first)) = characters.next() {
        if first.is_whitespace() {
            space = true;
            newlines += u32::from(first == '\n');
            continue;
        }
        let kind = kind_of(first);
        let mut end = start + first.len_utf8();
        if kind != Kind::Mark {
            while let Some(&(at, next)) = characters.peek() {
                if kind_of(next) != kind {
                    break;
                }
                end = at + next.len_utf8();
                characters.next();
            }
        }
        let written = &text[start..end];
        let low = match kind {
            Kind::Word => written.to_lowercase(),
            Kind::Number => written.to_owned(),
            Kind::Mark => match first {
                '\u{2010}'..='\u{2015}' | '\u{2212}' => "-".to_owned(),
                '\u{2018}' | '\u{2019}' | '`' => "'".to_owned(),
                _ => written.to_owned(),
            },
        };
        lexemes.push(Lexeme {
            span: Span::new(start, end),
            text: written,
            low,
            kind,
            glued: !space,
            opens: newlines >= 2,
        });
        (space, newlines) = (false, 0);
    }
    lexemes
}

fn kind_of(character: char) -> Kind {
    if character.is_ascii_digit() {
        Kind::Number
    } else if character.is_alphabetic() {
        Kind::Word
    } else {
        Kind::Mark
    }
}
