//! The README's picture: an excerpt of what the program really prints.
//!
//! A comment before a fenced block says of what it is: `<!-- picture: stemma demo | WHEN 9 | … -->`,
//! a command and the sections of its output, each with the most lines of it to show.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::run;

const BEGIN: &str = "<!-- picture: stemma ";
const END: &str = " -->\n";
const FENCE: &str = "```";

/// The page with every picture drawn anew.
pub(crate) fn draw(page: &str, program: &Path) -> Result<String> {
    let mut drawn = String::new();
    let mut rest = page;
    while let Some(at) = rest.find(BEGIN) {
        let (before, after) = rest.split_at(at + BEGIN.len());
        let (what, block) = after.split_once(END).context("a picture's comment without an end")?;
        let (_, block) = block.split_once(FENCE).context("a picture without a block")?;
        let (_, after) = block.split_once(FENCE).context("a picture without an end")?;
        let mut parts = what.split(" | ");
        let command = parts.next().unwrap_or_default();
        let printed = run::output_of(Command::new(program).args(command.split(' ')))?;
        let sections: Vec<(&str, usize)> = parts.map(section).collect::<Result<_>>()?;
        drawn.extend([before, what, END, FENCE, "text\n$ stemma ", command, "\n"]);
        drawn.push_str(&excerpt(&printed, &sections));
        drawn.push_str(FENCE);
        rest = after;
    }
    drawn.push_str(rest);
    Ok(drawn)
}

/// `WHEN 9`: a heading and the most lines to show below it.
fn section(part: &str) -> Result<(&str, usize)> {
    let (heading, lines) = part.rsplit_once(' ').context("a section without a number of lines")?;
    Ok((heading, lines.parse().with_context(|| format!("`{lines}` is no number of lines"))?))
}

/// The lines before the first empty one, then the sections, each cut where a paragraph of it ends.
fn excerpt(printed: &str, sections: &[(&str, usize)]) -> String {
    let lines: Vec<&str> = printed.lines().map(str::trim_end).collect();
    let head = lines.iter().position(|line| line.is_empty()).unwrap_or(lines.len());
    let mut shown: Vec<&str> = lines[..head].to_vec();
    for (heading, most) in sections {
        let Some(at) = lines.iter().position(|line| line == heading) else { continue };
        // A section ends where the next heading stands: a line that is not indented.
        let is_heading = |line: &&str| !line.is_empty() && !line.starts_with(' ');
        let end = lines[at + 1..].iter().position(is_heading).map_or(lines.len(), |n| at + 1 + n);
        let mut body = &lines[at + 1..end];
        while let [others @ .., ""] = body {
            body = others;
        }
        shown.extend(["", heading]);
        if body.len() > *most {
            let cut = body[..=*most].iter().rposition(|line| line.is_empty()).unwrap_or(*most);
            shown.extend(&body[..cut]);
            shown.push("  …");
        } else {
            shown.extend(body);
        }
    }
    shown.iter().flat_map(|line| [*line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_cut_where_a_paragraph_ends() {
        let printed =
            "Title\nstory 1\n\nWHEN\n  a\n  b\n\nCLAIMS\n  one\n  two\n\n  three\n  four\n\nEND\n";
        assert_eq!(
            excerpt(printed, &[("CLAIMS", 4), ("WHEN", 9)]),
            "Title\nstory 1\n\nCLAIMS\n  one\n  two\n  …\n\nWHEN\n  a\n  b\n"
        );
    }
}
