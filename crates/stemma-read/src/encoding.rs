//! Bytes into characters: by mark, by declaration, by what the bytes betray.

use std::borrow::Cow;
use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use regex::bytes::Regex;

/// Characters, and how they were come by.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Decoded<'b> {
    pub(crate) text: Cow<'b, str>,
    /// The encoding's name in the WHATWG standard.
    pub(crate) encoding: &'static str,
    /// How many characters could not be read and became U+FFFD.
    pub(crate) broken: usize,
}

/// Reads `bytes`: a byte order mark wins, then UTF-16 by its zeros, then valid UTF-8, then what the
/// transport (`charset`) or the page declares, then what the bytes look like.
///
/// Valid UTF-8 with other than ASCII in it goes before a declaration, since no other encoding's
/// words come out as such by chance and pages that were saved anew keep their old declaration.
pub(crate) fn decode<'b>(
    bytes: &'b [u8],
    charset: Option<&str>,
    host: Option<&str>,
) -> Decoded<'b> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[mark..]);
    }
    if let Some(encoding) = utf_16_by_zeros(bytes) {
        return with(encoding, bytes);
    }
    let declared = charset
        .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
        .or_else(|| declared_in(bytes))
        // A page that declares UTF-16 in bytes that one can read is not in UTF-16.
        .map(
            |encoding| {
                if encoding == UTF_16BE || encoding == UTF_16LE { UTF_8 } else { encoding }
            },
        );
    if declared == Some(ISO_2022_JP) && bytes.contains(&0x1b) {
        return with(ISO_2022_JP, bytes);
    }
    if is_utf_8(bytes) {
        return with(UTF_8, bytes);
    }
    match declared {
        Some(encoding) if encoding != UTF_8 => with(encoding, bytes),
        _ => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(&bytes[..bytes.len().min(DETECT)], true);
            let domain = host.and_then(|host| host.rsplit('.').next()).map(str::as_bytes);
            let domain = domain.filter(|tld| tld.iter().all(u8::is_ascii_lowercase));
            with(detector.guess(domain, Utf8Detection::Deny), bytes)
        }
    }
}

/// The detector's answer does not change after so many bytes.
const DETECT: usize = 256 * 1024;

fn with<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Decoded<'b> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let broken = if broken { text.matches('\u{fffd}').count() } else { 0 };
    Decoded { text, encoding: encoding.name(), broken }
}

/// UTF-16 without a mark: every other byte of what is Latin, a space or a line end is zero.
fn utf_16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(8 * 1024) & !1];
    let pairs = head.len() / 2;
    if pairs < 8 {
        return None;
    }
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|&&b| b == 0).count();
    let (high_first, low_first) = (zeros(0), zeros(1));
    // Words are divided by spaces: even in Cyrillic one character in ten is one.
    if low_first * 20 >= pairs && high_first * 50 <= low_first {
        Some(UTF_16LE)
    } else if high_first * 20 >= pairs && low_first * 50 <= high_first {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether the bytes are UTF-8, or would be but for a few damaged ones.
fn is_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    // In windows-1251 and its kin hardly two letters in a row make a valid sequence.
    bad == 0 || good >= bad * 4
}

/// What `<meta charset>`, `<meta http-equiv>` or the XML prolog say.
fn declared_in(bytes: &[u8]) -> Option<&'static Encoding> {
    static DECLARED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i-u)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})|^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]{2,40})"#)
            .expect("a constant")
    });
    let head = &bytes[..bytes.len().min(16 * 1024)];
    let found = DECLARED.captures(head)?;
    let label = found.get(1).or_else(|| found.get(2))?;
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUSSIAN: &str = "Министр обороны заявил, что учения начнутся в понедельник. Войска вернутся домой, «когда все закончится», сказал он журналистам после встречи с коллегой.";
    const POLISH: &str = "Minister obrony powiedział, że ćwiczenia rozpoczną się w poniedziałek. Żołnierze wrócą do domu, „gdy się zakończą”, dodał po spotkaniu z dziennikarzami. Źródło: gazeta, łódź, książę.";

    fn page(charset: &str, words: &str) -> Vec<u8> {
        let encoding = Encoding::for_label(charset.as_bytes()).unwrap();
        let html = format!(
            "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset={charset}\"></head><body><p>{words}</p></body></html>"
        );
        encoding.encode(&html).0.into_owned()
    }

    #[test]
    fn declared_encodings_are_believed() {
        let polish = POLISH.replace(['„', '”'], "\"");
        assert!(decode(&page("windows-1251", RUSSIAN), None, None).text.contains(RUSSIAN));
        assert!(decode(&page("iso-8859-2", &polish), None, None).text.contains(&polish));
        let xml =
            b"<?xml version=\"1.0\" encoding=\"windows-1251\"?><p>\xcc\xe8\xed\xe8\xf1\xf2\xf0</p>";
        assert!(decode(xml, None, None).text.contains("Министр"));
    }

    #[test]
    fn undeclared_encodings_betray_themselves() {
        let bytes = encoding_rs::WINDOWS_1251.encode(RUSSIAN).0;
        assert_eq!(decode(&bytes, None, None).text, RUSSIAN);
        let polish = POLISH.replace(['„', '”'], "\"");
        let bytes = encoding_rs::ISO_8859_2.encode(&polish).0;
        assert_eq!(decode(&bytes, None, Some("gazeta.example.pl")).text, polish);
    }

    #[test]
    fn utf_16_with_and_without_its_mark() {
        for text in [RUSSIAN, POLISH] {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(decode(&little, None, None).text, text);
            assert_eq!(decode(&big, None, None).text, text);
            assert_eq!(decode(&[&[0xff, 0xfe], &little[..]].concat(), None, None).text, text);
            assert_eq!(decode(&[&[0xfe, 0xff], &big[..]].concat(), None, None).text, text);
        }
    }

    #[test]
    fn broken_utf_8_is_read_and_counted() {
        let mut bytes = RUSSIAN.as_bytes().to_vec();
        bytes[7] = 0xff;
        let decoded = decode(&bytes, None, None);
        assert_eq!(decoded.encoding, "UTF-8");
        assert!(decoded.broken > 0 && decoded.text.contains("учения начнутся"));
        assert_eq!(decode(b"plain", Some("utf-16"), None).text, "plain");
    }

    #[test]
    fn a_wrong_declaration_does_not_spoil_utf_8() {
        let html = format!("<meta charset=windows-1251><p>{RUSSIAN}</p>");
        assert!(decode(html.as_bytes(), None, None).text.contains(RUSSIAN));
    }
}
