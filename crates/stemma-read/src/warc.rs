//! Web archives: a piece for every page in one.
//!
//! Only answers that are pages or texts and were found (status 200) are accounts; pictures, scripts,
//! requests and redirections in an archive are none, and are passed over.

use std::io::{self, BufReader, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, SyncSender};

use flate2::read::{DeflateDecoder, GzDecoder, MultiGzDecoder, ZlibDecoder};
use warc::{RecordType, WarcHeader, WarcReader};

use crate::piece::LARGEST_FILE;
use crate::{Piece, Refusal};

/// How many pages may wait to be read: the archive's own reader runs ahead by no more.
const AHEAD: usize = 8;
/// The archive's reader keeps a buffer of 1 MB on the stack.
const STACK: usize = 8 << 20;

type Answer = Result<Piece, Refusal>;

/// Streams the pages of an archive, from a thread of its own.
pub(crate) fn pieces(
    source: &str,
    reader: impl Read + Send + 'static,
    packed: bool,
) -> Box<dyn Iterator<Item = Answer> + Send> {
    let (send, receive) = mpsc::sync_channel(AHEAD);
    let of = source.to_string();
    let started =
        std::thread::Builder::new().name("warc".to_string()).stack_size(STACK).spawn(move || {
            let reader: Box<dyn Read> =
                if packed { Box::new(MultiGzDecoder::new(reader)) } else { Box::new(reader) };
            // A bug would look like the end of the archive.
            let bug = catch_unwind(AssertUnwindSafe(|| records(&of, reader, &send))).is_err();
            if bug {
                let hint = "Please report it; what was read before is kept.";
                let _ = send.send(Err(Refusal::new(&of, "met a bug in this program", hint)));
            }
        });
    let failed = started.err().map(|error| Err(Refusal::of_io(source, &error)));
    Box::new(failed.into_iter().chain(receive))
}

fn records(source: &str, reader: impl Read, send: &SyncSender<Answer>) {
    let mut archive = WarcReader::new(BufReader::with_capacity(1 << 16, reader));
    let mut records = archive.stream_records();
    let mut any = false;
    while let Some(record) = records.next_item() {
        let answer = match record {
            Ok(record) => {
                any = true;
                let kind = record.warc_type().clone();
                let url = record
                    .header(WarcHeader::TargetURI)
                    .map(|url| url.trim_matches(['<', '>']).to_string());
                let content = record
                    .header(WarcHeader::ContentType)
                    .map(|kind| kind.to_lowercase())
                    .unwrap_or_default();
                let source = format!("{source}#{}", url.as_deref().unwrap_or(record.warc_id()));
                let large = record.content_length() > LARGEST_FILE;
                let wanted = match kind {
                    RecordType::Response => content.contains("http"),
                    RecordType::Resource | RecordType::Conversion => is_words(&content),
                    _ => false,
                };
                if !wanted {
                    continue;
                }
                if large {
                    let reason = format!("is a record of more than {} MB", LARGEST_FILE >> 20);
                    let refusal =
                        Refusal::new(&source, &reason, "Save its text as .txt and give that.");
                    if send.send(Err(refusal)).is_err() {
                        return;
                    }
                    continue;
                }
                let mut bytes = Vec::new();
                match { record }.read_to_end(&mut bytes) {
                    Err(error) => Some(Err(Refusal::of_io(&source, &error))),
                    Ok(_) if kind == RecordType::Response => response(&source, &bytes)
                        .map(|answer| answer.map(|piece| Piece { url, ..piece })),
                    Ok(_) => Some(Ok(Piece { url, ..Piece::new(source, bytes) })),
                }
            }
            Err(error) => {
                let _ = send.send(Err(Refusal::new(
                    source,
                    &format!("is a WARC archive that breaks off or is damaged: {error}"),
                    "What was read before is kept; fetch the archive again for the rest.",
                )));
                return;
            }
        };
        // Nobody listens any more: the caller has what it wanted.
        if let Some(answer) = answer
            && send.send(answer).is_err()
        {
            return;
        }
    }
    if !any {
        let _ = send.send(Err(Refusal::new(
            source,
            "is a WARC archive without records",
            "Fetch it again.",
        )));
    }
}

fn is_words(content: &str) -> bool {
    content.contains("html") || content.starts_with("text/plain")
}

