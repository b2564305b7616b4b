//! Bounds that a page must keep before it is parsed.
//!
//! Parsers of HTML take quadratic time in the depth of the markup and overflow the stack with it:
//! 10,000 nested elements took one of them 25 seconds, 100,000 did not end. So the markup is looked
//! over first, in one pass over its bytes, and freed of what is never text.

/// The most markup that is parsed, scripts and styles not counted.
pub(crate) const MOST_MARKUP: usize = 3 << 20;
/// The deepest markup that is parsed. Pages of news nest 20 to 60 deep.
pub(crate) const DEEPEST: usize = 400;

/// The most elements that are parsed: 320,000 took 1.4 GB. Pages of news have 500 to 10,000.
pub(crate) const MOST_TAGS: usize = 100_000;
/// A tag of more bytes loses its attributes: parsers look through them again for each.
const LONGEST_TAG: usize = 16 << 10;

/// A page without its scripts (save for metadata), styles, drawings and comments, and how deep it nests.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Lean {
    pub(crate) html: String,
    pub(crate) depth: usize,
    /// How many elements it opens.
    pub(crate) tags: usize,
}

/// Elements whose content is no text. `template` is drawn by scripts only.
const NO_TEXT: &[&str] = &["script", "style", "svg", "template", "iframe", "object", "canvas"];

/// Elements that do not nest: void ones, and those that the next of their kind closes.
const FLAT: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "tbody",
    "thead", "tfoot", "colgroup", "html", "head", "body", "rp", "rt",
];

/// Looks a page over, in time linear in its length.
pub(crate) fn lean(html: &str) -> Lean {
    let bytes = html.as_bytes();
    let mut out = String::with_capacity(html.len().min(MOST_MARKUP));
    let (mut depth, mut deepest, mut tags) = (0_usize, 0_usize, 0_usize);
    let mut kept = 0;
    let mut at = 0;
    // What was looked for to the end in vain is not looked for again: the time stays linear.
    let mut open_comment = false;
    let mut never_closed: Vec<String> = Vec::new();
    while let Some(found) = bytes[at..].iter().position(|&b| b == b'<') {
        let open = at + found;
        if bytes[open..].starts_with(b"<!--") {
            // A comment that is never closed is taken for none: the rest of the page may be in it.
            let end = if open_comment { None } else { html[open + 4..].find("-->") };
            if let Some(end) = end {
                out.push_str(&html[kept..open]);
                at = open + 4 + end + 3;
                kept = at;
            } else {
                open_comment = true;
                at = open + 4;
            }
            continue;
        }
        let closing = bytes.get(open + 1) == Some(&b'/');
        let name_at = open + 1 + usize::from(closing);
        let name_end = name_at
            + bytes[name_at..].iter().take(20).take_while(|b| b.is_ascii_alphanumeric()).count();
        if name_end == name_at || !bytes[name_at].is_ascii_alphabetic() {
            at = open + 1;
            continue;
        }
        let name = html[name_at..name_end].to_ascii_lowercase();
        let end = tag_end(bytes, name_end);
        at = end;
        if closing {
            if !FLAT.contains(&name.as_str()) {
                depth = depth.saturating_sub(1);
            }
            continue;
        }
        let closed = bytes[..end].ends_with(b"/>");
        if NO_TEXT.contains(&name.as_str()) {
            let data =
                name == "script" && html[name_end..end].to_ascii_lowercase().contains("ld+json");
            if closed && name != "script" {
                continue;
            }
            // Never closed, it would swallow the rest: so does a browser, but a saved page may be cut.
            let close =
                if never_closed.contains(&name) { None } else { find_close(bytes, end, &name) };
            if let Some(close) = close {
                if !data {
                    out.push_str(&html[kept..open]);
                    kept = close;
                }
                at = close;
                continue;
            }
            never_closed.push(name.clone());
        }
        tags += 1;
        if end - open > LONGEST_TAG {
            // Pictures written into the page, or a thousand attributes: none of it is text.
            out.push_str(&html[kept..open]);
            out.push('<');
            out.push_str(&name);
            out.push('>');
            kept = end;
        }
        if !FLAT.contains(&name.as_str()) && !closed {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    out.push_str(&html[kept..]);
    Lean { html: out, depth: deepest, tags }
}

/// The byte after the `>` of a tag, quoted attributes passed over.
fn tag_end(bytes: &[u8], from: usize) -> usize {
    let mut quote = None;
    let mut value = false;
    for (n, &b) in bytes[from..].iter().enumerate() {
        match quote {
            Some(open) if b == open => quote = None,
            Some(_) => {}
            None => match b {
                b'>' => return from + n + 1,
                // A quotation mark counts after `=` only: others stand in broken markup.
                b'"' | b'\'' if value => quote = Some(b),
                b'=' => value = true,
                b if b.is_ascii_whitespace() => {}
                _ => value = false,
            },
        }
    }
    // A quotation mark that is never closed: the tag ends at its first `>`.
    bytes[from..].iter().position(|&b| b == b'>').map_or(bytes.len(), |n| from + n + 1)
}

/// The byte after `</name …>`.
fn find_close(bytes: &[u8], from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    while let Some(found) = bytes[at..].iter().position(|&b| b == b'<') {
        let open = at + found;
        let rest = &bytes[open + 1..];
        if rest.len() > name.len()
            && rest[0] == b'/'
            && rest
                .get(1..=name.len())
                .is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()))
        {
            let after = open + 2 + name.len();
            return Some(
                bytes[after..]
                    .iter()
                    .position(|&b| b == b'>')
                    .map_or(bytes.len(), |n| after + n + 1),
            );
        }
        at = open + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_goes_and_metadata_stay() {
        let html = "<p>a<script>if (a<b) { '</p>' }</script>b<!-- <p> --><style>p{}</style><script type=\"application/ld+json\">{}</script></p>";
        assert_eq!(lean(html).html, "<p>ab<script type=\"application/ld+json\">{}</script></p>");
        assert_eq!(lean("<p title='a>b'>x</p>").html, "<p title='a>b'>x</p>");
        assert_eq!(lean("<script>never closed").html, "<script>never closed");
        assert_eq!(lean("a < b <").html, "a < b <");
        let picture = format!("<p>a<img src='data:{}'>b", "x".repeat(LONGEST_TAG));
        assert_eq!(lean(&picture).html, "<p>a<img>b");
    }

    #[test]
    fn depth_counts_what_nests() {
        assert_eq!(lean("<div><p>a<p>b<br><ul><li>c<li>d</ul></div><div></div>").depth, 2);
        assert_eq!(lean(&"<div>".repeat(100_000)).depth, 100_000);
        assert_eq!(lean(&"<p>a".repeat(100_000)).depth, 0);
    }

    #[test]
    fn what_is_never_closed_costs_no_more_than_its_length() {
        let start = std::time::Instant::now();
        for tag in ["<!--", "<svg>", "<script>", "<style ", "<p a='", "<p a=\"x'", "</", "<"] {
            let page = tag.repeat((2 << 20) / tag.len());
            assert!(lean(&page).html.len() <= page.len());
        }
        assert_eq!(lean(&"<svg>".repeat(1000)).depth, 1000);
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }

    proptest::proptest! {
        #[test]
        fn never_panics_and_never_grows(html in "(<!--|-->|</?(script|style|div|p|svg)|[<>'\"=a/ é])*") {
            let lean = lean(&html);
            proptest::prop_assert!(lean.html.len() <= html.len());
        }
    }
}
