//! Opening an input: the bytes of each account in it, one after the other.

use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};

use crate::{Format, Input, Refusal, encoding, format, warc};

/// The bytes of one account (of several, for a feed), not yet read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Path or URL as given.
    pub source: String,
    /// The line in a file of JSON Lines, counted from 1.
    pub line: Option<u64>,
    /// What the name or the container says that it is.
    pub format: Option<Format>,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The encoding that the transport declared.
    pub charset: Option<String>,
    /// The address, where it is known.
    pub url: Option<String>,
}

impl Piece {
    /// Bytes of unknown kind.
    pub fn new(source: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Piece {
        Piece {
            source: source.into(),
            line: None,
            format: None,
            bytes: bytes.into(),
            charset: None,
            url: None,
        }
    }

    /// The same, of a known kind.
    #[must_use]
    pub fn of(mut self, format: Format) -> Piece {
        self.format = Some(format);
        self
    }
}

/// The greatest file of one account. Pages of news have 0.1 to 5 MB, most of it scripts.
pub(crate) const LARGEST_FILE: u64 = 16 << 20;
/// The greatest line of JSON Lines: a body and a page fit.
const LONGEST_LINE: u64 = 16 << 20;

/// Opens an input and yields its pieces. JSON Lines are streamed, a line at a time.
pub fn pieces(input: &Input) -> Pieces {
    match open(input) {
        Ok(pieces) => pieces,
        Err(refusal) => Box::new(std::iter::once(Err(refusal))),
    }
}

/// Pieces one after the other, read as they are asked for.
pub type Pieces = Box<dyn Iterator<Item = Result<Piece, Refusal>> + Send>;

fn open(input: &Input) -> Result<Pieces, Refusal> {
    let source = &input.source;
    let io = |error: std::io::Error| Refusal::of_io(source, &error);
    let file = File::open(&input.path).map_err(io)?;
    let size = file.metadata().map_err(io)?.len();
    let mut reader = BufReader::with_capacity(1 << 16, file);
    let head = reader.fill_buf().map_err(io)?;
    let format = input.format.or_else(|| by_head(head));
    let magic = format::binary(head);
    match format {
        Some(Format::JsonLines) => {
            if let Some(kind) = magic {
                return Err(Refusal::new(
                    source,
                    &format!("is {kind}, not JSON Lines"),
                    "Give one JSON object a line.",
                ));
            }
            if head.is_empty() {
                return Err(Refusal::new(source, "is empty", "Fetch or save it again."));
            }
            let wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
            let reader: Box<dyn BufRead + Send> = if wide {
                let bytes = whole(source, reader, size)?;
                Box::new(Cursor::new(
                    encoding::decode(&bytes, None, None).text.into_owned().into_bytes(),
                ))
            } else {
                Box::new(reader)
            };
            let named = input.format.is_some();
            Ok(Box::new(Lines { source: source.clone(), reader, line: 0, named, done: false }))
        }
        Some(Format::Warc) => {
            let packed = head.starts_with(b"\x1f\x8b");
            if !packed && magic.is_some() || head.is_empty() {
                return Err(Refusal::new(source, "is no WARC archive", "Fetch it again."));
            }
            Ok(warc::pieces(source, reader, packed))
        }
        format => {
            let bytes = whole(source, reader, size)?;
            Ok(Box::new(std::iter::once(Ok(Piece { format, ..Piece::new(source.clone(), bytes) }))))
        }
    }
}

/// What the first bytes say where the name says nothing.
fn by_head(head: &[u8]) -> Option<Format> {
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if start.starts_with(b"{") || start.starts_with(b"[{") {
        Some(Format::JsonLines)
    } else if start.starts_with(b"WARC/") {
        Some(Format::Warc)
    } else {
        None
    }
}

fn whole(source: &str, reader: impl Read, size: u64) -> Result<Vec<u8>, Refusal> {
    let too_large = |size: u64| {
        let hint =
            "Save the page without its pictures and scripts, or split the file into its reports.";
        Refusal::new(
            source,
            &format!(
                "has {} MB; one account may have {} MB",
                size.div_ceil(1 << 20),
                LARGEST_FILE >> 20
            ),
            hint,
        )
    };
    if size > LARGEST_FILE {
        return Err(too_large(size));
    }
    let mut bytes = Vec::with_capacity(size as usize);
    reader
        .take(LARGEST_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Refusal::of_io(source, &error))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(too_large(bytes.len() as u64));
    }
    Ok(bytes)
}

/// The lines of a file of JSON Lines.
struct Lines {
    source: String,
    reader: Box<dyn BufRead + Send>,
    line: u64,
    /// Whether the file's name says that it is JSON Lines.
    named: bool,
    done: bool,
}

impl Iterator for Lines {
    type Item = Result<Piece, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let mut bytes = Vec::new();
            let read = self.reader.by_ref().take(LONGEST_LINE + 1).read_until(b'\n', &mut bytes);
            match read {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => {
                    self.done = true;
                    return Some(Err(Refusal::of_io(&self.source, &error)));
                }
            }
            self.line += 1;
            if bytes.len() as u64 > LONGEST_LINE {
                let reason = format!("is longer than {} MB", LONGEST_LINE >> 20);
                let refusal =
                    Refusal::new(&self.source, &reason, "Give each account a line of its own.")
                        .at_line(Some(self.line));
                self.skip_line(&bytes);
                return Some(Err(refusal));
            }
            let content = bytes.trim_ascii();
            if content.is_empty() {
                continue;
            }
            // A file that only looks like JSON Lines may be one object over many lines: one fault, not
            // one a line.
            if self.line == 1
                && !self.named
                && serde_json::from_slice::<serde::de::IgnoredAny>(content).is_err()
            {
                self.done = true;
                let refusal = Refusal::new(
                    &self.source,
                    "is JSON over several lines, not JSON Lines",
                    "Give one JSON object a line, in a file named .jsonl.",
                );
                return Some(Err(refusal));
            }
            let content = content.to_vec();
            let piece = Piece { line: Some(self.line), ..Piece::new(self.source.clone(), content) };
            return Some(Ok(piece.of(Format::JsonLines)));
        }
        None
    }
}

impl Lines {
    /// Reads on to the end of a line that is too long, keeping none of it.
    fn skip_line(&mut self, read: &[u8]) {
        if read.ends_with(b"\n") {
            return;
        }
        loop {
            let Ok(buffer) = self.reader.fill_buf() else {
                self.done = true;
                return;
            };
            if buffer.is_empty() {
                return;
            }
            let end = buffer.iter().position(|&b| b == b'\n');
            let used = end.map_or(buffer.len(), |at| at + 1);
            self.reader.consume(used);
            if end.is_some() {
                return;
            }
        }
    }
}
