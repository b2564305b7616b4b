//! What kind of bytes these are: by their name, and by how they begin.

use std::path::Path;

/// A form of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// HTML.
    Page,
    /// Plain text.
    Text,
    /// JSON Lines: an account a line.
    JsonLines,
    /// RSS, Atom or RDF: an account an entry.
    Feed,
    /// A web archive: an account a page.
    Warc,
}

impl Format {
    /// By the ending of a file's name.
    pub fn of_name(path: &Path) -> Option<Format> {
        let name = path.file_name()?.to_str()?.to_lowercase();
        let ending = |ending: &str| name.ends_with(ending);
        if [".html", ".htm", ".xhtml", ".shtml"].into_iter().any(ending) {
            Some(Format::Page)
        } else if [".txt", ".text"].into_iter().any(ending) {
            Some(Format::Text)
        } else if [".jsonl", ".ndjson"].into_iter().any(ending) {
            Some(Format::JsonLines)
        } else if [".xml", ".rss", ".atom", ".rdf"].into_iter().any(ending) {
            Some(Format::Feed)
        } else if [".warc", ".warc.gz"].into_iter().any(ending) {
            Some(Format::Warc)
        } else {
            None
        }
    }

    /// By how the characters begin. `named` is what the name says; a page in a `.txt` is a page.
    pub(crate) fn of_text(text: &str, named: Option<Format>) -> Format {
        let cut = text.char_indices().nth(4096).map_or(text.len(), |(at, _)| at);
        let head = text[..cut]
            .trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
            .to_lowercase();
        let after_prolog = head
            .split_once("?>")
            .filter(|_| head.starts_with("<?xml"))
            .map_or(head.as_str(), |(_, rest)| rest);
        let mut root = after_prolog.trim_start();
        while let Some((_, rest)) =
            root.strip_prefix("<!--").and_then(|inside| inside.split_once("-->"))
        {
            root = rest.trim_start();
        }
        if root.starts_with("<!doctype html")
            || ["<html", "<head", "<body", "<article", "<main", "<div", "<meta", "<title"]
                .iter()
                .any(|tag| root.starts_with(tag))
        {
            Format::Page
        } else if ["<rss", "<feed", "<rdf:rdf", "<channel"].iter().any(|tag| root.starts_with(tag))
        {
            Format::Feed
        } else {
            match named {
                Some(named) => named,
                None if root.starts_with('{') => Format::JsonLines,
                None if root.starts_with('<') => Format::Page,
                None => Format::Text,
            }
        }
    }
}

/// What bytes are that are no text, by their first ones; `None` where they may be text.
pub(crate) fn binary(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"PK\x03\x04", "a ZIP archive or an Office document"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"BZh", "a bzip2 archive"),
        (b"\xfd7zXZ", "an xz archive"),
        (b"\x28\xb5\x2f\xfd", "a zstd archive"),
        (b"7z\xbc\xaf", "a 7z archive"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"\x7fELF", "a program"),
        (b"MZ", "a program"),
        (b"\xd0\xcf\x11\xe0", "an old Office document"),
        (b"ID3", "a sound file"),
        (b"OggS", "a sound file"),
        (b"RIFF", "a sound or video file"),
        (b"{\\rtf", "an RTF document"),
    ];
    if let Some((_, name)) = KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        // 'MZ' and 'ID3' may begin a text.
        if *name != "a program" && *name != "a sound file"
            || bytes[..bytes.len().min(512)].contains(&0)
        {
            return Some(name);
        }
    }
    None
}

/// Whether characters are no text: more than one in fifty is a control character, or one in four broken.
pub(crate) fn is_noise(text: &str) -> bool {
    let (mut all, mut odd, mut broken) = (0_usize, 0_usize, 0_usize);
    for c in text.chars().take(16 * 1024) {
        all += 1;
        odd += usize::from(
            c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{1a}' | '\u{85}'),
        );
        broken += usize::from(c == '\u{fffd}');
    }
    odd * 50 > all || broken * 4 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_tell_more_than_names() {
        let page = "\u{feff}<?xml version='1.0'?>\n<!-- saved --> <!DOCTYPE html><html>";
        assert_eq!(Format::of_text(page, Some(Format::Text)), Format::Page);
        assert_eq!(Format::of_text("<?xml version='1.0'?><rss version='2.0'>", None), Format::Feed);
        assert_eq!(Format::of_text("{\"id\": 1}", None), Format::JsonLines);
        assert_eq!(Format::of_text("Harbour closed", None), Format::Text);
        assert_eq!(Format::of_text("<b>Harbour</b> closed", Some(Format::Text)), Format::Text);
        assert_eq!(Format::of_name(Path::new("a/B.HTM")), Some(Format::Page));
        assert_eq!(Format::of_name(Path::new("a/gold.json")), None);
    }

    #[test]
    fn binaries_are_named() {
        assert_eq!(binary(b"%PDF-1.7 ..."), Some("a PDF"));
        assert_eq!(binary(b"MZuzu said so."), None);
        assert!(is_noise("\u{1}\u{2}\u{3}abc"));
        assert!(!is_noise("Harbour closed\r\n\tby order"));
    }
}
