//! Commands and options.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::Status;
use crate::commands;
use crate::printer::{Colour, Printer};

/// Lays the accounts of a story side by side: who said what, when, who has it from whom, and where
/// they part. Every line that is shown is a verbatim slice of an account, with its place.
#[derive(Parser)]
#[command(name = "stemma", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "\
To begin:
  stemma demo                        read a story that comes with the program, show its synopsis
  stemma read FOLDER --store s.db    read your own accounts: pages, texts, JSON Lines
  stemma story --store s.db          show what they say together

Exit status: 0 done; 1 the answer is no (nothing found, verification failed); 2 an error, or some
input was refused.")]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,

    /// When to use colour; `NO_COLOR` is heeded too
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    #[arg(alias = "color", hide_possible_values = true, help_heading = "Everywhere")]
    pub(crate) colour: Colour,

    /// No messages but faults
    #[arg(long, short, global = true, help_heading = "Everywhere")]
    pub(crate) quiet: bool,
}

#[derive(Subcommand)]
enum Command {
    Read(commands::read::Read),
    Stories(commands::stories::Stories),
    Story(commands::story::ShowStory),
    Account(commands::account::ShowAccount),
    Quotes(commands::quotes::Quotes),
    Search(commands::search::Search),
    Why(commands::why::Why),
    Judge(commands::judge::Judge),
    Export(commands::export::Export),
    Serve(commands::serve::Serve),
    Site(commands::site::Site),
    Verify(commands::verify::Verify),
    Annotate(commands::annotate::Annotate),
    Model(commands::model::ModelCommand),
    Demo(commands::demo::Demo),
}

impl Cli {
    /// Runs the command.
    pub(crate) fn run(&self, printer: &mut Printer) -> anyhow::Result<Status> {
        match &self.command {
            Command::Read(command) => command.run(printer),
            Command::Stories(command) => command.run(printer),
            Command::Story(command) => command.run(printer),
            Command::Account(command) => command.run(printer),
            Command::Quotes(command) => command.run(printer),
            Command::Search(command) => command.run(printer),
            Command::Why(command) => command.run(printer),
            Command::Judge(command) => command.run(printer),
            Command::Export(command) => command.run(printer),
            Command::Serve(command) => command.run(printer),
            Command::Site(command) => command.run(printer),
            Command::Verify(command) => command.run(printer),
            Command::Annotate(command) => command.run(printer),
            Command::Model(command) => command.run(printer),
            Command::Demo(command) => command.run(printer),
        }
    }
}

/// Which store.
#[derive(Args)]
pub(crate) struct StoreOption {
    /// The store: one file that `stemma read` makes
    #[arg(long, short, env = "STEMMA_STORE", default_value = "stemma.db", value_name = "FILE")]
    pub(crate) store: PathBuf,
}

/// Which model.
#[derive(Args)]
pub(crate) struct ModelOption {
    /// The language model: a name that `stemma model list` shows, or the path of a spaCy pipeline
    /// folder or wheel [default: the one the store was read with, else `en`]
    #[arg(long, short, env = "STEMMA_MODEL", value_name = "MODEL")]
    pub(crate) model: Option<String>,
}