/// The page in an answer of HTTP; `None` where the answer is no page.
fn response(source: &str, bytes: &[u8]) -> Option<Answer> {
    let mut headers = [httparse::EMPTY_HEADER; 128];
    let mut head = httparse::Response::new(&mut headers);
    let Ok(httparse::Status::Complete(length)) = head.parse(bytes) else {
        return Some(Err(Refusal::new(
            source,
            "is an answer of HTTP without a proper head",
            "Leave it out.",
        )));
    };
    let header = |name: &str| {
        (head.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name)))
            .map(|header| String::from_utf8_lossy(header.value).trim().to_lowercase())
    };
    let kind = header("content-type").unwrap_or_else(|| "text/html".to_string());
    if head.code != Some(200) || !is_words(&kind) {
        return None;
    }
    let mut body = bytes[length..].to_vec();
    if header("transfer-encoding").is_some_and(|how| how.contains("chunked")) {
        // Some archives keep the header and store the body whole.
        body = whole(&body).unwrap_or(body);
    }
    let body = match header("content-encoding").as_deref() {
        Some("gzip" | "x-gzip") if body.starts_with(b"\x1f\x8b") => {
            unpack(GzDecoder::new(&body[..]))
        }
        Some("deflate") => {
            unpack(ZlibDecoder::new(&body[..])).or_else(|_| unpack(DeflateDecoder::new(&body[..])))
        }
        // Some archives unpack the body and keep the header.
        None | Some("" | "identity" | "gzip" | "x-gzip") => Ok(body),
        Some(other) => {
            return Some(Err(Refusal::new(
                source,
                &format!("is packed as '{other}', which cannot be unpacked"),
                "Record the page again without it.",
            )));
        }
    };
    let charset = kind.split("charset=").nth(1).map(|name| {
        name.trim_matches(['"', '\'', ' ']).split([';', ' ']).next().unwrap_or_default().to_string()
    });
    Some(match body {
        Ok(body) => Ok(Piece { charset, ..Piece::new(source, body) }),
        Err(error) => Err(Refusal::new(
            source,
            &format!("could not be unpacked: {error}"),
            "Record the page again.",
        )),
    })
}

fn unpack(packed: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    packed.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(io::Error::other(format!("more than {} MB", LARGEST_FILE >> 20)));
    }
    Ok(bytes)
}

/// Joins the chunks of a body; `None` if it is not in chunks.
fn whole(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let Ok(httparse::Status::Complete((head, size))) = httparse::parse_chunk_size(rest) else {
            return None;
        };
        if size == 0 {
            return Some(out);
        }
        let chunk = rest.get(head..head.checked_add(usize::try_from(size).ok()?)?)?;
        out.extend_from_slice(chunk);
        rest = rest.get(head + chunk.len() + 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;
    use crate::read;

    const PAGE: &str = "<html lang=en><head><title>Storm closes harbour of Port Halen</title></head><body><article><h1>Storm closes harbour of Port Halen</h1><p>The harbour of Port Halen was closed on Monday after two ships had torn from their moorings, the harbour master said.</p><p>Nobody was hurt, he told reporters, and the ferries to the islands will sail again on Friday if the storm allows it.</p></article></body></html>";

    fn record(kind: &str, content: &str, body: &[u8]) -> Vec<u8> {
        let mut out = format!("WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2022-02-14T10:31:00Z\r\nWARC-Target-URI: https://coast-times.example/storm\r\nContent-Type: {content}\r\nContent-Length: {}\r\n\r\n", body.len()).into_bytes();
        out.extend_from_slice(body);
        out.extend_from_slice(b"\r\n\r\n");
        out
    }

    fn archive() -> Vec<u8> {
        let http = |head: &str, body: &[u8]| {
            [format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat()
        };
        let chunked = format!(
            "{:x}\r\n{}\r\n{:x}\r\n{}\r\n0\r\n\r\n",
            100,
            &PAGE[..100],
            PAGE.len() - 100,
            &PAGE[100..]
        );
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gz.write_all(PAGE.as_bytes()).unwrap();
        [
            record("warcinfo", "application/warc-fields", b"software: x"),
            record("response", "application/http; msgtype=response", &http("200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked", chunked.as_bytes())),
            record("response", "application/http; msgtype=response", &http("200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", &gz.finish().unwrap())),
            record("response", "application/http; msgtype=response", &http("404 Not Found\r\nContent-Type: text/html", PAGE.as_bytes())),
            record("response", "application/http; msgtype=response", &http("200 OK\r\nContent-Type: image/png", b"\x89PNG")),
        ]
        .concat()
    }

    #[test]
    fn pages_of_an_archive_are_accounts() {
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gz.write_all(&archive()).unwrap();
        for (bytes, packed) in [(archive(), false), (gz.finish().unwrap(), true)] {
            let found: Vec<_> =
                pieces("a.warc", Cursor::new(bytes), packed).map(Result::unwrap).collect();
            assert_eq!(found.len(), 2);
            for piece in found {
                let account = read(&piece).remove(0).unwrap().account;
                assert_eq!(account.source, "a.warc#https://coast-times.example/storm");
                assert_eq!(account.outlet.as_deref(), Some("coast-times.example"));
                assert!(account.text.ends_with("if the storm allows it."));
            }
        }
    }

    #[test]
    fn a_broken_archive_keeps_what_came_before() {
        let mut bytes = archive();
        bytes.truncate(bytes.len() - 40);
        let found: Vec<_> = pieces("a.warc", Cursor::new(bytes), false).collect();
        assert!(found.len() >= 2 && found[..2].iter().all(Result::is_ok));
        let nothing: Vec<_> =
            pieces("a.warc", Cursor::new(b"WARC/1.0\r\nnonsense".to_vec()), false).collect();
        assert!(nothing.iter().all(Result::is_err) && !nothing.is_empty());
    }
}
