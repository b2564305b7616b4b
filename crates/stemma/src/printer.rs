//! The one owner of the terminal: standard output is data, standard error is everything else.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Lines are wrapped here where the output goes to no terminal: into a file or a pipe.
const WIDTH_WITHOUT_TERMINAL: usize = 100;

/// Text is not wrapped closer than this; a narrower terminal breaks lines by itself.
const LEAST_WIDTH: usize = 40;

/// Longer lines are hard to read, however wide the terminal.
const GREATEST_WIDTH: usize = 120;

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How output looks: what a renderer needs to know, and all it may know, of where it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    /// Whether styles are shown; where not, marks stand in their place.
    pub(crate) colour: bool,
    /// Columns.
    pub(crate) width: usize,
}

impl Look {
    /// The text in a style, where styles are shown.
    pub(crate) fn paint(self, style: Style, text: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}

/// The styles of the program. Colour never carries a meaning alone: weight, line or a sign does too.
pub(crate) mod styles {
    use super::{AnsiColor, Style};

    /// Headings.
    pub(crate) const HEADING: Style = AnsiColor::Cyan.on_default().bold();
    /// What matters most on a line.
    pub(crate) const STRONG: Style = Style::new().bold();
    /// Places, counts and other small print.
    pub(crate) const FAINT: Style = Style::new().dimmed();
    /// People and bodies that speak.
    pub(crate) const SPEAKER: Style = AnsiColor::Green.on_default().bold();
    /// Words in which accounts part.
    pub(crate) const DIFFERENT: Style = AnsiColor::Yellow.on_default().underline();
    /// Days.
    pub(crate) const DAY: Style = AnsiColor::Blue.on_default().bold();
    /// What is open or wrong.
    pub(crate) const OPEN: Style = AnsiColor::Magenta.on_default();
    /// Faults.
    pub(crate) const FAULT: Style = AnsiColor::Red.on_default().bold();
    /// Advice.
    pub(crate) const NOTE: Style = AnsiColor::Yellow.on_default();
}

/// Writes to the terminal.
pub(crate) struct Printer {
    out: BufWriter<Stdout>,
    look: Look,
    /// How messages look; standard error may be a terminal where standard output is none.
    messages: Look,
    quiet: bool,
    bar: Option<ProgressBar>,
}

impl Printer {
    /// Looks at the terminal once. `quiet` leaves out all messages but faults.
    pub(crate) fn new(colour: Colour, quiet: bool) -> Printer {
        let allowed = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        let look = |is_terminal: bool, width: Option<usize>| Look {
            colour: match colour {
                Colour::Auto => is_terminal && allowed,
                Colour::Always => true,
                Colour::Never => false,
            },
            width: width.unwrap_or(WIDTH_WITHOUT_TERMINAL).clamp(LEAST_WIDTH, GREATEST_WIDTH),
        };
        let width = |size: Option<(terminal_size::Width, terminal_size::Height)>| {
            size.map(|(width, _)| usize::from(width.0))
        };
        Printer {
            out: BufWriter::new(io::stdout()),
            look: look(
                io::stdout().is_terminal(),
                width(terminal_size::terminal_size_of(io::stdout())),
            ),
            messages: look(
                io::stderr().is_terminal(),
                width(terminal_size::terminal_size_of(io::stderr())),
            ),
            quiet,
            bar: None,
        }
    }

    /// Another that writes messages as this one does, for a thread that works beside it.
    pub(crate) fn another(&self) -> Printer {
        Printer {
            out: BufWriter::new(io::stdout()),
            look: self.look,
            messages: self.messages,
            quiet: self.quiet,
            bar: None,
        }
    }

    /// How data is to look.
    pub(crate) fn look(&self) -> Look {
        self.look
    }

    /// Data, as it is.
    pub(crate) fn data(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())
    }

    /// Where data is written piece by piece.
    pub(crate) fn out(&mut self) -> &mut dyn Write {
        &mut self.out
    }

    /// A list as a JSON array, an item a line.
    pub(crate) fn json<T: serde::Serialize>(
        &mut self,
        items: impl IntoIterator<Item = T>,
    ) -> io::Result<()> {
        self.out.write_all(b"[")?;
        for (n, item) in items.into_iter().enumerate() {
            self.out.write_all(if n == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut self.out, &item)?;
        }
        self.out.write_all(b"]\n")
    }

    /// Sends what is written on its way.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// A message: what was done.
    pub(crate) fn say(&self, message: impl Display) {
        if !self.quiet {
            self.message("", &message.to_string());
        }
    }

    /// Something that the user should know.
    pub(crate) fn note(&self, message: impl Display) {
        if !self.quiet {
            let mark = self.messages.paint(styles::NOTE, "note:");
            self.message(&format!("{mark} "), &message.to_string());
        }
    }

    /// Something went wrong.
    pub(crate) fn fault(&self, message: impl Display) {
        let mark = self.messages.paint(styles::FAULT, "error:");
        self.message(&format!("{mark} "), &message.to_string());
    }

    #[expect(clippy::print_stderr, reason = "this is the one place that writes messages")]
    fn message(&self, mark: &str, message: &str) {
        // Names of files and words of accounts come in here.
        let message: String = message.chars().filter(|&c| c == '\n' || !c.is_control()).collect();
        let message = format!("{mark}{message}");
        match &self.bar {
            Some(bar) if !bar.is_hidden() => bar.suspend(|| eprintln!("{message}")),
            _ => eprintln!("{message}"),
        }
    }

    /// Shows a bar until [`Printer::end_progress`]; nothing is drawn where standard error is no
    /// terminal.
    pub(crate) fn progress(&mut self, what: &'static str, total: u64) -> ProgressBar {
        let target = if self.quiet || !io::stderr().is_terminal() {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr_with_hz(10)
        };
        let bar = ProgressBar::with_draw_target(Some(total), target);
        let template = "{prefix:10} {bar:30.cyan/blue} {percent:>3} %  {msg}  {eta:>4} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("━╸─"));
        }
        bar.set_prefix(what);
        bar.enable_steady_tick(Duration::from_millis(200));
        self.bar = Some(bar.clone());
        bar
    }

    /// Takes the bar away.
    pub(crate) fn end_progress(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
